/*
 * Decides conditions over facts: three truth values by Kleene's rules, numbers as JavaScript's. It takes no memory and
 * goes no deeper than CONDITION_DEPTH_LIMIT.
 */
#include "condition_value.h"
#include "visit.h"

#include <math.h>
#include <string.h>

const struct condition_node *frame_node(const struct condition_frame *frame, node_index index)
{
    return (const struct condition_node *)frame->scene->conditions->nodes.items + index;
}

node_index frame_child(const struct condition_frame *frame, const struct condition_node *node, uint32_t number)
{
    return ((const node_index *)frame->scene->conditions->children.items)[node->first + number];
}

static enum truth truth_of(bool value)
{
    return value ? TRUTH_TRUE : TRUTH_FALSE;
}

static enum truth truth_not(enum truth value)
{
    return value == TRUTH_UNKNOWN ? TRUTH_UNKNOWN : truth_of(value == TRUTH_FALSE);
}

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

/* JavaScript's: infinities equal themselves, what is no number equals nothing. */
static bool numbers_equal(double first, double second)
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

static enum truth decide_equal(const struct condition_frame *frame, const struct condition_node *node)
{
    const node_index first = frame_child(frame, node, 0), second = frame_child(frame, node, 1);
    const struct condition_value one = frame_value(frame, first);
    const struct condition_value other = one.known ? frame_value(frame, second) : unknown;
    if (!one.known || !other.known)
        return TRUTH_UNKNOWN;
    return truth_of(values_same(frame, frame_node(frame, first)->type, &one, &other));
}

static bool in_order(enum operator_id id, double first, double second)
{
    switch (id) {
    case OPERATOR_LESS: return first < second;
    case OPERATOR_LESS_EQUAL: return first <= second;
    case OPERATOR_GREATER: return first > second;
    default: return first >= second;
    }
}

/* Three operands: the second lies between, which is the conjunction of two comparisons. */
static enum truth decide_order(const struct condition_frame *frame, const struct condition_node *node)
{
    struct condition_value before = frame_value(frame, frame_child(frame, node, 0));
    bool sure = true;
    for (uint32_t i = 1; i < node->count; i++) {
        const struct condition_value value = frame_value(frame, frame_child(frame, node, i));
        if (!before.known || !value.known)
            sure = false;
        else if (!in_order(node->operation, before.as.number, value.as.number))
            return TRUTH_FALSE;
        before = value;
    }
    return sure ? TRUTH_TRUE : TRUTH_UNKNOWN;
}

/* ---- lists ------------------------------------------------------------------------------------------------------ */

static bool member_is(const struct list_view *list, const struct list_member *member,
                      const struct condition_value *value)
{
    switch (list->of) {
    case LIST_OF_WORDS: return member->word == value->as.word;
    case LIST_OF_NUMBERS: return numbers_equal(member->number, value->as.number);
    default: return strcmp(member->text, value->as.text) == 0;
    }
}

static enum truth decide_in(const struct condition_frame *frame, const struct condition_node *node)
{
    const struct condition_value value = frame_value(frame, frame_child(frame, node, 0));
    const struct condition_value list = frame_value(frame, frame_child(frame, node, 1));
    if (!value.known || !list.known)
        return TRUTH_UNKNOWN;
    struct list_member member;
    for (size_t at = 0; list_next(frame, &list.as.list, &at, &member);) {
        if (member_is(&list.as.list, &member, &value))
            return TRUTH_TRUE;
    }
    return TRUTH_FALSE;
}

