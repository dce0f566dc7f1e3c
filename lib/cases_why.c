/*
 * The facts behind a difference. A rule that spoke though it should not have is told with what its finding rests on;
 * one that did not, with the part of it that held it back and the facts on which that part rests; a duty as it stands.
 * The record is replayed once more for that, as a report says nothing of what did not happen.
 */
#include "cases.h"

#include <string.h>

/* A rule that is decided at many events is told of at the first few. */
enum { REASON_LIMIT = 20 };

struct explainer {
    struct outcome *outcome;
    const struct answered_case *answered;
    homevisit_report *report; /* holds what the reasons point to */
    struct replay replay;
    struct report_builder builder;
    const struct visit_event *proposed;
    const struct difference *difference;
    struct list reasons; /* struct reason */
    struct reason spare; /* takes what goes beyond the limit */
    bool failed;
};

/* ---------------------------------------------------------------------------------------------------------- reasons */

static struct reason *add_reason(struct explainer *explainer, enum reason_kind kind, const struct visit_event *event)
{
    struct reason *reason = &explainer->spare;
    if (!explainer->failed && explainer->reasons.count < REASON_LIMIT) {
        reason = list_add(&explainer->reasons);
        if (reason == NULL) {
            explainer->failed = true;
            reason = &explainer->spare;
        }
    }
    *reason = (struct reason){.kind = kind};
    if (explainer->difference->rule != NULL)
        reason->rule = explainer->difference->rule->id;
    if (event != NULL) {
        reason->has_event = true;
        reason->proposed = event == explainer->proposed;
        reason->index = event->index;
        reason->at = event->at;
        reason->event = (homevisit_word)event->event;
    }
    return reason;
}

static void add_facts(struct reason *reason, const struct explanation *facts)
{
    reason->because = facts->because;
    reason->because_count = facts->because_count;
    reason->missing = facts->missing;
}

/* A condition's value; true where there is none. */
static enum truth value_of(const struct explainer *explainer, const struct visit_event *event, node_index condition)
{
    const struct condition_scene scene = {&explainer->replay.policy->conditions, &explainer->replay.facts, event};
    return condition == NO_NODE ? TRUTH_TRUE : condition_decide(&scene, condition);
}

static void add_part(struct explainer *explainer, const struct visit_event *event, const char *part,
                     node_index condition, enum truth value)
{
    struct reason *reason = add_reason(explainer, REASON_PART, event);
    struct explanation facts = build_explanation(&explainer->builder, event, condition);
    reason->part = part;
    reason->value = value;
    add_facts(reason, &facts);
}

/* Whether the difference is that a rule did not speak as it had to. */
static bool wants_more(const struct explainer *explainer)
{
    return explainer->difference->kind == DIFFERENCE_FIRES || explainer->difference->kind == DIFFERENCE_UNKNOWN;
}

/* ----------------------------------------------------------------------------------------------------------- guards */

/* Findings are told from the report; here a guard that is silent is, with the part for which it is. */
static void explain_guard(struct explainer *explainer, const struct visit_event *event)
{
    const struct guard *guard = &explainer->difference->rule->as.guard;
    bool decided = explainer->answered->test->question == HOMEVISIT_QUESTION_AUDIT || event == explainer->proposed;
    if (!decided || !wants_more(explainer) || !word_set_has(&guard->on, (homevisit_word)event->event))
        return;
    if (value_of(explainer, event, guard->when) == TRUTH_FALSE)
        add_part(explainer, event, "when", guard->when, TRUTH_FALSE);
    else if (guard->needs != NO_NODE && value_of(explainer, event, guard->needs) == TRUTH_TRUE)
        add_part(explainer, event, "needs", guard->needs, TRUTH_TRUE);
    else if (guard->unless != NO_NODE && value_of(explainer, event, guard->unless) == TRUTH_TRUE)
        add_part(explainer, event, "unless", guard->unless, TRUTH_TRUE);
}

/* ----------------------------------------------------------------------------------------------------------- duties */

/* An event that is in `do`, but of which `where` says that it does not count. */
static void explain_where(struct explainer *explainer, const struct visit_event *event)
{
    const struct duty *duty = &explainer->difference->rule->as.duty;
    uint32_t number = explainer->difference->rule->number;
    if (!word_set_has(&duty->todo, (homevisit_word)event->event) ||
        explainer->replay.of_rule[number].standing == NO_DUTY)
        return;
    enum truth where = value_of(explainer, event, duty->where);
    if (where != TRUTH_TRUE)
        add_part(explainer, event, "where", duty->where, where);
}

