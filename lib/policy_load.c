/*
 * Loading a policy: the stages in their order, and what is released at the end whatever came of them. policy_read.h lists
 * the stages; nothing is checked here.
 */
#include "policy_read.h"

/* ----------------------------------------------------------------------------------------------------- a new policy */

static homevisit_policy *new_policy(const homevisit_allocator *allocator)
{
    homevisit_policy *policy = memory_allocate_zeroed(allocator, sizeof *policy);
    if (policy == NULL)
        return NULL;
    atomic_init(&policy->holders, 1);
    policy->allocator = *allocator;
    arena_init(&policy->arena, allocator);
    conditions_init(&policy->conditions, allocator);
    return policy;
}

/* What only the loading needed, and what lives in trees that are about to go. */
static void seal_policy(homevisit_policy *policy)
{
    conditions_seal(&policy->conditions);
    for (size_t i = 0; i < policy->setting_count; i++)
        policy->settings[i].node = NULL;
}

/* ----------------------------------------------------------------------------------------------------------- reader */

static void open_reader(struct policy_reader *reader, const struct settled_options *options)
{
    const homevisit_allocator *allocator = &options->allocator;
    reader->options = options;
    reader->offers_left = OFFERS_LIMIT;
    arena_init(&reader->scratch, allocator);
    list_init(&reader->documents, allocator, sizeof(struct policy_document));
    policy_entries_init(&reader->settings, "settings.", allocator);
    policy_entries_init(&reader->facts, "", allocator);
    policy_entries_init(&reader->conditions, "conditions.", allocator);
    policy_entries_init(&reader->clauses, "", allocator);
    policy_entries_init(&reader->rules, "", allocator);
    list_init(&reader->stray_rules, allocator, sizeof(struct policy_entry));
    list_init(&reader->own_facts, allocator, sizeof(struct own_fact));
    id_index_init(&reader->own_names, allocator);
    list_init(&reader->settings_read, allocator, sizeof(uint32_t));
}

static void close_reader(struct policy_reader *reader)
{
    struct policy_entries *entries[] = {&reader->settings, &reader->facts, &reader->conditions, &reader->clauses,
                                        &reader->rules};
    list_free(&reader->documents);
    for (size_t i = 0; i < sizeof entries / sizeof *entries; i++)
        policy_entries_free(entries[i]);
    list_free(&reader->stray_rules);
    list_free(&reader->own_facts);
    id_index_free(&reader->own_names);
    list_free(&reader->settings_read);
    json_places_free(reader->places);
    arena_free(&reader->scratch);
}

/* ----------------------------------------------------------------------------------------------------------- stages */

static void check_shapes(struct policy_reader *reader)
{
    for (size_t i = 0; i < reader->documents.count; i++) {
        const struct policy_document *document = list_at(&reader->documents, i);
        shape_check_document(reader, document->root);
        if (reader->lacks_base)
            shape_check_rules(reader, document->root);
    }
}

/* false where memory ran out. */
static bool read_policy(struct policy_reader *reader, homevisit_text text)
{
    if (!policy_read_documents(reader, text))
        return false;
    check_shapes(reader);
    /* Without its base, most of what a profile names would seem to be missing. */
    if (reader->documents.count == 0 || reader->lacks_base)
        return true;
    return policy_merge_documents(reader) && policy_read_head(reader) && policy_read_clauses(reader) &&
           policy_read_settings(reader) && policy_read_facts(reader) && policy_read_conditions(reader) &&
           policy_read_rules(reader) && policy_keep_own_facts(reader) && policy_make_indexes(reader) &&
           policy_sort_names(reader);
}

/* Warnings are for those who ask for them; `out` NULL: the policy itself is not wanted. */
struct load {
    bool warns;
    const int64_t *today;
    homevisit_policy **out;
};

static homevisit_code load(homevisit_text text, const struct settled_options *options, const struct load *wanted,
                           homevisit_problems **problems)
{
    struct policy_reader reader = {0};
    open_reader(&reader, options);
    reader.problems = problems_new(&options->allocator);
    reader.places = json_places_new(&options->allocator);
    reader.policy = new_policy(&options->allocator);
    bool ready = reader.problems != NULL && reader.places != NULL && reader.policy != NULL;
    if (!ready || !read_policy(&reader, text) ||
        (!problems_has_errors(reader.problems) &&
         !(program_make(reader.policy) && (wanted->out == NULL || policy_make_texts(reader.policy)))))
        problems_out_of_memory(reader.problems);
    if (wanted->warns && ready && !problems_has_errors(reader.problems))
        policy_warn(&reader, wanted->today);
    homevisit_problems *list = reader.problems;
    if (wanted->out != NULL && ready && !problems_has_errors(list)) {
        seal_policy(reader.policy);
        *wanted->out = reader.policy;
    } else {
        homevisit_policy_free(reader.policy);
    }
    close_reader(&reader);
    return problems_finish(list, problems);
}

homevisit_code policy_load_settled(homevisit_text text, const struct settled_options *options, homevisit_policy **out,
                                   homevisit_problems **problems)
{
    const struct load wanted = {.out = out};
    return load(text, options, &wanted, problems);
}

homevisit_code homevisit_policy_validate(const char *text, size_t length, const int64_t *today,
                                         const homevisit_options *options, homevisit_problems **problems)
{
    const struct load wanted = {.warns = true, .today = today};
    const struct settled_options settled = options_settle(options);
    if (problems != NULL)
        *problems = NULL;
    if (text == NULL && length != 0)
        return HOMEVISIT_E_ARGUMENT;
    return load((homevisit_text){text, length}, &settled, &wanted, problems);
}

homevisit_code homevisit_policy_load(const char *text, size_t length, const homevisit_options *options,
                                     homevisit_policy **out, homevisit_problems **problems)
{
    if (problems != NULL)
        *problems = NULL;
    if (out != NULL)
        *out = NULL;
    if (out == NULL || (text == NULL && length != 0))
        return HOMEVISIT_E_ARGUMENT;
    struct settled_options settled = options_settle(options);
    return policy_load_settled((homevisit_text){text, length}, &settled, out, problems);
}
