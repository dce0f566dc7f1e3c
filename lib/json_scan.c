/*
 * The scan: which token may come where (RFC 8259, sections 2 to 5), open objects and lists, and where reading ends.
 *
 * There is no recursion: what is open is a list of frames, and what may come next a single state. An object or list that
 * has ended stays among the frames until the next token is asked for, so that faults can still be told at its place.
 */
#include "json_parts.h"

#include <string.h>

/* What may come next. */
enum expectation {
    EXPECT_START,
    EXPECT_VALUE,      /* behind a key: the colon, then a value */
    EXPECT_FIRST_ITEM, /* behind [ */
    EXPECT_FIRST_KEY,  /* behind { */
    EXPECT_NEXT_ITEM,  /* behind a value in a list: a comma or ] */
    EXPECT_NEXT_KEY,   /* behind a value in an object: a comma or } */
    EXPECT_NOTHING,    /* behind the root */
    EXPECT_FINISHED,   /* JSON_END was given */
    EXPECT_FAILED
};

enum { END_OF_TEXT = -1 };

void json_reader_init(struct json_reader *reader, homevisit_text text, const char *document,
                      const struct json_limits *limits, const homevisit_allocator *allocator,
                      homevisit_problems *problems)
{
    *reader = (struct json_reader){.text = text.data != NULL ? text.data : "",
                                   .length = text.data != NULL ? text.length : 0,
                                   .document = document != NULL ? document : "",
                                   .problems = problems,
                                   .allocator = memory_allocator(allocator),
                                   .expect = EXPECT_START};
    if (limits != NULL) {
        reader->limits = *limits;
    }
    if (reader->limits.bytes == 0) {
        reader->limits.bytes = JSON_DEFAULT_BYTES;
    }
    if (reader->limits.depth == 0) {
        reader->limits.depth = JSON_DEFAULT_DEPTH;
    }
    list_init(&reader->frames, &reader->allocator, sizeof(struct json_frame));
    list_init(&reader->keys, &reader->allocator, sizeof(struct json_key));
    json_lines_init(&reader->lines, (homevisit_text){reader->text, reader->length});
    json_lines_keep(&reader->lines, &reader->allocator);
}

void json_reader_free(struct json_reader *reader)
{
    list_free(&reader->frames);
    list_free(&reader->keys);
    json_lines_free(&reader->lines);
}

/* -------------------------------------------------------------------------------------------------- where it ends */

/* No more is read. The keys of what is still open are compared all the same: every fault is told. */
static enum json_token stop(struct json_reader *reader)
{
    for (size_t i = reader->frames.count; i-- > 0;) {
        if (((const struct json_frame *)list_at(&reader->frames, i))->object) {
            json_keys_end(reader, i);
        }
    }
    reader->faulty = true;
    reader->expect = EXPECT_FAILED;
    return reader->token = JSON_FAILED;
}

enum json_token json_fail(struct json_reader *reader, enum json_fault_name fault, size_t start, size_t end,
                          size_t depth)
{
    reader->start = start;
    reader->end = end;
    json_report(reader, fault, start, end, depth);
    return stop(reader);
}

static enum json_token fail_without_memory(struct json_reader *reader)
{
    problems_out_of_memory(reader->problems);
    return stop(reader);
}

/* ---------------------------------------------------------------------------------------------------- small things */

static bool is_space(char c)
{
    return c == ' ' || c == '\n' || c == '\r' || c == '\t';
}

/* The end of the character at a place, for marking it. */
static size_t character_end(const struct json_reader *reader, size_t at)
{
    bool valid;
    return at < reader->length ? at + utf8_step((const unsigned char *)reader->text + at, reader->length - at, &valid)
                               : at;
}

/* Passes over a comment, which is a fault. false where there is none, or one without an end. */
static bool pass_comment(struct json_reader *reader)
{
    size_t start = reader->position;
    const char *text = reader->text + start;
    size_t left = reader->length - start;
    size_t length = 2;
    if (left < 2 || (text[1] != '/' && text[1] != '*')) {
        return false;
    }
    if (text[1] == '/') {
        while (length < left && text[length] != '\n' && text[length] != '\r') {
            length++;
        }
    } else {
        while (length + 1 < left && (text[length] != '*' || text[length + 1] != '/')) {
            length++;
        }
        if (length + 1 >= left) {
            return false;
        }
        length += 2;
    }
    size_t depth = reader->frames.count;
    json_report(reader, JSON_FAULT_comment, start, start + length, depth != 0 ? depth - 1 : 0);
    reader->position = start + length;
    return true;
}

static int peek_far(struct json_reader *reader)
{
    for (;;) {
        size_t at = reader->position;
        while (at < reader->length && is_space(reader->text[at])) {
            at++;
        }
        reader->position = at;
        if (at == reader->length) {
            return END_OF_TEXT;
        }
        if (reader->text[at] != '/' || !pass_comment(reader)) {
            return (unsigned char)reader->text[at];
        }
    }
}

