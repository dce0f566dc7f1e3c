/* The bindings' shared surface: how documents are read, policies and visits. */
#include "surface_parts.h"

#include <string.h>

/* ---- options ----------------------------------------------------------------------------------------------------- */

struct surface_options {
    homevisit_options options;
    homevisit_text *bases;
    size_t capacity;
    char *document;
};

static const homevisit_options defaults = {.struct_size = sizeof defaults, .allocator = &surface_allocator};

const homevisit_options *surface_settled(const surface_options *options)
{
    return options ? &options->options : &defaults;
}

surface_options *surface_options_new(void)
{
    surface_options *options = surface_allocate(sizeof *options);
    if (options)
        *options = (surface_options){.options = defaults};
    return options;
}

void surface_options_free(surface_options *options)
{
    if (!options)
        return;
    for (size_t i = 0; i < options->options.base_count; i++)
        surface_release((void *)options->bases[i].data);
    surface_release(options->bases);
    surface_release(options->document);
    surface_release(options);
}

int surface_options_document(surface_options *options, const char *text, size_t length)
{
    if (!options || surface_has_zero(text, length))
        return HOMEVISIT_E_ARGUMENT;
    char *copy = surface_copy(text, length);
    if (!copy)
        return HOMEVISIT_E_MEMORY;
    surface_release(options->document);
    options->document = copy;
    options->options.document = copy;
    return HOMEVISIT_OK;
}

static bool make_room(surface_options *options)
{
    if (options->options.base_count < options->capacity)
        return true;
    const size_t capacity = options->capacity ? options->capacity * 2 : 4;
    homevisit_text *bases = surface_allocate(capacity * sizeof *bases);
    if (!bases)
        return false;
    for (size_t i = 0; i < options->options.base_count; i++)
        bases[i] = options->bases[i];
    surface_release(options->bases);
    options->bases = bases;
    options->options.bases = bases;
    options->capacity = capacity;
    return true;
}

int surface_options_add_base(surface_options *options, const char *text, size_t length)
{
    if (!options)
        return HOMEVISIT_E_ARGUMENT;
    char *copy = make_room(options) ? surface_copy(text, length) : NULL;
    if (!copy)
        return HOMEVISIT_E_MEMORY;
    options->bases[options->options.base_count++] = (homevisit_text){copy, length};
    return HOMEVISIT_OK;
}

static size_t *find_limit(homevisit_options *options, const char *text, size_t length)
{
    const struct {
        const char *name;
        size_t *field;
    } limits[] = {
        {"max_bytes", &options->max_bytes},   {"max_depth", &options->max_depth},
        {"max_events", &options->max_events}, {"max_staff", &options->max_staff},
        {"max_rules", &options->max_rules},   {"max_condition_nodes", &options->max_condition_nodes},
    };
    for (size_t i = 0; i < sizeof limits / sizeof *limits; i++)
        if (surface_is(limits[i].name, text, length))
            return limits[i].field;
    return NULL;
}

int surface_options_limit(surface_options *options, const char *text, size_t length, long long value)
{
    if (!options || value < 0 || (unsigned long long)value > SIZE_MAX)
        return HOMEVISIT_E_ARGUMENT;
    size_t *field = find_limit(&options->options, text, length);
    if (!field)
        return HOMEVISIT_E_NAME;
    *field = (size_t)value;
    return HOMEVISIT_OK;
}

/* ---- policies ---------------------------------------------------------------------------------------------------- */

surface_outcome *surface_policy_load(const char *text, size_t length, const surface_options *options)
{
    surface_outcome outcome = {0};
    const homevisit_code code =
        homevisit_policy_load(text, length, surface_settled(options), &outcome.policy, &outcome.problems);
    return surface_ended(&outcome, code);
}

surface_outcome *surface_policy_bundled(const char *text, size_t length, const surface_options *options)
{
    surface_outcome outcome = {0};
    if (surface_has_zero(text, length))
        return surface_refused(SURFACE_ZERO_IN_NAME);
    char *id = surface_copy(text, length);
    if (!id)
        return surface_ended(&outcome, HOMEVISIT_E_MEMORY);
    const homevisit_code code =
        homevisit_policy_bundled(id, surface_settled(options), &outcome.policy, &outcome.problems);
    surface_release(id);
    return surface_ended(&outcome, code);
}

