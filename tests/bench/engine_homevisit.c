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
/* Of each visit the event that it is about, and the same with what another visit's says. */
enum { OWN, OTHER, EVENTS };
static homevisit_attribute attributes[EVENTS][VISITS][3];
static homevisit_event events[EVENTS][VISITS];
static homevisit_buffer out;

/* What the event of the visit says otherwise in the second question: the time stays, on which the record's facts hang. */
static struct facts other_facts(size_t visit)
{
    const struct facts *other = &all->facts[(visit + 1) % VISITS];
    struct facts facts = all->facts[visit];
    facts.room = other->room;
    facts.permission = other->permission;
    facts.unwell = other->unwell;
    return facts;
}

static void make_event(homevisit_event *event, homevisit_attribute *a, const struct facts *facts)
{
    static const homevisit_word rooms[] = {HOMEVISIT_WORD_shared, HOMEVISIT_WORD_upstairs, HOMEVISIT_WORD_bedroom};
    int64_t midnight = 0;
    must_hold(homevisit_time_read("2026-03-02T00:00:00Z", 20, &midnight), "midnight", 0);
    a[0] = (homevisit_attribute){
        .name = HOMEVISIT_ATTRIBUTE_room, .type = HOMEVISIT_TYPE_NAME, .value.word = rooms[facts->room]};
    a[1] = (homevisit_attribute){.name = HOMEVISIT_ATTRIBUTE_parent_permission,
                                 .type = HOMEVISIT_TYPE_BOOLEAN,
                                 .value.boolean = facts->permission};
    a[2] = (homevisit_attribute){
        .name = HOMEVISIT_ATTRIBUTE_child_unwell, .type = HOMEVISIT_TYPE_BOOLEAN, .value.boolean = facts->unwell};
    *event = (homevisit_event){.struct_size = sizeof *event,
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
        const struct facts other = other_facts(i);
        make_event(&events[OWN][i], attributes[OWN][i], &all->facts[i]);
        make_event(&events[OTHER][i], attributes[OTHER][i], &other);
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

static const homevisit_verdict *ask(size_t visit, int which)
{
    const homevisit_verdict *verdict = NULL;
    must(homevisit_session_decide(sessions[visit], &events[which][visit], &verdict, NULL), "a decision");
    return verdict;
}

static size_t decide(size_t visit)
{
    return ask(visit, OWN)->broken.count;
}

static uint32_t bit_of(const char *rule)
{
    return UINT32_C(1) << (strtoul(rule + 1, NULL, 10) - 1);
}

static uint32_t bits_of(size_t visit, int which)
{
    const homevisit_verdict *verdict = ask(visit, which);
    uint32_t bits = 0;
    must_hold(verdict->unknown.count == 0, "libhomevisit: something is unknown", visit);
    for (size_t i = 0; i < verdict->broken.count; i++)
        bits |= bit_of(verdict->broken.items[i]);
    return bits;
}

static uint32_t fired(size_t visit)
{
    const struct facts other = other_facts(visit);
    must_hold(bits_of(visit, OTHER) == facts_decide(&other), "another event of this visit is decided wrongly", visit);
    return bits_of(visit, OWN);
}

/* Each session is asked about one event and the other by turns. */
static void run_changed(void *user, size_t rounds)
{
    static int which;
    size_t sum = 0;
    (void)user;
    for (size_t round = 0; round < rounds; round++) {
        which = which == OWN ? OTHER : OWN;
        for (size_t visit = 0; visit < VISITS; visit++)
            sum += ask(visit, which)->broken.count;
    }
    engine_sink += sum;
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
    .row_changed = "homevisit-changed",
    .run_changed = run_changed,
    .run_text = run_text,
    .close = close_homevisit,
};
