/*
 * The search itself: what is to be true is taken apart until only suppositions about facts are left; where it can be met
 * in several ways, each is tried, the many-sided goals last. Whatever is too deep, too long or not seen through counts as
 * possible.
 */
#include "condition_solve.h"

#include <string.h>

#define SEARCH_DEPTH_LIMIT 500

static bool meet(struct condition_solver *solver, struct goal goal, truths mask);

static struct goal goal_term(term_index term)
{
    return (struct goal){GOAL_TERM, 0, term, NO_TERM};
}

static struct goal goal_pair(uint8_t operation, term_index one, term_index other)
{
    return (struct goal){GOAL_PAIR, operation, one, other};
}

static bool meet_term(struct condition_solver *solver, term_index term, truths mask)
{
    return meet(solver, goal_term(term), mask);
}

/* Whether no more work may be done: the answer is then that it is possible. */
static bool is_spent(const struct condition_solver *solver)
{
    return solver->work >= solver->limit || solver->memory;
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

static truths swapped(truths mask)
{
    return (truths)((mask & CAN_BE_UNKNOWN) | (mask & CAN_BE_FALSE ? CAN_BE_TRUE : 0) |
                    (mask & CAN_BE_TRUE ? CAN_BE_FALSE : 0));
}

static bool is_operation(const struct term *term, enum operator_id id)
{
    return term->kind == NODE_OPERATION && term->operation == id;
}

static bool is_written(const struct term *term)
{
    return term->kind == NODE_CONSTANT && term->setting == 0;
}

/* Values that are chosen from others: comparisons are tried with each. */
static bool is_choice(const struct term *term)
{
    return term->kind == NODE_DEFAULT || is_operation(term, OPERATOR_IF);
}

/* ---- and, or, between ------------------------------------------------------------------------------------------- */

/* The operands of a conjunction or disjunction, comparisons of three being a conjunction of two. */
static struct goal part_of(const struct condition_solver *solver, const struct term *term, uint32_t number)
{
    const term_index child = solver_child(solver, term, number);
    if (term->operation == OPERATOR_AND || term->operation == OPERATOR_OR)
        return goal_term(child);
    return goal_pair(term->operation, child, solver_child(solver, term, number + 1));
}

static uint32_t part_count(const struct term *term)
{
    return term->operation == OPERATOR_AND || term->operation == OPERATOR_OR ? term->count : term->count - 1;
}

static bool meet_all(struct condition_solver *solver, term_index index, truths mask)
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
    const truths as_and = is_or ? swapped(mask) : mask;
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

enum tried { TRIED_FAILED, TRIED_HOLDS, TRIED_NO_MORE };

static enum tried tried(bool holds)
{
    return holds ? TRIED_HOLDS : TRIED_FAILED;
}

static enum tried try_parts(struct condition_solver *solver, term_index index, truths mask, uint32_t way)
{
    const struct term *term = solver_at(solver, index);
    const bool is_or = term->operation == OPERATOR_OR;
    if ((is_or ? swapped(mask) : mask) == CAN_BE_KNOWN) {
        /* All of them, or one that decides. */
        if (way == 0)
            return tried(meet_all(solver, index, is_or ? CAN_BE_FALSE : CAN_BE_TRUE));
        mask = is_or ? CAN_BE_TRUE : CAN_BE_FALSE;
        way--;
    }
    if (way >= part_count(term))
        return TRIED_NO_MORE;
    return tried(meet(solver, part_of(solver, term, way), mask));
}

/* ---- if, and values with a default ------------------------------------------------------------------------------ */

static bool meet_if(struct condition_solver *solver, struct goal goal, truths mask)
{
    const struct term *term = solver_at(solver, goal.one);
    if (goal.other + 1 == term->count)
        return meet_term(solver, solver_child(solver, term, goal.other), mask);
    return put_off(solver, goal, mask);
}

/* With an unknown test both branches count: `first` of this test and `rest` of what follows. */
static bool meet_branches(struct condition_solver *solver, struct goal goal, truths first, truths rest)
{
    const struct term *term = solver_at(solver, goal.one);
    const struct goal after = {GOAL_IF, 0, goal.one, goal.other + 2};
    return meet_term(solver, solver_child(solver, term, goal.other), CAN_BE_UNKNOWN) &&
           meet_term(solver, solver_child(solver, term, goal.other + 1), first) && meet(solver, after, rest);
}

static enum tried try_if(struct condition_solver *solver, struct goal goal, truths mask, uint32_t way)
{
    const struct term *term = solver_at(solver, goal.one);
    const term_index test = solver_child(solver, term, goal.other);
    const struct goal after = {GOAL_IF, 0, goal.one, goal.other + 2};
    const bool boolean = term->type == NODE_TYPE_BOOLEAN;
    switch (way) {
    case 0:
        return tried(meet_term(solver, test, CAN_BE_TRUE) &&
                     meet_term(solver, solver_child(solver, term, goal.other + 1), mask));
    case 1: return tried(meet_term(solver, test, CAN_BE_FALSE) && meet(solver, after, mask));
    case 2: /* they agree; whether other values than truths do, is not looked into */
        return tried((mask & CAN_BE_TRUE) && meet_branches(solver, goal, boolean ? CAN_BE_TRUE : CAN_BE_KNOWN,
                                                           boolean ? CAN_BE_TRUE : CAN_BE_KNOWN));
    case 3: return tried((mask & CAN_BE_FALSE) && boolean && meet_branches(solver, goal, CAN_BE_FALSE, CAN_BE_FALSE));
    case 4: /* they do not */
        return tried((mask & CAN_BE_UNKNOWN) &&
                     meet_branches(solver, goal, boolean ? CAN_BE_UNKNOWN : CAN_BE_ANYTHING, CAN_BE_ANYTHING));
    case 5: return tried((mask & CAN_BE_UNKNOWN) && meet_branches(solver, goal, CAN_BE_ANYTHING, CAN_BE_UNKNOWN));
    case 6: return tried((mask & CAN_BE_UNKNOWN) && boolean && meet_branches(solver, goal, CAN_BE_TRUE, CAN_BE_FALSE));
    case 7: return tried((mask & CAN_BE_UNKNOWN) && boolean && meet_branches(solver, goal, CAN_BE_FALSE, CAN_BE_TRUE));
    default: return TRIED_NO_MORE;
    }
}

static enum tried try_default(struct condition_solver *solver, const struct term *term, truths mask, uint32_t way)
{
    const term_index named = solver_child(solver, term, 0), other = solver_child(solver, term, 1);
    if (way == 0)
        return tried((mask & CAN_BE_KNOWN) && meet_term(solver, named, mask & CAN_BE_KNOWN));
    if (way == 1)
        return tried(meet_term(solver, named, CAN_BE_UNKNOWN) && meet_term(solver, other, mask));
    return TRIED_NO_MORE;
}

/* ---- missing ---------------------------------------------------------------------------------------------------- */

/* An empty text is missing too, where there are any. */
static bool may_be_empty(const struct condition_solver *solver, term_index index)
{
    return solver->empty_texts && solver_at(solver, index)->type == NODE_TYPE_TEXT;
}

static bool suppose_not_missing(struct condition_solver *solver, term_index fact)
{
    return meet_term(solver, fact, CAN_BE_KNOWN) &&
           (!may_be_empty(solver, fact) || suppose_unequal(solver, fact, TERM_EMPTY));
}

static bool is_asked_for(const struct condition_solver *solver, const struct term *names, uint32_t number,
                         term_index wanted)
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

/* Each name twice: its fact is unknown, or an empty text. */
static enum tried try_missing(struct condition_solver *solver, const struct term *names, term_index wanted,
                              uint32_t way)
{
    const uint32_t number = way / 2;
    if (number >= names->count / 2)
        return TRIED_NO_MORE;
    const term_index fact = solver_child(solver, names, 2 * number + 1);
    if (!is_asked_for(solver, names, number, wanted))
        return TRIED_FAILED;
    if (way % 2 == 0)
        return tried(meet_term(solver, fact, CAN_BE_UNKNOWN));
    return tried(may_be_empty(solver, fact) && meet_term(solver, fact, CAN_BE_KNOWN) &&
                 suppose_equal(solver, fact, TERM_EMPTY));
}

/* ---- comparisons ------------------------------------------------------------------------------------------------ */

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

static bool meet_known_pair(struct condition_solver *solver, struct goal pair, truths mask)
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
    if (is_choice(one) || is_choice(other) || (one->type == NODE_TYPE_BOOLEAN && other->type == NODE_TYPE_BOOLEAN))
        return put_off(solver, pair, mask);
    if ((mask & CAN_BE_UNKNOWN) || is_one_of_several(solver, pair, mask))
        return put_off(solver, pair, mask);
    return meet_known_pair(solver, pair, mask);
}

