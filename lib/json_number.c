/*
 * Numbers of JSON, exactly: what is well-formed, whole, within ±2^53, and the nearest double.
 *
 * strtod() reads the locale's decimal point, so the digits are read here. Few digits and small powers of ten are exact
 * in doubles (Clinger's fast path). All others start from an estimate, which is then moved, double by double, until the
 * decimal lies between the halfways to its neighbours; the comparison is made in whole numbers of any size.
 */
#include "json_number.h"

#include <float.h>
#include <string.h>

#define LARGEST_WHOLE INT64_C(9007199254740992) /* 2^53 */

/* -------------------------------------------------------------------------------------------- large whole numbers */

/*
 * A halfway between doubles has at most 767 significant digits, so that of any more only matters whether one of them is
 * not zero. Beyond the powers of ten below the answer is 0 or infinity, so that no number here has more than 5,120 bits.
 */
enum { DIGITS_KEPT = 770, DIGITS_AFTER_POINT = 330, DIGITS_BEFORE_POINT = 310, LIMBS = 160 };

struct large {
    uint32_t limbs[LIMBS]; /* the lowest first */
    size_t count;
};

static void multiply_add(struct large *large, uint32_t factor, uint32_t addend)
{
    uint64_t carry = addend;
    for (size_t i = 0; i < large->count; i++) {
        carry += (uint64_t)large->limbs[i] * factor;
        large->limbs[i] = (uint32_t)carry;
        carry >>= 32;
    }
    if (carry != 0) {
        large->limbs[large->count++] = (uint32_t)carry;
    }
}

static void multiply_by_power_of_five(struct large *large, int64_t power)
{
    for (; power >= 13; power -= 13) {
        multiply_add(large, 1220703125, 0); /* 5^13 */
    }
    for (; power > 0; power--) {
        multiply_add(large, 5, 0);
    }
}

static void shift_left(struct large *large, int64_t bits)
{
    size_t whole = (size_t)bits / 32;
    if (large->count == 0) {
        return;
    }
    memmove(large->limbs + whole, large->limbs, large->count * sizeof large->limbs[0]);
    memset(large->limbs, 0, whole * sizeof large->limbs[0]);
    large->count += whole;
    multiply_add(large, (uint32_t)1 << bits % 32, 0);
}

static int compare(const struct large *a, const struct large *b)
{
    if (a->count != b->count) {
        return a->count > b->count ? 1 : -1;
    }
    for (size_t i = a->count; i-- > 0;) {
        if (a->limbs[i] != b->limbs[i]) {
            return a->limbs[i] > b->limbs[i] ? 1 : -1;
        }
    }
    return 0;
}

/* --------------------------------------------------------------------------------------- the nearest of the doubles */

/* Digits without a zero at either end, times a power of ten. */
struct digits {
    const char *text;
    size_t count;
    int64_t exponent;
};

static double from_bits(uint64_t bits)
{
    double value;
    memcpy(&value, &bits, sizeof value);
    return value;
}

static uint64_t to_bits(double value)
{
    uint64_t bits;
    memcpy(&bits, &value, sizeof bits);
    return bits;
}

/* How the decimal compares with the point halfway between a double (of these bits, positive) and the next. */
static int compare_with_halfway(const struct digits *digits, uint64_t bits)
{
    uint64_t mantissa = bits & ((UINT64_C(1) << 52) - 1);
    int64_t power = (int64_t)(bits >> 52);
    mantissa += power != 0 ? UINT64_C(1) << 52 : 0;
    power = (power != 0 ? power : 1) - 1075 - 1; /* of two, for twice the mantissa and one */
    mantissa = mantissa * 2 + 1;

    struct large decimal = {.count = 0};
    struct large halfway = {.limbs = {(uint32_t)mantissa, (uint32_t)(mantissa >> 32)}, .count = mantissa >> 32 ? 2 : 1};
    size_t kept = digits->count < DIGITS_KEPT ? digits->count : DIGITS_KEPT;
    for (size_t i = 0; i < kept; i++) {
        multiply_add(&decimal, 10, (uint32_t)(digits->text[i] - '0'));
    }
    int64_t exponent = digits->exponent;
    if (kept < digits->count) {
        multiply_add(&decimal, 10, 1);
        exponent += (int64_t)(digits->count - kept) - 1;
    }
    /* Negative powers of either side go to the other. */
    multiply_by_power_of_five(exponent > 0 ? &decimal : &halfway, exponent > 0 ? exponent : -exponent);
    int64_t shift = exponent - power;
    shift_left(shift > 0 ? &decimal : &halfway, shift > 0 ? shift : -shift);
    return compare(&decimal, &halfway);
}

