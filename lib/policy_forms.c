/*
 * The four forms of a rule: guard, duty, checklist entry and advice. Each is read from its keys, whose values have been
 * checked (what was refused is passed over here), and what has to hold between its keys is told.
 */
#include "policy_read.h"

#include <string.h>

/* ------------------------------------------------------------------------------------------------------------ words */

static bool list_has_word(const struct word_list *list, homevisit_word word)
{
    for (size_t i = 0; i < list->count; i++)
        if (list->items[i] == word)
            return true;
    return false;
}

static void take_word(struct word_list *list, vocabularies in, const cJSON *node)
{
    homevisit_word word = HOMEVISIT_WORD_none;
    if (cJSON_IsString(node))
        word = word_find_in(in, node->valuestring, strlen(node->valuestring));
    if (word == HOMEVISIT_WORD_none)
        list->faulty = true;
    else if (!list_has_word(list, word))
        list->items[list->count++] = word;
}

/* Reads a word or a list of them; of those that come twice, the first. */
static bool read_words(struct policy_reader *reader, const cJSON *node, vocabularies in, struct word_list *list)
{
    size_t count = cJSON_IsArray(node) ? (size_t)cJSON_GetArraySize(node) : 1;
    *list = (struct word_list){.items = arena_array(&reader->policy->arena, count, sizeof *list->items)};
    if (!policy_got(reader, list->items))
        return false;
    if (node == NULL)
        return true;
    if (!cJSON_IsArray(node)) {
        take_word(list, in, node);
        return true;
    }
    for (const cJSON *item = node->child; item != NULL; item = item->next)
        take_word(list, in, item);
    list->faulty = list->faulty || count == 0;
    return true;
}

static struct word_set set_of(const struct word_list *list)
{
    struct word_set set = {{0}};
    for (size_t i = 0; i < list->count; i++)
        word_set_add(&set, list->items[i]);
    return set;
}

static bool read_word_set(struct policy_reader *reader, const cJSON *node, vocabularies in, struct word_set *set)
{
    struct word_list list;
    if (!read_words(reader, node, in, &list))
        return false;
    *set = set_of(&list);
    return true;
}

/* ------------------------------------------------------------------------------------------------------- conditions */

/* Reads the condition of a key; NO_NODE where there is none. What it says of the event speaks of `events`. */
static node_index read_condition(struct policy_reader *reader, const cJSON *rule, const char *key,
                                 enum event_scope scope, const struct word_list *events)
{
    const cJSON *node = member(rule, key);
    if (node == NULL)
        return NO_NODE;
    struct condition_context context = policy_condition_context(reader);
    /* Of events that were refused nothing is known: then a condition is taken as it stands. */
    bool is_known = events == NULL || (events->count != 0 && !events->faulty);
    context.event = is_known ? scope : EVENT_ANY;
    context.events = is_known && events != NULL ? events->items : NULL;
    context.event_count = is_known && events != NULL ? events->count : 0;
    return condition_read(&context, node);
}

/* ------------------------------------------------------------------------------------------------------------ guard */

bool policy_read_guard(struct policy_reader *reader, const cJSON *node, struct guard *guard)
{
    struct word_list on;
    if (!read_words(reader, member(node, "on"), IN(EVENT), &on))
        return false;
    unsigned objects = OBJECT_BIT(RULE) | FORM_BITS;
    if (member(node, "when") == NULL && member(node, "needs") == NULL &&
        !shape_is_misspelt(reader, node, objects, objects, "when") &&
        !shape_is_misspelt(reader, node, objects, objects, "needs"))
        FAULT_AT(reader, node, SCHEMA, "guard_without_condition", NULL,
                 "a guard needs 'when', 'needs' or both: without them its events could never happen");
    guard->on = set_of(&on);
    guard->when = read_condition(reader, node, "when", EVENT_OF_ON, &on);
    guard->needs = read_condition(reader, node, "needs", EVENT_OF_ON, &on);
    guard->unless = read_condition(reader, node, "unless", EVENT_OF_ON, &on);
    return true;
}

/* ------------------------------------------------------------------------------------------------------------- duty */

