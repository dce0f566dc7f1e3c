/* A check and a status as a person reads them, and what every report says of deadlines. */
#include "page.h"

#include <string.h>

/* ---- deadlines --------------------------------------------------------------------------------------------------- */

static bool is_next(const homevisit_result *result, const homevisit_duty *duty)
{
    return result->next_due.known && duty->status == HOMEVISIT_DUTY_PENDING && duty->due.known &&
           duty->due.at == result->next_due.at;
}

static void print_next(struct page *page, const homevisit_policy *policy, const homevisit_result *result)
{
    char moment[32], span[40];
    if (!result->next_due.known) {
        page_words(page, STYLE_BOLD, "Next due:");
        page_words(page, STYLE_PLAIN, "nothing");
        page_end_line(page);
        return;
    }
    moment_text(policy, result->next_due.at, &result->at, moment);
    duration_text(result->next_due.at - result->at.at, span);
    page_words(page, STYLE_BOLD, "Next due:");
    page_words(page, STYLE_BOLD, moment);
    if (result->next_due.at == result->at.at)
        page_words(page, STYLE_PLAIN, "(now)");
    else
        page_format(page, STYLE_PLAIN, "(in %s)", span);
    page_end_line(page);
    for (size_t i = 0; i < result->duty_count; i++)
        if (is_next(result, &result->duties[i]))
            print_duty(page, policy, &result->duties[i], result->at, 2);
}

/* A deadline that went by stands on an audit's timeline already. */
static bool is_open(const homevisit_result *result, const homevisit_duty *duty)
{
    if (result->question == HOMEVISIT_QUESTION_AUDIT && duty_on_timeline(duty))
        return false;
    return duty_counts(duty) || duty->status == HOMEVISIT_DUTY_PENDING;
}

static void print_open_duties(struct page *page, const homevisit_policy *policy, const homevisit_result *result)
{
    size_t told = 0;
    for (size_t i = 0; i < result->duty_count; i++) {
        const homevisit_duty *duty = &result->duties[i];
        if (!is_open(result, duty) || is_next(result, duty))
            continue;
        if (!told++) {
            page_words(page, STYLE_BOLD, result->next_due.known ? "Other duties:" : "Duties:");
            page_end_line(page);
        }
        print_duty(page, policy, duty, result->at, 2);
    }
}

/* Duties that are settled are counted, the others told; those that are due next have been told already. */
void print_deadlines(struct page *page, const homevisit_policy *policy, const homevisit_result *result, bool brief)
{
    size_t met = 0, ceased = 0;
    if (result->question == HOMEVISIT_QUESTION_CHECK && result->duty_count == 0)
        return;
    if (!brief)
        page_end_line(page);
    if (result->question != HOMEVISIT_QUESTION_CHECK)
        print_next(page, policy, result);
    print_open_duties(page, policy, result);
    if (brief)
        return;
    for (size_t i = 0; i < result->duty_count; i++) {
        met += result->duties[i].status == HOMEVISIT_DUTY_MET;
        ceased += result->duties[i].status == HOMEVISIT_DUTY_VOID;
    }
    if (met || ceased) {
        page_format(page, STYLE_PLAIN, "Duties done in time: %zu; no longer asked for: %zu.", met, ceased);
        page_end_line(page);
    }
}

/* ---- guidance ---------------------------------------------------------------------------------------------------- */

static void print_guided(struct page *page, const char *mark, const char *message, homevisit_names clauses,
                         const char *rule)
{
    const homevisit_names instead = {&rule, 1}, names = clauses.count ? clauses : instead;
    page_to(page, 2);
    page_words(page, STYLE_PLAIN, mark);
    page_hang(page, 3 + (int)strlen(mark));
    page_words(page, STYLE_PLAIN, message);
    for (size_t i = 0; i < names.count; i++)
        page_format(page, STYLE_DIM, "%s%s%s", i ? "" : "(", names.items[i], i + 1 < names.count ? "," : ")");
    page_end_line(page);
}

/* What is still to be declared before one event; `before` moves from event to event in the order of the list. */
static void print_checklist(struct page *page, const homevisit_result *result)
{
    for (size_t i = 0; i < result->checklist_count; i++) {
        const char *before = result->checklist[i].before;
        bool told = false;
        for (size_t k = 0; k < i; k++)
            told = told || strcmp(result->checklist[k].before, before) == 0;
        if (told)
            continue;
        page_end_line(page);
        page_format(page, STYLE_BOLD, "Not yet declared, before %s:", before);
        page_end_line(page);
        for (size_t k = i; k < result->checklist_count; k++) {
            const homevisit_checklist_entry *entry = &result->checklist[k];
            if (strcmp(entry->before, before) == 0)
                print_guided(page, "[ ]", entry->message, entry->clauses, entry->rule);
        }
    }
}

static void print_guidance(struct page *page, const homevisit_result *result)
{
    print_checklist(page, result);
    if (result->advice_count)
        page_heading(page, "Advice:");
    for (size_t i = 0; i < result->advice_count; i++)
        print_guided(page, "-", result->advice[i].message, result->advice[i].clauses, result->advice[i].rule);
}

