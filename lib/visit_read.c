/*
 * A visit record from its JSON text: homevisit_visit_load(). Events go straight from the scan's tokens into the record;
 * nothing is built between. Everything that is wrong is told at once, so reading goes on behind each fault.
 */
#include "visit_quick.h"

#define FORMAT "homevisit-visit/1"

/* The keys of the document, all of which it needs. */
enum { KEY_FORMAT, KEY_ID, KEY_EVENTS, KEY_COUNT };
static const char *const keys[KEY_COUNT] = {"format", "id", "events"};

struct loading {
    homevisit_visit *visit;
    struct json_reader json;
    struct new_ids ids;
    struct event_reader events;
    bool given[KEY_COUNT];
};

/* ---- events ------------------------------------------------------------------------------------------------------ */

/* Says why the event that has just ended is not in the record. */
static void refuse_event(struct loading *loading, enum keeping keeping, const struct visit_event *event,
                         struct event_span span)
{
    struct json_reader *json = &loading->json;
    homevisit_visit *visit = loading->visit;
    if (keeping == KEPT_NO_MEMORY)
        problems_out_of_memory(json->problems);
    else if (keeping == KEPT_ENOUGH)
        json_fault_container(json, 0, HOMEVISIT_KIND_LIMIT, "too_many_events", TOO_MANY_EVENTS, visit->limits.events);
    else
        refuse_event_id(json->problems, json_place(json, &visit->arena), &json->lines, span, event->id);
}

/* Reads the event whose first token was the last. false where the record is full, so that no other has to be read. */
static bool read_event(struct loading *loading)
{
    struct visit_event event;
    struct event_span span;
    if (loading->json.token != JSON_OBJECT_BEGIN) {
        if (!loading->json.flawed)
            value_refuse_member(&loading->json, "events", "objects");
        else
            json_skip(&loading->json);
        return true;
    }
    if (!visit_read_event(&loading->events, &event, &span))
        return true;
    const enum keeping keeping = visit_keep(loading->visit, &event, &loading->ids, false);
    if (keeping != KEPT && keeping != KEPT_ALREADY)
        refuse_event(loading, keeping, &event, span);
    return keeping != KEPT_ENOUGH;
}

static void read_events(struct loading *loading)
{
    struct json_reader *json = &loading->json;
    bool more = true;
    if (json->token != JSON_ARRAY_BEGIN) {
        value_refuse_type(json, "events", "a list");
        return;
    }
    for (;;) {
        const enum json_token token = json_next(json);
        if (token == JSON_ARRAY_END || token == JSON_FAILED)
            return;
        if (more)
            more = read_event(loading);
        else
            json_skip(json);
    }
}

/* ---- the document ------------------------------------------------------------------------------------------------- */

static void read_format(struct loading *loading)
{
    struct json_reader *json = &loading->json;
    homevisit_text text;
    if (json->token != JSON_STRING)
        value_refuse_type(json, keys[KEY_FORMAT], "a text");
    else if (token_text(json, &loading->visit->arena, &text) && !text_is(text, FORMAT))
        json_fault(json, HOMEVISIT_KIND_SCHEMA, "unknown_format", FORMAT, "this is no document of the format %s",
                   FORMAT);
}

static void read_id(struct loading *loading)
{
    struct json_reader *json = &loading->json;
    homevisit_visit *visit = loading->visit;
    homevisit_text text;
    if (json->token != JSON_STRING) {
        value_refuse_type(json, keys[KEY_ID], "a text");
    } else if (token_text(json, &visit->arena, &text)) {
        visit->id = arena_copy_text(&visit->arena, text.data, text.length);
        if (visit->id == NULL)
            problems_out_of_memory(json->problems);
    }
}

