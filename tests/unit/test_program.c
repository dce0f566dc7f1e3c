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
        program_see(&policy->program, &rule->as.duty.where_atoms, replay->atoms, &scene);
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

/* A policy of one guard for each condition, all at one event. */
static homevisit_policy *load_guards(const char *event, const char *const *conditions, size_t count)
{
    static char text[TEXT_LIMIT];
    homevisit_policy *policy = NULL;
    homevisit_problems *problems = NULL;
    int length = sprintf(text, "{\"format\":\"homevisit-policy/1\",\"id\":\"p\",\"title\":\"P\",\"version\":\"1\","
                               "\"facts\":{\"x.flag\":\"boolean\",\"x.other\":\"boolean\",\"x.language\":\"string\","
                               "\"x.visits\":\"integer\",\"x.calls\":\"integer\"},\"rules\":[");
    for (size_t i = 0; i < count; i++)
        length += sprintf(text + length,
                          "%s{\"id\":\"r%zu\",\"clauses\":[],\"force\":\"must\",\"message\":\"m\",\"on\":[\"%s\"],"
                          "\"when\":%s}",
                          i ? "," : "", i, event, conditions[i]);
    length += sprintf(text + length, "]}");
    for (char *quote = text; (quote = strchr(quote, '\'')) != NULL;)
        *quote = '"';
    homevisit_policy_load(text, (size_t)length, NULL, &policy, &problems);
    cr_assert_not_null(policy, "%s: %s", conditions[0], problems ? homevisit_problems_get(problems, 0)->message : "");
    return policy;
}

#define HAS_ROLE(role) "{'in':['" role "',{'var':'authorisation.roles'}]}"

