/* lib/condition_decide.c, lib/condition_value.c: conditions over facts. */
#include "condition_trial.h"

#include <criterion/criterion.h>

static const struct decided {
    const char *condition, *where, *facts;
    enum truth expected;
} cases[] = {
#define F TRUTH_FALSE
#define T TRUTH_TRUE
#define U TRUTH_UNKNOWN
    /* facts of each type */
    {"{'var': 'threatened'}", "", "", F},
    {"{'var': 'threatened'}", "", "threatened=true", T},
    {"{'var': 'parents.present'}", "", "", U},
    {"{'var': 'x.flag'}", "", "x.flag=true", T},
    {"{'var': 'told.dsl.risk'}", "", "told.dsl.risk=true", T},
    {"{'==': [{'var': 'phase'}, 'draft']}", "", "", T},
    {"{'===': ['ended', {'var': 'phase'}]}", "", "", F},
    {"{'!=': [{'var': 'room'}, 'bedroom']}", "", "", U},
    {"{'!==': [{'var': 'room'}, 'bedroom']}", "", "room=shared", T},
    {"{'==': [{'var': 'x.note'}, 'said']}", "", "x.note=said", T},
    {"{'==': [{'var': 'x.note'}, 'said']}", "", "x.note=unsaid", F},
    {"{'==': [{'var': 'parents.present'}, {'var': 'threatened'}]}", "", "parents.present=false", T},
    {"{'==': [{'var': 'parents.present'}, true]}", "", "", U},
    {"{'<': [{'var': 'plan.expected_start'}, {'var': 'plan.expected_end'}]}", "",
     "plan.expected_start=100; plan.expected_end=101", T},
    {"{'<': [{'var': 'plan.expected_start'}, {'var': 'plan.expected_end'}]}", "", "plan.expected_start=100", U},
    {"{'==': [{'var': 'plan.expected_start'}, {'var': 'plan.expected_end'}]}", "",
     "plan.expected_start=9999999999; plan.expected_end=9999999999", T},
    /* Kleene's three values */
    {"{'and': [{'var': 'parents.present'}, {'var': 'threatened'}]}", "", "", F},
    {"{'and': [{'var': 'threatened'}, {'var': 'parents.present'}]}", "", "threatened=true", U},
    {"{'and': [{'var': 'threatened'}, {'var': 'duress'}]}", "", "threatened=true; duress=true", T},
    {"{'or': [{'var': 'parents.present'}, {'var': 'threatened'}]}", "", "threatened=true", T},
    {"{'or': [{'var': 'parents.present'}, {'var': 'threatened'}]}", "", "", U},
    {"{'or': [{'var': 'duress'}, {'var': 'threatened'}]}", "", "", F},
    {"{'!': {'var': 'parents.present'}}", "", "", U},
    {"{'!': [{'var': 'parents.present'}]}", "", "parents.present=false", T},
    {"{'!!': [{'var': 'parents.present'}]}", "", "parents.present=false", F},
    {"{'if': [{'var': 'x.flag'}, {'var': 'threatened'}, {'var': 'duress'}]}", "", "x.flag=true; threatened=true", T},
    {"{'if': [{'var': 'x.flag'}, {'var': 'threatened'}, {'var': 'duress'}]}", "", "x.flag=false; threatened=true", F},
    {"{'if': [{'var': 'x.flag'}, {'var': 'threatened'}, {'var': 'duress'}]}", "", "threatened=true", U},
    {"{'if': [{'var': 'x.flag'}, {'var': 'threatened'}, {'var': 'duress'}]}", "", "threatened=true; duress=true", T},
    {"{'if': [{'var': 'x.flag'}, {'var': 'parents.present'}, {'var': 'parents.present'}]}", "", "", U},
    {"{'if': [{'var': 'x.flag'}, {'var': 'threatened'}, {'var': 'parents.present'}, {'var': 'duress'}, {'var': "
     "'threatened'}]}",
     "", "", F},
    {"{'if': [{'var': 'x.flag'}, {'var': 'threatened'}, {'var': 'parents.present'}, {'var': 'duress'}, {'var': "
     "'threatened'}]}",
     "", "parents.present=true; duress=true", U},
    {"{'==': [{'if': [{'var': 'x.flag'}, 'draft', {'var': 'phase'}]}, 'draft']}", "", "", T},
    {"{'==': [{'if': [{'var': 'x.flag'}, 3, {'var': 'x.count'}]}, 3]}", "", "x.count=4", U},
    {"{'in': ['dsl', {'if': [{'var': 'x.flag'}, ['dsl'], {'var': 'authorisation.roles'}]}]}", "",
     "authorisation.roles=dsl", T},
    {"{'in': ['dsl', {'if': [{'var': 'x.flag'}, ['dsl'], {'var': 'authorisation.roles'}]}]}", "",
     "authorisation.roles=dsl, teacher", U},
/* lists are the same where each member is, in their order */
#define IDS "{'in': ['a', {'if': [{'var': 'x.flag'}, ['a', 'b'], {'var': 'event.staff'}]}]}"
    {IDS, "on arrived", "event=arrived; event.staff=a, b", T},
    {IDS, "on arrived", "event=arrived; event.staff=a, c", U},
    {IDS, "on arrived", "event=arrived; event.staff=b, a", U},
    {IDS, "on arrived", "event=arrived; event.staff=a", U},
    {IDS, "on arrived", "event=arrived; event.staff=a, b, c", U},
#define STAFF                                                                                                          \
    "{'some': [{'if': [{'var': 'x.flag'}, {'var': 'staff'}, {'var': 'event.staff'}]}, {'==': [{'var': 'role'}, "       \
    "'dsl']}]}"
    {STAFF, "on planned", "staff=a:dsl:yes; event=planned; event.staff=a:dsl:yes", T},
    {STAFF, "on planned", "staff=a:dsl:no; event=planned; event.staff=a:dsl:no", T},
    {STAFF, "on planned", "staff=a:dsl; event=planned; event.staff=a:dsl", T},
    {STAFF, "on planned", "staff=a:dsl:yes; event=planned; event.staff=a:dsl:no", U},
    {STAFF, "on planned", "staff=a:dsl:no; event=planned; event.staff=a:dsl", U},
    {STAFF, "on planned", "staff=a:dsl:yes; event=planned; event.staff=b:dsl:yes", U},
    {STAFF, "on planned", "staff=a:dsl, b:dsl; event=planned; event.staff=a:dsl, b:teacher", U},
    {"{'in': ['dsl', {'if': [{'var': 'x.flag'}, ['dsl', 'teacher'], {'var': 'authorisation.roles'}]}]}", "",
     "authorisation.roles=dsl, headteacher", U},
    {"{'in': [{'var': 'x.count'}, {'if': [{'var': 'x.flag'}, [3, 4.5], [3, 4.5]]}]}", "", "x.count=3", T},
    {"{'in': [{'var': 'x.count'}, {'if': [{'var': 'x.flag'}, [3, 4.5], [3, 4]]}]}", "", "x.count=3", U},
    /* defaults, and asking for what is unknown */
    {"{'var': ['parents.present', true]}", "", "", T},
    {"{'var': ['parents.present', true]}", "", "parents.present=false", F},
    {"{'var': ['parents.present', {'var': 'x.flag'}]}", "", "", U},
    {"{'==': [{'var': ['room', 'shared']}, 'shared']}", "", "", T},
    {"{'var': ['conditions.unsafe', false]}", "", "threatened=?", F},
    {"{'!!': {'missing': ['parents.present']}}", "", "", T},
    {"{'!': {'missing': 'parents.present'}}", "", "", F},
    {"{'!': {'missing': ['parents.present', 'room']}}", "", "parents.present=false; room=shared", T},
    {"{'!': {'missing': [['parents.present', 'room']]}}", "", "parents.present=false", F},
    {"{'in': ['room', {'missing': ['parents.present', 'room']}]}", "", "parents.present=true", T},
    {"{'in': ['room', {'missing': ['parents.present', 'room']}]}", "", "room=other", F},
    {"{'!!': {'missing': ['x.note']}}", "", "x.note=", T},
    {"{'!!': {'missing': ['conditions.unsafe']}}", "", "duress=?", T},
    /* numbers */
    {"{'<': [{'var': 'x.count'}, 3]}", "", "x.count=2", T},
    {"{'<': [{'var': 'x.count'}, 3]}", "", "x.count=3", F},
    {"{'<=': [{'var': 'x.count'}, 3]}", "", "x.count=3", T},
    {"{'>': [{'var': 'x.count'}, 3]}", "", "x.count=3", F},
    {"{'>=': [{'var': 'x.count'}, 3]}", "", "x.count=3", T},
    {"{'<': [1, {'var': 'x.count'}, 3]}", "", "x.count=2", T},
    {"{'<': [1, {'var': 'x.count'}, 3]}", "", "x.count=3", F},
    {"{'<=': [1, {'var': 'x.count'}, 3]}", "", "x.count=3", T},
    {"{'<': [1, {'var': 'x.count'}, 3]}", "", "", U},
    {"{'<': [{'var': 'x.other'}, {'var': 'x.count'}, 3]}", "", "x.count=3", F},
    {"{'<': [{'var': 'x.other'}, {'var': 'x.count'}, 3]}", "", "x.count=2", U},
    {"{'<': [{'var': 'x.count'}, {'var': 'settings.wait'}]}", "", "x.count=19", T},
    {"{'==': [{'+': [{'var': 'x.count'}, 0.5]}, 2.5]}", "", "x.count=2", T},
    {"{'==': [{'+': [0.1, {'*': [{'var': 'x.count'}, 0.1]}]}, 0.3]}", "", "x.count=2", F}, /* as in JavaScript */
    {"{'==': [{'-': {'var': 'x.count'}}, -2]}", "", "x.count=2", T},
    {"{'==': [{'-': [{'var': 'x.count'}, 3]}, -1]}", "", "x.count=2", T},
    {"{'==': [{'*': [{'var': 'x.count'}, 3, 2]}, 12]}", "", "x.count=2", T},
    {"{'==': [{'/': [{'var': 'x.count'}, 4]}, 0.5]}", "", "x.count=2", T},
    {"{'==': [{'%': [{'var': 'x.count'}, 3]}, -2]}", "", "x.count=-5", T},
    {"{'==': [{'%': [{'var': 'x.count'}, 1.5]}, 0.5]}", "", "x.count=2", T},
    {"{'==': [{'min': [{'var': 'x.count'}, 3, 4]}, 3]}", "", "x.count=5", T},
    {"{'==': [{'max': [{'var': 'x.count'}, 3, 4]}, 5]}", "", "x.count=5", T},
    {"{'<': [{'min': [{'var': 'x.count'}, 3]}, 9]}", "", "", U},
    {"{'==': [{'/': [4, {'var': 'x.count'}]}, 4]}", "", "x.count=0", U},
    {"{'!=': [{'%': [4, {'var': 'x.count'}]}, 4]}", "", "x.count=0", U},
    {"{'or': [{'var': 'threatened'}, {'==': [{'/': [4, {'var': 'x.count'}]}, 4]}]}", "", "x.count=0; threatened=true",
     T},
    {"{'in': [{'var': 'x.count'}, [3, 4.5, 5]]}", "", "x.count=5", T},
    {"{'in': [{'var': 'x.count'}, [3, 4.5, 5]]}", "", "x.count=4", F},
    {"{'in': [{'var': 'x.count'}, [3, 4.5, 5]]}", "", "", U},
    /* lists */
    {"{'in': ['dsl', {'var': 'authorisation.roles'}]}", "", "", F},
    {"{'in': ['dsl', {'var': 'authorisation.roles'}]}", "", "authorisation.roles=teacher, dsl", T},
    {"{'in': [{'var': 'invitation.person'}, ['parent', 'responsible_adult']]}", "", "invitation.person=parent", T},
    {"{'in': [{'var': 'invitation.person'}, ['parent', 'responsible_adult']]}", "", "", U},
    {"{'==': [{'var': 'invitation.person'}, {'var': 'settings.person'}]}", "", "invitation.person=parent", T},
    {"{'!': {'var': 'authorisation.roles'}}", "", "", T},
    {"{'!!': {'var': 'authorisation.lone_roles'}}", "", "authorisation.lone_roles=dsl", T},
    {"{'!': {'var': 'staff'}}", "", "", T},
    {"{'!!': {'var': 'plan.staff'}}", "", "", U},
    {"{'!!': {'var': 'plan.staff'}}", "", "staff=a:teacher", T},
    {"{'!!': [['a']]}", "", "", T},
    {"{'some': [{'var': 'authorisation.roles'}, {'in': [{'var': ''}, {'var': 'settings.deciders'}]}]}", "",
     "authorisation.roles=teacher, dsl", T},
    {"{'all': [{'var': 'authorisation.roles'}, {'in': [{'var': ''}, {'var': 'settings.deciders'}]}]}", "",
     "authorisation.roles=teacher, dsl", F},
    {"{'all': [{'var': 'authorisation.roles'}, {'in': [{'var': ''}, ['dsl']]}]}", "", "", F},
    {"{'none': [{'var': 'authorisation.roles'}, {'==': [{'var': ''}, 'dsl']}]}", "", "", T},
    {"{'some': [{'var': 'authorisation.roles'}, {'==': [{'var': ''}, 'dsl']}]}", "", "", F},
    {"{'all': [{'var': 'staff'}, {'var': 'trained'}]}", "", "staff=a:teacher:yes, b:dsl:yes", T},
    {"{'all': [{'var': 'staff'}, {'var': 'trained'}]}", "", "staff=a:teacher:yes, b:dsl", U},
    {"{'all': [{'var': 'staff'}, {'var': 'trained'}]}", "", "staff=a:teacher:no, b:dsl", F},
    {"{'all': [{'var': 'staff'}, {'var': ['trained', true]}]}", "", "staff=a:teacher:yes, b:dsl", T},
    {"{'some': [{'var': 'staff'}, {'var': 'trained'}]}", "", "staff=a:teacher:no, b:dsl", U},
    {"{'some': [{'var': 'staff'}, {'var': 'trained'}]}", "", "staff=a:teacher, b:dsl:yes", T},
    {"{'none': [{'var': 'staff'}, {'var': 'trained'}]}", "", "staff=a:teacher, b:dsl:yes", F},
    {"{'none': [{'var': 'staff'}, {'var': 'trained'}]}", "", "staff=a:teacher, b:dsl:no", U},
    {"{'none': [{'var': 'staff'}, {'var': 'trained'}]}", "", "staff=a:teacher:no", T},
    {"{'all': [{'var': 'plan.staff'}, {'var': 'trained'}]}", "", "", U},
    {"{'some': [{'var': 'staff'}, {'and': [{'==': [{'var': 'role'}, 'dsl']}, {'!=': [{'var': 'id'}, 'a']}]}]}", "",
     "staff=a:dsl, b:dsl", T},
    {"{'some': [{'var': 'staff'}, {'and': [{'==': [{'var': 'role'}, 'dsl']}, {'!=': [{'var': 'id'}, 'a']}]}]}", "",
     "staff=a:dsl, b:teacher", F},
    {"{'some': [{'var': 'staff'}, {'!!': {'missing': 'trained'}}]}", "", "staff=a:dsl:yes, b:dsl", T},
    {"{'some': [{'var': 'staff'}, {'and': [{'var': 'conditions.unsafe'}, {'var': 'trained'}]}]}", "",
     "staff=a:dsl:yes; duress=true", T},
    {"{'some': [{'missing': ['room', 'x.flag']}, {'==': [{'var': ''}, 'x.flag']}]}", "", "room=shared", T},
    {"{'some': [{'missing': ['room', 'x.flag']}, {'==': [{'var': ''}, 'x.flag']}]}", "", "x.flag=true", F},
    {"{'some': [['a', 'b'], {'==': [{'var': ''}, 'b']}]}", "", "", T},
    {"{'some': [[1, 2.5], {'>': [{'var': ''}, 2]}]}", "", "", T},
    /* the event being decided */
    {"{'==': [{'var': 'event'}, 'entered']}", "on entered left", "event=entered", T},
    {"{'==': [{'var': 'event'}, 'entered']}", "on entered left", "event=left", F},
    {"{'==': [{'var': 'event'}, 'entered']}", "on entered left", "", U},
    {"{'var': 'event.answered'}", "on knocked", "event=knocked; event.answered=true", T},
    {"{'var': 'event.answered'}", "on knocked", "event=knocked", U},
    {"{'var': 'event.answered'}", "on knocked", "", U},
    {"{'==': [{'var': 'event.to'}, 'social_care']}", "on reported referred", "event=referred; event.to=social_care", T},
    {"{'==': [{'var': 'event.role'}, 'dsl']}", "do authorised checked_in", "event=checked_in", U},
    {"{'var': 'event.fields.follow_up'}", "on form_completed", "event=form_completed; event.fields=date, follow_up", T},
    {"{'var': 'event.fields.follow_up'}", "on form_completed", "event=form_completed; event.fields=date", F},
    {"{'var': 'event.fields.follow_up'}", "on form_completed", "event=form_completed", U},
    {"{'in': ['date', {'var': 'event.fields'}]}", "on form_completed", "event=form_completed; event.fields=date", T},
    {"{'in': ['a', {'var': 'event.staff'}]}", "on arrived", "event=arrived; event.staff=b, a", T},
    {"{'in': ['c', {'var': 'event.staff'}]}", "on arrived", "event=arrived; event.staff=b, a", F},
    {"{'all': [{'var': 'event.staff'}, {'var': 'trained'}]}", "on planned", "event=planned; event.staff=b:dsl:yes", T},
    {"{'==': [{'var': 'event.reason'}, 'because']}", "on entered", "event=entered; event.reason=because", T},
    {"{'>': [{'var': 'event.for'}, {'var': 'plan.expected_start'}]}", "on appointment_made",
     "event=appointment_made; event.for=101; plan.expected_start=100", T},
    {"{'>=': [{'var': 'event.days_absent'}, 3]}", "on planned", "event=planned; event.days_absent=3", T},
    {"{'<': [{'var': 'time.minute'}, {'var': 'settings.wait'}]}", "on entered", "time.minute=19; event=entered", T},
};

