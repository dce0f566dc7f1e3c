/* What conditions compare, in plain English: facts, attributes, constants, and what is worked out of them. */
#include "english_parts.h"

#include <string.h>

/* ----------------------------------------------------------------------------------------------------- operands */

/* Whether a value is unknown whatever the record says, because the event lacks an attribute. */
static bool is_absent(const struct thinking *thinking, node_index index)
{
    const struct condition_node *node = thinking_node(thinking, index);
    if (node->kind == NODE_ATTRIBUTE || node->kind == NODE_EVENT_MEMBER)
        return thinking->event != HOMEVISIT_WORD_none && event_attribute_find(thinking->event, node->attribute) == NULL;
    if (node->kind != NODE_OPERATION || node->type == NODE_TYPE_BOOLEAN || node->operation == OPERATOR_MISSING ||
        node->operation == OPERATOR_IF)
        return false;
    for (uint32_t i = 0; i < node->count; i++)
        if (is_absent(thinking, thinking_child(thinking, node, i)))
            return true;
    return false;
}

struct operand operand_of(const struct thinking *thinking, node_index index)
{
    struct operand operand = {.index = index, .node = thinking_node(thinking, index)};
    while (operand.node->kind == NODE_DEFAULT) {
        const node_index named = thinking_child(thinking, operand.node, 0);
        const node_index other = thinking_child(thinking, operand.node, 1);
        const struct condition_node *stand_in = thinking_node(thinking, other);
        const bool absent = is_absent(thinking, named);
        if (!absent && stand_in->kind != NODE_CONSTANT)
            break;
        if (!absent)
            operand.stand_in = stand_in;
        operand.index = absent ? other : named;
        operand.node = thinking_node(thinking, operand.index);
    }
    operand.absent = is_absent(thinking, operand.index);
    return operand;
}

/* ------------------------------------------------------------------------------------------------------- phrases */

static homevisit_word event_with(const struct thinking *thinking, homevisit_attribute_name name)
{
    if (thinking->event != HOMEVISIT_WORD_none && event_attribute_find(thinking->event, name) != NULL)
        return thinking->event;
    for (size_t i = 0; i < event_attribute_count; i++)
        if (event_attributes[i].name == name)
            return event_attributes[i].event;
    return HOMEVISIT_WORD_none;
}

/* A fact that a profile declares: all that is known of it is its name. */
static struct phrase declared_phrase(const struct thinking *thinking, const struct own_fact *own)
{
    struct english *english = thinking->english;
    const char *name = english_join(english, "\xE2\x80\x9C",
                                    english_foreign(english, english_humanised(english, own->name + strlen("x."))),
                                    "\xE2\x80\x9D", (char *)NULL);
    const bool boolean = own->type == HOMEVISIT_TYPE_BOOLEAN, text = own->type == HOMEVISIT_TYPE_TEXT;
    return (struct phrase){.noun = boolean ? "" : name,
                           .yes = english_join(english, name, boolean ? " is confirmed" : " is {}", (char *)NULL),
                           .no = english_join(english, name,
                                              boolean ? " is denied"
                                              : text  ? " is not {}"
                                                      : " is {}",
                                              (char *)NULL),
                           .with = "",
                           .without = ""};
}

/* "the DSL has been told of {}" */
static struct phrase told_phrase(const struct thinking *thinking, const struct own_fact *own)
{
    struct english *english = thinking->english;
    if (own->kind == OWN_TOLD_ANYONE)
        return (struct phrase){.noun = "",
                               .yes = "somebody has been told of {} (social care does not count)",
                               .no = "nobody has been told of {} (social care does not count)",
                               .with = "",
                               .without = ""};
    bool many = false;
    const char *to = word_phrase(IN(ROLE) | IN(RECIPIENT), own->to, &many);
    const char *writing = own->kind == OWN_TOLD_IN_WRITING ? "told in writing of {}" : "told of {}";
    const char *has = many ? " have " : " has ";
    return (struct phrase){.noun = "",
                           .yes = english_join(english, to, has, "been ", writing, (char *)NULL),
                           .no = english_join(english, to, has, "not been ", writing, (char *)NULL),
                           .with = "",
                           .without = ""};
}

