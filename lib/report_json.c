/* Reports as JSON: keys in the order of docs/format.md, section 4, absent values null, the same bytes each time. */
#include "json_put.h"
#include "report.h"

#include <string.h>

/* ---- pieces ------------------------------------------------------------------------------------------------------ */

/* What every listed rule begins with. */
static void put_rule(struct json_writer *writer, const char *rule, homevisit_names clauses, homevisit_force force)
{
    put_text(writer, "rule", rule);
    put_names(writer, "clauses", clauses);
    put_word(writer, "force", homevisit_force_text(force));
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

void report_write_finding(struct json_writer *writer, const homevisit_finding *finding)
{
    json_write_object(writer);
    put_rule(writer, finding->rule, finding->clauses, finding->force);
    put_word(writer, "outcome", homevisit_outcome_text(finding->outcome));
    put_text(writer, "message", finding->message);
    put_boolean(writer, "assumed", finding->assumed);
    json_write_key(writer, "because");
    json_write_array(writer);
    for (size_t i = 0; i < finding->because_count; i++) {
        json_write_object(writer);
        put_text(writer, "fact", finding->because[i].fact);
        json_write_key(writer, "value");
        report_write_value(writer, &finding->because[i].value);
        json_write_object_end(writer);
    }
    json_write_array_end(writer);
    put_names(writer, "missing", finding->missing);
    json_write_object_end(writer);
}

static void put_findings(struct json_writer *writer, const homevisit_finding *findings, size_t count)
{
    json_write_key(writer, "findings");
    json_write_array(writer);
    for (size_t i = 0; i < count; i++)
        report_write_finding(writer, &findings[i]);
    json_write_array_end(writer);
}

void report_write_duty(struct json_writer *writer, const homevisit_duty *duty)
{
    json_write_object(writer);
    put_rule(writer, duty->rule, duty->clauses, duty->force);
    put_text(writer, "message", duty->message);
    put_names(writer, "do", duty->todo);
    put_text(writer, "by", duty->by);
    put_moment(writer, "since", duty->since);
    put_moment(writer, "due", duty->due);
    put_word(writer, "status", homevisit_duty_status_text(duty->status));
    put_moment(writer, "met_at", duty->met_at);
    put_boolean(writer, "assumed", duty->assumed);
    put_names(writer, "missing", duty->missing);
    json_write_object_end(writer);
}

static void put_duties(struct json_writer *writer, const homevisit_result *result)
{
    json_write_key(writer, "duties");
    json_write_array(writer);
    for (size_t i = 0; i < result->duty_count; i++)
        report_write_duty(writer, &result->duties[i]);
    json_write_array_end(writer);
}

static void put_checklist(struct json_writer *writer, const homevisit_result *result)
{
    json_write_key(writer, "checklist");
    json_write_array(writer);
    for (size_t i = 0; i < result->checklist_count; i++) {
        const homevisit_checklist_entry *entry = &result->checklist[i];
        json_write_object(writer);
        put_rule(writer, entry->rule, entry->clauses, entry->force);
        put_text(writer, "message", entry->message);
        put_text(writer, "item", entry->item);
        put_text(writer, "before", entry->before);
        json_write_object_end(writer);
    }
    json_write_array_end(writer);
}

static void put_advice(struct json_writer *writer, const homevisit_result *result)
{
    json_write_key(writer, "advice");
    json_write_array(writer);
    for (size_t i = 0; i < result->advice_count; i++) {
        const homevisit_advice *advice = &result->advice[i];
        json_write_object(writer);
        put_rule(writer, advice->rule, advice->clauses, advice->force);
        put_text(writer, "message", advice->message);
        json_write_object_end(writer);
    }
    json_write_array_end(writer);
}

static void put_notices(struct json_writer *writer, const homevisit_result *result)
{
    json_write_key(writer, "notices");
    json_write_array(writer);
    for (size_t i = 0; i < result->notice_count; i++) {
        const homevisit_notice *notice = &result->notices[i];
        json_write_object(writer);
        put_text(writer, "kind", notice->kind);
        if (notice->setting)
            put_text(writer, "setting", notice->setting);
        else
            put_text(writer, "review_due", notice->review_due);
        json_write_object_end(writer);
    }
    json_write_array_end(writer);
}

static void put_state(struct json_writer *writer, const homevisit_result *result)
{
    json_write_key(writer, "state");
    json_write_object(writer);
    put_word(writer, "phase", homevisit_word_text(result->phase));
    put_word(writer, "place", homevisit_word_text(result->place));
    put_word(writer, "contact", homevisit_word_text(result->contact));
    json_write_object_end(writer);
}

static void put_steps(struct json_writer *writer, const homevisit_result *result)
{
    json_write_key(writer, "steps");
    json_write_array(writer);
    for (size_t i = 0; i < result->step_count; i++) {
        const homevisit_step *step = &result->steps[i];
        json_write_object(writer);
        put_count(writer, "index", step->index);
        put_moment(writer, "at", (homevisit_moment){true, step->at});
        put_word(writer, "event", homevisit_word_text(step->event));
        put_word(writer, "decision", homevisit_decision_text(step->decision));
        put_findings(writer, step->findings, step->finding_count);
        put_names(writer, "missing", step->missing);
        put_boolean(writer, "silent", step->silent);
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

static void write_check(struct json_writer *writer, const homevisit_result *result)
{
    put_word(writer, "event", homevisit_word_text(result->event));
    put_word(writer, "decision", homevisit_decision_text(result->decision));
    put_state(writer, result);
    put_findings(writer, result->findings, result->finding_count);
    put_names(writer, "missing", result->missing);
    put_boolean(writer, "silent", result->silent);
    put_duties(writer, result);
    put_checklist(writer, result);
    put_advice(writer, result);
    put_notices(writer, result);
}

static void write_status(struct json_writer *writer, const homevisit_result *result)
{
    put_state(writer, result);
    put_duties(writer, result);
    put_moment(writer, "next_due", result->next_due);
    put_options(writer, result);
    put_checklist(writer, result);
    put_advice(writer, result);
    put_notices(writer, result);
}

static void write_audit(struct json_writer *writer, const homevisit_result *result)
{
    put_word(writer, "decision", homevisit_decision_text(result->decision));
    put_steps(writer, result);
    put_duties(writer, result);
    put_state(writer, result);
    put_findings_summary(writer, "summary", &result->summary);
    put_notices(writer, result);
}

homevisit_code homevisit_report_json(const homevisit_report *report, homevisit_buffer *out)
{
    struct json_writer writer;
    if (!report || !out)
        return HOMEVISIT_E_ARGUMENT;
    if (!out->data)
        buffer_init(out, &report->allocator);
    json_write_begin(&writer, out);
    json_write_object(&writer);
    put_head(&writer, &report->result);
    switch (report->result.question) {
    case HOMEVISIT_QUESTION_CHECK: write_check(&writer, &report->result); break;
    case HOMEVISIT_QUESTION_STATUS: write_status(&writer, &report->result); break;
    case HOMEVISIT_QUESTION_AUDIT: write_audit(&writer, &report->result); break;
    }
    json_write_object_end(&writer);
    return json_write_end(&writer);
}
