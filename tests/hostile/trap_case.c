/* Traps for files of cases: cases, changes, settings and expectations without number. */
#include "trap.h"

#include <stdlib.h>

#define CASES_HEAD "{\"format\":\"homevisit-cases/1\",\"policy\":\"p\","

static homevisit_code test_cases(struct bait *bait)
{
    const homevisit_options options = meter_options();
    homevisit_buffer out = {.allocator = meter_allocator};
    homevisit_problems *problems;
    const homevisit_code code = homevisit_policy_test((homevisit_text){bait->text.data, bait->text.length},
                                                      (homevisit_text){bait->other.data, bait->other.length}, &options,
                                                      HOMEVISIT_FORMAT_JSON, NULL, &out, &problems);
    homevisit_buffer_free(&out);
    trap_problems(problems);
    return code;
}

/* The profile of most of them: one rule, or as many. */
static void lay_rules(struct bait *bait, size_t count)
{
    put(&bait->text, POLICY_HEAD "\"rules\":[");
    for (size_t i = 0; i < count; i++)
        put(&bait->text, "%s" RULE "\"on\":[\"departed\"],\"needs\":{\"var\":\"authorisation.given\"}}",
            i == 0 ? "" : ",", i);
    put(&bait->text, "]}");
}

static void lay_events(struct bait *bait, size_t count)
{
    for (size_t i = 0; i < count; i++)
        put(&bait->other, "%s{\"at\":\"%s\",\"event\":\"child_seen\"}", i == 0 ? "" : ",", second(i));
}

/* ---- cases and their events ---------------------------------------------------------------------------------------- */

static void cases(struct bait *bait)
{
    lay_rules(bait, 1);
    put(&bait->other,
        "{\"format\":\"homevisit-cases/1\",\"policy\":\"p\",\"visits\":{\"v\":[{\"at\":\"%s\",\"event\":\"planned\","
        "\"reason\":\"other\"},{\"at\":\"%s\",\"event\":\"departed\"}]},\"cases\":[",
        second(0), second(1));
    for (size_t i = 0; i < bait->size; i++)
        put(&bait->other,
            "%s{\"name\":\"n%zu\",\"visit\":\"v\",\"fires\":[\"r0\"],\"change\":{\"departed\":{\"at\":\"%s\"}}}",
            i == 0 ? "" : ",", i, second(i + 2));
    put(&bait->other, "]}");
}

static void events_of_a_case(struct bait *bait)
{
    lay_rules(bait, 1);
    put(&bait->other, "{\"format\":\"homevisit-cases/"
                      "1\",\"policy\":\"p\",\"cases\":[{\"name\":\"n\",\"drop\":[\"noted\"],\"visit\":[");
    for (size_t i = 0; i < bait->size; i++)
        put(&bait->other, "%s{\"at\":\"%s\",\"event\":\"%s\"}", i == 0 ? "" : ",", second(i),
            i % 2 ? "noted" : "child_seen");
    put(&bait->other, "]}]}");
}

static void patches_of_a_case(struct bait *bait)
{
    lay_rules(bait, 1);
    put(&bait->other, CASES_HEAD "\"cases\":[{\"name\":\"n\",\"visit\":[");
    lay_events(bait, bait->size);
    put(&bait->other, "],\"change\":{");
    for (size_t i = bait->size; i-- > 0;)
        put(&bait->other, "\"child_seen#%zu\":{\"at\":\"%s\"}%s", i + 1, second(i), i == 0 ? "" : ",");
    put(&bait->other, "}}]}");
}

/* Each event is dropped by its number, and all of them again and again by their name. */
static void drops_of_a_case(struct bait *bait)
{
    lay_rules(bait, 1);
    put(&bait->other, CASES_HEAD "\"cases\":[{\"name\":\"n\",\"visit\":[");
    lay_events(bait, bait->size);
    put(&bait->other, "],\"drop\":[\"child_seen\"");
    for (size_t i = bait->size; i-- > 0;)
        put(&bait->other, ",{\"event\":\"child_seen\",\"nth\":%zu},\"child_seen\"", i + 1);
    put(&bait->other, "]}]}");
}

