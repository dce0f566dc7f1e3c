/*
 * lib/cases_run.c, cases_verdict.c, cases_match.c, cases_judge.c, cases_why.c and what writes the outcome. The sample
 * profile of tests/cases has a file of cases of which each differs in a way of its own. What is said of them stands
 * beside it in each form, as a person has read and approved it.
 */
#include "case_trials.h"
#include "trial_memory.h"

#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const homevisit_text nothing = {NULL, 0};

/* ---------------------------------------------------------------------------------------------------------- outcome */

static void assert_outcome_of(const char *policy, const char *cases, homevisit_format format, bool passed,
                              const char *expected)
{
    struct case_trial trial = try_cases(sample_file(policy), sample_file(cases), NULL, format);
    homevisit_text wanted = sample_file(expected);
    cr_assert_eq(trial.code, HOMEVISIT_OK, "code %d", (int)trial.code);
    cr_assert_null(trial.problems);
    cr_expect_eq(trial.passed, passed);
    size_t at = 0;
    while (at < trial.out.length && at < wanted.length && trial.out.data[at] == wanted.data[at])
        at++;
    cr_expect(at == trial.out.length && at == wanted.length, "%s differs at byte %zu: %.80s", expected, at,
              trial.out.data + at);
    cr_expect_eq(strlen(trial.out.data), trial.out.length, "a NUL stands behind the text");
    case_trial_free(&trial);
}

static void assert_outcome(const char *cases, homevisit_format format, bool passed, const char *expected)
{
    assert_outcome_of("policy.json", cases, format, passed, expected);
}

Test(cases, that_fail_are_told_with_what_each_part_of_a_rule_rests_on)
{
    assert_outcome_of("reasons.policy.json", "reasons.json", HOMEVISIT_FORMAT_TEXT, false, "reasons.outcome.txt");
}

Test(cases, that_fail_are_told_as_json)
{
    assert_outcome("failing.json", HOMEVISIT_FORMAT_JSON, false, "failing.outcome.json");
}

Test(cases, that_fail_are_told_as_text)
{
    assert_outcome("failing.json", HOMEVISIT_FORMAT_TEXT, false, "failing.outcome.txt");
}

Test(cases, that_fail_are_told_as_junit)
{
    assert_outcome("failing.json", HOMEVISIT_FORMAT_JUNIT, false, "failing.outcome.xml");
}

Test(cases, that_pass_and_cover_every_rule_pass)
{
    assert_outcome("passing.json", HOMEVISIT_FORMAT_JSON, true, "passing.outcome.json");
    assert_outcome("passing.json", HOMEVISIT_FORMAT_TEXT, true, "passing.outcome.txt");
    assert_outcome("passing.json", HOMEVISIT_FORMAT_JUNIT, true, "passing.outcome.xml");
}

/* More different settings than policies are kept for: those that differ still have the rules that they tell of. */
static void assert_each_has_its_setting(bool wrong)
{
    static const char policy[] =
        "{\"format\":\"homevisit-policy/"
        "1\",\"id\":\"p\",\"title\":\"P\",\"version\":\"1\",\"settings\":{\"least\":{\"value\":1}},"
        "\"rules\":[{\"id\":\"enough\",\"clauses\":[],\"force\":\"must\",\"message\":\"m\",\"on\":[\"child_seen\"],"
        "\"when\":{\">\":[{\"var\":\"settings.least\"},100]}}]}";
    enum { CASES = 200, ROOM = CASES * 160 };
    char *text = malloc(ROOM);
    cr_assert_not_null(text);
    size_t used = (size_t)snprintf(text, ROOM, "{\"format\":\"homevisit-cases/1\",\"policy\":\"p\",\"cases\":[");
    for (int i = 0; i < CASES; i++)
        used +=
            (size_t)snprintf(text + used, ROOM - used,
                             "%s{\"name\":\"n%d\",\"settings\":{\"least\":%d},\"%s\":[\"enough\"],\"visit\":[{\"at\":"
                             "\"2026-03-02T08:00:00Z\",\"event\":\"child_seen\"}]}",
                             i == 0 ? "" : ",", i, i * 7 % CASES, (i * 7 % CASES > 100) == wrong ? "spares" : "fires");
    snprintf(text + used, ROOM - used, "]}");
    struct case_trial trial = try_cases(text_of(policy), text_of(text), NULL, HOMEVISIT_FORMAT_JSON);
    cr_assert_eq(trial.code, HOMEVISIT_OK);
    cr_expect_eq(trial.passed, !wrong);
    cr_expect_not_null(strstr(trial.out.data, wrong ? "\"passed\":0,\"failed\":200," : "\"passed\":200,\"failed\":0,"),
                       "%.200s", trial.out.data);
    size_t told = 0;
    for (const char *at = trial.out.data; (at = strstr(at, "\"rule\":\"enough\"")) != NULL; at++)
        told++;
    cr_expect(wrong ? told > CASES : told == 1, "%zu", told);
    case_trial_free(&trial);
    free(text);
}

