/* The words, events and attributes: each list of FORMAT.md against the table from which the library is made. */
#include "vocabulary.h"

#include <criterion/criterion.h>
#include <stdio.h>
#include <string.h>

/* ---- words ---------------------------------------------------------------------------------------------------- */

/* The members as FORMAT.md, sections 1 and 3, gives them; in any order, for the table's order is looked at below. */
static const struct {
    vocabularies in;
    const char *label;
    const char *members;
} vocabulary_rows[] = {
    {IN(EVENT), "event",
     "planned replanned contact_attempted parents_informed appointment_made appointment_changed risk_assessed "
     "authorised "
     "code_word_agreed declared reported concern_raised concern_cleared threatened code_word_used departed arrived "
     "checked_in knocked late_notice parent_arrived parent_left spoke invited_in entered moved child_seen animal_seen "
     "animal_separated animal_not_separated confidentiality_promised physical_intervention incident follow_up_arranged "
     "followed_up debriefed left returned cancelled form_completed injury_form_completed logged allegation_made "
     "complaint_made staff_called senior_sent senior_arrived senior_entered located emergency_called referred "
     "policy_reviewed noted closed"},
    {IN(PHASE), "phase", "draft planned authorised under_way ended closed cancelled"},
    {IN(PLACE), "place", "school travelling outside inside left"},
    {IN(CONTACT), "contact state", "duress escalated unreachable overdue in_contact"},
    {IN(ROLE), "role",
     "headteacher deputy_headteacher dsl deputy_dsl senior_leader attendance_lead attendance_officer pastoral_lead "
     "family_support_worker business_manager education_welfare_officer social_worker teacher teaching_assistant other"},
    {IN(RECIPIENT), "recipient", "office reception colleagues social_care"},
    {IN(OFFICE), "role", "office"},
    {IN(PERSON), "person", "parent responsible_adult child sibling young_person unknown_adult"},
    {IN(REASON), "reason",
     "absence_no_contact attendance_concern school_refusal attendance_support educated_at_home contact_failed "
     "meeting_at_home transport_child school_work long_absence safeguarding inform_of_meeting inform_of_progress "
     "learning_at_home extended_visit_abroad first_day_absence persistent_lateness low_attendance lack_of_engagement "
     "signs_of_distress other"},
    {IN(TOPIC), "topic",
     "destination expected_times risk change_of_plan appointment_change visit cancellation safeguarding disclosure "
     "incident allegation complaint danger overrun"},
    {IN(ITEM), "item",
     "policy_read safety_procedures_followed roles_clarified subject_known family_known documents_collected "
     "who_to_see_considered visitor_chosen school_visit_considered resources_packed phone_carried phone_charged "
     "phone_number_held id_carried id_displayed id_on_lanyard dressed_appropriately no_large_cash valuables_safe "
     "parked_safely vehicle_maintained vehicle_details_held vehicle_insured visit_insured breakdown_cover "
     "torch_carried "
     "attack_alarm_carried introduced purpose_explained notes_explained sensitivity_assured signed_out distancing_kept "
     "local_advice_taken lone_policy_held backup_at_school"},
    {IN(FIELD), "field",
     "visitor job_role address student reason date time comments staff_signature parent_signature authorised_by "
     "authorised_date follow_up"},
    {IN(METHOD), "method", "phone text email letter app"},
    {IN(LEVEL), "level", "low medium high"},
    {IN(CONCERN), "kind of concern",
     "personal_safety property child_unsupervised child_at_risk safeguarding disclosure"},
    {IN(SUBJECT), "subject of talk", "availability purpose wellbeing other"},
    {IN(ROOM), "room", "shared upstairs bedroom other"},
    {IN(INCIDENT), "kind of incident", "injury illness accident violence other"},
    {IN(CAUSE), "cause", "parents_absent parents_late personal_safety animals not_authorised other"},
    {IN(SYSTEM), "system", "office cpoms other"},
    {IN(CALL_RESULT), "result of a call", "spoke voicemail no_answer"},
    {IN(SERVICE), "service", "police ambulance fire"},
    {IN(CALLER), "caller", "visitor office"},
    {IN(REFERRAL), "place of referral", "social_care police"},
};
#define VOCABULARY_ROWS (sizeof vocabulary_rows / sizeof *vocabulary_rows)