/* In which form a condition that is one comparison is computed; what no form fits is decided over the tree. */
static const struct {
    const char *event, *condition;
    enum atom_form form;
    bool opposite;
    enum truth otherwise;
} forms[] = {
    {"moved", "{'var':'child.seen'}", ATOM_FACT, false, TRUTH_UNKNOWN},
    {"moved", "{'var':['parents.present',true]}", ATOM_FACT, false, TRUTH_TRUE},
    {"moved", "{'var':['parents.present',false]}", ATOM_FACT, false, TRUTH_FALSE},
    {"moved", "{'var':['x.flag',{'var':'x.other'}]}", ATOM_TREE, false, TRUTH_UNKNOWN},
    {"moved", "{'var':'event.safe'}", ATOM_ATTRIBUTE, false, TRUTH_UNKNOWN},
    {"moved", "{'var':['event.safe',true]}", ATOM_ATTRIBUTE, false, TRUTH_TRUE},
    {"moved", "{'var':['event.safe',false]}", ATOM_ATTRIBUTE, false, TRUTH_FALSE},
    {"moved", "{'==':[{'var':'event.room'},'bedroom']}", ATOM_ATTRIBUTE_IN, false, TRUTH_UNKNOWN},
    {"moved", "{'===':[{'var':'event.room'},'bedroom']}", ATOM_ATTRIBUTE_IN, false, TRUTH_UNKNOWN},
    {"moved", "{'!=':[{'var':'event.room'},'bedroom']}", ATOM_ATTRIBUTE_IN, true, TRUTH_UNKNOWN},
    {"moved", "{'!==':[{'var':'event.room'},'bedroom']}", ATOM_ATTRIBUTE_IN, true, TRUTH_UNKNOWN},
    {"moved", "{'in':[{'var':'event.room'},['bedroom','upstairs']]}", ATOM_ATTRIBUTE_IN, false, TRUTH_UNKNOWN},
    {"moved", "{'==':[{'var':['event.room','shared']},'bedroom']}", ATOM_TREE, false, TRUTH_UNKNOWN},
    {"moved", "{'==':[{'var':'event'},'moved']}", ATOM_EVENT_IN, false, TRUTH_UNKNOWN},
    {"moved", "{'in':[{'var':'event'},['moved','left']]}", ATOM_EVENT_IN, false, TRUTH_UNKNOWN},
    {"moved", "{'==':[{'var':'plan.reason'},'other']}", ATOM_FACT_IN, false, TRUTH_UNKNOWN},
    {"moved", "{'!=':[{'var':'plan.reason'},'other']}", ATOM_FACT_IN, true, TRUTH_UNKNOWN},
    {"moved", "{'in':[{'var':'plan.reason'},['other','safeguarding']]}", ATOM_FACT_IN, false, TRUTH_UNKNOWN},
    {"spoke", "{'==':[{'var':'event.person'},{'var':'invitation.person'}]}", ATOM_TREE, false, TRUTH_UNKNOWN},
    {"form_completed", "{'var':'event.fields.time'}", ATOM_ATTRIBUTE_HAS, false, TRUTH_UNKNOWN},
    {"form_completed", "{'!':[{'var':'event.fields'}]}", ATOM_TREE, false, TRUTH_UNKNOWN},
    {"moved", "{'<':[{'var':'x.visits'},3]}", ATOM_FACT_LESS, false, TRUTH_UNKNOWN},
    {"moved", "{'<=':[{'var':'x.visits'},3]}", ATOM_FACT_LESS_EQUAL, false, TRUTH_UNKNOWN},
    {"moved", "{'>':[{'var':'x.visits'},3]}", ATOM_FACT_LESS_EQUAL, true, TRUTH_UNKNOWN},
    {"moved", "{'>=':[{'var':'x.visits'},3]}", ATOM_FACT_LESS, true, TRUTH_UNKNOWN},
    {"moved", "{'==':[{'var':'x.visits'},3]}", ATOM_TREE, false, TRUTH_UNKNOWN},
    {"moved", "{'<':[1,{'var':'x.visits'},3]}", ATOM_TREE, false, TRUTH_UNKNOWN},
    {"moved", "{'<':[{'var':'x.visits'},{'var':'x.calls'}]}", ATOM_TREE, false, TRUTH_UNKNOWN},
    {"moved", "{'<':[{'+':[{'var':'x.visits'},1]},3]}", ATOM_TREE, false, TRUTH_UNKNOWN},
    {"moved", "{'<':[{'var':'plan.expected_start'},{'var':'plan.expected_end'}]}", ATOM_TREE, false, TRUTH_UNKNOWN},
    {"planned", "{'<':[{'var':'event.days_absent'},3]}", ATOM_TREE, false, TRUTH_UNKNOWN},
    {"moved", "{'in':[{'var':'x.visits'},[1,2]]}", ATOM_TREE, false, TRUTH_UNKNOWN},
    {"moved", "{'==':[{'var':'x.language'},'a']}", ATOM_TREE, false, TRUTH_UNKNOWN},
    {"moved", "{'in':[{'var':'x.language'},['a','b']]}", ATOM_TREE, false, TRUTH_UNKNOWN},
    {"moved", "{'==':[{'var':'x.flag'},{'var':'x.other'}]}", ATOM_TREE, false, TRUTH_UNKNOWN},
    {"moved", HAS_ROLE("dsl"), ATOM_TREE, false, TRUTH_UNKNOWN},
    {"moved", "{'some':[{'var':'staff'},{'var':'trained'}]}", ATOM_TREE, false, TRUTH_UNKNOWN},
};

Test(program, each_comparison_has_its_form)
{
    for (size_t i = 0; i < sizeof forms / sizeof *forms; i++) {
        homevisit_policy *policy = load_guards(forms[i].event, &forms[i].condition, 1);
        const struct atom *atom = &policy->program.atoms[0];
        cr_assert_eq(policy->program.atom_count, 1, "%s", forms[i].condition);
        cr_expect_eq(atom->form, forms[i].form, "%s: %d", forms[i].condition, atom->form);
        if (forms[i].form != ATOM_TREE) {
            cr_expect_eq(atom->opposite, forms[i].opposite, "%s", forms[i].condition);
            cr_expect_eq(atom->otherwise, forms[i].otherwise, "%s", forms[i].condition);
        }
        homevisit_policy_free(policy);
    }
}

