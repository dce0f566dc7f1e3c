/* Memory that is counted to the byte: what is out, the most that was out at once, and what is moved about (the linker
 * leads memmove() here, --wrap). Steps are counted in steps.c. */
#include "trap.h"

#include <cjson/cJSON.h>
#include <stdlib.h>
#include <string.h>

struct meter meter;

/* The size stands before each block, in room that keeps the alignment. */
union head {
    size_t size;
    max_align_t alignment;
};

static void *meter_allocate(void *user, size_t size)
{
    (void)user;
    union head *head = malloc(sizeof *head + size);
    if (head == NULL)
        return NULL;
    head->size = size;
    meter.live += size;
    meter.blocks++;
    if (meter.peak < meter.live)
        meter.peak = meter.live;
    return head + 1;
}

static void meter_release(void *user, void *memory)
{
    (void)user;
    union head *head = (union head *)memory - 1;
    meter.live -= head->size;
    meter.blocks--;
    free(head);
}

void *__real_memmove(void *to, const void *from, size_t size);
void *__wrap_memmove(void *to, const void *from, size_t size);

void *__wrap_memmove(void *to, const void *from, size_t size)
{
    meter.moved += size;
    meter.steps += 1 + size / 8;
    return __real_memmove(to, from, size);
}

static void *cjson_allocate(size_t size)
{
    return meter_allocate(NULL, size);
}

static void cjson_release(void *memory)
{
    if (memory != NULL)
        meter_release(NULL, memory);
}

const homevisit_allocator meter_allocator = {meter_allocate, meter_release, NULL};

void meter_begin(void)
{
    cJSON_InitHooks(&(cJSON_Hooks){cjson_allocate, cjson_release});
}

homevisit_options meter_options(void)
{
    return (homevisit_options){.struct_size = sizeof(homevisit_options), .allocator = &meter_allocator};
}
