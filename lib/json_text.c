/*
 * Characters of a JSON text: UTF-8 (RFC 3629), escapes (RFC 8259, section 7), and lines and columns.
 */
#include "json_text.h"

#include "json_scan.h"

#include <string.h>

/* ---------------------------------------------------------------------------------------------------------- UTF-8 */

static bool is_continuation(unsigned char c)
{
    return (c & 0xC0) == 0x80;
}

/* How many bytes a character has that begins with this one, right or wrong. */
static size_t meant_length(unsigned char lead)
{
    if (lead >= 0xC0 && lead <= 0xF7) {
        return lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
    }
    return 1;
}

/* Overlong forms, surrogates and what lies beyond U+10FFFF show in the first two bytes. */
static bool is_allowed(unsigned char lead, unsigned char second)
{
    switch (lead) {
    case 0xC0:
    case 0xC1: return false;
    case 0xE0: return second >= 0xA0;
    case 0xED: return second < 0xA0;
    case 0xF0: return second >= 0x90;
    case 0xF4: return second < 0x90;
    default: return lead < 0xF5;
    }
}

size_t utf8_step(const unsigned char *at, size_t left, bool *valid)
{
    unsigned char lead = at[0];
    *valid = true;
    if (lead < 0x80) {
        return 1;
    }
    size_t meant = meant_length(lead);
    size_t length = 1;
    while (length < meant && length < left && is_continuation(at[length])) {
        length++;
    }
    *valid = meant > 1 && length == meant && is_allowed(lead, at[1]);
    return length;
}

/* ------------------------------------------------------------------------------------------- characters of strings */

static void encode(uint32_t code, struct json_character *character)
{
    unsigned char *bytes = character->bytes;
    if (code < 0x80) {
        bytes[0] = (unsigned char)code;
        character->length = 1;
    } else if (code < 0x800) {
        bytes[0] = (unsigned char)(0xC0 | code >> 6);
        bytes[1] = (unsigned char)(0x80 | (code & 0x3F));
        character->length = 2;
    } else if (code < 0x10000) {
        bytes[0] = (unsigned char)(0xE0 | code >> 12);
        bytes[1] = (unsigned char)(0x80 | (code >> 6 & 0x3F));
        bytes[2] = (unsigned char)(0x80 | (code & 0x3F));
        character->length = 3;
    } else {
        bytes[0] = (unsigned char)(0xF0 | code >> 18);
        bytes[1] = (unsigned char)(0x80 | (code >> 12 & 0x3F));
        bytes[2] = (unsigned char)(0x80 | (code >> 6 & 0x3F));
        bytes[3] = (unsigned char)(0x80 | (code & 0x3F));
        character->length = 4;
    }
}

static void faulty(struct json_character *character, size_t taken, enum json_fault_name fault)
{
    character->taken = taken;
    character->fault = fault;
    memcpy(character->bytes, UTF8_REPLACEMENT, 3);
    character->length = 3;
}

static int hex_value(unsigned char c)
{
    if (c >= '0' && c <= '9') {
        return c - '0';
    }
    unsigned char small = c | 0x20;
    return small >= 'a' && small <= 'f' ? small - 'a' + 10 : -1;
}

/* The four digits behind \u. Returns how many there are. */
static size_t read_hex(const unsigned char *at, size_t left, uint32_t *code)
{
    size_t count = 0;
    *code = 0;
    while (count < 4 && count < left && hex_value(at[count]) >= 0) {
        *code = *code << 4 | (uint32_t)hex_value(at[count]);
        count++;
    }
    return count;
}

static void read_unicode_escape(const unsigned char *at, size_t left, struct json_character *character)
{
    uint32_t code, low;
    size_t digits = read_hex(at + 2, left - 2, &code);
    if (digits < 4) {
        faulty(character, 2 + digits, JSON_FAULT_bad_escape);
        return;
    }
    character->taken = 6;
    if (code >= 0xD800 && code <= 0xDBFF && left >= 12 && at[6] == '\\' && at[7] == 'u' &&
        read_hex(at + 8, left - 8, &low) == 4 && low >= 0xDC00 && low <= 0xDFFF) {
        character->taken = 12;
        code = 0x10000 + ((code - 0xD800) << 10) + (low - 0xDC00);
    }
    if (code == 0) {
        faulty(character, 6, JSON_FAULT_zero_character);
    } else if (code >= 0xD800 && code <= 0xDFFF) {
        faulty(character, 6, JSON_FAULT_lone_surrogate);
    } else {
        encode(code, character);
    }
}