/* One operand is chosen from several: the way-th value that it may have. */
static enum tried try_choice(struct condition_solver *solver, struct goal pair, truths mask, uint32_t way, bool first)
{
    const struct term *choice = solver_at(solver, first ? pair.one : pair.other);
    struct goal chosen = pair;
    term_index *place = first ? &chosen.one : &chosen.other;
    if (choice->kind == NODE_DEFAULT) {
        if (way > 1)
            return TRIED_NO_MORE;
        *place = solver_child(solver, choice, way);
        return tried(meet_term(solver, solver_child(solver, choice, 0), way == 0 ? CAN_BE_KNOWN : CAN_BE_UNKNOWN) &&
                     meet(solver, chosen, mask));
    }
    /* Each value with the tests before it false and its own not; then, an unknown test that leaves the value open. */
    const uint32_t tests = choice->count / 2;
    const bool open = way > tests;
    if (way > 2 * tests)
        return TRIED_NO_MORE;
    const uint32_t number = open ? way - tests - 1 : way;
    for (uint32_t i = 0; i < number; i++) {
        if (!meet_term(solver, solver_child(solver, choice, 2 * i), CAN_BE_FALSE))
            return TRIED_FAILED;
    }
    if (open)
        return tried((mask & CAN_BE_UNKNOWN) &&
                     meet_term(solver, solver_child(solver, choice, 2 * number), CAN_BE_UNKNOWN));
    *place = solver_child(solver, choice, number == tests ? 2 * tests : 2 * number + 1);
    return tried((number == tests ||
                  meet_term(solver, solver_child(solver, choice, 2 * number), CAN_BE_TRUE | CAN_BE_UNKNOWN)) &&
                 meet(solver, chosen, mask));
}

