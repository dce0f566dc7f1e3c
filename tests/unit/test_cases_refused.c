/* lib/cases_shape.c, cases_names.c, cases_build.c, cases_policy.c, cases_place.c: what is refused, and where. */
#include "case_trials.h"

#include <criterion/criterion.h>

#define CASES_TOLD "cases.json"

struct case_refusal {
    const char *name, *cases;
    struct told told[MOST_TOLD];
};

static void assert_refusals(const struct case_refusal *refusals, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        struct case_trial trial =
            try_cases(sample_file("policy.json"), text_of(refusals[i].cases), NULL, HOMEVISIT_FORMAT_JSON);
        cr_expect_eq(trial.code, kind_code(refusals[i].told[0].kind), "%s: code %d", refusals[i].name, (int)trial.code);
        cr_expect_not(trial.passed, "%s: passed", refusals[i].name);
        cr_expect_eq(trial.out.length, 0, "%s: there is an outcome", refusals[i].name);
        assert_case_problems(refusals[i].name, trial.problems, refusals[i].told);
        case_trial_free(&trial);
    }
}
#define ASSERT_REFUSALS(refusals) assert_refusals(refusals, sizeof(refusals) / sizeof *(refusals))

/* ------------------------------------------------------------------------------------------------------------ shape */

static const struct case_refusal shapes[] = {
    {"no JSON",
     "{'format': 'homevisit-cases/1', 'policy': 'sample', 'cases': [],\n}",
     {{SYNTAX, "trailing_comma", CASES_TOLD, "", 1, 64, "nothing follows this comma; take it out", NULL}}},
    {"another document",
     "{'format': 'homevisit-visit/1', 'id': 'V', 'events': []}",
     {{SCHEMA, "unknown_format", CASES_TOLD, "/format", 1, 12,
       "these are no cases: the format of cases is homevisit-cases/1", "homevisit-cases/1"}}},
    {"another format",
     "{'format': 'homevisit-cases/2', 'policy': 'sample', 'tests': []}",
     {{SCHEMA, "unknown_format", CASES_TOLD, "/format", 1, 12,
       "this library reads cases of the format homevisit-cases/1", "homevisit-cases/1"}}},
    {"nothing of it",
     "{'x_note': 1}",
     {{SCHEMA, "missing_key", CASES_TOLD, "", 1, 1, "a file of cases needs the key 'format'", NULL},
      {SCHEMA, "missing_key", CASES_TOLD, "", 1, 1, "a file of cases needs the key 'policy'", NULL},
      {SCHEMA, "missing_key", CASES_TOLD, "", 1, 1, "a file of cases needs the key 'cases'", NULL}}},
    {"other keys and values",
     "{'format': 'cases/1', 'policy': 3, 'visit': {},\n"
     "'visits': [], 'cases': {}}",
     {{SCHEMA, "unknown_format", CASES_TOLD, "/format", 1, 12, "the format of cases is homevisit-cases/1",
       "homevisit-cases/1"},
      {TYPE, "wrong_type", CASES_TOLD, "/policy", 1, 33, "'policy' has to be a text, not a number", NULL},
      {NAME, "unknown_key", CASES_TOLD, "/visit", 1, 36, "a file of cases has no key 'visit'", "visits"},
      {TYPE, "wrong_type", CASES_TOLD, "/visits", 2, 11, "'visits' has to be an object, not a list", NULL},
      {TYPE, "wrong_type", CASES_TOLD, "/cases", 2, 24, "'cases' has to be a list of cases, not an object", NULL}}},
    {"a misspelt key that has to be there is told once",
     CASES_HEAD "'case': []}",
     {{NAME, "unknown_key", CASES_TOLD, "/case", 2, 1, "a file of cases has no key 'case'", "cases"}}},
    {"visits",
     CASES_HEAD "'visits': {'': [],\n'a': {}, 'b': [1]}, 'cases': []}",
     {{SCHEMA, "empty_name", CASES_TOLD, "/visits/", 2, 12, "a visit needs a name", NULL},
      {TYPE, "wrong_type", CASES_TOLD, "/visits/a", 3, 6, "'visits' has to be a list of events, not an object", NULL},
      {TYPE, "wrong_type", CASES_TOLD, "/visits/b/0", 3, 16, "an event has to be an object, not a number", NULL}}},
    {"cases",
     CASES_HEAD "'cases': [1,\n{},\n{'name': '', 'note': 1, 'visit': 3, 'visits': [], 'only': 'true', 'x_mine': 1}]}",
     {{TYPE, "wrong_type", CASES_TOLD, "/cases/0", 2, 11, "a case has to be an object, not a number", NULL},
      {SCHEMA, "missing_key", CASES_TOLD, "/cases/1", 3, 1, "a case needs the key 'name'", NULL},
      {SCHEMA, "missing_key", CASES_TOLD, "/cases/1", 3, 1, "a case needs the key 'visit'", NULL},
      {SCHEMA, "empty_text", CASES_TOLD, "/cases/2/name", 4, 10, "'name' must not be empty", NULL},
      {TYPE, "wrong_type", CASES_TOLD, "/cases/2/note", 4, 22, "'note' has to be a text, not a number", NULL},
      {TYPE, "wrong_type", CASES_TOLD, "/cases/2/visit", 4, 34,
       "'visit' has to be the name of a visit or a list of events, not a number", NULL},
      {NAME, "unknown_key", CASES_TOLD, "/cases/2/visits", 4, 37, "a case has no key 'visits'", "visit"},
      {TYPE, "wrong_type", CASES_TOLD, "/cases/2/only", 4, 59, "'only' has to be true or false, not a text", NULL}}},
    {"drop and change",
     CASES_VISIT "'cases': [{'name': 'a', 'visit': 'v', 'drop': ['depart', 1, {'event': 'depart', 'nth': 0},\n"
                 "{'event': 'left', 'number': 1}],\n"
                 "'change': {'arive': {}, 'arrived#0': {}, 'arrived#x': {}, 'arrived': 1}}]}",
     {{NAME, "unknown_event", CASES_TOLD, "/cases/0/drop/0", 3, 48, "unknown event 'depart'", "departed"},
      {TYPE, "wrong_type", CASES_TOLD, "/cases/0/drop/1", 3, 58, "'drop' has to be the name of an event, not a number",
       NULL},
      {NAME, "unknown_event", CASES_TOLD, "/cases/0/drop/2/event", 3, 71, "unknown event 'depart'", "departed"},
      {TYPE, "wrong_type", CASES_TOLD, "/cases/0/drop/2/nth", 3, 88, "'nth' has to be a whole number from 1 on", NULL},
      {SCHEMA, "missing_key", CASES_TOLD, "/cases/0/drop/3", 4, 1, "an event that is left out needs the key 'nth'",
       NULL},
      {NAME, "unknown_key", CASES_TOLD, "/cases/0/drop/3/number", 4, 19,
       "an event that is left out has no key 'number'", NULL},
      {NAME, "unknown_event", CASES_TOLD, "/cases/0/change/arive", 5, 12, "unknown event 'arive'", "arrived"},
      {SCHEMA, "bad_nth", CASES_TOLD, "/cases/0/change/arrived#0", 5, 25,
       "which 'arrived' is meant is said as #1, #2 and so on", NULL},
      {SCHEMA, "bad_nth", CASES_TOLD, "/cases/0/change/arrived#x", 5, 42,
       "which 'arrived' is meant is said as #1, #2 and so on", NULL},
      {TYPE, "wrong_type", CASES_TOLD, "/cases/0/change/arrived", 5, 70, "a change has to be an object, not a number",
       NULL}}},
    {"events that are not quite named",
     CASES_VISIT "'cases': [{'name': 'a', 'visit': 'v', 'drop': [{'nth': 1},\n{'event': 'departed', 'nth': 1.5}],\n"
                 "'change': {'arrived#1234567890': {}, 'arrived#1x': {}}},\n"
                 "{'name': 'b', 'visit': [{'at': '2026-03-02T09:00:00Z'}, {'at': '2026-03-02T09:00:00Z', 'event': "
                 "'departed'}], 'drop': ['departed']},\n"
                 "{'name': 'c', 'visit': [1], 'drop': ['departed']},\n{'name': 'd', 'visit': 'v', 'add': [1]},\n"
                 "{'nmae': 'e', 'note': 'n', 'visit': 'v', 'settings': 3}]}",
     {{SCHEMA, "missing_key", CASES_TOLD, "/cases/0/drop/0", 3, 48, "an event that is left out needs the key 'event'",
       NULL},
      {TYPE, "wrong_type", CASES_TOLD, "/cases/0/drop/1/nth", 4, 30, "'nth' has to be a whole number from 1 on", NULL},
      {SCHEMA, "bad_nth", CASES_TOLD, "/cases/0/change/arrived#1234567890", 5, 12,
       "which 'arrived' is meant is said as #1, #2 and so on", NULL},
      {SCHEMA, "bad_nth", CASES_TOLD, "/cases/0/change/arrived#1x", 5, 38,
       "which 'arrived' is meant is said as #1, #2 and so on", NULL},
      {SCHEMA, "missing_key", CASES_TOLD, "/cases/1/visit/0", 6, 25, "an event needs 'event'", NULL},
      {TYPE, "wrong_type", CASES_TOLD, "/cases/2/visit/0", 7, 25, "an event has to be an object, not a number", NULL},
      {TYPE, "wrong_type", CASES_TOLD, "/cases/3/add/0", 8, 37, "an event has to be an object, not a number", NULL},
      {NAME, "unknown_key", CASES_TOLD, "/cases/4/nmae", 9, 2, "a case has no key 'nmae'", "name"},
      {TYPE, "wrong_type", CASES_TOLD, "/cases/4/settings", 9, 54, "'settings' has to be an object, not a number",
       NULL}}},
    {"an advice is never unknown",
     CASES_VISIT "'cases': [{'name': 'a', 'visit': 'v', 'unknown': ['care']}]}",
     {{SCHEMA, "never_unknown", CASES_TOLD, "/cases/0/unknown/0", 3, 51, "'care' is an advice, which is never unknown",
       NULL}}},
    {"questions",
     CASES_VISIT "'cases': [{'name': 'a', 'visit': 'v', 'ask': 'chek', 'event': {}},\n"
                 "{'name': 'b', 'visit': 'v', 'ask': 'check'},\n"
                 "{'name': 'c', 'visit': 'v', 'event': {}, 'at': 'now'},\n"
                 "{'name': 'd', 'visit': 'v', 'ask': 1, 'at': 1},\n"
                 "{'name': 'e', 'visit': 'v', 'ask': 'check', 'at': '2026-03-02T10:00:00Z', "
                 "'event': {'at': '2026-03-02T10:00:00Z', 'event': 'entered'}}]}",
     {{NAME, "unknown_question", CASES_TOLD, "/cases/0/ask", 3, 46, "unknown question 'chek'", "check"},
      {SCHEMA, "missing_key", CASES_TOLD, "/cases/1", 4, 1, "a case that asks a check needs the key 'event'", NULL},
      {SCHEMA, "misplaced_key", CASES_TOLD, "/cases/2/event", 5, 29, "only a case that asks a check has an 'event'",
       NULL},
      {TYPE, "bad_time", CASES_TOLD, "/cases/2/at", 5, 48, "the time is not of the form 2026-03-02T09:10:00Z", NULL},
      {TYPE, "wrong_type", CASES_TOLD, "/cases/3/ask", 6, 36, "'ask' has to be audit, status or check, not a number",
       NULL},
      {TYPE, "wrong_type", CASES_TOLD, "/cases/3/at", 6, 45, "'at' has to be a time, not a number", NULL},
      {SCHEMA, "misplaced_key", CASES_TOLD, "/cases/4/at", 7, 45,
       "a check looks when its event is: 'at' is for the others", NULL}}},
    {"parts of a report",
     CASES_VISIT
     "'cases': [{'name': 'a', 'visit': 'v', 'expect': []},\n"
     "{'name': 'b', 'visit': 'v', 'expect': {'steps': {'contains': {}, 'lacks': 1, 'count': -1, 'event': 1},\n"
     "'duties': [{'missing': {'contains': [{'a': {'count': 'x', 'b': 1}}]}}]}}]}",
     {{TYPE, "wrong_type", CASES_TOLD, "/cases/0/expect", 3, 49, "'expect' has to be an object, not a list", NULL},
      {TYPE, "wrong_type", CASES_TOLD, "/cases/1/expect/steps/contains", 4, 62,
       "'contains' has to be a list of parts, not an object", NULL},
      {TYPE, "wrong_type", CASES_TOLD, "/cases/1/expect/steps/lacks", 4, 75,
       "'lacks' has to be a list of parts, not a number", NULL},
      {TYPE, "wrong_type", CASES_TOLD, "/cases/1/expect/steps/count", 4, 87,
       "'count' has to be a whole number from 0 on", NULL},
      {SCHEMA, "mixed_part", CASES_TOLD, "/cases/1/expect/steps/event", 4, 91,
       "'contains', 'lacks' and 'count' ask about a list, which has no key 'event'", NULL},
      {TYPE, "wrong_type", CASES_TOLD, "/cases/1/expect/duties/0/missing/contains/0/a/count", 5, 54,
       "'count' has to be a whole number from 0 on", NULL},
      {SCHEMA, "mixed_part", CASES_TOLD, "/cases/1/expect/duties/0/missing/contains/0/a/b", 5, 59,
       "'contains', 'lacks' and 'count' ask about a list, which has no key 'b'", NULL}}},
};

