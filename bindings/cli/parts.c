/* What several reports show: heads, findings with the facts behind them, duties with their deadlines, notices. */
#include "page.h"

#include <string.h>

enum { FORCE_COLUMN = 9, TEXT_COLUMN = 16 }; /* from the left edge of a finding or duty */

/* ---- styles ------------------------------------------------------------------------------------------------------ */

enum style decision_style(homevisit_decision decision)
{
    switch (decision) {
    case HOMEVISIT_DECISION_ALLOW: return STYLE_GOOD;
    case HOMEVISIT_DECISION_WARN:
    case HOMEVISIT_DECISION_UNKNOWN: return STYLE_DOUBTFUL;
    default: return STYLE_BAD;
    }
}

bool duty_failed(const homevisit_duty *duty)
{
    return duty->status == HOMEVISIT_DUTY_LATE || duty->status == HOMEVISIT_DUTY_OVERDUE ||
           duty->status == HOMEVISIT_DUTY_MISSED;
}

bool duty_counts(const homevisit_duty *duty)
{
    return duty_failed(duty) || duty->status == HOMEVISIT_DUTY_UNKNOWN;
}

static enum style duty_style(const homevisit_duty *duty)
{
    if (duty_failed(duty))
        return duty->force == HOMEVISIT_FORCE_MUST ? STYLE_BAD : STYLE_DOUBTFUL;
    if (duty->status == HOMEVISIT_DUTY_UNKNOWN)
        return STYLE_DOUBTFUL;
    return duty->status == HOMEVISIT_DUTY_MET ? STYLE_GOOD : STYLE_PLAIN;
}

/* ---- heads ------------------------------------------------------------------------------------------------------- */

void print_names(struct page *page, enum style style, homevisit_names names)
{
    for (size_t i = 0; i < names.count; i++) {
        page_words(page, style, names.items[i]);
        if (i + 1 < names.count)
            page_glue(page, STYLE_PLAIN, ",");
    }
}

/* "+01:00" */
static void offset_text(const homevisit_policy *policy, int64_t at, char out[8])
{
    char local[32];
    homevisit_time_write_local(policy, at, local);
    snprintf(out, 8, "%.6s", strlen(local) > 19 ? local + 19 : "");
}

void print_head(struct page *page, const homevisit_policy *policy, const homevisit_result *result)
{
    page_words(page, STYLE_BOLD, result->policy_id);
    page_words(page, STYLE_PLAIN, result->policy_version);
    page_glue(page, STYLE_PLAIN, ", visit");
    page_words(page, STYLE_BOLD, result->visit);
    if (result->at.known) {
        char moment[32], offset[8];
        moment_text(policy, result->at.at, NULL, moment);
        offset_text(policy, result->at.at, offset);
        page_glue(page, STYLE_PLAIN, ",");
        page_format(page, STYLE_PLAIN, "%s (%s)", moment, offset);
    }
    page_end_line(page);
}

void print_state(struct page *page, const homevisit_result *result)
{
    page_format(page, STYLE_PLAIN, "phase %s, place %s, contact %s", homevisit_word_text(result->phase),
                homevisit_word_text(result->place), homevisit_word_text(result->contact));
    page_end_line(page);
}

/* ---- facts ------------------------------------------------------------------------------------------------------- */

static bool ends_with(const char *text, const char *end)
{
    const size_t length = strlen(text), tail = strlen(end);
    return length >= tail && strcmp(text + length - tail, end) == 0;
}

static void print_member(struct page *page, const homevisit_value *value, size_t i)
{
    switch (value->type) {
    case HOMEVISIT_TYPE_NAMES: page_words(page, STYLE_PLAIN, homevisit_word_text(value->words[i])); break;
    case HOMEVISIT_TYPE_IDS: page_words(page, STYLE_PLAIN, value->ids[i]); break;
    default:
        page_format(page, STYLE_PLAIN, "%.*s (%s%s)", (int)value->staff[i].id.length, value->staff[i].id.data,
                    homevisit_word_text(value->staff[i].role),
                    !value->staff[i].trained_said ? ""
                    : value->staff[i].trained     ? ", trained"
                                                  : ", not trained");
    }
}

static void print_number(struct page *page, const char *fact, int64_t number)
{
    static const char *const days[] = {"Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"};
    if (ends_with(fact, "minute") && number >= 0 && number < 1440)
        page_format(page, STYLE_PLAIN, "%02d:%02d", (int)(number / 60), (int)(number % 60));
    else if (ends_with(fact, ".weekday") && number >= 1 && number <= 7)
        page_words(page, STYLE_PLAIN, days[number - 1]);
    else
        page_format(page, STYLE_PLAIN, "%lld", (long long)number);
}

