/* Comparisons in plain English, and what is said of the members of a list. */
#include "english_parts.h"

#include "condition_value.h"

#include <string.h>

/* ------------------------------------------------------------------------------------------------------ operators */

/* `<` of three is made of two comparisons, and != is == unwanted: five are left. */
enum relation { SAME, LESS, AT_MOST, MORE, AT_LEAST, RELATIONS };

static enum relation relation_of(const struct condition_node *node)
{
    switch ((enum operator_id)node->operation) {
    case OPERATOR_LESS: return LESS;
    case OPERATOR_LESS_EQUAL: return AT_MOST;
    case OPERATOR_GREATER: return MORE;
    case OPERATOR_GREATER_EQUAL: return AT_LEAST;
    default: return SAME;
    }
}

static enum relation turned_round(enum relation relation)
{
    static const enum relation turned[RELATIONS] = {SAME, MORE, AT_LEAST, LESS, AT_MOST};
    return turned[relation];
}

/* What holds where the relation does not; of SAME there is no other, and the caller negates. */
static enum relation opposite(enum relation relation)
{
    static const enum relation opposites[RELATIONS] = {SAME, AT_LEAST, MORE, AT_MOST, LESS};
    return opposites[relation];
}

static bool number_relates(enum relation relation, double first, double second)
{
    switch (relation) {
    case LESS: return first < second;
    case AT_MOST: return first <= second;
    case MORE: return first > second;
    case AT_LEAST: return first >= second;
    default: return numbers_equal(first, second);
    }
}

/* ------------------------------------------------------------------------------------------------------ constants */

static bool is_number(const struct condition_node *node)
{
    return node->type == NODE_TYPE_NUMBER || node->type == NODE_TYPE_TIME;
}

/* Of names and texts. */
static bool same_constant(const struct condition_node *first, const struct condition_node *second)
{
    if (first->type == NODE_TYPE_NAME)
        return first->value.word == second->value.word;
    return strcmp(first->value.text, second->value.text) == 0;
}

static bool constant_in(const struct condition_node *item, const struct condition_node *list)
{
    for (uint32_t i = 0; i < list->value.list.count; i++)
        if (list->type == NODE_TYPE_NAMES     ? list->value.list.words[i] == item->value.word
            : list->type == NODE_TYPE_NUMBERS ? numbers_equal(list->value.list.numbers[i], item->value.number)
                                              : strcmp(list->value.list.texts[i], item->value.text) == 0)
            return true;
    return false;
}

/* Whether the comparison holds of two constants. */
static bool constants_relate(const struct condition_node *operation, enum relation relation,
                             const struct condition_node *first, const struct condition_node *second)
{
    if (operation->operation == OPERATOR_IN)
        return constant_in(first, second);
    return is_number(first) ? number_relates(relation, first->value.number, second->value.number)
                            : same_constant(first, second);
}

static bool is_constant(const struct operand *operand)
{
    return operand->node->kind == NODE_CONSTANT;
}

/* -------------------------------------------------------------------------------------------------------- a clause */

/* A comparison that is being put into words: the fact first, the constant second, where there are such. */
struct comparison {
    const struct thinking *thinking;
    const struct condition_node *operation;
    struct operand first, second;
    enum relation relation;
    bool wanted;
};

/* What a default makes of the comparison where the fact is unknown. */
static const char *stand_in_note(const struct comparison *comparison)
{
    const struct condition_node *stand_in = comparison->first.stand_in;
    if (stand_in == NULL)
        return "";
    const bool holds = constants_relate(comparison->operation, comparison->relation, stand_in, comparison->second.node);
    return holds == comparison->wanted ? " (also where nothing is said of it)" : " (only where that is said)";
}

static struct thought *finished(const struct comparison *comparison, struct thought *leaf)
{
    leaf->suffix = english_join(comparison->thinking->english, stand_in_note(comparison),
                                setting_suffix(comparison->thinking, comparison->second.node), (char *)NULL);
    return leaf;
}

/* A name or text that is, or is not, one of some: the pattern with all of them. */
static struct thought *say_words(const struct comparison *comparison, const struct phrase *phrase)
{
    const struct thinking *thinking = comparison->thinking;
    const bool wanted = comparison->wanted;
    struct thought *leaf = thought_leaf(thinking->english, wanted ? phrase->yes : phrase->no);
    add_values(thinking, &leaf->values, comparison->second.node, words_of(thinking, comparison->first.node));
    leaf->modifier = wanted ? phrase->with : phrase->without;
    leaf->joint = "or";
    leaf->joins = wanted ? THOUGHT_ANY : THOUGHT_ALL;
    return finished(comparison, leaf);
}

