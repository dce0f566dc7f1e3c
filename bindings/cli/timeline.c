/* An audit of one visit as a timeline: its events day by day, and between them the deadlines that went by. */
#include "page.h"

#include <stdlib.h>
#include <string.h>

enum { CLOCK_COLUMN = 2, EVENT_COLUMN = 12, DECISION_COLUMN = 36, FINDING_COLUMN = 12 };

struct timeline {
    struct page *page;
    const homevisit_policy *policy;
    const homevisit_result *result;
    char day[16]; /* that is headed */
    const homevisit_duty **deadlines;
    size_t deadline_count, next_deadline;
};

/* The clock of a moment at the line's beginning, under its day. */
static void begin_line(struct timeline *timeline, int64_t at)
{
    char day[16], clock[12];
    day_text(timeline->policy, at, day);
    clock_text(timeline->policy, at, clock);
    if (strcmp(day, timeline->day) != 0) {
        page_heading(timeline->page, day);
        memcpy(timeline->day, day, sizeof day);
    }
    page_to(timeline->page, CLOCK_COLUMN);
    page_words(timeline->page, STYLE_PLAIN, clock);
    page_to(timeline->page, EVENT_COLUMN);
}

static void print_step(struct timeline *timeline, const homevisit_step *step)
{
    struct page *page = timeline->page;
    begin_line(timeline, step->at);
    page_words(page, STYLE_PLAIN, homevisit_word_text(step->event));
    page_to(page, DECISION_COLUMN);
    if (step->silent && step->decision == HOMEVISIT_DECISION_ALLOW)
        page_words(page, STYLE_DIM, "-");
    else
        page_words(page, decision_style(step->decision), homevisit_decision_text(step->decision));
    page_end_line(page);
    print_findings(page, timeline->policy, step->findings, step->finding_count, FINDING_COLUMN);
}

bool duty_on_timeline(const homevisit_duty *duty)
{
    return duty_failed(duty) && duty->due.known;
}

static int compare_deadlines(const void *a, const void *b)
{
    const homevisit_duty *first = *(const homevisit_duty *const *)a, *second = *(const homevisit_duty *const *)b;
    if (first->due.at != second->due.at)
        return first->due.at < second->due.at ? -1 : 1;
    return (first > second) - (first < second); /* the report's order */
}

/* The deadlines that went by, in order of time. false where memory ran out. */
static bool find_deadlines(struct timeline *timeline)
{
    const homevisit_result *result = timeline->result;
    timeline->deadlines = malloc((result->duty_count + 1) * sizeof(const homevisit_duty *));
    if (!timeline->deadlines)
        return false;
    for (size_t i = 0; i < result->duty_count; i++)
        if (duty_on_timeline(&result->duties[i]))
            timeline->deadlines[timeline->deadline_count++] = &result->duties[i];
    qsort(timeline->deadlines, timeline->deadline_count, sizeof *timeline->deadlines, compare_deadlines);
    return true;
}

/* Prints the deadlines before `until`, all that are left where that is NULL. */
static void print_deadlines_until(struct timeline *timeline, const int64_t *until)
{
    int64_t headed = 0;
    for (bool first = true; timeline->next_deadline < timeline->deadline_count; timeline->next_deadline++) {
        const homevisit_duty *duty = timeline->deadlines[timeline->next_deadline];
        if (until && duty->due.at >= *until)
            return;
        if (first || duty->due.at != headed) {
            begin_line(timeline, duty->due.at);
            page_words(timeline->page, STYLE_DOUBTFUL, "(deadline)");
            page_end_line(timeline->page);
        }
        first = false;
        headed = duty->due.at;
        print_duty(timeline->page, timeline->policy, duty, duty->due, FINDING_COLUMN);
    }
}

static bool has_silent_step(const homevisit_result *result)
{
    for (size_t i = 0; i < result->step_count; i++)
        if (result->steps[i].silent && result->steps[i].decision == HOMEVISIT_DECISION_ALLOW)
            return true;
    return false;
}

static void print_steps(struct timeline *timeline)
{
    const homevisit_result *result = timeline->result;
    for (size_t i = 0; i < result->step_count; i++) {
        print_deadlines_until(timeline, &result->steps[i].at);
        print_step(timeline, &result->steps[i]);
    }
    print_deadlines_until(timeline, NULL);
    page_end_line(timeline->page);
    if (has_silent_step(result)) {
        page_words(timeline->page, STYLE_DIM, "(- the policy says nothing of this event, which is no permission)");
        page_end_line(timeline->page);
    }
}

/* Only what speaks against the visit. */
static void print_brief(struct page *page, const homevisit_policy *policy, const homevisit_result *result)
{
    print_head(page, policy, result);
    print_summary(page, result);
    print_reasons(page, policy, result);
}

bool print_audit(struct page *page, const homevisit_policy *policy, const homevisit_result *result, bool brief)
{
    struct timeline timeline = {.page = page, .policy = policy, .result = result};
    if (brief) {
        print_brief(page, policy, result);
        return true;
    }
    if (!find_deadlines(&timeline))
        return false;
    print_head(page, policy, result);
    print_summary(page, result);
    print_steps(&timeline);
    free(timeline.deadlines);
    print_state(page, result);
    print_deadlines(page, policy, result, false);
    print_notices(page, result);
    return true;
}
