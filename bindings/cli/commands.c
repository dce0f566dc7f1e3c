/* The questions as commands: check, status, audit; and validate, policies, show. */
#include "cli.h"

#include <stdlib.h>
#include <string.h>

int decision_exit(homevisit_decision decision)
{
    return decision <= HOMEVISIT_DECISION_WARN ? EXIT_FINE : EXIT_BROKEN;
}

bool print_report_json(FILE *out, const homevisit_report *report)
{
    homevisit_buffer buffer = {0};
    if (homevisit_report_json(report, &buffer) != HOMEVISIT_OK)
        return false;
    fwrite(buffer.data, 1, buffer.length, out);
    homevisit_buffer_free(&buffer);
    return true;
}

/* "--at" as a time; false after a problem was noted. */
static bool read_at(struct session *session, int64_t *at)
{
    homevisit_problems *problems = NULL;
    const char *text = session->arguments->at;
    if (!text || homevisit_time_read(text, strlen(text), at))
        return true;
    homevisit_code code = homevisit_problems_add_io(&problems, "--at", "bad_time",
                                                    "the time is not of the form 2026-03-02T09:10:00Z", NULL);
    session_note(session, code, problems);
    return false;
}

/* Prints one report as asked; `print` is for a person. */
static int tell_report(struct session *session, const homevisit_policy *policy, const homevisit_report *report,
                       void (*print)(FILE *, const homevisit_policy *, const homevisit_result *))
{
    if (!session->arguments->json) {
        print(stdout, policy, homevisit_report_result(report));
        return EXIT_FINE;
    }
    if (!print_report_json(stdout, report)) {
        session->out_of_memory = true;
        return session_tell(session);
    }
    fputc('\n', stdout);
    return EXIT_FINE;
}

int run_check(const struct arguments *arguments)
{
    struct session session;
    homevisit_report *report = NULL;
    homevisit_problems *problems = NULL;
    int status = EXIT_UNUSABLE;
    session_init(&session, arguments);
    homevisit_policy *policy = session_policy(&session, arguments->policies.items[0]);
    homevisit_visit *visit = session_visit(&session, arguments->operands.items[0]);
    if (policy && visit) {
        homevisit_code code =
            homevisit_check_json(policy, visit, arguments->event, strlen(arguments->event), &report, &problems);
        session_note(&session, code, problems);
    }
    if (report) {
        status = tell_report(&session, policy, report, print_check);
        if (status == EXIT_FINE)
            status = decision_exit(homevisit_report_decision(report));
    } else {
        session_tell(&session);
    }
    homevisit_report_free(report);
    homevisit_visit_free(visit);
    homevisit_policy_free(policy);
    session_free(&session);
    return status;
}

int run_status(const struct arguments *arguments)
{
    struct session session;
    homevisit_report *report = NULL;
    homevisit_problems *problems = NULL;
    int64_t at = 0;
    session_init(&session, arguments);
    homevisit_policy *policy = session_policy(&session, arguments->policies.items[0]);
    homevisit_visit *visit = session_visit(&session, arguments->operands.items[0]);
    if (read_at(&session, &at) && policy && visit) {
        homevisit_code code = homevisit_status(policy, visit, arguments->at ? &at : NULL, &report, &problems);
        session_note(&session, code, problems);
    }
    int status = report ? tell_report(&session, policy, report, print_status) : session_tell(&session);
    homevisit_report_free(report);
    homevisit_visit_free(visit);
    homevisit_policy_free(policy);
    session_free(&session);
    return status;
}

/* ---- audit ------------------------------------------------------------------------------------------------------- */

struct audit {
    struct session session;
    homevisit_policy **policies;
    homevisit_visit **visits;
    homevisit_report **reports; /* [policy * visit_count + visit] */
    size_t policy_count, visit_count;
};

static bool load_all(struct audit *audit)
{
    const struct arguments *arguments = audit->session.arguments;
    audit->policy_count = arguments->policies.count;
    audit->visit_count = arguments->operands.count;
    audit->policies = calloc(audit->policy_count, sizeof(homevisit_policy *));
    audit->visits = calloc(audit->visit_count, sizeof(homevisit_visit *));
    audit->reports = calloc(audit->policy_count * audit->visit_count, sizeof(homevisit_report *));
    if (!audit->policies || !audit->visits || !audit->reports) {
        audit->session.out_of_memory = true;
        return false;
    }
    for (size_t i = 0; i < audit->policy_count; i++)
        audit->policies[i] = session_policy(&audit->session, arguments->policies.items[i]);
    for (size_t i = 0; i < audit->visit_count; i++)
        audit->visits[i] = session_visit(&audit->session, arguments->operands.items[i]);
    return !session_has_problems(&audit->session);
}