static const double powers_of_ten[] = {1e0,  1e1,  1e2,  1e3,  1e4,  1e5,  1e6,  1e7,  1e8,  1e9,  1e10, 1e11,
                                       1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22};

/* Some units of the last place off, at most. */
static double estimate(const struct digits *digits)
{
    size_t used = digits->count < 19 ? digits->count : 19;
    uint64_t mantissa = 0;
    for (size_t i = 0; i < used; i++) {
        mantissa = mantissa * 10 + (uint64_t)(digits->text[i] - '0');
    }
    double value = (double)mantissa;
    int64_t exponent = digits->exponent + (int64_t)(digits->count - used);
    for (; exponent > 22; exponent -= 22) {
        value *= 1e22;
    }
    for (; exponent < -22; exponent += 22) {
        value /= 1e22;
    }
    return exponent < 0 ? value / powers_of_ten[-exponent] : value * powers_of_ten[exponent];
}

static bool is_exact(const struct digits *digits)
{
#if defined(FLT_EVAL_METHOD) && FLT_EVAL_METHOD == 0
    return digits->count <= 15 && digits->exponent >= -22 && digits->exponent <= 22;
#else
    return digits->count <= 15 && digits->exponent == 0; /* wider registers round twice */
#endif
}

static double nearest_double(const struct digits *digits)
{
    const uint64_t infinity = UINT64_C(0x7FF) << 52;
    int64_t before_point = (int64_t)digits->count + digits->exponent;
    if (digits->count == 0 || before_point < -DIGITS_AFTER_POINT) {
        return 0;
    }
    if (before_point > DIGITS_BEFORE_POINT) {
        return from_bits(infinity);
    }
    double guess = estimate(digits);
    if (is_exact(digits)) {
        return guess;
    }
    uint64_t bits = to_bits(guess);
    bits = bits < infinity ? bits : infinity - 1;
    for (;;) {
        int above = bits < infinity ? compare_with_halfway(digits, bits) : -1;
        if (above > 0 || (above == 0 && bits % 2 != 0)) {
            bits++;
            continue;
        }
        int below = bits > 0 ? compare_with_halfway(digits, bits - 1) : 1;
        if (below < 0 || (below == 0 && bits % 2 != 0)) {
            bits--;
            continue;
        }
        return from_bits(bits);
    }
}

static struct digits trim(const char *text, size_t count, int64_t exponent)
{
    while (count != 0 && text[0] == '0') {
        text++;
        count--;
    }
    while (count != 0 && text[count - 1] == '0') {
        count--;
        exponent++;
    }
    return (struct digits){text, count, exponent};
}

double json_decimal_value(const char *digits, size_t count, int64_t exponent)
{
    const struct digits trimmed = trim(digits, count, exponent);
    return nearest_double(&trimmed);
}

/* -------------------------------------------------------------------------------------------------------- grammar */

/* The parts of `-1.5e-3`. */
struct parts {
    bool negative;
    const char *whole, *fraction, *exponent; /* where the digits of each begin */
    size_t whole_count, fraction_count, exponent_count;
    bool exponent_negative;
};

static size_t count_digits(const char *text, const char *end)
{
    const char *at = text;
    while (at < end && *at >= '0' && *at <= '9') {
        at++;
    }
    return (size_t)(at - text);
}

static bool is_word(const char *text, const char *end, const char *word)
{
    return (size_t)(end - text) == strlen(word) && memcmp(text, word, strlen(word)) == 0;
}

static enum json_fault_name read_parts(const char *at, const char *end, struct parts *parts)
{
    *parts = (struct parts){.negative = *at == '-'};
    bool plus = *at == '+';
    at += parts->negative || plus;
    if (is_word(at, end, "Infinity") || is_word(at, end, "NaN") || is_word(at, end, "Inf") || is_word(at, end, "inf") ||
        is_word(at, end, "nan")) {
        return JSON_FAULT_not_a_number;
    }
    parts->whole = at;
    parts->whole_count = count_digits(at, end);
    at += parts->whole_count;
    bool pointed = at < end && *at == '.';
    if (pointed) {
        parts->fraction = at + 1;
        parts->fraction_count = count_digits(at + 1, end);
        at += 1 + parts->fraction_count;
    }
    if (parts->whole_count + parts->fraction_count == 0) {
        return JSON_FAULT_bad_number;
    }
    bool raised = at < end && (*at == 'e' || *at == 'E');
    if (raised) {
        at++;
        parts->exponent_negative = at < end && *at == '-';
        at += at < end && (*at == '-' || *at == '+');
        parts->exponent = at;
        parts->exponent_count = count_digits(at, end);
        at += parts->exponent_count;
    }
    if (at != end) {
        return JSON_FAULT_bad_number;
    }
    if (plus) {
        return JSON_FAULT_plus_sign;
    }
    if (parts->whole_count == 0 || (pointed && parts->fraction_count == 0)) {
        return JSON_FAULT_point_without_digits;
    }
    if (parts->whole_count > 1 && parts->whole[0] == '0') {
        return JSON_FAULT_leading_zero;
    }
    return raised && parts->exponent_count == 0 ? JSON_FAULT_exponent_without_digits : JSON_SOUND;
}

