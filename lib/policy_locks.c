/*
 * What a locked rule keeps from being changed by those who extend its policy: itself, and the settings and conditions
 * that it reads, also through other conditions and as the number of its minutes.
 */
#include "policy_read.h"

#include <string.h>

/* ----------------------------------------------------------------------------------------------------- names that are read */

static bool starts_with(const char *text, const char *prefix)
{
    return strncmp(text, prefix, strlen(prefix)) == 0;
}

static bool tell_name(const cJSON *node, void *user, policy_name_told told)
{
    const char *text = cJSON_IsString(node) ? node->valuestring : "";
    return (!starts_with(text, "settings.") && !starts_with(text, "conditions.")) || told(user, text);
}

/* The names that an operation gives as texts: the first operand of `var`, every operand of `missing`. */
static bool tell_operands(const cJSON *operation, void *user, policy_name_told told)
{
    if (!cJSON_IsArray(operation))
        return tell_name(operation, user, told);
    bool is_var = strcmp(operation->string, "var") == 0;
    for (const cJSON *item = operation->child; item != NULL; item = is_var ? NULL : item->next) {
        bool is_list = !is_var && cJSON_IsArray(item);
        for (const cJSON *name = is_list ? item->child : item; name != NULL; name = is_list ? name->next : NULL)
            if (!tell_name(name, user, told))
                return false;
    }
    return true;
}

bool policy_names_read(const cJSON *condition, void *user, policy_name_told told)
{
    for (const cJSON *item = condition->child; item != NULL; item = item->next) {
        bool names = item->string != NULL && (strcmp(item->string, "var") == 0 || strcmp(item->string, "missing") == 0);
        if ((names && !tell_operands(item, user, told)) || !policy_names_read(item, user, told))
            return false;
    }
    return true;
}

/* ------------------------------------------------------------------------------------------------------------ marks */

struct marking {
    struct policy_reader *reader;
    struct list waiting; /* const cJSON *: conditions newly marked, whose own names are still to be marked */
};

static bool mark_name(void *user, const char *name)
{
    struct marking *marking = user;
    bool is_setting = starts_with(name, "settings.");
    const char *bare = strchr(name, '.') + 1;
    struct policy_entries *entries = is_setting ? &marking->reader->settings : &marking->reader->conditions;
    struct policy_entry *entry = policy_entry_find(entries, bare, strlen(bare), NULL);
    if (entry == NULL || entry->locked)
        return true;
    entry->locked = true;
    if (is_setting)
        return true;
    const cJSON **waiting = list_add(&marking->waiting);
    if (waiting == NULL) {
        problems_out_of_memory(marking->reader->problems);
        return false;
    }
    *waiting = entry->node;
    return true;
}

static bool mark_rule(struct marking *marking, const cJSON *rule)
{
    /* Conditions stand below their keys, within_minutes too; other keys hold no such names. */
    if (!policy_names_read(rule, marking, mark_name))
        return false;
    while (marking->waiting.count != 0) {
        const cJSON *condition = *(const cJSON **)list_at(&marking->waiting, --marking->waiting.count);
        if (!policy_names_read(condition, marking, mark_name))
            return false;
    }
    return true;
}

static void unmark(const struct policy_entries *entries)
{
    for (size_t i = 0; i < policy_entries_count(entries); i++)
        policy_entry_at(entries, i)->locked = false;
}

bool policy_mark_locked(struct policy_reader *reader)
{
    /* Anew for each policy of the chain: one may have given what a locked rule below it reads. */
    unmark(&reader->settings);
    unmark(&reader->conditions);
    struct marking marking = {.reader = reader};
    list_init(&marking.waiting, &reader->options->allocator, sizeof(const cJSON *));
    bool going = true;
    for (size_t i = 0; i < policy_entries_count(&reader->rules) && going; i++) {
        struct policy_entry *entry = policy_entry_at(&reader->rules, i);
        if (!member_is_true(entry->node, "locked"))
            continue;
        entry->locked = true;
        going = mark_rule(&marking, entry->node);
    }
    list_free(&marking.waiting);
    return going;
}
