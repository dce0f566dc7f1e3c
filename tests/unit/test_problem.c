/* lib/problem.c and lib/problem_message.c: the list of problems, its order, its words, its JSON. */
#include "problem.h"
#include "trial_memory.h"

#include <criterion/criterion.h>
#include <stdio.h>
#include <string.h>

static const struct place nowhere = {.document = "", .pointer = ""};

static struct place place_at(const char *document, size_t offset)
{
    return (struct place){.document = document, .pointer = "/p", .offset = offset, .line = 2, .column = 3, .span = 4};
}

static void add_at(homevisit_problems *problems, const char *document, size_t offset, const char *message)
{
    struct place place = place_at(document, offset);
    problems_add(problems, HOMEVISIT_SEVERITY_ERROR, HOMEVISIT_KIND_NAME, "code", &place, NULL, "%s", message);
}

static void assert_message(const homevisit_problems *problems, size_t index, const char *message)
{
    const homevisit_problem *problem = homevisit_problems_get(problems, index);
    cr_assert_not_null(problem, "there is no problem %zu", index);
    cr_assert_str_eq(problem->message, message);
}

/* -------------------------------------------------------------------------------------------------- codes, kinds */

Test(codes, and_kinds_have_their_words)
{
    static const struct {
        homevisit_kind kind;
        const char *word;
        homevisit_code code;
    } kinds[] = {
        {HOMEVISIT_KIND_SYNTAX, "syntax", HOMEVISIT_E_SYNTAX},
        {HOMEVISIT_KIND_SCHEMA, "schema", HOMEVISIT_E_SCHEMA},
        {HOMEVISIT_KIND_NAME, "name", HOMEVISIT_E_NAME},
        {HOMEVISIT_KIND_TYPE, "type", HOMEVISIT_E_TYPE},
        {HOMEVISIT_KIND_LIMIT, "limit", HOMEVISIT_E_LIMIT},
        {HOMEVISIT_KIND_MEMORY, "memory", HOMEVISIT_E_MEMORY},
        {HOMEVISIT_KIND_IO, "io", HOMEVISIT_E_IO},
    };
    for (size_t i = 0; i < sizeof kinds / sizeof kinds[0]; i++) {
        cr_assert_str_eq(homevisit_kind_text(kinds[i].kind), kinds[i].word);
        cr_assert_eq(kind_code(kinds[i].kind), kinds[i].code);
    }
    cr_assert_str_eq(homevisit_kind_text((homevisit_kind)99), "unknown");
    cr_assert_eq(kind_code((homevisit_kind)99), HOMEVISIT_E_ARGUMENT);
    for (int code = HOMEVISIT_E_ARGUMENT; code <= HOMEVISIT_OK; code++) {
        cr_assert_str_neq(homevisit_code_text((homevisit_code)code), "unknown code");
        cr_assert_str_not_empty(homevisit_code_text((homevisit_code)code));
    }
    cr_assert_str_eq(homevisit_code_text((homevisit_code)1), "unknown code");
    cr_assert_str_eq(homevisit_code_text(HOMEVISIT_E_MEMORY), "out of memory");
}

/* ------------------------------------------------------------------------------------------------------ the list */

Test(problems, are_kept_whole)
{
    homevisit_problems *problems = problems_new(NULL);
    char document[] = "visit.json", pointer[] = "/events/0", suggestion[] = "must", code[] = "unknown_force";
    struct place place = {.document = document, .pointer = pointer, .offset = 7, .line = 2, .column = 3, .span = 4};
    problems_add(problems, HOMEVISIT_SEVERITY_ERROR, HOMEVISIT_KIND_NAME, code, &place, suggestion,
                 "unknown force '%s'", "msut");
    memset(document, 'X', 4); /* nothing of the caller's is kept */
    memset(pointer, 'X', 4);
    memset(suggestion, 'X', 4);
    memset(code, 'X', 4);
    cr_assert_eq(homevisit_problems_count(problems), 1);
    const homevisit_problem *problem = homevisit_problems_get(problems, 0);
    cr_assert_eq(problem->severity, HOMEVISIT_SEVERITY_ERROR);
    cr_assert_eq(problem->kind, HOMEVISIT_KIND_NAME);
    cr_assert_str_eq(problem->code, "unknown_force");
    cr_assert_str_eq(problem->document, "visit.json");
    cr_assert_str_eq(problem->pointer, "/events/0");
    cr_assert_str_eq(problem->message, "unknown force 'msut'");
    cr_assert_str_eq(problem->suggestion, "must");
    cr_assert_eq(problem->offset, 7);
    cr_assert_eq(problem->line, 2);
    cr_assert_eq(problem->column, 3);
    cr_assert_eq(problem->span, 4);
    cr_assert_null(homevisit_problems_get(problems, 1));
    homevisit_problems_free(problems);
}

