/* lib/json_number.c: what is a number, which are whole, and which double is the nearest, in any locale. */
#include "json_number.h"
#include "json_scan.h"

#include <criterion/criterion.h>
#include <float.h>
#include <locale.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static bool same_bits(double a, double b)
{
    return memcmp(&a, &b, sizeof a) == 0;
}

static const struct {
    const char *text;
    bool integral;
    int64_t integer;
} whole[] = {
    {"0", true, 0},
    {"-0", true, 0},
    {"-0.0", true, 0},
    {"0e5", true, 0},
    {"0.000e-99999999999999999999", true, 0},
    {"7", true, 7},
    {"-7", true, -7},
    {"3.0", true, 3},
    {"3.000000000000000000000000000000000000000", true, 3},
    {"1e2", true, 100},
    {"1E+2", true, 100},
    {"12.5e1", true, 125},
    {"0.00012e5", true, 12},
    {"1200e-2", true, 12},
    {"123456789012345678e-5", false, 0},
    {"999999999999999", true, 999999999999999},
    {"1000000000000000", true, 1000000000000000},
    {"9007199254740991", true, 9007199254740991},
    {"9007199254740992", true, 9007199254740992},
    {"-9007199254740992", true, -9007199254740992},
    {"9.007199254740992e15", true, 9007199254740992},
    {"90071992547409920e-1", true, 9007199254740992},
    {"9007199254740992.000", true, 9007199254740992},
    {"3.5", false, 0},
    {"1e-1", false, 0},
    {"1e-400", false, 0},
    {"-1e-400", false, 0},
    {"2.00000000000000000000000000000000000000000001", false, 0},
    {"9007199254740991.5", false, 0},
};

Test(number, is_whole_by_its_digits_however_it_is_written)
{
    for (size_t i = 0; i < sizeof whole / sizeof whole[0]; i++) {
        struct json_number number;
        cr_expect_eq(json_number_read(whole[i].text, strlen(whole[i].text), &number), JSON_SOUND, "%s", whole[i].text);
        cr_expect_eq(number.integral, whole[i].integral, "%s", whole[i].text);
        cr_expect_eq(number.integer, whole[i].integer, "%s: %lld", whole[i].text, (long long)number.integer);
        double wanted = strtod(whole[i].text, NULL);
        cr_expect(same_bits(number.number, wanted + 0.0), "%s: %.17g", whole[i].text, number.number);
    }
}

Test(number, that_is_refused_is_a_whole_one_all_the_same)
{
    struct json_number number;
    cr_expect_eq(json_number_read("1e400", 5, &number), JSON_FAULT_number_too_large);
    cr_expect(number.integral && number.integer == INT64_C(9007199254740992));
    cr_expect_eq(json_number_read("-1e17", 5, &number), JSON_FAULT_number_too_large);
    cr_expect(number.integral && number.integer == -INT64_C(9007199254740992));
    cr_expect_eq(json_number_read("01", 2, &number), JSON_FAULT_leading_zero);
    cr_expect(number.integral && number.integer == 0);
}

/* ---------------------------------------------------------------------------------------------------- nearest double */

/* Digits and an exponent, as glibc reads them, which rounds correctly. */
static void compare_with_strtod(const char *digits, size_t count, long exponent)
{
    static char text[4000];
    snprintf(text, sizeof text, "%.*se%ld", (int)count, digits, exponent);
    double wanted = strtod(text, NULL);
    double value = json_decimal_value(digits, count, exponent);
    cr_expect(same_bits(value, wanted), "%s: %a, wanted %a", text, value, wanted);
}

static uint64_t next_random(uint64_t *state)
{
    *state ^= *state << 13;
    *state ^= *state >> 7;
    *state ^= *state << 17;
    return *state;
}

Test(nearest, double_is_strtods_for_random_decimals)
{
    uint64_t state = 20260302;
    for (int i = 0; i < 20000; i++) {
        char digits[40];
        size_t count = 1 + next_random(&state) % 25;
        for (size_t d = 0; d < count; d++) {
            digits[d] = (char)('0' + next_random(&state) % 10);
        }
        compare_with_strtod(digits, count, (long)(next_random(&state) % 680) - 350);
        compare_with_strtod(digits, count, -(long)(next_random(&state) % 30));
    }
}

/* The decimal of a double, and of what lies half-way to the next one, exactly and a digit to either side. */
Test(nearest, double_is_right_next_to_the_halfways)
{
    uint64_t state = 42;
    for (int i = 0; i < 300; i++) {
        uint64_t bits = next_random(&state) % (UINT64_C(0x7FE) << 52);
        bits = i % 3 == 0 ? bits % (UINT64_C(1) << 53) : bits; /* many that are tiny */
        double value, above;
        memcpy(&value, &bits, sizeof value);
        bits++;
        memcpy(&above, &bits, sizeof above);
        static char text[2500], digits[2500];
        /* Half of the sum is exact in a long double of 64 bits. */
        snprintf(text, sizeof text, "%.1100Le", (long double)value + ((long double)above - (long double)value) / 2);
        size_t count = 0;
        long exponent = strtol(strchr(text, 'e') + 1, NULL, 10) - 1100;
        for (const char *at = text; *at != 'e'; at++) {
            if (*at != '.') {
                digits[count++] = *at;
            }
        }
        if (count < 2) {
            cr_assert(false, "no digits in %s", text);
            return;
        }
        compare_with_strtod(digits, count, exponent);
        digits[count - 1] = '1';
        compare_with_strtod(digits, count, exponent);
        digits[count - 1] = '0'; /* and a unit less than half-way */
        size_t last = count - 1;
        while (last > 0 && digits[last] == '0') {
            digits[last--] = '9';
        }
        digits[last]--;
        compare_with_strtod(digits, count, exponent);
    }
}

