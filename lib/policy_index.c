/* The enabled rules by event and by form, so that a decision touches only the rules that it needs. */
#include "policy_read.h"

/* Which rules an index holds. */
typedef bool (*rule_test)(const struct rule *rule, homevisit_word event);

static bool is_guard_on(const struct rule *rule, homevisit_word event)
{
    return rule->form == RULE_GUARD && word_set_has(&rule->as.guard.on, event);
}

static bool has_before(const struct rule *rule, homevisit_word event)
{
    return rule->form == RULE_DUTY && word_set_has(&rule->as.duty.before, event);
}

static bool is_discharged_by(const struct rule *rule, homevisit_word event)
{
    return rule->form == RULE_DUTY && word_set_has(&rule->as.duty.todo, event);
}

static bool is_raised_by(const struct rule *rule, homevisit_word event)
{
    return rule->form == RULE_DUTY && word_set_has(&rule->as.duty.on, event);
}

static bool is_duty(const struct rule *rule, homevisit_word event)
{
    (void)event;
    return rule->form == RULE_DUTY;
}

static bool is_standing(const struct rule *rule, homevisit_word event)
{
    (void)event;
    return rule->form == RULE_DUTY && !rule->as.duty.has_on;
}

static bool is_checklist(const struct rule *rule, homevisit_word event)
{
    (void)event;
    return rule->form == RULE_CHECKLIST;
}

static bool is_advice(const struct rule *rule, homevisit_word event)
{
    (void)event;
    return rule->form == RULE_ADVICE;
}

/* Lists the rules that pass the test, in the profile's order. */
static bool make_index(struct policy_reader *reader, struct rule_index *index, rule_test test, homevisit_word event)
{
    homevisit_policy *policy = reader->policy;
    size_t count = 0;
    for (size_t i = 0; i < policy->rule_count; i++)
        count += test(&policy->rules[i], event);
    uint32_t *items = arena_array(&policy->arena, count, sizeof *items);
    if (!policy_got(reader, items))
        return false;
    *index = (struct rule_index){.items = items};
    for (size_t i = 0; i < policy->rule_count; i++)
        if (test(&policy->rules[i], event))
            items[index->count++] = (uint32_t)i;
    return true;
}

bool policy_make_indexes(struct policy_reader *reader)
{
    homevisit_policy *policy = reader->policy;
    for (size_t i = 1; i <= EVENT_COUNT; i++) {
        homevisit_word event = (homevisit_word)i;
        if (!make_index(reader, &policy->guards[i], is_guard_on, event) ||
            !make_index(reader, &policy->befores[i], has_before, event) ||
            !make_index(reader, &policy->discharges[i], is_discharged_by, event) ||
            !make_index(reader, &policy->raises[i], is_raised_by, event))
            return false;
        if (policy->guards[i].count + policy->befores[i].count != 0)
            word_set_add(&policy->spoken_of, event);
    }
    return make_index(reader, &policy->duties, is_duty, HOMEVISIT_WORD_none) &&
           make_index(reader, &policy->standing, is_standing, HOMEVISIT_WORD_none) &&
           make_index(reader, &policy->checklists, is_checklist, HOMEVISIT_WORD_none) &&
           make_index(reader, &policy->advices, is_advice, HOMEVISIT_WORD_none);
}
