/* The facts as a fold of the events, row by row of docs/format.md, section 2. */
#include "replay.h"

#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define E(rest) "{\"at\":\"2026-06-01T08:00:00Z\",\"event\":" rest "}"
#define PLAN(rest) E("\"planned\",\"reason\":\"other\"" rest)
#define TWO ",\"staff\":[{\"id\":\"S-1\",\"role\":\"teacher\"},{\"id\":\"S-2\",\"role\":\"dsl\",\"trained\":true}]"
#define DEPARTED PLAN(TWO) "," E("\"departed\"")
#define ARRIVED DEPARTED "," E("\"arrived\"")

static const struct {
    const char *events, *fact, *value; /* "?" unknown */
} cases[] = {
    {"", "phase", "draft"},
    {"", "place", "school"},
    {"", "contact", "in_contact"},
    {"", "plan.reason", "?"},
    {"", "plan.purpose", "no"},
    {"", "staff.count", "?"},
    {"", "staff.present", "0"},
    {"", "parents.present", "?"},
    {"", "danger.any", "no"},
    {"", "room", "?"},
    {PLAN(",\"purpose\":\"books\""), "plan.purpose", "yes"},
    {PLAN(",\"purpose\":\"\""), "plan.purpose", "no"},
    {PLAN(",\"expected_start\":\"2026-06-01T17:30:00Z\""), "plan.start_minute", "1110"}, /* summer time: 18:30 */
    {PLAN(",\"expected_end\":\"2026-01-05T17:30:00Z\""), "plan.end_minute", "1050"},
    {PLAN(",\"entry\":true") "," E("\"replanned\",\"vehicle\":true"), "plan.entry", "yes"},
    {PLAN(",\"entry\":true") "," E("\"replanned\",\"entry\":false"), "plan.entry", "no"},
    {PLAN(TWO), "staff.count", "2"},
    {PLAN(TWO) "," E("\"replanned\",\"staff\":[{\"id\":\"S-3\",\"role\":\"other\"}]"), "staff.count", "1"},
    {PLAN(",\"staff\":[]"), "staff.count", "?"},
    {ARRIVED, "staff.present", "2"},
    {DEPARTED "," E("\"arrived\",\"staff\":[\"S-1\",\"S-7\"]"), "staff.present", "2"},
    {DEPARTED "," E("\"arrived\",\"staff\":[\"S-1\",\"S-7\"]"), "staff.unplanned", "1"},
    {PLAN("") "," E("\"departed\"") "," E("\"arrived\""), "staff.present", "?"},
    {PLAN("") "," E("\"departed\"") "," E("\"arrived\"") "," E("\"replanned\"" TWO), "staff.present", "2"},
    {PLAN("") "," E("\"departed\"") "," E("\"arrived\"") "," E("\"left\",\"staff\":[\"S-1\"]"), "place", "outside"},
    {PLAN("") "," E("\"departed\"") "," E("\"arrived\"") "," E("\"left\",\"staff\":[\"S-1\"]") "," E(
         "\"replanned\"" TWO),
     "staff.present", "1"}, /* those of the plan, less the one who went before it was known */
    {PLAN("") "," E("\"departed\"") "," E("\"arrived\"") "," E("\"replanned\",\"staff\":[]"), "staff.present", "?"},
    {PLAN("") "," E("\"departed\"") "," E("\"arrived\"") "," E("\"left\""), "staff.present", "0"},
    {ARRIVED "," E("\"left\",\"staff\":[\"S-1\"]"), "staff.present", "1"},
    {ARRIVED "," E("\"left\",\"staff\":[\"S-1\"]"), "place", "outside"},
    {ARRIVED "," E("\"left\",\"staff\":[\"S-1\"]"), "happened.left", "no"},
    {ARRIVED "," E("\"left\",\"staff\":[\"S-1\",\"S-2\"]"), "happened.left", "yes"},
    {ARRIVED "," E("\"left\",\"staff\":[\"S-1\",\"S-2\"]"), "phase", "ended"},
    {ARRIVED "," E("\"left\"") "," E("\"arrived\""), "phase", "under_way"},
    {E("\"authorised\",\"role\":\"dsl\""), "authorisation.given", "no"}, /* impossible in a draft: changes nothing */
    {PLAN("") "," E("\"authorised\",\"role\":\"dsl\""), "authorisation.given", "yes"},
    {E("\"contact_attempted\",\"answered\":false") "," E("\"contact_attempted\",\"answered\":true"),
     "contact_attempts.failed", "1"},
    {E("\"contact_attempted\",\"answered\":false") "," E("\"contact_attempted\",\"answered\":true"),
     "contact_attempts.total", "2"},
    {E("\"contact_attempted\",\"answered\":true"), "parents.reached", "yes"},
    {E("\"contact_attempted\",\"answered\":true"), "parents.informed", "no"},
    {E("\"appointment_made\",\"for\":\"2026-06-02T08:00:00Z\""), "parents.informed", "yes"},
    {E("\"appointment_changed\",\"for\":\"2026-06-02T08:00:00Z\""), "appointment.made", "yes"},
    {E("\"spoke\",\"person\":\"parent\""), "parents.present", "yes"},
    {E("\"spoke\",\"person\":\"sibling\""), "parents.present", "?"},
    {E("\"spoke\",\"person\":\"sibling\""), "parents.spoken_to", "no"},
    {E("\"knocked\",\"answered\":false"), "parents.present", "no"},
    {E("\"knocked\",\"answered\":true"), "parents.present", "?"},
    {E("\"parent_arrived\"") "," E("\"parent_left\""), "parents.present", "no"},
    {E("\"risk_assessed\",\"animals\":true") "," E("\"risk_assessed\",\"level\":\"low\""), "risk.animals", "?"},
    {E("\"risk_assessed\",\"level\":\"low\""), "risk.level", "low"},
    {E("\"code_word_agreed\""), "code_word.recorded", "?"},
    {E("\"code_word_agreed\",\"recorded\":true"), "code_word.recorded", "yes"},
    {E("\"declared\",\"facts\":{\"phone_carried\":true}") "," E("\"declared\",\"facts\":{\"phone_carried\":false}"),
     "declared.phone_carried", "no"},
    {E("\"concern_raised\",\"kind\":\"property\""), "concern.property", "yes"},
    {E("\"concern_raised\",\"kind\":\"property\""), "danger.property", "?"},
    {E("\"concern_raised\",\"kind\":\"property\""), "danger.any", "?"},
    {E("\"concern_raised\",\"kind\":\"property\",\"immediate_danger\":false"), "danger.any", "no"},
    {E("\"concern_raised\",\"kind\":\"property\"") "," E(
         "\"concern_raised\",\"kind\":\"property\",\"immediate_danger\":false"),
     "danger.property", "?"},
    {E("\"concern_raised\",\"kind\":\"property\"") "," E(
         "\"concern_raised\",\"kind\":\"disclosure\",\"immediate_danger\":true"),
     "danger.any", "yes"},
    {E("\"concern_raised\",\"kind\":\"property\"") "," E("\"concern_cleared\",\"kind\":\"property\""), "danger.any",
     "no"},
    {E("\"threatened\"") "," E("\"concern_cleared\",\"kind\":\"personal_safety\""), "threatened", "no"},
    {E("\"threatened\"") "," E("\"concern_cleared\",\"kind\":\"property\""), "threatened", "yes"},
    {E("\"threatened\"") "," E("\"located\""), "threatened", "no"},
    {E("\"code_word_used\"") "," E("\"checked_in\",\"with\":\"office\""), "contact", "duress"},
    {E("\"code_word_used\"") "," E("\"located\""), "contact", "in_contact"},
    {E("\"staff_called\",\"result\":\"no_answer\"") "," E("\"staff_called\",\"result\":\"voicemail\""), "contact",
     "unreachable"},
    {E("\"staff_called\",\"result\":\"no_answer\"") "," E("\"staff_called\",\"result\":\"voicemail\"") "," E(
         "\"staff_called\",\"result\":\"spoke\""),
     "calls.unanswered", "0"},
    {E("\"senior_sent\",\"role\":\"dsl\""), "contact", "escalated"},
    {E("\"emergency_called\",\"service\":\"ambulance\""), "contact", "in_contact"},
    {E("\"emergency_called\",\"service\":\"police\""), "contact", "escalated"},
    {E("\"emergency_called\",\"service\":\"police\"") "," E("\"checked_in\",\"with\":\"dsl\""), "contact",
     "in_contact"},
    {E("\"invited_in\",\"person\":\"child\",\"supervised\":false") "," E("\"invited_in\",\"person\":\"parent\""),
     "invitation.supervised", "?"},
    {E("\"invited_in\",\"person\":\"child\"") "," E("\"invited_in\",\"person\":\"parent\""), "invitation.person",
     "parent"},
    {ARRIVED "," E("\"entered\"") "," E("\"moved\",\"room\":\"upstairs\""), "room", "upstairs"},
    {ARRIVED "," E("\"entered\"") "," E("\"moved\",\"room\":\"upstairs\"") "," E("\"left\""), "room", "?"},
    {E("\"animal_seen\",\"dangerous\":true") "," E("\"animal_separated\""), "animals.separated", "yes"},
    {E("\"animal_separated\"") "," E("\"animal_seen\",\"dangerous\":true"), "animals.separated", "?"},
    {E("\"animal_separated\"") "," E("\"animal_seen\",\"dangerous\":false"), "animals.separated", "yes"},
    {E("\"logged\",\"system\":\"cpoms\""), "logged.cpoms", "yes"},
    {E("\"logged\",\"system\":\"cpoms\""), "logged.office", "no"},
    {E("\"referred\",\"to\":\"police\""), "referred.police", "yes"},
    {E("\"knocked\",\"answered\":true") "," E("\"checked_in\",\"with\":\"dsl\""), "contacted_since.knocked", "yes"},
    {E("\"checked_in\",\"with\":\"dsl\"") "," E("\"knocked\",\"answered\":true"), "contacted_since.knocked", "no"},
    {E("\"checked_in\",\"with\":\"dsl\""), "contacted_since.checked_in", "no"},
    {E("\"checked_in\",\"with\":\"dsl\"") "," E("\"located\""), "contacted_since.checked_in", "yes"},
    {E("\"risk_assessed\",\"level\":\"low\""), "risk.assessed", "yes"},
    {E("\"code_word_agreed\""), "code_word.agreed", "yes"},
    {E("\"spoke\",\"person\":\"parent\""), "parents.spoken_to", "yes"},
    {E("\"spoke\",\"person\":\"parent\""), "parents.reached", "yes"},
    {E("\"parents_informed\""), "parents.informed", "yes"},
    {E("\"parents_informed\""), "parents.reached", "yes"},
    {E("\"late_notice\""), "parents.late_notice", "yes"},
    {E("\"parent_left\"") "," E("\"parent_arrived\""), "parents.present", "yes"},
    {E("\"animal_seen\",\"dangerous\":false"), "animals.seen", "yes"},
    {E("\"animal_seen\",\"dangerous\":true"), "animals.dangerous", "yes"},
    {E("\"animal_seen\",\"dangerous\":false"), "animals.dangerous", "no"},
    {E("\"invited_in\",\"person\":\"child\""), "invitation.given", "yes"},
    {ARRIVED "," E("\"child_seen\""), "child.seen", "yes"},
    {E("\"concern_raised\",\"kind\":\"property\"") "," E("\"concern_cleared\",\"kind\":\"property\""),
     "concern.property", "no"},
    {PLAN("") "," E("\"checked_in\",\"with\":\"dsl\""), "contacted_since.planned", "yes"},
    {PLAN("") "," E("\"checked_in\",\"with\":\"dsl\""), "contacted_since.replanned", "no"},
    {PLAN("") "," E("\"cancelled\",\"cause\":\"other\"") "," E("\"closed\"") "," E("\"checked_in\",\"with\":\"dsl\""),
     "contacted_since.closed", "yes"},
};

