/* Traps for a profile as a document: conditions that are wide, deep or used everywhere, told in English. */
#include "trap.h"

#include <stdlib.h>

/* ---- one condition ------------------------------------------------------------------------------------------------- */

static void lay_rule(struct bait *bait)
{
    put(&bait->text, POLICY_HEAD "\"rules\":[" RULE "\"on\":[\"departed\"],\"needs\":", (size_t)0);
}

/* Clauses none of which says what another does. */
static void wide(struct bait *bait)
{
    lay_rule(bait);
    put(&bait->text, "{\"or\":[{\"var\":\"threatened\"}");
    for (size_t i = 0; i < bait->size; i++)
        put(&bait->text, ",{\">\":[{\"var\":\"%s\"},%zu]}", i % 2 == 0 ? "staff.count" : "plan.days_absent", i + 1);
    put(&bait->text, "]}}]}");
}

/* Words that are all put into one sentence. */
static void wide_words(struct bait *bait)
{
    put(&bait->text,
        POLICY_HEAD "\"facts\":{\"x.t\":\"string\"},\"rules\":[" RULE
                    "\"on\":[\"departed\"],\"needs\":{\"or\":[{\"var\":"
                    "\"threatened\"}",
        (size_t)0);
    for (size_t i = 0; i < bait->size; i++)
        put(&bait->text, ",{\"==\":[{\"var\":\"x.t\"},\"t%zu\"]}", i);
    put(&bait->text, "]}}]}");
}

static void wide_in(struct bait *bait)
{
    put(&bait->text,
        POLICY_HEAD "\"facts\":{\"x.t\":\"string\"},\"rules\":[" RULE
                    "\"on\":[\"departed\"],\"needs\":{\"in\":[{\"var\":\"x.t\"},[\"a\"",
        (size_t)0);
    for (size_t i = 0; i < bait->size; i++)
        put(&bait->text, ",\"t%zu\"", i);
    put(&bait->text, "]]}}]}");
}

/* Ways of two, each within the other. */
static void deep(struct bait *bait)
{
    lay_rule(bait);
    for (size_t i = 0; i < bait->size; i++)
        put(&bait->text, "{\"%s\":[{\">\":[{\"var\":\"staff.count\"},%zu]},", i % 2 == 0 ? "and" : "or", i + 1);
    put(&bait->text, "{\"var\":\"threatened\"}");
    put_times(&bait->text, "]}", bait->size);
    put(&bait->text, "}]}");
}

/* Ifs whose tests are ifs. */
static void deep_tests(struct bait *bait)
{
    lay_rule(bait);
    put_times(&bait->text, "{\"if\":[", bait->size);
    put(&bait->text, "{\"var\":\"threatened\"}");
    for (size_t i = 0; i < bait->size; i++)
        put(&bait->text, ",{\">\":[{\"var\":\"staff.count\"},%zu]},{\">\":[{\"var\":\"plan.days_absent\"},%zu]}]}",
            i + 1, i + 1);
    put(&bait->text, "}]}");
}

/* Whether one thing is as true as another, which is whether … */
static void deep_sameness(struct bait *bait)
{
    lay_rule(bait);
    for (size_t i = 0; i < bait->size; i++)
        put(&bait->text, "{\"==\":[{\">\":[{\"var\":\"staff.count\"},%zu]},", i + 1);
    put(&bait->text, "{\"var\":\"threatened\"}");
    put_times(&bait->text, "]}", bait->size);
    put(&bait->text, "}]}");
}

/* ---- many rules ---------------------------------------------------------------------------------------------------- */

static void shared(struct bait *bait)
{
    put(&bait->text, POLICY_HEAD "\"conditions\":{\"large\":{\"or\":[{\"var\":\"threatened\"}");
    for (size_t i = 0; i < 20; i++)
        put(&bait->text, ",{\">\":[{\"var\":\"%s\"},%zu]}", i % 2 == 0 ? "staff.count" : "plan.days_absent", i + 1);
    put(&bait->text, "]}},\"rules\":[");
    for (size_t i = 0; i < bait->size; i++)
        put(&bait->text, "%s" RULE "\"on\":[\"departed\"],\"needs\":{\"var\":\"conditions.large\"}}", i == 0 ? "" : ",",
            i);
    put(&bait->text, "]}");
}

static const char beside[] =
    "each clause or word is laid beside those before it, so that nothing is said twice; a condition has at most 4,096 "
    "nodes, and the whole is bounded by these";

const struct trap document_traps[] = {
    {"an `or` of comparisons, as a document", "operands", 1300, wide, spring_show, HOMEVISIT_OK, NULL, beside, 0},
    {"an `or` of words, as a document", "operands", 1300, wide_words, spring_show, HOMEVISIT_OK, NULL, beside, 0},
    {"a long list for `in`, as a document", "texts", 4000, wide_in, spring_show, HOMEVISIT_OK, NULL, beside, 0},
    {"a condition within conditions, as a document", "levels", 28, deep, spring_show, HOMEVISIT_OK, NULL, NULL, 0},
    {"tests within tests, as a document", "levels", 28, deep_tests, spring_show, HOMEVISIT_OK, NULL, NULL, 0},
    {"sameness within sameness, as a document", "levels", 28, deep_sameness, spring_show, HOMEVISIT_OK, NULL, NULL, 0},
    {"a condition that all rules use, as a document", "rules", 4096, shared, spring_show, HOMEVISIT_OK, NULL, NULL, 0},
    {NULL, NULL, 0, NULL, NULL, HOMEVISIT_OK, NULL, NULL, 0},
};
