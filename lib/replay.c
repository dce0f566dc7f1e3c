/* A visit replayed under a policy, event by event: the order of the steps within an event, and what depends on the moment. */
#include "replay.h"

#include <string.h>

homevisit_code replay_init(struct replay *replay, const homevisit_policy *policy, const homevisit_visit *visit,
                           const homevisit_allocator *allocator)
{
    memset(replay, 0, sizeof *replay);
    replay->policy = policy;
    replay->visit = visit;
    replay->phase = HOMEVISIT_WORD_draft;
    replay->place = HOMEVISIT_WORD_school;
    arena_init(&replay->arena, allocator);
    list_init(&replay->duties, allocator, sizeof(struct duty_instance));

    replay->of_rule = arena_array(&replay->arena, policy->rule_count, sizeof *replay->of_rule);
    homevisit_code code = replay->of_rule ? facts_init(replay) : HOMEVISIT_E_MEMORY;
    if (code != HOMEVISIT_OK) {
        replay_free(replay);
        return code;
    }
    for (size_t i = 0; i < policy->rule_count; i++)
        replay->of_rule[i] = (struct rule_duties){NO_DUTY, NO_DUTY, NO_DUTY, NO_DUTY, false, false};
    return HOMEVISIT_OK;
}

void replay_free(struct replay *replay)
{
    list_free(&replay->duties);
    arena_free(&replay->arena);
}

/* The derived region: the first that fits. */
static homevisit_word contact_state(const struct replay *replay, homevisit_moment at)
{
    const struct fact_store *facts = &replay->facts;
    if (fact_true(facts, FACT_DURESS))
        return HOMEVISIT_WORD_duress;
    if (replay->escalated)
        return HOMEVISIT_WORD_escalated;
    if (facts->values[FACT_CALLS_UNANSWERED].integer >= 2)
        return HOMEVISIT_WORD_unreachable;
    if (at.known && replay->place != HOMEVISIT_WORD_school && duty_check_in_overdue(replay, at.at))
        return HOMEVISIT_WORD_overdue;
    return HOMEVISIT_WORD_in_contact;
}

static void put_integer(struct fact_store *facts, unsigned fact, homevisit_moment at, int value)
{
    uint64_t bit = UINT64_C(1) << (fact % 64);
    facts->values[fact].integer = value;
    if (at.known)
        facts->is_unknown[fact / 64] &= ~bit;
    else
        facts->is_unknown[fact / 64] |= bit;
}

void replay_look(struct replay *replay, homevisit_moment at)
{
    int minute = 0, weekday = 0;
    if (at.known)
        zone_local(&replay->policy->zone, at.at, &minute, &weekday, NULL);
    put_integer(&replay->facts, FACT_TIME_MINUTE, at, minute);
    put_integer(&replay->facts, FACT_TIME_WEEKDAY, at, weekday);
    replay->facts.values[FACT_CONTACT].word = contact_state(replay, at);
}

homevisit_code replay_take(struct replay *replay, const struct visit_event *event)
{
    if (!state_possible(replay->phase, replay->place, (homevisit_word)event->event))
        return HOMEVISIT_OK;
    const bool all_left = event->event == HOMEVISIT_WORD_left && facts_all_left(replay, event);
    const homevisit_moment now = {true, event->at};

    replay_look(replay, now);
    duties_before(replay, event, all_left);
    state_move(&replay->phase, &replay->place, (homevisit_word)event->event, all_left);
    facts_fold(replay, event, all_left);
    replay_look(replay, now);
    return duties_after(replay, event, all_left);
}
