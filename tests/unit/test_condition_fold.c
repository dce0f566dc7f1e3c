/* lib/condition_fold.c: named conditions. */
#include "condition_trial.h"

#include <criterion/criterion.h>
#include <stdio.h>
#include <string.h>

static const struct condition_refusal refusals[] = {
    {"",
     "{'and': [{'var': 'duress'}, {'var': 'conditions.evening'}]}",
     {{SCHEMA, "event_not_here", "/and/1/var", 1, 37,
       "'time.minute' speaks of the event being decided: it stands only in guards, in 'where', and in the 'when' of a "
       "duty with 'on'",
       NULL}}},
    {"",
     "{'var': 'conditions.in_bedroom'}",
     {{SCHEMA, "event_not_here", "/var", 1, 9,
       "'event.room' speaks of the event being decided: it stands only in guards, in 'where', and in the 'when' of a "
       "duty with 'on'",
       NULL}}},
    {"on entered",
     "{'var': 'conditions.in_bedroom'}",
     {{NAME, "attribute_lacking", "/var", 1, 9, "the event 'entered' has no attribute 'room'", NULL}}},
    {"on entered",
     "{'and': [{'var': 'duress'}, {'!': {'var': 'conditions.in_bedroom'}}]}",
     {{NAME, "attribute_lacking", "/and/1/!/var", 1, 43, "the event 'entered' has no attribute 'room'", NULL}}},
    {"do entered left",
     "{'var': 'conditions.in_bedroom'}",
     {{NAME, "attribute_lacking", "/var", 1, 9, "no event of 'do' has an attribute 'room'", NULL}}},
    {"on planned",
     "{'var': 'conditions.some_reason'}",
     {{NAME, "unknown_word", "/var", 1, 9, "unknown reason 'because'", NULL}}},
    /* what can never be true because of the events of the rule */
    {"on entered",
     "{'var': 'conditions.leaving'}",
     {{TYPE, "never_true", "/var", 1, 9, "this can never be true: 'event' is never 'left'", NULL}}},
    {"on entered",
     "{'or': [{'var': 'duress'}, {'var': 'conditions.leaving_unsafe'}]}",
     {{TYPE, "never_true", "/or/1/var", 1, 36, "this can never be true: 'event' is never 'left'", NULL}}},
    /* what a rule makes of a sound condition */
    {"",
     "{'and': [{'var': 'conditions.unsafe'}, {'!': {'var': 'conditions.unsafe'}}]}",
     {{TYPE, "never_true", "", 1, 1, "this can never be true: operands 1 and 2 contradict each other", NULL}}},
};

Test(condition_fold, refused)
{
    condition_trial_refused(refusals, sizeof refusals / sizeof refusals[0]);
}

static const struct silent {
    const char *where, *condition;
    bool sound;
} silents[] = {
    {"", "{'var': 'conditions.unsafe'}", true},
    {"", "{'and': [{'var': 'conditions.unsafe'}, {'or': [{'var': 'conditions.unsafe'}, {'var': 'x.flag'}]}]}", true},
    {"on moved", "{'var': 'conditions.in_bedroom'}", true},
    {"do entered moved", "{'var': 'conditions.in_bedroom'}", true},
    {"any", "{'!': {'var': 'conditions.in_bedroom'}}", true},
    {"on left entered", "{'var': 'conditions.leaving_unsafe'}", true},
    {"any", "{'var': 'conditions.leaving'}", true},
    /* a reason is a name or a text, as the event has it */
    {"any", "{'var': 'conditions.long_reason'}", true},
    {"any", "{'var': 'conditions.some_reason'}", true},
    {"on planned", "{'var': 'conditions.long_reason'}", true},
    {"on entered", "{'var': 'conditions.long_reason'}", true},
    {"on entered", "{'var': 'conditions.some_reason'}", true},
    /* it speaks of the record, wherever it stands */
    {"", "{'some': [{'var': 'staff'}, {'and': [{'var': 'trained'}, {'var': 'conditions.unsafe'}]}]}", true},
    {"on moved", "{'none': [{'var': 'staff'}, {'var': 'conditions.in_bedroom'}]}", true},
    /* what is wrong with it is told where it is read by itself */
    {"", "{'var': 'conditions.faulty'}", false},
    {"", "{'and': [{'var': 'duress'}, {'!': {'var': 'conditions.faulty'}}]}", false},
    {"on entered", "{'var': 'conditions.faulty'}", false},
    {"any", "{'var': 'conditions.faulty'}", false},
    {"", "{'var': 'conditions.round'}", false},
    {"any", "{'var': 'conditions.about'}", false},
};

