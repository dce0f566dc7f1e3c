/* What making an event from JSON and from structs have in common: what is said, lists in order. Internal to visit_*.c. */
#ifndef HOMEVISIT_VISIT_PARTS_H
#define HOMEVISIT_VISIT_PARTS_H

#include "json_text.h"
#include "visit.h"

/* A typed event: what JSON allows (docs/format.md, first page), and the years that RFC 3339 can write. */
#define GIVEN_INTEGER_LIMIT (INT64_C(1) << 53)
#define GIVEN_FIRST_SECOND INT64_C(-62167219200)
#define GIVEN_LAST_SECOND INT64_C(253402300799)
/* The struct as it first was. */
#define GIVEN_STRUCT_SIZE                                                                                              \
    (offsetof(homevisit_event, attribute_count) + sizeof(((const homevisit_event *)0)->attribute_count))

/* Sentences that both say. */
#define BAD_TIME "'%s' is no time as RFC 3339 writes it, with an offset and whole seconds"
#define EMPTY_TEXT "'%s' holds an empty text"
#define DUPLICATE_STAFF_ID "the plan names '%s' already"
#define TOO_MANY_STAFF "a plan names at most %zu members of staff"
#define MEMBER_NEEDS "a member of staff needs '%s'"
#define UNKNOWN_ITEM "unknown item '%.*s'; a fact of the profile's own begins with x."
#define NO_ATTRIBUTE "the event '%s' has no attribute '%.*s'"
#define MISPLACED_ATTRIBUTE "the event '%s' has no attribute '%.*s'; it belongs to %s"
#define EVENT_NEEDS "an event needs '%s'"
#define NEEDS_ATTRIBUTE "the event '%s' needs '%s'"
#define GIVEN_TWICE "'%s' is given twice"
#define DUPLICATE_EVENT_ID "another event has the id '%s' already, and differs from this one"
#define TOO_MANY_EVENTS "a visit holds at most %zu events"

/* A text's length for %.*s. What is longer than a name is not echoed anyway. */
static inline int echo_length(homevisit_text text)
{
    return text.length > PROBLEM_ECHO_LIMIT ? PROBLEM_ECHO_LIMIT + 1 : (int)text.length;
}

/* Whether one more problem would be listed at all: a suggestion takes time, and hostile texts have faults by the million. */
static inline bool is_worth_a_suggestion(const homevisit_problems *problems)
{
    return homevisit_problems_count(problems) < PROBLEM_LIMIT;
}

/* What a text from outside has that JSON could not hold: bytes that are not UTF-8, or a NUL. */
enum json_fault_name text_fault(homevisit_text text);

/* A copy in `arena`, as far as it goes: its strings are not copied. NULL: no memory. */
const struct place *place_keep(struct arena *arena, struct place place);

/* "x." and a name. */
bool fact_name_is_own(homevisit_text name);
/* The order of declared facts in an event: struct declared_value, by name. */
int compare_declared(const void *first, const void *second, const void *context);

/* An id in a list of ids. */
struct placed_number {
    uint32_t number;
    uint32_t place; /* in the list */
};
/* The list's numbers (struct placed_number, whose order is lost), each once, at its first place. NULL: no memory. */
const struct ids_value *ids_keep_once(struct list *numbers, struct arena *arena);

/* Packs the values of the attributes in `mask` in the order of their bits; `values` by name. false: no memory. */
bool values_pack(struct visit_event *event, uint64_t mask, const union attribute_value *values, struct arena *arena);

/* Refuses an event whose id another one has. `event` is the event's place, `span` says where its id stands in the text
 * of `lines`; of an event without a text all is zero. */
void refuse_event_id(homevisit_problems *problems, struct place event, struct json_lines *lines, struct event_span span,
                     const char *id);

/* Which events have an attribute, as a sentence for a message; `event` is the one that has it not. */
#define HAVE_SIZE 256
const char *attribute_holders(homevisit_attribute_name name, char out[HAVE_SIZE]);

#endif
