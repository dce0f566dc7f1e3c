/*
 * Makes a policy's program: gates from `and`, `or` and `not` over atoms (program_atoms.c), negation pushed down to the
 * literals (De Morgan holds for three truth values). An `if` and a default stay whole as atoms: spelt out in gates they
 * would grow with each nesting.
 */
#include "program_parts.h"

#include <string.h>

/* ---- gates ------------------------------------------------------------------------------------------------------- */

/* A literal for the gate that is being made, whose literals begin at `from` of the pending ones. */
static void add_literal(struct program_builder *builder, size_t from, uint32_t atom, bool negative)
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
static bool is_sign(const struct program_builder *builder, const struct condition_node *node)
{
    return (is_operation(node, OPERATOR_NOT) || is_operation(node, OPERATOR_TRUTH)) &&
           node_at(builder, child_at(builder, node, 0))->type == NODE_TYPE_BOOLEAN;
}

static node_index strip_signs(const struct program_builder *builder, node_index index, bool *negative)
{
    while (is_sign(builder, node_at(builder, index))) {
        const struct condition_node *node = node_at(builder, index);
        *negative ^= node->operation == OPERATOR_NOT;
        index = child_at(builder, node, 0);
    }
    return index;
}

enum part { PART_LITERALS, PART_GATES };

static void add_gate(struct program_builder *builder, node_index index, bool negative);

/* The operands of an `and` or `or`, those of the same kind within it taken as its own: first the literals, then the gates. */
static void add_operands(struct program_builder *builder, node_index index, bool negative, bool is_or, enum part part,
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
        add_literal(builder, from, program_atom(builder, index), negative);
    }
}

/* What stands below one gate: a part of a rule (`when`, or `needs` and `unless` turned round), or an operand. */
struct operand {
    node_index node;
    bool negative;
};

static gate_index add_gate_over(struct program_builder *builder, const struct operand *operands, size_t count,
                                bool is_or)
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

static void add_gate(struct program_builder *builder, node_index index, bool negative)
{
    const struct condition_node *node = node_at(builder, index);
    const struct operand whole = {index, negative};
    add_gate_over(builder, &whole, 1, is_operation(node, OPERATOR_OR) != negative);
}

static gate_index gate_of(struct program_builder *builder, node_index node)
{
    const struct operand whole = {node, false};
    return node == NO_NODE ? NO_GATE : add_gate_over(builder, &whole, 1, false);
}

/* ---- rules ------------------------------------------------------------------------------------------------------- */

static void add_rule(struct program_builder *builder, struct rule *rule)
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

typedef void (*atom_teller)(struct program_builder *builder, size_t key, uint32_t atom);

/* Tells the facts that an atom reads, repeats included. */
static void tell_facts(struct program_builder *builder, node_index index, uint32_t atom, atom_teller tell)
{
    const struct condition_node *node = node_at(builder, index);
    if (node->kind == NODE_FACT)
        tell(builder, node->value.fact, atom);
    for (uint32_t i = 0; i < node->count; i++)
        tell_facts(builder, child_at(builder, node, i), atom, tell);
}

static void count_one(struct program_builder *builder, size_t fact, uint32_t atom)
{
    (void)atom;
    builder->program->of_fact[fact].count++;
}

static void put_one(struct program_builder *builder, size_t fact, uint32_t atom)
{
    struct atom_list *list = &builder->program->of_fact[fact];
    if (list->count && list->items[list->count - 1] == atom)
        return;
    ((uint32_t *)(uintptr_t)list->items)[list->count++] = atom;
}

static void note_contact(struct program_builder *builder, size_t fact, uint32_t atom)
{
    (void)atom;
    builder->program->reads_contact |= fact == FACT_CONTACT;
}

