/*
 * A profile's cases (docs/cases.md): read, run, told. In the order in which they meet the data:
 *   cases_run.c     leads: homevisit_policy_test()
 *   cases_shape.c   every key and value, by the table of cases_keys.def
 *   cases_names.c   what the cases name: rules, clauses, settings, visits
 *   cases_merge.c   values laid over an object's members
 *   cases_build.c   a case's record of events, from `visit`, `drop`, `change` and `add`
 *   cases_policy.c  the policy under a case's settings
 *   cases_place.c   problems of what was built, told where the cases say it
 *   cases_verdict.c what a report says of each rule
 *   cases_match.c   a part that is expected against what there is
 *   cases_judge.c   a case's answer against what it asks for
 *   cases_why.c     the facts behind a difference
 *   cases_json.c, cases_text.c, cases_junit.c  the outcome, written
 * Functions that return bool return false only where memory ran out (the problems know), unless they say otherwise.
 */
#ifndef HOMEVISIT_CASES_H
#define HOMEVISIT_CASES_H

#include "json_copy.h"
#include "policy_read.h"
#include "report.h"
#include "text_write.h"

#define CASES_FORMAT "homevisit-cases/1"
/* What problems call the cases' text. */
#define CASES_DOCUMENT "cases.json"

/* ---- reading ---------------------------------------------------------------------------------------------------- */

/* One of the file's `visits`. */
struct case_visit {
    const cJSON *events;
    bool faulty; /* a problem was told: cases that start from it are passed over */
};

/* Rules by their places among the policy's. */
struct rule_numbers {
    uint32_t *items;
    size_t count;
};

struct test_case {
    const cJSON *node;
    const char *name;
    homevisit_question question;
    const cJSON *start;       /* the list of events from which it starts; NULL: it cannot be run */
    struct case_visit *named; /* where `start` is one of the file's visits */
    homevisit_names clauses;
    struct rule_numbers fires, unknown, spares;
    homevisit_moment at;
};

/* The profile with some settings laid over it. */
struct case_policy {
    char *settings;           /* the case's `settings`, as compact JSON */
    homevisit_policy *policy; /* NULL: cannot be loaded; that was told */
};

/* What the cases are read into and run with. */
struct cases {
    const struct settled_options *options;
    const homevisit_options *given; /* the host's own, for functions that take these */
    homevisit_problems *problems;
    struct json_places *places;
    struct arena arena;
    homevisit_text policy_text;
    homevisit_policy *policy;
    cJSON *policy_root; /* read where some case has settings */
    cJSON *root;
    struct id_index rules; /* enabled ones, by the places in the policy */
    struct id_index disabled, clauses, settings, visit_names, case_names;
    struct list visits;   /* struct case_visit */
    struct list rows;     /* struct test_case */
    struct list policies; /* struct case_policy: those that were loaded for some case's settings, not too many */
    size_t next_policy;   /* the one that gives way once there are as many as may be */
    size_t offers_left;   /* how many names may still be looked at for one that was meant (OFFERS_LIMIT) */
};

/* cases_shape.c: false where the text is another kind of document, of which nothing more can be said. */
bool cases_check_shape(struct cases *cases);
/* A key of `change`: the event's word, and which of those events. Returns false where it is none. */
bool cases_read_change_key(const char *key, homevisit_word *word, size_t *nth);
homevisit_question cases_question(const cJSON *test); /* 0 where it is none */
/* cases_names.c: also makes the rows of `visits` and `rows`. */
bool cases_resolve(struct cases *cases);

/* ---- laying over ------------------------------------------------------------------------------------------------- */

/* An object beside what is laid over it: for each of the patch's keys the object's member, NULL where it has none. */
struct overlay {
    struct id_index keys;
    cJSON **members; /* by the key's number */
};
/* Close it in either case. Of these, and of merging, who calls tells that memory ran out. */
bool overlay_open(struct overlay *overlay, cJSON *target, const cJSON *patch, struct arena *scratch);
void overlay_close(struct overlay *overlay);
/* The place of the member that one of the patch's has under it. */
cJSON **overlay_place(const struct overlay *overlay, const cJSON *item);
/* Puts a member into its place, that of another or behind all. Takes `fresh` over; false where memory ran out. */
bool overlay_put(cJSON *target, cJSON **place, const char *key, cJSON *fresh);

/* JSON Merge Patch, RFC 7396. What is changed stands where the patch does. false where memory ran out. */
bool cases_merge_patch(cJSON *target, const cJSON *patch, struct arena *scratch);

/* ---- building --------------------------------------------------------------------------------------------------- */

/* What a case's question is asked over. */
struct built_case {
    struct arena scratch;
    homevisit_allocator allocator;
    cJSON *events;          /* as the case has changed them; the nodes know where they come from */
    size_t added_from;      /* events from this place on come from `add` */
    homevisit_buffer text;  /* the record */
    homevisit_buffer event; /* the proposed one's text, of a check */
    homevisit_visit *visit;
};
/* Makes the record. `visit` is NULL where it cannot be made; that was told. */
bool cases_build(struct cases *cases, const struct test_case *test, struct built_case *built);
void cases_build_free(struct built_case *built);
/* Puts a check's proposed event into the record after it was asked, for who looks at the record as a whole. Its `id` is
 * left out, since a check compares it with none. */
bool cases_append_proposed(struct cases *cases, const struct test_case *test, struct built_case *built);
/* Tells what is wrong with the events of each of the file's visits. */
bool cases_check_visits(struct cases *cases);

