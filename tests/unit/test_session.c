/* Sessions answer as single questions do, while the record grows at its end and in its middle. */
#include "verdict_trial.h"

#include <criterion/criterion.h>
#include <homevisit/homevisit.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char *const schools[] = {"maghull-high", "alumwell-infant", "hunsbury-park-primary", "hsp",
                                      "school-home-support"};
enum { SCHOOLS = sizeof schools / sizeof *schools };

/* In the order in which they become known; the third and the last happened before others that were known already. */
static const char *const record[] = {
    "{\"at\":\"2026-03-02T08:00:00Z\",\"event\":\"planned\",\"reason\":\"attendance_concern\",\"staff\":"
    "[{\"id\":\"S-1\",\"role\":\"teacher\"},{\"id\":\"S-2\",\"role\":\"dsl\",\"trained\":true}]}",
    "{\"at\":\"2026-03-02T09:00:00Z\",\"event\":\"departed\"}",
    "{\"at\":\"2026-03-02T08:30:00Z\",\"event\":\"authorised\",\"role\":\"headteacher\"}",
    "{\"at\":\"2026-03-02T09:20:00Z\",\"event\":\"arrived\",\"staff\":[\"S-1\",\"S-9\"]}",
    "{\"at\":\"2026-03-02T09:25:00Z\",\"event\":\"concern_raised\",\"kind\":\"personal_safety\"}",
    "{\"at\":\"2026-03-02T09:30:00Z\",\"event\":\"entered\"}",
    "{\"at\":\"2026-03-02T09:10:00Z\",\"event\":\"checked_in\",\"with\":\"office\"}",
};
enum { EVENTS = sizeof record / sizeof *record };

static char *json_of(const homevisit_report *report)
{
    homevisit_buffer out = {0};
    cr_assert_eq(homevisit_report_json(report, &out), HOMEVISIT_OK);
    char *text = malloc(out.length + 1);
    cr_assert_not_null(text);
    memcpy(text, out.data, out.length + 1);
    homevisit_buffer_free(&out);
    return text;
}

static void expect_same(const homevisit_report *one, const homevisit_report *other, const char *what)
{
    char *left = json_of(one), *right = json_of(other);
    cr_expect_str_eq(left, right, "%s", what);
    free(left);
    free(right);
}

static void ask_both(const homevisit_policy *policy, const homevisit_visit *visit, homevisit_session *session,
                     int64_t at)
{
    const homevisit_report *kept = NULL;
    homevisit_report *report = NULL;
    cr_assert_eq(homevisit_status(policy, visit, &at, &report, NULL), HOMEVISIT_OK);
    cr_assert_eq(homevisit_session_status(session, &at, &kept, NULL), HOMEVISIT_OK);
    expect_same(kept, report, "status");
    homevisit_report_free(report);
    for (unsigned word = 1; word <= HOMEVISIT_EVENT_LAST; word++) {
        const homevisit_event event = {.struct_size = sizeof event, .at = at, .event = (homevisit_word)word};
        const homevisit_verdict *verdict = NULL;
        report = NULL;
        if (homevisit_check(policy, visit, &event, &report, NULL) != HOMEVISIT_OK) {
            cr_expect_lt(homevisit_session_decide(session, &event, &verdict, NULL), 0); /* it lacks an attribute */
            cr_expect_null(verdict);
            continue;
        }
        cr_assert_eq(homevisit_session_decide(session, &event, &verdict, NULL), HOMEVISIT_OK);
        expect_verdict(verdict, homevisit_report_result(report));
        cr_assert_eq(homevisit_session_check(session, &event, &kept, NULL), HOMEVISIT_OK);
        expect_same(kept, report, homevisit_word_text((homevisit_word)word));
        homevisit_report_free(report);
    }
}

