/* Streams of records: lines however the bytes arrive, bad ones among them, order, stopping, the summary. Whether each report
 * is that of a single audit is asked of many more records by tests/conformance/stream.c. */
#include "memory.h"
#include "trial_memory.h"

#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* ---- sources and sinks ------------------------------------------------------------------------------------------- */

#define RECORD(id, events) "{\"format\":\"homevisit-visit/1\",\"id\":\"" id "\",\"events\":[" events "]}"
#define DEPARTED(at) "{\"at\":\"" at "\",\"event\":\"departed\"}"
#define PLANNED(at) "{\"at\":\"" at "\",\"event\":\"planned\",\"reason\":\"school_work\"}"

enum { TOLD = 4096 };

struct trial {
    const char *text;
    size_t length, at;
    size_t piece;           /* so many bytes at a time; 0: as many as are asked for */
    size_t fail_after;      /* bytes; 0: never */
    size_t stop_at;         /* the outcome that stops it, from 1; 0: none */
    size_t answered_at_dry; /* outcomes that were out when the source was asked again after it was dry */
    size_t count;           /* of outcomes */
    char told[TOLD];        /* them, in short */
    homevisit_buffer json;  /* and whole */
};

static ptrdiff_t give(void *user, char *buffer, size_t size)
{
    struct trial *trial = user;
    size_t count = trial->length - trial->at;
    if (trial->at)
        trial->answered_at_dry = trial->count;
    if (trial->fail_after && trial->at >= trial->fail_after)
        return -1;
    if (trial->piece && count > trial->piece)
        count = trial->piece;
    count = count < size ? count : size;
    memcpy(buffer, trial->text + trial->at, count);
    trial->at += count;
    return (ptrdiff_t)count;
}

static void add(struct trial *trial, const char *text)
{
    cr_assert_lt(strlen(trial->told) + strlen(text), sizeof trial->told);
    strcat(trial->told, text);
}

/* "LINE/POLICY:DECISION" or "LINE!CODE@LINE:COLUMN+OFFSET". */
static int take(void *user, const homevisit_stream_outcome *outcome)
{
    struct trial *trial = user;
    char text[128];
    trial->count++;
    if (outcome->code == HOMEVISIT_OK) {
        cr_expect_null(outcome->problems);
        snprintf(text, sizeof text, "%zu/%zu:%s ", outcome->line, outcome->policy,
                 homevisit_decision_text(outcome->decision));
    } else {
        const homevisit_problem *problem = homevisit_problems_get(outcome->problems, 0);
        cr_assert_not_null(problem);
        cr_expect_null(outcome->report);
        snprintf(text, sizeof text, "%zu!%s@%zu:%zu+%zu ", outcome->line, problem->code, problem->line, problem->column,
                 problem->offset);
    }
    if (trial->count < 100)
        add(trial, text);
    return trial->count == trial->stop_at;
}

static homevisit_policy *bundled(const char *id)
{
    homevisit_policy *policy = NULL;
    cr_assert_eq(homevisit_policy_bundled(id, NULL, &policy, NULL), HOMEVISIT_OK);
    return policy;
}

static struct trial of(const char *text)
{
    return (struct trial){.text = text, .length = strlen(text)};
}

/* Audits the trial's text under one school's policy; `options` may be NULL. */
static homevisit_code audit(struct trial *trial, const homevisit_stream_options *options,
                            homevisit_stream_summary **summary)
{
    homevisit_policy *policy = bundled("hunsbury-park-primary");
    const homevisit_policy *const policies[] = {policy};
    homevisit_code code = homevisit_audit_stream(policies, 1, give, take, trial, options, summary);
    homevisit_policy_free(policy);
    return code;
}

/* ---- lines ------------------------------------------------------------------------------------------------------- */

#define ALLOWED RECORD("V-1", PLANNED("2026-03-02T08:30:00Z"))
#define THREE_LINES                                                                                                    \
    ALLOWED "\n"                                                                                                       \
            "{\"format\":\"homevisit-visit/1\",\"id\":\"V\",\"events\":[{\"at\":\"2026-03-02T08:30:00Z\","             \
            "\"event\":\"flown\"}]}\n" RECORD("V-3", DEPARTED("2026-03-02T08:30:00Z")) "\n"

Test(audit_stream, lines_however_the_bytes_arrive)
{
    for (size_t piece = 0; piece < 400; piece += piece < 12 ? 1 : 97)
        for (size_t threads = 1; threads <= 3; threads++) {
            struct trial trial = of(THREE_LINES);
            const homevisit_stream_options options = {.struct_size = sizeof options, .threads = threads};
            trial.piece = piece;
            cr_expect_eq(audit(&trial, &options, NULL), HOMEVISIT_OK);
            cr_expect_str_eq(trial.told, "1/0:allow 2!unknown_event@2:87+210 3/0:impossible ",
                             "%zu bytes at a time, %zu threads: %s", piece, threads, trial.told);
        }
}

