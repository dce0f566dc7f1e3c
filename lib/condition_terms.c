/*
 * Terms: what is written alike is one term, so that what is supposed of it in one place holds in all. Constants' sums
 * are worked out here.
 */
#include "condition_reader.h"
#include "condition_solve.h"

#include <math.h>
#include <string.h>

#define LARGEST 9007199254740992.0 /* 2^53 */

struct term *solver_at(const struct condition_solver *solver, term_index index)
{
    return (struct term *)solver->terms.items + index;
}

term_index solver_child(const struct condition_solver *solver, const struct term *term, uint32_t number)
{
    return ((const term_index *)solver->children.items)[term->first + number];
}

/* ---- telling terms apart ---------------------------------------------------------------------------------------- */

static uint32_t hash_bytes(uint32_t hash, const void *bytes, size_t size)
{
    const unsigned char *byte = bytes;
    for (size_t i = 0; i < size; i++)
        hash = (hash ^ byte[i]) * UINT32_C(16777619);
    return hash;
}

/* A number at a time; what is multiplied up is folded down again, as the table takes the low bits. */
static uint32_t hash_number(uint32_t hash, uint32_t number)
{
    hash = (hash ^ number) * UINT32_C(0x9E3779B1);
    return hash ^ hash >> 15;
}

static uint32_t hash_text(uint32_t hash, const char *text)
{
    return hash_bytes(hash, text, strlen(text) + 1);
}

/* Numbers are told apart by their bits: one that is none equals nothing, itself neither. */
static uint64_t bits_of(double number)
{
    uint64_t bits;
    memcpy(&bits, &number, sizeof bits);
    return bits;
}

static uint32_t hash_double(uint32_t hash, double number)
{
    const uint64_t bits = bits_of(number);
    return hash_bytes(hash, &bits, sizeof bits);
}

static uint32_t hash_list(uint32_t hash, const struct condition_node *node)
{
    for (uint32_t i = 0; i < node->value.list.count; i++) {
        if (node->type == NODE_TYPE_NAMES)
            hash = hash_number(hash, node->value.list.words[i]);
        else if (node->type == NODE_TYPE_TEXTS)
            hash = hash_text(hash, node->value.list.texts[i]);
        else
            hash = hash_double(hash, node->value.list.numbers[i]);
    }
    return hash;
}

static uint32_t hash_constant(uint32_t hash, const struct condition_node *node)
{
    switch ((enum node_type)node->type) {
    case NODE_TYPE_BOOLEAN: return hash_number(hash, node->value.boolean);
    case NODE_TYPE_NUMBER:
    case NODE_TYPE_TIME: return hash_double(hash, node->value.number);
    case NODE_TYPE_NAME: return hash_number(hash, node->value.word);
    case NODE_TYPE_TEXT: return hash_text(hash, node->value.text);
    default: return hash_list(hash, node);
    }
}

static bool is_written_constant(const struct term *term)
{
    return term->kind == NODE_CONSTANT && term->setting == 0;
}

static uint32_t hash_term(const struct term *term, const term_index *children)
{
    uint32_t hash = UINT32_C(2166136261);
    hash = hash_number(hash, (uint32_t)term->kind << 16 | (uint32_t)term->type << 8 | term->operation);
    hash = hash_number(hash, term->words);
    hash = hash_number(hash, (uint32_t)term->attribute);
    hash = hash_number(hash, term->setting);
    if (is_written_constant(term))
        hash = hash_constant(hash, &term->value);
    else if (term->kind == NODE_FACT)
        hash = hash_number(hash, term->value.value.fact);
    else if (term->kind == NODE_EVENT_MEMBER)
        hash = hash_number(hash, term->value.value.word);
    for (uint32_t i = 0; i < term->count; i++)
        hash = hash_number(hash, children[i]);
    return hash;
}

static bool lists_alike(const struct condition_node *one, const struct condition_node *other)
{
    if (one->value.list.count != other->value.list.count)
        return false;
    for (uint32_t i = 0; i < one->value.list.count; i++) {
        if (one->type == NODE_TYPE_NAMES ? one->value.list.words[i] != other->value.list.words[i]
            : one->type == NODE_TYPE_TEXTS
                ? strcmp(one->value.list.texts[i], other->value.list.texts[i]) != 0
                : bits_of(one->value.list.numbers[i]) != bits_of(other->value.list.numbers[i]))
            return false;
    }
    return true;
}

