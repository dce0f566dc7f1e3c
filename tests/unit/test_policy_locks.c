/* lib/policy_locks.c: what may not be changed. */
#include "policy_texts.h"

#include <criterion/criterion.h>

/* `locked` reads the setting pair (through two conditions) and `timed` minutes; `open` reads free, and nobody asked. */
#define BASE                                                                                                           \
    "{" TEXT_FORMAT                                                                                                    \
    ", 'id': 'base', 'title': 'B', 'version': '1', 'settings': {'pair': {'value': 2}, 'minutes': {'value': 5},\n"      \
    "'asked': {'value': 1}, 'free': {'value': 1}}, 'conditions': {'few': {'<': [{'var': 'staff.count'}, {'var': "      \
    "'settings.pair'}]},\n"                                                                                            \
    "'alone': {'!': {'!': [{'var': ['conditions.few', false]}]}}, 'loose': {'<': [{'var': 'staff.count'}, {'var': "    \
    "'settings.free'}]}},\n"                                                                                           \
    "'rules': [\n"                                                                                                     \
    "{'id': 'locked', 'clauses': [], 'force': 'must', 'message': 'm', 'locked': true, 'on': ['departed'], 'needs': "   \
    "{'!': {'var': 'conditions.alone'}}},\n"                                                                           \
    "{'id': 'timed', 'clauses': [], 'force': 'must', 'message': 'm', 'locked': true, 'on': ['arrived'], 'do': "        \
    "['left'], 'within_minutes': {'var': 'settings.minutes'}},\n"                                                      \
    "{'id': 'open', 'clauses': [], 'force': 'must', 'message': 'm', 'locked': false, 'on': ['departed'], 'needs': "    \
    "{'var': 'conditions.loose'}}]}"

#define MIDDLE "{" TEXT_FORMAT ", 'id': 'middle', 'title': 'M', 'version': '1', 'extends': 'base',\n"
#define HEAD_ON_MIDDLE "{" TEXT_FORMAT ", 'id': 'p', 'title': 'P', 'version': '1', 'extends': 'middle',\n"

static const struct refusal refusals[] = {
    {"a locked rule",
     {TEXT_HEAD_ON_BASE "'rules': [{'id': 'locked', 'disabled': true}, {'id': 'timed', 'locked': false}, {'id': "
                        "'open', 'force': 'should'}]}",
      BASE},
     {{SCHEMA, "locked_rule", "", "/rules/0/id", 2, 18,
       "the rule 'locked' is locked by the policy that this one extends, and cannot be changed: take this out", NULL},
      {SCHEMA, "locked_rule", "", "/rules/1/id", 2, 54,
       "the rule 'timed' is locked by the policy that this one extends, and cannot be changed: take this out", NULL}}},
    {"the settings that it reads",
     {TEXT_HEAD_ON_BASE
      "'settings': {'pair': {'value': 1}, 'minutes': {'value': 50}, 'free': {'value': 2}}, 'rules': []}",
      BASE},
     {{SCHEMA, "locked_name", "", "/settings/pair", 2, 14,
       "a locked rule of the policy that this one extends reads the setting 'pair', which cannot be changed: take this "
       "out",
       NULL},
      {SCHEMA, "locked_name", "", "/settings/minutes", 2, 36,
       "a locked rule of the policy that this one extends reads the setting 'minutes', which cannot be changed: take "
       "this out",
       NULL}}},
    {"the conditions that it reads",
     {TEXT_HEAD_ON_BASE
      "'conditions': {'few': {'var': 'duress'}, 'alone': {'var': 'duress'}, 'loose': {'var': 'duress'}}, 'rules': []}",
      BASE},
     {{SCHEMA, "locked_name", "", "/conditions/few", 2, 16,
       "a locked rule of the policy that this one extends reads the condition 'few', which cannot be changed: take "
       "this out",
       NULL},
      {SCHEMA, "locked_name", "", "/conditions/alone", 2, 42,
       "a locked rule of the policy that this one extends reads the condition 'alone', which cannot be changed: take "
       "this out",
       NULL}}},
    {"through a policy between",
     {HEAD_ON_MIDDLE "'settings': {'pair': {'value': 1}}, 'rules': [{'id': 'locked', 'force': 'should'}]}",
      MIDDLE "'rules': []}", BASE},
     {{SCHEMA, "locked_name", "", "/settings/pair", 2, 14,
       "a locked rule of the policy that this one extends reads the setting 'pair', which cannot be changed: take this "
       "out",
       NULL},
      {SCHEMA, "locked_rule", "", "/rules/0/id", 2, 54,
       "the rule 'locked' is locked by the policy that this one extends, and cannot be changed: take this out", NULL}}},
    {"what the policy between locks",
     {HEAD_ON_MIDDLE "'settings': {'free': {'value': 3}}, 'rules': [{'id': 'open', 'disabled': true}]}",
      MIDDLE "'rules': [{'id': 'open', 'locked': true}]}", BASE},
     {{SCHEMA, "locked_name", "", "/settings/free", 2, 14,
       "a locked rule of the policy that this one extends reads the setting 'free', which cannot be changed: take this "
       "out",
       NULL},
      {SCHEMA, "locked_rule", "", "/rules/0/id", 2, 54,
       "the rule 'open' is locked by the policy that this one extends, and cannot be changed: take this out", NULL}}},
    {"a locked rule that reads what there is not",
     {TEXT_HEAD_ON_BASE "'rules': []}",
      "{" TEXT_FORMAT ", 'id': 'base', 'title': 'B', 'version': '1', 'rules': [\n" TEXT_RULE(
          "a") "'locked': true, 'on': "
               "['departed'], 'needs': {'and': [{'var': 'settings.none'}, {'var': [3]}]}}]}"},
     {{NAME, "unknown_setting", "base", "/rules/0/needs/and/0/var", 2, 123, "unknown setting 'settings.none'", NULL},
      {TYPE, "var_name", "base", "/rules/0/needs/and/1/var/0", 2, 150, "'var' takes a name, as a text", NULL}}},
};

