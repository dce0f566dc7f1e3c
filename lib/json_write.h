/*
 * Compact JSON into a buffer, the same bytes for the same calls: keys in the order written, `/` and non-ASCII as they
 * are, only `"`, `\` and control characters escaped (short forms where JSON has them, else \u00xx in lower case).
 */
#ifndef HOMEVISIT_JSON_WRITE_H
#define HOMEVISIT_JSON_WRITE_H

#include "memory.h"
#include "time_text.h"

#include <string.h>

struct json_writer {
    homevisit_buffer *buffer;
    bool comma;            /* the next value or key wants a comma before it */
    bool failed;           /* memory ran out; the rest of the calls do nothing */
    struct time_days days; /* of the times written last */
};

/* Empties the buffer (keeping its memory) and starts. The buffer's allocator must be set. */
void json_write_begin(struct json_writer *writer, homevisit_buffer *buffer);
/* HOMEVISIT_OK with a NUL behind the text, or HOMEVISIT_E_MEMORY with the buffer freed. */
homevisit_code json_write_end(struct json_writer *writer);

/* Where there is no room yet for `length` bytes and a NUL: makes it. NULL, and failed, where memory ran out. */
char *json_write_grow(struct json_writer *writer, size_t length);

/* Room for `length` bytes at the end of the text, and a NUL behind them; NULL where memory ran out. */
static inline char *json_write_room(struct json_writer *writer, size_t length)
{
    const homevisit_buffer *buffer = writer->buffer;
    if (writer->failed || length >= buffer->capacity - buffer->length)
        return json_write_grow(writer, length);
    return buffer->data + buffer->length;
}

/* Ends what was written into the room: `end` is behind its last byte. `comma`: whether what follows wants one. */
static inline void json_write_done(struct json_writer *writer, const char *end, bool comma)
{
    writer->buffer->length = (size_t)(end - writer->buffer->data);
    writer->comma = comma;
}

/* The comma that parts a key or value from what came before; the room has a byte for it. */
static inline char *json_write_part(const struct json_writer *writer, char *at)
{
    *at = ',';
    return at + writer->comma;
}

/* A bracket that opens. */
static inline void json_write_open(struct json_writer *writer, char bracket)
{
    char *at = json_write_room(writer, 2);
    if (at == NULL)
        return;
    at = json_write_part(writer, at);
    *at = bracket;
    json_write_done(writer, at + 1, false);
}

static inline void json_write_close(struct json_writer *writer, char bracket)
{
    char *at = json_write_room(writer, 1);
    if (at == NULL)
        return;
    *at = bracket;
    json_write_done(writer, at + 1, true);
}

static inline void json_write_object(struct json_writer *writer)
{
    json_write_open(writer, '{');
}

static inline void json_write_object_end(struct json_writer *writer)
{
    json_write_close(writer, '}');
}

static inline void json_write_array(struct json_writer *writer)
{
    json_write_open(writer, '[');
}

static inline void json_write_array_end(struct json_writer *writer)
{
    json_write_close(writer, ']');
}

/* A name between quotes, of which nothing has to be escaped, and a colon behind a key. Inline, since the length of a literal
 * is known to the compiler then. */
static inline void json_write_name(struct json_writer *writer, const char *name, bool is_key)
{
    const size_t length = strlen(name);
    char *at = json_write_room(writer, length + 4);
    if (at == NULL)
        return;
    at = json_write_part(writer, at);
    *at++ = '"';
    memcpy(at, name, length);
    at += length;
    *at++ = '"';
    if (is_key)
        *at++ = ':';
    json_write_done(writer, at, !is_key);
}

static inline void json_write_key(struct json_writer *writer, const char *key)
{
    json_write_name(writer, key, true);
}

/* A word of the library's own. */
static inline void json_write_word(struct json_writer *writer, const char *word)
{
    json_write_name(writer, word, false);
}

void json_write_text(struct json_writer *writer, const char *text); /* NULL writes null */
void json_write_text_length(struct json_writer *writer, const char *text, size_t length);
void json_write_raw(struct json_writer *writer, const char *text, size_t length); /* JSON as it stands */
void json_write_integer(struct json_writer *writer, int64_t value);
void json_write_number(struct json_writer *writer,
                       double value); /* shortest that reads back the same; whole ones without a point */
void json_write_boolean(struct json_writer *writer, bool value);
void json_write_null(struct json_writer *writer);
void json_write_time(struct json_writer *writer, int64_t at); /* in quotes, UTC with Z */

/* Bytes into a buffer as they are; false where memory ran out. */
bool buffer_append(homevisit_buffer *buffer, const char *text, size_t length);
bool buffer_append_text(homevisit_buffer *buffer, const char *text);
void buffer_init(homevisit_buffer *buffer, const homevisit_allocator *allocator);
/* Makes a caller's buffer (zeroed, or with text of an earlier call) ready for memory from `allocator` (NULL: malloc):
 * empties it, and keeps its memory only where it came from there. */
void buffer_use(homevisit_buffer *buffer, const homevisit_allocator *allocator);

#endif
