/* The outcome of a profile's cases as JSON: docs/cases.md, "The outcome". */
#include "cases.h"
#include "json_put.h"

#include <string.h>

static const char *question_text(homevisit_question question)
{
    static const char *const texts[] = {[HOMEVISIT_QUESTION_CHECK] = "check",
                                        [HOMEVISIT_QUESTION_STATUS] = "status",
                                        [HOMEVISIT_QUESTION_AUDIT] = "audit"};
    return texts[question];
}

/* ---------------------------------------------------------------------------------------------------------- reasons */

static void write_facts(struct json_writer *writer, const struct reason *reason)
{
    json_write_key(writer, "because");
    json_write_array(writer);
    for (size_t i = 0; i < reason->because_count; i++) {
        json_write_object(writer);
        put_text(writer, "fact", reason->because[i].fact);
        json_write_key(writer, "value");
        report_write_value(writer, &reason->because[i].value);
        json_write_object_end(writer);
    }
    json_write_array_end(writer);
    put_names(writer, "missing", reason->missing);
}

/* Null where the reason is of no event, and the index of one that is only proposed. */
static void write_event(struct json_writer *writer, const struct reason *reason)
{
    json_write_key(writer, "index");
    if (reason->has_event && !reason->proposed)
        json_write_integer(writer, (int64_t)reason->index);
    else
        json_write_null(writer);
    put_moment(writer, "at", (homevisit_moment){reason->has_event, reason->at});
    put_text(writer, "event", reason->has_event ? homevisit_word_text(reason->event) : NULL);
}

static void write_truth(struct json_writer *writer, enum truth value)
{
    json_write_key(writer, "value");
    if (value == TRUTH_UNKNOWN)
        json_write_null(writer);
    else
        json_write_boolean(writer, value == TRUTH_TRUE);
}

static void write_reason(struct json_writer *writer, const struct reason *reason)
{
    json_write_object(writer);
    put_text(writer, "rule", reason->rule);
    switch (reason->kind) {
    case REASON_FINDING:
        write_event(writer, reason);
        put_text(writer, "outcome", homevisit_outcome_text(reason->outcome));
        write_facts(writer, reason);
        break;
    case REASON_PART:
        write_event(writer, reason);
        put_text(writer, "part", reason->part);
        write_truth(writer, reason->value);
        write_facts(writer, reason);
        break;
    case REASON_DUTY:
        put_text(writer, "status", homevisit_duty_status_text(reason->duty->status));
        put_moment(writer, "since", reason->duty->since);
        put_moment(writer, "due", reason->duty->due);
        put_moment(writer, "met_at", reason->duty->met_at);
        put_names(writer, "missing", reason->duty->missing);
        break;
    case REASON_UNASKED: put_names(writer, "asked_at", reason->events); break;
    }
    json_write_object_end(writer);
}

/* ------------------------------------------------------------------------------------------------------------ cases */

static void write_difference(struct json_writer *writer, const struct difference *difference)
{
    json_write_object(writer);
    put_text(writer, "kind", difference_kind_text(difference->kind));
    put_text(writer, "rule", difference->rule != NULL ? difference->rule->id : NULL);
    put_text(writer, "path", difference->path);
    json_write_key(writer, "wanted");
    json_copy_text(writer, difference->wanted);
    if (difference->found != NULL) {
        json_write_key(writer, "found");
        json_copy_text(writer, difference->found);
    }
    json_write_key(writer, "why");
    json_write_array(writer);
    for (size_t i = 0; i < difference->reason_count; i++)
        write_reason(writer, &difference->reasons[i]);
    json_write_array_end(writer);
    json_write_object_end(writer);
}

static void write_case(struct json_writer *writer, const struct case_result *result)
{
    json_write_object(writer);
    put_text(writer, "name", result->test->name);
    put_text(writer, "ask", question_text(result->test->question));
    put_names(writer, "clauses", result->test->clauses);
    put_boolean(writer, "passed", result->difference_count == 0);
    put_names(writer, "fired", result->fired);
    put_names(writer, "unknown", result->unknown);
    json_write_key(writer, "differences");
    json_write_array(writer);
    for (size_t i = 0; i < result->difference_count; i++)
        write_difference(writer, &result->differences[i]);
    json_write_array_end(writer);
    json_write_object_end(writer);
}

/* --------------------------------------------------------------------------------------------------------- coverage */

const char *rule_form_text(enum rule_form form)
{
    static const char *const texts[] = {"guard", "duty", "checklist", "advice"};
    return texts[form];
}

static void write_rules(struct json_writer *writer, const struct outcome *outcome)
{
    const homevisit_policy *policy = outcome->cases->policy;
    json_write_key(writer, "rules");
    json_write_array(writer);
    for (size_t i = 0; i < policy->rule_count; i++) {
        const struct rule *rule = &policy->rules[i];
        json_write_object(writer);
        put_text(writer, "rule", rule->id);
        put_text(writer, "form", rule_form_text(rule->form));
        put_text(writer, "force", homevisit_force_text(rule->force));
        put_names(writer, "clauses", rule->clauses);
        put_count(writer, "fired", outcome->coverage[i].fired);
        put_count(writer, "unknown", outcome->coverage[i].unknown);
        put_count(writer, "spared", outcome->coverage[i].spared);
        json_write_object_end(writer);
    }
    json_write_array_end(writer);
}

static void write_clauses(struct json_writer *writer, const struct outcome *outcome)
{
    const homevisit_policy *policy = outcome->cases->policy;
    json_write_key(writer, "clauses");
    json_write_array(writer);
    for (size_t i = 0; i < policy->clause_count; i++) {
        const struct clause_coverage *coverage = &outcome->clauses[i];
        json_write_object(writer);
        put_text(writer, "clause", policy->clauses[i].id);
        put_count(writer, "rules", coverage->rules);
        put_count(writer, "cases", coverage->cases);
        json_write_object_end(writer);
    }
    json_write_array_end(writer);
}

static void write_summary(struct json_writer *writer, const struct outcome *outcome)
{
    json_write_key(writer, "summary");
    json_write_object(writer);
    put_count(writer, "passed", outcome->passed);
    put_count(writer, "failed", outcome->failed);
    put_count(writer, "rules", outcome->cases->policy->rule_count);
    put_count(writer, "never_fired", outcome->never_fired);
    put_count(writer, "never_spared", outcome->never_spared);
    json_write_object_end(writer);
}

homevisit_code cases_write_json(const struct outcome *outcome, homevisit_buffer *out)
{
    struct json_writer writer;
    json_write_begin(&writer, out);
    json_write_object(&writer);
    json_write_key(&writer, "policy");
    json_write_object(&writer);
    put_text(&writer, "id", outcome->cases->policy->id);
    put_text(&writer, "version", outcome->cases->policy->version);
    json_write_object_end(&writer);
    put_boolean(&writer, "passed", outcome_passed(outcome));
    write_summary(&writer, outcome);
    json_write_key(&writer, "cases");
    json_write_array(&writer);
    for (size_t i = 0; i < outcome->results.count; i++)
        write_case(&writer, list_at(&outcome->results, i));
    json_write_array_end(&writer);
    write_rules(&writer, outcome);
    write_clauses(&writer, outcome);
    json_write_object_end(&writer);
    return json_write_end(&writer);
}
