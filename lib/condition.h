/*
 * Conditions: the typed subset of JsonLogic, as a tree of typed nodes that is made and checked when a policy is loaded
 * and evaluated over facts in three-valued logic. docs/format.md, sections 2 and 3 (COND), is the specification.
 */
#ifndef HOMEVISIT_CONDITION_H
#define HOMEVISIT_CONDITION_H

#include "json_tree.h"
#include "vocabulary.h"

enum truth { TRUTH_FALSE = 0, TRUTH_TRUE = 1, TRUTH_UNKNOWN = 2 };

/* The types that a node can have. */
enum node_type {
    NODE_TYPE_BOOLEAN,
    NODE_TYPE_NUMBER, /* an IEEE double, as in JsonLogic; facts are whole numbers */
    NODE_TYPE_TIME,
    NODE_TYPE_NAME, /* a word; `words` says of which vocabularies */
    NODE_TYPE_TEXT,
    NODE_TYPE_NAMES, /* a list of words */
    NODE_TYPE_TEXTS, /* a list of texts: ids, a setting's list, what `missing` gives */
    NODE_TYPE_STAFF,
    NODE_TYPE_NUMBERS /* a literal list of numbers, for `in` */
};

enum node_kind {
    NODE_CONSTANT,     /* also a setting: then `setting` is its number plus one */
    NODE_FACT,         /* `fact`: a fact of the record */
    NODE_EVENT,        /* the word of the event being decided */
    NODE_ATTRIBUTE,    /* `attribute` of the event being decided */
    NODE_EVENT_MEMBER, /* whether the list `attribute` of that event holds `word` */
    NODE_MEMBER,       /* inside all, some, none: the member of a list of names or texts */
    NODE_MEMBER_ID,
    NODE_MEMBER_ROLE,
    NODE_MEMBER_TRAINED, /* … of a member of staff */
    NODE_DEFAULT,        /* children: what may be unknown (a var), what stands in */
    NODE_OPERATION /* `operation` over the children; VAR never. MISSING: pairs of a name (constant text) and its var */
};

typedef uint32_t node_index;
#define NO_NODE UINT32_MAX

struct condition_node {
    uint8_t kind;          /* enum node_kind */
    uint8_t type;          /* enum node_type */
    uint8_t operation;     /* enum operator_id */
    bool folded;           /* comes from a named condition; only while loading */
    uint32_t first, count; /* children: conditions.children[first … first + count) */
    vocabularies words;
    union {
        bool boolean;
        double number;
        homevisit_word word; /* constant names, and the member of NODE_EVENT_MEMBER */
        const char *text;
        struct {
            const homevisit_word *words; /* constant NAMES; may be in a type's list more than once */
            const char *const *texts;    /* constant TEXTS */
            const double *numbers;       /* constant NUMBERS */
            uint32_t count;
        } list;
        unsigned fact;
    } value;
    homevisit_attribute_name attribute;
    uint32_t setting; /* 0: none */
    int place;        /* the cJSON node's `valueint`, for messages of later checks; only while loading */
};

struct data_list;        /* condition_value.h */
struct condition_solver; /* condition_solve.h */

/*
 * All nodes of a policy; children before parents. Indices, not pointers: the arrays grow while loading. A named condition
 * that reads no event is folded in once and shared by all that name it.
 */
struct conditions {
    struct list nodes;             /* struct condition_node */
    struct list children;          /* node_index */
    const struct data_list *lists; /* condition_data.c: the facts that are lists, by number from FACT_STATIC_COUNT on */
    /* Only while loading: */
    struct list origins;             /* const cJSON *, by node: where it stands in a text */
    struct list folds;               /* named conditions folded in so far (condition_names.c) */
    struct list fold_settings;       /* uint32_t: the settings that those read */
    struct condition_solver *solver; /* of condition_satisfy.c, over all conditions */
    size_t work;                     /* that it did */
};

void conditions_init(struct conditions *conditions, const homevisit_allocator *allocator);
void conditions_free(struct conditions *conditions);
/* Loading is done: forgets what only loading needs, among it every pointer into the cJSON tree. */
void conditions_seal(struct conditions *conditions);

/* ---- making ----------------------------------------------------------------------------------------------------- */

/* A fact's number and type as the one who asks sees them. */
struct fact_reference {
    unsigned fact;
    homevisit_type type; /* HOMEVISIT_TYPE_NOTHING: there is no such fact */
    vocabularies words;
    /* Of a data object (condition_data.c): there is such a name, never known and of no type of its own. It may stand in
     * `missing`; `takes_default`: it takes the type of its default. */
    bool untyped, takes_default;
    bool faulty; /* what is wrong with it was told: what speaks of it is not told again */
};

