/* What a session keeps of an event that it was asked about, for which questions it is enough, and how long it stands. */
#include "session_parts.h"
#include "verdict_trial.h"
#include "visit_parts.h"

#include <criterion/criterion.h>
#include <stdio.h>
#include <string.h>

#define NINE INT64_C(1774688400) /* 2026-03-28T09:00:00Z; summer time begins on the 29th at one */
#define MINUTE 60
#define SUMMER (NINE + 16 * 60 * MINUTE)
#define GUARD(event, when)                                                                                             \
    "{\"id\":\"" event "\",\"clauses\":[],\"force\":\"must\",\"message\":\"m\",\"on\":[\"" event "\"],\"when\":" when  \
    "}"
#define LATE GUARD("moved", "{\">=\":[{\"var\":\"time.minute\"},600]}")
#define CALL                                                                                                           \
    "{\"id\":\"call\",\"clauses\":[],\"force\":\"must\",\"message\":\"m\",\"on\":[\"departed\"],\"do\":[\"checked_"    \
    "in\"],"                                                                                                           \
    "\"within_minutes\":30}"
#define UTC "UTC0"
#define LONDON "GMT0BST,M3.5.0/1,M10.5.0"
#define OUT                                                                                                            \
    "{\"at\":\"2026-03-28T08:00:00Z\",\"event\":\"planned\",\"reason\":\"other\"},"                                    \
    "{\"at\":\"2026-03-28T09:00:00Z\",\"event\":\"departed\"}"
#define THERE OUT ",{\"at\":\"2026-03-28T09:20:00Z\",\"event\":\"arrived\"}"

struct bench {
    homevisit_policy *policy;
    homevisit_visit *visit;
    homevisit_session *session;
};

static void bench_open(struct bench *bench, const char *zone, const char *rules, const char *events)
{
    char policy[2048], record[1024];
    const int policy_length = snprintf(policy, sizeof policy,
                                       "{\"format\":\"homevisit-policy/1\",\"id\":\"p\",\"title\":\"P\","
                                       "\"version\":\"1\",\"time_zone\":\"%s\",\"rules\":[%s]}",
                                       zone, rules);
    const int record_length =
        snprintf(record, sizeof record, "{\"format\":\"homevisit-visit/1\",\"id\":\"V\",\"events\":[%s]}", events);
    cr_assert_eq(homevisit_policy_load(policy, (size_t)policy_length, NULL, &bench->policy, NULL), HOMEVISIT_OK);
    cr_assert_eq(homevisit_visit_load(record, (size_t)record_length, NULL, &bench->visit, NULL), HOMEVISIT_OK);
    cr_assert_eq(homevisit_session_new(bench->policy, bench->visit, &bench->session, NULL), HOMEVISIT_OK);
}

static void bench_close(struct bench *bench)
{
    homevisit_session_free(bench->session);
    homevisit_visit_free(bench->visit);
    homevisit_policy_free(bench->policy);
}

/* Asks as a check does, and says whether the answer came from what was kept. */
static bool ask(const struct bench *bench, const homevisit_event *event, const char *what)
{
    homevisit_report *report = NULL;
    const homevisit_verdict *verdict = NULL;
    const homevisit_code code = homevisit_check(bench->policy, bench->visit, event, &report, NULL);
    cr_expect_eq(homevisit_session_decide(bench->session, event, &verdict, NULL), code, "%s", what);
    cr_expect_eq(verdict == NULL, code != HOMEVISIT_OK, "%s", what);
    if (verdict && report)
        expect_verdict(verdict, homevisit_report_result(report));
    homevisit_report_free(report);
    return verdict && verdict != &bench->session->verdict;
}

/* ---- how long it stands ------------------------------------------------------------------------------------------- */

