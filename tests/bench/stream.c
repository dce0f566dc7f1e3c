/*
 * Many visits: how many a second, by one thread and by two. usage: bench_stream FILE RUNS
 *
 * All ways pass over the file in turn, run by run; the figures are the medians, in visits a second.
 */
#include "stream.h"
#include "measure.h"

#include <stdio.h>
#include <stdlib.h>

enum { MOST_RUNS = 31, THREADS = 2 };

/* A way to pass over the file. */
struct way {
    const char *row;
    size_t (*run)(const char *path, size_t threads);
};
static const struct way ways[] = {{"scan", stream_scan}};
enum { WAYS = sizeof ways / sizeof *ways };

static void tell_way(const struct way *way, double rates[THREADS][MOST_RUNS], size_t runs)
{
    double scaling[MOST_RUNS];
    char column[8];
    for (size_t run = 0; run < runs; run++)
        scaling[run] = rates[THREADS - 1][run] / rates[0][run];
    for (size_t threads = 1; threads <= THREADS; threads++) {
        snprintf(column, sizeof column, "j%zu", threads);
        tell("stream", way->row, column, median_of(rates[threads - 1], runs));
    }
    tell("stream", way->row, "scaling", median_of(scaling, runs));
}

int main(int argc, char **argv)
{
    static double rates[WAYS][THREADS][MOST_RUNS];
    const size_t runs = argc == 3 ? strtoul(argv[2], NULL, 10) : 0;
    size_t records = 0;
    if (runs < 1 || runs > MOST_RUNS) {
        fputs("usage: bench_stream FILE RUNS\n", stderr);
        return 2;
    }
    records = stream_scan(argv[1], THREADS); /* brings the file into memory */
    for (size_t run = 0; run < runs; run++) {
        for (size_t way = 0; way < WAYS; way++) {
            for (size_t threads = 1; threads <= THREADS; threads++) {
                const double began = seconds_now();
                must_hold(ways[way].run(argv[1], threads) == records, "the ways count differently", way);
                rates[way][threads - 1][run] = (double)records / (seconds_now() - began);
            }
        }
    }
    tell("stream", "all", "visits", (double)records);
    for (size_t way = 0; way < WAYS; way++)
        tell_way(&ways[way], rates[way], runs);
    return 0;
}