Test(cases_refused, what_has_not_the_shape)
{
    ASSERT_REFUSALS(shapes);
}

/* ------------------------------------------------------------------------------------------------------------ names */

static const struct case_refusal names[] = {
    {"another policy's cases",
     "{'format': 'homevisit-cases/1', 'policy': 'simple', 'cases': []}",
     {{NAME, "other_policy", CASES_TOLD, "/policy", 1, 43,
       "the cases are for the policy 'simple', and this is 'sample'", "sample"}}},
    {"what is not there",
     CASES_VISIT "'cases': [{'name': 'a', 'visit': 'w', 'clauses': ['S-1', 'S_2', 1],\n"
                 "'fires': ['authorized'], 'unknown': ['xyz'], 'spares': ['wait', ''], "
                 "'settings': {'wait_minute': 1, 'pairs_only': true}}]}",
     {{NAME, "unknown_visit", CASES_TOLD, "/cases/0/visit", 3, 34, "unknown visit 'w'", NULL},
      {NAME, "unknown_clause", CASES_TOLD, "/cases/0/clauses/1", 3, 58, "the policy has no clause 'S_2'", "S-2"},
      {TYPE, "wrong_type", CASES_TOLD, "/cases/0/clauses/2", 3, 65, "each of 'clauses' has to be a name, not a number",
       NULL},
      {NAME, "unknown_rule", CASES_TOLD, "/cases/0/fires/0", 4, 11, "unknown rule 'authorized'", "authorised"},
      {NAME, "unknown_rule", CASES_TOLD, "/cases/0/unknown/0", 4, 38, "unknown rule 'xyz'", NULL},
      {TYPE, "wrong_type", CASES_TOLD, "/cases/0/spares/1", 4, 65,
       "each of 'spares' has to be a name, not an empty text", NULL},
      {NAME, "unknown_setting", CASES_TOLD, "/cases/0/settings/wait_minute", 4, 83, "unknown setting 'wait_minute'",
       "wait_minutes"}}},
    {"what a question never tells of",
     CASES_VISIT
     "'cases': [{'name': 'a', 'visit': 'v', 'fires': ['phone'], 'unknown': ['phone'], 'spares': ['care']},\n"
     "{'name': 'b', 'visit': 'v', 'ask': 'status', 'fires': ['authorised', 'care'], 'spares': ['phone']}]}",
     {{SCHEMA, "not_told", CASES_TOLD, "/cases/0/fires/0", 3, 49,
       "'phone' is a checklist entry, of which an audit tells nothing", NULL},
      {SCHEMA, "never_unknown", CASES_TOLD, "/cases/0/unknown/0", 3, 71,
       "'phone' is a checklist entry, which is never unknown", NULL},
      {SCHEMA, "not_told", CASES_TOLD, "/cases/0/spares/0", 3, 92,
       "'care' is an advice, of which an audit tells nothing", NULL},
      {SCHEMA, "not_told", CASES_TOLD, "/cases/1/fires/0", 4, 56,
       "'authorised' is a guard, of which a status tells nothing", NULL}}},
    {"what contradicts itself",
     CASES_VISIT "'cases': [{'name': 'a', 'visit': 'v', 'fires': ['wait'], 'unknown': ['wait', 'safe'],\n"
                 "'spares': ['wait', 'safe', 'debrief']},\n"
                 "{'name': 'a', 'visit': 'v'}]}",
     {{SCHEMA, "contradiction", CASES_TOLD, "/cases/0/spares/0", 4, 12,
       "'wait' is to be spared, and also to fire or to be unknown", NULL},
      {SCHEMA, "contradiction", CASES_TOLD, "/cases/0/spares/1", 4, 20,
       "'safe' is to be spared, and also to fire or to be unknown", NULL},
      {SCHEMA, "duplicate_case", CASES_TOLD, "/cases/1/name", 5, 10,
       "another case has this name already: a name says what its case alone tries", NULL}}},
};

