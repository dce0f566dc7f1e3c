/* Traps for conditions: wide, deep, doubling, over long lists; in a profile and by themselves. */
#include "trap.h"

#include <stdlib.h>
#include <string.h>

static homevisit_code evaluate(struct bait *bait)
{
    homevisit_options options = meter_options();
    homevisit_buffer out = {.allocator = meter_allocator};
    homevisit_problems *problems;
    const homevisit_code code =
        homevisit_condition_evaluate((homevisit_text){bait->text.data, bait->text.length},
                                     (homevisit_text){bait->other.data, bait->other.length}, &options, &out, &problems);
    homevisit_buffer_free(&out);
    trap_problems(problems);
    return code;
}

/* ---- in a profile ---------------------------------------------------------------------------------------------------- */

static void lay_rule(struct bait *bait)
{
    put(&bait->text, POLICY_HEAD "\"rules\":[" RULE "\"on\":[\"departed\",\"entered\"],\"needs\":", (size_t)0);
}

/* Comparisons that have nothing to do with each other, so that nothing is folded away. */
static void wide(struct bait *bait, const char *operator_name)
{
    lay_rule(bait);
    put(&bait->text, "{\"%s\":[{\"var\":\"threatened\"}", operator_name);
    for (size_t i = 0; i < bait->size; i++)
        put(&bait->text, ",{\"<\":[{\"var\":\"staff.count\"},%zu]}", i + 1);
    put(&bait->text, "]}}]}");
}

static void wide_and(struct bait *bait)
{
    wide(bait, "and");
}

static void wide_or(struct bait *bait)
{
    wide(bait, "or");
}

/* An `and` over as many `or`s: what can hold is looked for among all their combinations. */
static void and_of_ors(struct bait *bait)
{
    lay_rule(bait);
    put(&bait->text, "{\"and\":[{\"var\":\"threatened\"}");
    for (size_t i = 0; i < bait->size; i++)
        put(&bait->text,
            ",{\"or\":[{\"<\":[{\"var\":\"staff.count\"},%zu]},{\">\":[{\"var\":\"time.minute\"},%zu]},{\"==\":[{"
            "\"var\":"
            "\"plan.days_absent\"},%zu]}]}",
            i + 3, i, i);
    put(&bait->text, "]}}]}");
}

static void deep(struct bait *bait)
{
    lay_rule(bait);
    for (size_t i = 0; i < bait->size; i++)
        put(&bait->text, "{\"%s\":[{\"<\":[{\"var\":\"staff.count\"},%zu]},", i % 2 == 0 ? "and" : "or", i + 1);
    put(&bait->text, "{\"var\":\"threatened\"}");
    put_times(&bait->text, "]}", bait->size);
    put(&bait->text, "}]}");
}

static void wide_in(struct bait *bait)
{
    lay_rule(bait);
    put(&bait->text, "{\"in\":[{\"var\":\"x.t\"},[");
    for (size_t i = 0; i < bait->size; i++)
        put(&bait->text, "%s\"t%zu\"", i == 0 ? "" : ",", i);
    put(&bait->text, "]]}}],\"facts\":{\"x.t\":\"string\"}}");
}

/*
 * Rules in which three numbers have two values between them and are all to differ, which can never be, behind as many
 * other differences as make the search for that give up: its work is bounded, for each rule and for the profile.
 */
