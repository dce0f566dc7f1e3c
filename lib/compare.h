/* What several policies say of one visit, side by side: compare.c works it out, compare_report.c writes it. */
#ifndef HOMEVISIT_COMPARE_H
#define HOMEVISIT_COMPARE_H

#include "id_index.h"
#include "report.h"

/* A step on which the policies differ. */
struct compared_step {
    size_t place;        /* among the audits' steps, which are of the same events */
    size_t first, count; /* its findings on which they differ: comparison.findings[first … first + count) */
};

struct compared_finding {
    size_t policy;
    const homevisit_finding *finding;
};

/* A duty as one policy has it. Those of one rule that arose at one time are the same duty. */
struct compared_duty {
    uint32_t rule; /* comparison.rules */
    homevisit_moment since;
    size_t nth; /* of those of the rule and time that the policy has, from 0 */
    size_t policy;
    const homevisit_duty *duty;
};

/* A duty on which the policies differ: comparison.duties[first … first + count), a policy in each. */
struct compared_row {
    size_t first, count;
};

/* What the policies' findings of a rule come to. */
struct compared_rule {
    size_t count; /* of policies that say anything */
    uint8_t mark; /* what the last of them says … */
    bool mixed;   /* … and whether another says otherwise */
};

struct comparison {
    homevisit_allocator allocator;
    struct arena arena;
    size_t count; /* policies */
    const homevisit_policy *const *policies;
    homevisit_report **reports; /* by policy: its audit */
    struct id_index rules;      /* the ids of all policies' rules, in order of first appearance */
    struct compared_rule *said; /* by rule: what the policies say of it at the step at hand */
    bool *twins;                /* by policy: another bears its id and version */
    struct list steps;          /* struct compared_step */
    struct list findings;       /* struct compared_finding */
    struct list duties;         /* struct compared_duty, by rule, time and number, then policy */
    struct list rows;           /* struct compared_row */
};

static inline const homevisit_result *compared_result(const struct comparison *comparison, size_t policy)
{
    return homevisit_report_result(comparison->reports[policy]);
}

homevisit_code compare_write_json(const struct comparison *comparison, homevisit_buffer *out);
homevisit_code compare_write_text(const struct comparison *comparison, homevisit_buffer *out);

#endif
