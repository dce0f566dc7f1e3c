/* lib/policy_handle.c: a loaded policy as a host holds it. */
#include "policy_texts.h"
#include "trial_memory.h"

#include <criterion/criterion.h>

Test(policy_handle, says_what_the_head_says)
{
    homevisit_policy *policy =
        load_sound("{" TEXT_FORMAT ", 'id': 'p', 'title': 'The title', 'version': '2022-04', 'rules': [\n" TEXT_RULE(
                       "r") "'during': ['inside']}]}",
                   NULL);
    cr_expect_str_eq(homevisit_policy_id(policy), "p");
    cr_expect_str_eq(homevisit_policy_title(policy), "The title");
    cr_expect_str_eq(homevisit_policy_version(policy), "2022-04");
    cr_expect_eq(homevisit_policy_rule_count(policy), 1);
    homevisit_policy_free(policy);
}

Test(policy_handle, of_none_says_nothing)
{
    cr_expect_str_eq(homevisit_policy_id(NULL), "");
    cr_expect_str_eq(homevisit_policy_title(NULL), "");
    cr_expect_str_eq(homevisit_policy_version(NULL), "");
    cr_expect_eq(homevisit_policy_rule_count(NULL), 0);
    cr_expect_null(homevisit_policy_retain(NULL));
    homevisit_policy_free(NULL);
}

Test(policy_handle, lives_as_long_as_somebody_holds_it)
{
    struct trial_memory trial = {0};
    homevisit_allocator allocator = trial_allocator(&trial);
    homevisit_options options = {.struct_size = sizeof options, .allocator = &allocator};
    homevisit_text text = text_of(TEXT_HEAD "'rules': []}");
    homevisit_policy *policy;
    cr_assert_eq(homevisit_policy_load(text.data, text.length, &options, &policy, NULL), HOMEVISIT_OK);
    cr_expect_eq(homevisit_policy_retain(policy), policy);
    cr_expect_eq(homevisit_policy_retain(policy), policy);
    homevisit_policy_free(policy);
    homevisit_policy_free(policy);
    cr_expect_gt(trial.held, 0);
    cr_expect_str_eq(homevisit_policy_id(policy), "p");
    homevisit_policy_free(policy);
    cr_expect_eq(trial.held, 0);
}