static void hard_to_see_through(struct bait *bait)
{
    put(&bait->text, POLICY_HEAD "\"facts\":{\"x.p\":\"integer\"");
    for (size_t i = 0; i < 25; i++)
        put(&bait->text, ",\"x.a%zu\":\"integer\",\"x.b%zu\":\"integer\"", i, i);
    put(&bait->text, "},\"rules\":[");
    for (size_t i = 0; i < bait->size; i++) {
        put(&bait->text, "%s" RULE "\"on\":[\"departed\"],\"needs\":{\"and\":[", i == 0 ? "" : ",", i);
        for (size_t j = 1; j < 25; j++)
            put(&bait->text, "{\"!=\":[{\"var\":\"x.a%zu\"},{\"var\":\"x.b%zu\"}]},", j, j);
        for (size_t j = 0; j < 3; j++) {
            static const char *const names[] = {"x.p", "x.a0", "x.b0"};
            put(&bait->text, "{\"<=\":[%zu,{\"var\":\"%s\"},%zu]},{\"!=\":[{\"var\":\"%s\"},{\"var\":\"%s\"}]}%s", i,
                names[j], i + 1, names[j], names[(j + 1) % 3], j == 2 ? "" : ",");
        }
        put(&bait->text, "]}}");
    }
    put(&bait->text, "]}");
}

/* Many rules with one list each, all of them alike. */
static void many_in(struct bait *bait)
{
    put(&bait->text, POLICY_HEAD "\"facts\":{\"x.t\":\"string\"},\"rules\":[");
    for (size_t i = 0; i < bait->size; i++) {
        put(&bait->text, "%s" RULE "\"on\":[\"departed\"],\"needs\":{\"in\":[{\"var\":\"x.t\"},[\"%zu\"",
            i == 0 ? "" : ",", i, i);
        for (size_t j = 0; j < 100; j++)
            put(&bait->text, ",\"t%zu\"", j);
        put(&bait->text, "]]}}");
    }
    put(&bait->text, "]}");
}

/* Each condition names the one before it twice, `innermost` is the first of them: with every level the nodes double. */
static void lay_doubling(struct bait *bait, const char *innermost, const char *event)
{
    put(&bait->text, POLICY_HEAD "\"conditions\":{\"c0\":%s", innermost);
    for (size_t i = 1; i <= bait->size; i++)
        put(&bait->text,
            ",\"c%zu\":{\"or\":[{\"var\":\"conditions.c%zu\"},{\"and\":[{\"var\":\"conditions.c%zu\"},{\"<\":[{\"var\":"
            "\"staff.count\"},%zu]}]}]}",
            i, i - 1, i - 1, i);
    put(&bait->text, "},\"rules\":[" RULE "\"on\":[\"%s\"],\"needs\":{\"var\":\"conditions.c%zu\"}}]}", (size_t)0,
        event, bait->size);
}

static void doubling(struct bait *bait)
{
    lay_doubling(bait, "{\"var\":\"threatened\"}", "departed");
}

static void doubling_over_an_event(struct bait *bait)
{
    lay_doubling(bait, "{\"==\":[{\"var\":\"event.role\"},\"headteacher\"]}", "authorised");
}

/* In no more than two levels, but the event's attribute is of one type here and of another there. */
static void doubling_over_events_of_two_types(struct bait *bait)
{
    lay_doubling(bait, "{\"==\":[{\"var\":\"event.reason\"},\"a\"]}", "entered");
}

/* Every rule uses one large condition that reads the event. */
static void lay_large(struct bait *bait, const char *first)
{
    put(&bait->text, POLICY_HEAD "\"conditions\":{\"large\":{\"or\":[%s", first);
    for (size_t i = 0; i < 1000; i++)
        put(&bait->text, ",{\"<\":[{\"var\":\"staff.count\"},%zu]}", i + 1);
    put(&bait->text, "]}},\"rules\":[");
    for (size_t i = 0; i < bait->size; i++)
        put(&bait->text, "%s" RULE "\"on\":[\"authorised\"],\"needs\":{\"var\":\"conditions.large\"}}",
            i == 0 ? "" : ",", i);
    put(&bait->text, "]}");
}

static void large(struct bait *bait)
{
    lay_large(bait, "{\"var\":\"threatened\"}");
}

static void large_over_an_event(struct bait *bait)
{
    lay_large(bait, "{\"==\":[{\"var\":\"event.role\"},\"headteacher\"]}");
}

