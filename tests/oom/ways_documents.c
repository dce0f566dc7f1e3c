/* Ways through reading documents, building visits and listing problems. */
#include "oom.h"

#include <string.h>

static homevisit_code load_policy_text(struct bench *bench, homevisit_text text)
{
    homevisit_policy *policy = NULL;
    homevisit_problems *problems = NULL;
    const homevisit_code code = homevisit_policy_load(text.data, text.length, &meter_options, &policy, &problems);
    if (code == HOMEVISIT_OK)
        say_text(bench, homevisit_policy_title(policy));
    homevisit_policy_free(policy);
    return say_problems(bench, problems, code);
}

static homevisit_code load_policy(struct bench *bench)
{
    return load_policy_text(bench, small_policy);
}

static homevisit_code load_broken_policy(struct bench *bench)
{
    return load_policy_text(bench, broken_policy);
}

static homevisit_code load_bundled(struct bench *bench)
{
    homevisit_policy *policy = NULL;
    homevisit_problems *problems = NULL;
    const homevisit_code code = homevisit_policy_bundled("school-home-support", &meter_options, &policy, &problems);
    if (code == HOMEVISIT_OK)
        say_text(bench, homevisit_policy_title(policy));
    homevisit_policy_free(policy);
    return say_problems(bench, problems, code);
}

static homevisit_code load_unknown_bundled(struct bench *bench)
{
    homevisit_policy *policy = NULL;
    homevisit_problems *problems = NULL;
    const homevisit_code code = homevisit_policy_bundled("school-home-suport", &meter_options, &policy, &problems);
    homevisit_policy_free(policy);
    return say_problems(bench, problems, code);
}

static homevisit_code validate(struct bench *bench)
{
    const int64_t today = INT64_C(1772443800);
    homevisit_problems *problems = NULL;
    const homevisit_code code =
        homevisit_policy_validate(small_policy.data, small_policy.length, &today, &meter_options, &problems);
    return say_problems(bench, problems, code);
}

static homevisit_code load_visit_text(struct bench *bench, homevisit_text text)
{
    homevisit_visit *visit = NULL;
    homevisit_problems *problems = NULL;
    const homevisit_code code = homevisit_visit_load(text.data, text.length, &meter_options, &visit, &problems);
    if (code == HOMEVISIT_OK)
        say_text(bench, homevisit_visit_id(visit));
    homevisit_visit_free(visit);
    return say_problems(bench, problems, code);
}

static homevisit_code load_visit(struct bench *bench)
{
    return load_visit_text(bench, small_visit);
}

static homevisit_code load_broken_visit(struct bench *bench)
{
    return load_visit_text(bench, broken_visit);
}

static homevisit_code make_visit(struct bench *bench)
{
    homevisit_visit *visit = NULL;
    const homevisit_code code = homevisit_visit_new("V", 1, &meter_options, &visit);
    if (code == HOMEVISIT_OK)
        say_text(bench, homevisit_visit_id(visit));
    homevisit_visit_free(visit);
    return code;
}

/* ---- appending: what fails changes nothing --------------------------------------------------------------------------- */

static void open_visit(struct bench *bench)
{
    homevisit_visit_load(small_visit.data, small_visit.length, &meter_options, &bench->visit, NULL);
    homevisit_policy_load(small_policy.data, small_policy.length, &meter_options, &bench->policy, NULL);
}

/* An audit tells all that a record holds. */
static void ask_visit(struct bench *bench)
{
    homevisit_report *report = NULL;
    homevisit_buffer out = {0};
    homevisit_audit(bench->policy, bench->visit, NULL, &report, NULL);
    homevisit_report_json(report, &out);
    say_buffer(bench, &out);
    homevisit_report_free(report);
}

static homevisit_code append_text(struct bench *bench, const char *text)
{
    homevisit_problems *problems = NULL;
    const homevisit_code code = homevisit_visit_append(bench->visit, text, strlen(text), &problems);
    return say_problems(bench, problems, code);
}

static homevisit_code append(struct bench *bench)
{
    return append_text(bench,
                       "{\"id\":\"E-2\",\"at\":\"2026-03-02T08:50:00Z\",\"event\":\"declared\",\"facts\":{\"torch_"
                       "carried\":true,\"x.said\":\"yes\",\"x.more\":1}}");
}

