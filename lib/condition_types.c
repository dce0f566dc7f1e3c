/*
 * What goes with what in a condition: the types of operands, and texts that become words. A text that stands beside a
 * name is a word of the name's vocabularies, or a mistake.
 */
#include "condition_reader.h"

#include <string.h>

const char *type_label(enum node_type type)
{
    switch (type) {
    case NODE_TYPE_BOOLEAN: return "true or false";
    case NODE_TYPE_NUMBER: return "a number";
    case NODE_TYPE_TIME: return "a time";
    case NODE_TYPE_NAME: return "a name";
    case NODE_TYPE_TEXT: return "a text";
    case NODE_TYPE_NAMES: return "a list of names";
    case NODE_TYPE_TEXTS: return "a list of texts";
    case NODE_TYPE_STAFF: return "a list of staff";
    case NODE_TYPE_NUMBERS: return "a list of numbers";
    }
    return "nothing";
}

bool type_is_list(enum node_type type)
{
    return type >= NODE_TYPE_NAMES;
}

static const struct condition_node *look(const struct condition_reader *reader, node_index index)
{
    return conditions_node(reader->conditions, index);
}

bool types_want(struct condition_reader *reader, const struct operands *operands, size_t number, enum node_type type)
{
    const node_index operand = reader_operand(reader, operands, number);
    if (operand == NO_NODE || look(reader, operand)->type == type)
        return true;
    const cJSON *json = operands->first;
    for (size_t i = 0; i < number; i++)
        json = json->next;
    const enum node_type found = look(reader, operand)->type;
    if (type == NODE_TYPE_TIME)
        FAULT(reader, json, TYPE, "time_beside_other", NULL, "a time compares only with times, this is %s",
              type_label(found));
    else
        FAULT(reader, json, TYPE, "operand_type", NULL, "'%s' takes %s here, this is %s",
              operator_row(operands->id)->symbol,
              type == NODE_TYPE_BOOLEAN ? "what is true or false" : type_label(type), type_label(found));
    return false;
}

/* ---- texts that become words ------------------------------------------------------------------------------------ */

/* Where a word of a list literal stands: at its member. */
static const cJSON *member_place(const cJSON *list, uint32_t number)
{
    if (!cJSON_IsArray(list))
        return list;
    const cJSON *member = list->child;
    while (number-- > 0)
        member = member->next;
    return member;
}

/*
 * Whether a word is told where a setting says it, not where the setting is read: save where both stand in one policy and
 * the word is a word of another kind, since then the wrong setting may be read.
 */
static bool is_blamed(const struct condition_reader *reader, const cJSON *value, const cJSON *origin, const char *text)
{
    const struct json_places *places = reader->context->places;
    return value != NULL && (json_tree_source(places, value) != json_tree_source(places, origin) ||
                             word_find_in(~(vocabularies)0, text, strlen(text)) == HOMEVISIT_WORD_none);
}

/* A word of a constant, the `number`-th of a list. `origin` is the constant, or the name of the setting that holds it. */
static homevisit_word word_or_fault(struct condition_reader *reader, const cJSON *origin, uint32_t number,
                                    vocabularies words, const char *text, bool in_setting)
{
    const size_t length = strlen(text);
    const homevisit_word word = word_find_in(words, text, length);
    if (word != HOMEVISIT_WORD_none)
        return word;
    struct nearest nearest;
    nearest_init(&nearest, text, length);
    nearest_offer_words(&nearest, words);
    const cJSON *value = in_setting ? reader_setting_value(reader, origin) : NULL;
    const bool blamed = is_blamed(reader, value, origin, text);
    FAULT(reader, member_place(blamed ? value : origin, number), NAME, "unknown_word", nearest.best,
          "%sunknown %s '%s'", in_setting && !blamed ? "the setting holds the " : "", vocabularies_label(words), text);
    return HOMEVISIT_WORD_none;
}

static bool list_to_names(struct condition_reader *reader, const cJSON *origin, struct condition_node *node,
                          vocabularies words)
{
    homevisit_word *items = arena_array(reader->context->arena, node->value.list.count, sizeof *items);
    if (items == NULL) {
        reader_no_memory(reader);
        return false;
    }
    bool sound = true;
    for (uint32_t i = 0; i < node->value.list.count; i++) {
        items[i] = word_or_fault(reader, origin, i, words, node->value.list.texts[i], node->setting != 0);
        sound = items[i] != HOMEVISIT_WORD_none && sound;
    }
    node->value.list.words = items;
    return sound;
}

