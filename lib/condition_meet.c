/*
 * What is to be true is taken apart until only suppositions about facts are left. What can be met in several ways is put
 * off, for condition_solve.c to try.
 */
#include "condition_solve.h"

#include <string.h>

struct goal goal_term(term_index term)
{
    return (struct goal){GOAL_TERM, 0, term, NO_TERM};
}

struct goal goal_pair(uint8_t operation, term_index one, term_index other)
{
    return (struct goal){GOAL_PAIR, operation, one, other};
}

bool meet_term(struct condition_solver *solver, term_index term, truths mask)
{
    return meet(solver, goal_term(term), mask);
}

static bool put_off(struct condition_solver *solver, struct goal goal, truths mask)
{
    struct case_split *split = list_add(&solver->splits);
    if (split == NULL) {
        solver->memory = true;
        return false;
    }
    *split = (struct case_split){goal, mask, solver->split};
    solver->split = (uint32_t)(solver->splits.count - 1);
    return true;
}

truths truths_swapped(truths mask)
{
    return (truths)((mask & CAN_BE_UNKNOWN) | (mask & CAN_BE_FALSE ? CAN_BE_TRUE : 0) |
                    (mask & CAN_BE_TRUE ? CAN_BE_FALSE : 0));
}

bool term_is_operation(const struct term *term, enum operator_id id)
{
    return term->kind == NODE_OPERATION && term->operation == id;
}

bool term_is_written(const struct term *term)
{
    return term->kind == NODE_CONSTANT && term->setting == 0;
}

/* Values that are chosen from others: comparisons are tried with each. */
bool term_is_choice(const struct term *term)
{
    return term->kind == NODE_DEFAULT || term_is_operation(term, OPERATOR_IF);
}

/* ---- and, or, between -------------------------------------------------------------------------------------------- */

/* The operands of a conjunction or disjunction, comparisons of three being a conjunction of two. */
struct goal part_of(const struct condition_solver *solver, const struct term *term, uint32_t number)
{
    const term_index child = solver_child(solver, term, number);
    if (term->operation == OPERATOR_AND || term->operation == OPERATOR_OR)
        return goal_term(child);
    return goal_pair(term->operation, child, solver_child(solver, term, number + 1));
}

uint32_t part_count(const struct term *term)
{
    return term->operation == OPERATOR_AND || term->operation == OPERATOR_OR ? term->count : term->count - 1;
}

bool meet_all(struct condition_solver *solver, term_index index, truths mask)
{
    const struct term *term = solver_at(solver, index);
    for (uint32_t i = 0; i < part_count(term); i++) {
        if (!meet(solver, part_of(solver, term, i), mask))
            return false;
    }
    return true;
}

/* `mask` as of a conjunction: `or` is one with true and false changed about. */
static bool meet_parts(struct condition_solver *solver, term_index index, truths mask)
{
    const struct term *term = solver_at(solver, index);
    const bool is_or = term->operation == OPERATOR_OR;
    const truths as_and = is_or ? truths_swapped(mask) : mask;
    switch (as_and) {
    case CAN_BE_TRUE:
    case CAN_BE_TRUE | CAN_BE_UNKNOWN: return meet_all(solver, index, mask);
    case CAN_BE_UNKNOWN: /* none decides it, and one is unknown */
        return meet_all(solver, index, is_or ? CAN_BE_FALSE | CAN_BE_UNKNOWN : CAN_BE_TRUE | CAN_BE_UNKNOWN) &&
               put_off(solver, goal_term(index), mask);
    default: break;
    }
    if (part_count(term) == 1)
        return meet(solver, part_of(solver, term, 0), mask);
    return put_off(solver, goal_term(index), mask);
}

/* ---- if ---------------------------------------------------------------------------------------------------------- */

static bool meet_if(struct condition_solver *solver, struct goal goal, truths mask)
{
    const struct term *term = solver_at(solver, goal.one);
    if (goal.other + 1 == term->count)
        return meet_term(solver, solver_child(solver, term, goal.other), mask);
    return put_off(solver, goal, mask);
}

/* ---- missing ----------------------------------------------------------------------------------------------------- */

/* An empty text is missing too, where there are any. */
bool may_be_empty(const struct condition_solver *solver, term_index index)
{
    return solver->empty_texts && solver_at(solver, index)->type == NODE_TYPE_TEXT;
}

static bool suppose_not_missing(struct condition_solver *solver, term_index fact)
{
    return meet_term(solver, fact, CAN_BE_KNOWN) &&
           (!may_be_empty(solver, fact) || suppose_unequal(solver, fact, TERM_EMPTY));
}

bool is_asked_for(const struct condition_solver *solver, const struct term *names, uint32_t number, term_index wanted)
{
    return wanted == NO_TERM || solver_child(solver, names, 2 * number) == wanted;
}

