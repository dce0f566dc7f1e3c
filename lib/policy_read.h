/*
 * What the stages of loading a policy share. policy_load.c runs them in this order:
 *   policy_extends.c   the profile and those that it extends, as trees
 *   policy_shape.c     the keys of each, and policy_values.c their values, by the table of policy_keys.def
 *   policy_merge.c     one laid over the other, policy_locks.c holding what may not be changed
 *   policy_head.c      who the policy is, its settings, clauses and facts
 *   policy_conditions.c  the named conditions
 *   policy_rules.c     the rules, policy_forms.c their forms
 *   policy_index.c     the rules by event
 * A stage tells what is wrong and goes on, so that all problems are told at once; it passes over in silence what an
 * earlier stage has told. Functions that return bool return false only where memory ran out (the problems know).
 */
#ifndef HOMEVISIT_POLICY_READ_H
#define HOMEVISIT_POLICY_READ_H

#include "id_index.h"
#include "policy.h"
#include "policy_keys.h"

#define POLICY_FORMAT "homevisit-policy/1"
#define POLICY_DEFAULT_ZONE "GMT0BST,M3.5.0/1,M10.5.0"

/* A profile and those below it: no more than this many. */
#define EXTENDS_LIMIT 16

/* Looking for the nearest among a hundred names for each of ten thousand mistakes is enough: beyond that, a large document
 * gets its problems without suggestions, and in good time. */
#define OFFERS_LIMIT 1000000

/* A setting, fact, condition, clause or rule as the policies laid over each other have it. */
struct policy_entry {
    const char *name;  /* in scratch memory */
    const char *whole; /* as conditions write it, "settings.NAME"; `name` is its end */
    cJSON *node;       /* its value in the document that says it last */
    size_t source;     /* the document that says it first (json_tree_source) */
    bool locked;       /* belongs to what a base's locked rule says */
    bool faulty;       /* a problem was told: not to be told again where it is used */
    bool incomplete;   /* a rule: that it lacks keys was told */
};

/* Entries by name, in the order of their first appearance; the bases' come first. */
struct policy_entries {
    const char *prefix; /* what conditions write before the name */
    struct list items;  /* struct policy_entry */
    struct id_index names;
};

/* A profile or one that it extends. */
struct policy_document {
    cJSON *root;
    const char *id;   /* by which it was asked for; NULL for the profile itself */
    const char *kept; /* the same in the policy's own memory; NULL until somebody asks */
};

struct policy_reader {
    const struct settled_options *options;
    homevisit_problems *problems;
    struct json_places *places;
    struct arena scratch;  /* until the load ends; the policy has an arena of its own */
    struct list documents; /* struct policy_document: the profile, then what it extends, and so on down */
    bool lacks_base;       /* something that is extended cannot be had; that was told */
    struct policy_entries settings, facts, conditions, clauses, rules;
    struct list stray_rules; /* struct policy_entry: without an id or with one that is taken; checked all the same */
    bool too_many_rules;

    homevisit_policy *policy; /* being made */
    struct list own_facts;    /* struct own_fact */
    struct id_index own_names;
    struct list settings_read; /* uint32_t: of the rule that is being read */
    uint32_t rule_number;      /* counts the rules that are read, from 1 */
    uint32_t *last_reader;     /* by setting: the last rule that read it */
    size_t offers_left;        /* how many of the profile's own names may still be offered as the nearest */
};

/* ---- telling ---------------------------------------------------------------------------------------------------- */

