/*
 * The options that a host gave, with the defaults filled in.
 *
 * homevisit_options only ever grows at its end, and `struct_size` says how much of it the host was compiled with. What
 * lies beyond that is the default; of a larger struct than this library knows, which comes from a newer header, the
 * known part is taken. A host that left `struct_size` at zero is taken to hold the struct of version 0.1.0, the smallest
 * that there ever was, so that its allocator and its limits are never passed over in silence.
 */
#include "visit.h"

#include <string.h>

#define MIB ((size_t)1024 * 1024)

enum {
    DEFAULT_MIB = 16,
    DEFAULT_DEPTH = 64,
    DEFAULT_EVENTS = 100000,
    DEFAULT_STAFF = 64,
    DEFAULT_RULES = 4096,
    DEFAULT_CONDITION_NODES = 4096,
    /* What cJSON builds at most; it also keeps whatever walks a tree within the stack. */
    LARGEST_DEPTH = 1000,
    /* Events, rules and nodes are numbered in 32 bits, with numbers of their own meaning at the end. */
    LARGEST_COUNT = INT32_MAX
};

/* Where the struct of version 0.1.0 ended. */
#define FIRST_STRUCT_SIZE (offsetof(homevisit_options, find_base_user) + sizeof(void *))

/* Every field fills whole machine words, so that a size rounded down to words never cuts one in two. */
_Static_assert(sizeof(void *) == sizeof(size_t), "the fields of homevisit_options are words");
_Static_assert(sizeof(homevisit_base_finder) == sizeof(size_t), "the fields of homevisit_options are words");

/* The host's struct as far as it goes, and zeroes, which mean the default, behind it. */
static homevisit_options whole_options(const homevisit_options *given)
{
    homevisit_options whole = {0};
    if (given == NULL)
        return whole;
    size_t size = given->struct_size != 0 ? given->struct_size : FIRST_STRUCT_SIZE;
    size -= size % sizeof(size_t);
    memcpy(&whole, given, size < sizeof whole ? size : sizeof whole);
    return whole;
}

static size_t limit(size_t given, size_t standard, size_t largest)
{
    if (given == 0)
        return standard;
    return given < largest ? given : largest;
}

struct settled_options options_settle(const homevisit_options *options)
{
    homevisit_options given = whole_options(options);
    return (struct settled_options){
        .allocator = memory_allocator(given.allocator),
        .document = given.document != NULL ? given.document : "",
        .json = {.bytes = limit(given.max_bytes, DEFAULT_MIB * MIB, SIZE_MAX),
                 .depth = limit(given.max_depth, DEFAULT_DEPTH, LARGEST_DEPTH)},
        .max_events = limit(given.max_events, DEFAULT_EVENTS, LARGEST_COUNT),
        .max_staff = limit(given.max_staff, DEFAULT_STAFF, LARGEST_COUNT),
        .max_rules = limit(given.max_rules, DEFAULT_RULES, LARGEST_COUNT),
        .max_condition_nodes = limit(given.max_condition_nodes, DEFAULT_CONDITION_NODES, LARGEST_COUNT),
        .bases = given.bases,
        .base_count = given.bases != NULL ? given.base_count : 0,
        .find_base = given.find_base,
        .find_base_user = given.find_base_user,
    };
}
