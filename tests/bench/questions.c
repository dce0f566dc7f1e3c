/*
 * The questions under the largest bundled profile.
 *
 * In sessions: for every step of a visit, the record up to it and a session on that; the step itself is what is checked.
 * The report is asked for as a structure. From text to text: generated records of about 2.5 KB, their last event as the
 * proposed one, beside what only parsing the same bytes takes.
 */
#include "generated.h"
#include "json_scan.h"
#include "measure.h"
#include "replay.h"
#include "sections.h"
#include "typed.h"

#include <cJSON.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MOST_STEPS = 128, RECORDS = 64 };

static const char *const profile = "maghull-high";

/* ---- in sessions ------------------------------------------------------------------------------------------------- */

struct steps {
    const homevisit_policy *policy;
    cJSON *tree;
    size_t count;
    homevisit_visit *visits[MOST_STEPS];
    homevisit_session *sessions[MOST_STEPS];
    struct typed events[MOST_STEPS];
    size_t findings;
};

static homevisit_visit *record_before(const cJSON *events, size_t count)
{
    homevisit_visit *visit = NULL;
    must(homevisit_visit_new("V", 1, NULL, &visit), "an empty record");
    for (size_t i = 0; i < count; i++) {
        char *text = cJSON_PrintUnformatted(cJSON_GetArrayItem(events, (int)i));
        must(homevisit_visit_append(visit, text, strlen(text), NULL), "an event of the visit");
        cJSON_free(text);
    }
    return visit;
}

/* The typed events and the JSON ones have to be answered alike. */
static void compare_step(struct steps *s, const homevisit_policy *policy, size_t i, const cJSON *event)
{
    const homevisit_report *typed = NULL;
    homevisit_report *plain = NULL;
    homevisit_buffer first = {0}, second = {0};
    char *text = cJSON_PrintUnformatted(event);
    must(homevisit_session_check(s->sessions[i], &s->events[i].event, &typed, NULL), "a check in a session");
    must(homevisit_check_json(policy, s->visits[i], text, strlen(text), &plain, NULL), "a check");
    must(homevisit_report_json(typed, &first), "a report");
    must(homevisit_report_json(plain, &second), "a report");
    must_hold(first.length == second.length && memcmp(first.data, second.data, first.length) == 0,
              "a session answers otherwise than a check", i);
    s->findings += homevisit_report_result(plain)->finding_count;
    homevisit_buffer_free(&first);
    homevisit_buffer_free(&second);
    homevisit_report_free(plain);
    cJSON_free(text);
}

static void open_steps(struct steps *s, const homevisit_policy *policy, const char *path)
{
    size_t length = 0;
    char *text = read_text(path, &length);
    s->tree = cJSON_ParseWithLength(text, length);
    free(text);
    const cJSON *events = cJSON_GetObjectItemCaseSensitive(s->tree, "events");
    s->count = (size_t)cJSON_GetArraySize(events);
    s->findings = 0;
    s->policy = policy;
    must_hold(s->count > 0 && s->count <= MOST_STEPS, path, s->count);
    for (size_t i = 0; i < s->count; i++) {
        const cJSON *event = cJSON_GetArrayItem(events, (int)i);
        s->visits[i] = record_before(events, i);
        must(homevisit_session_new(policy, s->visits[i], &s->sessions[i], NULL), "a session");
        typed_event(event, &s->events[i]);
        compare_step(s, policy, i, event);
    }
}

static void close_steps(struct steps *s)
{
    for (size_t i = 0; i < s->count; i++) {
        homevisit_session_free(s->sessions[i]);
        homevisit_visit_free(s->visits[i]);
    }
    cJSON_Delete(s->tree);
}

static void decide_steps(void *user, size_t rounds)
{
    struct steps *s = user;
    const homevisit_verdict *verdict;
    for (size_t round = 0; round < rounds; round++)
        for (size_t i = 0; i < s->count; i++)
            must(homevisit_session_decide(s->sessions[i], &s->events[i].event, &verdict, NULL), "a decision");
}

