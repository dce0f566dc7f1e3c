/*
 * The rules, as they stand when all policies are laid over each other: which form each has, whether it holds that form's
 * keys and no others, and what all forms share. policy_forms.c reads the forms themselves.
 */
#include "policy_read.h"

#include <string.h>

/* ------------------------------------------------------------------------------------------------------------- form */

/* The key that only one form has and cannot do without. */
static const struct {
    enum policy_object form;
    const char *key;
} deciding_keys[] = {{OBJECT_DUTY, "do"}, {OBJECT_CHECKLIST, "item"}, {OBJECT_ADVICE, "during"}};

enum { NO_FORM = -1 };

static const char *other_deciding_key(const cJSON *rule, size_t after)
{
    for (size_t i = after + 1; i < sizeof deciding_keys / sizeof *deciding_keys; i++)
        if (member(rule, deciding_keys[i].key) != NULL)
            return deciding_keys[i].key;
    return NULL;
}

/* The form that most of the rule's keys speak for; the first of equals. NO_FORM where none does. `when`, which all have,
 * says nothing. */
static int likeliest_form(const cJSON *rule)
{
    int counts[RULE_ADVICE + 1] = {0}, best = NO_FORM, most = 0;
    for (const cJSON *item = rule->child; item != NULL; item = item->next) {
        const unsigned objects = strcmp(item->string, "when") != 0 ? policy_key_objects(item->string) : 0;
        for (int form = RULE_GUARD; form <= RULE_ADVICE; form++)
            if (objects >> (OBJECT_GUARD + form) & 1u)
                counts[form]++;
    }
    for (int form = RULE_GUARD; form <= RULE_ADVICE; form++)
        if (counts[form] > most) {
            most = counts[form];
            best = form;
        }
    return best;
}

static void tell_no_form(struct policy_reader *reader, const struct policy_entry *entry)
{
    /* Where that was told already, or a key of a form is only misspelt, there is nothing more to say. */
    if (entry->incomplete || shape_is_misspelt(reader, entry->node, OBJECT_BIT(RULE) | FORM_BITS, FORM_BITS, NULL))
        return;
    FAULT_AT(reader, entry->node, SCHEMA, "no_form", NULL,
             "a rule needs a form: 'on' (a guard), 'do' (a duty), 'item' (a checklist entry) or 'during' (an advice)");
}

/* Finds the form; `objects` receives those whose keys count as known: more than one where that was told. */
static int find_form(struct policy_reader *reader, const struct policy_entry *entry, unsigned *objects)
{
    int form = NO_FORM;
    for (size_t i = 0; i < sizeof deciding_keys / sizeof *deciding_keys && form == NO_FORM; i++) {
        if (member(entry->node, deciding_keys[i].key) == NULL)
            continue;
        form = (int)deciding_keys[i].form - OBJECT_GUARD;
        const char *other = other_deciding_key(entry->node, i);
        if (other == NULL)
            continue;
        FAULT_AT_KEY(reader, member(entry->node, other), SCHEMA, "two_forms", NULL,
                     "a rule has one form only: '%s' makes this one %s, '%s' %s", deciding_keys[i].key,
                     policy_object_label(deciding_keys[i].form), other,
                     policy_object_label(policy_key_find(FORM_BITS, other)->object));
        *objects = FORM_BITS;
        return NO_FORM;
    }
    if (form == NO_FORM)
        form = likeliest_form(entry->node);
    if (form == NO_FORM)
        tell_no_form(reader, entry);
    *objects = form == NO_FORM ? FORM_BITS : 1u << (OBJECT_GUARD + form);
    return form;
}

/* ------------------------------------------------------------------------------------------------------------- keys */

/* A key that belongs to another form than the rule's. Where a base said it, the patch that changed the form is to blame. */
static void tell_foreign_key(struct policy_reader *reader, const cJSON *rule, const cJSON *item, int form)
{
    const char *label = policy_object_label(OBJECT_GUARD + (enum policy_object)form);
    if (json_tree_source(reader->places, item) == json_tree_source(reader->places, rule))
        FAULT_AT_KEY(reader, item, SCHEMA, "key_of_other_form", NULL, "%s has no '%s', which belongs to %s", label,
                     item->string, policy_object_label(policy_key_find(FORM_BITS, item->string)->object));
    else
        FAULT_AT(reader, rule, SCHEMA, "key_of_other_form", NULL,
                 "this makes the rule %s, but the policy that this one extends gave it '%s'; null takes that away",
                 label, item->string);
}

/* Checks every value by the row of the rule or of its form. */
static void check_values(struct policy_reader *reader, const cJSON *rule, int form, unsigned objects)
{
    for (const cJSON *item = rule->child; item != NULL; item = item->next) {
        const struct policy_key *row = policy_key_find(OBJECT_BIT(RULE) | objects, item->string);
        if (row != NULL && strcmp(row->name, "id") != 0)
            shape_check_value(reader, row, item);
        else if (row == NULL && policy_key_find(FORM_BITS, item->string) != NULL)
            tell_foreign_key(reader, rule, item, form);
    }
}

/* The required keys; the id was looked for before the rule could be laid over others. */
static void check_required(struct policy_reader *reader, const struct policy_entry *entry, int form)
{
    unsigned objects = OBJECT_BIT(RULE) | FORM_BITS;
    const struct policy_key_rows rows = policy_key_rows(OBJECT_RULE);
    if (!entry->incomplete)
        for (size_t i = rows.first; i < rows.end; i++) {
            const struct policy_key *row = &policy_keys[i];
            bool is_wanted = row->required && strcmp(row->name, "id") != 0;
            if (is_wanted && member(entry->node, row->name) == NULL &&
                !shape_is_misspelt(reader, entry->node, objects, objects, row->name))
                FAULT_AT(reader, entry->node, SCHEMA, "missing_key", NULL, "a rule needs the key '%s'", row->name);
        }
    if (form != NO_FORM)
        shape_check_required(reader, OBJECT_GUARD + (enum policy_object)form, objects, entry->node);
}

