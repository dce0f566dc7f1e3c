/* Seeded facts, the record that says them, and the 24 rules written by hand: what the library is measured against. */
#include "facts.h"

#include <stdio.h>
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

void facts_make(struct facts *f, uint32_t seed)
{
    uint32_t state = seed * 2654435761u + 12345u;
    memset(f, 0, sizeof *f);
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
}

/* ---- the same as text -------------------------------------------------------------------------------------------- */

static const char *const roles[] = {"dsl",     "attendance_officer", "senior_leader",
                                    "teacher", "teaching_assistant", "pastoral_lead"};
static const char *const authorisers[] = {"headteacher", "deputy_headteacher", "dsl", "teacher"};
static const char *const reasons[] = {"attendance_concern", "absence_no_contact", "safeguarding", "meeting_at_home",
                                      "school_work"};
static const char *const rooms[] = {"shared", "upstairs", "bedroom"};
static const char *const levels[] = {"low", "medium", "high"};

static const char *yes(bool value)
{
    return value ? "true" : "false";
}

/* Puts a piece behind what is there. */
#define PUT(...) length += (size_t)snprintf(out + length, size > length ? size - length : 0, __VA_ARGS__)
#define AT "{\"at\":\"2026-03-02T06:%02d:00Z\",\"event\":"

static size_t put_staff(const struct facts *f, char *out, size_t size, bool ids)
{
    size_t length = 0;
    for (int i = 0; i < f->staff_count; i++)
        PUT("%s{%s\"role\":\"%s\",\"trained\":%s}", i ? "," : "",
            ids ? (i == 0   ? "\"id\":\"S-1\","
                   : i == 1 ? "\"id\":\"S-2\","
                            : "\"id\":\"S-3\",")
                : "",
            roles[f->staff[i].role], yes(f->staff[i].trained));
    return length;
}

size_t facts_record(const struct facts *f, char *out, size_t size)
{
    size_t length = 0;
    int minute = 0;
    PUT("{\"format\":\"homevisit-visit/1\",\"id\":\"V\",\"events\":[");
    PUT(AT "\"planned\",\"reason\":\"%s\",\"first_visit\":%s,\"emergency\":%s,\"staff\":[", minute++,
        reasons[f->reason], yes(f->first_visit), yes(f->emergency));
    length += put_staff(f, out + length, size - length, true);
    PUT("]}," AT "\"risk_assessed\",\"level\":\"%s\",\"aggression\":%s,\"animals\":%s}", minute, levels[f->level],
        yes(f->aggression), yes(f->animals));
    minute++;
    if (f->authorised_by != NOBODY)
        PUT("," AT "\"authorised\",\"role\":\"%s\"}", minute++, authorisers[f->authorised_by]);
    if (f->appointment)
        PUT("," AT "\"appointment_made\",\"for\":\"2026-03-02T07:00:00Z\"}", minute++);
    else if (f->informed)
        PUT("," AT "\"parents_informed\"}", minute++);
    PUT("," AT "\"departed\"}", minute++);
    PUT("," AT "\"arrived\"}", minute++);
    PUT("," AT "\"invited_in\",\"person\":\"%s\"}", minute++, f->child_invites ? "child" : "responsible_adult");
    PUT("," AT "\"%s\"}", minute++, f->parent_present ? "parent_arrived" : "parent_left");
    if (f->unsafe)
        PUT("," AT "\"concern_raised\",\"kind\":\"personal_safety\"}", minute++);
    if (f->separated_said)
        PUT("," AT "\"%s\"}", minute++, f->separated ? "animal_separated" : "animal_not_separated");
    if (f->emergency_called)
        PUT("," AT "\"emergency_called\",\"service\":\"ambulance\"}", minute++);
    PUT("," AT "\"declared\",\"facts\":{\"phone_charged\":%s,\"id_carried\":%s,\"backup_at_school\":%s,\"x.enters\":%s,"
        "\"x.authoriser_goes\":%s,",
        minute++, yes(f->phone_charged), yes(f->id_carried), yes(f->backup), yes(f->enters), yes(f->authoriser_goes));
    if (f->late_said)
        PUT("\"x.notified_late\":%s,", yes(f->late));
    PUT("\"x.minutes_waiting\":%d,\"x.minutes_since_check_in\":%d,\"x.found_alone\":%s,\"x.age\":%d,\"x.risk_paper\":%"
        "s}},",
        f->minutes_waiting, f->since_check_in, yes(f->found_alone), f->age, yes(f->risk_paper));
    PUT(AT "\"entered\"}]}", minute);
    return length;
}

size_t facts_object(const struct facts *f, char *out, size_t size)
{
    size_t length = 0;
    PUT("{\"plan\":{\"reason\":\"%s\",\"first_visit\":%s,\"emergency\":%s},\"staff\":[", reasons[f->reason],
        yes(f->first_visit), yes(f->emergency));
    length += put_staff(f, out + length, size - length, false);
    PUT("],\"staff.count\":%d,\"authorisation\":{\"roles\":[", f->staff_count);
    if (f->authorised_by != NOBODY)
        PUT("\"%s\"", authorisers[f->authorised_by]);
    PUT("]},\"risk\":{\"level\":\"%s\",\"aggression\":%s,\"animals\":%s},\"appointment\":{\"made\":%s},",
        levels[f->level], yes(f->aggression), yes(f->animals), yes(f->appointment));
    PUT("\"parents\":{\"informed\":%s,\"present\":%s},\"invitation\":{\"person\":\"%s\"},", yes(f->informed),
        yes(f->parent_present), f->child_invites ? "child" : "responsible_adult");
    PUT("\"concern\":{\"personal_safety\":%s},\"happened\":{\"emergency_called\":%s},", yes(f->unsafe),
        yes(f->emergency_called));
    if (f->separated_said)
        PUT("\"animals\":{\"separated\":%s},", yes(f->separated));
    PUT("\"declared\":{\"phone_charged\":%s,\"id_carried\":%s,\"backup_at_school\":%s},", yes(f->phone_charged),
        yes(f->id_carried), yes(f->backup));
    PUT("\"event\":{\"room\":\"%s\",\"parent_permission\":%s,\"child_unwell\":%s},\"time\":{\"minute\":%d},",
        rooms[f->room], yes(f->permission), yes(f->unwell), f->minute);
    PUT("\"x\":{\"enters\":%s,\"authoriser_goes\":%s,", yes(f->enters), yes(f->authoriser_goes));
    if (f->late_said)
        PUT("\"notified_late\":%s,", yes(f->late));
    PUT("\"minutes_waiting\":%d,\"minutes_since_check_in\":%d,\"found_alone\":%s,\"age\":%d,\"risk_paper\":%s},",
        f->minutes_waiting, f->since_check_in, yes(f->found_alone), f->age, yes(f->risk_paper));
    PUT("\"fired\":%u}", (unsigned)facts_decide(f));
    return length;
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
