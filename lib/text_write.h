/* Plain text for people into a buffer, with columns counted in characters. */
#ifndef HOMEVISIT_TEXT_WRITE_H
#define HOMEVISIT_TEXT_WRITE_H

#include "memory.h"

struct text_writer {
    homevisit_buffer *buffer;
    bool failed; /* memory ran out; the rest of the calls do nothing */
};

/* Empties the buffer and starts. */
void text_begin(struct text_writer *writer, homevisit_buffer *buffer);
/* HOMEVISIT_OK with a NUL behind the text, or HOMEVISIT_E_MEMORY with the buffer freed. */
homevisit_code text_end(struct text_writer *writer);

void text_put(struct text_writer *writer, const char *text);
/* Several texts; NULL ends them. */
void text_put_all(struct text_writer *writer, ...);
void text_put_count(struct text_writer *writer, size_t count);
void text_put_time(struct text_writer *writer, int64_t at);                /* UTC, as in reports */
void text_put_moment(struct text_writer *writer, homevisit_moment moment); /* "unknown" where it is */
void text_put_names(struct text_writer *writer, homevisit_names names);    /* parted by ", " */
/* A value as people read it: a name without quotes, what is unknown as "unknown", a list as JSON. */
void text_put_value(struct text_writer *writer, const homevisit_value *value);

/* The text and then spaces up to a width of characters. */
void text_put_padded(struct text_writer *writer, const char *text, size_t width);
/* A count with spaces before it. */
void text_put_count_padded(struct text_writer *writer, size_t count, size_t width);
/* How many characters a text of UTF-8 has. */
size_t text_columns(const char *text);

#endif
