/* Visits written down in C, their images, and records made at random. */
#include "visit_trials.h"

#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* ---- texts -------------------------------------------------------------------------------------------------------- */

/* Memory for the length of a test: reachable, so that it is no leak. */
static void *lasting(size_t size)
{
    static void **all;
    static size_t count;
    if (count % 1024 == 0)
        all = realloc(all, (count + 1024) * sizeof *all);
    cr_assert_not_null(all);
    void *memory = calloc(1, size != 0 ? size : 1);
    cr_assert_not_null(memory);
    all[count++] = memory;
    return memory;
}

homevisit_text quoted(const char *text)
{
    const size_t length = strlen(text);
    char *copy = lasting(length);
    for (size_t i = 0; i < length; i++)
        copy[i] = (char)(text[i] == '\'' ? '"' : text[i]);
    return (homevisit_text){copy, length};
}

static bool same_text(const char *first, const char *second)
{
    return first == NULL || second == NULL ? first == second : strcmp(first, second) == 0;
}

static bool is_told(const homevisit_problem *problem, const char *document, const struct visit_told *told)
{
    return problem->severity == HOMEVISIT_SEVERITY_ERROR && problem->kind == told->kind &&
           same_text(problem->code, told->code) && same_text(problem->document, document) &&
           same_text(problem->pointer, told->pointer) && problem->line == told->line &&
           problem->column == told->column && same_text(problem->message, told->message) &&
           same_text(problem->suggestion, told->suggestion);
}

/* As a row of a table, to be compared and, where it is right, taken over. */
static void print_problem(const homevisit_problem *problem)
{
    static const char *const kinds[] = {"", "SYNTAX", "SCHEMA", "NAME", "TYPE", "LIMIT", "MEMORY", "IO"};
    const char *quote = problem->suggestion != NULL ? "\"" : "";
    fprintf(stderr, "{%s, \"%s\", \"%s\", %zu, %zu, \"%s\", %s%s%s},\n", kinds[problem->kind], problem->code,
            problem->pointer, problem->line, problem->column, problem->message, quote,
            problem->suggestion != NULL ? problem->suggestion : "NULL", quote);
}

void expect_told(const char *text, const homevisit_problems *problems, const char *document,
                 const struct visit_told told[MOST_VISIT_TOLD])
{
    size_t count = 0;
    bool same = true;
    while (count < MOST_VISIT_TOLD && told[count].code != NULL)
        count++;
    same = homevisit_problems_count(problems) == count;
    for (size_t i = 0; same && i < count; i++)
        same = is_told(homevisit_problems_get(problems, i), document, &told[i]);
    cr_expect(same, "other problems than expected of %s", text);
    if (!same)
        fprintf(stderr, "-- %s\n", text);
    for (size_t i = 0; !same && i < homevisit_problems_count(problems); i++)
        print_problem(homevisit_problems_get(problems, i));
}

void expect_visit_refusals(const struct visit_refusal *refusals, size_t count, const homevisit_options *options)
{
    for (size_t i = 0; i < count; i++) {
        const homevisit_text text = quoted(refusals[i].text);
        homevisit_visit *visit = NULL;
        homevisit_problems *problems = NULL;
        const homevisit_code code = homevisit_visit_load(text.data, text.length, options, &visit, &problems);
        cr_expect_null(visit);
        cr_expect_eq(code, kind_code(refusals[i].told[0].kind), "%s", refusals[i].text);
        expect_told(refusals[i].text, problems, "visit.json", refusals[i].told);
        homevisit_problems_free(problems);
        homevisit_visit_free(visit);
    }
}

/* ---- images ------------------------------------------------------------------------------------------------------- */

static const char *staff_text(const homevisit_visit *visit, uint32_t number)
{
    cr_assert_lt(number, visit->staff_ids.count);
    return *(const char **)list_at(&visit->staff_ids, number);
}

static void write_staff(struct json_writer *writer, const homevisit_visit *visit, const struct staff_value *staff)
{
    json_write_array(writer);
    for (uint32_t i = 0; i < staff->count; i++) {
        const struct staff_member *member = &staff->items[i];
        json_write_object(writer);
        json_write_key(writer, "id");
        json_write_text(writer, staff_text(visit, member->id));
        json_write_key(writer, "role");
        json_write_text(writer, homevisit_word_text(member->role));
        if (member->trained_said) {
            json_write_key(writer, "trained");
            json_write_boolean(writer, member->trained);
        }
        json_write_object_end(writer);
    }
    json_write_array_end(writer);
}