Test(audit_stream, ends_of_lines)
{
    static const struct {
        const char *text, *told;
    } trials[] = {
        {"", ""},
        {"\n\n \t\r\n", ""},
        {ALLOWED, "1/0:allow "},
        {ALLOWED "\r\n\r\n" ALLOWED "\r\n", "1/0:allow 3/0:allow "},
        {"\n" ALLOWED "\n\n" ALLOWED, "2/0:allow 4/0:allow "},
        {"  " ALLOWED " \n{", "1/0:allow 2!unexpected_end@2:2+128 "},
        {"\xEF\xBB\xBF" ALLOWED "\n" ALLOWED, "1!byte_order_mark@1:1+0 2/0:allow "},
        {ALLOWED ALLOWED "\n" ALLOWED, "1!trailing_text@1:124+123 2/0:allow "},
        {"{\r\n" ALLOWED "\r", "1!unexpected_end@1:2+1 2/0:allow "},
        {"null\n[]\n" ALLOWED, "1!root_not_object@1:1+0 2!root_not_object@2:1+5 3/0:allow "},
    };
    for (size_t i = 0; i < sizeof trials / sizeof *trials; i++) {
        struct trial trial = of(trials[i].text);
        cr_expect_eq(audit(&trial, NULL, NULL), HOMEVISIT_OK);
        cr_expect_str_eq(trial.told, trials[i].told, "%s", trial.told);
    }
}

/* A line longer than a record may be is refused by itself, and none of it is taken for another line. */
Test(audit_stream, too_long_a_line)
{
    enum { LIMIT = 10000 };
    static char text[4 * LIMIT];
    for (size_t extra = 0; extra < 3 * LIMIT; extra += 2499) {
        const homevisit_options records = {.struct_size = sizeof records, .max_bytes = LIMIT};
        const homevisit_stream_options options = {
            .struct_size = sizeof options, .records = &records, .batch_bytes = 4096, .threads = 2};
        const int first = snprintf(text, sizeof text, "%s\n", ALLOWED);
        memset(text + first, ' ', extra);
        snprintf(text + first + extra, sizeof text - (size_t)first - extra, "%s\n{}\n%s", ALLOWED, ALLOWED);
        for (size_t piece = 0; piece < 5000; piece += 1999) {
            struct trial trial = of(text);
            char expected[256];
            trial.piece = piece;
            const size_t bad = (size_t)first + extra + strlen(ALLOWED) + 1;
            snprintf(expected, sizeof expected, "1/0:allow %s3!missing_key@3:1+%zu 4/0:allow ",
                     extra + strlen(ALLOWED) > LIMIT ? "2!document_too_large@2:1+124 " : "2/0:allow ", bad);
            cr_expect_eq(audit(&trial, &options, NULL), HOMEVISIT_OK);
            cr_expect_str_eq(trial.told, expected, "%zu more, %zu at a time: %s", extra, piece, trial.told);
        }
    }
}

/* Nor does a line's end count, whichever it is: not where it is the end of a batch either. */
Test(audit_stream, as_long_a_line_as_a_record_may_be)
{
    enum { LIMIT = 2 * 4096 - 1 };
    static char text[2 * LIMIT];
    const homevisit_options records = {.struct_size = sizeof records, .max_bytes = LIMIT};
    for (size_t length = LIMIT - 1; length <= LIMIT + 1; length++)
        for (int end = 0; end < 2; end++) {
            const char *const ends[] = {"\n", "\r\n"};
            const homevisit_stream_options options = {
                .struct_size = sizeof options, .records = &records, .batch_bytes = 4096};
            snprintf(text, sizeof text, "%-*s%s%s", (int)length, ALLOWED, ends[end], ALLOWED);
            for (size_t piece = 0; piece < 5000; piece += 1999) {
                struct trial trial = of(text);
                trial.piece = piece;
                cr_expect_eq(audit(&trial, &options, NULL), HOMEVISIT_OK);
                cr_expect_str_eq(trial.told,
                                 length > LIMIT ? "1!document_too_large@1:1+0 2/0:allow " : "1/0:allow 2/0:allow ",
                                 "%zu and %d, %zu at a time: %s", length, end, piece, trial.told);
            }
        }
}

/* What a host prints of a line has no carriage return in it. */
static int take_text(void *user, const homevisit_stream_outcome *outcome)
{
    snprintf(user, 8, "%.*s", (int)outcome->text.length, outcome->text.data);
    return 0;
}

static ptrdiff_t give_once(void *user, char *buffer, size_t size)
{
    char *text = user;
    const size_t length = strlen(text);
    cr_assert_leq(length, size);
    memcpy(buffer, text, length);
    text[0] = '\0';
    return (ptrdiff_t)length;
}

