/* The schema of a policy profile, from policy_keys.def: docs/format.md, section 3. */
#include "policy_keys.h"
#include "schema.h"

#include <string.h>

/* ---- values by their shape --------------------------------------------------------------------------------------- */

static void write_array_of(struct json_writer *writer, const char *reference, bool filled, const char *doc)
{
    schema_open(writer, "array", doc);
    if (filled) {
        json_write_key(writer, "minItems");
        json_write_integer(writer, 1);
    }
    json_write_key(writer, "items");
    schema_reference(writer, reference, NULL);
    json_write_object_end(writer);
}

static void write_choices(struct json_writer *writer, enum policy_choices set, const char *doc, const char *except)
{
    schema_open(writer, NULL, doc);
    schema_array_key(writer, "enum");
    for (size_t i = 0; i < policy_choice_count; i++)
        if (policy_choices[i].set == set && !(except && strcmp(policy_choices[i].text, except) == 0))
            json_write_text(writer, policy_choices[i].text);
    json_write_array_end(writer);
    json_write_object_end(writer);
}

static void write_words(struct json_writer *writer, vocabularies in, const char *doc, bool list)
{
    schema_open(writer, list ? "array" : NULL, doc);
    if (list) {
        json_write_key(writer, "minItems");
        json_write_integer(writer, 1);
        json_write_key(writer, "items");
        json_write_object(writer);
    }
    schema_words(writer, in, false);
    if (list)
        json_write_object_end(writer);
    json_write_object_end(writer);
}

static void write_either(struct json_writer *writer, vocabularies in, const char *doc)
{
    schema_open(writer, NULL, doc);
    schema_array_key(writer, "anyOf");
    write_words(writer, in, NULL, false);
    write_words(writer, in, NULL, true);
    json_write_array_end(writer);
    json_write_object_end(writer);
}

static void write_map(struct json_writer *writer, const char *reference, const char *pattern, const char *doc)
{
    schema_open(writer, "object", doc);
    if (pattern) {
        schema_object_key(writer, "propertyNames");
        schema_text(writer, "pattern", pattern);
        json_write_object_end(writer);
    }
    json_write_key(writer, "additionalProperties");
    schema_reference(writer, reference, NULL);
    json_write_object_end(writer);
}

static void write_format(struct json_writer *writer, const char *doc)
{
    schema_open(writer, NULL, doc);
    schema_text(writer, "const", "homevisit-policy/1");
    json_write_object_end(writer);
}

static void write_plain(struct json_writer *writer, const char *type, const char *doc)
{
    schema_open(writer, type, doc);
    json_write_object_end(writer);
}

static void write_shape(struct json_writer *writer, const struct policy_key *row, const char *except)
{
    switch (row->shape) {
    case SHAPE_FORMAT: write_format(writer, row->doc); break;
    case SHAPE_TEXT: schema_reference(writer, "text", row->doc); break;
    case SHAPE_NOTE:
    case SHAPE_ZONE: write_plain(writer, "string", row->doc); break;
    case SHAPE_DATE: schema_reference(writer, "date", row->doc); break;
    case SHAPE_BOOLEAN: write_plain(writer, "boolean", row->doc); break;
    case SHAPE_CHOICE: write_choices(writer, (enum policy_choices)row->of, row->doc, except); break;
    case SHAPE_CLAUSES: write_array_of(writer, "text", false, row->doc); break;
    case SHAPE_WORD: write_words(writer, row->of, row->doc, false); break;
    case SHAPE_WORDS: write_words(writer, row->of, row->doc, true); break;
    case SHAPE_WORD_OR_WORDS: write_either(writer, row->of, row->doc); break;
    case SHAPE_CLOCKS: schema_reference(writer, "clocks", row->doc); break;
    case SHAPE_ITEM: schema_reference(writer, "item", row->doc); break;
    case SHAPE_MINUTES: schema_reference(writer, "minutes", row->doc); break;
    case SHAPE_VALUE: schema_reference(writer, "value", row->doc); break;
    case SHAPE_CONDITION: schema_reference(writer, "condition", row->doc); break;
    case SHAPE_SETTING_NAME: schema_reference(writer, "setting_name", row->doc); break;
    case SHAPE_MAP: write_map(writer, row->of == OBJECT_SETTING ? "setting" : "clause", "^.", row->doc); break;
    case SHAPE_MAP_OF_TYPES: write_map(writer, "fact_type", "^x[.].", row->doc); break;
    case SHAPE_MAP_OF_CONDITIONS: write_map(writer, "condition", "^.", row->doc); break;
    case SHAPE_RULES: write_plain(writer, "array", row->doc); break;
    }
}

/* ---- objects ----------------------------------------------------------------------------------------------------- */

