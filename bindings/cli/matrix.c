/* Several audits side by side: visits by policies, or the steps of one visit by policies; then the reasons. */
#include "page.h"

#include <stdlib.h>
#include <string.h>

enum { GAP = 2, WIDE = 120, STEP_COLUMNS = 43, HEAD_PIECES = 8, CELL_SIZE = 160 };

/* ---- cells ------------------------------------------------------------------------------------------------------- */

/* What a decision rests on: the clause that is worst, and how many more findings and duties there are. */
struct ground {
    homevisit_names clauses;
    const char *rule;
    int weight;
    size_t count;
};

static void add_ground(struct ground *ground, homevisit_names clauses, const char *rule, int weight)
{
    ground->count++;
    if (weight <= ground->weight)
        return;
    ground->clauses = clauses;
    ground->rule = rule;
    ground->weight = weight;
}

static void add_findings(struct ground *ground, const homevisit_step *step)
{
    for (size_t i = 0; i < step->finding_count; i++) {
        const homevisit_finding *finding = &step->findings[i];
        const bool must = finding->force == HOMEVISIT_FORCE_MUST, broken = finding->outcome == HOMEVISIT_OUTCOME_BROKEN;
        add_ground(ground, finding->clauses, finding->rule, must && broken ? 4 : must ? 3 : broken ? 2 : 1);
    }
}

static void add_duties(struct ground *ground, const homevisit_result *result)
{
    for (size_t i = 0; i < result->duty_count; i++) {
        const homevisit_duty *duty = &result->duties[i];
        const bool must = duty->force == HOMEVISIT_FORCE_MUST;
        if (duty_counts(duty))
            add_ground(ground, duty->clauses, duty->rule, !must ? 2 : duty_failed(duty) ? 4 : 3);
    }
}

/* "deny HP-13 +2", plain only "deny". */
static void cell_text(homevisit_decision decision, bool silent, const struct ground *ground, bool plain,
                      char out[CELL_SIZE])
{
    if (silent && decision == HOMEVISIT_DECISION_ALLOW) {
        snprintf(out, CELL_SIZE, "-");
        return;
    }
    int length = snprintf(out, CELL_SIZE, "%s", homevisit_decision_text(decision));
    if (plain)
        return;
    if (ground->count)
        length += snprintf(out + length, CELL_SIZE - (size_t)length, " %.100s",
                           ground->clauses.count ? ground->clauses.items[0] : ground->rule);
    if (ground->count > 1)
        snprintf(out + length, CELL_SIZE - (size_t)length, " +%zu", ground->count - 1);
}

static const homevisit_result *result_of(const struct matrix *matrix, size_t policy, size_t visit)
{
    return homevisit_report_result(matrix->reports[policy * matrix->visit_count + visit]);
}

static void visit_cell(const homevisit_result *result, bool plain, char out[CELL_SIZE])
{
    struct ground ground = {0};
    for (size_t i = 0; i < result->step_count; i++)
        add_findings(&ground, &result->steps[i]);
    add_duties(&ground, result);
    cell_text(result->decision, false, &ground, plain, out);
}

static void step_cell(const homevisit_step *step, bool plain, char out[CELL_SIZE])
{
    struct ground ground = {0};
    add_findings(&ground, step);
    cell_text(step->decision, step->silent, &ground, plain, out);
}

static void duties_cell(const homevisit_result *result, bool plain, char out[CELL_SIZE])
{
    struct ground ground = {0};
    add_duties(&ground, result);
    if (ground.count && plain)
        snprintf(out, CELL_SIZE, "%zu", ground.count);
    else if (ground.count)
        snprintf(out, CELL_SIZE, "%zu: %.100s%s", ground.count,
                 ground.clauses.count ? ground.clauses.items[0] : ground.rule, ground.count > 1 ? ", ..." : "");
    else
        snprintf(out, CELL_SIZE, "-");
}

/* ---- columns ----------------------------------------------------------------------------------------------------- */

struct columns {
    const struct matrix *matrix;
    int first;   /* width of the rows' heads */
    int *widths; /* of each policy's column */
    bool plain;  /* decisions without their clauses, where the page is too narrow for these */
};

static int larger(int a, int b)
{
    return a > b ? a : b;
}

