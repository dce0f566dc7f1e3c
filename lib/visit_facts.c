/* The facts as a fold of the events: what each event says, row by row of docs/format.md, section 2. */
#include "replay.h"

#include <string.h>

/* ---- sets of staff ----------------------------------------------------------------------------------------------- */

static bool ids_restart(struct arena *arena, struct id_set *set, size_t count)
{
    set->words = count / 64 + 1;
    set->count = 0;
    if (set->words > set->room) {
        set->bits = arena_array(arena, set->words, sizeof *set->bits);
        set->room = set->bits ? set->words : 0;
        return set->bits != NULL;
    }
    memset(set->bits, 0, set->words * sizeof *set->bits);
    return true;
}

static bool ids_have(const struct id_set *set, uint32_t id)
{
    return id / 64 < set->words && (set->bits[id / 64] >> (id % 64)) & 1;
}

/* Adding and removing: whether the set is another one by it. */
static bool ids_add(struct id_set *set, uint32_t id)
{
    if (id / 64 >= set->words || ids_have(set, id))
        return false;
    set->bits[id / 64] |= UINT64_C(1) << (id % 64);
    set->count++;
    return true;
}

static bool ids_remove(struct id_set *set, uint32_t id)
{
    if (!ids_have(set, id))
        return false;
    set->bits[id / 64] &= ~(UINT64_C(1) << (id % 64));
    set->count--;
    return true;
}

static void ids_clear(struct id_set *set)
{
    if (set->count)
        memset(set->bits, 0, set->words * sizeof *set->bits);
    set->count = 0;
}

/* ---- the start ---------------------------------------------------------------------------------------------------- */

homevisit_code facts_restart(struct replay *replay)
{
    struct fact_store *facts = &replay->facts;
    const struct program *program = facts->program;
    const size_t words = facts->fact_count / 64 + 1, ids = replay->visit->staff_ids.count;
    memcpy(facts->is_true, program->fact_true, words * sizeof(uint64_t));
    memcpy(facts->is_unknown, program->fact_unknown, words * sizeof(uint64_t));
    memset(facts->dirty, 0, program->plane_words * sizeof(uint64_t));
    facts->touched = false;
    facts_restart_values(facts);
    facts->staff = NULL;
    facts->staff_count = 0;
    replay->unplanned = 0;
    facts->roles.count = facts->lone_roles.count = 0;
    facts->ids = replay->visit->staff_ids.items;
    return ids_restart(&replay->arena, &replay->present, ids) && ids_restart(&replay->arena, &replay->planned, ids) &&
                   ids_restart(&replay->arena, &replay->left_since, ids)
               ? HOMEVISIT_OK
               : HOMEVISIT_E_MEMORY;
}

/* ---- the plan ---------------------------------------------------------------------------------------------------- */

static void fold_local_minute(struct replay *replay, unsigned fact, int64_t at)
{
    int minute = 0, weekday = 0;
    replay_local(replay, at, &minute, &weekday);
    facts_set_integer(&replay->facts, fact, minute);
}

static void count_present(struct replay *replay)
{
    if (replay->unnamed_present) {
        facts_set_unknown(&replay->facts, FACT_STAFF_PRESENT);
        facts_set_unknown(&replay->facts, FACT_STAFF_UNPLANNED);
        return;
    }
    facts_set_integer(&replay->facts, FACT_STAFF_PRESENT, replay->present.count);
    facts_set_integer(&replay->facts, FACT_STAFF_UNPLANNED, replay->unplanned);
}

/* Who comes and who goes is counted as it happens: looking through all who are there would cost a crowd its square. */
static void comes(struct replay *replay, uint32_t id)
{
    if (ids_add(&replay->present, id))
        replay->unplanned += !ids_have(&replay->planned, id);
}

static void goes(struct replay *replay, uint32_t id)
{
    if (ids_remove(&replay->present, id))
        replay->unplanned -= !ids_have(&replay->planned, id);
}

static void add_planned_to_present(struct replay *replay)
{
    for (size_t i = 0; i < replay->facts.staff_count; i++)
        comes(replay, replay->facts.staff[i].id);
}

