/*
 * Memory that runs out: every public function, with the n-th allocation failing once, and with all failing from the n-th
 * on, for n from 0 until the call succeeds. Each time the code is the memory code or success, nothing leaks (every piece
 * is counted, cJSON's and malloc's too), what was there before still says what it said, and the call that succeeds at last says what
 * it says with plenty of memory.
 *
 *   oom [SYMBOLS] [all|few]
 *
 * SYMBOLS is the manifest of exported functions (tests/abi/symbols.txt): each has to be tried here or to stand among
 * those that take no memory. A call of very many allocations is tried at each of the first and at some of the rest;
 * `all` tries every one, `few` a twelfth of what is usual, for where everything takes long (valgrind).
 */
#include "oom.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* The tries that a call may have, and how many of them go to its first allocations, one by one. */
static size_t most_tries = 1200, one_by_one = 600;

static const struct way *const all_ways[] = {document_ways, question_ways, tool_ways};
#define WAY_LISTS (sizeof all_ways / sizeof *all_ways)

/* ---- what is said ---------------------------------------------------------------------------------------------------- */

void say(struct bench *bench, const char *text, size_t length)
{
    if (bench->said_room - bench->said_length <= length) {
        bench->said_room = 2 * (bench->said_length + length + 64);
        bench->said = realloc(bench->said, bench->said_room);
        if (bench->said == NULL)
            abort();
    }
    if (length != 0)
        memcpy(bench->said + bench->said_length, text, length);
    bench->said_length += length;
    bench->said[bench->said_length] = '\0';
}

void say_text(struct bench *bench, const char *text)
{
    say(bench, text, strlen(text));
    say(bench, "\n", 1);
}

void say_buffer(struct bench *bench, homevisit_buffer *buffer)
{
    say(bench, buffer->data, buffer->length);
    homevisit_buffer_free(buffer);
}

homevisit_code say_problems(struct bench *bench, homevisit_problems *problems, homevisit_code code)
{
    homevisit_buffer out = {0};
    if (problems == NULL)
        return code;
    const homevisit_code written = homevisit_problems_json(problems, &out);
    if (code != HOMEVISIT_E_MEMORY && written == HOMEVISIT_OK)
        say_buffer(bench, &out);
    homevisit_buffer_free(&out);
    homevisit_problems_free(problems);
    return written == HOMEVISIT_OK ? code : written;
}

static char *take_said(struct bench *bench)
{
    char *said = bench->said;
    if (said == NULL)
        said = calloc(1, 1);
    bench->said = NULL;
    bench->said_length = bench->said_room = 0;
    return said;
}

/* ---- a bench ---------------------------------------------------------------------------------------------------------- */

static char *ask(struct bench *bench, const struct way *way)
{
    meter_plenty();
    if (way->ask != NULL)
        way->ask(bench);
    return take_said(bench);
}

static void open_bench(struct bench *bench, const struct way *way)
{
    meter_plenty();
    if (way->open != NULL)
        way->open(bench);
}

static void close_bench(struct bench *bench)
{
    homevisit_session_free(bench->session);
    homevisit_report_free(bench->report);
    homevisit_problems_free(bench->problems);
    homevisit_stream_summary_free(bench->summary);
    homevisit_visit_free(bench->visit);
    homevisit_policy_free(bench->policy);
    own_free(bench->said);
    *bench = (struct bench){.policy = NULL};
}

/* ---- trying ----------------------------------------------------------------------------------------------------------- */

/* What a way comes to with plenty of memory. */
struct outcome {
    homevisit_code code;
    char *said, *held; /* what the call says, and what the handles say before it */
    size_t allocations;
};

struct trial {
    const struct way *way;
    struct outcome wanted;
    struct bench bench;
    bool for_good;
    size_t tries;
};

static bool fault(const struct trial *trial, size_t number, const char *what)
{
    printf("%s, all %s the allocation number %zu failing: %s\n", trial->way->name, trial->for_good ? "from" : "but",
           number, what);
    return false;
}

static struct outcome with_plenty(const struct way *way)
{
    struct bench bench = {.policy = NULL};
    struct outcome outcome;
    open_bench(&bench, way);
    outcome.held = ask(&bench, way);
    meter_plenty();
    outcome.code = way->call(&bench);
    outcome.allocations = meter.taken;
    outcome.said = take_said(&bench);
    close_bench(&bench);
    return outcome;
}

/* The call went through: what it said has to be whole. The handles may hold more now, so the next try has others. */
static bool went_through(struct trial *trial, size_t number, char *said)
{
    const bool whole = strcmp(said, trial->wanted.said) == 0;
    close_bench(&trial->bench);
    if (!whole)
        return fault(trial, number, "it says something else than with plenty of memory");
    if (meter.live != 0)
        return fault(trial, number, "something is never given back");
    open_bench(&trial->bench, trial->way);
    return true;
}

