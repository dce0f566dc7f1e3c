/* The values of events' attributes, read quickly: what each type of the vocabulary takes where nothing is wrong with it. */
#include "json_parts.h"
#include "visit_quick.h"

#include <string.h>

/* Longer lists are rare, and left to the careful way, which has room for any. */
enum { LIST_LIMIT = 64, FACTS_LIMIT = 96 };

/* By how many bytes of their names facts are sorted before the rest is compared. */
enum { SORTED_BYTES = 8 };

void *quick_allocate(struct quick_reader *reader, size_t size)
{
    void *memory = arena_allocate(reader->arena, size);
    reader->no_memory = memory == NULL;
    return memory;
}

/* ---- texts -------------------------------------------------------------------------------------------------------- */

/* Passes a string from behind its quote; false where a character of it is faulty. `plain`: none is of several bytes. */
static bool pass_inside(struct quick_text *text, homevisit_text *inside, bool *plain)
{
    inside->data = text->at;
    *plain = true;
    for (;;) {
        const size_t left = (size_t)(text->end - text->at);
        text->at += json_plain_length((const unsigned char *)text->at, left);
        if (text->at == text->end)
            return false;
        if (*text->at == '"')
            break;
        struct json_character character;
        json_character_read((const unsigned char *)text->at, (size_t)(text->end - text->at), &character);
        if (character.fault != JSON_SOUND)
            return false;
        text->at += character.taken;
        *plain = false;
    }
    inside->length = (size_t)(text->at++ - inside->data);
    return true;
}

/* No character becomes longer by being decoded. Returns the length. */
static size_t decode(homevisit_text inside, char *out)
{
    const unsigned char *at = (const unsigned char *)inside.data;
    size_t length = 0;
    for (size_t left = inside.length; left != 0;) {
        struct json_character character;
        json_character_read(at, left, &character);
        memcpy(out + length, character.bytes, character.length);
        length += character.length;
        at += character.taken;
        left -= character.taken;
    }
    return length;
}

bool quick_read_text(struct quick_reader *reader, const char **copy)
{
    homevisit_text inside;
    bool plain;
    if (!quick_take(&reader->text, '"') || !pass_inside(&reader->text, &inside, &plain))
        return false;
    char *text = quick_allocate(reader, inside.length + 1);
    if (text == NULL)
        return false;
    size_t length = inside.length;
    if (plain)
        memcpy(text, inside.data, length);
    else
        length = decode(inside, text);
    text[length] = '\0';
    *copy = text;
    return true;
}

static bool number_id(struct quick_reader *reader, homevisit_text id, uint32_t *number)
{
    reader->no_memory = reader->record != NULL ? !visit_number_id(reader->record, id.data, id.length, number)
                                               : !new_ids_number(reader->ids, id.data, id.length, number);
    return !reader->no_memory;
}

/* An id's number; an empty text is none. */
static bool read_id(struct quick_reader *reader, uint32_t *number)
{
    homevisit_text text;
    return quick_plain(&reader->text, &text) && text.length != 0 && number_id(reader, text, number);
}

/* ---- lists -------------------------------------------------------------------------------------------------------- */

static bool read_names(struct quick_reader *reader, vocabularies in, const struct names_value **out)
{
    homevisit_word items[HOMEVISIT_WORD_COUNT]; /* none stands twice */
    struct quick_text text = reader->text;
    struct word_set seen = {{0}};
    uint32_t count = 0;
    bool more;
    if (!quick_open(&text, '[', ']', &more))
        return false;
    while (more) {
        homevisit_word word;
        if (!quick_word(&text, in, &word) || !quick_more(&text, ']', &more))
            return false;
        items[count] = word;
        count += word_set_put(&seen, word);
    }
    reader->text.at = text.at;
    struct names_value *names = quick_allocate(reader, sizeof *names + count * sizeof *items);
    if (names == NULL)
        return false;
    names->count = count;
    memcpy(names->items, items, count * sizeof *items);
    *out = names;
    return true;
}

