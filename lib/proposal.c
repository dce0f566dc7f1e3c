/* A proposed event, which is read beside a record and never becomes part of it. */
#include "ask.h"

void proposal_init(struct proposal *proposal, const homevisit_visit *visit)
{
    arena_init(&proposal->arena, &visit->allocator);
    new_ids_init(&proposal->ids, visit, &proposal->arena);
}

void proposal_free(struct proposal *proposal)
{
    new_ids_free(&proposal->ids);
    arena_free(&proposal->arena);
}

homevisit_code proposal_number_ids(struct replay *replay, const struct new_ids *ids)
{
    const size_t known = replay->visit->staff_ids.count;
    const char **all = arena_array(&replay->arena, known + ids->texts.count + 1, sizeof *all);
    if (!all)
        return HOMEVISIT_E_MEMORY;
    for (size_t i = 0; i < known + ids->texts.count; i++)
        all[i] = new_ids_text(ids, (uint32_t)i);
    replay->facts.ids = all;
    return HOMEVISIT_OK;
}
