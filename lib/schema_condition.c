/* The schema of a condition: operators with their operands, and the names of facts. What types go together, a schema
 * cannot say; the library does. */
#include "schema.h"

#include <string.h>

/* Any operand: a condition, a constant, a list of constants. */
static void write_operand(struct json_writer *writer)
{
    json_write_key(writer, "operand");
    json_write_object(writer);
    schema_array_key(writer, "anyOf");
    schema_reference(writer, "operation", NULL);
    schema_open(writer, NULL, NULL);
    schema_array_key(writer, "type");
    json_write_text(writer, "boolean");
    json_write_text(writer, "number");
    json_write_text(writer, "string");
    json_write_array_end(writer);
    json_write_object_end(writer);
    schema_open(writer, "array", NULL);
    schema_object_key(writer, "items");
    schema_array_key(writer, "type");
    json_write_text(writer, "number");
    json_write_text(writer, "string");
    json_write_array_end(writer);
    json_write_object_end(writer);
    json_write_object_end(writer);
    json_write_array_end(writer);
    json_write_object_end(writer);
}

/* The facts of the vocabulary by name; the event's, the profile's own, settings and conditions by their form. */
static void write_fact(struct json_writer *writer)
{
    json_write_key(writer, "fact");
    schema_open(writer, "string", "a fact; inside all, some and none also \"\", id, role and trained");
    schema_array_key(writer, "anyOf");
    json_write_object(writer);
    schema_array_key(writer, "enum");
    for (size_t i = 0; i < homevisit_vocabulary_count("fact"); i++)
        json_write_text(writer, homevisit_vocabulary_name("fact", i));
    for (size_t i = 0; i < HOMEVISIT_ATTRIBUTE_COUNT; i++) {
        char name[64] = "event.";
        strncat(name, homevisit_attribute_text((homevisit_attribute_name)i), sizeof name - strlen(name) - 1);
        json_write_text(writer, name);
    }
    json_write_text(writer, "");
    json_write_text(writer, "id");
    json_write_text(writer, "role");
    json_write_text(writer, "trained");
    json_write_array_end(writer);
    json_write_object_end(writer);
    json_write_object(writer);
    schema_text(writer, "pattern", "^(settings|conditions|x)[.].|^event[.][a-z_]+[.][a-z_]+$");
    json_write_object_end(writer);
    json_write_array_end(writer);
    json_write_object_end(writer);
}

/* An operand may stand by itself where one is enough, as in JsonLogic. */
static void write_operands(struct json_writer *writer, const struct operator_row *row)
{
    json_write_object(writer);
    schema_text(writer, "description", row->doc);
    schema_array_key(writer, "anyOf");
    schema_open(writer, "array", NULL);
    json_write_key(writer, "items");
    schema_reference(writer, "operand", NULL);
    json_write_key(writer, "minItems");
    json_write_integer(writer, (int64_t)row->min_args);
    if (row->max_args) {
        json_write_key(writer, "maxItems");
        json_write_integer(writer, (int64_t)row->max_args);
    }
    json_write_object_end(writer);
    if (row->min_args == 1)
        schema_reference(writer, "operand", NULL);
    json_write_array_end(writer);
    json_write_object_end(writer);
}

static void write_var(struct json_writer *writer, const struct operator_row *row)
{
    json_write_object(writer);
    schema_text(writer, "description", row->doc);
    schema_array_key(writer, "anyOf");
    schema_reference(writer, "fact", NULL);
    schema_open(writer, "array", NULL);
    schema_array_key(writer, "prefixItems");
    schema_reference(writer, "fact", NULL);
    schema_reference(writer, "operand", NULL);
    json_write_array_end(writer);
    schema_flag(writer, "items", false);
    json_write_key(writer, "minItems");
    json_write_integer(writer, 1);
    json_write_object_end(writer);
    json_write_array_end(writer);
    json_write_object_end(writer);
}

static void write_facts(struct json_writer *writer)
{
    schema_open(writer, "array", NULL);
    json_write_key(writer, "items");
    schema_reference(writer, "fact", NULL);
    json_write_key(writer, "minItems");
    json_write_integer(writer, 1);
    json_write_object_end(writer);
}

/* A name, several, or a list of them as the only operand, as in JsonLogic. */
static void write_missing(struct json_writer *writer, const struct operator_row *row)
{
    json_write_object(writer);
    schema_text(writer, "description", row->doc);
    schema_array_key(writer, "anyOf");
    schema_reference(writer, "fact", NULL);
    write_facts(writer);
    schema_open(writer, "array", NULL);
    schema_array_key(writer, "prefixItems");
    write_facts(writer);
    json_write_array_end(writer);
    schema_flag(writer, "items", false);
    json_write_object_end(writer);
    json_write_array_end(writer);
    json_write_object_end(writer);
}

void schema_write_condition(struct json_writer *writer)
{
    json_write_key(writer, "condition");
    schema_open(writer, NULL, "a condition: an operation whose value is true or false");
    schema_array_key(writer, "anyOf");
    schema_reference(writer, "operation", NULL);
    schema_open(writer, "boolean", NULL);
    json_write_object_end(writer);
    json_write_array_end(writer);
    json_write_object_end(writer);
    json_write_key(writer, "operation");
    schema_open(writer, "object", NULL);
    json_write_key(writer, "minProperties");
    json_write_integer(writer, 1);
    json_write_key(writer, "maxProperties");
    json_write_integer(writer, 1);
    schema_object_key(writer, "properties");
    for (enum operator_id id = 0; id < OPERATOR_COUNT; id++) {
        const struct operator_row *row = operator_row(id);
        json_write_key(writer, row->symbol);
        if (id == OPERATOR_VAR)
            write_var(writer, row);
        else if (id == OPERATOR_MISSING)
            write_missing(writer, row);
        else
            write_operands(writer, row);
    }
    json_write_object_end(writer);
    schema_flag(writer, "additionalProperties", false);
    json_write_object_end(writer);
    write_operand(writer);
    write_fact(writer);
}
