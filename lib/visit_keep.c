/*
 * Putting an event into a record: is it a repeat, is there room, whose ids are new, where does it stand in time.
 *
 * All that may fail is done before anything is changed: room is made in every list, then the event is copied with one
 * allocation, and from there on nothing fails.
 */
#include "visit.h"

#include <string.h>

/* ---- whether two events are the same ----------------------------------------------------------------------------- */

static bool same_staff(const struct staff_value *a, const struct staff_value *b)
{
    bool same = a->count == b->count;
    for (uint32_t i = 0; same && i < a->count; i++) {
        const struct staff_member *x = &a->items[i];
        const struct staff_member *y = &b->items[i];
        same = x->id == y->id && x->role == y->role && x->trained_said == y->trained_said &&
               (!x->trained_said || x->trained == y->trained);
    }
    return same;
}

/* Both are in the order of their names, however they were written. */
static bool same_facts(const struct facts_value *a, const struct facts_value *b)
{
    bool same = a->count == b->count;
    for (uint32_t i = 0; same && i < a->count; i++) {
        const struct declared_value *x = &a->items[i];
        const struct declared_value *y = &b->items[i];
        same = x->type == y->type && strcmp(x->name, y->name) == 0 &&
               (x->type == HOMEVISIT_TYPE_TEXT ? strcmp(x->value.text, y->value.text) == 0
                                               : x->value.integer == y->value.integer);
    }
    return same;
}

static bool same_value(homevisit_type type, const union attribute_value *a, const union attribute_value *b)
{
    switch (type) {
    case HOMEVISIT_TYPE_BOOLEAN: return a->boolean == b->boolean;
    case HOMEVISIT_TYPE_INTEGER:
    case HOMEVISIT_TYPE_TIME: return a->integer == b->integer;
    case HOMEVISIT_TYPE_NAME: return a->word == b->word;
    case HOMEVISIT_TYPE_TEXT: return strcmp(a->text, b->text) == 0;
    case HOMEVISIT_TYPE_NAMES:
        return a->names->count == b->names->count &&
               memcmp(a->names->items, b->names->items, a->names->count * sizeof *a->names->items) == 0;
    case HOMEVISIT_TYPE_IDS:
        return a->ids->count == b->ids->count &&
               memcmp(a->ids->items, b->ids->items, a->ids->count * sizeof *a->ids->items) == 0;
    case HOMEVISIT_TYPE_STAFF: return same_staff(a->staff, b->staff);
    case HOMEVISIT_TYPE_FACTS: return same_facts(a->facts, b->facts);
    case HOMEVISIT_TYPE_NOTHING: break;
    }
    return true;
}

static homevisit_type type_of(const struct visit_event *event, uint64_t bits)
{
    const homevisit_attribute_name name = (homevisit_attribute_name)__builtin_ctzll(bits);
    return event_attribute_find((homevisit_word)event->event, name)->type;
}

bool visit_event_same(const struct visit_event *a, const struct visit_event *b)
{
    bool same = a->event == b->event && a->at == b->at && a->mask == b->mask;
    size_t place = 0;
    for (uint64_t bits = same ? a->mask : 0; same && bits != 0; bits &= bits - 1, place++)
        same = same_value(type_of(a, bits), &a->values[place], &b->values[place]);
    return same;
}

/* ---- copying into the visit's arena ------------------------------------------------------------------------------ */

/* One piece of memory from which all parts of a copy are cut. Without memory it only counts what is needed. */
struct carver {
    char *memory;
    size_t used;
};

static void *carve(struct carver *carver, const void *from, size_t size)
{
    void *part = NULL;
    if (carver->memory != NULL && size != 0) {
        part = carver->memory + carver->used;
        memcpy(part, from, size);
    }
    const size_t alignment = 8; /* of pointers, integers and what is made of them */
    carver->used += (size + alignment - 1) / alignment * alignment;
    return part;
}

static const char *carve_text(struct carver *carver, const char *text)
{
    return carve(carver, text, strlen(text) + 1);
}

static const struct place *carve_place(struct carver *carver, const struct place *from)
{
    struct place *place = carve(carver, from, sizeof *from);
    const char *pointer = carve_text(carver, from->pointer);
    if (place != NULL)
        place->pointer = pointer;
    return place;
}

static const struct facts_value *carve_facts(struct carver *carver, const struct facts_value *from)
{
    struct facts_value *facts = carve(carver, from, sizeof *from + from->count * sizeof *from->items);
    for (uint32_t i = 0; i < from->count; i++) {
        struct declared_value item = from->items[i];
        if (item.item == HOMEVISIT_WORD_none)
            item.name = carve_text(carver, item.name);
        if (item.type == HOMEVISIT_TYPE_TEXT)
            item.value.text = carve_text(carver, item.value.text);
        if (item.place != NULL)
            item.place = carve_place(carver, item.place);
        if (facts != NULL)
            facts->items[i] = item;
    }
    return facts;
}

