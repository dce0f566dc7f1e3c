/*
 * Local time from a POSIX TZ string ("GMT0BST,M3.5.0/1,M10.5.0"), read and worked out here: no zone data of the system.
 * POSIX.1-2017, Base Definitions 8.3; quoted names as there, hours of a change to 167 either way as in RFC 8536, 3.3.1.
 */
#include "time_text.h"

#define SECONDS_PER_HOUR 3600
#define DEFAULT_CHANGE (2 * SECONDS_PER_HOUR)
#define OFFSET_HOURS 24
#define CHANGE_HOURS 167

/* ---- reading: each function takes its part off the front, and says false where there is none -------------------- */

struct rest {
    const char *text;
    size_t length;
};

static void rest_skip(struct rest *rest, size_t count)
{
    rest->text += count;
    rest->length -= count;
}

static bool rest_begins(const struct rest *rest, char character)
{
    return rest->length > 0 && rest->text[0] == character;
}

static bool rest_take(struct rest *rest, char character)
{
    if (!rest_begins(rest, character)) {
        return false;
    }
    rest_skip(rest, 1);
    return true;
}

static bool is_digit(char character)
{
    return character >= '0' && character <= '9';
}

static bool is_letter(char character)
{
    return (character >= 'A' && character <= 'Z') || (character >= 'a' && character <= 'z');
}

/* A whole number of at most `digits` digits, `least` to `most`. */
static bool number_read(struct rest *rest, size_t digits, int least, int most, int *value)
{
    size_t count = 0;
    int read = 0;
    while (count < digits && count < rest->length && is_digit(rest->text[count])) {
        read = read * 10 + (rest->text[count] - '0');
        count++;
    }
    if (count == 0 || read < least || read > most) {
        return false;
    }
    rest_skip(rest, count);
    *value = read;
    return true;
}

/* A name of at least three letters, or in angle brackets of letters, digits and signs. */
static bool name_read(struct rest *rest)
{
    const bool quoted = rest_take(rest, '<');
    size_t count = 0;
    while (count < rest->length) {
        const char character = rest->text[count];
        const bool part =
            is_letter(character) || (quoted && (is_digit(character) || character == '+' || character == '-'));
        if (!part) {
            break;
        }
        count++;
    }
    if (count < 3 || count > ZONE_NAME_LIMIT) {
        return false;
    }
    rest_skip(rest, count);
    return !quoted || rest_take(rest, '>');
}

/* Exactly two digits after a colon, 00 to 59; nothing is 0. */
static bool sixtieths_read(struct rest *rest, int *value)
{
    *value = 0;
    if (!rest_take(rest, ':')) {
        return true;
    }
    return rest->length >= 2 && is_digit(rest->text[1]) && number_read(rest, 2, 0, 59, value);
}

/* "[+-]h[:mm[:ss]]", in seconds. */
static bool clock_read(struct rest *rest, size_t hour_digits, int most_hours, int *seconds)
{
    const bool negative = rest_take(rest, '-');
    if (!negative) {
        rest_take(rest, '+');
    }
    int hours = 0, minutes = 0, remainder = 0;
    if (!number_read(rest, hour_digits, 0, most_hours, &hours) || !sixtieths_read(rest, &minutes) ||
        !sixtieths_read(rest, &remainder)) {
        return false;
    }
    const int read = hours * SECONDS_PER_HOUR + minutes * 60 + remainder;
    *seconds = negative ? -read : read;
    return true;
}

/* An offset counts westwards; a zone's is kept eastwards. */
static bool offset_read(struct rest *rest, int *east)
{
    int west = 0;
    if (!clock_read(rest, 2, OFFSET_HOURS, &west)) {
        return false;
    }
    *east = -west;
    return true;
}

static bool rule_read(struct rest *rest, struct zone_rule *rule)
{
    *rule = (struct zone_rule){.form = 'N', .seconds = DEFAULT_CHANGE};
    bool read;
    if (rest_take(rest, 'M')) {
        rule->form = 'M';
        read = number_read(rest, 2, 1, 12, &rule->month) && rest_take(rest, '.') &&
               number_read(rest, 1, 1, 5, &rule->week) && rest_take(rest, '.') &&
               number_read(rest, 1, 0, 6, &rule->day);
    } else if (rest_take(rest, 'J')) {
        rule->form = 'J';
        read = number_read(rest, 3, 1, 365, &rule->day);
    } else {
        read = number_read(rest, 3, 0, 365, &rule->day);
    }
    return read && (!rest_take(rest, '/') || clock_read(rest, 3, CHANGE_HOURS, &rule->seconds));
}

