/*
 * Promises of loading a profile, whatever the text: it is taken or refused, with problems that stand in the text; loading
 * twice says the same; validating says the same and adds only warnings; what loads can be shown in each form as text that
 * is sound, counts its rules, and can be asked; a profile that extends it can be loaded and is asked the same.
 */
#include "fuzz.h"

#include <string.h>

static void require_told_alike(const homevisit_problems *one, const homevisit_problems *other)
{
    struct text told = {0}, also = {0};
    problems_text(one, &told);
    problems_text(other, &also);
    REQUIRE(strcmp(told.data, also.data) == 0, "told first:\n%sthen:\n%s", told.data, also.data);
    text_free(&told);
    text_free(&also);
}

/* A second load and validating, which adds warnings. */
static void compare_loads(homevisit_text text, homevisit_code code, const homevisit_problems *problems)
{
    homevisit_policy *policy = NULL;
    homevisit_problems *again = NULL, *validated = NULL;
    const int64_t today = INT64_C(1772440200);
    REQUIRE(homevisit_policy_load(text.data, text.length, NULL, &policy, &again) == code, "loaded otherwise again");
    require_told_alike(problems, again);
    const homevisit_code sound = homevisit_policy_validate(text.data, text.length, &today, NULL, &validated);
    REQUIRE(sound == code, "loading says %d, validating %d", (int)code, (int)sound);
    problems_require(sound, validated, text.length);
    homevisit_problems_free(again);
    homevisit_problems_free(validated);
    homevisit_policy_free(policy);
}

static void show(const homevisit_policy *policy)
{
    static const homevisit_format formats[] = {HOMEVISIT_FORMAT_JSON, HOMEVISIT_FORMAT_MARKDOWN, HOMEVISIT_FORMAT_HTML};
    for (size_t i = 0; i < sizeof formats / sizeof formats[0]; i++) {
        homevisit_buffer out = {0};
        REQUIRE(homevisit_policy_show(policy, formats[i], &out) == HOMEVISIT_OK && out.length > 0, "nothing is shown");
        REQUIRE(strlen(out.data) == out.length, "a NUL is shown");
        if (formats[i] == HOMEVISIT_FORMAT_JSON) {
            cJSON *tree = cJSON_ParseWithLength(out.data, out.length);
            REQUIRE(tree != NULL, "what is shown is no JSON: %s", out.data);
            cJSON_Delete(tree);
        }
        homevisit_buffer_free(&out);
    }
}

static const homevisit_visit *example(void)
{
    static homevisit_visit *visit;
    static const char text[] =
        "{\"format\":\"homevisit-visit/1\",\"id\":\"V\",\"events\":["
        "{\"at\":\"2026-03-02T08:30:00Z\",\"event\":\"planned\",\"reason\":\"low_attendance\",\"staff\":"
        "[{\"id\":\"s1\",\"role\":\"teacher\"},{\"id\":\"s2\",\"role\":\"dsl\",\"trained\":true}]},"
        "{\"at\":\"2026-03-02T08:40:00Z\",\"event\":\"authorised\",\"role\":\"headteacher\"},"
        "{\"at\":\"2026-03-02T09:00:00Z\",\"event\":\"departed\"},"
        "{\"at\":\"2026-03-02T09:20:00Z\",\"event\":\"arrived\"},"
        "{\"at\":\"2026-03-02T09:21:00Z\",\"event\":\"invited_in\",\"person\":\"parent\"},"
        "{\"at\":\"2026-03-02T09:22:00Z\",\"event\":\"entered\"},"
        "{\"at\":\"2026-03-02T09:30:00Z\",\"event\":\"moved\",\"room\":\"bedroom\"},"
        "{\"at\":\"2026-03-02T10:30:00Z\",\"event\":\"left\"}]}";
    if (visit == NULL)
        REQUIRE(homevisit_visit_load(text, sizeof text - 1, NULL, &visit, NULL) == HOMEVISIT_OK, "no record");
    return visit;
}

static homevisit_buffer audit(const homevisit_policy *policy)
{
    homevisit_report *report = NULL;
    homevisit_buffer bytes = {0};
    REQUIRE(homevisit_audit(policy, example(), NULL, &report, NULL) == HOMEVISIT_OK, "a profile cannot be asked");
    bytes = report_bytes(report);
    homevisit_report_free(report);
    REQUIRE(homevisit_status(policy, example(), NULL, &report, NULL) == HOMEVISIT_OK, "no status");
    homevisit_report_free(report);
    return bytes;
}

/* A profile that extends it and says nothing of its own gives the same answers, its id aside. */
static void extend(homevisit_text base, const homevisit_policy *policy, const homevisit_buffer *answer)
{
    struct text heir = {0};
    homevisit_policy *extended = NULL;
    homevisit_problems *problems = NULL;
    const homevisit_options options = {.struct_size = sizeof options, .bases = &base, .base_count = 1};
    text_add(&heir, "{\"format\":\"homevisit-policy/1\",\"id\":\"heir of all\",\"title\":\"H\",\"version\":");
    text_add_quoted(&heir, homevisit_policy_version(policy), strlen(homevisit_policy_version(policy)));
    text_add(&heir, ",\"extends\":");
    text_add_quoted(&heir, homevisit_policy_id(policy), strlen(homevisit_policy_id(policy)));
    text_add(&heir, ",\"rules\":[]}");
    const homevisit_code code = homevisit_policy_load(heir.data, heir.length, &options, &extended, &problems);
    /* Sixteen in a chain are too many; the bundled profiles' own ids are their own. */
    if (code == HOMEVISIT_OK) {
        homevisit_buffer also = audit(extended);
        const char *one = strstr(answer->data, "\"steps\":"), *other = strstr(also.data, "\"steps\":");
        const char *end = strstr(one, ",\"notices\":"), *other_end = strstr(other, ",\"notices\":");
        REQUIRE(end - one == other_end - other && memcmp(one, other, (size_t)(end - one)) == 0,
                "extended: %s\nitself: %s", other, one);
        homevisit_buffer_free(&also);
    }
    homevisit_problems_free(problems);
    homevisit_policy_free(extended);
    text_free(&heir);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const homevisit_text text = {(const char *)data, size};
    homevisit_policy *policy = NULL;
    homevisit_problems *problems = NULL;
    const homevisit_code code = homevisit_policy_load(text.data, text.length, NULL, &policy, &problems);
    problems_require(code, problems, size);
    REQUIRE((policy != NULL) == (code == HOMEVISIT_OK), "a policy and the code %d", (int)code);
    compare_loads(text, code, problems);
    homevisit_problems_free(problems);
    if (policy == NULL)
        return 0;
    homevisit_buffer answer = audit(policy);
    show(policy);
    extend(text, policy, &answer);
    homevisit_buffer_free(&answer);
    homevisit_policy_free(policy);
    return 0;
}
