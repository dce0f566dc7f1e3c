/*
 * What the library makes of a profile's cases, for compare_cases.py.
 *
 *   cases_outcome list                           the ids of the bundled profiles that have cases, one a line
 *   cases_outcome json|junit ID                  the outcome of a bundled profile's own cases
 *   cases_outcome json|junit POLICY.json CASES.json [BASE.json…]
 *
 * Exit status 2, and the problems on standard error, where there is no outcome.
 */
#include <homevisit/homevisit.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static homevisit_text read_file(const char *path)
{
    FILE *file = fopen(path, "rb");
    char *data = NULL;
    size_t length = 0, got;
    do {
        char *more = file != NULL ? realloc(data, length + 65536) : NULL;
        if (more == NULL) {
            fprintf(stderr, "%s cannot be read\n", path);
            exit(2);
        }
        data = more;
        got = fread(data + length, 1, 65536, file);
        length += got;
    } while (got != 0);
    fclose(file);
    return (homevisit_text){data, length};
}

static int list_bundled(void)
{
    const char *id;
    homevisit_text text;
    for (size_t i = 0; (id = homevisit_bundled_id(i)) != NULL; i++)
        if (homevisit_bundled_cases(id, &text))
            puts(id);
    return 0;
}

static int write_outcome(homevisit_format format, homevisit_text policy, homevisit_text cases,
                         const homevisit_options *options)
{
    homevisit_buffer out = {0};
    homevisit_problems *problems = NULL;
    homevisit_code code = homevisit_policy_test(policy, cases, options, format, NULL, &out, &problems);
    if (code != HOMEVISIT_OK)
        homevisit_problems_json(problems, &out);
    fwrite(out.data, 1, out.length, code == HOMEVISIT_OK ? stdout : stderr);
    homevisit_buffer_free(&out);
    homevisit_problems_free(problems);
    return code == HOMEVISIT_OK ? 0 : 2;
}

enum { MOST_TEXTS = 16 };

/* The policy, the cases, and what the policy may extend. */
static int write_files(homevisit_format format, char **paths, size_t count)
{
    homevisit_text texts[MOST_TEXTS];
    for (size_t i = 0; i < count; i++)
        texts[i] = read_file(paths[i]);
    homevisit_options options = {.struct_size = sizeof options, .bases = texts + 2, .base_count = count - 2};
    int status = write_outcome(format, texts[0], texts[1], &options);
    for (size_t i = 0; i < count; i++)
        free((void *)(uintptr_t)texts[i].data);
    return status;
}

int main(int count, char **arguments)
{
    homevisit_text policy;
    if (count == 2 && strcmp(arguments[1], "list") == 0)
        return list_bundled();
    homevisit_format format =
        count > 1 && strcmp(arguments[1], "junit") == 0 ? HOMEVISIT_FORMAT_JUNIT : HOMEVISIT_FORMAT_JSON;
    if (count == 3 && homevisit_bundled_text(arguments[2], &policy))
        return write_outcome(format, policy, (homevisit_text){NULL, 0}, NULL);
    if (count >= 4 && count - 2 <= MOST_TEXTS)
        return write_files(format, arguments + 2, (size_t)count - 2);
    fprintf(stderr, "usage: cases_outcome list | json|junit ID | json|junit POLICY.json CASES.json [BASE.json...]\n");
    return 2;
}
