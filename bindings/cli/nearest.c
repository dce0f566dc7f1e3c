/* The nearest right name for a command, an option or a format that there is not. */
#include "cli.h"

#include <string.h>

enum { NAME_LIMIT = 64, PREFIX = 3 };

static size_t smaller(size_t a, size_t b)
{
    return a < b ? a : b;
}

/* How many letters are too many, too few or wrong (Levenshtein), in one row; both names fit NAME_LIMIT. */
static size_t distance(const char *a, const char *b)
{
    size_t row[NAME_LIMIT + 1];
    const size_t length = strlen(b);
    for (size_t j = 0; j <= length; j++)
        row[j] = j;
    for (size_t i = 1; *a; i++, a++) {
        size_t diagonal = row[0];
        row[0] = i;
        for (size_t j = 1; j <= length; j++) {
            const size_t replaced = diagonal + (b[j - 1] != *a);
            diagonal = row[j];
            row[j] = smaller(replaced, smaller(row[j], row[j - 1]) + 1);
        }
    }
    return row[length];
}

const char *nearest_name(const char *wrong, const char *const *names, size_t count)
{
    const size_t length = strlen(wrong);
    const char *best = NULL;
    size_t bound = length / 3 + 2;
    if (length > NAME_LIMIT)
        return NULL;
    for (size_t i = 0; i < count; i++) {
        if (strlen(names[i]) > NAME_LIMIT)
            continue;
        size_t found = distance(wrong, names[i]);
        /* A name that was cut short is near, but farther than any slip. */
        if (found >= bound && !best && length >= PREFIX && strncmp(wrong, names[i], length) == 0)
            best = names[i];
        if (found < bound && found < strlen(names[i])) {
            bound = found;
            best = names[i];
        }
    }
    return best;
}
