/*
 * The shape of a policy profile's objects: which keys they have and need, by the table of policy_keys.def.
 *
 * A rule is checked here for its keys' names alone: it may be a patch, whose values count only when they are laid over
 * the rule that they change.
 */
#include "policy_read.h"

#include <string.h>

/* ------------------------------------------------------------------------------------------------------------- keys */

static const char *nearest_key(const char *name, unsigned objects)
{
    struct nearest nearest;
    nearest_init(&nearest, name, strlen(name));
    nearest_offer_keys(&nearest, objects);
    return nearest.best;
}

void shape_check_keys(struct policy_reader *reader, unsigned objects, enum policy_object label, const cJSON *node)
{
    for (const cJSON *item = node->child; item != NULL && !problems_full(reader->problems); item = item->next)
        if (!policy_key_is_free(item->string) && policy_key_find(objects, item->string) == NULL)
            FAULT_AT_KEY(reader, item, NAME, "unknown_key", nearest_key(item->string, objects), "%s has no key '%s'",
                         policy_object_label(label), item->string);
}

bool shape_is_misspelt(struct policy_reader *reader, const cJSON *node, unsigned objects, unsigned wanted,
                       const char *key)
{
    /* Where no more is told, what a key was meant for does not matter. */
    if (problems_full(reader->problems))
        return true;
    for (const cJSON *item = node->child; item != NULL; item = item->next) {
        if (policy_key_is_free(item->string) || policy_key_find(objects, item->string) != NULL)
            continue;
        const char *meant = nearest_key(item->string, objects);
        if (meant != NULL && policy_key_find(wanted, meant) != NULL && (key == NULL || strcmp(meant, key) == 0))
            return true;
    }
    return false;
}

void shape_check_required(struct policy_reader *reader, enum policy_object object, unsigned objects, const cJSON *node)
{
    const struct policy_key_rows rows = policy_key_rows(object);
    for (size_t i = rows.first; i < rows.end; i++) {
        const struct policy_key *row = &policy_keys[i];
        if (!row->required || member(node, row->name) != NULL)
            continue;
        if (!shape_is_misspelt(reader, node, objects, objects, row->name))
            FAULT_AT(reader, node, SCHEMA, "missing_key", NULL, "%s needs the key '%s'", policy_object_label(object),
                     row->name);
    }
}

/* ---------------------------------------------------------------------------------------------------------- objects */

static bool is_object(struct policy_reader *reader, const cJSON *node, const char *label)
{
    if (cJSON_IsObject(node))
        return true;
    FAULT_AT(reader, node, TYPE, "wrong_type", NULL, "%s has to be an object, not %s", label, json_kind_label(node));
    return false;
}

static void check_object(struct policy_reader *reader, enum policy_object object, const cJSON *node)
{
    unsigned objects = 1u << object;
    if (!is_object(reader, node, policy_object_label(object)))
        return;
    shape_check_keys(reader, objects, object, node);
    shape_check_required(reader, object, objects, node);
    for (const cJSON *item = node->child; item != NULL; item = item->next) {
        const struct policy_key *row = policy_key_find(objects, item->string);
        if (row != NULL)
            shape_check_value(reader, row, item);
    }
}

/* ------------------------------------------------------------------------------------------------------------- maps */

/* What the members of a map are called. */
static const char *map_label(const struct policy_key *row)
{
    switch (row->shape) {
    case SHAPE_MAP_OF_TYPES: return "a fact";
    case SHAPE_MAP_OF_CONDITIONS: return "a condition";
    default: return policy_object_label((enum policy_object)row->of);
    }
}

static void check_fact_name(struct policy_reader *reader, const cJSON *item)
{
    const char *name = item->string;
    if (strncmp(name, "x.", 2) == 0 && name[2] != '\0')
        return;
    const char *bare = strncmp(name, "x_", 2) == 0 || strncmp(name, "x.", 2) == 0 ? name + 2 : name;
    char suggestion[128] = "x.";
    bool fits = *bare != '\0' && strlen(bare) < sizeof suggestion - 2;
    if (fits)
        memcpy(suggestion + 2, bare, strlen(bare) + 1);
    FAULT_AT_KEY(reader, item, NAME, "fact_name", fits ? suggestion : NULL,
                 "the profile's own facts are called x.NAME, not '%s'", name);
}

static void check_fact_type(struct policy_reader *reader, const cJSON *item)
{
    const struct policy_key row = {.name = item->string, .shape = SHAPE_CHOICE, .of = CHOICES_FACT_TYPE};
    shape_check_value(reader, &row, item);
}

static void check_map(struct policy_reader *reader, const struct policy_key *row, const cJSON *map)
{
    for (const cJSON *item = map->child; item != NULL; item = item->next) {
        if (*item->string == '\0')
            FAULT_AT_KEY(reader, item, SCHEMA, "empty_name", NULL, "%s needs a name", map_label(row));
        else if (row->shape == SHAPE_MAP_OF_TYPES)
            check_fact_name(reader, item);
        if (row->shape == SHAPE_MAP)
            check_object(reader, (enum policy_object)row->of, item);
        else if (row->shape == SHAPE_MAP_OF_TYPES)
            check_fact_type(reader, item);
        else
            shape_check_value(reader, &(struct policy_key){.name = item->string, .shape = SHAPE_CONDITION}, item);
    }
}

/* ------------------------------------------------------------------------------------------------------------ rules */

static void check_rule_keys(struct policy_reader *reader, const cJSON *rule)
{
    const struct policy_key *id = policy_key_find(OBJECT_BIT(RULE), "id");
    unsigned objects = OBJECT_BIT(RULE) | FORM_BITS;
    if (!is_object(reader, rule, policy_object_label(OBJECT_RULE)))
        return;
    shape_check_keys(reader, objects, OBJECT_RULE, rule);
    if (member(rule, id->name) != NULL)
        shape_check_value(reader, id, member(rule, id->name));
    else if (!shape_is_misspelt(reader, rule, objects, objects, id->name))
        FAULT_AT(reader, rule, SCHEMA, "missing_key", NULL, "a rule needs the key 'id'");
}

void shape_check_document(struct policy_reader *reader, const cJSON *root)
{
    check_object(reader, OBJECT_POLICY, root);
    for (const cJSON *item = root->child; item != NULL; item = item->next) {
        const struct policy_key *row = policy_key_find(OBJECT_BIT(POLICY), item->string);
        if (row == NULL)
            continue;
        bool is_map =
            row->shape == SHAPE_MAP || row->shape == SHAPE_MAP_OF_TYPES || row->shape == SHAPE_MAP_OF_CONDITIONS;
        if (is_map && cJSON_IsObject(item))
            check_map(reader, row, item);
        if (row->shape == SHAPE_RULES && cJSON_IsArray(item))
            for (const cJSON *rule = item->child; rule != NULL; rule = rule->next)
                check_rule_keys(reader, rule);
    }
}

void shape_check_rules(struct policy_reader *reader, const cJSON *root)
{
    const cJSON *rules = member(root, "rules");
    for (const cJSON *rule = cJSON_IsArray(rules) ? rules->child : NULL; rule != NULL; rule = rule->next)
        for (const cJSON *item = cJSON_IsObject(rule) ? rule->child : NULL; item != NULL; item = item->next) {
            const struct policy_key *row = policy_key_find(OBJECT_BIT(RULE) | FORM_BITS, item->string);
            /* In a patch, null takes a key away; the id was checked with the keys. */
            if (row != NULL && !cJSON_IsNull(item) && strcmp(row->name, "id") != 0)
                shape_check_value(reader, row, item);
        }
}