static void plan_anew(struct replay *replay, const struct staff_value *staff)
{
    struct fact_store *facts = &replay->facts;
    for (size_t i = 0; i < facts->staff_count; i++)
        if (ids_remove(&replay->planned, facts->staff[i].id))
            replay->unplanned += ids_have(&replay->present, facts->staff[i].id);
    facts->staff = staff->items;
    facts->staff_count = staff->count;
    for (size_t i = 0; i < facts->staff_count; i++)
        if (ids_add(&replay->planned, facts->staff[i].id))
            replay->unplanned -= ids_have(&replay->present, facts->staff[i].id);
}

static void fold_plan_staff(struct replay *replay, const struct staff_value *staff)
{
    struct fact_store *facts = &replay->facts;
    plan_anew(replay, staff);
    facts_touch(facts, FACT_STAFF);
    facts_set_integer(facts, FACT_PLAN_BASE + HOMEVISIT_ATTRIBUTE_staff, 0); /* known, once for all … */
    facts_touch(facts, FACT_PLAN_BASE + HOMEVISIT_ATTRIBUTE_staff);          /* … and another list each time */
    if (staff->count)
        facts_set_integer(facts, FACT_STAFF_COUNT, staff->count);
    else
        facts_set_unknown(facts, FACT_STAFF_COUNT);

    /* Those who arrived unnamed are now known to be the plan's, less those who went away meanwhile. */
    if (replay->unnamed_present && staff->count) {
        for (uint32_t i = 0; i < staff->count; i++)
            if (!ids_have(&replay->left_since, staff->items[i].id))
                comes(replay, staff->items[i].id);
        replay->unnamed_present = false;
    }
    count_present(replay);
}

/* `replanned` is laid over `planned` attribute by attribute: what is left out stays as it was. */
static void fold_plan(struct replay *replay, const struct visit_event *event)
{
    const homevisit_attribute_info *info;
    for (info = homevisit_event_attribute((homevisit_word)event->event, 0); info != NULL;
         info = event_attribute_after(info)) {
        const union attribute_value *value = event_value(event, info->name);
        unsigned fact = FACT_PLAN_BASE + (unsigned)info->name;
        if (!value)
            continue;
        if (info->type == HOMEVISIT_TYPE_STAFF)
            fold_plan_staff(replay, value->staff);
        else if (info->type == HOMEVISIT_TYPE_TEXT)
            facts_set_boolean(&replay->facts, fact, true); /* free text: only that it was given */
        else
            facts_set_from_attribute(&replay->facts, fact, info->type, value);
        if (info->name == HOMEVISIT_ATTRIBUTE_expected_start)
            fold_local_minute(replay, FACT_PLAN_START_MINUTE, value->integer);
        if (info->name == HOMEVISIT_ATTRIBUTE_expected_end) {
            fold_local_minute(replay, FACT_PLAN_END_MINUTE, value->integer);
            replay->clocks[CLOCK_expected_end] = (homevisit_moment){true, value->integer};
        }
    }
}

/* ---- who is there ------------------------------------------------------------------------------------------------ */

static void fold_arrived(struct replay *replay, const struct visit_event *event)
{
    const union attribute_value *value = event_value(event, HOMEVISIT_ATTRIBUTE_staff);
    if (value) {
        for (uint32_t i = 0; i < value->ids->count; i++) {
            comes(replay, value->ids->items[i]);
            ids_remove(&replay->left_since, value->ids->items[i]);
        }
    } else if (replay->facts.staff_count) {
        add_planned_to_present(replay);
    } else {
        replay->unnamed_present = true;
        ids_clear(&replay->left_since);
    }
    count_present(replay);
    if (!replay->clocks[CLOCK_arrived].known)
        replay->clocks[CLOCK_arrived] = (homevisit_moment){true, event->at};
}

bool facts_all_left(const struct replay *replay, const struct visit_event *event)
{
    const union attribute_value *value = event_value(event, HOMEVISIT_ATTRIBUTE_staff);
    if (!value)
        return true;
    if (replay->unnamed_present)
        return false; /* nobody can say that those were the last: the safer reading is that somebody is still there */
    int64_t stay = replay->present.count;
    /* Ids in the list are distinct. */
    for (uint32_t i = 0; i < value->ids->count; i++)
        stay -= ids_have(&replay->present, value->ids->items[i]);
    return stay == 0;
}

