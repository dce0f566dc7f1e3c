/* Ways through the tools for who writes policy, and through events of every kind, for the sweep of sweep.h. */
#include "sweep.h"

#include <string.h>

/* ---- events of every kind ----------------------------------------------------------------------------------------- */

enum { MOST_ATTRIBUTES = 16, EARLIEST = 1772442000 };

static const homevisit_text staff_ids[] = {{"S-1", 3}, {"S-2", 3}, {"S-77", 4}};
static const homevisit_staff plan[] = {
    {.id = {"S-1", 3}, .role = HOMEVISIT_WORD_teacher, .trained_said = true},
    {.id = {"S-2", 3}, .role = HOMEVISIT_WORD_dsl},
};
static const homevisit_declared declared[] = {
    {.name = {"phone_carried", 13}, .type = HOMEVISIT_TYPE_BOOLEAN, .boolean = true},
    {.name = {"x.there", 7}, .type = HOMEVISIT_TYPE_BOOLEAN, .boolean = true},
    {.name = {"x.language", 10}, .type = HOMEVISIT_TYPE_TEXT, .text = {"pl", 2}},
    {.name = {"x.visits", 8}, .type = HOMEVISIT_TYPE_INTEGER, .integer = 3},
};

/* The first word of the first vocabulary that the attribute takes its words from. */
static homevisit_word word_for(const homevisit_attribute_info *info)
{
    size_t vocabulary = 0;
    while (vocabulary < 31 && !(info->vocabularies >> vocabulary & 1))
        vocabulary++;
    const char *name = homevisit_vocabulary_name(homevisit_vocabulary_name("vocabularies", vocabulary), 0);
    return name != NULL ? homevisit_word_find(name, strlen(name)) : HOMEVISIT_WORD_none;
}

static homevisit_attribute value_for(const homevisit_attribute_info *info, homevisit_word *word)
{
    homevisit_attribute value = {.name = info->name, .type = info->type};
    *word = word_for(info);
    switch (info->type) {
    case HOMEVISIT_TYPE_BOOLEAN: value.value.boolean = true; break;
    case HOMEVISIT_TYPE_INTEGER: value.value.integer = 2; break;
    case HOMEVISIT_TYPE_TIME: value.value.integer = EARLIEST; break;
    case HOMEVISIT_TYPE_NAME: value.value.word = *word; break;
    case HOMEVISIT_TYPE_TEXT: value.value.text = (homevisit_text){"said", 4}; break;
    case HOMEVISIT_TYPE_NAMES:
        value.value.names.items = word;
        value.value.names.count = 1;
        break;
    case HOMEVISIT_TYPE_IDS:
        value.value.ids.items = staff_ids;
        value.value.ids.count = sizeof staff_ids / sizeof *staff_ids;
        break;
    case HOMEVISIT_TYPE_STAFF:
        value.value.staff.items = plan;
        value.value.staff.count = sizeof plan / sizeof *plan;
        break;
    case HOMEVISIT_TYPE_FACTS:
        value.value.facts.items = declared;
        value.value.facts.count = sizeof declared / sizeof *declared;
        break;
    default: break;
    }
    return value;
}

/* An event with all that it may carry, appended. */
static homevisit_code append_whole(homevisit_visit *visit, homevisit_word word)
{
    homevisit_attribute attributes[MOST_ATTRIBUTES];
    homevisit_word words[MOST_ATTRIBUTES];
    homevisit_event event = {.struct_size = sizeof event,
                             .at = EARLIEST + 60 * (int64_t)word,
                             .event = word,
                             .id = {homevisit_word_text(word), strlen(homevisit_word_text(word))},
                             .attributes = attributes};
    const homevisit_attribute_info *info;
    while (event.attribute_count < MOST_ATTRIBUTES &&
           (info = homevisit_event_attribute(word, event.attribute_count)) != NULL) {
        attributes[event.attribute_count] = value_for(info, &words[event.attribute_count]);
        event.attribute_count++;
    }
    return homevisit_visit_append_event(visit, &event, NULL);
}

