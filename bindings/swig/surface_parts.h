/* What the files of the surface share and no binding sees: counted memory, the making of outcomes, a visit's lock. */
#ifndef HOMEVISIT_BINDINGS_SURFACE_PARTS_H
#define HOMEVISIT_BINDINGS_SURFACE_PARTS_H

/* For the locks, in strict C11; the one thing here that is not in the standard. */
#ifndef _POSIX_C_SOURCE
#define _POSIX_C_SOURCE 200809L
#endif

#include "surface.h"

#include <pthread.h>

/* ---- memory ------------------------------------------------------------------------------------------------------ */

extern const homevisit_allocator surface_allocator;
void *surface_allocate(size_t size);
void surface_release(void *memory); /* NULL is fine */
/* A copy with a NUL after it; NULL where memory ran out. */
char *surface_copy(const char *text, size_t length);

/* ---- handles ----------------------------------------------------------------------------------------------------- */

struct surface_visit {
    homevisit_visit *visit;
    pthread_rwlock_t lock; /* most languages know no "not while another thread reads" */
};

/* The options for the library; the defaults, with the counted memory, for NULL. */
const homevisit_options *surface_settled(const surface_options *options);

/* ---- outcomes ---------------------------------------------------------------------------------------------------- */

struct surface_outcome {
    homevisit_code code;
    const char *message; /* a sentence of the surface's own, where the library has none */
    homevisit_problems *problems;
    homevisit_buffer problems_text;
    homevisit_buffer text;
    char room[32]; /* a time, in place of `text` */
    long long number;
    homevisit_policy *policy;
    surface_visit *visit;
    homevisit_report *report;
};

/*
 * Ends a call: what `local` holds moves into an outcome for the caller, with the problems written down. Never NULL:
 * without memory it is one constant outcome that says so, and what `local` held is released.
 */
surface_outcome *surface_ended(surface_outcome *local, homevisit_code code);
/* Ends a call that the surface itself refuses with HOMEVISIT_E_ARGUMENT; `message` is a constant sentence. */
surface_outcome *surface_refused(const char *message);

#define SURFACE_NO_HANDLE "a policy, visit or report is missing"
#define SURFACE_ZERO_IN_NAME "a name holds no zero character"
#define SURFACE_NO_FORMAT "the format is none of json, text, markdown, html and junit"
#define SURFACE_NO_QUESTION "the question is none of check, status and audit"

/* ---- words ------------------------------------------------------------------------------------------------------- */

bool surface_is(const char *word, const char *text, size_t length);
bool surface_has_zero(const char *text, size_t length);
/* What a word stands for. Returns whether it stands for anything. */
bool surface_format(const char *text, size_t length, homevisit_format *format);
bool surface_question(const char *text, size_t length, homevisit_question *question);

#endif
