/* lib/condition_read.c, lib/condition_nodes.c: from JSON to nodes, limits, and all faults at once. */
#include "condition_trial.h"

#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "trial_memory.h"

static const struct condition_refusal refusals[] = {
    /* what is no condition */
    {"",
     "null",
     {{TYPE, "condition_null", "", 1, 1,
       "null is nothing that a condition can speak of: leave it out, or ask by 'missing' whether something was said",
       NULL}}},
    {"",
     "{'and': [{'var': 'duress'}, null]}",
     {{TYPE, "condition_null", "/and/1", 1, 29,
       "null is nothing that a condition can speak of: leave it out, or ask by 'missing' whether something was said",
       NULL}}},
    {"",
     "{}",
     {{SCHEMA, "condition_shape", "", 1, 1, "a condition is an object with exactly one operator, this has none",
       NULL}}},
    {"",
     "{'var': 'duress', 'and': []}",
     {{SCHEMA, "condition_shape", "", 1, 1, "a condition is an object with exactly one operator, this has several",
       NULL}}},
    {"", "17", {{TYPE, "condition_not_boolean", "", 1, 1, "a condition is true or false, this is a number", NULL}}},
    {"", "'draft'", {{TYPE, "condition_not_boolean", "", 1, 1, "a condition is true or false, this is a text", NULL}}},
    {"",
     "['a', 'b']",
     {{TYPE, "condition_not_boolean", "", 1, 1, "a condition is true or false, this is a list of texts", NULL}}},
    {"",
     "{'var': 'phase'}",
     {{TYPE, "condition_not_boolean", "", 1, 1, "a condition is true or false, this is a name", NULL}}},
    {"",
     "{'+': [{'var': 'x.count'}, 1]}",
     {{TYPE, "condition_not_boolean", "", 1, 1, "a condition is true or false, this is a number", NULL}}},
    {"",
     "{'missing': ['phase']}",
     {{TYPE, "condition_not_boolean", "", 1, 1, "a condition is true or false, this is a list of texts", NULL}}},
    {"",
     "{'if': [{'var': 'duress'}, 1, 2]}",
     {{TYPE, "condition_not_boolean", "", 1, 1, "a condition is true or false, this is a number", NULL}}},
    /* several at once */
    {"",
     "{'and': [{'var': 'dures'}, {'adn': []}, {'==': [{'var': 'phase'}, 'drafted']}, {'<': [{'var': 'x.count'}, 'a']}, "
     "null]}",
     {{NAME, "unknown_fact", "/and/0/var", 1, 18, "unknown fact 'dures'", "duress"},
      {NAME, "unknown_operator", "/and/1/adn", 1, 29, "unknown operator 'adn'", "and"},
      {NAME, "unknown_word", "/and/2/==/1", 1, 67, "unknown phase 'drafted'", "draft"},
      {TYPE, "operand_type", "/and/3/</1", 1, 107, "'<' takes a number here, this is a text", NULL},
      {TYPE, "condition_null", "/and/4", 1, 114,
       "null is nothing that a condition can speak of: leave it out, or ask by 'missing' whether something was said",
       NULL}}},
    /* a list that is mixed is told once */
    {"",
     "{'in': [{'var': 'x.note'}, ['a', 1, 2]]}",
     {{TYPE, "list_mixed", "/in/1/1", 1, 34, "a list in a condition holds texts or numbers, not both", NULL}}},
};

Test(condition_read, refused)
{
    condition_trial_refused(refusals, sizeof refusals / sizeof refusals[0]);
}

/* ---- nodes ------------------------------------------------------------------------------------------------------ */

static const struct counted {
    const char *condition;
    size_t nodes;
} counted[] = {
    {"true", 1},
    {"{'var': 'duress'}", 1},
    {"{'var': ['parents.present', true]}", 2},
    {"{'!': {'var': 'duress'}}", 2},
    {"{'!': [{'var': 'duress'}]}", 2},
    {"{'==': [{'var': 'phase'}, 'draft']}", 3},
    {"{'in': [{'var': 'phase'}, ['draft', 'ended', 'closed']]}", 5},
    {"{'!!': {'missing': ['phase', 'room']}}", 4},
    {"{'<': [{'var': 'x.count'}, {'var': 'settings.limit'}]}", 3},
    {"{'some': [{'var': 'staff'}, {'==': [{'var': 'role'}, 'dsl']}]}", 5},
    {"{'var': 'conditions.unsafe'}", 3},
    {"{'and': [{'var': 'conditions.unsafe'}, {'!': {'var': 'conditions.unsafe'}}, true]}", 9},
};

/* As many nodes as a condition has are enough for it, and one less is not. */
Test(condition_read, count_of_nodes)
{
    for (size_t i = 0; i < sizeof counted / sizeof counted[0]; i++) {
        for (size_t less = 0; less < 2 && counted[i].nodes > less; less++) {
            struct condition_trial trial;
            condition_trial_open(&trial, NULL, counted[i].condition, "", counted[i].nodes - less);
            bool too_large = false;
            for (size_t j = 0; j < homevisit_problems_count(trial.problems); j++)
                too_large =
                    too_large || strcmp(homevisit_problems_get(trial.problems, j)->code, "condition_too_large") == 0;
            cr_expect_eq(too_large, less == 1, "%s with %zu nodes", counted[i].condition, counted[i].nodes - less);
            condition_trial_close(&trial);
        }
    }
}