static bool audit_all(struct audit *audit, const int64_t *at)
{
    struct progress progress;
    progress_begin(&progress, audit->policy_count * audit->visit_count);
    for (size_t p = 0; p < audit->policy_count; p++)
        for (size_t v = 0; v < audit->visit_count; v++) {
            homevisit_problems *problems = NULL;
            homevisit_code code = homevisit_audit(audit->policies[p], audit->visits[v], at,
                                                  &audit->reports[p * audit->visit_count + v], &problems);
            session_note(&audit->session, code, problems);
            progress_step(&progress);
        }
    progress_end(&progress);
    return !session_has_problems(&audit->session);
}

static bool print_all_json(const struct audit *audit)
{
    const size_t count = audit->policy_count * audit->visit_count;
    if (count > 1)
        fputc('[', stdout);
    for (size_t i = 0; i < count; i++) {
        if (i)
            fputc(',', stdout);
        if (!print_report_json(stdout, audit->reports[i]))
            return false;
    }
    fputs(count > 1 ? "]\n" : "\n", stdout);
    return true;
}

static int tell_audit(struct audit *audit)
{
    const size_t count = audit->policy_count * audit->visit_count;
    homevisit_decision worst = HOMEVISIT_DECISION_ALLOW;
    for (size_t i = 0; i < count; i++)
        if (homevisit_report_decision(audit->reports[i]) > worst)
            worst = homevisit_report_decision(audit->reports[i]);
    if (audit->session.arguments->json) {
        if (!print_all_json(audit))
            return EXIT_UNUSABLE;
    } else if (count == 1) {
        print_audit(stdout, audit->policies[0], homevisit_report_result(audit->reports[0]));
    } else {
        print_matrix(stdout, audit->policies, audit->policy_count, audit->reports, audit->visit_count);
    }
    return decision_exit(worst);
}

int run_audit(const struct arguments *arguments)
{
    struct audit audit = {0};
    int64_t at = 0;
    int status = EXIT_UNUSABLE;
    session_init(&audit.session, arguments);
    bool ready = read_at(&audit.session, &at);
    if (load_all(&audit) && ready && audit_all(&audit, arguments->at ? &at : NULL))
        status = tell_audit(&audit);
    else
        session_tell(&audit.session);
    for (size_t i = 0; audit.reports && i < audit.policy_count * audit.visit_count; i++)
        homevisit_report_free(audit.reports[i]);
    for (size_t i = 0; audit.visits && i < audit.visit_count; i++)
        homevisit_visit_free(audit.visits[i]);
    for (size_t i = 0; audit.policies && i < audit.policy_count; i++)
        homevisit_policy_free(audit.policies[i]);
    free(audit.reports);
    free(audit.visits);
    free(audit.policies);
    session_free(&audit.session);
    return status;
}

/* ---- policies ---------------------------------------------------------------------------------------------------- */

int run_policies(const struct arguments *arguments)
{
    struct session session;
    const char *id;
    bool first = true;
    session_init(&session, arguments);
    fputs(arguments->json ? "{\"policies\":[" : "", stdout);
    for (size_t i = 0; (id = homevisit_bundled_id(i)) != NULL; i++) {
        homevisit_policy *policy = session_policy(&session, id);
        if (!policy)
            continue;
        if (arguments->json) {
            printf("%s{\"id\":", first ? "" : ",");
            print_json_text(stdout, id);
            fputs(",\"version\":", stdout);
            print_json_text(stdout, homevisit_policy_version(policy));
            fputs(",\"title\":", stdout);
            print_json_text(stdout, homevisit_policy_title(policy));
            printf(",\"rules\":%zu}", homevisit_policy_rule_count(policy));
        } else {
            print_styled(stdout, STYLE_BOLD, 23, id);
            printf(" %-12s %3zu rules  %s\n", homevisit_policy_version(policy), homevisit_policy_rule_count(policy),
                   homevisit_policy_title(policy));
        }
        first = false;
        homevisit_policy_free(policy);
    }
    fputs(arguments->json ? "]}\n" : "", stdout);
    int status = session_has_problems(&session) ? session_tell(&session) : EXIT_FINE;
    session_free(&session);
    return status;
}