static void write_properties(struct json_writer *writer, enum policy_object object, const char *except)
{
    for (size_t i = 0; i < policy_key_count; i++) {
        if (policy_keys[i].object != object)
            continue;
        json_write_key(writer, policy_keys[i].name);
        write_shape(writer, &policy_keys[i], except);
    }
}

/* In a patch, null takes a key away; one that is needed has to stay. */
static void write_patch_property(struct json_writer *writer, const struct policy_key *row)
{
    json_write_key(writer, row->name);
    if (row->required) {
        write_shape(writer, row, NULL);
        return;
    }
    json_write_object(writer);
    schema_array_key(writer, "anyOf");
    write_shape(writer, row, NULL);
    write_plain(writer, "null", NULL);
    json_write_array_end(writer);
    json_write_object_end(writer);
}

static void write_required(struct json_writer *writer, enum policy_object object)
{
    for (size_t i = 0; i < policy_key_count; i++)
        if (policy_keys[i].object == object && policy_keys[i].required)
            json_write_text(writer, policy_keys[i].name);
}

static void write_object(struct json_writer *writer, const char *name, enum policy_object object)
{
    json_write_key(writer, name);
    schema_open(writer, "object", policy_object_label(object));
    schema_object_key(writer, "properties");
    write_properties(writer, object, NULL);
    json_write_object_end(writer);
    schema_array_key(writer, "required");
    write_required(writer, object);
    json_write_array_end(writer);
    schema_close_keys(writer);
    json_write_object_end(writer);
}

/* What a form needs one of: a guard without a condition says nothing, a duty without them never arises. */
static void write_any_required(struct json_writer *writer, const char *one, const char *other)
{
    const char *const names[] = {one, other};
    schema_array_key(writer, "anyOf");
    for (int i = 0; i < 2; i++) {
        json_write_object(writer);
        schema_array_key(writer, "required");
        json_write_text(writer, names[i]);
        json_write_array_end(writer);
        json_write_object_end(writer);
    }
    json_write_array_end(writer);
}

static void write_form(struct json_writer *writer, const char *name, enum policy_object form)
{
    json_write_key(writer, name);
    schema_open(writer, "object", policy_object_label(form));
    schema_object_key(writer, "properties");
    write_properties(writer, OBJECT_RULE, form == OBJECT_ADVICE ? NULL : "may");
    write_properties(writer, form, NULL);
    json_write_object_end(writer);
    schema_array_key(writer, "required");
    write_required(writer, OBJECT_RULE);
    write_required(writer, form);
    json_write_array_end(writer);
    if (form == OBJECT_GUARD)
        write_any_required(writer, "when", "needs");
    if (form == OBJECT_DUTY)
        write_any_required(writer, "on", "when");
    schema_close_keys(writer);
    json_write_object_end(writer);
}

/* The form is told from the key that only it needs, so that an editor speaks of the form that was meant. */
static void write_rule(struct json_writer *writer)
{
    static const struct {
        const char *key, *form;
    } forms[] = {{"item", "checklist"}, {"during", "advice"}, {"do", "duty"}};
    const size_t count = sizeof forms / sizeof *forms;
    json_write_key(writer, "rule");
    for (size_t i = 0; i < count; i++) {
        json_write_object(writer);
        schema_object_key(writer, "if");
        schema_array_key(writer, "required");
        json_write_text(writer, forms[i].key);
        json_write_array_end(writer);
        json_write_object_end(writer);
        json_write_key(writer, "then");
        schema_reference(writer, forms[i].form, NULL);
        json_write_key(writer, "else");
    }
    schema_reference(writer, "guard", NULL);
    for (size_t i = 0; i < count; i++)
        json_write_object_end(writer);
}

/* In a profile that extends another, a rule may be a patch: an id, and any keys of any form. */
static void write_patch(struct json_writer *writer)
{
    json_write_key(writer, "rule_or_patch");
    schema_open(writer, "object", "a rule, or a change of a rule of the same id in what the profile extends");
    schema_object_key(writer, "properties");
    for (size_t i = 0; i < policy_key_count; i++) {
        const struct policy_key *row = &policy_keys[i];
        const unsigned objects = OBJECT_BIT(RULE) | FORM_BITS;
        if ((objects >> row->object & 1) && policy_key_find(objects, row->name) == row)
            write_patch_property(writer, row); /* a key of two forms stands once, as the wider one has it */
    }
    json_write_object_end(writer);
    schema_array_key(writer, "required");
    json_write_text(writer, "id");
    json_write_array_end(writer);
    schema_close_keys(writer);
    json_write_object_end(writer);
}

/* ---- the small ones ---------------------------------------------------------------------------------------------- */

