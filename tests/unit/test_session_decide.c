/*
 * A session asked again and again decides as a check by itself does: over all events, with attributes and times of day
 * that vary while the record stands, and after it has grown.
 */
#include "verdict_trial.h"
#include "vocabulary.h"

#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static uint32_t seed = 1;

static uint32_t chance(uint32_t below)
{
    seed = seed * UINT32_C(1664525) + UINT32_C(1013904223);
    return (seed >> 8) % below;
}

/* A text's one policy with many comparisons of one event: more than a session keeps, and just as many as it keeps. */
static char *wide_policy(int comparisons)
{
    static char text[1 << 15];
    int length = sprintf(text, "{\"format\":\"homevisit-policy/1\",\"id\":\"wide\",\"title\":\"W\",\"version\":\"1\","
                               "\"time_zone\":\"GMT0BST,M3.5.0/1,M10.5.0\",\"rules\":[");
    for (int i = 0; i < comparisons; i++)
        length += sprintf(
            text + length,
            "%s{\"id\":\"r%d\",\"clauses\":[],\"force\":\"%s\",\"message\":\"m\",\"on\":[\"moved\",\"entered\"],"
            "\"when\":{\"or\":[{\"and\":[{\">=\":[{\"var\":\"time.minute\"},%d]},{\"!\":{\"and\":["
            "{\"var\":\"child.seen\"},{\"<\":[{\"var\":\"time.weekday\"},6]}]}}]},"
            "{\"and\":[{\"var\":\"parents.present\"},{\"var\":\"happened.spoke\"}]}]}}",
            i ? "," : "", i, i % 3 ? "must" : "should", 300 + i * 19);
    sprintf(text + length,
            ",{\"id\":\"late\",\"clauses\":[],\"force\":\"must\",\"message\":\"m\",\"on\":[\"moved\",\"entered\"],"
            "\"when\":{\"==\":[{\"var\":\"contact\"},\"overdue\"]}},{\"id\":\"call\",\"clauses\":[],\"force\":\"must\","
            "\"message\":\"m\",\"on\":[\"departed\"],\"do\":[\"checked_in\"],\"within_minutes\":120}]}");
    return text;
}

/* An event with plain attributes of the words that the vocabulary has for them; now and then one is left out though the
 * event needs it, given twice, or of a word that does not belong there. */
static size_t make_attributes(homevisit_word event, homevisit_attribute out[16])
{
    size_t count = 0;
    const homevisit_attribute_info *info;
    for (size_t i = 0; (info = homevisit_event_attribute(event, i)) != NULL && count < 14; i++) {
        homevisit_attribute *attribute = &out[count];
        if (chance(info->required ? 30 : 3) == 0)
            continue;
        *attribute = (homevisit_attribute){.name = info->name, .type = info->type};
        homevisit_word words[HOMEVISIT_WORD_COUNT];
        uint32_t found = 0;
        for (unsigned word = 1; word < HOMEVISIT_WORD_COUNT; word++)
            if (word_vocabularies((homevisit_word)word) & info->vocabularies)
                words[found++] = (homevisit_word)word;
        switch (info->type) {
        case HOMEVISIT_TYPE_BOOLEAN: attribute->value.boolean = chance(2); break;
        case HOMEVISIT_TYPE_INTEGER: attribute->value.integer = chance(100); break;
        case HOMEVISIT_TYPE_TIME: attribute->value.integer = 1774684800 + chance(100000); break;
        case HOMEVISIT_TYPE_NAME:
            attribute->value.word =
                chance(40) ? words[chance(found)] : (homevisit_word)(1 + chance(HOMEVISIT_WORD_COUNT - 1));
            break;
        default: continue;
        }
        count++;
        if (chance(40) == 0) {
            out[count] = out[count - 1];
            count++;
        }
    }
    return count;
}

/* A moment at, before or after something in the record, or somewhere in the two days about it. */
static int64_t moment(const homevisit_visit *visit, int64_t first)
{
    int64_t last = first;
    homevisit_visit_last_at(visit, &last);
    switch (chance(6)) {
    case 0: return last + chance(3) - 1;
    case 1: return last - chance(4000);
    case 2: return last + 7200 + chance(3) - 1; /* about the time by which a check-in is due */
    case 3: return first + chance(48 * 3600);
    default: return last + chance(3 * 3600);
    }
}

static void ask(const homevisit_policy *policy, const homevisit_visit *visit, homevisit_session *session, int64_t first)
{
    for (unsigned word = 1; word <= HOMEVISIT_EVENT_LAST; word++)
        for (int round = 0; round < 12; round++) {
            homevisit_attribute attributes[16];
            const homevisit_event event = {.struct_size = sizeof event,
                                           .at = moment(visit, first),
                                           .event = (homevisit_word)word,
                                           .attributes = attributes,
                                           .attribute_count = make_attributes((homevisit_word)word, attributes)};
            homevisit_report *report = NULL;
            const homevisit_verdict *verdict = NULL;
            const homevisit_code code = homevisit_check(policy, visit, &event, &report, NULL);
            cr_assert_eq(homevisit_session_decide(session, &event, &verdict, NULL), code);
            if (code == HOMEVISIT_OK)
                expect_verdict(verdict, homevisit_report_result(report));
            else
                cr_expect_null(verdict);
            homevisit_report_free(report);
        }
}

