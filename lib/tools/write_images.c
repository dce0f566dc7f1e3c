/*
 * Writes the built-in form of the bundled profiles (lib/policy_image.h) as a C file:
 *
 *   write_images FILE.c
 *
 * Run while the library is built, with the library's own objects in it. Each profile is loaded twice, at different
 * addresses. What differs between the two is a pointer, or the image is refused; what does not differ is none. So the
 * images need no list of the structs' fields that could fall behind the structs. Where an image cannot be made, that is
 * said, and the profile stays without: it is then loaded from its text.
 */
#include "policy_image.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* ---- loading ----------------------------------------------------------------------------------------------------- */

/* Memory that begins as zeroes, so that what nobody wrote is the same in each image. */
static void *allocate(void *user, size_t size)
{
    (void)user;
    return calloc(1, size);
}

static void release(void *user, void *memory)
{
    (void)user;
    free(memory);
}

static homevisit_policy *load(const char *id)
{
    const homevisit_allocator allocator = {allocate, release, NULL};
    const homevisit_options options = {.struct_size = sizeof options, .allocator = &allocator};
    homevisit_policy *policy = NULL;
    if (homevisit_policy_bundled(id, &options, &policy, NULL) != HOMEVISIT_OK)
        fprintf(stderr, "write_images: the profile '%s' cannot be loaded\n", id);
    return policy;
}

/* ---- what a loaded policy is made of ------------------------------------------------------------------------------ */

enum { SEGMENT_LIMIT = 64 };

/* A stretch of memory, and where its bytes go in the image. */
struct segment {
    const unsigned char *memory;
    const unsigned char *bytes; /* `memory` itself, or what is to stand in its place */
    size_t size, offset;
};

struct parts {
    homevisit_policy *policy;
    homevisit_policy head;        /* the policy itself without what only a load knows */
    struct condition_node *nodes; /* its conditions' nodes, likewise */
    struct segment segments[SEGMENT_LIMIT];
    size_t count, size;
};

/* Lists in an image belong to its block: they never grow, and nobody frees them. */
static struct list frozen(const struct list *list)
{
    return (struct list){
        .items = list->items, .count = list->count, .capacity = list->count, .item_size = list->item_size};
}

static void clear_head(struct parts *parts)
{
    homevisit_policy *head = &parts->head;
    memcpy(head, parts->policy, sizeof *head);
    memset(&head->holders, 0, sizeof head->holders);
    memset(&head->allocator, 0, sizeof head->allocator);
    memset(&head->arena, 0, sizeof head->arena);
    memset(&head->conditions, 0, sizeof head->conditions);
    head->conditions.nodes = frozen(&parts->policy->conditions.nodes);
    head->conditions.children = frozen(&parts->policy->conditions.children);
}

/* A node with nothing in it but what its kind says: the rest of a union is whatever was on the stack. */
static void clear_node(struct condition_node *clear, const struct condition_node *node)
{
    clear->kind = node->kind;
    clear->type = node->type;
    clear->operation = node->operation;
    clear->first = node->first;
    clear->count = node->count;
    clear->words = node->words;
    clear->attribute = node->attribute;
    clear->setting = node->setting;
    if (node->kind == NODE_FACT)
        clear->value.fact = node->value.fact;
    else if (node->kind == NODE_EVENT_MEMBER)
        clear->value.word = node->value.word;
    if (node->kind != NODE_CONSTANT)
        return;
    switch ((enum node_type)node->type) {
    case NODE_TYPE_BOOLEAN: clear->value.boolean = node->value.boolean; break;
    case NODE_TYPE_NUMBER:
    case NODE_TYPE_TIME: clear->value.number = node->value.number; break;
    case NODE_TYPE_NAME: clear->value.word = node->value.word; break;
    case NODE_TYPE_TEXT: clear->value.text = node->value.text; break;
    case NODE_TYPE_NAMES:
    case NODE_TYPE_TEXTS:
    case NODE_TYPE_STAFF:
    case NODE_TYPE_NUMBERS:
        clear->value.list.count = node->value.list.count;
        if (node->type == NODE_TYPE_NAMES)
            clear->value.list.words = node->value.list.words;
        else if (node->type == NODE_TYPE_TEXTS)
            clear->value.list.texts = node->value.list.texts;
        else if (node->type == NODE_TYPE_NUMBERS)
            clear->value.list.numbers = node->value.list.numbers;
        break;
    }
}

static bool clear_nodes(struct parts *parts)
{
    const struct list *nodes = &parts->policy->conditions.nodes;
    parts->nodes = calloc(nodes->count + 1, sizeof *parts->nodes);
    for (size_t i = 0; parts->nodes != NULL && i < nodes->count; i++)
        clear_node(&parts->nodes[i], list_at(nodes, i));
    return parts->nodes != NULL;
}

