/*
 * Promises of comparing policies on one visit: every finding and duty on which the policies' own audits differ is listed,
 * and nothing else (docs/compare.md); what is listed is what those audits say; a visit that one of them cannot audit is
 * refused as that audit refuses it.
 */
#include "make_event.h"
#include "make_policy.h"

#include <string.h>

enum { MOST_POLICIES = 4, MOST_EVENTS = 16 };

struct compared {
    const homevisit_policy *policies[MOST_POLICIES];
    homevisit_report *reports[MOST_POLICIES];
    cJSON *audits[MOST_POLICIES];
    size_t count;
    homevisit_visit *visit;
};

static const homevisit_result *result_of(const struct compared *compared, size_t policy)
{
    return homevisit_report_result(compared->reports[policy]);
}

static const char *text_of(const cJSON *node, const char *key)
{
    const char *text = cJSON_GetStringValue(cJSON_GetObjectItemCaseSensitive(node, key));
    return text != NULL ? text : "(none)";
}

static const cJSON *list_of(const cJSON *node, const char *key)
{
    return cJSON_GetObjectItemCaseSensitive(node, key);
}

static size_t number_of(const cJSON *node, const char *key)
{
    const cJSON *number = cJSON_GetObjectItemCaseSensitive(node, key);
    REQUIRE(cJSON_IsNumber(number), "no number at %s", key);
    return (size_t)number->valuedouble;
}

/* ---- steps ----------------------------------------------------------------------------------------------------------- */

static bool says(const homevisit_step *step, const homevisit_finding *finding)
{
    for (size_t i = 0; i < step->finding_count; i++) {
        const homevisit_finding *own = &step->findings[i];
        if (strcmp(own->rule, finding->rule) == 0 && own->outcome == finding->outcome && own->force == finding->force)
            return true;
    }
    return false;
}

static bool is_disputed(const struct compared *compared, size_t step, const homevisit_finding *finding)
{
    for (size_t p = 0; p < compared->count; p++)
        if (!says(&result_of(compared, p)->steps[step], finding))
            return true;
    return false;
}

static void compare_finding(size_t policy, const homevisit_finding *finding, const cJSON *listed)
{
    REQUIRE(number_of(listed, "policy") == policy && strcmp(text_of(listed, "rule"), finding->rule) == 0 &&
                strcmp(text_of(listed, "outcome"), homevisit_outcome_text(finding->outcome)) == 0 &&
                strcmp(text_of(listed, "force"), homevisit_force_text(finding->force)) == 0 &&
                strcmp(text_of(listed, "message"), finding->message) == 0,
            "%s of policy %zu is listed as %s", finding->rule, policy, text_of(listed, "rule"));
}

static void compare_decisions(const cJSON *decisions, const struct compared *compared, size_t step)
{
    REQUIRE(cJSON_GetArraySize(decisions) == (int)compared->count, "a decision too many or too few");
    for (size_t p = 0; p < compared->count; p++) {
        const homevisit_result *result = result_of(compared, p);
        const homevisit_decision own = step == SIZE_MAX ? result->decision : result->steps[step].decision;
        REQUIRE(strcmp(cJSON_GetStringValue(cJSON_GetArrayItem(decisions, (int)p)), homevisit_decision_text(own)) == 0,
                "policy %zu says %s", p, homevisit_decision_text(own));
    }
}

/* Whether the step at a place of the audits is listed as it has to be; `listed` is the next that is, or NULL. */
static bool compare_step(const struct compared *compared, size_t place, const cJSON *listed)
{
    const homevisit_step *first = &result_of(compared, 0)->steps[place];
    const bool here = listed != NULL && number_of(listed, "index") == first->index;
    const cJSON *findings = here ? list_of(listed, "findings") : NULL;
    int count = 0;
    for (size_t p = 0; p < compared->count; p++) {
        const homevisit_step *step = &result_of(compared, p)->steps[place];
        REQUIRE(here || step->decision == first->decision, "a step whose decisions differ is left out");
        for (size_t i = 0; i < step->finding_count; i++)
            if (is_disputed(compared, place, &step->findings[i])) {
                REQUIRE(count < cJSON_GetArraySize(findings), "%s of policy %zu is left out", step->findings[i].rule,
                        p);
                compare_finding(p, &step->findings[i], cJSON_GetArrayItem(findings, count++));
            }
    }
    REQUIRE(count == cJSON_GetArraySize(findings), "%d findings are disputed, more are listed", count);
    REQUIRE(!here || count > 0, "a step on which all agree is listed");
    if (here)
        compare_decisions(list_of(listed, "decisions"), compared, place);
    return here;
}

