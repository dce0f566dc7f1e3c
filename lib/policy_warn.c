/*
 * What is sound in a profile, but doubtful: told as warnings by homevisit_policy_validate(), while the trees are still
 * there to say where. Rules are weighed against each other by the search that also finds what can never be true.
 */
#include "condition_reader.h"
#include "condition_solve.h"
#include "policy_read.h"

#include <string.h>

/* How much the search may do for one question, and for a profile: so much, and so much more for each rule, which is
 * enough for a few hundred guards on one event. Beyond, nothing is doubted. */
#define WORK_QUESTION 20000
#define WORK_PROFILE 2000000
#define WORK_RULE 2000

/* A guard as questions ask of it: nodes that are made once, however many others it is weighed against. */
struct weighed {
    node_index broken[3]; /* all hold where it is broken: `when`, not `needs`, not `unless`, as far as it has them */
    uint32_t broken_count;
    node_index unbroken; /* holds where it is not broken; NO_NODE: nothing is made yet */
};

struct weigher {
    struct policy_reader *reader;
    const homevisit_policy *policy;
    struct conditions *conditions; /* the policy's, with what is asked of them added behind */
    struct condition_solver *solver;
    struct weighed *guards; /* by rule */
    size_t work, limit;
    bool memory; /* ran out */
};

#define WARN_AT(reader, node, code, ...)                                                                               \
    json_tree_warn((reader)->places, (reader)->problems, node, HOMEVISIT_KIND_SCHEMA, code, NULL, __VA_ARGS__)

/* ---- settings, clauses, dates ------------------------------------------------------------------------------------ */

static bool is_own(const struct policy_reader *reader, const struct policy_entry *entry)
{
    return json_tree_source(reader->places, entry->node) == 0;
}

static void mark_settings(const struct rule *rules, size_t count, bool *read)
{
    for (size_t i = 0; i < count; i++)
        for (size_t k = 0; k < rules[i].setting_count; k++)
            read[rules[i].settings[k]] = true;
}

static bool warn_settings(struct policy_reader *reader)
{
    const homevisit_policy *policy = reader->policy;
    bool *asked = arena_array(&reader->scratch, policy->setting_count, sizeof *asked);
    bool *read = arena_array(&reader->scratch, policy->setting_count, sizeof *read);
    if (!policy_got(reader, asked) || !policy_got(reader, read))
        return false;
    mark_settings(policy->rules, policy->rule_count, asked);
    mark_settings(policy->rules, policy->rule_count, read);
    mark_settings(policy->disabled, policy->disabled_count, read);
    for (size_t i = 0; i < policy->setting_count; i++) {
        const struct policy_entry *entry = policy_entry_at(&reader->settings, i);
        if (!read[i] && is_own(reader, entry))
            WARN_AT(reader, entry->node, "unread_setting", "no rule reads the setting '%s'", entry->name);
        else if (asked[i] && policy->settings[i].assumed)
            WARN_AT(reader, entry->node, "assumed_setting",
                    "the setting '%s' is assumed: ask the school for its own value", entry->name);
    }
    return true;
}

static void mark_cited(const homevisit_policy *policy, const homevisit_names *clauses, bool *cited)
{
    for (size_t i = 0; i < clauses->count; i++) {
        const size_t place = policy_find_clause(policy, clauses->items[i]);
        if (place != SIZE_MAX)
            cited[place] = true;
    }
}

/* The policy's clauses stand in the order of the entries. */
static bool warn_clauses(struct policy_reader *reader)
{
    const homevisit_policy *policy = reader->policy;
    bool *cited = arena_array(&reader->scratch, policy->clause_count, sizeof *cited);
    if (!policy_got(reader, cited))
        return false;
    for (size_t i = 0; i < policy->rule_count; i++)
        mark_cited(policy, &policy->rules[i].clauses, cited);
    for (size_t i = 0; i < policy_entries_count(&reader->clauses); i++) {
        const struct policy_entry *entry = policy_entry_at(&reader->clauses, i);
        if (!is_own(reader, entry) || cited[i])
            continue;
        WARN_AT(reader, entry->node, "uncited_clause", "no enabled rule cites the clause '%s'", entry->name);
    }
    return true;
}

static void warn_review(struct policy_reader *reader, const int64_t *today)
{
    const homevisit_policy *policy = reader->policy;
    const struct policy_document *profile = list_at(&reader->documents, 0);
    int64_t day = 0;
    if (!today || !policy->review_due)
        return;
    zone_local(&policy->zone, *today, NULL, NULL, &day);
    if (day > policy->review_due_days)
        WARN_AT(reader, member(profile->root, "review_due"), "review_overdue", "the review was due on that day");
}

/* ---- asking the search ------------------------------------------------------------------------------------------- */

