/* What one question (ask.c) and a session of many (session.c) have in common. */
#ifndef HOMEVISIT_ASK_H
#define HOMEVISIT_ASK_H

#include "report.h"

/* A profile's own fact that a record (or a proposed event; NULL: none) declares with another type is refused. `from`: how
 * many of the record's were looked at before and found right. */
void ask_check_own_facts(const homevisit_policy *policy, const homevisit_visit *visit, size_t from,
                         const struct visit_event *proposed, homevisit_problems *problems);

/* When an audit looks: the whole record is replayed, so never before its last event. `at` unknown: then. */
homevisit_moment ask_audit_moment(const homevisit_visit *visit, homevisit_moment at);

/* An empty report of a question; NULL where memory ran out. */
homevisit_report *report_new(const homevisit_policy *policy, const homevisit_visit *visit, homevisit_question question);

/* What a proposed event is read into: it may name staff whom the record does not know, and the record stays as it is. */
struct proposal {
    struct arena arena;
    struct new_ids ids;
    struct visit_event event;
};
void proposal_init(struct proposal *proposal, const homevisit_visit *visit);
void proposal_free(struct proposal *proposal);
/* Lets the replay know the texts of ids that only the proposed event names. */
homevisit_code proposal_number_ids(struct replay *replay, const struct new_ids *ids);

#endif
