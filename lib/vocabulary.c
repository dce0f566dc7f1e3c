/* Words, attributes and events: names to numbers and back, and what an event may carry. All made from vocabulary.def. */
#include "vocabulary.h"

#include <string.h>

/* ---- names ---------------------------------------------------------------------------------------------------- */

/* Room for the longest name and its NUL; a longer one in the table does not compile without a warning. */
#define NAME_SIZE 32

/*
 * A visit is read at some hundred megabytes a second, so finding a name may cost a few nanoseconds, and yet nothing may
 * be set up at run time. Each name therefore has a signature of one byte, worked out by the compiler; a search looks at
 * eight of them at a time and compares text only where a signature fits.
 */
#define BLOCK 8
#define BLOCKS_FOR(count) (((size_t)(count) + BLOCK - 1) / BLOCK)
#define MIX(length, first, middle, last)                                                                               \
    ((uint8_t)(53u * (uint8_t)(length) + 5u * (uint8_t)(first) + 91u * (uint8_t)(middle) + 23u * (uint8_t)(last)))
#define SIGNATURE(text) MIX(sizeof text - 1, text[0], text[(sizeof text - 1) / 2], text[sizeof text - 2])

struct names {
    const uint8_t *signatures;
    const char (*texts)[NAME_SIZE];
};

/* The number of a name below `blocks` blocks; SIZE_MAX where there is none. Gaps are empty names, which nothing finds. */
static size_t names_find(const struct names *names, size_t blocks, const char *text, size_t length)
{
    if (length == 0 || length >= NAME_SIZE) {
        return SIZE_MAX;
    }
    const uint64_t ones = UINT64_C(0x0101010101010101);
    const uint8_t signature = MIX(length, text[0], text[length / 2], text[length - 1]);
    for (size_t block = 0; block < blocks; block++) {
        uint64_t eight;
        memcpy(&eight, names->signatures + block * BLOCK, sizeof eight);
        eight ^= ones * signature;
        if (((eight - ones) & ~eight & ones << 7) == 0) {
            continue; /* no byte is zero, so no signature fits */
        }
        for (size_t i = block * BLOCK; i < (block + 1) * BLOCK; i++) {
            const char *candidate = names->texts[i];
            if (names->signatures[i] == signature && memcmp(candidate, text, length) == 0 && candidate[length] == 0) {
                return i;
            }
        }
    }
    return SIZE_MAX;
}

/* ---- words ---------------------------------------------------------------------------------------------------- */

#define WORD_BLOCKS BLOCKS_FOR(HOMEVISIT_WORD_COUNT)
#define EVENT_BLOCKS BLOCKS_FOR(EVENT_COUNT + 1)

static const char word_texts[WORD_BLOCKS * BLOCK][NAME_SIZE] = {
#define EVENT(name, also, phases, places, next_phase, next_place, doc) [HOMEVISIT_WORD_##name] = #name,
#define WORD(name, in) [HOMEVISIT_WORD_##name] = #name,
#include <homevisit/vocabulary.def>
};

static const uint8_t word_signatures[WORD_BLOCKS * BLOCK] = {
#define EVENT(name, also, phases, places, next_phase, next_place, doc) [HOMEVISIT_WORD_##name] = SIGNATURE(#name),
#define WORD(name, in) [HOMEVISIT_WORD_##name] = SIGNATURE(#name),
#include <homevisit/vocabulary.def>
};

static const vocabularies word_in[HOMEVISIT_WORD_COUNT] = {
#define EVENT(name, also, phases, places, next_phase, next_place, doc) [HOMEVISIT_WORD_##name] = IN(EVENT) | (also),
#define WORD(name, in) [HOMEVISIT_WORD_##name] = (in),
#include <homevisit/vocabulary.def>
};

static const struct names words = {word_signatures, word_texts};

_Static_assert(VOCABULARY_COUNT <= 32, "a vocabulary is a bit of 32");

const char *homevisit_word_text(homevisit_word word)
{
    return (size_t)word < HOMEVISIT_WORD_COUNT ? word_texts[word] : "";
}

homevisit_word homevisit_word_find(const char *text, size_t length)
{
    const size_t found = names_find(&words, WORD_BLOCKS, text, length);
    return found == SIZE_MAX ? HOMEVISIT_WORD_none : (homevisit_word)found;
}

