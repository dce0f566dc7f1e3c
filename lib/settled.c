/* Settles an event's rules over the record: what is decided already is told, of the rest the open gates are kept. */
#include "settled.h"

#include <string.h>

#define CARVED 8 /* what the parts of a result are aligned to */

/* ---- memory ------------------------------------------------------------------------------------------------------- */

void settler_init(struct settler *settler, const homevisit_allocator *allocator, void *near, size_t size)
{
    memset(settler, 0, sizeof *settler);
    settler->near = near;
    settler->near_size = size;
    arena_init(&settler->far, allocator);
    list_init(&settler->told, allocator, sizeof(struct told_rule));
    list_init(&settler->open, allocator, sizeof(uint16_t));
    list_init(&settler->atoms, allocator, sizeof(uint32_t));
    list_init(&settler->sources, allocator, sizeof(struct open_source));
    list_init(&settler->numbers, allocator, sizeof(struct open_number));
    list_init(&settler->gates, allocator, sizeof(struct open_gate));
}

void settler_free(struct settler *settler)
{
    list_free(&settler->told);
    list_free(&settler->open);
    list_free(&settler->atoms);
    list_free(&settler->sources);
    list_free(&settler->numbers);
    list_free(&settler->gates);
    arena_free(&settler->far);
}

void settler_reset(struct settler *settler)
{
    settler->near_used = 0;
    arena_reset(&settler->far);
}

/* Memory for a result, zeroed. */
static void *result_memory(struct settler *settler, size_t size)
{
    if (size + CARVED > settler->near_size - settler->near_used)
        return arena_allocate_zeroed(&settler->far, size);
    void *memory = settler->near + settler->near_used;
    settler->near_used += (size + CARVED - 1) / CARVED * CARVED;
    return memset(memory, 0, size);
}

void *settler_add(struct settler *settler, struct list *list)
{
    void *item = settler->failed ? NULL : list_add(list);
    settler->failed |= item == NULL;
    return item;
}

/* ---- gates -------------------------------------------------------------------------------------------------------- */

/* Which event it is is settled. */
static void settle_event_words(const struct settler *settler, uint32_t word, uint64_t *of_event, uint64_t *is_true,
                               uint64_t *is_unknown)
{
    const struct atom *atoms = settler->replay->policy->program.atoms + word * 64;
    for (uint64_t bits = *of_event; bits; bits &= bits - 1) {
        const uint64_t bit = bits & -bits;
        const struct atom *atom = &atoms[__builtin_ctzll(bits)];
        if (atom->form != ATOM_EVENT_IN)
            continue;
        *of_event &= ~bit;
        *is_unknown &= ~bit;
        *is_true = word_set_has(&atom->words, settler->event) != atom->opposite ? *is_true | bit : *is_true & ~bit;
    }
}

#define TRUTH_OPEN 3 /* beside the three truths */

static int settle_gate(struct settler *settler, const struct gate *gate);

/* The record's literals of a gate: the truth that decides it, or TRUTH_OPEN; the event's go into `open`. */
static int settle_literals(struct settler *settler, const struct gate *gate, struct open_gate *open)
{
    const struct program *program = &settler->replay->policy->program;
    const struct atom_planes planes = settler->replay->atoms;
    for (uint32_t i = 0; i < gate->count; i++) {
        const struct literals *literals = &program->literals[gate->first + i];
        uint64_t of_event = program->event_atoms[literals->word] & (literals->positive | literals->negative);
        uint64_t is_true = planes.is_true[literals->word], is_unknown = planes.is_unknown[literals->word];
        settle_event_words(settler, literals->word, &of_event, &is_true, &is_unknown);
        const uint64_t is_false = ~(is_true | is_unknown);
        const uint64_t positive = literals->positive & ~of_event, negative = literals->negative & ~of_event;
        if (gate->is_or && ((positive & is_true) | (negative & is_false)))
            return TRUTH_TRUE;
        if (!gate->is_or && ((positive & is_false) | (negative & is_true)))
            return TRUTH_FALSE;
        open->unknown |= ((positive | negative) & is_unknown) != 0;
        open->positive |= settler_open(settler, literals->word, literals->positive & of_event);
        open->negative |= settler_open(settler, literals->word, literals->negative & of_event);
    }
    return TRUTH_OPEN;
}

static bool is_one(open_bits bits)
{
    return bits && !(bits & (bits - 1));
}

/* An open gate below, the last that was added, that is a literal by now: the gate above takes it over. */
static void take_over(struct settler *settler, size_t place, struct open_gate *above)
{
    const struct open_gate *below = list_at(&settler->gates, place);
    if (below->gates || below->unknown || !is_one(below->positive | below->negative) ||
        (below->positive & below->negative)) {
        above->gates++;
        return;
    }
    above->positive |= below->positive;
    above->negative |= below->negative;
    settler->gates.count = place;
}