static bool add_segment(struct parts *parts, const void *memory, const void *bytes, size_t size)
{
    const size_t alignment = _Alignof(max_align_t);
    if (parts->count == SEGMENT_LIMIT)
        return false;
    if (size == 0)
        return true;
    parts->segments[parts->count++] = (struct segment){memory, bytes, size, parts->size};
    parts->size += (size + alignment - 1) / alignment * alignment;
    return true;
}

static bool take_apart(struct parts *parts)
{
    const struct list *nodes = &parts->policy->conditions.nodes, *children = &parts->policy->conditions.children;
    struct arena_extent extent;
    clear_head(parts);
    if (!clear_nodes(parts) || !add_segment(parts, parts->policy, &parts->head, sizeof parts->head) ||
        !add_segment(parts, nodes->items, parts->nodes, nodes->count * nodes->item_size) ||
        !add_segment(parts, children->items, children->items, children->count * children->item_size))
        return false;
    for (size_t i = 0; arena_extent(&parts->policy->arena, i, &extent); i++)
        if (!add_segment(parts, extent.memory, extent.memory, extent.size))
            return false;
    return true;
}

static bool same_parts(const struct parts *one, const struct parts *other)
{
    bool same = one->count == other->count;
    for (size_t i = 0; i < one->count && same; i++)
        same = one->segments[i].size == other->segments[i].size;
    return same;
}

/* ---- an image ------------------------------------------------------------------------------------------------------ */

struct image {
    uint64_t *words;
    bool *is_pointer;
    size_t count;
};

/* The word of a part's image, as it stands in memory. */
static uint64_t word_at(const struct segment *segment, size_t at)
{
    uint64_t word = 0;
    const size_t left = segment->size - at;
    memcpy(&word, segment->bytes + at, left < sizeof word ? left : sizeof word);
    return word;
}

/* Where in the image the word points; false where it points into no part. */
static bool find_target(const struct parts *parts, uint64_t word, uint64_t *offset)
{
    for (size_t i = 0; i < parts->count; i++) {
        const uint64_t begin = (uintptr_t)parts->segments[i].memory;
        if (word < begin || word - begin >= parts->segments[i].size)
            continue;
        *offset = parts->segments[i].offset + (word - begin);
        return true;
    }
    return false;
}

/*
 * Whether a word seems to point to what is part of this program. It would be the same in both loads, and wrong in the
 * library. A program that stands low in memory, where numbers are, cannot tell; the tests of the images do then.
 */
static bool is_static(uint64_t word)
{
    const uint64_t here = (uintptr_t)homevisit_word_text(HOMEVISIT_WORD_planned), reach = UINT64_C(1) << 30;
    return here > UINT64_C(1) << 40 && word - (here - reach) < 2 * reach;
}

static bool take_word(struct image *image, const struct parts parts[2], size_t segment, size_t at)
{
    const uint64_t one = word_at(&parts[0].segments[segment], at), other = word_at(&parts[1].segments[segment], at);
    const size_t number = (parts[0].segments[segment].offset + at) / sizeof one;
    uint64_t target, twin;
    image->words[number] = one;
    if (find_target(&parts[0], one, &target) && find_target(&parts[1], other, &twin) && target == twin) {
        image->words[number] = target;
        image->is_pointer[number] = true;
        return true;
    }
    if (one == other && !is_static(one))
        return true;
    fprintf(stderr, "write_images: word %zu of part %zu of '%s' %s\n", at / sizeof one, segment, parts[0].policy->id,
            one == other ? "points out of the policy" : "is not the same each time");
    return false;
}

static bool make_image(struct image *image, const struct parts parts[2])
{
    for (size_t i = 0; i < parts[0].count; i++)
        for (size_t at = 0; at < parts[0].segments[i].size; at += sizeof(uint64_t))
            if (!take_word(image, parts, i, at))
                return false;
    return true;
}

/* ---- writing ------------------------------------------------------------------------------------------------------- */

/* So few zeroes are cheaper as words than as a run of their own. */
enum { SHORT_RUN = 3 };

static size_t zeroes_from(const struct image *image, size_t at)
{
    size_t count = 0;
    while (at + count < image->count && image->words[at + count] == 0 && !image->is_pointer[at + count])
        count++;
    return count;
}

static size_t words_from(const struct image *image, size_t at)
{
    const size_t begin = at;
    while (at < image->count) {
        const size_t zeroes = zeroes_from(image, at);
        if (zeroes >= SHORT_RUN || at + zeroes == image->count)
            break;
        at += zeroes != 0 ? zeroes : 1;
    }
    return at - begin;
}

