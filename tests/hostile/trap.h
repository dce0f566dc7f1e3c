/*
 * A trap: hostile input of a size that may be chosen, and the calls that it is sent into. hostile.c tries each at three
 * sizes; trap_*.c hold them by what they attack.
 */
#ifndef HOSTILE_TRAP_H
#define HOSTILE_TRAP_H

#include <homevisit/homevisit.h>

/* ---- meter.c: memory that is counted ----------------------------------------------------------------------------- */

/*
 * The library's allocator and cJSON's, counted as one: bytes that are out now, and at most.
 *
 * A step is a piece of the library that is run through without a branch (a basic block, which the compiler has tell of
 * itself), or eight bytes that the C library copies, fills or compares for it, or a member that cJSON looks at.
 */
struct meter {
    size_t live, peak, blocks;
    size_t moved; /* bytes, by memmove() */
    size_t steps; /* none where the library was not built to count them */
};
extern struct meter meter;
extern const homevisit_allocator meter_allocator;
/* From here on cJSON's memory is counted too. */
void meter_begin(void);
/* The options for every call of a trap. */
homevisit_options meter_options(void);

/* ---- text.c: texts that are put together ------------------------------------------------------------------------- */

struct text {
    char *data;
    size_t length, capacity;
};
void put(struct text *text, const char *format, ...) __attribute__((format(printf, 2, 3)));
void put_times(struct text *text, const char *part, size_t count);
void text_free(struct text *text);
/* How records, profiles and rules begin; a rule with its number. */
#define VISIT_HEAD "{\"format\":\"homevisit-visit/1\",\"id\":\"V\",\"events\":["
#define POLICY_HEAD "{\"format\":\"homevisit-policy/1\",\"id\":\"p\",\"title\":\"P\",\"version\":\"1\","
#define RULE "{\"id\":\"r%zu\",\"clauses\":[],\"force\":\"must\",\"message\":\"m\","
/* A second of the day on which all of it happens. */
const char *second(size_t number);

/* ---- traps ------------------------------------------------------------------------------------------------------- */

/* What a trap was given, made before anything is measured. */
struct bait {
    size_t size;
    struct text text, other; /* the documents, as the trap has it */
    homevisit_policy *policy;
    homevisit_visit *visit;
    homevisit_event *events;
    size_t event_count;
    void *own; /* anything else, released with free() */
};

struct trap {
    const char *name; /* as the table in docs/hostile-input.md says it */
    const char *unit; /* what the size counts */
    size_t size;      /* the largest of three; the others are a half and a quarter of it */
    void (*lay)(struct bait *bait);
    homevisit_code (*spring)(struct bait *bait); /* what is measured */
    homevisit_code answer;                       /* what it has to say */
    const char *problem;                         /* the first problem's code word; NULL: none, or any */
    const char *known; /* that it grows as a square, and why that is borne; NULL: it does not */
    size_t pair_moves; /* where bytes are moved as a square: how many at most for each two of its size; 0: not judged */
};

/* ---- springs.c: what more than one trap file asks of the library about the bait's text --------------------------- */

homevisit_code spring_load_visit(struct bait *bait);
homevisit_code spring_load_policy(struct bait *bait);
homevisit_code spring_show(struct bait *bait); /* the profile as a document */

/* The first problem's word, for the trap at hand; empties and frees the list. */
void trap_problems(homevisit_problems *problems);
extern char trap_problem[64];

extern const struct trap json_traps[], visit_traps[], policy_traps[], condition_traps[], question_traps[], case_traps[],
    stream_traps[], document_traps[];

#endif
