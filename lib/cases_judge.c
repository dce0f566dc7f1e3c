/* A case's answer against what the case asks for: which rules had to fire, be unknown or be spared, and what the report
 * had to hold. */
#include "cases.h"

#include <string.h>

const char *difference_kind_text(enum difference_kind kind)
{
    static const char *const texts[] = {"fires", "unknown", "spares", "only", "expect"};
    return texts[kind];
}

struct judge {
    struct outcome *outcome;
    const struct answered_case *answered;
    struct list differences; /* struct difference */
    bool failed;             /* memory ran out */
};

static struct difference *add_difference(struct judge *judge)
{
    struct difference *difference = judge->failed ? NULL : list_add(&judge->differences);
    if (difference == NULL)
        judge->failed = true;
    return difference;
}

/* ------------------------------------------------------------------------------------------------------------ rules */

static const char *quoted(unsigned verdict)
{
    if (verdict & VERDICT_FIRES)
        return "\"fires\"";
    if (verdict & VERDICT_UNKNOWN)
        return "\"unknown\"";
    return verdict & VERDICT_ASKED ? "\"spares\"" : "\"not asked\"";
}

static void tell_rule(struct judge *judge, enum difference_kind kind, uint32_t number, unsigned wanted)
{
    struct difference *difference = add_difference(judge);
    if (difference == NULL)
        return;
    difference->kind = kind;
    difference->rule = &judge->answered->policy->rules[number];
    difference->wanted = quoted(wanted);
    difference->found = quoted(judge->answered->verdicts[number]);
}

static void judge_rules(struct judge *judge)
{
    const struct test_case *test = judge->answered->test;
    const uint8_t *verdicts = judge->answered->verdicts;
    for (size_t i = 0; i < test->fires.count; i++)
        if (!(verdicts[test->fires.items[i]] & VERDICT_FIRES))
            tell_rule(judge, DIFFERENCE_FIRES, test->fires.items[i], VERDICT_FIRES);
    for (size_t i = 0; i < test->unknown.count; i++)
        if (!(verdicts[test->unknown.items[i]] & VERDICT_UNKNOWN))
            tell_rule(judge, DIFFERENCE_UNKNOWN, test->unknown.items[i], VERDICT_UNKNOWN);
    for (size_t i = 0; i < test->spares.count; i++)
        if (verdicts[test->spares.items[i]] & (VERDICT_FIRES | VERDICT_UNKNOWN))
            tell_rule(judge, DIFFERENCE_SPARES, test->spares.items[i], VERDICT_ASKED);
}

/* Marks the rules that a list names. */
static void mark_rules(bool *named, const struct rule_numbers *rules)
{
    for (size_t i = 0; i < rules->count; i++)
        named[rules->items[i]] = true;
}

/* With `only`, no other guard or duty may speak; those in `spares` were judged already. */
static void judge_others(struct judge *judge)
{
    const homevisit_policy *policy = judge->answered->policy;
    const struct test_case *test = judge->answered->test;
    const homevisit_allocator *allocator = &judge->outcome->cases->options->allocator;
    if (!member_is_true(test->node, "only"))
        return;
    bool *named = memory_allocate_zeroed(allocator, policy->rule_count + 1);
    if (named == NULL) {
        judge->failed = true;
        return;
    }
    mark_rules(named, &test->fires);
    mark_rules(named, &test->unknown);
    mark_rules(named, &test->spares);
    for (uint32_t i = 0; i < policy->rule_count; i++) {
        bool counts = policy->rules[i].form == RULE_GUARD || policy->rules[i].form == RULE_DUTY;
        if (counts && !named[i] && (judge->answered->verdicts[i] & (VERDICT_FIRES | VERDICT_UNKNOWN)))
            tell_rule(judge, DIFFERENCE_ONLY, i, VERDICT_ASKED);
    }
    memory_release(allocator, named);
}

/* ------------------------------------------------------------------------------------------------ parts of a report */

/* Ends a text of JSON and keeps it in the outcome's memory; NULL where memory ran out. */
static const char *keep_json(struct judge *judge, struct json_writer *writer)
{
    const char *text = NULL;
    if (json_write_end(writer) == HOMEVISIT_OK)
        text = arena_copy_text(&judge->outcome->arena, writer->buffer->data, writer->buffer->length);
    judge->failed = judge->failed || text == NULL;
    return text;
}

static const char *wanted_json(struct judge *judge, const struct mismatch *mismatch, homevisit_buffer *buffer)
{
    struct json_writer writer;
    json_write_begin(&writer, buffer);
    if (mismatch->word != NULL) {
        json_write_object(&writer);
        json_write_key(&writer, mismatch->word);
    }
    json_copy_tree(&writer, mismatch->wanted);
    if (mismatch->word != NULL)
        json_write_object_end(&writer);
    return keep_json(judge, &writer);
}

