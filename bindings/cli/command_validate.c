/* validate: everything that is wrong or doubtful in policies and visits, all files at once. */
#include "cli.h"
#include "page.h"
#include "peek.h"

#include <string.h>

/* A record says so itself or has events; anything else is taken for a policy, whose reader then says what is wrong. */
static bool is_visit(const struct source *source)
{
    char format[64];
    if (peek_text(source->text, source->length, "format", format, sizeof format) &&
        strncmp(format, "homevisit-", strlen("homevisit-")) == 0)
        return strncmp(format, "homevisit-visit/", strlen("homevisit-visit/")) == 0;
    return peek_has(source->text, source->length, "events") && !peek_has(source->text, source->length, "rules");
}

static void validate_file(struct session *session, const char *path)
{
    const struct source *source = session_read(session, path);
    if (source && is_visit(source))
        homevisit_visit_free(session_visit(session, path));
    else if (source)
        homevisit_policy_free(session_policy(session, path));
}

int run_validate(const struct arguments *arguments)
{
    struct session session;
    session_init(&session, arguments);
    for (size_t i = 0; i < arguments->operands.count; i++) {
        const size_t before = session.problem_count;
        validate_file(&session, arguments->operands.items[i]);
        if (session.problem_count != before || session.out_of_memory || arguments->json)
            continue;
        print_safely(stdout, arguments->operands.items[i], strlen(arguments->operands.items[i]));
        fputs(": sound\n", stdout);
    }
    const int status = session_tell(&session);
    if (status == EXIT_FINE && arguments->json && !arguments->warnings)
        fputs("{\"problems\":[]}\n", stdout);
    session_free(&session);
    return status;
}
