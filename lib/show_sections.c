/* Which section of the document a rule belongs to: by the tables of show_sections.def. */
#include "show.h"

/* No row is lacking where there are as many as names. */
enum {
#define SHOW_EVENT(event, on, todo, before) EVENT_ROW_##event,
#include "show_sections.def"
    EVENT_ROWS,
    STATES_TO_PLACE = 0
#define EVENT(name, also, phases, places, next_phase, next_place, doc) +(((also) & (IN(PHASE) | IN(PLACE))) != 0)
#define WORD(name, in) +(((in) & (IN(PHASE) | IN(PLACE))) != 0)
#include <homevisit/vocabulary.def>
};
enum {
#define SHOW_STATE(state, section) STATE_ROW_##state,
#include "show_sections.def"
    STATE_COUNT
};
enum {
#define SHOW_CLOCK(clock, section) CLOCK_ROW_##clock,
#include "show_sections.def"
    CLOCK_ROWS
};
_Static_assert((int)EVENT_ROWS == (int)HOMEVISIT_EVENT_LAST && (int)CLOCK_ROWS == (int)CLOCK_COUNT &&
                   (int)STATE_COUNT == (int)STATES_TO_PLACE,
               "every event, clock and state has its row");

static const char *const ids[SECTION_COUNT] = {
#define SHOW_SECTION(id, name, title) name,
#include "show_sections.def"
};

static const char *const titles[SECTION_COUNT] = {
#define SHOW_SECTION(id, name, title) title,
#include "show_sections.def"
};

static const struct event_sections {
    uint8_t on, todo, before;
} events[EVENT_COUNT + 1] = {
#define SHOW_EVENT(event, on, todo, before) [HOMEVISIT_WORD_##event] = {SECTION_##on, SECTION_##todo, SECTION_##before},
#include "show_sections.def"
};

static const struct state_section {
    homevisit_word state;
    enum show_section section;
} states[] = {
#define SHOW_STATE(state, section) {HOMEVISIT_WORD_##state, SECTION_##section},
#include "show_sections.def"
};

static const uint8_t clocks[CLOCK_COUNT] = {
#define SHOW_CLOCK(clock, section) [CLOCK_##clock] = SECTION_##section,
#include "show_sections.def"
};

static const struct trouble {
    unsigned first, last; /* facts */
    bool value;
} troubles[] = {
#define SHOW_TROUBLE(fact, value) {FACT_##fact, FACT_##fact, value},
#define SHOW_TROUBLE_FAMILY(family) {FACT_##family##_BASE, FACT_##family##_END, true},
#include "show_sections.def"
};

const char *show_section_id(enum show_section section)
{
    return ids[section];
}

const char *show_section_title(enum show_section section)
{
    return titles[section];
}

/* --------------------------------------------------------------------------------------- what a condition speaks of */

/* What a condition asks for: that something has gone wrong, or that the visit has come to some place. */
struct evidence {
    const struct conditions *conditions;
    bool trouble;
    bool started; /* that staff have set out: it is no more before the visit */
    enum show_section place;
};

static enum show_section state_section(homevisit_word state)
{
    for (size_t i = 0; i < STATE_COUNT; i++)
        if (states[i].state == state)
            return states[i].section;
    return SECTION_NONE;
}

static void note_place(struct evidence *evidence, enum show_section section)
{
    if (evidence->place == SECTION_NONE)
        evidence->place = section;
}

static void note_fact(struct evidence *evidence, unsigned fact, bool wanted)
{
    for (size_t i = 0; i < sizeof troubles / sizeof *troubles; i++)
        if (fact >= troubles[i].first && fact <= troubles[i].last && troubles[i].value == wanted)
            evidence->trouble = true;
    if (!wanted || fact < FACT_HAPPENED_BASE || fact > FACT_HAPPENED_END)
        return;
    const homevisit_word event = (homevisit_word)(fact - FACT_HAPPENED_BASE);
    const enum show_section section = (enum show_section)events[event].on;
    evidence->trouble = evidence->trouble || section == SECTION_TROUBLE;
    evidence->started = evidence->started || event == HOMEVISIT_WORD_departed;
}

static void note_states(struct evidence *evidence, const struct condition_node *constant)
{
    if (constant->kind == NODE_CONSTANT && constant->type == NODE_TYPE_NAME)
        note_place(evidence, state_section(constant->value.word));
    for (uint32_t i = 0;
         constant->kind == NODE_CONSTANT && constant->type == NODE_TYPE_NAMES && i < constant->value.list.count; i++)
        note_place(evidence, state_section(constant->value.list.words[i]));
}

static void gather(struct evidence *evidence, node_index index, bool wanted);

