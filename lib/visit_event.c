/*
 * One event, from JSON. Its keys may stand in any order; `at` and `event` mostly come first, and then each attribute is
 * read as it comes. Where an attribute comes before its event is known, visit_peek.c looks ahead.
 */
#include "visit_quick.h"

#include <string.h>

_Static_assert(HOMEVISIT_ATTRIBUTE_COUNT <= 64, "an event's attributes are bits of 64");

/* The names of the keys that every event may have. */
#define COMMON_KEYS 3
static const char *const common_keys[COMMON_KEYS] = {"at", "event", "id"};

/* An event as far as it has been read. */
struct draft {
    struct event_reader *reader;
    homevisit_word event; /* HOMEVISIT_WORD_none: not known */
    bool sought;          /* the text was searched for it */
    bool at_given, event_given;
    int64_t at;
    const char *id;
    struct event_span span;
    uint64_t given, refused;       /* attributes; one that was refused is not missing too */
    union attribute_value *values; /* by name */
};

void event_reader_init(struct event_reader *reader, struct new_ids *ids, struct json_reader *json, struct arena *arena)
{
    const homevisit_allocator *allocator = &ids->visit->allocator;
    reader->ids = ids;
    reader->json = json;
    reader->arena = arena;
    list_init(&reader->words, allocator, sizeof(homevisit_word));
    list_init(&reader->numbers, allocator, sizeof(struct placed_number));
    list_init(&reader->staff, allocator, sizeof(struct staff_member));
    list_init(&reader->declared, allocator, sizeof(struct declared_value));
}

void event_reader_free(struct event_reader *reader)
{
    list_free(&reader->words);
    list_free(&reader->numbers);
    list_free(&reader->staff);
    list_free(&reader->declared);
}

/* ---- the keys that every event may have --------------------------------------------------------------------------- */

static void read_at(struct draft *draft)
{
    struct json_reader *json = draft->reader->json;
    homevisit_text text;
    draft->at_given = true;
    if (json->token != JSON_STRING) {
        value_refuse_type(json, "at", "a time");
    } else if (token_text(json, draft->reader->arena, &text) &&
               !homevisit_time_read(text.data, text.length, &draft->at)) {
        json_fault(json, HOMEVISIT_KIND_TYPE, "bad_time", NULL, BAD_TIME, "at");
    }
}

static void read_event_name(struct draft *draft)
{
    struct json_reader *json = draft->reader->json;
    draft->event_given = true;
    draft->sought = true;
    if (json->token != JSON_STRING)
        value_refuse_type(json, "event", "a name");
    else
        draft->event = value_word(json, draft->reader->arena, IN(EVENT));
}

static void read_id(struct draft *draft)
{
    struct json_reader *json = draft->reader->json;
    homevisit_text text;
    if (json->token != JSON_STRING) {
        value_refuse_type(json, "id", "a text");
    } else if (token_text(json, draft->reader->arena, &text)) {
        draft->span.id_start = json->start;
        draft->span.id_end = json->end;
        draft->id = arena_copy_text(draft->reader->arena, text.data, text.length);
        if (draft->id == NULL)
            problems_out_of_memory(json->problems);
    }
}

/* Reads `at`, `event` or `id`, whose key was the last token. An empty text counts as missing. */
static void read_common(struct draft *draft, size_t which)
{
    static void (*const readers[COMMON_KEYS])(struct draft *) = {read_at, read_event_name, read_id};
    struct json_reader *json = draft->reader->json;
    if (!value_begins(json)) {
        draft->at_given = draft->at_given || which == 0;
        draft->event_given = draft->event_given || which == 1;
    } else if (!value_is_empty_text(json)) {
        readers[which](draft);
    }
}

/* ---- attributes --------------------------------------------------------------------------------------------------- */

/* The names that fit here: attributes of this event, or of any where it is not known, and the common keys. */
static const char *nearest_key(const struct draft *draft, homevisit_text key)
{
    struct nearest nearest;
    if (!is_worth_a_suggestion(draft->reader->json->problems))
        return NULL;
    nearest_init(&nearest, key.data, key.length);
    for (size_t i = 0; i < event_attribute_count; i++) {
        if (draft->event == HOMEVISIT_WORD_none || event_attributes[i].event == draft->event) {
            const char *name = homevisit_attribute_text(event_attributes[i].name);
            nearest_offer(&nearest, name, strlen(name));
        }
    }
    for (size_t i = 0; i < COMMON_KEYS; i++)
        nearest_offer(&nearest, common_keys[i], strlen(common_keys[i]));
    return nearest.best;
}

/* Refuses a key that is no attribute of the event; where the event is not known, one that no event has. */
static void refuse_key(struct draft *draft, homevisit_text key, homevisit_attribute_name name)
{
    struct json_reader *json = draft->reader->json;
    char holders[HAVE_SIZE];
    const char *event = homevisit_word_text(draft->event);
    if (name == HOMEVISIT_ATTRIBUTE_COUNT && draft->event == HOMEVISIT_WORD_none)
        json_fault(json, HOMEVISIT_KIND_NAME, "unknown_attribute", nearest_key(draft, key),
                   "no event has an attribute '%.*s'", echo_length(key), key.data);
    else if (name == HOMEVISIT_ATTRIBUTE_COUNT)
        json_fault(json, HOMEVISIT_KIND_NAME, "unknown_attribute", nearest_key(draft, key), NO_ATTRIBUTE, event,
                   echo_length(key), key.data);
    else if (draft->event != HOMEVISIT_WORD_none)
        json_fault(json, HOMEVISIT_KIND_NAME, "misplaced_attribute", NULL, MISPLACED_ATTRIBUTE, event, echo_length(key),
                   key.data, attribute_holders(name, holders));
    json_skip(json);
}

