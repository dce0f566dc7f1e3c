/* What comes of a call: the counted memory that everything here is made in, outcomes, and the words that calls take. */
#include "surface_parts.h"

#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>

/* ---- memory ------------------------------------------------------------------------------------------------------ */

/* The one variable of the surface: a number that only tests look at. */
static atomic_llong live_allocations;

static void *count_allocation(void *user, size_t size)
{
    (void)user;
    void *memory = malloc(size);
    if (memory)
        atomic_fetch_add_explicit(&live_allocations, 1, memory_order_relaxed);
    return memory;
}

static void count_release(void *user, void *memory)
{
    (void)user;
    atomic_fetch_sub_explicit(&live_allocations, 1, memory_order_relaxed);
    free(memory);
}

const homevisit_allocator surface_allocator = {count_allocation, count_release, NULL};

long long surface_live_allocations(void)
{
    return atomic_load_explicit(&live_allocations, memory_order_relaxed);
}

void *surface_allocate(size_t size)
{
    return count_allocation(NULL, size);
}

void surface_release(void *memory)
{
    if (memory)
        count_release(NULL, memory);
}

char *surface_copy(const char *text, size_t length)
{
    char *copy = surface_allocate(length + 1);
    if (!copy)
        return NULL;
    if (length)
        memcpy(copy, text, length);
    copy[length] = '\0';
    return copy;
}

/* ---- outcomes ---------------------------------------------------------------------------------------------------- */

/* Handed out where there is no memory even for an outcome. Nobody writes to it: there is nothing to take from it. */
static const surface_outcome out_of_memory = {.code = HOMEVISIT_E_MEMORY};

static void release_contents(surface_outcome *outcome)
{
    homevisit_report_free(outcome->report);
    surface_visit_free(outcome->visit);
    homevisit_policy_free(outcome->policy);
    homevisit_buffer_free(&outcome->text);
    homevisit_buffer_free(&outcome->problems_text);
    homevisit_problems_free(outcome->problems);
}

surface_outcome *surface_ended(surface_outcome *local, homevisit_code code)
{
    local->code = code;
    surface_outcome *outcome = NULL;
    if (!local->problems || homevisit_problems_json(local->problems, &local->problems_text) == HOMEVISIT_OK)
        outcome = surface_allocate(sizeof *outcome);
    if (!outcome) {
        release_contents(local);
        return (surface_outcome *)&out_of_memory;
    }
    *outcome = *local;
    return outcome;
}

surface_outcome *surface_refused(const char *message)
{
    surface_outcome outcome = {.message = message};
    return surface_ended(&outcome, HOMEVISIT_E_ARGUMENT);
}

int surface_outcome_code(const surface_outcome *outcome)
{
    return outcome ? outcome->code : HOMEVISIT_E_MEMORY;
}

/* The first error; a warning may stand before it. */
static const homevisit_problem *first_error(const homevisit_problems *problems)
{
    const homevisit_problem *problem;
    for (size_t i = 0; (problem = homevisit_problems_get(problems, i)); i++)
        if (problem->severity == HOMEVISIT_SEVERITY_ERROR)
            return problem;
    return NULL;
}

const char *surface_outcome_message(const surface_outcome *outcome)
{
    const int code = surface_outcome_code(outcome);
    if (code == HOMEVISIT_OK)
        return "";
    if (outcome && outcome->message)
        return outcome->message;
    const homevisit_problem *problem = first_error(outcome ? outcome->problems : NULL);
    return problem ? problem->message : homevisit_code_text((homevisit_code)code);
}

const char *surface_outcome_problems(const surface_outcome *outcome)
{
    return outcome && outcome->problems_text.data ? outcome->problems_text.data : "{\"problems\":[]}";
}

int surface_outcome_is_warning(const surface_outcome *outcome, size_t index)
{
    const homevisit_problem *problem = homevisit_problems_get(outcome ? outcome->problems : NULL, index);
    return problem && problem->severity == HOMEVISIT_SEVERITY_WARNING;
}

const char *surface_outcome_text(const surface_outcome *outcome)
{
    if (!outcome)
        return "";
    return outcome->text.data ? outcome->text.data : outcome->room;
}

long long surface_outcome_number(const surface_outcome *outcome)
{
    return outcome ? outcome->number : 0;
}

surface_policy *surface_outcome_take_policy(surface_outcome *outcome)
{
    surface_policy *policy = outcome ? outcome->policy : NULL;
    if (policy)
        outcome->policy = NULL;
    return policy;
}

surface_visit *surface_outcome_take_visit(surface_outcome *outcome)
{
    surface_visit *visit = outcome ? outcome->visit : NULL;
    if (visit)
        outcome->visit = NULL;
    return visit;
}

surface_report *surface_outcome_take_report(surface_outcome *outcome)
{
    surface_report *report = outcome ? outcome->report : NULL;
    if (report)
        outcome->report = NULL;
    return report;
}

void surface_outcome_free(surface_outcome *outcome)
{
    if (!outcome || outcome == &out_of_memory)
        return;
    release_contents(outcome);
    surface_release(outcome);
}

/* ---- words ------------------------------------------------------------------------------------------------------- */

bool surface_is(const char *word, const char *text, size_t length)
{
    return strlen(word) == length && memcmp(word, text, length) == 0;
}

bool surface_has_zero(const char *text, size_t length)
{
    return length && memchr(text, '\0', length);
}

bool surface_format(const char *text, size_t length, homevisit_format *format)
{
    static const char *const words[] = {[HOMEVISIT_FORMAT_JSON] = "json",
                                        [HOMEVISIT_FORMAT_TEXT] = "text",
                                        [HOMEVISIT_FORMAT_MARKDOWN] = "markdown",
                                        [HOMEVISIT_FORMAT_HTML] = "html",
                                        [HOMEVISIT_FORMAT_JUNIT] = "junit"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        if (surface_is(words[i], text, length)) {
            *format = (homevisit_format)i;
            return true;
        }
    }
    return false;
}

bool surface_question(const char *text, size_t length, homevisit_question *question)
{
    if (surface_is("check", text, length))
        *question = HOMEVISIT_QUESTION_CHECK;
    else if (surface_is("status", text, length))
        *question = HOMEVISIT_QUESTION_STATUS;
    else if (surface_is("audit", text, length))
        *question = HOMEVISIT_QUESTION_AUDIT;
    else
        return false;
    return true;
}
