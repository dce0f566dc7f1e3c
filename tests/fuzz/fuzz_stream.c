/*
 * Promises of a stream: whatever lines it has, however its bytes arrive and whatever the number of threads and the size of
 * batches, each line has the outcomes that the record has alone, in their order, and the summary is what these add up to.
 * A host that stops and a source that fails end it where they do, with what came before.
 */
#include "make_event.h"
#include "make_policy.h"

#include <stdlib.h>
#include <string.h>

enum { MOST_LINES = 16, MOST_POLICIES = 3, MOST_OUTCOMES = 512, MOST_BROKEN = 2048, MONTH_SIZE = 8 };

/* What is to come of a line under one policy. */
struct expected {
    size_t line;
    uint64_t offset;
    homevisit_text text;
    homevisit_code code;
    size_t policy;
    homevisit_buffer json;        /* of a sound one */
    homevisit_problems *problems; /* of a bad one, with places in the line */
    homevisit_report *report;
};

/* How often something was broken, in the order in which it was met. */
struct broken {
    size_t policy;
    char month[MONTH_SIZE]; /* "" where nothing happened */
    const char *clause, *rule;
    size_t visits, last_line;
};

struct asked {
    const homevisit_policy *policies[MOST_POLICIES];
    size_t policy_count;
    homevisit_options records;
    size_t longest; /* of a line */
    int64_t at;
    bool timed;
    struct text bytes;
    size_t given; /* of the bytes: then the source fails, or there are no more */
    bool fails;
    size_t stop_after; /* outcomes */
    struct expected outcomes[MOST_OUTCOMES];
    size_t outcome_count, lines;
};

/* ---- lines ------------------------------------------------------------------------------------------------------- */

static void add_record(struct steer *steer, struct event_maker *maker, struct text *out)
{
    const unsigned events = steer_below(steer, 9);
    text_add(out, "{\"format\":\"homevisit-visit/1\",\"id\":\"v%u\",\"events\":[", steer_below(steer, 4));
    if (steer_chance(steer, 40))
        event_maker_start(maker, steer);
    for (unsigned i = 0; i < events; i++) {
        struct made_event made;
        if (steer_chance(steer, 20))
            maker->now += INT64_C(20) * 86400; /* into another month */
        make_event(maker, HOMEVISIT_WORD_none, &made);
        text_add(out, i > 0 ? "," : "");
        event_json(&made, out);
    }
    text_add(out, "]}");
}

static void add_bytes(struct steer *steer, struct text *out, const char *from, unsigned count)
{
    for (unsigned i = 0; i < count; i++)
        text_add_bytes(out, from != NULL ? &from[steer_below(steer, 4)] : (const char[]){(char)steer_below(steer, 256)},
                       1);
}

/* Spoils some byte from `start` on. */
static void spoil(struct steer *steer, struct text *text, size_t start)
{
    if (text->length > start)
        text->data[start + steer_below(steer, 65536) % (text->length - start)] = (char)steer_below(steer, 256);
}

static void add_line(struct steer *steer, struct event_maker *maker, struct asked *asked)
{
    struct text *bytes = &asked->bytes;
    const size_t start = bytes->length;
    switch (steer_below(steer, 12)) {
    case 0: add_bytes(steer, bytes, " \t\r ", steer_below(steer, 6)); break;
    case 1: add_bytes(steer, bytes, NULL, steer_below(steer, 12)); break;
    case 2:
        add_record(steer, maker, bytes);
        spoil(steer, bytes, start);
        break;
    case 3: /* one that no batch holds, or that is longer than a record may be */
        add_record(steer, maker, bytes);
        for (unsigned spaces = steer_below(steer, 9000); spaces > 0; spaces--)
            text_add_bytes(bytes, " ", 1);
        break;
    case 4: /* all that came so far once more */
        if (start < 40000) {
            struct text copy = {0};
            text_add_bytes(&copy, bytes->data, start);
            text_add_bytes(bytes, copy.data, copy.length);
            text_free(&copy);
        }
        return;
    default: add_record(steer, maker, bytes);
    }
    text_add(bytes, steer_chance(steer, 60) ? "\r\n" : "\n");
}