/* Which relation is to be said: where its opposite holds, that one. */
static enum relation said_relation(const struct comparison *comparison)
{
    return comparison->wanted ? comparison->relation : opposite(comparison->relation);
}

/* "at least 2", "exactly 2"; "no" for nothing counted, of which the plural is said. */
static const char *count_text(const struct comparison *comparison, bool *singular)
{
    static const char *const before[RELATIONS] = {"exactly ", "fewer than ", "at most ", "more than ", "at least "};
    struct english *english = comparison->thinking->english;
    const double number = comparison->second.node->value.number;
    const enum relation relation = said_relation(comparison);
    const bool is_not = comparison->relation == SAME && !comparison->wanted;
    const bool setting = comparison->second.node->setting != 0;
    *singular = numbers_equal(number, 1);
    if (!setting && !is_not &&
        ((numbers_equal(number, 0) && (relation == SAME || relation == AT_MOST)) ||
         (numbers_equal(number, 1) && relation == LESS))) {
        *singular = false;
        return "no";
    }
    if (!setting && numbers_equal(number, 0) && (relation == MORE || is_not)) {
        *singular = true;
        return "at least one";
    }
    return english_join(english, is_not ? "not " : "", before[relation],
                        *singular && !setting ? "one" : english_number(english, number), (char *)NULL);
}

/* "at 18:00 or later"; NULL where the number is no time of day. */
static const char *time_text(const struct comparison *comparison)
{
    static const char *const befores[RELATIONS] = {"at exactly ", "before ", "at ", "after ", "at "};
    static const char *const behinds[RELATIONS] = {"", "", " or before", "", " or later"};
    struct english *english = comparison->thinking->english;
    const char *time = english_time_of_day(english, comparison->second.node->value.number);
    const enum relation relation = said_relation(comparison);
    if (time == NULL)
        return NULL;
    if (comparison->relation == SAME && !comparison->wanted)
        return english_join(english, "at another time than ", time, (char *)NULL);
    return english_join(english, befores[relation], time, behinds[relation], (char *)NULL);
}

/* The days that the comparison allows, "on a Saturday or a Sunday"; NULL where it allows none or all. */
static const char *weekday_text(const struct comparison *comparison)
{
    struct english *english = comparison->thinking->english;
    struct english_texts days = {0};
    for (int day = 1; day <= 7; day++) {
        const struct condition_node constant = {.type = NODE_TYPE_NUMBER, .value.number = day};
        if (constants_relate(comparison->operation, comparison->relation, &constant, comparison->second.node) ==
            comparison->wanted)
            english_texts_add(english, &days, english_weekday(english, day));
    }
    if (days.count == 0 || days.count == 7)
        return NULL;
    return english_join(english, "on ", english_list(english, days.items, days.count, "or"), (char *)NULL);
}

/* "exactly 1, 2 or 3" */
static const char *one_of_text(const struct comparison *comparison)
{
    struct english *english = comparison->thinking->english;
    struct english_texts numbers = {0};
    add_values(comparison->thinking, &numbers, comparison->second.node, 0);
    return english_join(english, comparison->wanted ? "exactly " : "not exactly ",
                        english_list(english, numbers.items, numbers.count, "or"), (char *)NULL);
}

/* A number beside a constant, in the words of the fact; NULL where they do not do. */
static struct thought *say_number(const struct comparison *comparison, const struct phrase *phrase)
{
    bool singular = false;
    const char *value = NULL;
    const bool list = comparison->second.node->type == NODE_TYPE_NUMBERS;
    if (*phrase->yes == '\0' || (list && comparison->second.node->value.list.count == 0))
        return NULL;
    if (phrase->unit == UNIT_WEEKDAY)
        value = weekday_text(comparison);
    else if (list)
        value = phrase->unit == UNIT_COUNT ? one_of_text(comparison) : NULL;
    else if (phrase->unit == UNIT_TIME_OF_DAY)
        value = time_text(comparison);
    else
        value = count_text(comparison, &singular);
    if (value == NULL)
        return NULL;
    struct thought *leaf = thought_leaf(comparison->thinking->english, singular ? phrase->yes : phrase->no);
    english_texts_add(comparison->thinking->english, &leaf->values, value);
    return finished(comparison, leaf);
}

