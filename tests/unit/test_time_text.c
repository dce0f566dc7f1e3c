/* Times, dates and times of day as text, and the calendar. */
#include "time_text.h"

#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>

/* A copy that ends where the text ends, so that a sanitizer sees each byte read beyond. */
static char *exact_copy(const char *text, size_t length)
{
    char *copy = malloc(length > 0 ? length : 1);
    cr_assert_not_null(copy);
    memcpy(copy, text, length);
    return copy;
}

static bool time_reads(const char *text, size_t length, int64_t *at)
{
    char *copy = exact_copy(text, length);
    const bool read = homevisit_time_read(copy, length, at);
    free(copy);
    return read;
}

/* ---- times ---------------------------------------------------------------------------------------------------- */

static const struct {
    const char *text;
    int64_t at;
    const char *written; /* NULL: as read */
} time_rows[] = {
    {"1970-01-01T00:00:00Z", 0, NULL},
    {"1969-12-31T23:59:59Z", -1, NULL},
    {"2026-03-02T09:10:00Z", 1772442600, NULL},
    {"2026-03-02T10:10:00+01:00", 1772442600, "2026-03-02T09:10:00Z"},
    {"2026-03-02T03:40:00-05:30", 1772442600, "2026-03-02T09:10:00Z"},
    {"2026-03-02T09:10:00+00:00", 1772442600, "2026-03-02T09:10:00Z"},
    {"2026-03-02T09:10:00-00:00", 1772442600, "2026-03-02T09:10:00Z"},
    {"2026-03-03T09:09:00+23:59", 1772442600, "2026-03-02T09:10:00Z"},
    {"2026-03-01T09:11:00-23:59", 1772442600, "2026-03-02T09:10:00Z"},
    {"2024-02-29T23:59:59Z", 1709251199, NULL},
    {"2000-02-29T12:00:00Z", 951825600, NULL},
    {"2000-03-01T00:00:00+00:01", 951868740, "2000-02-29T23:59:00Z"},
    {"1900-02-28T23:59:59Z", -2203891201, NULL},
    {"1900-03-01T00:00:00Z", -2203891200, NULL},
    {"2038-01-19T03:14:08Z", INT64_C(2147483648), NULL},
    {"2025-12-31T23:30:00-01:00", 1767227400, "2026-01-01T00:30:00Z"},
    {"0000-01-01T00:00:00Z", -INT64_C(62167219200), NULL},
    {"0000-01-01T23:59:00+23:59", -INT64_C(62167219200), "0000-01-01T00:00:00Z"},
    {"0000-02-29T00:00:00Z", -INT64_C(62162121600), NULL},
    {"9999-12-31T23:59:59Z", INT64_C(253402300799), NULL},
    {"9999-12-31T00:00:59-23:59", INT64_C(253402300799), "9999-12-31T23:59:59Z"},
};

Test(time_text, times_are_read_and_written)
{
    for (size_t i = 0; i < sizeof time_rows / sizeof *time_rows; i++) {
        int64_t at = 0;
        const char *text = time_rows[i].text;
        cr_assert(time_reads(text, strlen(text), &at), "%s", text);
        cr_expect_eq(at, time_rows[i].at, "%s is %lld", text, (long long)at);
        char written[21];
        homevisit_time_write(at, written);
        cr_expect_str_eq(written, time_rows[i].written != NULL ? time_rows[i].written : text);
    }
}

static const char *const refused_times[] = {
    /* an offset is required, in one of two forms */
    "2026-03-02T09:10:00", "2026-03-02T09:10:00 Z", "2026-03-02T09:10:00+01", "2026-03-02T09:10:00+0100",
    "2026-03-02T09:10:00+1:00", "2026-03-02T09:10:00+24:00", "2026-03-02T09:10:00+01:60", "2026-03-02T09:10:00*01:00",
    "2026-03-02T09:10:00+01:00Z", "2026-03-02T09:10:00+01:000", "2026-03-02T09:10:00Z ", "2026-03-02T09:10:00ZZ",
    "2026-03-02T09:10:00+01-00", "2026-03-02T09:10:00\u221201:00",
    /* capital letters only */
    "2026-03-02t09:10:00Z", "2026-03-02T09:10:00z", "2026-03-02 09:10:00Z", "2026-03-02_09:10:00Z",
    /* whole seconds, 00 to 59 */
    "2026-03-02T09:10:00.0Z", "2026-03-02T09:10:00,5Z", "2026-03-02T09:10:60Z", "2016-12-31T23:59:60Z",
    "2026-03-02T09:10Z", "2026-03-02T09:10:0Z", "2026-03-02T09:10:000Z",
    /* times that exist */
    "2026-03-02T24:00:00Z", "2026-03-02T09:60:00Z", "2026-03-02T9:10:00Z", "2026-03-02T-9:10:00Z",
    "2026-03-02T09-10:00Z", "2026-03-02T09:10-00Z", "2026-03-02T09:1a:00Z", "2026-03-02T 9:10:00Z",
    /* dates that exist */
    "2026-02-29T09:10:00Z", "2100-02-29T09:10:00Z", "2026-04-31T09:10:00Z", "2026-13-01T09:10:00Z",
    "2026-00-01T09:10:00Z", "2026-01-00T09:10:00Z", "2026-01-32T09:10:00Z", "2026/03/02T09:10:00Z", "20260302T091000Z",
    "26-03-02T09:10:00Z", "02026-03-02T09:10:00Z", "-2026-03-02T09:10:00Z", "+2026-03-02T09:10:00Z",
    "2026-3-02T09:10:00Z", "2026-W10-1T09:10:00Z", "2026-061T09:10:00Z",
    /* within the years that have four digits, in UTC too */
    "0000-01-01T00:00:00+00:01", "9999-12-31T23:59:00-00:01", "9999-12-31T23:59:59-00:01", "10000-01-01T00:00:00Z",
    /* others */
    "", "Z", " 2026-03-02T09:10:00Z", "2026-03-02", "now", "1772442600"};

