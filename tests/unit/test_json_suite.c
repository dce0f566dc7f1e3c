/*
 * The public JSONTestSuite, where it is at hand: in the folder that HOMEVISIT_JSONTESTSUITE names, or beside the source
 * tree. Its y_ texts are taken, its n_ texts refused; where docs/format.md is stricter it wins, and decides the i_ texts.
 * Each class of the suite has a case of our own in json_refused.def, so that nothing is lost without it.
 */
#include "json_case.h"

#include <criterion/criterion.h>
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* What docs/format.md refuses although it is JSON, and what of the i_ texts it takes. */
static const char *const stricter[] = {"duplicate_key", "zero_character", "number_too_large", NULL};
static const char *const open_and_taken[] = {"i_number_double_huge_neg_exp.json", "i_number_real_underflow.json", NULL};

static bool is_among(const char *const *names, const char *name)
{
    for (; *names != NULL; names++) {
        if (strcmp(*names, name) == 0) {
            return true;
        }
    }
    return false;
}

static char *read_file(const char *folder, const char *name, size_t *length)
{
    char path[4096];
    snprintf(path, sizeof path, "%s/%s", folder, name);
    FILE *file = fopen(path, "rb");
    cr_assert_not_null(file, "%s", path);
    char *text = malloc(1000000);
    cr_assert_not_null(text);
    *length = fread(text, 1, 1000000, file);
    cr_assert_lt(*length, 1000000, "%s is larger than expected", name);
    fclose(file);
    return text;
}

static bool all_stricter(const homevisit_problems *problems)
{
    for (size_t i = 0; i < homevisit_problems_count(problems); i++) {
        if (!is_among(stricter, homevisit_problems_get(problems, i)->code)) {
            return false;
        }
    }
    return true;
}

static void judge(const char *folder, const char *name)
{
    const struct json_limits limits = {.any_root = true};
    size_t length;
    bool sound;
    char *text = read_file(folder, name, &length);
    homevisit_problems *problems = json_case_check(text, length, &limits, &sound);
    const homevisit_problem *first = homevisit_problems_get(problems, 0);
    const char *code = first != NULL ? first->code : "sound";
    switch (*name) {
    case 'y': cr_expect(sound || all_stricter(problems), "%s: %s", name, code); break;
    case 'n': cr_expect(!sound, "%s is taken", name); break;
    case 'i': cr_expect_eq(sound, is_among(open_and_taken, name), "%s: %s", name, code); break;
    default: cr_expect(false, "%s: no text of the suite", name);
    }
    homevisit_problems_free(problems);
    free(text);
}

Test(json_test_suite, is_judged_as_it_says)
{
    const char *folder = getenv("HOMEVISIT_JSONTESTSUITE");
    folder = folder != NULL ? folder : HOMEVISIT_SOURCE_DIR "/../shared/jsontestsuite";
    DIR *directory = opendir(folder);
    if (directory == NULL) {
        cr_skip("the suite is not here; HOMEVISIT_JSONTESTSUITE may name its folder");
    }
    size_t judged = 0;
    for (const struct dirent *entry = readdir(directory); entry != NULL; entry = readdir(directory)) {
        const char *end = strrchr(entry->d_name, '.');
        if (end != NULL && strcmp(end, ".json") == 0) {
            judge(folder, entry->d_name);
            judged++;
        }
    }
    closedir(directory);
    cr_expect_geq(judged, 300, "only %zu texts in %s", judged, folder);
}
