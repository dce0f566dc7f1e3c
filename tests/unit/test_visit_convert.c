/* lib/visit_convert.c: typed events are held to the rules of JSON, and told of with the same words. */
#include "visit_trials.h"

#include <criterion/criterion.h>
#include <string.h>

#define AT_1 INT64_C(1772440200)
#define TEXT(text)                                                                                                     \
    {                                                                                                                  \
        (text), sizeof(text) - 1                                                                                       \
    }
#define WORD(name) HOMEVISIT_WORD_##name
#define GIVEN(name_, type_, ...)                                                                                       \
    {                                                                                                                  \
        .name = HOMEVISIT_ATTRIBUTE_##name_, .type = HOMEVISIT_TYPE_##type_, .value = { __VA_ARGS__ }                  \
    }
#define LIST(array)                                                                                                    \
    {                                                                                                                  \
        (array), sizeof(array) / sizeof *(array)                                                                       \
    }

static const homevisit_text some_ids[] = {TEXT("a"), TEXT(""), TEXT("\xFF"), TEXT("b\0c"), TEXT("a")};
static const homevisit_word some_fields[] = {WORD(visitor), WORD(dsl), WORD(visitor), WORD(date)};
static const homevisit_staff twice[] = {{TEXT("a"), WORD(dsl), false, false}, {TEXT("a"), WORD(teacher), true, true}};
static const homevisit_staff unsound_staff[] = {{TEXT(""), WORD(police), false, false},
                                                {TEXT("\xC0\x80"), WORD(dsl), false, false}};
static const homevisit_staff of_no_role[] = {{TEXT("c"), WORD(ambulance), false, false}};
static const homevisit_staff three[] = {
    {TEXT("a"), WORD(dsl), false, false}, {TEXT("b"), WORD(dsl), false, false}, {TEXT("c"), WORD(dsl), false, false}};
static const homevisit_declared unsound_facts[] = {
    {.name = TEXT("phone_caried"), .type = HOMEVISIT_TYPE_BOOLEAN},
    {.name = TEXT("x."), .type = HOMEVISIT_TYPE_BOOLEAN},
    {.name = TEXT("phone_carried"), .type = HOMEVISIT_TYPE_INTEGER},
    {.name = TEXT("torch_carried"), .type = HOMEVISIT_TYPE_TEXT, .text = TEXT("yes")},
    {.name = TEXT("x.\xFF"), .type = HOMEVISIT_TYPE_BOOLEAN},
    {.name = TEXT("x.a"), .type = HOMEVISIT_TYPE_INTEGER, .integer = INT64_MAX},
    {.name = TEXT("x.b/c"), .type = HOMEVISIT_TYPE_TEXT, .text = TEXT("a\0b")},
};
static const homevisit_declared repeated_facts[] = {
    {.name = TEXT("x.a"), .type = HOMEVISIT_TYPE_BOOLEAN, .boolean = true},
    {.name = TEXT("x.b"), .type = HOMEVISIT_TYPE_BOOLEAN, .boolean = true},
    {.name = TEXT("x.a"), .type = HOMEVISIT_TYPE_BOOLEAN, .boolean = true},
};

#define MOST_ATTRIBUTES 6

/* An event that is refused, and all that is told of it. */
struct refused {
    homevisit_word event;
    int64_t at;
    homevisit_text id;
    size_t count;
    homevisit_attribute attributes[MOST_ATTRIBUTES];
    struct visit_told told[MOST_VISIT_TOLD];
};

