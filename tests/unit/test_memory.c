/* lib/memory.c: the allocator, arenas, lists, sorting. */
#include "memory.h"
#include "trial_memory.h"

#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>

/* ---------------------------------------------------------------------------------------------------- allocation */

Test(allocator, stands_in_for_none_with_malloc)
{
    homevisit_allocator allocator = memory_allocator(NULL);
    char *memory = memory_allocate_zeroed(&allocator, 100);
    cr_assert_not_null(memory);
    for (size_t i = 0; i < 100; i++) {
        cr_assert_eq(memory[i], 0);
    }
    memory_release(&allocator, memory);
    memory_release(&allocator, NULL);
}

Test(allocator, of_the_host_is_used_and_never_asked_for_nothing)
{
    struct trial_memory trial = {0};
    homevisit_allocator allocator = trial_allocator(&trial);
    homevisit_allocator copy = memory_allocator(&allocator);
    void *memory = memory_allocate(&copy, 0);
    cr_assert_not_null(memory);
    cr_assert_eq(trial.held, 1);
    memory_release(&copy, memory);
    cr_assert_eq(trial.held, 0);
}

Test(allocator, that_lacks_a_function_is_none)
{
    struct trial_memory trial = {0};
    homevisit_allocator half = trial_allocator(&trial), other_half = half;
    half.release = NULL;
    other_half.allocate = NULL;
    const homevisit_allocator *const lacking[] = {&half, &other_half};
    for (size_t i = 0; i < 2; i++) {
        homevisit_allocator allocator = memory_allocator(lacking[i]);
        void *memory = memory_allocate(&allocator, 8);
        cr_assert_not_null(memory);
        memory_release(&allocator, memory);
    }
    cr_expect_eq(trial.asked, 0);
}

/* -------------------------------------------------------------------------------------------------------- arenas */

Test(arena, hands_out_memory_that_is_aligned_and_does_not_overlap)
{
    struct trial_memory trial = {0};
    homevisit_allocator allocator = trial_allocator(&trial);
    struct arena arena;
    arena_init(&arena, &allocator);
    unsigned char *pieces[500];
    size_t sizes[500];
    for (size_t i = 0; i < 500; i++) {
        sizes[i] = i % 7 == 0 ? i * 40 : i % 50; /* some larger than a block */
        pieces[i] = arena_allocate(&arena, sizes[i]);
        cr_assert_not_null(pieces[i]);
        cr_assert_eq((uintptr_t)pieces[i] % _Alignof(max_align_t), 0);
        memset(pieces[i], (int)(i & 0xFF), sizes[i]);
    }
    for (size_t i = 0; i < 500; i++) {
        for (size_t j = 0; j < sizes[i]; j++) {
            cr_assert_eq(pieces[i][j], i & 0xFF);
        }
    }
    cr_assert_lt(trial.asked, 100, "blocks are shared: %zu allocations for 500 pieces", trial.asked);
    arena_free(&arena);
    cr_assert_eq(trial.held, 0);
}

Test(arena, keeps_its_largest_block_when_it_is_reset)
{
    struct trial_memory trial = {0};
    homevisit_allocator allocator = trial_allocator(&trial);
    struct arena arena;
    arena_init(&arena, &allocator);
    arena_reset(&arena); /* nothing to forget */
    cr_assert_not_null(arena_allocate(&arena, 10));
    cr_assert_not_null(arena_allocate(&arena, 100000));
    cr_assert_not_null(arena_allocate(&arena, 10));
    cr_assert_geq(arena.bytes, 100020);
    arena_reset(&arena);
    cr_assert_eq(trial.held, 1);
    cr_assert_eq(arena.bytes, 0);
    size_t asked = trial.asked;
    cr_assert_not_null(arena_allocate(&arena, 90000));
    cr_assert_eq(trial.asked, asked, "the large block is used again");
    arena_free(&arena);
    cr_assert_eq(trial.held, 0);
    arena_free(&arena); /* once more does nothing */
}

Test(arena, refuses_sizes_that_no_memory_has)
{
    struct arena arena;
    arena_init(&arena, NULL);
    cr_assert_null(arena_allocate(&arena, SIZE_MAX));
    cr_assert_null(arena_allocate(&arena, SIZE_MAX - 64));
    cr_assert_null(arena_array(&arena, SIZE_MAX / 2, 3));
    cr_assert_null(arena_array(&arena, 2, SIZE_MAX));
    cr_assert_null(arena_copy_text(&arena, "", SIZE_MAX));
    cr_assert_not_null(arena_array(&arena, 0, 8));
    cr_assert_not_null(arena_array(&arena, 8, 0));
    arena_free(&arena);
}