static void expect_one(struct condition_trial *trial, const struct condition_told *wanted)
{
    const homevisit_problems *problems = condition_trial_problems(trial);
    cr_assert_eq(homevisit_problems_count(problems), 1, "%zu problems", homevisit_problems_count(problems));
    const homevisit_problem *found = homevisit_problems_get(problems, 0);
    cr_expect_eq(trial->root, NO_NODE);
    cr_expect_eq(found->kind, wanted->kind);
    cr_expect_str_eq(found->code, wanted->code);
    cr_expect_str_eq(found->pointer, wanted->pointer);
    cr_expect_eq(found->line, wanted->line);
    cr_expect_eq(found->column, wanted->column);
    cr_expect_str_eq(found->message, wanted->message);
    cr_expect_null(found->suggestion);
}

/* What follows the limit is not looked at: its faults are not told. */
Test(condition_read, too_large)
{
    struct condition_trial trial;
    condition_trial_open(&trial, NULL, "{'or': [{'var': 'duress'}, {'var': 'threatened'}, {'var': 'dures'}]}", "", 3);
    expect_one(&trial,
               &(struct condition_told){LIMIT, "condition_too_large", "", 1, 1,
                                        "the condition has more than 3 nodes, named conditions folded in", NULL});
    condition_trial_close(&trial);
}

/* `depth` times `before`, `inside`, and as often `after`. To be freed. */
static char *nested(size_t depth, const char *before, const char *inside, const char *after)
{
    char *text = malloc(depth * (strlen(before) + strlen(after)) + strlen(inside) + 1);
    cr_assert(text != NULL);
    char *at = text;
    for (size_t i = 0; i < depth; i++)
        at = strcpy(at, before) + strlen(before);
    at = strcpy(at, inside) + strlen(inside);
    for (size_t i = 0; i < depth; i++)
        at = strcpy(at, after) + strlen(after);
    return text;
}

Test(condition_read, depth)
{
    for (size_t more = 0; more < 2; more++) {
        char *text = nested(CONDITION_DEPTH_LIMIT - 1 + more, "{'!!':", "{'var': 'duress'}", "}");
        struct condition_trial trial;
        condition_trial_open(&trial, NULL, text, "", 0);
        if (more == 0) {
            cr_expect_neq(trial.root, NO_NODE);
            condition_trial_facts(&trial, "duress=true");
            cr_expect_eq(condition_decide(&trial.scene, trial.root), TRUTH_TRUE);
        } else {
            expect_one(&trial, &(struct condition_told){
                                   LIMIT, "condition_too_deep", "", 1, 1,
                                   "the condition has more than 256 levels, named conditions folded in", NULL});
        }
        condition_trial_close(&trial);
        free(text);
    }
}

/* ---- memory ----------------------------------------------------------------------------------------------------- */

static bool read_with(const homevisit_allocator *allocator, const char *text, const char *where)
{
    struct condition_trial trial;
    condition_trial_open(&trial, allocator, text, where, 0);
    const bool sound = trial.root != NO_NODE;
    const bool told = trial.problems == NULL || trial.places == NULL || homevisit_problems_count(trial.problems) > 0;
    cr_assert(sound != told, "what fails is told, and nothing else is");
    condition_trial_close(&trial);
    return sound;
}

/* Something of everything; `last` is the last operand. */
#define OF_EVERYTHING(last)                                                                                            \
    "{'and': [{'var': 'conditions.unsafe'}, {'in': [{'var': 'event.role'}, {'var': 'settings.deciders'}]}, "           \
    "{'<': [1.5, {'+': [{'var': 'x.count'}, {'var': 'settings.limit'}]}, 9]}, {'!!': {'missing': ['room', "            \
    "'x.note']}}, "                                                                                                    \
    "{'!=': [{'var': ['x.note', 'a']}, 'b']}, {'!=': [{'var': 'x.other'}, 3]}, {'in': [{'var': 'x.other'}, [1, "       \
    "2.5]]}, "                                                                                                         \
    "{'some': [{'var': 'staff'}, {'in': [{'var': 'role'}, ['dsl', 'teacher']]}]}, " last "]}"

static bool read_sound(const homevisit_allocator *allocator)
{
    return read_with(allocator, OF_EVERYTHING("{'!': {'var': 'conditions.evening'}}"), "on authorised");
}

static bool read_contradiction(const homevisit_allocator *allocator)
{
    return read_with(allocator, OF_EVERYTHING("{'!': {'var': 'conditions.unsafe'}}"), "on authorised");
}

Test(condition_read, memory_runs_out)
{
    trial_run(read_sound, false);
}

/* It is told whether or not memory lasts: all that is asked is that nothing is lost. */
static bool refuse_contradiction(const homevisit_allocator *allocator)
{
    return !read_contradiction(allocator);
}

Test(condition_read, memory_runs_out_over_faults)
{
    trial_run(refuse_contradiction, true);
}