static bool constant_to_name(struct condition_reader *reader, node_index index, vocabularies words)
{
    struct condition_node *node = conditions_node(reader->conditions, index);
    const cJSON *origin = conditions_origin(reader->conditions, index);
    if (node->type == NODE_TYPE_TEXTS) {
        if (!list_to_names(reader, origin, node, words))
            return false;
        node->type = NODE_TYPE_NAMES;
    } else {
        const homevisit_word word = word_or_fault(reader, origin, 0, words, node->value.text, node->setting != 0);
        if (word == HOMEVISIT_WORD_none)
            return false;
        node->value.word = word;
        node->type = NODE_TYPE_NAME;
    }
    node->words = words;
    return true;
}

/* Whether a child of `if` is a value of it. */
static bool is_value(const struct condition_node *node, uint32_t number)
{
    return node->kind == NODE_DEFAULT || number % 2 == 1 || number + 1 == node->count;
}

/* Makes texts words of the vocabularies: constants, and the values among which an `if` or a default chooses. */
static bool to_names(struct condition_reader *reader, const cJSON *json, node_index index, vocabularies words)
{
    const struct condition_node node = *look(reader, index);
    if (node.type != NODE_TYPE_TEXT && node.type != NODE_TYPE_TEXTS)
        return true;
    if (node.kind == NODE_CONSTANT)
        return constant_to_name(reader, index, words);
    if (node.kind != NODE_DEFAULT && !(node.kind == NODE_OPERATION && node.operation == OPERATOR_IF)) {
        FAULT(reader, json, TYPE, "text_beside_name", NULL, "%s is not compared with %s", type_label(node.type),
              node.type == NODE_TYPE_TEXT ? "a name" : "names");
        return false;
    }
    for (uint32_t i = 0; i < node.count; i++) {
        const node_index child = conditions_child(reader->conditions, &node, i);
        if (is_value(&node, i) && !to_names(reader, conditions_origin(reader->conditions, child), child, words))
            return false;
    }
    struct condition_node *changed = conditions_node(reader->conditions, index);
    changed->type = node.type == NODE_TYPE_TEXT ? NODE_TYPE_NAME : NODE_TYPE_NAMES;
    changed->words = words;
    return true;
}

static bool words_meet(vocabularies first, vocabularies second)
{
    homevisit_word words[HOMEVISIT_WORD_COUNT];
    const size_t count = vocabulary_words(first, words, HOMEVISIT_WORD_COUNT);
    for (size_t i = 0; i < count; i++) {
        if (word_vocabularies(words[i]) & second)
            return true;
    }
    return false;
}

/* ---- two that are compared -------------------------------------------------------------------------------------- */

static bool is_text_type(enum node_type type)
{
    return type == NODE_TYPE_TEXT || type == NODE_TYPE_TEXTS;
}

static bool meet(struct condition_reader *reader, const cJSON *json, vocabularies first, vocabularies second)
{
    if (words_meet(first, second))
        return true;
    FAULT(reader, json, TYPE, "no_common_word", NULL,
          "these are never the same: a name of one is a %s, of the other a %s", vocabularies_label(first),
          vocabularies_label(second));
    return false;
}

/* Of two that are of different types the one that was written down is more likely to be the wrong one. */
static const cJSON *suspect(const struct condition_reader *reader, const cJSON *first_json, node_index first,
                            const cJSON *second_json, node_index second)
{
    return look(reader, first)->kind == NODE_CONSTANT && look(reader, second)->kind != NODE_CONSTANT ? first_json
                                                                                                     : second_json;
}

