/*
 * Problems of a text that was built from the cases, told where the cases say it. The text's own places mean nothing to
 * its author; but a problem's pointer leads through the nodes from which the text was written, and those know their
 * place.
 */
#include "cases.h"

#include <string.h>

/* Longer keys lead nowhere, and the problem is told one level above. */
enum { POINTER_STEP_SIZE = 256 };

/* One step of a pointer, unescaped; false at its end. A step that does not fit is cut: it leads nowhere then. */
static bool next_step(const char **pointer, char *step, size_t size)
{
    const char *at = *pointer;
    size_t length = 0;
    if (*at != '/')
        return false;
    for (at++; *at != '\0' && *at != '/'; at++) {
        char c = *at;
        if (c == '~' && at[1] != '\0')
            c = *++at == '1' ? '/' : '~';
        if (length + 1 < size)
            step[length++] = c;
    }
    step[length] = '\0';
    *pointer = at;
    return true;
}

static const cJSON *child_at(const cJSON *node, const char *step)
{
    if (cJSON_IsObject(node))
        return cJSON_GetObjectItemCaseSensitive(node, step);
    size_t index = 0;
    if (!cJSON_IsArray(node) || *step == '\0' || strlen(step) > 9)
        return NULL;
    for (; *step >= '0' && *step <= '9'; step++)
        index = index * 10 + (size_t)(*step - '0');
    const cJSON *item = *step == '\0' ? node->child : NULL;
    while (item != NULL && index-- > 0)
        item = item->next;
    return item;
}

/* The node nearest to what the pointer names that has a place of its own. */
static const cJSON *follow_pointer(const cJSON *node, const char *pointer, const cJSON *fallback)
{
    char step[POINTER_STEP_SIZE];
    while (node != NULL) {
        if (node->valueint > 0 && !cJSON_IsInvalid(node))
            fallback = node;
        node = next_step(&pointer, step, sizeof step) ? child_at(node, step) : NULL;
    }
    return fallback;
}

/* What the reader of a record marks at the key and not at the value. */
static bool is_about_key(const homevisit_problem *problem)
{
    static const char *const codes[] = {"unknown_attribute", "misplaced_attribute", "unknown_key"};
    for (size_t i = 0; i < sizeof codes / sizeof *codes; i++)
        if (strcmp(problem->code, codes[i]) == 0)
            return true;
    return false;
}

static const cJSON *find_node(const cJSON *events, const cJSON *event, const cJSON *fallback, const char *pointer)
{
    static const char record[] = "/events/";
    if (events != NULL && strncmp(pointer, record, sizeof record - 1) == 0)
        return follow_pointer(events, pointer + sizeof record - 2, fallback);
    if (event != NULL)
        return follow_pointer(event, pointer, fallback);
    return fallback;
}

/* In a policy under a case's settings: the setting that the pointer names, or the only one there is to blame. */
static const cJSON *find_setting(const cJSON *values, const char *pointer)
{
    char step[POINTER_STEP_SIZE];
    const cJSON *only = values->child->next == NULL ? values->child : values;
    if (!next_step(&pointer, step, sizeof step) || strcmp(step, "settings") != 0 ||
        !next_step(&pointer, step, sizeof step))
        return only;
    const cJSON *item = child_at(values, step);
    return item != NULL ? item : only;
}

void cases_tell_problems(struct cases *cases, const cJSON *events, const cJSON *event, const cJSON *fallback,
                         homevisit_problems *found)
{
    for (size_t i = 0; i < homevisit_problems_count(found); i++) {
        const homevisit_problem *problem = homevisit_problems_get(found, i);
        const cJSON *node = events == NULL && event == NULL ? find_setting(fallback, problem->pointer)
                                                            : find_node(events, event, fallback, problem->pointer);
        if (problem->kind == HOMEVISIT_KIND_MEMORY)
            problems_out_of_memory(cases->problems);
        else if (is_about_key(problem))
            json_tree_fault_key(cases->places, cases->problems, node, problem->kind, problem->code, problem->suggestion,
                                "%s", problem->message);
        else
            json_tree_fault(cases->places, cases->problems, node, problem->kind, problem->code, problem->suggestion,
                            "%s", problem->message);
    }
    homevisit_problems_free(found);
}
