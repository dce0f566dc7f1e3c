/* A plain check of strict JSON: see strict_json.h. */
#include "strict_json.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

struct checker {
    const unsigned char *at, *end;
    size_t depth, limit, longest_number;
};

/* A key, decoded. */
struct key {
    unsigned char *bytes;
    size_t length;
};

static bool value(struct checker *checker);

static void white_space(struct checker *checker)
{
    while (checker->at < checker->end && memchr(" \t\n\r", *checker->at, 4) != NULL)
        checker->at++;
}

static bool take(struct checker *checker, char wanted)
{
    if (checker->at == checker->end || *checker->at != (unsigned char)wanted)
        return false;
    checker->at++;
    return true;
}

static bool take_word(struct checker *checker, const char *word)
{
    while (*word != '\0')
        if (!take(checker, *word++))
            return false;
    return true;
}

/* ---- numbers ---------------------------------------------------------------------------------------------------- */

static bool digit(const struct checker *checker)
{
    return checker->at < checker->end && *checker->at >= '0' && *checker->at <= '9';
}

/* The digits of a number without its point, and where the point stands among them. */
struct decimal {
    const unsigned char *from, *to; /* digits and one point */
    int64_t power;
};

/* Whether it is more than 2^53 or less than -2^53, on the digits. */
static bool is_beyond(const struct decimal *decimal)
{
    static const char limit[] = "9007199254740992";
    const int64_t most = sizeof limit - 1;
    const unsigned char *point = memchr(decimal->from, '.', (size_t)(decimal->to - decimal->from));
    const int64_t whole = (point != NULL ? point : decimal->to) - decimal->from;
    int64_t seen = 0, first = -1;
    /* The place of a digit before the decimal point, counted from 1, is whole + power - seen. */
    for (const unsigned char *at = decimal->from; at < decimal->to; at++) {
        if (*at == '.')
            continue;
        const int64_t place = whole + decimal->power - seen++;
        if (first < 0 && *at != '0') {
            first = place;
            if (first != most)
                return first > most;
        }
        if (first < 0)
            continue;
        const char wanted = place >= 1 ? limit[most - place] : '0';
        if (*at != (unsigned char)wanted)
            return *at > (unsigned char)wanted;
    }
    return false; /* zero, the limit itself, or the limit's first digits */
}

static bool number(struct checker *checker)
{
    const unsigned char *start = checker->at;
    take(checker, '-');
    struct decimal decimal = {checker->at, NULL, 0};
    if (!digit(checker))
        return false;
    if (!take(checker, '0'))
        while (digit(checker))
            checker->at++;
    if (take(checker, '.')) {
        if (!digit(checker))
            return false;
        while (digit(checker))
            checker->at++;
    }
    decimal.to = checker->at;
    if (take(checker, 'e') || take(checker, 'E')) {
        const bool minus = take(checker, '-');
        if (!minus)
            take(checker, '+');
        if (!digit(checker))
            return false;
        for (; digit(checker); checker->at++)
            if (decimal.power < INT64_C(1000000000000))
                decimal.power = decimal.power * 10 + (*checker->at - '0');
        if (minus)
            decimal.power = -decimal.power;
    }
    const size_t length = (size_t)(checker->at - start);
    if (length > checker->longest_number)
        checker->longest_number = length;
    return !is_beyond(&decimal);
}

/* ---- strings ---------------------------------------------------------------------------------------------------- */

/* One character of UTF-8, by the table of RFC 3629. Returns its length, 0 where it is none. */
static size_t utf8_length(const unsigned char *at, size_t left)
{
    static const struct range {
        unsigned char first_low, first_high, second_low, second_high, length;
    } ranges[] = {{0x00, 0x7F, 0, 0, 1},       {0xC2, 0xDF, 0x80, 0xBF, 2}, {0xE0, 0xE0, 0xA0, 0xBF, 3},
                  {0xE1, 0xEC, 0x80, 0xBF, 3}, {0xED, 0xED, 0x80, 0x9F, 3}, {0xEE, 0xEF, 0x80, 0xBF, 3},
                  {0xF0, 0xF0, 0x90, 0xBF, 4}, {0xF1, 0xF3, 0x80, 0xBF, 4}, {0xF4, 0xF4, 0x80, 0x8F, 4}};
    for (size_t i = 0; i < sizeof ranges / sizeof ranges[0]; i++) {
        const struct range *range = &ranges[i];
        if (at[0] < range->first_low || at[0] > range->first_high)
            continue;
        if (range->length > left)
            return 0;
        if (range->length > 1 && (at[1] < range->second_low || at[1] > range->second_high))
            return 0;
        for (size_t k = 2; k < range->length; k++)
            if (at[k] < 0x80 || at[k] > 0xBF)
                return 0;
        return range->length;
    }
    return 0;
}

static bool four_digits(struct checker *checker, unsigned *unit)
{
    *unit = 0;
    for (int i = 0; i < 4; i++, checker->at++) {
        if (checker->at == checker->end)
            return false;
        const unsigned char byte = *checker->at;
        const unsigned value = byte >= '0' && byte <= '9'   ? byte - '0' + 0U
                               : byte >= 'a' && byte <= 'f' ? byte - 'a' + 10U
                               : byte >= 'A' && byte <= 'F' ? byte - 'A' + 10U
                                                            : 16U;
        if (value > 15)
            return false;
        *unit = *unit * 16 + value;
    }
    return true;
}

