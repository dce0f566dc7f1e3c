/* lib/condition_evaluate.c: one condition over one data object. */
#include "evaluation_trial.h"

#include <criterion/criterion.h>

/* Beyond all numbers; and what is no number. */
#define POW_5 "9007199254740992, 9007199254740992, 9007199254740992, 9007199254740992, 9007199254740992"
#define BEYOND "{'*': [" POW_5 ", " POW_5 ", " POW_5 ", " POW_5 ", " POW_5 "]}"
#define NO_NUMBER "{'-': [" BEYOND ", " BEYOND "]}"

static const struct evaluated cases[] = {
    {"{'max': [" NO_NUMBER ", 1]}", "{}", "null", {0}},
    {"{'min': [" NO_NUMBER ", 1]}", "{}", "null", {0}},
    {"{'max': [1, " NO_NUMBER "]}", "{}", "null", {0}},
    {"{'var': 'a'}",
     "{'a': [{'id': 's', 'role': 'dsl'}, 'x']}",
     NULL,
     {NAME, "rule", "unknown_fact", "/var", 1, 9, "unknown fact 'a'", NULL}},
    {"{'var': 'a'}",
     "{'a': [{'id': 's', 'role': 'dsl', 'trained': 1}]}",
     NULL,
     {NAME, "rule", "unknown_fact", "/var", 1, 9, "unknown fact 'a'", NULL}},
    {"{'==': [{'var': 'time.minute'}, 5]}", "{'time': {'minute': 5}}", "true", {0}},
    /* values of every type */
    {"true", "{}", "true", {0}},
    {"17", "{}", "17", {0}},
    {"-0.0", "{}", "0", {0}},
    {"1.5", "{}", "1.5", {0}},
    {"'draft'", "{}", "'draft'", {0}},
    {"['a', 'b']", "{}", "['a','b']", {0}},
    {"[]", "{}", "[]", {0}},
    {"[1, 2.5]", "{}", "[1,2.5]", {0}},
    {"{'var': 'a'}", "{'a': true}", "true", {0}},
    {"{'var': 'a'}", "{'a': -3}", "-3", {0}},
    {"{'var': 'a'}", "{'a': 'text'}", "'text'", {0}},
    {"{'var': 'a'}", "{'a': ''}", "''", {0}},
    {"{'var': 'a'}", "{'a': ['x', 'y']}", "['x','y']", {0}},
    {"{'var': 'a'}", "{'a': []}", "[]", {0}},
    {"{'var': 'a'}",
     "{'a': [{'id': 's', 'role': 'dsl', 'trained': false}, {'role': 'teacher', 'id': 't'}]}",
     "[{'id':'s','role':'dsl','trained':false},{'id':'t','role':'teacher'}]",
     {0}},
    {"{'var': ['a']}", "{'a': 9007199254740992}", "9007199254740992", {0}},
    /* operations */
    {"{'+': [0.1, 0.2]}", "{}", "0.30000000000000004", {0}},
    {"{'*': [{'var': 'a'}, 1.5]}", "{'a': 3}", "4.5", {0}},
    {"{'-': [{'-': [{'var': 'a'}, 3]}, -0.5]}", "{'a': 3}", "0.5", {0}},
    {"{'*': [9007199254740992, 9007199254740992, 9007199254740992, 9007199254740992, 9007199254740992, "
     "9007199254740992, 9007199254740992, 9007199254740992, 9007199254740992, 9007199254740992, 9007199254740992, "
     "9007199254740992, 9007199254740992, 9007199254740992, 9007199254740992, 9007199254740992, 9007199254740992, "
     "9007199254740992, 9007199254740992, 9007199254740992]}",
     "{}",
     "null",
     {0}},
    {"{'if': [{'var': 'a'}, {'var': 'b'}, ['c']]}", "{'a': true, 'b': ['x']}", "['x']", {0}},
    {"{'in': [{'var': 'a'}, {'var': 'b'}]}", "{'a': 'x', 'b': ['x']}", "true", {0}},
    {"{'some': [{'var': 'b'}, {'==': [{'var': ''}, 'x']}]}", "{'b': ['y', 'x']}", "true", {0}},
    {"{'all': [{'var': 's'}, {'and': [{'var': 'trained'}, {'==': [{'var': 'role'}, 'dsl']}]}]}",
     "{'s': [{'id': 'a', 'role': 'dsl', 'trained': true}]}",
     "true",
     {0}},
    {"{'all': [{'var': 's'}, {'var': 'trained'}]}", "{'s': [{'id': 'a', 'role': 'dsl'}]}", "null", {0}},
    /* refused */
    {"{'==': [{'var': 'a'}, 1]}",
     "{'a': 'x'}",
     NULL,
     {TYPE, "rule", "types_differ", "/==/1", 1, 23, "a number is compared with a text", NULL}},
    {"{'<': [{'var': 'a'}, 3, {'var': 'a'}]}",
     "{'a': 1}",
     NULL,
     {TYPE, "rule", "never_true", "", 1, 1, "this can never be true: nothing lies between", NULL}},
    {"{'and': [{'!!': {'missing': 'a'}}, {'==': [{'var': 'a'}, 'b']}]}",
     "{'a': 'x'}",
     NULL,
     {TYPE, "rule", "never_true", "", 1, 1, "this can never be true: operands 1 and 2 contradict each other", NULL}},
    {"null",
     "{}",
     NULL,
     {TYPE, "rule", "condition_null", "", 1, 1,
      "null is nothing that a condition can speak of: leave it out, or ask by 'missing' whether something was said",
      NULL}},
    {"{'a': 1}", "{}", NULL, {NAME, "rule", "unknown_operator", "/a", 1, 2, "unknown operator 'a'", NULL}},
    {"{'var': 'a'}",
     "[]",
     NULL,
     {SCHEMA, "data", "root_not_object", "", 1, 1, "the document has to be an object: { … }", NULL}},
    {"{'var': 'a'",
     "{}",
     NULL,
     {SYNTAX, "rule", "unexpected_end", "", 1, 12,
      "the text ends too early; what was opened is not closed, or a value is missing", NULL}},
    {"{'var': 'a'}",
     "{'a': 1,}",
     NULL,
     {SYNTAX, "data", "trailing_comma", "", 1, 8, "nothing follows this comma; take it out", NULL}},
};

