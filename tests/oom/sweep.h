/* A sweep of memory that runs out along ways of several calls: tools.c has the ways. oom.c has each public function by
 * itself. */
#ifndef HOMEVISIT_SWEEP_H
#define HOMEVISIT_SWEEP_H

#include <homevisit/homevisit.h>

struct meter {
    size_t live;      /* allocations that were not released */
    size_t countdown; /* how many more succeed */
    bool for_good;    /* all after the failing one fail too */
    bool failed;      /* one was refused */
};

/* What ways work with. `loaded` and the texts are there before a way begins, with memory that does not fail. */
struct bench {
    struct meter meter;
    homevisit_allocator allocator;
    homevisit_options options;
    homevisit_text policy, record, broken_policy, broken_record, cases, cases_policy;
    homevisit_policy *loaded;
};

/* A way through the public functions; it releases all that it made, whatever failed. */
struct way {
    const char *name;
    homevisit_code (*run)(struct bench *bench);
};

void bench_open(struct bench *bench);
void bench_close(struct bench *bench);

/* The whole of a file, to be freed; ends the program where there is none. */
homevisit_text read_file(const char *path);

/* For a way's preparations: between the two, nothing fails. */
size_t meter_hold(struct bench *bench);
void meter_go_on(struct bench *bench, size_t held);

/*
 * Tries each way with the n-th allocation failing once, and with all failing from the n-th on, for n from 0 until it
 * succeeds: the code is the memory code or what it is while memory lasts, and nothing leaks. Prints a line a way.
 * @return How many of the sweeps are not sound.
 */
size_t sweep(struct bench *bench, const struct way *ways, size_t count);

#endif
