/* What a report of each question holds, from a replay that stands where it is asked. docs/format.md, section 4. */
#include "report.h"

/* To be done last: tells the report which rules it lists. */
static void keep_listed(struct report_builder *builder)
{
    builder->report->listed = build_array(builder, &builder->listed);
}

void fill_check(struct report_builder *builder, const struct visit_event *event)
{
    homevisit_result *result = &builder->report->result;
    const homevisit_moment at = {true, event->at};
    build_state(builder, at);
    struct event_findings met = build_findings(builder, event, true);
    result->event = (homevisit_word)event->event;
    result->decision = met.decision;
    result->findings = met.findings;
    result->finding_count = met.finding_count;
    result->missing = met.missing;
    result->silent = met.silent;
    build_duties(builder, at);
    build_checklist(builder);
    build_advice(builder);
    build_notices(builder, at);
    keep_listed(builder);
}

static void build_options(struct report_builder *builder, homevisit_moment at)
{
    homevisit_result *result = &builder->report->result;
    homevisit_option *options = arena_array(&builder->report->arena, EVENT_COUNT, sizeof *options);
    size_t count = 0;
    if (!options) {
        builder->failed = true;
        return;
    }
    for (unsigned word = 1; word <= EVENT_COUNT; word++) {
        const struct visit_event event = {.at = at.at, .event = (uint16_t)word}; /* every attribute unknown */
        if (!state_possible(builder->replay->phase, builder->replay->place, (homevisit_word)word))
            continue;
        struct event_findings met = build_findings(builder, &event, false);
        options[count++] = (homevisit_option){(homevisit_word)word, met.decision, met.rules, met.missing, met.silent};
    }
    result->options = options;
    result->option_count = count;
}

void fill_status(struct report_builder *builder, homevisit_moment at)
{
    build_state(builder, at);
    build_duties(builder, at);
    build_options(builder, at);
    build_checklist(builder);
    build_advice(builder);
    build_notices(builder, at);
    keep_listed(builder);
}

void audit_count_finding(homevisit_summary *summary, homevisit_force force, homevisit_outcome outcome)
{
    if (outcome == HOMEVISIT_OUTCOME_UNKNOWN)
        summary->unknown++;
    else if (force == HOMEVISIT_FORCE_MUST)
        summary->broken++;
    else
        summary->warned++;
}

static void count_findings(homevisit_summary *summary, const homevisit_step *step)
{
    summary->impossible += step->decision == HOMEVISIT_DECISION_IMPOSSIBLE;
    for (size_t i = 0; i < step->finding_count; i++)
        audit_count_finding(summary, step->findings[i].force, step->findings[i].outcome);
}

homevisit_decision audit_decision_of_duty(homevisit_summary *summary, homevisit_force force,
                                          homevisit_duty_status status)
{
    switch (status) {
    case HOMEVISIT_DUTY_LATE: summary->late++; break;
    case HOMEVISIT_DUTY_OVERDUE: summary->overdue++; break;
    case HOMEVISIT_DUTY_MISSED: summary->missed++; break;
    case HOMEVISIT_DUTY_UNKNOWN: return HOMEVISIT_DECISION_UNKNOWN;
    default: return HOMEVISIT_DECISION_ALLOW;
    }
    return force == HOMEVISIT_FORCE_MUST ? HOMEVISIT_DECISION_DENY : HOMEVISIT_DECISION_WARN;
}

static homevisit_code fill_steps(struct report_builder *builder)
{
    homevisit_result *result = &builder->report->result;
    const struct list *record = &builder->replay->visit->events;
    const struct visit_event *events = record->items;
    homevisit_step *steps = arena_array(&builder->report->arena, record->count, sizeof *steps);
    if (!steps)
        return HOMEVISIT_E_MEMORY;
    result->steps = steps;
    result->step_count = record->count;
    for (size_t i = 0; i < record->count; i++) {
        replay_look(builder->replay, (homevisit_moment){true, events[i].at});
        struct event_findings met = build_findings(builder, &events[i], true);
        steps[i] = (homevisit_step){.index = events[i].index,
                                    .at = events[i].at,
                                    .event = (homevisit_word)events[i].event,
                                    .decision = met.decision,
                                    .findings = met.findings,
                                    .finding_count = met.finding_count,
                                    .missing = met.missing,
                                    .silent = met.silent};
        result->decision = decision_worse(result->decision, met.decision);
        homevisit_code code = builder->failed ? HOMEVISIT_E_MEMORY : replay_take(builder->replay, &events[i]);
        if (code != HOMEVISIT_OK)
            return code;
        count_findings(&result->summary, &steps[i]);
    }
    return HOMEVISIT_OK;
}

homevisit_code fill_audit(struct report_builder *builder, homevisit_moment at)
{
    homevisit_result *result = &builder->report->result;
    homevisit_code code = fill_steps(builder);
    if (code != HOMEVISIT_OK)
        return code;
    build_state(builder, at);
    build_duties(builder, at);
    for (size_t i = 0; i < result->duty_count && !builder->failed; i++) {
        const homevisit_duty *duty = &result->duties[i];
        result->decision =
            decision_worse(result->decision, audit_decision_of_duty(&result->summary, duty->force, duty->status));
    }
    build_notices(builder, at);
    keep_listed(builder);
    return HOMEVISIT_OK;
}
