/* lib/json_place.c, and the lines and columns of lib/json_text.c: where tokens and faults stand. */
#include "json_case.h"

#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* -------------------------------------------------------------------------------------------------------------- tokens */

static void expect_token(struct json_case *reading, enum json_token token, const char *pointer, size_t column)
{
    cr_expect_eq(json_next(&reading->reader), token, "at %s", pointer);
    cr_expect_eq(reading->reader.token, token);
    struct place place = json_place(&reading->reader, &reading->arena);
    cr_expect_str_eq(place.pointer, pointer, "token %d: '%s'", token, place.pointer);
    cr_expect_eq(place.line, 1);
    cr_expect_eq(place.column, column, "token %d at %s: column %zu", token, pointer, place.column);
    cr_expect_str_eq(place.document, "doc.json");
}

Test(tokens, come_in_order_each_at_its_place)
{
    struct json_case reading;
    json_case_begin(&reading, "{\"a\":[1,{},\"x\",true,false,null],\"\\u0062~\":{\"c\":2.5}} ");
    expect_token(&reading, JSON_OBJECT_BEGIN, "", 1);
    expect_token(&reading, JSON_KEY, "/a", 2);
    json_case_expect_text(&reading, "a");
    expect_token(&reading, JSON_ARRAY_BEGIN, "/a", 6);
    expect_token(&reading, JSON_NUMBER, "/a/0", 7);
    cr_expect(reading.reader.integral);
    cr_expect_eq(reading.reader.integer, 1);
    expect_token(&reading, JSON_OBJECT_BEGIN, "/a/1", 9);
    expect_token(&reading, JSON_OBJECT_END, "/a/1", 9);
    expect_token(&reading, JSON_STRING, "/a/2", 12);
    json_case_expect_text(&reading, "x");
    expect_token(&reading, JSON_TRUE, "/a/3", 16);
    expect_token(&reading, JSON_FALSE, "/a/4", 21);
    expect_token(&reading, JSON_NULL, "/a/5", 27);
    expect_token(&reading, JSON_ARRAY_END, "/a", 6);
    expect_token(&reading, JSON_KEY, "/b~0", 33);
    json_case_expect_text(&reading, "b~");
    expect_token(&reading, JSON_OBJECT_BEGIN, "/b~0", 43);
    expect_token(&reading, JSON_KEY, "/b~0/c", 44);
    expect_token(&reading, JSON_NUMBER, "/b~0/c", 48);
    cr_expect(!reading.reader.integral);
    cr_expect_eq(reading.reader.number, 2.5);
    expect_token(&reading, JSON_OBJECT_END, "/b~0", 43);
    expect_token(&reading, JSON_OBJECT_END, "", 1);
    expect_token(&reading, JSON_END, "", 54);
    cr_expect_eq(json_next(&reading.reader), JSON_END, "again for ever");
    cr_expect(!reading.reader.faulty);
    json_case_end(&reading);
}

Test(tokens, end_with_failed_for_ever)
{
    struct json_case reading;
    json_case_begin(&reading, "{\"a\" 1}");
    cr_expect_eq(json_next(&reading.reader), JSON_OBJECT_BEGIN);
    cr_expect_eq(json_next(&reading.reader), JSON_KEY);
    cr_expect_eq(json_next(&reading.reader), JSON_FAILED);
    cr_expect_eq(json_next(&reading.reader), JSON_FAILED);
    cr_expect(reading.reader.faulty);
    cr_expect_eq(homevisit_problems_count(reading.problems), 1);
    json_case_end(&reading);
}

Test(tokens, are_passed_over_whole)
{
    struct json_case reading;
    json_case_begin(&reading, "{\"a\":[1,{\"b\":[[]]}],\"c\":{\"d\":{}},\"e\":2,\"f\":[[3]]}");
    json_next(&reading.reader);
    expect_token(&reading, JSON_KEY, "/a", 2);
    json_skip(&reading.reader); /* a key: its value */
    expect_token(&reading, JSON_KEY, "/c", 21);
    expect_token(&reading, JSON_OBJECT_BEGIN, "/c", 25);
    json_skip(&reading.reader); /* the rest of an object */
    expect_token(&reading, JSON_KEY, "/e", 34);
    expect_token(&reading, JSON_NUMBER, "/e", 38);
    json_skip(&reading.reader); /* nothing is left of a number */
    expect_token(&reading, JSON_KEY, "/f", 40);
    expect_token(&reading, JSON_ARRAY_BEGIN, "/f", 44);
    expect_token(&reading, JSON_ARRAY_BEGIN, "/f/0", 45);
    json_skip(&reading.reader);
    expect_token(&reading, JSON_ARRAY_END, "/f", 44);
    expect_token(&reading, JSON_OBJECT_END, "", 1);
    expect_token(&reading, JSON_END, "", 50);
    json_case_end(&reading);
}