static homevisit_code append_all(homevisit_visit *visit)
{
    homevisit_code code = HOMEVISIT_OK;
    for (homevisit_word word = 1; word <= HOMEVISIT_EVENT_LAST && code == HOMEVISIT_OK; word++)
        code = append_whole(visit, word);
    return code;
}

static homevisit_code try_typed(struct bench *bench)
{
    homevisit_visit *visit = NULL;
    homevisit_code code = homevisit_visit_new("V", 1, &bench->options, &visit);
    if (code == HOMEVISIT_OK)
        code = append_all(visit);
    homevisit_visit_free(visit);
    return code;
}

/* A visit with memory that lasts, of which memory that does not is asked. */
static homevisit_visit *whole_visit(struct bench *bench)
{
    homevisit_visit *visit = NULL;
    const size_t held = meter_hold(bench);
    if (homevisit_visit_new("V", 1, &bench->options, &visit) != HOMEVISIT_OK || append_all(visit) != HOMEVISIT_OK) {
        homevisit_visit_free(visit);
        visit = NULL;
    }
    meter_go_on(bench, held);
    return visit;
}

static homevisit_code try_whole_audit(struct bench *bench)
{
    homevisit_visit *visit = whole_visit(bench);
    homevisit_report *report = NULL;
    homevisit_buffer out = {0};
    homevisit_code code = homevisit_audit(bench->loaded, visit, NULL, &report, NULL);
    if (code == HOMEVISIT_OK)
        code = homevisit_report_json(report, &out);
    homevisit_buffer_free(&out);
    homevisit_report_free(report);
    homevisit_visit_free(visit);
    return code;
}

/* A session that is asked of events of people and facts that nobody spoke of before, and that grow with it. */
static homevisit_code try_long_session(struct bench *bench)
{
    const homevisit_text id = {"S-NEW", 5};
    const homevisit_attribute staff = {
        .name = HOMEVISIT_ATTRIBUTE_staff, .type = HOMEVISIT_TYPE_IDS, .value.ids = {&id, 1}};
    const homevisit_event arrived = {.struct_size = sizeof arrived,
                                     .at = EARLIEST + 9000,
                                     .event = HOMEVISIT_WORD_arrived,
                                     .attributes = &staff,
                                     .attribute_count = 1};
    homevisit_visit *visit = whole_visit(bench);
    homevisit_session *session = NULL;
    const homevisit_report *report = NULL;
    const homevisit_verdict *verdict = NULL;
    homevisit_code code = homevisit_session_new(bench->loaded, visit, &session, NULL);
    if (code == HOMEVISIT_OK)
        code = homevisit_session_check(session, &arrived, &report, NULL);
    if (code == HOMEVISIT_OK)
        code = homevisit_visit_append_event(visit, &arrived, NULL);
    if (code == HOMEVISIT_OK)
        code = homevisit_session_decide(session, &arrived, &verdict, NULL);
    if (code == HOMEVISIT_OK)
        code = homevisit_session_status(session, NULL, &report, NULL);
    homevisit_session_free(session);
    homevisit_visit_free(visit);
    return code;
}

/* A session that is asked of one event again and again keeps what the record settles of it. */
static homevisit_code decide_thrice(homevisit_session *session)
{
    const homevisit_attribute attributes[] = {
        {.name = HOMEVISIT_ATTRIBUTE_room, .type = HOMEVISIT_TYPE_NAME, .value.word = HOMEVISIT_WORD_bedroom},
        {.name = HOMEVISIT_ATTRIBUTE_safe, .type = HOMEVISIT_TYPE_BOOLEAN, .value.boolean = true}};
    const homevisit_event moved = {.struct_size = sizeof moved,
                                   .at = EARLIEST + 9000,
                                   .event = HOMEVISIT_WORD_moved,
                                   .attributes = attributes,
                                   .attribute_count = sizeof attributes / sizeof *attributes};
    homevisit_code code = HOMEVISIT_OK;
    for (int i = 0; i < 3 && code == HOMEVISIT_OK; i++) {
        const homevisit_verdict *verdict = NULL;
        code = homevisit_session_decide(session, &moved, &verdict, NULL);
    }
    return code;
}