static void write_facts(struct json_writer *writer, const struct facts_value *facts)
{
    json_write_object(writer);
    for (uint32_t i = 0; i < facts->count; i++) {
        const struct declared_value *fact = &facts->items[i];
        cr_expect_eq(fact->item, word_find_in(IN(ITEM), fact->name, strlen(fact->name)));
        json_write_key(writer, fact->name);
        if (fact->type == HOMEVISIT_TYPE_BOOLEAN)
            json_write_boolean(writer, fact->value.integer);
        else if (fact->type == HOMEVISIT_TYPE_INTEGER)
            json_write_integer(writer, fact->value.integer);
        else
            json_write_text(writer, fact->value.text);
    }
    json_write_object_end(writer);
}

static void write_value(struct json_writer *writer, const homevisit_visit *visit, homevisit_type type,
                        const union attribute_value *value)
{
    switch (type) {
    case HOMEVISIT_TYPE_BOOLEAN: json_write_boolean(writer, value->boolean); return;
    case HOMEVISIT_TYPE_INTEGER: json_write_integer(writer, value->integer); return;
    case HOMEVISIT_TYPE_TIME: json_write_time(writer, value->integer); return;
    case HOMEVISIT_TYPE_NAME: json_write_text(writer, homevisit_word_text(value->word)); return;
    case HOMEVISIT_TYPE_TEXT: json_write_text(writer, value->text); return;
    case HOMEVISIT_TYPE_STAFF: write_staff(writer, visit, value->staff); return;
    case HOMEVISIT_TYPE_FACTS: write_facts(writer, value->facts); return;
    default: break;
    }
    json_write_array(writer);
    if (type == HOMEVISIT_TYPE_NAMES) {
        for (uint32_t i = 0; i < value->names->count; i++)
            json_write_text(writer, homevisit_word_text(value->names->items[i]));
    } else {
        for (uint32_t i = 0; i < value->ids->count; i++)
            json_write_text(writer, staff_text(visit, value->ids->items[i]));
    }
    json_write_array_end(writer);
}

static void write_event(struct json_writer *writer, const homevisit_visit *visit, const struct visit_event *event)
{
    json_write_object(writer);
    json_write_key(writer, "x_index");
    json_write_integer(writer, event->index);
    json_write_key(writer, "at");
    json_write_time(writer, event->at);
    json_write_key(writer, "event");
    json_write_text(writer, homevisit_word_text((homevisit_word)event->event));
    if (event->id != NULL) {
        json_write_key(writer, "id");
        json_write_text(writer, event->id);
    }
    uint64_t known = 0;
    const homevisit_attribute_info *info;
    for (size_t i = 0; (info = homevisit_event_attribute((homevisit_word)event->event, i)) != NULL; i++) {
        const union attribute_value *value = event_value(event, info->name);
        known |= UINT64_C(1) << info->name;
        if (value != NULL) {
            json_write_key(writer, homevisit_attribute_text(info->name));
            write_value(writer, visit, info->type, value);
        }
    }
    cr_expect_eq(event->mask & ~known, 0, "attributes that the event does not have");
    json_write_object_end(writer);
}

void write_image(homevisit_buffer *out, const homevisit_visit *visit)
{
    struct json_writer writer;
    json_write_begin(&writer, out);
    json_write_object(&writer);
    json_write_key(&writer, "format");
    json_write_text(&writer, "homevisit-visit/1");
    json_write_key(&writer, "id");
    json_write_text(&writer, homevisit_visit_id(visit));
    json_write_key(&writer, "events");
    json_write_array(&writer);
    for (size_t i = 0; i < homevisit_visit_event_count(visit); i++)
        write_event(&writer, visit, list_at(&visit->events, i));
    json_write_array_end(&writer);
    json_write_object_end(&writer);
    cr_assert_eq(json_write_end(&writer), HOMEVISIT_OK);
}

void expect_same_visit(const homevisit_visit *first, const homevisit_visit *second, const char *what)
{
    homevisit_buffer images[2];
    buffer_init(&images[0], NULL);
    buffer_init(&images[1], NULL);
    write_image(&images[0], first);
    write_image(&images[1], second);
    cr_expect_str_eq(images[0].data, images[1].data, "%s: the events differ", what);
    cr_expect_eq(first->next_index, second->next_index, "%s", what);
    cr_expect_eq(first->staff_ids.count, second->staff_ids.count, "%s", what);
    for (size_t i = 0; i < first->staff_ids.count && i < second->staff_ids.count; i++)
        cr_expect_str_eq(staff_text(first, (uint32_t)i), staff_text(second, (uint32_t)i), "%s", what);
    cr_expect_eq(first->declared_own.count, second->declared_own.count, "%s", what);
    for (size_t i = 0; i < first->declared_own.count && i < second->declared_own.count; i++) {
        const struct declared_value *a = *(const struct declared_value **)list_at(&first->declared_own, i);
        const struct declared_value *b = *(const struct declared_value **)list_at(&second->declared_own, i);
        cr_expect_str_eq(a->name, b->name, "%s", what);
        cr_expect_eq(a->type, b->type, "%s", what);
    }
    homevisit_buffer_free(&images[0]);
    homevisit_buffer_free(&images[1]);
}

