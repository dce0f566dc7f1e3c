/* The questions from outside: what is refused, what a report keeps, and the one call from text to text. */
#include <criterion/criterion.h>
#include <homevisit/homevisit.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define TEXT(s) ((homevisit_text){s, strlen(s)})
#define RULE                                                                                                           \
    "{\"id\":\"a\",\"clauses\":[],\"force\":\"must\",\"message\":\"m\",\"on\":[\"departed\"],\"needs\":{\"var\":\"x."  \
    "n\"}}"

static const homevisit_text nothing = {NULL, 0};
static const char policy_text[] = "{\"format\":\"homevisit-policy/1\",\"id\":\"p\",\"title\":\"P\",\"version\":\"1\","
                                  "\"facts\":{\"x.n\":\"boolean\"},\"rules\":[" RULE "]}";
static const char empty_record[] = "{\"format\":\"homevisit-visit/1\",\"id\":\"V\",\"events\":[]}";

static char *answer(homevisit_question question, const char *policy, const char *visit, const char *event,
                    const char *at, homevisit_code wanted)
{
    homevisit_buffer out = {0};
    cr_expect_eq(homevisit_answer(question, TEXT(policy), TEXT(visit), event ? TEXT(event) : nothing,
                                  at ? TEXT(at) : nothing, NULL, &out),
                 wanted);
    char *text = malloc(out.length + 1);
    cr_assert_not_null(text);
    memcpy(text, out.data, out.length + 1);
    homevisit_buffer_free(&out);
    return text;
}

static void expect(char *text, const char *wanted)
{
    cr_expect_str_eq(text, wanted);
    free(text);
}

Test(ask, an_empty_record)
{
    expect(
        answer(HOMEVISIT_QUESTION_AUDIT, policy_text, empty_record, NULL, NULL, HOMEVISIT_OK),
        "{\"policy\":{\"id\":\"p\",\"version\":\"1\"},\"visit\":\"V\",\"at\":null,\"decision\":\"allow\",\"steps\":[],"
        "\"duties\":[],\"state\":{\"phase\":\"draft\",\"place\":\"school\",\"contact\":\"in_contact\"},"
        "\"summary\":{\"broken\":0,\"warned\":0,\"unknown\":0,\"overdue\":0,\"late\":0,\"missed\":0,\"impossible\":0},"
        "\"notices\":[]}");
}

Test(ask, a_check_names_what_is_missing)
{
    expect(answer(HOMEVISIT_QUESTION_CHECK, policy_text, empty_record,
                  "{\"at\":\"2026-03-02T10:00:00+01:00\",\"event\":\"departed\"}", NULL, HOMEVISIT_OK),
           "{\"policy\":{\"id\":\"p\",\"version\":\"1\"},\"visit\":\"V\",\"at\":\"2026-03-02T09:00:00Z\","
           "\"event\":\"departed\",\"decision\":\"impossible\","
           "\"state\":{\"phase\":\"draft\",\"place\":\"school\",\"contact\":\"in_contact\"},"
           "\"findings\":[{\"rule\":\"a\",\"clauses\":[],\"force\":\"must\",\"outcome\":\"unknown\",\"message\":\"m\","
           "\"assumed\":false,\"because\":[],\"missing\":[\"x.n\"]}],\"missing\":[\"x.n\"],\"silent\":false,"
           "\"duties\":[],\"checklist\":[],\"advice\":[],\"notices\":[]}");
}

/* A list of the event that is asked for a member stands in the finding as a whole, in its own order. */
Test(ask, a_finding_rests_on_a_list_as_a_whole)
{
    static const char policy[] =
        "{\"format\":\"homevisit-policy/1\",\"id\":\"p\",\"title\":\"P\",\"version\":\"1\",\"rules\":[{\"id\":\"a\","
        "\"clauses\":[],\"force\":\"must\",\"message\":\"m\",\"on\":[\"form_completed\"],\"needs\":{\"in\":[\"reason\","
        "{"
        "\"var\":\"event.fields\"}]}}]}";
    char *text = answer(HOMEVISIT_QUESTION_CHECK, policy, empty_record,
                        "{\"at\":\"2026-03-02T10:00:00Z\",\"event\":\"form_completed\",\"fields\":[\"time\",\"date\"]}",
                        NULL, HOMEVISIT_OK);
    cr_expect_not_null(strstr(text, "\"because\":[{\"fact\":\"event.fields\",\"value\":[\"time\",\"date\"]}]"), "%s",
                       text);
    free(text);
}

