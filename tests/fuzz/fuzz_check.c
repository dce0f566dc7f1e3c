/*
 * Promises of a proposed event: what a check says of it is what the audit's step says once the event is in the record; so
 * says a session, whose verdict names the same rules; and the one call from text to text gives the same bytes. A check
 * changes nothing in the record.
 */
#include "make_event.h"
#include "make_policy.h"

#include <stdlib.h>
#include <string.h>

enum { MOST_EVENTS = 16 };

struct asked {
    const homevisit_policy *policy;
    struct text policy_text; /* its text, or the id of a bundled one */
    homevisit_visit *visit;
    struct text events;
    size_t document_events; /* repeats that were ignored counted: steps are numbered by them */
};

static cJSON *audit_tree(const struct asked *asked)
{
    homevisit_report *report = NULL;
    const homevisit_code code = homevisit_audit(asked->policy, asked->visit, NULL, &report, NULL);
    cJSON *tree = code == HOMEVISIT_OK ? report_tree(report) : NULL;
    homevisit_report_free(report);
    return tree;
}

static void require_same_part(const cJSON *check, const cJSON *step, const char *key, const char *event)
{
    char *one = cJSON_PrintUnformatted(cJSON_GetObjectItemCaseSensitive(check, key));
    char *other = cJSON_PrintUnformatted(cJSON_GetObjectItemCaseSensitive(step, key));
    REQUIRE(one != NULL && other != NULL && strcmp(one, other) == 0, "%s of %s: check %s, step %s", key, event,
            one ? one : "-", other ? other : "-");
    cJSON_free(one);
    cJSON_free(other);
}

/* The step of the event that the document holds last. */
static void compare_step(const struct asked *asked, const cJSON *check, const char *event)
{
    static const char *const keys[] = {"event", "at", "decision", "findings", "missing", "silent"};
    cJSON *audit = audit_tree(asked);
    const cJSON *step, *found = NULL;
    cJSON_ArrayForEach(step, cJSON_GetObjectItemCaseSensitive(audit, "steps"))
    {
        if (cJSON_GetObjectItemCaseSensitive(step, "index")->valuedouble + 1 >= (double)asked->document_events)
            found = step;
    }
    REQUIRE(found != NULL, "the audit has no step of %s", event);
    for (size_t i = 0; i < sizeof keys / sizeof keys[0]; i++)
        require_same_part(check, found, keys[i], event);
    cJSON_Delete(audit);
}

static void require_rules(const cJSON *check, const char *outcome, homevisit_names rules)
{
    const cJSON *finding;
    size_t at = 0;
    cJSON_ArrayForEach(finding, cJSON_GetObjectItemCaseSensitive(check, "findings"))
    {
        if (strcmp(cJSON_GetObjectItemCaseSensitive(finding, "outcome")->valuestring, outcome) != 0)
            continue;
        const char *rule = cJSON_GetObjectItemCaseSensitive(finding, "rule")->valuestring;
        REQUIRE(at < rules.count && strcmp(rules.items[at], rule) == 0, "the verdict's %s lacks %s", outcome, rule);
        at++;
    }
    REQUIRE(at == rules.count, "the verdict has %zu %s, the check %zu", rules.count, outcome, at);
}

static void compare_session(const struct asked *asked, const struct made_event *made, const homevisit_buffer *bytes,
                            const cJSON *check)
{
    homevisit_session *session = NULL;
    const homevisit_verdict *verdict = NULL;
    const homevisit_report *report = NULL;
    REQUIRE(homevisit_session_new(asked->policy, asked->visit, &session, NULL) == HOMEVISIT_OK, "no session");
    for (int again = 0; again < 2; again++) {
        REQUIRE(homevisit_session_decide(session, &made->event, &verdict, NULL) == HOMEVISIT_OK, "no verdict");
        const char *decision = cJSON_GetObjectItemCaseSensitive(check, "decision")->valuestring;
        REQUIRE(strcmp(homevisit_decision_text(verdict->decision), decision) == 0, "the verdict is %s, the check %s",
                homevisit_decision_text(verdict->decision), decision);
        REQUIRE(verdict->silent == cJSON_IsTrue(cJSON_GetObjectItemCaseSensitive(check, "silent")), "silent differs");
        require_rules(check, "broken", verdict->broken);
        require_rules(check, "unknown", verdict->unknown);
        REQUIRE(homevisit_session_check(session, &made->event, &report, NULL) == HOMEVISIT_OK, "no report");
        homevisit_buffer kept = report_bytes(report);
        REQUIRE(strcmp(kept.data, bytes->data) == 0, "a session says %s\na check %s", kept.data, bytes->data);
        homevisit_buffer_free(&kept);
    }
    homevisit_session_free(session);
}

