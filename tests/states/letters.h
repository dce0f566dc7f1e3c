/* The alphabet of the sequences: every event once, and the events that move a visit in each way that matters. */
#ifndef TESTS_STATES_LETTERS_H
#define TESTS_STATES_LETTERS_H

#include <homevisit/homevisit.h>

/* Who is named, as bits; three people are enough for one who is planned, two who are, and one who is not. */
enum { NOBODY = 0, PERSON_A = 1, PERSON_B = 2, PERSON_C = 4 };

enum { LETTERS_MOST = 96, LETTER_SIZE = 160, SEQUENCE_MOST = 32 };

struct letter {
    homevisit_word event;
    bool names_staff;             /* whether the event says who at all */
    unsigned staff;               /* bits */
    char attributes[LETTER_SIZE]; /* as JSON, each after a comma */
};

struct letters {
    struct letter items[LETTERS_MOST];
    int count;
    int moving; /* the first so many are of the events that move a visit, in each way */
};

/* Made from the vocabulary: required attributes take their first word, `true`, or a time. */
struct letters letters_make(void);

/* Event number `at` of a sequence, ten minutes after the one before. Returns its length. */
int letter_write(const struct letter *letter, int at, char *text, size_t size);
int64_t letter_time(int at);

/* A whole record. */
int record_write(const struct letters *letters, const int *sequence, int length, char *text, size_t size);

/* Says that something is wrong, with the sequence, and counts it. */
void wrong(const struct letters *letters, const int *sequence, int length, const char *what);
extern int wrongs;

#endif
