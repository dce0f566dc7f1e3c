/* lib/policy_merge.c: policies laid over each other. */
#include "policy_texts.h"

#include <criterion/criterion.h>
#include <string.h>

#define BASE                                                                                                           \
    "{" TEXT_FORMAT ", 'id': 'base', 'title': 'B', 'version': '7', 'issued': '2020-01-01', 'source': 'b',\n"           \
    "'review_due': '2020-02-02', 'time_zone': 'CET-1', 'settings': {'wait': {'value': 20, 'assumed': true, 'note': "   \
    "'n'}, 'pair': {'value': 2}},\n"                                                                                   \
    "'facts': {'x.a': 'boolean', 'x.b': 'boolean'}, 'conditions': {'unsafe': {'var': 'duress'}},\n"                    \
    "'rules': [\n"                                                                                                     \
    "{'id': 'wait', 'clauses': [], 'force': 'should', 'message': 'Wait.', 'assumed': true, 'on': ['arrived'], 'do': "  \
    "['left'],\n"                                                                                                      \
    "'within_minutes': {'var': 'settings.wait'}, 'where': {'var': 'event.returning'}, 'x_o': {'a': 1, 'b': {'c': "     \
    "2}}},\n"                                                                                                          \
    "{'id': 'pair', 'clauses': [], 'force': 'must', 'message': 'Two.', 'disabled': true, 'on': ['departed'],\n"        \
    "'needs': {'>=': [{'var': 'staff.count'}, {'var': 'settings.pair'}]}, 'unless': {'var': 'conditions.unsafe'}}]}"

