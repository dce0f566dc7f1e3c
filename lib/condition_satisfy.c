/*
 * Refuses what can never be true, whatever the facts and settings: the smallest part at fault, told as plainly as can be.
 * The bodies of all, some and none are parts of their own.
 */
#include "condition_reader.h"
#include "condition_solve.h"

#include <string.h>

/* How much work is done for one part, and for all conditions of a policy: beyond, a condition is taken to be sound. */
#define WORK_PART 100000
#define WORK_POLICY 20000000
/* Of more operands no two are looked for that contradict each other. */
#define PAIR_LIMIT 64

struct checking {
    struct condition_context *context;
    struct conditions *conditions;
    struct condition_solver *solver;
    struct word_set event_words;
    const struct word_set *events; /* NULL: any */
    int told_at;                   /* the last place: a named condition's faults have one place, its use */
    bool memory;                   /* ran out */
};

/* ---- asking the solver ------------------------------------------------------------------------------------------ */

static bool is_possible(struct checking *checking, const term_index *terms, size_t count)
{
    struct condition_solver *solver = checking->solver;
    size_t *spent = &checking->conditions->work;
    solver->work = 0;
    solver->limit = WORK_POLICY - *spent < WORK_PART ? WORK_POLICY - *spent : WORK_PART;
    const bool possible = solver_possible(solver, terms, count, checking->events);
    *spent = WORK_POLICY - *spent < solver->work ? WORK_POLICY : *spent + solver->work;
    checking->memory = checking->memory || solver->memory;
    return possible;
}

/* What was found possible once is possible everywhere, unless it speaks of an event. */
static bool term_is_possible(struct checking *checking, term_index index)
{
    if (solver_at(checking->solver, index)->possible)
        return true;
    const bool possible = is_possible(checking, &index, 1);
    struct term *term = solver_at(checking->solver, index);
    term->possible = possible && !term->event;
    return possible;
}

/* ---- saying why ------------------------------------------------------------------------------------------------- */

static const struct condition_node *node_at(const struct checking *checking, node_index index)
{
    return conditions_node(checking->conditions, index);
}

static node_index child_at(const struct checking *checking, const struct condition_node *node, uint32_t number)
{
    return conditions_child(checking->conditions, node, number);
}

static bool is_operation(const struct condition_node *node, enum operator_id id)
{
    return node->kind == NODE_OPERATION && node->operation == id;
}

/* What a comparison says of a fact, in words: 'phase', "other than ", 'draft'. */
struct saying {
    const char *fact; /* NULL: not so simple */
    const char *relation;
    enum { SAID_TRUTH, SAID_NAME, SAID_NUMBER } said;
    const char *text; /* of a truth or a name */
    long long number;
};

static const char *name_of(const struct checking *checking, node_index index)
{
    const struct condition_node *node = node_at(checking, index);
    if (node->kind == NODE_CONSTANT || node->kind == NODE_DEFAULT || node->kind == NODE_OPERATION)
        return NULL;
    const cJSON *origin = conditions_origin(checking->conditions, index);
    return cJSON_IsString(origin) && origin->valuestring[0] != '\0' ? origin->valuestring : NULL;
}

/* A constant that can be said: a truth, a word, a text or a whole number. */
static bool say_constant(const struct checking *checking, node_index index, struct saying *saying)
{
    const struct condition_node *node = node_at(checking, index);
    if (node->kind != NODE_CONSTANT || node->setting != 0)
        return false;
    switch ((enum node_type)node->type) {
    case NODE_TYPE_BOOLEAN: saying->text = node->value.boolean ? "true" : "false"; return true;
    case NODE_TYPE_NAME:
        saying->said = SAID_NAME;
        saying->text = homevisit_word_text(node->value.word);
        return true;
    case NODE_TYPE_TEXT:
        saying->said = SAID_NAME;
        saying->text = node->value.text;
        return true;
    case NODE_TYPE_NUMBER:
        if (!(node->value.number >= -1e15 && node->value.number <= 1e15))
            return false;
        saying->said = SAID_NUMBER;
        saying->number = (long long)node->value.number;
        return numbers_equal((double)saying->number, node->value.number);
    default: return false;
    }
}

/* The words of an operator between a fact and a constant, and between a constant and a fact. */
static const char *relation_text(enum operator_id id, bool fact_first)
{
    switch (id) {
    case OPERATOR_EQUAL:
    case OPERATOR_EQUAL_STRICT: return "";
    case OPERATOR_UNEQUAL:
    case OPERATOR_UNEQUAL_STRICT: return "other than ";
    case OPERATOR_LESS: return fact_first ? "less than " : "more than ";
    case OPERATOR_LESS_EQUAL: return fact_first ? "at most " : "at least ";
    case OPERATOR_GREATER: return fact_first ? "more than " : "less than ";
    case OPERATOR_GREATER_EQUAL: return fact_first ? "at least " : "at most ";
    default: return NULL;
    }
}

