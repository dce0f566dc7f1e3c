/*
 * What every fuzz target uses: bytes that steer a generator, text put together, an abort that says what differs, and the
 * bundled profiles, loaded once. Bytes that have run out read as zero, so that every generator comes to an end.
 */
#ifndef HOMEVISIT_TESTS_FUZZ_H
#define HOMEVISIT_TESTS_FUZZ_H

#include <cJSON.h>
#include <homevisit/homevisit.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* What libFuzzer calls, and replay_main.c in its place. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* Aborts with what broke the target's promise; the program that runs the target keeps the input. */
_Noreturn void fuzz_fail(const char *file, int line, const char *format, ...) __attribute__((format(printf, 3, 4)));
#define REQUIRE(condition, ...)                                                                                        \
    do {                                                                                                               \
        if (!(condition))                                                                                              \
            fuzz_fail(__FILE__, __LINE__, __VA_ARGS__);                                                                \
    } while (0)

/* ---- bytes that steer ------------------------------------------------------------------------------------------- */

struct steer {
    const uint8_t *bytes;
    size_t left;
};

/* A number less than `count` (1 to 65,536). */
unsigned steer_below(struct steer *steer, unsigned count);
/* True for `in_256` of 256 bytes; false once the bytes have run out. */
bool steer_chance(struct steer *steer, unsigned in_256);
/* Takes half of the bytes away, for a generator of their own: a profile is not to use up what a record is made from. */
struct steer steer_half(struct steer *steer);
/* One of a list of texts, NULL at its end. */
const char *steer_text(struct steer *steer, const char *const *texts);

/* ---- text ------------------------------------------------------------------------------------------------------- */

struct text {
    char *data; /* with a NUL after it, once something was added */
    size_t length, capacity;
};

void text_add(struct text *text, const char *format, ...) __attribute__((format(printf, 2, 3)));
void text_add_bytes(struct text *text, const char *bytes, size_t length);
/* As a JSON string with its quotes. */
void text_add_quoted(struct text *text, const char *bytes, size_t length);
/* Empties it and keeps its memory. */
void text_clear(struct text *text);
void text_free(struct text *text);
homevisit_text text_view(const struct text *text);

/* ---- profiles and reports --------------------------------------------------------------------------------------- */

/* The n-th bundled profile (taken round), loaded at its first use and kept. */
const homevisit_policy *bundled_policy(unsigned number);
/* A report as JSON, to be freed with homevisit_buffer_free(); it has to be written. */
homevisit_buffer report_bytes(const homevisit_report *report);
/* A report as a tree. */
cJSON *report_tree(const homevisit_report *report);
/* All codes of problems with their pointers, a line each, sorted: typed events have no order of text. */
void problems_text(const homevisit_problems *problems, struct text *out);
/* What holds of every list of problems: there are some exactly where the code is one of refusal; each has its code, a
 * message without control characters, and a place inside the text. `length` 0: there is no text. */
void problems_require(homevisit_code code, const homevisit_problems *problems, size_t length);

#endif