static const struct refusal refusals[] = {
    {"a patch of nothing",
     {TEXT_HEAD_ON_BASE "'rules': [{'id': 'pear', 'disabled': true}]}", BASE},
     {{NAME, "unknown_rule", "", "/rules/0/id", 2, 18,
       "there is no rule 'pear' to change, and as a new rule this lacks 'clauses', 'force', 'message' and a form: "
       "'on', 'do', 'item' or 'during'",
       "pair"}}},
    {"a new rule that is not whole",
     {TEXT_HEAD_ON_BASE
      "'rules': [{'id': 'brand-new', 'clauses': [], 'force': 'must', 'on': ['departd'], 'needs': {'var': 'duress'}},\n"
      "{'id': 'newer', 'clauses': [], 'force': 'must', 'message': 'm'}]}",
      BASE},
     {{NAME, "unknown_rule", "", "/rules/0/id", 2, 18,
       "there is no rule 'brand-new' to change, and as a new rule this lacks 'message'", NULL},
      {NAME, "unknown_event", "", "/rules/0/on/0", 2, 70, "unknown event 'departd'", "departed"},
      {NAME, "unknown_rule", "", "/rules/1/id", 3, 8,
       "there is no rule 'newer' to change, and as a new rule this lacks a form: 'on', 'do', 'item' or 'during'",
       NULL}}},
    {"a new rule whose key is misspelt",
     {TEXT_HEAD_ON_BASE "'rules': [{'id': 'brand-new', 'clauses': [], 'forse': 'must', 'message': 'm', 'on': ['left'], "
                        "'needs': {'var': 'duress'}}]}",
      BASE},
     {{NAME, "unknown_key", "", "/rules/0/forse", 2, 46, "a rule has no key 'forse'", "force"}}},
    {"what a patch takes away",
     {TEXT_HEAD_ON_BASE "'rules': [{'id': 'pair', 'force': null, 'needs': null}]}", BASE},
     {{SCHEMA, "missing_key", "", "/rules/0", 2, 11, "a rule needs the key 'force'", NULL},
      {SCHEMA, "guard_without_condition", "", "/rules/0", 2, 11,
       "a guard needs 'when', 'needs' or both: without them its events could never happen", NULL}}},
    {"a patch into another form",
     {TEXT_HEAD_ON_BASE "'rules': [{'id': 'pair', 'do': ['left']}]}", BASE},
     {{SCHEMA, "key_of_other_form", "", "/rules/0", 2, 11,
       "this makes the rule a duty, but the policy that this one extends gave it 'needs'; null takes that away", NULL},
      {SCHEMA, "key_of_other_form", "", "/rules/0", 2, 11,
       "this makes the rule a duty, but the policy that this one extends gave it 'unless'; null takes that away",
       NULL}}},
    {"a patch's own mistakes",
     {TEXT_HEAD_ON_BASE "'rules': [{'id': 'pair', 'force': 'msut', 'mesage': null, 'on': ['departd'],\n"
                        "'needs': {'>=': [{'var': 'staf.count'}, 2]}}]}",
      BASE},
     {{NAME, "unknown_force", "", "/rules/0/force", 2, 35, "unknown force 'msut'", "must"},
      {NAME, "unknown_key", "", "/rules/0/mesage", 2, 43, "a rule has no key 'mesage'", "message"},
      {NAME, "unknown_event", "", "/rules/0/on/0", 2, 66, "unknown event 'departd'", "departed"},
      {NAME, "unknown_fact", "", "/rules/0/needs/>=/0/var", 3, 26, "unknown fact 'staf.count'", "staff.count"}}},
    {"minutes whose setting is misspelt",
     {TEXT_HEAD_ON_BASE "'rules': [{'id': 'wait', 'within_minutes': {'vr': 'settings.wait'}}]}", BASE},
     {{NAME, "unknown_key", "", "/rules/0/within_minutes/vr", 2, 45, "an object that names a setting has no key 'vr'",
       "var"}}},
    {"minutes whose setting is taken away",
     {TEXT_HEAD_ON_BASE "'rules': [{'id': 'wait', 'within_minutes': {'var': null}}]}", BASE},
     {{SCHEMA, "missing_key", "", "/rules/0/within_minutes", 2, 44,
       "an object that names a setting needs the key 'var'", NULL}}},
    {"two patches of one rule",
     {TEXT_HEAD_ON_BASE "'rules': [{'id': 'pair', 'disabled': false}, {'id': 'pair', 'force': 'should'}]}", BASE},
     {{SCHEMA, "duplicate_rule", "", "/rules/1/id", 2, 53, "there is a rule 'pair' already: give this one another id",
       NULL}}},
    {"a base's rule on a setting that is replaced",
     {TEXT_HEAD_ON_BASE "'settings': {'wait': {'value': 'dsl'}}, 'rules': []}", BASE},
     {{TYPE, "bad_minutes", "", "/settings/wait/value", 2, 32,
       "a rule counts minutes by this setting, which has to be a whole number from 0 on", NULL}}},
    {"clauses, once there are any",
     {TEXT_HEAD_ON_BASE "'clauses': {'A-1': {}}, 'rules': [{'id': 'pair', 'clauses': ['A-1', 'B-1']}]}",
      "{" TEXT_FORMAT
      ", 'id': 'base', 'title': 'B', 'version': '1',\n'settings': {'s': {'value': 1, 'clauses': ['B-1']}},\n"
      "'rules': [" TEXT_RULE("pair") "'during': ['inside']}]}"},
     {{NAME, "unknown_clause", "base", "/settings/s/clauses/0", 2, 44, "there is no clause 'B-1' in 'clauses'", "A-1"},
      {NAME, "unknown_clause", "", "/rules/0/clauses/1", 2, 69, "there is no clause 'B-1' in 'clauses'", "A-1"}}},
};

Test(policy_merge, tells_what_is_wrong)
{
    assert_refused(refusals, sizeof refusals / sizeof *refusals);
}

static homevisit_policy *load_over_base(const char *profile)
{
    return load_sound(profile, (const char *const[]){BASE, NULL});
}

