/* The facts' own memory: how a fact is said, and who is told of it. What each event says is visit_facts.c's. */
#include "replay.h"

#include <string.h>

/* ---- writing a fact ---------------------------------------------------------------------------------------------- */

static uint64_t bit_of(unsigned fact)
{
    return UINT64_C(1) << (fact % 64);
}

/* The atoms that read the fact have to be computed anew. */
void facts_touch(struct fact_store *facts, unsigned fact)
{
    const struct atom_list *atoms = &facts->program->of_fact[fact];
    facts->touched |= atoms->count != 0;
    for (size_t i = 0; i < atoms->count; i++)
        facts->dirty[atoms->items[i] / 64] |= UINT64_C(1) << (atoms->items[i] % 64);
}

void facts_change_boolean(struct fact_store *facts, unsigned fact, bool value)
{
    facts->is_unknown[fact / 64] &= ~bit_of(fact);
    facts->is_true[fact / 64] = (facts->is_true[fact / 64] & ~bit_of(fact)) | (uint64_t)value << (fact % 64);
    facts_touch(facts, fact);
}

void facts_set_unknown(struct fact_store *facts, unsigned fact)
{
    if (!fact_known(facts, fact))
        return;
    facts->is_unknown[fact / 64] |= bit_of(fact);
    facts->is_true[fact / 64] &= ~bit_of(fact);
    facts_touch(facts, fact);
}

void facts_set_integer(struct fact_store *facts, unsigned fact, int64_t value)
{
    if (fact_known(facts, fact) && facts->values[fact].integer == value)
        return;
    facts->is_unknown[fact / 64] &= ~bit_of(fact);
    facts->values[fact].integer = value;
    facts_touch(facts, fact);
}

void facts_change_word(struct fact_store *facts, unsigned fact, homevisit_word value)
{
    facts->is_unknown[fact / 64] &= ~bit_of(fact);
    facts->values[fact].word = value;
    facts_touch(facts, fact);
}

void facts_set_text(struct fact_store *facts, unsigned fact, const char *value)
{
    facts->is_unknown[fact / 64] &= ~bit_of(fact);
    facts->values[fact].text = value;
    facts_touch(facts, fact);
}

void facts_increase(struct fact_store *facts, unsigned fact)
{
    facts_set_integer(facts, fact, facts->values[fact].integer + 1);
}

/* Sets a fact from an event's attribute, or to unknown where the event leaves it out. */
void facts_set_from_attribute(struct fact_store *facts, unsigned fact, homevisit_type type,
                              const union attribute_value *value)
{
    if (!value) {
        facts_set_unknown(facts, fact);
        return;
    }
    switch (type) {
    case HOMEVISIT_TYPE_BOOLEAN: facts_set_boolean(facts, fact, value->boolean); break;
    case HOMEVISIT_TYPE_NAME: facts_set_word(facts, fact, value->word); break;
    default: facts_set_integer(facts, fact, value->integer); break;
    }
}

/* ---- the memory, and how things stand at first ------------------------------------------------------------------- */

homevisit_code facts_init(struct replay *replay)
{
    struct fact_store *facts = &replay->facts;
    const struct program *program = &replay->policy->program;
    const size_t words = replay->policy->fact_count / 64 + 1;
    facts->fact_count = replay->policy->fact_count;
    facts->is_true = arena_allocate(&replay->arena, words * sizeof(uint64_t));
    facts->is_unknown = arena_allocate(&replay->arena, words * sizeof(uint64_t));
    facts->values = arena_allocate(&replay->arena, facts->fact_count * sizeof(union fact_value));
    facts->dirty = arena_array(&replay->arena, program->plane_words, sizeof(uint64_t));
    facts->program = program;
    return facts->is_true && facts->is_unknown && facts->values && facts->dirty ? HOMEVISIT_OK : HOMEVISIT_E_MEMORY;
}

/* A family's members are all boolean: between the fixed facts and the plan's there are no values to set. */
void facts_restart_values(struct fact_store *facts)
{
    const union fact_value *first = facts->program->fact_values;
    memcpy(facts->values, first, FACT_FIXED_COUNT * sizeof *first);
    memcpy(facts->values + FACT_PLAN_BASE, first + FACT_PLAN_BASE,
           (facts->fact_count - FACT_PLAN_BASE) * sizeof *first);
}
