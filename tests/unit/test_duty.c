/* Duties, one rule at a time: how they arise, when they are due, what discharges, misses and ends them. */
#include <criterion/criterion.h>
#include <homevisit/homevisit.h>
#include <stdio.h>
#include <string.h>

#define EVENT(time, event) "{\"at\":\"2026-03-02T" time "Z\",\"event\":\"" event "\"}"
#define WITH(time, event, rest) "{\"at\":\"2026-03-02T" time "Z\",\"event\":\"" event "\"," rest "}"
#define PLAN WITH("08:00:00", "planned", "\"reason\":\"other\"")
#define PLAN_OF(event, time, id, trained)                                                                              \
    WITH(time, event,                                                                                                  \
         "\"reason\":\"other\",\"staff\":[{\"id\":\"" id "\",\"role\":\"teacher\",\"trained\":" trained "}]")
#define OUT PLAN "," EVENT("09:00:00", "departed")
#define CALL(time) WITH(time, "checked_in", "\"with\":\"office\"")
#define OUTSIDE "\"when\":{\"==\":[{\"var\":\"place\"},\"outside\"]},"

/* Each duty as STATUS SINCE DUE MET, times of the day, - where there is none. */
static const struct {
    const char *what, *rule, *events, *at, *duties;
} cases[] = {
    {"not arisen", "\"on\":[\"departed\"],\"do\":[\"checked_in\"],\"within_minutes\":10", PLAN, NULL, ""},
    {"pending", "\"on\":[\"departed\"],\"do\":[\"checked_in\"],\"within_minutes\":10", OUT, NULL,
     "pending 09:00:00 09:10:00 -"},
    {"still pending at the due second", "\"on\":[\"departed\"],\"do\":[\"checked_in\"],\"within_minutes\":10", OUT,
     "09:10:00", "pending 09:00:00 09:10:00 -"},
    {"overdue a second later", "\"on\":[\"departed\"],\"do\":[\"checked_in\"],\"within_minutes\":10", OUT, "09:10:01",
     "overdue 09:00:00 09:10:00 -"},
    {"met at the due second", "\"on\":[\"departed\"],\"do\":[\"checked_in\"],\"within_minutes\":10",
     OUT "," CALL("09:10:00"), "10:00:00", "met 09:00:00 09:10:00 09:10:00"},
    {"late a second later", "\"on\":[\"departed\"],\"do\":[\"checked_in\"],\"within_minutes\":10",
     OUT "," CALL("09:10:01"), "10:00:00", "late 09:00:00 09:10:00 09:10:01"},
    {"no time: pending until done", "\"on\":[\"departed\"],\"do\":[\"checked_in\"]", OUT, "23:00:00",
     "pending 09:00:00 - -"},
    {"an event does not discharge what it raises",
     "\"on\":[\"checked_in\"],\"do\":[\"checked_in\"],\"within_minutes\":5", OUT "," CALL("09:10:00"), "09:11:00",
     "pending 09:10:00 09:15:00 -"},
    {"but the next one does", "\"on\":[\"checked_in\"],\"do\":[\"checked_in\"],\"within_minutes\":5",
     OUT "," CALL("09:10:00") "," CALL("09:12:00"), "09:13:00",
     "met 09:10:00 09:15:00 09:12:00, pending 09:12:00 09:17:00 -"},
    {"where says which event counts",
     "\"on\":[\"departed\"],\"do\":[\"checked_in\"],\"where\":{\"==\":[{\"var\":\"event.with\"},\"dsl\"]},"
     "\"within_minutes\":10",
     OUT "," CALL("09:05:00"), "09:06:00", "pending 09:00:00 09:10:00 -"},
    {"an unknown where does not discharge",
     "\"on\":[\"departed\"],\"do\":[\"reported\"],\"where\":{\"var\":\"event.written\"},\"within_minutes\":10",
     OUT "," WITH("09:05:00", "reported", "\"to\":\"dsl\",\"about\":\"visit\""), "09:06:00",
     "pending 09:00:00 09:10:00 -"},
    {"when: ceases in time", OUTSIDE "\"do\":[\"cancelled\"],\"within_minutes\":20",
     OUT "," EVENT("09:20:00", "arrived") "," EVENT("09:40:00", "entered"), "11:00:00", "void 09:20:00 09:40:00 -"},
    {"when: ceases after its due time", OUTSIDE "\"do\":[\"cancelled\"],\"within_minutes\":20",
     OUT "," EVENT("09:20:00", "arrived") "," EVENT("09:40:01", "entered"), "11:00:00", "missed 09:20:00 09:40:00 -"},
    {"when: arises again", OUTSIDE "\"do\":[\"cancelled\"],\"within_minutes\":20",
     OUT "," EVENT("09:20:00", "arrived") "," EVENT("09:25:00", "left") "," EVENT("09:30:00", "arrived"), "09:31:00",
     "void 09:20:00 09:40:00 -, pending 09:30:00 09:50:00 -"},
    {"when: not again while it holds", OUTSIDE "\"do\":[\"noted\"],\"within_minutes\":20",
     OUT "," EVENT("09:20:00", "arrived") "," EVENT("09:21:00", "noted") "," EVENT("09:22:00", "noted"), "09:31:00",
     "met 09:20:00 09:40:00 09:21:00"},
    {"when unknown leaves it as it was",
     "\"when\":{\"var\":\"parents.present\"},\"do\":[\"noted\"],\"within_minutes\":20",
     OUT "," EVENT("09:20:00", "parent_arrived") "," EVENT("09:21:00", "parent_left"), "09:30:00",
     "void 09:20:00 09:40:00 -"},
    {"when unknown and never held", "\"when\":{\"var\":\"parents.present\"},\"do\":[\"noted\"],\"within_minutes\":20",
     OUT, "09:30:00", "unknown - - -"},
    {"when sees the facts after the event",
     "\"on\":[\"moved\"],\"when\":{\"==\":[{\"var\":\"event.room\"},{\"var\":\"room\"}]},\"do\":[\"noted\"]",
     OUT "," EVENT("09:20:00", "arrived") "," EVENT("09:21:00", "entered") "," WITH("09:22:00", "moved",
                                                                                    "\"room\":\"bedroom\""),
     "09:30:00", "pending 09:22:00 - -"},
    {"when: a plan of other staff is looked at anew",
     "\"when\":{\"some\":[{\"var\":\"plan.staff\"},{\"var\":\"trained\"}]},\"do\":[\"noted\"],\"within_minutes\":20",
     PLAN_OF("planned", "08:00:00", "S-1", "false") "," PLAN_OF("replanned", "08:30:00", "S-2", "true"), "08:31:00",
     "pending 08:30:00 08:50:00 -"},
    {"repeat counts from the discharge",
     "\"when\":{\"==\":[{\"var\":\"phase\"},\"under_way\"]},\"do\":[\"checked_in\"],\"within_minutes\":120,\"repeat\":"
     "true",
     OUT "," CALL("10:30:00"), "10:31:00", "met 09:00:00 11:00:00 10:30:00, pending 10:30:00 12:30:00 -"},
    {"repeat ends with when",
     "\"when\":{\"==\":[{\"var\":\"place\"},\"travelling\"]},\"do\":[\"arrived\"],\"within_minutes\":60,\"repeat\":"
     "true",
     OUT "," EVENT("09:20:00", "arrived"), "10:31:00", "met 09:00:00 10:00:00 09:20:00"},
    {"before goes by undone", "\"on\":[\"departed\"],\"do\":[\"checked_in\"],\"before\":\"arrived\"",
     OUT "," EVENT("09:20:00", "arrived"), "10:31:00", "missed 09:00:00 - -"},
    {"a discharge by the same event is no miss", "\"on\":[\"departed\"],\"do\":[\"arrived\"],\"before\":\"arrived\"",
     OUT "," EVENT("09:20:00", "arrived"), "10:31:00", "met 09:00:00 - 09:20:00"},
    {"a part of them leaving is no left", "\"on\":[\"arrived\"],\"do\":[\"left\"],\"within_minutes\":10",
     OUT
     "," WITH("09:20:00", "arrived", "\"staff\":[\"S-1\",\"S-2\"]") "," WITH("09:25:00", "left", "\"staff\":[\"S-1\"]"),
     "09:26:00", "pending 09:20:00 09:30:00 -"},
    {"the last of them leaving is", "\"on\":[\"arrived\"],\"do\":[\"left\"],\"within_minutes\":10",
     OUT "," WITH("09:20:00", "arrived", "\"staff\":[\"S-1\",\"S-2\"]") "," WITH(
         "09:25:00", "left", "\"staff\":[\"S-1\"]") "," WITH("09:28:00", "left", "\"staff\":[\"S-2\"]"),
     "09:29:00", "met 09:20:00 09:30:00 09:28:00"},
    {"an impossible event does nothing", "\"on\":[\"departed\"],\"do\":[\"entered\"],\"within_minutes\":10",
     OUT "," EVENT("09:05:00", "entered"), "09:06:00", "pending 09:00:00 09:10:00 -"},
    {"a clock without a time",
     "\"on\":[\"departed\"],\"do\":[\"noted\"],\"from\":\"appointment\",\"within_minutes\":10", OUT, "12:00:00",
     "pending 09:00:00 - -"},
    {"the due time follows its clock while pending",
     "\"on\":[\"departed\"],\"do\":[\"noted\"],\"from\":\"appointment\",\"within_minutes\":10",
     OUT "," WITH("09:01:00", "appointment_made", "\"for\":\"2026-03-02T10:00:00Z\"") "," WITH(
         "09:02:00", "appointment_changed", "\"for\":\"2026-03-02T11:00:00Z\""),
     "10:30:00", "pending 09:00:00 11:10:00 -"},
    {"once past it stands", "\"on\":[\"departed\"],\"do\":[\"noted\"],\"from\":\"appointment\",\"within_minutes\":10",
     OUT "," WITH("09:01:00", "appointment_made", "\"for\":\"2026-03-02T09:10:00Z\"") "," WITH(
         "09:21:00", "appointment_changed", "\"for\":\"2026-03-02T11:00:00Z\""),
     "10:30:00", "overdue 09:00:00 09:20:00 -"},
    {"of several clocks the latest",
     "\"on\":[\"departed\"],\"do\":[\"noted\"],\"from\":[\"trigger\",\"appointment\"],\"within_minutes\":10",
     WITH("08:30:00", "appointment_made", "\"for\":\"2026-03-02T08:40:00Z\"") "," OUT, "09:05:00",
     "pending 09:00:00 09:10:00 -"},
    {"where sees what was due before, within the same second",
     "\"on\":[\"departed\"],\"do\":[\"checked_in\",\"noted\"],\"where\":{\"==\":[{\"var\":\"contact\"},\"overdue\"]},"
     "\"from\":\"appointment\",\"within_minutes\":0",
     WITH("07:30:00", "appointment_made", "\"for\":\"2026-03-02T08:40:00Z\"") "," OUT "," EVENT("09:00:00", "noted"),
     NULL, "late 09:00:00 08:40:00 09:00:00"},
    {"before 1970 too", "\"on\":[\"departed\"],\"do\":[\"noted\"],\"within_minutes\":10",
     "{\"at\":\"1969-03-02T08:00:00Z\",\"event\":\"planned\",\"reason\":\"other\"},"
     "{\"at\":\"1969-03-02T09:00:00Z\",\"event\":\"departed\"}",
     NULL, "pending 09:00:00 09:10:00 -"},
    {"waiting begins with the arrival where that is later",
     OUTSIDE "\"do\":[\"cancelled\"],\"from\":\"waiting\",\"within_minutes\":20",
     OUT "," WITH("09:01:00", "appointment_made", "\"for\":\"2026-03-02T09:10:00Z\"") "," EVENT("09:20:00", "arrived"),
     "09:25:00", "pending 09:20:00 09:40:00 -"},
    {"… and with the appointment where that is",
     OUTSIDE "\"do\":[\"cancelled\"],\"from\":\"waiting\",\"within_minutes\":20",
     OUT "," WITH("09:01:00", "appointment_made", "\"for\":\"2026-03-02T09:30:00Z\"") "," EVENT("09:20:00", "arrived"),
     "09:25:00", "pending 09:20:00 09:50:00 -"},
    {"early: false and the clock has not struck",
     "\"on\":[\"departed\"],\"do\":[\"noted\"],\"from\":\"expected_end\",\"within_minutes\":5,\"early\":false",
     WITH("08:00:00", "planned", "\"reason\":\"other\",\"expected_end\":\"2026-03-02T10:00:00Z\"") "," EVENT(
         "09:00:00", "departed") "," EVENT("09:59:59", "noted"),
     "10:01:00", "pending 09:00:00 10:05:00 -"},
    {"early: false and it has",
     "\"on\":[\"departed\"],\"do\":[\"noted\"],\"from\":\"expected_end\",\"within_minutes\":5,\"early\":false",
     WITH("08:00:00", "planned", "\"reason\":\"other\",\"expected_end\":\"2026-03-02T10:00:00Z\"") "," EVENT(
         "09:00:00", "departed") "," EVENT("10:00:00", "noted"),
     "10:01:00", "met 09:00:00 10:05:00 10:00:00"},
    {"the last contact moves the due time",
     "\"on\":[\"departed\"],\"do\":[\"returned\"],\"from\":\"last_contact\",\"within_minutes\":60",
     OUT "," CALL("09:30:00") "," WITH("09:40:00", "staff_called", "\"result\":\"voicemail\""), "09:41:00",
     "pending 09:00:00 10:30:00 -"},
};