Test(session, answers_as_single_questions_do)
{
    for (int s = 0; s < SCHOOLS; s++) {
        homevisit_policy *policy = NULL;
        homevisit_visit *visit = NULL;
        homevisit_session *session = NULL;
        int64_t late, early;
        cr_assert(homevisit_time_read("2026-03-02T12:00:00Z", 20, &late));
        cr_assert(homevisit_time_read("2026-03-02T09:05:00Z", 20, &early));
        cr_assert_eq(homevisit_policy_bundled(schools[s], NULL, &policy, NULL), HOMEVISIT_OK);
        cr_assert_eq(homevisit_visit_new("V", 1, NULL, &visit), HOMEVISIT_OK);
        cr_assert_eq(homevisit_session_new(policy, visit, &session, NULL), HOMEVISIT_OK);
        ask_both(policy, visit, session, late);
        for (int i = 0; i < EVENTS; i++) {
            cr_assert_eq(homevisit_visit_append(visit, record[i], strlen(record[i]), NULL), HOMEVISIT_OK);
            ask_both(policy, visit, session, late);
            ask_both(policy, visit, session, early); /* before events that were taken in already */
        }
        homevisit_session_free(session);
        homevisit_visit_free(visit);
        homevisit_policy_free(policy);
    }
}

Test(session, staff_who_are_proposed_are_named)
{
    static const char text[] =
        "{\"format\":\"homevisit-policy/1\",\"id\":\"p\",\"title\":\"P\",\"version\":\"1\",\"rules\":[{\"id\":\"a\","
        "\"clauses\":[],\"force\":\"must\",\"message\":\"m\",\"on\":[\"arrived\"],"
        "\"when\":{\"!!\":{\"var\":\"event.staff\"}}}]}";
    const homevisit_text ids[] = {{"S-77", 4}, {"S-78", 4}};
    const homevisit_attribute staff = {
        .name = HOMEVISIT_ATTRIBUTE_staff, .type = HOMEVISIT_TYPE_IDS, .value.ids = {ids, 2}};
    const homevisit_event event = {.struct_size = sizeof event,
                                   .at = 1000,
                                   .event = HOMEVISIT_WORD_arrived,
                                   .attributes = &staff,
                                   .attribute_count = 1};
    homevisit_policy *policy = NULL;
    homevisit_visit *visit = NULL;
    homevisit_session *session = NULL;
    const homevisit_report *report = NULL;
    cr_assert_eq(homevisit_policy_load(text, strlen(text), NULL, &policy, NULL), HOMEVISIT_OK);
    cr_assert_eq(homevisit_visit_new("V", 1, NULL, &visit), HOMEVISIT_OK);
    cr_assert_eq(homevisit_session_new(policy, visit, &session, NULL), HOMEVISIT_OK);
    for (int i = 0; i < 3; i++) {
        cr_assert_eq(homevisit_session_check(session, &event, &report, NULL), HOMEVISIT_OK);
        const homevisit_result *result = homevisit_report_result(report);
        cr_assert_eq(result->finding_count, 1);
        cr_assert_eq(result->findings[0].because_count, 1);
        cr_assert_eq(result->findings[0].because[0].value.count, 2);
        cr_expect_str_eq(result->findings[0].because[0].value.ids[0], "S-77");
        cr_expect_str_eq(result->findings[0].because[0].value.ids[1], "S-78");
    }
    homevisit_session_free(session);
    homevisit_visit_free(visit);
    homevisit_policy_free(policy);
}

Test(session, a_fact_of_another_type_is_refused_each_time)
{
    static const char text[] = "{\"format\":\"homevisit-policy/1\",\"id\":\"p\",\"title\":\"P\",\"version\":\"1\","
                               "\"facts\":{\"x.n\":\"integer\"},\"rules\":[]}";
    static const char said[] = "{\"at\":\"2026-03-02T08:00:00Z\",\"event\":\"declared\",\"facts\":{\"x.n\":true}}";
    homevisit_policy *policy = NULL;
    homevisit_visit *visit = NULL;
    homevisit_session *session = NULL;
    const homevisit_report *report = NULL;
    cr_assert_eq(homevisit_policy_load(text, strlen(text), NULL, &policy, NULL), HOMEVISIT_OK);
    cr_assert_eq(homevisit_visit_new("V", 1, NULL, &visit), HOMEVISIT_OK);
    cr_assert_eq(homevisit_session_new(policy, visit, &session, NULL), HOMEVISIT_OK);
    cr_assert_eq(homevisit_visit_append(visit, said, strlen(said), NULL), HOMEVISIT_OK);
    for (int i = 0; i < 2; i++) {
        homevisit_problems *problems = NULL;
        cr_expect_eq(homevisit_session_status(session, NULL, &report, &problems), HOMEVISIT_E_TYPE);
        cr_expect_null(report);
        cr_assert_eq(homevisit_problems_count(problems), 1);
        cr_expect_str_eq(homevisit_problems_get(problems, 0)->code, "own_fact_type");
        homevisit_problems_free(problems);
    }
    homevisit_session_free(session);
    homevisit_visit_free(visit);
    homevisit_policy_free(policy);
}

