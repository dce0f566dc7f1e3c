/* Visits written down in C, their images, and records made at random. Shared by the unit tests of lib/visit_*.c. */
#ifndef HOMEVISIT_VISIT_TRIALS_H
#define HOMEVISIT_VISIT_TRIALS_H

#include "json_write.h"
#include "visit.h"

/* ---- texts -------------------------------------------------------------------------------------------------------- */

/* A text with " for each ', in memory of exactly its length, so that a sanitizer sees each byte read beyond. It lasts as
 * long as the test. */
homevisit_text quoted(const char *text);

/* A problem, whole. */
struct visit_told {
    homevisit_kind kind;
    const char *code, *pointer;
    size_t line, column;
    const char *message, *suggestion; /* suggestion NULL: none */
};
enum { MOST_VISIT_TOLD = 12 };
#define SYNTAX HOMEVISIT_KIND_SYNTAX
#define SCHEMA HOMEVISIT_KIND_SCHEMA
#define NAME HOMEVISIT_KIND_NAME
#define TYPE HOMEVISIT_KIND_TYPE
#define LIMIT HOMEVISIT_KIND_LIMIT

/* Expects exactly these problems, in this order, all of the document `document`; `told` ends where a code is NULL. */
void expect_told(const char *text, const homevisit_problems *problems, const char *document,
                 const struct visit_told told[MOST_VISIT_TOLD]);

/* A text that is refused, and all that is told of it, in order. */
struct visit_refusal {
    const char *text;
    struct visit_told told[MOST_VISIT_TOLD];
};
/* Expects each to be refused with these problems of the document "visit.json", by the code of the first. */
void expect_visit_refusals(const struct visit_refusal *refusals, size_t count, const homevisit_options *options);

/* ---- images ------------------------------------------------------------------------------------------------------- */

/* Writes a record as it is held, each event as JSON that would be read as the same, its index as `x_index`. */
void write_image(homevisit_buffer *out, const homevisit_visit *visit);
/* Expects two records to be the same, field by field; `what` says when. */
void expect_same_visit(const homevisit_visit *first, const homevisit_visit *second, const char *what);

/* An event of a record as a host would hand it over. What it points to lasts as long as the test. */
homevisit_event typed_image(const homevisit_visit *visit, const struct visit_event *event);

/* ---- records at random -------------------------------------------------------------------------------------------- */

/* The texts of events, in any order of time, with repeats among them. Released with drop_events(). */
struct random_events {
    homevisit_buffer *items;
    size_t count;
};
struct random_events make_events(uint64_t seed, size_t count);
void drop_events(struct random_events *events);
/* The record that holds them all. */
void write_record(homevisit_buffer *out, const struct random_events *events);

/* The next number of a sequence, below `bound`. */
size_t next_random(uint64_t *state, size_t bound);

#endif