/* But for the zone, whose own span may be shorter. */
static const struct {
    const char *what, *zone, *rules, *events;
    int64_t at, from, until;
} windows[] = {
    {"no zone, no event: all the time there is", UTC, LATE, "", NINE, GIVEN_FIRST_SECOND, GIVEN_LAST_SECOND},
    {"until summer time begins", LONDON, LATE, OUT, NINE + 1, NINE, SUMMER - 1},
    {"its last second", LONDON, LATE, OUT, SUMMER - 1, NINE, SUMMER - 1},
    {"from then on", LONDON, LATE, OUT, SUMMER, SUMMER, GIVEN_LAST_SECOND},
    {"from the last event on", UTC, LATE, OUT, NINE, NINE, GIVEN_LAST_SECOND},
    {"… asked later", UTC, LATE, OUT, NINE + 60 * MINUTE, NINE, GIVEN_LAST_SECOND},
    {"until the next event", UTC, LATE, THERE, NINE + MINUTE, NINE, NINE + 20 * MINUTE - 1},
    {"before the first event", UTC, LATE, OUT, NINE - 61 * MINUTE, GIVEN_FIRST_SECOND, NINE - 60 * MINUTE - 1},
    {"until a check-in is overdue", UTC, LATE "," CALL, OUT, NINE + MINUTE, NINE, NINE + 30 * MINUTE},
    {"… in the second in which it is due", UTC, LATE "," CALL, OUT, NINE + 30 * MINUTE, NINE, NINE + 30 * MINUTE},
    {"… and after it", UTC, LATE "," CALL, OUT, NINE + 31 * MINUTE, NINE + 30 * MINUTE + 1, GIVEN_LAST_SECOND},
    {"an event after it was due", UTC, LATE "," CALL, OUT ",{\"at\":\"2026-03-28T09:40:00Z\",\"event\":\"noted\"}",
     NINE + 50 * MINUTE, NINE + 40 * MINUTE, GIVEN_LAST_SECOND},
    {"the next event comes in the due second", UTC, LATE "," CALL,
     OUT ",{\"at\":\"2026-03-28T09:30:00Z\",\"event\":\"noted\"}", NINE + MINUTE, NINE, NINE + 30 * MINUTE - 1},
    {"the next event comes before the due time", UTC, LATE "," CALL, THERE, NINE + MINUTE, NINE,
     NINE + 20 * MINUTE - 1},
};

Test(session_kept, stands_as_long_as_nothing_happens)
{
    const homevisit_attribute room = {
        .name = HOMEVISIT_ATTRIBUTE_room, .type = HOMEVISIT_TYPE_NAME, .value.word = HOMEVISIT_WORD_shared};
    for (size_t i = 0; i < sizeof windows / sizeof *windows; i++) {
        const char *what = windows[i].what;
        struct bench bench;
        bench_open(&bench, windows[i].zone, windows[i].rules, windows[i].events);
        homevisit_event event = {.struct_size = sizeof event,
                                 .at = windows[i].at,
                                 .event = HOMEVISIT_WORD_moved,
                                 .attributes = &room,
                                 .attribute_count = 1};
        cr_expect_not(ask(&bench, &event, what), "%s: asked for the first time", what);
        cr_expect_not(ask(&bench, &event, what), "%s: asked for the second", what);
        cr_expect(ask(&bench, &event, what), "%s: asked for the third", what);
        const struct session_window *window = &bench.session->window;
        const struct zone_span span = zone_span(&bench.policy->zone, windows[i].at);
        const int64_t from = windows[i].from > span.from ? windows[i].from : span.from;
        const int64_t until = windows[i].until < span.until ? windows[i].until : span.until;
        cr_expect_eq(window->from, from, "%s: from %lld", what, (long long)window->from);
        cr_expect_eq(window->until, until, "%s: until %lld", what, (long long)window->until);
        event.at = from;
        cr_expect(ask(&bench, &event, what), "%s: its first second", what);
        event.at = until;
        cr_expect(ask(&bench, &event, what), "%s: its last second", what);
        event.at = from - 1;
        cr_expect_not(ask(&bench, &event, what), "%s: the second before", what);
        event.at = until + 1;
        cr_expect_not(ask(&bench, &event, what), "%s: the second after", what);
        bench_close(&bench);
    }
}

