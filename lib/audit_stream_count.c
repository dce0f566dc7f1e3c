/*
 * What a stream came to: totals, and for each policy and month in how many visits each clause was broken. Clauses are rows
 * of a table from the beginning, so that counting an outcome is adding to numbers.
 */
#include "audit_stream.h"
#include "id_index.h"
#include "json_put.h"

#include <stdio.h>
#include <string.h>

enum { MONTHS_LIMIT = 1200 }; /* a hundred years: so that a hostile stream cannot make the table grow without end */

struct month_counts {
    int32_t month;
    char text[32]; /* "2026-03" */
    size_t reports, decisions[5];
    size_t *broken; /* by row */
};

struct policy_counts {
    homevisit_policy *policy;
    struct clause_rows rows;
    struct list months; /* struct month_counts, in order */
    size_t last;        /* of the months: the one that was counted last */
    size_t reports, decisions[5];
    size_t *broken; /* by row, of all months */
};

struct homevisit_stream_summary {
    homevisit_allocator allocator;
    struct arena arena; /* tables and counts */
    struct policy_counts *policies;
    size_t count;
    homevisit_stream_totals totals;
    size_t sound_line, bad_line;   /* the last that were counted */
    homevisit_stream_broken *told; /* once finished */
    size_t told_count;
};

/* ---- the rows ---------------------------------------------------------------------------------------------------- */

/* Makes the rows of a policy, in the order of its rules. `index` is of clauses' ids, by number; `row_of` their rows. */
static bool number_rows(struct policy_counts *counts, struct arena *arena, struct id_index *index, struct list *row_of)
{
    const homevisit_policy *policy = counts->policy;
    struct clause_rows *rows = &counts->rows;
    for (size_t i = 0; i < policy->rule_count; i++) {
        const struct rule *rule = &policy->rules[i];
        uint32_t *own = arena_array(arena, rule->clauses.count + 1, sizeof *own);
        if (!own || !id_index_reserve(index, rule->clauses.count))
            return false;
        for (size_t c = 0; c < rule->clauses.count; c++) {
            const char *clause = rule->clauses.items[c];
            uint32_t number;
            if (!id_index_find(index, clause, strlen(clause), &number)) {
                uint32_t *row = list_add(row_of);
                if (!row)
                    return false;
                number = (uint32_t)row_of->count - 1;
                id_index_add(index, clause, strlen(clause));
                *row = (uint32_t)rows->count;
                rows->clauses[rows->count++] = clause;
            }
            own[c] = *(const uint32_t *)list_at(row_of, number);
        }
        rows->of_rule[i] = own;
        rows->of_rule_count[i] = rule->clauses.count;
        if (rule->clauses.count == 0) {
            own[0] = (uint32_t)rows->count;
            rows->of_rule_count[i] = 1;
            rows->rules[rows->count++] = rule->id;
        }
    }
    return true;
}

static bool make_rows(struct policy_counts *counts, struct arena *arena, const homevisit_allocator *allocator)
{
    const homevisit_policy *policy = counts->policy;
    struct clause_rows *rows = &counts->rows;
    size_t most = 0;
    for (size_t i = 0; i < policy->rule_count; i++)
        most += policy->rules[i].clauses.count ? policy->rules[i].clauses.count : 1;
    struct id_index index;
    struct list row_of;
    id_index_init(&index, allocator);
    list_init(&row_of, allocator, sizeof(uint32_t));
    rows->clauses = arena_array(arena, most, sizeof *rows->clauses);
    rows->rules = arena_array(arena, most, sizeof *rows->rules);
    rows->of_rule = arena_array(arena, policy->rule_count, sizeof *rows->of_rule);
    rows->of_rule_count = arena_array(arena, policy->rule_count, sizeof *rows->of_rule_count);
    bool made = rows->clauses && rows->rules && rows->of_rule && rows->of_rule_count &&
                number_rows(counts, arena, &index, &row_of);
    id_index_free(&index);
    list_free(&row_of);
    counts->broken = made ? arena_array(arena, rows->count, sizeof *counts->broken) : NULL;
    return counts->broken != NULL;
}

