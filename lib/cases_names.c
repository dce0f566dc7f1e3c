/*
 * What a file of cases names: its policy, visits, clauses, settings and rules are looked up, and each case is made into
 * a row that can be run. Names in a value that cases_shape.c has refused are passed over.
 */
#include "cases.h"

#include <string.h>

/* ------------------------------------------------------------------------------------------------------------ names */

/* false where memory ran out. The text has to live as long as the index. */
static bool add_name(struct cases *cases, struct id_index *index, const char *name)
{
    if (!id_index_reserve(index, 1)) {
        problems_out_of_memory(cases->problems);
        return false;
    }
    id_index_add(index, name, strlen(name));
    return true;
}

static bool find_name(const struct id_index *index, const char *name, uint32_t *number)
{
    return id_index_find(index, name, strlen(name), number);
}

static bool add_policy_names(struct cases *cases)
{
    const homevisit_policy *policy = cases->policy;
    bool going = true;
    for (size_t i = 0; going && i < policy->rule_count; i++)
        going = add_name(cases, &cases->rules, policy->rules[i].id);
    for (size_t i = 0; going && i < policy->disabled_count; i++)
        going = add_name(cases, &cases->disabled, policy->disabled[i].id);
    for (size_t i = 0; going && i < policy->clause_count; i++)
        going = add_name(cases, &cases->clauses, policy->clauses[i].id);
    for (size_t i = 0; going && i < policy->setting_count; i++)
        going = add_name(cases, &cases->settings, policy->settings[i].name);
    return going;
}

/* Whether so many names may be looked at for the one that was meant: a name more that there is not costs as much as
 * there are names. */
static bool may_offer(struct cases *cases, size_t count)
{
    const bool may = count <= cases->offers_left;
    cases->offers_left -= may ? count : 0;
    return may;
}

static const char *nearest_rule(struct cases *cases, const char *name)
{
    const homevisit_policy *policy = cases->policy;
    struct nearest nearest;
    nearest_init(&nearest, name, strlen(name));
    if (!may_offer(cases, policy->rule_count))
        return NULL;
    for (size_t i = 0; i < policy->rule_count; i++)
        nearest_offer(&nearest, policy->rules[i].id, strlen(policy->rules[i].id));
    return nearest.best;
}

static const char *nearest_clause(struct cases *cases, const char *name)
{
    const homevisit_policy *policy = cases->policy;
    struct nearest nearest;
    nearest_init(&nearest, name, strlen(name));
    if (!may_offer(cases, policy->clause_count))
        return NULL;
    for (size_t i = 0; i < policy->clause_count; i++)
        nearest_offer(&nearest, policy->clauses[i].id, strlen(policy->clauses[i].id));
    return nearest.best;
}

static const char *nearest_setting(struct cases *cases, const char *name)
{
    const homevisit_policy *policy = cases->policy;
    struct nearest nearest;
    nearest_init(&nearest, name, strlen(name));
    if (!may_offer(cases, policy->setting_count))
        return NULL;
    for (size_t i = 0; i < policy->setting_count; i++)
        nearest_offer(&nearest, policy->settings[i].name, strlen(policy->settings[i].name));
    return nearest.best;
}

static const char *nearest_visit(struct cases *cases, const char *name)
{
    struct nearest nearest;
    nearest_init(&nearest, name, strlen(name));
    if (!may_offer(cases, cases->visits.count))
        return NULL;
    for (size_t i = 0; i < cases->visits.count; i++) {
        const char *visit = ((const struct case_visit *)list_at(&cases->visits, i))->events->string;
        nearest_offer(&nearest, visit, strlen(visit));
    }
    return nearest.best;
}

/* The texts of a list, NULL for what is none. */
static const cJSON *first_name(const cJSON *test, const char *key)
{
    const cJSON *list = member(test, key);
    return cJSON_IsArray(list) ? list->child : NULL;
}

static bool is_name(const cJSON *item)
{
    return cJSON_IsString(item) && *item->valuestring != '\0';
}

/* ------------------------------------------------------------------------------------------------------------ rules */

static const char *form_label(enum rule_form form)
{
    static const char *const texts[] = {"a guard", "a duty", "a checklist entry", "an advice"};
    return texts[form];
}

