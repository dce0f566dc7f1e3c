/*
 * Where a token stands, and faults there: pointers (RFC 6901), lines and columns, the table of the scan's own faults.
 */
#include "json_parts.h"

#include <string.h>

/* ------------------------------------------------------------------------------------------------------- pointers */

/* Adds a piece of the last step; takes the whole step back where it does not fit. */
static void add(struct json_pointer *pointer, size_t step, const char *text, size_t length)
{
    if (pointer->full) {
        return;
    }
    if (length > POINTER_LIMIT - pointer->length) {
        pointer->full = true;
        pointer->length = step;
    } else {
        memcpy(pointer->text + pointer->length, text, length);
        pointer->length += length;
    }
    pointer->text[pointer->length] = '\0';
}

void json_pointer_key(struct json_pointer *pointer, const char *text, size_t length)
{
    const unsigned char *at = (const unsigned char *)text;
    size_t step = pointer->length;
    add(pointer, step, "/", 1);
    while (length != 0 && !pointer->full) {
        struct json_character character;
        json_character_read(at, length, &character);
        if (character.length == 1 && (character.bytes[0] == '~' || character.bytes[0] == '/')) {
            add(pointer, step, character.bytes[0] == '~' ? "~0" : "~1", 2);
        } else {
            add(pointer, step, (const char *)character.bytes, character.length);
        }
        at += character.taken;
        length -= character.taken;
    }
}

void json_pointer_index(struct json_pointer *pointer, size_t index)
{
    char digits[24];
    size_t at = sizeof digits;
    do {
        digits[--at] = (char)('0' + index % 10);
        index /= 10;
    } while (index != 0);
    digits[--at] = '/';
    add(pointer, pointer->length, digits + at, sizeof digits - at);
}

/* The way from the root through the last members of the first `depth` open objects and lists. */
static void follow(const struct json_reader *reader, size_t depth, struct json_pointer *pointer)
{
    pointer->text[0] = '\0';
    pointer->length = 0;
    pointer->full = false;
    for (size_t i = 0; i < depth && i < reader->frames.count && !pointer->full; i++) {
        const struct json_frame *frame = list_at(&reader->frames, i);
        if (frame->count == 0) {
            return;
        }
        if (frame->object) {
            json_pointer_key(pointer, reader->text + frame->key_start + 1, frame->key_end - frame->key_start - 2);
        } else {
            json_pointer_index(pointer, frame->count - 1);
        }
    }
}

/* --------------------------------------------------------------------------------------------------------- places */

static struct place place_at(struct json_reader *reader, const struct json_pointer *pointer, size_t start, size_t end)
{
    struct place place = {.document = reader->document, .pointer = pointer->text, .offset = start};
    json_lines_find(&reader->lines, start, &place.line, &place.column);
    place.span = json_span(reader->text, start, end);
    return place;
}

/* Of an object or list the bracket is marked that opens it. */
static struct place place_of_container(struct json_reader *reader, size_t index, struct json_pointer *pointer)
{
    const struct json_frame *frame = list_at(&reader->frames, index);
    follow(reader, index, pointer);
    return place_at(reader, pointer, frame->start, frame->start + 1);
}

static struct place place_of_token(struct json_reader *reader, struct json_pointer *pointer)
{
    size_t depth = reader->frames.count;
    switch (reader->token) {
    case JSON_OBJECT_BEGIN:
    case JSON_OBJECT_END:
    case JSON_ARRAY_BEGIN:
    case JSON_ARRAY_END: return place_of_container(reader, depth - 1, pointer);
    default: follow(reader, depth, pointer); return place_at(reader, pointer, reader->start, reader->end);
    }
}

struct place json_place(struct json_reader *reader, struct arena *arena)
{
    struct json_pointer pointer;
    struct place place = place_of_token(reader, &pointer);
    place.pointer = arena_copy_text(arena, pointer.text, pointer.length);
    if (place.pointer == NULL) {
        place.pointer = "";
        problems_out_of_memory(reader->problems);
    }
    return place;
}

/* --------------------------------------------------------------------------------------------------------- faults */

void json_fault(struct json_reader *reader, homevisit_kind kind, const char *code, const char *suggestion,
                const char *format, ...)
{
    reader->faulty = true;
    if (problems_full(reader->problems)) {
        return;
    }
    struct json_pointer pointer;
    struct place place = place_of_token(reader, &pointer);
    va_list arguments;
    va_start(arguments, format);
    problems_add_va(reader->problems, HOMEVISIT_SEVERITY_ERROR, kind, code, &place, suggestion, format, arguments);
    va_end(arguments);
}

void json_fault_container(struct json_reader *reader, size_t up, homevisit_kind kind, const char *code,
                          const char *format, ...)
{
    reader->faulty = true;
    if (problems_full(reader->problems)) {
        return;
    }
    struct json_pointer pointer;
    size_t depth = reader->frames.count;
    struct place place;
    if (up < depth) {
        place = place_of_container(reader, depth - 1 - up, &pointer);
    } else {
        follow(reader, 0, &pointer);
        place = place_at(reader, &pointer, 0, 1);
    }
    va_list arguments;
    va_start(arguments, format);
    problems_add_va(reader->problems, HOMEVISIT_SEVERITY_ERROR, kind, code, &place, NULL, format, arguments);
    va_end(arguments);
}

static const struct {
    const char *code;
    homevisit_kind kind;
    const char *message;
} faults[JSON_FAULT_COUNT] = {
#define FAULT(name, kind, message) [JSON_FAULT_##name] = {#name, HOMEVISIT_KIND_##kind, message},
#include "json_faults.def"
};

void json_report_suggesting(struct json_reader *reader, enum json_fault_name fault, size_t start, size_t end,
                            size_t depth, const char *suggestion)
{
    reader->faulty = true;
    reader->malformed = reader->malformed || faults[fault].kind == HOMEVISIT_KIND_SYNTAX;
    if (problems_full(reader->problems)) {
        return;
    }
    struct json_pointer pointer;
    follow(reader, depth, &pointer);
    struct place place = place_at(reader, &pointer, start, end);
    problems_add(reader->problems, HOMEVISIT_SEVERITY_ERROR, faults[fault].kind, faults[fault].code, &place, suggestion,
                 "%s", faults[fault].message);
}

void json_report(struct json_reader *reader, enum json_fault_name fault, size_t start, size_t end, size_t depth)
{
    json_report_suggesting(reader, fault, start, end, depth, NULL);
}
