/* A session: one visit kept replayed under one policy, so that a question costs only what is new. */
#include "session_parts.h"

/* ---- opening and closing ----------------------------------------------------------------------------------------- */

static homevisit_code open_parts(homevisit_session *session)
{
    homevisit_code code = replay_init(&session->replay, session->policy, session->visit, &session->allocator);
    if (code != HOMEVISIT_OK)
        return code;
    session->report = report_new(session->policy, session->visit, HOMEVISIT_QUESTION_CHECK);
    if (!session->report)
        code = HOMEVISIT_E_MEMORY;
    else
        code = builder_init(&session->builder, session->report, &session->replay);
    if (code != HOMEVISIT_OK)
        replay_free(&session->replay);
    return code;
}

void homevisit_session_free(homevisit_session *session)
{
    if (!session)
        return;
    const homevisit_allocator allocator = session->allocator;
    if (session->replay.policy) {
        builder_free(&session->builder);
        replay_free(&session->replay);
    }
    homevisit_report_free(session->report);
    proposal_free(&session->proposal);
    homevisit_problems_free(session->problems);
    settler_free(&session->settler);
    list_free(&session->broken);
    list_free(&session->unknown);
    homevisit_policy_free(session->policy);
    memory_release(&allocator, session);
}

homevisit_code homevisit_session_new(const homevisit_policy *policy, const homevisit_visit *visit,
                                     homevisit_session **out, homevisit_problems **problems_out)
{
    if (problems_out)
        *problems_out = NULL;
    if (out)
        *out = NULL;
    if (!policy || !visit || !out)
        return HOMEVISIT_E_ARGUMENT;
    homevisit_problems *problems = problems_new(&visit->allocator);
    homevisit_session *session = memory_allocate_zeroed(&visit->allocator, sizeof *session);
    if (session) {
        session->allocator = visit->allocator;
        session->policy = homevisit_policy_retain((homevisit_policy *)(uintptr_t)policy);
        session->visit = visit;
        session->atoms = policy->program.atoms;
        session->window = (struct session_window){.from = 1, .until = 0};
        settler_init(&session->settler, &session->allocator, session->near, sizeof session->near);
        list_init(&session->broken, &session->allocator, sizeof(const char *));
        list_init(&session->unknown, &session->allocator, sizeof(const char *));
        proposal_init(&session->proposal, visit);
    }
    if (problems && (!session || open_parts(session) != HOMEVISIT_OK))
        problems_out_of_memory(problems);
    if (problems && !problems_has_errors(problems))
        ask_check_own_facts(policy, visit, 0, NULL, problems);
    if (!problems || problems_has_errors(problems)) {
        if (session && !session->report)
            session->replay.policy = NULL; /* it was never, or is no longer, there */
        homevisit_session_free(session);
    } else {
        session->own_checked = visit->declared_own.count;
        *out = session;
    }
    return problems_finish(problems, problems_out);
}

/* ---- catching up ------------------------------------------------------------------------------------------------- */

static bool prefix_stands(const homevisit_session *session, int64_t at)
{
    const struct visit_event *events = session->visit->events.items;
    if (session->taken == 0)
        return true;
    if (session->taken > session->visit->events.count)
        return false;
    const struct visit_event *last = &events[session->taken - 1];
    return last->index == session->last_index && last->at <= at;
}

/* Brings the replay to the moment: takes in what is new, or starts over where the past has changed. */
static homevisit_code catch_up(homevisit_session *session, homevisit_moment at)
{
    homevisit_code code = HOMEVISIT_OK;
    const bool more_staff = session->visit->staff_ids.count / 64 + 1 > session->replay.present.words;
    if (more_staff || !prefix_stands(session, at.at)) {
        session->taken = 0;
        code = replay_restart(&session->replay, session->visit);
    }
    session->replay.facts.ids = session->visit->staff_ids.items; /* the list may have moved */
    if (code == HOMEVISIT_OK)
        code = replay_take_until(&session->replay, session->taken, at, &session->taken);
    if (code != HOMEVISIT_OK) {
        session->taken = 0; /* half taken in: to be started over */
        session->last_index = UINT32_MAX;
        replay_restart(&session->replay, session->visit);
    } else if (session->taken) {
        session->last_index = ((const struct visit_event *)session->visit->events.items)[session->taken - 1].index;
    }
    return code;
}

