/*
 * The names of facts that are made of parts (declared.ITEM, plan.ATTRIBUTE, told.TO.TOPIC), written out by the compiler,
 * so that they can be listed and suggested without memory.
 *
 * A name of two parts is a product of two runs through vocabulary.def, and the preprocessor cannot make one inside the
 * other. So the shorter factor of each product stands here once more; the assertions stop the build where it and the
 * table part.
 */
#include "vocabulary_names.h"

#define TOPICS(ROW, with)                                                                                              \
    ROW(destination, with)                                                                                             \
    ROW(expected_times, with)                                                                                          \
    ROW(risk, with)                                                                                                    \
    ROW(change_of_plan, with)                                                                                          \
    ROW(appointment_change, with)                                                                                      \
    ROW(visit, with)                                                                                                   \
    ROW(cancellation, with)                                                                                            \
    ROW(safeguarding, with)                                                                                            \
    ROW(disclosure, with)                                                                                              \
    ROW(incident, with)                                                                                                \
    ROW(allegation, with)                                                                                              \
    ROW(complaint, with)                                                                                               \
    ROW(danger, with)                                                                                                  \
    ROW(overrun, with)

#define FAMILIES(ROW, with, in)                                                                                        \
    ROW(DECLARED, "declared", with, in)                                                                                \
    ROW(LOGGED, "logged", with, in)                                                                                    \
    ROW(REFERRED, "referred", with, in)                                                                                \
    ROW(CONCERN, "concern", with, in)                                                                                  \
    ROW(DANGER, "danger", with, in)                                                                                    \
    ROW(CONTACTED_SINCE, "contacted_since", with, in)                                                                  \
    ROW(HAPPENED, "happened", with, in)

/* ---- the assertions ------------------------------------------------------------------------------------------- */

/* Whether each word is a topic, and how many are. */
enum {
#define EVENT(name, also, phases, places, next_phase, next_place, doc) IS_TOPIC_##name = ((also)&IN(TOPIC)) != 0,
#define WORD(name, in) IS_TOPIC_##name = ((in)&IN(TOPIC)) != 0,
#include <homevisit/vocabulary.def>
    TOPIC_COUNT = 0
#define EVENT(name, also, phases, places, next_phase, next_place, doc) +IS_TOPIC_##name
#define WORD(name, in) +IS_TOPIC_##name
#include <homevisit/vocabulary.def>
};
#define COUNT_TOPIC(name, with) +IS_TOPIC_##name
#define COUNT_ROW(name, with) +1
_Static_assert((0 TOPICS(COUNT_ROW, )) == TOPIC_COUNT && (0 TOPICS(COUNT_TOPIC, )) == TOPIC_COUNT,
               "TOPICS holds the topics of vocabulary.def, each once");

enum family {
#define FACT_FAMILY(id, prefix, words, initial, doc) FAMILY_##id,
#include <homevisit/vocabulary.def>
    FAMILY_COUNT
};
#define COUNT_FAMILY(id, prefix, with, in) +1
_Static_assert((0 FAMILIES(COUNT_FAMILY, , )) == FAMILY_COUNT, "FAMILIES holds the families of vocabulary.def");

/* ---- facts with a fixed number -------------------------------------------------------------------------------- */

static const char *const fixed_texts[FACT_FIXED_COUNT] = {
#define FACT(id, name, type, words, initial, doc) [FACT_##id] = name,
#include <homevisit/vocabulary.def>
};

/* The vocabularies of each family's members. */
enum {
#define FACT_FAMILY(id, prefix, words, initial, doc) FAMILY_WORDS_##id = words,
#include <homevisit/vocabulary.def>
};

