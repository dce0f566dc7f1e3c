/*
 * The built-in form of a profile: the loaded policy as it lies in memory, made while the library is built
 * (tools/write_images.c). To load it is to copy it into one block and to put that block's address to its pointers; what
 * could be refused was refused, at the latest, by the build.
 *
 * An image is of the very layout of the structs that the library was compiled with, since the same build makes both. A
 * build for another machine, whose programs cannot be run, has no images, and its bundled profiles are read from JSON.
 */
#ifndef HOMEVISIT_POLICY_IMAGE_H
#define HOMEVISIT_POLICY_IMAGE_H

#include "policy.h"

/* Words that are zero, and behind them words that are not, or may not be. */
struct image_run {
    uint32_t zeroes, words;
};

struct policy_image {
    const char *id;
    bool has_base; /* extends another: a host's own base of that id comes first */
    size_t size;   /* of the whole block; the policy stands at its beginning */
    const struct image_run *runs;
    size_t run_count;
    const uint64_t *words;    /* of all runs, one after the other */
    const uint32_t *pointers; /* the words, by number, that are pointers: each holds its distance from the beginning */
    size_t pointer_count;
};

/* Behind the last stands one without an id. */
extern const struct policy_image policy_images[];

/* The image of a bundled profile; NULL where there is none. */
const struct policy_image *policy_image_find(const char *id);
/* A policy made of the image, with one holder; NULL where memory ran out. */
homevisit_policy *policy_image_load(const struct policy_image *image, const homevisit_allocator *allocator);

#endif
