/* What the making of a program is made of: program_build.c makes gates and indexes, program_atoms.c the atoms below them. */
#ifndef HOMEVISIT_PROGRAM_PARTS_H
#define HOMEVISIT_PROGRAM_PARTS_H

#include "policy.h"
#include "program.h"

struct program_builder {
    homevisit_policy *policy;
    struct program *program;
    struct list atoms;    /* struct atom */
    struct list hashes;   /* uint32_t, by atom */
    struct list gates;    /* struct gate */
    struct list literals; /* struct literals */
    struct list pending;  /* struct literals of the gates that are being made */
    uint32_t *slots;      /* open addressing over atoms, plus one; a power of two */
    size_t slot_count;
    bool failed;
};

static inline const struct condition_node *node_at(const struct program_builder *builder, node_index index)
{
    return list_at(&builder->policy->conditions.nodes, index);
}

static inline node_index child_at(const struct program_builder *builder, const struct condition_node *node,
                                  uint32_t number)
{
    return *(const node_index *)list_at(&builder->policy->conditions.children, node->first + number);
}

/* The number of the atom that a node is, made where it is new; `failed` is set where memory ran out. */
uint32_t program_atom(struct program_builder *builder, node_index index);

#endif