/* Takes the next name off a list of names with a space between; false where there is none left. */
static bool next_name(const char **list, const char **name, size_t *length)
{
    *list += strspn(*list, " ");
    *name = *list;
    *length = strcspn(*list, " ");
    *list += *length;
    return *length > 0;
}

Test(vocabulary, each_holds_the_members_of_the_format_and_no_others)
{
    cr_assert_eq(VOCABULARY_ROWS, VOCABULARY_COUNT, "a vocabulary has no row here");
    for (size_t row = 0; row < VOCABULARY_ROWS; row++) {
        const char *list = vocabulary_rows[row].members, *name;
        size_t length, count = 0;
        for (; next_name(&list, &name, &length); count++) {
            const homevisit_word word = word_find_in(vocabulary_rows[row].in, name, length);
            cr_expect_neq(word, HOMEVISIT_WORD_none, "%.*s is no %s", (int)length, name, vocabulary_rows[row].label);
            cr_expect_eq(word, homevisit_word_find(name, length));
        }
        cr_expect_eq(vocabulary_words(vocabulary_rows[row].in, NULL, 0), count, "%s", vocabulary_rows[row].label);
        cr_expect_str_eq(vocabularies_label(vocabulary_rows[row].in), vocabulary_rows[row].label);
    }
}

Test(vocabulary, events_are_the_first_words_in_the_order_of_the_format)
{
    const char *list = vocabulary_rows[0].members, *name;
    size_t length;
    unsigned expected = HOMEVISIT_WORD_none;
    while (next_name(&list, &name, &length)) {
        expected++;
        cr_expect_eq((unsigned)homevisit_word_find(name, length), expected, "%.*s", (int)length, name);
        cr_expect(word_is_event((homevisit_word)expected));
    }
    cr_expect_eq(expected, HOMEVISIT_EVENT_LAST);
    cr_expect_eq(expected, EVENT_COUNT);
    for (unsigned word = expected + 1; word < HOMEVISIT_WORD_COUNT + 3; word++) {
        cr_expect_not(word_is_event((homevisit_word)word), "%s", homevisit_word_text((homevisit_word)word));
    }
    cr_expect_not(word_is_event(HOMEVISIT_WORD_none));
}

Test(vocabulary, each_word_is_found_by_its_text_and_by_no_other_text)
{
    for (unsigned number = 1; number < HOMEVISIT_WORD_COUNT; number++) {
        const homevisit_word word = (homevisit_word)number;
        if (word == HOMEVISIT_WORD_end_of_events) {
            continue;
        }
        /* In the middle of other text, so that a search that reads on finds something else. */
        char text[80];
        const size_t length = strlen(homevisit_word_text(word));
        snprintf(text, sizeof text, "_%sx", homevisit_word_text(word));
        cr_expect_eq(homevisit_word_find(text + 1, length), word, "%s", text + 1);
        cr_expect_eq(homevisit_word_find(text, length + 1), HOMEVISIT_WORD_none, "%s", text);
        cr_expect_eq(homevisit_word_find(text + 1, length + 1), HOMEVISIT_WORD_none, "%s", text + 1);
        /* A name cut short is no word, with this one exception. */
        const homevisit_word cut =
            word == HOMEVISIT_WORD_appointment_changed ? HOMEVISIT_WORD_appointment_change : HOMEVISIT_WORD_none;
        cr_expect_eq(homevisit_word_find(text + 1, length - 1), cut, "%.*s", (int)length - 1, text + 1);
        text[1] = (char)(text[1] - 'a' + 'A');
        cr_expect_eq(homevisit_word_find(text + 1, length), HOMEVISIT_WORD_none, "%s", text + 1);
    }
}

