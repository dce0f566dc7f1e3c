/* Many visits: a file of records, a record a line, passed over in ways that are compared with each other. */
#ifndef BENCH_STREAM_H
#define BENCH_STREAM_H

#include <stddef.h>

/* Bytes of a file: whole lines. */
struct stream_part {
    long begin, end;
};
/* Cuts a file into so many parts of about the same size. */
void stream_cut(const char *path, struct stream_part *parts, size_t count);

/*
 * Each passes over the whole file by `threads` threads, ends the program where a record is not sound, and returns the
 * number of records. The strict scan alone; every record loaded and dropped.
 */
size_t stream_scan(const char *path, size_t threads);
size_t stream_load(const char *path, size_t threads);

/* The same by homevisit_audit_stream(): decisions and the summary; and with every report as JSON. */
size_t stream_audit(const char *path, size_t threads);
size_t stream_audit_json(const char *path, size_t threads);
/* The first of the two by so many processes at once, each by one thread over a part of its own: what the machine gives to
 * work that shares nothing. */
size_t stream_audit_apart(const char *path, size_t processes);
/* Holds the first records' outcomes against single audits of them, and two threads' summary against one's. */
void stream_compare(const char *path, size_t records);

#endif