static homevisit_code append_new_staff(struct bench *bench)
{
    return append_text(bench,
                       "{\"at\":\"2026-03-02T09:50:00Z\",\"event\":\"left\",\"staff\":[\"S-20\",\"S-21\",\"S-22\"]}");
}

static homevisit_code append_other_under_id(struct bench *bench)
{
    return append_text(bench, "{\"id\":\"E-1\",\"at\":\"2026-03-02T09:50:00Z\",\"event\":\"left\"}");
}

static homevisit_code append_typed(struct bench *bench)
{
    homevisit_problems *problems = NULL;
    const homevisit_code code = homevisit_visit_append_event(bench->visit, &typed_event, &problems);
    return say_problems(bench, problems, code);
}

/* ---- problems -------------------------------------------------------------------------------------------------------- */

static void open_problems(struct bench *bench)
{
    homevisit_policy *policy;
    homevisit_policy_load(broken_policy.data, broken_policy.length, &meter_options, &policy, &bench->problems);
    for (size_t i = homevisit_problems_count(bench->problems); i < 16; i++)
        homevisit_problems_add_io(&bench->problems, "a.json", "cannot_read", "it cannot be read", NULL);
}

static void ask_problems(struct bench *bench)
{
    for (size_t i = 0; i < homevisit_problems_count(bench->problems); i++)
        say_text(bench, homevisit_problems_get(bench->problems, i)->message);
}

static homevisit_code write_problems(struct bench *bench)
{
    homevisit_buffer out = {0};
    const homevisit_code code = homevisit_problems_json(bench->problems, &out);
    say_buffer(bench, &out);
    return code;
}

static homevisit_code add_first(struct bench *bench)
{
    homevisit_problems *problems = NULL;
    const homevisit_code code =
        homevisit_problems_add_io(&problems, "visit.json", "cannot_read", "there is no such file", "visits.json");
    if (code == HOMEVISIT_OK)
        say_text(bench, homevisit_problems_get(problems, 0)->message);
    homevisit_problems_free(problems);
    return code;
}

/* Its message finds no room in what the list has already. */
static homevisit_code add_another(struct bench *bench)
{
    char message[500];
    memset(message, 'm', sizeof message - 1);
    message[sizeof message - 1] = '\0';
    return homevisit_problems_add_io(&bench->problems, "visit.json", "cannot_read", message, NULL);
}

const struct way document_ways[] = {
    {"a policy", "homevisit_policy_load homevisit_problems_json", NULL, load_policy, NULL, NULL},
    {"a policy that is wrong", "homevisit_policy_load homevisit_problems_json", NULL, load_broken_policy, NULL, NULL},
    {"a bundled policy", "homevisit_policy_bundled", NULL, load_bundled, NULL, NULL},
    {"a bundled policy that there is not", "homevisit_policy_bundled", NULL, load_unknown_bundled, NULL, NULL},
    {"validating a policy", "homevisit_policy_validate", NULL, validate, NULL, NULL},
    {"a visit", "homevisit_visit_load", NULL, load_visit, NULL, "room to put events in order"},
    {"a visit that is wrong", "homevisit_visit_load", NULL, load_broken_visit, NULL, NULL},
    {"an empty visit", "homevisit_visit_new", NULL, make_visit, NULL, NULL},
    {"appending", "homevisit_visit_append", open_visit, append, ask_visit, NULL},
    {"appending, staff who are new", "homevisit_visit_append", open_visit, append_new_staff, ask_visit, NULL},
    {"appending what is refused", "homevisit_visit_append", open_visit, append_other_under_id, ask_visit, NULL},
    {"appending an event as a struct", "homevisit_visit_append_event", open_visit, append_typed, ask_visit, NULL},
    {"problems as JSON", "homevisit_problems_json", open_problems, write_problems, ask_problems, NULL},
    {"a list for a problem", "homevisit_problems_add_io", NULL, add_first, NULL, NULL},
    {"one more problem", "homevisit_problems_add_io", open_problems, add_another, ask_problems, NULL},
    {NULL, NULL, NULL, NULL, NULL, NULL},
};