Test(tokens, are_checked_when_they_are_passed_over)
{
    struct json_case reading;
    json_case_begin(&reading, "{\"a\":{\"b\":1,\"b\":[}}");
    json_next(&reading.reader);
    json_next(&reading.reader);
    json_skip(&reading.reader);
    cr_expect_eq(reading.reader.token, JSON_FAILED);
    cr_expect_eq(homevisit_problems_count(reading.problems), 2);
    json_case_end(&reading);
}

/* ------------------------------------------------------------------------------------------------- faults of a reader */

static void expect_fault(const struct json_case *reading, size_t index, const char *pointer, size_t column, size_t span,
                         const char *message)
{
    const homevisit_problem *problem = homevisit_problems_get(reading->problems, index);
    cr_assert_not_null(problem);
    cr_expect_str_eq(problem->pointer, pointer, "%s: '%s'", message, problem->pointer);
    cr_expect_eq(problem->column, column, "%s: %zu", message, problem->column);
    cr_expect_eq(problem->span, span, "%s: %zu", message, problem->span);
    cr_expect_str_eq(problem->message, message);
}

Test(faults, of_a_reader_stand_at_the_token)
{
    struct json_case reading;
    json_case_begin(&reading, "{\"key\":[10,{\"b\":\"long text\"}]}");
    json_next(&reading.reader);
    json_next(&reading.reader);
    json_fault(&reading.reader, HOMEVISIT_KIND_NAME, "unknown_key", "keys", "unknown key '%s'", "key");
    expect_fault(&reading, 0, "/key", 2, 5, "unknown key 'key'");
    cr_expect_str_eq(homevisit_problems_get(reading.problems, 0)->suggestion, "keys");
    json_next(&reading.reader);
    json_fault(&reading.reader, HOMEVISIT_KIND_TYPE, "t", NULL, "a list");
    expect_fault(&reading, 1, "/key", 8, 1, "a list");
    json_next(&reading.reader);
    json_fault(&reading.reader, HOMEVISIT_KIND_TYPE, "t", NULL, "a number");
    expect_fault(&reading, 2, "/key/0", 9, 2, "a number");
    json_next(&reading.reader);
    json_next(&reading.reader);
    json_next(&reading.reader);
    json_fault(&reading.reader, HOMEVISIT_KIND_TYPE, "t", NULL, "not '%.*s'", 9, "long text");
    expect_fault(&reading, 3, "/key/1/b", 17, 11, "not '\xE2\x80\xA6'");
    json_next(&reading.reader);
    json_fault_container(&reading.reader, 0, HOMEVISIT_KIND_SCHEMA, "c", "an object that ended");
    expect_fault(&reading, 4, "/key/1", 12, 1, "an object that ended");
    json_fault_container(&reading.reader, 1, HOMEVISIT_KIND_SCHEMA, "c", "the list around it");
    expect_fault(&reading, 5, "/key", 8, 1, "the list around it");
    json_fault_container(&reading.reader, 2, HOMEVISIT_KIND_SCHEMA, "c", "the root");
    expect_fault(&reading, 6, "", 1, 1, "the root");
    json_fault_container(&reading.reader, 3, HOMEVISIT_KIND_SCHEMA, "c", "beyond the root");
    expect_fault(&reading, 7, "", 1, 1, "beyond the root");
    cr_expect(reading.reader.faulty);
    json_case_end(&reading);
}

Test(faults, have_pointers_that_are_bounded)
{
    static char text[5000];
    strcpy(text, "{\"short\":{\"");
    memset(text + 11, 'k', 2000);
    strcpy(text + 2011, "\":[tru]}}");
    bool sound;
    homevisit_problems *problems = json_case_check(text, strlen(text), NULL, &sound);
    const homevisit_problem *problem = homevisit_problems_get(problems, 0);
    cr_expect_str_eq(problem->code, "unknown_word");
    cr_expect_str_eq(problem->pointer, "/short", "the nearest enclosing value whose pointer fits");
    cr_expect_eq(problem->column, 2015);
    homevisit_problems_free(problems);
}

