/* The values that conditions are worked out from: facts, attributes, constants, members of lists. It takes no memory. */
#include "condition_value.h"
#include "visit.h"

#include <string.h>

/* ---- values of facts and attributes ----------------------------------------------------------------------------- */

static const struct condition_value unknown = {.known = false};

static struct condition_value known_boolean(bool value)
{
    return (struct condition_value){.known = true, .as.boolean = value};
}

static struct condition_value known_number(double value)
{
    return (struct condition_value){.known = true, .as.number = value};
}

static struct condition_value known_text(const char *text)
{
    return (struct condition_value){.known = text != NULL, .as.text = text};
}

static struct condition_value known_list(struct list_view list)
{
    return (struct condition_value){.known = true, .as.list = list};
}

static struct condition_value role_list_value(const struct role_list *roles)
{
    return known_list(
        (struct list_view){.of = LIST_OF_WORDS, .as.words = roles->items, .count = (uint32_t)roles->count});
}

static struct condition_value fact_list_value(const struct condition_scene *scene, unsigned fact)
{
    const struct fact_store *facts = scene->facts;
    if (fact == FACT_AUTHORISATION_ROLES)
        return role_list_value(&facts->roles);
    if (fact == FACT_AUTHORISATION_LONE_ROLES)
        return role_list_value(&facts->lone_roles);
    if (fact == FACT_STAFF || fact == FACT_PLAN_BASE + HOMEVISIT_ATTRIBUTE_staff)
        return known_list(
            (struct list_view){.of = LIST_OF_STAFF, .as.staff = facts->staff, .count = (uint32_t)facts->staff_count});
    return known_list(scene->conditions->lists[fact - FACT_STATIC_COUNT].view);
}

static struct condition_value fact_value(const struct condition_scene *scene, const struct condition_node *node)
{
    const struct fact_store *facts = scene->facts;
    const unsigned fact = node->value.fact;
    if (!fact_known(facts, fact))
        return unknown;
    switch ((enum node_type)node->type) {
    case NODE_TYPE_BOOLEAN: return known_boolean(fact_true(facts, fact));
    case NODE_TYPE_NUMBER:
    case NODE_TYPE_TIME: return known_number((double)facts->values[fact].integer);
    case NODE_TYPE_NAME: return (struct condition_value){.known = true, .as.word = facts->values[fact].word};
    case NODE_TYPE_TEXT: return known_text(facts->values[fact].text);
    default: return fact_list_value(scene, fact);
    }
}

static const union attribute_value *attribute_of(const struct condition_scene *scene, const struct condition_node *node)
{
    return scene->event != NULL ? event_value(scene->event, node->attribute) : NULL;
}

static struct condition_value attribute_value(const struct condition_scene *scene, const struct condition_node *node)
{
    const union attribute_value *given = attribute_of(scene, node);
    if (given == NULL)
        return unknown;
    switch ((enum node_type)node->type) {
    case NODE_TYPE_BOOLEAN: return known_boolean(given->boolean);
    case NODE_TYPE_NUMBER:
    case NODE_TYPE_TIME: return known_number((double)given->integer);
    case NODE_TYPE_NAME: return (struct condition_value){.known = true, .as.word = given->word};
    case NODE_TYPE_TEXT: return known_text(given->text);
    case NODE_TYPE_NAMES:
        return known_list(
            (struct list_view){.of = LIST_OF_WORDS, .as.words = given->names->items, .count = given->names->count});
    case NODE_TYPE_TEXTS:
        return known_list(
            (struct list_view){.of = LIST_OF_IDS, .as.ids = given->ids->items, .count = given->ids->count});
    case NODE_TYPE_STAFF:
        return known_list(
            (struct list_view){.of = LIST_OF_STAFF, .as.staff = given->staff->items, .count = given->staff->count});
    case NODE_TYPE_NUMBERS: break;
    }
    return unknown;
}

static struct condition_value event_member_value(const struct condition_scene *scene, const struct condition_node *node)
{
    const union attribute_value *given = attribute_of(scene, node);
    if (given == NULL)
        return unknown;
    for (uint32_t i = 0; i < given->names->count; i++) {
        if (given->names->items[i] == node->value.word)
            return known_boolean(true);
    }
    return known_boolean(false);
}

static struct condition_value constant_value(const struct condition_node *node)
{
    struct condition_value value = {.known = true};
    switch ((enum node_type)node->type) {
    case NODE_TYPE_BOOLEAN: value.as.boolean = node->value.boolean; break;
    case NODE_TYPE_NUMBER:
    case NODE_TYPE_TIME: value.as.number = node->value.number; break;
    case NODE_TYPE_NAME: value.as.word = node->value.word; break;
    case NODE_TYPE_TEXT: value.as.text = node->value.text; break;
    case NODE_TYPE_NAMES:
        value.as.list = (struct list_view){.of = LIST_OF_WORDS, .as.words = node->value.list.words};
        break;
    case NODE_TYPE_NUMBERS:
        value.as.list = (struct list_view){.of = LIST_OF_NUMBERS, .as.numbers = node->value.list.numbers};
        break;
    default: value.as.list = (struct list_view){.of = LIST_OF_TEXTS, .as.texts = node->value.list.texts}; break;
    }
    if (node->type >= NODE_TYPE_NAMES)
        value.as.list.count = node->value.list.count;
    return value;
}