/* cases_policy.c: the policy under the case's settings, owned by `cases` and there until the next case; NULL where there
 * is none (that was told). */
bool cases_policy_of(struct cases *cases, const struct test_case *test, homevisit_policy **policy);
void cases_drop_policies(struct cases *cases);

/* cases_place.c: takes over the problems of a text that was built from nodes of the cases: of the record, of the
 * proposed event, or (neither is given) of a policy with the settings of `fallback`. Frees `found`. */
void cases_tell_problems(struct cases *cases, const cJSON *events, const cJSON *event, const cJSON *fallback,
                         homevisit_problems *found);

/* ---- judging ---------------------------------------------------------------------------------------------------- */

enum rule_verdict { VERDICT_FIRES = 1, VERDICT_UNKNOWN = 2, VERDICT_ASKED = 4 };

/* A case's question with its answer. */
struct answered_case {
    const struct test_case *test;
    homevisit_policy *policy;
    homevisit_visit *visit; /* of a check: with the proposed event as its last */
    homevisit_moment at;    /* until when the record was looked at */
    homevisit_report *report;
    uint8_t *verdicts; /* by rule */
};
/* cases_verdict.c: of a check, the proposed event, which the visit has by then; else NULL */
const struct visit_event *cases_proposed(const struct answered_case *answered);
bool cases_read_verdicts(struct cases *cases, struct answered_case *answered);

/* What a condition or a duty had to do with a difference. */
enum reason_kind {
    REASON_FINDING, /* a rule that spoke */
    REASON_PART,    /* a condition for which it did not */
    REASON_DUTY,    /* a duty as it stands */
    REASON_UNASKED  /* none of `events` took place */
};
struct reason {
    enum reason_kind kind;
    const char *rule;
    bool has_event;
    bool proposed; /* the event of a check, which has no place in the record */
    size_t index;  /* the event's place in the built record */
    int64_t at;
    homevisit_word event;
    homevisit_outcome outcome; /* FINDING */
    const char *part;          /* PART: "when", "needs", "unless", "where" */
    enum truth value;
    const homevisit_because *because;
    size_t because_count;
    homevisit_names missing;
    const homevisit_duty *duty;
    homevisit_names events; /* UNASKED */
};

enum difference_kind { DIFFERENCE_FIRES, DIFFERENCE_UNKNOWN, DIFFERENCE_SPARES, DIFFERENCE_ONLY, DIFFERENCE_EXPECT };
struct difference {
    enum difference_kind kind;
    const struct rule *rule; /* NULL: EXPECT */
    const char *path;        /* EXPECT: a JSON Pointer into the report */
    const char *wanted;      /* JSON */
    const char *found;       /* JSON; NULL: the report has no such key */
    const struct reason *reasons;
    size_t reason_count;
};
const char *difference_kind_text(enum difference_kind kind);

struct case_result {
    const struct test_case *test;
    homevisit_names fired, unknown; /* rules' ids */
    struct difference *differences;
    size_t difference_count;
    homevisit_report *report, *reasons; /* hold what the reasons point to; NULL where nothing differs */
};

struct coverage {
    size_t fired, unknown, spared; /* cases */
};

/* How many cases name a clause, and how many rules cite it. */
struct clause_coverage {
    size_t cases, rules;
    size_t last; /* what was counted last, so that nothing counts twice */
};

struct outcome {
    struct cases *cases;
    struct arena arena;
    struct list results;             /* struct case_result */
    struct coverage *coverage;       /* by rule */
    struct clause_coverage *clauses; /* as the policy has them */
    size_t passed, failed, never_fired, never_spared;
};
static inline bool outcome_passed(const struct outcome *outcome)
{
    return outcome->failed == 0 && outcome->never_fired == 0 && outcome->never_spared == 0;
}

/* cases_match.c: tells each place where what is found is not what is wanted; returns how many there are. */
struct mismatch {
    const char *path;
    const char *word; /* of a list: "contains", "lacks" or "count", and `wanted` is its part; else NULL */
    const cJSON *wanted;
    const cJSON *found; /* NULL: there is no such key */
    size_t found_count; /* of "count": how many members there are */
};
typedef void (*mismatch_teller)(void *user, const struct mismatch *mismatch);
size_t cases_match(const cJSON *wanted, const cJSON *found, mismatch_teller tell, void *user);
/* Writes what was found, of objects only the keys that were wanted. */
void cases_write_projected(struct json_writer *writer, const cJSON *wanted, const cJSON *found);

/* cases_judge.c: takes the report over where something differs. */
bool cases_judge(struct outcome *outcome, struct answered_case *answered, struct case_result *result);

/* cases_why.c: sets the reasons of every difference. */
bool cases_explain(struct outcome *outcome, const struct answered_case *answered, struct case_result *result);

/* ---- writing ---------------------------------------------------------------------------------------------------- */

homevisit_code cases_write_json(const struct outcome *outcome, homevisit_buffer *out);
homevisit_code cases_write_text(const struct outcome *outcome, homevisit_buffer *out);
homevisit_code cases_write_junit(const struct outcome *outcome, homevisit_buffer *out);
/* cases_text.c: a difference in one line, without its end; its reasons in lines of their own. */
void cases_put_difference(struct text_writer *writer, const struct difference *difference);
void cases_put_reasons(struct text_writer *writer, const struct difference *difference, const char *indent);
/* cases_json.c: "guard", … */
const char *rule_form_text(enum rule_form form);
#endif
