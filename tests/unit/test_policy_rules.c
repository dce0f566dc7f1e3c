/* lib/policy_rules.c: which form a rule has, and what all forms share. */
#include "policy_texts.h"

#include <criterion/criterion.h>

#define WHEN "'when': {'var': 'duress'}"
#define NEEDS "'needs': {'var': 'duress'}"

static const struct refusal refusals[] = {
    {"no form",
     {TEXT_RULES(TEXT_RULE("r") WHEN "}")},
     {{SCHEMA, "no_form", "", "/rules/0", 3, 1,
       "a rule needs a form: 'on' (a guard), 'do' (a duty), 'item' (a checklist entry) or 'during' (an advice)",
       NULL}}},
    {"a form's key that is only misspelt",
     {TEXT_RULES(TEXT_RULE("r") "'duing': ['inside']}")},
     {{NAME, "unknown_key", "", "/rules/0/duing", 3, 61, "a rule has no key 'duing'", "during"}}},
    {"a duty and a checklist entry",
     {TEXT_RULES(TEXT_RULE("r") "'do': ['left'], 'item': 'phone_carried', 'before': 'departd', " WHEN "}")},
     {{SCHEMA, "two_forms", "", "/rules/0/item", 3, 77,
       "a rule has one form only: 'do' makes this one a duty, 'item' a checklist entry", NULL},
      {NAME, "unknown_event", "", "/rules/0/before", 3, 112, "unknown event 'departd'", "departed"}}},
    {"a duty and an advice",
     {TEXT_RULES(TEXT_RULE("r") "'during': ['school'], 'on': ['left'], 'do': ['checked_in']}")},
     {{SCHEMA, "two_forms", "", "/rules/0/during", 3, 61,
       "a rule has one form only: 'do' makes this one a duty, 'during' an advice", NULL}}},
    {"a checklist entry and an advice",
     {TEXT_RULES(TEXT_RULE("r") "'item': 'phone_carried', 'during': ['insid']}")},
     {{SCHEMA, "two_forms", "", "/rules/0/during", 3, 86,
       "a rule has one form only: 'item' makes this one a checklist entry, 'during' an advice", NULL},
      {NAME, "unknown_state", "", "/rules/0/during/0", 3, 97, "unknown phase or place 'insid'", "inside"}}},
    {"a duty with a guard's keys",
     {TEXT_RULES(TEXT_RULE("r") "'on': ['arrived'], 'do': ['left'], " NEEDS "}")},
     {{SCHEMA, "key_of_other_form", "", "/rules/0/needs", 3, 96, "a duty has no 'needs', which belongs to a guard",
       NULL}}},
    {"a guard with a duty's keys",
     {TEXT_RULES(TEXT_RULE("r") "'on': ['arrived'], " NEEDS ", " WHEN ", 'by': 'dsl'}")},
     {{SCHEMA, "key_of_other_form", "", "/rules/0/by", 3, 135, "a guard has no 'by', which belongs to a duty", NULL}}},
    {"a duty that does not say what is to be done",
     {TEXT_RULES(TEXT_RULE("r") "'on': ['arrived'], 'within_minutes': 20, 'by': 'dsl'}")},
     {{SCHEMA, "missing_key", "", "/rules/0", 3, 1, "a duty needs the key 'do'", NULL}}},
    {"a guard on nothing",
     {TEXT_RULES(TEXT_RULE("r") NEEDS "}")},
     {{SCHEMA, "missing_key", "", "/rules/0", 3, 1, "a guard needs the key 'on'", NULL}}},
    {"an advice with an event",
     {TEXT_RULES(TEXT_RULE("r") "'during': ['inside'], 'on': ['left'], 'before': 'left'}")},
     {{SCHEMA, "key_of_other_form", "", "/rules/0/on", 3, 83, "an advice has no 'on', which belongs to a guard", NULL},
      {SCHEMA, "key_of_other_form", "", "/rules/0/before", 3, 99, "an advice has no 'before', which belongs to a duty",
       NULL}}},
    {"what all rules need",
     {TEXT_RULES("{'id': 'r', 'during': ['inside']}")},
     {{SCHEMA, "missing_key", "", "/rules/0", 3, 1, "a rule needs the key 'clauses'", NULL},
      {SCHEMA, "missing_key", "", "/rules/0", 3, 1, "a rule needs the key 'force'", NULL},
      {SCHEMA, "missing_key", "", "/rules/0", 3, 1, "a rule needs the key 'message'", NULL}}},
    {"a misspelt key that all rules need",
     {TEXT_RULES("{'id': 'r', 'clauses': [], 'forse': 'must', 'mesage': 'm', 'during': ['inside']}")},
     {{NAME, "unknown_key", "", "/rules/0/forse", 3, 28, "a rule has no key 'forse'", "force"},
      {NAME, "unknown_key", "", "/rules/0/mesage", 3, 45, "a rule has no key 'mesage'", "message"}}},
    {"may is for advice",
     {TEXT_RULES("{'id': 'r', 'clauses': [], 'force': 'may', 'message': 'm', 'on': ['left'], " NEEDS "}")},
     {{SCHEMA, "may_only_advice", "", "/rules/0/force", 3, 37,
       "the force 'may' is for advice; a guard is a must or a should", "should"}}},
    {"nulls take nothing away here",
     {TEXT_RULES(TEXT_RULE("r") "'note': null, 'on': ['left'], 'unless': null, " NEEDS "}")},
     {{TYPE, "wrong_type", "", "/rules/0/note", 3, 69, "'note' has to be a text, not null", NULL},
      {TYPE, "condition_null", "", "/rules/0/unless", 3, 101,
       "null is nothing that a condition can speak of: leave it out, or ask by 'missing' whether something was said",
       NULL}}},
    {"two rules of one id",
     {TEXT_RULES(TEXT_RULE("r") "'during': ['inside']},\n" TEXT_RULE("r") "'during': ['insid']}")},
     {{SCHEMA, "duplicate_rule", "", "/rules/1/id", 4, 8, "there is a rule 'r' already: give this one another id",
       NULL},
      {NAME, "unknown_state", "", "/rules/1/during/0", 4, 72, "unknown phase or place 'insid'", "inside"}}},
    {"a disabled rule is checked",
     {TEXT_RULES(TEXT_RULE("r") "'disabled': true, 'during': ['insid'], 'when': {'var': 'dures'}}")},
     {{NAME, "unknown_state", "", "/rules/0/during/0", 3, 90, "unknown phase or place 'insid'", "inside"},
      {NAME, "unknown_fact", "", "/rules/0/when/var", 3, 116, "unknown fact 'dures'", "duress"}}},
    {"five mistakes",
     {TEXT_HEAD "'review_due': '2023-4-30',\n"
                "'settings': {'wait': {'value': 20, 'clauses': ['HP-31']}}, 'clauses': {'HP-13': {}},\n"
                "'rules': [{'id': 'r', 'clauses': ['HP-13'], 'force': 'msut', 'message': 'm',\n"
                "'on': ['departd'], 'needs': {'>=': [{'var': 'staf.count'}, 2]}}]}"},
     {{TYPE, "bad_date", "", "/review_due", 2, 15, "'review_due' has to be a date of the calendar, as YYYY-MM-DD",
       "2023-04-30"},
      {NAME, "unknown_clause", "", "/settings/wait/clauses/0", 3, 48, "there is no clause 'HP-31' in 'clauses'",
       "HP-13"},
      {NAME, "unknown_force", "", "/rules/0/force", 4, 54, "unknown force 'msut'", "must"},
      {NAME, "unknown_event", "", "/rules/0/on/0", 5, 8, "unknown event 'departd'", "departed"},
      {NAME, "unknown_fact", "", "/rules/0/needs/>=/0/var", 5, 45, "unknown fact 'staf.count'", "staff.count"}}},
    {"a may without a form",
     {TEXT_HEAD "'rules': [\n{'id': 'r', 'clauses': [], 'force': 'may', 'message': 'm'}]}"},
     {{SCHEMA, "no_form", "", "/rules/0", 3, 1,
       "a rule needs a form: 'on' (a guard), 'do' (a duty), 'item' (a checklist entry) or 'during' (an advice)",
       NULL}}},
    {"a setting that holds a word of another kind",
     {TEXT_HEAD
      "'settings': {'who': {'value': 'departed'}}, 'rules': [\n{'id': 'r', 'clauses': [], 'force': 'must', 'message': "
      "'m', 'on': ['reported'], 'needs': {'==': [{'var': 'event.to'}, {'var': 'settings.who'}]}}]}"},
     {{NAME, "unknown_word", "", "/rules/0/needs/==/1/var", 3, 127, "the setting holds the unknown role 'departed'",
       NULL}}},
    {"a misspelt key that is not what makes a form",
     {TEXT_HEAD "'rules': [\n{'id': 'r', 'clauses': [], 'force': 'must', 'mesage': 'm'}]}"},
     {{SCHEMA, "no_form", "", "/rules/0", 3, 1,
       "a rule needs a form: 'on' (a guard), 'do' (a duty), 'item' (a checklist entry) or 'during' (an advice)", NULL},
      {NAME, "unknown_key", "", "/rules/0/mesage", 3, 45, "a rule has no key 'mesage'", "message"}}},
};

