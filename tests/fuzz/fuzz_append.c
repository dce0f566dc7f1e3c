/*
 * Promises of growing records: a record that is appended to event by event is, to audit and status, to the byte the record
 * that is loaded whole; an event that is refused changes nothing, and spoils the whole document too; a session that is
 * kept open all the while says what a fresh question says.
 */
#include "make_event.h"
#include "make_policy.h"

#include <string.h>

enum { MOST_EVENTS = 24 };

struct growing {
    const homevisit_policy *policy;
    homevisit_visit *visit;
    homevisit_session *session;
    struct text events; /* the taken ones, as a document's list */
};

static homevisit_buffer answer(const struct growing *growing, const homevisit_visit *visit, bool audit)
{
    homevisit_report *report = NULL;
    homevisit_buffer bytes = {0};
    const homevisit_code code =
        (audit ? homevisit_audit : homevisit_status)(growing->policy, visit, NULL, &report, NULL);
    if (code == HOMEVISIT_OK)
        bytes = report_bytes(report);
    else
        REQUIRE(code == HOMEVISIT_E_TYPE, "an answer failed: %d", (int)code);
    homevisit_report_free(report);
    return bytes;
}

static void require_same(const homevisit_buffer *one, const homevisit_buffer *other, const char *what)
{
    const char *a = one->data != NULL ? one->data : "", *b = other->data != NULL ? other->data : "";
    REQUIRE(strcmp(a, b) == 0, "%s: %s\nand %s", what, a, b);
}

static void write_document(const struct growing *growing, const char *more, struct text *out)
{
    text_clear(out);
    text_add(out, "{\"format\":\"homevisit-visit/1\",\"id\":\"V\",\"events\":[%s", growing->events.data);
    text_add(out, "%s%s]}", *more != '\0' && growing->events.length > 0 ? "," : "", more);
}

static void compare_whole(const struct growing *growing)
{
    struct text document = {0};
    homevisit_visit *loaded = NULL;
    write_document(growing, "", &document);
    REQUIRE(homevisit_visit_load(document.data, document.length, NULL, &loaded, NULL) == HOMEVISIT_OK,
            "what was appended is refused as a whole: %s", document.data);
    for (int audit = 0; audit < 2; audit++) {
        homevisit_buffer grown = answer(growing, growing->visit, audit), whole = answer(growing, loaded, audit);
        require_same(&grown, &whole, "appended and loaded differ");
        homevisit_buffer_free(&grown);
        homevisit_buffer_free(&whole);
    }
    homevisit_visit_free(loaded);
    text_free(&document);
}

static void compare_session(struct growing *growing)
{
    const homevisit_report *kept = NULL;
    if (growing->session == NULL &&
        homevisit_session_new(growing->policy, growing->visit, &growing->session, NULL) != HOMEVISIT_OK)
        return; /* a fact was declared with another type than the profile's */
    homevisit_buffer fresh = answer(growing, growing->visit, false), bytes = {0};
    if (homevisit_session_status(growing->session, NULL, &kept, NULL) == HOMEVISIT_OK)
        bytes = report_bytes(kept);
    require_same(&bytes, &fresh, "a session and a fresh status differ");
    homevisit_buffer_free(&fresh);
    homevisit_buffer_free(&bytes);
}

/* A refused event: the record says what it said, and a document that holds the event is refused. */
static void compare_refused(const struct growing *growing, const struct text *json, const homevisit_buffer *before)
{
    struct text document = {0};
    homevisit_visit *loaded = NULL;
    homevisit_buffer after = answer(growing, growing->visit, true);
    require_same(before, &after, "a refused event changed the record");
    write_document(growing, json->data, &document);
    REQUIRE(homevisit_visit_load(document.data, document.length, NULL, &loaded, NULL) != HOMEVISIT_OK,
            "refused alone, taken in a document: %s", json->data);
    homevisit_buffer_free(&after);
    text_free(&document);
}

static void append(struct growing *growing, const struct made_event *made, bool as_struct)
{
    struct text json = {0};
    homevisit_problems *problems = NULL;
    homevisit_buffer before = answer(growing, growing->visit, true);
    event_json(made, &json);
    const homevisit_code code = as_struct ? homevisit_visit_append_event(growing->visit, &made->event, &problems)
                                          : homevisit_visit_append(growing->visit, json.data, json.length, &problems);
    if (code == HOMEVISIT_OK)
        text_add(&growing->events, "%s%s", growing->events.length > 0 ? "," : "", json.data);
    else
        compare_refused(growing, &json, &before);
    homevisit_problems_free(problems);
    homevisit_buffer_free(&before);
    text_free(&json);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct steer steer = {data, size};
    struct text profile = {0};
    struct growing growing = {0};
    const unsigned which = steer_below(&steer, 16);
    struct steer half = steer_half(&steer);
    homevisit_policy *made_policy = which < 8 ? make_policy(&half, 5, 2, &profile) : NULL;
    growing.policy = made_policy != NULL ? made_policy : bundled_policy(which);
    text_clear(&growing.events);
    struct event_maker maker = {.ill = steer_below(&steer, 3) * 6, .named = steer_below(&steer, 2) * 80};
    const unsigned asks = 1 + steer_below(&steer, 4);
    event_maker_start(&maker, &steer);
    REQUIRE(homevisit_visit_new("V", 1, NULL, &growing.visit) == HOMEVISIT_OK, "no record");
    for (unsigned i = 0; i < MOST_EVENTS && steer.left > 0; i++) {
        struct made_event made;
        make_event(&maker, HOMEVISIT_WORD_none, &made);
        append(&growing, &made, steer_chance(&steer, 60));
        if (i % asks == 0)
            compare_session(&growing);
    }
    compare_whole(&growing);
    compare_session(&growing);
    homevisit_session_free(growing.session);
    homevisit_visit_free(growing.visit);
    homevisit_policy_free(made_policy);
    text_free(&growing.events);
    text_free(&profile);
    return 0;
}
