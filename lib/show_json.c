/* The document as data: the same parts, for a host that lays it out itself. docs/show.md lists the keys. */
#include "show.h"

#include "json_write.h"

#include <string.h>

/* ------------------------------------------------------------------------------------------------------------ texts */

/* A text without its marks. */
static void put_plain(struct json_writer *writer, struct english *english, const char *key, const char *text)
{
    json_write_key(writer, key);
    if (text == NULL) {
        json_write_null(writer);
        return;
    }
    size_t length = 0;
    char *plain = arena_copy_text(english->arena, text, strlen(text));
    if (plain == NULL) {
        english->failed = true;
        return;
    }
    for (; *text != '\0'; text++)
        if (*text != ENGLISH_CODE_MARK && *text != ENGLISH_CODE_END_MARK)
            plain[length++] = *text;
    json_write_text_length(writer, plain, length);
}

/* A text of the policy, as it is. */
static void put_text(struct json_writer *writer, const char *key, const char *text)
{
    json_write_key(writer, key);
    json_write_text(writer, text);
}

static void put_boolean(struct json_writer *writer, const char *key, bool value)
{
    json_write_key(writer, key);
    json_write_boolean(writer, value);
}

static void put_clause(struct json_writer *writer, const struct clause *clause)
{
    json_write_object(writer);
    put_text(writer, "id", clause->id);
    put_text(writer, "section", clause->section);
    put_text(writer, "summary", clause->summary);
    json_write_object_end(writer);
}

static void put_clauses(struct json_writer *writer, const char *key, const struct clause *const *clauses, size_t count)
{
    json_write_key(writer, key);
    json_write_array(writer);
    for (size_t i = 0; i < count; i++)
        put_clause(writer, clauses[i]);
    json_write_array_end(writer);
}

/* ------------------------------------------------------------------------------------------------------------ parts */

static void put_head(struct json_writer *writer, struct english *english, const struct show_document *document)
{
    const homevisit_policy *policy = english->policy;
    const char *const said[][2] = {
        {"id", policy->id},           {"title", policy->title},           {"version", policy->version},
        {"issued", policy->issued},   {"review_due", policy->review_due}, {"source", policy->source},
        {"extends", policy->extends}, {"time_zone", policy->zone_text}};
    json_write_key(writer, "policy");
    json_write_object(writer);
    for (size_t i = 0; i < sizeof said / sizeof *said; i++)
        put_text(writer, said[i][0], said[i][1]);
    json_write_object_end(writer);
    json_write_key(writer, "reading");
    json_write_array(writer);
    for (size_t i = 0; i < document->reading.count; i++) {
        json_write_object(writer);
        put_plain(writer, english, "text", document->reading.items[i]);
        json_write_object_end(writer);
    }
    json_write_array_end(writer);
}

static void put_settings(struct json_writer *writer, struct english *english, const struct show_document *document)
{
    json_write_key(writer, "settings");
    json_write_array(writer);
    for (size_t i = 0; i < document->setting_count; i++) {
        const struct show_setting *shown = &document->settings[i];
        json_write_object(writer);
        put_text(writer, "name", shown->setting->name);
        put_plain(writer, english, "label", shown->label);
        put_plain(writer, english, "value", shown->value);
        put_clauses(writer, "clauses", shown->clauses, shown->clause_count);
        put_boolean(writer, "assumed", shown->setting->assumed);
        put_boolean(writer, "read", shown->read);
        put_text(writer, "note", shown->setting->note);
        put_text(writer, "from", shown->setting->origin);
        json_write_object_end(writer);
    }
    json_write_array_end(writer);
}

static void put_lines(struct json_writer *writer, struct english *english, const char *key, const struct lines *lines)
{
    json_write_key(writer, key);
    json_write_array(writer);
    for (const struct line *line = lines->first; line != NULL; line = line->next) {
        json_write_object(writer);
        put_plain(writer, english, "text", line->text);
        put_lines(writer, english, "points", &line->points);
        json_write_object_end(writer);
    }
    json_write_array_end(writer);
}

