/*
 * A stream of records audited: what the files audit_stream*.c share. audit_stream_lines.c cuts the bytes into batches of
 * whole lines, audit_stream_work.c makes outcomes of a batch's lines in whatever thread, audit_stream_count.c counts them,
 * and audit_stream.c keeps batches and threads going and hands the outcomes out in order.
 */
#ifndef HOMEVISIT_AUDIT_STREAM_H
#define HOMEVISIT_AUDIT_STREAM_H

#include "ask.h"
#include "audit_verdict.h"

/* ---- what was asked ---------------------------------------------------------------------------------------------- */

struct stream_options {
    struct settled_options settled;
    homevisit_moment at;
    bool wants_json, wants_reports;
    size_t threads, batch_bytes, batches;
};

/* ---- a batch ----------------------------------------------------------------------------------------------------- */

#define NO_MONTH INT32_MAX

/* What came of a line under a policy; in its own words where homevisit_stream_outcome has pointers. */
struct stream_record {
    size_t line;
    uint64_t offset;
    homevisit_text text; /* in the batch's */
    homevisit_code code;
    size_t policy;
    homevisit_decision decision;
    homevisit_summary summary;
    homevisit_report *report;
    homevisit_problems *problems;      /* owned */
    size_t json_start, json_length;    /* in the batch's `json` */
    size_t broken_start, broken_count; /* in the batch's `broken` */
    int32_t month;                     /* of the policy's calendar: year * 12 + month, from 0; or NO_MONTH */
};

/* Whole lines and what came of them. Belongs to one thread at a time. */
struct stream_batch {
    char *text;
    size_t length, capacity;
    size_t first_line;
    size_t lines;        /* how many begin in it */
    uint64_t offset;     /* of its first byte in the stream */
    struct list records; /* struct stream_record */
    struct list broken;  /* uint32_t: rows of the policy's clauses (struct clause_rows) */
    struct list reports; /* homevisit_report *: kept from use to use */
    size_t reports_used;
    homevisit_buffer json;
    bool done;
    bool no_memory; /* for what would have come after the last of `records` */
};

void batch_init(struct stream_batch *batch, const homevisit_allocator *allocator);
void batch_free(struct stream_batch *batch);
/* Makes the batch ready for other lines, in the memory it has. */
void batch_clear(struct stream_batch *batch);

/* ---- audit_stream_lines.c: bytes into lines ---------------------------------------------------------------------- */

struct stream_reader {
    homevisit_stream_read read;
    void *user;
    homevisit_allocator allocator;
    size_t batch_bytes;
    size_t longest;               /* so much of a line is kept that the scan refuses it as too long */
    homevisit_buffer rest;        /* what follows the last line that was taken */
    size_t rest_from, rest_whole; /* where in it that begins, and where the whole lines in it end */
    size_t line;                  /* of what comes next, from 1 */
    uint64_t offset;              /* of `rest` in the stream */
    bool discarding;              /* until the end of a line that is too long */
    bool dry;                     /* the source has no more at the moment */
    bool ended, failed;
};

void stream_reader_init(struct stream_reader *reader, homevisit_stream_read read, void *user,
                        const struct stream_options *options);
void stream_reader_free(struct stream_reader *reader);
/* Whether lines have come that no batch has had room for yet. */
static inline bool stream_reader_has_more(const struct stream_reader *reader)
{
    return reader->rest_from < reader->rest_whole;
}
/* Fills a clear batch with lines: none where the source has ended or is dry. HOMEVISIT_E_MEMORY. */
homevisit_code stream_reader_fill(struct stream_reader *reader, struct stream_batch *batch);

/* ---- audit_stream_count.c: what the stream came to --------------------------------------------------------------- */

/* What may be broken of a policy, as rows of a table: its clauses, and the rules that cite none. */
struct clause_rows {
    const char **clauses, **rules; /* by row; one of the two is NULL */
    size_t count;
    const uint32_t **of_rule; /* by rule: its rows … */
    size_t *of_rule_count;    /* … and how many they are */
};

homevisit_stream_summary *stream_summary_new(const homevisit_policy *const *policies, size_t count,
                                             const homevisit_allocator *allocator);
const struct clause_rows *stream_summary_rows(const homevisit_stream_summary *summary, size_t policy);
/* Counts an outcome. HOMEVISIT_E_MEMORY. */
homevisit_code stream_summary_count(homevisit_stream_summary *summary, const struct stream_record *record,
                                    const uint32_t *broken);
/* Once all is counted. HOMEVISIT_E_MEMORY. */
homevisit_code stream_summary_finish(homevisit_stream_summary *summary, size_t lines, bool stopped);

/* ---- audit_stream_work.c: lines into outcomes -------------------------------------------------------------------- */

/* What a thread needs, kept from record to record. */
struct stream_worker;
struct stream_worker *stream_worker_new(const homevisit_policy *const *policies, size_t count,
                                        const struct stream_options *options, const homevisit_stream_summary *summary);
void stream_worker_free(struct stream_worker *worker);
/* Makes the outcomes of a batch. An end of memory is noted in the batch. */
void stream_worker_run(struct stream_worker *worker, struct stream_batch *batch);

#endif
