/*
 * Strict JSON, token by token: RFC 8259 and UTF-8 to the letter, no duplicate keys, nothing that docs/format.md bans,
 * positions known. A reader is fed a whole text and asked for one token after the other; it keeps the way from the root
 * so that a pointer to any token can be given. Nothing is built here.
 */
#ifndef HOMEVISIT_JSON_SCAN_H
#define HOMEVISIT_JSON_SCAN_H

#include "problem.h"

enum json_token {
    JSON_END = 0, /* the text is done, and nothing but white space follows the root */
    JSON_OBJECT_BEGIN,
    JSON_OBJECT_END,
    JSON_ARRAY_BEGIN,
    JSON_ARRAY_END,
    JSON_KEY, /* always followed by its value's token(s) */
    JSON_STRING,
    JSON_NUMBER,
    JSON_TRUE,
    JSON_FALSE,
    JSON_NULL,
    JSON_FAILED /* a fault from which reading cannot go on; it is in the list of problems. Given again for ever. */
};

/* Zero means the default of docs/format.md. */
struct json_limits {
    size_t bytes, depth;
    bool any_root; /* a root of any kind is fine: for tests of the JSON alone */
};

#define JSON_DEFAULT_BYTES ((size_t)16 * 1024 * 1024)
#define JSON_DEFAULT_DEPTH ((size_t)64)

/* Line and column (characters, from 1) of a byte. Lines end at LF, CR LF or CR. For many places in one text use one
 * struct json_lines, which walks forward from the last place asked for. An earlier place starts from the text's beginning,
 * or, after json_lines_keep(), from a mark near it; then it has to be freed. */
struct json_lines {
    const char *text;
    size_t length, offset, line, column;
    struct list marks; /* places on the way, in order; item_size 0: none are kept */
};
void json_lines_init(struct json_lines *lines, homevisit_text text);
void json_lines_keep(struct json_lines *lines, const homevisit_allocator *allocator);
void json_lines_free(struct json_lines *lines);
void json_lines_find(struct json_lines *lines, size_t offset, size_t *line, size_t *column);

struct json_frame; /* an open object or list: where it stands, its keys so far */

struct json_reader {
    const char *text;
    size_t length;
    const char *document; /* what problems call it */
    struct json_limits limits;
    homevisit_problems *problems;
    homevisit_allocator allocator;
    size_t position;       /* the next byte */
    enum json_token token; /* the last token */
    size_t start, end;     /* its bytes in the text; for keys and strings with their quotes */
    bool escaped;          /* keys and strings: its bytes are not its value (json_string() gives that) */
    bool flawed;           /* the last token has a fault of its own, told already: its value is not worth judging */
    bool integral;         /* numbers: a whole number within ±2^53 (also 3.0 and 1e2); `integer` is it */
    int64_t integer;
    double number;      /* numbers: correctly rounded, whatever the locale */
    bool faulty;        /* a fault was found, although reading goes on (duplicate key, lone surrogate, …) */
    bool malformed;     /* one of them is of kind syntax: the text is not the JSON that it has to be */
    struct list frames; /* of struct json_frame */
    struct list keys;   /* the keys of the open objects */
    struct json_lines lines;
    int expect; /* what may come next (json_scan.c's own) */
    bool ended; /* the last token ended the innermost object or list, which is still among the frames */
};

/*
 * Starts reading. Size, byte order mark and root are looked at only when tokens are asked for.
 *
 * A fault after which it is still clear what the text says is added to the problems, and reading goes on: duplicate keys
 * (some are told only when their object ends), faults inside strings, numbers and words that have an end, comments, a
 * comma with nothing behind it, a byte order mark, what follows the root. The first other fault ends the reading with
 * JSON_FAILED. A root that is no object is a fault of kind schema and ends it too, once the rest has been checked; it is
 * told only where that rest is JSON.
 */
void json_reader_init(struct json_reader *reader, homevisit_text text, const char *document,
                      const struct json_limits *limits, const homevisit_allocator *allocator,
                      homevisit_problems *problems);
void json_reader_free(struct json_reader *reader);

enum json_token json_next(struct json_reader *reader);
/* After a token that begins a value: passes over the rest of that value. After JSON_KEY: over its value. */
void json_skip(struct json_reader *reader);

/*
 * The value of the last key or string: points into the text where it holds no escape, else into `arena`; it holds no NUL,
 * and none has to follow it. What cannot be read stands as U+FFFD. false where memory ran out (the problems know).
 */
bool json_string(struct json_reader *reader, struct arena *arena, homevisit_text *out);
/* Whether the last key or string is exactly `name`. */
bool json_is(const struct json_reader *reader, const char *name);

/*
 * The place of the last token (of a value, of a key; of an object or list, also when it has ended, its opening bracket),
 * made in `arena`. A pointer of more than 1,000 bytes names an enclosing value instead. An end of memory gives a place
 * without pointer.
 */
struct place json_place(struct json_reader *reader, struct arena *arena);
/* Adds a problem at the last token. */
void json_fault(struct json_reader *reader, homevisit_kind kind, const char *code, const char *suggestion,
                const char *format, ...) PRINTF_LIKE(5, 6);
/* Adds a problem at an object or list, `up` levels above the innermost that is open (0; that is also one which has ended
 * with the last token); used for "lacks the key …". */
void json_fault_container(struct json_reader *reader, size_t up, homevisit_kind kind, const char *code,
                          const char *format, ...) PRINTF_LIKE(5, 6);

/* Checks a whole text, building nothing. Returns whether it is sound; faults are in the problems. */
bool json_check(homevisit_text text, const char *document, const struct json_limits *limits,
                const homevisit_allocator *allocator, homevisit_problems *problems);

#endif