Test(policy_merge, inherits_local_time_and_nothing_else_of_the_head)
{
    homevisit_policy *policy = load_over_base(TEXT_HEAD_ON_BASE "'rules': []}");
    cr_expect_str_eq(policy->zone_text, "CET-1");
    cr_expect_str_eq(policy->id, "p");
    cr_expect_str_eq(policy->version, "1");
    cr_expect_str_eq(policy->extends, "base");
    cr_expect_null(policy->issued);
    cr_expect_null(policy->review_due);
    cr_expect_null(policy->source);
    homevisit_policy_free(policy);
    policy = load_over_base(TEXT_HEAD_ON_BASE "'time_zone': 'EET-2', 'rules': []}");
    cr_expect_str_eq(policy->zone_text, "EET-2");
    homevisit_policy_free(policy);
}

Test(policy_merge, replaces_whole_what_has_a_name_and_keeps_its_place)
{
    homevisit_policy *policy = load_over_base(
        TEXT_HEAD_ON_BASE
        "'settings': {'late': {'value': 30}, 'wait': {'value': 25}}, 'facts': {'x.c': 'string', 'x.a': 'integer'},\n"
        "'conditions': {'unsafe': {'var': 'threatened'}}, 'rules': []}");
    cr_assert_eq(policy->setting_count, 3);
    cr_expect_str_eq(policy->settings[0].name, "wait");
    cr_expect_eq(policy->settings[0].number, 25);
    cr_expect_not(policy->settings[0].assumed, "the profile's own value is not assumed unless it says so");
    cr_expect_str_eq(policy->settings[1].name, "pair");
    cr_expect_str_eq(policy->settings[2].name, "late");
    cr_assert_eq(policy->own_fact_count, 3);
    cr_expect_str_eq(policy->own_facts[0].name, "x.a");
    cr_expect_eq(policy->own_facts[0].type, HOMEVISIT_TYPE_INTEGER);
    cr_expect_str_eq(policy->own_facts[1].name, "x.b");
    cr_expect_str_eq(policy->own_facts[2].name, "x.c");
    cr_expect_eq(rule_of(policy, "wait")->as.duty.within_seconds, 1500, "the base's rule reads the profile's setting");
    homevisit_policy_free(policy);
}

Test(policy_merge, puts_the_bases_rules_first_and_turns_them_on)
{
    homevisit_policy *policy = load_over_base(TEXT_HEAD_ON_BASE "'rules': [" TEXT_RULE(
        "new") "'during': ['inside']}, {'id': 'pair', 'disabled': false, 'clauses': ['A-1']}]}");
    cr_assert_eq(policy->rule_count, 3);
    cr_expect_str_eq(policy->rules[0].id, "wait");
    cr_expect_str_eq(policy->rules[1].id, "pair");
    cr_expect_str_eq(policy->rules[2].id, "new");
    cr_assert_eq(policy->rules[1].clauses.count, 1);
    cr_expect_str_eq(policy->rules[1].clauses.items[0], "A-1");
    cr_expect_str_eq(policy->rules[1].message, "Two.", "what the patch does not say stays");
    homevisit_policy_free(policy);
}

Test(policy_merge, turns_rules_off)
{
    homevisit_policy *policy = load_over_base(TEXT_HEAD_ON_BASE "'rules': [{'id': 'wait', 'disabled': true}]}");
    cr_expect_eq(policy->rule_count, 0);
    cr_expect_eq(policy->disabled_count, 2);
    homevisit_policy_free(policy);
}

Test(policy_merge, patches_as_rfc_7396_has_it)
{
    homevisit_policy *policy = load_over_base(
        TEXT_HEAD_ON_BASE
        "'rules': [{'id': 'wait', 'force': 'must', 'assumed': null, 'do': ['returned'], 'within_minutes': 5,\n"
        "'where': null, 'x_o': {'a': null, 'b': {'d': null, 'c': {'e': null}}}}]}");
    const struct rule *rule = rule_of(policy, "wait");
    cr_expect_eq(rule->force, HOMEVISIT_FORCE_MUST);
    cr_expect_not(rule->assumed);
    cr_assert_eq(rule->as.duty.todo_names.count, 1, "a list is replaced whole");
    cr_expect_str_eq(rule->as.duty.todo_names.items[0], "returned");
    cr_expect_eq(rule->as.duty.within_seconds, 300);
    cr_expect_eq(rule->as.duty.where, NO_NODE, "null takes a key away");
    cr_expect_str_eq(rule->message, "Wait.");
    homevisit_policy_free(policy);
}

