/* A comparison of policies as JSON and as text: docs/compare.md. */
#include "compare.h"
#include "json_put.h"
#include "text_write.h"

#include <string.h>

/* ------------------------------------------------------------------------------------------------------------- JSON */

static void write_policies(struct json_writer *writer, const struct comparison *comparison)
{
    json_write_key(writer, "policies");
    json_write_array(writer);
    for (size_t p = 0; p < comparison->count; p++) {
        json_write_object(writer);
        put_text(writer, "id", comparison->policies[p]->id);
        put_text(writer, "version", comparison->policies[p]->version);
        json_write_object_end(writer);
    }
    json_write_array_end(writer);
}

static void write_finding(struct json_writer *writer, const struct compared_finding *row)
{
    const homevisit_finding *finding = row->finding;
    json_write_object(writer);
    put_count(writer, "policy", row->policy);
    put_text(writer, "rule", finding->rule);
    put_names(writer, "clauses", finding->clauses);
    put_text(writer, "force", homevisit_force_text(finding->force));
    put_text(writer, "outcome", homevisit_outcome_text(finding->outcome));
    put_text(writer, "message", finding->message);
    json_write_object_end(writer);
}

static void write_step(struct json_writer *writer, const struct comparison *comparison,
                       const struct compared_step *compared)
{
    const homevisit_step *step = &compared_result(comparison, 0)->steps[compared->place];
    json_write_object(writer);
    put_count(writer, "index", step->index);
    put_moment(writer, "at", (homevisit_moment){true, step->at});
    put_text(writer, "event", homevisit_word_text(step->event));
    json_write_key(writer, "decisions");
    json_write_array(writer);
    for (size_t p = 0; p < comparison->count; p++) {
        const homevisit_step *own = &compared_result(comparison, p)->steps[compared->place];
        json_write_text(writer, homevisit_decision_text(own->decision));
    }
    json_write_array_end(writer);
    json_write_key(writer, "findings");
    json_write_array(writer);
    for (size_t i = 0; i < compared->count; i++)
        write_finding(writer, list_at(&comparison->findings, compared->first + i));
    json_write_array_end(writer);
    json_write_object_end(writer);
}

/* The duty as the policy has it; NULL where it has none. They stand in the policies' order, and `next` goes along. */
static const homevisit_duty *duty_of(const struct comparison *comparison, const struct compared_row *row, size_t policy,
                                     size_t *next)
{
    const struct compared_duty *duties = comparison->duties.items;
    if (*next == row->count || duties[row->first + *next].policy != policy)
        return NULL;
    return duties[row->first + (*next)++].duty;
}

static void write_row(struct json_writer *writer, const struct comparison *comparison, const struct compared_row *row)
{
    const struct compared_duty *first = list_at(&comparison->duties, row->first);
    size_t next = 0;
    json_write_object(writer);
    put_text(writer, "rule", first->duty->rule);
    put_moment(writer, "since", first->since);
    json_write_key(writer, "duties");
    json_write_array(writer);
    for (size_t p = 0; p < comparison->count; p++) {
        const homevisit_duty *duty = duty_of(comparison, row, p, &next);
        if (duty != NULL)
            report_write_duty(writer, comparison->policies[p], duty);
        else
            json_write_null(writer);
    }
    json_write_array_end(writer);
    json_write_object_end(writer);
}

homevisit_code compare_write_json(const struct comparison *comparison, homevisit_buffer *out)
{
    const homevisit_result *result = compared_result(comparison, 0);
    struct json_writer writer;
    json_write_begin(&writer, out);
    json_write_object(&writer);
    put_text(&writer, "visit", result->visit);
    put_moment(&writer, "at", result->at);
    write_policies(&writer, comparison);
    json_write_key(&writer, "decisions");
    json_write_array(&writer);
    for (size_t p = 0; p < comparison->count; p++)
        json_write_text(&writer, homevisit_decision_text(compared_result(comparison, p)->decision));
    json_write_array_end(&writer);
    json_write_key(&writer, "steps");
    json_write_array(&writer);
    for (size_t i = 0; i < comparison->steps.count; i++)
        write_step(&writer, comparison, list_at(&comparison->steps, i));
    json_write_array_end(&writer);
    json_write_key(&writer, "duties");
    json_write_array(&writer);
    for (size_t i = 0; i < comparison->rows.count; i++)
        write_row(&writer, comparison, list_at(&comparison->rows, i));
    json_write_array_end(&writer);
    json_write_object_end(&writer);
    return json_write_end(&writer);
}

