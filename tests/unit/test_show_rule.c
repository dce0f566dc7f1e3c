/* lib/show_rule.c, show_duty.c and show_sections.c: each form of rule as sentences, and where it stands. */
#include "policy_texts.h"
#include "show.h"

#include <criterion/criterion.h>
#include <stdio.h>
#include <string.h>

#define SETTINGS                                                                                                       \
    "'settings': {'limit': {'value': 20}, 'calls': {'value': 120, 'assumed': true}, 'none': {'value': 0},\n"           \
    "'roles': {'value': ['headteacher', 'dsl']}},\n"                                                                   \
    "'facts': {'x.interpreter_there': 'boolean'},\n"
#define UNSAFE "{'or': [{'var': 'concern.personal_safety'}, {'var': 'threatened'}, {'var': 'duress'}]}"

struct rule_case {
    const char *rule; /* what follows id, clauses and message */
    enum show_section section;
    const char *said; /* sentences parted by spaces, points of lists by " - " */
};

static void write_lines(char *out, size_t size, const struct lines *lines, bool points)
{
    for (const struct line *line = lines->first; line != NULL; line = line->next) {
        size_t used = strlen(out);
        snprintf(out + used, size - used, "%s%s", points ? " - " : used != 0 ? " " : "", line->text);
        for (char *mark = out + used; *mark != '\0'; mark++)
            if (*mark == ENGLISH_CODE_MARK || *mark == ENGLISH_CODE_END_MARK)
                *mark = '`';
        write_lines(out, size, &line->points, true);
    }
}

static void expect_said(const struct rule_case *expected)
{
    static char text[16384], said[8192];
    struct arena arena;
    struct english english;
    struct lines lines = {NULL, NULL};
    snprintf(text, sizeof text, TEXT_HEAD SETTINGS "'rules': [\n{'id': 'r', 'clauses': [], 'message': 'm', %s}]}",
             expected->rule);
    homevisit_policy *policy = load_sound(text, NULL);
    arena_init(&arena, &policy->allocator);
    english_open(&english, policy, &arena);
    show_rule_lines(&english, &policy->rules[0], &lines);
    said[0] = '\0';
    write_lines(said, sizeof said, &lines, false);
    cr_expect_str_eq(said, expected->said, "%s:\n  says   '%s'\n  not as '%s'", expected->rule, said, expected->said);
    const enum show_section section = show_section_of(policy, &policy->rules[0]);
    cr_expect_eq(section, expected->section, "%s: stands in '%s'", expected->rule, show_section_id(section));
    arena_free(&arena);
    homevisit_policy_free(policy);
}

static void expect_all(const struct rule_case *cases, size_t count)
{
    for (size_t i = 0; i < count; i++)
        expect_said(&cases[i]);
}
#define EXPECT_ALL(cases) expect_all(cases, sizeof(cases) / sizeof *(cases))

/* ---- guards ----------------------------------------------------------------------------------------------------- */

