/* The table of a policy profile's keys, and the searches in it. */
#include "policy_keys.h"

#include "name_search.h"

#include <string.h>

const struct policy_key policy_keys[] = {
#define KEY(object, key, shape, of, required, doc) {OBJECT_##object, #key, SHAPE_##shape, of, required, doc},
#include "policy_keys.def"
};
const size_t policy_key_count = sizeof policy_keys / sizeof *policy_keys;

static const uint8_t signatures[NAMES_PADDED(POLICY_KEY_COUNT)] = {
#define KEY(object, key, shape, of, required, doc) NAME_SIGNATURE(#key),
#include "policy_keys.def"
};

const struct policy_choice policy_choices[] = {
#define CHOICE(set, text, doc) {CHOICES(set), #text, doc},
#include "policy_keys.def"
};
const size_t policy_choice_count = sizeof policy_choices / sizeof *policy_choices;

static const char *const labels[OBJECT_COUNT] = {
#define OBJECT(name, label) label,
#include "policy_keys.def"
};

const char *policy_object_label(enum policy_object object)
{
    return labels[object];
}

/* Numbers rows on from object to object; an object's own name is the number of its first row. */
enum {
#define OBJECT(name, label) FIRST_##name, BEFORE_##name = FIRST_##name - 1,
#define KEY(object, key, shape, of, required, doc) ROW_##object##_##key,
#include "policy_keys.def"
    ROW_END
};
_Static_assert((size_t)ROW_END == (size_t)POLICY_KEY_COUNT, "each row has a number");

struct policy_key_rows policy_key_rows(enum policy_object object)
{
    static const size_t firsts[OBJECT_COUNT + 1] = {
#define OBJECT(name, label) FIRST_##name,
#include "policy_keys.def"
        ROW_END};
    return (struct policy_key_rows){firsts[object], firsts[object + 1]};
}

static bool row_is_of(const struct policy_key *row, unsigned objects)
{
    return (objects >> row->object & 1u) != 0;
}

/* The first row of that name from a number on; POLICY_KEY_COUNT where there is none. */
static size_t find_row(const char *name, size_t from, unsigned objects)
{
    const size_t length = strlen(name);
    const uint8_t signature = length != 0 ? NAME_MIX(length, name[0], name[length / 2], name[length - 1]) : 0;
    for (size_t block = from / NAME_BLOCK * NAME_BLOCK; block < POLICY_KEY_COUNT; block += NAME_BLOCK)
        for (uint64_t hits = name_hits(signatures + block, signature); hits != 0; hits &= hits - 1) {
            const size_t number = block + (size_t)__builtin_ctzll(hits);
            if (number >= from && number < POLICY_KEY_COUNT && row_is_of(&policy_keys[number], objects) &&
                strcmp(policy_keys[number].name, name) == 0)
                return number;
        }
    return POLICY_KEY_COUNT;
}

const struct policy_key *policy_key_find(unsigned objects, const char *name)
{
    const size_t number = find_row(name, 0, objects);
    return number < POLICY_KEY_COUNT ? &policy_keys[number] : NULL;
}

unsigned policy_key_objects(const char *name)
{
    unsigned objects = 0;
    for (size_t row = 0; (row = find_row(name, row, ~0u)) < POLICY_KEY_COUNT; row++)
        objects |= 1u << policy_keys[row].object;
    return objects;
}

void nearest_offer_keys(struct nearest *nearest, unsigned objects)
{
    for (size_t i = 0; i < policy_key_count; i++)
        if (row_is_of(&policy_keys[i], objects))
            nearest_offer(nearest, policy_keys[i].name, strlen(policy_keys[i].name));
}

int policy_choice_find(enum policy_choices set, const char *text)
{
    int place = 0;
    for (size_t i = 0; i < policy_choice_count; i++) {
        if (policy_choices[i].set != set)
            continue;
        if (strcmp(policy_choices[i].text, text) == 0)
            return place;
        place++;
    }
    return -1;
}

void nearest_offer_choices(struct nearest *nearest, enum policy_choices set)
{
    for (size_t i = 0; i < policy_choice_count; i++)
        if (policy_choices[i].set == set)
            nearest_offer(nearest, policy_choices[i].text, strlen(policy_choices[i].text));
}

bool policy_key_is_free(const char *name)
{
    return strncmp(name, "x_", 2) == 0;
}