Test(audit_stream, a_line_is_told_without_its_end)
{
    homevisit_policy *policy = bundled("standard");
    const homevisit_policy *const policies[] = {policy};
    char text[8] = "{}\r\n";
    cr_expect_eq(homevisit_audit_stream(policies, 1, give_once, take_text, text, NULL, NULL), HOMEVISIT_OK);
    cr_expect_str_eq(text, "{}");
    homevisit_policy_free(policy);
}

/* A source that has no more for the moment hears the answers to all it gave before it is asked again. */
Test(audit_stream, a_slow_source_is_followed)
{
    struct trial trial = of(ALLOWED "\n" ALLOWED "\n");
    const homevisit_stream_options options = {.struct_size = sizeof options, .threads = 2};
    trial.piece = strlen(ALLOWED) + 1;
    trial.fail_after = strlen(ALLOWED) + 2; /* asked a third time, it fails */
    cr_expect_eq(audit(&trial, &options, NULL), HOMEVISIT_E_IO);
    cr_expect_eq(trial.answered_at_dry, 2);
}

Test(audit_stream, a_failing_source)
{
    struct trial trial = of(ALLOWED "\n" ALLOWED "\n" ALLOWED);
    homevisit_stream_summary *summary = NULL;
    trial.piece = strlen(ALLOWED) + 10;
    trial.fail_after = 1;
    cr_expect_eq(audit(&trial, NULL, &summary), HOMEVISIT_E_IO);
    cr_expect_str_eq(trial.told, "1/0:allow ", "what came before is told, a torn line is none");
    cr_expect_eq(homevisit_stream_summary_totals(summary)->visits, 1);
    homevisit_stream_summary_free(summary);
}

/* One that says that it gave more than there was room for: nothing of what it gave is looked at. */
static ptrdiff_t give_too_much(void *user, char *buffer, size_t size)
{
    return give(user, buffer, size) + (ptrdiff_t)size;
}

Test(audit_stream, a_source_that_says_more_than_there_is_room_for)
{
    homevisit_policy *policy = bundled("standard");
    const homevisit_policy *const policies[] = {policy};
    struct trial trial = of(ALLOWED "\n");
    cr_expect_eq(homevisit_audit_stream(policies, 1, give_too_much, take, &trial, NULL, NULL), HOMEVISIT_E_IO);
    cr_expect_str_eq(trial.told, "");
    homevisit_policy_free(policy);
}

/* More lines come at once than a batch holds of so short ones: they are told in batches, and before more is asked for. */
struct many_lines {
    size_t given, count, told, broken;
    bool fails;
};

enum { SHORT_LINES = 20000 };

static ptrdiff_t give_short_lines(void *user, char *buffer, size_t size)
{
    struct many_lines *lines = user;
    size_t used = 0;
    if (lines->given == SHORT_LINES && lines->fails) {
        lines->fails = false;
        memcpy(buffer, "}torn", 5);
        return 5;
    }
    if (lines->given == SHORT_LINES)
        return lines->count == SHORT_LINES ? 0 : -1;
    for (; used + 2 <= size && lines->given < SHORT_LINES; lines->given++, used += 2)
        memcpy(buffer + used, "}\n", 2);
    return (ptrdiff_t)(lines->given == SHORT_LINES && lines->count == SHORT_LINES ? used - 1 : used);
}

static int take_short_line(void *user, const homevisit_stream_outcome *outcome)
{
    struct many_lines *lines = user;
    lines->told++;
    lines->broken += outcome->line != lines->told || outcome->offset != 2 * (outcome->line - 1) ||
                     outcome->text.length != 1 || outcome->code != HOMEVISIT_E_SYNTAX;
    return 0;
}

/* `count` is of lines that are whole: the last has no end, or breaks off with the source. */
static void expect_short_lines(size_t threads, bool fails)
{
    homevisit_policy *policy = bundled("standard");
    const homevisit_policy *const policies[] = {policy};
    const homevisit_stream_options options = {.struct_size = sizeof options, .threads = threads};
    struct many_lines lines = {.count = fails ? 0 : SHORT_LINES, .fails = fails};
    cr_expect_eq(homevisit_audit_stream(policies, 1, give_short_lines, take_short_line, &lines, &options, NULL),
                 fails ? HOMEVISIT_E_IO : HOMEVISIT_OK);
    cr_expect_eq(lines.told, SHORT_LINES, "%zu threads: %zu told", threads, lines.told);
    cr_expect_eq(lines.broken, 0, "%zu threads: %zu wrong", threads, lines.broken);
    homevisit_policy_free(policy);
}

Test(audit_stream, more_short_lines_than_a_batch_holds)
{
    for (size_t threads = 1; threads <= 3; threads++) {
        expect_short_lines(threads, false);
        expect_short_lines(threads, true);
    }
}

/* ---- many of them ------------------------------------------------------------------------------------------------ */

struct order {
    size_t next, broken;
};

