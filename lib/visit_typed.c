/* Records that a host builds itself, event by event, and what may be asked of any record. */
#include "visit_parts.h"

#include <string.h>

/* ---- making and freeing ------------------------------------------------------------------------------------------ */

/* A name of no bytes needs no block of memory, before it is known how large that should be. */
static bool name_document(homevisit_visit *visit, const struct settled_options *options)
{
    const char *name = options->document;
    visit->document = *name == '\0' ? "" : arena_copy_text(&visit->arena, name, strlen(name));
    return visit->document != NULL;
}

homevisit_visit *visit_make(const struct settled_options *options)
{
    homevisit_visit *visit = memory_allocate_zeroed(&options->allocator, sizeof *visit);
    if (visit == NULL)
        return NULL;
    visit->allocator = options->allocator;
    visit->limits = (struct visit_limits){options->json, options->max_events, options->max_staff};
    arena_init(&visit->arena, &visit->allocator);
    list_init(&visit->events, &visit->allocator, sizeof(struct visit_event));
    list_init(&visit->staff_ids, &visit->allocator, sizeof(const char *));
    id_index_init(&visit->staff_index, &visit->allocator);
    list_init(&visit->declared_own, &visit->allocator, sizeof(const struct declared_value *));
    list_init(&visit->identified, &visit->allocator, sizeof(struct visit_event));
    id_index_init(&visit->event_index, &visit->allocator);
    visit->id = "";
    if (!name_document(visit, options)) {
        homevisit_visit_free(visit);
        return NULL;
    }
    return visit;
}

static void empty_list(struct list *list)
{
    if (list->capacity > VISIT_KEPT_ROOM)
        list_free(list);
    list->count = 0;
}

static void empty_index(struct id_index *index, const homevisit_allocator *allocator)
{
    if (index->nodes.capacity > VISIT_KEPT_ROOM) {
        id_index_free(index);
        id_index_init(index, allocator);
    }
    id_index_clear(index);
}

bool visit_reset(homevisit_visit *visit, const struct settled_options *options)
{
    empty_list(&visit->events);
    empty_list(&visit->staff_ids);
    empty_index(&visit->staff_index, &visit->allocator);
    empty_list(&visit->declared_own);
    empty_list(&visit->identified);
    empty_index(&visit->event_index, &visit->allocator);
    visit->next_index = 0;
    visit->id = "";
    arena_reset(&visit->arena);
    return name_document(visit, options);
}

void homevisit_visit_free(homevisit_visit *visit)
{
    if (visit == NULL)
        return;
    const homevisit_allocator allocator = visit->allocator;
    list_free(&visit->events);
    list_free(&visit->staff_ids);
    id_index_free(&visit->staff_index);
    list_free(&visit->declared_own);
    list_free(&visit->identified);
    id_index_free(&visit->event_index);
    arena_free(&visit->arena);
    memory_release(&allocator, visit);
}

homevisit_code homevisit_visit_new(const char *id, size_t length, const homevisit_options *options,
                                   homevisit_visit **out)
{
    if (out == NULL)
        return HOMEVISIT_E_ARGUMENT;
    *out = NULL;
    if (id == NULL || length == 0 || text_fault((homevisit_text){id, length}) != JSON_SOUND)
        return HOMEVISIT_E_ARGUMENT;
    const struct settled_options settled = options_settle(options);
    homevisit_visit *visit = visit_make(&settled);
    if (visit != NULL)
        visit->id = arena_copy_text(&visit->arena, id, length);
    if (visit == NULL || visit->id == NULL) {
        homevisit_visit_free(visit);
        return HOMEVISIT_E_MEMORY;
    }
    *out = visit;
    return HOMEVISIT_OK;
}

/* ---- appending --------------------------------------------------------------------------------------------------- */

/* What appending takes beside the record, and gives up again whatever comes of it. */
struct appending {
    homevisit_visit *visit;
    struct arena arena;
    struct new_ids ids;
    struct visit_event event;
    homevisit_problems *problems;
};

static bool begin(struct appending *appending, homevisit_visit *visit)
{
    appending->visit = visit;
    appending->problems = problems_new(&visit->allocator);
    if (appending->problems == NULL)
        return false;
    arena_init(&appending->arena, &visit->allocator);
    new_ids_init(&appending->ids, visit, &appending->arena);
    return true;
}

/* Puts a sound event into the record. `text` is where it stands; empty for a typed one. */
static void keep(struct appending *appending, homevisit_text text, struct event_span span)
{
    homevisit_visit *visit = appending->visit;
    const struct visit_event *event = &appending->event;
    struct json_lines lines;
    struct place place = {.document = visit->document, .pointer = "", .offset = span.start};
    json_lines_init(&lines, text);
    if (text.length != 0)
        json_lines_find(&lines, span.start, &place.line, &place.column);
    switch (visit_keep(visit, event, &appending->ids, true)) {
    case KEPT: visit_put_last_in_order(visit); break;
    case KEPT_ALREADY: break;
    case KEPT_OTHER: refuse_event_id(appending->problems, place, &lines, span, event->id); break;
    case KEPT_ENOUGH:
        problems_add(appending->problems, HOMEVISIT_SEVERITY_ERROR, HOMEVISIT_KIND_LIMIT, "too_many_events", &place,
                     NULL, TOO_MANY_EVENTS, visit->limits.events);
        break;
    case KEPT_NO_MEMORY: problems_out_of_memory(appending->problems); break;
    }
}

static homevisit_code end(struct appending *appending, homevisit_problems **problems)
{
    new_ids_free(&appending->ids);
    arena_free(&appending->arena);
    return problems_finish(appending->problems, problems);
}

homevisit_code homevisit_visit_append(homevisit_visit *visit, const char *text, size_t length,
                                      homevisit_problems **problems)
{
    struct appending appending;
    struct event_span span = {0, 0, 0};
    const homevisit_text json = {text, length};
    if (problems != NULL)
        *problems = NULL;
    if (visit == NULL || (text == NULL && length != 0))
        return HOMEVISIT_E_ARGUMENT;
    if (!begin(&appending, visit))
        return HOMEVISIT_E_MEMORY;
    if (visit_read_event_text(&appending.ids, json, visit->document, &appending.arena, &appending.event, &span,
                              appending.problems))
        keep(&appending, json, span);
    return end(&appending, problems);
}

homevisit_code homevisit_visit_append_event(homevisit_visit *visit, const homevisit_event *event,
                                            homevisit_problems **problems)
{
    struct appending appending;
    if (problems != NULL)
        *problems = NULL;
    if (visit == NULL || !visit_event_callable(event))
        return HOMEVISIT_E_ARGUMENT;
    if (!begin(&appending, visit))
        return HOMEVISIT_E_MEMORY;
    if (visit_convert_event(&appending.ids, event, &appending.arena, &appending.event, appending.problems))
        keep(&appending, (homevisit_text){"", 0}, (struct event_span){0, 0, 0});
    return end(&appending, problems);
}

/* ---- asking ------------------------------------------------------------------------------------------------------ */

const char *homevisit_visit_id(const homevisit_visit *visit)
{
    return visit != NULL ? visit->id : "";
}

size_t homevisit_visit_event_count(const homevisit_visit *visit)
{
    return visit != NULL ? visit->events.count : 0;
}

bool homevisit_visit_last_at(const homevisit_visit *visit, int64_t *at)
{
    if (homevisit_visit_event_count(visit) == 0)
        return false;
    const struct visit_event *last = list_at(&visit->events, visit->events.count - 1);
    if (at != NULL)
        *at = last->at;
    return true;
}
