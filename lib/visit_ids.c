/*
 * Ids of staff as numbers. A record has its own, and an event that is not part of it may bring more: see visit.h.
 */
#include "visit.h"

void new_ids_init(struct new_ids *ids, const homevisit_visit *visit, struct arena *arena)
{
    ids->visit = visit;
    ids->arena = arena;
    list_init(&ids->texts, &visit->allocator, sizeof(const char *));
    id_index_init(&ids->index, &visit->allocator);
}

void new_ids_free(struct new_ids *ids)
{
    list_free(&ids->texts);
    id_index_free(&ids->index);
}

bool new_ids_number(struct new_ids *ids, const char *text, size_t length, uint32_t *number)
{
    if (id_index_find(&ids->visit->staff_index, text, length, number))
        return true;
    const size_t first = ids->visit->staff_ids.count;
    if (id_index_find(&ids->index, text, length, number)) {
        *number += (uint32_t)first;
        return true;
    }
    if (ids->texts.count >= UINT32_MAX - first || !id_index_reserve(&ids->index, 1))
        return false;
    const char *copy = arena_copy_text(ids->arena, text, length);
    const char **added = copy != NULL ? list_add(&ids->texts) : NULL;
    if (added == NULL)
        return false;
    *added = copy;
    id_index_add(&ids->index, copy, length);
    *number = (uint32_t)(first + ids->texts.count - 1);
    return true;
}

bool visit_number_id(homevisit_visit *visit, const char *text, size_t length, uint32_t *number)
{
    if (id_index_find(&visit->staff_index, text, length, number))
        return true;
    if (visit->staff_ids.count >= UINT32_MAX || !list_make_room(&visit->staff_ids, 1) ||
        !id_index_reserve(&visit->staff_index, 1))
        return false;
    const char *copy = arena_copy_text(&visit->arena, text, length);
    if (copy == NULL)
        return false;
    *number = (uint32_t)visit->staff_ids.count;
    *(const char **)list_take(&visit->staff_ids) = copy;
    id_index_add(&visit->staff_index, copy, length);
    return true;
}

void new_ids_forget(struct new_ids *ids)
{
    ids->texts.count = 0;
    id_index_clear(&ids->index);
}

const char *new_ids_text(const struct new_ids *ids, uint32_t number)
{
    const size_t first = ids->visit->staff_ids.count;
    if (number < first)
        return *(const char *const *)list_at(&ids->visit->staff_ids, number);
    return *(const char *const *)list_at(&ids->texts, number - first);
}
