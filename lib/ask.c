/* The three questions on handles: what is replayed, what is decided, what is reported. */
#include "ask.h"
#include "visit_quick.h"

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

/* What a report takes beside what grows with the policy, mostly. */
enum { OTHER_ROOM = 1024 };

homevisit_report *report_new(const homevisit_policy *policy, const homevisit_visit *visit, homevisit_question question)
{
    homevisit_report *report = memory_allocate_zeroed(&visit->allocator, sizeof *report);
    if (!report)
        return NULL;
    report->allocator = visit->allocator;
    arena_init(&report->arena, &report->allocator);
    const size_t entries = policy->checklists.count * sizeof(homevisit_checklist_entry) +
                           policy->advices.count * sizeof(homevisit_advice) +
                           policy->setting_count * sizeof(homevisit_notice);
    /* Counting holders does not change what a policy says. */
    report->policy = homevisit_policy_retain((homevisit_policy *)(uintptr_t)policy);
    report->result.question = question;
    report->result.policy_id = policy->id;
    report->result.policy_version = policy->version;
    report->result.visit = arena_reserve(&report->arena, entries + OTHER_ROOM)
                               ? arena_copy_text(&report->arena, visit->id, strlen(visit->id))
                               : NULL;
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

/* A question, and what came of it. */
struct asked {
    const homevisit_policy *policy;
    const homevisit_visit *visit;
    homevisit_report **out;
    homevisit_problems *problems; /* NULL: none are known yet */
    homevisit_problems **problems_out;
};

/* The list of what is wrong, once something may be; NULL where memory ran out. */
static homevisit_problems *problems_of(struct asked *asked)
{
    if (!asked->problems)
        asked->problems = problems_new(&asked->visit->allocator);
    return asked->problems;
}

/* Without a list of problems there was no memory for it. */
static homevisit_code refuse(struct asked *asked, bool no_memory)
{
    no_memory |= !asked->problems;
    homevisit_problems *problems = problems_of(asked);
    if (no_memory)
        problems_out_of_memory(problems);
    return problems_finish(problems, asked->problems_out);
}

/* Whether there are own facts to look at. */
static bool declares_own(const homevisit_visit *visit, const struct visit_event *proposed)
{
    return visit->declared_own.count || (proposed && event_value(proposed, HOMEVISIT_ATTRIBUTE_facts));
}

/* `event` and `ids` are a check's. */
static homevisit_code ask(struct asked *asked, homevisit_question question, const struct visit_event *event,
                          const struct new_ids *ids, homevisit_moment at)
{
    const homevisit_visit *visit = asked->visit;
    struct replay replay;
    if (declares_own(visit, event)) {
        if (!problems_of(asked))
            return refuse(asked, true);
        ask_check_own_facts(asked->policy, visit, 0, event, asked->problems);
        if (problems_has_errors(asked->problems))
            return refuse(asked, false);
    }
    homevisit_report *report = report_new(asked->policy, visit, question);
    homevisit_code code = report ? replay_init(&replay, asked->policy, visit, &visit->allocator) : HOMEVISIT_E_MEMORY;
    if (code == HOMEVISIT_OK) {
        code = ids ? proposal_number_ids(&replay, ids) : HOMEVISIT_OK;
        if (code == HOMEVISIT_OK)
            code = fill(report, &replay, event, at);
        replay_free(&replay);
    }
    if (code != HOMEVISIT_OK) {
        homevisit_report_free(report);
        return refuse(asked, true);
    }
    *asked->out = report;
    return asked->problems ? problems_finish(asked->problems, asked->problems_out) : HOMEVISIT_OK;
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
    struct asked asked = {policy, visit, out, NULL, problems_out};
    if (problems_out)
        *problems_out = NULL;
    if (out)
        *out = NULL;
    if (!policy || !visit || !out)
        return HOMEVISIT_E_ARGUMENT;
    const homevisit_moment moment = ask_audit_moment(visit, (homevisit_moment){at != NULL, at ? *at : 0});
    return ask(&asked, HOMEVISIT_QUESTION_AUDIT, NULL, NULL, moment);
}

homevisit_code homevisit_status(const homevisit_policy *policy, const homevisit_visit *visit, const int64_t *at,
                                homevisit_report **out, homevisit_problems **problems_out)
{
    struct asked asked = {policy, visit, out, NULL, problems_out};
    homevisit_moment moment = {true, 0};
    if (problems_out)
        *problems_out = NULL;
    if (out)
        *out = NULL;
    if (!policy || !visit || !out)
        return HOMEVISIT_E_ARGUMENT;
    if (at)
        moment.at = *at;
    else
        moment.known = homevisit_visit_last_at(visit, &moment.at);
    return ask(&asked, HOMEVISIT_QUESTION_STATUS, NULL, NULL, moment);
}

/* ---- a proposed event -------------------------------------------------------------------------------------------- */

static homevisit_code ask_proposal(struct asked *asked, const struct proposal *proposal)
{
    return ask(asked, HOMEVISIT_QUESTION_CHECK, &proposal->event, &proposal->ids,
               (homevisit_moment){true, proposal->event.at});
}

/* An event with which something may be wrong, or rare. */
static bool read_carefully(struct asked *asked, homevisit_text text, struct proposal *proposal)
{
    return problems_of(asked) && visit_read_event_text(&proposal->ids, text, "event", &proposal->arena,
                                                       &proposal->event, NULL, asked->problems);
}

homevisit_code homevisit_check_json(const homevisit_policy *policy, const homevisit_visit *visit, const char *text,
                                    size_t length, homevisit_report **out, homevisit_problems **problems_out)
{
    struct asked asked = {policy, visit, out, NULL, problems_out};
    const homevisit_text given = {text, length};
    struct proposal proposal;
    if (problems_out)
        *problems_out = NULL;
    if (out)
        *out = NULL;
    if (!policy || !visit || !out || (!text && length))
        return HOMEVISIT_E_ARGUMENT;
    proposal_init(&proposal, visit);
    const enum quick_result result =
        visit_read_event_quickly(&proposal.ids, given, &proposal.arena, &proposal.event, NULL);
    const bool read = result == QUICK_READ || (result == QUICK_GIVEN_UP && read_carefully(&asked, given, &proposal));
    const homevisit_code code = read ? ask_proposal(&asked, &proposal) : refuse(&asked, result == QUICK_NO_MEMORY);
    proposal_free(&proposal);
    return code;
}

homevisit_code homevisit_check(const homevisit_policy *policy, const homevisit_visit *visit,
                               const homevisit_event *given, homevisit_report **out, homevisit_problems **problems_out)
{
    struct asked asked = {policy, visit, out, NULL, problems_out};
    struct proposal proposal;
    if (problems_out)
        *problems_out = NULL;
    if (out)
        *out = NULL;
    if (!policy || !visit || !given || !out || !visit_event_callable(given))
        return HOMEVISIT_E_ARGUMENT;
    if (!problems_of(&asked))
        return refuse(&asked, true);
    proposal_init(&proposal, visit);
    const bool sound = visit_convert_event(&proposal.ids, given, &proposal.arena, &proposal.event, asked.problems);
    const homevisit_code code = sound ? ask_proposal(&asked, &proposal) : refuse(&asked, false);
    proposal_free(&proposal);
    return code;
}
