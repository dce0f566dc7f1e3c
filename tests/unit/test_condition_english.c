/* lib/condition_english.c, english_compare.c, english_value.c, english_thought.c: what a condition says in plain English. */
#include "condition_english.h"
#include "policy_texts.h"

#include <criterion/criterion.h>
#include <stdio.h>
#include <string.h>

/*
 * A condition as the `when` of a guard on some events, decided on the first of them. Settings and facts that conditions
 * here may read:
 */
#define SETTINGS                                                                                                       \
    "'settings': {'pair': {'value': 2}, 'limit': {'value': 20, 'assumed': true}, 'evening': {'value': '18:00'},\n"     \
    "'roles': {'value': ['headteacher', 'dsl']}, 'strict': {'value': true}, 'boss': {'value': 'headteacher'}},\n"      \
    "'facts': {'x.interpreter_there': 'boolean', 'x.visits_made': 'integer', 'x.language': 'string'},\n"               \
    "'conditions': {'unsafe': {'or': [{'var': 'threatened'}, {'var': 'duress'}]}},\n"

static struct arena arena;
static struct english english;
static homevisit_policy *policy;

static void open_policy(const char *events, const char *condition)
{
    static char text[16384];
    snprintf(text, sizeof text, TEXT_HEAD SETTINGS "'rules': [\n" TEXT_RULE("r") "'on': [%s], 'when': %s}]}", events,
             condition);
    policy = load_sound(text, NULL);
    arena_init(&arena, &policy->allocator);
    english_open(&english, policy, &arena);
}

static void close_policy(void)
{
    arena_free(&arena);
    homevisit_policy_free(policy);
}

static node_index root(void)
{
    return policy->rules[0].as.guard.when;
}

/* What tests write for the marks of names. */
static const char *with_ticks(const char *text)
{
    static char out[2048];
    size_t length = 0;
    for (; *text != '\0' && length + 1 < sizeof out; text++)
        out[length++] = *text == ENGLISH_CODE_MARK || *text == ENGLISH_CODE_END_MARK ? '`' : *text;
    out[length] = '\0';
    return out;
}

/* ---- one clause ------------------------------------------------------------------------------------------------- */

struct clause_case {
    const char *events, *condition;
    const char *yes, *no; /* as it is, and its opposite; "" for what always holds, NULL for what never does */
};

static void expect_clause(const struct clause_case *expected, node_index index, homevisit_word event, bool wanted)
{
    const struct thought *thought = condition_think(&english, index, event, wanted);
    const char *text = thought->kind == THOUGHT_ALWAYS  ? ""
                       : thought->kind == THOUGHT_NEVER ? NULL
                                                        : with_ticks(thought_flat(&english, thought));
    const char *said = wanted ? expected->yes : expected->no;
    if (said == NULL || text == NULL)
        cr_expect(said == text, "%s: '%s'", expected->condition, text != NULL ? text : "never");
    else
        cr_expect_str_eq(text, said, "%s:\n  says   '%s'\n  not as '%s'", expected->condition, text, said);
}

static void expect_clauses(const struct clause_case *cases, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        open_policy(cases[i].events, cases[i].condition);
        const homevisit_word event = word_find_in(IN(EVENT), cases[i].events + 1, strcspn(cases[i].events + 1, "'"));
        cr_assert(event != HOMEVISIT_WORD_none, "%s", cases[i].events);
        expect_clause(&cases[i], root(), event, true);
        expect_clause(&cases[i], root(), event, false);
        close_policy();
    }
}
#define EXPECT_CLAUSES(cases) expect_clauses(cases, sizeof(cases) / sizeof *(cases))

