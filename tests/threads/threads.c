/*
 * One loaded policy shared by many threads that check and audit, while others load and drop policies and visits: plain
 * main, for ThreadSanitizer (Criterion does not run under it). Every report is compared with the one that a single
 * thread got.
 */
#include <homevisit/homevisit.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { THREADS = 8, ROUNDS = 60, TEXT_LIMIT = 1 << 20 };

static const char event[] = "{\"at\":\"2026-03-02T10:05:00Z\",\"event\":\"moved\",\"room\":\"bedroom\"}";

struct shared {
    homevisit_policy *policy;
    homevisit_visit *visit;
    homevisit_text record;
    homevisit_buffer check, audit, status; /* what one thread got */
};

struct worker {
    pthread_t thread;
    const struct shared *shared;
    unsigned number;
    size_t faults;
};

static bool same(const homevisit_report *report, const homevisit_buffer *wanted)
{
    homevisit_buffer out = {0};
    bool equal = homevisit_report_json(report, &out) == HOMEVISIT_OK && out.length == wanted->length &&
                 memcmp(out.data, wanted->data, out.length) == 0;
    homevisit_buffer_free(&out);
    return equal;
}

static size_t ask(const struct shared *shared, homevisit_policy *policy, homevisit_visit *visit)
{
    homevisit_report *check = NULL, *audit = NULL, *status = NULL;
    size_t faults = 0;
    faults += homevisit_check_json(policy, visit, event, strlen(event), &check, NULL) != HOMEVISIT_OK;
    faults += homevisit_audit(policy, visit, NULL, &audit, NULL) != HOMEVISIT_OK;
    faults += homevisit_status(policy, visit, NULL, &status, NULL) != HOMEVISIT_OK;
    faults += !same(check, &shared->check);
    faults += !same(audit, &shared->audit);
    faults += !same(status, &shared->status);
    homevisit_report_free(check);
    homevisit_report_free(audit);
    homevisit_report_free(status);
    return faults;
}

/* Loads a policy and a record of its own and asks those; holds the shared policy for a moment longer than its report. */
static size_t load_and_drop(const struct shared *shared)
{
    homevisit_policy *policy = NULL, *held = homevisit_policy_retain(shared->policy);
    homevisit_visit *visit = NULL;
    size_t faults = 0;
    faults += homevisit_policy_bundled("alumwell-infant", NULL, &policy, NULL) != HOMEVISIT_OK;
    faults += homevisit_visit_load(shared->record.data, shared->record.length, NULL, &visit, NULL) != HOMEVISIT_OK;
    faults += ask(shared, policy, visit);
    homevisit_policy_free(policy);
    homevisit_visit_free(visit);
    homevisit_policy_free(held);
    return faults;
}

static size_t hold_session(const struct shared *shared)
{
    homevisit_session *session = NULL;
    const homevisit_report *report = NULL;
    size_t faults = homevisit_session_new(shared->policy, shared->visit, &session, NULL) != HOMEVISIT_OK;
    faults += homevisit_session_status(session, NULL, &report, NULL) != HOMEVISIT_OK;
    faults += !same(report, &shared->status);
    homevisit_session_free(session);
    return faults;
}

static void *work(void *given)
{
    struct worker *worker = given;
    for (int i = 0; i < ROUNDS; i++) {
        if (worker->number % 4 == 0)
            worker->faults += load_and_drop(worker->shared);
        else if (worker->number % 4 == 1)
            worker->faults += hold_session(worker->shared);
        else
            worker->faults += ask(worker->shared, worker->shared->policy, worker->shared->visit);
    }
    return NULL;
}

static bool prepare(struct shared *shared, const char *path)
{
    static char text[TEXT_LIMIT];
    homevisit_report *report = NULL;
    FILE *file = fopen(path, "rb");
    if (!file)
        return false;
    shared->record = (homevisit_text){text, fread(text, 1, sizeof text, file)};
    fclose(file);
    bool fine =
        homevisit_policy_bundled("alumwell-infant", NULL, &shared->policy, NULL) == HOMEVISIT_OK &&
        homevisit_visit_load(text, shared->record.length, NULL, &shared->visit, NULL) == HOMEVISIT_OK &&
        homevisit_check_json(shared->policy, shared->visit, event, strlen(event), &report, NULL) == HOMEVISIT_OK &&
        homevisit_report_json(report, &shared->check) == HOMEVISIT_OK;
    homevisit_report_free(report);
    report = NULL;
    fine = fine && homevisit_audit(shared->policy, shared->visit, NULL, &report, NULL) == HOMEVISIT_OK &&
           homevisit_report_json(report, &shared->audit) == HOMEVISIT_OK;
    homevisit_report_free(report);
    report = NULL;
    fine = fine && homevisit_status(shared->policy, shared->visit, NULL, &report, NULL) == HOMEVISIT_OK &&
           homevisit_report_json(report, &shared->status) == HOMEVISIT_OK;
    homevisit_report_free(report);
    return fine;
}

int main(int argc, char **argv)
{
    static struct shared shared;
    struct worker workers[THREADS];
    size_t faults = 0, started = 0;
    if (argc != 2 || !prepare(&shared, argv[1])) {
        fputs("usage: threads VISIT_FILE\n", stderr);
        return 2;
    }
    for (; started < THREADS; started++) {
        workers[started] = (struct worker){.shared = &shared, .number = (unsigned)started};
        if (pthread_create(&workers[started].thread, NULL, work, &workers[started]) != 0)
            break;
    }
    for (size_t i = 0; i < started; i++) {
        pthread_join(workers[i].thread, NULL);
        faults += workers[i].faults;
    }
    homevisit_policy_free(shared.policy);
    homevisit_visit_free(shared.visit);
    homevisit_buffer_free(&shared.check);
    homevisit_buffer_free(&shared.audit);
    homevisit_buffer_free(&shared.status);
    printf("%zu threads, %d rounds each, %zu faults\n", started, ROUNDS, faults);
    return faults || started != THREADS;
}
