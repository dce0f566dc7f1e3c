/*
 * The value of a node, as condition_decide.c works it out and condition_explain.c and condition_data.c look at it.
 * Nothing here takes memory.
 */
#ifndef HOMEVISIT_CONDITION_VALUE_H
#define HOMEVISIT_CONDITION_VALUE_H

#include "condition.h"
#include "facts.h"

/* A list that nobody copies. */
struct list_view {
    enum list_of { LIST_OF_WORDS, LIST_OF_TEXTS, LIST_OF_NUMBERS, LIST_OF_IDS, LIST_OF_STAFF, LIST_OF_MISSING } of;
    uint32_t count; /* LIST_OF_MISSING: of the names that were asked for */
    union {
        const homevisit_word *words;
        const char *const *texts;
        const double *numbers;
        const uint32_t *ids;
        const struct staff_member *staff;
        const struct condition_node *missing; /* the operation; its members are those names that are unknown */
    } as;
};

/* A fact of a data object that is a list. */
struct data_list {
    struct list_view view;
};

struct condition_value {
    bool known;
    union {
        bool boolean;
        double number; /* also times */
        homevisit_word word;
        const char *text;
        struct list_view list;
    } as;
};

/* The member that all, some or none looks at. */
struct list_member {
    homevisit_word word;
    double number;
    const char *text;
    const struct staff_member *staff;
};

/* Where values are worked out: the scene, and inside all, some and none the member (else NULL). */
struct condition_frame {
    const struct condition_scene *scene;
    const struct list_member *member;
};

const struct condition_node *frame_node(const struct condition_frame *frame, node_index index);
node_index frame_child(const struct condition_frame *frame, const struct condition_node *node, uint32_t number);

/* The value of a node without children. condition_value.c */
struct condition_value frame_leaf(const struct condition_frame *frame, const struct condition_node *node);
/* The value of any node. condition_decide.c */
enum truth frame_truth(const struct condition_frame *frame, node_index index);
struct condition_value frame_value(const struct condition_frame *frame, node_index index);
/* The place in a list from `at` on that holds a member (missing names that are known are none); false past the last. */
bool list_next(const struct condition_frame *frame, const struct list_view *list, size_t *at,
               struct list_member *member);
/* Whether a name of `missing` (by its number) is unknown. */
bool frame_is_missing(const struct condition_frame *frame, const struct condition_node *missing, uint32_t number);
/* Where `if` goes: the first test from `from` (0, 2, …) on; the last operand is the value otherwise. */
bool if_is_last(const struct condition_node *node, uint32_t from);
/* + - * / % min max of two numbers, as in JavaScript. condition_decide.c */
double number_combine(enum operator_id id, double first, double second);
/* As in JavaScript: infinities equal themselves, what is no number equals nothing. */
bool numbers_equal(double first, double second);
/* Whether two known values of one type are the same. */
bool values_same(const struct condition_frame *frame, enum node_type type, const struct condition_value *first,
                 const struct condition_value *second);

#endif
