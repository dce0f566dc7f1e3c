/*
 * Memory that runs out: each way through the public functions is tried with the n-th allocation failing once, and with all
 * failing from the n-th on, for n from 0 until the way succeeds. Each time the code is the memory code or success,
 * nothing leaks (every allocation is counted), and what was loaded before still answers as it did.
 */
#include "sweep.h"

#include <stdlib.h>
#include <string.h>

static homevisit_code try_policy(struct bench *bench)
{
    homevisit_policy *policy = NULL;
    homevisit_problems *problems = NULL;
    homevisit_code code =
        homevisit_policy_load(bench->policy.data, bench->policy.length, &bench->options, &policy, &problems);
    homevisit_policy_free(policy);
    homevisit_problems_free(problems);
    return code;
}

static homevisit_code try_broken_policy(struct bench *bench)
{
    homevisit_policy *policy = NULL;
    homevisit_problems *problems = NULL;
    homevisit_buffer out = {0};
    homevisit_code code = homevisit_policy_load(bench->broken_policy.data, bench->broken_policy.length, &bench->options,
                                                &policy, &problems);
    homevisit_code written = homevisit_problems_json(problems, &out);
    homevisit_buffer_free(&out);
    homevisit_problems_free(problems);
    homevisit_policy_free(policy);
    return written == HOMEVISIT_E_MEMORY ? written : code;
}

static homevisit_code try_validate(struct bench *bench)
{
    homevisit_problems *problems = NULL;
    homevisit_code code =
        homevisit_policy_validate(bench->policy.data, bench->policy.length, NULL, &bench->options, &problems);
    homevisit_problems_free(problems);
    return code;
}

static homevisit_code try_record(struct bench *bench)
{
    homevisit_visit *visit = NULL;
    homevisit_problems *problems = NULL;
    homevisit_code code =
        homevisit_visit_load(bench->record.data, bench->record.length, &bench->options, &visit, &problems);
    homevisit_visit_free(visit);
    homevisit_problems_free(problems);
    return code;
}

static homevisit_code try_broken_record(struct bench *bench)
{
    homevisit_visit *visit = NULL;
    homevisit_problems *problems = NULL;
    homevisit_code code = homevisit_visit_load(bench->broken_record.data, bench->broken_record.length, &bench->options,
                                               &visit, &problems);
    homevisit_visit_free(visit);
    homevisit_problems_free(problems);
    return code;
}

static homevisit_code try_append(struct bench *bench)
{
    static const char arrived[] = "{\"at\":\"2026-03-02T09:00:00Z\",\"event\":\"arrived\",\"staff\":[\"S-9\"]}";
    const homevisit_event left = {.struct_size = sizeof left, .at = 1772442000, .event = HOMEVISIT_WORD_left};
    homevisit_visit *visit = NULL;
    homevisit_code code = homevisit_visit_new("V", 1, &bench->options, &visit);
    if (code == HOMEVISIT_OK)
        code = homevisit_visit_append(visit, arrived, strlen(arrived), NULL);
    if (code == HOMEVISIT_OK)
        code = homevisit_visit_append_event(visit, &left, NULL);
    homevisit_visit_free(visit);
    return code;
}

typedef homevisit_code (*asking)(struct bench *bench, homevisit_visit *visit, homevisit_report **report);

static homevisit_code ask_check(struct bench *bench, homevisit_visit *visit, homevisit_report **report)
{
    static const char event[] = "{\"at\":\"2026-03-02T10:05:00Z\",\"event\":\"arrived\",\"staff\":[\"S-7\"]}";
    return homevisit_check_json(bench->loaded, visit, event, strlen(event), report, NULL);
}

static homevisit_code ask_status(struct bench *bench, homevisit_visit *visit, homevisit_report **report)
{
    return homevisit_status(bench->loaded, visit, NULL, report, NULL);
}

static homevisit_code ask_audit(struct bench *bench, homevisit_visit *visit, homevisit_report **report)
{
    return homevisit_audit(bench->loaded, visit, NULL, report, NULL);
}

static homevisit_code try_asking(struct bench *bench, asking ask)
{
    homevisit_visit *visit = NULL;
    homevisit_report *report = NULL;
    homevisit_buffer out = {0};
    homevisit_code code = homevisit_visit_load(bench->record.data, bench->record.length, &bench->options, &visit, NULL);
    if (code == HOMEVISIT_OK)
        code = ask(bench, visit, &report);
    if (code == HOMEVISIT_OK)
        code = homevisit_report_json(report, &out);
    homevisit_buffer_free(&out);
    homevisit_report_free(report);
    homevisit_visit_free(visit);
    return code;
}

static homevisit_code try_check(struct bench *bench)
{
    return try_asking(bench, ask_check);
}

static homevisit_code try_status(struct bench *bench)
{
    return try_asking(bench, ask_status);
}

