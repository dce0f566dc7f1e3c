/* Problems: one line each with the place under a caret, or as JSON. */
#include "cli.h"

#include <string.h>

#define SHOWN 100 /* bytes of a line that are shown; records are often one long line */

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

/* How many columns some bytes take: characters, as near as it gets without tables of widths. */
static size_t columns(const char *text, size_t length)
{
    size_t count = 0;
    for (size_t i = 0; i < length; i++)
        count += ((unsigned char)text[i] & 0xC0) != 0x80;
    return count;
}

static void print_place(FILE *out, const homevisit_problem *problem, const struct source *source)
{
    const char *text = source->text;
    size_t offset = problem->offset < source->length ? problem->offset : source->length;
    size_t start = offset, end = offset;
    while (start > 0 && text[start - 1] != '\n' && text[start - 1] != '\r')
        start--;
    while (end < source->length && text[end] != '\n' && text[end] != '\r')
        end++;
    if (offset - start > SHOWN / 2)
        start = offset - SHOWN / 2;
    while (start < offset && ((unsigned char)text[start] & 0xC0) == 0x80)
        start++; /* not within a character */
    if (end - start > SHOWN)
        end = start + SHOWN;
    while (end > offset && end < source->length && ((unsigned char)text[end] & 0xC0) == 0x80)
        end--;
    fputs("    ", out);
    for (size_t i = start; i < end; i++)
        fputc((unsigned char)text[i] < 0x20 || text[i] == 0x7f ? ' ' : text[i], out);
    fprintf(out, "\n    %*s", (int)columns(text + start, offset - start), "");
    size_t marked = problem->span ? problem->span : 1, room = columns(text + offset, end - offset);
    fputc('^', out);
    for (size_t i = 1; i < marked && i < room; i++)
        fputc('~', out);
    fputc('\n', out);
}

void print_problem_text(FILE *out, const homevisit_problem *problem, const struct source *source)
{
    const char *document = *problem->document ? problem->document : "homevisit";
    if (problem->line)
        fprintf(out, "%s:%zu:%zu: ", document, problem->line, problem->column);
    else
        fprintf(out, "%s: ", document);
    fprintf(out, "%s%s: %s", problem->severity == HOMEVISIT_SEVERITY_WARNING ? "warning: " : "",
            homevisit_kind_text(problem->kind), problem->message);
    if (problem->suggestion)
        fprintf(out, "; did you mean '%s'?", problem->suggestion);
    fputc('\n', out);
    if (problem->line && source)
        print_place(out, problem, source);
}

static void tell_json(const struct session *session)
{
    bool first = true;
    fputs("{\"problems\":[", stdout);
    for (size_t i = 0; i < session->problem_count; i++) {
        homevisit_buffer buffer = {0};
        if (homevisit_problems_json(session->problems[i], &buffer) != HOMEVISIT_OK)
            continue;
        /* Without the frame {"problems":[ … ]}, so that several lists become one. */
        const size_t before = strlen("{\"problems\":["), after = strlen("]}");
        if (buffer.length > before + after) {
            printf("%s%.*s", first ? "" : ",", (int)(buffer.length - before - after), buffer.data + before);
            first = false;
        }
        homevisit_buffer_free(&buffer);
    }
    if (session->out_of_memory)
        printf("%s{\"kind\":\"memory\",\"code\":\"out_of_memory\",\"file\":\"\",\"line\":null,\"column\":null,"
               "\"pointer\":\"\",\"message\":\"memory ran out\",\"suggestion\":null}",
               first ? "" : ",");
    fputs("]}\n", stdout);
}

int session_tell(const struct session *session)
{
    for (size_t i = 0; i < session->problem_count; i++)
        for (size_t k = 0; k < homevisit_problems_count(session->problems[i]); k++) {
            const homevisit_problem *problem = homevisit_problems_get(session->problems[i], k);
            print_problem_text(stderr, problem, session_source(session, problem->document));
        }
    if (session->out_of_memory)
        fputs("homevisit: memory: memory ran out\n", stderr);
    if (session->arguments->json)
        tell_json(session);
    return EXIT_UNUSABLE;
}
