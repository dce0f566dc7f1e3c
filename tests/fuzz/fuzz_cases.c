/*
 * Promises of a profile's cases, whatever the text: they are run or refused, with problems that stand in one of the two
 * texts; the outcome in each form says the same of whether all passed, and is sound. They are run against the bundled profile
 * that they are for; where they name none, against the one that the first byte chooses. The rest is the cases' text.
 */
#include "fuzz.h"

#include <string.h>

/* The bundled profile whose id stands first in the text; by number where none does. */
static const char *profile_of(homevisit_text cases, unsigned number)
{
    const char *id, *chosen = homevisit_policy_id(bundled_policy(number));
    size_t first = cases.length;
    for (size_t i = 0; (id = homevisit_bundled_id(i)) != NULL; i++) {
        const size_t length = strlen(id);
        for (size_t at = 0; at < first && length < cases.length - at; at++)
            if (memcmp(cases.data + at, id, length) == 0 && cases.data[at + length] == '"') {
                first = at;
                chosen = id;
            }
    }
    return chosen;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const homevisit_format formats[] = {HOMEVISIT_FORMAT_JSON, HOMEVISIT_FORMAT_TEXT, HOMEVISIT_FORMAT_JUNIT};
    if (size == 0)
        return 0;
    const homevisit_text cases = {(const char *)data + 1, size - 1};
    homevisit_text policy = {NULL, 0};
    const char *id = profile_of(cases, data[0]);
    REQUIRE(homevisit_bundled_text(id, &policy), "a bundled profile has no text");
    bool first = false, passed = false;
    for (int i = 0; i < 3; i++) {
        homevisit_buffer out = {0};
        homevisit_problems *problems = NULL;
        const homevisit_code code =
            homevisit_policy_test(policy, cases, NULL, formats[i], i == 0 ? &first : &passed, &out, &problems);
        problems_require(code, problems, size > policy.length ? size : policy.length);
        REQUIRE(code != HOMEVISIT_OK || i == 0 || passed == first, "passed in one form and not in the other");
        REQUIRE(code != HOMEVISIT_OK || (out.data != NULL && strlen(out.data) == out.length), "no outcome");
        if (code == HOMEVISIT_OK && i == 0) {
            cJSON *tree = cJSON_ParseWithLength(out.data, out.length);
            REQUIRE(tree != NULL, "the outcome is no JSON: %s", out.data);
            cJSON_Delete(tree);
        }
        homevisit_problems_free(problems);
        homevisit_buffer_free(&out);
        if (code != HOMEVISIT_OK)
            return 0;
    }
    return 0;
}
