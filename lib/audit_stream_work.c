/*
 * Lines into outcomes: what one thread does. All that a record needs (its reading, the replay under each policy, the report)
 * is kept from record to record, so that after the first few nothing is allocated for a sound one.
 */
#include "audit_stream.h"
#include "json_write.h"

#include <string.h>

/* What is kept for a policy. */
struct seat {
    const struct clause_rows *rows;
    bool ready;
    struct replay replay;
    struct report_builder builder;
    homevisit_report *report; /* for those of which only the JSON is wanted; where nothing is, of the builder alone */
    uint64_t *broken;         /* a bit for each rule */
    uint64_t *listed;         /* a bit for each row */
};

struct stream_worker {
    homevisit_allocator allocator;
    const struct stream_options *options;
    const homevisit_policy *const *policies;
    size_t count;
    struct seat *seats;           /* by policy */
    homevisit_visit *visit;       /* the record at hand; NULL: to be made */
    homevisit_problems *problems; /* an empty list, for what may be wrong; NULL: to be made */
    homevisit_buffer json;        /* of one report */
    struct stream_batch *batch;   /* at hand */
};

/* ---- batches ----------------------------------------------------------------------------------------------------- */

void batch_init(struct stream_batch *batch, const homevisit_allocator *allocator)
{
    *batch = (struct stream_batch){0};
    list_init(&batch->records, allocator, sizeof(struct stream_record));
    list_init(&batch->broken, allocator, sizeof(uint32_t));
    list_init(&batch->reports, allocator, sizeof(homevisit_report *));
    buffer_init(&batch->json, allocator);
}

void batch_clear(struct stream_batch *batch)
{
    struct stream_record *records = batch->records.items;
    for (size_t i = 0; i < batch->records.count; i++)
        homevisit_problems_free(records[i].problems);
    batch->records.count = batch->broken.count = 0;
    batch->reports_used = batch->length = batch->lines = 0;
    batch->json.length = 0;
    batch->done = batch->no_memory = false;
}

void batch_free(struct stream_batch *batch)
{
    batch_clear(batch);
    memory_release(&batch->records.allocator, batch->text);
    for (size_t i = 0; i < batch->reports.count; i++)
        homevisit_report_free(*(homevisit_report **)list_at(&batch->reports, i));
    list_free(&batch->reports);
    list_free(&batch->records);
    list_free(&batch->broken);
    homevisit_buffer_free(&batch->json);
}

/* ---- seats ------------------------------------------------------------------------------------------------------- */

static uint64_t *new_marks(const homevisit_allocator *allocator, size_t count)
{
    return memory_allocate_zeroed(allocator, (count / 64 + 1) * sizeof(uint64_t));
}

/* Before the first record: a replay is made with one. */
static homevisit_code seat_prepare(struct stream_worker *worker, struct seat *seat, const homevisit_policy *policy,
                                   const homevisit_visit *visit)
{
    seat->broken = seat->broken ? seat->broken : new_marks(&worker->allocator, policy->rule_count);
    seat->listed = seat->listed ? seat->listed : new_marks(&worker->allocator, seat->rows->count);
    seat->report = seat->report ? seat->report : report_new(policy, visit, HOMEVISIT_QUESTION_AUDIT);
    if (!seat->broken || !seat->listed || !seat->report)
        return HOMEVISIT_E_MEMORY;
    homevisit_code code = replay_init(&seat->replay, policy, visit, &worker->allocator);
    if (code != HOMEVISIT_OK)
        return code;
    code = builder_init(&seat->builder, seat->report, &seat->replay);
    if (code != HOMEVISIT_OK) {
        builder_free(&seat->builder);
        replay_free(&seat->replay);
        return code;
    }
    seat->builder.broken = seat->broken;
    seat->ready = true;
    return HOMEVISIT_OK;
}

static void seat_free(const struct stream_worker *worker, struct seat *seat)
{
    if (seat->ready) {
        builder_free(&seat->builder);
        replay_free(&seat->replay);
    }
    homevisit_report_free(seat->report);
    memory_release(&worker->allocator, seat->broken);
    memory_release(&worker->allocator, seat->listed);
}