Test(cases_refused, what_names_nothing)
{
    ASSERT_REFUSALS(names);
}

/* ----------------------------------------------------------------------------------------------------------- events */

static const struct case_refusal events[] = {
    {"a visit that nobody uses, and one that some do",
     CASES_HEAD
     "'visits': {'a': [{'at': '2026-03-02T09:00:00Z', 'event': 'planed', 'reason': 'other'}],\n"
     "'b': [{'at': '2026-03-02', 'event': 'departed'}, {'at': '2026-03-02T09:00:00Z', 'event': 'planned'}]},\n"
     "'cases': [{'name': 'a', 'visit': 'b', 'drop': ['arrived']}, {'name': 'b', 'visit': 'b'}]}",
     {{NAME, "unknown_event", CASES_TOLD, "/visits/a/0/event", 2, 58, "unknown event 'planed'", "planned"},
      {TYPE, "bad_time", CASES_TOLD, "/visits/b/0/at", 3, 14,
       "'at' is no time as RFC 3339 writes it, with an offset and whole seconds", NULL},
      {SCHEMA, "missing_attribute", CASES_TOLD, "/visits/b/1", 3, 50, "the event 'planned' needs 'reason'", NULL}}},
    {"events of a case's own",
     CASES_HEAD
     "'cases': [{'name': 'a', 'visit': [{'at': '2026-03-02T09:00:00Z', 'event': 'planned', 'reason': 'othr'},\n"
     "{'at': '2026-03-02T09:00:00Z', 'event': 'planned', 'reason': 'other', 'staf': []}]}]}",
     {{NAME, "unknown_name", CASES_TOLD, "/cases/0/visit/0/reason", 2, 96, "unknown reason 'othr'", "other"},
      {NAME, "unknown_attribute", CASES_TOLD, "/cases/0/visit/1/staf", 3, 71,
       "the event 'planned' has no attribute 'staf'", "staff"}}},
    {"what a patch makes of an event is told in the patch",
     CASES_VISIT "'cases': [{'name': 'a', 'visit': 'v', 'change': {\n"
                 "'planned': {'reason': null, 'staff': [{'id': 'a', 'role': 'techer'}]},\n"
                 "'departed': {'reason': 'x'}, 'arrived': {'at': 1}}}]}",
     {{SCHEMA, "missing_attribute", CASES_TOLD, "/cases/0/change/planned", 4, 12, "the event 'planned' needs 'reason'",
       NULL},
      {NAME, "unknown_name", CASES_TOLD, "/cases/0/change/planned/staff/0/role", 4, 59, "unknown role 'techer'",
       "teacher"},
      {NAME, "misplaced_attribute", CASES_TOLD, "/cases/0/change/departed/reason", 5, 14,
       "the event 'departed' has no attribute 'reason'; it belongs to planned, replanned, entered", NULL},
      {TYPE, "wrong_type", CASES_TOLD, "/cases/0/change/arrived/at", 5, 48, "'at' must be a time, not a number",
       NULL}}},
    {"what is added",
     CASES_VISIT "'cases': [{'name': 'a', 'visit': 'v', 'add': [{'at': '2026-03-02T10:00:00Z'},\n"
                 "{'at': '2026-03-02T10:00:00Z', 'event': 'left', 'returning': 'yes'}]},\n"
                 "{'name': 'b', 'visit': 'v', 'add': [{}, 7]}]}",
     {{SCHEMA, "missing_key", CASES_TOLD, "/cases/0/add/0", 3, 47, "an event needs 'event'", NULL},
      {TYPE, "wrong_type", CASES_TOLD, "/cases/0/add/1/returning", 4, 62,
       "'returning' must be true or false, not a text", NULL},
      {TYPE, "wrong_type", CASES_TOLD, "/cases/1/add/1", 5, 41, "an event has to be an object, not a number", NULL}}},
    {"events that are not there",
     CASES_VISIT "'cases': [{'name': 'a', 'visit': 'v', 'drop': ['left', {'event': 'arrived', 'nth': 2},\n"
                 "'departed', {'event': 'departed', 'nth': 1}],\n"
                 "'change': {'departed': {}, 'arrived#2': {}, 'planned': {}, 'planned#1': {}}}]}",
     {{SCHEMA, "no_such_event", CASES_TOLD, "/cases/0/drop/0", 3, 48, "the visit has no 'left'", NULL},
      {SCHEMA, "no_such_event", CASES_TOLD, "/cases/0/drop/1", 3, 56, "the visit has 1 'arrived', and no number 2",
       NULL},
      {SCHEMA, "no_such_event", CASES_TOLD, "/cases/0/change/departed", 5, 12, "the visit has no 'departed'", NULL},
      {SCHEMA, "no_such_event", CASES_TOLD, "/cases/0/change/arrived#2", 5, 28,
       "the visit has 1 'arrived', and no number 2", NULL},
      {SCHEMA, "changed_twice", CASES_TOLD, "/cases/0/change/planned#1", 5, 60, "this 'planned' is changed already",
       NULL}}},
    {"a proposed event",
     CASES_VISIT "'cases': [{'name': 'a', 'visit': 'v', 'ask': 'check', 'event': {'at': '2026-03-02T10:00:00Z', "
                 "'event': 'entered', 'because': 'x'}}]}",
     {{NAME, "unknown_attribute", CASES_TOLD, "/cases/0/event/because", 3, 115,
       "the event 'entered' has no attribute 'because'", NULL}}},
    {"settings",
     CASES_VISIT "'cases': [{'name': 'a', 'visit': 'v', 'settings': {'wait_minutes': 'soon'}},\n"
                 "{'name': 'b', 'visit': 'v', 'settings': {'wait_minutes': null}},\n"
                 "{'name': 'c', 'visit': 'v', 'settings': {'wait_minutes': null}}]}",
     {{TYPE, "bad_minutes", CASES_TOLD, "/cases/0/settings/wait_minutes", 3, 68,
       "'settings.wait_minutes' is no whole number from 0 on, and cannot be minutes", NULL},
      {TYPE, "setting_value", CASES_TOLD, "/cases/1/settings/wait_minutes", 4, 58,
       "a setting is true or false, a whole number, a name, a list of names or \"HH:MM\", not null", NULL}}},
};

