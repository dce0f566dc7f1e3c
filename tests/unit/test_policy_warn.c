/* Warnings: what is sound, but doubtful, each with its place; and that nothing else is doubted. */
#include <criterion/criterion.h>
#include <homevisit/homevisit.h>
#include <stdio.h>
#include <string.h>

#define HEAD "{\"format\":\"homevisit-policy/1\",\"id\":\"p\",\"title\":\"P\",\"version\":\"1\","
#define RULE(id, rest) "{\"id\":\"" id "\",\"clauses\":[],\"force\":\"must\",\"message\":\"m\"," rest "}"
#define VAR(name) "{\"var\":\"" name "\"}"

/* 2026-11-21T12:00:00Z */
static const int64_t today = 1795262400;

static const struct {
    const char *what, *text;
    const char *code, *pointer, *message; /* NULL: nothing is doubtful */
} cases[] = {
    {"a sound profile",
     HEAD "\"rules\":[" RULE("a", "\"on\":[\"departed\"],\"needs\":" VAR("authorisation.given")) "]}", NULL, NULL,
     NULL},
    {"an assumed setting that a rule reads",
     HEAD "\"settings\":{\"from\":{\"value\":\"18:00\",\"assumed\":true}},\"rules\":[" RULE(
         "a", "\"on\":[\"departed\"],\"when\":{\">\":[" VAR("time.minute") "," VAR("settings.from") "]}") "]}",
     "assumed_setting", "/settings/from", "the setting 'from' is assumed: ask the school for its own value"},
    {"a setting that nobody reads",
     HEAD "\"settings\":{\"n\":{\"value\":3}},\"rules\":[" RULE(
         "a", "\"on\":[\"departed\"],\"needs\":" VAR("authorisation.given")) "]}",
     "unread_setting", "/settings/n", "no rule reads the setting 'n'"},
    {"a clause that nobody cites",
     HEAD "\"clauses\":{\"C-1\":{}},\"rules\":[" RULE(
         "a", "\"on\":[\"departed\"],\"needs\":" VAR("authorisation.given")) "]}",
     "uncited_clause", "/clauses/C-1", "no enabled rule cites the clause 'C-1'"},
    {"a review date gone by",
     HEAD "\"review_due\":\"2026-11-20\",\"rules\":[" RULE(
         "a", "\"on\":[\"departed\"],\"needs\":" VAR("authorisation.given")) "]}",
     "review_overdue", "/review_due", "the review was due on that day"},
    {"a review date of today",
     HEAD "\"review_due\":\"2026-11-21\",\"rules\":[" RULE(
         "a", "\"on\":[\"departed\"],\"needs\":" VAR("authorisation.given")) "]}",
     NULL, NULL, NULL},
    {"a rule that cannot be broken",
     HEAD "\"rules\":[" RULE("a", "\"on\":[\"departed\"],\"when\":" VAR("duress") ",\"needs\":{\"or\":[" VAR(
                                      "duress") "," VAR("threatened") "]}") "]}",
     "never_fires", "/rules/0", "the rule 'a' cannot be broken: what it asks for always holds when it applies"},
    {"a rule that another covers",
     HEAD "\"rules\":[" RULE("wide", "\"on\":[\"entered\",\"departed\"],\"when\":{\"<\":[" VAR(
                                         "staff.present") ",3]}") "," RULE("narrow",
                                                                           "\"on\":[\"entered\"],\"when\":{\"<\":[" VAR(
                                                                               "staff.present") ",2]}") "]}",
     "covered_rule", "/rules/1", "the rule 'narrow' adds nothing: 'wide' is broken wherever it is"},
    {"a rule that another all but covers",
     HEAD "\"rules\":[" RULE("wide", "\"on\":[\"entered\",\"departed\"],\"when\":{\"<\":[" VAR(
                                         "staff.present") ",2]}") "," RULE("narrow",
                                                                           "\"on\":[\"entered\"],\"when\":{\"<\":[" VAR(
                                                                               "staff.present") ",3]}") "]}",
     NULL, NULL, NULL},
    {"of two that say the same, the later",
     HEAD "\"rules\":[" RULE("a", "\"on\":[\"entered\"],\"when\":" VAR("duress")) "," RULE(
         "b", "\"on\":[\"entered\"],\"when\":" VAR("duress")) "]}",
     "covered_rule", "/rules/1", "the rule 'b' adds nothing: 'a' is broken wherever it is"},
    {"a should does not cover a must",
     HEAD
     "\"rules\":[" RULE("must", "\"on\":[\"entered\"],\"when\":" VAR(
                                    "duress")) ","
                                               "{\"id\":\"should\",\"clauses\":[],\"force\":\"should\",\"message\":"
                                               "\"m\",\"on\":[\"departed\"],\"when\":" VAR("duress") "}]}",
     NULL, NULL, NULL},
    {"a duty whose every way is forbidden",
     HEAD "\"rules\":[" RULE("no-leaving", "\"on\":[\"left\"],\"when\":" VAR("child.seen")) "," RULE(
         "leave", "\"when\":{\"and\":[" VAR("child.seen") "," VAR(
                      "threatened") "]},\"do\":[\"left\"],\"within_minutes\":5") "]}",
     "no_way", "/rules/1",
     "while the duty 'leave' stands, everything that would discharge it is forbidden, also by 'no-leaving'"},
    {"a rule behind one that is always broken",
     HEAD "\"rules\":[" RULE("a", "\"on\":[\"entered\"],\"when\":true") "," RULE(
         "b", "\"on\":[\"entered\"],\"when\":" VAR("duress")) "]}",
     "covered_rule", "/rules/1", "the rule 'b' adds nothing: 'a' is broken wherever it is"},
    {"what one rule needs and excuses, another needs",
     HEAD "\"rules\":[" RULE("a", "\"on\":[\"entered\"],\"needs\":" VAR("risk.assessed") ",\"unless\":" VAR(
                                      "duress")) "," RULE("b",
                                                          "\"on\":[\"entered\"],\"needs\":{\"or\":[" VAR(
                                                              "risk.assessed") "," VAR("duress") "]}") "]}",
     "covered_rule", "/rules/1", "the rule 'b' adds nothing: 'a' is broken wherever it is"},
    {"a duty whose only way is forbidden always",
     HEAD "\"rules\":[" RULE("never", "\"on\":[\"left\"],\"when\":true") "," RULE(
         "leave", "\"when\":" VAR("child.seen") ",\"do\":[\"left\"],\"within_minutes\":5") "]}",
     "no_way", "/rules/1",
     "while the duty 'leave' stands, everything that would discharge it is forbidden, also by 'never'"},
    {"a duty whose only way is forbidden unless it does not stand",
     HEAD
     "\"rules\":[" RULE("seen", "\"on\":[\"left\"],\"when\":true,\"unless\":{\"!\":[" VAR("child.seen") "]}") "," RULE(
         "leave", "\"when\":" VAR("child.seen") ",\"do\":[\"left\"],\"within_minutes\":5") "]}",
     "no_way", "/rules/1",
     "while the duty 'leave' stands, everything that would discharge it is forbidden, also by 'seen'"},
    {"a duty whose only way should not be gone",
     HEAD "\"rules\":[{\"id\":\"a\",\"clauses\":[],\"force\":\"should\",\"message\":\"m\",\"on\":[\"left\"],\"when\":"
          "true}," RULE("leave", "\"when\":" VAR("child.seen") ",\"do\":[\"left\"],\"within_minutes\":5") "]}",
     NULL, NULL, NULL},
    {"a duty with one way left",
     HEAD "\"rules\":[" RULE("no-leaving", "\"on\":[\"left\"],\"when\":" VAR("child.seen")) "," RULE(
         "leave", "\"when\":" VAR("child.seen") ",\"do\":[\"left\",\"located\"],\"within_minutes\":5") "]}",
     NULL, NULL, NULL},
};

