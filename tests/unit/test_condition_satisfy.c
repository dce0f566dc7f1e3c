/* lib/condition_satisfy.c, _solve.c, _terms.c, _facts.c, _order.c: what can never be true, and nothing else, is refused. */
#include "condition_trial.h"

#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const struct condition_refusal refusals[] = {
    /* constants */
    {"",
     "false",
     {{TYPE, "constant_false", "", 1, 1,
       "a condition that is false can never be true: leave it out, or disable the rule", NULL}}},
    {"",
     "{'and': [{'var': 'duress'}, false]}",
     {{TYPE, "constant_false", "/and/1", 1, 29,
       "a condition that is false can never be true: leave it out, or disable the rule", NULL}}},
    {"",
     "{'or': [false, {'var': 'duress'}]}",
     {{TYPE, "constant_false", "/or/0", 1, 9,
       "a condition that is false can never be true: leave it out, or disable the rule", NULL}}},
    {"",
     "{'!': false}",
     {{TYPE, "constant_false", "/!", 1, 7,
       "a condition that is false can never be true: leave it out, or disable the rule", NULL}}},
    {"",
     "{'!!': [false]}",
     {{TYPE, "constant_false", "/!!/0", 1, 9,
       "a condition that is false can never be true: leave it out, or disable the rule", NULL}}},
    {"",
     "{'if': [false, {'var': 'duress'}, {'var': 'threatened'}]}",
     {{TYPE, "constant_false", "/if/0", 1, 9,
       "a condition that is false can never be true: leave it out, or disable the rule", NULL}}},
    {"",
     "{'some': [{'var': 'staff'}, false]}",
     {{TYPE, "constant_false", "/some/1", 1, 29,
       "a condition that is false can never be true: leave it out, or disable the rule", NULL}}},
    {"",
     "{'!': true}",
     {{TYPE, "never_true", "", 1, 1, "this can never be true: what it negates is never false", NULL}}},
    {"",
     "{'==': [1, 2]}",
     {{TYPE, "never_true", "", 1, 1, "this can never be true: what is compared is never so", NULL}}},
    {"",
     "{'==': ['a', 'b']}",
     {{TYPE, "never_true", "", 1, 1, "this can never be true: what is compared is never so", NULL}}},
    {"",
     "{'!=': [1, 1.0]}",
     {{TYPE, "never_true", "", 1, 1, "this can never be true: what is compared is never so", NULL}}},
    {"",
     "{'<': [2, 1]}",
     {{TYPE, "never_true", "", 1, 1, "this can never be true: what is compared is never so", NULL}}},
    {"",
     "{'>=': [1.5, 2]}",
     {{TYPE, "never_true", "", 1, 1, "this can never be true: what is compared is never so", NULL}}},
    {"", "{'<': [1, 3, 2]}", {{TYPE, "never_true", "", 1, 1, "this can never be true: nothing lies between", NULL}}},
    {"",
     "{'in': [3, [1, 2]]}",
     {{TYPE, "never_true", "", 1, 1, "this can never be true: the list does not hold it", NULL}}},
    {"",
     "{'in': ['c', ['a', 'b']]}",
     {{TYPE, "never_true", "", 1, 1, "this can never be true: the list does not hold it", NULL}}},
    {"",
     "{'in': [{'var': 'x.count'}, []]}",
     {{TYPE, "never_true", "", 1, 1, "this can never be true: the list does not hold it", NULL}}},
    {"",
     "{'in': [{'var': 'phase'}, []]}",
     {{TYPE, "never_true", "", 1, 1, "this can never be true: the list does not hold it", NULL}}},
    {"",
     "{'!!': [[]]}",
     {{TYPE, "never_true", "", 1, 1, "this can never be true, whatever the facts and settings", NULL}}},
    {"",
     "{'some': [[], {'==': [{'var': ''}, 'a']}]}",
     {{TYPE, "never_true", "", 1, 1, "this can never be true, whatever the facts and settings", NULL}}},
    {"",
     "{'all': [[], {'==': [{'var': ''}, 'a']}]}",
     {{TYPE, "never_true", "", 1, 1, "this can never be true, whatever the facts and settings", NULL}}},
    {"",
     "{'==': [{'+': [1, 2]}, 4]}",
     {{TYPE, "never_true", "", 1, 1, "this can never be true: what is compared is never so", NULL}}},
    {"",
     "{'<': [{'%': [5, {'-': [1, 1]}]}, 4]}",
     {{TYPE, "never_true", "", 1, 1, "this can never be true: what is compared is never so", NULL}}},
    {"",
     "{'in': ['phase', {'missing': ['place']}]}",
     {{TYPE, "never_true", "", 1, 1, "this can never be true: the list does not hold it", NULL}}},
    /* conjunctions of comparisons that contradict each other */
    {"",
     "{'and': [{'==': [{'var': 'phase'}, 'draft']}, {'==': [{'var': 'phase'}, 'ended']}]}",
     {{TYPE, "never_true", "", 1, 1, "this can never be true: 'phase' cannot be both 'draft' and 'ended'", NULL}}},
    {"",
     "{'and': [{'==': [{'var': 'phase'}, 'draft']}, {'!=': [{'var': 'phase'}, 'draft']}]}",
     {{TYPE, "never_true", "", 1, 1, "this can never be true: 'phase' cannot be both 'draft' and other than 'draft'",
       NULL}}},
    {"",
     "{'and': [{'in': [{'var': 'phase'}, ['draft', 'planned']]}, {'in': [{'var': 'phase'}, ['ended', 'closed']]}]}",
     {{TYPE, "never_true", "", 1, 1, "this can never be true: operands 1 and 2 contradict each other", NULL}}},
    {"",
     "{'and': [{'in': [{'var': 'phase'}, ['draft', 'planned']]}, {'!=': [{'var': 'phase'}, 'draft']}, {'!=': "
     "['planned', {'var': 'phase'}]}]}",
     {{TYPE, "never_true", "", 1, 1, "this can never be true, whatever the facts and settings", NULL}}},
    {"",
     "{'and': [{'<': [{'var': 'x.count'}, 3]}, {'>': [{'var': 'x.count'}, 5]}]}",
     {{TYPE, "never_true", "", 1, 1, "this can never be true: 'x.count' cannot be both less than 3 and more than 5",
       NULL}}},
    {"",
     "{'and': [{'<': [{'var': 'x.count'}, 4]}, {'>': [{'var': 'x.count'}, 3]}]}",
     {{TYPE, "never_true", "", 1, 1, "this can never be true: 'x.count' cannot be both less than 4 and more than 3",
       NULL}}},
    {"",
     "{'and': [{'<=': [{'var': 'x.count'}, 2.5]}, {'>=': [{'var': 'x.count'}, 2.25]}]}",
     {{TYPE, "never_true", "", 1, 1, "this can never be true: operands 1 and 2 contradict each other", NULL}}},
    {"",
     "{'and': [{'<=': [3, {'var': 'x.count'}]}, {'==': [{'var': 'x.count'}, 2]}]}",
     {{TYPE, "never_true", "", 1, 1, "this can never be true: 'x.count' cannot be both at least 3 and 2", NULL}}},
    {"",
     "{'and': [{'in': [{'var': 'x.count'}, [1, 2]]}, {'==': [{'var': 'x.count'}, 3]}]}",
     {{TYPE, "never_true", "", 1, 1, "this can never be true: operands 1 and 2 contradict each other", NULL}}},
    {"",
     "{'and': [{'<=': [1, {'var': 'x.count'}, 2]}, {'!=': [{'var': 'x.count'}, 1]}, {'!=': [{'var': 'x.count'}, 2]}]}",
     {{TYPE, "never_true", "", 1, 1, "this can never be true, whatever the facts and settings", NULL}}},
    {"",
     "{'and': [{'==': [{'var': 'x.count'}, 3]}, {'==': [{'var': 'x.other'}, 4]}, {'==': [{'var': 'x.other'}, {'var': "
     "'x.count'}]}]}",
     {{TYPE, "never_true", "", 1, 1, "this can never be true, whatever the facts and settings", NULL}}},
    {"",
     "{'and': [{'<': [{'var': 'x.count'}, {'var': 'x.other'}]}, {'<': [{'var': 'x.other'}, {'var': 'x.count'}]}]}",
     {{TYPE, "never_true", "", 1, 1, "this can never be true: operands 1 and 2 contradict each other", NULL}}},
    {"",
     "{'and': [{'<': [{'var': 'plan.expected_start'}, {'var': 'plan.expected_end'}]}, {'>=': [{'var': "
     "'plan.expected_start'}, {'var': 'plan.expected_end'}]}]}",
     {{TYPE, "never_true", "", 1, 1, "this can never be true: operands 1 and 2 contradict each other", NULL}}},
    {"",
     "{'and': [{'<': [{'var': 'x.count'}, {'var': 'settings.limit'}]}, {'>=': [{'var': 'x.count'}, {'var': "
     "'settings.limit'}]}]}",
     {{TYPE, "never_true", "", 1, 1, "this can never be true: operands 1 and 2 contradict each other", NULL}}},
    {"",
     "{'and': [{'==': [{'var': 'x.note'}, 'a']}, {'==': [{'var': 'x.note'}, 'b']}]}",
     {{TYPE, "never_true", "", 1, 1, "this can never be true: 'x.note' cannot be both 'a' and 'b'", NULL}}},
    {"",
     "{'and': [{'var': 'duress'}, {'!': {'var': 'duress'}}]}",
     {{TYPE, "never_true", "", 1, 1, "this can never be true: 'duress' cannot be both true and false", NULL}}},
    {"",
     "{'and': [{'var': 'conditions.unsafe'}, {'!': {'var': 'duress'}}, {'!': {'var': 'threatened'}}]}",
     {{TYPE, "never_true", "", 1, 1, "this can never be true, whatever the facts and settings", NULL}}},
    {"",
     "{'and': [{'==': [{'var': 'duress'}, true]}, {'==': [{'var': 'duress'}, false]}]}",
     {{TYPE, "never_true", "", 1, 1, "this can never be true: 'duress' cannot be both true and false", NULL}}},
    {"",
     "{'and': [{'<': [{'+': [{'var': 'x.count'}, 1]}, 3]}, {'>': [{'+': [{'var': 'x.count'}, 1]}, 5]}]}",
     {{TYPE, "never_true", "", 1, 1, "this can never be true: operands 1 and 2 contradict each other", NULL}}},
    {"",
     "{'and': [{'in': ['dsl', {'var': 'authorisation.roles'}]}, {'!': {'in': ['dsl', {'var': "
     "'authorisation.roles'}]}}]}",
     {{TYPE, "never_true", "", 1, 1, "this can never be true: operands 1 and 2 contradict each other", NULL}}},
    {"",
     "{'and': [{'!': {'var': 'staff'}}, {'!!': {'var': 'staff'}}]}",
     {{TYPE, "never_true", "", 1, 1, "this can never be true: operands 1 and 2 contradict each other", NULL}}},
    {"",
     "{'and': [{'some': [{'var': 'staff'}, {'var': 'trained'}]}, {'!': {'some': [{'var': 'staff'}, {'var': "
     "'trained'}]}}]}",
     {{TYPE, "never_true", "", 1, 1, "this can never be true: operands 1 and 2 contradict each other", NULL}}},
    {"",
     "{'and': [{'!!': {'missing': ['room']}}, {'==': [{'var': 'room'}, 'shared']}]}",
     {{TYPE, "never_true", "", 1, 1, "this can never be true: operands 1 and 2 contradict each other", NULL}}},
    {"",
     "{'and': [{'!': {'missing': ['room']}}, {'var': 'duress'}, {'==': [{'var': ['room', 'upstairs']}, 'shared']}, "
     "{'==': [{'var': 'room'}, 'bedroom']}]}",
     {{TYPE, "never_true", "", 1, 1, "this can never be true: operands 3 and 4 contradict each other", NULL}}},
    /* one comparison */
    {"",
     "{'<': [{'var': 'x.count'}, {'var': 'x.count'}]}",
     {{TYPE, "never_true", "", 1, 1, "this can never be true: 'x.count' is never less than itself", NULL}}},
    {"",
     "{'!=': [{'var': 'phase'}, {'var': 'phase'}]}",
     {{TYPE, "never_true", "", 1, 1, "this can never be true: 'phase' is never other than itself", NULL}}},
    {"",
     "{'<': [3, {'var': 'x.count'}, 4]}",
     {{TYPE, "never_true", "", 1, 1, "this can never be true: nothing lies between", NULL}}},
    {"",
     "{'<': [5, {'var': 'x.count'}, 3]}",
     {{TYPE, "never_true", "", 1, 1, "this can never be true: nothing lies between", NULL}}},
    {"",
     "{'<=': [{'var': 'settings.limit'}, 3, {'-': [2]}]}",
     {{TYPE, "never_true", "", 1, 1, "this can never be true: nothing lies between", NULL}}},
    {"",
     "{'==': [{'var': 'x.count'}, 2.5]}",
     {{TYPE, "never_true", "", 1, 1, "this can never be true: what is compared is never so", NULL}}},
    {"on entered",
     "{'==': [{'var': 'time.weekday'}, 0]}",
     {{TYPE, "never_true", "", 1, 1, "this can never be true: 'time.weekday' is never 0", NULL}}},
    {"on entered",
     "{'>=': [{'var': 'time.minute'}, 1440]}",
     {{TYPE, "never_true", "", 1, 1, "this can never be true: 'time.minute' is never at least 1440", NULL}}},
    {"on entered left",
     "{'==': [{'var': 'event'}, 'arrived']}",
     {{TYPE, "never_true", "", 1, 1, "this can never be true: 'event' is never 'arrived'", NULL}}},
    {"",
     "{'<': [{'var': 'staff.count'}, 0]}",
     {{TYPE, "never_true", "", 1, 1, "this can never be true: 'staff.count' is never less than 0", NULL}}},
    /* other operations */
    {"",
     "{'!': {'or': [{'var': 'duress'}, {'!': {'var': 'duress'}}]}}",
     {{TYPE, "never_true", "", 1, 1, "this can never be true: what it negates is never false", NULL}}},
    {"",
     "{'or': [{'and': [{'var': 'duress'}, {'!': {'var': 'duress'}}]}, {'var': 'threatened'}]}",
     {{TYPE, "never_true", "/or/0", 1, 9, "this can never be true: 'duress' cannot be both true and false", NULL}}},
    {"",
     "{'or': [{'<': [2, 1]}, {'<': [{'var': 'x.count'}, {'var': 'x.count'}]}]}",
     {{TYPE, "never_true", "/or/0", 1, 9, "this can never be true: what is compared is never so", NULL},
      {TYPE, "never_true", "/or/1", 1, 24, "this can never be true: 'x.count' is never less than itself", NULL}}},
    {"",
     "{'if': [{'var': 'duress'}, {'!': {'var': 'duress'}}, false]}",
     {{TYPE, "never_true", "", 1, 1, "this can never be true, whatever the facts and settings", NULL}}},
    {"",
     "{'if': [{'var': 'duress'}, false, {'var': 'threatened'}, {'var': 'duress'}, false]}",
     {{TYPE, "never_true", "", 1, 1, "this can never be true, whatever the facts and settings", NULL}}},
    {"",
     "{'if': [{'var': 'duress'}, {'<': [2, 1]}, {'var': 'threatened'}]}",
     {{TYPE, "never_true", "/if/1", 1, 28, "this can never be true: what is compared is never so", NULL}}},
    {"",
     "{'and': [{'if': [{'var': 'duress'}, {'var': 'threatened'}, false]}, {'!': {'var': 'duress'}}]}",
     {{TYPE, "never_true", "", 1, 1, "this can never be true: operands 1 and 2 contradict each other", NULL}}},
    {"",
     "{'and': [{'==': [{'if': [{'var': 'duress'}, 1, 2]}, 1]}, {'!': {'var': 'duress'}}]}",
     {{TYPE, "never_true", "", 1, 1, "this can never be true: operands 1 and 2 contradict each other", NULL}}},
    {"",
     "{'and': [{'var': ['parents.present', false]}, {'!!': {'missing': 'parents.present'}}]}",
     {{TYPE, "never_true", "", 1, 1, "this can never be true: operands 1 and 2 contradict each other", NULL}}},
    {"",
     "{'some': [{'var': 'staff'}, {'and': [{'==': [{'var': 'role'}, 'dsl']}, {'==': [{'var': 'role'}, 'teacher']}]}]}",
     {{TYPE, "never_true", "/some/1", 1, 29, "this can never be true: 'role' cannot be both 'dsl' and 'teacher'",
       NULL}}},
    {"",
     "{'none': [{'var': 'staff'}, {'and': [{'var': 'trained'}, {'!': {'var': 'trained'}}]}]}",
     {{TYPE, "never_true", "/none/1", 1, 29, "this can never be true: 'trained' cannot be both true and false", NULL}}},
    {"",
     "{'and': [{'==': [{'var': 'room'}, {'var': 'room'}]}, {'!!': {'missing': 'room'}}]}",
     {{TYPE, "never_true", "", 1, 1, "this can never be true: operands 1 and 2 contradict each other", NULL}}},
    {"",
     "{'and': [{'or': [{'==': [{'var': 'phase'}, 'draft']}, {'==': [{'var': 'phase'}, 'planned']}]}, {'or': [{'==': "
     "[{'var': 'phase'}, 'ended']}, {'==': [{'var': 'phase'}, 'closed']}]}]}",
     {{TYPE, "never_true", "", 1, 1, "this can never be true: operands 1 and 2 contradict each other", NULL}}},
    {"on concern_raised",
     "{'and': [{'==': [{'var': 'event.kind'}, 'safeguarding']}, {'==': [{'var': 'event.kind'}, 'disclosure']}]}",
     {{TYPE, "never_true", "", 1, 1,
       "this can never be true: 'event.kind' cannot be both 'safeguarding' and 'disclosure'", NULL}}},
    {"on entered",
     "{'and': [{'var': 'conditions.unsafe'}, {'!': {'var': 'conditions.unsafe'}}]}",
     {{TYPE, "never_true", "", 1, 1, "this can never be true: operands 1 and 2 contradict each other", NULL}}},
    /* numbers beyond those that are said in words */
    {"",
     "{'==': [{'var': 'staff.count'}, -2000000000000000]}",
     {{TYPE, "never_true", "", 1, 1, "this can never be true: what is compared is never so", NULL}}},
    /* a quotient that is never known, in the middle of sums of constants */
    {"",
     "{'<': [{'+': [1, {'/': [1, {'-': [1, 1]}]}, 1]}, {'var': 'x.count'}]}",
     {{TYPE, "never_true", "", 1, 1, "this can never be true: what is compared is never so", NULL}}},
    /* the member, which has no name of its own, and a name in brackets */
    {"",
     "{'some': [{'var': 'authorisation.roles'}, {'!=': [{'var': ''}, {'var': ''}]}]}",
     {{TYPE, "never_true", "/some/1", 1, 43, "this can never be true: what is compared is never so", NULL}}},
    {"",
     "{'!=': [{'var': ['x.count']}, {'var': ['x.count']}]}",
     {{TYPE, "never_true", "", 1, 1, "this can never be true: 'x.count' is never other than itself", NULL}}},
};

