/* From text to text in one call; and the words of a report's enumerations. */
#include "bundled.h"
#include "json_write.h"
#include "report.h"

#include <string.h>

const char *homevisit_version(void)
{
#define TEXT_OF(x) #x
#define VERSION_TEXT(a, b, c) TEXT_OF(a) "." TEXT_OF(b) "." TEXT_OF(c)
    return VERSION_TEXT(HOMEVISIT_VERSION_MAJOR, HOMEVISIT_VERSION_MINOR, HOMEVISIT_VERSION_PATCH);
}

void homevisit_format_range(int *first, int *last)
{
    if (first)
        *first = HOMEVISIT_FORMAT_FIRST;
    if (last)
        *last = HOMEVISIT_FORMAT_LAST;
}

static const char *word_at(const char *const *words, size_t count, int number)
{
    return number >= 0 && (size_t)number < count ? words[number] : "unknown";
}
#define WORD_AT(words, number) word_at(words, sizeof(words) / sizeof *(words), (int)(number))

const char *homevisit_decision_text(homevisit_decision decision)
{
    static const char *const words[] = {"allow", "warn", "unknown", "deny", "impossible"};
    return WORD_AT(words, decision);
}

const char *homevisit_force_text(homevisit_force force)
{
    static const char *const words[] = {"must", "should", "may"};
    return WORD_AT(words, force);
}

const char *homevisit_outcome_text(homevisit_outcome outcome)
{
    static const char *const words[] = {"broken", "unknown"};
    return WORD_AT(words, outcome);
}

const char *homevisit_duty_status_text(homevisit_duty_status status)
{
    static const char *const words[] = {"pending", "met", "late", "overdue", "missed", "void", "unknown"};
    return WORD_AT(words, status);
}

/* ---- one call ---------------------------------------------------------------------------------------------------- */

struct answer {
    homevisit_policy *policy;
    homevisit_visit *visit;
    homevisit_report *report;
    homevisit_problems *problems;
};

/* A text that begins like an object is a policy; anything else is the id of a bundled one. */
static homevisit_code load_policy(struct answer *answer, homevisit_text text, const homevisit_options *options)
{
    char id[128];
    for (size_t i = 0; i < text.length; i++) {
        if (strchr(" \t\r\n", text.data[i]))
            continue;
        if (text.data[i] == '{' || text.length - i >= sizeof id)
            break;
        memcpy(id, text.data + i, text.length - i);
        id[text.length - i] = '\0';
        return homevisit_policy_bundled(id, options, &answer->policy, &answer->problems);
    }
    return homevisit_policy_load(text.data, text.length, options, &answer->policy, &answer->problems);
}

static homevisit_code read_at(struct answer *answer, homevisit_text text, const struct settled_options *options,
                              int64_t *at)
{
    const struct place place = {"at", "", 0, 1, 1, 1};
    if (homevisit_time_read(text.data, text.length, at))
        return HOMEVISIT_OK;
    homevisit_problems *problems = problems_new(&options->allocator);
    if (problems)
        problems_add(problems, HOMEVISIT_SEVERITY_ERROR, HOMEVISIT_KIND_TYPE, "bad_time", &place, NULL,
                     "the time is not of the form 2026-03-02T09:10:00Z");
    return problems_finish(problems, &answer->problems);
}

static homevisit_code ask_question(struct answer *answer, homevisit_question question, homevisit_text event,
                                   const int64_t *at)
{
    switch (question) {
    case HOMEVISIT_QUESTION_CHECK:
        return homevisit_check_json(answer->policy, answer->visit, event.data, event.length, &answer->report,
                                    &answer->problems);
    case HOMEVISIT_QUESTION_STATUS:
        return homevisit_status(answer->policy, answer->visit, at, &answer->report, &answer->problems);
    case HOMEVISIT_QUESTION_AUDIT:
        return homevisit_audit(answer->policy, answer->visit, at, &answer->report, &answer->problems);
    }
    return HOMEVISIT_E_ARGUMENT;
}

static homevisit_code find_answer(struct answer *answer, homevisit_question question, homevisit_text policy,
                                  homevisit_text visit, homevisit_text event, homevisit_text at,
                                  const homevisit_options *options)
{
    const struct settled_options settled = options_settle(options);
    int64_t moment = 0;
    const bool has_at = at.data && question != HOMEVISIT_QUESTION_CHECK;
    homevisit_code code = load_policy(answer, policy, options);
    if (code == HOMEVISIT_OK)
        code = homevisit_visit_load(visit.data, visit.length, options, &answer->visit, &answer->problems);
    if (code == HOMEVISIT_OK && has_at)
        code = read_at(answer, at, &settled, &moment);
    return code == HOMEVISIT_OK ? ask_question(answer, question, event, has_at ? &moment : NULL) : code;
}

homevisit_code homevisit_answer(homevisit_question question, homevisit_text policy, homevisit_text visit,
                                homevisit_text event, homevisit_text at, const homevisit_options *options,
                                homevisit_buffer *out)
{
    struct answer answer = {0};
    if (!out || (!policy.data && policy.length) || (!visit.data && visit.length) || (!event.data && event.length) ||
        (!at.data && at.length) || question < HOMEVISIT_QUESTION_CHECK || question > HOMEVISIT_QUESTION_AUDIT)
        return HOMEVISIT_E_ARGUMENT;
    const struct settled_options settled = options_settle(options);
    if (!out->data)
        buffer_init(out, &settled.allocator);
    homevisit_code code = find_answer(&answer, question, policy, visit, event, at, options);
    homevisit_code written = code == HOMEVISIT_OK ? homevisit_report_json(answer.report, out)
                                                  : homevisit_problems_json(answer.problems, out);
    homevisit_report_free(answer.report);
    homevisit_visit_free(answer.visit);
    homevisit_policy_free(answer.policy);
    homevisit_problems_free(answer.problems);
    /* Without its problems, a refusal says nothing that could be mended. */
    return code == HOMEVISIT_OK || written == HOMEVISIT_E_MEMORY ? written : code;
}