static void write_clocks(struct json_writer *writer)
{
    json_write_key(writer, "clock");
    json_write_object(writer);
    schema_array_key(writer, "enum");
    for (enum clock clock = 0; clock < CLOCK_COUNT; clock++)
        json_write_text(writer, clock_text(clock));
    json_write_array_end(writer);
    json_write_object_end(writer);
    json_write_key(writer, "clocks");
    json_write_object(writer);
    schema_array_key(writer, "anyOf");
    schema_reference(writer, "clock", NULL);
    write_array_of(writer, "clock", true, NULL);
    json_write_array_end(writer);
    json_write_object_end(writer);
}

static void write_whole(struct json_writer *writer, int64_t least)
{
    schema_open(writer, "integer", NULL);
    json_write_key(writer, "minimum");
    json_write_integer(writer, least);
    json_write_key(writer, "maximum");
    json_write_integer(writer, INT64_C(1) << 53);
    json_write_object_end(writer);
}

static void write_minutes(struct json_writer *writer)
{
    json_write_key(writer, "minutes");
    json_write_object(writer);
    schema_array_key(writer, "anyOf");
    write_whole(writer, 0);
    schema_reference(writer, "minutes_setting", NULL);
    json_write_array_end(writer);
    json_write_object_end(writer);
}

static void write_value(struct json_writer *writer)
{
    json_write_key(writer, "value");
    json_write_object(writer);
    schema_array_key(writer, "anyOf");
    write_plain(writer, "boolean", NULL);
    write_whole(writer, -(INT64_C(1) << 53));
    write_plain(writer, "string", NULL);
    schema_open(writer, "array", NULL);
    schema_object_key(writer, "items");
    schema_text(writer, "type", "string");
    json_write_object_end(writer);
    json_write_object_end(writer);
    json_write_array_end(writer);
    json_write_object_end(writer);
}

static void write_item(struct json_writer *writer)
{
    json_write_key(writer, "item");
    json_write_object(writer);
    schema_array_key(writer, "anyOf");
    write_words(writer, IN(ITEM), NULL, false);
    schema_open(writer, "string", NULL);
    schema_text(writer, "pattern", "^x[.].");
    json_write_object_end(writer);
    json_write_array_end(writer);
    json_write_object_end(writer);
}

static void write_definitions(struct json_writer *writer)
{
    write_object(writer, "setting", OBJECT_SETTING);
    write_object(writer, "clause", OBJECT_CLAUSE);
    write_object(writer, "minutes_setting", OBJECT_MINUTES);
    write_rule(writer);
    write_patch(writer);
    write_form(writer, "guard", OBJECT_GUARD);
    write_form(writer, "duty", OBJECT_DUTY);
    write_form(writer, "checklist", OBJECT_CHECKLIST);
    write_form(writer, "advice", OBJECT_ADVICE);
    write_clocks(writer);
    write_minutes(writer);
    write_value(writer);
    write_item(writer);
    json_write_key(writer, "fact_type");
    write_choices(writer, CHOICES_FACT_TYPE, NULL, NULL);
    schema_pattern(writer, "setting_name", "^settings[.].", "settings.NAME");
    schema_pattern(writer, "date", "^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$", "YYYY-MM-DD");
    json_write_key(writer, "text");
    schema_open(writer, "string", NULL);
    json_write_key(writer, "minLength");
    json_write_integer(writer, 1);
    json_write_object_end(writer);
    schema_write_condition(writer);
}

static void write_rules_as(struct json_writer *writer, const char *key, const char *reference)
{
    schema_object_key(writer, key);
    schema_object_key(writer, "properties");
    schema_object_key(writer, "rules");
    json_write_key(writer, "items");
    schema_reference(writer, reference, NULL);
    json_write_object_end(writer);
    json_write_object_end(writer);
    json_write_object_end(writer);
}

void schema_write_policy(struct json_writer *writer)
{
    schema_begin(writer, "policy", "A policy profile: what a school asks of a home visit");
    schema_text(writer, "type", "object");
    schema_object_key(writer, "properties");
    write_properties(writer, OBJECT_POLICY, NULL);
    json_write_object_end(writer);
    schema_array_key(writer, "required");
    write_required(writer, OBJECT_POLICY);
    json_write_array_end(writer);
    schema_close_keys(writer);
    schema_object_key(writer, "if");
    schema_array_key(writer, "required");
    json_write_text(writer, "extends");
    json_write_array_end(writer);
    json_write_object_end(writer);
    write_rules_as(writer, "then", "rule_or_patch");
    write_rules_as(writer, "else", "rule");
    schema_object_key(writer, "$defs");
    write_definitions(writer);
    json_write_object_end(writer);
    json_write_object_end(writer);
}
