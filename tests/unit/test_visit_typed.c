/* lib/visit_typed.c, visit_keep.c, visit_order.c: records built event by event come to what loading them would. */
#include "trial_memory.h"
#include "visit_trials.h"

#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define HEAD "{'format':'homevisit-visit/1','id':'V','events':["
#define AT "'at':'2026-03-02T08:30:00Z'"

static homevisit_visit *new_visit(void)
{
    homevisit_visit *visit = NULL;
    cr_assert_eq(homevisit_visit_new("V", 1, NULL, &visit), HOMEVISIT_OK);
    return visit;
}

static homevisit_visit *load(const char *text, size_t length)
{
    homevisit_visit *visit = NULL;
    cr_assert_eq(homevisit_visit_load(text, length, NULL, &visit, NULL), HOMEVISIT_OK);
    return visit;
}

/* ---- appending is loading ----------------------------------------------------------------------------------------- */

static void append_all(homevisit_visit *visit, const struct random_events *events)
{
    for (size_t i = 0; i < events->count; i++) {
        homevisit_problems *problems = NULL;
        const homevisit_buffer *event = &events->items[i];
        cr_expect_eq(homevisit_visit_append(visit, event->data, event->length, &problems), HOMEVISIT_OK, "%.*s",
                     (int)event->length, event->data);
        cr_expect_null(problems);
    }
}

Test(visit_typed, appending_one_by_one_is_loading_the_whole)
{
    for (uint64_t seed = 100; seed < 180; seed++) {
        struct random_events events = make_events(seed, 1 + seed % 50);
        homevisit_buffer record;
        char what[32];
        snprintf(what, sizeof what, "seed %llu", (unsigned long long)seed);
        buffer_init(&record, NULL);
        write_record(&record, &events);
        homevisit_visit *loaded = load(record.data, record.length);
        homevisit_visit *appended = new_visit();
        append_all(appended, &events);
        expect_same_visit(loaded, appended, what);
        homevisit_visit_free(loaded);
        homevisit_visit_free(appended);
        homevisit_buffer_free(&record);
        drop_events(&events);
    }
}

/* The same, of structs: what a record holds is handed over event by event, in the order in which it came. */
Test(visit_typed, appending_structs_is_loading_their_json)
{
    for (uint64_t seed = 200; seed < 260; seed++) {
        struct random_events events = make_events(seed, 1 + seed % 50);
        char what[32];
        snprintf(what, sizeof what, "seed %llu", (unsigned long long)seed);
        homevisit_visit *as_json = new_visit();
        homevisit_visit *as_structs = new_visit();
        for (size_t i = 0; i < events.count; i++) {
            homevisit_visit *one = new_visit();
            cr_assert_eq(homevisit_visit_append(one, events.items[i].data, events.items[i].length, NULL), HOMEVISIT_OK);
            const homevisit_event typed = typed_image(one, list_at(&one->events, 0));
            homevisit_problems *problems = NULL;
            cr_expect_eq(homevisit_visit_append_event(as_structs, &typed, &problems), HOMEVISIT_OK);
            cr_expect_null(problems);
            homevisit_visit_free(one);
        }
        append_all(as_json, &events);
        expect_same_visit(as_json, as_structs, what);
        homevisit_visit_free(as_json);
        homevisit_visit_free(as_structs);
        drop_events(&events);
    }
}

/* ---- what is said of appended JSON ---------------------------------------------------------------------------------*/

struct appended {
    size_t max_events; /* of a record that holds one */
    const char *text;
    struct visit_told told[MOST_VISIT_TOLD];
};

static const struct appended refused[] = {
    {2,
     "",
     {{SYNTAX, "unexpected_end", "", 1, 1,
       "the text ends too early; what was opened is not closed, or a value is missing", NULL}}},
    {2, "[]", {{SCHEMA, "root_not_object", "", 1, 1, "the document has to be an object: { … }", NULL}}},
    {2,
     "{" AT ",'event':'noted'} x",
     {{SYNTAX, "trailing_text", "", 1, 47, "the document ends before this; take out what follows it", NULL}}},
    {2,
     "{'evnt':'closed'}",
     {{SCHEMA, "missing_key", "", 1, 1, "an event needs 'at'", NULL},
      {SCHEMA, "missing_key", "", 1, 1, "an event needs 'event'", NULL},
      {NAME, "unknown_attribute", "/evnt", 1, 2, "no event has an attribute 'evnt'", "event"}}},
    {2,
     "\n {'id' : 'e',\n " AT ",'event':'closed'}",
     {{SCHEMA, "duplicate_event_id", "/id", 2, 10, "another event has the id 'e' already, and differs from this one",
       NULL}}},
    {1, "\n {" AT ",'event':'closed'}", {{LIMIT, "too_many_events", "", 2, 2, "a visit holds at most 1 events", NULL}}},
};