/* Whether a question's report tells of rules of a form at all. */
static bool is_told(homevisit_question question, enum rule_form form)
{
    switch (question) {
    case HOMEVISIT_QUESTION_AUDIT: return form != RULE_CHECKLIST && form != RULE_ADVICE;
    case HOMEVISIT_QUESTION_STATUS: return form != RULE_GUARD;
    default: return true;
    }
}

static void tell_untold(struct cases *cases, const struct test_case *test, const cJSON *item, enum rule_form form,
                        bool unknown)
{
    static const char *const questions[] = {[HOMEVISIT_QUESTION_CHECK] = "a check",
                                            [HOMEVISIT_QUESTION_STATUS] = "a status",
                                            [HOMEVISIT_QUESTION_AUDIT] = "an audit"};
    if (unknown)
        FAULT_AT(cases, item, SCHEMA, "never_unknown", NULL, "'%s' is %s, which is never unknown", item->valuestring,
                 form_label(form));
    else
        FAULT_AT(cases, item, SCHEMA, "not_told", NULL, "'%s' is %s, of which %s tells nothing", item->valuestring,
                 form_label(form), questions[test->question]);
}

/* Whether a case can ask for the rule at all. */
static bool check_rule(struct cases *cases, const struct test_case *test, const cJSON *item, bool unknown,
                       uint32_t *number)
{
    uint32_t disabled;
    if (find_name(&cases->rules, item->valuestring, number)) {
        enum rule_form form = cases->policy->rules[*number].form;
        bool never = unknown && (form == RULE_CHECKLIST || form == RULE_ADVICE);
        if (!never && is_told(test->question, form))
            return true;
        tell_untold(cases, test, item, form, never);
    } else if (find_name(&cases->disabled, item->valuestring, &disabled)) {
        FAULT_AT(cases, item, NAME, "disabled_rule", NULL, "the rule '%s' is disabled", item->valuestring);
    } else {
        FAULT_AT(cases, item, NAME, "unknown_rule", nearest_rule(cases, item->valuestring), "unknown rule '%s'",
                 item->valuestring);
    }
    return false;
}

static bool read_rules(struct cases *cases, const struct test_case *test, const char *key, struct rule_numbers *rules)
{
    const cJSON *list = member(test->node, key);
    size_t count = cJSON_IsArray(list) ? (size_t)cJSON_GetArraySize(list) : 0;
    rules->items = arena_array(&cases->arena, count, sizeof *rules->items);
    if (rules->items == NULL) {
        problems_out_of_memory(cases->problems);
        return false;
    }
    for (const cJSON *item = first_name(test->node, key); item != NULL; item = item->next)
        if (is_name(item) && check_rule(cases, test, item, strcmp(key, "unknown") == 0, &rules->items[rules->count]))
            rules->count++;
    return true;
}

static void mark_rules(const struct rule_numbers *rules, bool *marks)
{
    for (size_t i = 0; i < rules->count; i++)
        marks[rules->items[i]] = true;
}

/* A rule cannot both fire or be unknown, and be spared. */
static bool check_contradictions(struct cases *cases, const struct test_case *test)
{
    uint32_t number;
    if (test->spares.count == 0 || test->fires.count + test->unknown.count == 0)
        return true;
    bool *wanted = memory_allocate_zeroed(&cases->options->allocator, cases->policy->rule_count);
    if (wanted == NULL) {
        problems_out_of_memory(cases->problems);
        return false;
    }
    mark_rules(&test->fires, wanted);
    mark_rules(&test->unknown, wanted);
    for (const cJSON *item = first_name(test->node, "spares"); item != NULL; item = item->next)
        if (is_name(item) && find_name(&cases->rules, item->valuestring, &number) && wanted[number])
            FAULT_AT(cases, item, SCHEMA, "contradiction", NULL,
                     "'%s' is to be spared, and also to fire or to be unknown", item->valuestring);
    memory_release(&cases->options->allocator, wanted);
    return true;
}

/* ------------------------------------------------------------------------------------------------------------ cases */

static bool read_name(struct cases *cases, struct test_case *test)
{
    uint32_t number;
    test->name = member_text(test->node, "name");
    if (test->name == NULL) {
        test->name = "";
        return true;
    }
    if (!find_name(&cases->case_names, test->name, &number))
        return add_name(cases, &cases->case_names, test->name);
    FAULT_AT(cases, member(test->node, "name"), SCHEMA, "duplicate_case", NULL,
             "another case has this name already: a name says what its case alone tries");
    return true;
}