static void check_steps(void *user, size_t rounds)
{
    struct steps *s = user;
    const homevisit_report *report;
    for (size_t round = 0; round < rounds; round++)
        for (size_t i = 0; i < s->count; i++)
            must(homevisit_session_check(s->sessions[i], &s->events[i].event, &report, NULL), "a check");
}

static void status_steps(void *user, size_t rounds)
{
    struct steps *s = user;
    const homevisit_report *report;
    for (size_t round = 0; round < rounds; round++)
        for (size_t i = 0; i < s->count; i++)
            must(homevisit_session_status(s->sessions[i], &s->events[i].event.at, &report, NULL), "a status");
}

/* What a session has settled once is asked again for little; here it has to settle anew, as a visit goes on: each event is
 * decided, then appended, from an empty record to the last. */
static void live_through(void *user, size_t rounds)
{
    struct steps *s = user;
    const homevisit_verdict *verdict;
    for (size_t round = 0; round < rounds; round++) {
        homevisit_visit *visit = NULL;
        homevisit_session *session = NULL;
        must(homevisit_visit_new("V", 1, NULL, &visit), "an empty record");
        must(homevisit_session_new(s->policy, visit, &session, NULL), "a session");
        for (size_t i = 0; i < s->count; i++) {
            must(homevisit_session_decide(session, &s->events[i].event, &verdict, NULL), "a decision");
            must(homevisit_visit_append_event(visit, &s->events[i].event, NULL), "an event");
        }
        homevisit_session_free(session);
        homevisit_visit_free(visit);
    }
}

static void tell_sessions(homevisit_policy *policy, const char *model, const char *broken)
{
    static struct steps good, bad;
    open_steps(&good, policy, model);
    open_steps(&bad, policy, broken);
    must_hold(bad.findings > good.findings, "the visit that breaks rules breaks none", bad.findings);
    const struct work works[] = {
        {"check-model", check_steps, &good, good.count},   {"check-broken", check_steps, &bad, bad.count},
        {"decide-model", decide_steps, &good, good.count}, {"live-model", live_through, &good, good.count},
        {"status-model", status_steps, &good, good.count},
    };
    if (!measuring.counting) {
        tell("session", "check-model", "findings", (double)good.findings / (double)good.count);
        tell("session", "check-broken", "findings", (double)bad.findings / (double)bad.count);
        tell("session", "all", "rules", (double)homevisit_policy_rule_count(policy));
    }
    measure("session", "time", works, sizeof works / sizeof *works);
    close_steps(&good);
    close_steps(&bad);
}

/* ---- from text to text ------------------------------------------------------------------------------------------- */

struct record {
    char whole[GENERATED_SIZE], before[GENERATED_SIZE], event[GENERATED_SIZE];
    size_t whole_length, before_length, event_length;
};

struct texts {
    homevisit_policy *policy;
    homevisit_buffer out;
    struct record records[RECORDS];
};

static void make_records(struct texts *t)
{
    for (uint32_t i = 0; i < RECORDS; i++) {
        struct record *r = &t->records[i];
        size_t last = 0;
        r->whole_length = generated_visit(i + 1, r->whole, &last);
        must_hold(r->whole_length < GENERATED_SIZE, "a record is too long", i);
        r->before_length = (size_t)sprintf(r->before, "%.*s]}", (int)last, r->whole);
        r->event_length = r->whole_length - last - 3;
        memcpy(r->event, r->whole + last + 1, r->event_length);
    }
}

static void parse_by_cjson(void *user, size_t rounds)
{
    struct texts *t = user;
    for (size_t round = 0; round < rounds; round++)
        for (size_t i = 0; i < RECORDS; i++)
            cJSON_Delete(cJSON_ParseWithLength(t->records[i].before, t->records[i].before_length));
}

static void scan(void *user, size_t rounds)
{
    struct texts *t = user;
    const struct json_limits limits = {0};
    const homevisit_allocator allocator = memory_allocator(NULL);
    for (size_t round = 0; round < rounds; round++) {
        for (size_t i = 0; i < RECORDS; i++) {
            const homevisit_text text = {t->records[i].before, t->records[i].before_length};
            must_hold(json_check(text, "", &limits, &allocator, NULL), "a record is not sound", i);
        }
    }
}

