/*
 * A visit record: events in order of time, typed and compact. visit_read.c makes it from JSON (visit_event.c one event,
 * visit_attributes.c its attributes), visit_typed.c and visit_convert.c from structs; visit_keep.c puts an event in.
 */
#ifndef HOMEVISIT_VISIT_H
#define HOMEVISIT_VISIT_H

#include "facts.h"
#include "id_index.h"
#include "json_scan.h"

struct names_value {
    uint32_t count;
    homevisit_word items[]; /* in the order given, repeats kept once */
};
struct ids_value {
    uint32_t count;
    uint32_t items[]; /* numbers of staff ids, in the order given, repeats kept once */
};
struct staff_value {
    uint32_t count;
    struct staff_member items[];
};
struct declared_value {
    const char *name;          /* "phone_carried" or "x.NAME" */
    homevisit_word item;       /* HOMEVISIT_WORD_none for x.NAME */
    homevisit_type type;       /* boolean, integer or text */
    union fact_value value;    /* booleans in `integer` */
    const struct place *place; /* of x.NAME's value, for a later refusal by the policy; NULL for an item */
};
struct facts_value {
    uint32_t count;
    struct declared_value items[]; /* by name, in the order of strcmp(): in JSON their order says nothing */
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
    const char *id;                      /* NULL: none */
    uint64_t mask;                       /* bit homevisit_attribute_name: the attribute was given */
    const union attribute_value *values; /* the given ones, in the order of their bits */
    uint32_t index;                      /* the place in the document's `events`, from 0 */
    uint16_t event;                      /* homevisit_word */
};

/* The value of an attribute; NULL where it was not given. (At most 64 attributes: checked at compile time.) */
static inline const union attribute_value *event_value(const struct visit_event *event, homevisit_attribute_name name)
{
    const uint64_t bit = UINT64_C(1) << name;
    size_t place = 0;
    if (!(event->mask & bit))
        return NULL;
    /* Events have a handful of attributes: counted one by one they cost less than a call that counts bits. */
    for (uint64_t below = event->mask & (bit - 1); below; below &= below - 1)
        place++;
    return &event->values[place];
}

struct visit_limits {
    struct json_limits json;
    size_t events, staff;
};

struct homevisit_visit {
    homevisit_allocator allocator;
    struct arena arena; /* everything that events point to */
    struct visit_limits limits;
    const char *document; /* what problems call it */
    const char *id;
    struct list events;    /* struct visit_event, by `at`, equal times in the order of the file; repeats left out */
    struct list staff_ids; /* const char *: the distinct ids, by number */
    struct id_index staff_index; /* the same numbers by text */
    struct list declared_own; /* const struct declared_value *: every x.NAME declared, for the check against a policy */
    struct list identified;   /* struct visit_event: the event under each event id, by its number in `event_index` */
    struct id_index event_index;
    uint32_t next_index; /* the `index` of the next event that is appended, ignored repeats counted */
};

/* ---- ids of staff (visit_ids.c) ---------------------------------------------------------------------------------
 * An event that is not yet, or never will be, part of a record may name staff whom the record does not know. Their ids
 * are numbered on from the record's own, which stays as it is: so nothing has to be undone where the event is refused,
 * and a check changes nothing in a visit that other threads read. A number may therefore be staff_ids.count or more.
 */
struct new_ids {
    const homevisit_visit *visit;
    struct arena *arena; /* of the new texts */
    struct list texts;   /* const char * */
    struct id_index index;
};
void new_ids_init(struct new_ids *ids, const homevisit_visit *visit, struct arena *arena);
void new_ids_free(struct new_ids *ids);
/* Finds or adds an id's number. false where memory ran out. */
bool new_ids_number(struct new_ids *ids, const char *text, size_t length, uint32_t *number);
/* Finds or adds an id's number in the record itself: for a record that is dropped whole where it cannot be read. */
bool visit_number_id(homevisit_visit *visit, const char *text, size_t length, uint32_t *number);
/* Forgets those that are not the visit's own. */
void new_ids_forget(struct new_ids *ids);
/* The text of a number, the visit's own or new. */
const char *new_ids_text(const struct new_ids *ids, uint32_t number);