Test(session, nothing_is_asked_of_nothing)
{
    const homevisit_event event = {.struct_size = sizeof event, .event = HOMEVISIT_WORD_departed};
    const homevisit_verdict *verdict = NULL;
    const homevisit_report *report = NULL;
    homevisit_session *session = NULL;
    cr_expect_eq(homevisit_session_new(NULL, NULL, &session, NULL), HOMEVISIT_E_ARGUMENT);
    cr_expect_eq(homevisit_session_decide(NULL, &event, &verdict, NULL), HOMEVISIT_E_ARGUMENT);
    cr_expect_eq(homevisit_session_check(NULL, &event, &report, NULL), HOMEVISIT_E_ARGUMENT);
    cr_expect_eq(homevisit_session_status(NULL, NULL, &report, NULL), HOMEVISIT_E_ARGUMENT);
    homevisit_session_free(NULL);
}

/* A fact of the policy's own, proposed as what it is not: told as a check tells it, and the session goes on. */
Test(session, a_proposed_fact_of_another_type_is_told)
{
    static const char text[] =
        "{\"format\":\"homevisit-policy/1\",\"id\":\"p\",\"title\":\"P\",\"version\":\"1\","
        "\"facts\":{\"x.pet\":\"boolean\"},\"rules\":[{\"id\":\"r\",\"clauses\":[],"
        "\"force\":\"must\",\"message\":\"m\",\"on\":[\"entered\"],\"when\":{\"var\":\"x.pet\"}}]}";
    homevisit_declared fact = {.name = {"x.pet", 5}, .type = HOMEVISIT_TYPE_TEXT, .text = {"dog", 3}};
    const homevisit_attribute attribute = {
        .name = HOMEVISIT_ATTRIBUTE_facts, .type = HOMEVISIT_TYPE_FACTS, .value.facts = {&fact, 1}};
    const homevisit_event event = {.struct_size = sizeof event,
                                   .at = 1772438400,
                                   .event = HOMEVISIT_WORD_declared,
                                   .attributes = &attribute,
                                   .attribute_count = 1};
    homevisit_policy *policy = NULL;
    homevisit_visit *visit = NULL;
    homevisit_session *session = NULL;
    cr_assert_eq(homevisit_policy_load(text, strlen(text), NULL, &policy, NULL), HOMEVISIT_OK);
    cr_assert_eq(homevisit_visit_new("V", 1, NULL, &visit), HOMEVISIT_OK);
    cr_assert_eq(homevisit_session_new(policy, visit, &session, NULL), HOMEVISIT_OK);
    for (int round = 0; round < 3; round++) {
        const homevisit_verdict *verdict = NULL;
        homevisit_problems *problems = NULL;
        fact.type = HOMEVISIT_TYPE_TEXT;
        cr_expect_eq(homevisit_session_decide(session, &event, &verdict, &problems), HOMEVISIT_E_TYPE);
        cr_assert_eq(homevisit_problems_count(problems), 1);
        cr_expect_str_eq(homevisit_problems_get(problems, 0)->code, "own_fact_type");
        homevisit_problems_free(problems);
        fact = (homevisit_declared){.name = fact.name, .type = HOMEVISIT_TYPE_BOOLEAN, .boolean = true};
        cr_expect_eq(homevisit_session_decide(session, &event, &verdict, NULL), HOMEVISIT_OK);
        fact.text = (homevisit_text){"dog", 3};
    }
    homevisit_session_free(session);
    homevisit_visit_free(visit);
    homevisit_policy_free(policy);
}
