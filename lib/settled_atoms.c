/* What open atoms read of an event and of the time of day: found when an event is settled, and looked up where an answer reads
 * another value than the last. */
#include "settled.h"
#include "visit_parts.h"

/* ---- found --------------------------------------------------------------------------------------------------------- */

/* Whether an atom needs no more than single values and the time of day. Of a list all that is known is that it is left out:
 * an event that has one is asked the plain way. */
static bool is_simple(const struct atom *atom)
{
    if (atom->form == ATOM_FACT_LESS || atom->form == ATOM_FACT_LESS_EQUAL)
        return atom->fact == FACT_TIME_MINUTE || atom->fact == FACT_TIME_WEEKDAY;
    return atom->form == ATOM_ATTRIBUTE || atom->form == ATOM_ATTRIBUTE_IN || atom->form == ATOM_ATTRIBUTE_HAS;
}

/* The bit of an open atom, which is added where it is new. */
static open_bits open_bit(struct settler *settler, uint32_t atom)
{
    const uint32_t *atoms = settler->atoms.items;
    for (size_t i = 0; i < settler->atoms.count; i++)
        if (atoms[i] == atom)
            return (open_bits)1 << i;
    settler->too_many |=
        settler->atoms.count == SETTLED_ATOMS || !is_simple(&settler->replay->policy->program.atoms[atom]);
    uint32_t *added = settler->too_many ? NULL : settler_add(settler, &settler->atoms);
    if (!added)
        return 0;
    *added = atom;
    return (open_bits)1 << (settler->atoms.count - 1);
}

open_bits settler_open(struct settler *settler, uint32_t word, uint64_t bits)
{
    open_bits open = 0;
    for (; bits; bits &= bits - 1)
        open |= open_bit(settler, word * 64 + (uint32_t)__builtin_ctzll(bits));
    return open;
}

static bool is_single(homevisit_type type)
{
    return type == HOMEVISIT_TYPE_BOOLEAN || type == HOMEVISIT_TYPE_NAME || type == HOMEVISIT_TYPE_INTEGER ||
           type == HOMEVISIT_TYPE_TIME;
}

/* Gives each attribute of the event a source. false where one that is no single value has to be given. */
static bool make_sources(struct settler *settler, struct settled_event *settled)
{
    const homevisit_attribute_info *first = homevisit_event_attribute(settler->event, 0);
    settler->sources.count = 0;
    settled->first_row = first ? (uint8_t)(first - event_attributes + 1) : 0;
    for (const homevisit_attribute_info *info = first; info; info = event_attribute_after(info)) {
        if (info->required && !is_single(info->type))
            return false;
        struct open_source *source = settler_add(settler, &settler->sources);
        if (!source)
            return false;
        source->type = (uint8_t)info->type;
        settled->required |= (uint32_t)info->required << (settler->sources.count - 1);
    }
    settled->row_count = (uint8_t)settler->sources.count;
    return settler->sources.count <= 32;
}

static void add_attribute(struct settler *settler, struct settled_event *settled, const struct atom *atom,
                          open_bits bit)
{
    const uint8_t row = event_attribute_rows[settler->event][atom->attribute];
    settled->left_out.is_true |= atom->otherwise == TRUTH_TRUE ? bit : 0;
    settled->left_out.is_unknown |= atom->otherwise == TRUTH_UNKNOWN ? bit : 0;
    if (!row)
        return; /* the event has no such attribute */
    struct open_source *source = list_at(&settler->sources, (size_t)row - settled->first_row);
    source->atoms |= bit;
    *(atom->opposite ? &source->when_false : &source->when_true) |= bit;
}

/* The whole number that a value has to be less than, for it to be less than a limit, or not more. Minutes and weekdays lie
 * far within. */
static int32_t whole_limit(double limit, bool or_equal)
{
    const int32_t far = 1000000;
    if (!(limit < far))
        return far;
    if (limit < -far)
        return -far;
    const int32_t whole = (int32_t)limit; /* towards zero */
    return or_equal ? whole - (whole > limit) + 1 : whole + (whole < limit);
}

static void add_number(struct settler *settler, const struct atom *atom, uint8_t bit)
{
    const bool weekday = atom->fact == FACT_TIME_WEEKDAY;
    struct open_number *number = settler_add(settler, &settler->numbers);
    if (number)
        *number = (struct open_number){whole_limit(atom->number, atom->form == ATOM_FACT_LESS_EQUAL), bit,
                                       atom->opposite, weekday};
}

bool settler_find_sources(struct settler *settler, struct settled_event *settled)
{
    const struct atom *atoms = settler->replay->policy->program.atoms;
    settler->numbers.count = 0;
    if (!make_sources(settler, settled))
        return false;
    for (size_t i = 0; i < settler->atoms.count; i++) {
        const struct atom *atom = &atoms[*(uint32_t *)list_at(&settler->atoms, i)];
        if (atom->form == ATOM_FACT_LESS || atom->form == ATOM_FACT_LESS_EQUAL)
            add_number(settler, atom, (uint8_t)i);
        else
            add_attribute(settler, settled, atom, (open_bits)1 << i);
    }
    return true;
}

/* ---- read ---------------------------------------------------------------------------------------------------------- */

bool settled_learn_word(struct settled_event *settled, const struct atom *atoms, size_t place, homevisit_word word)
{
    struct open_source *source = &settled->sources[place];
    if (!(word_vocabularies(word) & event_attributes[settled->first_row - 1U + place].vocabularies))
        return false;
    source->word = (uint16_t)(word + 1U);
    source->when_true = 0;
    for (open_bits bits = source->atoms; bits; bits &= bits - 1) {
        const int bit = __builtin_ctz(bits);
        const struct atom *atom = &atoms[settled->rules->atoms[bit]];
        source->when_true |= (open_bits)(word_set_has(&atom->words, word) != atom->opposite) << bit;
    }
    return true;
}

#define DAY 86400 /* seconds */

struct local_day local_day_of(int offset, int64_t at)
{
    int weekday;
    int64_t days;
    offset_local(offset, at, NULL, &weekday, &days);
    return (struct local_day){days * DAY - offset, offset, weekday};
}

void settled_learn_time(struct settled_event *settled, int64_t at, struct local_day *day)
{
    if (at < day->start || at - day->start >= DAY)
        *day = local_day_of(day->offset, at);
    struct open_span span = {day->start, day->start + DAY - 1, 0};
    for (uint8_t i = 0; i < settled->rules->number_count; i++) {
        const struct open_number *number = &settled->rules->numbers[i];
        const int64_t limit = day->start + (int64_t)number->below * 60;
        const bool less = number->weekday ? day->weekday < number->below : at < limit;
        if (!number->weekday && less && limit <= span.until)
            span.until = limit - 1;
        if (!number->weekday && !less && limit > span.from)
            span.from = limit;
        span.is_true |= (open_bits)(less != number->opposite) << number->bit;
    }
    settled->time = span;
}