#define FAULT_AT(reader, node, kind, code, suggestion, ...)                                                            \
    json_tree_fault((reader)->places, (reader)->problems, node, HOMEVISIT_KIND_##kind, code, suggestion, __VA_ARGS__)
/* At the key under which the node stands. */
#define FAULT_AT_KEY(reader, node, kind, code, suggestion, ...)                                                        \
    json_tree_fault_key((reader)->places, (reader)->problems, node, HOMEVISIT_KIND_##kind, code, suggestion,           \
                        __VA_ARGS__)

/* Whether memory was got; where it was not, the problems are told. */
static inline bool policy_got(struct policy_reader *reader, const void *memory)
{
    if (memory == NULL)
        problems_out_of_memory(reader->problems);
    return memory != NULL;
}

/* Copies a text into the policy's own memory; NULL stays NULL. */
bool policy_keep_text(struct policy_reader *reader, const char **kept, const char *text);

/* ---- looking ---------------------------------------------------------------------------------------------------- */

/* The value of a key; NULL where there is none. */
const cJSON *member(const cJSON *object, const char *key);
/* The value's text where it is one and not empty, else NULL. */
const char *member_text(const cJSON *object, const char *key);
bool member_is_true(const cJSON *object, const char *key);
/* Whether a number is whole. */
bool is_whole(const cJSON *node);
/* What a message calls a value ("a text"). */
const char *json_kind_label(const cJSON *node);

void policy_entries_init(struct policy_entries *entries, const char *prefix, const homevisit_allocator *allocator);
void policy_entries_free(struct policy_entries *entries);
size_t policy_entries_count(const struct policy_entries *entries);
struct policy_entry *policy_entry_at(const struct policy_entries *entries, size_t number);
/* NULL where there is none of that name. */
struct policy_entry *policy_entry_find(const struct policy_entries *entries, const char *name, size_t length,
                                       uint32_t *number);
/* Adds an entry of a name that is not known yet; NULL where memory ran out. */
struct policy_entry *policy_entry_add(struct policy_reader *reader, struct policy_entries *entries, const char *name,
                                      cJSON *node);
/* The id of the base that is the source of a node, in the policy's own memory; NULL for the profile itself. false where
 * memory ran out. */
bool policy_origin(struct policy_reader *reader, size_t source, const char **origin);
/* Offers the names as conditions write them, as long as there are offers left. */
void nearest_offer_entries(struct policy_reader *reader, struct nearest *nearest, const struct policy_entries *entries);

/* ---- the stages ------------------------------------------------------------------------------------------------- */

/* Where the profile itself cannot be used, no documents are there afterwards. */
bool policy_read_documents(struct policy_reader *reader, homevisit_text text);

/* The keys of a whole document and its values, those of rules' forms left out (policy_rules.c has them checked). */
void shape_check_document(struct policy_reader *reader, const cJSON *root);
/* The values of a document's rules, each for itself: for rules that cannot be laid over their bases. */
void shape_check_rules(struct policy_reader *reader, const cJSON *root);
/* Tells keys that none of the objects (bits) has. */
void shape_check_keys(struct policy_reader *reader, unsigned objects, enum policy_object label, const cJSON *node);
/* Tells a required key of `object` that is not there, unless a misspelt one (of `objects`) stands for it. */
void shape_check_required(struct policy_reader *reader, enum policy_object object, unsigned objects, const cJSON *node);
/* Whether an unknown key of the node is nearest to a key of one of the wanted objects (to that very key, if given). */
bool shape_is_misspelt(struct policy_reader *reader, const cJSON *node, unsigned objects, unsigned wanted,
                       const char *key);
/* "8:00" or "24:00": meant as a time of day, and none. `meant` receives the time, where a zero is all that lacks. */
bool policy_bad_time_of_day(const char *text, char meant[6]);
/* Checks a value by its row. Returns whether it is sound. */
bool shape_check_value(struct policy_reader *reader, const struct policy_key *row, const cJSON *value);

bool policy_merge_documents(struct policy_reader *reader);
/* Marks what the locked rules say, and the settings and conditions that they read. */
bool policy_mark_locked(struct policy_reader *reader);

/* Tells each `settings.NAME` and `conditions.NAME` that a condition reads. */
typedef bool (*policy_name_told)(void *user, const char *name);
bool policy_names_read(const cJSON *condition, void *user, policy_name_told told);

bool policy_read_head(struct policy_reader *reader);
bool policy_read_settings(struct policy_reader *reader);
bool policy_read_clauses(struct policy_reader *reader);
bool policy_read_facts(struct policy_reader *reader);
/* Keeps a list of clauses' ids, and refuses those that no policy of the chain has, where they have any. */
bool policy_keep_clauses(struct policy_reader *reader, homevisit_names *clauses, const cJSON *list);

bool policy_read_conditions(struct policy_reader *reader);
/* A condition that stands in a rule. `events`: those of `on` or `do`. */
struct condition_context policy_condition_context(struct policy_reader *reader);

struct fact_reference policy_find_fact(void *user, const char *name, size_t length);
/* The number of a declared fact, "x.NAME"; NULL where it is not declared. */
const struct own_fact *policy_declared_fact(struct policy_reader *reader, const char *name, unsigned *fact);
bool policy_keep_own_facts(struct policy_reader *reader);

bool policy_read_rules(struct policy_reader *reader);

/* A list of distinct words. */
struct word_list {
    homevisit_word *items;
    size_t count;
    bool faulty; /* some are missing because they were refused */
};
bool policy_read_guard(struct policy_reader *reader, const cJSON *node, struct guard *guard);
bool policy_read_duty(struct policy_reader *reader, const cJSON *node, struct duty *duty);
bool policy_read_checklist(struct policy_reader *reader, const cJSON *node, struct checklist *checklist);
bool policy_read_advice(struct policy_reader *reader, const cJSON *node, struct advice *advice);
/* Notes that the rule that is being read reads a setting. */
void policy_note_setting(void *user, uint32_t number);

bool policy_make_indexes(struct policy_reader *reader);
/* policy_json.c: the texts of a sound policy's rules. false where memory ran out. */
bool policy_make_texts(homevisit_policy *policy);
/* policy_find.c: clauses and own facts in the order of their names. */
bool policy_sort_names(struct policy_reader *reader);
/* Of a sound policy: tells what is doubtful (policy_warn.c). `today` NULL: nobody asks for the review. */
bool policy_warn(struct policy_reader *reader, const int64_t *today);

/* Offers the ids of the bundled policies. policy_bundled.c */
void nearest_offer_bundled(struct nearest *nearest);

/* Loads with settled options. policy_load.c */
homevisit_code policy_load_settled(homevisit_text text, const struct settled_options *options, homevisit_policy **out,
                                   homevisit_problems **problems);

#endif
