/*
 * What a `var` may name: facts of the record, the event being decided and its attributes, settings, named conditions,
 * and inside `all`, `some` and `none` the member.
 */
#include "condition_reader.h"

#include <string.h>

static bool begins(const char *name, const char *prefix)
{
    return strncmp(name, prefix, strlen(prefix)) == 0;
}

static enum node_type node_type_of(homevisit_type type)
{
    switch (type) {
    case HOMEVISIT_TYPE_INTEGER: return NODE_TYPE_NUMBER;
    case HOMEVISIT_TYPE_TIME: return NODE_TYPE_TIME;
    case HOMEVISIT_TYPE_NAME: return NODE_TYPE_NAME;
    case HOMEVISIT_TYPE_TEXT: return NODE_TYPE_TEXT;
    case HOMEVISIT_TYPE_NAMES: return NODE_TYPE_NAMES;
    case HOMEVISIT_TYPE_IDS: return NODE_TYPE_TEXTS;
    case HOMEVISIT_TYPE_STAFF: return NODE_TYPE_STAFF;
    default: return NODE_TYPE_BOOLEAN;
    }
}

/* ---- the member ------------------------------------------------------------------------------------------------- */

static const struct member_key {
    const char *name;
    enum node_kind kind;
    enum node_type type;
    vocabularies words;
} member_keys[] = {{"id", NODE_MEMBER_ID, NODE_TYPE_TEXT, 0},
                   {"role", NODE_MEMBER_ROLE, NODE_TYPE_NAME, IN(ROLE)},
                   {"trained", NODE_MEMBER_TRAINED, NODE_TYPE_BOOLEAN, 0}};
enum { MEMBER_KEY_COUNT = sizeof member_keys / sizeof member_keys[0] };

static bool is_record_name(struct condition_reader *reader, const char *name, size_t length)
{
    if (strcmp(name, "event") == 0 || begins(name, "event."))
        return true;
    const struct fact_reference found = reader->context->find_fact(reader->context->user, name, length);
    return found.type != HOMEVISIT_TYPE_NOTHING;
}

static node_index read_member(struct condition_reader *reader, const cJSON *json)
{
    const char *name = json->valuestring;
    const bool staff = reader->member == NODE_TYPE_STAFF;
    struct nearest nearest;
    nearest_init(&nearest, name, strlen(name));
    for (size_t i = 0; i < MEMBER_KEY_COUNT && staff; i++) {
        const struct member_key *key = &member_keys[i];
        if (strcmp(name, key->name) == 0)
            return reader_add(
                reader, json,
                (struct condition_node){.kind = (uint8_t)key->kind, .type = (uint8_t)key->type, .words = key->words});
        nearest_offer(&nearest, key->name, strlen(key->name));
    }
    if (!staff && *name == '\0')
        return reader_add(reader, json,
                          (struct condition_node){
                              .kind = NODE_MEMBER, .type = (uint8_t)reader->member, .words = reader->member_words});
    const char *scope = staff ? "'id', 'role' and 'trained' of the member of staff" : "the member, {\"var\": \"\"}";
    if (is_record_name(reader, name, strlen(name)))
        FAULT(reader, json, SCHEMA, "not_in_scope", nearest.best,
              "'%s' is a fact of the record: inside 'all', 'some' and 'none' only %s, settings and conditions can be "
              "read",
              name, scope);
    else
        FAULT(reader, json, NAME, "unknown_member", nearest.best,
              "unknown name '%s': inside 'all', 'some' and 'none' only %s, settings and conditions can be read", name,
              scope);
    return NO_NODE;
}

/* ---- settings --------------------------------------------------------------------------------------------------- */

static void tell_unknown(struct condition_reader *reader, const cJSON *json, const char *code, const char *what)
{
    struct nearest nearest;
    nearest_init(&nearest, json->valuestring, strlen(json->valuestring));
    if (reader->context->offer_names != NULL)
        reader->context->offer_names(reader->context->user, &nearest);
    if (!reader->context->plain_names)
        nearest_offer_facts(&nearest);
    FAULT(reader, json, NAME, code, nearest.best, "unknown %s '%s'", what, json->valuestring);
}

