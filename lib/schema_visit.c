/* The schema of a visit record, and of an event: docs/format.md, section 1. */
#include "schema.h"

#include <string.h>

/* An attribute that may be left out may also be an empty text, which counts as missing. */
static void open_optional(struct json_writer *writer, bool required)
{
    if (required)
        return;
    json_write_object(writer);
    schema_array_key(writer, "anyOf");
}

static void close_optional(struct json_writer *writer, bool required)
{
    if (required)
        return;
    json_write_object(writer);
    schema_text(writer, "const", "");
    json_write_object_end(writer);
    json_write_array_end(writer);
    json_write_object_end(writer);
}

static void write_list(struct json_writer *writer, const homevisit_attribute_info *info)
{
    schema_open(writer, "array", info->doc);
    json_write_key(writer, "items");
    if (info->type == HOMEVISIT_TYPE_STAFF) {
        schema_reference(writer, "staff", NULL);
    } else if (info->type == HOMEVISIT_TYPE_NAMES) {
        schema_open(writer, NULL, NULL);
        schema_words(writer, info->vocabularies, false);
        json_write_object_end(writer);
    } else {
        schema_reference(writer, "text", NULL);
    }
    json_write_object_end(writer);
}

static void write_attribute(struct json_writer *writer, const homevisit_attribute_info *info)
{
    json_write_key(writer, homevisit_attribute_text(info->name));
    switch (info->type) {
    case HOMEVISIT_TYPE_NAME:
        schema_open(writer, NULL, info->doc);
        schema_words(writer, info->vocabularies, !info->required);
        json_write_object_end(writer);
        return;
    case HOMEVISIT_TYPE_TEXT:
        schema_open(writer, "string", info->doc);
        json_write_object_end(writer);
        return;
    case HOMEVISIT_TYPE_FACTS: schema_reference(writer, "facts", info->doc); return;
    default: break;
    }
    open_optional(writer, info->required);
    switch (info->type) {
    case HOMEVISIT_TYPE_BOOLEAN:
        schema_open(writer, "boolean", info->doc);
        json_write_object_end(writer);
        break;
    case HOMEVISIT_TYPE_INTEGER: schema_reference(writer, "integer", info->doc); break;
    case HOMEVISIT_TYPE_TIME: schema_reference(writer, "time", info->doc); break;
    default: write_list(writer, info); break;
    }
    close_optional(writer, info->required);
}

static void write_event(struct json_writer *writer, homevisit_word event)
{
    char name[64] = "event_";
    const homevisit_attribute_info *info;
    strncat(name, homevisit_word_text(event), sizeof name - strlen(name) - 1);
    json_write_key(writer, name);
    schema_open(writer, "object", event_row(event)->doc);
    schema_object_key(writer, "properties");
    schema_object_key(writer, "event");
    schema_text(writer, "const", homevisit_word_text(event));
    json_write_object_end(writer);
    json_write_key(writer, "at");
    schema_reference(writer, "time", "when it happened");
    json_write_key(writer, "id");
    schema_open(writer, "string", "an id of the event's own: a second event with the same one is ignored or refused");
    json_write_object_end(writer);
    for (size_t i = 0; (info = homevisit_event_attribute(event, i)) != NULL; i++)
        write_attribute(writer, info);
    json_write_object_end(writer);
    schema_array_key(writer, "required");
    json_write_text(writer, "at");
    json_write_text(writer, "event");
    for (size_t i = 0; (info = homevisit_event_attribute(event, i)) != NULL; i++)
        if (info->required)
            json_write_text(writer, homevisit_attribute_text(info->name));
    json_write_array_end(writer);
    schema_close_keys(writer);
    json_write_object_end(writer);
}

/* One of the events, chosen by its name, so that an editor speaks of the event that was meant. */
static void write_any_event(struct json_writer *writer)
{
    json_write_key(writer, "event");
    schema_open(writer, "object", "an event: what happened, and when");
    schema_array_key(writer, "required");
    json_write_text(writer, "at");
    json_write_text(writer, "event");
    json_write_array_end(writer);
    schema_object_key(writer, "properties");
    schema_object_key(writer, "event");
    schema_words(writer, IN(EVENT), false);
    json_write_object_end(writer);
    json_write_object_end(writer);
    schema_array_key(writer, "allOf");
    for (unsigned event = 1; event <= EVENT_COUNT; event++) {
        char name[64] = "event_";
        strncat(name, homevisit_word_text((homevisit_word)event), sizeof name - strlen(name) - 1);
        json_write_object(writer);
        schema_object_key(writer, "if");
        schema_object_key(writer, "properties");
        schema_object_key(writer, "event");
        schema_text(writer, "const", homevisit_word_text((homevisit_word)event));
        json_write_object_end(writer);
        json_write_object_end(writer);
        json_write_object_end(writer);
        json_write_key(writer, "then");
        schema_reference(writer, name, NULL);
        json_write_object_end(writer);
    }
    json_write_array_end(writer);
    json_write_object_end(writer);
}

