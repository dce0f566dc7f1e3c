/* show, new, schema: documents that the library writes for people who write policy. */
#include "cli.h"

#include <string.h>

int run_show(const struct arguments *arguments)
{
    struct session session;
    homevisit_buffer buffer = {0};
    int status = EXIT_UNUSABLE;
    session_init(&session, arguments);
    homevisit_policy *policy = session_policy(&session, arguments->operands.items[0]);
    if (policy) {
        const homevisit_code code = homevisit_policy_show(policy, arguments->format, &buffer);
        session_note(&session, code, NULL);
        status = code == HOMEVISIT_OK ? EXIT_FINE : EXIT_UNUSABLE;
    }
    print_buffer(stdout, &buffer);
    homevisit_policy_free(policy);
    return session_end(&session, status);
}

/* The base has to be a bundled one: what the new policy extends is looked for by its id wherever it is put. */
int run_new(const struct arguments *arguments)
{
    struct session session;
    homevisit_buffer buffer = {0};
    session_init(&session, arguments);
    const homevisit_code code = homevisit_policy_new(arguments->new_id, arguments->extends, &buffer);
    if (code == HOMEVISIT_E_NAME) {
        const homevisit_options options = {.struct_size = sizeof options, .document = "--extends"};
        homevisit_policy *none = NULL;
        homevisit_problems *problems = NULL;
        const homevisit_code unknown = homevisit_policy_bundled(arguments->extends, &options, &none, &problems);
        session_note(&session, unknown, problems);
        homevisit_policy_free(none);
    }
    session_note(&session, code, NULL);
    print_buffer(stdout, &buffer);
    return session_end(&session, code == HOMEVISIT_OK ? EXIT_FINE : EXIT_UNUSABLE);
}

int run_schema(const struct arguments *arguments)
{
    static const char *const documents[] = {"policy", "visit", "report", "cases"};
    const char *document = arguments->operands.items[0];
    homevisit_buffer buffer = {0};
    const homevisit_code code = homevisit_schema(document, &buffer);
    if (code == HOMEVISIT_OK) {
        print_buffer(stdout, &buffer);
        return EXIT_FINE;
    }
    if (code != HOMEVISIT_E_NAME) {
        fprintf(stderr, "homevisit schema: %s\n", homevisit_code_text(code));
        return EXIT_UNUSABLE;
    }
    const char *nearest = nearest_name(document, documents, sizeof documents / sizeof *documents);
    fprintf(stderr, "homevisit schema: there is no document '%s'; there are policy, visit, report and cases", document);
    if (nearest)
        fprintf(stderr, "; did you mean '%s'?", nearest);
    fputc('\n', stderr);
    return EXIT_UNUSABLE;
}