static struct condition_value member_value(const struct condition_frame *frame, const struct condition_node *node)
{
    const struct list_member *member = frame->member;
    const struct staff_member *staff = member->staff;
    switch ((enum node_kind)node->kind) {
    case NODE_MEMBER_ID: return known_text(member->text);
    case NODE_MEMBER_ROLE: return (struct condition_value){.known = true, .as.word = staff->role};
    case NODE_MEMBER_TRAINED: return staff->trained_said ? known_boolean(staff->trained) : unknown;
    default: break;
    }
    if (node->type == NODE_TYPE_NAME)
        return (struct condition_value){.known = true, .as.word = member->word};
    return node->type == NODE_TYPE_NUMBER ? known_number(member->number) : known_text(member->text);
}

/* ---- members of lists ------------------------------------------------------------------------------------------- */

bool frame_is_missing(const struct condition_frame *frame, const struct condition_node *missing, uint32_t number)
{
    const node_index index = frame_child(frame, missing, 2 * number + 1);
    const struct condition_value value = frame_value(frame, index);
    /* JsonLogic calls an empty text missing; a record has none. */
    return !value.known || (frame_node(frame, index)->type == NODE_TYPE_TEXT && *value.as.text == '\0');
}

bool list_next(const struct condition_frame *frame, const struct list_view *list, size_t *at,
               struct list_member *member)
{
    *member = (struct list_member){.word = HOMEVISIT_WORD_none};
    while (list->of == LIST_OF_MISSING && *at < list->count &&
           !frame_is_missing(frame, list->as.missing, (uint32_t)*at))
        (*at)++;
    if (*at >= list->count)
        return false;
    const size_t place = (*at)++;
    switch (list->of) {
    case LIST_OF_WORDS: member->word = list->as.words[place]; break;
    case LIST_OF_TEXTS: member->text = list->as.texts[place]; break;
    case LIST_OF_NUMBERS: member->number = list->as.numbers[place]; break;
    case LIST_OF_IDS: member->text = frame->scene->facts->ids[list->as.ids[place]]; break;
    case LIST_OF_STAFF:
        member->staff = &list->as.staff[place];
        member->text = frame->scene->facts->ids[list->as.staff[place].id];
        break;
    case LIST_OF_MISSING:
        member->text = frame_node(frame, frame_child(frame, list->as.missing, (uint32_t)(2 * place)))->value.text;
        break;
    }
    return true;
}

/* ---- comparing -------------------------------------------------------------------------------------------------- */

bool numbers_equal(double first, double second)
{
    return first <= second && first >= second;
}

static bool texts_same(const char *first, const char *second)
{
    return first == NULL || second == NULL ? first == second : strcmp(first, second) == 0;
}

static bool staff_same(const struct staff_member *first, const struct staff_member *second)
{
    if (first == NULL || second == NULL)
        return first == second;
    return first->role == second->role && first->trained_said == second->trained_said &&
           (!first->trained_said || first->trained == second->trained);
}

static bool lists_same(const struct condition_frame *frame, const struct list_view *first,
                       const struct list_view *second)
{
    struct list_member one, other;
    size_t at = 0, beside = 0;
    for (;;) {
        const bool more = list_next(frame, first, &at, &one);
        if (more != list_next(frame, second, &beside, &other))
            return false;
        if (!more)
            return true;
        if (one.word != other.word || !numbers_equal(one.number, other.number) || !texts_same(one.text, other.text) ||
            !staff_same(one.staff, other.staff))
            return false;
    }
}

bool values_same(const struct condition_frame *frame, enum node_type type, const struct condition_value *first,
                 const struct condition_value *second)
{
    switch (type) {
    case NODE_TYPE_BOOLEAN: return first->as.boolean == second->as.boolean;
    case NODE_TYPE_NUMBER:
    case NODE_TYPE_TIME: return numbers_equal(first->as.number, second->as.number);
    case NODE_TYPE_NAME: return first->as.word == second->as.word;
    case NODE_TYPE_TEXT: return strcmp(first->as.text, second->as.text) == 0;
    default: return lists_same(frame, &first->as.list, &second->as.list);
    }
}

/* ---- leaves ----------------------------------------------------------------------------------------------------- */

struct condition_value frame_leaf(const struct condition_frame *frame, const struct condition_node *node)
{
    const struct visit_event *event = frame->scene->event;
    switch ((enum node_kind)node->kind) {
    case NODE_CONSTANT: return constant_value(node);
    case NODE_FACT: return fact_value(frame->scene, node);
    case NODE_EVENT:
        return event != NULL ? (struct condition_value){.known = true, .as.word = (homevisit_word)event->event}
                             : unknown;
    case NODE_ATTRIBUTE: return attribute_value(frame->scene, node);
    case NODE_EVENT_MEMBER: return event_member_value(frame->scene, node);
    default: return member_value(frame, node);
    }
}