static node_index read_setting(struct condition_reader *reader, const cJSON *json)
{
    const char *name = json->valuestring + strlen("settings.");
    uint32_t number = 0;
    const struct setting *setting = reader->context->find_setting(reader->context->user, name, strlen(name), &number);
    if (setting == NULL) {
        tell_unknown(reader, json, "unknown_setting", "setting");
        return NO_NODE;
    }
    uint32_t *read = list_add(&reader->settings);
    if (read == NULL) {
        reader_no_memory(reader);
        return NO_NODE;
    }
    *read = number;
    if (setting->faulty)
        return NO_NODE;
    struct condition_node node = {.kind = NODE_CONSTANT, .type = (uint8_t)setting->type, .setting = number + 1};
    if (setting->type == NODE_TYPE_BOOLEAN) {
        node.value.boolean = setting->boolean;
    } else if (setting->type == NODE_TYPE_NUMBER) {
        node.value.number = setting->number;
    } else if (setting->type == NODE_TYPE_TEXTS) {
        node.value.list.texts = setting->texts;
        node.value.list.count = setting->text_count;
    } else {
        node.value.text = setting->text;
    }
    return reader_add(reader, json, node);
}

/* ---- the event being decided ------------------------------------------------------------------------------------ */

static bool event_may_stand(struct condition_reader *reader, const cJSON *json)
{
    if (reader->event != EVENT_NOT_HERE)
        return true;
    FAULT(reader, json, SCHEMA, "event_not_here", NULL,
          "'%s' speaks of the event being decided: it stands only in guards, in 'where', and in the 'when' of a duty "
          "with 'on'",
          json->valuestring);
    return false;
}

/* The events that `event` may be: how many, and each. */
static size_t event_number(const struct condition_reader *reader)
{
    return reader->event == EVENT_ANY ? EVENT_COUNT : reader->context->event_count;
}

static homevisit_word event_at(const struct condition_reader *reader, size_t number)
{
    return reader->event == EVENT_ANY ? (homevisit_word)(number + 1) : reader->context->events[number];
}

/* What an attribute is with the events that have it. */
struct attribute_found {
    homevisit_type type; /* HOMEVISIT_TYPE_NOTHING: none has it */
    vocabularies words;
    homevisit_word of;      /* the first event that has it so */
    homevisit_word lacking; /* the first event that has it not, or HOMEVISIT_WORD_none */
    homevisit_word other;   /* the first event that has it with another type, or HOMEVISIT_WORD_none */
};

/* An attribute's types in the order of the events, the `preferred`th of them or the last. */
static homevisit_type choose_type(const struct condition_reader *reader, homevisit_attribute_name attribute)
{
    homevisit_type chosen = HOMEVISIT_TYPE_NOTHING;
    unsigned before = 0;
    uint32_t seen = 0;
    for (size_t i = 0; i < event_number(reader); i++) {
        const homevisit_attribute_info *info = event_attribute_find(event_at(reader, i), attribute);
        if (info == NULL || seen & (UINT32_C(1) << info->type))
            continue;
        seen |= UINT32_C(1) << info->type;
        chosen = info->type;
        if (before++ == reader->preferred)
            break;
    }
    return chosen;
}

static struct attribute_found find_attribute(struct condition_reader *reader, homevisit_attribute_name attribute)
{
    struct attribute_found found = {.type = choose_type(reader, attribute)};
    for (size_t i = 0; i < event_number(reader); i++) {
        const homevisit_word event = event_at(reader, i);
        const homevisit_attribute_info *info = event_attribute_find(event, attribute);
        homevisit_word *place = info == NULL ? &found.lacking : info->type != found.type ? &found.other : &found.of;
        if (*place == HOMEVISIT_WORD_none)
            *place = event;
        if (place == &found.of)
            found.words |= info->vocabularies;
    }
    if (found.other != HOMEVISIT_WORD_none && reader->event == EVENT_ANY)
        reader->several_types = true;
    return found;
}

/* Offers event.X for the attributes that may stand here: of every event of `on`, or of any of `do`. */
static const char *nearest_attribute(struct condition_reader *reader, const char *name)
{
    struct nearest nearest;
    nearest_init(&nearest, name, strlen(name));
    for (unsigned i = 0; i < HOMEVISIT_ATTRIBUTE_COUNT; i++) {
        const homevisit_attribute_name attribute = (homevisit_attribute_name)i;
        const struct attribute_found found = find_attribute(reader, attribute);
        if (found.type == HOMEVISIT_TYPE_NOTHING || found.other != HOMEVISIT_WORD_none ||
            (found.lacking != HOMEVISIT_WORD_none && reader->event == EVENT_OF_ON))
            continue;
        const char *text = homevisit_attribute_text(attribute);
        nearest_offer(&nearest, text, strlen(text));
    }
    return nearest.best;
}

