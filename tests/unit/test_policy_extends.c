/* lib/policy_extends.c: the profile and those that it extends, found and read. */
#include "policy_texts.h"

#include <criterion/criterion.h>
#include <stdio.h>
#include <string.h>

#define BASE "{" TEXT_FORMAT ", 'id': 'base', 'title': 'B', 'version': '1',\n"
#define BASE_ON(id) "{" TEXT_FORMAT ", 'id': 'base', 'title': 'B', 'version': '1', 'extends': '" id "',\n"

static const struct refusal refusals[] = {
    {"nothing of the name; the rest is told all the same",
     {"{" TEXT_FORMAT ", 'id': 'p', 'title': 'P', 'version': '1', 'extends': 'standrd',\n"
      "'rules': [{'id': 'r', 'force': 'msut', 'on': ['departd'], 'unless': null, 'wen': 1}]}"},
     {{NAME, "unknown_base", "", "/extends", 1, 86, "there is no policy 'standrd' to extend", "standard"},
      {NAME, "unknown_force", "", "/rules/0/force", 2, 32, "unknown force 'msut'", "must"},
      {NAME, "unknown_event", "", "/rules/0/on/0", 2, 47, "unknown event 'departd'", "departed"},
      {NAME, "unknown_key", "", "/rules/0/wen", 2, 75, "a rule has no key 'wen'", "when"}}},
    {"nothing like the name",
     {TEXT_HEAD_ON_BASE "'rules': []}"},
     {{NAME, "unknown_base", "", "/extends", 1, 86, "there is no policy 'base' to extend", NULL}}},
    {"itself",
     {"{" TEXT_FORMAT ", 'id': 'base', 'title': 'P', 'version': '1', 'extends': 'base', 'rules': []}"},
     {{SCHEMA, "extends_itself", "", "/extends", 1, 89,
       "the policy 'base' extends itself: name another, or leave this out", NULL}}},
    {"a circle with the profile",
     {TEXT_HEAD_ON_BASE "'rules': []}", BASE_ON("p") "'rules': []}"},
     {{SCHEMA, "extends_circle", "base", "/extends", 1, 89,
       "the policies extend one another in a circle, which 'p' closes: one of them has to extend another, or none",
       NULL}}},
    {"a circle without the profile",
     {TEXT_HEAD_ON_BASE "'rules': []}", BASE_ON("q") "'rules': []}",
      "{" TEXT_FORMAT ", 'id': 'q', 'title': 'Q', 'version': '1',\n'extends': 'base', 'rules': []}"},
     {{SCHEMA, "extends_circle", "q", "/extends", 2, 12,
       "the policies extend one another in a circle, which 'base' closes: one of them has to extend another, or none",
       NULL}}},
    {"mistakes in both",
     {TEXT_HEAD_ON_BASE "'rules': {}}",
      BASE "'issued': 'x', 'settings': {'s': {}},\n'rules': [" TEXT_RULE("r") "'duing': ['inside']}]}"},
     {{TYPE, "wrong_type", "", "/rules", 2, 10, "'rules' has to be a list, not an object", NULL},
      {TYPE, "bad_date", "base", "/issued", 2, 11, "'issued' has to be a date of the calendar, as YYYY-MM-DD", NULL},
      {SCHEMA, "missing_key", "base", "/settings/s", 2, 34, "a setting needs the key 'value'", NULL},
      {NAME, "unknown_key", "base", "/rules/0/duing", 3, 71, "a rule has no key 'duing'", "during"}}},
    {"a base that is broken off",
     {TEXT_HEAD_ON_BASE "'rules': [{'id': 'r', 'force': 'msut'}]}", BASE "'rules': ["},
     {{SYNTAX, "unexpected_end", "base", "/rules", 2, 11,
       "the text ends too early; what was opened is not closed, or a value is missing", NULL},
      {NAME, "unknown_force", "", "/rules/0/force", 2, 32, "unknown force 'msut'", "must"}}},
    {"a base of which not even the id can be read",
     {TEXT_HEAD_ON_BASE "'rules': []}", "{" TEXT_FORMAT ",\n'id"},
     {{NAME, "unknown_base", "", "/extends", 1, 86, "there is no policy 'base' to extend", NULL},
      {SYNTAX, "unterminated_string", "bases", "", 2, 1, "this string has no closing quote", NULL}}},
    {"a base of a later format",
     {TEXT_HEAD_ON_BASE "'rules': []}", "{'format': 'homevisit-policy/2', 'id': 'base', 'rule': []}"},
     {{SCHEMA, "unknown_format", "base", "/format", 1, 12,
       "this library reads policies of the format homevisit-policy/1", "homevisit-policy/1"}}},
    {"a visit",
     {"{'format': 'homevisit-visit/1', 'id': 'V-1', 'events': []}"},
     {{SCHEMA, "unknown_format", "", "/format", 1, 12, "this is no policy: a policy's format is homevisit-policy/1",
       "homevisit-policy/1"}}},
    {"a policy of a later format",
     {"{'id': 'p',\n'format': 'homevisit-policy/2', 'rule': []}"},
     {{SCHEMA, "unknown_format", "", "/format", 2, 11, "this library reads policies of the format homevisit-policy/1",
       "homevisit-policy/1"}}},
    {"no JSON",
     {"{'format': 'homevisit-policy/1',\n'id' 'p'}"},
     {{SYNTAX, "colon_expected", "", "/id", 2, 6, "a colon is missing between the key and its value", NULL}}},
    {"no object", {"[]"}, {{SCHEMA, "root_not_object", "", "", 1, 1, "the document has to be an object: { … }", NULL}}},
    {"a format that is nearly one",
     {"{'format': 'homevisit-polcy', 'id': 'p', 'title': 'P', 'version': '1', 'rules': []}"},
     {{SCHEMA, "unknown_format", "", "/format", 1, 12, "a policy's format is homevisit-policy/1",
       "homevisit-policy/1"}}},
};

