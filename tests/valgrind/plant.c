/* A leak that is meant: a policy loaded and never freed. tests/valgrind/valgrind.sh has to find it, or it finds nothing. */
#include <homevisit/homevisit.h>

int main(void)
{
    homevisit_policy *policy;
    return homevisit_policy_bundled("hsp", NULL, &policy, NULL) != HOMEVISIT_OK;
}