/* The comparisons of the time stand between two limits, or to the end of the local day. */
Test(session_kept, knows_between_which_limits_a_moment_lies)
{
#define DAY_OF(day) (NINE - 9 * 60 * MINUTE + (day)*24 * 60 * MINUTE)
    static const char rules[] = GUARD("noted", "{\"or\":[{\">=\":[{\"var\":\"time.minute\"},600]},{\"<\":[{\"var\":"
                                               "\"time.minute\"},480]},{\">\":[{\"var\":\"time.weekday\"},5]}]}");
    static const struct {
        int64_t at, from, until;
    } rows[] = {
        {DAY_OF(2), DAY_OF(2), DAY_OF(2) + 480 * MINUTE - 1},
        {DAY_OF(2) + 3 * MINUTE, DAY_OF(2), DAY_OF(2) + 480 * MINUTE - 1},
        {DAY_OF(2) + 480 * MINUTE - 1, DAY_OF(2), DAY_OF(2) + 480 * MINUTE - 1},
        {DAY_OF(2) + 480 * MINUTE, DAY_OF(2) + 480 * MINUTE, DAY_OF(2) + 600 * MINUTE - 1},
        {DAY_OF(2) + 600 * MINUTE - 1, DAY_OF(2) + 480 * MINUTE, DAY_OF(2) + 600 * MINUTE - 1},
        {DAY_OF(2) + 600 * MINUTE, DAY_OF(2) + 600 * MINUTE, DAY_OF(3) - 1},
        {DAY_OF(3) - 1, DAY_OF(2) + 600 * MINUTE, DAY_OF(3) - 1},
        {DAY_OF(3), DAY_OF(3), DAY_OF(3) + 480 * MINUTE - 1},
    };
    struct bench bench;
    bench_open(&bench, UTC, rules, OUT);
    homevisit_event event = {.struct_size = sizeof event, .at = NINE, .event = HOMEVISIT_WORD_noted};
    for (int round = 0; round < 3; round++)
        ask(&bench, &event, "before all others");
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        for (int other = 0; other < 2; other++) { /* from the row before, and from another day */
            event.at = other ? DAY_OF(1) + 12 * 60 * MINUTE : event.at;
            cr_expect(ask(&bench, &event, "where it comes from"));
            event.at = rows[i].at;
            cr_expect(ask(&bench, &event, "where it goes"));
            const struct open_span *span = &bench.session->settled[HOMEVISIT_WORD_noted]->time;
            cr_expect_eq(span->from, rows[i].from, "%zu: from %lld", i, (long long)span->from);
            cr_expect_eq(span->until, rows[i].until, "%zu: until %lld", i, (long long)span->until);
        }
    bench_close(&bench);
}

/* ---- for which questions it is enough ----------------------------------------------------------------------------- */

#define OF(attribute, kind) .name = HOMEVISIT_ATTRIBUTE_##attribute, .type = HOMEVISIT_TYPE_##kind
static const struct {
    const char *what;
    homevisit_attribute attribute;
    bool kept;
} values[] = {
    {"true", {OF(emergency, BOOLEAN), .value.boolean = true}, true},
    {"a word", {OF(reason, NAME), .value.word = HOMEVISIT_WORD_safeguarding}, true},
    {"another word", {OF(reason, NAME), .value.word = HOMEVISIT_WORD_other}, true},
    {"a word of another kind", {OF(reason, NAME), .value.word = HOMEVISIT_WORD_bedroom}, false},
    {"no word", {OF(reason, NAME), .value.word = (homevisit_word)(HOMEVISIT_WORD_COUNT + 1)}, false},
    {"the largest number", {OF(days_absent, INTEGER), .value.integer = GIVEN_INTEGER_LIMIT}, true},
    {"one more", {OF(days_absent, INTEGER), .value.integer = GIVEN_INTEGER_LIMIT + 1}, false},
    {"the least number", {OF(days_absent, INTEGER), .value.integer = -GIVEN_INTEGER_LIMIT}, true},
    {"one less", {OF(days_absent, INTEGER), .value.integer = -GIVEN_INTEGER_LIMIT - 1}, false},
    {"the first second", {OF(expected_end, TIME), .value.integer = GIVEN_FIRST_SECOND}, true},
    {"the second before it", {OF(expected_end, TIME), .value.integer = GIVEN_FIRST_SECOND - 1}, false},
    {"the last second", {OF(expected_end, TIME), .value.integer = GIVEN_LAST_SECOND}, true},
    {"the second after it", {OF(expected_end, TIME), .value.integer = GIVEN_LAST_SECOND + 1}, false},
    {"a text", {OF(purpose, TEXT), .value.text = {"said", 4}}, false},
    {"a number where a time belongs", {OF(expected_end, INTEGER), .value.integer = 1}, false},
    {"another event's attribute", {OF(room, NAME), .value.word = HOMEVISIT_WORD_bedroom}, false},
    {"no attribute",
     {.name = (homevisit_attribute_name)HOMEVISIT_ATTRIBUTE_COUNT, .type = HOMEVISIT_TYPE_BOOLEAN},
     false},
};