/* After the event: one that is in `on`, but at which `when` does not hold. */
static void explain_arising(struct explainer *explainer, const struct visit_event *event)
{
    const struct duty *duty = &explainer->difference->rule->as.duty;
    if (!duty->has_on || !wants_more(explainer) || !word_set_has(&duty->on, (homevisit_word)event->event))
        return;
    enum truth when = value_of(explainer, event, duty->when);
    if (when != TRUTH_TRUE)
        add_part(explainer, event, "when", duty->when, when);
}

static void add_duties(struct explainer *explainer)
{
    const homevisit_result *result = homevisit_report_result(explainer->answered->report);
    size_t there = 0;
    for (size_t i = 0; i < result->duty_count; i++) {
        if (strcmp(result->duties[i].rule, explainer->difference->rule->id) != 0)
            continue;
        add_reason(explainer, REASON_DUTY, NULL)->duty = &result->duties[i];
        there += result->duties[i].status != HOMEVISIT_DUTY_UNKNOWN;
    }
    const struct duty *duty = &explainer->difference->rule->as.duty;
    bool unknown = !wants_more(explainer) || explainer->difference->kind == DIFFERENCE_UNKNOWN;
    if (duty->has_on || duty->when == NO_NODE || (there != 0 && !unknown))
        return;
    enum truth when = value_of(explainer, NULL, duty->when);
    if (wants_more(explainer) ? when != TRUTH_TRUE : when == TRUTH_UNKNOWN)
        add_part(explainer, NULL, "when", duty->when, when);
}

/* -------------------------------------------------------------------------------------------- checklists and advice */

static homevisit_because *new_facts(struct explainer *explainer, size_t count)
{
    homevisit_because *facts = arena_array(&explainer->report->arena, count, sizeof *facts);
    explainer->failed = explainer->failed || facts == NULL;
    return facts;
}

static void add_plain_part(struct explainer *explainer, const char *part, bool value, const homevisit_because *facts,
                           size_t count)
{
    struct reason *reason = add_reason(explainer, REASON_PART, NULL);
    reason->part = part;
    reason->value = value ? TRUTH_TRUE : TRUTH_FALSE;
    reason->because = facts;
    reason->because_count = count;
}

static void explain_checklist(struct explainer *explainer)
{
    const struct checklist *checklist = &explainer->difference->rule->as.checklist;
    const struct fact_store *store = &explainer->replay.facts;
    const unsigned happened = FACT_HAPPENED_BASE + (unsigned)checklist->before;
    struct arena *arena = &explainer->report->arena;
    char names[2][128];
    homevisit_because *facts = new_facts(explainer, 2);
    if (facts == NULL)
        return;
    const unsigned numbers[2] = {checklist->fact, happened};
    for (size_t i = 0; i < 2; i++) {
        const char *name = policy_fact_name(explainer->replay.policy, numbers[i], names[i]);
        facts[i].fact = arena_copy_text(arena, name, strlen(name));
        explainer->failed = explainer->failed || facts[i].fact == NULL;
        if (fact_known(store, numbers[i]))
            facts[i].value = (homevisit_value){.type = HOMEVISIT_TYPE_BOOLEAN, .boolean = fact_true(store, numbers[i])};
    }
    if (explainer->failed)
        return;
    add_plain_part(explainer, "item", fact_known(store, numbers[0]) && fact_true(store, numbers[0]), &facts[0], 1);
    add_plain_part(explainer, "before", fact_true(store, happened), &facts[1], 1);
    if (checklist->when != NO_NODE)
        add_part(explainer, NULL, "when", checklist->when, value_of(explainer, NULL, checklist->when));
}

static void explain_advice(struct explainer *explainer)
{
    const struct advice *advice = &explainer->difference->rule->as.advice;
    const struct replay *replay = &explainer->replay;
    homevisit_because *facts = new_facts(explainer, 2);
    if (facts == NULL)
        return;
    facts[0] = (homevisit_because){"phase", {.type = HOMEVISIT_TYPE_NAME, .word = replay->phase}};
    facts[1] = (homevisit_because){"place", {.type = HOMEVISIT_TYPE_NAME, .word = replay->place}};
    add_plain_part(explainer, "during",
                   word_set_has(&advice->during, replay->phase) || word_set_has(&advice->during, replay->place), facts,
                   2);
    if (advice->when != NO_NODE)
        add_part(explainer, NULL, "when", advice->when, value_of(explainer, NULL, advice->when));
}

