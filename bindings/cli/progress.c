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

void progress_step(struct progress *progress)
{
    progress->done++;
    if (!progress->visible || progress->done > progress->total)
        return;
    const double time = now(), passed = time - progress->began;
    if (passed < 1.0 || time - progress->drawn < 0.1)
        return;
    progress->drawn = time;
    const double left = passed / (double)progress->done * (double)(progress->total - progress->done);
    const int full = (int)(progress->done * CELLS / progress->total);
    fprintf(stderr, "\r[%.*s%*s] %zu of %zu, %.0f s left\033[K", full, "##############################", CELLS - full,
            "", progress->done, progress->total, left);
    fflush(stderr);
}

void progress_end(struct progress *progress)
{
    if (progress->visible && progress->drawn > 0)
        fputs("\r\033[K", stderr);
}
