/* The replay about one moment: how long it stands, the time of day it gives, and what is looked at again. */
#include "replay.h"

#include <criterion/criterion.h>
#include <stdio.h>
#include <string.h>

#define NINE INT64_C(1772442000) /* 2026-03-02T09:00:00Z */
#define MINUTE 60
#define CHECK_IN(from, minutes)                                                                                        \
    "{\"id\":\"d" minutes "\",\"clauses\":[],\"force\":\"must\",\"message\":\"m\",\"on\":[\"departed\"],"              \
    "\"do\":[\"checked_in\"]" from ",\"within_minutes\":" minutes "}"
#define FROM_APPOINTMENT ",\"from\":\"appointment\""
#define OUT                                                                                                            \
    "{\"at\":\"2026-03-02T08:00:00Z\",\"event\":\"planned\",\"reason\":\"other\"},"                                    \
    "{\"at\":\"2026-03-02T09:00:00Z\",\"event\":\"departed\"}"
#define CALLED ",{\"at\":\"2026-03-02T09:05:00Z\",\"event\":\"checked_in\",\"with\":\"office\"}"

struct bench {
    homevisit_policy *policy;
    homevisit_visit *visit;
    homevisit_allocator allocator;
    struct replay replay;
};

/* A policy of the rules given, over a record of the events given, all of them taken in. */
static void bench_open(struct bench *bench, const char *rules, const char *events)
{
    char policy[2048], record[2048];
    const int policy_length = snprintf(policy, sizeof policy,
                                       "{\"format\":\"homevisit-policy/1\",\"id\":\"p\",\"title\":\"P\","
                                       "\"version\":\"1\",\"rules\":[%s]}",
                                       rules);
    const int record_length =
        snprintf(record, sizeof record, "{\"format\":\"homevisit-visit/1\",\"id\":\"V\",\"events\":[%s]}", events);
    *bench = (struct bench){.allocator = memory_allocator(NULL)};
    cr_assert_eq(homevisit_policy_load(policy, (size_t)policy_length, NULL, &bench->policy, NULL), HOMEVISIT_OK);
    cr_assert_eq(homevisit_visit_load(record, (size_t)record_length, NULL, &bench->visit, NULL), HOMEVISIT_OK);
    cr_assert_eq(replay_init(&bench->replay, bench->policy, bench->visit, &bench->allocator), HOMEVISIT_OK);
    cr_assert_eq(replay_take_until(&bench->replay, 0, (homevisit_moment){true, INT64_MAX}, NULL), HOMEVISIT_OK);
}

static void bench_close(struct bench *bench)
{
    replay_free(&bench->replay);
    homevisit_visit_free(bench->visit);
    homevisit_policy_free(bench->policy);
}

/* The contact state becomes overdue the second after a check-in was due, and nothing else changes with time alone. */
static const struct {
    const char *what, *rules, *events;
    int64_t at, from, until;
} moments[] = {
    {"no check-in is asked for", "", OUT, NINE, INT64_MIN, INT64_MAX},
    {"… nor before 1970", "", OUT, -NINE, INT64_MIN, INT64_MAX},
    {"not departed yet", CHECK_IN("", "10"), "", NINE, INT64_MIN, INT64_MAX},
    {"due, but nobody knows when", CHECK_IN(FROM_APPOINTMENT, "10"), OUT, NINE, INT64_MIN, INT64_MAX},
    {"it was called", CHECK_IN("", "10"), OUT CALLED, NINE + 11 * MINUTE, INT64_MIN, INT64_MAX},
    {"the second before it is due", CHECK_IN("", "10"), OUT, NINE + 10 * MINUTE - 1, INT64_MIN, NINE + 10 * MINUTE},
    {"the second in which it is due", CHECK_IN("", "10"), OUT, NINE + 10 * MINUTE, INT64_MIN, NINE + 10 * MINUTE},
    {"the second after", CHECK_IN("", "10"), OUT, NINE + 10 * MINUTE + 1, NINE + 10 * MINUTE + 1, INT64_MAX},
    {"long after", CHECK_IN("", "10"), OUT, NINE + 1000 * MINUTE, NINE + 10 * MINUTE + 1, INT64_MAX},
    {"of two the first", CHECK_IN("", "20") "," CHECK_IN("", "10"), OUT, NINE + 15 * MINUTE, NINE + 10 * MINUTE + 1,
     INT64_MAX},
    {"… wherever it stands", CHECK_IN("", "10") "," CHECK_IN("", "20"), OUT, NINE + 15 * MINUTE, NINE + 10 * MINUTE + 1,
     INT64_MAX},
};