struct stream_worker *stream_worker_new(const homevisit_policy *const *policies, size_t count,
                                        const struct stream_options *options, const homevisit_stream_summary *summary)
{
    const homevisit_allocator *allocator = &options->settled.allocator;
    struct stream_worker *worker = memory_allocate_zeroed(allocator, sizeof *worker);
    struct seat *seats =
        count < SIZE_MAX / sizeof *seats ? memory_allocate_zeroed(allocator, count * sizeof *seats) : NULL;
    if (!worker || !seats) {
        memory_release(allocator, worker);
        memory_release(allocator, seats);
        return NULL;
    }
    *worker = (struct stream_worker){
        .allocator = *allocator, .options = options, .policies = policies, .count = count, .seats = seats};
    buffer_init(&worker->json, allocator);
    for (size_t i = 0; i < count; i++)
        seats[i].rows = stream_summary_rows(summary, i);
    return worker;
}

void stream_worker_free(struct stream_worker *worker)
{
    if (!worker)
        return;
    const homevisit_allocator allocator = worker->allocator;
    for (size_t i = 0; i < worker->count; i++)
        seat_free(worker, &worker->seats[i]);
    memory_release(&allocator, worker->seats);
    homevisit_visit_free(worker->visit);
    homevisit_problems_free(worker->problems);
    homevisit_buffer_free(&worker->json);
    memory_release(&allocator, worker);
}

/* ---- the audit of a sound record --------------------------------------------------------------------------------- */

/* The report that a record's answer goes into: one that the batch keeps where the host is to see it. */
static homevisit_report *take_report(struct stream_worker *worker, const struct seat *seat,
                                     const homevisit_policy *policy, const homevisit_visit *visit)
{
    struct stream_batch *batch = worker->batch;
    homevisit_report *report = seat->report;
    if (worker->options->wants_reports) {
        homevisit_report **slot = batch->reports_used < batch->reports.count
                                      ? list_at(&batch->reports, batch->reports_used)
                                      : list_add(&batch->reports);
        if (slot && *slot && (*slot)->policy != policy) {
            homevisit_report_free(*slot);
            *slot = NULL;
        }
        if (slot && !*slot)
            *slot = report_new(policy, visit, HOMEVISIT_QUESTION_AUDIT);
        batch->reports_used++;
        report = slot ? *slot : NULL;
    }
    if (!report)
        return NULL;
    arena_reset(&report->arena);
    report->result = (homevisit_result){.question = HOMEVISIT_QUESTION_AUDIT,
                                        .policy_id = policy->id,
                                        .policy_version = policy->version,
                                        .visit = arena_copy_text(&report->arena, visit->id, strlen(visit->id))};
    return report->result.visit ? report : NULL;
}

static homevisit_code write_json(struct stream_worker *worker, const homevisit_report *report,
                                 struct stream_record *record)
{
    const homevisit_code code = homevisit_report_json(report, &worker->json);
    record->json_start = worker->batch->json.length;
    record->json_length = worker->json.length;
    if (code == HOMEVISIT_OK && !buffer_append(&worker->batch->json, worker->json.data, worker->json.length))
        return HOMEVISIT_E_MEMORY;
    return code;
}

static homevisit_code audit_with_report(struct stream_worker *worker, struct seat *seat, const homevisit_policy *policy,
                                        const homevisit_visit *visit, homevisit_moment at, struct stream_record *record)
{
    homevisit_report *report = take_report(worker, seat, policy, visit);
    if (!report)
        return HOMEVISIT_E_MEMORY;
    builder_restart(&seat->builder, report);
    homevisit_code code = fill_audit(&seat->builder, at);
    if (seat->builder.failed)
        code = HOMEVISIT_E_MEMORY;
    if (code != HOMEVISIT_OK)
        return code;
    record->decision = report->result.decision;
    record->summary = report->result.summary;
    record->report = worker->options->wants_reports ? report : NULL;
    return worker->options->wants_json ? write_json(worker, report, record) : HOMEVISIT_OK;
}

