/* Conditions made from bytes: well typed over a pool of facts, save where the pool asks for mistakes. */
#ifndef HOMEVISIT_TESTS_FUZZ_MAKE_CONDITION_H
#define HOMEVISIT_TESTS_FUZZ_MAKE_CONDITION_H

#include "pool.h"

/* Adds a condition, boolean where it is well typed, of at most `depth` operators in one another above comparisons. */
void make_condition(struct steer *steer, const struct pool *pool, unsigned depth, struct text *out);

#endif