/* The members' answers under Kleene's `or`, or `and` for all; nothing is true of all of an empty list. */
static enum truth decide_quantifier(const struct condition_frame *frame, const struct condition_node *node)
{
    const struct condition_value list = frame_value(frame, frame_child(frame, node, 0));
    if (!list.known)
        return TRUTH_UNKNOWN;
    const enum truth deciding = node->operation == OPERATOR_ALL ? TRUTH_FALSE : TRUTH_TRUE;
    const node_index body = frame_child(frame, node, 1);
    struct list_member member;
    const struct condition_frame inside = {frame->scene, &member};
    bool decided = false, sure = true, any = false;
    for (size_t at = 0; !decided && list_next(frame, &list.as.list, &at, &member);) {
        const enum truth answer = frame_truth(&inside, body);
        any = true;
        decided = answer == deciding;
        sure = sure && answer != TRUTH_UNKNOWN;
    }
    if (!decided && !sure)
        return TRUTH_UNKNOWN;
    if (node->operation == OPERATOR_ALL)
        return truth_of(!decided && any);
    return truth_of(decided == (node->operation == OPERATOR_SOME));
}

/* `!!` of a list: it is not empty. */
static enum truth decide_filled(const struct condition_frame *frame, const struct condition_node *node)
{
    const struct condition_value list = frame_value(frame, frame_child(frame, node, 0));
    struct list_member member;
    size_t at = 0;
    return list.known ? truth_of(list_next(frame, &list.as.list, &at, &member)) : TRUTH_UNKNOWN;
}

static enum truth decide_truth(const struct condition_frame *frame, const struct condition_node *node)
{
    const node_index operand = frame_child(frame, node, 0);
    if (frame_node(frame, operand)->type == NODE_TYPE_BOOLEAN)
        return frame_truth(frame, operand);
    return decide_filled(frame, node);
}

/* ---- arithmetic ------------------------------------------------------------------------------------------------- */

static double lesser(double first, double second)
{
    return isnan(first) || first < second ? first : second;
}

static double greater(double first, double second)
{
    return isnan(first) || first > second ? first : second;
}

static double combine(enum operator_id id, double first, double second)
{
    switch (id) {
    case OPERATOR_ADD: return first + second;
    case OPERATOR_SUBTRACT: return first - second;
    case OPERATOR_MULTIPLY: return first * second;
    case OPERATOR_DIVIDE: return first / second;
    case OPERATOR_REMAINDER: return fmod(first, second);
    case OPERATOR_MIN: return lesser(first, second);
    default: return greater(first, second);
    }
}

static struct condition_value calculate(const struct condition_frame *frame, const struct condition_node *node)
{
    const enum operator_id id = node->operation;
    struct condition_value result = frame_value(frame, frame_child(frame, node, 0));
    if (result.known && id == OPERATOR_SUBTRACT && node->count == 1)
        result.as.number = -result.as.number;
    for (uint32_t i = 1; i < node->count && result.known; i++) {
        const struct condition_value next = frame_value(frame, frame_child(frame, node, i));
        const bool divides = id == OPERATOR_DIVIDE || id == OPERATOR_REMAINDER;
        if (!next.known || (divides && numbers_equal(next.as.number, 0)))
            return unknown;
        result.as.number = combine(id, result.as.number, next.as.number);
    }
    return result;
}

/* ---- if and defaults -------------------------------------------------------------------------------------------- */

bool if_is_last(const struct condition_node *node, uint32_t from)
{
    return from + 1 == node->count;
}

/* An unknown test leaves a value where both branches have the same one; what follows a test is the other branch. */
static struct condition_value choose(const struct condition_frame *frame, const struct condition_node *node)
{
    struct condition_value agreed = unknown;
    bool open = false;
    uint32_t from = 0;
    for (; !if_is_last(node, from); from += 2) {
        const enum truth test = frame_truth(frame, frame_child(frame, node, from));
        if (test == TRUTH_FALSE)
            continue;
        const struct condition_value value = frame_value(frame, frame_child(frame, node, from + 1));
        if (open ? !value.known || !values_same(frame, node->type, &agreed, &value)
                 : test == TRUTH_UNKNOWN && !value.known)
            return unknown;
        if (test == TRUTH_TRUE)
            return value;
        agreed = value;
        open = true;
    }
    const struct condition_value otherwise = frame_value(frame, frame_child(frame, node, from));
    if (open && (!otherwise.known || !values_same(frame, node->type, &agreed, &otherwise)))
        return unknown;
    return otherwise;
}

