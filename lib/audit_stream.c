/*
 * Many records, one after the other: batches of lines go round between a source, the threads and the host.
 *
 * The calling thread fills batches, hands the outcomes out in order, and, whenever there is nothing to hand out, works on a
 * batch like the others. The batches are a ring: `written` ≤ `claimed` ≤ `submitted` ≤ `written` + how many there are.
 */
#include "audit_stream.h"
#include "threads.h"

#include <string.h>

enum { THREADS_LIMIT = 256, LEAST_BATCH = 4096, DEFAULT_BATCH = 64 * 1024, BATCHES_A_THREAD = 4 };

struct stream {
    struct stream_options options;
    const homevisit_policy *const *policies;
    size_t policy_count;
    homevisit_stream_write write;
    void *user;
    struct stream_reader reader;
    homevisit_stream_summary *summary;
    size_t lines; /* of the batches that were written */
    bool stopped;

    struct stream_batch *batches;
    struct stream_worker **workers; /* the first is the calling thread's */
    thread_handle *handles;         /* of the others */
    size_t started;                 /* threads, the calling one not counted */
    struct thread_meeting meeting;  /* guards what follows, and `done` of each batch */
    size_t submitted, claimed, written;
    bool closing;
};

/* ---- threads ----------------------------------------------------------------------------------------------------- */

static struct stream_batch *batch_of(const struct stream *stream, size_t number)
{
    return &stream->batches[number % stream->options.batches];
}

/* With the lock held: takes a batch, works on it without the lock, and gives it back. */
static void work_on_one(struct stream *stream, struct stream_worker *worker)
{
    struct stream_batch *batch = batch_of(stream, stream->claimed++);
    meeting_unlock(&stream->meeting);
    stream_worker_run(worker, batch);
    meeting_lock(&stream->meeting);
    batch->done = true;
}

/* What another thread is started with. */
struct seat_of_thread {
    struct stream *stream;
    struct stream_worker *worker;
};

static void *run_thread(void *user)
{
    const struct seat_of_thread *own = user;
    struct stream *stream = own->stream;
    meeting_lock(&stream->meeting);
    for (;;) {
        while (stream->claimed == stream->submitted && !stream->closing)
            meeting_wait_for_work(&stream->meeting);
        if (stream->closing)
            break;
        work_on_one(stream, own->worker);
        meeting_tell_done(&stream->meeting);
    }
    meeting_unlock(&stream->meeting);
    return NULL;
}

static void submit(struct stream *stream)
{
    meeting_lock(&stream->meeting);
    stream->submitted++;
    meeting_tell_work(&stream->meeting, false);
    meeting_unlock(&stream->meeting);
}

/* Comes back when the oldest batch is done; until then this thread does its share. */
static void finish_oldest(struct stream *stream)
{
    const struct stream_batch *oldest = batch_of(stream, stream->written);
    meeting_lock(&stream->meeting);
    while (!oldest->done) {
        if (stream->claimed < stream->submitted)
            work_on_one(stream, stream->workers[0]);
        else
            meeting_wait_until_done(&stream->meeting);
    }
    meeting_unlock(&stream->meeting);
}

/* ---- handing out ------------------------------------------------------------------------------------------------- */

static void hand_out(struct stream *stream, const struct stream_batch *batch, const struct stream_record *record)
{
    const homevisit_stream_outcome outcome = {
        .line = record->line,
        .offset = record->offset,
        .text = record->text,
        .code = record->code,
        .policy = record->policy,
        .decision = record->decision,
        .summary = record->summary,
        .report = record->report,
        .json = {record->json_length ? batch->json.data + record->json_start : "", record->json_length},
        .problems = record->problems,
    };
    stream->stopped = stream->write && stream->write(stream->user, &outcome) != 0;
}

/* Counts and hands out what came of the oldest batch, and frees it for other lines. */
static homevisit_code write_oldest(struct stream *stream)
{
    struct stream_batch *batch = batch_of(stream, stream->written);
    const struct stream_record *records = batch->records.items;
    homevisit_code code = HOMEVISIT_OK;
    for (size_t i = 0; i < batch->records.count && !stream->stopped && code == HOMEVISIT_OK; i++) {
        const uint32_t *broken = batch->broken.items;
        code = stream_summary_count(stream->summary, &records[i],
                                    records[i].broken_count ? broken + records[i].broken_start : NULL);
        if (code == HOMEVISIT_OK)
            hand_out(stream, batch, &records[i]);
        stream->lines = records[i].line;
    }
    if (code == HOMEVISIT_OK && batch->no_memory)
        code = HOMEVISIT_E_MEMORY;
    if (code == HOMEVISIT_OK && !stream->stopped)
        stream->lines = batch->first_line + batch->lines - 1;
    batch_clear(batch);
    stream->written++;
    return code;
}

/* ---- round and round --------------------------------------------------------------------------------------------- */

/* Takes lines in as long as there is room and the source has any at the moment. */
static homevisit_code take_in(struct stream *stream)
{
    struct stream_reader *reader = &stream->reader;
    homevisit_code code = HOMEVISIT_OK;
    while (code == HOMEVISIT_OK && (stream_reader_has_more(reader) || (!reader->ended && !reader->dry)) &&
           stream->submitted - stream->written < stream->options.batches) {
        struct stream_batch *batch = batch_of(stream, stream->submitted);
        code = stream_reader_fill(reader, batch);
        if (code == HOMEVISIT_OK && batch->lines)
            submit(stream);
    }
    return code;
}