static const struct clause_case facts[] = {
    {"'entered'", "{'var': 'risk.assessed'}", "the risks have been assessed", "the risks have not been assessed"},
    {"'entered'", "{'!': [{'var': 'parents.present'}]}", "no parent is there", "a parent is there"},
    {"'entered'", "{'!!': [{'var': 'plan.emergency'}]}", "the visit is an emergency", "the visit is no emergency"},
    {"'entered'", "{'==': [{'var': 'animals.seen'}, false]}", "no animal has been seen", "an animal has been seen"},
    {"'entered'", "{'var': 'plan.purpose'}", "the plan says what the visit is for",
     "the plan does not say what the visit is for"},
    {"'entered'", "{'var': 'declared.no_large_cash'}", "no large sums of money are carried",
     "large sums of money are carried"},
    {"'entered'", "{'var': 'concern.property'}", "there is an open concern about the property",
     "there is no open concern about the property"},
    {"'entered'", "{'var': 'logged.cpoms'}", "the visit has been logged on CPOMS",
     "the visit has not been logged on CPOMS"},
    {"'entered'", "{'var': 'happened.departed'}", "staff have set out", "staff have not set out"},
    {"'entered'", "{'var': 'contacted_since.left'}",
     "there has been contact with the staff since they left the address",
     "there has been no contact with the staff since they left the address"},
    {"'entered'", "{'var': 'told.dsl.risk'}", "the DSL has been told of the risk",
     "the DSL has not been told of the risk"},
    {"'entered'", "{'var': 'told.colleagues.destination'}", "colleagues have been told of the destination",
     "colleagues have not been told of the destination"},
    {"'entered'", "{'var': 'told_in_writing.headteacher.cancellation'}",
     "the headteacher has been told in writing of the cancellation",
     "the headteacher has not been told in writing of the cancellation"},
    {"'entered'", "{'var': 'told.anyone.overrun'}",
     "somebody has been told of the overrun (social care does not count)",
     "nobody has been told of the overrun (social care does not count)"},
    {"'entered'", "{'var': 'x.interpreter_there'}", "“interpreter there” is confirmed",
     "“interpreter there” is denied"},
    {"'entered'", "{'var': 'settings.strict'}", "`strict` is set (it is set to yes)",
     "`strict` is not set (it is set to yes)"},
    {"'entered'", "true", "", NULL},
};

Test(condition_english, says_facts)
{
    EXPECT_CLAUSES(facts);
}

static const struct clause_case names[] = {
    {"'entered'", "{'==': [{'var': 'place'}, 'outside']}", "staff are outside the home",
     "staff are not outside the home"},
    {"'entered'", "{'!=': ['school', {'var': 'place'}]}", "staff are not at school", "staff are at school"},
    {"'entered'", "{'in': [{'var': 'phase'}, ['draft', 'under_way', 'ended']]}",
     "the visit is in preparation, under way or over", "the visit is not in preparation, under way or over"},
    {"'entered'", "{'==': [{'var': 'contact'}, 'in_contact']}", "contact with the staff is as it should be",
     "contact with the staff is not as it should be"},
    {"'entered'",
     "{'or': [{'==': [{'var': 'plan.reason'}, 'safeguarding']}, {'===': [{'var': 'plan.reason'}, 'other']}]}",
     "the reason for the visit is safeguarding or another reason",
     "the reason for the visit is not safeguarding or another reason"},
    {"'entered'", "{'in': ['dsl', {'var': 'authorisation.roles'}]}", "the visit has been authorised by the DSL",
     "the visit has not been authorised by the DSL"},
    {"'entered'", "{'some': [{'var': 'authorisation.roles'}, {'in': [{'var': ''}, {'var': 'settings.roles'}]}]}",
     "the visit has been authorised by the headteacher or the DSL (`roles`)",
     "the visit has not been authorised by the headteacher or the DSL (`roles`)"},
    {"'entered'", "{'none': [{'var': 'authorisation.lone_roles'}, {'==': [{'var': ''}, {'var': 'settings.boss'}]}]}",
     "it has not been decided by the headteacher that one person may go alone (`boss`)",
     "it has been decided by the headteacher that one person may go alone (`boss`)"},
    {"'entered'", "{'!': [{'var': 'authorisation.roles'}]}",
     "there is nobody and nothing among those who have authorised the visit",
     "there is somebody or something among those who have authorised the visit"},
    {"'moved'", "{'==': [{'var': 'event.room'}, 'bedroom']}", "they go into a bedroom",
     "they do not go into a bedroom"},
    {"'moved'", "{'==': [{'var': 'event.room'}, {'var': 'room'}]}",
     "the room that they go to is the room that staff went to last",
     "the room that they go to is not the room that staff went to last"},
    {"'entered'", "{'==': [{'var': 'x.language'}, 'Polish']}", "“language” is “Polish”", "“language” is not “Polish”"},
};

