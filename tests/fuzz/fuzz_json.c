/*
 * Promises of the strict scan: it takes exactly the texts that a second, plain checker takes; what it takes, cJSON takes
 * too, and the tree that the library builds from its tokens says what cJSON's own tree says; numbers are the doubles that
 * strtod() gives, and are written so that they read back the same. What is refused has its problems.
 */
#include "fuzz.h"
#include "json_tree.h"
#include "strict_json.h"

#include <stdlib.h>
#include <string.h>

enum { CJSON_NUMBER_LIMIT = 62 }; /* cJSON copies a number into 64 bytes */

static bool scan(homevisit_text text, bool any_root)
{
    const homevisit_allocator allocator = memory_allocator(NULL);
    const struct json_limits limits = {.any_root = any_root};
    homevisit_problems *problems = problems_new(&allocator);
    const bool sound = json_check(text, "", &limits, &allocator, problems);
    homevisit_problems *told = NULL;
    const homevisit_code code = problems_finish(problems, &told);
    problems_require(code, told, text.length);
    REQUIRE(sound == (code == HOMEVISIT_OK), "the scan says %d, its problems say %d", sound, (int)code);
    homevisit_problems_free(told);
    return sound;
}

static bool same_text(const char *one, const char *other)
{
    return one == NULL || other == NULL ? one == other : strcmp(one, other) == 0;
}

/* To the last bit, save that the library knows no negative zero. */
static bool same_number(double one, double other)
{
    return one <= other && one >= other;
}

/* Two trees; cJSON_Compare() is content with numbers that are nearly the same. */
static bool same_tree(const cJSON *one, const cJSON *other)
{
    if ((one->type & 0xFF) != (other->type & 0xFF) || !same_text(one->string, other->string))
        return false;
    if (cJSON_IsNumber(one) && !same_number(one->valuedouble, other->valuedouble))
        return false;
    if (cJSON_IsString(one) && !same_text(one->valuestring, other->valuestring))
        return false;
    const cJSON *a = one->child, *b = other->child;
    for (; a != NULL && b != NULL; a = a->next, b = b->next)
        if (!same_tree(a, b))
            return false;
    return a == b;
}

/* `second`, which cJSON made of a text that is sound, against the tree that the library makes of it. */
static void compare_trees(homevisit_text text, const cJSON *second)
{
    const homevisit_allocator allocator = memory_allocator(NULL);
    const struct json_limits limits = {.any_root = true};
    homevisit_problems *problems = problems_new(&allocator);
    struct json_places *places = json_places_new(&allocator);
    cJSON *first = json_tree_read(places, text, "", &limits, problems);
    REQUIRE(first != NULL && homevisit_problems_count(problems) == 0, "no tree of a sound text");
    REQUIRE(same_tree(first, second), "the tree says something else than cJSON's");
    json_places_free(places);
    homevisit_problems_free(problems);
}

/* A number or a text stands for itself as a condition: what comes out is read again. */
static void compare_written(homevisit_text text, const cJSON *second)
{
    static const homevisit_text nothing = {"{}", 2};
    if (!cJSON_IsNumber(second) && !cJSON_IsString(second))
        return;
    homevisit_buffer out = {0};
    REQUIRE(homevisit_condition_evaluate(text, nothing, NULL, &out, NULL) == HOMEVISIT_OK, "a constant is refused");
    cJSON *again = cJSON_ParseWithLength(out.data, out.length);
    REQUIRE(again != NULL && again->type == second->type, "written as %s", out.data);
    if (cJSON_IsString(second))
        REQUIRE(same_text(again->valuestring, second->valuestring), "the text became %s", out.data);
    else
        REQUIRE(same_number(again->valuedouble, second->valuedouble), "%.17g became %s", second->valuedouble, out.data);
    cJSON_Delete(again);
    homevisit_buffer_free(&out);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const homevisit_text text = {(const char *)data, size};
    const struct strict_answer answer = strict_json(text.data, size, JSON_DEFAULT_DEPTH, true);
    REQUIRE(scan(text, true) == answer.sound, "the scan says %d, the plain checker %d", !answer.sound, answer.sound);
    const bool object = strict_json(text.data, size, JSON_DEFAULT_DEPTH, false).sound;
    REQUIRE(scan(text, false) == object, "with an object as root: the scan says %d, the plain checker %d", !object,
            object);
    if (!answer.sound || answer.longest_number > CJSON_NUMBER_LIMIT)
        return 0;
    const char *end = NULL;
    cJSON *second = cJSON_ParseWithLengthOpts(text.data, size, &end, false);
    REQUIRE(second != NULL, "cJSON refuses what the scan takes");
    compare_trees(text, second);
    compare_written(text, second);
    cJSON_Delete(second);
    return 0;
}
