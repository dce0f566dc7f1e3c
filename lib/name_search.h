/*
 * Finding a name in a table that the compiler has made whole.
 *
 * A visit is read at some hundred megabytes a second, so finding a name may cost a few nanoseconds, and yet nothing may
 * be set up at run time and no hash table be written by hand. So each name has a signature of one byte, worked out by
 * the compiler from the text in the vocabulary's row. A search compares sixteen of them at a time and looks at a text
 * only where its signature fits.
 */
#ifndef HOMEVISIT_NAME_SEARCH_H
#define HOMEVISIT_NAME_SEARCH_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

/* Room for the longest name and its NUL; a longer one in a table does not compile without a warning. */
#define NAME_SIZE 32

/* Signatures are compared in blocks, and tables are padded to whole ones; hits are gathered for 64 names at a time. */
#define NAME_BLOCK 16
#define NAME_GROUP 64
#define NAMES_PADDED(count) (((size_t)(count) + NAME_BLOCK - 1) / NAME_BLOCK * NAME_BLOCK)

/* The factors were tried out for few names of one signature. Any odd ones would do. */
#define NAME_MIX(length, first, middle, last)                                                                          \
    ((uint8_t)(15u * (uint8_t)(length) + 255u * (uint8_t)(first) + 61u * (uint8_t)(middle) + 99u * (uint8_t)(last)))
/* Of a string literal that is not empty: a constant. */
#define NAME_SIGNATURE(text) NAME_MIX(sizeof text - 1, text[0], text[(sizeof text - 1) / 2], text[sizeof text - 2])

/* Gaps are empty names: nothing finds them. */
struct name_table {
    const uint8_t *signatures;
    const char (*texts)[NAME_SIZE];
};

/* Eight bytes, the first the lowest, on every machine; compilers make one load of it. */
static inline uint64_t name_load(const uint8_t *bytes)
{
    return (uint64_t)bytes[0] | (uint64_t)bytes[1] << 8 | (uint64_t)bytes[2] << 16 | (uint64_t)bytes[3] << 24 |
           (uint64_t)bytes[4] << 32 | (uint64_t)bytes[5] << 40 | (uint64_t)bytes[6] << 48 | (uint64_t)bytes[7] << 56;
}

/* A bit for each of eight bytes that is equal to the signature, the first byte's the lowest. */
static inline uint64_t name_hits_of_eight(const uint8_t *bytes, uint8_t signature)
{
    const uint64_t ones = UINT64_C(0x0101010101010101), sevens = ones * 0x7f;
    const uint64_t differences = name_load(bytes) ^ ones * signature;
    /* The top bit of a byte of `zeroes` is set where the byte of `differences` is 0; no carry leaves its byte. */
    const uint64_t zeroes = ~(((differences & sevens) + sevens) | differences | sevens);
    return (zeroes >> 7) * UINT64_C(0x0102040810204080) >> 56;
}

static inline uint64_t name_hits_portable(const uint8_t *block, uint8_t signature)
{
    return name_hits_of_eight(block, signature) | name_hits_of_eight(block + 8, signature) << 8;
}

/* A bit for each signature of a block that fits. */
static inline uint64_t name_hits(const uint8_t *block, uint8_t signature)
{
#if defined(__SSE2__)
    const __m128i signatures = _mm_loadu_si128((const __m128i *)(const void *)block);
    return (uint64_t)_mm_movemask_epi8(_mm_cmpeq_epi8(signatures, _mm_set1_epi8((char)signature)));
#else
    return name_hits_portable(block, signature);
#endif
}

/* ---- a guess ---------------------------------------------------------------------------------------------------- */

/*
 * Before a table is searched, one name is tried: name_guesses.def, which tests/names writes, says for each value of a
 * hash which one. Nearly every name of the vocabulary is guessed right. The guess is never trusted: where the text is
 * another, the table is searched, so that rows which are older than the vocabulary cost time and nothing else.
 */
struct name_ends {
    uint64_t first, last; /* of up to sixteen bytes that is all of them, the length being known */
};

static inline uint64_t name_load_four(const char *bytes)
{
    const uint8_t *at = (const uint8_t *)bytes;
    return (uint64_t)at[0] | (uint64_t)at[1] << 8 | (uint64_t)at[2] << 16 | (uint64_t)at[3] << 24;
}

/* For what is short, and used where a call would cost as much as it does itself. */
#if defined(__GNUC__)
#define ALWAYS_INLINE __attribute__((always_inline)) static inline
#else
#define ALWAYS_INLINE static inline
#endif

ALWAYS_INLINE struct name_ends name_ends_of(const char *text, size_t length)
{
    if (length >= 8) {
        return (struct name_ends){name_load((const uint8_t *)text), name_load((const uint8_t *)text + length - 8)};
    }
    if (length >= 4) {
        return (struct name_ends){name_load_four(text) | name_load_four(text + length - 4) << 32, 0};
    }
    return (struct name_ends){(uint64_t)(uint8_t)text[0] | (uint64_t)(uint8_t)text[length / 2] << 8 |
                                  (uint64_t)(uint8_t)text[length - 1] << 16,
                              0};
}

/* Of a text that is not empty, below 1 << bits. */
static inline size_t name_guess_slot(struct name_ends ends, size_t length, uint64_t factor, unsigned bits)
{
    return (size_t)(((ends.first ^ (ends.last << 29 | ends.last >> 35) ^ length) * factor) >> (64 - bits));
}

struct name_guesses {
    uint64_t factor;
    unsigned bits;
    const uint8_t *numbers; /* by slot; a slot of no name tries that of number 0, which is as good as any */
};

/* The name's number where it was guessed right; SIZE_MAX where it is another, or none. */
ALWAYS_INLINE size_t name_guess(const struct name_guesses *guesses, const struct name_table *table, const char *text,
                                size_t length)
{
    if (length == 0 || length >= NAME_SIZE) {
        return SIZE_MAX;
    }
    const struct name_ends ends = name_ends_of(text, length);
    const size_t number = guesses->numbers[name_guess_slot(ends, length, guesses->factor, guesses->bits)];
    const char *name = table->texts[number];
    const struct name_ends found = name_ends_of(name, length);
    const bool same = ends.first == found.first && ends.last == found.last && name[length] == '\0' &&
                      (length <= 16 || memcmp(name + 8, text + 8, length - 16) == 0);
    return same ? number : SIZE_MAX;
}

/* ---- the search ------------------------------------------------------------------------------------------------- */

/* The name's number, below `padded` (a multiple of NAME_BLOCK); SIZE_MAX where there is none. */
static inline size_t name_search(const struct name_table *table, size_t padded, const char *text, size_t length)
{
    if (length == 0 || length >= NAME_SIZE) {
        return SIZE_MAX;
    }
    const uint8_t signature = NAME_MIX(length, text[0], text[length / 2], text[length - 1]);
    for (size_t group = 0; group < padded; group += NAME_GROUP) {
        uint64_t hits = 0;
        for (size_t i = 0; i < NAME_GROUP && group + i < padded; i += NAME_BLOCK) {
            hits |= name_hits(table->signatures + group + i, signature) << i;
        }
        for (; hits != 0; hits &= hits - 1) {
            const size_t number = group + (size_t)__builtin_ctzll(hits);
            const char *name = table->texts[number];
            if (memcmp(name, text, length) == 0 && name[length] == 0) {
                return number;
            }
        }
    }
    return SIZE_MAX;
}

#endif