const char *surface_policy_id(const surface_policy *policy)
{
    return homevisit_policy_id(policy);
}

const char *surface_policy_version(const surface_policy *policy)
{
    return homevisit_policy_version(policy);
}

const char *surface_policy_title(const surface_policy *policy)
{
    return homevisit_policy_title(policy);
}

size_t surface_policy_rule_count(const surface_policy *policy)
{
    return homevisit_policy_rule_count(policy);
}

surface_outcome *surface_policy_show(const surface_policy *policy, const char *text, size_t length)
{
    surface_outcome outcome = {0};
    homevisit_format format;
    if (!policy)
        return surface_refused(SURFACE_NO_HANDLE);
    if (!surface_format(text, length, &format))
        return surface_refused(SURFACE_NO_FORMAT);
    const homevisit_code code = homevisit_policy_show(policy, format, &outcome.text);
    return surface_ended(&outcome, code);
}

void surface_policy_free(surface_policy *policy)
{
    homevisit_policy_free(policy);
}

/* ---- visits ------------------------------------------------------------------------------------------------------ */

/* Gives the visit its lock, and ends the call. */
static surface_outcome *visit_ended(surface_outcome *outcome, homevisit_visit *visit, homevisit_code code)
{
    if (code != HOMEVISIT_OK)
        return surface_ended(outcome, code);
    surface_visit *held = surface_allocate(sizeof *held);
    if (!held || pthread_rwlock_init(&held->lock, NULL) != 0) {
        surface_release(held);
        homevisit_visit_free(visit);
        return surface_ended(outcome, HOMEVISIT_E_MEMORY);
    }
    held->visit = visit;
    outcome->visit = held;
    return surface_ended(outcome, HOMEVISIT_OK);
}

surface_outcome *surface_visit_load(const char *text, size_t length, const surface_options *options)
{
    surface_outcome outcome = {0};
    homevisit_visit *visit = NULL;
    const homevisit_code code = homevisit_visit_load(text, length, surface_settled(options), &visit, &outcome.problems);
    return visit_ended(&outcome, visit, code);
}

surface_outcome *surface_visit_new(const char *text, size_t length, const surface_options *options)
{
    surface_outcome outcome = {0};
    homevisit_visit *visit = NULL;
    if (surface_has_zero(text, length))
        return surface_refused(SURFACE_ZERO_IN_NAME);
    const homevisit_code code = homevisit_visit_new(text, length, surface_settled(options), &visit);
    return visit_ended(&outcome, visit, code);
}

surface_outcome *surface_visit_append(surface_visit *visit, const char *text, size_t length)
{
    surface_outcome outcome = {0};
    if (!visit)
        return surface_refused(SURFACE_NO_HANDLE);
    pthread_rwlock_wrlock(&visit->lock);
    const homevisit_code code = homevisit_visit_append(visit->visit, text, length, &outcome.problems);
    pthread_rwlock_unlock(&visit->lock);
    return surface_ended(&outcome, code);
}

const char *surface_visit_id(const surface_visit *visit)
{
    return homevisit_visit_id(visit ? visit->visit : NULL);
}

size_t surface_visit_event_count(surface_visit *visit)
{
    if (!visit)
        return 0;
    pthread_rwlock_rdlock(&visit->lock);
    const size_t count = homevisit_visit_event_count(visit->visit);
    pthread_rwlock_unlock(&visit->lock);
    return count;
}

long long surface_visit_last_at(surface_visit *visit)
{
    int64_t at = 0;
    if (!visit)
        return 0;
    pthread_rwlock_rdlock(&visit->lock);
    const bool known = homevisit_visit_last_at(visit->visit, &at);
    pthread_rwlock_unlock(&visit->lock);
    return known ? at : 0;
}

void surface_visit_free(surface_visit *visit)
{
    if (!visit)
        return;
    homevisit_visit_free(visit->visit);
    pthread_rwlock_destroy(&visit->lock);
    surface_release(visit);
}