static homevisit_code try_audit(struct bench *bench)
{
    return try_asking(bench, ask_audit);
}

static homevisit_code try_session(struct bench *bench)
{
    const homevisit_event event = {.struct_size = sizeof event, .at = 1772445600, .event = HOMEVISIT_WORD_departed};
    homevisit_visit *visit = NULL;
    homevisit_session *session = NULL;
    const homevisit_report *report = NULL;
    const homevisit_verdict *verdict = NULL;
    homevisit_code code = homevisit_visit_load(bench->record.data, bench->record.length, &bench->options, &visit, NULL);
    if (code == HOMEVISIT_OK)
        code = homevisit_session_new(bench->loaded, visit, &session, NULL);
    if (code == HOMEVISIT_OK)
        code = homevisit_session_decide(session, &event, &verdict, NULL);
    if (code == HOMEVISIT_OK)
        code = homevisit_session_check(session, &event, &report, NULL);
    if (code == HOMEVISIT_OK)
        code = homevisit_session_status(session, NULL, &report, NULL);
    homevisit_session_free(session);
    homevisit_visit_free(visit);
    return code;
}

static homevisit_code try_compare(struct bench *bench)
{
    const homevisit_policy *const policies[] = {bench->loaded, bench->loaded};
    homevisit_visit *visit = NULL;
    homevisit_buffer out = {0};
    homevisit_code code = homevisit_visit_load(bench->record.data, bench->record.length, &bench->options, &visit, NULL);
    if (code == HOMEVISIT_OK)
        code = homevisit_compare(policies, 2, visit, NULL, HOMEVISIT_FORMAT_JSON, &out, NULL);
    homevisit_buffer_free(&out);
    homevisit_visit_free(visit);
    return code;
}

static homevisit_code try_answer(struct bench *bench)
{
    const homevisit_text id = {"school-home-support", strlen("school-home-support")}, none = {NULL, 0};
    homevisit_buffer out = {0};
    homevisit_code code =
        homevisit_answer(HOMEVISIT_QUESTION_AUDIT, id, bench->record, none, none, &bench->options, &out);
    homevisit_buffer_free(&out);
    return code;
}

static homevisit_code try_condition(struct bench *bench)
{
    static const char condition[] = "{\"and\":[{\"in\":[{\"var\":\"a\"},[\"b\",\"c\"]]},{\"<\":[{\"var\":\"n\"},3]}]}";
    static const char data[] = "{\"a\":\"b\",\"n\":2}";
    homevisit_buffer out = {0};
    homevisit_code code =
        homevisit_condition_evaluate((homevisit_text){condition, strlen(condition)},
                                     (homevisit_text){data, strlen(data)}, &bench->options, &out, NULL);
    homevisit_buffer_free(&out);
    return code;
}

static const struct way ways[] = {
    {"load a policy", try_policy},
    {"load a policy that is wrong", try_broken_policy},
    {"validate", try_validate},
    {"load a record", try_record},
    {"load a record that is wrong", try_broken_record},
    {"append", try_append},
    {"check", try_check},
    {"status", try_status},
    {"audit", try_audit},
    {"session", try_session},
    {"compare", try_compare},
    {"answer", try_answer},
    {"evaluate a condition", try_condition},
};

static homevisit_text copied(const char *text)
{
    const homevisit_text copy = {malloc(strlen(text) + 1), strlen(text)};
    if (copy.data == NULL)
        exit(2);
    memcpy((char *)copy.data, text, copy.length + 1);
    return copy;
}

int main(void)
{
    static struct bench bench;
    static const char broken_policy[] =
        "{\"format\":\"homevisit-policy/1\",\"id\":\"p\",\"title\":\"P\",\"rules\":["
        "{\"id\":\"a\",\"clauses\":[],\"force\":\"msut\",\"message\":\"m\",\"on\":[\"entred\"],"
        "\"when\":{\"var\":\"threatend\"}},{\"id\":\"a\"}],\"x\":1,\"x\":2}";
    static const char broken_record[] = "{\"format\":\"homevisit-visit/1\",\"id\":\"\",\"events\":[{\"at\":\"now\","
                                        "\"event\":\"entred\",\"by\":\"\\ud800\"},{\"event\":\"moved\"}]}";
    bench_open(&bench);
    bench.policy = read_file("rules/hunsbury-park-primary/policy.json");
    bench.record = read_file("examples/visits/silent-police-late.json");
    bench.broken_policy = copied(broken_policy);
    bench.broken_record = copied(broken_record);
    if (homevisit_policy_bundled("alumwell-infant", NULL, &bench.loaded, NULL) != HOMEVISIT_OK)
        return 2;
    const size_t faults = sweep(&bench, ways, sizeof ways / sizeof *ways);
    bench_close(&bench);
    return faults != 0;
}
