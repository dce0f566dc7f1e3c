/* Prints a policy as a document: show_print markdown|html|json ID-OR-FILE. For tests/show and tests/golden/show. */
#include <homevisit/homevisit.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static homevisit_code load(const char *name, homevisit_policy **policy)
{
    FILE *file = fopen(name, "rb");
    if (file == NULL)
        return homevisit_policy_bundled(name, NULL, policy, NULL);
    static char text[1 << 22];
    const size_t length = fread(text, 1, sizeof text, file);
    fclose(file);
    return homevisit_policy_load(text, length, NULL, policy, NULL);
}

int main(int count, char **arguments)
{
    static const struct {
        const char *name;
        homevisit_format format;
    } formats[] = {
        {"markdown", HOMEVISIT_FORMAT_MARKDOWN}, {"html", HOMEVISIT_FORMAT_HTML}, {"json", HOMEVISIT_FORMAT_JSON}};
    homevisit_policy *policy = NULL;
    homevisit_buffer out = {0};
    homevisit_code code = count == 3 ? load(arguments[2], &policy) : HOMEVISIT_E_ARGUMENT;
    for (size_t i = 0; i < sizeof formats / sizeof *formats && code == HOMEVISIT_OK; i++)
        if (strcmp(arguments[1], formats[i].name) == 0)
            code = homevisit_policy_show(policy, formats[i].format, &out);
    if (code == HOMEVISIT_OK)
        fwrite(out.data, 1, out.length, stdout);
    else
        fprintf(stderr, "show_print: %s\n", homevisit_code_text(code));
    homevisit_buffer_free(&out);
    homevisit_policy_free(policy);
    return code == HOMEVISIT_OK ? EXIT_SUCCESS : EXIT_FAILURE;
}
