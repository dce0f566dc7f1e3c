/* What the files of the scan share: open objects and lists, keys, faults. Internal to the json_* files. */
#ifndef HOMEVISIT_JSON_PARTS_H
#define HOMEVISIT_JSON_PARTS_H

#include "json_scan.h"
#include "json_text.h"

/*
 * A pointer of more bytes than this ends at the last step that fits, and so names an enclosing value. Otherwise one long
 * key over many faults would fill any memory.
 */
enum { POINTER_LIMIT = 1000 };

/* An open object or list. */
struct json_frame {
    size_t start;              /* its bracket */
    size_t count;              /* members so far; the last one is the way to the token */
    size_t first_key;          /* of an object: its place in the reader's list of keys */
    size_t compared;           /* how many of its keys were compared one by one */
    uint64_t seen;             /* a bit for each of those */
    size_t key_start, key_end; /* of the last key, with its quotes */
    bool object;
};

/* A key of an open object. */
struct json_key {
    size_t start, end; /* with its quotes */
    uint64_t digest;   /* of the decoded key; equal keys have equal ones */
    bool escaped;
};

/* NULL: none is open. */
static inline struct json_frame *json_top(const struct json_reader *reader)
{
    size_t count = reader->frames.count;
    return count != 0 ? (struct json_frame *)reader->frames.items + (count - 1) : NULL;
}

static inline bool json_is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static inline bool json_is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c == '$';
}

/* json_scan.c: gives a token that ends a value, and says what may come next. */
enum json_token json_give(struct json_reader *reader, enum json_token token);
/* Adds a problem with which reading ends. `depth` as with json_report(). */
enum json_token json_fail(struct json_reader *reader, enum json_fault_name fault, size_t start, size_t end,
                          size_t depth);

/* json_scalar.c: the value that begins at the position with a quote; with a digit, sign or point; with a letter. */
enum json_token json_give_string(struct json_reader *reader);
enum json_token json_give_number(struct json_reader *reader);
enum json_token json_give_word(struct json_reader *reader);
/* The end of a number or word, well- or ill-formed, that begins at `at`. */
size_t json_run_end(const struct json_reader *reader, size_t at);

/* json_string.c: passes over the string at `start`; false where it has no end. Sets position, start, end, escaped,
 * flawed. */
bool json_string_pass(struct json_reader *reader, size_t start);
/* Adds a problem for each fault inside the string passed over last. */
void json_string_faults(struct json_reader *reader);

/* json_keys.c: takes the key passed over last into the innermost object; false where memory ran out. */
bool json_key_add(struct json_reader *reader);
/* Compares the keys of the frame of this index that were not compared yet, and forgets them all. */
void json_keys_end(struct json_reader *reader, size_t index);

/* json_place.c: a pointer under construction. */
struct json_pointer {
    char text[POINTER_LIMIT + 1];
    size_t length;
    bool full; /* a step did not fit; nothing more is added */
};
void json_pointer_key(struct json_pointer *pointer, const char *text, size_t length); /* the key's inside, undecoded */
void json_pointer_index(struct json_pointer *pointer, size_t index);

/*
 * Adds a problem of the table at bytes of the text. `depth`: of how many open objects and lists the last member is part
 * of the pointer.
 */
void json_report(struct json_reader *reader, enum json_fault_name fault, size_t start, size_t end, size_t depth);
void json_report_suggesting(struct json_reader *reader, enum json_fault_name fault, size_t start, size_t end,
                            size_t depth, const char *suggestion);

#endif