Test(vocabulary, what_is_no_word_is_not_found)
{
    static const struct {
        const char *text;
        size_t length;
    } rows[] = {
        {"", 0},
        {NULL, 0},
        {"\0", 1},
        {"left\0", 5},
        {"le\0t", 4},
        {"none", 4},
        {"end_of_events", 13},
        {"d\xc3\xa9parted", 9},
        {"departed ", 9},
        {"departed_departed_departed_depart", 31},
        {"departed_departed_departed_departed", 32},
        {"departed_departed_departed_departed", 35},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        cr_expect_eq(homevisit_word_find(rows[i].text, rows[i].length), HOMEVISIT_WORD_none, "row %zu", i);
        cr_expect_eq(homevisit_attribute_find(rows[i].text, rows[i].length), HOMEVISIT_ATTRIBUTE_COUNT, "row %zu", i);
    }
}

Test(vocabulary, a_number_that_is_no_word_has_no_text_and_no_vocabulary)
{
    static const unsigned numbers[] = {HOMEVISIT_WORD_none, HOMEVISIT_WORD_end_of_events, HOMEVISIT_WORD_COUNT, 70000,
                                       (unsigned)-1};
    for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++) {
        cr_expect_str_empty(homevisit_word_text((homevisit_word)numbers[i]));
        cr_expect_eq(word_vocabularies((homevisit_word)numbers[i]), 0);
        cr_expect_null(event_row((homevisit_word)numbers[i]));
    }
    cr_expect_str_empty(homevisit_attribute_text(HOMEVISIT_ATTRIBUTE_COUNT));
    cr_expect_str_empty(homevisit_attribute_text((homevisit_attribute_name)-1));
}

Test(vocabulary, a_word_is_found_only_where_it_belongs)
{
    static const struct {
        vocabularies in;
        const char *text;
        homevisit_word found;
    } rows[] = {
        {IN(EVENT), "left", HOMEVISIT_WORD_left},
        {IN(PLACE), "left", HOMEVISIT_WORD_left},
        {IN(PHASE), "left", HOMEVISIT_WORD_none},
        {IN(EVENT), "headteacher", HOMEVISIT_WORD_none},
        {IN(ROLE), "departed", HOMEVISIT_WORD_none},
        {IN(ROLE), "office", HOMEVISIT_WORD_none},
        {IN(ROLE) | IN(OFFICE), "office", HOMEVISIT_WORD_office},
        {IN(ROLE) | IN(OFFICE), "reception", HOMEVISIT_WORD_none},
        {IN(ROLE) | IN(RECIPIENT), "social_care", HOMEVISIT_WORD_social_care},
        {IN(ROLE) | IN(RECIPIENT), "police", HOMEVISIT_WORD_none},
        {IN(CALL_RESULT), "spoke", HOMEVISIT_WORD_spoke},
        {IN(ROOM), "other", HOMEVISIT_WORD_other},
        {IN(LEVEL), "other", HOMEVISIT_WORD_none},
        {IN(EVENT) | IN(ROLE), "closed", HOMEVISIT_WORD_closed},
        {0, "closed", HOMEVISIT_WORD_none},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        cr_expect_eq(word_find_in(rows[i].in, rows[i].text, strlen(rows[i].text)), rows[i].found, "row %zu, %s", i,
                     rows[i].text);
    }
}

Test(vocabulary, words_are_listed_in_the_tables_order_and_no_more_than_fit)
{
    homevisit_word words[4] = {HOMEVISIT_WORD_none, HOMEVISIT_WORD_none, HOMEVISIT_WORD_none, HOMEVISIT_WORD_none};
    cr_expect_eq(vocabulary_words(IN(PLACE), words, 3), 5);
    cr_expect_eq(words[0], HOMEVISIT_WORD_left);
    cr_expect_eq(words[1], HOMEVISIT_WORD_school);
    cr_expect_eq(words[2], HOMEVISIT_WORD_travelling);
    cr_expect_eq(words[3], HOMEVISIT_WORD_none);
}

Test(vocabulary, a_set_holds_what_was_added)
{
    struct word_set set = {{0}};
    for (unsigned word = 1; word < HOMEVISIT_WORD_COUNT; word += 3) {
        word_set_add(&set, (homevisit_word)word);
    }
    for (unsigned word = 0; word < HOMEVISIT_WORD_COUNT + 200; word++) {
        cr_expect_eq(word_set_has(&set, (homevisit_word)word), word < HOMEVISIT_WORD_COUNT && word % 3 == 1, "%u",
                     word);
    }
}

