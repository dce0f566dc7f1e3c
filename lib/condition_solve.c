/*
 * The search itself: where what is to be true can be met in several ways, each is tried. Whatever is too deep, too long or
 * not seen through counts as possible.
 */
#include "condition_solve.h"

#define SEARCH_DEPTH_LIMIT 500

/* Whether no more work may be done: the answer is then that it is possible. */
static bool is_spent(const struct condition_solver *solver)
{
    return solver->work >= solver->limit || solver->memory;
}

enum tried { TRIED_FAILED, TRIED_HOLDS, TRIED_NO_MORE };

static enum tried tried(bool holds)
{
    return holds ? TRIED_HOLDS : TRIED_FAILED;
}

/* ---- and, or ----------------------------------------------------------------------------------------------------- */

static enum tried try_parts(struct condition_solver *solver, term_index index, truths mask, uint32_t way)
{
    const struct term *term = solver_at(solver, index);
    const bool is_or = term->operation == OPERATOR_OR;
    if ((is_or ? truths_swapped(mask) : mask) == CAN_BE_KNOWN) {
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

/* ---- if, and values with a default ------------------------------------------------------------------------------- */

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

/* ---- asked for by missing ---------------------------------------------------------------------------------------- */

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

/* ---- compared ---------------------------------------------------------------------------------------------------- */

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
    if (term_is_choice(one) && one->type != NODE_TYPE_BOOLEAN)
        return try_choice(solver, pair, mask, way, true);
    if (term_is_choice(other) && other->type != NODE_TYPE_BOOLEAN)
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

/* ---- the search -------------------------------------------------------------------------------------------------- */

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
