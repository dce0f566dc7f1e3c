/* homevisit: asks the library from a shell. */
#include "cli.h"

#include <string.h>

#define POLICY_HELP                                                                                                    \
    "POLICY is the id of a bundled policy (`homevisit policies` lists them) or a file. What a file extends is\n"       \
    "looked for among the files of --base, then beside it as ../ID/policy.json, then among the bundled policies."
#define VISIT_HELP "VISIT is a file, or - for standard input."
#define EXIT_HELP "Exit status: 0 allow or warn; 1 deny, unknown or impossible; 2 input that cannot be used."

static const struct command commands[] = {
    {.name = "check",
     .operands = "VISIT",
     .summary = "Says whether an event may happen now, and why not.",
     .more = POLICY_HELP "\n" VISIT_HELP "\n" EXIT_HELP,
     .options = TAKES_POLICY | TAKES_EVENT | TAKES_BASE | TAKES_BRIEF | TAKES_FORMAT,
     .least = 1,
     .most = 1,
     .formats = "text json",
     .run = run_check},
    {.name = "status",
     .operands = "VISIT",
     .summary = "Says where a visit stands, what is due next, and what may happen.",
     .more = "Without --at it looks at the time of the last event.\n" POLICY_HELP "\n" VISIT_HELP
             "\nExit status: 0; 2 input that cannot be used.",
     .options = TAKES_POLICY | TAKES_AT | TAKES_BASE | TAKES_BRIEF | TAKES_FORMAT,
     .least = 1,
     .most = 1,
     .formats = "text json",
     .run = run_status},
    {.name = "audit",
     .operands = "VISIT...",
     .summary = "Replays whole records: what was broken, late or left undone.",
     .more =
         "Several policies or visits give a matrix and then the reasons; with --format json one flat list,\n"
         "policies outermost. Without --at duties are looked at when the last event happens.\n"
         "With --ndjson there is no VISIT, but any number of records, a line each: bad lines are told and the rest\n"
         "carried on with, and the end is a summary. With --format json each report is a line.\n" POLICY_HELP
         "\n" VISIT_HELP "\n" EXIT_HELP,
     .options = TAKES_POLICIES | TAKES_AT | TAKES_BASE | TAKES_BRIEF | TAKES_STREAM | TAKES_FORMAT,
     .least = 1,
     .formats = "text json",
     .run = run_audit},
    {.name = "validate",
     .operands = "FILE...",
     .summary = "Says everything that is wrong with policies and visits.",
     .more = "What a file is, it says itself in `format`. What a policy extends is looked for as with the other\n"
             "commands. Whether a review date has gone by is judged at --at, without it by the machine's clock.\n"
             "Exit status: 0 all sound, warnings or not; 2 not sound.",
     .options = TAKES_AT | TAKES_BASE | TAKES_WARNINGS | TAKES_FORMAT,
     .least = 1,
     .formats = "text json",
     .run = run_validate},
    {.name = "policies",
     .operands = "",
     .summary = "Lists the bundled policies.",
     .options = TAKES_FORMAT,
     .formats = "text json",
     .run = run_policies},
    {.name = "show",
     .operands = "POLICY",
     .summary = "Writes a policy as a document for people, in plain English.",
     .more = POLICY_HELP "\nExit status: 0; 2 input that cannot be used.",
     .options = TAKES_BASE | TAKES_FORMAT,
     .least = 1,
     .most = 1,
     .formats = "markdown html json",
     .run = run_show},
    {.name = "test",
     .operands = "PROFILE [CASES]",
     .summary = "Runs a profile's cases: what differed and why, which rules were tried.",
     .more = "PROFILE is a POLICY: the id of a bundled one or a file. Without CASES they are taken from cases.json\n"
             "beside the profile, or for a bundled profile from those that are bundled with it.\n"
             "Exit status: 0 all passed, and every rule fired in one case and not in another; 1 not; 2 input that\n"
             "cannot be used.",
     .options = TAKES_BASE | TAKES_JUNIT | TAKES_FORMAT,
     .least = 1,
     .most = 2,
     .formats = "text json",
     .run = run_test},
    {.name = "new",
     .operands = "",
     .summary = "Writes a commented starting point for a school's own profile.",
     .more = "It goes to standard output; it validates as it is.\nExit status: 0; 2 input that cannot be used.",
     .options = TAKES_NEW,
     .run = run_new},
    {.name = "schema",
     .operands = "DOCUMENT",
     .summary = "Writes the JSON Schema of a policy, visit, report or cases.",
     .more = "DOCUMENT is policy, visit, report or cases. The schema is of draft 2020-12, for editors and validators.",
     .least = 1,
     .most = 1,
     .run = run_schema},
    {.name = "compare",
     .operands = "VISIT",
     .summary = "Says where policies decide differently on a visit, and by which clauses.",
     .more = "Two schools, or two versions of one policy; more than two are fine.\n" POLICY_HELP "\n" VISIT_HELP
             "\nExit status: 0; 2 input that cannot be used.",
     .options = TAKES_POLICIES | TAKES_AT | TAKES_BASE | TAKES_FORMAT,
     .least = 1,
     .most = 1,
     .formats = "text json",
     .least_policies = 2,
     .run = run_compare},
};
#define COMMAND_COUNT (sizeof commands / sizeof *commands)

