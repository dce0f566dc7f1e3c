/* Loading a profile from its built-in form. policy_image.h says what that is. */
#include "policy_image.h"

#include <string.h>

const struct policy_image *policy_image_find(const char *id)
{
    for (const struct policy_image *image = policy_images; image->id != NULL; image++)
        if (strcmp(image->id, id) == 0)
            return image;
    return NULL;
}

static void copy_words(const struct policy_image *image, unsigned char *block)
{
    const uint64_t *words = image->words;
    for (size_t i = 0; i < image->run_count; i++) {
        const struct image_run run = image->runs[i];
        memset(block, 0, run.zeroes * sizeof *words);
        block += run.zeroes * sizeof *words;
        memcpy(block, words, run.words * sizeof *words);
        block += run.words * sizeof *words;
        words += run.words;
    }
}

static void set_pointers(const struct policy_image *image, unsigned char *block)
{
    for (size_t i = 0; i < image->pointer_count; i++) {
        unsigned char *place = block + image->pointers[i] * sizeof(uint64_t);
        uint64_t distance;
        memcpy(&distance, place, sizeof distance);
        const void *pointer = block + distance;
        memcpy(place, &pointer, sizeof pointer);
    }
}

homevisit_policy *policy_image_load(const struct policy_image *image, const homevisit_allocator *allocator)
{
    homevisit_policy *policy = memory_allocate(allocator, image->size);
    if (policy == NULL)
        return NULL;
    copy_words(image, (unsigned char *)policy);
    set_pointers(image, (unsigned char *)policy);
    atomic_init(&policy->holders, 1);
    policy->allocator = *allocator;
    policy->is_image = true;
    return policy;
}