static void put_fact(const struct fact_store *facts, unsigned fact, char *out, size_t size)
{
    const struct fact_info info = fact_info(fact);
    if (!fact_known(facts, fact))
        snprintf(out, size, "?");
    else if (info.type == HOMEVISIT_TYPE_BOOLEAN)
        snprintf(out, size, "%s", fact_true(facts, fact) ? "yes" : "no");
    else if (info.type == HOMEVISIT_TYPE_NAME)
        snprintf(out, size, "%s", homevisit_word_text(facts->values[fact].word));
    else
        snprintf(out, size, "%lld", (long long)facts->values[fact].integer);
}

Test(visit_facts, each_event_says_what_it_says)
{
    const homevisit_allocator allocator = memory_allocator(NULL);
    homevisit_policy *policy = NULL;
    cr_assert_eq(homevisit_policy_bundled("standard", NULL, &policy, NULL), HOMEVISIT_OK);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char record[4096], value[64];
        homevisit_visit *visit = NULL;
        homevisit_problems *problems = NULL;
        struct replay replay;
        snprintf(record, sizeof record, "{\"format\":\"homevisit-visit/1\",\"id\":\"V\",\"events\":[%s]}",
                 cases[i].events);
        homevisit_visit_load(record, strlen(record), NULL, &visit, &problems);
        cr_assert_not_null(visit, "%zu: %s", i, problems ? homevisit_problems_get(problems, 0)->message : "");
        cr_assert_eq(replay_init(&replay, policy, visit, &allocator), HOMEVISIT_OK);
        cr_assert_eq(replay_take_until(&replay, 0, (homevisit_moment){true, INT64_MAX}, NULL), HOMEVISIT_OK);
        replay_look(&replay, (homevisit_moment){true, 1780300800});
        const unsigned fact = fact_find(cases[i].fact, strlen(cases[i].fact));
        cr_assert_lt(fact, (unsigned)FACT_STATIC_COUNT, "%s", cases[i].fact);
        put_fact(&replay.facts, fact, value, sizeof value);
        cr_expect_str_eq(value, cases[i].value, "%s after %s", cases[i].fact, cases[i].events);
        replay_free(&replay);
        homevisit_visit_free(visit);
    }
    homevisit_policy_free(policy);
}

