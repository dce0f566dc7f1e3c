/*
 * A record's text, or one event's, straight into events: no token, no frame, no key is kept on the way. It is the same
 * reading as that of visit_read.c and visit_event.c, for the texts in which there is nothing to refuse; tests hold the
 * two against each other. Keys may stand in any order, and white space wherever JSON has it.
 */
#include "visit_quick.h"
#include "json_number.h"
#include "json_parts.h"

#include <string.h>

#define FORMAT "homevisit-visit/1"

/* How deep a record's own values lie: the document, its events, an event, its staff, a member. */
enum { OWN_DEPTH = 5 };

/* Bytes of an event, rather too few than too many. */
enum { USUAL_EVENT = 100 };

const char *quick_pass_space(const char *at, const char *end)
{
    while (at < end && (*at == ' ' || *at == '\n' || *at == '\r' || *at == '\t'))
        at++;
    return at;
}

/* ---- the host's own keys ------------------------------------------------------------------------------------------ */

static bool pass_string(struct quick_text *text)
{
    text->at++;
    while (text->at < text->end && *text->at != '"') {
        const size_t left = (size_t)(text->end - text->at);
        size_t taken = json_plain_length((const unsigned char *)text->at, left);
        if (taken == 0) {
            struct json_character character;
            json_character_read((const unsigned char *)text->at, left, &character);
            if (character.fault != JSON_SOUND)
                return false;
            taken = character.taken;
        }
        text->at += taken;
    }
    return quick_take(text, '"');
}

/* What a number goes on with is all that json_scan.c takes for one, well- or ill-formed. */
static bool pass_number(struct quick_text *text)
{
    const char *start = text->at;
    struct json_number number;
    while (text->at < text->end && (json_is_digit(*text->at) || json_is_letter(*text->at) || *text->at == '+' ||
                                    *text->at == '-' || *text->at == '.'))
        text->at++;
    return json_number_read(start, (size_t)(text->at - start), &number) == JSON_SOUND;
}

bool quick_pass_free(struct quick_reader *reader, struct quick_free_keys *seen, homevisit_text key)
{
    struct quick_text *text = &reader->text;
    bool boolean;
    for (size_t i = 0; i < seen->count; i++) {
        if (seen->keys[i].length == key.length && memcmp(seen->keys[i].data, key.data, key.length) == 0)
            return false;
    }
    if (seen->count == QUICK_FREE_KEYS)
        return false;
    seen->keys[seen->count++] = key;
    const char next = quick_peek(text);
    if (next == '"')
        return pass_string(text);
    if (next == '-' || json_is_digit(next))
        return pass_number(text);
    if (next == 'n' && text->end - text->at >= 4 && memcmp(text->at, "null", 4) == 0) {
        text->at += 4;
        return true;
    }
    return quick_boolean(text, &boolean); /* objects and lists are rare, and not simple */
}

/* ---- one event ---------------------------------------------------------------------------------------------------- */

/* An event as far as it has been read. */
struct quick_draft {
    homevisit_word event; /* HOMEVISIT_WORD_none: not known */
    bool at_given, event_given, id_seen;
    int64_t at;
    const char *id;
    struct event_span span;
    uint64_t seen, given;          /* attributes; a seen one may be an empty text */
    union attribute_value *values; /* by name */
    struct quick_free_keys free;
};

static bool read_at(struct quick_reader *reader, struct quick_draft *draft)
{
    const bool first = !draft->at_given;
    draft->at_given = true;
    return first && quick_time(&reader->text, &reader->days, &draft->at);
}

static bool read_event_name(struct quick_reader *reader, struct quick_draft *draft)
{
    homevisit_word event;
    if (draft->event_given || !quick_word(&reader->text, IN(EVENT), &event) ||
        (draft->event != HOMEVISIT_WORD_none && draft->event != event))
        return false;
    draft->event_given = true;
    draft->event = event;
    return true;
}

static bool read_id(struct quick_reader *reader, struct quick_draft *draft)
{
    if (draft->id_seen)
        return false;
    draft->id_seen = true;
    if (quick_take_empty(&reader->text))
        return true;
    draft->span.id_start = (size_t)(reader->text.at - reader->start);
    const bool read = quick_read_text(reader, &draft->id);
    draft->span.id_end = (size_t)(reader->text.at - reader->start);
    return read;
}

