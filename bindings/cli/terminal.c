/* Colour where a person sees it, and a bar for work that takes longer than a second. */
#define _POSIX_C_SOURCE 200809L
#include "cli.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

bool terminal_colour(FILE *out)
{
    const char *no_colour = getenv("NO_COLOR");
    const char *terminal = getenv("TERM");
    if (no_colour && *no_colour)
        return false;
    if (terminal && strcmp(terminal, "dumb") == 0)
        return false;
    return isatty(fileno(out)) == 1;
}

void print_styled(FILE *out, enum style style, int width, const char *text)
{
    static const char *const codes[] = {"", "1", "2", "32", "33", "1;31"};
    if (style == STYLE_PLAIN || !terminal_colour(out)) {
        fprintf(out, "%-*s", width, text);
        return;
    }
    int padding = width - (int)strlen(text);
    fprintf(out, "\033[%sm%s\033[0m%*s", codes[style], text, padding > 0 ? padding : 0, "");
}

enum style decision_style(homevisit_decision decision)
{
    switch (decision) {
    case HOMEVISIT_DECISION_ALLOW: return STYLE_GOOD;
    case HOMEVISIT_DECISION_WARN:
    case HOMEVISIT_DECISION_UNKNOWN: return STYLE_DOUBTFUL;
    default: return STYLE_BAD;
    }
}

static double now(void)
{
    struct timespec time = {0, 0};
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (double)time.tv_sec + (double)time.tv_nsec * 1e-9;
}

void progress_begin(struct progress *progress, size_t total)
{
    *progress = (struct progress){.total = total, .began = now()};
    progress->visible = isatty(STDERR_FILENO) == 1;
}

void progress_step(struct progress *progress)
{
    enum { CELLS = 30 };
    progress->done++;
    if (!progress->visible || progress->done > progress->total)
        return;
    const double time = now(), passed = time - progress->began;
    if (passed < 1.0 || time - progress->drawn < 0.1)
        return;
    progress->drawn = time;
    const double left = passed / (double)progress->done * (double)(progress->total - progress->done);
    const int full = (int)(progress->done * CELLS / progress->total);
    fprintf(stderr, "\r[%.*s%*s] %zu of %zu, %.0f s left ", full, "##############################", CELLS - full, "",
            progress->done, progress->total, left);
}

void progress_end(struct progress *progress)
{
    if (progress->visible && progress->drawn > 0)
        fprintf(stderr, "\r%*s\r", 72, "");
}