Test(visit_facts, roles_are_listed_once_in_the_order_of_their_coming)
{
    static const char record[] = "{\"format\":\"homevisit-visit/1\",\"id\":\"V\",\"events\":[" PLAN("") "," E(
        "\"authorised\",\"role\":\"dsl\","
        "\"lone\":true") "," E("\"authorised\",\"role\":\"headteacher\"") "," E("\"authorised\",\"role\":\"dsl\","
                                                                                "\"lone\":false") "]}";
    const homevisit_allocator allocator = memory_allocator(NULL);
    homevisit_policy *policy = NULL;
    homevisit_visit *visit = NULL;
    struct replay replay;
    cr_assert_eq(homevisit_policy_bundled("standard", NULL, &policy, NULL), HOMEVISIT_OK);
    cr_assert_eq(homevisit_visit_load(record, strlen(record), NULL, &visit, NULL), HOMEVISIT_OK);
    cr_assert_eq(replay_init(&replay, policy, visit, &allocator), HOMEVISIT_OK);
    cr_assert_eq(replay_take_until(&replay, 0, (homevisit_moment){true, INT64_MAX}, NULL), HOMEVISIT_OK);
    cr_assert_eq(replay.facts.roles.count, 2);
    cr_expect_eq(replay.facts.roles.items[0], HOMEVISIT_WORD_dsl);
    cr_expect_eq(replay.facts.roles.items[1], HOMEVISIT_WORD_headteacher);
    cr_assert_eq(replay.facts.lone_roles.count, 1);
    cr_expect_eq(replay.facts.lone_roles.items[0], HOMEVISIT_WORD_dsl);
    /* … and again when the replay starts over. */
    cr_assert_eq(replay_restart(&replay, visit), HOMEVISIT_OK);
    cr_expect(replay.facts.roles.count == 0 && replay.facts.lone_roles.count == 0);
    cr_assert_eq(replay_take_until(&replay, 0, (homevisit_moment){true, INT64_MAX}, NULL), HOMEVISIT_OK);
    cr_expect(replay.facts.roles.count == 2 && replay.facts.lone_roles.count == 1);
    replay_free(&replay);
    homevisit_visit_free(visit);
    homevisit_policy_free(policy);
}