static void make_lines(struct steer *steer, struct asked *asked)
{
    struct event_maker maker = {.ill = steer_below(steer, 3) * 4, .named = steer_below(steer, 2) * 60};
    event_maker_start(&maker, steer);
    text_clear(&asked->bytes);
    for (unsigned i = 0; i < MOST_LINES && steer->left > 0; i++)
        add_line(steer, &maker, asked);
    if (asked->bytes.length > 0 && steer_chance(steer, 80))
        asked->bytes.length--; /* the last line needs no end */
    asked->fails = steer_chance(steer, 30);
    asked->given = asked->bytes.length;
    if (asked->fails)
        asked->given = steer_below(steer, 65536) % (asked->bytes.length + 1);
}

/* ---- what is to come of them --------------------------------------------------------------------------------------- */

static struct expected *expect(struct asked *asked, size_t line, uint64_t offset, homevisit_text text, size_t policy)
{
    REQUIRE(asked->outcome_count < MOST_OUTCOMES, "the test has too little room");
    struct expected *expected = &asked->outcomes[asked->outcome_count++];
    *expected = (struct expected){.line = line, .offset = offset, .text = text, .policy = policy};
    return expected;
}

static void expect_line(struct asked *asked, size_t line, uint64_t offset, homevisit_text text)
{
    homevisit_visit *visit = NULL;
    homevisit_problems *problems = NULL;
    const homevisit_code code = homevisit_visit_load(text.data, text.length, &asked->records, &visit, &problems);
    if (code != HOMEVISIT_OK) {
        struct expected *expected = expect(asked, line, offset, text, 0);
        expected->code = code;
        expected->problems = problems;
        return;
    }
    for (size_t i = 0; i < asked->policy_count; i++) {
        struct expected *expected = expect(asked, line, offset, text, i);
        expected->code = homevisit_audit(asked->policies[i], visit, asked->timed ? &asked->at : NULL, &expected->report,
                                         &expected->problems);
        if (expected->code == HOMEVISIT_OK)
            expected->json = report_bytes(expected->report);
    }
    homevisit_visit_free(visit);
}

static bool is_blank(homevisit_text line)
{
    size_t i = 0;
    while (i < line.length && strchr(" \t\r", line.data[i]) != NULL && line.data[i] != '\0')
        i++;
    return i == line.length;
}

static void expect_all(struct asked *asked)
{
    const char *bytes = asked->bytes.data;
    for (size_t start = 0; start < asked->given && asked->outcome_count + MOST_POLICIES < MOST_OUTCOMES;) {
        const char *end = memchr(bytes + start, '\n', asked->given - start);
        if (end == NULL && asked->fails) { /* a torn line is no line, unless it is known to be too long */
            if (asked->given - start > asked->longest)
                asked->given = start;
            break;
        }
        const size_t stop = end != NULL ? (size_t)(end - bytes) : asked->given;
        const homevisit_text line = {bytes + start, stop - start - (end > bytes + start && end[-1] == '\r')};
        asked->lines++;
        if (line.length > asked->longest || !is_blank(line))
            expect_line(asked, asked->lines, start, line);
        start = stop + 1;
        if (asked->outcome_count + MOST_POLICIES >= MOST_OUTCOMES) { /* the rest is more than enough */
            asked->given = start < asked->given ? start : asked->given;
            asked->fails = false;
        }
    }
}

/* ---- the summary ----------------------------------------------------------------------------------------------------- */

struct counted {
    homevisit_stream_totals totals;
    struct broken broken[MOST_BROKEN];
    size_t broken_count;
};

static void count_broken(struct counted *counted, const struct expected *expected, const char *month,
                         homevisit_names clauses, const char *rule)
{
    for (size_t i = 0; i < (clauses.count > 0 ? clauses.count : 1); i++) {
        const struct broken key = {.policy = expected->policy,
                                   .clause = clauses.count > 0 ? clauses.items[i] : NULL,
                                   .rule = clauses.count > 0 ? NULL : rule};
        struct broken *found = counted->broken, *end = counted->broken + counted->broken_count;
        while (found < end &&
               (found->policy != key.policy || strcmp(found->month, month) != 0 ||
                (found->clause == NULL) != (key.clause == NULL) ||
                strcmp(found->clause ? found->clause : found->rule, key.clause ? key.clause : rule) != 0))
            found++;
        if (found == end) {
            REQUIRE(counted->broken_count++ < MOST_BROKEN, "the test has too little room");
            *found = key;
            memcpy(found->month, month, strlen(month) + 1);
        }
        found->visits += found->last_line != expected->line;
        found->last_line = expected->line;
    }
}

