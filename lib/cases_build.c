/*
 * The record of a case: the events of its visit, some left out, some changed, some added, as a visit of the library's
 * own.
 *
 * The events are gathered as nodes that know where the file says them, and written out as the text of a record; so they
 * are read and judged as any record is. What cases_shape.c has refused is passed over.
 */
#include "cases.h"

#include <string.h>

/* ------------------------------------------------------------------------------------------------- choosing events */

/* What becomes of the events from which a case starts. */
struct choice {
    struct cases *cases;
    const struct test_case *test;
    const cJSON **events;
    size_t count;
    bool *gone;            /* by event */
    const cJSON **patches; /* by event; NULL: it stays as it is */
};

static bool is_event(const cJSON *event, const char *word)
{
    const char *name = member_text(event, "event");
    return name != NULL && strcmp(name, word) == 0;
}

/* The place of the nth event of that word among those that are not gone; `count` where there is none. */
static size_t find_event(const struct choice *choice, const char *word, size_t nth)
{
    for (size_t i = 0; i < choice->count; i++)
        if (!choice->gone[i] && is_event(choice->events[i], word) && --nth == 0)
            return i;
    return choice->count;
}

static void tell_absent(const struct choice *choice, const cJSON *node, bool at_key, const char *word, size_t nth)
{
    size_t there = 0;
    for (size_t i = 0; i < choice->count; i++)
        there += !choice->gone[i] && is_event(choice->events[i], word);
    if (there == 0 && at_key)
        FAULT_AT_KEY(choice->cases, node, SCHEMA, "no_such_event", NULL, "the visit has no '%s'", word);
    else if (there == 0)
        FAULT_AT(choice->cases, node, SCHEMA, "no_such_event", NULL, "the visit has no '%s'", word);
    else if (at_key)
        FAULT_AT_KEY(choice->cases, node, SCHEMA, "no_such_event", NULL, "the visit has %zu '%s', and no number %zu",
                     there, word, nth);
    else
        FAULT_AT(choice->cases, node, SCHEMA, "no_such_event", NULL, "the visit has %zu '%s', and no number %zu", there,
                 word, nth);
}

/* All places are found before anything is left out, so that the order of the list says nothing. */
static void drop_event(struct choice *choice, const cJSON *item, bool *drops)
{
    const cJSON *number = member(item, "nth");
    const char *word = cJSON_IsObject(item)   ? member_text(item, "event")
                       : cJSON_IsString(item) ? item->valuestring
                                              : "";
    if (word == NULL || word_find_in(IN(EVENT), word, strlen(word)) == HOMEVISIT_WORD_none)
        return;
    if (cJSON_IsObject(item)) {
        if (!is_whole(number) || number->valuedouble < 1)
            return;
        size_t nth = number->valuedouble < (double)UINT32_MAX ? (size_t)number->valuedouble : UINT32_MAX;
        size_t place = find_event(choice, word, nth);
        if (place < choice->count)
            drops[place] = true;
        else
            tell_absent(choice, item, false, word, nth);
        return;
    }
    if (find_event(choice, word, 1) == choice->count)
        tell_absent(choice, item, false, word, 1);
    for (size_t i = 0; i < choice->count; i++)
        drops[i] = drops[i] || is_event(choice->events[i], word);
}

static void choose_dropped(struct choice *choice, bool *drops)
{
    const cJSON *list = member(choice->test->node, "drop");
    for (const cJSON *item = cJSON_IsArray(list) ? list->child : NULL; item != NULL; item = item->next)
        drop_event(choice, item, drops);
    memcpy(choice->gone, drops, choice->count * sizeof *drops);
}

static void choose_changed(struct choice *choice)
{
    const cJSON *changes = member(choice->test->node, "change");
    for (const cJSON *item = cJSON_IsObject(changes) ? changes->child : NULL; item != NULL; item = item->next) {
        homevisit_word word;
        size_t nth;
        if (!cases_read_change_key(item->string, &word, &nth) || !cJSON_IsObject(item))
            continue;
        size_t place = find_event(choice, homevisit_word_text(word), nth);
        if (place == choice->count)
            tell_absent(choice, item, true, homevisit_word_text(word), nth);
        else if (choice->patches[place] != NULL)
            FAULT_AT_KEY(choice->cases, item, SCHEMA, "changed_twice", NULL, "this '%s' is changed already",
                         homevisit_word_text(word));
        else
            choice->patches[place] = item;
    }
}

