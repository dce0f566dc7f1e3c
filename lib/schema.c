/* homevisit_schema(): JSON Schemas so that an editor completes and checks names; and the pieces that they share. */
#include "schema.h"

#include <string.h>

void schema_text(struct json_writer *writer, const char *key, const char *text)
{
    json_write_key(writer, key);
    json_write_text(writer, text);
}

void schema_flag(struct json_writer *writer, const char *key, bool value)
{
    json_write_key(writer, key);
    json_write_boolean(writer, value);
}

void schema_object_key(struct json_writer *writer, const char *key)
{
    json_write_key(writer, key);
    json_write_object(writer);
}

void schema_array_key(struct json_writer *writer, const char *key)
{
    json_write_key(writer, key);
    json_write_array(writer);
}

void schema_open(struct json_writer *writer, const char *type, const char *doc)
{
    json_write_object(writer);
    if (type)
        schema_text(writer, "type", type);
    if (doc && *doc)
        schema_text(writer, "description", doc);
}

void schema_reference(struct json_writer *writer, const char *name, const char *doc)
{
    char reference[96] = "#/$defs/";
    strncat(reference, name, sizeof reference - strlen(reference) - 1);
    schema_open(writer, NULL, doc);
    schema_text(writer, "$ref", reference);
    json_write_object_end(writer);
}

void schema_words(struct json_writer *writer, vocabularies in, bool or_empty)
{
    homevisit_word words[HOMEVISIT_WORD_COUNT];
    const size_t count = vocabulary_words(in, words, HOMEVISIT_WORD_COUNT);
    schema_array_key(writer, "enum");
    for (size_t i = 0; i < count; i++)
        json_write_text(writer, homevisit_word_text(words[i]));
    if (or_empty)
        json_write_text(writer, "");
    json_write_array_end(writer);
}

void schema_close_keys(struct json_writer *writer)
{
    schema_object_key(writer, "patternProperties");
    schema_object_key(writer, "^x_");
    json_write_object_end(writer);
    json_write_object_end(writer);
    schema_flag(writer, "additionalProperties", false);
}

void schema_pattern(struct json_writer *writer, const char *name, const char *pattern, const char *doc)
{
    json_write_key(writer, name);
    schema_open(writer, "string", doc);
    schema_text(writer, "pattern", pattern);
    json_write_object_end(writer);
}

void schema_begin(struct json_writer *writer, const char *document, const char *title)
{
    char id[96] = "urn:homevisit:schema:";
    strncat(id, document, sizeof id - strlen(id) - 1);
    json_write_object(writer);
    schema_text(writer, "$schema", "https://json-schema.org/draft/2020-12/schema");
    schema_text(writer, "$id", id);
    schema_text(writer, "title", title);
}

homevisit_code homevisit_schema(const char *document, homevisit_buffer *out)
{
    static const struct {
        const char *name;
        void (*write)(struct json_writer *writer);
    } schemas[] = {{"policy", schema_write_policy},
                   {"visit", schema_write_visit},
                   {"report", schema_write_report},
                   {"cases", schema_write_cases}};
    if (!document || !out)
        return HOMEVISIT_E_ARGUMENT;
    for (size_t i = 0; i < sizeof schemas / sizeof *schemas; i++) {
        if (strcmp(document, schemas[i].name) != 0)
            continue;
        struct json_writer writer;
        if (!out->data)
            buffer_init(out, NULL);
        json_write_begin(&writer, out);
        schemas[i].write(&writer);
        return json_write_end(&writer);
    }
    return HOMEVISIT_E_NAME;
}
