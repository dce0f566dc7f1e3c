/*
 * The facts that a policy numbers for itself: its own x.NAME, all that are declared, and told.TO.TOPIC and its like, as
 * soon as a condition speaks of them. (There are too many of those to give each a number from the start.)
 */
#include "policy_read.h"

#include <string.h>

/* -------------------------------------------------------------------------------------------------------- numbering */

static struct fact_reference no_fact(void)
{
    return (struct fact_reference){.type = HOMEVISIT_TYPE_NOTHING};
}

static struct fact_reference own_reference(const struct policy_reader *reader, uint32_t place)
{
    const struct own_fact *own = list_at(&reader->own_facts, place);
    return (struct fact_reference){
        .fact = FACT_STATIC_COUNT + place, .type = own->type, .faulty = own->type == HOMEVISIT_TYPE_NOTHING};
}

/* Numbers a fact whose name is not known yet. */
static bool number_fact(struct policy_reader *reader, const char *name, size_t length, struct own_fact fact)
{
    fact.name = arena_copy_text(&reader->policy->arena, name, length);
    if (!policy_got(reader, fact.name))
        return false;
    struct own_fact *own = id_index_reserve(&reader->own_names, 1) ? list_add(&reader->own_facts) : NULL;
    if (!policy_got(reader, own))
        return false;
    *own = fact;
    id_index_add(&reader->own_names, fact.name, length);
    return true;
}

/* Numbers a declared fact; one whose name lacks its "x." (that was told) by the name that was meant, for the same reason. */
static bool number_declared(struct policy_reader *reader, const char *name, struct own_fact fact)
{
    uint32_t place;
    bool is_sound = strncmp(name, "x.", 2) == 0;
    const char *bare = is_sound || strncmp(name, "x_", 2) == 0 ? name + 2 : name;
    size_t length = strlen(bare);
    char *whole = arena_allocate(&reader->scratch, length + 3);
    if (!policy_got(reader, whole))
        return false;
    memcpy(whole, "x.", 2);
    memcpy(whole + 2, bare, length + 1);
    return id_index_find(&reader->own_names, whole, length + 2, &place) || number_fact(reader, whole, length + 2, fact);
}

bool policy_read_facts(struct policy_reader *reader)
{
    static const homevisit_type types[] = {HOMEVISIT_TYPE_BOOLEAN, HOMEVISIT_TYPE_INTEGER, HOMEVISIT_TYPE_TEXT};
    for (size_t i = 0; i < policy_entries_count(&reader->facts); i++) {
        struct policy_entry *entry = policy_entry_at(&reader->facts, i);
        const char *text = cJSON_IsString(entry->node) ? entry->node->valuestring : "";
        int choice = policy_choice_find(CHOICES_FACT_TYPE, text);
        /* A type that is none was told; the name stays known, so that its use is not told as well. */
        struct own_fact fact = {.kind = OWN_X, .type = choice >= 0 ? types[choice] : HOMEVISIT_TYPE_NOTHING};
        if (!number_declared(reader, entry->name, fact))
            return false;
    }
    return true;
}

bool policy_keep_own_facts(struct policy_reader *reader)
{
    homevisit_policy *policy = reader->policy;
    size_t count = reader->own_facts.count;
    policy->own_facts = arena_array(&policy->arena, count, sizeof *policy->own_facts);
    if (!policy_got(reader, policy->own_facts))
        return false;
    if (count != 0)
        memcpy(policy->own_facts, reader->own_facts.items, count * sizeof *policy->own_facts);
    policy->own_fact_count = count;
    policy->fact_count = FACT_STATIC_COUNT + count;
    return true;
}

/* ------------------------------------------------------------------------------------------------------------- told */

/* Takes the name up to the next point away from `rest`. false where there is no point. */
static bool take_part(homevisit_text *rest, homevisit_text *part)
{
    const char *point = memchr(rest->data, '.', rest->length);
    if (point == NULL)
        return false;
    *part = (homevisit_text){rest->data, (size_t)(point - rest->data)};
    rest->length -= part->length + 1;
    rest->data = point + 1;
    return true;
}

static bool text_is(homevisit_text text, const char *wanted)
{
    return text.length == strlen(wanted) && memcmp(text.data, wanted, text.length) == 0;
}

/* Reads told.TO.TOPIC, told.anyone.TOPIC and told_in_writing.TO.TOPIC. */
static bool read_told(const char *name, size_t length, struct own_fact *fact)
{
    homevisit_text rest = {name, length}, family, to;
    if (!take_part(&rest, &family) || !take_part(&rest, &to))
        return false;
    bool in_writing = text_is(family, "told_in_writing");
    if (!in_writing && !text_is(family, "told"))
        return false;
    bool anyone = !in_writing && text_is(to, "anyone");
    fact->kind = in_writing ? OWN_TOLD_IN_WRITING : anyone ? OWN_TOLD_ANYONE : OWN_TOLD;
    fact->type = HOMEVISIT_TYPE_BOOLEAN;
    fact->to = anyone ? HOMEVISIT_WORD_none : word_find_in(IN(ROLE) | IN(RECIPIENT), to.data, to.length);
    fact->topic = word_find_in(IN(TOPIC), rest.data, rest.length);
    return fact->topic != HOMEVISIT_WORD_none && (anyone || fact->to != HOMEVISIT_WORD_none);
}

/* ---------------------------------------------------------------------------------------------------------- finding */

struct fact_reference policy_find_fact(void *user, const char *name, size_t length)
{
    struct policy_reader *reader = user;
    uint32_t place;
    struct own_fact fact = {.kind = OWN_TOLD};
    unsigned number = fact_find(name, length);
    if (number != FACT_STATIC_COUNT) {
        struct fact_info info = fact_info(number);
        return (struct fact_reference){.fact = number, .type = info.type, .words = info.words};
    }
    if (id_index_find(&reader->own_names, name, length, &place))
        return own_reference(reader, place);
    if (!read_told(name, length, &fact) || !number_fact(reader, name, length, fact))
        return no_fact();
    return own_reference(reader, (uint32_t)(reader->own_facts.count - 1));
}

const struct own_fact *policy_declared_fact(struct policy_reader *reader, const char *name, unsigned *fact)
{
    uint32_t place;
    if (!id_index_find(&reader->own_names, name, strlen(name), &place))
        return NULL;
    const struct own_fact *own = list_at(&reader->own_facts, place);
    *fact = FACT_STATIC_COUNT + place;
    return own->kind == OWN_X ? own : NULL;
}

const char *policy_fact_name(const homevisit_policy *policy, unsigned fact, char out[128])
{
    if (fact >= FACT_STATIC_COUNT)
        return fact - FACT_STATIC_COUNT < policy->own_fact_count ? policy->own_facts[fact - FACT_STATIC_COUNT].name
                                                                 : "";
    return fact_name(fact, out, 128) ? out : "";
}
