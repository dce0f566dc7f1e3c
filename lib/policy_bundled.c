/*
 * The profiles that are built into the library, by id: as texts, and in the form in which they load at once
 * (policy_image.h), which is taken wherever it gives the same policy.
 */
#include "bundled.h"
#include "policy_image.h"
#include "policy_read.h"

#include <string.h>

static const struct bundled_text *find_bundled(const char *id)
{
    for (size_t i = 0; i < bundled_policy_count; i++)
        if (strcmp(bundled_policies[i].id, id) == 0)
            return &bundled_policies[i];
    return NULL;
}

void nearest_offer_bundled(struct nearest *nearest)
{
    for (size_t i = 0; i < bundled_policy_count; i++)
        nearest_offer(nearest, bundled_policies[i].id, strlen(bundled_policies[i].id));
}

const char *homevisit_bundled_id(size_t index)
{
    return index < bundled_policy_count ? bundled_policies[index].id : NULL;
}

bool homevisit_bundled_text(const char *id, homevisit_text *out)
{
    const struct bundled_text *bundled = id != NULL ? find_bundled(id) : NULL;
    if (bundled == NULL || out == NULL)
        return false;
    *out = (homevisit_text){bundled->policy, bundled->policy_length};
    return true;
}

static homevisit_code tell_unknown(const char *id, const struct settled_options *options, homevisit_problems **problems)
{
    homevisit_problems *list = problems_new(&options->allocator);
    struct nearest nearest;
    nearest_init(&nearest, id, strlen(id));
    nearest_offer_bundled(&nearest);
    if (list != NULL)
        problems_add(list, HOMEVISIT_SEVERITY_ERROR, HOMEVISIT_KIND_NAME, "unknown_policy",
                     &(struct place){.document = options->document, .pointer = ""}, nearest.best,
                     "there is no bundled policy '%s'", id);
    return problems_finish(list, problems);
}

/* Whether a limit of the host's is below the default, under which the images were made: it may refuse the profile. */
static bool is_limited(const struct settled_options *options)
{
    const struct settled_options defaults = options_settle(NULL);
    return options->json.bytes < defaults.json.bytes || options->json.depth < defaults.json.depth ||
           options->max_rules < defaults.max_rules || options->max_condition_nodes < defaults.max_condition_nodes;
}

/* The image of which the same policy comes as of the text; NULL where there is none. */
static const struct policy_image *fitting_image(const char *id, const struct settled_options *options)
{
    const struct policy_image *image = is_limited(options) ? NULL : policy_image_find(id);
    /* A host's own base comes before the bundled one. */
    const bool has_bases = options->base_count != 0 || options->find_base != NULL;
    return image != NULL && image->has_base && has_bases ? NULL : image;
}

static homevisit_code load_image(const struct policy_image *image, const struct settled_options *options,
                                 homevisit_policy **out, homevisit_problems **problems)
{
    *out = policy_image_load(image, &options->allocator);
    if (*out != NULL)
        return HOMEVISIT_OK;
    homevisit_problems *list = problems_new(&options->allocator);
    problems_out_of_memory(list);
    return problems_finish(list, problems);
}

homevisit_code homevisit_policy_bundled(const char *id, const homevisit_options *options, homevisit_policy **out,
                                        homevisit_problems **problems)
{
    if (problems != NULL)
        *problems = NULL;
    if (out != NULL)
        *out = NULL;
    if (id == NULL || out == NULL)
        return HOMEVISIT_E_ARGUMENT;
    struct settled_options settled = options_settle(options);
    const struct bundled_text *bundled = find_bundled(id);
    if (bundled == NULL)
        return tell_unknown(id, &settled, problems);
    const struct policy_image *image = fitting_image(id, &settled);
    if (image != NULL)
        return load_image(image, &settled, out, problems);
    if (*settled.document == '\0')
        settled.document = bundled->id;
    return policy_load_settled((homevisit_text){bundled->policy, bundled->policy_length}, &settled, out, problems);
}