/* ---- one event ------------------------------------------------------------------------------------------------ */

/* Reading events from JSON: one for a text. Its own lists are kept from event to event. */
struct event_reader {
    struct new_ids *ids;
    struct json_reader *json;
    struct arena *arena;                         /* of what events point to */
    struct list words, numbers, staff, declared; /* a list's members, until their count is known */
};
void event_reader_init(struct event_reader *reader, struct new_ids *ids, struct json_reader *json, struct arena *arena);
void event_reader_free(struct event_reader *reader);

/* Where an event and its id stand in a text, in bytes; `id_end` 0: it has none. */
struct event_span {
    size_t start, id_start, id_end;
};

/* Reads one event object, whose JSON_OBJECT_BEGIN is the last token, to its end. Returns whether it is sound; problems
 * are in the list of `json`. `span` may be NULL. */
bool visit_read_event(struct event_reader *reader, struct visit_event *event, struct event_span *span);

/* Reads a text that is one event object. Problems call it `document`. */
bool visit_read_event_text(struct new_ids *ids, homevisit_text text, const char *document, struct arena *arena,
                           struct visit_event *event, struct event_span *span, homevisit_problems *problems);

/* Whether a call with this event makes sense at all; if not, it is HOMEVISIT_E_ARGUMENT. */
bool visit_event_callable(const homevisit_event *given);
/* Checks and copies a typed event (callable) into `arena`; problems have a pointer, but no line. */
bool visit_convert_event(struct new_ids *ids, const homevisit_event *given, struct arena *arena,
                         struct visit_event *event, homevisit_problems *problems);

/* Whether two events are the same: event, instant, attributes (not index or place). */
bool visit_event_same(const struct visit_event *a, const struct visit_event *b);

/* ---- the record (visit_keep.c) -------------------------------------------------------------------------------- */

/* Makes an empty record; `id` NULL: to be set later. NULL where memory ran out. */
struct settled_options;
homevisit_visit *visit_make(const struct settled_options *options);
/* Empties a record, whatever state a reading left it in, for the next one, in the memory it has; lists of more than so
 * many elements are given up, so that one long record does not cost for ever. `options` are those it was made with.
 * false: memory ran out, and it is still there to be emptied. */
#define VISIT_KEPT_ROOM 4096
bool visit_reset(homevisit_visit *visit, const struct settled_options *options);
/* homevisit_visit_load() into an empty record. What is not HOMEVISIT_OK leaves one that has to be emptied or freed. */
homevisit_code visit_read(homevisit_visit *visit, homevisit_text text, const struct settled_options *options,
                          homevisit_problems **problems);

enum keeping {
    KEPT,
    KEPT_ALREADY, /* a repeat, ignored */
    KEPT_OTHER,   /* the record holds another event under the same id */
    KEPT_ENOUGH,  /* the limit of events is reached */
    KEPT_NO_MEMORY
};
/*
 * Puts a sound event at the end of the record's list and takes over the ids that are new. `copy`: what the event points
 * to is not in the visit's arena yet. Nothing is changed unless it is KEPT or KEPT_ALREADY. The list is in order again
 * after visit_put_last_in_order() or visit_sort().
 */
enum keeping visit_keep(homevisit_visit *visit, const struct visit_event *event, struct new_ids *ids, bool copy);

/* The same without a call, where only the list of events is concerned and has room: of most events, which have no id, name
 * nobody new and declare nothing. false: nothing is done. */
static inline bool visit_keep_simple(homevisit_visit *visit, const struct visit_event *event, const struct new_ids *ids)
{
    if (event->id != NULL || ids->texts.count != 0 || event->event == HOMEVISIT_WORD_declared ||
        visit->events.count >= visit->events.capacity || visit->events.count >= visit->limits.events ||
        visit->next_index == UINT32_MAX)
        return false;
    struct visit_event *kept = (struct visit_event *)visit->events.items + visit->events.count++;
    *kept = *event;
    kept->index = visit->next_index++;
    return true;
}

/* ---- visit_order.c ---- */
void visit_put_last_in_order(homevisit_visit *visit);
void visit_sort(homevisit_visit *visit);

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
