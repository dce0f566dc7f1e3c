/* An allocator on trial: it counts what is held, and fails when it is told to. Shared by the unit tests. */
#ifndef HOMEVISIT_TRIAL_MEMORY_H
#define HOMEVISIT_TRIAL_MEMORY_H

#include <homevisit/homevisit.h>

struct trial_memory {
    size_t held;      /* allocations that were not released yet */
    size_t asked;     /* calls of allocate, the failed ones too */
    size_t fail_at;   /* the call that fails, from 1; 0: none */
    bool fail_onward; /* those after it fail as well */
    size_t failures;
};

/* An allocator over the trial, which has to outlive everything made with it. */
homevisit_allocator trial_allocator(struct trial_memory *trial);

/*
 * Lets every allocation of `work` fail once in turn, alone and with all after it, until one run needs no more. `work`
 * gets the allocator and returns whether it succeeded; it is asked to release what it made either way. Asserts that a
 * run in which nothing failed succeeds, that one that succeeds although something failed is allowed (`may_recover`), and
 * that nothing is held after any run.
 */
void trial_run(bool (*work)(const homevisit_allocator *allocator), bool may_recover);

#endif
