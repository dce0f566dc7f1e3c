/* Facts, clocks and operators: FORMAT.md, sections 2 and 3, against the tables of the library. */
#include "vocabulary.h"

#include <criterion/criterion.h>
#include <string.h>

/* ---- facts ------------------------------------------------------------------------------------------------------ */

#define KNOWN true
#define UNSAID false

/* Every fact of FORMAT.md's table with a name of its own, and some of each family. `known_at_first`: "until said". */
static const struct {
    const char *name;
    homevisit_type type;
    vocabularies words;
    bool known_at_first;
} fact_rows[] = {
    {"phase", HOMEVISIT_TYPE_NAME, IN(PHASE), KNOWN},
    {"place", HOMEVISIT_TYPE_NAME, IN(PLACE), KNOWN},
    {"contact", HOMEVISIT_TYPE_NAME, IN(CONTACT), KNOWN},
    {"event", HOMEVISIT_TYPE_NAME, IN(EVENT), UNSAID},
    {"plan.reason", HOMEVISIT_TYPE_NAME, IN(REASON), UNSAID},
    {"plan.purpose", HOMEVISIT_TYPE_BOOLEAN, 0, KNOWN},
    {"plan.staff", HOMEVISIT_TYPE_STAFF, 0, UNSAID},
    {"plan.entry", HOMEVISIT_TYPE_BOOLEAN, 0, UNSAID},
    {"plan.first_visit", HOMEVISIT_TYPE_BOOLEAN, 0, UNSAID},
    {"plan.emergency", HOMEVISIT_TYPE_BOOLEAN, 0, UNSAID},
    {"plan.necessary", HOMEVISIT_TYPE_BOOLEAN, 0, UNSAID},
    {"plan.unannounced_reason", HOMEVISIT_TYPE_BOOLEAN, 0, KNOWN},
    {"plan.expected_start", HOMEVISIT_TYPE_TIME, 0, UNSAID},
    {"plan.expected_end", HOMEVISIT_TYPE_TIME, 0, UNSAID},
    {"plan.vehicle", HOMEVISIT_TYPE_BOOLEAN, 0, UNSAID},
    {"plan.days_absent", HOMEVISIT_TYPE_INTEGER, 0, UNSAID},
    {"plan.concerns", HOMEVISIT_TYPE_BOOLEAN, 0, UNSAID},
    {"plan.sensitive", HOMEVISIT_TYPE_BOOLEAN, 0, UNSAID},
    {"plan.start_minute", HOMEVISIT_TYPE_INTEGER, 0, UNSAID},
    {"plan.end_minute", HOMEVISIT_TYPE_INTEGER, 0, UNSAID},
    {"staff", HOMEVISIT_TYPE_STAFF, 0, KNOWN},
    {"staff.count", HOMEVISIT_TYPE_INTEGER, 0, UNSAID},
    {"staff.present", HOMEVISIT_TYPE_INTEGER, 0, KNOWN},
    {"staff.unplanned", HOMEVISIT_TYPE_INTEGER, 0, KNOWN},
    {"authorisation.given", HOMEVISIT_TYPE_BOOLEAN, 0, KNOWN},
    {"authorisation.roles", HOMEVISIT_TYPE_NAMES, IN(ROLE), KNOWN},
    {"authorisation.lone_roles", HOMEVISIT_TYPE_NAMES, IN(ROLE), KNOWN},
    {"contact_attempts.total", HOMEVISIT_TYPE_INTEGER, 0, KNOWN},
    {"contact_attempts.failed", HOMEVISIT_TYPE_INTEGER, 0, KNOWN},
    {"parents.informed", HOMEVISIT_TYPE_BOOLEAN, 0, KNOWN},
    {"parents.reached", HOMEVISIT_TYPE_BOOLEAN, 0, KNOWN},
    {"parents.late_notice", HOMEVISIT_TYPE_BOOLEAN, 0, KNOWN},
    {"parents.spoken_to", HOMEVISIT_TYPE_BOOLEAN, 0, KNOWN},
    {"parents.present", HOMEVISIT_TYPE_BOOLEAN, 0, UNSAID},
    {"appointment.made", HOMEVISIT_TYPE_BOOLEAN, 0, KNOWN},
    {"risk.assessed", HOMEVISIT_TYPE_BOOLEAN, 0, KNOWN},
    {"risk.written", HOMEVISIT_TYPE_BOOLEAN, 0, UNSAID},
    {"risk.level", HOMEVISIT_TYPE_NAME, IN(LEVEL), UNSAID},
    {"risk.family_known", HOMEVISIT_TYPE_BOOLEAN, 0, UNSAID},
    {"risk.aggression", HOMEVISIT_TYPE_BOOLEAN, 0, UNSAID},
    {"risk.contentious", HOMEVISIT_TYPE_BOOLEAN, 0, UNSAID},
    {"risk.animals", HOMEVISIT_TYPE_BOOLEAN, 0, UNSAID},
    {"risk.property", HOMEVISIT_TYPE_BOOLEAN, 0, UNSAID},
    {"risk.access", HOMEVISIT_TYPE_BOOLEAN, 0, UNSAID},
    {"risk.individuals", HOMEVISIT_TYPE_BOOLEAN, 0, UNSAID},
    {"risk.professionals", HOMEVISIT_TYPE_BOOLEAN, 0, UNSAID},
    {"code_word.agreed", HOMEVISIT_TYPE_BOOLEAN, 0, KNOWN},
    {"code_word.recorded", HOMEVISIT_TYPE_BOOLEAN, 0, KNOWN},
    {"declared.policy_read", HOMEVISIT_TYPE_BOOLEAN, 0, UNSAID},
    {"declared.backup_at_school", HOMEVISIT_TYPE_BOOLEAN, 0, UNSAID},
    {"logged.office", HOMEVISIT_TYPE_BOOLEAN, 0, KNOWN},
    {"logged.other", HOMEVISIT_TYPE_BOOLEAN, 0, KNOWN},
    {"referred.social_care", HOMEVISIT_TYPE_BOOLEAN, 0, KNOWN},
    {"referred.police", HOMEVISIT_TYPE_BOOLEAN, 0, KNOWN},
    {"concern.personal_safety", HOMEVISIT_TYPE_BOOLEAN, 0, KNOWN},
    {"concern.disclosure", HOMEVISIT_TYPE_BOOLEAN, 0, KNOWN},
    {"danger.child_at_risk", HOMEVISIT_TYPE_BOOLEAN, 0, KNOWN},
    {"danger.any", HOMEVISIT_TYPE_BOOLEAN, 0, KNOWN},
    {"threatened", HOMEVISIT_TYPE_BOOLEAN, 0, KNOWN},
    {"duress", HOMEVISIT_TYPE_BOOLEAN, 0, KNOWN},
    {"invitation.given", HOMEVISIT_TYPE_BOOLEAN, 0, KNOWN},
    {"invitation.person", HOMEVISIT_TYPE_NAME, IN(PERSON), UNSAID},
    {"invitation.supervised", HOMEVISIT_TYPE_BOOLEAN, 0, UNSAID},
    {"room", HOMEVISIT_TYPE_NAME, IN(ROOM), UNSAID},
    {"child.seen", HOMEVISIT_TYPE_BOOLEAN, 0, KNOWN},
    {"animals.seen", HOMEVISIT_TYPE_BOOLEAN, 0, KNOWN},
    {"animals.dangerous", HOMEVISIT_TYPE_BOOLEAN, 0, KNOWN},
    {"animals.separated", HOMEVISIT_TYPE_BOOLEAN, 0, UNSAID},
    {"calls.unanswered", HOMEVISIT_TYPE_INTEGER, 0, KNOWN},
    {"contacted_since.entered", HOMEVISIT_TYPE_BOOLEAN, 0, KNOWN},
    {"contacted_since.closed", HOMEVISIT_TYPE_BOOLEAN, 0, KNOWN},
    {"happened.planned", HOMEVISIT_TYPE_BOOLEAN, 0, KNOWN},
    {"happened.closed", HOMEVISIT_TYPE_BOOLEAN, 0, KNOWN},
    {"time.minute", HOMEVISIT_TYPE_INTEGER, 0, UNSAID},
    {"time.weekday", HOMEVISIT_TYPE_INTEGER, 0, UNSAID},
};
#define FACT_ROWS (sizeof fact_rows / sizeof *fact_rows)

