/* The state machine: what is structurally possible (inline: each event is asked several times), and where it moves. */
#ifndef HOMEVISIT_VISIT_STATE_H
#define HOMEVISIT_VISIT_STATE_H

#include "vocabulary.h"

static inline bool state_possible(homevisit_word phase, homevisit_word place, homevisit_word event)
{
    const struct event_row *row = event_row(event);
    return (row->any_phase || word_set_has(&row->phases, phase)) &&
           (row->any_place || word_set_has(&row->places, place));
}

/* The two regions after a possible event; `all_left` matters for `left` only. */
void state_move(homevisit_word *phase, homevisit_word *place, homevisit_word event, bool all_left);

#endif
