/* show, schema: documents that the library writes for people who write policy. */
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
