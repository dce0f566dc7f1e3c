/*
 * Whether a text is the strict JSON of docs/format.md: a plain recursive descent, written from RFC 8259 and that page and
 * from nothing of lib/, to be compared with the library's scan.
 */
#ifndef HOMEVISIT_TESTS_FUZZ_STRICT_JSON_H
#define HOMEVISIT_TESTS_FUZZ_STRICT_JSON_H

#include <stdbool.h>
#include <stddef.h>

struct strict_answer {
    bool sound;
    size_t longest_number; /* bytes, of a sound text: cJSON takes numbers only up to a length */
};

struct strict_answer strict_json(const char *text, size_t length, size_t depth_limit, bool any_root);

#endif
