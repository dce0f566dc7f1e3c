/* Medians of times and counts of instructions. */
#define _POSIX_C_SOURCE 200809L
#include "measure.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

/* Without valgrind's header nothing can be counted, and run.sh says so. */
#if __has_include(<valgrind/callgrind.h>)
#include <valgrind/callgrind.h>
#else
#define CALLGRIND_START_INSTRUMENTATION
#define CALLGRIND_STOP_INSTRUMENTATION
#define CALLGRIND_ZERO_STATS
#define CALLGRIND_DUMP_STATS_AT(name) (void)(name)
#endif

enum { MOST_WORKS = 16, MOST_RUNS = 31 };

struct measuring measuring = {.runs = 7, .at_least = 0.02};

double seconds_now(void)
{
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (double)time.tv_sec + (double)time.tv_nsec * 1e-9;
}

static int by_size(const void *a, const void *b)
{
    const double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

double median_of(double *values, size_t count)
{
    qsort(values, count, sizeof *values, by_size);
    return count % 2 ? values[count / 2] : (values[count / 2 - 1] + values[count / 2]) / 2;
}

void tell(const char *table, const char *row, const char *column, double value)
{
    printf("%s\t%s\t%s\t%.9g\n", table, row, column, value);
    fflush(stdout);
}

static double seconds_of(const struct work *work, size_t rounds)
{
    const double began = seconds_now();
    work->run(work->user, rounds);
    return seconds_now() - began;
}

/* How many rounds make a run long enough to be timed. The tries warm the work up as well. */
static size_t enough_rounds(const struct work *work)
{
    size_t rounds = 1;
    double seconds = seconds_of(work, rounds);
    while (seconds < measuring.at_least) {
        rounds *= seconds < measuring.at_least / 8 ? 8 : 2;
        seconds = seconds_of(work, rounds);
    }
    return rounds;
}

static void measure_times(const char *table, const char *column, const struct work *works, size_t count)
{
    static double times[MOST_WORKS][MOST_RUNS], ratios[MOST_WORKS][MOST_RUNS];
    size_t rounds[MOST_WORKS];
    const size_t runs = (size_t)measuring.runs;
    char ratio_column[64];
    for (size_t i = 0; i < count; i++)
        rounds[i] = enough_rounds(&works[i]);
    for (size_t run = 0; run < runs; run++) {
        for (size_t i = 0; i < count; i++) {
            const double seconds = seconds_of(&works[i], rounds[i]);
            times[i][run] = seconds * 1e6 / (double)(rounds[i] * works[i].steps);
            ratios[i][run] = times[i][run] / times[0][run];
        }
    }
    snprintf(ratio_column, sizeof ratio_column, "%s.ratio", column);
    for (size_t i = 0; i < count; i++) {
        tell(table, works[i].row, column, median_of(times[i], runs));
        tell(table, works[i].row, ratio_column, median_of(ratios[i], runs));
    }
}

/* Callgrind keeps the name of a dump; tables.py divides what it counted by the steps. */
static void measure_counts(const char *table, const char *column, const struct work *work)
{
    char name[256];
    snprintf(name, sizeof name, "%s|%s|%s.instructions|%zu", table, work->row, column, work->steps);
    work->run(work->user, 2); /* a session keeps what it is asked for the second time, and then what it answered */
    CALLGRIND_START_INSTRUMENTATION;
    CALLGRIND_ZERO_STATS;
    work->run(work->user, 1);
    CALLGRIND_DUMP_STATS_AT(name);
    CALLGRIND_STOP_INSTRUMENTATION;
}

void measure(const char *table, const char *column, const struct work *works, size_t count)
{
    must_hold(count <= MOST_WORKS && measuring.runs <= MOST_RUNS, "too many works or runs", count);
    if (!measuring.counting) {
        measure_times(table, column, works, count);
        return;
    }
    for (size_t i = 0; i < count; i++)
        measure_counts(table, column, &works[i]);
}

void must(homevisit_code code, const char *what)
{
    if (code == HOMEVISIT_OK)
        return;
    fprintf(stderr, "%s: %s\n", what, homevisit_code_text(code));
    exit(2);
}

void must_hold(bool holds, const char *what, size_t number)
{
    if (holds)
        return;
    fprintf(stderr, "%s (%zu)\n", what, number);
    exit(1);
}

char *read_text(const char *path, size_t *length)
{
    FILE *file = fopen(path, "rb");
    long size = -1;
    if (file && fseek(file, 0, SEEK_END) == 0)
        size = ftell(file);
    char *text = size < 0 ? NULL : malloc((size_t)size + 1);
    if (!text) {
        fprintf(stderr, "%s cannot be read\n", path);
        exit(2);
    }
    rewind(file);
    *length = fread(text, 1, (size_t)size, file);
    text[*length] = '\0';
    fclose(file);
    return text;
}