Test(cases_refused, events_that_are_not_sound)
{
    ASSERT_REFUSALS(events);
}

/* ------------------------------------------------------------------------------------------------------- both texts */

Test(cases_refused, an_unsound_policy_and_cases_that_have_not_the_shape)
{
    static const struct told told[] = {
        {SCHEMA, "missing_key", "mine.json", "", 1, 1, "a policy needs the key 'rules'", NULL},
        {NAME, "unknown_key", "cases.json", "/vists", 2, 1, "a file of cases has no key 'vists'", "visits"},
        {0}};
    homevisit_options options = {.struct_size = sizeof options, .document = "mine.json"};
    struct case_trial trial =
        try_cases(text_of(TEXT_HEAD "'clauses': {}}"), text_of(CASES_HEAD "'vists': {}, 'cases': []}"), &options,
                  HOMEVISIT_FORMAT_TEXT);
    cr_expect_eq(trial.code, HOMEVISIT_E_SCHEMA);
    assert_case_problems("both", trial.problems, told);
    case_trial_free(&trial);
}

Test(cases_refused, a_setting_that_a_locked_rule_of_the_base_reads)
{
    static const char base[] =
        "{" TEXT_FORMAT ", 'id': 'base', 'title': 'B', 'version': '1', 'settings': {'pair': {'value': 2}}, 'rules': ["
        "{'id': 'r', 'clauses': [], 'force': 'must', 'message': 'm', 'locked': true, 'on': ['departed'], "
        "'needs': {'>': [{'var': 'staff.count'}, {'var': 'settings.pair'}]}}]}";
    static const struct told told[] = {{SCHEMA, "locked_name", "cases.json", "/cases/0/settings/pair", 2, 59,
                                        "a locked rule of the policy that this one extends reads the setting 'pair', "
                                        "which cannot be changed: take this out",
                                        NULL},
                                       {0}};
    homevisit_text bases[] = {text_of(base)};
    homevisit_options options = {.struct_size = sizeof options, .bases = bases, .base_count = 1};
    struct case_trial trial = try_cases(text_of(TEXT_HEAD_ON_BASE "'rules': []}"),
                                        text_of("{'format': 'homevisit-cases/1', 'policy': 'p',\n"
                                                "'cases': [{'name': 'a', 'visit': [], 'settings': {'pair': 3}}]}"),
                                        &options, HOMEVISIT_FORMAT_TEXT);
    cr_expect_eq(trial.code, HOMEVISIT_E_SCHEMA);
    assert_case_problems("locked", trial.problems, told);
    case_trial_free(&trial);
}