/* The month of a visit, by the clock of its policy; "" where nothing happened. */
static void month_of(const homevisit_policy *policy, const homevisit_result *result, char month[MONTH_SIZE])
{
    char local[32];
    size_t began = 0;
    while (began < result->step_count && result->steps[began].event != HOMEVISIT_WORD_departed)
        began++;
    if (began == result->step_count)
        began = 0;
    memset(month, 0, MONTH_SIZE);
    if (result->step_count == 0)
        return;
    homevisit_time_write_local(policy, result->steps[began].at, local);
    memcpy(month, local, MONTH_SIZE - 1);
}

static void count_report(const struct asked *asked, struct counted *counted, const struct expected *expected)
{
    const homevisit_result *result = homevisit_report_result(expected->report);
    homevisit_summary *sum = &counted->totals.findings;
    char month[MONTH_SIZE];
    month_of(asked->policies[expected->policy], result, month);
    counted->totals.reports++;
    counted->totals.decisions[result->decision]++;
    sum->broken += result->summary.broken;
    sum->warned += result->summary.warned;
    sum->unknown += result->summary.unknown;
    sum->overdue += result->summary.overdue;
    sum->late += result->summary.late;
    sum->missed += result->summary.missed;
    sum->impossible += result->summary.impossible;
    for (size_t i = 0; i < result->step_count; i++) {
        const homevisit_step *step = &result->steps[i];
        for (size_t k = 0; k < step->finding_count; k++)
            if (step->findings[k].outcome == HOMEVISIT_OUTCOME_BROKEN)
                count_broken(counted, expected, month, step->findings[k].clauses, step->findings[k].rule);
    }
    for (size_t i = 0; i < result->duty_count; i++) {
        const homevisit_duty *duty = &result->duties[i];
        if (duty->status == HOMEVISIT_DUTY_LATE || duty->status == HOMEVISIT_DUTY_OVERDUE ||
            duty->status == HOMEVISIT_DUTY_MISSED)
            count_broken(counted, expected, month, duty->clauses, duty->rule);
    }
}

/* What the first `told` outcomes add up to. */
static struct counted *count_up(const struct asked *asked, size_t told, bool stopped)
{
    struct counted *counted = calloc(1, sizeof *counted);
    size_t sound_line = 0, bad_line = 0;
    REQUIRE(counted != NULL, "the test itself ran out of memory");
    counted->totals.stopped = stopped;
    counted->totals.lines = stopped ? asked->outcomes[told - 1].line : asked->lines;
    for (size_t i = 0; i < told; i++) {
        const struct expected *expected = &asked->outcomes[i];
        size_t *line = expected->code == HOMEVISIT_OK ? &sound_line : &bad_line;
        size_t *count = expected->code == HOMEVISIT_OK ? &counted->totals.visits : &counted->totals.bad_lines;
        *count += *line != expected->line;
        *line = expected->line;
        if (expected->code == HOMEVISIT_OK)
            count_report(asked, counted, expected);
    }
    return counted;
}

/* Months in their order, that of visits in which nothing happened last. */
static bool in_order(const homevisit_stream_broken *one, const homevisit_stream_broken *next)
{
    const char *month = one->month != NULL ? one->month : "~", *other = next->month != NULL ? next->month : "~";
    const int months = strcmp(month, other);
    if (one->policy != next->policy)
        return one->policy < next->policy;
    return months != 0 ? months < 0 : one->visits >= next->visits;
}

static void compare_broken(const struct counted *counted, const homevisit_stream_summary *summary)
{
    const homevisit_stream_broken *row, *before = NULL;
    size_t count = 0;
    for (; (row = homevisit_stream_summary_broken(summary, count)) != NULL; before = row, count++) {
        size_t found = 0;
        for (size_t i = 0; i < counted->broken_count; i++) {
            const struct broken *broken = &counted->broken[i];
            found += broken->policy == row->policy && strcmp(broken->month, row->month ? row->month : "") == 0 &&
                     (broken->clause != NULL) == (row->clause != NULL) &&
                     strcmp(row->clause != NULL ? broken->clause : broken->rule,
                            row->clause != NULL ? row->clause : row->rule) == 0 &&
                     broken->visits == row->visits;
        }
        REQUIRE(found == 1, "%s broken in %zu visits of %s", row->clause ? row->clause : row->rule, row->visits,
                row->month ? row->month : "no month");
        REQUIRE(before == NULL || in_order(before, row), "what was broken is out of order");
    }
    REQUIRE(count == counted->broken_count, "%zu clauses were broken, %zu are told", counted->broken_count, count);
}

