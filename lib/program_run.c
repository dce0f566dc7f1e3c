/* Deciding: atoms into two planes of bits, gates over those bits. Nothing is allocated here. */
#include "program_atom.h"

enum truth atom_decide(const struct atom *atom, const struct condition_scene *scene)
{
    switch ((enum atom_form)atom->form) {
    case ATOM_TREE: return condition_decide(scene, atom->node);
    case ATOM_ATTRIBUTE:
    case ATOM_ATTRIBUTE_IN:
    case ATOM_ATTRIBUTE_HAS: return atom_of_attribute(atom, scene->event);
    case ATOM_EVENT_IN: return atom_of_event(atom, scene->event);
    default: return atom_of_fact(atom, scene->facts);
    }
}

bool atom_put(struct atom_planes planes, uint32_t atom, enum truth truth)
{
    const uint64_t bit = UINT64_C(1) << (atom % 64);
    uint64_t *is_true = &planes.is_true[atom / 64], *is_unknown = &planes.is_unknown[atom / 64];
    const uint64_t was_true = *is_true, was_unknown = *is_unknown;
    *is_true = (was_true & ~bit) | truth_true_bit(truth, atom);
    *is_unknown = (was_unknown & ~bit) | truth_unknown_bit(truth, atom);
    return *is_true != was_true || *is_unknown != was_unknown;
}

/* ---- gates ------------------------------------------------------------------------------------------------------ */

/*
 * Whether one of a gate's literals decides it: a false one an `and`, a true one an `or`; 64 of them are looked at at
 * once. A bit that is neither true nor unknown is false. `unknown` receives whether any is.
 */
static inline bool literals_decide(const struct literals *literals, uint32_t count, struct atom_planes planes,
                                   bool is_or, bool *unknown)
{
    uint64_t open = 0;
    for (uint32_t i = 0; i < count; i++) {
        const uint64_t is_true = planes.is_true[literals[i].word], is_unknown = planes.is_unknown[literals[i].word];
        const uint64_t is_false = ~(is_true | is_unknown);
        const uint64_t positive = literals[i].positive, negative = literals[i].negative;
        if (is_or ? (positive & is_true) | (negative & is_false) : (positive & is_false) | (negative & is_true))
            return true;
        open |= (positive | negative) & is_unknown;
    }
    *unknown = open != 0;
    return false;
}

static enum truth decide_gate(const struct program *program, struct atom_planes planes, const struct gate *gate);

/* The value of a gate that none of its literals decides; `unknown`: one of them is. */
static enum truth decide_below(const struct program *program, struct atom_planes planes, const struct gate *gate,
                               bool unknown)
{
    const enum truth deciding = gate->is_or ? TRUTH_TRUE : TRUTH_FALSE;
    const struct gate *below = gate + 1;
    for (uint32_t i = 0; i < gate->gates; i++, below += below->size) {
        const enum truth truth = decide_gate(program, planes, below);
        if (truth == deciding)
            return deciding;
        unknown |= truth == TRUTH_UNKNOWN;
    }
    return unknown ? TRUTH_UNKNOWN : gate->is_or ? TRUTH_FALSE : TRUTH_TRUE;
}

/* Most gates have nothing but literals, so the others are decided elsewhere. */
static inline enum truth decide_operands(const struct program *program, struct atom_planes planes,
                                         const struct gate *gate, bool is_or)
{
    bool unknown = false;
    if (literals_decide(&program->literals[gate->first], gate->count, planes, is_or, &unknown))
        return is_or ? TRUTH_TRUE : TRUTH_FALSE;
    if (gate->gates)
        return decide_below(program, planes, gate, unknown);
    return unknown ? TRUTH_UNKNOWN : is_or ? TRUTH_FALSE : TRUTH_TRUE;
}

/* An `or` is an `and` in the mirror. */
static enum truth decide_gate(const struct program *program, struct atom_planes planes, const struct gate *gate)
{
    return gate->is_or ? decide_operands(program, planes, gate, true) : decide_operands(program, planes, gate, false);
}

enum truth gate_decide(const struct program *program, struct atom_planes planes, gate_index index)
{
    return decide_gate(program, planes, &program->gates[index]);
}

/* ---- atoms, many at once ----------------------------------------------------------------------------------------- */

/* The words of an attribute that is a list, as a set: an event's atoms ask after one of them each. */
struct listed_words {
    const struct names_value *names; /* NULL: of none yet */
    struct word_set words;
};

static enum truth atom_of_list(const struct atom *atom, const struct visit_event *event, struct listed_words *listed)
{
    const union attribute_value *value = event ? event_value(event, atom->attribute) : NULL;
    if (!value)
        return (enum truth)atom->otherwise;
    if (value->names != listed->names) {
        *listed = (struct listed_words){.names = value->names};
        for (uint32_t i = 0; i < value->names->count; i++)
            word_set_add(&listed->words, value->names->items[i]);
    }
    return truth_of(word_sets_meet(&listed->words, &atom->words));
}

static enum truth see_atom(const struct atom *atom, const struct condition_scene *scene, struct listed_words *listed)
{
    switch ((enum atom_form)atom->form) {
    case ATOM_ATTRIBUTE:
    case ATOM_ATTRIBUTE_IN: return atom_of_attribute(atom, scene->event);
    case ATOM_ATTRIBUTE_HAS: return atom_of_list(atom, scene->event, listed);
    case ATOM_EVENT_IN: return atom_of_event(atom, scene->event);
    default: return atom_decide(atom, scene);
    }
}

void program_see(const struct program *program, const struct atom_list *atoms, struct atom_planes planes,
                 const struct condition_scene *scene)
{
    struct listed_words listed;
    listed.names = NULL;
    for (size_t i = 0; i < atoms->count; i++) {
        const uint32_t atom = atoms->items[i];
        atom_put(planes, atom, see_atom(&program->atoms[atom], scene, &listed));
    }
}

void program_refresh(const struct program *program, struct atom_planes planes, uint64_t *dirty, uint64_t *stirred,
                     const struct condition_scene *scene)
{
    for (size_t word = 0; word < program->plane_words; word++) {
        uint64_t bits = dirty[word];
        dirty[word] = 0;
        for (; bits; bits &= bits - 1) {
            const uint32_t number = (uint32_t)(word * 64 + (size_t)__builtin_ctzll(bits));
            const struct atom *atom = &program->atoms[number];
            const enum truth truth =
                atom->form == ATOM_TREE ? condition_decide(scene, atom->node) : atom_of_fact(atom, scene->facts);
            if (!atom_put(planes, number, truth))
                continue;
            const struct atom_list *standing = &program->standing_of[number];
            for (size_t i = 0; i < standing->count; i++)
                stirred[standing->items[i] / 64] |= UINT64_C(1) << (standing->items[i] % 64);
        }
    }
}
