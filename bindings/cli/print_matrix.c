/* Several policies side by side: visits by schools, or the steps of one visit by schools. */
#include "cli.h"

#include <stdlib.h>
#include <string.h>

struct matrix {
    homevisit_policy *const *policies;
    size_t policy_count;
    homevisit_report *const *reports;
    size_t visit_count;
    int first_width, width;
};

static const homevisit_result *result_of(const struct matrix *matrix, size_t policy, size_t visit)
{
    return homevisit_report_result(matrix->reports[policy * matrix->visit_count + visit]);
}

static void print_heads(FILE *out, const struct matrix *matrix, const char *first)
{
    fprintf(out, "%-*s", matrix->first_width, first);
    for (size_t i = 0; i < matrix->policy_count; i++) {
        fputs("  ", out);
        print_styled(out, STYLE_BOLD, matrix->width, homevisit_policy_id(matrix->policies[i]));
    }
    fputc('\n', out);
}

static void print_cell(FILE *out, const struct matrix *matrix, homevisit_decision decision, bool silent)
{
    fputs("  ", out);
    if (silent && decision == HOMEVISIT_DECISION_ALLOW)
        print_styled(out, STYLE_DIM, matrix->width, "-");
    else
        print_styled(out, decision_style(decision), matrix->width, homevisit_decision_text(decision));
}

static void set_widths(struct matrix *matrix)
{
    matrix->width = 10;
    for (size_t i = 0; i < matrix->policy_count; i++) {
        int length = (int)strlen(homevisit_policy_id(matrix->policies[i]));
        matrix->width = length > matrix->width ? length : matrix->width;
    }
}

static void print_visits(FILE *out, struct matrix *matrix)
{
    matrix->first_width = 8;
    for (size_t v = 0; v < matrix->visit_count; v++) {
        int length = (int)strlen(result_of(matrix, 0, v)->visit);
        matrix->first_width = length > matrix->first_width ? length : matrix->first_width;
    }
    print_heads(out, matrix, "visit");
    for (size_t v = 0; v < matrix->visit_count; v++) {
        fprintf(out, "%-*s", matrix->first_width, result_of(matrix, 0, v)->visit);
        for (size_t p = 0; p < matrix->policy_count; p++)
            print_cell(out, matrix, result_of(matrix, p, v)->decision, false);
        fputc('\n', out);
    }
}

static bool duty_failed(const homevisit_duty *duty)
{
    return duty->status == HOMEVISIT_DUTY_LATE || duty->status == HOMEVISIT_DUTY_OVERDUE ||
           duty->status == HOMEVISIT_DUTY_MISSED || duty->status == HOMEVISIT_DUTY_UNKNOWN;
}

static void print_steps(FILE *out, struct matrix *matrix)
{
    const homevisit_result *any = result_of(matrix, 0, 0);
    matrix->first_width = 43;
    fprintf(out, "visit %s\n", any->visit);
    print_heads(out, matrix, "step");
    for (size_t i = 0; i < any->step_count; i++) {
        fputs("", out);
        print_time(out, matrix->policies[0], any->steps[i].at, true);
        fprintf(out, "  %-22s", homevisit_word_text(any->steps[i].event));
        for (size_t p = 0; p < matrix->policy_count; p++)
            print_cell(out, matrix, result_of(matrix, p, 0)->steps[i].decision,
                       result_of(matrix, p, 0)->steps[i].silent);
        fputc('\n', out);
    }
    fprintf(out, "%-*s", matrix->first_width, "duties not done in time, or not known");
    for (size_t p = 0; p < matrix->policy_count; p++) {
        const homevisit_result *result = result_of(matrix, p, 0);
        size_t failed = 0;
        char text[24];
        for (size_t d = 0; d < result->duty_count; d++)
            failed += duty_failed(&result->duties[d]);
        snprintf(text, sizeof text, "%zu", failed);
        fputs("  ", out);
        print_styled(out, failed ? STYLE_BAD : STYLE_DIM, matrix->width, failed ? text : "-");
    }
    fprintf(out, "\n%-*s", matrix->first_width, "all in all");
    for (size_t p = 0; p < matrix->policy_count; p++)
        print_cell(out, matrix, result_of(matrix, p, 0)->decision, false);
    fputc('\n', out);
}

/* Why: under each school, what it holds against each visit. */
static void print_reasons(FILE *out, const struct matrix *matrix, size_t p)
{
    const homevisit_policy *policy = matrix->policies[p];
    bool head = false;
    for (size_t v = 0; v < matrix->visit_count; v++) {
        const homevisit_result *result = result_of(matrix, p, v);
        if (result->decision == HOMEVISIT_DECISION_ALLOW)
            continue;
        if (!head) {
            fputc('\n', out);
            print_styled(out, STYLE_BOLD, 0, homevisit_policy_id(policy));
            fputc('\n', out);
            head = true;
        }
        if (matrix->visit_count > 1)
            fprintf(out, "  visit %s: %s\n", result->visit, homevisit_decision_text(result->decision));
        for (size_t i = 0; i < result->step_count; i++) {
            const homevisit_step *step = &result->steps[i];
            if (!step->finding_count && step->decision != HOMEVISIT_DECISION_IMPOSSIBLE)
                continue;
            fputs("    ", out);
            print_time(out, policy, step->at, true);
            fprintf(out, " %s: %s\n", homevisit_word_text(step->event), homevisit_decision_text(step->decision));
            print_findings(out, policy, step->findings, step->finding_count, 6);
        }
        for (size_t d = 0; d < result->duty_count; d++)
            if (duty_failed(&result->duties[d]))
                print_duty(out, policy, &result->duties[d], 4);
    }
}

void print_matrix(FILE *out, homevisit_policy *const *policies, size_t policy_count, homevisit_report *const *reports,
                  size_t visit_count)
{
    struct matrix matrix = {policies, policy_count, reports, visit_count, 0, 0};
    set_widths(&matrix);
    if (visit_count == 1)
        print_steps(out, &matrix);
    else
        print_visits(out, &matrix);
    for (size_t p = 0; p < policy_count; p++)
        print_reasons(out, &matrix, p);
}