/* The attribute that a key names; NULL: none of the event's. */
static const homevisit_attribute_info *find_attribute(const struct quick_reader *reader, struct quick_draft *draft,
                                                      homevisit_text key)
{
    if (draft->event == HOMEVISIT_WORD_none) {
        const homevisit_text whole = {reader->start, (size_t)(reader->text.end - reader->start)};
        draft->event = peek_event(whole, (size_t)(key.data - 1 - reader->start));
    }
    return event_attribute_named(draft->event, key.data, key.length);
}

/* Reads a member that is no attribute; of one that is reads the key, and tells the attribute. */
static bool read_key(struct quick_reader *reader, struct quick_draft *draft, const homevisit_attribute_info **attribute)
{
    homevisit_text key;
    *attribute = NULL;
    if (!quick_key(&reader->text, &key))
        return false;
    if (text_is(key, "at"))
        return read_at(reader, draft);
    if (text_is(key, "event"))
        return read_event_name(reader, draft);
    if (text_is(key, "id"))
        return read_id(reader, draft);
    if (key_is_free(key))
        return quick_pass_free(reader, &draft->free, key);
    *attribute = find_attribute(reader, draft, key);
    return *attribute != NULL;
}

/* The event's members from the next on; `more`: there is one. */
static bool read_members(struct quick_reader *reader, struct quick_draft *draft, bool more)
{
    while (more) {
        const homevisit_attribute_info *attribute;
        if (!read_key(reader, draft, &attribute))
            return false;
        if (attribute != NULL) {
            const uint64_t bit = UINT64_C(1) << attribute->name;
            bool given;
            if ((draft->seen & bit) != 0 ||
                !quick_read_value(reader, attribute, &draft->values[attribute->name], &given))
                return false;
            draft->seen |= bit;
            draft->given |= given ? bit : 0;
        }
        if (!quick_more(&reader->text, '}', &more))
            return false;
    }
    return draft->at_given && draft->event_given;
}

/* ---- … as nearly every program writes it ------------------------------------------------------------------------- */

/* Without white space, time and event first, and then its attributes. What is another way is left to those above. */

#define HEAD "{\"at\":\""
#define HEAD_EVENT "\",\"event\":\""
enum { HEAD_LENGTH = sizeof HEAD - 1, HEAD_EVENT_LENGTH = sizeof HEAD_EVENT - 1 };

/* An object's beginning up to the name of the event: when, and what. */
QUICK_INLINE bool take_head(struct quick_text *text, struct time_days *days, struct quick_draft *draft)
{
    const char *at = text->at;
    size_t length;
    if (text->end - at < HEAD_LENGTH + TIME_SIZE + HEAD_EVENT_LENGTH + NAME_ROOM || memcmp(at, HEAD, HEAD_LENGTH) != 0)
        return false;
    at += HEAD_LENGTH;
    if (memcmp(at + TIME_SIZE, HEAD_EVENT, HEAD_EVENT_LENGTH) != 0 ||
        !time_read_utc(time_day_of_text(days, at), at, &draft->at))
        return false;
    at += TIME_SIZE + HEAD_EVENT_LENGTH;
    draft->event = word_quoted(IN(EVENT), at, &length);
    text->at = at + length + 1;
    return draft->event != HOMEVISIT_WORD_none;
}

/* The attribute whose key stands behind the comma; first the `expected` is tried. NULL: none, or not as expected. */
QUICK_INLINE const homevisit_attribute_info *take_key(const char **at, homevisit_word event,
                                                      const homevisit_attribute_info *expected)
{
    const homevisit_attribute_info *attribute = expected;
    size_t length;
    if (attribute->event != event || !attribute_is_quoted(attribute->name, *at + 2, &length))
        attribute = attribute_quoted(event, *at + 2, &length);
    if (attribute == NULL || (*at)[length + 3] != ':')
        return NULL;
    *at += length + 4;
    return attribute;
}

