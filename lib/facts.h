/*
 * The facts of a record at a moment: what conditions are decided over. Booleans are bits in two planes (true, unknown);
 * other facts have a value beside their bit in the plane of the unknown. Only replay.c and visit_fold.c write here.
 */
#ifndef HOMEVISIT_FACTS_H
#define HOMEVISIT_FACTS_H

#include "vocabulary.h"

union fact_value {
    int64_t integer; /* also times (seconds) */
    homevisit_word word;
    const char *text;
};

/* A member of staff in a plan. Ids are numbers within a visit (visit.h). */
struct staff_member {
    uint32_t id;
    homevisit_word role;
    bool trained_said, trained;
};

#define FACT_ROLES_LIMIT 16 /* more than there are roles */

struct role_list {
    homevisit_word items[FACT_ROLES_LIMIT];
    size_t count;
};

struct program;

struct fact_store {
    const struct program *program;    /* whose atoms read the facts; NULL: nobody is to be told of changes */
    uint64_t *dirty;                  /* a bit for each atom that a change has touched … */
    bool touched;                     /* … and whether any has the bit */
    uint64_t *is_true;                /* bit `fact` */
    uint64_t *is_unknown;             /* bit `fact`; a known false fact has neither */
    union fact_value *values;         /* by `fact`, for facts that are not boolean; `fact_count` of them */
    size_t fact_count;                /* static facts and the policy's own */
    const struct staff_member *staff; /* of the plan: the facts `staff` and `plan.staff` */
    size_t staff_count;
    const char *const *ids;             /* texts of the visit's staff ids, by number */
    struct role_list roles, lone_roles; /* in order of first appearance */
};

static inline bool fact_known(const struct fact_store *facts, unsigned fact)
{
    return !((facts->is_unknown[fact / 64] >> (fact % 64)) & 1);
}
static inline bool fact_true(const struct fact_store *facts, unsigned fact)
{
    return (facts->is_true[fact / 64] >> (fact % 64)) & 1;
}

#endif