bool types_compare(struct condition_reader *reader, const cJSON *first_json, node_index first, const cJSON *second_json,
                   node_index second)
{
    if (first == NO_NODE || second == NO_NODE)
        return true;
    const enum node_type one = look(reader, first)->type, other = look(reader, second)->type;
    if (type_is_list(one) || type_is_list(other)) {
        FAULT(reader, type_is_list(one) ? first_json : second_json, TYPE, "list_compared", NULL,
              "lists are not compared: 'in', 'all', 'some' and 'none' look into them");
        return false;
    }
    if (one == NODE_TYPE_NAME && other == NODE_TYPE_TEXT)
        return to_names(reader, second_json, second, look(reader, first)->words);
    if (one == NODE_TYPE_TEXT && other == NODE_TYPE_NAME)
        return to_names(reader, first_json, first, look(reader, second)->words);
    if (one == NODE_TYPE_NAME && other == NODE_TYPE_NAME)
        return meet(reader, second_json, look(reader, first)->words, look(reader, second)->words);
    if (one == other)
        return true;
    const cJSON *place = suspect(reader, first_json, first, second_json, second);
    if (one == NODE_TYPE_TIME || other == NODE_TYPE_TIME)
        FAULT(reader, place, TYPE, "time_beside_other", NULL, "a time compares only with times, this is %s",
              type_label(place == first_json ? one : other));
    else
        FAULT(reader, place, TYPE, "types_differ", NULL, "%s is compared with %s",
              type_label(place == first_json ? one : other), type_label(place == first_json ? other : one));
    return false;
}

/* ---- values of which one is chosen ------------------------------------------------------------------------------ */

static bool names_over_texts(enum node_type one, enum node_type other)
{
    return (one == NODE_TYPE_NAME && other == NODE_TYPE_TEXT) || (one == NODE_TYPE_NAMES && other == NODE_TYPE_TEXTS);
}

bool types_unite(struct condition_reader *reader, struct united *united, const cJSON *json, node_index node)
{
    if (node == NO_NODE)
        return true;
    const enum node_type type = look(reader, node)->type;
    const vocabularies words = look(reader, node)->words;
    if (!united->any || names_over_texts(type, united->type)) {
        *united = (struct united){true, type, words};
    } else if (type == united->type) {
        united->words |= words;
    } else if (!names_over_texts(united->type, type)) {
        FAULT(reader, json, TYPE, "values_differ", NULL, "this is %s, and what may stand in its place is %s",
              type_label(type), type_label(united->type));
        return false;
    }
    return true;
}

bool types_settle(struct condition_reader *reader, const struct united *united, const cJSON *json, node_index node)
{
    if (node == NO_NODE || !names_over_texts(united->type, look(reader, node)->type))
        return true;
    return to_names(reader, json, node, united->words);
}

/* ---- a member and its list -------------------------------------------------------------------------------------- */

static enum node_type member_type(enum node_type list)
{
    switch (list) {
    case NODE_TYPE_NAMES: return NODE_TYPE_NAME;
    case NODE_TYPE_NUMBERS: return NODE_TYPE_NUMBER;
    default: return NODE_TYPE_TEXT;
    }
}

static bool is_empty_literal(const struct condition_node *node)
{
    return node->kind == NODE_CONSTANT && node->setting == 0 && node->value.list.count == 0;
}

static bool list_is_searched(struct condition_reader *reader, const cJSON *json, node_index list)
{
    const enum node_type type = look(reader, list)->type;
    if (type == NODE_TYPE_TEXT || type == NODE_TYPE_NAME) {
        FAULT(reader, json, TYPE, "in_text", NULL, "'in' looks into lists, never into a text");
        return false;
    }
    if (!type_is_list(type) || type == NODE_TYPE_STAFF) {
        FAULT(reader, json, TYPE, "not_a_list", NULL, "'in' looks into a list of names, texts or numbers, this is %s",
              type_label(type));
        return false;
    }
    return true;
}

bool types_member(struct condition_reader *reader, const cJSON *member_json, node_index member, const cJSON *list_json,
                  node_index list)
{
    if (list == NO_NODE || !list_is_searched(reader, list_json, list))
        return list == NO_NODE;
    if (member == NO_NODE)
        return true;
    const struct condition_node one = *look(reader, member), other = *look(reader, list);
    if (one.type == NODE_TYPE_NAME && is_text_type(other.type))
        return to_names(reader, list_json, list, one.words);
    if (one.type == NODE_TYPE_TEXT && other.type == NODE_TYPE_NAMES)
        return to_names(reader, member_json, member, other.words);
    if (one.type == NODE_TYPE_NAME && other.type == NODE_TYPE_NAMES)
        return meet(reader, member_json, one.words, other.words);
    if (one.type == member_type(other.type) || is_empty_literal(&other))
        return true;
    FAULT(reader, member_json, TYPE, "member_type", NULL, "%s is never in %s", type_label(one.type),
          type_label(other.type));
    return false;
}
