/*
 * How the benchmark measures: medians of times, and counts of instructions.
 *
 * A piece of work is a function that does something a number of rounds. Figures leave the program as lines of
 * TABLE, ROW, COLUMN and VALUE with tabs between, which tables.py reads.
 */
#ifndef BENCH_MEASURE_H
#define BENCH_MEASURE_H

#include <homevisit/homevisit.h>

#include <stddef.h>
#include <stdint.h>

struct work {
    const char *row;
    void (*run)(void *user, size_t rounds);
    void *user;
    size_t steps; /* in a round: the figures are for one step */
};

/* What is asked of the program as a whole. */
struct measuring {
    int runs;        /* of which the median is taken */
    double at_least; /* seconds that a run lasts at least */
    bool counting;   /* instructions instead of times; under callgrind */
};
extern struct measuring measuring;

/*
 * Times all works of a table's column in turn, run by run, so that what else the machine does meets all alike. Tells the
 * median in microseconds for a step as COLUMN, and as COLUMN.ratio the median of the ratios to the first work of the
 * same run. When counting: has callgrind dump the instructions of each work instead, as COLUMN.instructions.
 */
void measure(const char *table, const char *column, const struct work *works, size_t count);

/* Seconds on a clock that only goes forward. */
double seconds_now(void);
/* Sorts the values and gives the median. */
double median_of(double *values, size_t count);

void tell(const char *table, const char *row, const char *column, double value);
/* Ends the program with `what` and the code where it is none of success. */
void must(homevisit_code code, const char *what);
/* Ends the program with a message where `holds` is false: answers that differ are never timed. */
void must_hold(bool holds, const char *what, size_t number);
/* A file's text with a NUL after it, from malloc; ends the program where it cannot be read. */
char *read_text(const char *path, size_t *length);

#endif
