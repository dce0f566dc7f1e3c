/* A visit record: events in order of time, typed and compact. visit_read.c makes it from JSON, visit_typed.c from structs. */
#ifndef HOMEVISIT_VISIT_H
#define HOMEVISIT_VISIT_H

#include "facts.h"
#include "json_scan.h"

struct names_value {
    uint32_t count;
    homevisit_word items[]; /* in the order given, repeats as given */
};
struct ids_value {
    uint32_t count;
    uint32_t items[]; /* numbers of staff ids */
};
struct staff_value {
    uint32_t count;
    struct staff_member items[];
};
struct declared_value {
    const char *name;    /* "phone_carried" or "x.NAME" */
    homevisit_word item; /* HOMEVISIT_WORD_none for x.NAME */
    homevisit_type type; /* boolean, integer or text */
    union fact_value value; /* booleans in `integer` */
    struct place place;  /* for a later refusal by the policy; document and pointer in the visit's memory */
};
struct facts_value {
    uint32_t count;
    struct declared_value items[];
};

union attribute_value {
    bool boolean;
    int64_t integer; /* also times */
    homevisit_word word;
    const char *text; /* never empty: an empty text counts as missing */
    const struct names_value *names;
    const struct ids_value *ids;
    const struct staff_value *staff;
    const struct facts_value *facts;
};

struct visit_event {
    int64_t at;
    const char *id; /* NULL: none */
    uint64_t mask;  /* bit homevisit_attribute_name: the attribute was given */
    const union attribute_value *values; /* the given ones, in the order of their bits */
    uint32_t index; /* the place in the document's `events`, from 0 */
    uint32_t line, column; /* where it stands in its text; 0 for typed events */
    uint16_t event; /* homevisit_word */
};

/* The value of an attribute; NULL where it was not given. (At most 64 attributes: checked at compile time.) */
static inline const union attribute_value *event_value(const struct visit_event *event, homevisit_attribute_name name)
{
    uint64_t bit = UINT64_C(1) << name;
    if (!(event->mask & bit))
        return NULL;
    return &event->values[__builtin_popcountll(event->mask & (bit - 1))];
}

struct visit_limits {
    struct json_limits json;
    size_t events, staff;
};

struct homevisit_visit {
    homevisit_allocator allocator;
    struct arena arena;       /* everything that events point to */
    struct visit_limits limits;
    const char *document;     /* what problems call it */
    const char *id;
    struct list events;       /* struct visit_event, by `at`, equal times in the order of the file; repeats left out */
    struct list staff_ids;    /* const char *: the distinct ids, by number */
    struct list declared_own; /* const struct declared_value *: every x.NAME declared, for the check against a policy */
    uint32_t next_index;      /* the `index` of the next event that is appended, ignored repeats counted */
};

/* Finds or adds a staff id's number. false where memory ran out. */
bool visit_staff_id(homevisit_visit *visit, const char *text, size_t length, uint32_t *number);

/*
 * Reads one event object (the reader's last token is its JSON_OBJECT_BEGIN) into `event`, memory from `arena`. The ids
 * of staff are numbered in `visit`. Returns whether it is sound; problems are in the reader's list.
 */
bool visit_read_event(homevisit_visit *visit, struct json_reader *reader, struct arena *arena, struct visit_event *event);

/* Checks and copies a typed event; problems without a place. */
bool visit_convert_event(homevisit_visit *visit, const homevisit_event *given, struct arena *arena,
                         struct visit_event *event, homevisit_problems *problems);

/* Whether two events are the same: event, instant, attributes (not index or place). */
bool visit_event_same(const struct visit_event *a, const struct visit_event *b);

/* The options that a host gave, with defaults filled in; honours struct_size. */
struct settled_options {
    homevisit_allocator allocator;
    const char *document;
    struct json_limits json;
    size_t max_events, max_staff, max_rules, max_condition_nodes;
    const homevisit_text *bases;
    size_t base_count;
    homevisit_base_finder find_base;
    void *find_base_user;
};
struct settled_options options_settle(const homevisit_options *options); /* options.c */

#endif