/* Written alike, each of them is one atom, whatever it is made of. */
Test(program, each_form_is_an_atom_once)
{
    for (size_t i = 0; i < sizeof forms / sizeof *forms; i++) {
        const char *const twice[] = {forms[i].condition, forms[i].condition};
        homevisit_policy *policy = load_guards(forms[i].event, twice, 2);
        cr_expect_eq(policy->program.atom_count, 1, "%s: %zu", forms[i].condition, policy->program.atom_count);
        homevisit_policy_free(policy);
    }
}

/* What differs in one thing is two atoms; the constants of the last ones have the same hash (found by search). */
Test(program, what_differs_is_two_atoms)
{
    static const struct {
        const char *event, *conditions[2];
    } pairs[] = {
        {"moved", {"{'var':'event.safe'}", "{'var':'event.necessary'}"}},
        {"moved", {"{'var':'x.flag'}", "{'var':'x.other'}"}},
        {"moved", {"{'var':['x.flag',true]}", "{'var':['x.flag',false]}"}},
        {"moved", {"{'<':[{'var':'x.visits'},3]}", "{'<=':[{'var':'x.visits'},3]}"}},
        {"moved", {"{'<':[{'var':'x.visits'},3]}", "{'<':[{'var':'x.calls'},3]}"}},
        {"moved", {"{'<':[{'var':'x.visits'},3]}", "{'<':[{'var':'x.visits'},4]}"}},
        {"moved", {"{'==':[{'var':'event.room'},'bedroom']}", "{'==':[{'var':'event.room'},'upstairs']}"}},
        {"moved",
         {"{'in':[{'var':'event.room'},['bedroom']]}", "{'in':[{'var':'event.room'},['bedroom','upstairs']]}"}},
        {"moved", {"{'in':[{'var':'x.language'},['a']]}", "{'in':[{'var':'x.language'},['b']]}"}},
        {"moved", {HAS_ROLE("dsl"), HAS_ROLE("headteacher")}},
        {"moved", {"{'<':[{'var':'x.visits'},8129978400565266]}", "{'<':[{'var':'x.visits'},6194748401762588]}"}},
        {"moved", {"{'in':[{'var':'x.visits'},[2481228233748236]]}", "{'in':[{'var':'x.visits'},[2718580998031176]]}"}},
        {"moved",
         {"{'in':[{'var':'x.visits'},[2481228233748236,1]]}", "{'in':[{'var':'x.visits'},[2718580998031176,1]]}"}},
        {"moved", {"{'in':[{'var':'x.visits'},[319741]]}", "{'in':[{'var':'x.visits'},[233,97]]}"}},
        {"arrived", {"{'in':['ttvxbbjqa',{'var':'event.staff'}]}", "{'in':['kcyebrukn',{'var':'event.staff'}]}"}},
    };
    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++) {
        homevisit_policy *policy = load_guards(pairs[i].event, pairs[i].conditions, 2);
        cr_expect_eq(policy->program.atom_count, 2, "%s and %s: %zu", pairs[i].conditions[0], pairs[i].conditions[1],
                     policy->program.atom_count);
        homevisit_policy_free(policy);
    }
}

/* The truth of a guard that is one comparison. */
static enum truth decided(const homevisit_policy *policy, const struct visit_event *event, const homevisit_visit *visit)
{
    const homevisit_allocator allocator = memory_allocator(NULL);
    struct replay replay;
    cr_assert_eq(replay_init(&replay, policy, visit, &allocator), HOMEVISIT_OK);
    const struct condition_scene scene = {&policy->conditions, &replay.facts, event};
    const enum truth truth = atom_decide(&policy->program.atoms[0], &scene);
    cr_expect_eq(truth, condition_decide(&scene, policy->program.atoms[0].node));
    replay_free(&replay);
    return truth;
}

