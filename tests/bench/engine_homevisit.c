/* The 24 rules in libhomevisit: guards on `moved`, facts from a visit's record; a typed event, or all as text. */
#include "engine.h"
#include "measure.h"

#include <cJSON.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const struct visits *all;
static homevisit_policy *policy;
static homevisit_visit *loaded[VISITS];
static homevisit_session *sessions[VISITS];
static homevisit_attribute attributes[VISITS][3];
static homevisit_event events[VISITS];
static homevisit_buffer out;

static void make_event(size_t i)
{
    static const homevisit_word rooms[] = {HOMEVISIT_WORD_shared, HOMEVISIT_WORD_upstairs, HOMEVISIT_WORD_bedroom};
    const struct facts *facts = &all->facts[i];
    homevisit_attribute *a = attributes[i];
    int64_t midnight = 0;
    must_hold(homevisit_time_read("2026-03-02T00:00:00Z", 20, &midnight), "midnight", i);
    a[0] = (homevisit_attribute){
        .name = HOMEVISIT_ATTRIBUTE_room, .type = HOMEVISIT_TYPE_NAME, .value.word = rooms[facts->room]};
    a[1] = (homevisit_attribute){.name = HOMEVISIT_ATTRIBUTE_parent_permission,
                                 .type = HOMEVISIT_TYPE_BOOLEAN,
                                 .value.boolean = facts->permission};
    a[2] = (homevisit_attribute){
        .name = HOMEVISIT_ATTRIBUTE_child_unwell, .type = HOMEVISIT_TYPE_BOOLEAN, .value.boolean = facts->unwell};
    events[i] = (homevisit_event){.struct_size = sizeof events[i],
                                  .at = midnight + facts->minute * 60,
                                  .event = HOMEVISIT_WORD_moved,
                                  .attributes = a,
                                  .attribute_count = 3};
}

static void open_homevisit(const struct visits *visits, const char *folder)
{
    char path[1024];
    size_t length = 0;
    all = visits;
    snprintf(path, sizeof path, "%s/policy.json", folder);
    char *text = read_text(path, &length);
    must(homevisit_policy_load(text, length, NULL, &policy, NULL), path);
    free(text);
    for (size_t i = 0; i < VISITS; i++) {
        must(homevisit_visit_load(all->records[i], all->record_lengths[i], NULL, &loaded[i], NULL), "a record");
        must(homevisit_session_new(policy, loaded[i], &sessions[i], NULL), "a session");
        make_event(i);
    }
}

static void close_homevisit(void)
{
    for (size_t i = 0; i < VISITS; i++) {
        homevisit_session_free(sessions[i]);
        homevisit_visit_free(loaded[i]);
    }
    homevisit_buffer_free(&out);
    homevisit_policy_free(policy);
}

static size_t decide(size_t visit)
{
    const homevisit_verdict *verdict = NULL;
    must(homevisit_session_decide(sessions[visit], &events[visit], &verdict, NULL), "a decision");
    return verdict->broken.count;
}

static uint32_t bit_of(const char *rule)
{
    return UINT32_C(1) << (strtoul(rule + 1, NULL, 10) - 1);
}

static uint32_t fired(size_t visit)
{
    const homevisit_verdict *verdict = NULL;
    uint32_t bits = 0;
    must(homevisit_session_decide(sessions[visit], &events[visit], &verdict, NULL), "a decision");
    must_hold(verdict->unknown.count == 0, "libhomevisit: something is unknown", visit);
    for (size_t i = 0; i < verdict->broken.count; i++)
        bits |= bit_of(verdict->broken.items[i]);
    return bits;
}

/* The record and the event as text, the report as text; the policy stays loaded. */
static size_t answer(size_t visit)
{
    homevisit_visit *record = NULL;
    homevisit_report *report = NULL;
    must(homevisit_visit_load(all->records[visit], all->record_lengths[visit], NULL, &record, NULL), "a record");
    must(homevisit_check_json(policy, record, all->events[visit], all->event_lengths[visit], &report, NULL), "a check");
    must(homevisit_report_json(report, &out), "a report");
    homevisit_report_free(report);
    homevisit_visit_free(record);
    return out.length;
}

static uint32_t answered(size_t visit)
{
    const size_t length = answer(visit);
    cJSON *report = cJSON_ParseWithLength(out.data, length), *finding;
    uint32_t bits = 0;
    cJSON_ArrayForEach(finding, cJSON_GetObjectItemCaseSensitive(report, "findings"))
    {
        bits |= bit_of(cJSON_GetStringValue(cJSON_GetObjectItemCaseSensitive(finding, "rule")));
    }
    cJSON_Delete(report);
    return bits;
}

ENGINE_LOOPS(decide, answer)

const struct engine engine_homevisit = {
    .row = "homevisit",
    .open = open_homevisit,
    .fired = fired,
    .answered = answered,
    .run_ready = run_ready,
    .run_text = run_text,
    .close = close_homevisit,
};