/* The suggestion is the whole name, as it has to stand there. */
static void tell_no_attribute(struct condition_reader *reader, const cJSON *json, const char *name,
                              const struct attribute_found *found)
{
    const char *near = nearest_attribute(reader, name);
    char suggestion[128];
    if (near != NULL) {
        memcpy(suggestion, "event.", 6);
        memcpy(suggestion + 6, near, strlen(near) + 1); /* attributes' names are short */
        near = suggestion;
    }
    if (found->lacking != HOMEVISIT_WORD_none && reader->event == EVENT_OF_ON)
        FAULT(reader, json, NAME, "attribute_lacking", near, "the event '%s' has no attribute '%s'",
              homevisit_word_text(found->lacking), name);
    else if (reader->event == EVENT_OF_DO)
        FAULT(reader, json, NAME, "attribute_lacking", near, "no event of 'do' has an attribute '%s'", name);
    else
        FAULT(reader, json, NAME, "unknown_attribute", near, "no event has an attribute '%s'", name);
}

/* Whether the attribute may stand here; tells why not. */
static bool attribute_may_stand(struct condition_reader *reader, const cJSON *json, const char *name,
                                homevisit_attribute_name attribute, struct attribute_found *found)
{
    *found = (struct attribute_found){.lacking = event_number(reader) > 0 ? event_at(reader, 0) : HOMEVISIT_WORD_none};
    if (attribute != HOMEVISIT_ATTRIBUTE_COUNT)
        *found = find_attribute(reader, attribute);
    if (found->type == HOMEVISIT_TYPE_NOTHING ||
        (found->lacking != HOMEVISIT_WORD_none && reader->event == EVENT_OF_ON)) {
        tell_no_attribute(reader, json, name, found);
        return false;
    }
    if (found->other != HOMEVISIT_WORD_none && reader->event != EVENT_ANY) {
        FAULT(reader, json, TYPE, "attribute_types", NULL,
              "'%s' is not of one type: the event '%s' has %s, '%s' another", json->valuestring,
              homevisit_word_text(found->of), type_label(node_type_of(found->type)), homevisit_word_text(found->other));
        return false;
    }
    if (found->type != HOMEVISIT_TYPE_FACTS)
        return true;
    FAULT(reader, json, TYPE, "attribute_facts", NULL, "'%s' holds facts: ask for them by their own names",
          json->valuestring);
    return false;
}

/* event.LIST.MEMBER: whether the list holds it. */
static node_index read_event_member(struct condition_reader *reader, const cJSON *json, const char *word,
                                    homevisit_attribute_name attribute, const struct attribute_found *found)
{
    if (found->type != HOMEVISIT_TYPE_NAMES) {
        FAULT(reader, json, TYPE, "no_list_of_names", NULL, "'event.%s' is %s, and only a list of names has members",
              homevisit_attribute_text(attribute), type_label(node_type_of(found->type)));
        return NO_NODE;
    }
    const homevisit_word member = word_find_in(found->words, word, strlen(word));
    if (member != HOMEVISIT_WORD_none)
        return reader_add(
            reader, json,
            (struct condition_node){
                .kind = NODE_EVENT_MEMBER, .type = NODE_TYPE_BOOLEAN, .attribute = attribute, .value.word = member});
    struct nearest nearest;
    nearest_init(&nearest, word, strlen(word));
    nearest_offer_words(&nearest, found->words);
    FAULT(reader, json, NAME, "unknown_word", nearest.best, "unknown %s '%s'", vocabularies_label(found->words), word);
    return NO_NODE;
}

static node_index read_event(struct condition_reader *reader, const cJSON *json)
{
    reader->reads_event = true;
    if (!event_may_stand(reader, json))
        return NO_NODE;
    if (strcmp(json->valuestring, "event") == 0)
        return reader_add(
            reader, json, (struct condition_node) { .kind = NODE_EVENT, .type = NODE_TYPE_NAME, .words = IN(EVENT) });
    const char *name = json->valuestring + strlen("event.");
    const size_t length = strcspn(name, ".");
    const char *member = name[length] == '.' ? name + length + 1 : NULL;
    const homevisit_attribute_name attribute = homevisit_attribute_find(name, length);
    struct attribute_found found;
    if (!attribute_may_stand(
            reader, json,
            member != NULL && attribute != HOMEVISIT_ATTRIBUTE_COUNT ? homevisit_attribute_text(attribute) : name,
            attribute, &found))
        return NO_NODE;
    if (member != NULL)
        return read_event_member(reader, json, member, attribute, &found);
    return reader_add(reader, json,
                      (struct condition_node){.kind = NODE_ATTRIBUTE,
                                              .type = (uint8_t)node_type_of(found.type),
                                              .words = found.words,
                                              .attribute = attribute});
}

/* ---- facts ------------------------------------------------------------------------------------------------------ */