Test(policy_extends, tells_what_is_wrong)
{
    assert_refused(refusals, sizeof refusals / sizeof *refusals);
}

/* ---------------------------------------------------------------------------------------------- where bases come from */

/* A finder that has been asked `asked` times, last for `id`, and knows one text. */
struct shelf {
    const char *id;
    homevisit_text text;
    int asked;
    char last[32];
};

static bool find_on_shelf(void *user, const char *id, homevisit_text *text)
{
    struct shelf *shelf = user;
    shelf->asked++;
    snprintf(shelf->last, sizeof shelf->last, "%s", id);
    *text = shelf->text;
    return strcmp(id, shelf->id) == 0;
}

static homevisit_policy *load_with(const char *quoted, homevisit_options *options)
{
    homevisit_text text = text_of(quoted);
    homevisit_policy *policy = NULL;
    options->struct_size = sizeof *options;
    cr_assert_eq(homevisit_policy_load(text.data, text.length, options, &policy, NULL), HOMEVISIT_OK);
    return policy;
}

#define NAMED(id, setting)                                                                                             \
    "{" TEXT_FORMAT ", 'id': '" id "', 'title': 'T', 'version': '1', 'settings': {'" setting                           \
    "': {'value': 1}}, 'rules': []}"

Test(policy_extends, looks_among_the_given_texts_first_and_asks_the_host_next)
{
    homevisit_text bases[] = {text_of(NAMED("other", "wrong")), text_of(NAMED("base", "given")),
                              text_of(NAMED("base", "later"))};
    struct shelf shelf = {"base", text_of(NAMED("base", "shelf")), 0, ""};
    homevisit_options options = {.bases = bases, .base_count = 3, .find_base = find_on_shelf, .find_base_user = &shelf};
    homevisit_policy *policy = load_with(TEXT_HEAD_ON_BASE "'rules': []}", &options);
    cr_assert_eq(policy->setting_count, 1);
    cr_expect_str_eq(policy->settings[0].name, "given");
    cr_expect_eq(shelf.asked, 0);
    homevisit_policy_free(policy);

    options.base_count = 1;
    policy = load_with(TEXT_HEAD_ON_BASE "'rules': []}", &options);
    cr_assert_eq(policy->setting_count, 1);
    cr_expect_str_eq(policy->settings[0].name, "shelf");
    cr_expect_eq(shelf.asked, 1);
    cr_expect_str_eq(shelf.last, "base");
    homevisit_policy_free(policy);
}

