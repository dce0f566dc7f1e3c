/* Problems that bindings meet when they read files: the library itself never does. */
#include "problem.h"

homevisit_code homevisit_problems_add_io(homevisit_problems **problems, const char *document, const char *code,
                                         const char *message, const char *suggestion)
{
    if (!problems || !document || !code || !message)
        return HOMEVISIT_E_ARGUMENT;
    if (!*problems)
        *problems = problems_new(NULL);
    if (!*problems)
        return HOMEVISIT_E_MEMORY;
    const struct place place = {document, "", 0, 0, 0, 0};
    /* The caller is told, and may try again: the list stays as it was. */
    const bool before = problems_remember_memory(*problems, false);
    problems_add(*problems, HOMEVISIT_SEVERITY_ERROR, HOMEVISIT_KIND_IO, code, &place, suggestion, "%s", message);
    return problems_remember_memory(*problems, before) ? HOMEVISIT_E_MEMORY : HOMEVISIT_OK;
}
