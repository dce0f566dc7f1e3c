/*
 * Memory, by an allocator that counts: what a loaded policy, a record, a session and a report hold, what making them took
 * at most, and that a thousand rounds of the same take no more than the first few.
 */
#include "generated.h"
#include "measure.h"
#include "sections.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { ROUNDS = 1000, WARM = 8, HEAD = 16 };

/* What is held now, and what was held at most. */
struct counted {
    size_t held, most;
};

/* The size stands before the memory that is handed out. */
static void *allocate(void *user, size_t size)
{
    struct counted *c = user;
    char *memory = malloc(size + HEAD);
    if (!memory)
        return NULL;
    memcpy(memory, &size, sizeof size);
    c->held += size;
    if (c->held > c->most)
        c->most = c->held;
    return memory + HEAD;
}

static void release(void *user, void *memory)
{
    struct counted *c = user;
    size_t size = 0;
    memcpy(&size, (char *)memory - HEAD, sizeof size);
    c->held -= size;
    free((char *)memory - HEAD);
}

static struct counted counted;
static const homevisit_allocator counting = {allocate, release, &counted};
static const homevisit_options options = {.struct_size = sizeof options, .allocator = &counting};

static const homevisit_attribute with_office = {
    .name = HOMEVISIT_ATTRIBUTE_with, .type = HOMEVISIT_TYPE_NAME, .value.word = HOMEVISIT_WORD_office};

/* Tells what is held beyond `before`, and what was held at most on the way. */
static void tell_bytes(const char *table, const char *row, size_t before)
{
    tell(table, row, "held", (double)(counted.held - before));
    tell(table, row, "most", (double)(counted.most - before));
    counted.most = counted.held;
}

static size_t begin(void)
{
    counted.most = counted.held;
    return counted.held;
}

static void tell_profiles(void)
{
    const char *id;
    for (size_t i = 0; (id = homevisit_bundled_id(i)) != NULL; i++) {
        homevisit_policy *policy = NULL;
        homevisit_text text;
        size_t before = begin();
        must_hold(homevisit_bundled_text(id, &text), id, i);
        must(homevisit_policy_load(text.data, text.length, &options, &policy, NULL), id);
        tell_bytes("memory-json", id, before);
        homevisit_policy_free(policy);
        before = begin();
        must(homevisit_policy_bundled(id, &options, &policy, NULL), id);
        tell_bytes("memory-built-in", id, before);
        homevisit_policy_free(policy);
    }
    must_hold(counted.held == 0, "a policy leaks", counted.held);
}

static homevisit_visit *long_visit(size_t count)
{
    homevisit_visit *visit = NULL;
    must(homevisit_visit_new("V", 1, &options, &visit), "an empty record");
    for (size_t i = 0; i < count; i++) {
        const homevisit_event event = {.struct_size = sizeof event,
                                       .at = 1772437200 + (int64_t)i * 60,
                                       .event = HOMEVISIT_WORD_checked_in,
                                       .attributes = &with_office,
                                       .attribute_count = 1};
        must(homevisit_visit_append_event(visit, &event, NULL), "an event");
    }
    return visit;
}

static void tell_visits(void)
{
    static const size_t counts[] = {0, 10, 100, 1000, 10000};
    for (size_t i = 0; i < sizeof counts / sizeof *counts; i++) {
        char row[32];
        const size_t before = begin();
        snprintf(row, sizeof row, "%zu", counts[i]);
        homevisit_visit *visit = long_visit(counts[i]);
        tell_bytes("memory-visit", row, before);
        homevisit_visit_free(visit);
    }
    must_hold(counted.held == 0, "a visit leaks", counted.held);
}

struct objects {
    homevisit_policy *policy;
    homevisit_visit *visit;
    char *text, *event;
    size_t length, event_length;
};

static void tell_report(const char *row, const struct objects *o, homevisit_question question)
{
    homevisit_report *report = NULL;
    homevisit_buffer out = {.allocator = counting};
    size_t before = begin();
    if (question == HOMEVISIT_QUESTION_CHECK)
        must(homevisit_check_json(o->policy, o->visit, o->event, o->event_length, &report, NULL), row);
    else if (question == HOMEVISIT_QUESTION_STATUS)
        must(homevisit_status(o->policy, o->visit, NULL, &report, NULL), row);
    else
        must(homevisit_audit(o->policy, o->visit, NULL, &report, NULL), row);
    tell_bytes("memory", row, before);
    must(homevisit_report_json(report, &out), row);
    tell("memory", row, "json", (double)out.length);
    homevisit_buffer_free(&out);
    homevisit_report_free(report);
}

