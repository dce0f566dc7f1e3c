/* What open atoms read of an event and of the time of day: found when an event is settled, read at each question. */
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

/* Gives each single value of the event a source. */
static bool make_sources(struct settler *settler, struct settled_event *settled)
{
    settler->sources.count = 0;
    for (const homevisit_attribute_info *info = homevisit_event_attribute(settler->event, 0); info;
         info = event_attribute_after(info)) {
        if (!is_single(info->type)) {
            if (info->required)
                return false;
            continue;
        }
        struct open_source *source = settler_add(settler, &settler->sources);
        if (!source)
            return false;
        source->type = (uint8_t)info->type;
        source->words = info->vocabularies;
        settled->required |= (uint32_t)info->required << (settler->sources.count - 1);
        settled->slots[info->name] = (uint8_t)settler->sources.count;
    }
    return settler->sources.count <= 32;
}

static void add_attribute(struct settler *settler, struct settled_event *settled, const struct atom *atom,
                          open_bits bit)
{
    settled->left_out.is_true |= atom->otherwise == TRUTH_TRUE ? bit : 0;
    settled->left_out.is_unknown |= atom->otherwise == TRUTH_UNKNOWN ? bit : 0;
    if (!settled->slots[atom->attribute])
        return; /* the event has no such single value */
    struct open_source *source = list_at(&settler->sources, settled->slots[atom->attribute] - 1U);
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

static void add_number(struct settler *settler, struct settled_event *settled, const struct atom *atom, uint8_t bit)
{
    const bool weekday = atom->fact == FACT_TIME_WEEKDAY;
    struct open_number *number = settler_add(settler, &settler->numbers);
    if (number)
        *number = (struct open_number){whole_limit(atom->number, atom->form == ATOM_FACT_LESS_EQUAL), bit,
                                       atom->opposite, weekday};
    settled->reads_weekday |= weekday;
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
            add_number(settler, settled, atom, (uint8_t)i);
        else
            add_attribute(settler, settled, atom, (open_bits)1 << i);
    }
    return true;
}

/* ---- read ---------------------------------------------------------------------------------------------------------- */

static open_bits true_words(const struct atom *atoms, const struct settled_event *settled, open_bits bits,
                            homevisit_word word)
{
    open_bits is_true = 0;
    for (; bits; bits &= bits - 1) {
        const int bit = __builtin_ctz(bits);
        const struct atom *atom = &atoms[settled->atoms[bit]];
        is_true |= (open_bits)(word_set_has(&atom->words, word) != atom->opposite) << bit;
    }
    return is_true;
}

/* Reads an attribute; false where its value may not stand there. */
static bool read_attribute(const struct settled_event *settled, const struct atom *atoms,
                           const struct open_source *source, const homevisit_attribute *given,
                           struct open_values *values)
{
    open_bits is_true = 0;
    switch (given->type) {
    case HOMEVISIT_TYPE_BOOLEAN: is_true = given->value.boolean ? source->when_true : source->when_false; break;
    case HOMEVISIT_TYPE_NAME:
        if (!(word_vocabularies(given->value.word) & source->words))
            return false;
        is_true = true_words(atoms, settled, source->atoms, given->value.word);
        break;
    case HOMEVISIT_TYPE_INTEGER:
        if (given->value.integer < -GIVEN_INTEGER_LIMIT || given->value.integer > GIVEN_INTEGER_LIMIT)
            return false;
        break;
    default:
        if (given->value.integer < GIVEN_FIRST_SECOND || given->value.integer > GIVEN_LAST_SECOND)
            return false;
        break;
    }
    values->is_true = (values->is_true & ~source->atoms) | is_true;
    values->is_unknown &= ~source->atoms;
    return true;
}

static void read_time(const struct settled_event *settled, int64_t at, int offset, struct open_values *values)
{
    int minute = 0, weekday = 0;
    if (!settled->number_count)
        return;
    offset_local(offset, at, &minute, settled->reads_weekday ? &weekday : NULL, NULL);
    for (uint8_t i = 0; i < settled->number_count; i++) {
        const struct open_number *number = &settled->numbers[i];
        const bool less = (number->weekday ? weekday : minute) < number->below;
        values->is_true |= (open_bits)(less != number->opposite) << number->bit;
    }
}

bool settled_read(const struct settled_event *settled, const struct atom *atoms, const homevisit_event *given,
                  int offset, struct open_values *values)
{
    uint32_t seen = 0;
    if (given->id.length != 0 || (given->attribute_count && !given->attributes))
        return false;
    *values = settled->left_out;
    for (size_t i = 0; i < given->attribute_count; i++) {
        const homevisit_attribute *attribute = &given->attributes[i];
        const uint8_t slot = (size_t)attribute->name < HOMEVISIT_ATTRIBUTE_COUNT ? settled->slots[attribute->name] : 0;
        if (!slot)
            return false;
        const struct open_source *source = &settled->sources[slot - 1];
        const uint32_t bit = UINT32_C(1) << (slot - 1);
        if (seen & bit || source->type != attribute->type || !read_attribute(settled, atoms, source, attribute, values))
            return false;
        seen |= bit;
    }
    read_time(settled, given->at, offset, values);
    return (settled->required & ~seen) == 0;
}
