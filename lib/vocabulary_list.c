/* The vocabulary as lists of names with a sentence each, for a host's menus and the docs. */
#include "vocabulary_names.h"

#include <string.h>

/* ---- the vocabularies' own names ------------------------------------------------------------------------------ */

/* The table has them in capitals. */
#define LOWER(letter) ((char)((letter) >= 'A' && (letter) <= 'Z' ? (letter) - 'A' + 'a' : (letter)))
#define LOWER_AT(text, i) LOWER(text[(i) < sizeof text ? (i) : sizeof text - 1])
#define LOWER_TEXT(text)                                                                                               \
    {                                                                                                                  \
        LOWER_AT(text, 0), LOWER_AT(text, 1), LOWER_AT(text, 2), LOWER_AT(text, 3), LOWER_AT(text, 4),                 \
            LOWER_AT(text, 5), LOWER_AT(text, 6), LOWER_AT(text, 7), LOWER_AT(text, 8), LOWER_AT(text, 9),             \
            LOWER_AT(text, 10), LOWER_AT(text, 11), 0                                                                  \
    }
#define VOCABULARY(name, label) _Static_assert(sizeof #name <= 13, "LOWER_TEXT holds twelve letters");
#include <homevisit/vocabulary.def>

/* Vocabularies that are not of words follow those that are. */
enum list_id { LIST_FACT = VOCABULARY_COUNT, LIST_CLOCK, LIST_OPERATOR, LIST_ATTRIBUTE, LIST_OF_LISTS };

static const char list_names[LIST_OF_LISTS][16] = {
#define VOCABULARY(name, label) [VOCABULARY_##name] = LOWER_TEXT(#name),
#include <homevisit/vocabulary.def>
    [LIST_FACT] = "fact",
    [LIST_CLOCK] = "clock",
    [LIST_OPERATOR] = "operator",
    [LIST_ATTRIBUTE] = "attribute",
};

/* SIZE_MAX where there is none of that name. */
static size_t list_find(const char *name)
{
    if (name == NULL) {
        return SIZE_MAX;
    }
    for (size_t list = 0; list < LIST_OF_LISTS; list++) {
        if (strcmp(list_names[list], name) == 0) {
            return list;
        }
    }
    return strcmp("vocabularies", name) == 0 ? LIST_OF_LISTS : SIZE_MAX;
}

/* ---- an entry: its name and its sentence ---------------------------------------------------------------------- */

struct entry {
    const char *name; /* NULL: past the end */
    const char *doc;
};

static const struct entry past_the_end = {NULL, ""};

static struct entry word_entry(vocabularies in, size_t index)
{
    homevisit_word words[HOMEVISIT_WORD_COUNT];
    if (index >= vocabulary_words(in, words, HOMEVISIT_WORD_COUNT)) {
        return past_the_end;
    }
    const struct event_row *event = in == IN(EVENT) ? event_row(words[index]) : NULL;
    return (struct entry){homevisit_word_text(words[index]), event != NULL ? event->doc : ""};
}

static const char *fact_doc(unsigned fact)
{
    static const char *const fixed[FACT_FIXED_COUNT] = {
#define FACT(id, name, type, words, initial, doc) [FACT_##id] = doc,
#include <homevisit/vocabulary.def>
    };
    static const struct {
        unsigned base;
        const char *doc;
    } families[] = {
#define FACT_FAMILY(id, prefix, words, initial, doc) {FACT_##id##_BASE, doc},
#include <homevisit/vocabulary.def>
    };
    if (fact < FACT_FIXED_COUNT) {
        return fixed[fact];
    }
    for (size_t i = 0; i < sizeof families / sizeof *families; i++) {
        if (fact - families[i].base < HOMEVISIT_WORD_COUNT) {
            return families[i].doc;
        }
    }
    const bool planned = fact <= FACT_PLAN_END;
    const homevisit_attribute_info *attribute =
        event_attribute_find(planned ? HOMEVISIT_WORD_planned : HOMEVISIT_WORD_risk_assessed,
                             (homevisit_attribute_name)(fact - (planned ? FACT_PLAN_BASE : FACT_RISK_BASE)));
    return attribute != NULL ? attribute->doc : "";
}