static const struct rule_case guards[] = {
    {"'force': 'must', 'on': ['entered'], 'needs': {'var': 'appointment.made'}", SECTION_WAY,
     "Staff must not go inside (`entered`) unless an appointment has been made."},
    {"'force': 'should', 'on': ['entered'], 'when': " UNSAFE, SECTION_WAY,
     "Staff should not go inside (`entered`) when there is an open concern about the safety of the staff, staff are "
     "threatened, or they have called for help with the code word."},
    {"'force': 'must', 'on': ['confidentiality_promised'], 'when': true", SECTION_HOME,
     "Staff must not promise to keep from school what is said (`confidentiality_promised`)."},
    {"'force': 'must', 'on': ['departed'], 'when': {'var': 'plan.vehicle'}, 'needs': {'var': "
     "'declared.vehicle_insured'},"
     " 'unless': {'var': 'plan.emergency'}",
     SECTION_BEFORE,
     "When a vehicle is used, staff must not set out (`departed`) unless the vehicle is insured for the visit. This "
     "does "
     "not apply when the visit is an emergency."},
    /* Several events of one kind, and of several. */
    {"'force': 'must', 'on': ['knocked', 'spoke', 'entered'], 'needs': {'var': 'declared.id_carried'}", SECTION_WAY,
     "Staff must not knock at the door (`knocked`), speak to anybody (`spoke`) or go inside (`entered`) unless "
     "identification is carried."},
    {"'force': 'must', 'on': ['cancelled', 'closed', 'left'], 'needs': {'var': 'child.seen'}", SECTION_AFTER,
     "Staff must not leave the address (`left`), the visit must not be cancelled (`cancelled`) and the record must not "
     "be "
     "closed (`closed`) unless the child has been seen."},
    /* What hangs on the event is told apart by event. */
    {"'force': 'should', 'on': ['departed', 'arrived', 'entered'], 'when': {'if': [{'==': [{'var': 'event'}, "
     "'departed']},"
     " {'>=': [{'var': 'plan.start_minute'}, 1080]}, {'>=': [{'var': 'time.minute'}, 1080]}]}",
     SECTION_BEFORE,
     "Staff should not set out (`departed`) when the visit is planned to begin at 18:00 or later. Staff should not "
     "arrive "
     "at the address (`arrived`) or go inside (`entered`) when it happens at 18:00 or later."},
    {"'force': 'should', 'on': ['departed', 'arrived', 'entered'], 'when': {'if': [{'==': [{'var': 'event'}, "
     "'entered']},"
     " {'var': 'plan.entry'}, {'var': 'plan.sensitive'}]}",
     SECTION_BEFORE,
     "Staff should not set out (`departed`) or arrive at the address (`arrived`) when the matter is sensitive. Staff "
     "should "
     "not go inside (`entered`) when going inside is intended."},
    {"'force': 'must', 'on': ['moved'], 'when': {'==': [{'var': 'event.room'}, 'bedroom']}", SECTION_HOME,
     "Staff must not go into a bedroom (`moved`)."},
    {"'force': 'must', 'on': ['moved'], 'when': {'and': [{'==': [{'var': 'event.room'}, 'upstairs']},"
     " {'!': [{'var': 'event.safe'}]}]}",
     SECTION_HOME, "Staff must not go upstairs (`moved`) when it is not judged completely safe."},
    {"'force': 'must', 'on': ['spoke'], 'when': {'!=': [{'var': 'event.topic'}, 'availability']}, 'needs': {'==':"
     " [{'var': 'event.person'}, 'parent']}",
     SECTION_HOME,
     "Staff must not speak to anybody about anything but whether a parent is available (`spoke`) unless the person "
     "spoken "
     "to is a parent."},
    /* What is needed is that something is not so. */
    {"'force': 'must', 'on': ['departed'], 'needs': {'!': [{'var': 'declared.id_on_lanyard'}]}", SECTION_BEFORE,
     "Staff must not set out (`departed`) when identification is worn on a lanyard round the neck."},
    /* What holds anyhow, and yet names cases. */
    {"'force': 'should', 'on': ['entered'], 'when': {'or': [{'==': [{'var': 'event'}, 'entered']}, {'var': "
     "'risk.aggression'},"
     " {'!': [{'var': 'risk.family_known'}]}]}, 'needs': {'>=': [{'var': 'staff.present'}, 2]}",
     SECTION_WAY,
     "Staff should not go inside (`entered`) unless at least 2 members of staff are there, above all when there is a "
     "risk "
     "of aggression, or the family is not known."},
    /* What is long is listed. */
    {"'force': 'must', 'on': ['entered'], 'when': {'and': [{'var': 'child.seen'}, {'var': 'animals.seen'}, {'var':"
     " 'risk.assessed'}, {'var': 'parents.informed'}, {'var': 'plan.entry'}]}, 'needs': {'var': 'parents.present'}",
     SECTION_WAY,
     "When all of these hold: - the child has been seen - an animal has been seen - the risks have been assessed - the "
     "parents have been told of the visit - going inside is intended Then staff must not go inside (`entered`) unless "
     "a "
     "parent is there."},
};

Test(show_rule, says_guards)
{
    EXPECT_ALL(guards);
}

/* ---- duties ----------------------------------------------------------------------------------------------------- */