static unsigned own_fact_of(const homevisit_policy *policy, const char *name)
{
    for (size_t i = 0; i < policy->own_fact_count; i++)
        if (strcmp(policy->own_facts[i].name, name) == 0)
            return FACT_STATIC_COUNT + (unsigned)i;
    cr_assert_fail("%s is no fact", name);
    return 0;
}

/* An empty text counts as missing, and takes nothing back. */
Test(visit_facts, an_empty_text_says_nothing)
{
    static const char text[] = "{\"format\":\"homevisit-policy/1\",\"id\":\"p\",\"title\":\"P\",\"version\":\"1\","
                               "\"rules\":[],\"facts\":{\"x.language\":\"string\"}}";
    static const char record[] =
        "{\"format\":\"homevisit-visit/1\",\"id\":\"V\",\"events\":["
        "{\"at\":\"2026-06-01T08:00:00Z\",\"event\":\"declared\",\"facts\":{\"x.language\":\"Welsh\"}},"
        "{\"at\":\"2026-06-01T08:00:01Z\",\"event\":\"declared\",\"facts\":{\"x.language\":\"\"}}]}";
    const homevisit_allocator allocator = memory_allocator(NULL);
    homevisit_policy *policy = NULL;
    homevisit_visit *visit = NULL;
    struct replay replay;
    cr_assert_eq(homevisit_policy_load(text, strlen(text), NULL, &policy, NULL), HOMEVISIT_OK);
    cr_assert_eq(homevisit_visit_load(record, strlen(record), NULL, &visit, NULL), HOMEVISIT_OK);
    cr_assert_eq(replay_init(&replay, policy, visit, &allocator), HOMEVISIT_OK);
    const unsigned fact = own_fact_of(policy, "x.language");
    for (size_t i = 0; i < 2; i++) {
        cr_assert_eq(replay_take(&replay, (const struct visit_event *)visit->events.items + i), HOMEVISIT_OK);
        cr_expect(fact_known(&replay.facts, fact));
        cr_expect_str_eq(replay.facts.values[fact].text, "Welsh");
    }
    replay_free(&replay);
    homevisit_visit_free(visit);
    homevisit_policy_free(policy);
}

