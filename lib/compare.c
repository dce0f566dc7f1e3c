/*
 * Where policies decide differently on one visit. Each audits it; then the audits are laid beside each other, step by
 * step and duty by duty. Schools that extend one base share its rules' ids, and so do two versions of one policy: what
 * is of one rule is compared, and a rule that only some have is a difference by itself.
 */
#include "compare.h"

#include "json_write.h"

#include <string.h>

/* ------------------------------------------------------------------------------------------------------------ rules */

/* Every rule's id, once. false where memory ran out. */
static bool number_rules(struct comparison *comparison)
{
    for (size_t p = 0; p < comparison->count; p++) {
        const homevisit_policy *policy = comparison->policies[p];
        if (!id_index_reserve(&comparison->rules, policy->rule_count))
            return false;
        for (size_t i = 0; i < policy->rule_count; i++) {
            const char *id = policy->rules[i].id;
            uint32_t number;
            if (!id_index_find(&comparison->rules, id, strlen(id), &number))
                id_index_add(&comparison->rules, id, strlen(id));
        }
    }
    return true;
}

static uint32_t rule_number(const struct comparison *comparison, const char *id)
{
    uint32_t number = 0;
    id_index_find(&comparison->rules, id, strlen(id), &number);
    return number;
}

/* ------------------------------------------------------------------------------------------------------------ steps */

static struct compared_rule *said_of(const struct comparison *comparison, const homevisit_finding *finding)
{
    return &comparison->said[rule_number(comparison, finding->rule)];
}

/* What a finding comes to: not 0, and the same for findings on which nobody differs. */
static uint8_t finding_mark(const homevisit_finding *finding)
{
    return (uint8_t)(1 + (unsigned)finding->outcome + 2 * (unsigned)finding->force);
}

/* Notes what a policy says of a rule: of one step, none says more than one thing. */
static void note_finding(struct compared_rule *said, uint8_t mark)
{
    said->mixed = said->mixed || (said->count != 0 && said->mark != mark);
    said->mark = mark;
    said->count++;
}

static void note_step(const struct comparison *comparison, size_t place)
{
    for (size_t p = 0; p < comparison->count; p++) {
        const homevisit_step *step = &compared_result(comparison, p)->steps[place];
        for (size_t i = 0; i < step->finding_count; i++)
            note_finding(said_of(comparison, &step->findings[i]), finding_mark(&step->findings[i]));
    }
}

static void forget_step(const struct comparison *comparison, size_t place)
{
    for (size_t p = 0; p < comparison->count; p++) {
        const homevisit_step *step = &compared_result(comparison, p)->steps[place];
        for (size_t i = 0; i < step->finding_count; i++)
            *said_of(comparison, &step->findings[i]) = (struct compared_rule){.count = 0};
    }
}

/* Whether some policy says otherwise of the finding's rule, or nothing. */
static bool is_disputed(const struct comparison *comparison, const homevisit_finding *finding)
{
    const struct compared_rule *said = said_of(comparison, finding);
    return said->mixed || said->count != comparison->count;
}

static bool add_disputed(struct comparison *comparison, size_t place)
{
    for (size_t p = 0; p < comparison->count; p++) {
        const homevisit_step *step = &compared_result(comparison, p)->steps[place];
        for (size_t i = 0; i < step->finding_count; i++) {
            if (!is_disputed(comparison, &step->findings[i]))
                continue;
            struct compared_finding *row = list_add(&comparison->findings);
            if (row == NULL)
                return false;
            *row = (struct compared_finding){p, &step->findings[i]};
        }
    }
    return true;
}

static bool compare_step(struct comparison *comparison, size_t place)
{
    size_t first = comparison->findings.count;
    note_step(comparison, place);
    bool going = add_disputed(comparison, place);
    forget_step(comparison, place);
    /* Decisions come of findings and of the state machine, which is the same for all: without a dispute they agree. */
    if (!going || comparison->findings.count == first)
        return going;
    struct compared_step *step = list_add(&comparison->steps);
    if (step == NULL)
        return false;
    *step = (struct compared_step){place, first, comparison->findings.count - first};
    return true;
}

/* ----------------------------------------------------------------------------------------------------------- duties */

static int order_number(uint64_t a, uint64_t b)
{
    return (a > b) - (a < b);
}

/* Which duty it is: those of an unknown time come last. */
static int order_same(const struct compared_duty *a, const struct compared_duty *b)
{
    int order = order_number(a->rule, b->rule);
    if (order == 0)
        order = order_number(!a->since.known, !b->since.known);
    if (order == 0)
        order = (a->since.at > b->since.at) - (a->since.at < b->since.at);
    return order != 0 ? order : order_number(a->nth, b->nth);
}

static int order_duties(const void *first, const void *second, const void *context)
{
    const struct compared_duty *a = first, *b = second;
    (void)context;
    int order = order_same(a, b);
    return order != 0 ? order : order_number(a->policy, b->policy);
}

/* A report has the duties of one rule and time one after the other. */
static bool add_duties(struct comparison *comparison, size_t policy)
{
    const homevisit_result *result = compared_result(comparison, policy);
    size_t nth = 0;
    for (size_t i = 0; i < result->duty_count; i++) {
        const homevisit_duty *duty = &result->duties[i], *before = i != 0 ? duty - 1 : NULL;
        struct compared_duty *row = list_add(&comparison->duties);
        if (row == NULL)
            return false;
        bool again = before != NULL && strcmp(before->rule, duty->rule) == 0 &&
                     before->since.known == duty->since.known && before->since.at == duty->since.at;
        nth = again ? nth + 1 : 0;
        *row = (struct compared_duty){rule_number(comparison, duty->rule), duty->since, nth, policy, duty};
    }
    return true;
}

