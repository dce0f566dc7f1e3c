/*
 * What a search for a condition's truth supposes of facts: truth, knowledge, and which word a name is. Every step is
 * noted, so that it can be taken back.
 */
#include "condition_solve.h"

#include <string.h>

bool solver_work(struct condition_solver *solver)
{
    solver->work++;
    return solver->work < solver->limit && !solver->memory;
}

bool note_step(struct condition_solver *solver, const struct step *step)
{
    struct step *noted = list_add(&solver->steps);
    if (noted == NULL) {
        solver->memory = true;
        return false;
    }
    *noted = *step;
    return true;
}

struct solver_mark solver_mark(const struct condition_solver *solver)
{
    return (struct solver_mark){solver->edges.count,   solver->steps.count,  solver->relations.count,
                                solver->unequal.count, solver->splits.count, solver->settled,
                                solver->split};
}

void solver_back(struct condition_solver *solver, const struct solver_mark *mark)
{
    while (solver->edges.count > mark->edges) {
        const struct edge *edge = list_at(&solver->edges, solver->edges.count - 1);
        solver_at(solver, edge->from)->edges = edge->next;
        solver->edges.count--;
    }
    while (solver->steps.count > mark->steps) {
        const struct step *step = list_at(&solver->steps, solver->steps.count - 1);
        struct term *term = solver_at(solver, step->term);
        switch (step->kind) {
        case STEP_MASK: term->mask = step->mask; break;
        case STEP_ALLOWED: term->allowed = step->allowed; break;
        case STEP_POTENTIAL: term->potential = step->potential; break;
        }
        solver->steps.count--;
    }
    solver->relations.count = mark->relations;
    solver->unequal.count = mark->unequal;
    solver->splits.count = mark->splits;
    solver->settled = mark->settled;
    solver->split = mark->split;
}

bool suppose_truths(struct condition_solver *solver, term_index index, truths mask)
{
    struct term *term = solver_at(solver, index);
    const truths narrowed = term->mask & mask;
    if (narrowed == term->mask)
        return true;
    if (narrowed == 0 || !note_step(solver, &(struct step){.kind = STEP_MASK, .term = index, .mask = term->mask}))
        return false;
    term->mask = narrowed;
    return true;
}

/* ---- names ------------------------------------------------------------------------------------------------------ */

unsigned word_set_count(const struct word_set *set)
{
    unsigned count = 0;
    for (size_t i = 0; i < WORD_SET_SIZE; i++)
        count += (unsigned)__builtin_popcountll(set->bits[i]);
    return count;
}

bool words_meet_sets(const struct word_set *one, const struct word_set *other)
{
    for (size_t i = 0; i < WORD_SET_SIZE; i++) {
        if (one->bits[i] & other->bits[i])
            return true;
    }
    return false;
}

/* The words that a name may be. */
static struct word_set words_of(const struct condition_solver *solver, term_index index)
{
    const struct term *term = solver_at(solver, index);
    if (term->kind != NODE_CONSTANT || term->setting != 0)
        return term->allowed;
    struct word_set set = {{0}};
    word_set_add(&set, term->value.value.word);
    return set;
}

bool suppose_words(struct condition_solver *solver, term_index index, const struct word_set *words)
{
    const struct word_set before = words_of(solver, index);
    struct word_set narrowed;
    for (size_t i = 0; i < WORD_SET_SIZE; i++)
        narrowed.bits[i] = before.bits[i] & words->bits[i];
    const unsigned count = word_set_count(&narrowed);
    if (count == word_set_count(&before))
        return true;
    if (count == 0 || !note_step(solver, &(struct step){.kind = STEP_ALLOWED, .term = index, .allowed = before}))
        return false;
    solver_at(solver, index)->allowed = narrowed;
    return true;
}

static bool suppose_other_words(struct condition_solver *solver, term_index index, struct word_set words)
{
    for (size_t i = 0; i < WORD_SET_SIZE; i++)
        words.bits[i] = ~words.bits[i];
    return suppose_words(solver, index, &words);
}

/* What one of two names being a certain word says of the other. */
static bool narrow_pair(struct condition_solver *solver, const struct relation *relation)
{
    const struct word_set one = words_of(solver, relation->one), other = words_of(solver, relation->other);
    if (relation->same)
        return suppose_words(solver, relation->one, &other) && suppose_words(solver, relation->other, &one);
    return (word_set_count(&one) > 1 || suppose_other_words(solver, relation->other, one)) &&
           (word_set_count(&other) > 1 || suppose_other_words(solver, relation->one, other));
}

bool suppose_same_name(struct condition_solver *solver, term_index one, term_index other, bool same)
{
    if (one == other)
        return same;
    struct relation *relation = list_add(&solver->relations);
    if (relation == NULL) {
        solver->memory = true;
        return false;
    }
    *relation = (struct relation){one, other, same};
    const struct relation asked = *relation;
    return narrow_pair(solver, &asked);
}

const struct relation *undecided_names(struct condition_solver *solver)
{
    for (size_t i = 0; i < solver->relations.count; i++) {
        const struct relation *relation = list_at(&solver->relations, i);
        const struct word_set one = words_of(solver, relation->one), other = words_of(solver, relation->other);
        const bool meet = words_meet_sets(&one, &other);
        if (relation->same ? word_set_count(&one) > 1 || word_set_count(&other) > 1 || !meet : meet)
            return relation;
    }
    return NULL;
}