Test(policy_rules, tells_what_is_wrong)
{
    assert_refused(refusals, sizeof refusals / sizeof *refusals);
}

Test(policy_rules, more_than_the_limit_are_refused)
{
    homevisit_text text =
        text_of(TEXT_RULES(TEXT_RULE("a") "'during': ['inside']},\n" TEXT_RULE("b") "'during': ['inside']}"));
    homevisit_options options = {.struct_size = sizeof options, .max_rules = 1};
    homevisit_policy *policy;
    homevisit_problems *problems;
    cr_assert_eq(homevisit_policy_load(text.data, text.length, &options, &policy, &problems), HOMEVISIT_E_LIMIT);
    cr_expect_null(policy);
    cr_assert_eq(homevisit_problems_count(problems), 1);
    const homevisit_problem *problem = homevisit_problems_get(problems, 0);
    cr_expect_str_eq(problem->code, "too_many_rules");
    cr_expect_str_eq(problem->message, "a policy has at most 1 rules, those of the policies that it extends counted");
    cr_expect_str_eq(problem->pointer, "/rules/1");
    cr_expect_eq(problem->line, 4);
    cr_expect_eq(problem->column, 1);
    homevisit_problems_free(problems);
    options.max_rules = 2;
    cr_assert_eq(homevisit_policy_load(text.data, text.length, &options, &policy, NULL), HOMEVISIT_OK);
    homevisit_policy_free(policy);
}