static int take_in_order(void *user, const homevisit_stream_outcome *outcome)
{
    struct order *order = user;
    char id[32];
    snprintf(id, sizeof id, "\"visit\":\"V-%zu\"", outcome->line);
    order->broken += outcome->line != ++order->next || outcome->code != HOMEVISIT_OK ||
                     !memchr(outcome->text.data, '{', outcome->text.length);
    /* JSON and structs are of the same record. */
    homevisit_buffer out = {0};
    homevisit_report_json(outcome->report, &out);
    order->broken += out.length != outcome->json.length || memcmp(out.data, outcome->json.data, out.length) != 0 ||
                     !strstr(out.data, id);
    homevisit_buffer_free(&out);
    return 0;
}

struct made {
    size_t next, count;
    struct order order;
};

/* A source of numbered records, each batch as full as it can be. */
static ptrdiff_t make(void *user, char *buffer, size_t size)
{
    struct made *made = user;
    size_t used = 0;
    while (made->next < made->count && size - used > 256)
        used += (size_t)snprintf(buffer + used, size - used, RECORD("V-%zu", PLANNED("2026-03-02T08:30:00Z")) "\n",
                                 ++made->next);
    while (made->next < made->count && used < size)
        buffer[used++] = ' ';
    return (ptrdiff_t)used;
}

static int take_made(void *user, const homevisit_stream_outcome *outcome)
{
    return take_in_order(&((struct made *)user)->order, outcome);
}

Test(audit_stream, keeps_the_order)
{
    homevisit_policy *policy = bundled("standard");
    const homevisit_policy *const policies[] = {policy};
    for (size_t threads = 1; threads <= 5; threads++) {
        struct made made = {.count = 3000};
        const homevisit_stream_options options = {.struct_size = sizeof options,
                                                  .threads = threads,
                                                  .wants = HOMEVISIT_STREAM_JSON | HOMEVISIT_STREAM_REPORTS,
                                                  .batch_bytes = 4096,
                                                  .batches = threads + 1};
        homevisit_stream_summary *summary = NULL;
        cr_expect_eq(homevisit_audit_stream(policies, 1, make, take_made, &made, &options, &summary), HOMEVISIT_OK);
        cr_expect_eq(made.order.next, 3000);
        cr_expect_eq(made.order.broken, 0);
        cr_expect_eq(homevisit_stream_summary_totals(summary)->visits, 3000);
        homevisit_stream_summary_free(summary);
    }
    homevisit_policy_free(policy);
}

Test(audit_stream, stops_where_it_is_told_to)
{
    for (size_t threads = 1; threads <= 2; threads++) {
        struct trial trial = of(ALLOWED "\n{}\n\n" ALLOWED "\n" ALLOWED "\n" ALLOWED "\n");
        const homevisit_stream_options options = {.struct_size = sizeof options, .threads = threads};
        homevisit_stream_summary *summary = NULL;
        trial.stop_at = 3;
        cr_expect_eq(audit(&trial, &options, &summary), HOMEVISIT_OK);
        const homevisit_stream_totals *totals = homevisit_stream_summary_totals(summary);
        cr_expect_str_eq(trial.told, "1/0:allow 2!missing_key@2:1+124 4/0:allow ");
        cr_expect(totals->stopped && totals->visits == 2 && totals->bad_lines == 1 && totals->lines == 4);
        homevisit_stream_summary_free(summary);
    }
}

/* ---- policies ---------------------------------------------------------------------------------------------------- */

static homevisit_policy *load(const char *id, const char *type, const char *zone)
{
    char text[1024];
    homevisit_policy *policy = NULL;
    snprintf(text, sizeof text,
             "{\"format\":\"homevisit-policy/1\",\"id\":\"%s\",\"title\":\"T\",\"version\":\"1\",\"time_zone\":\"%s\","
             "\"facts\":{\"x.f\":\"%s\"},\"clauses\":{\"C-1\":{\"section\":\"1\",\"summary\":\"…\"},"
             "\"C-2\":{\"section\":\"1\",\"summary\":\"…\"}},\"rules\":["
             "{\"id\":\"r1\",\"clauses\":[\"C-1\",\"C-2\"],\"force\":\"must\",\"message\":\"m\",\"on\":[\"departed\"],"
             "\"needs\":{\"var\":\"happened.authorised\"}},"
             "{\"id\":\"r2\",\"clauses\":[\"C-2\"],\"force\":\"should\",\"message\":\"m\",\"on\":[\"planned\"],"
             "\"needs\":{\"var\":\"happened.authorised\"}},"
             "{\"id\":\"r3\",\"clauses\":[],\"force\":\"must\",\"message\":\"m\",\"on\":[\"departed\"],"
             "\"do\":[\"returned\"],\"from\":\"trigger\",\"within_minutes\":10,\"before\":\"closed\"}]}",
             id, zone, type);
    homevisit_problems *problems = NULL;
    homevisit_code code = homevisit_policy_load(text, strlen(text), NULL, &policy, &problems);
    cr_assert_eq(code, HOMEVISIT_OK, "%s", problems ? homevisit_problems_get(problems, 0)->message : "");
    return policy;
}