static homevisit_code try_session_again(struct bench *bench)
{
    homevisit_policy *policy = NULL;
    homevisit_session *session = NULL;
    homevisit_visit *visit = whole_visit(bench);
    const size_t held = meter_hold(bench);
    homevisit_code code =
        homevisit_policy_load(bench->record.data, bench->record.length, &bench->options, &policy, NULL);
    meter_go_on(bench, held);
    if (code == HOMEVISIT_OK)
        code = homevisit_session_new(policy, visit, &session, NULL);
    if (code == HOMEVISIT_OK)
        code = decide_thrice(session);
    homevisit_session_free(session);
    homevisit_visit_free(visit);
    homevisit_policy_free(policy);
    return code;
}

/* ---- tools -------------------------------------------------------------------------------------------------------- */

/* The rarest shapes in one format: the formats differ only in what they do with the document that was made. */
static homevisit_code show(const homevisit_policy *policy, homevisit_format format)
{
    homevisit_buffer out = {0};
    const homevisit_code code = homevisit_policy_show(policy, format, &out);
    homevisit_buffer_free(&out);
    return code;
}

static homevisit_code try_show_markdown(struct bench *bench)
{
    return show(bench->loaded, HOMEVISIT_FORMAT_MARKDOWN);
}

static homevisit_code try_show_others(struct bench *bench)
{
    const size_t held = meter_hold(bench);
    homevisit_policy *policy = NULL;
    homevisit_code code =
        homevisit_policy_load(bench->cases_policy.data, bench->cases_policy.length, &bench->options, &policy, NULL);
    meter_go_on(bench, held);
    if (code == HOMEVISIT_OK)
        code = show(policy, HOMEVISIT_FORMAT_HTML);
    if (code == HOMEVISIT_OK)
        code = show(policy, HOMEVISIT_FORMAT_JSON);
    homevisit_policy_free(policy);
    return code;
}

static homevisit_code try_warnings(struct bench *bench)
{
    const int64_t today = EARLIEST;
    homevisit_problems *problems = NULL;
    homevisit_buffer out = {0};
    homevisit_code code = homevisit_policy_validate(bench->broken_policy.data, bench->broken_policy.length, &today,
                                                    &bench->options, &problems);
    homevisit_code written = homevisit_problems_json(problems, &out);
    homevisit_buffer_free(&out);
    homevisit_problems_free(problems);
    return written == HOMEVISIT_E_MEMORY ? written : code;
}

static homevisit_code try_cases(struct bench *bench, homevisit_format format)
{
    bool passed = false;
    homevisit_buffer out = {0};
    homevisit_problems *problems = NULL;
    homevisit_code code =
        homevisit_policy_test(bench->cases_policy, bench->cases, &bench->options, format, &passed, &out, &problems);
    homevisit_problems_free(problems);
    homevisit_buffer_free(&out);
    return code;
}

static homevisit_code try_cases_text(struct bench *bench)
{
    return try_cases(bench, HOMEVISIT_FORMAT_TEXT);
}

static homevisit_code try_cases_json(struct bench *bench)
{
    return try_cases(bench, HOMEVISIT_FORMAT_JSON);
}

static homevisit_code try_cases_junit(struct bench *bench)
{
    return try_cases(bench, HOMEVISIT_FORMAT_JUNIT);
}

static homevisit_code try_compare_text(struct bench *bench)
{
    homevisit_policy *other = NULL;
    homevisit_buffer out = {0};
    homevisit_visit *visit = whole_visit(bench);
    homevisit_policy_bundled("hsp", NULL, &other, NULL);
    const homevisit_policy *const policies[] = {bench->loaded, other};
    homevisit_code code = homevisit_compare(policies, 2, visit, NULL, HOMEVISIT_FORMAT_TEXT, &out, NULL);
    homevisit_buffer_free(&out);
    homevisit_policy_free(other);
    homevisit_visit_free(visit);
    return code;
}