static bool choose_events(struct choice *choice, struct arena *scratch)
{
    const cJSON *start = choice->test->start;
    for (const cJSON *item = start->child; item != NULL; item = item->next)
        choice->count++;
    choice->events = arena_array(scratch, choice->count, sizeof *choice->events);
    choice->gone = arena_array(scratch, choice->count, sizeof *choice->gone);
    choice->patches = arena_array(scratch, choice->count, sizeof *choice->patches);
    bool *drops = arena_array(scratch, choice->count, sizeof *drops);
    if (choice->events == NULL || choice->gone == NULL || choice->patches == NULL || drops == NULL)
        return false;
    size_t count = 0;
    for (const cJSON *item = start->child; item != NULL; item = item->next)
        choice->events[count++] = item;
    choose_dropped(choice, drops);
    choose_changed(choice);
    return true;
}

/* --------------------------------------------------------------------------------------------------- merging events */

/* JSON Merge Patch, RFC 7396. What is changed stands where the patch does. false where memory ran out. */
static bool merge_patch(cJSON *target, const cJSON *patch)
{
    target->valueint = patch->valueint;
    for (const cJSON *item = patch->child; item != NULL; item = item->next) {
        cJSON *old = cJSON_GetObjectItemCaseSensitive(target, item->string);
        if (cJSON_IsNull(item)) {
            cJSON_DeleteItemFromObjectCaseSensitive(target, item->string);
            continue;
        }
        if (cJSON_IsObject(item) && cJSON_IsObject(old)) {
            if (!merge_patch(old, item))
                return false;
            continue;
        }
        cJSON *fresh = cJSON_IsObject(item) ? cJSON_CreateObject() : cJSON_Duplicate(item, true);
        if (fresh == NULL)
            return false;
        if (cJSON_IsObject(item) && !merge_patch(fresh, item)) {
            cJSON_Delete(fresh);
            return false;
        }
        if (!json_put_member(target, item->string, fresh))
            return false;
    }
    return true;
}

/* What is no event was refused with the shape. */
static bool has_only_objects(const cJSON *list)
{
    for (const cJSON *item = list != NULL ? list->child : NULL; item != NULL; item = item->next)
        if (!cJSON_IsObject(item))
            return false;
    return true;
}

/* Borrows the node. */
static bool add_borrowed(cJSON *list, const cJSON *node)
{
    /* The list only ever frees its own shell of the node. */
    return cJSON_AddItemReferenceToArray(list, (cJSON *)(uintptr_t)node);
}

static bool add_changed(cJSON *list, const cJSON *event, const cJSON *patch)
{
    cJSON *copy = cJSON_Duplicate(event, true);
    if (copy != NULL && merge_patch(copy, patch) && cJSON_AddItemToArray(list, copy))
        return true;
    cJSON_Delete(copy);
    return false;
}

static bool gather_events(const struct choice *choice, struct built_case *built)
{
    built->events = cJSON_CreateArray();
    bool going = built->events != NULL;
    for (size_t i = 0; i < choice->count && going; i++) {
        if (choice->gone[i])
            continue;
        going = choice->patches[i] != NULL ? add_changed(built->events, choice->events[i], choice->patches[i])
                                           : add_borrowed(built->events, choice->events[i]);
        built->added_from++;
    }
    const cJSON *add = member(choice->test->node, "add");
    for (const cJSON *item = cJSON_IsArray(add) ? add->child : NULL; item != NULL && going; item = item->next)
        going = add_borrowed(built->events, item);
    return going;
}

/* ------------------------------------------------------------------------------------------------------ the record */

static homevisit_code write_record(homevisit_buffer *out, const char *id, const cJSON *events)
{
    struct json_writer writer;
    json_write_begin(&writer, out);
    json_write_object(&writer);
    json_write_key(&writer, "format");
    json_write_text(&writer, "homevisit-visit/1");
    json_write_key(&writer, "id");
    json_write_text(&writer, *id != '\0' ? id : "case");
    json_write_key(&writer, "events");
    json_copy_tree(&writer, events);
    json_write_object_end(&writer);
    return json_write_end(&writer);
}

