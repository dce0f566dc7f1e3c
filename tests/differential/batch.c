/*
 * Answers questions from standard input, one JSON object a line, with one report a line: the C side of the differential
 * tests. A line: {"policy": object or bundled id, "bases": [object…], "visit": object, "ask": "check|status|audit",
 * "event": object, "at": text}; keys that begin with x_ are free. Over the public header alone.
 */
#include <cJSON.h>
#include <homevisit/homevisit.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct base_texts {
    homevisit_text *items;
    size_t count;
};

static homevisit_text text_of(const cJSON *node)
{
    char *text = NULL;
    if (cJSON_IsString(node)) {
        text = malloc(strlen(node->valuestring) + 1);
        if (text)
            strcpy(text, node->valuestring);
    } else if (node) {
        text = cJSON_PrintUnformatted(node);
    }
    return (homevisit_text){text, text ? strlen(text) : 0};
}

static homevisit_question question_of(const char *name)
{
    return strcmp(name, "check") == 0    ? HOMEVISIT_QUESTION_CHECK
           : strcmp(name, "status") == 0 ? HOMEVISIT_QUESTION_STATUS
                                         : HOMEVISIT_QUESTION_AUDIT;
}

static struct base_texts bases_of(const cJSON *list)
{
    struct base_texts bases = {calloc((size_t)cJSON_GetArraySize(list) + 1, sizeof(homevisit_text)), 0};
    const cJSON *base;
    cJSON_ArrayForEach(base, list) bases.items[bases.count++] = text_of(base);
    return bases;
}

static void answer_line(const char *line, size_t length)
{
    cJSON *root = cJSON_ParseWithLength(line, length);
    struct base_texts bases = bases_of(cJSON_GetObjectItemCaseSensitive(root, "bases"));
    homevisit_text policy = text_of(cJSON_GetObjectItemCaseSensitive(root, "policy"));
    homevisit_text visit = text_of(cJSON_GetObjectItemCaseSensitive(root, "visit"));
    homevisit_text event = text_of(cJSON_GetObjectItemCaseSensitive(root, "event"));
    homevisit_text at = text_of(cJSON_GetObjectItemCaseSensitive(root, "at"));
    const cJSON *ask = cJSON_GetObjectItemCaseSensitive(root, "ask");
    homevisit_options options = {.struct_size = sizeof options, .bases = bases.items, .base_count = bases.count};
    homevisit_buffer out = {0};
    if (cJSON_IsString(ask))
        homevisit_answer(question_of(ask->valuestring), policy, visit, event, at, &options, &out);
    puts(out.data ? out.data : "{\"refused\":\"the line is no question\"}");
    homevisit_buffer_free(&out);
    for (size_t i = 0; i < bases.count; i++)
        free((char *)bases.items[i].data);
    free(bases.items);
    free((char *)policy.data);
    free((char *)visit.data);
    free((char *)event.data);
    free((char *)at.data);
    cJSON_Delete(root);
}

int main(void)
{
    char *line = NULL;
    size_t length = 0, capacity = 0;
    int c;
    while ((c = getchar()) != EOF || length) {
        if (c == EOF || c == '\n') {
            if (length)
                answer_line(line, length);
            length = 0;
            if (c == EOF)
                break;
            continue;
        }
        if (length == capacity) {
            char *larger = realloc(line, capacity = capacity ? capacity * 2 : 4096);
            if (!larger)
                return 2;
            line = larger;
        }
        line[length++] = (char)c;
    }
    free(line);
    return 0;
}
