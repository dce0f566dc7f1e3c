/* A bar for work that takes longer than a second, where a person watches. */
#define _POSIX_C_SOURCE 200809L
#include "cli.h"

#include <time.h>
#include <unistd.h>

enum { CELLS = 30 };

static double now(void)
{
    struct timespec time = {0, 0};
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (double)time.tv_sec + (double)time.tv_nsec * 1e-9;
}

void progress_begin(struct progress *progress, size_t total)
{
    *progress = (struct progress){.total = total, .began = now(), .visible = isatty(STDERR_FILENO) == 1};
}

/* How long the work has taken, where it is time to draw again; 0 where it is not. */
static double time_to_draw(struct progress *progress)
{
    if (!progress->visible)
        return 0;
    const double time = now(), passed = time - progress->began;
    if (passed < 1.0 || time - progress->drawn < 0.1)
        return 0;
    progress->drawn = time;
    return passed;
}

static void draw_bar(size_t done, size_t total)
{
    const int full = (int)((double)done / (double)total * CELLS);
    fprintf(stderr, "\r[%.*s%*s] ", full, "##############################", CELLS - full, "");
}

void progress_step(struct progress *progress)
{
    progress->done++;
    const double passed = progress->done <= progress->total ? time_to_draw(progress) : 0;
    if (passed <= 0)
        return;
    draw_bar(progress->done, progress->total);
    fprintf(stderr, "%zu of %zu, %.0f s left\033[K", progress->done, progress->total,
            passed / (double)progress->done * (double)(progress->total - progress->done));
    fflush(stderr);
}

void progress_stream(struct progress *progress, size_t visits, size_t read)
{
    const double passed = time_to_draw(progress);
    if (passed <= 0)
        return;
    const bool known = progress->total && read && read <= progress->total;
    if (known)
        draw_bar(read, progress->total);
    fprintf(stderr, "%s%zu visits, %.0f a second", known ? "" : "\r", visits, (double)visits / passed);
    if (known)
        fprintf(stderr, ", %.0f s left", passed / (double)read * (double)(progress->total - read));
    fputs("\033[K", stderr);
    fflush(stderr);
}

void progress_hide(struct progress *progress)
{
    if (progress->visible && progress->drawn > 0)
        fputs("\r\033[K", stderr);
    progress->drawn = 0;
}

void progress_end(struct progress *progress)
{
    if (progress->visible && progress->drawn > 0)
        fputs("\r\033[K", stderr);
}
