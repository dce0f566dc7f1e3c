/* lib/compare.c and compare_report.c: the steps and duties on which policies differ, as JSON and as text. */
#include "policy_texts.h"
#include "trial_memory.h"

#include <criterion/criterion.h>
#include <string.h>

#define HEAD(id, version) "{" TEXT_FORMAT ", 'id': '" id "', 'title': 'T', 'version': '" version "', 'rules': ["
#define RULE(id, clause, force, message)                                                                               \
    "{'id': '" id "', 'clauses': [" clause "], 'force': '" force "', 'message': '" message "', "
#define AUTHORISED(clause, force)                                                                                      \
    RULE("authorised", clause, force, "Ask first.") "'on': ['departed'], 'needs': {'var': 'authorisation.given'}}"
#define PHONE(clause, force)                                                                                           \
    RULE("phone", clause, force, "Take a phone.") "'on': ['departed'], 'needs': {'var': 'declared.phone_carried'}}"
#define WAIT(clause, minutes)                                                                                          \
    RULE("wait", clause, "must", "Wait no longer.")                                                                    \
    "'on': ['arrived'], 'do': ['left'], 'from': 'arrived', 'within_minutes': " minutes "}"
#define TELL RULE("tell", "", "should", "Tell the office.") "'on': ['arrived', 'left'], 'do': ['reported']}"
#define RISK RULE("risk", "", "must", "Check in.") "'when': {'var': 'risk.aggression'}, 'do': ['checked_in']}"

#define EVENT_AT(clock, rest) "{'at': '2026-03-02T" clock ":00Z', " rest "}"
#define PLANNED EVENT_AT("09:00", "'event': 'planned', 'reason': 'other'")
#define DEPARTED EVENT_AT("09:30", "'event': 'departed'")
#define ARRIVED EVENT_AT("10:00", "'event': 'arrived'")
#define LEFT EVENT_AT("10:20", "'event': 'left'")
#define DECLARED EVENT_AT("10:30", "'event': 'declared', 'facts': {'x.language': 'Welsh'}")
#define VISIT(first, second)                                                                                           \
    "{'format': 'homevisit-visit/1', 'id': 'V', 'events': [" first ", " second ", " ARRIVED ", " LEFT ", " DECLARED "]}"
/* Out of order, so that a step's index is not its place. */
static const char visit_text[] = VISIT(DEPARTED, PLANNED);

static homevisit_visit *load_visit(const char *quoted, const homevisit_allocator *allocator)
{
    homevisit_text text = text_of(quoted);
    homevisit_options options = {.struct_size = sizeof options, .allocator = allocator};
    homevisit_visit *visit = NULL;
    homevisit_visit_load(text.data, text.length, &options, &visit, NULL);
    return visit;
}

/* Compares policies over the visit, up to a NULL. */
static void assert_compared(const char *const *texts, homevisit_format format, const char *expected)
{
    const homevisit_policy *policies[4];
    size_t count = 0;
    for (; texts[count] != NULL; count++)
        policies[count] = load_sound(texts[count], NULL);
    homevisit_visit *visit = load_visit(visit_text, NULL);
    homevisit_buffer out = {0};
    homevisit_problems *problems = NULL;
    cr_assert_not_null(visit);
    cr_assert_eq(homevisit_compare(policies, count, visit, NULL, format, &out, &problems), HOMEVISIT_OK);
    cr_assert_null(problems);
    char *wanted = (char *)(uintptr_t)expected;
    if (format == HOMEVISIT_FORMAT_JSON) {
        homevisit_text quoted = text_of(expected);
        cr_expect(out.length == quoted.length && memcmp(out.data, quoted.data, out.length) == 0, "%s", out.data);
    } else {
        cr_expect_str_eq(out.data, wanted, "%s", out.data);
    }
    homevisit_buffer_free(&out);
    homevisit_visit_free(visit);
    for (size_t i = 0; i < count; i++)
        homevisit_policy_free((homevisit_policy *)(uintptr_t)policies[i]);
}

#define HEAD_OF(policies, decisions)                                                                                   \
    "{'visit':'V','at':'2026-03-02T10:30:00Z','policies':[" policies "],'decisions':[" decisions "],"
#define STEP "{'index':0,'at':'2026-03-02T09:30:00Z','event':'departed','decisions':"

/* --------------------------------------------------------------------------------------------------------- findings */