static void read_visit(struct cases *cases, struct test_case *test)
{
    const cJSON *visit = member(test->node, "visit");
    uint32_t number;
    if (cJSON_IsArray(visit)) {
        test->start = visit;
    } else if (cJSON_IsString(visit)) {
        if (find_name(&cases->visit_names, visit->valuestring, &number)) {
            test->named = list_at(&cases->visits, number);
            test->start = test->named->events;
        } else {
            FAULT_AT(cases, visit, NAME, "unknown_visit", nearest_visit(cases, visit->valuestring),
                     "unknown visit '%s'", visit->valuestring);
        }
    }
}

static bool read_clauses(struct cases *cases, struct test_case *test)
{
    const cJSON *list = member(test->node, "clauses");
    size_t count = cJSON_IsArray(list) ? (size_t)cJSON_GetArraySize(list) : 0;
    const char **clauses = arena_array(&cases->arena, count, sizeof *clauses);
    uint32_t number;
    if (clauses == NULL) {
        problems_out_of_memory(cases->problems);
        return false;
    }
    for (const cJSON *item = first_name(test->node, "clauses"); item != NULL; item = item->next) {
        if (!is_name(item))
            continue;
        if (find_name(&cases->clauses, item->valuestring, &number))
            clauses[test->clauses.count++] = cases->policy->clauses[number].id;
        else
            FAULT_AT(cases, item, NAME, "unknown_clause", nearest_clause(cases, item->valuestring),
                     "the policy has no clause '%s'", item->valuestring);
    }
    test->clauses.items = clauses;
    return true;
}

static void check_settings(struct cases *cases, const cJSON *test)
{
    const cJSON *settings = member(test, "settings");
    uint32_t number;
    for (const cJSON *item = cJSON_IsObject(settings) ? settings->child : NULL; item != NULL; item = item->next)
        if (!find_name(&cases->settings, item->string, &number))
            FAULT_AT_KEY(cases, item, NAME, "unknown_setting", nearest_setting(cases, item->string),
                         "unknown setting '%s'", item->string);
}

static bool read_case(struct cases *cases, const cJSON *node)
{
    struct test_case *test = list_add(&cases->rows);
    if (test == NULL) {
        problems_out_of_memory(cases->problems);
        return false;
    }
    test->node = node;
    test->question = cases_question(node);
    read_visit(cases, test);
    check_settings(cases, node);
    const char *at = member_text(node, "at");
    test->at.known = at != NULL && homevisit_time_read(at, strlen(at), &test->at.at);
    /* Of what an unknown question tells nobody knows. */
    bool going = read_name(cases, test) && read_clauses(cases, test);
    if (going && test->question != 0) {
        going = read_rules(cases, test, "fires", &test->fires) && read_rules(cases, test, "unknown", &test->unknown) &&
                read_rules(cases, test, "spares", &test->spares) && check_contradictions(cases, test);
    }
    return going;
}

static bool read_visits(struct cases *cases)
{
    const cJSON *visits = member(cases->root, "visits");
    for (const cJSON *item = cJSON_IsObject(visits) ? visits->child : NULL; item != NULL; item = item->next) {
        uint32_t number;
        /* A second of one name was refused by the scan. */
        if (find_name(&cases->visit_names, item->string, &number))
            continue;
        struct case_visit *visit = list_add(&cases->visits);
        if (visit == NULL) {
            problems_out_of_memory(cases->problems);
            return false;
        }
        visit->events = item;
        if (!add_name(cases, &cases->visit_names, item->string))
            return false;
    }
    return true;
}

static void check_policy(struct cases *cases)
{
    const cJSON *policy = member(cases->root, "policy");
    if (cJSON_IsString(policy) && *policy->valuestring != '\0' && strcmp(policy->valuestring, cases->policy->id) != 0)
        FAULT_AT(cases, policy, NAME, "other_policy", cases->policy->id,
                 "the cases are for the policy '%s', and this is '%s'", policy->valuestring, cases->policy->id);
}

bool cases_resolve(struct cases *cases)
{
    const cJSON *list = member(cases->root, "cases");
    check_policy(cases);
    bool going = add_policy_names(cases) && read_visits(cases);
    for (const cJSON *item = cJSON_IsArray(list) ? list->child : NULL; item != NULL && going; item = item->next)
        if (cJSON_IsObject(item))
            going = read_case(cases, item);
    return going;
}
