/* What an event met, as findings with the facts behind them. docs/format.md, section 4. */
#include "report.h"
#include "vocabulary_names.h"

#include <string.h>

/* ---- the builder ------------------------------------------------------------------------------------------------- */

#define ATTRIBUTE_KEYS HOMEVISIT_ATTRIBUTE_COUNT

homevisit_code builder_init(struct report_builder *builder, homevisit_report *report, struct replay *replay)
{
    const homevisit_policy *policy = replay->policy;
    struct arena *scratch = &replay->arena; /* goes with the replay, once the report stands */
    memset(builder, 0, sizeof *builder);
    builder->report = report;
    builder->replay = replay;
    builder->key_words = (policy->fact_count + ATTRIBUTE_KEYS + HOMEVISIT_WORD_COUNT) / 64 + 1;
    builder->because_keys = arena_array(scratch, 3 * builder->key_words, sizeof(uint64_t));
    builder->settings_read = arena_array(scratch, policy->setting_count / 64 + 1, sizeof(uint64_t));
    const homevisit_allocator lists = arena_allocator(scratch);
    list_init(&builder->because, &lists, sizeof(homevisit_because));
    list_init(&builder->missing, &lists, sizeof(const char *));
    list_init(&builder->findings, &lists, sizeof(homevisit_finding));
    list_init(&builder->all_missing, &lists, sizeof(const char *));
    list_init(&builder->rules, &lists, sizeof(const char *));
    list_init(&builder->duties, &lists, sizeof(homevisit_duty));
    list_init(&builder->listed, &lists, sizeof(uint32_t));
    if (!builder->because_keys || !builder->settings_read)
        return HOMEVISIT_E_MEMORY;
    builder->missing_keys = builder->because_keys + builder->key_words;
    builder->all_missing_keys = builder->missing_keys + builder->key_words;
    return HOMEVISIT_OK;
}

void builder_restart(struct report_builder *builder, homevisit_report *report)
{
    builder->report = report;
    builder->failed = false;
    builder->listed.count = 0;
    memset(builder->settings_read, 0, (builder->replay->policy->setting_count / 64 + 1) * sizeof(uint64_t));
}

void builder_free(struct report_builder *builder)
{
    list_free(&builder->because);
    list_free(&builder->missing);
    list_free(&builder->findings);
    list_free(&builder->all_missing);
    list_free(&builder->rules);
    list_free(&builder->duties);
    list_free(&builder->listed);
}

static struct arena *report_arena(struct report_builder *builder)
{
    return &builder->report->arena;
}

void *build_array(struct report_builder *builder, const struct list *list)
{
    if (builder->failed || list->count == 0)
        return NULL;
    void *copy = arena_array(report_arena(builder), list->count, list->item_size);
    if (copy)
        memcpy(copy, list->items, list->count * list->item_size);
    else
        builder->failed = true;
    return copy;
}

static homevisit_names build_names(struct report_builder *builder, const struct list *list)
{
    homevisit_names names = {build_array(builder, list), list->count};
    if (!names.items)
        names.count = 0;
    return names;
}

static void push_name(struct report_builder *builder, struct list *list, const char *name)
{
    const char **slot = builder->failed ? NULL : list_add(list);
    if (slot)
        *slot = name;
    else
        builder->failed = true;
}

static const char *copy_text(struct report_builder *builder, const char *text)
{
    char *copy = builder->failed ? NULL : arena_copy_text(report_arena(builder), text, strlen(text));
    if (!copy)
        builder->failed = true;
    return copy ? copy : "";
}

void builder_list(struct report_builder *builder, const struct rule *rule)
{
    uint32_t *number = builder->failed ? NULL : list_take(&builder->listed);
    if (number)
        *number = rule->number;
    else
        builder->failed = true;
}

void builder_read_settings(struct report_builder *builder, const struct rule *rule)
{
    for (size_t i = 0; i < rule->setting_count; i++)
        builder->settings_read[rule->settings[i] / 64] |= UINT64_C(1) << (rule->settings[i] % 64);
}