Test(cases_refused, a_rule_that_is_disabled)
{
    static const struct told told[] = {
        {NAME, "disabled_rule", CASES_TOLD, "/cases/0/fires/0", 2, 48, "the rule 'r' is disabled", NULL}, {0}};
    struct case_trial trial = try_cases(
        text_of(TEXT_RULES(TEXT_RULE("r") "'disabled': true, 'on': ['departed'], 'needs': {'var': 'duress'}}")),
        text_of("{'format': 'homevisit-cases/1', 'policy': 'p',\n"
                "'cases': [{'name': 'a', 'visit': [], 'fires': ['r']}]}"),
        NULL, HOMEVISIT_FORMAT_TEXT);
    cr_expect_eq(trial.code, HOMEVISIT_E_NAME);
    assert_case_problems("disabled", trial.problems, told);
    case_trial_free(&trial);
}

/* The way from a problem of what was built to its place leads through keys with the pointer's own characters. */
Test(cases_refused, faults_below_keys_that_a_pointer_escapes)
{
    static const struct told told[] = {{NAME, "unknown_item", CASES_TOLD, "/visits/a~1b~0/0/facts/a~1b~0", 2, 91,
                                        "unknown item '…'; a fact of the profile's own begins with x.", NULL},
                                       {0}};
    struct case_trial trial =
        try_cases(sample_file("policy.json"),
                  text_of(CASES_HEAD "'visits': {'a/b~': [{'at': '2026-03-02T09:00:00Z', 'event': 'declared', 'facts': "
                                     "{'a/b~': true}}]}, 'cases': []}"),
                  NULL, HOMEVISIT_FORMAT_TEXT);
    assert_case_problems("escapes", trial.problems, told);
    case_trial_free(&trial);
}

Test(cases_refused, limits_of_the_host)
{
    static const struct told told[] = {
        {LIMIT, "too_many_events", "cases.json", "/visits/v/2", 2, 142, "a visit holds at most 2 events", NULL}, {0}};
    homevisit_options options = {.struct_size = sizeof options, .max_events = 2};
    struct case_trial trial =
        try_cases(sample_file("policy.json"), text_of(CASES_VISIT "'cases': []}"), &options, HOMEVISIT_FORMAT_TEXT);
    cr_expect_eq(trial.code, HOMEVISIT_E_LIMIT);
    assert_case_problems("events", trial.problems, told);
    case_trial_free(&trial);
}

Test(cases_refused, bundled_cases_that_there_are_not)
{
    static const struct told told[] = {
        {NAME, "no_cases", "", "/id", 0, 0, "there are no bundled cases for the policy 'p'", NULL}, {0}};
    struct case_trial trial =
        try_cases(text_of(TEXT_HEAD "'rules': []}"), (homevisit_text){NULL, 0}, NULL, HOMEVISIT_FORMAT_TEXT);
    cr_expect_eq(trial.code, HOMEVISIT_E_NAME);
    assert_case_problems("none", trial.problems, told);
    case_trial_free(&trial);
}
