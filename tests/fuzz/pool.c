/* The vocabulary for generators: see pool.h. Every name comes from vocabulary.def. */
#include "pool.h"

#include <stdio.h>
#include <string.h>

enum vocabulary_number {
#define VOCABULARY(name, label) NUMBER_##name,
#include <homevisit/vocabulary.def>
    NUMBER_COUNT
};
#define IN(name) (UINT32_C(1) << NUMBER_##name)

static const struct word_row {
    const char *text;
    uint32_t in;
} word_rows[] = {
#define EVENT(name, also, phases, places, next_phase, next_place, doc)                                                 \
    {                                                                                                                  \
#name, IN(EVENT) | (also)                                                                                      \
    }                                                                                                                  \
    ,
#include <homevisit/vocabulary.def>
#define WORD(name, in) {#name, in},
#include <homevisit/vocabulary.def>
};

static const struct fact_row {
    const char *name;
    homevisit_type type;
    uint32_t words;
} fact_rows[] = {
#define FACT(id, name, type, words, initial, doc) {name, HOMEVISIT_TYPE_##type, words},
#include <homevisit/vocabulary.def>
};

static const struct family_row {
    const char *prefix;
    uint32_t words;
} family_rows[] = {
#define FACT_FAMILY(id, prefix, words, initial, doc) {prefix, words},
#include <homevisit/vocabulary.def>
};

enum { WORD_ROWS = sizeof word_rows / sizeof word_rows[0], MOST_FACTS = 512, NAME_ROOM = 64 };

/* ---- words ------------------------------------------------------------------------------------------------------ */

const char *const *pool_words(uint32_t vocabularies)
{
    enum { MOST_SETS = 64 };
    static struct set {
        uint32_t vocabularies;
        const char *words[WORD_ROWS + 1];
    } sets[MOST_SETS];
    static unsigned count;
    for (unsigned i = 0; i < count; i++)
        if (sets[i].vocabularies == vocabularies)
            return sets[i].words;
    REQUIRE(count < MOST_SETS && vocabularies != 0, "sets of words: %u", count);
    struct set *set = &sets[count++];
    unsigned words = 0;
    set->vocabularies = vocabularies;
    for (unsigned i = 0; i < WORD_ROWS; i++)
        if (word_rows[i].in & vocabularies)
            set->words[words++] = word_rows[i].text;
    return set->words;
}

/* ---- facts ------------------------------------------------------------------------------------------------------ */

static struct pool_fact facts[MOST_FACTS];
static char names[MOST_FACTS][NAME_ROOM];
static unsigned fact_count;

static void add_fact(homevisit_type type, uint32_t words, const char *first, const char *second, const char *third)
{
    REQUIRE(fact_count < MOST_FACTS, "more facts than %d", MOST_FACTS);
    snprintf(names[fact_count], NAME_ROOM, "%s%s%s%s%s", first, *second ? "." : "", second, *third ? "." : "", third);
    facts[fact_count] = (struct pool_fact){names[fact_count], type, words != 0 ? pool_words(words) : NULL};
    fact_count++;
}

/* The attributes of an event are facts of the plan and of the assessment; there a plan's texts are booleans. */
static void add_attributes(homevisit_word event, const char *prefix)
{
    const homevisit_attribute_info *info;
    for (size_t i = 0; (info = homevisit_event_attribute(event, i)) != NULL; i++)
        add_fact(info->type == HOMEVISIT_TYPE_TEXT ? HOMEVISIT_TYPE_BOOLEAN : info->type, info->vocabularies, prefix,
                 homevisit_attribute_text(info->name), "");
}

static void add_family(const struct family_row *family)
{
    for (const char *const *word = pool_words(family->words); *word != NULL; word++)
        add_fact(HOMEVISIT_TYPE_BOOLEAN, 0, family->prefix, *word, "");
}

const struct pool_fact *pool_record_facts(unsigned *count)
{
    if (fact_count == 0) {
        for (size_t i = 0; i < sizeof fact_rows / sizeof fact_rows[0]; i++)
            if (strncmp(fact_rows[i].name, "time.", 5) != 0 && strcmp(fact_rows[i].name, "event") != 0)
                add_fact(fact_rows[i].type, fact_rows[i].words, fact_rows[i].name, "", "");
        for (size_t i = 0; i < sizeof family_rows / sizeof family_rows[0]; i++)
            add_family(&family_rows[i]);
        add_attributes(HOMEVISIT_WORD_planned, "plan");
        add_attributes(HOMEVISIT_WORD_risk_assessed, "risk");
        for (const char *const *topic = pool_words(IN(TOPIC)); *topic != NULL; topic++) {
            add_fact(HOMEVISIT_TYPE_BOOLEAN, 0, "told", "dsl", *topic);
            add_fact(HOMEVISIT_TYPE_BOOLEAN, 0, "told", "anyone", *topic);
            add_fact(HOMEVISIT_TYPE_BOOLEAN, 0, "told_in_writing", "headteacher", *topic);
        }
    }
    *count = fact_count;
    return facts;
}

/* ---- picking ---------------------------------------------------------------------------------------------------- */

static struct pool_fact pick_attribute(struct steer *steer, homevisit_word event, char room[64])
{
    size_t count = 0;
    while (homevisit_event_attribute(event, count) != NULL)
        count++;
    if (count == 0)
        return (struct pool_fact)
        {
            "event", HOMEVISIT_TYPE_NAME, pool_words(IN(EVENT))
        };
    const homevisit_attribute_info *info = homevisit_event_attribute(event, steer_below(steer, (unsigned)count));
    snprintf(room, 64, "event.%s", homevisit_attribute_text(info->name));
    return (struct pool_fact){room, info->type, info->vocabularies != 0 ? pool_words(info->vocabularies) : NULL};
}

struct pool_fact pool_pick(struct steer *steer, const struct pool *pool, char room[64])
{
    static const struct pool_fact times[] = {{"time.minute", HOMEVISIT_TYPE_INTEGER, NULL},
                                             {"time.weekday", HOMEVISIT_TYPE_INTEGER, NULL}};
    if (pool->event != HOMEVISIT_WORD_none && steer_chance(steer, 80))
        return pick_attribute(steer, pool->event, room);
    if (pool->timed && steer_chance(steer, 20))
        return times[steer_below(steer, 2)];
    if (pool->more_count > 0 && steer_chance(steer, 60))
        return pool->more[steer_below(steer, pool->more_count)];
    /* The first are of every type; the many of the families, which follow, are booleans. */
    if (steer_chance(steer, 150))
        return pool->facts[steer_below(steer, pool->count < 40 ? pool->count : 40)];
    return pool->facts[steer_below(steer, pool->count)];
}

struct pool_fact pool_pick_type(struct steer *steer, const struct pool *pool, homevisit_type type, char room[64])
{
    struct pool_fact fact = pool_pick(steer, pool, room);
    if (steer_chance(steer, pool->ill))
        return fact;
    const unsigned from = steer_below(steer, 65536);
    for (unsigned i = 0; fact.type != type && i < pool->count; i++)
        fact = pool->facts[(from + i) % pool->count];
    return fact;
}