/* Two truths that are the same, or not. */
static enum tried try_truths(struct condition_solver *solver, struct goal pair, truths mask, uint32_t way)
{
    static const truths ways[][3] = {
        {CAN_BE_TRUE, CAN_BE_TRUE, CAN_BE_TRUE},           {CAN_BE_TRUE, CAN_BE_FALSE, CAN_BE_FALSE},
        {CAN_BE_FALSE, CAN_BE_TRUE, CAN_BE_FALSE},         {CAN_BE_FALSE, CAN_BE_FALSE, CAN_BE_TRUE},
        {CAN_BE_UNKNOWN, CAN_BE_UNKNOWN, CAN_BE_ANYTHING}, {CAN_BE_UNKNOWN, CAN_BE_ANYTHING, CAN_BE_UNKNOWN}};
    if (way >= sizeof ways / sizeof ways[0])
        return TRIED_NO_MORE;
    return tried((mask & ways[way][0]) && meet_term(solver, pair.one, ways[way][1]) &&
                 meet_term(solver, pair.other, ways[way][2]));
}

/* A value in a written list: the way-th of them, none of them, or unknown. Words are a set, and tried at once. */
static enum tried try_listed(struct condition_solver *solver, struct goal pair, truths mask, uint32_t way)
{
    const struct term *list = solver_at(solver, pair.other);
    const bool words = solver_at(solver, pair.one)->type == NODE_TYPE_NAME;
    const uint32_t members = words ? 1 : list->count;
    if (way < members && words)
        return tried((mask & CAN_BE_TRUE) && meet_known_pair(solver, pair, CAN_BE_TRUE));
    if (way < members)
        return tried((mask & CAN_BE_TRUE) && meet_term(solver, pair.one, CAN_BE_KNOWN) &&
                     suppose_equal(solver, pair.one, solver_child(solver, list, way)));
    if (way == members)
        return tried((mask & CAN_BE_FALSE) && meet_known_pair(solver, pair, CAN_BE_FALSE));
    if (way == members + 1)
        return tried((mask & CAN_BE_UNKNOWN) && meet_term(solver, pair.one, CAN_BE_UNKNOWN));
    return TRIED_NO_MORE;
}

