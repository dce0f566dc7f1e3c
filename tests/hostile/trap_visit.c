/* Traps for visits: events in every order, loaded and appended; ids built to collide; staff and facts without number. */
#include "trap.h"

#include "id_index.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
    EVENTS = 100000,
    MOVED = 40 /* bytes of an event in a record, which are moved where it makes room for another */
};

/* ---- springs ------------------------------------------------------------------------------------------------------- */

/* A text of any length, so that it is the events that are too many. */
static homevisit_code load_longer(struct bait *bait)
{
    homevisit_options options = meter_options();
    homevisit_visit *visit;
    homevisit_problems *problems;
    options.max_bytes = bait->text.length;
    const homevisit_code code = homevisit_visit_load(bait->text.data, bait->text.length, &options, &visit, &problems);
    homevisit_visit_free(visit);
    trap_problems(problems);
    return code;
}

static homevisit_code append(struct bait *bait)
{
    const homevisit_options options = meter_options();
    homevisit_visit *visit;
    homevisit_problems *problems = NULL;
    homevisit_code code = homevisit_visit_new("V", 1, &options, &visit);
    for (size_t i = 0; i < bait->event_count && code == HOMEVISIT_OK; i++) {
        code = homevisit_visit_append_event(visit, &bait->events[i], &problems);
        trap_problems(problems);
    }
    homevisit_visit_free(visit);
    return code;
}

/* ---- orders of time ------------------------------------------------------------------------------------------------ */

/* When the event of a number happens. */
typedef size_t (*moment)(size_t number, size_t count);

static size_t forwards(size_t number, size_t count)
{
    (void)count;
    return number;
}

static size_t backwards(size_t number, size_t count)
{
    return count - number;
}

static size_t at_once(size_t number, size_t count)
{
    (void)number, (void)count;
    return 0;
}

static size_t shuffled(size_t number, size_t count)
{
    return number * 7919 % count;
}

/* From both ends towards the middle. */
static size_t from_both_ends(size_t number, size_t count)
{
    return number % 2 == 0 ? number / 2 : count - number / 2;
}

/* The later half first, as a telephone may send it that found a signal late. */
static size_t later_half_first(size_t number, size_t count)
{
    return number < count / 2 ? count / 2 + number : number - count / 2;
}

static void lay_texts(struct bait *bait, moment order)
{
    put(&bait->text, VISIT_HEAD);
    for (size_t i = 0; i < bait->size; i++)
        put(&bait->text, "%s{\"at\":\"%s\",\"event\":\"knocked\",\"answered\":true}", i == 0 ? "" : ",",
            second(order(i, bait->size)));
    put(&bait->text, "]}");
}

static void lay_events(struct bait *bait, moment order)
{
    bait->event_count = bait->size;
    bait->events = calloc(bait->size, sizeof *bait->events);
    for (size_t i = 0; bait->events != NULL && i < bait->size; i++)
        bait->events[i] = (homevisit_event){.struct_size = sizeof(homevisit_event),
                                            .at = INT64_C(1772438400) + (int64_t)order(i, bait->size),
                                            .event = HOMEVISIT_WORD_child_seen};
}

#define ORDERS(X)                                                                                                      \
    X(forwards)                                                                                                        \
    X(backwards)                                                                                                       \
    X(at_once)                                                                                                         \
    X(shuffled)                                                                                                        \
    X(from_both_ends)                                                                                                  \
    X(later_half_first)
#define LAY(order)                                                                                                     \
    static void texts_##order(struct bait *bait)                                                                       \
    {                                                                                                                  \
        lay_texts(bait, order);                                                                                        \
    }                                                                                                                  \
    static void events_##order(struct bait *bait)                                                                      \
    {                                                                                                                  \
        lay_events(bait, order);                                                                                       \
    }
ORDERS(LAY)

/* ---- ids ----------------------------------------------------------------------------------------------------------- */

enum { ID_LENGTH = 16 };

/* One step of the index's digest (lib/id_index.c): what the first eight bytes of a text of sixteen come to. */
static uint64_t first_half(uint64_t part)
{
    const uint64_t digest = (ID_LENGTH ^ part) * UINT64_C(0x9E3779B97F4A7C15);
    return digest ^ digest >> 32;
}

static bool may_stand_in_text(uint64_t part)
{
    for (int i = 0; i < 8; i++, part >>= 8)
        if ((part & 0xff) < ' ' || (part & 0xff) > '~' || (part & 0xff) == '"' || (part & 0xff) == '\\')
            return false;
    return true;
}

