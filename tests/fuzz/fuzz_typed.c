/*
 * Promises of typed events: a record that is made of structs and one that is read from JSON which says the same take the
 * same events and refuse the same ones, for reasons of the same names, and are the same record to every bundled profile.
 */
#include "make_event.h"

#include <string.h>

enum { MOST_EVENTS = 24 };

/* Adds the event both ways. Returns whether it was taken. */
static bool append_both(homevisit_visit *typed, homevisit_visit *read, const struct made_event *made)
{
    homevisit_problems *of_struct = NULL, *of_text = NULL;
    struct text json = {0}, told = {0}, also_told = {0};
    event_json(made, &json);
    const homevisit_code code = homevisit_visit_append_event(typed, &made->event, &of_struct);
    const homevisit_code other = homevisit_visit_append(read, json.data, json.length, &of_text);
    problems_text(of_struct, &told);
    problems_text(of_text, &also_told);
    REQUIRE((code == HOMEVISIT_OK) == (other == HOMEVISIT_OK),
            "as a struct it is answered by %d, as JSON by %d: %s\n%s%s", (int)code, (int)other, json.data, told.data,
            also_told.data);
    if (code != HOMEVISIT_E_ARGUMENT) { /* a struct may be no event at all */
        problems_require(code, of_struct, 0);
        REQUIRE(strcmp(told.data, also_told.data) == 0, "told otherwise: %s\nas a struct\n%sas JSON\n%s", json.data,
                told.data, also_told.data);
    }
    problems_require(other, of_text, json.length);
    homevisit_problems_free(of_struct);
    homevisit_problems_free(of_text);
    text_free(&json);
    text_free(&told);
    text_free(&also_told);
    return code == HOMEVISIT_OK;
}

static void require_same_audit(const homevisit_policy *policy, const homevisit_visit *typed,
                               const homevisit_visit *read)
{
    homevisit_report *one = NULL, *other = NULL;
    const homevisit_code code = homevisit_audit(policy, typed, NULL, &one, NULL);
    REQUIRE(code == homevisit_audit(policy, read, NULL, &other, NULL), "only one of the two can be audited");
    if (code == HOMEVISIT_OK) {
        homevisit_buffer bytes = report_bytes(one), also = report_bytes(other);
        REQUIRE(strcmp(bytes.data, also.data) == 0, "structs: %s\nJSON: %s", bytes.data, also.data);
        homevisit_buffer_free(&bytes);
        homevisit_buffer_free(&also);
    }
    homevisit_report_free(one);
    homevisit_report_free(other);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct steer steer = {data, size};
    homevisit_options options = {.struct_size = sizeof options, .max_events = 20, .max_staff = 2};
    const unsigned profile = steer_below(&steer, 256);
    const bool limited = steer_chance(&steer, 30);
    struct event_maker maker = {.ill = steer_below(&steer, 24), .named = steer_below(&steer, 2) * 60};
    homevisit_visit *typed = NULL, *read = NULL;
    event_maker_start(&maker, &steer);
    REQUIRE(homevisit_visit_new("V", 1, limited ? &options : NULL, &typed) == HOMEVISIT_OK, "no record");
    REQUIRE(homevisit_visit_new("V", 1, limited ? &options : NULL, &read) == HOMEVISIT_OK, "no record");
    for (int i = 0; i < MOST_EVENTS && steer.left > 0; i++) {
        struct made_event made;
        make_event(&maker, HOMEVISIT_WORD_none, &made);
        append_both(typed, read, &made);
    }
    REQUIRE(homevisit_visit_event_count(typed) == homevisit_visit_event_count(read), "the numbers of events differ");
    require_same_audit(bundled_policy(profile), typed, read);
    homevisit_visit_free(typed);
    homevisit_visit_free(read);
    return 0;
}
