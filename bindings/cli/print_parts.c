/* Times, clauses, findings and duties as a person reads them. */
#include "cli.h"

#include <string.h>

void print_time(FILE *out, const homevisit_policy *policy, int64_t at, bool with_date)
{
    char text[32];
    homevisit_time_write_local(policy, at, text);
    if (with_date)
        fprintf(out, "%.10s ", text);
    fprintf(out, "%.8s", text + 11);
}

void print_clauses(FILE *out, homevisit_names clauses)
{
    for (size_t i = 0; i < clauses.count; i++)
        fprintf(out, "%s%s", i ? ", " : "", clauses.items[i]);
}

static void print_names(FILE *out, homevisit_names names)
{
    print_clauses(out, names);
}

static void print_value(FILE *out, const homevisit_policy *policy, const homevisit_value *value)
{
    switch (value->type) {
    case HOMEVISIT_TYPE_BOOLEAN: fputs(value->boolean ? "yes" : "no", out); break;
    case HOMEVISIT_TYPE_INTEGER: fprintf(out, "%lld", (long long)value->integer); break;
    case HOMEVISIT_TYPE_TIME: print_time(out, policy, value->integer, true); break;
    case HOMEVISIT_TYPE_NAME: fputs(homevisit_word_text(value->word), out); break;
    case HOMEVISIT_TYPE_TEXT: fprintf(out, "'%s'", value->text); break;
    case HOMEVISIT_TYPE_NAMES:
    case HOMEVISIT_TYPE_IDS:
    case HOMEVISIT_TYPE_STAFF:
        if (value->count == 0)
            fputs("nobody", out);
        for (size_t i = 0; i < value->count; i++) {
            fputs(i ? ", " : "", out);
            if (value->type == HOMEVISIT_TYPE_NAMES)
                fputs(homevisit_word_text(value->words[i]), out);
            else if (value->type == HOMEVISIT_TYPE_IDS)
                fputs(value->ids[i], out);
            else
                fprintf(out, "%.*s (%s%s)", (int)value->staff[i].id.length, value->staff[i].id.data,
                        homevisit_word_text(value->staff[i].role),
                        !value->staff[i].trained_said ? ""
                        : value->staff[i].trained     ? ", trained"
                                                      : ", not trained");
        }
        break;
    default: fputs("not said", out); break;
    }
}

/* A list of one kind: "facts" without a member reads better as "none". */
static void print_because(FILE *out, const homevisit_policy *policy, const homevisit_finding *finding, int indent)
{
    if (finding->because_count) {
        fprintf(out, "%*sbecause ", indent, "");
        for (size_t i = 0; i < finding->because_count; i++) {
            fprintf(out, "%s%s: ", i ? "; " : "", finding->because[i].fact);
            print_value(out, policy, &finding->because[i].value);
        }
        fputc('\n', out);
    }
    if (finding->missing.count) {
        fprintf(out, "%*snot known: ", indent, "");
        print_names(out, finding->missing);
        fputc('\n', out);
    }
}

void print_findings(FILE *out, const homevisit_policy *policy, const homevisit_finding *findings, size_t count,
                    int indent)
{
    for (size_t i = 0; i < count; i++) {
        const homevisit_finding *finding = &findings[i];
        const bool broken = finding->outcome == HOMEVISIT_OUTCOME_BROKEN;
        const bool must = finding->force == HOMEVISIT_FORCE_MUST;
        fprintf(out, "%*s", indent, "");
        print_styled(out, broken && must ? STYLE_BAD : STYLE_DOUBTFUL, 0,
                     broken ? must ? "must" : "should"
                     : must ? "must?"
                            : "should?");
        fputs(" ", out);
        print_clauses(out, finding->clauses);
        fprintf(out, "%s%s", finding->clauses.count ? "  " : "", finding->message);
        print_styled(out, STYLE_DIM, 0, finding->assumed ? "  (assumed)" : "");
        fputc('\n', out);
        print_because(out, policy, finding, indent + 2);
    }
}

static enum style duty_style(const homevisit_duty *duty)
{
    switch (duty->status) {
    case HOMEVISIT_DUTY_LATE:
    case HOMEVISIT_DUTY_OVERDUE:
    case HOMEVISIT_DUTY_MISSED: return duty->force == HOMEVISIT_FORCE_MUST ? STYLE_BAD : STYLE_DOUBTFUL;
    case HOMEVISIT_DUTY_UNKNOWN: return STYLE_DOUBTFUL;
    case HOMEVISIT_DUTY_MET: return STYLE_GOOD;
    default: return STYLE_PLAIN;
    }
}

void print_duty(FILE *out, const homevisit_policy *policy, const homevisit_duty *duty, int indent)
{
    fprintf(out, "%*s", indent, "");
    print_styled(out, duty_style(duty), 8, homevisit_duty_status_text(duty->status));
    fprintf(out, " %-6s ", homevisit_force_text(duty->force));
    print_clauses(out, duty->clauses);
    fprintf(out, "%s%s", duty->clauses.count ? "  " : "", duty->message);
    print_styled(out, STYLE_DIM, 0, duty->assumed ? "  (assumed)" : "");
    fprintf(out, "\n%*s", indent + 9, "");
    print_names(out, duty->todo);
    if (duty->by)
        fprintf(out, " by %s", duty->by);
    if (duty->since.known) {
        fputs("; since ", out);
        print_time(out, policy, duty->since.at, true);
    }
    if (duty->due.known) {
        fputs("; due ", out);
        print_time(out, policy, duty->due.at, true);
    }
    if (duty->met_at.known) {
        fputs("; done ", out);
        print_time(out, policy, duty->met_at.at, true);
    }
    if (duty->missing.count) {
        fputs("; not known: ", out);
        print_names(out, duty->missing);
    }
    fputc('\n', out);
}
