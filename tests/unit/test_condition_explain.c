/* lib/condition_explain.c: the facts on which a condition's value rests. */
#include "condition_trial.h"

#include <criterion/criterion.h>
#include <stdio.h>
#include <string.h>

/* What a report would hold: names in order of first appearance, null for what stands there unknown. */
struct heard {
    char because[1000], missing[1000];
};

static bool holds(const char *list, const char *name)
{
    const size_t length = strlen(name);
    for (const char *at = list; (at = strstr(at, name)) != NULL; at += length) {
        if ((at == list || at[-1] == ' ') && strchr(" =", at[length]) != NULL)
            return true;
    }
    return false;
}

static void add(char *list, const char *name, const char *suffix)
{
    if (holds(list, name))
        return;
    const size_t length = strlen(list);
    snprintf(list + length, 1000 - length, "%s%s%s", length > 0 ? " " : "", name, suffix);
}

static void hear_because(void *user, const struct condition_node *node, bool known)
{
    char name[128];
    add(((struct heard *)user)->because, condition_trial_fact_name(node, name), known ? "" : "=null");
}

static void hear_missing(void *user, const struct condition_node *node)
{
    char name[128];
    add(((struct heard *)user)->missing, condition_trial_fact_name(node, name), "");
}

static const struct explained {
    const char *condition, *where, *facts, *because, *missing;
} cases[] = {
    /* names */
    {"{'var': 'threatened'}", "", "", "threatened", ""},
    {"{'var': 'x.flag'}", "", "", "", "x.flag"},
    {"{'var': 'x.flag'}", "", "x.flag=true", "x.flag", ""},
    {"{'!': {'var': 'told.dsl.risk'}}", "", "told.dsl.risk=false", "told.dsl.risk", ""},
    {"{'==': [{'var': 'event'}, 'entered']}", "on entered left", "event=left", "event", ""},
    {"{'==': [{'var': 'event.role'}, 'dsl']}", "on authorised", "event=authorised; event.role=teacher", "event.role",
     ""},
    {"{'==': [{'var': 'event.role'}, 'dsl']}", "on authorised", "event=authorised", "", "event.role"},
    {"{'var': 'event.fields.date'}", "on form_completed", "event=form_completed", "", "event.fields.date"},
    {"{'<': [{'var': 'time.minute'}, {'var': 'settings.wait'}]}", "on entered", "time.minute=5", "time.minute", ""},
    {"true", "", "", "", ""},
    /* and, or */
    {"{'and': [{'var': 'threatened'}, {'var': 'duress'}]}", "", "threatened=true; duress=true", "threatened duress",
     ""},
    {"{'and': [{'var': 'threatened'}, {'var': 'duress'}]}", "", "threatened=true", "duress", ""},
    {"{'and': [{'var': 'threatened'}, {'var': 'duress'}]}", "", "", "threatened duress", ""},
    {"{'and': [{'var': 'x.flag'}, {'var': 'duress'}]}", "", "", "duress", ""},
    {"{'and': [{'var': 'x.flag'}, {'var': 'duress'}]}", "", "duress=true", "duress", "x.flag"},
    {"{'and': [{'var': 'x.flag'}, {'var': 'parents.present'}]}", "", "", "", "x.flag parents.present"},
    {"{'or': [{'var': 'threatened'}, {'var': 'duress'}]}", "", "", "threatened duress", ""},
    {"{'or': [{'var': 'threatened'}, {'var': 'duress'}]}", "", "duress=true", "duress", ""},
    {"{'or': [{'var': 'x.flag'}, {'var': 'duress'}]}", "", "duress=true", "duress", ""},
    {"{'or': [{'var': 'x.flag'}, {'var': 'duress'}]}", "", "", "duress", "x.flag"},
    {"{'!': {'and': [{'var': 'threatened'}, {'var': 'duress'}]}}", "", "threatened=true", "duress", ""},
    {"{'or': [{'and': [{'var': 'threatened'}, {'var': 'duress'}]}, {'and': [{'var': 'x.flag'}, {'var': "
     "'child.seen'}]}]}",
     "", "threatened=true; x.flag=true", "duress child.seen", ""},
    /* comparisons rest on all operands */
    {"{'==': [{'var': 'phase'}, 'draft']}", "", "", "phase", ""},
    {"{'<': [{'var': 'x.count'}, {'var': 'x.other'}]}", "", "x.count=1", "x.count", "x.other"},
    {"{'<': [1, {'var': 'x.count'}, {'var': 'x.other'}]}", "", "x.count=1", "x.count", "x.other"},
    {"{'==': [{'+': [{'var': 'x.count'}, {'var': 'x.other'}]}, 3]}", "", "x.count=1; x.other=2", "x.count x.other", ""},
    {"{'in': ['dsl', {'var': 'authorisation.roles'}]}", "", "", "authorisation.roles", ""},
    /* if: the test and the chosen branch */
    {"{'if': [{'var': 'x.flag'}, {'var': 'threatened'}, {'var': 'duress'}]}", "", "x.flag=true", "x.flag threatened",
     ""},
    {"{'if': [{'var': 'x.flag'}, {'var': 'threatened'}, {'var': 'duress'}]}", "", "x.flag=false", "x.flag duress", ""},
    {"{'if': [{'var': 'x.flag'}, {'var': 'threatened'}, {'var': 'duress'}]}", "", "", "threatened duress", "x.flag"},
    {"{'if': [{'var': 'x.flag'}, {'var': 'threatened'}, {'var': 'child.seen'}, {'var': 'duress'}, {'var': "
     "'animals.seen'}]}",
     "", "x.flag=false", "x.flag child.seen animals.seen", ""},
    {"{'if': [{'var': 'x.flag'}, {'var': 'threatened'}, {'var': 'child.seen'}, {'var': 'duress'}, {'var': "
     "'animals.seen'}]}",
     "", "child.seen=true", "threatened child.seen duress", "x.flag"},
    {"{'if': [{'var': 'x.flag'}, {'and': [{'var': 'threatened'}, {'var': 'duress'}]}, true]}", "",
     "x.flag=true; duress=true", "x.flag threatened", ""},
    /* defaults, and what is asked for */
    {"{'var': ['x.flag', true]}", "", "", "x.flag=null", ""},
    {"{'var': ['x.flag', true]}", "", "x.flag=false", "x.flag", ""},
    {"{'var': ['x.flag', {'var': 'duress'}]}", "", "", "x.flag=null duress", ""},
    {"{'var': ['x.flag', {'var': 'parents.present'}]}", "", "", "x.flag=null", "parents.present"},
    {"{'var': ['conditions.unsafe', true]}", "", "threatened=?", "threatened=null duress", ""},
    {"{'and': [{'var': 'x.flag'}, {'var': ['x.flag', true]}]}", "", "", "x.flag=null", "x.flag"},
    {"{'!!': {'missing': ['x.flag', 'room']}}", "", "room=shared", "x.flag=null room", ""},
    {"{'!!': {'missing': 'conditions.unsafe'}}", "", "duress=?", "threatened duress=null", ""},
    /* in order of first appearance, each once */
    {"{'and': [{'!': {'var': 'duress'}}, {'!': {'var': 'conditions.unsafe'}}, {'!': {'var': 'child.seen'}}]}", "", "",
     "duress threatened child.seen", ""},
    /* lists */
    {"{'!': {'var': 'staff'}}", "", "", "staff", ""},
    {"{'some': [{'var': 'staff'}, {'==': [{'var': 'role'}, 'dsl']}]}", "", "staff=a:dsl", "staff", ""},
    {"{'some': [{'var': 'plan.staff'}, {'==': [{'var': 'role'}, 'dsl']}]}", "", "", "", "plan.staff"},
    {"{'all': [{'var': 'staff'}, {'var': 'trained'}]}", "", "staff=a:dsl:yes, b:teacher", "staff", "staff"},
    {"{'all': [{'var': 'staff'}, {'var': 'trained'}]}", "", "staff=a:dsl:no, b:teacher", "staff", ""},
    {"{'all': [{'var': 'staff'}, {'var': ['trained', false]}]}", "", "staff=a:dsl:yes, b:teacher", "staff", ""},
    {"{'all': [{'var': 'staff'}, {'!': {'missing': 'trained'}}]}", "", "staff=a:dsl:yes, b:teacher", "staff", ""},
    {"{'all': [{'var': 'event.staff'}, {'var': 'trained'}]}", "on planned", "event=planned; event.staff=a:dsl",
     "event.staff", "event.staff"},
    {"{'some': [{'var': 'staff'}, {'and': [{'==': [{'var': 'role'}, 'dsl']}, {'var': 'conditions.unsafe'}]}]}", "",
     "staff=a:teacher, b:dsl", "staff threatened duress", ""},
    {"{'some': [{'var': 'staff'}, {'and': [{'==': [{'var': 'role'}, 'dsl']}, {'var': 'conditions.unsafe'}]}]}", "",
     "staff=a:teacher, b:teacher; duress=true", "staff", ""},
    {"{'some': [{'var': 'staff'}, {'and': [{'==': [{'var': 'role'}, 'dsl']}, {'var': 'conditions.unsafe'}]}]}", "",
     "staff=b:dsl; duress=?", "staff threatened", "duress"},
    {"{'some': [{'var': 'staff'}, {'and': [{'var': 'trained'}, {'var': 'conditions.unsafe'}]}]}", "",
     "staff=a:dsl; duress=true", "staff duress", "staff"},
    {"{'some': [{'var': 'authorisation.roles'}, {'==': [{'var': ''}, 'dsl']}]}", "", "", "authorisation.roles", ""},
    {"{'some': [{'if': [{'var': 'x.flag'}, {'var': 'staff'}, {'var': 'plan.staff'}]}, {'var': 'trained'}]}", "",
     "x.flag=true; staff=a:dsl", "x.flag staff", "x.flag staff"},
    {"{'var': ['conditions.trained', false]}", "", "staff=a:dsl", "staff", ""},
    /* the order of the text holds over members that rest on different parts */
    {"{'none': [{'var': 'staff'}, {'and': [{'var': 'conditions.unsafe'}, {'or': [{'var': 'trained'}, {'var': "
     "'conditions.seen'}]}]}]}",
     "", "staff=a:dsl:yes, b:teacher:no; threatened=true; child.seen=?", "staff threatened", "child.seen"},
    {"{'none': [{'var': 'staff'}, {'or': [{'and': [{'==': [{'var': 'role'}, 'teacher']}, {'var': 'conditions.seen'}]}, "
     "{'and': [{'==': [{'var': 'role'}, 'dsl']}, {'var': 'conditions.unsafe'}]}]}]}",
     "", "staff=a:dsl, b:teacher", "staff child.seen threatened duress", ""},
};