/* Reads a member of the document, whose key was the last token. */
static void read_member(struct loading *loading, homevisit_text key)
{
    static void (*const readers[KEY_COUNT])(struct loading *) = {read_format, read_id, read_events};
    struct json_reader *json = &loading->json;
    size_t which = 0;
    while (which < KEY_COUNT && !text_is(key, keys[which]))
        which++;
    if (which == KEY_COUNT) {
        if (key_is_free(key))
            json_skip(json);
        else
            key_refuse(json, key, "a visit", keys, KEY_COUNT);
        return;
    }
    const bool sound = value_begins(json);
    if (sound && value_is_empty_text(json))
        return;
    /* A key that stands twice is refused by the scan. */
    if (sound && !loading->given[which])
        readers[which](loading);
    else if (sound)
        json_skip(json);
    loading->given[which] = true;
}

static void read_document(struct loading *loading)
{
    struct json_reader *json = &loading->json;
    homevisit_text key;
    enum json_token token = json_next(json);
    if (token != JSON_OBJECT_BEGIN)
        return; /* the scan has said so */
    while ((token = key_next(json, &loading->visit->arena, &key)) == JSON_KEY)
        read_member(loading, key);
    if (token != JSON_OBJECT_END)
        return;
    for (size_t i = 0; i < KEY_COUNT; i++) {
        if (!loading->given[i])
            json_fault_container(json, 0, HOMEVISIT_KIND_SCHEMA, "missing_key", "a visit needs '%s'", keys[i]);
    }
    json_next(json); /* the end, or text that has no place there */
}

static void load(homevisit_visit *visit, homevisit_text text, homevisit_problems *problems)
{
    struct loading loading = {.visit = visit};
    json_reader_init(&loading.json, text, visit->document, &visit->limits.json, &visit->allocator, problems);
    new_ids_init(&loading.ids, visit, &visit->arena);
    event_reader_init(&loading.events, &loading.ids, &loading.json, &visit->arena);
    read_document(&loading);
    event_reader_free(&loading.events);
    new_ids_free(&loading.ids);
    json_reader_free(&loading.json);
}

/* Reads a text with which something may be wrong, or rare. */
static homevisit_code load_carefully(homevisit_visit *visit, homevisit_text text, const struct settled_options *options,
                                     homevisit_problems **problems)
{
    homevisit_problems *found = problems_new(&options->allocator);
    if (found != NULL && visit_reset(visit, options))
        load(visit, text, found);
    else
        problems_out_of_memory(found);
    if (!problems_has_errors(found))
        visit_sort(visit);
    return problems_finish(found, problems);
}

static homevisit_code tell_no_memory(const struct settled_options *options, homevisit_problems **problems)
{
    homevisit_problems *found = problems_new(&options->allocator);
    problems_out_of_memory(found);
    return problems_finish(found, problems);
}

homevisit_code visit_read(homevisit_visit *visit, homevisit_text text, const struct settled_options *options,
                          homevisit_problems **problems)
{
    switch (visit_read_quickly(visit, text)) {
    case QUICK_READ: visit_sort(visit); return HOMEVISIT_OK;
    case QUICK_GIVEN_UP: return load_carefully(visit, text, options, problems);
    case QUICK_NO_MEMORY: break;
    }
    return tell_no_memory(options, problems);
}

homevisit_code homevisit_visit_load(const char *text, size_t length, const homevisit_options *options,
                                    homevisit_visit **out, homevisit_problems **problems)
{
    if (problems != NULL)
        *problems = NULL;
    if (out == NULL)
        return HOMEVISIT_E_ARGUMENT;
    *out = NULL;
    if (text == NULL && length != 0)
        return HOMEVISIT_E_ARGUMENT;
    const struct settled_options settled = options_settle(options);
    homevisit_visit *visit = visit_make(&settled);
    if (visit == NULL)
        return tell_no_memory(&settled, problems);
    const homevisit_code code = visit_read(visit, (homevisit_text){text, length}, &settled, problems);
    if (code == HOMEVISIT_OK)
        *out = visit;
    else
        homevisit_visit_free(visit);
    return code;
}
