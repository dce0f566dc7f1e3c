/* Streams of records read one after the other into the same memory: nothing is seen of the one before, and after the first
 * few none is taken. */
#include "json_write.h"
#include "trial_memory.h"
#include "visit.h"

#include <criterion/criterion.h>
#include <stdio.h>
#include <string.h>

#define RECORD(id, events) "{\"format\":\"homevisit-visit/1\",\"id\":\"" id "\",\"events\":[" events "]}"
#define DEPARTED(at) "{\"at\":\"" at "\",\"event\":\"departed\"}"
#define PLANNED(at) "{\"at\":\"" at "\",\"event\":\"planned\",\"reason\":\"school_work\"}"

/* A text as a source of bytes. */
struct source {
    const homevisit_buffer *text;
    size_t at, count; /* bytes that were read; outcomes that came */
};

static ptrdiff_t give(struct source *source, char *buffer, size_t size)
{
    const size_t left = source->text->length - source->at, count = left < size ? left : size;
    memcpy(buffer, source->text->data + source->at, count);
    source->at += count;
    return (ptrdiff_t)count;
}

static homevisit_policy *bundled(void)
{
    homevisit_policy *policy = NULL;
    cr_assert_eq(homevisit_policy_bundled("hunsbury-park-primary", NULL, &policy, NULL), HOMEVISIT_OK);
    return policy;
}

/* ---- one record's memory for all --------------------------------------------------------------------------------- */

enum { ROUNDS = 400, LONG = VISIT_KEPT_ROOM + 100 };

/* Records that leave something behind in every part of a record: staff, ids of events, facts of the school's own. */
static const char *const varied[] = {
    RECORD("V-1", DEPARTED("2026-03-02T08:30:00Z")),
    RECORD("V-2", "{\"id\":\"E-1\",\"at\":\"2026-03-02T09:30:00Z\",\"event\":\"planned\",\"reason\":\"school_work\","
                  "\"staff\":[{\"id\":\"S-1\",\"role\":\"dsl\"},{\"id\":\"S-2\",\"role\":\"teacher\"}]}"),
    RECORD("V-3", "{\"id\":\"E-1\",\"at\":\"2026-03-02T08:30:00Z\",\"event\":\"left\",\"staff\":[\"S-2\",\"S-1\"]}"),
    RECORD("V-4",
           "{\"id\":\"E-1\",\"at\":\"2026-03-02T08:30:00Z\",\"event\":\"declared\",\"facts\":{\"policy_read\":true}}"),
    RECORD("", DEPARTED("2026-03-02T08:30:00Z")),
    RECORD("V-6", DEPARTED("2026-03-02T08:30:00Z") "," PLANNED("2026-03-02T08:29:00Z")),
    RECORD("V-7", "{\"at\":\"2026-03-02T08:30:00Z\",\"event\":\"declared\",\"facts\":{\"x.unknown_here\":true}}"),
    RECORD("V-8", ""),
};
enum { VARIED = sizeof varied / sizeof *varied };

static void append(homevisit_buffer *text, const char *line)
{
    cr_assert(buffer_append(text, line, strlen(line)));
}

/* A record of very many events with ids, each by somebody else. */
static void append_long(homevisit_buffer *text)
{
    char event[160];
    append(text, "{\"format\":\"homevisit-visit/1\",\"id\":\"LONG\",\"events\":[");
    for (int i = 0; i < LONG; i++) {
        snprintf(event, sizeof event,
                 "%s{\"id\":\"E-%d\",\"at\":\"2026-03-02T08:30:00Z\",\"event\":\"left\",\"staff\":[\"S-%d\"]}",
                 i ? "," : "", i, i);
        append(text, event);
    }
    append(text, "]}");
}

/* What a single audit of the line says, or its problems, as the stream has to say them. */
static void audit_alone(const homevisit_policy *policy, homevisit_text line, const homevisit_options *options,
                        homevisit_buffer *json)
{
    homevisit_visit *visit = NULL;
    homevisit_report *report = NULL;
    homevisit_problems *problems = NULL;
    homevisit_code code = homevisit_visit_load(line.data, line.length, options, &visit, &problems);
    if (code == HOMEVISIT_OK)
        code = homevisit_audit(policy, visit, NULL, &report, &problems);
    if (code == HOMEVISIT_OK)
        cr_assert_eq(homevisit_report_json(report, json), HOMEVISIT_OK);
    homevisit_problems_free(problems);
    homevisit_report_free(report);
    homevisit_visit_free(visit);
}

