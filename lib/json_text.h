/* Characters of a JSON text: UTF-8, and what stands between the quotes of a string. Internal to the json_* files. */
#ifndef HOMEVISIT_JSON_TEXT_H
#define HOMEVISIT_JSON_TEXT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "json_faults.h"

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

/* U+FFFD, which stands for what cannot be read. */
#define UTF8_REPLACEMENT "\xEF\xBF\xBD"

/*
 * The bytes of the character at `at` (of at least one byte left). Where they are no UTF-8 (RFC 3629), the bytes that
 * were meant as one character.
 */
size_t utf8_step(const unsigned char *at, size_t left, bool *valid);

/* One character of a string's inside, decoded. */
struct json_character {
    size_t taken;           /* bytes of the text, at least 1 */
    unsigned char bytes[4]; /* UTF-8; U+FFFD where it is faulty, so that nothing decoded holds a NUL */
    unsigned char length;
    enum json_fault_name fault; /* JSON_SOUND, or what is wrong with it */
};
void json_character_read(const unsigned char *at, size_t left, struct json_character *character);

/* How many characters of one line the bytes are, at least 1: what a caret can mark. */
size_t json_span(const char *text, size_t start, size_t end);

/* How many of the bytes stand for themselves: ASCII, neither quote, backslash nor control character. */
size_t json_plain_length(const unsigned char *at, size_t left);

#if defined(__SSE2__)
/* A bit for each of sixteen bytes that is not plain. As signed numbers, bytes from 0x80 on are below the space too. */
static inline unsigned json_marks_of_sixteen(const unsigned char *at)
{
    const __m128i bytes = _mm_loadu_si128((const __m128i *)(const void *)at);
    const __m128i found = _mm_or_si128(
        _mm_cmplt_epi8(bytes, _mm_set1_epi8(' ')),
        _mm_or_si128(_mm_cmpeq_epi8(bytes, _mm_set1_epi8('"')), _mm_cmpeq_epi8(bytes, _mm_set1_epi8('\\'))));
    return (unsigned)_mm_movemask_epi8(found);
}
#endif

/* The same, without a call where it is a short text with more behind it, as keys and names are. */
static inline size_t json_plain_length_short(const unsigned char *at, size_t left)
{
#if defined(__SSE2__)
    unsigned marks = left >= 16 ? json_marks_of_sixteen(at) : 0;
    if (marks != 0)
        return (size_t)__builtin_ctz(marks);
    marks = left >= 32 ? json_marks_of_sixteen(at + 16) : 0; /* a time is of twenty bytes */
    if (marks != 0)
        return 16 + (size_t)__builtin_ctz(marks);
#endif
    return json_plain_length(at, left);
}

#endif