Test(policy_rules, keep_what_all_forms_share)
{
    homevisit_policy *policy = load_sound(
        TEXT_RULES(
            "{'id': 'a', 'clauses': ['C-2', 'C-1'], 'force': 'should', 'message': 'Warte.', 'note': 'why',\n"
            "'assumed': true, 'locked': true, 'during': ['inside']},\n"
            "{'id': 'off', 'clauses': [], 'force': 'must', 'message': 'm', 'disabled': true, 'during': ['inside']},\n"
            "{'id': 'b', 'clauses': [], 'force': 'may', 'message': 'm', 'disabled': false, 'during': ['inside']}"),
        NULL);
    cr_assert_eq(policy->rule_count, 2);
    cr_assert_eq(policy->disabled_count, 1);
    cr_expect_eq(homevisit_policy_rule_count(policy), 2);
    const struct rule *a = &policy->rules[0], *b = &policy->rules[1], *off = &policy->disabled[0];
    cr_expect_str_eq(a->id, "a");
    cr_expect_eq(a->force, HOMEVISIT_FORCE_SHOULD);
    cr_expect_str_eq(a->message, "Warte.");
    cr_expect_str_eq(a->note, "why");
    cr_expect_str_eq(a->clauses.items[0], "C-2");
    cr_expect(a->assumed && a->own_assumed && a->locked && !a->disabled);
    cr_expect_eq(a->number, 0);
    cr_expect_str_eq(b->id, "b");
    cr_expect_eq(b->force, HOMEVISIT_FORCE_MAY);
    cr_expect_null(b->note);
    cr_expect(!b->assumed && !b->locked && !b->disabled);
    cr_expect_eq(b->number, 1);
    cr_expect_str_eq(off->id, "off");
    cr_expect(off->disabled);
    cr_expect_eq(off->number, UINT32_MAX);
    homevisit_policy_free(policy);
}

Test(policy_rules, know_the_settings_that_they_read)
{
    homevisit_policy *policy = load_sound(
        TEXT_HEAD
        "'settings': {'a': {'value': 1}, 'b': {'value': 2, 'assumed': true}, 'c': {'value': 3}, 'd': {'value': 4}},\n"
        "'conditions': {'few': {'<': [{'var': 'staff.count'}, {'var': 'settings.b'}]}},\n"
        "'rules': [" TEXT_RULE(
            "r") "'on': ['left'], 'when': {'<': [{'var': 'settings.c'}, {'var': 'staff.present'}]},\n"
                 "'unless': {'<': [{'var': 'staff.present'}, {'var': 'settings.a'}]}},\n" TEXT_RULE(
                     "s") "'on': ['left'], 'do': ['returned'], 'within_minutes': {'var': 'settings.c'}, 'when': "
                          "{'var': 'conditions.few'}},\n" TEXT_RULE("t") "'during': ['inside'], 'when': {'!': {'var': "
                                                                         "'conditions.few'}}}]}",
        NULL);
    const struct rule *r = rule_of(policy, "r"), *s = rule_of(policy, "s"), *t = rule_of(policy, "t");
    cr_assert_eq(r->setting_count, 2);
    cr_expect_eq(r->settings[0], 0);
    cr_expect_eq(r->settings[1], 2);
    cr_expect_not(r->assumed);
    cr_assert_eq(s->setting_count, 2);
    cr_expect_eq(s->settings[0], 1, "through a condition");
    cr_expect_eq(s->settings[1], 2, "as minutes");
    cr_expect(s->assumed);
    cr_expect_not(s->own_assumed);
    cr_assert_eq(t->setting_count, 1, "each rule knows its own, also those of a condition that was read before");
    cr_expect_eq(t->settings[0], 1);
    cr_expect(t->assumed);
    homevisit_policy_free(policy);
}