static const struct refused refused[] = {
    {WORD(moved),
     AT_1,
     {NULL, 0},
     0,
     {GIVEN(room, NOTHING, false)},
     {
         {SCHEMA, "missing_attribute", "", 0, 0, "the event 'moved' needs 'room'", NULL},
     }},
    {WORD(moved),
     INT64_MIN,
     TEXT("\xFF"),
     3,
     {GIVEN(role, NAME, .word = WORD(dsl)), GIVEN(safe, BOOLEAN, true), GIVEN(safe, BOOLEAN, true)},
     {
         {TYPE, "bad_time", "/at", 0, 0, "'at' must lie in the years 0000 to 9999", NULL},
         {SYNTAX, "bad_utf8", "/id", 0, 0, "'id' is not UTF-8", NULL},
         {NAME, "misplaced_attribute", "/role", 0, 0,
          "the event 'moved' has no attribute 'role'; it belongs to authorised, senior_sent", NULL},
         {SCHEMA, "duplicate_attribute", "/safe", 0, 0, "'safe' is given twice", NULL},
         {SCHEMA, "missing_attribute", "", 0, 0, "the event 'moved' needs 'room'", NULL},
     }},
    {WORD(moved),
     INT64_C(253402300800),
     TEXT("a\0"),
     2,
     {GIVEN(room, NAME, .word = WORD(dsl)), GIVEN(safe, TEXT, .text = TEXT("true"))},
     {
         {TYPE, "bad_time", "/at", 0, 0, "'at' must lie in the years 0000 to 9999", NULL},
         {SYNTAX, "zero_character", "/id", 0, 0, "'id' holds the character U+0000, which no text may", NULL},
         {NAME, "unknown_name", "/room", 0, 0, "unknown room 'dsl'", NULL},
         {TYPE, "wrong_type", "/safe", 0, 0, "'safe' must be true or false, not a text", NULL},
     }},
    {WORD(moved),
     AT_1,
     {NULL, 0},
     2,
     {GIVEN(room, TEXT, .text = TEXT("")), GIVEN(safe, TEXT, .text = {NULL, 0})},
     {
         {SCHEMA, "missing_attribute", "", 0, 0, "the event 'moved' needs 'room'", NULL},
     }},
    {WORD(returned),
     AT_1,
     {NULL, 0},
     1,
     {GIVEN(text, TEXT, .text = TEXT(""))},
     {
         {NAME, "misplaced_attribute", "/text", 0, 0,
          "the event 'returned' has no attribute 'text'; it belongs to noted", NULL},
     }},
    {WORD(planned),
     AT_1,
     {NULL, 0},
     5,
     {GIVEN(reason, NAME, .word = WORD(planned)), GIVEN(purpose, TEXT, .text = TEXT("a\xC3(")),
      GIVEN(days_absent, INTEGER, .integer = (INT64_C(1) << 53) + 1), GIVEN(expected_end, TIME, .integer = INT64_MAX),
      GIVEN(expected_start, INTEGER, .integer = AT_1)},
     {
         {NAME, "unknown_name", "/reason", 0, 0, "unknown reason 'planned'", NULL},
         {SYNTAX, "bad_utf8", "/purpose", 0, 0, "'purpose' is not UTF-8", NULL},
         {LIMIT, "number_too_large", "/days_absent", 0, 0,
          "'days_absent' must lie between -9007199254740992 and 9007199254740992 (2^53)", NULL},
         {TYPE, "bad_time", "/expected_end", 0, 0, "'expected_end' must lie in the years 0000 to 9999", NULL},
         {TYPE, "wrong_type", "/expected_start", 0, 0, "'expected_start' must be a time, not a whole number", NULL},
     }},
    {WORD(replanned),
     AT_1,
     {NULL, 0},
     1,
     {GIVEN(staff, STAFF, .staff = LIST(twice))},
     {
         {SCHEMA, "duplicate_staff_id", "/staff/1/id", 0, 0, "the plan names 'a' already", NULL},
     }},
    {WORD(replanned),
     AT_1,
     {NULL, 0},
     1,
     {GIVEN(staff, STAFF, .staff = LIST(unsound_staff))},
     {
         {NAME, "unknown_name", "/staff/0/role", 0, 0, "unknown role 'police'", NULL},
         {SCHEMA, "missing_key", "/staff/0", 0, 0, "a member of staff needs 'id'", NULL},
         {SYNTAX, "bad_utf8", "/staff/1/id", 0, 0, "'id' is not UTF-8", NULL},
     }},
    {WORD(replanned),
     AT_1,
     {NULL, 0},
     1,
     {GIVEN(staff, STAFF, .staff = LIST(of_no_role))},
     {
         {NAME, "unknown_name", "/staff/0/role", 0, 0, "unknown role 'ambulance'", NULL},
     }},
    {WORD(replanned),
     AT_1,
     {NULL, 0},
     1,
     {GIVEN(staff, STAFF, .staff = LIST(three))},
     {
         {LIMIT, "too_many_staff", "/staff/2", 0, 0, "a plan names at most 2 members of staff", NULL},
     }},
    {WORD(replanned),
     AT_1,
     {NULL, 0},
     1,
     {GIVEN(staff, IDS, .ids = LIST(some_ids))},
     {
         {TYPE, "wrong_type", "/staff", 0, 0, "'staff' must be a list of staff, not a list of ids", NULL},
     }},
    {WORD(left),
     AT_1,
     {NULL, 0},
     1,
     {GIVEN(staff, IDS, .ids = LIST(some_ids))},
     {
         {SCHEMA, "empty_text", "/staff/1", 0, 0, "'staff' holds an empty text", NULL},
         {SYNTAX, "bad_utf8", "/staff/2", 0, 0, "'staff' is not UTF-8", NULL},
         {SYNTAX, "zero_character", "/staff/3", 0, 0, "'staff' holds the character U+0000, which no text may", NULL},
     }},
    {WORD(form_completed),
     AT_1,
     {NULL, 0},
     1,
     {GIVEN(fields, NAMES, .names = LIST(some_fields))},
     {
         {NAME, "unknown_name", "/fields/1", 0, 0, "unknown field 'dsl'", NULL},
     }},
    {WORD(declared),
     AT_1,
     {NULL, 0},
     1,
     {GIVEN(facts, FACTS, .facts = LIST(unsound_facts))},
     {
         {NAME, "unknown_item", "/facts", 0, 0,
          "unknown item 'phone_caried'; a fact of the profile's own begins with x.", "phone_carried"},
         {NAME, "unknown_item", "/facts", 0, 0, "unknown item 'x.'; a fact of the profile's own begins with x.", NULL},
         {TYPE, "wrong_type", "/facts/phone_carried", 0, 0, "'phone_carried' must be true or false, not a number",
          NULL},
         {TYPE, "wrong_type", "/facts/torch_carried", 0, 0, "'torch_carried' must be true or false, not a text", NULL},
         {SYNTAX, "bad_utf8", "/facts", 0, 0, "'facts' is not UTF-8", NULL},
         {LIMIT, "number_too_large", "/facts/x.a", 0, 0,
          "'x.a' must lie between -9007199254740992 and 9007199254740992 (2^53)", NULL},
         {SYNTAX, "zero_character", "/facts/x.b~1c", 0, 0, "'…' holds the character U+0000, which no text may", NULL},
     }},
    {WORD(declared),
     AT_1,
     {NULL, 0},
     1,
     {GIVEN(facts, FACTS, .facts = LIST(repeated_facts))},
     {
         {SCHEMA, "duplicate_attribute", "/facts/x.a", 0, 0, "'x.a' is given twice", NULL},
     }},
    {WORD(closed),
     AT_1,
     TEXT("e"),
     0,
     {GIVEN(room, NOTHING, false)},
     {
         {SCHEMA, "duplicate_event_id", "/id", 0, 0, "another event has the id 'e' already, and differs from this one",
          NULL},
     }},
};