Test(time_text, what_is_no_time_is_refused)
{
    for (size_t i = 0; i < sizeof refused_times / sizeof *refused_times; i++) {
        int64_t at = 4711;
        cr_expect_not(time_reads(refused_times[i], strlen(refused_times[i]), &at), "%s", refused_times[i]);
        cr_expect_eq(at, 4711, "%s: nothing is written", refused_times[i]);
    }
}

Test(time_text, no_part_of_a_time_is_a_time)
{
    static const char text[] = "2026-03-02T10:10:00+01:00";
    int64_t at;
    for (size_t from = 0; from < sizeof text; from++) {
        for (size_t length = 0; from + length < sizeof text; length++) {
            const bool whole = from == 0 && length == sizeof text - 1;
            cr_expect_eq(time_reads(text + from, length, &at), whole, "%.*s", (int)length, text + from);
        }
    }
}

/* Each character of a time replaced by each byte: only digits may stand for digits, and not all of those. */
Test(time_text, no_other_byte_stands_for_a_sign)
{
    static const char good[] = "2026-03-02T10:10:00+01:00";
    for (size_t place = 0; place < sizeof good - 1; place++) {
        for (int byte = 0; byte < 256; byte++) {
            char text[sizeof good];
            memcpy(text, good, sizeof good);
            text[place] = (char)byte;
            const bool digit = good[place] >= '0' && good[place] <= '9';
            const bool sign = good[place] == '+' && byte == '-';
            int64_t at;
            if (homevisit_time_read(text, sizeof good - 1, &at) && text[place] != good[place]) {
                cr_expect(sign || (digit && byte >= '0' && byte <= '9'), "byte %d at %zu", byte, place);
            }
        }
    }
}

Test(time_text, zeroes_are_no_date)
{
    static const char text[] = "\0\0\0\0\0\0\0\0\0\0T09:10:00Z";
    int64_t at = 4711;
    cr_expect_not(time_reads(text, sizeof text - 1, &at));
    cr_expect_eq(at, 4711);
}

/* A time is the same whatever time was read before it, the same day's, another's or none at all. */
Test(time_text, the_time_read_before_changes_nothing)
{
    static const char *const texts[] = {"2026-03-02T09:10:00Z", "2026-03-02T10:10:00+01:00", "1926-03-02T09:10:00Z",
                                        "2126-03-02T09:10:00Z", "2026-03-03T09:10:00Z",      "2026-03-12T09:10:00Z",
                                        "2026-04-02T09:10:00Z", "2026-02-31T09:10:00Z",      "2026-03-02T24:00:00Z"};
    enum { TEXTS = sizeof texts / sizeof *texts };
    for (int i = 0; i < TEXTS; i++) {
        for (int k = 0; k < TEXTS; k++) {
            struct time_day day = {.days = 0};
            int64_t before = 0, expected = 4711, at = 4711;
            time_read_on(&day, texts[i], strlen(texts[i]), &before);
            const bool read = homevisit_time_read(texts[k], strlen(texts[k]), &expected);
            cr_expect_eq(time_read_on(&day, texts[k], strlen(texts[k]), &at), read, "%s after %s", texts[k], texts[i]);
            cr_expect_eq(at, expected, "%s after %s is %lld", texts[k], texts[i], (long long)at);
        }
    }
}