static void fold_left(struct replay *replay, const struct visit_event *event, bool all_left)
{
    const union attribute_value *value = event_value(event, HOMEVISIT_ATTRIBUTE_staff);
    if (all_left) {
        ids_clear(&replay->present);
        replay->unplanned = 0;
        replay->unnamed_present = false;
        facts_set_unknown(&replay->facts, FACT_ROOM);
        replay->clocks[CLOCK_left] = (homevisit_moment){true, event->at};
    } else {
        for (uint32_t i = 0; i < value->ids->count; i++) {
            goes(replay, value->ids->items[i]);
            ids_add(&replay->left_since, value->ids->items[i]);
        }
    }
    count_present(replay);
}

/* ---- what is said ------------------------------------------------------------------------------------------------ */

static void add_role(struct role_list *roles, homevisit_word role)
{
    for (size_t i = 0; i < roles->count; i++)
        if (roles->items[i] == role)
            return;
    if (roles->count < FACT_ROLES_LIMIT)
        roles->items[roles->count++] = role;
}

static void fold_authorised(struct fact_store *facts, const struct visit_event *event)
{
    const union attribute_value *lone = event_value(event, HOMEVISIT_ATTRIBUTE_lone);
    homevisit_word role = event_value(event, HOMEVISIT_ATTRIBUTE_role)->word;
    facts_set_boolean(facts, FACT_AUTHORISATION_GIVEN, true);
    add_role(&facts->roles, role);
    facts_touch(facts, FACT_AUTHORISATION_ROLES);
    if (lone && lone->boolean) {
        add_role(&facts->lone_roles, role);
        facts_touch(facts, FACT_AUTHORISATION_LONE_ROLES);
    }
}

/* The latest assessment counts as a whole: what it leaves out is unknown again. */
static void fold_risk(struct fact_store *facts, const struct visit_event *event)
{
    const homevisit_attribute_info *info;
    facts_set_boolean(facts, FACT_RISK_ASSESSED, true);
    for (info = homevisit_event_attribute(HOMEVISIT_WORD_risk_assessed, 0); info != NULL;
         info = event_attribute_after(info))
        facts_set_from_attribute(facts, FACT_RISK_BASE + (unsigned)info->name, info->type,
                                 event_value(event, info->name));
}

static void declare(struct fact_store *facts, unsigned fact, const struct declared_value *said)
{
    switch (said->type) {
    case HOMEVISIT_TYPE_BOOLEAN: facts_set_boolean(facts, fact, said->value.integer != 0); break;
    case HOMEVISIT_TYPE_INTEGER: facts_set_integer(facts, fact, said->value.integer); break;
    default: facts_set_text(facts, fact, said->value.text); break; /* never empty: that counts as missing */
    }
}

static void fold_declared(struct replay *replay, const struct visit_event *event)
{
    const struct facts_value *said = event_value(event, HOMEVISIT_ATTRIBUTE_facts)->facts;
    for (uint32_t i = 0; i < said->count; i++) {
        const struct declared_value *item = &said->items[i];
        if (item->item != HOMEVISIT_WORD_none) {
            declare(&replay->facts, FACT_DECLARED_BASE + (unsigned)item->item, item);
            continue;
        }
        const size_t place = policy_find_own_fact(replay->policy, item->name);
        if (place != SIZE_MAX)
            declare(&replay->facts, FACT_STATIC_COUNT + (unsigned)place, item);
    }
}

static void fold_reported(struct replay *replay, const struct visit_event *event)
{
    const homevisit_policy *policy = replay->policy;
    homevisit_word to = event_value(event, HOMEVISIT_ATTRIBUTE_to)->word;
    homevisit_word about = event_value(event, HOMEVISIT_ATTRIBUTE_about)->word;
    const union attribute_value *written = event_value(event, HOMEVISIT_ATTRIBUTE_written);
    for (size_t i = 0; i < policy->told.count; i++) {
        const uint32_t place = policy->told.items[i];
        const struct own_fact *own = &policy->own_facts[place];
        if (own->topic != about)
            continue;
        if (own->kind == OWN_TOLD_ANYONE ? to != HOMEVISIT_WORD_social_care
                                         : own->to == to && (own->kind == OWN_TOLD || (written && written->boolean)))
            facts_set_boolean(&replay->facts, FACT_STATIC_COUNT + place, true);
    }
}

