/* What making an event from JSON and from structs have in common. */
#include "visit_parts.h"

#include <string.h>

enum json_fault_name text_fault(homevisit_text text)
{
    const unsigned char *at = (const unsigned char *)text.data;
    for (size_t left = text.length; left > 0;) {
        bool valid;
        if (*at == '\0')
            return JSON_FAULT_zero_character;
        const size_t taken = utf8_step(at, left, &valid);
        if (!valid)
            return JSON_FAULT_bad_utf8;
        at += taken;
        left -= taken;
    }
    return JSON_SOUND;
}

const struct place *place_keep(struct arena *arena, struct place place)
{
    struct place *kept = arena_allocate(arena, sizeof *kept);
    if (kept != NULL)
        *kept = place;
    return kept;
}

bool fact_name_is_own(homevisit_text name)
{
    return name.length > 2 && name.data[0] == 'x' && name.data[1] == '.';
}

int compare_declared(const void *first, const void *second, const void *context)
{
    (void)context;
    const struct declared_value *a = first;
    const struct declared_value *b = second;
    return strcmp(a->name, b->name);
}

static int compare_numbers(const void *first, const void *second, const void *context)
{
    (void)context;
    const struct placed_number *a = first;
    const struct placed_number *b = second;
    if (a->number != b->number)
        return a->number < b->number ? -1 : 1;
    return (a->place > b->place) - (a->place < b->place);
}

static int compare_places(const void *first, const void *second, const void *context)
{
    (void)context;
    const struct placed_number *a = first;
    const struct placed_number *b = second;
    return (a->place > b->place) - (a->place < b->place);
}

/* By number, where repeats stand side by side, and back by place: no step for each pair, however long the list is. */
const struct ids_value *ids_keep_once(struct list *numbers, struct arena *arena)
{
    struct placed_number *items = numbers->items;
    size_t kept = 0;
    list_sort(numbers, 0, compare_numbers, NULL);
    for (size_t i = 0; i < numbers->count; i++) {
        if (kept == 0 || items[kept - 1].number != items[i].number)
            items[kept++] = items[i];
    }
    numbers->count = kept;
    list_sort(numbers, 0, compare_places, NULL);
    struct ids_value *ids = arena_allocate(arena, sizeof *ids + kept * sizeof *ids->items);
    if (ids == NULL)
        return NULL;
    ids->count = (uint32_t)kept;
    for (size_t i = 0; i < kept; i++)
        ids->items[i] = items[i].number;
    return ids;
}

bool values_pack(struct visit_event *event, uint64_t mask, const union attribute_value *values, struct arena *arena)
{
    event->mask = mask;
    event->values = NULL;
    if (mask == 0)
        return true;
    const size_t count = (size_t)__builtin_popcountll(mask);
    union attribute_value *packed = arena_allocate(arena, count * sizeof *packed);
    if (packed == NULL)
        return false;
    uint64_t bits = mask;
    for (size_t i = 0; i < count; i++, bits &= bits - 1)
        packed[i] = values[__builtin_ctzll(bits)];
    event->values = packed;
    return true;
}

const char *attribute_holders(homevisit_attribute_name name, char out[HAVE_SIZE])
{
    size_t length = 0;
    out[0] = '\0';
    for (size_t i = 0; i < event_attribute_count; i++) {
        if (event_attributes[i].name != name)
            continue;
        const char *event = homevisit_word_text(event_attributes[i].event);
        const size_t more = strlen(event);
        if (length + more + 3 > HAVE_SIZE)
            break;
        if (length != 0) {
            memcpy(out + length, ", ", 2);
            length += 2;
        }
        memcpy(out + length, event, more + 1);
        length += more;
    }
    return out;
}

void refuse_event_id(homevisit_problems *problems, struct place event, struct json_lines *lines, struct event_span span,
                     const char *id)
{
    /* The event's own pointer is "/events/N" or "". */
    char pointer[64] = "";
    const size_t length = strlen(event.pointer);
    if (length + sizeof "/id" <= sizeof pointer) {
        memcpy(pointer, event.pointer, length);
        memcpy(pointer + length, "/id", sizeof "/id");
    }
    event.pointer = pointer;
    if (span.id_end != 0) {
        event.offset = span.id_start;
        json_lines_find(lines, span.id_start, &event.line, &event.column);
        event.span = 0;
        for (size_t i = span.id_start; i < span.id_end; i++)
            event.span += ((unsigned char)lines->text[i] & 0xC0) != 0x80;
    }
    problems_add(problems, HOMEVISIT_SEVERITY_ERROR, HOMEVISIT_KIND_SCHEMA, "duplicate_event_id", &event, NULL,
                 DUPLICATE_EVENT_ID, id);
}