Test(time_text, what_four_digits_cannot_say_is_written_as_the_nearest)
{
    static const struct {
        int64_t at;
        const char *written;
    } rows[] = {
        {-INT64_C(62167219201), "0000-01-01T00:00:00Z"},
        {INT64_MIN, "0000-01-01T00:00:00Z"},
        {INT64_C(253402300800), "9999-12-31T23:59:59Z"},
        {INT64_MAX, "9999-12-31T23:59:59Z"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        char written[21];
        homevisit_time_write(rows[i].at, written);
        cr_expect_str_eq(written, rows[i].written);
    }
}

/* A time is written the same whatever time was written before it. */
Test(time_text, the_time_written_before_changes_nothing)
{
    static const int64_t times[] = {0, 86399, 86400, 172799, -1, -86400, -86401, INT64_C(253402300799), INT64_MIN};
    enum { TIMES = sizeof times / sizeof *times };
    for (int i = 0; i < TIMES; i++) {
        for (int k = 0; k < TIMES; k++) {
            struct time_day day = {.days = 0};
            char expected[21], written[21] = "";
            homevisit_time_write(times[k], expected);
            time_write_on(&day, times[i], written);
            time_write_on(&day, times[k], written);
            cr_expect_str_eq(written, expected);
        }
    }
}

/* Steps of about eleven days and an odd number of seconds through all ten thousand years. */
Test(time_text, what_is_written_reads_back)
{
    for (int64_t at = -INT64_C(62167219200); at < INT64_C(253402300800); at += 999983) {
        char written[21];
        int64_t read = 0;
        homevisit_time_write(at, written);
        if (!homevisit_time_read(written, 20, &read) || read != at || written[20] != '\0') {
            cr_assert_fail("%lld is written %s", (long long)at, written);
        }
    }
}

/* ---- the calendar --------------------------------------------------------------------------------------------- */

static int days_in_month(int64_t year, int month)
{
    if (month == 2) {
        return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0 ? 29 : 28;
    }
    return month == 4 || month == 6 || month == 9 || month == 11 ? 30 : 31;
}

/* Counted day by day from the first day that a time can name to the last, and some centuries further either way. */
Test(calendar, days_and_dates_agree_with_counting)
{
    int64_t days = days_from_date(-800, 1, 1);
    cr_assert_eq(days, -719528 - 800 / 400 * 146097);
    for (int64_t year = -800; year < 10400; year++) {
        for (int month = 1; month <= 12; month++) {
            for (int day = 1; day <= days_in_month(year, month); day++, days++) {
                int64_t found_year = 0;
                int found_month = 0, found_day = 0;
                date_from_days(days, &found_year, &found_month, &found_day);
                if (days_from_date(year, month, day) != days || found_year != year || found_month != month ||
                    found_day != day) {
                    cr_assert_fail("%lld-%d-%d", (long long)year, month, day);
                }
            }
        }
    }
}

/* ---- dates and times of day ------------------------------------------------------------------------------------ */

Test(time_text, dates_are_full_and_exist)
{
    static const struct {
        const char *text;
        bool read;
        int64_t days;
    } rows[] = {
        {"1970-01-01", true, 0},
        {"2023-04-30", true, 19477},
        {"2024-02-29", true, 19782},
        {"0000-01-01", true, -719528},
        {"9999-12-31", true, 2932896},
        {"2023-02-29", false, 0},
        {"2023-04-31", false, 0},
        {"2023-4-30", false, 0},
        {"2023-04-3", false, 0},
        {"2023-04-30T", false, 0},
        {"2023-04-30Z", false, 0},
        {"20230430", false, 0},
        {"2023-04", false, 0},
        {"2023/04/30", false, 0},
        {"30-04-2023", false, 0},
        {"2023-00-10", false, 0},
        {"2023-13-10", false, 0},
        {"", false, 0},
        {"2023-04-30T00:00:00Z", false, 0},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        int64_t days = 4711;
        char *copy = exact_copy(rows[i].text, strlen(rows[i].text));
        cr_expect_eq(date_read(copy, strlen(rows[i].text), &days), rows[i].read, "%s", rows[i].text);
        cr_expect_eq(days, rows[i].read ? rows[i].days : 4711, "%s is %lld", rows[i].text, (long long)days);
        free(copy);
    }
}

Test(time_text, times_of_day_are_minutes_since_midnight)
{
    static const struct {
        const char *text;
        int64_t minutes; /* -1: refused */
    } rows[] = {
        {"00:00", 0}, {"18:00", 1080}, {"09:05", 545}, {"23:59", 1439}, {"24:00", -1},    {"23:60", -1},
        {"9:05", -1}, {"09:5", -1},    {"09-05", -1},  {"0905", -1},    {"09:05:00", -1}, {"09:05Z", -1},
        {"", -1},     {"+9:05", -1},   {" 9:05", -1},  {"09: 5", -1},   {"1e:00", -1},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        int64_t minutes = 4711;
        char *copy = exact_copy(rows[i].text, strlen(rows[i].text));
        cr_expect_eq(time_of_day_read(copy, strlen(rows[i].text), &minutes), rows[i].minutes >= 0, "%s", rows[i].text);
        cr_expect_eq(minutes, rows[i].minutes >= 0 ? rows[i].minutes : 4711, "%s", rows[i].text);
        free(copy);
    }
}
