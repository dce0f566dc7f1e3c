/*
 * Growth: a decision against rules that do not concern its event, an audit against events, loading against rules. What is
 * decided, audited and loaded is made here, larger and larger.
 */
#include "facts.h"
#include "measure.h"
#include "sections.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { DECISIONS = 100, MOST_RULES = 4096, RULE_SIZE = 320, EVENT_SIZE = 96 };

/* ---- policies with more and more rules --------------------------------------------------------------------------- */

/* A rule for an event that no decision of the growth is about; its facts are those of the 24. */
static size_t put_rule(char *out, size_t n)
{
    static const char *const conditions[] = {
        "{\"and\":[{\"var\":\"x.enters\"},{\"<\":[{\"var\":\"staff.count\"},%zu]}]}",
        "{\"or\":[{\"==\":[{\"var\":\"risk.level\"},\"high\"]},{\">\":[{\"var\":\"x.minutes_waiting\"},%zu]}]}",
        "{\"and\":[{\"!\":[{\"var\":\"plan.emergency\"}]},{\">=\":[{\"var\":\"x.minutes_since_check_in\"},%zu]}]}",
    };
    char condition[200];
    snprintf(condition, sizeof condition, conditions[n % 3], n % 60 + 1);
    return (size_t)sprintf(out,
                           ",{\"id\":\"G%04zu\",\"clauses\":[],\"force\":\"must\",\"message\":\"G%04zu\","
                           "\"on\":[\"departed\"],\"when\":%s}",
                           n, n, condition);
}

/* The text of the benchmark's policy with `more` rules behind its own. From malloc. */
static char *grown_policy(const char *policy, size_t more, size_t *length)
{
    const char *end = strrchr(policy, ']');
    char *text = malloc(strlen(policy) + more * RULE_SIZE + 1);
    must_hold(text && end, "the policy cannot be grown", more);
    *length = (size_t)(end - policy);
    memcpy(text, policy, *length);
    for (size_t n = 0; n < more; n++)
        *length += put_rule(text + *length, n);
    *length += (size_t)sprintf(text + *length, "%s", end);
    return text;
}

struct deciding {
    homevisit_session *session;
    homevisit_event events[DECISIONS];
    homevisit_attribute attributes[DECISIONS][2];
};

static void decide(void *user, size_t rounds)
{
    struct deciding *d = user;
    const homevisit_verdict *verdict;
    for (size_t round = 0; round < rounds; round++)
        for (size_t i = 0; i < DECISIONS; i++)
            must(homevisit_session_decide(d->session, &d->events[i], &verdict, NULL), "a decision");
}

static void make_events(struct deciding *d)
{
    int64_t midnight = 0;
    must_hold(homevisit_time_read("2026-03-02T00:00:00Z", 20, &midnight), "midnight", 0);
    for (int i = 0; i < DECISIONS; i++) {
        homevisit_attribute *a = d->attributes[i];
        a[0] = (homevisit_attribute){.name = HOMEVISIT_ATTRIBUTE_room,
                                     .type = HOMEVISIT_TYPE_NAME,
                                     .value.word = i % 3 ? HOMEVISIT_WORD_shared : HOMEVISIT_WORD_upstairs};
        a[1] = (homevisit_attribute){
            .name = HOMEVISIT_ATTRIBUTE_parent_permission, .type = HOMEVISIT_TYPE_BOOLEAN, .value.boolean = i % 2 == 0};
        d->events[i] = (homevisit_event){.struct_size = sizeof d->events[i],
                                         .at = midnight + (int64_t)60 * (480 + i),
                                         .event = HOMEVISIT_WORD_moved,
                                         .attributes = a,
                                         .attribute_count = 2};
    }
}

struct loading {
    const char *text;
    size_t length;
    homevisit_options options;
};

static void load(void *user, size_t rounds)
{
    const struct loading *l = user;
    for (size_t round = 0; round < rounds; round++) {
        homevisit_policy *policy = NULL;
        must(homevisit_policy_load(l->text, l->length, &l->options, &policy, NULL), "a grown policy");
        homevisit_policy_free(policy);
    }
}