/* told.TO.TOPIC, then told_in_writing.TO.TOPIC, then told.anyone.TOPIC. */
static struct entry told_entry(size_t index)
{
    homevisit_word recipients[HOMEVISIT_WORD_COUNT], topics[HOMEVISIT_WORD_COUNT];
    const size_t recipient_count = vocabulary_words(IN(ROLE) | IN(RECIPIENT), recipients, HOMEVISIT_WORD_COUNT);
    const size_t topic_count = vocabulary_words(IN(TOPIC), topics, HOMEVISIT_WORD_COUNT);
    const size_t recipient = index / topic_count;
    const homevisit_word topic = topics[index % topic_count];
    if (recipient < recipient_count) {
        return (struct entry){told_text(false, recipients[recipient], topic), "they were told of the matter"};
    }
    if (recipient < 2 * recipient_count) {
        return (struct entry){told_text(true, recipients[recipient - recipient_count], topic),
                              "they were told of the matter in writing"};
    }
    if (recipient == 2 * recipient_count) {
        return (struct entry){told_text(false, HOMEVISIT_WORD_none, topic),
                              "anyone but social care was told of the matter"};
    }
    return past_the_end;
}

/* In the order of the facts' numbers, which is the table's, and then those that a policy numbers. */
static struct entry fact_entry(size_t index)
{
    size_t passed = 0;
    for (unsigned fact = 0; fact < FACT_STATIC_COUNT; fact++) {
        const char *text = fact_text(fact);
        if (text != NULL && passed++ == index) {
            return (struct entry){text, fact_doc(fact)};
        }
    }
    return told_entry(index - passed);
}

static struct entry clock_entry(size_t index)
{
    static const char *const docs[CLOCK_COUNT] = {
#define CLOCK(name, doc) [CLOCK_##name] = doc,
#include <homevisit/vocabulary.def>
    };
    return index < CLOCK_COUNT ? (struct entry){clock_text((enum clock)index), docs[index]} : past_the_end;
}

static struct entry operator_entry(size_t index)
{
    const struct operator_row *row = index < OPERATOR_COUNT ? operator_row((enum operator_id)index) : NULL;
    return row != NULL ? (struct entry){row->symbol, row->doc} : past_the_end;
}

static struct entry attribute_entry(size_t index)
{
    return index < HOMEVISIT_ATTRIBUTE_COUNT
               ? (struct entry){homevisit_attribute_text((homevisit_attribute_name)index), ""}
               : past_the_end;
}

static struct entry entry_of(const char *vocabulary, size_t index)
{
    const size_t list = list_find(vocabulary);
    switch (list) {
    case SIZE_MAX: return past_the_end;
    case LIST_FACT: return fact_entry(index);
    case LIST_CLOCK: return clock_entry(index);
    case LIST_OPERATOR: return operator_entry(index);
    case LIST_ATTRIBUTE: return attribute_entry(index);
    case LIST_OF_LISTS: return index < LIST_OF_LISTS ? (struct entry){list_names[index], ""} : past_the_end;
    default: return word_entry((vocabularies)1 << list, index);
    }
}

/* ---- the public functions ------------------------------------------------------------------------------------- */

size_t homevisit_vocabulary_count(const char *vocabulary)
{
    /* A list has no gaps, so its end is found by doubling and then halving. */
    size_t end = 1;
    while (entry_of(vocabulary, end - 1).name != NULL) {
        end *= 2;
    }
    size_t first = end / 2;
    while (first + 1 < end) {
        const size_t middle = first + (end - first) / 2;
        if (entry_of(vocabulary, middle - 1).name != NULL) {
            first = middle;
        } else {
            end = middle;
        }
    }
    return first;
}

const char *homevisit_vocabulary_name(const char *vocabulary, size_t index)
{
    return entry_of(vocabulary, index).name;
}

const char *homevisit_vocabulary_doc(const char *vocabulary, size_t index)
{
    return entry_of(vocabulary, index).doc;
}
