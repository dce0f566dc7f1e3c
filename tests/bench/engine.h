/*
 * The engines that decide the 24 rules: by hand in C, libhomevisit, and the peers in C. Each decides over the same visits
 * and is asked in two ways: with the facts ready, as the engine likes them best, and from text to text.
 */
#ifndef BENCH_ENGINE_H
#define BENCH_ENGINE_H

#include "facts.h"

#include <stddef.h>

enum { VISITS = 1000, TEXT_SIZE = 4096 };

/* What all engines decide over. */
struct visits {
    struct facts facts[VISITS];
    uint32_t fired[VISITS]; /* by hand */
    char *documents[VISITS], *records[VISITS], *events[VISITS];
    size_t document_lengths[VISITS], record_lengths[VISITS], event_lengths[VISITS];
};

struct engine {
    const char *row;
    void (*open)(const struct visits *visits, const char *folder); /* folder: where the rules' files stand */
    uint32_t (*fired)(size_t visit);                               /* decides; a bit a rule, for the comparison */
    uint32_t (*answered)(size_t visit);                            /* the same from text to text */
    void (*run_ready)(void *user, size_t rounds);
    const char *row_changed;                        /* of those that keep something of the last question: … */
    void (*run_changed)(void *user, size_t rounds); /* … each question unlike the one before; NULL: keeps nothing */
    void (*run_text)(void *user, size_t rounds);
    void (*close)(void);
};

extern const struct engine engine_hand, engine_homevisit;
extern const struct engine engine_lua, engine_clips; /* where they are built in (BENCH_LUA, BENCH_CLIPS) */

/* What a loop leaves behind, so that no compiler can do without it. */
extern volatile size_t engine_sink;

/* The two loops of an engine: all visits in turn. `decide(visit)` and `answer(visit)` give a size_t. */
#define ENGINE_LOOPS(decide, answer)                                                                                   \
    static void run_ready(void *user, size_t rounds)                                                                   \
    {                                                                                                                  \
        size_t sum = 0;                                                                                                \
        (void)user;                                                                                                    \
        for (size_t round = 0; round < rounds; round++)                                                                \
            for (size_t visit = 0; visit < VISITS; visit++)                                                            \
                sum += decide(visit);                                                                                  \
        engine_sink += sum;                                                                                            \
    }                                                                                                                  \
    static void run_text(void *user, size_t rounds)                                                                    \
    {                                                                                                                  \
        size_t sum = 0;                                                                                                \
        (void)user;                                                                                                    \
        for (size_t round = 0; round < rounds; round++)                                                                \
            for (size_t visit = 0; visit < VISITS; visit++)                                                            \
                sum += answer(visit);                                                                                  \
        engine_sink += sum;                                                                                            \
    }

/* The bits of an answer {"visit":…,"fired":[…]}. */
uint32_t engine_bits(const char *answer, size_t length);

#endif
