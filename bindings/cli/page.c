/* Lines for a person: words that are wrapped, columns, and colour where it is seen. */
#define _DEFAULT_SOURCE /* winsize */
#include "page.h"
#include "peek.h"

#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

enum { NARROWEST = 60, WIDEST = 120, WIDTH = 100 };

/* ---- characters -------------------------------------------------------------------------------------------------- */

/* Characters that no message needs, and with which a record could write over somebody's terminal: the control
 * characters, and those that turn the direction of writing. */
static bool is_unsafe(unsigned long character)
{
    return character < 0x20 || (character >= 0x7F && character < 0xA0) ||
           (character >= 0x202A && character <= 0x202E) || (character >= 0x2066 && character <= 0x2069) ||
           character == 0x2028 || character == 0x2029;
}

/* Columns of a character: none for what is laid over another, two for the wide scripts of East Asia and for pictures. */
static int character_columns(unsigned long character)
{
    static const struct {
        unsigned long first, last;
        int columns;
    } ranges[] = {{0x0300, 0x036F, 0}, {0x200B, 0x200F, 0}, {0xFE00, 0xFE0F, 0},   {0x1100, 0x115F, 2},
                  {0x2E80, 0xA4CF, 2}, {0xAC00, 0xD7A3, 2}, {0xF900, 0xFAFF, 2},   {0xFE30, 0xFE6F, 2},
                  {0xFF00, 0xFF60, 2}, {0xFFE0, 0xFFE6, 2}, {0x1F300, 0x1FAFF, 2}, {0x20000, 0x3FFFD, 2}};
    for (size_t i = 0; i < sizeof ranges / sizeof *ranges; i++)
        if (character >= ranges[i].first && character <= ranges[i].last)
            return ranges[i].columns;
    return 1;
}

/* `out` NULL only counts. */
static int put_safely(FILE *out, const char *text, size_t length)
{
    int columns = 0;
    for (size_t i = 0; i < length;) {
        const size_t size = utf8_length(text + i, length - i);
        const unsigned long character = size ? utf8_decode(text + i, size) : 0;
        const bool unsafe = is_unsafe(character);
        if (out && unsafe)
            fputc(text[i] == '\t' || text[i] == '\n' ? ' ' : '?', out);
        else if (out)
            fwrite(text + i, 1, size, out);
        columns += unsafe ? 1 : character_columns(character);
        i += size ? size : 1;
    }
    return columns;
}

int print_safely(FILE *out, const char *text, size_t length)
{
    return put_safely(out, text, length);
}

int text_columns(const char *text)
{
    return put_safely(NULL, text, strlen(text));
}

/* ---- the page ---------------------------------------------------------------------------------------------------- */

static bool wants_colour(FILE *out)
{
    const char *no_colour = getenv("NO_COLOR");
    const char *terminal = getenv("TERM");
    if ((no_colour && *no_colour) || !terminal || strcmp(terminal, "dumb") == 0)
        return false;
    return isatty(fileno(out)) == 1;
}

static int page_width(FILE *out)
{
    struct winsize size = {0};
    if (isatty(fileno(out)) != 1 || ioctl(fileno(out), TIOCGWINSZ, &size) != 0 || size.ws_col == 0)
        return WIDTH;
    return size.ws_col < NARROWEST ? NARROWEST : size.ws_col > WIDEST ? WIDEST : size.ws_col;
}

void page_begin(struct page *page, FILE *out)
{
    *page = (struct page){.out = out, .colour = wants_colour(out), .width = page_width(out), .glued = true};
}

static void put_styled(struct page *page, enum style style, const char *text, size_t length)
{
    static const char *const codes[] = {"", "1", "2", "32", "33", "1;31"};
    if (page->colour && style != STYLE_PLAIN)
        fprintf(page->out, "\033[%sm", codes[style]);
    page->column += put_safely(page->out, text, length);
    if (page->colour && style != STYLE_PLAIN)
        fputs("\033[0m", page->out);
    page->glued = false;
}

void page_end_line(struct page *page)
{
    fputc('\n', page->out);
    page->column = 0;
    page->indent = 0;
    page->glued = true;
}

void page_to(struct page *page, int column)
{
    const int spaces = column > page->column ? column - page->column : page->column > 0;
    fprintf(page->out, "%*s", spaces, "");
    page->column += spaces;
    page->glued = true;
}

void page_hang(struct page *page, int column)
{
    page->indent = column;
    page_to(page, column);
}

void page_words(struct page *page, enum style style, const char *text)
{
    while (*text) {
        const size_t length = strcspn(text, " ");
        const int columns = put_safely(NULL, text, length);
        const int indent = page->indent;
        if (length && !page->glued && page->column + 1 + columns >= page->width && page->column > indent) {
            page_end_line(page);
            page_hang(page, indent);
        } else if (length && !page->glued) {
            page_to(page, page->column + 1);
        }
        if (length)
            put_styled(page, style, text, length);
        text += length + (text[length] == ' ');
    }
}

void page_format(struct page *page, enum style style, const char *format, ...)
{
    char text[512];
    va_list list;
    va_start(list, format);
    vsnprintf(text, sizeof text, format, list);
    va_end(list);
    page_words(page, style, text);
}

void page_glue(struct page *page, enum style style, const char *text)
{
    put_styled(page, style, text, strlen(text));
}

void page_heading(struct page *page, const char *text)
{
    page_end_line(page);
    page_words(page, STYLE_BOLD, text);
    page_end_line(page);
}
