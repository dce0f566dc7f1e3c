/*
 * The outcome of a profile's cases for a person: what failed and why, then how far the cases go: each rule, with the
 * number of cases in which it fired and in which it was spared, and the clauses that cases name.
 */
#include "cases.h"

#include <string.h>

/* ------------------------------------------------------------------------------------------------------ differences */

/* What a rule did, as a verb. */
static const char *verb(const char *found)
{
    if (strcmp(found, "\"fires\"") == 0)
        return "fires";
    if (strcmp(found, "\"unknown\"") == 0)
        return "is unknown";
    return strcmp(found, "\"spares\"") == 0 ? "is spared" : "is not asked";
}

static void put_expected(struct text_writer *writer, const struct difference *difference)
{
    text_put_all(writer, *difference->path != '\0' ? difference->path : "the report", ": wanted ", difference->wanted,
                 NULL);
    if (difference->found != NULL)
        text_put_all(writer, ", found ", difference->found, NULL);
    else
        text_put(writer, ", but the report has no such key");
}

void cases_put_difference(struct text_writer *writer, const struct difference *difference)
{
    const char *has_to = "";
    switch (difference->kind) {
    case DIFFERENCE_FIRES: has_to = " has to fire, and "; break;
    case DIFFERENCE_UNKNOWN: has_to = " has to be unknown, and "; break;
    case DIFFERENCE_SPARES: has_to = " has to be spared, and "; break;
    case DIFFERENCE_ONLY:
        text_put_all(writer, difference->rule->id, " ", verb(difference->found), ", and the case does not name it",
                     NULL);
        return;
    case DIFFERENCE_EXPECT: put_expected(writer, difference); return;
    }
    text_put_all(writer, difference->rule->id, has_to, verb(difference->found), NULL);
}

/* ---------------------------------------------------------------------------------------------------------- reasons */

static void put_facts(struct text_writer *writer, const struct reason *reason)
{
    for (size_t i = 0; i < reason->because_count; i++) {
        text_put_all(writer, i == 0 ? ": " : ", ", reason->because[i].fact, " is ", NULL);
        text_put_value(writer, &reason->because[i].value);
    }
    if (reason->missing.count != 0) {
        text_put(writer, "; not said: ");
        text_put_names(writer, reason->missing);
    }
}

static void put_event(struct text_writer *writer, const struct reason *reason)
{
    if (!reason->has_event) {
        text_put(writer, "at the end");
        return;
    }
    text_put_all(writer, homevisit_word_text(reason->event), " at ", NULL);
    text_put_time(writer, reason->at);
    if (reason->proposed) {
        text_put(writer, " (proposed)");
        return;
    }
    text_put(writer, " (events/");
    text_put_count(writer, reason->index);
    text_put(writer, ")");
}

static void put_duty(struct text_writer *writer, const homevisit_duty *duty)
{
    if (duty->status == HOMEVISIT_DUTY_UNKNOWN) {
        text_put(writer, "the duty is unknown; not said: ");
        text_put_names(writer, duty->missing);
        return;
    }
    text_put_all(writer, "the duty is ", homevisit_duty_status_text(duty->status), ": arisen ", NULL);
    text_put_moment(writer, duty->since);
    if (duty->due.known) {
        text_put(writer, ", due ");
        text_put_moment(writer, duty->due);
    }
    if (duty->met_at.known) {
        text_put(writer, ", done ");
        text_put_moment(writer, duty->met_at);
    }
}

static const char *truth_words(enum truth value)
{
    static const char *const texts[] = {" does not hold", " holds", " is unknown"};
    return texts[value];
}

static void put_reason(struct text_writer *writer, const struct reason *reason, bool name_rule)
{
    if (name_rule)
        text_put_all(writer, reason->rule, ", ", NULL);
    switch (reason->kind) {
    case REASON_FINDING:
        put_event(writer, reason);
        text_put_all(writer, ", ", homevisit_outcome_text(reason->outcome), NULL);
        put_facts(writer, reason);
        break;
    case REASON_PART:
        put_event(writer, reason);
        text_put_all(writer, ", '", reason->part, "'", truth_words(reason->value), NULL);
        put_facts(writer, reason);
        break;
    case REASON_DUTY: put_duty(writer, reason->duty); break;
    case REASON_UNASKED:
        text_put(writer, "none of its events took place: ");
        text_put_names(writer, reason->events);
        break;
    }
}

void cases_put_reasons(struct text_writer *writer, const struct difference *difference, const char *indent)
{
    for (size_t i = 0; i < difference->reason_count; i++) {
        text_put(writer, indent);
        put_reason(writer, &difference->reasons[i], difference->rule == NULL);
        text_put(writer, "\n");
    }
}

static void put_failures(struct text_writer *writer, const struct outcome *outcome)
{
    for (size_t i = 0; i < outcome->results.count; i++) {
        const struct case_result *result = list_at(&outcome->results, i);
        if (result->difference_count == 0)
            continue;
        text_put_all(writer, "FAILED: ", result->test->name, NULL);
        if (result->test->clauses.count != 0) {
            text_put(writer, " (");
            text_put_names(writer, result->test->clauses);
            text_put(writer, ")");
        }
        text_put(writer, "\n");
        for (size_t k = 0; k < result->difference_count; k++) {
            text_put(writer, "    ");
            cases_put_difference(writer, &result->differences[k]);
            text_put(writer, "\n");
            cases_put_reasons(writer, &result->differences[k], "        ");
        }
        text_put(writer, "\n");
    }
}