Test(facts, are_what_the_format_says)
{
    for (size_t i = 0; i < FACT_ROWS; i++) {
        const char *name = fact_rows[i].name;
        const unsigned fact = fact_find(name, strlen(name));
        cr_assert_lt(fact, FACT_STATIC_COUNT, "%s", name);
        const struct fact_info info = fact_info(fact);
        cr_expect_eq(info.type, fact_rows[i].type, "%s has type %d", name, info.type);
        cr_expect_eq(info.words, fact_rows[i].words, "%s", name);
        cr_expect_eq(info.known_at_first, fact_rows[i].known_at_first, "%s", name);
    }
}

/* How many facts there are: those above that are no members of families, and each family's vocabulary. */
Test(facts, are_no_more_than_the_format_names)
{
    size_t numbered = 0, fixed = 0, layered = 0;
    for (unsigned fact = 0; fact < FACT_STATIC_COUNT + 10; fact++) {
        const bool is_fact = fact_info(fact).type != HOMEVISIT_TYPE_NOTHING;
        char name[128] = "before";
        cr_expect(fact_name(fact, name, sizeof name));
        cr_expect_eq(is_fact, *name != '\0');
        if (is_fact) {
            cr_expect_eq(fact_find(name, strlen(name)), fact, "%s", name);
            numbered++;
        }
    }
    for (size_t i = 0; i < FACT_ROWS; i++) {
        const unsigned fact = fact_find(fact_rows[i].name, strlen(fact_rows[i].name));
        fixed += fact < FACT_FIXED_COUNT;
        layered += fact >= FACT_PLAN_BASE;
    }
    cr_expect_eq(fixed, FACT_FIXED_COUNT, "each fact with a number of its own has a row above");
    const size_t members = 36 + 3 + 2 + 6 + 6 + 54 + 54; /* items, systems, referrals, concerns twice, events twice */
    cr_expect_eq(numbered, fixed + layered + members);
    cr_expect_eq(layered, 14 + 10);
}

