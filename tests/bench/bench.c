/*
 * The benchmark: prints Markdown tables with the median of seven runs, each figure beside the baseline of the same run.
 * All answers are compared before anything is timed.
 *
 * usage: bench POLICY_FILE VISIT_FILE            the tables
 *        bench --facts COUNT                     the facts as objects, a line each, for the JsonLogic engines
 */
#define _POSIX_C_SOURCE 200809L
#include "facts.h"

#include <cJSON.h>
#include <homevisit/homevisit.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { VISITS = 1000, RUNS = 7, TEXT_LIMIT = 1 << 18 };

static double now(void)
{
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (double)time.tv_sec * 1e6 + (double)time.tv_nsec * 1e-3; /* microseconds */
}

static int by_size(const void *a, const void *b)
{
    const double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

/* The median time of one step, in microseconds; `run` does `steps` of them. */
static double median(void (*run)(void *user), void *user, size_t steps)
{
    double times[RUNS];
    run(user);
    for (int i = 0; i < RUNS; i++) {
        const double began = now();
        run(user);
        times[i] = (now() - began) / (double)steps;
    }
    qsort(times, RUNS, sizeof *times, by_size);
    return times[RUNS / 2];
}

static void must(homevisit_code code, const char *what)
{
    if (code == HOMEVISIT_OK)
        return;
    fprintf(stderr, "%s: %s\n", what, homevisit_code_text(code));
    exit(2);
}

static size_t read_file(const char *path, char *out)
{
    FILE *file = fopen(path, "rb");
    if (!file) {
        fprintf(stderr, "%s cannot be read\n", path);
        exit(2);
    }
    const size_t length = fread(out, 1, TEXT_LIMIT - 1, file);
    fclose(file);
    out[length] = '\0';
    return length;
}

/* ---- the decision: 24 rules ---------------------------------------------------------------------------------------- */

struct decisions {
    homevisit_policy *policy;
    struct facts facts[VISITS];
    homevisit_visit *visits[VISITS];
    homevisit_session *sessions[VISITS];
    homevisit_attribute attributes[VISITS][3];
    homevisit_event events[VISITS];
    uint32_t sink;
};

static void decide_by_hand(void *user)
{
    struct decisions *d = user;
    for (int round = 0; round < 20; round++)
        for (int i = 0; i < VISITS; i++)
            d->sink ^= facts_decide(&d->facts[i]);
}

static void decide_by_session(void *user)
{
    struct decisions *d = user;
    const homevisit_verdict *verdict;
    for (int round = 0; round < 20; round++)
        for (int i = 0; i < VISITS; i++)
            if (homevisit_session_decide(d->sessions[i], &d->events[i], &verdict, NULL) == HOMEVISIT_OK)
                d->sink ^= (uint32_t)verdict->broken.count;
}

static void make_event(struct decisions *d, int i)
{
    static const homevisit_word rooms[] = {HOMEVISIT_WORD_shared, HOMEVISIT_WORD_upstairs, HOMEVISIT_WORD_bedroom};
    homevisit_attribute *a = d->attributes[i];
    int64_t midnight = 0;
    homevisit_time_read("2026-03-02T00:00:00Z", 20, &midnight);
    a[0] = (homevisit_attribute){
        .name = HOMEVISIT_ATTRIBUTE_room, .type = HOMEVISIT_TYPE_NAME, .value.word = rooms[d->facts[i].room]};
    a[1] = (homevisit_attribute){.name = HOMEVISIT_ATTRIBUTE_parent_permission,
                                 .type = HOMEVISIT_TYPE_BOOLEAN,
                                 .value.boolean = d->facts[i].permission};
    a[2] = (homevisit_attribute){
        .name = HOMEVISIT_ATTRIBUTE_child_unwell, .type = HOMEVISIT_TYPE_BOOLEAN, .value.boolean = d->facts[i].unwell};
    d->events[i] = (homevisit_event){.struct_size = sizeof d->events[i],
                                     .at = midnight + d->facts[i].minute * 60,
                                     .event = HOMEVISIT_WORD_moved,
                                     .attributes = a,
                                     .attribute_count = 3};
}

static uint32_t fired(const homevisit_verdict *verdict)
{
    uint32_t bits = 0;
    for (size_t i = 0; i < verdict->broken.count; i++)
        bits |= UINT32_C(1) << (atoi(verdict->broken.items[i] + 1) - 1);
    return bits;
}

static void prepare(struct decisions *d, const char *policy, size_t length)
{
    static char text[1 << 14];
    must(homevisit_policy_load(policy, length, NULL, &d->policy, NULL), "the benchmark's policy");
    for (int i = 0; i < VISITS; i++) {
        const homevisit_verdict *verdict = NULL;
        facts_make(&d->facts[i], (uint32_t)i + 1);
        const size_t size = facts_record(&d->facts[i], text, sizeof text);
        must(homevisit_visit_load(text, size, NULL, &d->visits[i], NULL), "a record of the benchmark");
        must(homevisit_session_new(d->policy, d->visits[i], &d->sessions[i], NULL), "a session");
        make_event(d, i);
        must(homevisit_session_decide(d->sessions[i], &d->events[i], &verdict, NULL), "a decision");
        if (fired(verdict) != facts_decide(&d->facts[i]) || verdict->unknown.count) {
            fprintf(stderr, "visit %d: the library says %x, by hand %x, unknown %zu\n", i, fired(verdict),
                    facts_decide(&d->facts[i]), verdict->unknown.count);
            exit(1);
        }
    }
}

static void tell_decisions(const char *policy, size_t length)
{
    static struct decisions d;
    prepare(&d, policy, length);
    const double hand = median(decide_by_hand, &d, 20 * VISITS), ours = median(decide_by_session, &d, 20 * VISITS);
    printf("## The decision: 24 rules, %d visits, all answers equal\n\n| engine | µs a decision | times by hand |\n"
           "| --- | --- | --- |\n| the 24 rules by hand in C | %.4f | 1.0 |\n"
           "| `homevisit_session_decide`, typed event | %.4f | %.1f |\n\n",
           VISITS, hand, ours, ours / hand);
    for (int i = 0; i < VISITS; i++) {
        homevisit_session_free(d.sessions[i]);
        homevisit_visit_free(d.visits[i]);
    }
    homevisit_policy_free(d.policy);
}

/* ---- a bundled profile --------------------------------------------------------------------------------------------- */

struct asking {
    const char *id, *text, *event;
    size_t length;
    homevisit_policy *policy;
    homevisit_visit *visit;
    homevisit_session *session;
    homevisit_event typed;
    int64_t at;
};

static void ask_session_check(void *user)
{
    struct asking *a = user;
    const homevisit_report *report;
    for (int i = 0; i < 1000; i++)
        homevisit_session_check(a->session, &a->typed, &report, NULL);
}

static void ask_session_status(void *user)
{
    struct asking *a = user;
    const homevisit_report *report;
    for (int i = 0; i < 1000; i++)
        homevisit_session_status(a->session, &a->at, &report, NULL);
}

static void parse_by_cjson(void *user)
{
    struct asking *a = user;
    for (int i = 0; i < 1000; i++)
        cJSON_Delete(cJSON_ParseWithLength(a->text, a->length));
}

static void load_visit(void *user)
{
    struct asking *a = user;
    for (int i = 0; i < 1000; i++) {
        homevisit_visit *visit = NULL;
        homevisit_visit_load(a->text, a->length, NULL, &visit, NULL);
        homevisit_visit_free(visit);
    }
}

static void check_text(void *user)
{
    struct asking *a = user;
    homevisit_buffer out = {0};
    for (int i = 0; i < 1000; i++) {
        homevisit_visit *visit = NULL;
        homevisit_report *report = NULL;
        homevisit_visit_load(a->text, a->length, NULL, &visit, NULL);
        homevisit_check_json(a->policy, visit, a->event, strlen(a->event), &report, NULL);
        homevisit_report_json(report, &out);
        homevisit_report_free(report);
        homevisit_visit_free(visit);
    }
    homevisit_buffer_free(&out);
}

static void audit_text(void *user)
{
    struct asking *a = user;
    homevisit_buffer out = {0};
    for (int i = 0; i < 1000; i++) {
        homevisit_visit *visit = NULL;
        homevisit_report *report = NULL;
        homevisit_visit_load(a->text, a->length, NULL, &visit, NULL);
        homevisit_audit(a->policy, visit, NULL, &report, NULL);
        homevisit_report_json(report, &out);
        homevisit_report_free(report);
        homevisit_visit_free(visit);
    }
    homevisit_buffer_free(&out);
}

static void load_policy(void *user)
{
    struct asking *a = user;
    for (int i = 0; i < 20; i++) {
        homevisit_policy *policy = NULL;
        homevisit_policy_bundled(a->id, NULL, &policy, NULL);
        homevisit_policy_free(policy);
    }
}

static void tell_bundled(const char *text, size_t length)
{
    struct asking a = {.id = "maghull-high",
                       .text = text,
                       .length = length,
                       .event = "{\"at\":\"2026-03-02T13:40:00Z\",\"event\":\"closed\"}"};
    must(homevisit_policy_bundled(a.id, NULL, &a.policy, NULL), a.id);
    must(homevisit_visit_load(text, length, NULL, &a.visit, NULL), "the visit");
    must(homevisit_session_new(a.policy, a.visit, &a.session, NULL), "a session");
    homevisit_visit_last_at(a.visit, &a.at);
    a.typed = (homevisit_event){.struct_size = sizeof a.typed, .at = a.at + 60, .event = HOMEVISIT_WORD_departed};
    const double kilobytes = (double)length / 1024, parse = median(parse_by_cjson, &a, 1000);
    const double load = median(load_visit, &a, 1000), check = median(check_text, &a, 1000);
    const double audit = median(audit_text, &a, 1000);
    printf("## %s, a visit of %zu events in %.1f KB\n\n| what | µs | µs a KB | times cJSON's parse |\n"
           "| --- | --- | --- | --- |\n",
           a.id, homevisit_visit_event_count(a.visit), kilobytes);
    printf("| cJSON parses the record and drops it | %.2f | %.2f | 1.0 |\n", parse, parse / kilobytes);
    printf("| the record is loaded and dropped | %.2f | %.2f | %.2f |\n", load, load / kilobytes, load / parse);
    printf("| check, from text to text | %.2f | %.2f | %.2f |\n", check, check / kilobytes, check / parse);
    printf("| audit, from text to text | %.2f | %.2f | %.2f |\n", audit, audit / kilobytes, audit / parse);
    printf("| check in a session, the report as a structure | %.3f | | |\n", median(ask_session_check, &a, 1000));
    printf("| status in a session, all options decided | %.3f | | |\n\n", median(ask_session_status, &a, 1000));
    homevisit_session_free(a.session);
    homevisit_visit_free(a.visit);
    homevisit_policy_free(a.policy);
    printf("## Loading the bundled profiles\n\n| profile | rules | µs |\n| --- | --- | --- |\n");
    for (size_t i = 0; (a.id = homevisit_bundled_id(i)) != NULL; i++) {
        must(homevisit_policy_bundled(a.id, NULL, &a.policy, NULL), a.id);
        printf("| %s | %zu | %.0f |\n", a.id, homevisit_policy_rule_count(a.policy), median(load_policy, &a, 20));
        homevisit_policy_free(a.policy);
    }
}

/* ---- growth -------------------------------------------------------------------------------------------------------- */

static void tell_growth(void)
{
    static const char *const head = "{\"format\":\"homevisit-visit/1\",\"id\":\"V\",\"events\":[";
    printf("\n## Growth: an audit under alumwell-infant against the number of events\n\n"
           "| events | load, ms | audit, ms | µs an event |\n| --- | --- | --- | --- |\n");
    homevisit_policy *policy = NULL;
    must(homevisit_policy_bundled("alumwell-infant", NULL, &policy, NULL), "alumwell-infant");
    for (size_t count = 1000; count <= 100000; count *= 10) {
        char *text = malloc(count * 96 + 128);
        if (!text)
            exit(2);
        size_t length = (size_t)sprintf(text, "%s", head);
        for (size_t i = 0; i < count; i++) {
            char at[21];
            homevisit_time_write(1772445600 + (int64_t)i * 60, at);
            length += (size_t)sprintf(text + length, "%s{\"at\":\"%s\",\"event\":\"checked_in\",\"with\":\"office\"}",
                                      i ? "," : "", at);
        }
        length += (size_t)sprintf(text + length, "]}");
        homevisit_visit *visit = NULL;
        homevisit_report *report = NULL;
        const double began = now();
        must(homevisit_visit_load(text, length, NULL, &visit, NULL), "a long record");
        const double loaded = now();
        must(homevisit_audit(policy, visit, NULL, &report, NULL), "a long audit");
        const double audited = now();
        printf("| %zu | %.1f | %.1f | %.2f |\n", count, (loaded - began) / 1000, (audited - loaded) / 1000,
               (audited - began) / (double)count);
        homevisit_report_free(report);
        homevisit_visit_free(visit);
        free(text);
    }
    homevisit_policy_free(policy);
}

int main(int argc, char **argv)
{
    static char policy[TEXT_LIMIT], visit[TEXT_LIMIT], object[1 << 13];
    if (argc == 3 && strcmp(argv[1], "--facts") == 0) {
        for (int i = 0; i < atoi(argv[2]); i++) {
            struct facts facts;
            facts_make(&facts, (uint32_t)i + 1);
            facts_object(&facts, object, sizeof object);
            puts(object);
        }
        return 0;
    }
    if (argc != 3) {
        fputs("usage: bench POLICY_FILE VISIT_FILE | bench --facts COUNT\n", stderr);
        return 2;
    }
    const size_t policy_length = read_file(argv[1], policy), visit_length = read_file(argv[2], visit);
    tell_decisions(policy, policy_length);
    tell_bundled(visit, visit_length);
    tell_growth();
    return 0;
}
