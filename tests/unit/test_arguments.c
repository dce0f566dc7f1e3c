/*
 * Calls with something left out: each argument in turn that may not be NULL, with and without a place for what comes
 * out. The code is that of arguments, and what comes out is NULL.
 */
#include <criterion/criterion.h>
#include <homevisit/homevisit.h>
#include <string.h>

static const char record[] = "{\"format\":\"homevisit-visit/1\",\"id\":\"V\",\"events\":[]}";
static const char departed[] = "{\"at\":\"2026-03-02T09:00:00Z\",\"event\":\"departed\"}";
static const homevisit_event typed = {.struct_size = sizeof typed, .at = 1772442000, .event = HOMEVISIT_WORD_departed};
static const homevisit_event unsized = {.at = 1772442000, .event = HOMEVISIT_WORD_departed};

static homevisit_policy *policy;
static homevisit_visit *visit;

static void open_both(void)
{
    cr_assert_eq(homevisit_policy_bundled("hsp", NULL, &policy, NULL), HOMEVISIT_OK);
    cr_assert_eq(homevisit_visit_load(record, strlen(record), NULL, &visit, NULL), HOMEVISIT_OK);
}

static void close_both(void)
{
    homevisit_visit_free(visit);
    homevisit_policy_free(policy);
}
TestSuite(arguments, .init = open_both, .fini = close_both);

/* Something that is not NULL, to see it made NULL. */
#define STALE(type) ((type *)(void *)&policy)
#define REFUSES(call) cr_expect_eq(call, HOMEVISIT_E_ARGUMENT, "%s", #call)

