/* The facts with a fixed number, the clocks and the operators: what they are, and their names. From vocabulary.def. */
#include "vocabulary_names.h"

#include <string.h>

static bool same_name(const char *known, const char *text, size_t length)
{
    return strlen(known) == length && memcmp(known, text, length) == 0;
}

/* ---- the tables ----------------------------------------------------------------------------------------------- */

#define KNOWN true
#define UNSAID false

static const struct {
    const char *name;
    struct fact_info info;
} fixed_facts[FACT_FIXED_COUNT] = {
#define FACT(id, name, type, words, initial, doc) {name, {HOMEVISIT_TYPE_##type, words, initial}},
#include <homevisit/vocabulary.def>
};

static const struct family {
    const char *prefix;
    unsigned base;
    vocabularies words;
    bool known_at_first;
} families[] = {
#define FACT_FAMILY(id, prefix, words, initial, doc) {prefix, FACT_##id##_BASE, words, initial},
#include <homevisit/vocabulary.def>
};
#define FAMILY_COUNT (sizeof families / sizeof *families)

/* The facts that are the attributes of an event. */
static const struct layer {
    const char *prefix;
    unsigned base;
    homevisit_word event;
} layers[] = {
    {"plan", FACT_PLAN_BASE, HOMEVISIT_WORD_planned},
    {"risk", FACT_RISK_BASE, HOMEVISIT_WORD_risk_assessed},
};
#define LAYER_COUNT (sizeof layers / sizeof *layers)

static const struct family *family_of(unsigned fact)
{
    for (size_t i = 0; i < FAMILY_COUNT; i++) {
        if (fact >= families[i].base && fact - families[i].base < HOMEVISIT_WORD_COUNT) {
            return &families[i];
        }
    }
    return NULL;
}

static const struct layer *layer_of(unsigned fact)
{
    for (size_t i = 0; i < LAYER_COUNT; i++) {
        if (fact >= layers[i].base && fact - layers[i].base < HOMEVISIT_ATTRIBUTE_COUNT) {
            return &layers[i];
        }
    }
    return NULL;
}

/* ---- what a fact is ------------------------------------------------------------------------------------------- */

/* Words in free text decide nothing: of those only whether they were given is a fact, and that is always known. */
static struct fact_info attribute_fact(homevisit_word event, homevisit_attribute_name name)
{
    const homevisit_attribute_info *attribute = event_attribute_find(event, name);
    if (attribute == NULL) {
        return (struct fact_info){HOMEVISIT_TYPE_NOTHING, 0, false};
    }
    if (attribute->type == HOMEVISIT_TYPE_TEXT) {
        return (struct fact_info){HOMEVISIT_TYPE_BOOLEAN, 0, true};
    }
    return (struct fact_info){attribute->type, attribute->vocabularies, false};
}

struct fact_info fact_info(unsigned fact)
{
    const struct fact_info nothing = {HOMEVISIT_TYPE_NOTHING, 0, false};
    if (fact < FACT_FIXED_COUNT) {
        return fixed_facts[fact].info;
    }
    const struct family *family = family_of(fact);
    if (family != NULL) {
        const homevisit_word word = (homevisit_word)(fact - family->base);
        const bool member = (word_vocabularies(word) & family->words) != 0;
        return member ? (struct fact_info){HOMEVISIT_TYPE_BOOLEAN, 0, family->known_at_first} : nothing;
    }
    const struct layer *layer = layer_of(fact);
    return layer != NULL ? attribute_fact(layer->event, (homevisit_attribute_name)(fact - layer->base)) : nothing;
}

/* ---- names ---------------------------------------------------------------------------------------------------- */

/* What stands after `prefix` and a dot; NULL where the name does not begin so. */
static const char *after_prefix(const char *prefix, const char *name, size_t length)
{
    const size_t skipped = strlen(prefix);
    return length > skipped && memcmp(name, prefix, skipped) == 0 && name[skipped] == '.' ? name + skipped + 1 : NULL;
}

unsigned fact_find(const char *name, size_t length)
{
    for (unsigned fact = 0; fact < FACT_FIXED_COUNT; fact++) {
        if (same_name(fixed_facts[fact].name, name, length)) {
            return fact;
        }
    }
    for (size_t i = 0; i < FAMILY_COUNT; i++) {
        const char *member = after_prefix(families[i].prefix, name, length);
        if (member != NULL) {
            const homevisit_word word = word_find_in(families[i].words, member, (size_t)(name + length - member));
            return word == HOMEVISIT_WORD_none ? FACT_STATIC_COUNT : families[i].base + (unsigned)word;
        }
    }
    for (size_t i = 0; i < LAYER_COUNT; i++) {
        const char *member = after_prefix(layers[i].prefix, name, length);
        if (member != NULL) {
            const homevisit_attribute_name found = homevisit_attribute_find(member, (size_t)(name + length - member));
            return event_attribute_find(layers[i].event, found) == NULL ? FACT_STATIC_COUNT
                                                                        : layers[i].base + (unsigned)found;
        }
    }
    return FACT_STATIC_COUNT;
}