/* Lists end where they end, whatever stands behind them in memory. */
Test(visit_facts, nobody_stands_behind_a_list)
{
    enum { BEHIND = 8 };
    static const char record[] = "{\"format\":\"homevisit-visit/1\",\"id\":\"V\",\"events\":[]}";
    const homevisit_allocator allocator = memory_allocator(NULL);
    homevisit_policy *policy = NULL;
    homevisit_visit *visit = NULL;
    struct replay replay;
    struct staff_value *staff = calloc(1, sizeof *staff + 2 * sizeof *staff->items);
    struct ids_value *ids = calloc(1, sizeof *ids + 2 * sizeof *ids->items);
    cr_assert(staff != NULL && ids != NULL);
    staff->count = ids->count = 1;
    staff->items[1].id = ids->items[1] = BEHIND;
    const union attribute_value staff_given = {.staff = staff}, ids_given = {.ids = ids};
    const uint64_t mask = UINT64_C(1) << HOMEVISIT_ATTRIBUTE_staff;
    const struct visit_event planned = {.event = HOMEVISIT_WORD_planned, .mask = mask, .values = &staff_given},
                             arrived = {.event = HOMEVISIT_WORD_arrived},
                             named = {.event = HOMEVISIT_WORD_arrived, .mask = mask, .values = &ids_given},
                             left = {.event = HOMEVISIT_WORD_left, .mask = mask, .values = &ids_given};
    cr_assert_eq(homevisit_policy_bundled("standard", NULL, &policy, NULL), HOMEVISIT_OK);
    cr_assert_eq(homevisit_visit_load(record, strlen(record), NULL, &visit, NULL), HOMEVISIT_OK);
    cr_assert_eq(replay_init(&replay, policy, visit, &allocator), HOMEVISIT_OK);
    const union fact_value *values = replay.facts.values;
    /* Those who arrive are the plan's, which says who they are before or after. */
    facts_fold(&replay, &planned, false);
    facts_fold(&replay, &arrived, false);
    cr_expect_eq(values[FACT_STAFF_PRESENT].integer, 1);
    facts_fold(&replay, &left, true);
    staff->count = 0;
    facts_fold(&replay, &planned, false);
    facts_fold(&replay, &arrived, false);
    cr_expect_not(fact_known(&replay.facts, FACT_STAFF_PRESENT));
    staff->count = 1;
    facts_fold(&replay, &planned, false);
    cr_expect_eq(values[FACT_STAFF_PRESENT].integer, 1);
    facts_fold(&replay, &left, true);
    /* Who arrives and leaves by name. */
    facts_fold(&replay, &named, false);
    cr_expect_eq(values[FACT_STAFF_PRESENT].integer, 1);
    cr_expect_eq(values[FACT_STAFF_UNPLANNED].integer, 0);
    ids->items[0] = BEHIND;
    facts_fold(&replay, &named, false);
    cr_expect_eq(values[FACT_STAFF_UNPLANNED].integer, 1);
    ids->items[0] = 0;
    cr_expect_not(facts_all_left(&replay, &left));
    facts_fold(&replay, &left, false);
    cr_expect_eq(values[FACT_STAFF_PRESENT].integer, 1);
    /* Ids that no event of the record speaks of. */
    for (ids->items[0] = 1; ids->items[0] < 1000; ids->items[0] += ids->items[0] == BEHIND - 1 ? 2 : 1)
        cr_expect_not(facts_all_left(&replay, &left), "%u", (unsigned)ids->items[0]);
    replay_free(&replay);
    homevisit_visit_free(visit);
    homevisit_policy_free(policy);
    free(staff);
    free(ids);
}

