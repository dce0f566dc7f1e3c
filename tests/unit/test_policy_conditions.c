/* lib/policy_conditions.c: the named conditions, and what conditions look up. */
#include "policy_texts.h"

#include <criterion/criterion.h>
#include <stdio.h>
#include <string.h>

#define GUARD(id, condition) TEXT_RULE(id) "'on': ['departed'], 'when': " condition "}"

static const struct refusal refusals[] = {
    {"a condition that names itself",
     {TEXT_HEAD "'conditions': {'a': {'!': {'var': 'conditions.a'}}}, 'rules': []}"},
     {{SCHEMA, "condition_circle", "", "/conditions/a", 2, 16,
       "the condition 'a' names itself: say in it what it is to mean", NULL}}},
    {"a circle is told once, and not to those who lead into it",
     {TEXT_HEAD "'conditions': {'a': {'var': 'conditions.b'}, 'b': {'!': {'var': 'conditions.c'}},\n"
                "'c': {'and': [{'var': 'duress'}, {'var': 'conditions.b'}]}},\n"
                "'rules': [" GUARD("r", "{'var': 'conditions.a'}") "]}"},
     {{SCHEMA, "condition_circle", "", "/conditions/b", 2, 46,
       "the condition 'b' leads back to itself through 'c': one of them has to do without the other", NULL}}},
    {"two circles",
     {TEXT_HEAD "'conditions': {'a': {'var': 'conditions.b'}, 'b': {'var': 'conditions.a'},\n"
                "'c': {'or': [{'var': 'conditions.b'}, {'var': 'conditions.d'}]}, 'd': {'var': ['conditions.c', "
                "true]}}, 'rules': []}"},
     {{SCHEMA, "condition_circle", "", "/conditions/a", 2, 16,
       "the condition 'a' leads back to itself through 'b': one of them has to do without the other", NULL},
      {SCHEMA, "condition_circle", "", "/conditions/c", 3, 1,
       "the condition 'c' leads back to itself through 'd': one of them has to do without the other", NULL}}},
    {"a fault is told where it is, and not where it is used",
     {TEXT_HEAD
      "'conditions': {'a': {'var': 'conditions.b'}, 'b': {'var': 'dures'}},\n"
      "'rules': [" GUARD("r", "{'var': 'conditions.a'}") ",\n" GUARD("s", "{'!': {'var': 'conditions.b'}}") "]}"},
     {{NAME, "unknown_fact", "", "/conditions/b/var", 2, 59, "unknown fact 'dures'", "duress"}}},
    {"a faulty setting is not told again where it is used",
     {TEXT_HEAD "'settings': {'a': {'value': 2.5}, 'b': {'val': 3}, 'c': {'value': ['x', 1]}},\n"
                "'conditions': {'d': {'<': [{'var': 'staff.count'}, {'var': 'settings.a'}]}},\n"
                "'rules': [" GUARD("r", "{'==': [{'var': 'staff.count'}, {'var': 'settings.b'}]}") ",\n" GUARD(
                    "s", "{'in': [{'var': 'plan.reason'}, {'var': 'settings.c'}]}") "]}"},
     {{TYPE, "setting_value", "", "/settings/a/value", 2, 29,
       "a setting is true or false, a whole number, a name, a list of names or \"HH:MM\", not a fraction", NULL},
      {SCHEMA, "missing_key", "", "/settings/b", 2, 40, "a setting needs the key 'value'", NULL},
      {NAME, "unknown_key", "", "/settings/b/val", 2, 41, "a setting has no key 'val'", NULL},
      {TYPE, "setting_value", "", "/settings/c/value/1", 2, 73, "a setting's list holds names, not a number", NULL}}},
    {"the profile's own names are offered",
     {TEXT_HEAD
      "'settings': {'pair_size': {'value': 2}}, 'facts': {'x.interpreter': 'boolean'},\n"
      "'conditions': {'unsafe': {'var': 'duress'}}, 'rules': [\n" GUARD(
          "r",
          "{'<': [{'var': 'staff.count'}, {'var': "
          "'settings.pairsize'}]}") ",\n" GUARD("s",
                                                "{'var': 'conditions.unsave'}") ",\n" GUARD("t",
                                                                                            "{'var': "
                                                                                            "'x.interpeter'}") "]"
                                                                                                               "}"},
     {{NAME, "unknown_setting", "", "/rules/0/when/</1/var", 4, 128, "unknown setting 'settings.pairsize'",
       "settings.pair_size"},
      {NAME, "unknown_condition", "", "/rules/1/when/var", 5, 97, "unknown condition 'conditions.unsave'",
       "conditions.unsafe"},
      {NAME, "unknown_fact", "", "/rules/2/when/var", 6, 97, "unknown fact 'x.interpeter'", "x.interpreter"}}},
    {"an unused condition is checked",
     {TEXT_HEAD "'conditions': {'a': {'==': [1, 2]}}, 'rules': []}"},
     {{TYPE, "never_true", "", "/conditions/a", 2, 21, "this can never be true: what is compared is never so", NULL}}},
};

Test(policy_conditions, tells_what_is_wrong)
{
    assert_refused(refusals, sizeof refusals / sizeof *refusals);
}

Test(policy_conditions, may_stand_in_any_order)
{
    homevisit_policy *policy =
        load_sound(TEXT_HEAD "'conditions': {'a': {'or': [{'var': 'conditions.c'}, {'var': 'conditions.b'}]},\n"
                             "'b': {'!': {'var': 'conditions.c'}}, 'c': {'var': 'duress'}},\n"
                             "'rules': [" GUARD("r", "{'var': 'conditions.a'}") "]}",
                   NULL);
    cr_expect_neq(rule_of(policy, "r")->as.guard.when, NO_NODE);
    homevisit_policy_free(policy);
}

/* `count` conditions, each of which names the next. */
static const char *chain_of(int count)
{
    static char text[5000 * 64];
    size_t length = (size_t)sprintf(text, "%s'conditions': {", TEXT_HEAD);
    for (int i = 0; i < count; i++)
        length += (size_t)sprintf(text + length, "'c%d': {'var': 'conditions.c%d'},\n", i, i + 1);
    sprintf(text + length, "'c%d': {'var': 'duress'}}, 'rules': [" GUARD("r", "{'var': 'conditions.c0'}") "]}", count);
    return text;
}

Test(policy_conditions, may_name_one_another_in_a_long_chain)
{
    homevisit_policy *policy = load_sound(chain_of(200), NULL);
    cr_expect_neq(rule_of(policy, "r")->as.guard.when, NO_NODE);
    homevisit_policy_free(policy);
}

Test(policy_conditions, in_a_chain_that_is_too_long_are_told_once)
{
    homevisit_text text = text_of(chain_of(4000));
    homevisit_policy *policy;
    homevisit_problems *problems;
    cr_assert_eq(homevisit_policy_load(text.data, text.length, NULL, &policy, &problems), HOMEVISIT_E_LIMIT);
    cr_expect_eq(homevisit_problems_count(problems), 1);
    cr_expect_str_eq(homevisit_problems_get(problems, 0)->code, "condition_too_deep");
    homevisit_problems_free(problems);
}