/* ------------------------------------------------------------------------------------------- from the report itself */

static void add_findings(struct explainer *explainer, const homevisit_finding *findings, size_t count,
                         const homevisit_step *step)
{
    const struct rule *rule = explainer->difference->rule;
    for (size_t i = 0; i < count; i++) {
        if (rule != NULL && strcmp(findings[i].rule, rule->id) != 0)
            continue;
        struct reason *reason = add_reason(explainer, REASON_FINDING, NULL);
        reason->rule = findings[i].rule;
        reason->outcome = findings[i].outcome;
        reason->because = findings[i].because;
        reason->because_count = findings[i].because_count;
        reason->missing = findings[i].missing;
        reason->has_event = true;
        reason->proposed = step == NULL;
        reason->index = step != NULL ? step->index : 0;
        reason->at = step != NULL ? step->at : explainer->answered->at.at;
        reason->event = step != NULL ? step->event : homevisit_report_result(explainer->answered->report)->event;
    }
}

static void add_all_findings(struct explainer *explainer)
{
    const homevisit_result *result = homevisit_report_result(explainer->answered->report);
    add_findings(explainer, result->findings, result->finding_count, NULL);
    for (size_t i = 0; i < result->step_count; i++)
        add_findings(explainer, result->steps[i].findings, result->steps[i].finding_count, &result->steps[i]);
}

/* The duties that worsen an audit's decision. */
static void add_late_duties(struct explainer *explainer)
{
    const homevisit_result *result = homevisit_report_result(explainer->answered->report);
    for (size_t i = 0; i < result->duty_count; i++) {
        homevisit_duty_status status = result->duties[i].status;
        if (status == HOMEVISIT_DUTY_PENDING || status == HOMEVISIT_DUTY_MET || status == HOMEVISIT_DUTY_VOID)
            continue;
        struct reason *reason = add_reason(explainer, REASON_DUTY, NULL);
        reason->rule = result->duties[i].rule;
        reason->duty = &result->duties[i];
    }
}

/* The number after a prefix of a path; false where the path is not of that kind. */
static bool number_after(const char *path, const char *prefix, size_t *number)
{
    size_t length = strlen(prefix);
    if (strncmp(path, prefix, length) != 0 || path[length] < '0' || path[length] > '9')
        return false;
    *number = 0;
    for (path += length; *path >= '0' && *path <= '9' && *number < UINT32_MAX; path++)
        *number = *number * 10 + (size_t)(*path - '0');
    return true;
}

/* What a part of the report rests on, as far as findings and duties make it. */
static void explain_path(struct explainer *explainer, const char *path)
{
    const homevisit_result *result = homevisit_report_result(explainer->answered->report);
    size_t number;
    if (number_after(path, "/steps/", &number)) {
        if (number < result->step_count)
            add_findings(explainer, result->steps[number].findings, result->steps[number].finding_count,
                         &result->steps[number]);
        return;
    }
    bool of_whole = strcmp(path, "/decision") == 0 || strncmp(path, "/summary", strlen("/summary")) == 0;
    if (of_whole || strncmp(path, "/findings", strlen("/findings")) == 0)
        add_all_findings(explainer);
    if (of_whole && explainer->answered->test->question == HOMEVISIT_QUESTION_AUDIT)
        add_late_duties(explainer);
}

/* --------------------------------------------------------------------------------------------------------- a replay */

static homevisit_code replay_for_rule(struct explainer *explainer)
{
    const struct answered_case *answered = explainer->answered;
    const struct visit_event *events = answered->visit->events.items;
    enum rule_form form = explainer->difference->rule->form;
    for (size_t i = 0; i < answered->visit->events.count && !explainer->failed; i++) {
        bool proposed = &events[i] == explainer->proposed;
        if (!answered->at.known || events[i].at > answered->at.at)
            continue;
        replay_look(&explainer->replay, (homevisit_moment){true, events[i].at});
        if (form == RULE_GUARD)
            explain_guard(explainer, &events[i]);
        else if (form == RULE_DUTY)
            explain_where(explainer, &events[i]);
        if (proposed)
            continue;
        homevisit_code code = replay_take(&explainer->replay, &events[i]);
        if (code != HOMEVISIT_OK)
            return code;
        if (form == RULE_DUTY)
            explain_arising(explainer, &events[i]);
    }
    replay_look(&explainer->replay, answered->at);
    return explainer->failed ? HOMEVISIT_E_MEMORY : HOMEVISIT_OK;
}

