/* Ways through the tools: cases, documents for people, new profiles, schemas, comparing, conditions by themselves. */
#include "oom.h"

#include <string.h>

static void open_policy(struct bench *bench)
{
    homevisit_policy_load(small_policy.data, small_policy.length, &meter_options, &bench->policy, NULL);
}

static void open_handles(struct bench *bench)
{
    open_policy(bench);
    homevisit_visit_load(small_visit.data, small_visit.length, &meter_options, &bench->visit, NULL);
}

/* Says a text where it is whole. */
static homevisit_code finish(struct bench *bench, homevisit_buffer *out, homevisit_code code)
{
    if (code == HOMEVISIT_OK)
        say_buffer(bench, out);
    homevisit_buffer_free(out);
    return code;
}

static homevisit_code run_cases(struct bench *bench, homevisit_text cases, homevisit_format format)
{
    homevisit_buffer out = {.allocator = meter_allocator};
    homevisit_problems *problems = NULL;
    bool passed = false;
    const homevisit_code code =
        homevisit_policy_test(small_policy, cases, &meter_options, format, &passed, &out, &problems);
    return say_problems(bench, problems, finish(bench, &out, code));
}

static homevisit_code cases_as_json(struct bench *bench)
{
    return run_cases(bench, small_cases, HOMEVISIT_FORMAT_JSON);
}

static homevisit_code cases_as_text(struct bench *bench)
{
    return run_cases(bench, small_cases, HOMEVISIT_FORMAT_TEXT);
}

static homevisit_code cases_as_junit(struct bench *bench)
{
    return run_cases(bench, small_cases, HOMEVISIT_FORMAT_JUNIT);
}

static homevisit_code broken_cases(struct bench *bench)
{
    static const char text[] =
        "{\"format\":\"homevisit-cases/1\",\"policy\":\"trial\",\"cases\":[{\"name\":\"a\",\"visit\":"
        "\"none\",\"fires\":[\"papr\"],\"expect\":{\"decison\":1}},{\"nmae\":\"b\"}]}";
    return run_cases(bench, (homevisit_text){text, sizeof text - 1}, HOMEVISIT_FORMAT_JSON);
}

static homevisit_code show(struct bench *bench, homevisit_format format)
{
    homevisit_buffer out = {.allocator = meter_allocator};
    return finish(bench, &out, homevisit_policy_show(bench->policy, format, &out));
}

static homevisit_code show_as_markdown(struct bench *bench)
{
    return show(bench, HOMEVISIT_FORMAT_MARKDOWN);
}

static homevisit_code show_as_html(struct bench *bench)
{
    return show(bench, HOMEVISIT_FORMAT_HTML);
}

static homevisit_code show_as_json(struct bench *bench)
{
    return show(bench, HOMEVISIT_FORMAT_JSON);
}

static void ask_policy(struct bench *bench)
{
    show_as_json(bench);
}

static homevisit_code new_policy(struct bench *bench)
{
    homevisit_buffer out = {.allocator = meter_allocator};
    return finish(bench, &out, homevisit_policy_new("our-school", NULL, &out));
}

static homevisit_code schemas(struct bench *bench)
{
    static const char *const documents[] = {"policy", "visit", "report", "cases"};
    homevisit_code code = HOMEVISIT_OK;
    for (size_t i = 0; i < sizeof documents / sizeof *documents && code == HOMEVISIT_OK; i++) {
        homevisit_buffer out = {.allocator = meter_allocator};
        code = finish(bench, &out, homevisit_schema(documents[i], &out));
    }
    return code;
}

static homevisit_code compare(struct bench *bench, homevisit_format format)
{
    homevisit_policy *other = NULL;
    homevisit_code code = homevisit_policy_load(small_base.data, small_base.length, &meter_options, &other, NULL);
    const homevisit_policy *const policies[] = {bench->policy, other};
    homevisit_buffer out = {.allocator = meter_allocator};
    if (code == HOMEVISIT_OK)
        code = homevisit_compare(policies, 2, bench->visit, NULL, format, &out, NULL);
    homevisit_policy_free(other);
    return finish(bench, &out, code);
}

static homevisit_code compare_as_json(struct bench *bench)
{
    return compare(bench, HOMEVISIT_FORMAT_JSON);
}

static homevisit_code compare_as_text(struct bench *bench)
{
    return compare(bench, HOMEVISIT_FORMAT_TEXT);
}

static homevisit_code evaluate_text(struct bench *bench, const char *condition, const char *data)
{
    homevisit_buffer out = {.allocator = meter_allocator};
    homevisit_problems *problems = NULL;
    const homevisit_code code =
        homevisit_condition_evaluate((homevisit_text){condition, strlen(condition)},
                                     (homevisit_text){data, strlen(data)}, &meter_options, &out, &problems);
    return say_problems(bench, problems, finish(bench, &out, code));
}

static homevisit_code evaluate(struct bench *bench)
{
    return evaluate_text(
        bench,
        "{\"if\":[{\"and\":[{\"in\":[{\"var\":\"a.b\"},[\"b\",\"c\"]]},{\"some\":[{\"var\":\"list\"},{\"==\":[{"
        "\"var\":\"\"},\"x\"]}]},{\"<\":[{\"+\":[{\"var\":\"n\"},1]},{\"max\":[3,4]}]}]},\"yes\",\"no\"]}",
        "{\"a\":{\"b\":\"b\"},\"n\":2,\"list\":[\"x\",\"y\"]}");
}

static homevisit_code evaluate_broken(struct bench *bench)
{
    return evaluate_text(bench, "{\"adn\":[{\"var\":\"a\"},{\"<\":[{\"var\":\"n\"},\"x\"]}]}", "{\"n\":2,\"n\":3}");
}

const struct way tool_ways[] = {
    {"cases, as JSON", "homevisit_policy_test", NULL, cases_as_json, NULL, NULL},
    {"cases, as text", "homevisit_policy_test", NULL, cases_as_text, NULL, NULL},
    {"cases, for JUnit", "homevisit_policy_test", NULL, cases_as_junit, NULL, NULL},
    {"cases that are wrong", "homevisit_policy_test", NULL, broken_cases, NULL, NULL},
    {"a policy as Markdown", "homevisit_policy_show", open_policy, show_as_markdown, ask_policy, NULL},
    {"a policy as HTML", "homevisit_policy_show", open_policy, show_as_html, ask_policy, NULL},
    {"a policy as data", "homevisit_policy_show", open_policy, show_as_json, ask_policy, NULL},
    {"a new policy", "homevisit_policy_new", NULL, new_policy, NULL, NULL},
    {"schemas", "homevisit_schema", NULL, schemas, NULL, NULL},
    {"comparing, as JSON", "homevisit_compare", open_handles, compare_as_json, ask_policy, NULL},
    {"comparing, as text", "homevisit_compare", open_handles, compare_as_text, ask_policy, NULL},
    {"a condition", "homevisit_condition_evaluate", NULL, evaluate, NULL, NULL},
    {"a condition that is wrong", "homevisit_condition_evaluate", NULL, evaluate_broken, NULL, NULL},
    {NULL, NULL, NULL, NULL, NULL, NULL},
};
