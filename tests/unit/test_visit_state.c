/* The state machine, exhaustively: every event in every phase and place, against a table of its own. */
#include "replay.h"

#include <criterion/criterion.h>
#include <string.h>

static const char *const phases[] = {"draft", "planned", "authorised", "under_way", "ended", "closed", "cancelled"};
static const char *const places[] = {"school", "travelling", "outside", "inside", "left"};
enum { PHASES = sizeof phases / sizeof *phases, PLACES = sizeof places / sizeof *places };

/* docs/format.md, section 1, once more in words: when it is possible ("" always), and where it moves ("" nowhere). */
static const struct {
    const char *event, *in_phases, *in_places, *to_phase, *to_place;
} table[] = {
    {"planned", "draft", "", "planned", ""},
    {"authorised", "planned authorised", "", "authorised", ""},
    {"departed", "planned authorised", "school", "under_way", "travelling"},
    {"arrived", "", "travelling outside inside left", "(ended to under_way)", "(travelling, left to outside)"},
    {"entered", "", "outside", "", "inside"},
    {"moved", "", "inside", "", ""},
    {"left", "", "outside inside", "(under_way to ended)", "left"},
    {"returned", "", "travelling left", "(under_way to ended)", "school"},
    {"cancelled", "planned authorised under_way", "", "cancelled", ""},
    {"closed", "ended cancelled", "school left", "closed", ""},
};
enum { ROWS = sizeof table / sizeof *table };

static bool holds(const char *list, const char *word)
{
    const size_t length = strlen(word);
    if (!*list)
        return true;
    for (const char *at = list; (at = strstr(at, word)) != NULL; at += length)
        if ((at == list || at[-1] == ' ') && (at[length] == ' ' || at[length] == '\0'))
            return true;
    return false;
}

static int row_of(const char *event)
{
    for (int i = 0; i < ROWS; i++)
        if (strcmp(table[i].event, event) == 0)
            return i;
    return -1;
}

/* Where a possible event leads, in the table's words. */
static const char *moved_phase(int row, const char *phase)
{
    if (row < 0 || !*table[row].to_phase)
        return phase;
    if (strcmp(table[row].to_phase, "(ended to under_way)") == 0)
        return strcmp(phase, "ended") == 0 ? "under_way" : phase;
    if (strcmp(table[row].to_phase, "(under_way to ended)") == 0)
        return strcmp(phase, "under_way") == 0 ? "ended" : phase;
    return table[row].to_phase;
}

static const char *moved_place(int row, const char *place)
{
    if (row < 0 || !*table[row].to_place)
        return place;
    if (*table[row].to_place == '(')
        return strcmp(place, "travelling") == 0 || strcmp(place, "left") == 0 ? "outside" : place;
    return table[row].to_place;
}

static homevisit_word word(const char *text)
{
    return homevisit_word_find(text, strlen(text));
}

Test(visit_state, every_event_in_every_state)
{
    size_t tried = 0;
    for (unsigned event = 1; event <= EVENT_COUNT; event++) {
        const char *name = homevisit_word_text((homevisit_word)event);
        const int row = row_of(name);
        for (int i = 0; i < PHASES; i++)
            for (int k = 0; k < PLACES; k++) {
                homevisit_word phase = word(phases[i]), place = word(places[k]);
                const bool wanted =
                    row < 0 || (holds(table[row].in_phases, phases[i]) && holds(table[row].in_places, places[k]));
                const bool possible = state_possible(phase, place, (homevisit_word)event);
                cr_expect_eq(possible, wanted, "%s in %s, %s", name, phases[i], places[k]);
                tried++;
                if (!possible)
                    continue;
                state_move(&phase, &place, (homevisit_word)event, true);
                cr_expect_str_eq(homevisit_word_text(phase), moved_phase(row, phases[i]), "%s in %s", name, phases[i]);
                cr_expect_str_eq(homevisit_word_text(place), moved_place(row, places[k]), "%s in %s", name, places[k]);
            }
    }
    cr_expect_eq(tried, EVENT_COUNT * PHASES * PLACES);
}

Test(visit_state, somebody_who_stays_keeps_the_place)
{
    homevisit_word phase = HOMEVISIT_WORD_under_way, place = HOMEVISIT_WORD_inside;
    state_move(&phase, &place, HOMEVISIT_WORD_left, false);
    cr_expect_eq(phase, HOMEVISIT_WORD_under_way);
    cr_expect_eq(place, HOMEVISIT_WORD_inside);
}

/* All sequences of the moving events up to a length: nobody is inside without an `entered`, and `left` ends being inside. */
static void walk(homevisit_word phase, homevisit_word place, bool entered, int depth, size_t *walked)
{
    ++*walked;
    cr_assert(place != HOMEVISIT_WORD_inside || entered);
    if (depth == 0)
        return;
    for (int i = 0; i < ROWS; i++) {
        const homevisit_word event = word(table[i].event);
        homevisit_word next_phase = phase, next_place = place;
        if (!state_possible(phase, place, event))
            continue;
        state_move(&next_phase, &next_place, event, true);
        cr_assert(event != HOMEVISIT_WORD_left || next_place == HOMEVISIT_WORD_left);
        const bool inside = event == HOMEVISIT_WORD_entered || (entered && next_place == HOMEVISIT_WORD_inside);
        walk(next_phase, next_place, inside, depth - 1, walked);
    }
}

Test(visit_state, every_sequence_of_eight)
{
    size_t walked = 0;
    walk(HOMEVISIT_WORD_draft, HOMEVISIT_WORD_school, false, 8, &walked);
    cr_expect_gt(walked, (size_t)1000);
}