/* The n-th piece of an id that is set on several lines, broken behind its hyphens; length 0 past the last. */
static const char *head_piece(const char *id, size_t n, int width, int *length)
{
    for (;; n--) {
        const size_t left = strlen(id);
        size_t end = left <= (size_t)width ? left : 0;
        for (size_t i = 0; i < left && !(end == left); i++)
            if (id[i] == '-' && (i < (size_t)width || end == 0))
                end = i + 1;
        *length = (int)(end ? end : left);
        if (n == 0 || left == 0)
            return id;
        id += *length;
    }
}

static void widen_for_cells(struct columns *columns, size_t p)
{
    const struct matrix *matrix = columns->matrix;
    char cell[CELL_SIZE];
    int *width = &columns->widths[p];
    for (size_t v = 0; v < matrix->visit_count; v++) {
        const homevisit_result *result = result_of(matrix, p, v);
        visit_cell(result, columns->plain, cell);
        *width = larger(*width, text_columns(cell));
        if (matrix->visit_count > 1)
            continue;
        duties_cell(result, columns->plain, cell);
        *width = larger(*width, text_columns(cell));
        for (size_t i = 0; i < result->step_count; i++) {
            step_cell(&result->steps[i], columns->plain, cell);
            *width = larger(*width, text_columns(cell));
        }
    }
}

static int column_at(const struct columns *columns, size_t p)
{
    int column = columns->first + GAP;
    for (size_t i = 0; i < p; i++)
        column += columns->widths[i] + GAP;
    return column;
}

static void set_widths(struct columns *columns, bool plain)
{
    columns->plain = plain;
    for (size_t p = 0; p < columns->matrix->policy_count; p++) {
        columns->widths[p] = 10;
        widen_for_cells(columns, p);
    }
}

static bool columns_init(struct columns *columns, const struct matrix *matrix, int page_width)
{
    *columns = (struct columns){matrix, 8, calloc(matrix->policy_count, sizeof(int)), false};
    if (!columns->widths)
        return false;
    if (matrix->visit_count == 1)
        columns->first = STEP_COLUMNS;
    for (size_t v = 0; v < matrix->visit_count && matrix->visit_count > 1; v++)
        columns->first = larger(columns->first, text_columns(result_of(matrix, 0, v)->visit));
    set_widths(columns, false);
    if (column_at(columns, matrix->policy_count) - GAP > larger(page_width, WIDE))
        set_widths(columns, true);
    return true;
}

/* ---- rows -------------------------------------------------------------------------------------------------------- */

static void print_heads(struct page *page, const struct columns *columns, const char *first)
{
    bool more = true;
    for (size_t line = 0; more && line < HEAD_PIECES; line++) {
        more = false;
        page_words(page, STYLE_BOLD, line == 0 ? first : "");
        for (size_t p = 0; p < columns->matrix->policy_count; p++) {
            char text[64];
            int length = 0;
            const char *piece =
                head_piece(homevisit_policy_id(columns->matrix->policies[p]), line, columns->widths[p], &length);
            if (length == 0)
                continue;
            snprintf(text, sizeof text, "%.*s", length, piece);
            page_to(page, column_at(columns, p));
            page_glue(page, STYLE_BOLD, text);
            more = more || piece[length];
        }
        page_end_line(page);
    }
}

static void print_cell(struct page *page, const struct columns *columns, size_t p, enum style style, const char *text)
{
    page_to(page, column_at(columns, p));
    page_glue(page, style, text);
}

static enum style cell_style(homevisit_decision decision, const char *text)
{
    return strcmp(text, "-") == 0 ? STYLE_DIM : decision_style(decision);
}

static void print_total(struct page *page, const struct columns *columns, size_t v)
{
    char cell[CELL_SIZE];
    for (size_t p = 0; p < columns->matrix->policy_count; p++) {
        const homevisit_result *result = result_of(columns->matrix, p, v);
        visit_cell(result, columns->plain, cell);
        print_cell(page, columns, p, cell_style(result->decision, cell), cell);
    }
    page_end_line(page);
}