/* What takes no options writes with the memory of the buffer that it is given. */
static homevisit_code try_buffer(struct bench *bench, homevisit_code (*write)(homevisit_buffer *out))
{
    homevisit_buffer out = {0};
    homevisit_problems *problems = NULL;
    homevisit_visit *visit = NULL;
    const size_t held = meter_hold(bench);
    homevisit_code code = homevisit_visit_load("", 0, &bench->options, &visit, &problems);
    code = code == HOMEVISIT_E_MEMORY ? code : homevisit_problems_json(problems, &out);
    meter_go_on(bench, held);
    if (code == HOMEVISIT_OK)
        code = write(&out);
    homevisit_buffer_free(&out);
    homevisit_problems_free(problems);
    return code;
}

static homevisit_code write_schema(homevisit_buffer *out)
{
    return homevisit_schema("policy", out);
}

static homevisit_code try_schema(struct bench *bench)
{
    return try_buffer(bench, write_schema);
}

static homevisit_code write_new(homevisit_buffer *out)
{
    return homevisit_policy_new("our-school", "standard", out);
}

static homevisit_code try_new(struct bench *bench)
{
    return try_buffer(bench, write_new);
}

static homevisit_code try_conditions(struct bench *bench)
{
    static const char *const conditions[] = {
        "{\"some\":[{\"var\":\"s\"},{\"and\":[{\"==\":[{\"var\":\"role\"},\"dsl\"]},{\"var\":\"trained\"}]}]}",
        "{\"all\":[{\"var\":\"t\"},{\"in\":[{\"var\":\"\"},[\"b\",\"c\"]]}]}",
        "{\"if\":[{\"var\":\"f\"},{\"var\":\"t\"},{\"missing\":[\"n\",\"u\"]}]}",
        "{\"+\":[{\"var\":[\"u\",1]},{\"max\":[1,{\"var\":\"n\"}]}]}",
    };
    static const char data[] = "{\"s\":[{\"id\":\"S-1\",\"role\":\"dsl\",\"trained\":true}],\"t\":[\"b\",\"c\"],"
                               "\"n\":2.5,\"f\":true,\"u\":null,\"e\":[]}";
    homevisit_code code = HOMEVISIT_OK;
    for (size_t i = 0; i < sizeof conditions / sizeof *conditions && code == HOMEVISIT_OK; i++) {
        homevisit_buffer out = {0};
        code = homevisit_condition_evaluate((homevisit_text){conditions[i], strlen(conditions[i])},
                                            (homevisit_text){data, strlen(data)}, &bench->options, &out, NULL);
        homevisit_buffer_free(&out);
    }
    return code;
}

static const struct way ways[] = {
    {"typed events of every kind", try_typed},
    {"audit of every kind", try_whole_audit},
    {"a session that grows", try_long_session},
    {"a session asked again", try_session_again},
    {"show as Markdown", try_show_markdown},
    {"show as HTML and data", try_show_others},
    {"warnings", try_warnings},
    {"cases as text", try_cases_text},
    {"cases as data", try_cases_json},
    {"cases as JUnit", try_cases_junit},
    {"compare as text", try_compare_text},
    {"schema", try_schema},
    {"a new profile", try_new},
    {"evaluate conditions", try_conditions},
};

int main(void)
{
    static struct bench bench;
    bench_open(&bench);
    bench.policy = read_file("tests/show/rare.json");
    bench.record = read_file("tests/unit/policies/forms.json"); /* a policy: the ways here load no record */
    bench.broken_policy = read_file("tests/oom/doubtful.json");
    bench.cases_policy = read_file("tests/cli/documents/tiny/policy.json");
    bench.cases = read_file("tests/cli/documents/tiny-cases-failing.json");
    bench.meter.countdown = SIZE_MAX; /* a document is written with its policy's memory */
    if (homevisit_policy_load(bench.policy.data, bench.policy.length, &bench.options, &bench.loaded, NULL) !=
        HOMEVISIT_OK)
        return 2;
    const size_t faults = sweep(&bench, ways, sizeof ways / sizeof *ways);
    bench_close(&bench);
    return faults != 0;
}
