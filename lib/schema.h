/* JSON Schemas (draft 2020-12), written from the library's own tables. */
#ifndef HOMEVISIT_SCHEMA_H
#define HOMEVISIT_SCHEMA_H

#include "json_write.h"
#include "vocabulary.h"

/* ---- schema.c: what all of them use ---- */
void schema_begin(struct json_writer *writer, const char *document, const char *title);
void schema_text(struct json_writer *writer, const char *key, const char *text);
void schema_flag(struct json_writer *writer, const char *key, bool value);
/* {"type": "…", "description": "…"} without its end, so that more can follow; doc NULL: no description. */
void schema_open(struct json_writer *writer, const char *type, const char *doc);
void schema_object_key(struct json_writer *writer, const char *key);
void schema_array_key(struct json_writer *writer, const char *key);
/* {"$ref": "#/$defs/NAME"} with a description. */
void schema_reference(struct json_writer *writer, const char *name, const char *doc);
/* "enum": […] of the words of some vocabularies; with the empty text where that stands for nothing said. */
void schema_words(struct json_writer *writer, vocabularies in, bool or_empty);
/* "patternProperties": {"^x_": {}}, "additionalProperties": false */
void schema_close_keys(struct json_writer *writer);
/* A member of $defs: a text with a pattern. */
void schema_pattern(struct json_writer *writer, const char *name, const char *pattern, const char *doc);

/* ---- one file each ---- */
void schema_write_policy(struct json_writer *writer);
void schema_write_condition(struct json_writer *writer); /* members of the policy's $defs */
void schema_write_visit(struct json_writer *writer);
void schema_write_events(struct json_writer *writer); /* members of $defs: event and what it is made of */
void schema_write_report(struct json_writer *writer);
void schema_write_cases(struct json_writer *writer);

#define SCHEMA_TIME                                                                                                    \
    "^[0-9]{4}-[0-9]{2}-[0-9]{2}T([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](Z|[+-]([01][0-9]|2[0-3]):[0-5][0-9])$"

#endif
