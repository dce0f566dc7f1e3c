/* Sound profiles made from bytes whose guards speak of three events: of what these carry, of the time and of the record. */
#ifndef HOMEVISIT_TESTS_FUZZ_MAKE_GUARDS_H
#define HOMEVISIT_TESTS_FUZZ_MAKE_GUARDS_H

#include "fuzz.h"

enum { GUARDED_EVENTS = 3 };

/* Minutes of the day with which the guards compare, so that questions can be asked about those moments. */
extern const int guarded_minutes[];
enum { GUARDED_MINUTES = 10 };

/* A guard that is refused (it can never be broken, say) is left out. @return The policy, to be freed; never NULL. */
homevisit_policy *make_guards(struct steer *steer, const homevisit_word words[GUARDED_EVENTS], unsigned most_rules);

#endif