static void load(void *user, size_t rounds)
{
    struct texts *t = user;
    for (size_t round = 0; round < rounds; round++) {
        for (size_t i = 0; i < RECORDS; i++) {
            homevisit_visit *visit = NULL;
            must(homevisit_visit_load(t->records[i].before, t->records[i].before_length, NULL, &visit, NULL),
                 "a record");
            homevisit_visit_free(visit);
        }
    }
}

static void check_one(struct texts *t, const struct record *r)
{
    homevisit_visit *visit = NULL;
    homevisit_report *report = NULL;
    must(homevisit_visit_load(r->before, r->before_length, NULL, &visit, NULL), "a record");
    must(homevisit_check_json(t->policy, visit, r->event, r->event_length, &report, NULL), "a check");
    must(homevisit_report_json(report, &t->out), "a report");
    homevisit_report_free(report);
    homevisit_visit_free(visit);
}

static void check_text(void *user, size_t rounds)
{
    struct texts *t = user;
    for (size_t round = 0; round < rounds; round++)
        for (size_t i = 0; i < RECORDS; i++)
            check_one(t, &t->records[i]);
}

static void audit_one(struct texts *t, const struct record *r)
{
    homevisit_visit *visit = NULL;
    homevisit_report *report = NULL;
    must(homevisit_visit_load(r->whole, r->whole_length, NULL, &visit, NULL), "a record");
    must(homevisit_audit(t->policy, visit, NULL, &report, NULL), "an audit");
    must(homevisit_report_json(report, &t->out), "a report");
    homevisit_report_free(report);
    homevisit_visit_free(visit);
}

/* As a stream does where only decisions are wanted: no text is written. */
static void audit_structure(void *user, size_t rounds)
{
    struct texts *t = user;
    for (size_t round = 0; round < rounds; round++) {
        for (size_t i = 0; i < RECORDS; i++) {
            homevisit_visit *visit = NULL;
            homevisit_report *report = NULL;
            must(homevisit_visit_load(t->records[i].whole, t->records[i].whole_length, NULL, &visit, NULL), "a record");
            must(homevisit_audit(t->policy, visit, NULL, &report, NULL), "an audit");
            homevisit_report_free(report);
            homevisit_visit_free(visit);
        }
    }
}

static void audit_text(void *user, size_t rounds)
{
    struct texts *t = user;
    for (size_t round = 0; round < rounds; round++)
        for (size_t i = 0; i < RECORDS; i++)
            audit_one(t, &t->records[i]);
}

/* A check of a record's last event says of it what the audit of the whole record says of its last step. */
static void compare_records(struct texts *t, double *in, double *out, double *audit_in, double *audit_out)
{
    *in = *out = *audit_in = *audit_out = 0;
    for (size_t i = 0; i < RECORDS; i++) {
        const struct record *r = &t->records[i];
        check_one(t, r);
        *in += (double)(r->before_length + r->event_length) / RECORDS;
        *out += (double)t->out.length / RECORDS;
        cJSON *check = cJSON_ParseWithLength(t->out.data, t->out.length);
        audit_one(t, r);
        *audit_in += (double)r->whole_length / RECORDS;
        *audit_out += (double)t->out.length / RECORDS;
        cJSON *audit = cJSON_ParseWithLength(t->out.data, t->out.length);
        const cJSON *steps = cJSON_GetObjectItemCaseSensitive(audit, "steps");
        const cJSON *step = cJSON_GetArrayItem(steps, cJSON_GetArraySize(steps) - 1);
        must_hold(check && step &&
                      cJSON_Compare(cJSON_GetObjectItemCaseSensitive(check, "decision"),
                                    cJSON_GetObjectItemCaseSensitive(step, "decision"), true) &&
                      cJSON_Compare(cJSON_GetObjectItemCaseSensitive(check, "findings"),
                                    cJSON_GetObjectItemCaseSensitive(step, "findings"), true),
                  "check and audit differ", i);
        cJSON_Delete(check);
        cJSON_Delete(audit);
    }
}

