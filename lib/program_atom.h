/* The frequent forms of an atom, computed: inline, since every decision computes some. */
#ifndef HOMEVISIT_PROGRAM_ATOM_H
#define HOMEVISIT_PROGRAM_ATOM_H

#include "program.h"
#include "visit.h"

static inline enum truth truth_of(bool value)
{
    return value ? TRUTH_TRUE : TRUTH_FALSE;
}

/* Where the bit of an atom stands in its word of a plane, for a truth: of the true, of the unknown. */
static inline uint64_t truth_true_bit(enum truth truth, uint32_t atom)
{
    return (uint64_t)(truth & 1) << (atom % 64);
}
static inline uint64_t truth_unknown_bit(enum truth truth, uint32_t atom)
{
    return (uint64_t)(truth >> 1) << (atom % 64);
}

/* ATOM_ATTRIBUTE and all that begin with its name. `event` NULL: nothing is known of its attributes. */
static inline enum truth atom_of_attribute(const struct atom *atom, const struct visit_event *event)
{
    const union attribute_value *value = event ? event_value(event, atom->attribute) : NULL;
    if (!value)
        return (enum truth)atom->otherwise;
    switch ((enum atom_form)atom->form) {
    case ATOM_ATTRIBUTE: return truth_of(value->boolean);
    case ATOM_ATTRIBUTE_IN: return truth_of(word_set_has(&atom->words, value->word) != atom->opposite);
    default: break;
    }
    bool has = false;
    for (uint32_t i = 0; i < value->names->count && !has; i++)
        has = word_set_has(&atom->words, value->names->items[i]);
    return truth_of(has);
}

static inline enum truth atom_of_event(const struct atom *atom, const struct visit_event *event)
{
    return event ? truth_of(word_set_has(&atom->words, (homevisit_word)event->event) != atom->opposite) : TRUTH_UNKNOWN;
}

/* ATOM_FACT_LESS, ATOM_FACT_LESS_EQUAL. */
static inline bool atom_of_number(const struct atom *atom, int64_t value)
{
    return (atom->form == ATOM_FACT_LESS ? (double)value < atom->number : (double)value <= atom->number) !=
           atom->opposite;
}

/* ATOM_FACT and all that begin with its name. */
static inline enum truth atom_of_fact(const struct atom *atom, const struct fact_store *facts)
{
    if (!fact_known(facts, atom->fact))
        return (enum truth)atom->otherwise;
    const union fact_value *value = &facts->values[atom->fact];
    switch ((enum atom_form)atom->form) {
    case ATOM_FACT: return truth_of(fact_true(facts, atom->fact));
    case ATOM_FACT_IN: return truth_of(word_set_has(&atom->words, value->word) != atom->opposite);
    default: return truth_of(atom_of_number(atom, value->integer));
    }
}

#endif