Test(compare, says_nothing_where_policies_say_the_same_for_clauses_of_their_own)
{
    static const char *const texts[] = {HEAD("a", "1") AUTHORISED("'A-1'", "must") ", " WAIT("'A-2'", "20") "]}",
                                        HEAD("b", "7") WAIT("'B-9'", "20") ", " AUTHORISED("", "must") "]}", NULL};
    assert_compared(
        texts, HOMEVISIT_FORMAT_JSON,
        HEAD_OF("{'id':'a','version':'1'},{'id':'b','version':'7'}", "'deny','deny'") "'steps':[],'duties':[]}");
    assert_compared(texts, HOMEVISIT_FORMAT_TEXT,
                    "visit V, seen at 2026-03-02T10:30:00Z\n"
                    "    a 1: deny\n"
                    "    b 7: deny\n"
                    "\n"
                    "they say the same of every step and duty\n");
}

Test(compare, tells_a_force_that_differs_and_a_rule_that_only_some_have)
{
    static const char *const texts[] = {HEAD("a", "1")
                                            AUTHORISED("'A-1'", "must") ", " PHONE("'A-2', 'A-3'", "must") "]}",
                                        HEAD("a", "2") PHONE("'A-2'", "must") ", " AUTHORISED("'A-1'", "should") "]}",
                                        HEAD("c", "1") PHONE("", "must") "]}", NULL};
    assert_compared(
        texts, HOMEVISIT_FORMAT_JSON,
        HEAD_OF("{'id':'a','version':'1'},{'id':'a','version':'2'},{'id':'c','version':'1'}",
                "'deny','unknown','unknown'") "'steps':[" STEP "['deny','unknown','unknown'],'findings':["
                                              "{'policy':0,'rule':'authorised','clauses':['A-1'],'force':'must',"
                                              "'outcome':'broken','message':'Ask first.'},"
                                              "{'policy':1,'rule':'authorised','clauses':['A-1'],'force':'should',"
                                              "'outcome':'broken','message':'Ask first.'}]}],'duties':[]}");
    assert_compared(texts, HOMEVISIT_FORMAT_TEXT,
                    "visit V, seen at 2026-03-02T10:30:00Z\n"
                    "    a 1: deny\n"
                    "    a 2: unknown\n"
                    "    c 1: unknown\n"
                    "\n"
                    "departed at 2026-03-02T09:30:00Z (events/0)\n"
                    "    a 1: deny\n"
                    "        broken: [A-1] Ask first. (authorised, must)\n"
                    "    a 2: unknown\n"
                    "        broken: [A-1] Ask first. (authorised, should)\n"
                    "    c 1: unknown\n");
}

Test(compare, tells_findings_that_differ_where_the_decisions_do_not)
{
    static const char *const texts[] = {HEAD("a", "1") PHONE("'A-1'", "should") "]}",
                                        HEAD("a", "1") AUTHORISED("", "should") "]}", NULL};
    assert_compared(texts, HOMEVISIT_FORMAT_JSON,
                    HEAD_OF("{'id':'a','version':'1'},{'id':'a','version':'1'}",
                            "'warn','warn'") "'steps':[" STEP "['warn','warn'],'findings':["
                                             "{'policy':0,'rule':'phone','clauses':['A-1'],'force':'should','outcome':'"
                                             "unknown','message':'Take a "
                                             "phone.'},"
                                             "{'policy':1,'rule':'authorised','clauses':[],'force':'should','outcome':'"
                                             "broken','message':'Ask "
                                             "first.'}]}],'duties':[]}");
    assert_compared(texts, HOMEVISIT_FORMAT_TEXT,
                    "visit V, seen at 2026-03-02T10:30:00Z\n"
                    "    a 1 (number 1): warn\n"
                    "    a 1 (number 2): warn\n"
                    "\n"
                    "departed at 2026-03-02T09:30:00Z (events/0)\n"
                    "    a 1 (number 1): warn\n"
                    "        unknown: [A-1] Take a phone. (phone, should)\n"
                    "    a 1 (number 2): warn\n"
                    "        broken: Ask first. (authorised, should)\n");
}

/* ----------------------------------------------------------------------------------------------------------- duties */

#define DUTY_WAIT(due, status)                                                                                         \
    "{'rule':'wait','clauses':[],'force':'must','message':'Wait no longer.','do':['left'],'by':null,"                  \
    "'since':'2026-03-02T10:00:00Z','due':'2026-03-02T10:" due ":00Z','status':'" status                               \
    "','met_at':'2026-03-02T10:20:00Z','assumed':false,'missing':[]}"
