/* lib/policy_forms.c: guards, duties, checklist entries and advice. */
#include "policy_texts.h"

#include <criterion/criterion.h>

#define DUTY(id) TEXT_RULE(id) "'do': ['checked_in'], 'on': ['arrived'], "

static const struct refusal refusals[] = {
    {"a guard without a condition",
     {TEXT_RULES(TEXT_RULE("r") "'on': ['departed'], 'unless': {'var': 'duress'}}")},
     {{SCHEMA, "guard_without_condition", "", "/rules/0", 3, 1,
       "a guard needs 'when', 'needs' or both: without them its events could never happen", NULL}}},
    {"a duty that never arises",
     {TEXT_RULES(TEXT_RULE("r") "'do': ['left'], 'within_minutes': 5}")},
     {{SCHEMA, "duty_never_arises", "", "/rules/0", 3, 1, "a duty needs 'on', 'when' or both to arise", NULL}}},
    {"a duty whose 'when' is misspelt",
     {TEXT_RULES(TEXT_RULE("r") "'do': ['left'], 'wen': {'var': 'duress'}}")},
     {{NAME, "unknown_key", "", "/rules/0/wen", 3, 77, "a rule has no key 'wen'", "when"}}},
    {"a repeated duty with 'on'",
     {TEXT_RULES(DUTY("r") "'repeat': true}")},
     {{SCHEMA, "repeat_with_on", "", "/rules/0/repeat", 3, 102,
       "a duty with 'on' arises at each of its events and cannot repeat", NULL}}},
    {"minutes of a setting",
     {TEXT_HEAD
      "'settings': {'waits': {'value': 20}, 'past': {'value': -5}, 'name': {'value': 'dsl'}, 'faulty': {'value': "
      "0.5}}, 'rules': [\n" DUTY("r") "'within_minutes': {'var': 'settings.wait'}},\n" DUTY(
          "s") "'within_minutes': {'var': 'settings.past'}},\n" DUTY("t") "'within_minutes': {'var': "
                                                                          "'settings.name'}},\n" DUTY("u") "'within_"
                                                                                                           "minutes': "
                                                                                                           "{'var': "
                                                                                                           "'settings."
                                                                                                           "faulty'}}]"
                                                                                                           "}"},
     {{TYPE, "setting_value", "", "/settings/faulty/value", 2, 107,
       "a setting is true or false, a whole number, a name, a list of names or \"HH:MM\", not a fraction", NULL},
      {NAME, "unknown_setting", "", "/rules/0/within_minutes/var", 3, 128, "unknown setting 'settings.wait'",
       "settings.waits"},
      {TYPE, "bad_minutes", "", "/rules/1/within_minutes/var", 4, 128,
       "'settings.past' is no whole number from 0 on, and cannot be minutes", NULL},
      {TYPE, "bad_minutes", "", "/rules/2/within_minutes/var", 5, 128,
       "'settings.name' is no whole number from 0 on, and cannot be minutes", NULL}}},
    {"items",
     {TEXT_HEAD "'facts': {'x.ab': 'boolean', 'x.number': 'integer'}, 'rules': [\n" TEXT_RULE(
         "r") "'item': 'phone_carry', 'before': 'departed'},\n" TEXT_RULE("s") "'item': 'x.number', 'before': "
                                                                               "'departed'},\n" TEXT_RULE(
                                                                                   "t") "'item':"
                                                                                        " 'x.aa'"
                                                                                        ", "
                                                                                        "'before"
                                                                                        "': "
                                                                                        "'depart"
                                                                                        "ed'},"
                                                                                        "\n" TEXT_RULE(
                                                                                            "u") "'item': 'ab', "
                                                                                                 "'before': "
                                                                                                 "'departed'},"
                                                                                                 "\n" TEXT_RULE(
                                                                                                     "v") "'"
                                                                                                          "i"
                                                                                                          "t"
                                                                                                          "e"
                                                                                                          "m"
                                                                                                          "'"
                                                                                                          ":"
                                                                                                          " "
                                                                                                          "'"
                                                                                                          "d"
                                                                                                          "e"
                                                                                                          "c"
                                                                                                          "l"
                                                                                                          "a"
                                                                                                          "r"
                                                                                                          "e"
                                                                                                          "d"
                                                                                                          "."
                                                                                                          "p"
                                                                                                          "h"
                                                                                                          "o"
                                                                                                          "n"
                                                                                                          "e"
                                                                                                          "_"
                                                                                                          "c"
                                                                                                          "a"
                                                                                                          "r"
                                                                                                          "r"
                                                                                                          "i"
                                                                                                          "e"
                                                                                                          "d"
                                                                                                          "'"
                                                                                                          "}"
                                                                                                          "]"
                                                                                                          "}"},
     {{NAME, "unknown_item", "", "/rules/0/item", 3, 69, "unknown item 'phone_carry'", "phone_carried"},
      {TYPE, "item_not_boolean", "", "/rules/1/item", 4, 69,
       "a checklist asks for what is true or false, and 'x.number' is declared otherwise", NULL},
      {NAME, "undeclared_fact", "", "/rules/2/item", 5, 69, "'x.aa' is not declared in 'facts'", "x.ab"},
      {NAME, "unknown_item", "", "/rules/3/item", 6, 69, "unknown item 'ab'", NULL},
      {SCHEMA, "missing_key", "", "/rules/4", 7, 1, "a checklist entry needs the key 'before'", NULL},
      {NAME, "unknown_item", "", "/rules/4/item", 7, 69, "unknown item 'declared.phone_carried'", NULL}}},
    {"the event, where there is none",
     {TEXT_RULES(TEXT_RULE("r") "'do': ['left'], 'when': {'==': [{'var': 'event.role'}, 'dsl']}},\n" TEXT_RULE(
         "s") "'item': 'phone_carried', 'before': 'departed', 'when': {'<': [{'var': 'time.minute'}, "
              "5]}},\n" TEXT_RULE("t") "'during': ['inside'], 'when': {'==': [{'var': 'event'}, 'left']}}")},
     {{SCHEMA, "event_not_here", "", "/rules/0/when/==/0/var", 3, 101,
       "'event.role' speaks of the event being decided: it stands only in guards, in 'where', and in the 'when' of a "
       "duty with 'on'",
       NULL},
      {SCHEMA, "event_not_here", "", "/rules/1/when/</0/var", 4, 131,
       "'time.minute' speaks of the event being decided: it stands only in guards, in 'where', and in the 'when' of a "
       "duty with 'on'",
       NULL},
      {SCHEMA, "event_not_here", "", "/rules/2/when/==/0/var", 5, 107,
       "'event' speaks of the event being decided: it stands only in guards, in 'where', and in the 'when' of a duty "
       "with 'on'",
       NULL}}},
    {"attributes that the events lack",
     {TEXT_RULES(TEXT_RULE("r") "'on': ['entered', 'left'], 'needs': {'var': 'event.necessary'}},\n" TEXT_RULE(
         "s") "'do': ['left', 'entered'], 'on': ['entered'], 'when': {'var': 'event.returning'}, 'where': {'var': "
              "'event.stored'}}")},
     {{NAME, "attribute_lacking", "", "/rules/0/needs/var", 3, 105, "the event 'left' has no attribute 'necessary'",
       NULL},
      {NAME, "attribute_lacking", "", "/rules/1/when/var", 4, 123, "the event 'entered' has no attribute 'returning'",
       NULL},
      {NAME, "attribute_lacking", "", "/rules/1/where/var", 4, 160, "no event of 'do' has an attribute 'stored'",
       NULL}}},
    {"attributes are not looked for on events that are misspelt",
     {TEXT_RULES(TEXT_RULE("r") "'on': ['enterd'], 'needs': {'var': 'event.necessary'}}")},
     {{NAME, "unknown_event", "", "/rules/0/on/0", 3, 68, "unknown event 'enterd'", "entered"}}},
    {"misspelt keys on which a form rests",
     {TEXT_HEAD "'rules': [\n{'id': 'a', 'clauses': [], 'force': 'must', 'message': 'm', 'on': ['left'], 'wen': "
                "{'var': 'duress'}},\n{'id': 'b', 'clauses': [], 'force': 'must', 'message': 'm', 'onn': ['left'], "
                "'do': ['returned']}]}"},
     {{NAME, "unknown_key", "", "/rules/0/wen", 3, 77, "a rule has no key 'wen'", "when"},
      {NAME, "unknown_key", "", "/rules/1/onn", 4, 61, "a rule has no key 'onn'", "on"}}},
    {"minutes of a setting without a value",
     {TEXT_HEAD "'settings': {'w': {}}, 'rules': [\n{'id': 'r', 'clauses': [], 'force': 'must', 'message': 'm', 'on': "
                "['left'], 'do': ['returned'], 'within_minutes': {'var': 'settings.w'}}]}"},
     {{SCHEMA, "missing_key", "", "/settings/w", 2, 19, "a setting needs the key 'value'", NULL}}},
    {"an item of a type that there is not",
     {TEXT_HEAD "'facts': {'x.a': 'bool'}, 'rules': [\n{'id': 'r', 'clauses': [], 'force': 'must', 'message': 'm', "
                "'item': 'x.a', 'before': 'departed'}]}"},
     {{NAME, "unknown_type", "", "/facts/x.a", 2, 18, "unknown type 'bool'", "boolean"}}},
};

