/* POSIX TZ strings: what is read, and local time at every kind of change, to the second. */
#define _DEFAULT_SOURCE /* MAP_ANONYMOUS */

#include "time_text.h"

#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <time.h>
#include <unistd.h>

#define LONDON "GMT0BST,M3.5.0/1,M10.5.0"
#define HOUR 3600
#define DAY SECONDS_PER_DAY

/* Where a page of memory ends and one begins that nobody may read. */
static char *page_end(void)
{
    static char *end;
    if (end == NULL) {
        const size_t size = (size_t)sysconf(_SC_PAGESIZE);
        char *pages = mmap(NULL, 2 * size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
        cr_assert_neq(pages, MAP_FAILED);
        cr_assert_eq(mprotect(pages + size, size, PROT_NONE), 0);
        end = pages + size;
    }
    return end;
}

/* From memory that ends where the text ends: a byte read beyond is a crash. */
static bool zone_reads(const char *text, size_t length, struct zone *zone)
{
    char *copy = page_end() - length;
    memcpy(copy, text, length);
    return zone_read(copy, length, zone);
}

static struct zone zone_of(const char *text)
{
    struct zone zone;
    cr_assert(zone_reads(text, strlen(text), &zone), "%s", text);
    return zone;
}

static int64_t instant(const char *text)
{
    int64_t at = 0;
    cr_assert(homevisit_time_read(text, strlen(text), &at), "%s", text);
    return at;
}

/* ---- reading ---------------------------------------------------------------------------------------------------- */

static const struct {
    const char *text;
    struct zone zone;
} zone_rows[] = {
    {"UTC0", {.standard = 0}},
    {"GMT0", {.standard = 0}},
    {"EST5", {.standard = -5 * HOUR}},
    {"EST+5", {.standard = -5 * HOUR}},
    {"EST05", {.standard = -5 * HOUR}},
    {"IST-5:30", {.standard = 5 * HOUR + 1800}},
    {"LMT0:01:15", {.standard = -75}},
    {"LMT-00:00:01", {.standard = 1}},
    {"AAA24", {.standard = -24 * HOUR}},
    {"AAA-24:59:59", {.standard = 25 * HOUR - 1}},
    {"<+03>-3", {.standard = 3 * HOUR}},
    {"<-0330>3:30", {.standard = -3 * HOUR - 1800}},
    {"<UTC+1>-1", {.standard = HOUR}},
    {"AZaz-1", {.standard = HOUR}},
    {"zza1", {.standard = -HOUR}},
    {LONDON,
     {.standard = 0,
      .summer = HOUR,
      .has_summer = true,
      .begin = {'M', 3, 5, 0, HOUR},
      .end = {'M', 10, 5, 0, 2 * HOUR}}},
    {"EST5EDT,M3.2.0,M11.1.0",
     {.standard = -5 * HOUR,
      .summer = -4 * HOUR,
      .has_summer = true,
      .begin = {'M', 3, 2, 0, 2 * HOUR},
      .end = {'M', 11, 1, 0, 2 * HOUR}}},
    {"IST-1GMT0,M10.5.0,M3.5.0/1",
     {.standard = HOUR,
      .summer = 0,
      .has_summer = true,
      .begin = {'M', 10, 5, 0, 2 * HOUR},
      .end = {'M', 3, 5, 0, HOUR}}},
    {"<+1030>-10:30<+11>-11,M10.1.0,M4.1.0",
     {.standard = 10 * HOUR + 1800,
      .summer = 11 * HOUR,
      .has_summer = true,
      .begin = {'M', 10, 1, 0, 2 * HOUR},
      .end = {'M', 4, 1, 0, 2 * HOUR}}},
    {"<-02>2<-01>,M3.5.0/-1,M10.5.0/0",
     {.standard = -2 * HOUR,
      .summer = -HOUR,
      .has_summer = true,
      .begin = {'M', 3, 5, 0, -HOUR},
      .end = {'M', 10, 5, 0, 0}}},
    {"IST-2IDT,M3.4.4/26,M10.5.0/+167:59:59",
     {.standard = 2 * HOUR,
      .summer = 3 * HOUR,
      .has_summer = true,
      .begin = {'M', 3, 4, 4, 26 * HOUR},
      .end = {'M', 10, 5, 0, 168 * HOUR - 1}}},
    {"EST5EDT,0/0,J365/25",
     {.standard = -5 * HOUR,
      .summer = -4 * HOUR,
      .has_summer = true,
      .begin = {'N', 0, 0, 0, 0},
      .end = {'J', 0, 0, 365, 25 * HOUR}}},
    {"AAA0BBB-0:30,J060/-167,365/2:05",
     {.standard = 0,
      .summer = 1800,
      .has_summer = true,
      .begin = {'J', 0, 0, 60, -167 * HOUR},
      .end = {'N', 0, 0, 365, 2 * HOUR + 300}}},
};
#define ZONE_ROWS (sizeof zone_rows / sizeof *zone_rows)

static bool same_rule(const struct zone_rule *a, const struct zone_rule *b)
{
    return a->form == b->form && a->month == b->month && a->week == b->week && a->day == b->day &&
           a->seconds == b->seconds;
}

Test(zone, strings_are_read)
{
    for (size_t i = 0; i < ZONE_ROWS; i++) {
        const struct zone *expected = &zone_rows[i].zone;
        const struct zone zone = zone_of(zone_rows[i].text);
        cr_expect_eq(zone.standard, expected->standard, "%s", zone_rows[i].text);
        cr_expect_eq(zone.has_summer, expected->has_summer, "%s", zone_rows[i].text);
        cr_expect_eq(zone.summer, expected->summer, "%s", zone_rows[i].text);
        cr_expect(same_rule(&zone.begin, &expected->begin), "%s", zone_rows[i].text);
        cr_expect(same_rule(&zone.end, &expected->end), "%s", zone_rows[i].text);
    }
}

static const char *const refused_zones[] = {
    "", "0", "GMT", "GM0", "Europe/London", ":Europe/London", ":GMT0", " GMT0", "GMT0 ", "GMT0\n", "GMT 0", "G1T0",
    "GM\u00c9T0", "<+03>", "<+3>-3", "<>0", "<+03-3", "<+ 3>-3", "<+03>>-3", "+03-3",
    /* offsets */
    "GMT25", "GMT-25", "GMT024", "GMT0:60", "GMT0:0", "GMT0:00:60", "GMT0:00:0", "GMT0:", "GMT0:00:", "GMT--1",
    "GMT+-1", "GMT1.5", "GMT0,M3.5.0,M10.5.0", "GMT0:000", "GMT0:+1",
    /* a summer-time name needs its rule, and nothing may follow */
    "GMT0BST", "GMT0BST-1", "GMT0BST,", "GMT0BST,M3.5.0", "GMT0BST,M3.5.0,", "GMT0BST;M3.5.0;M10.5.0", LONDON ",",
    LONDON "x", LONDON "/2/2", LONDON ",M1.1.1", "GMT0BS,M3.5.0,M10.5.0", "GMT0BST-25,M3.5.0,M10.5.0",
    "GMT0<BST,M3.5.0,M10.5.0", "GMT0BST M3.5.0,M10.5.0",
    /* rules */
    "GMT0BST,M0.5.0,M10.5.0", "GMT0BST,M13.5.0,M10.5.0", "GMT0BST,M3.0.0,M10.5.0", "GMT0BST,M3.6.0,M10.5.0",
    "GMT0BST,M3.5.7,M10.5.0", "GMT0BST,M3.5,M10.5.0", "GMT0BST,M3,M10.5.0", "GMT0BST,M3.5.,M10.5.0",
    "GMT0BST,M3-5-0,M10.5.0", "GMT0BST,M003.5.0,M10.5.0", "GMT0BST,m3.5.0,M10.5.0", "GMT0BST,M3.5.00,M10.5.0",
    "GMT0BST,J0,J300", "GMT0BST,J366,J300", "GMT0BST,366,300", "GMT0BST,J,J300", "GMT0BST,-1,300", "GMT0BST,J0060,J300",
    "GMT0BST,M3.5.0/,M10.5.0", "GMT0BST,M3.5.0/168,M10.5.0", "GMT0BST,M3.5.0/-168,M10.5.0",
    "GMT0BST,M3.5.0/1:60,M10.5.0", "GMT0BST,M3.5.0/1:5,M10.5.0", "GMT0BST,M3.5.0/1:00:60,M10.5.0",
    "GMT0BST,M3.5.0/1:00:00:00,M10.5.0", "GMT0BST,M3.5.0/0001,M10.5.0", "GMT0BST,M3.5.0/x,M10.5.0"};

Test(zone, what_is_no_posix_zone_is_refused)
{
    for (size_t i = 0; i < sizeof refused_zones / sizeof *refused_zones; i++) {
        struct zone zone = {.standard = 4711};
        cr_expect_not(zone_reads(refused_zones[i], strlen(refused_zones[i]), &zone), "%s", refused_zones[i]);
        cr_expect_eq(zone.standard, 4711, "%s: nothing is written", refused_zones[i]);
    }
}

Test(zone, a_nul_ends_no_string)
{
    struct zone zone;
    cr_expect_not(zone_reads("GMT0\0", 5, &zone));
    cr_expect_not(zone_reads("GM\0T0", 5, &zone));
    cr_expect(zone_reads(LONDON "and more", strlen(LONDON), &zone));
}

Test(zone, names_have_three_letters_to_the_limit)
{
    char text[ZONE_NAME_LIMIT + 8];
    for (size_t length = 1; length <= ZONE_NAME_LIMIT + 1; length++) {
        const bool good = length >= 3 && length <= ZONE_NAME_LIMIT;
        struct zone zone;
        memset(text, 'A', length);
        strcpy(text + length, "0");
        cr_expect_eq(zone_reads(text, strlen(text), &zone), good, "%s", text);
        text[0] = '<';
        memset(text + 1, 'A', length);
        strcpy(text + 1 + length, ">0");
        cr_expect_eq(zone_reads(text, strlen(text), &zone), good, "%s", text);
    }
}

/* Each beginning of a string: only the standard time alone stands by itself, and nothing is read beyond the end. */
Test(zone, a_string_cut_short_is_refused)
{
    static const char text[] = "<-02>2:30:00<-01>1:30:00,M3.5.0/-1:00:00,M10.5.0/000:00:00";
    for (size_t length = 0; length < sizeof text; length++) {
        static const size_t whole[] = {6, 9, 12, /* with rules: */ 48, 50, 51, 52, 55, 58};
        bool good = false;
        for (size_t i = 0; i < sizeof whole / sizeof *whole; i++) {
            good = good || whole[i] == length;
        }
        struct zone zone;
        cr_expect_eq(zone_reads(text, length, &zone), good, "%.*s", (int)length, text);
    }
}

/* What POSIX allows and RFC 3339 cannot write. */
Test(zone, times_are_written_in_whole_minutes_and_less_than_a_day)
{
    static const struct {
        const char *text;
        bool fits;
    } rows[] = {
        {"UTC0", true},
        {LONDON, true},
        {"<+14>-14", true},
        {"<-12>12", true},
        {"<+1245>-12:45<+1345>,M9.5.0/2:45,M4.1.0/3:45", true},
        {"AAA23:59", true},
        {"AAA-23:59", true},
        {"AAA-22:59BBB,J1,J2", true},
        {"AAA24", false},
        {"AAA-24", false},
        {"AAA23:59:59", false},
        {"AAA-23:59:59", false},
        {"AAA24:59:59", false},
        {"LMT0:01:15", false},
        {"LMT-00:00:01", false},
        {"AAA-23BBB,J1,J2", false},
        {"AAA0BBB24,J1,J2", false},
        {"AAA0BBB-0:30:01,J1,J2", false},
        {"AAA0:00:30BBB0,J1,J2", false},
        {"AAA24BBB,J1,J2", false},
        /* only the offset counts, not when it changes */
        {"AAA0BBB,J1/167:59:59,J2/-24:00:01", true},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        const struct zone zone = zone_of(rows[i].text);
        cr_expect_eq(zone_fits_times(&zone), rows[i].fits, "%s", rows[i].text);
    }
}

/* ---- changes, to the second --------------------------------------------------------------------------------------- */

/* Each change: the first second of the new offset. What holds a second before is `before`. */
static const struct {
    const char *zone;
    const char *change;
    int before, after;
} change_rows[] = {
    /* London: the last Sundays of March and October, at 01:00 UTC */
    {LONDON, "2000-03-26T01:00:00Z", 0, HOUR},
    {LONDON, "2000-10-29T01:00:00Z", HOUR, 0},
    {LONDON, "2022-03-27T01:00:00Z", 0, HOUR},
    {LONDON, "2022-10-30T01:00:00Z", HOUR, 0},
    {LONDON, "2024-03-31T01:00:00Z", 0, HOUR},
    {LONDON, "2024-10-27T01:00:00Z", HOUR, 0},
    {LONDON, "2026-03-29T01:00:00Z", 0, HOUR},
    {LONDON, "2026-10-25T01:00:00Z", HOUR, 0},
    {LONDON, "2100-03-28T01:00:00Z", 0, HOUR},
    {LONDON, "2100-10-31T01:00:00Z", HOUR, 0},
    /* summer over the end of the year */
    {"AEST-10AEDT,M10.1.0,M4.1.0/3", "2025-10-04T16:00:00Z", 10 * HOUR, 11 * HOUR},
    {"AEST-10AEDT,M10.1.0,M4.1.0/3", "2026-04-04T16:00:00Z", 11 * HOUR, 10 * HOUR},
    /* winter time that is behind standard time, as Ireland's law has it */
    {"IST-1GMT0,M10.5.0,M3.5.0/1", "2025-10-26T01:00:00Z", HOUR, 0},
    {"IST-1GMT0,M10.5.0,M3.5.0/1", "2026-03-29T01:00:00Z", 0, HOUR},
    /* half an hour, two hours, and changes at quarters */
    {"<+1030>-10:30<+11>-11,M10.1.0,M4.1.0", "2025-10-04T15:30:00Z", 10 * HOUR + 1800, 11 * HOUR},
    {"<+1030>-10:30<+11>-11,M10.1.0,M4.1.0", "2026-04-04T15:00:00Z", 11 * HOUR, 10 * HOUR + 1800},
    {"<+00>0<+02>-2,M3.5.0/1,M10.5.0/3", "2026-03-29T01:00:00Z", 0, 2 * HOUR},
    {"<+00>0<+02>-2,M3.5.0/1,M10.5.0/3", "2026-10-25T01:00:00Z", 2 * HOUR, 0},
    {"<+1245>-12:45<+1345>,M9.5.0/2:45,M4.1.0/3:45", "2026-04-04T14:00:00Z", 13 * HOUR + 2700, 12 * HOUR + 2700},
    {"<+1245>-12:45<+1345>,M9.5.0/2:45,M4.1.0/3:45", "2026-09-26T14:00:00Z", 12 * HOUR + 2700, 13 * HOUR + 2700},
    /* hours before and beyond the rule's day */
    {"<-02>2<-01>,M3.5.0/-1,M10.5.0/0", "2026-03-29T01:00:00Z", -2 * HOUR, -HOUR},
    /* Whether it is a leap year decides on which side of a month's end a Sunday lies. */
    {LONDON, "1900-03-25T01:00:00Z", 0, HOUR},
    {"GMT0BST,M3.1.0/1,M10.5.0", "1976-03-07T01:00:00Z", 0, HOUR},
    {"GMT0BST,M3.1.0/1,M10.5.0", "1580-03-02T01:00:00Z", 0, HOUR},
    {"<-02>2<-01>,M3.5.0/-1,M10.5.0/0", "2026-10-25T01:00:00Z", -HOUR, -2 * HOUR},
    {"IST-2IDT,M3.4.4/26,M10.5.0", "2026-03-27T00:00:00Z", 2 * HOUR, 3 * HOUR},
    {"AAA0BBB,M3.1.0/167,M10.1.0/-167", "2026-03-07T23:00:00Z", 0, HOUR},
    {"AAA0BBB,M3.1.0/167,M10.1.0/-167", "2026-09-27T00:00:00Z", HOUR, 0},
    {"AAA0BBB,M3.5.0/167,M10.1.0/-167", "2026-04-04T23:00:00Z", 0, HOUR},
    {"AAA0BBB,M6.1.0/0,M12.5.6/167", "2027-01-01T22:00:00Z", HOUR, 0},
    {"AAA0BBB,M1.1.0/-167,M6.1.0/0", "2026-12-27T01:00:00Z", 0, HOUR},
    /* days of the year: J60 is 1 March whatever the year, 59 is 29 February where there is one */
    {"AAA0BBB,J60/0,J300/1", "2023-03-01T00:00:00Z", 0, HOUR},
    {"AAA0BBB,J60/0,J300/1", "2024-03-01T00:00:00Z", 0, HOUR},
    {"AAA0BBB,J59/0,J300/1", "2024-02-28T00:00:00Z", 0, HOUR},
    {"AAA0BBB,59/0,299/1", "2023-03-01T00:00:00Z", 0, HOUR},
    {"AAA0BBB,59/0,299/1", "2024-02-29T00:00:00Z", 0, HOUR},
    {"AAA0BBB,J60/0,J300/1", "2024-10-27T00:00:00Z", HOUR, 0},
    {"AAA0BBB,60/0,299/1", "2024-10-26T00:00:00Z", HOUR, 0},
    /* the last second of a month */
    {"AAA0BBB,J90/23:59:59,J300/1", "2026-03-31T23:59:59Z", 0, HOUR},
    /* the fifth is the last, in February too; the first four are counted */
    {"AAA0BBB,M2.5.4/0,M10.5.0", "2024-02-29T00:00:00Z", 0, HOUR},
    {"AAA0BBB,M2.5.4/0,M10.5.0", "2026-02-26T00:00:00Z", 0, HOUR},
    {"AAA0BBB,M2.4.4/0,M10.5.0", "2024-02-22T00:00:00Z", 0, HOUR},
    {"AAA0BBB,M2.1.4/0,M10.5.0", "2024-02-01T00:00:00Z", 0, HOUR},
    {"AAA0BBB,M6.1.0/0,M12.5.4/1", "2026-12-31T00:00:00Z", HOUR, 0},
    /* at the ends of the year: the year in UTC is another than the zone's, or than the rule's */
    {"AAA-12BBB,J1/0,J180", "2025-12-31T12:00:00Z", 12 * HOUR, 13 * HOUR},
    {"AAA12BBB,J180,J365/24", "2027-01-01T11:00:00Z", -11 * HOUR, -12 * HOUR},
    {"AAA0BBB,J1/-24,J180", "2025-12-31T00:00:00Z", 0, HOUR},
    {"AAA0BBB,J1/-167,J180", "2025-12-25T01:00:00Z", 0, HOUR},
    {"AAA0BBB,J180,J365/167", "2027-01-06T22:00:00Z", HOUR, 0},
    {"AAA0BBB,J365/167,J364/167", "2027-01-05T22:00:00Z", HOUR, 0},
    {"AAA0BBB,J180,365/1", "2026-01-01T00:00:00Z", HOUR, 0},
    {"AAA0BBB,J180,365/1", "2024-12-31T00:00:00Z", HOUR, 0},
};

Test(zone, changes_at_the_second)
{
    for (size_t i = 0; i < sizeof change_rows / sizeof *change_rows; i++) {
        const struct zone zone = zone_of(change_rows[i].zone);
        const int64_t change = instant(change_rows[i].change);
        cr_expect_eq(zone_offset(&zone, change - 1), change_rows[i].before, "%s before %s: %d", change_rows[i].zone,
                     change_rows[i].change, zone_offset(&zone, change - 1));
        cr_expect_eq(zone_offset(&zone, change), change_rows[i].after, "%s at %s: %d", change_rows[i].zone,
                     change_rows[i].change, zone_offset(&zone, change));
        cr_expect_eq(zone_offset(&zone, change + 1), change_rows[i].after, "%s after %s", change_rows[i].zone,
                     change_rows[i].change);
    }
}

/* Summer time from the first second of a year to the last, as RFC 8536 writes it; and one that has no length at all. */
Test(zone, summer_may_last_all_year_or_never)
{
    static const struct {
        const char *zone;
        int offset;
    } rows[] = {
        {"EST5EDT,0/0,J365/25", -4 * HOUR},
        {"XXX3EDT4,0/0,J365/23", -4 * HOUR},
        {"AAA-12BBB,J1/0,J365/25", 13 * HOUR},
        {"AAA0BBB,J100/2,J100/3", 0},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        const struct zone zone = zone_of(rows[i].zone);
        for (int64_t at = instant("2023-12-01T00:00:00Z"); at < instant("2025-02-01T00:00:00Z"); at += 900) {
            if (zone_offset(&zone, at) != rows[i].offset) {
                cr_assert_fail("%s is %d at %lld", rows[i].zone, zone_offset(&zone, at), (long long)at);
            }
        }
    }
}

/* ---- against the system's zone data ------------------------------------------------------------------------------- */

/* Seconds east of UTC as the C library says for the zone that TZ names. */
static int system_offset(int64_t at)
{
    const time_t instant_of_system = (time_t)at;
    struct tm local;
    cr_assert_not_null(localtime_r(&instant_of_system, &local));
    const int64_t days = days_from_date(local.tm_year + 1900, local.tm_mon + 1, local.tm_mday);
    return (int)(days * DAY + local.tm_hour * HOUR + local.tm_min * 60 + local.tm_sec - at);
}

static void system_zone(const char *name)
{
    cr_assert_eq(setenv("TZ", name, 1), 0);
    tzset();
}

/* The second in which the offset changes between two instants of which it is known that it does. */
static int64_t change_between(int64_t before, int64_t after)
{
    const int old = system_offset(before);
    while (after - before > 1) {
        const int64_t middle = before + (after - before) / 2;
        if (system_offset(middle) == old) {
            before = middle;
        } else {
            after = middle;
        }
    }
    return after;
}

/* Every hour, and the seconds about each change. Returns how many changes there were. */
static size_t compare_with_system(const char *text, const char *system_name, const char *from, const char *to)
{
    const struct zone zone = zone_of(text);
    const int64_t end = instant(to);
    size_t changes = 0;
    int before = INT32_MAX;
    system_zone(system_name);
    for (int64_t at = instant(from); at < end; at += HOUR) {
        const int expected = system_offset(at);
        if (zone_offset(&zone, at) != expected) {
            cr_assert_fail("%s is %d at %lld, and %d in %s", text, zone_offset(&zone, at), (long long)at, expected,
                           system_name);
        }
        if (before != INT32_MAX && before != expected) {
            const int64_t change = change_between(at - HOUR, at);
            cr_assert_eq(zone_offset(&zone, change - 1), before, "%s before %lld", text, (long long)change);
            cr_assert_eq(zone_offset(&zone, change), expected, "%s at %lld", text, (long long)change);
            changes++;
        }
        before = expected;
    }
    return changes;
}

Test(zone, london_is_as_the_system_has_it_from_2000_to_2100)
{
    system_zone("Europe/London");
    cr_assert_eq(system_offset(instant("2026-07-01T12:00:00Z")), HOUR, "the system has no zone data: install tzdata");
    cr_expect_eq(compare_with_system(LONDON, "Europe/London", "2000-01-01T00:00:00Z", "2101-01-01T00:00:00Z"), 202);
}

Test(zone, others_are_as_the_system_has_them)
{
    static const struct {
        const char *text, *name;
    } rows[] = {
        {"IST-1GMT0,M10.5.0,M3.5.0/1", "Europe/Dublin"},
        {"AEST-10AEDT,M10.1.0,M4.1.0/3", "Australia/Sydney"},
        {"<+1030>-10:30<+11>-11,M10.1.0,M4.1.0", "Australia/Lord_Howe"},
        {"EST5EDT,M3.2.0,M11.1.0", "America/New_York"},
        {"NST3:30NDT,M3.2.0,M11.1.0", "America/St_Johns"},
        {"IST-5:30", "Asia/Kolkata"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        const size_t changes =
            compare_with_system(rows[i].text, rows[i].name, "2015-01-01T00:00:00Z", "2031-01-01T00:00:00Z");
        cr_expect_eq(changes, strchr(rows[i].text, ',') != NULL ? 32 : 0, "%s", rows[i].name);
    }
}

/* The C library reads POSIX strings itself; it takes the year of UTC for the zone's, so no change here is near to one. */
Test(zone, strings_mean_what_they_mean_to_the_system)
{
    static const char *const texts[] = {LONDON,
                                        "<+03>-3",
                                        "<-02>2<-01>,M3.5.0/-1,M10.5.0/0",
                                        "IST-2IDT,M3.4.4/26,M10.5.0",
                                        "AAA0BBB,J60/0,J300/1",
                                        "AAA0BBB,59/0,299/1",
                                        "<+1245>-12:45<+1345>,M9.5.0/2:45,M4.1.0/3:45",

                                        "AAA5:01:02BBB4:03:04,M2.5.4/0:05:06,M12.1.3/7:08:09",
                                        "EET-2EEST,M3.4.4/50,M10.4.4/50",
                                        "<-04>4<-03>,M9.1.6/24,M4.1.6/24",
                                        "XXX3EDT4,M1.1.1,M12.4.5"};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        compare_with_system(texts[i], texts[i], "1996-01-01T00:00:00Z", "2008-01-01T00:00:00Z");
    }
}

/* ---- local time --------------------------------------------------------------------------------------------------- */

Test(zone, local_minute_weekday_and_day)
{
    static const struct {
        const char *zone, *at;
        int minute, weekday;
        const char *date;
    } rows[] = {
        {LONDON, "2026-03-02T09:10:59Z", 550, 1, "2026-03-02"},
        {LONDON, "2026-07-05T22:59:59Z", 1439, 7, "2026-07-05"},
        {LONDON, "2026-07-05T23:00:00Z", 0, 1, "2026-07-06"},
        {LONDON, "2026-03-29T00:59:59Z", 59, 7, "2026-03-29"},
        {LONDON, "2026-03-29T01:00:00Z", 120, 7, "2026-03-29"},
        {LONDON, "2026-10-25T00:59:59Z", 119, 7, "2026-10-25"},
        {LONDON, "2026-10-25T01:00:00Z", 60, 7, "2026-10-25"},
        {LONDON, "2025-12-31T23:59:59Z", 1439, 3, "2025-12-31"},
        {LONDON, "1970-01-01T00:00:00Z", 0, 4, "1970-01-01"},
        {LONDON, "1969-12-31T23:59:59Z", 1439, 3, "1969-12-31"},
        {LONDON, "1904-02-29T12:00:00Z", 720, 1, "1904-02-29"},
        {LONDON, "0000-07-01T00:00:00Z", 60, 6, "0000-07-01"},
        {"<+14>-14", "2025-12-31T10:00:00Z", 0, 4, "2026-01-01"},
        {"<-12>12", "2026-01-01T11:59:00Z", 1439, 3, "2025-12-31"},
        {"AAA-24:59:59", "2026-01-01T23:00:01Z", 0, 6, "2026-01-03"},
        {"AAA24:59:59", "2026-01-03T00:59:58Z", 1439, 4, "2026-01-01"},
        {"LMT0:00:01", "2026-01-01T00:00:00Z", 1439, 3, "2025-12-31"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        const struct zone zone = zone_of(rows[i].zone);
        int minute = -1, weekday = -1;
        int64_t days = 0, expected = 0;
        zone_local(&zone, instant(rows[i].at), &minute, &weekday, &days);
        cr_assert(date_read(rows[i].date, 10, &expected));
        cr_expect_eq(minute, rows[i].minute, "%s in %s: minute %d", rows[i].at, rows[i].zone, minute);
        cr_expect_eq(weekday, rows[i].weekday, "%s in %s: weekday %d", rows[i].at, rows[i].zone, weekday);
        cr_expect_eq(days, expected, "%s in %s", rows[i].at, rows[i].zone);
    }
}

Test(zone, local_parts_that_nobody_wants_may_be_left_out)
{
    const struct zone zone = zone_of(LONDON);
    int minute = -1, weekday = -1;
    int64_t days = -1;
    zone_local(&zone, 0, NULL, NULL, NULL);
    zone_local(&zone, 0, &minute, NULL, NULL);
    zone_local(&zone, 0, NULL, &weekday, NULL);
    zone_local(&zone, 0, NULL, NULL, &days);
    cr_expect(minute == 0 && weekday == 4 && days == 0);
}

/* A typed event may hold any number: the calendar goes on in both directions, and nothing overflows. */
Test(zone, any_instant_has_a_local_time)
{
    static const int64_t instants[] = {INT64_MIN,     INT64_MIN + 1, -INT64_C(62167219201), INT64_C(253402300800),
                                       INT64_MAX - 1, INT64_MAX};
    static const char *const zones[] = {LONDON, "AAA24:59:59", "AAA-24:59:59", "AAA0BBB,J1/-167,J365/167"};
    for (size_t i = 0; i < sizeof zones / sizeof *zones; i++) {
        const struct zone zone = zone_of(zones[i]);
        for (size_t k = 0; k < sizeof instants / sizeof *instants; k++) {
            int minute = -1, weekday = -1;
            int64_t days = 0;
            zone_local(&zone, instants[k], &minute, &weekday, &days);
            cr_expect(minute >= 0 && minute < 1440);
            cr_expect(weekday >= 1 && weekday <= 7);
            const int64_t expected = instants[k] / DAY;
            cr_expect(days >= expected - 3 && days <= expected + 3);
        }
    }
    /* The same moment of the calendar, 400 years and many times 400 years later. */
    const struct zone zone = zone_of(LONDON);
    const int64_t turn = INT64_C(146097) * DAY, change = instant("2026-03-29T01:00:00Z");
    for (int64_t turns = -700000; turns <= 700000; turns += 350000) {
        cr_expect_eq(zone_offset(&zone, change + turns * turn - 1), 0);
        cr_expect_eq(zone_offset(&zone, change + turns * turn), HOUR);
    }
}

/* A change ends one span and begins the next. */
Test(zone, spans_meet_at_a_change)
{
    for (size_t i = 0; i < sizeof change_rows / sizeof *change_rows; i++) {
        const struct zone zone = zone_of(change_rows[i].zone);
        const int64_t change = instant(change_rows[i].change);
        const struct zone_span before = zone_span(&zone, change - 1), after = zone_span(&zone, change);
        cr_expect_eq(before.until, change - 1, "%s before %s", change_rows[i].zone, change_rows[i].change);
        cr_expect_eq(before.offset, change_rows[i].before, "%s before %s", change_rows[i].zone, change_rows[i].change);
        cr_expect(after.from == change && after.until >= change, "%s at %s", change_rows[i].zone,
                  change_rows[i].change);
        cr_expect_eq(after.offset, change_rows[i].after, "%s at %s", change_rows[i].zone, change_rows[i].change);
    }
}

/* Wherever it is asked, the offset of a span holds at every instant of it. */
Test(zone, a_span_has_one_offset)
{
    static const char *const zones[] = {"GMT0BST,M3.5.0/1,M10.5.0",
                                        "UTC0",
                                        "<-12>12",
                                        "<+14>-14",
                                        "NZST-12NZDT,M9.5.0,M4.1.0/3",
                                        "AAA0BBB,J1/-167,J365/167",
                                        "AAA0BBB,J60,0",
                                        "AAA24:59:59BBB-24:59:59,M1.1.0/-167,M12.5.6/167"};
    uint64_t seed = 7;
    for (size_t z = 0; z < sizeof zones / sizeof *zones; z++) {
        const struct zone zone = zone_of(zones[z]);
        for (int i = 0; i < 4000; i++) {
            seed = seed * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
            const int64_t at = i == 0 ? INT64_MIN : i == 1 ? INT64_MAX : (int64_t)(seed >> 30) - (INT64_C(1) << 33);
            const struct zone_span span = zone_span(&zone, at);
            cr_assert(span.from <= at && at <= span.until, "%s %lld", zones[z], (long long)at);
            cr_assert_eq(span.offset, zone_offset(&zone, at), "%s %lld", zones[z], (long long)at);
            cr_assert_eq(span.offset, zone_offset(&zone, span.from), "%s %lld", zones[z], (long long)at);
            cr_assert_eq(span.offset, zone_offset(&zone, span.until), "%s %lld", zones[z], (long long)at);
            const uint64_t length = (uint64_t)span.until - (uint64_t)span.from;
            if (length != UINT64_MAX)
                cr_assert_eq(span.offset, zone_offset(&zone, span.from + (int64_t)(seed % (length + 1))), "%s %lld",
                             zones[z], (long long)at);
        }
    }
}

/* The clock of a zone is written where its time has a year of four digits, and UTC's elsewhere. */
Test(zone, a_clock_is_written_to_the_second)
{
    const struct zone zone = zone_of("AAA-1");
    cr_expect_eq(zone_written_offset(&zone, FIRST_SECOND - HOUR - 1), 0);
    cr_expect_eq(zone_written_offset(&zone, FIRST_SECOND - HOUR), HOUR);
    cr_expect_eq(zone_written_offset(&zone, END_SECOND - HOUR - 1), HOUR);
    cr_expect_eq(zone_written_offset(&zone, END_SECOND - HOUR), 0);
}