/* No text is so long that its digits could make up for more. */
static int64_t read_exponent(const struct parts *parts)
{
    const int64_t bound = INT64_C(100000000000000000);
    int64_t exponent = 0;
    for (size_t i = 0; i < parts->exponent_count && exponent < bound; i++) {
        exponent = exponent * 10 + (parts->exponent[i] - '0');
    }
    exponent = exponent < bound ? exponent : bound;
    return parts->exponent_negative ? -exponent : exponent;
}

/* -------------------------------------------------------------------------------------------------------- the value */

static bool exceeds_limit(const struct digits *digits)
{
    static const char limit[] = "9007199254740992";
    const size_t places = sizeof limit - 1;
    int64_t before_point = (int64_t)digits->count + digits->exponent;
    if (digits->count == 0 || before_point != (int64_t)places) {
        return digits->count != 0 && before_point > (int64_t)places;
    }
    size_t common = digits->count < places ? digits->count : places;
    int order = memcmp(digits->text, limit, common);
    return order > 0 || (order == 0 && digits->count > places);
}

static void give_whole(struct json_number *number, bool negative, int64_t value)
{
    number->integral = true;
    number->integer = negative ? -value : value;
    number->number = (double)number->integer; /* so that -0 is 0 */
}

static enum json_fault_name give(const struct digits *digits, bool negative, struct json_number *number)
{
    if (exceeds_limit(digits)) {
        give_whole(number, negative, LARGEST_WHOLE);
        return JSON_FAULT_number_too_large;
    }
    if (digits->count != 0 && digits->exponent < 0) {
        double value = nearest_double(digits);
        number->integral = false;
        number->integer = 0;
        number->number = negative && value > 0 ? -value : value;
        return JSON_SOUND;
    }
    int64_t value = 0;
    for (size_t i = 0; i < digits->count; i++) {
        value = value * 10 + (digits->text[i] - '0');
    }
    for (int64_t i = 0; i < digits->exponent && value != 0; i++) {
        value *= 10;
    }
    give_whole(number, negative, value);
    return JSON_SOUND;
}

/* A number with a point: the digits before and behind it are brought together, as far as they can matter. */
static enum json_fault_name give_pointed(const struct parts *parts, int64_t exponent, struct json_number *number)
{
    char joined[DIGITS_KEPT + 2];
    size_t count = 0;
    bool rest = false;
    size_t all = parts->whole_count + parts->fraction_count;
    size_t first = 0;
    for (size_t i = 0; i < all; i++) {
        const bool before = i < parts->whole_count;
        const char digit = *(before ? parts->whole + i : parts->fraction + (i - parts->whole_count));
        if (count == 0 && digit == '0') {
            first = i + 1;
        } else if (count < DIGITS_KEPT) {
            joined[count++] = digit;
        } else if (digit != '0') {
            rest = true;
            break;
        }
    }
    int64_t after = (int64_t)(all - first - count); /* digits left out */
    if (rest) {
        joined[count++] = '1';
        after--;
    }
    struct digits digits = trim(joined, count, exponent - (int64_t)parts->fraction_count + after);
    return give(&digits, parts->negative, number);
}

enum json_fault_name json_number_read(const char *text, size_t length, struct json_number *number)
{
    struct parts parts;
    give_whole(number, false, 0);
    enum json_fault_name fault = read_parts(text, text + length, &parts);
    if (fault != JSON_SOUND) {
        return fault;
    }
    int64_t exponent = read_exponent(&parts);
    if (parts.fraction_count != 0) {
        return give_pointed(&parts, exponent, number);
    }
    struct digits digits = trim(parts.whole, parts.whole_count, exponent);
    return give(&digits, parts.negative, number);
}
