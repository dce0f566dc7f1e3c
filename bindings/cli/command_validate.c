/* validate: everything that is wrong or doubtful in policies and visits, all files at once. */
#include "cli.h"
#include "page.h"
#include "peek.h"

#include <string.h>
#include <time.h>

/* A record says so itself or has events; anything else is taken for a policy, whose reader then says what is wrong. */
static bool is_visit(const struct source *source)
{
    char format[64];
    if (peek_text(source->text, source->length, "format", format, sizeof format) &&
        strncmp(format, "homevisit-", strlen("homevisit-")) == 0)
        return strncmp(format, "homevisit-visit/", strlen("homevisit-visit/")) == 0;
    return peek_has(source->text, source->length, "events") && !peek_has(source->text, source->length, "rules");
}

/* The one place where the command line reads the machine's clock: whether a review date has gone by is asked of now. */
static int64_t today(const struct arguments *arguments)
{
    return arguments->at.known ? arguments->at.at : (int64_t)time(NULL);
}

static void validate_policy(struct session *session, const char *path)
{
    const int64_t now = today(session->arguments);
    struct policy_source found;
    homevisit_problems *problems = NULL;
    if (!session_policy_text(session, path, &found))
        return;
    if (!found.source)
        session_keep_text(session, path, path, found.text);
    found.options.document = found.source ? found.source->name : path;
    const homevisit_code code =
        homevisit_policy_validate(found.text.data, found.text.length, &now, &found.options, &problems);
    session_note(session, code, problems);
}

static void validate_file(struct session *session, const char *path)
{
    homevisit_text bundled;
    if (homevisit_bundled_text(path, &bundled)) {
        validate_policy(session, path);
        return;
    }
    const struct source *source = session_read(session, path);
    if (source && is_visit(source))
        homevisit_visit_free(session_visit(session, path));
    else if (source)
        validate_policy(session, path);
}

/* How the problems that came since say a file is. */
static void tell_sound(const struct session *session, const char *path, size_t since)
{
    size_t warnings = 0;
    for (size_t i = since; i < session->problem_count; i++)
        for (size_t k = 0; k < homevisit_problems_count(session->problems[i]); k++) {
            if (homevisit_problems_get(session->problems[i], k)->severity == HOMEVISIT_SEVERITY_ERROR)
                return;
            warnings++;
        }
    print_safely(stdout, path, strlen(path));
    if (warnings)
        printf(": sound, with %zu warning%s\n", warnings, warnings == 1 ? "" : "s");
    else
        fputs(": sound\n", stdout);
}

int run_validate(const struct arguments *arguments)
{
    struct session session;
    session_init(&session, arguments);
    for (size_t i = 0; i < arguments->operands.count; i++) {
        const size_t since = session.problem_count;
        validate_file(&session, arguments->operands.items[i]);
        if (!session.out_of_memory && !arguments->json)
            tell_sound(&session, arguments->operands.items[i], since);
    }
    fflush(stdout);
    const int status = session_tell(&session);
    if (status == EXIT_FINE && arguments->json && !arguments->warnings)
        fputs("{\"problems\":[]}\n", stdout);
    session_free(&session);
    return status;
}
