/* A loaded policy as a host holds it: how many hold it, and what its head says. */
#include "policy.h"

homevisit_policy *homevisit_policy_retain(homevisit_policy *policy)
{
    if (policy != NULL)
        atomic_fetch_add_explicit(&policy->holders, 1, memory_order_relaxed);
    return policy;
}

void homevisit_policy_free(homevisit_policy *policy)
{
    /* The last holder has to see all that the others did with the policy before it releases the memory. */
    if (policy == NULL || atomic_fetch_sub_explicit(&policy->holders, 1, memory_order_acq_rel) != 1)
        return;
    homevisit_allocator allocator = policy->allocator;
    if (!policy->is_image) {
        conditions_free(&policy->conditions);
        arena_free(&policy->arena);
    }
    memory_release(&allocator, policy);
}

static const char *said(const char *text)
{
    return text != NULL ? text : "";
}

const char *homevisit_policy_id(const homevisit_policy *policy)
{
    return policy != NULL ? said(policy->id) : "";
}

const char *homevisit_policy_version(const homevisit_policy *policy)
{
    return policy != NULL ? said(policy->version) : "";
}

const char *homevisit_policy_title(const homevisit_policy *policy)
{
    return policy != NULL ? said(policy->title) : "";
}

size_t homevisit_policy_rule_count(const homevisit_policy *policy)
{
    return policy != NULL ? policy->rule_count : 0;
}