Test(facts, that_the_policy_or_the_event_says_have_no_fixed_number)
{
    static const char *const names[] = {
        "",           "phas",          "phases",        "Phase",         "plan",
        "plan.",      "plan.for",      "plan.written",  "planned.entry", "risk",
        "risk.staff", "risk.assesed",  "declared",      "declared.",     "declared.headteacher",
        "declared.x", "happened.none", "happened.",     "happened",      "happened.headteacher",
        "concern.x",  "danger",        "danger.any.x",  "logged.police", "referred.office",
        "event.role", "told.dsl.risk", "x.interpreter", "settings.n",    "contacted_since.duress",
    };
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        cr_expect_eq(fact_find(names[i], strlen(names[i])), FACT_STATIC_COUNT, "%s", names[i]);
    }
    cr_expect_eq(fact_find("happened.left", 8), FACT_STATIC_COUNT, "the length counts, not the NUL");
    cr_expect_eq(fact_find("phases", 5), (unsigned)FACT_PHASE, "the length counts, not the NUL");
    cr_expect_eq(fact_find("happened.leftover", 13), (unsigned)FACT_HAPPENED_BASE + HOMEVISIT_WORD_left);
}

Test(facts, names_are_written_only_where_they_fit)
{
    char out[8] = "before";
    cr_expect(fact_name(FACT_PHASE, out, sizeof "phase"));
    cr_expect_str_eq(out, "phase");
    cr_expect_not(fact_name(FACT_PHASE, out, sizeof "phase" - 1));
    cr_expect_not(fact_name(FACT_PHASE, out, 0));
    cr_expect_not(fact_name(FACT_HAPPENED_BASE + HOMEVISIT_WORD_left, out, sizeof out));
}

/* ---- the nearest fact ------------------------------------------------------------------------------------------- */

static const struct {
    const char *wanted, *best; /* NULL: nothing is near */
} near_rows[] = {
    {"phaze", "phase"},
    {"staff_count", "staff.count"},
    {"authorization.given", "authorisation.given"},
    {"declared.phone_chargd", "declared.phone_charged"},
    {"declred.phone_charged", "declared.phone_charged"},
    {"happened.lef", "happened.left"},
    {"contacted_since.arived", "contacted_since.arrived"},
    {"concern.personal_saftey", "concern.personal_safety"},
    {"plan.first_vist", "plan.first_visit"},
    {"plan.start_minut", "plan.start_minute"},
    {"risk.agression", "risk.aggression"},
    {"told.dsl.riks", "told.dsl.risk"},
    {"told.headteecher.change_of_plan", "told.headteacher.change_of_plan"},
    {"tol.office.visit", "told.office.visit"},
    {"told.anyone.overun", "told.anyone.overrun"},
    {"told_in_writting.education_welfare_officer.appointment_change",
     "told_in_writing.education_welfare_officer.appointment_change"},
    {"event.rol", "event.role"},
    {"event.fields.folow_up", "event.fields.follow_up"},
    {"evnt.parental_responsibility", "event.parental_responsibility"},
    {"weather", NULL},
    {"", NULL},
};

