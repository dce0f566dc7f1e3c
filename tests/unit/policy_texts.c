/* Policies written down in C, and what is told of them. */
#include "policy_texts.h"

#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* ------------------------------------------------------------------------------------------------------------ texts */

/* All that a test made, each a block that names the one before; given back when Criterion's child ends with its test. */
static void *last_text;

static void free_texts(void)
{
    while (last_text != NULL) {
        void *text = last_text;
        memcpy(&last_text, text, sizeof last_text);
        free(text);
    }
}

homevisit_text text_of(const char *quoted)
{
    size_t length = strlen(quoted);
    /* The block ends with the text, so that a sanitizer sees each byte read beyond. */
    char *block = malloc(sizeof last_text + (length != 0 ? length : 1));
    cr_assert(block != NULL && (last_text != NULL || atexit(free_texts) == 0));
    memcpy(block, &last_text, sizeof last_text);
    last_text = block;
    char *text = block + sizeof last_text;
    for (size_t i = 0; i < length; i++)
        text[i] = (char)(quoted[i] == '\'' ? '"' : quoted[i]);
    return (homevisit_text){text, length};
}

static size_t texts_of(const char *const *quoted, homevisit_text *out)
{
    size_t count = 0;
    for (; quoted != NULL && quoted[count] != NULL; count++)
        out[count] = text_of(quoted[count]);
    return count;
}

static void print_told(const char *name, const homevisit_problems *problems)
{
    for (size_t i = 0; i < homevisit_problems_count(problems); i++) {
        const homevisit_problem *problem = homevisit_problems_get(problems, i);
        fprintf(stderr, "%s: %s:%zu:%zu %s: %s %s: %s (%s)\n", name, problem->document, problem->line, problem->column,
                problem->pointer, homevisit_kind_text(problem->kind), problem->code, problem->message,
                problem->suggestion != NULL ? problem->suggestion : "no suggestion");
    }
}

/* --------------------------------------------------------------------------------------------------------- refusals */

static bool same_text(const char *first, const char *second)
{
    return first == NULL || second == NULL ? first == second : strcmp(first, second) == 0;
}

static bool is_told(const homevisit_problem *problem, const struct told *told)
{
    return problem->severity == HOMEVISIT_SEVERITY_ERROR && problem->kind == told->kind &&
           same_text(problem->code, told->code) && same_text(problem->document, told->document) &&
           same_text(problem->pointer, told->pointer) && problem->line == told->line &&
           problem->column == told->column && same_text(problem->message, told->message) &&
           same_text(problem->suggestion, told->suggestion);
}

static void assert_told(const struct refusal *refusal, const homevisit_problems *problems)
{
    size_t expected = 0;
    bool same = true;
    while (expected < MOST_TOLD && refusal->told[expected].code != NULL) {
        const homevisit_problem *problem = homevisit_problems_get(problems, expected);
        same = same && problem != NULL && is_told(problem, &refusal->told[expected]);
        expected++;
    }
    if (!same || homevisit_problems_count(problems) != expected)
        print_told(refusal->name, problems);
    cr_expect(same, "%s: not what is expected", refusal->name);
    cr_expect_eq(homevisit_problems_count(problems), expected, "%s: not as many problems", refusal->name);
    cr_expect_gt(expected, 0, "%s: nothing is expected", refusal->name);
}

void assert_refused(const struct refusal *refusals, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        homevisit_text bases[MOST_TEXTS], text = text_of(refusals[i].texts[0]);
        homevisit_options options = {.struct_size = sizeof options, .bases = bases};
        options.base_count = texts_of(refusals[i].texts + 1, bases);
        homevisit_policy *policy = NULL;
        homevisit_problems *problems = NULL;
        homevisit_code code = homevisit_policy_load(text.data, text.length, &options, &policy, &problems);
        cr_expect_null(policy, "%s: is loaded", refusals[i].name);
        cr_expect_eq(code, kind_code(refusals[i].told[0].kind), "%s: code %d", refusals[i].name, (int)code);
        assert_told(&refusals[i], problems);
        homevisit_problems_free(problems);
        homevisit_policy_free(policy);
    }
}

/* --------------------------------------------------------------------------------------------------- sound policies */

homevisit_policy *load_sound(const char *quoted, const char *const *bases)
{
    homevisit_text base_texts[MOST_TEXTS], text = text_of(quoted);
    homevisit_options options = {.struct_size = sizeof options, .bases = base_texts};
    options.base_count = texts_of(bases, base_texts);
    homevisit_policy *policy = NULL;
    homevisit_problems *problems = NULL;
    homevisit_code code = homevisit_policy_load(text.data, text.length, &options, &policy, &problems);
    print_told("sound", problems);
    cr_assert_eq(code, HOMEVISIT_OK, "not loaded: %s", homevisit_code_text(code));
    cr_assert_null(problems);
    cr_assert_not_null(policy);
    /* A loaded policy needs its text no more: from here on, whoever looks there is found out. */
    memset((char *)text.data, '?', text.length);
    for (size_t i = 0; i < options.base_count; i++)
        memset((char *)base_texts[i].data, '?', base_texts[i].length);
    return policy;
}

const struct rule *rule_of(const homevisit_policy *policy, const char *id)
{
    const struct rule *found = NULL;
    for (size_t i = 0; i < policy->rule_count; i++)
        if (strcmp(policy->rules[i].id, id) == 0)
            found = &policy->rules[i];
    cr_assert_not_null(found, "there is no rule %s", id);
    return found;
}

int place_in(const struct rule_index *index, const struct rule *rule)
{
    for (size_t i = 0; i < index->count; i++)
        if (index->items[i] == rule->number)
            return (int)i;
    return -1;
}