static homevisit_visit *visit_of_one(void)
{
    const homevisit_options options = {.struct_size = sizeof options, .document = "rows", .max_staff = 2};
    const homevisit_event event = { sizeof event, AT_1, WORD(noted), TEXT("e"), NULL, 0 };
    homevisit_visit *visit = NULL;
    cr_assert_eq(homevisit_visit_new("V", 1, &options, &visit), HOMEVISIT_OK);
    cr_assert_eq(homevisit_visit_append_event(visit, &event, NULL), HOMEVISIT_OK);
    return visit;
}

Test(visit_convert, refuses_events_and_changes_nothing)
{
    for (size_t i = 0; i < sizeof refused / sizeof *refused; i++) {
        const struct refused *row = &refused[i];
        const homevisit_event event = {sizeof event, row->at, row->event, row->id, row->attributes, row->count};
        homevisit_visit *visit = visit_of_one();
        homevisit_visit *before = visit_of_one();
        homevisit_problems *problems = NULL;
        const homevisit_code code = homevisit_visit_append_event(visit, &event, &problems);
        cr_expect_eq(code, kind_code(row->told[0].kind), "row %zu", i);
        expect_told(homevisit_word_text(row->event), problems, "rows", row->told);
        expect_same_visit(visit, before, homevisit_word_text(row->event));
        homevisit_problems_free(problems);
        homevisit_visit_free(visit);
        homevisit_visit_free(before);
    }
}

