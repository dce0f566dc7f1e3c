/* The facts as text: the record and event that libhomevisit reads, the document that other engines read, the answer. */
#include "facts.h"

#include <stdio.h>

static const char *const roles[] = {"dsl",     "attendance_officer", "senior_leader",
                                    "teacher", "teaching_assistant", "pastoral_lead"};
static const char *const authorisers[] = {"headteacher", "deputy_headteacher", "dsl", "teacher"};
static const char *const reasons[] = {"attendance_concern", "absence_no_contact", "safeguarding", "meeting_at_home",
                                      "school_work"};
static const char *const rooms[] = {"shared", "upstairs", "bedroom"};
static const char *const levels[] = {"low", "medium", "high"};
static const char *const notes[] = {
    "Two calls and a text were made before half past nine; none was answered.",
    "The gate at the side is kept locked, please use the front door only.",
    "A sibling goes to the primary school across the road and is fetched at 15:15.",
    "The last visit in November passed without incident.",
};

static const char *yes(bool value)
{
    return value ? "true" : "false";
}

/* Puts a piece behind what is there. */
#define PUT(...) length += (size_t)snprintf(out + length, size > length ? size - length : 0, __VA_ARGS__)
#define AT "{\"at\":\"2026-03-02T06:%02d:00Z\",\"event\":"

/* ---- for the library --------------------------------------------------------------------------------------------- */

static size_t put_before_departure(const struct facts *f, char *out, size_t size, int *minute)
{
    size_t length = 0;
    PUT(AT "\"planned\",\"reason\":\"%s\",\"first_visit\":%s,\"emergency\":%s,\"staff\":[", (*minute)++,
        reasons[f->reason], yes(f->first_visit), yes(f->emergency));
    for (int i = 0; i < f->staff_count; i++)
        PUT("%s{\"id\":\"S-%d\",\"role\":\"%s\",\"trained\":%s}", i ? "," : "", 101 + i, roles[f->staff[i].role],
            yes(f->staff[i].trained));
    PUT("]}," AT "\"risk_assessed\",\"level\":\"%s\",\"aggression\":%s,\"animals\":%s}", (*minute)++, levels[f->level],
        yes(f->aggression), yes(f->animals));
    if (f->authorised_by != NOBODY)
        PUT("," AT "\"authorised\",\"role\":\"%s\"}", (*minute)++, authorisers[f->authorised_by]);
    if (f->appointment)
        PUT("," AT "\"appointment_made\",\"for\":\"2026-03-02T07:00:00Z\"}", (*minute)++);
    else if (f->informed)
        PUT("," AT "\"parents_informed\"}", (*minute)++);
    return length;
}

static size_t put_at_the_door(const struct facts *f, char *out, size_t size, int *minute)
{
    size_t length = 0;
    PUT("," AT "\"departed\"}", (*minute)++);
    PUT("," AT "\"arrived\"}", (*minute)++);
    PUT("," AT "\"invited_in\",\"person\":\"%s\"}", (*minute)++, f->child_invites ? "child" : "responsible_adult");
    PUT("," AT "\"%s\"}", (*minute)++, f->parent_present ? "parent_arrived" : "parent_left");
    if (f->unsafe)
        PUT("," AT "\"concern_raised\",\"kind\":\"personal_safety\"}", (*minute)++);
    if (f->separated_said)
        PUT("," AT "\"%s\"}", (*minute)++, f->separated ? "animal_separated" : "animal_not_separated");
    if (f->emergency_called)
        PUT("," AT "\"emergency_called\",\"service\":\"ambulance\"}", (*minute)++);
    return length;
}

size_t facts_record(const struct facts *f, char *out, size_t size)
{
    size_t length = 0;
    int minute = 0;
    PUT("{\"format\":\"homevisit-visit/1\",\"id\":\"HV-%06u\",\"events\":[", (unsigned)f->number);
    length += put_before_departure(f, out + length, size - length, &minute);
    length += put_at_the_door(f, out + length, size - length, &minute);
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

size_t facts_event(const struct facts *f, char *out, size_t size)
{
    size_t length = 0;
    PUT("{\"at\":\"2026-03-02T%02d:%02d:00Z\",\"event\":\"moved\",\"room\":\"%s\",\"parent_permission\":%s,"
        "\"child_unwell\":%s}",
        f->minute / 60, f->minute % 60, rooms[f->room], yes(f->permission), yes(f->unwell));
    return length;
}

/* ---- for the other engines ----------------------------------------------------------------------------------------- */

static size_t put_office(const struct facts *f, char *out, size_t size)
{
    const unsigned n = f->number;
    size_t length = 0;
    PUT("{\"schema\":\"facts/1\",\"visit\":{\"id\":\"HV-%06u\",\"school\":\"SCH-%u\",\"pupil\":\"P-%u\",", n,
        100 + n % 60, 10000 + n * 7919 % 90000);
    PUT("\"requested_at\":\"2026-03-02T06:00:00Z\",\"address\":{\"line\":\"%u Mill Lane\",\"town\":\"Eastport\","
        "\"postcode\":\"EP%u 3QX\"}},\"notes\":[\"%s\",\"%s\",\"%s\"],",
        1 + n % 180, 1 + n % 9, notes[n % 4], notes[(n + 1) % 4], notes[(n + 2) % 4]);
    PUT("\"staff\":[");
    for (int i = 0; i < f->staff_count; i++)
        PUT("%s{\"id\":\"S-%d\",\"name\":\"Member of staff %c\",\"role\":\"%s\",\"trained\":%s,\"check\":\"00%u\","
            "\"phone\":\"+4479%08u\"}",
            i ? "," : "", 101 + i, 'A' + i, roles[f->staff[i].role], yes(f->staff[i].trained), 1000000000 + n * 101,
            n * 7919 % 100000000);
    PUT("],\"staff_count\":%d,", f->staff_count);
    return length;
}

static size_t put_plan(const struct facts *f, char *out, size_t size)
{
    size_t length = 0;
    PUT("\"plan\":{\"reason\":\"%s\",\"first_visit\":%s,\"emergency\":%s},\"authorisation\":{\"roles\":[",
        reasons[f->reason], yes(f->first_visit), yes(f->emergency));
    if (f->authorised_by != NOBODY)
        PUT("\"%s\"", authorisers[f->authorised_by]);
    PUT("]},\"risk\":{\"level\":\"%s\",\"aggression\":%s,\"animals\":%s},\"appointment\":{\"made\":%s},",
        levels[f->level], yes(f->aggression), yes(f->animals), yes(f->appointment));
    return length;
}

size_t facts_document(const struct facts *f, char *out, size_t size)
{
    size_t length = put_office(f, out, size);
    length += put_plan(f, out + length, size - length);
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
    PUT("\"minutes_waiting\":%d,\"minutes_since_check_in\":%d,\"found_alone\":%s,\"age\":%d,\"risk_paper\":%s}}",
        f->minutes_waiting, f->since_check_in, yes(f->found_alone), f->age, yes(f->risk_paper));
    return length;
}

size_t facts_answer(uint32_t number, uint32_t fired, char *out, size_t size)
{
    size_t length = 0;
    const char *between = "";
    PUT("{\"visit\":\"HV-%06u\",\"fired\":[", (unsigned)number);
    for (int rule = 1; rule <= 24; rule++) {
        if (!(fired >> (rule - 1) & 1))
            continue;
        PUT("%s\"R%02d\"", between, rule);
        between = ",";
    }
    PUT("]}");
    return length;
}
