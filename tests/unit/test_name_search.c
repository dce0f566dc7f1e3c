/* The search for a name: the vector form against the portable one, and tables of any length. */
#include "name_quoted.h"

#include <criterion/criterion.h>

/* A generator of Lehmer's kind: the same bytes in each run. */
static uint8_t next_byte(uint64_t *state)
{
    *state = *state * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
    return (uint8_t)(*state >> 56);
}

static uint64_t hits_one_by_one(const uint8_t *block, uint8_t signature)
{
    uint64_t hits = 0;
    for (unsigned i = 0; i < NAME_BLOCK; i++) {
        hits |= (uint64_t)(block[i] == signature) << i;
    }
    return hits;
}

Test(name_search, both_forms_find_each_byte_that_is_equal)
{
    uint64_t state = 1;
    for (unsigned round = 0; round < 20000; round++) {
        uint8_t block[NAME_BLOCK];
        /* Few values, so that there are many hits, and those next to one another in which a borrow would show. */
        const uint8_t values[] = {0, 1, 0x7f, 0x80, 0x81, 0xff, next_byte(&state), next_byte(&state)};
        for (unsigned i = 0; i < NAME_BLOCK; i++) {
            block[i] = values[next_byte(&state) % 8];
        }
        const uint8_t signature = values[next_byte(&state) % 8];
        const uint64_t expected = hits_one_by_one(block, signature);
        cr_assert_eq(name_hits_portable(block, signature), expected, "round %u", round);
        cr_assert_eq(name_hits(block, signature), expected, "round %u", round);
    }
}

/* More names than are gathered at a time, and gaps at the end. */
#define NAMES (5 * NAME_BLOCK)
#define GAPS 3

Test(name_search, finds_each_name_of_a_table)
{
    static char texts[NAMES][NAME_SIZE];
    static uint8_t signatures[NAMES];
    for (unsigned i = 0; i < NAMES - GAPS; i++) {
        texts[i][0] = (char)('a' + i / 20);
        texts[i][1] = (char)('a' + i % 20);
        texts[i][2] = 'z';
        signatures[i] = NAME_MIX(3, texts[i][0], texts[i][1], texts[i][2]);
    }
    const struct name_table table = {signatures, (const char(*)[NAME_SIZE])texts};
    for (unsigned i = 0; i < NAMES - GAPS; i++) {
        cr_expect_eq(name_search(&table, NAMES, texts[i], 3), i);
    }
    cr_expect_eq(name_search(&table, NAMES, "zzz", 3), SIZE_MAX);
    cr_expect_eq(name_search(&table, NAMES, "", 0), SIZE_MAX, "a gap");
    cr_expect_eq(name_search(&table, NAME_BLOCK, texts[NAME_BLOCK], 3), SIZE_MAX, "beyond the end");
    cr_expect_eq(name_search(&table, 0, texts[0], 3), SIZE_MAX, "an empty table");
}

Test(name_search, tells_names_of_one_signature_apart)
{
    /* Length, first, middle and last letter are the same. */
    static const char texts[NAME_BLOCK][NAME_SIZE] = {"axcxe", "aycye", "azcze"};
    static const uint8_t signatures[NAME_BLOCK] = {NAME_SIGNATURE("axcxe"), NAME_SIGNATURE("aycye"),
                                                   NAME_SIGNATURE("azcze")};
    const struct name_table table = {signatures, texts};
    cr_assert_eq(signatures[0], signatures[2]);
    cr_expect_eq(name_search(&table, NAME_BLOCK, "axcxe", 5), 0);
    cr_expect_eq(name_search(&table, NAME_BLOCK, "aycye", 5), 1);
    cr_expect_eq(name_search(&table, NAME_BLOCK, "azcze", 5), 2);
    cr_expect_eq(name_search(&table, NAME_BLOCK, "awcwe", 5), SIZE_MAX);
}

/* ---- between quotes ---- */

/* A text with so many bytes behind it as are looked at. */
static const char *in_quotes(const char *name, char out[2 * NAME_ROOM])
{
    memset(out, 'x', 2 * NAME_ROOM);
    memcpy(out, name, strlen(name));
    out[strlen(name)] = '"';
    return out;
}

Test(name_search, finds_nearly_all_words_between_quotes_and_no_other)
{
    char room[2 * NAME_ROOM], other[NAME_SIZE];
    size_t found = 0, length;
    for (unsigned word = 1; word < HOMEVISIT_WORD_COUNT; word++) {
        const char *name = homevisit_word_text((homevisit_word)word);
        const homevisit_word guessed = word_quoted(~(vocabularies)0, in_quotes(name, room), &length);
        cr_expect(guessed == (homevisit_word)word || guessed == HOMEVISIT_WORD_none, "%s", name);
        cr_expect(guessed == HOMEVISIT_WORD_none || length == strlen(name), "%s", name);
        found += guessed != HOMEVISIT_WORD_none;
        strcpy(other, name);
        for (size_t i = 0; i < strlen(name); i++) { /* no name is another with one letter changed to a capital */
            other[i] = (char)(other[i] ^ 0x20);
            cr_expect_eq(word_quoted(~(vocabularies)0, in_quotes(other, room), &length), HOMEVISIT_WORD_none, "%s",
                         other);
            other[i] = name[i];
        }
        cr_expect_eq(word_quoted(0, in_quotes(name, room), &length), HOMEVISIT_WORD_none, "%s", name);
    }
    cr_expect_gt(found, HOMEVISIT_WORD_COUNT * 9 / 10, "%zu", found);
    cr_expect_eq(word_quoted(~(vocabularies)0, in_quotes("", room), &length), HOMEVISIT_WORD_none);
    memset(room, 'x', sizeof room);
    cr_expect_eq(word_quoted(~(vocabularies)0, room, &length), HOMEVISIT_WORD_none, "no quote in sight");
}