/* ------------------------------------------------------------------------------------------------------------- text */

static void put_label(struct text_writer *writer, const struct comparison *comparison, size_t policy)
{
    text_put_all(writer, "    ", comparison->policies[policy]->id, " ", comparison->policies[policy]->version, NULL);
    if (comparison->twins[policy]) {
        text_put(writer, " (number ");
        text_put_count(writer, policy + 1);
        text_put(writer, ")");
    }
    text_put(writer, ": ");
}

/* "[C-13, C-14] Wait no longer. (wait-limit, must)" */
static void put_rule(struct text_writer *writer, homevisit_names clauses, const char *message, const char *rule,
                     homevisit_force force)
{
    if (clauses.count != 0) {
        text_put(writer, "[");
        text_put_names(writer, clauses);
        text_put(writer, "] ");
    }
    text_put_all(writer, message, " (", rule, ", ", homevisit_force_text(force), ")\n", NULL);
}

static void put_step(struct text_writer *writer, const struct comparison *comparison,
                     const struct compared_step *compared)
{
    const homevisit_step *step = &compared_result(comparison, 0)->steps[compared->place];
    size_t next = 0;
    text_put_all(writer, "\n", homevisit_word_text(step->event), " at ", NULL);
    text_put_time(writer, step->at);
    text_put(writer, " (events/");
    text_put_count(writer, step->index);
    text_put(writer, ")\n");
    for (size_t p = 0; p < comparison->count; p++) {
        const homevisit_step *own = &compared_result(comparison, p)->steps[compared->place];
        put_label(writer, comparison, p);
        text_put_all(writer, homevisit_decision_text(own->decision), "\n", NULL);
        for (; next < compared->count; next++) {
            const struct compared_finding *row = list_at(&comparison->findings, compared->first + next);
            if (row->policy != p)
                break;
            text_put_all(writer, "        ", homevisit_outcome_text(row->finding->outcome), ": ", NULL);
            put_rule(writer, row->finding->clauses, row->finding->message, row->finding->rule, row->finding->force);
        }
    }
}

static void put_duty(struct text_writer *writer, const homevisit_duty *duty)
{
    text_put(writer, homevisit_duty_status_text(duty->status));
    if (duty->due.known) {
        text_put(writer, ", due ");
        text_put_time(writer, duty->due.at);
    }
    if (duty->met_at.known) {
        text_put(writer, ", done ");
        text_put_time(writer, duty->met_at.at);
    }
    text_put(writer, "\n        ");
    put_rule(writer, duty->clauses, duty->message, duty->rule, duty->force);
}

static void put_row(struct text_writer *writer, const struct comparison *comparison, const struct compared_row *row)
{
    const struct compared_duty *first = list_at(&comparison->duties, row->first);
    size_t next = 0;
    text_put_all(writer, "\nthe duty ", first->duty->rule, NULL);
    if (first->since.known) {
        text_put(writer, ", arisen ");
        text_put_time(writer, first->since.at);
    }
    text_put(writer, "\n");
    for (size_t p = 0; p < comparison->count; p++) {
        const homevisit_duty *duty = duty_of(comparison, row, p, &next);
        put_label(writer, comparison, p);
        if (duty != NULL)
            put_duty(writer, duty);
        else
            text_put(writer, "none\n");
    }
}

homevisit_code compare_write_text(const struct comparison *comparison, homevisit_buffer *out)
{
    const homevisit_result *result = compared_result(comparison, 0);
    struct text_writer writer;
    text_begin(&writer, out);
    text_put_all(&writer, "visit ", result->visit, ", seen at ", NULL);
    text_put_moment(&writer, result->at);
    text_put(&writer, "\n");
    for (size_t p = 0; p < comparison->count; p++) {
        put_label(&writer, comparison, p);
        text_put_all(&writer, homevisit_decision_text(compared_result(comparison, p)->decision), "\n", NULL);
    }
    for (size_t i = 0; i < comparison->steps.count; i++)
        put_step(&writer, comparison, list_at(&comparison->steps, i));
    for (size_t i = 0; i < comparison->rows.count; i++)
        put_row(&writer, comparison, list_at(&comparison->rows, i));
    if (comparison->steps.count == 0 && comparison->rows.count == 0)
        text_put(&writer, "\nthey say the same of every step and duty\n");
    return text_end(&writer);
}
