/*
 * The public functions, each with memory that runs out in it. A way is one call, with what has to be there before it and
 * what can be asked after it; ways_*.c hold them, oom.c tries them.
 */
#ifndef OOM_H
#define OOM_H

#include <homevisit/homevisit.h>

/* ---- memory.c: an allocator that fails, for the library and for cJSON -------------------------------------------- */

struct meter {
    size_t live;      /* pieces that were not given back */
    size_t taken;     /* pieces, since it was set */
    size_t countdown; /* how many more are given */
    bool for_good;    /* all after the one that fails fail too */
    bool failed;      /* one was refused */
};
extern struct meter meter;
extern const homevisit_allocator meter_allocator;
extern const homevisit_options meter_options;
/* From here on cJSON's memory is the meter's too. */
void meter_begin(void);
void meter_set(size_t countdown, bool for_good);
#define meter_plenty() meter_set(SIZE_MAX, false)
/* What the tests' own texts are given back with: free() itself is the meter's. */
void own_free(void *memory);

/* ---- what a way works with ------------------------------------------------------------------------------------------ */

struct bench {
    homevisit_policy *policy;
    homevisit_visit *visit;
    homevisit_session *session;
    homevisit_report *report;
    homevisit_problems *problems;
    homevisit_stream_summary *summary;
    size_t at;  /* of a stream: how much of it was read */
    char *said; /* what the call said, in memory of its own */
    size_t said_length, said_room;
};
/* Adds to what the call said. */
void say(struct bench *bench, const char *text, size_t length);
void say_text(struct bench *bench, const char *text);
/* Says the buffer's text and empties it. */
void say_buffer(struct bench *bench, homevisit_buffer *buffer);
/* Says the problems, and frees them. HOMEVISIT_E_MEMORY where that was not to be had. */
homevisit_code say_problems(struct bench *bench, homevisit_problems *problems, homevisit_code code);

struct way {
    const char *name;
    const char *functions;             /* those that it tries, by their names */
    void (*open)(struct bench *bench); /* with plenty of memory; NULL: nothing has to be there */
    homevisit_code (*call)(struct bench *bench);
    void (*ask)(struct bench *bench); /* says what handles hold: the same before a call and after one that failed */
    const char *spared; /* what it does without, where there is no more memory at the end; NULL: nothing */
};
extern const struct way document_ways[], question_ways[], tool_ways[]; /* up to one without a name */

/* What takes no memory, with the reason; each is called with none at hand. never.c */
struct never {
    const char *function, *reason;
};
extern const struct never nevers[];
/* Calls them all. */
void nevers_call(struct bench *bench);

/* ---- texts.c ---- */
extern const homevisit_text small_policy, small_base, broken_policy, small_visit, broken_visit, small_cases,
    stream_text;
extern const homevisit_event typed_event;

#endif
