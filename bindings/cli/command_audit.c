/* audit: records replayed under policies, one or many of each. */
#include "cli.h"
#include "page.h"

#include <stdlib.h>

struct audit {
    struct session session;
    struct progress progress;
    homevisit_policy **policies;
    homevisit_visit **visits;
    homevisit_report **reports; /* [policy * visit_count + visit] */
    size_t policy_count, visit_count;
};

static size_t report_count(const struct audit *audit)
{
    return audit->policy_count * audit->visit_count;
}

/* Loads everything, so that what is wrong with any of it is said at once. */
static bool load_all(struct audit *audit)
{
    const struct arguments *arguments = audit->session.arguments;
    audit->policies = calloc(audit->policy_count, sizeof(homevisit_policy *));
    audit->visits = calloc(audit->visit_count, sizeof(homevisit_visit *));
    audit->reports = calloc(report_count(audit), sizeof(homevisit_report *));
    if (!audit->policies || !audit->visits || !audit->reports) {
        audit->session.out_of_memory = true;
        return false;
    }
    for (size_t i = 0; i < audit->policy_count; i++)
        audit->policies[i] = session_policy(&audit->session, arguments->policies.items[i]);
    for (size_t i = 0; i < audit->visit_count; i++) {
        audit->visits[i] = session_visit(&audit->session, arguments->operands.items[i]);
        progress_step(&audit->progress);
    }
    return !session_has_errors(&audit->session);
}

static bool audit_all(struct audit *audit)
{
    const homevisit_moment *at = &audit->session.arguments->at;
    for (size_t p = 0; p < audit->policy_count; p++)
        for (size_t v = 0; v < audit->visit_count; v++) {
            homevisit_problems *problems = NULL;
            const homevisit_code code =
                homevisit_audit(audit->policies[p], audit->visits[v], at->known ? &at->at : NULL,
                                &audit->reports[p * audit->visit_count + v], &problems);
            session_note(&audit->session, code, problems);
            progress_step(&audit->progress);
        }
    return !session_has_errors(&audit->session);
}

/* One report, or one flat list, policies outermost. */
static void print_list(homevisit_buffer *reports, size_t count)
{
    fputs(count > 1 ? "[" : "", stdout);
    for (size_t i = 0; i < count; i++) {
        fputs(i ? "," : "", stdout);
        fwrite(reports[i].data, 1, reports[i].length, stdout);
    }
    fputs(count > 1 ? "]\n" : "\n", stdout);
}

/* All is written before anything is printed, so that what is printed is one whole whatever happens. */
static bool print_all_json(const struct audit *audit)
{
    const size_t count = report_count(audit);
    homevisit_buffer *written = calloc(count, sizeof *written);
    bool complete = written != NULL;
    for (size_t i = 0; complete && i < count; i++)
        complete = homevisit_report_json(audit->reports[i], &written[i]) == HOMEVISIT_OK;
    if (complete)
        print_list(written, count);
    for (size_t i = 0; written && i < count; i++)
        homevisit_buffer_free(&written[i]);
    free(written);
    return complete;
}

static bool print_all(const struct audit *audit)
{
    const struct arguments *arguments = audit->session.arguments;
    const struct matrix matrix = {audit->policies, audit->policy_count, audit->reports, audit->visit_count};
    struct page page;
    if (arguments->json)
        return print_all_json(audit);
    page_begin(&page, stdout);
    if (report_count(audit) > 1)
        return print_matrix(&page, &matrix, arguments->brief);
    return print_audit(&page, audit->policies[0], homevisit_report_result(audit->reports[0]), arguments->brief);
}

static homevisit_decision worst_of(const struct audit *audit)
{
    homevisit_decision worst = HOMEVISIT_DECISION_ALLOW;
    for (size_t i = 0; i < report_count(audit); i++)
        if (homevisit_report_decision(audit->reports[i]) > worst)
            worst = homevisit_report_decision(audit->reports[i]);
    return worst;
}

static void free_all(struct audit *audit)
{
    for (size_t i = 0; audit->reports && i < report_count(audit); i++)
        homevisit_report_free(audit->reports[i]);
    for (size_t i = 0; audit->visits && i < audit->visit_count; i++)
        homevisit_visit_free(audit->visits[i]);
    for (size_t i = 0; audit->policies && i < audit->policy_count; i++)
        homevisit_policy_free(audit->policies[i]);
    free(audit->reports);
    free(audit->visits);
    free(audit->policies);
}

int run_audit(const struct arguments *arguments)
{
    if (arguments->ndjson)
        return run_stream(arguments);
    struct audit audit = {.policy_count = arguments->policies.count, .visit_count = arguments->operands.count};
    int status = EXIT_UNUSABLE;
    session_init(&audit.session, arguments);
    progress_begin(&audit.progress, report_count(&audit) + audit.visit_count);
    const bool answered = load_all(&audit) && audit_all(&audit);
    progress_end(&audit.progress);
    if (answered) {
        status = decision_exit(worst_of(&audit));
        if (!print_all(&audit))
            audit.session.out_of_memory = true;
    }
    free_all(&audit);
    return session_end(&audit.session, status);
}
