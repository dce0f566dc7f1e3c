/* Sound profiles made from bytes: guards, duties, checklists and advice over the whole vocabulary. */
#ifndef HOMEVISIT_TESTS_FUZZ_MAKE_POLICY_H
#define HOMEVISIT_TESTS_FUZZ_MAKE_POLICY_H

#include "fuzz.h"

/*
 * Writes a profile and loads it. Rules and conditions that are refused (a condition that can never be true, say) are left
 * out, so that what stands in `out` is what was loaded. `depth` bounds the conditions.
 * @return The policy, to be freed; never NULL, but perhaps without rules of its own.
 */
homevisit_policy *make_policy(struct steer *steer, unsigned most_rules, unsigned depth, struct text *out);

#endif