Test(policy_locks, tells_what_is_wrong)
{
    assert_refused(refusals, sizeof refusals / sizeof *refusals);
}

/* Locked rules that read the same, by `var` and by a list that `missing` is given. */
Test(policy_locks, hold_once_what_several_locked_rules_read)
{
    homevisit_policy *policy =
        load_sound(TEXT_HEAD_ON_BASE "'rules': []}",
                   (const char *const[]){
                       "{" TEXT_FORMAT ", 'id': 'base', 'title': 'B', 'version': '1', 'settings': {'pair': {'value': "
                       "2}, 'asked': {'value': 3}, 'free': {'value': 1}},\n'rules': [" TEXT_RULE(
                           "a") "'locked': true, 'on': ['departed'], "
                                "'needs': {'<': [{'var': 'staff.count'}, {'var': 'settings.pair'}]}},\n" TEXT_RULE(
                                    "b") "'locked': true, 'on': ['left'], 'needs': {'!': [{'missing': "
                                         "[['settings.pair', 'settings.asked', 'room']]}]}}]}",
                       NULL});
    cr_assert_eq(policy->setting_count, 3);
    cr_expect(policy->settings[0].locked, "pair");
    cr_expect(policy->settings[1].locked, "asked");
    cr_expect_not(policy->settings[2].locked, "free");
    homevisit_policy_free(policy);
}

Test(policy_locks, leave_the_rest_open)
{
    homevisit_policy *policy = load_sound(
        TEXT_HEAD_ON_BASE
        "'settings': {'free': {'value': 2}, 'asked': {'value': 2}}, 'conditions': {'loose': {'var': 'duress'}},\n"
        "'rules': [{'id': 'open', 'locked': true, 'disabled': true}]}",
        (const char *const[]){BASE, NULL});
    cr_expect(rule_of(policy, "locked")->locked);
    cr_assert_eq(policy->disabled_count, 1);
    cr_expect(policy->disabled[0].locked, "a profile may lock for those who extend it");
    homevisit_policy_free(policy);
}

Test(policy_locks, hold_what_the_bases_locked_rules_read)
{
    homevisit_policy *policy = load_sound(TEXT_HEAD_ON_BASE "'rules': []}", (const char *const[]){BASE, NULL});
    cr_assert_eq(policy->setting_count, 4);
    cr_expect(policy->settings[0].locked, "pair");
    cr_expect(policy->settings[1].locked, "minutes");
    cr_expect_not(policy->settings[2].locked, "asked");
    cr_expect_not(policy->settings[3].locked, "free");
    homevisit_policy_free(policy);
}
