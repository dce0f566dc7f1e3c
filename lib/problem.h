/* The list of everything that is wrong with a document, and the nearest right name. */
#ifndef HOMEVISIT_PROBLEM_H
#define HOMEVISIT_PROBLEM_H

#include "memory.h"

#include <stdarg.h>

#if defined(__GNUC__)
#define PRINTF_LIKE(at, first) __attribute__((format(printf, at, first)))
#else
#define PRINTF_LIKE(at, first)
#endif

/* Where something is wrong. `pointer` is an RFC 6901 pointer with a NUL. Zeroes: no place. */
struct place {
    const char *document;
    const char *pointer;
    size_t offset, line, column, span;
};

homevisit_problems *problems_new(const homevisit_allocator *allocator); /* NULL where memory ran out */

/* How many problems are kept; the one after them is `too_many_problems`, whatever else is wrong. */
#define PROBLEM_LIMIT 10000
/* A message echoes names of at most so many bytes. */
#define PROBLEM_ECHO_LIMIT 60

/*
 * Adds a problem; `place` and its strings are copied, and `code`, and `suggestion` (NULL: none). If memory runs out, the
 * list remembers that, so that no caller has to look here: problems_code() then says HOMEVISIT_E_MEMORY. A list that is
 * NULL takes everything and keeps nothing.
 *
 * The printf subset is %s %.*s %c %d %u %ld %lu %lld %llu %zu, of no locale, without widths. What a document says is
 * given in single quotes ('%s') or with %.*s, and is echoed only where it is a name ([A-Za-z0-9_.-], at most
 * PROBLEM_ECHO_LIMIT bytes) or an operator (up to three of =!<>+-*%/); anything else stands as `…`. So %s without quotes
 * is for the library's own words only. A message is cut at 511 bytes.
 */
void problems_add(homevisit_problems *problems, homevisit_severity severity, homevisit_kind kind, const char *code,
                  const struct place *place, const char *suggestion, const char *format, ...) PRINTF_LIKE(7, 8);
void problems_add_va(homevisit_problems *problems, homevisit_severity severity, homevisit_kind kind, const char *code,
                     const struct place *place, const char *suggestion, const char *format, va_list arguments);
/* What problems_add() does with its format; at most size - 1 bytes and a NUL. Returns the length. */
size_t problem_message(char *text, size_t size, const char *format, va_list arguments);
bool problem_may_echo(const char *text, size_t length);
/* Whether one more error would change nothing, so that nobody has to work out its place. */
bool problems_full(const homevisit_problems *problems);
/* The text stands `lines` lines and `offset` bytes into another one, whose places the problems tell from now on. */
void problems_move(homevisit_problems *problems, size_t lines, size_t offset);
/* Says that memory ran out. */
void problems_out_of_memory(homevisit_problems *problems);
/* Sets whether it did, and returns whether it had: for one who can try again. */
bool problems_remember_memory(homevisit_problems *problems, bool out_of_memory);
/* Sorts by document (in order of first appearance), then offset, then order of addition; drops what is told twice. */
void problems_sort(homevisit_problems *problems);
bool problems_has_errors(const homevisit_problems *problems); /* or memory ran out */
/* HOMEVISIT_OK, HOMEVISIT_E_MEMORY if memory ran out, else the first error's kind as a code. */
homevisit_code problems_code(const homevisit_problems *problems);
homevisit_code kind_code(homevisit_kind kind);
/*
 * Ends a public function: sorts, gives the list to the caller if `out` is not NULL and the list holds anything (an end
 * of memory stands last, as a problem of kind memory), else frees it. Returns problems_code().
 * `problems` NULL stands for "no memory even for the list".
 */
homevisit_code problems_finish(homevisit_problems *problems, homevisit_problems **out);

/*
 * The nearest right name (Damerau-Levenshtein with a bound that grows with the length, case folded, `-`, `_`, ` ` and
 * `.` alike; prefixes of four letters or more count as near). Feed candidates one by one; the first of equally near
 * ones wins, so the answer does not depend on anything but the candidates' order.
 */
struct nearest {
    const char *wanted;
    size_t wanted_length;
    const char *best; /* NULL while none is near enough */
    size_t best_length;
    unsigned best_distance;
};
void nearest_init(struct nearest *nearest, const char *wanted, size_t length);
void nearest_offer(struct nearest *nearest, const char *candidate, size_t length);

#endif
