/*
 * What the record alone settles of the rules that speak of an event. A host that asks about the same event again, while
 * nothing has happened, changes only the event's own attributes and the time: settled.c decides the rest of the rules
 * once, and keeps of each open one the gates that still hang on the event (session_decide.c asks them).
 */
#ifndef HOMEVISIT_SETTLED_H
#define HOMEVISIT_SETTLED_H

#include "replay.h"

#define SETTLED_ATOMS 32 /* open atoms: a bit each. A policy with more on one event is asked the plain way. */
typedef uint32_t open_bits;

/* The open atoms' values. */
struct open_values {
    open_bits is_true, is_unknown;
};
/* A single value that the event may carry, and the open atoms that read it. */
struct open_source {
    uint8_t type;                           /* homevisit_type */
    vocabularies words;                     /* of a name */
    open_bits atoms, when_true, when_false; /* of a boolean: which are true where it is true, and where it is false */
};

/* An open atom that compares the minute of the day, or the weekday. */
struct open_number {
    int32_t below; /* it is true of less, or, turned round, of the rest */
    uint8_t bit;
    bool opposite, weekday;
};

/* What is left of a gate; its size is that of all below it too, as in struct gate. */
struct open_gate {
    open_bits positive, negative; /* over open atoms */
    uint16_t gates, size;
    bool is_or;
    bool unknown; /* something unknown in the record stood beside them */
};

/* A rule that may be told: settled, or open. */
struct told_rule {
    uint32_t rule;  /* place among the policy's rules */
    uint16_t gate;  /* of the open gates; SETTLED: none, the rule is settled */
    uint8_t result; /* of an open rule: in the answer at hand */
    uint8_t force;
};
#define SETTLED UINT16_MAX

/*
 * One block of memory, whose parts follow each other: a host with a thousand visits open asks about each in turn, and
 * what has to be fetched for an answer is most of what the answer costs.
 */
struct settled_event {
    uint16_t told_count, open_count;
    uint8_t number_count;
    bool plain_only; /* more hangs on the event than is kept here: asked the plain way */
    bool impossible, reads_weekday;
    uint8_t slots[HOMEVISIT_ATTRIBUTE_COUNT]; /* by attribute: the number of its source from 1; 0: it has none */
    uint32_t required;                        /* the sources that have to be given, as bits */
    struct open_values left_out;              /* how the atoms stand of what is left out */
    const struct open_source *sources;
    const struct open_number *numbers;
    const uint32_t *atoms; /* the program's, by bit */
    const uint16_t *open;  /* places in `told` */
    const struct open_gate *gates;
    struct told_rule *told;
    homevisit_verdict settled; /* where no open rule is told */
    homevisit_verdict verdict; /* the last that an open rule had a part in … */
    const char **names;        /* … and room for the names of all */
};

/* What making one needs; kept, so that it takes no memory again. */
struct settler {
    const struct replay *replay;
    homevisit_word event;
    struct list told, open, atoms, sources, numbers,
        gates; /* struct told_rule, uint16_t, uint32_t, struct open_source, open_gate */
    bool failed, too_many;
    char *near; /* where results go as long as there is room, beside what is read with them */
    size_t near_size, near_used;
    struct arena far; /* and after that */
};
void settler_init(struct settler *settler, const homevisit_allocator *allocator, void *near, size_t size);
void settler_free(struct settler *settler);
/* All results are done with. */
void settler_reset(struct settler *settler);

/* Settles an event over the replay as it stands, looked at; the result stands until the reset. NULL: no memory. */
struct settled_event *settle_event(struct settler *settler, const struct replay *replay, homevisit_word event);

/* Lists the told rules that have a result, in the profile's order. */
homevisit_names settled_names(const struct settled_event *settled, const struct rule *rules, enum rule_result result,
                              const char **names);

enum truth open_gates_decide(const struct open_gate *gate, struct open_values values);
/* Most gates have none below them: those are decided in place. */
static inline enum truth open_gate_decide(const struct open_gate *gate, struct open_values values)
{
    if (gate->gates)
        return open_gates_decide(gate, values);
    const open_bits is_false = ~(values.is_true | values.is_unknown);
    const enum truth decides = gate->is_or ? TRUTH_TRUE : TRUTH_FALSE;
    const open_bits positive = gate->is_or ? values.is_true : is_false;
    const open_bits negative = gate->is_or ? is_false : values.is_true;
    if ((gate->positive & positive) | (gate->negative & negative))
        return decides;
    return gate->unknown || (gate->positive | gate->negative) & values.is_unknown ? TRUTH_UNKNOWN
           : gate->is_or                                                          ? TRUTH_FALSE
                                                                                  : TRUTH_TRUE;
}

/* ---- settled_atoms.c ---- */
/* The open bits of some of the event's atoms in a word of the program's planes; new ones are added. */
open_bits settler_open(struct settler *settler, uint32_t word, uint64_t bits);
/* Finds what the open atoms read. false where the event needs an attribute that is no single value. */
bool settler_find_sources(struct settler *settler, struct settled_event *settled);
/* Reads what a proposed event says of the open atoms. false where it is not sound, or not of single values: then
 * visit_convert.c is to be asked, which says why. `offset`: the policy's time, seconds east of UTC. */
bool settled_read(const struct settled_event *settled, const struct atom *atoms, const homevisit_event *given,
                  int offset, struct open_values *values);
/* ---- settled.c ---- */
void *settler_add(struct settler *settler, struct list *list); /* NULL, and `failed`, where there is no memory */

#endif
