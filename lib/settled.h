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

/* What reads an attribute of the event. Of a word the last one that was said is kept, with what is true of it. */
struct open_source {
    open_bits atoms;
    open_bits when_true, when_false; /* of a boolean; of a word: true of the last one, and nothing */
    uint16_t word;                   /* the last one, plus 1; 0: none yet */
    uint8_t type;                    /* homevisit_type */
};

/* An open atom that compares the minute of the day, or the weekday. */
struct open_number {
    int32_t below; /* it is true of less, or, turned round, of the rest */
    uint8_t bit;
    bool opposite, weekday;
};

/*
 * What is left of a gate: whether all of its literals and of the gates below it hold, or, turned round, whether not. So an
 * `or` is kept as `and` of what it stands over, each turned round (De Morgan), and one way of deciding is enough.
 */
struct open_gate {
    open_bits positive, negative; /* over open atoms */
    uint16_t gates, size;         /* directly below it; with all below it, as in struct gate */
    bool turned;
    bool unknown; /* something unknown in the record stood beside them */
};

#define SETTLED_OPEN 32 /* open rules: a bit each */
/* What the open rules said, by their place among them. */
struct open_results {
    uint32_t broken, unknown;
};

/* A rule that may be told: settled, or open. */
struct told_rule {
    uint32_t rule;  /* place among the policy's rules */
    uint8_t result; /* of an open rule: in the answer at hand */
    uint8_t force;
    bool open;
};

/* Between which moments, both included, the comparisons of the time stand, and which of them are true there. */
struct open_span {
    int64_t from, until;
    open_bits is_true;
};

/*
 * One block of memory, whose parts follow each other: a host with a thousand visits open asks about each in turn, and
 * what has to be fetched for an answer is most of what the answer costs. What every answer reads stands first. A host asks
 * the same again and again, so what the last question found is kept, part by part: a word's comparisons, those of the
 * time, and, for the values of all of them, the answer.
 */
struct settled_event {
    bool plain_only;                 /* more hangs on the event than is kept here: asked the plain way */
    uint8_t first_row, row_count;    /* the event's rows of event_attributes[] */
    uint32_t required;               /* the rows that have to be given, as bits */
    struct open_values left_out;     /* how the atoms stand of what is left out */
    struct open_values values;       /* of the last answer … */
    const homevisit_verdict *answer; /* … which is in `rules`; NULL: there was none yet */
    struct open_span time;
    struct settled_rules *rules;
    struct open_source sources[]; /* by row */
};
/* What is read where the answer may be another one than the last. */
struct settled_rules {
    const struct open_number *numbers;
    const struct open_gate *gates; /* of one open rule after the other */
    const uint32_t *atoms;         /* the program's, by bit */
    struct told_rule *told;
    size_t told_count;
    uint8_t number_count, open_count;
    bool impossible;
    struct open_results last;  /* what `verdict` says of the open rules; nothing: there was none yet */
    homevisit_verdict settled; /* where no open rule is told */
    homevisit_verdict verdict; /* the last that an open rule had a part in … */
    const char **names;        /* … and room for the names of all */
};

/* What making one needs; kept, so that it takes no memory again. */
struct settler {
    const struct replay *replay;
    homevisit_word event;
    struct list told, atoms;             /* struct told_rule; uint32_t, the program's number */
    struct list sources, numbers, gates; /* struct open_source, open_number, open_gate */
    uint8_t open_count;
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
homevisit_names settled_names(const struct settled_rules *settled, const struct rule *rules, enum rule_result result,
                              const char **names);

/* Whether all below a gate hold, which has some: see open_gate_decide(). */
enum truth open_gates_all(const struct open_gate *gate, struct open_values values);
/* Whether all of a gate's literals hold. */
static inline enum truth open_literals_all(const struct open_gate *gate, struct open_values values)
{
    const open_bits is_false = ~(values.is_true | values.is_unknown);
    if ((gate->positive & is_false) | (gate->negative & values.is_true))
        return TRUTH_FALSE;
    return gate->unknown | (((gate->positive | gate->negative) & values.is_unknown) != 0) ? TRUTH_UNKNOWN : TRUTH_TRUE;
}
/* The value of a gate. Most have none below them: those are decided in place. */
static inline enum truth open_gate_decide(const struct open_gate *gate, struct open_values values)
{
    enum truth all = open_literals_all(gate, values);
    if (gate->gates && all != TRUTH_FALSE)
        all = open_gates_all(gate, values);
    return all == TRUTH_UNKNOWN ? TRUTH_UNKNOWN : (all == TRUTH_TRUE) != gate->turned ? TRUTH_TRUE : TRUTH_FALSE;
}

/* The day of the policy's time in which a moment lies, for as long as the offset stands. */
struct local_day {
    int64_t start;
    int32_t offset; /* seconds east of UTC */
    int32_t weekday;
};
struct local_day local_day_of(int offset, int64_t at);

/* ---- settled_atoms.c ---- */
/* The open bits of some of the event's atoms in a word of the program's planes; new ones are added. */
open_bits settler_open(struct settler *settler, uint32_t word, uint64_t bits);
/* Finds what the open atoms read. false where the event needs an attribute that is no single value. */
bool settler_find_sources(struct settler *settler, struct settled_event *settled);
/* Finds what is true of another word than the last, of the attribute in that place; false where it may not stand there. */
bool settled_learn_word(struct settled_event *settled, const struct atom *atoms, size_t place, homevisit_word word);
/* Compares the time at a moment outside of the last span, and finds how far about it nothing changes. `day`: the last
 * moment's, which moves to this one's. */
void settled_learn_time(struct settled_event *settled, int64_t at, struct local_day *day);
/* ---- settled.c ---- */
void *settler_add(struct settler *settler, struct list *list); /* NULL, and `failed`, where there is no memory */

#endif
