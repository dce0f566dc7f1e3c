/*
 * Only reading a file of records, a record a line: by the strict scan, and by loading and dropping each record. Each thread
 * reads its own part of the file in pieces and passes over it line by line; nothing is kept.
 */
#define _POSIX_C_SOURCE 200809L
#include "json_scan.h"
#include "measure.h"
#include "stream.h"

#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { PIECE = 1 << 18, MOST_THREADS = 64 };

/* The lines that begin in [begin, end) of the file. */
struct part {
    const char *path;
    long begin, end;
    bool load; /* as visits; else only as JSON */
    size_t records;
};

static void pass_line(struct part *part, const char *line, size_t length, const homevisit_allocator *allocator)
{
    const struct json_limits limits = {0};
    homevisit_visit *visit = NULL;
    if (part->load)
        must(homevisit_visit_load(line, length, NULL, &visit, NULL), "a record");
    else
        must_hold(json_check((homevisit_text){line, length}, "", &limits, allocator, NULL), "a record is not sound",
                  part->records);
    homevisit_visit_free(visit);
    part->records++;
}

/* Passes over the whole lines of the buffer as far as they belong to the part; returns how many bytes that were. */
static size_t pass_lines(struct part *part, const char *buffer, size_t length, const homevisit_allocator *allocator)
{
    size_t at = 0;
    const char *end;
    while (part->begin < part->end && (end = memchr(buffer + at, '\n', length - at)) != NULL) {
        const size_t line = (size_t)(end - buffer) - at;
        pass_line(part, buffer + at, line, allocator);
        at += line + 1;
        part->begin += (long)line + 1;
    }
    return at;
}

static void *pass_part(void *user)
{
    struct part *part = user;
    const homevisit_allocator allocator = memory_allocator(NULL);
    FILE *file = fopen(part->path, "rb");
    char *buffer = malloc(2 * (size_t)PIECE);
    size_t held = 0;
    must_hold(file && buffer && fseek(file, part->begin, SEEK_SET) == 0, "the stream cannot be read", 0);
    while (part->begin < part->end) {
        const size_t read = fread(buffer + held, 1, PIECE, file);
        must_hold(read > 0 && held < PIECE, "the stream ends within a line", part->records);
        held += read;
        const size_t done = pass_lines(part, buffer, held, &allocator);
        held -= done;
        memmove(buffer, buffer + done, held);
    }
    free(buffer);
    fclose(file);
    return NULL;
}

/* Where the line after `near` begins, or the end of the file. */
static long next_line(FILE *file, long near)
{
    int c = 0;
    must_hold(fseek(file, near, SEEK_SET) == 0, "the stream cannot be searched", (size_t)near);
    while (c != '\n' && (c = getc(file)) != EOF)
        near++;
    return near;
}

void stream_cut(const char *path, struct stream_part *parts, size_t count)
{
    FILE *file = fopen(path, "rb");
    must_hold(file && fseek(file, 0, SEEK_END) == 0, path, count);
    const long size = ftell(file);
    for (size_t i = 0; i < count; i++) {
        parts[i].begin = i ? parts[i - 1].end : 0;
        parts[i].end = i + 1 == count ? size : next_line(file, size / (long)count * (long)(i + 1));
    }
    fclose(file);
}

static size_t pass_file(const char *path, size_t threads, bool load)
{
    struct stream_part bytes[MOST_THREADS];
    struct part parts[MOST_THREADS];
    pthread_t ids[MOST_THREADS];
    must_hold(threads >= 1 && threads <= MOST_THREADS, path, threads);
    size_t records = 0;
    stream_cut(path, bytes, threads);
    for (size_t i = 0; i < threads; i++)
        parts[i] = (struct part){.path = path, .begin = bytes[i].begin, .end = bytes[i].end, .load = load};
    for (size_t i = 1; i < threads; i++)
        must_hold(pthread_create(&ids[i], NULL, pass_part, &parts[i]) == 0, "no thread", i);
    pass_part(&parts[0]);
    for (size_t i = 0; i < threads; i++) {
        if (i > 0)
            pthread_join(ids[i], NULL);
        records += parts[i].records;
    }
    return records;
}

size_t stream_scan(const char *path, size_t threads)
{
    return pass_file(path, threads, false);
}

size_t stream_load(const char *path, size_t threads)
{
    return pass_file(path, threads, true);
}