Test(problems, without_a_place_have_none)
{
    homevisit_problems *problems = problems_new(NULL);
    problems_add(problems, HOMEVISIT_SEVERITY_ERROR, HOMEVISIT_KIND_SCHEMA, "c", NULL, NULL, "message");
    struct place zero = {.offset = 0};
    problems_add(problems, HOMEVISIT_SEVERITY_ERROR, HOMEVISIT_KIND_SCHEMA, "c", &zero, NULL, "message");
    for (size_t i = 0; i < 2; i++) {
        const homevisit_problem *problem = homevisit_problems_get(problems, i);
        cr_assert_str_eq(problem->document, "");
        cr_assert_str_eq(problem->pointer, "");
        cr_assert_eq(problem->line, 0);
        cr_assert_eq(problem->span, 0);
        cr_assert_null(problem->suggestion);
    }
    homevisit_problems_free(problems);
}

Test(problems, mark_at_least_one_character_where_there_is_a_place)
{
    homevisit_problems *problems = problems_new(NULL);
    struct place place = {.document = "d", .pointer = "", .line = 1, .column = 1};
    problems_add(problems, HOMEVISIT_SEVERITY_ERROR, HOMEVISIT_KIND_SCHEMA, "c", &place, NULL, "message");
    cr_assert_eq(homevisit_problems_get(problems, 0)->span, 1);
    homevisit_problems_free(problems);
}

Test(problems, of_nobody_are_none)
{
    cr_assert_eq(homevisit_problems_count(NULL), 0);
    cr_assert_null(homevisit_problems_get(NULL, 0));
    homevisit_problems_free(NULL);
    problems_add(NULL, HOMEVISIT_SEVERITY_ERROR, HOMEVISIT_KIND_NAME, "c", &nowhere, NULL, "message");
    problems_out_of_memory(NULL);
    problems_sort(NULL);
    cr_assert(problems_has_errors(NULL));
    cr_assert(problems_full(NULL));
    cr_assert_eq(problems_code(NULL), HOMEVISIT_E_MEMORY);
}

Test(problems, stand_in_order_of_document_then_place_then_addition)
{
    homevisit_problems *problems = problems_new(NULL);
    add_at(problems, "z.json", 9, "z9");
    add_at(problems, "a.json", 5, "a5");
    add_at(problems, "z.json", 3, "z3 first");
    add_at(problems, "a.json", 0, "a0");
    add_at(problems, "z.json", 3, "z3 second");
    problems_sort(problems);
    static const char *const order[] = {"z3 first", "z3 second", "z9", "a0", "a5"};
    for (size_t i = 0; i < 5; i++) {
        assert_message(problems, i, order[i]);
    }
    homevisit_problems_free(problems);
}

/* ------------------------------------------------------------------------------------------------------ verdicts */

Test(problems, of_one_place_are_each_told_once)
{
    homevisit_problems *problems = problems_new(NULL);
    add_at(problems, "a", 5, "one");
    add_at(problems, "a", 5, "other");
    add_at(problems, "b", 5, "one");
    add_at(problems, "a", 5, "one");
    add_at(problems, "a", 6, "one");
    problems_add(problems, HOMEVISIT_SEVERITY_ERROR, HOMEVISIT_KIND_NAME, "code", &nowhere, NULL, "without a place");
    problems_add(problems, HOMEVISIT_SEVERITY_ERROR, HOMEVISIT_KIND_NAME, "code", &nowhere, NULL, "without a place");
    problems_sort(problems);
    static const char *const kept[] = {"one", "other", "one", "one", "without a place", "without a place"};
    cr_assert_eq(homevisit_problems_count(problems), sizeof kept / sizeof *kept);
    for (size_t i = 0; i < sizeof kept / sizeof *kept; i++)
        assert_message(problems, i, kept[i]);
    homevisit_problems_free(problems);
}

Test(verdict, of_an_empty_list_is_success)
{
    homevisit_problems *problems = problems_new(NULL), *out = problems;
    cr_assert(!problems_has_errors(problems));
    cr_assert_eq(problems_finish(problems, &out), HOMEVISIT_OK);
    cr_assert_null(out, "a list that holds nothing is not handed out");
}

