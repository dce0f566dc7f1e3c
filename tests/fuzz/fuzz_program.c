/*
 * Promises of a condition's compiled result: at every step of random records, and at every event a status offers, each
 * guard of a random profile is broken, unknown or silent just as the plain evaluator works it out over the same facts.
 *
 * What the facts are is asked of the library itself, by a second profile of one guard a fact: broken, with the value in
 * `because`, where the fact is known. So nothing here depends on how the library keeps facts or programs.
 */
#include "make_event.h"
#include "make_policy.h"
#include "pool.h"
#include "slow_condition.h"

#include <string.h>

enum { MOST_EVENTS = 12, MOST_PROBES = 64 };

/* ---- the facts that a profile reads ------------------------------------------------------------------------------ */

struct probes {
    const char *names[MOST_PROBES]; /* of the profile's own tree */
    unsigned count;
};

static bool is_of_member(const char *name)
{
    return *name == '\0' || strcmp(name, "id") == 0 || strcmp(name, "role") == 0 || strcmp(name, "trained") == 0;
}

static void note_name(struct probes *probes, const cJSON *name)
{
    if (!cJSON_IsString(name) || is_of_member(name->valuestring) || strncmp(name->valuestring, "settings.", 9) == 0 ||
        strncmp(name->valuestring, "conditions.", 11) == 0)
        return;
    for (unsigned i = 0; i < probes->count; i++)
        if (strcmp(probes->names[i], name->valuestring) == 0)
            return;
    if (probes->count < MOST_PROBES)
        probes->names[probes->count++] = name->valuestring;
}

static void note_names(struct probes *probes, const cJSON *node)
{
    const cJSON *child;
    if (cJSON_IsObject(node) && node->child != NULL && node->child->next == NULL) {
        const char *name = node->child->string;
        const cJSON *operands = node->child;
        if (strcmp(name, "var") == 0)
            note_name(probes, cJSON_IsArray(operands) ? operands->child : operands);
        if (strcmp(name, "missing") == 0)
            cJSON_ArrayForEach(child, operands) note_name(probes, child);
        if (strcmp(name, "missing") == 0 && cJSON_IsString(operands))
            note_name(probes, operands);
    }
    cJSON_ArrayForEach(child, node) note_names(probes, child);
}

/* The guards of a profile that stand on an event. */
static bool stands_on(const cJSON *rule, const char *event)
{
    const cJSON *on;
    if (cJSON_GetObjectItemCaseSensitive(rule, "do") != NULL ||
        cJSON_GetObjectItemCaseSensitive(rule, "item") != NULL ||
        cJSON_GetObjectItemCaseSensitive(rule, "during") != NULL)
        return false;
    cJSON_ArrayForEach(on, cJSON_GetObjectItemCaseSensitive(rule, "on"))
    {
        if (strcmp(on->valuestring, event) == 0)
            return true;
    }
    return false;
}

static void note_guards(struct probes *probes, const cJSON *profile, const char *event)
{
    const cJSON *rule;
    cJSON_ArrayForEach(rule, cJSON_GetObjectItemCaseSensitive(profile, "rules"))
    {
        if (!stands_on(rule, event))
            continue;
        note_names(probes, cJSON_GetObjectItemCaseSensitive(rule, "when"));
        note_names(probes, cJSON_GetObjectItemCaseSensitive(rule, "needs"));
        note_names(probes, cJSON_GetObjectItemCaseSensitive(rule, "unless"));
    }
    note_names(probes, cJSON_GetObjectItemCaseSensitive(profile, "conditions"));
}

static bool is_list_type(homevisit_type type)
{
    return type == HOMEVISIT_TYPE_NAMES || type == HOMEVISIT_TYPE_IDS || type == HOMEVISIT_TYPE_STAFF;
}