static bool try_number(struct trial *trial, size_t number)
{
    const size_t live = meter.live;
    meter_set(number, trial->for_good);
    trial->tries++;
    const homevisit_code code = trial->way->call(&trial->bench);
    const bool failed = meter.failed;
    char *said = take_said(&trial->bench);
    bool sound = true;
    if (code == trial->wanted.code && failed && trial->for_good && trial->wanted.code == HOMEVISIT_OK &&
        trial->way->spared == NULL)
        sound = fault(trial, number, "it succeeds though there is no memory any more");
    else if (code == trial->wanted.code)
        sound = went_through(trial, number, said);
    else if (code != HOMEVISIT_E_MEMORY)
        sound = fault(trial, number, homevisit_code_text(code));
    else if (!failed)
        sound = fault(trial, number, "it speaks of memory, of which there was plenty");
    else if (trial->way->open == NULL && meter.live != live)
        sound = fault(trial, number, "something is not given back");
    own_free(said);
    if (!sound || code != HOMEVISIT_E_MEMORY)
        return sound;
    char *held = ask(&trial->bench, trial->way);
    if (strcmp(held, trial->wanted.held) != 0)
        sound = fault(trial, number, "what was there before does not say what it said");
    own_free(held);
    return sound;
}

/* From the first allocation to the one that there is not. */
static bool try_way(struct trial *trial)
{
    const size_t last = trial->wanted.allocations;
    const size_t stride = last <= most_tries ? 1 : (last - one_by_one) / (most_tries - one_by_one) + 1;
    bool sound = true;
    open_bench(&trial->bench, trial->way);
    for (size_t number = 0; number < last && sound; number += number < one_by_one ? 1 : stride)
        sound = try_number(trial, number);
    /* A session keeps the room that it has, so the last call may need less than the first; but never more. */
    sound = sound && try_number(trial, last);
    if (sound && meter.failed)
        sound = fault(trial, last, "it needs more than with plenty of memory");
    close_bench(&trial->bench);
    if (sound && meter.live != 0)
        sound = fault(trial, last, "something is never given back");
    return sound;
}

static bool try_both(const struct way *way)
{
    struct trial trial = {.way = way, .wanted = with_plenty(way)};
    bool sound = true;
    for (int for_good = 0; for_good <= 1 && sound; for_good++) {
        trial.for_good = for_good;
        sound = try_way(&trial);
    }
    printf("%-40s %6zu allocations %6zu tries: %s\n", way->name, trial.wanted.allocations, trial.tries,
           sound ? "sound" : "NOT SOUND");
    own_free(trial.wanted.said);
    own_free(trial.wanted.held);
    return sound;
}

/* ---- whether nothing is left out ------------------------------------------------------------------------------------ */

static bool is_among(const char *functions, const char *function)
{
    const size_t length = strlen(function);
    for (const char *at = strstr(functions, function); at != NULL; at = strstr(at + 1, function))
        if ((at == functions || at[-1] == ' ') && (at[length] == ' ' || at[length] == '\0'))
            return true;
    return false;
}

static bool is_tried(const char *function)
{
    for (size_t i = 0; i < WAY_LISTS; i++)
        for (const struct way *way = all_ways[i]; way->name != NULL; way++)
            if (is_among(way->functions, function))
                return true;
    return false;
}

static bool takes_none(const char *function)
{
    for (const struct never *never = nevers; never->function != NULL; never++)
        if (strcmp(never->function, function) == 0)
            return true;
    return false;
}

static size_t left_out(const char *path)
{
    char line[128], function[100];
    size_t count = 0, known = 0;
    FILE *file = fopen(path, "r");
    while (file != NULL && fgets(line, sizeof line, file) != NULL)
        if (sscanf(line, "T %99s", function) == 1) {
            known++;
            if (is_tried(function) == takes_none(function)) {
                printf("%s is %s\n", function,
                       takes_none(function) ? "tried, and said to take no memory" : "tried nowhere");
                count++;
            }
        }
    if (file == NULL || known == 0) {
        printf("%s names no functions\n", path);
        count++;
    } else {
        fclose(file);
    }
    printf("%zu functions, each tried or known to take no memory\n", known);
    return count;
}

/* They are as good as their reason: none asks for memory. */
static size_t try_nevers(void)
{
    struct bench bench = {.policy = NULL};
    size_t faults = 0;
    homevisit_problems *problems = NULL;
    meter_plenty();
    homevisit_policy_load(small_policy.data, small_policy.length, &meter_options, &bench.policy, NULL);
    homevisit_visit_load(small_visit.data, small_visit.length, &meter_options, &bench.visit, NULL);
    homevisit_audit(bench.policy, bench.visit, NULL, &bench.report, NULL);
    homevisit_problems_add_io(&problems, "a", "b", "c", NULL);
    bench.problems = problems;
    meter_set(0, true);
    nevers_call(&bench);
    if (meter.failed) {
        printf("one of those that are said to take no memory asked for some\n");
        faults++;
    }
    meter_plenty();
    close_bench(&bench);
    return faults;
}

int main(int count, char **arguments)
{
    const bool all = count > 1 && strcmp(arguments[count - 1], "all") == 0;
    const bool few = count > 1 && strcmp(arguments[count - 1], "few") == 0;
    size_t faults = 0, tried = 0;
    meter_begin();
    if (all)
        most_tries = one_by_one = SIZE_MAX;
    if (few)
        most_tries = 100, one_by_one = 50;
    if (count > 1 + (all || few))
        faults += left_out(arguments[1]);
    faults += try_nevers();
    for (size_t i = 0; i < WAY_LISTS; i++)
        for (const struct way *way = all_ways[i]; way->name != NULL; way++, tried++)
            faults += !try_both(way);
    printf("%zu ways, %zu not sound\n", tried, faults);
    return faults != 0;
}