Test(verdict, is_the_first_errors_kind_and_warnings_are_none)
{
    homevisit_problems *problems = problems_new(NULL), *out;
    struct place place = place_at("d", 1);
    problems_add(problems, HOMEVISIT_SEVERITY_WARNING, HOMEVISIT_KIND_SCHEMA, "w", &place, NULL, "warning");
    cr_assert(!problems_has_errors(problems));
    cr_assert_eq(problems_code(problems), HOMEVISIT_OK);
    place.offset = 8;
    problems_add(problems, HOMEVISIT_SEVERITY_ERROR, HOMEVISIT_KIND_TYPE, "t", &place, NULL, "late");
    place.offset = 4;
    problems_add(problems, HOMEVISIT_SEVERITY_ERROR, HOMEVISIT_KIND_LIMIT, "l", &place, NULL, "early");
    cr_assert(problems_has_errors(problems));
    cr_assert_eq(problems_code(problems), HOMEVISIT_E_TYPE, "in order of addition until they are sorted");
    cr_assert_eq(problems_finish(problems, &out), HOMEVISIT_E_LIMIT, "in order of place in the end");
    cr_assert_eq(homevisit_problems_count(out), 3);
    assert_message(out, 0, "warning");
    assert_message(out, 1, "early");
    homevisit_problems_free(out);
}

Test(verdict, of_warnings_alone_is_success_with_a_list)
{
    homevisit_problems *problems = problems_new(NULL), *out;
    problems_add(problems, HOMEVISIT_SEVERITY_WARNING, HOMEVISIT_KIND_SCHEMA, "w", NULL, NULL, "warning");
    cr_assert_eq(problems_finish(problems, &out), HOMEVISIT_OK);
    cr_assert_eq(homevisit_problems_count(out), 1);
    homevisit_problems_free(out);
}

Test(verdict, frees_a_list_that_nobody_wants)
{
    struct trial_memory trial = {0};
    homevisit_allocator allocator = trial_allocator(&trial);
    homevisit_problems *problems = problems_new(&allocator);
    add_at(problems, "d", 1, "message");
    cr_assert_eq(problems_finish(problems, NULL), HOMEVISIT_E_NAME);
    cr_assert_eq(trial.held, 0);
}

Test(verdict, says_that_memory_ran_out_without_needing_any)
{
    struct trial_memory trial = {.fail_at = 2, .fail_onward = true};
    homevisit_allocator allocator = trial_allocator(&trial);
    homevisit_problems *problems = problems_new(&allocator), *out;
    add_at(problems, "d", 1, "message");
    cr_assert(problems_has_errors(problems));
    cr_assert_eq(problems_finish(problems, &out), HOMEVISIT_E_MEMORY);
    cr_assert_eq(homevisit_problems_count(out), 1);
    const homevisit_problem *problem = homevisit_problems_get(out, 0);
    cr_assert_eq(problem->kind, HOMEVISIT_KIND_MEMORY);
    cr_assert_str_eq(problem->code, "out_of_memory");
    cr_assert_str_eq(problem->message, "memory ran out; nothing is lost, try again when there is more");
    cr_assert_str_eq(problem->pointer, "");
    cr_assert_str_eq(problem->document, "");
    homevisit_problems_free(out);
    cr_assert_eq(trial.held, 0);
    cr_assert_eq(problems_finish(NULL, &out), HOMEVISIT_E_MEMORY, "not even a list");
    cr_assert_null(out);
}

Test(verdict, of_an_end_of_memory_stands_behind_what_was_found)
{
    homevisit_problems *problems = problems_new(NULL), *out;
    add_at(problems, "d", 1, "message");
    problems_out_of_memory(problems);
    cr_assert_eq(problems_finish(problems, &out), HOMEVISIT_E_MEMORY);
    cr_assert_eq(homevisit_problems_count(out), 2);
    assert_message(out, 0, "message");
    cr_assert_eq(homevisit_problems_get(out, 1)->kind, HOMEVISIT_KIND_MEMORY);
    cr_assert_null(homevisit_problems_get(out, 2));
    homevisit_problems_free(out);
}

/* --------------------------------------------------------------------------------------------------------- bound */