Test(condition_satisfy, refused)
{
    condition_trial_refused(refusals, sizeof refusals / sizeof refusals[0]);
}

/* ---- what is sound ---------------------------------------------------------------------------------------------- */

static const struct sound {
    const char *where, *condition;
} sounds[] = {
    {"", "true"},
    {"", "{'!': {'var': 'duress'}}"},
    {"", "{'if': [{'var': 'duress'}, false, {'var': 'threatened'}]}"},
    {"", "{'if': [{'var': 'duress'}, {'var': 'threatened'}, false]}"},
    {"", "{'==': [{'var': 'duress'}, false]}"},
    {"", "{'var': ['parents.present', false]}"},
    {"", "{'and': [{'var': 'settings.strict'}, {'var': 'duress'}]}"},
    {"", "{'and': [{'==': [{'var': 'settings.limit'}, 6]}, {'var': 'duress'}]}"},
    {"", "{'<': [3, {'var': 'x.count'}, 5]}"},
    {"", "{'<=': [3, {'var': 'x.count'}, 3]}"},
    {"", "{'<': [3, {'/': [{'var': 'x.count'}, 2]}, 4]}"},
    {"", "{'<': [3, {'+': [{'var': 'x.count'}, 0.5]}, 4]}"},
    {"",
     "{'and': [{'!=': [{'var': 'x.count'}, 1]}, {'!=': [{'var': 'x.count'}, 2]}, {'<=': [1, {'var': 'x.count'}, 3]}]}"},
    {"", "{'and': [{'<': [{'var': 'x.count'}, 3]}, {'!!': {'missing': 'x.other'}}]}"},
    {"", "{'or': [{'!!': {'missing': 'room'}}, {'==': [{'var': 'room'}, 'shared']}]}"},
    {"", "{'and': [{'==': [{'var': ['room', 'shared']}, 'shared']}, {'!!': {'missing': 'room'}}]}"},
    {"", "{'and': [{'var': ['parents.present', true]}, {'!!': {'missing': 'parents.present'}}]}"},
    {"", "{'and': [{'!=': [{'*': [{'var': 'x.count'}, {'var': 'x.count'}]}, {'*': [{'var': 'x.count'}, {'var': "
         "'x.count'}]}]}]}"},
    {"",
     "{'and': [{'in': ['dsl', {'var': 'authorisation.roles'}]}, {'in': ['teacher', {'var': 'authorisation.roles'}]}]}"},
    {"", "{'and': [{'some': [{'var': 'staff'}, {'var': 'trained'}]}, {'some': [{'var': 'staff'}, {'!': {'var': "
         "'trained'}}]}]}"},
    {"", "{'none': [[], {'==': [{'var': ''}, 'a']}]}"},
    {"", "{'and': [{'==': [{'var': 'phase'}, 'draft']}, {'==': [{'var': 'place'}, 'school']}]}"},
    {"", "{'if': [{'==': [{'var': 'x.count'}, {'var': 'x.other'}]}, {'<': [{'var': 'x.count'}, 3]}, {'>': [{'var': "
         "'x.count'}, 5]}]}"},
    {"on entered left", "{'==': [{'var': 'event'}, 'left']}"},
    {"any", "{'==': [{'var': 'event'}, 'left']}"},
    {"on entered", "{'==': [{'var': 'time.weekday'}, 7]}"},
    {"", "{'if': [{'var': 'x.flag'}, true, true]}"},
    {"", "{'and': [{'if': [{'var': 'x.flag'}, {'var': 'duress'}, {'var': 'duress'}]}, {'!!': {'missing': 'x.flag'}}]}"},
    {"", "{'<': [{'var': 'x.count'}, 9007199254740992]}"},
    {"", "{'and': [{'<': [{'var': 'settings.wait'}, {'var': 'settings.limit'}]}, {'var': 'duress'}]}"},
    {"", "{'in': [{'var': 'x.note'}, ['a', 'b']]}"},
    {"", "{'!': {'in': [{'var': 'phase'}, ['draft']]}}"},
    {"", "{'!=': [{'var': 'x.count'}, 2.5]}"},
    /* what is beyond all differences is taken to be possible */
    {"", "{'<': [{'var': 'x.count'}, {'*': [9007199254740991, 9007199254740991]}]}"},
    {"", "{'<': [{'*': [-9007199254740991, 9007199254740991]}, {'var': 'x.count'}]}"},
    {"", "{'!=': [{'var': 'x.count'}, {'*': [9007199254740991, 9007199254740991]}]}"},
    {"", "{'!=': [{'*': [-9007199254740991, 9007199254740991]}, {'var': 'x.count'}]}"},
};