static void check_force(struct policy_reader *reader, const cJSON *rule, int form)
{
    const char *force = member_text(rule, "force");
    if (force == NULL || strcmp(force, "may") != 0 || form == NO_FORM || form == RULE_ADVICE)
        return;
    FAULT_AT(reader, member(rule, "force"), SCHEMA, "may_only_advice", "should",
             "the force 'may' is for advice; %s is a must or a should",
             policy_object_label(OBJECT_GUARD + (enum policy_object)form));
}

/* ------------------------------------------------------------------------------------------------- what all rules have */

static bool read_common(struct policy_reader *reader, const cJSON *node, struct rule *rule)
{
    const char *force = member_text(node, "force");
    int choice = force != NULL ? policy_choice_find(CHOICES_FORCE, force) : -1;
    rule->force = choice >= 0 ? (homevisit_force)choice : HOMEVISIT_FORCE_MUST;
    rule->own_assumed = member_is_true(node, "assumed");
    rule->disabled = member_is_true(node, "disabled");
    rule->locked = member_is_true(node, "locked");
    return policy_keep_text(reader, &rule->id, member_text(node, "id")) &&
           policy_keep_text(reader, &rule->message, member_text(node, "message")) &&
           policy_keep_text(reader, &rule->note, member_text(node, "note")) &&
           policy_keep_clauses(reader, &rule->clauses, member(node, "clauses"));
}

static int number_order(const void *first, const void *second, const void *context)
{
    (void)context;
    uint32_t a = *(const uint32_t *)first, b = *(const uint32_t *)second;
    return (a > b) - (a < b);
}

/* The settings that the rule has been seen to read, in their order, and whether one of them is assumed. */
static bool keep_settings(struct policy_reader *reader, struct rule *rule)
{
    size_t count = reader->settings_read.count;
    uint32_t *numbers = arena_array(&reader->policy->arena, count, sizeof *numbers);
    if (!policy_got(reader, numbers))
        return false;
    list_sort(&reader->settings_read, 0, number_order, NULL);
    rule->assumed = rule->own_assumed;
    for (size_t i = 0; i < count; i++) {
        numbers[i] = *(const uint32_t *)list_at(&reader->settings_read, i);
        rule->assumed = rule->assumed || reader->policy->settings[numbers[i]].assumed;
    }
    rule->settings = numbers;
    rule->setting_count = count;
    return true;
}

/* ------------------------------------------------------------------------------------------------------------ a rule */

static bool read_form(struct policy_reader *reader, const cJSON *node, struct rule *rule)
{
    switch (rule->form) {
    case RULE_GUARD: return policy_read_guard(reader, node, &rule->as.guard);
    case RULE_DUTY: return policy_read_duty(reader, node, &rule->as.duty);
    case RULE_CHECKLIST: return policy_read_checklist(reader, node, &rule->as.checklist);
    case RULE_ADVICE: return policy_read_advice(reader, node, &rule->as.advice);
    }
    return true;
}

static bool read_rule(struct policy_reader *reader, const struct policy_entry *entry, struct rule *rule)
{
    /* Beyond the last problem that is told, there is nothing left to find out. */
    if (problems_full(reader->problems))
        return true;
    unsigned objects;
    int form = find_form(reader, entry, &objects);
    check_values(reader, entry->node, form, objects);
    check_required(reader, entry, form);
    check_force(reader, entry->node, form);
    if (!read_common(reader, entry->node, rule) || !policy_origin(reader, entry->source, &rule->origin))
        return false;
    if (form == NO_FORM)
        return true;
    rule->form = (enum rule_form)form;
    reader->settings_read.count = 0;
    reader->rule_number++;
    return read_form(reader, entry->node, rule) && keep_settings(reader, rule) &&
           problems_code(reader->problems) != HOMEVISIT_E_MEMORY;
}

/* ------------------------------------------------------------------------------------------------------------- rules */

static bool make_room(struct policy_reader *reader)
{
    homevisit_policy *policy = reader->policy;
    size_t disabled = 0, count = policy_entries_count(&reader->rules);
    for (size_t i = 0; i < count; i++)
        disabled += member_is_true(policy_entry_at(&reader->rules, i)->node, "disabled");
    policy->rules = arena_array(&policy->arena, count - disabled, sizeof *policy->rules);
    policy->disabled = arena_array(&policy->arena, disabled, sizeof *policy->disabled);
    return policy_got(reader, policy->rules) && policy_got(reader, policy->disabled);
}

bool policy_read_rules(struct policy_reader *reader)
{
    homevisit_policy *policy = reader->policy;
    if (!make_room(reader))
        return false;
    for (size_t i = 0; i < policy_entries_count(&reader->rules); i++) {
        const struct policy_entry *entry = policy_entry_at(&reader->rules, i);
        bool disabled = member_is_true(entry->node, "disabled");
        struct rule *rule = disabled ? &policy->disabled[policy->disabled_count] : &policy->rules[policy->rule_count];
        rule->number = disabled ? UINT32_MAX : (uint32_t)policy->rule_count;
        if (!read_rule(reader, entry, rule))
            return false;
        *(disabled ? &policy->disabled_count : &policy->rule_count) += 1;
    }
    for (size_t i = 0; i < reader->stray_rules.count; i++) {
        struct rule stray = {0};
        if (!read_rule(reader, list_at(&reader->stray_rules, i), &stray))
            return false;
    }
    return true;
}