Test(policy_forms, tells_what_is_wrong)
{
    assert_refused(refusals, sizeof refusals / sizeof *refusals);
}

static homevisit_policy *load_rules(const char *text)
{
    return load_sound(text, NULL);
}

Test(policy_forms, guard)
{
    homevisit_policy *policy = load_rules(TEXT_RULES(
        TEXT_RULE("r") "'on': ['entered', 'moved', 'entered'], 'needs': {'var': 'event.necessary'}},\n" TEXT_RULE(
            "s") "'on': ['left'], 'when': {'var': 'duress'}, 'unless': {'var': 'event.returning'}}"));
    const struct guard *r = &rule_of(policy, "r")->as.guard, *s = &rule_of(policy, "s")->as.guard;
    cr_expect_eq(rule_of(policy, "r")->form, RULE_GUARD);
    cr_expect(word_set_has(&r->on, HOMEVISIT_WORD_entered));
    cr_expect(word_set_has(&r->on, HOMEVISIT_WORD_moved));
    cr_expect_not(word_set_has(&r->on, HOMEVISIT_WORD_left));
    cr_expect_eq(r->when, NO_NODE);
    cr_expect_neq(r->needs, NO_NODE);
    cr_expect_eq(r->unless, NO_NODE);
    cr_expect_neq(s->when, NO_NODE);
    cr_expect_eq(s->needs, NO_NODE);
    cr_expect_neq(s->unless, NO_NODE);
    homevisit_policy_free(policy);
}

