/* The three questions on handles: what is replayed, what is decided, what is reported. */
#include "ask.h"

#include <string.h>

/* ---- before the replay ------------------------------------------------------------------------------------------- */

static const char *type_words(homevisit_type type)
{
    return type == HOMEVISIT_TYPE_BOOLEAN   ? "true or false"
           : type == HOMEVISIT_TYPE_INTEGER ? "a whole number"
                                            : "text";
}

/* A profile's own fact that a record declares with another type is refused before anything is decided. */
static void check_own_fact(const homevisit_policy *policy, const struct declared_value *said,
                           homevisit_problems *problems)
{
    const size_t place = policy_find_own_fact(policy, said->name);
    if (place == SIZE_MAX || policy->own_facts[place].type == said->type)
        return;
    problems_add(problems, HOMEVISIT_SEVERITY_ERROR, HOMEVISIT_KIND_TYPE, "own_fact_type", said->place, NULL,
                 "'%s' is declared as %s, and the policy says that it is %s", said->name, type_words(said->type),
                 type_words(policy->own_facts[place].type));
}

void ask_check_own_facts(const homevisit_policy *policy, const homevisit_visit *visit, size_t from,
                         const struct visit_event *proposed, homevisit_problems *problems)
{
    const struct declared_value *const *declared = visit->declared_own.items;
    for (size_t i = from; i < visit->declared_own.count; i++)
        check_own_fact(policy, declared[i], problems);
    const union attribute_value *facts = proposed ? event_value(proposed, HOMEVISIT_ATTRIBUTE_facts) : NULL;
    for (uint32_t i = 0; facts && i < facts->facts->count; i++)
        if (facts->facts->items[i].item == HOMEVISIT_WORD_none)
            check_own_fact(policy, &facts->facts->items[i], problems);
}

homevisit_report *report_new(const homevisit_policy *policy, const homevisit_visit *visit, homevisit_question question)
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

/* ---- asking ------------------------------------------------------------------------------------------------------ */

static homevisit_code fill(homevisit_report *report, struct replay *replay, const struct visit_event *event,
                           homevisit_moment at)
{
    struct report_builder builder;
    homevisit_code code = builder_init(&builder, report, replay);
    const bool whole = report->result.question == HOMEVISIT_QUESTION_AUDIT;
    if (code == HOMEVISIT_OK && !whole)
        code = replay_take_until(replay, 0, at, NULL);
    if (code == HOMEVISIT_OK && whole)
        code = fill_audit(&builder, at);
    else if (code == HOMEVISIT_OK && event)
        fill_check(&builder, event);
    else if (code == HOMEVISIT_OK)
        fill_status(&builder, at);
    if (builder.failed)
        code = HOMEVISIT_E_MEMORY;
    builder_free(&builder);
    return code;
}

/* `event` and `ids` are a check's. */
static void ask(homevisit_question question, const homevisit_policy *policy, const homevisit_visit *visit,
                const struct visit_event *event, const struct new_ids *ids, homevisit_moment at, homevisit_report **out,
                homevisit_problems *problems)
{
    struct replay replay;
    ask_check_own_facts(policy, visit, 0, event, problems);
    if (problems_has_errors(problems))
        return;
    homevisit_report *report = report_new(policy, visit, question);
    homevisit_code code = report ? replay_init(&replay, policy, visit, &visit->allocator) : HOMEVISIT_E_MEMORY;
    if (code == HOMEVISIT_OK) {
        code = ids ? proposal_number_ids(&replay, ids) : HOMEVISIT_OK;
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

homevisit_moment ask_audit_moment(const homevisit_visit *visit, homevisit_moment at)
{
    homevisit_moment moment = {false, 0};
    moment.known = homevisit_visit_last_at(visit, &moment.at);
    return at.known && (!moment.known || at.at > moment.at) ? at : moment;
}

homevisit_code homevisit_audit(const homevisit_policy *policy, const homevisit_visit *visit, const int64_t *at,
                               homevisit_report **out, homevisit_problems **problems_out)
{
    if (problems_out)
        *problems_out = NULL;
    if (out)
        *out = NULL;
    if (!policy || !visit || !out)
        return HOMEVISIT_E_ARGUMENT;
    const homevisit_moment moment = ask_audit_moment(visit, (homevisit_moment){at != NULL, at ? *at : 0});
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
        if (visit_read_event_text(&proposal.ids, (homevisit_text){text, length}, "event", &proposal.arena,
                                  &proposal.event, NULL, problems))
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