static bool is_list(const char *name, homevisit_word event)
{
    const homevisit_attribute_info *info;
    unsigned count;
    const struct pool_fact *facts = pool_record_facts(&count);
    for (unsigned i = 0; i < count; i++)
        if (strcmp(facts[i].name, name) == 0)
            return is_list_type(facts[i].type);
    for (size_t i = 0; (info = homevisit_event_attribute(event, i)) != NULL; i++)
        if (strncmp(name, "event.", 6) == 0 && strcmp(name + 6, homevisit_attribute_text(info->name)) == 0)
            return is_list_type(info->type);
    return false;
}

/* A guard that is broken where the fact is known: a list is empty or it is not, all else equals itself. */
static void add_probe(const struct probes *probes, unsigned number, const char *event, struct text *out)
{
    const char *name = probes->names[number];
    text_add(out, "%s{\"id\":\"p%u\",\"clauses\":[],\"force\":\"must\",\"message\":\"m\",\"on\":[\"%s\"],\"when\":",
             number > 0 ? "," : "", number, event);
    text_add(out,
             is_list(name, homevisit_word_find(event, strlen(event)))
                 ? "{\"or\":[{\"!\":{\"var\":\"%s\"}},{\"!!\":{\"var\":\"%s\"}}]}}"
                 : "{\"==\":[{\"var\":\"%s\"},{\"var\":\"%s\"}]}}",
             name, name);
}

static homevisit_policy *probing_policy(const cJSON *profile, const struct probes *probes, const char *event)
{
    struct text text = {0};
    homevisit_policy *policy = NULL;
    homevisit_problems *problems = NULL;
    text_add(
        &text,
        "{\"format\":\"homevisit-policy/1\",\"id\":\"probe\",\"title\":\"P\",\"version\":\"1\",\"time_zone\":\"%s\"",
        cJSON_GetObjectItemCaseSensitive(profile, "time_zone")->valuestring);
    text_add(&text, ",\"facts\":{\"x.flag\":\"boolean\",\"x.count\":\"integer\",\"x.word\":\"string\"},\"rules\":[");
    for (unsigned i = 0; i < probes->count; i++)
        add_probe(probes, i, event, &text);
    text_add(&text, "]}");
    const homevisit_code code = homevisit_policy_load(text.data, text.length, NULL, &policy, &problems);
    REQUIRE(code == HOMEVISIT_OK, "a probe is refused: %s in %s",
            homevisit_problems_count(problems) ? homevisit_problems_get(problems, 0)->message : "", text.data);
    text_free(&text);
    return policy;
}

/* ---- a report's values as a tree ---------------------------------------------------------------------------------- */

static cJSON *staff_tree(const homevisit_value *value)
{
    cJSON *list = cJSON_CreateArray();
    for (size_t i = 0; i < value->count; i++) {
        struct text id = {0};
        cJSON *member = cJSON_CreateObject();
        text_add_bytes(&id, value->staff[i].id.data, value->staff[i].id.length);
        cJSON_AddStringToObject(member, "id", id.data);
        cJSON_AddStringToObject(member, "role", homevisit_word_text(value->staff[i].role));
        if (value->staff[i].trained_said)
            cJSON_AddBoolToObject(member, "trained", value->staff[i].trained);
        cJSON_AddItemToArray(list, member);
        text_free(&id);
    }
    return list;
}

static cJSON *value_tree(const homevisit_value *value)
{
    cJSON *list;
    switch (value->type) {
    case HOMEVISIT_TYPE_BOOLEAN: return cJSON_CreateBool(value->boolean);
    case HOMEVISIT_TYPE_INTEGER:
    case HOMEVISIT_TYPE_TIME: return cJSON_CreateNumber((double)value->integer);
    case HOMEVISIT_TYPE_NAME: return cJSON_CreateString(homevisit_word_text(value->word));
    case HOMEVISIT_TYPE_TEXT: return cJSON_CreateString(value->text);
    case HOMEVISIT_TYPE_STAFF: return staff_tree(value);
    case HOMEVISIT_TYPE_NAMES:
    case HOMEVISIT_TYPE_IDS:
        list = cJSON_CreateArray();
        for (size_t i = 0; i < value->count; i++)
            cJSON_AddItemToArray(list, cJSON_CreateString(value->type == HOMEVISIT_TYPE_NAMES
                                                              ? homevisit_word_text(value->words[i])
                                                              : value->ids[i]));
        return list;
    default: return cJSON_CreateNull();
    }
}