/* ---- danger ------------------------------------------------------------------------------------------------------ */

static void fold_danger_any(struct fact_store *facts)
{
    bool any_true = false, any_unknown = false;
    for (int word = 1; word < HOMEVISIT_WORD_COUNT; word++) {
        if (!(word_vocabularies((homevisit_word)word) & IN(CONCERN)))
            continue;
        any_true |= fact_true(facts, FACT_DANGER_BASE + (unsigned)word);
        any_unknown |= !fact_known(facts, FACT_DANGER_BASE + (unsigned)word);
    }
    if (any_unknown && !any_true)
        facts_set_unknown(facts, FACT_DANGER_ANY);
    else
        facts_set_boolean(facts, FACT_DANGER_ANY, any_true);
}

static void fold_concern(struct fact_store *facts, const struct visit_event *event)
{
    homevisit_word kind = event_value(event, HOMEVISIT_ATTRIBUTE_kind)->word;
    const union attribute_value *danger = event_value(event, HOMEVISIT_ATTRIBUTE_immediate_danger);
    unsigned fact = FACT_DANGER_BASE + (unsigned)kind;
    if (event->event == HOMEVISIT_WORD_concern_cleared) {
        facts_set_boolean(facts, FACT_CONCERN_BASE + (unsigned)kind, false);
        facts_set_boolean(facts, fact, false);
        if (kind == HOMEVISIT_WORD_personal_safety)
            facts_set_boolean(facts, FACT_THREATENED, false);
    } else {
        facts_set_boolean(facts, FACT_CONCERN_BASE + (unsigned)kind, true);
        if (danger && danger->boolean)
            facts_set_boolean(facts, fact, true);
        else if (!danger && !fact_true(facts, fact))
            facts_set_unknown(facts,
                              fact); /* one that leaves it open; a later one that says no does not answer for it */
    }
    fold_danger_any(facts);
}

/* ---- parents, animals, calls ------------------------------------------------------------------------------------- */

static void fold_parents(struct fact_store *facts, const struct visit_event *event)
{
    const union attribute_value *answered = event_value(event, HOMEVISIT_ATTRIBUTE_answered);
    switch (event->event) {
    case HOMEVISIT_WORD_contact_attempted:
        facts_increase(facts, FACT_CONTACT_ATTEMPTS_TOTAL);
        if (answered->boolean)
            facts_set_boolean(facts, FACT_PARENTS_REACHED, true);
        else
            facts_increase(facts, FACT_CONTACT_ATTEMPTS_FAILED);
        break;
    case HOMEVISIT_WORD_appointment_made:
    case HOMEVISIT_WORD_appointment_changed:
        facts_set_boolean(facts, FACT_APPOINTMENT_MADE, true);
        facts_set_boolean(facts, FACT_PARENTS_INFORMED, true);
        facts_set_boolean(facts, FACT_PARENTS_REACHED, true);
        break;
    case HOMEVISIT_WORD_parents_informed:
        facts_set_boolean(facts, FACT_PARENTS_INFORMED, true);
        facts_set_boolean(facts, FACT_PARENTS_REACHED, true);
        break;
    case HOMEVISIT_WORD_late_notice: facts_set_boolean(facts, FACT_PARENTS_LATE_NOTICE, true); break;
    case HOMEVISIT_WORD_parent_arrived: facts_set_boolean(facts, FACT_PARENTS_PRESENT, true); break;
    case HOMEVISIT_WORD_parent_left: facts_set_boolean(facts, FACT_PARENTS_PRESENT, false); break;
    case HOMEVISIT_WORD_knocked:
        if (!answered->boolean)
            facts_set_boolean(facts, FACT_PARENTS_PRESENT, false);
        break;
    case HOMEVISIT_WORD_spoke:
        if (event_value(event, HOMEVISIT_ATTRIBUTE_person)->word == HOMEVISIT_WORD_parent) {
            facts_set_boolean(facts, FACT_PARENTS_SPOKEN_TO, true);
            facts_set_boolean(facts, FACT_PARENTS_REACHED, true);
            facts_set_boolean(facts, FACT_PARENTS_PRESENT, true);
        }
        break;
    default: break;
    }
}

