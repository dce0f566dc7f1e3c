/* The three questions on handles: what is replayed, what is decided, what is reported. */
#include "report.h"

#include <string.h>

/* ---- before the replay ------------------------------------------------------------------------------------------- */

/* A profile's own fact that a record declares with another type is refused before anything is decided. */
static void check_own_fact(const homevisit_policy *policy, const struct declared_value *said,
                           homevisit_problems *problems)
{
    for (size_t i = 0; i < policy->own_fact_count; i++) {
        const struct own_fact *own = &policy->own_facts[i];
        if (own->kind != OWN_X || strcmp(own->name, said->name) != 0 || own->type == said->type)
            continue;
        problems_add(problems, HOMEVISIT_SEVERITY_ERROR, HOMEVISIT_KIND_TYPE, "own_fact_type", &said->place, NULL,
                     "'%s' is declared as %s, and the policy says that it is %s", own->name,
                     said->type == HOMEVISIT_TYPE_BOOLEAN   ? "true or false"
                     : said->type == HOMEVISIT_TYPE_INTEGER ? "a whole number"
                                                            : "text",
                     own->type == HOMEVISIT_TYPE_BOOLEAN   ? "true or false"
                     : own->type == HOMEVISIT_TYPE_INTEGER ? "a whole number"
                                                           : "text");
    }
}

static void check_own_facts(const homevisit_policy *policy, const homevisit_visit *visit,
                            const struct visit_event *proposed, homevisit_problems *problems)
{
    const struct declared_value *const *declared = visit->declared_own.items;
    for (size_t i = 0; i < visit->declared_own.count; i++)
        check_own_fact(policy, declared[i], problems);
    const union attribute_value *facts = proposed ? event_value(proposed, HOMEVISIT_ATTRIBUTE_facts) : NULL;
    for (uint32_t i = 0; facts && i < facts->facts->count; i++)
        if (facts->facts->items[i].item == HOMEVISIT_WORD_none)
            check_own_fact(policy, &facts->facts->items[i], problems);
}

static homevisit_report *report_new(const homevisit_policy *policy, const homevisit_visit *visit,
                                    homevisit_question question)
{
    homevisit_report *report = memory_allocate_zeroed(&visit->allocator, sizeof *report);
    if (!report)
        return NULL;
    report->allocator = visit->allocator;
    arena_init(&report->arena, &report->allocator);
    /* Counting holders does not change what a policy says. */
    report->policy = homevisit_policy_retain((homevisit_policy *)(uintptr_t)policy);
    report->result.question = question;
    report->result.policy_id = policy->id;
    report->result.policy_version = policy->version;
    report->result.visit = arena_copy_text(&report->arena, visit->id, strlen(visit->id));
    if (!report->result.visit) {
        homevisit_report_free(report);
        return NULL;
    }
    return report;
}

void homevisit_report_free(homevisit_report *report)
{
    if (!report)
        return;
    homevisit_allocator allocator = report->allocator;
    homevisit_policy_free(report->policy);
    arena_free(&report->arena);
    memory_release(&allocator, report);
}

const homevisit_result *homevisit_report_result(const homevisit_report *report)
{
    return report ? &report->result : NULL;
}

homevisit_decision homevisit_report_decision(const homevisit_report *report)
{
    if (!report || report->result.question == HOMEVISIT_QUESTION_STATUS)
        return HOMEVISIT_DECISION_UNKNOWN;
    return report->result.decision;
}

/* ---- what each question does with the replay --------------------------------------------------------------------- */

static homevisit_code take_until(struct replay *replay, homevisit_moment until)
{
    const struct visit_event *events = replay->visit->events.items;
    for (size_t i = 0; i < replay->visit->events.count; i++) {
        if (!until.known || events[i].at > until.at)
            break;
        homevisit_code code = replay_take(replay, &events[i]);
        if (code != HOMEVISIT_OK)
            return code;
    }
    return HOMEVISIT_OK;
}