/* ---- typed images ------------------------------------------------------------------------------------------------- */

static homevisit_text lasting_text(const char *text)
{
    const size_t length = strlen(text);
    char *copy = lasting(length); /* without a NUL: typed texts need none */
    memcpy(copy, text, length);
    return (homevisit_text){copy, length};
}

static void type_staff(const homevisit_visit *visit, const struct staff_value *from, homevisit_attribute *to)
{
    homevisit_staff *items = lasting(from->count * sizeof *items);
    for (uint32_t i = 0; i < from->count; i++) {
        const struct staff_member *member = &from->items[i];
        items[i] = (homevisit_staff){lasting_text(staff_text(visit, member->id)), member->role, member->trained_said,
                                     member->trained};
    }
    to->value.staff.items = items;
    to->value.staff.count = from->count;
}

static void type_facts(const struct facts_value *from, homevisit_attribute *to)
{
    homevisit_declared *items = lasting(from->count * sizeof *items);
    for (uint32_t i = 0; i < from->count; i++) {
        const struct declared_value *fact = &from->items[from->count - 1 - i];
        items[i] = (homevisit_declared){.name = lasting_text(fact->name), .type = fact->type};
        if (fact->type == HOMEVISIT_TYPE_TEXT)
            items[i].text = lasting_text(fact->value.text);
        items[i].boolean = fact->type == HOMEVISIT_TYPE_BOOLEAN && fact->value.integer;
        items[i].integer = fact->type == HOMEVISIT_TYPE_INTEGER ? fact->value.integer : 0;
    }
    to->value.facts.items = items;
    to->value.facts.count = from->count;
}

static void type_ids(const homevisit_visit *visit, const struct ids_value *from, homevisit_attribute *to)
{
    homevisit_text *items = lasting(from->count * sizeof *items);
    for (uint32_t i = 0; i < from->count; i++)
        items[i] = lasting_text(staff_text(visit, from->items[i]));
    to->value.ids.items = items;
    to->value.ids.count = from->count;
}

static void type_names(const struct names_value *from, homevisit_attribute *to)
{
    homevisit_word *items = lasting(from->count * sizeof *items);
    memcpy(items, from->items, from->count * sizeof *items);
    to->value.names.items = items;
    to->value.names.count = from->count;
}

static void type_value(const homevisit_visit *visit, const union attribute_value *from, homevisit_attribute *to)
{
    switch (to->type) {
    case HOMEVISIT_TYPE_BOOLEAN: to->value.boolean = from->boolean; break;
    case HOMEVISIT_TYPE_INTEGER:
    case HOMEVISIT_TYPE_TIME: to->value.integer = from->integer; break;
    case HOMEVISIT_TYPE_NAME: to->value.word = from->word; break;
    case HOMEVISIT_TYPE_TEXT: to->value.text = lasting_text(from->text); break;
    case HOMEVISIT_TYPE_NAMES: type_names(from->names, to); break;
    case HOMEVISIT_TYPE_IDS: type_ids(visit, from->ids, to); break;
    case HOMEVISIT_TYPE_STAFF: type_staff(visit, from->staff, to); break;
    case HOMEVISIT_TYPE_FACTS: type_facts(from->facts, to); break;
    case HOMEVISIT_TYPE_NOTHING: break;
    }
}

homevisit_event typed_image(const homevisit_visit *visit, const struct visit_event *event)
{
    homevisit_event typed = {.struct_size = sizeof typed, .at = event->at, .event = (homevisit_word)event->event};
    homevisit_attribute *attributes = lasting(HOMEVISIT_ATTRIBUTE_COUNT * sizeof *attributes);
    const homevisit_attribute_info *info;
    if (event->id != NULL)
        typed.id = lasting_text(event->id);
    for (size_t i = 0; (info = homevisit_event_attribute(typed.event, i)) != NULL; i++) {
        const union attribute_value *value = event_value(event, info->name);
        homevisit_attribute *attribute = &attributes[typed.attribute_count++];
        attribute->name = info->name;
        attribute->type = value != NULL ? info->type : HOMEVISIT_TYPE_NOTHING;
        if (value != NULL)
            type_value(visit, value, attribute);
    }
    typed.attributes = attributes;
    return typed;
}
