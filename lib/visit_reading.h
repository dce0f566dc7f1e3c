/* What the files that read a visit's JSON share: keys and values one by one. Internal to visit_read.c, visit_event.c,
 * visit_attributes.c and visit_peek.c. */
#ifndef HOMEVISIT_VISIT_READING_H
#define HOMEVISIT_VISIT_READING_H

#include "visit_parts.h"

#include <string.h>

/* ---- visit_values.c ---- */

/* Goes on to a value's first token. false where the scan has found a fault in it: then the value has been passed over,
 * and there is no second fault to tell. */
bool value_begins(struct json_reader *json);
/* Refuses the value at hand, whose first token was the last, and passes over it. `name` is what it belongs to. */
void value_refuse_type(struct json_reader *json, const char *name, const char *expected);
/* The same for a member of the list `name`; `expected` is what all its members are. */
void value_refuse_member(struct json_reader *json, const char *name, const char *expected);
/* Whether the last token is "". An empty text counts as missing. */
static inline bool value_is_empty_text(const struct json_reader *json)
{
    return json->token == JSON_STRING && json->end - json->start == 2;
}
/* json_string(), which has nothing to do for nearly all strings. */
static inline bool token_text(struct json_reader *json, struct arena *arena, homevisit_text *text)
{
    if (json->escaped)
        return json_string(json, arena, text);
    *text = (homevisit_text){json->text + json->start + 1, json->end - json->start - 2};
    return true;
}

/* The next member of an object: JSON_KEY with `key` filled (in memory from `arena` where it is escaped), or the end. */
enum json_token key_next(struct json_reader *json, struct arena *arena, homevisit_text *key);
/* Whether a key is the host's own. */
static inline bool key_is_free(homevisit_text key)
{
    return key.length >= 2 && key.data[0] == 'x' && key.data[1] == '_';
}
static inline bool text_is(homevisit_text text, const char *name)
{
    const size_t length = strlen(name);
    return text.length == length && memcmp(text.data, name, length) == 0;
}
/* Refuses the key at hand and passes over its value; `holder` is what cannot have it, `known` what it can have. */
void key_refuse(struct json_reader *json, homevisit_text key, const char *holder, const char *const *known,
                size_t count);

/* The word at hand in one of the vocabularies, or a problem and HOMEVISIT_WORD_none. */
homevisit_word value_word(struct json_reader *json, struct arena *arena, vocabularies in);

/* ---- visit_peek.c ---- */

/* The event that the object at hand will say it is; `position` is the byte at which one of its keys begins. Reads ahead
 * without judging: HOMEVISIT_WORD_none where nothing sound comes. */
homevisit_word peek_event(homevisit_text text, size_t position);

/* ---- visit_event.c ---- */

/* The attributes that an event needs, as bits; none where there is no event. */
uint64_t event_requires(homevisit_word event);

/* ---- visit_attributes.c ---- */

enum reading {
    READ,
    READ_NOTHING, /* an empty text */
    READ_REFUSED  /* the problems know */
};
/* Reads the value of an attribute; the last token is its key. */
enum reading attribute_read(struct event_reader *reader, const homevisit_attribute_info *attribute,
                            union attribute_value *value);

#endif
