/* Conditions over data objects, written down in C with ' for ". Shared by the unit tests of what evaluates them. */
#ifndef HOMEVISIT_EVALUATION_TRIAL_H
#define HOMEVISIT_EVALUATION_TRIAL_H

#include <homevisit/homevisit.h>

#define SYNTAX HOMEVISIT_KIND_SYNTAX
#define SCHEMA HOMEVISIT_KIND_SCHEMA
#define NAME HOMEVISIT_KIND_NAME
#define TYPE HOMEVISIT_KIND_TYPE
#define LIMIT HOMEVISIT_KIND_LIMIT

/* A condition, the data, and what comes of it: a value as JSON, or one problem. */
struct evaluated {
    const char *condition, *data;
    const char *value; /* NULL: refused */
    struct {
        homevisit_kind kind;
        const char *document, *code, *pointer; /* the condition's document is "rule" */
        size_t line, column;
        const char *message, *suggestion;
    } told;
};
void assert_evaluated(const struct evaluated *cases, size_t count);

/* Evaluates one; the buffer and the problems are the caller's. */
homevisit_code evaluate_quoted(const char *condition, const char *data, homevisit_options options,
                               homevisit_buffer *out, homevisit_problems **problems);

#endif