static void read_escape(const unsigned char *at, size_t left, struct json_character *character)
{
    static const char letters[] = "\"\\/bfnrt";
    static const char meanings[] = "\"\\/\b\f\n\r\t";
    if (left < 2) {
        faulty(character, 1, JSON_FAULT_bad_escape);
        return;
    }
    if (at[1] == 'u') {
        read_unicode_escape(at, left, character);
        return;
    }
    const char *letter = at[1] != '\0' ? strchr(letters, at[1]) : NULL;
    if (letter == NULL) {
        bool valid;
        size_t length = utf8_step(at + 1, left - 1, &valid);
        faulty(character, valid && at[1] >= 0x20 ? 1 + length : 1, JSON_FAULT_bad_escape);
        return;
    }
    character->taken = 2;
    character->bytes[0] = (unsigned char)meanings[letter - letters];
    character->length = 1;
}

void json_character_read(const unsigned char *at, size_t left, struct json_character *character)
{
    character->fault = JSON_SOUND;
    if (*at == '\\') {
        read_escape(at, left, character);
        return;
    }
    bool valid;
    character->taken = utf8_step(at, left, &valid);
    if (!valid) {
        faulty(character, character->taken, JSON_FAULT_bad_utf8);
    } else if (*at < 0x20) {
        faulty(character, 1, JSON_FAULT_control_character);
    } else {
        memcpy(character->bytes, at, character->taken);
        character->length = (unsigned char)character->taken;
    }
}

/* ------------------------------------------------------------------------------------------------ plain characters */

static bool is_plain(unsigned char c)
{
    return c >= 0x20 && c < 0x80 && c != '"' && c != '\\';
}

#if defined(__GNUC__) && defined(__BYTE_ORDER__) && __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__
/* Eight bytes at a time. Each test leaves the high bit of a byte that is not plain; a borrow may also mark bytes above
 * such a one, never below, so the lowest mark is right. */
static uint64_t marks(uint64_t word)
{
    const uint64_t ones = 0x0101010101010101U, highs = 0x8080808080808080U;
    uint64_t quote = word ^ (ones * '"'), backslash = word ^ (ones * '\\');
    uint64_t found = (word - ones * 0x20) & ~word;
    found |= (quote - ones) & ~quote;
    found |= (backslash - ones) & ~backslash;
    return (found | word) & highs;
}

static size_t first_mark(uint64_t found)
{
    return (size_t)(__builtin_ctzll(found) >> 3);
}

static uint64_t marks_at(const unsigned char *at)
{
    uint64_t word;
    memcpy(&word, at, 8);
    return marks(word);
}

/* Of eight to fifteen bytes: all that follow the first eight are among the last eight. */
static size_t plain_length_of_few(const unsigned char *at, size_t left)
{
    uint64_t found = marks_at(at);
    if (found != 0) {
        return first_mark(found);
    }
    found = marks_at(at + left - 8);
    return found != 0 ? left - 8 + first_mark(found) : left;
}

#if defined(__SSE2__)
static size_t plain_length_of_many(const unsigned char *at, size_t left)
{
    size_t length = 0;
    for (;;) {
        const unsigned found = json_marks_of_sixteen(at + length);
        if (found != 0) {
            return length + (size_t)__builtin_ctz(found);
        }
        length += 16;
        if (length == left) {
            return left;
        }
        if (left - length < 16) { /* the last sixteen, of which the first were looked at already */
            length = left - 16;
        }
    }
}
#else
static size_t plain_length_of_many(const unsigned char *at, size_t left)
{
    size_t length = 0;
    while (left - length >= 16) {
        const uint64_t found = marks_at(at + length);
        if (found != 0) {
            return length + first_mark(found);
        }
        length += 8;
    }
    return length + plain_length_of_few(at + length, left - length);
}
#endif