Test(bound, ends_the_list_with_one_that_says_so)
{
    homevisit_problems *problems = problems_new(NULL), *out;
    for (size_t i = 0; i < PROBLEM_LIMIT; i++) {
        add_at(problems, "d", PROBLEM_LIMIT - i, "message");
    }
    cr_assert(!problems_full(problems));
    add_at(problems, "d", 0, "one more");
    add_at(problems, "d", 0, "and another");
    cr_assert(problems_full(problems));
    cr_assert_eq(problems_finish(problems, &out), HOMEVISIT_E_NAME);
    cr_assert_eq(homevisit_problems_count(out), PROBLEM_LIMIT + 1);
    cr_assert_eq(homevisit_problems_get(out, 0)->offset, 1);
    const homevisit_problem *last = homevisit_problems_get(out, PROBLEM_LIMIT);
    cr_assert_str_eq(last->code, "too_many_problems");
    cr_assert_eq(last->kind, HOMEVISIT_KIND_LIMIT);
    cr_assert_str_eq(last->message, "there are more problems than are listed; mend these first");
    cr_assert_str_eq(last->document, "d");
    homevisit_problems_free(out);
}

Test(bound, does_not_hide_an_error_behind_warnings)
{
    homevisit_problems *problems = problems_new(NULL), *out;
    for (size_t i = 0; i < PROBLEM_LIMIT + 3; i++) {
        problems_add(problems, HOMEVISIT_SEVERITY_WARNING, HOMEVISIT_KIND_SCHEMA, "w", NULL, NULL, "warning");
    }
    cr_assert(!problems_full(problems), "an error would still change the verdict");
    cr_assert_eq(problems_code(problems), HOMEVISIT_OK);
    add_at(problems, "d", 0, "an error");
    cr_assert_eq(problems_finish(problems, &out), HOMEVISIT_E_LIMIT);
    cr_assert_eq(homevisit_problems_get(out, PROBLEM_LIMIT)->severity, HOMEVISIT_SEVERITY_ERROR);
    homevisit_problems_free(out);
}

/* ------------------------------------------------------------------------------------------------------ messages */

static size_t say(char *text, size_t size, const char *format, ...) PRINTF_LIKE(3, 4);
static size_t say(char *text, size_t size, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    size_t length = problem_message(text, size, format, arguments);
    va_end(arguments);
    cr_assert_eq(length, strlen(text));
    return length;
}

#define SAYS(expected, ...)                                                                                            \
    do {                                                                                                               \
        char text[512];                                                                                                \
        say(text, sizeof text, __VA_ARGS__);                                                                           \
        cr_expect_str_eq(text, expected);                                                                              \
    } while (0)

static const char *volatile nothing = NULL; /* which gcc would warn of, did it see it */

Test(message, is_formatted_as_printf_does_it)
{
    SAYS("plain", "plain");
    SAYS("100 %", "100 %%");
    SAYS("-7 7 x", "%d %i %c", -7, 7, 'x');
    SAYS("-9223372036854775808", "%lld", (long long)INT64_MIN);
    SAYS("9223372036854775807 18446744073709551615", "%lld %llu", (long long)INT64_MAX, 18446744073709551615ULL);
    SAYS("-5 5 6 7", "%ld %lu %u %zu", -5L, 5UL, 6U, (size_t)7);
    SAYS("two words, unquoted", "%s, %s", "two words", "unquoted");
    SAYS("a (null text) is empty: ", "a (null text) is empty: %s", nothing);
}

#define ELLIPSIS "\xE2\x80\xA6"

Test(message, echoes_names_and_operators_only)
{
    SAYS("unknown force 'msut'", "unknown force '%s'", "msut");
    SAYS("unknown fact 'x.my-fact_2'", "unknown fact '%.*s'", 11, "x.my-fact_2 and more");
    SAYS("name", "%.*s", 4, "name");
    SAYS("'' is empty", "'%.*s' is empty", 0, "");
    SAYS("'' is nothing", "'%.*s' is nothing", 3, nothing);
    SAYS("operator '==='", "operator '%s'", "===");
    SAYS("operator '!'", "operator '%s'", "!");
    SAYS("'" ELLIPSIS "'", "'%s'", "====");
    SAYS("'" ELLIPSIS "'", "'%s'", "=a");
    SAYS("'" ELLIPSIS "'", "'%s'", "He was at home");
    SAYS("'" ELLIPSIS "'", "'%.*s'", 5, "a\nb c");
    SAYS(ELLIPSIS, "%.*s", 5, "Zo\xC3\xAB!");
}

Test(message, echoes_no_name_that_is_too_long)
{
    char name[PROBLEM_ECHO_LIMIT + 2];
    memset(name, 'n', sizeof name);
    name[PROBLEM_ECHO_LIMIT + 1] = '\0';
    SAYS("'" ELLIPSIS "'", "'%s'", name);
    name[PROBLEM_ECHO_LIMIT] = '\0';
    char expected[PROBLEM_ECHO_LIMIT + 8];
    snprintf(expected, sizeof expected, "'%s'", name);
    SAYS(expected, "'%s'", name);
}

