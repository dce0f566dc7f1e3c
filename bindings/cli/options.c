/* The options of all commands in one table, and the help that is made from it. */
#include "cli.h"

#include <string.h>

/* In the order of the usage line; --help is shown last and in no usage line. */
static const struct option options[] = {
    {OPTION_POLICY, TAKES_POLICY | TAKES_POLICIES, 'p', "policy", "POLICY", true,
     "the id of a bundled policy, or a file"},
    {OPTION_EVENT, TAKES_EVENT, 'e', "event", "EVENT_JSON", true,
     "the proposed event, as it would stand in a record's events"},
    {OPTION_AT, TAKES_AT, 0, "at", "TIME", false, "when to look, as 2026-03-02T09:10:00Z"},
    {OPTION_EXTENDS, TAKES_NEW, 0, "extends", "ID", false, "the bundled policy to build on (default: standard)"},
    {OPTION_ID, TAKES_NEW, 0, "id", "ID", true, "the id of the new policy"},
    {OPTION_BASE, TAKES_BASE, 0, "base", "FILE", false, "a policy that others extend; may be given several times"},
    {OPTION_BRIEF, TAKES_BRIEF, 0, "brief", NULL, false, "only what matters most, as text"},
    {OPTION_WARNINGS, TAKES_WARNINGS, 0, "warnings", NULL, false, "with --format json: list the warnings too"},
    {OPTION_JUNIT, TAKES_JUNIT, 0, "junit", "FILE", false, "write JUnit XML to FILE, or to standard output for -"},
    {OPTION_NDJSON, TAKES_STREAM, 0, "ndjson", "FILE", false, "records from FILE, or standard input for -, one a line"},
    {OPTION_THREADS, TAKES_STREAM, 'j', "threads", "N", false, "with --ndjson: as many threads (default: 1)"},
    {OPTION_SUMMARY, TAKES_STREAM, 0, "summary", NULL, false, "with --ndjson: what it came to, and no reports"},
    {OPTION_FORMAT, TAKES_FORMAT, 0, "format", "FORMAT", false, NULL},
    {OPTION_HELP, 0, 'h', "help", NULL, false, "show this help"},
};

const struct option *command_option(const struct command *command, size_t index)
{
    for (size_t i = 0; i < sizeof options / sizeof *options; i++) {
        const bool taken = options[i].flags == 0 || (options[i].flags & command->options);
        if (taken && index-- == 0)
            return &options[i];
    }
    return NULL;
}

void command_usage(FILE *out, const struct command *command)
{
    const struct option *option;
    fprintf(out, "usage: homevisit %s", command->name);
    for (size_t i = 0; (option = command_option(command, i)) != NULL; i++) {
        if (option->id == OPTION_HELP)
            continue;
        fputs(option->needed ? " " : " [", out);
        if (option->letter)
            fprintf(out, "-%c", option->letter);
        else
            fprintf(out, "--%s", option->name);
        if (option->value)
            fprintf(out, " %s", option->value);
        if (!option->needed)
            fputs("]", out);
        if (option->id == OPTION_POLICY && (command->options & TAKES_POLICIES))
            fputs("...", out);
    }
    fprintf(out, "%s%s\n", *command->operands ? " " : "", command->operands);
}

/* "text (the default), json" */
static void print_formats(FILE *out, const char *formats)
{
    const size_t first = strcspn(formats, " ");
    fprintf(out, "%.*s (the default)", (int)first, formats);
    for (const char *rest = formats + first; *rest;) {
        const size_t length = strcspn(rest + 1, " ");
        fprintf(out, ", %.*s", (int)length, rest + 1);
        rest += 1 + length;
    }
    fputc('\n', out);
}

void command_help(FILE *out, const struct command *command)
{
    const struct option *option;
    command_usage(out, command);
    fprintf(out, "\n%s\n", command->summary);
    if (command->more)
        fprintf(out, "\n%s\n", command->more);
    fputs("\noptions:\n", out);
    for (size_t i = 0; (option = command_option(command, i)) != NULL; i++) {
        char left[64], letter[8] = "    ";
        if (option->letter)
            snprintf(letter, sizeof letter, "-%c, ", option->letter);
        snprintf(left, sizeof left, "%s--%s%s%s", letter, option->name, option->value ? " " : "",
                 option->value ? option->value : "");
        fprintf(out, "  %-24s ", left);
        if (option->id == OPTION_FORMAT)
            print_formats(out, command->formats);
        else
            fprintf(out, "%s\n", option->help);
    }
}
