/* An audit of one visit as a timeline: its events day by day, and between them the deadlines that went by. */
#include "page.h"

#include <string.h>

enum { CLOCK_COLUMN = 2, EVENT_COLUMN = 12, DECISION_COLUMN = 36, FINDING_COLUMN = 12 };

struct timeline {
    struct page *page;
    const homevisit_policy *policy;
    const homevisit_result *result;
    char day[16]; /* that is headed */
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

/* Whether the duty's deadline belongs on the timeline: it went by, and when is known. */
static bool on_timeline(const homevisit_duty *duty)
{
    return duty_failed(duty) && duty->due.known;
}

/* Prints the deadlines in [from, until); of one instant in the order of the report. */
static void print_deadlines_between(struct timeline *timeline, const int64_t *from, const int64_t *until)
{
    const homevisit_result *result = timeline->result;
    int64_t done = 0;
    bool any_done = false;
    for (;;) {
        const homevisit_duty *next = NULL;
        for (size_t i = 0; i < result->duty_count; i++) {
            const homevisit_duty *duty = &result->duties[i];
            const bool in_span = on_timeline(duty) && (!from || duty->due.at >= *from) &&
                                 (!until || duty->due.at < *until) && (!any_done || duty->due.at > done);
            if (in_span && (!next || duty->due.at < next->due.at))
                next = duty;
        }
        if (!next)
            return;
        done = next->due.at;
        any_done = true;
        begin_line(timeline, done);
        page_words(timeline->page, STYLE_DOUBTFUL, "(deadline)");
        page_end_line(timeline->page);
        for (size_t i = 0; i < result->duty_count; i++)
            if (on_timeline(&result->duties[i]) && result->duties[i].due.at == done)
                print_duty(timeline->page, timeline->policy, &result->duties[i], (homevisit_moment){true, done},
                           FINDING_COLUMN);
    }
}

static bool has_silent_step(const homevisit_result *result)
{
    for (size_t i = 0; i < result->step_count; i++)
        if (result->steps[i].silent && result->steps[i].decision == HOMEVISIT_DECISION_ALLOW)
            return true;
    return false;
}

void print_audit(struct page *page, const homevisit_policy *policy, const homevisit_result *result, bool brief)
{
    struct timeline timeline = {page, policy, result, ""};
    print_head(page, policy, result);
    print_summary(page, result);
    if (brief)
        return;
    for (size_t i = 0; i < result->step_count; i++) {
        print_deadlines_between(&timeline, i ? &result->steps[i - 1].at : NULL, &result->steps[i].at);
        print_step(&timeline, &result->steps[i]);
    }
    print_deadlines_between(&timeline, result->step_count ? &result->steps[result->step_count - 1].at : NULL, NULL);
    page_end_line(page);
    if (has_silent_step(result)) {
        page_words(page, STYLE_DIM, "(- the policy says nothing of this event, which is no permission)");
        page_end_line(page);
    }
    print_state(page, result);
    print_deadlines(page, policy, result);
    print_notices(page, result);
}