/* A setting as conditions see it. `value` is its `value` member. */
struct setting {
    const char *name;
    const cJSON *node;   /* the whole setting; NULL after loading */
    enum node_type type; /* BOOLEAN, NUMBER, TEXT (a name or text), TEXTS (a list of names) */
    bool boolean;
    double number;
    const char *text;
    const char *const *texts;
    uint32_t text_count;
    bool time_of_day;     /* a number that was written as "HH:MM" */
    bool assumed, locked; /* locked: read by a locked rule of a base */
    bool faulty;          /* a problem was already told; do not tell it again where it is used */
    size_t source;        /* which document it came from (json_tree_source) */
    const char *origin;   /* the id of the base that says it; NULL: the policy itself */
    const char *note;     /* NULL: none */
    homevisit_names clauses;
};

/*
 * What a condition may speak of, and where problems go. One for each condition that is read.
 *   find_fact   resolves a name that is not event.*, settings.*, conditions.* (also told.*, x.*), and may number it
 *   find_setting    finds a setting, NULL where there is none
 *   find_condition  finds the COND of that name, NULL where there is none. What is wrong with a named condition is told
 *               when it is read by itself (EVENT_ANY), whether or not `faulty` is set already; where it is used, only
 *               what comes of the use: an attribute that an event there lacks, the number of nodes, what can never hold
 *   offer_names feeds the profile's own names (x.*, settings, conditions) to the search for the nearest
 */
struct condition_context {
    void *user;
    struct fact_reference (*find_fact)(void *user, const char *name, size_t length);
    const struct setting *(*find_setting)(void *user, const char *name, size_t length, uint32_t *number);
    const cJSON *(*find_condition)(void *user, const char *name, size_t length, bool *faulty);
    void (*offer_names)(void *user, struct nearest *nearest);
    void (*read_setting)(void *user, uint32_t number); /* told for each setting read; may be NULL */

    enum event_scope {
        EVENT_NOT_HERE,
        EVENT_OF_ON,
        EVENT_OF_DO,
        EVENT_ANY
    } event;                      /* may it speak of event and time, whose */
    const homevisit_word *events; /* those of `on` or `do`; EVENT_ANY: a condition by itself, judged where it is used */
    size_t event_count;
    bool plain_names; /* event.*, settings.* and conditions.* are nothing special: every name is find_fact's */
    size_t max_nodes;

    struct json_places *places;
    homevisit_problems *problems;
    struct arena *arena;           /* constants' texts and lists */
    struct conditions *conditions; /* where nodes go */
};

/*
 * Reads a COND, which has to be boolean, checks its types, folds in settings and conditions, and refuses what can never
 * be true. Returns the root, or NO_NODE after at least one problem was added.
 */
node_index condition_read(struct condition_context *context, const cJSON *json);
/* The same for an expression of any type: condition_data.c. */
node_index condition_read_any(struct condition_context *context, const cJSON *json);

/* condition_satisfy.c: refuses every part of the tree, standing where a condition stands, that can never be true.
 * Returns false after a problem. Bounded work: where the bound is met, the condition is taken to be satisfiable. */
bool condition_satisfiable(struct condition_context *context, node_index root);

/* ---- deciding --------------------------------------------------------------------------------------------------- */

struct fact_store;  /* facts.h */
struct visit_event; /* visit.h */

/* What a condition is decided over. `event` NULL: no event is being decided, or nothing is known of its attributes. */
struct condition_scene {
    const struct conditions *conditions;
    const struct fact_store *facts;
    const struct visit_event *event;
};

enum truth condition_decide(const struct condition_scene *scene, node_index root);

/* ---- explaining ------------------------------------------------------------------------------------------------- */

/* Told each fact on which a value rests, in order of first appearance (a fact may come more than once; the collector
 * keeps the first). `node` is a FACT, EVENT, ATTRIBUTE or EVENT_MEMBER node. */
struct condition_witness {
    void *user;
    void (*because)(void *user, const struct condition_node *node,
                    bool known); /* known false: stands there with null */
    void (*missing)(void *user, const struct condition_node *node);
};
/* FORMAT.md section 4, `because`. */
void condition_explain(const struct condition_scene *scene, node_index root, const struct condition_witness *witness);

/* A node's fact as a name ("event.role", "told.dsl.risk"); false if capacity is too small. `dynamic` names a policy's own facts. */
bool condition_fact_name(const struct condition_node *node, const char *(*dynamic)(const void *user, unsigned fact),
                         const void *user, char *out, size_t capacity);

#endif
