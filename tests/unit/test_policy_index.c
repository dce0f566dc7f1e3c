/* lib/policy_index.c: the enabled rules by event and by form. */
#include "policy_texts.h"

#include <criterion/criterion.h>

#define CONDITION "'when': {'var': 'duress'}"

static const char *const text = TEXT_RULES(
    TEXT_RULE("guard") "'on': ['departed', 'entered'], " CONDITION
                       "},\n" TEXT_RULE("off") "'disabled': true, 'on': ['noted'], " CONDITION
                                               "},\n" TEXT_RULE("standing") CONDITION
    ", 'do': ['left'], 'before': 'closed'},\n" TEXT_RULE(
        "raised") "'on': ['arrived'], 'do': ['left', "
                  "'returned']},\n" TEXT_RULE("item") "'item': "
                                                      "'phone_carried'"
                                                      ", 'before': "
                                                      "'checked_in'},"
                                                      "\n" TEXT_RULE("advice") "'during': ['inside']},\n" TEXT_RULE(
                                                          "other-"
                                                          "guard") "'o"
                                                                   "n'"
                                                                   ": "
                                                                   "['"
                                                                   "en"
                                                                   "te"
                                                                   "re"
                                                                   "d'"
                                                                   "],"
                                                                   " " CONDITION "}");

Test(policy_index, finds_the_rules_of_an_event)
{
    homevisit_policy *policy = load_sound(text, NULL);
    const struct rule *guard = rule_of(policy, "guard"), *other = rule_of(policy, "other-guard");
    const struct rule *standing = rule_of(policy, "standing"), *raised = rule_of(policy, "raised");
    cr_expect_eq(policy->guards[HOMEVISIT_WORD_departed].count, 1);
    cr_expect_eq(place_in(&policy->guards[HOMEVISIT_WORD_departed], guard), 0);
    cr_expect_eq(policy->guards[HOMEVISIT_WORD_entered].count, 2);
    cr_expect_eq(place_in(&policy->guards[HOMEVISIT_WORD_entered], guard), 0);
    cr_expect_eq(place_in(&policy->guards[HOMEVISIT_WORD_entered], other), 1);
    cr_expect_eq(policy->guards[HOMEVISIT_WORD_arrived].count, 0, "a duty's 'on' makes no guard");
    cr_expect_eq(policy->guards[HOMEVISIT_WORD_noted].count, 0, "a disabled rule is never asked");
    cr_expect_eq(policy->discharges[HOMEVISIT_WORD_left].count, 2);
    cr_expect_eq(place_in(&policy->discharges[HOMEVISIT_WORD_left], standing), 0);
    cr_expect_eq(place_in(&policy->discharges[HOMEVISIT_WORD_left], raised), 1);
    cr_expect_eq(policy->discharges[HOMEVISIT_WORD_returned].count, 1);
    cr_expect_eq(policy->raises[HOMEVISIT_WORD_arrived].count, 1);
    cr_expect_eq(place_in(&policy->raises[HOMEVISIT_WORD_arrived], raised), 0);
    cr_expect_eq(policy->befores[HOMEVISIT_WORD_closed].count, 1);
    cr_expect_eq(place_in(&policy->befores[HOMEVISIT_WORD_closed], standing), 0);
    cr_expect_eq(policy->befores[HOMEVISIT_WORD_checked_in].count, 0, "a checklist's 'before' misses no duty");
    homevisit_policy_free(policy);
}

Test(policy_index, finds_the_rules_of_a_form)
{
    homevisit_policy *policy = load_sound(text, NULL);
    cr_expect_eq(policy->duties.count, 2);
    cr_expect_eq(place_in(&policy->duties, rule_of(policy, "standing")), 0);
    cr_expect_eq(place_in(&policy->duties, rule_of(policy, "raised")), 1);
    cr_expect_eq(policy->standing.count, 1);
    cr_expect_eq(place_in(&policy->standing, rule_of(policy, "standing")), 0);
    cr_expect_eq(policy->checklists.count, 1);
    cr_expect_eq(place_in(&policy->checklists, rule_of(policy, "item")), 0);
    cr_expect_eq(policy->advices.count, 1);
    cr_expect_eq(place_in(&policy->advices, rule_of(policy, "advice")), 0);
    homevisit_policy_free(policy);
}

Test(policy_index, knows_of_which_events_the_policy_speaks)
{
    homevisit_policy *policy = load_sound(text, NULL);
    static const homevisit_word spoken_of[] = {HOMEVISIT_WORD_departed, HOMEVISIT_WORD_entered, HOMEVISIT_WORD_closed};
    size_t count = 0;
    for (homevisit_word event = 1; event <= HOMEVISIT_EVENT_LAST; event++)
        count += word_set_has(&policy->spoken_of, event);
    cr_expect_eq(count, sizeof spoken_of / sizeof *spoken_of);
    for (size_t i = 0; i < sizeof spoken_of / sizeof *spoken_of; i++)
        cr_expect(word_set_has(&policy->spoken_of, spoken_of[i]), "%s", homevisit_word_text(spoken_of[i]));
    homevisit_policy_free(policy);
}
