/* What was asked on the command line: options from one table, from which help is made too. */
#include "cli.h"

#include <stdlib.h>
#include <string.h>

enum option_id { OPTION_POLICY, OPTION_EVENT, OPTION_AT, OPTION_BASE, OPTION_FORMAT, OPTION_HELP };

static const struct option {
    enum option_id id;
    unsigned flags; /* of enum option_flag: taken by commands with any of them; 0: by all */
    char letter;
    const char *name;
    const char *value; /* NULL: takes none */
    const char *help;
} options[] = {
    {OPTION_POLICY, TAKES_POLICY | TAKES_POLICIES, 'p', "policy", "POLICY", "the id of a bundled policy, or a file"},
    {OPTION_EVENT, TAKES_EVENT, 'e', "event", "EVENT_JSON", "the proposed event, as in a record's `events`"},
    {OPTION_AT, TAKES_AT, 0, "at", "TIME", "when to look, as 2026-03-02T09:10:00Z (default: the last event's time)"},
    {OPTION_BASE, TAKES_BASE, 0, "base", "FILE", "a policy that another one extends; may be given several times"},
    {OPTION_FORMAT, TAKES_FORMAT, 0, "format", "FORMAT", "text (the default) for a person, json for a program"},
    {OPTION_HELP, 0, 'h', "help", NULL, "show this help"},
};
#define OPTION_COUNT (sizeof options / sizeof *options)

static bool taken(const struct command *command, const struct option *option)
{
    return option->flags == 0 || (option->flags & command->options);
}

void command_usage(FILE *out, const struct command *command)
{
    fprintf(out, "usage: homevisit %s", command->name);
    for (size_t i = 0; i < OPTION_COUNT; i++) {
        const struct option *option = &options[i];
        if (!taken(command, option) || option->id == OPTION_HELP)
            continue;
        const bool needed = option->id == OPTION_POLICY || option->id == OPTION_EVENT;
        fprintf(out, needed ? " " : " [");
        if (option->letter)
            fprintf(out, "-%c %s", option->letter, option->value);
        else
            fprintf(out, "--%s %s", option->name, option->value);
        if (!needed)
            fputs("]", out);
        if (option->id == OPTION_POLICY && (command->options & TAKES_POLICIES))
            fputs("…", out);
    }
    fprintf(out, "%s%s\n", *command->operands ? " " : "", command->operands);
}

void command_help(FILE *out, const struct command *command)
{
    command_usage(out, command);
    fprintf(out, "\n%s\n", command->summary);
    if (command->more)
        fprintf(out, "\n%s\n", command->more);
    fputs("\noptions:\n", out);
    for (size_t i = 0; i < OPTION_COUNT; i++) {
        const struct option *option = &options[i];
        char left[64];
        if (!taken(command, option))
            continue;
        if (option->letter)
            snprintf(left, sizeof left, "-%c, --%s %s", option->letter, option->name,
                     option->value ? option->value : "");
        else
            snprintf(left, sizeof left, "    --%s %s", option->name, option->value ? option->value : "");
        fprintf(out, "  %-26s %s\n", left, option->help);
    }
}

/* ---- the nearest name -------------------------------------------------------------------------------------------- */

/* Edit distance with one row; names are short. */
static size_t distance(const char *a, const char *b)
{
    size_t row[65];
    size_t length = strlen(b);
    if (length > 64)
        return 64;
    for (size_t j = 0; j <= length; j++)
        row[j] = j;
    for (size_t i = 1; *a && i <= 64; i++, a++) {
        size_t diagonal = row[0];
        row[0] = i;
        for (size_t j = 1; j <= length; j++) {
            size_t replaced = diagonal + (b[j - 1] != *a);
            diagonal = row[j];
            size_t best = row[j] + 1 < row[j - 1] + 1 ? row[j] + 1 : row[j - 1] + 1;
            row[j] = replaced < best ? replaced : best;
        }
    }
    return row[length];
}

const char *nearest_name(const char *wrong, const char *const *names, size_t count)
{
    const char *best = NULL;
    size_t bound = strlen(wrong) / 3 + 2;
    for (size_t i = 0; i < count; i++) {
        size_t d = distance(wrong, names[i]);
        if (d < bound) {
            bound = d;
            best = names[i];
        }
    }
    return best;
}

/* ---- reading ----------------------------------------------------------------------------------------------------- */

static int refuse(const struct command *command, const char *what, const char *which)
{
    fprintf(stderr, "homevisit %s: %s%s%s%s\n", command->name, what, *which ? " '" : "", which, *which ? "'" : "");
    command_usage(stderr, command);
    return EXIT_UNUSABLE;
}

static const struct option *find_option(const struct command *command, const char *argument, size_t length)
{
    for (size_t i = 0; i < OPTION_COUNT; i++) {
        const struct option *option = &options[i];
        if (!taken(command, option))
            continue;
        if (argument[1] == '-'
                ? strlen(option->name) == length - 2 && strncmp(argument + 2, option->name, length - 2) == 0
                : option->letter && argument[1] == option->letter)
            return option;
    }
    return NULL;
}

