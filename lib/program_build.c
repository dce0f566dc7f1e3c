/*
 * Makes a policy's program: atoms from comparisons, each once however often it is written; gates from `and`, `or` and
 * `not`, negation pushed down to the literals (De Morgan holds for three truth values). An `if` and a default stay whole
 * as atoms: spelt out in gates they would grow with each nesting.
 */
#include "program.h"

#include "policy.h"

#include <string.h>

struct builder {
    homevisit_policy *policy;
    struct program *program;
    struct list atoms;    /* struct atom */
    struct list hashes;   /* uint32_t, by atom */
    struct list gates;    /* struct gate */
    struct list literals; /* struct literals */
    struct list pending;  /* struct literals of the gates that are being made */
    uint32_t *slots;      /* open addressing over atoms, plus one; a power of two */
    size_t slot_count;
    bool failed;
};

static const struct condition_node *node_at(const struct builder *builder, node_index index)
{
    return list_at(&builder->policy->conditions.nodes, index);
}

static node_index child_at(const struct builder *builder, const struct condition_node *node, uint32_t number)
{
    return *(const node_index *)list_at(&builder->policy->conditions.children, node->first + number);
}

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

static uint32_t hash_node(const struct builder *builder, node_index index)
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

static bool same_node(const struct builder *builder, node_index one, node_index other)
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
static bool take_words(const struct builder *builder, const struct condition_node *node, struct atom *atom,
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
static bool take_order(const struct builder *builder, const struct condition_node *node, struct atom *atom)
{
    const struct condition_node *first = node_at(builder, child_at(builder, node, 0));
    const struct condition_node *second = node_at(builder, child_at(builder, node, 1));
    if (node->count != 2 || first->kind != NODE_FACT || first->type != NODE_TYPE_NUMBER ||
        !is_constant(second, NODE_TYPE_NUMBER))
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

static void choose_form(const struct builder *builder, struct atom *atom)
{
    const struct condition_node *node = node_at(builder, atom->node), *of = NULL;
    struct atom form = *atom;
    atom->form = ATOM_TREE;
    if (node->kind == NODE_FACT) {
        atom->form = ATOM_FACT;
        atom->fact = node->value.fact;
    } else if (node->kind == NODE_ATTRIBUTE && node->type == NODE_TYPE_BOOLEAN) {
        atom->form = ATOM_ATTRIBUTE;
        atom->attribute = node->attribute;
    } else if (node->kind == NODE_OPERATION && compares_words(node->operation) &&
               take_words(builder, node, &form, &of)) {
        form.form = of->kind == NODE_ATTRIBUTE ? ATOM_ATTRIBUTE_IN : of->kind == NODE_FACT ? ATOM_FACT_IN : ATOM_TREE;
        form.attribute = of->attribute;
        form.fact = of->kind == NODE_FACT ? of->value.fact : 0;
        form.opposite = form.form != ATOM_TREE &&
                        (node->operation == OPERATOR_UNEQUAL || node->operation == OPERATOR_UNEQUAL_STRICT);
        *atom = form;
    } else if (node->kind == NODE_OPERATION && take_order(builder, node, &form)) {
        *atom = form;
    }
}

static bool is_time(unsigned fact)
{
    return fact == FACT_TIME_MINUTE || fact == FACT_TIME_WEEKDAY;
}

static bool reads_event(const struct builder *builder, node_index index)
{
    const struct condition_node *node = node_at(builder, index);
    bool reads = node->kind == NODE_EVENT || node->kind == NODE_ATTRIBUTE || node->kind == NODE_EVENT_MEMBER ||
                 (node->kind == NODE_FACT && is_time(node->value.fact));
    for (uint32_t i = 0; i < node->count && !reads; i++)
        reads = reads_event(builder, child_at(builder, node, i));
    return reads;
}

/* ---- atoms ------------------------------------------------------------------------------------------------------- */

static bool grow_slots(struct builder *builder)
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

static uint32_t add_atom(struct builder *builder, node_index index, uint32_t hash)
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

static uint32_t atom_of(struct builder *builder, node_index index)
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

/* ---- gates ------------------------------------------------------------------------------------------------------- */

/* A literal for the gate that is being made, whose literals begin at `from` of the pending ones. */
static void add_literal(struct builder *builder, size_t from, uint32_t atom, bool negative)
{
    const uint32_t word = atom / 64;
    const uint64_t bit = UINT64_C(1) << (atom % 64);
    struct literals *literals = NULL;
    for (size_t i = from; i < builder->pending.count && !literals; i++) {
        struct literals *other = list_at(&builder->pending, i);
        if (other->word == word)
            literals = other;
    }
    if (!literals) {
        literals = list_add(&builder->pending);
        if (!literals) {
            builder->failed = true;
            return;
        }
        literals->word = word;
    }
    if (negative)
        literals->negative |= bit;
    else
        literals->positive |= bit;
}

static bool is_operation(const struct condition_node *node, enum operator_id id)
{
    return node->kind == NODE_OPERATION && node->operation == id;
}

/* `!` and `!!` of a boolean, which only turn the sign; of a list they are atoms. */
static bool is_sign(const struct builder *builder, const struct condition_node *node)
{
    return (is_operation(node, OPERATOR_NOT) || is_operation(node, OPERATOR_TRUTH)) &&
           node_at(builder, child_at(builder, node, 0))->type == NODE_TYPE_BOOLEAN;
}

static node_index strip_signs(const struct builder *builder, node_index index, bool *negative)
{
    while (is_sign(builder, node_at(builder, index))) {
        const struct condition_node *node = node_at(builder, index);
        *negative ^= node->operation == OPERATOR_NOT;
        index = child_at(builder, node, 0);
    }
    return index;
}

enum part { PART_LITERALS, PART_GATES };

static void add_gate(struct builder *builder, node_index index, bool negative);

/* The operands of an `and` or `or`, those of the same kind within it taken as its own: first the literals, then the gates. */
static void add_operands(struct builder *builder, node_index index, bool negative, bool is_or, enum part part,
                         size_t from, uint32_t *gates)
{
    index = strip_signs(builder, index, &negative);
    const struct condition_node *node = node_at(builder, index);
    const bool combines = is_operation(node, OPERATOR_AND) || is_operation(node, OPERATOR_OR);
    if (combines && (is_operation(node, OPERATOR_OR) != negative) == is_or) {
        for (uint32_t i = 0; i < node->count && !builder->failed; i++)
            add_operands(builder, child_at(builder, node_at(builder, index), i), negative, is_or, part, from, gates);
    } else if (combines && part == PART_GATES) {
        ++*gates;
        add_gate(builder, index, negative);
    } else if (!combines && part == PART_LITERALS) {
        add_literal(builder, from, atom_of(builder, index), negative);
    }
}

/* What stands below one gate: a part of a rule (`when`, or `needs` and `unless` turned round), or an operand. */
struct operand {
    node_index node;
    bool negative;
};

static gate_index add_gate_over(struct builder *builder, const struct operand *operands, size_t count, bool is_or)
{
    const gate_index index = (gate_index)builder->gates.count;
    const size_t from = builder->pending.count;
    uint32_t gates = 0;
    struct gate *gate = list_add(&builder->gates);
    if (!gate) {
        builder->failed = true;
        return NO_GATE;
    }
    for (size_t i = 0; i < count && !builder->failed; i++)
        if (operands[i].node != NO_NODE)
            add_operands(builder, operands[i].node, operands[i].negative, is_or, PART_LITERALS, from, &gates);
    const size_t first = builder->literals.count, literals = builder->pending.count - from;
    for (size_t i = 0; i < literals && !builder->failed; i++) {
        struct literals *kept = list_add(&builder->literals);
        if (kept)
            *kept = *(struct literals *)list_at(&builder->pending, from + i);
        else
            builder->failed = true;
    }
    builder->pending.count = from;
    for (size_t i = 0; i < count && !builder->failed; i++)
        if (operands[i].node != NO_NODE)
            add_operands(builder, operands[i].node, operands[i].negative, is_or, PART_GATES, from, &gates);
    gate = list_at(&builder->gates, index);
    *gate = (struct gate){is_or, (uint32_t)first, (uint32_t)literals, (uint32_t)builder->gates.count - index, gates};
    return index;
}

static void add_gate(struct builder *builder, node_index index, bool negative)
{
    const struct condition_node *node = node_at(builder, index);
    const struct operand whole = {index, negative};
    add_gate_over(builder, &whole, 1, is_operation(node, OPERATOR_OR) != negative);
}

static gate_index gate_of(struct builder *builder, node_index node)
{
    const struct operand whole = {node, false};
    return node == NO_NODE ? NO_GATE : add_gate_over(builder, &whole, 1, false);
}

/* ---- rules ------------------------------------------------------------------------------------------------------- */

static void add_rule(struct builder *builder, struct rule *rule)
{
    if (rule->form == RULE_GUARD) {
        struct guard *guard = &rule->as.guard;
        /* Broken: `when` holds, `needs` does not, `unless` does not. */
        const struct operand parts[] = {{guard->when, false}, {guard->needs, true}, {guard->unless, true}};
        guard->broken = add_gate_over(builder, parts, 3, false);
    } else if (rule->form == RULE_DUTY) {
        rule->as.duty.when_gate = gate_of(builder, rule->as.duty.when);
        rule->as.duty.where_gate = gate_of(builder, rule->as.duty.where);
    }
}

/* ---- which atoms a fact and an event touch ----------------------------------------------------------------------- */

typedef void (*atom_teller)(struct builder *builder, size_t key, uint32_t atom);

/* Tells the facts that an atom reads, repeats included. */
static void tell_facts(struct builder *builder, node_index index, uint32_t atom, atom_teller tell)
{
    const struct condition_node *node = node_at(builder, index);
    if (node->kind == NODE_FACT)
        tell(builder, node->value.fact, atom);
    for (uint32_t i = 0; i < node->count; i++)
        tell_facts(builder, child_at(builder, node, i), atom, tell);
}

static void count_one(struct builder *builder, size_t fact, uint32_t atom)
{
    (void)atom;
    builder->program->of_fact[fact].count++;
}

static void put_one(struct builder *builder, size_t fact, uint32_t atom)
{
    struct atom_list *list = &builder->program->of_fact[fact];
    if (list->count && list->items[list->count - 1] == atom)
        return;
    ((uint32_t *)(uintptr_t)list->items)[list->count++] = atom;
}

static bool index_facts(struct builder *builder)
{
    struct program *program = builder->program;
    homevisit_policy *policy = builder->policy;
    program->of_fact = arena_array(&policy->arena, policy->fact_count, sizeof *program->of_fact);
    if (!program->of_fact)
        return false;
    for (uint32_t i = 0; i < program->atom_count; i++)
        if (!program->atoms[i].of_event)
            tell_facts(builder, program->atoms[i].node, i, count_one);
    for (size_t fact = 0; fact < policy->fact_count; fact++) {
        struct atom_list *list = &program->of_fact[fact];
        if (!list->count)
            continue;
        list->items = arena_array(&policy->arena, list->count, sizeof(uint32_t));
        list->count = 0;
        if (!list->items)
            return false;
    }
    for (uint32_t i = 0; i < program->atom_count; i++)
        if (!program->atoms[i].of_event)
            tell_facts(builder, program->atoms[i].node, i, put_one);
    return true;
}

/* Marks the atoms of the event below a gate. */
static void mark_gate(const struct program *program, gate_index index, uint64_t *marks)
{
    if (index == NO_GATE)
        return;
    for (uint32_t i = 0; i < program->gates[index].size; i++) {
        const struct gate *gate = &program->gates[index + i];
        for (uint32_t k = 0; k < gate->count; k++) {
            const struct literals *literals = &program->literals[gate->first + k];
            marks[literals->word] |= literals->positive | literals->negative;
        }
    }
}

static bool list_marked(struct builder *builder, const uint64_t *marks, struct atom_list *list)
{
    struct program *program = builder->program;
    size_t count = 0;
    for (uint32_t i = 0; i < program->atom_count; i++)
        count += program->atoms[i].of_event && (marks[i / 64] >> (i % 64)) & 1;
    uint32_t *items = arena_array(&builder->policy->arena, count, sizeof *items);
    if (!items)
        return false;
    *list = (struct atom_list){items, 0};
    for (uint32_t i = 0; i < program->atom_count; i++)
        if (program->atoms[i].of_event && (marks[i / 64] >> (i % 64)) & 1)
            items[list->count++] = i;
    return true;
}

static bool index_event(struct builder *builder, size_t event, uint64_t *marks)
{
    const homevisit_policy *policy = builder->policy;
    const struct program *program = builder->program;
    memset(marks, 0, program->plane_words * sizeof *marks);
    for (size_t i = 0; i < policy->guards[event].count; i++)
        mark_gate(program, policy->rules[policy->guards[event].items[i]].as.guard.broken, marks);
    for (size_t i = 0; i < policy->discharges[event].count; i++)
        mark_gate(program, policy->rules[policy->discharges[event].items[i]].as.duty.where_gate, marks);
    for (size_t i = 0; i < policy->raises[event].count; i++)
        mark_gate(program, policy->rules[policy->raises[event].items[i]].as.duty.when_gate, marks);
    return list_marked(builder, marks, &builder->program->of_event[event]);
}

static bool index_events(struct builder *builder)
{
    uint64_t *marks = memory_allocate(&builder->policy->allocator, builder->program->plane_words * sizeof *marks);
    bool fine = marks != NULL;
    for (size_t event = 1; event <= EVENT_COUNT && fine; event++)
        fine = index_event(builder, event, marks);
    memory_release(&builder->policy->allocator, marks);
    return fine;
}

/* ---- how things stand at first ----------------------------------------------------------------------------------- */

static void set_unknown(struct program *program, unsigned fact)
{
    program->fact_unknown[fact / 64] |= UINT64_C(1) << (fact % 64);
}

static bool set_first_facts(struct builder *builder)
{
    homevisit_policy *policy = builder->policy;
    struct program *program = builder->program;
    const size_t words = policy->fact_count / 64 + 1;
    program->fact_true = arena_array(&policy->arena, words, sizeof(uint64_t));
    program->fact_unknown = arena_array(&policy->arena, words, sizeof(uint64_t));
    program->fact_values = arena_array(&policy->arena, policy->fact_count, sizeof(union fact_value));
    if (!program->fact_true || !program->fact_unknown || !program->fact_values)
        return false;
    for (unsigned fact = 0; fact < FACT_STATIC_COUNT; fact++) {
        const struct fact_info info = fact_info(fact);
        if (info.type != HOMEVISIT_TYPE_NOTHING && !info.known_at_first)
            set_unknown(program, fact);
    }
    for (size_t i = 0; i < policy->own_fact_count; i++)
        if (policy->own_facts[i].kind == OWN_X)
            set_unknown(program, FACT_STATIC_COUNT + (unsigned)i);
    program->fact_values[FACT_PHASE].word = HOMEVISIT_WORD_draft;
    program->fact_values[FACT_PLACE].word = HOMEVISIT_WORD_school;
    program->fact_values[FACT_CONTACT].word = HOMEVISIT_WORD_in_contact;
    return true;
}

static bool set_first_atoms(struct builder *builder)
{
    homevisit_policy *policy = builder->policy;
    struct program *program = builder->program;
    program->atom_true = arena_array(&policy->arena, program->plane_words, sizeof(uint64_t));
    program->atom_unknown = arena_array(&policy->arena, program->plane_words, sizeof(uint64_t));
    if (!program->atom_true || !program->atom_unknown)
        return false;
    const struct fact_store facts = {.is_true = program->fact_true,
                                     .is_unknown = program->fact_unknown,
                                     .values = program->fact_values,
                                     .fact_count = policy->fact_count};
    const struct condition_scene scene = {&policy->conditions, &facts, NULL};
    const struct atom_planes planes = {program->atom_true, program->atom_unknown};
    for (uint32_t i = 0; i < program->atom_count; i++) {
        atom_put(planes, i, atom_decide(&program->atoms[i], &scene));
    }
    return true;
}

/* ---- all together ------------------------------------------------------------------------------------------------ */

static void *keep(struct builder *builder, const struct list *list)
{
    void *copy = arena_array(&builder->policy->arena, list->count, list->item_size);
    if (copy && list->count)
        memcpy(copy, list->items, list->count * list->item_size);
    builder->failed |= copy == NULL;
    return copy;
}

static bool make(struct builder *builder)
{
    homevisit_policy *policy = builder->policy;
    struct program *program = builder->program;
    for (size_t i = 0; i < policy->rule_count && !builder->failed; i++)
        add_rule(builder, &policy->rules[i]);
    if (builder->failed)
        return false;
    program->atoms = keep(builder, &builder->atoms);
    program->atom_count = builder->atoms.count;
    program->gates = keep(builder, &builder->gates);
    program->literals = keep(builder, &builder->literals);
    program->plane_words = program->atom_count / 64 + 1;
    return !builder->failed && index_facts(builder) && index_events(builder) && set_first_facts(builder) &&
           set_first_atoms(builder);
}

bool program_make(homevisit_policy *policy)
{
    struct builder builder = {.policy = policy, .program = &policy->program};
    const homevisit_allocator *allocator = &policy->allocator;
    list_init(&builder.atoms, allocator, sizeof(struct atom));
    list_init(&builder.hashes, allocator, sizeof(uint32_t));
    list_init(&builder.gates, allocator, sizeof(struct gate));
    list_init(&builder.literals, allocator, sizeof(struct literals));
    list_init(&builder.pending, allocator, sizeof(struct literals));
    const bool made = make(&builder);
    list_free(&builder.atoms);
    list_free(&builder.hashes);
    list_free(&builder.gates);
    list_free(&builder.literals);
    list_free(&builder.pending);
    memory_release(allocator, builder.slots);
    return made;
}