Test(cases, of_more_settings_than_policies_are_kept_for)
{
    assert_each_has_its_setting(false);
    assert_each_has_its_setting(true);
}

/* --------------------------------------------------------------------------------------------------------- coverage */

/* A guard against what may never happen, and cases as given. */
static bool passes_with(const char *cases, size_t *fails)
{
    static const char policy[] = TEXT_RULES(
        TEXT_RULE("never") "'on': ['confidentiality_promised'], 'when': {'!=': [{'var': 'phase'}, "
                           "'draft']}},\n" TEXT_RULE(
                               "off") "'disabled': true, 'on': ['departed'], 'needs': {'var': 'authorisation.given'}}");
    char text[1024];
    snprintf(text, sizeof text, "{'format': 'homevisit-cases/1', 'policy': 'p', 'cases': [%s]}", cases);
    struct case_trial trial = try_cases(text_of(policy), text_of(text), NULL, HOMEVISIT_FORMAT_JSON);
    cr_assert_eq(trial.code, HOMEVISIT_OK);
    *fails = strstr(trial.out.data, "\"failed\":0") == NULL;
    bool passed = trial.passed;
    case_trial_free(&trial);
    return passed;
}

#define PLANNED "{'at': '2026-03-02T09:00:00Z', 'event': 'planned', 'reason': 'other'}"
#define PROMISED "{'at': '2026-03-02T09:01:00Z', 'event': 'confidentiality_promised'}"
#define FIRED "{'name': 'a', 'visit': [" PLANNED ", " PROMISED "], 'fires': ['never']}"

Test(cases, that_all_pass_but_leave_a_rule_out_do_not_pass)
{
    size_t fails;
    cr_expect_not(passes_with("", &fails), "no cases at all");
    cr_expect_eq(fails, 0);
    cr_expect_not(passes_with(FIRED, &fails), "never spared");
    cr_expect_eq(fails, 0);
    cr_expect_not(passes_with("{'name': 'b', 'visit': [" PROMISED "], 'spares': ['never']}", &fails), "never fired");
    cr_expect_eq(fails, 0);
}

Test(cases, count_a_rule_as_spared_where_it_was_asked_or_a_case_says_so)
{
    size_t fails;
    cr_expect(passes_with(FIRED ", {'name': 'b', 'visit': [" PROMISED "]}", &fails), "asked, and silent");
    cr_expect(passes_with(FIRED ", {'name': 'b', 'visit': [" PLANNED "], 'spares': ['never']}", &fails), "said so");
    cr_expect_not(passes_with(FIRED ", {'name': 'b', 'visit': [" PLANNED "]}", &fails), "neither asked nor said");
    cr_expect_not(
        passes_with(FIRED ", {'name': 'b', 'visit': [" PLANNED ", " PROMISED "], 'spares': ['never']}", &fails),
        "said so, but it fires");
    cr_expect_eq(fails, 1);
}

/* ------------------------------------------------------------------------------------------------------------ forms */

/* What one case of the sample gives. */
static struct case_trial try_case(const char *cases, homevisit_format format)
{
    char text[2048];
    snprintf(text, sizeof text, "{'format': 'homevisit-cases/1', 'policy': 'sample', 'cases': [%s]}", cases);
    struct case_trial trial = try_cases(sample_file("policy.json"), text_of(text), NULL, format);
    cr_assert_eq(trial.code, HOMEVISIT_OK, "code %d", (int)trial.code);
    return trial;
}

Test(cases, are_named_in_xml_by_what_xml_can_write)
{
    struct case_trial trial =
        try_case("{'name': 'a\\tb\\nc\\rd\\u0001e\\uffffö<&>', 'visit': []}", HOMEVISIT_FORMAT_JUNIT);
    cr_expect_not_null(strstr(trial.out.data, "name=\"a&#9;b&#10;c&#13;d\xEF\xBF\xBD"
                                              "e\xEF\xBF\xBD\xC3\xB6&lt;&amp;&gt;\"/>"),
                       "%s", trial.out.data);
    case_trial_free(&trial);
}