Test(facts, the_nearest_may_be_any_of_them)
{
    for (size_t i = 0; i < sizeof near_rows / sizeof *near_rows; i++) {
        struct nearest nearest;
        nearest_init(&nearest, near_rows[i].wanted, strlen(near_rows[i].wanted));
        nearest_offer_facts(&nearest);
        if (near_rows[i].best == NULL) {
            cr_expect_null(nearest.best, "%s", near_rows[i].wanted);
        } else {
            cr_assert_not_null(nearest.best, "%s", near_rows[i].wanted);
            cr_expect_str_eq(nearest.best, near_rows[i].best);
        }
    }
}

/* ---- clocks and operators --------------------------------------------------------------------------------------- */

Test(clocks, are_those_of_the_format)
{
    static const char *const names[] = {"trigger", "departed",     "arrived",     "entered",
                                        "left",    "cancelled",    "returned",    "appointment",
                                        "waiting", "expected_end", "last_contact"};
    cr_assert_eq(sizeof names / sizeof *names, CLOCK_COUNT);
    for (unsigned i = 0; i < CLOCK_COUNT; i++) {
        cr_expect_eq((unsigned)clock_find(names[i], strlen(names[i])), i, "%s", names[i]);
        cr_expect_str_eq(clock_text((enum clock)i), names[i]);
        cr_expect_eq(clock_find(names[i], strlen(names[i]) - 1), CLOCK_COUNT, "%s", names[i]);
    }
    cr_expect_eq(clock_find("", 0), CLOCK_COUNT);
    cr_expect_str_empty(clock_text(CLOCK_COUNT));
}

/* Operators of FORMAT.md's COND, with the numbers of arguments that JsonLogic gives them a meaning for. */
static const struct {
    const char *symbol;
    size_t min_args, max_args;
} operator_rows[] = {
    {"var", 1, 2}, {"==", 2, 2},  {"===", 2, 2},  {"!=", 2, 2},   {"!==", 2, 2},     {"!", 1, 1}, {"!!", 1, 1},
    {"and", 1, 0}, {"or", 1, 0},  {"if", 3, 0},   {"<", 2, 3},    {"<=", 2, 3},      {">", 2, 2}, {">=", 2, 2},
    {"in", 2, 2},  {"+", 1, 0},   {"-", 1, 2},    {"*", 1, 0},    {"/", 2, 2},       {"%", 2, 2}, {"min", 1, 0},
    {"max", 1, 0}, {"all", 2, 2}, {"some", 2, 2}, {"none", 2, 2}, {"missing", 1, 0},
};

Test(operators, are_those_of_the_format)
{
    cr_assert_eq(sizeof operator_rows / sizeof *operator_rows, OPERATOR_COUNT);
    for (size_t i = 0; i < OPERATOR_COUNT; i++) {
        const char *symbol = operator_rows[i].symbol;
        const enum operator_id id = operator_find(symbol, strlen(symbol));
        const struct operator_row *row = operator_row(id);
        cr_assert_not_null(row, "%s", symbol);
        cr_expect_str_eq(row->symbol, symbol);
        cr_expect_eq(row->min_args, operator_rows[i].min_args, "%s", symbol);
        cr_expect_eq(row->max_args, operator_rows[i].max_args, "%s", symbol);
        cr_expect_neq(*row->doc, '\0', "%s", symbol);
    }
    cr_expect_null(operator_row(OPERATOR_COUNT));
    cr_expect_eq(operator_find("", 0), OPERATOR_COUNT);
    cr_expect_eq(operator_find("====", 4), OPERATOR_COUNT);
    cr_expect_eq(operator_find("map", 3), OPERATOR_COUNT);
}

Test(operators, and_clocks_have_a_nearest)
{
    struct nearest nearest;
    nearest_init(&nearest, "missng", 6);
    nearest_offer_operators(&nearest);
    cr_assert_not_null(nearest.best);
    cr_expect_str_eq(nearest.best, "missing");
    nearest_init(&nearest, "expected-end", 12);
    nearest_offer_clocks(&nearest);
    cr_assert_not_null(nearest.best);
    cr_expect_str_eq(nearest.best, "expected_end");
}
