/*
 * A mutator that keeps JSON what it is: takes a part out, puts another in its place, writes one twice, gives a key or a
 * text another name of the vocabulary. Half of the time, and where the text is no JSON, libFuzzer's own mutations of bytes.
 * Linked to the targets whose input is JSON; fuzz_cases' first byte stays in front.
 */
#include "fuzz.h"

#include <stdlib.h>
#include <string.h>

enum { MOST_NODES = 4096 };

size_t LLVMFuzzerMutate(uint8_t *data, size_t size, size_t most);
size_t LLVMFuzzerCustomMutator(uint8_t *data, size_t size, size_t most, unsigned seed);

static unsigned next_random(uint64_t *state)
{
    *state = *state * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
    return (unsigned)(*state >> 33);
}

struct node {
    cJSON *item, *parent;
};

static size_t gather(cJSON *item, cJSON *parent, struct node nodes[MOST_NODES], size_t count)
{
    cJSON *child;
    if (count < MOST_NODES)
        nodes[count++] = (struct node){item, parent};
    cJSON_ArrayForEach(child, item) count = gather(child, item, nodes, count);
    return count;
}

static const char *any_name(uint64_t *state)
{
    static const char *const vocabularies[] = {"fact", "event", "operator", "clock", "role", "phase", "place"};
    const char *vocabulary = vocabularies[next_random(state) % 7];
    if (next_random(state) % 4 == 0)
        vocabulary =
            homevisit_vocabulary_name("vocabularies", next_random(state) % homevisit_vocabulary_count("vocabularies"));
    return homevisit_vocabulary_name(vocabulary, next_random(state) % homevisit_vocabulary_count(vocabulary));
}

static cJSON *any_scalar(uint64_t *state)
{
    static const double numbers[] = {0, 1, -1, 20, 1440, 9007199254740992.0, 0.5, 4096};
    switch (next_random(state) % 6) {
    case 0: return cJSON_CreateBool(next_random(state) % 2);
    case 1: return cJSON_CreateNumber(numbers[next_random(state) % 8]);
    case 2: return cJSON_CreateNull();
    case 3: return next_random(state) % 2 ? cJSON_CreateArray() : cJSON_CreateObject();
    case 4: return cJSON_CreateString(next_random(state) % 2 ? "" : "18:00");
    default: return cJSON_CreateString(any_name(state));
    }
}

static void replace(const struct node *node, cJSON *by)
{
    free(by->string); /* a copy brings its own key */
    by->string = NULL;
    if (cJSON_IsObject(node->parent)) {
        by->string = malloc(strlen(node->item->string) + 1);
        if (by->string != NULL)
            strcpy(by->string, node->item->string);
    }
    cJSON_ReplaceItemViaPointer(node->parent, node->item, by);
}

static void rename_key(const struct node *node, const char *name)
{
    char *copy = malloc(strlen(name) + 1);
    if (copy == NULL || node->item->string == NULL) {
        free(copy);
        return;
    }
    strcpy(copy, name);
    free(node->item->string);
    node->item->string = copy;
}

static void change(cJSON *root, uint64_t *state)
{
    static struct node nodes[MOST_NODES];
    const size_t count = gather(root, NULL, nodes, 0);
    const struct node *node = &nodes[next_random(state) % count], *other = &nodes[next_random(state) % count];
    if (node->parent == NULL)
        return;
    switch (next_random(state) % 8) {
    case 0: cJSON_Delete(cJSON_DetachItemViaPointer(node->parent, node->item)); break;
    case 1:
    case 2: replace(node, cJSON_Duplicate(other->item, true)); break;
    case 3: replace(node, any_scalar(state)); break;
    case 4:
        if (cJSON_IsArray(node->parent))
            cJSON_AddItemToArray(node->parent, cJSON_Duplicate(node->item, true));
        else
            cJSON_AddItemToObject(node->parent, any_name(state), cJSON_Duplicate(other->item, true));
        break;
    case 5: rename_key(node, any_name(state)); break;
    case 6:
        if (other->item->string != NULL)
            rename_key(node, other->item->string);
        break;
    default:
        if (cJSON_IsString(node->item))
            replace(node, cJSON_CreateString(any_name(state)));
        break;
    }
}

size_t LLVMFuzzerCustomMutator(uint8_t *data, size_t size, size_t most, unsigned seed)
{
    uint64_t state = seed;
    const size_t front = size > 0 && data[0] != '{' ? 1 : 0;
    cJSON *root = next_random(&state) % 2 ? cJSON_ParseWithLength((const char *)data + front, size - front) : NULL;
    if (root == NULL)
        return LLVMFuzzerMutate(data, size, most);
    for (unsigned i = 0; i <= next_random(&state) % 3; i++)
        change(root, &state);
    char *printed = cJSON_PrintUnformatted(root);
    const size_t length = printed != NULL ? strlen(printed) : 0;
    const bool fits = length > 0 && length + front <= most;
    if (fits)
        memcpy(data + front, printed, length);
    cJSON_free(printed);
    cJSON_Delete(root);
    return fits ? length + front : LLVMFuzzerMutate(data, size, most);
}
