/* A visit replayed under a policy, event by event: the order of the steps within an event, and what depends on the moment. */
#include "replay.h"

#include <string.h>

static homevisit_code atoms_init(struct replay *replay)
{
    const size_t size = replay->policy->program.plane_words * sizeof(uint64_t);
    replay->atoms.is_true = arena_allocate(&replay->arena, size);
    replay->atoms.is_unknown = arena_allocate(&replay->arena, size);
    return replay->atoms.is_true && replay->atoms.is_unknown ? HOMEVISIT_OK : HOMEVISIT_E_MEMORY;
}

/* Rules that are no duties never have any. */
static void duties_restart(struct replay *replay)
{
    const homevisit_policy *policy = replay->policy;
    replay->duties.count = replay->pending_count = 0;
    for (size_t i = 0; i < policy->duties.count; i++)
        replay->of_rule[policy->duties.items[i]] =
            (struct rule_duties){NO_DUTY, NO_DUTY, NO_DUTY, NO_DUTY, false, false, false};
    memcpy(replay->stirred, policy->program.standing_first, (policy->standing.count / 64 + 1) * sizeof(uint64_t));
}

static void atoms_restart(struct replay *replay)
{
    const struct program *program = &replay->policy->program;
    memcpy(replay->atoms.is_true, program->atom_true, program->plane_words * sizeof(uint64_t));
    memcpy(replay->atoms.is_unknown, program->atom_unknown, program->plane_words * sizeof(uint64_t));
}

static const struct replay_day no_day = {1, 0, 0, 0}; /* no moment lies in these */
static const struct zone_span no_span = {1, 0, 0};

void replay_forget_time(struct replay *replay)
{
    replay->span = no_span;
    replay->day = no_day;
    for (size_t i = 0; i < SPANS_KEPT; i++)
        replay->spans[i] = no_span;
}

homevisit_code replay_restart(struct replay *replay, const homevisit_visit *visit)
{
    replay->visit = visit;
    replay->phase = HOMEVISIT_WORD_draft;
    replay->place = HOMEVISIT_WORD_school;
    replay->escalated = replay->unnamed_present = false;
    replay->looked = replay->looked_once = false;
    memset(replay->clocks, 0, sizeof replay->clocks);
    duties_restart(replay);
    atoms_restart(replay);
    return facts_restart(replay);
}

/* What a replay and who reports of it take beside what grows with the policy, mostly. */
enum { OTHER_ROOM = 6144 };

homevisit_code replay_init(struct replay *replay, const homevisit_policy *policy, const homevisit_visit *visit,
                           const homevisit_allocator *allocator)
{
    memset(replay, 0, sizeof *replay);
    replay->policy = policy;
    replay_forget_time(replay);
    arena_init(&replay->arena, allocator);
    if (!arena_reserve(&replay->arena, policy->rule_count * sizeof *replay->of_rule +
                                           policy->fact_count * sizeof(union fact_value) + OTHER_ROOM))
        return HOMEVISIT_E_MEMORY;
    list_init(&replay->duties, allocator, sizeof(struct duty_instance));
    replay->of_rule = arena_array(&replay->arena, policy->rule_count, sizeof *replay->of_rule);
    replay->pending = arena_array(&replay->arena, policy->duties.count, sizeof *replay->pending);
    replay->stirred = arena_array(&replay->arena, policy->standing.count / 64 + 1, sizeof *replay->stirred);
    homevisit_code code =
        replay->of_rule && replay->pending && replay->stirred ? facts_init(replay) : HOMEVISIT_E_MEMORY;
    if (code == HOMEVISIT_OK)
        code = atoms_init(replay);
    if (code == HOMEVISIT_OK)
        code = replay_restart(replay, visit);
    if (code != HOMEVISIT_OK)
        replay_free(replay);
    return code;
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
    if (at.known && replay->place != HOMEVISIT_WORD_school) {
        const homevisit_moment due = duty_check_in_due(replay);
        if (due.known && at.at > due.at)
            return HOMEVISIT_WORD_overdue;
    }
    return HOMEVISIT_WORD_in_contact;
}

void replay_stands(const struct replay *replay, int64_t at, int64_t *from, int64_t *until)
{
    const homevisit_moment due = duty_check_in_due(replay);
    *from = due.known && at > due.at ? due.at + 1 : INT64_MIN;
    *until = due.known && at <= due.at ? due.at : INT64_MAX;
}

/* Whether an instant is so far from the ends of what there is that a day's bounds can be reckoned with it. */
static bool has_bounds(int64_t at)
{
    return at > INT64_MIN / 2 && at < INT64_MAX / 2;
}

static int64_t later_of(int64_t a, int64_t b)
{
    return a > b ? a : b;
}

static int64_t earlier_of(int64_t a, int64_t b)
{
    return a < b ? a : b;
}

