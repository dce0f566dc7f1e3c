/*
 * Texts by number, in a tree that is kept in balance as by Adelson-Velsky and Landis: two halves of a node differ by at
 * most one in height. Ids come from outside, so a hash table would need a secret, which a pure function cannot have, and
 * a tree without balance would be a list for ids in order.
 */
#include "id_index.h"

#include <string.h>

struct id_node {
    const char *text;
    size_t length;
    uint32_t child[2]; /* numbers plus one: what sorts before, what sorts after */
    int height;
};

void id_index_init(struct id_index *index, const homevisit_allocator *allocator)
{
    list_init(&index->nodes, allocator, sizeof(struct id_node));
    index->root = 0;
}

void id_index_free(struct id_index *index)
{
    list_free(&index->nodes);
    index->root = 0;
}

size_t id_index_count(const struct id_index *index)
{
    return index->nodes.count;
}

void id_index_clear(struct id_index *index)
{
    index->nodes.count = 0;
    index->root = 0;
}

static struct id_node *node_at(const struct id_index *index, uint32_t place)
{
    return (struct id_node *)index->nodes.items + (place - 1);
}

/* Shorter texts first: most ids of a record are of one length, and unequal lengths are told apart without a look. */
static int compare(const struct id_node *node, const char *text, size_t length)
{
    if (length != node->length)
        return length < node->length ? -1 : 1;
    return length == 0 ? 0 : memcmp(text, node->text, length);
}

bool id_index_find(const struct id_index *index, const char *text, size_t length, uint32_t *number)
{
    uint32_t place = index->root;
    while (place != 0) {
        const struct id_node *node = node_at(index, place);
        const int side = compare(node, text, length);
        if (side == 0) {
            *number = place - 1;
            return true;
        }
        place = node->child[side > 0];
    }
    return false;
}

bool id_index_reserve(struct id_index *index, size_t extra)
{
    return extra < UINT32_MAX - index->nodes.count && list_make_room(&index->nodes, extra);
}

static int height_of(const struct id_index *index, uint32_t place)
{
    return place == 0 ? 0 : node_at(index, place)->height;
}

static void measure(const struct id_index *index, uint32_t place)
{
    struct id_node *node = node_at(index, place);
    const int before = height_of(index, node->child[0]);
    const int after = height_of(index, node->child[1]);
    node->height = 1 + (before > after ? before : after);
}

/* How much higher the half on `side` is than the other. */
static int lean(const struct id_index *index, uint32_t place, int side)
{
    const struct id_node *node = node_at(index, place);
    return height_of(index, node->child[side]) - height_of(index, node->child[!side]);
}

/* Lifts the child on `side` above its parent. Returns the new top. */
static uint32_t rotate(const struct id_index *index, uint32_t place, int side)
{
    struct id_node *node = node_at(index, place);
    const uint32_t top = node->child[side];
    struct id_node *lifted = node_at(index, top);
    node->child[side] = lifted->child[!side];
    lifted->child[!side] = place;
    measure(index, place);
    measure(index, top);
    return top;
}

static uint32_t rebalance(const struct id_index *index, uint32_t place)
{
    for (int side = 0; side < 2; side++) {
        if (lean(index, place, side) > 1) {
            struct id_node *node = node_at(index, place);
            if (lean(index, node->child[side], side) < 0)
                node->child[side] = rotate(index, node->child[side], !side);
            return rotate(index, place, side);
        }
    }
    measure(index, place);
    return place;
}

/* Hangs the node `added` below `place`, in at most 46 steps for 2^32 texts. Returns the new top. */
static uint32_t hang(const struct id_index *index, uint32_t place, uint32_t added)
{
    if (place == 0)
        return added;
    const struct id_node *wanted = node_at(index, added);
    struct id_node *node = node_at(index, place);
    const int side = compare(node, wanted->text, wanted->length) > 0;
    node->child[side] = hang(index, node->child[side], added);
    return rebalance(index, place);
}

void id_index_add(struct id_index *index, const char *text, size_t length)
{
    struct id_node *node = list_add(&index->nodes);
    if (node == NULL)
        return; /* not reached: id_index_reserve() made room */
    *node = (struct id_node){.text = text, .length = length, .height = 1};
    index->root = hang(index, index->root, (uint32_t)index->nodes.count);
}
