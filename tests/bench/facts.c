/* Seeded facts, and the 24 rules written by hand: what the library is measured against. */
#include "facts.h"

#include <string.h>

static uint32_t next(uint32_t *state)
{
    *state ^= *state << 13;
    *state ^= *state >> 17;
    *state ^= *state << 5;
    return *state;
}

static bool chance(uint32_t *state, unsigned percent)
{
    return next(state) % 100 < percent;
}

static int between(uint32_t *state, int low, int high)
{
    return low + (int)(next(state) % (uint32_t)(high - low + 1));
}

/* Some visits stand right at the rules' limits, so that an engine that is off by one is found out. */
static void stand_at_limits(struct facts *f, uint32_t *state)
{
    static const int minutes[] = {479, 480, 1079, 1080, 1199, 1200}, waiting[] = {20, 21, 30, 31};
    static const int since[] = {59, 60, 119, 120}, ages[] = {11, 12};
    if (chance(state, 12))
        f->minute = minutes[between(state, 0, 5)];
    if (f->minutes_waiting > 0 && chance(state, 20))
        f->minutes_waiting = waiting[between(state, 0, 3)];
    if (chance(state, 12))
        f->since_check_in = since[between(state, 0, 3)];
    if (f->found_alone && chance(state, 50))
        f->age = ages[between(state, 0, 1)];
}

void facts_make(struct facts *f, uint32_t number)
{
    uint32_t state = (FACTS_SEED + number) * 2654435761u + 12345u;
    memset(f, 0, sizeof *f);
    f->number = number;
    f->enters = chance(&state, 80);
    f->first_visit = chance(&state, 35);
    f->emergency = chance(&state, 5);
    f->staff_count = chance(&state, 25) ? 1 : between(&state, 2, 3);
    for (int i = 0; i < f->staff_count; i++) {
        f->staff[i].role = (enum role)between(&state, DSL, PASTORAL_LEAD);
        f->staff[i].trained = chance(&state, 90);
    }
    f->authorised_by = (enum authoriser)(chance(&state, 88) ? between(&state, HEADTEACHER, AUTHORISER_DSL)
                                                            : between(&state, AUTHORISER_TEACHER, NOBODY));
    f->authoriser_goes = chance(&state, 7);
    f->reason = (enum reason)between(&state, ATTENDANCE, WORK);
    f->room = (enum room)(chance(&state, 80) ? SHARED : between(&state, UPSTAIRS, BEDROOM));
    f->level = (enum level)between(&state, LOW, HIGH);
    f->child_invites = chance(&state, 10);
    f->parent_present = chance(&state, 88);
    f->permission = chance(&state, 70);
    f->unwell = chance(&state, 20);
    f->unsafe = chance(&state, 5);
    f->aggression = chance(&state, 12);
    f->animals = chance(&state, 15);
    f->separated_said = f->animals;
    f->separated = chance(&state, 50);
    f->minutes_waiting = chance(&state, 60) ? 0 : between(&state, 1, 50);
    f->late_said = f->minutes_waiting > 0;
    f->late = chance(&state, 55);
    f->since_check_in = between(&state, 0, 200);
    f->minute = chance(&state, 80) ? between(&state, 480, 1079) : between(&state, 400, 1300);
    f->phone_charged = chance(&state, 95);
    f->id_carried = chance(&state, 96);
    f->backup = chance(&state, 85);
    f->appointment = chance(&state, 70);
    f->informed = f->appointment || chance(&state, 50);
    f->found_alone = chance(&state, 6);
    f->age = between(&state, 4, 17);
    f->emergency_called = chance(&state, 50);
    f->risk_paper = chance(&state, 60);
    stand_at_limits(f, &state);
}

/* ---- by hand ----------------------------------------------------------------------------------------------------- */

uint32_t facts_decide(const struct facts *f)
{
    const bool risky = f->aggression || f->animals || f->level == HIGH, few = f->staff_count < 2;
    const bool late = f->late_said && f->late;
    bool untrained = false, lead = false;
    uint32_t fired = 0;
    for (int i = 0; i < f->staff_count; i++) {
        untrained |= !f->staff[i].trained;
        lead |= f->staff[i].trained && f->staff[i].role <= SENIOR_LEADER;
    }
#define RULE(number, condition) fired |= (uint32_t)((condition) ? 1 : 0) << ((number)-1)
    RULE(1, f->enters && (f->first_visit || risky) && few);
    RULE(2, f->authorised_by > AUTHORISER_DSL);
    RULE(3, f->authoriser_goes);
    RULE(4, untrained);
    RULE(5, !lead);
    RULE(6, f->enters && f->child_invites);
    RULE(7, f->enters && !f->parent_present && !f->emergency);
    RULE(8, f->room == UPSTAIRS && !(f->permission && !few));
    RULE(9, f->room == BEDROOM && !(!few && f->unwell && f->permission));
    RULE(10, f->unsafe);
    RULE(11, f->animals && !(f->separated_said && f->separated));
    RULE(12, f->minutes_waiting > 20 && !late);
    RULE(13, f->minutes_waiting > 30 && late);
    RULE(14, f->minute >= 1080);
    RULE(15, !f->emergency && (f->minute < 480 || f->minute >= 1200));
    RULE(16, f->since_check_in >= 120);
    RULE(17, risky && f->since_check_in >= 60);
    RULE(18, !(f->phone_charged && f->id_carried));
    RULE(19, few && !f->backup);
    RULE(20, !f->appointment && !f->emergency && f->reason != WELFARE && f->reason != NO_CONTACT);
    RULE(21, !f->informed && f->reason != WELFARE);
    RULE(22, f->found_alone && f->age < 12);
    RULE(23, f->emergency && !f->emergency_called);
    RULE(24, f->aggression && !f->risk_paper);
    return fired;
}
