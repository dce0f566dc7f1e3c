/* Reports as a person reads them: a check, a status, and a visit as a timeline. */
#include "cli.h"

#include <string.h>

static void print_head(FILE *out, const homevisit_policy *policy, const homevisit_result *result)
{
    print_styled(out, STYLE_BOLD, 0, result->policy_id);
    fprintf(out, " (%s), visit %s", result->policy_version, result->visit);
    if (result->at.known) {
        fputs(", at ", out);
        print_time(out, policy, result->at.at, true);
    }
    fputc('\n', out);
}

static void print_state(FILE *out, const homevisit_result *result)
{
    fprintf(out, "state: %s, %s, %s\n", homevisit_word_text(result->phase), homevisit_word_text(result->place),
            homevisit_word_text(result->contact));
}

static void print_notices(FILE *out, const homevisit_result *result)
{
    bool assumed = false;
    for (size_t i = 0; i < result->notice_count; i++)
        if (result->notices[i].review_due)
            fprintf(out, "notice: this policy was due for review on %s\n", result->notices[i].review_due);
    for (size_t i = 0; i < result->notice_count; i++) {
        if (!result->notices[i].setting)
            continue;
        fprintf(out, "%s%s",
                assumed ? ", " : "notice: assumed, since the policy gives no value: ", result->notices[i].setting);
        assumed = true;
    }
    if (assumed)
        fputc('\n', out);
}

static bool duty_matters(const homevisit_duty *duty)
{
    return duty->status != HOMEVISIT_DUTY_VOID && duty->status != HOMEVISIT_DUTY_MET;
}

/* Those that are settled are counted; those that are not, are told. */
static void print_duties(FILE *out, const homevisit_policy *policy, const homevisit_result *result)
{
    size_t met = 0, ceased = 0, told = 0;
    for (size_t i = 0; i < result->duty_count; i++) {
        const homevisit_duty *duty = &result->duties[i];
        met += duty->status == HOMEVISIT_DUTY_MET;
        ceased += duty->status == HOMEVISIT_DUTY_VOID;
        if (!duty_matters(duty))
            continue;
        if (!told++)
            fputs("duties:\n", out);
        print_duty(out, policy, duty, 2);
    }
    if (met || ceased)
        fprintf(out, "duties met: %zu%s", met, ceased ? "" : "\n");
    if (ceased)
        fprintf(out, "; ceased in time: %zu\n", ceased);
}

static void print_next(FILE *out, const homevisit_policy *policy, const homevisit_result *result)
{
    if (!result->next_due.known) {
        fputs("next: nothing is due\n", out);
        return;
    }
    fputs("next: ", out);
    print_time(out, policy, result->next_due.at, true);
    for (size_t i = 0; i < result->duty_count; i++) {
        const homevisit_duty *duty = &result->duties[i];
        if (duty->status == HOMEVISIT_DUTY_PENDING && duty->due.known && duty->due.at == result->next_due.at) {
            fputs("  ", out);
            print_clauses(out, duty->clauses);
            fprintf(out, "  %s", duty->message);
        }
    }
    fputc('\n', out);
}

static void print_guidance(FILE *out, const homevisit_result *result)
{
    if (result->checklist_count)
        fputs("checklist:\n", out);
    for (size_t i = 0; i < result->checklist_count; i++) {
        const homevisit_checklist_entry *entry = &result->checklist[i];
        fprintf(out, "  [ ] %s  ", entry->message);
        print_clauses(out, entry->clauses);
        fprintf(out, "  (%s, before %s)\n", entry->item, entry->before);
    }
    if (result->advice_count)
        fputs("advice:\n", out);
    for (size_t i = 0; i < result->advice_count; i++) {
        fprintf(out, "  - %s  ", result->advice[i].message);
        print_clauses(out, result->advice[i].clauses);
        fputc('\n', out);
    }
}

void print_check(FILE *out, const homevisit_policy *policy, const homevisit_result *result)
{
    print_head(out, policy, result);
    fprintf(out, "%s: ", homevisit_word_text(result->event));
    print_styled(out, decision_style(result->decision), 0, homevisit_decision_text(result->decision));
    if (result->silent)
        fputs(" (the policy is silent: it does not speak of this event)", out);
    fputc('\n', out);
    print_findings(out, policy, result->findings, result->finding_count, 2);
    print_state(out, result);
    print_duties(out, policy, result);
    print_guidance(out, result);
    print_notices(out, result);
}

void print_status(FILE *out, const homevisit_policy *policy, const homevisit_result *result)
{
    print_head(out, policy, result);
    print_state(out, result);
    print_next(out, policy, result);
    print_duties(out, policy, result);
    fputs("what may happen now, as far as is known:\n", out);
    for (size_t i = 0; i < result->option_count; i++) {
        const homevisit_option *option = &result->options[i];
        if (option->silent && option->decision == HOMEVISIT_DECISION_ALLOW)
            continue;
        fprintf(out, "  %-22s ", homevisit_word_text(option->event));
        print_styled(out, decision_style(option->decision), 10, homevisit_decision_text(option->decision));
        for (size_t k = 0; k < option->rules.count; k++)
            fprintf(out, "%s%s", k ? ", " : " ", option->rules.items[k]);
        if (option->missing.count) {
            fputs("  not known: ", out);
            print_clauses(out, option->missing);
        }
        fputc('\n', out);
    }
    fputs("  (the policy is silent on every other event)\n", out);
    print_guidance(out, result);
    print_notices(out, result);
}

static void print_summary(FILE *out, const homevisit_summary *summary)
{
    const struct {
        size_t count;
        const char *what;
    } parts[] = {
        {summary->broken, "must broken"},         {summary->warned, "should broken"}, {summary->unknown, "not known"},
        {summary->overdue, "duty overdue"},       {summary->late, "duty late"},       {summary->missed, "duty missed"},
        {summary->impossible, "impossible event"}};
    bool any = false;
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
        if (!parts[i].count)
            continue;
        fprintf(out, "%s%s: %zu", any ? "; " : "  ", parts[i].what, parts[i].count);
        any = true;
    }
    fputs(any ? "\n" : "  nothing to say against it\n", out);
}

/* A line for each day, then the events of the day. */
static void print_day(FILE *out, const homevisit_policy *policy, int64_t at, char day[11])
{
    char text[32];
    homevisit_time_write_local(policy, at, text);
    if (strncmp(day, text, 10) == 0)
        return;
    memcpy(day, text, 10);
    day[10] = '\0';
    fprintf(out, "%s\n", day);
}

void print_audit(FILE *out, const homevisit_policy *policy, const homevisit_result *result)
{
    char day[11] = "";
    print_head(out, policy, result);
    print_styled(out, decision_style(result->decision), 0, homevisit_decision_text(result->decision));
    print_summary(out, &result->summary);
    for (size_t i = 0; i < result->step_count; i++) {
        const homevisit_step *step = &result->steps[i];
        print_day(out, policy, step->at, day);
        fputs("  ", out);
        print_time(out, policy, step->at, false);
        fprintf(out, "  %-22s ", homevisit_word_text(step->event));
        if (step->silent && step->decision == HOMEVISIT_DECISION_ALLOW)
            print_styled(out, STYLE_DIM, 0, "(silent)");
        else
            print_styled(out, decision_style(step->decision), 0, homevisit_decision_text(step->decision));
        fputc('\n', out);
        print_findings(out, policy, step->findings, step->finding_count, 12);
    }
    print_state(out, result);
    print_next(out, policy, result);
    print_duties(out, policy, result);
    print_notices(out, result);
}
