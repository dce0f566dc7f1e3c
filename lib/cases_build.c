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
    bool *gone;                     /* by event */
    const cJSON **patches;          /* by event; NULL: it stays as it is */
    uint32_t *places;               /* of the events that are not gone, those of one word together, in their order */
    size_t ends[EVENT_COUNT + 1];   /* by word: where its places end; they begin where those of the word before end */
    bool all_gone[EVENT_COUNT + 1]; /* by word: what drops every event of it was met */
};

static homevisit_word word_of(const cJSON *event)
{
    const char *name = member_text(event, "event");
    return name != NULL ? word_find_in(IN(EVENT), name, strlen(name)) : HOMEVISIT_WORD_none;
}

/* Sorts the places of the events that are not gone by their words: once before any is dropped, and once after. What is
 * no event's word stands under HOMEVISIT_WORD_none, which nobody asks for. */
static void sort_places(struct choice *choice)
{
    size_t *ends = choice->ends, next = 0;
    memset(ends, 0, sizeof choice->ends);
    for (size_t i = 0; i < choice->count; i++)
        ends[word_of(choice->events[i])] += !choice->gone[i];
    for (size_t word = 0; word <= EVENT_COUNT; word++) {
        const size_t count = ends[word];
        ends[word] = next; /* where the next place of the word goes; its end, once all are there */
        next += count;
    }
    for (size_t i = 0; i < choice->count; i++)
        if (!choice->gone[i])
            choice->places[ends[word_of(choice->events[i])]++] = (uint32_t)i;
}

static size_t first_place(const struct choice *choice, homevisit_word word)
{
    return word != 0 ? choice->ends[word - 1] : 0;
}

static size_t count_events(const struct choice *choice, homevisit_word word)
{
    return choice->ends[word] - first_place(choice, word);
}

/* The place of the nth event of that word among those that are not gone; `count` where there is none. */
static size_t find_event(const struct choice *choice, homevisit_word word, size_t nth)
{
    return nth <= count_events(choice, word) ? choice->places[first_place(choice, word) + nth - 1] : choice->count;
}

static void tell_absent(const struct choice *choice, const cJSON *node, bool at_key, homevisit_word event, size_t nth)
{
    const char *word = homevisit_word_text(event);
    const size_t there = count_events(choice, event);
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

static void drop_nth(const struct choice *choice, const cJSON *item, homevisit_word word, bool *drops)
{
    const cJSON *number = member(item, "nth");
    if (!is_whole(number) || number->valuedouble < 1)
        return;
    size_t nth = number->valuedouble < (double)UINT32_MAX ? (size_t)number->valuedouble : UINT32_MAX;
    size_t place = find_event(choice, word, nth);
    if (place < choice->count)
        drops[place] = true;
    else
        tell_absent(choice, item, false, word, nth);
}

static void drop_all(struct choice *choice, const cJSON *item, homevisit_word word, bool *drops)
{
    if (count_events(choice, word) == 0)
        tell_absent(choice, item, false, word, 1);
    for (size_t i = first_place(choice, word); i < choice->ends[word] && !choice->all_gone[word]; i++)
        drops[choice->places[i]] = true;
    choice->all_gone[word] = true;
}

/* All places are found before anything is left out, so that the order of the list says nothing. */
static void drop_event(struct choice *choice, const cJSON *item, bool *drops)
{
    const char *name = cJSON_IsObject(item)   ? member_text(item, "event")
                       : cJSON_IsString(item) ? item->valuestring
                                              : "";
    const homevisit_word word =
        name != NULL ? word_find_in(IN(EVENT), name, strlen(name)) : (homevisit_word)HOMEVISIT_WORD_none;
    if (word == HOMEVISIT_WORD_none)
        return;
    if (cJSON_IsObject(item))
        drop_nth(choice, item, word, drops);
    else
        drop_all(choice, item, word, drops);
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
        size_t place = find_event(choice, word, nth);
        if (place == choice->count)
            tell_absent(choice, item, true, word, nth);
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
    choice->places = arena_array(scratch, choice->count, sizeof *choice->places);
    bool *drops = arena_array(scratch, choice->count, sizeof *drops);
    if (choice->events == NULL || choice->gone == NULL || choice->patches == NULL || choice->places == NULL ||
        drops == NULL)
        return false;
    size_t count = 0;
    for (const cJSON *item = start->child; item != NULL; item = item->next)
        choice->events[count++] = item;
    sort_places(choice);
    choose_dropped(choice, drops);
    sort_places(choice);
    choose_changed(choice);
    return true;
}

/* --------------------------------------------------------------------------------------------------- gathering events */

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

static bool add_changed(cJSON *list, const cJSON *event, const cJSON *patch, struct arena *scratch)
{
    cJSON *copy = cJSON_Duplicate(event, true);
    if (copy != NULL && cases_merge_patch(copy, patch, scratch) && cJSON_AddItemToArray(list, copy))
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
        going = choice->patches[i] != NULL
                    ? add_changed(built->events, choice->events[i], choice->patches[i], &built->scratch)
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