static void print_value(struct page *page, const homevisit_policy *policy, const char *fact,
                        const homevisit_value *value)
{
    char moment[32];
    switch (value->type) {
    case HOMEVISIT_TYPE_BOOLEAN: page_words(page, STYLE_PLAIN, value->boolean ? "yes" : "no"); break;
    case HOMEVISIT_TYPE_INTEGER: print_number(page, fact, value->integer); break;
    case HOMEVISIT_TYPE_TIME:
        moment_text(policy, value->integer, NULL, moment);
        page_words(page, STYLE_PLAIN, moment);
        break;
    case HOMEVISIT_TYPE_NAME: page_words(page, STYLE_PLAIN, homevisit_word_text(value->word)); break;
    case HOMEVISIT_TYPE_TEXT: page_format(page, STYLE_PLAIN, "'%s'", value->text); break;
    case HOMEVISIT_TYPE_NAMES:
    case HOMEVISIT_TYPE_IDS:
    case HOMEVISIT_TYPE_STAFF:
        if (value->count == 0)
            page_words(page, STYLE_PLAIN, "none");
        for (size_t i = 0; i < value->count; i++) {
            print_member(page, value, i);
            if (i + 1 < value->count)
                page_glue(page, STYLE_PLAIN, ",");
        }
        break;
    default: page_words(page, STYLE_PLAIN, "not said"); break;
    }
}

static void print_because(struct page *page, const homevisit_policy *policy, const homevisit_finding *finding,
                          int column)
{
    if (finding->because_count) {
        page_hang(page, column);
        page_words(page, STYLE_DIM, "because");
        for (size_t i = 0; i < finding->because_count; i++) {
            page_words(page, STYLE_PLAIN, finding->because[i].fact);
            page_glue(page, STYLE_PLAIN, ":");
            print_value(page, policy, finding->because[i].fact, &finding->because[i].value);
            if (i + 1 < finding->because_count)
                page_glue(page, STYLE_PLAIN, ";");
        }
        page_end_line(page);
    }
    if (finding->missing.count) {
        page_hang(page, column);
        page_words(page, STYLE_DIM, "not known:");
        print_names(page, STYLE_PLAIN, finding->missing);
        page_end_line(page);
    }
}

/* ---- findings and duties ----------------------------------------------------------------------------------------- */

/* What findings and duties have alike. */
struct told {
    enum style style;
    const char *outcome;
    homevisit_force force;
    homevisit_names clauses;
    const char *rule, *message;
    bool assumed;
};

/* "broken   must   HP-07  message"; where the source's clause is not named, the rule is. */
static void print_told(struct page *page, int indent, const struct told *told)
{
    const homevisit_names instead = {&told->rule, 1};
    page_to(page, indent);
    page_words(page, told->style, told->outcome);
    page_to(page, indent + FORCE_COLUMN);
    page_words(page, told->style, homevisit_force_text(told->force));
    page_hang(page, indent + TEXT_COLUMN);
    print_names(page, STYLE_BOLD, told->clauses.count ? told->clauses : instead);
    page_glue(page, STYLE_PLAIN, " ");
    page_words(page, STYLE_PLAIN, told->message);
    if (told->assumed)
        page_words(page, STYLE_DIM, "(assumed)");
    page_end_line(page);
}

void print_findings(struct page *page, const homevisit_policy *policy, const homevisit_finding *findings, size_t count,
                    int indent)
{
    for (size_t i = 0; i < count; i++) {
        const homevisit_finding *finding = &findings[i];
        const bool denies = finding->outcome == HOMEVISIT_OUTCOME_BROKEN && finding->force == HOMEVISIT_FORCE_MUST;
        const struct told told = {denies ? STYLE_BAD : STYLE_DOUBTFUL,
                                  homevisit_outcome_text(finding->outcome),
                                  finding->force,
                                  finding->clauses,
                                  finding->rule,
                                  finding->message,
                                  finding->assumed};
        print_told(page, indent, &told);
        print_because(page, policy, finding, indent + TEXT_COLUMN);
    }
}

/* "since 09:54:00," with the day where the moment that was said last has another one. */
static void print_moment(struct page *page, const homevisit_policy *policy, const char *what, int64_t at,
                         homevisit_moment *last)
{
    char moment[32];
    moment_text(policy, at, last, moment);
    page_format(page, STYLE_PLAIN, "%s %s", what, moment);
    *last = (homevisit_moment){true, at};
}

static void print_span(struct page *page, enum style style, const char *before, int64_t seconds, const char *after)
{
    char span[40];
    duration_text(seconds, span);
    page_glue(page, STYLE_PLAIN, ",");
    page_format(page, style, "%s%s%s", before, span, after);
}

/* "; since 09:54:00, due 10:20:00, done 10:20:01, 1 s late" */
static void print_times(struct page *page, const homevisit_policy *policy, const homevisit_duty *duty,
                        homevisit_moment now)
{
    homevisit_moment last = now;
    page_glue(page, STYLE_PLAIN, duty->since.known ? ";" : "");
    if (duty->since.known)
        print_moment(page, policy, "since", duty->since.at, &last);
    if (duty->due.known) {
        page_glue(page, STYLE_PLAIN, ",");
        print_moment(page, policy, "due", duty->due.at, &last);
    }
    if (duty->met_at.known) {
        page_glue(page, STYLE_PLAIN, ",");
        print_moment(page, policy, "done", duty->met_at.at, &last);
    }
    const bool open = duty->status == HOMEVISIT_DUTY_PENDING || duty->status == HOMEVISIT_DUTY_OVERDUE;
    if (duty->due.known && duty->met_at.known && duty->met_at.at > duty->due.at)
        print_span(page, STYLE_BAD, "", duty->met_at.at - duty->due.at, " late");
    else if (duty->due.known && open && now.known && duty->due.at < now.at)
        print_span(page, STYLE_PLAIN, "", now.at - duty->due.at, " ago");
    else if (duty->due.known && open && now.known && duty->due.at > now.at)
        print_span(page, STYLE_PLAIN, "in ", duty->due.at - now.at, "");
}