static bool read_ids(struct quick_reader *reader, const struct ids_value **out)
{
    uint32_t items[LIST_LIMIT], count = 0;
    bool more;
    if (!quick_open(&reader->text, '[', ']', &more))
        return false;
    while (more) {
        uint32_t number = 0, place = 0;
        if (count == LIST_LIMIT || !read_id(reader, &number) || !quick_more(&reader->text, ']', &more))
            return false;
        while (place < count && items[place] != number)
            place++;
        items[place] = number;
        count += place == count;
    }
    struct ids_value *ids = quick_allocate(reader, sizeof *ids + count * sizeof *items);
    if (ids == NULL)
        return false;
    ids->count = count;
    memcpy(ids->items, items, count * sizeof *items);
    *out = ids;
    return true;
}

/* ---- staff -------------------------------------------------------------------------------------------------------- */

#define MEMBER_ID "{\"id\":\""
#define MEMBER_ROLE "\",\"role\":\""
#define MEMBER_TRAINED "\",\"trained\":"
enum {
    ID_ROOM = 16,
    MEMBER_ROOM = sizeof MEMBER_ID + ID_ROOM + sizeof MEMBER_ROLE + NAME_ROOM + sizeof MEMBER_TRAINED + 6
};

/* A member of staff as nearly every program writes one, with an id of at most ID_ROOM bytes; where it is not, nothing
 * is read. (Its id has its number then, and will have no other.) */
static bool take_member(struct quick_reader *reader, struct staff_member *member)
{
    struct quick_text *text = &reader->text;
    const char *id = text->at + sizeof MEMBER_ID - 1;
    size_t length;
    if (text->end - text->at < MEMBER_ROOM || memcmp(text->at, MEMBER_ID, sizeof MEMBER_ID - 1) != 0)
        return false;
    const size_t id_length = json_plain_length((const unsigned char *)id, ID_ROOM);
    const char *at = id + id_length;
    if (id_length == 0 || memcmp(at, MEMBER_ROLE, sizeof MEMBER_ROLE - 1) != 0)
        return false;
    at += sizeof MEMBER_ROLE - 1;
    const homevisit_word role = word_quoted(IN(ROLE), at, &length);
    if (role == HOMEVISIT_WORD_none || memcmp(at + length, MEMBER_TRAINED, sizeof MEMBER_TRAINED - 1) != 0)
        return false;
    at += length + sizeof MEMBER_TRAINED - 1;
    const bool trained = memcmp(at, "true}", 5) == 0;
    if (!trained && memcmp(at, "false}", 6) != 0)
        return false;
    if (!number_id(reader, (homevisit_text){id, id_length}, &member->id))
        return false;
    member->role = role;
    member->trained_said = true;
    member->trained = trained;
    text->at = at + (trained ? 5 : 6);
    return true;
}

static bool read_member(struct quick_reader *reader, struct staff_member *member)
{
    bool id = false, role = false, trained = false, more;
    struct quick_free_keys seen;
    homevisit_text key;
    seen.count = 0;
    *member = (struct staff_member){.role = HOMEVISIT_WORD_none};
    if (!quick_open(&reader->text, '{', '}', &more))
        return false;
    while (more) {
        bool sound = quick_key(&reader->text, &key);
        if (!sound)
            return false;
        if (text_is(key, "id")) {
            sound = !id && read_id(reader, &member->id);
            id = true;
        } else if (text_is(key, "role")) {
            sound = !role && quick_word(&reader->text, IN(ROLE), &member->role);
            role = true;
        } else if (text_is(key, "trained")) {
            sound = !trained;
            trained = true;
            if (!quick_take_empty(&reader->text))
                sound = member->trained_said = sound && quick_boolean(&reader->text, &member->trained);
        } else {
            sound = key_is_free(key) && quick_pass_free(reader, &seen, key);
        }
        if (!sound || !quick_more(&reader->text, '}', &more))
            return false;
    }
    return id && role;
}

static bool read_staff(struct quick_reader *reader, const struct staff_value **out)
{
    const size_t own_limit = reader->ids->visit->limits.staff, limit = own_limit < LIST_LIMIT ? own_limit : LIST_LIMIT;
    struct staff_member items[LIST_LIMIT];
    uint32_t count = 0;
    bool more;
    if (!quick_open(&reader->text, '[', ']', &more))
        return false;
    while (more) {
        if (count == limit ||
            !(take_member(reader, &items[count]) || (!reader->no_memory && read_member(reader, &items[count]))) ||
            !quick_more(&reader->text, ']', &more))
            return false;
        for (uint32_t i = 0; i < count; i++) {
            if (items[i].id == items[count].id)
                return false;
        }
        count++;
    }
    struct staff_value *staff = quick_allocate(reader, sizeof *staff + count * sizeof *items);
    if (staff == NULL)
        return false;
    staff->count = count;
    memcpy(staff->items, items, count * sizeof *items);
    *out = staff;
    return true;
}