static void fold_animal_seen(struct fact_store *facts, const struct visit_event *event)
{
    facts_set_boolean(facts, FACT_ANIMALS_SEEN, true);
    if (event_value(event, HOMEVISIT_ATTRIBUTE_dangerous)->boolean) {
        facts_set_boolean(facts, FACT_ANIMALS_DANGEROUS, true);
        facts_set_unknown(facts, FACT_ANIMALS_SEPARATED);
    }
}

static void fold_invitation(struct fact_store *facts, const struct visit_event *event)
{
    facts_set_boolean(facts, FACT_INVITATION_GIVEN, true);
    facts_set_from_attribute(facts, FACT_INVITATION_PERSON, HOMEVISIT_TYPE_NAME,
                             event_value(event, HOMEVISIT_ATTRIBUTE_person));
    facts_set_from_attribute(facts, FACT_INVITATION_SUPERVISED, HOMEVISIT_TYPE_BOOLEAN,
                             event_value(event, HOMEVISIT_ATTRIBUTE_supervised));
}

bool event_is_contact(const struct visit_event *event)
{
    switch (event->event) {
    case HOMEVISIT_WORD_checked_in:
    case HOMEVISIT_WORD_located:
    case HOMEVISIT_WORD_returned: return true;
    case HOMEVISIT_WORD_staff_called:
        return event_value(event, HOMEVISIT_ATTRIBUTE_result)->word == HOMEVISIT_WORD_spoke;
    default: return false;
    }
}

/* 64 bits of a plane from the fact `first` on, those of facts that there are not as they come. */
static uint64_t bits_from(const uint64_t *plane, unsigned first)
{
    const unsigned word = first / 64, shift = first % 64;
    return shift ? plane[word] >> shift | plane[word + 1] << (64 - shift) : plane[word];
}

/* There was contact since all that has happened; of most events it was there before. Both families know each member. */
static void fold_contacted_since(struct fact_store *facts)
{
    for (unsigned first = 1; first <= EVENT_COUNT; first += 64) {
        const unsigned left = (unsigned)EVENT_COUNT - first + 1;
        uint64_t bits = bits_from(facts->is_true, FACT_HAPPENED_BASE + first) &
                        ~bits_from(facts->is_true, FACT_CONTACTED_SINCE_BASE + first);
        if (left < 64)
            bits &= (UINT64_C(1) << left) - 1;
        for (; bits; bits &= bits - 1)
            facts_change_boolean(facts, FACT_CONTACTED_SINCE_BASE + first + (unsigned)__builtin_ctzll(bits), true);
    }
}

static void fold_contact(struct replay *replay, const struct visit_event *event)
{
    struct fact_store *facts = &replay->facts;
    if (event_is_contact(event)) {
        facts_set_integer(facts, FACT_CALLS_UNANSWERED, 0);
        replay->escalated = false;
        fold_contacted_since(facts);
        if (replay->clocks[CLOCK_departed].known)
            replay->clocks[CLOCK_last_contact] = (homevisit_moment){true, event->at};
    } else if (event->event == HOMEVISIT_WORD_staff_called) {
        facts_increase(facts, FACT_CALLS_UNANSWERED);
    } else if (event->event == HOMEVISIT_WORD_senior_sent ||
               (event->event == HOMEVISIT_WORD_emergency_called &&
                event_value(event, HOMEVISIT_ATTRIBUTE_service)->word == HOMEVISIT_WORD_police)) {
        replay->escalated = true;
    }
}

/* ---- the clocks that are the time of an event -------------------------------------------------------------------- */

static void fold_clocks(struct replay *replay, const struct visit_event *event)
{
    homevisit_moment now = {true, event->at};
    switch (event->event) {
    case HOMEVISIT_WORD_departed:
        replay->clocks[CLOCK_departed] = now;
        replay->clocks[CLOCK_last_contact] = now;
        break;
    case HOMEVISIT_WORD_entered: replay->clocks[CLOCK_entered] = now; break;
    case HOMEVISIT_WORD_cancelled: replay->clocks[CLOCK_cancelled] = now; break;
    case HOMEVISIT_WORD_returned: replay->clocks[CLOCK_returned] = now; break;
    case HOMEVISIT_WORD_appointment_made:
    case HOMEVISIT_WORD_appointment_changed:
        replay->clocks[CLOCK_appointment] =
            (homevisit_moment){true, event_value(event, HOMEVISIT_ATTRIBUTE_for)->integer};
        break;
    default: break;
    }
}

