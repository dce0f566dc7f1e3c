/*
 * Promises of a starting point for a profile, whatever id somebody gives it: it is refused where the id is none that a
 * profile may have, or loads, under that id, as a profile that can be validated, shown and extended. The first byte chooses
 * the base; the rest is the id.
 */
#include "fuzz.h"

#include <stdlib.h>
#include <string.h>

static void require_loads(const homevisit_buffer *text, const char *id)
{
    homevisit_policy *policy = NULL;
    homevisit_problems *problems = NULL;
    homevisit_buffer shown = {0};
    REQUIRE(homevisit_policy_load(text->data, text->length, NULL, &policy, NULL) == HOMEVISIT_OK,
            "a starting point is refused: %s", text->data);
    REQUIRE(strcmp(homevisit_policy_id(policy), id) == 0, "it has the id %s", homevisit_policy_id(policy));
    const homevisit_code code = homevisit_policy_validate(text->data, text->length, NULL, NULL, &problems);
    problems_require(code, problems, text->length);
    REQUIRE(homevisit_policy_show(policy, HOMEVISIT_FORMAT_MARKDOWN, &shown) == HOMEVISIT_OK, "it cannot be shown");
    homevisit_buffer_free(&shown);
    homevisit_problems_free(problems);
    homevisit_policy_free(policy);
}

/* Whether a profile of that id loads: it says what an id may be. */
static bool may_be_id(const char *id)
{
    struct text text = {0};
    homevisit_policy *policy = NULL;
    homevisit_text bundled;
    text_add(&text, "{\"format\":\"homevisit-policy/1\",\"id\":");
    text_add_quoted(&text, id, strlen(id));
    text_add(&text, ",\"title\":\"T\",\"version\":\"1\",\"rules\":[]}");
    const homevisit_code code = homevisit_policy_load(text.data, text.length, NULL, &policy, NULL);
    homevisit_policy_free(policy);
    text_free(&text);
    return code == HOMEVISIT_OK && !homevisit_bundled_text(id, &bundled);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size == 0)
        return 0;
    char *id = calloc(size, 1); /* up to a NUL in it */
    REQUIRE(id != NULL, "the test itself ran out of memory");
    memcpy(id, data + 1, size - 1);
    homevisit_buffer text = {0};
    const char *base = homevisit_policy_id(bundled_policy(data[0] / 2));
    const homevisit_code code = homevisit_policy_new(id, data[0] % 2 ? base : NULL, &text);
    REQUIRE((code == HOMEVISIT_OK) == may_be_id(id), "the code is %d for %s", (int)code, id);
    REQUIRE(code == HOMEVISIT_OK || code == HOMEVISIT_E_ARGUMENT, "the code is %d for %s", (int)code, id);
    if (code == HOMEVISIT_OK)
        require_loads(&text, id);
    homevisit_buffer_free(&text);
    free(id);
    return 0;
}
