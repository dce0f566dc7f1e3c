/*
 * Memory: the host's allocator, arenas, lists that grow, and sorting without memory of its own.
 *
 * Nothing here speaks to malloc but the standard allocator at the top; all sizes are checked before they are multiplied
 * or added.
 */
#include "memory.h"

#include <stdlib.h>
#include <string.h>

/* ---------------------------------------------------------------------------------------------------- allocation */

static void *standard_allocate(void *user, size_t size)
{
    (void)user;
    return malloc(size);
}

static void standard_release(void *user, void *memory)
{
    (void)user;
    free(memory);
}

homevisit_allocator memory_allocator(const homevisit_allocator *given)
{
    if (given != NULL && given->allocate != NULL && given->release != NULL) {
        return *given;
    }
    return (homevisit_allocator){.allocate = standard_allocate, .release = standard_release, .user = NULL};
}

void *memory_allocate(const homevisit_allocator *allocator, size_t size)
{
    return allocator->allocate(allocator->user, size != 0 ? size : 1);
}

void *memory_allocate_zeroed(const homevisit_allocator *allocator, size_t size)
{
    void *memory = memory_allocate(allocator, size);
    if (memory != NULL) {
        memset(memory, 0, size);
    }
    return memory;
}

void memory_release(const homevisit_allocator *allocator, void *memory)
{
    if (memory != NULL) {
        allocator->release(allocator->user, memory);
    }
}

/* -------------------------------------------------------------------------------------------------------- arenas */

/* The tests build with both at 1, so that every allocation of an arena is one of the host's and can fail (tests/oom). */
#ifndef ARENA_FIRST_BLOCK
#define ARENA_FIRST_BLOCK 1024
#define ARENA_LARGEST_BLOCK (256 * 1024)
#endif

void arena_init(struct arena *arena, const homevisit_allocator *allocator)
{
    *arena = (struct arena){.allocator = memory_allocator(allocator)};
}

void arena_free(struct arena *arena)
{
    struct arena_block *block = arena->blocks;
    while (block != NULL) {
        struct arena_block *next = block->next;
        memory_release(&arena->allocator, block);
        block = next;
    }
    arena->blocks = NULL;
    arena->used = 0;
    arena->bytes = 0;
}

static void *allocate_in_arena(void *user, size_t size)
{
    return arena_allocate(user, size);
}

static void release_in_arena(void *user, void *memory)
{
    (void)user;
    (void)memory;
}

homevisit_allocator arena_allocator(struct arena *arena)
{
    return (homevisit_allocator){.allocate = allocate_in_arena, .release = release_in_arena, .user = arena};
}

void arena_reset(struct arena *arena)
{
    struct arena_block *largest = arena->blocks;
    for (struct arena_block *block = arena->blocks; block != NULL; block = block->next) {
        if (block->size > largest->size) {
            largest = block;
        }
    }
    struct arena_block *block = arena->blocks;
    while (block != NULL) {
        struct arena_block *next = block->next;
        if (block != largest) {
            memory_release(&arena->allocator, block);
        }
        block = next;
    }
    if (largest != NULL) {
        largest->next = NULL;
    }
    arena->blocks = largest;
    arena->used = 0;
    arena->bytes = 0;
}

static struct arena_block *new_block(struct arena *arena, size_t size)
{
    struct arena_block *block = memory_allocate(&arena->allocator, sizeof(struct arena_block) + size);
    if (block != NULL) {
        block->size = size;
    }
    return block;
}

bool arena_reserve(struct arena *arena, size_t size)
{
    size = size < ARENA_FIRST_BLOCK ? ARENA_FIRST_BLOCK : size;
    size = size > ARENA_LARGEST_BLOCK ? ARENA_LARGEST_BLOCK : size;
    if (arena->blocks == NULL) {
        arena->blocks = new_block(arena, size);
        if (arena->blocks != NULL) {
            arena->blocks->next = NULL;
        }
        arena->used = 0;
    }
    return arena->blocks != NULL;
}

/* Blocks double, so that their number stays small. What is larger than the next block would be gets one of its own,
 * behind the newest, whose rest stays in use. */
static void *allocate_in_new_block(struct arena *arena, size_t size)
{
    size_t wanted = arena->blocks == NULL ? ARENA_FIRST_BLOCK : arena->blocks->size * 2;
    if (wanted > ARENA_LARGEST_BLOCK) {
        wanted = ARENA_LARGEST_BLOCK;
    }
    struct arena_block *block = new_block(arena, size > wanted ? size : wanted);
    if (block == NULL) {
        return NULL;
    }
    if (size > wanted && arena->blocks != NULL) {
        block->next = arena->blocks->next;
        arena->blocks->next = block;
    } else {
        block->next = arena->blocks;
        arena->blocks = block;
        arena->used = size;
    }
    arena->bytes += size;
    return block->memory;
}

