/* The rows of english.def, found by what they speak of. tests/unit/test_english.c sees to it that none is lacking. */
#include "english.h"

/* --------------------------------------------------------------------------------------------------------- events */

enum { NUMBER_ONE = false, NUMBER_MANY = true };

/* Where a row says nothing of the act, it is what the subject does anyhow. */
#define SAYS(text) (sizeof(text) > 1)

static const struct event_english events[EVENT_COUNT + 1] = {
#define ENGLISH_EVENT(name, actor, chosen, subject, number, infinitive, present, past, participle, object, act,        \
                      act_object)                                                                                      \
    [HOMEVISIT_WORD_##name] = {ACTOR_##actor,                                                                          \
                               chosen,                                                                                 \
                               subject,                                                                                \
                               NUMBER_##number,                                                                        \
                               infinitive,                                                                             \
                               present,                                                                                \
                               past,                                                                                   \
                               participle,                                                                             \
                               object,                                                                                 \
                               SAYS(act) ? (act) : (infinitive),                                                       \
                               SAYS(act) ? (act_object) : (object)},
#include "english.def"
};

const struct event_english *event_english(homevisit_word event)
{
    return &events[word_is_event(event) ? event : HOMEVISIT_WORD_none];
}

/* ------------------------------------------------------------------------------------------ attributes and facts */

static const struct attribute_row {
    homevisit_word event;
    homevisit_attribute_name name;
    struct phrase phrase;
} attributes[] = {
#define ENGLISH_ATTRIBUTE(event, name, noun, yes, no, with, without)                                                   \
    {HOMEVISIT_WORD_##event, HOMEVISIT_ATTRIBUTE_##name, {noun, yes, no, with, without, UNIT_COUNT}},
#include "english.def"
};

const struct phrase *attribute_phrase(homevisit_word event, homevisit_attribute_name name)
{
    if (event == HOMEVISIT_WORD_replanned)
        event = HOMEVISIT_WORD_planned;
    for (size_t i = 0; i < sizeof attributes / sizeof *attributes; i++)
        if (attributes[i].event == event && attributes[i].name == name)
            return &attributes[i].phrase;
    return NULL;
}

static const struct phrase fixed_facts[FACT_FIXED_COUNT] = {
#define ENGLISH_FACT(id, unit, noun, yes, no) [FACT_##id] = {noun, yes, no, "", "", UNIT_##unit},
#include "english.def"
};

const struct phrase *fact_phrase(unsigned fact)
{
    if (fact < FACT_FIXED_COUNT)
        return &fixed_facts[fact];
    if (fact >= FACT_PLAN_BASE && fact <= FACT_PLAN_END)
        return attribute_phrase(HOMEVISIT_WORD_planned, (homevisit_attribute_name)(fact - FACT_PLAN_BASE));
    if (fact >= FACT_RISK_BASE && fact <= FACT_RISK_END)
        return attribute_phrase(HOMEVISIT_WORD_risk_assessed, (homevisit_attribute_name)(fact - FACT_RISK_BASE));
    return NULL;
}

/* ----------------------------------------------------------------------------------------------- words and clocks */

static const struct word_row {
    enum vocabulary vocabulary;
    homevisit_word word;
    bool many;
    const char *phrase;
} words[] = {
#define ENGLISH_WORD(vocabulary, name, number, phrase)                                                                 \
    {VOCABULARY_##vocabulary, HOMEVISIT_WORD_##name, NUMBER_##number, phrase},
#include "english.def"
};

const char *word_phrase(vocabularies in, homevisit_word word, bool *many)
{
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        if (words[i].word != word || (in >> words[i].vocabulary & 1u) == 0)
            continue;
        if (many != NULL)
            *many = words[i].many;
        return words[i].phrase;
    }
    return NULL;
}

homevisit_word word_at(enum vocabulary vocabulary, size_t index)
{
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (words[i].vocabulary == vocabulary && index-- == 0)
            return words[i].word;
    return HOMEVISIT_WORD_none;
}

static const char *const clocks[CLOCK_COUNT] = {
#define ENGLISH_CLOCK(name, phrase) [CLOCK_##name] = phrase,
#include "english.def"
};

const char *clock_phrase(enum clock clock)
{
    return clocks[clock];
}

static const struct item_phrase items[HOMEVISIT_WORD_COUNT] = {
#define ENGLISH_ITEM(name, yes, no) [HOMEVISIT_WORD_##name] = {yes, no},
#include "english.def"
};

const struct item_phrase *item_phrase(homevisit_word item)
{
    return items[item].yes != NULL ? &items[item] : NULL;
}

/* -------------------------------------------------------------------------------------------------------- families */

static const struct family_row {
    unsigned base, end;
    vocabularies words;
} families[] = {
#define FACT_FAMILY(id, prefix, words, initial, doc) {FACT_##id##_BASE, FACT_##id##_END, words},
#include <homevisit/vocabulary.def>
};

static const struct family_pattern {
    unsigned base;
    const char *yes, *no;
} patterns[] = {
#define ENGLISH_FAMILY(id, yes, no) {FACT_##id##_BASE, yes, no},
#include "english.def"
};

bool family_phrase_find(unsigned fact, struct family_phrase *found)
{
    for (size_t i = 0; i < sizeof families / sizeof *families; i++)
        for (size_t j = 0; j < sizeof patterns / sizeof *patterns; j++) {
            if (fact < families[i].base || fact > families[i].end || patterns[j].base != families[i].base)
                continue;
            *found = (struct family_phrase){.yes = patterns[j].yes,
                                            .no = patterns[j].no,
                                            .words = families[i].words,
                                            .word = (homevisit_word)(fact - families[i].base)};
            return true;
        }
    return false;
}
