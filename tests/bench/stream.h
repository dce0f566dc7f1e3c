/* Many visits: a file of records, a record a line, passed over in ways that are compared with each other. */
#ifndef BENCH_STREAM_H
#define BENCH_STREAM_H

#include <stddef.h>

/*
 * Each passes over the whole file by `threads` threads, ends the program where a record is not sound, and returns the
 * number of records. The strict scan alone; every record loaded and dropped.
 */
size_t stream_scan(const char *path, size_t threads);
size_t stream_load(const char *path, size_t threads);

/* The same by homevisit_audit_stream(): decisions and the summary; and with every report as JSON. */
size_t stream_audit(const char *path, size_t threads);
size_t stream_audit_json(const char *path, size_t threads);
/* Holds the first records' outcomes against single audits of them, and two threads' summary against one's. */
void stream_compare(const char *path, size_t records);

#endif