Test(faults, by_the_million_take_no_time, .timeout = 20)
{
    size_t length = 8000000;
    char *text = malloc(length);
    memset(text, '\x01', length); /* a string of control characters */
    memcpy(text, "{\"a\":\"", 6);
    memcpy(text + length - 2, "\"}", 2);
    bool sound;
    homevisit_problems *problems = json_case_check(text, length, NULL, &sound);
    cr_expect_eq(homevisit_problems_count(problems), PROBLEM_LIMIT + 1);
    cr_expect_str_eq(homevisit_problems_get(problems, PROBLEM_LIMIT)->code, "too_many_problems");
    homevisit_problems_free(problems);
    free(text);
}

/* Objects whose early key stands twice, told when they end: each such place lies far before the last one asked for. */
Test(faults, far_apart_take_no_time, .timeout = 20)
{
    enum { LEVELS = 60 };
    static char text[12000000];
    size_t at = 0;
    for (int i = 0; i < LEVELS; i++) {
        at += (size_t)sprintf(text + at, "{\"a\":0,\"a\":1");
        for (int k = 0; k < 40; k++) {
            at += (size_t)sprintf(text + at, ",\"k%d\":0", k);
        }
        at += (size_t)sprintf(text + at, ",\"k39\":0,\"n\":");
    }
    memset(text + at, ' ', 10000000);
    at += 10000000;
    text[at++] = '0';
    for (int i = 0; i < LEVELS; i++) {
        at += (size_t)sprintf(text + at, ",\"k2\":1}");
    }
    bool sound;
    homevisit_problems *problems = json_case_check(text, at, NULL, &sound);
    cr_expect_eq(homevisit_problems_count(problems), 3 * LEVELS);
    homevisit_problems_free(problems);
}

/* ------------------------------------------------------------------------------------------------------ lines, columns */

Test(lines, are_found_in_any_order)
{
    static char text[60000];
    size_t length = 0;
    for (size_t i = 0; length + 40 < sizeof text; i++) { /* lines of every end, wide characters among them */
        static const char *const ends[] = {"\n", "\r\n", "\r"};
        length += (size_t)sprintf(text + length, "%.*s\xC3\xA5\t%s", (int)(i % 17), "abcdefghijklmnopq", ends[i % 3]);
    }
    struct json_lines walked, marked;
    json_lines_init(&walked, (homevisit_text){text, length});
    json_lines_init(&marked, (homevisit_text){text, length});
    json_lines_keep(&marked, NULL);
    size_t at = 1;
    for (size_t i = 0; i < 400; i++) {
        at = at * 48271 % 2147483647;
        size_t offset = i == 7 ? length + 100 : at % (length + 1);
        size_t line, column, wanted_line, wanted_column;
        struct json_lines anew;
        json_lines_init(&anew, (homevisit_text){text, length});
        json_lines_find(&anew, offset, &wanted_line, &wanted_column);
        json_lines_find(&walked, offset, &line, &column);
        cr_assert(line == wanted_line && column == wanted_column, "%zu: %zu:%zu", offset, line, column);
        json_lines_find(&marked, offset, &line, &column);
        cr_assert(line == wanted_line && column == wanted_column, "%zu: %zu:%zu, wanted %zu:%zu", offset, line, column,
                  wanted_line, wanted_column);
    }
    cr_assert_gt(marked.marks.count, 5);
    json_lines_free(&marked);
    json_lines_free(&walked);
}

Test(lines, end_as_editors_end_them)
{
    static const struct {
        size_t offset, line, column;
    } places[] = {{0, 1, 1}, {1, 1, 2}, {2, 2, 1}, {3, 2, 2}, {4, 2, 3}, {5, 3, 1},
                  {6, 4, 1}, {7, 4, 1}, {8, 4, 2}, {9, 4, 3}, {10, 5, 1}};
    static const char text[] = "a\nb\r\n\r\xC3\xA5\t\n";
    for (size_t i = 0; i < sizeof places / sizeof places[0]; i++) {
        struct json_lines lines;
        size_t line, column;
        json_lines_init(&lines, (homevisit_text){text, sizeof text - 1});
        json_lines_find(&lines, places[i].offset, &line, &column);
        cr_expect_eq(line, places[i].line, "byte %zu: line %zu", places[i].offset, line);
        cr_expect_eq(column, places[i].column, "byte %zu: column %zu", places[i].offset, column);
    }
}
