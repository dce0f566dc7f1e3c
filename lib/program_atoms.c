/* Atoms: each distinct comparison of a policy once, however often it is written, in the form that is computed fastest. */
#include "program_parts.h"

#include <string.h>

/* ---- which atoms are the same ------------------------------------------------------------------------------------ */

static uint32_t mix(uint32_t hash, uint64_t value)
{
    for (int i = 0; i < 8; i++, value >>= 8)
        hash = (hash ^ (uint32_t)(value & 0xff)) * UINT32_C(16777619);
    return hash;
}

static uint64_t number_bits(double number)
{
    uint64_t bits;
    memcpy(&bits, &number, sizeof bits);
    return bits;
}

static uint32_t hash_text(uint32_t hash, const char *text)
{
    for (; *text; text++)
        hash = mix(hash, (unsigned char)*text);
    return hash;
}

static bool is_list(const struct condition_node *node)
{
    return node->kind == NODE_CONSTANT &&
           (node->type == NODE_TYPE_NAMES || node->type == NODE_TYPE_TEXTS || node->type == NODE_TYPE_NUMBERS);
}

static uint32_t hash_constant(uint32_t hash, const struct condition_node *node)
{
    switch ((enum node_type)node->type) {
    case NODE_TYPE_BOOLEAN: return mix(hash, node->value.boolean);
    case NODE_TYPE_NUMBER: return mix(hash, number_bits(node->value.number));
    case NODE_TYPE_NAME: return mix(hash, (uint64_t)node->value.word);
    case NODE_TYPE_TEXT: return hash_text(hash, node->value.text);
    default: break;
    }
    for (uint32_t i = 0; is_list(node) && i < node->value.list.count; i++)
        hash = node->type == NODE_TYPE_NAMES     ? mix(hash, (uint64_t)node->value.list.words[i])
               : node->type == NODE_TYPE_NUMBERS ? mix(hash, number_bits(node->value.list.numbers[i]))
                                                 : hash_text(hash, node->value.list.texts[i]);
    return hash;
}

static uint32_t hash_node(const struct program_builder *builder, node_index index)
{
    const struct condition_node *node = node_at(builder, index);
    uint32_t hash = mix(UINT32_C(2166136261), node->kind | (uint64_t)node->type << 8 | (uint64_t)node->operation << 16);
    switch ((enum node_kind)node->kind) {
    case NODE_CONSTANT: hash = hash_constant(hash, node); break;
    case NODE_FACT: hash = mix(hash, node->value.fact); break;
    case NODE_ATTRIBUTE: hash = mix(hash, (uint64_t)node->attribute); break;
    case NODE_EVENT_MEMBER: hash = mix(hash, (uint64_t)node->attribute << 32 | (uint64_t)node->value.word); break;
    default: break;
    }
    for (uint32_t i = 0; i < node->count; i++)
        hash = mix(hash, hash_node(builder, child_at(builder, node, i)));
    return hash;
}

static bool same_list(const struct condition_node *a, const struct condition_node *b)
{
    if (a->value.list.count != b->value.list.count)
        return false;
    for (uint32_t i = 0; i < a->value.list.count; i++)
        if (a->type == NODE_TYPE_NAMES ? a->value.list.words[i] != b->value.list.words[i]
            : a->type == NODE_TYPE_NUMBERS
                ? number_bits(a->value.list.numbers[i]) != number_bits(b->value.list.numbers[i])
                : strcmp(a->value.list.texts[i], b->value.list.texts[i]) != 0)
            return false;
    return true;
}

static bool same_constant(const struct condition_node *a, const struct condition_node *b)
{
    switch ((enum node_type)a->type) {
    case NODE_TYPE_BOOLEAN: return a->value.boolean == b->value.boolean;
    case NODE_TYPE_NUMBER: return number_bits(a->value.number) == number_bits(b->value.number);
    case NODE_TYPE_NAME: return a->value.word == b->value.word;
    case NODE_TYPE_TEXT: return strcmp(a->value.text, b->value.text) == 0;
    default: return is_list(a) && same_list(a, b);
    }
}

