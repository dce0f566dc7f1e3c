/* Reports as JSON: keys in the order of docs/format.md, section 4, absent values null, the same bytes each time. */
#include "json_put.h"
#include "name_quoted.h"
#include "report.h"

#include <string.h>

/* A report on its way into the buffer. */
struct report_writer {
    struct json_writer json;
    const struct rule *rules;
    const uint32_t *listed; /* the rules of the entries that are still to be written */
};

/* ---- pieces ------------------------------------------------------------------------------------------------------ */

/* Into room that there is. */
static inline char *put_bytes(char *at, const char *bytes, size_t length)
{
    memcpy(at, bytes, length);
    return at + length;
}
#define PUT_LITERAL(at, literal) put_bytes(at, literal, sizeof literal - 1)
static inline char *put_boolean_at(char *at, bool value)
{
    memcpy(at, value ? "true" : "fals", 4);
    at[4] = 'e'; /* overwritten where it is too much */
    return at + (value ? 4 : 5);
}
static inline char *put_moment_at(struct json_writer *writer, char *at, homevisit_moment moment)
{
    if (!moment.known)
        return PUT_LITERAL(at, "null");
    *at++ = '"';
    time_write_on(time_day_of(&writer->days, moment.at), moment.at, at);
    at += TIME_SIZE;
    *at++ = '"';
    return at;
}

/* A name's whole row is copied, which takes no call; what of it is too much is overwritten. */
enum { WORD_ROOM = NAME_SIZE };
static inline char *put_word_at(char *at, homevisit_word word)
{
    memcpy(at, word_texts[word], NAME_SIZE);
    return at + word_lengths[word];
}

static inline char *put_count_at(char *at, size_t count)
{
    char digits[24];
    size_t first = sizeof digits;
    do {
        digits[--first] = (char)('0' + count % 10);
        count /= 10;
    } while (count != 0);
    return put_bytes(at, digits + first, sizeof digits - first);
}

/* What is always a word of few letters. */
static inline char *put_text_at(char *at, const char *text)
{
    return put_bytes(at, text, strlen(text));
}

/* The text of the next rule that the report lists. */
static const struct rule_text *next_text(struct report_writer *writer)
{
    return &writer->rules[*writer->listed++].text;
}

/* ---- values ------------------------------------------------------------------------------------------------------ */

static void write_staff(struct json_writer *writer, const homevisit_staff *staff)
{
    json_write_object(writer);
    json_write_key(writer, "id");
    json_write_text_length(writer, staff->id.data, staff->id.length);
    put_word(writer, "role", homevisit_word_text(staff->role));
    json_write_key(writer, "trained");
    if (staff->trained_said)
        json_write_boolean(writer, staff->trained);
    else
        json_write_null(writer);
    json_write_object_end(writer);
}

void report_write_value(struct json_writer *writer, const homevisit_value *value)
{
    switch (value->type) {
    case HOMEVISIT_TYPE_BOOLEAN: json_write_boolean(writer, value->boolean); return;
    case HOMEVISIT_TYPE_INTEGER: json_write_integer(writer, value->integer); return;
    case HOMEVISIT_TYPE_TIME: json_write_time(writer, value->integer); return;
    case HOMEVISIT_TYPE_NAME: json_write_word(writer, homevisit_word_text(value->word)); return;
    case HOMEVISIT_TYPE_TEXT: json_write_text(writer, value->text); return;
    case HOMEVISIT_TYPE_NAMES:
    case HOMEVISIT_TYPE_IDS:
    case HOMEVISIT_TYPE_STAFF: break;
    default: json_write_null(writer); return;
    }
    json_write_array(writer);
    for (size_t i = 0; i < value->count; i++) {
        if (value->type == HOMEVISIT_TYPE_NAMES)
            json_write_word(writer, homevisit_word_text(value->words[i]));
        else if (value->type == HOMEVISIT_TYPE_IDS)
            json_write_text(writer, value->ids[i]);
        else
            write_staff(writer, &value->staff[i]);
    }
    json_write_array_end(writer);
}

/* ---- parts of a report ------------------------------------------------------------------------------------------- */

/* The facts that are missing: mostly none. */
static void put_missing(struct json_writer *writer, homevisit_names missing)
{
    if (missing.count != 0) {
        put_names(writer, "missing", missing);
        return;
    }
    char *at = json_write_room(writer, sizeof ",\"missing\":[]");
    if (at)
        json_write_done(writer, PUT_LITERAL(at, ",\"missing\":[]"), true);
}

static void put_because(struct json_writer *writer, const homevisit_finding *finding)
{
    for (size_t i = 0; i < finding->because_count; i++) {
        json_write_object(writer);
        put_text(writer, "fact", finding->because[i].fact);
        json_write_key(writer, "value");
        report_write_value(writer, &finding->because[i].value);
        json_write_object_end(writer);
    }
    json_write_array_end(writer);
}