static struct saying say(const struct checking *checking, node_index index)
{
    struct saying saying = {.fact = name_of(checking, index), .relation = "", .text = "true"};
    const struct condition_node *node = node_at(checking, index);
    if (saying.fact != NULL || node->kind != NODE_OPERATION)
        return saying;
    if (is_operation(node, OPERATOR_NOT)) {
        saying.fact = name_of(checking, child_at(checking, node, 0));
        saying.text = "false";
        return saying;
    }
    if (relation_text(node->operation, true) == NULL || node->count != 2)
        return saying;
    const node_index one = child_at(checking, node, 0), other = child_at(checking, node, 1);
    const bool fact_first = name_of(checking, one) != NULL;
    saying.relation = relation_text(node->operation, fact_first);
    if (say_constant(checking, fact_first ? other : one, &saying))
        saying.fact = name_of(checking, fact_first ? one : other);
    return saying;
}

#define NEVER(checking, place, ...)                                                                                    \
    json_tree_fault((checking)->context->places, (checking)->context->problems, place, HOMEVISIT_KIND_TYPE,            \
                    "never_true", NULL, "this can never be true: " __VA_ARGS__)

static void tell_pair(struct checking *checking, const cJSON *place, const struct saying *one,
                      const struct saying *other)
{
    if (one->said == SAID_NAME)
        NEVER(checking, place, "'%s' cannot be both %s'%s' and %s'%s'", one->fact, one->relation, one->text,
              other->relation, other->text);
    else if (one->said == SAID_NUMBER)
        NEVER(checking, place, "'%s' cannot be both %s%lld and %s%lld", one->fact, one->relation, one->number,
              other->relation, other->number);
    else
        NEVER(checking, place, "'%s' cannot be both %s%s and %s%s", one->fact, one->relation, one->text,
              other->relation, other->text);
}

static void tell_comparison(struct checking *checking, const cJSON *place, node_index index)
{
    const struct condition_node *node = node_at(checking, index);
    const struct saying saying = say(checking, index);
    const char *one = name_of(checking, child_at(checking, node, 0)),
               *other = name_of(checking, child_at(checking, node, 1));
    if (node->count == 3)
        NEVER(checking, place, "nothing lies between");
    else if (saying.fact != NULL && saying.said == SAID_NAME)
        NEVER(checking, place, "'%s' is never %s'%s'", saying.fact, saying.relation, saying.text);
    else if (saying.fact != NULL && saying.said == SAID_NUMBER)
        NEVER(checking, place, "'%s' is never %s%lld", saying.fact, saying.relation, saying.number);
    else if (one != NULL && other != NULL && strcmp(one, other) == 0)
        NEVER(checking, place, "'%s' is never %sitself", one, relation_text(node->operation, true));
    else
        NEVER(checking, place, "what is compared is never so");
}

/* Two operands of `and` that contradict each other. */
static bool tell_contradiction(struct checking *checking, const cJSON *place, const struct condition_node *node)
{
    if (!is_operation(node, OPERATOR_AND) || node->count > PAIR_LIMIT)
        return false;
    for (uint32_t i = 1; i < node->count; i++) {
        for (uint32_t j = 0; j < i; j++) {
            const node_index first = child_at(checking, node, j), second = child_at(checking, node, i);
            const term_index pair[] = {solver_term(checking->solver, first), solver_term(checking->solver, second)};
            if (pair[0] == NO_TERM || pair[1] == NO_TERM || is_possible(checking, pair, 2))
                continue;
            const struct saying one = say(checking, first), other = say(checking, second);
            if (one.fact != NULL && other.fact != NULL && strcmp(one.fact, other.fact) == 0 && one.said == other.said)
                tell_pair(checking, place, &one, &other);
            else
                NEVER(checking, place, "operands %u and %u contradict each other", j + 1, i + 1);
            return true;
        }
    }
    return false;
}

static bool is_comparison(const struct condition_node *node)
{
    return node->kind == NODE_OPERATION && relation_text(node->operation, true) != NULL;
}

