/*
 * What one report says of each rule (docs/cases.md, "What firing means" and "Coverage"): whether it fires, is unknown,
 * and whether it was asked at all.
 */
#include "cases.h"

#include <string.h>

const struct visit_event *cases_proposed(const struct answered_case *answered)
{
    const struct visit_event *events = answered->visit->events.items;
    if (answered->test->question == HOMEVISIT_QUESTION_CHECK)
        for (size_t i = 0; i < answered->visit->events.count; i++)
            if (events[i].index + 1 == answered->visit->next_index)
                return &events[i];
    return NULL;
}

/* ----------------------------------------------------------------------------------------------- fires and unknown */

/* A rule's place by its id, which a report only ever gives of a rule that there is. */
static uint8_t *verdict_of(const struct cases *cases, const struct answered_case *answered, const char *rule)
{
    uint32_t number = 0;
    id_index_find(&cases->rules, rule, strlen(rule), &number);
    return &answered->verdicts[number];
}

static void read_findings(const struct cases *cases, const struct answered_case *answered,
                          const homevisit_finding *findings, size_t count)
{
    for (size_t i = 0; i < count; i++)
        *verdict_of(cases, answered, findings[i].rule) |=
            findings[i].outcome == HOMEVISIT_OUTCOME_BROKEN ? VERDICT_FIRES : VERDICT_UNKNOWN;
}

static unsigned duty_verdict(const struct rule *rule, homevisit_duty_status status)
{
    switch (status) {
    case HOMEVISIT_DUTY_LATE:
    case HOMEVISIT_DUTY_OVERDUE:
    case HOMEVISIT_DUTY_MISSED: return VERDICT_FIRES;
    case HOMEVISIT_DUTY_UNKNOWN: return VERDICT_UNKNOWN;
    default: break;
    }
    /* One that cannot be late fires where it has arisen. */
    static const struct word_set none;
    bool has_before = memcmp(&rule->as.duty.before, &none, sizeof none) != 0;
    return rule->as.duty.has_within || has_before ? 0 : VERDICT_FIRES;
}

static void read_report(const struct cases *cases, const struct answered_case *answered)
{
    const homevisit_result *result = homevisit_report_result(answered->report);
    read_findings(cases, answered, result->findings, result->finding_count);
    for (size_t i = 0; i < result->step_count; i++)
        read_findings(cases, answered, result->steps[i].findings, result->steps[i].finding_count);
    for (size_t i = 0; i < result->duty_count; i++) {
        uint8_t *verdict = verdict_of(cases, answered, result->duties[i].rule);
        const struct rule *rule = &answered->policy->rules[verdict - answered->verdicts];
        *verdict |= (uint8_t)duty_verdict(rule, result->duties[i].status);
    }
    for (size_t i = 0; i < result->checklist_count; i++)
        *verdict_of(cases, answered, result->checklist[i].rule) |= VERDICT_FIRES;
    for (size_t i = 0; i < result->advice_count; i++)
        *verdict_of(cases, answered, result->advice[i].rule) |= VERDICT_FIRES;
}

/* ------------------------------------------------------------------------------------------------------------ asked */

/* What a record has put to the rules. */
struct asked {
    struct word_set decided;  /* events that guards were asked of */
    struct word_set happened; /* events that raised duties */
    bool anything;            /* some event took place: every standing duty was decided */
};

static homevisit_code read_events(const struct answered_case *answered, struct replay *replay, struct asked *asked)
{
    const struct visit_event *events = answered->visit->events.items, *proposed = cases_proposed(answered);
    for (size_t i = 0; i < answered->visit->events.count; i++) {
        homevisit_word word = (homevisit_word)events[i].event;
        if (answered->test->question == HOMEVISIT_QUESTION_AUDIT || &events[i] == proposed)
            word_set_add(&asked->decided, word);
        if (&events[i] == proposed || !answered->at.known || events[i].at > answered->at.at)
            continue;
        if (!state_possible(replay->phase, replay->place, word))
            continue;
        asked->anything = true;
        /* A `left` that leaves somebody there is none for duties. */
        if (word != HOMEVISIT_WORD_left || facts_all_left(replay, &events[i]))
            word_set_add(&asked->happened, word);
        homevisit_code code = replay_take(replay, &events[i]);
        if (code != HOMEVISIT_OK)
            return code;
    }
    return HOMEVISIT_OK;
}

static bool words_meet(const struct word_set *a, const struct word_set *b)
{
    for (size_t i = 0; i < WORD_SET_SIZE; i++)
        if (a->bits[i] & b->bits[i])
            return true;
    return false;
}

static bool is_asked(const struct rule *rule, const struct asked *asked, homevisit_question question)
{
    switch (rule->form) {
    case RULE_GUARD: return words_meet(&rule->as.guard.on, &asked->decided);
    case RULE_DUTY: return rule->as.duty.has_on ? words_meet(&rule->as.duty.on, &asked->happened) : asked->anything;
    default: return question != HOMEVISIT_QUESTION_AUDIT;
    }
}

static bool read_asked(const struct answered_case *answered)
{
    struct replay replay;
    struct asked asked = {0};
    const homevisit_policy *policy = answered->policy;
    if (replay_init(&replay, policy, answered->visit, &answered->visit->allocator) != HOMEVISIT_OK)
        return false;
    homevisit_code code = read_events(answered, &replay, &asked);
    replay_free(&replay);
    for (size_t i = 0; i < policy->rule_count; i++)
        if (answered->verdicts[i] != 0 || is_asked(&policy->rules[i], &asked, answered->test->question))
            answered->verdicts[i] |= VERDICT_ASKED;
    return code == HOMEVISIT_OK;
}

bool cases_read_verdicts(struct cases *cases, struct answered_case *answered)
{
    memset(answered->verdicts, 0, answered->policy->rule_count * sizeof *answered->verdicts);
    read_report(cases, answered);
    if (read_asked(answered))
        return true;
    problems_out_of_memory(cases->problems);
    return false;
}
