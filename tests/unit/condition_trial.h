/*
 * Conditions written down in C, the facts over which they are tried, and what is told of them. Shared by the unit tests
 * of lib/condition_*.c. Texts are written with ' for ".
 */
#ifndef HOMEVISIT_CONDITION_TRIAL_H
#define HOMEVISIT_CONDITION_TRIAL_H

#include "condition_reader.h"
#include "condition_value.h"
#include "visit.h"

/* The profile around the condition: facts of its own, settings and named conditions (condition_trial.c lists them). */
enum { TRIAL_X_NOTE, TRIAL_X_COUNT, TRIAL_X_OTHER, TRIAL_X_FLAG, TRIAL_TOLD, TRIAL_FACT_COUNT };

enum {
    TRIAL_SETTING_WAIT,
    TRIAL_SETTING_LIMIT,
    TRIAL_SETTING_STRICT,
    TRIAL_SETTING_PERSON,
    TRIAL_SETTING_DECIDERS,
    TRIAL_SETTING_STRANGERS,
    TRIAL_SETTING_FAULTY,
    TRIAL_SETTING_COUNT
};

struct condition_trial {
    homevisit_allocator allocator;
    char *text, *named_text;
    homevisit_problems *problems;
    struct json_places *places;
    struct arena arena;
    cJSON *json, *named;
    struct conditions conditions;
    struct condition_context context;
    homevisit_word events[8];
    node_index root;        /* NO_NODE: refused */
    unsigned settings_read; /* a bit for each */
    /* What it is decided over: */
    struct fact_store facts;
    struct visit_event event;
    union attribute_value values[HOMEVISIT_ATTRIBUTE_COUNT];
    struct condition_scene scene;
};

/*
 * Reads a condition. `where` says where it stands: "" (where no event is), "any" (by itself), "on EVENT EVENT…" or
 * "do EVENT EVENT…". `max_nodes` 0: as many as usual.
 */
void condition_trial_open(struct condition_trial *trial, const homevisit_allocator *allocator, const char *text,
                          const char *where, size_t max_nodes);
/* The same with other named conditions, as an object. */
void condition_trial_open_named(struct condition_trial *trial, const homevisit_allocator *allocator, const char *text,
                                const char *where, size_t max_nodes, const char *named);
void condition_trial_close(struct condition_trial *trial);
/* The list of problems, when no more will be told. */
homevisit_problems *condition_trial_problems(struct condition_trial *trial);

/*
 * Says facts: "NAME=VALUE; NAME=VALUE". What is not named is as it is at first; `?` is unknown. Staff are
 * "id:role:yes, id:role:no, id:role", lists "a, b". "event=EVENT" names the event being decided, "event.ATTR=VALUE" one
 * of its attributes. Facts that were said before are forgotten.
 */
void condition_trial_facts(struct condition_trial *trial, const char *facts);

/* A problem, whole. */
struct condition_told {
    homevisit_kind kind;
    const char *code, *pointer;
    size_t line, column;
    const char *message, *suggestion; /* suggestion NULL: none */
};
#define SCHEMA HOMEVISIT_KIND_SCHEMA
#define NAME HOMEVISIT_KIND_NAME
#define TYPE HOMEVISIT_KIND_TYPE
#define LIMIT HOMEVISIT_KIND_LIMIT

/* A condition that is refused, and all that is told of it. */
struct condition_refusal {
    const char *where, *condition;
    struct condition_told told[6];
};
/* Asserts that each is refused for exactly these reasons; every one is tried. */
void condition_trial_refused(const struct condition_refusal *refusals, size_t count);

/* The name of a fact on which a value rests. */
const char *condition_trial_fact_name(const struct condition_node *node, char out[128]);

#endif
