/* Times as text (RFC 3339), days of the calendar, and local time from a POSIX TZ string. No zone data of the system. */
#ifndef HOMEVISIT_TIME_TEXT_H
#define HOMEVISIT_TIME_TEXT_H

#include <homevisit/homevisit.h>

#define SECONDS_PER_DAY 86400

/* The seconds of 0000-01-01T00:00:00Z and of the second after 9999: between them a time can be written. */
#define FIRST_SECOND (-INT64_C(62167219200))
#define END_SECOND INT64_C(253402300800)

/* Days since 1970-01-01 of a date of the proleptic Gregorian calendar. */
int64_t days_from_date(int64_t year, int month, int day);
void date_from_days(int64_t days, int64_t *year, int *month, int *day);

/* A full date, YYYY-MM-DD, that exists. */
bool date_read(const char *text, size_t length, int64_t *days);

/* "HH:MM", 00:00 to 23:59, as minutes since midnight. */
bool time_of_day_read(const char *text, size_t length, int64_t *minutes);

/* A day as text, YYYY-MM-DD, so that the next time of that day need not be worked out from its date. Zeroes: none. */
struct time_day {
    int64_t days; /* since 1970-01-01 */
    char date[10];
};

/* 2026-03-02T09:10:00Z has so many characters, and no time has fewer. */
#define TIME_SIZE 20

/* homevisit_time_write() without the NUL, and homevisit_time_read(), for many times of few days. */
void time_write_on(struct time_day *day, int64_t at, char out[TIME_SIZE]);
bool time_read_on(struct time_day *day, const char *text, size_t length, int64_t *at);

#define ZONE_NAME_LIMIT 64

/* A zone as its TZ string says it. */
struct zone_rule {
    char form;            /* 'M' month.week.day, 'J' day 1-365 without leap days, 'N' day 0-365 */
    int month, week, day; /* day: weekday for 'M', day of the year otherwise */
    int seconds;          /* local time of the change, seconds after midnight, -167 to 167 hours */
};
struct zone {
    int standard; /* seconds east of UTC */
    int summer;
    bool has_summer;
    struct zone_rule begin, end;
};

/* Reads a POSIX TZ string; false where it is none. A summer-time name needs its rule. Quoted names <+03> are fine. */
bool zone_read(const char *text, size_t length, struct zone *zone);
/* Whether RFC 3339 can write its local times: offsets are whole minutes there, less than a day. POSIX goes beyond both. */
bool zone_fits_times(const struct zone *zone);
/* Seconds east of UTC at an instant. */
int zone_offset(const struct zone *zone, int64_t at);
/* The offset with which its local time is written: none where its clock is not in the years 0000 to 9999. */
int zone_written_offset(const struct zone *zone, int64_t at);
/* The offset at an instant, and between which instants, both included, it is known to be the same. */
struct zone_span {
    int64_t from, until;
    int offset;
};
struct zone_span zone_span(const struct zone *zone, int64_t at);
/* The local minute of the day (0 to 1439), ISO weekday (1 to 7) and days since 1970-01-01. Any may be NULL. */
void zone_local(const struct zone *zone, int64_t at, int *minute, int *weekday, int64_t *days);
/* The same at an offset that is known. */
void offset_local(int offset, int64_t at, int *minute, int *weekday, int64_t *days);

#endif
