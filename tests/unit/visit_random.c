/* Records made at random from the vocabulary: every event, every attribute, times in any order, repeats. */
#include "visit_trials.h"

#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* xorshift64*: the same sequence everywhere. */
size_t next_random(uint64_t *state, size_t bound)
{
    *state ^= *state >> 12;
    *state ^= *state << 25;
    *state ^= *state >> 27;
    return (size_t)((*state * UINT64_C(0x2545F4914F6CDD1D)) >> 33) % bound;
}

static void write_word(struct json_writer *writer, uint64_t *state, vocabularies in)
{
    homevisit_word words[HOMEVISIT_WORD_COUNT];
    const size_t count = vocabulary_words(in, words, HOMEVISIT_WORD_COUNT);
    json_write_text(writer, homevisit_word_text(words[next_random(state, count)]));
}

static void write_id(struct json_writer *writer, uint64_t *state, size_t below)
{
    char id[16];
    snprintf(id, sizeof id, "s-%zu", next_random(state, below));
    json_write_text(writer, id);
}

static void write_some_staff(struct json_writer *writer, uint64_t *state)
{
    const size_t count = next_random(state, 4);
    json_write_array(writer);
    for (size_t i = 0; i < count; i++) {
        char id[16];
        snprintf(id, sizeof id, "s-%zu", i * 7 + next_random(state, 7));
        json_write_object(writer);
        json_write_key(writer, "id");
        json_write_text(writer, id);
        json_write_key(writer, "role");
        write_word(writer, state, IN(ROLE));
        if (next_random(state, 2)) {
            json_write_key(writer, "trained");
            json_write_boolean(writer, next_random(state, 2));
        }
        json_write_object_end(writer);
    }
    json_write_array_end(writer);
}

static void write_own_value(struct json_writer *writer, uint64_t *state)
{
    switch (next_random(state, 4)) {
    case 0: json_write_boolean(writer, next_random(state, 2)); break;
    case 1: json_write_integer(writer, (int64_t)next_random(state, 5) - 2); break;
    case 2: json_write_text(writer, "a \"text\" é\n"); break;
    default: json_write_text(writer, ""); break;
    }
}

/* Keys in any order; none stands twice. */
static void write_some_facts(struct json_writer *writer, uint64_t *state)
{
    static const char *const own[] = {"x.a", "x.interpreter_arranged", "x.dsl"};
    homevisit_word items[HOMEVISIT_WORD_COUNT];
    const size_t count = vocabulary_words(IN(ITEM), items, HOMEVISIT_WORD_COUNT);
    json_write_object(writer);
    for (size_t i = next_random(state, 3); i < 3; i++) {
        json_write_key(writer, own[i]);
        write_own_value(writer, state);
    }
    for (size_t i = count; i > 0; i--) {
        if (next_random(state, 12) == 0) {
            json_write_key(writer, homevisit_word_text(items[i - 1]));
            json_write_boolean(writer, next_random(state, 2));
        }
    }
    json_write_object_end(writer);
}

static void write_some_time(struct json_writer *writer, uint64_t *state)
{
    json_write_time(writer, 1772438400 + (int64_t)next_random(state, 40) * 60);
}

static void write_value(struct json_writer *writer, uint64_t *state, const homevisit_attribute_info *info)
{
    switch (info->type) {
    case HOMEVISIT_TYPE_BOOLEAN: json_write_boolean(writer, next_random(state, 2)); return;
    case HOMEVISIT_TYPE_INTEGER: json_write_integer(writer, (int64_t)next_random(state, 20)); return;
    case HOMEVISIT_TYPE_TIME: write_some_time(writer, state); return;
    case HOMEVISIT_TYPE_NAME: write_word(writer, state, info->vocabularies); return;
    case HOMEVISIT_TYPE_TEXT: json_write_text(writer, next_random(state, 3) ? "because" : ""); return;
    case HOMEVISIT_TYPE_STAFF: write_some_staff(writer, state); return;
    case HOMEVISIT_TYPE_FACTS: write_some_facts(writer, state); return;
    default: break;
    }
    json_write_array(writer);
    for (size_t i = next_random(state, 6); i > 0; i--) {
        if (info->type == HOMEVISIT_TYPE_NAMES)
            write_word(writer, state, info->vocabularies);
        else
            write_id(writer, state, 12);
    }
    json_write_array_end(writer);
}

/* A required text may be empty only by way of not being there, so required attributes of type text would not do here;
 * there are none. */
static void write_attributes(struct json_writer *writer, uint64_t *state, homevisit_word event)
{
    const homevisit_attribute_info *info;
    for (size_t i = 0; (info = homevisit_event_attribute(event, i)) != NULL; i++) {
        if (info->required || next_random(state, 2)) {
            json_write_key(writer, homevisit_attribute_text(info->name));
            write_value(writer, state, info);
        }
    }
}

static void write_event(homevisit_buffer *out, uint64_t *state, size_t number)
{
    struct json_writer writer;
    const homevisit_word event = (homevisit_word)(1 + next_random(state, EVENT_COUNT));
    const bool at_the_end = next_random(state, 3) == 0;
    json_write_begin(&writer, out);
    json_write_object(&writer);
    if (at_the_end)
        write_attributes(&writer, state, event);
    json_write_key(&writer, "at");
    write_some_time(&writer, state);
    json_write_key(&writer, "event");
    json_write_text(&writer, homevisit_word_text(event));
    if (!at_the_end)
        write_attributes(&writer, state, event);
    if (next_random(state, 2)) {
        char id[24];
        snprintf(id, sizeof id, "e-%zu", number);
        json_write_key(&writer, "id");
        json_write_text(&writer, id);
    }
    json_write_object_end(&writer);
    cr_assert_eq(json_write_end(&writer), HOMEVISIT_OK);
}

/* One in ten is a repeat of an earlier one, which without an id is an event of its own. */
struct random_events make_events(uint64_t seed, size_t count)
{
    uint64_t state = seed * UINT64_C(0x9E3779B97F4A7C15) + 1;
    struct random_events events = {calloc(count, sizeof *events.items), count};
    cr_assert_not_null(events.items);
    for (size_t i = 0; i < count; i++) {
        buffer_init(&events.items[i], NULL);
        if (i > 0 && next_random(&state, 10) == 0) {
            const homevisit_buffer *earlier = &events.items[next_random(&state, i)];
            cr_assert(buffer_append(&events.items[i], earlier->data, earlier->length));
        } else {
            write_event(&events.items[i], &state, i);
        }
    }
    return events;
}

void drop_events(struct random_events *events)
{
    for (size_t i = 0; i < events->count; i++)
        homevisit_buffer_free(&events->items[i]);
    free(events->items);
    events->items = NULL;
    events->count = 0;
}

void write_record(homevisit_buffer *out, const struct random_events *events)
{
    bool sound = buffer_append_text(out, "{\"format\": \"homevisit-visit/1\", \"id\": \"V\", \"events\": [");
    for (size_t i = 0; i < events->count; i++) {
        sound = sound && (i == 0 || buffer_append_text(out, ",\n"));
        sound = sound && buffer_append(out, events->items[i].data, events->items[i].length);
    }
    cr_assert(sound && buffer_append_text(out, "]}"));
}
