/*
 * Promises of loading a record, whatever the text: it is taken or refused, with problems that stand in the text and never
 * echo its free texts; what loads can be asked under the largest bundled profile, with the same bytes each time; and is the
 * same record however the text is written (parsed and printed again by cJSON, its events appended one by one).
 */
#include "fuzz.h"

#include <string.h>

enum { LONG_ENOUGH = 12, MOST_BYTES = 1 << 14 };

/* Free texts of some length are said by nothing but the record. */
static void require_no_echo(const homevisit_problems *problems, const cJSON *event)
{
    static const char *const keys[] = {"purpose", "unannounced_reason", "text", NULL};
    for (int k = 0; keys[k] != NULL; k++) {
        const cJSON *free_text = cJSON_GetObjectItemCaseSensitive(event, keys[k]);
        if (!cJSON_IsString(free_text) || strlen(free_text->valuestring) < LONG_ENOUGH)
            continue;
        for (size_t i = 0; i < homevisit_problems_count(problems); i++) {
            const homevisit_problem *problem = homevisit_problems_get(problems, i);
            /* Unless it is at the same time a name, which messages do echo. */
            REQUIRE(strstr(problem->message, free_text->valuestring) == NULL ||
                        homevisit_word_find(free_text->valuestring, strlen(free_text->valuestring)) ||
                        strcmp(problem->code, "unknown_key") == 0,
                    "a message echoes a record's text: %s", problem->message);
        }
    }
}

static homevisit_buffer audit(const homevisit_visit *visit, homevisit_code *code)
{
    homevisit_report *report = NULL;
    homevisit_buffer bytes = {0};
    *code = homevisit_audit(bundled_policy(3), visit, NULL, &report, NULL);
    if (*code == HOMEVISIT_OK)
        bytes = report_bytes(report);
    homevisit_report_free(report);
    return bytes;
}

static void require_same_record(const homevisit_visit *one, const homevisit_visit *other, const char *how)
{
    homevisit_code code, other_code;
    homevisit_buffer bytes = audit(one, &code), also = audit(other, &other_code);
    REQUIRE(code == other_code, "%s: %d and %d", how, (int)code, (int)other_code);
    REQUIRE(code != HOMEVISIT_OK || strcmp(bytes.data, also.data) == 0, "%s: %s\nand %s", how, bytes.data, also.data);
    homevisit_buffer_free(&bytes);
    homevisit_buffer_free(&also);
}

static void compare_printed(const homevisit_visit *visit, const cJSON *tree)
{
    homevisit_visit *again = NULL;
    char *printed = cJSON_PrintUnformatted(tree);
    REQUIRE(homevisit_visit_load(printed, strlen(printed), NULL, &again, NULL) == HOMEVISIT_OK, "refused once printed");
    require_same_record(visit, again, "read and printed again");
    homevisit_visit_free(again);
    cJSON_free(printed);
}

static void compare_appended(const homevisit_visit *visit, const cJSON *tree)
{
    const char *id = homevisit_visit_id(visit);
    const cJSON *event;
    homevisit_visit *grown = NULL;
    REQUIRE(homevisit_visit_new(id, strlen(id), NULL, &grown) == HOMEVISIT_OK, "no record of that id");
    cJSON_ArrayForEach(event, cJSON_GetObjectItemCaseSensitive(tree, "events"))
    {
        char *printed = cJSON_PrintUnformatted(event);
        REQUIRE(homevisit_visit_append(grown, printed, strlen(printed), NULL) == HOMEVISIT_OK, "refused alone: %s",
                printed);
        cJSON_free(printed);
    }
    require_same_record(visit, grown, "appended");
    homevisit_visit_free(grown);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    homevisit_visit *visit = NULL;
    homevisit_problems *problems = NULL;
    const homevisit_code code = homevisit_visit_load((const char *)data, size, NULL, &visit, &problems);
    problems_require(code, problems, size);
    REQUIRE((visit != NULL) == (code == HOMEVISIT_OK), "a record and the code %d", (int)code);
    cJSON *tree = size < MOST_BYTES ? cJSON_ParseWithLength((const char *)data, size) : NULL;
    const cJSON *event;
    if (code != HOMEVISIT_OK)
        cJSON_ArrayForEach(event, cJSON_GetObjectItemCaseSensitive(tree, "events")) require_no_echo(problems, event);
    if (visit != NULL && tree != NULL) {
        compare_printed(visit, tree);
        compare_appended(visit, tree);
    }
    cJSON_Delete(tree);
    homevisit_problems_free(problems);
    homevisit_visit_free(visit);
    return 0;
}
