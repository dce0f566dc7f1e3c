/* Reads operations: the operands of each operator, and what they have to be. */
#include "condition_reader.h"

#include <string.h>

/* ---- operands --------------------------------------------------------------------------------------------------- */

/* `{"!": x}` stands for `{"!": [x]}` with every operator that one operand is enough for, as in JsonLogic; `and` and `or`
 * take a list there too. */
static bool takes_single(enum operator_id id)
{
    return operator_row(id)->min_args == 1 && id != OPERATOR_AND && id != OPERATOR_OR;
}

static void tell_count(struct condition_reader *reader, const struct operands *operands)
{
    const struct operator_row *row = operator_row(operands->id);
    const char *plural = row->min_args == 1 ? "" : "s";
    if (row->max_args == 0)
        FAULT(reader, operands->json, SCHEMA, "operand_count", NULL, "'%s' takes at least %zu operand%s, not %zu",
              row->symbol, row->min_args, plural, operands->count);
    else if (row->min_args == row->max_args)
        FAULT(reader, operands->json, SCHEMA, "operand_count", NULL, "'%s' takes %zu operand%s, not %zu", row->symbol,
              row->min_args, plural, operands->count);
    else
        FAULT(reader, operands->json, SCHEMA, "operand_count", NULL, "'%s' takes %zu or %zu operands, not %zu",
              row->symbol, row->min_args, row->max_args, operands->count);
}

static bool find_operands(struct condition_reader *reader, struct operands *operands, const cJSON *value)
{
    const struct operator_row *row = operator_row(operands->id);
    if (cJSON_IsArray(value)) {
        operands->first = value->child;
        for (const cJSON *operand = value->child; operand != NULL; operand = operand->next)
            operands->count++;
    } else if (takes_single(operands->id)) {
        operands->first = value;
        operands->count = 1;
    } else {
        FAULT(reader, value, SCHEMA, "operand_list", NULL, "the operands of '%s' stand in a list", row->symbol);
        return false;
    }
    if (operands->count >= row->min_args && (row->max_args == 0 || operands->count <= row->max_args))
        return true;
    tell_count(reader, operands);
    return false;
}

/* The sibling after an operand; a single one stands under the operator's key and has none. */
static const cJSON *next_operand(const struct operands *operands, const cJSON *operand)
{
    return operands->count > 1 ? operand->next : NULL;
}

static const cJSON *operand_json(const struct operands *operands, size_t number)
{
    const cJSON *operand = operands->first;
    while (number-- > 0)
        operand = operand->next;
    return operand;
}

/* Reads all of them, the faulty ones too, on to the stack. */
static bool read_operands(struct condition_reader *reader, const struct operands *operands)
{
    for (const cJSON *operand = operands->first; operand != NULL; operand = next_operand(operands, operand)) {
        if (!reader_push(reader, reader_read(reader, operand)))
            return false;
    }
    return !reader->stopped;
}

/* Makes the operation's node if none of its operands is faulty. */
static node_index make(struct condition_reader *reader, const struct operands *operands, enum node_type type,
                       vocabularies words)
{
    for (size_t i = operands->base; i < reader->operands.count; i++) {
        if (*(const node_index *)list_at(&reader->operands, i) == NO_NODE)
            return NO_NODE;
    }
    return reader_add_over(
        reader, operands->json,
        (struct condition_node){
            .kind = NODE_OPERATION, .operation = (uint8_t)operands->id, .type = (uint8_t)type, .words = words},
        operands->base);
}

/* ---- the operators ---------------------------------------------------------------------------------------------- */

/* Operators whose operands are all of one given type. */
static node_index read_uniform(struct condition_reader *reader, const struct operands *operands, enum node_type wanted,
                               enum node_type result)
{
    bool sound = read_operands(reader, operands);
    for (size_t i = 0; i < operands->count && !reader->stopped; i++)
        sound = types_want(reader, operands, i, wanted) && sound;
    return sound ? make(reader, operands, result, 0) : NO_NODE;
}

/* Whether a divisor is written down as nothing: the quotient would be unknown for ever. */
static bool divides_by_zero(struct condition_reader *reader, const struct operands *operands)
{
    if (operands->id != OPERATOR_DIVIDE && operands->id != OPERATOR_REMAINDER)
        return false;
    const node_index divisor = reader_operand(reader, operands, 1);
    const struct condition_node *node = divisor != NO_NODE ? conditions_node(reader->conditions, divisor) : NULL;
    if (node == NULL || node->kind != NODE_CONSTANT || node->setting != 0 || node->value.number < 0 ||
        node->value.number > 0)
        return false;
    FAULT(reader, operand_json(operands, 1), TYPE, "zero_divisor", NULL,
          "divided by zero, everything is unknown: divide by another number");
    return true;
}