Test(visit_convert, keeps_the_members_of_lists_once_and_in_order)
{
    static const homevisit_word fields[] = { WORD(time), WORD(date), WORD(time), WORD(address), WORD(date) };
    static const homevisit_text ids[] = {TEXT("b"), TEXT("a"), TEXT("b"), TEXT("c"), TEXT("a")};
    static const homevisit_declared facts[] = {
        {.name = TEXT("x.b"), .type = HOMEVISIT_TYPE_TEXT, .text = TEXT("t")},
        {.name = TEXT("x.c"), .type = HOMEVISIT_TYPE_NOTHING},
        {.name = TEXT("x.d"), .type = HOMEVISIT_TYPE_TEXT},
        {.name = TEXT("phone_carried"), .type = HOMEVISIT_TYPE_BOOLEAN, .boolean = true},
        {.name = TEXT("x.a"), .type = HOMEVISIT_TYPE_INTEGER, .integer = -(INT64_C(1) << 53)},
    };
    static const homevisit_attribute lists[] = {GIVEN(fields, NAMES, .names = LIST(fields)),
                                                GIVEN(staff, IDS, .ids = LIST(ids)),
                                                GIVEN(facts, FACTS, .facts = LIST(facts))};
    static const homevisit_event events[] = {
        {sizeof *events, AT_1, WORD(form_completed), {NULL, 0}, &lists[0], 1},
        {sizeof *events, AT_1, WORD(left), {NULL, 0}, &lists[1], 1},
        {sizeof *events, INT64_C(-62167219200), WORD(declared), {NULL, 0}, &lists[2], 1},
    };
    homevisit_visit *visit = NULL;
    homevisit_buffer image;
    buffer_init(&image, NULL);
    cr_assert_eq(homevisit_visit_new("V", 1, NULL, &visit), HOMEVISIT_OK);
    for (size_t i = 0; i < sizeof events / sizeof *events; i++)
        cr_expect_eq(homevisit_visit_append_event(visit, &events[i], NULL), HOMEVISIT_OK);
    write_image(&image, visit);
    const homevisit_text expected =
        quoted("{'format':'homevisit-visit/1','id':'V','events':["
               "{'x_index':2,'at':'0000-01-01T00:00:00Z','event':'declared','facts':{'phone_carried':true,"
               "'x.a':-9007199254740992,'x.b':'t'}},"
               "{'x_index':0,'at':'2026-03-02T08:30:00Z','event':'form_completed','fields':['time','date','address']},"
               "{'x_index':1,'at':'2026-03-02T08:30:00Z','event':'left','staff':['b','a','c']}]}");
    cr_expect(image.length == expected.length && memcmp(image.data, expected.data, image.length) == 0, "%s",
              image.data);
    homevisit_buffer_free(&image);
    homevisit_visit_free(visit);
}

/* ---- calls that make no sense ------------------------------------------------------------------------------------- */

#define NO_WORD HOMEVISIT_WORD_none
#define BEYOND ((homevisit_word)HOMEVISIT_WORD_COUNT)
#define NO_ARRAY                                                                                                       \
    {                                                                                                                  \
        NULL, 1                                                                                                        \
    }
/* More than can be counted here, whatever the array holds. */
#define ENDLESS(array)                                                                                                 \
    {                                                                                                                  \
        (array), SIZE_MAX                                                                                              \
    }

static const homevisit_text no_text[] = {{NULL, 1}};
static const homevisit_word no_words[] = {WORD(visitor), HOMEVISIT_WORD_end_of_events};
static const homevisit_staff no_role[] = {{TEXT("a"), NO_WORD, false, false}};
static const homevisit_staff no_id[] = {{{NULL, 1}, WORD(dsl), false, false}};
static const homevisit_declared no_name[] = {{.name = {NULL, 1}, .type = HOMEVISIT_TYPE_BOOLEAN}};
static const homevisit_declared no_value[] = {{.name = TEXT("x.a"), .type = HOMEVISIT_TYPE_TEXT, .text = {NULL, 1}}};
static const homevisit_declared no_type[] = {{.name = TEXT("x.a"), .type = HOMEVISIT_TYPE_TIME}};

