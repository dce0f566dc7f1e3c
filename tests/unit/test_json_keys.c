/* lib/json_keys.c: no key twice, in objects of any size. */
#include "json_case.h"

#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* An object of `count` keys with `repeats` of them at the end once more. Keys are alike at both ends, as a digest that
 * looks there only would have it. */
static char *many_keys(size_t count, size_t repeats, size_t *length)
{
    char *text = malloc((count + repeats) * 48 + 3);
    cr_assert_not_null(text);
    size_t at = 0;
    text[at++] = '{';
    for (size_t i = 0; i < count + repeats; i++) {
        at += (size_t)sprintf(text + at, "%s\n\"aaaaaaaa%07zuzzzzzzzz\":0", i == 0 ? "" : ",", i % count);
    }
    text[at++] = '}';
    *length = at;
    return text;
}

Test(keys, are_compared_in_objects_of_any_size)
{
    static const size_t counts[] = {1, 2, 8, 9, 31, 32, 33, 100, 5000};
    for (size_t i = 0; i < sizeof counts / sizeof counts[0]; i++) {
        size_t length, repeats = counts[i] < 3 ? 1 : 3;
        bool sound;
        char *text = many_keys(counts[i], 0, &length);
        homevisit_problems_free(json_case_check(text, length, NULL, &sound));
        cr_expect(sound, "%zu keys", counts[i]);
        free(text);
        text = many_keys(counts[i], repeats, &length);
        homevisit_problems *problems = json_case_check(text, length, NULL, &sound);
        cr_expect_eq(homevisit_problems_count(problems), repeats, "%zu keys: %zu", counts[i],
                     homevisit_problems_count(problems));
        for (size_t j = 0; j < repeats; j++) {
            const homevisit_problem *problem = homevisit_problems_get(problems, j);
            char pointer[64];
            snprintf(pointer, sizeof pointer, "/aaaaaaaa%07zuzzzzzzzz", j);
            cr_expect_str_eq(problem->code, "duplicate_key");
            cr_expect_str_eq(problem->pointer, pointer);
            cr_expect_eq(problem->line, counts[i] + 2 + j);
            cr_expect_eq(problem->column, 1);
        }
        homevisit_problems_free(problems);
        free(text);
    }
}

Test(keys, repeated_early_and_late_are_told_once_each)
{
    static char text[4000] = "{\"a\":0,\"a\":1";
    for (int i = 0; i < 60; i++) {
        sprintf(text + strlen(text), ",\"k%d\":0", i);
    }
    strcat(text, ",\"\\u0061\":2,\"k3\":1,\"a\":3}");
    bool sound;
    homevisit_problems *problems = json_case_check(text, strlen(text), NULL, &sound);
    static const char *const pointers[] = {"/a", "/a", "/k3", "/a"};
    cr_assert_eq(homevisit_problems_count(problems), 4);
    for (size_t i = 0; i < 4; i++) {
        cr_expect_str_eq(homevisit_problems_get(problems, i)->pointer, pointers[i]);
    }
    homevisit_problems_free(problems);
}

/* Keys of which one is written with escapes: what they stand for is compared, however long, and wherever they differ. */
Test(keys, that_are_written_in_two_ways)
{
    static const struct {
        const char *text;
        size_t repeats;
    } trials[] = {
        {"{\"abc\":0,\"\\u0061bc\":1}", 1},
        {"{\"abcdefghij\":0,\"abcdefghi\\u006a\":1}", 1},
        {"{\"abcdefghij\":0,\"abcdefghi\\u006b\":1}", 0},
        {"{\"abcdefghijklmnopqrstuvwxyz\":0,\"\\u0061bcdefghijklmnopqrstuvwxyz\":1}", 1},
        {"{\"abcdefghijklmnopqrstuvwxyz\":0,\"abcdefghi\\u006Aklmnopqrstuvwxyz\":1}", 1},
        {"{\"abcdefghijklmnopqrstuvwxyz\":0,\"abcdefghi\\u006Bklmnopqrstuvwxyz\":1}", 0},
        {"{\"abcdefghijklmnopqrstuvwxyz\":0,\"abcdefghijklmnopqrstuvwxy\\u007a\":1,\"\\u0061\":2,\"a\":3}", 2},
        {"{\"\\u00e9abcdefghijklmnop\":0,\"\xC3\xA9"
         "abcdefghijklmnop\":1,\"\\ud83d\\ude00\":2,\"\xF0\x9F\x98\x80\":3}",
         2},
    };
    for (size_t i = 0; i < sizeof trials / sizeof trials[0]; i++) {
        bool sound;
        homevisit_problems *problems = json_case_check(trials[i].text, strlen(trials[i].text), NULL, &sound);
        cr_expect_eq(homevisit_problems_count(problems), trials[i].repeats, "%s: %zu", trials[i].text,
                     homevisit_problems_count(problems));
        for (size_t j = 0; j < homevisit_problems_count(problems); j++)
            cr_expect_str_eq(homevisit_problems_get(problems, j)->code, "duplicate_key");
        homevisit_problems_free(problems);
    }
}

Test(keys, of_objects_still_open_at_a_fault_are_compared)
{
    static char text[4000] = "{\"o\":{";
    for (int i = 0; i < 40; i++) {
        sprintf(text + strlen(text), "\"k%d\":0,", i);
    }
    strcat(text, "\"k5\":1,\"p\":[{\"q\":1,\"q\":2,!");
    bool sound;
    homevisit_problems *problems = json_case_check(text, strlen(text), NULL, &sound);
    static const char *const pointers[] = {"/o/k5", "/o/p/0/q", "/o/p/0"};
    cr_assert_eq(homevisit_problems_count(problems), 3);
    for (size_t i = 0; i < 3; i++) {
        cr_expect_str_eq(homevisit_problems_get(problems, i)->pointer, pointers[i]);
    }
    homevisit_problems_free(problems);
}

Test(keys, by_the_hundred_thousand_take_no_time, .timeout = 20)
{
    size_t length;
    bool sound;
    char *text = many_keys(100000, 0, &length);
    homevisit_problems_free(json_case_check(text, length, NULL, &sound));
    cr_expect(sound);
    free(text);
    text = many_keys(100000, 100000, &length);
    homevisit_problems *problems = json_case_check(text, length, NULL, &sound);
    cr_expect_eq(homevisit_problems_count(problems), PROBLEM_LIMIT + 1);
    homevisit_problems_free(problems);
    free(text);
}