/* Any two things: "the one is at least the other". */
static struct thought *say_plainly(const struct comparison *comparison)
{
    static const char *const numbers[RELATIONS] = {" is ", " is less than ", " is at most ", " is more than ",
                                                   " is at least "};
    static const char *const times[RELATIONS] = {" is the same as ", " is earlier than ", " is no later than ",
                                                 " is later than ", " is no earlier than "};
    struct english *english = comparison->thinking->english;
    const bool is_time = comparison->first.node->type == NODE_TYPE_TIME;
    const char *verb = (is_time ? times : numbers)[said_relation(comparison)];
    if (comparison->operation->operation == OPERATOR_IN)
        verb = comparison->wanted ? " is among " : " is not among ";
    else if (comparison->relation == SAME && !comparison->wanted)
        verb = is_time ? " is not the same as " : " is not ";
    return thought_leaf(english,
                        english_join(english, noun_of_operand(comparison->thinking, &comparison->first), verb,
                                     noun_of_operand(comparison->thinking, &comparison->second), (char *)NULL));
}

/* A name that is wanted in a list of facts: "the visit has been authorised by the DSL". */
static bool asks_list_fact(const struct comparison *comparison, struct phrase *phrase)
{
    return comparison->operation->operation == OPERATOR_IN && is_constant(&comparison->first) &&
           comparison->second.node->kind != NODE_CONSTANT && comparison->second.node->type == NODE_TYPE_NAMES &&
           phrase_of(comparison->thinking, comparison->second.node, phrase) && *phrase->yes != '\0';
}

static struct thought *say(struct comparison *comparison)
{
    const struct thinking *thinking = comparison->thinking;
    struct phrase phrase;
    if (comparison->first.absent || comparison->second.absent)
        return thought_unknown(thinking->english);
    if (is_constant(&comparison->first) && is_constant(&comparison->second))
        return thought_new(thinking->english,
                           constants_relate(comparison->operation, comparison->relation, comparison->first.node,
                                            comparison->second.node) == comparison->wanted
                               ? THOUGHT_ALWAYS
                               : THOUGHT_NEVER);
    if (asks_list_fact(comparison, &phrase)) {
        const struct operand list = comparison->second;
        comparison->second = comparison->first;
        comparison->first = list;
        comparison->first.stand_in = NULL;
        return say_words(comparison, &phrase);
    }
    if (!is_constant(&comparison->second) || !phrase_of(thinking, comparison->first.node, &phrase))
        return say_plainly(comparison);
    const enum node_type type = comparison->first.node->type;
    struct thought *leaf = type == NODE_TYPE_NUMBER ? say_number(comparison, &phrase) : NULL;
    if (leaf == NULL && (type == NODE_TYPE_NAME || type == NODE_TYPE_TEXT) && strstr(phrase.yes, "{}") != NULL)
        leaf = say_words(comparison, &phrase);
    return leaf != NULL ? leaf : say_plainly(comparison);
}

/* The event being decided is as good as a constant. */
static struct operand event_operand(const struct thinking *thinking, struct operand operand,
                                    struct condition_node *constant)
{
    if (operand.node->kind != NODE_EVENT || thinking->event == HOMEVISIT_WORD_none)
        return operand;
    *constant = (struct condition_node)
    {
        .kind = NODE_CONSTANT, .type = NODE_TYPE_NAME, .words = IN(EVENT), .value.word = thinking->event
    };
    operand.node = constant;
    return operand;
}

/* Two of the operands, from `from` on. */
static struct thought *think_pair(const struct thinking *thinking, const struct condition_node *node, uint32_t from,
                                  bool wanted)
{
    struct condition_node first_event, second_event;
    struct comparison comparison = {
        .thinking = thinking, .operation = node, .relation = relation_of(node), .wanted = wanted};
    comparison.first =
        event_operand(thinking, operand_of(thinking, thinking_child(thinking, node, from)), &first_event);
    comparison.second =
        event_operand(thinking, operand_of(thinking, thinking_child(thinking, node, from + 1)), &second_event);
    const bool in = node->operation == OPERATOR_IN;
    if (!in && (node->operation == OPERATOR_UNEQUAL || node->operation == OPERATOR_UNEQUAL_STRICT))
        comparison.wanted = !wanted;
    if (!in && is_constant(&comparison.first) && !is_constant(&comparison.second)) {
        const struct operand constant = comparison.first;
        comparison.first = comparison.second;
        comparison.second = constant;
        comparison.relation = turned_round(comparison.relation);
    }
    return say(&comparison);
}