static const char *const record[] = {
    "{\"at\":\"2026-03-28T08:00:00Z\",\"event\":\"planned\",\"reason\":\"attendance_concern\",\"staff\":"
    "[{\"id\":\"S-1\",\"role\":\"teacher\"},{\"id\":\"S-2\",\"role\":\"dsl\",\"trained\":true}]}",
    "{\"at\":\"2026-03-28T08:30:00Z\",\"event\":\"authorised\",\"role\":\"headteacher\"}",
    "{\"at\":\"2026-03-28T09:00:00Z\",\"event\":\"departed\"}",
    "{\"at\":\"2026-03-28T09:20:00Z\",\"event\":\"arrived\",\"staff\":[\"S-1\",\"S-2\"]}",
    "{\"at\":\"2026-03-28T09:21:00Z\",\"event\":\"knocked\",\"answered\":true}",
    "{\"at\":\"2026-03-28T09:22:00Z\",\"event\":\"spoke\",\"person\":\"parent\"}",
    "{\"at\":\"2026-03-28T09:25:00Z\",\"event\":\"entered\"}",
    "{\"at\":\"2026-03-28T09:28:00Z\",\"event\":\"child_seen\"}",
    "{\"at\":\"2026-03-28T09:30:00Z\",\"event\":\"concern_raised\",\"kind\":\"personal_safety\"}",
};

static void ask_all(const homevisit_policy *policy)
{
    homevisit_visit *visit = NULL;
    homevisit_session *session = NULL;
    int64_t at = 0;
    cr_assert(homevisit_time_read("2026-03-28T08:00:00Z", 20, &at));
    cr_assert_eq(homevisit_visit_new("V", 1, NULL, &visit), HOMEVISIT_OK);
    cr_assert_eq(homevisit_session_new(policy, visit, &session, NULL), HOMEVISIT_OK);
    ask(policy, visit, session, at);
    for (size_t i = 0; i < sizeof record / sizeof *record; i++) {
        cr_assert_eq(homevisit_visit_append(visit, record[i], strlen(record[i]), NULL), HOMEVISIT_OK, "%s", record[i]);
        ask(policy, visit, session, at);
    }
    homevisit_session_free(session);
    homevisit_visit_free(visit);
}

Test(session_decide, asked_again_it_decides_as_a_check_does)
{
    const char *id;
    for (size_t i = 0; (id = homevisit_bundled_id(i)) != NULL; i++) {
        homevisit_policy *policy = NULL;
        cr_assert_eq(homevisit_policy_bundled(id, NULL, &policy, NULL), HOMEVISIT_OK);
        ask_all(policy);
        homevisit_policy_free(policy);
    }
}

/* Asked three times, since it is from the second on that the record's part is kept. */
static void ask_thrice(const homevisit_policy *policy, const homevisit_visit *visit, homevisit_session *session,
                       const homevisit_event *event, const char *what)
{
    for (int round = 0; round < 3; round++) {
        homevisit_report *report = NULL;
        const homevisit_verdict *verdict = NULL;
        const homevisit_code code = homevisit_check(policy, visit, event, &report, NULL);
        cr_expect_eq(homevisit_session_decide(session, event, &verdict, NULL), code, "%s", what);
        cr_expect_eq(verdict == NULL, code != HOMEVISIT_OK, "%s", what);
        if (verdict && report)
            expect_verdict(verdict, homevisit_report_result(report));
        homevisit_report_free(report);
    }
}

/* Everything but the time is as before: about each limit, to the second, forwards and backwards and by days. */
Test(session_decide, the_time_decides_to_the_second)
{
    const char *text = wide_policy(6);
    const homevisit_attribute attribute = {
        .name = HOMEVISIT_ATTRIBUTE_room, .type = HOMEVISIT_TYPE_NAME, .value.word = HOMEVISIT_WORD_shared};
    homevisit_policy *policy = NULL;
    homevisit_visit *visit = NULL;
    homevisit_session *session = NULL;
    homevisit_event event = {
        .struct_size = sizeof event, .event = HOMEVISIT_WORD_moved, .attributes = &attribute, .attribute_count = 1};
    int64_t midnight = 0;
    cr_assert(homevisit_time_read("2026-03-27T00:00:00Z", 20, &midnight)); /* a Friday; summer time from Sunday on */
    cr_assert_eq(homevisit_policy_load(text, strlen(text), NULL, &policy, NULL), HOMEVISIT_OK);
    cr_assert_eq(homevisit_visit_new("V", 1, NULL, &visit), HOMEVISIT_OK);
    cr_assert_eq(homevisit_session_new(policy, visit, &session, NULL), HOMEVISIT_OK);
    for (int step = 0; step < 2000; step++) {
        const int64_t limit = midnight + chance(4) * INT64_C(86400) + (300 + 19 * (int64_t)chance(7)) * 60;
        event.at = (chance(4) ? limit : midnight + chance(4) * INT64_C(86400)) + chance(5) - 2;
        ask_thrice(policy, visit, session, &event, "a second about a limit");
    }
    homevisit_session_free(session);
    homevisit_visit_free(visit);
    homevisit_policy_free(policy);
}

