/* Conditions over data objects on trial. */
#include "evaluation_trial.h"

#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>

/* To be freed. */
static char *with_quotes(const char *text)
{
    char *copy = malloc(strlen(text) + 1);
    cr_assert(copy != NULL);
    strcpy(copy, text);
    for (char *at = copy; *at != '\0'; at++) {
        if (*at == '\'')
            *at = '"';
    }
    return copy;
}

homevisit_code evaluate_quoted(const char *condition, const char *data, homevisit_options options,
                               homevisit_buffer *out, homevisit_problems **problems)
{
    char *texts[] = {with_quotes(condition), with_quotes(data)};
    const homevisit_code code =
        homevisit_condition_evaluate((homevisit_text){texts[0], strlen(texts[0])},
                                     (homevisit_text){texts[1], strlen(texts[1])}, &options, out, problems);
    free(texts[0]);
    free(texts[1]);
    return code;
}

static bool same(const char *one, const char *other)
{
    return one == NULL || other == NULL ? one == other : strcmp(one, other) == 0;
}

static void expect_problem(const struct evaluated *wanted, const homevisit_problems *problems)
{
    cr_expect_eq(homevisit_problems_count(problems), 1, "%s: %zu problems", wanted->condition,
                 homevisit_problems_count(problems));
    const homevisit_problem *told = homevisit_problems_get(problems, 0);
    cr_assert(told != NULL, "%s over %s: nothing is told", wanted->condition, wanted->data);
    cr_expect(told->kind == wanted->told.kind && same(told->document, wanted->told.document) &&
                  same(told->code, wanted->told.code) && same(told->pointer, wanted->told.pointer) &&
                  told->line == wanted->told.line && told->column == wanted->told.column &&
                  same(told->message, wanted->told.message) && same(told->suggestion, wanted->told.suggestion),
              "%s over %s: %s %s %s '%s' %zu:%zu \"%s\" -> %s", wanted->condition, wanted->data, told->document,
              homevisit_kind_text(told->kind), told->code, told->pointer, told->line, told->column, told->message,
              told->suggestion != NULL ? told->suggestion : "-");
}

void assert_evaluated(const struct evaluated *cases, size_t count)
{
    homevisit_buffer out = {0}; /* one for all: each value replaces the one before */
    for (size_t i = 0; i < count; i++) {
        homevisit_problems *problems = NULL;
        const homevisit_options options = {.struct_size = sizeof options, .document = "rule"};
        const homevisit_code code = evaluate_quoted(cases[i].condition, cases[i].data, options, &out, &problems);
        if (cases[i].value == NULL) {
            expect_problem(&cases[i], problems);
            cr_expect_neq(code, HOMEVISIT_OK);
            cr_expect_null(out.data, "nothing is left of the value before");
        } else {
            const homevisit_problem *told = homevisit_problems_get(problems, 0);
            char *wanted = with_quotes(cases[i].value);
            cr_assert_eq(code, HOMEVISIT_OK, "%s over %s: %s", cases[i].condition, cases[i].data,
                         told != NULL ? told->message : "");
            cr_expect_str_eq(out.data, wanted, "%s over %s: %s", cases[i].condition, cases[i].data, out.data);
            cr_expect_eq(out.length, strlen(wanted));
            cr_expect_null(problems);
            free(wanted);
        }
        homevisit_problems_free(problems);
    }
    homevisit_buffer_free(&out);
}