/* Lists the rows of the rules that were broken, each once, and takes the rules' marks back. */
static homevisit_code list_broken(struct stream_worker *worker, struct seat *seat, const homevisit_policy *policy,
                                  struct stream_record *record)
{
    struct list *broken = &worker->batch->broken;
    memset(seat->listed, 0, (seat->rows->count / 64 + 1) * sizeof(uint64_t));
    record->broken_start = broken->count;
    for (size_t word = 0; word <= policy->rule_count / 64; word++)
        for (; seat->broken[word]; seat->broken[word] &= seat->broken[word] - 1) {
            const size_t rule = word * 64 + (size_t)__builtin_ctzll(seat->broken[word]);
            for (size_t i = 0; i < seat->rows->of_rule_count[rule]; i++) {
                const uint32_t row = seat->rows->of_rule[rule][i];
                if (seat->listed[row / 64] >> (row % 64) & 1)
                    continue;
                rule_mark(seat->listed, row);
                uint32_t *slot = list_add(broken);
                if (!slot)
                    return HOMEVISIT_E_MEMORY;
                *slot = row;
            }
        }
    record->broken_count = broken->count - record->broken_start;
    return HOMEVISIT_OK;
}

/* The month in which somebody first departed, or else of the first event, as the policy's clock is written. */
static int32_t month_of(const homevisit_policy *policy, const homevisit_visit *visit)
{
    const struct visit_event *events = visit->events.items;
    const struct visit_event *began = visit->events.count ? events : NULL;
    for (size_t i = 0; i < visit->events.count; i++)
        if (events[i].event == HOMEVISIT_WORD_departed) {
            began = &events[i];
            break;
        }
    if (!began)
        return NO_MONTH;
    int64_t days, year;
    int month, day;
    offset_local(zone_written_offset(&policy->zone, began->at), began->at, NULL, NULL, &days);
    date_from_days(days, &year, &month, &day);
    return (int32_t)(year * 12 + month - 1);
}

static homevisit_code audit_sound(struct stream_worker *worker, size_t number, const homevisit_visit *visit,
                                  struct stream_record *record)
{
    struct seat *seat = &worker->seats[number];
    const homevisit_policy *policy = worker->policies[number];
    const homevisit_moment at = ask_audit_moment(visit, worker->options->at);
    homevisit_code code =
        seat->ready ? replay_restart(&seat->replay, visit) : seat_prepare(worker, seat, policy, visit);
    if (code != HOMEVISIT_OK)
        return code;
    if (worker->options->wants_json || worker->options->wants_reports) {
        code = audit_with_report(worker, seat, policy, visit, at, record);
    } else {
        struct audit_verdict verdict;
        code = audit_verdict(&seat->replay, at, seat->broken, &verdict);
        record->decision = verdict.decision;
        record->summary = verdict.summary;
    }
    if (code == HOMEVISIT_OK)
        code = list_broken(worker, seat, policy, record);
    record->month = month_of(policy, visit);
    return code;
}

/* ---- lines ------------------------------------------------------------------------------------------------------- */

/* An outcome of problems, which it takes over. */
static homevisit_code note_problems(struct stream_worker *worker, homevisit_problems *problems,
                                    struct stream_record *record)
{
    problems_move(problems, record->line - 1, (size_t)record->offset);
    record->problems = problems;
    if (!worker->options->wants_json)
        return HOMEVISIT_OK;
    const homevisit_code code = homevisit_problems_json(problems, &worker->json);
    record->json_start = worker->batch->json.length;
    record->json_length = worker->json.length;
    if (code == HOMEVISIT_OK && !buffer_append(&worker->batch->json, worker->json.data, worker->json.length))
        return HOMEVISIT_E_MEMORY;
    return code;
}