Test(condition_english, says_names)
{
    EXPECT_CLAUSES(names);
}

static const struct clause_case numbers[] = {
    {"'entered'", "{'>=': [{'var': 'staff.count'}, {'var': 'settings.pair'}]}",
     "at least 2 members of staff are going (`pair`)", "fewer than 2 members of staff are going (`pair`)"},
    {"'entered'", "{'<': [1, {'var': 'staff.present'}]}", "more than one member of staff is there",
     "at most one member of staff is there"},
    {"'entered'", "{'==': [{'var': 'staff.unplanned'}, 0]}", "no people there are not in the plan",
     "at least one person there is not in the plan"},
    {"'entered'", "{'>': [{'var': 'calls.unanswered'}, 0]}", "at least one call to the staff has gone unanswered",
     "no calls to the staff have gone unanswered"},
    {"'entered'", "{'==': [{'var': 'plan.days_absent'}, 3]}", "the child has been absent for exactly 3 days",
     "the child has been absent for not exactly 3 days"},
    {"'entered'", "{'<': [2, {'var': 'plan.days_absent'}, 6]}",
     "the child has been absent for more than 2 days and the child has been absent for fewer than 6 days",
     "the child has been absent for at most 2 days, or the child has been absent for at least 6 days"},
    {"'entered'", "{'in': [{'var': 'staff.count'}, [1, 2]]}", "exactly 1 or 2 members of staff are going",
     "not exactly 1 or 2 members of staff are going"},
    {"'entered'", "{'>=': [{'var': 'time.minute'}, {'var': 'settings.evening'}]}",
     "it happens at 18:00 or later (`evening`)", "it happens before 18:00 (`evening`)"},
    {"'entered'", "{'>': [{'var': 'plan.end_minute'}, 1110]}", "the visit is planned to end after 18:30",
     "the visit is planned to end at 18:30 or before"},
    {"'entered'", "{'>=': [{'var': 'time.weekday'}, 6]}", "it happens on a Saturday or a Sunday",
     "it happens on a Monday, a Tuesday, a Wednesday, a Thursday or a Friday"},
    {"'entered'", "{'in': [{'var': 'time.weekday'}, [3, 5]]}", "it happens on a Wednesday or a Friday",
     "it happens on a Monday, a Tuesday, a Thursday, a Saturday or a Sunday"},
    {"'entered'", "{'>=': [{'-': [{'var': 'staff.present'}, {'var': 'staff.unplanned'}]}, {'var': 'staff.count'}]}",
     "the number of staff who are there less the number of those who are not in the plan is at least the number of "
     "staff "
     "in the plan",
     "the number of staff who are there less the number of those who are not in the plan is less than the number of "
     "staff "
     "in the plan"},
    {"'entered'", "{'>': [{'max': [{'*': [{'var': 'staff.count'}, 2]}, {'+': [{'var': 'staff.present'}, 1]}]}, 4]}",
     "the greatest of (the number of staff in the plan times 2) and (the number of staff who are there plus 1) is more "
     "than 4",
     "the greatest of (the number of staff in the plan times 2) and (the number of staff who are there plus 1) is at "
     "most "
     "4"},
    {"'entered'", "{'<': [{'var': 'x.visits_made'}, {'var': 'settings.limit'}]}",
     "“visits made” is fewer than 20 (`limit`, assumed)", "“visits made” is at least 20 (`limit`, assumed)"},
    {"'appointment_made'", "{'<=': [{'var': 'event.for'}, {'var': 'plan.expected_end'}]}",
     "the agreed time is no later than the expected end", "the agreed time is later than the expected end"},
};

Test(condition_english, says_numbers_and_times)
{
    EXPECT_CLAUSES(numbers);
}

