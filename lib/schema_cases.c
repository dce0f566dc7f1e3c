/* The schema of a profile's cases, from cases_keys.def: docs/cases.md. */
#include "schema.h"

enum case_object {
#define CASE_OBJECT(name, label) CASE_##name,
#include "cases_keys.def"
    CASE_OBJECT_COUNT
};

enum case_shape {
    FORMAT,
    TEXT,
    NOTE,
    BOOLEAN,
    NAMES,
    EVENTS,
    VISITS,
    VISIT,
    DROPS,
    CHANGES,
    SETTINGS,
    QUESTION,
    EVENT,
    WORD,
    NUMBER,
    TIME,
    PART,
    CASES
};

static const struct {
    enum case_object object;
    const char *name;
    enum case_shape shape;
    bool required;
    const char *doc;
} keys[] = {
#define CASE_KEY(object, key, shape, required, doc) {CASE_##object, #key, shape, required, doc},
#include "cases_keys.def"
};

static void write_list(struct json_writer *writer, const char *reference, const char *doc)
{
    schema_open(writer, "array", doc);
    json_write_key(writer, "items");
    schema_reference(writer, reference, NULL);
    json_write_object_end(writer);
}

static void write_map(struct json_writer *writer, const char *reference, const char *doc)
{
    schema_open(writer, "object", doc);
    json_write_key(writer, "additionalProperties");
    schema_reference(writer, reference, NULL);
    json_write_object_end(writer);
}

static void write_either(struct json_writer *writer, const char *one, const char *other, const char *doc)
{
    schema_open(writer, NULL, doc);
    schema_array_key(writer, "anyOf");
    schema_reference(writer, one, NULL);
    schema_reference(writer, other, NULL);
    json_write_array_end(writer);
    json_write_object_end(writer);
}

static void write_type(struct json_writer *writer, const char *type, const char *doc)
{
    schema_open(writer, type, doc);
    json_write_object_end(writer);
}

static void write_questions(struct json_writer *writer, const char *doc)
{
    schema_open(writer, NULL, doc);
    schema_array_key(writer, "enum");
#define CASE_QUESTION(word, question, words) json_write_text(writer, #word);
#include "cases_keys.def"
    json_write_array_end(writer);
    json_write_object_end(writer);
}

static void write_shape(struct json_writer *writer, enum case_shape shape, const char *doc)
{
    switch (shape) {
    case FORMAT:
        schema_open(writer, NULL, doc);
        schema_text(writer, "const", "homevisit-cases/1");
        json_write_object_end(writer);
        break;
    case TEXT: schema_reference(writer, "text", doc); break;
    case NOTE: write_type(writer, "string", doc); break;
    case BOOLEAN: write_type(writer, "boolean", doc); break;
    case NAMES: write_list(writer, "text", doc); break;
    case EVENTS: schema_reference(writer, "events", doc); break;
    case VISITS: write_map(writer, "events", doc); break;
    case VISIT: write_either(writer, "text", "events", doc); break;
    case DROPS: schema_reference(writer, "drops", doc); break;
    case CHANGES: write_map(writer, "patch", doc); break;
    case SETTINGS:
    case PART: write_type(writer, "object", doc); break;
    case QUESTION: write_questions(writer, doc); break;
    case EVENT: schema_reference(writer, "event", doc); break;
    case WORD:
        schema_open(writer, NULL, doc);
        schema_words(writer, IN(EVENT), false);
        json_write_object_end(writer);
        break;
    case NUMBER:
        schema_open(writer, "integer", doc);
        json_write_key(writer, "minimum");
        json_write_integer(writer, 1);
        json_write_object_end(writer);
        break;
    case TIME: schema_reference(writer, "time", doc); break;
    case CASES: write_list(writer, "case", doc); break;
    }
}

/* The keys of an object; the object itself is open, and is closed by the caller. */
static void write_keys(struct json_writer *writer, enum case_object object)
{
    schema_text(writer, "type", "object");
    schema_object_key(writer, "properties");
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
        if (keys[i].object != object)
            continue;
        json_write_key(writer, keys[i].name);
        write_shape(writer, keys[i].shape, keys[i].doc);
    }
    json_write_object_end(writer);
    schema_array_key(writer, "required");
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
        if (keys[i].object == object && keys[i].required)
            json_write_text(writer, keys[i].name);
    json_write_array_end(writer);
    schema_close_keys(writer);
}

static void write_object(struct json_writer *writer, const char *name, enum case_object object)
{
    schema_object_key(writer, name);
    write_keys(writer, object);
    json_write_object_end(writer);
}

static void write_definitions(struct json_writer *writer)
{
    write_object(writer, "case", CASE_CASE);
    write_object(writer, "dropped", CASE_DROP);
    json_write_key(writer, "events");
    write_list(writer, "event", NULL);
    json_write_key(writer, "patch");
    write_type(writer, "object", "a merge patch (RFC 7396) on an event");
    json_write_key(writer, "dropped_word");
    schema_open(writer, NULL, NULL);
    schema_words(writer, IN(EVENT), false);
    json_write_object_end(writer);
    json_write_key(writer, "drop");
    write_either(writer, "dropped_word", "dropped", NULL);
    json_write_key(writer, "drops");
    write_list(writer, "drop", NULL);
    schema_write_events(writer);
}

void schema_write_cases(struct json_writer *writer)
{
    schema_begin(writer, "cases", "A profile's cases: what its rules must find in made-up visits");
    write_keys(writer, CASE_FILE);
    schema_object_key(writer, "$defs");
    write_definitions(writer);
    json_write_object_end(writer);
    json_write_object_end(writer);
}
