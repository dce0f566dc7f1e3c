/*
 * Runs a fuzz target over files, where libFuzzer is not linked: each file named, and each file of each folder named.
 * So every input of the corpora is a plain test with any compiler.
 *
 *   TARGET FILE|FOLDER…
 *
 * Prints how many inputs were run; an input that breaks a promise aborts, its name having been printed first.
 */
#include "fuzz.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { NAME_LIMIT = 4096 };

static bool run_file(const char *name)
{
    FILE *file = fopen(name, "rb");
    uint8_t *bytes = NULL;
    size_t size = 0, room = 0, got = 0;
    if (file == NULL)
        return false;
    do {
        if (size == room) {
            room = room ? room * 2 : 4096;
            bytes = realloc(bytes, room);
            if (bytes == NULL)
                break;
        }
        got = fread(bytes + size, 1, room - size, file);
        size += got;
    } while (got > 0);
    const bool read = bytes != NULL && !ferror(file);
    fclose(file);
    /* Exactly as long as the input, so that a sanitizer sees what reads beyond it. */
    uint8_t *exact = malloc(size > 0 ? size : 1);
    if (read && exact != NULL) {
        if (size > 0)
            memcpy(exact, bytes, size);
        fprintf(stderr, "%s\n", name);
        LLVMFuzzerTestOneInput(exact, size);
    }
    free(exact);
    free(bytes);
    return read;
}

static int by_name(const void *one, const void *other)
{
    return strcmp(*(char *const *)one, *(char *const *)other);
}

/* How many files of a folder were run; -1 where it is none. In the order of their names, whatever the file system's. */
static long run_folder(const char *folder)
{
    DIR *directory = opendir(folder);
    char **names = NULL;
    size_t count = 0;
    long run = 0;
    if (directory == NULL)
        return -1;
    for (struct dirent *entry; (entry = readdir(directory)) != NULL;) {
        if (entry->d_name[0] == '.')
            continue;
        names = realloc(names, (count + 1) * sizeof *names);
        names[count] = malloc(NAME_LIMIT);
        snprintf(names[count++], NAME_LIMIT, "%s/%s", folder, entry->d_name);
    }
    closedir(directory);
    if (count > 0)
        qsort(names, count, sizeof *names, by_name);
    for (size_t i = 0; i < count; i++) {
        run += run_file(names[i]);
        free(names[i]);
    }
    free(names);
    return run;
}

int main(int count, char **arguments)
{
    long run = 0;
    for (int i = 1; i < count; i++) {
        const long files = run_folder(arguments[i]);
        if (files < 0 && !run_file(arguments[i])) {
            fprintf(stderr, "%s: cannot be read\n", arguments[i]);
            return 2;
        }
        run += files < 0 ? 1 : files;
    }
    printf("%ld inputs run\n", run);
    return run > 0 ? 0 : 2;
}
