/* A time as the policy's own clock shows it. */
#include "policy.h"

#include <stdio.h>

void homevisit_time_write_local(const homevisit_policy *policy, int64_t at, char out[32])
{
    const int64_t written = at < FIRST_SECOND ? FIRST_SECOND : at >= END_SECOND ? END_SECOND - 1 : at;
    const int offset = policy ? zone_written_offset(&policy->zone, written) : 0;
    const int minutes = (offset < 0 ? -offset : offset) / 60;
    char local[21];
    homevisit_time_write(written + offset, local);
    local[19] = '\0'; /* without the Z */
    snprintf(out, 32, "%s%c%02d:%02d", local, offset < 0 ? '-' : '+', minutes / 60 % 24, minutes % 60);
}
