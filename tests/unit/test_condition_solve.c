/*
 * lib/condition_solve.c and what it rests on, against brute force: random small conditions are tried over every
 * assignment of their facts and settings. What can be true may never be refused; what cannot has to be.
 */
#include "condition_trial.h"

#include <criterion/criterion.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

/* ---- random conditions ------------------------------------------------------------------------------------------ */

struct maker {
    uint64_t state;
    char text[20000];
    size_t length;
    unsigned variables; /* those that the condition may speak of: a bit for each */
};

static uint32_t draw(struct maker *maker, uint32_t below)
{
    maker->state = maker->state * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
    return (uint32_t)(maker->state >> 33) % below;
}

static void put(struct maker *maker, const char *format, ...) __attribute__((format(printf, 2, 3)));
static void put(struct maker *maker, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    const int length = vsnprintf(maker->text + maker->length, sizeof maker->text - maker->length, format, arguments);
    va_end(arguments);
    maker->length += (size_t)length;
    cr_assert_lt(maker->length, sizeof maker->text);
}

enum { FLAG, THREATENED, COUNT, OTHER, LIMIT_SETTING, ROOM_NAME, ROOM_TWO, NOTE, VARIABLE_COUNT };
static const char *const variable_names[] = {"x.flag",         "threatened", "x.count",           "x.other",
                                             "settings.limit", "room",       "invitation.person", "x.note"};
enum kind {
    BOOLEANS = 1 << FLAG | 1 << THREATENED,
    NUMBERS = 1 << COUNT | 1 << OTHER | 1 << LIMIT_SETTING,
    NAMES_OF_ROOMS = 1 << ROOM_NAME,
    NAMES_OF_PERSONS = 1 << ROOM_TWO,
    TEXTS = 1 << NOTE
};

/* One of the variables of a kind that the condition may speak of, or -1. */
static int pick(struct maker *maker, unsigned kind)
{
    int found[VARIABLE_COUNT], count = 0;
    for (int i = 0; i < VARIABLE_COUNT; i++) {
        if (maker->variables & kind & (1U << i))
            found[count++] = i;
    }
    return count > 0 ? found[draw(maker, (uint32_t)count)] : -1;
}

static void make_boolean(struct maker *maker, unsigned depth);

static void make_number(struct maker *maker, unsigned depth)
{
    static const char *const constants[] = {"0", "1", "2", "3", "1.5", "2.25"};
    const int variable = pick(maker, NUMBERS);
    const uint32_t way = draw(maker, 12);
    if (way < 7 && variable >= 0) {
        put(maker, "{'var': '%s'}", variable_names[variable]);
    } else if (way == 7 && variable >= 0) {
        put(maker, "{'var': ['%s', %s]}", variable_names[variable], constants[draw(maker, 4)]);
    } else if (way == 8 && depth > 0) {
        put(maker, "{'if': [");
        make_boolean(maker, depth - 1);
        put(maker, ", ");
        make_number(maker, depth - 1);
        put(maker, ", ");
        make_number(maker, depth - 1);
        put(maker, "]}");
    } else {
        put(maker, "%s", constants[draw(maker, 6)]);
    }
}

static void make_comparison(struct maker *maker, unsigned depth)
{
    static const char *const symbols[] = {"<", "<=", ">", ">=", "==", "!=", "<", "<="};
    const uint32_t way = draw(maker, 8);
    put(maker, "{'%s': [", symbols[way]);
    for (uint32_t i = 0; i < 2U + (way > 5); i++) {
        put(maker, i > 0 ? ", " : "");
        make_number(maker, depth);
    }
    put(maker, "]}");
}

static void make_list(struct maker *maker, const char *const *words, uint32_t count)
{
    put(maker, "[");
    for (uint32_t i = 0, wanted = 1 + draw(maker, 2); i < wanted; i++)
        put(maker, "%s%s", i > 0 ? ", " : "", words[draw(maker, count)]);
    put(maker, "]");
}

/* A comparison of a name or a text, the constants in quotes. */
static void make_words(struct maker *maker, int variable, const char *const *words, uint32_t count)
{
    const char *name = variable_names[variable];
    switch (draw(maker, 4)) {
    case 0: put(maker, "{'==': [{'var': '%s'}, %s]}", name, words[draw(maker, count)]); break;
    case 1: put(maker, "{'!=': [%s, {'var': '%s'}]}", words[draw(maker, count)], name); break;
    case 2:
        put(maker, "{'==': [{'var': ['%s', %s]}, %s]}", name, words[draw(maker, count)], words[draw(maker, count)]);
        break;
    default:
        put(maker, "{'in': [{'var': '%s'}, ", name);
        make_list(maker, words, count);
        put(maker, "]}");
    }
}

