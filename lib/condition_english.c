/* Conditions as thoughts: and, or, not, if, and what a default or `missing` asks. condition_english.h says the rest. */
#include "english_parts.h"

static const char also_unsaid[] = " (also where nothing is said of it)";
static const char only_said[] = " (only where that is said)";

const struct condition_node *thinking_node(const struct thinking *thinking, node_index index)
{
    return list_at(&thinking->conditions->nodes, index);
}

node_index thinking_child(const struct thinking *thinking, const struct condition_node *node, uint32_t number)
{
    return *(const node_index *)list_at(&thinking->conditions->children, node->first + number);
}

static struct thought *constant(const struct thinking *thinking, bool holds)
{
    return thought_new(thinking->english, holds ? THOUGHT_ALWAYS : THOUGHT_NEVER);
}

/* ----------------------------------------------------------------------------------------------------- and, or, if */

static struct thought *think_parts(const struct thinking *thinking, const struct condition_node *node, bool wanted)
{
    const bool all = (node->operation == OPERATOR_AND) == wanted;
    struct thought *whole = thought_new(thinking->english, all ? THOUGHT_ALL : THOUGHT_ANY);
    for (uint32_t i = 0; i < node->count; i++)
        thought_add(thinking->english, whole, think(thinking, thinking_child(thinking, node, i), wanted));
    return thought_settle(whole);
}

static struct thought *both(const struct thinking *thinking, enum thought_kind kind, struct thought *first,
                            struct thought *second)
{
    struct thought *whole = thought_new(thinking->english, kind);
    thought_add(thinking->english, whole, first);
    thought_add(thinking->english, whole, second);
    return thought_settle(whole);
}

/*
 * One test and two branches, of which one is a constant, is an and or an or. The branches come first, so that the test
 * is thought of once, whichever way round it is wanted: tests within tests would double with each level.
 */
static struct thought *think_if_from(const struct thinking *thinking, const struct condition_node *node, uint32_t from,
                                     bool wanted)
{
    if (from + 1 == node->count)
        return think(thinking, thinking_child(thinking, node, from), wanted);
    const node_index test_index = thinking_child(thinking, node, from);
    struct thought *then = think(thinking, thinking_child(thinking, node, from + 1), wanted);
    struct thought *otherwise = think_if_from(thinking, node, from + 2, wanted);
    const bool turned = then->kind == THOUGHT_NEVER || otherwise->kind == THOUGHT_ALWAYS;
    const bool plain = then->kind == THOUGHT_ALWAYS || otherwise->kind == THOUGHT_NEVER;
    struct thought *test = think(thinking, test_index, plain || !turned);
    if (plain)
        return then->kind == THOUGHT_ALWAYS ? both(thinking, THOUGHT_ANY, test, otherwise)
                                            : both(thinking, THOUGHT_ALL, test, then);
    if (turned)
        return then->kind == THOUGHT_NEVER ? both(thinking, THOUGHT_ALL, test, otherwise)
                                           : both(thinking, THOUGHT_ANY, test, then);
    if (test->kind == THOUGHT_ALWAYS)
        return then;
    if (test->kind == THOUGHT_NEVER)
        return test->unknown ? both(thinking, THOUGHT_ALL, then, otherwise) : otherwise;
    struct thought *cases = thought_new(thinking->english, THOUGHT_CASES);
    thought_append(thinking->english, cases, test);
    thought_append(thinking->english, cases, then);
    thought_append(thinking->english, cases, otherwise);
    return cases;
}

/* --------------------------------------------------------------------------------------------- defaults, not, missing */

/* The clause, and what holds where the record says nothing. */
static struct thought *with_note(const struct thinking *thinking, struct thought *thought, const char *note)
{
    struct english *english = thinking->english;
    if (thought->kind == THOUGHT_ALWAYS || thought->kind == THOUGHT_NEVER)
        return thought;
    if (thought->kind != THOUGHT_LEAF)
        thought = thought_leaf(english, thought_flat(english, thought));
    thought->suffix = english_join(english, note, thought->suffix, (char *)NULL);
    thought->joins = THOUGHT_LEAF;
    return thought;
}

