/*
 * Records that are sound and plain, as nearly all are, read without tokens, places and faults: see json_quick.h. Internal
 * to visit_quick.c and visit_quick_values.c, but for the two functions of the former.
 */
#ifndef HOMEVISIT_VISIT_QUICK_H
#define HOMEVISIT_VISIT_QUICK_H

#include "json_quick.h"
#include "name_quoted.h"
#include "time_text.h"
#include "visit_reading.h"

struct quick_reader {
    struct quick_text text;
    const char *start; /* of the whole text */
    struct new_ids *ids;
    homevisit_visit *record; /* into which events are read; NULL: the text is one event */
    struct arena *arena;     /* of what events point to */
    struct time_days days;   /* of the times read last */
    struct json_lines lines; /* for the places of a profile's own facts */
    bool no_memory;          /* why it was given up */
};

enum quick_result {
    QUICK_READ,
    QUICK_GIVEN_UP, /* what was made so far is to be dropped, and the text read by the careful way */
    QUICK_NO_MEMORY
};

/* ---- visit_quick.c ---- */

/* Reads a whole text into an empty record. */
enum quick_result visit_read_quickly(homevisit_visit *visit, homevisit_text text);
/* Reads a text that is one event; `span` may be NULL. What is given up leaves no ids behind. */
enum quick_result visit_read_event_quickly(struct new_ids *ids, homevisit_text text, struct arena *arena,
                                           struct visit_event *event, struct event_span *span);

/* The keys of an object that are the host's own (x_…): few, or the quick reading is given up. */
#define QUICK_FREE_KEYS 8
struct quick_free_keys {
    homevisit_text keys[QUICK_FREE_KEYS];
    size_t count;
};
/* Passes over the value of such a key, whose value is next. */
bool quick_pass_free(struct quick_reader *reader, struct quick_free_keys *seen, homevisit_text key);

/* ---- visit_quick_values.c ---- */

/* Memory for `size` bytes; NULL ends the reading for want of memory. */
void *quick_allocate(struct quick_reader *reader, size_t size);
/* A text, copied. */
bool quick_read_text(struct quick_reader *reader, const char **copy);
/* The value of an attribute, which is next. `given` is false where it is an empty text. */
bool quick_read_value(struct quick_reader *reader, const homevisit_attribute_info *attribute,
                      union attribute_value *value, bool *given);

/* Whether an empty text is next, which counts as missing; passes over it. */
QUICK_INLINE bool quick_take_empty(struct quick_text *text)
{
    if (quick_peek(text) != '"' || text->end - text->at < 2 || text->at[1] != '"')
        return false;
    text->at += 2;
    return true;
}

/* A comma, a key with its quotes and colon, a word with its quotes: with so much left, each can be looked at whole. */
enum { QUICK_MEMBER_ROOM = 1 + 2 * NAME_ROOM + 1 };

/* A word of these vocabularies. */
QUICK_INLINE bool quick_word(struct quick_text *text, vocabularies in, homevisit_word *word)
{
    homevisit_text inside;
    size_t length;
    if (quick_peek(text) == '"' && text->end - text->at >= NAME_ROOM + 1) {
        *word = word_quoted(in, text->at + 1, &length);
        if (*word != HOMEVISIT_WORD_none) {
            text->at += length + 2;
            return true;
        }
    }
    if (!quick_plain(text, &inside))
        return false;
    *word = word_find_in(in, inside.data, inside.length);
    return *word != HOMEVISIT_WORD_none;
}

QUICK_INLINE bool quick_time(struct quick_text *text, struct time_days *days, int64_t *at)
{
    homevisit_text inside;
    return quick_plain(text, &inside) && time_read_on(&days->even, inside.data, inside.length, at);
}

#endif
