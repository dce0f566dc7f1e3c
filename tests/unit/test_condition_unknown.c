/*
 * lib/condition_solve.c and condition_meet.c where a condition is asked to be known, or unknown: `missing` may name
 * another condition, and what it names may be of any shape.
 */
#include "condition_trial.h"

#include <criterion/criterion.h>

static const char named[] =
    "{'listed': {'or': [{'in': [{'var': 'x.note'}, ['a', 'b']]}, {'var': 'x.flag'}]},"
    " 'words': {'or': [{'in': [{'var': 'room'}, ['shared', 'bedroom']]}, {'var': 'x.flag'}]},"
    " 'both_words': {'and': [{'in': [{'var': 'room'}, ['shared', 'bedroom']]}, {'var': 'x.flag'}]},"
    " 'chosen': {'or': [{'==': [{'if': [{'var': 'x.flag'}, 1, 2]}, {'var': 'x.count'}]}, {'<': [{'var': 'x.other'}, "
    "3]}]},"
    " 'pair': {'or': [{'==': [{'var': 'x.count'}, {'var': 'x.other'}]}, {'var': 'x.flag'}]},"
    " 'branch': {'if': [{'var': 'x.flag'}, {'==': [{'var': 'x.count'}, 1]}, {'==': [{'var': 'x.other'}, 1]}]},"
    " 'both': {'and': [{'var': 'x.flag'}, {'==': [{'var': 'x.count'}, 1]}]},"
    " 'either': {'or': [{'var': 'x.flag'}, {'==': [{'var': 'x.count'}, 1]}]},"
    " 'same': {'==': [{'var': 'x.count'}, {'var': 'x.other'}]},"
    " 'asked': {'!!': {'missing': 'x.count'}},"
    " 'members': {'some': [{'var': 'staff'}, {'var': 'trained'}]}}";

#define MISSING(name) "{'!!': {'missing': 'conditions." name "'}}"
#define KNOWN(name) "{'!': {'missing': '" name "'}}"
#define BOTH(one, other) "{'and': [" one ", " other "]}"
#define IS(name, value) "{'==': [{'var': '" name "'}, " value "]}"