/* What a finding and a duty have beside their rule's text and the lists at their end, at most. */
enum { FINDING_ROOM = 80, DUTY_ROOM = 160 };

static void write_finding(struct report_writer *report, const homevisit_finding *finding)
{
    const struct rule_text *text = next_text(report);
    struct json_writer *writer = &report->json;
    char *at = json_write_room(writer, text->message + FINDING_ROOM);
    if (!at)
        return;
    at = json_write_part(writer, at);
    at = put_bytes(at, text->json, text->head);
    at = PUT_LITERAL(at, ",\"outcome\":\"");
    at = put_text_at(at, homevisit_outcome_text(finding->outcome));
    *at++ = '"';
    at = put_bytes(at, text->json + text->head, text->message - text->head);
    at = PUT_LITERAL(at, ",\"assumed\":");
    at = put_boolean_at(at, finding->assumed);
    at = PUT_LITERAL(at, ",\"because\":[");
    json_write_done(writer, at, false);
    put_because(writer, finding);
    put_missing(writer, finding->missing);
    json_write_object_end(writer);
}

static void put_findings(struct report_writer *writer, const homevisit_finding *findings, size_t count)
{
    json_write_key(&writer->json, "findings");
    json_write_array(&writer->json);
    for (size_t i = 0; i < count; i++)
        write_finding(writer, &findings[i]);
    json_write_array_end(&writer->json);
}

static void put_silent(struct json_writer *writer, bool silent)
{
    char *at = json_write_room(writer, sizeof ",\"silent\":false");
    if (at)
        json_write_done(writer, put_boolean_at(PUT_LITERAL(at, ",\"silent\":"), silent), true);
}

static void write_duty(struct json_writer *writer, const struct rule_text *text, const homevisit_duty *duty)
{
    char *at = json_write_room(writer, text->length + DUTY_ROOM);
    if (!at)
        return;
    at = json_write_part(writer, at);
    at = put_bytes(at, text->json, text->length);
    at = put_moment_at(writer, at, duty->since);
    at = PUT_LITERAL(at, ",\"due\":");
    at = put_moment_at(writer, at, duty->due);
    at = PUT_LITERAL(at, ",\"status\":\"");
    at = put_text_at(at, homevisit_duty_status_text(duty->status));
    at = PUT_LITERAL(at, "\",\"met_at\":");
    at = put_moment_at(writer, at, duty->met_at);
    at = PUT_LITERAL(at, ",\"assumed\":");
    at = put_boolean_at(at, duty->assumed);
    json_write_done(writer, at, true);
    put_missing(writer, duty->missing);
    json_write_object_end(writer);
}

void report_write_duty(struct json_writer *writer, const homevisit_policy *policy, const homevisit_duty *duty)
{
    for (size_t i = 0; i < policy->duties.count; i++) {
        const struct rule *rule = &policy->rules[policy->duties.items[i]];
        if (rule->id == duty->rule)
            write_duty(writer, &rule->text, duty);
    }
}

static void put_duties(struct report_writer *writer, const homevisit_result *result)
{
    json_write_key(&writer->json, "duties");
    json_write_array(&writer->json);
    for (size_t i = 0; i < result->duty_count; i++)
        write_duty(&writer->json, next_text(writer), &result->duties[i]);
    json_write_array_end(&writer->json);
}

/* Entries of which all is their rule's text. */
static void put_entries(struct report_writer *report, const char *key, size_t count)
{
    struct json_writer *writer = &report->json;
    json_write_key(writer, key);
    json_write_array(writer);
    for (size_t i = 0; i < count; i++) {
        const struct rule_text *text = next_text(report);
        json_write_raw(writer, text->json, text->length);
    }
    json_write_array_end(writer);
}

enum { NOTICE_ROOM = 64 };

static void put_notices(struct json_writer *writer, const homevisit_result *result)
{
    json_write_key(writer, "notices");
    json_write_array(writer);
    for (size_t i = 0; i < result->notice_count; i++) {
        const homevisit_notice *notice = &result->notices[i];
        char *at = json_write_room(writer, NOTICE_ROOM);
        if (!at)
            return;
        at = put_text_at(PUT_LITERAL(json_write_part(writer, at), "{\"kind\":\""), notice->kind);
        at = notice->setting ? PUT_LITERAL(at, "\",\"setting\":") : PUT_LITERAL(at, "\",\"review_due\":");
        json_write_done(writer, at, false);
        json_write_text(writer, notice->setting ? notice->setting : notice->review_due);
        json_write_object_end(writer);
    }
    json_write_array_end(writer);
}

/* A key that is not the first, and a quote. */
#define PUT_WORD(at, key, word) put_quote(put_word_at(PUT_LITERAL(at, ",\"" key "\":\""), word))
static inline char *put_quote(char *at)
{
    *at = '"';
    return at + 1;
}

enum { STATE_ROOM = 64 + 3 * WORD_ROOM };