Test(cases, are_named_in_xml_with_what_only_begins_like_what_it_cannot_write)
{
    /* U+FB01, U+FFFD and U+FFFE begin alike in UTF-8; the last alone is replaced. In a text a tab stays one. */
    struct case_trial trial = try_case("{'name': '\xEF\xAC\x81\\ufffd\\ufffe', 'visit': [], 'expect': {'visit': "
                                       "'a\\tb'}}",
                                       HOMEVISIT_FORMAT_JUNIT);
    cr_expect_not_null(strstr(trial.out.data, "name=\"\xEF\xAC\x81\xEF\xBF\xBD\xEF\xBF\xBD\""), "%s", trial.out.data);
    case_trial_free(&trial);
}

Test(cases, tell_parts_of_a_report_that_are_not_of_the_kind_asked_for)
{
    struct case_trial trial =
        try_case("{'name': 'a', 'visit': [" PLANNED "], 'settings': {}, 'expect': {'summary': {'unknown': -1, 'late': "
                 "{'x': 1}}, 'steps': {'count': 3}, 'notices': {'a': 1}, 'state': {'count': 1}, 'nothing': {'a': 2}}}",
                 HOMEVISIT_FORMAT_TEXT);
    cr_expect_not_null(strstr(trial.out.data, "FAILED: a\n"
                                              "    /summary/unknown: wanted -1, found 0\n"
                                              "        safe, the duty is unknown; not said: risk.aggression\n"
                                              "    /summary/late: wanted {\"x\":1}, found 0\n"
                                              "        safe, the duty is unknown; not said: risk.aggression\n"
                                              "    /steps: wanted {\"count\":3}, found {\"count\":1}\n"
                                              "    /notices: wanted {\"a\":1}, found []\n"
                                              "    /state/count: wanted 1, but the report has no such key\n"
                                              "    /nothing: wanted {\"a\":2}, but the report has no such key\n"),
                       "%s", trial.out.data);
    case_trial_free(&trial);
}

Test(cases, show_of_what_was_found_what_was_asked_for)
{
    struct case_trial trial = try_case(
        "{'name': 'a', 'visit': [" PLANNED "], 'expect': {'notices': {'contains': [{'kind': 'x'}]}, 'steps': "
        "{'contains': [{'event': 'left', 'reason': 'x'}]}, 'state': [], 'decision': null, 'policy': {'id': 1}}}",
        HOMEVISIT_FORMAT_TEXT);
    cr_expect_not_null(strstr(trial.out.data,
                              "FAILED: a\n"
                              "    /notices: wanted {\"contains\":{\"kind\":\"x\"}}, found null\n"
                              "    /steps: wanted {\"contains\":{\"event\":\"left\",\"reason\":\"x\"}}, found "
                              "{\"event\":\"planned\"}\n"
                              "    /state: wanted [], found {\"phase\":\"planned\",\"place\":\"school\",\"contact\":"
                              "\"in_contact\"}\n"
                              "    /decision: wanted null, found \"unknown\"\n"
                              "        safe, the duty is unknown; not said: risk.aggression\n"
                              "    /policy/id: wanted 1, found \"sample\"\n"),
                       "%s", trial.out.data);
    case_trial_free(&trial);
}

/* ------------------------------------------------------------------------------------------------------------ calls */

Test(cases, give_the_same_bytes_each_time_and_into_a_used_buffer)
{
    struct case_trial first =
        try_cases(sample_file("policy.json"), sample_file("failing.json"), NULL, HOMEVISIT_FORMAT_TEXT);
    homevisit_buffer again = {0};
    for (int i = 0; i < 2; i++) {
        bool passed = true;
        cr_assert_eq(homevisit_policy_test(sample_file("policy.json"), sample_file("failing.json"), NULL,
                                           HOMEVISIT_FORMAT_TEXT, &passed, &again, NULL),
                     HOMEVISIT_OK);
        cr_expect_not(passed);
        cr_assert_eq(again.length, first.out.length);
        cr_expect_eq(memcmp(again.data, first.out.data, again.length), 0);
    }
    homevisit_buffer_free(&again);
    case_trial_free(&first);
}