/* ---- check ------------------------------------------------------------------------------------------------------- */

static const char *decision_meaning(const homevisit_result *result)
{
    switch (result->decision) {
    case HOMEVISIT_DECISION_ALLOW:
        return result->silent ? "(silent: the policy says nothing of this event, which is no permission)" : "";
    case HOMEVISIT_DECISION_WARN: return "(not forbidden, but the policy recommends otherwise or may)";
    case HOMEVISIT_DECISION_UNKNOWN: return "(to be taken as deny until what is not known has been said)";
    case HOMEVISIT_DECISION_IMPOSSIBLE: return "(it cannot happen as the visit stands)";
    default: return "";
    }
}

void print_check(struct page *page, const homevisit_policy *policy, const homevisit_result *result, bool brief)
{
    print_head(page, policy, result);
    page_words(page, STYLE_BOLD, homevisit_word_text(result->event));
    page_glue(page, STYLE_PLAIN, ":");
    page_words(page, result->silent ? STYLE_DIM : decision_style(result->decision),
               homevisit_decision_text(result->decision));
    page_words(page, STYLE_DIM, decision_meaning(result));
    page_end_line(page);
    print_findings(page, policy, result->findings, result->finding_count, 2);
    if (brief)
        return;
    print_state(page, result);
    print_deadlines(page, policy, result, false);
    print_guidance(page, result);
    print_notices(page, result);
}

/* ---- status ------------------------------------------------------------------------------------------------------ */

/* What an option hangs on: "event.room" by its own name, since the event has not been proposed yet; "event.fields.date"
 * and its neighbours only once. */
static const char *hangs_on(const char *fact, char out[64])
{
    const char *name = strncmp(fact, "event.", 6) == 0 ? fact + 6 : fact;
    snprintf(out, 64, "%.*s", (int)(name == fact ? strlen(name) : strcspn(name, ".")), name);
    return out;
}

static void print_hangs_on(struct page *page, homevisit_names missing)
{
    char name[64], other[64];
    size_t told = 0;
    for (size_t i = 0; i < missing.count; i++) {
        bool again = false;
        hangs_on(missing.items[i], name);
        for (size_t k = 0; k < i; k++)
            again = again || strcmp(hangs_on(missing.items[k], other), name) == 0;
        if (again)
            continue;
        if (told++)
            page_glue(page, STYLE_PLAIN, ",");
        else
            page_words(page, STYLE_DIM, "hangs on");
        page_words(page, STYLE_PLAIN, name);
    }
}

enum { RULES_COLUMN = 36 };

static void print_option(struct page *page, const homevisit_option *option)
{
    page_to(page, 2);
    page_words(page, decision_style(option->decision), homevisit_decision_text(option->decision));
    page_to(page, 11);
    page_words(page, STYLE_PLAIN, homevisit_word_text(option->event));
    page_hang(page, RULES_COLUMN);
    print_names(page, STYLE_PLAIN, option->rules);
    if (option->missing.count) {
        page_glue(page, STYLE_PLAIN, ";");
        print_hangs_on(page, option->missing);
    }
    page_end_line(page);
}

/* Those that need no line each: what is allowed, and how many the policy says nothing of. */
static void print_other_options(struct page *page, const homevisit_result *result)
{
    size_t allowed = 0, silent = 0;
    for (size_t i = 0; i < result->option_count; i++) {
        const homevisit_option *option = &result->options[i];
        if (option->decision != HOMEVISIT_DECISION_ALLOW)
            continue;
        silent += option->silent;
        if (option->silent)
            continue;
        if (!allowed++) {
            page_to(page, 2);
            page_words(page, STYLE_GOOD, "allow");
            page_hang(page, 11);
        } else {
            page_glue(page, STYLE_PLAIN, ",");
        }
        page_words(page, STYLE_PLAIN, homevisit_word_text(option->event));
    }
    if (allowed)
        page_end_line(page);
    if (!silent)
        return;
    page_to(page, 2);
    page_words(page, STYLE_DIM, "silent");
    page_hang(page, 11);
    page_format(page, STYLE_DIM, "the other %zu events that can happen: the policy says nothing of them", silent);
    page_end_line(page);
}

void print_status(struct page *page, const homevisit_policy *policy, const homevisit_result *result, bool brief)
{
    print_head(page, policy, result);
    print_state(page, result);
    print_deadlines(page, policy, result, brief);
    if (brief)
        return;
    page_heading(page, "What may happen now, as far as the record says:");
    for (int decision = HOMEVISIT_DECISION_DENY; decision > HOMEVISIT_DECISION_ALLOW; decision--)
        for (size_t i = 0; i < result->option_count; i++)
            if ((int)result->options[i].decision == decision)
                print_option(page, &result->options[i]);
    print_other_options(page, result);
    print_guidance(page, result);
    print_notices(page, result);
}