/* ---- a run ----------------------------------------------------------------------------------------------------------- */

struct run {
    const struct asked *asked;
    size_t at, told, wants;
    unsigned pieces[4], piece;
};

static ptrdiff_t give(void *user, char *buffer, size_t size)
{
    struct run *run = user;
    size_t count = run->asked->given - run->at;
    const size_t piece = run->pieces[run->piece++ % 4];
    count = count < size ? count : size;
    count = piece == 0 || count < piece ? count : piece;
    if (count == 0)
        return run->asked->fails ? -1 : 0;
    memcpy(buffer, run->asked->bytes.data + run->at, count);
    run->at += count;
    return (ptrdiff_t)count;
}

static void compare_problems(const struct expected *expected, const homevisit_stream_outcome *outcome, size_t wants)
{
    homevisit_buffer json = {0};
    const size_t count = homevisit_problems_count(expected->problems);
    REQUIRE(count == homevisit_problems_count(outcome->problems), "a bad line has other problems in the stream");
    for (size_t i = 0; i < count; i++) {
        const homevisit_problem *alone = homevisit_problems_get(expected->problems, i),
                                *there = homevisit_problems_get(outcome->problems, i);
        REQUIRE(strcmp(alone->code, there->code) == 0 && strcmp(alone->message, there->message) == 0 &&
                    strcmp(alone->pointer, there->pointer) == 0 && strcmp(alone->document, there->document) == 0 &&
                    alone->kind == there->kind && alone->column == there->column && alone->span == there->span,
                "alone %s (%s), in the stream %s (%s)", alone->message, alone->pointer, there->message, there->pointer);
        REQUIRE(there->line == (alone->line ? alone->line + expected->line - 1 : 0) &&
                    there->offset == (alone->line ? alone->offset + expected->offset : 0),
                "%s of line %zu is told at line %zu", there->code, expected->line, there->line);
    }
    REQUIRE(homevisit_problems_json(outcome->problems, &json) == HOMEVISIT_OK, "problems cannot be written");
    REQUIRE((wants & HOMEVISIT_STREAM_JSON) == 0 ||
                (json.length == outcome->json.length && memcmp(json.data, outcome->json.data, json.length) == 0),
            "problems are %s, and %.*s in the stream", json.data, (int)outcome->json.length, outcome->json.data);
    homevisit_buffer_free(&json);
}

static void compare_report(const struct expected *expected, const homevisit_stream_outcome *outcome, size_t wants)
{
    const homevisit_result *result = homevisit_report_result(expected->report);
    REQUIRE(outcome->decision == result->decision, "line %zu: %s, alone %s", expected->line,
            homevisit_decision_text(outcome->decision), homevisit_decision_text(result->decision));
    REQUIRE(memcmp(&outcome->summary, &result->summary, sizeof outcome->summary) == 0, "line %zu has another summary",
            expected->line);
    REQUIRE((wants & HOMEVISIT_STREAM_JSON) == 0 ||
                (outcome->json.length == expected->json.length &&
                 memcmp(outcome->json.data, expected->json.data, expected->json.length) == 0),
            "alone %s\nin the stream %.*s", expected->json.data, (int)outcome->json.length, outcome->json.data);
    REQUIRE((outcome->report != NULL) == ((wants & HOMEVISIT_STREAM_REPORTS) != 0), "a report, or none");
    if (outcome->report != NULL) {
        homevisit_buffer json = report_bytes(outcome->report);
        REQUIRE(strcmp(json.data, expected->json.data) == 0, "alone %s\nin the stream %s", expected->json.data,
                json.data);
        homevisit_buffer_free(&json);
    }
}

static int take(void *user, const homevisit_stream_outcome *outcome)
{
    struct run *run = user;
    const struct asked *asked = run->asked;
    REQUIRE(run->told < asked->outcome_count && run->told < asked->stop_after, "an outcome too many");
    const struct expected *expected = &asked->outcomes[run->told++];
    const homevisit_text text = expected->text;
    REQUIRE(outcome->line == expected->line && outcome->offset == expected->offset &&
                outcome->policy == expected->policy && outcome->code == expected->code,
            "line %zu under policy %zu is %d, told is line %zu, policy %zu, %d", expected->line, expected->policy,
            (int)expected->code, outcome->line, outcome->policy, (int)outcome->code);
    const size_t length = text.length <= asked->longest ? text.length : outcome->text.length;
    REQUIRE(length <= text.length && length >= (text.length <= asked->longest ? 0 : asked->longest) &&
                outcome->text.length == length && memcmp(text.data, outcome->text.data, length) == 0,
            "line %zu is %.*s\ntold as %.*s", expected->line, (int)text.length, text.data, (int)outcome->text.length,
            outcome->text.data);
    if (expected->code == HOMEVISIT_OK)
        compare_report(expected, outcome, run->wants);
    else
        compare_problems(expected, outcome, run->wants);
    return run->told == asked->stop_after;
}