/* Nothing is told of any of these. */
Test(condition_fold, nothing_told)
{
    for (size_t i = 0; i < sizeof silents / sizeof silents[0]; i++) {
        struct condition_trial trial;
        condition_trial_open(&trial, NULL, silents[i].condition, silents[i].where, 0);
        const homevisit_problem *told = homevisit_problems_get(trial.problems, 0);
        cr_expect_null(told, "%s: %s", silents[i].condition, told != NULL ? told->message : "");
        cr_expect_eq(trial.root != NO_NODE, silents[i].sound, "%s, %s", silents[i].condition, silents[i].where);
        condition_trial_close(&trial);
    }
}

/* With two events that have it differently, both readings of a condition that fits neither are tried, and one is told. */
Test(condition_fold, no_reading_fits)
{
    struct condition_trial trial;
    condition_trial_open_named(
        &trial, NULL, "{'and': [{'var': 'conditions.a'}, {'==': [{'var': 'event.reason'}, 'in words']}]}", "any", 0,
        "{'a': {'in': [{'var': 'event.reason'}, {'if': [{'var': 'duress'}, ['other'], ['safeguarding']]}]},"
        " 'b': {'in': [{'var': 'event.reason'}, 'other']}}");
    const homevisit_problems *problems = condition_trial_problems(&trial);
    cr_expect_neq(trial.root, NO_NODE);
    cr_expect_eq(homevisit_problems_count(problems), 0);
    condition_trial_close(&trial);
    condition_trial_open_named(&trial, NULL, "{'in': [{'var': 'event.reason'}, 'other']}", "any", 0, "{}");
    problems = condition_trial_problems(&trial);
    cr_assert_eq(homevisit_problems_count(problems), 1);
    cr_expect_str_eq(homevisit_problems_get(problems, 0)->code, "in_text");
    condition_trial_close(&trial);
}

/* Conditions each of which names the one before twice: `levels` of them. */
static void doubled(char *named, size_t size, unsigned levels, const char *bottom)
{
    int length = snprintf(named, size, "{'c0': %s", bottom);
    for (unsigned i = 1; i <= levels; i++)
        length += snprintf(named + length, size - (size_t)length,
                           ", 'c%u': {'and': [{'var': 'conditions.c%u'}, {'var': 'conditions.c%u'}]}", i, i - 1, i - 1);
    snprintf(named + length, size - (size_t)length, "}");
}

