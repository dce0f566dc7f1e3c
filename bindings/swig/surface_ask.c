/* The bindings' shared surface: the questions that are asked of a policy and a visit, and the answers. */
#include "surface_parts.h"

/* ---- one policy and one visit ------------------------------------------------------------------------------------ */

surface_outcome *surface_check(const surface_policy *policy, surface_visit *visit, const char *text, size_t length)
{
    surface_outcome outcome = {0};
    if (!policy || !visit)
        return surface_refused(SURFACE_NO_HANDLE);
    pthread_rwlock_rdlock(&visit->lock);
    const homevisit_code code =
        homevisit_check_json(policy, visit->visit, text, length, &outcome.report, &outcome.problems);
    pthread_rwlock_unlock(&visit->lock);
    return surface_ended(&outcome, code);
}

/* homevisit_status() and homevisit_audit() */
typedef homevisit_code (*question_at)(const homevisit_policy *policy, const homevisit_visit *visit, const int64_t *at,
                                      homevisit_report **out, homevisit_problems **problems);

static surface_outcome *ask_at(question_at question, const surface_policy *policy, surface_visit *visit, int has_at,
                               long long at)
{
    surface_outcome outcome = {0};
    const int64_t moment = at;
    if (!policy || !visit)
        return surface_refused(SURFACE_NO_HANDLE);
    pthread_rwlock_rdlock(&visit->lock);
    const homevisit_code code =
        question(policy, visit->visit, has_at ? &moment : NULL, &outcome.report, &outcome.problems);
    pthread_rwlock_unlock(&visit->lock);
    return surface_ended(&outcome, code);
}

surface_outcome *surface_status(const surface_policy *policy, surface_visit *visit, int has_at, long long at)
{
    return ask_at(homevisit_status, policy, visit, has_at, at);
}

surface_outcome *surface_audit(const surface_policy *policy, surface_visit *visit, int has_at, long long at)
{
    return ask_at(homevisit_audit, policy, visit, has_at, at);
}

surface_outcome *surface_report_json(const surface_report *report)
{
    surface_outcome outcome = {0};
    if (!report)
        return surface_refused(SURFACE_NO_HANDLE);
    const homevisit_code code = homevisit_report_json(report, &outcome.text);
    return surface_ended(&outcome, code);
}

const char *surface_report_decision(const surface_report *report)
{
    return homevisit_decision_text(homevisit_report_decision(report));
}

void surface_report_free(surface_report *report)
{
    homevisit_report_free(report);
}

/* ---- from text to text ------------------------------------------------------------------------------------------- */

/* An empty text is none. */
static homevisit_text given(const char *text, size_t length)
{
    return (homevisit_text){length ? text : NULL, length};
}

surface_outcome *surface_answer(const char *question, size_t question_length, const char *policy, size_t policy_length,
                                const char *visit, size_t visit_length, const char *event, size_t event_length,
                                const char *at, size_t at_length, const surface_options *options)
{
    surface_outcome outcome = {0};
    homevisit_question asked;
    if (!surface_question(question, question_length, &asked))
        return surface_refused(SURFACE_NO_QUESTION);
    const homevisit_code code =
        homevisit_answer(asked, given(policy, policy_length), given(visit, visit_length), given(event, event_length),
                         given(at, at_length), surface_settled(options), &outcome.text);
    return surface_ended(&outcome, code);
}

/* ---- several policies and one visit ------------------------------------------------------------------------------ */

struct surface_policies {
    const homevisit_policy **items;
    size_t count, capacity;
};

surface_policies *surface_policies_new(void)
{
    surface_policies *policies = surface_allocate(sizeof *policies);
    if (policies)
        *policies = (surface_policies){0};
    return policies;
}

static bool make_room(surface_policies *policies)
{
    if (policies->count < policies->capacity)
        return true;
    const size_t capacity = policies->capacity ? policies->capacity * 2 : 8;
    const homevisit_policy **items = surface_allocate(capacity * sizeof *items);
    if (!items)
        return false;
    for (size_t i = 0; i < policies->count; i++)
        items[i] = policies->items[i];
    surface_release(policies->items);
    policies->items = items;
    policies->capacity = capacity;
    return true;
}

int surface_policies_add(surface_policies *policies, surface_policy *policy)
{
    if (!policies || !policy)
        return HOMEVISIT_E_ARGUMENT;
    if (!make_room(policies))
        return HOMEVISIT_E_MEMORY;
    policies->items[policies->count++] = homevisit_policy_retain(policy);
    return HOMEVISIT_OK;
}

void surface_policies_free(surface_policies *policies)
{
    if (!policies)
        return;
    for (size_t i = 0; i < policies->count; i++)
        homevisit_policy_free((homevisit_policy *)policies->items[i]);
    surface_release(policies->items);
    surface_release(policies);
}

surface_outcome *surface_compare(const surface_policies *policies, surface_visit *visit, int has_at, long long at,
                                 const char *format, size_t format_length)
{
    surface_outcome outcome = {0};
    const int64_t moment = at;
    homevisit_format written;
    if (!policies || !visit)
        return surface_refused(SURFACE_NO_HANDLE);
    if (policies->count < 2)
        return surface_refused("a comparison needs two policies at least");
    if (!surface_format(format, format_length, &written))
        return surface_refused(SURFACE_NO_FORMAT);
    pthread_rwlock_rdlock(&visit->lock);
    const homevisit_code code = homevisit_compare(policies->items, policies->count, visit->visit,
                                                  has_at ? &moment : NULL, written, &outcome.text, &outcome.problems);
    pthread_rwlock_unlock(&visit->lock);
    return surface_ended(&outcome, code);
}

/* ---- several policies and a stream of visits --------------------------------------------------------------------- */

surface_outcome *surface_audit_stream(const surface_policies *policies, int wants_json, size_t threads, int has_at,
                                      long long at, const surface_options *options, homevisit_stream_read read,
                                      homevisit_stream_write write, void *user)
{
    surface_outcome outcome = {0};
    homevisit_stream_summary *summary = NULL;
    const int64_t moment = at;
    if (!policies || policies->count == 0)
        return surface_refused(SURFACE_NO_HANDLE);
    const homevisit_stream_options stream = {
        .struct_size = sizeof stream,
        .records = surface_settled(options),
        .at = has_at ? &moment : NULL,
        .wants = wants_json ? HOMEVISIT_STREAM_JSON : 0,
        .threads = threads,
    };
    homevisit_code code =
        homevisit_audit_stream(policies->items, policies->count, read, write, user, &stream, &summary);
    if (summary && code == HOMEVISIT_OK)
        code = homevisit_stream_summary_json(summary, 0, &outcome.text);
    homevisit_stream_summary_free(summary);
    return surface_ended(&outcome, code);
}
