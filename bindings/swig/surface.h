/*
 * The surface that the bindings share: libhomevisit's public functions in the shapes that every language can call.
 *
 * Nothing here needs a callback, an out-parameter or a struct. What can fail returns a surface_outcome, which always has
 * to be freed: it says the code, the problems and what came of it. Text goes in as pointer and length, zero characters
 * and all; text comes out as UTF-8 with a NUL, borrowed from the object it was asked of. A NULL handle is never fatal: it
 * is HOMEVISIT_E_ARGUMENT, or empty. Every object here comes from one counting allocator, so that a test in any language
 * can see a leak. Any thread may call anything: a visit holds its own lock.
 *
 * homevisit.i repeats these declarations for SWIG; a difference between the two does not compile.
 */
#ifndef HOMEVISIT_BINDINGS_SURFACE_H
#define HOMEVISIT_BINDINGS_SURFACE_H

#include <homevisit/homevisit.h>

#ifdef __cplusplus
extern "C" {
#endif

/* ------------------------------------------------------------------------------------------------- how documents are read */

typedef struct surface_options surface_options;

/* NULL where memory ran out. */
surface_options *surface_options_new(void);
void surface_options_free(surface_options *options);
/* What problems call the document. HOMEVISIT_E_ARGUMENT where the name holds a zero character. */
int surface_options_document(surface_options *options, const char *text, size_t length);
/* Adds the text of a policy that others may extend. The text is copied. */
int surface_options_add_base(surface_options *options, const char *text, size_t length);
/* Sets a limit by the name of its field ("max_events"); 0 is the default. HOMEVISIT_E_NAME for an unknown one. */
int surface_options_limit(surface_options *options, const char *text, size_t length, long long value);

/* --------------------------------------------------------------------------------------------------------------- outcomes */

typedef struct surface_outcome surface_outcome;
typedef homevisit_policy surface_policy;
typedef struct surface_visit surface_visit;
typedef homevisit_report surface_report;

/* A homevisit_code: 0 is success, everything else an error. HOMEVISIT_E_MEMORY for NULL. */
int surface_outcome_code(const surface_outcome *outcome);
/* The first problem's sentence, or what else went wrong; "" on success. */
const char *surface_outcome_message(const surface_outcome *outcome);
/* `{"problems":[…]}`, whether there are any or not. After a success it holds warnings at most. */
const char *surface_outcome_problems(const surface_outcome *outcome);
/* Whether a problem, by its place in that list, is a warning; else it is an error, or there is none. */
int surface_outcome_is_warning(const surface_outcome *outcome, size_t index);
/* The text that was asked for; "" where none was. */
const char *surface_outcome_text(const surface_outcome *outcome);
/* The time that was read, or 1 where a profile's cases passed; otherwise 0. */
long long surface_outcome_number(const surface_outcome *outcome);
/* What was loaded. The first call hands it over to the caller, who frees it; later ones give NULL. */
surface_policy *surface_outcome_take_policy(surface_outcome *outcome);
surface_visit *surface_outcome_take_visit(surface_outcome *outcome);
surface_report *surface_outcome_take_report(surface_outcome *outcome);
void surface_outcome_free(surface_outcome *outcome);

/* --------------------------------------------------------------------------------------------------------------- policies */

/* In all of these `options` may be NULL. */
surface_outcome *surface_policy_load(const char *text, size_t length, const surface_options *options);
surface_outcome *surface_policy_bundled(const char *text, size_t length, const surface_options *options);
const char *surface_policy_id(const surface_policy *policy);
const char *surface_policy_version(const surface_policy *policy);
const char *surface_policy_title(const surface_policy *policy);
size_t surface_policy_rule_count(const surface_policy *policy);
/* `format` is "markdown", "html" or "json". */
surface_outcome *surface_policy_show(const surface_policy *policy, const char *text, size_t length);
void surface_policy_free(surface_policy *policy);

/* Errors and warnings, as problems. `today` in seconds counts where `has_today` is not 0. */
surface_outcome *surface_policy_validate(const char *text, size_t length, int has_today, long long today,
                                         const surface_options *options);
/* `cases` empty takes the bundled ones of the profile's id; `format` is "json", "text" or "junit". */
surface_outcome *surface_policy_test(const char *text, size_t length, const char *cases, size_t cases_length,
                                     const char *format, size_t format_length, const surface_options *options);
/* `extends` empty is "standard". */
surface_outcome *surface_policy_new(const char *text, size_t length, const char *extends, size_t extends_length);

/* ----------------------------------------------------------------------------------------------------------------- visits */

surface_outcome *surface_visit_load(const char *text, size_t length, const surface_options *options);
surface_outcome *surface_visit_new(const char *text, size_t length, const surface_options *options);
surface_outcome *surface_visit_append(surface_visit *visit, const char *text, size_t length);
const char *surface_visit_id(const surface_visit *visit);
size_t surface_visit_event_count(surface_visit *visit);
/* The last event's time; 0 where the record has none. */
long long surface_visit_last_at(surface_visit *visit);
void surface_visit_free(surface_visit *visit);

/* -------------------------------------------------------------------------------------------------------------- questions */

surface_outcome *surface_check(const surface_policy *policy, surface_visit *visit, const char *text, size_t length);
/* `at` in seconds since 1970-01-01T00:00:00Z counts where `has_at` is not 0; otherwise it is the last event's time. */
surface_outcome *surface_status(const surface_policy *policy, surface_visit *visit, int has_at, long long at);
surface_outcome *surface_audit(const surface_policy *policy, surface_visit *visit, int has_at, long long at);
/* The report's JSON, as the outcome's text. */
surface_outcome *surface_report_json(const surface_report *report);
/* "allow", "warn", "unknown", "deny" or "impossible". */
const char *surface_report_decision(const surface_report *report);
void surface_report_free(surface_report *report);

/* From text to text: `question` is "check", "status" or "audit"; `policy` a text or a bundled id; `event` and `at` (a time
 * in RFC 3339) may be empty. The outcome's text is the report or, where the input cannot be used, the problems. */
surface_outcome *surface_answer(const char *question, size_t question_length, const char *policy, size_t policy_length,
                                const char *visit, size_t visit_length, const char *event, size_t event_length,
                                const char *at, size_t at_length, const surface_options *options);

/* Policies to compare. */
typedef struct surface_policies surface_policies;
surface_policies *surface_policies_new(void);                                 /* NULL where memory ran out */
int surface_policies_add(surface_policies *policies, surface_policy *policy); /* retains it */
void surface_policies_free(surface_policies *policies);
/* `format` is "json" or "text". */
surface_outcome *surface_compare(const surface_policies *policies, surface_visit *visit, int has_at, long long at,
                                 const char *format, size_t format_length);

/* A stream of records under all of them; the text of the outcome is the summary. Callbacks are what a language's part
 * makes of functions of its own: only languages whose part does (python.i) have it. */
surface_outcome *surface_audit_stream(const surface_policies *policies, int wants_json, size_t threads, int has_at,
                                      long long at, const surface_options *options, homevisit_stream_read read,
                                      homevisit_stream_write write, void *user);

/* ------------------------------------------------------------------------------------------- what the library says of itself */

const char *surface_version(void);
int surface_format_first(void);
int surface_format_last(void);
const char *surface_code_text(int code);
/* The ids of the built-in profiles, their texts and cases; "" past the last or for an unknown one. */
const char *surface_bundled_id(size_t index);
surface_outcome *surface_bundled_text(const char *text, size_t length);
surface_outcome *surface_bundled_cases(const char *text, size_t length);
/* `document` is "policy", "visit", "report" or "cases". */
surface_outcome *surface_schema(const char *text, size_t length);
/* The names of a vocabulary ("event", "role", …; "vocabularies" lists them) and a sentence on each; "" past the last. */
size_t surface_vocabulary_count(const char *text, size_t length);
const char *surface_vocabulary_name(const char *text, size_t length, size_t index);
const char *surface_vocabulary_doc(const char *text, size_t length, size_t index);

/* ------------------------------------------------------------------------------------------------------------------- times */

/* Reads a time in RFC 3339 into the outcome's number; the problem is the one that homevisit_answer() has for `at`. */
surface_outcome *surface_time_read(const char *text, size_t length);
/* Writes a time in UTC, or as the policy's clock shows it (NULL gives UTC). */
surface_outcome *surface_time_write(long long at);
surface_outcome *surface_time_write_local(const surface_policy *policy, long long at);

/* ------------------------------------------------------------------------------------------------------------- for the tests */

/* How many allocations of this surface and of the objects made through it are not released yet. */
long long surface_live_allocations(void);

#ifdef __cplusplus
}
#endif

#endif