Test(policy_forms, duty_with_all_its_keys)
{
    homevisit_policy *policy = load_rules(TEXT_RULES(TEXT_RULE(
        "r") "'when': {'var': 'duress'}, 'do': ['checked_in', 'returned'], 'where': {'==': [{'var': 'event.with'}, "
             "'dsl']},\n"
             "'from': ['appointment', 'arrived', 'appointment'], 'within_minutes': 120, 'before': ['closed', 'left'],\n"
             "'early': false, 'repeat': true, 'by': 'office'}"));
    cr_assert_eq(rule_of(policy, "r")->form, RULE_DUTY);
    const struct duty *duty = &rule_of(policy, "r")->as.duty;
    cr_expect_not(duty->has_on);
    cr_expect_neq(duty->when, NO_NODE);
    cr_expect_neq(duty->where, NO_NODE);
    cr_expect(word_set_has(&duty->todo, HOMEVISIT_WORD_returned));
    cr_assert_eq(duty->todo_names.count, 2);
    cr_expect_str_eq(duty->todo_names.items[0], "checked_in");
    cr_expect_str_eq(duty->todo_names.items[1], "returned");
    cr_assert_eq(duty->clock_count, 2);
    cr_expect_eq(duty->clocks[0], CLOCK_appointment);
    cr_expect_eq(duty->clocks[1], CLOCK_arrived);
    cr_expect(duty->has_within);
    cr_expect_eq(duty->within_seconds, 7200);
    cr_expect(word_set_has(&duty->before, HOMEVISIT_WORD_left));
    cr_expect(word_set_has(&duty->before, HOMEVISIT_WORD_closed));
    cr_expect_not(duty->early);
    cr_expect(duty->repeat);
    cr_expect_str_eq(duty->by, "office");
    homevisit_policy_free(policy);
}

