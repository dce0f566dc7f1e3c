/*
 * Typed events: what a host hands over as structs is held to the same rules as JSON is, with the same words where it
 * breaks them. Problems carry the pointer that the event would have as JSON, and no line.
 */
#include "json_parts.h"
#include "visit_parts.h"

#include <string.h>

struct converting {
    struct new_ids *ids;
    struct arena *arena;
    homevisit_problems *problems;
    homevisit_word event;
    const char *attribute; /* the name of the attribute at hand */
};

/* ---- whether the call makes sense --------------------------------------------------------------------------------- */

static bool is_text(homevisit_text text)
{
    return text.data != NULL || text.length == 0;
}

static bool is_word(homevisit_word word)
{
    return *homevisit_word_text(word) != '\0';
}

static bool is_list(const void *items, size_t count)
{
    return (items != NULL || count == 0) && count < UINT32_MAX;
}

static bool are_words(const homevisit_word *items, size_t count)
{
    bool sound = is_list(items, count);
    for (size_t i = 0; sound && i < count; i++)
        sound = is_word(items[i]);
    return sound;
}

static bool are_ids(const homevisit_text *items, size_t count)
{
    bool sound = is_list(items, count);
    for (size_t i = 0; sound && i < count; i++)
        sound = is_text(items[i]);
    return sound;
}

static bool are_staff(const homevisit_staff *items, size_t count)
{
    bool sound = is_list(items, count);
    for (size_t i = 0; sound && i < count; i++)
        sound = is_text(items[i].id) && is_word(items[i].role);
    return sound;
}

static bool are_facts(const homevisit_declared *items, size_t count)
{
    bool sound = is_list(items, count);
    for (size_t i = 0; sound && i < count; i++) {
        const homevisit_type type = items[i].type;
        sound = is_text(items[i].name) &&
                (type == HOMEVISIT_TYPE_NOTHING || type == HOMEVISIT_TYPE_BOOLEAN || type == HOMEVISIT_TYPE_INTEGER ||
                 (type == HOMEVISIT_TYPE_TEXT && is_text(items[i].text)));
    }
    return sound;
}

static bool is_attribute(const homevisit_attribute *attribute)
{
    if (*homevisit_attribute_text(attribute->name) == '\0')
        return false;
    switch (attribute->type) {
    case HOMEVISIT_TYPE_NOTHING:
    case HOMEVISIT_TYPE_BOOLEAN:
    case HOMEVISIT_TYPE_INTEGER:
    case HOMEVISIT_TYPE_TIME: return true;
    case HOMEVISIT_TYPE_NAME: return is_word(attribute->value.word);
    case HOMEVISIT_TYPE_TEXT: return is_text(attribute->value.text);
    case HOMEVISIT_TYPE_NAMES: return are_words(attribute->value.names.items, attribute->value.names.count);
    case HOMEVISIT_TYPE_IDS: return are_ids(attribute->value.ids.items, attribute->value.ids.count);
    case HOMEVISIT_TYPE_STAFF: return are_staff(attribute->value.staff.items, attribute->value.staff.count);
    case HOMEVISIT_TYPE_FACTS: return are_facts(attribute->value.facts.items, attribute->value.facts.count);
    }
    return false;
}

bool visit_event_callable(const homevisit_event *given)
{
    if (given == NULL || given->struct_size < GIVEN_STRUCT_SIZE || !word_is_event(given->event) ||
        !is_text(given->id) || !is_list(given->attributes, given->attribute_count))
        return false;
    bool sound = true;
    for (size_t i = 0; sound && i < given->attribute_count; i++)
        sound = is_attribute(&given->attributes[i]);
    return sound;
}

/* ---- problems ----------------------------------------------------------------------------------------------------- */

/* A pointer to the attribute at hand, and from there on: an index and a key, where they are wanted. */
#define NO_INDEX SIZE_MAX

static void PRINTF_LIKE(7, 8)
    refuse(const struct converting *converting, size_t index, const char *key, homevisit_kind kind, const char *code,
           const char *suggestion, const char *format, ...)
{
    struct json_pointer pointer = {.length = 0};
    if (converting->attribute != NULL)
        json_pointer_key(&pointer, converting->attribute, strlen(converting->attribute));
    if (index != NO_INDEX)
        json_pointer_index(&pointer, index);
    if (key != NULL)
        json_pointer_key(&pointer, key, strlen(key));
    const struct place place = {.document = converting->ids->visit->document, .pointer = pointer.text};
    va_list arguments;
    va_start(arguments, format);
    problems_add_va(converting->problems, HOMEVISIT_SEVERITY_ERROR, kind, code, &place, suggestion, format, arguments);
    va_end(arguments);
}

