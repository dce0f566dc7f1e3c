/* Traps for the questions: long visits audited, asked of and compared, under many rules and many policies. */
#include "trap.h"

#include <stdlib.h>
#include <string.h>

enum { EVENTS = 100000 };

/* ---- springs ------------------------------------------------------------------------------------------------------- */

static void load_visit(struct bait *bait)
{
    const homevisit_options options = meter_options();
    if (homevisit_visit_load(bait->text.data, bait->text.length, &options, &bait->visit, NULL) != HOMEVISIT_OK)
        abort();
}

static void load_policy(struct bait *bait, const struct text *text)
{
    const homevisit_options options = meter_options();
    if (homevisit_policy_load(text->data, text->length, &options, &bait->policy, NULL) != HOMEVISIT_OK)
        abort();
}

static void load_bundled(struct bait *bait)
{
    const homevisit_options options = meter_options();
    if (homevisit_policy_bundled("maghull-high", &options, &bait->policy, NULL) != HOMEVISIT_OK)
        abort();
}

static homevisit_code finish(homevisit_code code, homevisit_report *report, homevisit_problems *problems)
{
    homevisit_buffer out = {.allocator = meter_allocator};
    if (code == HOMEVISIT_OK)
        code = homevisit_report_json(report, &out);
    homevisit_buffer_free(&out);
    homevisit_report_free(report);
    trap_problems(problems);
    return code;
}

static homevisit_code audit(struct bait *bait)
{
    homevisit_report *report;
    homevisit_problems *problems;
    const homevisit_code code = homevisit_audit(bait->policy, bait->visit, NULL, &report, &problems);
    return finish(code, report, problems);
}

static homevisit_code status(struct bait *bait)
{
    homevisit_report *report;
    homevisit_problems *problems;
    const homevisit_code code = homevisit_status(bait->policy, bait->visit, NULL, &report, &problems);
    return finish(code, report, problems);
}

static homevisit_code compare(struct bait *bait)
{
    const homevisit_policy *const policies[] = {bait->policy, bait->policy};
    homevisit_buffer out = {.allocator = meter_allocator};
    const homevisit_code code = homevisit_compare(policies, 2, bait->visit, NULL, HOMEVISIT_FORMAT_JSON, &out, NULL);
    homevisit_buffer_free(&out);
    return code;
}

/* The policy against itself, as many times as the size says. */
static homevisit_code compare_many(struct bait *bait)
{
    const homevisit_policy **policies = bait->own;
    homevisit_buffer out = {.allocator = meter_allocator};
    const homevisit_code code =
        homevisit_compare(policies, bait->size, bait->visit, NULL, HOMEVISIT_FORMAT_TEXT, &out, NULL);
    homevisit_buffer_free(&out);
    return code;
}

/* A check after each event that is appended, in a session: what was taken in before is not looked at again. */
static homevisit_code session(struct bait *bait)
{
    const homevisit_options options = meter_options();
    homevisit_visit *visit;
    homevisit_session *session = NULL;
    homevisit_code code = homevisit_visit_new("V", 1, &options, &visit);
    if (code == HOMEVISIT_OK)
        code = homevisit_session_new(bait->policy, visit, &session, NULL);
    for (size_t i = 0; i < bait->event_count && code == HOMEVISIT_OK; i++) {
        const homevisit_verdict *verdict;
        code = homevisit_session_decide(session, &bait->events[i], &verdict, NULL);
        if (code == HOMEVISIT_OK)
            code = homevisit_visit_append_event(visit, &bait->events[i], NULL);
    }
    homevisit_session_free(session);
    homevisit_visit_free(visit);
    return code;
}

/* ---- long visits --------------------------------------------------------------------------------------------------- */

/* A visit that goes on and on: whoever arrives goes in, moves about, checks in, leaves and arrives again. */
static void lay_rounds(struct bait *bait)
{
    static const char *const round[] = {
        "\"arrived\",\"staff\":[\"S-1\"]", "\"knocked\",\"answered\":true",
        "\"spoke\",\"person\":\"parent\"", "\"entered\"",
        "\"moved\",\"room\":\"shared\"",   "\"threatened\"",
        "\"checked_in\",\"with\":\"dsl\"", "\"left\",\"staff\":[\"S-1\"]",
    };
    const size_t length = sizeof round / sizeof *round;
    put(&bait->text,
        VISIT_HEAD
        "{\"at\":\"%s\",\"event\":\"planned\",\"reason\":\"other\",\"staff\":[{\"id\":\"S-1\",\"role\":\"teacher\"}]},"
        "{\"at\":\"%s\",\"event\":\"departed\"}",
        second(0), second(1));
    for (size_t i = 2; i < bait->size; i++)
        put(&bait->text, ",{\"at\":\"%s\",\"event\":%s}", second(i * 60), round[(i - 2) % length]);
    put(&bait->text, "]}");
}

static void rounds(struct bait *bait)
{
    lay_rounds(bait);
    load_visit(bait);
    load_bundled(bait);
}

