/* Who a policy is, and what it fills in for its rules: dates, local time, settings and the clauses of its source. */
#include "policy_read.h"

#include <string.h>

/* ------------------------------------------------------------------------------------------------------------- head */

/* The time zone of the first in the chain that says a sound one. */
static const char *zone_text(const struct policy_reader *reader, struct zone *zone)
{
    for (size_t i = 0; i < reader->documents.count; i++) {
        const struct policy_document *document = list_at(&reader->documents, i);
        const char *text = member_text(document->root, "time_zone");
        if (text != NULL && zone_read(text, strlen(text), zone))
            return text;
    }
    zone_read(POLICY_DEFAULT_ZONE, strlen(POLICY_DEFAULT_ZONE), zone);
    return POLICY_DEFAULT_ZONE;
}

static const cJSON *own_root(const struct policy_reader *reader)
{
    return ((const struct policy_document *)list_at(&reader->documents, 0))->root;
}

bool policy_read_head(struct policy_reader *reader)
{
    homevisit_policy *policy = reader->policy;
    const cJSON *root = own_root(reader);
    const struct {
        const char **kept;
        const char *key;
    } texts[] = {
        {&policy->id, "id"},           {&policy->title, "title"},           {&policy->version, "version"},
        {&policy->issued, "issued"},   {&policy->review_due, "review_due"}, {&policy->source, "source"},
        {&policy->extends, "extends"},
    };
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        if (!policy_keep_text(reader, texts[i].kept, member_text(root, texts[i].key)))
            return false;
    if (policy->review_due != NULL)
        date_read(policy->review_due, strlen(policy->review_due), &policy->review_due_days);
    return policy_keep_text(reader, &policy->zone_text, zone_text(reader, &policy->zone));
}

/* --------------------------------------------------------------------------------------------------------- settings */

static bool keep_list(struct policy_reader *reader, struct setting *setting, const cJSON *list)
{
    size_t count = 0;
    for (const cJSON *item = list->child; item != NULL; item = item->next)
        count++;
    const char **texts = arena_array(&reader->policy->arena, count, sizeof *texts);
    if (!policy_got(reader, texts))
        return false;
    setting->type = NODE_TYPE_TEXTS;
    setting->texts = texts;
    for (const cJSON *item = list->child; item != NULL; item = item->next) {
        bool is_name = cJSON_IsString(item) && *item->valuestring != '\0';
        setting->faulty = setting->faulty || !is_name;
        if (is_name && !policy_keep_text(reader, &texts[setting->text_count++], item->valuestring))
            return false;
    }
    return true;
}

static bool keep_setting_text(struct policy_reader *reader, struct setting *setting, const char *text)
{
    int64_t minutes;
    char meant[6];
    if (time_of_day_read(text, strlen(text), &minutes)) {
        setting->type = NODE_TYPE_NUMBER;
        setting->time_of_day = true;
        setting->number = (double)minutes;
        return true;
    }
    setting->type = NODE_TYPE_TEXT;
    setting->faulty = policy_bad_time_of_day(text, meant);
    return policy_keep_text(reader, &setting->text, text);
}

/* A value that is none was told by its shape. */
static bool keep_value(struct policy_reader *reader, struct setting *setting, const cJSON *value)
{
    if (cJSON_IsArray(value))
        return keep_list(reader, setting, value);
    if (cJSON_IsString(value))
        return keep_setting_text(reader, setting, value->valuestring);
    setting->type = cJSON_IsNumber(value) ? NODE_TYPE_NUMBER : NODE_TYPE_BOOLEAN;
    setting->number = cJSON_IsNumber(value) ? value->valuedouble : 0;
    setting->boolean = cJSON_IsTrue(value);
    setting->faulty = !cJSON_IsBool(value) && !is_whole(value);
    return true;
}

bool policy_read_settings(struct policy_reader *reader)
{
    homevisit_policy *policy = reader->policy;
    size_t count = policy_entries_count(&reader->settings);
    policy->settings = arena_array(&policy->arena, count, sizeof *policy->settings);
    reader->last_reader = arena_array(&reader->scratch, count, sizeof *reader->last_reader);
    if (!policy_got(reader, policy->settings) || !policy_got(reader, reader->last_reader))
        return false;
    for (size_t i = 0; i < count; i++) {
        const struct policy_entry *entry = policy_entry_at(&reader->settings, i);
        struct setting *setting = &policy->settings[i];
        setting->node = entry->node;
        setting->assumed = member_is_true(entry->node, "assumed");
        setting->locked = entry->locked;
        setting->source = json_tree_source(reader->places, entry->node);
        if (!policy_keep_text(reader, &setting->name, entry->name) ||
            !policy_keep_text(reader, &setting->note, member_text(entry->node, "note")) ||
            !policy_origin(reader, setting->source, &setting->origin) ||
            !keep_value(reader, setting, member(entry->node, "value")))
            return false;
        policy->setting_count++;
        if (!policy_keep_clauses(reader, &setting->clauses, member(entry->node, "clauses")))
            return false;
    }
    return true;
}

/* ---------------------------------------------------------------------------------------------------------- clauses */

bool policy_read_clauses(struct policy_reader *reader)
{
    homevisit_policy *policy = reader->policy;
    size_t count = policy_entries_count(&reader->clauses);
    struct clause *clauses = arena_array(&policy->arena, count, sizeof *clauses);
    if (!policy_got(reader, clauses))
        return false;
    for (size_t i = 0; i < count; i++) {
        const struct policy_entry *entry = policy_entry_at(&reader->clauses, i);
        if (!policy_keep_text(reader, &clauses[i].id, entry->name) ||
            !policy_keep_text(reader, &clauses[i].section, member_text(entry->node, "section")) ||
            !policy_keep_text(reader, &clauses[i].summary, member_text(entry->node, "summary")))
            return false;
    }
    policy->clauses = clauses;
    policy->clause_count = count;
    return true;
}

static void check_clauses(struct policy_reader *reader, const cJSON *list)
{
    if (!cJSON_IsArray(list) || policy_entries_count(&reader->clauses) == 0)
        return;
    for (const cJSON *item = list->child; item != NULL; item = item->next) {
        const char *id = cJSON_IsString(item) ? item->valuestring : "";
        if (problems_full(reader->problems))
            return;
        if (*id == '\0' || policy_entry_find(&reader->clauses, id, strlen(id), NULL) != NULL)
            continue;
        struct nearest nearest;
        nearest_init(&nearest, id, strlen(id));
        nearest_offer_entries(reader, &nearest, &reader->clauses);
        FAULT_AT(reader, item, NAME, "unknown_clause", nearest.best, "there is no clause '%s' in 'clauses'", id);
    }
}

bool policy_keep_clauses(struct policy_reader *reader, homevisit_names *clauses, const cJSON *list)
{
    size_t count = 0;
    for (const cJSON *item = cJSON_IsArray(list) ? list->child : NULL; item != NULL; item = item->next)
        count++;
    const char **items = arena_array(&reader->policy->arena, count, sizeof *items);
    if (!policy_got(reader, items))
        return false;
    clauses->items = items;
    for (const cJSON *item = cJSON_IsArray(list) ? list->child : NULL; item != NULL; item = item->next)
        if (cJSON_IsString(item) && !policy_keep_text(reader, &items[clauses->count++], item->valuestring))
            return false;
    check_clauses(reader, list);
    return true;
}