Test(message, is_cut_between_characters)
{
    char text[8];
    say(text, sizeof text, "%s", "123456\xC3\xAB!");
    cr_assert_str_eq(text, "123456", "no half character, and nothing behind it");
    say(text, sizeof text, "%s%s", "12345\xC3\xAB", "!");
    cr_assert_str_eq(text, "12345\xC3\xAB");
    say(text, sizeof text, "%s%d", "123456", 12345);
    cr_assert_str_eq(text, "1234561");
    cr_assert_eq(say(text, 1, "%s", "abc"), 0);
}

/* ---------------------------------------------------------------------------------------------------------- JSON */

Test(json, of_nobody_is_the_empty_list)
{
    homevisit_buffer out = {0};
    cr_assert_eq(homevisit_problems_json(NULL, &out), HOMEVISIT_OK);
    cr_assert_str_eq(out.data, "{\"problems\":[]}");
    cr_assert_eq(out.length, strlen(out.data));
    homevisit_buffer_free(&out);
    cr_assert_eq(homevisit_problems_json(NULL, NULL), HOMEVISIT_E_ARGUMENT);
}

Test(json, has_its_keys_in_order_and_null_for_what_is_absent)
{
    homevisit_problems *problems = problems_new(NULL);
    struct place place = {.document = "a/b.json", .pointer = "/x~1\"", .offset = 7, .line = 2, .column = 3, .span = 4};
    problems_add(problems, HOMEVISIT_SEVERITY_ERROR, HOMEVISIT_KIND_NAME, "unknown_force", &place, "must",
                 "unknown force '%s'", "msut");
    problems_add(problems, HOMEVISIT_SEVERITY_ERROR, HOMEVISIT_KIND_SCHEMA, "late", NULL, NULL, "no text at all");
    problems_out_of_memory(problems);
    homevisit_buffer out = {0};
    cr_assert_eq(homevisit_problems_json(problems, &out), HOMEVISIT_OK);
    cr_assert_str_eq(
        out.data,
        "{\"problems\":[{\"kind\":\"name\",\"code\":\"unknown_force\",\"file\":\"a/b.json\",\"line\":2,\"column\":3,"
        "\"pointer\":\"/x~1\\\"\",\"message\":\"unknown force 'msut'\",\"suggestion\":\"must\"},"
        "{\"kind\":\"schema\",\"code\":\"late\",\"file\":null,\"line\":null,\"column\":null,\"pointer\":\"\","
        "\"message\":\"no text at all\",\"suggestion\":null},"
        "{\"kind\":\"memory\",\"code\":\"out_of_memory\",\"file\":null,\"line\":null,\"column\":null,\"pointer\":\"\","
        "\"message\":\"memory ran out; nothing is lost, try again when there is more\",\"suggestion\":null}]}");
    homevisit_buffer_free(&out);
    homevisit_problems_free(problems);
}

Test(json, takes_its_memory_from_the_lists_allocator)
{
    struct trial_memory trial = {0};
    homevisit_allocator allocator = trial_allocator(&trial);
    homevisit_problems *problems = problems_new(&allocator);
    homevisit_buffer out = {0};
    cr_assert_eq(homevisit_problems_json(NULL, &out), HOMEVISIT_OK);
    size_t before = trial.held;
    cr_assert_eq(homevisit_problems_json(problems, &out), HOMEVISIT_OK, "over a buffer of another allocator");
    cr_assert_eq(trial.held, before + 1);
    homevisit_problems_free(problems);
    cr_assert_str_eq(out.data, "{\"problems\":[]}", "the text outlives the list");
    homevisit_buffer_free(&out);
    cr_assert_eq(trial.held, 0);
}

/* -------------------------------------------------------------------------------------------------------- memory */

static bool add_and_write(const homevisit_allocator *allocator)
{
    homevisit_problems *problems = problems_new(allocator), *out;
    if (problems == NULL) {
        return false;
    }
    for (size_t i = 0; i < 40; i++) {
        add_at(problems, i % 2 ? "one.json" : "another.json", i, "a message of some length");
    }
    bool good = problems_finish(problems, &out) == HOMEVISIT_E_NAME;
    homevisit_buffer buffer = {0};
    good = homevisit_problems_json(out, &buffer) == HOMEVISIT_OK && good;
    homevisit_buffer_free(&buffer);
    homevisit_problems_free(out);
    return good;
}

Test(problems, survive_every_failure_of_memory)
{
    trial_run(add_and_write, false);
}
