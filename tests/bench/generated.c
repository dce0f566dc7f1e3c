/* Whole visits, made up event by event from a seed: most as they should be, some with what a policy has to find. */
#include "generated.h"

#include <homevisit/homevisit.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

/* The record as it grows, and the clock of its visit. */
struct record {
    char *out;
    size_t length, last;
    int64_t at;
    uint32_t random;
};

static uint32_t next(struct record *r)
{
    r->random ^= r->random << 13;
    r->random ^= r->random >> 17;
    r->random ^= r->random << 5;
    return r->random;
}

static bool chance(struct record *r, unsigned percent)
{
    return next(r) % 100 < percent;
}

static const char *yes(struct record *r, unsigned percent)
{
    return chance(r, percent) ? "true" : "false";
}

static void put(struct record *r, const char *text)
{
    const size_t length = strlen(text);
    if (r->length + length < GENERATED_SIZE)
        memcpy(r->out + r->length, text, length);
    r->length += length;
}
#define PUT(...)                                                                                                       \
    r->length +=                                                                                                       \
        (size_t)snprintf(r->out + r->length, r->length < GENERATED_SIZE ? GENERATED_SIZE - r->length : 0, __VA_ARGS__)

/* Begins an event `minutes` after the one before. */
static void begin(struct record *r, int minutes, const char *event)
{
    char at[21];
    r->at += (int64_t)minutes * 60 + next(r) % 60;
    homevisit_time_write(r->at, at);
    r->last = r->length;
    put(r, r->out[r->length - 1] == '[' ? "{\"at\":\"" : ",{\"at\":\"");
    put(r, at);
    put(r, "\",\"event\":\"");
    put(r, event);
    put(r, "\"");
}

/* An event all of whose attributes are said in `attributes`. */
static void add(struct record *r, int minutes, const char *event, const char *attributes)
{
    begin(r, minutes, event);
    put(r, attributes);
    put(r, "}");
}

static void add_plan(struct record *r, int staff)
{
    static const char *const reasons[] = {"attendance_support", "attendance_concern", "absence_no_contact",
                                          "safeguarding", "meeting_at_home"};
    static const char *const roles[] = {"family_support_worker", "attendance_lead", "teacher", "dsl"};
    char start[21];
    homevisit_time_write(r->at + 3600 * 24, start);
    begin(r, 5, "planned");
    PUT(",\"reason\":\"%s\",\"staff\":[", reasons[next(r) % 5]);
    for (int i = 0; i < staff; i++)
        PUT("%s{\"id\":\"S-%u\",\"role\":\"%s\",\"trained\":%s}", i ? "," : "",
            100 * ((unsigned)i + 1) + (unsigned)(next(r) % 99), roles[next(r) % 4], yes(r, 95));
    PUT("],\"entry\":true,\"first_visit\":%s,\"emergency\":%s,\"necessary\":true,\"expected_start\":\"%s\",\"vehicle\":"
        "%s,"
        "\"days_absent\":%u,\"concerns\":%s,\"sensitive\":false}",
        yes(r, 40), yes(r, 3), start, yes(r, 70), (unsigned)(next(r) % 20), yes(r, 20));
}

static void add_preparation(struct record *r)
{
    static const char *const levels[] = {"low", "low", "medium", "high"};
    begin(r, 20, "risk_assessed");
    PUT(",\"written\":%s,\"level\":\"%s\",\"family_known\":%s,\"aggression\":%s,\"animals\":%s,\"access\":false}",
        yes(r, 90), levels[next(r) % 4], yes(r, 60), yes(r, 8), yes(r, 15));
    if (chance(r, 97))
        add(r, 30, "authorised", chance(r, 80) ? ",\"role\":\"headteacher\"" : ",\"role\":\"deputy_headteacher\"");
    if (chance(r, 80))
        add(r, 60, "parents_informed", ",\"method\":\"phone\"");
    begin(r, 24 * 60 - 150, "declared");
    PUT(",\"facts\":{\"policy_read\":true,\"phone_carried\":true,\"phone_charged\":%s,\"id_carried\":%s,\"id_"
        "displayed\":true,"
        "\"dressed_appropriately\":true,\"valuables_safe\":true,\"signed_out\":%s,\"backup_at_school\":%s,"
        "\"vehicle_insured\":true,\"phone_number_held\":true}}",
        yes(r, 97), yes(r, 97), yes(r, 95), yes(r, 85));
    add(r, 2, "reported", ",\"to\":\"office\",\"about\":\"destination\"");
    add(r, 1, "reported", ",\"to\":\"office\",\"about\":\"expected_times\"");
    add(r, 1, "logged", ",\"system\":\"office\"");
}