/* --------------------------------------------------------------------------------------------------------- coverage */

enum { FORM_WIDTH = 11, COUNT_WIDTH = 8, CLAUSES_WIDTH_LIMIT = 40 };

static size_t clauses_width(homevisit_names clauses)
{
    size_t width = clauses.count != 0 ? 2 * (clauses.count - 1) : 0;
    for (size_t i = 0; i < clauses.count; i++)
        width += text_columns(clauses.items[i]);
    return width;
}

static void put_clauses_padded(struct text_writer *writer, homevisit_names clauses, size_t width)
{
    size_t own = clauses_width(clauses);
    text_put_names(writer, clauses);
    text_put_padded(writer, "", own < width ? width - own : 0);
}

/* A number of cases; none at all is what has to be mended. */
static void put_cases(struct text_writer *writer, size_t count, bool needed)
{
    if (count != 0 || !needed) {
        text_put_count_padded(writer, count, COUNT_WIDTH);
        return;
    }
    text_put_padded(writer, "", COUNT_WIDTH - strlen("never"));
    text_put(writer, "never");
}

static void put_rules(struct text_writer *writer, const struct outcome *outcome)
{
    const homevisit_policy *policy = outcome->cases->policy;
    size_t ids = strlen("rule"), clauses = strlen("clauses");
    for (size_t i = 0; i < policy->rule_count; i++) {
        size_t id = text_columns(policy->rules[i].id), own = clauses_width(policy->rules[i].clauses);
        ids = id > ids ? id : ids;
        clauses = own > clauses && own <= CLAUSES_WIDTH_LIMIT ? own : clauses;
    }
    text_put_padded(writer, "rule", ids + 2);
    text_put_padded(writer, "form", FORM_WIDTH);
    text_put_padded(writer, "clauses", clauses);
    text_put(writer, "   fired unknown  spared\n");
    for (size_t i = 0; i < policy->rule_count; i++) {
        text_put_padded(writer, policy->rules[i].id, ids + 2);
        text_put_padded(writer, rule_form_text(policy->rules[i].form), FORM_WIDTH);
        put_clauses_padded(writer, policy->rules[i].clauses, clauses);
        put_cases(writer, outcome->coverage[i].fired, true);
        put_cases(writer, outcome->coverage[i].unknown, false);
        put_cases(writer, outcome->coverage[i].spared, true);
        text_put(writer, "\n");
    }
    text_put(writer, "\n");
}

/* The clauses of which only the one thing is true. */
static void put_clauses(struct text_writer *writer, const struct outcome *outcome, const char *label, bool cited)
{
    const homevisit_policy *policy = outcome->cases->policy;
    size_t count = 0;
    for (size_t i = 0; i < policy->clause_count; i++) {
        const struct clause_coverage *coverage = &outcome->clauses[i];
        if (cited ? coverage->rules == 0 || coverage->cases != 0 : coverage->rules != 0)
            continue;
        text_put_all(writer, count++ == 0 ? label : ", ", policy->clauses[i].id, NULL);
    }
    text_put(writer, count != 0 ? "\n" : "");
}

static void put_clause_counts(struct text_writer *writer, const struct outcome *outcome)
{
    const homevisit_policy *policy = outcome->cases->policy;
    size_t cited = 0, named = 0;
    for (size_t i = 0; i < policy->clause_count; i++) {
        const struct clause_coverage *coverage = &outcome->clauses[i];
        cited += coverage->rules != 0;
        named += coverage->cases != 0;
    }
    text_put_count(writer, policy->clause_count);
    text_put(writer, " clauses: ");
    text_put_count(writer, cited);
    text_put(writer, " cited by rules, ");
    text_put_count(writer, named);
    text_put(writer, " named by cases\n");
    put_clauses(writer, outcome, "cited by a rule and named by no case: ", true);
    put_clauses(writer, outcome, "cited by no rule: ", false);
}

static void put_summary(struct text_writer *writer, const struct outcome *outcome)
{
    text_put_count(writer, outcome->cases->policy->rule_count);
    text_put(writer, " rules: ");
    text_put_count(writer, outcome->never_fired);
    text_put(writer, " never fired, ");
    text_put_count(writer, outcome->never_spared);
    text_put(writer, " never spared\n");
    text_put_count(writer, outcome->passed);
    text_put(writer, " passed, ");
    text_put_count(writer, outcome->failed);
    text_put(writer, " failed\n");
}

homevisit_code cases_write_text(const struct outcome *outcome, homevisit_buffer *out)
{
    struct text_writer writer;
    text_begin(&writer, out);
    put_failures(&writer, outcome);
    put_rules(&writer, outcome);
    put_clause_counts(&writer, outcome);
    put_summary(&writer, outcome);
    return text_end(&writer);
}