/* One point of the two curves over rules. */
static void grow_rules(const char *policy, const char *record, size_t record_length, size_t more)
{
    static struct deciding d;
    struct loading l = {.options = {.struct_size = sizeof l.options, .max_rules = MOST_RULES + 24}};
    homevisit_policy *loaded = NULL;
    homevisit_visit *visit = NULL;
    char row[32], *text = grown_policy(policy, more, &l.length);
    l.text = text;
    must(homevisit_policy_load(text, l.length, &l.options, &loaded, NULL), "a grown policy");
    must(homevisit_visit_load(record, record_length, NULL, &visit, NULL), "a record");
    must(homevisit_session_new(loaded, visit, &d.session, NULL), "a session");
    make_events(&d);
    snprintf(row, sizeof row, "%zu", more);
    const struct work deciding = {row, decide, &d, DECISIONS};
    measure("growth-decision", "time", &deciding, 1);
    snprintf(row, sizeof row, "%zu", homevisit_policy_rule_count(loaded));
    const struct work loading = {row, load, &l, 1};
    measure("growth-loading", "time", &loading, 1);
    homevisit_session_free(d.session);
    homevisit_visit_free(visit);
    homevisit_policy_free(loaded);
    free(text);
}

/* ---- visits of more and more events ------------------------------------------------------------------------------ */

struct auditing {
    homevisit_policy *policy;
    homevisit_visit *visit;
    char *text;
    size_t length;
};

static void load_visit(void *user, size_t rounds)
{
    const struct auditing *a = user;
    for (size_t round = 0; round < rounds; round++) {
        homevisit_visit *visit = NULL;
        must(homevisit_visit_load(a->text, a->length, NULL, &visit, NULL), "a long record");
        homevisit_visit_free(visit);
    }
}

static void audit(void *user, size_t rounds)
{
    const struct auditing *a = user;
    for (size_t round = 0; round < rounds; round++) {
        homevisit_report *report = NULL;
        must(homevisit_audit(a->policy, a->visit, NULL, &report, NULL), "a long audit");
        homevisit_report_free(report);
    }
}

/* A visit that does not end: they go in, look in with the office, come out, and go in again. */
static void make_long_record(struct auditing *a, size_t count)
{
    static const char *const round[] = {"arrived\"", "entered\"", "checked_in\",\"with\":\"office\"", "child_seen\"",
                                        "left\""};
    a->text = malloc(count * EVENT_SIZE + 512);
    must_hold(a->text != NULL, "no memory for a long record", count);
    a->length =
        (size_t)sprintf(a->text, "{\"format\":\"homevisit-visit/1\",\"id\":\"V\",\"events\":["
                                 "{\"at\":\"2026-03-02T07:00:00Z\",\"event\":\"planned\",\"reason\":\"safeguarding\"},"
                                 "{\"at\":\"2026-03-02T07:10:00Z\",\"event\":\"departed\"}");
    for (size_t i = 2; i < count; i++) {
        char at[21];
        homevisit_time_write(1772437200 + (int64_t)i * 60, at);
        a->length += (size_t)sprintf(a->text + a->length, ",{\"at\":\"%s\",\"event\":\"%s}", at, round[(i - 2) % 5]);
    }
    a->length += (size_t)sprintf(a->text + a->length, "]}");
}

static void grow_events(homevisit_policy *policy, size_t count)
{
    struct auditing a = {.policy = policy};
    char row[32];
    snprintf(row, sizeof row, "%zu", count);
    make_long_record(&a, count);
    must(homevisit_visit_load(a.text, a.length, NULL, &a.visit, NULL), "a long record");
    must_hold(homevisit_visit_event_count(a.visit) == count, "events are missing", count);
    const struct work loading = {row, load_visit, &a, 1}, auditing = {row, audit, &a, 1};
    measure("growth-visit", "time", &loading, 1);
    measure("growth-audit", "time", &auditing, 1);
    homevisit_visit_free(a.visit);
    free(a.text);
}

void section_growth(const char *folder, bool small)
{
    static const size_t rules[] = {0, 64, 256, 1024, 2048, 4096};
    static const size_t events[] = {1000, 2000, 5000, 10000, 20000, 50000, 100000};
    struct facts facts;
    char path[1024], record[4096];
    size_t length = 0;
    homevisit_policy *policy = NULL;
    snprintf(path, sizeof path, "%s/policy.json", folder);
    char *text = read_text(path, &length);
    facts_make(&facts, 1);
    const size_t record_length = facts_record(&facts, record, sizeof record);
    for (size_t i = 0; i < (small ? 3 : sizeof rules / sizeof *rules); i++)
        grow_rules(text, record, record_length, rules[i]);
    free(text);
    must(homevisit_policy_bundled("maghull-high", NULL, &policy, NULL), "maghull-high");
    for (size_t i = 0; i < (small ? 3 : sizeof events / sizeof *events); i++)
        grow_events(policy, events[i]);
    homevisit_policy_free(policy);
}
