/* audit --ndjson: any number of records, a line each. Reports go out as lines; without them the summary alone. */
#define _POSIX_C_SOURCE 200809L
#include "cli.h"
#include "page.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

struct stream {
    struct session session;
    struct progress progress;
    homevisit_policy **policies;
    size_t policy_count;
    const struct source *source; /* how the stream is called; its text is not kept */
    int file;
    int error; /* errno of a read that failed */
    size_t read, visits;
};

/* ---- stopping ---------------------------------------------------------------------------------------------------- */

/* The first Ctrl-C ends the stream where it is, with its summary; a second one ends everything. */
static volatile sig_atomic_t interrupted;

static void interrupt(int number)
{
    (void)number;
    interrupted = 1;
}

static void watch_for_interrupts(void)
{
    struct sigaction action;
    if (sigaction(SIGINT, NULL, &action) == 0 && action.sa_handler == SIG_IGN)
        return; /* who started it in the background wants it left alone */
    memset(&action, 0, sizeof action);
    action.sa_handler = interrupt;
    action.sa_flags = (int)SA_RESETHAND; /* and no SA_RESTART: a read that waits comes back */
    sigemptyset(&action.sa_mask);
    sigaction(SIGINT, &action, NULL);
}

/* Ends as the interrupt would have done, so that a shell sees it. */
static void end_interrupted(void)
{
    fflush(stdout);
    signal(SIGINT, SIG_DFL);
    raise(SIGINT);
}

/* ---- in and out -------------------------------------------------------------------------------------------------- */

/* Whether there is more at once: what comes slowly is answered as it comes. */
static bool has_more(int file)
{
    struct pollfd waiting = {.fd = file, .events = POLLIN};
    return poll(&waiting, 1, 0) != 0;
}

static ptrdiff_t read_some(void *user, char *buffer, size_t size)
{
    struct stream *stream = user;
    size_t got = 0;
    progress_stream(&stream->progress, stream->visits, stream->read);
    while (got < size && !interrupted && (got == 0 || has_more(stream->file))) {
        const ssize_t count = read(stream->file, buffer + got, size - got);
        if (count < 0 && errno == EINTR)
            continue;
        if (count < 0) {
            stream->error = errno;
            return -1;
        }
        if (count == 0)
            break;
        got += (size_t)count;
    }
    stream->read += got;
    return interrupted ? 0 : (ptrdiff_t)got;
}

static int write_one(void *user, const homevisit_stream_outcome *outcome)
{
    struct stream *stream = user;
    stream->visits += outcome->policy == 0;
    if (outcome->code != HOMEVISIT_OK) {
        struct source line = *stream->source;
        line.text = (char *)(uintptr_t)outcome->text.data;
        line.length = outcome->text.length;
        progress_hide(&stream->progress);
        tell_problems(outcome->problems, &line, (size_t)outcome->offset);
    }
    if (outcome->json.length) {
        fwrite(outcome->json.data, 1, outcome->json.length, stdout);
        putc('\n', stdout);
    }
    return interrupted || ferror(stdout);
}

/* ---- the summary for a person ------------------------------------------------------------------------------------ */

enum { MOST_CLAUSES = 5, DECISIONS = HOMEVISIT_DECISION_IMPOSSIBLE + 1 };

static void print_totals(struct page *page, const homevisit_stream_totals *totals)
{
    page_format(page, STYLE_BOLD, "%zu %s,", totals->visits, totals->visits == 1 ? "visit" : "visits");
    page_format(page, STYLE_PLAIN, "%zu %s:", totals->reports, totals->reports == 1 ? "report" : "reports");
    for (int i = 0; i < DECISIONS; i++)
        page_format(page, decision_style((homevisit_decision)i), "%zu %s%s", totals->decisions[i],
                    homevisit_decision_text((homevisit_decision)i), i + 1 < DECISIONS ? "," : "");
    page_end_line(page);
    if (totals->bad_lines) {
        page_format(page, STYLE_BAD, "%zu bad %s", totals->bad_lines, totals->bad_lines == 1 ? "line" : "lines");
        page_words(page, STYLE_PLAIN, "could not be used.");
        page_end_line(page);
    }
    if (totals->stopped || interrupted) {
        page_format(page, STYLE_DOUBTFUL, "Stopped after line %zu.", totals->lines);
        page_end_line(page);
    }
}

static bool same_month(const homevisit_stream_broken *one, const homevisit_stream_broken *other)
{
    return one->policy == other->policy &&
           (one->month == other->month || (one->month && other->month && strcmp(one->month, other->month) == 0));
}

/* The rows of one month, on one line. Returns the first row that is not of it. */
static size_t print_month(struct page *page, const homevisit_stream_summary *summary, size_t first)
{
    const homevisit_stream_broken *month = homevisit_stream_summary_broken(summary, first), *row;
    size_t next = first;
    page_to(page, 2);
    page_glue(page, STYLE_PLAIN, month->month ? month->month : "no month");
    page_hang(page, 12);
    while ((row = homevisit_stream_summary_broken(summary, next)) != NULL && same_month(month, row)) {
        if (next - first < MOST_CLAUSES)
            page_format(page, STYLE_PLAIN, "%s %zu", row->clause ? row->clause : row->rule, row->visits);
        next++;
        const homevisit_stream_broken *following = homevisit_stream_summary_broken(summary, next);
        if (following && same_month(month, following) && next - first < MOST_CLAUSES)
            page_glue(page, STYLE_PLAIN, ",");
    }
    if (next - first > MOST_CLAUSES)
        page_format(page, STYLE_DIM, "and %zu more", next - first - MOST_CLAUSES);
    page_end_line(page);
    return next;
}

