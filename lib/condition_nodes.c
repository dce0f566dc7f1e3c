/* The nodes of conditions: where they are kept, and how the readers add them. */
#include "condition_reader.h"
#include "condition_solve.h"

#include <string.h>

void conditions_init(struct conditions *conditions, const homevisit_allocator *allocator)
{
    memset(conditions, 0, sizeof *conditions);
    list_init(&conditions->nodes, allocator, sizeof(struct condition_node));
    list_init(&conditions->children, allocator, sizeof(node_index));
    list_init(&conditions->origins, allocator, sizeof(const cJSON *));
    list_init(&conditions->folds, allocator, sizeof(struct condition_fold));
    list_init(&conditions->fold_settings, allocator, sizeof(uint32_t));
}

void conditions_seal(struct conditions *conditions)
{
    list_free(&conditions->origins);
    list_free(&conditions->folds);
    list_free(&conditions->fold_settings);
    solver_free(conditions->solver);
    conditions->solver = NULL;
}

void conditions_free(struct conditions *conditions)
{
    conditions_seal(conditions);
    list_free(&conditions->nodes);
    list_free(&conditions->children);
}

struct condition_node *conditions_node(const struct conditions *conditions, node_index index)
{
    return list_at(&conditions->nodes, index);
}

node_index conditions_child(const struct conditions *conditions, const struct condition_node *node, uint32_t number)
{
    return *(const node_index *)list_at(&conditions->children, node->first + number);
}

const cJSON *conditions_origin(const struct conditions *conditions, node_index index)
{
    return *(const cJSON *const *)list_at(&conditions->origins, index);
}

const cJSON *reader_setting_value(const struct condition_reader *reader, const cJSON *json)
{
    static const char prefix[] = "settings.";
    const struct condition_context *context = reader->context;
    const cJSON *name = cJSON_IsObject(json) ? cJSON_GetObjectItemCaseSensitive(json, "var") : json;
    if (context->plain_names || !cJSON_IsString(name) || strncmp(name->valuestring, prefix, sizeof prefix - 1) != 0)
        return NULL;
    const char *bare = name->valuestring + sizeof prefix - 1;
    uint32_t number;
    const struct setting *setting = context->find_setting(context->user, bare, strlen(bare), &number);
    return setting != NULL && setting->node != NULL ? cJSON_GetObjectItemCaseSensitive(setting->node, "value") : NULL;
}

const cJSON *reader_place(const struct condition_reader *reader, const cJSON *json)
{
    if (reader->use != NULL)
        return reader->use;
    const struct json_places *places = reader->context->places;
    const cJSON *value = reader_setting_value(reader, json);
    return value != NULL && json_tree_source(places, value) != json_tree_source(places, json) ? value : json;
}

void reader_no_memory(struct condition_reader *reader)
{
    problems_out_of_memory(reader->context->problems);
    reader->stopped = true;
}

/* Limits are told even of an attempt, since no other one will do better, and at the whole condition. */
static void stop_at_limit(struct condition_reader *reader, const char *code, const char *what, size_t limit)
{
    if (!reader->stopped)
        json_tree_fault(reader->context->places, reader->context->problems, reader->root, HOMEVISIT_KIND_LIMIT, code,
                        NULL, "the condition has more than %zu %s, named conditions folded in", limit, what);
    reader->stopped = true;
}

void reader_too_deep(struct condition_reader *reader)
{
    stop_at_limit(reader, "condition_too_deep", "levels", CONDITION_DEPTH_LIMIT);
}

bool reader_count(struct condition_reader *reader, size_t nodes)
{
    const size_t limit = reader->context->max_nodes;
    if (nodes > limit || reader->count > limit - nodes) {
        stop_at_limit(reader, "condition_too_large", "nodes", limit);
        return false;
    }
    reader->count += nodes;
    return true;
}

node_index reader_add(struct condition_reader *reader, const cJSON *json, struct condition_node node)
{
    struct conditions *conditions = reader->conditions;
    node.place = reader_place(reader, json)->valueint;
    node.folded = reader->use != NULL;
    const cJSON **origin = list_add(&conditions->origins);
    struct condition_node *added = origin != NULL ? list_add(&conditions->nodes) : NULL;
    if (added == NULL) {
        if (origin != NULL)
            conditions->origins.count--;
        reader_no_memory(reader);
        return NO_NODE;
    }
    *origin = json;
    *added = node;
    return (node_index)(conditions->nodes.count - 1);
}

bool reader_push(struct condition_reader *reader, node_index node)
{
    node_index *place = list_add(&reader->operands);
    if (place == NULL) {
        reader_no_memory(reader);
        return false;
    }
    *place = node;
    return true;
}

node_index reader_add_over(struct condition_reader *reader, const cJSON *json, struct condition_node node, size_t base)
{
    struct list *children = &reader->conditions->children;
    const size_t first = children->count;
    for (size_t i = base; i < reader->operands.count; i++) {
        node_index *child = list_add(children);
        if (child == NULL) {
            children->count = first;
            reader_no_memory(reader);
            return NO_NODE;
        }
        *child = *(const node_index *)list_at(&reader->operands, i);
    }
    node.first = (uint32_t)first;
    node.count = (uint32_t)(children->count - first);
    reader->operands.count = base;
    return reader_add(reader, json, node);
}

node_index reader_operand(const struct condition_reader *reader, const struct operands *operands, size_t number)
{
    return *(const node_index *)list_at(&reader->operands, operands->base + number);
}

struct reader_mark reader_mark(const struct condition_reader *reader)
{
    const struct conditions *conditions = reader->conditions;
    return (struct reader_mark){conditions->nodes.count,
                                conditions->children.count,
                                conditions->folds.count,
                                conditions->fold_settings.count,
                                reader->operands.count,
                                reader->settings.count,
                                reader->count};
}

void reader_forget(struct condition_reader *reader, const struct reader_mark *mark)
{
    struct conditions *conditions = reader->conditions;
    solver_forget(conditions->solver, mark->nodes);
    conditions->nodes.count = mark->nodes;
    conditions->origins.count = mark->nodes;
    conditions->children.count = mark->children;
    conditions->folds.count = mark->folds;
    conditions->fold_settings.count = mark->fold_settings;
    reader->operands.count = mark->operands;
    reader->settings.count = mark->settings;
    reader->count = mark->count;
}