static struct thought *think_default(const struct thinking *thinking, node_index index, bool wanted)
{
    struct english *english = thinking->english;
    const struct operand operand = operand_of(thinking, index);
    if (operand.node->kind != NODE_DEFAULT) {
        struct thought *thought = think(thinking, operand.index, wanted);
        if (operand.stand_in == NULL)
            return thought;
        const bool also = operand.stand_in->value.boolean == wanted;
        return with_note(thinking, thought,
                         english_join(english, also ? also_unsaid : only_said,
                                      setting_suffix(thinking, operand.stand_in), (char *)NULL));
    }
    const struct thought *other = think(thinking, thinking_child(thinking, operand.node, 1), wanted);
    struct thought *thought = think(thinking, thinking_child(thinking, operand.node, 0), wanted);
    if (other->kind == THOUGHT_ALWAYS || other->kind == THOUGHT_NEVER)
        return with_note(thinking, thought, other->kind == THOUGHT_ALWAYS ? also_unsaid : only_said);
    return with_note(
        thinking, thought,
        english_join(english, " (where nothing is said of it: ", thought_flat(english, other), ")", (char *)NULL));
}

/* "the record gives a and b", "the record does not say whether a or b" */
static struct thought *think_missing(const struct thinking *thinking, const struct condition_node *node, bool wanted)
{
    struct english *english = thinking->english;
    struct english_texts nouns = {0};
    bool whether = false;
    for (uint32_t i = 1; i < node->count; i += 2) {
        const struct operand operand = operand_of(thinking, thinking_child(thinking, node, i));
        if (operand.absent)
            return constant(thinking, wanted);
        english_texts_add_once(english, &nouns, noun_of(thinking, operand.index));
        whether = whether || operand.node->type == NODE_TYPE_BOOLEAN;
    }
    return thought_leaf(english, english_join(english, wanted ? "the record does not " : "the record ",
                                              whether ? "say" : "give", wanted ? " " : "s ",
                                              english_list(english, nouns.items, nouns.count, wanted ? "or" : "and"),
                                              (char *)NULL));
}

static struct thought *think_truth(const struct thinking *thinking, node_index index, bool wanted)
{
    const struct condition_node *node = thinking_node(thinking, index);
    if (node->type == NODE_TYPE_BOOLEAN)
        return think(thinking, index, wanted);
    if (node->kind == NODE_OPERATION && node->operation == OPERATOR_MISSING)
        return think_missing(thinking, node, wanted);
    return think_list(thinking, index, wanted);
}

/* -------------------------------------------------------------------------------------------------------- equality */

/* Of booleans: where one is a constant, it says which way the other is wanted. */
static struct thought *think_same(const struct thinking *thinking, const struct condition_node *node, bool wanted)
{
    struct english *english = thinking->english;
    const bool same = (node->operation == OPERATOR_EQUAL || node->operation == OPERATOR_EQUAL_STRICT) == wanted;
    for (uint32_t i = 0; i < 2; i++) {
        const struct condition_node *side = thinking_node(thinking, thinking_child(thinking, node, i));
        if (side->kind == NODE_CONSTANT && side->setting == 0)
            return think(thinking, thinking_child(thinking, node, 1 - i), side->value.boolean == same);
    }
    const struct thought *first = think(thinking, thinking_child(thinking, node, 0), true);
    if (first->unknown)
        return thought_unknown(english);
    if (first->kind == THOUGHT_ALWAYS || first->kind == THOUGHT_NEVER)
        return think(thinking, thinking_child(thinking, node, 1), (first->kind == THOUGHT_ALWAYS) == same);
    const struct thought *second = think(thinking, thinking_child(thinking, node, 1), true);
    if (second->unknown)
        return thought_unknown(english);
    if (second->kind == THOUGHT_ALWAYS || second->kind == THOUGHT_NEVER)
        return thought_leaf(english,
                            english_join(english, (second->kind == THOUGHT_ALWAYS) == same ? "" : "it is not so that ",
                                         thought_flat(english, first), (char *)NULL));
    return thought_leaf(english, english_join(english, same ? "it is the same whether " : "it is not the same whether ",
                                              thought_flat(english, first), " and whether ",
                                              thought_flat(english, second), (char *)NULL));
}