static bool out_of_memory(const struct converting *converting)
{
    problems_out_of_memory(converting->problems);
    return false;
}

/* ---- single values ------------------------------------------------------------------------------------------------ */

/* Copies a text that JSON could hold; NULL after a problem. */
static const char *convert_text(const struct converting *converting, size_t index, const char *key, const char *name,
                                homevisit_text text)
{
    const enum json_fault_name fault = text_fault(text);
    if (fault == JSON_FAULT_zero_character)
        refuse(converting, index, key, HOMEVISIT_KIND_SYNTAX, "zero_character", NULL,
               "'%s' holds the character U+0000, which no text may", name);
    else if (fault != JSON_SOUND)
        refuse(converting, index, key, HOMEVISIT_KIND_SYNTAX, "bad_utf8", NULL, "'%s' is not UTF-8", name);
    if (fault != JSON_SOUND)
        return NULL;
    const char *copy = arena_copy_text(converting->arena, text.data, text.length);
    if (copy == NULL)
        out_of_memory(converting);
    return copy;
}

static bool convert_integer(const struct converting *converting, const char *key, const char *name, int64_t from,
                            int64_t *to)
{
    *to = from;
    if (from >= -GIVEN_INTEGER_LIMIT && from <= GIVEN_INTEGER_LIMIT)
        return true;
    refuse(converting, NO_INDEX, key, HOMEVISIT_KIND_LIMIT, "number_too_large", NULL,
           "'%s' must lie between -9007199254740992 and 9007199254740992 (2^53)", name);
    return false;
}

static bool convert_time(const struct converting *converting, const char *key, int64_t from, int64_t *to)
{
    *to = from;
    if (from >= GIVEN_FIRST_SECOND && from <= GIVEN_LAST_SECOND)
        return true;
    refuse(converting, NO_INDEX, key, HOMEVISIT_KIND_TYPE, "bad_time", NULL, "'%s' must lie in the years 0000 to 9999",
           key != NULL ? key : converting->attribute);
    return false;
}

static bool convert_word(const struct converting *converting, size_t index, const char *key, vocabularies in,
                         homevisit_word word)
{
    if (word_vocabularies(word) & in)
        return true;
    const char *text = homevisit_word_text(word);
    struct nearest nearest;
    nearest_init(&nearest, text, strlen(text));
    if (is_worth_a_suggestion(converting->problems))
        nearest_offer_words(&nearest, in);
    refuse(converting, index, key, HOMEVISIT_KIND_NAME, "unknown_name", nearest.best, "unknown %s '%s'",
           vocabularies_label(in), text);
    return false;
}

/* ---- lists -------------------------------------------------------------------------------------------------------- */

static const struct names_value *convert_names(const struct converting *converting, vocabularies in,
                                               const homevisit_word *items, size_t count)
{
    struct word_set seen = {{0}};
    bool sound = true;
    struct names_value *names = arena_allocate(converting->arena, sizeof *names + count * sizeof *items);
    if (names == NULL) {
        out_of_memory(converting);
        return NULL;
    }
    names->count = 0;
    for (size_t i = 0; i < count; i++) {
        if (!convert_word(converting, i, NULL, in, items[i])) {
            sound = false;
        } else if (!word_set_has(&seen, items[i])) {
            word_set_add(&seen, items[i]);
            names->items[names->count++] = items[i];
        }
    }
    return sound ? names : NULL;
}

/* An id's number; false after a problem. */
static bool convert_id(const struct converting *converting, size_t index, const char *key, homevisit_text id,
                       uint32_t *number)
{
    if (convert_text(converting, index, key, key != NULL ? key : converting->attribute, id) == NULL)
        return false;
    return new_ids_number(converting->ids, id.data, id.length, number) || out_of_memory(converting);
}