static void tell_never(struct checking *checking, const cJSON *place, node_index index)
{
    const struct condition_node *node = node_at(checking, index);
    if (tell_contradiction(checking, place, node))
        return;
    if (is_operation(node, OPERATOR_NOT))
        NEVER(checking, place, "what it negates is never false");
    else if (is_operation(node, OPERATOR_IN))
        NEVER(checking, place, "the list does not hold it");
    else if (is_comparison(node))
        tell_comparison(checking, place, index);
    else
        json_tree_fault(checking->context->places, checking->context->problems, place, HOMEVISIT_KIND_TYPE,
                        "never_true", NULL, "this can never be true, whatever the facts and settings");
}

/* ---- walking ---------------------------------------------------------------------------------------------------- */

static bool is_written_false(const struct condition_node *node)
{
    return node->kind == NODE_CONSTANT && node->setting == 0 && node->type == NODE_TYPE_BOOLEAN && !node->value.boolean;
}

/* Whether a child is asked for its truth: an operand of and, or, ! and !!, a test of if, a body. A value is not. */
static bool stands_as_condition(const struct condition_node *node, uint32_t number)
{
    if (node->kind != NODE_OPERATION)
        return false;
    switch ((enum operator_id)node->operation) {
    case OPERATOR_AND:
    case OPERATOR_OR:
    case OPERATOR_NOT:
    case OPERATOR_TRUTH: return true;
    case OPERATOR_IF: return number % 2 == 0 && number + 1 < node->count;
    case OPERATOR_ALL:
    case OPERATOR_SOME:
    case OPERATOR_NONE: return number == 1;
    default: return false;
    }
}

/* Where a part's fault is told: at itself, or where the named condition that it is part of is used. */
static void tell_at(struct checking *checking, node_index index)
{
    const struct condition_node node = *node_at(checking, index);
    const cJSON use = {.valueint = node.place};
    const cJSON *place = node.folded ? &use : conditions_origin(checking->conditions, index);
    if (node.folded && checking->told_at == node.place)
        return;
    checking->told_at = node.place;
    if (is_written_false(&node))
        json_tree_fault(checking->context->places, checking->context->problems, place, HOMEVISIT_KIND_TYPE,
                        "constant_false", NULL,
                        "a condition that is false can never be true: leave it out, or disable the rule");
    else
        tell_never(checking, place, index);
}

/* A named condition was checked by itself; here it is again if it speaks of the event, whose rule is known only now. */
static bool is_checked_here(const struct checking *checking, const struct condition_node *node, term_index term)
{
    return !node->folded || (checking->events != NULL && solver_at(checking->solver, term)->event);
}

static bool check(struct checking *checking, node_index index, bool as_condition);

static bool check_children(struct checking *checking, node_index index)
{
    const struct condition_node node = *node_at(checking, index);
    bool sound = true;
    for (uint32_t i = 0; i < node.count; i++)
        sound = check(checking, child_at(checking, &node, i), stands_as_condition(&node, i)) && sound;
    return sound;
}

/* The parts first: the smallest one at fault is told, and not what holds it. */
static bool check(struct checking *checking, node_index index, bool as_condition)
{
    const term_index term = solver_term(checking->solver, index);
    if (term == NO_TERM) {
        checking->memory = true;
        return true;
    }
    const struct condition_node *node = node_at(checking, index);
    if (!is_checked_here(checking, node, term))
        return true;
    if (!check_children(checking, index))
        return false;
    const bool is_part = node->type == NODE_TYPE_BOOLEAN && (as_condition || node->kind == NODE_OPERATION);
    if (!is_part || term_is_possible(checking, term) || checking->memory)
        return true;
    tell_at(checking, index);
    return false;
}

static void find_events(struct checking *checking)
{
    const struct condition_context *context = checking->context;
    if (context->event != EVENT_OF_ON && context->event != EVENT_OF_DO)
        return;
    for (size_t i = 0; i < context->event_count; i++)
        word_set_add(&checking->event_words, context->events[i]);
    checking->events = &checking->event_words;
}

bool condition_satisfiable(struct condition_context *context, node_index root)
{
    struct conditions *conditions = context->conditions;
    if (conditions->solver == NULL)
        conditions->solver = solver_new(&context->arena->allocator, conditions);
    struct checking checking = {.context = context, .conditions = conditions, .solver = conditions->solver};
    find_events(&checking);
    if (checking.solver != NULL)
        checking.solver->empty_texts = context->plain_names;
    const bool sound = checking.solver != NULL && check(&checking, root, true);
    if (checking.solver != NULL && !checking.memory)
        return sound;
    problems_out_of_memory(context->problems);
    if (checking.solver != NULL)
        checking.solver->memory = false;
    return false;
}