static void print_broken(struct page *page, const struct stream *stream, const homevisit_stream_summary *summary)
{
    const homevisit_stream_broken *row;
    size_t policy = SIZE_MAX;
    for (size_t i = 0; (row = homevisit_stream_summary_broken(summary, i)) != NULL;) {
        if (row->policy != policy) {
            policy = row->policy;
            page_heading(page, homevisit_policy_id(stream->policies[policy]));
        }
        i = print_month(page, summary, i);
    }
    if (policy != SIZE_MAX) {
        page_words(page, STYLE_DIM, "(behind a clause: in how many visits of the month it was broken)");
        page_end_line(page);
    }
}

static void tell_summary(struct stream *stream, const homevisit_stream_summary *summary)
{
    const struct arguments *arguments = stream->session.arguments;
    homevisit_buffer json = {0};
    struct page page;
    if (arguments->json && arguments->summary) {
        if (homevisit_stream_summary_json(summary, 0, &json) == HOMEVISIT_OK)
            print_buffer(stdout, &json);
        else
            stream->session.out_of_memory = true;
        return;
    }
    page_begin(&page, arguments->json ? stderr : stdout);
    print_totals(&page, homevisit_stream_summary_totals(summary));
    if (!arguments->brief)
        print_broken(&page, stream, summary);
}

/* ---- the command ------------------------------------------------------------------------------------------------- */

static bool open_stream(struct stream *stream)
{
    const char *path = stream->session.arguments->ndjson;
    const bool standard = strcmp(path, "-") == 0;
    struct stat about;
    session_keep_text(&stream->session, path, path, (homevisit_text){"", 0});
    if (stream->session.out_of_memory)
        return false;
    stream->source = stream->session.sources[stream->session.source_count - 1];
    stream->file = standard ? STDIN_FILENO : open(path, O_RDONLY | O_CLOEXEC);
    if (stream->file < 0) {
        session_note_io(&stream->session, path, "cannot_open", strerror(errno));
        return false;
    }
    const bool known = fstat(stream->file, &about) == 0 && S_ISREG(about.st_mode) && about.st_size > 0;
    progress_begin(&stream->progress, known ? (size_t)about.st_size : 0);
    return true;
}

static bool load_policies(struct stream *stream)
{
    const struct strings *names = &stream->session.arguments->policies;
    stream->policies = calloc(names->count, sizeof *stream->policies);
    if (!stream->policies)
        stream->session.out_of_memory = true;
    for (size_t i = 0; stream->policies && i < names->count; i++)
        stream->policies[i] = session_policy(&stream->session, names->items[i]);
    stream->policy_count = stream->policies ? names->count : 0;
    return !session_has_errors(&stream->session);
}

/* Returns the exit status that the answers ask for. */
static int audit_all(struct stream *stream)
{
    const struct arguments *arguments = stream->session.arguments;
    const homevisit_options records = {.struct_size = sizeof records, .document = stream->source->name};
    const homevisit_stream_options options = {
        .struct_size = sizeof options,
        .records = &records,
        .at = arguments->at.known ? &arguments->at.at : NULL,
        .wants = arguments->json && !arguments->summary ? HOMEVISIT_STREAM_JSON : 0,
        .threads = arguments->threads,
    };
    homevisit_stream_summary *summary = NULL;
    const homevisit_code code =
        homevisit_audit_stream((const homevisit_policy *const *)stream->policies, stream->policy_count, read_some,
                               write_one, stream, &options, &summary);
    progress_end(&stream->progress);
    const homevisit_stream_totals *totals = homevisit_stream_summary_totals(summary);
    int status = EXIT_UNUSABLE;
    if (totals) {
        tell_summary(stream, summary);
        const bool against = totals->decisions[HOMEVISIT_DECISION_UNKNOWN] ||
                             totals->decisions[HOMEVISIT_DECISION_DENY] ||
                             totals->decisions[HOMEVISIT_DECISION_IMPOSSIBLE];
        status = totals->bad_lines ? EXIT_UNUSABLE : against ? EXIT_BROKEN : EXIT_FINE;
    }
    if (code == HOMEVISIT_E_IO)
        session_note_io(&stream->session, stream->source->path, "cannot_read", strerror(stream->error));
    if (code == HOMEVISIT_E_MEMORY)
        stream->session.out_of_memory = true;
    homevisit_stream_summary_free(summary);
    return status;
}

int run_stream(const struct arguments *arguments)
{
    struct stream stream = {.file = -1};
    int status = EXIT_UNUSABLE;
    session_init(&stream.session, arguments);
    if (load_policies(&stream) && open_stream(&stream)) {
        watch_for_interrupts();
        status = audit_all(&stream);
    }
    if (stream.file > STDERR_FILENO)
        close(stream.file);
    for (size_t i = 0; i < stream.policy_count; i++)
        homevisit_policy_free(stream.policies[i]);
    free(stream.policies);
    status = session_end(&stream.session, status);
    if (interrupted)
        end_interrupted();
    return status;
}