static const struct ids_value *convert_ids(const struct converting *converting, const homevisit_text *items,
                                           size_t count)
{
    struct list numbers;
    bool sound = true;
    list_init(&numbers, &converting->ids->visit->allocator, sizeof(struct placed_number));
    for (size_t i = 0; i < count; i++) {
        uint32_t number = 0;
        if (items[i].length == 0)
            refuse(converting, i, NULL, HOMEVISIT_KIND_SCHEMA, "empty_text", NULL, EMPTY_TEXT, converting->attribute);
        const bool good = items[i].length != 0 && convert_id(converting, i, NULL, items[i], &number);
        struct placed_number *added = good ? list_add(&numbers) : NULL;
        if (added != NULL)
            *added = (struct placed_number){number, (uint32_t)i};
        else if (good)
            out_of_memory(converting);
        sound = sound && added != NULL;
    }
    const struct ids_value *ids = sound ? ids_keep_once(&numbers, converting->arena) : NULL;
    if (sound && ids == NULL)
        out_of_memory(converting);
    list_free(&numbers);
    return ids;
}

/* Checks a member of staff; those before it are in `staff` already. */
static bool convert_member(const struct converting *converting, size_t index, const homevisit_staff *from,
                           struct staff_value *staff)
{
    struct staff_member *member = &staff->items[staff->count];
    *member = (struct staff_member){.role = from->role, .trained_said = from->trained_said};
    member->trained = from->trained_said && from->trained;
    const bool role = convert_word(converting, index, "role", IN(ROLE), from->role);
    if (from->id.length == 0) {
        refuse(converting, index, NULL, HOMEVISIT_KIND_SCHEMA, "missing_key", NULL, MEMBER_NEEDS, "id");
        return false;
    }
    if (!convert_id(converting, index, "id", from->id, &member->id) || !role)
        return false;
    for (uint32_t i = 0; i < staff->count; i++) {
        if (staff->items[i].id == member->id) {
            refuse(converting, index, "id", HOMEVISIT_KIND_SCHEMA, "duplicate_staff_id", NULL, DUPLICATE_STAFF_ID,
                   new_ids_text(converting->ids, member->id));
            return false;
        }
    }
    staff->count++;
    return true;
}

static const struct staff_value *convert_staff(const struct converting *converting, const homevisit_staff *items,
                                               size_t count)
{
    const size_t limit = converting->ids->visit->limits.staff;
    bool sound = count <= limit;
    if (!sound)
        refuse(converting, limit, NULL, HOMEVISIT_KIND_LIMIT, "too_many_staff", NULL, TOO_MANY_STAFF, limit);
    const size_t taken = sound ? count : limit;
    struct staff_value *staff = arena_allocate(converting->arena, sizeof *staff + taken * sizeof *staff->items);
    if (staff == NULL) {
        out_of_memory(converting);
        return NULL;
    }
    staff->count = 0;
    for (size_t i = 0; i < taken; i++)
        sound = convert_member(converting, i, &items[i], staff) && sound;
    return sound ? staff : NULL;
}

/* ---- declared facts ----------------------------------------------------------------------------------------------- */

static bool convert_fact_value(const struct converting *converting, const homevisit_declared *from,
                               struct declared_value *to)
{
    to->type = from->type;
    if (to->item != HOMEVISIT_WORD_none && from->type != HOMEVISIT_TYPE_BOOLEAN) {
        refuse(converting, NO_INDEX, to->name, HOMEVISIT_KIND_TYPE, "wrong_type", NULL, "'%s' must be %s, not %s",
               to->name, "true or false", from->type == HOMEVISIT_TYPE_TEXT ? "a text" : "a number");
        return false;
    }
    switch (from->type) {
    case HOMEVISIT_TYPE_BOOLEAN: to->value.integer = from->boolean; return true;
    case HOMEVISIT_TYPE_INTEGER:
        return convert_integer(converting, to->name, to->name, from->integer, &to->value.integer);
    default:
        to->value.text = convert_text(converting, NO_INDEX, to->name, to->name, from->text);
        return to->value.text != NULL;
    }
}

