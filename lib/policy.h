/* A loaded policy: immutable rules over condition nodes, indexed by event. policy_*.c make it; replay and report read it. */
#ifndef HOMEVISIT_POLICY_H
#define HOMEVISIT_POLICY_H

#include "condition.h"
#include "program.h"
#include "time_text.h"
#include "visit.h"

#include <stdatomic.h>

enum rule_form { RULE_GUARD, RULE_DUTY, RULE_CHECKLIST, RULE_ADVICE };

/* A guard: broken when `when` holds, `needs` does not, and `unless` does not. NO_NODE: true, false, false. */
struct guard {
    struct word_set on;
    node_index when, needs, unless;
    gate_index broken; /* the three as one */
};

struct duty {
    struct word_set on; /* has_on false: arises each time `when` becomes true */
    bool has_on;
    node_index when;      /* NO_NODE: true */
    struct word_set todo; /* `do` */
    homevisit_names todo_names;
    node_index where; /* NO_NODE: true */
    gate_index when_gate, where_gate;
    struct atom_list when_atoms, where_atoms; /* of these gates: the atoms that read the event or the time */
    enum clock clocks[CLOCK_COUNT];
    size_t clock_count; /* at least 1 */
    bool has_within;
    int64_t within_seconds;
    uint32_t within_setting; /* the number of the setting that gives them, plus one; 0: a number gives them */
    struct word_set before;  /* empty: none */
    bool early;              /* may be done before the clock's time */
    bool repeat;
    uint32_t standing_place; /* without `on`: among the policy's `standing` */
    const char *by;          /* NULL: not said */
};

struct checklist {
    unsigned fact;    /* declared.ITEM or the policy's own */
    const char *item; /* "phone_carried", "x.NAME" */
    homevisit_word before;
    node_index when;
};

struct advice {
    struct word_set during; /* phases and places */
    node_index when;
};

/* What every report says alike of a rule, as JSON (policy_json.c). */
struct rule_text {
    const char *json; /* from the bracket that opens on */
    size_t head;      /* so far it goes to the rule's force, */
    size_t message;   /* so far to its message, */
    size_t length;    /* and so far to a duty's `since`, or to the end of a checklist's or an advice's entry */
};

struct rule {
    const char *id;
    homevisit_names clauses;
    homevisit_force force;
    const char *message;
    const char *note;   /* NULL: none */
    const char *origin; /* the id of the base that has the rule; NULL: it is the policy's own */
    bool assumed;       /* the rule or a setting that it reads is assumed */
    bool own_assumed;   /* the rule itself says so */
    bool disabled, locked;
    enum rule_form form;
    union {
        struct guard guard;
        struct duty duty;
        struct checklist checklist;
        struct advice advice;
    } as;
    const uint32_t *settings; /* numbers of those it reads, also through conditions and within_minutes */
    size_t setting_count;
    uint32_t number;       /* its place among the enabled rules; UINT32_MAX for a disabled one */
    struct rule_text text; /* of an enabled one */
};

/* A fact that only this policy has numbered: FACT_STATIC_COUNT plus its place in the list. */
enum own_fact_kind { OWN_TOLD, OWN_TOLD_IN_WRITING, OWN_TOLD_ANYONE, OWN_X };
struct own_fact {
    enum own_fact_kind kind;
    homevisit_word to, topic; /* of told.* */
    const char *name;         /* the whole name, "told.dsl.risk", "x.interpreter_arranged" */
    homevisit_type type;      /* boolean, integer, text */
};

struct clause {
    const char *id, *section, *summary;
};

/* Places in a list: of rules by event, above all. */
struct rule_index {
    const uint32_t *items;
    size_t count;
};

struct homevisit_policy {
    atomic_size_t holders;
    homevisit_allocator allocator;
    bool is_image;      /* all that it points to lies in one block with it (policy_image.h) */
    struct arena arena; /* what it points to, otherwise; but for the conditions' lists */
    const char *id, *title, *version;
    const char *issued, *review_due, *source, *extends; /* NULL: not said */
    int64_t review_due_days;                            /* where review_due is said */
    const char *zone_text;
    struct zone zone;
    struct setting *settings; /* the base's first, in order of first appearance */
    size_t setting_count;
    struct own_fact *own_facts;
    size_t own_fact_count;
    const struct clause *clauses;
    size_t clause_count;
    struct conditions conditions;
    struct rule *rules; /* enabled ones, in the profile's order */
    size_t rule_count;
    struct rule *disabled; /* checked, but never asked */
    size_t disabled_count;
    struct rule_index guards[EVENT_COUNT + 1];     /* by event: guards on it */
    struct rule_index befores[EVENT_COUNT + 1];    /* by event: duties that have it as `before` */
    struct rule_index discharges[EVENT_COUNT + 1]; /* by event: duties that name it in `do` */
    struct rule_index raises[EVENT_COUNT + 1];     /* by event: duties with it in `on` */
    struct rule_index duties;                      /* all duties */
    struct rule_index standing;                    /* duties without `on` */
    struct rule_index checklists, advices;
    struct rule_index clauses_by_id, own_by_name; /* places of clauses, and of own facts x.NAME, in order of names */
    struct rule_index told;                       /* own facts that are told.* or told_in_writing.* */
    struct word_set spoken_of;                    /* events with a guard or as a `before`: not silent */
    size_t fact_count;                            /* FACT_STATIC_COUNT + own_fact_count */
    struct program program;                       /* what the rules' conditions are decided with */
};

/* The rules that speak of an event, in the profile's order: guards on it, and duties that have it as `before`. A rule has
 * one form, so it stands in one of the two lists only. */
struct event_rules {
    const uint32_t *guards, *befores;
    size_t guard_count, before_count; /* still to come */
};
static inline struct event_rules event_rules_of(const homevisit_policy *policy, homevisit_word event)
{
    const struct rule_index *guards = &policy->guards[event], *befores = &policy->befores[event];
    return (struct event_rules){guards->items, befores->items, guards->count, befores->count};
}
/* false after the last. */
static inline bool event_rules_next(struct event_rules *rules, uint32_t *number)
{
    if (rules->guard_count && !(rules->before_count && *rules->befores < *rules->guards)) {
        rules->guard_count--;
        *number = *rules->guards++;
    } else if (rules->before_count) {
        rules->before_count--;
        *number = *rules->befores++;
    } else {
        return false;
    }
    return true;
}

/* The name of a fact of any number (own facts by the policy). Static ones are written into `out` of 128 bytes. */
const char *policy_fact_name(const homevisit_policy *policy, unsigned fact, char out[128]);

/* policy_find.c: the place of a clause among `clauses`, of x.NAME among `own_facts`; SIZE_MAX where there is none. */
size_t policy_find_clause(const homevisit_policy *policy, const char *id);
size_t policy_find_own_fact(const homevisit_policy *policy, const char *name);

#endif