static void help(FILE *out)
{
    fputs("usage: homevisit COMMAND ...\n\nAsks a school's policy for home visits.\n\ncommands:\n", out);
    for (size_t i = 0; i < COMMAND_COUNT; i++)
        fprintf(out, "  %-10s %s\n", commands[i].name, commands[i].summary);
    fputs("\n`homevisit COMMAND --help` says more, `homevisit --version` the version. See also homevisit(1).\n", out);
}

static const struct command *find_command(const char *name)
{
    for (size_t i = 0; i < COMMAND_COUNT; i++)
        if (strcmp(name, commands[i].name) == 0)
            return &commands[i];
    return NULL;
}

static int refuse_command(const char *name, bool json)
{
    const char *names[COMMAND_COUNT];
    char message[96];
    for (size_t i = 0; i < COMMAND_COUNT; i++)
        names[i] = commands[i].name;
    const char *nearest = nearest_name(name, names, COMMAND_COUNT);
    snprintf(message, sizeof message, "unknown %s '%.60s'", *name == '-' ? "option" : "command", name);
    fprintf(stderr, "homevisit: %s", message);
    if (nearest)
        fprintf(stderr, "; did you mean '%s'?", nearest);
    fputs("\n`homevisit --help` lists the commands.\n", stderr);
    if (json) {
        fputs("{\"problems\":[", stdout);
        print_problem_json(stdout, HOMEVISIT_KIND_NAME, "usage", message, nearest);
        fputs("]}\n", stdout);
    }
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
    return status;
}

static int dispatch(int argc, char **argv)
{
    const char *name = argc > 1 ? argv[1] : "";
    const struct command *command = find_command(name);
    if (argc < 2) {
        help(stderr);
        return EXIT_UNUSABLE;
    }
    if (strcmp(name, "--version") == 0) {
        printf("homevisit %s\n", homevisit_version());
        return EXIT_FINE;
    }
    if (strcmp(name, "--help") == 0 || strcmp(name, "-h") == 0 || (strcmp(name, "help") == 0 && argc == 2)) {
        help(stdout);
        return EXIT_FINE;
    }
    if (strcmp(name, "help") == 0) {
        command = find_command(argv[2]);
        if (!command)
            return refuse_command(argv[2], false);
        command_help(stdout, command);
        return EXIT_FINE;
    }
    if (!command)
        return refuse_command(name, arguments_want_json(argc - 1, argv + 1));
    return run(command, argc - 2, argv + 2);
}

int main(int argc, char **argv)
{
    const int status = dispatch(argc, argv);
    if (fflush(stdout) != 0 || ferror(stdout)) {
        fputs("homevisit: the output could not be written\n", stderr);
        return EXIT_UNUSABLE;
    }
    return status;
}