/* A fact's name and value; false after a problem. */
static bool convert_fact(const struct converting *converting, const homevisit_declared *from, struct declared_value *to)
{
    *to = (struct declared_value){.item = word_find_in(IN(ITEM), from->name.data, from->name.length)};
    if (to->item != HOMEVISIT_WORD_none) {
        to->name = homevisit_word_text(to->item);
    } else if (fact_name_is_own(from->name)) {
        to->name = convert_text(converting, NO_INDEX, NULL, "facts", from->name);
        if (to->name == NULL)
            return false;
        struct json_pointer pointer = {.length = 0};
        json_pointer_key(&pointer, "facts", 5);
        json_pointer_key(&pointer, from->name.data, from->name.length);
        struct place place = {.document = converting->ids->visit->document};
        place.pointer = arena_copy_text(converting->arena, pointer.text, pointer.length);
        to->place = place.pointer != NULL ? place_keep(converting->arena, place) : NULL;
        if (to->place == NULL)
            return out_of_memory(converting);
    } else {
        struct nearest nearest;
        nearest_init(&nearest, from->name.data, from->name.length);
        if (is_worth_a_suggestion(converting->problems))
            nearest_offer_words(&nearest, IN(ITEM));
        refuse(converting, NO_INDEX, NULL, HOMEVISIT_KIND_NAME, "unknown_item", nearest.best, UNKNOWN_ITEM,
               echo_length(from->name), from->name.data);
        return false;
    }
    return convert_fact_value(converting, from, to);
}

static bool is_said(const homevisit_declared *fact)
{
    return fact->type != HOMEVISIT_TYPE_NOTHING && (fact->type != HOMEVISIT_TYPE_TEXT || fact->text.length != 0);
}

static const struct facts_value *convert_facts(const struct converting *converting, const homevisit_declared *items,
                                               size_t count)
{
    bool sound = true;
    struct facts_value *facts = arena_array(converting->arena, count + 1, sizeof *facts->items);
    if (facts == NULL) {
        out_of_memory(converting);
        return NULL;
    }
    for (size_t i = 0; i < count; i++) {
        if (is_said(&items[i])) {
            const bool good = convert_fact(converting, &items[i], &facts->items[facts->count]);
            facts->count += good;
            sound = sound && good;
        }
    }
    struct list all = {.items = facts->items, .count = facts->count, .item_size = sizeof *facts->items};
    list_sort(&all, 0, compare_declared, NULL);
    for (uint32_t i = 1; i < facts->count; i++) {
        const char *name = facts->items[i].name;
        if (strcmp(facts->items[i - 1].name, name) == 0) {
            refuse(converting, NO_INDEX, name, HOMEVISIT_KIND_SCHEMA, "duplicate_attribute", NULL, GIVEN_TWICE, name);
            sound = false;
        }
    }
    return sound ? facts : NULL;
}

/* ---- attributes --------------------------------------------------------------------------------------------------- */

static const char *const type_texts[] = {
    [HOMEVISIT_TYPE_NOTHING] = "nothing",
    [HOMEVISIT_TYPE_BOOLEAN] = "true or false",
    [HOMEVISIT_TYPE_INTEGER] = "a whole number",
    [HOMEVISIT_TYPE_TIME] = "a time",
    [HOMEVISIT_TYPE_NAME] = "a name",
    [HOMEVISIT_TYPE_TEXT] = "a text",
    [HOMEVISIT_TYPE_NAMES] = "a list of names",
    [HOMEVISIT_TYPE_IDS] = "a list of ids",
    [HOMEVISIT_TYPE_STAFF] = "a list of staff",
    [HOMEVISIT_TYPE_FACTS] = "declared facts",
};

/* Converts a value of the attribute's own type; false after a problem. */
static bool convert_value(const struct converting *converting, const homevisit_attribute_info *attribute,
                          const homevisit_attribute *from, union attribute_value *to)
{
    switch (attribute->type) {
    case HOMEVISIT_TYPE_BOOLEAN: to->boolean = from->value.boolean; return true;
    case HOMEVISIT_TYPE_INTEGER:
        return convert_integer(converting, NULL, converting->attribute, from->value.integer, &to->integer);
    case HOMEVISIT_TYPE_TIME: return convert_time(converting, NULL, from->value.integer, &to->integer);
    case HOMEVISIT_TYPE_NAME:
        to->word = from->value.word;
        return convert_word(converting, NO_INDEX, NULL, attribute->vocabularies, to->word);
    case HOMEVISIT_TYPE_TEXT:
        to->text = convert_text(converting, NO_INDEX, NULL, converting->attribute, from->value.text);
        return to->text != NULL;
    case HOMEVISIT_TYPE_NAMES:
        to->names =
            convert_names(converting, attribute->vocabularies, from->value.names.items, from->value.names.count);
        return to->names != NULL;
    case HOMEVISIT_TYPE_IDS:
        to->ids = convert_ids(converting, from->value.ids.items, from->value.ids.count);
        return to->ids != NULL;
    case HOMEVISIT_TYPE_STAFF:
        to->staff = convert_staff(converting, from->value.staff.items, from->value.staff.count);
        return to->staff != NULL;
    case HOMEVISIT_TYPE_FACTS:
        to->facts = convert_facts(converting, from->value.facts.items, from->value.facts.count);
        return to->facts != NULL;
    case HOMEVISIT_TYPE_NOTHING: break;
    }
    return false;
}