#define DECLARED(at, value) "{\"at\":\"" at "\",\"event\":\"declared\",\"facts\":{\"x.f\":" value "}}"

Test(audit_stream, each_record_under_each_policy)
{
    homevisit_policy *one = load("one", "boolean", "UTC0"), *two = load("two", "integer", "UTC0");
    const homevisit_policy *const policies[] = {one, two};
    struct trial trial =
        of(RECORD("V-1", PLANNED("2026-03-02T08:30:00Z") "," DECLARED("2026-03-02T08:40:00Z", "true")) "\n{\n" RECORD(
            "V-2", PLANNED("2026-03-02T08:30:00Z")) "\n");
    homevisit_stream_summary *summary = NULL;
    cr_expect_eq(homevisit_audit_stream(policies, 2, give, take, &trial, NULL, &summary), HOMEVISIT_OK);
    cr_expect_str_eq(trial.told, "1/0:warn 1!own_fact_type@1:186+185 2!unexpected_end@2:2+195 3/0:warn 3/1:warn ");
    const homevisit_stream_totals *totals = homevisit_stream_summary_totals(summary);
    cr_expect(totals->visits == 2 && totals->bad_lines == 2 && totals->reports == 3 && totals->lines == 3);
    homevisit_stream_summary_free(summary);
    /* A line that is bad under both is one bad line. */
    const homevisit_policy *const same[] = {two, two};
    trial = of(RECORD("V-1", DECLARED("2026-03-02T08:40:00Z", "true")));
    cr_expect_eq(homevisit_audit_stream(same, 2, give, take, &trial, NULL, &summary), HOMEVISIT_OK);
    cr_expect_str_eq(trial.told, "1!own_fact_type@1:115+114 1!own_fact_type@1:115+114 ", "%s", trial.told);
    totals = homevisit_stream_summary_totals(summary);
    cr_expect(totals->visits == 0 && totals->bad_lines == 1 && totals->reports == 0 && totals->lines == 1);
    homevisit_stream_summary_free(summary);
    homevisit_policy_free(one);
    homevisit_policy_free(two);
}

static int take_named(void *user, const homevisit_stream_outcome *outcome)
{
    static const char *const ids[] = {"one", "two"};
    homevisit_stream_outcome told = *outcome;
    if (outcome->code == HOMEVISIT_OK) {
        const homevisit_result *result = homevisit_report_result(outcome->report);
        cr_assert_not_null(result);
        cr_expect_str_eq(result->policy_id, ids[outcome->policy]);
        cr_expect_eq(result->decision, outcome->decision);
    }
    told.report = NULL;
    return take(user, &told);
}

#define SOUND RECORD("V-1", PLANNED("2026-03-02T08:30:00Z")) "\n"

/* Reports are kept from batch to batch: where a line was refused under one policy, the next one's stand in its place. */
Test(audit_stream, reports_of_policies_that_changed_places)
{
    homevisit_policy *one = load("one", "boolean", "UTC0"), *two = load("two", "integer", "UTC0");
    const homevisit_policy *const policies[] = {one, two};
    struct trial trial =
        of(SOUND RECORD("V-2", PLANNED("2026-03-02T08:30:00Z") "," DECLARED("2026-03-02T08:40:00Z", "17")) "\n" SOUND);
    const homevisit_stream_options options = {
        .struct_size = sizeof options, .wants = HOMEVISIT_STREAM_REPORTS, .batches = 1};
    trial.piece = strlen(SOUND); /* a batch a line or so */
    cr_expect_eq(homevisit_audit_stream(policies, 2, give, take_named, &trial, &options, NULL), HOMEVISIT_OK);
    cr_expect_str_eq(trial.told, "1/0:warn 1/1:warn 2!own_fact_type@2:186+309 2/1:warn 3/0:warn 3/1:warn ", "%s",
                     trial.told);
    homevisit_policy_free(one);
    homevisit_policy_free(two);
}

/* ---- options ----------------------------------------------------------------------------------------------------- */

/* How many duties are overdue where somebody departed at nine and has to be back in ten minutes. */
static size_t overdue_with(const homevisit_stream_options *options)
{
    homevisit_policy *policy = load("one", "boolean", "UTC0");
    const homevisit_policy *const policies[] = {policy};
    struct trial trial = of(RECORD("A", PLANNED("2026-03-02T08:30:00Z") "," DEPARTED("2026-03-02T09:00:00Z")));
    homevisit_stream_summary *summary = NULL;
    cr_assert_eq(homevisit_audit_stream(policies, 1, give, take, &trial, options, &summary), HOMEVISIT_OK);
    const size_t overdue = homevisit_stream_summary_totals(summary)->findings.overdue;
    homevisit_stream_summary_free(summary);
    homevisit_policy_free(policy);
    return overdue;
}

