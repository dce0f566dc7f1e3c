/* Traps for streams: lines too long, too many, empty or bad, bytes one at a time, and months without number. */
#include "trap.h"

#include <stdlib.h>
#include <string.h>

enum { LONGEST = 1 << 16 /* bytes that a line may have where it is to be too long */ };

/* A source: the bait's text from here on, in pieces of so many bytes. */
struct source {
    const struct text *text;
    size_t at, piece;
};

static ptrdiff_t read_piece(void *user, char *buffer, size_t capacity)
{
    struct source *source = user;
    size_t count = source->text->length - source->at;
    count = count < capacity ? count : capacity;
    count = count < source->piece ? count : source->piece;
    memcpy(buffer, source->text->data + source->at, count);
    source->at += count;
    return (ptrdiff_t)count;
}

static int take_outcome(void *user, const homevisit_stream_outcome *outcome)
{
    (void)user;
    const homevisit_problem *first = homevisit_problems_get(outcome->problems, 0);
    if (first != NULL)
        strncpy(trap_problem, first->code, sizeof trap_problem - 1);
    return 0;
}

static homevisit_code audit(struct bait *bait, size_t piece, size_t longest)
{
    homevisit_options records = meter_options();
    const homevisit_stream_options options = {.struct_size = sizeof options, .records = &records};
    struct source source = {&bait->text, 0, piece};
    homevisit_stream_summary *summary;
    const homevisit_policy *const policies[] = {bait->policy};
    records.max_bytes = longest;
    homevisit_code code = homevisit_audit_stream(policies, 1, read_piece, take_outcome, &source, &options, &summary);
    homevisit_buffer out = {.allocator = meter_allocator};
    if (code == HOMEVISIT_OK)
        code = homevisit_stream_summary_json(summary, 10, &out);
    homevisit_buffer_free(&out);
    homevisit_stream_summary_free(summary);
    return code;
}

static homevisit_code stream(struct bait *bait)
{
    return audit(bait, SIZE_MAX, 0);
}

static homevisit_code stream_of_pieces(struct bait *bait)
{
    return audit(bait, 1, 0);
}

static homevisit_code stream_of_long_lines(struct bait *bait)
{
    return audit(bait, SIZE_MAX, LONGEST);
}

static void load_bundled(struct bait *bait)
{
    const homevisit_options options = meter_options();
    if (homevisit_policy_bundled("maghull-high", &options, &bait->policy, NULL) != HOMEVISIT_OK)
        abort();
}

/* ---- lines --------------------------------------------------------------------------------------------------------- */

static void visits(struct bait *bait)
{
    load_bundled(bait);
    for (size_t i = 0; i < bait->size; i++)
        put(&bait->text, VISIT_HEAD "{\"at\":\"%s\",\"event\":\"departed\"}]}\n", second(i));
}

static void long_line(struct bait *bait)
{
    load_bundled(bait);
    put(&bait->text, VISIT_HEAD "{\"at\":\"%s\",\"event\":\"noted\",\"text\":\"", second(0));
    put_times(&bait->text, "It was raining. ", bait->size / 16);
    put(&bait->text, "\"}]}\n");
}

static void endless_line(struct bait *bait)
{
    load_bundled(bait);
    put_times(&bait->text, "[", bait->size);
}

static void empty_lines(struct bait *bait)
{
    load_bundled(bait);
    put_times(&bait->text, "\n", bait->size);
}

static void bad_lines(struct bait *bait)
{
    load_bundled(bait);
    put_times(&bait->text, "}\n", bait->size);
}

/* A line with as many mistakes, each of which is placed in the stream. */
static void mistakes_of_a_line(struct bait *bait)
{
    load_bundled(bait);
    put(&bait->text, VISIT_HEAD);
    for (size_t i = 0; i < bait->size; i++)
        put(&bait->text, "%s{\"at\":\"%s\",\"event\":\"deprted\"}", i == 0 ? "" : ",", second(i));
    put(&bait->text, "]}\n");
}

/* ---- months -------------------------------------------------------------------------------------------------------- */

/* A month more with every line, the last month first, under a profile with 100 clauses, all of them broken. */
static void months(struct bait *bait)
{
    const homevisit_options options = meter_options();
    struct text policy = {.data = NULL};
    put(&policy, POLICY_HEAD "\"rules\":[");
    for (size_t i = 0; i < 100; i++)
        put(&policy,
            "%s{\"id\":\"r%zu\",\"force\":\"must\",\"message\":\"m\",\"clauses\":[],\"on\":[\"departed\"],\"when\":"
            "true}",
            i == 0 ? "" : ",", i);
    put(&policy, "]}");
    if (homevisit_policy_load(policy.data, policy.length, &options, &bait->policy, NULL) != HOMEVISIT_OK)
        abort();
    text_free(&policy);
    for (size_t i = bait->size; i-- > 0;)
        put(&bait->text, VISIT_HEAD "{\"at\":\"%04zu-%02zu-02T08:00:00Z\",\"event\":\"departed\"}]}\n", 100 + i / 12,
            i % 12 + 1);
}

const struct trap stream_traps[] = {
    {"a stream of visits", "lines", 20000, visits, stream, HOMEVISIT_OK, NULL, NULL, 0},
    {"a stream whose bytes come one at a time", "lines", 20000, visits, stream_of_pieces, HOMEVISIT_OK, NULL, NULL, 0},
    {"a stream with one long line", "bytes", 10000000, long_line, stream, HOMEVISIT_OK, NULL, NULL, 0},
    {"a stream with a line that does not end", "bytes", 40000000, endless_line, stream_of_long_lines, HOMEVISIT_OK,
     "document_too_large", NULL, 0},
    {"a stream of empty lines", "lines", 4000000, empty_lines, stream, HOMEVISIT_OK, NULL, NULL, 0},
    {"a stream of lines that are no records", "lines", 200000, bad_lines, stream, HOMEVISIT_OK, NULL, NULL, 0},
    {"a stream with many mistakes in a line", "mistakes", 20000, mistakes_of_a_line, stream, HOMEVISIT_OK,
     "unknown_event", NULL, 0},
    {"a stream through the months", "months", 4800, months, stream, HOMEVISIT_OK, NULL, NULL, 0},
    {NULL, NULL, 0, NULL, NULL, HOMEVISIT_OK, NULL, NULL, 0},
};
