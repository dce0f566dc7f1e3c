/*
 * What generated conditions and events may speak of: the facts with their types and words, from vocabulary.def, and what
 * a profile or a data object adds.
 */
#ifndef HOMEVISIT_TESTS_FUZZ_POOL_H
#define HOMEVISIT_TESTS_FUZZ_POOL_H

#include "fuzz.h"

struct pool_fact {
    const char *name;
    homevisit_type type;      /* of lists only NAMES (or a data object's texts), IDS and STAFF */
    const char *const *words; /* what it may be, for names and lists of them; NULL otherwise */
};

struct pool {
    const struct pool_fact *facts;
    unsigned count;
    const struct pool_fact *more; /* the profile's own facts and settings, or NULL */
    unsigned more_count;
    homevisit_word event;          /* of a guard: its attributes are facts too; HOMEVISIT_WORD_none: no event */
    bool timed;                    /* time.* may stand there */
    const char *const *conditions; /* names of conditions, NULL at the end; NULL: none */
    unsigned ill;                  /* of 256: how often a choice is made without regard to types */
};

/* The record's facts that conditions may name anywhere: fixed names, families, plan.*, risk.* and some told.*. */
const struct pool_fact *pool_record_facts(unsigned *count);
/* The words of some vocabularies, as a bit mask of homevisit_attribute_info.vocabularies; NULL at the end. */
const char *const *pool_words(uint32_t vocabularies);
/* Any fact that may stand there, by a byte or two. event.ATTR is put into `room`, of 64 bytes. */
struct pool_fact pool_pick(struct steer *steer, const struct pool *pool, char room[64]);
/* One of a type; where the first tries find none, one of any type. */
struct pool_fact pool_pick_type(struct steer *steer, const struct pool *pool, homevisit_type type, char room[64]);

#endif