/* Adds an operation over nodes; NO_NODE where memory ran out. */
static node_index add_operation(struct weigher *weigher, enum operator_id id, const node_index *operands, size_t count)
{
    struct condition_node *node = list_add(&weigher->conditions->nodes);
    const cJSON **origin = list_add(&weigher->conditions->origins);
    if (!node || !origin) {
        weigher->memory = true;
        return NO_NODE;
    }
    node->kind = NODE_OPERATION;
    node->type = NODE_TYPE_BOOLEAN;
    node->operation = (uint8_t)id;
    node->first = (uint32_t)weigher->conditions->children.count;
    node->count = (uint32_t)count;
    for (size_t i = 0; i < count; i++) {
        node_index *child = list_add(&weigher->conditions->children);
        if (!child) {
            weigher->memory = true;
            return NO_NODE;
        }
        *child = operands[i];
    }
    return (node_index)weigher->conditions->nodes.count - 1;
}

static node_index add_negation(struct weigher *weigher, node_index node)
{
    return add_operation(weigher, OPERATOR_NOT, &node, 1);
}

/* A guard is broken where `when` holds, and `needs` and `unless` do not; it is unbroken where `when` does not hold (it
 * has that or `needs`) or one of the others does. */
static void make_weighed(struct weigher *weigher, const struct guard *guard, struct weighed *weighed)
{
    const node_index excuses[] = {guard->needs, guard->unless};
    node_index ways[3];
    uint32_t count = 0;
    weighed->broken_count = 0;
    if (guard->when != NO_NODE) {
        weighed->broken[weighed->broken_count++] = guard->when;
        ways[count++] = add_negation(weigher, guard->when);
    }
    for (size_t i = 0; i < sizeof excuses / sizeof *excuses; i++) {
        if (excuses[i] == NO_NODE)
            continue;
        weighed->broken[weighed->broken_count++] = add_negation(weigher, excuses[i]);
        ways[count++] = excuses[i];
    }
    /* Memory may be there again by now: the search would look for the node that was not made. */
    weighed->unbroken = weigher->memory ? NO_NODE : add_operation(weigher, OPERATOR_OR, ways, count);
}

/* NULL: no memory. */
static const struct weighed *weighed_of(struct weigher *weigher, const struct rule *rule)
{
    struct weighed *weighed = &weigher->guards[rule - weigher->policy->rules];
    if (weighed->unbroken == NO_NODE)
        make_weighed(weigher, &rule->as.guard, weighed);
    return weighed->unbroken != NO_NODE ? weighed : NULL;
}

/* Parts of a question: all of them are to hold at once. */
struct parts {
    node_index items[4];
    size_t count;
};

static void take_part(struct parts *parts, node_index node)
{
    if (node != NO_NODE)
        parts->items[parts->count++] = node;
}

static void take_broken(struct parts *parts, const struct weighed *guard)
{
    for (uint32_t i = 0; i < guard->broken_count; i++)
        take_part(parts, guard->broken[i]);
}

static bool is_spent(const struct weigher *weigher)
{
    return weigher->work >= weigher->limit;
}

/* Whether the parts may all hold at once. What the search has no more work for may. */
static bool possible(struct weigher *weigher, const struct parts *parts, const struct word_set *events)
{
    term_index terms[sizeof parts->items / sizeof *parts->items];
    if (is_spent(weigher))
        return true;
    for (size_t i = 0; i < parts->count; i++) {
        terms[i] = solver_term(weigher->solver, parts->items[i]);
        if (terms[i] == NO_TERM) {
            weigher->memory = true;
            return true;
        }
    }
    weigher->solver->work = 0;
    weigher->solver->limit = WORK_QUESTION;
    const bool answer = solver_possible(weigher->solver, terms, parts->count, events);
    weigher->work += weigher->solver->work + 1;
    weigher->memory = weigher->memory || weigher->solver->memory;
    return answer || weigher->solver->memory;
}

static const cJSON *rule_node(const struct weigher *weigher, const struct rule *rule)
{
    const struct policy_entry *entry = policy_entry_find(&weigher->reader->rules, rule->id, strlen(rule->id), NULL);
    return entry ? entry->node : ((const struct policy_document *)list_at(&weigher->reader->documents, 0))->root;
}

/* ---- rules against facts, and against each other ----------------------------------------------------------------- */

static bool warn_never(struct weigher *weigher, const struct rule *rule)
{
    const struct weighed *weighed = weighed_of(weigher, rule);
    struct parts parts = {.count = 0};
    if (weighed == NULL)
        return false;
    take_broken(&parts, weighed);
    if (!possible(weigher, &parts, &rule->as.guard.on))
        WARN_AT(weigher->reader, rule_node(weigher, rule), "never_fires",
                "the rule '%s' cannot be broken: what it asks for always holds when it applies", rule->id);
    return true;
}

static bool is_within(const struct word_set *inner, const struct word_set *outer)
{
    for (size_t i = 0; i < WORD_SET_SIZE; i++)
        if (inner->bits[i] & ~outer->bits[i])
            return false;
    return true;
}