Test(audit_stream, as_of_a_time)
{
    const int64_t nine = 1772442000, due = nine + 600, late = due + 1;
    cr_expect_eq(overdue_with(NULL), 0);
    cr_expect_eq(overdue_with(&(homevisit_stream_options){.struct_size = sizeof(homevisit_stream_options), .at = &due}),
                 0);
    cr_expect_eq(
        overdue_with(&(homevisit_stream_options){.struct_size = sizeof(homevisit_stream_options), .at = &late}), 1);
    cr_expect_eq(overdue_with(&(homevisit_stream_options){.at = &late}), 1, "options that say no size are taken whole");
}

/* Batches larger than any memory are memory that ran out. */
Test(audit_stream, batches_beyond_all_memory)
{
    struct trial trial = of(ALLOWED);
    const homevisit_stream_options options = {.struct_size = sizeof options, .batch_bytes = SIZE_MAX};
    cr_expect_eq(audit(&trial, &options, NULL), HOMEVISIT_E_MEMORY);
    cr_expect_str_eq(trial.told, "");
}

/* ---- the summary ------------------------------------------------------------------------------------------------- */

/* A planned and a departed event, so that r1 is broken (C-1, C-2), r2 too (C-2), and r3's duty, at the second time, late. */
#define BROKEN(id, at, end) RECORD(id, PLANNED(at) "," DEPARTED(at) ",{\"at\":\"" end "\",\"event\":\"returned\"}") "\n"

static const char many[] = BROKEN("A", "2026-03-31T22:30:00Z", "2026-03-31T22:35:00Z") /* 1 April at one's clock */
    BROKEN("B", "2026-03-31T20:30:00Z", "2026-04-02T20:35:00Z")                        /* late; of March all the same */
    RECORD("C", PLANNED("2026-03-31T20:30:00Z")) "\n" RECORD("D", "") "\n" RECORD(
        "E", PLANNED("2026-03-31T20:30:00Z") "," DEPARTED("2026-05-01T20:30:00Z")) "\n{}\n";

static void tell(const homevisit_stream_summary *summary, char *out, size_t size)
{
    const homevisit_stream_broken *row;
    size_t used = 0;
    out[0] = '\0';
    for (size_t i = 0; (row = homevisit_stream_summary_broken(summary, i)) != NULL; i++)
        used +=
            (size_t)snprintf(out + used, size - used, "%zu %s %s%s %zu;", row->policy, row->month ? row->month : "-",
                             row->clause ? row->clause : "", row->rule ? row->rule : "", row->visits);
}