static void put_moment(char *out, size_t size, homevisit_moment moment)
{
    char text[21];
    if (moment.known) {
        homevisit_time_write(moment.at, text);
        snprintf(out, size, "%.8s", text + 11);
    } else {
        snprintf(out, size, "-");
    }
}

static void describe(const homevisit_result *result, char *out, size_t size)
{
    size_t length = 0;
    out[0] = '\0';
    for (size_t i = 0; i < result->duty_count; i++) {
        const homevisit_duty *duty = &result->duties[i];
        char since[16], due[16], met[16];
        put_moment(since, sizeof since, duty->since);
        put_moment(due, sizeof due, duty->due);
        put_moment(met, sizeof met, duty->met_at);
        length += (size_t)snprintf(out + length, size - length, "%s%s %s %s %s", i ? ", " : "",
                                   homevisit_duty_status_text(duty->status), since, due, met);
    }
}

static void try_case(size_t i)
{
    char policy_text[2048], record[4096], told[1024], at_text[32];
    homevisit_policy *policy = NULL;
    homevisit_visit *visit = NULL;
    homevisit_report *report = NULL;
    homevisit_problems *problems = NULL;
    int64_t at = 0;
    snprintf(policy_text, sizeof policy_text,
             "{\"format\":\"homevisit-policy/1\",\"id\":\"p\",\"title\":\"P\",\"version\":\"1\",\"rules\":["
             "{\"id\":\"d\",\"clauses\":[],\"force\":\"must\",\"message\":\"m\",%s}]}",
             cases[i].rule);
    snprintf(record, sizeof record, "{\"format\":\"homevisit-visit/1\",\"id\":\"V\",\"events\":[%s]}", cases[i].events);
    homevisit_policy_load(policy_text, strlen(policy_text), NULL, &policy, &problems);
    cr_assert_not_null(policy, "%s: %s", cases[i].what, problems ? homevisit_problems_get(problems, 0)->message : "");
    homevisit_visit_load(record, strlen(record), NULL, &visit, &problems);
    cr_assert_not_null(visit, "%s: %s", cases[i].what, problems ? homevisit_problems_get(problems, 0)->message : "");
    snprintf(at_text, sizeof at_text, "2026-03-02T%sZ", cases[i].at ? cases[i].at : "");
    cr_assert(!cases[i].at || homevisit_time_read(at_text, strlen(at_text), &at));
    for (int whole = 0; whole < 2; whole++) {
        const int64_t *moment = cases[i].at ? &at : NULL;
        cr_assert_eq((whole ? homevisit_audit : homevisit_status)(policy, visit, moment, &report, NULL), HOMEVISIT_OK);
        describe(homevisit_report_result(report), told, sizeof told);
        cr_expect_str_eq(told, cases[i].duties, "%s (%s): %s", cases[i].what, whole ? "audit" : "status", told);
        homevisit_report_free(report);
    }
    homevisit_visit_free(visit);
    homevisit_policy_free(policy);
}

