/* homevisit: asks the library from a shell. */
#include "cli.h"

#include <locale.h>
#include <string.h>

#define POLICY_HELP                                                                                                    \
    "POLICY is the id of a bundled policy (`homevisit policies` lists them) or a file. What it extends is looked "     \
    "for\n"                                                                                                            \
    "among the files given by --base, then beside it as ../ID/policy.json, then among the bundled ones."
#define VISIT_HELP "VISIT is a file, or - for standard input."
#define EXIT_HELP "Exit status: 0 allow or warn; 1 deny, unknown or impossible; 2 input that cannot be used."

static const struct command commands[] = {
    {"check", "VISIT", "Says whether an event may happen now, and why not.", POLICY_HELP "\n" VISIT_HELP "\n" EXIT_HELP,
     TAKES_POLICY | TAKES_EVENT | TAKES_BASE | TAKES_FORMAT, 1, 1, run_check},
    {"status", "VISIT", "Says where a visit stands: what is due next, and what may happen.",
     POLICY_HELP "\n" VISIT_HELP "\nExit status: 0; 2 input that cannot be used.",
     TAKES_POLICY | TAKES_AT | TAKES_BASE | TAKES_FORMAT, 1, 1, run_status},
    {"audit", "VISIT…", "Replays whole records: what was broken, late or left undone.",
     "Several policies or visits give a matrix and the reasons; with --format json one flat list, policies "
     "outermost.\n" POLICY_HELP "\n" VISIT_HELP "\n" EXIT_HELP,
     TAKES_POLICIES | TAKES_AT | TAKES_BASE | TAKES_FORMAT, 1, 0, run_audit},
    {"validate", "FILE…", "Says everything that is wrong with policies and visits.",
     "A file's `format` says what it is. Exit status: 0 all sound, 2 not.", TAKES_BASE | TAKES_FORMAT, 1, 0,
     run_validate},
    {"policies", "", "Lists the bundled policies.", NULL, TAKES_FORMAT, 0, 0, run_policies},
};
#define COMMAND_COUNT (sizeof commands / sizeof *commands)

static void help(FILE *out)
{
    fputs("usage: homevisit COMMAND …\n\nAsks a school's policy for home visits.\n\ncommands:\n", out);
    for (size_t i = 0; i < COMMAND_COUNT; i++)
        fprintf(out, "  %-10s %s\n", commands[i].name, commands[i].summary);
    fputs("\n`homevisit COMMAND --help` says more; `homevisit --version` says the version. See also homevisit(1).\n",
          out);
}

static int unknown_command(const char *name)
{
    const char *names[COMMAND_COUNT];
    for (size_t i = 0; i < COMMAND_COUNT; i++)
        names[i] = commands[i].name;
    const char *nearest = nearest_name(name, names, COMMAND_COUNT);
    fprintf(stderr, "homevisit: unknown command '%s'", name);
    if (nearest)
        fprintf(stderr, "; did you mean '%s'?", nearest);
    fputs("\n`homevisit --help` lists the commands.\n", stderr);
    return EXIT_UNUSABLE;
}

static int run(const struct command *command, int argc, char **argv)
{
    struct arguments arguments;
    int status = arguments_read(command, argc, argv, &arguments);
    if (status == EXIT_FINE && arguments.help)
        command_help(stdout, command);
    else if (status == EXIT_FINE)
        status = command->run(&arguments);
    arguments_free(&arguments);
    if (fflush(stdout) != 0 || ferror(stdout)) {
        fputs("homevisit: the output could not be written\n", stderr);
        return EXIT_UNUSABLE;
    }
    return status;
}

int main(int argc, char **argv)
{
    if (argc < 2) {
        help(stderr);
        return EXIT_UNUSABLE;
    }
    if (strcmp(argv[1], "--help") == 0 || strcmp(argv[1], "-h") == 0 || strcmp(argv[1], "help") == 0) {
        help(stdout);
        return EXIT_FINE;
    }
    if (strcmp(argv[1], "--version") == 0) {
        printf("homevisit %s\n", homevisit_version());
        return EXIT_FINE;
    }
    for (size_t i = 0; i < COMMAND_COUNT; i++)
        if (strcmp(argv[1], commands[i].name) == 0)
            return run(&commands[i], argc - 2, argv + 2);
    return unknown_command(argv[1]);
}
