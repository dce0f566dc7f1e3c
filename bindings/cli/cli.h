/* The command line's own pieces. Everything that is known of policies and visits comes through the public header. */
#ifndef HOMEVISIT_CLI_H
#define HOMEVISIT_CLI_H

#include <homevisit/homevisit.h>
#include <stdio.h>

/* docs/format.md, section 5. */
enum exit_status { EXIT_FINE = 0, EXIT_BROKEN = 1, EXIT_UNUSABLE = 2 };

/* ---- arguments.c: what was asked --------------------------------------------------------------------------------- */

struct command;

struct strings {
    const char **items;
    size_t count;
};

struct arguments {
    const struct command *command;
    struct strings policies, bases, operands;
    const char *event;            /* JSON text */
    const char *extends, *new_id; /* of `new` */
    const char *junit;            /* a file for the outcome of `test`, NULL: none */
    const char *ndjson;           /* of `audit`: a file of records, a line each; NULL: none */
    size_t threads;               /* for it; 0: not said */
    homevisit_moment at;
    homevisit_format format;
    bool json; /* format is JSON; also known while the arguments are still being read */
    bool brief, warnings, summary, help;
};

/* An option that some commands take; the table in options.c has them all, help texts included. */
enum option_flag {
    TAKES_POLICY = 1 << 0,
    TAKES_POLICIES = 1 << 1,
    TAKES_EVENT = 1 << 2,
    TAKES_AT = 1 << 3,
    TAKES_BASE = 1 << 4,
    TAKES_FORMAT = 1 << 5,
    TAKES_BRIEF = 1 << 6,
    TAKES_WARNINGS = 1 << 7,
    TAKES_JUNIT = 1 << 8,
    TAKES_NEW = 1 << 9,
    TAKES_STREAM = 1 << 10
};

enum option_id {
    OPTION_POLICY,
    OPTION_EVENT,
    OPTION_AT,
    OPTION_BASE,
    OPTION_EXTENDS,
    OPTION_ID,
    OPTION_BRIEF,
    OPTION_WARNINGS,
    OPTION_JUNIT,
    OPTION_NDJSON,
    OPTION_THREADS,
    OPTION_SUMMARY,
    OPTION_FORMAT,
    OPTION_HELP
};

struct option {
    enum option_id id;
    unsigned flags; /* of enum option_flag: taken by commands with any of them; 0: by all */
    char letter;
    const char *name;
    const char *value; /* what the usage line calls it; NULL: takes none */
    bool needed;
    const char *help;
};

struct command {
    const char *name;
    const char *operands; /* as the usage line shows them */
    const char *summary;  /* one line */
    const char *more;     /* what --help says besides */
    unsigned options;     /* enum option_flag */
    size_t least, most;   /* operands; most 0: any number where least is not 0 */
    const char *formats;  /* of --format, the default first: "text json" */
    size_t least_policies;
    int (*run)(const struct arguments *arguments);
};

/* Reads the arguments after the command's name. Returns EXIT_FINE, or EXIT_UNUSABLE after saying why. */
int arguments_read(const struct command *command, int argc, char **argv, struct arguments *arguments);
void arguments_free(struct arguments *arguments);
/* Whether the arguments ask for JSON anywhere, also where they are wrong otherwise. */
bool arguments_want_json(int argc, char **argv);

/* ---- options.c: the table, and the help that is made from it ----------------------------------------------------- */

/* The options that a command takes, one by one; NULL past the last. */
const struct option *command_option(const struct command *command, size_t index);
void command_usage(FILE *out, const struct command *command);
void command_help(FILE *out, const struct command *command);

/* ---- nearest.c --------------------------------------------------------------------------------------------------- */

/* The name nearest to a wrong one, or NULL where none is near. */
const char *nearest_name(const char *wrong, const char *const *names, size_t count);

/* ---- session.c: files, and the texts that problems point into ---------------------------------------------------- */

struct source {
    char *path;
    char *name; /* as problems call it: the path in sound UTF-8, or the id of a base */
    char *text;
    size_t length;
};