/* `!!` of missing, or whether it holds a certain name (a constant's term): some of them is unknown, or none is. */
static bool meet_missing(struct condition_solver *solver, struct goal goal, truths mask, const struct term *names,
                         term_index wanted)
{
    if (!(mask & CAN_BE_KNOWN))
        return false; /* it is never unknown */
    if ((mask & CAN_BE_KNOWN) == CAN_BE_KNOWN)
        return true;
    if (mask & CAN_BE_TRUE)
        return put_off(solver, goal, CAN_BE_TRUE);
    for (uint32_t i = 0; i < names->count / 2; i++) {
        if (is_asked_for(solver, names, i, wanted) &&
            !suppose_not_missing(solver, solver_child(solver, names, 2 * i + 1)))
            return false;
    }
    return true;
}

/* ---- comparisons ------------------------------------------------------------------------------------------------- */

static bool suppose_in_words(struct condition_solver *solver, term_index one, const struct term *list, bool holds)
{
    struct word_set words = {{0}};
    for (uint32_t i = 0; i < list->value.value.list.count; i++)
        word_set_add(&words, list->value.value.list.words[i]);
    for (size_t i = 0; i < WORD_SET_SIZE && !holds; i++)
        words.bits[i] = ~words.bits[i];
    return suppose_words(solver, one, &words);
}

/* A number or text that is none of a written list; which of them it is, try_listed() tries. */
static bool suppose_not_listed(struct condition_solver *solver, term_index one, term_index list)
{
    const struct term *members = solver_at(solver, list);
    for (uint32_t i = 0; i < members->count; i++) {
        if (!suppose_unequal(solver, one, solver_child(solver, members, i)))
            return false;
    }
    return true;
}

/* Supposes that a comparison of two known values holds, or does not. */
static bool suppose_pair(struct condition_solver *solver, struct goal pair, bool holds)
{
    const struct term *one = solver_at(solver, pair.one), *other = solver_at(solver, pair.other);
    if (!holds && (one->wild || other->wild))
        return true; /* what is no number is not less, nor the same, nor more */
    switch ((enum operator_id)pair.operation) {
    case OPERATOR_LESS:
        return holds ? suppose_order(solver, pair.one, pair.other, true)
                     : suppose_order(solver, pair.other, pair.one, false);
    case OPERATOR_LESS_EQUAL:
        return holds ? suppose_order(solver, pair.one, pair.other, false)
                     : suppose_order(solver, pair.other, pair.one, true);
    case OPERATOR_IN:
        if (one->type == NODE_TYPE_NAME)
            return suppose_in_words(solver, pair.one, other, holds);
        return suppose_not_listed(solver, pair.one, pair.other);
    default: break;
    }
    if (one->type == NODE_TYPE_NAME)
        return suppose_same_name(solver, pair.one, pair.other, holds);
    return holds ? suppose_equal(solver, pair.one, pair.other) : suppose_unequal(solver, pair.one, pair.other);
}

bool meet_known_pair(struct condition_solver *solver, struct goal pair, truths mask)
{
    const bool list = pair.operation == OPERATOR_IN;
    return meet_term(solver, pair.one, CAN_BE_KNOWN) && (list || meet_term(solver, pair.other, CAN_BE_KNOWN)) &&
           (mask == CAN_BE_KNOWN || suppose_pair(solver, pair, mask == CAN_BE_TRUE));
}

/* A number or text in a list is one of several; one in an empty list is none. */
static bool is_one_of_several(const struct condition_solver *solver, struct goal pair, truths mask)
{
    return pair.operation == OPERATOR_IN && solver_at(solver, pair.one)->type != NODE_TYPE_NAME && (mask & CAN_BE_TRUE);
}

static bool meet_pair(struct condition_solver *solver, struct goal pair, truths mask)
{
    const struct term *one = solver_at(solver, pair.one), *other = solver_at(solver, pair.other);
    if (term_is_choice(one) || term_is_choice(other) ||
        (one->type == NODE_TYPE_BOOLEAN && other->type == NODE_TYPE_BOOLEAN))
        return put_off(solver, pair, mask);
    if ((mask & CAN_BE_UNKNOWN) || is_one_of_several(solver, pair, mask))
        return put_off(solver, pair, mask);
    return meet_known_pair(solver, pair, mask);
}

/* ---- terms ------------------------------------------------------------------------------------------------------- */

static bool meet_equality(struct condition_solver *solver, const struct term *term, truths mask)
{
    return meet(solver, goal_pair(OPERATOR_EQUAL, solver_child(solver, term, 0), solver_child(solver, term, 1)),
                term->operation == OPERATOR_UNEQUAL ? truths_swapped(mask) : mask);
}

/* What is not looked into may have any value, the same wherever it stands; but it is known only where those of its
 * operands are on which it always rests: the first ones. */
static bool suppose_opaque(struct condition_solver *solver, term_index index, truths mask, uint32_t operands)
{
    const struct term *term = solver_at(solver, index);
    if (!suppose_truths(solver, index, mask))
        return false;
    for (uint32_t i = 0; i < operands && !(mask & CAN_BE_UNKNOWN); i++) {
        if (!meet_term(solver, solver_child(solver, term, i), CAN_BE_KNOWN))
            return false;
    }
    return true;
}