static const char *found_json(struct judge *judge, const struct mismatch *mismatch, homevisit_buffer *buffer)
{
    struct json_writer writer;
    json_write_begin(&writer, buffer);
    if (mismatch->word != NULL && strcmp(mismatch->word, "count") == 0) {
        json_write_object(&writer);
        json_write_key(&writer, mismatch->word);
        json_write_integer(&writer, (int64_t)mismatch->found_count);
        json_write_object_end(&writer);
    } else {
        cases_write_projected(&writer, mismatch->wanted, mismatch->found);
    }
    return keep_json(judge, &writer);
}

static void tell_mismatch(void *user, const struct mismatch *mismatch)
{
    struct judge *judge = user;
    homevisit_buffer buffer;
    struct difference *difference = add_difference(judge);
    if (difference == NULL)
        return;
    buffer_init(&buffer, &judge->outcome->cases->options->allocator);
    difference->kind = DIFFERENCE_EXPECT;
    difference->path = arena_copy_text(&judge->outcome->arena, mismatch->path, strlen(mismatch->path));
    difference->wanted = wanted_json(judge, mismatch, &buffer);
    /* A list that has no such member lacks nothing: null says that there was none to compare with. */
    if (mismatch->found != NULL || mismatch->word != NULL)
        difference->found = found_json(judge, mismatch, &buffer);
    judge->failed = judge->failed || difference->path == NULL;
    homevisit_buffer_free(&buffer);
}

/* The report as its reader sees it. */
static cJSON *read_report(struct judge *judge, struct json_places *places, homevisit_buffer *text)
{
    if (homevisit_report_json(judge->answered->report, text) != HOMEVISIT_OK)
        return NULL;
    return json_tree_read(places, (homevisit_text){text->data, text->length}, "",
                          &(struct json_limits){.bytes = SIZE_MAX}, NULL);
}

static void judge_report(struct judge *judge)
{
    const cJSON *expect = member(judge->answered->test->node, "expect");
    const homevisit_allocator *allocator = &judge->outcome->cases->options->allocator;
    homevisit_buffer text;
    if (expect == NULL)
        return;
    buffer_init(&text, allocator);
    struct json_places *places = json_places_new(allocator);
    cJSON *report = places != NULL ? read_report(judge, places, &text) : NULL;
    if (report != NULL)
        cases_match(expect, report, tell_mismatch, judge);
    else
        judge->failed = true;
    json_places_free(places);
    homevisit_buffer_free(&text);
}

/* ------------------------------------------------------------------------------------------------------- the result */

/* The ids of the rules with a verdict. */
static homevisit_names rules_with(struct judge *judge, unsigned verdict)
{
    const homevisit_policy *policy = judge->outcome->cases->policy;
    homevisit_names names = {NULL, 0};
    for (size_t i = 0; i < policy->rule_count; i++)
        names.count += (judge->answered->verdicts[i] & verdict) != 0;
    const char **items = arena_array(&judge->outcome->arena, names.count, sizeof *items);
    judge->failed = judge->failed || items == NULL;
    names.count = 0;
    for (size_t i = 0; items != NULL && i < policy->rule_count; i++)
        if (judge->answered->verdicts[i] & verdict)
            items[names.count++] = policy->rules[i].id;
    names.items = items;
    return names;
}

/* A rule is spared where it was asked and is silent, or is silent as the case says. */
static bool count_verdicts(struct outcome *outcome, const struct answered_case *answered)
{
    size_t rules = answered->policy->rule_count;
    const homevisit_allocator *allocator = &outcome->cases->options->allocator;
    bool *listed = memory_allocate_zeroed(allocator, rules + 1);
    if (listed == NULL)
        return false;
    mark_rules(listed, &answered->test->spares);
    for (size_t i = 0; i < rules; i++) {
        bool fires = answered->verdicts[i] & VERDICT_FIRES, unknown = answered->verdicts[i] & VERDICT_UNKNOWN;
        bool heard = listed[i] || (answered->verdicts[i] & VERDICT_ASKED);
        outcome->coverage[i].fired += fires;
        outcome->coverage[i].unknown += unknown;
        outcome->coverage[i].spared += heard && !fires && !unknown;
    }
    memory_release(allocator, listed);
    return true;
}

bool cases_judge(struct outcome *outcome, struct answered_case *answered, struct case_result *result)
{
    struct judge judge = {.outcome = outcome, .answered = answered};
    list_init(&judge.differences, &outcome->cases->options->allocator, sizeof(struct difference));
    judge_rules(&judge);
    judge_others(&judge);
    judge_report(&judge);
    judge.failed = !count_verdicts(outcome, answered) || judge.failed;
    result->test = answered->test;
    result->fired = rules_with(&judge, VERDICT_FIRES);
    result->unknown = rules_with(&judge, VERDICT_UNKNOWN);
    result->difference_count = judge.differences.count;
    result->differences = arena_array(&outcome->arena, judge.differences.count, sizeof *result->differences);
    if (result->differences == NULL)
        judge.failed = true;
    else if (judge.differences.count != 0)
        memcpy(result->differences, judge.differences.items, judge.differences.count * sizeof *result->differences);
    list_free(&judge.differences);
    if (!judge.failed && result->difference_count != 0) {
        result->report = answered->report;
        answered->report = NULL;
    }
    if (judge.failed)
        problems_out_of_memory(outcome->cases->problems);
    return !judge.failed;
}
