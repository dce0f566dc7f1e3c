/* What the tests of the json_* files share. */
#include "json_case.h"

#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>

/* An exact copy, so that a sanitizer sees a step over the end. */
static char *exact_copy(const char *text, size_t length)
{
    char *copy = malloc(length != 0 ? length : 1);
    cr_assert_not_null(copy);
    memcpy(copy, text, length);
    return copy;
}

homevisit_problems *json_case_check(const char *text, size_t length, const struct json_limits *limits, bool *sound)
{
    char *copy = exact_copy(text, length);
    homevisit_problems *problems = problems_new(NULL), *out;
    *sound = json_check((homevisit_text){copy, length}, "doc.json", limits, NULL, problems);
    cr_expect_eq(*sound, !problems_has_errors(problems), "%s: the answer and the list differ", text);
    problems_finish(problems, &out);
    free(copy);
    return out;
}

void json_case_begin(struct json_case *reading, const char *text)
{
    reading->problems = problems_new(NULL);
    arena_init(&reading->arena, NULL);
    json_reader_init(&reading->reader, (homevisit_text){text, strlen(text)}, "doc.json", NULL, NULL, reading->problems);
}

void json_case_end(struct json_case *reading)
{
    json_reader_free(&reading->reader);
    arena_free(&reading->arena);
    homevisit_problems_free(reading->problems);
}

void json_case_expect_text(struct json_case *reading, const char *value)
{
    homevisit_text text;
    cr_assert(json_string(&reading->reader, &reading->arena, &text));
    cr_expect_eq(text.length, strlen(value));
    cr_expect(memcmp(text.data, value, text.length) == 0, "wanted %s", value);
    cr_expect(json_is(&reading->reader, value));
    cr_expect(!json_is(&reading->reader, "something else"));
}
