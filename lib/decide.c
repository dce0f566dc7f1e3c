/* Decisions: what the rules that speak of an event say of it, over the facts before it. */
#include "replay.h"

static enum rule_result guard_decide(const struct replay *replay, const struct guard *guard)
{
    switch (gate_decide(&replay->policy->program, replay->atoms, guard->broken)) {
    case TRUTH_TRUE: return RULE_BROKEN;
    case TRUTH_UNKNOWN: return RULE_UNKNOWN;
    default: return RULE_SILENT;
    }
}

homevisit_decision event_decide(struct replay *replay, const struct visit_event *event, rule_teller tell, void *user)
{
    const homevisit_policy *policy = replay->policy;
    const bool possible = state_possible(replay->phase, replay->place, (homevisit_word)event->event);
    const bool all_left = event->event != HOMEVISIT_WORD_left || facts_all_left(replay, event);
    homevisit_decision decision = HOMEVISIT_DECISION_ALLOW;
    struct event_rules rules = event_rules_of(policy, (homevisit_word)event->event);
    uint32_t number;

    replay_see(replay, event);
    while (event_rules_next(&rules, &number)) {
        const struct rule *rule = &policy->rules[number];
        const enum rule_result result = rule->form == RULE_GUARD ? guard_decide(replay, &rule->as.guard)
                                        : duty_missed_by(replay, number, event, possible, all_left) ? RULE_BROKEN
                                                                                                    : RULE_SILENT;
        decision = decision_worse(decision, decision_of(rule->force, result));
        if (tell && result != RULE_SILENT)
            tell(user, rule, result);
    }
    return decision;
}
