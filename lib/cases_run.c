/*
 * Running a profile's cases: both texts are read, every case is built, asked and judged, and the outcome is written. A
 * problem with either text is told with all others, and then there is no outcome; a case that fails is no problem.
 */
#include "cases.h"

#include "bundled.h"

#include <string.h>

bool homevisit_bundled_cases(const char *id, homevisit_text *out)
{
    for (size_t i = 0; id != NULL && out != NULL && i < bundled_policy_count; i++) {
        if (strcmp(bundled_policies[i].id, id) != 0 || bundled_policies[i].cases == NULL)
            continue;
        *out = (homevisit_text){bundled_policies[i].cases, bundled_policies[i].cases_length};
        return true;
    }
    return false;
}

/* --------------------------------------------------------------------------------------------------------- one case */

static homevisit_code ask_question(const struct test_case *test, const struct built_case *built,
                                   const homevisit_policy *policy, homevisit_report **report,
                                   homevisit_problems **found)
{
    const int64_t *at = test->at.known ? &test->at.at : NULL;
    switch (test->question) {
    case HOMEVISIT_QUESTION_CHECK:
        return homevisit_check_json(policy, built->visit, built->event.data, built->event.length, report, found);
    case HOMEVISIT_QUESTION_STATUS: return homevisit_status(policy, built->visit, at, report, found);
    default: return homevisit_audit(policy, built->visit, at, report, found);
    }
}

/* `report` stays NULL where the question cannot be asked; that was told. */
static bool ask_case(struct cases *cases, const struct test_case *test, const struct built_case *built,
                     const homevisit_policy *policy, homevisit_report **report)
{
    homevisit_problems *found = NULL;
    const cJSON *event = test->question == HOMEVISIT_QUESTION_CHECK ? member(test->node, "event") : NULL;
    homevisit_code code = ask_question(test, built, policy, report, &found);
    cases_tell_problems(cases, built->events, event, member(test->node, "visit"), found);
    if (code == HOMEVISIT_E_MEMORY)
        problems_out_of_memory(cases->problems);
    return code != HOMEVISIT_E_MEMORY;
}

static bool judge_case(struct outcome *outcome, struct answered_case *answered)
{
    struct cases *cases = outcome->cases;
    struct case_result *result = list_add(&outcome->results);
    const homevisit_allocator *allocator = &cases->options->allocator;
    if (result == NULL) {
        problems_out_of_memory(cases->problems);
        return false;
    }
    answered->verdicts = memory_allocate_zeroed(allocator, answered->policy->rule_count + 1);
    if (answered->verdicts == NULL) {
        problems_out_of_memory(cases->problems);
        return false;
    }
    bool going = cases_read_verdicts(cases, answered) && cases_judge(outcome, answered, result);
    /* What differs has taken the report over. */
    answered->report = result->report != NULL ? result->report : answered->report;
    going = going && cases_explain(outcome, answered, result);
    answered->report = result->report != NULL ? NULL : answered->report;
    memory_release(allocator, answered->verdicts);
    outcome->passed += result->difference_count == 0;
    outcome->failed += result->difference_count != 0;
    return going;
}

static bool answer_case(struct outcome *outcome, const struct test_case *test, struct built_case *built)
{
    struct cases *cases = outcome->cases;
    struct answered_case answered = {.test = test, .visit = built->visit};
    bool proposes = test->question == HOMEVISIT_QUESTION_CHECK;
    if (!cases_policy_of(cases, test, &answered.policy))
        return false;
    if (built->visit == NULL || answered.policy == NULL || test->question == 0 ||
        (proposes && built->event.length == 0))
        return true;
    if (!ask_case(cases, test, built, answered.policy, &answered.report))
        return false;
    bool going = answered.report == NULL || !proposes || cases_append_proposed(cases, test, built);
    /* An outcome that is not going to be shown needs no judging. */
    if (going && answered.report != NULL && !problems_has_errors(cases->problems)) {
        answered.at = homevisit_report_result(answered.report)->at;
        going = judge_case(outcome, &answered);
    }
    homevisit_report_free(answered.report);
    return going;
}