static bool constants_alike(const struct condition_node *one, const struct condition_node *other)
{
    switch ((enum node_type)one->type) {
    case NODE_TYPE_BOOLEAN: return one->value.boolean == other->value.boolean;
    case NODE_TYPE_NUMBER:
    case NODE_TYPE_TIME: return bits_of(one->value.number) == bits_of(other->value.number);
    case NODE_TYPE_NAME: return one->value.word == other->value.word;
    case NODE_TYPE_TEXT: return strcmp(one->value.text, other->value.text) == 0;
    default: return lists_alike(one, other);
    }
}

static bool terms_alike(const struct condition_solver *solver, const struct term *known, const struct term *term,
                        const term_index *children)
{
    if (known->kind != term->kind || known->type != term->type || known->operation != term->operation ||
        known->words != term->words || known->attribute != term->attribute || known->setting != term->setting ||
        known->count != term->count)
        return false;
    for (uint32_t i = 0; i < term->count; i++) {
        if (solver_child(solver, known, i) != children[i])
            return false;
    }
    if (is_written_constant(term))
        return constants_alike(&known->value, &term->value);
    if (term->kind == NODE_FACT)
        return known->value.value.fact == term->value.value.fact;
    return term->kind != NODE_EVENT_MEMBER || known->value.value.word == term->value.value.word;
}

/* ---- the table -------------------------------------------------------------------------------------------------- */

static bool grow_table(struct condition_solver *solver)
{
    if (solver->terms.count * 2 < solver->bucket_count)
        return true;
    const size_t count = solver->bucket_count * 2 + 256;
    uint32_t *buckets = memory_allocate(&solver->allocator, count * sizeof *buckets);
    if (buckets == NULL)
        return false;
    memset(buckets, 0xff, count * sizeof *buckets);
    for (uint32_t i = 0; i < solver->terms.count; i++) {
        const struct term *term = solver_at(solver, i);
        size_t at = hash_term(term, (const term_index *)solver->children.items + term->first) % count;
        while (buckets[at] != NO_TERM)
            at = (at + 1) % count;
        buckets[at] = i;
    }
    memory_release(&solver->allocator, solver->buckets);
    solver->buckets = buckets;
    solver->bucket_count = count;
    return true;
}

static void set_allowed(struct term *term)
{
    homevisit_word words[HOMEVISIT_WORD_COUNT];
    const size_t count = vocabulary_words(term->words, words, HOMEVISIT_WORD_COUNT);
    for (size_t i = 0; i < count; i++)
        word_set_add(&term->allowed, words[i]);
}

static bool takes_children(struct condition_solver *solver, struct term *term, const term_index *children)
{
    term->first = (uint32_t)solver->children.count;
    for (uint32_t i = 0; i < term->count; i++) {
        term_index *child = list_add(&solver->children);
        if (child == NULL) {
            solver->children.count = term->first;
            return false;
        }
        *child = children[i];
    }
    return true;
}

static bool is_never_unknown(const struct term *term)
{
    return term->setting != 0 || term->kind == NODE_MEMBER || term->kind == NODE_MEMBER_ID ||
           term->kind == NODE_MEMBER_ROLE;
}

/* The term of that kind, made where it is new. */
static term_index intern(struct condition_solver *solver, struct term term, const term_index *children)
{
    if (!grow_table(solver))
        return NO_TERM;
    size_t at = hash_term(&term, children) % solver->bucket_count;
    for (; solver->buckets[at] != NO_TERM; at = (at + 1) % solver->bucket_count) {
        if (terms_alike(solver, solver_at(solver, solver->buckets[at]), &term, children))
            return solver->buckets[at];
    }
    term.mask = is_never_unknown(&term) ? CAN_BE_KNOWN : term.kind == TERM_UNKNOWN ? CAN_BE_UNKNOWN : CAN_BE_ANYTHING;
    term.edges = NO_EDGE;
    if (term.type == NODE_TYPE_NAME)
        set_allowed(&term);
    struct term *made = takes_children(solver, &term, children) ? list_add(&solver->terms) : NULL;
    if (made == NULL)
        return NO_TERM;
    *made = term;
    const term_index index = (term_index)(solver->terms.count - 1);
    solver->buckets[at] = index;
    if (term.kind == NODE_EVENT)
        solver->event = index;
    return order_begin(solver, index) ? index : NO_TERM;
}

/* ---- terms of nodes --------------------------------------------------------------------------------------------- */

static bool is_arithmetic(const struct term *term)
{
    return term->kind == NODE_OPERATION && term->type == NODE_TYPE_NUMBER && term->operation != OPERATOR_IF;
}