/* Whether `other` is broken wherever `rule` is, and weighs as much. */
static bool covers(struct weigher *weigher, const struct rule *other, const struct rule *rule, bool *covered)
{
    struct parts parts = {.count = 0};
    *covered = false;
    weigher->work++;
    if (other->force > rule->force || !is_within(&rule->as.guard.on, &other->as.guard.on))
        return true;
    const struct weighed *one = weighed_of(weigher, rule), *many = weighed_of(weigher, other);
    if (one == NULL || many == NULL)
        return false;
    take_broken(&parts, one);
    take_part(&parts, many->unbroken);
    *covered = !possible(weigher, &parts, &rule->as.guard.on);
    return true;
}

/* The guards among which all stand that may cover this one: those of its event that has the fewest. */
static const struct rule_index *fellows_of(const homevisit_policy *policy, const struct guard *guard)
{
    const struct rule_index *fewest = NULL;
    for (unsigned word = 1; word <= EVENT_COUNT; word++)
        if (word_set_has(&guard->on, (homevisit_word)word) &&
            (fewest == NULL || policy->guards[word].count < fewest->count))
            fewest = &policy->guards[word];
    return fewest;
}

/* Of two that say the same, the later one is told. */
static bool warn_covered(struct weigher *weigher, const struct rule *rule)
{
    const homevisit_policy *policy = weigher->policy;
    const struct rule_index *fellows = fellows_of(policy, &rule->as.guard);
    for (size_t i = 0; fellows != NULL && i < fellows->count && !is_spent(weigher); i++) {
        const struct rule *other = &policy->rules[fellows->items[i]];
        bool covered = false, mutual = false;
        if (other == rule)
            continue;
        if (!covers(weigher, other, rule, &covered) || (covered && !covers(weigher, rule, other, &mutual)))
            return false;
        if (!covered || (mutual && other > rule))
            continue;
        WARN_AT(weigher->reader, rule_node(weigher, rule), "covered_rule",
                "the rule '%s' adds nothing: '%s' is broken wherever it is", rule->id, other->id);
        return true;
    }
    return true;
}

/* ---- duties that nobody may do ----------------------------------------------------------------------------------- */

/* Whether some must guard forbids the event whenever the duty stands. */
static bool is_forbidden(struct weigher *weigher, const struct rule *duty, homevisit_word event, const struct rule **by)
{
    const struct rule_index *guards = &weigher->policy->guards[event];
    struct word_set events = {{0}};
    word_set_add(&events, event);
    for (size_t i = 0; i < guards->count && !is_spent(weigher); i++) {
        const struct rule *guard = &weigher->policy->rules[guards->items[i]];
        struct parts parts = {.count = 0};
        weigher->work++;
        if (guard->force != HOMEVISIT_FORCE_MUST)
            continue;
        const struct weighed *weighed = weighed_of(weigher, guard);
        if (weighed == NULL)
            return false;
        take_part(&parts, duty->as.duty.when);
        take_part(&parts, weighed->unbroken);
        if (!possible(weigher, &parts, &events)) {
            *by = guard;
            return true;
        }
    }
    return false;
}

static void warn_no_way(struct weigher *weigher, const struct rule *rule)
{
    const struct duty *duty = &rule->as.duty;
    const struct rule *by = NULL;
    if (rule->force != HOMEVISIT_FORCE_MUST || duty->has_on)
        return;
    for (unsigned word = 1; word <= EVENT_COUNT; word++)
        if (word_set_has(&duty->todo, (homevisit_word)word) && !is_forbidden(weigher, rule, (homevisit_word)word, &by))
            return;
    if (by)
        WARN_AT(weigher->reader, rule_node(weigher, rule), "no_way",
                "while the duty '%s' stands, everything that would discharge it is forbidden, also by '%s'", rule->id,
                by->id);
}

static bool begin_weighing(struct weigher *weigher)
{
    const size_t count = weigher->policy->rule_count;
    weigher->guards = arena_array(&weigher->reader->scratch, count, sizeof *weigher->guards);
    weigher->solver = solver_new(&weigher->policy->allocator, weigher->conditions);
    weigher->limit = WORK_PROFILE + WORK_RULE * count;
    for (size_t i = 0; i < count && weigher->guards != NULL; i++)
        weigher->guards[i].unbroken = NO_NODE;
    return weigher->guards != NULL && weigher->solver != NULL;
}

static bool weigh(struct weigher *weigher)
{
    for (size_t i = 0; i < weigher->policy->rule_count; i++) {
        const struct rule *rule = &weigher->policy->rules[i];
        if (rule->form == RULE_GUARD && (!warn_never(weigher, rule) || !warn_covered(weigher, rule)))
            return false;
        if (rule->form == RULE_DUTY)
            warn_no_way(weigher, rule);
    }
    return true;
}

/* ---- all together ------------------------------------------------------------------------------------------------ */

bool policy_warn(struct policy_reader *reader, const int64_t *today)
{
    struct weigher weigher = {.reader = reader, .policy = reader->policy, .conditions = &reader->policy->conditions};
    if (!warn_settings(reader) || !warn_clauses(reader))
        return false;
    warn_review(reader, today);
    const bool fine = begin_weighing(&weigher) && weigh(&weigher) && !weigher.memory;
    if (!fine)
        problems_out_of_memory(reader->problems);
    solver_free(weigher.solver);
    return fine;
}
