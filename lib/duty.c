/*
 * Duties: what has to be done, and by when. How they arise, are discharged, missed, cease and come again is the
 * paragraph "Duties" of docs/format.md, section 3; the numbers in brackets are its steps.
 */
#include "replay.h"

struct duty_instance *duty_at(const struct replay *replay, uint32_t place)
{
    return list_at(&replay->duties, place);
}

static const struct duty *rule_duty(const struct replay *replay, uint32_t rule)
{
    return &replay->policy->rules[rule].as.duty;
}

/* ---- clocks ------------------------------------------------------------------------------------------------------ */

/* The later of appointment and arrival; the arrival where there is no appointment. */
static homevisit_moment waiting_since(const struct replay *replay)
{
    homevisit_moment arrived = replay->clocks[CLOCK_arrived];
    homevisit_moment appointment = replay->clocks[CLOCK_appointment];
    if (arrived.known && appointment.known && appointment.at > arrived.at)
        return appointment;
    return arrived;
}

static homevisit_moment clock_time(const struct replay *replay, enum clock clock, int64_t since)
{
    switch (clock) {
    case CLOCK_trigger: return (homevisit_moment){true, since};
    case CLOCK_waiting: return waiting_since(replay);
    default: return replay->clocks[clock];
    }
}

/* Of several clocks the latest; unknown while any has no time yet. */
static homevisit_moment clocks_time(const struct replay *replay, const struct duty *duty, int64_t since)
{
    homevisit_moment latest = clock_time(replay, duty->clocks[0], since);
    for (size_t i = 1; i < duty->clock_count && latest.known; i++) {
        const homevisit_moment time = clock_time(replay, duty->clocks[i], since);
        if (!time.known || time.at > latest.at)
            latest = time;
    }
    return latest;
}

homevisit_moment duty_due(const struct replay *replay, const struct duty_instance *instance)
{
    const struct duty *duty = rule_duty(replay, instance->rule);
    if (instance->past || instance->status != HOMEVISIT_DUTY_PENDING)
        return instance->due;
    if (!duty->has_within)
        return (homevisit_moment){false, 0};
    homevisit_moment from = clocks_time(replay, duty, instance->since);
    if (from.known && instance->again && instance->since > from.at)
        from.at = instance->since;
    from.at += from.known ? duty->within_seconds : 0;
    return from;
}

static bool is_past(homevisit_moment due, int64_t at)
{
    return due.known && at > due.at; /* met at the due second is met */
}

homevisit_duty_status duty_status(const struct replay *replay, const struct duty_instance *instance, int64_t at)
{
    if (instance->status != HOMEVISIT_DUTY_PENDING)
        return instance->status;
    return is_past(duty_due(replay, instance), at) ? HOMEVISIT_DUTY_OVERDUE : HOMEVISIT_DUTY_PENDING;
}

homevisit_moment duty_check_in_due(const struct replay *replay)
{
    const struct rule_index *named = &replay->policy->discharges[HOMEVISIT_WORD_checked_in];
    homevisit_moment first = {false, 0};
    for (size_t i = 0; i < named->count; i++) {
        uint32_t standing = replay->of_rule[named->items[i]].standing;
        if (standing == NO_DUTY)
            continue;
        /* The first that stands is the first to be due. */
        const homevisit_moment due = duty_due(replay, duty_at(replay, standing));
        if (due.known && (!first.known || due.at < first.at))
            first = due;
    }
    return first;
}

/* ---- what an event does to the duties that stand ----------------------------------------------------------------- */

/* The value of a duty's gate of this event, over the facts as they stand: its own atoms are computed for it. */
static enum truth decide_with_event(struct replay *replay, gate_index gate, const struct atom_list *atoms,
                                    const struct visit_event *event)
{
    const struct program *program = &replay->policy->program;
    if (atoms->count) {
        const struct condition_scene scene = {&replay->policy->conditions, &replay->facts, event};
        program_see(program, atoms, replay->atoms, &scene);
    }
    return gate_decide(program, replay->atoms, gate);
}

