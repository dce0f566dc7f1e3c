/* test: a profile's cases; compare: where policies part on one visit. */
#include "cli.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

/* ---- test -------------------------------------------------------------------------------------------------------- */

struct trial {
    struct session session;
    struct policy_source policy;
    homevisit_text cases; /* empty: the bundled ones of the policy's id */
    bool passed;
};

#define CASES_NAME "cases.json" /* as the library calls the cases' text in problems */

/* Cases stand beside their profile. NULL where there are none, and the library looks among the bundled. */
static const struct source *read_cases_beside(struct session *session, const char *policy)
{
    const char *slash = strrchr(policy, '/');
    const int folder = slash ? (int)(slash - policy) + 1 : 0;
    char path[4096];
    const int written = snprintf(path, sizeof path, "%.*scases.json", folder, policy);
    FILE *probe = written > 0 && (size_t)written < sizeof path ? fopen(path, "rb") : NULL;
    if (!probe)
        return NULL;
    fclose(probe);
    return session_read_as(session, path, CASES_NAME);
}

static bool load_trial(struct trial *trial)
{
    const struct strings *operands = &trial->session.arguments->operands;
    const struct source *cases = NULL;
    const bool found = session_policy_text(&trial->session, operands->items[0], &trial->policy);
    if (operands->count > 1)
        cases = session_read_as(&trial->session, operands->items[1], CASES_NAME);
    else if (found && trial->policy.source && strcmp(operands->items[0], "-") != 0)
        cases = read_cases_beside(&trial->session, operands->items[0]);
    if (cases)
        trial->cases = (homevisit_text){cases->text, cases->length};
    return !session_has_errors(&trial->session);
}

static bool run_trial(struct trial *trial, homevisit_format format, homevisit_buffer *buffer)
{
    homevisit_problems *problems = NULL;
    const homevisit_code code = homevisit_policy_test(trial->policy.text, trial->cases, &trial->policy.options, format,
                                                      &trial->passed, buffer, &problems);
    session_note(&trial->session, code, problems);
    return code == HOMEVISIT_OK;
}

/* The outcome as JUnit XML, in a file; to standard output it takes the place of the text. */
static void write_junit(struct trial *trial, const char *path)
{
    homevisit_buffer buffer = {0};
    const bool standard = strcmp(path, "-") == 0;
    if (!run_trial(trial, HOMEVISIT_FORMAT_JUNIT, &buffer))
        return;
    FILE *file = standard ? stdout : fopen(path, "wb");
    if (!file) {
        session_note_io(&trial->session, path, "cannot_write", strerror(errno));
        homevisit_buffer_free(&buffer);
        return;
    }
    print_buffer(file, &buffer);
    errno = 0;
    const bool failed = ferror(file) != 0;
    if (!standard && (fclose(file) != 0 || failed))
        session_note_io(&trial->session, path, "cannot_write", errno ? strerror(errno) : "cannot be written");
}

int run_test(const struct arguments *arguments)
{
    struct trial trial = {0};
    homevisit_buffer buffer = {0};
    session_init(&trial.session, arguments);
    if (load_trial(&trial)) {
        const bool only_junit = arguments->junit && strcmp(arguments->junit, "-") == 0;
        if (arguments->junit)
            write_junit(&trial, arguments->junit);
        if (!only_junit && !session_has_errors(&trial.session) && run_trial(&trial, arguments->format, &buffer))
            print_buffer(stdout, &buffer);
    }
    homevisit_buffer_free(&buffer);
    return session_end(&trial.session, trial.passed ? EXIT_FINE : EXIT_BROKEN);
}

/* ---- compare ----------------------------------------------------------------------------------------------------- */

int run_compare(const struct arguments *arguments)
{
    struct session session;
    homevisit_buffer buffer = {0};
    homevisit_problems *problems = NULL;
    const size_t count = arguments->policies.count;
    const int64_t *at = arguments->at.known ? &arguments->at.at : NULL;
    homevisit_policy **policies = calloc(count, sizeof *policies);
    const homevisit_policy **read_only = calloc(count, sizeof *read_only);
    session_init(&session, arguments);
    session.out_of_memory = !policies || !read_only;
    for (size_t i = 0; !session.out_of_memory && i < count; i++)
        read_only[i] = policies[i] = session_policy(&session, arguments->policies.items[i]);
    homevisit_visit *visit = session_visit(&session, arguments->operands.items[0]);
    if (!session_has_errors(&session)) {
        const homevisit_code code =
            homevisit_compare(read_only, count, visit, at, arguments->format, &buffer, &problems);
        session_note(&session, code, problems);
    }
    print_buffer(stdout, &buffer);
    homevisit_visit_free(visit);
    for (size_t i = 0; policies && i < count; i++)
        homevisit_policy_free(policies[i]);
    free(policies);
    free(read_only);
    return session_end(&session, EXIT_FINE);
}