void *arena_allocate_more(struct arena *arena, size_t size)
{
    const size_t alignment = _Alignof(max_align_t);
    if (size > SIZE_MAX / 2) {
        return NULL; /* no object is so large, and what is added below cannot overflow */
    }
    size = size == 0 ? alignment : (size + alignment - 1) / alignment * alignment;
    struct arena_block *block = arena->blocks;
    if (block == NULL || block->size - arena->used < size) {
        return allocate_in_new_block(arena, size);
    }
    void *memory = (char *)block->memory + arena->used;
    arena->used += size;
    arena->bytes += size;
    return memory;
}

void *arena_allocate_zeroed(struct arena *arena, size_t size)
{
    void *memory = arena_allocate(arena, size);
    if (memory != NULL) {
        memset(memory, 0, size);
    }
    return memory;
}

void *arena_array(struct arena *arena, size_t count, size_t size)
{
    if (size != 0 && count > SIZE_MAX / size) {
        return NULL;
    }
    return arena_allocate_zeroed(arena, count * size);
}

char *arena_copy_text(struct arena *arena, const char *text, size_t length)
{
    if (length == SIZE_MAX) {
        return NULL;
    }
    char *copy = arena_allocate(arena, length + 1);
    if (copy != NULL) {
        if (length != 0) {
            memcpy(copy, text, length);
        }
        copy[length] = '\0';
    }
    return copy;
}

bool arena_extent(const struct arena *arena, size_t number, struct arena_extent *extent)
{
    const struct arena_block *block = arena->blocks;
    for (size_t i = 0; i < number && block != NULL; i++) {
        block = block->next;
    }
    if (block == NULL) {
        return false;
    }
    *extent = (struct arena_extent){block->memory, number == 0 ? arena->used : block->size};
    return true;
}

/* --------------------------------------------------------------------------------------------------------- lists */

enum { FIRST_CAPACITY = 16 };

void list_init(struct list *list, const homevisit_allocator *allocator, size_t item_size)
{
    *list = (struct list){.allocator = memory_allocator(allocator), .item_size = item_size};
}

void list_free(struct list *list)
{
    memory_release(&list->allocator, list->items);
    list->items = NULL;
    list->count = 0;
    list->capacity = 0;
}

bool list_reserve(struct list *list, size_t extra)
{
    const size_t most = SIZE_MAX / 2 / list->item_size;
    if (extra > most || list->count > most - extra) {
        return false;
    }
    const size_t needed = list->count + extra;
    size_t capacity = list->capacity == 0 ? FIRST_CAPACITY : list->capacity;
    if (list->capacity != 0 && needed > capacity) {
        capacity = capacity > most / 2 ? most : capacity * 2; /* so that adding one by one is linear */
    }
    capacity = capacity > most ? most : capacity; /* the first room, of items so large */
    capacity = needed > capacity ? needed : capacity;
    void *items = memory_allocate(&list->allocator, capacity * list->item_size);
    if (items == NULL) {
        return false;
    }
    if (list->count != 0) {
        memcpy(items, list->items, list->count * list->item_size);
    }
    memory_release(&list->allocator, list->items);
    list->items = items;
    list->capacity = capacity;
    return true;
}

void *list_add(struct list *list)
{
    void *item = list_take(list);
    if (item != NULL) {
        memset(item, 0, list->item_size);
    }
    return item;
}

/* ------------------------------------------------------------------------------------------------------- sorting */

struct heap {
    unsigned char *items;
    size_t size;
    list_order order;
    const void *context;
};

static void swap_items(const struct heap *heap, size_t first, size_t second)
{
    unsigned char *a = heap->items + first * heap->size;
    unsigned char *b = heap->items + second * heap->size;
    unsigned char kept[64];
    for (size_t done = 0; done < heap->size;) {
        size_t part = heap->size - done < sizeof kept ? heap->size - done : sizeof kept;
        memcpy(kept, a + done, part);
        memcpy(a + done, b + done, part);
        memcpy(b + done, kept, part);
        done += part;
    }
}

static bool comes_before(const struct heap *heap, size_t first, size_t second)
{
    return heap->order(heap->items + first * heap->size, heap->items + second * heap->size, heap->context) < 0;
}

static void sink(const struct heap *heap, size_t root, size_t count)
{
    for (;;) {
        size_t largest = root;
        size_t child = root * 2 + 1;
        if (child < count && comes_before(heap, largest, child)) {
            largest = child;
        }
        if (child + 1 < count && comes_before(heap, largest, child + 1)) {
            largest = child + 1;
        }
        if (largest == root) {
            return;
        }
        swap_items(heap, root, largest);
        root = largest;
    }
}

/* Heapsort: qsort() may take memory from malloc, has no context, and promises no bound on its time. */
void list_sort(struct list *list, size_t from, list_order order, const void *context)
{
    if (list->count < 2 || from > list->count - 2) {
        return;
    }
    const struct heap heap = {(unsigned char *)list->items + from * list->item_size, list->item_size, order, context};
    size_t count = list->count - from;
    for (size_t root = count / 2; root-- > 0;) {
        sink(&heap, root, count);
    }
    while (count > 1) {
        count--;
        swap_items(&heap, 0, count);
        sink(&heap, 0, count);
    }
}