/* A record of one event, `e`. */
static homevisit_visit *visit_of_one(size_t max_events)
{
    const homevisit_options options = {
        .struct_size = sizeof options, .document = "rows", .max_events = max_events, .max_staff = 2};
    const homevisit_text event = quoted("{" AT ",'event':'arrived','staff':['a'],'id':'e'}");
    homevisit_visit *visit = NULL;
    cr_assert_eq(homevisit_visit_new("V", 1, &options, &visit), HOMEVISIT_OK);
    cr_assert_eq(homevisit_visit_append(visit, event.data, event.length, NULL), HOMEVISIT_OK);
    return visit;
}

Test(visit_typed, refuses_json_and_changes_nothing)
{
    for (size_t i = 0; i < sizeof refused / sizeof *refused; i++) {
        homevisit_visit *visit = visit_of_one(refused[i].max_events);
        homevisit_visit *before = visit_of_one(refused[i].max_events);
        homevisit_problems *problems = NULL;
        const homevisit_text text = quoted(refused[i].text);
        const homevisit_code code = homevisit_visit_append(visit, text.data, text.length, &problems);
        cr_expect_eq(code, kind_code(refused[i].told[0].kind));
        expect_told(refused[i].text, problems, "rows", refused[i].told);
        expect_same_visit(visit, before, refused[i].text);
        homevisit_problems_free(problems);
        homevisit_visit_free(visit);
        homevisit_visit_free(before);
    }
}

Test(visit_typed, a_full_record_still_takes_repeats)
{
    homevisit_visit *visit = visit_of_one(1);
    const homevisit_text repeat = quoted("{'id':'e','event':'arrived','staff':['a','a']," AT "}");
    const homevisit_text ids[] = {{"a", 1}};
    const homevisit_attribute staff = {
        .name = HOMEVISIT_ATTRIBUTE_staff, .type = HOMEVISIT_TYPE_IDS, .value.ids = {ids, 1}};
    const homevisit_event typed = {sizeof typed, 1772440200, HOMEVISIT_WORD_arrived, {"e", 1}, &staff, 1};
    cr_expect_eq(homevisit_visit_append(visit, repeat.data, repeat.length, NULL), HOMEVISIT_OK);
    cr_expect_eq(homevisit_visit_append_event(visit, &typed, NULL), HOMEVISIT_OK);
    cr_expect_eq(homevisit_visit_event_count(visit), 1);
    cr_expect_eq(visit->next_index, 3);
    homevisit_visit_free(visit);
}

/* ---- memory ------------------------------------------------------------------------------------------------------- */

#define SOME_EVENTS                                                                                                    \
    "{'at':'2026-03-02T08:31:00Z','event':'planned','id':'p','reason':'other','purpose':'why',"                        \
    "'staff':[{'id':'a','role':'dsl'},{'id':'b','role':'teacher','trained':true}]}",                                   \
        "{" AT ",'event':'declared','id':'d','facts':{'x.a':'b','x.b':1,'phone_carried':true}}",                       \
        "{'at':'2026-03-02T08:29:00Z','event':'form_completed','fields':['visitor','date']}",                          \
        "{" AT                                                                                                         \
        ",'event':'arrived','staff':['c','d','e','f','a','h','i','j','k','l','m','n','o','p','q','r','s'],'id':'a'}"

static const char *const some_events[] = {SOME_EVENTS};
enum { SOME = sizeof some_events / sizeof *some_events };

/* Appends `event`; if memory runs out, the record has to be as it was, and to take the event when asked again. */
static bool append_or_nothing(homevisit_visit *visit, homevisit_text event, const homevisit_event *typed)
{
    homevisit_buffer before, after;
    buffer_init(&before, NULL);
    buffer_init(&after, NULL);
    write_image(&before, visit);
    const size_t ids = visit->staff_ids.count, own = visit->declared_own.count;
    const uint32_t next = visit->next_index;
    homevisit_problems *problems = NULL;
    const homevisit_code code = typed != NULL ? homevisit_visit_append_event(visit, typed, &problems)
                                              : homevisit_visit_append(visit, event.data, event.length, &problems);
    cr_expect(code == HOMEVISIT_OK || code == HOMEVISIT_E_MEMORY);
    if (code != HOMEVISIT_OK) {
        write_image(&after, visit);
        cr_expect_str_eq(before.data, after.data);
        cr_expect(visit->staff_ids.count == ids && visit->declared_own.count == own && visit->next_index == next);
        cr_expect(id_index_count(&visit->staff_index) == ids &&
                  id_index_count(&visit->event_index) == visit->identified.count);
    }
    homevisit_problems_free(problems);
    homevisit_buffer_free(&before);
    homevisit_buffer_free(&after);
    return code == HOMEVISIT_OK;
}