Test(vocabulary, the_nearest_word_comes_from_the_given_vocabularies)
{
    static const struct {
        vocabularies in;
        const char *wanted, *best;
    } rows[] = {
        {IN(ROLE), "headteecher", "headteacher"},
        {IN(EVENT), "headteecher", NULL},
        {IN(EVENT), "deperted", "departed"},
        {IN(ROLE) | IN(OFFICE), "ofice", "office"},
        {IN(ROLE), "ofice", NULL},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct nearest nearest;
        nearest_init(&nearest, rows[i].wanted, strlen(rows[i].wanted));
        nearest_offer_words(&nearest, rows[i].in);
        if (rows[i].best == NULL) {
            cr_expect_null(nearest.best, "row %zu", i);
        } else {
            cr_expect_str_eq(nearest.best, rows[i].best, "row %zu", i);
        }
    }
    cr_expect_str_eq(vocabularies_label(IN(ROLE) | IN(RECIPIENT)), "role");
    cr_expect_str_eq(vocabularies_label(0), "name");
}

/* ---- events: FORMAT.md, "The state machine" --------------------------------------------------------------------- */

static const struct {
    homevisit_word event;
    const char *phases, *places; /* where it is structurally possible; "" anywhere */
    const char *next_phase, *next_place;
} state_rows[] = {
    {HOMEVISIT_WORD_planned, "draft", "", "planned", ""},
    {HOMEVISIT_WORD_authorised, "planned authorised", "", "authorised", ""},
    {HOMEVISIT_WORD_departed, "planned authorised", "school", "under_way", "travelling"},
    {HOMEVISIT_WORD_arrived, "", "travelling outside inside left", "", ""},
    {HOMEVISIT_WORD_entered, "", "outside", "", "inside"},
    {HOMEVISIT_WORD_moved, "", "inside", "", ""},
    {HOMEVISIT_WORD_left, "", "outside inside", "", ""},
    {HOMEVISIT_WORD_returned, "", "travelling left", "", "school"},
    {HOMEVISIT_WORD_cancelled, "planned authorised under_way", "", "cancelled", ""},
    {HOMEVISIT_WORD_closed, "ended cancelled", "school left", "closed", ""},
};

static void expect_set(homevisit_word event, const struct word_set *set, bool any, const char *members)
{
    struct word_set expected = {{0}};
    const char *name;
    size_t length;
    cr_expect_eq(any, *members == '\0', "%s", homevisit_word_text(event));
    while (next_name(&members, &name, &length)) {
        word_set_add(&expected, homevisit_word_find(name, length));
    }
    cr_expect_arr_eq(set->bits, expected.bits, sizeof expected.bits, "%s", homevisit_word_text(event));
}

Test(events, are_possible_and_move_as_the_state_machine_says)
{
    for (unsigned event = 1; event <= HOMEVISIT_EVENT_LAST; event++) {
        const char *phases = "", *places = "", *next_phase = "", *next_place = "";
        for (size_t i = 0; i < sizeof state_rows / sizeof *state_rows; i++) {
            if (state_rows[i].event == (homevisit_word)event) {
                phases = state_rows[i].phases;
                places = state_rows[i].places;
                next_phase = state_rows[i].next_phase;
                next_place = state_rows[i].next_place;
            }
        }
        const struct event_row *row = event_row((homevisit_word)event);
        cr_assert_not_null(row);
        expect_set((homevisit_word)event, &row->phases, row->any_phase, phases);
        expect_set((homevisit_word)event, &row->places, row->any_place, places);
        cr_expect_str_eq(homevisit_word_text(row->next_phase), next_phase, "%u", event);
        cr_expect_str_eq(homevisit_word_text(row->next_place), next_place, "%u", event);
        cr_expect_eq(row->doc[strlen(row->doc) - 1], '.', "%s", row->doc);
    }
    cr_expect_null(event_row(HOMEVISIT_WORD_headteacher));
}

/* ---- attributes: FORMAT.md, "Events and their attributes" ------------------------------------------------------- */

