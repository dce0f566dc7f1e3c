/* The profiles that are built into the library, by id. */
#include "bundled.h"
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
    if (*settled.document == '\0')
        settled.document = bundled->id;
    return policy_load_settled((homevisit_text){bundled->policy, bundled->policy_length}, &settled, out, problems);
}