bool duty_discharged_by(struct replay *replay, uint32_t rule, const struct visit_event *event)
{
    const struct duty *duty = rule_duty(replay, rule);
    if (!word_set_has(&duty->todo, (homevisit_word)event->event))
        return false;
    if (!duty->early) {
        /* The trigger never lies ahead of the event, so the event's own time stands for it. */
        homevisit_moment from = clocks_time(replay, duty, event->at);
        if (!from.known || event->at < from.at)
            return false;
    }
    if (duty->where == NO_NODE)
        return true;
    return decide_with_event(replay, duty->where_gate, &duty->where_atoms, event) == TRUTH_TRUE;
}

bool duty_missed_by(struct replay *replay, uint32_t rule, const struct visit_event *event, bool possible, bool all_left)
{
    if (replay->of_rule[rule].standing == NO_DUTY)
        return false;
    if (event->event == HOMEVISIT_WORD_left && !all_left)
        return false; /* for duties it is no `left` */
    return !possible || !duty_discharged_by(replay, rule, event);
}

/* Ends all duties of a rule that stand. */
static void settle(struct replay *replay, uint32_t rule, homevisit_duty_status in_time, homevisit_duty_status too_late,
                   homevisit_moment met_at)
{
    struct rule_duties *duties = &replay->of_rule[rule];
    for (uint32_t place = duties->standing; place != NO_DUTY;) {
        struct duty_instance *instance = duty_at(replay, place);
        instance->due = duty_due(replay, instance);
        instance->status = instance->past ? too_late : in_time;
        instance->met_at = met_at;
        place = instance->next;
    }
    duties->standing = duties->not_past = NO_DUTY;
}

/* "Once past it stands": marks what is past due at `at`, before any clock moves. */
static void mark_past(struct replay *replay, uint32_t rule, int64_t at)
{
    struct rule_duties *duties = &replay->of_rule[rule];
    while (duties->not_past != NO_DUTY) {
        struct duty_instance *instance = duty_at(replay, duties->not_past);
        homevisit_moment due = duty_due(replay, instance);
        if (!is_past(due, at))
            return;
        instance->due = due;
        instance->past = true;
        duties->not_past = instance->next;
    }
}

void duties_before(struct replay *replay, const struct visit_event *event, bool all_left)
{
    const homevisit_policy *policy = replay->policy;
    const homevisit_moment now = {true, event->at}, never = {false, 0};
    for (size_t i = 0; i < replay->pending_count;) {
        struct rule_duties *duties = &replay->of_rule[replay->pending[i]];
        mark_past(replay, replay->pending[i], event->at);
        duties->listed = duties->not_past != NO_DUTY;
        if (duties->listed)
            i++;
        else
            replay->pending[i] = replay->pending[--replay->pending_count];
    }
    if (event->event == HOMEVISIT_WORD_left && !all_left)
        return;

    /* Both steps see the facts before the event, so which duties are missed is settled by what is not discharged. */
    const struct rule_index *named = &policy->discharges[event->event];
    for (size_t i = 0; i < named->count; i++) { /* (2) */
        uint32_t rule = named->items[i];
        if (replay->of_rule[rule].standing == NO_DUTY || !duty_discharged_by(replay, rule, event))
            continue;
        settle(replay, rule, HOMEVISIT_DUTY_MET, HOMEVISIT_DUTY_LATE, now);
        const struct duty *duty = rule_duty(replay, rule);
        replay->of_rule[rule].again = duty->repeat;
        if (duty->repeat) /* never with `on`: it stands */
            replay->stirred[duty->standing_place / 64] |= UINT64_C(1) << (duty->standing_place % 64);
    }
    const struct rule_index *before = &policy->befores[event->event];
    for (size_t i = 0; i < before->count; i++) /* (3) */
        settle(replay, before->items[i], HOMEVISIT_DUTY_MISSED, HOMEVISIT_DUTY_MISSED, never);
}