/* ---- facts as they stood ----------------------------------------------------------------------------------------- */

static size_t key_of(const struct report_builder *builder, const struct condition_node *node)
{
    size_t facts = builder->replay->policy->fact_count;
    switch (node->kind) {
    case NODE_EVENT: return FACT_EVENT;
    case NODE_ATTRIBUTE: return facts + (size_t)node->attribute;
    case NODE_EVENT_MEMBER: /* words of two list attributes never meet in one event */
        return facts + ATTRIBUTE_KEYS + (size_t)node->value.word;
    default: return node->value.fact;
    }
}

/* Names live as long as the policy, or for ever. */
static const char *name_of(const struct report_builder *builder, const struct condition_node *node)
{
    switch (node->kind) {
    case NODE_EVENT: return fact_text(FACT_EVENT);
    case NODE_ATTRIBUTE: return event_fact_text(node->attribute);
    case NODE_EVENT_MEMBER: return event_member_text(node->attribute, node->value.word);
    default:
        return node->value.fact < FACT_STATIC_COUNT
                   ? fact_text(node->value.fact)
                   : builder->replay->policy->own_facts[node->value.fact - FACT_STATIC_COUNT].name;
    }
}

static void value_of_words(struct report_builder *builder, homevisit_value *value, const homevisit_word *words,
                           size_t count)
{
    homevisit_word *copy = arena_array(report_arena(builder), count, sizeof *copy);
    value->type = HOMEVISIT_TYPE_NAMES;
    if (!copy) {
        builder->failed = true;
        return;
    }
    if (count)
        memcpy(copy, words, count * sizeof *copy);
    value->words = copy;
    value->count = count;
}

static void value_of_staff(struct report_builder *builder, homevisit_value *value, const struct staff_member *staff,
                           size_t count)
{
    homevisit_staff *copy = arena_array(report_arena(builder), count, sizeof *copy);
    value->type = HOMEVISIT_TYPE_STAFF;
    if (!copy) {
        builder->failed = true;
        return;
    }
    for (size_t i = 0; i < count; i++) {
        const char *id = copy_text(builder, builder->replay->facts.ids[staff[i].id]);
        copy[i].id = (homevisit_text){id, strlen(id)};
        copy[i].role = staff[i].role;
        copy[i].trained_said = staff[i].trained_said;
        copy[i].trained = staff[i].trained;
    }
    value->staff = copy;
    value->count = count;
}

static void value_of_ids(struct report_builder *builder, homevisit_value *value, const struct ids_value *ids)
{
    const char **copy = arena_array(report_arena(builder), ids->count, sizeof *copy);
    value->type = HOMEVISIT_TYPE_IDS;
    if (!copy) {
        builder->failed = true;
        return;
    }
    for (uint32_t i = 0; i < ids->count; i++)
        copy[i] = copy_text(builder, builder->replay->facts.ids[ids->items[i]]);
    value->ids = copy;
    value->count = ids->count;
}

static homevisit_value value_of_fact(struct report_builder *builder, const struct condition_node *node)
{
    const struct fact_store *facts = &builder->replay->facts;
    const unsigned fact = node->value.fact;
    homevisit_value value = {0};
    switch ((enum node_type)node->type) {
    case NODE_TYPE_BOOLEAN:
        value.type = HOMEVISIT_TYPE_BOOLEAN;
        value.boolean = fact_true(facts, fact);
        break;
    case NODE_TYPE_NUMBER:
        value.type = HOMEVISIT_TYPE_INTEGER;
        value.integer = facts->values[fact].integer;
        break;
    case NODE_TYPE_TIME:
        value.type = HOMEVISIT_TYPE_TIME;
        value.integer = facts->values[fact].integer;
        break;
    case NODE_TYPE_NAME:
        value.type = HOMEVISIT_TYPE_NAME;
        value.word = facts->values[fact].word;
        break;
    case NODE_TYPE_TEXT:
    case NODE_TYPE_TEXTS:
        value.type = HOMEVISIT_TYPE_TEXT;
        value.text = copy_text(builder, facts->values[fact].text);
        break;
    case NODE_TYPE_NUMBERS: /* no fact is a list of numbers */ break;
    case NODE_TYPE_NAMES: {
        const struct role_list *roles = fact == FACT_AUTHORISATION_LONE_ROLES ? &facts->lone_roles : &facts->roles;
        value_of_words(builder, &value, roles->items, roles->count);
        break;
    }
    case NODE_TYPE_STAFF: value_of_staff(builder, &value, facts->staff, facts->staff_count); break;
    }
    return value;
}

