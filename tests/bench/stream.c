/*
 * Many visits: how many a second, by one thread and by two, and by two processes. usage: bench_stream WHOLE SAMPLE RUNS
 *
 * All ways pass over the SAMPLE, the beginning of the WHOLE, in turn, run by run; the figures are medians, in visits a
 * second. Then each passes over the WHOLE once, by two threads.
 */
#include "stream.h"
#include "measure.h"

#include <stdio.h>
#include <stdlib.h>

enum { MOST_RUNS = 31, THREADS = 2, COMPARED = 1000 };

/* A way to pass over the file. */
struct way {
    const char *row;
    size_t (*run)(const char *path, size_t threads);
};
static const struct way ways[] = {{"scan", stream_scan},
                                  {"load", stream_load},
                                  {"audit", stream_audit},
                                  {"audit-json", stream_audit_json},
                                  {"audit-apart", stream_audit_apart}};
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

/* The rate of one pass over the file. */
static double pass(const struct way *way, const char *path, size_t threads, size_t records)
{
    const double began = seconds_now();
    must_hold(way->run(path, threads) == records, "the ways count differently", threads);
    return (double)records / (seconds_now() - began);
}

static void tell_sample(const char *path, size_t runs)
{
    static double rates[WAYS][THREADS][MOST_RUNS];
    const size_t records = stream_scan(path, THREADS); /* brings the file into memory */
    stream_compare(path, COMPARED);
    for (size_t run = 0; run < runs; run++)
        for (size_t way = 0; way < WAYS; way++)
            for (size_t threads = 1; threads <= THREADS; threads++)
                rates[way][threads - 1][run] = pass(&ways[way], path, threads, records);
    tell("stream", "all", "sample", (double)records);
    for (size_t way = 0; way < WAYS; way++)
        tell_way(&ways[way], rates[way], runs);
}

static void tell_whole(const char *path)
{
    const size_t records = stream_scan(path, THREADS);
    tell("stream", "all", "visits", (double)records);
    for (size_t way = 0; way < WAYS; way++)
        tell("stream", ways[way].row, "whole", pass(&ways[way], path, THREADS, records));
}

int main(int argc, char **argv)
{
    const size_t runs = argc == 4 ? strtoul(argv[3], NULL, 10) : 0;
    if (runs < 1 || runs > MOST_RUNS) {
        fputs("usage: bench_stream WHOLE SAMPLE RUNS\n", stderr);
        return 2;
    }
    tell_sample(argv[2], runs);
    tell_whole(argv[1]);
    return 0;
}