static const struct own_fact *own_fact(const struct thinking *thinking, unsigned fact)
{
    const homevisit_policy *policy = thinking->english->policy;
    return fact >= FACT_STATIC_COUNT && fact - FACT_STATIC_COUNT < policy->own_fact_count
               ? &policy->own_facts[fact - FACT_STATIC_COUNT]
               : NULL;
}

static bool find_fact_phrase(const struct thinking *thinking, unsigned fact, struct phrase *phrase)
{
    const struct own_fact *own = own_fact(thinking, fact);
    struct family_phrase family;
    if (own != NULL) {
        *phrase = own->kind == OWN_X ? declared_phrase(thinking, own) : told_phrase(thinking, own);
        return true;
    }
    if (family_phrase_find(fact, &family)) {
        *phrase = (struct phrase){.noun = "", .yes = family.yes, .no = family.no, .with = "", .without = ""};
        return true;
    }
    const struct phrase *found = fact_phrase(fact);
    if (found != NULL)
        *phrase = *found;
    return found != NULL;
}

bool phrase_of(const struct thinking *thinking, const struct condition_node *node, struct phrase *phrase)
{
    const struct phrase *found;
    switch ((enum node_kind)node->kind) {
    case NODE_FACT: return find_fact_phrase(thinking, node->value.fact, phrase);
    case NODE_EVENT: return find_fact_phrase(thinking, FACT_EVENT, phrase);
    case NODE_ATTRIBUTE:
    case NODE_EVENT_MEMBER:
        found = attribute_phrase(event_with(thinking, node->attribute), node->attribute);
        if (found != NULL)
            *phrase = *found;
        return found != NULL;
    case NODE_MEMBER:
    case NODE_MEMBER_ROLE:
        *phrase = (struct phrase){"the member", "is {}", "is not {}", "", "", UNIT_COUNT};
        return true;
    case NODE_MEMBER_ID:
        *phrase = (struct phrase){"the member's id", "has the id {}", "does not have the id {}", "", "", UNIT_COUNT};
        return true;
    case NODE_MEMBER_TRAINED:
        *phrase = (struct phrase){"", "is trained", "is not trained", "", "", UNIT_COUNT};
        return true;
    default: return false;
    }
}

/* ------------------------------------------------------------------------------------------------ boolean leaves */

/* What goes into a pattern: a topic, or the word of a family. */
static const char *slot_value(const struct thinking *thinking, const struct condition_node *node, bool wanted)
{
    struct english *english = thinking->english;
    struct family_phrase family;
    if (node->kind == NODE_EVENT_MEMBER)
        return word_phrase(IN(FIELD), node->value.word, NULL);
    const struct own_fact *own = own_fact(thinking, node->value.fact);
    if (own != NULL)
        return own->kind != OWN_X ? word_phrase(IN(TOPIC), own->topic, NULL) : NULL;
    if (!family_phrase_find(node->value.fact, &family))
        return NULL;
    if (node->value.fact >= FACT_HAPPENED_BASE && node->value.fact <= FACT_HAPPENED_END)
        return event_happened(english, family.word, wanted);
    if ((family.words & IN(EVENT)) != 0)
        return english_they(english, event_past(english, family.word));
    const struct item_phrase *item = (family.words & IN(ITEM)) != 0 ? item_phrase(family.word) : NULL;
    if (item != NULL)
        return wanted ? item->yes : item->no;
    return word_phrase(family.words, family.word, NULL);
}

struct thought *think_leaf(const struct thinking *thinking, const struct condition_node *node, bool wanted)
{
    struct english *english = thinking->english;
    struct phrase phrase;
    if (!phrase_of(thinking, node, &phrase))
        return thought_leaf(english, "");
    struct thought *leaf = thought_leaf(english, wanted ? phrase.yes : phrase.no);
    leaf->modifier = wanted ? phrase.with : phrase.without;
    if (node->kind != NODE_FACT && node->kind != NODE_EVENT_MEMBER)
        return leaf;
    const char *value = slot_value(thinking, node, wanted);
    if (value == NULL)
        return leaf;
    english_texts_add(english, &leaf->values, value);
    /* "the form gives a and b", "the form leaves out a or b"; but "there is a concern about a or b", "about neither". */
    const bool list = node->kind == NODE_EVENT_MEMBER;
    if (strcmp(leaf->text, "{}") != 0)
        leaf->joins = list == wanted ? THOUGHT_ALL : THOUGHT_ANY;
    leaf->joint = list && wanted ? "and" : "or";
    return leaf;
}

