/* How reports are set for a person: styles, columns, lines that are wrapped; and the pieces that reports share. */
#ifndef HOMEVISIT_CLI_PAGE_H
#define HOMEVISIT_CLI_PAGE_H

#include <homevisit/homevisit.h>
#include <stdio.h>

/* The compiler compares formats with what is given for them. */
#if defined(__GNUC__)
#define CLI_FORMAT(at, first) __attribute__((format(printf, at, first)))
#else
#define CLI_FORMAT(at, first)
#endif

/* ---- page.c ------------------------------------------------------------------------------------------------------ */

enum style { STYLE_PLAIN, STYLE_BOLD, STYLE_DIM, STYLE_GOOD, STYLE_DOUBTFUL, STYLE_BAD };

/* A stream, and where on its line the next character stands. */
struct page {
    FILE *out;
    bool colour;
    int width;  /* columns of a line */
    int column; /* from 0 */
    int indent; /* where a wrapped line goes on */
    bool glued; /* the next word stands against what is there */
};

/* Colour on a terminal only, and not with NO_COLOR or TERM=dumb; a terminal's own width, 100 columns elsewhere. */
void page_begin(struct page *page, FILE *out);
/* Prints words separated by spaces, also from what stands on the line already; wraps where the line is full, with room
 * for a mark that is glued to the last word. */
void page_words(struct page *page, enum style style, const char *text);
/* The same for a text that is made first (at most 511 bytes). */
void page_format(struct page *page, enum style style, const char *format, ...) CLI_FORMAT(3, 4);
/* Prints a text against what stands on the line, unwrapped. */
void page_glue(struct page *page, enum style style, const char *text);
/* Goes to a column by spaces; one space where the line is beyond it already. What follows stands against it. */
void page_to(struct page *page, int column);
/* Goes to a column, and has lines wrapped to it. */
void page_hang(struct page *page, int column);
void page_end_line(struct page *page);
/* An empty line, and a heading on a line of its own. */
void page_heading(struct page *page, const char *text);
/* How many columns a text takes when it is printed. */
int text_columns(const char *text);
/* Prints a text of strangers: control characters and what is no UTF-8 become '?'. Returns the columns it took. */
int print_safely(FILE *out, const char *text, size_t length);

/* ---- moments.c --------------------------------------------------------------------------------------------------- */

/* "Mon 2026-03-02" and "10:20:00" by the policy's own clock. */
void day_text(const homevisit_policy *policy, int64_t at, char out[16]);
void clock_text(const homevisit_policy *policy, int64_t at, char out[12]);
/* A moment as it is best said to somebody who looks at `near`: the day is left out where it is the same. */
void moment_text(const homevisit_policy *policy, int64_t at, const homevisit_moment *near, char out[32]);
/* "2 h 5 min", "45 s", to the second; of a negative number the same. */
void duration_text(int64_t seconds, char out[40]);

/* ---- parts.c ----------------------------------------------------------------------------------------------------- */

enum style decision_style(homevisit_decision decision);
bool duty_failed(const homevisit_duty *duty); /* late, overdue, missed */
bool duty_counts(const homevisit_duty *duty); /* that, or unknown: what speaks against a visit */
/* Names with commas between them. */
void print_names(struct page *page, enum style style, homevisit_names names);
void print_head(struct page *page, const homevisit_policy *policy, const homevisit_result *result);
void print_state(struct page *page, const homevisit_result *result);
void print_findings(struct page *page, const homevisit_policy *policy, const homevisit_finding *findings, size_t count,
                    int indent);
/* A duty in two lines or more; `now` is what its times are compared with. */
void print_duty(struct page *page, const homevisit_policy *policy, const homevisit_duty *duty, homevisit_moment now,
                int indent);
/* The steps and duties that speak against a visit. */
bool has_reasons(const homevisit_result *result);
void print_reasons(struct page *page, const homevisit_policy *policy, const homevisit_result *result);
void print_notices(struct page *page, const homevisit_result *result);
void print_summary(struct page *page, const homevisit_result *result);

/* ---- the reports ------------------------------------------------------------------------------------------------- */

void print_check(struct page *page, const homevisit_policy *policy, const homevisit_result *result, bool brief);
void print_status(struct page *page, const homevisit_policy *policy, const homevisit_result *result, bool brief);
/* false where memory ran out. */
bool print_audit(struct page *page, const homevisit_policy *policy, const homevisit_result *result, bool brief);
/* Whether a duty's deadline belongs on the timeline: it went by, and when is known. */
bool duty_on_timeline(const homevisit_duty *duty);
/* What is due next, and the duties that are not settled; those that are, are counted where it is not brief. */
void print_deadlines(struct page *page, const homevisit_policy *policy, const homevisit_result *result, bool brief);

/* ---- matrix.c ---------------------------------------------------------------------------------------------------- */

/* Reports in rows and columns: `reports[policy * visit_count + visit]`. */
struct matrix {
    homevisit_policy *const *policies;
    size_t policy_count;
    homevisit_report *const *reports;
    size_t visit_count;
};
/* false where memory ran out. */
bool print_matrix(struct page *page, const struct matrix *matrix, bool brief);

#endif
