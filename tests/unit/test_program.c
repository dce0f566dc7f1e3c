/* Gates over bits decide as the tree does: each guard, `where` and `when` of each bundled policy, at each event of the examples. */
#include "replay.h"

#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char *const records[] = {"model",
                                      "alone-first-visit",
                                      "bedroom-asked",
                                      "dog-not-separated",
                                      "dog-separated",
                                      "evening-alone-summer-time",
                                      "late-notice-30-01",
                                      "parents-absent-20-01",
                                      "silent-police-late",
                                      "uploaded-in-pieces",
                                      "worried-and-cleared"};
enum { RECORDS = sizeof records / sizeof *records, TEXT_LIMIT = 1 << 18 };

static homevisit_visit *load_record(const char *name)
{
    static char text[TEXT_LIMIT];
    char path[512];
    homevisit_visit *visit = NULL;
    snprintf(path, sizeof path, "%s/examples/visits/%s.json", HOMEVISIT_SOURCE_DIR, name);
    FILE *file = fopen(path, "rb");
    cr_assert_not_null(file, "%s", path);
    const size_t length = fread(text, 1, sizeof text, file);
    fclose(file);
    cr_assert_eq(homevisit_visit_load(text, length, NULL, &visit, NULL), HOMEVISIT_OK, "%s", name);
    return visit;
}

/* What the tree says of a part of a rule; a part that is left out is taken as `absent`. */
static enum truth by_tree(const struct condition_scene *scene, node_index node, enum truth absent)
{
    return node == NO_NODE ? absent : condition_decide(scene, node);
}

static enum truth negated(enum truth truth)
{
    return truth == TRUTH_UNKNOWN ? truth : truth == TRUTH_TRUE ? TRUTH_FALSE : TRUTH_TRUE;
}

static enum truth both(enum truth a, enum truth b)
{
    if (a == TRUTH_FALSE || b == TRUTH_FALSE)
        return TRUTH_FALSE;
    return a == TRUTH_UNKNOWN || b == TRUTH_UNKNOWN ? TRUTH_UNKNOWN : TRUTH_TRUE;
}

static size_t compare_event(struct replay *replay, const struct visit_event *event)
{
    const homevisit_policy *policy = replay->policy;
    const struct condition_scene scene = {&policy->conditions, &replay->facts, event};
    size_t compared = 0;
    replay_see(replay, event);
    for (size_t i = 0; i < policy->guards[event->event].count; i++, compared++) {
        const struct rule *rule = &policy->rules[policy->guards[event->event].items[i]];
        const struct guard *guard = &rule->as.guard;
        const enum truth tree =
            both(by_tree(&scene, guard->when, TRUTH_TRUE), both(negated(by_tree(&scene, guard->needs, TRUTH_FALSE)),
                                                                negated(by_tree(&scene, guard->unless, TRUTH_FALSE))));
        cr_expect_eq(gate_decide(&policy->program, replay->atoms, guard->broken), tree, "%s %s at %s", policy->id,
                     rule->id, homevisit_word_text((homevisit_word)event->event));
    }
    for (size_t i = 0; i < policy->discharges[event->event].count; i++) {
        const struct rule *rule = &policy->rules[policy->discharges[event->event].items[i]];
        if (rule->as.duty.where == NO_NODE)
            continue;
        compared++;
        cr_expect_eq(gate_decide(&policy->program, replay->atoms, rule->as.duty.where_gate),
                     condition_decide(&scene, rule->as.duty.where), "%s %s, where", policy->id, rule->id);
    }
    return compared;
}

static size_t compare_standing(struct replay *replay)
{
    const homevisit_policy *policy = replay->policy;
    const struct condition_scene scene = {&policy->conditions, &replay->facts, NULL};
    for (size_t i = 0; i < policy->standing.count; i++) {
        const struct rule *rule = &policy->rules[policy->standing.items[i]];
        cr_expect_eq(gate_decide(&policy->program, replay->atoms, rule->as.duty.when_gate),
                     condition_decide(&scene, rule->as.duty.when), "%s %s, when", policy->id, rule->id);
    }
    return policy->standing.count;
}

static size_t compare_record(const homevisit_policy *policy, const homevisit_visit *visit)
{
    const homevisit_allocator allocator = memory_allocator(NULL);
    const struct visit_event *events = visit->events.items;
    struct replay replay;
    size_t compared = 0;
    cr_assert_eq(replay_init(&replay, policy, visit, &allocator), HOMEVISIT_OK);
    for (size_t i = 0; i < visit->events.count; i++) {
        replay_look(&replay, (homevisit_moment){true, events[i].at});
        compared += compare_event(&replay, &events[i]);
        for (unsigned word = 1; word <= EVENT_COUNT; word++) { /* as a status asks: nothing is known of the event */
            const struct visit_event any = {.at = events[i].at, .event = (uint16_t)word};
            compared += compare_event(&replay, &any);
        }
        cr_assert_eq(replay_take(&replay, &events[i]), HOMEVISIT_OK);
        replay_look(&replay, (homevisit_moment){true, events[i].at});
        compared += compare_standing(&replay);
    }
    replay_free(&replay);
    return compared;
}

Test(program, decides_as_the_tree_does)
{
    size_t compared = 0;
    for (size_t p = 0; homevisit_bundled_id(p); p++) {
        homevisit_policy *policy = NULL;
        cr_assert_eq(homevisit_policy_bundled(homevisit_bundled_id(p), NULL, &policy, NULL), HOMEVISIT_OK);
        for (int r = 0; r < RECORDS; r++) {
            homevisit_visit *visit = load_record(records[r]);
            compared += compare_record(policy, visit);
            homevisit_visit_free(visit);
        }
        homevisit_policy_free(policy);
    }
    cr_expect_gt(compared, (size_t)10000, "%zu", compared);
}