/* Folded in, c11 has 4,095 nodes and c12 twice as many; c40 has a million millions, and is refused as fast. */
Test(condition_fold, doubling)
{
    static const struct {
        unsigned level;
        bool sound;
    } cases[] = {{11, true}, {12, false}, {40, false}};
    static char named[8000];
    for (size_t i = 0; i < 2 * sizeof cases / sizeof cases[0]; i++) {
        /* What reads the event is folded in anew each time. */
        const bool shared = i % 2 == 0;
        doubled(named, sizeof named, cases[i / 2].level, shared ? "{'var': 'duress'}" : "{'var': 'event.answered'}");
        char text[64];
        snprintf(text, sizeof text, "{'var': 'conditions.c%u'}", cases[i / 2].level);
        struct condition_trial trial;
        condition_trial_open_named(&trial, NULL, text, "on knocked", 0, named);
        const homevisit_problems *problems = condition_trial_problems(&trial);
        cr_expect_eq(trial.root != NO_NODE, cases[i / 2].sound, "%s", text);
        cr_assert_eq(homevisit_problems_count(problems), cases[i / 2].sound ? 0 : 1, "%s", text);
        if (!cases[i / 2].sound) {
            const homevisit_problem *told = homevisit_problems_get(problems, 0);
            cr_expect_eq(told->kind, HOMEVISIT_KIND_LIMIT);
            cr_expect_str_eq(told->code, "condition_too_large");
            cr_expect_str_eq(told->pointer, "");
            cr_expect_str_eq(told->message, "the condition has more than 4096 nodes, named conditions folded in");
        } else if (shared) {
            cr_expect_leq(trial.conditions.nodes.count, 12, "%zu nodes for what is shared",
                          trial.conditions.nodes.count);
        }
        condition_trial_close(&trial);
    }
}

/* A chain of names adds no nodes, but levels. */
Test(condition_fold, chains)
{
    static char named[40000];
    for (unsigned levels = 255; levels <= 256; levels++) {
        int length = snprintf(named, sizeof named, "{'c0': {'var': 'duress'}");
        for (unsigned i = 1; i < levels; i++)
            length +=
                snprintf(named + length, sizeof named - (size_t)length, ", 'c%u': {'var': 'conditions.c%u'}", i, i - 1);
        snprintf(named + length, sizeof named - (size_t)length, "}");
        char text[64];
        snprintf(text, sizeof text, "{'var': 'conditions.c%u'}", levels - 1);
        struct condition_trial trial;
        condition_trial_open_named(&trial, NULL, text, "", 0, named);
        const homevisit_problem *told = homevisit_problems_get(condition_trial_problems(&trial), 0);
        cr_expect_eq(trial.root != NO_NODE, levels == 255);
        cr_assert_eq(told == NULL, levels == 255);
        if (told != NULL)
            cr_expect_str_eq(told->code, "condition_too_deep");
        condition_trial_close(&trial);
    }
}

/* What speaks of time alone means the same with every event, and nothing where there is none. */
Test(condition_fold, time_is_shared_where_it_may_stand)
{
    struct condition_trial trial;
    condition_trial_open(&trial, NULL, "{'var': 'conditions.evening'}", "on entered", 0);
    cr_assert_neq(trial.root, NO_NODE);
    struct condition_context elsewhere = trial.context;
    elsewhere.event = EVENT_ANY;
    cr_expect_eq(condition_read(&elsewhere, trial.json), trial.root, "it is shared");
    elsewhere.event = EVENT_NOT_HERE;
    cr_expect_eq(condition_read(&elsewhere, trial.json), NO_NODE);
    const homevisit_problems *problems = condition_trial_problems(&trial);
    cr_assert_eq(homevisit_problems_count(problems), 1);
    cr_expect_str_eq(homevisit_problems_get(problems, 0)->code, "event_not_here");
    cr_expect_str_eq(homevisit_problems_get(problems, 0)->pointer, "/var");
    condition_trial_close(&trial);
}

/* The settings that a rule reads are also those of the conditions that it names, the second time as the first. */
Test(condition_fold, settings_are_told_each_time)
{
    struct condition_trial trial;
    condition_trial_open_named(&trial, NULL, "{'var': 'conditions.b'}", "", 0,
                               "{'a': {'<': [{'var': 'x.count'}, {'var': 'settings.limit'}]},"
                               " 'b': {'and': [{'var': 'conditions.a'}, {'var': 'settings.strict'}]}}");
    const unsigned both = 1U << TRIAL_SETTING_LIMIT | 1U << TRIAL_SETTING_STRICT;
    cr_expect_eq(trial.settings_read, both);
    trial.settings_read = 0;
    cr_expect_eq(condition_read(&trial.context, trial.json), trial.root, "it is shared");
    cr_expect_eq(trial.settings_read, both);
    condition_trial_close(&trial);
}
