/*
 * What the files that read conditions share: condition_read.c walks the tree, condition_operators.c knows what each
 * operator asks of its operands, condition_types.c what goes with what, condition_names.c what a `var` may name.
 */
#ifndef HOMEVISIT_CONDITION_READER_H
#define HOMEVISIT_CONDITION_READER_H

#include "condition.h"

/* How deep a condition may be with conditions folded in: what walks a tree by recursion keeps to it. */
#define CONDITION_DEPTH_LIMIT 256

/* The named conditions that are being folded in, the innermost first: a circle would come round to one of them. */
struct fold_level {
    const cJSON *json;
    const struct fold_level *outer;
};

struct condition_reader {
    struct condition_context *context;
    struct conditions *conditions;
    const cJSON *root; /* the whole condition: where limits are told */
    const cJSON *use;  /* the name by which what is being read was folded in; NULL in the condition's own text */
    const struct fold_level *folds;
    enum event_scope event;
    bool inside; /* all, some, none: only the member is in scope */
    enum node_type member;
    vocabularies member_words;
    size_t count; /* nodes so far */
    unsigned depth, deepest;
    unsigned preferred;   /* EVENT_ANY: with which of its several types an attribute is read */
    bool several_types;   /* such an attribute was met */
    bool reads_event;     /* event, or an attribute of it: means something else in each rule */
    bool reads_time;      /* may not stand everywhere, but means the same wherever it may */
    bool quiet;           /* an attempt: nothing is told */
    bool stopped;         /* a limit was met or memory ran out: the rest is not looked at */
    struct list operands; /* node_index: a stack */
    struct list settings; /* uint32_t: those read so far */
};

/* A named condition that was folded in, and means the same wherever it is: of one that reads the event, wherever the
 * same events are meant. */
struct condition_fold {
    const cJSON *json;
    node_index root;
    bool reads_event, several_types;
    enum event_scope event;
    unsigned preferred;
    struct word_set events;              /* those of a rule; none where `event` is no rule's */
    bool reads_time;                     /* may stand only where an event is decided */
    size_t count;                        /* nodes, shared ones as often as they are used */
    unsigned height;                     /* levels */
    size_t first_setting, setting_count; /* among conditions.fold_settings */
};

/* Where faults are told: nowhere in an attempt. */
static inline homevisit_problems *reader_problems(const struct condition_reader *reader)
{
    return reader->quiet ? NULL : reader->context->problems;
}

/* Tells what is wrong, at the use of a named condition where the fault lies inside one. */
#define FAULT(reader, json, kind, code, suggestion, ...)                                                               \
    json_tree_fault((reader)->context->places, reader_problems(reader), reader_place(reader, json),                    \
                    HOMEVISIT_KIND_##kind, code, suggestion, __VA_ARGS__)

/* Where a fault is told: a named condition's at its use, and a setting's at its value where another policy's condition
 * reads it, since the one that replaced the setting is to blame. */
const cJSON *reader_place(const struct condition_reader *reader, const cJSON *json);
/* The value of the setting that a name or its `var` reads; NULL where it reads none, or one that stands in no text. */
const cJSON *reader_setting_value(const struct condition_reader *reader, const cJSON *json);
void reader_no_memory(struct condition_reader *reader);
void reader_too_deep(struct condition_reader *reader);

/* The operands of one operation: their nodes (NO_NODE: faulty) and where they stand. */
struct operands {
    const cJSON *json; /* of the whole operation */
    enum operator_id id;
    const cJSON *first; /* the first operand; the others are its siblings, where they stand in a list */
    size_t count;
    size_t base; /* where their nodes begin on the reader's stack */
};

/* ---- condition_nodes.c ------------------------------------------------------------------------------------------ */

struct condition_node *conditions_node(const struct conditions *conditions, node_index index);
node_index conditions_child(const struct conditions *conditions, const struct condition_node *node, uint32_t number);
const cJSON *conditions_origin(const struct conditions *conditions, node_index index);
/* Adds a node that has no children. NO_NODE where memory ran out. */
node_index reader_add(struct condition_reader *reader, const cJSON *json, struct condition_node node);
/* Adds a node over nodes on the operands' stack from `base` on, which are taken from it. */
node_index reader_add_over(struct condition_reader *reader, const cJSON *json, struct condition_node node, size_t base);
bool reader_push(struct condition_reader *reader, node_index node);
node_index reader_operand(const struct condition_reader *reader, const struct operands *operands, size_t number);
/* Counts one more, and stops at the limit. */
bool reader_count(struct condition_reader *reader, size_t nodes);

/* ---- condition_read.c ------------------------------------------------------------------------------------------- */

node_index reader_read(struct condition_reader *reader, const cJSON *json);

/* ---- condition_operators.c -------------------------------------------------------------------------------------- */

/* Reads the operands of an operation and makes its node; `value` is what stands under the operator's key. */
node_index reader_operation(struct condition_reader *reader, const cJSON *json, enum operator_id id,
                            const cJSON *value);

/* ---- condition_names.c ------------------------------------------------------------------------------------------ */

/* A `var`, `value` being its name or the list of its name and its default. */
node_index reader_var(struct condition_reader *reader, const cJSON *json, const cJSON *value);
/* What a name stands for, without a default. `untyped` is set where the name has no type. */
enum untyped { TYPED, UNTYPED_TAKES_DEFAULT, UNTYPED };
node_index reader_name(struct condition_reader *reader, const cJSON *json, enum untyped *untyped);

/* ---- condition_fold.c ------------------------------------------------------------------------------------------- */

/* A named condition, read where it is named (or shared, where it means the same everywhere). */
node_index reader_fold(struct condition_reader *reader, const cJSON *name, const cJSON *condition);
/* The condition by itself, as any event may be meant. Tells what is wrong, unless `quiet`. */
node_index reader_read_for_any_event(struct condition_reader *reader, const cJSON *json, bool boolean);
/* The condition with its root checked. */
node_index reader_read_root(struct condition_reader *reader, const cJSON *json, bool boolean);
/* Forgets the nodes that were added since. */
struct reader_mark {
    size_t nodes, children, folds, fold_settings, operands, settings, count;
};
struct reader_mark reader_mark(const struct condition_reader *reader);
void reader_forget(struct condition_reader *reader, const struct reader_mark *mark);

/* ---- condition_types.c ------------------------------------------------------------------------------------------ */

const char *type_label(enum node_type type);
bool type_is_list(enum node_type type);
/* Each tells what is wrong and returns false. A node that is NO_NODE passes, since it was told already. */
bool types_want(struct condition_reader *reader, const struct operands *operands, size_t number, enum node_type type);
/* Two that are compared for equality: of one type, a text beside a name becoming a word of its vocabularies. */
bool types_compare(struct condition_reader *reader, const cJSON *first_json, node_index first, const cJSON *second_json,
                   node_index second);
/* Values of which one is chosen: of one type, names united. `type` and `words` are what they have in common. */
struct united {
    bool any; /* something was united already */
    enum node_type type;
    vocabularies words;
};
bool types_unite(struct condition_reader *reader, struct united *united, const cJSON *json, node_index node);
/* Makes texts among the value's constants words, where the united type is one of names. */
bool types_settle(struct condition_reader *reader, const struct united *united, const cJSON *json, node_index node);
/* `in`: the member and the list. */
bool types_member(struct condition_reader *reader, const cJSON *member_json, node_index member, const cJSON *list_json,
                  node_index list);

#endif
