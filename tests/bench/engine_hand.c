/* The 24 rules by hand in C: the facts in a struct, or from a document by cJSON and written as an answer. */
#include "engine.h"
#include "measure.h"

#include <cJSON.h>

static const struct visits *all;
static char out[TEXT_SIZE];

static void open_hand(const struct visits *visits, const char *folder)
{
    (void)folder;
    all = visits;
}

static size_t decide(size_t visit)
{
    return facts_decide(&all->facts[visit]);
}

static size_t answer(size_t visit)
{
    struct facts facts;
    cJSON *document = cJSON_ParseWithLength(all->documents[visit], all->document_lengths[visit]);
    must_hold(facts_read(document, &facts), "by hand: the document cannot be read", visit);
    cJSON_Delete(document);
    return facts_answer(facts.number, facts_decide(&facts), out, sizeof out);
}

static uint32_t fired(size_t visit)
{
    return facts_decide(&all->facts[visit]);
}

static uint32_t answered(size_t visit)
{
    return engine_bits(out, answer(visit));
}

static void close_hand(void) {}

ENGINE_LOOPS(decide, answer)

const struct engine engine_hand = {
    .row = "hand",
    .open = open_hand,
    .fired = fired,
    .answered = answered,
    .run_ready = run_ready,
    .run_text = run_text,
    .close = close_hand,
};
