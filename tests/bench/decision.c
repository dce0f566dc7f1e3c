/* The decision table: 24 rules over 1,000 seeded visits, by every engine that is built in. Nothing is timed before all
 * answers of all engines are the same. */
#include "engine.h"
#include "measure.h"
#include "sections.h"

#include <cJSON.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

volatile size_t engine_sink;

static const struct engine *const engines[] = {
    &engine_hand,
    &engine_homevisit,
#ifdef BENCH_LUA
    &engine_lua,
#endif
#ifdef BENCH_CLIPS
    &engine_clips,
#endif
};
enum { ENGINES = sizeof engines / sizeof *engines };

uint32_t engine_bits(const char *answer, size_t length)
{
    uint32_t bits = 0;
    cJSON *read = cJSON_ParseWithLength(answer, length), *id;
    cJSON_ArrayForEach(id, cJSON_GetObjectItemCaseSensitive(read, "fired"))
    {
        bits |= UINT32_C(1) << (strtoul(cJSON_GetStringValue(id) + 1, NULL, 10) - 1);
    }
    must_hold(read != NULL, "an answer is no JSON", length);
    cJSON_Delete(read);
    return bits;
}

typedef size_t (*writer)(const struct facts *facts, char *out, size_t size);

static char *written(writer write, const struct facts *facts, size_t *length)
{
    char text[TEXT_SIZE];
    *length = write(facts, text, sizeof text);
    char *copy = malloc(*length + 1);
    must_hold(copy && *length < sizeof text, "no room for a text", *length);
    return memcpy(copy, text, *length + 1);
}

static struct visits *make_visits(void)
{
    struct visits *v = calloc(1, sizeof *v);
    must_hold(v != NULL, "no memory", 0);
    for (uint32_t i = 0; i < VISITS; i++) {
        facts_make(&v->facts[i], i + 1);
        v->fired[i] = facts_decide(&v->facts[i]);
        v->documents[i] = written(facts_document, &v->facts[i], &v->document_lengths[i]);
        v->records[i] = written(facts_record, &v->facts[i], &v->record_lengths[i]);
        v->events[i] = written(facts_event, &v->facts[i], &v->event_lengths[i]);
    }
    return v;
}

static void free_visits(struct visits *v)
{
    for (size_t i = 0; i < VISITS; i++) {
        free(v->documents[i]);
        free(v->records[i]);
        free(v->events[i]);
    }
    free(v);
}

static double mean(const size_t *values)
{
    double sum = 0;
    for (size_t i = 0; i < VISITS; i++)
        sum += (double)values[i];
    return sum / VISITS;
}

static void compare(const struct engine *engine, const struct visits *visits)
{
    for (size_t i = 0; i < VISITS; i++) {
        const uint32_t fired = engine->fired(i), answered = engine->answered(i);
        if (fired == visits->fired[i] && answered == visits->fired[i])
            continue;
        fprintf(stderr, "visit %zu: %s decides %x, from text %x, by hand %x\n", i + 1, engine->row, fired, answered,
                visits->fired[i]);
        exit(1);
    }
}

/* How much the rules had to say: a benchmark in which nothing fires shows nothing. */
static void tell_answers(const struct visits *visits)
{
    uint32_t ever = 0;
    size_t fired = 0;
    for (size_t i = 0; i < VISITS; i++) {
        ever |= visits->fired[i];
        fired += (size_t)__builtin_popcount(visits->fired[i]);
    }
    must_hold(ever == (UINT32_C(1) << 24) - 1, "a rule never fires", ever);
    tell("visits", "all", "count", VISITS);
    tell("visits", "all", "seed", FACTS_SEED);
    tell("visits", "all", "fired", (double)fired / VISITS);
    tell("visits", "all", "document", mean(visits->document_lengths));
    tell("visits", "all", "record", mean(visits->record_lengths) + mean(visits->event_lengths));
}

struct texts {
    char *const *texts;
    const size_t *lengths;
};

static void parse(void *user, size_t rounds)
{
    const struct texts *t = user;
    for (size_t round = 0; round < rounds; round++)
        for (size_t i = 0; i < VISITS; i++)
            cJSON_Delete(cJSON_ParseWithLength(t->texts[i], t->lengths[i]));
}

void section_decision(const char *folder)
{
    struct visits *visits = make_visits();
    struct texts documents = {visits->documents, visits->document_lengths};
    struct texts records = {visits->records, visits->record_lengths};
    struct work ready[2 * ENGINES], text[ENGINES + 2];
    size_t opened = 0, count = 0, texts = 0;
    for (size_t i = 0; i < ENGINES; i++) {
        const struct engine *engine = engines[i];
        if (measuring.counting && i > 1)
            break; /* instructions are counted of what is compared by them */
        engine->open(visits, folder);
        opened++;
        compare(engine, visits);
        ready[count++] = (struct work){engine->row, engine->run_ready, NULL, VISITS};
        if (engine->run_changed)
            ready[count++] = (struct work){engine->row_changed, engine->run_changed, NULL, VISITS};
        text[texts++] = (struct work){engine->row, engine->run_text, NULL, VISITS};
    }
    text[texts++] = (struct work){"cjson-document", parse, &documents, VISITS};
    text[texts++] = (struct work){"cjson-record", parse, &records, VISITS};
    if (!measuring.counting)
        tell_answers(visits);
    measure("decision", "ready", ready, count);
    measure("decision", "text", text, texts);
    for (size_t i = 0; i < opened; i++)
        engines[i]->close();
    free_visits(visits);
}

void section_documents(void)
{
    struct visits *visits = make_visits();
    for (size_t i = 0; i < VISITS; i++)
        printf("%u\t%s\n", visits->fired[i], visits->documents[i]);
    free_visits(visits);
}
