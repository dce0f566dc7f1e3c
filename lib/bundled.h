/*
 * The profiles that are built into the library: their texts, as they stand in rules/.
 *
 * rules/CMakeLists.txt makes the arrays from the files that bundled.def lists, so that nothing has to be found at run
 * time. The texts are bytes of UTF-8 without a closing NUL.
 */
#ifndef HOMEVISIT_LIB_BUNDLED_H
#define HOMEVISIT_LIB_BUNDLED_H

#include <stddef.h>

struct bundled_text {
    const char *id;
    const char *policy; /* policy.json */
    size_t policy_length;
    const char *cases; /* cases.json; NULL where the profile has none */
    size_t cases_length;
};

/* In the order of bundled.def; a row of NULLs, which is not counted, stands at the end. */
extern const struct bundled_text bundled_policies[];
extern const size_t bundled_policy_count;

#endif