struct thought *think_comparison(const struct thinking *thinking, const struct condition_node *node, bool wanted)
{
    if (node->count == 2)
        return think_pair(thinking, node, 0, wanted);
    struct thought *whole = thought_new(thinking->english, wanted ? THOUGHT_ALL : THOUGHT_ANY);
    thought_add(thinking->english, whole, think_pair(thinking, node, 0, wanted));
    thought_add(thinking->english, whole, think_pair(thinking, node, 1, wanted));
    return thought_settle(whole);
}

/* ----------------------------------------------------------------------------------------------------------- lists */

struct thought *think_list(const struct thinking *thinking, node_index list, bool wanted)
{
    struct english *english = thinking->english;
    const struct operand operand = operand_of(thinking, list);
    if (operand.absent)
        return thought_unknown(english);
    if (operand.node->kind == NODE_CONSTANT && operand.node->setting == 0)
        return thought_new(english, (operand.node->value.list.count != 0) == wanted ? THOUGHT_ALWAYS : THOUGHT_NEVER);
    return thought_leaf(
        english,
        english_join(english, wanted ? "there is somebody or something among " : "there is nobody and nothing among ",
                     noun_of_operand(thinking, &operand), (char *)NULL));
}

/* The constant that the body compares the member with, `in` or ==; NULL where it does anything else. */
static const struct condition_node *wanted_members(const struct thinking *thinking, const struct condition_node *body)
{
    if (body->kind != NODE_OPERATION || (body->operation != OPERATOR_IN && body->operation != OPERATOR_EQUAL &&
                                         body->operation != OPERATOR_EQUAL_STRICT))
        return NULL;
    const struct condition_node *item = thinking_node(thinking, thinking_child(thinking, body, 0));
    const struct condition_node *constant = thinking_node(thinking, thinking_child(thinking, body, 1));
    if (body->operation != OPERATOR_IN && item->kind == NODE_CONSTANT) {
        const struct condition_node *other = item;
        item = constant;
        constant = other;
    }
    return item->kind == NODE_MEMBER && constant->kind == NODE_CONSTANT ? constant : NULL;
}

/* "the visit has been authorised by the headteacher or the DSL"; NULL where the list has no such words. */
static struct thought *say_some(const struct thinking *thinking, const struct operand *list,
                                const struct condition_node *body, bool wanted)
{
    struct phrase phrase;
    const struct condition_node *constant = wanted_members(thinking, body);
    if (constant == NULL || list->stand_in != NULL || !phrase_of(thinking, list->node, &phrase) ||
        list->node->type != NODE_TYPE_NAMES || strstr(phrase.yes, "{}") == NULL)
        return NULL;
    struct thought *leaf = thought_leaf(thinking->english, wanted ? phrase.yes : phrase.no);
    add_values(thinking, &leaf->values, constant, words_of(thinking, list->node));
    leaf->joint = "or";
    leaf->suffix = setting_suffix(thinking, constant);
    return leaf;
}

/* "every member of staff in the plan is trained" */
static const char *members_subject(const struct thinking *thinking, const struct operand *list, bool every, bool some)
{
    static const char *const staff[2][2] = {
        {"no member of staff in the plan ", "at least one member of staff in the plan "},
        {"not every member of staff in the plan ", "every member of staff in the plan "}};
    static const char *const others[2][2] = {{"none of ", "at least one of "}, {"not every one of ", "every one of "}};
    if (list->node->type == NODE_TYPE_STAFF)
        return staff[every][some];
    return english_join(thinking->english, others[every][some], noun_of_operand(thinking, list), " ", (char *)NULL);
}

struct thought *think_quantifier(const struct thinking *thinking, const struct condition_node *node, bool wanted)
{
    struct english *english = thinking->english;
    const bool every = node->operation == OPERATOR_ALL;
    const bool some = (node->operation == OPERATOR_NONE) != wanted;
    const struct operand list = operand_of(thinking, thinking_child(thinking, node, 0));
    const node_index body = thinking_child(thinking, node, 1);
    if (list.absent)
        return thought_unknown(english);
    struct thought *leaf = every ? NULL : say_some(thinking, &list, thinking_node(thinking, body), some);
    if (leaf != NULL)
        return leaf;
    const struct thought *thought = think(thinking, body, true);
    return thought_leaf(english, english_join(english, members_subject(thinking, &list, every, some),
                                              thought->kind == THOUGHT_ALWAYS  ? "is there"
                                              : thought->kind == THOUGHT_NEVER ? "can be so"
                                                                               : thought_flat(english, thought),
                                              (char *)NULL));
}
