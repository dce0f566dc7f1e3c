/* A file of records audited as a stream: homevisit_audit_stream() under the largest bundled profile. */
#define _POSIX_C_SOURCE 200809L
#include "measure.h"
#include "stream.h"

#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

enum { MOST_PROCESSES = 64 };

static const char *const profile = "maghull-high";

/* What the callbacks are given. */
struct audited {
    FILE *file;
    size_t left; /* bytes of the part that were not read yet */
    const homevisit_policy *policy;
    size_t compare; /* how many records are held against single audits before the stream is stopped; 0: none, never */
    size_t bytes;   /* of reports */
};

static ptrdiff_t read_file(void *user, char *buffer, size_t size)
{
    struct audited *a = user;
    const size_t read = fread(buffer, 1, size < a->left ? size : a->left, a->file);
    a->left -= read;
    return ferror(a->file) ? -1 : (ptrdiff_t)read;
}

/* A stream's outcome has to be, to the byte, what an audit of that record alone gives. */
static void compare(const struct audited *a, const homevisit_stream_outcome *outcome)
{
    homevisit_visit *visit = NULL;
    homevisit_report *report = NULL;
    homevisit_buffer out = {0};
    must(homevisit_visit_load(outcome->text.data, outcome->text.length, NULL, &visit, NULL), "a record");
    must(homevisit_audit(a->policy, visit, NULL, &report, NULL), "an audit");
    must(homevisit_report_json(report, &out), "a report");
    must_hold(out.length == outcome->json.length && memcmp(out.data, outcome->json.data, out.length) == 0,
              "the stream says otherwise than an audit", outcome->line);
    homevisit_buffer_free(&out);
    homevisit_report_free(report);
    homevisit_visit_free(visit);
}

static int take_outcome(void *user, const homevisit_stream_outcome *outcome)
{
    struct audited *a = user;
    must(outcome->code, "a line of the stream");
    a->bytes += outcome->json.length;
    if (a->compare == 0)
        return 0;
    compare(a, outcome);
    return --a->compare == 0;
}

/* Audits a part of the file. `summary` may be NULL; else it receives the summary's JSON. */
static size_t audit_part(const char *path, struct stream_part part, size_t threads, size_t wants, size_t compared,
                         homevisit_buffer *summary)
{
    const homevisit_stream_options options = {.struct_size = sizeof options, .threads = threads, .wants = wants};
    homevisit_policy *policy = NULL;
    homevisit_stream_summary *totals = NULL;
    must(homevisit_policy_bundled(profile, NULL, &policy, NULL), profile);
    const homevisit_policy *const policies[] = {policy};
    struct audited a = {
        .file = fopen(path, "rb"), .left = (size_t)(part.end - part.begin), .policy = policy, .compare = compared};
    must_hold(a.file && fseek(a.file, part.begin, SEEK_SET) == 0, path, 0);
    setvbuf(a.file, NULL, _IONBF, 0); /* the stream has buffers of its own */
    must(homevisit_audit_stream(policies, 1, read_file, take_outcome, &a, &options, &totals), "the stream");
    const size_t visits = homevisit_stream_summary_totals(totals)->visits;
    if (summary)
        must(homevisit_stream_summary_json(totals, 0, summary), "the summary");
    homevisit_stream_summary_free(totals);
    homevisit_policy_free(policy);
    fclose(a.file);
    return visits;
}

static size_t audit(const char *path, size_t threads, size_t wants, size_t compared, homevisit_buffer *summary)
{
    struct stream_part whole;
    stream_cut(path, &whole, 1);
    return audit_part(path, whole, threads, wants, compared, summary);
}

size_t stream_audit(const char *path, size_t threads)
{
    return audit(path, threads, 0, 0, NULL);
}

size_t stream_audit_json(const char *path, size_t threads)
{
    return audit(path, threads, HOMEVISIT_STREAM_JSON, 0, NULL);
}

/* Starts a process that audits a part by one thread; what it writes into the pipe is how many records there were. */
static int start_apart(const char *path, struct stream_part part, pid_t *process)
{
    int ends[2];
    must_hold(pipe(ends) == 0 && fflush(stdout) == 0, "no pipe", 0);
    *process = fork();
    must_hold(*process >= 0, "no process", 0);
    if (*process == 0) {
        const size_t visits = audit_part(path, part, 1, 0, 0, NULL);
        _exit(write(ends[1], &visits, sizeof visits) == (ssize_t)sizeof visits ? 0 : 1);
    }
    close(ends[1]);
    return ends[0];
}

size_t stream_audit_apart(const char *path, size_t processes)
{
    struct stream_part parts[MOST_PROCESSES];
    pid_t started[MOST_PROCESSES];
    int pipes[MOST_PROCESSES];
    size_t visits = 0;
    must_hold(processes <= MOST_PROCESSES, "too many processes", processes);
    stream_cut(path, parts, processes);
    for (size_t i = 0; i < processes; i++)
        pipes[i] = start_apart(path, parts[i], &started[i]);
    for (size_t i = 0; i < processes; i++) {
        size_t some = 0;
        int status = 0;
        must_hold(read(pipes[i], &some, sizeof some) == (ssize_t)sizeof some, "a process tells nothing", i);
        must_hold(waitpid(started[i], &status, 0) == started[i] && status == 0, "a process failed", i);
        close(pipes[i]);
        visits += some;
    }
    return visits;
}

void stream_compare(const char *path, size_t records)
{
    homevisit_buffer one = {0}, two = {0};
    must_hold(audit(path, 1, HOMEVISIT_STREAM_JSON, records, &one) == records, "too few records", records);
    must_hold(audit(path, 2, HOMEVISIT_STREAM_JSON, records, &two) == records, "too few records", records);
    must_hold(one.length == two.length && memcmp(one.data, two.data, one.length) == 0,
              "two threads sum up otherwise than one", two.length);
    homevisit_buffer_free(&one);
    homevisit_buffer_free(&two);
}
