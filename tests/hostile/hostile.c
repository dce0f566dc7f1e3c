/*
 * Hostile input: every trap at a size and at a quarter of it (and where time is measured, at a half). Time and memory grow no faster than the input,
 * limits answer with their own error, and nothing is left behind.
 *
 *   hostile            tries all, prints the table of docs/hostile-input.md and says what is not as promised
 *   hostile WORD       only the traps whose name holds the word
 *   hostile whole      all at four times the size, the limits of visits and policies among them: takes minutes
 *   hostile small      all at smaller sizes, growth not judged: for valgrind
 *
 * There are two programs of it. In `hostile_counted` the library counts its steps (meter.h), which are the same on every
 * machine however busy: four times the input may take seven times the steps, where a square would take sixteen. That is
 * the test. `hostile` measures the library as it is: the processor's time, the best of several tries, of which four
 * times the input may take eight times as much, as caches and a busy machine want some room.
 * Memory is counted to the byte. Under a sanitizer or valgrind the sizes are smaller, and no growth is judged.
 */
#define _POSIX_C_SOURCE 200809L /* clock_gettime() */
#include "trap.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

/* Whether a sanitizer or valgrind looks on. */
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
static bool instrumented = true;
#else
static bool instrumented = false;
#endif

#ifdef HOSTILE_COUNTED
static const bool counted = true;
#else
static const bool counted = false;
#endif

enum {
    SIZES = 3,
    TRIES = 3,
    MORE_TRIES = 8,            /* before growth is called too fast */
    LEAST_MICROSECONDS = 1000, /* what is quicker at the largest size is not judged by its time … */
    LEAST_STEPS = 100000,      /* … or takes fewer steps by these */
    HOPELESS_MICROSECONDS = 2000000,
    LEAST_NANOSECONDS_A_BYTE = 10,
    LEAST_BYTES = 65536, /* … or smaller by its memory */
    QUARTER = 4,
    LARGE = 4096, /* what is larger is quartered, unless it is to be too large */
    SMALLER = 16  /* under a sanitizer */
};
static bool whole;
static const double most_time_growth = 8.0, most_step_growth = 7.0, most_memory_growth = 4.4;

char trap_problem[64];

void trap_problems(homevisit_problems *problems)
{
    const homevisit_problem *first = homevisit_problems_get(problems, 0);
    snprintf(trap_problem, sizeof trap_problem, "%s", first != NULL ? first->code : "");
    homevisit_problems_free(problems);
}

/* ---- one trap at one size ------------------------------------------------------------------------------------------ */

struct measure {
    double microseconds;
    size_t input, peak, moved, steps;
    bool sound;
};

static double now(void)
{
    struct timespec time;
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
    return (double)time.tv_sec * 1e6 + (double)time.tv_nsec / 1e3;
}

static void lift(struct bait *bait)
{
    homevisit_policy_free(bait->policy);
    homevisit_visit_free(bait->visit);
    text_free(&bait->text);
    text_free(&bait->other);
    free(bait->events);
    free(bait->own);
}

/* Springs the trap once. What it says and what it leaves behind are judged each time. */
static void spring(const struct trap *trap, struct bait *bait, struct measure *measure)
{
    const size_t before = meter.live;
    meter.peak = meter.live;
    meter.moved = meter.steps = 0;
    *trap_problem = '\0';
    const double start = now();
    const homevisit_code code = trap->spring(bait);
    const double taken = now() - start;
    /* At the smaller sizes a limit may not be met. */
    const bool within = instrumented && trap->answer == HOMEVISIT_E_LIMIT && code == HOMEVISIT_OK;
    if (!within && (code != trap->answer || (trap->problem != NULL && strcmp(trap_problem, trap->problem) != 0))) {
        printf("NOT AS PROMISED: %s, %zu %s: code %d '%s' instead of %d '%s'\n", trap->name, bait->size, trap->unit,
               code, trap_problem, trap->answer, trap->problem != NULL ? trap->problem : "");
        measure->sound = false;
    }
    if (meter.live != before) {
        printf("NOT AS PROMISED: %s, %zu %s: %zu bytes are left behind\n", trap->name, bait->size, trap->unit,
               meter.live - before);
        measure->sound = false;
    }
    if (measure->microseconds == 0 || taken < measure->microseconds)
        measure->microseconds = taken;
    measure->peak = meter.peak - before;
    measure->moved = meter.moved;
    measure->steps = meter.steps;
}

static void measure_size(const struct trap *trap, size_t size, unsigned tries, struct measure *measure)
{
    struct bait bait = {.size = size};
    trap->lay(&bait);
    measure->input = bait.text.length + bait.other.length;
    measure->sound = true;
    for (unsigned i = 0; i < tries && measure->sound; i++)
        spring(trap, &bait, measure);
    lift(&bait);
    if (meter.live != 0) {
        printf("NOT AS PROMISED: %s, %zu %s: %zu bytes are never released\n", trap->name, size, trap->unit, meter.live);
        measure->sound = false;
        meter = (struct meter){.live = 0};
    }
}

/* ---- growth ---------------------------------------------------------------------------------------------------------- */

static double growth(const struct measure measures[SIZES])
{
    if (counted)
        return (double)measures[SIZES - 1].steps / (double)(measures[0].steps != 0 ? measures[0].steps : 1);
    return measures[SIZES - 1].microseconds / measures[0].microseconds;
}

/* What is quick for its size cannot have grown as a square: what it shows are caches and pages. */
static bool is_quick(const struct measure *measure)
{
    return measure->microseconds < LEAST_MICROSECONDS ||
           measure->microseconds * 1000 < LEAST_NANOSECONDS_A_BYTE * (double)measure->input;
}

