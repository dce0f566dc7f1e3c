/*
 * Decides conditions over facts: three truth values by Kleene's rules, numbers as JavaScript's. It takes no memory and
 * goes no deeper than CONDITION_DEPTH_LIMIT.
 */
#include "condition_value.h"

#include <math.h>
#include <string.h>

const struct condition_node *frame_node(const struct condition_frame *frame, node_index index)
{
    return (const struct condition_node *)frame->scene->conditions->nodes.items + index;
}

node_index frame_child(const struct condition_frame *frame, const struct condition_node *node, uint32_t number)
{
    return ((const node_index *)frame->scene->conditions->children.items)[node->first + number];
}

static enum truth truth_of(bool value)
{
    return value ? TRUTH_TRUE : TRUTH_FALSE;
}

static enum truth truth_not(enum truth value)
{
    return value == TRUTH_UNKNOWN ? TRUTH_UNKNOWN : truth_of(value == TRUTH_FALSE);
}

static const struct condition_value unknown = {.known = false};

static enum truth decide_equal(const struct condition_frame *frame, const struct condition_node *node)
{
    const node_index first = frame_child(frame, node, 0), second = frame_child(frame, node, 1);
    const struct condition_value one = frame_value(frame, first);
    const struct condition_value other = one.known ? frame_value(frame, second) : unknown;
    if (!one.known || !other.known)
        return TRUTH_UNKNOWN;
    return truth_of(values_same(frame, frame_node(frame, first)->type, &one, &other));
}

static bool in_order(enum operator_id id, double first, double second)
{
    switch (id) {
    case OPERATOR_LESS: return first < second;
    case OPERATOR_LESS_EQUAL: return first <= second;
    case OPERATOR_GREATER: return first > second;
    default: return first >= second;
    }
}

/* Three operands: the second lies between, which is the conjunction of two comparisons. */
static enum truth decide_order(const struct condition_frame *frame, const struct condition_node *node)
{
    struct condition_value before = frame_value(frame, frame_child(frame, node, 0));
    bool sure = true;
    for (uint32_t i = 1; i < node->count; i++) {
        const struct condition_value value = frame_value(frame, frame_child(frame, node, i));
        if (!before.known || !value.known)
            sure = false;
        else if (!in_order(node->operation, before.as.number, value.as.number))
            return TRUTH_FALSE;
        before = value;
    }
    return sure ? TRUTH_TRUE : TRUTH_UNKNOWN;
}

/* ---- lists ------------------------------------------------------------------------------------------------------ */

static bool member_is(const struct list_view *list, const struct list_member *member,
                      const struct condition_value *value)
{
    switch (list->of) {
    case LIST_OF_WORDS: return member->word == value->as.word;
    case LIST_OF_NUMBERS: return numbers_equal(member->number, value->as.number);
    default: return strcmp(member->text, value->as.text) == 0;
    }
}

static enum truth decide_in(const struct condition_frame *frame, const struct condition_node *node)
{
    const struct condition_value value = frame_value(frame, frame_child(frame, node, 0));
    const struct condition_value list = frame_value(frame, frame_child(frame, node, 1));
    if (!value.known || !list.known)
        return TRUTH_UNKNOWN;
    struct list_member member;
    for (size_t at = 0; list_next(frame, &list.as.list, &at, &member);) {
        if (member_is(&list.as.list, &member, &value))
            return TRUTH_TRUE;
    }
    return TRUTH_FALSE;
}

