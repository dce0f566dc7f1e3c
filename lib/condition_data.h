/* A data object in place of a record's facts: what conditions are tried over by themselves. */
#ifndef HOMEVISIT_CONDITION_DATA_H
#define HOMEVISIT_CONDITION_DATA_H

#include "condition_value.h"
#include "id_index.h"

/* The facts of a data object that a condition speaks of, numbered from FACT_STATIC_COUNT on as they are met. */
struct data_facts {
    const cJSON *data;
    struct arena *arena;
    struct list values;      /* const cJSON *, by number; NULL: unknown */
    struct id_index numbers; /* by name */
    struct list ids;         /* const char *: of members of staff, by number */
    bool memory;             /* ran out */
};

void data_facts_init(struct data_facts *facts, const cJSON *data, struct arena *arena);
void data_facts_free(struct data_facts *facts);
/* struct condition_context.find_fact; `user` is a struct data_facts. */
struct fact_reference data_find_fact(void *user, const char *name, size_t length);
/* Those met so far as a store, in the arena, and those of them that are lists. false where memory ran out. */
bool data_facts_store(struct data_facts *facts, struct fact_store *store, const struct data_list **lists);

#endif
