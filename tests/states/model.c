/* The state machine and who is there: a second form of lib/visit_state.c and lib/visit_facts.c. */
#include "model.h"

#define WORD(name) HOMEVISIT_WORD_##name

struct model model_start(void)
{
    return (struct model)
    {
        .phase = WORD(draft)
        , .place = WORD(school)
    };
}

static bool one_of(homevisit_word word, homevisit_word first, homevisit_word second, homevisit_word third)
{
    return word == first || word == second || word == third;
}

bool model_possible(const struct model *model, homevisit_word event)
{
    const homevisit_word phase = model->phase, place = model->place;
    const bool ready = phase == WORD(planned)
    || phase == WORD(authorised);
    switch (event) {
    case WORD(planned): return phase == WORD(draft);
    case WORD(authorised): return ready;
    case WORD(departed): return ready && place == WORD(school);
    case WORD(arrived): return place != WORD(school);
    case WORD(entered): return place == WORD(outside);
    case WORD(moved): return place == WORD(inside);
    case WORD(left): return place == WORD(outside) || place == WORD(inside);
    case WORD(returned): return place == WORD(travelling) || place == WORD(left);
    case WORD(cancelled): return one_of(phase, WORD(planned), WORD(authorised), WORD(under_way));
    case WORD(closed):
        return (phase == WORD(ended) || phase == WORD(cancelled)) && (place == WORD(school) || place == WORD(left));
    default: return true;
    }
}

/* "when all who were present have left": where some of those present are not known, a list never names all. */
bool model_leaves_somebody(const struct model *model, const struct letter *letter)
{
    return letter->event == WORD(left)
    &&letter->names_staff && (model->unresolved || (model->present & ~letter->staff) != 0);
}

static void take_plan(struct model *model, const struct letter *letter)
{
    if (!letter->names_staff)
        return;
    model->plan = letter->staff;
    if (model->unresolved && model->plan != NOBODY) {
        model->present |= model->plan & ~model->gone;
        model->unresolved = false;
        model->gone = NOBODY;
    }
}

static void take_arrival(struct model *model, const struct letter *letter)
{
    if (letter->names_staff || model->plan != NOBODY) {
        model->present |= letter->names_staff ? letter->staff : model->plan;
    } else {
        model->unresolved = true;
        model->gone = NOBODY;
    }
    if (model->place == WORD(travelling) || model->place == WORD(left))
        model->place = WORD(outside);
    if (model->phase == WORD(ended))
        model->phase = WORD(under_way);
}

static void end_visit(struct model *model, homevisit_word place)
{
    model->place = place;
    if (model->phase == WORD(under_way))
        model->phase = WORD(ended);
}

static void take_leaving(struct model *model, const struct letter *letter)
{
    if (model_leaves_somebody(model, letter)) {
        model->present &= ~letter->staff;
        model->gone |= model->unresolved ? letter->staff : NOBODY;
        return;
    }
    model->present = NOBODY;
    model->unresolved = false;
    model->gone = NOBODY;
    end_visit(model, WORD(left));
}

void model_take(struct model *model, const struct letter *letter)
{
    switch (letter->event) {
    case WORD(planned): model->phase = WORD(planned); /* and */ /* fall through */
    case WORD(replanned): take_plan(model, letter); return;
    case WORD(authorised): model->phase = WORD(authorised); return;
    case WORD(departed):
        model->phase = WORD(under_way);
        model->place = WORD(travelling);
        return;
    case WORD(arrived): take_arrival(model, letter); return;
    case WORD(entered): model->place = WORD(inside); return;
    case WORD(left): take_leaving(model, letter); return;
    case WORD(returned): end_visit(model, WORD(school)); return;
    case WORD(cancelled): model->phase = WORD(cancelled); return;
    case WORD(closed): model->phase = WORD(closed); return;
    default: return;
    }
}

bool model_same(const struct model *one, const struct model *other)
{
    return one->phase == other->phase && one->place == other->place && one->plan == other->plan &&
           one->present == other->present && one->unresolved == other->unresolved && one->gone == other->gone;
}

int model_count(unsigned people)
{
    int count = 0;
    for (; people != 0; people >>= 1)
        count += (int)(people & 1);
    return count;
}