static void compare_steps(const struct compared *compared, const cJSON *steps)
{
    const cJSON *listed = steps->child;
    for (size_t i = 0; i < result_of(compared, 0)->step_count; i++)
        if (compare_step(compared, i, listed))
            listed = listed->next;
    REQUIRE(listed == NULL, "a step is listed that is not in the audits");
}

/* ---- duties ---------------------------------------------------------------------------------------------------------- */

static bool same_moment(homevisit_moment one, homevisit_moment other)
{
    return one.known == other.known && (!one.known || one.at == other.at);
}

static bool same_origin(const homevisit_duty *one, const homevisit_duty *other)
{
    return strcmp(one->rule, other->rule) == 0 && same_moment(one->since, other->since);
}

/* Of the duties of one rule that arose at one time, the n-th from 0; NULL: there are not so many. */
static const homevisit_duty *nth_of(const homevisit_result *result, const homevisit_duty *like, size_t nth)
{
    for (size_t i = 0; i < result->duty_count; i++)
        if (same_origin(&result->duties[i], like) && nth-- == 0)
            return &result->duties[i];
    return NULL;
}

static size_t place_among_same(const homevisit_result *result, size_t place)
{
    size_t nth = 0;
    for (size_t i = 0; i < place; i++)
        nth += same_origin(&result->duties[i], &result->duties[place]);
    return nth;
}

/* How many policies before this one have the duty as well: it is counted with the first that has it. */
static bool is_first_of(const struct compared *compared, size_t policy, const homevisit_duty *duty, size_t nth)
{
    for (size_t p = 0; p < policy; p++)
        if (nth_of(result_of(compared, p), duty, nth) != NULL)
            return false;
    return true;
}

static bool is_disputed_duty(const struct compared *compared, const homevisit_duty *duty, size_t nth)
{
    for (size_t p = 0; p < compared->count; p++) {
        const homevisit_duty *own = nth_of(result_of(compared, p), duty, nth);
        if (own == NULL || own->status != duty->status || own->force != duty->force ||
            !same_moment(own->due, duty->due))
            return true;
    }
    return false;
}

/* What is listed of a policy's duty is what its audit lists. */
static void compare_listed_duty(const struct compared *compared, size_t policy, const cJSON *row, const cJSON *listed)
{
    const cJSON *own;
    REQUIRE(cJSON_IsNull(listed) || strcmp(text_of(listed, "rule"), text_of(row, "rule")) == 0,
            "a duty of another rule is listed");
    if (cJSON_IsNull(listed))
        return;
    cJSON_ArrayForEach(own, list_of(compared->audits[policy], "duties"))
    {
        if (cJSON_Compare(own, listed, true))
            return;
    }
    fuzz_fail(__FILE__, __LINE__, "policy %zu has no such duty of %s", policy, text_of(row, "rule"));
}

static void compare_duties(const struct compared *compared, const cJSON *duties)
{
    int count = 0;
    const cJSON *row;
    for (size_t p = 0; p < compared->count; p++) {
        const homevisit_result *result = result_of(compared, p);
        for (size_t i = 0; i < result->duty_count; i++) {
            const size_t nth = place_among_same(result, i);
            count += is_first_of(compared, p, &result->duties[i], nth) &&
                     is_disputed_duty(compared, &result->duties[i], nth);
        }
    }
    REQUIRE(count == cJSON_GetArraySize(duties), "%d duties are disputed, %d listed", count,
            cJSON_GetArraySize(duties));
    cJSON_ArrayForEach(row, duties)
    {
        const cJSON *listed = list_of(row, "duties");
        REQUIRE(cJSON_GetArraySize(listed) == (int)compared->count, "a duty is not listed for each policy");
        for (size_t p = 0; p < compared->count; p++)
            compare_listed_duty(compared, p, row, cJSON_GetArrayItem(listed, (int)p));
    }
}

/* ---- the whole ------------------------------------------------------------------------------------------------------- */

static homevisit_code audit_all(struct compared *compared, const int64_t *at)
{
    for (size_t p = 0; p < compared->count; p++) {
        const homevisit_code code =
            homevisit_audit(compared->policies[p], compared->visit, at, &compared->reports[p], NULL);
        if (code != HOMEVISIT_OK)
            return code;
        compared->audits[p] = report_tree(compared->reports[p]);
    }
    return HOMEVISIT_OK;
}