/* The facts by name, as findings of the probing profile tell them; what is not told is unknown. */
static cJSON *facts_tree(const homevisit_finding *findings, size_t count)
{
    cJSON *facts = cJSON_CreateObject();
    for (size_t i = 0; i < count; i++)
        if (findings[i].outcome == HOMEVISIT_OUTCOME_BROKEN)
            cJSON_AddItemToObject(facts, findings[i].because[0].fact, value_tree(&findings[i].because[0].value));
    return facts;
}

/* ---- the comparison ----------------------------------------------------------------------------------------------- */

static enum slow_truth part(const cJSON *rule, const char *key, enum slow_truth left_out, struct slow_scope *scope)
{
    const cJSON *condition = cJSON_GetObjectItemCaseSensitive(rule, key);
    return condition != NULL ? slow_decide(condition, scope) : left_out;
}

/* Broken where `when` holds, `needs` does not and `unless` does not; one part that fails settles it. */
static enum slow_truth guard_broken(const cJSON *rule, struct slow_scope *scope)
{
    const enum slow_truth when = part(rule, "when", SLOW_TRUE, scope), needs = part(rule, "needs", SLOW_FALSE, scope),
                          unless = part(rule, "unless", SLOW_FALSE, scope);
    if (when == SLOW_FALSE || needs == SLOW_TRUE || unless == SLOW_TRUE)
        return SLOW_FALSE;
    return when == SLOW_UNKNOWN || needs == SLOW_UNKNOWN || unless == SLOW_UNKNOWN ? SLOW_UNKNOWN : SLOW_TRUE;
}

static enum slow_truth said_of(const homevisit_finding *findings, size_t count, const char *rule)
{
    for (size_t i = 0; i < count; i++)
        if (strcmp(findings[i].rule, rule) == 0)
            return findings[i].outcome == HOMEVISIT_OUTCOME_BROKEN ? SLOW_TRUE : SLOW_UNKNOWN;
    return SLOW_FALSE;
}

static void compare_guards(const cJSON *profile, const char *event, cJSON *facts, const homevisit_finding *findings,
                           size_t count)
{
    static const char *const words[] = {"false", "true", "unknown"};
    const cJSON *rule;
    cJSON_ArrayForEach(rule, cJSON_GetObjectItemCaseSensitive(profile, "rules"))
    {
        struct slow_scope scope = {.facts = facts,
                                   .flat = true,
                                   .settings = cJSON_GetObjectItemCaseSensitive(profile, "settings"),
                                   .conditions = cJSON_GetObjectItemCaseSensitive(profile, "conditions")};
        if (!stands_on(rule, event))
            continue;
        const char *id = cJSON_GetObjectItemCaseSensitive(rule, "id")->valuestring;
        const enum slow_truth slow = guard_broken(rule, &scope), said = said_of(findings, count, id);
        if (!scope.ill && slow == said)
            continue;
        char *written = cJSON_Print(rule), *known = cJSON_PrintUnformatted(facts);
        fuzz_fail(__FILE__, __LINE__, "%s over %s: the program says %s, the plain evaluator %s%s", written, known,
                  words[said], words[slow], scope.ill ? ", and finds it ill-typed" : "");
    }
}