#define DUTY_TELL(since)                                                                                               \
    "{'rule':'tell','clauses':[],'force':'should','message':'Tell the office.','do':['reported'],'by':null,"           \
    "'since':'2026-03-02T10:" since ":00Z','due':null,'status':'pending','met_at':null,'assumed':false,'missing':[]}"
#define DUTY_RISK                                                                                                      \
    "{'rule':'risk','clauses':[],'force':'must','message':'Check in.','do':['checked_in'],'by':null,"                  \
    "'since':null,'due':null,'status':'unknown','met_at':null,'assumed':false,'missing':['risk.aggression']}"

Test(compare, lays_duties_of_one_rule_and_time_beside_each_other)
{
    static const char *const texts[] = {HEAD("a", "1") WAIT("", "20") "]}",
                                        HEAD("b", "1") RISK ", " TELL ", " WAIT("", "19") "]}", NULL};
    assert_compared(
        texts, HOMEVISIT_FORMAT_JSON,
        HEAD_OF(
            "{'id':'a','version':'1'},{'id':'b','version':'1'}",
            "'allow','deny'") "'steps':[],'duties':["
                              "{'rule':'wait','since':'2026-03-02T10:00:00Z','duties':[" DUTY_WAIT(
                                  "20",
                                  "met") "," DUTY_WAIT("19",
                                                       "late") "]},"
                                                               "{'rule':'risk','since':null,'duties':[null," DUTY_RISK
                                                               "]},"
                                                               "{'rule':'tell','since':'2026-03-02T10:00:00Z','duties':"
                                                               "[null," DUTY_TELL(
                                                                   "00") "]},"
                                                                         "{'rule':'tell','since':'2026-03-02T10:20:00Z'"
                                                                         ",'duties':[null," DUTY_TELL("20") "]}]}");
    assert_compared(texts, HOMEVISIT_FORMAT_TEXT,
                    "visit V, seen at 2026-03-02T10:30:00Z\n"
                    "    a 1: allow\n"
                    "    b 1: deny\n"
                    "\n"
                    "the duty wait, arisen 2026-03-02T10:00:00Z\n"
                    "    a 1: met, due 2026-03-02T10:20:00Z, done 2026-03-02T10:20:00Z\n"
                    "        Wait no longer. (wait, must)\n"
                    "    b 1: late, due 2026-03-02T10:19:00Z, done 2026-03-02T10:20:00Z\n"
                    "        Wait no longer. (wait, must)\n"
                    "\n"
                    "the duty risk\n"
                    "    a 1: none\n"
                    "    b 1: unknown\n"
                    "        Check in. (risk, must)\n"
                    "\n"
                    "the duty tell, arisen 2026-03-02T10:00:00Z\n"
                    "    a 1: none\n"
                    "    b 1: pending\n"
                    "        Tell the office. (tell, should)\n"
                    "\n"
                    "the duty tell, arisen 2026-03-02T10:20:00Z\n"
                    "    a 1: none\n"
                    "    b 1: pending\n"
                    "        Tell the office. (tell, should)\n");
}

Test(compare, looks_at_the_duties_when_it_is_asked_to)
{
    const homevisit_policy *policies[] = {
        load_sound(HEAD("a", "1")
                       RULE("r", "", "must", "m") "'on': ['left'], 'do': ['returned'], 'within_minutes': 20}]}",
                   NULL),
        load_sound(HEAD("a", "2")
                       RULE("r", "", "must", "m") "'on': ['left'], 'do': ['returned'], 'within_minutes': 30}]}",
                   NULL)};
    homevisit_visit *visit = load_visit(visit_text, NULL);
    homevisit_buffer out = {0};
    int64_t at;
    cr_assert(homevisit_time_read("2026-03-02T10:45:00Z", 20, &at));
    cr_assert_eq(homevisit_compare(policies, 2, visit, &at, HOMEVISIT_FORMAT_JSON, &out, NULL), HOMEVISIT_OK);
    cr_expect_not_null(strstr(out.data, "\"at\":\"2026-03-02T10:45:00Z\""), "%s", out.data);
    cr_expect_not_null(strstr(out.data, "\"decisions\":[\"deny\",\"allow\"]"), "%s", out.data);
    cr_expect_not_null(strstr(out.data, "\"overdue\""));
    homevisit_buffer_free(&out);
    homevisit_visit_free(visit);
    for (size_t i = 0; i < 2; i++)
        homevisit_policy_free((homevisit_policy *)(uintptr_t)policies[i]);
}

