/* A key with its value, in one call: of plain values, and of what several documents tell alike. */
#ifndef HOMEVISIT_JSON_PUT_H
#define HOMEVISIT_JSON_PUT_H

#include "json_write.h"

static inline void put_text(struct json_writer *writer, const char *key, const char *text)
{
    json_write_key(writer, key);
    json_write_text(writer, text);
}

/* A word of the library's own. */
static inline void put_word(struct json_writer *writer, const char *key, const char *word)
{
    json_write_key(writer, key);
    json_write_word(writer, word);
}

static inline void put_boolean(struct json_writer *writer, const char *key, bool value)
{
    json_write_key(writer, key);
    json_write_boolean(writer, value);
}

static inline void put_moment(struct json_writer *writer, const char *key, homevisit_moment moment)
{
    json_write_key(writer, key);
    if (moment.known)
        json_write_time(writer, moment.at);
    else
        json_write_null(writer);
}

static inline void put_names(struct json_writer *writer, const char *key, homevisit_names names)
{
    json_write_key(writer, key);
    json_write_array(writer);
    for (size_t i = 0; i < names.count; i++)
        json_write_text(writer, names.items[i]);
    json_write_array_end(writer);
}

static inline void put_count(struct json_writer *writer, const char *key, size_t count)
{
    json_write_key(writer, key);
    json_write_integer(writer, (int64_t)count);
}

/* The findings' numbers, as an object. */
static inline void put_findings_summary(struct json_writer *writer, const char *key, const homevisit_summary *summary)
{
    json_write_key(writer, key);
    json_write_object(writer);
    put_count(writer, "broken", summary->broken);
    put_count(writer, "warned", summary->warned);
    put_count(writer, "unknown", summary->unknown);
    put_count(writer, "overdue", summary->overdue);
    put_count(writer, "late", summary->late);
    put_count(writer, "missed", summary->missed);
    put_count(writer, "impossible", summary->impossible);
    json_write_object_end(writer);
}

#endif
