/*
 * JSON read quickly, as long as it is sound and plain. Each of these takes what it is asked for or returns false, and
 * then the whole quick reading is given up: whatever is not as expected here, be it wrong or only rare, is left to
 * json_scan.c, which starts anew and knows what to say of it. So nothing here has to know a fault, a place or a reason;
 * but what is taken has to be exactly what json_scan.c takes.
 */
#ifndef HOMEVISIT_JSON_QUICK_H
#define HOMEVISIT_JSON_QUICK_H

#include "json_text.h"

#include <homevisit/homevisit.h>
#include <string.h>

/* Nothing is read behind `end`. */
struct quick_text {
    const char *at, *end;
};

/* For what is short, and used where the place in the text is to stay in a register. */
#if defined(__GNUC__)
#define QUICK_INLINE __attribute__((always_inline)) static inline
#else
#define QUICK_INLINE static inline
#endif

/* Passes over white space. */
const char *quick_pass_space(const char *at, const char *end);

/* The next byte that is not white space, which is passed over; NUL at the end (one in a text is taken by nobody). */
QUICK_INLINE char quick_peek(struct quick_text *text)
{
    if (text->at < text->end && (unsigned char)*text->at > ' ')
        return *text->at;
    text->at = quick_pass_space(text->at, text->end);
    return (char)(text->at < text->end && (unsigned char)*text->at > ' ' ? *text->at : '\0');
}

QUICK_INLINE bool quick_take(struct quick_text *text, char wanted)
{
    if (quick_peek(text) != wanted)
        return false;
    text->at++;
    return true;
}

/* Behind a member of an object or list: whether another one follows. `close` is the bracket that ends them. */
QUICK_INLINE bool quick_more(struct quick_text *text, char close, bool *more)
{
    const char next = quick_peek(text);
    *more = next == ',';
    if (next != ',' && next != close)
        return false;
    text->at++;
    return true;
}

/* Before the first member: whether there is one. */
QUICK_INLINE bool quick_open(struct quick_text *text, char open, char close, bool *any)
{
    if (!quick_take(text, open))
        return false;
    *any = quick_peek(text) != close;
    text->at += !*any;
    return true;
}

/* A string of ASCII without escapes, as keys, names, ids and times are: what stands between its quotes. */
QUICK_INLINE bool quick_plain(struct quick_text *text, homevisit_text *inside)
{
    if (!quick_take(text, '"'))
        return false;
    const size_t length = json_plain_length_short((const unsigned char *)text->at, (size_t)(text->end - text->at));
    *inside = (homevisit_text){text->at, length};
    text->at += length;
    if (text->at == text->end || *text->at != '"')
        return false;
    text->at++;
    return true;
}

/* A key and the colon behind it. */
QUICK_INLINE bool quick_key(struct quick_text *text, homevisit_text *key)
{
    return quick_plain(text, key) && quick_take(text, ':');
}

QUICK_INLINE bool quick_boolean(struct quick_text *text, bool *boolean)
{
    quick_peek(text);
    const size_t left = (size_t)(text->end - text->at);
    *boolean = left >= 4 && memcmp(text->at, "true", 4) == 0;
    if (*boolean)
        text->at += 4;
    else if (left >= 5 && memcmp(text->at, "false", 5) == 0)
        text->at += 5;
    else
        return false;
    return true; /* "trueish" fails at what follows it */
}

/* A whole number of at most fifteen digits, which every limit has room for; a point or an exponent behind it is taken
 * by nobody. */
QUICK_INLINE bool quick_integer(struct quick_text *text, int64_t *integer)
{
    const bool negative = quick_peek(text) == '-';
    const char *at = text->at + negative, *first = at;
    int64_t value = 0;
    while (at < text->end && *at >= '0' && *at <= '9' && at - first < 15)
        value = value * 10 + (*at++ - '0');
    if (at == first || (*first == '0' && at - first > 1))
        return false;
    *integer = negative ? -value : value;
    text->at = at;
    return true;
}

#endif