static const char named[] = "{'unsafe': {'or': [{'var': 'threatened'}, {'var': 'duress'}]},"
                            " 'seen': {'var': 'child.seen'},"
                            " 'trained': {'all': [{'var': 'staff'}, {'var': 'trained'}]}}";

static void expect_heard(const struct explained *explained, const char *facts, const char *because, const char *missing)
{
    struct condition_trial trial;
    struct heard heard = {"", ""};
    condition_trial_open_named(&trial, NULL, explained->condition, explained->where, 0, named);
    const homevisit_problem *told = homevisit_problems_get(trial.problems, 0);
    cr_expect_neq(trial.root, NO_NODE, "%s: %s", explained->condition, told != NULL ? told->message : "");
    if (trial.root != NO_NODE) {
        condition_trial_facts(&trial, facts);
        const struct condition_witness witness = {&heard, hear_because, hear_missing};
        condition_explain(&trial.scene, trial.root, &witness);
        cr_expect_str_eq(heard.because, because, "%s over %s rests on %s", explained->condition, facts, heard.because);
        cr_expect_str_eq(heard.missing, missing, "%s over %s misses %s", explained->condition, facts, heard.missing);
    }
    condition_trial_close(&trial);
}

Test(condition_explain, as_the_format_says)
{
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
        expect_heard(&cases[i], cases[i].facts, cases[i].because, cases[i].missing);
}