static const struct rule_case duties[] = {
    {"'force': 'must', 'on': ['left'], 'do': ['checked_in'], 'within_minutes': 10, 'by': 'visitor'", SECTION_AFTER,
     "When staff leave the address (`left`), they must check in with school (`checked_in`) within 10 minutes."},
    {"'force': 'must', 'when': {'==': [{'var': 'place'}, 'outside']}, 'do': ['checked_in'], 'where': {'==': [{'var':"
     " 'event.with'}, 'office']}, 'before': 'entered', 'within_minutes': {'var': 'settings.limit'}, 'by': 'visitor'",
     SECTION_WAY,
     "When staff are outside the home, they must check in with the school office (`checked_in`) within 20 minutes "
     "(`limit`), and before they go inside (`entered`)."},
    {"'force': 'must', 'when': {'!=': [{'var': 'place'}, 'school']}, 'do': ['checked_in'], 'from': 'last_contact',"
     " 'within_minutes': {'var': 'settings.calls'}, 'repeat': true, 'by': 'visitor'",
     SECTION_WAY,
     "While staff are not at school, they must check in with school (`checked_in`) within 2 hours (`calls`, assumed) "
     "of "
     "the last contact. Once done it falls due again, for as long as this is so."},
    {"'force': 'must', 'when': {'and': [{'==': [{'var': 'place'}, 'outside']}, {'!': [{'var': ['parents.present', "
     "false]}]}]},"
     " 'do': ['cancelled'], 'from': 'waiting', 'within_minutes': {'var': 'settings.limit'}, 'by': 'visitor'",
     SECTION_WAY,
     "When staff are outside the home and no parent is there (also where nothing is said of it), staff must cancel the "
     "visit (`cancelled`) within 20 minutes (`limit`) of the agreed time, or of arriving where that is later or no "
     "time "
     "was agreed."},
    {"'force': 'should', 'when': {'==': [{'var': 'place'}, 'inside']}, 'do': ['left'], 'from': 'expected_end',"
     " 'within_minutes': {'var': 'settings.none'}, 'early': false",
     SECTION_HOME,
     "When staff are inside, they should leave the address (`left`) by the planned end of the visit (`none`). What is "
     "done "
     "before the planned end of the visit does not count."},
    {"'force': 'must', 'when': {'var': 'threatened'}, 'do': ['left'], 'within_minutes': 0, 'by': 'visitor'",
     SECTION_TROUBLE, "When staff are threatened, they must leave the address (`left`) at once."},
    /* Who does it, and what others may do. */
    {"'force': 'must', 'when': {'and': [{'>=': [{'var': 'calls.unanswered'}, 1]}, {'!=': [{'var': 'place'}, "
     "'school']}]},"
     " 'do': ['staff_called', 'checked_in', 'returned'], 'within_minutes': 15, 'by': 'office'",
     SECTION_TROUBLE,
     "When at least one call to the staff has gone unanswered and staff are not at school, the school office must "
     "phone "
     "the staff (`staff_called`) within 15 minutes. It is done, too, if staff check in with school (`checked_in`) or "
     "staff "
     "return to school (`returned`)."},
    {"'force': 'must', 'on': ['incident'], 'when': {'in': [{'var': 'event.kind'}, ['injury', 'illness']]},"
     " 'do': ['policy_reviewed'], 'by': 'headteacher'",
     SECTION_TROUBLE,
     "When an incident is recorded that is an injury or an illness (`incident`), the headteacher must review the "
     "policy "
     "(`policy_reviewed`). No time is set for it."},
    {"'force': 'must', 'on': ['departed'], 'do': ['parent_arrived'], 'from': 'appointment', 'within_minutes': 5,"
     " 'by': 'visitor'",
     SECTION_BEFORE,
     "When staff set out (`departed`), they must see to it that a parent comes (`parent_arrived`) within 5 minutes of "
     "the "
     "agreed time."},
    /* What counts is told apart by event. */
    {"'force': 'must', 'on': ['concern_raised'], 'when': {'==': [{'var': 'event.kind'}, 'disclosure']}, 'do': "
     "['reported',"
     " 'debriefed'], 'where': {'or': [{'and': [{'in': [{'var': 'event.to'}, {'var': 'settings.roles'}]}, {'==': "
     "[{'var':"
     " 'event.about'}, 'disclosure']}, {'var': 'event.written'}]}, {'==': [{'var': 'event.with'}, 'dsl']}]}, 'from':"
     " ['returned', 'trigger'], 'within_minutes': 60",
     SECTION_TROUBLE,
     "When a concern is raised about a disclosure (`concern_raised`), staff must report to the headteacher or the DSL "
     "(`roles`) about a disclosure in writing (`reported`) or talk the visit over with the DSL (`debriefed`) within 1 "
     "hour "
     "of the return to school or of that moment, whichever is later."},
    {"'force': 'must', 'on': ['form_completed'], 'when': {'!': [{'var': 'event.stored'}]}, 'do': ['form_completed'],"
     " 'where': {'var': 'event.stored'}, 'within_minutes': 60",
     SECTION_AFTER,
     "When the home visit form is completed (`form_completed`) and it is not stored in the student's file, staff must "
     "complete the home visit form (`form_completed`) within 1 hour. It counts only if it is stored in the student's "
     "file."},
    {"'force': 'must', 'on': ['replanned', 'appointment_changed'], 'when': {'var': 'happened.departed'}, 'do':"
     " ['checked_in'], 'within_minutes': 15, 'by': 'visitor'",
     SECTION_WAY,
     "When the plan is changed (`replanned`) or the appointment is changed (`appointment_changed`), and staff have set "
     "out, "
     "staff must check in with school (`checked_in`) within 15 minutes."},
};

