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
    homevisit_text text;
    const bool first = !draft->at_given;
    draft->at_given = true;
    return first && quick_plain(&reader->text, &text) && time_read_on(&reader->day, text.data, text.length, &draft->at);
}

static bool read_event_name(struct quick_reader *reader, struct quick_draft *draft)
{
    homevisit_text text;
    if (draft->event_given || !quick_plain(&reader->text, &text))
        return false;
    const homevisit_word event = word_find_in(IN(EVENT), text.data, text.length);
    if (event == HOMEVISIT_WORD_none || (draft->event != HOMEVISIT_WORD_none && draft->event != event))
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

static bool read_attribute(struct quick_reader *reader, struct quick_draft *draft, homevisit_text key)
{
    if (draft->event == HOMEVISIT_WORD_none) {
        const homevisit_text whole = {reader->start, (size_t)(reader->text.end - reader->start)};
        draft->event = peek_event(whole, (size_t)(key.data - 1 - reader->start));
    }
    const homevisit_attribute_info *attribute = event_attribute_named(draft->event, key.data, key.length);
    if (attribute == NULL || (draft->seen >> attribute->name & 1) != 0)
        return false;
    bool given = true;
    if (!quick_read_value(reader, attribute, &draft->values[attribute->name], &given))
        return false;
    draft->seen |= UINT64_C(1) << attribute->name;
    draft->given |= (uint64_t)given << attribute->name;
    return true;
}

static bool read_member(struct quick_reader *reader, struct quick_draft *draft)
{
    homevisit_text key;
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
    return read_attribute(reader, draft, key);
}

static bool read_event(struct quick_reader *reader, struct visit_event *event, struct event_span *span)
{
    union attribute_value values[HOMEVISIT_ATTRIBUTE_COUNT];
    struct quick_draft draft;
    bool more;
    draft.event = HOMEVISIT_WORD_none;
    draft.at_given = draft.event_given = draft.id_seen = false;
    draft.id = NULL;
    draft.seen = draft.given = 0;
    draft.values = values;
    draft.free.count = 0;
    quick_peek(&reader->text);
    draft.span = (struct event_span){.start = (size_t)(reader->text.at - reader->start)};
    if (!quick_open(&reader->text, '{', '}', &more))
        return false;
    while (more) {
        if (!read_member(reader, &draft) || !quick_more(&reader->text, '}', &more))
            return false;
    }
    if (!draft.at_given || !draft.event_given || (event_requires(draft.event) & ~draft.given) != 0)
        return false;
    if (span != NULL)
        *span = draft.span;
    *event = (struct visit_event){.at = draft.at, .id = draft.id, .event = (uint16_t)draft.event};
    reader->no_memory = !values_pack(event, draft.given, values, reader->arena);
    return !reader->no_memory;
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
        const enum keeping keeping = visit_keep(visit, &event, reader->ids, false);
        reader->no_memory = keeping == KEPT_NO_MEMORY;
        if ((keeping != KEPT && keeping != KEPT_ALREADY) || !quick_more(&reader->text, ']', &more))
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
    reader.day = (struct time_day){.days = 0};
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