void print_duty(struct page *page, const homevisit_policy *policy, const homevisit_duty *duty, homevisit_moment now,
                int indent)
{
    const struct told told = {duty_style(duty), homevisit_duty_status_text(duty->status),
                              duty->force,      duty->clauses,
                              duty->rule,       duty->message,
                              duty->assumed};
    print_told(page, indent, &told);
    page_hang(page, indent + TEXT_COLUMN);
    for (size_t i = 0; i < duty->todo.count; i++)
        page_format(page, STYLE_PLAIN, "%s%s", i ? "or " : "", duty->todo.items[i]);
    if (duty->by)
        page_format(page, STYLE_PLAIN, "by %s", duty->by);
    print_times(page, policy, duty, now);
    if (duty->missing.count) {
        page_glue(page, STYLE_PLAIN, ";");
        page_words(page, STYLE_DIM, "not known:");
        print_names(page, STYLE_PLAIN, duty->missing);
    }
    page_end_line(page);
}

/* ---- what speaks against a visit --------------------------------------------------------------------------------- */

static bool is_reason(const homevisit_step *step)
{
    return step->finding_count || step->decision != HOMEVISIT_DECISION_ALLOW;
}

bool has_reasons(const homevisit_result *result)
{
    for (size_t i = 0; i < result->step_count; i++)
        if (is_reason(&result->steps[i]))
            return true;
    for (size_t i = 0; i < result->duty_count; i++)
        if (duty_counts(&result->duties[i]))
            return true;
    return false;
}

void print_reasons(struct page *page, const homevisit_policy *policy, const homevisit_result *result)
{
    for (size_t i = 0; i < result->step_count; i++) {
        const homevisit_step *step = &result->steps[i];
        char moment[32];
        if (!is_reason(step))
            continue;
        moment_text(policy, step->at, NULL, moment);
        page_to(page, 2);
        page_format(page, STYLE_PLAIN, "%s %s:", moment, homevisit_word_text(step->event));
        page_words(page, decision_style(step->decision), homevisit_decision_text(step->decision));
        page_end_line(page);
        print_findings(page, policy, step->findings, step->finding_count, 4);
    }
    for (size_t i = 0; i < result->duty_count; i++)
        if (duty_counts(&result->duties[i]))
            print_duty(page, policy, &result->duties[i], result->at, 2);
}

/* ---- the rest ---------------------------------------------------------------------------------------------------- */

void print_notices(struct page *page, const homevisit_result *result)
{
    size_t assumed = 0;
    for (size_t i = 0; i < result->notice_count; i++) {
        if (!result->notices[i].review_due)
            continue;
        page_end_line(page);
        page_format(page, STYLE_DOUBTFUL, "This policy was due for review by %s.", result->notices[i].review_due);
        page_end_line(page);
    }
    for (size_t i = 0; i < result->notice_count; i++) {
        if (!result->notices[i].setting)
            continue;
        if (!assumed++) {
            page_end_line(page);
            page_words(page, STYLE_PLAIN, "Assumed, since the school's document gives no value:");
            page->indent = 2;
        } else {
            page_glue(page, STYLE_PLAIN, ",");
        }
        page_words(page, STYLE_PLAIN, result->notices[i].setting);
    }
    if (assumed)
        page_end_line(page);
}

void print_summary(struct page *page, const homevisit_result *result)
{
    const homevisit_summary *summary = &result->summary;
    const struct {
        size_t count;
        const char *one, *more;
    } parts[] = {
        {summary->broken, "must broken", "musts broken"},
        {summary->warned, "should broken", "shoulds broken"},
        {summary->late, "duty late", "duties late"},
        {summary->overdue, "duty overdue", "duties overdue"},
        {summary->missed, "duty missed", "duties missed"},
        {summary->unknown, "finding unknown", "findings unknown"},
        {summary->impossible, "impossible event", "impossible events"},
    };
    bool any = false;
    page_words(page, decision_style(result->decision), homevisit_decision_text(result->decision));
    page_glue(page, STYLE_PLAIN, ":");
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
        if (!parts[i].count)
            continue;
        if (any)
            page_glue(page, STYLE_PLAIN, ",");
        page_format(page, STYLE_PLAIN, "%zu %s", parts[i].count, parts[i].count == 1 ? parts[i].one : parts[i].more);
        any = true;
    }
    if (!any)
        page_words(page, STYLE_PLAIN,
                   result->decision == HOMEVISIT_DECISION_ALLOW ? "nothing against it" : "a duty cannot be decided");
    page_end_line(page);
}