static bool same_node(const struct program_builder *builder, node_index one, node_index other)
{
    const struct condition_node *a = node_at(builder, one), *b = node_at(builder, other);
    if (one == other)
        return true;
    if (a->kind != b->kind || a->type != b->type || a->operation != b->operation || a->count != b->count)
        return false;
    switch ((enum node_kind)a->kind) {
    case NODE_CONSTANT:
        if (!same_constant(a, b))
            return false;
        break;
    case NODE_FACT:
        if (a->value.fact != b->value.fact)
            return false;
        break;
    case NODE_ATTRIBUTE:
    case NODE_EVENT_MEMBER:
        if (a->attribute != b->attribute || (a->kind == NODE_EVENT_MEMBER && a->value.word != b->value.word))
            return false;
        break;
    default: break;
    }
    for (uint32_t i = 0; i < a->count; i++)
        if (!same_node(builder, child_at(builder, a, i), child_at(builder, b, i)))
            return false;
    return true;
}

/* ---- the form of an atom ----------------------------------------------------------------------------------------- */

static bool is_constant(const struct condition_node *node, enum node_type type)
{
    return node->kind == NODE_CONSTANT && node->type == type;
}

/* Something's word compared with a constant, or looked for in a constant list. */
static bool take_words(const struct program_builder *builder, const struct condition_node *node, struct atom *atom,
                       const struct condition_node **of)
{
    const struct condition_node *first = node_at(builder, child_at(builder, node, 0));
    const struct condition_node *second = node_at(builder, child_at(builder, node, 1));
    if (node->operation == OPERATOR_IN && is_constant(second, NODE_TYPE_NAMES)) {
        for (uint32_t i = 0; i < second->value.list.count; i++)
            word_set_add(&atom->words, second->value.list.words[i]);
    } else if (node->operation != OPERATOR_IN && is_constant(second, NODE_TYPE_NAME)) {
        word_set_add(&atom->words, second->value.word);
    } else {
        return false;
    }
    *of = first;
    return first->type == NODE_TYPE_NAME;
}

/* A fact's number below a constant; the other orders are these, turned round. Facts are whole numbers, so one holds. */
static bool take_order(const struct program_builder *builder, const struct condition_node *node, struct atom *atom)
{
    if (node->count !=
        2) /* `!` of a list has no second operand, and behind the last node's children there is nothing */
        return false;
    const struct condition_node *first = node_at(builder, child_at(builder, node, 0));
    const struct condition_node *second = node_at(builder, child_at(builder, node, 1));
    if (first->kind != NODE_FACT || first->type != NODE_TYPE_NUMBER || !is_constant(second, NODE_TYPE_NUMBER))
        return false;
    const enum operator_id id = node->operation;
    if (id != OPERATOR_LESS && id != OPERATOR_LESS_EQUAL && id != OPERATOR_GREATER && id != OPERATOR_GREATER_EQUAL)
        return false;
    atom->form = id == OPERATOR_LESS || id == OPERATOR_GREATER_EQUAL ? ATOM_FACT_LESS : ATOM_FACT_LESS_EQUAL;
    atom->opposite = id == OPERATOR_GREATER || id == OPERATOR_GREATER_EQUAL;
    atom->fact = first->value.fact;
    atom->number = second->value.number;
    return true;
}

static bool compares_words(enum operator_id id)
{
    return id == OPERATOR_EQUAL || id == OPERATOR_EQUAL_STRICT || id == OPERATOR_UNEQUAL ||
           id == OPERATOR_UNEQUAL_STRICT || id == OPERATOR_IN;
}

/* A boolean fact or attribute. */
static bool take_boolean(const struct condition_node *node, struct atom *atom)
{
    if (node->type != NODE_TYPE_BOOLEAN || (node->kind != NODE_FACT && node->kind != NODE_ATTRIBUTE))
        return false;
    atom->form = node->kind == NODE_FACT ? ATOM_FACT : ATOM_ATTRIBUTE;
    atom->fact = node->kind == NODE_FACT ? node->value.fact : 0;
    atom->attribute = node->attribute;
    return true;
}

static bool take_leaf(const struct condition_node *node, struct atom *atom)
{
    if (node->kind != NODE_EVENT_MEMBER)
        return take_boolean(node, atom);
    atom->form = ATOM_ATTRIBUTE_HAS;
    atom->attribute = node->attribute;
    word_set_add(&atom->words, node->value.word);
    return true;
}

/* A boolean with a constant that stands in where it is unknown. */
static bool take_default(const struct program_builder *builder, const struct condition_node *node, struct atom *atom)
{
    const struct condition_node *constant = node_at(builder, child_at(builder, node, 1));
    if (!is_constant(constant, NODE_TYPE_BOOLEAN) || !take_boolean(node_at(builder, child_at(builder, node, 0)), atom))
        return false;
    atom->otherwise = constant->value.boolean ? TRUTH_TRUE : TRUTH_FALSE;
    return true;
}

