/*
 * lib/json_scan.c and lib/json_scalar.c: which texts are refused, and where; which are taken; in which order tokens come.
 * The cases are data: json_refused.def, json_messages.def.
 */
#include "json_case.h"
#include "json_faults.h"
#include "trial_memory.h"

#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>

static homevisit_text text_of(const char *text)
{
    return (homevisit_text){text, strlen(text)};
}

/* ---------------------------------------------------------------------------------------------------- what is refused */

struct refused {
    const char *text;
    size_t length, count;
    homevisit_kind kind;
    enum json_fault_name fault;
    const char *code, *pointer;
    size_t line, column, span;
};

static const struct refused refused[] = {
#define REFUSED(text, count, kind, code, pointer, line, column, span)                                                  \
    {text, sizeof text - 1, count, HOMEVISIT_KIND_##kind, JSON_FAULT_##code, #code, pointer, line, column, span},
#include "json_refused.def"
};

static const char *const messages[JSON_FAULT_COUNT] = {
#define MESSAGE(code, text) [JSON_FAULT_##code] = text,
#include "json_messages.def"
};

enum { REFUSED_COUNT = sizeof refused / sizeof refused[0] };

static void assert_first(const homevisit_problems *problems, const struct refused *wanted)
{
    const homevisit_problem *problem = homevisit_problems_get(problems, 0);
    cr_expect_eq(homevisit_problems_count(problems), wanted->count, "%s: %zu problems, wanted %zu", wanted->text,
                 homevisit_problems_count(problems), wanted->count);
    if (problem == NULL) {
        cr_expect(false, "%s: is taken", wanted->text);
        return;
    }
    cr_expect_eq(problem->kind, wanted->kind, "%s: kind %s", wanted->text, homevisit_kind_text(problem->kind));
    cr_expect_str_eq(problem->code, wanted->code, "%s: code %s", wanted->text, problem->code);
    cr_expect_str_eq(problem->pointer, wanted->pointer, "%s: pointer '%s'", wanted->text, problem->pointer);
    cr_expect_eq(problem->line, wanted->line, "%s: line %zu", wanted->text, problem->line);
    cr_expect_eq(problem->column, wanted->column, "%s: column %zu", wanted->text, problem->column);
    cr_expect_eq(problem->span, wanted->span, "%s: span %zu", wanted->text, problem->span);
    cr_expect_str_eq(problem->document, "doc.json");
    const char *message = messages[wanted->fault] != NULL ? messages[wanted->fault] : "(none in json_messages.def)";
    cr_expect_str_eq(problem->message, message, "%s: says '%s'", wanted->text, problem->message);
}

Test(refused, each_at_its_place_with_its_words)
{
    for (size_t i = 0; i < REFUSED_COUNT; i++) {
        bool sound;
        homevisit_problems *problems = json_case_check(refused[i].text, refused[i].length, NULL, &sound);
        cr_expect(!sound, "%s: is taken", refused[i].text);
        assert_first(problems, &refused[i]);
        homevisit_problems_free(problems);
    }
}

/* The cases cover the table of faults, save the two that depend on limits, which have tests of their own. */
Test(refused, with_every_fault_of_the_table)
{
    bool seen[JSON_FAULT_COUNT] = {[JSON_SOUND] = true};
    seen[JSON_FAULT_document_too_large] = true;
    seen[JSON_FAULT_too_deep] = true;
    for (size_t i = 0; i < REFUSED_COUNT; i++) {
        seen[refused[i].fault] = true;
    }
    for (size_t i = 0; i < JSON_FAULT_COUNT; i++) {
        cr_expect(seen[i], "fault %zu of json_faults.def has no case", i);
        cr_expect(i == JSON_SOUND || messages[i] != NULL, "fault %zu of json_faults.def has no message", i);
    }
}

Test(refused, whatever_a_sound_text_is_cut_to)
{
    static const char text[] = "{\"a\\u00e5\":[1.5e3,-0,true,null,\"\xC3\xA5\\ud83d\\ude00\"],\"b\":{\"c\":{}}}";
    bool sound;
    homevisit_problems_free(json_case_check(text, sizeof text - 1, NULL, &sound));
    cr_assert(sound);
    for (size_t length = 0; length < sizeof text - 1; length++) {
        homevisit_problems *problems = json_case_check(text, length, NULL, &sound);
        cr_expect(!sound, "cut to %zu bytes it is taken", length);
        cr_expect_eq(homevisit_problems_get(problems, 0)->kind, HOMEVISIT_KIND_SYNTAX);
        homevisit_problems_free(problems);
    }
}

static const char *const taken[] = {
    "{}",
    " \t\r\n{ \t\r\n} \t\r\n",
    "{\"\":{}}",
    "{\"a\":[]}",
    "{\"a\":[[],{}],\"b\":{\"a\":{\"a\":1}}}",
    "{\"a\":0,\"b\":-0,\"c\":0.0,\"d\":-0.0e-0,\"e\":0E+1}",
    "{\"a\":3.0,\"b\":1e2,\"c\":1E+2,\"d\":12.50e1,\"e\":0.1,\"f\":1e-400}",
    "{\"a\":9007199254740992,\"b\":-9007199254740992,\"c\":9007199254740991.5,\"d\":9.007199254740992e15}",
    "{\"a\":true,\"b\":false,\"c\":null}",
    "{\"a\":\"\\\"\\\\\\/\\b\\f\\n\\r\\t\\u0001\\uabCD\\uD83D\\uDE00\"}",
    "{\"a\":\"/ \x7F \xC2\x80 \xDF\xBF \xE0\xA0\x80 \xED\x9F\xBF \xEE\x80\x80 \xEF\xBF\xBD \xF0\x90\x80\x80 "
    "\xF4\x8F\xBF\xBF\"}",
    "{\"\xEF\xBB\xBF\":\"\xEF\xBB\xBF\"}",
    "{\"a\":1,\"A\":2,\"a \":3,\" a\":4,\"aa\":5}",
    "{\"a\":\"// no comment /* either */\"}",
    "{\"\\u0061\":1,\"b\":2,\"\\\"\":3,\"\\\\\":4}",
};

Test(taken, are_the_texts_that_are_strict_json)
{
    for (size_t i = 0; i < sizeof taken / sizeof taken[0]; i++) {
        bool sound;
        homevisit_problems *problems = json_case_check(taken[i], strlen(taken[i]), NULL, &sound);
        const homevisit_problem *problem = homevisit_problems_get(problems, 0);
        cr_expect(sound, "%s: %s", taken[i], problem != NULL ? problem->code : "");
        homevisit_problems_free(problems);
    }
}

Test(refused, with_all_faults_that_leave_the_structure_clear)
{
    static const char text[] = "\xEF\xBB\xBF{\"a\":01,\n\"a\":\"\\q\\ud800\",// x\n\"b\":[NaN,1,],\"c\":1e99}x";
    static const struct {
        const char *code, *pointer, *suggestion;
        size_t line, column;
    } wanted[] = {{"byte_order_mark", "", NULL, 1, 1},     {"leading_zero", "/a", NULL, 1, 7},
                  {"duplicate_key", "/a", NULL, 2, 1},     {"bad_escape", "/a", NULL, 2, 6},
                  {"lone_surrogate", "/a", NULL, 2, 8},    {"comment", "", NULL, 2, 16},
                  {"not_a_number", "/b/0", NULL, 3, 6},    {"trailing_comma", "/b", NULL, 3, 11},
                  {"number_too_large", "/c", NULL, 3, 18}, {"trailing_text", "", NULL, 3, 23}};
    bool sound;
    homevisit_problems *problems = json_case_check(text, sizeof text - 1, NULL, &sound);
    cr_assert_eq(homevisit_problems_count(problems), sizeof wanted / sizeof wanted[0]);
    for (size_t i = 0; i < sizeof wanted / sizeof wanted[0]; i++) {
        const homevisit_problem *problem = homevisit_problems_get(problems, i);
        cr_expect_str_eq(problem->code, wanted[i].code);
        cr_expect_str_eq(problem->pointer, wanted[i].pointer, "%s: '%s'", problem->code, problem->pointer);
        cr_expect_eq(problem->line, wanted[i].line, "%s: line %zu", problem->code, problem->line);
        cr_expect_eq(problem->column, wanted[i].column, "%s: column %zu", problem->code, problem->column);
    }
    homevisit_problems_free(problems);
}

Test(refused, words_of_other_languages_with_what_was_meant)
{
    static const struct {
        const char *text, *suggestion;
    } words[] = {{"{\"a\":True}", "true"},
                 {"{\"a\":FALSE}", "false"},
                 {"{\"a\":None}", "null"},
                 {"{\"a\":nil}", "null"},
                 {"{\"a\":maybe}", NULL}};
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++) {
        bool sound;
        homevisit_problems *problems = json_case_check(words[i].text, strlen(words[i].text), NULL, &sound);
        const char *suggestion = homevisit_problems_get(problems, 0)->suggestion;
        if (words[i].suggestion == NULL) {
            cr_expect_null(suggestion);
        } else {
            cr_expect_str_eq(suggestion, words[i].suggestion);
        }
        homevisit_problems_free(problems);
    }
}