static homevisit_policy *load_forms(void)
{
    static char text[TEXT_LIMIT];
    homevisit_policy *policy = NULL;
    FILE *file = fopen(HOMEVISIT_SOURCE_DIR "/tests/unit/policies/forms.json", "rb");
    cr_assert_not_null(file);
    const size_t length = fread(text, 1, sizeof text, file);
    fclose(file);
    cr_assert_eq(homevisit_policy_load(text, length, NULL, &policy, NULL), HOMEVISIT_OK);
    return policy;
}

Test(program, decides_as_the_tree_does_in_every_form)
{
    homevisit_policy *policy = load_forms();
    for (int r = 0; r < RECORDS; r++) {
        homevisit_visit *visit = load_record(records[r]);
        cr_expect_gt(compare_record(policy, visit), (size_t)100);
        homevisit_visit_free(visit);
    }
    homevisit_policy_free(policy);
}

/* The atoms that read a fact of the profile's own. */
static size_t atoms_of_own(const homevisit_policy *policy, const char *name)
{
    for (size_t i = 0; i < policy->own_fact_count; i++)
        if (strcmp(policy->own_facts[i].name, name) == 0)
            return policy->program.of_fact[FACT_STATIC_COUNT + i].count;
    cr_assert_fail("%s is not declared", name);
    return 0;
}

/* Lists that read alike one behind the other, and constants whose hashes are the same (found by search), are not. */
Test(program, what_only_looks_alike_is_another_atom)
{
    homevisit_policy *policy = load_forms();
    cr_expect_eq(atoms_of_own(policy, "x.language"), 6, "%zu", atoms_of_own(policy, "x.language"));
    cr_expect_eq(atoms_of_own(policy, "x.visits"), 3, "%zu", atoms_of_own(policy, "x.visits"));
    homevisit_policy_free(policy);
}

/* More atoms than the table of them begins with; each is written twice. */
Test(program, a_thousand_comparisons_are_an_atom_each)
{
    enum { COMPARISONS = 1000 };
    static char text[TEXT_LIMIT];
    int length = sprintf(text, "{\"format\":\"homevisit-policy/1\",\"id\":\"p\",\"title\":\"P\",\"version\":\"1\","
                               "\"rules\":[");
    for (int i = 0; i < 2 * COMPARISONS; i++)
        length += sprintf(text + length,
                          "%s{\"id\":\"r%d\",\"clauses\":[],\"force\":\"must\",\"message\":\"m\","
                          "\"on\":[\"departed\"],\"when\":{\"<\":[{\"var\":\"plan.days_absent\"},%d]}}",
                          i ? "," : "", i, 1 + i % COMPARISONS);
    length += sprintf(text + length, "]}");
    homevisit_policy *policy = NULL;
    cr_assert_eq(homevisit_policy_load(text, (size_t)length, NULL, &policy, NULL), HOMEVISIT_OK);
    cr_expect_eq(policy->program.atom_count, COMPARISONS, "%zu", policy->program.atom_count);
    homevisit_policy_free(policy);
}

/* What is written alike is one atom, wherever it stands; what is written otherwise is another one. */
Test(program, each_comparison_is_an_atom_once)
{
    static const char text[] =
        "{\"format\":\"homevisit-policy/1\",\"id\":\"p\",\"title\":\"P\",\"version\":\"1\",\"rules\":["
        "{\"id\":\"a\",\"clauses\":[],\"force\":\"must\",\"message\":\"m\",\"on\":[\"departed\"],"
        "\"when\":{\"and\":[{\"var\":\"threatened\"},{\"<\":[{\"var\":\"staff.count\"},2]}]},"
        "\"unless\":{\"==\":[{\"var\":\"plan.reason\"},\"other\"]}},"
        "{\"id\":\"b\",\"clauses\":[],\"force\":\"must\",\"message\":\"m\",\"on\":[\"entered\"],"
        "\"when\":{\"or\":[{\"<\":[{\"var\":\"staff.count\"},2]},{\"!\":[{\"var\":\"threatened\"}]}]},"
        "\"needs\":{\"==\":[{\"var\":\"plan.reason\"},\"safeguarding\"]}}]}";
    homevisit_policy *policy = NULL;
    cr_assert_eq(homevisit_policy_load(text, strlen(text), NULL, &policy, NULL), HOMEVISIT_OK);
    cr_expect_eq(policy->program.atom_count, 4, "%zu", policy->program.atom_count);
    cr_expect_eq(policy->program.of_fact[FACT_THREATENED].count, 1);
    cr_expect_eq(policy->program.of_fact[FACT_DURESS].count, 0);
    cr_expect_eq(policy->program.of_fact[FACT_PLAN_BASE + HOMEVISIT_ATTRIBUTE_reason].count, 2);
    homevisit_policy_free(policy);
}

/* An operator of one operand at the very end of all operands (found by fuzz_append; the sanitizers see what is read). */
Test(program, the_last_operator_has_one_operand)
{
    static const char text[] =
        "{\"format\":\"homevisit-policy/1\",\"id\":\"p\",\"title\":\"P\",\"version\":\"1\",\"rules\":["
        "{\"id\":\"a\",\"clauses\":[],\"force\":\"must\",\"message\":\"m\",\"on\":[\"departed\"],"
        "\"when\":{\"!\":[{\"var\":\"authorisation.roles\"}]}}]}";
    homevisit_policy *policy = NULL;
    cr_assert_eq(homevisit_policy_load(text, strlen(text), NULL, &policy, NULL), HOMEVISIT_OK);
    cr_expect_eq(policy->program.atoms[0].form, ATOM_TREE);
    homevisit_policy_free(policy);
}