/* More members than are looked at together. */
Test(condition_explain, many_members)
{
    static const struct explained some = {
        "{'some': [{'var': 'staff'}, {'and': [{'var': 'trained'}, {'var': 'conditions.unsafe'}]}]}", "", "", "", ""};
    char facts[2000] = "duress=true; staff=";
    for (int i = 0; i < 70; i++)
        strcat(facts, "a:teacher:no, ");
    const size_t length = strlen(facts);
    strcpy(facts + length, "a:dsl:no");
    expect_heard(&some, facts, "staff", "");
    strcpy(facts + length, "a:dsl:yes");
    expect_heard(&some, facts, "staff duress", "");
    strcpy(facts + length, "a:dsl");
    expect_heard(&some, facts, "staff duress", "staff");
}

/* A name that does not fit is not cut. */
Test(condition_explain, names_that_do_not_fit)
{
    char out[32];
    const struct condition_node member = {
        .kind = NODE_EVENT_MEMBER, .attribute = HOMEVISIT_ATTRIBUTE_fields, .value.word = HOMEVISIT_WORD_date};
    const struct condition_node fact = {.kind = NODE_FACT, .value.fact = FACT_PHASE};
    const struct condition_node constant = {.kind = NODE_CONSTANT};
    for (size_t capacity = 0; capacity <= sizeof "event.fields.date"; capacity++)
        cr_expect_eq(condition_fact_name(&member, NULL, NULL, out, capacity), capacity == sizeof "event.fields.date",
                     "%zu bytes", capacity);
    cr_expect_str_eq(out, "event.fields.date");
    cr_expect_not(condition_fact_name(&fact, NULL, NULL, out, 5));
    cr_expect(condition_fact_name(&fact, NULL, NULL, out, 6));
    cr_expect_str_eq(out, "phase");
    cr_expect_not(condition_fact_name(&constant, NULL, NULL, out, sizeof out), "a constant is no fact");
}