static bool run_case(struct outcome *outcome, const struct test_case *test)
{
    struct built_case built;
    bool going = cases_build(outcome->cases, test, &built) && answer_case(outcome, test, &built);
    cases_build_free(&built);
    return going;
}

/* Counts, for each clause once, what cites or names it. `number` tells the counted apart: all that count have another. */
static void cover_clauses(struct outcome *outcome, const homevisit_names *clauses, size_t number, bool is_case)
{
    uint32_t place;
    for (size_t i = 0; i < clauses->count; i++) {
        if (!id_index_find(&outcome->cases->clauses, clauses->items[i], strlen(clauses->items[i]), &place) ||
            outcome->clauses[place].last == number)
            continue;
        outcome->clauses[place].last = number;
        outcome->clauses[place].cases += is_case;
        outcome->clauses[place].rules += !is_case;
    }
}

static bool count_clauses(struct outcome *outcome)
{
    const homevisit_policy *policy = outcome->cases->policy;
    outcome->clauses = arena_array(&outcome->arena, policy->clause_count, sizeof *outcome->clauses);
    if (outcome->clauses == NULL) {
        problems_out_of_memory(outcome->cases->problems);
        return false;
    }
    for (size_t i = 0; i < policy->rule_count; i++)
        cover_clauses(outcome, &policy->rules[i].clauses, i + 1, false);
    for (size_t i = 0; i < outcome->results.count; i++) {
        const struct case_result *result = list_at(&outcome->results, i);
        cover_clauses(outcome, &result->test->clauses, policy->rule_count + i + 1, true);
    }
    return true;
}

static bool run_cases(struct outcome *outcome)
{
    struct cases *cases = outcome->cases;
    size_t rules = cases->policy->rule_count;
    outcome->coverage = arena_array(&outcome->arena, rules, sizeof *outcome->coverage);
    if (outcome->coverage == NULL) {
        problems_out_of_memory(cases->problems);
        return false;
    }
    for (size_t i = 0; i < cases->rows.count; i++)
        if (!run_case(outcome, list_at(&cases->rows, i)))
            return false;
    for (size_t i = 0; i < rules; i++) {
        outcome->never_fired += outcome->coverage[i].fired == 0;
        outcome->never_spared += outcome->coverage[i].spared == 0;
    }
    return count_clauses(outcome);
}

/* -------------------------------------------------------------------------------------------------------- the texts */

static void take_over(homevisit_problems *problems, homevisit_problems *found)
{
    for (size_t i = 0; i < homevisit_problems_count(found); i++) {
        const homevisit_problem *problem = homevisit_problems_get(found, i);
        const struct place place = {problem->document, problem->pointer, problem->offset,
                                    problem->line,     problem->column,  problem->span};
        if (problem->kind == HOMEVISIT_KIND_MEMORY)
            problems_out_of_memory(problems);
        else
            problems_add(problems, problem->severity, problem->kind, problem->code, &place, problem->suggestion, "%s",
                         problem->message);
    }
    homevisit_problems_free(found);
}

/* Finds the bundled cases where none are given. false where there are none. */
static bool find_cases(struct cases *cases, homevisit_text *text)
{
    if (text->data != NULL)
        return true;
    if (cases->policy == NULL || homevisit_bundled_cases(cases->policy->id, text))
        return cases->policy != NULL;
    problems_add(cases->problems, HOMEVISIT_SEVERITY_ERROR, HOMEVISIT_KIND_NAME, "no_cases",
                 &(struct place){.document = cases->options->document, .pointer = "/id"}, NULL,
                 "there are no bundled cases for the policy '%s'", cases->policy->id);
    return false;
}

static bool read_texts(struct cases *cases, homevisit_text text)
{
    homevisit_problems *found = NULL;
    homevisit_code code = policy_load_settled(cases->policy_text, cases->options, &cases->policy, &found);
    take_over(cases->problems, found);
    if (code == HOMEVISIT_E_MEMORY) {
        problems_out_of_memory(cases->problems);
        return false;
    }
    if (!find_cases(cases, &text))
        return true;
    cases->root = json_tree_read(cases->places, text, CASES_DOCUMENT, &cases->options->json, cases->problems);
    if (!cJSON_IsObject(cases->root))
        return true;
    if (!cases_check_shape(cases))
        return true;
    return cases->policy == NULL || (cases_resolve(cases) && cases_check_visits(cases));
}