/* The values of most attributes, in QUICK_MEMBER_ROOM. */
QUICK_INLINE bool take_value(const char **at, struct time_days *days, const homevisit_attribute_info *attribute,
                             union attribute_value *value)
{
    size_t length;
    switch (attribute->type) {
    case HOMEVISIT_TYPE_BOOLEAN:
        value->boolean = memcmp(*at, "true", 4) == 0;
        if (!value->boolean && memcmp(*at, "false", 5) != 0)
            return false;
        *at += value->boolean ? 4 : 5;
        return true;
    case HOMEVISIT_TYPE_NAME:
        if (**at != '"' ||
            (value->word = word_quoted(attribute->vocabularies, *at + 1, &length)) == HOMEVISIT_WORD_none)
            return false;
        *at += length + 2;
        return true;
    case HOMEVISIT_TYPE_TIME:
        if (**at != '"' || (*at)[TIME_SIZE + 1] != '"' ||
            !time_read_utc(time_day_of_text(days, *at + 1), *at + 1, &value->integer))
            return false;
        *at += TIME_SIZE + 2;
        return true;
    default: return false;
    }
}

/* Attributes, as long as they are as expected. false: a value is to be given up. */
QUICK_INLINE bool take_attributes(struct quick_reader *reader, struct quick_text *text, struct quick_draft *draft)
{
    const homevisit_attribute_info *expected = &event_attributes[event_attribute_count];
    const char *at = text->at;
    uint64_t seen = 0, given = 0;
    while (text->end - at >= QUICK_MEMBER_ROOM && at[0] == ',' && at[1] == '"') {
        const char *start = at;
        const homevisit_attribute_info *attribute = take_key(&at, draft->event, expected);
        if (attribute == NULL || (seen >> attribute->name & 1) != 0) {
            at = start;
            break;
        }
        bool is_given = true;
        if (!take_value(&at, &reader->days, attribute, &draft->values[attribute->name])) {
            reader->text.at = at;
            if (!quick_read_value(reader, attribute, &draft->values[attribute->name], &is_given))
                return false;
            at = reader->text.at;
        }
        seen |= UINT64_C(1) << attribute->name;
        given |= (uint64_t)is_given << attribute->name;
        expected = attribute + 1;
    }
    text->at = at;
    draft->seen = seen;
    draft->given = given;
    return true;
}
/* Packs the draft's values in the order of their bits: values_pack(), inline. */
QUICK_INLINE bool pack(struct quick_reader *reader, const struct quick_draft *draft, struct visit_event *event)
{
    size_t count = 0;
    for (uint64_t bits = draft->given; bits != 0; bits &= bits - 1)
        count++;
    event->mask = draft->given;
    event->values = NULL;
    if (count == 0)
        return true;
    union attribute_value *packed = arena_allocate(reader->arena, count * sizeof *packed);
    reader->no_memory = packed == NULL;
    if (packed == NULL)
        return false;
    event->values = packed;
    for (uint64_t bits = draft->given; bits != 0; bits &= bits - 1)
        *packed++ = draft->values[__builtin_ctzll(bits)];
    return true;
}

static bool read_event(struct quick_reader *reader, struct visit_event *event, struct event_span *span)
{
    union attribute_value values[HOMEVISIT_ATTRIBUTE_COUNT];
    struct quick_draft draft;
    struct quick_text text = reader->text;
    bool more;
    quick_peek(&text);
    draft.span = (struct event_span){.start = (size_t)(text.at - reader->start)};
    draft.id = NULL;
    draft.seen = draft.given = 0;
    draft.values = values;
    draft.id_seen = false;
    draft.free.count = 0;
    const bool usual = take_head(&text, &reader->days, &draft);
    draft.at_given = draft.event_given = usual;
    if (!usual)
        draft.event = HOMEVISIT_WORD_none;
    else if (!take_attributes(reader, &text, &draft))
        return false;
    if (!(usual ? quick_more(&text, '}', &more) : quick_open(&text, '{', '}', &more)))
        return false;
    reader->text.at = text.at;
    if (!usual || more) {
        if (!read_members(reader, &draft, more))
            return false;
    }
    if ((event_requires(draft.event) & ~draft.given) != 0)
        return false;
    if (span != NULL)
        *span = draft.span;
    event->at = draft.at;
    event->id = draft.id;
    event->event = (uint16_t)draft.event;
    return pack(reader, &draft, event);
}

/* ---- the record --------------------------------------------------------------------------------------------------- */

