/* A session from within: session.c opens it and keeps it caught up, session_decide.c answers the question asked most. */
#ifndef HOMEVISIT_SESSION_PARTS_H
#define HOMEVISIT_SESSION_PARTS_H

#include "ask.h"
#include "settled.h"

/* As long as the record has not grown, and for every moment in it, the facts stand but for the time of day. */
struct session_window {
    int64_t from, until;    /* both included; from > until: nothing is known to stand */
    uint32_t next_index;    /* the record's, which each event that is put into it moves */
    homevisit_word contact; /* the contact state */
    size_t taken;           /* how many events were taken in */
    struct local_day day;   /* of the last moment that was asked about; its offset is that of the whole window */
};

#define SESSION_NEAR 2048 /* room for what a few events settle */

/* What a decision that is asked again reads stands first and together. */
struct homevisit_session {
    const homevisit_visit *visit;
    const struct atom *atoms; /* the policy's program's */
    struct session_window window;
    uint64_t near[SESSION_NEAR / sizeof(uint64_t)]; /* the settler's */
    struct settled_event *settled[EVENT_COUNT + 1]; /* by event; NULL: not settled */

    homevisit_verdict verdict;   /* of a question that was new */
    struct list broken, unknown; /* const char *: its rules */
    bool asked[EVENT_COUNT + 1]; /* by event: whether it was asked about over the facts of the window */
    struct settler settler;
    homevisit_allocator allocator;
    homevisit_policy *policy;
    struct replay replay;
    struct report_builder builder;
    homevisit_report *report;
    struct proposal proposal;
    homevisit_problems *problems; /* empty, and ready for the next event; NULL: none */
    size_t taken;                 /* how many of the visit's events the replay has taken in */
    uint32_t last_index; /* of the last one taken: a record into which another event was put before it differs here */
    size_t own_checked;  /* how many of the record's own facts were found to be of the policy's types */
};

/* Reads a proposed event into the session's proposal and brings the replay to its time. Codes as the public calls give. */
homevisit_code session_begin(homevisit_session *session, const homevisit_event *given, homevisit_problems **problems);

#endif