static node_index read_arithmetic(struct condition_reader *reader, const struct operands *operands)
{
    bool sound = read_operands(reader, operands);
    for (size_t i = 0; i < operands->count && !reader->stopped; i++)
        sound = types_want(reader, operands, i, NODE_TYPE_NUMBER) && sound;
    if (!sound || divides_by_zero(reader, operands))
        return NO_NODE;
    return make(reader, operands, NODE_TYPE_NUMBER, 0);
}

/* `!` and `!!`: of a condition, or of a list, which is false where it is empty. */
static node_index read_not(struct condition_reader *reader, const struct operands *operands)
{
    if (!read_operands(reader, operands))
        return NO_NODE;
    const node_index operand = reader_operand(reader, operands, 0);
    if (operand != NO_NODE && type_is_list(conditions_node(reader->conditions, operand)->type))
        return make(reader, operands, NODE_TYPE_BOOLEAN, 0);
    return types_want(reader, operands, 0, NODE_TYPE_BOOLEAN) ? make(reader, operands, NODE_TYPE_BOOLEAN, 0) : NO_NODE;
}

static node_index read_equality(struct condition_reader *reader, const struct operands *operands)
{
    if (!read_operands(reader, operands))
        return NO_NODE;
    const bool sound = types_compare(reader, operands->first, reader_operand(reader, operands, 0),
                                     operands->first->next, reader_operand(reader, operands, 1));
    return sound ? make(reader, operands, NODE_TYPE_BOOLEAN, 0) : NO_NODE;
}

/* `<` and its like: numbers, or times; what the first sound operand is, the others have to be. */
static node_index read_order(struct condition_reader *reader, const struct operands *operands)
{
    bool sound = read_operands(reader, operands);
    enum node_type wanted = NODE_TYPE_NUMBER;
    for (size_t i = operands->count; i-- > 0 && !reader->stopped;) {
        const node_index operand = reader_operand(reader, operands, i);
        if (operand != NO_NODE && conditions_node(reader->conditions, operand)->type == NODE_TYPE_TIME)
            wanted = NODE_TYPE_TIME;
    }
    for (size_t i = 0; i < operands->count && !reader->stopped; i++)
        sound = types_want(reader, operands, i, wanted) && sound;
    return sound ? make(reader, operands, NODE_TYPE_BOOLEAN, 0) : NO_NODE;
}

static node_index read_in(struct condition_reader *reader, const struct operands *operands)
{
    if (!read_operands(reader, operands))
        return NO_NODE;
    const bool sound = types_member(reader, operands->first, reader_operand(reader, operands, 0), operands->first->next,
                                    reader_operand(reader, operands, 1));
    return sound ? make(reader, operands, NODE_TYPE_BOOLEAN, 0) : NO_NODE;
}

/* Whether an operand of `if` is a test: all but every second one and the last. */
static bool is_test(size_t number, size_t count)
{
    return number % 2 == 0 && number + 1 < count;
}

static node_index read_if(struct condition_reader *reader, const struct operands *operands)
{
    if (operands->count % 2 == 0) {
        FAULT(reader, operands->json, SCHEMA, "if_without_else", NULL,
              "'if' takes tests with their values and a value otherwise: an odd number of operands, not %zu",
              operands->count);
        return NO_NODE;
    }
    bool sound = read_operands(reader, operands);
    struct united united = {.any = false};
    const cJSON *json = operands->first;
    for (size_t i = 0; i < operands->count && !reader->stopped; i++, json = json->next)
        sound =
            (is_test(i, operands->count) ? types_want(reader, operands, i, NODE_TYPE_BOOLEAN)
                                         : types_unite(reader, &united, json, reader_operand(reader, operands, i))) &&
            sound;
    json = operands->first;
    for (size_t i = 0; i < operands->count && sound; i++, json = json->next) {
        if (!is_test(i, operands->count))
            sound = types_settle(reader, &united, json, reader_operand(reader, operands, i));
    }
    return sound && !reader->stopped ? make(reader, operands, united.type, united.words) : NO_NODE;
}

/* ---- all, some, none -------------------------------------------------------------------------------------------- */

static node_index read_body(struct condition_reader *reader, const cJSON *json, const struct condition_node *list)
{
    const bool inside = reader->inside;
    const enum node_type member = reader->member;
    const vocabularies words = reader->member_words;
    reader->inside = true;
    reader->member = list->type == NODE_TYPE_NAMES     ? NODE_TYPE_NAME
                     : list->type == NODE_TYPE_NUMBERS ? NODE_TYPE_NUMBER
                     : list->type == NODE_TYPE_STAFF   ? NODE_TYPE_STAFF
                                                       : NODE_TYPE_TEXT;
    reader->member_words = list->words;
    const node_index body = reader_read(reader, json);
    reader->inside = inside;
    reader->member = member;
    reader->member_words = words;
    return body;
}