Test(condition_evaluate, values_and_refusals)
{
    assert_evaluated(cases, sizeof cases / sizeof cases[0]);
}

Test(condition_evaluate, arguments)
{
    homevisit_buffer out = {0};
    homevisit_problems *problems = (homevisit_problems *)&out; /* has to be set */
    const homevisit_text text = {"true", 4}, object = {"{}", 2}, none = {NULL, 1};
    cr_expect_eq(homevisit_condition_evaluate(text, object, NULL, NULL, &problems), HOMEVISIT_E_ARGUMENT);
    cr_expect_null(problems);
    cr_expect_eq(homevisit_condition_evaluate(none, object, NULL, &out, NULL), HOMEVISIT_E_ARGUMENT);
    cr_expect_eq(homevisit_condition_evaluate(text, none, NULL, &out, NULL), HOMEVISIT_E_ARGUMENT);
    cr_expect_eq(homevisit_condition_evaluate(text, (homevisit_text){NULL, 0}, NULL, &out, NULL), HOMEVISIT_E_SYNTAX);
    cr_expect_eq(homevisit_condition_evaluate((homevisit_text){NULL, 0}, object, NULL, &out, NULL), HOMEVISIT_E_SYNTAX);
    cr_expect_eq(homevisit_condition_evaluate(text, object, NULL, &out, NULL), HOMEVISIT_OK);
    cr_expect_str_eq(out.data, "true");
    homevisit_buffer_free(&out);
}

Test(condition_evaluate, limits)
{
    homevisit_buffer out = {0};
    homevisit_problems *problems = NULL;
    const homevisit_options options = {.struct_size = sizeof options, .max_condition_nodes = 3};
    cr_expect_eq(evaluate_quoted("{'==': [{'var': 'a'}, 1]}", "{'a': 1}", options, &out, NULL), HOMEVISIT_OK);
    cr_expect_eq(evaluate_quoted("{'!': {'!=': [{'var': 'a'}, 1]}}", "{'a': 1}", options, &out, &problems),
                 HOMEVISIT_E_LIMIT);
    cr_expect_str_eq(homevisit_problems_get(problems, 0)->message,
                     "the condition has more than 3 nodes, named conditions folded in");
    homevisit_problems_free(problems);
    homevisit_buffer_free(&out);
}