static bool build_with(const homevisit_allocator *allocator, bool typed)
{
    const homevisit_options options = {.struct_size = sizeof options, .allocator = allocator};
    homevisit_visit *visit = NULL;
    if (homevisit_visit_new("V", 1, &options, &visit) != HOMEVISIT_OK) {
        cr_expect_null(visit);
        return false;
    }
    bool sound = true;
    for (size_t i = 0; i < SOME; i++) {
        const homevisit_text text = quoted(some_events[i]);
        homevisit_visit *one = new_visit();
        cr_assert_eq(homevisit_visit_append(one, text.data, text.length, NULL), HOMEVISIT_OK);
        const homevisit_event event = typed_image(one, list_at(&one->events, 0));
        /* What fails once is asked for again; what fails again is given up. */
        const bool first = append_or_nothing(visit, text, typed ? &event : NULL);
        sound = (first || append_or_nothing(visit, text, typed ? &event : NULL)) && first && sound;
        homevisit_visit_free(one);
    }
    homevisit_visit_free(visit);
    return sound;
}

static bool build_of_json(const homevisit_allocator *allocator)
{
    return build_with(allocator, false);
}

static bool build_of_structs(const homevisit_allocator *allocator)
{
    return build_with(allocator, true);
}

Test(visit_typed, an_end_of_memory_changes_nothing)
{
    trial_run(build_of_json, false);
    trial_run(build_of_structs, false);
}

/* ---- calls -------------------------------------------------------------------------------------------------------- */

Test(visit_typed, a_new_record_has_an_id_and_no_events)
{
    homevisit_visit *visit = NULL;
    int64_t at = 7;
    cr_assert_eq(homevisit_visit_new("V-0142x", 6, NULL, &visit), HOMEVISIT_OK);
    cr_expect_str_eq(homevisit_visit_id(visit), "V-0142");
    cr_expect_eq(homevisit_visit_event_count(visit), 0);
    cr_expect_not(homevisit_visit_last_at(visit, &at));
    cr_expect_eq(at, 7);
    homevisit_visit_free(visit);
}

Test(visit_typed, wrong_calls_are_refused)
{
    static const char *const ids[] = {"", "a\0b", "\xC3", "\xED\xA0\x80"};
    static const size_t lengths[] = {0, 3, 1, 3};
    homevisit_visit *visit = (homevisit_visit *)1;
    cr_expect_eq(homevisit_visit_new("V", 1, NULL, NULL), HOMEVISIT_E_ARGUMENT);
    cr_expect_eq(homevisit_visit_new(NULL, 1, NULL, &visit), HOMEVISIT_E_ARGUMENT);
    cr_expect_null(visit);
    for (size_t i = 0; i < sizeof ids / sizeof *ids; i++)
        cr_expect_eq(homevisit_visit_new(ids[i], lengths[i], NULL, &visit), HOMEVISIT_E_ARGUMENT);
    visit = new_visit();
    cr_expect_eq(homevisit_visit_append(NULL, "{}", 2, NULL), HOMEVISIT_E_ARGUMENT);
    cr_expect_eq(homevisit_visit_append(visit, NULL, 2, NULL), HOMEVISIT_E_ARGUMENT);
    cr_expect_eq(homevisit_visit_append(visit, NULL, 0, NULL), HOMEVISIT_E_SYNTAX, "no text at all is an empty one");
    static const char twice[] = "{\"at\":\"2026-03-02T08:30:00Z\",\"event\":\"departed\",\"event\":\"departed\"}",
                      behind[] = "{\"at\":\"2026-03-02T08:30:00Z\",\"event\":\"departed\"} {}";
    cr_expect_eq(homevisit_visit_append(visit, twice, strlen(twice), NULL), HOMEVISIT_E_SYNTAX);
    cr_expect_eq(homevisit_visit_append(visit, behind, strlen(behind), NULL), HOMEVISIT_E_SYNTAX);
    cr_expect_eq(homevisit_visit_event_count(visit), 0);
    homevisit_visit_free(visit);
    homevisit_visit_free(NULL);
    cr_expect_str_eq(homevisit_visit_id(NULL), "");
    cr_expect_eq(homevisit_visit_event_count(NULL), 0);
    cr_expect_not(homevisit_visit_last_at(NULL, NULL));
}
