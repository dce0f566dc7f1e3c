/*
 * A name of the vocabulary that stands in a text between quotes, found without a call: the closing quote says how long it
 * is, name_search.h's guess which one it may be, and one comparison of the whole whether it is that. Whatever is not found
 * here may be a name all the same, and is to be searched for as ever.
 *
 * All of it reads NAME_ROOM bytes from where a name begins, so there have to be as many.
 */
#ifndef HOMEVISIT_NAME_QUOTED_H
#define HOMEVISIT_NAME_QUOTED_H

#include "name_search.h"
#include "vocabulary.h"

/* The guesses' factors alone. */
#include "name_guesses.def"

/* A name, the quote behind it, and two bytes more. */
enum { NAME_ROOM = NAME_SIZE + 3 };

#if defined(__SSE2__)
static inline unsigned name_same_sixteen(const char *a, const char *b)
{
    return (unsigned)_mm_movemask_epi8(_mm_cmpeq_epi8(_mm_loadu_si128((const __m128i *)(const void *)a),
                                                      _mm_loadu_si128((const __m128i *)(const void *)b)));
}
#endif

/* How many bytes of the two are the same at the beginning, at most NAME_SIZE. */
ALWAYS_INLINE size_t name_same(const char *text, const char *name)
{
#if defined(__SSE2__)
    const unsigned others = name_same_sixteen(text, name) ^ 0xFFFF;
    if (others != 0)
        return (size_t)__builtin_ctz(others);
    return 16 + (size_t)__builtin_ctz(~name_same_sixteen(text + 16, name + 16));
#else
    size_t same = 0;
    while (same < NAME_SIZE && text[same] == name[same])
        same++;
    return same;
#endif
}

/* How long a name is that has its quote behind it; NAME_SIZE or more: it is none. */
ALWAYS_INLINE size_t name_quoted_length(const char *text)
{
#if defined(__SSE2__)
    const __m128i quotes = _mm_set1_epi8('"');
    const unsigned low =
        (unsigned)_mm_movemask_epi8(_mm_cmpeq_epi8(_mm_loadu_si128((const __m128i *)(const void *)text), quotes));
    if (low != 0)
        return (size_t)__builtin_ctz(low);
    const unsigned high = (unsigned)_mm_movemask_epi8(
        _mm_cmpeq_epi8(_mm_loadu_si128((const __m128i *)(const void *)(text + 16)), quotes));
    return 16 + (size_t)__builtin_ctz(high | 1U << 16);
#else
    size_t length = 0;
    while (length < NAME_SIZE && text[length] != '"')
        length++;
    return length;
#endif
}

/* A table's names by number, their lengths, and the guesses at them (vocabulary.c). */
struct name_quoted_table {
    const char (*texts)[NAME_SIZE];
    const uint8_t *lengths;
    const uint8_t *guesses;
    uint64_t factor;
    unsigned bits;
};

/* Whether this very name stands there, whose length is not 0. */
ALWAYS_INLINE bool name_is_quoted(const struct name_quoted_table *table, size_t number, const char *text)
{
    const size_t length = table->lengths[number];
    return name_same(text, table->texts[number]) == length && text[length] == '"';
}

/* The number of the name that stands there; SIZE_MAX where it was not guessed, or there is none. */
ALWAYS_INLINE size_t name_guess_quoted(const struct name_quoted_table *table, const char *text, size_t *length)
{
    *length = name_quoted_length(text);
    if (*length == 0 || *length >= NAME_SIZE)
        return SIZE_MAX;
    const size_t slot = name_guess_slot(name_ends_of(text, *length), *length, table->factor, table->bits);
    const size_t number = table->guesses[slot];
    return table->lengths[number] == *length && name_same(text, table->texts[number]) == *length ? number : SIZE_MAX;
}

#define WORD_GUESS_BITS 10
#define ATTRIBUTE_GUESS_BITS 9
extern const char word_texts[][NAME_SIZE], attribute_texts[][NAME_SIZE];
extern const uint8_t word_lengths[], attribute_lengths[];
extern const uint8_t word_guess_numbers[1 << WORD_GUESS_BITS], attribute_guess_numbers[1 << ATTRIBUTE_GUESS_BITS];

/* Where this is inlined, nothing of it is left but the addresses. */
#define WORDS_QUOTED                                                                                                   \
    (&(struct name_quoted_table){word_texts, word_lengths, word_guess_numbers, WORD_GUESS_FACTOR, WORD_GUESS_BITS})
#define ATTRIBUTES_QUOTED                                                                                              \
    (&(struct name_quoted_table){attribute_texts, attribute_lengths, attribute_guess_numbers, ATTRIBUTE_GUESS_FACTOR,  \
                                 ATTRIBUTE_GUESS_BITS})

/* The word of these vocabularies; HOMEVISIT_WORD_none where it was not guessed, or there is none. */
ALWAYS_INLINE homevisit_word word_quoted(vocabularies in, const char *text, size_t *length)
{
    const size_t number = name_guess_quoted(WORDS_QUOTED, text, length);
    return number != SIZE_MAX && (word_in[number] & in) != 0 ? (homevisit_word)number : HOMEVISIT_WORD_none;
}

/* The attribute of an event; NULL likewise. */
ALWAYS_INLINE const homevisit_attribute_info *attribute_quoted(homevisit_word event, const char *text, size_t *length)
{
    const size_t number = name_guess_quoted(ATTRIBUTES_QUOTED, text, length);
    return number != SIZE_MAX ? event_attribute_find(event, (homevisit_attribute_name)number) : NULL;
}

/* Whether this attribute's name stands there. */
ALWAYS_INLINE bool attribute_is_quoted(homevisit_attribute_name name, const char *text, size_t *length)
{
    *length = attribute_lengths[name];
    return name_is_quoted(ATTRIBUTES_QUOTED, name, text);
}

#endif