/* A comparison of words: the form hangs on whose word it is. */
static bool take_comparison(const struct program_builder *builder, const struct condition_node *node, struct atom *atom)
{
    const struct condition_node *of = NULL;
    if (!compares_words(node->operation) || !take_words(builder, node, atom, &of))
        return false;
    switch ((enum node_kind)of->kind) {
    case NODE_ATTRIBUTE: atom->form = ATOM_ATTRIBUTE_IN; break;
    case NODE_EVENT: atom->form = ATOM_EVENT_IN; break;
    case NODE_FACT: atom->form = ATOM_FACT_IN; break;
    default: return false;
    }
    atom->attribute = of->attribute;
    atom->fact = of->kind == NODE_FACT ? of->value.fact : 0;
    atom->opposite = node->operation == OPERATOR_UNEQUAL || node->operation == OPERATOR_UNEQUAL_STRICT;
    return true;
}

static bool take(const struct program_builder *builder, const struct condition_node *node, struct atom *atom)
{
    if (node->kind == NODE_DEFAULT)
        return take_default(builder, node, atom);
    if (node->kind == NODE_OPERATION)
        return take_comparison(builder, node, atom) || take_order(builder, node, atom);
    return take_leaf(node, atom);
}

static void choose_form(const struct program_builder *builder, struct atom *atom)
{
    struct atom form = *atom;
    form.otherwise = TRUTH_UNKNOWN;
    if (take(builder, node_at(builder, atom->node), &form))
        *atom = form;
    else
        atom->form = ATOM_TREE;
}

static bool is_time(unsigned fact)
{
    return fact == FACT_TIME_MINUTE || fact == FACT_TIME_WEEKDAY;
}

static bool reads_event(const struct program_builder *builder, node_index index)
{
    const struct condition_node *node = node_at(builder, index);
    bool reads = node->kind == NODE_EVENT || node->kind == NODE_ATTRIBUTE || node->kind == NODE_EVENT_MEMBER ||
                 (node->kind == NODE_FACT && is_time(node->value.fact));
    for (uint32_t i = 0; i < node->count && !reads; i++)
        reads = reads_event(builder, child_at(builder, node, i));
    return reads;
}

/* ---- atoms ------------------------------------------------------------------------------------------------------- */

static bool grow_slots(struct program_builder *builder)
{
    const homevisit_allocator *allocator = &builder->policy->allocator;
    size_t count = builder->slot_count ? builder->slot_count * 2 : 256;
    uint32_t *slots = memory_allocate_zeroed(allocator, count * sizeof *slots);
    if (!slots)
        return false;
    for (size_t i = 0; i < builder->atoms.count; i++) {
        size_t slot = *(uint32_t *)list_at(&builder->hashes, i) & (count - 1);
        while (slots[slot])
            slot = (slot + 1) & (count - 1);
        slots[slot] = (uint32_t)i + 1;
    }
    memory_release(allocator, builder->slots);
    builder->slots = slots;
    builder->slot_count = count;
    return true;
}

static uint32_t add_atom(struct program_builder *builder, node_index index, uint32_t hash)
{
    struct atom *atom = list_add(&builder->atoms);
    uint32_t *kept = list_add(&builder->hashes);
    if (!atom || !kept) {
        builder->failed = true;
        return 0;
    }
    atom->node = index;
    atom->of_event = reads_event(builder, index);
    choose_form(builder, atom);
    *kept = hash;
    return (uint32_t)builder->atoms.count - 1;
}

uint32_t program_atom(struct program_builder *builder, node_index index)
{
    const uint32_t hash = hash_node(builder, index);
    if (builder->atoms.count * 2 >= builder->slot_count && !grow_slots(builder)) {
        builder->failed = true;
        return 0;
    }
    size_t slot = hash & (builder->slot_count - 1);
    for (; builder->slots[slot]; slot = (slot + 1) & (builder->slot_count - 1)) {
        const uint32_t atom = builder->slots[slot] - 1;
        if (*(uint32_t *)list_at(&builder->hashes, atom) == hash &&
            same_node(builder, ((struct atom *)list_at(&builder->atoms, atom))->node, index))
            return atom;
    }
    const uint32_t atom = add_atom(builder, index, hash);
    if (!builder->failed)
        builder->slots[slot] = atom + 1;
    return atom;
}