homevisit_stream_summary *stream_summary_new(const homevisit_policy *const *policies, size_t count,
                                             const homevisit_allocator *allocator)
{
    homevisit_stream_summary *summary = memory_allocate_zeroed(allocator, sizeof *summary);
    if (!summary)
        return NULL;
    summary->allocator = *allocator;
    arena_init(&summary->arena, allocator);
    summary->policies = arena_array(&summary->arena, count, sizeof *summary->policies);
    bool made = summary->policies != NULL;
    for (size_t i = 0; made && i < count; i++) {
        struct policy_counts *counts = &summary->policies[i];
        counts->policy = homevisit_policy_retain((homevisit_policy *)(uintptr_t)policies[i]);
        list_init(&counts->months, allocator, sizeof(struct month_counts));
        summary->count = i + 1;
        made = make_rows(counts, &summary->arena, allocator);
    }
    if (made)
        return summary;
    homevisit_stream_summary_free(summary);
    return NULL;
}

void homevisit_stream_summary_free(homevisit_stream_summary *summary)
{
    if (!summary)
        return;
    const homevisit_allocator allocator = summary->allocator;
    for (size_t i = 0; i < summary->count; i++) {
        list_free(&summary->policies[i].months);
        homevisit_policy_free(summary->policies[i].policy);
    }
    arena_free(&summary->arena);
    memory_release(&allocator, summary);
}

const struct clause_rows *stream_summary_rows(const homevisit_stream_summary *summary, size_t policy)
{
    return &summary->policies[policy].rows;
}

/* ---- counting ---------------------------------------------------------------------------------------------------- */

static struct month_counts *month_at(const struct policy_counts *counts, size_t place)
{
    return place < counts->months.count ? list_at(&counts->months, place) : NULL;
}