/* Sums of constants are constants. */
static bool work_out(const struct condition_solver *solver, struct term *term, const term_index *children)
{
    double result = 0;
    bool known = true;
    for (uint32_t i = 0; i < term->count; i++) {
        const struct term *child = solver_at(solver, children[i]);
        if (child->kind == TERM_UNKNOWN)
            known = false;
        else if (!is_written_constant(child))
            return false;
    }
    for (uint32_t i = 0; i < term->count && known; i++) {
        const double number = solver_at(solver, children[i])->value.value.number;
        const bool divides = term->operation == OPERATOR_DIVIDE || term->operation == OPERATOR_REMAINDER;
        if (i == 0)
            result = term->count == 1 && term->operation == OPERATOR_SUBTRACT ? -number : number;
        else if (divides && numbers_equal(number, 0))
            known = false;
        else
            result = number_combine(term->operation, result, number);
    }
    *term = (struct term){.kind = known ? NODE_CONSTANT : TERM_UNKNOWN, .type = NODE_TYPE_NUMBER};
    term->value.type = NODE_TYPE_NUMBER;
    term->value.value.number = result + 0.0; /* no negative zero */
    return true;
}

/* Sums, differences, products and remainders of whole numbers are whole. */
static bool is_whole(const struct condition_solver *solver, const struct term *term, const term_index *children)
{
    if (term->kind == NODE_CONSTANT && term->setting == 0 && term->type == NODE_TYPE_NUMBER) {
        const double number = term->value.value.number;
        return number >= -LARGEST && number <= LARGEST && !(floor(number) < number);
    }
    if (!is_arithmetic(term))
        return term->kind != NODE_OPERATION && term->kind != NODE_DEFAULT && term->kind != NODE_MEMBER;
    for (uint32_t i = 0; i < term->count; i++) {
        if (!solver_at(solver, children[i])->whole)
            return false;
    }
    return term->operation != OPERATOR_DIVIDE;
}

static term_index intern_worked_out(struct condition_solver *solver, struct term term, const term_index *children)
{
    if (is_arithmetic(&term) && work_out(solver, &term, children))
        children = NULL;
    term.wild = is_arithmetic(&term) && (term.operation == OPERATOR_MULTIPLY || term.operation == OPERATOR_DIVIDE);
    for (uint32_t i = 0; i < term.count; i++) {
        term.event = term.event || solver_at(solver, children[i])->event;
        term.wild = term.wild || solver_at(solver, children[i])->wild;
    }
    term.whole = is_whole(solver, &term, children);
    return intern(solver, term, children);
}

static uint8_t plain_operation(uint8_t operation)
{
    return operation == OPERATOR_EQUAL_STRICT     ? OPERATOR_EQUAL
           : operation == OPERATOR_UNEQUAL_STRICT ? OPERATOR_UNEQUAL
                                                  : operation;
}

/* `!` of a list is not its `!!`, so that both are seen to be one thing. */
static term_index negate_list(struct condition_solver *solver, struct term term, term_index list)
{
    term.operation = OPERATOR_TRUTH;
    const term_index filled = intern_worked_out(solver, term, &list);
    if (filled == NO_TERM)
        return NO_TERM;
    term.operation = OPERATOR_NOT;
    return intern_worked_out(solver, term, &filled);
}

static struct term term_of(const struct condition_node *node)
{
    struct term term = {.kind = node->kind,
                        .type = node->type,
                        .operation = plain_operation(node->operation),
                        .event =
                            node->kind == NODE_EVENT || node->kind == NODE_ATTRIBUTE || node->kind == NODE_EVENT_MEMBER,
                        .words = node->words,
                        .attribute = node->attribute,
                        .setting = node->setting,
                        .count = node->count,
                        .value = *node};
    if (node->kind == NODE_CONSTANT && node->type == NODE_TYPE_NUMBER && node->setting == 0)
        term.value.value.number += 0.0; /* no negative zero */
    return term;
}

static bool push_child(struct condition_solver *solver, term_index child)
{
    term_index *place = child != NO_TERM ? list_add(&solver->making) : NULL;
    if (place != NULL)
        *place = child;
    return place != NULL;
}

/* The members of a written list, as constants. Words need none: a set of them says it all. */
static bool push_members(struct condition_solver *solver, const struct condition_node *node)
{
    const bool numbers = node->type == NODE_TYPE_NUMBERS;
    const bool lists = numbers || node->type == NODE_TYPE_TEXTS;
    for (uint32_t i = 0; lists && i < node->value.list.count; i++) {
        struct condition_node member = {.kind = NODE_CONSTANT, .type = numbers ? NODE_TYPE_NUMBER : NODE_TYPE_TEXT};
        if (numbers)
            member.value.number = node->value.list.numbers[i];
        else
            member.value.text = node->value.list.texts[i];
        if (!push_child(solver, intern_worked_out(solver, term_of(&member), NULL)))
            return false;
    }
    return true;
}