/* Reads any other member, whose key was the last token. */
static void read_attribute(struct draft *draft, homevisit_text key)
{
    struct json_reader *json = draft->reader->json;
    if (!draft->sought) {
        draft->sought = true;
        draft->event = peek_event((homevisit_text){json->text, json->length}, json->start);
    }
    const homevisit_attribute_name name = homevisit_attribute_find(key.data, key.length);
    const homevisit_attribute_info *attribute = event_attribute_find(draft->event, name);
    if (attribute == NULL) {
        refuse_key(draft, key, name);
        return;
    }
    const uint64_t bit = UINT64_C(1) << name;
    const enum reading result = attribute_read(draft->reader, attribute, &draft->values[name]);
    draft->given |= result == READ ? bit : 0;
    draft->refused |= result == READ_REFUSED ? bit : 0;
}

/* ---- the whole ---------------------------------------------------------------------------------------------------- */

static void read_member(struct draft *draft, homevisit_text key)
{
    if (text_is(key, "at"))
        read_common(draft, 0);
    else if (text_is(key, "event"))
        read_common(draft, 1);
    else if (text_is(key, "id"))
        read_common(draft, 2);
    else if (key_is_free(key))
        json_skip(draft->reader->json);
    else
        read_attribute(draft, key);
}

/*
 * The attributes that each event needs, as bits that the compiler puts together: nobody else can, since a table's rows
 * are not told by event. The first of them is the lowest bit of the struct where the lowest byte comes first; elsewhere
 * they are gathered row by row.
 */
#if defined(__BYTE_ORDER__) && __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__
struct attribute_bits {
#define ATTRIBUTE(name) unsigned has_##name : 1;
#include <homevisit/vocabulary.def>
};
_Static_assert(sizeof(struct attribute_bits) <= sizeof(uint64_t), "an event's attributes are bits of 64");

uint64_t event_requires(homevisit_word event)
{
    static const struct attribute_bits needed_by[EVENT_COUNT + 1] = {
#define NEEDED_0(of, name)
#define NEEDED_1(of, name) [HOMEVISIT_WORD_##of].has_##name = 1,
#define EVENT_ATTRIBUTE(of, name, needed, type, words, doc) NEEDED_##needed(of, name)
#include <homevisit/vocabulary.def>
    };
    uint64_t bits = 0;
    if ((size_t)event <= EVENT_COUNT)
        memcpy(&bits, &needed_by[event], sizeof needed_by[event]);
    return bits;
}
#else
uint64_t event_requires(homevisit_word event)
{
    uint64_t bits = 0;
    for (size_t i = 0; i < event_attribute_count; i++)
        bits |= (uint64_t)(event_attributes[i].required && event_attributes[i].event == event)
                << event_attributes[i].name;
    return bits;
}
#endif

/* Says what is missing; the last token is the object's end. */
static void require(const struct draft *draft)
{
    struct json_reader *json = draft->reader->json;
    if (!draft->at_given)
        json_fault_container(json, 0, HOMEVISIT_KIND_SCHEMA, "missing_key", EVENT_NEEDS, "at");
    if (!draft->event_given)
        json_fault_container(json, 0, HOMEVISIT_KIND_SCHEMA, "missing_key", EVENT_NEEDS, "event");
    uint64_t missing = event_requires(draft->event) & ~draft->given & ~draft->refused;
    for (; missing != 0; missing &= missing - 1)
        json_fault_container(json, 0, HOMEVISIT_KIND_SCHEMA, "missing_attribute", NEEDS_ATTRIBUTE,
                             homevisit_word_text(draft->event),
                             homevisit_attribute_text((homevisit_attribute_name)__builtin_ctzll(missing)));
}

static bool finish(struct draft *draft, struct visit_event *event)
{
    struct event_reader *reader = draft->reader;
    *event = (struct visit_event){.at = draft->at, .id = draft->id, .event = (uint16_t)draft->event};
    if (values_pack(event, draft->given, draft->values, reader->arena))
        return true;
    problems_out_of_memory(reader->json->problems);
    return false;
}

bool visit_read_event(struct event_reader *reader, struct visit_event *event, struct event_span *span)
{
    struct json_reader *json = reader->json;
    const size_t problems = homevisit_problems_count(json->problems);
    union attribute_value values[HOMEVISIT_ATTRIBUTE_COUNT];
    struct draft draft = {.reader = reader, .values = values, .span.start = json->start};
    enum json_token token;
    homevisit_text key;
    while ((token = key_next(json, reader->arena, &key)) == JSON_KEY)
        read_member(&draft, key);
    if (token != JSON_OBJECT_END)
        return false;
    require(&draft);
    if (span != NULL)
        *span = draft.span;
    return homevisit_problems_count(json->problems) == problems && finish(&draft, event);
}

bool visit_read_event_text(struct new_ids *ids, homevisit_text text, const char *document, struct arena *arena,
                           struct visit_event *event, struct event_span *span, homevisit_problems *problems)
{
    const homevisit_visit *visit = ids->visit;
    struct json_reader json;
    struct event_reader reader;
    const enum quick_result result = visit_read_event_quickly(ids, text, arena, event, span);
    if (result == QUICK_NO_MEMORY)
        problems_out_of_memory(problems);
    if (result != QUICK_GIVEN_UP)
        return result == QUICK_READ;
    json_reader_init(&json, text, document, &visit->limits.json, &visit->allocator, problems);
    event_reader_init(&reader, ids, &json, arena);
    bool sound = json_next(&json) == JSON_OBJECT_BEGIN && visit_read_event(&reader, event, span);
    sound = json_next(&json) == JSON_END && !json.faulty && sound;
    event_reader_free(&reader);
    json_reader_free(&json);
    return sound;
}
