/* The values of events' attributes, from JSON: what each type of the vocabulary takes, and what is said of the rest. */
#include "visit_reading.h"

#include <string.h>

static enum reading out_of_memory(struct event_reader *reader)
{
    problems_out_of_memory(reader->json->problems);
    return READ_REFUSED;
}

static enum reading refuse_type(struct event_reader *reader, const char *name, const char *expected)
{
    value_refuse_type(reader->json, name, expected);
    return READ_REFUSED;
}

static enum reading refuse_member(struct event_reader *reader, const char *name, const char *expected)
{
    value_refuse_member(reader->json, name, expected);
    return READ_REFUSED;
}

/* ---- single values ----------------------------------------------------------------------------------------------- */

static enum reading read_time(struct event_reader *reader, const char *name, int64_t *at)
{
    homevisit_text text;
    if (reader->json->token != JSON_STRING)
        return refuse_type(reader, name, "a time");
    if (!token_text(reader->json, reader->arena, &text))
        return READ_REFUSED;
    if (homevisit_time_read(text.data, text.length, at))
        return READ;
    json_fault(reader->json, HOMEVISIT_KIND_TYPE, "bad_time", NULL, BAD_TIME, name);
    return READ_REFUSED;
}

static enum reading read_text(struct event_reader *reader, const char *name, const char **copy)
{
    homevisit_text text;
    if (reader->json->token != JSON_STRING)
        return refuse_type(reader, name, "a text");
    if (!token_text(reader->json, reader->arena, &text))
        return READ_REFUSED;
    *copy = arena_copy_text(reader->arena, text.data, text.length);
    return *copy != NULL ? READ : out_of_memory(reader);
}

static enum reading read_word(struct event_reader *reader, const char *name, vocabularies in, homevisit_word *word)
{
    if (reader->json->token != JSON_STRING)
        return refuse_type(reader, name, "a name");
    *word = value_word(reader->json, reader->arena, in);
    return *word != HOMEVISIT_WORD_none ? READ : READ_REFUSED;
}

static enum reading read_boolean(struct event_reader *reader, const char *name, bool *boolean)
{
    const enum json_token token = reader->json->token;
    if (token != JSON_TRUE && token != JSON_FALSE)
        return refuse_type(reader, name, "true or false");
    *boolean = token == JSON_TRUE;
    return READ;
}

static enum reading read_integer(struct event_reader *reader, const char *name, int64_t *integer)
{
    if (reader->json->token != JSON_NUMBER || !reader->json->integral)
        return refuse_type(reader, name, "a whole number");
    *integer = reader->json->integer;
    return READ;
}

/* ---- lists ------------------------------------------------------------------------------------------------------- */

/* The list's members, copied behind a head of `head` bytes that begins with their count; NULL where memory ran out. */
static void *keep_list(struct event_reader *reader, const struct list *list, size_t head)
{
    const uint32_t count = (uint32_t)list->count;
    char *value = arena_allocate(reader->arena, head + list->count * list->item_size);
    if (value == NULL) {
        out_of_memory(reader);
        return NULL;
    }
    memset(value, 0, head);
    memcpy(value, &count, sizeof count);
    if (count != 0)
        memcpy(value + head, list->items, list->count * list->item_size);
    return value;
}

#define KEEP_LIST(reader, list, type) keep_list(reader, list, offsetof(type, items))

/* Goes to the next member of a list; `more` says whether there is one. READ_REFUSED: the scan has said what is wrong. */
static enum reading next_in_list(struct event_reader *reader, bool *more)
{
    const enum json_token token = json_next(reader->json);
    *more = token != JSON_ARRAY_END && token != JSON_FAILED;
    if (!*more)
        return token == JSON_ARRAY_END ? READ : READ_REFUSED;
    if (reader->json->flawed) {
        json_skip(reader->json);
        return READ_REFUSED;
    }
    return READ;
}

