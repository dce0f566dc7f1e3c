/* Ways through the questions: on handles, in a session, from text to text, over a stream. */
#include "oom.h"

#include <string.h>

static const char arrived[] = "{\"at\":\"2026-03-02T10:05:00Z\",\"event\":\"arrived\",\"staff\":[\"S-70\",\"S-71\"]}";
static const char unsound[] = "{\"at\":\"2026-03-02T10:05:00Z\",\"event\":\"arived\"}";
static const char mistyped[] =
    "{\"at\":\"2026-03-02T10:05:00Z\",\"event\":\"declared\",\"facts\":{\"x.count\":\"many\",\"x.said\":true}}";

static void open_handles(struct bench *bench)
{
    homevisit_visit_load(small_visit.data, small_visit.length, &meter_options, &bench->visit, NULL);
    homevisit_policy_load(small_policy.data, small_policy.length, &meter_options, &bench->policy, NULL);
}

static void ask_handles(struct bench *bench)
{
    homevisit_report *report = NULL;
    homevisit_buffer out = {0};
    homevisit_status(bench->policy, bench->visit, NULL, &report, NULL);
    homevisit_report_json(report, &out);
    say_buffer(bench, &out);
    homevisit_report_free(report);
}

static homevisit_code finish(struct bench *bench, homevisit_report *report, homevisit_problems *problems,
                             homevisit_code code)
{
    homevisit_buffer out = {0};
    if (code == HOMEVISIT_OK)
        code = homevisit_report_json(report, &out);
    if (code == HOMEVISIT_OK)
        say_buffer(bench, &out);
    homevisit_buffer_free(&out);
    homevisit_report_free(report);
    return say_problems(bench, problems, code);
}

static homevisit_code check_text(struct bench *bench, const char *event)
{
    homevisit_report *report = NULL;
    homevisit_problems *problems = NULL;
    const homevisit_code code =
        homevisit_check_json(bench->policy, bench->visit, event, strlen(event), &report, &problems);
    return finish(bench, report, problems, code);
}

static homevisit_code check_json(struct bench *bench)
{
    return check_text(bench, arrived);
}

static homevisit_code check_unsound(struct bench *bench)
{
    return check_text(bench, unsound);
}

static homevisit_code check_mistyped(struct bench *bench)
{
    return check_text(bench, mistyped);
}

static homevisit_code check(struct bench *bench)
{
    homevisit_report *report = NULL;
    homevisit_problems *problems = NULL;
    const homevisit_code code = homevisit_check(bench->policy, bench->visit, &typed_event, &report, &problems);
    return finish(bench, report, problems, code);
}

static homevisit_code status(struct bench *bench)
{
    homevisit_report *report = NULL;
    homevisit_problems *problems = NULL;
    const homevisit_code code = homevisit_status(bench->policy, bench->visit, NULL, &report, &problems);
    return finish(bench, report, problems, code);
}

static homevisit_code audit(struct bench *bench)
{
    homevisit_report *report = NULL;
    homevisit_problems *problems = NULL;
    const homevisit_code code = homevisit_audit(bench->policy, bench->visit, NULL, &report, &problems);
    return finish(bench, report, problems, code);
}

static void open_report(struct bench *bench)
{
    open_handles(bench);
    homevisit_audit(bench->policy, bench->visit, NULL, &bench->report, NULL);
}

static homevisit_code write_report(struct bench *bench)
{
    homevisit_buffer out = {0};
    const homevisit_code code = homevisit_report_json(bench->report, &out);
    if (code == HOMEVISIT_OK)
        say_buffer(bench, &out);
    homevisit_buffer_free(&out);
    return code;
}

static void ask_report(struct bench *bench)
{
    for (size_t i = 0; i < homevisit_report_result(bench->report)->duty_count; i++)
        say_text(bench, homevisit_report_result(bench->report)->duties[i].message);
}

/* ---- a session: after a failure it answers as if nothing had been ---------------------------------------------------- */