/* As many conditions, each naming the one before. */
static void chain(struct bait *bait)
{
    put(&bait->text, POLICY_HEAD "\"conditions\":{\"c0\":{\"var\":\"threatened\"}");
    for (size_t i = 1; i <= bait->size; i++)
        put(&bait->text, ",\"c%zu\":{\"!\":{\"var\":\"conditions.c%zu\"}}", i, i - 1);
    put(&bait->text, "},\"rules\":[]}");
}

static void circle(struct bait *bait)
{
    put(&bait->text, POLICY_HEAD "\"conditions\":{");
    for (size_t i = 0; i < bait->size; i++)
        put(&bait->text, "%s\"c%zu\":{\"!\":{\"var\":\"conditions.c%zu\"}}", i == 0 ? "" : ",", i,
            (i + 1) % bait->size);
    put(&bait->text, "},\"rules\":[]}");
}

/* As many conditions side by side, all used. */
static void conditions_side_by_side(struct bait *bait)
{
    put(&bait->text, POLICY_HEAD "\"conditions\":{");
    for (size_t i = 0; i < bait->size; i++)
        put(&bait->text, "%s\"c%zu\":{\"<\":[{\"var\":\"staff.count\"},%zu]}", i == 0 ? "" : ",", i, i + 1);
    put(&bait->text, "},\"rules\":[");
    for (size_t i = 0; i < bait->size; i++)
        put(&bait->text, "%s" RULE "\"on\":[\"departed\"],\"needs\":{\"var\":\"conditions.c%zu\"}}", i == 0 ? "" : ",",
            i, i);
    put(&bait->text, "]}");
}

static void conditions_over_an_event_side_by_side(struct bait *bait)
{
    put(&bait->text, POLICY_HEAD "\"conditions\":{");
    for (size_t i = 0; i < bait->size; i++)
        put(&bait->text, "%s\"c%zu\":{\"and\":[{\"<\":[{\"var\":\"staff.count\"},%zu]},{\"var\":\"event.lone\"}]}",
            i == 0 ? "" : ",", i, i + 1);
    put(&bait->text, "},\"rules\":[");
    for (size_t i = 0; i < bait->size; i++)
        put(&bait->text, "%s" RULE "\"on\":[\"authorised\"],\"needs\":{\"var\":\"conditions.c%zu\"}}",
            i == 0 ? "" : ",", i, i);
    put(&bait->text, "]}");
}

/* ---- by themselves ------------------------------------------------------------------------------------------------- */

static void all_of_a_long_list(struct bait *bait)
{
    put(&bait->text, "{\"all\":[{\"var\":\"list\"},{\"!=\":[{\"var\":\"\"},\"b\"]}]}");
    put(&bait->other, "{\"list\":[\"a\"");
    for (size_t i = 0; i < bait->size; i++)
        put(&bait->other, ",\"a%zu\"", i);
    put(&bait->other, "]}");
}

static void many_facts(struct bait *bait)
{
    put(&bait->text, "{\"and\":[{\"var\":\"f0\"}");
    for (size_t i = 0; i < 1000; i++)
        put(&bait->text, ",{\"var\":\"f%zu\"}", i);
    put(&bait->text, "]}");
    put(&bait->other, "{\"last\":1");
    for (size_t i = 0; i < bait->size; i++)
        put(&bait->other, ",\"f%zu\":true", i);
    put(&bait->other, "}");
}

static void missing(struct bait *bait)
{
    put(&bait->text, "{\"missing\":[\"a\"");
    for (size_t i = 0; i < bait->size; i++)
        put(&bait->text, ",\"m%zu\"", i);
    put(&bait->text, "]}");
    put(&bait->other, "{\"a\":true}");
}