Test(condition_satisfy, sound)
{
    for (size_t i = 0; i < sizeof sounds / sizeof sounds[0]; i++) {
        struct condition_trial trial;
        condition_trial_open(&trial, NULL, sounds[i].condition, sounds[i].where, 0);
        const homevisit_problem *told = homevisit_problems_get(trial.problems, 0);
        cr_expect(trial.root != NO_NODE && told == NULL, "%s: %s", sounds[i].condition,
                  told != NULL ? told->message : "nothing is told");
        condition_trial_close(&trial);
    }
}

/* ---- large ones ------------------------------------------------------------------------------------------------- */

/* `count` operands of an `and`; the format gets their numbers. To be freed. */
static char *many(unsigned count, const char *format, const char *last)
{
    const size_t size = count * (strlen(format) + 24) + strlen(last) + 32;
    char *text = malloc(size);
    cr_assert(text != NULL);
    int length = snprintf(text, size, "{'and': [");
    for (unsigned i = 0; i < count; i++)
        length += snprintf(text + length, size - (size_t)length, format, i, i + 1);
    snprintf(text + length, size - (size_t)length, "%s]}", last);
    return text;
}

/* However many comparisons there are, a contradiction among them is found. */
Test(condition_satisfy, large_conjunctions, .timeout = 20)
{
    static const struct {
        unsigned count;
        const char *format, *last;
        bool sound;
    } cases[] = {
        {1300, "{'<': [%u, {'var': 'x.count'}]}, ", "{'<=': [{'var': 'x.count'}, 1299]}", false},
        {1300, "{'<': [%u, {'var': 'x.count'}]}, ", "{'<=': [{'var': 'x.count'}, 1300]}", true},
        {300, "{'!=': [{'var': 'x.count'}, %u]}, ", "{'<=': [0, {'var': 'x.count'}, 299]}", false},
        {300, "{'!=': [{'var': 'x.count'}, %u]}, ", "{'<=': [0, {'var': 'x.count'}, 300]}", true},
        {1000, "{'or': [{'var': 'duress'}, {'>': [{'var': 'x.count'}, %u]}]}, ",
         "{'<': [{'var': 'x.count'}, 3]}, {'!': {'var': 'duress'}}", false},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        char *text = many(cases[i].count, cases[i].format, cases[i].last);
        struct condition_trial trial;
        condition_trial_open(&trial, NULL, text, "", 10000);
        cr_expect_eq(trial.root != NO_NODE, cases[i].sound, "%s", cases[i].last);
        condition_trial_close(&trial);
        free(text);
    }
}