static const struct clause_case defaults[] = {
    {"'entered'", "{'var': ['plan.emergency', false]}", "the visit is an emergency (only where that is said)",
     "the visit is no emergency (also where nothing is said of it)"},
    {"'entered'", "{'!': [{'var': ['animals.separated', true]}]}",
     "the animal is not in a separate room (only where that is said)",
     "the animal is in a separate room (also where nothing is said of it)"},
    {"'entered'", "{'>=': [{'var': ['staff.count', 0]}, {'var': 'settings.pair'}]}",
     "at least 2 members of staff are going (only where that is said) (`pair`)",
     "fewer than 2 members of staff are going (also where nothing is said of it) (`pair`)"},
    {"'spoke'", "{'!=': [{'var': ['event.topic', 'other']}, 'availability']}",
     "the talk is not about whether a parent is available (also where nothing is said of it)",
     "the talk is about whether a parent is available (only where that is said)"},
    {"'entered'", "{'!': [{'missing': ['plan.expected_start', 'plan.expected_end']}]}",
     "the record gives the expected start and the expected end",
     "the record does not give the expected start or the expected end"},
    {"'entered'", "{'!!': [{'missing': ['risk.animals', 'risk.access']}]}",
     "the record does not say whether there is a risk from animals or whether the entrance is hard to reach",
     "the record says whether there is a risk from animals and whether the entrance is hard to reach"},
};

Test(condition_english, says_what_stands_in_and_what_is_missing)
{
    EXPECT_CLAUSES(defaults);
}

static const struct clause_case parts[] = {
    {"'entered'", "{'and': [{'var': 'invitation.given'}, {'var': 'child.seen'}]}",
     "somebody has invited staff in and the child has been seen",
     "nobody has invited staff in, or the child has not been seen"},
    {"'entered'",
     "{'or': [{'var': 'duress'}, {'and': [{'var': 'animals.seen'}, {'!': [{'var': 'parents.present'}]}]}]}",
     "staff have called for help with the code word, or an animal has been seen and no parent is there",
     "staff have not called for help with the code word, and either no animal has been seen, or a parent is there"},
    {"'entered'", "{'and': [{'var': 'threatened'}, {'and': [{'var': 'duress'}, {'var': 'threatened'}]}]}",
     "staff are threatened and they have called for help with the code word",
     "staff are not threatened, or they have not called for help with the code word"},
    {"'entered'", "{'or': [{'var': 'conditions.unsafe'}, {'var': 'concern.personal_safety'}]}",
     "staff are threatened, they have called for help with the code word, or there is an open concern about the safety "
     "of "
     "the staff",
     "staff are not threatened, they have not called for help with the code word, and there is no open concern about "
     "the "
     "safety of the staff"},
    {"'entered'", "{'or': [{'var': 'danger.property'}, {'var': 'danger.disclosure'}, {'var': 'danger.child_at_risk'}]}",
     "an open concern about the property, a disclosure or a child at risk says that somebody is in immediate danger",
     "no open concern about the property, a disclosure or a child at risk says that somebody is in immediate danger"},
    {"'form_completed'", "{'and': [{'var': 'event.fields.date'}, {'var': 'event.fields.time'}]}",
     "the form gives the date and the time", "the form leaves out the date or the time"},
    {"'entered'", "{'if': [{'var': 'plan.emergency'}, {'var': 'child.seen'}, {'var': 'parents.informed'}]}",
     "the child has been seen (where the visit is an emergency) or the parents have been told of the visit (otherwise)",
     "the child has not been seen (where the visit is an emergency) or the parents have not been told of the visit "
     "(otherwise)"},
    {"'entered'", "{'if': [{'var': 'plan.emergency'}, true, {'var': 'parents.informed'}]}",
     "the visit is an emergency, or the parents have been told of the visit",
     "the visit is no emergency and the parents have not been told of the visit"},
    {"'entered'", "{'if': [{'var': 'plan.emergency'}, {'var': 'child.seen'}, true]}",
     "the visit is no emergency, or the child has been seen",
     "the visit is an emergency and the child has not been seen"},
    {"'entered'", "{'==': [{'var': 'child.seen'}, {'var': 'animals.seen'}]}",
     "it is the same whether the child has been seen and whether an animal has been seen",
     "it is not the same whether the child has been seen and whether an animal has been seen"},
};

