/*
 * Streams that share their policies with each other and with single questions: two threads stream records, each with
 * two threads of the library's, a third stops its streams half way, and the others check, audit, load and drop under the
 * same policies meanwhile. Plain main, for ThreadSanitizer. Every outcome, summary and answer is compared with what
 * a single thread got.
 *
 *   threads_streams VISIT_FILE…
 */
#include <homevisit/homevisit.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
    POLICIES = 2,
    MOST_RECORDS = 16,
    STREAMERS = 2,
    STOPPERS = 1,
    ASKERS = 3,
    LOADERS = 1,
    THREADS = STREAMERS + STOPPERS + ASKERS + LOADERS,
    STREAMS = 6,  /* of each streamer */
    REPEATS = 40, /* of the records in a stream */
    ROUNDS = 60,  /* of each asker */
    PIECE = 1777, /* how the bytes arrive: cut anywhere */
    TEXT_LIMIT = 1 << 20
};

static const char *const ids[POLICIES] = {"alumwell-infant", "hsp"};
static const char event[] = "{\"at\":\"2030-03-04T10:05:00Z\",\"event\":\"checked_in\",\"with\":\"headteacher\"}";
static const char bad[] = "{\"format\": ";

/* What all threads look at and none changes: the last record is a line that is none. */
struct shared {
    homevisit_policy *policies[POLICIES];
    homevisit_visit *visits[MOST_RECORDS];
    char *records[MOST_RECORDS]; /* each one line */
    size_t record_count;
    homevisit_buffer audits[POLICIES][MOST_RECORDS], checks[POLICIES][MOST_RECORDS]; /* what one thread got */
    homevisit_buffer stream, summary;
};

struct worker {
    pthread_t thread;
    const struct shared *shared;
    void (*work)(struct worker *worker);
    size_t number, faults, answers;
};

/* ---- what one thread gets ---------------------------------------------------------------------------------------- */

/* Gives the record as one line: strict JSON has line feeds only where a space could stand. */
static char *read_line(const char *path)
{
    FILE *file = fopen(path, "rb");
    char *text = malloc(TEXT_LIMIT);
    if (!file || !text) {
        perror(path);
        exit(2);
    }
    const size_t length = fread(text, 1, TEXT_LIMIT - 1, file);
    fclose(file);
    text[length] = '\0';
    for (char *at = text; (at = strpbrk(at, "\r\n")) != NULL;)
        *at = ' ';
    return text;
}

static bool audit(const homevisit_policy *policy, const homevisit_visit *visit, homevisit_buffer *out)
{
    homevisit_report *report = NULL;
    bool fine = homevisit_audit(policy, visit, NULL, &report, NULL) == HOMEVISIT_OK &&
                homevisit_report_json(report, out) == HOMEVISIT_OK;
    homevisit_report_free(report);
    return fine;
}

/* The event is one that is possible at any time, and later than all that the records hold. */
static bool check(const homevisit_policy *policy, const homevisit_visit *visit, homevisit_buffer *out)
{
    homevisit_report *report = NULL;
    bool fine = homevisit_check_json(policy, visit, event, strlen(event), &report, NULL) == HOMEVISIT_OK &&
                homevisit_report_json(report, out) == HOMEVISIT_OK;
    homevisit_report_free(report);
    return fine;
}

static bool append(homevisit_buffer *out, const char *text)
{
    const size_t length = strlen(text);
    char *data = realloc(out->data, out->length + length + 2);
    if (!data)
        return false;
    memcpy(data + out->length, text, length);
    memcpy(data + out->length + length, "\n", 2);
    out->data = data;
    out->length += length + 1;
    return true;
}

/* ---- a stream ---------------------------------------------------------------------------------------------------- */

struct run {
    const struct shared *shared;
    size_t at, told, faults, stop_after; /* 0: to its end */
};

static ptrdiff_t give(void *user, char *buffer, size_t size)
{
    struct run *run = user;
    size_t count = run->shared->stream.length - run->at;
    count = count < size ? count : size;
    count = count < PIECE ? count : PIECE;
    memcpy(buffer, run->shared->stream.data + run->at, count);
    run->at += count;
    return (ptrdiff_t)count;
}

/* A sound line is told under each policy, the bad one once. */
static int take(void *user, const homevisit_stream_outcome *outcome)
{
    struct run *run = user;
    const struct shared *shared = run->shared;
    const size_t place = (outcome->line - 1) % (shared->record_count + 1);
    if (place == shared->record_count) {
        run->faults += outcome->code == HOMEVISIT_OK || homevisit_problems_count(outcome->problems) == 0;
    } else {
        const homevisit_buffer *wanted = &shared->audits[outcome->policy][place];
        run->faults += outcome->code != HOMEVISIT_OK || outcome->json.length != wanted->length ||
                       memcmp(outcome->json.data, wanted->data, wanted->length) != 0;
    }
    return ++run->told == run->stop_after;
}

static bool stream(struct run *run, size_t threads, homevisit_buffer *summary_out)
{
    const homevisit_stream_options options = {
        .struct_size = sizeof options, .wants = HOMEVISIT_STREAM_JSON, .threads = threads, .batch_bytes = 8192};
    homevisit_stream_summary *summary = NULL;
    bool fine = homevisit_audit_stream((const homevisit_policy *const *)run->shared->policies, POLICIES, give, take,
                                       run, &options, &summary) == HOMEVISIT_OK &&
                homevisit_stream_summary_json(summary, 0, summary_out) == HOMEVISIT_OK;
    homevisit_stream_summary_free(summary);
    return fine && run->faults == 0;
}

/* ---- the threads ------------------------------------------------------------------------------------------------- */