static void make_leaf(struct maker *maker, unsigned depth)
{
    static const char *const rooms[] = {"'shared'", "'upstairs'", "'bedroom'", "'other'"};
    static const char *const persons[] = {"'parent'", "'child'", "'sibling'", "'unknown_adult'"};
    static const char *const notes[] = {"'a'", "'b'"};
    static const char *const numbers[] = {"0", "1", "2", "3", "1.5"};
    const int any = pick(maker, ~0U);
    switch (any) {
    case FLAG:
    case THREATENED:
        if (draw(maker, 3) == 0)
            put(maker, "{'var': ['%s', %s]}", variable_names[any], draw(maker, 2) ? "true" : "false");
        else
            put(maker, "{'var': '%s'}", variable_names[any]);
        return;
    case ROOM_NAME: make_words(maker, any, rooms, 4); return;
    case ROOM_TWO: make_words(maker, any, persons, 4); return;
    case NOTE: make_words(maker, any, notes, 2); return;
    case COUNT:
    case OTHER:
        if (draw(maker, 4) == 0) {
            put(maker, "{'in': [{'var': '%s'}, ", variable_names[any]);
            make_list(maker, numbers, 5);
            put(maker, "]}");
            return;
        }
        break;
    default: break;
    }
    make_comparison(maker, depth);
}

static void make_operands(struct maker *maker, unsigned depth, uint32_t count)
{
    for (uint32_t i = 0; i < count; i++) {
        put(maker, i > 0 ? ", " : "");
        make_boolean(maker, depth);
    }
    put(maker, "]}");
}

static void make_boolean(struct maker *maker, unsigned depth)
{
    if (depth == 0) {
        make_leaf(maker, 0);
        return;
    }
    const int any = pick(maker, ~(1U << LIMIT_SETTING));
    switch (draw(maker, 12)) {
    case 0:
    case 1:
    case 2:
        put(maker, "{'and': [");
        make_operands(maker, depth - 1, 2 + draw(maker, 2));
        break;
    case 3:
    case 4:
        put(maker, "{'or': [");
        make_operands(maker, depth - 1, 2 + draw(maker, 2));
        break;
    case 5:
    case 6:
        put(maker, "{'!': [");
        make_operands(maker, depth - 1, 1);
        break;
    case 7:
        put(maker, "{'if': [");
        make_operands(maker, depth - 1, 3 + 2 * draw(maker, 2));
        break;
    case 8:
        put(maker, "{'%s': [", draw(maker, 2) ? "==" : "!=");
        make_operands(maker, depth - 1, 2);
        break;
    case 9:
        if (any >= 0) {
            put(maker, "{'%s': {'missing': ['%s']}}", draw(maker, 2) ? "!" : "!!", variable_names[any]);
            break;
        }
        make_leaf(maker, depth - 1);
        break;
    default: make_leaf(maker, depth - 1); break;
    }
}

/* ---- every assignment ------------------------------------------------------------------------------------------- */

enum { LEAST = -3, MOST = 6 }; /* enough on both sides of the constants for three numbers in order */

/* How many values a variable takes, unknown included (the last one; a setting is never unknown). */
static unsigned value_count(int variable)
{
    switch (variable) {
    case FLAG:
    case THREATENED: return 3;
    case COUNT:
    case OTHER: return MOST - LEAST + 2;
    case LIMIT_SETTING: return MOST - LEAST + 1;
    case ROOM_NAME: return 5;
    case ROOM_TWO: return 7;
    default: return 4;
    }
}

static void set_bit(uint64_t *bits, unsigned bit, bool value)
{
    const uint64_t mask = UINT64_C(1) << (bit % 64);
    bits[bit / 64] = value ? bits[bit / 64] | mask : bits[bit / 64] & ~mask;
}

static void set_setting(struct condition_trial *trial, double number)
{
    for (size_t i = 0; i < trial->conditions.nodes.count; i++) {
        struct condition_node *node = list_at(&trial->conditions.nodes, i);
        if (node->setting == TRIAL_SETTING_LIMIT + 1)
            node->value.number = number;
    }
}

static void assign(struct condition_trial *trial, int variable, unsigned value)
{
    static const char *const texts[] = {"a", "b", "neither"};
    static const unsigned facts[] = {[FLAG] = FACT_STATIC_COUNT + TRIAL_X_FLAG,
                                     [THREATENED] = FACT_THREATENED,
                                     [COUNT] = FACT_STATIC_COUNT + TRIAL_X_COUNT,
                                     [OTHER] = FACT_STATIC_COUNT + TRIAL_X_OTHER,
                                     [LIMIT_SETTING] = 0,
                                     [ROOM_NAME] = FACT_ROOM,
                                     [ROOM_TWO] = FACT_INVITATION_PERSON,
                                     [NOTE] = FACT_STATIC_COUNT + TRIAL_X_NOTE};
    if (variable == LIMIT_SETTING) {
        set_setting(trial, (double)LEAST + value);
        return;
    }
    const unsigned fact = facts[variable];
    union fact_value *place = &trial->facts.values[fact];
    homevisit_word words[HOMEVISIT_WORD_COUNT];
    set_bit(trial->facts.is_unknown, fact, value + 1 == value_count(variable));
    switch (variable) {
    case FLAG:
    case THREATENED: set_bit(trial->facts.is_true, fact, value == 1); break;
    case COUNT:
    case OTHER: place->integer = (int64_t)value + LEAST; break;
    case NOTE: place->text = texts[value % 3]; break;
    default: vocabulary_words(fact_info(fact).words, words, HOMEVISIT_WORD_COUNT); place->word = words[value];
    }
}