/* The next byte that is neither white space nor part of a comment. In compact text it is the very next. */
static inline int peek(struct json_reader *reader)
{
    size_t at = reader->position;
    unsigned char next = at < reader->length ? (unsigned char)reader->text[at] : ' ';
    return next > ' ' && next != '/' ? next : peek_far(reader);
}

/* A fault at the next byte, or at the end of the text. */
static enum json_token fail_here(struct json_reader *reader, enum json_fault_name fault, size_t depth)
{
    size_t at = reader->position;
    if (at == reader->length) {
        return json_fail(reader, JSON_FAULT_unexpected_end, at, at, depth);
    }
    size_t end = character_end(reader, at);
    bool valid;
    utf8_step((const unsigned char *)reader->text + at, reader->length - at, &valid);
    if (!valid) {
        fault = JSON_FAULT_bad_utf8;
    } else if (reader->text[at] == '\'') {
        fault = JSON_FAULT_single_quotes;
    }
    return json_fail(reader, fault, at, end, depth);
}

/* ---------------------------------------------------------------------------------------------------------- values */

enum json_token json_give(struct json_reader *reader, enum json_token token)
{
    const struct json_frame *top = json_top(reader);
    reader->expect = top == NULL ? EXPECT_NOTHING : top->object ? EXPECT_NEXT_KEY : EXPECT_NEXT_ITEM;
    return reader->token = token;
}

static enum json_token give_open(struct json_reader *reader, bool object)
{
    size_t at = reader->position;
    if (reader->frames.count >= reader->limits.depth) {
        return json_fail(reader, JSON_FAULT_too_deep, at, at + 1, reader->frames.count);
    }
    struct json_frame *frame = list_add(&reader->frames);
    if (frame == NULL) {
        return fail_without_memory(reader);
    }
    frame->start = at;
    frame->object = object;
    frame->first_key = reader->keys.count;
    reader->start = at;
    reader->end = at + 1;
    reader->position = at + 1;
    reader->flawed = false;
    reader->expect = object ? EXPECT_FIRST_KEY : EXPECT_FIRST_ITEM;
    return reader->token = object ? JSON_OBJECT_BEGIN : JSON_ARRAY_BEGIN;
}

static enum json_token give_close(struct json_reader *reader)
{
    bool object = json_top(reader)->object;
    if (object) {
        json_keys_end(reader, reader->frames.count - 1);
    }
    reader->start = reader->position;
    reader->end = reader->position + 1;
    reader->position++;
    reader->flawed = false;
    reader->ended = true;
    return reader->token = object ? JSON_OBJECT_END : JSON_ARRAY_END;
}

/* The value that begins with the next byte, as the next item of a list or the value of a key. */
static enum json_token give_value(struct json_reader *reader, int next)
{
    struct json_frame *top = json_top(reader);
    if (top != NULL && !top->object && next != END_OF_TEXT) {
        top->count++;
    }
    switch (next) {
    case '"': return json_give_string(reader);
    case '{': return give_open(reader, true);
    case '[': return give_open(reader, false);
    case '-':
    case '+':
    case '.': return json_give_number(reader);
    case ',':
    case ':':
    case ']':
    case '}': return fail_here(reader, JSON_FAULT_value_expected, reader->frames.count);
    default: break;
    }
    if (next != END_OF_TEXT && json_is_digit((char)next)) {
        return json_give_number(reader);
    }
    if (next != END_OF_TEXT && json_is_letter((char)next)) {
        return json_give_word(reader);
    }
    return fail_here(reader, JSON_FAULT_unexpected_character, reader->frames.count);
}

/* ---------------------------------------------------------------------------------------------- objects and lists */

static enum json_token give_key(struct json_reader *reader, int next)
{
    size_t outside = reader->frames.count - 1; /* the way to the object, its members left out */
    size_t at = reader->position;
    if (next != '"') {
        if (next != END_OF_TEXT && json_is_letter((char)next)) {
            return json_fail(reader, JSON_FAULT_unquoted_name, at, json_run_end(reader, at), outside);
        }
        return fail_here(reader, JSON_FAULT_name_expected, outside);
    }
    if (!json_string_pass(reader, at)) {
        return json_fail(reader, JSON_FAULT_unterminated_string, at, at + 1, outside);
    }
    if (!json_key_add(reader)) {
        return fail_without_memory(reader);
    }
    if (reader->flawed) {
        json_string_faults(reader);
    }
    reader->expect = EXPECT_VALUE;
    return reader->token = JSON_KEY;
}

/* Behind a key. */
static enum json_token after_key(struct json_reader *reader)
{
    if (peek(reader) != ':') {
        return fail_here(reader, JSON_FAULT_colon_expected, reader->frames.count);
    }
    reader->position++;
    return give_value(reader, peek(reader));
}

