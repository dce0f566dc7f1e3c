/*
 * Numbers, times and texts under what is supposed of them: differences that are at most so and so much. They fit
 * together as long as no way round through them leads below where it began; a value for each (its potential) shows that
 * they do, and is mended with each new difference (after Cotton and Maler, "Fast and flexible difference constraint
 * propagation for DPLL(T)", 2006). Texts are numbers here too, of which only sameness is asked.
 */
#include "condition_solve.h"

#include <math.h>
#include <string.h>

#define LARGEST 9007199254740992.0  /* 2^53: beyond, doubles skip whole numbers */
#define FARTHEST (INT64_C(1) << 60) /* potentials beyond would overflow: the search gives up */

/* ---- differences ------------------------------------------------------------------------------------------------ */

static struct weight weight_sum(struct weight one, struct weight other)
{
    return (struct weight){one.whole + other.whole, one.strict + other.strict};
}

static bool weight_less(struct weight one, struct weight other)
{
    return one.whole < other.whole || (one.whole == other.whole && one.strict < other.strict);
}

static bool set_potential(struct condition_solver *solver, term_index index, struct weight potential)
{
    struct term *term = solver_at(solver, index);
    term_index *place = list_add(&solver->queue);
    if (place == NULL) {
        solver->memory = true;
        return false;
    }
    *place = index;
    if (potential.whole > FARTHEST || potential.whole < -FARTHEST) {
        solver->limit = 0;
        return false;
    }
    if (!note_step(solver, &(struct step){.kind = STEP_POTENTIAL, .term = index, .potential = term->potential}))
        return false;
    term->potential = potential;
    return true;
}

/* Mends the potentials behind a new difference. It cannot be mended where that comes round to where it began. */
static bool mend(struct condition_solver *solver, const struct edge *begin)
{
    solver->queue.count = 0;
    const struct weight first = weight_sum(solver_at(solver, begin->from)->potential, begin->most);
    if (!weight_less(first, solver_at(solver, begin->to)->potential))
        return true;
    if (begin->from == begin->to || !set_potential(solver, begin->to, first))
        return false;
    for (size_t at = 0; at < solver->queue.count; at++) {
        const term_index from = *(const term_index *)list_at(&solver->queue, at);
        for (uint32_t i = solver_at(solver, from)->edges; i != NO_EDGE;) {
            const struct edge *edge = list_at(&solver->edges, i);
            const struct weight least = weight_sum(solver_at(solver, from)->potential, edge->most);
            i = edge->next;
            if (!solver_work(solver))
                return false;
            if (!weight_less(least, solver_at(solver, edge->to)->potential))
                continue;
            if (edge->to == begin->from || !set_potential(solver, edge->to, least))
                return false;
        }
    }
    return true;
}

/* value(to) - value(from) is at most `most`. */
static bool add_edge(struct condition_solver *solver, term_index from, term_index to, struct weight most)
{
    struct edge *edge = list_add(&solver->edges);
    if (edge == NULL) {
        solver->memory = true;
        return false;
    }
    *edge = (struct edge){from, to, most, solver_at(solver, from)->edges};
    solver_at(solver, from)->edges = (uint32_t)(solver->edges.count - 1);
    const struct edge begin = *edge;
    const bool mended = mend(solver, &begin);
    solver->queue.count = 0;
    return mended;
}

/* ---- constants -------------------------------------------------------------------------------------------------- */

static bool is_constant(const struct term *term)
{
    return term->kind == NODE_CONSTANT && term->setting == 0;
}

/* Texts are told apart by their terms alone. */
static double number_of(const struct condition_solver *solver, term_index index)
{
    const struct term *term = solver_at(solver, index);
    return term->type == NODE_TYPE_TEXT ? (double)index : term->value.value.number;
}

static bool is_fraction(const struct term *term)
{
    return is_constant(term) && !term->whole;
}

/* Constants that the differences do not hold: what is supposed of them is taken to be possible. */
static bool is_beyond(const struct condition_solver *solver, term_index index)
{
    const struct term *term = solver_at(solver, index);
    if (!is_constant(term))
        return false;
    const double number = number_of(solver, index);
    return !(number >= -LARGEST && number <= LARGEST);
}

/* A whole constant is measured from nought, everything else is itself. */
struct point {
    term_index term;
    int64_t offset;
    bool whole;
};

static struct point point_of(const struct condition_solver *solver, term_index index)
{
    const struct term *term = solver_at(solver, index);
    if (is_constant(term) && term->whole)
        return (struct point){TERM_ZERO, (int64_t)number_of(solver, index), true};
    return (struct point){index, 0, term->whole};
}

static bool order_points(struct condition_solver *solver, struct point one, struct point other, bool strict)
{
    struct weight most = {other.offset - one.offset, 0};
    if (strict && one.whole && other.whole)
        most.whole--;
    else if (strict)
        most.strict--;
    return add_edge(solver, other.term, one.term, most);
}

