/* The state machine: where it moves. docs/format.md, section 1. */
#include "visit_state.h"

void state_move(homevisit_word *phase, homevisit_word *place, homevisit_word event, bool all_left)
{
    const struct event_row *row = event_row(event);
    if (row->next_phase != HOMEVISIT_WORD_none)
        *phase = row->next_phase;
    if (row->next_place != HOMEVISIT_WORD_none)
        *place = row->next_place;

    /* What the table's columns cannot say, since it depends on more than the event. */
    switch ((int)event) {
    case HOMEVISIT_WORD_arrived:
        if (*place == HOMEVISIT_WORD_travelling || *place == HOMEVISIT_WORD_left)
            *place = HOMEVISIT_WORD_outside;
        if (*phase == HOMEVISIT_WORD_ended)
            *phase = HOMEVISIT_WORD_under_way;
        break;
    case HOMEVISIT_WORD_left:
        if (!all_left)
            break;
        *place = HOMEVISIT_WORD_left;
        if (*phase == HOMEVISIT_WORD_under_way)
            *phase = HOMEVISIT_WORD_ended;
        break;
    case HOMEVISIT_WORD_returned:
        if (*phase == HOMEVISIT_WORD_under_way)
            *phase = HOMEVISIT_WORD_ended;
        break;
    default: break;
    }
}
