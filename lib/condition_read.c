/*
 * Reads a COND: from the tree of JSON to typed nodes. What is faulty becomes NO_NODE and is told once, so that all that
 * is wrong with a condition is told at a time.
 */
#include "condition_reader.h"

#include <string.h>

static node_index read_constant(struct condition_reader *reader, const cJSON *json, struct condition_node node)
{
    node.kind = NODE_CONSTANT;
    return reader_count(reader, 1) ? reader_add(reader, json, node) : NO_NODE;
}

static node_index read_text(struct condition_reader *reader, const cJSON *json)
{
    const char *text = arena_copy_text(reader->context->arena, json->valuestring, strlen(json->valuestring));
    if (text == NULL) {
        reader_no_memory(reader);
        return NO_NODE;
    }
    return read_constant(reader, json, (struct condition_node){.type = NODE_TYPE_TEXT, .value.text = text});
}

/* ---- literal lists ---------------------------------------------------------------------------------------------- */

/* What a literal list holds: texts or numbers, and all of one kind. An empty one counts as a list of texts. */
static bool check_list(struct condition_reader *reader, const cJSON *json)
{
    const cJSON *member;
    bool sound = true;
    cJSON_ArrayForEach(member, json)
    {
        if (!cJSON_IsString(member) && !cJSON_IsNumber(member)) {
            FAULT(reader, member, TYPE, "list_member", NULL, "a list in a condition holds texts or numbers only");
            sound = false;
        } else if (cJSON_IsString(member) != cJSON_IsString(json->child) && sound) {
            FAULT(reader, member, TYPE, "list_mixed", NULL, "a list in a condition holds texts or numbers, not both");
            sound = false;
        }
    }
    return sound;
}

static bool copy_texts(struct condition_reader *reader, const cJSON *json, struct condition_node *node, size_t count)
{
    const char **texts = arena_array(reader->context->arena, count, sizeof *texts);
    if (texts == NULL)
        return false;
    const cJSON *member;
    size_t at = 0;
    cJSON_ArrayForEach(member, json)
    {
        texts[at] = arena_copy_text(reader->context->arena, member->valuestring, strlen(member->valuestring));
        if (texts[at++] == NULL)
            return false;
    }
    node->type = NODE_TYPE_TEXTS;
    node->value.list.texts = texts;
    return true;
}

static bool copy_numbers(struct condition_reader *reader, const cJSON *json, struct condition_node *node, size_t count)
{
    double *numbers = arena_array(reader->context->arena, count, sizeof *numbers);
    if (numbers == NULL)
        return false;
    const cJSON *member;
    size_t at = 0;
    cJSON_ArrayForEach(member, json) numbers[at++] = member->valuedouble;
    node->type = NODE_TYPE_NUMBERS;
    node->value.list.numbers = numbers;
    return true;
}

static node_index read_list(struct condition_reader *reader, const cJSON *json)
{
    size_t count = 0;
    const cJSON *member;
    cJSON_ArrayForEach(member, json) count++;
    if (!check_list(reader, json) || !reader_count(reader, count))
        return NO_NODE;
    struct condition_node node = {.kind = NODE_CONSTANT, .value.list.count = (uint32_t)count};
    if (!(cJSON_IsNumber(json->child) ? copy_numbers : copy_texts)(reader, json, &node, count)) {
        reader_no_memory(reader);
        return NO_NODE;
    }
    return reader_add(reader, json, node);
}

/* ---- operations ------------------------------------------------------------------------------------------------- */

