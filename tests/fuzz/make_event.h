/*
 * Events made from bytes, as the structs of homevisit.h; and such an event written as JSON by means of the tests' own, so
 * that the two ways into the library can be compared.
 */
#ifndef HOMEVISIT_TESTS_FUZZ_MAKE_EVENT_H
#define HOMEVISIT_TESTS_FUZZ_MAKE_EVENT_H

#include "fuzz.h"

enum { MADE_ATTRIBUTES = 24, MADE_MEMBERS = 4 };

/* An event with everything it points to; not to be copied by value once made. */
struct made_event {
    homevisit_event event;
    homevisit_attribute attributes[MADE_ATTRIBUTES];
    homevisit_word words[MADE_MEMBERS];
    homevisit_text ids[MADE_MEMBERS];
    homevisit_staff staff[MADE_MEMBERS];
    homevisit_declared declared[MADE_MEMBERS];
    char id[16];
    int offset; /* minutes east of UTC, for its times as text */
};

/* What the events of one record have in common. */
struct event_maker {
    struct steer *steer;
    int64_t now;    /* moves on from event to event, at times not at all or back */
    unsigned ill;   /* of 256: how often something is wrong */
    unsigned named; /* of 256: how often an event has an id */
};

/* Chooses a first moment: around the changes of the clocks, leap days, the ends of years. */
void event_maker_start(struct event_maker *maker, struct steer *steer);
/* `word` HOMEVISIT_WORD_none: any event, those that lead onwards more often. */
void make_event(struct event_maker *maker, homevisit_word word, struct made_event *out);
void event_json(const struct made_event *made, struct text *out);
/* A time in RFC 3339 at an offset. */
void time_json(int64_t at, int offset_minutes, char out[40]);

#endif