static int unknown_option(const struct command *command, const char *argument, size_t length)
{
    const char *names[OPTION_COUNT];
    size_t count = 0;
    char name[64];
    for (size_t i = 0; i < OPTION_COUNT; i++)
        if (taken(command, &options[i]))
            names[count++] = options[i].name;
    snprintf(name, sizeof name, "%.*s", (int)(length < 60 ? length : 60), argument);
    const char *nearest = argument[1] == '-' ? nearest_name(name + 2, names, count) : NULL;
    fprintf(stderr, "homevisit %s: unknown option '%s'", command->name, name);
    if (nearest)
        fprintf(stderr, "; did you mean '--%s'?", nearest);
    fputs("\n", stderr);
    command_usage(stderr, command);
    return EXIT_UNUSABLE;
}

static int take_option(const struct command *command, const struct option *option, const char *value,
                       struct arguments *arguments)
{
    switch (option->id) {
    case OPTION_POLICY:
        if (arguments->policies.count && !(command->options & TAKES_POLICIES))
            return refuse(command, "takes one policy", "");
        arguments->policies.items[arguments->policies.count++] = value;
        break;
    case OPTION_EVENT: arguments->event = value; break;
    case OPTION_AT: arguments->at = value; break;
    case OPTION_BASE: arguments->bases.items[arguments->bases.count++] = value; break;
    case OPTION_FORMAT:
        arguments->format = value;
        arguments->json = strcmp(value, "json") == 0;
        if (!arguments->json && strcmp(value, "text") != 0)
            return refuse(command, "the format is text or json, not", value);
        break;
    case OPTION_HELP: arguments->help = true; break;
    }
    return EXIT_FINE;
}

/* One option with its value, which may stand behind `=`, behind the letter, or as the next argument. */
static int read_option(const struct command *command, int argc, char **argv, int *i, struct arguments *arguments)
{
    const char *argument = argv[*i];
    const char *equals = argument[1] == '-' ? strchr(argument, '=') : NULL;
    const size_t length = equals ? (size_t)(equals - argument) : strlen(argument);
    const struct option *option = find_option(command, argument, length);
    const char *value = equals ? equals + 1 : NULL;
    if (!option)
        return unknown_option(command, argument, length);
    if (!equals && argument[1] != '-' && argument[2]) {
        if (!option->value)
            return unknown_option(command, argument, length);
        value = argument + 2;
    }
    if (option->value && !value) {
        if (*i + 1 >= argc)
            return refuse(command, "a value is missing behind", argument);
        value = argv[++*i];
    }
    if (!option->value && value)
        return refuse(command, "takes no value:", argument);
    return take_option(command, option, value, arguments);
}

static int check_complete(const struct command *command, const struct arguments *arguments)
{
    if ((command->options & (TAKES_POLICY | TAKES_POLICIES)) && arguments->policies.count == 0)
        return refuse(command, "says no policy (-p)", "");
    if ((command->options & TAKES_EVENT) && !arguments->event)
        return refuse(command, "says no event (-e)", "");
    if (arguments->operands.count < command->least)
        return refuse(command, "is missing", command->operands);
    if (command->most && arguments->operands.count > command->most)
        return refuse(command, "does not know what to do with", arguments->operands.items[command->most]);
    if (command->least == 0 && command->most == 0 && !*command->operands && arguments->operands.count)
        return refuse(command, "does not know what to do with", arguments->operands.items[0]);
    return EXIT_FINE;
}

int arguments_read(const struct command *command, int argc, char **argv, struct arguments *arguments)
{
    int status = EXIT_FINE;
    bool only_operands = false;
    memset(arguments, 0, sizeof *arguments);
    arguments->policies.items = calloc((size_t)argc + 1, sizeof(char *));
    arguments->bases.items = calloc((size_t)argc + 1, sizeof(char *));
    arguments->operands.items = calloc((size_t)argc + 1, sizeof(char *));
    if (!arguments->policies.items || !arguments->bases.items || !arguments->operands.items) {
        fprintf(stderr, "homevisit: out of memory\n");
        return EXIT_UNUSABLE;
    }
    for (int i = 0; i < argc && status == EXIT_FINE; i++) {
        if (!only_operands && strcmp(argv[i], "--") == 0)
            only_operands = true;
        else if (only_operands || argv[i][0] != '-' || !argv[i][1])
            arguments->operands.items[arguments->operands.count++] = argv[i];
        else
            status = read_option(command, argc, argv, &i, arguments);
    }
    return status == EXIT_FINE && !arguments->help ? check_complete(command, arguments) : status;
}

void arguments_free(struct arguments *arguments)
{
    free(arguments->policies.items);
    free(arguments->bases.items);
    free(arguments->operands.items);
}