/* The next member of a list, which has to be a text that is not empty. `more` says whether there is one. */
static enum reading read_list_text(struct event_reader *reader, const char *name, const char *expected, bool *more)
{
    if (next_in_list(reader, more) != READ)
        return READ_REFUSED;
    if (!*more)
        return READ;
    if (reader->json->token != JSON_STRING)
        return refuse_member(reader, name, expected);
    if (!value_is_empty_text(reader->json))
        return READ;
    json_fault(reader->json, HOMEVISIT_KIND_SCHEMA, "empty_text", NULL, EMPTY_TEXT, name);
    return READ_REFUSED;
}

static enum reading read_names(struct event_reader *reader, const homevisit_attribute_info *attribute,
                               const struct names_value **names)
{
    const char *name = homevisit_attribute_text(attribute->name);
    if (reader->json->token != JSON_ARRAY_BEGIN)
        return refuse_type(reader, name, "a list of names");
    struct word_set seen = {{0}};
    enum reading result = READ;
    bool more = true;
    reader->words.count = 0;
    while (more) {
        homevisit_word word = HOMEVISIT_WORD_none;
        enum reading one = read_list_text(reader, name, "names", &more);
        if (one == READ && more)
            one = read_word(reader, name, attribute->vocabularies, &word);
        if (one != READ)
            result = one;
        if (one != READ || !more || word_set_has(&seen, word))
            continue;
        word_set_add(&seen, word);
        homevisit_word *added = list_add(&reader->words);
        if (added == NULL)
            return out_of_memory(reader);
        *added = word;
    }
    *names = result == READ ? KEEP_LIST(reader, &reader->words, struct names_value) : NULL;
    return *names != NULL ? READ : READ_REFUSED;
}

static enum reading read_id(struct event_reader *reader, uint32_t *number)
{
    homevisit_text text;
    if (!token_text(reader->json, reader->arena, &text))
        return READ_REFUSED;
    return new_ids_number(reader->ids, text.data, text.length, number) ? READ : out_of_memory(reader);
}

static enum reading read_ids(struct event_reader *reader, const char *name, const struct ids_value **ids)
{
    if (reader->json->token != JSON_ARRAY_BEGIN)
        return refuse_type(reader, name, "a list of ids");
    enum reading result = READ;
    bool more = true;
    reader->numbers.count = 0;
    while (more) {
        struct placed_number number = {0, (uint32_t)reader->numbers.count};
        enum reading one = read_list_text(reader, name, "ids", &more);
        if (one == READ && more)
            one = read_id(reader, &number.number);
        if (one != READ)
            result = one;
        if (one != READ || !more)
            continue;
        struct placed_number *added = list_add(&reader->numbers);
        if (added == NULL)
            return out_of_memory(reader);
        *added = number;
    }
    if (result != READ)
        return result;
    *ids = ids_keep_once(&reader->numbers, reader->arena);
    return *ids != NULL ? READ : out_of_memory(reader);
}

/* ---- staff ------------------------------------------------------------------------------------------------------- */

static const char *const member_keys[] = {"id", "role", "trained"};

/* An id that a member before it has is refused. A plan is short, so they are simply gone through. */
static enum reading read_member_id(struct event_reader *reader, uint32_t *number)
{
    if (reader->json->token != JSON_STRING)
        return refuse_type(reader, "id", "a text");
    if (read_id(reader, number) != READ)
        return READ_REFUSED;
    const struct staff_member *members = reader->staff.items;
    for (size_t i = 0; i < reader->staff.count; i++) {
        if (members[i].id == *number) {
            const char *id = new_ids_text(reader->ids, *number);
            json_fault(reader->json, HOMEVISIT_KIND_SCHEMA, "duplicate_staff_id", NULL, DUPLICATE_STAFF_ID, id);
            return READ_REFUSED;
        }
    }
    return READ;
}

/* The value of one of a member's keys, whose place in `member_keys` is given. */
static enum reading read_member_value(struct event_reader *reader, size_t key, struct staff_member *member)
{
    if (!value_begins(reader->json))
        return READ_REFUSED;
    if (value_is_empty_text(reader->json))
        return READ_NOTHING;
    if (key == 0)
        return read_member_id(reader, &member->id);
    if (key == 1)
        return read_word(reader, "role", IN(ROLE), &member->role);
    member->trained_said = true;
    return read_boolean(reader, "trained", &member->trained);
}