/* An event with as many members of the host's own, all of which are changed. */
static void members_of_a_change(struct bait *bait)
{
    lay_rules(bait, 1);
    put(&bait->other, CASES_HEAD "\"cases\":[{\"name\":\"n\",\"visit\":[{\"at\":\"%s\",\"event\":\"child_seen\"",
        second(0));
    for (size_t i = 0; i < bait->size; i++)
        put(&bait->other, ",\"x_%zu\":0", i);
    put(&bait->other, "}],\"change\":{\"child_seen\":{\"x_\":0");
    for (size_t i = bait->size; i-- > 0;)
        put(&bait->other, ",\"x_%zu\":1", i);
    put(&bait->other, "}}}]}");
}

/* ---- what cases name ----------------------------------------------------------------------------------------------- */

static void rules_that_fire_and_are_spared(struct bait *bait)
{
    lay_rules(bait, bait->size);
    put(&bait->other, CASES_HEAD "\"cases\":[{\"name\":\"n\",\"visit\":[],\"fires\":[");
    for (size_t i = 0; i < bait->size; i++)
        put(&bait->other, "%s\"r%zu\"", i == 0 ? "" : ",", i);
    put(&bait->other, "],\"spares\":[");
    for (size_t i = bait->size; i-- > 0;)
        put(&bait->other, "\"r%zu\"%s", i, i == 0 ? "" : ",");
    put(&bait->other, "]}]}");
}

/* None of the rules that are named is there, and each is near to all that are. */
static void unknown_rules(struct bait *bait)
{
    lay_rules(bait, bait->size);
    put(&bait->other, CASES_HEAD "\"cases\":[{\"name\":\"n\",\"visit\":[],\"fires\":[");
    for (size_t i = 0; i < bait->size; i++)
        put(&bait->other, "%s\"q%zu\"", i == 0 ? "" : ",", i);
    put(&bait->other, "]}]}");
}

static void settings_of_a_case(struct bait *bait)
{
    put(&bait->text, POLICY_HEAD "\"rules\":[],\"settings\":{");
    put(&bait->other, CASES_HEAD "\"cases\":[{\"name\":\"n\",\"visit\":[],\"settings\":{");
    for (size_t i = 0; i < bait->size; i++) {
        put(&bait->text, "%s\"s%zu\":{\"value\":1}", i == 0 ? "" : ",", i);
        put(&bait->other, "%s\"s%zu\":2", i == 0 ? "" : ",", bait->size - 1 - i);
    }
    put(&bait->text, "}}");
    put(&bait->other, "}}]}");
}

/* The profile is loaded anew for each of them. */
static void cases_with_settings_of_their_own(struct bait *bait)
{
    put(&bait->text, POLICY_HEAD "\"settings\":{\"s\":{\"value\":1}},\"rules\":[");
    for (size_t i = 0; i < 20; i++)
        put(&bait->text,
            "%s" RULE "\"on\":[\"departed\"],\"needs\":{\"<\":[{\"var\":\"settings.s\"},{\"var\":\"staff.count\"}]}}",
            i == 0 ? "" : ",", i);
    put(&bait->text, "]}");
    put(&bait->other, CASES_HEAD "\"cases\":[");
    for (size_t i = 0; i < bait->size; i++)
        put(&bait->other, "%s{\"name\":\"n%zu\",\"visit\":[],\"settings\":{\"s\":%zu}}", i == 0 ? "" : ",", i, i + 2);
    put(&bait->other, "]}");
}