/* `*` required; b, i, s, t as there; names by the vocabularies that hold them, lists in brackets. */
static const struct {
    homevisit_word event;
    const char *attributes;
} attribute_rows[] = {
    {HOMEVISIT_WORD_planned, "reason*=REASON purpose=s staff=[STAFF] entry=b first_visit=b emergency=b necessary=b "
                             "unannounced_reason=s expected_start=t expected_end=t vehicle=b days_absent=i concerns=b "
                             "sensitive=b"},
    {HOMEVISIT_WORD_replanned,
     "reason=REASON purpose=s staff=[STAFF] entry=b first_visit=b emergency=b necessary=b "
     "unannounced_reason=s expected_start=t expected_end=t vehicle=b days_absent=i concerns=b "
     "sensitive=b"},
    {HOMEVISIT_WORD_contact_attempted, "method=METHOD answered*=b"},
    {HOMEVISIT_WORD_parents_informed, "method=METHOD"},
    {HOMEVISIT_WORD_appointment_made, "for*=t method=METHOD"},
    {HOMEVISIT_WORD_appointment_changed, "for*=t method=METHOD"},
    {HOMEVISIT_WORD_risk_assessed, "written=b level=LEVEL family_known=b aggression=b contentious=b animals=b "
                                   "property=b access=b individuals=b professionals=b"},
    {HOMEVISIT_WORD_authorised, "role*=ROLE lone=b"},
    {HOMEVISIT_WORD_code_word_agreed, "recorded=b"},
    {HOMEVISIT_WORD_declared, "facts*={FACTS}"},
    {HOMEVISIT_WORD_reported, "to*=ROLE|RECIPIENT about*=TOPIC written=b"},
    {HOMEVISIT_WORD_concern_raised, "kind*=CONCERN immediate_danger=b"},
    {HOMEVISIT_WORD_concern_cleared, "kind*=CONCERN"},
    {HOMEVISIT_WORD_arrived, "staff=[id]"},
    {HOMEVISIT_WORD_checked_in, "with*=ROLE|OFFICE"},
    {HOMEVISIT_WORD_knocked, "answered*=b"},
    {HOMEVISIT_WORD_late_notice, "expected=t"},
    {HOMEVISIT_WORD_spoke, "person*=PERSON parental_responsibility=b delegated=b topic=SUBJECT"},
    {HOMEVISIT_WORD_invited_in, "person*=PERSON supervised=b"},
    {HOMEVISIT_WORD_entered, "reason=s necessary=b"},
    {HOMEVISIT_WORD_moved, "room*=ROOM accompanied=b safe=b necessary=b child_unwell=b child_permission=b "
                           "parent_permission=b"},
    {HOMEVISIT_WORD_animal_seen, "dangerous*=b"},
    {HOMEVISIT_WORD_physical_intervention, "injury=b"},
    {HOMEVISIT_WORD_incident, "kind*=INCIDENT"},
    {HOMEVISIT_WORD_debriefed, "with=ROLE"},
    {HOMEVISIT_WORD_left, "staff=[id] returning=b"},
    {HOMEVISIT_WORD_cancelled, "cause*=CAUSE"},
    {HOMEVISIT_WORD_form_completed, "fields*=[FIELD] stored=b"},
    {HOMEVISIT_WORD_logged, "system*=SYSTEM"},
    {HOMEVISIT_WORD_staff_called, "result*=CALL_RESULT"},
    {HOMEVISIT_WORD_senior_sent, "role*=ROLE"},
    {HOMEVISIT_WORD_emergency_called, "service*=SERVICE by=CALLER"},
    {HOMEVISIT_WORD_referred, "to*=REFERRAL"},
    {HOMEVISIT_WORD_noted, "text=s"},
};

static const char *vocabularies_spell(vocabularies in)
{
    static char text[128];
    static const char *const names[] = {
#define VOCABULARY(name, label) #name,
#include <homevisit/vocabulary.def>
    };
    text[0] = '\0';
    for (size_t i = 0; i < VOCABULARY_COUNT; i++) {
        if ((in >> i & 1) != 0) {
            strcat(strcat(text, *text == '\0' ? "" : "|"), names[i]);
        }
    }
    return text;
}

