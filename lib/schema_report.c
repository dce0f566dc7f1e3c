/*
 * The schema of reports: docs/format.md, section 4. report_json.c writes what these rows say; a test holds the reports
 * of the examples against the schema that is made from them.
 */
#include "schema.h"

#include <string.h>

enum report_type { TEXT, TEXT_OR_NULL, BOOLEAN, COUNT, TIME, TIME_OR_NULL, NAMES, WORD, CHOICE, LIST, ONE, ANY };

static const struct report_key {
    const char *object, *name;
    enum report_type type;
    const char *of; /* LIST, ONE: the object; CHOICE: which */
    vocabularies words;
} keys[] = {
    {"policy", "id", TEXT, NULL, 0},
    {"policy", "version", TEXT, NULL, 0},
    {"state", "phase", WORD, NULL, IN(PHASE)},
    {"state", "place", WORD, NULL, IN(PLACE)},
    {"state", "contact", WORD, NULL, IN(CONTACT)},
    {"because", "fact", TEXT, NULL, 0},
    {"because", "value", ANY, NULL, 0},
    {"finding", "rule", TEXT, NULL, 0},
    {"finding", "clauses", NAMES, NULL, 0},
    {"finding", "force", CHOICE, "force", 0},
    {"finding", "outcome", CHOICE, "outcome", 0},
    {"finding", "message", TEXT, NULL, 0},
    {"finding", "assumed", BOOLEAN, NULL, 0},
    {"finding", "because", LIST, "because", 0},
    {"finding", "missing", NAMES, NULL, 0},
    {"duty", "rule", TEXT, NULL, 0},
    {"duty", "clauses", NAMES, NULL, 0},
    {"duty", "force", CHOICE, "force", 0},
    {"duty", "message", TEXT, NULL, 0},
    {"duty", "do", NAMES, NULL, 0},
    {"duty", "by", TEXT_OR_NULL, NULL, 0},
    {"duty", "since", TIME_OR_NULL, NULL, 0},
    {"duty", "due", TIME_OR_NULL, NULL, 0},
    {"duty", "status", CHOICE, "status", 0},
    {"duty", "met_at", TIME_OR_NULL, NULL, 0},
    {"duty", "assumed", BOOLEAN, NULL, 0},
    {"duty", "missing", NAMES, NULL, 0},
    {"entry", "rule", TEXT, NULL, 0},
    {"entry", "clauses", NAMES, NULL, 0},
    {"entry", "force", CHOICE, "force", 0},
    {"entry", "message", TEXT, NULL, 0},
    {"entry", "item", TEXT, NULL, 0},
    {"entry", "before", WORD, NULL, IN(EVENT)},
    {"advice", "rule", TEXT, NULL, 0},
    {"advice", "clauses", NAMES, NULL, 0},
    {"advice", "force", CHOICE, "force", 0},
    {"advice", "message", TEXT, NULL, 0},
    {"step", "index", COUNT, NULL, 0},
    {"step", "at", TIME, NULL, 0},
    {"step", "event", WORD, NULL, IN(EVENT)},
    {"step", "decision", CHOICE, "decision", 0},
    {"step", "findings", LIST, "finding", 0},
    {"step", "missing", NAMES, NULL, 0},
    {"step", "silent", BOOLEAN, NULL, 0},
    {"option", "event", WORD, NULL, IN(EVENT)},
    {"option", "decision", CHOICE, "decision", 0},
    {"option", "rules", NAMES, NULL, 0},
    {"option", "missing", NAMES, NULL, 0},
    {"option", "silent", BOOLEAN, NULL, 0},
    {"summary", "broken", COUNT, NULL, 0},
    {"summary", "warned", COUNT, NULL, 0},
    {"summary", "unknown", COUNT, NULL, 0},
    {"summary", "overdue", COUNT, NULL, 0},
    {"summary", "late", COUNT, NULL, 0},
    {"summary", "missed", COUNT, NULL, 0},
    {"summary", "impossible", COUNT, NULL, 0},
    {"review_overdue", "kind", CHOICE, "review_overdue", 0},
    {"review_overdue", "review_due", TEXT, NULL, 0},
    {"assumed", "kind", CHOICE, "assumed", 0},
    {"assumed", "setting", TEXT, NULL, 0},
    {"check", "policy", ONE, "policy", 0},
    {"check", "visit", TEXT, NULL, 0},
    {"check", "at", TIME, NULL, 0},
    {"check", "event", WORD, NULL, IN(EVENT)},
    {"check", "decision", CHOICE, "decision", 0},
    {"check", "state", ONE, "state", 0},
    {"check", "findings", LIST, "finding", 0},
    {"check", "missing", NAMES, NULL, 0},
    {"check", "silent", BOOLEAN, NULL, 0},
    {"check", "duties", LIST, "duty", 0},
    {"check", "checklist", LIST, "entry", 0},
    {"check", "advice", LIST, "advice", 0},
    {"check", "notices", LIST, "notice", 0},
    {"status", "policy", ONE, "policy", 0},
    {"status", "visit", TEXT, NULL, 0},
    {"status", "at", TIME_OR_NULL, NULL, 0},
    {"status", "state", ONE, "state", 0},
    {"status", "duties", LIST, "duty", 0},
    {"status", "next_due", TIME_OR_NULL, NULL, 0},
    {"status", "options", LIST, "option", 0},
    {"status", "checklist", LIST, "entry", 0},
    {"status", "advice", LIST, "advice", 0},
    {"status", "notices", LIST, "notice", 0},
    {"audit", "policy", ONE, "policy", 0},
    {"audit", "visit", TEXT, NULL, 0},
    {"audit", "at", TIME_OR_NULL, NULL, 0},
    {"audit", "decision", CHOICE, "decision", 0},
    {"audit", "steps", LIST, "step", 0},
    {"audit", "duties", LIST, "duty", 0},
    {"audit", "state", ONE, "state", 0},
    {"audit", "summary", ONE, "summary", 0},
    {"audit", "notices", LIST, "notice", 0},
};
#define KEY_COUNT (sizeof keys / sizeof *keys)