#define REFUSES_ALL(call)                                                                                              \
    do {                                                                                                               \
        report = STALE(homevisit_report);                                                                              \
        problems = STALE(homevisit_problems);                                                                          \
        REFUSES(call);                                                                                                 \
        cr_expect_null(report, "%s", #call);                                                                           \
        cr_expect_null(problems, "%s", #call);                                                                         \
    } while (0)

Test(arguments, questions)
{
    homevisit_report *report;
    homevisit_problems *problems;
    const size_t length = strlen(departed);
    REFUSES_ALL(homevisit_check(NULL, visit, &typed, &report, &problems));
    REFUSES_ALL(homevisit_check(policy, NULL, &typed, &report, &problems));
    REFUSES_ALL(homevisit_check(policy, visit, NULL, &report, &problems));
    REFUSES_ALL(homevisit_check(policy, visit, &unsized, &report, &problems));
    REFUSES(homevisit_check(policy, visit, &typed, NULL, NULL));
    REFUSES_ALL(homevisit_check_json(NULL, visit, departed, length, &report, &problems));
    REFUSES_ALL(homevisit_check_json(policy, NULL, departed, length, &report, &problems));
    REFUSES_ALL(homevisit_check_json(policy, visit, NULL, length, &report, &problems));
    REFUSES(homevisit_check_json(policy, visit, departed, length, NULL, NULL));
    REFUSES_ALL(homevisit_status(NULL, visit, NULL, &report, &problems));
    REFUSES_ALL(homevisit_status(policy, NULL, NULL, &report, &problems));
    REFUSES(homevisit_status(policy, visit, NULL, NULL, NULL));
    REFUSES_ALL(homevisit_audit(NULL, visit, NULL, &report, &problems));
    REFUSES_ALL(homevisit_audit(policy, NULL, NULL, &report, &problems));
    REFUSES(homevisit_audit(policy, visit, NULL, NULL, NULL));
    /* A text of no length may be NULL: it is no event, and no wrong argument. */
    cr_expect_eq(homevisit_check_json(policy, visit, NULL, 0, &report, NULL), HOMEVISIT_E_SYNTAX);
}

Test(arguments, sessions)
{
    homevisit_session *session = STALE(homevisit_session);
    homevisit_problems *problems = STALE(homevisit_problems);
    REFUSES(homevisit_session_new(NULL, visit, &session, &problems));
    cr_expect_null(session);
    cr_expect_null(problems);
    REFUSES(homevisit_session_new(policy, NULL, &session, NULL));
    REFUSES(homevisit_session_new(policy, visit, NULL, NULL));
    cr_assert_eq(homevisit_session_new(policy, visit, &session, NULL), HOMEVISIT_OK);

    const homevisit_report *report = STALE(homevisit_report);
    const homevisit_verdict *verdict = STALE(homevisit_verdict);
    problems = STALE(homevisit_problems);
    REFUSES(homevisit_session_check(NULL, &typed, &report, &problems));
    cr_expect_null(report);
    cr_expect_null(problems);
    REFUSES(homevisit_session_check(session, NULL, &report, NULL));
    REFUSES(homevisit_session_check(session, &unsized, &report, NULL));
    REFUSES(homevisit_session_check(session, &typed, NULL, NULL));
    problems = STALE(homevisit_problems);
    REFUSES(homevisit_session_decide(NULL, &typed, &verdict, &problems));
    cr_expect_null(verdict);
    cr_expect_null(problems);
    REFUSES(homevisit_session_decide(session, NULL, &verdict, NULL));
    REFUSES(homevisit_session_decide(session, &unsized, &verdict, NULL));
    REFUSES(homevisit_session_decide(session, &typed, NULL, NULL));
    report = STALE(homevisit_report);
    REFUSES(homevisit_session_status(NULL, NULL, &report, NULL));
    cr_expect_null(report);
    REFUSES(homevisit_session_status(session, NULL, NULL, NULL));
    homevisit_session_free(session);
}

Test(arguments, answers)
{
    const homevisit_text id = {"hsp", 3}, visit_text = {record, strlen(record)}, event = {departed, strlen(departed)};
    const homevisit_text none = {NULL, 0}, broken = {NULL, 1};
    homevisit_buffer out = {0};
    REFUSES(homevisit_answer(HOMEVISIT_QUESTION_AUDIT, id, visit_text, none, none, NULL, NULL));
    REFUSES(homevisit_answer(HOMEVISIT_QUESTION_AUDIT, broken, visit_text, none, none, NULL, &out));
    REFUSES(homevisit_answer(HOMEVISIT_QUESTION_AUDIT, id, broken, none, none, NULL, &out));
    REFUSES(homevisit_answer(HOMEVISIT_QUESTION_CHECK, id, visit_text, broken, none, NULL, &out));
    REFUSES(homevisit_answer(HOMEVISIT_QUESTION_AUDIT, id, visit_text, none, broken, NULL, &out));
    REFUSES(homevisit_answer((homevisit_question)9, id, visit_text, none, none, NULL, &out));
    REFUSES(homevisit_answer((homevisit_question)0, id, visit_text, none, none, NULL, &out));
    cr_expect_null(out.data);
    /* A time is not asked for at a check: the event has its own. */
    cr_expect_eq(homevisit_answer(HOMEVISIT_QUESTION_CHECK, id, visit_text, event, visit_text, NULL, &out),
                 HOMEVISIT_OK);
    /* A buffer that was written is written anew. */
    const char *const room = out.data;
    cr_expect_eq(homevisit_answer(HOMEVISIT_QUESTION_AUDIT, id, visit_text, none, none, NULL, &out), HOMEVISIT_OK);
    cr_expect_eq(out.data, room);
    homevisit_buffer_free(&out);
}

/* What does not begin like an object is the id of a bundled policy, if it may be one at all. */
Test(arguments, answers_by_id)
{
    static const char long_id[] = "an-id-that-is-longer-than-any-policy-may-be-called-by-its-school-or-its-authority-"
                                  "and-so-is-read-as-the-text-of-a-policy-which-it-is-not";
    const homevisit_text visit_text = {record, strlen(record)}, none = {NULL, 0};
    const struct {
        homevisit_text policy;
        homevisit_code code;
    } trials[] = {
        {{"hsp", 3}, HOMEVISIT_OK},
        {{" \t\r\nhsp", 7}, HOMEVISIT_OK},
        {{"hspp", 4}, HOMEVISIT_E_NAME},
        {{" \n", 2}, HOMEVISIT_E_SYNTAX},
        {{long_id, sizeof long_id - 1}, HOMEVISIT_E_SYNTAX},
        {none, HOMEVISIT_E_SYNTAX},
    };
    homevisit_buffer out = {0};
    for (size_t i = 0; i < sizeof trials / sizeof *trials; i++)
        cr_expect_eq(homevisit_answer(HOMEVISIT_QUESTION_AUDIT, trials[i].policy, visit_text, none, none, NULL, &out),
                     trials[i].code, "%zu: %s", i, out.data);
    cr_expect_eq(homevisit_answer(HOMEVISIT_QUESTION_AUDIT, trials[0].policy, none, none, none, NULL, &out),
                 HOMEVISIT_E_SYNTAX);
    homevisit_buffer_free(&out);
}

Test(arguments, documents)
{
    homevisit_report *report = NULL;
    homevisit_buffer out = {0};
    cr_assert_eq(homevisit_audit(policy, visit, NULL, &report, NULL), HOMEVISIT_OK);
    REFUSES(homevisit_report_json(NULL, &out));
    REFUSES(homevisit_report_json(report, NULL));
    cr_expect_eq(homevisit_report_json(report, &out), HOMEVISIT_OK);
    const size_t length = out.length;
    cr_expect_eq(homevisit_report_json(report, &out), HOMEVISIT_OK);
    cr_expect_eq(out.length, length);
    homevisit_report_free(report);
    REFUSES(homevisit_schema(NULL, &out));
    REFUSES(homevisit_schema("visit", NULL));
    cr_expect_eq(homevisit_schema("visit", &out), HOMEVISIT_OK);
    cr_expect_gt(out.length, length);
    static const char *const schemas[] = {"policy", "visit", "report", "cases"};
    for (size_t i = 0; i < sizeof schemas / sizeof *schemas; i++)
        cr_expect_eq(homevisit_schema(schemas[i], &out), HOMEVISIT_OK, "%s", schemas[i]);
    cr_expect_eq(homevisit_schema("polic", &out), HOMEVISIT_E_NAME);
    homevisit_buffer_free(&out);

    bool passed;
    const homevisit_text broken = {NULL, 1}, none = {NULL, 0}, id = {"hsp", 3};
    REFUSES(homevisit_policy_test(broken, none, NULL, HOMEVISIT_FORMAT_JSON, &passed, &out, NULL));
    REFUSES(homevisit_policy_test(id, broken, NULL, HOMEVISIT_FORMAT_JSON, &passed, &out, NULL));
    REFUSES(homevisit_policy_test(id, none, NULL, HOMEVISIT_FORMAT_JSON, &passed, NULL, NULL));
    REFUSES(homevisit_policy_validate(NULL, 1, NULL, NULL, NULL));
    REFUSES(homevisit_condition_evaluate(broken, none, NULL, &out, NULL));
    REFUSES(homevisit_condition_evaluate(id, broken, NULL, &out, NULL));
    REFUSES(homevisit_condition_evaluate(id, id, NULL, NULL, NULL));
}

Test(arguments, problems_of_files)
{
    homevisit_problems *problems = NULL;
    REFUSES(homevisit_problems_add_io(NULL, "f", "file_missing", "m", NULL));
    REFUSES(homevisit_problems_add_io(&problems, NULL, "file_missing", "m", NULL));
    REFUSES(homevisit_problems_add_io(&problems, "f", NULL, "m", NULL));
    REFUSES(homevisit_problems_add_io(&problems, "f", "file_missing", NULL, NULL));
    cr_expect_null(problems);
    cr_expect_eq(homevisit_problems_add_io(&problems, "f", "file_missing", "m", NULL), HOMEVISIT_OK);
    cr_expect_eq(homevisit_problems_add_io(&problems, "g", "file_missing", "n", "h"), HOMEVISIT_OK);
    cr_expect_eq(homevisit_problems_count(problems), 2);
    cr_expect_str_eq(homevisit_problems_get(problems, 1)->suggestion, "h");
    homevisit_problems_free(problems);
}

Test(arguments, visits)
{
    homevisit_visit *made = NULL;
    REFUSES(homevisit_visit_append(NULL, departed, strlen(departed), NULL));
    REFUSES(homevisit_visit_append(visit, NULL, 1, NULL));
    REFUSES(homevisit_visit_append_event(NULL, &typed, NULL));
    REFUSES(homevisit_visit_append_event(visit, NULL, NULL));
    REFUSES(homevisit_visit_append_event(visit, &unsized, NULL));
    REFUSES(homevisit_visit_new(NULL, 1, NULL, &made));
    REFUSES(homevisit_visit_new("V", 1, NULL, NULL));
    REFUSES(homevisit_visit_new("", 0, NULL, &made));
    cr_expect_null(made);
    cr_expect_eq(homevisit_visit_append_event(visit, &typed, NULL), HOMEVISIT_OK);
    cr_expect(homevisit_visit_last_at(visit, NULL));
}