Test(condition_english, puts_parts_together)
{
    EXPECT_CLAUSES(parts);
}

static const struct clause_case members[] = {
    {"'departed'", "{'all': [{'var': 'staff'}, {'var': 'trained'}]}", "every member of staff in the plan is trained",
     "not every member of staff in the plan is trained"},
    {"'departed'",
     "{'some': [{'var': 'staff'}, {'and': [{'var': 'trained'}, {'in': [{'var': 'role'}, {'var': "
     "'settings.roles'}]}]}]}",
     "at least one member of staff in the plan is trained and is the headteacher or the DSL (`roles`)",
     "no member of staff in the plan is trained and is the headteacher or the DSL (`roles`)"},
    {"'departed'", "{'none': [{'var': 'staff'}, {'!=': [{'var': 'role'}, 'teacher']}]}",
     "no member of staff in the plan is not a teacher", "at least one member of staff in the plan is not a teacher"},
    {"'departed'", "{'all': [{'var': 'authorisation.roles'}, {'!=': [{'var': ''}, 'teacher']}]}",
     "every one of those who have authorised the visit is not a teacher",
     "not every one of those who have authorised the visit is not a teacher"},
};

Test(condition_english, says_what_is_so_of_members)
{
    EXPECT_CLAUSES(members);
}

/* The event is known, so that what asks for it is decided; the attributes that it lacks are never known. */
static const struct clause_case decided[] = {
    {"'departed', 'entered'",
     "{'if': [{'==': [{'var': 'event'}, 'departed']}, {'var': 'child.seen'}, {'var': 'duress'}]}",
     "the child has been seen", "the child has not been seen"},
    {"'entered', 'departed'",
     "{'if': [{'==': [{'var': 'event'}, 'departed']}, {'var': 'child.seen'}, {'var': 'duress'}]}",
     "staff have called for help with the code word", "staff have not called for help with the code word"},
    {"'entered', 'departed'", "{'or': [{'in': [{'var': 'event'}, ['departed', 'left']]}, {'var': 'duress'}]}",
     "staff have called for help with the code word", "staff have not called for help with the code word"},
    {"'departed', 'entered'", "{'or': [{'in': [{'var': 'event'}, ['departed', 'left']]}, {'var': 'duress'}]}", "",
     NULL},
};

Test(condition_english, decides_what_the_event_decides)
{
    EXPECT_CLAUSES(decided);
}

