/*
 * The search for facts and settings that make a condition true. condition_satisfy.c asks; condition_solve.c searches by
 * cases; condition_meet.c takes each apart, until only suppositions are left, which condition_terms.c (what is written
 * alike is one), condition_facts.c (truth, knowledge, words) and condition_order.c (numbers, times and texts) keep.
 * Whatever these do not see through counts as possible, so that nothing is refused that can be true.
 */
#ifndef HOMEVISIT_CONDITION_SOLVE_H
#define HOMEVISIT_CONDITION_SOLVE_H

#include "condition_value.h"

typedef uint32_t term_index;
#define NO_TERM UINT32_MAX
#define TERM_ZERO 0  /* the number 0, from which others are measured */
#define TERM_EMPTY 1 /* the empty text */

/* Truths that a term may have. What is not boolean is known (CAN_BE_KNOWN) or unknown. */
typedef uint8_t truths;
enum { CAN_BE_FALSE = 1, CAN_BE_TRUE = 2, CAN_BE_UNKNOWN = 4, CAN_BE_KNOWN = 3, CAN_BE_ANYTHING = 7 };

/* A difference of two numbers, and how many times strictly less: (c, -1) is "less than c". */
struct weight {
    int64_t whole;
    int32_t strict;
};

/* Parts of conditions that are written alike are one term, wherever they stand in a policy. */
struct term {
    uint8_t kind;      /* enum node_kind, or TERM_UNKNOWN */
    uint8_t type;      /* enum node_type */
    uint8_t operation; /* enum operator_id, `===` as `==` */
    bool event;        /* speaks of the event being decided: means something else in each rule */
    bool whole;        /* its value is a whole number */
    bool wild;         /* a product or quotient: by overflow it may be no number, which compares with nothing */
    bool possible;     /* was found to be true with some facts */
    vocabularies words;
    homevisit_attribute_name attribute;
    uint32_t setting;
    uint32_t first, count;       /* children: solver.children[first … first + count) */
    struct condition_node value; /* of a constant, and the fact's number */
    /* What is supposed of it so far: */
    truths mask;
    struct word_set allowed; /* names */
    uint32_t edges;          /* the newest difference measured from it */
    struct weight potential; /* a value that fits all differences */
};
enum { TERM_UNKNOWN = 100 }; /* a constant that is never known: divided by zero */

/* value(to) - value(from) is at most this. */
struct edge {
    term_index from, to;
    struct weight most;
    uint32_t next; /* the next older one of `from` */
};
#define NO_EDGE UINT32_MAX

/* Two names that are the same, or are not; two numbers that are not the same. */
struct relation {
    term_index one, other;
    bool same;
};

/* What was supposed, to be taken back in turn. */
struct step {
    enum { STEP_MASK, STEP_ALLOWED, STEP_POTENTIAL } kind;
    term_index term;
    truths mask;
    struct word_set allowed;
    struct weight potential;
};

/* What is to be true: a term, or two of them compared (`between` is two of these). */
struct goal {
    enum { GOAL_TERM, GOAL_PAIR, GOAL_IF } kind;
    uint8_t operation;     /* pair: EQUAL, LESS, LESS_EQUAL, IN */
    term_index one, other; /* if: `other` is the number of the test to begin with */
};

/* A goal that can be met in several ways, put off. */
struct case_split {
    struct goal goal;
    truths mask;
    uint32_t next;
};
#define NO_SPLIT UINT32_MAX

struct condition_solver {
    homevisit_allocator allocator;
    const struct conditions *conditions;
    struct list terms;    /* struct term */
    struct list children; /* term_index */
    struct list of_node;  /* term_index, by node; NO_TERM: not made yet */
    uint32_t *buckets;    /* by hash */
    size_t bucket_count;
    term_index event;      /* `event` itself; NO_TERM: no condition spoke of it yet */
    struct list fractions; /* term_index: constants that are no whole numbers */
    struct list edges;     /* struct edge */
    struct list steps;     /* struct step */
    struct list relations; /* struct relation: names */
    struct list unequal;   /* struct relation: numbers */
    struct list splits;    /* struct case_split */
    struct list queue;     /* term_index: whose potentials were mended */
    struct list making;    /* term_index: the children of terms that are being made, a stack */
    uint32_t split;        /* the first that is put off */
    size_t settled;        /* how many of `unequal` were decided */
    size_t work, limit;    /* steps taken, and how many may be */
    unsigned depth;
    bool empty_texts; /* a text may be empty, which is missing to JsonLogic; a record has none */
    bool memory;      /* ran out */
};

