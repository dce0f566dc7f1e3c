/* lib/policy_image.c: profiles in their built-in form are the profiles that their texts give, and load in their stead. */
#include "policy_image.h"
#include "trial_memory.h"

#include <criterion/criterion.h>
#include <glob.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static homevisit_policy *load_text(const char *id)
{
    homevisit_text text;
    homevisit_policy *policy = NULL;
    cr_assert(homevisit_bundled_text(id, &text));
    cr_assert_eq(homevisit_policy_load(text.data, text.length, NULL, &policy, NULL), HOMEVISIT_OK, "%s", id);
    cr_assert_not(policy->is_image);
    return policy;
}

static homevisit_policy *load_bundled(const char *id, const homevisit_options *options)
{
    homevisit_policy *policy = NULL;
    cr_assert_eq(homevisit_policy_bundled(id, options, &policy, NULL), HOMEVISIT_OK, "%s", id);
    return policy;
}

Test(policy_image, is_there_of_every_profile_and_is_what_loads)
{
    for (size_t i = 0; homevisit_bundled_id(i) != NULL; i++) {
        const char *id = homevisit_bundled_id(i);
        cr_expect_not_null(policy_image_find(id), "%s", id);
        homevisit_policy *policy = load_bundled(id, NULL);
        cr_expect(policy->is_image, "%s", id);
        homevisit_policy_free(policy);
    }
    cr_expect_null(policy_image_find("nobody"));
}

/* ---- the same answers --------------------------------------------------------------------------------------------- */

Test(policy_image, is_shown_as_its_text_is)
{
    for (size_t i = 0; homevisit_bundled_id(i) != NULL; i++) {
        const char *id = homevisit_bundled_id(i);
        homevisit_policy *text = load_text(id), *image = load_bundled(id, NULL);
        static const homevisit_format formats[] = {HOMEVISIT_FORMAT_JSON, HOMEVISIT_FORMAT_MARKDOWN,
                                                   HOMEVISIT_FORMAT_HTML};
        for (size_t f = 0; f < sizeof formats / sizeof *formats; f++) {
            homevisit_buffer wanted = {0}, shown = {0};
            cr_assert_eq(homevisit_policy_show(text, formats[f], &wanted), HOMEVISIT_OK);
            cr_assert_eq(homevisit_policy_show(image, formats[f], &shown), HOMEVISIT_OK);
            cr_expect_str_eq(shown.data, wanted.data, "%s", id);
            homevisit_buffer_free(&wanted);
            homevisit_buffer_free(&shown);
        }
        cr_expect_str_eq(homevisit_policy_title(image), homevisit_policy_title(text));
        cr_expect_str_eq(homevisit_policy_version(image), homevisit_policy_version(text));
        cr_expect_eq(homevisit_policy_rule_count(image), homevisit_policy_rule_count(text));
        homevisit_policy_free(text);
        homevisit_policy_free(image);
    }
}

static char *read_file(const char *path, size_t *length)
{
    FILE *file = fopen(path, "rb");
    cr_assert_not_null(file, "%s", path);
    char *text = malloc(1 << 20);
    *length = fread(text, 1, 1 << 20, file);
    fclose(file);
    return text;
}

static void expect_same_report(homevisit_report *one, homevisit_report *other, const char *path)
{
    homevisit_buffer wanted = {0}, given = {0};
    cr_assert_eq(homevisit_report_json(one, &wanted), HOMEVISIT_OK);
    cr_assert_eq(homevisit_report_json(other, &given), HOMEVISIT_OK);
    cr_expect_str_eq(given.data, wanted.data, "%s", path);
    homevisit_buffer_free(&wanted);
    homevisit_buffer_free(&given);
    homevisit_report_free(one);
    homevisit_report_free(other);
}

static void expect_same_answers(const homevisit_policy *text, const homevisit_policy *image, const char *path)
{
    size_t length;
    char *record = read_file(path, &length);
    homevisit_visit *visit = NULL;
    homevisit_report *reports[2] = {NULL, NULL};
    cr_assert_eq(homevisit_visit_load(record, length, NULL, &visit, NULL), HOMEVISIT_OK, "%s", path);
    cr_assert_eq(homevisit_audit(text, visit, NULL, &reports[0], NULL), HOMEVISIT_OK);
    cr_assert_eq(homevisit_audit(image, visit, NULL, &reports[1], NULL), HOMEVISIT_OK);
    expect_same_report(reports[0], reports[1], path);
    const int64_t at = 1772440000; /* on the day of most of the records */
    cr_assert_eq(homevisit_status(text, visit, &at, &reports[0], NULL), HOMEVISIT_OK);
    cr_assert_eq(homevisit_status(image, visit, &at, &reports[1], NULL), HOMEVISIT_OK);
    expect_same_report(reports[0], reports[1], path);
    homevisit_visit_free(visit);
    free(record);
}