/* Goes through the stream in some way; the summary as JSON. */
static homevisit_buffer go(struct steer *steer, const struct asked *asked)
{
    static const unsigned sizes[] = {0, 0, 1, 7, 100, 1000, 4095, 4096};
    struct run run = {.asked = asked, .wants = steer_below(steer, 4)};
    const homevisit_stream_options options = {.struct_size = sizeof options,
                                              .records = &asked->records,
                                              .at = asked->timed ? &asked->at : NULL,
                                              .wants = run.wants,
                                              .threads = steer_below(steer, 4),
                                              .batch_bytes = 1 + steer_below(steer, 3) * 3000,
                                              .batches = steer_below(steer, 4)};
    homevisit_stream_summary *summary = NULL;
    homevisit_buffer json = {0};
    for (unsigned i = 0; i < 4; i++)
        run.pieces[i] = sizes[steer_below(steer, 8)];
    const homevisit_code code =
        homevisit_audit_stream(asked->policies, asked->policy_count, give, take, &run, &options, &summary);
    const bool stopped = asked->outcome_count >= asked->stop_after;
    REQUIRE(code == (asked->fails && !stopped ? HOMEVISIT_E_IO : HOMEVISIT_OK), "the stream ended with %d", (int)code);
    REQUIRE(run.told == (stopped ? asked->stop_after : asked->outcome_count), "%zu of %zu outcomes", run.told,
            asked->outcome_count);
    struct counted *counted = count_up(asked, run.told, stopped);
    REQUIRE(memcmp(homevisit_stream_summary_totals(summary), &counted->totals, sizeof counted->totals) == 0,
            "the totals are others");
    compare_broken(counted, summary);
    REQUIRE(homevisit_stream_summary_json(summary, 0, &json) == HOMEVISIT_OK, "no summary");
    homevisit_stream_summary_free(summary);
    free(counted);
    return json;
}

static void go_twice(struct steer *steer, const struct asked *asked)
{
    homevisit_buffer one = go(steer, asked), other = go(steer, asked);
    REQUIRE(strcmp(one.data, other.data) == 0, "the summary is %s\nand then %s", one.data, other.data);
    homevisit_buffer_free(&one);
    homevisit_buffer_free(&other);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static struct asked asked;
    static const size_t limits[] = {0, 0, 0, 400, 2000, 4096, 6000};
    struct steer steer = {data, size};
    struct text profile = {0};
    asked = (struct asked){.records = {.struct_size = sizeof asked.records, .document = "stream"}};
    struct steer ways = steer_half(&steer), half = steer_half(&ways);
    asked.policy_count = 1 + steer_below(&ways, MOST_POLICIES);
    homevisit_policy *made = steer_chance(&ways, 128) ? make_policy(&half, 5, 2, &profile) : NULL;
    for (size_t i = 0; i < asked.policy_count; i++)
        asked.policies[i] =
            made != NULL && (i == 0 || steer_chance(&ways, 80)) ? made : bundled_policy(steer_below(&ways, 16));
    asked.records.max_bytes = limits[steer_below(&ways, 7)];
    asked.records.max_events = steer_below(&ways, 3) * 4;
    asked.longest = asked.records.max_bytes > 0 ? asked.records.max_bytes : SIZE_MAX;
    asked.timed = steer_chance(&ways, 80);
    asked.at = INT64_C(1772440200) + (int64_t)steer_below(&ways, 65536) * 600;
    asked.stop_after = steer_chance(&ways, 40) ? 1 + steer_below(&ways, 20) : SIZE_MAX;
    make_lines(&steer, &asked);
    expect_all(&asked);
    go_twice(&ways, &asked);
    for (size_t i = 0; i < asked.outcome_count; i++) {
        homevisit_buffer_free(&asked.outcomes[i].json);
        homevisit_problems_free(asked.outcomes[i].problems);
        homevisit_report_free(asked.outcomes[i].report);
    }
    homevisit_policy_free(made);
    text_free(&asked.bytes);
    text_free(&profile);
    return 0;
}