static homevisit_value value_of_attribute(struct report_builder *builder, const struct condition_node *node)
{
    const union attribute_value *given = event_value(builder->event, node->attribute);
    const homevisit_attribute_info *info = event_attribute_find((homevisit_word)builder->event->event, node->attribute);
    homevisit_value value = {0};
    if (!given || !info)
        return value;
    value.type = info->type;
    switch (info->type) {
    case HOMEVISIT_TYPE_BOOLEAN: value.boolean = given->boolean; break;
    case HOMEVISIT_TYPE_NAME: value.word = given->word; break;
    case HOMEVISIT_TYPE_TEXT: value.text = copy_text(builder, given->text); break;
    case HOMEVISIT_TYPE_NAMES: value_of_words(builder, &value, given->names->items, given->names->count); break;
    case HOMEVISIT_TYPE_IDS: value_of_ids(builder, &value, given->ids); break;
    case HOMEVISIT_TYPE_STAFF: value_of_staff(builder, &value, given->staff->items, given->staff->count); break;
    default: value.integer = given->integer; break;
    }
    return value;
}

static homevisit_value value_of_member(struct report_builder *builder, const struct condition_node *node)
{
    const struct names_value *names = event_value(builder->event, node->attribute)->names;
    homevisit_value value = {.type = HOMEVISIT_TYPE_BOOLEAN};
    for (uint32_t i = 0; i < names->count; i++)
        value.boolean |= names->items[i] == node->value.word;
    return value;
}

static homevisit_value value_of(struct report_builder *builder, const struct condition_node *node)
{
    switch (node->kind) {
    case NODE_EVENT:
        return (homevisit_value){.type = HOMEVISIT_TYPE_NAME, .word = (homevisit_word)builder->event->event};
    case NODE_ATTRIBUTE: return value_of_attribute(builder, node);
    case NODE_EVENT_MEMBER: return value_of_member(builder, node);
    default: return value_of_fact(builder, node);
    }
}

/* ---- because and missing ----------------------------------------------------------------------------------------- */

/* Whether the key was not in the set. */
static bool add_key(uint64_t *keys, size_t key)
{
    const uint64_t bit = UINT64_C(1) << (key % 64);
    const bool is_new = (keys[key / 64] & bit) == 0;
    keys[key / 64] |= bit;
    return is_new;
}

/* Some hundred bytes: cheaper than to remember in which round each key was listed. */
static void forget_keys(const struct report_builder *builder, uint64_t *keys)
{
    memset(keys, 0, builder->key_words * sizeof *keys);
}

static void witness_because(void *user, const struct condition_node *node, bool known)
{
    struct report_builder *builder = user;
    if (builder->failed || !add_key(builder->because_keys, key_of(builder, node)))
        return;
    homevisit_because entry = {name_of(builder, node), {0}};
    if (known)
        entry.value = value_of(builder, node);
    homevisit_because *slot = list_add(&builder->because);
    if (slot)
        *slot = entry;
    else
        builder->failed = true;
}

static void witness_missing(void *user, const struct condition_node *node)
{
    struct report_builder *builder = user;
    const size_t key = key_of(builder, node);
    if (builder->failed || !add_key(builder->missing_keys, key))
        return;
    const char *name = name_of(builder, node);
    push_name(builder, &builder->missing, name);
    if (add_key(builder->all_missing_keys, key))
        push_name(builder, &builder->all_missing, name);
}

