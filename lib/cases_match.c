/* A part of a report that a case expects, against what the report has: docs/cases.md, "Expected parts". */
#include "cases.h"
#include "json_parts.h"

#include <string.h>

struct matcher {
    struct json_pointer path; /* to what is being compared */
    mismatch_teller tell;     /* NULL: only counted */
    void *user;
};

static size_t match(struct matcher *matcher, const cJSON *wanted, const cJSON *found);

/* ---- the path ---------------------------------------------------------------------------------------------------- */

struct mark {
    size_t length;
    bool full;
};

static struct mark step_into(struct matcher *matcher, const char *key, size_t index)
{
    struct mark mark = {matcher->path.length, matcher->path.full};
    struct json_pointer *path = &matcher->path;
    if (matcher->tell == NULL)
        return mark;
    if (key == NULL) {
        json_pointer_index(path, index);
        return mark;
    }
    /* A key of a report holds no escape; what a case asks for may hold anything, and is shown up to what JSON
     * escapes. */
    json_pointer_key(path, key, strcspn(key, "\\\""));
    return mark;
}

static void step_back(struct matcher *matcher, struct mark mark)
{
    matcher->path.length = mark.length;
    matcher->path.full = mark.full;
    matcher->path.text[mark.length] = '\0';
}

static size_t tell(struct matcher *matcher, const char *word, const cJSON *wanted, const cJSON *found, size_t count)
{
    if (matcher->tell != NULL)
        matcher->tell(matcher->user, &(struct mismatch){matcher->path.text, word, wanted, found, count});
    return 1;
}

/* ---- lists ------------------------------------------------------------------------------------------------------- */

static size_t count_mismatches(const cJSON *wanted, const cJSON *found)
{
    struct matcher matcher = {.tell = NULL};
    return match(&matcher, wanted, found);
}

static size_t match_contains(struct matcher *matcher, const cJSON *parts, const cJSON *list)
{
    size_t mismatches = 0;
    for (const cJSON *part = parts->child; part != NULL; part = part->next) {
        const cJSON *nearest = NULL;
        size_t least = 1;
        for (const cJSON *item = list->child; item != NULL && least != 0; item = item->next) {
            size_t count = count_mismatches(part, item);
            if (nearest == NULL || count < least) {
                nearest = item;
                least = count;
            }
        }
        if (nearest == NULL || least != 0)
            mismatches += tell(matcher, "contains", part, nearest, 0);
    }
    return mismatches;
}

static size_t match_lacks(struct matcher *matcher, const cJSON *parts, const cJSON *list)
{
    size_t mismatches = 0;
    for (const cJSON *part = parts->child; part != NULL; part = part->next) {
        size_t index = 0;
        for (const cJSON *item = list->child; item != NULL; item = item->next, index++) {
            if (count_mismatches(part, item) != 0)
                continue;
            struct mark mark = step_into(matcher, NULL, index);
            mismatches += tell(matcher, "lacks", part, item, 0);
            step_back(matcher, mark);
        }
    }
    return mismatches;
}

static bool asks_list(const cJSON *wanted)
{
    return member(wanted, "contains") != NULL || member(wanted, "lacks") != NULL || member(wanted, "count") != NULL;
}

static size_t match_list_words(struct matcher *matcher, const cJSON *wanted, const cJSON *list)
{
    size_t mismatches = 0;
    for (const cJSON *item = wanted->child; item != NULL; item = item->next) {
        size_t count = (size_t)cJSON_GetArraySize(list);
        if (strcmp(item->string, "contains") == 0)
            mismatches += match_contains(matcher, item, list);
        else if (strcmp(item->string, "lacks") == 0)
            mismatches += match_lacks(matcher, item, list);
        else if (item->valuedouble < (double)count || item->valuedouble > (double)count)
            mismatches += tell(matcher, "count", item, list, count);
    }
    return mismatches;
}

static size_t match_members(struct matcher *matcher, const cJSON *wanted, const cJSON *found)
{
    size_t mismatches = 0, index = 0;
    const cJSON *part = wanted->child, *item = found->child;
    for (; part != NULL; part = part->next, item = item->next, index++) {
        struct mark mark = step_into(matcher, NULL, index);
        mismatches += match(matcher, part, item);
        step_back(matcher, mark);
    }
    return mismatches;
}

/* ---- the rest ---------------------------------------------------------------------------------------------------- */

static size_t match_keys(struct matcher *matcher, const cJSON *wanted, const cJSON *found)
{
    size_t mismatches = 0;
    for (const cJSON *part = wanted->child; part != NULL; part = part->next) {
        const cJSON *value = member(found, part->string);
        struct mark mark = step_into(matcher, part->string, 0);
        mismatches += value != NULL ? match(matcher, part, value) : tell(matcher, NULL, part, NULL, 0);
        step_back(matcher, mark);
    }
    return mismatches;
}

static bool is_same(const cJSON *wanted, const cJSON *found)
{
    if (cJSON_IsString(wanted) && cJSON_IsString(found))
        return strcmp(wanted->valuestring, found->valuestring) == 0;
    if (cJSON_IsNumber(wanted) && cJSON_IsNumber(found))
        return !(wanted->valuedouble < found->valuedouble) && !(wanted->valuedouble > found->valuedouble);
    if (cJSON_IsBool(wanted) && cJSON_IsBool(found))
        return cJSON_IsTrue(wanted) == cJSON_IsTrue(found);
    return cJSON_IsNull(wanted) && cJSON_IsNull(found);
}

/* Goes as deep as what is wanted, which the scan has limited. */
static size_t match(struct matcher *matcher, const cJSON *wanted, const cJSON *found)
{
    if (cJSON_IsObject(wanted) && cJSON_IsArray(found) && asks_list(wanted))
        return match_list_words(matcher, wanted, found);
    if (cJSON_IsObject(wanted) && cJSON_IsObject(found))
        return match_keys(matcher, wanted, found);
    if (cJSON_IsArray(wanted) && cJSON_IsArray(found) && cJSON_GetArraySize(wanted) == cJSON_GetArraySize(found))
        return match_members(matcher, wanted, found);
    return is_same(wanted, found) ? 0 : tell(matcher, NULL, wanted, found, 0);
}

size_t cases_match(const cJSON *wanted, const cJSON *found, mismatch_teller teller, void *user)
{
    struct matcher matcher = {.tell = teller, .user = user};
    return match(&matcher, wanted, found);
}

void cases_write_projected(struct json_writer *writer, const cJSON *wanted, const cJSON *found)
{
    if (found == NULL) {
        json_write_null(writer);
    } else if (!cJSON_IsObject(wanted) || !cJSON_IsObject(found)) {
        json_copy_tree(writer, found);
    } else {
        json_write_object(writer);
        for (const cJSON *part = wanted->child; part != NULL; part = part->next) {
            const cJSON *value = member(found, part->string);
            if (value == NULL)
                continue;
            json_copy_key(writer, part->string);
            cases_write_projected(writer, part, value);
        }
        json_write_object_end(writer);
    }
}