/* The members' answers under Kleene's `or`, or `and` for all; nothing is true of all of an empty list. */
static enum truth decide_quantifier(const struct condition_frame *frame, const struct condition_node *node)
{
    const struct condition_value list = frame_value(frame, frame_child(frame, node, 0));
    if (!list.known)
        return TRUTH_UNKNOWN;
    const enum truth deciding = node->operation == OPERATOR_ALL ? TRUTH_FALSE : TRUTH_TRUE;
    const node_index body = frame_child(frame, node, 1);
    struct list_member member;
    const struct condition_frame inside = {frame->scene, &member};
    bool decided = false, sure = true, any = false;
    for (size_t at = 0; !decided && list_next(frame, &list.as.list, &at, &member);) {
        const enum truth answer = frame_truth(&inside, body);
        any = true;
        decided = answer == deciding;
        sure = sure && answer != TRUTH_UNKNOWN;
    }
    if (!decided && !sure)
        return TRUTH_UNKNOWN;
    if (node->operation == OPERATOR_ALL)
        return truth_of(!decided && any);
    return truth_of(decided == (node->operation == OPERATOR_SOME));
}

/* `!!` of a list: it is not empty. */
static enum truth decide_filled(const struct condition_frame *frame, const struct condition_node *node)
{
    const struct condition_value list = frame_value(frame, frame_child(frame, node, 0));
    struct list_member member;
    size_t at = 0;
    return list.known ? truth_of(list_next(frame, &list.as.list, &at, &member)) : TRUTH_UNKNOWN;
}

static enum truth decide_truth(const struct condition_frame *frame, const struct condition_node *node)
{
    const node_index operand = frame_child(frame, node, 0);
    if (frame_node(frame, operand)->type == NODE_TYPE_BOOLEAN)
        return frame_truth(frame, operand);
    return decide_filled(frame, node);
}

/* ---- arithmetic ------------------------------------------------------------------------------------------------- */

static double lesser(double first, double second)
{
    return isnan(first) || first < second ? first : second;
}

static double greater(double first, double second)
{
    return isnan(first) || first > second ? first : second;
}

double number_combine(enum operator_id id, double first, double second)
{
    switch (id) {
    case OPERATOR_ADD: return first + second;
    case OPERATOR_SUBTRACT: return first - second;
    case OPERATOR_MULTIPLY: return first * second;
    case OPERATOR_DIVIDE: return first / second;
    case OPERATOR_REMAINDER: return fmod(first, second);
    case OPERATOR_MIN: return lesser(first, second);
    default: return greater(first, second);
    }
}

static struct condition_value calculate(const struct condition_frame *frame, const struct condition_node *node)
{
    const enum operator_id id = node->operation;
    struct condition_value result = frame_value(frame, frame_child(frame, node, 0));
    if (result.known && id == OPERATOR_SUBTRACT && node->count == 1)
        result.as.number = -result.as.number;
    for (uint32_t i = 1; i < node->count && result.known; i++) {
        const struct condition_value next = frame_value(frame, frame_child(frame, node, i));
        const bool divides = id == OPERATOR_DIVIDE || id == OPERATOR_REMAINDER;
        if (!next.known || (divides && numbers_equal(next.as.number, 0)))
            return unknown;
        result.as.number = number_combine(id, result.as.number, next.as.number);
    }
    return result;
}

/* ---- if and defaults -------------------------------------------------------------------------------------------- */

bool if_is_last(const struct condition_node *node, uint32_t from)
{
    return from + 1 == node->count;
}

/* An unknown test leaves a value where both branches have the same one; what follows a test is the other branch. */
static struct condition_value choose(const struct condition_frame *frame, const struct condition_node *node)
{
    struct condition_value agreed = unknown;
    bool open = false;
    uint32_t from = 0;
    for (; !if_is_last(node, from); from += 2) {
        const enum truth test = frame_truth(frame, frame_child(frame, node, from));
        if (test == TRUTH_FALSE)
            continue;
        const struct condition_value value = frame_value(frame, frame_child(frame, node, from + 1));
        if (open ? !value.known || !values_same(frame, node->type, &agreed, &value)
                 : test == TRUTH_UNKNOWN && !value.known)
            return unknown;
        if (test == TRUTH_TRUE)
            return value;
        agreed = value;
        open = true;
    }
    const struct condition_value otherwise = frame_value(frame, frame_child(frame, node, from));
    if (open && (!otherwise.known || !values_same(frame, node->type, &agreed, &otherwise)))
        return unknown;
    return otherwise;
}

