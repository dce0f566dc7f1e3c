/*
 * A plain, slow evaluator of conditions over cJSON trees in three truth values: written from docs/format.md (COND) and
 * JsonLogic, and from nothing of lib/, to be compared with what the library compiles. Every value is a tree of its own;
 * NULL is unknown.
 */
#ifndef HOMEVISIT_TESTS_FUZZ_SLOW_CONDITION_H
#define HOMEVISIT_TESTS_FUZZ_SLOW_CONDITION_H

#include <cJSON.h>
#include <stdbool.h>

struct slow_scope {
    const cJSON *facts;      /* the facts by name: as a data object, dotted names leading through objects; or flat */
    bool flat;               /* the names are keys as they stand, and settings.* and conditions.* are looked up below */
    const cJSON *settings;   /* a profile's, or NULL */
    const cJSON *conditions; /* a profile's, or NULL */
    const cJSON *member;     /* inside all, some, none: the member; NULL outside */
    bool ill;                /* set where an operator meets what it cannot take: what is loaded has to be well typed */
};

/* The value, to be released by cJSON_Delete(); NULL: unknown. */
cJSON *slow_evaluate(const cJSON *condition, struct slow_scope *scope);

enum slow_truth { SLOW_FALSE, SLOW_TRUE, SLOW_UNKNOWN };
/* The value of a condition that has to be boolean. */
enum slow_truth slow_decide(const cJSON *condition, struct slow_scope *scope);

#endif