/* ----------------------------------------------------------------------------------------------------- constants */

vocabularies words_of(const struct thinking *thinking, const struct condition_node *node)
{
    const homevisit_attribute_info *info = NULL;
    if (node->kind == NODE_ATTRIBUTE && thinking->event != HOMEVISIT_WORD_none)
        info = event_attribute_find(thinking->event, node->attribute);
    return info != NULL ? info->vocabularies : node->words;
}

static const char *word_text(const struct thinking *thinking, vocabularies words, homevisit_word word)
{
    const char *phrase = word_phrase(words, word, NULL);
    if (phrase != NULL)
        return phrase;
    return word_is_event(word) && (words & IN(EVENT)) != 0
               ? event_present(thinking->english, word)
               : english_humanised(thinking->english, homevisit_word_text(word));
}

static const char *quoted(const struct thinking *thinking, const char *text)
{
    return english_join(thinking->english, "\xE2\x80\x9C", english_foreign(thinking->english, text), "\xE2\x80\x9D",
                        (char *)NULL);
}

void add_values(const struct thinking *thinking, struct english_texts *values, const struct condition_node *constant,
                vocabularies words)
{
    struct english *english = thinking->english;
    const vocabularies in = words != 0 ? words : constant->words;
    switch ((enum node_type)constant->type) {
    case NODE_TYPE_BOOLEAN: english_texts_add_once(english, values, constant->value.boolean ? "yes" : "no"); break;
    case NODE_TYPE_NUMBER:
    case NODE_TYPE_TIME:
        english_texts_add_once(english, values, english_number(english, constant->value.number));
        break;
    case NODE_TYPE_NAME: english_texts_add_once(english, values, word_text(thinking, in, constant->value.word)); break;
    case NODE_TYPE_TEXT: english_texts_add_once(english, values, quoted(thinking, constant->value.text)); break;
    case NODE_TYPE_NAMES:
        for (uint32_t i = 0; i < constant->value.list.count; i++)
            english_texts_add_once(english, values, word_text(thinking, in, constant->value.list.words[i]));
        break;
    case NODE_TYPE_TEXTS:
        for (uint32_t i = 0; i < constant->value.list.count; i++)
            english_texts_add_once(english, values, quoted(thinking, constant->value.list.texts[i]));
        break;
    case NODE_TYPE_NUMBERS:
        for (uint32_t i = 0; i < constant->value.list.count; i++)
            english_texts_add_once(english, values, english_number(english, constant->value.list.numbers[i]));
        break;
    case NODE_TYPE_STAFF: break; /* no constant is one */
    }
}

const char *setting_suffix(const struct thinking *thinking, const struct condition_node *constant)
{
    const struct english *english = thinking->english;
    if (constant->kind != NODE_CONSTANT || constant->setting == 0)
        return "";
    return english_setting(thinking->english, &english->policy->settings[constant->setting - 1]);
}

/* ------------------------------------------------------------------------------------------------- values as things */

static const char *constant_noun(const struct thinking *thinking, const struct condition_node *node)
{
    struct english_texts values = {0};
    add_values(thinking, &values, node, node->words);
    const char *list =
        values.count != 0 ? english_list(thinking->english, values.items, values.count, "or") : "nothing";
    return english_join(thinking->english, list, setting_suffix(thinking, node), (char *)NULL);
}

static const char *boolean_noun(const struct thinking *thinking, node_index index)
{
    const struct thought *thought = think(thinking, index, true);
    if (thought->kind == THOUGHT_ALWAYS || thought->kind == THOUGHT_NEVER)
        return thought->kind == THOUGHT_ALWAYS ? "yes" : "no";
    return english_join(thinking->english, "whether ", thought_flat(thinking->english, thought), (char *)NULL);
}

