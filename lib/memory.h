/* Memory: the host's allocator, arenas that are dropped as a whole, and lists that grow. Nothing here is public. */
#ifndef HOMEVISIT_MEMORY_H
#define HOMEVISIT_MEMORY_H

#include <homevisit/homevisit.h>

/* The allocator that an object uses: the host's, or malloc and free. */
homevisit_allocator memory_allocator(const homevisit_allocator *given);

void *memory_allocate(const homevisit_allocator *allocator, size_t size); /* NULL where there is none; size 0 gives 1 */
void *memory_allocate_zeroed(const homevisit_allocator *allocator, size_t size);
void memory_release(const homevisit_allocator *allocator, void *memory); /* NULL does nothing */

/* An arena: blocks from the allocator, released all at once. An arena is initialised once and may be moved (by value)
 * while nobody else holds a pointer to the struct itself. */
struct arena_block {
    struct arena_block *next; /* the older one */
    size_t size;              /* bytes behind this head */
    max_align_t memory[];
};
struct arena {
    homevisit_allocator allocator;
    struct arena_block *blocks; /* the newest first */
    size_t used;                /* of the newest block */
    size_t bytes;               /* handed out in all, for measuring */
};

void arena_init(struct arena *arena, const homevisit_allocator *allocator);
void arena_free(struct arena *arena);
/* An allocator that takes from the arena and releases nothing, for lists that go with it. The arena must not be moved, nor
 * reset while such a list is in use. What a list outgrows stays in the arena: less than the list itself. */
homevisit_allocator arena_allocator(struct arena *arena);
/* Forgets what was handed out and keeps the largest block for the next use. */
void arena_reset(struct arena *arena);
/* Takes a first block of about `size` bytes, so that what is known to be needed takes one allocation. false: no memory. */
bool arena_reserve(struct arena *arena, size_t size);
/* Where the newest block has no room for it. */
void *arena_allocate_more(struct arena *arena, size_t size);
/* Aligned for any type; not zeroed; NULL where memory ran out. Also for size 0. */
static inline void *arena_allocate(struct arena *arena, size_t size)
{
    const size_t alignment = _Alignof(max_align_t);
    struct arena_block *block = arena->blocks;
    if (size - 1 >= SIZE_MAX / 2 || block == NULL)
        return arena_allocate_more(arena, size); /* none, or more than any object has, which nothing can be added to */
    size = (size + alignment - 1) & ~(alignment - 1);
    if (block->size - arena->used < size)
        return arena_allocate_more(arena, size);
    void *memory = (char *)block->memory + arena->used;
    arena->used += size;
    arena->bytes += size;
    return memory;
}
void *arena_allocate_zeroed(struct arena *arena, size_t size);
/* Overflow-safe arrays: NULL also where count * size does not fit. */
void *arena_array(struct arena *arena, size_t count, size_t size);           /* zeroed */
char *arena_copy_text(struct arena *arena, const char *text, size_t length); /* NUL added */

/* A block of an arena, and how much of it may be in use. */
struct arena_extent {
    const void *memory;
    size_t size;
};
/* The blocks by number, the newest 0; false beyond the last. For who copies an arena as it stands. */
bool arena_extent(const struct arena *arena, size_t number, struct arena_extent *extent);

/* A growing array of elements of one size, in the allocator's memory. Elements move when it grows. */
struct list {
    homevisit_allocator allocator;
    void *items;
    size_t count, capacity, item_size;
};

void list_init(struct list *list, const homevisit_allocator *allocator, size_t item_size);
void list_free(struct list *list);
/* Makes room for `extra` elements, so that adding them cannot fail. false where memory ran out. */
bool list_reserve(struct list *list, size_t extra);
static inline bool list_make_room(struct list *list, size_t extra)
{
    return list->capacity - list->count >= extra || list_reserve(list, extra);
}
/* Adds an element and returns it, to be filled; NULL where memory ran out (the list is as it was). */
static inline void *list_take(struct list *list)
{
    if (list->count == list->capacity && !list_reserve(list, 1))
        return NULL;
    return (char *)list->items + list->count++ * list->item_size;
}
/* The same, zeroed. */
void *list_add(struct list *list);
static inline void *list_at(const struct list *list, size_t index) /* index < count */
{
    return (char *)list->items + index * list->item_size;
}

/*
 * Puts the elements from `from` (at most count) on in order. The order is less than, equal to or greater than 0 as with
 * qsort(), and has to tell any two elements apart where their order matters: equal ones may change places. Takes no
 * memory, and at most n log n steps whatever the elements are.
 */
typedef int (*list_order)(const void *first, const void *second, const void *context);
void list_sort(struct list *list, size_t from, list_order order, const void *context);

#endif