/* ------------------------------------------------------------------------------------------------------------ calls */

Test(compare, refuses_a_visit_that_one_of_the_policies_cannot_audit)
{
    const homevisit_policy *policies[] = {
        load_sound(HEAD("a", "1") "]}", NULL),
        load_sound("{" TEXT_FORMAT ", 'id': 'b', 'title': 'T', 'version': '1', 'facts': {'x.language': 'boolean'}, "
                   "'rules': []}",
                   NULL)};
    homevisit_visit *visit = load_visit(visit_text, NULL);
    homevisit_buffer out = {0};
    homevisit_problems *problems = NULL;
    cr_expect_eq(homevisit_compare(policies, 2, visit, NULL, HOMEVISIT_FORMAT_JSON, &out, &problems), HOMEVISIT_E_TYPE);
    cr_assert_eq(homevisit_problems_count(problems), 1);
    cr_expect_str_eq(homevisit_problems_get(problems, 0)->code, "own_fact_type");
    cr_expect_str_eq(homevisit_problems_get(problems, 0)->pointer, "/events/4/facts/x.language");
    cr_expect_eq(out.length, 0);
    cr_expect_eq(homevisit_compare(policies, 2, visit, NULL, HOMEVISIT_FORMAT_JSON, &out, NULL), HOMEVISIT_E_TYPE);
    homevisit_problems_free(problems);
    homevisit_visit_free(visit);
    for (size_t i = 0; i < 2; i++)
        homevisit_policy_free((homevisit_policy *)(uintptr_t)policies[i]);
}

Test(compare, needs_two_policies_a_visit_a_buffer_and_a_form_that_there_is)
{
    homevisit_policy *policy = load_sound(HEAD("a", "1") "]}", NULL);
    const homevisit_policy *policies[] = {policy, policy}, *gap[] = {policy, NULL};
    homevisit_visit *visit = load_visit(visit_text, NULL);
    homevisit_buffer out = {0};
    const homevisit_format json = HOMEVISIT_FORMAT_JSON;
    cr_expect_eq(homevisit_compare(NULL, 2, visit, NULL, json, &out, NULL), HOMEVISIT_E_ARGUMENT);
    cr_expect_eq(homevisit_compare(policies, 1, visit, NULL, json, &out, NULL), HOMEVISIT_E_ARGUMENT);
    cr_expect_eq(homevisit_compare(gap, 2, visit, NULL, json, &out, NULL), HOMEVISIT_E_ARGUMENT);
    cr_expect_eq(homevisit_compare(policies, 2, NULL, NULL, json, &out, NULL), HOMEVISIT_E_ARGUMENT);
    cr_expect_eq(homevisit_compare(policies, 2, visit, NULL, json, NULL, NULL), HOMEVISIT_E_ARGUMENT);
    cr_expect_eq(homevisit_compare(policies, 2, visit, NULL, HOMEVISIT_FORMAT_JUNIT, &out, NULL), HOMEVISIT_E_ARGUMENT);
    cr_expect_null(out.data);
    homevisit_visit_free(visit);
    homevisit_policy_free(policy);
}

static const homevisit_policy *trial_policies[2];
static homevisit_format trial_format;

static bool compare_trial(const homevisit_allocator *allocator)
{
    /* In order: to put events into it takes memory, but can do without. */
    homevisit_visit *visit = load_visit(VISIT(PLANNED, DEPARTED), allocator);
    homevisit_buffer out = {0};
    homevisit_problems *problems = NULL;
    if (visit == NULL)
        return false;
    homevisit_code code = homevisit_compare(trial_policies, 2, visit, NULL, trial_format, &out, &problems);
    cr_assert(code == HOMEVISIT_OK || code == HOMEVISIT_E_MEMORY, "code %d", (int)code);
    homevisit_buffer_free(&out);
    homevisit_problems_free(problems);
    homevisit_visit_free(visit);
    return code == HOMEVISIT_OK;
}

Test(compare, says_so_when_memory_runs_out, .timeout = 60)
{
    trial_policies[0] = load_sound(HEAD("a", "1") WAIT("", "20") ", " PHONE("", "must") "]}", NULL);
    trial_policies[1] = load_sound(HEAD("b", "1") RISK ", " TELL ", " WAIT("", "19") "]}", NULL);
    for (size_t i = 0; i < 2; i++) {
        trial_format = i == 0 ? HOMEVISIT_FORMAT_JSON : HOMEVISIT_FORMAT_TEXT;
        trial_run(compare_trial, false);
    }
}