static bool compares_booleans(const struct thinking *thinking, const struct condition_node *node)
{
    return thinking_node(thinking, thinking_child(thinking, node, 0))->type == NODE_TYPE_BOOLEAN;
}

/* -------------------------------------------------------------------------------------------------------- the whole */

static struct thought *think_operation(const struct thinking *thinking, const struct condition_node *node, bool wanted)
{
    switch ((enum operator_id)node->operation) {
    case OPERATOR_AND:
    case OPERATOR_OR: return think_parts(thinking, node, wanted);
    case OPERATOR_NOT: return think_truth(thinking, thinking_child(thinking, node, 0), !wanted);
    case OPERATOR_TRUTH: return think_truth(thinking, thinking_child(thinking, node, 0), wanted);
    case OPERATOR_IF: return think_if_from(thinking, node, 0, wanted);
    case OPERATOR_ALL:
    case OPERATOR_SOME:
    case OPERATOR_NONE: return think_quantifier(thinking, node, wanted);
    case OPERATOR_EQUAL:
    case OPERATOR_EQUAL_STRICT:
    case OPERATOR_UNEQUAL:
    case OPERATOR_UNEQUAL_STRICT:
        return compares_booleans(thinking, node) ? think_same(thinking, node, wanted)
                                                 : think_comparison(thinking, node, wanted);
    default: return think_comparison(thinking, node, wanted);
    }
}

/* A switch among the settings is no constant to the reader: it may be set otherwise. */
static struct thought *think_setting(const struct thinking *thinking, const struct condition_node *node, bool wanted)
{
    struct english *english = thinking->english;
    const char *name = english->policy->settings[node->setting - 1].name;
    return thought_leaf(english, english_join(english, english_code(english, name), wanted ? " is set" : " is not set",
                                              " (it is set to ", node->value.boolean ? "yes)" : "no)", (char *)NULL));
}

struct thought *think(const struct thinking *thinking, node_index index, bool wanted)
{
    const struct condition_node *node = thinking_node(thinking, index);
    if (node->kind == NODE_CONSTANT)
        return node->setting != 0 ? think_setting(thinking, node, wanted)
                                  : constant(thinking, node->value.boolean == wanted);
    if (node->kind == NODE_DEFAULT)
        return think_default(thinking, index, wanted);
    if (node->kind == NODE_OPERATION)
        return think_operation(thinking, node, wanted);
    return operand_of(thinking, index).absent ? thought_unknown(thinking->english) : think_leaf(thinking, node, wanted);
}

bool condition_is_negated(const struct english *english, node_index root)
{
    const struct conditions *conditions = &english->policy->conditions;
    const struct condition_node *node = list_at(&conditions->nodes, root);
    if (node->kind != NODE_OPERATION || node->operation != OPERATOR_NOT)
        return false;
    const struct condition_node *child =
        list_at(&conditions->nodes, *(const node_index *)list_at(&conditions->children, node->first));
    return child->kind == NODE_FACT || child->kind == NODE_ATTRIBUTE;
}

struct thought *condition_think(struct english *english, node_index root, homevisit_word event, bool wanted)
{
    if (root == NO_NODE)
        return NULL;
    const struct thinking thinking = {.english = english, .conditions = &english->policy->conditions, .event = event};
    return think(&thinking, root, wanted);
}