Test(policy_warn, each_doubt_has_its_place)
{
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        homevisit_problems *problems = NULL;
        homevisit_code code = homevisit_policy_validate(cases[i].text, strlen(cases[i].text), &today, NULL, &problems);
        cr_expect_eq(code, HOMEVISIT_OK, "%s: %s", cases[i].what,
                     problems ? homevisit_problems_get(problems, 0)->message : "");
        cr_expect_eq(homevisit_problems_count(problems), cases[i].code != NULL, "%s: %zu", cases[i].what,
                     homevisit_problems_count(problems));
        const homevisit_problem *problem = homevisit_problems_get(problems, 0);
        if (problem && cases[i].code) {
            cr_expect_eq(problem->severity, HOMEVISIT_SEVERITY_WARNING, "%s", cases[i].what);
            cr_expect_str_eq(problem->code, cases[i].code, "%s: %s", cases[i].what, problem->message);
            cr_expect_str_eq(problem->pointer, cases[i].pointer, "%s", cases[i].what);
            cr_expect_str_eq(problem->message, cases[i].message, "%s", cases[i].what);
            cr_expect(problem->line == 1 && problem->column > 1, "%s", cases[i].what);
        }
        homevisit_problems_free(problems);
    }
}

Test(policy_warn, the_review_is_not_looked_at_without_a_day)
{
    homevisit_problems *problems = NULL;
    const char *text = cases[4].text;
    cr_assert_eq(homevisit_policy_validate(text, strlen(text), NULL, NULL, &problems), HOMEVISIT_OK);
    cr_expect_null(problems);
}

Test(policy_warn, errors_are_told_as_when_loading)
{
    homevisit_problems *problems = NULL;
    const char *text = HEAD "\"rules\":[{\"id\":\"a\",\"force\":\"msut\"}]}";
    cr_expect_lt(homevisit_policy_validate(text, strlen(text), &today, NULL, &problems), 0);
    cr_expect_gt(homevisit_problems_count(problems), 0);
    for (size_t i = 0; i < homevisit_problems_count(problems); i++)
        cr_expect_eq(homevisit_problems_get(problems, i)->severity, HOMEVISIT_SEVERITY_ERROR);
    homevisit_problems_free(problems);
    cr_expect_eq(homevisit_policy_validate(NULL, 1, NULL, NULL, NULL), HOMEVISIT_E_ARGUMENT);
}

Test(policy_warn, every_bundled_profile_is_sound)
{
    for (size_t i = 0; homevisit_bundled_id(i); i++) {
        homevisit_problems *problems = NULL;
        homevisit_text text;
        cr_assert(homevisit_bundled_text(homevisit_bundled_id(i), &text));
        cr_expect_eq(homevisit_policy_validate(text.data, text.length, &today, NULL, &problems), HOMEVISIT_OK);
        for (size_t k = 0; k < homevisit_problems_count(problems); k++) {
            const char *code = homevisit_problems_get(problems, k)->code;
            if (strcmp(homevisit_bundled_id(i), "standard") == 0)
                continue; /* a base's settings are there for those who extend it */
            cr_expect(strcmp(code, "never_fires") != 0 && strcmp(code, "no_way") != 0 &&
                          strcmp(code, "unread_setting") != 0,
                      "%s: %s", homevisit_bundled_id(i), homevisit_problems_get(problems, k)->message);
        }
        homevisit_problems_free(problems);
    }
}