/* Whether the attribute says anything: an empty text does not, save where the event has no such attribute: that is told,
 * as it is of a JSON text. */
static bool attribute_is_said(homevisit_word event, const homevisit_attribute *attribute)
{
    return attribute->type != HOMEVISIT_TYPE_NOTHING &&
           (attribute->type != HOMEVISIT_TYPE_TEXT || attribute->value.text.length != 0 ||
            event_attribute_find(event, attribute->name) == NULL);
}

/* Takes an attribute that says something into `values`; false after a problem. */
static bool convert_attribute(const struct converting *converting, const homevisit_attribute *from, uint64_t seen,
                              union attribute_value *values)
{
    const homevisit_attribute_info *attribute = event_attribute_find(converting->event, from->name);
    char holders[HAVE_SIZE];
    if (attribute == NULL)
        refuse(converting, NO_INDEX, NULL, HOMEVISIT_KIND_NAME, "misplaced_attribute", NULL, MISPLACED_ATTRIBUTE,
               homevisit_word_text(converting->event), (int)strlen(converting->attribute), converting->attribute,
               attribute_holders(from->name, holders));
    else if (seen >> from->name & 1)
        refuse(converting, NO_INDEX, NULL, HOMEVISIT_KIND_SCHEMA, "duplicate_attribute", NULL, GIVEN_TWICE,
               converting->attribute);
    else if (attribute->type != from->type)
        refuse(converting, NO_INDEX, NULL, HOMEVISIT_KIND_TYPE, "wrong_type", NULL, "'%s' must be %s, not %s",
               converting->attribute, type_texts[attribute->type], type_texts[from->type]);
    else
        return convert_value(converting, attribute, from, &values[from->name]);
    return false;
}

/* ---- the event ---------------------------------------------------------------------------------------------------- */

/* Says what is missing. */
static bool require(const struct converting *converting, uint64_t seen)
{
    const homevisit_attribute_info *attribute;
    bool sound = true;
    for (attribute = homevisit_event_attribute(converting->event, 0); attribute != NULL;
         attribute = event_attribute_after(attribute)) {
        if (attribute->required && !(seen >> attribute->name & 1)) {
            refuse(converting, NO_INDEX, NULL, HOMEVISIT_KIND_SCHEMA, "missing_attribute", NULL, NEEDS_ATTRIBUTE,
                   homevisit_word_text(converting->event), homevisit_attribute_text(attribute->name));
            sound = false;
        }
    }
    return sound;
}

bool visit_convert_event(struct new_ids *ids, const homevisit_event *given, struct arena *arena,
                         struct visit_event *event, homevisit_problems *problems)
{
    struct converting converting = {ids, arena, problems, given->event, NULL};
    union attribute_value values[HOMEVISIT_ATTRIBUTE_COUNT];
    uint64_t seen = 0;
    *event = (struct visit_event){.event = (uint16_t)given->event};
    bool sound = convert_time(&converting, "at", given->at, &event->at);
    if (given->id.length != 0) {
        event->id = convert_text(&converting, NO_INDEX, "id", "id", given->id);
        sound = event->id != NULL && sound;
    }
    for (size_t i = 0; i < given->attribute_count; i++) {
        const homevisit_attribute *from = &given->attributes[i];
        if (!attribute_is_said(given->event, from))
            continue;
        converting.attribute = homevisit_attribute_text(from->name);
        sound = convert_attribute(&converting, from, seen, values) && sound;
        seen |= UINT64_C(1) << from->name;
    }
    converting.attribute = NULL;
    sound = require(&converting, seen) && sound;
    return sound && (values_pack(event, seen, values, arena) || out_of_memory(&converting));
}
