/* What a loaded policy finds by its name: clauses and own facts, in n log n steps to sort them and log n to find one. */
#include "policy_read.h"

#include <string.h>

struct named {
    const char *name;
    uint32_t place;
};

/* No two clauses have one id, and no two facts one name. */
static int by_name(const void *first, const void *second, const void *context)
{
    (void)context;
    return strcmp(((const struct named *)first)->name, ((const struct named *)second)->name);
}

/* The places in the order of their names, in the policy's own memory. false where memory ran out. */
static bool keep_sorted(struct policy_reader *reader, struct list *names, struct rule_index *index)
{
    uint32_t *items = arena_array(&reader->policy->arena, names->count, sizeof *items);
    if (!policy_got(reader, items))
        return false;
    list_sort(names, 0, by_name, NULL);
    for (size_t i = 0; i < names->count; i++)
        items[i] = ((const struct named *)list_at(names, i))->place;
    *index = (struct rule_index){items, names->count};
    return true;
}

static bool add_name(struct policy_reader *reader, struct list *names, const char *name, size_t place)
{
    struct named *named = list_add(names);
    if (!policy_got(reader, named))
        return false;
    *named = (struct named){name, (uint32_t)place};
    return true;
}

/* told.* and its like, which the events of one kind look through: there are as many as the vocabulary allows. */
static bool keep_told(struct policy_reader *reader)
{
    homevisit_policy *policy = reader->policy;
    size_t count = 0;
    for (size_t i = 0; i < policy->own_fact_count; i++)
        count += policy->own_facts[i].kind != OWN_X;
    uint32_t *items = arena_array(&policy->arena, count, sizeof *items);
    if (!policy_got(reader, items))
        return false;
    policy->told = (struct rule_index){.items = items};
    for (size_t i = 0; i < policy->own_fact_count; i++)
        if (policy->own_facts[i].kind != OWN_X)
            items[policy->told.count++] = (uint32_t)i;
    return true;
}

bool policy_sort_names(struct policy_reader *reader)
{
    homevisit_policy *policy = reader->policy;
    struct list names;
    list_init(&names, &reader->options->allocator, sizeof(struct named));
    bool going = true;
    for (size_t i = 0; i < policy->clause_count && going; i++)
        going = add_name(reader, &names, policy->clauses[i].id, i);
    going = going && keep_sorted(reader, &names, &policy->clauses_by_id);
    names.count = 0;
    for (size_t i = 0; i < policy->own_fact_count && going; i++)
        if (policy->own_facts[i].kind == OWN_X)
            going = add_name(reader, &names, policy->own_facts[i].name, i);
    going = going && keep_sorted(reader, &names, &policy->own_by_name) && keep_told(reader);
    list_free(&names);
    return going;
}

/* Where among sorted places a name stands; `name_at` says a place's name. SIZE_MAX where it is none of them. */
static size_t find(const homevisit_policy *policy, const struct rule_index *sorted,
                   const char *(*name_at)(const homevisit_policy *policy, uint32_t place), const char *name)
{
    size_t low = 0, high = sorted->count;
    while (low < high) {
        const size_t middle = low + (high - low) / 2;
        const int order = strcmp(name, name_at(policy, sorted->items[middle]));
        if (order == 0)
            return sorted->items[middle];
        if (order < 0)
            high = middle;
        else
            low = middle + 1;
    }
    return SIZE_MAX;
}

static const char *clause_name(const homevisit_policy *policy, uint32_t place)
{
    return policy->clauses[place].id;
}

static const char *own_fact_name(const homevisit_policy *policy, uint32_t place)
{
    return policy->own_facts[place].name;
}

size_t policy_find_clause(const homevisit_policy *policy, const char *id)
{
    return find(policy, &policy->clauses_by_id, clause_name, id);
}

size_t policy_find_own_fact(const homevisit_policy *policy, const char *name)
{
    return find(policy, &policy->own_by_name, own_fact_name, name);
}