Test(policy_forms, duty_with_none_but_those_it_needs)
{
    homevisit_policy *policy = load_rules(TEXT_RULES(TEXT_RULE("r") "'on': ['arrived'], 'do': ['left']},\n" TEXT_RULE(
        "s") "'on': ['arrived'], 'do': ['left'], 'before': 'closed', 'from': 'arrived', 'within_minutes': 0, 'by': "
             "'dsl', 'repeat': false}"));
    const struct duty *r = &rule_of(policy, "r")->as.duty, *s = &rule_of(policy, "s")->as.duty;
    cr_expect(r->has_on);
    cr_expect(word_set_has(&r->on, HOMEVISIT_WORD_arrived));
    cr_expect_eq(r->when, NO_NODE);
    cr_expect_eq(r->where, NO_NODE);
    cr_assert_eq(r->clock_count, 1);
    cr_expect_eq(r->clocks[0], CLOCK_trigger);
    cr_expect_not(r->has_within);
    cr_expect_not(word_set_has(&r->before, HOMEVISIT_WORD_closed));
    cr_expect(r->early);
    cr_expect_not(r->repeat);
    cr_expect_null(r->by);
    cr_expect(s->has_within);
    cr_expect_eq(s->within_seconds, 0);
    cr_expect(word_set_has(&s->before, HOMEVISIT_WORD_closed));
    cr_expect_eq(s->clocks[0], CLOCK_arrived);
    cr_expect_str_eq(s->by, "dsl");
    homevisit_policy_free(policy);
}

Test(policy_forms, duty_takes_minutes_of_a_setting)
{
    homevisit_policy *policy =
        load_rules(TEXT_HEAD "'settings': {'wait': {'value': 30}, 'by_then': {'value': '01:05'}}, 'rules': [\n" DUTY(
            "r") "'within_minutes': {'var': 'settings.wait'}},\n" DUTY("s") "'within_minutes': {'var': "
                                                                            "'settings.by_then'}}]}");
    cr_expect_eq(rule_of(policy, "r")->as.duty.within_seconds, 1800);
    cr_expect_eq(rule_of(policy, "s")->as.duty.within_seconds, 3900);
    homevisit_policy_free(policy);
}

Test(policy_forms, duty_may_say_early_without_a_clock)
{
    homevisit_policy *policy = load_rules(TEXT_RULES(DUTY("r") "'early': false}"));
    const struct duty *duty = &rule_of(policy, "r")->as.duty;
    cr_expect_not(duty->early);
    cr_assert_eq(duty->clock_count, 1);
    cr_expect_eq(duty->clocks[0], CLOCK_trigger);
    homevisit_policy_free(policy);
}

Test(policy_forms, checklist_and_advice)
{
    homevisit_policy *policy = load_rules(
        TEXT_HEAD
        "'facts': {'x.count': 'integer', 'x.interpreter': 'boolean'}, 'rules': "
        "[\n" TEXT_RULE("r") "'item': 'phone_carried', 'before': "
                             "'departed'},\n" TEXT_RULE("s") "'item': 'x.interpreter', "
                                                             "'before': 'entered', "
                                                             "'when': {'var': "
                                                             "'duress'}},\n" TEXT_RULE(
                                                                 "t") "'during': "
                                                                      "['planned', "
                                                                      "'left', "
                                                                      "'inside'], "
                                                                      "'when': {'var': "
                                                                      "'duress'}},"
                                                                      "\n" TEXT_RULE("u") "'during': ['school']}]}");
    const struct checklist *r = &rule_of(policy, "r")->as.checklist, *s = &rule_of(policy, "s")->as.checklist;
    cr_expect_eq(rule_of(policy, "r")->form, RULE_CHECKLIST);
    cr_expect_eq(r->fact, fact_find("declared.phone_carried", 22));
    cr_expect_str_eq(r->item, "phone_carried");
    cr_expect_eq(r->before, HOMEVISIT_WORD_departed);
    cr_expect_eq(r->when, NO_NODE);
    cr_expect_eq(s->fact, FACT_STATIC_COUNT + 1);
    cr_expect_str_eq(s->item, "x.interpreter");
    cr_expect_neq(s->when, NO_NODE);
    const struct advice *t = &rule_of(policy, "t")->as.advice, *u = &rule_of(policy, "u")->as.advice;
    cr_expect_eq(rule_of(policy, "t")->form, RULE_ADVICE);
    cr_expect(word_set_has(&t->during, HOMEVISIT_WORD_planned));
    cr_expect(word_set_has(&t->during, HOMEVISIT_WORD_left));
    cr_expect(word_set_has(&t->during, HOMEVISIT_WORD_inside));
    cr_expect_neq(t->when, NO_NODE);
    cr_expect_eq(u->when, NO_NODE);
    homevisit_policy_free(policy);
}