/* Behind a value in an object or list, where a comma or the right bracket has to follow. */
static enum json_token after_member(struct json_reader *reader, bool object)
{
    size_t outside = reader->frames.count - 1;
    int next = peek(reader);
    int close = object ? '}' : ']';
    if (next == close) {
        return give_close(reader);
    }
    if (next != ',') {
        bool bracket = next == '}' || next == ']';
        bool begins = next == '"' || next == '{' || next == '[' || next == '-' ||
                      (next != END_OF_TEXT && (json_is_digit((char)next) || json_is_letter((char)next)));
        return fail_here(reader,
                         bracket  ? JSON_FAULT_mismatched_bracket
                         : begins ? JSON_FAULT_comma_expected
                                  : JSON_FAULT_unexpected_character,
                         outside);
    }
    size_t comma = reader->position++;
    next = peek(reader);
    if (next == close) {
        json_report(reader, JSON_FAULT_trailing_comma, comma, comma + 1, outside);
        return give_close(reader);
    }
    return object ? give_key(reader, next) : give_value(reader, next);
}

/* --------------------------------------------------------------------------------------------------------- the root */

/* The rest of a root that nobody reads is checked all the same. What turns out to be no JSON, or
 * cannot be read to its end, is not blamed for its root. */
static enum json_token refuse_root(struct json_reader *reader)
{
    size_t start = reader->start, end = reader->end;
    while (reader->expect != EXPECT_FINISHED && reader->expect != EXPECT_FAILED) {
        json_next(reader);
    }
    if (!reader->malformed && reader->expect == EXPECT_FINISHED) {
        json_report(reader, JSON_FAULT_root_not_object, start, end, 0);
    }
    return reader->expect == EXPECT_FAILED ? JSON_FAILED : stop(reader);
}

static bool looks_like_utf16(const struct json_reader *reader)
{
    if (reader->length < 2) {
        return false;
    }
    unsigned char first = (unsigned char)reader->text[0], second = (unsigned char)reader->text[1];
    return (first == 0xFE && second == 0xFF) || (first == 0xFF && second == 0xFE) || first == 0 || second == 0;
}

static enum json_token give_root(struct json_reader *reader)
{
    if (reader->length > reader->limits.bytes) {
        return json_fail(reader, JSON_FAULT_document_too_large, 0, 0, 0);
    }
    if (looks_like_utf16(reader)) {
        return json_fail(reader, JSON_FAULT_not_utf8, 0, 0, 0);
    }
    if (reader->length >= 3 && memcmp(reader->text, "\xEF\xBB\xBF", 3) == 0) {
        json_report(reader, JSON_FAULT_byte_order_mark, 0, 3, 0);
        reader->position = 3;
    }
    enum json_token token = give_value(reader, peek(reader));
    if (token == JSON_OBJECT_BEGIN || token == JSON_FAILED || reader->limits.any_root) {
        return token;
    }
    return refuse_root(reader);
}

/* The document is complete, so that what follows changes nothing in it. */
static enum json_token after_root(struct json_reader *reader)
{
    if (peek(reader) != END_OF_TEXT) {
        json_report(reader, JSON_FAULT_trailing_text, reader->position, character_end(reader, reader->position), 0);
    }
    reader->position = reader->start = reader->end = reader->length;
    reader->expect = EXPECT_FINISHED;
    return reader->token = JSON_END;
}

/* ---------------------------------------------------------------------------------------------------------- reading */

/* Leaves the object or list that ended with the last token. */
static void leave(struct json_reader *reader)
{
    reader->ended = false;
    reader->frames.count--;
    json_give(reader, reader->token);
}

enum json_token json_next(struct json_reader *reader)
{
    if (reader->ended) {
        leave(reader);
    }
    int next;
    switch ((enum expectation)reader->expect) {
    case EXPECT_START: return give_root(reader);
    case EXPECT_VALUE: return after_key(reader);
    case EXPECT_FIRST_KEY: next = peek(reader); return next == '}' ? give_close(reader) : give_key(reader, next);
    case EXPECT_FIRST_ITEM: next = peek(reader); return next == ']' ? give_close(reader) : give_value(reader, next);
    case EXPECT_NEXT_KEY: return after_member(reader, true);
    case EXPECT_NEXT_ITEM: return after_member(reader, false);
    case EXPECT_NOTHING: return after_root(reader);
    case EXPECT_FINISHED: return JSON_END;
    case EXPECT_FAILED: break;
    }
    return JSON_FAILED;
}

void json_skip(struct json_reader *reader)
{
    enum json_token token = reader->token == JSON_KEY ? json_next(reader) : reader->token;
    if (token != JSON_OBJECT_BEGIN && token != JSON_ARRAY_BEGIN) {
        return;
    }
    size_t level = reader->frames.count;
    do {
        token = json_next(reader);
    } while (token != JSON_FAILED && !(reader->ended && reader->frames.count == level));
}

bool json_check(homevisit_text text, const char *document, const struct json_limits *limits,
                const homevisit_allocator *allocator, homevisit_problems *problems)
{
    struct json_reader reader;
    enum json_token token;
    json_reader_init(&reader, text, document, limits, allocator, problems);
    do {
        token = json_next(&reader);
    } while (token != JSON_END && token != JSON_FAILED);
    bool sound = token == JSON_END && !reader.faulty;
    json_reader_free(&reader);
    return sound;
}