Test(replay, stands_until_a_check_in_is_overdue)
{
    for (size_t i = 0; i < sizeof moments / sizeof *moments; i++) {
        struct bench bench;
        int64_t from = 0, until = 0;
        bench_open(&bench, moments[i].rules, moments[i].events);
        replay_stands(&bench.replay, moments[i].at, &from, &until);
        cr_expect_eq(from, moments[i].from, "%s: from %lld", moments[i].what, (long long)from);
        cr_expect_eq(until, moments[i].until, "%s: until %lld", moments[i].what, (long long)until);
        bench_close(&bench);
    }
}

/* A moment that is not known and the first second of 1970 are two moments. */
Test(replay, no_moment_is_not_the_first_one)
{
    static const struct {
        homevisit_moment at;
        bool known;
    } looks[] = {{{false, 0}, false}, {{true, 0}, true}, {{true, 0}, true}, {{false, 0}, false}, {{true, 0}, true}};
    struct bench bench;
    bench_open(&bench, "", "");
    for (size_t i = 0; i < sizeof looks / sizeof *looks; i++) {
        replay_look(&bench.replay, looks[i].at);
        cr_expect_eq(fact_known(&bench.replay.facts, FACT_TIME_MINUTE), looks[i].known, "look %zu", i);
        cr_expect_eq(fact_known(&bench.replay.facts, FACT_TIME_WEEKDAY), looks[i].known, "look %zu", i);
    }
    bench_close(&bench);
}

/* Started over, a replay knows nothing of the moment that it looked at before. */
Test(replay, looks_again_where_it_starts_over)
{
    struct bench bench;
    bench_open(&bench, "", OUT);
    for (int round = 0; round < 2; round++) {
        replay_look(&bench.replay, (homevisit_moment){true, NINE});
        cr_expect(fact_known(&bench.replay.facts, FACT_TIME_MINUTE), "round %d", round);
        cr_assert_eq(replay_restart(&bench.replay, bench.visit), HOMEVISIT_OK);
    }
    bench_close(&bench);
}

/* `where` reads the contact state: that of the event's own second, whatever moment was looked at before. */
Test(replay, takes_an_event_in_at_its_own_moment)
{
    static const int64_t times[] = {0, NINE};
    static const char rule[] =
        "{\"id\":\"d\",\"clauses\":[],\"force\":\"must\",\"message\":\"m\",\"on\":[\"departed\"],"
        "\"do\":[\"checked_in\",\"noted\"],\"where\":{\"==\":[{\"var\":\"contact\"},\"overdue\"]},\"within_minutes\":"
        "10}";
    for (size_t t = 0; t < sizeof times / sizeof *times; t++) {
        const homevisit_moment looks[] = {
            {false, 0}, {true, times[t] - 10 * MINUTE}, {true, times[t]}, {true, times[t] + 10 * MINUTE}};
        for (size_t look = 0; look <= sizeof looks / sizeof *looks; look++) {
            char events[512], planned[32], departed[32], noted[32];
            struct bench bench;
            homevisit_time_write(times[t] - 20 * MINUTE, planned);
            homevisit_time_write(times[t] - 15 * MINUTE, departed);
            homevisit_time_write(times[t], noted);
            snprintf(
                events, sizeof events,
                "{\"at\":\"%s\",\"event\":\"planned\",\"reason\":\"other\"},{\"at\":\"%s\",\"event\":\"departed\"},"
                "{\"at\":\"%s\",\"event\":\"noted\"}",
                planned, departed, noted);
            bench_open(&bench, rule, events);
            cr_assert_eq(replay_restart(&bench.replay, bench.visit), HOMEVISIT_OK);
            cr_assert_eq(replay_take_until(&bench.replay, 0, (homevisit_moment){true, times[t] - MINUTE}, NULL),
                         HOMEVISIT_OK);
            if (look < sizeof looks / sizeof *looks)
                replay_look(&bench.replay, looks[look]);
            cr_assert_eq(replay_take_until(&bench.replay, 2, (homevisit_moment){true, times[t]}, NULL), HOMEVISIT_OK);
            cr_assert_eq(bench.replay.duties.count, 1);
            cr_expect_eq(duty_at(&bench.replay, 0)->status, HOMEVISIT_DUTY_LATE, "%s, look %zu", noted, look);
            bench_close(&bench);
        }
    }
}
