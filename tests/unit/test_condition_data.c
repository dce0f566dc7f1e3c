/* lib/condition_data.c: the facts of a data object. */
#include "evaluation_trial.h"
#include "trial_memory.h"

#include <criterion/criterion.h>

static const struct evaluated cases[] = {
    /* names */
    {"{'var': 'a.b.c'}", "{'a': {'b': {'c': 1}}}", "1", {0}},
    {"{'var': 'settings.x'}", "{'settings': {'x': 1}}", "1", {0}},
    {"{'var': 'event.role'}", "{'event': {'role': 'anybody'}}", "'anybody'", {0}},
    {"{'var': 'phase'}", "{'phase': 'no phase at all'}", "'no phase at all'", {0}},
    {"{'==': [{'var': 'conditions.c'}, 'x']}", "{'conditions': {'c': 'x'}}", "true", {0}},
    {"{'+': [{'var': 'a'}, {'var': 'a'}]}", "{'a': 2}", "4", {0}},
    /* unknown */
    {"{'var': ['a', 5]}", "{}", "5", {0}},
    {"{'var': ['a.b.c', 'x']}", "{'a': {'b': null}}", "'x'", {0}},
    {"{'var': ['a', {'var': 'b'}]}", "{'b': ['x']}", "['x']", {0}},
    {"{'missing': ['a', 'b', 'c', 'd.e']}", "{'a': 1, 'b': null, 'c': '', 'd': {}}", "['b','c','d.e']", {0}},
    {"{'missing': 'a'}", "{}", "['a']", {0}},
    {"{'!!': {'missing': 'a'}}", "{'a': 1}", "false", {0}},
    {"{'if': [{'!!': {'missing': ['a']}}, 'said', 'unsaid']}", "{}", "'said'", {0}},
    {"{'/': [1, {'var': 'a'}]}", "{'a': 0}", "null", {0}},
    /* refused */
    {"{'var': 'a'}",
     "{}",
     NULL,
     {TYPE, "rule", "untyped", "/var", 1, 9, "nothing is known of 'a', not even its type", NULL}},
    {"{'var': 'a'}",
     "{'a': null}",
     NULL,
     {TYPE, "rule", "untyped", "/var", 1, 9, "nothing is known of 'a', not even its type", NULL}},
    {"{'var': ['a', 1]}",
     "{'a': null}",
     NULL,
     {TYPE, "rule", "untyped", "/var/0", 1, 10, "nothing is known of 'a', not even its type", NULL}},
    {"{'var': 'a.b'}", "{'a': 'text'}", NULL, {NAME, "rule", "unknown_fact", "/var", 1, 9, "unknown fact 'a.b'", NULL}},
    {"{'var': ['a.length', 1]}",
     "{'a': 'text'}",
     NULL,
     {NAME, "rule", "unknown_fact", "/var/0", 1, 10, "unknown fact 'a.length'", NULL}},
    {"{'var': 'a.0'}", "{'a': ['x']}", NULL, {NAME, "rule", "unknown_fact", "/var", 1, 9, "unknown fact 'a.0'", NULL}},
    {"{'var': ''}", "{'': 1}", NULL, {NAME, "rule", "unknown_fact", "/var", 1, 9, "unknown fact ''", NULL}},
    {"{'var': 'a'}", "{'a': {'b': 1}}", NULL, {NAME, "rule", "unknown_fact", "/var", 1, 9, "unknown fact 'a'", NULL}},
    {"{'var': 'a'}", "{'a': 1.5}", NULL, {NAME, "rule", "unknown_fact", "/var", 1, 9, "unknown fact 'a'", NULL}},
    {"{'var': 'a'}", "{'a': [1, 2]}", NULL, {NAME, "rule", "unknown_fact", "/var", 1, 9, "unknown fact 'a'", NULL}},
    {"{'var': 'a'}", "{'a': ['x', 1]}", NULL, {NAME, "rule", "unknown_fact", "/var", 1, 9, "unknown fact 'a'", NULL}},
    {"{'var': 'a'}",
     "{'a': [{'id': 's', 'role': 'gardener'}]}",
     NULL,
     {NAME, "rule", "unknown_fact", "/var", 1, 9, "unknown fact 'a'", NULL}},
    {"{'var': 'a'}",
     "{'a': [{'id': 's', 'role': 'dsl', 'name': 'n'}]}",
     NULL,
     {NAME, "rule", "unknown_fact", "/var", 1, 9, "unknown fact 'a'", NULL}},
    {"{'var': 'a'}",
     "{'a': [{'id': 's'}]}",
     NULL,
     {NAME, "rule", "unknown_fact", "/var", 1, 9, "unknown fact 'a'", NULL}},
};

Test(condition_data, facts)
{
    assert_evaluated(cases, sizeof cases / sizeof cases[0]);
}

static bool read_lists(const homevisit_allocator *allocator)
{
    homevisit_buffer out = {0};
    const homevisit_options options = {.struct_size = sizeof options, .allocator = allocator};
    const homevisit_code code = evaluate_quoted(
        "{'or': [{'some': [{'var': 's'}, {'var': ['trained', false]}]}, {'in': [{'var': 'a.b'}, {'var': 'l'}]},"
        " {'!!': {'missing': ['x', 'y']}}]}",
        "{'s': [{'id': 'a', 'role': 'dsl'}, {'id': 'b', 'role': 'dsl', 'trained': false}], 'l': ['x', 'y'], 'a': {'b': "
        "'z'}, 'x': 1, 'y': true}",
        options, &out, NULL);
    homevisit_buffer_free(&out);
    cr_assert(code == HOMEVISIT_OK || code == HOMEVISIT_E_MEMORY);
    return code == HOMEVISIT_OK;
}

Test(condition_data, memory_runs_out)
{
    trial_run(read_lists, false);
}
