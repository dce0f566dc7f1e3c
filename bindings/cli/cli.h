/* The command line's own pieces. Everything that is known of policies and visits comes through the public header. */
#ifndef HOMEVISIT_CLI_H
#define HOMEVISIT_CLI_H

#include <homevisit/homevisit.h>
#include <stdio.h>

/* docs/format.md, section 5. */
enum exit_status { EXIT_FINE = 0, EXIT_BROKEN = 1, EXIT_UNUSABLE = 2 };

/* ---- arguments.c: what was asked ---- */

struct strings {
    const char **items;
    size_t count;
};

struct arguments {
    struct strings policies, bases, operands;
    const char *event, *at;
    const char *format; /* NULL: text */
    bool json;
    bool help;
};

/* An option that some commands take; the table in arguments.c has them all, help texts included. */
enum option_flag {
    TAKES_POLICY = 1,
    TAKES_POLICIES = 2,
    TAKES_EVENT = 4,
    TAKES_AT = 8,
    TAKES_BASE = 16,
    TAKES_FORMAT = 32
};

struct command {
    const char *name;
    const char *operands; /* as the usage line shows them */
    const char *summary;  /* one line */
    const char *more;     /* what --help says besides */
    unsigned options;     /* enum option_flag */
    size_t least, most;   /* operands; most 0: any number */
    int (*run)(const struct arguments *arguments);
};

/* Reads the arguments after the command's name. Returns EXIT_FINE, or EXIT_UNUSABLE after saying why on stderr. */
int arguments_read(const struct command *command, int argc, char **argv, struct arguments *arguments);
void arguments_free(struct arguments *arguments);
void command_usage(FILE *out, const struct command *command);
void command_help(FILE *out, const struct command *command);
/* The name nearest to a wrong one, or NULL. */
const char *nearest_name(const char *wrong, const char *const *names, size_t count);

/* ---- sources.c: files, and the texts that problems point into ---- */

struct source {
    char *name;
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
    struct io_problem {
        char *file;
        char *message;
        const char *suggestion;
    } * io_problems;
    size_t io_count;
    bool out_of_memory;
};

void session_init(struct session *session, const struct arguments *arguments);
void session_free(struct session *session);
/* Reads a file, or standard input for "-". NULL after a problem of kind io was noted. */
const struct source *session_read(struct session *session, const char *path);
/* The id of a bundled profile or a file. NULL after problems were noted. */
homevisit_policy *session_policy(struct session *session, const char *name);
homevisit_visit *session_visit(struct session *session, const char *path);
/* Takes over a list of problems; NULL is fine. `code` without a list is noted too. */
void session_note(struct session *session, homevisit_code code, homevisit_problems *problems);
bool session_has_problems(const struct session *session);
/* Says all problems as section 5 asks: JSON on standard output, text on standard error. Returns EXIT_UNUSABLE. */
int session_tell(const struct session *session);
const struct source *session_source(const struct session *session, const char *name);

/* ---- terminal.c ---- */

enum style { STYLE_PLAIN, STYLE_BOLD, STYLE_DIM, STYLE_GOOD, STYLE_DOUBTFUL, STYLE_BAD };
/* Whether `out` is a terminal on which colour is wanted (NO_COLOR, TERM=dumb). */
bool terminal_colour(FILE *out);
/* Prints text in a style; plain where there is no colour. `width` as in %-*s; 0: as long as it is. */
void print_styled(FILE *out, enum style style, int width, const char *text);
enum style decision_style(homevisit_decision decision);

/* A bar on standard error, once a second has gone by, when that is a terminal. */
struct progress {
    size_t done, total;
    double began, drawn;
    bool visible;
};
void progress_begin(struct progress *progress, size_t total);
void progress_step(struct progress *progress);
void progress_end(struct progress *progress);

/* ---- printing ---- */

void print_problem_text(FILE *out, const homevisit_problem *problem, const struct source *source);
void print_json_text(FILE *out, const char *text); /* quoted and escaped */
/* "10:20:00 BST"-less local time of the policy: date and time, or the time only. */
void print_time(FILE *out, const homevisit_policy *policy, int64_t at, bool with_date);

void print_check(FILE *out, const homevisit_policy *policy, const homevisit_result *result);
void print_status(FILE *out, const homevisit_policy *policy, const homevisit_result *result);
void print_audit(FILE *out, const homevisit_policy *policy, const homevisit_result *result);
/* Reports in rows and columns: `reports[policy * visit_count + visit]`. */
void print_matrix(FILE *out, homevisit_policy *const *policies, size_t policy_count, homevisit_report *const *reports,
                  size_t visit_count);
/* Pieces that they share. */
void print_findings(FILE *out, const homevisit_policy *policy, const homevisit_finding *findings, size_t count,
                    int indent);
void print_clauses(FILE *out, homevisit_names clauses);
/* A duty in one or two lines. */
void print_duty(FILE *out, const homevisit_policy *policy, const homevisit_duty *duty, int indent);

/* ---- commands ---- */
int run_check(const struct arguments *arguments);
int run_status(const struct arguments *arguments);
int run_audit(const struct arguments *arguments);
int run_validate(const struct arguments *arguments);
int run_policies(const struct arguments *arguments);
int run_show(const struct arguments *arguments);

/* The exit status that a decision asks for. */
int decision_exit(homevisit_decision decision);
/* Prints a report's JSON. false where memory ran out. */
bool print_report_json(FILE *out, const homevisit_report *report);

#endif