/* Sound, but hardly written by anybody: it is said all the same, if not always well. */
static const struct clause_case rare[] = {
    {"'left'", "{'var': ['conditions.unsafe', true]}",
     "staff are threatened, or they have called for help with the code word (also where nothing is said of it)",
     "staff are not threatened and they have not called for help with the code word (only where that is said)"},
    {"'left'", "{'==': [{'var': ['event', 'left']}, 'left']}", "", NULL},
    {"'left'", "{'in': ['plan.expected_start', {'missing': ['plan.expected_start', 'plan.expected_end']}]}",
     "“plan.expected_start” is among what is not said of the expected start and the expected end",
     "“plan.expected_start” is not among what is not said of the expected start and the expected end"},
    {"'left'", "{'==': [{'==': [{'var': 'event'}, 'left']}, {'var': 'child.seen'}]}", "the child has been seen",
     "the child has not been seen"},
    {"'left', 'entered'", "{'==': [{'==': [{'var': 'event'}, 'entered']}, {'var': 'child.seen'}]}",
     "the child has not been seen", "the child has been seen"},
    {"'left'", "{'==': [{'if': [{'var': 'plan.emergency'}, true, {'var': 'child.seen'}]}, {'var': 'animals.seen'}]}",
     "it is the same whether the visit is an emergency, or the child has been seen and whether an animal has been seen",
     "it is not the same whether the visit is an emergency, or the child has been seen and whether an animal has been "
     "seen"},
    {"'left'", "{'<': [{'+': [{'var': ['x.visits_made', 0]}, 1]}, {'var': 'staff.count'}]}",
     "(“visits made”, or 0 where nothing is said) plus 1 is less than the number of staff in the plan",
     "(“visits made”, or 0 where nothing is said) plus 1 is at least the number of staff in the plan"},
    {"'left'", "{'or': [{'var': 'contacted_since.arrived'}, {'var': 'contacted_since.entered'}]}",
     "there has been contact with the staff since they arrived at the address or they went inside",
     "there has been no contact with the staff since they arrived at the address or they went inside"},
    {"'left'", "{'>=': [{'var': 'staff.count'}, 0]}", "at least 0 members of staff are going",
     "fewer than 0 members of staff are going"},
    {"'left'", "{'or': [{'in': ['a', ['a', 'b']]}, {'var': 'duress'}]}", "", NULL},
    {"'form_completed'", "{'in': ['date', {'var': 'event.fields'}]}", "the form gives the date",
     "the form leaves out the date"},
    {"'form_completed'", "{'some': [{'var': 'event.fields'}, {'==': [{'var': ''}, 'date']}]}",
     "the form gives the date", "the form leaves out the date"},
    {"'left'", "{'some': [{'var': 'authorisation.roles'}, {'var': 'settings.strict'}]}",
     "at least one of those who have authorised the visit `strict` is set (it is set to yes)",
     "none of those who have authorised the visit `strict` is set (it is set to yes)"},
    {"'left'", "{'some': [{'var': 'authorisation.roles'}, {'==': [{'var': ''}, {'var': ''}]}]}",
     "at least one of those who have authorised the visit the member is the member",
     "none of those who have authorised the visit the member is the member"},
    {"'left'",
     "{'or': [{'in': [{'var': 'phase'}, ['draft', 'planned']]}, {'in': [{'var': 'phase'}, ['ended', 'planned']]}]}",
     "the visit is in preparation, planned or over", "the visit is not in preparation, planned or over"},
    {"'left'",
     "{'some': [{'var': 'staff'}, {'if': [{'var': 'trained'}, {'==': [{'var': 'role'}, 'dsl']}, {'==': [{'var': "
     "'role'}, 'teacher']}]}]}",
     "at least one member of staff in the plan is the DSL (where is trained) or is a teacher (otherwise)",
     "no member of staff in the plan is the DSL (where is trained) or is a teacher (otherwise)"},
    {"'left'", "{'==': [{'var': 'authorisation.given'}, {'==': [{'var': 'plan.reason'}, 'other']}]}",
     "it is the same whether the visit has been authorised and whether the reason for the visit is another reason",
     "it is not the same whether the visit has been authorised and whether the reason for the visit is another reason"},
};

Test(condition_english, says_what_is_rare)
{
    EXPECT_CLAUSES(rare);
}

/* ---- where ------------------------------------------------------------------------------------------------------ */

Test(condition_english, holds_what_an_event_lacks_for_unknown)
{
    policy = load_sound(TEXT_RULES(TEXT_RULE("r") "'when': {'var': 'threatened'}, 'do': ['checked_in', 'reported'], "
                                                  "'where': {'or': [{'==': [{'var': 'event.with'}, 'office']},\n"
                                                  "{'!': [{'==': [{'var': 'event.about'}, 'visit']}]}]}}"),
                        NULL);
    arena_init(&arena, &policy->allocator);
    english_open(&english, policy, &arena);
    const node_index where = policy->rules[0].as.duty.where;
    const struct thought *thought = condition_think(&english, where, HOMEVISIT_WORD_checked_in, true);
    cr_expect_str_eq(thought_flat(&english, thought), "they check in with the school office");
    thought = condition_think(&english, where, HOMEVISIT_WORD_reported, true);
    cr_expect_str_eq(thought_flat(&english, thought), "the report is not about the visit");
    thought = condition_think(&english, where, HOMEVISIT_WORD_reported, false);
    cr_expect_eq(thought->kind, THOUGHT_NEVER);
    cr_expect(thought->unknown);
    close_policy();
}