Test(duty, one_rule_at_a_time)
{
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        try_case(i);
}

/* So many rules: the n-th arises with the attempt to which `attempt_of` counts. */
static int attempt_of(int rule, int count)
{
    return 1 + rule * 7 % count;
}

#define COUNTED "{\">=\":[{\"var\":\"contact_attempts.total\"},%d]}"
#define FROM_THE_START "{\"<\":[{\"var\":\"contact_attempts.total\"},%d]}"

static homevisit_policy *counting_policy(int count, const char *when)
{
    static char text[1 << 16];
    homevisit_policy *policy = NULL;
    int length = sprintf(text, "{\"format\":\"homevisit-policy/1\",\"id\":\"p\",\"title\":\"P\",\"version\":\"1\","
                               "\"rules\":[");
    for (int i = 0; i < count; i++) {
        length +=
            sprintf(text + length,
                    "%s{\"id\":\"d%d\",\"clauses\":[],\"force\":\"must\",\"message\":\"m\",\"when\":", i ? "," : "", i);
        length += sprintf(text + length, when, attempt_of(i, count));
        length += sprintf(text + length, ",\"do\":[\"noted\"]}");
    }
    length += sprintf(text + length, "]}");
    cr_assert_eq(homevisit_policy_load(text, (size_t)length, NULL, &policy, NULL), HOMEVISIT_OK);
    return policy;
}

