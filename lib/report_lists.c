/* What stands at a moment: duties, checklist, advice, notices, state. docs/format.md, section 4. */
#include "report.h"

#include <string.h>

void build_state(struct report_builder *builder, homevisit_moment at)
{
    homevisit_result *result = &builder->report->result;
    replay_look(builder->replay, at);
    result->at = at;
    result->phase = builder->replay->phase;
    result->place = builder->replay->place;
    result->contact = builder->replay->facts.values[FACT_CONTACT].word;
}

/* ---- duties ------------------------------------------------------------------------------------------------------ */

static homevisit_duty *add_duty(struct report_builder *builder, struct list *duties, const struct rule *rule)
{
    homevisit_duty *duty = builder->failed ? NULL : list_add(duties);
    if (!duty) {
        builder->failed = true;
        return NULL;
    }
    duty->rule = rule->id;
    duty->clauses = rule->clauses;
    duty->force = rule->force;
    duty->message = rule->message;
    duty->todo = rule->as.duty.todo_names;
    duty->by = rule->as.duty.by;
    duty->assumed = rule->assumed;
    builder_list(builder, rule);
    builder_read_settings(builder, rule);
    return duty;
}

/* All duties of a rule that have arisen. */
static void add_arisen(struct report_builder *builder, struct list *duties, uint32_t number, int64_t at)
{
    const struct replay *replay = builder->replay;
    for (uint32_t place = replay->of_rule[number].first; place != NO_DUTY;) {
        const struct duty_instance *instance = duty_at(replay, place);
        homevisit_duty *duty = add_duty(builder, duties, &replay->policy->rules[number]);
        if (!duty)
            return;
        duty->since = (homevisit_moment){true, instance->since};
        duty->due = duty_due(replay, instance);
        duty->status = duty_status(replay, instance, at);
        if (builder->broken && duty_status_is_breach(duty->status))
            rule_mark(builder->broken, number);
        duty->met_at = instance->met_at;
        place = instance->next;
    }
}

static void add_unknown(struct report_builder *builder, struct list *duties, uint32_t number)
{
    const struct replay *replay = builder->replay;
    const struct rule *rule = &replay->policy->rules[number];
    if (!duty_may_have_arisen(replay, number))
        return;
    homevisit_duty *duty = add_duty(builder, duties, rule);
    if (!duty)
        return;
    duty->status = HOMEVISIT_DUTY_UNKNOWN;
    duty->missing = build_missing(builder, rule->as.duty.when);
}

static homevisit_moment earliest_due(const struct list *duties)
{
    homevisit_moment earliest = {false, 0};
    const homevisit_duty *all = duties->items;
    for (size_t i = 0; i < duties->count; i++)
        if (all[i].status == HOMEVISIT_DUTY_PENDING && all[i].due.known &&
            (!earliest.known || all[i].due.at < earliest.at))
            earliest = all[i].due;
    return earliest;
}

void build_duties(struct report_builder *builder, homevisit_moment at)
{
    const homevisit_policy *policy = builder->replay->policy;
    homevisit_result *result = &builder->report->result;
    struct list *duties = &builder->duties;
    duties->count = 0;
    for (size_t i = 0; i < policy->duties.count; i++)
        add_arisen(builder, duties, policy->duties.items[i], at.at);
    for (size_t i = 0; i < policy->standing.count; i++)
        add_unknown(builder, duties, policy->standing.items[i]);
    result->duties = build_array(builder, duties);
    result->duty_count = duties->count;
    result->next_due = earliest_due(duties);
}

/* ---- checklist and advice ---------------------------------------------------------------------------------------- */

static bool shown(const struct replay *replay, node_index when)
{
    const struct condition_scene scene = {&replay->policy->conditions, &replay->facts, NULL};
    return when == NO_NODE || condition_decide(&scene, when) != TRUTH_FALSE;
}

/* Room for an entry of each rule in a list; NULL, and failed, where memory ran out. */
static void *new_entries(struct report_builder *builder, const struct rule_index *rules, size_t size)
{
    void *entries = arena_allocate(&builder->report->arena, rules->count * size);
    builder->failed |= entries == NULL;
    return entries;
}

void build_checklist(struct report_builder *builder)
{
    const struct replay *replay = builder->replay;
    const struct rule_index *rules = &replay->policy->checklists;
    homevisit_checklist_entry *entries = new_entries(builder, rules, sizeof *entries);
    size_t count = 0;
    for (size_t i = 0; i < rules->count && entries; i++) {
        const struct rule *rule = &replay->policy->rules[rules->items[i]];
        const struct checklist *item = &rule->as.checklist;
        if (fact_true(&replay->facts, item->fact) ||
            fact_true(&replay->facts, FACT_HAPPENED_BASE + (unsigned)item->before) || !shown(replay, item->when))
            continue;
        builder_list(builder, rule);
        entries[count++] = (homevisit_checklist_entry){rule->id,      rule->clauses, rule->force,
                                                       rule->message, item->item,    homevisit_word_text(item->before)};
    }
    builder->report->result.checklist = entries;
    builder->report->result.checklist_count = count;
}

void build_advice(struct report_builder *builder)
{
    const struct replay *replay = builder->replay;
    const struct rule_index *rules = &replay->policy->advices;
    homevisit_advice *entries = new_entries(builder, rules, sizeof *entries);
    size_t count = 0;
    for (size_t i = 0; i < rules->count && entries; i++) {
        const struct rule *rule = &replay->policy->rules[rules->items[i]];
        const struct advice *advice = &rule->as.advice;
        if ((!word_set_has(&advice->during, replay->phase) && !word_set_has(&advice->during, replay->place)) ||
            !shown(replay, advice->when))
            continue;
        builder_list(builder, rule);
        entries[count++] = (homevisit_advice){rule->id, rule->clauses, rule->force, rule->message};
    }
    builder->report->result.advice = entries;
    builder->report->result.advice_count = count;
}

/* ---- notices ----------------------------------------------------------------------------------------------------- */

static bool review_overdue(const homevisit_policy *policy, homevisit_moment at)
{
    int64_t today = 0;
    if (!policy->review_due || !at.known)
        return false;
    zone_local(&policy->zone, at.at, NULL, NULL, &today);
    return today > policy->review_due_days;
}

/* To be built last: it tells the assumed settings of the rules that were listed. */
void build_notices(struct report_builder *builder, homevisit_moment at)
{
    const homevisit_policy *policy = builder->replay->policy;
    homevisit_notice *notices = arena_allocate(&builder->report->arena, (policy->setting_count + 1) * sizeof *notices);
    size_t count = 0;
    if (!notices) {
        builder->failed = true;
        return;
    }
    if (review_overdue(policy, at))
        notices[count++] = (homevisit_notice){"review_overdue", policy->review_due, NULL};
    for (size_t i = 0; i < policy->setting_count; i++)
        if (policy->settings[i].assumed && (builder->settings_read[i / 64] >> (i % 64)) & 1)
            notices[count++] = (homevisit_notice){"assumed", NULL, policy->settings[i].name};
    builder->report->result.notices = notices;
    builder->report->result.notice_count = count;
}