static bool keep_todo_names(struct policy_reader *reader, struct duty *duty, const struct word_list *todo)
{
    const char **names = arena_array(&reader->policy->arena, todo->count, sizeof *names);
    if (!policy_got(reader, names))
        return false;
    for (size_t i = 0; i < todo->count; i++)
        if (!policy_keep_text(reader, &names[i], homevisit_word_text(todo->items[i])))
            return false;
    duty->todo_names = (homevisit_names){names, todo->count};
    return true;
}

static void take_clock(struct duty *duty, const cJSON *node)
{
    enum clock clock = cJSON_IsString(node) ? clock_find(node->valuestring, strlen(node->valuestring)) : CLOCK_COUNT;
    for (size_t i = 0; i < duty->clock_count; i++)
        if (duty->clocks[i] == clock)
            return;
    if (clock != CLOCK_COUNT)
        duty->clocks[duty->clock_count++] = clock;
}

static void read_clocks(struct duty *duty, const cJSON *from)
{
    if (cJSON_IsArray(from))
        for (const cJSON *item = from->child; item != NULL; item = item->next)
            take_clock(duty, item);
    else
        take_clock(duty, from);
    if (duty->clock_count == 0)
        duty->clocks[duty->clock_count++] = CLOCK_trigger;
}

static void tell_unknown_setting(struct policy_reader *reader, const cJSON *name)
{
    struct nearest nearest;
    nearest_init(&nearest, name->valuestring, strlen(name->valuestring));
    nearest_offer_entries(reader, &nearest, &reader->settings);
    FAULT_AT(reader, name, NAME, "unknown_setting", nearest.best, "unknown setting '%s'", name->valuestring);
}

/* A setting that is no minutes. Where another policy's rule asks for them, the one that replaced the setting is to blame. */
static void tell_bad_minutes(struct policy_reader *reader, const cJSON *name, const struct setting *setting)
{
    const cJSON *value = member(setting->node, "value");
    if (value == NULL || setting->source == json_tree_source(reader->places, name))
        FAULT_AT(reader, name, TYPE, "bad_minutes", NULL, "'%s' is no whole number from 0 on, and cannot be minutes",
                 name->valuestring);
    else
        FAULT_AT(reader, value, TYPE, "bad_minutes", NULL,
                 "a rule counts minutes by this setting, which has to be a whole number from 0 on");
}

/* The minutes that a setting holds; -1 where they cannot be had. `kept` receives its number plus one. */
static double setting_minutes(struct policy_reader *reader, const cJSON *name, uint32_t *kept)
{
    static const char prefix[] = "settings.";
    uint32_t number;
    if (!cJSON_IsString(name) || strncmp(name->valuestring, prefix, sizeof prefix - 1) != 0)
        return -1;
    const char *bare = name->valuestring + sizeof prefix - 1;
    if (policy_entry_find(&reader->settings, bare, strlen(bare), &number) == NULL) {
        tell_unknown_setting(reader, name);
        return -1;
    }
    policy_note_setting(reader, number);
    *kept = number + 1;
    const struct setting *setting = &reader->policy->settings[number];
    if (setting->faulty)
        return -1;
    if (setting->type == NODE_TYPE_NUMBER && setting->number >= 0)
        return setting->number;
    tell_bad_minutes(reader, name, setting);
    return -1;
}

static void read_within(struct policy_reader *reader, const cJSON *within, struct duty *duty)
{
    double minutes = -1;
    if (cJSON_IsObject(within))
        minutes = setting_minutes(reader, member(within, "var"), &duty->within_setting);
    else if (is_whole(within))
        minutes = within->valuedouble;
    duty->has_within = minutes >= 0;
    duty->within_seconds = minutes >= 0 ? (int64_t)minutes * 60 : 0;
}

static bool read_by(struct policy_reader *reader, const cJSON *node, struct duty *duty)
{
    struct word_list by;
    if (!read_words(reader, member(node, "by"), IN(CALLER) | IN(ROLE), &by))
        return false;
    return policy_keep_text(reader, &duty->by, by.count != 0 ? homevisit_word_text(by.items[0]) : NULL);
}

/* What has to hold between a duty's keys. */
static void check_duty(struct policy_reader *reader, const cJSON *node, const struct duty *duty)
{
    unsigned objects = OBJECT_BIT(RULE) | FORM_BITS;
    if (!duty->has_on && member(node, "when") == NULL && !shape_is_misspelt(reader, node, objects, objects, "on") &&
        !shape_is_misspelt(reader, node, objects, objects, "when"))
        FAULT_AT(reader, node, SCHEMA, "duty_never_arises", NULL, "a duty needs 'on', 'when' or both to arise");
    if (duty->has_on && duty->repeat)
        FAULT_AT_KEY(reader, member(node, "repeat"), SCHEMA, "repeat_with_on", NULL,
                     "a duty with 'on' arises at each of its events and cannot repeat");
    /* `early` without a clock says nothing, since nothing comes before a duty's own trigger: harmless, and not refused. */
}