/*
 * Ids of one digest, all 64 bits of it: the second half of each takes back what is particular to its first, so that all
 * come to the same. First halves are counted up until the second one can stand in a text.
 */
static void make_ids(struct bait *bait)
{
    static const char digits[] = "abcdefghijklmnopqrstuvwxyz012345";
    char(*ids)[ID_LENGTH + 1] = calloc(bait->size, sizeof *ids);
    size_t made = 0;
    bait->own = ids;
    for (uint64_t number = 0; ids != NULL && made < bait->size; number++) {
        char first[8];
        uint64_t part, second_part;
        for (int i = 0; i < 8; i++)
            first[i] = digits[number >> 5 * i & 31];
        memcpy(&part, first, sizeof part);
        second_part = first_half(part) ^ UINT64_C(0x123456789abcdef0);
        if (!may_stand_in_text(second_part))
            continue;
        memcpy(ids[made], first, 8);
        memcpy(ids[made++] + 8, &second_part, 8);
    }
}

/* Should the digest change, these would be ids like any other: then the trap has to be built anew. */
static void check_that_ids_collide(const struct bait *bait)
{
    const char(*ids)[ID_LENGTH + 1] = bait->own;
    struct id_index index;
    size_t least = 0;
    id_index_init(&index, &meter_allocator);
    for (size_t i = 0; i < bait->size && id_index_reserve(&index, 1); i++)
        id_index_add(&index, ids[i], ID_LENGTH);
    while ((size_t)1 << least <= bait->size)
        least++;
    if (id_index_steps(&index) < least) {
        printf("These ids collide no longer, since lib/id_index.c has another digest: make_ids() has to follow it.\n");
        exit(1);
    }
    id_index_free(&index);
}

static void event_ids_that_collide(struct bait *bait)
{
    make_ids(bait);
    check_that_ids_collide(bait);
    const char(*ids)[ID_LENGTH + 1] = bait->own;
    put(&bait->text, VISIT_HEAD);
    for (size_t i = 0; i < bait->size; i++)
        put(&bait->text, "%s{\"id\":\"%s\",\"at\":\"%s\",\"event\":\"child_seen\"}", i == 0 ? "" : ",", ids[i],
            second(i));
    put(&bait->text, "]}");
}

static void staff_ids_that_collide(struct bait *bait)
{
    make_ids(bait);
    const char(*ids)[ID_LENGTH + 1] = bait->own;
    put(&bait->text, VISIT_HEAD "{\"at\":\"%s\",\"event\":\"arrived\",\"staff\":[", second(0));
    for (size_t i = 0; i < bait->size; i++)
        put(&bait->text, "%s\"%s\"", i == 0 ? "" : ",", ids[i]);
    put(&bait->text, "]}]}");
}

static void one_event_again_and_again(struct bait *bait)
{
    put(&bait->text, VISIT_HEAD);
    for (size_t i = 0; i < bait->size; i++)
        put(&bait->text, "%s{\"id\":\"E\",\"at\":\"%s\",\"event\":\"child_seen\"}", i == 0 ? "" : ",", second(0));
    put(&bait->text, "]}");
}

static void ids_said_again(struct bait *bait)
{
    put(&bait->text, VISIT_HEAD);
    for (size_t i = 0; i < bait->size; i++)
        put(&bait->text, "%s{\"id\":\"E\",\"at\":\"%s\",\"event\":\"child_seen\"}", i == 0 ? "" : ",", second(i));
    put(&bait->text, "]}");
}

/* ---- attributes ---------------------------------------------------------------------------------------------------- */

static void staff_of_a_plan(struct bait *bait)
{
    put(&bait->text, VISIT_HEAD "{\"at\":\"%s\",\"event\":\"planned\",\"reason\":\"other\",\"staff\":[", second(0));
    for (size_t i = 0; i < bait->size; i++)
        put(&bait->text, "%s{\"id\":\"S-%zu\",\"role\":\"teacher\"}", i == 0 ? "" : ",", i);
    put(&bait->text, "]}]}");
}

static void plans(struct bait *bait)
{
    put(&bait->text, VISIT_HEAD);
    for (size_t i = 0; i < bait->size; i++) {
        put(&bait->text, "%s{\"at\":\"%s\",\"event\":\"replanned\",\"staff\":[", i == 0 ? "" : ",", second(i));
        for (size_t j = 0; j < 64; j++)
            put(&bait->text, "%s{\"id\":\"S-%zu\",\"role\":\"teacher\"}", j == 0 ? "" : ",", i * 64 + j);
        put(&bait->text, "]}");
    }
    put(&bait->text, "]}");
}

