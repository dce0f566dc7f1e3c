/* validate: everything that is wrong with policies and visits. */
#include "cli.h"

#include <string.h>

/* A record says so itself; anything else is taken for a policy, whose reader then says what is wrong with it. */
static bool is_visit(const struct source *source)
{
    static const char mark[] = "\"homevisit-visit/";
    for (size_t i = 0; i + sizeof mark - 1 <= source->length; i++)
        if (memcmp(source->text + i, mark, sizeof mark - 1) == 0)
            return true;
    return false;
}

static void validate_file(struct session *session, const char *path)
{
    const struct source *source = session_read(session, path);
    if (!source)
        return;
    if (is_visit(source))
        homevisit_visit_free(session_visit(session, path));
    else
        homevisit_policy_free(session_policy(session, path));
}

int run_validate(const struct arguments *arguments)
{
    struct session session;
    int status = EXIT_FINE;
    session_init(&session, arguments);
    for (size_t i = 0; i < arguments->operands.count; i++) {
        const size_t before = session.problem_count;
        validate_file(&session, arguments->operands.items[i]);
        if (session.problem_count == before && !arguments->json)
            printf("%s: sound\n", arguments->operands.items[i]);
    }
    if (session_has_problems(&session))
        status = session_tell(&session);
    else if (arguments->json)
        fputs("{\"problems\":[]}\n", stdout);
    session_free(&session);
    return status;
}