/* Whom a report told what: each fact speaks of one to and one topic, and anyone is anyone but social care. */
Test(visit_facts, reports_tell_whom_they_tell)
{
    static const char text[] =
        "{\"format\":\"homevisit-policy/1\",\"id\":\"p\",\"title\":\"P\",\"version\":\"1\",\"rules\":[{\"id\":\"r\","
        "\"clauses\":[],\"force\":\"must\",\"message\":\"m\",\"on\":[\"departed\"],\"when\":{\"or\":["
        "{\"var\":\"told.dsl.risk\"},{\"var\":\"told.office.risk\"},{\"var\":\"told.dsl.visit\"},"
        "{\"var\":\"told.anyone.risk\"},{\"var\":\"told.anyone.visit\"},{\"var\":\"told.social_care.risk\"},"
        "{\"var\":\"told_in_writing.dsl.risk\"},{\"var\":\"told_in_writing.office.risk\"}]}}]}";
    static const char *const names[] = {
        "told.dsl.risk",     "told.office.risk",      "told.dsl.visit",           "told.anyone.risk",
        "told.anyone.visit", "told.social_care.risk", "told_in_writing.dsl.risk", "told_in_writing.office.risk"};
    enum { NAMES = sizeof names / sizeof *names };
    static const struct {
        const char *report, *told; /* in the order of the names */
    } rows[] = {
        {E("\"reported\",\"to\":\"dsl\",\"about\":\"risk\""), "y--y----"},
        {E("\"reported\",\"to\":\"dsl\",\"about\":\"risk\",\"written\":true"), "y--y--y-"},
        {E("\"reported\",\"to\":\"dsl\",\"about\":\"risk\",\"written\":false"), "y--y----"},
        {E("\"reported\",\"to\":\"office\",\"about\":\"risk\",\"written\":true"), "-y-y---y"},
        {E("\"reported\",\"to\":\"dsl\",\"about\":\"visit\",\"written\":true"), "--y-y---"},
        {E("\"reported\",\"to\":\"teacher\",\"about\":\"visit\""), "----y---"},
        {E("\"reported\",\"to\":\"social_care\",\"about\":\"risk\",\"written\":true"), "-----y--"},
        {E("\"noted\""), "--------"},
    };
    const homevisit_allocator allocator = memory_allocator(NULL);
    homevisit_policy *policy = NULL;
    cr_assert_eq(homevisit_policy_load(text, strlen(text), NULL, &policy, NULL), HOMEVISIT_OK);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        char record[512];
        homevisit_visit *visit = NULL;
        struct replay replay;
        const int length =
            sprintf(record, "{\"format\":\"homevisit-visit/1\",\"id\":\"V\",\"events\":[%s]}", rows[i].report);
        cr_assert_eq(homevisit_visit_load(record, (size_t)length, NULL, &visit, NULL), HOMEVISIT_OK, "%s", record);
        cr_assert_eq(replay_init(&replay, policy, visit, &allocator), HOMEVISIT_OK);
        cr_assert_eq(replay_take(&replay, visit->events.items), HOMEVISIT_OK);
        for (int k = 0; k < NAMES; k++) {
            cr_expect_eq(fact_true(&replay.facts, own_fact_of(policy, names[k])), rows[i].told[k] == 'y', "%s after %s",
                         names[k], rows[i].report);
        }
        replay_free(&replay);
        homevisit_visit_free(visit);
    }
    homevisit_policy_free(policy);
}