static const struct possible {
    const char *where, *condition;
    bool possible;
} cases[] = {
    /* unknown: none of its parts decides it */
    {"", MISSING("listed"), true},
    {"", BOTH(MISSING("listed"), IS("x.note", "'c'")), true},
    {"", BOTH(MISSING("listed"), IS("x.note", "'a'")), false},
    {"", BOTH(MISSING("listed"), BOTH(KNOWN("x.note"), KNOWN("x.flag"))), false},
    {"", BOTH(MISSING("words"), IS("room", "'other'")), true},
    {"", BOTH(MISSING("words"), IS("room", "'shared'")), false},
    {"", BOTH(MISSING("words"), BOTH(KNOWN("x.flag"), KNOWN("room"))), false},
    {"", BOTH(MISSING("both_words"), IS("room", "'shared'")), true},
    {"", BOTH(MISSING("both_words"), IS("room", "'other'")), false},
    {"", BOTH(MISSING("chosen"), BOTH(IS("x.count", "1"), IS("x.other", "7"))), true},
    {"", BOTH(MISSING("chosen"), BOTH(KNOWN("x.flag"), BOTH(KNOWN("x.count"), KNOWN("x.other")))), false},
    {"", BOTH(MISSING("pair"), KNOWN("x.flag")), true},
    {"", BOTH(MISSING("pair"), BOTH(KNOWN("x.flag"), BOTH(KNOWN("x.count"), KNOWN("x.other")))), false},
    {"", BOTH(MISSING("branch"), BOTH(IS("x.count", "1"), IS("x.other", "2"))), true},
    {"", BOTH(MISSING("branch"), BOTH(IS("x.count", "1"), IS("x.other", "1"))), false},
    {"", BOTH(MISSING("branch"), BOTH(IS("x.count", "2"), IS("x.other", "2"))), false},
    {"", BOTH(MISSING("branch"), BOTH("{'var': 'x.flag'}", KNOWN("x.count"))), false},
    {"", MISSING("members"), true},
    {"", MISSING("asked"), false},
    /* known: all of its parts are, or one decides it */
    {"", KNOWN("conditions.both"), true},
    {"", BOTH(KNOWN("conditions.both"), "{'!': {'var': 'x.flag'}}"), true},
    {"", BOTH(KNOWN("conditions.both"), BOTH("{'!!': {'missing': 'x.flag'}}", IS("x.count", "2"))), true},
    {"", BOTH(KNOWN("conditions.both"), BOTH("{'!!': {'missing': 'x.flag'}}", IS("x.count", "1"))), false},
    {"", BOTH(KNOWN("conditions.either"), BOTH("{'!!': {'missing': 'x.flag'}}", IS("x.count", "1"))), true},
    {"", BOTH(KNOWN("conditions.either"), BOTH("{'!!': {'missing': 'x.flag'}}", IS("x.count", "2"))), false},
    {"", BOTH(KNOWN("conditions.same"), IS("x.count", "1")), true},
    {"", BOTH(KNOWN("conditions.same"), "{'!!': {'missing': 'x.other'}}"), false},
    {"", KNOWN("conditions.asked"), true},
    {"", KNOWN("conditions.branch"), true},
    /* one name among those that are missing */
    {"", "{'!': {'in': ['x.count', {'missing': ['x.count', 'x.other']}]}}", true},
    {"", BOTH("{'!': {'in': ['x.count', {'missing': ['x.count', 'x.other']}]}}", "{'!!': {'missing': 'x.other'}}"),
     true},
    {"", BOTH("{'!': {'in': ['x.count', {'missing': ['x.count', 'x.other']}]}}", "{'!!': {'missing': 'x.count'}}"),
     false},
    {"", "{'in': [{'var': 'x.note'}, {'missing': ['x.count', 'x.other']}]}", true},
    {"", "{'!': {'in': ['a', ['a', 'b']]}}", false},
    /* values that sums rest on */
    {"", "{'<': [{'+': [{'if': [{'var': 'x.flag'}, {'var': 'x.count'}, 2]}, 1]}, 5]}", true},
    {"", "{'<': [{'+': [{'/': [1, {'-': [1, 1]}]}, {'var': 'x.count'}]}, 5]}", false},
    {"",
     "{'<': [{'+': [{'if': [{'var': 'x.flag'}, {'/': [1, {'-': [1, 1]}]}, {'/': [2, {'-': [1, 1]}]}]}, {'var': "
     "'x.count'}]}, 5]}",
     false},
    /* two names that are the same and are not, whichever word is tried */
    {"on spoke",
     BOTH("{'==': [{'var': 'event.person'}, {'var': 'invitation.person'}]}",
          "{'!=': [{'var': 'event.person'}, {'var': 'invitation.person'}]}"),
     false},
    {"on spoke",
     BOTH("{'in': [{'var': 'event.person'}, ['parent', 'child']]}",
          "{'!=': [{'var': 'event.person'}, {'var': 'invitation.person'}]}"),
     true},
};

Test(condition_unknown, what_can_be_true_is_taken_and_nothing_else)
{
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct condition_trial trial;
        condition_trial_open_named(&trial, NULL, cases[i].condition, cases[i].where, 0, named);
        const homevisit_problem *told = homevisit_problems_get(trial.problems, 0);
        cr_expect_eq(trial.root != NO_NODE, cases[i].possible, "%s: %s", cases[i].condition,
                     told != NULL ? told->message : "taken");
        cr_expect(cases[i].possible == (told == NULL), "%s", cases[i].condition);
        if (told != NULL)
            cr_expect_eq(told->kind, TYPE, "%s: %s", cases[i].condition, told->message);
        condition_trial_close(&trial);
    }
}
