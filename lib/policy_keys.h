/* The keys of a policy profile as a table: everything here is made from policy_keys.def, whose head explains the columns. */
#ifndef HOMEVISIT_POLICY_KEYS_H
#define HOMEVISIT_POLICY_KEYS_H

#include "vocabulary.h"

enum policy_object {
#define OBJECT(name, label) OBJECT_##name,
#include "policy_keys.def"
    OBJECT_COUNT
};
#define OBJECT_BIT(name) (1u << OBJECT_##name)
/* A rule's forms; OBJECT_GUARD plus an enum rule_form is the form's object. */
#define FORM_BITS (OBJECT_BIT(GUARD) | OBJECT_BIT(DUTY) | OBJECT_BIT(CHECKLIST) | OBJECT_BIT(ADVICE))

enum policy_choices { CHOICES_NONE, CHOICES_FORCE, CHOICES_FACT_TYPE };
#define CHOICES(set) CHOICES_##set

enum shape {
    SHAPE_FORMAT,
    SHAPE_TEXT,
    SHAPE_NOTE,
    SHAPE_DATE,
    SHAPE_ZONE,
    SHAPE_BOOLEAN,
    SHAPE_CHOICE,
    SHAPE_CLAUSES,
    SHAPE_WORD,
    SHAPE_WORDS,
    SHAPE_WORD_OR_WORDS,
    SHAPE_CLOCKS,
    SHAPE_ITEM,
    SHAPE_MINUTES,
    SHAPE_VALUE,
    SHAPE_CONDITION,
    SHAPE_SETTING_NAME,
    SHAPE_MAP,
    SHAPE_MAP_OF_TYPES,
    SHAPE_MAP_OF_CONDITIONS,
    SHAPE_RULES
};

struct policy_key {
    enum policy_object object;
    const char *name;
    enum shape shape;
    uint32_t of; /* an enum policy_choices, vocabularies or an enum policy_object, as the shape asks */
    bool required;
    const char *doc;
};

struct policy_choice {
    enum policy_choices set;
    const char *text, *doc;
};

/* How many rows there are. */
enum {
    POLICY_KEY_COUNT = 0
#define KEY(object, key, shape, of, required, doc) +1
#include "policy_keys.def"
};

extern const struct policy_key policy_keys[];
extern const size_t policy_key_count;
extern const struct policy_choice policy_choices[];
extern const size_t policy_choice_count;

/* What a message calls an object ("a rule"). */
const char *policy_object_label(enum policy_object object);

/* The rows of an object's keys, which stand together: from `first` on, before `end`. */
struct policy_key_rows {
    size_t first, end;
};
struct policy_key_rows policy_key_rows(enum policy_object object);

/* The row of a key of one of the objects (bits of them), the first in the table's order; NULL where there is none. */
const struct policy_key *policy_key_find(unsigned objects, const char *name);
/* The objects that have a key of that name, as bits. */
unsigned policy_key_objects(const char *name);
void nearest_offer_keys(struct nearest *nearest, unsigned objects);

/* The place of a word among its set's choices, from 0; -1 where it is none of them. */
int policy_choice_find(enum policy_choices set, const char *text);
void nearest_offer_choices(struct nearest *nearest, enum policy_choices set);

/* Whether a key is the host's own and to be passed over. */
bool policy_key_is_free(const char *name);

#endif