static const struct {
    const char *digits;
    long exponent;
} hard[] = {
    {"22250738585072011", -324}, /* long a trap for readers of numbers */
    {"22250738585072014", -324}, /* the smallest normal double */
    {"49406564584124654", -340}, /* the smallest double of all */
    {"24703282292062327", -340}, /* half of it, from below */
    {"24703282292062328", -340}, /* and from above */
    {"17976931348623157", 292},  /* the largest */
    {"17976931348623159", 292},  /* rounds beyond it */
    {"179769313486231580793728971405301", 276},
    {"1", 400},
    {"1", -400},
    {"0", 400},
    {"", 0},
    {"000", 3},
    {"9007199254740993", 0},
    {"9007199254740992999999999999999", -15},
    {"9007199254740993000000000000000", -15},
    {"9007199254740993000000000000001", -15},
    {"89255", -22},
    {"10000000000000000", -16},
    {"00001", 2},
};

Test(nearest, double_is_right_at_the_ends)
{
    for (size_t i = 0; i < sizeof hard / sizeof hard[0]; i++) {
        if (*hard[i].digits != '\0') {
            compare_with_strtod(hard[i].digits, strlen(hard[i].digits), hard[i].exponent);
        }
    }
    cr_expect(same_bits(json_decimal_value("", 0, 5), 0.0));
    cr_expect(isinf(json_decimal_value("1", 1, 100000000)));
    cr_expect(same_bits(json_decimal_value("1", 1, -100000000), 0.0));
}

Test(nearest, double_of_very_many_digits_takes_no_time, .timeout = 20)
{
    static char text[4000010];
    memset(text, '3', sizeof text);
    memcpy(text, "0.", 2);
    struct json_number number;
    cr_expect_eq(json_number_read(text, sizeof text, &number), JSON_SOUND);
    cr_expect(same_bits(number.number, 1.0 / 3.0));
    memset(text + 2, '0', sizeof text - 3);
    cr_expect_eq(json_number_read(text, sizeof text, &number), JSON_SOUND);
    cr_expect(same_bits(number.number, 0.0));
    cr_expect(!number.integral, "tiny, and still no whole number");
    memcpy(text + sizeof text - 9, "1e4000000", 9);
    cr_expect_eq(json_number_read(text, sizeof text, &number), JSON_SOUND);
    cr_expect(number.integral && number.integer == 1, "the exponent makes up for the zeros");
    memset(text, '9', sizeof text);
    cr_expect_eq(json_number_read(text, sizeof text, &number), JSON_FAULT_number_too_large);
}

/* 770 digits are kept; whether what follows them is zero still decides a tie. */
Test(nearest, double_takes_every_digit_into_account)
{
    static char digits[2000];
    memset(digits, '0', sizeof digits);
    memcpy(digits, "9007199254740991", 16); /* and a half: a tie, to even */
    digits[16] = '5';
    cr_expect(same_bits(json_decimal_value(digits, 1999, -1983), 9007199254740992.0));
    memcpy(digits, "4503599627370496", 16); /* 2^52; above it doubles are 1 apart */
    cr_expect(same_bits(json_decimal_value(digits, 1999, -1983), 4503599627370496.0), "a tie goes to even");
    digits[1998] = '1';
    cr_expect(same_bits(json_decimal_value(digits, 1999, -1983), 4503599627370497.0), "a digit far behind breaks it");
}

/* ------------------------------------------------------------------------------------------------------------ locales */

Test(number, does_not_depend_on_the_locale)
{
    static const char *const locales[] = {"C", "de_DE.UTF-8", "fr_FR.UTF-8", "ps_AF.UTF-8", "ps_AF", "fa_IR.UTF-8"};
    size_t tried = 0;
    for (size_t i = 0; i < sizeof locales / sizeof locales[0]; i++) {
        if (setlocale(LC_ALL, locales[i]) == NULL) {
            continue; /* not installed */
        }
        tried++;
        struct json_number number;
        cr_expect_eq(json_number_read("1.5", 3, &number), JSON_SOUND);
        cr_expect(same_bits(number.number, 1.5), "%s", locales[i]);
        cr_expect_eq(json_number_read("1,5", 3, &number), JSON_FAULT_bad_number, "%s", locales[i]);
    }
    setlocale(LC_ALL, "C");
    cr_assert_geq(tried, 1);
}
