/* lib/policy_facts.c: the facts that a policy numbers for itself. */
#include "policy_texts.h"

#include <criterion/criterion.h>
#include <string.h>

#define GUARD(id, condition) TEXT_RULE(id) "'on': ['departed'], 'when': " condition "}"

static const struct refusal refusals[] = {
    {"told to nobody, of nothing",
     {TEXT_RULES(GUARD("r", "{'var': 'told.dls.risk'}") ",\n" GUARD("s", "{'var': 'told.dsl.risks'}") ",\n" GUARD(
         "t", "{'var': 'told.dsl'}") ",\n" GUARD("u",
                                                 "{'var': 'told_in_writing.anyone.risk'}") ",\n" GUARD("v",
                                                                                                       "{'var': "
                                                                                                       "'told.dsl.risk."
                                                                                                       "written'}"))},
     {{NAME, "unknown_fact", "", "/rules/0/when/var", 3, 97, "unknown fact 'told.dls.risk'", "told.dsl.risk"},
      {NAME, "unknown_fact", "", "/rules/1/when/var", 4, 97, "unknown fact 'told.dsl.risks'", "told.dsl.risk"},
      {NAME, "unknown_fact", "", "/rules/2/when/var", 5, 97, "unknown fact 'told.dsl'", "told.dsl.incident"},
      {NAME, "unknown_fact", "", "/rules/3/when/var", 6, 97, "unknown fact 'told_in_writing.anyone.risk'", NULL},
      {NAME, "unknown_fact", "", "/rules/4/when/var", 7, 97, "unknown fact 'told.dsl.risk.written'", "told.dsl.risk"}}},
    {"own facts that are not declared",
     {TEXT_RULES(GUARD("r", "{'var': 'x.interpreter'}"))},
     {{NAME, "unknown_fact", "", "/rules/0/when/var", 3, 97, "unknown fact 'x.interpreter'", NULL}}},
};

Test(policy_facts, tells_what_is_wrong)
{
    assert_refused(refusals, sizeof refusals / sizeof *refusals);
}

Test(policy_facts, are_numbered_once_and_when_they_are_used)
{
    homevisit_policy *policy = load_sound(
        TEXT_HEAD
        "'facts': {'x.a': 'boolean', 'x.b': 'integer', 'x.c': 'string'}, 'rules': "
        "[\n" GUARD(
            "r",
            "{'and': [{'var': 'told.dsl.risk'}, {'var': "
            "'told.anyone.visit'}]}") ",\n" GUARD("s", "{'or': [{'var': 'told_in_writing.reception.overrun'}, {'var': "
                                                       "'told.dsl.risk'}, {'var': 'x.a'}]}") "]}",
        NULL);
    static const struct own_fact expected[] = {
        {OWN_X, 0, 0, "x.a", HOMEVISIT_TYPE_BOOLEAN},
        {OWN_X, 0, 0, "x.b", HOMEVISIT_TYPE_INTEGER},
        {OWN_X, 0, 0, "x.c", HOMEVISIT_TYPE_TEXT},
        {OWN_TOLD, HOMEVISIT_WORD_dsl, HOMEVISIT_WORD_risk, "told.dsl.risk", HOMEVISIT_TYPE_BOOLEAN},
        {OWN_TOLD_ANYONE, HOMEVISIT_WORD_none, HOMEVISIT_WORD_visit, "told.anyone.visit", HOMEVISIT_TYPE_BOOLEAN},
        {OWN_TOLD_IN_WRITING, HOMEVISIT_WORD_reception, HOMEVISIT_WORD_overrun, "told_in_writing.reception.overrun",
         HOMEVISIT_TYPE_BOOLEAN},
    };
    cr_assert_eq(policy->own_fact_count, sizeof expected / sizeof *expected);
    cr_expect_eq(policy->fact_count, FACT_STATIC_COUNT + policy->own_fact_count);
    for (size_t i = 0; i < policy->own_fact_count; i++) {
        const struct own_fact *fact = &policy->own_facts[i];
        cr_expect_str_eq(fact->name, expected[i].name);
        cr_expect_eq(fact->kind, expected[i].kind, "%s", fact->name);
        cr_expect_eq(fact->type, expected[i].type, "%s", fact->name);
        if (fact->kind != OWN_X) {
            cr_expect_eq(fact->to, expected[i].to, "%s", fact->name);
            cr_expect_eq(fact->topic, expected[i].topic, "%s", fact->name);
        }
    }
    homevisit_policy_free(policy);
}

Test(policy_facts, have_names)
{
    homevisit_policy *policy = load_sound(TEXT_HEAD "'facts': {'x.a': 'boolean'}, 'rules': []}", NULL);
    char name[128];
    cr_expect_str_eq(policy_fact_name(policy, FACT_DURESS, name), "duress");
    cr_expect_str_eq(policy_fact_name(policy, FACT_DECLARED_BASE + HOMEVISIT_WORD_phone_carried, name),
                     "declared.phone_carried");
    cr_expect_str_eq(policy_fact_name(policy, FACT_STATIC_COUNT, name), "x.a");
    cr_expect_str_eq(policy_fact_name(policy, FACT_STATIC_COUNT + 1, name), "");
    homevisit_policy_free(policy);
}