static bool index_facts(struct program_builder *builder)
{
    struct program *program = builder->program;
    homevisit_policy *policy = builder->policy;
    program->of_fact = arena_array(&policy->arena, policy->fact_count, sizeof *program->of_fact);
    if (!program->of_fact)
        return false;
    for (uint32_t i = 0; i < program->atom_count; i++) {
        tell_facts(builder, program->atoms[i].node, i, note_contact);
        if (!program->atoms[i].of_event)
            tell_facts(builder, program->atoms[i].node, i, count_one);
    }
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

/* Lists those of the marked atoms that read the event or the time. */
static bool list_marked(struct program_builder *builder, const uint64_t *marks, struct atom_list *list)
{
    const struct program *program = builder->program;
    size_t count = 0;
    *list = (struct atom_list){NULL, 0};
    for (size_t word = 0; word < program->plane_words; word++)
        count += (size_t)__builtin_popcountll(marks[word] & program->event_atoms[word]);
    if (!count)
        return true;
    uint32_t *items = arena_array(&builder->policy->arena, count, sizeof *items);
    if (!items)
        return false;
    list->items = items;
    for (size_t word = 0; word < program->plane_words; word++)
        for (uint64_t bits = marks[word] & program->event_atoms[word]; bits; bits &= bits - 1)
            items[list->count++] = (uint32_t)(word * 64 + (size_t)__builtin_ctzll(bits));
    return true;
}

static bool index_event(struct program_builder *builder, size_t event, uint64_t *marks)
{
    const homevisit_policy *policy = builder->policy;
    struct program *program = builder->program;
    memset(marks, 0, program->plane_words * sizeof *marks);
    for (size_t i = 0; i < policy->guards[event].count; i++)
        mark_gate(program, policy->rules[policy->guards[event].items[i]].as.guard.broken, marks);
    return list_marked(builder, marks, &program->of_event[event]);
}

static bool index_gate(struct program_builder *builder, gate_index gate, uint64_t *marks, struct atom_list *list)
{
    memset(marks, 0, builder->program->plane_words * sizeof *marks);
    mark_gate(builder->program, gate, marks);
    return list_marked(builder, marks, list);
}

/* Of each duty by itself: few of those that an event might concern stand, and the others' atoms are not computed. */
static bool index_duties(struct program_builder *builder, uint64_t *marks)
{
    const homevisit_policy *policy = builder->policy;
    for (size_t i = 0; i < policy->duties.count; i++) {
        struct duty *duty = &policy->rules[policy->duties.items[i]].as.duty;
        if (!index_gate(builder, duty->when_gate, marks, &duty->when_atoms) ||
            !index_gate(builder, duty->where_gate, marks, &duty->where_atoms))
            return false;
    }
    return true;
}

static bool mark_event_atoms(struct program_builder *builder)
{
    struct program *program = builder->program;
    program->event_atoms = arena_array(&builder->policy->arena, program->plane_words, sizeof(uint64_t));
    for (size_t i = 0; i < program->atom_count && program->event_atoms; i++)
        program->event_atoms[i / 64] |= (uint64_t)program->atoms[i].of_event << (i % 64);
    return program->event_atoms != NULL;
}

/* Counts the duties without `on` that each atom is in, or, where there is room already, lists them. */
static void list_standing(struct program_builder *builder, uint64_t *marks, bool count_only)
{
    const homevisit_policy *policy = builder->policy;
    struct program *program = builder->program;
    for (size_t i = 0; i < policy->standing.count; i++) {
        memset(marks, 0, program->plane_words * sizeof *marks);
        mark_gate(program, policy->rules[policy->standing.items[i]].as.duty.when_gate, marks);
        for (size_t word = 0; word < program->plane_words; word++)
            for (uint64_t bits = marks[word]; bits; bits &= bits - 1) {
                struct atom_list *list = &program->standing_of[word * 64 + (size_t)__builtin_ctzll(bits)];
                if (!count_only)
                    ((uint32_t *)(uintptr_t)list->items)[list->count] = (uint32_t)i;
                list->count++;
            }
    }
}

static bool index_standing(struct program_builder *builder, uint64_t *marks)
{
    struct program *program = builder->program;
    struct arena *arena = &builder->policy->arena;
    size_t all = 0;
    program->standing_of = arena_array(arena, program->atom_count, sizeof *program->standing_of);
    if (!program->standing_of)
        return false;
    list_standing(builder, marks, true);
    for (size_t atom = 0; atom < program->atom_count; atom++)
        all += program->standing_of[atom].count;
    const uint32_t *items = arena_array(arena, all, sizeof *items);
    if (!items)
        return false;
    for (size_t atom = 0; atom < program->atom_count; atom++) {
        struct atom_list *list = &program->standing_of[atom];
        const size_t count = list->count;
        *list = (struct atom_list){items, 0};
        items += count;
    }
    list_standing(builder, marks, false);
    return true;
}

static bool index_events(struct program_builder *builder)
{
    uint64_t *marks = memory_allocate(&builder->policy->allocator, builder->program->plane_words * sizeof *marks);
    bool fine =
        marks != NULL && mark_event_atoms(builder) && index_standing(builder, marks) && index_duties(builder, marks);
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

static bool set_first_facts(struct program_builder *builder)
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

static bool set_first_atoms(struct program_builder *builder)
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

/* Of the duties without `on` only these have to be looked at with the first event, unless it changes their atoms. */
static bool set_first_standing(struct program_builder *builder)
{
    const homevisit_policy *policy = builder->policy;
    struct program *program = builder->program;
    const struct rule_index *standing = &policy->standing;
    const struct atom_planes planes = {program->atom_true, program->atom_unknown};
    program->standing_first = arena_array(&builder->policy->arena, standing->count / 64 + 1, sizeof(uint64_t));
    for (size_t i = 0; i < standing->count && program->standing_first; i++) {
        const gate_index when = policy->rules[standing->items[i]].as.duty.when_gate;
        if (gate_decide(program, planes, when) == TRUTH_TRUE)
            program->standing_first[i / 64] |= UINT64_C(1) << (i % 64);
    }
    return program->standing_first != NULL;
}

/* ---- all together ------------------------------------------------------------------------------------------------ */

static void *keep(struct program_builder *builder, const struct list *list)
{
    void *copy = arena_array(&builder->policy->arena, list->count, list->item_size);
    if (copy && list->count)
        memcpy(copy, list->items, list->count * list->item_size);
    builder->failed |= copy == NULL;
    return copy;
}

static bool make(struct program_builder *builder)
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
           set_first_atoms(builder) && set_first_standing(builder);
}

bool program_make(homevisit_policy *policy)
{
    struct program_builder builder = {.policy = policy, .program = &policy->program};
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