Test(cases, need_a_buffer_and_a_form_that_there_is)
{
    homevisit_text policy = sample_file("policy.json"), cases = sample_file("passing.json");
    homevisit_buffer out = {0};
    homevisit_problems *problems = (homevisit_problems *)&out;
    cr_expect_eq(homevisit_policy_test(policy, cases, NULL, HOMEVISIT_FORMAT_JSON, NULL, NULL, &problems),
                 HOMEVISIT_E_ARGUMENT);
    cr_expect_null(problems);
    cr_expect_eq(homevisit_policy_test(policy, cases, NULL, HOMEVISIT_FORMAT_HTML, NULL, &out, NULL),
                 HOMEVISIT_E_ARGUMENT);
    cr_expect_eq(homevisit_policy_test((homevisit_text){NULL, 1}, cases, NULL, HOMEVISIT_FORMAT_JSON, NULL, &out, NULL),
                 HOMEVISIT_E_ARGUMENT);
    cr_expect_eq(
        homevisit_policy_test(policy, (homevisit_text){NULL, 1}, NULL, HOMEVISIT_FORMAT_JSON, NULL, &out, NULL),
        HOMEVISIT_E_ARGUMENT);
    cr_expect_null(out.data);
    cr_expect_eq(homevisit_policy_test((homevisit_text){NULL, 0}, cases, NULL, HOMEVISIT_FORMAT_JSON, NULL, &out, NULL),
                 HOMEVISIT_E_SYNTAX, "no text at all is an empty one");
    cr_expect_eq(homevisit_policy_test((homevisit_text){"{}", 2}, (homevisit_text){NULL, 0}, NULL,
                                       HOMEVISIT_FORMAT_JSON, NULL, &out, NULL),
                 HOMEVISIT_E_SCHEMA, "bundled cases are not looked for where the policy is not sound");
    cr_expect_eq(homevisit_policy_test(policy, cases, NULL, HOMEVISIT_FORMAT_JSON, NULL, &out, NULL), HOMEVISIT_OK);
    homevisit_buffer_free(&out);
}

Test(cases, that_are_bundled_belong_to_a_bundled_policy)
{
    homevisit_text text = {"", 0};
    cr_expect_not(homevisit_bundled_cases("sample", &text));
    cr_expect_not(homevisit_bundled_cases(NULL, &text));
    cr_expect_not(homevisit_bundled_cases("hsp", NULL));
    cr_expect_str_eq(text.data, "", "nothing is given where there is nothing");
}

/* Every bundled profile that has cases passes them, given or left to be found. */
Test(cases, that_are_bundled_pass)
{
    const char *id;
    for (size_t i = 0; (id = homevisit_bundled_id(i)) != NULL; i++) {
        homevisit_text policy, cases;
        cr_assert(homevisit_bundled_text(id, &policy));
        if (!homevisit_bundled_cases(id, &cases))
            continue;
        struct case_trial found = try_cases(policy, nothing, NULL, HOMEVISIT_FORMAT_TEXT);
        struct case_trial given = try_cases(policy, cases, NULL, HOMEVISIT_FORMAT_TEXT);
        cr_expect_eq(found.code, HOMEVISIT_OK, "%s: code %d", id, (int)found.code);
        cr_expect(found.passed, "%s: %s", id, found.out.data);
        cr_assert_eq(found.out.length, given.out.length);
        cr_expect_eq(memcmp(found.out.data, given.out.data, given.out.length), 0);
        case_trial_free(&found);
        case_trial_free(&given);
    }
}

/* ----------------------------------------------------------------------------------------------------------- memory */

static homevisit_text trial_cases;
static homevisit_format trial_format;

/* Patches upon patches, of objects and of what is none. */
static const char merging[] =
    "{'format': 'homevisit-cases/1', 'policy': 'sample', 'cases': [{'name': 'a', 'visit': [" PLANNED
    ", {'at': '2026-03-02T09:10:00Z', 'event': 'declared', 'facts': {'phone_carried': true}, 'x_old': {'a': 1, 'b': 1}}"
    "], 'change': {'declared': {'facts': {'phone_carried': null, 'id_carried': true}, 'x_old': {'a': {'c': null, 'd': "
    "{}}}, 'x_new': {'e': {'f': [1, {}]}}, 'x_text': 'y'}}, 'settings': {'wait_minutes': 3, 'pairs_only': true}}]}";

static bool run_sample(const homevisit_allocator *allocator)
{
    homevisit_options options = {.struct_size = sizeof options, .allocator = allocator};
    struct case_trial trial = try_cases(sample_file("policy.json"), trial_cases, &options, trial_format);
    bool done = trial.code == HOMEVISIT_OK;
    cr_assert(done || trial.code == HOMEVISIT_E_MEMORY, "code %d", (int)trial.code);
    cr_assert(done || (trial.out.length == 0 && !trial.passed));
    case_trial_free(&trial);
    return done;
}

