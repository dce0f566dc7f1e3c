/*
 * Promises of time, whatever the texts: a time that is read is written so that it reads back the same; under any time zone
 * that a profile takes, a time as that clock shows it reads back the same too, from the first second of the year 0000 to
 * the last of 9999. The input's first line is a time zone, the second a time.
 */
#include "fuzz.h"

#include <string.h>

static void compare_utc(homevisit_text time)
{
    int64_t at, again;
    char written[21];
    if (!homevisit_time_read(time.data, time.length, &at))
        return;
    homevisit_time_write(at, written);
    REQUIRE(homevisit_time_read(written, strlen(written), &again) && again == at, "%.*s is written as %s",
            (int)time.length, time.data, written);
}

static void compare_local(const homevisit_policy *policy, int64_t at, const char *zone)
{
    int64_t again;
    char written[32];
    homevisit_time_write_local(policy, at, written);
    REQUIRE(homevisit_time_read(written, strlen(written), &again) && again == at, "%lld under %s is written as %s",
            (long long)at, zone, written);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const char *line = size > 0 ? memchr(data, '\n', size) : NULL;
    const size_t length = line != NULL ? (size_t)(line - (const char *)data) : size;
    const homevisit_text time = {(const char *)data + length + (line != NULL), size - length - (line != NULL)};
    struct text text = {0};
    homevisit_policy *policy = NULL;
    homevisit_problems *problems = NULL;
    compare_utc(time);
    text_add(&text, "{\"format\":\"homevisit-policy/1\",\"id\":\"z\",\"title\":\"Z\",\"version\":\"1\",\"time_zone\":");
    text_add_quoted(&text, (const char *)data, length);
    text_add(&text, ",\"rules\":[]}");
    const homevisit_code code = homevisit_policy_load(text.data, text.length, NULL, &policy, &problems);
    problems_require(code, problems, text.length);
    if (code == HOMEVISIT_OK) {
        int64_t at;
        if (homevisit_time_read(time.data, time.length, &at))
            compare_local(policy, at, text.data);
        /* Through two years in steps that meet every hour of the day and every day of the week. */
        for (at = INT64_C(1767225600); at < INT64_C(1830000000); at += 90061)
            compare_local(policy, at, text.data);
        /* And a day from either end of the years that can be written. */
        for (int64_t hour = 0; hour <= 25; hour++) {
            compare_local(policy, INT64_C(253402300799) - hour * 3599, text.data);
            compare_local(policy, hour * 3599 - INT64_C(62167219200), text.data);
        }
    }
    homevisit_problems_free(problems);
    homevisit_policy_free(policy);
    text_free(&text);
    return 0;
}