static void tell_texts(homevisit_policy *policy)
{
    static struct texts t;
    double in, out, audit_in, audit_out;
    t.policy = policy;
    make_records(&t);
    compare_records(&t, &in, &out, &audit_in, &audit_out);
    const struct work works[] = {
        {"cjson", parse_by_cjson, &t, RECORDS},
        {"scan", scan, &t, RECORDS},
        {"load", load, &t, RECORDS},
        {"check", check_text, &t, RECORDS},
        {"audit-structure", audit_structure, &t, RECORDS},
        {"audit", audit_text, &t, RECORDS},
    };
    if (!measuring.counting) {
        tell("text", "cjson", "bytes", in);
        tell("text", "scan", "bytes", in);
        tell("text", "load", "bytes", in);
        tell("text", "check", "bytes", in);
        tell("text", "check", "out", out);
        tell("text", "audit-structure", "bytes", audit_in);
        tell("text", "audit", "bytes", audit_in);
        tell("text", "audit", "out", audit_out);
        tell("text", "all", "records", RECORDS);
        tell("text", "all", "seed", GENERATED_SEED);
    }
    measure("text", "time", works, sizeof works / sizeof *works);
    homevisit_buffer_free(&t.out);
}

/* ---- where the time of a check from text to text goes ------------------------------------------------------------ */

struct parts {
    struct texts texts;
    homevisit_visit *visits[RECORDS];
    homevisit_report *reports[RECORDS];
};

/* What the library does with a record before it decides: all of its events, one by one. */
static void replay_records(void *user, size_t rounds)
{
    struct parts *p = user;
    for (size_t round = 0; round < rounds; round++) {
        for (size_t i = 0; i < RECORDS; i++) {
            const homevisit_visit *visit = p->visits[i];
            struct replay replay;
            must(replay_init(&replay, p->texts.policy, visit, &visit->allocator), "a replay");
            must(replay_take_until(&replay, 0, (homevisit_moment){true, INT64_MAX}, NULL), "a record");
            replay_free(&replay);
        }
    }
}

static void check_loaded(void *user, size_t rounds)
{
    struct parts *p = user;
    for (size_t round = 0; round < rounds; round++) {
        for (size_t i = 0; i < RECORDS; i++) {
            const struct record *r = &p->texts.records[i];
            homevisit_report *report = NULL;
            must(homevisit_check_json(p->texts.policy, p->visits[i], r->event, r->event_length, &report, NULL),
                 "a check");
            homevisit_report_free(report);
        }
    }
}

static void write_reports(void *user, size_t rounds)
{
    struct parts *p = user;
    for (size_t round = 0; round < rounds; round++)
        for (size_t i = 0; i < RECORDS; i++)
            must(homevisit_report_json(p->reports[i], &p->texts.out), "a report");
}

static void tell_parts(homevisit_policy *policy)
{
    static struct parts p;
    p.texts.policy = policy;
    make_records(&p.texts);
    for (size_t i = 0; i < RECORDS; i++) {
        const struct record *r = &p.texts.records[i];
        must(homevisit_visit_load(r->before, r->before_length, NULL, &p.visits[i], NULL), "a record");
        must(homevisit_check_json(policy, p.visits[i], r->event, r->event_length, &p.reports[i], NULL), "a check");
    }
    const struct work works[] = {
        {"check-loaded", check_loaded, &p, RECORDS},
        {"replay", replay_records, &p, RECORDS},
        {"write", write_reports, &p, RECORDS},
    };
    measure("parts", "time", works, sizeof works / sizeof *works);
    for (size_t i = 0; i < RECORDS; i++) {
        homevisit_report_free(p.reports[i]);
        homevisit_visit_free(p.visits[i]);
    }
    homevisit_buffer_free(&p.texts.out);
}

void section_questions(const char *model, const char *broken)
{
    homevisit_policy *policy = NULL;
    must(homevisit_policy_bundled(profile, NULL, &policy, NULL), profile);
    tell_sessions(policy, model, broken);
    tell_texts(policy);
    tell_parts(policy);
    homevisit_policy_free(policy);
}
