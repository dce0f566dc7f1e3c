/* lib/policy_shape.c: which keys a profile's objects have and need. */
#include "policy_texts.h"

#include <criterion/criterion.h>

static const struct refusal refusals[] = {
    {"a key that there is not",
     {TEXT_HEAD "'tittle': 'x', 'rules': []}"},
     {{NAME, "unknown_key", "", "/tittle", 2, 1, "a policy has no key 'tittle'", "title"}}},
    {"all that is missing, and nothing said",
     {"{" TEXT_FORMAT ", 'id': 'p'}"},
     {{SCHEMA, "missing_key", "", "", 1, 1, "a policy needs the key 'title'", NULL},
      {SCHEMA, "missing_key", "", "", 1, 1, "a policy needs the key 'version'", NULL},
      {SCHEMA, "missing_key", "", "", 1, 1, "a policy needs the key 'rules'", NULL}}},
    {"a misspelt key is not missing as well",
     {"{" TEXT_FORMAT ", 'id': 'p', 'tilte': 'P', 'version': '1', 'rules': []}"},
     {{NAME, "unknown_key", "", "/tilte", 1, 45, "a policy has no key 'tilte'", "title"}}},
    {"lists and texts where objects belong",
     {TEXT_HEAD "'settings': [], 'facts': 1,\n"
                "'conditions': 'a', 'clauses': null, 'rules': {}}"},
     {{TYPE, "wrong_type", "", "/settings", 2, 13, "'settings' has to be an object, not a list", NULL},
      {TYPE, "wrong_type", "", "/facts", 2, 26, "'facts' has to be an object, not a number", NULL},
      {TYPE, "wrong_type", "", "/conditions", 3, 15, "'conditions' has to be an object, not a text", NULL},
      {TYPE, "wrong_type", "", "/clauses", 3, 31, "'clauses' has to be an object, not null", NULL},
      {TYPE, "wrong_type", "", "/rules", 3, 46, "'rules' has to be a list, not an object", NULL}}},
    {"settings and clauses that are none",
     {TEXT_HEAD "'settings': {'a': 5, 'b': {'vale': 1}, 'c': {}},\n"
                "'clauses': {'A-1': {'sections': '1'}, 'A-2': []}, 'rules': []}"},
     {{TYPE, "wrong_type", "", "/settings/a", 2, 19, "a setting has to be an object, not a number", NULL},
      {NAME, "unknown_key", "", "/settings/b/vale", 2, 28, "a setting has no key 'vale'", "value"},
      {SCHEMA, "missing_key", "", "/settings/c", 2, 45, "a setting needs the key 'value'", NULL},
      {NAME, "unknown_key", "", "/clauses/A-1/sections", 3, 21, "a clause has no key 'sections'", "section"},
      {TYPE, "wrong_type", "", "/clauses/A-2", 3, 46, "a clause has to be an object, not a list", NULL}}},
    {"names that are empty",
     {TEXT_HEAD "'settings': {'': {'value': 1}}, 'facts': {'': 'boolean'},\n"
                "'conditions': {'': {'var': 'duress'}}, 'clauses': {'': {}}, 'rules': []}"},
     {{SCHEMA, "empty_name", "", "/settings/", 2, 14, "a setting needs a name", NULL},
      {SCHEMA, "empty_name", "", "/facts/", 2, 43, "a fact needs a name", NULL},
      {SCHEMA, "empty_name", "", "/conditions/", 3, 16, "a condition needs a name", NULL},
      {SCHEMA, "empty_name", "", "/clauses/", 3, 52, "a clause needs a name", NULL}}},
    {"the names of the profile's own facts",
     {TEXT_HEAD "'facts': {'interpreter': 'boolean', 'x.': 'boolean', 'x_y': 'integer'}, 'rules': []}"},
     {{NAME, "fact_name", "", "/facts/interpreter", 2, 11,
       "the profile's own facts are called x.NAME, not 'interpreter'", "x.interpreter"},
      {NAME, "fact_name", "", "/facts/x.", 2, 37, "the profile's own facts are called x.NAME, not 'x.'", NULL},
      {NAME, "fact_name", "", "/facts/x_y", 2, 54, "the profile's own facts are called x.NAME, not 'x_y'", "x.y"}}},
    {"a fact is not told again where it is used",
     {TEXT_HEAD
      "'facts': {'interpreter': 'boolean', 'x.a': 'bool'},\n"
      "'rules': [" TEXT_RULE("r") "'on': ['departed'], 'needs': {'or': [{'var': 'x.interpreter'}, {'var': 'x.a'}]}}]}"},
     {{NAME, "fact_name", "", "/facts/interpreter", 2, 11,
       "the profile's own facts are called x.NAME, not 'interpreter'", "x.interpreter"},
      {NAME, "unknown_type", "", "/facts/x.a", 2, 44, "unknown type 'bool'", "boolean"}}},
    {"rules that are none, or have no id",
     {TEXT_RULES("5, null,\n"
                 "{'clauses': [], 'force': 'may', 'message': 'm', 'during': ['inside']},\n"
                 "{'ids': 'a', 'clauses': [], 'force': 'may', 'message': 'm', 'during': ['inside']}")},
     {{TYPE, "wrong_type", "", "/rules/0", 3, 1, "a rule has to be an object, not a number", NULL},
      {TYPE, "wrong_type", "", "/rules/1", 3, 4, "a rule has to be an object, not null", NULL},
      {SCHEMA, "missing_key", "", "/rules/2", 4, 1, "a rule needs the key 'id'", NULL},
      {NAME, "unknown_key", "", "/rules/3/ids", 5, 2, "a rule has no key 'ids'", "id"}}},
    {"keys of rules",
     {TEXT_RULES(TEXT_RULE("r") "'on': ['departed'], 'need': {'var': 'duress'}, 'X_a': 1}")},
     {{NAME, "unknown_key", "", "/rules/0/need", 3, 81, "a rule has no key 'need'", "needs"},
      {NAME, "unknown_key", "", "/rules/0/X_a", 3, 108, "a rule has no key 'X_a'", NULL}}},
    {"keys of the minutes",
     {TEXT_RULES(TEXT_RULE("r") "'do': ['left'], 'on': ['arrived'], 'within_minutes': {}},\n" TEXT_RULE(
         "s") "'do': ['left'], 'on': ['arrived'], 'within_minutes': {'vr': 'settings.a'}}")},
     {{SCHEMA, "missing_key", "", "/rules/0/within_minutes", 3, 114,
       "an object that names a setting needs the key 'var'", NULL},
      {NAME, "unknown_key", "", "/rules/1/within_minutes/vr", 4, 115, "an object that names a setting has no key 'vr'",
       "var"}}},
    {"a fact with a name that is too long to be mended",
     {TEXT_HEAD "'facts': "
                "{'"
                "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
                "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa': 'boolean'}, 'rules': []}"},
     {{NAME, "fact_name", "",
       "/facts/"
       "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
       "aaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
       2, 11, "the profile's own facts are called x.NAME, not '…'", NULL}}},
    {"a key with a sign in it",
     {TEXT_HEAD "'a~b': 1, 'a{b': 2, 'rules': []}"},
     {{NAME, "unknown_key", "", "/a~0b", 2, 1, "a policy has no key '…'", NULL},
      {NAME, "unknown_key", "", "/a{b", 2, 11, "a policy has no key '…'", NULL}}},
    {"a fact that is declared twice, in two ways",
     {TEXT_HEAD "'facts': {'x.a': 'boolean', 'x_a': 'integer'}, 'rules': []}"},
     {{NAME, "fact_name", "", "/facts/x_a", 2, 29, "the profile's own facts are called x.NAME, not 'x_a'", "x.a"}}},
};

Test(policy_shape, tells_what_is_wrong)
{
    assert_refused(refusals, sizeof refusals / sizeof *refusals);
}

Test(policy_shape, leaves_the_hosts_own_keys_alone)
{
    homevisit_policy *policy = load_sound(
        TEXT_HEAD "'x_a': {'b': null}, 'settings': {'x_s': {'value': 1, 'x_why': []}},\n"
                  "'clauses': {'A': {'x_page': 3}}, 'facts': {'x.x_f': 'boolean'},\n"
                  "'rules': [{'id': 'r', 'clauses': ['A'], 'force': 'must', 'message': 'm', 'x_owner': {'x': 1},\n"
                  "'do': ['left'], 'when': {'var': 'x.x_f'}, 'within_minutes': {'var': 'settings.x_s', 'x_b': 1}}]}",
        NULL);
    /* A setting's name is no key: x_s is a setting like any other. */
    cr_expect_eq(policy->setting_count, 1);
    cr_expect_eq(rule_of(policy, "r")->as.duty.within_seconds, 60);
    homevisit_policy_free(policy);
}
