/* lib/policy_new.c: the starting point is a sound profile on every base, and shows one of everything. */
#include "policy.h"
#include "trial_memory.h"

#include <criterion/criterion.h>
#include <string.h>

static homevisit_policy *load(const homevisit_buffer *text)
{
    homevisit_policy *policy = NULL;
    homevisit_problems *problems = NULL;
    const homevisit_code code = homevisit_policy_load(text->data, text->length, NULL, &policy, &problems);
    for (size_t i = 0; i < homevisit_problems_count(problems); i++) {
        const homevisit_problem *problem = homevisit_problems_get(problems, i);
        cr_expect_fail("%zu:%zu: %s", problem->line, problem->column, problem->message);
    }
    cr_assert_eq(code, HOMEVISIT_OK);
    homevisit_problems_free(problems);
    return policy;
}

static const struct rule *find_rule(const homevisit_policy *policy, const char *id)
{
    for (size_t i = 0; i < policy->rule_count; i++)
        if (strcmp(policy->rules[i].id, id) == 0)
            return &policy->rules[i];
    return NULL;
}

static const struct setting *find_setting(const homevisit_policy *policy, const char *name)
{
    for (size_t i = 0; i < policy->setting_count; i++)
        if (strcmp(policy->settings[i].name, name) == 0)
            return &policy->settings[i];
    return NULL;
}

/* Every own form is there, the base's rules are switched on with the school's own clauses. */
static void expect_everything(const homevisit_policy *policy, const char *base)
{
    static const struct {
        const char *id;
        enum rule_form form;
    } own[] = {{"own-latest-end", RULE_GUARD},
               {"own-write-up", RULE_DUTY},
               {"own-interpreter", RULE_CHECKLIST},
               {"own-guests", RULE_ADVICE}};
    for (size_t i = 0; i < sizeof own / sizeof *own; i++) {
        const struct rule *rule = find_rule(policy, own[i].id);
        cr_assert_not_null(rule, "%s: no %s", base, own[i].id);
        cr_expect_eq(rule->form, own[i].form);
        cr_expect_eq(rule->clauses.count, 1);
        cr_expect_null(rule->origin);
    }
    const struct rule *standard = find_rule(policy, "risk-assessed");
    cr_assert_not_null(standard, "%s: the standard rule is off", base);
    cr_expect_str_eq(standard->clauses.items[0], "1");
    cr_expect_not_null(standard->origin);
    cr_expect_not(find_setting(policy, "latest_end")->assumed);
    cr_expect(find_setting(policy, "latest_end")->time_of_day);
    cr_expect(find_setting(policy, "write_up_minutes")->assumed);
    cr_expect_not_null(find_setting(policy, "write_up_minutes")->note);
    cr_expect_gt(policy->own_fact_count, 0);
}

Test(policy_new, is_sound_on_every_base)
{
    for (size_t i = 0; homevisit_bundled_id(i) != NULL; i++) {
        homevisit_buffer out = {0};
        cr_assert_eq(homevisit_policy_new("our-school", homevisit_bundled_id(i), &out), HOMEVISIT_OK);
        homevisit_policy *policy = load(&out);
        cr_expect_str_eq(homevisit_policy_id(policy), "our-school");
        cr_expect_str_eq(policy->extends, homevisit_bundled_id(i));
        expect_everything(policy, homevisit_bundled_id(i));
        homevisit_policy_free(policy);
        homevisit_buffer_free(&out);
    }
}

Test(policy_new, builds_on_the_standard_where_no_base_is_named)
{
    homevisit_buffer out = {0};
    cr_assert_eq(homevisit_policy_new("our-school", NULL, &out), HOMEVISIT_OK);
    cr_expect_not_null(strstr(out.data, "\n  \"extends\": \"standard\",\n"));
    cr_expect_eq(out.length, strlen(out.data));
    cr_expect_eq(out.data[out.length - 1], '\n');
    homevisit_buffer_free(&out);
}

Test(policy_new, takes_any_name)
{
    static const char *const names[] = {"a\"b\\c", "h\xC3\xA9t\xC3\xA9", "new\nline", "@base 'quoted'",
                                        "\xF0\x9F\x8F\xA0"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        homevisit_buffer out = {0};
        cr_assert_eq(homevisit_policy_new(names[i], NULL, &out), HOMEVISIT_OK);
        homevisit_policy *policy = load(&out);
        cr_expect_str_eq(homevisit_policy_id(policy), names[i]);
        homevisit_policy_free(policy);
        homevisit_buffer_free(&out);
    }
}

Test(policy_new, refuses_what_cannot_be)
{
    homevisit_buffer out = {0};
    cr_expect_eq(homevisit_policy_new("our-school", "no-such-base", &out), HOMEVISIT_E_NAME);
    cr_expect_eq(homevisit_policy_new("our-school", "", &out), HOMEVISIT_E_NAME);
    cr_expect_eq(homevisit_policy_new(NULL, NULL, &out), HOMEVISIT_E_ARGUMENT);
    cr_expect_eq(homevisit_policy_new("", NULL, &out), HOMEVISIT_E_ARGUMENT);
    cr_expect_eq(homevisit_policy_new("our-school", NULL, NULL), HOMEVISIT_E_ARGUMENT);
    cr_expect_eq(homevisit_policy_new("\xC3(", NULL, &out), HOMEVISIT_E_ARGUMENT);
    /* A profile cannot build on itself, also not by way of another. */
    cr_expect_eq(homevisit_policy_new("standard", NULL, &out), HOMEVISIT_E_ARGUMENT);
    cr_expect_eq(homevisit_policy_new("standard", homevisit_bundled_id(1), &out), HOMEVISIT_E_ARGUMENT);
    cr_expect_null(out.data);
}

static bool write_new(const homevisit_allocator *allocator)
{
    homevisit_buffer out = {.allocator = *allocator};
    const homevisit_code code = homevisit_policy_new("our-school", NULL, &out);
    cr_assert(code == HOMEVISIT_OK || code == HOMEVISIT_E_MEMORY);
    cr_assert_eq(out.data != NULL, code == HOMEVISIT_OK);
    homevisit_buffer_free(&out);
    return code == HOMEVISIT_OK;
}

Test(policy_new, survives_every_allocation_that_fails)
{
    trial_run(write_new, false);
}