/* A gate that only holds another one is that. */
static void unwrap(struct settler *settler, size_t place, struct open_gate *open)
{
    if (open->positive || open->negative || open->unknown || open->gates != 1)
        return;
    struct open_gate *gate = list_at(&settler->gates, place);
    settler->gates.count--;
    memmove(gate, gate + 1, (settler->gates.count - place) * sizeof *gate);
    *open = *gate;
}

/* The gates below a gate, as settle_literals() does. */
static int settle_below(struct settler *settler, const struct gate *gate, struct open_gate *open)
{
    const struct gate *below = gate + 1;
    const int decides = gate->is_or ? TRUTH_TRUE : TRUTH_FALSE;
    for (uint32_t i = 0; i < gate->gates; i++, below += below->size) {
        const size_t place = settler->gates.count;
        const int truth = settle_gate(settler, below);
        if (truth == decides)
            return decides;
        open->unknown |= truth == TRUTH_UNKNOWN;
        if (truth == TRUTH_OPEN && !settler->too_many && !settler->failed)
            take_over(settler, place, open);
    }
    return TRUTH_OPEN;
}

/* A gate's truth; where that is open, what is left of it is added. What a settled gate added is taken away again. */
static int settle_gate(struct settler *settler, const struct gate *gate)
{
    const size_t place = settler->gates.count, atoms = settler->atoms.count;
    struct open_gate open = {.is_or = gate->is_or};
    if (place >= UINT16_MAX)
        settler->too_many = true;
    if (settler->too_many || !settler_add(settler, &settler->gates))
        return TRUTH_OPEN;
    int truth = settle_literals(settler, gate, &open);
    if (truth == TRUTH_OPEN)
        truth = settle_below(settler, gate, &open);
    if (truth == TRUTH_OPEN && !open.positive && !open.negative && !open.gates && !settler->too_many)
        truth = open.unknown ? TRUTH_UNKNOWN : gate->is_or ? TRUTH_FALSE : TRUTH_TRUE;
    if (truth != TRUTH_OPEN) {
        settler->gates.count = place;
        settler->atoms.count = atoms;
        return truth;
    }
    if (settler->too_many || settler->failed)
        return TRUTH_OPEN;
    open.size = (uint16_t)(settler->gates.count - place);
    unwrap(settler, place, &open);
    *(struct open_gate *)list_at(&settler->gates, place) = open;
    return TRUTH_OPEN;
}

static enum truth decide_all(const struct open_gate *gate, struct open_values values)
{
    if ((gate->positive & ~(values.is_true | values.is_unknown)) | (gate->negative & values.is_true))
        return TRUTH_FALSE;
    bool unknown = gate->unknown || ((gate->positive | gate->negative) & values.is_unknown);
    const struct open_gate *below = gate + 1;
    for (uint16_t i = 0; i < gate->gates; i++, below += below->size) {
        const enum truth truth = open_gate_decide(below, values);
        if (truth == TRUTH_FALSE)
            return TRUTH_FALSE;
        unknown |= truth == TRUTH_UNKNOWN;
    }
    return unknown ? TRUTH_UNKNOWN : TRUTH_TRUE;
}

static enum truth decide_any(const struct open_gate *gate, struct open_values values)
{
    if ((gate->positive & values.is_true) | (gate->negative & ~(values.is_true | values.is_unknown)))
        return TRUTH_TRUE;
    bool unknown = gate->unknown || ((gate->positive | gate->negative) & values.is_unknown);
    const struct open_gate *below = gate + 1;
    for (uint16_t i = 0; i < gate->gates; i++, below += below->size) {
        const enum truth truth = open_gate_decide(below, values);
        if (truth == TRUTH_TRUE)
            return TRUTH_TRUE;
        unknown |= truth == TRUTH_UNKNOWN;
    }
    return unknown ? TRUTH_UNKNOWN : TRUTH_FALSE;
}

enum truth open_gates_decide(const struct open_gate *gate, struct open_values values)
{
    return gate->is_or ? decide_any(gate, values) : decide_all(gate, values);
}

/* ---- rules -------------------------------------------------------------------------------------------------------- */

static void tell_rule(struct settler *settler, uint32_t number, enum rule_result result, uint16_t gate)
{
    struct told_rule *told = settler->told.count < UINT16_MAX ? settler_add(settler, &settler->told) : NULL;
    settler->too_many |= settler->told.count == UINT16_MAX;
    if (told)
        *told =
            (struct told_rule){number, gate, (uint8_t)result, (uint8_t)settler->replay->policy->rules[number].force};
}

static void settle_guard(struct settler *settler, uint32_t number)
{
    const homevisit_policy *policy = settler->replay->policy;
    const uint16_t place = (uint16_t)settler->gates.count;
    const int broken = settle_gate(settler, &policy->program.gates[policy->rules[number].as.guard.broken]);
    if (broken == TRUTH_OPEN) {
        uint16_t *open = settler_add(settler, &settler->open);
        if (open)
            *open = (uint16_t)settler->told.count;
        tell_rule(settler, number, RULE_SILENT, place);
    } else if (broken != TRUTH_FALSE) {
        tell_rule(settler, number, broken == TRUTH_TRUE ? RULE_BROKEN : RULE_UNKNOWN, SETTLED);
    }
}

