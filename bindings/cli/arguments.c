/* What was asked on the command line; what is wrong there is said with the nearest right word. */
#include "cli.h"

#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

/* ---- what is wrong ----------------------------------------------------------------------------------------------- */

/* What is wrong, for a person and, where JSON was asked for, for a program too. */
static int refuse(const struct arguments *arguments, homevisit_kind kind, const char *suggestion, const char *format,
                  ...)
{
    char message[256];
    va_list list;
    va_start(list, format);
    vsnprintf(message, sizeof message, format, list);
    va_end(list);
    fprintf(stderr, "homevisit %s: %s", arguments->command->name, message);
    if (suggestion)
        fprintf(stderr, "; did you mean '%s'?", suggestion);
    fputc('\n', stderr);
    command_usage(stderr, arguments->command);
    if (arguments->json) {
        fputs("{\"problems\":[", stdout);
        print_problem_json(stdout, kind, "usage", message, suggestion);
        fputs("]}\n", stdout);
    }
    return EXIT_UNUSABLE;
}

bool arguments_want_json(int argc, char **argv)
{
    for (int i = 0; i < argc && strcmp(argv[i], "--") != 0; i++) {
        if (strcmp(argv[i], "--format=json") == 0)
            return true;
        if (strcmp(argv[i], "--format") == 0 && i + 1 < argc && strcmp(argv[i + 1], "json") == 0)
            return true;
    }
    return false;
}

static int refuse_option(const struct arguments *arguments, const char *written, size_t length)
{
    enum { MOST = 16 };
    char names[MOST][24], wrong[64];
    const char *candidates[MOST];
    const struct option *option;
    size_t count = 0;
    for (; count < MOST && (option = command_option(arguments->command, count)) != NULL; count++) {
        snprintf(names[count], sizeof names[count], "--%s", option->name);
        candidates[count] = names[count];
    }
    snprintf(wrong, sizeof wrong, "%.*s", (int)(length < 60 ? length : 60), written);
    const char *nearest = written[1] == '-' ? nearest_name(wrong, candidates, count) : NULL;
    return refuse(arguments, HOMEVISIT_KIND_NAME, nearest, "unknown option '%s'", wrong);
}

/* ---- values ------------------------------------------------------------------------------------------------------ */

static const struct {
    const char *name;
    homevisit_format format;
} formats[] = {
    {"json", HOMEVISIT_FORMAT_JSON},
    {"text", HOMEVISIT_FORMAT_TEXT},
    {"markdown", HOMEVISIT_FORMAT_MARKDOWN},
    {"html", HOMEVISIT_FORMAT_HTML},
};
#define FORMAT_COUNT (sizeof formats / sizeof *formats)

/* Whether a word stands in a list of words separated by spaces. */
static bool has_word(const char *list, const char *word)
{
    const size_t length = strlen(word);
    for (const char *at = list; *at; at += strcspn(at, " "), at += *at == ' ')
        if (strcspn(at, " ") == length && strncmp(at, word, length) == 0)
            return true;
    return false;
}

static void set_format(struct arguments *arguments, size_t index)
{
    arguments->format = formats[index].format;
    arguments->json = arguments->format == HOMEVISIT_FORMAT_JSON;
}

static int take_format(struct arguments *arguments, const char *value)
{
    const char *allowed[FORMAT_COUNT];
    char list[64] = "";
    size_t count = 0, length = 0;
    for (size_t i = 0; i < FORMAT_COUNT; i++) {
        if (!has_word(arguments->command->formats, formats[i].name))
            continue;
        allowed[count++] = formats[i].name;
        length += (size_t)snprintf(list + length, sizeof list - length, "%s%s", length ? ", " : "", formats[i].name);
        if (strcmp(value, formats[i].name) == 0) {
            set_format(arguments, i);
            return EXIT_FINE;
        }
    }
    return refuse(arguments, HOMEVISIT_KIND_NAME, nearest_name(value, allowed, count),
                  "there is no format '%s'; there are %s", value, list);
}

