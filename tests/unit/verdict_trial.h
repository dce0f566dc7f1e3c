/* A session's verdict compared with what a check reports. */
#ifndef HOMEVISIT_VERDICT_TRIAL_H
#define HOMEVISIT_VERDICT_TRIAL_H

#include <homevisit/homevisit.h>

#include <criterion/criterion.h>

static inline void expect_verdict(const homevisit_verdict *verdict, const homevisit_result *result)
{
    size_t broken = 0, unknown = 0;
    cr_expect_eq(verdict->decision, result->decision);
    cr_expect_eq(verdict->silent, result->silent);
    for (size_t i = 0; i < result->finding_count; i++) {
        const bool is_broken = result->findings[i].outcome == HOMEVISIT_OUTCOME_BROKEN;
        const homevisit_names *names = is_broken ? &verdict->broken : &verdict->unknown;
        size_t *count = is_broken ? &broken : &unknown;
        cr_assert_lt(*count, names->count);
        cr_expect_str_eq(names->items[(*count)++], result->findings[i].rule);
    }
    cr_expect_eq(broken, verdict->broken.count);
    cr_expect_eq(unknown, verdict->unknown.count);
}

#endif