static const homevisit_attribute senseless[] = {
    {.name = HOMEVISIT_ATTRIBUTE_COUNT, .type = HOMEVISIT_TYPE_BOOLEAN},
    {.name = HOMEVISIT_ATTRIBUTE_room, .type = (homevisit_type)10},
    GIVEN(room, NAME, .word = NO_WORD),
    GIVEN(room, NAME, .word = BEYOND),
    GIVEN(text, TEXT, .text = {NULL, 1}),
    GIVEN(fields, NAMES, .names = NO_ARRAY),
    GIVEN(fields, NAMES, .names = ENDLESS(some_fields)),
    GIVEN(fields, NAMES, .names = LIST(no_words)),
    GIVEN(staff, IDS, .ids = NO_ARRAY),
    GIVEN(staff, IDS, .ids = LIST(no_text)),
    GIVEN(staff, STAFF, .staff = NO_ARRAY),
    GIVEN(staff, STAFF, .staff = LIST(no_role)),
    GIVEN(staff, STAFF, .staff = LIST(no_id)),
    GIVEN(staff, STAFF, .staff = ENDLESS(three)),
    GIVEN(facts, FACTS, .facts = NO_ARRAY),
    GIVEN(facts, FACTS, .facts = LIST(no_name)),
    GIVEN(facts, FACTS, .facts = LIST(no_value)),
    GIVEN(facts, FACTS, .facts = LIST(no_type)),
};

static void expect_senseless(const homevisit_event *event, size_t number)
{
    homevisit_visit *visit = visit_of_one();
    homevisit_problems *problems = (homevisit_problems *)1;
    cr_expect_not(visit_event_callable(event), "call %zu", number);
    cr_expect_eq(homevisit_visit_append_event(visit, event, &problems), HOMEVISIT_E_ARGUMENT, "call %zu", number);
    cr_expect_null(problems);
    cr_expect_eq(homevisit_visit_event_count(visit), 1);
    homevisit_visit_free(visit);
}

Test(visit_convert, calls_that_make_no_sense_are_wrong_arguments)
{
    const homevisit_event sound = { sizeof sound, AT_1, WORD(noted), {NULL, 0}, NULL, 0 };
    const homevisit_event events[] = {
        {sizeof sound - 1, AT_1, WORD(noted), {NULL, 0}, NULL, 0},
        {0, AT_1, WORD(noted), {NULL, 0}, NULL, 0},
        {sizeof sound, AT_1, NO_WORD, {NULL, 0}, NULL, 0},
        {sizeof sound, AT_1, WORD(dsl), {NULL, 0}, NULL, 0},
        {sizeof sound, AT_1, BEYOND, {NULL, 0}, NULL, 0},
        {sizeof sound, AT_1, WORD(noted), {NULL, 1}, NULL, 0},
        {sizeof sound, AT_1, WORD(noted), {NULL, 0}, NULL, 1},
    };
    cr_expect_eq(homevisit_visit_append_event(NULL, &sound, NULL), HOMEVISIT_E_ARGUMENT);
    expect_senseless(NULL, 0);
    for (size_t i = 0; i < sizeof events / sizeof *events; i++)
        expect_senseless(&events[i], i);
    for (size_t i = 0; i < sizeof senseless / sizeof *senseless; i++) {
        const homevisit_event event = { sizeof event, AT_1, WORD(noted), {NULL, 0}, &senseless[i], 1 };
        expect_senseless(&event, 100 + i);
    }
    cr_expect(visit_event_callable(&sound));
}

/* A host of a later version hands over a longer struct; what is known of it is taken. */
Test(visit_convert, a_longer_struct_is_taken_as_far_as_it_is_known)
{
    struct {
        homevisit_event event;
        char later[16];
    } longer = {{sizeof longer, AT_1, WORD(noted), {NULL, 0}, NULL, 0}, "later"};
    homevisit_visit *visit = visit_of_one();
    cr_expect_eq(homevisit_visit_append_event(visit, &longer.event, NULL), HOMEVISIT_OK);
    homevisit_visit_free(visit);
}