static void compare(struct compared *compared, const int64_t *at)
{
    homevisit_buffer json = {0}, text = {0};
    homevisit_problems *problems = NULL;
    const homevisit_code audited = audit_all(compared, at);
    const homevisit_code code = homevisit_compare(compared->policies, compared->count, compared->visit, at,
                                                  HOMEVISIT_FORMAT_JSON, &json, &problems);
    REQUIRE(code == audited, "the audits are %d, comparing %d", (int)audited, (int)code);
    problems_require(code, problems, 0);
    if (code == HOMEVISIT_OK) {
        cJSON *tree = cJSON_ParseWithLength(json.data, json.length);
        REQUIRE(tree != NULL, "no JSON: %s", json.data);
        compare_decisions(list_of(tree, "decisions"), compared, SIZE_MAX);
        compare_steps(compared, list_of(tree, "steps"));
        compare_duties(compared, list_of(tree, "duties"));
        REQUIRE(homevisit_compare(compared->policies, compared->count, compared->visit, at, HOMEVISIT_FORMAT_TEXT,
                                  &text, NULL) == HOMEVISIT_OK &&
                    text.length > 0 && strlen(text.data) == text.length,
                "no text");
        cJSON_Delete(tree);
    }
    homevisit_problems_free(problems);
    homevisit_buffer_free(&json);
    homevisit_buffer_free(&text);
}

/* Another version of a profile: some rules of another force, some settings of another value. */
static homevisit_policy *another_version(struct steer *steer, const struct text *profile)
{
    static const struct {
        const char *was, *is;
    } changes[] = {{"\"force\":\"must\"", "\"force\":\"should\""},
                   {"\"force\":\"should\"", "\"force\":\"must\""},
                   {"\"minutes\":{\"value\":", "\"minutes\":{\"value\":1"},
                   {"\"strict\":{\"value\":true", "\"strict\":{\"value\":false"}};
    struct text text = {0};
    homevisit_policy *policy = NULL;
    text_clear(&text);
    for (const char *at = profile->data; *at != '\0';) {
        size_t which = 0;
        while (which < 4 && strncmp(at, changes[which].was, strlen(changes[which].was)) != 0)
            which++;
        if (which < 4 && steer_chance(steer, 120)) {
            text_add(&text, "%s", changes[which].is);
            at += strlen(changes[which].was);
        } else {
            text_add_bytes(&text, at++, 1);
        }
    }
    homevisit_policy_load(text.data, text.length, NULL, &policy, NULL); /* NULL where that can never be broken */
    text_free(&text);
    return policy;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct steer steer = {data, size};
    struct text profile = {0};
    struct compared compared = {.count = 2 + steer_below(&steer, MOST_POLICIES - 1)};
    homevisit_policy *made[2] = {NULL, NULL};
    struct steer half = steer_half(&steer);
    if (steer_chance(&half, 200)) {
        made[0] = make_policy(&half, 6, 1, &profile);
        made[1] = another_version(&steer, &profile);
    }
    for (size_t p = 0; p < compared.count; p++)
        compared.policies[p] = p < 2 && made[p] != NULL ? made[p] : bundled_policy(steer_below(&steer, 16));
    const int64_t later = INT64_C(1772440200) + (int64_t)steer_below(&steer, 65536) * 600;
    const bool timed = steer_chance(&steer, 100);
    struct event_maker maker = {.steer = &steer, .ill = steer_below(&steer, 3) * 4};
    event_maker_start(&maker, &steer);
    REQUIRE(homevisit_visit_new("V", 1, NULL, &compared.visit) == HOMEVISIT_OK, "no record");
    for (unsigned i = 0; i < MOST_EVENTS && steer.left > 0; i++) {
        struct made_event event;
        make_event(&maker, HOMEVISIT_WORD_none, &event);
        homevisit_visit_append_event(compared.visit, &event.event, NULL);
    }
    compare(&compared, timed ? &later : NULL);
    for (size_t p = 0; p < compared.count; p++) {
        cJSON_Delete(compared.audits[p]);
        homevisit_report_free(compared.reports[p]);
    }
    homevisit_visit_free(compared.visit);
    homevisit_policy_free(made[0]);
    homevisit_policy_free(made[1]);
    text_free(&profile);
    return 0;
}