bool zone_read(const char *text, size_t length, struct zone *zone)
{
    struct rest rest = {text, length};
    struct zone read = {0};
    if (!name_read(&rest) || !offset_read(&rest, &read.standard)) {
        return false;
    }
    if (rest.length > 0) {
        read.has_summer = true;
        read.summer = read.standard + SECONDS_PER_HOUR;
        /* Without a rule each system would guess its own: a summer-time name needs one. */
        if (!name_read(&rest) || (!rest_begins(&rest, ',') && !offset_read(&rest, &read.summer)) ||
            !rest_take(&rest, ',') || !rule_read(&rest, &read.begin) || !rest_take(&rest, ',') ||
            !rule_read(&rest, &read.end) || rest.length > 0) {
            return false;
        }
    }
    *zone = read;
    return true;
}

static bool offset_fits_times(int east)
{
    return east % 60 == 0 && east > -SECONDS_PER_DAY && east < SECONDS_PER_DAY;
}

bool zone_fits_times(const struct zone *zone)
{
    return offset_fits_times(zone->standard) && (!zone->has_summer || offset_fits_times(zone->summer));
}

/* ---- working out ------------------------------------------------------------------------------------------------ */

/* The calendar repeats after 400 years, weekdays and all. */
#define CALENDAR_DAYS 146097
#define CALENDAR_SECONDS ((int64_t)CALENDAR_DAYS * SECONDS_PER_DAY)

/* 0 is Sunday, as in the rules; 1970-01-01 was a Thursday. The calendar has whole weeks, so that it may be added. */
static int weekday_of(int64_t days)
{
    return (int)((days % 7 + 11) % 7);
}

/* A year as the rules need it. */
struct year {
    int64_t january; /* its first day, in days since 1970-01-01 */
    bool leap;
};

static struct year year_of(int64_t number)
{
    const bool leap = number % 4 == 0 && (number % 100 != 0 || number % 400 == 0);
    return (struct year){days_from_date(number, 1, 1), leap};
}

/* The day on which a rule falls in a year. */
static int64_t rule_day(const struct zone_rule *rule, const struct year *year)
{
    if (rule->form == 'N') {
        return year->january + rule->day;
    }
    if (rule->form == 'J') {
        return year->january + rule->day - 1 + (year->leap && rule->day > 59);
    }
    static const int days_before[] = {0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334, 365};
    const int leap_day_before = year->leap && rule->month > 2;
    const int leap_day_in = year->leap && rule->month == 2;
    const int length = days_before[rule->month] - days_before[rule->month - 1] + leap_day_in;
    const int64_t first = year->january + days_before[rule->month - 1] + leap_day_before;
    const int day = (rule->day - weekday_of(first) + 7) % 7 + 7 * (rule->week - 1);
    /* The fifth is the last, be it the fourth. */
    return first + (day < length ? day : day - 7);
}

/* When a year's changes come. A rule's time is that of the clocks before the change. */
static int64_t change_to_summer(const struct zone *zone, const struct year *year)
{
    return rule_day(&zone->begin, year) * SECONDS_PER_DAY + zone->begin.seconds - zone->standard;
}

static int64_t change_to_standard(const struct zone *zone, const struct year *year)
{
    return rule_day(&zone->end, year) * SECONDS_PER_DAY + zone->end.seconds - zone->summer;
}

/* The offset that the last of a year's two changes up to `at` brought; false where none came yet. */
static bool offset_in_year(const struct zone *zone, int64_t number, int64_t at, int *offset)
{
    const struct year year = year_of(number);
    const int64_t begin = change_to_summer(zone, &year), end = change_to_standard(zone, &year);
    if (at < begin && at < end) {
        return false;
    }
    /* Of two at once the end is the later: a summer time of no length. */
    const bool summer = at >= begin && (at < end || begin > end);
    *offset = summer ? zone->summer : zone->standard;
    return true;
}