/* Reads a member of staff; the last token is its JSON_OBJECT_BEGIN. */
static enum reading read_member(struct event_reader *reader, struct staff_member *member)
{
    struct json_reader *json = reader->json;
    enum reading result = READ;
    bool lacks[] = {true, true, false};
    enum json_token token;
    homevisit_text key;
    while ((token = key_next(json, reader->arena, &key)) == JSON_KEY) {
        size_t known = 0;
        while (known < 3 && !text_is(key, member_keys[known]))
            known++;
        if (known < 3) {
            const enum reading one = read_member_value(reader, known, member);
            lacks[known] = lacks[known] && one == READ_NOTHING;
            result = one == READ_REFUSED ? one : result;
        } else if (key_is_free(key)) {
            json_skip(json);
        } else {
            key_refuse(json, key, "a member of staff", member_keys, 3);
            result = READ_REFUSED;
        }
    }
    if (token != JSON_OBJECT_END)
        return READ_REFUSED;
    for (size_t i = 0; i < 3; i++) {
        if (lacks[i]) {
            json_fault_container(json, 0, HOMEVISIT_KIND_SCHEMA, "missing_key", MEMBER_NEEDS, member_keys[i]);
            result = READ_REFUSED;
        }
    }
    return result;
}

/* The next member of the plan. `more` says whether there is one that has to be read. */
static enum reading read_next_member(struct event_reader *reader, size_t place, bool *more)
{
    struct staff_member member = {0};
    if (next_in_list(reader, more) != READ)
        return READ_REFUSED;
    if (!*more)
        return READ;
    const size_t limit = reader->ids->visit->limits.staff;
    if (place >= limit) {
        if (place == limit)
            json_fault(reader->json, HOMEVISIT_KIND_LIMIT, "too_many_staff", NULL, TOO_MANY_STAFF, limit);
        json_skip(reader->json);
        return READ_REFUSED;
    }
    if (reader->json->token != JSON_OBJECT_BEGIN)
        return refuse_member(reader, "staff", "objects");
    if (read_member(reader, &member) != READ)
        return READ_REFUSED;
    struct staff_member *added = list_add(&reader->staff);
    if (added == NULL)
        return out_of_memory(reader);
    *added = member;
    return READ;
}

static enum reading read_staff(struct event_reader *reader, const char *name, const struct staff_value **staff)
{
    if (reader->json->token != JSON_ARRAY_BEGIN)
        return refuse_type(reader, name, "a list of objects");
    enum reading result = READ;
    bool more = true;
    reader->staff.count = 0;
    for (size_t place = 0; more; place++) {
        if (read_next_member(reader, place, &more) != READ)
            result = READ_REFUSED;
    }
    *staff = result == READ ? KEEP_LIST(reader, &reader->staff, struct staff_value) : NULL;
    return *staff != NULL ? READ : READ_REFUSED;
}

/* ---- declared facts ---------------------------------------------------------------------------------------------- */

static enum reading read_own_value(struct event_reader *reader, struct declared_value *declared)
{
    switch (reader->json->token) {
    case JSON_STRING:
        declared->type = HOMEVISIT_TYPE_TEXT;
        return read_text(reader, declared->name, &declared->value.text);
    case JSON_NUMBER:
        declared->type = HOMEVISIT_TYPE_INTEGER;
        return read_integer(reader, declared->name, &declared->value.integer);
    case JSON_TRUE:
    case JSON_FALSE:
        declared->type = HOMEVISIT_TYPE_BOOLEAN;
        declared->value.integer = reader->json->token == JSON_TRUE;
        return READ;
    default: return refuse_type(reader, declared->name, "true or false, a whole number or a text");
    }
}

