/* The enabled rules by event and by form, so that a decision touches only the rules that it needs. */
#include "policy_read.h"

/* ---- by event ----------------------------------------------------------------------------------------------------- */

/* The events under which a rule stands in an index; NULL where it does not stand there at all. */
typedef const struct word_set *(*rule_events)(const struct rule *rule);

static const struct word_set *events_guarded(const struct rule *rule)
{
    return rule->form == RULE_GUARD ? &rule->as.guard.on : NULL;
}

static const struct word_set *events_before(const struct rule *rule)
{
    return rule->form == RULE_DUTY ? &rule->as.duty.before : NULL;
}

static const struct word_set *events_discharging(const struct rule *rule)
{
    return rule->form == RULE_DUTY ? &rule->as.duty.todo : NULL;
}

static const struct word_set *events_raising(const struct rule *rule)
{
    return rule->form == RULE_DUTY ? &rule->as.duty.on : NULL;
}

/* Puts a rule under each event of a set; while `items` of an index are not there yet, it is only counted. */
static void put_rule(struct rule_index *by_event, uint32_t rule, const struct word_set *events)
{
    for (size_t i = 0; i < EVENT_SET_WORDS; i++)
        for (uint64_t bits = events->bits[i]; bits != 0; bits &= bits - 1) {
            const size_t event = i * 64 + (size_t)__builtin_ctzll(bits);
            if (event > EVENT_COUNT)
                return;
            struct rule_index *index = &by_event[event];
            if (index->items != NULL)
                ((uint32_t *)(uintptr_t)index->items)[index->count] = rule;
            index->count++;
        }
}

static void put_rules(const homevisit_policy *policy, struct rule_index *by_event, rule_events events_of)
{
    for (size_t i = 0; i < policy->rule_count; i++) {
        const struct word_set *events = events_of(&policy->rules[i]);
        if (events != NULL)
            put_rule(by_event, (uint32_t)i, events);
    }
}

/* Lists the rules under each event, in the profile's order: one way through them to count, one to fill. */
static bool make_indexes(struct policy_reader *reader, struct rule_index *by_event, rule_events events_of)
{
    put_rules(reader->policy, by_event, events_of);
    for (size_t event = 0; event <= EVENT_COUNT; event++) {
        uint32_t *items = arena_array(&reader->policy->arena, by_event[event].count, sizeof *items);
        if (!policy_got(reader, items))
            return false;
        by_event[event] = (struct rule_index){.items = items};
    }
    put_rules(reader->policy, by_event, events_of);
    return true;
}

/* ---- by form ------------------------------------------------------------------------------------------------------ */

/* Which rules an index holds. */
typedef bool (*rule_test)(const struct rule *rule);

static bool is_duty(const struct rule *rule)
{
    return rule->form == RULE_DUTY;
}

static bool is_standing(const struct rule *rule)
{
    return rule->form == RULE_DUTY && !rule->as.duty.has_on;
}

static bool is_checklist(const struct rule *rule)
{
    return rule->form == RULE_CHECKLIST;
}

static bool is_advice(const struct rule *rule)
{
    return rule->form == RULE_ADVICE;
}

/* Lists the rules that pass the test, in the profile's order. */
static bool make_index(struct policy_reader *reader, struct rule_index *index, rule_test test)
{
    homevisit_policy *policy = reader->policy;
    size_t count = 0;
    for (size_t i = 0; i < policy->rule_count; i++)
        count += test(&policy->rules[i]);
    uint32_t *items = arena_array(&policy->arena, count, sizeof *items);
    if (!policy_got(reader, items))
        return false;
    *index = (struct rule_index){.items = items};
    for (size_t i = 0; i < policy->rule_count; i++)
        if (test(&policy->rules[i]))
            items[index->count++] = (uint32_t)i;
    return true;
}

bool policy_make_indexes(struct policy_reader *reader)
{
    homevisit_policy *policy = reader->policy;
    if (!make_indexes(reader, policy->guards, events_guarded) ||
        !make_indexes(reader, policy->befores, events_before) ||
        !make_indexes(reader, policy->discharges, events_discharging) ||
        !make_indexes(reader, policy->raises, events_raising))
        return false;
    for (size_t event = 1; event <= EVENT_COUNT; event++)
        if (policy->guards[event].count + policy->befores[event].count != 0)
            word_set_add(&policy->spoken_of, (homevisit_word)event);
    if (!make_index(reader, &policy->duties, is_duty) || !make_index(reader, &policy->standing, is_standing))
        return false;
    for (size_t i = 0; i < policy->standing.count; i++)
        policy->rules[policy->standing.items[i]].as.duty.standing_place = (uint32_t)i;
    return make_index(reader, &policy->checklists, is_checklist) && make_index(reader, &policy->advices, is_advice);
}