static bool push_children(struct condition_solver *solver, const struct condition_node *node)
{
    if (node->kind == NODE_CONSTANT && node->setting == 0)
        return push_members(solver, node);
    for (uint32_t i = 0; i < node->count; i++) {
        if (!push_child(solver, solver_term(solver, conditions_child(solver->conditions, node, i))))
            return false;
    }
    return true;
}

static term_index make_term(struct condition_solver *solver, node_index index)
{
    const struct condition_node *node = conditions_node(solver->conditions, index);
    const size_t base = solver->making.count;
    const bool pushed = push_children(solver, node);
    struct term term = term_of(node);
    term.count = (uint32_t)(solver->making.count - base);
    /* Before the first child is pushed there is no list yet, and nothing may be added to NULL, not even 0. */
    const term_index *children = term.count != 0 ? list_at(&solver->making, base) : NULL;
    solver->making.count = base;
    if (!pushed)
        return NO_TERM;
    if (node->kind == NODE_OPERATION && node->operation == OPERATOR_NOT &&
        solver_at(solver, children[0])->type != NODE_TYPE_BOOLEAN)
        return negate_list(solver, term, children[0]);
    return intern_worked_out(solver, term, children);
}

term_index solver_term(struct condition_solver *solver, node_index node)
{
    while (solver->of_node.count <= node) {
        term_index *place = list_add(&solver->of_node);
        if (place == NULL)
            return NO_TERM;
        *place = NO_TERM;
    }
    const term_index known = ((const term_index *)solver->of_node.items)[node];
    if (known != NO_TERM)
        return known;
    const term_index made = make_term(solver, node);
    if (made != NO_TERM)
        ((term_index *)solver->of_node.items)[node] = made;
    return made;
}

/* ---- the solver ------------------------------------------------------------------------------------------------- */

void solver_forget(struct condition_solver *solver, size_t nodes)
{
    if (solver != NULL && solver->of_node.count > nodes)
        solver->of_node.count = nodes;
}

void solver_free(struct condition_solver *solver)
{
    if (solver == NULL)
        return;
    struct list *lists[] = {&solver->terms,  &solver->children, &solver->of_node,   &solver->fractions,
                            &solver->edges,  &solver->steps,    &solver->relations, &solver->unequal,
                            &solver->splits, &solver->queue,    &solver->making};
    for (size_t i = 0; i < sizeof lists / sizeof lists[0]; i++)
        list_free(lists[i]);
    const homevisit_allocator allocator = solver->allocator;
    memory_release(&allocator, solver->buckets);
    memory_release(&allocator, solver);
}

struct condition_solver *solver_new(const homevisit_allocator *allocator, const struct conditions *conditions)
{
    struct condition_solver *solver = memory_allocate_zeroed(allocator, sizeof *solver);
    if (solver == NULL)
        return NULL;
    solver->allocator = *allocator;
    solver->conditions = conditions;
    solver->split = NO_SPLIT;
    solver->event = NO_TERM;
    list_init(&solver->terms, allocator, sizeof(struct term));
    list_init(&solver->children, allocator, sizeof(term_index));
    list_init(&solver->of_node, allocator, sizeof(term_index));
    list_init(&solver->fractions, allocator, sizeof(term_index));
    list_init(&solver->edges, allocator, sizeof(struct edge));
    list_init(&solver->steps, allocator, sizeof(struct step));
    list_init(&solver->relations, allocator, sizeof(struct relation));
    list_init(&solver->unequal, allocator, sizeof(struct relation));
    list_init(&solver->splits, allocator, sizeof(struct case_split));
    list_init(&solver->queue, allocator, sizeof(term_index));
    list_init(&solver->making, allocator, sizeof(term_index));
    /* The first term is nothing that a condition says: it is the point from which numbers are measured. */
    struct term zero = {.kind = TERM_UNKNOWN, .type = NODE_TYPE_NUMBER, .operation = OPERATOR_COUNT, .whole = true};
    const struct condition_node empty = {.kind = NODE_CONSTANT, .type = NODE_TYPE_TEXT, .value.text = ""};
    if (intern(solver, zero, NULL) == TERM_ZERO && intern_worked_out(solver, term_of(&empty), NULL) == TERM_EMPTY)
        return solver;
    solver_free(solver);
    return NULL;
}