size_t json_plain_length(const unsigned char *at, size_t left)
{
    if (left >= 16) {
        return plain_length_of_many(at, left);
    }
    if (left >= 8) {
        return plain_length_of_few(at, left);
    }
    size_t length = 0;
    while (length < left && is_plain(at[length])) {
        length++;
    }
    return length;
}
#else
size_t json_plain_length(const unsigned char *at, size_t left)
{
    size_t length = 0;
    while (length < left && is_plain(at[length])) {
        length++;
    }
    return length;
}
#endif

/* ----------------------------------------------------------------------------------------------- lines and columns */

enum { MARK_DISTANCE = 4096 };

/* A place on the way, to start again from. */
struct mark {
    size_t offset, line, column;
};

void json_lines_init(struct json_lines *lines, homevisit_text text)
{
    *lines = (struct json_lines){.text = text.data, .length = text.length, .line = 1, .column = 1};
}

void json_lines_keep(struct json_lines *lines, const homevisit_allocator *allocator)
{
    list_init(&lines->marks, allocator, sizeof(struct mark));
}

void json_lines_free(struct json_lines *lines)
{
    if (lines->marks.item_size != 0) {
        list_free(&lines->marks);
    }
}

static void go_to(struct json_lines *lines, size_t offset, size_t line, size_t column)
{
    lines->offset = offset;
    lines->line = line;
    lines->column = column;
}

/* Goes to the last mark not behind `offset`, if that is nearer than where we are. */
static void start_near(struct json_lines *lines, size_t offset)
{
    if (offset < lines->offset) {
        go_to(lines, 0, 1, 1);
    }
    size_t low = 0, high = lines->marks.count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        const struct mark *mark = list_at(&lines->marks, middle);
        if (mark->offset <= offset) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    if (low > 0) {
        const struct mark *mark = list_at(&lines->marks, low - 1);
        if (mark->offset > lines->offset) {
            go_to(lines, mark->offset, mark->line, mark->column);
        }
    }
}

/* Remembers where we are from time to time. Without memory for it the walk is longer, not wrong. */
static void leave_mark(struct json_lines *lines, size_t *next)
{
    struct mark *mark = lines->marks.item_size != 0 ? list_add(&lines->marks) : NULL;
    if (mark == NULL) {
        *next = SIZE_MAX;
        return;
    }
    *mark = (struct mark){lines->offset, lines->line, lines->column};
    *next = lines->offset + MARK_DISTANCE;
}

/* One character on. The line feed of a CR LF ends the line that its carriage return belongs to. */
static void walk(struct json_lines *lines)
{
    const unsigned char *at = (const unsigned char *)lines->text + lines->offset;
    size_t left = lines->length - lines->offset;
    if (*at == '\n' || (*at == '\r' && (left < 2 || at[1] != '\n'))) {
        go_to(lines, lines->offset + 1, lines->line + 1, 1);
        return;
    }
    bool valid;
    lines->offset += *at < 0x80 ? 1 : utf8_step(at, left, &valid);
    lines->column++;
}

size_t json_span(const char *text, size_t start, size_t end)
{
    size_t count = 0;
    while (start < end && text[start] != '\n' && text[start] != '\r') {
        bool valid;
        start += utf8_step((const unsigned char *)text + start, end - start, &valid);
        count++;
    }
    return count != 0 ? count : 1;
}

void json_lines_find(struct json_lines *lines, size_t offset, size_t *line, size_t *column)
{
    offset = offset < lines->length ? offset : lines->length;
    start_near(lines, offset);
    size_t next = MARK_DISTANCE;
    if (lines->marks.count != 0) {
        const struct mark *last = list_at(&lines->marks, lines->marks.count - 1);
        next = last->offset + MARK_DISTANCE;
    }
    while (lines->offset < offset) {
        if (lines->offset >= next) {
            leave_mark(lines, &next);
        }
        const size_t before = lines->offset, line_before = lines->line, column_before = lines->column;
        walk(lines);
        if (lines->offset > offset) { /* asked for a byte inside a character: its place is the character's */
            go_to(lines, before, line_before, column_before);
            break;
        }
    }
    *line = lines->line;
    *column = lines->column;
}