Test(policy_merge, of_minutes_without_a_setting_changes_nothing)
{
    homevisit_policy *policy =
        load_over_base(TEXT_HEAD_ON_BASE "'rules': [{'id': 'wait', 'within_minutes': {'x_why': 1}}]}");
    cr_expect_eq(rule_of(policy, "wait")->as.duty.within_seconds, 1200);
    homevisit_policy_free(policy);
    policy = load_over_base(TEXT_HEAD_ON_BASE "'rules': [{'id': 'wait', 'within_minutes': {'var': 'settings.pair'}}]}");
    cr_expect_eq(rule_of(policy, "wait")->as.duty.within_seconds, 120);
    homevisit_policy_free(policy);
}

Test(policy_merge, replaces_conditions_whole)
{
    /* Merged member by member, `needs` would be an object of two operators, and refused. */
    homevisit_policy *policy = load_over_base(
        TEXT_HEAD_ON_BASE
        "'rules': [{'id': 'pair', 'disabled': false, 'needs': {'var': 'duress'}, 'when': {'var': 'threatened'}}]}");
    const struct guard *guard = &rule_of(policy, "pair")->as.guard;
    cr_expect_neq(guard->when, NO_NODE);
    cr_expect_neq(guard->needs, NO_NODE);
    cr_expect_neq(guard->unless, NO_NODE);
    cr_expect_eq(rule_of(policy, "pair")->setting_count, 0);
    homevisit_policy_free(policy);
}

Test(policy_merge, goes_through_three_policies)
{
    homevisit_policy *policy = load_sound(
        "{" TEXT_FORMAT ", 'id': 'p', 'title': 'P', 'version': '1', 'extends': 'middle',\n"
        "'rules': [{'id': 'wait', 'message': 'Mine.'}, {'id': 'mid', 'disabled': true}]}",
        (const char *const[]){"{" TEXT_FORMAT ", 'id': 'middle', 'title': 'M', 'version': '1', 'extends': 'base',\n"
                              "'settings': {'wait': {'value': 40}}, 'rules': [" TEXT_RULE(
                                  "mid") "'during': ['inside']},\n"
                                         "{'id': 'wait', 'force': 'must', 'message': 'Middle.'}]}",
                              BASE, NULL});
    cr_assert_eq(policy->rule_count, 1);
    const struct rule *rule = rule_of(policy, "wait");
    cr_expect_str_eq(rule->message, "Mine.");
    cr_expect_eq(rule->force, HOMEVISIT_FORCE_MUST);
    cr_expect_eq(rule->as.duty.within_seconds, 2400);
    cr_expect_eq(policy->disabled_count, 2);
    cr_expect_str_eq(policy->disabled[0].id, "pair");
    cr_expect_str_eq(policy->disabled[1].id, "mid");
    cr_expect_str_eq(policy->zone_text, "CET-1");
    homevisit_policy_free(policy);
}

Test(policy_merge, counts_the_bases_rules_against_the_limit)
{
    homevisit_text base = text_of(BASE),
                   text = text_of(TEXT_HEAD_ON_BASE "'rules': [" TEXT_RULE("new") "'during': ['inside']}]}");
    homevisit_options options = {.struct_size = sizeof options, .bases = &base, .base_count = 1, .max_rules = 2};
    homevisit_policy *policy;
    cr_expect_eq(homevisit_policy_load(text.data, text.length, &options, &policy, NULL), HOMEVISIT_E_LIMIT);
    options.max_rules = 3;
    cr_expect_eq(homevisit_policy_load(text.data, text.length, &options, &policy, NULL), HOMEVISIT_OK);
    homevisit_policy_free(policy);
}