Test(ask, an_audit_is_never_earlier_than_the_record)
{
    static const char record[] = "{\"format\":\"homevisit-visit/1\",\"id\":\"V\",\"events\":["
                                 "{\"at\":\"2026-03-02T10:00:00Z\",\"event\":\"noted\"}]}";
    char *text = answer(HOMEVISIT_QUESTION_AUDIT, policy_text, record, NULL, "2026-03-01T10:00:00Z", HOMEVISIT_OK);
    cr_expect_not_null(strstr(text, "\"at\":\"2026-03-02T10:00:00Z\",\"decision\":\"allow\",\"steps\":[{\"index\":0"));
    free(text);
}

Test(ask, what_cannot_be_used_is_told_as_problems)
{
    expect(answer(HOMEVISIT_QUESTION_AUDIT, "no-such-school", empty_record, NULL, NULL, HOMEVISIT_E_NAME),
           "{\"problems\":[{\"kind\":\"name\",\"code\":\"unknown_policy\",\"file\":null,\"line\":null,\"column\":null,"
           "\"pointer\":\"\",\"message\":\"there is no bundled policy 'no-such-school'\",\"suggestion\":null}]}");
    expect(answer(HOMEVISIT_QUESTION_STATUS, policy_text, empty_record, NULL, "noon", HOMEVISIT_E_TYPE),
           "{\"problems\":[{\"kind\":\"type\",\"code\":\"bad_time\",\"file\":\"at\",\"line\":1,\"column\":1,"
           "\"pointer\":\"\","
           "\"message\":\"the time is not of the form 2026-03-02T09:10:00Z\",\"suggestion\":null}]}");
    expect(answer(HOMEVISIT_QUESTION_AUDIT, policy_text,
                  "{\"format\":\"homevisit-visit/1\",\"id\":\"V\",\"events\":[{\"at\":\"2026-03-02T09:00:00Z\","
                  "\"event\":\"declared\",\"facts\":{\"x.n\":3}}]}",
                  NULL, NULL, HOMEVISIT_E_TYPE),
           "{\"problems\":[{\"kind\":\"type\",\"code\":\"own_fact_type\",\"file\":null,\"line\":1,\"column\":113,"
           "\"pointer\":\"/events/0/facts/x.n\",\"message\":\"'x.n' is declared as a whole number, and the policy says "
           "that "
           "it is true or false\",\"suggestion\":null}]}");
}

Test(ask, a_report_outlives_policy_and_visit)
{
    homevisit_policy *policy = NULL;
    homevisit_visit *visit = NULL;
    homevisit_report *report = NULL;
    homevisit_buffer out = {0};
    cr_assert_eq(homevisit_policy_load(policy_text, strlen(policy_text), NULL, &policy, NULL), HOMEVISIT_OK);
    cr_assert_eq(homevisit_visit_load(empty_record, strlen(empty_record), NULL, &visit, NULL), HOMEVISIT_OK);
    cr_assert_eq(homevisit_status(policy, visit, NULL, &report, NULL), HOMEVISIT_OK);
    homevisit_policy_free(policy);
    homevisit_visit_free(visit);
    cr_assert_eq(homevisit_report_json(report, &out), HOMEVISIT_OK);
    cr_expect_not_null(strstr(out.data, "\"visit\":\"V\""));
    cr_expect_eq(homevisit_report_decision(report), HOMEVISIT_DECISION_UNKNOWN);
    homevisit_buffer_free(&out);
    homevisit_report_free(report);
}