/* A case of each kind of reason and of each question, few enough that every allocation can fail in turn. */
static const char few[] =
    "{'format': 'homevisit-cases/1', 'policy': 'sample', 'visits': {'v': [" PLANNED
    ", {'at': '2026-03-02T09:30:00Z', 'event': 'departed'}]}, 'cases': ["
    "{'name': 'a', 'visit': 'v', 'drop': ['departed'], 'change': {'planned': {'emergency': true, 'staff': [{'id': 'a', "
    "'role': 'teacher'}]}}, 'settings': {'pairs_only': true}, 'fires': ['authorised', 'safe'], 'only': true, "
    "'expect': {'decision': 'deny', 'steps': {'count': 2, 'contains': [{'event': 'left'}]}}},"
    "{'name': 'b', 'visit': 'v', 'ask': 'check', 'event': {'at': '2026-03-02T09:31:00Z', 'event': 'entered'}, "
    "'spares': ['asked-in'], 'fires': ['care']},"
    "{'name': 'c', 'visit': 'v', 'ask': 'status', 'fires': ['phone']}]}";

Test(cases, say_so_when_memory_runs_out, .timeout = 100)
{
    trial_cases = text_of(few);
    trial_format = HOMEVISIT_FORMAT_JUNIT;
    trial_run(run_sample, false);
}

Test(cases, say_so_when_memory_runs_out_over_a_refusal, .timeout = 100)
{
    static const char refused[] =
        "{'format': 'homevisit-cases/1', 'policy': 'sample', 'visits': {'v': [{}]}, 'cases': ["
        "{'name': 'a', 'visit': [" PLANNED "], 'add': [{}], 'settings': {'wait_minutes': ''}}]}";
    struct case_trial trial = try_cases(sample_file("policy.json"), text_of(refused), NULL, HOMEVISIT_FORMAT_TEXT);
    size_t wanted = homevisit_problems_count(trial.problems);
    cr_assert_gt(wanted, 3);
    case_trial_free(&trial);
    for (size_t fail_at = 1, failures = 1; failures != 0; fail_at++) {
        struct trial_memory memory = {.fail_at = fail_at};
        homevisit_allocator allocator = trial_allocator(&memory);
        homevisit_options options = {.struct_size = sizeof options, .allocator = &allocator};
        trial = try_cases(sample_file("policy.json"), text_of(refused), &options, HOMEVISIT_FORMAT_TEXT);
        failures = memory.failures;
        cr_assert(failures != 0 ? trial.code == HOMEVISIT_E_MEMORY : homevisit_problems_count(trial.problems) == wanted,
                  "allocation %zu: code %d", fail_at, (int)trial.code);
        case_trial_free(&trial);
        cr_assert_eq(memory.held, 0, "allocation %zu: %zu are held", fail_at, memory.held);
    }
}

/* ---- what cJSON takes from an allocator of its own --------------------------------------------------------------- */

static size_t cjson_asked, cjson_fail_at;

static void *cjson_allocate(size_t size)
{
    return ++cjson_asked == cjson_fail_at ? NULL : malloc(size);
}

static void assert_cjson_may_fail(homevisit_text cases, homevisit_code otherwise)
{
    for (cjson_fail_at = 1;; cjson_fail_at++) {
        cjson_asked = 0;
        struct case_trial trial = try_cases(sample_file("policy.json"), cases, NULL, HOMEVISIT_FORMAT_JSON);
        bool failed = cjson_asked >= cjson_fail_at;
        cr_assert_eq(trial.code, failed ? HOMEVISIT_E_MEMORY : otherwise, "allocation %zu: code %d", cjson_fail_at,
                     (int)trial.code);
        case_trial_free(&trial);
        if (!failed)
            break;
    }
    cr_expect_gt(cjson_fail_at, 100);
}

Test(cases, say_so_when_the_memory_of_cjson_runs_out, .timeout = 100)
{
    /* The library itself never sets these; a host may, and Criterion's child ends with the test. */
    cJSON_InitHooks(&(cJSON_Hooks){cjson_allocate, free});
    assert_cjson_may_fail(text_of(few), HOMEVISIT_OK);
    assert_cjson_may_fail(text_of(merging), HOMEVISIT_OK);
}
