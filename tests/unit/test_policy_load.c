/* lib/policy_load.c: the stages together, and memory that runs out in each. */
#include "policy_texts.h"
#include "trial_memory.h"

#include <criterion/criterion.h>
#include <stdio.h>
#include <string.h>

/* A bit of everything: every form, every kind of name, a base with a locked rule, patches. */
#define BASE                                                                                                           \
    "{" TEXT_FORMAT                                                                                                    \
    ", 'id': 'base', 'title': 'B', 'version': '1', 'settings': {'pair': {'value': 2}, 'wait': {'value': 20}},\n"       \
    "'conditions': {'few': {'<': [{'var': 'staff.count'}, {'var': 'settings.pair'}]}, 'alone': {'var': "               \
    "'conditions.few'}},\n"                                                                                            \
    "'rules': [{'id': 'locked', 'clauses': [], 'force': 'must', 'message': 'm', 'locked': true, 'on': ['departed'],\n" \
    "'needs': {'!': {'var': 'conditions.alone'}}},\n"                                                                  \
    "{'id': 'wait', 'clauses': [], 'force': 'should', 'message': 'm', 'on': ['arrived'], 'do': ['left'], 'from': "     \
    "['waiting'],\n"                                                                                                   \
    "'within_minutes': {'var': 'settings.wait'}, 'where': {'var': 'event.returning'}}]}"
#define PROFILE                                                                                                        \
    TEXT_HEAD_ON_BASE                                                                                                  \
    "'review_due': '2023-04-30', 'clauses': {'A-1': {'section': '1', 'summary': 's'}},\n"                              \
    "'settings': {'wait': {'value': 30, 'clauses': ['A-1']}, 'roles': {'value': ['dsl', 'teacher']}, 'who': "          \
    "{'value': 'dsl'},\n"                                                                                              \
    "'evening': {'value': '18:00', 'assumed': true}}, 'facts': {'x.a': 'boolean', 'x.b': 'string'},\n"                 \
    "'rules': [{'id': 'wait', 'clauses': ['A-1'], 'where': null, 'before': ['closed']},\n"                             \
    "{'id': 'n', 'clauses': ['A-1'], 'force': 'must', 'message': 'm', 'when': {'var': 'told.dsl.risk'}, 'do': "        \
    "['checked_in'],\n"                                                                                                \
    "'where': {'in': [{'var': 'event.with'}, {'var': 'settings.roles'}]}, 'by': 'dsl', 'repeat': true},\n"             \
    "{'id': 'i', 'clauses': [], 'force': 'must', 'message': 'm', 'item': 'x.a', 'before': 'departed',\n"               \
    "'when': {'>=': [{'var': 'plan.end_minute'}, {'var': 'settings.evening'}]}},\n"                                    \
    "{'id': 'a', 'clauses': [], 'force': 'may', 'message': 'm', 'note': 'n', 'during': ['inside', 'planned']},\n"      \
    "{'id': 'off', 'clauses': [], 'force': 'must', 'message': 'm', 'disabled': true, 'on': ['left'], 'when': {'==': "  \
    "[{'var': 'x.b'}, 'no']}}]}"

/* ---------------------------------------------------------------------------------------------------------- arguments */

Test(policy_load, refuses_calls_that_are_wrong)
{
    homevisit_policy *policy = (homevisit_policy *)&policy;
    homevisit_problems *problems = (homevisit_problems *)&problems;
    cr_expect_eq(homevisit_policy_load("{}", 2, NULL, NULL, &problems), HOMEVISIT_E_ARGUMENT);
    cr_expect_null(problems);
    cr_expect_eq(homevisit_policy_load(NULL, 2, NULL, &policy, NULL), HOMEVISIT_E_ARGUMENT);
    cr_expect_null(policy);
    policy = (homevisit_policy *)&policy;
    cr_expect_eq(homevisit_policy_load(NULL, 0, NULL, &policy, NULL), HOMEVISIT_E_SYNTAX,
                 "no text at all is an empty one");
    cr_expect_null(policy);
    cr_expect_eq(homevisit_policy_validate(NULL, 0, NULL, NULL, NULL), HOMEVISIT_E_SYNTAX);
}

Test(policy_load, calls_the_document_what_the_host_calls_it)
{
    homevisit_options options = {.struct_size = sizeof options, .document = "school.json"};
    homevisit_policy *policy;
    homevisit_problems *problems;
    cr_assert_eq(homevisit_policy_load("{", 1, &options, &policy, &problems), HOMEVISIT_E_SYNTAX);
    cr_expect_str_eq(homevisit_problems_get(problems, 0)->document, "school.json");
    homevisit_problems_free(problems);
}