/* What `where` says for an event of `do` that lacks what it reads; NULL for what never holds. */
static void expect_where(const char *where, homevisit_word event, const char *said)
{
    static char text[2048];
    snprintf(text, sizeof text,
             TEXT_RULES(TEXT_RULE("r") "'when': {'var': 'threatened'}, 'do': ['checked_in', 'reported', "
                                       "'planned'], 'where': %s}"),
             where);
    policy = load_sound(text, NULL);
    arena_init(&arena, &policy->allocator);
    english_open(&english, policy, &arena);
    const struct clause_case expected = {.condition = where, .yes = said};
    expect_clause(&expected, policy->rules[0].as.duty.where, event, true);
    close_policy();
}

Test(condition_english, holds_what_rests_on_what_an_event_lacks_for_unknown_too)
{
    const homevisit_word lacking = HOMEVISIT_WORD_checked_in;
    expect_where("{'>': [{'+': [{'var': 'event.days_absent'}, 1]}, 2]}", lacking, NULL);
    expect_where("{'or': [{'>': [{'+': [{'var': 'event.days_absent'}, 1]}, 2]}, {'var': 'duress'}]}", lacking,
                 "staff have called for help with the code word");
    expect_where("{'if': [{'==': [{'var': 'event.about'}, 'visit']}, {'var': 'child.seen'}, {'var': 'duress'}]}",
                 lacking, "the child has been seen and staff have called for help with the code word");
    expect_where("{'or': [{'and': [{'==': [1, 1]}, {'==': [{'var': 'event.about'}, 'visit']}]}, {'var': 'duress'}]}",
                 lacking, "staff have called for help with the code word");
}

/* ---- behind the verb -------------------------------------------------------------------------------------------- */

struct modifier_case {
    const char *event, *condition;
    const char *modifiers;
    const char *rest; /* "" for nothing */
    bool replaced;
};

static const struct modifier_case modifiers[] = {
    {"reported", "{'and': [{'==': [{'var': 'event.to'}, 'office']}, {'==': [{'var': 'event.about'}, 'danger']}]}",
     " to the school office about the danger", "", true},
    {"reported", "{'and': [{'!=': [{'var': 'event.to'}, 'social_care']}, {'var': 'event.written'}, {'var': 'duress'}]}",
     " to somebody other than social care in writing", "staff have called for help with the code word", true},
    {"spoke",
     "{'or': [{'and': [{'==': [{'var': 'event.person'}, 'sibling']}, {'!=': [{'var': 'event.topic'}, "
     "'availability']}]},\n"
     "{'==': [{'var': 'event.person'}, 'child']}]}",
     " to a sibling about anything but whether a parent is available, or to the child", "", true},
    {"spoke", "{'==': [{'var': 'event.topic'}, 'purpose']}", " about the purpose of the visit", "", false},
    {"staff_called", "{'==': [{'var': 'event.result'}, 'spoke']}", ", getting an answer", "", false},
    {"entered", "{'var': 'event.necessary'}", "", "it is necessary to safeguard a child in an emergency", false},
    {"spoke", "{'or': [{'==': [{'var': 'event.person'}, 'child']}, {'var': 'duress'}]}", "",
     "the person spoken to is the child, or staff have called for help with the code word", false},
};

Test(condition_english, puts_behind_the_verb_what_fits_there)
{
    for (size_t i = 0; i < sizeof modifiers / sizeof *modifiers; i++) {
        const struct modifier_case *expected = &modifiers[i];
        char events[64];
        snprintf(events, sizeof events, "'%s'", expected->event);
        open_policy(events, expected->condition);
        const homevisit_word event = word_find_in(IN(EVENT), expected->event, strlen(expected->event));
        struct thought *rest = condition_think(&english, root(), event, true);
        bool replaced;
        cr_expect_str_eq(thought_modifiers(&english, rest, &rest, &replaced), expected->modifiers);
        cr_expect_str_eq(rest->kind == THOUGHT_ALWAYS ? "" : thought_flat(&english, rest), expected->rest);
        cr_expect_eq(replaced, expected->replaced, "%s", expected->condition);
        close_policy();
    }
}