static bool grows_too_fast(const struct measure measures[SIZES])
{
    if (counted)
        return measures[SIZES - 1].steps > LEAST_STEPS && growth(measures) > most_step_growth;
    return !instrumented && !is_quick(&measures[SIZES - 1]) && growth(measures) > most_time_growth;
}

/* What grows as a square, and is slow already, would keep everybody waiting. */
static bool is_hopeless(const struct measure measures[SIZES])
{
    return measures[1].microseconds > HOPELESS_MICROSECONDS &&
           measures[1].microseconds > 3.2 * measures[0].microseconds;
}

static size_t size_of(const struct trap *trap, int which)
{
    size_t size = trap->size;
    if (instrumented && size > LARGE)
        size /= SMALLER;
    else if (!whole && size > LARGE && trap->answer != HOMEVISIT_E_LIMIT)
        size /= QUARTER;
    return size >> (SIZES - 1 - which);
}

/* What may grow as a square may not grow unseen: what it moves is bounded by its size alone. */
static bool moves_too_much(const struct trap *trap, size_t size, const struct measure *measure)
{
    const size_t most = size * size / 2 * trap->pair_moves;
    if (trap->pair_moves == 0 || (measure->moved <= most && measure->moved != 0))
        return false;
    printf("NOT AS PROMISED: %s: %zu bytes are moved, where %zu may be\n", trap->name, measure->moved, most);
    return true;
}

static bool try_trap(const struct trap *trap)
{
    struct measure measures[SIZES] = {{.microseconds = 0}};
    bool sound = true;
    for (int i = 0; i < SIZES && sound; i += counted ? SIZES - 1 : 1) { /* between two counts nothing is to be seen */
        if (i == SIZES - 1 && is_hopeless(measures)) {
            printf("NOT AS PROMISED: %s: %.0f ms, then %.0f ms for twice as much; the whole is not tried\n", trap->name,
                   measures[0].microseconds / 1e3, measures[1].microseconds / 1e3);
            return false;
        }
        measure_size(trap, size_of(trap, i), instrumented || counted ? 1 : TRIES, &measures[i]);
        sound = measures[i].sound;
    }
    for (unsigned more = 0; sound && !counted && trap->known == NULL && more < MORE_TRIES && grows_too_fast(measures);
         more++)
        for (int i = 0; i < SIZES && sound; i += SIZES - 1) {
            measure_size(trap, size_of(trap, i), 1, &measures[i]);
            sound = measures[i].sound;
        }
    if (!sound)
        return false;
    const struct measure *first = &measures[0], *last = &measures[SIZES - 1];
    const double memory_growth = (double)last->peak / (double)(first->peak != 0 ? first->peak : 1);
    printf("| %s%s | %zu %s | %zu | %.2f, %.2f, %.2f | %.1f | %zu | %.1f |\n", trap->name,
           trap->known != NULL ? " †" : "", size_of(trap, SIZES - 1), trap->unit, (last->input + 512) / 1024,
           first->microseconds / 1e3, measures[1].microseconds / 1e3, last->microseconds / 1e3, growth(measures),
           (last->peak + 512) / 1024, memory_growth);
    fflush(stdout);
    if (grows_too_fast(measures) && trap->known == NULL) {
        printf("NOT AS PROMISED: %s: four times the input takes %.1f times %s\n", trap->name, growth(measures),
               counted ? "the steps" : "as long");
        sound = false;
    }
    sound = sound && !moves_too_much(trap, size_of(trap, SIZES - 1), last);
    if (!instrumented && last->peak >= LEAST_BYTES && memory_growth > most_memory_growth) {
        printf("NOT AS PROMISED: %s: four times the input takes %.1f times the memory\n", trap->name, memory_growth);
        sound = false;
    }
    return sound;
}

static const struct trap *const all_traps[] = {json_traps,     visit_traps, policy_traps, condition_traps,
                                               question_traps, case_traps,  stream_traps, document_traps};
enum { LISTS = sizeof all_traps / sizeof *all_traps };

/* What does grow as a square, with what that comes to: once for all of whom it is so. */
static void print_known(void)
{
    const char *last = NULL;
    for (size_t i = 0; i < LISTS; i++)
        for (const struct trap *trap = all_traps[i]; trap->name != NULL; trap++) {
            if (trap->known == NULL || trap->known == last)
                continue;
            last = trap->known;
            printf("\n† %s", trap->name);
            for (const struct trap *alike = trap + 1; alike->name != NULL; alike++)
                if (alike->known == last)
                    printf("; %s", alike->name);
            printf(": %s\n", last);
        }
}

int main(int count, char **arguments)
{
    size_t tried = 0, caught = 0;
    const bool small = count > 1 && strcmp(arguments[1], "small") == 0;
    whole = count > 1 && strcmp(arguments[1], "whole") == 0;
    instrumented = instrumented || small;
    meter_begin();
    printf("| what is sent | size n | KiB of input | ms at n/4, n/2, n | growth | KiB of memory | growth |\n"
           "| --- | --- | --- | --- | --- | --- | --- |\n");
    for (size_t i = 0; i < LISTS; i++)
        for (const struct trap *trap = all_traps[i]; trap->name != NULL; trap++) {
            if (count > 1 && !small && !whole && strstr(trap->name, arguments[1]) == NULL)
                continue;
            tried++;
            caught += !try_trap(trap);
        }
    if (count == 1 || whole || small)
        print_known();
    printf("\n%zu traps, %zu not as promised\n", tried, caught);
    return caught != 0 || tried == 0;
}
