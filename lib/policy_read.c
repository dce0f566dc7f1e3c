/* What the stages of loading a policy share: looking into trees, and entries by name. */
#include "policy_read.h"

#include <math.h>
#include <string.h>

bool policy_keep_text(struct policy_reader *reader, const char **kept, const char *text)
{
    *kept = text;
    if (text == NULL)
        return true;
    *kept = arena_copy_text(&reader->policy->arena, text, strlen(text));
    return policy_got(reader, *kept);
}

/* ------------------------------------------------------------------------------------------------------------ trees */

/* A rule is asked for some twenty keys, of which it has few: most are told apart by their first byte. */
const cJSON *member(const cJSON *object, const char *key)
{
    if (!cJSON_IsObject(object))
        return NULL;
    for (const cJSON *item = object->child; item != NULL; item = item->next)
        if (*item->string == *key && strcmp(item->string, key) == 0)
            return item;
    return NULL;
}

const char *member_text(const cJSON *object, const char *key)
{
    const cJSON *value = member(object, key);
    return cJSON_IsString(value) && *value->valuestring != '\0' ? value->valuestring : NULL;
}

bool member_is_true(const cJSON *object, const char *key)
{
    return cJSON_IsTrue(member(object, key));
}

bool is_whole(const cJSON *node)
{
    return cJSON_IsNumber(node) && floor(node->valuedouble) == node->valuedouble;
}

const char *json_kind_label(const cJSON *node)
{
    if (cJSON_IsObject(node))
        return "an object";
    if (cJSON_IsArray(node))
        return "a list";
    if (cJSON_IsString(node))
        return "a text";
    if (cJSON_IsNumber(node))
        return "a number";
    return cJSON_IsBool(node) ? "true or false" : "null";
}

/* ---------------------------------------------------------------------------------------------------------- entries */

void policy_entries_init(struct policy_entries *entries, const char *prefix, const homevisit_allocator *allocator)
{
    entries->prefix = prefix;
    list_init(&entries->items, allocator, sizeof(struct policy_entry));
    id_index_init(&entries->names, allocator);
}

void policy_entries_free(struct policy_entries *entries)
{
    list_free(&entries->items);
    id_index_free(&entries->names);
}

size_t policy_entries_count(const struct policy_entries *entries)
{
    return entries->items.count;
}

struct policy_entry *policy_entry_at(const struct policy_entries *entries, size_t number)
{
    return list_at(&entries->items, number);
}

struct policy_entry *policy_entry_find(const struct policy_entries *entries, const char *name, size_t length,
                                       uint32_t *number)
{
    uint32_t found;
    if (!id_index_find(&entries->names, name, length, &found))
        return NULL;
    if (number != NULL)
        *number = found;
    return policy_entry_at(entries, found);
}

struct policy_entry *policy_entry_add(struct policy_reader *reader, struct policy_entries *entries, const char *name,
                                      cJSON *node)
{
    size_t prefix = strlen(entries->prefix), length = strlen(name);
    /* Copied, as the tree may go while the entry stays: a patch replaces the rule's own id. */
    char *whole = arena_allocate(&reader->scratch, prefix + length + 1);
    if (!policy_got(reader, whole))
        return NULL;
    memcpy(whole, entries->prefix, prefix);
    memcpy(whole + prefix, name, length + 1);
    struct policy_entry *entry = NULL;
    if (id_index_reserve(&entries->names, 1))
        entry = list_add(&entries->items);
    if (!policy_got(reader, entry))
        return NULL;
    id_index_add(&entries->names, whole + prefix, length);
    entry->name = whole + prefix;
    entry->whole = whole;
    entry->node = node;
    entry->source = json_tree_source(reader->places, node);
    return entry;
}

bool policy_origin(struct policy_reader *reader, size_t source, const char **origin)
{
    *origin = NULL;
    for (size_t i = 1; i < reader->documents.count; i++) {
        struct policy_document *document = list_at(&reader->documents, i);
        if (json_tree_source(reader->places, document->root) != source)
            continue;
        if (document->kept == NULL)
            document->kept = arena_copy_text(&reader->policy->arena, document->id, strlen(document->id));
        *origin = document->kept;
        return policy_got(reader, document->kept);
    }
    return true;
}

void nearest_offer_entries(struct policy_reader *reader, struct nearest *nearest, const struct policy_entries *entries)
{
    if (entries->items.count > reader->offers_left)
        return;
    reader->offers_left -= entries->items.count;
    for (size_t i = 0; i < entries->items.count; i++) {
        const char *whole = policy_entry_at(entries, i)->whole;
        nearest_offer(nearest, whole, strlen(whole));
    }
}