bool policy_read_duty(struct policy_reader *reader, const cJSON *node, struct duty *duty)
{
    struct word_list on, todo;
    if (!read_words(reader, member(node, "on"), IN(EVENT), &on) ||
        !read_words(reader, member(node, "do"), IN(EVENT), &todo) ||
        !read_word_set(reader, member(node, "before"), IN(EVENT), &duty->before) ||
        !keep_todo_names(reader, duty, &todo) || !read_by(reader, node, duty))
        return false;
    duty->on = set_of(&on);
    duty->has_on = member(node, "on") != NULL;
    duty->todo = set_of(&todo);
    duty->early = !cJSON_IsFalse(member(node, "early"));
    duty->repeat = member_is_true(node, "repeat");
    read_clocks(duty, member(node, "from"));
    read_within(reader, member(node, "within_minutes"), duty);
    check_duty(reader, node, duty);
    duty->when =
        read_condition(reader, node, "when", duty->has_on ? EVENT_OF_ON : EVENT_NOT_HERE, duty->has_on ? &on : NULL);
    duty->where = read_condition(reader, node, "where", EVENT_OF_DO, &todo);
    return true;
}

/* -------------------------------------------------------------------------------------------- checklist and advice */

static void tell_unknown_item(struct policy_reader *reader, const cJSON *item, bool is_own)
{
    struct nearest nearest;
    nearest_init(&nearest, item->valuestring, strlen(item->valuestring));
    if (!is_own)
        nearest_offer_words(&nearest, IN(ITEM));
    nearest_offer_entries(reader, &nearest, &reader->facts);
    if (is_own)
        FAULT_AT(reader, item, NAME, "undeclared_fact", nearest.best, "'%s' is not declared in 'facts'",
                 item->valuestring);
    else
        FAULT_AT(reader, item, NAME, "unknown_item", nearest.best, "unknown item '%s'", item->valuestring);
}

/* The fact that says whether the item was declared. */
static bool read_item(struct policy_reader *reader, const cJSON *item, struct checklist *checklist)
{
    if (!cJSON_IsString(item) || *item->valuestring == '\0')
        return true;
    homevisit_word word = word_find_in(IN(ITEM), item->valuestring, strlen(item->valuestring));
    if (word != HOMEVISIT_WORD_none) {
        checklist->fact = FACT_DECLARED_BASE + (unsigned)word;
        return policy_keep_text(reader, &checklist->item, homevisit_word_text(word));
    }
    const struct own_fact *own = policy_declared_fact(reader, item->valuestring, &checklist->fact);
    if (own == NULL)
        tell_unknown_item(reader, item, strncmp(item->valuestring, "x.", 2) == 0);
    else if (own->type != HOMEVISIT_TYPE_BOOLEAN && own->type != HOMEVISIT_TYPE_NOTHING) /* none: that was told */
        FAULT_AT(reader, item, TYPE, "item_not_boolean", NULL,
                 "a checklist asks for what is true or false, and '%s' is declared otherwise", item->valuestring);
    else
        checklist->item = own->name;
    return true;
}

bool policy_read_checklist(struct policy_reader *reader, const cJSON *node, struct checklist *checklist)
{
    struct word_list before;
    if (!read_words(reader, member(node, "before"), IN(EVENT), &before))
        return false;
    checklist->before = before.count != 0 ? before.items[0] : HOMEVISIT_WORD_none;
    if (!read_item(reader, member(node, "item"), checklist))
        return false;
    checklist->when = read_condition(reader, node, "when", EVENT_NOT_HERE, NULL);
    return true;
}

bool policy_read_advice(struct policy_reader *reader, const cJSON *node, struct advice *advice)
{
    if (!read_word_set(reader, member(node, "during"), IN(PHASE) | IN(PLACE), &advice->during))
        return false;
    advice->when = read_condition(reader, node, "when", EVENT_NOT_HERE, NULL);
    return true;
}