static void add_unasked(struct explainer *explainer)
{
    const struct rule *rule = explainer->difference->rule;
    const struct word_set *on = rule->form == RULE_GUARD ? &rule->as.guard.on : &rule->as.duty.on;
    if (rule->form != RULE_GUARD && (rule->form != RULE_DUTY || !rule->as.duty.has_on))
        return;
    const char **names = arena_array(&explainer->report->arena, EVENT_COUNT, sizeof *names);
    struct reason *reason = names != NULL ? add_reason(explainer, REASON_UNASKED, NULL) : &explainer->spare;
    explainer->failed = explainer->failed || names == NULL;
    reason->events.items = names;
    for (unsigned word = 1; word <= EVENT_COUNT && names != NULL; word++)
        if (word_set_has(on, (homevisit_word)word))
            names[reason->events.count++] = homevisit_word_text((homevisit_word)word);
}

static bool explain_rule(struct explainer *explainer)
{
    const struct rule *rule = explainer->difference->rule;
    homevisit_policy *policy = explainer->answered->policy;
    if (!(explainer->answered->verdicts[rule->number] & VERDICT_ASKED))
        add_unasked(explainer);
    add_all_findings(explainer);
    if (replay_init(&explainer->replay, policy, explainer->answered->visit, &policy->allocator) != HOMEVISIT_OK)
        return false;
    homevisit_code code = builder_init(&explainer->builder, explainer->report, &explainer->replay);
    if (code == HOMEVISIT_OK)
        code = replay_for_rule(explainer);
    if (code == HOMEVISIT_OK && rule->form == RULE_DUTY)
        add_duties(explainer);
    else if (code == HOMEVISIT_OK && rule->form == RULE_CHECKLIST)
        explain_checklist(explainer);
    else if (code == HOMEVISIT_OK && rule->form == RULE_ADVICE)
        explain_advice(explainer);
    bool failed = explainer->failed || explainer->builder.failed || code != HOMEVISIT_OK;
    builder_free(&explainer->builder);
    replay_free(&explainer->replay);
    return !failed;
}

/* ------------------------------------------------------------------------------------------------- every difference */

static bool explain_difference(struct explainer *explainer, struct difference *difference)
{
    explainer->difference = difference;
    explainer->reasons.count = 0;
    bool going = true;
    if (difference->rule != NULL)
        going = explain_rule(explainer);
    else
        explain_path(explainer, difference->path);
    struct reason *reasons = arena_array(&explainer->outcome->arena, explainer->reasons.count, sizeof *reasons);
    if (!going || explainer->failed || reasons == NULL)
        return false;
    if (explainer->reasons.count != 0)
        memcpy(reasons, explainer->reasons.items, explainer->reasons.count * sizeof *reasons);
    difference->reasons = reasons;
    difference->reason_count = explainer->reasons.count;
    return true;
}

/* What holds facts and names: a report of which only the memory is used. */
static homevisit_report *new_holder(const struct answered_case *answered)
{
    const homevisit_allocator *allocator = &answered->policy->allocator;
    homevisit_report *report = memory_allocate_zeroed(allocator, sizeof *report);
    if (report == NULL)
        return NULL;
    report->allocator = *allocator;
    arena_init(&report->arena, allocator);
    report->policy = homevisit_policy_retain(answered->policy);
    return report;
}

bool cases_explain(struct outcome *outcome, const struct answered_case *answered, struct case_result *result)
{
    struct explainer explainer = {.outcome = outcome, .answered = answered};
    if (result->difference_count == 0)
        return true;
    explainer.report = result->reasons = new_holder(answered);
    explainer.proposed = cases_proposed(answered);
    list_init(&explainer.reasons, &outcome->cases->options->allocator, sizeof(struct reason));
    bool going = explainer.report != NULL;
    for (size_t i = 0; i < result->difference_count && going; i++)
        going = explain_difference(&explainer, &result->differences[i]);
    list_free(&explainer.reasons);
    if (!going)
        problems_out_of_memory(outcome->cases->problems);
    return going;
}
