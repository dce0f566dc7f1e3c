/* Problems: one line each with the place under a caret, or as JSON (docs/format.md, section 5). */
#include "cli.h"
#include "page.h"
#include "peek.h"

#include <string.h>

enum { EXCERPT = 120 }; /* bytes of a line that are shown; records are often one long line */

/* ---- JSON -------------------------------------------------------------------------------------------------------- */

void print_json_text(FILE *out, const char *text)
{
    fputc('"', out);
    for (; *text; text++) {
        if (*text == '"' || *text == '\\')
            fprintf(out, "\\%c", *text);
        else if ((unsigned char)*text < 0x20)
            fprintf(out, "\\u%04x", (unsigned)*text);
        else
            fputc(*text, out);
    }
    fputc('"', out);
}

static void print_json_member(FILE *out, const char *key, const char *text)
{
    fprintf(out, ",\"%s\":", key);
    if (text)
        print_json_text(out, text);
    else
        fputs("null", out);
}

static void print_json_place(FILE *out, const char *key, size_t number)
{
    if (number)
        fprintf(out, ",\"%s\":%zu", key, number);
    else
        fprintf(out, ",\"%s\":null", key);
}

static void print_json_problem(FILE *out, const homevisit_problem *problem, const char *file)
{
    fputs("{\"kind\":", out);
    print_json_text(out, homevisit_kind_text(problem->kind));
    print_json_member(out, "code", problem->code);
    print_json_member(out, "file", *file ? file : NULL);
    print_json_place(out, "line", problem->line);
    print_json_place(out, "column", problem->column);
    print_json_member(out, "pointer", problem->pointer);
    print_json_member(out, "message", problem->message);
    print_json_member(out, "suggestion", problem->suggestion);
    fputc('}', out);
}

void print_problem_json(FILE *out, homevisit_kind kind, const char *code, const char *message, const char *suggestion)
{
    const homevisit_problem problem = {
        .kind = kind, .code = code, .pointer = "", .message = message, .suggestion = suggestion};
    print_json_problem(out, &problem, "");
}

/* ---- text -------------------------------------------------------------------------------------------------------- */

/* A whole character at or after `at` within `end`. */
static size_t next_character(const char *text, size_t at, size_t end)
{
    while (at < end && ((unsigned char)text[at] & 0xC0) == 0x80)
        at++;
    return at;
}

/* The line of the problem, cut to what can be read, with the place marked under it. */
static void print_place(struct page *page, const homevisit_problem *problem, const struct source *source)
{
    const char *text = source->text;
    const size_t offset = problem->offset < source->length ? problem->offset : source->length;
    size_t start = offset, end = offset, marked = 1;
    while (start > 0 && text[start - 1] != '\n' && text[start - 1] != '\r')
        start--;
    while (end < source->length && text[end] != '\n' && text[end] != '\r')
        end++;
    if (end - start > EXCERPT && offset - start > EXCERPT / 2)
        start = next_character(text, offset - EXCERPT / 2, offset);
    if (end - start > EXCERPT) {
        end = start + EXCERPT;
        while (end > offset && ((unsigned char)text[end] & 0xC0) == 0x80)
            end--;
    }
    fputs("    ", page->out);
    const int before = print_safely(page->out, text + start, offset - start);
    const int after = print_safely(page->out, text + offset, end - offset);
    fprintf(page->out, "\n%*s", 4 + before, "");
    page_glue(page, problem->severity == HOMEVISIT_SEVERITY_WARNING ? STYLE_DOUBTFUL : STYLE_BAD, "^");
    for (; marked < problem->span && marked < (size_t)after; marked++)
        page_glue(page, problem->severity == HOMEVISIT_SEVERITY_WARNING ? STYLE_DOUBTFUL : STYLE_BAD, "~");
    page_end_line(page);
}

/* Somebody who asks for a policy that there is not is told what there is. */
static void print_bundled(struct page *page)
{
    const char *id;
    page_hang(page, 4);
    page_words(page, STYLE_PLAIN, "bundled are");
    for (size_t i = 0; (id = homevisit_bundled_id(i)) != NULL; i++)
        page_format(page, STYLE_PLAIN, "%s%s", id, homevisit_bundled_id(i + 1) ? "," : "");
    page_end_line(page);
}