static homevisit_code open_a_session(struct bench *bench)
{
    homevisit_session *session = NULL;
    homevisit_problems *problems = NULL;
    const homevisit_code code = homevisit_session_new(bench->policy, bench->visit, &session, &problems);
    homevisit_session_free(session);
    return say_problems(bench, problems, code);
}

/* One that has events, own facts and staff to catch up with. */
static void open_session(struct bench *bench)
{
    open_handles(bench);
    homevisit_session_new(bench->policy, bench->visit, &bench->session, NULL);
    homevisit_visit_append(bench->visit, arrived, strlen(arrived), NULL);
    homevisit_visit_append_event(bench->visit, &typed_event, NULL);
}

static homevisit_code say_report(struct bench *bench, const homevisit_report *report, homevisit_code code)
{
    homevisit_buffer out = {0};
    if (code == HOMEVISIT_OK)
        code = homevisit_report_json(report, &out);
    if (code == HOMEVISIT_OK)
        say_buffer(bench, &out);
    homevisit_buffer_free(&out);
    return code;
}

static void ask_session(struct bench *bench)
{
    const homevisit_report *report = NULL;
    say_report(bench, report, homevisit_session_status(bench->session, NULL, &report, NULL));
    ask_handles(bench);
}

static homevisit_code session_decide(struct bench *bench)
{
    const homevisit_event leaving = {
        .struct_size = sizeof leaving, .at = INT64_C(1772445600), .event = HOMEVISIT_WORD_closed};
    const homevisit_verdict *verdict = NULL;
    homevisit_problems *problems = NULL;
    const homevisit_code code = homevisit_session_decide(bench->session, &leaving, &verdict, &problems);
    for (size_t i = 0; code == HOMEVISIT_OK && i < verdict->broken.count; i++)
        say_text(bench, verdict->broken.items[i]);
    return say_problems(bench, problems, code);
}

static homevisit_code session_check(struct bench *bench)
{
    const homevisit_report *report = NULL;
    homevisit_problems *problems = NULL;
    const homevisit_code code = homevisit_session_check(bench->session, &typed_event, &report, &problems);
    return say_problems(bench, problems, say_report(bench, report, code));
}

static homevisit_code session_check_mistyped(struct bench *bench)
{
    static const homevisit_declared said = {.name = {"x.count", 7}, .type = HOMEVISIT_TYPE_TEXT, .text = {"many", 4}};
    static const homevisit_attribute facts = {
        .name = HOMEVISIT_ATTRIBUTE_facts, .type = HOMEVISIT_TYPE_FACTS, .value.facts = {&said, 1}};
    const homevisit_event declared = {.struct_size = sizeof declared,
                                      .at = INT64_C(1772445600),
                                      .event = HOMEVISIT_WORD_declared,
                                      .attributes = &facts,
                                      .attribute_count = 1};
    const homevisit_report *report = NULL;
    homevisit_problems *problems = NULL;
    const homevisit_code code = homevisit_session_check(bench->session, &declared, &report, &problems);
    return say_problems(bench, problems, say_report(bench, report, code));
}

static homevisit_code session_status(struct bench *bench)
{
    const homevisit_report *report = NULL;
    homevisit_problems *problems = NULL;
    const homevisit_code code = homevisit_session_status(bench->session, NULL, &report, &problems);
    return say_problems(bench, problems, say_report(bench, report, code));
}

/* ---- text to text, and many texts ------------------------------------------------------------------------------------ */

static homevisit_code answer_audit(struct bench *bench)
{
    const homevisit_text none = {NULL, 0};
    homevisit_buffer out = {0};
    const homevisit_code code =
        homevisit_answer(HOMEVISIT_QUESTION_AUDIT, small_policy, small_visit, none, none, &meter_options, &out);
    if (code != HOMEVISIT_E_MEMORY)
        say_buffer(bench, &out);
    homevisit_buffer_free(&out);
    return code;
}

