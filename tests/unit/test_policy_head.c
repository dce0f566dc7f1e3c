/* lib/policy_head.c: who a policy is, its settings and clauses. */
#include "policy_texts.h"

#include <criterion/criterion.h>

static const struct refusal refusals[] = {
    {"clauses that the source has not",
     {TEXT_HEAD
      "'clauses': {'HP-13': {}, 'HP-15': {}},\n"
      "'settings': {'a': {'value': 1, 'clauses': ['HP-13', 'HP-31', '']}},\n"
      "'rules': [{'id': 'r', 'clauses': ['HP-15', 'AI-7'], 'force': 'may', 'message': 'm', 'during': ['inside']}]}"},
     {{NAME, "unknown_clause", "", "/settings/a/clauses/1", 3, 53, "there is no clause 'HP-31' in 'clauses'", "HP-13"},
      {SCHEMA, "empty_text", "", "/settings/a/clauses/2", 3, 62, "a clause's id must not be empty", NULL},
      {NAME, "unknown_clause", "", "/rules/0/clauses/1", 4, 44, "there is no clause 'AI-7' in 'clauses'", NULL}}},
    {"clauses of a disabled rule",
     {TEXT_HEAD "'clauses': {'HP-13': {}},\n"
                "'rules': [{'id': 'r', 'clauses': ['HP-14'], 'force': 'may', 'message': 'm', 'disabled': true, "
                "'during': ['inside']}]}"},
     {{NAME, "unknown_clause", "", "/rules/0/clauses/0", 3, 35, "there is no clause 'HP-14' in 'clauses'", "HP-13"}}},
    {"clauses that are no texts",
     {TEXT_HEAD "'clauses': {'A-1': {'section': '1', 'summary': 's'}}, 'rules': [\n{'id': 'r', 'clauses': [1, 'A-1'], "
                "'force': 'must', 'message': 'm', 'on': ['left'], 'needs': {'var': 'duress'}}]}"},
     {{TYPE, "wrong_type", "", "/rules/0/clauses/0", 3, 25, "'clauses' has to be a list of clauses' ids, not a number",
       NULL}}},
};

Test(policy_head, tells_what_is_wrong)
{
    assert_refused(refusals, sizeof refusals / sizeof *refusals);
}

Test(policy_head, is_kept)
{
    homevisit_policy *policy = load_sound(
        "{" TEXT_FORMAT ", 'id': 'p', 'title': 'Sainte-Thérèse', 'version': '2022-04', 'issued': '2022-04-01',\n"
        "'review_due': '1970-01-03', 'source': 'a page', 'time_zone': 'CET-1', 'rules': []}",
        NULL);
    cr_expect_str_eq(policy->id, "p");
    cr_expect_str_eq(policy->title, "Sainte-Thérèse");
    cr_expect_str_eq(policy->version, "2022-04");
    cr_expect_str_eq(policy->issued, "2022-04-01");
    cr_expect_str_eq(policy->review_due, "1970-01-03");
    cr_expect_eq(policy->review_due_days, 2);
    cr_expect_str_eq(policy->source, "a page");
    cr_expect_null(policy->extends);
    cr_expect_str_eq(policy->zone_text, "CET-1");
    cr_expect_eq(policy->zone.standard, 3600);
    cr_expect_not(policy->zone.has_summer);
    homevisit_policy_free(policy);
}

Test(policy_head, may_leave_things_out)
{
    homevisit_policy *policy = load_sound(TEXT_HEAD "'rules': []}", NULL);
    cr_expect_null(policy->issued);
    cr_expect_null(policy->review_due);
    cr_expect_null(policy->source);
    cr_expect_str_eq(policy->zone_text, "GMT0BST,M3.5.0/1,M10.5.0");
    cr_expect_eq(policy->zone.summer, 3600);
    cr_expect_eq(policy->setting_count, 0);
    cr_expect_eq(policy->clause_count, 0);
    cr_expect_eq(policy->rule_count, 0);
    homevisit_policy_free(policy);
}

Test(policy_head, keeps_settings_by_type_and_in_order)
{
    homevisit_policy *policy =
        load_sound(TEXT_HEAD "'settings': {'wait': {'value': 20, 'assumed': true},\n"
                             "'alone': {'value': true, 'assumed': false},\n"
                             "'evening': {'value': '18:05'}, 'head': {'value': 'headteacher'},\n"
                             "'roles': {'value': ['dsl', 'teacher', 'dsl']}, 'none': {'value': []}},\n"
                             "'rules': []}",
                   NULL);
    const struct setting *settings = policy->settings;
    cr_assert_eq(policy->setting_count, 6);
    cr_expect_str_eq(settings[0].name, "wait");
    cr_expect_eq(settings[0].type, NODE_TYPE_NUMBER);
    cr_expect_eq(settings[0].number, 20);
    cr_expect(settings[0].assumed);
    cr_expect_eq(settings[1].type, NODE_TYPE_BOOLEAN);
    cr_expect(settings[1].boolean);
    cr_expect_not(settings[1].assumed);
    cr_expect_eq(settings[2].type, NODE_TYPE_NUMBER);
    cr_expect_eq(settings[2].number, 1085);
    cr_expect_eq(settings[3].type, NODE_TYPE_TEXT);
    cr_expect_str_eq(settings[3].text, "headteacher");
    cr_expect_eq(settings[4].type, NODE_TYPE_TEXTS);
    cr_assert_eq(settings[4].text_count, 3);
    cr_expect_str_eq(settings[4].texts[1], "teacher");
    cr_expect_eq(settings[5].type, NODE_TYPE_TEXTS);
    cr_expect_eq(settings[5].text_count, 0);
    for (size_t i = 0; i < policy->setting_count; i++)
        cr_expect_null(settings[i].node, "no tree is left after loading");
    homevisit_policy_free(policy);
}

Test(policy_head, keeps_clauses_in_order)
{
    homevisit_policy *policy =
        load_sound(TEXT_HEAD "'clauses': {'HP-13': {'section': '4. Home visits', 'summary': 'Wait.'},\n"
                             "'HP-1': {}}, 'rules': []}",
                   NULL);
    cr_assert_eq(policy->clause_count, 2);
    cr_expect_str_eq(policy->clauses[0].id, "HP-13");
    cr_expect_str_eq(policy->clauses[0].section, "4. Home visits");
    cr_expect_str_eq(policy->clauses[0].summary, "Wait.");
    cr_expect_str_eq(policy->clauses[1].id, "HP-1");
    cr_expect_null(policy->clauses[1].section);
    homevisit_policy_free(policy);
}

Test(policy_head, without_clauses_cites_freely)
{
    homevisit_policy *policy = load_sound(
        TEXT_HEAD
        "'settings': {'a': {'value': 1, 'clauses': ['HP-1']}},\n"
        "'rules': [{'id': 'r', 'clauses': ['HP-13', 'HP-2'], 'force': 'may', 'message': 'm', 'during': ['inside']}]}",
        NULL);
    const struct rule *rule = rule_of(policy, "r");
    cr_assert_eq(rule->clauses.count, 2);
    cr_expect_str_eq(rule->clauses.items[0], "HP-13");
    cr_expect_str_eq(rule->clauses.items[1], "HP-2");
    homevisit_policy_free(policy);
}