static void print_problem(struct page *page, const homevisit_problem *problem, const char *file,
                          const struct source *source)
{
    const bool warning = problem->severity == HOMEVISIT_SEVERITY_WARNING;
    print_safely(page->out, *file ? file : "homevisit", *file ? strlen(file) : strlen("homevisit"));
    if (problem->line)
        fprintf(page->out, ":%zu:%zu", problem->line, problem->column);
    fputs(": ", page->out);
    if (warning)
        page_glue(page, STYLE_DOUBTFUL, "warning: ");
    page_glue(page, warning ? STYLE_DOUBTFUL : STYLE_BAD, homevisit_kind_text(problem->kind));
    page_glue(page, STYLE_PLAIN, ": ");
    page_glue(page, STYLE_PLAIN, problem->message);
    if (problem->suggestion) {
        page_glue(page, STYLE_PLAIN, "; did you mean '");
        page_glue(page, STYLE_BOLD, problem->suggestion);
        page_glue(page, STYLE_PLAIN, "'?");
    }
    page_end_line(page);
    if (problem->line && source)
        print_place(page, problem, source);
    if (strcmp(problem->code, "unknown_policy") == 0)
        print_bundled(page);
}

void tell_problems(const homevisit_problems *problems, const struct source *source, size_t start)
{
    struct page page;
    page_begin(&page, stderr);
    for (size_t i = 0; i < homevisit_problems_count(problems); i++) {
        homevisit_problem problem = *homevisit_problems_get(problems, i);
        problem.offset -= problem.line ? start : 0;
        print_problem(&page, &problem, source->path, source);
    }
}

/* ---- all of a command -------------------------------------------------------------------------------------------- */

bool session_has_errors(const struct session *session)
{
    for (size_t i = 0; i < session->problem_count; i++)
        for (size_t k = 0; k < homevisit_problems_count(session->problems[i]); k++)
            if (homevisit_problems_get(session->problems[i], k)->severity == HOMEVISIT_SEVERITY_ERROR)
                return true;
    return session->out_of_memory;
}

/* A problem's file is the path of what was read, not the name under which the library was told of it. */
static const char *file_of(const homevisit_problem *problem, const struct source *source)
{
    return source ? source->path : problem->document;
}

/* Programs look for warnings in the JSON; what they show of standard error are errors. */
static void tell_text(const struct session *session)
{
    struct page page;
    page_begin(&page, stderr);
    for (size_t i = 0; i < session->problem_count; i++)
        for (size_t k = 0; k < homevisit_problems_count(session->problems[i]); k++) {
            const homevisit_problem *problem = homevisit_problems_get(session->problems[i], k);
            if (problem->severity == HOMEVISIT_SEVERITY_WARNING && session->arguments->json)
                continue;
            const struct source *source = session_source(session, problem->document);
            print_problem(&page, problem, file_of(problem, source), source);
        }
    if (session->out_of_memory)
        fputs("homevisit: memory: memory ran out\n", stderr);
}

static void tell_json_list(const struct session *session, homevisit_severity severity)
{
    bool first = true;
    for (size_t i = 0; i < session->problem_count; i++)
        for (size_t k = 0; k < homevisit_problems_count(session->problems[i]); k++) {
            const homevisit_problem *problem = homevisit_problems_get(session->problems[i], k);
            if (problem->severity != severity)
                continue;
            fputs(first ? "" : ",", stdout);
            print_json_problem(stdout, problem, file_of(problem, session_source(session, problem->document)));
            first = false;
        }
    if (session->out_of_memory && severity == HOMEVISIT_SEVERITY_ERROR) {
        fputs(first ? "" : ",", stdout);
        print_problem_json(stdout, HOMEVISIT_KIND_MEMORY, "out_of_memory", "memory ran out", NULL);
    }
}

int session_tell(const struct session *session)
{
    const struct arguments *arguments = session->arguments;
    const bool errors = session_has_errors(session);
    tell_text(session);
    if (arguments->json && (errors || arguments->warnings)) {
        fputs("{\"problems\":[", stdout);
        tell_json_list(session, HOMEVISIT_SEVERITY_ERROR);
        if (arguments->warnings) {
            fputs("],\"warnings\":[", stdout);
            tell_json_list(session, HOMEVISIT_SEVERITY_WARNING);
        }
        fputs("]}\n", stdout);
    }
    return errors ? EXIT_UNUSABLE : EXIT_FINE;
}

int session_end(struct session *session, int status)
{
    if (session_has_errors(session))
        status = session_tell(session);
    session_free(session);
    return status;
}
