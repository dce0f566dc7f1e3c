/*
 * The named conditions, each read by itself and after those that it names, and what any condition of the profile may
 * look up: settings, conditions and facts.
 */
#include "policy_read.h"

#include <string.h>

/* ------------------------------------------------------------------------------------------------------- looking up */

static const struct setting *find_setting(void *user, const char *name, size_t length, uint32_t *number)
{
    const struct policy_reader *reader = user;
    return policy_entry_find(&reader->settings, name, length, number) != NULL ? &reader->policy->settings[*number]
                                                                              : NULL;
}

static const cJSON *find_condition(void *user, const char *name, size_t length, bool *faulty)
{
    const struct policy_reader *reader = user;
    const struct policy_entry *entry = policy_entry_find(&reader->conditions, name, length, NULL);
    if (entry == NULL)
        return NULL;
    *faulty = entry->faulty;
    return entry->node;
}

static void offer_names(void *user, struct nearest *nearest)
{
    struct policy_reader *reader = user;
    nearest_offer_entries(reader, nearest, &reader->settings);
    nearest_offer_entries(reader, nearest, &reader->conditions);
    nearest_offer_entries(reader, nearest, &reader->facts);
}

void policy_note_setting(void *user, uint32_t number)
{
    struct policy_reader *reader = user;
    if (reader->last_reader[number] == reader->rule_number)
        return;
    reader->last_reader[number] = reader->rule_number;
    uint32_t *noted = list_add(&reader->settings_read);
    if (policy_got(reader, noted))
        *noted = number;
}

struct condition_context policy_condition_context(struct policy_reader *reader)
{
    return (struct condition_context){
        .user = reader,
        .find_fact = policy_find_fact,
        .find_setting = find_setting,
        .find_condition = find_condition,
        .offer_names = offer_names,
        .read_setting = policy_note_setting,
        .event = EVENT_ANY,
        .max_nodes = reader->options->max_condition_nodes,
        .places = reader->places,
        .problems = reader->problems,
        .arena = &reader->policy->arena,
        .conditions = &reader->policy->conditions,
    };
}

/* ------------------------------------------------------------------------------------------- which condition names which */

/* The conditions that one names: a stretch of `named`. */
struct stretch {
    size_t first, count;
    enum { NOT_SEEN, OPEN, DONE } state;
};

/* A condition that is being looked into, and how far. */
struct open_condition {
    uint32_t number;
    size_t next;
};

struct ordering {
    struct policy_reader *reader;
    struct list stretches; /* struct stretch, one for each condition */
    struct list named;     /* uint32_t: numbers of conditions */
    struct list open;      /* struct open_condition: from one to the next that it names */
};

static bool note_name(void *user, const char *name)
{
    static const char prefix[] = "conditions.";
    struct ordering *ordering = user;
    uint32_t number;
    if (strncmp(name, prefix, sizeof prefix - 1) != 0)
        return true;
    const char *bare = name + sizeof prefix - 1;
    if (policy_entry_find(&ordering->reader->conditions, bare, strlen(bare), &number) == NULL)
        return true;
    uint32_t *noted = list_add(&ordering->named);
    if (noted == NULL) {
        problems_out_of_memory(ordering->reader->problems);
        return false;
    }
    *noted = number;
    return true;
}

static bool note_names(struct ordering *ordering)
{
    const struct policy_entries *conditions = &ordering->reader->conditions;
    for (size_t i = 0; i < policy_entries_count(conditions); i++) {
        size_t first = ordering->named.count;
        if (!policy_names_read(policy_entry_at(conditions, i)->node, ordering, note_name))
            return false;
        struct stretch *stretch = list_add(&ordering->stretches);
        if (stretch == NULL) {
            problems_out_of_memory(ordering->reader->problems);
            return false;
        }
        *stretch = (struct stretch){.first = first, .count = ordering->named.count - first};
    }
    return true;
}

/* ------------------------------------------------------------------------------------------------------ in that order */

static bool open_condition(struct ordering *ordering, uint32_t number)
{
    struct open_condition *open = list_add(&ordering->open);
    if (open == NULL) {
        problems_out_of_memory(ordering->reader->problems);
        return false;
    }
    open->number = number;
    ((struct stretch *)list_at(&ordering->stretches, number))->state = OPEN;
    return true;
}

/* The last condition opened names one that is open: all from that one on stand in a circle. */
static void tell_circle(struct ordering *ordering, uint32_t number)
{
    struct policy_reader *reader = ordering->reader;
    size_t i = ordering->open.count;
    const struct open_condition *open = list_at(&ordering->open, i - 1);
    struct policy_entry *first = policy_entry_at(&reader->conditions, number);
    const char *last = policy_entry_at(&reader->conditions, open->number)->name;
    if (open->number == number)
        FAULT_AT_KEY(reader, first->node, SCHEMA, "condition_circle", NULL,
                     "the condition '%s' names itself: say in it what it is to mean", last);
    else
        FAULT_AT_KEY(reader, first->node, SCHEMA, "condition_circle", NULL,
                     "the condition '%s' leads back to itself through '%s': one of them has to do without the other",
                     first->name, last);
    do {
        open = list_at(&ordering->open, --i);
        policy_entry_at(&reader->conditions, open->number)->faulty = true;
    } while (open->number != number);
}

static void read_condition(struct policy_reader *reader, uint32_t number)
{
    struct policy_entry *entry = policy_entry_at(&reader->conditions, number);
    if (entry->faulty || problems_full(reader->problems))
        return;
    struct condition_context context = policy_condition_context(reader);
    entry->faulty = condition_read(&context, entry->node) == NO_NODE;
}

/* Looks one step further into the last condition opened; closes and reads it after all that it names. */
static bool step(struct ordering *ordering)
{
    struct open_condition *open = list_at(&ordering->open, ordering->open.count - 1);
    struct stretch *stretch = list_at(&ordering->stretches, open->number);
    if (open->next == stretch->count) {
        stretch->state = DONE;
        ordering->open.count--;
        read_condition(ordering->reader, open->number);
        return problems_code(ordering->reader->problems) != HOMEVISIT_E_MEMORY;
    }
    uint32_t named = *(uint32_t *)list_at(&ordering->named, stretch->first + open->next++);
    switch (((struct stretch *)list_at(&ordering->stretches, named))->state) {
    case NOT_SEEN: return open_condition(ordering, named);
    case OPEN: tell_circle(ordering, named); return true;
    case DONE: return true;
    }
    return true;
}

static bool read_in_order(struct ordering *ordering)
{
    for (uint32_t i = 0; i < ordering->stretches.count; i++) {
        if (((struct stretch *)list_at(&ordering->stretches, i))->state != NOT_SEEN)
            continue;
        if (!open_condition(ordering, i))
            return false;
        while (ordering->open.count != 0)
            if (!step(ordering))
                return false;
    }
    return true;
}

bool policy_read_conditions(struct policy_reader *reader)
{
    struct ordering ordering = {.reader = reader};
    const homevisit_allocator *allocator = &reader->options->allocator;
    list_init(&ordering.stretches, allocator, sizeof(struct stretch));
    list_init(&ordering.named, allocator, sizeof(uint32_t));
    list_init(&ordering.open, allocator, sizeof(struct open_condition));
    bool going = note_names(&ordering) && read_in_order(&ordering);
    list_free(&ordering.stretches);
    list_free(&ordering.named);
    list_free(&ordering.open);
    return going;
}
