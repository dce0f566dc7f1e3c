/*
 * The policies laid over each other: the deepest base first, each that extends it on top.
 *
 * Settings, facts, clauses and conditions of one name are replaced whole. A rule of an id that is there already is a
 * patch of it (RFC 7396, JSON Merge Patch); any other is a new rule. What a base's locked rules say stays as it is.
 */
#include "policy_read.h"

#include <string.h>

/* ------------------------------------------------------------------------------------------------------ merge patch */

/*
 * RFC 7396, section 2, for a rule's keys. All their values but the minutes' object are texts, lists, numbers, booleans or
 * conditions, which a patch replaces whole: RFC 7396 has it so for the first, FORMAT.md for conditions, whose keys are
 * operators and not members. Keys that a rule has not were told, and the host's own are nobody's business here: so a
 * patch takes no longer than its size allows.
 */

/* Puts a member, with its key, in the place of `old` or at the end. Neither takes memory. */
static void put_member(cJSON *object, cJSON *old, cJSON *fresh)
{
    if (old != NULL)
        json_tree_replace(object, old, fresh);
    else
        cJSON_AddItemToArray(object, fresh);
}

static void drop_member(cJSON *object, cJSON *old)
{
    if (old != NULL)
        cJSON_DetachItemViaPointer(object, old);
}

/* An object that names a setting, over whatever stood there. It has one key: without that, it changes nothing. */
static void merge_minutes(struct policy_reader *reader, cJSON *rule, cJSON *old, cJSON *patch, cJSON *minutes)
{
    cJSON *name = cJSON_GetObjectItemCaseSensitive(minutes, "var");
    if (name == NULL && cJSON_IsObject(old)) {
        shape_check_keys(reader, OBJECT_BIT(MINUTES), OBJECT_MINUTES, minutes);
        return;
    }
    if (cJSON_IsNull(name))
        drop_member(minutes, name);
    put_member(rule, old, cJSON_DetachItemViaPointer(patch, minutes));
}

/* What a rule says of each key, by row; of a key that it says twice, the first. */
static void find_members(cJSON *rule, cJSON *members[POLICY_KEY_COUNT])
{
    memset(members, 0, POLICY_KEY_COUNT * sizeof *members);
    for (cJSON *item = rule->child; item != NULL; item = item->next) {
        const struct policy_key *row = policy_key_find(OBJECT_BIT(RULE) | FORM_BITS, item->string);
        if (row != NULL && members[row - policy_keys] == NULL)
            members[row - policy_keys] = item;
    }
}

/* The patch's members move into the rule, in the table's order; the patch is left with what it does not need. */
static void merge_rule_patch(struct policy_reader *reader, cJSON *rule, cJSON *patch)
{
    cJSON *fresh[POLICY_KEY_COUNT], *there[POLICY_KEY_COUNT];
    find_members(patch, fresh);
    find_members(rule, there);
    for (size_t i = 0; i < POLICY_KEY_COUNT; i++) {
        const struct policy_key *row = &policy_keys[i];
        cJSON *item = fresh[i], *old = there[i];
        if (cJSON_IsNull(item))
            drop_member(rule, old);
        else if (row->shape == SHAPE_MINUTES && cJSON_IsObject(item))
            merge_minutes(reader, rule, old, patch, item);
        else if (item != NULL)
            put_member(rule, old, cJSON_DetachItemViaPointer(patch, item));
    }
    /* What the whole lacks is said where it was changed last. */
    rule->valueint = patch->valueint;
}

/* ------------------------------------------------------------------------------------------------------------ rules */

/* Says what keeps a rule from being whole, "'force', 'message'"; nothing where it is whole. */
static void lacking_keys(const cJSON *rule, char *out, size_t size)
{
    size_t used = 0;
    *out = '\0';
    const struct policy_key_rows rows = policy_key_rows(OBJECT_RULE);
    for (size_t i = rows.first; i < rows.end; i++) {
        const struct policy_key *row = &policy_keys[i];
        if (!row->required || member(rule, row->name) != NULL)
            continue;
        size_t length = strlen(row->name), joint = used != 0 ? 2 : 0;
        if (used + joint + length + 3 > size)
            continue;
        memcpy(out + used, ", ", joint);
        used += joint;
        out[used++] = '\'';
        memcpy(out + used, row->name, length);
        used += length;
        out[used++] = '\'';
        out[used] = '\0';
    }
}

static bool has_form(const cJSON *rule)
{
    for (const cJSON *item = rule->child; item != NULL; item = item->next)
        if (policy_key_find(FORM_BITS, item->string) != NULL && strcmp(item->string, "when") != 0)
            return true;
    return false;
}

/* A rule that is not whole, where there is a base: meant as a patch, of a rule that there is not. */
static bool tell_unknown_patch(struct policy_reader *reader, const cJSON *rule, const char *id)
{
    char lacking[96];
    lacking_keys(rule, lacking, sizeof lacking);
    bool formless = !has_form(rule);
    unsigned objects = OBJECT_BIT(RULE) | FORM_BITS;
    /* A key that is only misspelt was told, and makes no patch. */
    if ((*lacking == '\0' && !formless) || shape_is_misspelt(reader, rule, objects, objects, NULL))
        return false;
    struct nearest nearest;
    nearest_init(&nearest, id, strlen(id));
    nearest_offer_entries(reader, &nearest, &reader->rules);
    FAULT_AT(reader, member(rule, "id"), NAME, "unknown_rule", nearest.best,
             "there is no rule '%s' to change, and as a new rule this lacks %s%s%s", id, lacking,
             *lacking != '\0' && formless ? " and " : "", formless ? "a form: 'on', 'do', 'item' or 'during'" : "");
    return true;
}