static void facts_of_one_event(struct bait *bait)
{
    put(&bait->text, VISIT_HEAD "{\"at\":\"%s\",\"event\":\"declared\",\"facts\":{", second(0));
    for (size_t i = bait->size; i-- > 0;)
        put(&bait->text, "\"x.%zu\":%zu%s", i, i, i == 0 ? "" : ",");
    put(&bait->text, "}}]}");
}

static void fields_of_one_event(struct bait *bait)
{
    put(&bait->text, VISIT_HEAD "{\"at\":\"%s\",\"event\":\"form_completed\",\"fields\":[", second(0));
    put_times(&bait->text, "\"date\",", bait->size);
    put(&bait->text, "\"time\"]}]}");
}

static const char moving[] =
    "each event that belongs before others moves all behind it by one place, 40 bytes each, so that n of them in "
    "reverse "
    "move n²/2 places. A record keeps its events in one array, so that many threads may read it; a host with many past "
    "events loads them as one text, or appends them in order. No single append moves more than the record's own 4 MB, "
    "and "
    "the test bounds the bytes that are moved";

const struct trap visit_traps[] = {
    {"events in order", "events", EVENTS, texts_forwards, spring_load_visit, HOMEVISIT_OK, NULL, NULL, 0},
    {"events in reverse order", "events", EVENTS, texts_backwards, spring_load_visit, HOMEVISIT_OK, NULL, NULL, 0},
    {"events of one second", "events", EVENTS, texts_at_once, spring_load_visit, HOMEVISIT_OK, NULL, NULL, 0},
    {"events in no order", "events", EVENTS, texts_shuffled, spring_load_visit, HOMEVISIT_OK, NULL, NULL, 0},
    {"events from both ends", "events", EVENTS, texts_from_both_ends, spring_load_visit, HOMEVISIT_OK, NULL, NULL, 0},
    {"events, the later half first", "events", EVENTS, texts_later_half_first, spring_load_visit, HOMEVISIT_OK, NULL,
     NULL, 0},
    {"events appended in order", "events", EVENTS, events_forwards, append, HOMEVISIT_OK, NULL, NULL, 0},
    {"events appended in reverse order", "events", EVENTS, events_backwards, append, HOMEVISIT_OK, NULL, moving, MOVED},
    {"events of one second, appended", "events", EVENTS, events_at_once, append, HOMEVISIT_OK, NULL, NULL, 0},
    {"events appended in no order", "events", EVENTS, events_shuffled, append, HOMEVISIT_OK, NULL, moving, MOVED},
    {"events appended from both ends", "events", EVENTS, events_from_both_ends, append, HOMEVISIT_OK, NULL, moving,
     MOVED},
    {"events appended, the later half first", "events", EVENTS, events_later_half_first, append, HOMEVISIT_OK, NULL,
     moving, MOVED},
    {"more events than a visit may have", "events", 4 * (EVENTS + 1), texts_forwards, load_longer, HOMEVISIT_E_LIMIT,
     "too_many_events", NULL, 0},
    {"events' ids built to collide", "ids", 16384, event_ids_that_collide, spring_load_visit, HOMEVISIT_OK, NULL, NULL,
     0},
    {"staff's ids built to collide", "ids", 16384, staff_ids_that_collide, spring_load_visit, HOMEVISIT_OK, NULL, NULL,
     0},
    {"one event again and again", "events", EVENTS, one_event_again_and_again, spring_load_visit, HOMEVISIT_OK, NULL,
     NULL, 0},
    {"other events under one id", "events", EVENTS, ids_said_again, spring_load_visit, HOMEVISIT_E_SCHEMA, NULL, NULL,
     0},
    {"more staff than a plan may have", "staff", 260, staff_of_a_plan, spring_load_visit, HOMEVISIT_E_LIMIT, NULL, NULL,
     0},
    {"plans with 64 other staff each", "plans", 4096, plans, spring_load_visit, HOMEVISIT_OK, NULL, NULL, 0},
    {"facts in one event", "facts", 200000, facts_of_one_event, spring_load_visit, HOMEVISIT_OK, NULL, NULL, 0},
    {"a field of a form again and again", "fields", 400000, fields_of_one_event, spring_load_visit, HOMEVISIT_OK, NULL,
     NULL, 0},
    {NULL, NULL, 0, NULL, NULL, HOMEVISIT_OK, NULL, NULL, 0},
};
