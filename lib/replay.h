/*
 * A visit replayed under a policy: the state machine, the facts, the clocks and the duties as they stand after each
 * event. replay.c leads; visit_state.c says what is possible, visit_facts.c folds an event into the facts, duty.c keeps
 * the duties, decide.c asks the guards. The order within an event is that of docs/format.md, section 3, "Duties".
 */
#ifndef HOMEVISIT_REPLAY_H
#define HOMEVISIT_REPLAY_H

#include "policy.h"
#include "visit_state.h"

#define NO_DUTY UINT32_MAX

enum {
    SPANS_KEPT = 16,
    SPAN_SECONDS = 1 << 21
}; /* of a zone: for about a year, since a span is no longer than a month */

/* A duty that has arisen. */
struct duty_instance {
    uint32_t rule; /* place among the policy's rules */
    uint32_t next; /* the rule's next instance, in order of arising; NO_DUTY: none */
    int64_t since;
    bool again;                   /* raised by `repeat`: counted from `since` at the earliest */
    bool past;                    /* its due time went by undone; `due` stands */
    homevisit_moment due;         /* once past, or settled */
    homevisit_duty_status status; /* PENDING while it stands (overdue too: that depends on the moment of asking) */
    homevisit_moment met_at;
};

/*
 * The duties of one rule. What discharges, misses or ends one of them does so to all that stand, since `where`, clocks
 * and `before` are the rule's; so those that stand are the tail of the list. Their due times rise with `since`, so those
 * that are past are the head of that tail. Both keep an audit linear in the number of events.
 */
struct rule_duties {
    uint32_t first, last; /* all that have arisen */
    uint32_t standing;    /* the first that stands */
    uint32_t not_past;    /* the first that stands and is not past due */
    bool listed;          /* among the replay's `pending` */
    bool held;            /* without `on`: `when` held when last known */
    bool again;           /* discharged by the event at hand, and `repeat` */
};

/* Sets of staff ids, a bit for each number. */
struct id_set {
    uint64_t *bits;
    size_t words, room; /* in use, and there are */
    int64_t count;      /* the ids in it */
};

/* A day by the policy's clock, or the part of it in which the offset is the same. */
struct replay_day {
    int64_t from, until; /* both included */
    int64_t midnight;    /* the instant at which its minutes begin, which may lie before `from` */
    int weekday;
};

struct replay {
    const homevisit_policy *policy;
    const homevisit_visit *visit;
    struct arena arena;
    struct fact_store facts;
    struct atom_planes atoms;
    struct zone_span span; /* the policy's time about the moments that were asked of */
    struct zone_span spans[SPANS_KEPT];
    struct replay_day day;      /* … and the day */
    homevisit_moment looked_at; /* when the facts of the moment were last brought up */
    bool looked;                /* … and nothing has happened since */
    bool looked_once;
    homevisit_word phase, place;
    bool escalated;                       /* a senior was sent or the police called since the last contact */
    homevisit_moment clocks[CLOCK_COUNT]; /* the plain ones; trigger and waiting are worked out */
    struct id_set present, planned;
    int64_t unplanned;           /* how many are present and not planned */
    bool unnamed_present;        /* somebody arrived, and neither event nor plan says who */
    struct id_set left_since;    /* who left since that arrival */
    struct list duties;          /* struct duty_instance: all that have arisen, in order of arising */
    struct rule_duties *of_rule; /* by rule */
    uint32_t *pending;           /* the rules with duties that are not past: only those have to be looked at … */
    size_t pending_count;        /* … for what the time has put past; some may be done with since */
    uint64_t *stirred;           /* bits of the policy's `standing`: what their `when` hangs on may have changed */
};

/* Prepares the replay of a visit before its first event. HOMEVISIT_E_MEMORY leaves nothing behind. */
homevisit_code replay_init(struct replay *replay, const homevisit_policy *policy, const homevisit_visit *visit,
                           const homevisit_allocator *allocator);
/* Starts over, with this visit or another one, in the memory it has. HOMEVISIT_E_MEMORY: it is unusable until it works. */
homevisit_code replay_restart(struct replay *replay, const homevisit_visit *visit);
void replay_free(struct replay *replay);

/* Brings what depends on the moment up to it: time.*, contact. To be called before anything is decided at `at`. */
void replay_look(struct replay *replay, homevisit_moment at);

/* Between which moments about `at`, both included, nothing in the facts changes but the time of day. */
void replay_stands(const struct replay *replay, int64_t at, int64_t *from, int64_t *until);
/* The local minute and weekday of an instant; neither may be NULL. */
void replay_forget_time(struct replay *replay); /* for a replay that was asked of no moment yet */
void replay_local(struct replay *replay, int64_t at, int *minute, int *weekday);

/* Makes ready to ask an event's guards: the atoms that they read of it. */
void replay_see(struct replay *replay, const struct visit_event *event);

/* Takes an event in, impossible ones excepted, which change nothing. HOMEVISIT_E_MEMORY leaves the replay unusable. */
homevisit_code replay_take(struct replay *replay, const struct visit_event *event);

