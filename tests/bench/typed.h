/* An event's JSON text as the typed struct, for sections that ask as a host with rows of its own does. */
#ifndef BENCH_TYPED_H
#define BENCH_TYPED_H

#include <homevisit/homevisit.h>

struct cJSON;

enum { TYPED_ATTRIBUTES = 24, TYPED_ITEMS = 64 };

/* The event and all that it points to but texts, which stay the tree's. */
struct typed {
    homevisit_event event;
    homevisit_attribute attributes[TYPED_ATTRIBUTES];
    homevisit_word words[TYPED_ITEMS];
    homevisit_text ids[TYPED_ITEMS];
    homevisit_staff staff[TYPED_ITEMS];
    homevisit_declared facts[TYPED_ITEMS];
};

/* `typed` must not move afterwards, and `event` has to outlive it. Ends the program where the event cannot be typed. */
void typed_event(const struct cJSON *event, struct typed *typed);

#endif