static void put_utf8(struct key *key, unsigned point)
{
    unsigned char *out = key->bytes + key->length;
    if (point < 0x80) {
        *out++ = (unsigned char)point;
    } else if (point < 0x800) {
        *out++ = (unsigned char)(0xC0 | point >> 6);
        *out++ = (unsigned char)(0x80 | (point & 0x3F));
    } else if (point < 0x10000) {
        *out++ = (unsigned char)(0xE0 | point >> 12);
        *out++ = (unsigned char)(0x80 | (point >> 6 & 0x3F));
        *out++ = (unsigned char)(0x80 | (point & 0x3F));
    } else {
        *out++ = (unsigned char)(0xF0 | point >> 18);
        *out++ = (unsigned char)(0x80 | (point >> 12 & 0x3F));
        *out++ = (unsigned char)(0x80 | (point >> 6 & 0x3F));
        *out++ = (unsigned char)(0x80 | (point & 0x3F));
    }
    key->length = (size_t)(out - key->bytes);
}

/* Behind a backslash and `u`: a character other than U+0000, of one unit or of both halves of a pair. */
static bool escaped_unit(struct checker *checker, struct key *key)
{
    unsigned unit, low;
    if (!four_digits(checker, &unit) || unit == 0 || (unit >= 0xDC00 && unit <= 0xDFFF))
        return false;
    if (unit >= 0xD800 && unit <= 0xDBFF) {
        if (!take_word(checker, "\\u") || !four_digits(checker, &low) || low < 0xDC00 || low > 0xDFFF)
            return false;
        unit = 0x10000 + ((unit - 0xD800) << 10) + (low - 0xDC00);
    }
    put_utf8(key, unit);
    return true;
}

static bool escape(struct checker *checker, struct key *key)
{
    static const char names[] = "\"\\/bfnrt", meant[] = "\"\\/\b\f\n\r\t";
    if (checker->at == checker->end)
        return false;
    const unsigned char name = *checker->at++;
    if (name == 'u')
        return escaped_unit(checker, key);
    const char *found = memchr(names, name, sizeof names - 1);
    if (found == NULL)
        return false;
    put_utf8(key, (unsigned char)meant[found - names]);
    return true;
}

/* Behind the opening quote. What it says is put into `key`, which has room for it. */
static bool characters(struct checker *checker, struct key *key)
{
    while (checker->at < checker->end) {
        if (take(checker, '"'))
            return true;
        if (take(checker, '\\')) {
            if (!escape(checker, key))
                return false;
            continue;
        }
        const size_t length = utf8_length(checker->at, (size_t)(checker->end - checker->at));
        if (length == 0 || *checker->at < 0x20)
            return false;
        memcpy(key->bytes + key->length, checker->at, length);
        key->length += length;
        checker->at += length;
    }
    return false;
}

/* What is said is never longer than how it is written. */
static bool string(struct checker *checker, struct key *key)
{
    key->bytes = malloc((size_t)(checker->end - checker->at) + 1);
    key->length = 0;
    return key->bytes != NULL && take(checker, '"') && characters(checker, key);
}

/* ---- objects and lists ------------------------------------------------------------------------------------------ */

static bool known(const struct key *keys, size_t count, const struct key *key)
{
    for (size_t i = 0; i < count; i++)
        if (keys[i].length == key->length && memcmp(keys[i].bytes, key->bytes, key->length) == 0)
            return true;
    return false;
}

static bool members(struct checker *checker, struct key **keys, size_t *count)
{
    white_space(checker);
    if (take(checker, '}'))
        return true;
    do {
        struct key key;
        white_space(checker);
        const bool read = string(checker, &key);
        *keys = realloc(*keys, (*count + 1) * sizeof **keys);
        const bool again = read && known(*keys, *count, &key);
        (*keys)[(*count)++] = key;
        if (!read || again)
            return false;
        white_space(checker);
        if (!take(checker, ':') || !value(checker))
            return false;
        white_space(checker);
    } while (take(checker, ','));
    return take(checker, '}');
}

static bool object(struct checker *checker)
{
    struct key *keys = NULL;
    size_t count = 0;
    const bool sound = members(checker, &keys, &count);
    for (size_t i = 0; i < count; i++)
        free(keys[i].bytes);
    free(keys);
    return sound;
}

static bool list(struct checker *checker)
{
    white_space(checker);
    if (take(checker, ']'))
        return true;
    do {
        if (!value(checker))
            return false;
        white_space(checker);
    } while (take(checker, ','));
    return take(checker, ']');
}

static bool nested(struct checker *checker, bool is_object)
{
    if (checker->depth == checker->limit)
        return false;
    checker->at++;
    checker->depth++;
    const bool sound = is_object ? object(checker) : list(checker);
    checker->depth--;
    return sound;
}

static bool value(struct checker *checker)
{
    white_space(checker);
    if (checker->at == checker->end)
        return false;
    switch (*checker->at) {
    case '{': return nested(checker, true);
    case '[': return nested(checker, false);
    case 't': return take_word(checker, "true");
    case 'f': return take_word(checker, "false");
    case 'n': return take_word(checker, "null");
    case '"': {
        struct key text;
        const bool sound = string(checker, &text);
        free(text.bytes);
        return sound;
    }
    default: return number(checker);
    }
}

struct strict_answer strict_json(const char *text, size_t length, size_t depth_limit, bool any_root)
{
    static const unsigned char nothing[1];
    const unsigned char *start = length > 0 ? (const unsigned char *)text : nothing;
    struct checker checker = {start, start + length, 0, depth_limit, 0};
    white_space(&checker);
    bool sound = any_root || (checker.at < checker.end && *checker.at == '{');
    sound = sound && value(&checker);
    white_space(&checker);
    return (struct strict_answer){sound && checker.at == checker.end, checker.longest_number};
}