Test(condition_decide, as_the_format_says)
{
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct condition_trial trial;
        condition_trial_open(&trial, NULL, cases[i].condition, cases[i].where, 0);
        const homevisit_problem *told = homevisit_problems_get(trial.problems, 0);
        cr_expect_neq(trial.root, NO_NODE, "%s: %s", cases[i].condition, told != NULL ? told->message : "");
        if (trial.root != NO_NODE) {
            condition_trial_facts(&trial, cases[i].facts);
            const enum truth found = condition_decide(&trial.scene, trial.root);
            cr_expect_eq(found, cases[i].expected, "%s over %s: %d", cases[i].condition, cases[i].facts, found);
        }
        condition_trial_close(&trial);
    }
}

/* Nothing that loading alone needs is needed to decide. */
Test(condition_decide, after_loading)
{
    struct condition_trial trial;
    condition_trial_open(&trial, NULL, "{'and': [{'var': 'conditions.unsafe'}, {'<': [{'var': 'x.count'}, 3]}]}", "",
                         0);
    conditions_seal(&trial.conditions);
    json_places_free(trial.places);
    trial.places = NULL;
    condition_trial_facts(&trial, "duress=true; x.count=2");
    cr_assert_eq(condition_decide(&trial.scene, trial.root), TRUTH_TRUE);
    condition_trial_close(&trial);
}
