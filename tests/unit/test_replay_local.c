/* The local time of a replay, which keeps the day that it was asked of last, is that of the zone, whatever came before. */
#include "replay.h"

#include <criterion/criterion.h>
#include <string.h>

/* Zones with and without summer time, far east, with odd offsets and a change in the middle of the day. */
static const char *const zones[] = {"GMT0BST,M3.5.0/1,M10.5.0", "UTC0", "<+1245>-12:45<+1345>,M9.5.0/2:45,M4.1.0/3:45",
                                    "XXX-24:59:59", "AAA3:30:17BBB,M6.2.3/13:20,M11.1.0/22:05:01"};
enum { ZONES = sizeof zones / sizeof *zones, DAYS = 800 };

static uint64_t next_random(uint64_t *state)
{
    *state = *state * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
    return *state >> 33;
}

/* A replay under a policy of which only the zone counts. */
static void start(struct replay *replay, homevisit_policy *policy, const char *zone)
{
    memset(policy, 0, sizeof *policy);
    memset(replay, 0, sizeof *replay);
    cr_assert(zone_read(zone, strlen(zone), &policy->zone), "%s", zone);
    replay->policy = policy;
    replay_forget_time(replay);
}

static void expect_local(struct replay *replay, int64_t at)
{
    int minute = -1, weekday = -1, right_minute, right_weekday;
    zone_local(&replay->policy->zone, at, &right_minute, &right_weekday, NULL);
    replay_local(replay, at, &minute, &weekday);
    cr_expect(minute == right_minute && weekday == right_weekday, "at %lld: %d on %d, not %d on %d", (long long)at,
              minute, weekday, right_minute, right_weekday);
    if (at > INT64_MIN / 2 && at < INT64_MAX / 2) /* where a day's bounds can be reckoned with it is kept */
        cr_expect(replay->day.from <= at && at <= replay->day.until, "at %lld: the day is another's", (long long)at);
    else
        cr_expect(replay->day.from > replay->day.until, "at %lld: the day is kept", (long long)at);
    cr_expect(replay->span.from <= at && at <= replay->span.until, "at %lld: the span is another's", (long long)at);
}

Test(replay_local, each_edge_of_each_day)
{
    struct replay replay;
    homevisit_policy policy;
    for (int z = 0; z < ZONES; z++) {
        start(&replay, &policy, zones[z]);
        const int offset = policy.zone.standard, summer = policy.zone.has_summer ? policy.zone.summer : offset;
        for (int64_t day = -DAYS / 2; day < DAYS; day++)
            for (int hour = 0; hour < 24; hour++)
                for (int second = -1; second <= 1; second++) {
                    expect_local(&replay, day * SECONDS_PER_DAY + hour * 3600 - offset + second);
                    expect_local(&replay, day * SECONDS_PER_DAY + hour * 3600 - summer + second);
                }
    }
}

Test(replay_local, moments_in_any_order)
{
    static const int64_t ends[] = {INT64_MIN,         INT64_MIN + 1,     INT64_MIN / 2 - 1,
                                   INT64_MIN / 2,     INT64_MIN / 2 + 1, INT64_MAX / 2,
                                   INT64_MAX / 2 + 1, INT64_MAX - 86400, INT64_MAX};
    struct replay replay;
    homevisit_policy policy;
    uint64_t state = 5;
    for (int z = 0; z < ZONES; z++) {
        start(&replay, &policy, zones[z]);
        int64_t at = 1772442600;
        for (int i = 0; i < 40000; i++) {
            if (next_random(&state) % 50 == 0)
                expect_local(&replay, ends[next_random(&state) % (sizeof ends / sizeof *ends)]);
            /* Mostly near the moment before, sometimes days or months off it. */
            const int64_t reach = next_random(&state) % 4 ? 40000 : 40000000;
            at += (int64_t)(next_random(&state) % (uint64_t)(2 * reach + 1)) - reach;
            expect_local(&replay, at);
        }
    }
}

/* Nothing is known of any moment before it was asked of, the first second of 1970 included. */
Test(replay_local, the_first_moment_of_all)
{
    static const int64_t moments[] = {0, -1, 1, SPAN_SECONDS, SPAN_SECONDS * INT64_C(16)};
    struct replay replay;
    homevisit_policy policy;
    for (int z = 0; z < ZONES; z++)
        for (size_t i = 0; i < sizeof moments / sizeof *moments; i++) {
            start(&replay, &policy, zones[z]);
            expect_local(&replay, moments[i]);
        }
}
