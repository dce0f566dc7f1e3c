/*
 * Records of any size: time and memory grow with the text, not with its square. Each shape is what somebody might send,
 * by accident or not; eight times as much may take three times eight times as long, where a square would take 64.
 */
#include "visit_trials.h"

#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#define HEAD "{\"format\":\"homevisit-visit/1\",\"id\":\"V\",\"events\":["
#define EVENT_AT "{\"at\":\"2026-03-02T08:30:00Z\",\"event\":"

enum { SMALL = 12500, LARGE = 8 * SMALL, MOST_GROWTH = 24, TRIES = 3 };

/* ---- shapes ------------------------------------------------------------------------------------------------------- */

static void put(homevisit_buffer *out, const char *text)
{
    cr_assert(buffer_append_text(out, text));
}

static void put_number(homevisit_buffer *out, const char *format, size_t number)
{
    char text[200];
    snprintf(text, sizeof text, format, number);
    put(out, text);
}

/* Events of a second each, in order or against it, with ids. */
static void put_events(homevisit_buffer *out, size_t count, bool backwards)
{
    put(out, HEAD);
    for (size_t i = 0; i < count; i++) {
        char at[21];
        homevisit_time_write(1772438400 + (int64_t)(backwards ? count - i : i), at);
        put(out, i == 0 ? "{\"at\":\"" : ",\n{\"at\":\"");
        put(out, at);
        put_number(out, "\",\"event\":\"knocked\",\"answered\":true,\"id\":\"E-%zu\"}", i);
    }
    put(out, "]}");
}

static void in_order(homevisit_buffer *out, size_t count)
{
    put_events(out, count, false);
}

static void backwards(homevisit_buffer *out, size_t count)
{
    put_events(out, count, true);
}

static void keys_before_the_event(homevisit_buffer *out, size_t count)
{
    put(out, HEAD);
    for (size_t i = 0; i < count; i++) {
        put(out, i == 0 ? "" : ",");
        put(out, "{\"x_\":[\"event\",{\"event\":\"noted\"}],\"staff\":[\"a\"],\"at\":\"2026-03-02T08:30:00Z\","
                 "\"event\":\"left\"}");
    }
    put(out, "]}");
}

static void one_list_of_ids(homevisit_buffer *out, size_t count)
{
    put(out, HEAD EVENT_AT "\"arrived\",\"staff\":[\"x\"");
    for (size_t i = 0; i < count; i++)
        put_number(out, i % 2 == 0 ? ",\"%zu\"" : ",\"x\"", i);
    put(out, "]}]}");
}

static void one_object_of_facts(homevisit_buffer *out, size_t count)
{
    put(out, HEAD EVENT_AT "\"declared\",\"facts\":{\"phone_carried\":true");
    for (size_t i = count; i > 0; i--)
        put_number(out, ",\n\"x.%zu\":1", i);
    put(out, "}}]}");
}

static void new_ids_in_each_event(homevisit_buffer *out, size_t count)
{
    put(out, HEAD EVENT_AT "\"child_seen\"}");
    for (size_t i = 0; i < count; i++)
        put_number(out, "," EVENT_AT "\"left\",\"staff\":[\"a\",\"%zu\"]}", i);
    put(out, "]}");
}

static void faults(homevisit_buffer *out, size_t count)
{
    put(out, HEAD EVENT_AT "\"moved\"");
    for (size_t i = 0; i < count; i++)
        put_number(out, ",\n\"rom%zu\":{}", i);
    put(out, "},");
    for (size_t i = 0; i < count; i++)
        put_number(out, "{\"at\":\"today\",\"event\":\"e%zu\",\"roof\":1},\n", i);
    put(out, "{}]}");
}

/* ---- measuring ---------------------------------------------------------------------------------------------------- */

struct cost {
    double seconds;
    size_t bytes; /* the most that was held */
};

/* Counts what is held; each piece has its size before it. */
struct meter {
    size_t held, most;
};

static void *metered_allocate(void *user, size_t size)
{
    struct meter *meter = user;
    max_align_t *memory = malloc(sizeof *memory + size);
    cr_assert_not_null(memory);
    *(size_t *)memory = size;
    meter->held += size;
    meter->most = meter->held > meter->most ? meter->held : meter->most;
    return memory + 1;
}

