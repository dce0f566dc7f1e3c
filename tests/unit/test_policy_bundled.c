/* lib/policy_bundled.c: the profiles that are built in. */
#include "policy_texts.h"
#include "trial_memory.h"

#include <criterion/criterion.h>
#include <string.h>

Test(policy_bundled, are_listed_the_standard_first)
{
    static const char *const ids[] = {"standard", "maghull-high",       "alumwell-infant", "hunsbury-park-primary",
                                      "hsp",      "school-home-support"};
    size_t count = sizeof ids / sizeof *ids;
    for (size_t i = 0; i < count; i++)
        cr_expect_str_eq(homevisit_bundled_id(i), ids[i]);
    cr_expect_null(homevisit_bundled_id(count));
    cr_expect_null(homevisit_bundled_id(SIZE_MAX));
}

Test(policy_bundled, have_their_texts)
{
    homevisit_text text;
    for (size_t i = 0; homevisit_bundled_id(i) != NULL; i++) {
        cr_assert(homevisit_bundled_text(homevisit_bundled_id(i), &text));
        cr_expect_eq(text.data[0], '{');
    }
    cr_expect_not(homevisit_bundled_text("nobody", &text));
    cr_expect_not(homevisit_bundled_text(NULL, &text));
    cr_expect_not(homevisit_bundled_text("standard", NULL));
}

Test(policy_bundled, all_load)
{
    for (size_t i = 0; homevisit_bundled_id(i) != NULL; i++) {
        const char *id = homevisit_bundled_id(i);
        homevisit_policy *policy;
        homevisit_problems *problems;
        homevisit_code code = homevisit_policy_bundled(id, NULL, &policy, &problems);
        cr_assert_eq(code, HOMEVISIT_OK, "%s: %s", id,
                     problems != NULL ? homevisit_problems_get(problems, 0)->message : homevisit_code_text(code));
        cr_expect_str_eq(homevisit_policy_id(policy), id);
        cr_expect_gt(policy->rule_count + policy->disabled_count, 0);
        homevisit_policy_free(policy);
    }
}

Test(policy_bundled, are_found_by_their_exact_id)
{
    homevisit_policy *policy = (homevisit_policy *)&policy;
    homevisit_problems *problems;
    cr_assert_eq(homevisit_policy_bundled("maghul-high", NULL, &policy, &problems), HOMEVISIT_E_NAME);
    cr_expect_null(policy);
    cr_assert_eq(homevisit_problems_count(problems), 1);
    const homevisit_problem *problem = homevisit_problems_get(problems, 0);
    cr_expect_eq(problem->kind, HOMEVISIT_KIND_NAME);
    cr_expect_str_eq(problem->code, "unknown_policy");
    cr_expect_str_eq(problem->message, "there is no bundled policy 'maghul-high'");
    cr_expect_str_eq(problem->suggestion, "maghull-high");
    cr_expect_str_eq(problem->pointer, "");
    cr_expect_eq(problem->line, 0);
    homevisit_problems_free(problems);
    cr_expect_eq(homevisit_policy_bundled("Standard", NULL, &policy, NULL), HOMEVISIT_E_NAME);
    cr_expect_eq(homevisit_policy_bundled(NULL, NULL, &policy, NULL), HOMEVISIT_E_ARGUMENT);
    cr_expect_eq(homevisit_policy_bundled("standard", NULL, NULL, NULL), HOMEVISIT_E_ARGUMENT);
}

static bool load_bundled(const homevisit_allocator *allocator)
{
    homevisit_options options = {.struct_size = sizeof options, .allocator = allocator};
    homevisit_policy *policy;
    homevisit_problems *problems;
    homevisit_code code = homevisit_policy_bundled("hunsbury-park-primary", &options, &policy, &problems);
    cr_assert(code == HOMEVISIT_OK || code == HOMEVISIT_E_MEMORY);
    cr_assert_eq(policy != NULL, code == HOMEVISIT_OK);
    homevisit_policy_free(policy);
    homevisit_problems_free(problems);
    return code == HOMEVISIT_OK;
}

Test(policy_bundled, survive_every_allocation_that_fails)
{
    trial_run(load_bundled, false);
}

static bool ask_for_nobody(const homevisit_allocator *allocator)
{
    homevisit_options options = {.struct_size = sizeof options, .allocator = allocator};
    homevisit_policy *policy;
    homevisit_problems *problems;
    homevisit_code code = homevisit_policy_bundled("nobody", &options, &policy, &problems);
    cr_assert(code == HOMEVISIT_E_NAME || code == HOMEVISIT_E_MEMORY);
    homevisit_problems_free(problems);
    return code == HOMEVISIT_E_NAME;
}

Test(policy_bundled, are_missed_also_while_memory_runs_out)
{
    trial_run(ask_for_nobody, false);
}
