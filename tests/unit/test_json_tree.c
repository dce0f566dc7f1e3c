/* lib/json_tree.c: trees whose nodes know where they stand. */
#include "json_tree.h"
#include "trial_memory.h"

#include <criterion/criterion.h>
#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct trees {
    struct json_places *places;
    homevisit_problems *problems;
};

static struct trees begin(void)
{
    return (struct trees){json_places_new(NULL), problems_new(NULL)};
}

static void end(struct trees *trees)
{
    json_places_free(trees->places);
    homevisit_problems_free(trees->problems);
}

static cJSON *read_text(struct trees *trees, const char *text, const char *document)
{
    return json_tree_read(trees->places, (homevisit_text){text, strlen(text)}, document, NULL, trees->problems);
}

static void expect_problem(const struct trees *trees, size_t index, const char *document, const char *pointer,
                           size_t line, size_t column, size_t span)
{
    const homevisit_problem *problem = homevisit_problems_get(trees->problems, index);
    cr_assert_not_null(problem);
    cr_expect_str_eq(problem->document, document);
    cr_expect_str_eq(problem->pointer, pointer, "'%s'", problem->pointer);
    cr_expect_eq(problem->line, line, "%s: line %zu", pointer, problem->line);
    cr_expect_eq(problem->column, column, "%s: column %zu", pointer, problem->column);
    cr_expect_eq(problem->span, span, "%s: span %zu", pointer, problem->span);
}

/* ------------------------------------------------------------------------------------------------------------ the tree */

Test(tree, is_what_the_text_says)
{
    static const char text[] =
        "{\"b\":[1,-0,2.5,{},[]],\"a\":{\"\":null,\"t\":true,\"f\":false},\"\\u00e5/\":\"\\n\\ud83d\\"
        "ude00\"}";
    struct trees trees = begin();
    cJSON *root = read_text(&trees, text, "doc");
    cr_assert_not_null(root);
    char *printed = cJSON_PrintUnformatted(root);
    cr_expect_str_eq(printed, "{\"b\":[1,0,2.5,{},[]],\"a\":{\"\":null,\"t\":true,\"f\":false},\"\xC3\xA5/\":\"\\n\xF0"
                              "\x9F\x98\x80\"}");
    cr_expect_eq(problems_code(trees.problems), HOMEVISIT_OK);
    cJSON_free(printed);
    end(&trees);
}

Test(tree, needs_no_nul_behind_the_text)
{
    char *text = malloc(7);
    memcpy(text, "{\"a\":1}", 7);
    struct trees trees = begin();
    cJSON *root = json_tree_read(trees.places, (homevisit_text){text, 7}, "doc", NULL, trees.problems);
    cr_assert_not_null(root);
    cr_expect_eq(cJSON_GetObjectItemCaseSensitive(root, "a")->valuedouble, 1);
    end(&trees);
    free(text);
}

Test(tree, has_the_right_numbers_in_every_locale)
{
    static const char *const locales[] = {"C", "de_DE.UTF-8", "fr_FR.UTF-8", "ps_AF.UTF-8", "ps_AF", "fa_IR.UTF-8"};
    for (size_t i = 0; i < sizeof locales / sizeof locales[0]; i++) {
        if (setlocale(LC_ALL, locales[i]) == NULL) {
            continue; /* not installed */
        }
        struct trees trees = begin();
        cJSON *root = read_text(&trees, "{\"a\":[0.1,1.5,9007199254740992,123456.789e-3]}", "doc");
        cr_assert_not_null(root);
        const cJSON *list = cJSON_GetObjectItemCaseSensitive(root, "a");
        static const double values[] = {0.1, 1.5, 9007199254740992.0, 123.456789};
        for (int n = 0; n < 4; n++) {
            cr_expect(!(cJSON_GetArrayItem(list, n)->valuedouble < values[n]) &&
                          !(cJSON_GetArrayItem(list, n)->valuedouble > values[n]),
                      "%s: %a", locales[i], cJSON_GetArrayItem(list, n)->valuedouble);
        }
        end(&trees);
    }
    setlocale(LC_ALL, "C");
}

Test(tree, is_none_where_reading_cannot_go_on)
{
    static const char *const texts[] = {"{\"a\" 1}", "", "[1]", "{\"a\":[{\"b\":1}"};
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
        struct trees trees = begin();
        cr_expect_null(read_text(&trees, texts[i], "doc"));
        cr_expect(problems_has_errors(trees.problems));
        end(&trees);
    }
}