static homevisit_code answer_unsound(struct bench *bench)
{
    const homevisit_text none = {NULL, 0}, event = {unsound, sizeof unsound - 1};
    homevisit_buffer out = {0};
    const homevisit_code code =
        homevisit_answer(HOMEVISIT_QUESTION_CHECK, small_policy, broken_visit, event, none, &meter_options, &out);
    if (code != HOMEVISIT_E_MEMORY)
        say_buffer(bench, &out);
    homevisit_buffer_free(&out);
    return code;
}

static ptrdiff_t read_stream(void *user, char *buffer, size_t size)
{
    struct bench *bench = user;
    const size_t left = stream_text.length - bench->at, length = left < size ? left : size;
    memcpy(buffer, stream_text.data + bench->at, length);
    bench->at += length;
    return (ptrdiff_t)length;
}

/* What was written before memory ran out stays written, so it is the summary that has to be the same. */
static int write_stream(void *user, const homevisit_stream_outcome *outcome)
{
    (void)user, (void)outcome;
    return 0;
}

static homevisit_code audit_stream_into(struct bench *bench, homevisit_stream_summary **summary)
{
    const homevisit_policy *const policies[] = {bench->policy, bench->policy};
    const homevisit_stream_options options = {.struct_size = sizeof options,
                                              .records = &meter_options,
                                              .wants = HOMEVISIT_STREAM_JSON | HOMEVISIT_STREAM_REPORTS,
                                              .batch_bytes = 4096};
    bench->at = 0;
    return homevisit_audit_stream(policies, 2, read_stream, write_stream, bench, &options, summary);
}

static homevisit_code audit_stream(struct bench *bench)
{
    homevisit_stream_summary *summary = NULL;
    homevisit_buffer out = {0};
    homevisit_code code = audit_stream_into(bench, &summary);
    if (code == HOMEVISIT_OK)
        code = homevisit_stream_summary_json(summary, 0, &out);
    if (code == HOMEVISIT_OK)
        say_buffer(bench, &out);
    homevisit_buffer_free(&out);
    homevisit_stream_summary_free(summary);
    return code;
}

static void open_summary(struct bench *bench)
{
    open_handles(bench);
    audit_stream_into(bench, &bench->summary);
}

static homevisit_code write_summary(struct bench *bench)
{
    homevisit_buffer out = {0};
    const homevisit_code code = homevisit_stream_summary_json(bench->summary, 0, &out);
    if (code == HOMEVISIT_OK)
        say_buffer(bench, &out);
    homevisit_buffer_free(&out);
    return code;
}

const struct way question_ways[] = {
    {"check", "homevisit_check homevisit_report_json", open_handles, check, ask_handles, NULL},
    {"check of a text", "homevisit_check_json", open_handles, check_json, ask_handles, NULL},
    {"check of what is no event", "homevisit_check_json", open_handles, check_unsound, ask_handles, NULL},
    {"check of own facts of another type", "homevisit_check_json", open_handles, check_mistyped, ask_handles, NULL},
    {"status", "homevisit_status", open_handles, status, ask_handles, NULL},
    {"audit", "homevisit_audit", open_handles, audit, ask_handles, NULL},
    {"a report as JSON", "homevisit_report_json", open_report, write_report, ask_report, NULL},
    {"opening a session", "homevisit_session_new", open_handles, open_a_session, ask_handles, NULL},
    {"deciding in a session", "homevisit_session_decide", open_session, session_decide, ask_session, NULL},
    {"checking in a session", "homevisit_session_check", open_session, session_check, ask_session, NULL},
    {"checking the wrong type in a session", "homevisit_session_check", open_session, session_check_mistyped,
     ask_session, NULL},
    {"status in a session", "homevisit_session_status", open_session, session_status, ask_handles, NULL},
    {"text to text", "homevisit_answer", NULL, answer_audit, NULL, NULL},
    {"wrong text to text", "homevisit_answer", NULL, answer_unsound, NULL, NULL},
    {"a stream", "homevisit_audit_stream homevisit_stream_summary_json", open_handles, audit_stream, ask_handles, NULL},
    {"a stream's summary as JSON", "homevisit_stream_summary_json", open_summary, write_summary, NULL, NULL},
    {NULL, NULL, NULL, NULL, NULL, NULL},
};