static bool is_alike(const homevisit_duty *a, const homevisit_duty *b)
{
    return a->status == b->status && a->force == b->force && a->due.known == b->due.known &&
           (!a->due.known || a->due.at == b->due.at);
}

static bool compare_duties(struct comparison *comparison)
{
    for (size_t p = 0; p < comparison->count; p++)
        if (!add_duties(comparison, p))
            return false;
    list_sort(&comparison->duties, 0, order_duties, NULL);
    const struct compared_duty *duties = comparison->duties.items;
    for (size_t first = 0, next; first < comparison->duties.count; first = next) {
        bool alike = true;
        for (next = first + 1; next < comparison->duties.count && order_same(&duties[first], &duties[next]) == 0;
             next++)
            alike = alike && is_alike(duties[first].duty, duties[next].duty);
        if (alike && next - first == comparison->count)
            continue;
        struct compared_row *row = list_add(&comparison->rows);
        if (row == NULL)
            return false;
        *row = (struct compared_row){first, next - first};
    }
    return true;
}

/* ------------------------------------------------------------------------------------------------------------ whole */

static bool is_twin(const homevisit_policy *one, const homevisit_policy *other)
{
    return strcmp(one->id, other->id) == 0 && strcmp(one->version, other->version) == 0;
}

static bool find_twins(struct comparison *comparison)
{
    comparison->twins = arena_array(&comparison->arena, comparison->count, sizeof *comparison->twins);
    for (size_t p = 0; comparison->twins != NULL && p < comparison->count; p++)
        for (size_t q = 0; q < comparison->count && !comparison->twins[p]; q++)
            comparison->twins[p] = q != p && is_twin(comparison->policies[p], comparison->policies[q]);
    return comparison->twins != NULL;
}

static bool compare_all(struct comparison *comparison)
{
    if (!number_rules(comparison) || !find_twins(comparison))
        return false;
    comparison->said = arena_array(&comparison->arena, id_index_count(&comparison->rules), sizeof *comparison->said);
    if (comparison->said == NULL)
        return false;
    for (size_t i = 0; i < compared_result(comparison, 0)->step_count; i++)
        if (!compare_step(comparison, i))
            return false;
    return compare_duties(comparison);
}

static homevisit_code audit_all(struct comparison *comparison, const homevisit_visit *visit, const int64_t *at,
                                homevisit_problems **problems)
{
    comparison->reports = arena_array(&comparison->arena, comparison->count, sizeof *comparison->reports);
    if (comparison->reports == NULL)
        return HOMEVISIT_E_MEMORY;
    for (size_t i = 0; i < comparison->count; i++) {
        homevisit_code code = homevisit_audit(comparison->policies[i], visit, at, &comparison->reports[i], problems);
        if (code != HOMEVISIT_OK)
            return code;
    }
    return HOMEVISIT_OK;
}

static void open_comparison(struct comparison *comparison, const homevisit_policy *const *policies, size_t count,
                            const homevisit_allocator *allocator)
{
    *comparison = (struct comparison){.allocator = *allocator, .policies = policies, .count = count};
    arena_init(&comparison->arena, allocator);
    id_index_init(&comparison->rules, allocator);
    list_init(&comparison->steps, allocator, sizeof(struct compared_step));
    list_init(&comparison->findings, allocator, sizeof(struct compared_finding));
    list_init(&comparison->duties, allocator, sizeof(struct compared_duty));
    list_init(&comparison->rows, allocator, sizeof(struct compared_row));
}

static void close_comparison(struct comparison *comparison)
{
    for (size_t i = 0; comparison->reports != NULL && i < comparison->count; i++)
        homevisit_report_free(comparison->reports[i]);
    list_free(&comparison->rows);
    list_free(&comparison->duties);
    list_free(&comparison->findings);
    list_free(&comparison->steps);
    id_index_free(&comparison->rules);
    arena_free(&comparison->arena);
}

static homevisit_code write_comparison(const struct comparison *comparison, homevisit_format format,
                                       homevisit_buffer *out)
{
    return format == HOMEVISIT_FORMAT_JSON ? compare_write_json(comparison, out) : compare_write_text(comparison, out);
}

/* An end of memory is a problem too, for who wants the list. */
static homevisit_code tell_memory(const homevisit_allocator *allocator, homevisit_problems **problems)
{
    homevisit_problems *list = problems_new(allocator);
    problems_out_of_memory(list);
    return problems_finish(list, problems);
}

homevisit_code homevisit_compare(const homevisit_policy *const *policies, size_t count, const homevisit_visit *visit,
                                 const int64_t *at, homevisit_format format, homevisit_buffer *out,
                                 homevisit_problems **problems)
{
    if (problems != NULL)
        *problems = NULL;
    bool writable = format == HOMEVISIT_FORMAT_JSON || format == HOMEVISIT_FORMAT_TEXT;
    if (policies == NULL || count < 2 || visit == NULL || out == NULL || !writable)
        return HOMEVISIT_E_ARGUMENT;
    for (size_t i = 0; i < count; i++)
        if (policies[i] == NULL)
            return HOMEVISIT_E_ARGUMENT;
    struct comparison comparison;
    homevisit_problems *found = NULL;
    open_comparison(&comparison, policies, count, &visit->allocator);
    buffer_use(out, &visit->allocator);
    homevisit_code code = audit_all(&comparison, visit, at, &found);
    if (code == HOMEVISIT_OK)
        code = compare_all(&comparison) ? write_comparison(&comparison, format, out) : HOMEVISIT_E_MEMORY;
    close_comparison(&comparison);
    if (code == HOMEVISIT_E_MEMORY && found == NULL)
        return tell_memory(&visit->allocator, problems);
    if (problems != NULL)
        *problems = found;
    else
        homevisit_problems_free(found);
    return code;
}