static struct condition_value with_default(const struct condition_frame *frame, const struct condition_node *node)
{
    const struct condition_value value = frame_value(frame, frame_child(frame, node, 0));
    return value.known ? value : frame_value(frame, frame_child(frame, node, 1));
}

/* ---- the tree --------------------------------------------------------------------------------------------------- */

static enum truth decide_and_or(const struct condition_frame *frame, const struct condition_node *node)
{
    const enum truth deciding = node->operation == OPERATOR_AND ? TRUTH_FALSE : TRUTH_TRUE;
    bool sure = true;
    for (uint32_t i = 0; i < node->count; i++) {
        const enum truth operand = frame_truth(frame, frame_child(frame, node, i));
        if (operand == deciding)
            return deciding;
        sure = sure && operand != TRUTH_UNKNOWN;
    }
    return sure ? truth_not(deciding) : TRUTH_UNKNOWN;
}

static enum truth decide_operation(const struct condition_frame *frame, const struct condition_node *node)
{
    switch ((enum operator_id)node->operation) {
    case OPERATOR_EQUAL:
    case OPERATOR_EQUAL_STRICT: return decide_equal(frame, node);
    case OPERATOR_UNEQUAL:
    case OPERATOR_UNEQUAL_STRICT: return truth_not(decide_equal(frame, node));
    case OPERATOR_NOT: return truth_not(decide_truth(frame, node));
    case OPERATOR_TRUTH: return decide_truth(frame, node);
    case OPERATOR_AND:
    case OPERATOR_OR: return decide_and_or(frame, node);
    case OPERATOR_IN: return decide_in(frame, node);
    case OPERATOR_ALL:
    case OPERATOR_SOME:
    case OPERATOR_NONE: return decide_quantifier(frame, node);
    default: return decide_order(frame, node);
    }
}

static enum truth truth_of_value(struct condition_value value)
{
    return value.known ? truth_of(value.as.boolean) : TRUTH_UNKNOWN;
}

enum truth frame_truth(const struct condition_frame *frame, node_index index)
{
    const struct condition_node *node = frame_node(frame, index);
    if (node->kind == NODE_FACT) /* by far the most frequent */
        return fact_known(frame->scene->facts, node->value.fact)
                   ? truth_of(fact_true(frame->scene->facts, node->value.fact))
                   : TRUTH_UNKNOWN;
    if (node->kind == NODE_OPERATION && node->operation != OPERATOR_IF)
        return decide_operation(frame, node);
    return truth_of_value(frame_value(frame, index));
}

static struct condition_value operation_value(const struct condition_frame *frame, const struct condition_node *node)
{
    if (node->operation == OPERATOR_IF)
        return choose(frame, node);
    if (node->operation == OPERATOR_MISSING)
        return (struct condition_value){
            .known = true, .as.list = {.of = LIST_OF_MISSING, .as.missing = node, .count = node->count / 2}};
    if (node->type == NODE_TYPE_NUMBER)
        return calculate(frame, node);
    const enum truth truth = decide_operation(frame, node);
    return (struct condition_value){.known = truth != TRUTH_UNKNOWN, .as.boolean = truth == TRUTH_TRUE};
}

struct condition_value frame_value(const struct condition_frame *frame, node_index index)
{
    const struct condition_node *node = frame_node(frame, index);
    switch ((enum node_kind)node->kind) {
    case NODE_DEFAULT: return with_default(frame, node);
    case NODE_OPERATION: return operation_value(frame, node);
    default: return frame_leaf(frame, node);
    }
}

enum truth condition_decide(const struct condition_scene *scene, node_index root)
{
    const struct condition_frame frame = {scene, NULL};
    return frame_truth(&frame, root);
}