/* ---- lists ------------------------------------------------------------------------------------------------------ */

/* The lines as text: points one a line, two spaces deeper for each level. */
static void write_lines(char *out, size_t size, const struct lines *lines, int depth)
{
    for (const struct line *line = lines->first; line != NULL; line = line->next) {
        const size_t used = strlen(out);
        snprintf(out + used, size - used, "%*s%s%s\n", depth * 2, "", depth != 0 ? "- " : "", with_ticks(line->text));
        write_lines(out, size, &line->points, depth + 1);
    }
}

static void expect_lines(const char *condition, const char *expected)
{
    char text[4096] = "";
    open_policy("'entered'", condition);
    struct lines lines = {NULL, NULL};
    lines_say(&english, &lines, "Wait when ", condition_think(&english, root(), HOMEVISIT_WORD_entered, true),
              ", staff must phone.");
    write_lines(text, sizeof text, &lines, 0);
    cr_expect_str_eq(text, expected, "%s\n%s", condition, text);
    close_policy();
}

Test(condition_english, stays_one_sentence_while_it_is_short)
{
    expect_lines("{'and': [{'var': 'child.seen'}, {'var': 'animals.seen'}]}",
                 "Wait when the child has been seen and an animal has been seen, staff must phone.\n");
}

Test(condition_english, makes_lists_of_what_is_long)
{
    expect_lines("{'and': [{'var': 'child.seen'}, {'var': 'animals.seen'}, {'var': 'risk.assessed'},\n"
                 "{'or': [{'var': 'duress'}, {'var': 'threatened'}]}, {'var': 'parents.informed'}]}",
                 "Wait when all of these hold:\n"
                 "  - the child has been seen\n"
                 "  - an animal has been seen\n"
                 "  - the risks have been assessed\n"
                 "  - either staff have called for help with the code word, or they are threatened\n"
                 "  - the parents have been told of the visit\n"
                 "Then staff must phone.\n");
}

Test(condition_english, nests_lists)
{
    expect_lines(
        "{'or': [{'var': 'child.seen'}, {'and': [{'var': 'animals.seen'}, {'or': [{'var': 'duress'},\n"
        "{'and': [{'var': 'threatened'}, {'var': 'parents.informed'}]}]}]}]}",
        "Wait when either of these holds:\n"
        "  - the child has been seen\n"
        "  - all of these:\n"
        "    - an animal has been seen\n"
        "    - either staff have called for help with the code word, or they are threatened and the parents have "
        "been told of the visit\n"
        "Then staff must phone.\n");
}

Test(condition_english, lists_cases)
{
    expect_lines("{'if': [{'var': 'plan.emergency'}, {'and': [{'var': 'child.seen'}, {'var': 'animals.seen'}]},\n"
                 "{'var': 'parents.informed'}]}",
                 "Wait when this holds, as the case may be:\n"
                 "  - where the visit is an emergency: the child has been seen and an animal has been seen\n"
                 "  - otherwise: the parents have been told of the visit\n"
                 "Then staff must phone.\n");
}

/* ---- work ------------------------------------------------------------------------------------------------------- */

/* Tests within tests, and sides within sides: what is thought of twice at each level would not end. */
Test(condition_english, thinks_of_everything_once, .timeout = 10)
{
    static char condition[16384], inner[16384];
    strcpy(condition, "{'var': 'duress'}");
    for (int i = 0; i < 24; i++) {
        snprintf(inner, sizeof inner,
                 i % 2 == 0 ? "{'if': [%s, {'var': 'child.seen'}, {'var': 'animals.seen'}]}"
                            : "{'==': [%s, {'!': [{'var': 'threatened'}]}]}",
                 condition);
        strcpy(condition, inner);
    }
    open_policy("'entered'", condition);
    cr_expect_gt(strlen(thought_flat(&english, condition_think(&english, root(), HOMEVISIT_WORD_entered, false))), 100);
    close_policy();
}