/* Comparisons with what the event says, which may be nothing, or not be known at all. */
Test(program, what_the_event_says_is_compared)
{
    static const struct {
        const char *event, *condition, *says; /* says NULL: nothing is known of the event */
        enum truth truth;
    } rows[] = {
        {"form_completed", "{'var':'event.fields.time'}", "\"fields\":[\"time\"]", TRUTH_TRUE},
        {"form_completed", "{'var':'event.fields.time'}", "\"fields\":[\"date\"]", TRUTH_FALSE},
        {"form_completed", "{'var':'event.fields.time'}", "\"fields\":[\"time\",\"date\"]", TRUTH_TRUE},
        {"form_completed", "{'var':'event.fields.time'}", "\"fields\":[\"date\",\"visitor\",\"time\"]", TRUTH_TRUE},
        {"form_completed", "{'var':'event.fields.time'}", "\"fields\":[\"date\",\"visitor\"]", TRUTH_FALSE},
        {"form_completed", "{'var':'event.fields.time'}", "\"fields\":[]", TRUTH_FALSE},
        {"form_completed", "{'var':'event.fields.time'}", NULL, TRUTH_UNKNOWN},
        {"form_completed", "{'var':['event.stored',false]}", "\"fields\":[],\"stored\":true", TRUTH_TRUE},
        {"form_completed", "{'var':['event.stored',false]}", "\"fields\":[],\"stored\":false", TRUTH_FALSE},
        {"form_completed", "{'var':['event.stored',true]}", "\"fields\":[],\"stored\":false", TRUTH_FALSE},
        {"form_completed", "{'var':['event.stored',false]}", NULL, TRUTH_FALSE},
        {"form_completed", "{'var':['event.stored',true]}", NULL, TRUTH_TRUE},
        {"spoke", "{'==':[{'var':'event'},'spoke']}", "\"person\":\"parent\"", TRUTH_TRUE},
        {"spoke", "{'==':[{'var':'event'},'spoke']}", NULL, TRUTH_UNKNOWN},
        {"spoke", "{'!=':[{'var':'event.person'},'parent']}", "\"person\":\"parent\"", TRUTH_FALSE},
        {"spoke", "{'!=':[{'var':'event.person'},'parent']}", "\"person\":\"sibling\"", TRUTH_TRUE},
        {"spoke", "{'!=':[{'var':'event.person'},'parent']}", NULL, TRUTH_UNKNOWN},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        char text[512];
        homevisit_visit *visit = NULL;
        homevisit_policy *policy = load_guards(rows[i].event, &rows[i].condition, 1);
        const int length =
            snprintf(text, sizeof text,
                     "{\"format\":\"homevisit-visit/1\",\"id\":\"V\",\"events\":["
                     "{\"at\":\"2026-06-01T08:00:00Z\",\"event\":\"%s\"%s%s}]}",
                     rows[i].says ? rows[i].event : "noted", rows[i].says ? "," : "", rows[i].says ? rows[i].says : "");
        homevisit_visit_load(text, (size_t)length, NULL, &visit, NULL);
        cr_assert_not_null(visit, "%s", text);
        const enum truth truth = decided(policy, rows[i].says ? visit->events.items : NULL, visit);
        cr_expect_eq(truth, rows[i].truth, "%s over %s: %d", rows[i].condition, text, truth);
        homevisit_visit_free(visit);
        homevisit_policy_free(policy);
    }
}

/* A list ends where it ends, whatever stands behind it in memory. */
Test(program, no_field_stands_behind_the_list)
{
    static const char *const condition[] = {"{'var':'event.fields.time'}"};
    homevisit_policy *policy = load_guards("form_completed", condition, 1);
    homevisit_visit *visit = load_record(records[0]);
    struct names_value *names = calloc(1, sizeof *names + 2 * sizeof *names->items);
    cr_assert_not_null(names);
    names->items[0] = HOMEVISIT_WORD_date;
    names->items[1] = HOMEVISIT_WORD_time;
    const union attribute_value fields = {.names = names};
    const struct visit_event event = {
        .event = HOMEVISIT_WORD_form_completed, .mask = UINT64_C(1) << HOMEVISIT_ATTRIBUTE_fields, .values = &fields};
    for (names->count = 0; names->count <= 2; names->count++)
        cr_expect_eq(decided(policy, &event, visit), names->count == 2 ? TRUTH_TRUE : TRUTH_FALSE);
    free(names);
    homevisit_visit_free(visit);
    homevisit_policy_free(policy);
}
