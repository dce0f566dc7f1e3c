/*
 * A session's decisions. The first question about an event is answered over the replay; asked again while nothing has
 * happened, over what the record has settled of the event's rules (settled.c), without memory and without the replay.
 */
#include "session_parts.h"
#include "visit_parts.h"

#include <string.h>

/* ---- asked again: what the event says --------------------------------------------------------------------------- */

/* The values of the open atoms that an attribute has; false where its value may not stand there, or is none that is read
 * here. */
static inline bool read_attribute(struct settled_event *settled, const struct atom *atoms, size_t place,
                                  const homevisit_attribute *given, open_bits *is_true)
{
    const struct open_source *source = &settled->sources[place];
    if (given->type == HOMEVISIT_TYPE_BOOLEAN) {
        *is_true |= given->value.boolean ? source->when_true : source->when_false;
        return true;
    }
    if (given->type == HOMEVISIT_TYPE_NAME) {
        if (source->word != (uint64_t)given->value.word + 1 &&
            !settled_learn_word(settled, atoms, place, given->value.word))
            return false;
        *is_true |= source->when_true;
        return true;
    }
    const int64_t value = given->value.integer;
    return given->type == HOMEVISIT_TYPE_INTEGER
               ? value >= -GIVEN_INTEGER_LIMIT && value <= GIVEN_INTEGER_LIMIT
               : given->type == HOMEVISIT_TYPE_TIME && value >= GIVEN_FIRST_SECOND && value <= GIVEN_LAST_SECOND;
}

/* Reads what a proposed event says of the open atoms. false where it is not sound, or not of single values: then
 * visit_convert.c is to be asked, which says why. */
static inline bool read_event(homevisit_session *session, struct settled_event *settled, const homevisit_event *given,
                              struct open_values *values)
{
    const struct atom *atoms = session->atoms;
    const uint8_t *rows = event_attribute_rows[given->event];
    open_bits read = 0, is_true = 0;
    uint32_t seen = 0;
    if (given->id.length != 0 || (given->attribute_count && !given->attributes))
        return false;
    for (size_t i = 0; i < given->attribute_count; i++) {
        const homevisit_attribute *attribute = &given->attributes[i];
        const uint8_t row = (size_t)attribute->name < HOMEVISIT_ATTRIBUTE_COUNT ? rows[attribute->name] : 0;
        const size_t place = (size_t)row - settled->first_row;
        if (!row || (seen >> place & 1) || settled->sources[place].type != attribute->type ||
            !read_attribute(settled, atoms, place, attribute, &is_true))
            return false;
        seen |= UINT32_C(1) << place;
        read |= settled->sources[place].atoms;
    }
    if (given->at < settled->time.from || given->at > settled->time.until)
        settled_learn_time(settled, given->at, &session->window.day);
    values->is_true = (settled->left_out.is_true & ~read) | is_true | settled->time.is_true;
    values->is_unknown = settled->left_out.is_unknown & ~read;
    return (settled->required & ~seen) == 0;
}

/* ---- asked again: what the rules say ---------------------------------------------------------------------------- */

/* Asks the open rules. */
static struct open_results ask_open(const struct settled_rules *settled, struct open_values values)
{
    struct open_results results = {0, 0};
    const struct open_gate *gate = settled->gates;
    for (uint8_t i = 0; i < settled->open_count; i++, gate += gate->size) {
        const enum truth broken = open_gate_decide(gate, values);
        results.broken |= (uint32_t)(broken == TRUTH_TRUE) << i;
        results.unknown |= (uint32_t)(broken == TRUTH_UNKNOWN) << i;
    }
    return results;
}

static enum rule_result result_of(struct open_results results, unsigned open)
{
    return results.broken >> open & 1 ? RULE_BROKEN : results.unknown >> open & 1 ? RULE_UNKNOWN : RULE_SILENT;
}

/* The settled rules and those of the open ones that are told, in the profile's order. */
static void merge(const struct rule *rules, struct settled_rules *settled, struct open_results results)
{
    homevisit_verdict *verdict = &settled->verdict;
    unsigned open = 0;
    verdict->decision = settled->settled.decision;
    for (size_t i = 0; i < settled->told_count; i++) {
        struct told_rule *told = &settled->told[i];
        if (!told->open)
            continue;
        told->result = (uint8_t)result_of(results, open++);
        verdict->decision = decision_worse(verdict->decision, decision_of(told->force, told->result));
    }
    verdict->broken =
        results.broken ? settled_names(settled, rules, RULE_BROKEN, settled->names) : settled->settled.broken;
    verdict->unknown = results.unknown
                           ? settled_names(settled, rules, RULE_UNKNOWN, settled->names + verdict->broken.count)
                           : settled->settled.unknown;
    settled->last = results;
}

/* Answers for values of the open atoms that the last answer was not for. */
static void answer(const struct rule *rules, struct settled_event *event, struct open_values values)
{
    struct settled_rules *settled = event->rules;
    const struct open_results results = ask_open(settled, values);
    const bool any = (results.broken | results.unknown) != 0;
    if (any && (results.broken != settled->last.broken || results.unknown != settled->last.unknown))
        merge(rules, settled, results);
    event->answer = any ? &settled->verdict : &settled->settled;
    event->values = values;
}