Test(tree, is_built_in_spite_of_faults_that_leave_it_clear)
{
    struct trees trees = begin();
    cJSON *root = read_text(&trees, "{\"a\":01,\"a\":\"\\u0000\",\"b\":[1,],\"c\":NaN}x", "doc");
    cr_assert_not_null(root);
    cr_expect_eq(homevisit_problems_count(trees.problems), 6);
    cr_expect_eq(problems_code(trees.problems), HOMEVISIT_E_SYNTAX);
    cr_expect_eq(cJSON_GetArraySize(cJSON_GetObjectItemCaseSensitive(root, "b")), 1);
    json_tree_fault(trees.places, trees.problems, cJSON_GetObjectItemCaseSensitive(root, "b"), HOMEVISIT_KIND_TYPE, "t",
                    NULL, "and this");
    expect_problem(&trees, 6, "doc", "/b", 1, 26, 1);
    end(&trees);
}

Test(tree, is_bounded_in_depth_whatever_the_limit)
{
    static char text[3000] = "{\"a\":";
    memset(text + 5, '[', 1000);
    memset(text + 1005, ']', 1000);
    text[2005] = '}';
    struct trees trees = begin();
    const struct json_limits deep = {.depth = 100000};
    cr_expect_null(json_tree_read(trees.places, (homevisit_text){text, 2006}, "doc", &deep, trees.problems));
    cr_expect_str_eq(homevisit_problems_get(trees.problems, 0)->code, "too_deep");
    cr_expect_eq(homevisit_problems_get(trees.problems, 0)->column, 1005);
    end(&trees);
    trees = begin();
    memmove(text + 1004, text + 1005, 1001); /* one level less */
    memmove(text + 2003, "}", 2);
    cJSON *root = json_tree_read(trees.places, (homevisit_text){text, 2004}, "doc", &deep, trees.problems);
    cr_assert_not_null(root);
    const cJSON *innermost = cJSON_GetObjectItemCaseSensitive(root, "a");
    while (innermost->child != NULL) {
        innermost = innermost->child;
    }
    json_tree_fault(trees.places, trees.problems, innermost, HOMEVISIT_KIND_TYPE, "t", NULL, "here");
    const homevisit_problem *problem = homevisit_problems_get(trees.problems, 0);
    cr_expect_eq(problem->column, 1004);
    cr_expect_leq(strlen(problem->pointer), 1000);
    cr_expect_str_eq(problem->pointer + strlen(problem->pointer) - 2, "/0");
    end(&trees);
}

/* -------------------------------------------------------------------------------------------------------------- places */

static const char policy[] = "{\"rules\": [\n"
                             "  {\"id\": \"a\", \"force\": \"msut\"},\n"
                             "  {\"x/y~\": [true, \"\\u00e5\xC3\xA5\"], \"n\": 12.5}]}";