Test(policy_load, keeps_to_the_limits)
{
    homevisit_text text = text_of(TEXT_HEAD "'rules': []}");
    homevisit_policy *policy;
    homevisit_options options = {.struct_size = sizeof options, .max_bytes = text.length - 1};
    cr_expect_eq(homevisit_policy_load(text.data, text.length, &options, &policy, NULL), HOMEVISIT_E_LIMIT);
    options = (homevisit_options){.struct_size = sizeof options, .max_bytes = text.length, .max_depth = 1};
    cr_expect_eq(homevisit_policy_load(text.data, text.length, &options, &policy, NULL), HOMEVISIT_E_LIMIT);
    options.max_depth = 2;
    cr_expect_eq(homevisit_policy_load(text.data, text.length, &options, &policy, NULL), HOMEVISIT_OK);
    homevisit_policy_free(policy);

    text = text_of(
        TEXT_RULES(TEXT_RULE("r") "'on': ['left'], 'when': {'and': [{'var': 'duress'}, {'var': 'threatened'}]}}"));
    options = (homevisit_options){.struct_size = sizeof options, .max_condition_nodes = 2};
    cr_expect_eq(homevisit_policy_load(text.data, text.length, &options, &policy, NULL), HOMEVISIT_E_LIMIT);
    options.max_condition_nodes = 3;
    cr_expect_eq(homevisit_policy_load(text.data, text.length, &options, &policy, NULL), HOMEVISIT_OK);
    homevisit_policy_free(policy);
}

/* ------------------------------------------------------------------------------------------------------------- memory */

static homevisit_code load_from(const char *const *quoted, const homevisit_allocator *allocator,
                                homevisit_problems **problems)
{
    homevisit_text bases[MOST_TEXTS], text = text_of(quoted[0]);
    homevisit_options options = {.struct_size = sizeof options, .allocator = allocator, .bases = bases};
    for (; quoted[options.base_count + 1] != NULL; options.base_count++)
        bases[options.base_count] = text_of(quoted[options.base_count + 1]);
    homevisit_policy *policy = NULL;
    homevisit_code code = homevisit_policy_load(text.data, text.length, &options, &policy, problems);
    cr_assert_eq(policy != NULL, code == HOMEVISIT_OK);
    homevisit_policy_free(policy);
    return code;
}

static bool load_sound_profile(const homevisit_allocator *allocator)
{
    homevisit_problems *problems;
    homevisit_code code = load_from((const char *const[]){PROFILE, BASE, NULL}, allocator, &problems);
    cr_assert(code == HOMEVISIT_OK || code == HOMEVISIT_E_MEMORY, "code %d", (int)code);
    homevisit_problems_free(problems);
    return code == HOMEVISIT_OK;
}

Test(policy_load, survives_every_allocation_that_fails)
{
    trial_run(load_sound_profile, false);
}

/* A profile in which all is wrong: the telling takes memory too. */
static bool refuse_profile(const homevisit_allocator *allocator)
{
    static const char *const texts[] = {
        TEXT_HEAD_ON_BASE
        "'tittle': 1, 'settings': {'pair': {'value': 1}, 'x': {'value': [1]}}, 'facts': {'y': 'bool'},\n"
        "'clauses': {'A-1': {}}, 'conditions': {'c': {'var': 'conditions.d'}, 'd': {'var': 'conditions.c'}},\n"
        "'rules': [{'id': 'locked'}, {'id': 'wiat'}, {'id': 'wait', 'clauses': ['A-2'], 'do': ['lefd'], "
        "'within_minutes': {'var': 'settings.y'}},\n"
        "{'id': 'q', 'clauses': [], 'force': 'msut', 'message': 'm', 'item': 'phone', 'before': 'departed', 'when': "
        "{'var': 'dures'}}, {}]}",
        BASE, NULL};
    homevisit_problems *problems;
    homevisit_code code = load_from(texts, allocator, &problems);
    cr_assert_neq(code, HOMEVISIT_OK);
    if (code != HOMEVISIT_E_MEMORY)
        cr_assert_gt(homevisit_problems_count(problems), 12);
    homevisit_problems_free(problems);
    return code != HOMEVISIT_E_MEMORY;
}

Test(policy_load, tells_what_is_wrong_or_that_memory_ran_out)
{
    trial_run(refuse_profile, false);
}

/* ------------------------------------------------------------------------------------------------------- much of it */