/* The parts that have to be able to be true: what is an operation, and what stands as a condition. */
struct part {
    node_index node;
    bool possible;
};
struct parts {
    struct part items[500];
    size_t count;
};

static bool is_asked(const struct condition_node *node, uint32_t child)
{
    if (node->kind != NODE_OPERATION)
        return false;
    return node->operation == OPERATOR_AND || node->operation == OPERATOR_OR || node->operation == OPERATOR_NOT ||
           node->operation == OPERATOR_TRUTH ||
           (node->operation == OPERATOR_IF && child % 2 == 0 && child + 1 < node->count);
}

static void find_parts(const struct condition_trial *trial, node_index index, bool asked, struct parts *parts)
{
    const struct condition_node *node = conditions_node(&trial->conditions, index);
    for (uint32_t i = 0; i < node->count; i++)
        find_parts(trial, conditions_child(&trial->conditions, node, i), is_asked(node, i), parts);
    if (node->type != NODE_TYPE_BOOLEAN || (node->kind != NODE_OPERATION && !asked))
        return;
    cr_assert_lt(parts->count, sizeof parts->items / sizeof parts->items[0]);
    parts->items[parts->count++] = (struct part){index, false};
}

static void try_assignments(struct condition_trial *trial, struct parts *parts, unsigned variables, int from)
{
    while (from < VARIABLE_COUNT && !(variables & (1U << from)))
        from++;
    if (from == VARIABLE_COUNT) {
        for (size_t i = 0; i < parts->count; i++) {
            if (!parts->items[i].possible)
                parts->items[i].possible = condition_decide(&trial->scene, parts->items[i].node) == TRUTH_TRUE;
        }
        return;
    }
    for (unsigned value = 0; value < value_count(from); value++) {
        assign(trial, from, value);
        try_assignments(trial, parts, variables, from + 1);
    }
}

/* Reads without asking what can be true, and asks by brute force. */
static bool possible_by_force(struct condition_trial *trial, unsigned variables)
{
    struct condition_reader reader = {
        .context = &trial->context, .conditions = &trial->conditions, .root = trial->json, .event = EVENT_NOT_HERE};
    list_init(&reader.operands, &trial->allocator, sizeof(node_index));
    list_init(&reader.settings, &trial->allocator, sizeof(uint32_t));
    const node_index root = reader_read_root(&reader, trial->json, true);
    list_free(&reader.operands);
    list_free(&reader.settings);
    cr_assert_neq(root, NO_NODE, "%s", trial->text);
    struct parts parts = {.count = 0};
    find_parts(trial, root, true, &parts);
    condition_trial_facts(trial, "");
    try_assignments(trial, &parts, variables, 0);
    bool possible = true;
    for (size_t i = 0; i < parts.count; i++)
        possible = possible && parts.items[i].possible;
    return possible;
}

/* ---- both ------------------------------------------------------------------------------------------------------- */

static void choose_variables(struct maker *maker)
{
    maker->variables = 0;
    for (uint32_t i = 0, wanted = 1 + draw(maker, 3); i < wanted; i++)
        maker->variables |= 1U << draw(maker, VARIABLE_COUNT);
}

Test(condition_solve, against_brute_force, .timeout = 120)
{
    enum { TRIALS = 8000 };
    static struct maker maker = {.state = 20260302};
    size_t accepted = 0;
    for (int i = 0; i < TRIALS; i++) {
        choose_variables(&maker);
        maker.length = 0;
        make_boolean(&maker, 1 + draw(&maker, 3));
        struct condition_trial trial;
        condition_trial_open(&trial, NULL, maker.text, "", 0);
        const bool sound = trial.root != NO_NODE;
        const bool possible = possible_by_force(&trial, maker.variables);
        cr_assert(sound || !possible, "refused, and can be true: %s", maker.text);
        accepted += sound;
        cr_assert(!sound || possible, "accepted, and can never be true: %s", maker.text);
        condition_trial_close(&trial);
    }
    cr_assert(accepted > TRIALS / 5 && accepted < TRIALS, "%zu accepted: the trials say little", accepted);
}