struct alone {
    struct source source;
    const homevisit_policy *policy;
    const homevisit_options *options;
};

static ptrdiff_t give_all(void *user, char *buffer, size_t size)
{
    return give(&((struct alone *)user)->source, buffer, size);
}

static int compare_alone(void *user, const homevisit_stream_outcome *outcome)
{
    struct alone *alone = user;
    homevisit_buffer json = {0};
    alone->source.count++;
    audit_alone(alone->policy, outcome->text, alone->options, &json);
    cr_expect_eq(json.length != 0, outcome->code == HOMEVISIT_OK, "line %zu", outcome->line);
    if (json.length)
        cr_expect(json.length == outcome->json.length && memcmp(json.data, outcome->json.data, json.length) == 0,
                  "line %zu: %.*s", outcome->line, (int)outcome->json.length, outcome->json.data);
    else
        cr_expect_str_eq(homevisit_problems_get(outcome->problems, 0)->document, alone->options->document);
    homevisit_buffer_free(&json);
    return 0;
}

Test(audit_stream, nothing_of_the_record_before)
{
    homevisit_policy *policy = bundled();
    const homevisit_policy *const policies[] = {policy};
    const homevisit_options records = {.struct_size = sizeof records, .document = "visits.ndjson"};
    const homevisit_stream_options options = {
        .struct_size = sizeof options, .records = &records, .wants = HOMEVISIT_STREAM_JSON};
    homevisit_buffer text;
    buffer_init(&text, NULL);
    for (size_t before = 0; before < VARIED; before++)
        for (size_t after = 0; after < VARIED; after++) {
            append(&text, varied[before]);
            append(&text, "\n");
            append(&text, varied[after]);
            append(&text, "\n");
            if (before == after) {
                append_long(&text);
                append(&text, "\n");
            }
        }
    struct alone alone = {{.text = &text}, policy, &records};
    cr_expect_eq(homevisit_audit_stream(policies, 1, give_all, compare_alone, &alone, &options, NULL), HOMEVISIT_OK);
    cr_expect_eq(alone.source.count, VARIED * VARIED * 2 + VARIED);
    homevisit_buffer_free(&text);
    homevisit_policy_free(policy);
}

/* Notes how much memory was asked for when half of the outcomes were out, and when all were. */
struct halves {
    struct source source;
    const struct trial_memory *memory;
    size_t half, asked_then, asked_last;
};

static ptrdiff_t give_half(void *user, char *buffer, size_t size)
{
    return give(&((struct halves *)user)->source, buffer, size);
}

static int note_memory(void *user, const homevisit_stream_outcome *outcome)
{
    struct halves *halves = user;
    cr_expect_eq(outcome->code, HOMEVISIT_OK);
    halves->asked_last = halves->memory->asked;
    if (++halves->source.count == halves->half)
        halves->asked_then = halves->memory->asked;
    return 0;
}

Test(audit_stream, sound_records_take_no_memory_after_the_first)
{
    static const size_t wishes[] = {0, HOMEVISIT_STREAM_JSON, HOMEVISIT_STREAM_REPORTS};
    homevisit_policy *policy = bundled();
    const homevisit_policy *const policies[] = {policy};
    homevisit_buffer text;
    buffer_init(&text, NULL);
    for (int i = 0; i < ROUNDS; i++) {
        for (int which = 0; which < 4; which++) {
            append(&text, varied[which]);
            append(&text, "\n");
        }
    }
    for (size_t i = 0; i < sizeof wishes / sizeof *wishes; i++) {
        struct trial_memory memory = {0};
        const homevisit_allocator allocator = trial_allocator(&memory);
        const homevisit_options records = {.struct_size = sizeof records, .allocator = &allocator};
        const homevisit_stream_options options = {
            .struct_size = sizeof options, .records = &records, .wants = wishes[i], .batch_bytes = 4096};
        struct halves halves = {{.text = &text}, &memory, ROUNDS * 4 / 2, 0, 0};
        cr_expect_eq(homevisit_audit_stream(policies, 1, give_half, note_memory, &halves, &options, NULL),
                     HOMEVISIT_OK);
        cr_expect_eq(halves.source.count, (size_t)ROUNDS * 4);
        cr_expect_eq(halves.asked_last, halves.asked_then, "wants %zu: %zu calls for half of the records, %zu for all",
                     wishes[i], halves.asked_then, halves.asked_last);
    }
    homevisit_buffer_free(&text);
    homevisit_policy_free(policy);
}