Test(policy_extends, takes_the_bundled_last)
{
    const char *profile =
        "{" TEXT_FORMAT ", 'id': 'p', 'title': 'P', 'version': '1', 'extends': 'standard', 'rules': []}";
    struct shelf shelf = {"another", {NULL, 0}, 0, ""};
    homevisit_options options = {.find_base = find_on_shelf, .find_base_user = &shelf};
    homevisit_policy *policy = load_with(profile, &options);
    cr_expect_eq(shelf.asked, 1);
    cr_expect_gt(policy->disabled_count, 1, "the standard's rules are there, and disabled");
    homevisit_policy_free(policy);

    homevisit_text own = text_of(NAMED("standard", "own"));
    options.bases = &own;
    options.base_count = 1;
    policy = load_with(profile, &options);
    cr_assert_eq(policy->setting_count, 1);
    cr_expect_str_eq(policy->settings[0].name, "own");
    cr_expect_str_eq(policy->extends, "standard");
    homevisit_policy_free(policy);
}

Test(policy_extends, refuses_a_base_of_another_name)
{
    struct shelf shelf = {"base", text_of(NAMED("bass", "s")), 0, ""};
    homevisit_options options = {.struct_size = sizeof options, .find_base = find_on_shelf, .find_base_user = &shelf};
    homevisit_text text = text_of(TEXT_HEAD_ON_BASE "'rules': []}");
    homevisit_policy *policy;
    homevisit_problems *problems;
    cr_assert_eq(homevisit_policy_load(text.data, text.length, &options, &policy, &problems), HOMEVISIT_E_NAME);
    cr_assert_eq(homevisit_problems_count(problems), 1);
    const homevisit_problem *problem = homevisit_problems_get(problems, 0);
    cr_expect_str_eq(problem->code, "other_base");
    cr_expect_str_eq(problem->document, "base");
    cr_expect_str_eq(problem->message, "the policy that was found for 'base' calls itself 'bass'");
    cr_expect_str_eq(problem->pointer, "/id");
    cr_expect_str_eq(problem->suggestion, "base");
    homevisit_problems_free(problems);
}

/* ------------------------------------------------------------------------------------------------------- how deep */

/* Loads a profile over `count - 1` bases, each on the next. */
static homevisit_code load_chain(size_t count, homevisit_problems **problems)
{
    homevisit_text bases[32];
    for (size_t i = 1; i < count; i++) {
        char text[256];
        snprintf(text, sizeof text,
                 i + 1 < count ? "{%s, 'id': 'b%zu', 'title': 'B', 'version': '1', 'extends': 'b%zu', 'rules': []}"
                               : "{%s, 'id': 'b%zu', 'title': 'B', 'version': '1', 'x_on': %zu, 'rules': []}",
                 TEXT_FORMAT, i, i + 1);
        bases[i - 1] = text_of(text);
    }
    homevisit_options options = {.struct_size = sizeof options, .bases = bases, .base_count = count - 1};
    homevisit_text text =
        text_of("{" TEXT_FORMAT ", 'id': 'p', 'title': 'P', 'version': '1', 'extends': 'b1', 'rules': []}");
    homevisit_policy *policy;
    homevisit_code code = homevisit_policy_load(text.data, text.length, &options, &policy, problems);
    homevisit_policy_free(policy);
    return code;
}

Test(policy_extends, goes_sixteen_deep_and_no_deeper)
{
    homevisit_problems *problems;
    cr_expect_eq(load_chain(16, &problems), HOMEVISIT_OK);
    cr_expect_null(problems);
    cr_assert_eq(load_chain(17, &problems), HOMEVISIT_E_LIMIT);
    cr_assert_eq(homevisit_problems_count(problems), 1);
    const homevisit_problem *problem = homevisit_problems_get(problems, 0);
    cr_expect_str_eq(problem->code, "extends_too_deep");
    cr_expect_str_eq(problem->message, "more than 16 policies extend one another");
    cr_expect_str_eq(problem->document, "b15");
    cr_expect_str_eq(problem->pointer, "/extends");
    homevisit_problems_free(problems);
}