static const char *type_spell(const homevisit_attribute_info *attribute)
{
    static char list[140];
    switch (attribute->type) {
    case HOMEVISIT_TYPE_BOOLEAN: return "b";
    case HOMEVISIT_TYPE_INTEGER: return "i";
    case HOMEVISIT_TYPE_TIME: return "t";
    case HOMEVISIT_TYPE_TEXT: return "s";
    case HOMEVISIT_TYPE_NAME: return vocabularies_spell(attribute->vocabularies);
    case HOMEVISIT_TYPE_NAMES:
        snprintf(list, sizeof list, "[%s]", vocabularies_spell(attribute->vocabularies));
        return list;
    case HOMEVISIT_TYPE_IDS: return "[id]";
    case HOMEVISIT_TYPE_STAFF: return "[STAFF]";
    case HOMEVISIT_TYPE_FACTS: return "{FACTS}";
    default: return "?";
    }
}

static void attributes_spell(homevisit_word event, char *out, size_t capacity)
{
    const homevisit_attribute_info *attribute;
    size_t used = 0;
    out[0] = '\0';
    for (size_t i = 0; (attribute = homevisit_event_attribute(event, i)) != NULL; i++) {
        cr_expect_eq(attribute->event, event);
        cr_expect_eq(event_attribute_find(event, attribute->name), attribute);
        cr_expect_neq(*attribute->doc, '\0');
        used += (size_t)snprintf(out + used, capacity - used, "%s%s%s=%s", i == 0 ? "" : " ",
                                 homevisit_attribute_text(attribute->name), attribute->required ? "*" : "",
                                 type_spell(attribute));
    }
}

Test(attributes, are_those_of_the_format)
{
    for (unsigned event = 1; event <= HOMEVISIT_EVENT_LAST; event++) {
        const char *expected = "";
        for (size_t i = 0; i < sizeof attribute_rows / sizeof *attribute_rows; i++) {
            if (attribute_rows[i].event == (homevisit_word)event) {
                expected = attribute_rows[i].attributes;
            }
        }
        char spelt[512];
        attributes_spell((homevisit_word)event, spelt, sizeof spelt);
        cr_expect_str_eq(spelt, expected, "%s", homevisit_word_text((homevisit_word)event));
    }
}

Test(attributes, are_found_by_their_names)
{
    for (unsigned number = 0; number < HOMEVISIT_ATTRIBUTE_COUNT; number++) {
        const char *text = homevisit_attribute_text((homevisit_attribute_name)number);
        cr_expect_eq((unsigned)homevisit_attribute_find(text, strlen(text)), number, "%s", text);
        cr_expect_eq(homevisit_attribute_find(text, strlen(text) - 1), HOMEVISIT_ATTRIBUTE_COUNT, "%s", text);
    }
}

Test(attributes, of_no_event_are_none)
{
    cr_expect_null(homevisit_event_attribute(HOMEVISIT_WORD_none, 0));
    cr_expect_null(homevisit_event_attribute(HOMEVISIT_WORD_departed, 0));
    cr_expect_null(homevisit_event_attribute(HOMEVISIT_WORD_headteacher, 0));
    cr_expect_null(homevisit_event_attribute(HOMEVISIT_WORD_COUNT, 0));
    cr_expect_null(homevisit_event_attribute(HOMEVISIT_WORD_noted, 1));
    cr_expect_null(homevisit_event_attribute(HOMEVISIT_WORD_noted, SIZE_MAX));
    cr_expect_null(event_attribute_find(HOMEVISIT_WORD_noted, HOMEVISIT_ATTRIBUTE_reason));
    cr_expect_null(event_attribute_find(HOMEVISIT_WORD_noted, HOMEVISIT_ATTRIBUTE_COUNT));
    cr_expect_null(event_attribute_find(HOMEVISIT_WORD_headteacher, HOMEVISIT_ATTRIBUTE_reason));
    cr_expect_null(event_attribute_find((homevisit_word)-1, HOMEVISIT_ATTRIBUTE_reason));
}

/* homevisit_event_attribute() halves its way to an event's rows. */
Test(attributes, stand_in_the_order_of_the_events)
{
    for (size_t i = 1; i < event_attribute_count; i++) {
        cr_expect_leq((unsigned)event_attributes[i - 1].event, (unsigned)event_attributes[i].event, "row %zu", i);
    }
}