static enum tried try_pair(struct condition_solver *solver, struct goal pair, truths mask, uint32_t way)
{
    const struct term *one = solver_at(solver, pair.one), *other = solver_at(solver, pair.other);
    if (is_choice(one) && one->type != NODE_TYPE_BOOLEAN)
        return try_choice(solver, pair, mask, way, true);
    if (is_choice(other) && other->type != NODE_TYPE_BOOLEAN)
        return try_choice(solver, pair, mask, way, false);
    if (one->type == NODE_TYPE_BOOLEAN)
        return try_truths(solver, pair, mask, way);
    if (pair.operation == OPERATOR_IN)
        return try_listed(solver, pair, mask, way);
    switch (way) {
    case 0: return tried((mask & CAN_BE_KNOWN) && meet_known_pair(solver, pair, mask & CAN_BE_KNOWN));
    case 1: return tried((mask & CAN_BE_UNKNOWN) && meet_term(solver, pair.one, CAN_BE_UNKNOWN));
    case 2: return tried((mask & CAN_BE_UNKNOWN) && meet_term(solver, pair.other, CAN_BE_UNKNOWN));
    default: return TRIED_NO_MORE;
    }
}

/* ---- terms ------------------------------------------------------------------------------------------------------ */

static bool meet_equality(struct condition_solver *solver, const struct term *term, truths mask)
{
    return meet(solver, goal_pair(OPERATOR_EQUAL, solver_child(solver, term, 0), solver_child(solver, term, 1)),
                term->operation == OPERATOR_UNEQUAL ? swapped(mask) : mask);
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
    if (is_written(written))
        return meet(solver, goal_pair(OPERATOR_IN, one, list), mask);
    if (is_operation(written, OPERATOR_MISSING) && is_written(solver_at(solver, one)))
        return meet_missing(solver, goal_term(index), mask, written, one);
    return suppose_opaque(solver, index, mask, 2);
}

static bool meet_filled(struct condition_solver *solver, term_index index, truths mask)
{
    const struct term *list = solver_at(solver, solver_child(solver, solver_at(solver, index), 0));
    if (is_operation(list, OPERATOR_MISSING))
        return meet_missing(solver, goal_term(index), mask, list, NO_TERM);
    if (is_written(list))
        return mask & (list->value.value.list.count > 0 ? CAN_BE_TRUE : CAN_BE_FALSE);
    return suppose_opaque(solver, index, mask, 1);
}

/* Of an empty list nothing is so, neither all nor some. */
static bool meet_quantifier(struct condition_solver *solver, term_index index, truths mask)
{
    const struct term *term = solver_at(solver, index);
    const struct term *list = solver_at(solver, solver_child(solver, term, 0));
    if (is_written(list) && list->value.value.list.count == 0)
        return mask & (term->operation == OPERATOR_NONE ? CAN_BE_TRUE : CAN_BE_FALSE);
    return suppose_opaque(solver, index, mask, 1);
}

