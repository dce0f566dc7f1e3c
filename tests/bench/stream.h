/* Many visits: a file of records, a record a line, passed over in ways that are compared with each other. */
#ifndef BENCH_STREAM_H
#define BENCH_STREAM_H

#include <stddef.h>

/* Passes over the whole file by `threads` threads; ends the program where a record is not sound. Returns the records. */
size_t stream_scan(const char *path, size_t threads);

#endif