/* The body is read after the list and only if that is one: before, nobody knows what its names mean. */
static node_index read_quantifier(struct condition_reader *reader, const struct operands *operands)
{
    const node_index list = reader_read(reader, operands->first);
    if (list == NO_NODE || !reader_push(reader, list))
        return NO_NODE;
    const struct condition_node node = *conditions_node(reader->conditions, list);
    if (!type_is_list(node.type)) {
        FAULT(reader, operands->first, TYPE, "not_a_list", NULL, "'%s' looks through a list, this is %s",
              operator_row(operands->id)->symbol, type_label(node.type));
        return NO_NODE;
    }
    if (!reader_push(reader, read_body(reader, operands->first->next, &node)) || reader->stopped ||
        !types_want(reader, operands, 1, NODE_TYPE_BOOLEAN))
        return NO_NODE;
    return make(reader, operands, NODE_TYPE_BOOLEAN, 0);
}

/* ---- missing ---------------------------------------------------------------------------------------------------- */

static bool push_name(struct condition_reader *reader, const cJSON *json)
{
    if (!cJSON_IsString(json)) {
        FAULT(reader, json, TYPE, "missing_name", NULL, "'missing' takes the names of facts, as texts");
        return reader_push(reader, NO_NODE);
    }
    enum untyped untyped; /* all the same */
    const size_t length = strlen(json->valuestring);
    const char *text = arena_copy_text(reader->context->arena, json->valuestring, length);
    if (text == NULL) {
        reader_no_memory(reader);
        return false;
    }
    /* The member of a list of texts is never unknown, but JsonLogic calls an empty one missing. */
    if (length == 0 && reader->inside) {
        FAULT(reader, json, TYPE, "missing_name", NULL, "'missing' takes the names of facts, and the member has none");
        return reader_push(reader, NO_NODE);
    }
    return reader_count(reader, 1) &&
           reader_push(reader, reader_add(reader, json,
                                          (struct condition_node){
                                              .kind = NODE_CONSTANT, .type = NODE_TYPE_TEXT, .value.text = text})) &&
           reader_push(reader, reader_name(reader, json, &untyped));
}

/* JsonLogic takes the names one by one or as one list. */
static node_index read_missing(struct condition_reader *reader, const struct operands *operands)
{
    const cJSON *name = operands->first;
    bool single = operands->count == 1;
    if (single && cJSON_IsArray(name)) {
        name = name->child;
        single = false;
        if (name == NULL) {
            tell_count(reader, &(struct operands){.json = operands->json, .id = operands->id});
            return NO_NODE;
        }
    }
    for (; name != NULL; name = single ? NULL : name->next) {
        if (!push_name(reader, name))
            return NO_NODE;
    }
    return reader->stopped ? NO_NODE : make(reader, operands, NODE_TYPE_TEXTS, 0);
}

static node_index read_by_operator(struct condition_reader *reader, const struct operands *operands)
{
    switch (operands->id) {
    case OPERATOR_EQUAL:
    case OPERATOR_EQUAL_STRICT:
    case OPERATOR_UNEQUAL:
    case OPERATOR_UNEQUAL_STRICT: return read_equality(reader, operands);
    case OPERATOR_NOT:
    case OPERATOR_TRUTH: return read_not(reader, operands);
    case OPERATOR_AND:
    case OPERATOR_OR: return read_uniform(reader, operands, NODE_TYPE_BOOLEAN, NODE_TYPE_BOOLEAN);
    case OPERATOR_IF: return read_if(reader, operands);
    case OPERATOR_LESS:
    case OPERATOR_LESS_EQUAL:
    case OPERATOR_GREATER:
    case OPERATOR_GREATER_EQUAL: return read_order(reader, operands);
    case OPERATOR_IN: return read_in(reader, operands);
    case OPERATOR_MISSING: return read_missing(reader, operands);
    case OPERATOR_ALL:
    case OPERATOR_SOME:
    case OPERATOR_NONE: return read_quantifier(reader, operands);
    default: return read_arithmetic(reader, operands);
    }
}

node_index reader_operation(struct condition_reader *reader, const cJSON *json, enum operator_id id, const cJSON *value)
{
    struct operands operands = {.json = json, .id = id, .base = reader->operands.count};
    if (!reader_count(reader, 1) || !find_operands(reader, &operands, value))
        return NO_NODE;
    const node_index node = read_by_operator(reader, &operands);
    reader->operands.count = operands.base;
    return node;
}
