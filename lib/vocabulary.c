/* Words, attributes and events: names to numbers and back, and what an event may carry. All made from vocabulary.def. */
#include "vocabulary.h"

#include "name_quoted.h"

#include <string.h>

/* ---- words ---------------------------------------------------------------------------------------------------- */

#define WORDS_PADDED NAMES_PADDED(HOMEVISIT_WORD_COUNT)

const char word_texts[WORDS_PADDED][NAME_SIZE] = {
#define EVENT(name, also, phases, places, next_phase, next_place, doc) [HOMEVISIT_WORD_##name] = #name,
#define WORD(name, in) [HOMEVISIT_WORD_##name] = #name,
#include <homevisit/vocabulary.def>
};

static const uint8_t word_signatures[WORDS_PADDED] = {
#define EVENT(name, also, phases, places, next_phase, next_place, doc) [HOMEVISIT_WORD_##name] = NAME_SIGNATURE(#name),
#define WORD(name, in) [HOMEVISIT_WORD_##name] = NAME_SIGNATURE(#name),
#include <homevisit/vocabulary.def>
};

const vocabularies word_in[HOMEVISIT_WORD_COUNT] = {
#define EVENT(name, also, phases, places, next_phase, next_place, doc) [HOMEVISIT_WORD_##name] = IN(EVENT) | (also),
#define WORD(name, in) [HOMEVISIT_WORD_##name] = (in),
#include <homevisit/vocabulary.def>
};

static const struct name_table words = {word_signatures, word_texts};

const uint8_t word_lengths[WORDS_PADDED] = {
#define EVENT(name, also, phases, places, next_phase, next_place, doc) [HOMEVISIT_WORD_##name] = sizeof #name - 1,
#define WORD(name, in) [HOMEVISIT_WORD_##name] = sizeof #name - 1,
#include <homevisit/vocabulary.def>
};

const uint8_t word_guess_numbers[1 << WORD_GUESS_BITS] = {
#define WORD_GUESS(slot, name) [slot] = HOMEVISIT_WORD_##name,
#include "name_guesses.def"
};
_Static_assert(HOMEVISIT_WORD_COUNT <= UINT8_MAX, "a word's number fits a guess");
static const struct name_guesses word_guesses = {WORD_GUESS_FACTOR, WORD_GUESS_BITS, word_guess_numbers};

_Static_assert(VOCABULARY_COUNT <= 32, "a vocabulary is a bit of 32");

const char *homevisit_word_text(homevisit_word word)
{
    return (size_t)word < HOMEVISIT_WORD_COUNT ? word_texts[word] : "";
}

homevisit_word homevisit_word_find(const char *text, size_t length)
{
    size_t found = name_guess(&word_guesses, &words, text, length);
    if (found == SIZE_MAX) {
        found = name_search(&words, WORDS_PADDED, text, length);
    }
    return found == SIZE_MAX ? HOMEVISIT_WORD_none : (homevisit_word)found;
}

homevisit_word word_find_in(vocabularies in, const char *text, size_t length)
{
    size_t found = name_guess(&word_guesses, &words, text, length);
    if (found == SIZE_MAX) {
        found = name_search(&words, in == IN(EVENT) ? NAMES_PADDED(EVENT_COUNT + 1) : WORDS_PADDED, text, length);
    }
    return found != SIZE_MAX && (word_in[found] & in) != 0 ? (homevisit_word)found : HOMEVISIT_WORD_none;
}

size_t vocabulary_words(vocabularies in, homevisit_word *out, size_t capacity)
{
    size_t count = 0;
    for (size_t word = 0; word < HOMEVISIT_WORD_COUNT; word++) {
        if ((word_in[word] & in) == 0) {
            continue;
        }
        if (count < capacity) {
            out[count] = (homevisit_word)word;
        }
        count++;
    }
    return count;
}

void nearest_offer_words(struct nearest *nearest, vocabularies in)
{
    for (size_t word = 0; word < HOMEVISIT_WORD_COUNT; word++) {
        if ((word_in[word] & in) != 0) {
            nearest_offer(nearest, word_texts[word], strlen(word_texts[word]));
        }
    }
}

const char *vocabularies_label(vocabularies in)
{
    static const char *const labels[] = {
#define VOCABULARY(name, label) label,
#include <homevisit/vocabulary.def>
    };
    for (size_t vocabulary = 0; vocabulary < VOCABULARY_COUNT; vocabulary++) {
        if ((in >> vocabulary & 1) != 0) {
            return labels[vocabulary];
        }
    }
    return "name";
}

void word_set_add(struct word_set *set, homevisit_word word)
{
    set->bits[(size_t)word / 64] |= UINT64_C(1) << (size_t)word % 64;
}

/* ---- events --------------------------------------------------------------------------------------------------- */

/* `same` moves nowhere. */
#define HOMEVISIT_WORD_same HOMEVISIT_WORD_none

_Static_assert(WORD_SET_SIZE == 4, "one run through the table for each 64 words, below");