/* Takes in the record's events from the place `from` on, up to those of the time `until` (unknown: none). `taken`, which
 * may be NULL, receives how many of the record's events are taken in then. */
homevisit_code replay_take_until(struct replay *replay, size_t from, homevisit_moment until, size_t *taken);

/* ---- facts.c ---- */
/* Says a fact anew. Most are said as they stand already, which is seen here; the others are for who has seen that. */
void facts_change_boolean(struct fact_store *facts, unsigned fact, bool value);
static inline void facts_set_boolean(struct fact_store *facts, unsigned fact, bool value)
{
    if (!fact_known(facts, fact) || fact_true(facts, fact) != value)
        facts_change_boolean(facts, fact, value);
}
void facts_change_word(struct fact_store *facts, unsigned fact, homevisit_word value);
static inline void facts_set_word(struct fact_store *facts, unsigned fact, homevisit_word value)
{
    if (!fact_known(facts, fact) || facts->values[fact].word != value)
        facts_change_word(facts, fact, value);
}
void facts_set_unknown(struct fact_store *facts, unsigned fact);
void facts_set_integer(struct fact_store *facts, unsigned fact, int64_t value);
void facts_set_text(struct fact_store *facts, unsigned fact, const char *value);
void facts_increase(struct fact_store *facts, unsigned fact);
/* From an event's attribute, or unknown where the event leaves it out. */
void facts_set_from_attribute(struct fact_store *facts, unsigned fact, homevisit_type type,
                              const union attribute_value *value);
/* Facts that are lists are kept beside the others: says that one has changed. */
void facts_touch(struct fact_store *facts, unsigned fact);
void facts_restart_values(struct fact_store *facts);

/* ---- visit_facts.c ---- */
/* The memory that facts take under the policy; then how they stand before a visit's first event. */
homevisit_code facts_init(struct replay *replay);
homevisit_code facts_restart(struct replay *replay);
/* Folds a possible event; moves the clocks. `all_left` as above. */
void facts_fold(struct replay *replay, const struct visit_event *event, bool all_left);
/* Whether nobody is there any more once this `left` has happened. */
bool facts_all_left(const struct replay *replay, const struct visit_event *event);
bool event_is_contact(const struct visit_event *event);

/* ---- duty.c ---- */
struct duty_instance *duty_at(const struct replay *replay, uint32_t place);
/* When a duty is due, as its clocks stand now; once past or settled, as it stood. */
homevisit_moment duty_due(const struct replay *replay, const struct duty_instance *instance);
homevisit_duty_status duty_status(const struct replay *replay, const struct duty_instance *instance, int64_t at);
/* Whether the event, decided over the facts before it, would discharge the standing duties of a rule. */
bool duty_discharged_by(struct replay *replay, uint32_t rule, const struct visit_event *event);
/* Whether a standing duty of the rule would go by undone with this event, which is its `before`; one that is not
 * possible discharges nothing. */
bool duty_missed_by(struct replay *replay, uint32_t rule, const struct visit_event *event, bool possible,
                    bool all_left);
/* Before the event is folded: what is past stands, then steps (2) and (3). */
void duties_before(struct replay *replay, const struct visit_event *event, bool all_left);
/* Step (5): after it. HOMEVISIT_E_MEMORY. */
homevisit_code duties_after(struct replay *replay, const struct visit_event *event, bool all_left);
/* Whether nobody can say if a duty without `on` has arisen: a must, whose `when` is unknown and did not hold last.
 * Asked of the atoms as they stand, so after replay_look(). */
bool duty_may_have_arisen(const struct replay *replay, uint32_t rule);
/* The earliest due time of the standing duties that a check-in would discharge: past it the visit is overdue. */
homevisit_moment duty_check_in_due(const struct replay *replay);

/* ---- decide.c ---- */
enum rule_result { RULE_SILENT, RULE_BROKEN, RULE_UNKNOWN };
/*
 * Asks all rules that speak of the event, guards and duties that have it as `before`, in the order of the profile; tells
 * each that is broken or unknown. Returns the decision that follows, impossible events aside.
 */
typedef void (*rule_teller)(void *user, const struct rule *rule, enum rule_result result);
homevisit_decision event_decide(struct replay *replay, const struct visit_event *event, rule_teller tell, void *user);
static inline homevisit_decision decision_worse(homevisit_decision a, homevisit_decision b)
{
    return a > b ? a : b;
}
/* What one rule of that force makes of the decision. */
static inline homevisit_decision decision_of(homevisit_force force, enum rule_result result)
{
    if (result == RULE_SILENT)
        return HOMEVISIT_DECISION_ALLOW;
    if (force != HOMEVISIT_FORCE_MUST)
        return HOMEVISIT_DECISION_WARN; /* a should that is broken, or hangs on unknown facts */
    return result == RULE_BROKEN ? HOMEVISIT_DECISION_DENY : HOMEVISIT_DECISION_UNKNOWN;
}

#endif
