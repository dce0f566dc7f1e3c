/* What the tests of the json_* files share: checking a text, reading one token by token. */
#ifndef HOMEVISIT_JSON_CASE_H
#define HOMEVISIT_JSON_CASE_H

#include "json_scan.h"

/* Checks a text under the name doc.json, in a copy without a byte behind it. Returns the problems, or NULL. */
homevisit_problems *json_case_check(const char *text, size_t length, const struct json_limits *limits, bool *sound);

/* A text that is being read. */
struct json_case {
    struct json_reader reader;
    homevisit_problems *problems;
    struct arena arena;
};
void json_case_begin(struct json_case *reading, const char *text);
void json_case_end(struct json_case *reading);

/* Asserts the value of the last key or string. */
void json_case_expect_text(struct json_case *reading, const char *value);

#endif
