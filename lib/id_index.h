/* Texts that are found again by their number, whatever texts they are. */
#ifndef HOMEVISIT_ID_INDEX_H
#define HOMEVISIT_ID_INDEX_H

#include "memory.h"

#define ID_INDEX_FEW 16

/* The numbers are 0, 1, 2 … in the order in which the texts were added. */
struct id_index {
    struct list nodes;
    uint32_t few[ID_INDEX_FEW]; /* the trees' tops while there are few texts, and `many` of them beyond */
    uint32_t *many;
    size_t tops; /* how many there are: a power of two */
};

void id_index_init(struct id_index *index, const homevisit_allocator *allocator);
void id_index_free(struct id_index *index);
size_t id_index_count(const struct id_index *index);

/* Finds a text's number. Returns whether it is there. */
bool id_index_find(const struct id_index *index, const char *text, size_t length, uint32_t *number);

/* Makes room, so that `extra` texts can be added without memory. false where there is none. */
bool id_index_reserve(struct id_index *index, size_t extra);
/* Adds a text that is not there yet, and for which there is room. The text is not copied: it has to live as long. */
void id_index_add(struct id_index *index, const char *text, size_t length);
/* How many texts the slowest search compares at most. For tests. */
size_t id_index_steps(const struct id_index *index);
/* Forgets all texts and keeps the room. */
void id_index_clear(struct id_index *index);

#endif