/* The fact's place among the operands tells nothing: both sides are looked at. */
static void gather_comparison(struct evidence *evidence, const struct condition_node *node, bool wanted)
{
    const bool is_not = node->operation == OPERATOR_UNEQUAL || node->operation == OPERATOR_UNEQUAL_STRICT;
    const node_index *children = (const node_index *)evidence->conditions->children.items + node->first;
    bool place = false;
    for (uint32_t i = 0; i < node->count; i++) {
        const struct condition_node *child = list_at(&evidence->conditions->nodes, children[i]);
        place =
            place || (child->kind == NODE_FACT && (child->value.fact == FACT_PLACE || child->value.fact == FACT_PHASE));
        gather(evidence, children[i], true);
    }
    for (uint32_t i = 0; place && wanted != is_not && i < node->count; i++)
        note_states(evidence, list_at(&evidence->conditions->nodes, children[i]));
}

static void gather(struct evidence *evidence, node_index index, bool wanted)
{
    const struct condition_node *node = list_at(&evidence->conditions->nodes, index);
    const bool turned = node->kind == NODE_OPERATION && node->operation == OPERATOR_NOT;
    if (node->kind == NODE_FACT)
        note_fact(evidence, node->value.fact, wanted);
    if (node->kind == NODE_OPERATION && node->operation != OPERATOR_AND && node->operation != OPERATOR_OR &&
        node->operation != OPERATOR_NOT && node->operation != OPERATOR_TRUTH && node->operation != OPERATOR_IF) {
        gather_comparison(evidence, node, wanted);
        return;
    }
    for (uint32_t i = 0; i < node->count; i++)
        gather(evidence, *(const node_index *)list_at(&evidence->conditions->children, node->first + i),
               wanted != turned);
}

static struct evidence evidence_of(const homevisit_policy *policy, node_index when)
{
    struct evidence evidence = {.conditions = &policy->conditions, .place = SECTION_NONE};
    if (when != NO_NODE)
        gather(&evidence, when, true);
    if (evidence.place == SECTION_NONE && evidence.started)
        evidence.place = SECTION_WAY;
    return evidence;
}

/* ----------------------------------------------------------------------------------------------------------- forms */

enum event_column { COLUMN_ON, COLUMN_TODO, COLUMN_BEFORE };

/* The section of the first event that has one; of what is done, trouble before all else. */
static enum show_section section_of_events(const struct word_set *set, enum event_column column)
{
    enum show_section first = SECTION_NONE;
    for (homevisit_word event = 1; event <= HOMEVISIT_EVENT_LAST; event++) {
        const struct event_sections *row = &events[event];
        const uint8_t section = column == COLUMN_ON ? row->on : column == COLUMN_TODO ? row->todo : row->before;
        if (!word_set_has(set, event) || section == SECTION_NONE)
            continue;
        if (first == SECTION_NONE || (column == COLUMN_TODO && section == SECTION_TROUBLE))
            first = (enum show_section)section;
    }
    return first;
}

static enum show_section section_of_duty(const homevisit_policy *policy, const struct duty *duty)
{
    const struct evidence evidence = evidence_of(policy, duty->when);
    const enum show_section on = section_of_events(&duty->on, COLUMN_ON);
    if (evidence.trouble)
        return SECTION_TROUBLE;
    if (on != SECTION_NONE)
        return on == SECTION_BEFORE && evidence.place != SECTION_NONE ? evidence.place : on;
    enum show_section section = section_of_events(&duty->todo, COLUMN_TODO);
    if (section == SECTION_NONE)
        section = section_of_events(&duty->before, COLUMN_BEFORE);
    for (size_t i = 0; i < duty->clock_count && section == SECTION_NONE; i++)
        section = (enum show_section)clocks[duty->clocks[i]];
    return section != SECTION_NONE ? section : evidence.place;
}

/* Shown before the visit and while it goes on, it belongs to all of it; otherwise to where the visit is in earnest. */
static enum show_section section_of_advice(const homevisit_policy *policy, const struct advice *advice)
{
    static const enum show_section order[] = {SECTION_HOME, SECTION_WAY, SECTION_BEFORE, SECTION_AFTER};
    bool has[SECTION_NONE + 1] = {false};
    if (evidence_of(policy, advice->when).trouble)
        return SECTION_TROUBLE;
    for (size_t i = 0; i < STATE_COUNT; i++)
        has[states[i].section] = has[states[i].section] || word_set_has(&advice->during, states[i].state);
    if (has[SECTION_BEFORE] && (has[SECTION_WAY] || has[SECTION_HOME]))
        return SECTION_THROUGHOUT;
    for (size_t i = 0; i < sizeof order / sizeof *order; i++)
        if (has[order[i]])
            return order[i];
    return SECTION_NONE;
}

enum show_section show_section_of(const homevisit_policy *policy, const struct rule *rule)
{
    enum show_section section = SECTION_NONE;
    switch (rule->form) {
    case RULE_GUARD: section = section_of_events(&rule->as.guard.on, COLUMN_ON); break;
    case RULE_DUTY: section = section_of_duty(policy, &rule->as.duty); break;
    case RULE_CHECKLIST: section = (enum show_section)events[rule->as.checklist.before].before; break;
    case RULE_ADVICE: section = section_of_advice(policy, &rule->as.advice); break;
    }
    return section != SECTION_NONE ? section : SECTION_THROUGHOUT;
}
