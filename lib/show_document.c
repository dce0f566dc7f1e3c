/* The document as a whole: its head, how to read it, its settings, and the rules by section. */
#include "show.h"

#include <string.h>

/* ----------------------------------------------------------------------------------------------------------- memory */

static void *take(struct english *english, size_t count, size_t size)
{
    void *items = english->failed ? NULL : arena_array(english->arena, count, size);
    if (items == NULL)
        english->failed = true;
    return items;
}

/* ---------------------------------------------------------------------------------------------------------- clauses */

/* A clause that the policy does not list is only its id. */
static const struct clause *find_clause(struct english *english, const char *id)
{
    const homevisit_policy *policy = english->policy;
    const size_t place = policy_find_clause(policy, id);
    if (place != SIZE_MAX)
        return &policy->clauses[place];
    struct clause *clause = take(english, 1, sizeof *clause);
    if (clause != NULL)
        clause->id = id;
    return clause;
}

static const struct clause *const *find_clauses(struct english *english, const homevisit_names *ids, size_t *count)
{
    const struct clause **clauses = take(english, ids->count, sizeof *clauses);
    *count = 0;
    for (size_t i = 0; i < ids->count && clauses != NULL; i++) {
        clauses[i] = find_clause(english, ids->items[i]);
        if (clauses[i] == NULL)
            return NULL;
        *count = i + 1;
    }
    return clauses;
}

/* ------------------------------------------------------------------------------------------------------------- head */

