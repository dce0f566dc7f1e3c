/* The vocabulary as tables for the library: everything here is made from include/homevisit/vocabulary.def. */
#ifndef HOMEVISIT_VOCABULARY_H
#define HOMEVISIT_VOCABULARY_H

#include "problem.h"

enum vocabulary {
#define VOCABULARY(name, label) VOCABULARY_##name,
#include <homevisit/vocabulary.def>
    VOCABULARY_COUNT
};
#define IN(name) (UINT32_C(1) << VOCABULARY_##name)
typedef uint32_t vocabularies; /* a bit for each vocabulary; several: a union */

/* Events are the words 1 to EVENT_COUNT. */
#define EVENT_COUNT ((size_t)HOMEVISIT_EVENT_LAST)
#define EVENT_SET_WORDS ((EVENT_COUNT + 64) / 64)

/* A set of words (of any kind), as bits. */
#define WORD_SET_SIZE ((HOMEVISIT_WORD_COUNT + 63) / 64)
struct word_set {
    uint64_t bits[WORD_SET_SIZE];
};
void word_set_add(struct word_set *set, homevisit_word word);
/* Adds a word; false: it was there. */
static inline bool word_set_put(struct word_set *set, homevisit_word word)
{
    const uint64_t bit = UINT64_C(1) << (size_t)word % 64, before = set->bits[(size_t)word / 64];
    set->bits[(size_t)word / 64] = before | bit;
    return (before & bit) == 0;
}
static inline bool word_set_has(const struct word_set *set, homevisit_word word)
{
    return (size_t)word < HOMEVISIT_WORD_COUNT && (set->bits[(size_t)word / 64] >> (size_t)word % 64 & 1) != 0;
}

static inline bool word_sets_meet(const struct word_set *a, const struct word_set *b)
{
    uint64_t both = 0;
    for (size_t i = 0; i < WORD_SET_SIZE; i++)
        both |= a->bits[i] & b->bits[i];
    return both != 0;
}

static inline bool word_is_event(homevisit_word word)
{
    return (size_t)word - 1 < EVENT_COUNT;
}
/* The vocabularies that hold a word. */
extern const vocabularies word_in[HOMEVISIT_WORD_COUNT];
static inline vocabularies word_vocabularies(homevisit_word word)
{
    return (size_t)word < HOMEVISIT_WORD_COUNT ? word_in[word] : 0;
}
/* Finds a word of one of the given vocabularies; HOMEVISIT_WORD_none where there is none. */
homevisit_word word_find_in(vocabularies in, const char *text, size_t length);
/* Offers every word of the given vocabularies to a search for the nearest. */
void nearest_offer_words(struct nearest *nearest, vocabularies in);
/* What a message calls a member of these ("role"; of several: that of the first). */
const char *vocabularies_label(vocabularies in);
size_t vocabulary_words(vocabularies in, homevisit_word *out,
                        size_t capacity); /* in the table's order; how many there are */

/* Where an event is structurally possible, and where it moves: HOMEVISIT_WORD_none is nowhere. */
struct event_row {
    const char *doc;
    struct word_set phases, places; /* empty: any */
    bool any_phase, any_place;
    homevisit_word next_phase, next_place;
};
extern const struct event_row event_rows[EVENT_COUNT + 1];
static inline const struct event_row *event_row(homevisit_word event)
{
    return word_is_event(event) ? &event_rows[event] : NULL;
}

/* All rows of attributes, in the table's order, and behind them one of no event; and by event and name the number of its
 * row from 1. 0: there is none. */
extern const homevisit_attribute_info event_attributes[];
extern const size_t event_attribute_count;
extern const uint8_t event_attribute_rows[EVENT_COUNT + 1][HOMEVISIT_ATTRIBUTE_COUNT];
/* The attribute of that name of an event; NULL where it carries none. */
static inline const homevisit_attribute_info *event_attribute_find(homevisit_word event, homevisit_attribute_name name)
{
    const size_t row = (size_t)event <= EVENT_COUNT && (size_t)name < HOMEVISIT_ATTRIBUTE_COUNT
                           ? event_attribute_rows[event][name]
                           : 0;
    return row == 0 ? NULL : &event_attributes[row - 1];
}
/* The same by the attribute's text. */
const homevisit_attribute_info *event_attribute_named(homevisit_word event, const char *text, size_t length);
/* The next attribute of the same event; NULL after the last. The first is homevisit_event_attribute(event, 0). */
static inline const homevisit_attribute_info *event_attribute_after(const homevisit_attribute_info *info)
{
    return info[1].event == info->event ? info + 1 : NULL;
}

/* ---- facts ------------------------------------------------------------------------------------------------------
 * A fact is a number: first the fixed ones, then the families' members, then the attributes of plan and assessment,
 * then each policy's own (told.*, told_in_writing.* and x.*), which the policy numbers itself from FACT_STATIC_COUNT on.
 * The attributes of the event being decided are not facts of the record: see condition.h.
 */
enum fact {
#define FACT(id, name, type, words, initial, doc) FACT_##id,
#include <homevisit/vocabulary.def>
    FACT_FIXED_COUNT,
/* A family has room for every word, so that a member is the family's base plus the word. */
#define FACT_FAMILY(id, prefix, words, initial, doc)                                                                   \
    FACT_##id##_BASE, FACT_##id##_END = FACT_##id##_BASE + HOMEVISIT_WORD_COUNT - 1,
#include <homevisit/vocabulary.def>
    FACT_PLAN_BASE, /* plus homevisit_attribute_name, of `planned` */
    FACT_PLAN_END = FACT_PLAN_BASE + HOMEVISIT_ATTRIBUTE_COUNT - 1,
    FACT_RISK_BASE, /* plus homevisit_attribute_name, of `risk_assessed` */
    FACT_RISK_END = FACT_RISK_BASE + HOMEVISIT_ATTRIBUTE_COUNT - 1,
    FACT_STATIC_COUNT
};

struct fact_info {
    homevisit_type type;
    vocabularies words;
    bool known_at_first;
};
/* What a fact with a fixed number is; type HOMEVISIT_TYPE_NOTHING for a number that no fact has. */
struct fact_info fact_info(unsigned fact);
/* Finds a fact with a fixed number by its name; FACT_STATIC_COUNT where there is none. */
unsigned fact_find(const char *name, size_t length);
/* Writes a fact's name; false if `capacity` (NUL included) is too small. 128 is enough for all. */
bool fact_name(unsigned fact, char *out, size_t capacity);
/* Offers the names of all facts with a fixed number, and told.* and event.* names that fit the beginning of the wanted. */
void nearest_offer_facts(struct nearest *nearest);

/* ---- clocks and operators --------------------------------------------------------------------------------------- */
enum clock {
#define CLOCK(name, doc) CLOCK_##name,
#include <homevisit/vocabulary.def>
    CLOCK_COUNT
};
/* CLOCK_COUNT where there is none. */
enum clock clock_find(const char *name, size_t length);
const char *clock_text(enum clock clock);
void nearest_offer_clocks(struct nearest *nearest);

enum operator_id {
#define OPERATOR(id, symbol, min_args, max_args, doc) OPERATOR_##id,
#include <homevisit/vocabulary.def>
    OPERATOR_COUNT
};
struct operator_row {
    const char *symbol;
    size_t min_args, max_args; /* max 0: any number */
    const char *doc;
};
const struct operator_row *operator_row(enum operator_id id);
enum operator_id operator_find(const char *symbol, size_t length); /* OPERATOR_COUNT where there is none */
void nearest_offer_operators(struct nearest *nearest);

#endif
