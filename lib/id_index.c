/*
 * Texts by number: a hash table whose slots are trees.
 *
 * Ids come from outside, and a pure function has no secret with which to stir a hash, so somebody can choose ids that
 * all fall into one slot. They find a tree there that is kept in balance as by Adelson-Velsky and Landis (the halves of a
 * node differ by at most one in height), and gain nothing. Everybody else finds slots of one text or none.
 */
#include "id_index.h"

#include <string.h>

struct id_node {
    const char *text;
    size_t length;
    uint64_t digest;
    uint32_t child[2]; /* numbers plus one: what sorts before, what sorts after */
    int height;
};

void id_index_init(struct id_index *index, const homevisit_allocator *allocator)
{
    list_init(&index->nodes, allocator, sizeof(struct id_node));
    memset(index->few, 0, sizeof index->few);
    index->many = NULL;
    index->tops = ID_INDEX_FEW;
}

void id_index_free(struct id_index *index)
{
    memory_release(&index->nodes.allocator, index->many);
    list_free(&index->nodes);
}

size_t id_index_count(const struct id_index *index)
{
    return index->nodes.count;
}

/* ---- order -------------------------------------------------------------------------------------------------------- */

/* Eight bytes at a time, each step a multiplication that no two inputs share the result of (the multiplier is odd). */
static uint64_t digest_of(const char *text, size_t length)
{
    const uint64_t odd = UINT64_C(0x9E3779B97F4A7C15);
    uint64_t digest = length;
    for (; length >= 8; text += 8, length -= 8) {
        uint64_t part;
        memcpy(&part, text, sizeof part);
        digest = (digest ^ part) * odd;
        digest ^= digest >> 32;
    }
    uint64_t rest = 0;
    for (size_t i = 0; i < length; i++)
        rest = rest << 8 | (unsigned char)text[i];
    digest = (digest ^ rest) * odd;
    return digest ^ digest >> 32;
}

/* Where a text belongs, as seen from a node: before, there, after. Any order will do that tells all texts apart. */
static int compare(const struct id_node *node, uint64_t digest, const char *text, size_t length)
{
    if (digest != node->digest)
        return digest < node->digest ? -1 : 1;
    if (length != node->length)
        return length < node->length ? -1 : 1;
    return length == 0 ? 0 : memcmp(text, node->text, length);
}

/* ---- trees -------------------------------------------------------------------------------------------------------- */

static struct id_node *node_at(const struct id_index *index, uint32_t place)
{
    return (struct id_node *)index->nodes.items + (place - 1);
}

static uint32_t *tops_of(struct id_index *index)
{
    return index->many != NULL ? index->many : index->few;
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
    const int side = compare(node, wanted->digest, wanted->text, wanted->length) > 0;
    node->child[side] = hang(index, node->child[side], added);
    return rebalance(index, place);
}

static void hang_in_slot(struct id_index *index, uint32_t added)
{
    uint32_t *top = &tops_of(index)[node_at(index, added)->digest & (index->tops - 1)];
    *top = hang(index, *top, added);
}

/* ---- the table ---------------------------------------------------------------------------------------------------- */

bool id_index_find(const struct id_index *index, const char *text, size_t length, uint32_t *number)
{
    const uint64_t digest = digest_of(text, length);
    const uint32_t *tops = index->many != NULL ? index->many : index->few;
    uint32_t place = tops[digest & (index->tops - 1)];
    while (place != 0) {
        const struct id_node *node = node_at(index, place);
        const int side = compare(node, digest, text, length);
        if (side == 0) {
            *number = place - 1;
            return true;
        }
        place = node->child[side > 0];
    }
    return false;
}

/* As many slots as texts, or more; the trees are made anew, which each text pays for twice at most. */
static bool widen(struct id_index *index, size_t count)
{
    size_t tops = index->tops;
    while (tops < count)
        tops *= 2;
    if (tops > SIZE_MAX / sizeof(uint32_t))
        return false;
    uint32_t *many = memory_allocate_zeroed(&index->nodes.allocator, tops * sizeof *many);
    if (many == NULL)
        return false;
    memory_release(&index->nodes.allocator, index->many);
    index->many = many;
    index->tops = tops;
    for (uint32_t place = 1; place <= index->nodes.count; place++) {
        struct id_node *node = node_at(index, place);
        node->child[0] = node->child[1] = 0;
        node->height = 1;
        hang_in_slot(index, place);
    }
    return true;
}

bool id_index_reserve(struct id_index *index, size_t extra)
{
    const size_t count = index->nodes.count;
    return extra < UINT32_MAX - count && list_make_room(&index->nodes, extra) &&
           (count + extra <= index->tops || widen(index, count + extra));
}

void id_index_add(struct id_index *index, const char *text, size_t length)
{
    struct id_node *node = list_add(&index->nodes);
    if (node == NULL)
        return; /* not reached: id_index_reserve() made room */
    *node = (struct id_node){.text = text, .length = length, .digest = digest_of(text, length), .height = 1};
    hang_in_slot(index, (uint32_t)index->nodes.count);
}

size_t id_index_steps(const struct id_index *index)
{
    const uint32_t *tops = index->many != NULL ? index->many : index->few;
    int steps = 0;
    for (size_t slot = 0; slot < index->tops; slot++) {
        const int height = height_of(index, tops[slot]);
        steps = height > steps ? height : steps;
    }
    return (size_t)steps;
}

void id_index_clear(struct id_index *index)
{
    uint32_t *tops = tops_of(index);
    for (uint32_t place = 1; place <= index->nodes.count; place++)
        tops[node_at(index, place)->digest & (index->tops - 1)] = 0;
    index->nodes.count = 0;
}