/* Everything that was read and every problem that was met, until the end of the command. */
struct session {
    const struct arguments *arguments;
    struct source **sources;
    size_t source_count;
    homevisit_problems **problems; /* the lists as the library gave them */
    size_t problem_count;
    homevisit_text *bases; /* the texts of --base */
    size_t base_count;
    bool bases_read, bases_unreadable;
    bool out_of_memory;
};

void session_init(struct session *session, const struct arguments *arguments);
void session_free(struct session *session);
/* Reads a file, or standard input (once) for "-". NULL after a problem was noted. */
const struct source *session_read(struct session *session, const char *path);
/* The same for a file of which the library speaks by another name than its path. */
const struct source *session_read_as(struct session *session, const char *path, const char *name);
/* The text of a bundled profile or a file, and the options to load it with; false after problems were noted. */
struct policy_source {
    struct session *session;
    const struct source *source; /* NULL: bundled */
    homevisit_text text;
    homevisit_options options;
};
bool session_policy_text(struct session *session, const char *name, struct policy_source *found);
/* The id of a bundled profile or a file. NULL after problems were noted. */
homevisit_policy *session_policy(struct session *session, const char *name);
homevisit_visit *session_visit(struct session *session, const char *path);
/* Takes over a list of problems; NULL is fine. A code of memory without a list is noted too. */
void session_note(struct session *session, homevisit_code code, homevisit_problems *problems);
void session_note_io(struct session *session, const char *file, const char *code, const char *message);
/* A text that was not read from a file; problems that go by its name point into it, and are told of its path. */
void session_keep_text(struct session *session, const char *path, const char *name, homevisit_text text);
/* What the problems of a document of that name are in; NULL where that was not read. */
const struct source *session_source(const struct session *session, const char *name);

/* ---- problems.c: what cannot be used ----------------------------------------------------------------------------- */

/* Whether there are errors; warnings do not count. */
bool session_has_errors(const struct session *session);
/* Says all errors as section 5 asks: text on standard error, with --format json also JSON on standard output; and
 * warnings, which in JSON are said with --warnings only. Returns EXIT_UNUSABLE, or EXIT_FINE where there is no error. */
int session_tell(const struct session *session);
/* Ends a command that made something: says the problems and frees the session. Returns `status` where there is none. */
int session_end(struct session *session, int status);
/* A problem that is the command line's own, as a JSON object. */
void print_problem_json(FILE *out, homevisit_kind kind, const char *code, const char *message, const char *suggestion);
void print_json_text(FILE *out, const char *text); /* quoted and escaped */
/* Says problems of a part of a file that begins `start` bytes into it, and is all that `source` holds of it. */
void tell_problems(const homevisit_problems *problems, const struct source *source, size_t start);

/* ---- progress.c -------------------------------------------------------------------------------------------------- */

/* A bar on standard error, once a second has gone by, when that is a terminal. */
struct progress {
    size_t done, total;
    double began, drawn;
    bool visible;
};
void progress_begin(struct progress *progress, size_t total);
void progress_step(struct progress *progress);
void progress_end(struct progress *progress);
/* The same of a stream: how many visits are done, and how much of it is read; `total` 0: nobody knows its length. */
void progress_stream(struct progress *progress, size_t visits, size_t read);
/* Takes the bar away, so that something else can be written; it comes back by itself. */
void progress_hide(struct progress *progress);

/* ---- commands ---------------------------------------------------------------------------------------------------- */

int run_check(const struct arguments *arguments);
int run_status(const struct arguments *arguments);
int run_audit(const struct arguments *arguments);
int run_stream(const struct arguments *arguments); /* of `audit --ndjson` */
int run_validate(const struct arguments *arguments);
int run_policies(const struct arguments *arguments);
int run_show(const struct arguments *arguments);
int run_test(const struct arguments *arguments);
int run_new(const struct arguments *arguments);
int run_schema(const struct arguments *arguments);
int run_compare(const struct arguments *arguments);

/* The exit status that a decision asks for. */
int decision_exit(homevisit_decision decision);
/* Prints a buffer's text, ending in a newline, and frees it. */
void print_buffer(FILE *out, homevisit_buffer *buffer);

#endif
