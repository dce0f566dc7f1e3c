/* The facts with a fixed number, the clocks and the operators: what they are, and their names. From vocabulary.def. */
#include "vocabulary.h"

#include <stdio.h>
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

static bool write_name(char *out, size_t capacity, const char *prefix, const char *member)
{
    const int length =
        member == NULL ? snprintf(out, capacity, "%s", prefix) : snprintf(out, capacity, "%s.%s", prefix, member);
    return length >= 0 && (size_t)length < capacity;
}

bool fact_name(unsigned fact, char *out, size_t capacity)
{
    if (fact_info(fact).type == HOMEVISIT_TYPE_NOTHING) {
        return write_name(out, capacity, "", NULL);
    }
    if (fact < FACT_FIXED_COUNT) {
        return write_name(out, capacity, fixed_facts[fact].name, NULL);
    }
    const struct family *family = family_of(fact);
    if (family != NULL) {
        return write_name(out, capacity, family->prefix, homevisit_word_text((homevisit_word)(fact - family->base)));
    }
    const struct layer *layer = layer_of(fact);
    return write_name(out, capacity, layer->prefix,
                      homevisit_attribute_text((homevisit_attribute_name)(fact - layer->base)));
}

/* ---- the nearest name ----------------------------------------------------------------------------------------- */

/* `nearest` keeps the candidate's address, so only names that live as long as the library may be offered. */

void nearest_offer_facts(struct nearest *nearest)
{
    for (unsigned fact = 0; fact < FACT_FIXED_COUNT; fact++) {
        nearest_offer(nearest, fixed_facts[fact].name, strlen(fixed_facts[fact].name));
    }
}