static homevisit_code fill_check(struct report_builder *builder, const struct visit_event *event)
{
    homevisit_result *result = &builder->report->result;
    const homevisit_moment at = {true, event->at};
    homevisit_code code = take_until(builder->replay, at);
    if (code != HOMEVISIT_OK)
        return code;
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
    return HOMEVISIT_OK;
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

static homevisit_code fill_status(struct report_builder *builder, homevisit_moment at)
{
    homevisit_code code = take_until(builder->replay, at);
    if (code != HOMEVISIT_OK)
        return code;
    build_state(builder, at);
    build_duties(builder, at);
    build_options(builder, at);
    build_checklist(builder);
    build_advice(builder);
    build_notices(builder, at);
    return HOMEVISIT_OK;
}

static void count_findings(homevisit_summary *summary, const homevisit_step *step)
{
    summary->impossible += step->decision == HOMEVISIT_DECISION_IMPOSSIBLE;
    for (size_t i = 0; i < step->finding_count; i++) {
        if (step->findings[i].outcome == HOMEVISIT_OUTCOME_UNKNOWN)
            summary->unknown++;
        else if (step->findings[i].force == HOMEVISIT_FORCE_MUST)
            summary->broken++;
        else
            summary->warned++;
    }
}

/* What a duty makes of an audit; counts it on the way. */
static homevisit_decision decision_of_duty(homevisit_summary *summary, const homevisit_duty *duty)
{
    switch (duty->status) {
    case HOMEVISIT_DUTY_LATE: summary->late++; break;
    case HOMEVISIT_DUTY_OVERDUE: summary->overdue++; break;
    case HOMEVISIT_DUTY_MISSED: summary->missed++; break;
    case HOMEVISIT_DUTY_UNKNOWN: return HOMEVISIT_DECISION_UNKNOWN;
    default: return HOMEVISIT_DECISION_ALLOW;
    }
    return duty->force == HOMEVISIT_FORCE_MUST ? HOMEVISIT_DECISION_DENY : HOMEVISIT_DECISION_WARN;
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

static homevisit_code fill_audit(struct report_builder *builder, homevisit_moment at)
{
    homevisit_result *result = &builder->report->result;
    homevisit_code code = fill_steps(builder);
    if (code != HOMEVISIT_OK)
        return code;
    build_state(builder, at);
    build_duties(builder, at);
    for (size_t i = 0; i < result->duty_count; i++)
        result->decision = decision_worse(result->decision, decision_of_duty(&result->summary, &result->duties[i]));
    build_notices(builder, at);
    return HOMEVISIT_OK;
}

/* ---- asking ------------------------------------------------------------------------------------------------------ */

static homevisit_code fill(homevisit_report *report, struct replay *replay, const struct visit_event *event,
                           homevisit_moment at)
{
    struct report_builder builder;
    homevisit_code code = builder_init(&builder, report, replay);
    if (code == HOMEVISIT_OK) {
        switch (report->result.question) {
        case HOMEVISIT_QUESTION_CHECK: code = fill_check(&builder, event); break;
        case HOMEVISIT_QUESTION_STATUS: code = fill_status(&builder, at); break;
        case HOMEVISIT_QUESTION_AUDIT: code = fill_audit(&builder, at); break;
        }
    }
    if (builder.failed)
        code = HOMEVISIT_E_MEMORY;
    builder_free(&builder);
    return code;
}

/* Ids by number: the record's, then those that only the proposed event names. */
static homevisit_code number_ids(struct replay *replay, const struct new_ids *ids)
{
    const size_t known = replay->visit->staff_ids.count;
    const char **all = arena_array(&replay->arena, known + ids->texts.count + 1, sizeof *all);
    if (!all)
        return HOMEVISIT_E_MEMORY;
    for (size_t i = 0; i < known + ids->texts.count; i++)
        all[i] = new_ids_text(ids, (uint32_t)i);
    replay->facts.ids = all;
    return HOMEVISIT_OK;
}

/* `event` and `ids` are a check's. */
static void ask(homevisit_question question, const homevisit_policy *policy, const homevisit_visit *visit,
                const struct visit_event *event, const struct new_ids *ids, homevisit_moment at, homevisit_report **out,
                homevisit_problems *problems)
{
    struct replay replay;
    check_own_facts(policy, visit, event, problems);
    if (problems_has_errors(problems))
        return;
    homevisit_report *report = report_new(policy, visit, question);
    homevisit_code code = report ? replay_init(&replay, policy, visit, &visit->allocator) : HOMEVISIT_E_MEMORY;
    if (code == HOMEVISIT_OK) {
        code = ids ? number_ids(&replay, ids) : HOMEVISIT_OK;
        if (code == HOMEVISIT_OK)
            code = fill(report, &replay, event, at);
        replay_free(&replay);
    }
    if (code == HOMEVISIT_OK) {
        *out = report;
        return;
    }
    homevisit_report_free(report);
    problems_out_of_memory(problems);
}

homevisit_code homevisit_audit(const homevisit_policy *policy, const homevisit_visit *visit, const int64_t *at,
                               homevisit_report **out, homevisit_problems **problems_out)
{
    homevisit_moment moment = {false, 0};
    if (problems_out)
        *problems_out = NULL;
    if (out)
        *out = NULL;
    if (!policy || !visit || !out)
        return HOMEVISIT_E_ARGUMENT;
    moment.known = homevisit_visit_last_at(visit, &moment.at);
    if (at &&
        (!moment.known || *at > moment.at)) /* the whole record is replayed, so the moment is never before its end */
        moment = (homevisit_moment){true, *at};
    homevisit_problems *problems = problems_new(&visit->allocator);
    if (problems)
        ask(HOMEVISIT_QUESTION_AUDIT, policy, visit, NULL, NULL, moment, out, problems);
    return problems_finish(problems, problems_out);
}

homevisit_code homevisit_status(const homevisit_policy *policy, const homevisit_visit *visit, const int64_t *at,
                                homevisit_report **out, homevisit_problems **problems_out)
{
    homevisit_moment moment = {true, 0};
    if (problems_out)
        *problems_out = NULL;
    if (out)
        *out = NULL;
    if (!policy || !visit || !out)
        return HOMEVISIT_E_ARGUMENT;
    homevisit_problems *problems = problems_new(&visit->allocator);
    if (at)
        moment.at = *at;
    else
        moment.known = homevisit_visit_last_at(visit, &moment.at);
    if (problems)
        ask(HOMEVISIT_QUESTION_STATUS, policy, visit, NULL, NULL, moment, out, problems);
    return problems_finish(problems, problems_out);
}

/* ---- a proposed event -------------------------------------------------------------------------------------------- */

/* What a proposed event is read into: it may name staff whom the record does not know, and the record stays as it is. */
struct proposal {
    struct arena arena;
    struct new_ids ids;
    struct visit_event event;
};

static void proposal_init(struct proposal *proposal, const homevisit_visit *visit)
{
    arena_init(&proposal->arena, &visit->allocator);
    new_ids_init(&proposal->ids, visit, &proposal->arena);
}

static void proposal_free(struct proposal *proposal)
{
    new_ids_free(&proposal->ids);
    arena_free(&proposal->arena);
}

static void ask_proposal(const homevisit_policy *policy, const homevisit_visit *visit, const struct proposal *proposal,
                         homevisit_report **out, homevisit_problems *problems)
{
    ask(HOMEVISIT_QUESTION_CHECK, policy, visit, &proposal->event, &proposal->ids,
        (homevisit_moment){true, proposal->event.at}, out, problems);
}

homevisit_code homevisit_check_json(const homevisit_policy *policy, const homevisit_visit *visit, const char *text,
                                    size_t length, homevisit_report **out, homevisit_problems **problems_out)
{
    struct proposal proposal;
    if (problems_out)
        *problems_out = NULL;
    if (out)
        *out = NULL;
    if (!policy || !visit || !out || (!text && length))
        return HOMEVISIT_E_ARGUMENT;
    homevisit_problems *problems = problems_new(&visit->allocator);
    if (problems) {
        proposal_init(&proposal, visit);
        if (visit_read_event_text(&proposal.ids, (homevisit_text){text, length}, &proposal.arena, &proposal.event, NULL,
                                  problems))
            ask_proposal(policy, visit, &proposal, out, problems);
        proposal_free(&proposal);
    }
    return problems_finish(problems, problems_out);
}

homevisit_code homevisit_check(const homevisit_policy *policy, const homevisit_visit *visit,
                               const homevisit_event *given, homevisit_report **out, homevisit_problems **problems_out)
{
    struct proposal proposal;
    if (problems_out)
        *problems_out = NULL;
    if (out)
        *out = NULL;
    if (!policy || !visit || !given || !out || !visit_event_callable(given))
        return HOMEVISIT_E_ARGUMENT;
    homevisit_problems *problems = problems_new(&visit->allocator);
    if (problems) {
        proposal_init(&proposal, visit);
        if (visit_convert_event(&proposal.ids, given, &proposal.arena, &proposal.event, problems))
            ask_proposal(policy, visit, &proposal, out, problems);
        proposal_free(&proposal);
    }
    return problems_finish(problems, problems_out);
}
