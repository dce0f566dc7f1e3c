/* Memory that runs out at each allocation in turn, and a look whether anything was lost. */
#include "sweep.h"

#include <stdio.h>
#include <stdlib.h>

enum { TEXT_LIMIT = 1 << 20, TRIES_LIMIT = 200000 };

static void *meter_allocate(void *user, size_t size)
{
    struct meter *meter = user;
    if (meter->countdown == 0) {
        meter->failed = true;
        if (!meter->for_good)
            meter->countdown = SIZE_MAX;
        return NULL;
    }
    meter->countdown--;
    void *memory = malloc(size);
    meter->live += memory != NULL;
    return memory;
}

static void meter_release(void *user, void *memory)
{
    ((struct meter *)user)->live--;
    free(memory);
}

size_t meter_hold(struct bench *bench)
{
    const size_t held = bench->meter.countdown;
    bench->meter.countdown = SIZE_MAX;
    return held;
}

void meter_go_on(struct bench *bench, size_t held)
{
    bench->meter.countdown = held;
}

void bench_open(struct bench *bench)
{
    bench->allocator = (homevisit_allocator){meter_allocate, meter_release, &bench->meter};
    bench->options = (homevisit_options){.struct_size = sizeof bench->options, .allocator = &bench->allocator};
}

void bench_close(struct bench *bench)
{
    const char *const texts[] = {bench->policy.data,        bench->record.data, bench->broken_policy.data,
                                 bench->broken_record.data, bench->cases.data,  bench->cases_policy.data};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        free((char *)texts[i]);
    homevisit_policy_free(bench->loaded);
}

homevisit_text read_file(const char *path)
{
    char *text = malloc(TEXT_LIMIT);
    FILE *file = text ? fopen(path, "rb") : NULL;
    homevisit_text result = {text, 0};
    if (!file) {
        printf("%s cannot be read\n", path);
        exit(2);
    }
    result.length = fread(text, 1, TEXT_LIMIT, file);
    fclose(file);
    return result;
}

/* What the way says while memory lasts: success, or that the document is wrong. */
static bool try_way(struct bench *bench, const struct way *way, bool for_good, size_t *tries)
{
    bench->meter = (struct meter){.countdown = SIZE_MAX};
    const homevisit_code wanted = way->run(bench);
    for (size_t n = 0; n < TRIES_LIMIT; n++) {
        bench->meter = (struct meter){.countdown = n, .for_good = for_good};
        const homevisit_code code = way->run(bench);
        ++*tries;
        if (bench->meter.live) {
            printf("%s: %zu allocations are left after the %zu-th failed\n", way->name, bench->meter.live, n);
            return false;
        }
        if (code != HOMEVISIT_E_MEMORY && code != wanted) {
            printf("%s: code %d instead of %d or memory, after the %zu-th failed\n", way->name, code, wanted, n);
            return false;
        }
        if (bench->meter.failed && code == wanted && wanted == HOMEVISIT_OK && for_good) {
            printf("%s: succeeds though memory ran out for good at the %zu-th\n", way->name, n);
            return false;
        }
        if (!bench->meter.failed)
            return code == wanted;
    }
    printf("%s: never has enough\n", way->name);
    return false;
}

size_t sweep(struct bench *bench, const struct way *ways, size_t count)
{
    size_t faults = 0;
    for (size_t i = 0; i < count; i++)
        for (int for_good = 0; for_good <= 1; for_good++) {
            size_t tries = 0;
            const bool fine = try_way(bench, &ways[i], for_good, &tries);
            printf("%-28s %-12s %6zu tries: %s\n", ways[i].name, for_good ? "from then on" : "once", tries,
                   fine ? "sound" : "NOT SOUND");
            faults += !fine;
        }
    printf("%zu passed, %zu failed\n", 2 * count - faults, faults);
    return faults;
}
