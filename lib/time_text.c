/* Times as text (RFC 3339, strictly) and days of the proleptic Gregorian calendar. */
#include "time_text.h"

#include <string.h>

#define DAYS_PER_ERA 146097  /* 400 years */
#define DAYS_TO_EPOCH 719468 /* from 0000-03-01 to 1970-01-01 */

/* ---- the calendar ---------------------------------------------------------------------------------------------- */

static int64_t floor_divide(int64_t dividend, int64_t divisor)
{
    return dividend / divisor - (dividend % divisor < 0);
}

/* Years are counted from March, so that the leap day ends a year and the months' lengths follow one formula. */
int64_t days_from_date(int64_t year, int month, int day)
{
    const int64_t shifted = month > 2 ? year : year - 1;
    const int64_t era = floor_divide(shifted, 400);
    const int64_t year_of_era = shifted - era * 400;
    const int64_t month_from_march = (month + 9) % 12;
    const int64_t day_of_year = (153 * month_from_march + 2) / 5 + day - 1;
    const int64_t day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    return era * DAYS_PER_ERA + day_of_era - DAYS_TO_EPOCH;
}

void date_from_days(int64_t days, int64_t *year, int *month, int *day)
{
    const int64_t shifted = days + DAYS_TO_EPOCH;
    const int64_t era = floor_divide(shifted, DAYS_PER_ERA);
    const int64_t day_of_era = shifted - era * DAYS_PER_ERA;
    /* Leap days and missing leap days before it, taken out, leave years of 365 days. */
    const int64_t year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
    const int64_t day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    const int64_t month_from_march = (5 * day_of_year + 2) / 153;
    *day = (int)(day_of_year - (153 * month_from_march + 2) / 5 + 1);
    *month = (int)(month_from_march < 10 ? month_from_march + 3 : month_from_march - 9);
    *year = year_of_era + era * 400 + (*month <= 2);
}

static bool is_leap_year(int year)
{
    return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
}

static bool date_exists(int year, int month, int day)
{
    static const int lengths[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    if (month < 1 || month > 12 || day < 1) {
        return false;
    }
    return day <= lengths[month - 1] + (month == 2 && is_leap_year(year));
}

/* ---- reading --------------------------------------------------------------------------------------------------- */

/* Reads exactly `count` digits; -1 where one is none. */
static int digits_read(const char *text, int count)
{
    int value = 0;
    for (int i = 0; i < count; i++) {
        if (text[i] < '0' || text[i] > '9') {
            return -1;
        }
        value = value * 10 + (text[i] - '0');
    }
    return value;
}

/* "HH:MM" at `text`, 00:00 to 23:59, in minutes; -1 where it is none. */
static int hours_minutes_read(const char *text)
{
    const int hour = digits_read(text, 2);
    const int minute = digits_read(text + 3, 2);
    return hour < 0 || hour > 23 || minute < 0 || minute > 59 || text[2] != ':' ? -1 : hour * 60 + minute;
}

bool date_read(const char *text, size_t length, int64_t *days)
{
    if (length != 10 || text[4] != '-' || text[7] != '-') {
        return false;
    }
    const int year = digits_read(text, 4);
    const int month = digits_read(text + 5, 2);
    const int day = digits_read(text + 8, 2);
    if (year < 0 || !date_exists(year, month, day)) {
        return false;
    }
    *days = days_from_date(year, month, day);
    return true;
}

bool time_of_day_read(const char *text, size_t length, int64_t *minutes)
{
    const int read = length == 5 ? hours_minutes_read(text) : -1;
    if (read < 0) {
        return false;
    }
    *minutes = read;
    return true;
}

/* "+HH:MM" or "-HH:MM", in seconds east of UTC. */
static bool offset_read(const char *text, size_t length, int64_t *seconds)
{
    const int minutes = length == 6 && (text[0] == '+' || text[0] == '-') ? hours_minutes_read(text + 1) : -1;
    *seconds = (text[0] == '-' ? -60 : 60) * (int64_t)minutes;
    return minutes >= 0;
}

/* Makes `day` the day of a text that begins with its date. */
static bool day_read(struct time_day *day, const char *text)
{
    if (day->date[0] != '\0' && time_same_date(day->date, text)) {
        return true;
    }
    *day = (struct time_day){.days = 0};
    if (!date_read(text, sizeof day->date, &day->days)) {
        return false;
    }
    memcpy(day->date, text, sizeof day->date);
    return true;
}

bool time_read_on(struct time_day *day, const char *text, size_t length, int64_t *at)
{
    int64_t offset = 0;
    const bool utc = length == TIME_SIZE && text[TIME_SIZE - 1] == 'Z';
    if (length < TIME_SIZE || text[10] != 'T' || !day_read(day, text) ||
        (!utc && !offset_read(text + 19, length - 19, &offset))) {
        return false;
    }
    const int seconds = time_of_day_seconds(text + 11);
    if (seconds < 0) {
        return false;
    }
    const int64_t read = day->days * SECONDS_PER_DAY + seconds - offset;
    /* An offset can push the first and the last hours out of the years that have four digits. */
    if (read < FIRST_SECOND || read >= END_SECOND) {
        return false;
    }
    *at = read;
    return true;
}

bool homevisit_time_read(const char *text, size_t length, int64_t *at)
{
    struct time_day day = {.days = 0};
    return time_read_on(&day, text, length, at);
}

/* ---- writing --------------------------------------------------------------------------------------------------- */

/* The numbers of two digits, one after the other. */
static const char two_digits[] = "00010203040506070809101112131415161718192021222324252627282930313233343536373839"
                                 "40414243444546474849505152535455565758596061626364656667686970717273747576777879"
                                 "8081828384858687888990919293949596979899";

static void two_digits_write(char *out, unsigned value)
{
    memcpy(out, two_digits + 2 * value, 2);
}

static void day_write(struct time_day *day, int64_t days)
{
    int64_t year = 0;
    int month = 0, of_month = 0;
    date_from_days(days, &year, &month, &of_month);
    day->days = days;
    memcpy(day->date, "0000-00-00", sizeof day->date);
    two_digits_write(day->date, (unsigned)(year / 100));
    two_digits_write(day->date + 2, (unsigned)(year % 100));
    two_digits_write(day->date + 5, (unsigned)month);
    two_digits_write(day->date + 8, (unsigned)of_month);
}

/* The second of the day, where `day` is that of the time. */
static uint64_t second_of(const struct time_day *day, int64_t at)
{
    return (uint64_t)at - (uint64_t)day->days * SECONDS_PER_DAY;
}

/* A typed event may hold any number of seconds; what four digits cannot say is written as the nearest that they can. */
void time_write_on(struct time_day *day, int64_t at, char out[TIME_SIZE])
{
    if (day->date[0] == '\0' || second_of(day, at) >= SECONDS_PER_DAY) {
        at = at < FIRST_SECOND ? FIRST_SECOND : at >= END_SECOND ? END_SECOND - 1 : at;
        day_write(day, floor_divide(at, SECONDS_PER_DAY));
    }
    const unsigned second = (unsigned)second_of(day, at), minute = second / 60, hour = minute / 60;
    memcpy(out, day->date, sizeof day->date);
    memcpy(out + 10, "T00:00:00Z", 10);
    two_digits_write(out + 11, hour);
    two_digits_write(out + 14, minute - hour * 60);
    two_digits_write(out + 17, second - minute * 60);
}

void homevisit_time_write(int64_t at, char out[21])
{
    struct time_day day = {.days = 0};
    time_write_on(&day, at, out);
    out[TIME_SIZE] = '\0';
}