Test(ask, calls_that_are_wrong)
{
    homevisit_report *report = NULL;
    homevisit_problems *problems = NULL;
    homevisit_buffer out = {0};
    const homevisit_event event = {.struct_size = sizeof event, .event = HOMEVISIT_WORD_departed};
    cr_expect_eq(homevisit_check(NULL, NULL, &event, &report, &problems), HOMEVISIT_E_ARGUMENT);
    cr_expect_eq(homevisit_check_json(NULL, NULL, "{}", 2, &report, &problems), HOMEVISIT_E_ARGUMENT);
    cr_expect_eq(homevisit_status(NULL, NULL, NULL, &report, &problems), HOMEVISIT_E_ARGUMENT);
    cr_expect_eq(homevisit_audit(NULL, NULL, NULL, &report, &problems), HOMEVISIT_E_ARGUMENT);
    cr_expect_eq(homevisit_report_json(NULL, &out), HOMEVISIT_E_ARGUMENT);
    cr_expect_eq(homevisit_answer((homevisit_question)9, TEXT("hsp"), TEXT(empty_record), nothing, nothing, NULL, &out),
                 HOMEVISIT_E_ARGUMENT);
    cr_expect_null(report);
    cr_expect_null(problems);
    cr_expect_null(homevisit_report_result(NULL));
    cr_expect_eq(homevisit_report_decision(NULL), HOMEVISIT_DECISION_UNKNOWN);
    homevisit_report_free(NULL);
}

Test(ask, words_of_the_enumerations)
{
    cr_expect_str_eq(homevisit_decision_text(HOMEVISIT_DECISION_IMPOSSIBLE), "impossible");
    cr_expect_str_eq(homevisit_decision_text((homevisit_decision)17), "unknown");
    cr_expect_str_eq(homevisit_duty_status_text(HOMEVISIT_DUTY_VOID), "void");
    cr_expect_str_eq(homevisit_force_text(HOMEVISIT_FORCE_MAY), "may");
    cr_expect_str_eq(homevisit_outcome_text(HOMEVISIT_OUTCOME_BROKEN), "broken");
    int first = 0, last = 0;
    homevisit_format_range(&first, &last);
    homevisit_format_range(NULL, NULL);
    cr_expect(first == 1 && last == 1);
    cr_expect_str_eq(homevisit_version(), "0.1.0");
}

Test(ask, local_times)
{
    homevisit_policy *policy = NULL;
    char text[32];
    cr_assert_eq(homevisit_policy_bundled("hsp", NULL, &policy, NULL), HOMEVISIT_OK);
    homevisit_time_write_local(policy, 1772445600, text);
    cr_expect_str_eq(text, "2026-03-02T10:00:00+00:00");
    homevisit_time_write_local(policy, 1780304400, text);
    cr_expect_str_eq(text, "2026-06-01T10:00:00+01:00");
    homevisit_time_write_local(NULL, 1780304400, text);
    cr_expect_str_eq(text, "2026-06-01T09:00:00+00:00");
    homevisit_policy_free(policy);
}

