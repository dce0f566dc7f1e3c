/*
 * The policy under a case's settings. A case's value stands in the profile as if its author had written it there, and
 * the profile is loaded anew: so a setting may turn what a condition means, and a lock of the base still holds. Each
 * distinct set of settings is loaded once, as long as it is among the last POLICIES_KEPT: so memory does not grow with
 * the cases.
 */
#include "cases.h"

#include <string.h>

enum { POLICIES_KEPT = 64 };

static bool out_of_memory(struct cases *cases)
{
    problems_out_of_memory(cases->problems);
    return false;
}

/* The profile's own text, as a tree; read once. */
static bool read_policy_root(struct cases *cases)
{
    if (cases->policy_root == NULL)
        cases->policy_root = json_tree_read(cases->places, cases->policy_text, cases->options->document,
                                            &cases->options->json, cases->problems);
    /* The policy was loaded from this text: it is sound. */
    return cases->policy_root != NULL || out_of_memory(cases);
}

/* Puts {"value": V} in the place of a setting. */
static bool lay_setting(cJSON *settings, cJSON **place, const cJSON *item)
{
    cJSON *setting = cJSON_CreateObject(), *value = cJSON_Duplicate(item, true);
    if (setting != NULL && value != NULL && cJSON_AddItemToObject(setting, "value", value))
        return overlay_put(settings, place, item->string, setting);
    cJSON_Delete(setting);
    cJSON_Delete(value);
    return false;
}

static bool lay_values(cJSON *settings, const cJSON *values, struct arena *scratch)
{
    struct overlay overlay;
    bool going = overlay_open(&overlay, settings, values, scratch);
    for (const cJSON *item = values->child; item != NULL && going; item = item->next)
        going = lay_setting(settings, overlay_place(&overlay, item), item);
    overlay_close(&overlay);
    return going;
}

/* A copy of the profile with the values laid over its settings; NULL where memory ran out. */
static cJSON *lay_settings(const cJSON *policy, const cJSON *values, const homevisit_allocator *allocator)
{
    struct arena scratch;
    cJSON *copy = cJSON_Duplicate(policy, true);
    cJSON *settings = copy != NULL ? cJSON_GetObjectItemCaseSensitive(copy, "settings") : NULL;
    if (copy != NULL && settings == NULL)
        settings = cJSON_AddObjectToObject(copy, "settings");
    arena_init(&scratch, allocator);
    const bool going = settings != NULL && lay_values(settings, values, &scratch);
    arena_free(&scratch);
    if (going)
        return copy;
    cJSON_Delete(copy);
    return NULL;
}

static bool load_policy(struct cases *cases, const cJSON *values, homevisit_policy **policy)
{
    homevisit_buffer text;
    struct json_writer writer;
    homevisit_problems *found = NULL;
    cJSON *copy = read_policy_root(cases) ? lay_settings(cases->policy_root, values, &cases->options->allocator) : NULL;
    if (copy == NULL)
        return out_of_memory(cases);
    buffer_init(&text, &cases->options->allocator);
    json_write_begin(&writer, &text);
    json_copy_tree(&writer, copy);
    cJSON_Delete(copy);
    homevisit_code code = json_write_end(&writer);
    if (code == HOMEVISIT_OK)
        code = policy_load_settled((homevisit_text){text.data, text.length}, cases->options, policy, &found);
    homevisit_buffer_free(&text);
    cases_tell_problems(cases, NULL, NULL, values, found);
    return code != HOMEVISIT_E_MEMORY || out_of_memory(cases);
}

/* Finds the policy of these settings among those that were loaded. */
static struct case_policy *find_policy(const struct cases *cases, const char *settings)
{
    for (size_t i = 0; i < cases->policies.count; i++) {
        struct case_policy *row = list_at(&cases->policies, i);
        if (strcmp(row->settings, settings) == 0)
            return row;
    }
    return NULL;
}

static void empty_row(const struct cases *cases, struct case_policy *row)
{
    memory_release(&cases->options->allocator, row->settings);
    homevisit_policy_free(row->policy);
}

/* A row for one more policy: a new one, or that of the one that was loaded first. NULL where memory ran out. */
static struct case_policy *make_row(struct cases *cases)
{
    if (cases->policies.count < POLICIES_KEPT)
        return list_add(&cases->policies);
    struct case_policy *row = list_at(&cases->policies, cases->next_policy);
    cases->next_policy = (cases->next_policy + 1) % POLICIES_KEPT;
    empty_row(cases, row);
    return row;
}

void cases_drop_policies(struct cases *cases)
{
    for (size_t i = 0; i < cases->policies.count; i++)
        empty_row(cases, list_at(&cases->policies, i));
    list_free(&cases->policies);
}

static bool policy_under(struct cases *cases, const cJSON *values, homevisit_buffer *key, homevisit_policy **policy)
{
    struct json_writer writer;
    json_write_begin(&writer, key);
    json_copy_tree(&writer, values);
    if (json_write_end(&writer) != HOMEVISIT_OK)
        return out_of_memory(cases);
    const struct case_policy *known = find_policy(cases, key->data);
    if (known != NULL) {
        *policy = known->policy;
        return true;
    }
    if (!load_policy(cases, values, policy))
        return false;
    char *settings = memory_allocate(&cases->options->allocator, key->length + 1);
    struct case_policy *row = settings != NULL ? make_row(cases) : NULL;
    if (row == NULL) {
        memory_release(&cases->options->allocator, settings);
        homevisit_policy_free(*policy);
        *policy = NULL;
        return out_of_memory(cases);
    }
    memcpy(settings, key->data, key->length + 1);
    *row = (struct case_policy){settings, *policy};
    return true;
}

/* Whether each setting that is named exists: those that do not were told. */
static bool has_known_names(const struct cases *cases, const cJSON *values)
{
    uint32_t number;
    for (const cJSON *item = values->child; item != NULL; item = item->next)
        if (!id_index_find(&cases->settings, item->string, strlen(item->string), &number))
            return false;
    return true;
}

bool cases_policy_of(struct cases *cases, const struct test_case *test, homevisit_policy **policy)
{
    const cJSON *values = member(test->node, "settings");
    homevisit_buffer key;
    *policy = NULL;
    if (values == NULL || (cJSON_IsObject(values) && values->child == NULL)) {
        *policy = cases->policy;
        return true;
    }
    if (!cJSON_IsObject(values) || !has_known_names(cases, values))
        return true;
    buffer_init(&key, &cases->options->allocator);
    bool going = policy_under(cases, values, &key, policy);
    homevisit_buffer_free(&key);
    return going;
}