/* Events that are refused, or that say more than a session keeps room for, in a session that was asked before. */
Test(session_decide, what_is_not_everyday_is_decided_as_a_check_does)
{
#define OF(attribute, kind) .name = HOMEVISIT_ATTRIBUTE_##attribute, .type = HOMEVISIT_TYPE_##kind
    static const homevisit_text ids[] = {{"S-1", 3}};
    static const homevisit_attribute reason = {OF(reason, NAME), .value.word = HOMEVISIT_WORD_other};
    static const struct {
        const char *what;
        homevisit_attribute attribute;
        homevisit_code code;
    } rows[] = {
        {"a number of days", {OF(days_absent, INTEGER), .value.integer = 3}, HOMEVISIT_OK},
        {"more days than there are", {OF(days_absent, INTEGER), .value.integer = INT64_MAX}, HOMEVISIT_E_LIMIT},
        {"fewer days than there are", {OF(days_absent, INTEGER), .value.integer = INT64_MIN}, HOMEVISIT_E_LIMIT},
        {"a time", {OF(expected_end, TIME), .value.integer = 1774684800}, HOMEVISIT_OK},
        {"a time before all others", {OF(expected_end, TIME), .value.integer = INT64_MIN}, HOMEVISIT_E_TYPE},
        {"a time after all others", {OF(expected_end, TIME), .value.integer = INT64_MAX}, HOMEVISIT_E_TYPE},
        {"another event's attribute", {OF(room, NAME), .value.word = HOMEVISIT_WORD_bedroom}, HOMEVISIT_E_NAME},
        {"another type than its own", {OF(days_absent, BOOLEAN), .value.boolean = true}, HOMEVISIT_E_TYPE},
        {"a text", {OF(purpose, TEXT), .value.text = {"said", 4}}, HOMEVISIT_OK},
        {"a list", {OF(staff, IDS), .value.ids = {ids, 1}}, HOMEVISIT_E_TYPE},
    };
    homevisit_policy *policy = NULL;
    homevisit_visit *visit = NULL;
    homevisit_session *session = NULL;
    cr_assert_eq(homevisit_policy_bundled("standard", NULL, &policy, NULL), HOMEVISIT_OK);
    cr_assert_eq(homevisit_visit_new("V", 1, NULL, &visit), HOMEVISIT_OK);
    cr_assert_eq(homevisit_session_new(policy, visit, &session, NULL), HOMEVISIT_OK);
    homevisit_event event = {.struct_size = sizeof event, .at = 1774684800, .event = HOMEVISIT_WORD_planned};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        const homevisit_attribute attributes[] = {reason, rows[i].attribute};
        event.attributes = &reason;
        event.attribute_count = 1;
        ask_thrice(policy, visit, session, &event, "the event alone");
        event.attributes = attributes;
        event.attribute_count = 2;
        ask_thrice(policy, visit, session, &event, rows[i].what);
        const homevisit_verdict *verdict = NULL;
        const homevisit_code code = homevisit_session_decide(session, &event, &verdict, NULL);
        cr_expect_eq(code, rows[i].code, "%s: %d", rows[i].what, (int)code);
    }
    event.attributes = &reason;
    event.attribute_count = 1;
    event.id = (homevisit_text){"e", 1};
    ask_thrice(policy, visit, session, &event, "an id");
    event.id.length = 0;
    event.attributes = NULL;
    ask_thrice(policy, visit, session, &event, "attributes that are not there");
    event.struct_size = 1;
    ask_thrice(policy, visit, session, &event, "a struct of no version");
    homevisit_session_free(session);
    homevisit_visit_free(visit);
    homevisit_policy_free(policy);
}

/* Comparisons in each of their forms, in gates of each kind, over facts that are known and that are not. */
Test(session_decide, whatever_is_compared_and_however_it_is_joined)
{
    static char text[1 << 15];
    FILE *file = fopen(HOMEVISIT_SOURCE_DIR "/tests/unit/policies/forms.json", "rb");
    cr_assert_not_null(file);
    const size_t length = fread(text, 1, sizeof text, file);
    fclose(file);
    homevisit_policy *policy = NULL;
    cr_assert_eq(homevisit_policy_load(text, length, NULL, &policy, NULL), HOMEVISIT_OK);
    for (int round = 0; round < 4; round++)
        ask_all(policy);
    homevisit_policy_free(policy);
}

Test(session_decide, however_many_comparisons_hang_on_the_event)
{
    static const int counts[] = {1, 15, 31, 32, 33, 60};
    for (size_t i = 0; i < sizeof counts / sizeof *counts; i++) {
        homevisit_policy *policy = NULL;
        const char *text = wide_policy(counts[i]);
        cr_assert_eq(homevisit_policy_load(text, strlen(text), NULL, &policy, NULL), HOMEVISIT_OK);
        ask_all(policy);
        homevisit_policy_free(policy);
    }
}