/* ---- declared facts ----------------------------------------------------------------------------------------------- */

/* Where the value of a profile's own fact stands: from the text's place to where the value ends. */
static const struct place *place_of_own(struct quick_reader *reader, homevisit_text key, const char *value)
{
    struct json_pointer pointer;
    pointer.length = 0;
    pointer.full = false;
    if (reader->record != NULL) {
        json_pointer_key(&pointer, "events", 6);
        json_pointer_index(&pointer, reader->ids->visit->next_index);
    }
    json_pointer_key(&pointer, "facts", 5);
    json_pointer_key(&pointer, key.data, key.length);
    struct place *place = quick_allocate(reader, sizeof *place + pointer.length + 1);
    if (place == NULL)
        return NULL;
    const size_t start = (size_t)(value - reader->start), end = (size_t)(reader->text.at - reader->start);
    *place = (struct place){.document = reader->ids->visit->document, .offset = start};
    place->pointer = memcpy(place + 1, pointer.text, pointer.length + 1);
    json_lines_find(&reader->lines, start, &place->line, &place->column);
    place->span = json_span(reader->start, start, end);
    return place;
}

static bool read_own_value(struct quick_reader *reader, struct declared_value *declared)
{
    const char next = quick_peek(&reader->text);
    if (next == '"') {
        declared->type = HOMEVISIT_TYPE_TEXT;
        return !quick_take_empty(&reader->text) && quick_read_text(reader, &declared->value.text);
    }
    if (next == '-' || json_is_digit(next)) {
        declared->type = HOMEVISIT_TYPE_INTEGER;
        return quick_integer(&reader->text, &declared->value.integer);
    }
    bool boolean = false;
    const bool read = quick_boolean(&reader->text, &boolean);
    declared->type = HOMEVISIT_TYPE_BOOLEAN;
    declared->value.integer = boolean;
    return read;
}

/* A fact of the profile's own (x.NAME), which none of the `count` before it is. */
static bool read_own(struct quick_reader *reader, homevisit_text key, struct declared_value *items, uint32_t count)
{
    struct declared_value *declared = &items[count];
    for (uint32_t i = 0; i < count; i++) {
        if (items[i].item == HOMEVISIT_WORD_none && text_is(key, items[i].name))
            return false;
    }
    char *name = quick_allocate(reader, key.length + SORTED_BYTES);
    if (name == NULL)
        return false;
    memcpy(name, key.data, key.length);
    memset(name + key.length, 0, SORTED_BYTES);
    declared->name = name;
    quick_peek(&reader->text);
    const char *value = reader->text.at;
    if (!read_own_value(reader, declared))
        return false;
    declared->place = place_of_own(reader, key, value);
    return declared->place != NULL;
}

/* One of a checklist's items, as nearly every program writes it; where it is not, nothing is read. */
QUICK_INLINE bool take_item(struct quick_text *text, struct declared_value *declared)
{
    const char *at = text->at;
    size_t length;
    if (text->end - at < QUICK_MEMBER_ROOM || *at != '"')
        return false;
    const homevisit_word item = word_quoted(IN(ITEM), at + 1, &length);
    at += length + 2;
    if (item == HOMEVISIT_WORD_none || *at != ':')
        return false;
    const bool is_true = memcmp(at + 1, "true", 4) == 0;
    if (!is_true && memcmp(at + 1, "false", 5) != 0)
        return false;
    text->at = at + (is_true ? 5 : 6);
    *declared = (struct declared_value){.name = word_texts[item], .item = item, .type = HOMEVISIT_TYPE_BOOLEAN};
    declared->value.integer = is_true;
    return true;
}