/* All arrive, each under another id, then all leave one by one. */
static void crowd(struct bait *bait)
{
    put(&bait->text,
        VISIT_HEAD "{\"at\":\"%s\",\"event\":\"planned\",\"reason\":\"other\"},{\"at\":\"%s\",\"event\":\"departed\"}",
        second(0), second(1));
    for (size_t i = 0; i < bait->size; i++)
        put(&bait->text, ",{\"at\":\"%s\",\"event\":\"%s\",\"staff\":[\"S-%zu\"]}", second(i + 2),
            i < bait->size / 2 ? "arrived" : "left", i % (bait->size / 2));
    put(&bait->text, "]}");
    load_visit(bait);
    load_bundled(bait);
}

/* A profile with duties of every kind, and a visit in which they arise at every event and are never done. */
static void duties_that_pile_up(struct bait *bait)
{
    struct text policy = {.data = NULL};
    put(&policy, POLICY_HEAD "\"rules\":[");
    put(&policy, RULE "\"on\":[\"threatened\"],\"do\":[\"checked_in\"],\"within_minutes\":5},", (size_t)0);
    put(&policy, RULE "\"on\":[\"threatened\"],\"do\":[\"reported\"],\"before\":\"closed\"},", (size_t)1);
    put(&policy,
        RULE "\"on\":[\"threatened\"],\"do\":[\"logged\"],\"from\":\"last_contact\",\"within_minutes\":100000000},",
        (size_t)2);
    put(&policy,
        RULE "\"when\":{\"var\":\"threatened\"},\"do\":[\"debriefed\"],\"repeat\":true,\"within_minutes\":1}]}",
        (size_t)3);
    put(&bait->text, VISIT_HEAD);
    for (size_t i = 0; i < bait->size; i++)
        put(&bait->text, "%s{\"at\":\"%s\",\"event\":\"%s\"}", i == 0 ? "" : ",", second(i * 60),
            i % 4 == 3 ? "debriefed" : "threatened");
    put(&bait->text, "]}");
    load_visit(bait);
    load_policy(bait, &policy);
    text_free(&policy);
}

/* ---- own facts ----------------------------------------------------------------------------------------------------- */

static void lay_own_facts(struct bait *bait, const char *value)
{
    put(&bait->other, POLICY_HEAD "\"facts\":{");
    for (size_t i = 0; i < bait->size; i++)
        put(&bait->other, "%s\"x.%zu\":\"integer\"", i == 0 ? "" : ",", i);
    put(&bait->other, "},\"rules\":[]}");
    put(&bait->text, VISIT_HEAD);
    for (size_t i = 0; i < bait->size; i++)
        put(&bait->text, "%s{\"at\":\"%s\",\"event\":\"declared\",\"facts\":{\"x.%zu\":%s}}", i == 0 ? "" : ",",
            second(i), bait->size - 1 - i, value);
    put(&bait->text, "]}");
    load_visit(bait);
    load_policy(bait, &bait->other);
}

static void own_facts(struct bait *bait)
{
    lay_own_facts(bait, "1");
}

static void own_facts_of_another_type(struct bait *bait)
{
    lay_own_facts(bait, "\"1\"");
}

static void events_of_own_facts(struct bait *bait)
{
    static const homevisit_declared said = {.name = {"x.a", 3}, .type = HOMEVISIT_TYPE_INTEGER, .integer = 1};
    static const homevisit_attribute facts = {
        .name = HOMEVISIT_ATTRIBUTE_facts, .type = HOMEVISIT_TYPE_FACTS, .value.facts = {&said, 1}};
    put(&bait->other, POLICY_HEAD "\"facts\":{\"x.a\":\"integer\"},\"rules\":[]}");
    load_policy(bait, &bait->other);
    bait->event_count = bait->size;
    bait->events = calloc(bait->size, sizeof *bait->events);
    for (size_t i = 0; bait->events != NULL && i < bait->size; i++)
        bait->events[i] = (homevisit_event){.struct_size = sizeof(homevisit_event),
                                            .at = INT64_C(1772438400) + (int64_t)i,
                                            .event = HOMEVISIT_WORD_declared,
                                            .attributes = &facts,
                                            .attribute_count = 1};
}

static void events_of_a_session(struct bait *bait)
{
    load_bundled(bait);
    bait->event_count = bait->size;
    bait->events = calloc(bait->size, sizeof *bait->events);
    for (size_t i = 0; bait->events != NULL && i < bait->size; i++)
        bait->events[i] = (homevisit_event){.struct_size = sizeof(homevisit_event),
                                            .at = INT64_C(1772438400) + (int64_t)i,
                                            .event = HOMEVISIT_WORD_child_seen};
}

/* ---- many rules ---------------------------------------------------------------------------------------------------- */