static bool meet_operation(struct condition_solver *solver, term_index index, truths mask)
{
    const struct term *term = solver_at(solver, index);
    const term_index child = solver_child(solver, term, 0);
    switch ((enum operator_id)term->operation) {
    case OPERATOR_NOT: return meet_term(solver, child, swapped(mask));
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
static bool meet(struct condition_solver *solver, struct goal goal, truths mask)
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
    if (is_written(term) && term->type == NODE_TYPE_BOOLEAN)
        return mask & (term->value.value.boolean ? CAN_BE_TRUE : CAN_BE_FALSE);
    if (is_written(term))
        return mask & CAN_BE_KNOWN;
    if (term->kind == NODE_DEFAULT)
        return put_off(solver, goal, mask);
    if (term->kind == NODE_OPERATION)
        return meet_operation(solver, goal.one, mask);
    return suppose_truths(solver, goal.one, mask);
}

/* ---- the search ------------------------------------------------------------------------------------------------- */

static enum tried try_way(struct condition_solver *solver, const struct case_split *split, uint32_t way)
{
    if (split->goal.kind == GOAL_PAIR)
        return try_pair(solver, split->goal, split->mask, way);
    if (split->goal.kind == GOAL_IF)
        return try_if(solver, split->goal, split->mask, way);
    const struct term *term = solver_at(solver, split->goal.one);
    if (term->kind == NODE_DEFAULT)
        return try_default(solver, term, split->mask, way);
    if (term->operation == OPERATOR_TRUTH)
        return try_missing(solver, solver_at(solver, solver_child(solver, term, 0)), NO_TERM, way);
    if (term->operation == OPERATOR_IN)
        return try_missing(solver, solver_at(solver, solver_child(solver, term, 1)), solver_child(solver, term, 0),
                           way);
    return try_parts(solver, split->goal.one, split->mask, way);
}

static bool search(struct condition_solver *solver);

static bool search_split(struct condition_solver *solver)
{
    const struct case_split split = *(const struct case_split *)list_at(&solver->splits, solver->split);
    solver->split = split.next;
    const struct solver_mark mark = solver_mark(solver);
    for (uint32_t way = 0;; way++) {
        const enum tried found = try_way(solver, &split, way);
        if (found == TRIED_NO_MORE)
            return false;
        if ((found == TRIED_HOLDS && search(solver)) || is_spent(solver))
            return true;
        solver_back(solver, &mark);
    }
}

/* Two numbers that are not the same: one is less, or the other. */
static bool search_unequal(struct condition_solver *solver)
{
    const struct relation relation = *(const struct relation *)list_at(&solver->unequal, solver->settled);
    solver->settled++;
    const struct solver_mark mark = solver_mark(solver);
    for (unsigned way = 0; way < 2; way++) {
        const bool holds = way == 0 ? suppose_order(solver, relation.one, relation.other, true)
                                    : suppose_order(solver, relation.other, relation.one, true);
        if ((holds && search(solver)) || is_spent(solver))
            return true;
        solver_back(solver, &mark);
    }
    return false;
}

/* Two names whose sameness is open: each word that the one may be. */
static bool search_names(struct condition_solver *solver, struct relation relation)
{
    const struct solver_mark mark = solver_mark(solver);
    for (unsigned word = 1; word < HOMEVISIT_WORD_COUNT; word++) {
        struct word_set only = {{0}};
        word_set_add(&only, (homevisit_word)word);
        const bool holds = suppose_words(solver, relation.one, &only) &&
                           suppose_same_name(solver, relation.one, relation.other, relation.same);
        if ((holds && search(solver)) || is_spent(solver))
            return true;
        solver_back(solver, &mark);
    }
    return false;
}

/* Whether what is put off can be met too, under all that is supposed. */
static bool search(struct condition_solver *solver)
{
    if (is_spent(solver) || solver->depth == SEARCH_DEPTH_LIMIT)
        return true;
    solver->depth++;
    const struct relation *names;
    const bool found = solver->split != NO_SPLIT                   ? search_split(solver)
                       : solver->settled < solver->unequal.count   ? search_unequal(solver)
                       : (names = undecided_names(solver)) != NULL ? search_names(solver, *names)
                                                                   : true;
    solver->depth--;
    return found;
}

/* The event is one of those in whose rule the condition stands. */
static bool suppose_events(struct condition_solver *solver, const struct word_set *events)
{
    return events == NULL || solver->event == NO_TERM || suppose_words(solver, solver->event, events);
}

bool solver_possible(struct condition_solver *solver, const term_index *terms, size_t count,
                     const struct word_set *events)
{
    const struct solver_mark mark = solver_mark(solver);
    bool possible = suppose_events(solver, events);
    for (size_t i = 0; i < count && possible; i++)
        possible = meet_term(solver, terms[i], CAN_BE_TRUE);
    possible = is_spent(solver) || (possible && search(solver)) || is_spent(solver);
    solver_back(solver, &mark);
    return possible;
}