/* -------------------------------------------------------------------------------------------------------------- limits */

static void assert_limits(const char *text, size_t length, struct json_limits limits, const char *code,
                          const char *pointer, size_t column)
{
    bool sound;
    homevisit_problems *problems = json_case_check(text, length, &limits, &sound);
    const homevisit_problem *problem = homevisit_problems_get(problems, 0);
    if (code == NULL) {
        cr_expect(sound, "%s", problem != NULL ? problem->code : "");
    } else {
        cr_assert_not_null(problem);
        cr_expect_str_eq(problem->code, code);
        cr_expect_eq(problem->kind, HOMEVISIT_KIND_LIMIT);
        cr_expect_str_eq(problem->pointer, pointer);
        cr_expect_eq(problem->line, 1);
        cr_expect_eq(problem->column, column);
        cr_expect_eq(homevisit_problems_count(problems), 1);
        enum json_fault_name fault =
            strcmp(code, "too_deep") == 0 ? JSON_FAULT_too_deep : JSON_FAULT_document_too_large;
        cr_expect_str_eq(problem->message, messages[fault]);
    }
    homevisit_problems_free(problems);
}

Test(limits, of_bytes_are_kept)
{
    assert_limits("{\"a\":1}", 7, (struct json_limits){.bytes = 7}, NULL, NULL, 0);
    assert_limits("{\"a\":1} ", 8, (struct json_limits){.bytes = 7}, "document_too_large", "", 1);
}