static void compare_answer(const struct asked *asked, const struct text *event, const homevisit_buffer *bytes)
{
    struct text document = {0};
    homevisit_buffer out = {0};
    text_add(&document, "{\"format\":\"homevisit-visit/1\",\"id\":\"V\",\"events\":[%s]}", asked->events.data);
    const homevisit_code code =
        homevisit_answer(HOMEVISIT_QUESTION_CHECK, text_view(&asked->policy_text), text_view(&document),
                         text_view(event), (homevisit_text){NULL, 0}, NULL, &out);
    REQUIRE(code == HOMEVISIT_OK && strcmp(out.data, bytes->data) == 0, "in one call: %s\nby handles: %s", out.data,
            bytes->data);
    homevisit_buffer_free(&out);
    text_free(&document);
}

/* Asks of an event, puts it in, and looks at its step. */
static void ask(struct asked *asked, const struct made_event *made, bool in_one_call)
{
    struct text json = {0};
    homevisit_report *report = NULL;
    event_json(made, &json);
    const homevisit_code code =
        homevisit_check_json(asked->policy, asked->visit, json.data, json.length, &report, NULL);
    if (code == HOMEVISIT_OK) {
        homevisit_buffer bytes = report_bytes(report);
        cJSON *check = report_tree(report);
        compare_session(asked, made, &bytes, check);
        if (in_one_call)
            compare_answer(asked, &json, &bytes);
        const size_t before = homevisit_visit_event_count(asked->visit);
        if (homevisit_visit_append(asked->visit, json.data, json.length, NULL) == HOMEVISIT_OK) {
            text_add(&asked->events, "%s%s", asked->events.length > 0 ? "," : "", json.data);
            asked->document_events++;
            if (homevisit_visit_event_count(asked->visit) > before) /* else the record held it already */
                compare_step(asked, check, json.data);
        }
        cJSON_Delete(check);
        homevisit_buffer_free(&bytes);
    }
    homevisit_report_free(report);
    text_free(&json);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct steer steer = {data, size};
    struct asked asked = {0};
    const unsigned which = steer_below(&steer, 16);
    struct steer half = steer_half(&steer);
    homevisit_policy *made_policy = which < 9 ? make_policy(&half, 8, 2, &asked.policy_text) : NULL;
    asked.policy = made_policy != NULL ? made_policy : bundled_policy(which);
    if (made_policy == NULL)
        text_add(&asked.policy_text, "%s", homevisit_policy_id(asked.policy));
    text_clear(&asked.events);
    struct event_maker maker = {.ill = steer_below(&steer, 2) * 4, .named = steer_below(&steer, 2) * 60};
    event_maker_start(&maker, &steer);
    REQUIRE(homevisit_visit_new("V", 1, NULL, &asked.visit) == HOMEVISIT_OK, "no record");
    for (unsigned i = 0; i < MOST_EVENTS && steer.left > 0; i++) {
        struct made_event made;
        make_event(&maker, HOMEVISIT_WORD_none, &made);
        ask(&asked, &made, steer_chance(&steer, 30));
    }
    homevisit_visit_free(asked.visit);
    homevisit_policy_free(made_policy);
    text_free(&asked.events);
    text_free(&asked.policy_text);
    return 0;
}