static void explain(struct report_builder *builder, node_index condition)
{
    const struct condition_scene scene = {&builder->replay->policy->conditions, &builder->replay->facts,
                                          builder->event};
    const struct condition_witness witness = {builder, witness_because, witness_missing};
    if (condition != NO_NODE && !builder->failed)
        condition_explain(&scene, condition, &witness);
}

static void start_round(struct report_builder *builder)
{
    forget_keys(builder, builder->because_keys);
    forget_keys(builder, builder->missing_keys);
    builder->because.count = 0;
    builder->missing.count = 0;
}

struct explanation build_explanation(struct report_builder *builder, const struct visit_event *event,
                                     node_index condition)
{
    struct explanation explanation = {0};
    builder->event = event;
    start_round(builder);
    explain(builder, condition);
    explanation.because = build_array(builder, &builder->because);
    explanation.because_count = explanation.because != NULL ? builder->because.count : 0;
    explanation.missing = build_names(builder, &builder->missing);
    return explanation;
}

homevisit_names build_missing(struct report_builder *builder, node_index condition)
{
    builder->event = NULL;
    start_round(builder);
    explain(builder, condition);
    return build_names(builder, &builder->missing);
}

/* ---- findings ---------------------------------------------------------------------------------------------------- */

static void explain_rule(struct report_builder *builder, const struct rule *rule)
{
    start_round(builder);
    if (rule->form != RULE_GUARD)
        return; /* a duty that would go by undone: the event itself is the reason */
    explain(builder, rule->as.guard.when);
    explain(builder, rule->as.guard.needs);
    explain(builder, rule->as.guard.unless);
}

static void tell_finding(void *user, const struct rule *rule, enum rule_result result)
{
    struct report_builder *builder = user;
    explain_rule(builder, rule);
    builder_list(builder, rule);
    builder_read_settings(builder, rule);
    if (builder->broken && result == RULE_BROKEN)
        rule_mark(builder->broken, rule->number);
    homevisit_finding finding = {
        .rule = rule->id,
        .clauses = rule->clauses,
        .force = rule->force,
        .outcome = result == RULE_BROKEN ? HOMEVISIT_OUTCOME_BROKEN : HOMEVISIT_OUTCOME_UNKNOWN,
        .message = rule->message,
        .assumed = rule->assumed,
        .because = build_array(builder, &builder->because),
        .because_count = builder->because.count,
        .missing = build_names(builder, &builder->missing),
    };
    homevisit_finding *slot = builder->failed ? NULL : list_add(&builder->findings);
    if (slot)
        *slot = finding;
    else
        builder->failed = true;
}

static void tell_rule(void *user, const struct rule *rule, enum rule_result result)
{
    struct report_builder *builder = user;
    (void)result;
    explain_rule(builder, rule); /* for what is missing */
    push_name(builder, &builder->rules, rule->id);
}

struct event_findings build_findings(struct report_builder *builder, const struct visit_event *event, bool with_reasons)
{
    struct event_findings met = {0};
    builder->event = event;
    forget_keys(builder, builder->all_missing_keys);
    builder->findings.count = builder->all_missing.count = builder->rules.count = 0;
    met.decision = event_decide(builder->replay, event, with_reasons ? tell_finding : tell_rule, builder);
    if (!state_possible(builder->replay->phase, builder->replay->place, (homevisit_word)event->event))
        met.decision = HOMEVISIT_DECISION_IMPOSSIBLE;
    met.findings = build_array(builder, &builder->findings);
    met.finding_count = builder->findings.count;
    met.rules = build_names(builder, &builder->rules);
    met.missing = build_names(builder, &builder->all_missing);
    met.silent = !word_set_has(&builder->replay->policy->spoken_of, (homevisit_word)event->event);
    return met;
}
