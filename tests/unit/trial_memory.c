/* An allocator on trial (mpack's way: fail the first allocation, then the second, until all goes well). */
#include "trial_memory.h"

#include <criterion/criterion.h>
#include <stdlib.h>

static void *trial_allocate(void *user, size_t size)
{
    struct trial_memory *trial = user;
    trial->asked++;
    if (trial->fail_at != 0 &&
        (trial->asked == trial->fail_at || (trial->fail_onward && trial->asked > trial->fail_at))) {
        trial->failures++;
        return NULL;
    }
    void *memory = malloc(size);
    trial->held += memory != NULL;
    return memory;
}

static void trial_release(void *user, void *memory)
{
    struct trial_memory *trial = user;
    trial->held--;
    free(memory);
}

homevisit_allocator trial_allocator(struct trial_memory *trial)
{
    return (homevisit_allocator){.allocate = trial_allocate, .release = trial_release, .user = trial};
}

static bool run_once(bool (*work)(const homevisit_allocator *), size_t fail_at, bool onward, bool may_recover)
{
    struct trial_memory trial = {.fail_at = fail_at, .fail_onward = onward};
    homevisit_allocator allocator = trial_allocator(&trial);
    bool succeeded = work(&allocator);
    cr_assert_eq(trial.held, 0, "allocation %zu failed: %zu are still held", fail_at, trial.held);
    if (trial.failures == 0) {
        cr_assert(succeeded, "no allocation failed, and yet the work did");
    } else if (!may_recover) {
        cr_assert(!succeeded, "allocation %zu failed, and nobody said so", fail_at);
    }
    return trial.failures != 0;
}

void trial_run(bool (*work)(const homevisit_allocator *allocator), bool may_recover)
{
    for (int onward = 0; onward < 2; onward++) {
        size_t fail_at = 1;
        while (run_once(work, fail_at, onward != 0, may_recover)) {
            fail_at++;
        }
        cr_assert_gt(fail_at, 1, "the work allocates nothing: there is nothing to try");
    }
}
