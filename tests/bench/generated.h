/* Generated visit records: whole visits as schools upload them, about 2.5 KB each, the n-th always the same. */
#ifndef BENCH_GENERATED_H
#define BENCH_GENERATED_H

#include <stddef.h>
#include <stdint.h>

/* The first of the seeds: visit n is made from GENERATED_SEED + n. */
#define GENERATED_SEED 7031u

enum { GENERATED_SIZE = 8192 };

/*
 * Writes the n-th record, compact, in one line without a newline, and a NUL; returns its length. `last` receives where its
 * last event begins (the comma before it), so that a caller can have the record without it and the event by itself.
 */
size_t generated_visit(uint32_t number, char out[GENERATED_SIZE], size_t *last);

#endif