/* A profile's own facts are as many as it likes, and each is kept for itself. */
Test(visit_facts, eight_thousand_facts_of_a_profile_s_own)
{
    enum { FACTS = 8000 };
    static char text[1 << 18], record[1 << 18];
    const homevisit_allocator allocator = memory_allocator(NULL);
    homevisit_policy *policy = NULL;
    homevisit_visit *visit = NULL;
    struct replay replay;
    int length = sprintf(text, "{\"format\":\"homevisit-policy/1\",\"id\":\"p\",\"title\":\"P\",\"version\":\"1\","
                               "\"rules\":[],\"facts\":{");
    for (int i = 0; i < FACTS; i++)
        length += sprintf(text + length, "%s\"x.f%d\":\"boolean\"", i ? "," : "", i);
    length += sprintf(text + length, "}}");
    cr_assert_eq(homevisit_policy_load(text, (size_t)length, NULL, &policy, NULL), HOMEVISIT_OK);
    length = sprintf(record, "{\"format\":\"homevisit-visit/1\",\"id\":\"V\",\"events\":["
                             "{\"at\":\"2026-06-01T08:00:00Z\",\"event\":\"declared\",\"facts\":{");
    for (int i = 0; i < FACTS; i++)
        if (i % 3)
            length += sprintf(record + length, "%s\"x.f%d\":%s", i > 1 ? "," : "", i, i % 3 == 1 ? "true" : "false");
    length += sprintf(record + length, "}}]}");
    cr_assert_eq(homevisit_visit_load(record, (size_t)length, NULL, &visit, NULL), HOMEVISIT_OK);
    cr_assert_eq(replay_init(&replay, policy, visit, &allocator), HOMEVISIT_OK);
    cr_assert_eq(replay_take(&replay, visit->events.items), HOMEVISIT_OK);
    for (int i = 0; i < FACTS; i++) {
        char name[16];
        sprintf(name, "x.f%d", i);
        const unsigned fact = FACT_STATIC_COUNT + (unsigned)policy_find_own_fact(policy, name);
        cr_assert_eq(fact_known(&replay.facts, fact), i % 3 != 0, "%s", name);
        cr_assert_eq(fact_true(&replay.facts, fact), i % 3 == 1, "%s", name);
    }
    cr_expect(fact_known(&replay.facts, FACT_DURESS) && !fact_true(&replay.facts, FACT_DURESS));
    replay_free(&replay);
    homevisit_visit_free(visit);
    homevisit_policy_free(policy);
}