static const char *form_text(const struct rule *rule)
{
    static const char *const forms[] = {"guard", "duty", "checklist", "advice"};
    return forms[rule->form];
}

static void put_rule(struct json_writer *writer, struct english *english, const struct show_rule *shown)
{
    const struct rule *rule = shown->rule;
    json_write_object(writer);
    put_text(writer, "id", rule->id);
    put_text(writer, "form", form_text(rule));
    put_text(writer, "force", homevisit_force_text(rule->force));
    put_text(writer, "word", shown->word);
    put_text(writer, "message", rule->message);
    put_clauses(writer, "clauses", shown->clauses, shown->clause_count);
    put_lines(writer, english, "sentences", &shown->lines);
    put_boolean(writer, "assumed", rule->own_assumed);
    put_text(writer, "note", rule->note);
    put_text(writer, "from", rule->origin);
    json_write_object_end(writer);
}

static void put_sections(struct json_writer *writer, struct english *english, const struct show_document *document)
{
    json_write_key(writer, "sections");
    json_write_array(writer);
    for (size_t i = 0; i < SECTION_COUNT; i++) {
        json_write_object(writer);
        put_text(writer, "id", show_section_id((enum show_section)i));
        put_text(writer, "title", show_section_title((enum show_section)i));
        json_write_key(writer, "rules");
        json_write_array(writer);
        for (size_t j = 0; j < document->sections[i].count; j++)
            put_rule(writer, english, &document->sections[i].items[j]);
        json_write_array_end(writer);
        json_write_object_end(writer);
    }
    json_write_array_end(writer);
}

/* ------------------------------------------------------------------------------------------------ what is left open */

static void put_silent(struct json_writer *writer, struct english *english, const struct show_points *events,
                       bool chosen)
{
    for (size_t i = 0; i < events->count; i++) {
        json_write_object(writer);
        put_text(writer, "event", events->items[i].id);
        put_plain(writer, english, "text", events->items[i].text);
        put_boolean(writer, "chosen", chosen);
        json_write_object_end(writer);
    }
}

static void put_points(struct json_writer *writer, struct english *english, const char *key,
                       const struct show_points *rules)
{
    json_write_key(writer, key);
    json_write_array(writer);
    for (size_t i = 0; i < rules->count; i++) {
        json_write_object(writer);
        put_text(writer, "rule", rules->items[i].id);
        put_text(writer, "message", rules->items[i].text);
        put_lines(writer, english, "sentences", &rules->items[i].lines);
        put_text(writer, "from", rules->items[i].origin);
        json_write_object_end(writer);
    }
    json_write_array_end(writer);
}

static void put_open(struct json_writer *writer, struct english *english, const struct show_document *document)
{
    json_write_key(writer, "open");
    json_write_object(writer);
    json_write_key(writer, "silent");
    json_write_array(writer);
    put_silent(writer, english, &document->silent_choices, true);
    put_silent(writer, english, &document->silent_events, false);
    json_write_array_end(writer);
    json_write_key(writer, "assumed_settings");
    json_write_array(writer);
    for (size_t i = 0; i < document->setting_count; i++)
        if (document->settings[i].setting->assumed)
            json_write_text(writer, document->settings[i].setting->name);
    json_write_array_end(writer);
    put_points(writer, english, "assumed_rules", &document->assumed_rules);
    put_clauses(writer, "uncited_clauses", document->uncited, document->uncited_count);
    put_points(writer, english, "disabled_rules", &document->disabled);
    json_write_object_end(writer);
}

homevisit_code show_json(homevisit_buffer *out, struct english *english, const struct show_document *document)
{
    struct json_writer writer;
    json_write_begin(&writer, out);
    json_write_object(&writer);
    put_head(&writer, english, document);
    put_settings(&writer, english, document);
    put_sections(&writer, english, document);
    put_open(&writer, english, document);
    json_write_object_end(&writer);
    writer.failed = writer.failed || english->failed;
    return json_write_end(&writer);
}