Test(audit_stream, summary)
{
    homevisit_policy *one = load("one", "boolean", "XXX-2"), *two = load("two", "boolean", "UTC0");
    const homevisit_policy *const policies[] = {one, two};
    for (size_t wants = 0; wants <= 3; wants++) {
        struct trial trial = of(many);
        const homevisit_stream_options options = {.struct_size = sizeof options, .wants = wants, .threads = 2};
        homevisit_stream_summary *summary = NULL;
        char told[1024];
        homevisit_buffer json = {0};
        cr_expect_eq(homevisit_audit_stream(policies, 2, give, NULL, &trial, &options, &summary), HOMEVISIT_OK);
        tell(summary, told, sizeof told);
        cr_expect_str_eq(told, "0 2026-03 C-2 2;0 2026-03 C-1 1;0 2026-03 r3 1;0 2026-04 C-1 1;0 2026-04 C-2 1;"
                               "0 2026-05 C-1 1;0 2026-05 C-2 1;"
                               "1 2026-03 C-2 3;1 2026-03 C-1 2;1 2026-03 r3 1;1 2026-05 C-1 1;1 2026-05 C-2 1;");
        cr_expect_eq(homevisit_stream_summary_json(summary, 1, &json), HOMEVISIT_OK);
        cr_expect_str_eq(
            json.data,
            "{\"lines\":6,\"visits\":5,\"bad_lines\":1,\"stopped\":false,\"reports\":10,\"decisions\":{\"allow\":2,"
            "\"warn\":2,\"unknown\":0,\"deny\":6,\"impossible\":0},\"findings\":{\"broken\":6,\"warned\":8,"
            "\"unknown\":0,\"overdue\":0,\"late\":2,\"missed\":0,\"impossible\":0},\"policies\":[{\"policy\":{\"id\":"
            "\"one\",\"version\":\"1\"},\"reports\":5,\"decisions\":{\"allow\":1,\"warn\":1,\"unknown\":0,\"deny\":3,"
            "\"impossible\":0},\"broken\":[{\"clause\":\"C-2\",\"rule\":null,\"visits\":4}],\"months\":[{\"month\":"
            "\"2026-03\",\"reports\":2,\"decisions\":{\"allow\":0,\"warn\":1,\"unknown\":0,\"deny\":1,\"impossible\":0}"
            ","
            "\"broken\":[{\"clause\":\"C-2\",\"rule\":null,\"visits\":2}]},{\"month\":\"2026-04\",\"reports\":1,"
            "\"decisions\":{\"allow\":0,\"warn\":0,\"unknown\":0,\"deny\":1,\"impossible\":0},\"broken\":[{\"clause\":"
            "\"C-1\",\"rule\":null,\"visits\":1}]},{\"month\":\"2026-05\",\"reports\":1,\"decisions\":{\"allow\":0,"
            "\"warn\":0,\"unknown\":0,\"deny\":1,\"impossible\":0},\"broken\":[{\"clause\":\"C-1\",\"rule\":null,"
            "\"visits\":1}]},{\"month\":null,\"reports\":1,\"decisions\":{\"allow\":1,\"warn\":0,\"unknown\":0,"
            "\"deny\":"
            "0,\"impossible\":0},\"broken\":[]}]},{\"policy\":{\"id\":\"two\",\"version\":\"1\"},\"reports\":5,"
            "\"decisions\":{\"allow\":1,\"warn\":1,\"unknown\":0,\"deny\":3,\"impossible\":0},\"broken\":[{\"clause\":"
            "\"C-2\",\"rule\":null,\"visits\":4}],\"months\":[{\"month\":\"2026-03\",\"reports\":3,\"decisions\":{"
            "\"allow\":0,\"warn\":1,\"unknown\":0,\"deny\":2,\"impossible\":0},\"broken\":[{\"clause\":\"C-2\","
            "\"rule\":"
            "null,\"visits\":3}]},{\"month\":\"2026-05\",\"reports\":1,\"decisions\":{\"allow\":0,\"warn\":0,"
            "\"unknown\":"
            "0,\"deny\":1,\"impossible\":0},\"broken\":[{\"clause\":\"C-1\",\"rule\":null,\"visits\":1}]},{\"month\":"
            "null,\"reports\":1,\"decisions\":{\"allow\":1,\"warn\":0,\"unknown\":0,\"deny\":0,\"impossible\":0},"
            "\"broken\":[]}]}]}");
        homevisit_buffer_free(&json);
        homevisit_stream_summary_free(summary);
    }
    homevisit_policy_free(one);
    homevisit_policy_free(two);
}

/* Audits one record under the profile above and tells what it broke. */
static void expect_broken(const char *record, const char *zone, const char *expected)
{
    homevisit_policy *policy = load("one", "boolean", zone);
    const homevisit_policy *const policies[] = {policy};
    struct trial trial = of(record);
    homevisit_stream_summary *summary = NULL;
    char told[256];
    cr_expect_eq(homevisit_audit_stream(policies, 1, give, NULL, &trial, NULL, &summary), HOMEVISIT_OK);
    tell(summary, told, sizeof told);
    cr_expect_str_eq(told, expected, "%s", told);
    homevisit_stream_summary_free(summary);
    homevisit_policy_free(policy);
}

/* What was broken as often stands in the policy's order: its clauses, then its rules that have none. */
Test(audit_stream, as_often_broken)
{
    expect_broken(RECORD("A", PLANNED("2026-03-31T08:00:00Z") "," DEPARTED(
                                  "2026-03-31T09:00:00Z") ","
                                                          "{\"at\":\"2026-03-31T19:00:00Z\",\"event\":\"returned\"}"),
                  "UTC0", "0 2026-03 C-1 1;0 2026-03 C-2 1;0 2026-03 r3 1;");
}

/* The first hours of the year 0, before which no year can be written, are of that year where clocks are behind as well. */
Test(audit_stream, before_the_first_year)
{
    expect_broken(RECORD("A", PLANNED("0000-01-01T00:30:00Z")), "XXX5", "0 0000-01 C-2 1;");
}

/* A source of a record for each month from the year 1900 on. */
static ptrdiff_t make_months(void *user, char *buffer, size_t size)
{
    struct made *made = user;
    (void)size;
    if (made->next == made->count)
        return 0;
    const size_t month = made->next++;
    return snprintf(buffer, size, RECORD("V", DEPARTED("%04zu-%02zu-15T12:00:00Z")) "\n", 1900 + month / 12,
                    month % 12 + 1);
}