/* All rules speak of the one event that the visit has a hundred of, and all are broken. */
static void rules_that_fire(struct bait *bait)
{
    put(&bait->other, POLICY_HEAD "\"rules\":[");
    for (size_t i = 0; i < bait->size; i++)
        put(&bait->other, "%s" RULE "\"on\":[\"child_seen\"],\"needs\":{\"<\":[{\"var\":\"time.minute\"},%zu]}}",
            i == 0 ? "" : ",", i, i % 400 + 1);
    put(&bait->other, "]}");
    put(&bait->text, VISIT_HEAD);
    for (size_t i = 0; i < 100; i++)
        put(&bait->text, "%s{\"at\":\"%s\",\"event\":\"child_seen\"}", i == 0 ? "" : ",", second(i));
    put(&bait->text, "]}");
    load_visit(bait);
    load_policy(bait, &bait->other);
}

/* Policies without number under which ten rules are broken and ten duties arise at each of ten events. */
static void policies(struct bait *bait)
{
    const homevisit_policy **all = calloc(bait->size, sizeof *all);
    put(&bait->other, POLICY_HEAD "\"rules\":[");
    for (size_t i = 0; i < 10; i++)
        put(&bait->other,
            "%s" RULE "\"on\":[\"child_seen\"],\"when\":true},{\"id\":\"d%zu\",\"clauses\":[],\"force\":\"must\","
            "\"message\":\"m\",\"on\":[\"child_seen\"],\"do\":[\"closed\"]}",
            i == 0 ? "" : ",", i, i);
    put(&bait->other, "]}");
    put(&bait->text, VISIT_HEAD);
    for (size_t i = 0; i < 10; i++)
        put(&bait->text, "%s{\"at\":\"%s\",\"event\":\"child_seen\"}", i == 0 ? "" : ",", second(i));
    put(&bait->text, "]}");
    load_visit(bait);
    load_policy(bait, &bait->other);
    for (size_t i = 0; all != NULL && i < bait->size; i++)
        all[i] = bait->policy;
    bait->own = (void *)all;
}

static void standing_duties(struct bait *bait)
{
    put(&bait->other, POLICY_HEAD "\"rules\":[");
    for (size_t i = 0; i < bait->size; i++)
        put(&bait->other,
            "%s" RULE
            "\"when\":{\">\":[{\"var\":\"calls.unanswered\"},%zu]},\"do\":[\"checked_in\"],\"before\":\"closed\","
            "\"within_minutes\":%zu}",
            i == 0 ? "" : ",", i, i % 5, i);
    put(&bait->other, "]}");
    put(&bait->text, VISIT_HEAD);
    for (size_t i = 0; i < 100; i++)
        put(&bait->text, "%s{\"at\":\"%s\",\"event\":%s}", i == 0 ? "" : ",", second(i * 60),
            i % 10 == 9 ? "\"checked_in\",\"with\":\"dsl\"" : "\"staff_called\",\"result\":\"no_answer\"");
    put(&bait->text, "]}");
    load_visit(bait);
    load_policy(bait, &bait->other);
}

const struct trap question_traps[] = {
    {"rounds of a visit, audited", "events", EVENTS, rounds, audit, HOMEVISIT_OK, NULL, NULL, 0},
    {"rounds of a visit, where it stands", "events", EVENTS, rounds, status, HOMEVISIT_OK, NULL, NULL, 0},
    {"rounds of a visit, compared", "events", EVENTS / 4, rounds, compare, HOMEVISIT_OK, NULL, NULL, 0},
    {"policies compared", "policies", 1024, policies, compare_many, HOMEVISIT_OK, NULL, NULL, 0},
    {"a crowd that comes and goes, audited", "events", EVENTS - 2, crowd, audit, HOMEVISIT_OK, NULL, NULL, 0},
    {"duties that pile up, audited", "events", EVENTS, duties_that_pile_up, audit, HOMEVISIT_OK, NULL, NULL, 0},
    {"duties that pile up, where they stand", "events", EVENTS, duties_that_pile_up, status, HOMEVISIT_OK, NULL, NULL,
     0},
    {"own facts, all of them declared", "facts", EVENTS / 4, own_facts, audit, HOMEVISIT_OK, NULL, NULL, 0},
    {"own facts, all of another type", "facts", EVENTS / 4, own_facts_of_another_type, audit, HOMEVISIT_E_TYPE,
     "own_fact_type", NULL, 0},
    {"own facts in a session", "events", EVENTS / 4, events_of_own_facts, session, HOMEVISIT_OK, NULL, NULL, 0},
    {"events in a session", "events", EVENTS / 4, events_of_a_session, session, HOMEVISIT_OK, NULL, NULL, 0},
    {"rules that all fire, audited", "rules", 4096, rules_that_fire, audit, HOMEVISIT_OK, NULL, NULL, 0},
    {"standing duties, audited", "rules", 4096, standing_duties, audit, HOMEVISIT_OK, NULL, NULL, 0},
    {NULL, NULL, 0, NULL, NULL, HOMEVISIT_OK, NULL, NULL, 0},
};