Test(arena, copies_text_with_a_nul_and_zeroes_arrays)
{
    struct arena arena;
    arena_init(&arena, NULL);
    memset(arena_allocate(&arena, 400), 0xAA, 400);
    arena_reset(&arena);
    const char *copy = arena_copy_text(&arena, "abcdef", 3);
    cr_assert_str_eq(copy, "abc");
    cr_assert_str_eq(arena_copy_text(&arena, NULL, 0), "");
    const int *numbers = arena_array(&arena, 20, sizeof *numbers);
    for (size_t i = 0; i < 20; i++) {
        cr_assert_eq(numbers[i], 0);
    }
    arena_free(&arena);
}

static bool fill_an_arena(const homevisit_allocator *allocator)
{
    struct arena arena;
    bool good = true;
    arena_init(&arena, allocator);
    for (size_t i = 0; i < 40; i++) {
        good = arena_allocate_zeroed(&arena, i * 100) != NULL && good;
    }
    good = arena_allocate(&arena, 1000000) != NULL && good;
    arena_free(&arena);
    return good;
}

Test(arena, says_so_when_memory_runs_out)
{
    trial_run(fill_an_arena, false);
}

/* --------------------------------------------------------------------------------------------------------- lists */

Test(arena, lends_its_memory_to_lists)
{
    struct trial_memory trial = {0};
    const homevisit_allocator allocator = trial_allocator(&trial);
    struct arena arena;
    struct list list;
    arena_init(&arena, &allocator);
    const homevisit_allocator lent = arena_allocator(&arena);
    list_init(&list, &lent, sizeof(int));
    for (int i = 0; i < 1000; i++) {
        int *item = list_add(&list);
        cr_assert_not_null(item);
        *item = i;
    }
    for (int i = 0; i < 1000; i++)
        cr_expect_eq(*(int *)list_at(&list, (size_t)i), i);
    cr_expect_leq(arena.bytes, 3 * list.capacity * sizeof(int), "what a list outgrows is less than the list");
    list_free(&list);
    cr_expect_gt(trial.held, 0, "the arena still has it");
    arena_free(&arena);
    cr_expect_eq(trial.held, 0);
}

Test(list, grows_and_keeps_its_elements)
{
    struct trial_memory trial = {0};
    homevisit_allocator allocator = trial_allocator(&trial);
    struct list list;
    list_init(&list, &allocator, sizeof(size_t));
    cr_assert_eq(trial.asked, 0, "an empty list needs no memory");
    for (size_t i = 0; i < 1000; i++) {
        size_t *item = list_add(&list);
        cr_assert_not_null(item);
        cr_assert_eq(*item, 0);
        *item = i;
    }
    for (size_t i = 0; i < 1000; i++) {
        cr_assert_eq(*(size_t *)list_at(&list, i), i);
    }
    cr_assert_eq(trial.held, 1);
    list_free(&list);
    cr_assert_eq(trial.held, 0);
    cr_assert_eq(list.count, 0);
}

Test(list, is_as_it_was_when_memory_runs_out)
{
    struct trial_memory trial = {.fail_at = 2, .fail_onward = true};
    homevisit_allocator allocator = trial_allocator(&trial);
    struct list list;
    list_init(&list, &allocator, sizeof(int));
    int added = 0;
    for (int *item = list_add(&list); item != NULL; item = list_add(&list)) {
        *item = ++added;
    }
    cr_assert_eq(list.count, (size_t)added);
    for (int i = 0; i < added; i++) {
        cr_assert_eq(*(int *)list_at(&list, (size_t)i), i + 1);
    }
    list_free(&list);
    cr_assert_eq(trial.held, 0);
}

/* An allocator that has whatever is asked for, as long as nobody looks into it, and notes how much that was. */
static void *pretend(void *user, size_t size)
{
    static char nothing;
    *(size_t *)user = size;
    return &nothing;
}

static void pretend_release(void *user, void *memory)
{
    (void)user;
    (void)memory;
}