/* The span about an instant, kept by where it lies: visits of a stream come from all over the year. */
static struct zone_span span_of(struct replay *replay, int64_t at)
{
    struct zone_span *kept = &replay->spans[(uint64_t)at / SPAN_SECONDS % SPANS_KEPT];
    if (at < kept->from || at > kept->until)
        *kept = zone_span(&replay->policy->zone, at);
    return *kept;
}

/* Another day, or another offset, than that of the moment before. */
static void local_anew(struct replay *replay, int64_t at, int *minute, int *weekday)
{
    int64_t days;
    if (at < replay->span.from || at > replay->span.until)
        replay->span = span_of(replay, at);
    offset_local(replay->span.offset, at, minute, weekday, &days);
    if (!has_bounds(at)) {
        replay->day = no_day;
        return;
    }
    const int64_t midnight = days * SECONDS_PER_DAY - replay->span.offset;
    replay->day =
        (struct replay_day){later_of(midnight, replay->span.from),
                            earlier_of(midnight + SECONDS_PER_DAY - 1, replay->span.until), midnight, *weekday};
}

void replay_local(struct replay *replay, int64_t at, int *minute, int *weekday)
{
    if (at < replay->day.from || at > replay->day.until) {
        local_anew(replay, at, minute, weekday);
        return;
    }
    *minute = (int)((at - replay->day.midnight) / 60);
    *weekday = replay->day.weekday;
}

/* Atoms that read the time are computed for each event anyway, so nobody is told. */
static void put_time(struct fact_store *facts, unsigned fact, bool known, int64_t value)
{
    facts->values[fact].integer = value;
    facts->is_unknown[fact / 64] = (facts->is_unknown[fact / 64] & ~(UINT64_C(1) << (fact % 64))) | (uint64_t)!known
                                                                                                        << (fact % 64);
}

static void refresh(struct replay *replay)
{
    if (!replay->facts.touched)
        return;
    const struct condition_scene scene = {&replay->policy->conditions, &replay->facts, NULL};
    replay->facts.touched = false;
    program_refresh(&replay->policy->program, replay->atoms, replay->facts.dirty, replay->stirred, &scene);
}

static void look_at_time(struct replay *replay, homevisit_moment at)
{
    struct fact_store *facts = &replay->facts;
    int minute = 0, weekday = 0;
    if (replay->looked_once && at.known == replay->looked_at.known && at.at == replay->looked_at.at)
        return;
    if (at.known)
        replay_local(replay, at.at, &minute, &weekday);
    put_time(facts, FACT_TIME_MINUTE, at.known, minute);
    put_time(facts, FACT_TIME_WEEKDAY, at.known, weekday);
    replay->looked_once = true;
    replay->looked_at = at;
}

void replay_look(struct replay *replay, homevisit_moment at)
{
    if (replay->looked && at.known == replay->looked_at.known && at.at == replay->looked_at.at)
        return;
    look_at_time(replay, at);
    facts_set_word(&replay->facts, FACT_CONTACT, contact_state(replay, at));
    refresh(replay);
    replay->looked = true;
}

/* The same for the replay's own steps: the contact state only where some rule reads it. */
static void look_for_rules(struct replay *replay, homevisit_moment at)
{
    look_at_time(replay, at);
    if (replay->policy->program.reads_contact)
        facts_set_word(&replay->facts, FACT_CONTACT, contact_state(replay, at));
    refresh(replay);
}

void replay_see(struct replay *replay, const struct visit_event *event)
{
    const struct condition_scene scene = {&replay->policy->conditions, &replay->facts, event};
    const struct program *program = &replay->policy->program;
    program_see(program, &program->of_event[event->event], replay->atoms, &scene);
}

homevisit_code replay_take(struct replay *replay, const struct visit_event *event)
{
    if (!state_possible(replay->phase, replay->place, (homevisit_word)event->event))
        return HOMEVISIT_OK;
    const bool all_left = event->event == HOMEVISIT_WORD_left && facts_all_left(replay, event);
    const homevisit_moment now = {true, event->at};

    if (!replay->looked || replay->looked_at.at != event->at || !replay->looked_at.known)
        look_for_rules(replay, now);
    duties_before(replay, event, all_left);
    state_move(&replay->phase, &replay->place, (homevisit_word)event->event, all_left);
    facts_fold(replay, event, all_left);
    look_for_rules(replay, now);
    homevisit_code code = duties_after(replay, event, all_left);
    replay->looked = false; /* a duty that has arisen may be past due already */
    return code;
}

homevisit_code replay_take_until(struct replay *replay, size_t from, homevisit_moment until, size_t *taken)
{
    const struct visit_event *events = replay->visit->events.items;
    homevisit_code code = HOMEVISIT_OK;
    size_t place = from;
    for (; place < replay->visit->events.count && code == HOMEVISIT_OK; place++) {
        if (!until.known || events[place].at > until.at)
            break;
        code = replay_take(replay, &events[place]);
    }
    if (taken)
        *taken = place;
    return code;
}