/* Asks of an event under both profiles. */
static void compare_event(const homevisit_policy *policy, const cJSON *profile, const homevisit_visit *visit,
                          const homevisit_event *event)
{
    const char *name = homevisit_word_text(event->event);
    struct probes probes = {.count = 0};
    homevisit_report *report = NULL, *probed = NULL;
    note_guards(&probes, profile, name);
    if (homevisit_check(policy, visit, event, &report, NULL) != HOMEVISIT_OK)
        return; /* the event is not sound */
    homevisit_policy *probing = probing_policy(profile, &probes, name);
    REQUIRE(homevisit_check(probing, visit, event, &probed, NULL) == HOMEVISIT_OK, "the probes cannot be asked");
    const homevisit_result *answer = homevisit_report_result(report), *told = homevisit_report_result(probed);
    cJSON *facts = facts_tree(told->findings, told->finding_count);
    cJSON_AddStringToObject(facts, "event", name);
    compare_guards(profile, name, facts, answer->findings, answer->finding_count);
    cJSON_Delete(facts);
    homevisit_report_free(report);
    homevisit_report_free(probed);
    homevisit_policy_free(probing);
}

/* An audit decides each event as it goes along, with what it kept from the events before: as a check does afresh. */
static void compare_audit(const homevisit_policy *policy, const homevisit_visit *visit, struct text *decisions)
{
    homevisit_report *report = NULL;
    if (homevisit_audit(policy, visit, NULL, &report, NULL) != HOMEVISIT_OK)
        return;
    const homevisit_result *audit = homevisit_report_result(report);
    struct text found = {0};
    text_clear(&found);
    for (size_t i = 0; i < audit->step_count; i++)
        text_add(&found, "%s ", homevisit_decision_text(audit->steps[i].decision));
    REQUIRE(strcmp(found.data, decisions->data) == 0, "steps: %s\nchecks: %s", found.data, decisions->data);
    text_free(&found);
    homevisit_report_free(report);
}

static void take_event(const homevisit_policy *policy, homevisit_visit *visit, const homevisit_event *event,
                       struct text *decisions)
{
    homevisit_report *report = NULL;
    if (homevisit_check(policy, visit, event, &report, NULL) == HOMEVISIT_OK &&
        homevisit_visit_append_event(visit, event, NULL) == HOMEVISIT_OK)
        text_add(decisions, "%s ", homevisit_decision_text(homevisit_report_decision(report)));
    homevisit_report_free(report);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct steer steer = {data, size}, half = steer_half(&steer);
    struct text text = {0}, decisions = {0};
    struct event_maker maker = {.ill = 0};
    homevisit_visit *visit = NULL;
    homevisit_policy *policy = make_policy(&half, 8, 3, &text);
    cJSON *profile = cJSON_Parse(text.data);
    event_maker_start(&maker, &steer);
    REQUIRE(homevisit_visit_new("V", 1, NULL, &visit) == HOMEVISIT_OK, "no record");
    text_clear(&decisions);
    int64_t latest = maker.now;
    for (unsigned i = 0; i < MOST_EVENTS && steer.left > 0; i++) {
        struct made_event made, other;
        make_event(&maker, HOMEVISIT_WORD_none, &made);
        made.event.at = maker.now = latest = maker.now < latest ? latest : maker.now;
        compare_event(policy, profile, visit, &made.event);
        take_event(policy, visit, &made.event, &decisions);
        /* And an event that does not come to pass: one that a guard stands on. */
        const cJSON *rules = cJSON_GetObjectItemCaseSensitive(profile, "rules");
        const cJSON *rule = cJSON_GetArrayItem(rules, (int)(i % MOST_EVENTS) % (cJSON_GetArraySize(rules) + 1));
        const cJSON *on = cJSON_GetArrayItem(cJSON_GetObjectItemCaseSensitive(rule, "on"), 0);
        if (cJSON_IsString(on)) {
            make_event(&maker, homevisit_word_find(on->valuestring, strlen(on->valuestring)), &other);
            compare_event(policy, profile, visit, &other.event);
        }
    }
    compare_audit(policy, visit, &decisions);
    homevisit_visit_free(visit);
    cJSON_Delete(profile);
    homevisit_policy_free(policy);
    text_free(&text);
    text_free(&decisions);
    return 0;
}
