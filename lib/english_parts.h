/* What the files share that make thoughts of conditions. */
#ifndef HOMEVISIT_ENGLISH_PARTS_H
#define HOMEVISIT_ENGLISH_PARTS_H

#include "condition_english.h"

struct thinking {
    struct english *english;
    const struct conditions *conditions;
    homevisit_word event; /* that is being decided; HOMEVISIT_WORD_none: not known, or none */
};

/* ---- condition_english.c ---------------------------------------------------------------------------------------- */

const struct condition_node *thinking_node(const struct thinking *thinking, node_index index);
node_index thinking_child(const struct thinking *thinking, const struct condition_node *node, uint32_t number);
/* A boolean node as a thought; `wanted` false: the opposite. */
struct thought *think(const struct thinking *thinking, node_index index, bool wanted);

/* ---- english_value.c -------------------------------------------------------------------------------------------- */

/* One side of a comparison. */
struct operand {
    node_index index;                      /* what is compared, without its default */
    const struct condition_node *node;     /* the same */
    const struct condition_node *stand_in; /* a constant that stands in where it is unknown; NULL: none */
    bool absent;                           /* the event lacks an attribute: it is unknown whatever the record says */
};
/* What a default is settled by is worked in: of an attribute that the event lacks, only the default is left. */
struct operand operand_of(const struct thinking *thinking, node_index index);

/* Whether what is said of the node is a phrase (a fact, an attribute, a member), and which. */
bool phrase_of(const struct thinking *thinking, const struct condition_node *node, struct phrase *phrase);
/* The clauses of a boolean fact, attribute or member. */
struct thought *think_leaf(const struct thinking *thinking, const struct condition_node *node, bool wanted);

/* A value as a thing: "the number of staff in the plan", "20". */
const char *noun_of(const struct thinking *thinking, node_index index);
const char *noun_of_operand(const struct thinking *thinking, const struct operand *operand);
/* Adds the phrases of a constant (of a list: of its members) as values of the vocabularies. */
void add_values(const struct thinking *thinking, struct english_texts *values, const struct condition_node *constant,
                vocabularies words);
vocabularies words_of(const struct thinking *thinking, const struct condition_node *node);
/* " (`name`)" of a setting's constant, "" of another. */
const char *setting_suffix(const struct thinking *thinking, const struct condition_node *constant);

/* ---- english_compare.c ------------------------------------------------------------------------------------------ */

/* == != < <= > >= in, of anything but booleans. */
struct thought *think_comparison(const struct thinking *thinking, const struct condition_node *node, bool wanted);
/* all, some, none */
struct thought *think_quantifier(const struct thinking *thinking, const struct condition_node *node, bool wanted);
/* A list that is not empty (`wanted`), or is. */
struct thought *think_list(const struct thinking *thinking, node_index list, bool wanted);

#endif