/* Numbers of which no two are the same, each from 1 to one less than there are of them. */
static char *pigeons(unsigned count)
{
    static const char *const holes[] = {"x.count",          "x.other",
                                        "staff.count",      "staff.present",
                                        "calls.unanswered", "contact_attempts.total",
                                        "plan.days_absent", "contact_attempts.failed",
                                        "staff.unplanned"};
    cr_assert_leq(count, sizeof holes / sizeof holes[0]);
    char *text = malloc(10000);
    cr_assert(text != NULL);
    int length = sprintf(text, "{'and': [{'var': 'duress'}");
    for (unsigned i = 0; i < count; i++) {
        length += sprintf(text + length, ", {'<=': [1, {'var': '%s'}, %u]}", holes[i], count - 1);
        for (unsigned j = 0; j < i; j++)
            length += sprintf(text + length, ", {'!=': [{'var': '%s'}, {'var': '%s'}]}", holes[i], holes[j]);
    }
    sprintf(text + length, "]}");
    return text;
}

/* What only trying can show is tried for a while, and then taken to be sound: loading a policy never takes long. */
Test(condition_satisfy, bounded_work, .timeout = 20)
{
    static const struct {
        unsigned count;
        bool sound;
    } cases[] = {{3, false}, {4, false}, {9, true}};
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        char *text = pigeons(cases[i].count);
        struct condition_trial trial;
        condition_trial_open(&trial, NULL, text, "", 0);
        cr_expect_eq(trial.root != NO_NODE, cases[i].sound, "%u numbers", cases[i].count);
        cr_expect_lt(trial.conditions.work, 200000, "%zu steps", trial.conditions.work);
        condition_trial_close(&trial);
        free(text);
    }
}

/* All conditions of a policy share what may be done; what was found possible once is not looked for again. */
Test(condition_satisfy, shared_work)
{
    struct condition_trial trial;
    condition_trial_open(&trial, NULL, "{'and': [{'<': [{'var': 'x.count'}, 3]}, {'var': 'duress'}]}", "", 0);
    const size_t work = trial.conditions.work;
    cr_expect_neq(condition_read(&trial.context, trial.json), NO_NODE);
    cr_expect_eq(trial.conditions.work, work);
    condition_trial_close(&trial);
}