Test(policy_image, answers_as_its_text_does)
{
    glob_t visits;
    cr_assert_eq(glob(HOMEVISIT_SOURCE_DIR "/examples/visits/*.json", 0, NULL, &visits), 0);
    cr_assert_gt(visits.gl_pathc, 10);
    for (size_t i = 0; homevisit_bundled_id(i) != NULL; i++) {
        homevisit_policy *text = load_text(homevisit_bundled_id(i)),
                         *image = load_bundled(homevisit_bundled_id(i), NULL);
        for (size_t v = 0; v < visits.gl_pathc; v++)
            expect_same_answers(text, image, visits.gl_pathv[v]);
        homevisit_policy_free(text);
        homevisit_policy_free(image);
    }
    globfree(&visits);
}

/* ---- when it is not taken ----------------------------------------------------------------------------------------- */

static void expect_limit(const homevisit_options *options, const char *code)
{
    homevisit_policy *policy;
    homevisit_problems *problems;
    cr_assert_eq(homevisit_policy_bundled("maghull-high", options, &policy, &problems), HOMEVISIT_E_LIMIT, "%s", code);
    cr_expect_null(policy);
    cr_expect_str_eq(homevisit_problems_get(problems, 0)->code, code);
    homevisit_problems_free(problems);
}

Test(policy_image, gives_way_to_the_hosts_limits)
{
    expect_limit(&(homevisit_options){.struct_size = sizeof(homevisit_options), .max_rules = 3}, "too_many_rules");
    expect_limit(&(homevisit_options){.struct_size = sizeof(homevisit_options), .max_bytes = 1000},
                 "document_too_large");
    expect_limit(&(homevisit_options){.struct_size = sizeof(homevisit_options), .max_depth = 3}, "too_deep");
    expect_limit(&(homevisit_options){.struct_size = sizeof(homevisit_options), .max_condition_nodes = 3},
                 "condition_too_large");
    const homevisit_options wide = {.struct_size = sizeof wide, .max_rules = 100000};
    homevisit_policy *policy = load_bundled("maghull-high", &wide);
    cr_expect(policy->is_image);
    homevisit_policy_free(policy);
}

static bool find_no_base(void *user, const char *id, homevisit_text *text)
{
    (void)id;
    (void)text;
    ++*(int *)user;
    return false;
}

/* A host's own base of that id is asked for first; a profile that has none is the same with any. */
Test(policy_image, gives_way_to_the_hosts_bases)
{
    static const char base[] =
        "{\"format\":\"homevisit-policy/1\",\"id\":\"standard\",\"title\":\"t\",\"version\":\"2\","
        "\"rules\":[]}";
    const homevisit_text bases[] = {{base, sizeof base - 1}};
    homevisit_options options = {.struct_size = sizeof options, .bases = bases, .base_count = 1};
    homevisit_policy *policy = NULL;
    cr_expect_neq(homevisit_policy_bundled("hsp", &options, &policy, NULL), HOMEVISIT_OK);
    homevisit_policy_free(policy);
    policy = load_bundled("standard", &options);
    cr_expect(policy->is_image);
    homevisit_policy_free(policy);
    int asked = 0;
    options = (homevisit_options){.struct_size = sizeof options, .find_base = find_no_base, .find_base_user = &asked};
    policy = load_bundled("hsp", &options);
    cr_expect_not(policy->is_image);
    cr_expect_eq(asked, 1);
    homevisit_policy_free(policy);
}

/* ---- memory ------------------------------------------------------------------------------------------------------- */

static bool load_image(const homevisit_allocator *allocator)
{
    homevisit_policy *policy = policy_image_load(policy_image_find("alumwell-infant"), allocator);
    homevisit_policy *held = homevisit_policy_retain(policy);
    homevisit_policy_free(policy);
    homevisit_policy_free(held);
    return policy != NULL;
}

Test(policy_image, is_one_allocation_that_may_fail)
{
    trial_run(load_image, false);
}