/* A part of a calculation: in brackets where it is one itself. */
static const char *part_noun(const struct thinking *thinking, node_index index)
{
    const struct condition_node *node = thinking_node(thinking, index);
    const char *noun = noun_of(thinking, index);
    const bool simple = node->kind != NODE_OPERATION && node->kind != NODE_DEFAULT;
    return simple ? noun : english_join(thinking->english, "(", noun, ")", (char *)NULL);
}

static const char *between(const struct thinking *thinking, const struct condition_node *node, const char *joint)
{
    const char *noun = part_noun(thinking, thinking_child(thinking, node, 0));
    for (uint32_t i = 1; i < node->count; i++)
        noun = english_join(thinking->english, noun, joint, part_noun(thinking, thinking_child(thinking, node, i)),
                            (char *)NULL);
    return noun;
}

static const char *list_of(const struct thinking *thinking, const struct condition_node *node, const char *before,
                           uint32_t first, uint32_t step)
{
    struct english_texts nouns = {0};
    for (uint32_t i = first; i < node->count; i += step)
        english_texts_add(thinking->english, &nouns, part_noun(thinking, thinking_child(thinking, node, i)));
    return english_join(thinking->english, before, english_list(thinking->english, nouns.items, nouns.count, "and"),
                        (char *)NULL);
}

/* "a (where t), b (where u) or c (otherwise)" */
static const char *choice_noun(const struct thinking *thinking, const struct condition_node *node)
{
    struct english *english = thinking->english;
    struct english_texts nouns = {0};
    for (uint32_t i = 0; i < node->count; i += 2) {
        const bool last = i + 1 == node->count;
        const char *value = part_noun(thinking, thinking_child(thinking, node, last ? i : i + 1));
        const struct thought *test = last ? NULL : think(thinking, thinking_child(thinking, node, i), true);
        const char *when = last                           ? "otherwise"
                           : test->kind == THOUGHT_ALWAYS ? "always"
                           : test->kind == THOUGHT_NEVER
                               ? "never"
                               : english_join(english, "where ", thought_flat(english, test), (char *)NULL);
        english_texts_add(english, &nouns, english_join(english, value, " (", when, ")", (char *)NULL));
    }
    return english_list(english, nouns.items, nouns.count, "or");
}

static const char *operation_noun(const struct thinking *thinking, const struct condition_node *node)
{
    switch ((enum operator_id)node->operation) {
    case OPERATOR_ADD: return between(thinking, node, " plus ");
    case OPERATOR_MULTIPLY: return between(thinking, node, " times ");
    case OPERATOR_DIVIDE: return between(thinking, node, " divided by ");
    case OPERATOR_REMAINDER: return between(thinking, node, " modulo ");
    case OPERATOR_SUBTRACT:
        return node->count == 1 ? list_of(thinking, node, "minus ", 0, 1) : between(thinking, node, " less ");
    case OPERATOR_MIN: return list_of(thinking, node, "the least of ", 0, 1);
    case OPERATOR_MAX: return list_of(thinking, node, "the greatest of ", 0, 1);
    case OPERATOR_MISSING: return list_of(thinking, node, "what is not said of ", 1, 2);
    default: return choice_noun(thinking, node);
    }
}

const char *noun_of(const struct thinking *thinking, node_index index)
{
    const struct condition_node *node = thinking_node(thinking, index);
    struct phrase phrase;
    if (node->kind == NODE_CONSTANT)
        return constant_noun(thinking, node);
    if (node->kind == NODE_DEFAULT)
        return english_join(thinking->english, part_noun(thinking, thinking_child(thinking, node, 0)), ", or ",
                            part_noun(thinking, thinking_child(thinking, node, 1)), " where nothing is said",
                            (char *)NULL);
    if (phrase_of(thinking, node, &phrase) && *phrase.noun != '\0')
        return phrase.noun;
    if (node->type == NODE_TYPE_BOOLEAN)
        return boolean_noun(thinking, index);
    return operation_noun(thinking, node);
}

const char *noun_of_operand(const struct thinking *thinking, const struct operand *operand)
{
    const char *noun = noun_of(thinking, operand->index);
    if (operand->stand_in == NULL)
        return noun;
    return english_join(thinking->english, noun, " (taken as ", constant_noun(thinking, operand->stand_in),
                        " where nothing is said)", (char *)NULL);
}