static void expect_counted(const homevisit_policy *policy, const homevisit_visit *visit, int count, int attempts)
{
    homevisit_report *report = NULL;
    cr_assert_eq(homevisit_audit(policy, visit, NULL, &report, NULL), HOMEVISIT_OK);
    const homevisit_result *result = homevisit_report_result(report);
    size_t raised = 0;
    for (int rule = 0; rule < count; rule++) {
        char id[16];
        if (attempt_of(rule, count) > attempts)
            continue;
        snprintf(id, sizeof id, "d%d", rule);
        cr_assert_lt(raised, result->duty_count, "%s of %d, %d attempts", id, count, attempts);
        cr_assert_str_eq(result->duties[raised++].rule, id, "%d rules, %d attempts", count, attempts);
    }
    cr_expect_eq(result->duty_count, raised, "%d rules, %d attempts", count, attempts);
    homevisit_report_free(report);
}

/* Fewer rules than a word has bits, as many and more: each arises in its turn, wherever it stands among them. */
static const int counts[] = {1, 63, 64, 65, 128, 129, 200};

Test(duty, however_many_rules_there_are)
{
    static const char attempt[] =
        "{\"at\":\"2026-03-02T08:00:00Z\",\"event\":\"contact_attempted\",\"answered\":false}";
    for (size_t c = 0; c < sizeof counts / sizeof *counts; c++) {
        homevisit_policy *policy = counting_policy(counts[c], COUNTED);
        homevisit_visit *visit = NULL;
        cr_assert_eq(homevisit_visit_new("V", 1, NULL, &visit), HOMEVISIT_OK);
        for (int attempts = 0; attempts <= counts[c]; attempts++) {
            expect_counted(policy, visit, counts[c], attempts);
            cr_assert_eq(homevisit_visit_append(visit, attempt, strlen(attempt), NULL), HOMEVISIT_OK);
        }
        homevisit_visit_free(visit);
        homevisit_policy_free(policy);
    }
}

/* What holds before the first event arises with it. */
Test(duty, however_many_rules_hold_from_the_start)
{
    static const char events[] = "{\"format\":\"homevisit-visit/1\",\"id\":\"V\",\"events\":["
                                 "{\"at\":\"2026-03-02T08:00:00Z\",\"event\":\"threatened\"},"
                                 "{\"at\":\"2026-03-02T08:01:00Z\",\"event\":\"threatened\"}]}";
    for (size_t c = 0; c < sizeof counts / sizeof *counts; c++) {
        homevisit_policy *policy = counting_policy(counts[c], FROM_THE_START);
        homevisit_visit *visit = NULL;
        homevisit_report *report = NULL;
        cr_assert_eq(homevisit_visit_load(events, strlen(events), NULL, &visit, NULL), HOMEVISIT_OK);
        cr_assert_eq(homevisit_audit(policy, visit, NULL, &report, NULL), HOMEVISIT_OK);
        cr_expect_eq(homevisit_report_result(report)->duty_count, (size_t)counts[c], "%d rules", counts[c]);
        homevisit_report_free(report);
        homevisit_visit_free(visit);
        homevisit_policy_free(policy);
    }
}