Test(list, refuses_to_grow_beyond_what_can_be_counted)
{
    enum { MOST = 100 };
    const size_t item = SIZE_MAX / 2 / MOST;
    size_t asked = 0;
    const homevisit_allocator allocator = {.allocate = pretend, .release = pretend_release, .user = &asked};
    struct list list;
    list_init(&list, &allocator, item);
    cr_expect_not(list_reserve(&list, MOST + 1));
    cr_expect_eq(asked, 0);
    cr_expect(list_reserve(&list, 60));
    cr_expect_eq(asked, 60 * item);
    cr_expect(list_reserve(&list, 70));
    cr_expect_eq(asked, MOST * item, "twice as many would be too many");
    cr_expect(list_reserve(&list, 1), "there is room, and it stays as large");
    cr_expect_eq(asked, MOST * item);
    list.count = MOST;
    cr_expect_not(list_reserve(&list, 1));
    list.count = 0;
    list_free(&list);
    /* The first room of all is for several, where there may be several at all. */
    list_init(&list, &allocator, SIZE_MAX / 8);
    cr_expect(list_reserve(&list, 1));
    cr_expect_eq(asked, SIZE_MAX / 8 * 4);
    list_free(&list);
}

/* ------------------------------------------------------------------------------------------------------- sorting */

struct item {
    unsigned key, order;
    char ballast[80]; /* more than is swapped at once */
};

static size_t comparisons;

static int by_key(const void *first, const void *second, const void *context)
{
    const struct item *a = first, *b = second;
    comparisons++;
    int sign = *(const int *)context;
    if (a->key != b->key) {
        return a->key < b->key ? -sign : sign;
    }
    return (a->order > b->order) - (a->order < b->order);
}

static void sort_and_assert(size_t count, unsigned (*key)(size_t index), int sign)
{
    struct list list;
    list_init(&list, NULL, sizeof(struct item));
    for (size_t i = 0; i < count; i++) {
        struct item *item = list_add(&list);
        item->key = key(i);
        item->order = (unsigned)i;
        item->ballast[79] = (char)i;
    }
    comparisons = 0;
    list_sort(&list, 0, by_key, &sign);
    for (size_t i = 0; i < count; i++) {
        const struct item *item = list_at(&list, i);
        cr_assert_eq(item->ballast[79], (char)item->order, "an element is moved as a whole");
        cr_assert(i == 0 || by_key(item - 1, item, &sign) < 0, "element %zu of %zu is out of order", i, count);
    }
    size_t bound = 1;
    for (size_t i = count; i != 0; i /= 2) {
        bound++;
    }
    cr_assert_leq(comparisons, 3 * count * bound, "%zu comparisons for %zu elements", comparisons, count);
    list_free(&list);
}

static unsigned rising(size_t index)
{
    return (unsigned)index;
}

static unsigned falling(size_t index)
{
    return 1000000U - (unsigned)index;
}

static unsigned scattered(size_t index)
{
    return (unsigned)index * 2654435761U % 1009;
}

static unsigned same(size_t index)
{
    (void)index;
    return 7;
}

Test(list_sort, puts_any_order_right_in_n_log_n_steps)
{
    unsigned (*const keys[])(size_t) = {rising, falling, scattered, same};
    const size_t counts[] = {0, 1, 2, 3, 10, 1000, 20000};
    for (size_t k = 0; k < sizeof keys / sizeof keys[0]; k++) {
        for (size_t c = 0; c < sizeof counts / sizeof counts[0]; c++) {
            sort_and_assert(counts[c], keys[k], 1);
            sort_and_assert(counts[c], keys[k], -1);
        }
    }
}

Test(list_sort, leaves_what_stands_before_its_start)
{
    const unsigned keys[] = {9, 8, 3, 1, 2}, sorted[] = {9, 8, 1, 2, 3};
    const int sign = 1;
    struct list list;
    list_init(&list, NULL, sizeof(struct item));
    for (size_t i = 0; i < 5; i++) {
        ((struct item *)list_add(&list))->key = keys[i];
    }
    list_sort(&list, 5, by_key, &sign);
    list_sort(&list, 2, by_key, &sign);
    for (size_t i = 0; i < 5; i++) {
        cr_assert_eq(((const struct item *)list_at(&list, i))->key, sorted[i]);
    }
    list_free(&list);
}