/* ---- how duties arise and cease ---------------------------------------------------------------------------------- */

static homevisit_code raise_duty(struct replay *replay, uint32_t rule, int64_t since, bool again)
{
    struct rule_duties *duties = &replay->of_rule[rule];
    uint32_t place = (uint32_t)replay->duties.count;
    struct duty_instance *instance = list_add(&replay->duties);
    if (!instance)
        return HOMEVISIT_E_MEMORY;
    instance->rule = rule;
    instance->next = NO_DUTY;
    instance->since = since;
    instance->again = again;
    instance->status = HOMEVISIT_DUTY_PENDING;

    if (duties->last != NO_DUTY)
        duty_at(replay, duties->last)->next = place;
    else
        duties->first = place;
    duties->last = place;
    if (duties->standing == NO_DUTY)
        duties->standing = place;
    if (duties->not_past == NO_DUTY)
        duties->not_past = place;
    if (!duties->listed)
        replay->pending[replay->pending_count++] = rule;
    duties->listed = true;
    return HOMEVISIT_OK;
}

/* A rule without `on`: arises when `when` becomes true, ceases when it becomes false; unknown leaves things as they are. */
static homevisit_code follow_when(struct replay *replay, uint32_t rule, int64_t at)
{
    struct rule_duties *duties = &replay->of_rule[rule];
    const enum truth when = gate_decide(&replay->policy->program, replay->atoms, rule_duty(replay, rule)->when_gate);
    const bool again = duties->again;
    const bool became_true = when == TRUTH_TRUE && !duties->held;

    duties->again = false;
    if (when == TRUTH_FALSE) {
        mark_past(replay, rule, at); /* a clock that moved with this event may have put the due time behind it */
        settle(replay, rule, HOMEVISIT_DUTY_VOID, HOMEVISIT_DUTY_MISSED, (homevisit_moment){false, 0});
        duties->held = false;
        return HOMEVISIT_OK;
    }
    if (when == TRUTH_TRUE)
        duties->held = true;
    return again || became_true ? raise_duty(replay, rule, at, again) : HOMEVISIT_OK;
}

/* All of them are looked at before the first event; then each whose `when` has changed, or which was done and repeats. */
static homevisit_code follow_stirred(struct replay *replay, int64_t at)
{
    const struct rule_index *standing = &replay->policy->standing;
    homevisit_code code = HOMEVISIT_OK;
    for (size_t word = 0; word <= standing->count / 64; word++) {
        uint64_t stirred = replay->stirred[word];
        replay->stirred[word] = 0;
        for (; stirred && code == HOMEVISIT_OK; stirred &= stirred - 1)
            code = follow_when(replay, standing->items[word * 64 + (size_t)__builtin_ctzll(stirred)], at);
    }
    return code;
}

homevisit_code duties_after(struct replay *replay, const struct visit_event *event, bool all_left)
{
    const homevisit_policy *policy = replay->policy;
    homevisit_code code = follow_stirred(replay, event->at);
    if (event->event == HOMEVISIT_WORD_left && !all_left)
        return code;

    const struct rule_index *raised = &policy->raises[event->event];
    for (size_t i = 0; i < raised->count && code == HOMEVISIT_OK; i++) {
        const uint32_t rule = raised->items[i];
        const struct duty *duty = rule_duty(replay, rule);
        if (duty->when_gate == NO_GATE ||
            decide_with_event(replay, duty->when_gate, &duty->when_atoms, event) == TRUTH_TRUE)
            code = raise_duty(replay, rule, event->at, false);
    }
    return code;
}

bool duty_may_have_arisen(const struct replay *replay, uint32_t number)
{
    const struct rule *rule = &replay->policy->rules[number];
    return rule->force == HOMEVISIT_FORCE_MUST && !replay->of_rule[number].held &&
           gate_decide(&replay->policy->program, replay->atoms, rule->as.duty.when_gate) == TRUTH_UNKNOWN;
}
