/*
 * Conditions in plain English, made from their nodes: first as a thought, in which what the event decides is decided and
 * negation stands with the facts, then as a clause or as lists.
 *
 *   condition_english.c  a condition as a thought: and, or, not, if
 *   english_compare.c    comparisons, lists and their members
 *   english_value.c      what is compared
 *   english_thought.c    thoughts put together and written
 */
#ifndef HOMEVISIT_CONDITION_ENGLISH_H
#define HOMEVISIT_CONDITION_ENGLISH_H

#include "english.h"

enum thought_kind {
    THOUGHT_ALWAYS, /* with parts: it holds anyhow, and these say when above all */
    THOUGHT_NEVER,
    THOUGHT_LEAF,
    THOUGHT_ALL,
    THOUGHT_ANY,
    THOUGHT_CASES /* parts: test, value, test, value, …, value otherwise */
};

struct thought {
    enum thought_kind kind;
    bool decided; /* ALL, ANY that are being put together: whatever else comes, it never (always) holds */
    bool unknown; /* NEVER: because it hangs on an attribute that the event lacks, and so does its opposite */
    struct thought *first, *last, *next;
    size_t count; /* of its parts */
    /* A leaf: */
    const char *text;            /* a clause, with {} for the values */
    const char *modifier;        /* what may stand behind the event's verb instead; "": nothing may */
    struct english_texts values; /* for the {} */
    const char *joint;           /* between the values, "or" or "and" */
    enum thought_kind joins; /* THOUGHT_ALL, THOUGHT_ANY: among such parts one with the same text joins in; else none */
    const char *suffix;      /* behind it all, in brackets: what stands in, which settings are read */
};

/*
 * What a condition says when `event` is being decided (HOMEVISIT_WORD_none: it is not known which, or none is). An
 * attribute that the event lacks is unknown, and what hangs on it never holds. `wanted` false: what its opposite says.
 * NULL for NO_NODE.
 */
struct thought *condition_think(struct english *english, node_index root, homevisit_word event, bool wanted);
/* Whether a condition is a negation of something that people can be told as it is. */
bool condition_is_negated(const struct english *english, node_index root);

/* ---- writing: english_thought.c --------------------------------------------------------------------------------- */

/* A line of a document, and the points of the list below it. */
struct lines {
    struct line *first, *last;
};
struct line {
    const char *text;
    struct lines points;
    struct line *next;
};

/* Begins to write. Where that fails, nothing else may be called. */
void english_open(struct english *english, const homevisit_policy *policy, struct arena *arena);

struct thought *thought_new(struct english *english, enum thought_kind kind);
/* What never holds, nor does its opposite. */
struct thought *thought_unknown(struct english *english);
struct thought *thought_leaf(struct english *english, const char *text);
/* Adds a part as it is. */
void thought_append(struct english *english, struct thought *whole, struct thought *part);
/* Adds a part to ALL or ANY: flattened, constants worked in, likes joined. */
void thought_add(struct english *english, struct thought *whole, struct thought *part);
/* ALL or ANY of one part is that part, of none it is a constant. */
struct thought *thought_settle(struct thought *whole);

/* The whole as one clause, however long. */
const char *thought_flat(struct english *english, const struct thought *thought);
/* Whether all that it says is said of staff. */
bool thought_speaks_of_staff(struct english *english, const struct thought *thought);
/* Whether one clause can be read: few parts, hardly nested. */
bool thought_is_short(struct english *english, const struct thought *thought);
/*
 * Takes out of a thought what may stand behind the event's verb ("to the office about danger"); "" where there is
 * nothing. What is left is `rest` (ALWAYS: nothing); `replaced`: it takes the place of the event's object.
 */
const char *thought_modifiers(struct english *english, struct thought *thought, struct thought **rest, bool *replaced);

struct line *line_add(struct english *english, struct lines *lines, const char *text);
/*
 * Says "BEFORE clause AFTER", or where the clause is long "BEFORE all of these hold:" and a list. `after` then stands on
 * a line of its own, "Then AFTER", unless it is only a full stop. ALWAYS and NEVER must not come here.
 */
void lines_say(struct english *english, struct lines *lines, const char *before, const struct thought *thought,
               const char *after);

#endif