static bool equal(const homevisit_buffer *one, const homevisit_buffer *other)
{
    return one->length == other->length && memcmp(one->data, other->data, one->length) == 0;
}

static void work_streaming(struct worker *worker)
{
    for (int i = 0; i < STREAMS; i++) {
        struct run run = {.shared = worker->shared};
        homevisit_buffer summary = {0};
        worker->faults += !stream(&run, 2, &summary) || !equal(&summary, &worker->shared->summary);
        worker->answers += run.told;
        homevisit_buffer_free(&summary);
    }
}

static void work_stopping(struct worker *worker)
{
    for (size_t i = 0; i < STREAMS; i++) {
        struct run run = {.shared = worker->shared, .stop_after = 1 + 17 * i};
        homevisit_buffer summary = {0};
        worker->faults += !stream(&run, 2, &summary) || run.told != run.stop_after;
        worker->answers += run.told;
        homevisit_buffer_free(&summary);
    }
}

static void ask(struct worker *worker, const homevisit_policy *policy, size_t policy_place, size_t place)
{
    const struct shared *shared = worker->shared;
    homevisit_buffer audited = {0}, checked = {0};
    worker->faults +=
        !audit(policy, shared->visits[place], &audited) || !equal(&audited, &shared->audits[policy_place][place]);
    worker->faults +=
        !check(policy, shared->visits[place], &checked) || !equal(&checked, &shared->checks[policy_place][place]);
    worker->answers += 2;
    homevisit_buffer_free(&audited);
    homevisit_buffer_free(&checked);
}

static void work_asking(struct worker *worker)
{
    for (size_t i = 0; i < ROUNDS; i++) {
        const size_t place = (worker->number + i) % worker->shared->record_count;
        ask(worker, worker->shared->policies[i % POLICIES], i % POLICIES, place);
    }
}

/* A policy of its own, while the shared ones are held a moment longer. */
static void work_loading(struct worker *worker)
{
    for (size_t i = 0; i < ROUNDS; i++) {
        const size_t which = i % POLICIES;
        homevisit_policy *held = homevisit_policy_retain(worker->shared->policies[which]), *own = NULL;
        if (homevisit_policy_bundled(ids[which], NULL, &own, NULL) == HOMEVISIT_OK)
            ask(worker, own, which, i % worker->shared->record_count);
        else
            worker->faults++;
        homevisit_policy_free(own);
        homevisit_policy_free(held);
    }
}

static void *work(void *given)
{
    struct worker *worker = given;
    worker->work(worker);
    return NULL;
}

/* ---- before and after -------------------------------------------------------------------------------------------- */

static bool prepare(struct shared *shared, char **paths, size_t count)
{
    for (size_t i = 0; i < POLICIES; i++)
        if (homevisit_policy_bundled(ids[i], NULL, &shared->policies[i], NULL) != HOMEVISIT_OK)
            return false;
    for (size_t i = 0; i < count; i++) {
        char *line = shared->records[shared->record_count++] = read_line(paths[i]);
        if (homevisit_visit_load(line, strlen(line), NULL, &shared->visits[i], NULL) != HOMEVISIT_OK)
            return false;
        for (size_t j = 0; j < POLICIES; j++)
            if (!audit(shared->policies[j], shared->visits[i], &shared->audits[j][i]) ||
                !check(shared->policies[j], shared->visits[i], &shared->checks[j][i]))
                return false;
    }
    for (size_t round = 0; round < REPEATS; round++) {
        for (size_t i = 0; i < count; i++)
            if (!append(&shared->stream, shared->records[i]))
                return false;
        if (!append(&shared->stream, bad))
            return false;
    }
    struct run alone = {.shared = shared};
    return stream(&alone, 1, &shared->summary) && alone.told == REPEATS * (count * POLICIES + 1);
}

static void drop(struct shared *shared)
{
    for (size_t i = 0; i < POLICIES; i++) {
        homevisit_policy_free(shared->policies[i]);
        for (size_t j = 0; j < shared->record_count; j++) {
            homevisit_buffer_free(&shared->audits[i][j]);
            homevisit_buffer_free(&shared->checks[i][j]);
        }
    }
    for (size_t i = 0; i < shared->record_count; i++) {
        homevisit_visit_free(shared->visits[i]);
        free(shared->records[i]);
    }
    free(shared->stream.data);
    homevisit_buffer_free(&shared->summary);
}

int main(int argc, char **argv)
{
    static struct shared shared;
    struct worker workers[THREADS];
    size_t faults = 0, answers = 0, started = 0;
    if (argc < 2 || argc > MOST_RECORDS) {
        fputs("usage: threads_streams VISIT_FILE...\n", stderr);
        return 2;
    }
    if (!prepare(&shared, argv + 1, (size_t)argc - 1)) {
        fputs("one thread alone already gets no answer, or a stream another than the questions\n", stderr);
        return 2;
    }
    for (; started < THREADS; started++) {
        struct worker *worker = &workers[started];
        *worker = (struct worker){.shared = &shared, .number = started, .work = work_loading};
        if (started < STREAMERS)
            worker->work = work_streaming;
        else if (started < STREAMERS + STOPPERS)
            worker->work = work_stopping;
        else if (started < STREAMERS + STOPPERS + ASKERS)
            worker->work = work_asking;
        if (pthread_create(&worker->thread, NULL, work, worker) != 0)
            break;
    }
    for (size_t i = 0; i < started; i++) {
        pthread_join(workers[i].thread, NULL);
        faults += workers[i].faults;
        answers += workers[i].answers;
    }
    drop(&shared);
    printf("%zu threads, %zu answers, %zu faults\n", started, answers, faults);
    return faults || started != THREADS;
}