/* ---- all together ------------------------------------------------------------------------------------------------ */

/* What an event says beyond having happened. */
static void fold_meaning(struct replay *replay, const struct visit_event *event, bool all_left)
{
    struct fact_store *facts = &replay->facts;
    const union attribute_value *value;
    switch (event->event) {
    case HOMEVISIT_WORD_planned:
    case HOMEVISIT_WORD_replanned: fold_plan(replay, event); break;
    case HOMEVISIT_WORD_risk_assessed: fold_risk(facts, event); break;
    case HOMEVISIT_WORD_authorised: fold_authorised(facts, event); break;
    case HOMEVISIT_WORD_code_word_agreed:
        facts_set_boolean(facts, FACT_CODE_WORD_AGREED, true);
        facts_set_from_attribute(facts, FACT_CODE_WORD_RECORDED, HOMEVISIT_TYPE_BOOLEAN,
                                 event_value(event, HOMEVISIT_ATTRIBUTE_recorded));
        break;
    case HOMEVISIT_WORD_declared: fold_declared(replay, event); break;
    case HOMEVISIT_WORD_reported: fold_reported(replay, event); break;
    case HOMEVISIT_WORD_concern_raised:
    case HOMEVISIT_WORD_concern_cleared: fold_concern(facts, event); break;
    case HOMEVISIT_WORD_threatened: facts_set_boolean(facts, FACT_THREATENED, true); break;
    case HOMEVISIT_WORD_code_word_used: facts_set_boolean(facts, FACT_DURESS, true); break;
    case HOMEVISIT_WORD_located:
        facts_set_boolean(facts, FACT_THREATENED, false);
        facts_set_boolean(facts, FACT_DURESS, false);
        break;
    case HOMEVISIT_WORD_arrived: fold_arrived(replay, event); break;
    case HOMEVISIT_WORD_left: fold_left(replay, event, all_left); break;
    case HOMEVISIT_WORD_invited_in: fold_invitation(facts, event); break;
    case HOMEVISIT_WORD_moved:
        facts_set_word(facts, FACT_ROOM, event_value(event, HOMEVISIT_ATTRIBUTE_room)->word);
        break;
    case HOMEVISIT_WORD_child_seen: facts_set_boolean(facts, FACT_CHILD_SEEN, true); break;
    case HOMEVISIT_WORD_animal_seen: fold_animal_seen(facts, event); break;
    case HOMEVISIT_WORD_animal_separated:
    case HOMEVISIT_WORD_animal_not_separated:
        facts_set_boolean(facts, FACT_ANIMALS_SEPARATED, event->event == HOMEVISIT_WORD_animal_separated);
        break;
    case HOMEVISIT_WORD_logged:
        value = event_value(event, HOMEVISIT_ATTRIBUTE_system);
        facts_set_boolean(facts, FACT_LOGGED_BASE + (unsigned)value->word, true);
        break;
    case HOMEVISIT_WORD_referred:
        value = event_value(event, HOMEVISIT_ATTRIBUTE_to);
        facts_set_boolean(facts, FACT_REFERRED_BASE + (unsigned)value->word, true);
        break;
    default: fold_parents(facts, event); break;
    }
}

void facts_fold(struct replay *replay, const struct visit_event *event, bool all_left)
{
    fold_meaning(replay, event, all_left);
    fold_contact(replay, event);
    fold_clocks(replay, event);
    if (event->event != HOMEVISIT_WORD_left || all_left) {
        facts_set_boolean(&replay->facts, FACT_HAPPENED_BASE + event->event, true);
        facts_set_boolean(&replay->facts, FACT_CONTACTED_SINCE_BASE + event->event, false);
    }
    facts_set_word(&replay->facts, FACT_PHASE, replay->phase);
    facts_set_word(&replay->facts, FACT_PLACE, replay->place);
}
