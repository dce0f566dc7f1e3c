/*
 * An allocator that fails when it is told to, once or from then on, and counts what it gave. It stands in for the host's
 * allocator, for cJSON's, and for malloc() and free() themselves where the library has no allocator to ask: the linker
 * leads those here (--wrap).
 */
#include "oom.h"

#include <cjson/cJSON.h>
#include <stdlib.h>

void *__real_malloc(size_t size);
void __real_free(void *memory);
void *__wrap_malloc(size_t size);
void __wrap_free(void *memory);

struct meter meter = {.countdown = SIZE_MAX};

static void *meter_allocate(void *user, size_t size)
{
    (void)user;
    if (meter.countdown == 0) {
        meter.failed = true;
        if (!meter.for_good)
            meter.countdown = SIZE_MAX;
        return NULL;
    }
    meter.countdown--;
    meter.taken++;
    void *memory = __real_malloc(size);
    meter.live += memory != NULL;
    return memory;
}

static void meter_release(void *user, void *memory)
{
    (void)user;
    meter.live--;
    __real_free(memory);
}

void *__wrap_malloc(size_t size)
{
    return meter_allocate(NULL, size);
}

void __wrap_free(void *memory)
{
    if (memory != NULL)
        meter_release(NULL, memory);
}

void own_free(void *memory)
{
    __real_free(memory);
}

const homevisit_allocator meter_allocator = {meter_allocate, meter_release, NULL};
const homevisit_options meter_options = {.struct_size = sizeof meter_options,
                                         .allocator = &meter_allocator,
                                         .document = "trial.json",
                                         .bases = &small_base,
                                         .base_count = 1};

void meter_begin(void)
{
    cJSON_InitHooks(&(cJSON_Hooks){__wrap_malloc, __wrap_free});
}

void meter_set(size_t countdown, bool for_good)
{
    meter = (struct meter){.live = meter.live, .countdown = countdown, .for_good = for_good};
}
