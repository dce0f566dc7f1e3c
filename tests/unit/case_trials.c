/* Cases on trial: the sample profile of tests/cases, what is told of its cases, what comes of them. */
#include "case_trials.h"

#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { LARGEST_FILE = 1 << 20, FILE_LIMIT = 16 };

/* Each file is read once and kept until the test's process ends. */
homevisit_text sample_file(const char *name)
{
    static struct {
        char path[512];
        char *data;
        size_t length;
    } files[FILE_LIMIT];
    char path[512];
    size_t place = 0;
    snprintf(path, sizeof path, "%s%s", SAMPLE_FOLDER, name);
    while (place < FILE_LIMIT && files[place].data && strcmp(files[place].path, path) != 0)
        place++;
    cr_assert_lt(place, (size_t)FILE_LIMIT);
    if (!files[place].data) {
        FILE *file = fopen(path, "rb");
        cr_assert_not_null(file, "%s cannot be read", path);
        files[place].data = malloc(LARGEST_FILE);
        cr_assert_not_null(files[place].data);
        files[place].length = fread(files[place].data, 1, LARGEST_FILE - 1, file);
        fclose(file);
        files[place].data[files[place].length] = '\0';
        memcpy(files[place].path, path, sizeof path);
    }
    return (homevisit_text){files[place].data, files[place].length};
}

struct case_trial try_cases(homevisit_text policy, homevisit_text cases, const homevisit_options *options,
                            homevisit_format format)
{
    struct case_trial trial = {.passed = true};
    trial.code = homevisit_policy_test(policy, cases, options, format, &trial.passed, &trial.out, &trial.problems);
    return trial;
}

void case_trial_free(struct case_trial *trial)
{
    homevisit_buffer_free(&trial->out);
    homevisit_problems_free(trial->problems);
}

static bool same_text(const char *first, const char *second)
{
    return first == NULL || second == NULL ? first == second : strcmp(first, second) == 0;
}

static bool is_told(const homevisit_problem *problem, const struct told *told)
{
    return problem->severity == HOMEVISIT_SEVERITY_ERROR && problem->kind == told->kind &&
           same_text(problem->code, told->code) && same_text(problem->document, told->document) &&
           same_text(problem->pointer, told->pointer) && problem->line == told->line &&
           problem->column == told->column && same_text(problem->message, told->message) &&
           same_text(problem->suggestion, told->suggestion);
}

static void print_problems(const char *name, const homevisit_problems *problems)
{
    for (size_t i = 0; i < homevisit_problems_count(problems); i++) {
        const homevisit_problem *problem = homevisit_problems_get(problems, i);
        fprintf(stderr, "%s: %s:%zu:%zu %s: %s %s: %s (%s)\n", name, problem->document, problem->line, problem->column,
                problem->pointer, homevisit_kind_text(problem->kind), problem->code, problem->message,
                problem->suggestion != NULL ? problem->suggestion : "no suggestion");
    }
}

void assert_case_problems(const char *name, const homevisit_problems *problems, const struct told *told)
{
    size_t count = 0;
    bool same = true;
    for (; told[count].code != NULL; count++) {
        const homevisit_problem *problem = homevisit_problems_get(problems, count);
        same = same && problem != NULL && is_told(problem, &told[count]);
    }
    if (!same || homevisit_problems_count(problems) != count)
        print_problems(name, problems);
    cr_expect(same, "%s: not what is expected", name);
    cr_expect_eq(homevisit_problems_count(problems), count, "%s: not as many problems", name);
}
