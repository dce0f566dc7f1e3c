/*
 * Prints lib/name_guesses.def for the vocabulary as it is: a factor for the hash of lib/name_search.h, found by trying
 * many, and the name that each slot guesses. Of names that share a slot the first is guessed and the others are searched
 * for.
 */
#include "name_search.h"
#include "vocabulary.h"

#include <stdio.h>
#include <string.h>

enum { TRIES = 200000, MOST_NAMES = 256, MOST_SLOTS = 1 << 10 };

struct names {
    const char *macro; /* WORD or ATTRIBUTE */
    const char *texts[MOST_NAMES];
    size_t count;
    unsigned bits;
};

/* xorshift64*: the same factors everywhere. */
static uint64_t next_factor(uint64_t *state)
{
    *state ^= *state >> 12;
    *state ^= *state << 25;
    *state ^= *state >> 27;
    return *state * UINT64_C(0x2545F4914F6CDD1D) | 1;
}

/* Numbers that no name has are left out. */
static void add(struct names *names, const char *text)
{
    if (*text != '\0' && names->count < MOST_NAMES)
        names->texts[names->count++] = text;
}

/* Fills the slots; returns how many names found theirs taken. */
static size_t fill(const struct names *names, uint64_t factor, const char *slots[MOST_SLOTS])
{
    size_t taken = 0;
    memset(slots, 0, MOST_SLOTS * sizeof *slots);
    for (size_t i = 0; i < names->count; i++) {
        const size_t length = strlen(names->texts[i]);
        const size_t slot = name_guess_slot(name_ends_of(names->texts[i], length), length, factor, names->bits);
        if (slots[slot] == NULL)
            slots[slot] = names->texts[i];
        else
            taken++;
    }
    return taken;
}

static void print(const struct names *names)
{
    const char *slots[MOST_SLOTS];
    uint64_t state = 1, best = 1;
    size_t least = SIZE_MAX;
    for (int i = 0; i < TRIES && least != 0; i++) {
        const uint64_t factor = next_factor(&state);
        const size_t taken = fill(names, factor, slots);
        if (taken < least) {
            least = taken;
            best = factor;
        }
    }
    fill(names, best, slots);
    printf("\n/* %zu of %zu names are searched for. */\n#define %s_GUESS_FACTOR UINT64_C(0x%016llX)\n", least,
           names->count, names->macro, (unsigned long long)best);
    for (size_t slot = 0; slot < (size_t)1 << names->bits; slot++) {
        if (slots[slot] != NULL)
            printf("%s_GUESS(%zu, %s)\n", names->macro, slot, slots[slot]);
    }
}

int main(void)
{
    static struct names words = {.macro = "WORD", .bits = 10}, attributes = {.macro = "ATTRIBUTE", .bits = 9};
    for (unsigned i = 1; i < HOMEVISIT_WORD_COUNT; i++)
        add(&words, homevisit_word_text((homevisit_word)i));
    for (unsigned i = 0; i < HOMEVISIT_ATTRIBUTE_COUNT; i++)
        add(&attributes, homevisit_attribute_text((homevisit_attribute_name)i));
    puts("/* Which name of the vocabulary to try first: lib/name_search.h. Written by tests/names/update.sh. */\n"
         "#ifndef WORD_GUESS\n#define WORD_GUESS(slot, name)\n#endif\n"
         "#ifndef ATTRIBUTE_GUESS\n#define ATTRIBUTE_GUESS(slot, name)\n#endif");
    print(&words);
    print(&attributes);
    puts("\n#undef WORD_GUESS\n#undef ATTRIBUTE_GUESS");
    return 0;
}