Test(places, are_those_of_values_and_keys)
{
    struct trees trees = begin();
    cJSON *root = read_text(&trees, policy, "policy.json");
    cr_assert_not_null(root);
    const cJSON *rules = cJSON_GetObjectItemCaseSensitive(root, "rules");
    const cJSON *force = cJSON_GetObjectItemCaseSensitive(rules->child, "force");
    const cJSON *odd = cJSON_GetObjectItemCaseSensitive(rules->child->next, "x/y~");
    const cJSON *number = cJSON_GetObjectItemCaseSensitive(rules->child->next, "n");
    json_tree_fault(trees.places, trees.problems, root, HOMEVISIT_KIND_SCHEMA, "c", NULL, "the root");
    json_tree_fault_key(trees.places, trees.problems, rules, HOMEVISIT_KIND_SCHEMA, "c", NULL, "a key");
    json_tree_fault(trees.places, trees.problems, rules, HOMEVISIT_KIND_SCHEMA, "c", NULL, "a list");
    json_tree_fault_key(trees.places, trees.problems, rules->child->next, HOMEVISIT_KIND_SCHEMA, "c", NULL,
                        "an item has no key");
    json_tree_fault(trees.places, trees.problems, force, HOMEVISIT_KIND_NAME, "c", "must", "unknown force '%s'",
                    force->valuestring);
    json_tree_fault_key(trees.places, trees.problems, odd, HOMEVISIT_KIND_SCHEMA, "c", NULL, "an odd key");
    json_tree_fault(trees.places, trees.problems, odd->child->next, HOMEVISIT_KIND_SCHEMA, "c", NULL, "a text");
    json_tree_warn(trees.places, trees.problems, number, HOMEVISIT_KIND_SCHEMA, "c", NULL, "a number");
    expect_problem(&trees, 0, "policy.json", "", 1, 1, 1);
    expect_problem(&trees, 1, "policy.json", "/rules", 1, 2, 7);
    expect_problem(&trees, 2, "policy.json", "/rules", 1, 11, 1);
    expect_problem(&trees, 3, "policy.json", "/rules/1", 3, 3, 1);
    expect_problem(&trees, 4, "policy.json", "/rules/0/force", 2, 24, 6);
    expect_problem(&trees, 5, "policy.json", "/rules/1/x~1y~0", 3, 4, 6);
    expect_problem(&trees, 6, "policy.json", "/rules/1/x~1y~0/1", 3, 19, 9);
    expect_problem(&trees, 7, "policy.json", "/rules/1/n", 3, 36, 4);
    const homevisit_problem *problem = homevisit_problems_get(trees.problems, 4);
    cr_expect_str_eq(problem->message, "unknown force 'msut'");
    cr_expect_str_eq(problem->suggestion, "must");
    cr_expect_eq(problem->severity, HOMEVISIT_SEVERITY_ERROR);
    cr_expect_eq(homevisit_problems_get(trees.problems, 7)->severity, HOMEVISIT_SEVERITY_WARNING);
    end(&trees);
}

/* A patch moves and copies nodes; they keep telling where they were written. */
Test(places, stay_with_nodes_that_move_between_documents)
{
    struct trees trees = begin();
    cJSON *base = read_text(&trees, "{\"rules\":[{\"id\":\"b\"}]}", "base.json");
    cJSON *own = read_text(&trees, "{\n\"rules\":[{\"id\":\"o\"}]}", "own.json");
    cr_assert(base != NULL && own != NULL);
    cJSON *moved = cJSON_DetachItemFromArray(cJSON_GetObjectItemCaseSensitive(own, "rules"), 0);
    cJSON_AddItemToArray(cJSON_GetObjectItemCaseSensitive(base, "rules"), moved);
    cJSON *copy = cJSON_Duplicate(cJSON_GetObjectItemCaseSensitive(moved, "id"), 1);
    cr_expect_eq(json_tree_source(trees.places, base), 0);
    cr_expect_eq(json_tree_source(trees.places, moved), 1);
    cr_expect_eq(json_tree_source(trees.places, copy), 1);
    json_tree_fault(trees.places, trees.problems, moved, HOMEVISIT_KIND_SCHEMA, "c", NULL, "moved");
    json_tree_fault(trees.places, trees.problems, copy, HOMEVISIT_KIND_SCHEMA, "c", NULL, "copied");
    json_tree_fault(trees.places, trees.problems, base->child, HOMEVISIT_KIND_SCHEMA, "c", NULL, "stayed");
    expect_problem(&trees, 0, "own.json", "/rules/0", 2, 10, 1);
    expect_problem(&trees, 1, "own.json", "/rules/0/id", 2, 16, 3);
    expect_problem(&trees, 2, "base.json", "/rules", 1, 10, 1);
    cJSON_Delete(copy);
    end(&trees);
}

/* A list's members after one of them was replaced, from both ends. */
static void expect_members(const cJSON *list, const char *wanted)
{
    char forwards[8] = "", backwards[8] = "";
    size_t count = 0;
    for (const cJSON *item = list->child; item != NULL; item = item->next)
        forwards[count++] = *item->valuestring;
    const cJSON *item = list->child->prev;
    for (size_t i = count; i-- > 0; item = item->prev)
        backwards[i] = *item->valuestring;
    cr_expect_str_eq(forwards, wanted);
    cr_expect_str_eq(backwards, wanted);
}

Test(tree, has_one_node_in_the_place_of_another)
{
    static const char *const wanted[] = {"xbc", "axc", "abx"};
    for (int i = 0; i < 4; i++) {
        struct trees trees = begin();
        cJSON *root =
            read_text(&trees, i < 3 ? "{\"l\":[\"a\",\"b\",\"c\"],\"f\":\"x\"}" : "{\"l\":[\"a\"],\"f\":\"x\"}", "");
        cJSON *list = cJSON_GetObjectItemCaseSensitive(root, "l");
        cJSON *fresh = cJSON_DetachItemViaPointer(root, cJSON_GetObjectItemCaseSensitive(root, "f"));
        json_tree_replace(list, cJSON_GetArrayItem(list, i % 3), fresh);
        expect_members(list, i < 3 ? wanted[i] : "x");
        end(&trees);
    }
}