/* Either they get in, or nobody answers. */
static void add_home(struct record *r)
{
    add(r, 5, "departed", "");
    add(r, 15, "arrived", "");
    add(r, 1, "checked_in", ",\"with\":\"office\"");
    if (chance(r, 20)) {
        add(r, 2, "knocked", ",\"answered\":false");
        add(r, 10, "knocked", ",\"answered\":false");
        add(r, 2, "left", ",\"returning\":true");
        return;
    }
    add(r, 2, "knocked", ",\"answered\":true");
    add(r, 1, "declared", ",\"facts\":{\"introduced\":true,\"purpose_explained\":true}");
    add(r, 1, "invited_in",
        chance(r, 95) ? ",\"person\":\"parent\",\"supervised\":true" : ",\"person\":\"child\",\"supervised\":false");
    add(r, 1, "entered", "");
    begin(r, 1, "moved");
    PUT(",\"room\":\"%s\",\"parent_permission\":%s,\"child_unwell\":%s}", chance(r, 90) ? "shared" : "upstairs",
        yes(r, 80), yes(r, 20));
    add(r, 2, "spoke", ",\"person\":\"parent\",\"parental_responsibility\":true,\"topic\":\"purpose\"");
    add(r, 10, "child_seen", "");
    if (chance(r, 10))
        add(r, 5, "concern_raised", ",\"kind\":\"personal_safety\"");
    add(r, chance(r, 90) ? 15 : 70, "left", ",\"returning\":true");
}

static void add_return(struct record *r)
{
    add(r, 2, "checked_in", ",\"with\":\"office\"");
    add(r, 18, "returned", "");
    if (chance(r, 90))
        add(r, 10, "reported", ",\"to\":\"dsl\",\"about\":\"visit\",\"written\":true");
    add(r, 15, "form_completed",
        ",\"fields\":[\"visitor\",\"job_role\",\"student\",\"reason\",\"date\",\"time\",\"comments\",\"staff_"
        "signature\","
        "\"authorised_by\",\"follow_up\"],\"stored\":true");
    if (chance(r, 90))
        add(r, 10, "logged", ",\"system\":\"cpoms\"");
    if (chance(r, 85))
        add(r, 15, "debriefed", ",\"with\":\"dsl\"");
    add(r, 120, "followed_up", "");
    add(r, 5, "closed", "");
}

size_t generated_visit(uint32_t number, char out[GENERATED_SIZE], size_t *last)
{
    struct record record = {.out = out, .random = (GENERATED_SEED + number) * 2654435761u + 1}, *r = &record;
    next(r);
    /* A school day of 2026 at about nine. */
    r->at = 1767603600 + (int64_t)(next(r) % 300) * 86400 + next(r) % 3600;
    PUT("{\"format\":\"homevisit-visit/1\",\"id\":\"S%03u-%07u\",\"events\":[", (unsigned)(next(r) % 500),
        (unsigned)number);
    add(r, 0, "contact_attempted",
        chance(r, 50) ? ",\"method\":\"phone\",\"answered\":false" : ",\"method\":\"text\",\"answered\":false");
    add_plan(r, chance(r, 20) ? 1 : 2);
    add_preparation(r);
    add_home(r);
    add_return(r);
    put(r, "]}");
    if (r->length < GENERATED_SIZE)
        out[r->length] = '\0';
    *last = r->last;
    return r->length;
}