/* At the ends of the calendar, and beyond, where a typed event may lie. */
Test(ask, local_times_at_the_ends_of_the_years)
{
    static const struct {
        const char *zone;
        int64_t at;
        const char *written;
    } rows[] = {
        {"<+14>-14", INT64_C(253402300799), "9999-12-31T23:59:59+00:00"},
        {"<+14>-14", INT64_C(253402250399), "9999-12-31T23:59:59+14:00"},
        {"<+14>-14", INT64_C(253402250400), "9999-12-31T10:00:00+00:00"},
        {"<-12>12", INT64_C(253402300799), "9999-12-31T11:59:59-12:00"},
        {"<-12>12", -INT64_C(62167219200), "0000-01-01T00:00:00+00:00"},
        {"<-12>12", -INT64_C(62167176000), "0000-01-01T00:00:00-12:00"},
        {"<+14>-14", -INT64_C(62167219200), "0000-01-01T14:00:00+14:00"},
        {"AAA23:59", INT64_MIN, "0000-01-01T00:00:00+00:00"},
        {"AAA23:59", INT64_MAX, "9999-12-31T00:00:59-23:59"},
        {"AAA-23:59", INT64_MIN, "0000-01-01T23:59:00+23:59"},
        {"AAA-23:59", INT64_MAX, "9999-12-31T23:59:59+00:00"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        char profile[160], written[32];
        homevisit_policy *policy = NULL;
        snprintf(profile, sizeof profile,
                 "{\"format\":\"homevisit-policy/1\",\"id\":\"p\",\"title\":\"P\",\"version\":\"1\","
                 "\"time_zone\":\"%s\",\"rules\":[]}",
                 rows[i].zone);
        cr_assert_eq(homevisit_policy_load(profile, strlen(profile), NULL, &policy, NULL), HOMEVISIT_OK);
        homevisit_time_write_local(policy, rows[i].at, written);
        cr_expect_str_eq(written, rows[i].written, "%s at %lld: %s", rows[i].zone, (long long)rows[i].at, written);
        homevisit_policy_free(policy);
    }
}

Test(ask, files_are_the_bindings_affair)
{
    homevisit_problems *problems = NULL;
    cr_assert_eq(homevisit_problems_add_io(&problems, "a.json", "cannot_open", "cannot be opened", "b.json"),
                 HOMEVISIT_OK);
    cr_assert_eq(homevisit_problems_count(problems), 1);
    const homevisit_problem *problem = homevisit_problems_get(problems, 0);
    cr_expect_eq(problem->kind, HOMEVISIT_KIND_IO);
    cr_expect_str_eq(problem->document, "a.json");
    cr_expect_str_eq(problem->suggestion, "b.json");
    homevisit_problems_free(problems);
    cr_expect_eq(homevisit_problems_add_io(NULL, "a", "b", "c", NULL), HOMEVISIT_E_ARGUMENT);
}

/* The contact state changes with time alone: what reads it beside the event is up to it however the record is asked. */
Test(ask, silence_is_known_beside_the_event)
{
    static const char text[] =
        "{\"format\":\"homevisit-policy/1\",\"id\":\"p\",\"title\":\"P\",\"version\":\"1\",\"rules\":["
        "{\"id\":\"call\",\"clauses\":[],\"force\":\"should\",\"message\":\"m\",\"on\":[\"departed\"],"
        "\"do\":[\"checked_in\"],\"within_minutes\":60},"
        "{\"id\":\"door\",\"clauses\":[],\"force\":\"must\",\"message\":\"m\",\"on\":[\"departed\"],\"do\":["
        "\"knocked\"],"
        "\"where\":{\"if\":[{\"var\":\"event.answered\"},{\"==\":[{\"var\":\"contact\"},\"overdue\"]},false]}}]}";
    static const char record[] = "{\"format\":\"homevisit-visit/1\",\"id\":\"V\",\"events\":["
                                 "{\"at\":\"2026-03-02T08:00:00Z\",\"event\":\"planned\",\"reason\":\"school_work\","
                                 "\"purpose\":\"p\",\"staff\":[{\"id\":\"S-1\",\"role\":\"teacher\"}]},"
                                 "{\"at\":\"2026-03-02T09:00:00Z\",\"event\":\"departed\"},"
                                 "{\"at\":\"2026-03-02T09:30:00Z\",\"event\":\"arrived\"},"
                                 "{\"at\":\"2026-03-02T10:00:01Z\",\"event\":\"knocked\",\"answered\":true}]}";
    homevisit_policy *policy = NULL;
    homevisit_visit *visit = NULL;
    homevisit_report *report = NULL;
    cr_assert_eq(homevisit_policy_load(text, strlen(text), NULL, &policy, NULL), HOMEVISIT_OK);
    cr_assert_eq(homevisit_visit_load(record, strlen(record), NULL, &visit, NULL), HOMEVISIT_OK);
    cr_assert_eq(homevisit_status(policy, visit, NULL, &report, NULL), HOMEVISIT_OK);
    const homevisit_result *result = homevisit_report_result(report);
    cr_assert_eq(result->duty_count, 2);
    cr_expect_eq(result->duties[0].status, HOMEVISIT_DUTY_OVERDUE);
    cr_expect_str_eq(result->duties[1].rule, "door");
    cr_expect_eq(result->duties[1].status, HOMEVISIT_DUTY_MET);
    homevisit_report_free(report);
    homevisit_visit_free(visit);
    homevisit_policy_free(policy);
}