/* NULL: the question is new, or not of the everyday kind. */
static const homevisit_verdict *decide_again(homevisit_session *session, const homevisit_event *given)
{
    const struct session_window *window = &session->window;
    if (given->struct_size < sizeof *given || (size_t)given->event > EVENT_COUNT)
        return NULL;
    struct settled_event *settled = session->settled[given->event];
    if (!settled || settled->plain_only || given->at < window->from || given->at > window->until ||
        session->visit->next_index != window->next_index)
        return NULL;
    struct open_values values;
    if (!read_event(session, settled, given, &values))
        return NULL;
    if (!settled->answer || values.is_true != settled->values.is_true ||
        values.is_unknown != settled->values.is_unknown)
        answer(session->policy->rules, settled, values);
    return settled->answer;
}

/* ---- asked for the first time ------------------------------------------------------------------------------------- */

/* Sets how long what the replay says now will stand; what was settled is forgotten where it says something else than before. */
static void set_window(homevisit_session *session, int64_t at)
{
    struct session_window *window = &session->window;
    const struct visit_event *events = session->visit->events.items;
    const homevisit_word contact = session->replay.facts.values[FACT_CONTACT].word;
    const struct zone_span span = session->replay.span;
    if (window->next_index != session->visit->next_index || window->taken != session->taken ||
        window->contact != contact || window->day.offset != span.offset) {
        memset(session->settled, 0, sizeof session->settled);
        memset(session->asked, 0, sizeof session->asked);
        settler_reset(&session->settler);
    }
    window->taken = session->taken;
    window->contact = contact;
    window->day = local_day_of(span.offset, at);
    window->next_index = session->visit->next_index;
    replay_stands(&session->replay, at, &window->from, &window->until);
    if (session->taken && events[session->taken - 1].at > window->from)
        window->from = events[session->taken - 1].at;
    if (session->taken < session->visit->events.count && events[session->taken].at - 1 < window->until)
        window->until = events[session->taken].at - 1;
    if (span.from > window->from)
        window->from = span.from;
    if (span.until < window->until)
        window->until = span.until;
    if (window->from < GIVEN_FIRST_SECOND)
        window->from = GIVEN_FIRST_SECOND;
    if (window->until > GIVEN_LAST_SECOND)
        window->until = GIVEN_LAST_SECOND;
}

/* The second time that an event is asked about over the same facts: keeps what they settle of it. */
static bool settle(homevisit_session *session, homevisit_word event)
{
    if (session->asked[event] && !session->settled[event])
        session->settled[event] = settle_event(&session->settler, &session->replay, event);
    const bool settled = !session->asked[event] || session->settled[event];
    session->asked[event] = true;
    return settled;
}

static void tell_verdict(void *user, const struct rule *rule, enum rule_result result)
{
    homevisit_session *session = user;
    const char **slot = list_add(result == RULE_BROKEN ? &session->broken : &session->unknown);
    if (slot)
        *slot = rule->id;
    else
        session->builder.failed = true;
}

static homevisit_code decide_first(homevisit_session *session, const homevisit_event *given,
                                   const homevisit_verdict **out, homevisit_problems **problems)
{
    homevisit_code code = session_begin(session, given, problems);
    if (code != HOMEVISIT_OK)
        return code;
    const struct visit_event *proposed = &session->proposal.event;
    replay_look(&session->replay, (homevisit_moment){true, proposed->at});
    set_window(session, proposed->at);
    if (!settle(session, (homevisit_word)proposed->event))
        return HOMEVISIT_E_MEMORY;
    session->broken.count = session->unknown.count = 0;
    session->builder.failed = false;
    homevisit_verdict *verdict = &session->verdict;
    verdict->decision = event_decide(&session->replay, proposed, tell_verdict, session);
    if (!state_possible(session->replay.phase, session->replay.place, (homevisit_word)proposed->event))
        verdict->decision = HOMEVISIT_DECISION_IMPOSSIBLE;
    verdict->silent = !word_set_has(&session->policy->spoken_of, (homevisit_word)proposed->event);
    verdict->broken = (homevisit_names){session->broken.items, session->broken.count};
    verdict->unknown = (homevisit_names){session->unknown.items, session->unknown.count};
    if (session->builder.failed)
        return HOMEVISIT_E_MEMORY;
    *out = verdict;
    return HOMEVISIT_OK;
}

homevisit_code homevisit_session_decide(homevisit_session *session, const homevisit_event *event,
                                        const homevisit_verdict **out, homevisit_problems **problems)
{
    if (problems)
        *problems = NULL;
    if (out)
        *out = NULL;
    if (!session || !event || !out)
        return HOMEVISIT_E_ARGUMENT;
    *out = decide_again(session, event);
    return *out ? HOMEVISIT_OK : decide_first(session, event, out, problems);
}