/* The instant, where nothing can overflow, and the year and month in UTC in which it lies. */
static int64_t instant_of(int64_t at, int64_t *year, int *month)
{
    const int64_t instant = at % CALENDAR_SECONDS + CALENDAR_SECONDS;
    int day = 0;
    date_from_days(instant / SECONDS_PER_DAY, year, month, &day);
    return instant;
}

int zone_offset(const struct zone *zone, int64_t at)
{
    if (!zone->has_summer) {
        return zone->standard;
    }
    int64_t year = 0;
    int month = 0;
    const int64_t instant = instant_of(at, &year, &month);
    /* The zone's year and a rule's hours may lie some days off the year in UTC, so the next year's changes may have come
     * already, and this year's and the last one's may not. */
    int offset = zone->standard;
    for (int64_t candidate = month == 12 ? year + 1 : year; candidate >= year - 2; candidate--) {
        if (offset_in_year(zone, candidate, instant, &offset)) {
            break;
        }
    }
    return offset;
}

int zone_written_offset(const struct zone *zone, int64_t at)
{
    const int offset = zone_offset(zone, at);
    return at >= FIRST_SECOND - offset && at < END_SECOND - offset ? offset : 0;
}

/* Cuts a span around an instant where a change lies in it. */
static void span_cut(struct zone_span *span, int64_t instant, int64_t change)
{
    if (change <= instant && change > span->from) {
        span->from = change;
    }
    if (change > instant && change - 1 < span->until) {
        span->until = change - 1;
    }
}

/* Whether a change may fall into a month, counted from the January of the rule's year: its hours reach a week and two days
 * beyond the day that it names. Days of the year are not looked at so closely. */
static bool may_be_near(const struct zone_rule *rule, int64_t months)
{
    return rule->form != 'M' || (months >= rule->month - 1 && months <= rule->month + 1);
}

struct zone_span zone_span(const struct zone *zone, int64_t at)
{
    struct zone_span span = {INT64_MIN, INT64_MAX, zone->standard};
    if (!zone->has_summer) {
        return span;
    }
    if (at < INT64_MIN / 2 || at > INT64_MAX / 2) { /* no month fits beside it */
        return (struct zone_span){at, at, zone_offset(zone, at)};
    }
    int64_t year = 0;
    int month = 0;
    const int64_t instant = instant_of(at, &year, &month);
    /* Not beyond the month: within it zone_offset() looks at the same changes. */
    span.from = days_from_date(year, month, 1) * SECONDS_PER_DAY;
    span.until = days_from_date(month == 12 ? year + 1 : year, month % 12 + 1, 1) * SECONDS_PER_DAY - 1;
    for (int64_t candidate = year - 1; candidate <= year + 1; candidate++) {
        const int64_t months = (year - candidate) * 12 + month;
        if (may_be_near(&zone->begin, months) || may_be_near(&zone->end, months)) {
            const struct year rules = year_of(candidate);
            span_cut(&span, instant, change_to_summer(zone, &rules));
            span_cut(&span, instant, change_to_standard(zone, &rules));
        }
    }
    span.offset = zone_offset(zone, at);
    span.from += at - instant;
    span.until += at - instant;
    return span;
}

void offset_local(int offset, int64_t at, int *minute, int *weekday, int64_t *days)
{
    /* The offset is added to the second of the day, not to the instant, which may be the last that there is. */
    int64_t day = at / SECONDS_PER_DAY, second = at % SECONDS_PER_DAY + offset;
    /* An offset has at most 24:59:59 either way. */
    while (second < 0) {
        second += SECONDS_PER_DAY;
        day--;
    }
    while (second >= SECONDS_PER_DAY) {
        second -= SECONDS_PER_DAY;
        day++;
    }
    if (minute != NULL) {
        *minute = (int)(second / 60);
    }
    if (weekday != NULL) {
        const int from_sunday = weekday_of(day);
        *weekday = from_sunday == 0 ? 7 : from_sunday;
    }
    if (days != NULL) {
        *days = day;
    }
}

void zone_local(const struct zone *zone, int64_t at, int *minute, int *weekday, int64_t *days)
{
    offset_local(zone_offset(zone, at), at, minute, weekday, days);
}
