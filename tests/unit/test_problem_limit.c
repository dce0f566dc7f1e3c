/*
 * Documents with more faults than are listed: ten thousand of one kind, and behind them faults of every other. The list
 * ends with the one that says so, nothing of what is behind it is told, and no name is guessed at for it.
 */
#include "problem.h"

#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { FAULTS = PROBLEM_LIMIT + 2 };

/* Text with " for each '. */
static char *many(const char *before, const char *each, const char *after)
{
    const size_t room = strlen(before) + (strlen(each) + 8) * FAULTS + strlen(after) + 1;
    char *text = malloc(room);
    cr_assert_not_null(text);
    size_t length = (size_t)sprintf(text, "%s", before);
    for (int i = 0; i < FAULTS; i++)
        length += (size_t)snprintf(text + length, room - length, each, i);
    sprintf(text + length, "%s", after);
    for (char *at = text; *at; at++)
        if (*at == '\'')
            *at = '"';
    return text;
}

/* The first fault's code stands in all of them but the last, which says that there are more. */
static void expect_full(const char *what, const homevisit_problems *problems, const char *code)
{
    cr_assert_eq(homevisit_problems_count(problems), PROBLEM_LIMIT + 1, "%s: %zu told", what,
                 homevisit_problems_count(problems));
    for (size_t i = 0; i < PROBLEM_LIMIT; i++)
        cr_assert_str_eq(homevisit_problems_get(problems, i)->code, code, "%s, %zu: %s", what, i,
                         homevisit_problems_get(problems, i)->code);
    cr_expect_str_eq(homevisit_problems_get(problems, PROBLEM_LIMIT)->code, "too_many_problems", "%s", what);
}

struct trial {
    const char *before, *each, *after, *code;
};

#define POLICY "{'format':'homevisit-policy/1','id':'p','title':'P','version':'1',"
static const struct trial policies[] = {
    {POLICY, "'k%d':0,", "'rules':[{'id':'r','claused':[],'force':'msut','on':['enterd'],'zz':1},7,{}]}",
     "unknown_key"},
    {POLICY, "'k%d':0,",
     "'rules':[],'settings':{'a':{'vlaue':1}},'facts':{'x.a':'bolean','y':1},'conditions':{'c':{'vra':1}}}",
     "unknown_key"},
    {POLICY, "'k%d':0,", "'time_zone':'Mars','issued':'1.2.2026','clauses':{'a':7},'extends':7,'rules':{}}",
     "unknown_key"},
};

#define VISIT "{'format':'homevisit-visit/1','id':'V','events':["
#define AT "'at':'2026-03-02T08:30:00Z',"
static const struct trial visits[] = {
    {VISIT "{" AT "'event':'declared','facts':{", "'k%d':true,", "'x.b':null}},{" AT "'event':'departd','zz':7}]}",
     "unknown_item"},
    {VISIT "{" AT "'event':'noted',", "'k%d':true,",
     "'k':7},{" AT "'event':'planned','reason':'othr','stf':[{'role':'dls'}]}]}", "unknown_attribute"},
    {VISIT "{" AT "'event':'planned','reason':'other','staff':[{'id':'a','role':'dsl',", "'k%d':true,",
     "'k':7},{'role':'dls'},{}]},{}]}", "unknown_key"},
    {VISIT, "{" AT "'event':'e%d'},", "{" AT "'event':'closed',]}", "unknown_event"},
};

static void try_texts(const struct trial *trials, size_t count, bool are_visits)
{
    for (size_t i = 0; i < count; i++) {
        homevisit_problems *problems = NULL;
        homevisit_policy *policy = NULL;
        homevisit_visit *visit = NULL;
        const homevisit_options options = {.struct_size = sizeof options, .max_staff = 20, .max_events = 20000};
        char *text = many(trials[i].before, trials[i].each, trials[i].after);
        const homevisit_code code = are_visits ? homevisit_visit_load(text, strlen(text), &options, &visit, &problems)
                                               : homevisit_policy_load(text, strlen(text), NULL, &policy, &problems);
        cr_expect_lt(code, 0, "%s", trials[i].after);
        expect_full(trials[i].after, problems, trials[i].code);
        homevisit_problems_free(problems);
        free(text);
    }
}

Test(problem_limit, of_policies)
{
    try_texts(policies, sizeof policies / sizeof *policies, false);
}

Test(problem_limit, of_visits)
{
    try_texts(visits, sizeof visits / sizeof *visits, true);
}

/* As handed over: facts that there are not, and behind them an attribute's word that is none of its own. */
Test(problem_limit, of_typed_events)
{
    static homevisit_declared facts[FAULTS];
    homevisit_visit *visit = NULL;
    homevisit_problems *problems = NULL;
    for (size_t i = 0; i < FAULTS; i++)
        facts[i] = (homevisit_declared){.name = {"phone_carry", 11}, .type = HOMEVISIT_TYPE_BOOLEAN, .boolean = true};
    const homevisit_attribute attributes[] = {
        {.name = HOMEVISIT_ATTRIBUTE_facts, .type = HOMEVISIT_TYPE_FACTS, .value.facts = {facts, FAULTS}},
        {.name = HOMEVISIT_ATTRIBUTE_room, .type = HOMEVISIT_TYPE_NAME, .value.word = HOMEVISIT_WORD_dsl}};
    const homevisit_event event = {.struct_size = sizeof event,
                                   .at = 1772438400,
                                   .event = HOMEVISIT_WORD_declared,
                                   .attributes = attributes,
                                   .attribute_count = 2};
    cr_assert_eq(homevisit_visit_new("V", 1, NULL, &visit), HOMEVISIT_OK);
    cr_expect_lt(homevisit_visit_append_event(visit, &event, &problems), 0);
    expect_full("a typed event", problems, "unknown_item");
    homevisit_problems_free(problems);
    homevisit_visit_free(visit);
}
