/*
 * Values laid over an object's members: JSON Merge Patch (RFC 7396) for a case's changes, and what its settings need of
 * it. However many members both have, each is looked for by its key.
 */
#include "cases.h"

#include <string.h>

/* ---- overlays ---------------------------------------------------------------------------------------------------- */

bool overlay_open(struct overlay *overlay, cJSON *target, const cJSON *patch, struct arena *scratch)
{
    size_t count = 0;
    uint32_t number;
    for (const cJSON *item = patch->child; item != NULL; item = item->next)
        count++;
    id_index_init(&overlay->keys, &scratch->allocator);
    overlay->members = arena_array(scratch, count, sizeof *overlay->members);
    if (overlay->members == NULL || !id_index_reserve(&overlay->keys, count))
        return false;
    for (const cJSON *item = patch->child; item != NULL; item = item->next)
        if (!id_index_find(&overlay->keys, item->string, strlen(item->string), &number))
            id_index_add(&overlay->keys, item->string, strlen(item->string));
    for (cJSON *item = target->child; item != NULL; item = item->next)
        if (id_index_find(&overlay->keys, item->string, strlen(item->string), &number) &&
            overlay->members[number] == NULL)
            overlay->members[number] = item;
    return true;
}

void overlay_close(struct overlay *overlay)
{
    id_index_free(&overlay->keys);
}

cJSON **overlay_place(const struct overlay *overlay, const cJSON *item)
{
    uint32_t number = 0;
    id_index_find(&overlay->keys, item->string, strlen(item->string), &number);
    return &overlay->members[number];
}

bool overlay_put(cJSON *target, cJSON **place, const char *key, cJSON *fresh)
{
    cJSON *old = *place;
    *place = fresh;
    if (old == NULL) {
        if (cJSON_AddItemToObject(target, key, fresh))
            return true;
        cJSON_Delete(fresh);
        return false;
    }
    /* The key goes with the place. */
    if (fresh->string == NULL) {
        fresh->string = old->string;
        old->string = NULL;
    }
    return cJSON_ReplaceItemViaPointer(target, old, fresh);
}

/* ---- merge patch ------------------------------------------------------------------------------------------------- */

/* Merges one of the patch's members over what the target has under its key, if anything. */
static bool merge_member(cJSON *target, cJSON **place, const cJSON *item, struct arena *scratch)
{
    cJSON *old = *place;
    if (cJSON_IsNull(item)) {
        if (old != NULL)
            cJSON_Delete(cJSON_DetachItemViaPointer(target, old));
        *place = NULL;
        return true;
    }
    if (cJSON_IsObject(item) && cJSON_IsObject(old))
        return cases_merge_patch(old, item, scratch);
    cJSON *fresh = cJSON_IsObject(item) ? cJSON_CreateObject() : cJSON_Duplicate(item, true);
    if (fresh == NULL)
        return false;
    if (cJSON_IsObject(item) && !cases_merge_patch(fresh, item, scratch)) {
        cJSON_Delete(fresh);
        return false;
    }
    return overlay_put(target, place, item->string, fresh);
}

bool cases_merge_patch(cJSON *target, const cJSON *patch, struct arena *scratch)
{
    struct overlay overlay;
    bool going = overlay_open(&overlay, target, patch, scratch);
    target->valueint = patch->valueint;
    for (const cJSON *item = patch->child; item != NULL && going; item = item->next)
        going = merge_member(target, overlay_place(&overlay, item), item, scratch);
    overlay_close(&overlay);
    return going;
}
