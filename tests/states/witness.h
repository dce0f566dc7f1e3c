/* A profile that tells everything: of a `noted`, all facts; of a visit, duties that events raise, end or miss. */
#ifndef TESTS_STATES_WITNESS_H
#define TESTS_STATES_WITNESS_H

#include "letters.h"

/* With duties on the events that move a visit. Loaded, or the program ends. */
homevisit_policy *witness_policy(const struct letters *letters);

/* All facts, with their values, as JSON: the reasons of the guard on `noted`. */
homevisit_buffer witness_facts(const homevisit_policy *policy, const homevisit_visit *visit, int64_t at);

#endif