/* A rule that cannot be had by its id: it is checked, and that is all. `is_twin`: what it lacks, the other may have. */
static bool keep_stray(struct policy_reader *reader, cJSON *node, bool is_twin)
{
    struct policy_entry *stray = list_add(&reader->stray_rules);
    if (!policy_got(reader, stray))
        return false;
    stray->node = node;
    stray->incomplete = is_twin;
    return true;
}

static bool is_too_many(struct policy_reader *reader, const cJSON *rule)
{
    if (policy_entries_count(&reader->rules) + reader->stray_rules.count < reader->options->max_rules)
        return false;
    if (!reader->too_many_rules)
        FAULT_AT(reader, rule, LIMIT, "too_many_rules", NULL,
                 "a policy has at most %zu rules, those of the policies that it extends counted",
                 reader->options->max_rules);
    reader->too_many_rules = true;
    return true;
}

static bool add_rule(struct policy_reader *reader, cJSON *rule, const char *id, bool has_base)
{
    if (is_too_many(reader, rule))
        return true;
    bool incomplete = has_base && tell_unknown_patch(reader, rule, id);
    struct policy_entry *entry = policy_entry_add(reader, &reader->rules, id, rule);
    if (entry == NULL)
        return false;
    entry->incomplete = incomplete;
    return true;
}

/* `said` holds the ids that the document has used. */
static bool merge_rule(struct policy_reader *reader, cJSON *rule, bool has_base, struct id_index *said)
{
    const char *id = member_text(rule, "id");
    uint32_t number;
    if (!cJSON_IsObject(rule))
        return true;
    if (id == NULL)
        return is_too_many(reader, rule) || keep_stray(reader, rule, false);
    if (id_index_find(said, id, strlen(id), &number)) {
        FAULT_AT(reader, member(rule, "id"), SCHEMA, "duplicate_rule", NULL,
                 "there is a rule '%s' already: give this one another id", id);
        return is_too_many(reader, rule) || keep_stray(reader, rule, true);
    }
    struct policy_entry *entry = policy_entry_find(&reader->rules, id, strlen(id), NULL);
    /* The list of what was said borrows the text from the tree or, for a patch, from the entry that it changes. */
    if (!id_index_reserve(said, 1)) {
        problems_out_of_memory(reader->problems);
        return false;
    }
    if (entry == NULL) {
        id_index_add(said, id, strlen(id));
        return add_rule(reader, rule, id, has_base);
    }
    id_index_add(said, entry->name, strlen(entry->name));
    if (entry->locked)
        FAULT_AT(reader, member(rule, "id"), SCHEMA, "locked_rule", NULL,
                 "the rule '%s' is locked by the policy that this one extends, and cannot be changed: take this out",
                 id);
    else
        merge_rule_patch(reader, entry->node, rule);
    return true;
}

static bool merge_rules(struct policy_reader *reader, cJSON *rules, bool has_base)
{
    struct id_index said;
    id_index_init(&said, &reader->options->allocator);
    bool going = true;
    if (cJSON_IsArray(rules))
        for (cJSON *rule = rules->child; rule != NULL && going; rule = rule->next)
            going = merge_rule(reader, rule, has_base, &said);
    id_index_free(&said);
    return going;
}

/* ------------------------------------------------------------------------------------------------------------- maps */

static bool merge_map(struct policy_reader *reader, struct policy_entries *entries, cJSON *map, const char *label)
{
    if (!cJSON_IsObject(map))
        return true;
    for (cJSON *item = map->child; item != NULL; item = item->next) {
        struct policy_entry *entry = policy_entry_find(entries, item->string, strlen(item->string), NULL);
        if (entry == NULL) {
            if (*item->string != '\0' && policy_entry_add(reader, entries, item->string, item) == NULL)
                return false;
        } else if (entry->locked) {
            FAULT_AT_KEY(
                reader, item, SCHEMA, "locked_name", NULL,
                "a locked rule of the policy that this one extends reads the %s '%s', which cannot be changed: "
                "take this out",
                label, entry->name);
        } else {
            entry->node = item;
        }
    }
    return true;
}

static cJSON *own_member(cJSON *object, const char *key)
{
    return cJSON_GetObjectItemCaseSensitive(object, key);
}

bool policy_merge_documents(struct policy_reader *reader)
{
    for (size_t i = reader->documents.count; i-- > 0;) {
        bool has_base = i + 1 < reader->documents.count;
        cJSON *root = ((struct policy_document *)list_at(&reader->documents, i))->root;
        if (!merge_map(reader, &reader->settings, own_member(root, "settings"), "setting") ||
            !merge_map(reader, &reader->facts, own_member(root, "facts"), "fact") ||
            !merge_map(reader, &reader->conditions, own_member(root, "conditions"), "condition") ||
            !merge_map(reader, &reader->clauses, own_member(root, "clauses"), "clause") ||
            !merge_rules(reader, own_member(root, "rules"), has_base) || !policy_mark_locked(reader))
            return false;
    }
    return true;
}