Test(places, of_nodes_that_were_not_read_are_nowhere)
{
    struct trees trees = begin();
    cJSON *made = cJSON_CreateObject();
    cJSON *number = cJSON_CreateNumber(77); /* cJSON sets its valueint */
    json_tree_fault(trees.places, trees.problems, made, HOMEVISIT_KIND_SCHEMA, "c", NULL, "made");
    json_tree_fault(trees.places, trees.problems, NULL, HOMEVISIT_KIND_SCHEMA, "c", NULL, "none");
    json_tree_fault_key(trees.places, trees.problems, number, HOMEVISIT_KIND_SCHEMA, "c", NULL, "number");
    for (size_t i = 0; i < 3; i++) {
        expect_problem(&trees, i, "", "", 0, 0, 0);
    }
    cr_expect_eq(json_tree_source(trees.places, made), 0);
    cJSON_Delete(made);
    cJSON_Delete(number);
    end(&trees);
    json_places_free(NULL);
}

/* ---------------------------------------------------------------------------------------------------------- large trees */

Test(tree, of_a_hundred_thousand_nodes_takes_no_time, .timeout = 20)
{
    char *text = malloc(2000000);
    size_t length = (size_t)sprintf(text, "{\"a\":[");
    for (int i = 0; i < 100000; i++) {
        length += (size_t)sprintf(text + length, "%s{\"k\":%d}", i == 0 ? "" : ",\n", i);
    }
    length += (size_t)sprintf(text + length, "]}");
    struct trees trees = begin();
    cJSON *root = json_tree_read(trees.places, (homevisit_text){text, length}, "doc", NULL, trees.problems);
    cr_assert_not_null(root);
    const cJSON *last = root->child->child->prev;
    json_tree_fault(trees.places, trees.problems, last->child, HOMEVISIT_KIND_TYPE, "t", NULL, "last");
    expect_problem(&trees, 0, "doc", "/a/99999/k", 100000, 6, 5);
    json_tree_fault(trees.places, trees.problems, root->child->child, HOMEVISIT_KIND_TYPE, "t", NULL, "first");
    expect_problem(&trees, 1, "doc", "/a/0", 1, 7, 1);
    end(&trees);
    free(text);
}

/* -------------------------------------------------------------------------------------------------------------- memory */

static const char text_for_memory[] =
    "{\"a\":[[[[[[[[[[[[[[[[[[{}]]]]]]]]]]]]]]]]]],\"\\u0062\":{\"c\":\"\\n\",\"d\":1.5},"
    "\"e\":[1,2,3,4,5,6,7,8,9,10,11,12,true,null],\"a\":\"x\"}";

static bool read_with(const homevisit_allocator *allocator)
{
    struct trees trees = {json_places_new(allocator), problems_new(allocator)};
    bool good = false;
    if (trees.places != NULL && trees.problems != NULL) {
        cJSON *root = read_text(&trees, text_for_memory, "doc");
        if (root != NULL) {
            json_tree_fault(trees.places, trees.problems, root->child, HOMEVISIT_KIND_TYPE, "t", "s", "message");
        }
        good = problems_code(trees.problems) == HOMEVISIT_E_SYNTAX && homevisit_problems_count(trees.problems) == 2;
    }
    end(&trees);
    return good;
}

Test(memory, may_run_out_at_any_time)
{
    trial_run(read_with, false);
}

/* cJSON's own memory is the whole process's, and the host may count it: a tree takes none of it. */
static size_t cjson_asked;

static void *cjson_allocate(size_t size)
{
    (void)size;
    cjson_asked++;
    return NULL;
}

static void cjson_release(void *memory)
{
    (void)memory;
    cjson_asked++;
}

Test(memory, is_never_cjsons_own)
{
    cJSON_Hooks hooks = {cjson_allocate, cjson_release};
    cJSON_InitHooks(&hooks);
    cr_expect(read_with(NULL));
    cr_expect_eq(cjson_asked, 0);
    cJSON_InitHooks(NULL);
}