/* ------------------------------------------------------------------------------------------------- opening, closing */

static void open_cases(struct cases *cases, const struct settled_options *options)
{
    const homevisit_allocator *allocator = &options->allocator;
    struct id_index *indexes[] = {&cases->rules,    &cases->disabled,    &cases->clauses,
                                  &cases->settings, &cases->visit_names, &cases->case_names};
    cases->options = options;
    cases->offers_left = OFFERS_LIMIT;
    arena_init(&cases->arena, allocator);
    for (size_t i = 0; i < sizeof indexes / sizeof *indexes; i++)
        id_index_init(indexes[i], allocator);
    list_init(&cases->visits, allocator, sizeof(struct case_visit));
    list_init(&cases->rows, allocator, sizeof(struct test_case));
    list_init(&cases->policies, allocator, sizeof(struct case_policy));
    cases->problems = problems_new(allocator);
    cases->places = json_places_new(allocator);
}

static void close_cases(struct cases *cases)
{
    struct id_index *indexes[] = {&cases->rules,    &cases->disabled,    &cases->clauses,
                                  &cases->settings, &cases->visit_names, &cases->case_names};
    for (size_t i = 0; i < sizeof indexes / sizeof *indexes; i++)
        id_index_free(indexes[i]);
    cases_drop_policies(cases);
    list_free(&cases->rows);
    list_free(&cases->visits);
    json_places_free(cases->places);
    homevisit_policy_free(cases->policy);
    arena_free(&cases->arena);
}

static void open_outcome(struct outcome *outcome, struct cases *cases)
{
    *outcome = (struct outcome){.cases = cases};
    arena_init(&outcome->arena, &cases->options->allocator);
    list_init(&outcome->results, &cases->options->allocator, sizeof(struct case_result));
}

static void close_outcome(struct outcome *outcome)
{
    for (size_t i = 0; i < outcome->results.count; i++) {
        const struct case_result *result = list_at(&outcome->results, i);
        homevisit_report_free(result->report);
        homevisit_report_free(result->reasons);
    }
    list_free(&outcome->results);
    arena_free(&outcome->arena);
}

static homevisit_code write_outcome(const struct outcome *outcome, homevisit_format format, homevisit_buffer *out)
{
    switch (format) {
    case HOMEVISIT_FORMAT_JSON: return cases_write_json(outcome, out);
    case HOMEVISIT_FORMAT_JUNIT: return cases_write_junit(outcome, out);
    default: return cases_write_text(outcome, out);
    }
}

homevisit_code homevisit_policy_test(homevisit_text policy, homevisit_text text, const homevisit_options *options,
                                     homevisit_format format, bool *passed, homevisit_buffer *out,
                                     homevisit_problems **problems)
{
    if (problems != NULL)
        *problems = NULL;
    if (passed != NULL)
        *passed = false;
    bool writable =
        format == HOMEVISIT_FORMAT_JSON || format == HOMEVISIT_FORMAT_TEXT || format == HOMEVISIT_FORMAT_JUNIT;
    if (out == NULL || !writable || (policy.data == NULL && policy.length != 0) ||
        (text.data == NULL && text.length != 0))
        return HOMEVISIT_E_ARGUMENT;
    struct settled_options settled = options_settle(options);
    struct cases cases = {.policy_text = policy, .given = options};
    struct outcome outcome;
    open_cases(&cases, &settled);
    open_outcome(&outcome, &cases);
    buffer_use(out, &settled.allocator);
    bool going = cases.problems != NULL && cases.places != NULL && read_texts(&cases, text);
    if (going && cases.policy != NULL && cases.root != NULL)
        going = run_cases(&outcome);
    if (!going || (!problems_has_errors(cases.problems) && write_outcome(&outcome, format, out) != HOMEVISIT_OK))
        problems_out_of_memory(cases.problems);
    if (passed != NULL && !problems_has_errors(cases.problems))
        *passed = outcome_passed(&outcome);
    close_outcome(&outcome);
    homevisit_problems *list = cases.problems;
    close_cases(&cases);
    return problems_finish(list, problems);
}