static int take_policy(struct arguments *arguments, const char *value)
{
    if (arguments->policies.count && !(arguments->command->options & TAKES_POLICIES))
        return refuse(arguments, HOMEVISIT_KIND_SCHEMA, NULL, "takes one policy, and '%s' is a second", value);
    arguments->policies.items[arguments->policies.count++] = value;
    return EXIT_FINE;
}

static int take_at(struct arguments *arguments, const char *value)
{
    arguments->at.known = homevisit_time_read(value, strlen(value), &arguments->at.at);
    if (!arguments->at.known)
        return refuse(arguments, HOMEVISIT_KIND_TYPE, NULL, "--at '%s' is not a time of the form 2026-03-02T09:10:00Z",
                      value);
    return EXIT_FINE;
}

/* An option of which a second one would have to overrule the first, and which does would be a guess. */
static int take_once(struct arguments *arguments, const struct option *option, const char **slot, const char *value)
{
    if (*slot)
        return refuse(arguments, HOMEVISIT_KIND_SCHEMA, NULL, "--%s is given twice", option->name);
    *slot = value;
    return EXIT_FINE;
}

enum { MOST_THREADS = 256 };

static int take_threads(struct arguments *arguments, const char *value)
{
    char *end = NULL;
    const long number = *value >= '0' && *value <= '9' ? strtol(value, &end, 10) : 0;
    if (number < 1 || number > MOST_THREADS || *end)
        return refuse(arguments, HOMEVISIT_KIND_TYPE, NULL, "-j '%s' is not a number from 1 to %d", value,
                      (int)MOST_THREADS);
    arguments->threads = (size_t)number;
    return EXIT_FINE;
}

static int take_value(struct arguments *arguments, const struct option *option, const char *value)
{
    switch (option->id) {
    case OPTION_POLICY: return take_policy(arguments, value);
    case OPTION_EVENT: return take_once(arguments, option, &arguments->event, value);
    case OPTION_AT: return take_at(arguments, value);
    case OPTION_EXTENDS: return take_once(arguments, option, &arguments->extends, value);
    case OPTION_ID: return take_once(arguments, option, &arguments->new_id, value);
    case OPTION_JUNIT: return take_once(arguments, option, &arguments->junit, value);
    case OPTION_NDJSON: return take_once(arguments, option, &arguments->ndjson, value);
    case OPTION_THREADS: return take_threads(arguments, value);
    case OPTION_FORMAT: return take_format(arguments, value);
    default: arguments->bases.items[arguments->bases.count++] = value; /* OPTION_BASE */
    }
    return EXIT_FINE;
}

static int take_flag(struct arguments *arguments, const struct option *option)
{
    switch (option->id) {
    case OPTION_BRIEF: arguments->brief = true; break;
    case OPTION_WARNINGS: arguments->warnings = true; break;
    case OPTION_SUMMARY: arguments->summary = true; break;
    default: arguments->help = true; break;
    }
    return EXIT_FINE;
}

/* ---- reading ----------------------------------------------------------------------------------------------------- */

static const struct option *find_option(const struct command *command, const char *written, size_t length)
{
    const struct option *option;
    for (size_t i = 0; (option = command_option(command, i)) != NULL; i++) {
        if (written[1] != '-' && option->letter == written[1])
            return option;
        if (written[1] == '-' && strlen(option->name) == length - 2 &&
            strncmp(written + 2, option->name, length - 2) == 0)
            return option;
    }
    return NULL;
}

/* One option with its value, which may stand behind `=`, behind the letter, or as the next argument. */
static int read_option(struct arguments *arguments, int argc, char **argv, int *i)
{
    const char *written = argv[*i];
    const char *equals = written[1] == '-' ? strchr(written, '=') : NULL;
    const size_t length = equals ? (size_t)(equals - written) : strlen(written);
    const struct option *option = find_option(arguments->command, written, length);
    const char *value = equals ? equals + 1 : written[1] != '-' && written[2] ? written + 2 : NULL;
    if (!option || (!option->value && value && !equals))
        return refuse_option(arguments, written, length);
    if (!option->value)
        return value ? refuse(arguments, HOMEVISIT_KIND_SCHEMA, NULL, "--%s takes no value", option->name)
                     : take_flag(arguments, option);
    if (!value && *i + 1 < argc)
        value = argv[++*i];
    return value ? take_value(arguments, option, value)
                 : refuse(arguments, HOMEVISIT_KIND_SCHEMA, NULL, "--%s lacks its %s", option->name, option->value);
}