Test(limits, of_levels_are_kept)
{
    assert_limits("{\"a\":[{}]}", 10, (struct json_limits){.depth = 3}, NULL, NULL, 0);
    assert_limits("{\"a\":[{}]}", 10, (struct json_limits){.depth = 2}, "too_deep", "/a/0", 7);
    assert_limits("{\"a\":{}}", 8, (struct json_limits){.depth = 1}, "too_deep", "/a", 6);
    assert_limits("{\"a\":1}", 7, (struct json_limits){.depth = 1}, NULL, NULL, 0);
}

/* An object around `depth - 1` lists. */
static char *nested(size_t depth, bool closed, size_t *length)
{
    char *text = malloc(2 * depth + 10);
    cr_assert_not_null(text);
    memcpy(text, "{\"a\":", 5);
    memset(text + 5, '[', depth - 1);
    memset(text + 5 + depth - 1, ']', depth - 1);
    text[5 + 2 * (depth - 1)] = '}';
    *length = closed ? 6 + 2 * (depth - 1) : 5 + depth - 1;
    return text;
}

Test(limits, are_those_of_the_format_where_none_are_given)
{
    size_t length;
    char *text = nested(64, true, &length);
    bool sound;
    homevisit_problems_free(json_case_check(text, length, NULL, &sound));
    cr_expect(sound, "64 levels are taken");
    free(text);
    text = nested(65, true, &length);
    homevisit_problems *problems = json_case_check(text, length, NULL, &sound);
    cr_assert_str_eq(homevisit_problems_get(problems, 0)->code, "too_deep");
    homevisit_problems_free(problems);
    free(text);
    length = JSON_DEFAULT_BYTES + 1;
    text = malloc(length);
    memset(text, ' ', length);
    memcpy(text, "{}", 2);
    homevisit_problems_free(json_case_check(text, length - 1, NULL, &sound));
    cr_expect(sound, "16 MiB are taken");
    problems = json_case_check(text, length, NULL, &sound);
    cr_assert_str_eq(homevisit_problems_get(problems, 0)->code, "document_too_large");
    homevisit_problems_free(problems);
    free(text);
}

Test(limits, of_a_million_levels_need_no_stack)
{
    size_t length;
    char *text = nested(1000000, true, &length);
    bool sound;
    const struct json_limits limits = {.depth = 1000000};
    homevisit_problems_free(json_case_check(text, length, &limits, &sound));
    cr_expect(sound);
    homevisit_problems *problems = json_case_check(text, length / 2, &limits, &sound);
    cr_expect_str_eq(homevisit_problems_get(problems, 0)->code, "unexpected_end");
    cr_expect_leq(strlen(homevisit_problems_get(problems, 0)->pointer), 1000, "the pointer ends at an enclosing value");
    homevisit_problems_free(problems);
    free(text);
}

/* -------------------------------------------------------------------------------------------------------------- memory */

static const char large_text[] =
    "{\"a\":{\"b\":[[[[[[[[[[[[[[[[[[[[{}]]]]]]]]]]]]]]]]]]]]},\"c\":1,\"c\":2,\"\\u0063\":\"\\q\",\"d\":01,\"e\":["
    "{\"k1\":0,\"k2\":0,\"k3\":0,\"k4\":0,\"k5\":0,\"k6\":0,\"k7\":0,\"k8\":0,\"k9\":0,\"k10\":0,\"k11\":0,\"k12\":0,"
    "\"k13\":0,\"k14\":0,\"k15\":0,\"k16\":0,\"k17\":0,\"k18\":0,\"k19\":0,\"k20\":0,\"k21\":0,\"k22\":0,\"k23\":0,"
    "\"k24\":0,\"k25\":0,\"k26\":0,\"k27\":0,\"k28\":0,\"k29\":0,\"k30\":0,\"k31\":0,\"k32\":0,\"k33\":0,\"k1\":0}]}";

static bool check_with(const homevisit_allocator *allocator)
{
    homevisit_problems *problems = problems_new(allocator);
    if (problems == NULL) {
        return false;
    }
    json_check(text_of(large_text), "doc.json", NULL, allocator, problems);
    homevisit_problems *out;
    bool good = problems_finish(problems, &out) == HOMEVISIT_E_SYNTAX && homevisit_problems_count(out) == 5;
    homevisit_problems_free(out);
    return good;
}

Test(memory, may_run_out_at_any_time)
{
    trial_run(check_with, false);
}
