/* lib/id_index.c: texts are found by number, also those that somebody chose so that they fall into one slot. */
#include "id_index.h"
#include "trial_memory.h"

#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MANY = 3000, ROOM = 24 };

struct texts {
    char (*items)[ROOM];
    size_t count;
};

static struct texts new_texts(size_t count)
{
    struct texts texts = {calloc(count, ROOM), count};
    cr_assert_not_null(texts.items);
    return texts;
}

static void add_all(struct id_index *index, const struct texts *texts)
{
    for (size_t i = 0; i < texts->count; i++) {
        uint32_t number = 7;
        const size_t length = strlen(texts->items[i]);
        cr_assert_not(id_index_find(index, texts->items[i], length, &number), "%s is there before it came",
                      texts->items[i]);
        cr_assert(id_index_reserve(index, 1));
        id_index_add(index, texts->items[i], length);
        cr_assert(id_index_find(index, texts->items[i], length, &number));
        cr_assert_eq(number, i);
    }
    for (size_t i = 0; i < texts->count; i++) {
        uint32_t number = 7;
        cr_assert(id_index_find(index, texts->items[i], strlen(texts->items[i]), &number));
        cr_assert_eq(number, i);
    }
    cr_expect_eq(id_index_count(index), texts->count);
}

static void expect_found(const struct texts *texts, size_t least_steps, size_t most_steps)
{
    struct id_index index;
    id_index_init(&index, NULL);
    add_all(&index, texts);
    cr_expect_geq(id_index_steps(&index), least_steps);
    cr_expect_leq(id_index_steps(&index), most_steps, "%zu steps", id_index_steps(&index));
    id_index_free(&index);
    free(texts->items);
}

Test(id_index, finds_ids_in_order)
{
    struct texts texts = new_texts(MANY);
    for (size_t i = 0; i < MANY; i++)
        snprintf(texts.items[i], ROOM, "E-%06zu", i);
    expect_found(&texts, 1, 6);
}

Test(id_index, finds_ids_of_all_lengths)
{
    struct texts texts = new_texts(ROOM - 1);
    for (size_t i = 0; i < texts.count; i++)
        memset(texts.items[i], 'a', i);
    expect_found(&texts, 1, 4);
}

/* The digest that lib/id_index.c takes of a text of eight bytes: what an attacker would work with. */
static uint64_t digest_of_eight(const char *text)
{
    const uint64_t odd = UINT64_C(0x9E3779B97F4A7C15);
    uint64_t part;
    memcpy(&part, text, sizeof part);
    uint64_t digest = (8 ^ part) * odd;
    digest = (digest ^ digest >> 32) * odd;
    return digest ^ digest >> 32;
}

/* 300 texts in one slot of 512: a balanced tree of 300 is 8 to 12 high. */
Test(id_index, finds_ids_that_were_chosen_to_fall_into_one_slot)
{
    struct texts texts = new_texts(300);
    size_t found = 0;
    for (unsigned long long i = 0; found < texts.count; i++) {
        char text[ROOM];
        snprintf(text, sizeof text, "%08llx", i);
        if ((digest_of_eight(text) & 511) == 0)
            memcpy(texts.items[found++], text, sizeof text);
    }
    expect_found(&texts, 8, 12);
}

Test(id_index, forgets_and_takes_anew)
{
    struct texts texts = new_texts(100);
    struct id_index index;
    for (size_t i = 0; i < texts.count; i++)
        snprintf(texts.items[i], ROOM, "%zu", i * 31);
    id_index_init(&index, NULL);
    for (int round = 0; round < 3; round++) {
        add_all(&index, &texts);
        id_index_clear(&index);
        cr_expect_eq(id_index_count(&index), 0);
        cr_expect_eq(id_index_steps(&index), 0);
    }
    id_index_free(&index);
    free(texts.items);
}

static bool build(const homevisit_allocator *allocator)
{
    static const char *const words[] = {"a", "b", "c", "d", "e", "f", "g", "h", "i", "j", "k",
                                        "l", "m", "n", "o", "p", "q", "r", "s", "t", "u", "v"};
    struct id_index index;
    bool sound = true;
    id_index_init(&index, allocator);
    for (size_t i = 0; sound && i < sizeof words / sizeof *words; i++) {
        uint32_t number = 0;
        sound = id_index_reserve(&index, 1);
        if (sound)
            id_index_add(&index, words[i], 1);
        for (size_t before = 0; before < id_index_count(&index); before++)
            cr_expect(id_index_find(&index, words[before], 1, &number) && number == before);
    }
    id_index_free(&index);
    return sound;
}

Test(id_index, survives_every_end_of_memory)
{
    trial_run(build, false);
}