static node_index read_object(struct condition_reader *reader, const cJSON *json)
{
    const cJSON *value = json->child;
    if (value == NULL || value->next != NULL) {
        FAULT(reader, json, SCHEMA, "condition_shape", NULL,
              "a condition is an object with exactly one operator, this has %s", value == NULL ? "none" : "several");
        return NO_NODE;
    }
    const size_t length = strlen(value->string);
    const enum operator_id id = operator_find(value->string, length);
    if (id != OPERATOR_COUNT)
        return id == OPERATOR_VAR ? reader_var(reader, json, value) : reader_operation(reader, json, id, value);
    struct nearest nearest;
    nearest_init(&nearest, value->string, length);
    nearest_offer_operators(&nearest);
    if (reader->use == NULL && !reader->quiet)
        json_tree_fault_key(reader->context->places, reader->context->problems, value, HOMEVISIT_KIND_NAME,
                            "unknown_operator", nearest.best, "unknown operator '%s'", value->string);
    return NO_NODE;
}

static node_index read_value(struct condition_reader *reader, const cJSON *json)
{
    if (cJSON_IsBool(json))
        return read_constant(
            reader, json, (struct condition_node){.type = NODE_TYPE_BOOLEAN, .value.boolean = cJSON_IsTrue(json) != 0});
    if (cJSON_IsNumber(json))
        return read_constant(reader, json,
                             (struct condition_node){.type = NODE_TYPE_NUMBER, .value.number = json->valuedouble});
    if (cJSON_IsString(json))
        return read_text(reader, json);
    if (cJSON_IsArray(json))
        return read_list(reader, json);
    if (cJSON_IsObject(json))
        return read_object(reader, json);
    FAULT(
        reader, json, TYPE, "condition_null", NULL,
        "null is nothing that a condition can speak of: leave it out, or ask by 'missing' whether something was said");
    return NO_NODE;
}

node_index reader_read(struct condition_reader *reader, const cJSON *json)
{
    if (reader->stopped)
        return NO_NODE;
    if (reader->depth == CONDITION_DEPTH_LIMIT) {
        reader_too_deep(reader);
        return NO_NODE;
    }
    reader->depth++;
    if (reader->deepest < reader->depth)
        reader->deepest = reader->depth;
    const node_index node = read_value(reader, json);
    reader->depth--;
    return reader->stopped ? NO_NODE : node;
}

/* ---- the whole -------------------------------------------------------------------------------------------------- */

node_index reader_read_root(struct condition_reader *reader, const cJSON *json, bool boolean)
{
    const node_index root = reader_read(reader, json);
    if (root == NO_NODE || !boolean)
        return root;
    const enum node_type type = conditions_node(reader->conditions, root)->type;
    if (type == NODE_TYPE_BOOLEAN)
        return root;
    FAULT(reader, json, TYPE, "condition_not_boolean", NULL, "a condition is true or false, this is %s",
          type_label(type));
    return NO_NODE;
}

static node_index read_whole(struct condition_context *context, const cJSON *json, bool boolean)
{
    const struct fold_level own = {json, NULL};
    struct condition_reader reader = {
        .context = context, .conditions = context->conditions, .root = json, .folds = &own, .event = context->event};
    const homevisit_allocator *allocator = &context->arena->allocator;
    list_init(&reader.operands, allocator, sizeof(node_index));
    list_init(&reader.settings, allocator, sizeof(uint32_t));
    const struct reader_mark mark = reader_mark(&reader);
    node_index root = reader.event == EVENT_ANY ? reader_read_for_any_event(&reader, json, boolean)
                                                : reader_read_root(&reader, json, boolean);
    if (root != NO_NODE && !condition_satisfiable(context, root))
        root = NO_NODE;
    for (size_t i = 0; i < reader.settings.count && context->read_setting != NULL; i++)
        context->read_setting(context->user, *(const uint32_t *)list_at(&reader.settings, i));
    if (root == NO_NODE)
        reader_forget(&reader, &mark);
    list_free(&reader.operands);
    list_free(&reader.settings);
    return root;
}

node_index condition_read(struct condition_context *context, const cJSON *json)
{
    return read_whole(context, json, true);
}

node_index condition_read_any(struct condition_context *context, const cJSON *json)
{
    return read_whole(context, json, false);
}
