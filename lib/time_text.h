/* Times as text (RFC 3339), days of the calendar, and local time from a POSIX TZ string. No zone data of the system. */
#ifndef HOMEVISIT_TIME_TEXT_H
#define HOMEVISIT_TIME_TEXT_H

#include <homevisit/homevisit.h>
#include <string.h>

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

/* Times that lie on two days in turn, mostly one after the other: each has its own. Any of the two would do. */
struct time_days {
    struct time_day even, odd;
};
static inline struct time_day *time_day_of(struct time_days *days, int64_t at)
{
    return (at / SECONDS_PER_DAY & 1) != 0 ? &days->odd : &days->even;
}
/* … of a text that is long enough to be a time: by the date's last digit. */
static inline struct time_day *time_day_of_text(struct time_days *days, const char *text)
{
    return (text[9] & 1) != 0 ? &days->odd : &days->even;
}

/* Whether all eight bytes are digits: 0x3 in the upper half, and there still when six is added. A carry out of a byte
 * comes only from one that is no digit itself, so none hides another. */
static inline bool time_are_digits(uint64_t bytes)
{
    const uint64_t upper = UINT64_C(0xF0F0F0F0F0F0F0F0), threes = UINT64_C(0x3030303030303030);
    return (((bytes & upper) ^ threes) | (((bytes + UINT64_C(0x0606060606060606)) & upper) ^ threes)) == 0;
}

/* "HH:MM:SS" as seconds; -1 where it is none. All eight bytes at a time, for times are what records are full of. */
static inline int time_of_day_seconds(const char *text)
{
    const uint8_t *at = (const uint8_t *)text;
    const uint64_t bytes = (uint64_t)at[0] | (uint64_t)at[1] << 8 | (uint64_t)at[2] << 16 | (uint64_t)at[3] << 24 |
                           (uint64_t)at[4] << 32 | (uint64_t)at[5] << 40 | (uint64_t)at[6] << 48 |
                           (uint64_t)at[7] << 56;
    const uint64_t colons = UINT64_C(0x00003A00003A0000), holes = UINT64_C(0x0000FF0000FF0000);
    const uint64_t zeroes = UINT64_C(0x0000300000300000);
    if ((bytes & holes) != colons || !time_are_digits((bytes & ~holes) | zeroes))
        return -1;
    /* Tens and ones of each pair come together in its first byte. */
    const uint64_t digits = bytes & UINT64_C(0x0F0F0F0F0F0F0F0F);
    const uint64_t pairs = digits * 10 + (digits >> 8);
    const int hour = (int)(pairs & 0xFF), minute = (int)(pairs >> 24 & 0xFF), second = (int)(pairs >> 48 & 0xFF);
    return hour > 23 || minute > 59 || second > 59 ? -1 : hour * 3600 + minute * 60 + second;
}

/* Ten bytes as two times eight, which need no call. */
static inline bool time_same_date(const char *a, const char *b)
{
    uint64_t words[4];
    memcpy(&words[0], a, 8);
    memcpy(&words[1], a + 2, 8);
    memcpy(&words[2], b, 8);
    memcpy(&words[3], b + 2, 8);
    return words[0] == words[2] && words[1] == words[3];
}

/* time_read_on() of TIME_SIZE bytes, without a call where they are a time in UTC of the day that was read last. */
static inline bool time_read_utc(struct time_day *day, const char *text, int64_t *at)
{
    if (!time_same_date(day->date, text) || day->date[0] == '\0' || text[10] != 'T' || text[19] != 'Z')
        return time_read_on(day, text, TIME_SIZE, at);
    const int seconds = time_of_day_seconds(text + 11);
    *at = day->days * SECONDS_PER_DAY + seconds;
    return seconds >= 0;
}

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