/* Loads a record of the events. `visit` stays NULL where something is wrong with them; that is told at `fallback`,
 * where no event is to blame. */
static bool load_record(struct cases *cases, const char *id, const cJSON *events, const cJSON *fallback,
                        homevisit_buffer *text, homevisit_visit **visit)
{
    homevisit_problems *found = NULL;
    if (write_record(text, id, events) != HOMEVISIT_OK) {
        problems_out_of_memory(cases->problems);
        return false;
    }
    homevisit_code code = homevisit_visit_load(text->data, text->length, cases->given, visit, &found);
    if (code == HOMEVISIT_E_MEMORY)
        problems_out_of_memory(cases->problems);
    cases_tell_problems(cases, events, NULL, fallback, found);
    return code != HOMEVISIT_E_MEMORY;
}

bool cases_check_visits(struct cases *cases)
{
    for (size_t i = 0; i < cases->visits.count; i++) {
        struct case_visit *visit = list_at(&cases->visits, i);
        homevisit_buffer text;
        homevisit_visit *loaded = NULL;
        visit->faulty = true;
        if (!cJSON_IsArray(visit->events) || !has_only_objects(visit->events))
            continue;
        buffer_init(&text, &cases->options->allocator);
        bool going = load_record(cases, visit->events->string, visit->events, visit->events, &text, &loaded);
        visit->faulty = loaded == NULL;
        homevisit_visit_free(loaded);
        homevisit_buffer_free(&text);
        if (!going)
            return false;
    }
    return true;
}

/* Writes a check's event, with or without its id. */
static bool write_event(struct cases *cases, const cJSON *event, bool with_id, homevisit_buffer *out)
{
    struct json_writer writer;
    json_write_begin(&writer, out);
    json_write_object(&writer);
    for (const cJSON *item = event->child; item != NULL; item = item->next) {
        if (!with_id && strcmp(item->string, "id") == 0)
            continue;
        json_copy_key(&writer, item->string);
        json_copy_tree(&writer, item);
    }
    json_write_object_end(&writer);
    if (json_write_end(&writer) == HOMEVISIT_OK)
        return true;
    problems_out_of_memory(cases->problems);
    return false;
}

bool cases_append_proposed(struct cases *cases, const struct test_case *test, struct built_case *built)
{
    if (!write_event(cases, member(test->node, "event"), false, &built->event))
        return false;
    /* The check has read it: at most there is no room for it. */
    const cJSON *event = member(test->node, "event");
    homevisit_problems *found = NULL;
    homevisit_code code = homevisit_visit_append(built->visit, built->event.data, built->event.length, &found);
    if (code == HOMEVISIT_E_MEMORY)
        problems_out_of_memory(cases->problems);
    cases_tell_problems(cases, built->events, event, event, found);
    return code != HOMEVISIT_E_MEMORY;
}

bool cases_build(struct cases *cases, const struct test_case *test, struct built_case *built)
{
    struct choice choice = {.cases = cases, .test = test};
    *built = (struct built_case){0};
    arena_init(&built->scratch, &cases->options->allocator);
    buffer_init(&built->text, &cases->options->allocator);
    buffer_init(&built->event, &cases->options->allocator);
    if (!cJSON_IsArray(test->start) || (test->named != NULL && test->named->faulty) || !has_only_objects(test->start) ||
        !has_only_objects(member(test->node, "add")))
        return true;
    if (!choose_events(&choice, &built->scratch) || !gather_events(&choice, built)) {
        problems_out_of_memory(cases->problems);
        return false;
    }
    const cJSON *event = test->question == HOMEVISIT_QUESTION_CHECK ? member(test->node, "event") : NULL;
    return load_record(cases, test->name, built->events, member(test->node, "visit"), &built->text, &built->visit) &&
           (event == NULL || !cJSON_IsObject(event) || write_event(cases, event, true, &built->event));
}

void cases_build_free(struct built_case *built)
{
    homevisit_visit_free(built->visit);
    homevisit_buffer_free(&built->text);
    homevisit_buffer_free(&built->event);
    cJSON_Delete(built->events);
    arena_free(&built->scratch);
}
