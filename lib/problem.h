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

/*
 * Adds a problem; `place` and its strings are copied, and `suggestion` (NULL: none). The printf subset is that of
 * snprintf with %s %.*s %d %zu %lld: no locale-dependent conversion. If memory runs out, the list remembers that, so
 * that no caller has to look here: problems_code() then says HOMEVISIT_E_MEMORY.
 */
void problems_add(homevisit_problems *problems, homevisit_severity severity, homevisit_kind kind, const char *code,
                  const struct place *place, const char *suggestion, const char *format, ...) PRINTF_LIKE(7, 8);
void problems_add_va(homevisit_problems *problems, homevisit_severity severity, homevisit_kind kind, const char *code,
                     const struct place *place, const char *suggestion, const char *format, va_list arguments);
/* Says that memory ran out. */
void problems_out_of_memory(homevisit_problems *problems);
/* Sorts by document (in order of first appearance), then offset, then order of addition. */
void problems_sort(homevisit_problems *problems);
bool problems_has_errors(const homevisit_problems *problems); /* or memory ran out */
/* HOMEVISIT_OK, HOMEVISIT_E_MEMORY if memory ran out, else the first error's kind as a code. */
homevisit_code problems_code(const homevisit_problems *problems);
homevisit_code kind_code(homevisit_kind kind);
/*
 * Ends a public function: sorts, gives the list to the caller if `out` is not NULL and the list holds anything (a memory
 * problem is added as a problem of kind memory if there is room for it), else frees it. Returns problems_code().
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