/* Looks at the own facts that are new. What is refused is looked at again the next time. */
static homevisit_code check_own_facts(homevisit_session *session, const struct visit_event *event,
                                      homevisit_problems **problems)
{
    const size_t declared = session->visit->declared_own.count;
    if (session->own_checked == declared && !(event && event_value(event, HOMEVISIT_ATTRIBUTE_facts)))
        return HOMEVISIT_OK;
    homevisit_problems *list = problems_new(&session->allocator);
    if (list)
        ask_check_own_facts(session->policy, session->visit, session->own_checked, event, list);
    const homevisit_code code = problems_finish(list, problems);
    if (code == HOMEVISIT_OK)
        session->own_checked = declared;
    return code;
}

/* Reads the proposed event, in the memory of the one before. */
static homevisit_code propose(homevisit_session *session, const homevisit_event *given, homevisit_problems **problems)
{
    struct proposal *proposal = &session->proposal;
    if (!visit_event_callable(given))
        return HOMEVISIT_E_ARGUMENT;
    if (!session->problems && !(session->problems = problems_new(&session->allocator)))
        return problems_finish(NULL, problems);
    if (proposal->ids.texts.count) { /* numbered for the event before */
        proposal_free(proposal);
        proposal_init(proposal, session->visit);
    }
    arena_reset(&proposal->arena);
    if (visit_convert_event(&proposal->ids, given, &proposal->arena, &proposal->event, session->problems))
        return HOMEVISIT_OK;
    homevisit_problems *list = session->problems;
    session->problems = NULL;
    return problems_finish(list, problems);
}

homevisit_code session_begin(homevisit_session *session, const homevisit_event *given, homevisit_problems **problems)
{
    homevisit_code code = propose(session, given, problems);
    if (code != HOMEVISIT_OK)
        return code;
    code = check_own_facts(session, &session->proposal.event, problems);
    if (code != HOMEVISIT_OK)
        return code;
    code = catch_up(session, (homevisit_moment){true, session->proposal.event.at});
    if (code == HOMEVISIT_OK && session->proposal.ids.texts.count)
        code = proposal_number_ids(&session->replay, &session->proposal.ids);
    return code;
}

/* ---- asking ------------------------------------------------------------------------------------------------------ */

/* Empties the session's report for the next answer. */
static void clear_report(homevisit_session *session, homevisit_question question)
{
    homevisit_report *report = session->report;
    arena_reset(&report->arena);
    report->result = (homevisit_result){.question = question,
                                        .policy_id = session->policy->id,
                                        .policy_version = session->policy->version,
                                        .visit = session->visit->id}; /* the visit lives as long as the session */
    builder_restart(&session->builder, report);
}

static homevisit_code finish(homevisit_session *session, const homevisit_report **out)
{
    if (session->builder.failed)
        return HOMEVISIT_E_MEMORY;
    *out = session->report;
    return HOMEVISIT_OK;
}

homevisit_code homevisit_session_check(homevisit_session *session, const homevisit_event *event,
                                       const homevisit_report **out, homevisit_problems **problems)
{
    if (problems)
        *problems = NULL;
    if (out)
        *out = NULL;
    if (!session || !event || !out)
        return HOMEVISIT_E_ARGUMENT;
    homevisit_code code = session_begin(session, event, problems);
    if (code != HOMEVISIT_OK)
        return code;
    clear_report(session, HOMEVISIT_QUESTION_CHECK);
    fill_check(&session->builder, &session->proposal.event);
    return finish(session, out);
}

homevisit_code homevisit_session_status(homevisit_session *session, const int64_t *at, const homevisit_report **out,
                                        homevisit_problems **problems)
{
    homevisit_moment moment = {true, 0};
    if (problems)
        *problems = NULL;
    if (out)
        *out = NULL;
    if (!session || !out)
        return HOMEVISIT_E_ARGUMENT;
    if (at)
        moment.at = *at;
    else
        moment.known = homevisit_visit_last_at(session->visit, &moment.at);
    homevisit_code code = check_own_facts(session, NULL, problems);
    if (code == HOMEVISIT_OK)
        code = catch_up(session, moment);
    if (code != HOMEVISIT_OK)
        return code;
    clear_report(session, HOMEVISIT_QUESTION_STATUS);
    fill_status(&session->builder, moment);
    return finish(session, out);
}