/* ---- condition_terms.c ------------------------------------------------------------------------------------------ */

struct condition_solver *solver_new(const homevisit_allocator *allocator, const struct conditions *conditions);
void solver_free(struct condition_solver *solver);
/* Forgets which terms the nodes from a number on are. */
void solver_forget(struct condition_solver *solver, size_t nodes);
/* NO_TERM where memory ran out. */
term_index solver_term(struct condition_solver *solver, node_index node);
struct term *solver_at(const struct condition_solver *solver, term_index index);
term_index solver_child(const struct condition_solver *solver, const struct term *term, uint32_t number);

/* ---- condition_facts.c ------------------------------------------------------------------------------------------ */

/* Each supposes something and returns false where that cannot be. */
bool suppose_truths(struct condition_solver *solver, term_index index, truths mask);
bool suppose_words(struct condition_solver *solver, term_index index, const struct word_set *words);
bool suppose_same_name(struct condition_solver *solver, term_index one, term_index other, bool same);
/* Notes a step, so that it can be taken back. false where memory ran out: the search then ends. */
bool note_step(struct condition_solver *solver, const struct step *step);
struct solver_mark {
    size_t edges, steps, relations, unequal, splits, settled;
    uint32_t split;
};
struct solver_mark solver_mark(const struct condition_solver *solver);
void solver_back(struct condition_solver *solver, const struct solver_mark *mark);
/* Counts work; false where the bound is met. */
bool solver_work(struct condition_solver *solver);
/* A relation of two names that is not decided yet; NULL where there is none. */
const struct relation *undecided_names(struct condition_solver *solver);
bool words_meet_sets(const struct word_set *one, const struct word_set *other);
unsigned word_set_count(const struct word_set *set);

/* ---- condition_order.c ------------------------------------------------------------------------------------------ */

/* Supposes that one number, time or text (texts know only sameness) is less than the other, or at most it. */
bool suppose_order(struct condition_solver *solver, term_index one, term_index other, bool strict);
bool suppose_equal(struct condition_solver *solver, term_index one, term_index other);
bool suppose_unequal(struct condition_solver *solver, term_index one, term_index other);
/* What always holds of a new term: a fact's range, a fraction's place between whole numbers. */
bool order_begin(struct condition_solver *solver, term_index index);

/* ---- condition_meet.c ------------------------------------------------------------------------------------------- */

struct goal goal_term(term_index term);
struct goal goal_pair(uint8_t operation, term_index one, term_index other);
/* Supposes that a goal has one of the truths; what can be met in several ways is put off. */
bool meet(struct condition_solver *solver, struct goal goal, truths mask);
bool meet_term(struct condition_solver *solver, term_index term, truths mask);
/* True and false changed about. */
truths truths_swapped(truths mask);
bool term_is_operation(const struct term *term, enum operator_id id);
/* A constant that is no setting. */
bool term_is_written(const struct term *term);
/* Values that are chosen from others: comparisons are tried with each. */
bool term_is_choice(const struct term *term);
/* The operands of a conjunction or disjunction, comparisons of three being a conjunction of two. */
struct goal part_of(const struct condition_solver *solver, const struct term *term, uint32_t number);
uint32_t part_count(const struct term *term);
bool meet_all(struct condition_solver *solver, term_index index, truths mask);
/* Of `missing`: whether a name is the wanted one (NO_TERM: any is), and whether its fact may be an empty text. */
bool is_asked_for(const struct condition_solver *solver, const struct term *names, uint32_t number, term_index wanted);
bool may_be_empty(const struct condition_solver *solver, term_index index);
/* Supposes that both values are known, and that the comparison holds, or not (or either). */
bool meet_known_pair(struct condition_solver *solver, struct goal pair, truths mask);

/* ---- condition_solve.c ------------------------------------------------------------------------------------------ */

/* Whether the terms may all be true at once; `events` (may be NULL) are those that the event may be. */
bool solver_possible(struct condition_solver *solver, const term_index *terms, size_t count,
                     const struct word_set *events);

#endif