static node_index read_fact(struct condition_reader *reader, const cJSON *json, enum untyped *untyped)
{
    const char *name = json->valuestring;
    const struct fact_reference fact = reader->context->find_fact(reader->context->user, name, strlen(name));
    if (fact.faulty)
        return NO_NODE;
    if (fact.type == HOMEVISIT_TYPE_NOTHING && !fact.untyped) {
        tell_unknown(reader, json, "unknown_fact", "fact");
        return NO_NODE;
    }
    if (begins(name, "time.") && !reader->context->plain_names) {
        reader->reads_time = true;
        if (!event_may_stand(reader, json))
            return NO_NODE;
    }
    *untyped = !fact.untyped ? TYPED : fact.takes_default ? UNTYPED_TAKES_DEFAULT : UNTYPED;
    return reader_add(
        reader, json,
        (struct condition_node){
            .kind = NODE_FACT, .type = (uint8_t)node_type_of(fact.type), .words = fact.words, .value.fact = fact.fact});
}

static node_index read_condition(struct condition_reader *reader, const cJSON *json)
{
    const char *name = json->valuestring + strlen("conditions.");
    bool faulty = false;
    const cJSON *condition = reader->context->find_condition(reader->context->user, name, strlen(name), &faulty);
    if (condition == NULL)
        tell_unknown(reader, json, "unknown_condition", "condition");
    return condition == NULL || faulty ? NO_NODE : reader_fold(reader, json, condition);
}

node_index reader_name(struct condition_reader *reader, const cJSON *json, enum untyped *untyped)
{
    const char *name = json->valuestring;
    const bool plain = reader->context->plain_names;
    *untyped = TYPED;
    if (!plain && begins(name, "settings."))
        return read_setting(reader, json);
    if (!plain && begins(name, "conditions."))
        return read_condition(reader, json);
    if (reader->inside)
        return read_member(reader, json);
    if (!plain && (strcmp(name, "event") == 0 || begins(name, "event.")))
        return read_event(reader, json);
    return read_fact(reader, json, untyped);
}

/* ---- var -------------------------------------------------------------------------------------------------------- */

/* The name of a `var`; NULL where it is faulty. */
static const cJSON *find_name(struct condition_reader *reader, const cJSON *json, const cJSON *value)
{
    const cJSON *name = cJSON_IsArray(value) ? value->child : value;
    if (name == NULL || (cJSON_IsArray(value) && name->next != NULL && name->next->next != NULL)) {
        FAULT(reader, json, SCHEMA, "operand_count", NULL,
              "'var' takes a name, and what stands in where it is unknown");
        return NULL;
    }
    if (cJSON_IsString(name))
        return name;
    FAULT(reader, name, TYPE, "var_name", NULL, "'var' takes a name, as a text");
    return NULL;
}

/* What stands in where the named is unknown: of its type. */
static node_index read_default(struct condition_reader *reader, const cJSON *json, const cJSON *name, node_index named,
                               enum untyped untyped)
{
    const size_t base = reader->operands.count;
    const node_index other = reader_read(reader, name->next);
    if (named == NO_NODE || other == NO_NODE)
        return NO_NODE;
    struct united united = {.any = false};
    if (untyped != TYPED) {
        const struct condition_node *type = conditions_node(reader->conditions, other);
        struct condition_node *fact = conditions_node(reader->conditions, named);
        fact->type = type->type;
        fact->words = type->words;
    }
    if (!types_unite(reader, &united, name, named) || !types_unite(reader, &united, name->next, other) ||
        !types_settle(reader, &united, name, named) || !types_settle(reader, &united, name->next, other) ||
        !reader_push(reader, named) || !reader_push(reader, other))
        return NO_NODE;
    return reader_add_over(
        reader, json,
        (struct condition_node){.kind = NODE_DEFAULT, .type = (uint8_t)united.type, .words = united.words}, base);
}

node_index reader_var(struct condition_reader *reader, const cJSON *json, const cJSON *value)
{
    const cJSON *name = find_name(reader, json, value);
    if (name == NULL)
        return NO_NODE;
    /* A named condition is folded in: it counts as what it holds. */
    const bool folded = begins(name->valuestring, "conditions.") && !reader->context->plain_names;
    if (!folded && !reader_count(reader, 1))
        return NO_NODE;
    enum untyped untyped;
    const node_index named = reader_name(reader, name, &untyped);
    const bool has_default = cJSON_IsArray(value) && name->next != NULL;
    if (has_default && untyped != UNTYPED)
        return read_default(reader, json, name, named, untyped);
    if (untyped == TYPED)
        return named;
    FAULT(reader, name, TYPE, "untyped", NULL, "nothing is known of '%s', not even its type", name->valuestring);
    return NO_NODE;
}
