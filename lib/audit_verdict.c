/* An audit's decision and numbers without its report: the same questions to the same rules, with nobody who asks why. */
#include "audit_verdict.h"
#include "report.h"

struct hearing {
    homevisit_summary *summary;
    uint64_t *broken;
};

static void hear(void *user, const struct rule *rule, enum rule_result result)
{
    const struct hearing *hearing = user;
    audit_count_finding(hearing->summary, rule->force,
                        result == RULE_BROKEN ? HOMEVISIT_OUTCOME_BROKEN : HOMEVISIT_OUTCOME_UNKNOWN);
    if (result == RULE_BROKEN)
        rule_mark(hearing->broken, rule->number);
}

static homevisit_code take_steps(struct replay *replay, const struct hearing *hearing, struct audit_verdict *verdict)
{
    const struct visit_event *events = replay->visit->events.items;
    const size_t count = replay->visit->events.count;
    homevisit_code code = HOMEVISIT_OK;
    for (size_t i = 0; i < count && code == HOMEVISIT_OK; i++) {
        replay_look(replay, (homevisit_moment){true, events[i].at});
        homevisit_decision decision = event_decide(replay, &events[i], hear, (void *)(uintptr_t)hearing);
        if (!state_possible(replay->phase, replay->place, (homevisit_word)events[i].event)) {
            decision = HOMEVISIT_DECISION_IMPOSSIBLE;
            verdict->summary.impossible++;
        }
        verdict->decision = decision_worse(verdict->decision, decision);
        code = replay_take(replay, &events[i]);
    }
    return code;
}

static void weigh_duty(const struct hearing *hearing, struct audit_verdict *verdict, const struct rule *rule,
                       homevisit_duty_status status)
{
    verdict->decision =
        decision_worse(verdict->decision, audit_decision_of_duty(&verdict->summary, rule->force, status));
    if (duty_status_is_breach(status))
        rule_mark(hearing->broken, rule->number);
}

static void weigh_duties(struct replay *replay, homevisit_moment at, const struct hearing *hearing,
                         struct audit_verdict *verdict)
{
    const homevisit_policy *policy = replay->policy;
    for (size_t i = 0; i < policy->duties.count; i++) {
        const uint32_t number = policy->duties.items[i];
        for (uint32_t place = replay->of_rule[number].first; place != NO_DUTY;) {
            const struct duty_instance *instance = duty_at(replay, place);
            weigh_duty(hearing, verdict, &policy->rules[number], duty_status(replay, instance, at.at));
            place = instance->next;
        }
    }
    for (size_t i = 0; i < policy->standing.count; i++)
        if (duty_may_have_arisen(replay, policy->standing.items[i]))
            weigh_duty(hearing, verdict, &policy->rules[policy->standing.items[i]], HOMEVISIT_DUTY_UNKNOWN);
}

homevisit_code audit_verdict(struct replay *replay, homevisit_moment at, uint64_t *broken,
                             struct audit_verdict *verdict)
{
    *verdict = (struct audit_verdict){.decision = HOMEVISIT_DECISION_ALLOW};
    const struct hearing hearing = {&verdict->summary, broken};
    const homevisit_code code = take_steps(replay, &hearing, verdict);
    if (code != HOMEVISIT_OK)
        return code;
    replay_look(replay, at);
    weigh_duties(replay, at, &hearing, verdict);
    return HOMEVISIT_OK;
}
