/* The state machine and who is there, by the text of docs/format.md, section 1, and of nothing else. */
#ifndef TESTS_STATES_MODEL_H
#define TESTS_STATES_MODEL_H

#include "letters.h"

struct model {
    homevisit_word phase, place;
    unsigned plan;    /* bits; none where the plan names no staff */
    unsigned present; /* bits */
    bool unresolved;  /* all the planned arrived, and the plan names nobody */
    unsigned gone;    /* who left while that was so */
};

struct model model_start(void);
bool model_possible(const struct model *model, homevisit_word event);
bool model_leaves_somebody(const struct model *model, const struct letter *letter);
void model_take(struct model *model, const struct letter *letter); /* a possible one */
bool model_same(const struct model *one, const struct model *other);
int model_count(unsigned people);

#endif