/* A duty that stands: whether the event discharges it may hang on its attributes and its time. */
static void settle_before(struct settler *settler, uint32_t number, bool impossible, homevisit_word event)
{
    const struct rule *rule = &settler->replay->policy->rules[number];
    if (settler->replay->of_rule[number].standing == NO_DUTY)
        return;
    if (event == HOMEVISIT_WORD_left || (!impossible && word_set_has(&rule->as.duty.todo, event)))
        settler->too_many = true;
    tell_rule(settler, number, RULE_BROKEN, SETTLED);
}

/* The same two lists as in event_decide(), taken as one. */
static void settle_rules(struct settler *settler, homevisit_word event, bool impossible)
{
    const homevisit_policy *policy = settler->replay->policy;
    const struct rule_index *guards = &policy->guards[event], *befores = &policy->befores[event];
    size_t g = 0, b = 0;
    while ((g < guards->count || b < befores->count) && !settler->failed && !settler->too_many) {
        if (b == befores->count || (g < guards->count && guards->items[g] < befores->items[b]))
            settle_guard(settler, guards->items[g++]);
        else
            settle_before(settler, befores->items[b++], impossible, event);
    }
}

homevisit_names settled_names(const struct settled_event *settled, const struct rule *rules, enum rule_result result,
                              const char **names)
{
    size_t count = 0;
    for (uint16_t i = 0; i < settled->told_count; i++)
        if (settled->told[i].result == result)
            names[count++] = rules[settled->told[i].rule].id;
    return (homevisit_names){names, count};
}

/* ---- the event ---------------------------------------------------------------------------------------------------- */

/* Takes the next part of the block, aligned for anything that is put there. */
static void *carve(char **next, size_t size)
{
    void *part = *next;
    *next += (size + CARVED - 1) / CARVED * CARVED;
    return part;
}

static void *keep(char **next, const struct list *list)
{
    void *part = carve(next, list->count * list->item_size);
    if (list->count)
        memcpy(part, list->items, list->count * list->item_size);
    return part;
}

/* The verdict where no open rule is told. `names` has room for those of the settled rules. */
static void settle_verdict(struct settled_event *settled, const struct rule *rules, const char **names)
{
    homevisit_verdict *verdict = &settled->settled;
    verdict->broken = settled_names(settled, rules, RULE_BROKEN, names);
    verdict->unknown = settled_names(settled, rules, RULE_UNKNOWN, names + verdict->broken.count);
    verdict->decision = HOMEVISIT_DECISION_ALLOW;
    for (size_t i = 0; i < settled->told_count; i++)
        verdict->decision =
            decision_worse(verdict->decision, decision_of(settled->told[i].force, settled->told[i].result));
    if (settled->impossible)
        verdict->decision = HOMEVISIT_DECISION_IMPOSSIBLE;
}

struct settled_event *settle_event(struct settler *settler, const struct replay *replay, homevisit_word event)
{
    const bool impossible = !state_possible(replay->phase, replay->place, event);
    settler->replay = replay;
    settler->event = event;
    settler->failed = settler->too_many = false;
    settler->told.count = settler->open.count = settler->atoms.count = settler->gates.count = 0;
    settle_rules(settler, event, impossible);
    if (settler->too_many)
        settler->told.count = settler->open.count = settler->atoms.count = settler->gates.count = 0;

    struct settled_event found = {.impossible = impossible};
    if (!settler_find_sources(settler, &found))
        settler->too_many = true;
    found.plain_only = settler->too_many;
    const size_t told = settler->told.count, settled_rules = told - settler->open.count;
    const size_t size = sizeof found + told * (sizeof(struct told_rule) + sizeof(char *)) +
                        settled_rules * sizeof(char *) + settler->open.count * sizeof(uint16_t) +
                        settler->atoms.count * sizeof(uint32_t) + settler->sources.count * sizeof(struct open_source) +
                        settler->numbers.count * sizeof(struct open_number) +
                        settler->gates.count * sizeof(struct open_gate) + 11 * (size_t)CARVED;
    char *next = settler->failed ? NULL : result_memory(settler, size);
    if (!next)
        return NULL;
    struct settled_event *settled = carve(&next, sizeof *settled);
    *settled = found;
    settled->told_count = (uint16_t)told;
    settled->open_count = (uint16_t)settler->open.count;
    settled->number_count = (uint8_t)settler->numbers.count;
    settled->sources = keep(&next, &settler->sources);
    settled->numbers = keep(&next, &settler->numbers);
    settled->atoms = keep(&next, &settler->atoms);
    settled->open = keep(&next, &settler->open);
    settled->gates = keep(&next, &settler->gates);
    settled->told = keep(&next, &settler->told);
    settled->settled.silent = settled->verdict.silent = !word_set_has(&replay->policy->spoken_of, event);
    settle_verdict(settled, replay->policy->rules, carve(&next, settled_rules * sizeof(char *)));
    settled->names = carve(&next, told * sizeof(char *));
    return settled;
}
