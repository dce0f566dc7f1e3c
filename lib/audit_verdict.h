/* An audit's decision and numbers without its report: for whoever audits very many and explains few. */
#ifndef HOMEVISIT_AUDIT_VERDICT_H
#define HOMEVISIT_AUDIT_VERDICT_H

#include "replay.h"

struct audit_verdict {
    homevisit_decision decision;
    homevisit_summary summary;
};

/* Replays the whole record, as fill_audit() does. `broken` gets a bit for each rule (by its number) that was broken at a
 * step, or of which a duty was late, overdue or missed; it is not cleared first. HOMEVISIT_E_MEMORY. */
homevisit_code audit_verdict(struct replay *replay, homevisit_moment at, uint64_t *broken,
                             struct audit_verdict *verdict);

#endif
