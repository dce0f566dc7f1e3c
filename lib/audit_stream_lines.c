/*
 * The bytes of a stream as batches of whole lines. What follows the last whole line of a batch begins the next one; a line
 * that is longer than a record may be is cut where the scan refuses it as too long, and its rest is passed over.
 */
#include "audit_stream.h"
#include "json_write.h"

#include <string.h>

/* A batch holds no more lines than records of so many bytes would be, so that what comes of it is bounded where lines are
 * shorter: a bad line takes some 3 KiB until it is handed out. */
enum { LEAST_LINE = 64 };

void stream_reader_init(struct stream_reader *reader, homevisit_stream_read read, void *user,
                        const struct stream_options *options)
{
    const size_t longest = options->settled.json.bytes < SIZE_MAX / 4 ? options->settled.json.bytes : SIZE_MAX / 4;
    *reader = (struct stream_reader){.read = read,
                                     .user = user,
                                     .allocator = options->settled.allocator,
                                     .batch_bytes = options->batch_bytes,
                                     .longest = longest + 2, /* the last may be the CR of an end that has not come */
                                     .line = 1};
    buffer_init(&reader->rest, &reader->allocator);
}

void stream_reader_free(struct stream_reader *reader)
{
    homevisit_buffer_free(&reader->rest);
}

/* ---- room -------------------------------------------------------------------------------------------------------- */

static bool give_room(struct stream_batch *batch, const homevisit_allocator *allocator, size_t capacity)
{
    char *text = memory_allocate(allocator, capacity);
    if (!text)
        return false;
    if (batch->length)
        memcpy(text, batch->text, batch->length);
    memory_release(allocator, batch->text);
    batch->text = text;
    batch->capacity = capacity;
    return true;
}

/* Room for what is left over and some more; a batch that a long line has made large is made small again. */
static bool make_ready(struct stream_reader *reader, struct stream_batch *batch)
{
    size_t wanted = reader->batch_bytes;
    while (wanted <= reader->rest.length)
        wanted *= 2;
    if (batch->capacity != wanted && !give_room(batch, &reader->allocator, wanted))
        return false;
    if (reader->rest.length)
        memcpy(batch->text, reader->rest.data, reader->rest.length);
    batch->length = reader->rest.length;
    batch->offset = reader->offset;
    batch->first_line = reader->line;
    return true;
}

/* ---- lines ------------------------------------------------------------------------------------------------------- */

/* How many bytes stand before the end of the last whole line, looking no further back than `from`. */
static size_t whole_lines(const struct stream_batch *batch, size_t from)
{
    size_t end = batch->length;
    while (end > from && batch->text[end - 1] != '\n')
        end--;
    return end > from ? end : 0;
}

/* How many bytes the first lines take, at most so many of them; `lines` receives how many these are. */
static size_t first_lines(const char *text, size_t length, size_t most, size_t *lines)
{
    const char *at = text, *end = text + length;
    for (*lines = 0; at < end && *lines < most; ++*lines) {
        const char *next = memchr(at, '\n', (size_t)(end - at));
        at = next ? next + 1 : end;
    }
    return (size_t)(at - text);
}

/* Passes over the rest of a line that is too long, in the `count` bytes that have just come to the batch's end. */
static void discard(struct stream_reader *reader, struct stream_batch *batch, size_t count)
{
    char *from = batch->text + batch->length;
    const char *end = memchr(from, '\n', count);
    const size_t passed = end ? (size_t)(end - from) + 1 : count;
    reader->offset += passed;
    batch->offset = reader->offset; /* nothing else stands in it yet */
    reader->discarding = end == NULL;
    memmove(from, from + passed, count - passed);
    batch->length += count - passed;
}

/* Asks the source once. */
static void read_more(struct stream_reader *reader, struct stream_batch *batch)
{
    const size_t room = batch->capacity - batch->length;
    const ptrdiff_t count = reader->read(reader->user, batch->text + batch->length, room);
    if (count <= 0) {
        reader->ended = true;
        reader->failed = count < 0;
        return;
    }
    /* A host that says that it gave more than there was room for has written where it must not: better no more of it. */
    if ((size_t)count > room) {
        reader->ended = reader->failed = true;
        return;
    }
    reader->dry = (size_t)count < room;
    if (reader->discarding)
        discard(reader, batch, (size_t)count);
    else
        batch->length += (size_t)count;
}

/* Tells the batch, and the reader, of the lines in it that come next. */
static void take_lines(struct stream_reader *reader, struct stream_batch *batch, size_t length)
{
    batch->length = length;
    reader->line += batch->lines;
    reader->offset += length;
}

/* Keeps the batch's lines up to `cut` in it, as far as they are not too many, and the others for the next. */
static homevisit_code split(struct stream_reader *reader, struct stream_batch *batch, size_t cut)
{
    const size_t taken = first_lines(batch->text, cut, reader->batch_bytes / LEAST_LINE, &batch->lines);
    reader->rest.length = 0;
    if (batch->length > taken && !buffer_append(&reader->rest, batch->text + taken, batch->length - taken))
        return HOMEVISIT_E_MEMORY;
    reader->rest_from = 0;
    reader->rest_whole = cut - taken;
    take_lines(reader, batch, taken);
    return HOMEVISIT_OK;
}

/* Fills the batch with lines that the one before had no room for. What stays behind is not moved until they are all
 * taken: many short lines would else be copied again and again. */
static homevisit_code take_rest(struct stream_reader *reader, struct stream_batch *batch)
{
    homevisit_buffer *rest = &reader->rest;
    const size_t left = reader->rest_whole - reader->rest_from;
    const size_t taken =
        first_lines(rest->data + reader->rest_from, left, reader->batch_bytes / LEAST_LINE, &batch->lines);
    batch->length = 0;
    if (batch->capacity < taken && !give_room(batch, &reader->allocator, taken))
        return HOMEVISIT_E_MEMORY;
    memcpy(batch->text, rest->data + reader->rest_from, taken);
    batch->offset = reader->offset;
    batch->first_line = reader->line;
    take_lines(reader, batch, taken);
    reader->rest_from += taken;
    if (stream_reader_has_more(reader))
        return HOMEVISIT_OK;
    rest->length -= reader->rest_from;
    memmove(rest->data, rest->data + reader->rest_from, rest->length);
    reader->rest_from = reader->rest_whole = 0;
    return HOMEVISIT_OK;
}

homevisit_code stream_reader_fill(struct stream_reader *reader, struct stream_batch *batch)
{
    size_t cut = 0;
    if (stream_reader_has_more(reader))
        return take_rest(reader, batch);
    if (!make_ready(reader, batch))
        return HOMEVISIT_E_MEMORY;
    for (;;) {
        if (batch->length == batch->capacity) {
            if (cut)
                break;
            if (batch->length >= reader->longest) {
                reader->discarding = true;
                cut = batch->length;
                break;
            }
            if (!give_room(batch, &reader->allocator, batch->capacity * 2))
                return HOMEVISIT_E_MEMORY;
        }
        const size_t before = batch->length;
        read_more(reader, batch);
        const size_t whole = whole_lines(batch, before);
        cut = whole ? whole : cut;
        if (reader->ended) {
            cut = reader->failed ? cut : batch->length; /* a last line needs no end; a torn one is no line */
            break;
        }
        if (reader->dry)
            break;
    }
    return split(reader, batch, cut);
}