vocabularies word_vocabularies(homevisit_word word)
{
    return (size_t)word < HOMEVISIT_WORD_COUNT ? word_in[word] : 0;
}

bool word_is_event(homevisit_word word)
{
    return (word_vocabularies(word) & IN(EVENT)) != 0;
}

homevisit_word word_find_in(vocabularies in, const char *text, size_t length)
{
    const size_t found = names_find(&words, in == IN(EVENT) ? EVENT_BLOCKS : WORD_BLOCKS, text, length);
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

bool word_set_has(const struct word_set *set, homevisit_word word)
{
    return (size_t)word < HOMEVISIT_WORD_COUNT && (set->bits[(size_t)word / 64] >> (size_t)word % 64 & 1) != 0;
}

/* ---- events --------------------------------------------------------------------------------------------------- */

/* `same` moves nowhere. */
#define HOMEVISIT_WORD_same HOMEVISIT_WORD_none

_Static_assert(WORD_SET_SIZE == 4, "one run through the table for each 64 words, below");

static const struct event_row event_rows[EVENT_COUNT + 1] = {
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

const struct event_row *event_row(homevisit_word event)
{
    return word_is_event(event) ? &event_rows[event] : NULL;
}

/* ---- attributes ----------------------------------------------------------------------------------------------- */

#define ATTRIBUTE_BLOCKS BLOCKS_FOR(HOMEVISIT_ATTRIBUTE_COUNT)

static const char attribute_texts[ATTRIBUTE_BLOCKS * BLOCK][NAME_SIZE] = {
#define ATTRIBUTE(name) [HOMEVISIT_ATTRIBUTE_##name] = #name,
#include <homevisit/vocabulary.def>
};

static const uint8_t attribute_signatures[ATTRIBUTE_BLOCKS * BLOCK] = {
#define ATTRIBUTE(name) [HOMEVISIT_ATTRIBUTE_##name] = SIGNATURE(#name),
#include <homevisit/vocabulary.def>
};

static const struct names attributes = {attribute_signatures, attribute_texts};

const char *homevisit_attribute_text(homevisit_attribute_name name)
{
    return (size_t)name < HOMEVISIT_ATTRIBUTE_COUNT ? attribute_texts[name] : "";
}

homevisit_attribute_name homevisit_attribute_find(const char *text, size_t length)
{
    const size_t found = names_find(&attributes, ATTRIBUTE_BLOCKS, text, length);
    return found == SIZE_MAX ? HOMEVISIT_ATTRIBUTE_COUNT : (homevisit_attribute_name)found;
}

const homevisit_attribute_info event_attributes[] = {
#define EVENT_ATTRIBUTE(event, attribute, required, type, words, doc)                                                  \
    {HOMEVISIT_WORD_##event, HOMEVISIT_ATTRIBUTE_##attribute, HOMEVISIT_TYPE_##type, required, words, doc},
#include <homevisit/vocabulary.def>
};
const size_t event_attribute_count = sizeof event_attributes / sizeof *event_attributes;

/* Each row's number from 1, so that 0 in the map below says that there is none. */
enum attribute_row {
    ATTRIBUTE_ROW_NONE,
#define EVENT_ATTRIBUTE(event, attribute, required, type, words, doc) ATTRIBUTE_ROW_##event##_##attribute,
#include <homevisit/vocabulary.def>
    ATTRIBUTE_ROW_END
};
_Static_assert(ATTRIBUTE_ROW_END <= UINT8_MAX, "a row's number fits the map");

static const uint8_t attribute_rows[EVENT_COUNT + 1][HOMEVISIT_ATTRIBUTE_COUNT] = {
#define EVENT_ATTRIBUTE(event, attribute, required, type, words, doc)                                                  \
    [HOMEVISIT_WORD_##event][HOMEVISIT_ATTRIBUTE_##attribute] = ATTRIBUTE_ROW_##event##_##attribute,
#include <homevisit/vocabulary.def>
};

const homevisit_attribute_info *event_attribute_find(homevisit_word event, homevisit_attribute_name name)
{
    if (!word_is_event(event) || (size_t)name >= HOMEVISIT_ATTRIBUTE_COUNT) {
        return NULL;
    }
    const size_t row = attribute_rows[event][name];
    return row == ATTRIBUTE_ROW_NONE ? NULL : &event_attributes[row - 1];
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