static size_t write_runs(FILE *file, const struct image *image, size_t number)
{
    size_t count = 0;
    fprintf(file, "static const struct image_run runs_%zu[] = {\n", number);
    for (size_t at = 0; at < image->count; count++) {
        const size_t zeroes = zeroes_from(image, at), words = words_from(image, at + zeroes);
        fprintf(file, "{%zu,%zu},\n", zeroes, words);
        at += zeroes + words;
    }
    fprintf(file, "};\n\n");
    return count;
}

static void write_words(FILE *file, const struct image *image, size_t number)
{
    fprintf(file, "static const uint64_t words_%zu[] = {\n", number);
    for (size_t at = 0; at < image->count;) {
        at += zeroes_from(image, at);
        for (size_t left = words_from(image, at); left > 0; left--)
            fprintf(file, "UINT64_C(0x%llx),\n", (unsigned long long)image->words[at++]);
    }
    fprintf(file, "};\n\n");
}

static size_t write_pointers(FILE *file, const struct image *image, size_t number)
{
    size_t count = 0;
    fprintf(file, "static const uint32_t pointers_%zu[] = {\n", number);
    for (size_t at = 0; at < image->count; at++)
        if (image->is_pointer[at]) {
            fprintf(file, "%zu,\n", at);
            count++;
        }
    fprintf(file, "};\n\n");
    return count;
}

/* What the row of an image says; an id of NULL: there is none. */
struct row {
    const char *id;
    bool has_base;
    size_t size, runs, pointers;
};

static struct row write_image(FILE *file, const struct parts parts[2], const char *id, size_t number)
{
    struct image image = {.count = parts[0].size / sizeof(uint64_t)};
    struct row row = {.has_base = parts[0].policy->extends != NULL, .size = parts[0].size};
    image.words = calloc(image.count, sizeof *image.words);
    image.is_pointer = calloc(image.count, sizeof *image.is_pointer);
    if (image.words != NULL && image.is_pointer != NULL && make_image(&image, parts)) {
        row.id = id;
        row.runs = write_runs(file, &image, number);
        write_words(file, &image, number);
        row.pointers = write_pointers(file, &image, number);
    }
    free(image.words);
    free(image.is_pointer);
    return row;
}

static struct row write_profile(FILE *file, const char *id, size_t number)
{
    struct parts *parts = calloc(2, sizeof *parts);
    struct row row = {.id = NULL};
    if (parts == NULL)
        return row;
    for (size_t i = 0; i < 2; i++)
        parts[i].policy = load(id);
    if (parts[0].policy != NULL && parts[1].policy != NULL) {
        if (take_apart(&parts[0]) && take_apart(&parts[1]) && same_parts(&parts[0], &parts[1]))
            row = write_image(file, parts, id, number);
        else
            fprintf(stderr, "write_images: '%s' does not lie in memory alike each time\n", id);
    }
    for (size_t i = 0; i < 2; i++) {
        homevisit_policy_free(parts[i].policy);
        free(parts[i].nodes);
    }
    free(parts);
    return row;
}

enum { PROFILE_LIMIT = 256 };

static void write_all(FILE *file)
{
    static struct row rows[PROFILE_LIMIT];
    size_t count = 0;
    fprintf(file, "/* Made by lib/tools/write_images.c from the bundled profiles; do not edit. */\n"
                  "#include \"policy_image.h\"\n\n");
    /* Images are of 64-bit words; elsewhere there are none. */
    if (sizeof(void *) == sizeof(uint64_t))
        for (const char *id; count < PROFILE_LIMIT && (id = homevisit_bundled_id(count)) != NULL; count++)
            rows[count] = write_profile(file, id, count);
    fprintf(file, "const struct policy_image policy_images[] = {\n");
    for (size_t i = 0; i < count; i++)
        if (rows[i].id != NULL)
            fprintf(file, "    {\"%s\", %s, %zu, runs_%zu, %zu, words_%zu, pointers_%zu, %zu},\n", rows[i].id,
                    rows[i].has_base ? "true" : "false", rows[i].size, i, rows[i].runs, i, i, rows[i].pointers);
    fprintf(file, "    {.id = NULL},\n};\n");
}

int main(int count, char **arguments)
{
    FILE *file = count == 2 ? fopen(arguments[1], "w") : NULL;
    if (file == NULL) {
        fprintf(stderr, "usage: write_images FILE.c\n");
        return 2;
    }
    write_all(file);
    const bool failed = ferror(file) != 0;
    return fclose(file) != 0 || failed;
}
