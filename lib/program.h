/*
 * What a loaded policy decides with. Every distinct comparison of its rules is an atom, computed once and kept as a bit
 * in two planes (true, unknown); the `and`, `or` and `not` above them are gates over those bits. An event changes few
 * facts, and only atoms on those are computed anew. Deciding so gives what condition_decide.c gives over the tree, by
 * Kleene's rules; the tree is kept for explaining, for what no rule of an event reads, and as the plain form that the
 * tests compare with.
 */
#ifndef HOMEVISIT_PROGRAM_H
#define HOMEVISIT_PROGRAM_H

#include "condition.h"
#include "facts.h"

struct homevisit_policy;

/* How an atom is computed: the frequent forms without walking a tree. */
enum atom_form {
    ATOM_FACT,          /* a boolean fact of the record: its own bits */
    ATOM_ATTRIBUTE,     /* a boolean attribute of the event */
    ATOM_ATTRIBUTE_IN,  /* an attribute's word is one of a set */
    ATOM_ATTRIBUTE_HAS, /* an attribute's list of words has one */
    ATOM_EVENT_IN,      /* the event is one of a set */
    ATOM_FACT_IN,       /* a fact's word is one of a set */
    ATOM_FACT_LESS,     /* a number is less than a constant */
    ATOM_FACT_LESS_EQUAL,
    ATOM_TREE /* anything else */
};

struct atom {
    node_index node;
    uint8_t form;
    bool of_event;     /* reads the event or the time: computed for each event that is decided */
    bool opposite;     /* what the form says, turned round (`!=`, `>`, `>=`) */
    uint8_t otherwise; /* ATOM_FACT, ATOM_ATTRIBUTE: the truth where it is unknown, which a default may give */
    uint32_t fact;     /* ATOM_FACT… */
    homevisit_attribute_name attribute;
    double number;
    struct word_set words; /* …_IN: the set; …_HAS: the one */
};

/* Bits of one word of the planes: literals that have to be true, and those that have to be false. */
struct literals {
    uint32_t word;
    uint64_t positive, negative;
};

/* A gate over literals and the gates that follow it, which are `gates` in number, their own included. */
struct gate {
    bool is_or;
    uint32_t first, count; /* of program.literals */
    uint32_t size;         /* of this gate with all below it */
    uint32_t gates;        /* directly below it */
};

typedef uint32_t gate_index;
#define NO_GATE UINT32_MAX

struct atom_list {
    const uint32_t *items;
    size_t count;
};

struct program {
    struct atom *atoms;
    size_t atom_count;
    struct gate *gates;
    struct literals *literals;
    size_t plane_words;
    uint64_t *event_atoms;                      /* a plane: the bits of the atoms that read the event or the time */
    struct atom_list *of_fact;                  /* by fact: the atoms of the record that read it */
    bool reads_contact;                         /* some atom does, be it of the record or of the event */
    struct atom_list of_event[EVENT_COUNT + 1]; /* by event: those that its guards read of the event or the time */
    struct atom_list *standing_of; /* by atom: the duties without `on` whose `when` it is in, by their place */
    uint64_t *standing_first;      /* bits of those duties: `when` holds before the first event */
    /* How things stand before the first event. */
    uint64_t *fact_true, *fact_unknown;
    union fact_value *fact_values;
    uint64_t *atom_true, *atom_unknown;
};

/* Atoms' bits, as they stand. */
struct atom_planes {
    uint64_t *is_true, *is_unknown;
};

/* ---- program_build.c ---- */
/* Makes the program of a policy whose rules stand, and sets the rules' gates. false where memory ran out. */
bool program_make(struct homevisit_policy *policy);

/* ---- program_run.c ---- */
/* Computes an atom. */
enum truth atom_decide(const struct atom *atom, const struct condition_scene *scene);
bool atom_put(struct atom_planes planes, uint32_t atom, enum truth truth); /* whether it was another one */
/* The value of a gate. */
enum truth gate_decide(const struct program *program, struct atom_planes planes, gate_index gate);
/* Computes atoms of the event and the time. */
void program_see(const struct program *program, const struct atom_list *atoms, struct atom_planes planes,
                 const struct condition_scene *scene);
/* Computes the record's atoms of which `dirty` has the bit, and clears it. In `stirred` the bits are set of the duties
 * without `on`, by their place, whose `when` may have changed with them. */
void program_refresh(const struct program *program, struct atom_planes planes, uint64_t *dirty, uint64_t *stirred,
                     const struct condition_scene *scene);

#endif