static void write_staff(struct json_writer *writer)
{
    json_write_key(writer, "staff");
    schema_open(writer, "object", "a member of staff");
    schema_object_key(writer, "properties");
    json_write_key(writer, "id");
    schema_reference(writer, "text", "an opaque id, not a name");
    json_write_key(writer, "role");
    schema_open(writer, NULL, "the role");
    schema_words(writer, IN(ROLE), false);
    json_write_object_end(writer);
    json_write_key(writer, "trained");
    open_optional(writer, false);
    schema_open(writer, "boolean", "trained in safe working practice");
    json_write_object_end(writer);
    close_optional(writer, false);
    json_write_object_end(writer);
    schema_array_key(writer, "required");
    json_write_text(writer, "id");
    json_write_text(writer, "role");
    json_write_array_end(writer);
    schema_close_keys(writer);
    json_write_object_end(writer);
}

/* Items are true or false; a profile's own facts may be more. */
static void write_facts(struct json_writer *writer)
{
    homevisit_word words[HOMEVISIT_WORD_COUNT];
    const size_t count = vocabulary_words(IN(ITEM), words, HOMEVISIT_WORD_COUNT);
    json_write_key(writer, "facts");
    schema_open(writer, "object", "items of the checklist, and a profile's own facts as x.NAME");
    schema_object_key(writer, "properties");
    for (size_t i = 0; i < count; i++) {
        json_write_key(writer, homevisit_word_text(words[i]));
        open_optional(writer, false);
        schema_open(writer, "boolean", NULL);
        json_write_object_end(writer);
        close_optional(writer, false);
    }
    json_write_object_end(writer);
    schema_object_key(writer, "patternProperties");
    schema_object_key(writer, "^x\\\\..");
    schema_array_key(writer, "type");
    json_write_text(writer, "boolean");
    json_write_text(writer, "integer");
    json_write_text(writer, "string");
    json_write_array_end(writer);
    json_write_object_end(writer);
    json_write_object_end(writer);
    schema_flag(writer, "additionalProperties", false);
    json_write_object_end(writer);
}

void schema_write_events(struct json_writer *writer)
{
    write_any_event(writer);
    for (unsigned event = 1; event <= EVENT_COUNT; event++)
        write_event(writer, (homevisit_word)event);
    write_staff(writer);
    write_facts(writer);
    schema_pattern(writer, "time", SCHEMA_TIME, "RFC 3339 with an offset, whole seconds");
    json_write_key(writer, "text");
    schema_open(writer, "string", NULL);
    json_write_key(writer, "minLength");
    json_write_integer(writer, 1);
    json_write_object_end(writer);
    json_write_key(writer, "integer");
    schema_open(writer, "integer", NULL);
    json_write_key(writer, "minimum");
    json_write_integer(writer, -(INT64_C(1) << 53));
    json_write_key(writer, "maximum");
    json_write_integer(writer, INT64_C(1) << 53);
    json_write_object_end(writer);
}

void schema_write_visit(struct json_writer *writer)
{
    schema_begin(writer, "visit", "A visit record: what happened, as events");
    schema_text(writer, "type", "object");
    schema_object_key(writer, "properties");
    schema_object_key(writer, "format");
    schema_text(writer, "const", "homevisit-visit/1");
    json_write_object_end(writer);
    json_write_key(writer, "id");
    schema_reference(writer, "text", "the record's own id, opaque");
    json_write_key(writer, "events");
    schema_open(writer, "array", "what happened; in any order, since each says when");
    json_write_key(writer, "items");
    schema_reference(writer, "event", NULL);
    json_write_object_end(writer);
    json_write_object_end(writer);
    schema_array_key(writer, "required");
    json_write_text(writer, "format");
    json_write_text(writer, "id");
    json_write_text(writer, "events");
    json_write_array_end(writer);
    schema_close_keys(writer);
    schema_object_key(writer, "$defs");
    schema_write_events(writer);
    json_write_object_end(writer);
    json_write_object_end(writer);
}