static void metered_release(void *user, void *memory)
{
    struct meter *meter = user;
    max_align_t *whole = (max_align_t *)memory - 1;
    meter->held -= *(size_t *)whole;
    free(whole);
}

static void load(const homevisit_options *options, const homevisit_buffer *text)
{
    homevisit_visit *visit = NULL;
    homevisit_problems *problems = NULL;
    const homevisit_code code = homevisit_visit_load(text->data, text->length, options, &visit, &problems);
    cr_assert(code != HOMEVISIT_E_MEMORY && code != HOMEVISIT_E_SYNTAX);
    homevisit_problems_free(problems);
    homevisit_visit_free(visit);
}

/* Takes the events of a loaded record one by one, as structs. */
static void append(const homevisit_options *options, const homevisit_buffer *text)
{
    homevisit_visit *whole = NULL, *visit = NULL;
    cr_assert_eq(homevisit_visit_load(text->data, text->length, NULL, &whole, NULL), HOMEVISIT_OK);
    cr_assert_eq(homevisit_visit_new("V", 1, options, &visit), HOMEVISIT_OK);
    const struct visit_event *events = whole->events.items;
    const homevisit_attribute answered = {
        .name = HOMEVISIT_ATTRIBUTE_answered, .type = HOMEVISIT_TYPE_BOOLEAN, .value.boolean = true};
    for (size_t i = 0; i < whole->events.count; i++) {
        const homevisit_event event = {
            sizeof event, events[i].at, HOMEVISIT_WORD_knocked, {events[i].id, strlen(events[i].id)}, &answered, 1};
        cr_assert_eq(homevisit_visit_append_event(visit, &event, NULL), HOMEVISIT_OK);
    }
    cr_expect_eq(homevisit_visit_event_count(visit), whole->events.count);
    homevisit_visit_free(visit);
    homevisit_visit_free(whole);
}

typedef void (*shape)(homevisit_buffer *out, size_t count);
typedef void (*work)(const homevisit_options *options, const homevisit_buffer *text);

static struct cost cost_of(shape write, work take, size_t count)
{
    homevisit_buffer text;
    struct cost cost = {0, 0};
    buffer_init(&text, NULL);
    write(&text, count);
    for (int i = 0; i < TRIES; i++) {
        struct meter meter = {0, 0};
        const homevisit_allocator allocator = {metered_allocate, metered_release, &meter};
        const homevisit_options options = {
            .struct_size = sizeof options, .allocator = &allocator, .max_events = 2 * LARGE};
        const clock_t start = clock();
        take(&options, &text);
        const double seconds = (double)(clock() - start) / CLOCKS_PER_SEC;
        cost.seconds = i == 0 || seconds < cost.seconds ? seconds : cost.seconds;
        cost.bytes = meter.most;
        cr_expect_eq(meter.held, 0);
    }
    homevisit_buffer_free(&text);
    return cost;
}

static void expect_linear(const char *name, shape write, work take)
{
    const struct cost one = cost_of(write, take, SMALL);
    const struct cost eight = cost_of(write, take, LARGE);
    fprintf(stderr, "%s: %.1f ms, %zu KiB of %d; %.1f ms, %zu KiB of %d\n", name, one.seconds * 1e3, one.bytes / 1024,
            SMALL, eight.seconds * 1e3, eight.bytes / 1024, LARGE);
    cr_expect_lt(eight.seconds, MOST_GROWTH * one.seconds + 0.01, "%s takes more than its share of time", name);
    cr_expect_lt(eight.bytes, 17 * one.bytes, "%s takes more than its share of memory", name);
}

Test(visit_scale, loading_grows_with_the_text)
{
    expect_linear("in order", in_order, load);
    expect_linear("backwards", backwards, load);
    expect_linear("keys before the event", keys_before_the_event, load);
}

Test(visit_scale, lists_and_objects_grow_with_the_text)
{
    expect_linear("one list of ids", one_list_of_ids, load);
    expect_linear("one object of facts", one_object_of_facts, load);
    expect_linear("new ids in each event", new_ids_in_each_event, load);
}

Test(visit_scale, faults_grow_with_the_text)
{
    expect_linear("faults", faults, load);
}

Test(visit_scale, appending_in_order_grows_with_the_events)
{
    expect_linear("appending", in_order, append);
}