static void staff_list(struct bait *bait)
{
    put(&bait->text, "{\"some\":[{\"var\":\"staff\"},{\"in\":[{\"var\":\"role\"},[\"dsl\"]]}]}");
    put(&bait->other, "{\"staff\":[{\"id\":\"0\",\"role\":\"teacher\"}");
    for (size_t i = 1; i < bait->size; i++)
        put(&bait->other, ",{\"id\":\"%zu\",\"role\":\"teacher\"}", i);
    put(&bait->other, "]}");
}

const struct trap condition_traps[] = {
    {"an `and` of comparisons", "operands", 1300, wide_and, spring_load_policy, HOMEVISIT_OK, NULL, NULL, 0},
    {"an `or` of comparisons", "operands", 1300, wide_or, spring_load_policy, HOMEVISIT_OK, NULL, NULL, 0},
    {"an `and` of `or`s", "operands", 400, and_of_ors, spring_load_policy, HOMEVISIT_OK, NULL, NULL, 0},
    {"conditions that are hard to see through", "rules", 32, hard_to_see_through, spring_load_policy, HOMEVISIT_OK,
     NULL, NULL, 0},
    {"more nodes than a condition may have", "operands", 8000, wide_and, spring_load_policy, HOMEVISIT_E_LIMIT, NULL,
     NULL, 0},
    {"a condition within conditions", "levels", 28, deep, spring_load_policy, HOMEVISIT_OK, NULL, NULL, 0},
    {"a condition within conditions, too deep", "levels", 400000, deep, spring_load_policy, HOMEVISIT_E_LIMIT, NULL,
     NULL, 0},
    {"a long list for `in`", "texts", 4000, wide_in, spring_load_policy, HOMEVISIT_OK, NULL, NULL, 0},
    {"rules with a list of 100 texts each", "rules", 2048, many_in, spring_load_policy, HOMEVISIT_OK, NULL, NULL, 0},
    {"conditions that name one twice", "levels", 4096, doubling, spring_load_policy, HOMEVISIT_E_LIMIT, NULL, NULL, 0},
    {"conditions that name one twice, over an event", "levels", 4096, doubling_over_an_event, spring_load_policy,
     HOMEVISIT_E_LIMIT, NULL, NULL, 0},
    {"conditions that name one twice, over an event of two types", "levels", 4096, doubling_over_events_of_two_types,
     spring_load_policy, HOMEVISIT_E_LIMIT, NULL, NULL, 0},
    {"a large condition, used by all rules", "rules", 1024, large, spring_load_policy, HOMEVISIT_OK, NULL, NULL, 0},
    {"a large condition over an event, used by all rules", "rules", 1024, large_over_an_event, spring_load_policy,
     HOMEVISIT_OK, NULL, NULL, 0},
    {"conditions, each naming the one before", "conditions", 100000, chain, spring_load_policy, HOMEVISIT_E_LIMIT, NULL,
     NULL, 0},
    {"conditions in a circle", "conditions", 100000, circle, spring_load_policy, HOMEVISIT_E_SCHEMA, "condition_circle",
     NULL, 0},
    {"conditions side by side", "conditions", 4096, conditions_side_by_side, spring_load_policy, HOMEVISIT_OK, NULL,
     NULL, 0},
    {"conditions over an event side by side", "conditions", 4096, conditions_over_an_event_side_by_side,
     spring_load_policy, HOMEVISIT_OK, NULL, NULL, 0},
    {"`all` of a long list", "members", 400000, all_of_a_long_list, evaluate, HOMEVISIT_OK, NULL, NULL, 0},
    {"facts in a data object", "facts", 200000, many_facts, evaluate, HOMEVISIT_OK, NULL, NULL, 0},
    {"facts that are missing", "facts", 4000, missing, evaluate, HOMEVISIT_OK, NULL, NULL, 0},
    {"staff in a data object", "staff", 100000, staff_list, evaluate, HOMEVISIT_OK, NULL, NULL, 0},
    {NULL, NULL, 0, NULL, NULL, HOMEVISIT_OK, NULL, NULL, 0},
};
