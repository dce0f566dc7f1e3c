/*
 * Promises of conditions by themselves, over random well-typed and ill-typed trees and random data objects: what is taken
 * has the value that the plain evaluator works out, and is well typed, so that the evaluator meets nothing that an
 * operator cannot take; what is refused as never true is not true over this data either.
 */
#include "make_condition.h"
#include "slow_condition.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static const char *const texts[] = {"x", "y", "dsl", "", "a b", NULL};

static struct pool_fact facts[] = {{"a", 0, NULL},   {"b", 0, NULL},   {"c", 0, NULL}, {"d", 0, NULL},
                                   {"e.f", 0, NULL}, {"e.g", 0, NULL}, {"h", 0, NULL}, {"i", 0, NULL}};
enum { FACTS = sizeof facts / sizeof facts[0] };

/* ---- the data object -------------------------------------------------------------------------------------------- */

static void add_staff(struct steer *steer, struct text *data)
{
    static const char *const roles[] = {"headteacher", "dsl", "teacher", "other", NULL};
    const unsigned count = 1 + steer_below(steer, 3);
    text_add(data, "[");
    for (unsigned i = 0; i < count; i++) {
        text_add(data, "%s{\"id\":\"s%u\",\"role\":\"%s\"", i > 0 ? "," : "", 1 + steer_below(steer, 3),
                 steer_text(steer, roles));
        const unsigned trained = steer_below(steer, 3);
        text_add(data, trained == 0 ? "}" : trained == 1 ? ",\"trained\":true}" : ",\"trained\":false}");
    }
    text_add(data, "]");
}

static void add_texts(struct steer *steer, struct text *data)
{
    const unsigned count = steer_below(steer, 4);
    text_add(data, "[");
    for (unsigned i = 0; i < count; i++)
        text_add(data, "%s\"%s\"", i > 0 ? "," : "", steer_text(steer, texts));
    text_add(data, "]");
}

static void add_value(struct steer *steer, struct pool_fact *fact, struct text *data)
{
    static const char *const numbers[] = {"0", "1", "2", "3", "-1", "20", "7.0", "9007199254740992", "-5", NULL};
    static const homevisit_type types[] = {HOMEVISIT_TYPE_BOOLEAN, HOMEVISIT_TYPE_INTEGER, HOMEVISIT_TYPE_TEXT,
                                           HOMEVISIT_TYPE_IDS,     HOMEVISIT_TYPE_STAFF,   HOMEVISIT_TYPE_BOOLEAN,
                                           HOMEVISIT_TYPE_INTEGER, HOMEVISIT_TYPE_TEXT};
    fact->type = types[steer_below(steer, 8)];
    fact->words = fact->type == HOMEVISIT_TYPE_STAFF || fact->type == HOMEVISIT_TYPE_BOOLEAN ? NULL : texts;
    switch (fact->type) {
    case HOMEVISIT_TYPE_BOOLEAN: text_add(data, steer_below(steer, 2) ? "true" : "false"); break;
    case HOMEVISIT_TYPE_INTEGER: text_add(data, "%s", steer_text(steer, numbers)); break;
    case HOMEVISIT_TYPE_TEXT: text_add(data, "\"%s\"", steer_text(steer, texts)); break;
    case HOMEVISIT_TYPE_IDS: add_texts(steer, data); break;
    default: add_staff(steer, data); break;
    }
}

/* A fact that is said, said to be null, or left out. */
static void add_fact(struct steer *steer, struct pool_fact *fact, const char *key, struct text *data)
{
    struct text value = {0};
    add_value(steer, fact, &value);
    const unsigned said = steer_below(steer, 5);
    if (said < 4)
        text_add(data, "%s\"%s\":%s", data->data[data->length - 1] == '{' ? "" : ",", key,
                 said == 3 ? "null" : value.data);
    text_free(&value);
}