/* Clauses that one rule cites and each case names, and which the outcome counts. */
static void clauses_that_a_case_names(struct bait *bait)
{
    put(&bait->text, POLICY_HEAD "\"rules\":[{\"id\":\"r\",\"force\":\"must\",\"message\":\"m\",\"on\":[\"departed\"],"
                                 "\"needs\":{\"var\":\"threatened\"},\"clauses\":[");
    put(&bait->other, CASES_HEAD "\"cases\":[{\"name\":\"n\",\"visit\":[],\"clauses\":[");
    for (size_t i = 0; i < bait->size; i++) {
        put(&bait->text, "%s\"C-%zu\"", i == 0 ? "" : ",", i);
        put(&bait->other, "%s\"C-%zu\"", i == 0 ? "" : ",", bait->size - 1 - i);
    }
    put(&bait->text, "]}],\"clauses\":{");
    for (size_t i = 0; i < bait->size; i++)
        put(&bait->text, "%s\"C-%zu\":{}", i == 0 ? "" : ",", i);
    put(&bait->text, "}}");
    put(&bait->other, "]}]}");
}

/* ---- what cases expect --------------------------------------------------------------------------------------------- */

/* All rules are to fire at a visit of 100 events, and none does: the facts behind each are told. */
static void rules_that_do_not_fire(struct bait *bait)
{
    lay_rules(bait, bait->size);
    put(&bait->other, CASES_HEAD "\"cases\":[{\"name\":\"n\",\"visit\":[");
    lay_events(bait, 100);
    put(&bait->other, "],\"fires\":[");
    for (size_t i = 0; i < bait->size; i++)
        put(&bait->other, "%s\"r%zu\"", i == 0 ? "" : ",", i);
    put(&bait->other, "]}]}");
}

/* Parts that no step has, each laid beside all the steps. */
static void parts_of_a_list(struct bait *bait)
{
    lay_rules(bait, 1);
    put(&bait->other, CASES_HEAD "\"cases\":[{\"name\":\"n\",\"visit\":[");
    lay_events(bait, 100);
    put(&bait->other, "],\"expect\":{\"steps\":{\"contains\":[");
    for (size_t i = 0; i < bait->size; i++)
        put(&bait->other, "%s{\"event\":\"e%zu\"}", i == 0 ? "" : ",", i);
    put(&bait->other, "]}}}]}");
}

const struct trap case_traps[] = {
    {"cases", "cases", 8192, cases, test_cases, HOMEVISIT_OK, NULL, NULL, 0},
    {"events of one case", "events", 20000, events_of_a_case, test_cases, HOMEVISIT_OK, NULL, NULL, 0},
    {"changes in one case", "events", 20000, patches_of_a_case, test_cases, HOMEVISIT_OK, NULL, NULL, 0},
    {"what one case drops", "events", 20000, drops_of_a_case, test_cases, HOMEVISIT_OK, NULL, NULL, 0},
    {"members of one change", "members", 100000, members_of_a_change, test_cases, HOMEVISIT_OK, NULL, NULL, 0},
    {"rules that a case wants to fire and to be spared", "rules", 4096, rules_that_fire_and_are_spared, test_cases,
     HOMEVISIT_E_SCHEMA, "contradiction", NULL, 0},
    {"rules of a case that are not there", "rules", 2048, unknown_rules, test_cases, HOMEVISIT_E_NAME, "unknown_rule",
     NULL, 0},
    {"clauses that a case names", "clauses", 100000, clauses_that_a_case_names, test_cases, HOMEVISIT_OK, NULL, NULL,
     0},
    {"settings of one case", "settings", 100000, settings_of_a_case, test_cases, HOMEVISIT_OK, NULL, NULL, 0},
    {"cases with settings of their own", "cases", 2048, cases_with_settings_of_their_own, test_cases, HOMEVISIT_OK,
     NULL, NULL, 0},
    {"rules of a case that do not fire", "rules", 4096, rules_that_do_not_fire, test_cases, HOMEVISIT_OK, NULL, NULL,
     0},
    {"parts that a case expects", "parts", 20000, parts_of_a_list, test_cases, HOMEVISIT_OK, NULL, NULL, 0},
    {NULL, NULL, 0, NULL, NULL, HOMEVISIT_OK, NULL, NULL, 0},
};