enum { MANY = 20000 };

/* A policy of so many members of a list or object, between what begins and what ends it. */
static homevisit_text text_of_many(const char *begin, const char *one, const char *end)
{
    static char text[MANY * 64];
    size_t length = (size_t)sprintf(text, "%s", begin);
    for (int i = 0; i < MANY; i++) {
        length += (size_t)sprintf(text + length, "%s", i != 0 ? "," : "");
        length += (size_t)sprintf(text + length, one, i);
    }
    sprintf(text + length, "%s", end);
    return text_of(text);
}

Test(policy_load, tells_as_much_as_a_list_holds)
{
    static const struct {
        const char *begin, *one, *end;
    } texts[] = {
        {TEXT_HEAD "'rules': [], ", "'key%d': 1", "}"},
        {TEXT_HEAD "'rules': [" TEXT_RULE("r") "'during': [", "'insid%d'", "]}]}"},
        {TEXT_HEAD "'rules': [], 'settings': {", "'s%d': {'value': null}", "}}"},
        {TEXT_HEAD "'rules': [], 'conditions': {", "'c%d': {'var': 'dures'}", "}}"},
        {TEXT_HEAD "'rules': [], 'clauses': {'A': {}}, 'settings': {'s': {'value': 1, 'clauses': [", "'B%d'", "]}}}"},
    };
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        homevisit_text text = text_of_many(texts[i].begin, texts[i].one, texts[i].end);
        homevisit_policy *policy;
        homevisit_problems *problems;
        cr_expect_neq(homevisit_policy_load(text.data, text.length, NULL, &policy, &problems), HOMEVISIT_OK);
        size_t count = homevisit_problems_count(problems);
        cr_assert_eq(count, PROBLEM_LIMIT + 1, "%zu: %zu problems", i, count);
        cr_expect_str_eq(homevisit_problems_get(problems, count - 1)->code, "too_many_problems", "%zu", i);
        homevisit_problems_free(problems);
    }
}

Test(policy_load, suggests_until_it_has_looked_long_enough)
{
    /* Each unknown clause is held against 20,000: after fifty of them, there are no suggestions any more. */
    char end[2048] = "}, 'rules': [{'id': 'r', 'force': 'may', 'message': 'm', 'during': ['inside'], 'clauses': ['C0x'";
    for (int i = 0; i < 60; i++)
        strcat(end, ", 'C1x'");
    strcat(end, "]}]}");
    homevisit_text text = text_of_many(TEXT_HEAD "'clauses': {", "'C%d': {}", end);
    homevisit_policy *policy;
    homevisit_problems *problems;
    cr_assert_eq(homevisit_policy_load(text.data, text.length, NULL, &policy, &problems), HOMEVISIT_E_NAME);
    cr_assert_eq(homevisit_problems_count(problems), 61);
    cr_expect_str_eq(homevisit_problems_get(problems, 0)->suggestion, "C0");
    cr_expect_str_eq(homevisit_problems_get(problems, 49)->suggestion, "C1");
    cr_expect_null(homevisit_problems_get(problems, 50)->suggestion);
    homevisit_problems_free(problems);
}

/* ------------------------------------------------------------------------------------------------------ all together */

Test(policy_load, loads_what_it_is_given)
{
    homevisit_policy *policy = load_sound(PROFILE, (const char *const[]){BASE, NULL});
    cr_expect_eq(homevisit_policy_rule_count(policy), 5);
    cr_expect_eq(rule_of(policy, "wait")->as.duty.within_seconds, 1800);
    cr_expect_eq(rule_of(policy, "wait")->as.duty.where, NO_NODE);
    cr_expect(rule_of(policy, "i")->assumed);
    homevisit_policy_free(policy);
}

Test(policy_load, does_the_same_each_time)
{
    static const char *const texts[] = {TEXT_HEAD "'rules': {}, 'settings': {'a': {}, 'b': 1}, 'facts': {'c': 'd'}}",
                                        NULL};
    homevisit_buffer written[2] = {{0}, {0}};
    for (int i = 0; i < 2; i++) {
        homevisit_problems *problems;
        load_from(texts, NULL, &problems);
        cr_assert_eq(homevisit_problems_json(problems, &written[i]), HOMEVISIT_OK);
        homevisit_problems_free(problems);
    }
    cr_assert_eq(written[0].length, written[1].length);
    cr_expect_arr_eq(written[0].data, written[1].data, written[0].length);
    homevisit_buffer_free(&written[0]);
    homevisit_buffer_free(&written[1]);
}
