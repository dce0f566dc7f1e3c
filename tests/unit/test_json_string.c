/* lib/json_string.c and the characters of lib/json_text.c: the values of strings, and faults inside them. */
#include "json_case.h"
#include "trial_memory.h"

#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

Test(tokens, strings_give_their_values)
{
    static const struct {
        const char *text, *value;
    } strings[] = {
        {"\"\"", ""},
        {"\"plain\"", "plain"},
        {"\"\\\"\\\\\\/\\b\\f\\n\\r\\t\"", "\"\\/\b\f\n\r\t"},
        {"\"\\u0041\\u00e5\\u20AC\\ud83d\\uDE00\"", "A\xC3\xA5\xE2\x82\xAC\xF0\x9F\x98\x80"},
        {"\"\\uFFFF\\uD7FF\\uE000\"", "\xEF\xBF\xBF\xED\x9F\xBF\xEE\x80\x80"},
        {"\"\\u007f\\u0080\\u07ff\\u0800\"", "\x7F\xC2\x80\xDF\xBF\xE0\xA0\x80"},
        {"\"\xC3\xA5 as it is\"", "\xC3\xA5 as it is"},
    };
    for (size_t i = 0; i < sizeof strings / sizeof strings[0]; i++) {
        char text[128] = "{\"k\":";
        strcat(strcat(text, strings[i].text), "}");
        struct json_case reading;
        json_case_begin(&reading, text);
        json_next(&reading.reader);
        json_next(&reading.reader);
        cr_assert_eq(json_next(&reading.reader), JSON_STRING);
        json_case_expect_text(&reading, strings[i].value);
        cr_expect(!reading.reader.flawed);
        json_case_end(&reading);
    }
}

Test(tokens, of_flawed_strings_have_a_value_that_is_text)
{
    struct json_case reading;
    json_case_begin(&reading, "{\"k\":\"a\\u0000\\ud800\\q\xFF\tb\",\"l\":1}");
    json_next(&reading.reader);
    json_next(&reading.reader);
    cr_assert_eq(json_next(&reading.reader), JSON_STRING);
    cr_expect(reading.reader.flawed);
    cr_expect(reading.reader.faulty);
    json_case_expect_text(&reading, "a\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD"
                                    "b");
    cr_expect_eq(homevisit_problems_count(reading.problems), 5);
    json_next(&reading.reader);
    cr_expect(!reading.reader.flawed, "the next token is judged for itself");
    json_case_end(&reading);
}

Test(tokens, is_compares_whole_names)
{
    struct json_case reading;
    json_case_begin(&reading, "{\"within\":\"\\u0077ithin\"}");
    json_next(&reading.reader);
    for (int i = 0; i < 2; i++) {
        json_next(&reading.reader);
        cr_expect(json_is(&reading.reader, "within"));
        cr_expect(!json_is(&reading.reader, "withi"));
        cr_expect(!json_is(&reading.reader, "within_"));
        cr_expect(!json_is(&reading.reader, ""));
        cr_expect(!json_is(&reading.reader, "Within"));
    }
    json_case_end(&reading);
}

/* Every byte that is not plain UTF-8 is seen, wherever in a word of eight bytes it stands. */
Test(refused, wherever_in_a_string_the_fault_stands)
{
    static const struct {
        char byte;
        const char *code;
    } faults[] = {{'\x01', "control_character"}, {'\x1F', "control_character"}, {'\x80', "bad_utf8"},
                  {'\xFF', "bad_utf8"},          {'\0', "control_character"},   {'\n', "control_character"}};
    for (size_t f = 0; f < sizeof faults / sizeof faults[0]; f++) {
        for (size_t at = 0; at < 40; at++) {
            char text[64] = "{\"a\":\"";
            memset(text + 6, '!', 40); /* the smallest plain character but the space */
            text[6 + at] = faults[f].byte;
            memcpy(text + 46, "\"}", 3);
            bool sound;
            homevisit_problems *problems = json_case_check(text, 48, NULL, &sound);
            const homevisit_problem *problem = homevisit_problems_get(problems, 0);
            cr_assert_not_null(problem);
            cr_expect_str_eq(problem->code, faults[f].code);
            cr_expect_eq(problem->offset, 6 + at);
            cr_expect_eq(homevisit_problems_count(problems), 1);
            homevisit_problems_free(problems);
        }
    }
}

static bool read_strings_with(const homevisit_allocator *allocator)
{
    homevisit_problems *problems = problems_new(allocator);
    if (problems == NULL) {
        return false;
    }
    static const char text[] = "{\"\\u0061\":[\"\\n\"]}";
    struct arena arena;
    struct json_reader reader;
    arena_init(&arena, allocator);
    json_reader_init(&reader, (homevisit_text){text, sizeof text - 1}, NULL, NULL, allocator, problems);
    enum json_token token;
    do {
        token = json_next(&reader);
        homevisit_text value;
        if ((token == JSON_KEY || token == JSON_STRING) && !json_string(&reader, &arena, &value)) {
            cr_expect_eq(value.length, 0);
        }
        cr_expect_not_null(json_place(&reader, &arena).pointer);
    } while (token != JSON_END && token != JSON_FAILED);
    json_reader_free(&reader);
    arena_free(&arena);
    return problems_finish(problems, NULL) == HOMEVISIT_OK;
}

Test(memory, may_run_out_while_strings_are_read)
{
    trial_run(read_strings_with, false);
}
