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
    *is_true = (was_true & ~bit) | (truth == TRUTH_TRUE ? bit : 0);
    *is_unknown = (was_unknown & ~bit) | (truth == TRUTH_UNKNOWN ? bit : 0);
    return *is_true != was_true || *is_unknown != was_unknown;
}

static enum truth decide_gate(const struct program *program, struct atom_planes planes, const struct gate *gate);

/*
 * Literals first: a false one decides an `and`, a true one an `or`, and 64 of them are looked at at once. A bit that is
 * neither true nor unknown is false.
 */
static enum truth decide_and(const struct program *program, struct atom_planes planes, const struct gate *gate)
{
    const struct literals *literals = &program->literals[gate->first];
    uint64_t unknown = 0;
    for (uint32_t i = 0; i < gate->count; i++) {
        const uint64_t is_true = planes.is_true[literals[i].word], is_unknown = planes.is_unknown[literals[i].word];
        if ((literals[i].positive & ~(is_true | is_unknown)) | (literals[i].negative & is_true))
            return TRUTH_FALSE;
        unknown |= (literals[i].positive | literals[i].negative) & is_unknown;
    }
    const struct gate *below = gate + 1;
    for (uint32_t i = 0; i < gate->gates; i++, below += below->size) {
        const enum truth truth = decide_gate(program, planes, below);
        if (truth == TRUTH_FALSE)
            return TRUTH_FALSE;
        unknown |= truth == TRUTH_UNKNOWN;
    }
    return unknown ? TRUTH_UNKNOWN : TRUTH_TRUE;
}

/* An `or` is an `and` in the mirror. */
static enum truth decide_or(const struct program *program, struct atom_planes planes, const struct gate *gate)
{
    const struct literals *literals = &program->literals[gate->first];
    uint64_t unknown = 0;
    for (uint32_t i = 0; i < gate->count; i++) {
        const uint64_t is_true = planes.is_true[literals[i].word], is_unknown = planes.is_unknown[literals[i].word];
        if ((literals[i].positive & is_true) | (literals[i].negative & ~(is_true | is_unknown)))
            return TRUTH_TRUE;
        unknown |= (literals[i].positive | literals[i].negative) & is_unknown;
    }
    const struct gate *below = gate + 1;
    for (uint32_t i = 0; i < gate->gates; i++, below += below->size) {
        const enum truth truth = decide_gate(program, planes, below);
        if (truth == TRUTH_TRUE)
            return TRUTH_TRUE;
        unknown |= truth == TRUTH_UNKNOWN;
    }
    return unknown ? TRUTH_UNKNOWN : TRUTH_FALSE;
}

static enum truth decide_gate(const struct program *program, struct atom_planes planes, const struct gate *gate)
{
    return gate->is_or ? decide_or(program, planes, gate) : decide_and(program, planes, gate);
}

enum truth gate_decide(const struct program *program, struct atom_planes planes, gate_index index)
{
    return decide_gate(program, planes, &program->gates[index]);
}

void program_see(const struct program *program, const struct atom_list *atoms, struct atom_planes planes,
                 const struct condition_scene *scene)
{
    for (size_t i = 0; i < atoms->count; i++)
        atom_put(planes, atoms->items[i], atom_decide(&program->atoms[atoms->items[i]], scene));
}

void program_refresh(const struct program *program, struct atom_planes planes, uint64_t *dirty, uint64_t *stirred,
                     const struct condition_scene *scene)
{
    for (size_t word = 0; word < program->plane_words; word++) {
        while (dirty[word]) {
            const uint32_t atom = (uint32_t)(word * 64 + (size_t)__builtin_ctzll(dirty[word]));
            dirty[word] &= dirty[word] - 1;
            if (!atom_put(planes, atom, atom_decide(&program->atoms[atom], scene)))
                continue;
            const struct atom_list *standing = &program->standing_of[atom];
            for (size_t i = 0; i < standing->count; i++)
                stirred[standing->items[i] / 64] |= UINT64_C(1) << (standing->items[i] % 64);
        }
    }
}