/* The first place whose month is not before `month`. NO_MONTH is the last of all. */
static size_t find_month(const struct policy_counts *counts, int32_t month)
{
    size_t low = 0, high = counts->months.count;
    while (low < high) {
        const size_t middle = low + (high - low) / 2;
        if (month_at(counts, middle)->month < month)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static struct month_counts *add_month(homevisit_stream_summary *summary, struct policy_counts *counts, size_t place,
                                      int32_t month)
{
    size_t *broken = arena_array(&summary->arena, counts->rows.count, sizeof *broken);
    if (!broken || !list_add(&counts->months))
        return NULL;
    struct month_counts *added = list_at(&counts->months, place);
    memmove(added + 1, added, (counts->months.count - 1 - place) * sizeof *added);
    *added = (struct month_counts){.month = month, .broken = broken};
    if (month != NO_MONTH)
        snprintf(added->text, sizeof added->text, "%04d-%02d", (int)(month / 12), (int)(month % 12 + 1));
    return added;
}

/* The month's counts, made where there are none. NULL where memory ran out. */
static struct month_counts *month_counts(homevisit_stream_summary *summary, struct policy_counts *counts, int32_t month)
{
    struct month_counts *last = month_at(counts, counts->last);
    if (last && last->month == month)
        return last;
    size_t place = find_month(counts, month);
    struct month_counts *found = month_at(counts, place);
    if ((!found || found->month != month) && month != NO_MONTH && counts->months.count >= MONTHS_LIMIT)
        return month_counts(summary, counts, NO_MONTH);
    if (!found || found->month != month)
        found = add_month(summary, counts, place, month);
    counts->last = place;
    return found;
}

static void add_findings(homevisit_summary *sum, const homevisit_summary *more)
{
    sum->broken += more->broken;
    sum->warned += more->warned;
    sum->unknown += more->unknown;
    sum->overdue += more->overdue;
    sum->late += more->late;
    sum->missed += more->missed;
    sum->impossible += more->impossible;
}

homevisit_code stream_summary_count(homevisit_stream_summary *summary, const struct stream_record *record,
                                    const uint32_t *broken)
{
    homevisit_stream_totals *totals = &summary->totals;
    if (record->code != HOMEVISIT_OK) {
        totals->bad_lines += summary->bad_line != record->line;
        summary->bad_line = record->line;
        return HOMEVISIT_OK;
    }
    struct policy_counts *counts = &summary->policies[record->policy];
    struct month_counts *month = month_counts(summary, counts, record->month);
    if (!month)
        return HOMEVISIT_E_MEMORY;
    totals->visits += summary->sound_line != record->line;
    summary->sound_line = record->line;
    totals->reports++;
    counts->reports++;
    month->reports++;
    totals->decisions[record->decision]++;
    counts->decisions[record->decision]++;
    month->decisions[record->decision]++;
    add_findings(&totals->findings, &record->summary);
    for (size_t i = 0; i < record->broken_count; i++) {
        counts->broken[broken[i]]++;
        month->broken[broken[i]]++;
    }
    return HOMEVISIT_OK;
}

/* ---- telling ----------------------------------------------------------------------------------------------------- */

struct ranked {
    uint32_t row;
    size_t visits;
};

static int most_first(const void *first, const void *second, const void *context)
{
    const struct ranked *a = first, *b = second;
    (void)context;
    if (a->visits != b->visits)
        return a->visits > b->visits ? -1 : 1;
    return a->row < b->row ? -1 : a->row > b->row;
}

/* The rows that were broken at all, the most broken first. */
static bool rank(const struct policy_counts *counts, const size_t *broken, struct list *ranking)
{
    ranking->count = 0;
    for (size_t row = 0; row < counts->rows.count; row++) {
        struct ranked *slot = broken[row] ? list_add(ranking) : NULL;
        if (broken[row] && !slot)
            return false;
        if (slot)
            *slot = (struct ranked){(uint32_t)row, broken[row]};
    }
    list_sort(ranking, 0, most_first, NULL);
    return true;
}

/* Adds a month's rows to the list of all that is told. */
static bool tell_month(const homevisit_stream_summary *summary, size_t policy, const struct month_counts *month,
                       struct list *ranking, struct list *told)
{
    const struct policy_counts *counts = &summary->policies[policy];
    if (!rank(counts, month->broken, ranking))
        return false;
    for (size_t i = 0; i < ranking->count; i++) {
        const struct ranked *ranked = list_at(ranking, i);
        homevisit_stream_broken *row = list_add(told);
        if (!row)
            return false;
        *row = (homevisit_stream_broken){policy, month->month == NO_MONTH ? NULL : month->text,
                                         counts->rows.clauses[ranked->row], counts->rows.rules[ranked->row],
                                         ranked->visits};
    }
    return true;
}

homevisit_code stream_summary_finish(homevisit_stream_summary *summary, size_t lines, bool stopped)
{
    struct list ranking, told;
    bool complete = true;
    summary->totals.lines = lines;
    summary->totals.stopped = stopped;
    list_init(&ranking, &summary->allocator, sizeof(struct ranked));
    list_init(&told, &summary->allocator, sizeof(homevisit_stream_broken));
    for (size_t p = 0; complete && p < summary->count; p++)
        for (size_t m = 0; complete && m < summary->policies[p].months.count; m++)
            complete = tell_month(summary, p, month_at(&summary->policies[p], m), &ranking, &told);
    if (complete && told.count) {
        summary->told = arena_array(&summary->arena, told.count, told.item_size);
        complete = summary->told != NULL;
        if (complete)
            memcpy(summary->told, told.items, told.count * told.item_size);
        summary->told_count = complete ? told.count : 0;
    }
    list_free(&ranking);
    list_free(&told);
    return complete ? HOMEVISIT_OK : HOMEVISIT_E_MEMORY;
}

const homevisit_stream_totals *homevisit_stream_summary_totals(const homevisit_stream_summary *summary)
{
    return summary ? &summary->totals : NULL;
}

const homevisit_stream_broken *homevisit_stream_summary_broken(const homevisit_stream_summary *summary, size_t index)
{
    return summary && index < summary->told_count ? &summary->told[index] : NULL;
}

/* ---- as JSON ----------------------------------------------------------------------------------------------------- */

static void put_decisions(struct json_writer *writer, const size_t *decisions)
{
    json_write_key(writer, "decisions");
    json_write_object(writer);
    for (int i = HOMEVISIT_DECISION_ALLOW; i <= HOMEVISIT_DECISION_IMPOSSIBLE; i++)
        put_count(writer, homevisit_decision_text((homevisit_decision)i), decisions[i]);
    json_write_object_end(writer);
}

static void put_broken(struct json_writer *writer, const struct policy_counts *counts, const size_t *broken,
                       size_t most, struct list *ranking)
{
    json_write_key(writer, "broken");
    json_write_array(writer);
    if (!rank(counts, broken, ranking))
        writer->failed = true;
    for (size_t i = 0; i < ranking->count && (most == 0 || i < most); i++) {
        const struct ranked *ranked = list_at(ranking, i);
        json_write_object(writer);
        put_text(writer, "clause", counts->rows.clauses[ranked->row]);
        put_text(writer, "rule", counts->rows.rules[ranked->row]);
        put_count(writer, "visits", ranked->visits);
        json_write_object_end(writer);
    }
    json_write_array_end(writer);
}

static void put_policy(struct json_writer *writer, const struct policy_counts *counts, size_t most,
                       struct list *ranking)
{
    json_write_object(writer);
    json_write_key(writer, "policy");
    json_write_object(writer);
    put_text(writer, "id", homevisit_policy_id(counts->policy));
    put_text(writer, "version", homevisit_policy_version(counts->policy));
    json_write_object_end(writer);
    put_count(writer, "reports", counts->reports);
    put_decisions(writer, counts->decisions);
    put_broken(writer, counts, counts->broken, most, ranking);
    json_write_key(writer, "months");
    json_write_array(writer);
    for (size_t i = 0; i < counts->months.count; i++) {
        const struct month_counts *month = month_at(counts, i);
        json_write_object(writer);
        put_text(writer, "month", month->month == NO_MONTH ? NULL : month->text);
        put_count(writer, "reports", month->reports);
        put_decisions(writer, month->decisions);
        put_broken(writer, counts, month->broken, most, ranking);
        json_write_object_end(writer);
    }
    json_write_array_end(writer);
    json_write_object_end(writer);
}

homevisit_code homevisit_stream_summary_json(const homevisit_stream_summary *summary, size_t most,
                                             homevisit_buffer *out)
{
    struct json_writer writer;
    struct list ranking;
    if (!summary || !out)
        return HOMEVISIT_E_ARGUMENT;
    const homevisit_stream_totals *totals = &summary->totals;
    buffer_use(out, &summary->allocator);
    list_init(&ranking, &summary->allocator, sizeof(struct ranked));
    json_write_begin(&writer, out);
    json_write_object(&writer);
    put_count(&writer, "lines", totals->lines);
    put_count(&writer, "visits", totals->visits);
    put_count(&writer, "bad_lines", totals->bad_lines);
    put_boolean(&writer, "stopped", totals->stopped);
    put_count(&writer, "reports", totals->reports);
    put_decisions(&writer, totals->decisions);
    put_findings_summary(&writer, "findings", &totals->findings);
    json_write_key(&writer, "policies");
    json_write_array(&writer);
    for (size_t i = 0; i < summary->count; i++)
        put_policy(&writer, &summary->policies[i], most, &ranking);
    json_write_array_end(&writer);
    json_write_object_end(&writer);
    list_free(&ranking);
    return json_write_end(&writer);
}