static const char *const family_texts[FAMILY_COUNT][HOMEVISIT_WORD_COUNT] = {
#define MEMBER(id, prefix, name, in)                                                                                   \
    [FAMILY_##id][HOMEVISIT_WORD_##name] = ((in)&FAMILY_WORDS_##id) != 0 ? prefix "." #name : NULL,
#define EVENT(name, also, phases, places, next_phase, next_place, doc) FAMILIES(MEMBER, name, (also) | IN(EVENT))
#define WORD(name, in) FAMILIES(MEMBER, name, in)
#include <homevisit/vocabulary.def>
};

/* By row of event_attributes: the events whose attributes are facts of the record. */
static const char *const layer_texts[] = {
#define EVENT_ATTRIBUTE(event, attribute, required, type, words, doc)                                                  \
    HOMEVISIT_WORD_##event == HOMEVISIT_WORD_planned         ? "plan." #attribute                                      \
    : HOMEVISIT_WORD_##event == HOMEVISIT_WORD_risk_assessed ? "risk." #attribute                                      \
                                                             : NULL,
#include <homevisit/vocabulary.def>
};

static const char *layer_text(homevisit_word event, unsigned attribute)
{
    const homevisit_attribute_info *row = event_attribute_find(event, (homevisit_attribute_name)attribute);
    return row == NULL ? NULL : layer_texts[row - event_attributes];
}

const char *fact_text(unsigned fact)
{
    static const unsigned family_bases[FAMILY_COUNT] = {
#define FACT_FAMILY(id, prefix, words, initial, doc) FACT_##id##_BASE,
#include <homevisit/vocabulary.def>
    };
    if (fact < FACT_FIXED_COUNT) {
        return fixed_texts[fact];
    }
    for (size_t family = 0; family < FAMILY_COUNT; family++) {
        if (fact - family_bases[family] < HOMEVISIT_WORD_COUNT) {
            return family_texts[family][fact - family_bases[family]];
        }
    }
    if (fact >= FACT_PLAN_BASE && fact <= FACT_PLAN_END) {
        return layer_text(HOMEVISIT_WORD_planned, fact - FACT_PLAN_BASE);
    }
    return fact <= FACT_RISK_END ? layer_text(HOMEVISIT_WORD_risk_assessed, fact - FACT_RISK_BASE) : NULL;
}

/* ---- facts that a policy numbers ------------------------------------------------------------------------------ */

static const char *told_anyone_text(homevisit_word topic)
{
    switch ((unsigned)topic) {
#define TOLD(topic_name, with)                                                                                         \
    case HOMEVISIT_WORD_##topic_name: return "told.anyone." #topic_name;
        TOPICS(TOLD, )
#undef TOLD
    default: return NULL;
    }
}

/* A table in the form of a switch: most of what the macros write is dropped again, so that it takes no room. */
/* NOLINTNEXTLINE(readability-function-size) */
const char *told_text(bool in_writing, homevisit_word to, homevisit_word topic)
{
    switch ((unsigned)to) {
    case HOMEVISIT_WORD_none: return in_writing ? NULL : told_anyone_text(topic);
#define TOLD(topic_name, to_name)                                                                                      \
    case HOMEVISIT_WORD_##topic_name:                                                                                  \
        return in_writing ? "told_in_writing." #to_name "." #topic_name : "told." #to_name "." #topic_name;
/* A word that is no recipient is told nothing. */
#define WORD(name, in)                                                                                                 \
    case HOMEVISIT_WORD_##name:                                                                                        \
        if (((in) & (IN(ROLE) | IN(RECIPIENT))) == 0) {                                                                \
            return NULL;                                                                                               \
        }                                                                                                              \
        switch ((unsigned)topic) {                                                                                     \
            TOPICS(TOLD, name)                                                                                         \
        default: return NULL;                                                                                          \
        }
#include <homevisit/vocabulary.def>
    default: return NULL;
    }
}

/* ---- facts of the event being decided ------------------------------------------------------------------------- */

const char *event_fact_text(homevisit_attribute_name attribute)
{
    static const char *const texts[] = {
#define ATTRIBUTE(name) "event." #name,
#include <homevisit/vocabulary.def>
    };
    return (size_t)attribute < HOMEVISIT_ATTRIBUTE_COUNT ? texts[attribute] : "";
}

/* The attributes that are lists of names: there is one. */
enum {
    LIST_ATTRIBUTES = 0
#define EVENT_ATTRIBUTE(event, attribute, required, type, words, doc) +(HOMEVISIT_TYPE_##type == HOMEVISIT_TYPE_NAMES)
#include <homevisit/vocabulary.def>
};
_Static_assert(LIST_ATTRIBUTES == 1, "event.fields is the only list of names, below");

const char *event_member_text(homevisit_attribute_name list, homevisit_word member)
{
    static const char *const texts[HOMEVISIT_WORD_COUNT] = {
#define WORD(name, in) [HOMEVISIT_WORD_##name] = ((in)&IN(FIELD)) != 0 ? "event.fields." #name : NULL,
#include <homevisit/vocabulary.def>
    };
    return list == HOMEVISIT_ATTRIBUTE_fields && (size_t)member < HOMEVISIT_WORD_COUNT ? texts[member] : NULL;
}
