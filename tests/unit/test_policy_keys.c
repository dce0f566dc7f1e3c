/* lib/policy_keys.c: the table of a profile's keys. */
#include "policy_keys.h"

#include <criterion/criterion.h>
#include <string.h>

Test(policy_keys, are_found_by_their_object)
{
    cr_expect_eq(policy_key_find(OBJECT_BIT(POLICY), "clauses")->shape, SHAPE_MAP);
    cr_expect_eq(policy_key_find(OBJECT_BIT(RULE), "clauses")->shape, SHAPE_CLAUSES);
    cr_expect_eq(policy_key_find(OBJECT_BIT(DUTY), "before")->shape, SHAPE_WORD_OR_WORDS);
    cr_expect_eq(policy_key_find(OBJECT_BIT(CHECKLIST), "before")->shape, SHAPE_WORD);
    cr_expect_null(policy_key_find(OBJECT_BIT(GUARD), "before"));
    cr_expect_null(policy_key_find(OBJECT_BIT(RULE) | FORM_BITS, "Force"), "keys are told apart by their case");
    cr_expect_null(policy_key_find(OBJECT_BIT(RULE) | FORM_BITS, ""));
}

Test(policy_keys, stand_once_in_their_object_and_are_explained)
{
    for (size_t i = 0; i < policy_key_count; i++) {
        const struct policy_key *row = &policy_keys[i];
        cr_expect_eq(policy_key_find(1u << row->object, row->name), row, "%s stands twice", row->name);
        cr_expect_gt(strlen(row->doc), 0, "%s is not explained", row->name);
    }
}

Test(policy_keys, of_a_rule_and_of_its_form_never_meet)
{
    for (size_t i = 0; i < policy_key_count; i++)
        if (policy_keys[i].object == OBJECT_RULE)
            cr_expect_null(policy_key_find(FORM_BITS, policy_keys[i].name), "%s", policy_keys[i].name);
}

Test(policy_keys, have_choices_in_the_order_of_the_public_enumeration)
{
    cr_expect_eq(policy_choice_find(CHOICES_FORCE, "must"), HOMEVISIT_FORCE_MUST);
    cr_expect_eq(policy_choice_find(CHOICES_FORCE, "should"), HOMEVISIT_FORCE_SHOULD);
    cr_expect_eq(policy_choice_find(CHOICES_FORCE, "may"), HOMEVISIT_FORCE_MAY);
    cr_expect_eq(policy_choice_find(CHOICES_FORCE, "boolean"), -1);
    cr_expect_eq(policy_choice_find(CHOICES_FACT_TYPE, "boolean"), 0);
    cr_expect_eq(policy_choice_find(CHOICES_FACT_TYPE, "string"), 2);
    cr_expect_eq(policy_choice_find(CHOICES_FACT_TYPE, ""), -1);
}

Test(policy_keys, of_the_host_begin_with_x_)
{
    cr_expect(policy_key_is_free("x_"));
    cr_expect(policy_key_is_free("x_owner"));
    cr_expect_not(policy_key_is_free("x.owner"));
    cr_expect_not(policy_key_is_free("x"));
    cr_expect_not(policy_key_is_free("X_owner"));
}

Test(policy_keys, are_offered_by_object)
{
    struct nearest nearest;
    nearest_init(&nearest, "sumary", 6);
    nearest_offer_keys(&nearest, OBJECT_BIT(RULE) | FORM_BITS);
    cr_expect_null(nearest.best);
    nearest_offer_keys(&nearest, OBJECT_BIT(CLAUSE));
    cr_expect_str_eq(nearest.best, "summary");
}
