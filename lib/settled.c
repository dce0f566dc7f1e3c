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
    list_init(&settler->atoms, allocator, sizeof(uint32_t));
    list_init(&settler->sources, allocator, sizeof(struct open_source));
    list_init(&settler->numbers, allocator, sizeof(struct open_number));
    list_init(&settler->gates, allocator, sizeof(struct open_gate));
}

void settler_free(struct settler *settler)
{
    list_free(&settler->told);
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

/* The record's literals of a gate, all of which have to hold; `turned`: none may. TRUTH_FALSE where one decides that, or
 * TRUTH_OPEN; the event's go into `open`. */
static int settle_literals(struct settler *settler, const struct gate *gate, bool turned, struct open_gate *open)
{
    const struct program *program = &settler->replay->policy->program;
    const struct atom_planes planes = settler->replay->atoms;
    for (uint32_t i = 0; i < gate->count; i++) {
        const struct literals *literals = &program->literals[gate->first + i];
        const uint64_t positive = turned ? literals->negative : literals->positive;
        const uint64_t negative = turned ? literals->positive : literals->negative;
        uint64_t of_event = program->event_atoms[literals->word] & (positive | negative);
        uint64_t is_true = planes.is_true[literals->word], is_unknown = planes.is_unknown[literals->word];
        settle_event_words(settler, literals->word, &of_event, &is_true, &is_unknown);
        const uint64_t is_false = ~(is_true | is_unknown);
        if (((positive & is_false) | (negative & is_true)) & ~of_event)
            return TRUTH_FALSE;
        open->unknown |= ((positive | negative) & is_unknown & ~of_event) != 0;
        open->positive |= settler_open(settler, literals->word, positive & of_event);
        open->negative |= settler_open(settler, literals->word, negative & of_event);
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
    above->positive |= below->turned ? below->negative : below->positive;
    above->negative |= below->turned ? below->positive : below->negative;
    settler->gates.count = place;
}

/* A gate that only holds another one is that. */
static void unwrap(struct settler *settler, size_t place, struct open_gate *open)
{
    if (open->positive || open->negative || open->unknown || open->gates != 1)
        return;
    struct open_gate *gate = list_at(&settler->gates, place);
    const bool turned = open->turned != gate[1].turned;
    settler->gates.count--;
    memmove(gate, gate + 1, (settler->gates.count - place) * sizeof *gate);
    *open = *gate;
    open->turned = turned;
}

static int turn_truth(int truth, bool turned)
{
    return turned && truth == TRUTH_TRUE ? TRUTH_FALSE : turned && truth == TRUTH_FALSE ? TRUTH_TRUE : truth;
}

/* The gates below a gate, as settle_literals() does. */
static int settle_below(struct settler *settler, const struct gate *gate, bool turned, struct open_gate *open)
{
    const struct gate *below = gate + 1;
    for (uint32_t i = 0; i < gate->gates; i++, below += below->size) {
        const size_t place = settler->gates.count;
        const int truth = turn_truth(settle_gate(settler, below), turned);
        if (truth == TRUTH_FALSE)
            return TRUTH_FALSE;
        open->unknown |= truth == TRUTH_UNKNOWN;
        if (truth != TRUTH_OPEN || settler->too_many || settler->failed)
            continue;
        ((struct open_gate *)list_at(&settler->gates, place))->turned ^= turned;
        take_over(settler, place, open);
    }
    return TRUTH_OPEN;
}

/* A gate's truth; where that is open, what is left of it is added. What a settled gate added is taken away again. */
static int settle_gate(struct settler *settler, const struct gate *gate)
{
    const size_t place = settler->gates.count, atoms = settler->atoms.count;
    struct open_gate open = {.turned = gate->is_or};
    if (place >= UINT16_MAX)
        settler->too_many = true;
    if (settler->too_many || !settler_add(settler, &settler->gates))
        return TRUTH_OPEN;
    int all = settle_literals(settler, gate, gate->is_or, &open);
    if (all == TRUTH_OPEN)
        all = settle_below(settler, gate, gate->is_or, &open);
    if (all == TRUTH_OPEN && !open.positive && !open.negative && !open.gates && !settler->too_many)
        all = open.unknown ? TRUTH_UNKNOWN : TRUTH_TRUE;
    if (all != TRUTH_OPEN) {
        settler->gates.count = place;
        settler->atoms.count = atoms;
        return turn_truth(all, gate->is_or);
    }
    if (settler->too_many || settler->failed)
        return TRUTH_OPEN;
    open.size = (uint16_t)(settler->gates.count - place);
    unwrap(settler, place, &open);
    *(struct open_gate *)list_at(&settler->gates, place) = open;
    return TRUTH_OPEN;
}

enum truth open_gates_all(const struct open_gate *gate, struct open_values values)
{
    enum truth all = open_literals_all(gate, values);
    const struct open_gate *below = gate + 1;
    for (uint16_t i = 0; i < gate->gates && all != TRUTH_FALSE; i++, below += below->size) {
        const enum truth truth = open_gate_decide(below, values);
        all = truth == TRUTH_TRUE ? all : truth;
    }
    return all;
}

/* ---- rules -------------------------------------------------------------------------------------------------------- */

static void tell_rule(struct settler *settler, uint32_t number, enum rule_result result, bool open)
{
    struct told_rule *told = settler_add(settler, &settler->told);
    if (told)
        *told =
            (struct told_rule){number, (uint8_t)result, (uint8_t)settler->replay->policy->rules[number].force, open};
}

static void settle_guard(struct settler *settler, uint32_t number)
{
    const homevisit_policy *policy = settler->replay->policy;
    const int broken = settle_gate(settler, &policy->program.gates[policy->rules[number].as.guard.broken]);
    if (broken == TRUTH_OPEN) {
        settler->too_many |= settler->open_count == SETTLED_OPEN;
        settler->open_count++;
        tell_rule(settler, number, RULE_SILENT, true);
    } else if (broken != TRUTH_FALSE) {
        tell_rule(settler, number, broken == TRUTH_TRUE ? RULE_BROKEN : RULE_UNKNOWN, false);
    }
}

/* A duty that stands: whether the event discharges it may hang on its attributes and its time. */
static void settle_before(struct settler *settler, uint32_t number, bool impossible)
{
    const struct rule *rule = &settler->replay->policy->rules[number];
    if (settler->replay->of_rule[number].standing == NO_DUTY)
        return;
    if (settler->event == HOMEVISIT_WORD_left || (!impossible && word_set_has(&rule->as.duty.todo, settler->event)))
        settler->too_many = true;
    tell_rule(settler, number, RULE_BROKEN, false);
}

static void settle_rules(struct settler *settler, bool impossible)
{
    const homevisit_policy *policy = settler->replay->policy;
    struct event_rules rules = event_rules_of(policy, settler->event);
    uint32_t number;
    while (!settler->failed && !settler->too_many && event_rules_next(&rules, &number))
        if (policy->rules[number].form == RULE_GUARD)
            settle_guard(settler, number);
        else
            settle_before(settler, number, impossible);
}

homevisit_names settled_names(const struct settled_rules *settled, const struct rule *rules, enum rule_result result,
                              const char **names)
{
    size_t count = 0;
    for (size_t i = 0; i < settled->told_count; i++)
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
static void settle_verdict(struct settled_rules *settled, const struct rule *rules, const char **names)
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

/* What a result takes, all parts of it rounded up. */
static size_t result_size(const struct settler *settler)
{
    const struct list *lists[] = {&settler->sources, &settler->numbers, &settler->gates, &settler->atoms,
                                  &settler->told};
    const size_t parts = sizeof lists / sizeof *lists + 4; /* and the two structs, and two lists of names */
    size_t size = sizeof(struct settled_event) + sizeof(struct settled_rules) +
                  (2 * settler->told.count - settler->open_count) * sizeof(char *);
    for (size_t i = 0; i < sizeof lists / sizeof *lists; i++)
        size += lists[i]->count * lists[i]->item_size;
    return size + parts * CARVED;
}

static void empty(struct settler *settler)
{
    settler->told.count = settler->atoms.count = settler->gates.count = 0;
    settler->open_count = 0;
}

static struct settled_rules *keep_rules(struct settler *settler, bool impossible, char **next)
{
    const homevisit_policy *policy = settler->replay->policy;
    struct settled_rules *rules = carve(next, sizeof *rules);
    rules->impossible = impossible;
    rules->told_count = settler->told.count;
    rules->open_count = settler->open_count;
    rules->number_count = (uint8_t)settler->numbers.count;
    rules->numbers = keep(next, &settler->numbers);
    rules->gates = keep(next, &settler->gates);
    rules->atoms = keep(next, &settler->atoms);
    rules->told = keep(next, &settler->told);
    rules->settled.silent = rules->verdict.silent = !word_set_has(&policy->spoken_of, settler->event);
    settle_verdict(rules, policy->rules, carve(next, (settler->told.count - settler->open_count) * sizeof(char *)));
    rules->names = carve(next, settler->told.count * sizeof(char *));
    return rules;
}

struct settled_event *settle_event(struct settler *settler, const struct replay *replay, homevisit_word event)
{
    const bool impossible = !state_possible(replay->phase, replay->place, event);
    struct settled_event found = {.time = {.from = 1, .until = 0}};
    settler->replay = replay;
    settler->event = event;
    settler->failed = settler->too_many = false;
    empty(settler);
    settle_rules(settler, impossible);
    if (settler->too_many)
        empty(settler);
    if (!settler_find_sources(settler, &found))
        settler->too_many = true;
    found.plain_only = settler->too_many;
    char *next = settler->failed ? NULL : result_memory(settler, result_size(settler));
    if (!next)
        return NULL;
    struct settled_event *settled = carve(&next, sizeof *settled);
    *settled = found;
    keep(&next, &settler->sources); /* which begin where the struct ends */
    settled->rules = keep_rules(settler, impossible, &next);
    return settled;
}
