/*
 * The nearest right name: what somebody most likely meant by a name that there is not.
 *
 * Distance is counted in slips of the hand: a letter too many, too few, wrong, or two changed about (Damerau and
 * Levenshtein, in the restricted form, in which no letter is changed twice).
 */
#include "problem.h"

#include <string.h>

/* No name of the vocabulary is longer; a longer one gets no suggestion, and costs nothing. */
enum { NAME_LIMIT = 64, PREFIX = 4 };

/* Capitals are as small letters, and all that joins words is alike. */
static char fold(char c)
{
    if (c >= 'A' && c <= 'Z') {
        return (char)(c - 'A' + 'a');
    }
    if (c == '-' || c == ' ' || c == '.') {
        return '_';
    }
    return c;
}

static unsigned smaller(unsigned a, unsigned b)
{
    return a < b ? a : b;
}

/* How many slips a name of a length may hold and still be taken for another. */
static unsigned bound_for(size_t length)
{
    size_t bound = 1 + length / 4;
    return bound < 4 ? (unsigned)bound : 4;
}

static unsigned distance(const char *a, size_t a_length, const char *b, size_t b_length)
{
    unsigned rows[3][NAME_LIMIT + 1];
    unsigned *before = rows[0], *last = rows[1], *row = rows[2];
    for (size_t j = 0; j <= b_length; j++) {
        last[j] = (unsigned)j;
    }
    for (size_t i = 1; i <= a_length; i++) {
        row[0] = (unsigned)i;
        for (size_t j = 1; j <= b_length; j++) {
            char left = fold(a[i - 1]), right = fold(b[j - 1]);
            row[j] = smaller(smaller(last[j], row[j - 1]) + 1, last[j - 1] + (left != right));
            if (i > 1 && j > 1 && left == fold(b[j - 2]) && fold(a[i - 2]) == right) {
                row[j] = smaller(row[j], before[j - 2] + 1);
            }
        }
        unsigned *free_row = before;
        before = last;
        last = row;
        row = free_row;
    }
    return last[b_length];
}

static bool is_prefix(const char *whole, const char *prefix, size_t length)
{
    for (size_t i = 0; i < length; i++) {
        if (fold(whole[i]) != fold(prefix[i])) {
            return false;
        }
    }
    return true;
}

void nearest_init(struct nearest *nearest, const char *wanted, size_t length)
{
    *nearest = (struct nearest){.wanted = wanted, .wanted_length = length, .best_distance = bound_for(length) + 2};
}

void nearest_offer(struct nearest *nearest, const char *candidate, size_t length)
{
    size_t wanted_length = nearest->wanted_length;
    size_t longer = wanted_length > length ? wanted_length : length;
    size_t shorter = wanted_length > length ? length : wanted_length;
    if (longer > NAME_LIMIT || shorter == 0) {
        return;
    }
    unsigned bound = bound_for(wanted_length);
    unsigned found = bound + 2;
    if (shorter >= PREFIX && is_prefix(nearest->wanted, candidate, shorter)) {
        found = bound + 1; /* a name cut short: near, but farther than any slip */
    }
    if (longer - shorter <= bound) {
        unsigned slips = distance(nearest->wanted, wanted_length, candidate, length);
        /* One that shares no letter is no slip of the other. */
        if (slips <= bound && slips < longer) {
            found = smaller(found, slips);
        }
    }
    if (found < nearest->best_distance) {
        nearest->best = candidate;
        nearest->best_length = length;
        nearest->best_distance = found;
    }
}