/* A whole number beside a fraction: beside the whole number next to that, for the sake of what lies between. */
static bool order_whole_fraction(struct condition_solver *solver, term_index whole, double fraction, bool less)
{
    const struct point number = point_of(solver, whole);
    const struct point limit = {TERM_ZERO, (int64_t)(less ? floor(fraction) : ceil(fraction)), true};
    return less ? order_points(solver, number, limit, false) : order_points(solver, limit, number, false);
}

bool suppose_order(struct condition_solver *solver, term_index one, term_index other, bool strict)
{
    const struct term *first = solver_at(solver, one), *second = solver_at(solver, other);
    if (is_constant(first) && is_constant(second))
        return strict ? number_of(solver, one) < number_of(solver, other)
                      : number_of(solver, one) <= number_of(solver, other);
    if (is_beyond(solver, one) || is_beyond(solver, other))
        return true;
    if (first->whole && is_fraction(second))
        return order_whole_fraction(solver, one, number_of(solver, other), true);
    if (second->whole && is_fraction(first))
        return order_whole_fraction(solver, other, number_of(solver, one), false);
    return order_points(solver, point_of(solver, one), point_of(solver, other), strict);
}

bool suppose_equal(struct condition_solver *solver, term_index one, term_index other)
{
    return one == other || (suppose_order(solver, one, other, false) && suppose_order(solver, other, one, false));
}

/* Two that are not the same are one less than the other: which of them, is seen when all else is supposed. */
bool suppose_unequal(struct condition_solver *solver, term_index one, term_index other)
{
    if (is_constant(solver_at(solver, one)) && is_constant(solver_at(solver, other)))
        return !numbers_equal(number_of(solver, one), number_of(solver, other));
    if (one == other)
        return false;
    if (is_beyond(solver, one) || is_beyond(solver, other))
        return true;
    struct relation *relation = list_add(&solver->unequal);
    if (relation == NULL) {
        solver->memory = true;
        return false;
    }
    *relation = (struct relation){one, other, false};
    return true;
}

/* ---- what always holds ------------------------------------------------------------------------------------------ */

static const struct fact_range {
    unsigned fact;
    int64_t least, most;
} fact_ranges[] = {
    {FACT_TIME_MINUTE, 0, 1439},
    {FACT_TIME_WEEKDAY, 1, 7},
    {FACT_PLAN_START_MINUTE, 0, 1439},
    {FACT_PLAN_END_MINUTE, 0, 1439},
    {FACT_STAFF_COUNT, 0, INT64_C(1) << 53},
    {FACT_STAFF_PRESENT, 0, INT64_C(1) << 53},
    {FACT_STAFF_UNPLANNED, 0, INT64_C(1) << 53},
    {FACT_CONTACT_ATTEMPTS_TOTAL, 0, INT64_C(1) << 53},
    {FACT_CONTACT_ATTEMPTS_FAILED, 0, INT64_C(1) << 53},
    {FACT_CALLS_UNANSWERED, 0, INT64_C(1) << 53},
};

static bool begin_fact(struct condition_solver *solver, term_index index)
{
    for (size_t i = 0; i < sizeof fact_ranges / sizeof fact_ranges[0]; i++) {
        const struct fact_range *range = &fact_ranges[i];
        if (range->fact == solver_at(solver, index)->value.value.fact)
            return add_edge(solver, TERM_ZERO, index, (struct weight){range->most, 0}) &&
                   add_edge(solver, index, TERM_ZERO, (struct weight){-range->least, 0});
    }
    return true;
}

/* A fraction lies between two whole numbers, and in order with the fractions that lie there too. */
static bool begin_fraction(struct condition_solver *solver, term_index index)
{
    const double number = number_of(solver, index);
    const int64_t below = (int64_t)floor(number);
    if (!add_edge(solver, TERM_ZERO, index, (struct weight){below + 1, -1}) ||
        !add_edge(solver, index, TERM_ZERO, (struct weight){-below, -1}))
        return false;
    for (size_t i = 0; i < solver->fractions.count; i++) {
        const term_index other = *(const term_index *)list_at(&solver->fractions, i);
        const double beside = number_of(solver, other);
        const bool less = number < beside;
        if ((int64_t)floor(beside) == below &&
            !add_edge(solver, less ? other : index, less ? index : other, (struct weight){0, -1}))
            return false;
    }
    term_index *place = list_add(&solver->fractions);
    if (place == NULL)
        return false;
    *place = index;
    return true;
}

bool order_begin(struct condition_solver *solver, term_index index)
{
    const struct term *term = solver_at(solver, index);
    const bool ranged = term->kind == NODE_FACT && term->type == NODE_TYPE_NUMBER;
    const bool fraction = term->type == NODE_TYPE_NUMBER && is_fraction(term) && !is_beyond(solver, index);
    solver->work = 0;
    solver->limit = SIZE_MAX;
    const bool begun = (!ranged || begin_fact(solver, index)) && (!fraction || begin_fraction(solver, index));
    solver->steps.count = 0; /* what always holds is never taken back */
    return begun;
}
