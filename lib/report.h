/* Reports: the answer as structs in one arena, and as JSON. report_build.c and report_lists.c fill them, report_json.c writes. */
#ifndef HOMEVISIT_REPORT_H
#define HOMEVISIT_REPORT_H

#include "replay.h"

struct homevisit_report {
    homevisit_allocator allocator;
    struct arena arena; /* everything that the result points to and that is not the policy's */
    homevisit_policy *policy;
    const uint32_t *listed; /* the rules that it lists, in the order in which its JSON does, each as often */
    homevisit_result result;
};

/*
 * What is needed while a report is filled. Facts are known by a key (a fact's number, or one for each attribute or member
 * of an event's list), so that each is named once and marked as listed without searching.
 */
struct report_builder {
    homevisit_report *report;
    struct replay *replay;
    const struct visit_event *event;       /* the one being decided */
    bool failed;                           /* memory ran out: the rest does nothing */
    size_t key_words;                      /* of the sets of keys: */
    uint64_t *because_keys, *missing_keys; /* listed for the finding at hand */
    uint64_t *all_missing_keys;            /* … and for the event at hand */
    uint64_t *settings_read;               /* a bit for each setting that a listed rule reads */
    struct list because, missing;          /* of the finding at hand: homevisit_because, const char * */
    struct list findings, all_missing;     /* of the event at hand: homevisit_finding, const char * */
    struct list rules;  /* of the event at hand: const char *, where findings themselves are not wanted */
    struct list duties; /* of the report: homevisit_duty */
    struct list listed; /* of the report: uint32_t, the rules that it lists so far */
    uint64_t
        *broken; /* gets a bit for each rule, by number, that was broken or of which a duty was; NULL: nobody asks */
};

/* Whether a duty was not done as it had to be. */
static inline bool duty_status_is_breach(homevisit_duty_status status)
{
    return status == HOMEVISIT_DUTY_LATE || status == HOMEVISIT_DUTY_OVERDUE || status == HOMEVISIT_DUTY_MISSED;
}
static inline void rule_mark(uint64_t *marks, uint32_t number)
{
    marks[number / 64] |= UINT64_C(1) << (number % 64);
}

/* Once for a policy; builder_restart() before each further report with the same replay. */
homevisit_code builder_init(struct report_builder *builder, homevisit_report *report, struct replay *replay);
void builder_restart(struct report_builder *builder, homevisit_report *report);
void builder_free(struct report_builder *builder);

/* What an event met. Arrays live in the report's arena. */
struct event_findings {
    homevisit_decision decision;
    const homevisit_finding *findings; /* NULL where only rules were asked for */
    size_t finding_count;
    homevisit_names rules, missing;
    bool silent;
};
/* Decides an event over the facts before it; `explain` false gives the rules' ids and `missing` only. */
struct event_findings build_findings(struct report_builder *builder, const struct visit_event *event, bool explain);

/* ---- report_lists.c: what stands at a moment ---- */
void build_duties(struct report_builder *builder, homevisit_moment at);
void build_checklist(struct report_builder *builder);
void build_advice(struct report_builder *builder);
void build_notices(struct report_builder *builder, homevisit_moment at);
void build_state(struct report_builder *builder, homevisit_moment at);

/* ---- report_fill.c: the report of a question, once the replay stands where it is asked ---- */
void fill_check(struct report_builder *builder, const struct visit_event *event);
void fill_status(struct report_builder *builder, homevisit_moment at);
/* Replays the whole record itself. HOMEVISIT_E_MEMORY. */
homevisit_code fill_audit(struct report_builder *builder, homevisit_moment at);
/* Counts a finding of an audit; counts a duty, and says what it makes of the audit. */
void audit_count_finding(homevisit_summary *summary, homevisit_force force, homevisit_outcome outcome);
homevisit_decision audit_decision_of_duty(homevisit_summary *summary, homevisit_force force,
                                          homevisit_duty_status status);

/* ---- shared by both ---- */
void builder_read_settings(struct report_builder *builder, const struct rule *rule);
/* The names of the facts on which an unknown condition hangs. */
homevisit_names build_missing(struct report_builder *builder, node_index condition);
/* The facts on which a condition rests, whatever its value; NO_NODE rests on none. For a tool that tells why a rule did
 * not speak. Arrays live in the report's arena. */
struct explanation {
    const homevisit_because *because;
    size_t because_count;
    homevisit_names missing;
};
struct explanation build_explanation(struct report_builder *builder, const struct visit_event *event,
                                     node_index condition);
/* Notes that the report lists a rule, after all that it lists before. */
void builder_list(struct report_builder *builder, const struct rule *rule);
/* Copies a list's items into the report's arena; NULL (and failed) where memory ran out. */
void *build_array(struct report_builder *builder, const struct list *list);

/* ---- report_json.c: pieces, for whoever writes of reports ---- */
struct json_writer;
void report_write_value(struct json_writer *writer, const homevisit_value *value);
/* A duty of a report under this policy. */
void report_write_duty(struct json_writer *writer, const homevisit_policy *policy, const homevisit_duty *duty);

#endif