/* `>` is `<` with its operands changed about. */
static bool meet_order(struct condition_solver *solver, term_index index, truths mask)
{
    const struct term *term = solver_at(solver, index);
    const term_index one = solver_child(solver, term, 0), other = solver_child(solver, term, 1);
    if (term->operation == OPERATOR_GREATER)
        return meet(solver, goal_pair(OPERATOR_LESS, other, one), mask);
    if (term->operation == OPERATOR_GREATER_EQUAL)
        return meet(solver, goal_pair(OPERATOR_LESS_EQUAL, other, one), mask);
    return meet_parts(solver, index, mask);
}

/* `in`: of written lists and of missing; of any other list it is what it is. */
static bool meet_in(struct condition_solver *solver, term_index index, truths mask)
{
    const struct term *term = solver_at(solver, index);
    const term_index one = solver_child(solver, term, 0), list = solver_child(solver, term, 1);
    const struct term *written = solver_at(solver, list);
    if (term_is_written(written))
        return meet(solver, goal_pair(OPERATOR_IN, one, list), mask);
    if (term_is_operation(written, OPERATOR_MISSING) && term_is_written(solver_at(solver, one)))
        return meet_missing(solver, goal_term(index), mask, written, one);
    return suppose_opaque(solver, index, mask, 2);
}

static bool meet_filled(struct condition_solver *solver, term_index index, truths mask)
{
    const struct term *list = solver_at(solver, solver_child(solver, solver_at(solver, index), 0));
    if (term_is_operation(list, OPERATOR_MISSING))
        return meet_missing(solver, goal_term(index), mask, list, NO_TERM);
    if (term_is_written(list))
        return mask & (list->value.value.list.count > 0 ? CAN_BE_TRUE : CAN_BE_FALSE);
    return suppose_opaque(solver, index, mask, 1);
}

/* Of an empty list nothing is so, neither all nor some. */
static bool meet_quantifier(struct condition_solver *solver, term_index index, truths mask)
{
    const struct term *term = solver_at(solver, index);
    const struct term *list = solver_at(solver, solver_child(solver, term, 0));
    if (term_is_written(list) && list->value.value.list.count == 0)
        return mask & (term->operation == OPERATOR_NONE ? CAN_BE_TRUE : CAN_BE_FALSE);
    return suppose_opaque(solver, index, mask, 1);
}

static bool meet_operation(struct condition_solver *solver, term_index index, truths mask)
{
    const struct term *term = solver_at(solver, index);
    const term_index child = solver_child(solver, term, 0);
    switch ((enum operator_id)term->operation) {
    case OPERATOR_NOT: return meet_term(solver, child, truths_swapped(mask));
    case OPERATOR_TRUTH:
        return solver_at(solver, child)->type == NODE_TYPE_BOOLEAN ? meet_term(solver, child, mask)
                                                                   : meet_filled(solver, index, mask);
    case OPERATOR_AND:
    case OPERATOR_OR: return meet_parts(solver, index, mask);
    case OPERATOR_IF: return meet_if(solver, (struct goal){GOAL_IF, 0, index, 0}, mask);
    case OPERATOR_EQUAL:
    case OPERATOR_UNEQUAL: return meet_equality(solver, term, mask);
    case OPERATOR_LESS:
    case OPERATOR_LESS_EQUAL:
    case OPERATOR_GREATER:
    case OPERATOR_GREATER_EQUAL: return meet_order(solver, index, mask);
    case OPERATOR_IN: return meet_in(solver, index, mask);
    case OPERATOR_ALL:
    case OPERATOR_SOME:
    case OPERATOR_NONE: return meet_quantifier(solver, index, mask);
    case OPERATOR_MISSING: return mask & CAN_BE_KNOWN;
    default: return suppose_opaque(solver, index, mask, term->count); /* a sum may be anything */
    }
}

/* Supposes that a goal has one of the truths; what can be met in several ways is put off. */
bool meet(struct condition_solver *solver, struct goal goal, truths mask)
{
    if (mask == CAN_BE_ANYTHING)
        return true;
    if (!solver_work(solver))
        return false;
    if (goal.kind == GOAL_PAIR)
        return meet_pair(solver, goal, mask);
    if (goal.kind == GOAL_IF)
        return meet_if(solver, goal, mask);
    const struct term *term = solver_at(solver, goal.one);
    if (term_is_written(term) && term->type == NODE_TYPE_BOOLEAN)
        return mask & (term->value.value.boolean ? CAN_BE_TRUE : CAN_BE_FALSE);
    if (term_is_written(term))
        return mask & CAN_BE_KNOWN;
    if (term->kind == NODE_DEFAULT)
        return put_off(solver, goal, mask);
    if (term->kind == NODE_OPERATION)
        return meet_operation(solver, goal.one, mask);
    return suppose_truths(solver, goal.one, mask);
}