static char *put_state_at(char *at, const homevisit_result *result)
{
    at = put_quote(put_word_at(PUT_LITERAL(at, "\"state\":{\"phase\":\""), result->phase));
    at = PUT_WORD(at, "place", result->place);
    at = PUT_WORD(at, "contact", result->contact);
    *at++ = '}';
    return at;
}

static void put_state(struct json_writer *writer, const homevisit_result *result)
{
    char *at = json_write_room(writer, STATE_ROOM);
    if (at)
        json_write_done(writer, put_state_at(json_write_part(writer, at), result), true);
}

enum { STEP_ROOM = 128 + WORD_ROOM };

static void put_steps(struct report_writer *report, const homevisit_result *result)
{
    struct json_writer *writer = &report->json;
    json_write_key(writer, "steps");
    json_write_array(writer);
    for (size_t i = 0; i < result->step_count; i++) {
        const homevisit_step *step = &result->steps[i];
        char *at = json_write_room(writer, STEP_ROOM);
        if (!at)
            return;
        at = json_write_part(writer, at);
        at = put_count_at(PUT_LITERAL(at, "{\"index\":"), step->index);
        at = put_moment_at(writer, PUT_LITERAL(at, ",\"at\":"), (homevisit_moment){true, step->at});
        at = PUT_WORD(at, "event", step->event);
        at = put_text_at(PUT_LITERAL(at, ",\"decision\":\""), homevisit_decision_text(step->decision));
        json_write_done(writer, put_quote(at), true);
        put_findings(report, step->findings, step->finding_count);
        put_missing(writer, step->missing);
        put_silent(writer, step->silent);
        json_write_object_end(writer);
    }
    json_write_array_end(writer);
}

static void put_options(struct json_writer *writer, const homevisit_result *result)
{
    json_write_key(writer, "options");
    json_write_array(writer);
    for (size_t i = 0; i < result->option_count; i++) {
        const homevisit_option *option = &result->options[i];
        json_write_object(writer);
        put_word(writer, "event", homevisit_word_text(option->event));
        put_word(writer, "decision", homevisit_decision_text(option->decision));
        put_names(writer, "rules", option->rules);
        put_names(writer, "missing", option->missing);
        put_boolean(writer, "silent", option->silent);
        json_write_object_end(writer);
    }
    json_write_array_end(writer);
}

/* ---- the three reports ------------------------------------------------------------------------------------------- */

static void put_head(struct json_writer *writer, const homevisit_result *result)
{
    json_write_key(writer, "policy");
    json_write_object(writer);
    put_text(writer, "id", result->policy_id);
    put_text(writer, "version", result->policy_version);
    json_write_object_end(writer);
    put_text(writer, "visit", result->visit);
    put_moment(writer, "at", result->at);
}

static void put_standing(struct report_writer *writer, const homevisit_result *result)
{
    put_entries(writer, "checklist", result->checklist_count);
    put_entries(writer, "advice", result->advice_count);
    put_notices(&writer->json, result);
}

static void write_check(struct report_writer *writer, const homevisit_result *result)
{
    put_word(&writer->json, "event", homevisit_word_text(result->event));
    put_word(&writer->json, "decision", homevisit_decision_text(result->decision));
    put_state(&writer->json, result);
    put_findings(writer, result->findings, result->finding_count);
    put_missing(&writer->json, result->missing);
    put_silent(&writer->json, result->silent);
    put_duties(writer, result);
    put_standing(writer, result);
}

static void write_status(struct report_writer *writer, const homevisit_result *result)
{
    put_state(&writer->json, result);
    put_duties(writer, result);
    put_moment(&writer->json, "next_due", result->next_due);
    put_options(&writer->json, result);
    put_standing(writer, result);
}

static void write_audit(struct report_writer *writer, const homevisit_result *result)
{
    put_word(&writer->json, "decision", homevisit_decision_text(result->decision));
    put_steps(writer, result);
    put_duties(writer, result);
    put_state(&writer->json, result);
    put_findings_summary(&writer->json, "summary", &result->summary);
    put_notices(&writer->json, result);
}

homevisit_code homevisit_report_json(const homevisit_report *report, homevisit_buffer *out)
{
    struct report_writer writer;
    if (!report || !out)
        return HOMEVISIT_E_ARGUMENT;
    if (!out->data)
        buffer_init(out, &report->allocator);
    json_write_begin(&writer.json, out);
    writer.rules = report->policy->rules;
    writer.listed = report->listed;
    json_write_object(&writer.json);
    put_head(&writer.json, &report->result);
    switch (report->result.question) {
    case HOMEVISIT_QUESTION_CHECK: write_check(&writer, &report->result); break;
    case HOMEVISIT_QUESTION_STATUS: write_status(&writer, &report->result); break;
    case HOMEVISIT_QUESTION_AUDIT: write_audit(&writer, &report->result); break;
    }
    json_write_object_end(&writer.json);
    return json_write_end(&writer.json);
}