/* Where the policy's clock is beyond the years of four digits, a month is that of UTC, as a time is that it writes. */
Test(audit_stream, months_have_years_of_four_digits)
{
    static const struct {
        const char *zone, *record, *told;
    } rows[] = {
        {"<+14>-14", BROKEN("V", "9999-12-31T09:00:00Z", "9999-12-31T09:05:00Z"), "0 9999-12 C-1 1;0 9999-12 C-2 1;"},
        {"<+14>-14", BROKEN("V", "9999-12-31T11:00:00Z", "9999-12-31T11:05:00Z"), "0 9999-12 C-1 1;0 9999-12 C-2 1;"},
        {"<-12>12", BROKEN("V", "0000-01-01T11:00:00Z", "0000-01-01T11:05:00Z"), "0 0000-01 C-1 1;0 0000-01 C-2 1;"},
        {"<+14>-14", BROKEN("V", "0000-01-31T11:00:00Z", "0000-01-31T11:05:00Z"), "0 0000-02 C-1 1;0 0000-02 C-2 1;"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        homevisit_policy *policy = load("p", "boolean", rows[i].zone);
        const homevisit_policy *const policies[] = {policy};
        struct trial trial = of(rows[i].record);
        homevisit_stream_summary *summary = NULL;
        char told[128];
        cr_expect_eq(homevisit_audit_stream(policies, 1, give, take, &trial, NULL, &summary), HOMEVISIT_OK);
        tell(summary, told, sizeof told);
        cr_expect_str_eq(told, rows[i].told, "%s", told);
        homevisit_stream_summary_free(summary);
        homevisit_policy_free(policy);
    }
}

Test(audit_stream, months_are_limited)
{
    homevisit_policy *policy = load("one", "boolean", "UTC0");
    const homevisit_policy *const policies[] = {policy};
    struct made made = {.count = 1300};
    homevisit_stream_summary *summary = NULL;
    size_t rows = 0;
    const homevisit_stream_broken *row, *last = NULL;
    cr_expect_eq(homevisit_audit_stream(policies, 1, make_months, NULL, &made, NULL, &summary), HOMEVISIT_OK);
    for (; (row = homevisit_stream_summary_broken(summary, rows)) != NULL; rows++)
        last = row;
    cr_expect_eq(homevisit_stream_summary_totals(summary)->visits, 1300);
    cr_assert_not_null(last);
    cr_expect(last->month == NULL && last->visits == 100, "%zu", last->visits);
    homevisit_stream_summary_free(summary);
    homevisit_policy_free(policy);
}

/* ---- calls that are wrong, memory that runs out ------------------------------------------------------------------- */

Test(audit_stream, arguments)
{
    homevisit_policy *policy = load("one", "boolean", "UTC0");
    const homevisit_policy *const policies[] = {policy, NULL};
    struct trial trial = of("");
    homevisit_stream_summary *summary = (homevisit_stream_summary *)&trial;
    homevisit_buffer out = {0};
    cr_expect_eq(homevisit_audit_stream(NULL, 1, give, take, &trial, NULL, &summary), HOMEVISIT_E_ARGUMENT);
    cr_expect_null(summary);
    cr_expect_eq(homevisit_audit_stream(policies, 0, give, take, &trial, NULL, &summary), HOMEVISIT_E_ARGUMENT);
    cr_expect_eq(homevisit_audit_stream(policies, 2, give, take, &trial, NULL, &summary), HOMEVISIT_E_ARGUMENT);
    cr_expect_eq(homevisit_audit_stream(policies, 1, NULL, take, &trial, NULL, &summary), HOMEVISIT_E_ARGUMENT);
    cr_expect_eq(homevisit_stream_summary_json(NULL, 0, &out), HOMEVISIT_E_ARGUMENT);
    cr_assert_eq(homevisit_audit_stream(policies, 1, give, take, &trial, NULL, &summary), HOMEVISIT_OK);
    cr_expect_eq(homevisit_stream_summary_json(summary, 0, NULL), HOMEVISIT_E_ARGUMENT);
    homevisit_stream_summary_free(summary);
    cr_expect_null(homevisit_stream_summary_totals(NULL));
    cr_expect_null(homevisit_stream_summary_broken(NULL, 0));
    homevisit_stream_summary_free(NULL);
    homevisit_policy_free(policy);
}

static bool stream_with(const homevisit_allocator *allocator)
{
    homevisit_policy *policy = load("one", "boolean", "UTC0");
    const homevisit_policy *const policies[] = {policy};
    const homevisit_options records = {.struct_size = sizeof records, .allocator = allocator};
    const homevisit_stream_options options = {.struct_size = sizeof options,
                                              .records = &records,
                                              .wants = HOMEVISIT_STREAM_JSON | HOMEVISIT_STREAM_REPORTS,
                                              .batches = 2};
    struct trial trial = of(many);
    homevisit_stream_summary *summary = NULL;
    homevisit_buffer out = {0};
    homevisit_code code = homevisit_audit_stream(policies, 1, give, take, &trial, &options, &summary);
    if (code == HOMEVISIT_OK)
        code = homevisit_stream_summary_json(summary, 0, &out);
    homevisit_buffer_free(&out);
    homevisit_stream_summary_free(summary);
    homevisit_policy_free(policy);
    cr_expect(code == HOMEVISIT_OK || code == HOMEVISIT_E_MEMORY);
    return code == HOMEVISIT_OK;
}

Test(audit_stream, out_of_memory, .timeout = 60)
{
    trial_run(stream_with, true);
}