/* Events that name all of so many staff, so many at a time, each with a comma before it. */
static int put_staff(char *record, const char *event, int count, int each)
{
    int length = 0;
    for (int i = 0; i < count; i++) {
        if (i % each == 0)
            length += sprintf(record + length, "%s,{\"at\":\"2026-06-01T08:00:00Z\",\"event\":\"%s\",\"staff\":[",
                              i ? "]}" : "", event);
        length += sprintf(record + length, "%s\"T-%d\"", i % each ? "," : "", i);
    }
    return length + sprintf(record + length, "]}");
}

static void take_some(struct replay *replay, size_t *taken, size_t count)
{
    for (size_t i = 0; i < count; i++, (*taken)++)
        cr_assert_eq(replay_take(replay, (const struct visit_event *)replay->visit->events.items + *taken),
                     HOMEVISIT_OK);
}

/* Everybody who arrived is counted, be they thousands, and nobody any more who left; the last one ends the visit. */
Test(visit_facts, five_thousand_members_of_staff)
{
    enum { STAFF = 5000, EACH = 50 };
    static char record[1 << 18];
    const homevisit_allocator allocator = memory_allocator(NULL);
    homevisit_policy *policy = NULL;
    homevisit_visit *visit = NULL;
    struct replay replay;
    size_t taken = 0;
    int length = sprintf(record, "{\"format\":\"homevisit-visit/1\",\"id\":\"V\",\"events\":[" DEPARTED);
    length += put_staff(record + length, "arrived", STAFF, EACH);
    length +=
        sprintf(record + length, "," E("\"left\",\"staff\":[\"T-4999\"]") "," E("\"arrived\",\"staff\":[\"T-4999\"]"));
    length += put_staff(record + length, "left", STAFF, EACH);
    length += sprintf(record + length, "]}");
    cr_assert_eq(homevisit_policy_bundled("standard", NULL, &policy, NULL), HOMEVISIT_OK);
    cr_assert_eq(homevisit_visit_load(record, (size_t)length, NULL, &visit, NULL), HOMEVISIT_OK);
    cr_assert_eq(replay_init(&replay, policy, visit, &allocator), HOMEVISIT_OK);
    const union fact_value *present = &replay.facts.values[FACT_STAFF_PRESENT];
    take_some(&replay, &taken, 2 + STAFF / EACH);
    cr_expect_eq(present->integer, STAFF);
    cr_expect_eq(replay.facts.values[FACT_STAFF_UNPLANNED].integer, STAFF);
    take_some(&replay, &taken, 1);
    cr_expect_eq(present->integer, STAFF - 1);
    take_some(&replay, &taken, 2);
    cr_expect_eq(present->integer, STAFF - EACH);
    take_some(&replay, &taken, STAFF / EACH - 2);
    cr_expect_eq(present->integer, EACH);
    cr_expect_eq(replay.phase, HOMEVISIT_WORD_under_way);
    take_some(&replay, &taken, 1);
    cr_expect_eq(present->integer, 0);
    cr_expect_eq(replay.phase, HOMEVISIT_WORD_ended);
    replay_free(&replay);
    homevisit_visit_free(visit);
    homevisit_policy_free(policy);
}