static void make_data(struct steer *steer, struct text *data)
{
    text_add(data, "{");
    for (int i = 0; i < 4; i++)
        add_fact(steer, &facts[i], facts[i].name, data);
    text_add(data, data->length > 1 ? ",\"e\":{" : "\"e\":{");
    add_fact(steer, &facts[4], "f", data);
    add_fact(steer, &facts[5], "g", data);
    text_add(data, "}");
    add_fact(steer, &facts[6], facts[6].name, data);
    add_fact(steer, &facts[7], facts[7].name, data);
    text_add(data, "}");
}

/* ---- the promises ----------------------------------------------------------------------------------------------- */

static bool same_value(const cJSON *slow, const cJSON *given)
{
    if (slow == NULL || (cJSON_IsNumber(slow) && !isfinite(slow->valuedouble)))
        return cJSON_IsNull(given); /* JSON has no such number */
    if (cJSON_IsNumber(slow))
        return cJSON_IsNumber(given) && slow->valuedouble <= given->valuedouble &&
               slow->valuedouble >= given->valuedouble;
    return cJSON_Compare(slow, given, true);
}

/* Where a pointer without escapes leads; NULL where it leads into the body of an all, some or none, which is no
 * condition by itself. */
static const cJSON *pointed(const cJSON *at, const char *pointer)
{
    while (*pointer == '/' && at != NULL) {
        char key[64];
        const size_t length = strcspn(++pointer, "/");
        if (length >= sizeof key)
            return NULL;
        memcpy(key, pointer, length);
        key[length] = '\0';
        pointer += length;
        if (strcmp(key, "all") == 0 || strcmp(key, "some") == 0 || strcmp(key, "none") == 0)
            return NULL;
        at = cJSON_IsArray(at) ? cJSON_GetArrayItem(at, atoi(key)) : cJSON_GetObjectItemCaseSensitive(at, key);
    }
    return at;
}

static void require_never_true(const homevisit_problems *problems, const cJSON *condition, const cJSON *data,
                               const char *text)
{
    for (size_t i = 0; i < homevisit_problems_count(problems); i++) {
        const homevisit_problem *problem = homevisit_problems_get(problems, i);
        const cJSON *part = pointed(condition, problem->pointer);
        struct slow_scope scope = {.facts = data};
        if (strcmp(problem->code, "never_true") != 0 || part == NULL)
            continue;
        cJSON *value = slow_evaluate(part, &scope);
        REQUIRE(scope.ill || !cJSON_IsTrue(value), "never true, it says at %s, but true: %s", problem->pointer, text);
        cJSON_Delete(value);
    }
}

static void compare(const struct text *condition, const struct text *data)
{
    homevisit_buffer out = {0};
    homevisit_problems *problems = NULL;
    const homevisit_code code =
        homevisit_condition_evaluate(text_view(condition), text_view(data), NULL, &out, &problems);
    problems_require(code, problems, condition->length + data->length);
    cJSON *tree = cJSON_Parse(condition->data), *object = cJSON_Parse(data->data);
    REQUIRE(tree != NULL && object != NULL, "the generator wrote no JSON: %s %s", condition->data, data->data);
    if (code == HOMEVISIT_OK) {
        struct slow_scope scope = {.facts = object};
        cJSON *slow = slow_evaluate(tree, &scope), *given = cJSON_Parse(out.data);
        REQUIRE(!scope.ill, "ill-typed, and taken: %s over %s", condition->data, data->data);
        REQUIRE(same_value(slow, given), "%s over %s is said to be %s", condition->data, data->data, out.data);
        cJSON_Delete(slow);
        cJSON_Delete(given);
    } else {
        require_never_true(problems, tree, object, condition->data);
    }
    cJSON_Delete(tree);
    cJSON_Delete(object);
    homevisit_problems_free(problems);
    homevisit_buffer_free(&out);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
    static const unsigned mistakes[] = {0, 0, 4, 30};
    struct steer steer = {bytes, size};
    struct text condition = {0}, data = {0};
    struct pool pool = {.facts = facts, .count = FACTS, .ill = mistakes[steer_below(&steer, 4)]};
    make_data(&steer, &data);
    make_condition(&steer, &pool, 1 + steer_below(&steer, 4), &condition);
    compare(&condition, &data);
    text_free(&condition);
    text_free(&data);
    return 0;
}