/* Whether the record declares the policy's own facts as the policy has them; otherwise their problems are noted. */
static homevisit_code check_own_facts(struct stream_worker *worker, size_t number, const homevisit_visit *visit,
                                      struct stream_record *record)
{
    if (visit->declared_own.count == 0)
        return HOMEVISIT_OK;
    if (!worker->problems)
        worker->problems = problems_new(&worker->allocator);
    ask_check_own_facts(worker->policies[number], visit, 0, NULL, worker->problems);
    if (!problems_has_errors(worker->problems))
        return HOMEVISIT_OK;
    homevisit_problems *found = NULL;
    record->code = problems_finish(worker->problems, &found);
    worker->problems = NULL;
    if (!found || record->code == HOMEVISIT_E_MEMORY) {
        homevisit_problems_free(found);
        return HOMEVISIT_E_MEMORY;
    }
    return note_problems(worker, found, record);
}

/* A line of the batch. */
struct line {
    homevisit_text text;
    size_t number;
    uint64_t offset;
};

static struct stream_record *add_record(struct stream_worker *worker, const struct line *line, size_t policy)
{
    struct stream_record *record = list_add(&worker->batch->records);
    if (record) {
        record->line = line->number;
        record->offset = line->offset;
        record->text = line->text;
        record->policy = policy;
        record->month = NO_MONTH;
    }
    return record;
}

static homevisit_code audit_under_all(struct stream_worker *worker, const homevisit_visit *visit,
                                      const struct line *line)
{
    homevisit_code code = HOMEVISIT_OK;
    for (size_t i = 0; i < worker->count && code == HOMEVISIT_OK; i++) {
        struct stream_record *record = add_record(worker, line, i);
        code = record ? check_own_facts(worker, i, visit, record) : HOMEVISIT_E_MEMORY;
        if (code == HOMEVISIT_OK && record->code == HOMEVISIT_OK)
            code = audit_sound(worker, i, visit, record);
    }
    return code;
}

/* Reads the line as the worker's record, of which there is only ever one: nothing of the record before stays in it. */
static homevisit_code read_record(struct stream_worker *worker, homevisit_text text, homevisit_problems **problems)
{
    const struct settled_options *options = &worker->options->settled;
    if (worker->visit ? !visit_reset(worker->visit, options) : !(worker->visit = visit_make(options)))
        return HOMEVISIT_E_MEMORY;
    return visit_read(worker->visit, text, options, problems);
}

static homevisit_code do_line(struct stream_worker *worker, const struct line *line)
{
    homevisit_problems *problems = NULL;
    const homevisit_code code = read_record(worker, line->text, &problems);
    if (code == HOMEVISIT_OK)
        return audit_under_all(worker, worker->visit, line);
    struct stream_record *record = code != HOMEVISIT_E_MEMORY ? add_record(worker, line, 0) : NULL;
    if (!record) {
        homevisit_problems_free(problems);
        return HOMEVISIT_E_MEMORY;
    }
    record->code = code;
    return note_problems(worker, problems, record);
}

/* One that was cut is not: what it holds further on is not known. */
static bool is_blank(const struct stream_worker *worker, homevisit_text line)
{
    if (line.length > worker->options->settled.json.bytes)
        return false;
    for (size_t i = 0; i < line.length; i++)
        if (line.data[i] != ' ' && line.data[i] != '\t' && line.data[i] != '\r')
            return false;
    return true;
}

/* Half of a line's outcomes are worse than none: what was told of it is taken back. */
static void take_back(struct stream_batch *batch, size_t records)
{
    for (size_t i = records; i < batch->records.count; i++)
        homevisit_problems_free(((struct stream_record *)list_at(&batch->records, i))->problems);
    batch->records.count = records;
    batch->no_memory = true;
}

void stream_worker_run(struct stream_worker *worker, struct stream_batch *batch)
{
    size_t start = 0;
    worker->batch = batch;
    for (size_t i = 0; i < batch->lines; i++) {
        const char *end = memchr(batch->text + start, '\n', batch->length - start);
        const size_t stop = end ? (size_t)(end - batch->text) : batch->length;
        const size_t carriage_return = end && stop > start && batch->text[stop - 1] == '\r';
        const struct line line = {
            {batch->text + start, stop - start - carriage_return}, batch->first_line + i, batch->offset + start};
        const size_t records = batch->records.count;
        if (!is_blank(worker, line.text) && do_line(worker, &line) != HOMEVISIT_OK) {
            take_back(batch, records);
            return;
        }
        start = stop + 1;
    }
}