static void tell_objects(const struct objects *o)
{
    homevisit_visit *visit = NULL;
    homevisit_session *session = NULL;
    size_t before = begin();
    must(homevisit_visit_load(o->text, o->length, &options, &visit, NULL), "the record");
    tell_bytes("memory", "visit", before);
    tell("memory", "visit", "json", (double)o->length);
    tell("memory", "visit", "events", (double)homevisit_visit_event_count(visit));
    homevisit_visit_free(visit);
    before = begin();
    must(homevisit_session_new(o->policy, o->visit, &session, NULL), "a session");
    tell_bytes("memory", "session", before);
    homevisit_session_free(session);
    tell_report("check", o, HOMEVISIT_QUESTION_CHECK);
    tell_report("status", o, HOMEVISIT_QUESTION_STATUS);
    tell_report("audit", o, HOMEVISIT_QUESTION_AUDIT);
}

/* ---- loops --------------------------------------------------------------------------------------------------------- */

static void once_text(struct objects *o, homevisit_session *session)
{
    homevisit_visit *visit = NULL;
    homevisit_report *report = NULL;
    homevisit_buffer out = {.allocator = counting};
    (void)session;
    must(homevisit_visit_load(o->text, o->length, &options, &visit, NULL), "the record");
    must(homevisit_check_json(o->policy, visit, o->event, o->event_length, &report, NULL), "a check");
    must(homevisit_report_json(report, &out), "a report");
    homevisit_buffer_free(&out);
    homevisit_report_free(report);
    homevisit_visit_free(visit);
}

static void once_audit(struct objects *o, homevisit_session *session)
{
    homevisit_report *report = NULL;
    (void)session;
    must(homevisit_audit(o->policy, o->visit, NULL, &report, NULL), "an audit");
    homevisit_report_free(report);
}

static void once_session(struct objects *o, homevisit_session *session)
{
    const homevisit_report *report;
    const homevisit_verdict *verdict;
    homevisit_event event = {.struct_size = sizeof event,
                             .event = HOMEVISIT_WORD_checked_in,
                             .attributes = &with_office,
                             .attribute_count = 1};
    must_hold(homevisit_visit_last_at(o->visit, &event.at), "the record is empty", 0);
    must(homevisit_session_decide(session, &event, &verdict, NULL), "a decision");
    must(homevisit_session_check(session, &event, &report, NULL), "a check");
    must(homevisit_session_status(session, &event.at, &report, NULL), "a status");
}

static void once_load(struct objects *o, homevisit_session *session)
{
    homevisit_policy *policy = NULL;
    homevisit_text text;
    (void)o;
    (void)session;
    must_hold(homevisit_bundled_text("standard", &text), "standard", 0);
    must(homevisit_policy_load(text.data, text.length, &options, &policy, NULL), "standard, from JSON");
    homevisit_policy_free(policy);
    must(homevisit_policy_bundled("standard", &options, &policy, NULL), "standard");
    homevisit_policy_free(policy);
}

/* The peak of the first rounds, and the peak after all of them. */
static void tell_loop(const char *row, struct objects *o, void (*once)(struct objects *, homevisit_session *))
{
    homevisit_session *session = NULL;
    const size_t before = begin();
    size_t early = 0;
    must(homevisit_session_new(o->policy, o->visit, &session, NULL), "a session");
    for (int round = 0; round < ROUNDS; round++) {
        once(o, session);
        if (round == WARM - 1)
            early = counted.most;
    }
    tell("memory-loop", row, "early", (double)(early - before));
    tell("memory-loop", row, "late", (double)(counted.most - before));
    homevisit_session_free(session);
    tell("memory-loop", row, "left", (double)(counted.held - before));
}

void section_memory(const char *model)
{
    struct objects o = {0};
    char record[GENERATED_SIZE];
    size_t last = 0;
    tell_profiles();
    tell_visits();
    o.text = read_text(model, &o.length);
    const size_t length = generated_visit(1, record, &last);
    o.event = record + last + 1;
    o.event_length = length - last - 3;
    must(homevisit_policy_bundled("maghull-high", &options, &o.policy, NULL), "maghull-high");
    must(homevisit_visit_load(o.text, o.length, &options, &o.visit, NULL), model);
    tell_objects(&o);
    tell_loop("text", &o, once_text);
    tell_loop("audit", &o, once_audit);
    tell_loop("session", &o, once_session);
    tell_loop("load", &o, once_load);
    homevisit_visit_free(o.visit);
    homevisit_policy_free(o.policy);
    free(o.text);
    must_hold(counted.held == 0, "something leaks", counted.held);
}