/* "GMT, in summer BST": the names that begin the two halves of a TZ string. */
static const char *zone_in_words(struct english *english, const char *zone)
{
    struct english_texts names = {0};
    for (const char *at = zone; *at != '\0' && *at != ',' && names.count < 2;) {
        const bool quoted = *at == '<';
        const char *begin = at + quoted;
        size_t length =
            quoted ? strcspn(begin, ">") : strspn(begin, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz");
        char *name = take(english, 1, length + 1);
        if (name == NULL)
            return "";
        memcpy(name, begin, length);
        english_texts_add(english, &names, name);
        at = begin + length + (quoted && begin[length] == '>');
        at += strspn(at, "+-:0123456789");
    }
    return english_list(english, names.items, names.count, names.count == 2 ? "and in summer" : "and");
}

static void add_fact(struct english *english, struct show_document *document, const char *key, const char *label,
                     const char *value, const char *code)
{
    if (value != NULL && !english->failed)
        document->head[document->head_count++] = (struct show_fact){key, label, english_foreign(english, value), code};
}

static const char *date_text(struct english *english, const char *date)
{
    return date != NULL ? english_date(english, date) : "not said";
}

static void make_head(struct english *english, struct show_document *document)
{
    const homevisit_policy *policy = english->policy;
    document->title = english_foreign(english, policy->title);
    document->head = take(english, 8, sizeof *document->head);
    add_fact(english, document, "id", "Profile", policy->id, policy->id);
    add_fact(english, document, "version", "Version", policy->version, NULL);
    add_fact(english, document, "issued", "Issued", date_text(english, policy->issued), policy->issued);
    add_fact(english, document, "review_due", "Review due", date_text(english, policy->review_due), policy->review_due);
    add_fact(english, document, "source", "Source", policy->source, NULL);
    add_fact(english, document, "extends", "Builds on", policy->extends, policy->extends);
    add_fact(english, document, "time_zone", "Local time", zone_in_words(english, policy->zone_text),
             policy->zone_text);
}

/* The DSL is in most policies, and spelt out in few. */
static void make_reading(struct english *english, struct show_document *document)
{
    english_texts_add(
        english, &document->reading,
        "What must be done, or must not, is binding: a visit that goes against it is refused, and an audit "
        "finds against it. What should be done is warned of. What may be done is offered.");
    english_texts_add(
        english, &document->reading,
        "Silence is no permission. Where the record does not say what a rule hangs on, the answer counts as "
        "no until somebody says; where the policy does not speak of a step at all, that is reported as "
        "silence.");
    english_texts_add(english, &document->reading,
                      "DSL is the designated safeguarding lead. Names in type like " ENGLISH_CODE
                      "this" ENGLISH_CODE_END " are those of the record and of the settings.");
}

/* --------------------------------------------------------------------------------------------------------- settings */

static bool ends_with(const char *text, const char *end)
{
    const size_t length = strlen(text), size = strlen(end);
    return length > size && strcmp(text + length - size, end) == 0;
}

/* Whether a duty's time is counted by the setting, so that it can only be minutes. */
static bool counts_minutes(const homevisit_policy *policy, uint32_t number)
{
    for (size_t i = 0; i < policy->rule_count; i++)
        if (policy->rules[i].form == RULE_DUTY && policy->rules[i].as.duty.within_setting == number + 1)
            return true;
    return false;
}

/* Of which vocabularies the names of a setting are, as some condition uses it; 0 where none says. */
static vocabularies setting_words(const homevisit_policy *policy, uint32_t number)
{
    for (size_t i = 0; i < policy->conditions.nodes.count; i++) {
        const struct condition_node *node = list_at(&policy->conditions.nodes, i);
        if (node->kind == NODE_CONSTANT && node->setting == number + 1 && node->words != 0)
            return node->words;
    }
    return 0;
}

static const char *name_text(struct english *english, vocabularies words, const char *name)
{
    const homevisit_word word = word_find_in(words, name, strlen(name));
    const char *phrase = word != HOMEVISIT_WORD_none ? word_phrase(words, word, NULL) : NULL;
    return phrase != NULL ? phrase : english_foreign(english, english_humanised(english, name));
}

static const char *number_text(struct english *english, const struct setting *setting, uint32_t number)
{
    const char *digits = english_number(english, setting->number);
    if (setting->time_of_day)
        return english_time_of_day(english, setting->number);
    if (counts_minutes(english->policy, number) || ends_with(setting->name, "_minutes")) {
        const char *words = english_minutes(english, (int64_t)setting->number);
        return strstr(words, "hour") == NULL ? words
                                             : english_join(english, words, " (", digits, " minutes)", (char *)NULL);
    }
    if (ends_with(setting->name, "_days"))
        return english_join(english, digits, setting->number >= 1 && setting->number <= 1 ? " day" : " days",
                            (char *)NULL);
    return digits;
}

static const char *value_text(struct english *english, const struct setting *setting, uint32_t number)
{
    const vocabularies words = setting_words(english->policy, number);
    struct english_texts names = {0};
    switch (setting->type) {
    case NODE_TYPE_BOOLEAN: return setting->boolean ? "yes" : "no";
    case NODE_TYPE_NUMBER: return number_text(english, setting, number);
    case NODE_TYPE_TEXT: return name_text(english, words, setting->text);
    default: break;
    }
    for (uint32_t i = 0; i < setting->text_count; i++)
        english_texts_add(english, &names, name_text(english, words, setting->texts[i]));
    return names.count != 0 ? english_list(english, names.items, names.count, "or") : "nobody and nothing";
}

/* "wait_limit_minutes" is the "Wait limit". */
static const char *label_text(struct english *english, const char *name)
{
    static const char *const units[] = {"_minutes", "_days"};
    size_t length = strlen(name);
    for (size_t i = 0; i < sizeof units / sizeof *units; i++)
        if (ends_with(name, units[i]))
            length -= strlen(units[i]);
    char *bare = take(english, 1, length + 1);
    if (bare == NULL)
        return "";
    memcpy(bare, name, length);
    return english_capital(english, english_foreign(english, english_humanised(english, bare)));
}

static bool is_read(const struct rule *rules, size_t count, uint32_t number)
{
    for (size_t i = 0; i < count; i++)
        for (size_t j = 0; j < rules[i].setting_count; j++)
            if (rules[i].settings[j] == number)
                return true;
    return false;
}

/* A base's settings are the policy's only where a rule of it reads them. */
static void make_settings(struct english *english, struct show_document *document)
{
    const homevisit_policy *policy = english->policy;
    document->settings = take(english, policy->setting_count, sizeof *document->settings);
    for (uint32_t i = 0; i < policy->setting_count && !english->failed; i++) {
        const struct setting *setting = &policy->settings[i];
        const bool read = is_read(policy->rules, policy->rule_count, i);
        if (!read && setting->origin != NULL)
            continue;
        struct show_setting *shown = &document->settings[document->setting_count++];
        *shown = (struct show_setting){.setting = setting,
                                       .name = english_foreign(english, setting->name),
                                       .label = label_text(english, setting->name),
                                       .value = value_text(english, setting, i),
                                       .note = english_foreign(english, setting->note),
                                       .read = read,
                                       .read_off = is_read(policy->disabled, policy->disabled_count, i)};
        shown->clauses = find_clauses(english, &setting->clauses, &shown->clause_count);
    }
}

/* ------------------------------------------------------------------------------------------------------------ rules */

static const char *force_word(const struct rule *rule)
{
    const bool guard = rule->form == RULE_GUARD;
    switch (rule->force) {
    case HOMEVISIT_FORCE_MUST: return guard ? "Must not" : "Must";
    case HOMEVISIT_FORCE_SHOULD: return guard ? "Should not" : "Should";
    default: return "May";
    }
}

static void make_rule(struct english *english, const struct rule *rule, struct show_rule *shown)
{
    *shown = (struct show_rule){.rule = rule,
                                .id = english_foreign(english, rule->id),
                                .message = english_foreign(english, rule->message),
                                .note = english_foreign(english, rule->note),
                                .word = force_word(rule)};
    shown->clauses = find_clauses(english, &rule->clauses, &shown->clause_count);
    show_rule_lines(english, rule, &shown->lines);
}

/* Where a rule stands in the document: by section, there in the order of the source's clauses, then in the profile's. */
struct place_of_rule {
    enum show_section section;
    size_t clause;
    uint32_t rule;
};

static int place_order(const void *first, const void *second, const void *context)
{
    const struct place_of_rule *a = first, *b = second;
    (void)context;
    if (a->section != b->section)
        return a->section < b->section ? -1 : 1;
    if (a->clause != b->clause)
        return a->clause < b->clause ? -1 : 1;
    return (a->rule > b->rule) - (a->rule < b->rule);
}

/* The place of the first of a rule's clauses in the source; behind all where it has none. */
static size_t clause_place(const homevisit_policy *policy, const struct rule *rule)
{
    const size_t place = rule->clauses.count != 0 ? policy_find_clause(policy, rule->clauses.items[0]) : SIZE_MAX;
    return place != SIZE_MAX ? place : policy->clause_count;
}

static void find_places(struct english *english, struct list *places, size_t counts[SECTION_COUNT])
{
    const homevisit_policy *policy = english->policy;
    for (uint32_t i = 0; i < policy->rule_count && !english->failed; i++) {
        struct place_of_rule *place = list_add(places);
        english->failed = place == NULL;
        if (place == NULL)
            return;
        *place = (struct place_of_rule){show_section_of(policy, &policy->rules[i]),
                                        clause_place(policy, &policy->rules[i]), i};
        counts[place->section]++;
    }
    list_sort(places, 0, place_order, NULL);
}

static void make_rules(struct english *english, struct show_document *document)
{
    struct list places;
    size_t counts[SECTION_COUNT] = {0};
    list_init(&places, &english->arena->allocator, sizeof(struct place_of_rule));
    find_places(english, &places, counts);
    for (size_t i = 0; i < SECTION_COUNT; i++)
        document->sections[i].items = take(english, counts[i], sizeof(struct show_rule));
    for (size_t i = 0; i < places.count && !english->failed; i++) {
        const struct place_of_rule *place = list_at(&places, i);
        struct show_rules *section = &document->sections[place->section];
        make_rule(english, &english->policy->rules[place->rule], &section->items[section->count++]);
    }
    list_free(&places);
}

bool show_document_make(struct english *english, struct show_document *document)
{
    *document = (struct show_document){.title = ""};
    make_head(english, document);
    make_reading(english, document);
    make_settings(english, document);
    make_rules(english, document);
    show_open_make(english, document);
    return !english->failed;
}
