/* Loading each bundled profile: from its JSON text, as a school's own is loaded, and in its built-in form, by its id. */
#include "measure.h"
#include "sections.h"

#include <stdio.h>
#include <string.h>

struct profile {
    const char *id;
    homevisit_text text;
};

static void load_text(void *user, size_t rounds)
{
    const struct profile *p = user;
    for (size_t round = 0; round < rounds; round++) {
        homevisit_policy *policy = NULL;
        must(homevisit_policy_load(p->text.data, p->text.length, NULL, &policy, NULL), p->id);
        homevisit_policy_free(policy);
    }
}

static void load_bundled(void *user, size_t rounds)
{
    const struct profile *p = user;
    for (size_t round = 0; round < rounds; round++) {
        homevisit_policy *policy = NULL;
        must(homevisit_policy_bundled(p->id, NULL, &policy, NULL), p->id);
        homevisit_policy_free(policy);
    }
}

/* Both ways lead to the same policy, as it is shown. */
static void compare(const struct profile *p)
{
    homevisit_policy *from_text = NULL, *built_in = NULL;
    homevisit_buffer first = {0}, second = {0};
    must(homevisit_policy_load(p->text.data, p->text.length, NULL, &from_text, NULL), p->id);
    must(homevisit_policy_bundled(p->id, NULL, &built_in, NULL), p->id);
    must(homevisit_policy_show(from_text, HOMEVISIT_FORMAT_JSON, &first), p->id);
    must(homevisit_policy_show(built_in, HOMEVISIT_FORMAT_JSON, &second), p->id);
    must_hold(first.length == second.length && memcmp(first.data, second.data, first.length) == 0,
              "a built-in profile is not its text", first.length);
    if (!measuring.counting) {
        tell("loading", p->id, "rules", (double)homevisit_policy_rule_count(built_in));
        tell("loading", p->id, "bytes", (double)p->text.length);
    }
    homevisit_buffer_free(&first);
    homevisit_buffer_free(&second);
    homevisit_policy_free(from_text);
    homevisit_policy_free(built_in);
}

void section_loading(void)
{
    struct profile profile;
    for (size_t i = 0; (profile.id = homevisit_bundled_id(i)) != NULL; i++) {
        must_hold(homevisit_bundled_text(profile.id, &profile.text), profile.id, i);
        compare(&profile);
        const struct work text = {profile.id, load_text, &profile, 1},
                          built_in = {profile.id, load_bundled, &profile, 1};
        measure("loading", "json", &text, 1);
        measure("loading", "built-in", &built_in, 1);
    }
}
