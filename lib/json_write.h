/*
 * Compact JSON into a buffer, the same bytes for the same calls: keys in the order written, `/` and non-ASCII as they
 * are, only `"`, `\` and control characters escaped (short forms where JSON has them, else \u00xx in lower case).
 */
#ifndef HOMEVISIT_JSON_WRITE_H
#define HOMEVISIT_JSON_WRITE_H

#include "memory.h"

struct json_writer {
    homevisit_buffer *buffer;
    bool comma;  /* the next value or key wants a comma before it */
    bool failed; /* memory ran out; the rest of the calls do nothing */
};

/* Empties the buffer (keeping its memory) and starts. The buffer's allocator must be set. */
void json_write_begin(struct json_writer *writer, homevisit_buffer *buffer);
/* HOMEVISIT_OK with a NUL behind the text, or HOMEVISIT_E_MEMORY with the buffer freed. */
homevisit_code json_write_end(struct json_writer *writer);

void json_write_object(struct json_writer *writer);
void json_write_object_end(struct json_writer *writer);
void json_write_array(struct json_writer *writer);
void json_write_array_end(struct json_writer *writer);
void json_write_key(struct json_writer *writer, const char *key);   /* plain ASCII names only: not escaped */
void json_write_text(struct json_writer *writer, const char *text); /* NULL writes null */
void json_write_text_length(struct json_writer *writer, const char *text, size_t length);
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