/* The value of a declared fact; the last token is its key. */
static enum reading read_declared_value(struct event_reader *reader, struct declared_value *declared)
{
    bool boolean = false;
    if (!value_begins(reader->json))
        return READ_REFUSED;
    if (value_is_empty_text(reader->json))
        return READ_NOTHING;
    if (declared->item == HOMEVISIT_WORD_none) {
        struct place place = json_place(reader->json, reader->arena);
        place.document = reader->ids->visit->document;
        declared->place = place_keep(reader->arena, place);
        return declared->place != NULL ? read_own_value(reader, declared) : out_of_memory(reader);
    }
    const enum reading result = read_boolean(reader, declared->name, &boolean);
    declared->type = HOMEVISIT_TYPE_BOOLEAN;
    declared->value.integer = boolean;
    return result;
}

static enum reading refuse_fact(struct event_reader *reader, homevisit_text key)
{
    struct nearest nearest;
    nearest_init(&nearest, key.data, key.length);
    if (is_worth_a_suggestion(reader->json->problems))
        nearest_offer_words(&nearest, IN(ITEM));
    json_fault(reader->json, HOMEVISIT_KIND_NAME, "unknown_item", nearest.best, UNKNOWN_ITEM, echo_length(key),
               key.data);
    json_skip(reader->json);
    return READ_REFUSED;
}

/* A fact by its key, which was the last token. */
static enum reading read_fact(struct event_reader *reader, homevisit_text key)
{
    struct declared_value declared = {.item = word_find_in(IN(ITEM), key.data, key.length)};
    if (declared.item != HOMEVISIT_WORD_none)
        declared.name = homevisit_word_text(declared.item);
    else if (!fact_name_is_own(key))
        return refuse_fact(reader, key);
    else if ((declared.name = arena_copy_text(reader->arena, key.data, key.length)) == NULL)
        return out_of_memory(reader);
    const enum reading result = read_declared_value(reader, &declared);
    if (result != READ)
        return result;
    struct declared_value *added = list_add(&reader->declared);
    if (added == NULL)
        return out_of_memory(reader);
    *added = declared;
    return READ;
}

static enum reading read_facts(struct event_reader *reader, const char *name, const struct facts_value **facts)
{
    if (reader->json->token != JSON_OBJECT_BEGIN)
        return refuse_type(reader, name, "an object");
    enum reading result = READ;
    enum json_token token;
    homevisit_text key;
    reader->declared.count = 0;
    while ((token = key_next(reader->json, reader->arena, &key)) == JSON_KEY) {
        if (read_fact(reader, key) == READ_REFUSED)
            result = READ_REFUSED;
    }
    list_sort(&reader->declared, 0, compare_declared, NULL);
    *facts =
        result == READ && token == JSON_OBJECT_END ? KEEP_LIST(reader, &reader->declared, struct facts_value) : NULL;
    return *facts != NULL ? READ : READ_REFUSED;
}

/* ---- by type ----------------------------------------------------------------------------------------------------- */

enum reading attribute_read(struct event_reader *reader, const homevisit_attribute_info *attribute,
                            union attribute_value *value)
{
    const char *name = homevisit_attribute_text(attribute->name);
    if (!value_begins(reader->json))
        return READ_REFUSED;
    if (value_is_empty_text(reader->json))
        return READ_NOTHING;
    switch (attribute->type) {
    case HOMEVISIT_TYPE_BOOLEAN: return read_boolean(reader, name, &value->boolean);
    case HOMEVISIT_TYPE_INTEGER: return read_integer(reader, name, &value->integer);
    case HOMEVISIT_TYPE_TIME: return read_time(reader, name, &value->integer);
    case HOMEVISIT_TYPE_NAME: return read_word(reader, name, attribute->vocabularies, &value->word);
    case HOMEVISIT_TYPE_TEXT: return read_text(reader, name, &value->text);
    case HOMEVISIT_TYPE_NAMES: return read_names(reader, attribute, &value->names);
    case HOMEVISIT_TYPE_IDS: return read_ids(reader, name, &value->ids);
    case HOMEVISIT_TYPE_STAFF: return read_staff(reader, name, &value->staff);
    case HOMEVISIT_TYPE_FACTS: return read_facts(reader, name, &value->facts);
    case HOMEVISIT_TYPE_NOTHING: break;
    }
    return READ_REFUSED;
}