/* A fact of either kind, as it may be. */
static bool read_fact(struct quick_reader *reader, struct declared_value *items, uint32_t count)
{
    struct declared_value *declared = &items[count];
    homevisit_text key;
    bool boolean = false;
    if (!quick_key(&reader->text, &key))
        return false;
    declared->place = NULL;
    if (fact_name_is_own(key)) { /* no item's name has a point */
        declared->item = HOMEVISIT_WORD_none;
        return read_own(reader, key, items, count);
    }
    declared->item = word_find_in(IN(ITEM), key.data, key.length);
    if (declared->item == HOMEVISIT_WORD_none || !quick_boolean(&reader->text, &boolean))
        return false;
    declared->name = homevisit_word_text(declared->item);
    declared->type = HOMEVISIT_TYPE_BOOLEAN;
    declared->value.integer = boolean;
    return true;
}

/* The first eight bytes of a name as a number that sorts as strcmp() does; two names that begin alike need that. Items
 * stand in a table of longer rows, and a profile's own are copied with as many NULs behind them. */
static uint64_t sort_key(const char *name)
{
    const uint8_t *at = (const uint8_t *)name;
    return (uint64_t)at[0] << 56 | (uint64_t)at[1] << 48 | (uint64_t)at[2] << 40 | (uint64_t)at[3] << 32 |
           (uint64_t)at[4] << 24 | (uint64_t)at[5] << 16 | (uint64_t)at[6] << 8 | (uint64_t)at[7];
}

/* The facts in the order of their names. They are few, so each is put in its place among those before it. */
static struct facts_value *keep_facts(struct quick_reader *reader, const struct declared_value *items, uint32_t count)
{
    uint64_t keys[FACTS_LIMIT];
    uint32_t order[FACTS_LIMIT];
    struct facts_value *facts = quick_allocate(reader, sizeof *facts + count * sizeof *items);
    if (facts == NULL)
        return NULL;
    for (uint32_t i = 0; i < count; i++) {
        const uint64_t key = sort_key(items[i].name);
        uint32_t place = i;
        for (; place != 0; place--) {
            const uint32_t before = order[place - 1];
            if (keys[before] < key || (keys[before] == key && strcmp(items[before].name, items[i].name) < 0))
                break;
            order[place] = before;
        }
        keys[i] = key;
        order[place] = i;
    }
    facts->count = count;
    for (uint32_t i = 0; i < count; i++)
        facts->items[i] = items[order[i]];
    return facts;
}

static bool read_facts(struct quick_reader *reader, const struct facts_value **out)
{
    struct declared_value items[FACTS_LIMIT];
    struct quick_text text = reader->text;
    struct word_set seen = {{0}};
    uint32_t count = 0;
    bool more;
    if (!quick_open(&text, '{', '}', &more))
        return false;
    while (more) {
        if (count == FACTS_LIMIT)
            return false;
        if (!take_item(&text, &items[count])) {
            reader->text.at = text.at;
            if (!read_fact(reader, items, count))
                return false;
            text.at = reader->text.at;
        }
        const homevisit_word item = items[count++].item;
        if (item != HOMEVISIT_WORD_none && !word_set_put(&seen, item))
            return false;
        if (!quick_more(&text, '}', &more))
            return false;
    }
    reader->text.at = text.at;
    *out = keep_facts(reader, items, count);
    return *out != NULL;
}

/* ---- by type ------------------------------------------------------------------------------------------------------ */

bool quick_read_value(struct quick_reader *reader, const homevisit_attribute_info *attribute,
                      union attribute_value *value, bool *given)
{
    *given = !quick_take_empty(&reader->text);
    if (!*given)
        return true;
    switch (attribute->type) {
    case HOMEVISIT_TYPE_BOOLEAN: return quick_boolean(&reader->text, &value->boolean);
    case HOMEVISIT_TYPE_INTEGER: return quick_integer(&reader->text, &value->integer);
    case HOMEVISIT_TYPE_TIME: return quick_time(&reader->text, &reader->days, &value->integer);
    case HOMEVISIT_TYPE_NAME: return quick_word(&reader->text, attribute->vocabularies, &value->word);
    case HOMEVISIT_TYPE_TEXT: return quick_read_text(reader, &value->text);
    case HOMEVISIT_TYPE_NAMES: return read_names(reader, attribute->vocabularies, &value->names);
    case HOMEVISIT_TYPE_IDS: return read_ids(reader, &value->ids);
    case HOMEVISIT_TYPE_STAFF: return read_staff(reader, &value->staff);
    case HOMEVISIT_TYPE_FACTS: return read_facts(reader, &value->facts);
    case HOMEVISIT_TYPE_NOTHING: break;
    }
    return false;
}