static struct condition_value with_default(const struct condition_frame *frame, const struct condition_node *node)
{
    const struct condition_value value = frame_value(frame, frame_child(frame, node, 0));
    return value.known ? value : frame_value(frame, frame_child(frame, node, 1));
}

/* ---- the tree --------------------------------------------------------------------------------------------------- */

static enum truth decide_and_or(const struct condition_frame *frame, const struct condition_node *node)
{
    const enum truth deciding = node->operation == OPERATOR_AND ? TRUTH_FALSE : TRUTH_TRUE;
    bool sure = true;
    for (uint32_t i = 0; i < node->count; i++) {
        const enum truth operand = frame_truth(frame, frame_child(frame, node, i));
        if (operand == deciding)
            return deciding;
        sure = sure && operand != TRUTH_UNKNOWN;
    }
    return sure ? truth_not(deciding) : TRUTH_UNKNOWN;
}

static enum truth decide_operation(const struct condition_frame *frame, const struct condition_node *node)
{
    switch ((enum operator_id)node->operation) {
    case OPERATOR_EQUAL:
    case OPERATOR_EQUAL_STRICT: return decide_equal(frame, node);
    case OPERATOR_UNEQUAL:
    case OPERATOR_UNEQUAL_STRICT: return truth_not(decide_equal(frame, node));
    case OPERATOR_NOT: return truth_not(decide_truth(frame, node));
    case OPERATOR_TRUTH: return decide_truth(frame, node);
    case OPERATOR_AND:
    case OPERATOR_OR: return decide_and_or(frame, node);
    case OPERATOR_IN: return decide_in(frame, node);
    case OPERATOR_ALL:
    case OPERATOR_SOME:
    case OPERATOR_NONE: return decide_quantifier(frame, node);
    default: return decide_order(frame, node);
    }
}

static enum truth truth_of_value(struct condition_value value)
{
    return value.known ? truth_of(value.as.boolean) : TRUTH_UNKNOWN;
}

enum truth frame_truth(const struct condition_frame *frame, node_index index)
{
    const struct condition_node *node = frame_node(frame, index);
    if (node->kind == NODE_FACT) /* by far the most frequent */
        return fact_known(frame->scene->facts, node->value.fact)
                   ? truth_of(fact_true(frame->scene->facts, node->value.fact))
                   : TRUTH_UNKNOWN;
    if (node->kind == NODE_OPERATION && node->operation != OPERATOR_IF)
        return decide_operation(frame, node);
    return truth_of_value(frame_value(frame, index));
}

static struct condition_value operation_value(const struct condition_frame *frame, const struct condition_node *node)
{
    if (node->operation == OPERATOR_IF)
        return choose(frame, node);
    if (node->operation == OPERATOR_MISSING)
        return known_list((struct list_view){.of = LIST_OF_MISSING, .as.missing = node, .count = node->count / 2});
    if (node->type == NODE_TYPE_NUMBER)
        return calculate(frame, node);
    const enum truth truth = decide_operation(frame, node);
    return truth == TRUTH_UNKNOWN ? unknown : known_boolean(truth == TRUTH_TRUE);
}

struct condition_value frame_value(const struct condition_frame *frame, node_index index)
{
    const struct condition_node *node = frame_node(frame, index);
    switch ((enum node_kind)node->kind) {
    case NODE_CONSTANT: return constant_value(node);
    case NODE_FACT: return fact_value(frame->scene, node);
    case NODE_EVENT:
        return (struct condition_value){
            .known = frame->scene->event != NULL,
            .as.word = frame->scene->event != NULL ? (homevisit_word)frame->scene->event->event : HOMEVISIT_WORD_none};
    case NODE_ATTRIBUTE: return attribute_value(frame->scene, node);
    case NODE_EVENT_MEMBER: return event_member_value(frame->scene, node);
    case NODE_DEFAULT: return with_default(frame, node);
    case NODE_OPERATION: return operation_value(frame, node);
    default: return member_value(frame, node);
    }
}

enum truth condition_decide(const struct condition_scene *scene, node_index root)
{
    const struct condition_frame frame = {scene, NULL};
    return frame_truth(&frame, root);
}