static union attribute_value carve_value(struct carver *carver, homevisit_type type, union attribute_value value)
{
    switch (type) {
    case HOMEVISIT_TYPE_TEXT: value.text = carve_text(carver, value.text); break;
    case HOMEVISIT_TYPE_NAMES:
        value.names = carve(carver, value.names, sizeof *value.names + value.names->count * sizeof *value.names->items);
        break;
    case HOMEVISIT_TYPE_IDS:
        value.ids = carve(carver, value.ids, sizeof *value.ids + value.ids->count * sizeof *value.ids->items);
        break;
    case HOMEVISIT_TYPE_STAFF:
        value.staff = carve(carver, value.staff, sizeof *value.staff + value.staff->count * sizeof *value.staff->items);
        break;
    case HOMEVISIT_TYPE_FACTS: value.facts = carve_facts(carver, value.facts); break;
    default: break;
    }
    return value;
}

static struct visit_event carve_event(struct carver *carver, const struct visit_event *from)
{
    struct visit_event event = *from;
    const size_t count = (size_t)__builtin_popcountll(from->mask);
    union attribute_value *values = carve(carver, from->values, count * sizeof *values);
    uint64_t bits = from->mask;
    for (size_t i = 0; i < count; i++, bits &= bits - 1) {
        const union attribute_value value = carve_value(carver, type_of(from, bits), from->values[i]);
        if (values != NULL)
            values[i] = value;
    }
    event.values = values;
    if (from->id != NULL)
        event.id = carve_text(carver, from->id);
    return event;
}

/* The event and the texts of the ids that are new, copied with one allocation; false where memory ran out. */
static bool copy_event(homevisit_visit *visit, struct visit_event *event, struct list *texts)
{
    const struct visit_event from = *event;
    struct carver carver = {NULL, 0};
    for (int pass = 0; pass < 2; pass++) {
        *event = carve_event(&carver, &from);
        for (size_t i = 0; i < texts->count; i++) {
            const char **text = list_at(texts, i);
            const char *copy = carve_text(&carver, *text);
            *text = copy != NULL ? copy : *text;
        }
        if (pass == 0) {
            carver.memory = arena_allocate(&visit->arena, carver.used);
            if (carver.memory == NULL)
                return false;
            carver.used = 0;
        }
    }
    return true;
}

/* ---- keeping ----------------------------------------------------------------------------------------------------- */

/* The facts of a `declared` event; NULL where it is none. */
static const struct facts_value *facts_of(const struct visit_event *event)
{
    const union attribute_value *value =
        event->event == HOMEVISIT_WORD_declared ? event_value(event, HOMEVISIT_ATTRIBUTE_facts) : NULL;
    return value != NULL ? value->facts : NULL;
}

static size_t count_own(const struct facts_value *facts)
{
    size_t count = 0;
    for (uint32_t i = 0; i < facts->count; i++)
        count += facts->items[i].item == HOMEVISIT_WORD_none;
    return count;
}

static bool make_room(homevisit_visit *visit, const struct visit_event *event, const struct new_ids *ids)
{
    const struct facts_value *facts = facts_of(event);
    const size_t identified = event->id != NULL;
    const size_t staff = ids->texts.count;
    return list_make_room(&visit->events, 1) &&
           (identified == 0 || (list_make_room(&visit->identified, 1) && id_index_reserve(&visit->event_index, 1))) &&
           (staff == 0 || (list_make_room(&visit->staff_ids, staff) && id_index_reserve(&visit->staff_index, staff))) &&
           list_make_room(&visit->declared_own, facts != NULL ? count_own(facts) : 0);
}

/* For all of these there is room. */
static void add_ids(homevisit_visit *visit, struct new_ids *ids)
{
    if (ids->texts.count == 0)
        return;
    for (size_t i = 0; i < ids->texts.count; i++) {
        const char *text = *(const char **)list_at(&ids->texts, i);
        *(const char **)list_add(&visit->staff_ids) = text;
        id_index_add(&visit->staff_index, text, strlen(text));
    }
    new_ids_forget(ids);
}

static void add_own_facts(homevisit_visit *visit, const struct visit_event *event)
{
    const struct facts_value *facts = facts_of(event);
    for (uint32_t i = 0; facts != NULL && i < facts->count; i++) {
        if (facts->items[i].item == HOMEVISIT_WORD_none)
            *(const struct declared_value **)list_add(&visit->declared_own) = &facts->items[i];
    }
}

static void add_event(homevisit_visit *visit, const struct visit_event *event)
{
    *(struct visit_event *)list_take(&visit->events) = *event;
    if (event->id != NULL) {
        *(struct visit_event *)list_add(&visit->identified) = *event;
        id_index_add(&visit->event_index, event->id, strlen(event->id));
    }
}

enum keeping visit_keep(homevisit_visit *visit, const struct visit_event *event, struct new_ids *ids, bool copy)
{
    if (!copy && visit_keep_simple(visit, event, ids))
        return KEPT;
    if (visit->next_index == UINT32_MAX)
        return KEPT_ENOUGH;
    uint32_t number;
    if (event->id != NULL && id_index_find(&visit->event_index, event->id, strlen(event->id), &number)) {
        if (!visit_event_same(list_at(&visit->identified, number), event))
            return KEPT_OTHER;
        visit->next_index++;
        return KEPT_ALREADY;
    }
    if (visit->events.count >= visit->limits.events)
        return KEPT_ENOUGH;
    struct visit_event kept = *event;
    if (!make_room(visit, event, ids) || (copy && !copy_event(visit, &kept, &ids->texts)))
        return KEPT_NO_MEMORY;
    kept.index = visit->next_index++;
    add_ids(visit, ids);
    add_own_facts(visit, &kept);
    add_event(visit, &kept);
    return KEPT;
}