static bool read_events(struct quick_reader *reader, homevisit_visit *visit)
{
    bool more;
    if (!quick_open(&reader->text, '[', ']', &more))
        return false;
    while (more) {
        struct visit_event event;
        if (!read_event(reader, &event, NULL))
            return false;
        if (!visit_keep_simple(visit, &event, reader->ids)) {
            const enum keeping keeping = visit_keep(visit, &event, reader->ids, false);
            reader->no_memory = keeping == KEPT_NO_MEMORY;
            if (keeping != KEPT && keeping != KEPT_ALREADY)
                return false;
        }
        if (!quick_more(&reader->text, ']', &more))
            return false;
    }
    return true;
}

static bool read_format(struct quick_reader *reader)
{
    homevisit_text text;
    return quick_plain(&reader->text, &text) && text_is(text, FORMAT);
}

/* The document's own keys, as bits. */
enum { KEY_FORMAT = 1, KEY_ID = 2, KEY_EVENTS = 4, KEY_ALL = 7 };

static unsigned own_key(homevisit_text key)
{
    return text_is(key, "format") ? KEY_FORMAT : text_is(key, "id") ? KEY_ID : text_is(key, "events") ? KEY_EVENTS : 0;
}

static bool read_own_key(struct quick_reader *reader, homevisit_visit *visit, unsigned key)
{
    switch (key) {
    case KEY_FORMAT: return read_format(reader);
    case KEY_ID: return !quick_take_empty(&reader->text) && quick_read_text(reader, &visit->id);
    default: return read_events(reader, visit);
    }
}

static bool read_record(struct quick_reader *reader, homevisit_visit *visit)
{
    unsigned seen = 0;
    struct quick_free_keys free;
    bool more;
    free.count = 0;
    if (!quick_open(&reader->text, '{', '}', &more))
        return false;
    while (more) {
        homevisit_text key;
        if (!quick_key(&reader->text, &key))
            return false;
        const unsigned own = own_key(key);
        const bool sound = own != 0 ? (seen & own) == 0 && read_own_key(reader, visit, own)
                                    : key_is_free(key) && quick_pass_free(reader, &free, key);
        if (!sound || !quick_more(&reader->text, '}', &more))
            return false;
        seen |= own;
    }
    return seen == KEY_ALL;
}

/* ---- both --------------------------------------------------------------------------------------------------------- */

static struct quick_reader start(struct new_ids *ids, homevisit_visit *record, homevisit_text text, struct arena *arena)
{
    struct quick_reader reader;
    reader.text = (struct quick_text){text.data, text.data + text.length};
    reader.start = text.data;
    reader.ids = ids;
    reader.record = record;
    reader.arena = arena;
    reader.days = (struct time_days){.even = {.days = 0}};
    json_lines_init(&reader.lines, text);
    reader.no_memory = false;
    return reader;
}

static bool is_within_limits(const struct visit_limits *limits, homevisit_text text)
{
    return text.data != NULL && text.length <= limits->json.bytes && limits->json.depth >= OWN_DEPTH;
}

static enum quick_result finish(const struct quick_reader *reader, bool sound)
{
    return sound ? QUICK_READ : reader->no_memory ? QUICK_NO_MEMORY : QUICK_GIVEN_UP;
}

static bool is_at_end(struct quick_reader *reader)
{
    return quick_peek(&reader->text) == '\0' && reader->text.at == reader->text.end;
}

enum quick_result visit_read_quickly(homevisit_visit *visit, homevisit_text text)
{
    if (!is_within_limits(&visit->limits, text))
        return QUICK_GIVEN_UP;
    struct new_ids ids;
    new_ids_init(&ids, visit, &visit->arena);
    struct quick_reader reader = start(&ids, visit, text, &visit->arena);
    reader.no_memory =
        !arena_reserve(&visit->arena, text.length) || !list_make_room(&visit->events, text.length / USUAL_EVENT + 1);
    const bool sound = !reader.no_memory && read_record(&reader, visit) && is_at_end(&reader);
    new_ids_free(&ids);
    return finish(&reader, sound);
}

enum quick_result visit_read_event_quickly(struct new_ids *ids, homevisit_text text, struct arena *arena,
                                           struct visit_event *event, struct event_span *span)
{
    if (!is_within_limits(&ids->visit->limits, text))
        return QUICK_GIVEN_UP;
    struct quick_reader reader = start(ids, NULL, text, arena);
    const bool sound = read_event(&reader, event, span) && is_at_end(&reader);
    if (!sound)
        new_ids_forget(ids);
    return finish(&reader, sound);
}