bool fact_name(unsigned fact, char *out, size_t capacity)
{
    const char *text = fact_text(fact);
    const size_t size = strlen(text != NULL ? text : "") + 1;
    if (size > capacity) {
        return false;
    }
    memcpy(out, text != NULL ? text : "", size);
    return true;
}

/* ---- the nearest name ----------------------------------------------------------------------------------------- */

static void offer(struct nearest *nearest, const char *text)
{
    if (text != NULL) {
        nearest_offer(nearest, text, strlen(text));
    }
}

/* Whether the wanted name's first part is near to one of two. */
static bool begins_alike(const struct nearest *nearest, const char *one, const char *other)
{
    size_t length = 0;
    while (length < nearest->wanted_length && nearest->wanted[length] != '.') {
        length++;
    }
    struct nearest first;
    nearest_init(&first, nearest->wanted, length);
    offer(&first, one);
    offer(&first, other);
    return first.best != NULL;
}

static void offer_event_facts(struct nearest *nearest)
{
    for (unsigned attribute = 0; attribute < HOMEVISIT_ATTRIBUTE_COUNT; attribute++) {
        offer(nearest, event_fact_text((homevisit_attribute_name)attribute));
    }
    for (size_t row = 0; row < event_attribute_count; row++) {
        if (event_attributes[row].type != HOMEVISIT_TYPE_NAMES) {
            continue;
        }
        for (unsigned word = 0; word < HOMEVISIT_WORD_COUNT; word++) {
            offer(nearest, event_member_text(event_attributes[row].name, (homevisit_word)word));
        }
    }
}

/* HOMEVISIT_WORD_none, the first number, stands for anyone. */
static void offer_told(struct nearest *nearest)
{
    for (unsigned to = 0; to < HOMEVISIT_WORD_COUNT; to++) {
        for (unsigned topic = 0; topic < HOMEVISIT_WORD_COUNT; topic++) {
            offer(nearest, told_text(false, (homevisit_word)to, (homevisit_word)topic));
            offer(nearest, told_text(true, (homevisit_word)to, (homevisit_word)topic));
        }
    }
}

void nearest_offer_facts(struct nearest *nearest)
{
    for (unsigned fact = 0; fact < FACT_STATIC_COUNT; fact++) {
        offer(nearest, fact_text(fact));
    }
    /* There are some hundreds of these, so they are looked through only where one of them may be meant. */
    if (begins_alike(nearest, "event", NULL)) {
        offer_event_facts(nearest);
    }
    if (begins_alike(nearest, "told", "told_in_writing")) {
        offer_told(nearest);
    }
}

/* ---- clocks --------------------------------------------------------------------------------------------------- */

static const char *const clock_texts[CLOCK_COUNT] = {
#define CLOCK(name, doc) [CLOCK_##name] = #name,
#include <homevisit/vocabulary.def>
};

const char *clock_text(enum clock clock)
{
    return (size_t)clock < CLOCK_COUNT ? clock_texts[clock] : "";
}

enum clock clock_find(const char *name, size_t length)
{
    for (size_t clock = 0; clock < CLOCK_COUNT; clock++) {
        if (same_name(clock_texts[clock], name, length)) {
            return (enum clock)clock;
        }
    }
    return CLOCK_COUNT;
}

void nearest_offer_clocks(struct nearest *nearest)
{
    for (size_t clock = 0; clock < CLOCK_COUNT; clock++) {
        offer(nearest, clock_texts[clock]);
    }
}

/* ---- operators ------------------------------------------------------------------------------------------------ */

static const struct operator_row operator_rows[OPERATOR_COUNT] = {
#define OPERATOR(id, symbol, min_args, max_args, doc) [OPERATOR_##id] = {symbol, min_args, max_args, doc},
#include <homevisit/vocabulary.def>
};

const struct operator_row *operator_row(enum operator_id id)
{
    return (size_t)id < OPERATOR_COUNT ? &operator_rows[id] : NULL;
}

enum operator_id operator_find(const char *symbol, size_t length)
{
    for (size_t id = 0; id < OPERATOR_COUNT; id++) {
        if (same_name(operator_rows[id].symbol, symbol, length)) {
            return (enum operator_id)id;
        }
    }
    return OPERATOR_COUNT;
}

void nearest_offer_operators(struct nearest *nearest)
{
    for (size_t id = 0; id < OPERATOR_COUNT; id++) {
        offer(nearest, operator_rows[id].symbol);
    }
}