static bool lacks_option(const struct arguments *arguments, const struct option *option)
{
    switch (option->id) {
    case OPTION_POLICY: return arguments->policies.count == 0;
    case OPTION_EVENT: return !arguments->event;
    case OPTION_ID: return !arguments->new_id || !*arguments->new_id;
    default: return false;
    }
}

static int check_complete(const struct arguments *arguments)
{
    const struct command *command = arguments->command;
    const struct strings *operands = &arguments->operands;
    const struct option *option;
    for (size_t i = 0; (option = command_option(command, i)) != NULL; i++) {
        if (!option->needed || !lacks_option(arguments, option))
            continue;
        if (option->letter)
            return refuse(arguments, HOMEVISIT_KIND_SCHEMA, NULL, "-%c %s is missing", option->letter, option->value);
        return refuse(arguments, HOMEVISIT_KIND_SCHEMA, NULL, "--%s %s is missing", option->name, option->value);
    }
    if (arguments->policies.count < command->least_policies)
        return refuse(arguments, HOMEVISIT_KIND_SCHEMA, NULL, "needs %zu policies or more (-p)",
                      command->least_policies);
    if (arguments->ndjson)
        return operands->count == 0
                   ? EXIT_FINE
                   : refuse(arguments, HOMEVISIT_KIND_SCHEMA, NULL,
                            "--ndjson brings the records, and there is no use for '%s'", operands->items[0]);
    if (arguments->threads || arguments->summary)
        return refuse(arguments, HOMEVISIT_KIND_SCHEMA, NULL, "%s goes with --ndjson",
                      arguments->threads ? "-j" : "--summary");
    if (operands->count < command->least)
        return refuse(arguments, HOMEVISIT_KIND_SCHEMA, NULL, "%s is missing", command->operands);
    if (operands->count > command->most && (command->most || !command->least))
        return refuse(arguments, HOMEVISIT_KIND_SCHEMA, NULL, "there is no use for '%s'",
                      operands->items[command->most]);
    return EXIT_FINE;
}

int arguments_read(const struct command *command, int argc, char **argv, struct arguments *arguments)
{
    int status = EXIT_FINE;
    bool only_operands = false;
    *arguments = (struct arguments){.command = command, .format = HOMEVISIT_FORMAT_TEXT};
    for (size_t i = 0; i < FORMAT_COUNT && command->formats; i++)
        if (strcspn(command->formats, " ") == strlen(formats[i].name) && has_word(command->formats, formats[i].name))
            set_format(arguments, i);
    arguments->policies.items = calloc((size_t)argc + 1, sizeof(char *));
    arguments->bases.items = calloc((size_t)argc + 1, sizeof(char *));
    arguments->operands.items = calloc((size_t)argc + 1, sizeof(char *));
    if (!arguments->policies.items || !arguments->bases.items || !arguments->operands.items) {
        fputs("homevisit: memory ran out\n", stderr);
        return EXIT_UNUSABLE;
    }
    arguments->json = arguments->json || arguments_want_json(argc, argv);
    for (int i = 0; i < argc && status == EXIT_FINE; i++) {
        if (!only_operands && strcmp(argv[i], "--") == 0)
            only_operands = true;
        else if (only_operands || argv[i][0] != '-' || !argv[i][1])
            arguments->operands.items[arguments->operands.count++] = argv[i];
        else
            status = read_option(arguments, argc, argv, &i);
    }
    return status == EXIT_FINE && !arguments->help ? check_complete(arguments) : status;
}

void arguments_free(struct arguments *arguments)
{
    free(arguments->policies.items);
    free(arguments->bases.items);
    free(arguments->operands.items);
}
