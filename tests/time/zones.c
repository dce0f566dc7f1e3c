/*
 * Every zone of the system's own data against the library's reading of a POSIX TZ string.
 *
 * The last line of each zone's file is the POSIX TZ string by which its clock goes on after the last change that the
 * file lists (RFC 8536, section 3.3). The C library's local time by the zone's name and the library's by that string
 * have to be the same from then on: at every third hour of some years, and at the seconds before and of each change.
 *
 * usage: zones FOLDER YEAR YEARS      e.g. /usr/share/zoneinfo 2095 3, after the last change of any file
 */
#define _POSIX_C_SOURCE 200809L

#include "time_text.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { HOUR = 3600, STEP = 3 * HOUR, TEXT_SIZE = 128, NAME_SIZE = 256 };

struct tally {
    size_t zones, summer, changes, seconds, wrong;
};

/* Seconds east of UTC as the C library says for the zone that TZ names. */
static int system_offset(int64_t at)
{
    const time_t instant = (time_t)at;
    struct tm local;
    if (!localtime_r(&instant, &local))
        exit(2);
    const int64_t days = days_from_date(local.tm_year + 1900, local.tm_mon + 1, local.tm_mday);
    return (int)(days * SECONDS_PER_DAY + local.tm_hour * HOUR + local.tm_min * 60 + local.tm_sec - at);
}

/* The file's last line, without its end. */
static bool footer_of(const char *folder, const char *name, char text[TEXT_SIZE])
{
    char path[2 * NAME_SIZE], tail[TEXT_SIZE + 2] = "";
    snprintf(path, sizeof path, "%s/%s", folder, name);
    FILE *file = fopen(path, "rb");
    if (!file || fseek(file, 0, SEEK_END) != 0)
        return false;
    const long size = ftell(file), from = size > TEXT_SIZE ? size - TEXT_SIZE : 0;
    fseek(file, from, SEEK_SET);
    const size_t length = fread(tail, 1, TEXT_SIZE, file);
    fclose(file);
    if (length < 2 || tail[length - 1] != '\n')
        return false;
    size_t start = length - 1;
    while (start > 0 && tail[start - 1] != '\n')
        start--;
    memcpy(text, tail + start, length - 1 - start);
    text[length - 1 - start] = '\0';
    return start > 0 && *text;
}

static void compare(const char *name, const char *text, const struct zone *zone, int64_t at, struct tally *tally)
{
    const int wanted = system_offset(at), got = (int)zone_offset(zone, at);
    tally->seconds++;
    if (wanted == got || tally->wrong++ >= 20)
        return;
    char time[21];
    homevisit_time_write(at, time);
    fprintf(stderr, "%s (%s) at %s: %d, and by the system %d\n", name, text, time, got, wanted);
}

static int64_t change_between(int64_t before, int64_t after)
{
    const int old = system_offset(before);
    while (after - before > 1) {
        const int64_t middle = before + (after - before) / 2;
        if (system_offset(middle) == old)
            before = middle;
        else
            after = middle;
    }
    return after;
}

static void try_zone(const char *folder, const char *name, int year, int years, struct tally *tally)
{
    char text[TEXT_SIZE];
    struct zone zone;
    if (!footer_of(folder, name, text) || !zone_read(text, strlen(text), &zone) || !zone_fits_times(&zone)) {
        fprintf(stderr, "%s: its POSIX TZ string is not read, or no profile may say it\n", name);
        tally->wrong++;
        return;
    }
    if (setenv("TZ", name, 1) != 0)
        exit(2);
    tzset();
    tally->zones++;
    tally->summer += zone.has_summer;
    const int64_t end = days_from_date(year + years, 1, 1) * SECONDS_PER_DAY;
    for (int64_t at = days_from_date(year, 1, 1) * SECONDS_PER_DAY; at < end; at += STEP) {
        compare(name, text, &zone, at, tally);
        if (system_offset(at) == system_offset(at + STEP))
            continue;
        const int64_t change = change_between(at, at + STEP);
        compare(name, text, &zone, change - 1, tally);
        compare(name, text, &zone, change, tally);
        tally->changes++;
    }
}

/* The third column of the table of zones. */
static bool name_in(char *line, char name[NAME_SIZE])
{
    if (*line == '#')
        return false;
    strtok(line, "\t\n");
    strtok(NULL, "\t\n");
    const char *column = strtok(NULL, "\t\n");
    return column && snprintf(name, NAME_SIZE, "%s", column) < NAME_SIZE;
}

int main(int count, char **arguments)
{
    if (count != 4)
        return 2;
    char path[NAME_SIZE], line[1024], name[NAME_SIZE];
    struct tally tally = {0};
    snprintf(path, sizeof path, "%s/zone.tab", arguments[1]);
    FILE *table = fopen(path, "r");
    if (!table) {
        fprintf(stderr, "%s is not there: install tzdata\n", path);
        return 2;
    }
    while (fgets(line, sizeof line, table))
        if (name_in(line, name))
            try_zone(arguments[1], name, atoi(arguments[2]), atoi(arguments[3]), &tally);
    fclose(table);
    printf("%zu zones, %zu of them with summer time, %zu changes, %zu seconds compared, %zu wrong\n", tally.zones,
           tally.summer, tally.changes, tally.seconds, tally.wrong);
    return tally.wrong != 0 || tally.summer < 20;
}