/* A plan that needs its reason: the value is beside it, or is it. */
Test(session_kept, is_enough_for_single_values_that_may_stand_there)
{
    const homevisit_attribute reason = {OF(reason, NAME), .value.word = HOMEVISIT_WORD_school_work};
    for (size_t i = 0; i < sizeof values / sizeof *values; i++) {
        const bool beside = values[i].attribute.name != HOMEVISIT_ATTRIBUTE_reason;
        const homevisit_attribute both[] = {values[i].attribute, reason};
        struct bench bench;
        bench_open(&bench, UTC,
                   GUARD("planned", "{\"or\":[{\"var\":\"event.emergency\"},{\"==\":[{\"var\":\"event.reason\"},"
                                    "\"safeguarding\"]}]}"),
                   "");
        homevisit_event event = {.struct_size = sizeof event,
                                 .at = NINE,
                                 .event = HOMEVISIT_WORD_planned,
                                 .attributes = &reason,
                                 .attribute_count = 1};
        for (int round = 0; round < 3; round++)
            ask(&bench, &event, "the reason alone");
        event.attributes = both;
        event.attribute_count = beside ? 2 : 1;
        cr_expect_eq(ask(&bench, &event, values[i].what), values[i].kept, "%s", values[i].what);
        event.attribute_count = 0;
        cr_expect_not(ask(&bench, &event, "no reason"));
        bench_close(&bench);
    }
}

/* The struct may be larger than this version's, not smaller; an event has a number. */
Test(session_kept, is_asked_of_events_that_there_are)
{
    struct bench bench;
    bench_open(&bench, UTC, GUARD("noted", "{\">=\":[{\"var\":\"time.minute\"},600]}"), OUT);
    homevisit_event event = {.struct_size = sizeof event, .at = NINE, .event = HOMEVISIT_WORD_noted};
    for (int round = 0; round < 3; round++)
        cr_expect_eq(ask(&bench, &event, "an event"), round == 2);
    event.struct_size++;
    cr_expect(ask(&bench, &event, "a later version's"));
    event.struct_size = sizeof event - 1;
    cr_expect_not(ask(&bench, &event, "an earlier version's"));
    event.struct_size = sizeof event;
    event.id = (homevisit_text){"e", 1};
    cr_expect_not(ask(&bench, &event, "an id"));
    event.id.length = 0;
    event.event = (homevisit_word)HOMEVISIT_EVENT_LAST;
    for (int round = 0; round < 3; round++)
        cr_expect_eq(ask(&bench, &event, "the last event of the vocabulary"), round == 2);
    event.event = (homevisit_word)(EVENT_COUNT + 1);
    cr_expect_not(ask(&bench, &event, "no event"));
    bench_close(&bench);
}

/* Whatever is missing: nothing is said, and nothing is left of the answer before. */
Test(session_kept, says_nothing_without_a_session_or_an_event)
{
    const homevisit_event event = {.struct_size = sizeof event, .at = NINE, .event = HOMEVISIT_WORD_noted};
    struct bench bench;
    bench_open(&bench, UTC, LATE, OUT);
    for (int missing = 0; missing < 3; missing++) {
        const homevisit_verdict *verdict = &bench.session->verdict;
        homevisit_problems *problems = (homevisit_problems *)&bench;
        const homevisit_code code =
            homevisit_session_decide(missing == 0 ? NULL : bench.session, missing == 1 ? NULL : &event,
                                     missing == 2 ? NULL : &verdict, &problems);
        cr_expect_eq(code, HOMEVISIT_E_ARGUMENT, "%d is missing", missing);
        cr_expect_eq(verdict == NULL, missing != 2, "%d is missing", missing);
        cr_expect_null(problems, "%d is missing", missing);
    }
    bench_close(&bench);
}
