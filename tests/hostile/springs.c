/* What more than one file of traps asks of the library: to load a record or a profile, and to write one as a document. */
#include "trap.h"

homevisit_code spring_load_visit(struct bait *bait)
{
    const homevisit_options options = meter_options();
    homevisit_visit *visit;
    homevisit_problems *problems;
    const homevisit_code code = homevisit_visit_load(bait->text.data, bait->text.length, &options, &visit, &problems);
    homevisit_visit_free(visit);
    trap_problems(problems);
    return code;
}

homevisit_code spring_load_policy(struct bait *bait)
{
    const homevisit_options options = meter_options();
    homevisit_policy *policy;
    homevisit_problems *problems;
    const homevisit_code code = homevisit_policy_load(bait->text.data, bait->text.length, &options, &policy, &problems);
    homevisit_policy_free(policy);
    trap_problems(problems);
    return code;
}

homevisit_code spring_show(struct bait *bait)
{
    const homevisit_options options = meter_options();
    homevisit_policy *policy;
    homevisit_buffer out = {.allocator = meter_allocator};
    homevisit_code code = homevisit_policy_load(bait->text.data, bait->text.length, &options, &policy, NULL);
    if (code == HOMEVISIT_OK)
        code = homevisit_policy_show(policy, HOMEVISIT_FORMAT_HTML, &out);
    homevisit_buffer_free(&out);
    homevisit_policy_free(policy);
    return code;
}