/* Words that a report uses and no document: as the library says them. */
static void write_choice(struct json_writer *writer, const char *which)
{
    json_write_object(writer);
    schema_array_key(writer, "enum");
    if (strcmp(which, "decision") == 0) {
        for (int i = HOMEVISIT_DECISION_ALLOW; i <= HOMEVISIT_DECISION_IMPOSSIBLE; i++)
            json_write_text(writer, homevisit_decision_text((homevisit_decision)i));
    } else if (strcmp(which, "force") == 0) {
        for (int i = HOMEVISIT_FORCE_MUST; i <= HOMEVISIT_FORCE_MAY; i++)
            json_write_text(writer, homevisit_force_text((homevisit_force)i));
    } else if (strcmp(which, "outcome") == 0) {
        for (int i = HOMEVISIT_OUTCOME_BROKEN; i <= HOMEVISIT_OUTCOME_UNKNOWN; i++)
            json_write_text(writer, homevisit_outcome_text((homevisit_outcome)i));
    } else if (strcmp(which, "status") == 0) {
        for (int i = HOMEVISIT_DUTY_PENDING; i <= HOMEVISIT_DUTY_UNKNOWN; i++)
            json_write_text(writer, homevisit_duty_status_text((homevisit_duty_status)i));
    } else {
        json_write_text(writer, which); /* a notice's kind */
    }
    json_write_array_end(writer);
    json_write_object_end(writer);
}

static void write_types(struct json_writer *writer, const char *one, bool or_null, const char *pattern)
{
    json_write_object(writer);
    if (or_null) {
        schema_array_key(writer, "type");
        json_write_text(writer, one);
        json_write_text(writer, "null");
        json_write_array_end(writer);
    } else {
        schema_text(writer, "type", one);
    }
    if (pattern)
        schema_text(writer, "pattern", pattern);
    json_write_object_end(writer);
}

static void write_list_of(struct json_writer *writer, const char *reference)
{
    schema_open(writer, "array", NULL);
    json_write_key(writer, "items");
    if (reference)
        schema_reference(writer, reference, NULL);
    else
        write_types(writer, "string", false, NULL);
    json_write_object_end(writer);
}

static void write_type(struct json_writer *writer, const struct report_key *key)
{
    switch (key->type) {
    case TEXT: write_types(writer, "string", false, NULL); break;
    case TEXT_OR_NULL: write_types(writer, "string", true, NULL); break;
    case BOOLEAN: write_types(writer, "boolean", false, NULL); break;
    case COUNT:
        schema_open(writer, "integer", NULL);
        json_write_key(writer, "minimum");
        json_write_integer(writer, 0);
        json_write_object_end(writer);
        break;
    case TIME: write_types(writer, "string", false, SCHEMA_TIME); break;
    case TIME_OR_NULL: write_types(writer, "string", true, SCHEMA_TIME); break;
    case NAMES: write_list_of(writer, NULL); break;
    case WORD:
        json_write_object(writer);
        schema_words(writer, key->words, false);
        json_write_object_end(writer);
        break;
    case CHOICE: write_choice(writer, key->of); break;
    case LIST: write_list_of(writer, key->of); break;
    case ONE: schema_reference(writer, key->of, NULL); break;
    case ANY:
        json_write_object(writer);
        json_write_object_end(writer);
        break;
    }
}

static void write_object(struct json_writer *writer, const char *object)
{
    schema_object_key(writer, object);
    schema_text(writer, "type", "object");
    schema_object_key(writer, "properties");
    for (size_t i = 0; i < KEY_COUNT; i++) {
        if (strcmp(keys[i].object, object) != 0)
            continue;
        json_write_key(writer, keys[i].name);
        write_type(writer, &keys[i]);
    }
    json_write_object_end(writer);
    schema_array_key(writer, "required");
    for (size_t i = 0; i < KEY_COUNT; i++)
        if (strcmp(keys[i].object, object) == 0)
            json_write_text(writer, keys[i].name);
    json_write_array_end(writer);
    schema_flag(writer, "additionalProperties", false);
    json_write_object_end(writer);
}

static void write_any_of(struct json_writer *writer, const char *const *names, size_t count)
{
    schema_array_key(writer, "anyOf");
    for (size_t i = 0; i < count; i++)
        schema_reference(writer, names[i], NULL);
    json_write_array_end(writer);
}

void schema_write_report(struct json_writer *writer)
{
    static const char *const reports[] = {"check", "status", "audit"};
    static const char *const notices[] = {"review_overdue", "assumed"};
    schema_begin(writer, "report", "A report: what a policy says of a visit");
    write_any_of(writer, reports, sizeof reports / sizeof *reports);
    schema_object_key(writer, "$defs");
    for (size_t i = 0; i < KEY_COUNT; i++)
        if (i == 0 || strcmp(keys[i].object, keys[i - 1].object) != 0)
            write_object(writer, keys[i].object);
    schema_object_key(writer, "notice");
    write_any_of(writer, notices, sizeof notices / sizeof *notices);
    json_write_object_end(writer);
    json_write_object_end(writer);
    json_write_object_end(writer);
}