const struct event_row event_rows[EVENT_COUNT + 1] = {
#define ON(name) 1
#define ANY 0
#define EVENT(name, also, phase_set, place_set, to_phase, to_place, text)                                              \
    [HOMEVISIT_WORD_##name].doc = text, [HOMEVISIT_WORD_##name].any_phase = (phase_set) == 0,                          \
    [HOMEVISIT_WORD_##name].any_place = (place_set) == 0,                                                              \
    [HOMEVISIT_WORD_##name].next_phase = HOMEVISIT_WORD_##to_phase,                                                    \
    [HOMEVISIT_WORD_##name].next_place = HOMEVISIT_WORD_##to_place,
#include <homevisit/vocabulary.def>
#undef ON

/* A set's constant is made 64 words at a time. */
#define ON(name) (HOMEVISIT_WORD_##name / 64 == PART ? UINT64_C(1) << HOMEVISIT_WORD_##name % 64 : 0)
#define SETS(name, phase_set, place_set)                                                                               \
    [HOMEVISIT_WORD_##name].phases.bits[PART] = (phase_set), [HOMEVISIT_WORD_##name].places.bits[PART] = (place_set),
#define PART 0
#define EVENT(name, also, phases, places, next_phase, next_place, doc) SETS(name, phases, places)
#include <homevisit/vocabulary.def>
#undef PART
#define PART 1
#define EVENT(name, also, phases, places, next_phase, next_place, doc) SETS(name, phases, places)
#include <homevisit/vocabulary.def>
#undef PART
#define PART 2
#define EVENT(name, also, phases, places, next_phase, next_place, doc) SETS(name, phases, places)
#include <homevisit/vocabulary.def>
#undef PART
#define PART 3
#define EVENT(name, also, phases, places, next_phase, next_place, doc) SETS(name, phases, places)
#include <homevisit/vocabulary.def>
#undef PART
#undef SETS
#undef ANY
#undef ON
};

/* ---- attributes ----------------------------------------------------------------------------------------------- */

#define ATTRIBUTES_PADDED NAMES_PADDED(HOMEVISIT_ATTRIBUTE_COUNT)

const char attribute_texts[ATTRIBUTES_PADDED][NAME_SIZE] = {
#define ATTRIBUTE(name) [HOMEVISIT_ATTRIBUTE_##name] = #name,
#include <homevisit/vocabulary.def>
};

static const uint8_t attribute_signatures[ATTRIBUTES_PADDED] = {
#define ATTRIBUTE(name) [HOMEVISIT_ATTRIBUTE_##name] = NAME_SIGNATURE(#name),
#include <homevisit/vocabulary.def>
};

static const struct name_table attributes = {attribute_signatures, attribute_texts};

const uint8_t attribute_lengths[ATTRIBUTES_PADDED] = {
#define ATTRIBUTE(name) [HOMEVISIT_ATTRIBUTE_##name] = sizeof #name - 1,
#include <homevisit/vocabulary.def>
};

const uint8_t attribute_guess_numbers[1 << ATTRIBUTE_GUESS_BITS] = {
#define ATTRIBUTE_GUESS(slot, name) [slot] = HOMEVISIT_ATTRIBUTE_##name,
#include "name_guesses.def"
};
static const struct name_guesses attribute_guesses = {ATTRIBUTE_GUESS_FACTOR, ATTRIBUTE_GUESS_BITS,
                                                      attribute_guess_numbers};

const char *homevisit_attribute_text(homevisit_attribute_name name)
{
    return (size_t)name < HOMEVISIT_ATTRIBUTE_COUNT ? attribute_texts[name] : "";
}

ALWAYS_INLINE homevisit_attribute_name find_attribute(const char *text, size_t length)
{
    size_t found = name_guess(&attribute_guesses, &attributes, text, length);
    if (found == SIZE_MAX) {
        found = name_search(&attributes, ATTRIBUTES_PADDED, text, length);
    }
    return found == SIZE_MAX ? HOMEVISIT_ATTRIBUTE_COUNT : (homevisit_attribute_name)found;
}

homevisit_attribute_name homevisit_attribute_find(const char *text, size_t length)
{
    return find_attribute(text, length);
}

const homevisit_attribute_info event_attributes[] = {
#define EVENT_ATTRIBUTE(event, attribute, required, type, words, doc)                                                  \
    {HOMEVISIT_WORD_##event, HOMEVISIT_ATTRIBUTE_##attribute, HOMEVISIT_TYPE_##type, required, words, doc},
#include <homevisit/vocabulary.def>
    {.event = HOMEVISIT_WORD_none},
};
const size_t event_attribute_count = sizeof event_attributes / sizeof *event_attributes - 1;

/* Each row's number from 1, so that 0 in the map below says that there is none. */
enum attribute_row {
    ATTRIBUTE_ROW_NONE,
#define EVENT_ATTRIBUTE(event, attribute, required, type, words, doc) ATTRIBUTE_ROW_##event##_##attribute,
#include <homevisit/vocabulary.def>
    ATTRIBUTE_ROW_END
};
_Static_assert(ATTRIBUTE_ROW_END <= UINT8_MAX, "a row's number fits the map");

const uint8_t event_attribute_rows[EVENT_COUNT + 1][HOMEVISIT_ATTRIBUTE_COUNT] = {
#define EVENT_ATTRIBUTE(event, attribute, required, type, words, doc)                                                  \
    [HOMEVISIT_WORD_##event][HOMEVISIT_ATTRIBUTE_##attribute] = ATTRIBUTE_ROW_##event##_##attribute,
#include <homevisit/vocabulary.def>
};

const homevisit_attribute_info *event_attribute_named(homevisit_word event, const char *text, size_t length)
{
    return event_attribute_find(event, find_attribute(text, length));
}

/* The rows stand in the order of the events, so the first of an event is found by halving. */
const homevisit_attribute_info *homevisit_event_attribute(homevisit_word event, size_t index)
{
    if (!word_is_event(event)) {
        return NULL;
    }
    size_t first = 0, end = event_attribute_count;
    while (first < end) {
        const size_t middle = first + (end - first) / 2;
        if (event_attributes[middle].event < event) {
            first = middle + 1;
        } else {
            end = middle;
        }
    }
    if (index >= event_attribute_count - first || event_attributes[first + index].event != event) {
        return NULL;
    }
    return &event_attributes[first + index];
}