Test(show_rule, says_duties)
{
    EXPECT_ALL(duties);
}

/* ---- checklist and advice --------------------------------------------------------------------------------------- */

static const struct rule_case others[] = {
    {"'force': 'must', 'item': 'torch_carried', 'before': 'departed'", SECTION_BEFORE,
     "Before staff set out (`departed`), it must be confirmed that a torch is carried (`torch_carried`)."},
    {"'force': 'should', 'item': 'introduced', 'before': 'left', 'when': {'==': [{'var': 'place'}, 'inside']}",
     SECTION_HOME,
     "Before staff leave the address (`left`), when they are inside, it should be confirmed that staff have "
     "introduced "
     "themselves (`introduced`)."},
    {"'force': 'must', 'item': 'x.interpreter_there', 'before': 'entered', 'when': {'var': 'plan.entry'}", SECTION_WAY,
     "Before staff go inside (`entered`), when going inside is intended, “interpreter there” must be confirmed "
     "(`x.interpreter_there`)."},
    {"'force': 'must', 'during': ['inside', 'outside']", SECTION_HOME,
     "Staff must keep to this while they are outside the home or inside."},
    {"'force': 'should', 'during': ['authorised', 'draft', 'planned'], 'when': {'!': [{'var': 'parents.reached'}]}",
     SECTION_BEFORE,
     "Staff should keep to this while the visit is in preparation, planned or authorised, when the parents have not "
     "been "
     "reached."},
    {"'force': 'may', 'during': ['planned', 'under_way', 'travelling']", SECTION_THROUGHOUT,
     "Staff may make use of this while the visit is planned or under way, or while they are on the way."},
    {"'force': 'must', 'during': ['ended', 'closed']", SECTION_AFTER,
     "Staff must keep to this while the visit is over or closed."},
    {"'force': 'must', 'during': ['outside'], 'when': " UNSAFE, SECTION_TROUBLE,
     "Staff must keep to this while they are outside the home, when there is an open concern about the safety of the "
     "staff, staff are threatened, or they have called for help with the code word."},
};

Test(show_rule, says_checklists_and_advice)
{
    EXPECT_ALL(others);
}

/* ---- where a rule stands ---------------------------------------------------------------------------------------- */

static const struct {
    const char *rule;
    enum show_section section;
} places[] = {
    {"'force': 'must', 'when': {'and': [{'var': 'happened.departed'}, {'in': [{'var': 'place'}, ['left', 'school']]}]},"
     " 'do': ['reported']",
     SECTION_AFTER},
    /* That nothing is wrong is no trouble; that an animal is not kept apart is. */
    {"'force': 'must', 'when': {'and': [{'==': [{'var': 'place'}, 'inside']}, {'!': [{'var': 'threatened'}]}]},"
     " 'do': ['child_seen'], 'before': 'left'",
     SECTION_HOME},
    {"'force': 'must', 'when': {'!': [{'var': 'animals.separated'}]}, 'do': ['cancelled']", SECTION_TROUBLE},
    {"'force': 'must', 'when': {'var': 'appointment.made'}, 'do': ['checked_in'], 'from': 'arrived', 'within_minutes': "
     "1",
     SECTION_WAY},
    {"'force': 'must', 'when': {'var': 'appointment.made'}, 'do': ['checked_in'], 'before': 'returned'", SECTION_AFTER},
    {"'force': 'must', 'when': {'var': 'appointment.made'}, 'do': ['checked_in']", SECTION_THROUGHOUT},
    {"'force': 'must', 'when': {'var': 'happened.incident'}, 'do': ['checked_in']", SECTION_TROUBLE},
    {"'force': 'must', 'when': {'var': 'appointment.made'}, 'do': ['emergency_called', 'returned']", SECTION_TROUBLE},
    {"'force': 'must', 'during': ['inside'], 'when': {'==': [{'var': 'contact'}, 'escalated']}", SECTION_TROUBLE},
};

Test(show_sections, places_rules_by_what_they_speak_of)
{
    static char text[4096];
    for (size_t i = 0; i < sizeof places / sizeof *places; i++) {
        snprintf(text, sizeof text, TEXT_HEAD "'rules': [\n{'id': 'r', 'clauses': [], 'message': 'm', %s}]}",
                 places[i].rule);
        homevisit_policy *policy = load_sound(text, NULL);
        const enum show_section section = show_section_of(policy, &policy->rules[0]);
        cr_expect_eq(section, places[i].section, "%s: stands in '%s'", places[i].rule, show_section_id(section));
        homevisit_policy_free(policy);
    }
}