static void print_step_row(struct page *page, const struct columns *columns, size_t i)
{
    const struct matrix *matrix = columns->matrix;
    const homevisit_step *any = &result_of(matrix, 0, 0)->steps[i];
    char moment[32], cell[CELL_SIZE];
    moment_text(matrix->policies[0], any->at, NULL, moment);
    page_glue(page, STYLE_PLAIN, moment + 4); /* without the day of the week */
    page_to(page, 21);
    page_glue(page, STYLE_PLAIN, homevisit_word_text(any->event));
    for (size_t p = 0; p < matrix->policy_count; p++) {
        const homevisit_step *step = &result_of(matrix, p, 0)->steps[i];
        step_cell(step, columns->plain, cell);
        print_cell(page, columns, p, cell_style(step->decision, cell), cell);
    }
    page_end_line(page);
}

/* Whether any of the policies has something against a step. */
static bool is_objected(const struct matrix *matrix, size_t i)
{
    for (size_t p = 0; p < matrix->policy_count; p++)
        if (result_of(matrix, p, 0)->steps[i].decision != HOMEVISIT_DECISION_ALLOW)
            return true;
    return false;
}

static void print_duties_row(struct page *page, const struct columns *columns)
{
    char cell[CELL_SIZE];
    page_words(page, STYLE_PLAIN, "duties late, left undone or unknown");
    for (size_t p = 0; p < columns->matrix->policy_count; p++) {
        duties_cell(result_of(columns->matrix, p, 0), columns->plain, cell);
        print_cell(page, columns, p, strcmp(cell, "-") == 0 ? STYLE_DIM : STYLE_BAD, cell);
    }
    page_end_line(page);
}

static void print_steps(struct page *page, const struct columns *columns, bool brief)
{
    const struct matrix *matrix = columns->matrix;
    const homevisit_result *any = result_of(matrix, 0, 0);
    size_t left_out = 0;
    page_words(page, STYLE_PLAIN, "visit");
    page_words(page, STYLE_BOLD, any->visit);
    page_end_line(page);
    print_heads(page, columns, "step");
    for (size_t i = 0; i < any->step_count; i++) {
        if (!brief || is_objected(matrix, i))
            print_step_row(page, columns, i);
        else
            left_out++;
    }
    if (left_out) {
        page_format(page, STYLE_DIM, "(%zu steps to which nobody objects)", left_out);
        page_end_line(page);
    }
    print_duties_row(page, columns);
    page_words(page, STYLE_BOLD, "all in all");
    print_total(page, columns, 0);
}

static void print_visits(struct page *page, const struct columns *columns)
{
    print_heads(page, columns, "visit");
    for (size_t v = 0; v < columns->matrix->visit_count; v++) {
        page_glue(page, STYLE_PLAIN, result_of(columns->matrix, 0, v)->visit);
        print_total(page, columns, v);
    }
}

/* ---- reasons ----------------------------------------------------------------------------------------------------- */

static void print_reasons_of(struct page *page, const struct matrix *matrix, size_t p, size_t v)
{
    const homevisit_result *result = result_of(matrix, p, v);
    if (!has_reasons(result))
        return;
    page_end_line(page);
    page_words(page, STYLE_BOLD, result->policy_id);
    if (matrix->visit_count > 1) {
        page_words(page, STYLE_PLAIN, "on");
        page_words(page, STYLE_BOLD, result->visit);
    }
    page_glue(page, STYLE_PLAIN, ":");
    print_summary(page, result);
    print_reasons(page, matrix->policies[p], result);
}

static void print_legend(struct page *page, const struct matrix *matrix, bool plain)
{
    if (plain && matrix->visit_count > 1)
        return;
    if (plain)
        page_words(page, STYLE_DIM, "(-: the policy says nothing)");
    else if (matrix->visit_count == 1)
        page_words(page, STYLE_DIM,
                   "(behind a decision: the gravest clause, and how many more; -: the policy says nothing)");
    else
        page_words(page, STYLE_DIM, "(behind a decision: the gravest clause, and how many more findings)");
    page_end_line(page);
}

bool print_matrix(struct page *page, const struct matrix *matrix, bool brief)
{
    struct columns columns;
    if (!columns_init(&columns, matrix, page->width))
        return false;
    if (matrix->visit_count == 1)
        print_steps(page, &columns, brief);
    else
        print_visits(page, &columns);
    free(columns.widths);
    print_legend(page, matrix, columns.plain);
    for (size_t v = 0; v < matrix->visit_count && !brief; v++)
        for (size_t p = 0; p < matrix->policy_count; p++)
            print_reasons_of(page, matrix, p, v);
    return true;
}