static homevisit_code go_round(struct stream *stream)
{
    homevisit_code code = HOMEVISIT_OK;
    while (code == HOMEVISIT_OK && !stream->stopped) {
        code = take_in(stream);
        if (stream->written != stream->submitted) {
            finish_oldest(stream);
            const homevisit_code written = write_oldest(stream);
            code = code == HOMEVISIT_OK ? written : code;
        } else if (stream->reader.ended) {
            return code != HOMEVISIT_OK ? code : stream->reader.failed ? HOMEVISIT_E_IO : HOMEVISIT_OK;
        } else {
            stream->reader.dry = false; /* all that came is answered: now the source may take its time */
        }
    }
    return code;
}

/* ---- the parts of a stream --------------------------------------------------------------------------------------- */

static struct stream_options settle(const homevisit_stream_options *given)
{
    homevisit_stream_options whole = {0};
    struct stream_options options = {0};
    if (given) {
        size_t size = given->struct_size ? given->struct_size : sizeof whole;
        size -= size % sizeof(size_t);
        memcpy(&whole, given, size < sizeof whole ? size : sizeof whole);
    }
    options.settled = options_settle(whole.records);
    options.at = (homevisit_moment){whole.at != NULL, whole.at ? *whole.at : 0};
    options.wants_json = (whole.wants & HOMEVISIT_STREAM_JSON) != 0;
    options.wants_reports = (whole.wants & HOMEVISIT_STREAM_REPORTS) != 0;
    options.threads = whole.threads < 1 || !threads_can() ? 1 : whole.threads;
    options.threads = options.threads < THREADS_LIMIT ? options.threads : THREADS_LIMIT;
    options.batch_bytes = whole.batch_bytes ? whole.batch_bytes : DEFAULT_BATCH;
    options.batch_bytes = options.batch_bytes < LEAST_BATCH ? LEAST_BATCH : options.batch_bytes;
    if (options.batch_bytes > SIZE_MAX / 4)
        options.batch_bytes = SIZE_MAX / 4;
    options.batches = whole.batches ? whole.batches : BATCHES_A_THREAD * options.threads;
    return options;
}

static bool make_parts(struct stream *stream)
{
    const homevisit_allocator *allocator = &stream->options.settled.allocator;
    const size_t threads = stream->options.threads, batches = stream->options.batches;
    if (batches > SIZE_MAX / sizeof *stream->batches)
        return false;
    stream->batches = memory_allocate_zeroed(allocator, batches * sizeof *stream->batches);
    stream->workers = memory_allocate_zeroed(allocator, threads * sizeof *stream->workers);
    stream->handles = memory_allocate_zeroed(allocator, threads * sizeof *stream->handles);
    for (size_t i = 0; stream->batches && i < batches; i++)
        batch_init(&stream->batches[i], allocator);
    bool made = stream->batches && stream->workers && stream->handles;
    for (size_t i = 0; made && i < threads; i++) {
        stream->workers[i] =
            stream_worker_new(stream->policies, stream->policy_count, &stream->options, stream->summary);
        made = stream->workers[i] != NULL;
    }
    return made;
}

static void free_parts(struct stream *stream)
{
    const homevisit_allocator *allocator = &stream->options.settled.allocator;
    for (size_t i = 0; stream->batches && i < stream->options.batches; i++)
        batch_free(&stream->batches[i]);
    for (size_t i = 0; stream->workers && i < stream->options.threads; i++)
        stream_worker_free(stream->workers[i]);
    memory_release(allocator, stream->batches);
    memory_release(allocator, stream->workers);
    memory_release(allocator, stream->handles);
    stream_reader_free(&stream->reader);
}

/* Goes round with as many threads as the system gives. */
static homevisit_code go_with_threads(struct stream *stream)
{
    struct seat_of_thread own[THREADS_LIMIT];
    if (!meeting_init(&stream->meeting))
        return HOMEVISIT_E_MEMORY;
    for (size_t i = 1; i < stream->options.threads; i++) {
        own[stream->started] = (struct seat_of_thread){stream, stream->workers[i]};
        if (!thread_start(&stream->handles[stream->started], run_thread, &own[stream->started]))
            break;
        stream->started++;
    }
    const homevisit_code code = go_round(stream);
    meeting_lock(&stream->meeting);
    stream->closing = true;
    meeting_tell_work(&stream->meeting, true);
    meeting_unlock(&stream->meeting);
    for (size_t i = 0; i < stream->started; i++)
        thread_join(stream->handles[i]);
    meeting_free(&stream->meeting);
    return code;
}

homevisit_code homevisit_audit_stream(const homevisit_policy *const *policies, size_t count, homevisit_stream_read read,
                                      homevisit_stream_write write, void *user, const homevisit_stream_options *options,
                                      homevisit_stream_summary **out)
{
    if (out)
        *out = NULL;
    if (!policies || !count || !read)
        return HOMEVISIT_E_ARGUMENT;
    for (size_t i = 0; i < count; i++)
        if (!policies[i])
            return HOMEVISIT_E_ARGUMENT;
    struct stream stream = {
        .options = settle(options), .policies = policies, .policy_count = count, .write = write, .user = user};
    stream.summary = stream_summary_new(policies, count, &stream.options.settled.allocator);
    if (!stream.summary)
        return HOMEVISIT_E_MEMORY;
    stream_reader_init(&stream.reader, read, user, &stream.options);
    homevisit_code code = make_parts(&stream) ? go_with_threads(&stream) : HOMEVISIT_E_MEMORY;
    free_parts(&stream);
    const homevisit_code finished = stream_summary_finish(stream.summary, stream.lines, stream.stopped);
    code = code == HOMEVISIT_OK ? finished : code;
    if (out && finished == HOMEVISIT_OK)
        *out = stream.summary;
    else
        homevisit_stream_summary_free(stream.summary);
    return code;
}
