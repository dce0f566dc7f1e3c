/*
 * Named conditions, folded in where they are named. What is wrong with one is told where it is read by itself; where it
 * is used, only what comes of the use is told: above all what it asks of an event that lacks it.
 */
#include "condition_reader.h"

#include <string.h>

/* ---- attempts --------------------------------------------------------------------------------------------------- */

/*
 * A condition by itself does not know its event, and an attribute may be of one type with one event and of another with
 * the next (a `reason` is a name or a text). The condition is sound if it is so with one of the types.
 */
enum { TYPES_LIMIT = 3 }; /* no attribute has more types */

static node_index attempt_for_any_event(struct condition_reader *reader, const cJSON *json, bool boolean)
{
    const struct reader_mark mark = reader_mark(reader);
    for (reader->preferred = 0; reader->preferred < TYPES_LIMIT; reader->preferred++) {
        reader->several_types = false;
        const node_index root = reader_read_root(reader, json, boolean);
        if (root != NO_NODE || !reader->several_types || reader->stopped)
            return root;
        reader_forget(reader, &mark);
    }
    return NO_NODE;
}

node_index reader_read_for_any_event(struct condition_reader *reader, const cJSON *json, bool boolean)
{
    const struct reader_mark mark = reader_mark(reader);
    const bool quiet = reader->quiet;
    reader->quiet = true;
    node_index root = attempt_for_any_event(reader, json, boolean);
    reader->quiet = quiet;
    if (root == NO_NODE && !quiet && !reader->stopped) {
        reader_forget(reader, &mark);
        reader->preferred = 0;
        root = reader_read_root(reader, json, boolean);
    }
    return root;
}

/* ---- sharing ---------------------------------------------------------------------------------------------------- */

/* The events that are meant, where they are a rule's. */
static struct word_set events_of(const struct condition_reader *reader)
{
    struct word_set events = {{0}};
    const bool of_rule = reader->event == EVENT_OF_ON || reader->event == EVENT_OF_DO;
    for (size_t i = 0; of_rule && i < reader->context->event_count; i++)
        word_set_add(&events, reader->context->events[i]);
    return events;
}

/* Whether what was folded there would be read in the same way here. One that speaks of time is read again where it may
 * not stand, so that this is told. */
static bool fold_fits(const struct condition_reader *reader, const struct condition_fold *fold,
                      const struct word_set *events)
{
    if (!fold->reads_event)
        return !(fold->reads_time && reader->event == EVENT_NOT_HERE);
    return fold->event == reader->event && fold->preferred == reader->preferred &&
           memcmp(&fold->events, events, sizeof *events) == 0;
}

static const struct condition_fold *find_fold(const struct condition_reader *reader, const cJSON *json)
{
    const struct list *folds = &reader->conditions->folds;
    const struct word_set events = events_of(reader);
    for (size_t i = folds->count; i-- > 0;) {
        const struct condition_fold *fold = list_at(folds, i);
        if (fold->json == json && fold_fits(reader, fold, &events))
            return fold;
    }
    return NULL;
}

/* Remembers a fold that means the same wherever it is used. */
static void keep_fold(struct condition_reader *reader, const struct condition_fold *fold, size_t settings_before)
{
    struct list *settings = &reader->conditions->fold_settings;
    const size_t first = settings->count;
    struct condition_fold *kept = list_add(&reader->conditions->folds);
    bool complete = kept != NULL;
    for (size_t i = settings_before; i < reader->settings.count && complete; i++) {
        uint32_t *setting = list_add(settings);
        complete = setting != NULL;
        if (complete)
            *setting = *(const uint32_t *)list_at(&reader->settings, i);
    }
    if (!complete) {
        reader_no_memory(reader);
        return;
    }
    *kept = *fold;
    kept->first_setting = first;
    kept->setting_count = settings->count - first;
}

static node_index share_fold(struct condition_reader *reader, const struct condition_fold *fold)
{
    if (reader->depth + fold->height > CONDITION_DEPTH_LIMIT) {
        reader_too_deep(reader);
        return NO_NODE;
    }
    if (reader->deepest < reader->depth + fold->height)
        reader->deepest = reader->depth + fold->height;
    reader->reads_time = reader->reads_time || fold->reads_time;
    reader->reads_event = reader->reads_event || fold->reads_event;
    reader->several_types = reader->several_types || fold->several_types;
    for (size_t i = 0; i < fold->setting_count; i++) {
        uint32_t *setting = list_add(&reader->settings);
        if (setting == NULL) {
            reader_no_memory(reader);
            return NO_NODE;
        }
        *setting = *(const uint32_t *)list_at(&reader->conditions->fold_settings, fold->first_setting + i);
    }
    return reader_count(reader, fold->count) ? fold->root : NO_NODE;
}

/* ---- folding ---------------------------------------------------------------------------------------------------- */

/* A condition speaks of the record, wherever it is named. */
static node_index read_body(struct condition_reader *reader, const cJSON *condition, bool attempt, bool any_event)
{
    const bool quiet = reader->quiet;
    const enum event_scope event = reader->event;
    const unsigned preferred = reader->preferred;
    reader->quiet = quiet || attempt;
    reader->event = any_event ? EVENT_ANY : event;
    const node_index root =
        any_event ? reader_read_for_any_event(reader, condition, true) : reader_read_root(reader, condition, true);
    reader->quiet = quiet;
    reader->event = event;
    reader->preferred = preferred;
    return root;
}

/*
 * The outermost use tries in silence first. Where that fails although the condition is sound by itself, the fault comes
 * of the use and is told there.
 */
static node_index read_fold(struct condition_reader *reader, const cJSON *condition, bool outermost)
{
    if (!outermost)
        return read_body(reader, condition, false, false);
    const struct reader_mark mark = reader_mark(reader);
    const node_index root = read_body(reader, condition, true, false);
    if (root != NO_NODE || reader->stopped || reader->quiet)
        return root;
    reader_forget(reader, &mark);
    const bool sound = read_body(reader, condition, true, true) != NO_NODE;
    reader_forget(reader, &mark);
    return sound && !reader->stopped ? read_body(reader, condition, false, false) : NO_NODE;
}

static bool comes_round(struct condition_reader *reader, const cJSON *name, const cJSON *condition)
{
    for (const struct fold_level *level = reader->folds; level != NULL; level = level->outer) {
        if (level->json != condition)
            continue;
        FAULT(reader, name, SCHEMA, "condition_circle", NULL,
              "the condition '%s' names itself: say in it what it is to mean", name->valuestring);
        return true;
    }
    return false;
}

static node_index fold_anew(struct condition_reader *reader, const cJSON *name, const cJSON *condition)
{
    const struct condition_reader before = *reader;
    const struct fold_level level = {condition, before.folds};
    reader->folds = &level;
    reader->use = before.use != NULL ? before.use : name;
    reader->inside = false;
    reader->reads_event = reader->reads_time = reader->several_types = false;
    reader->deepest = reader->depth;
    const node_index root = read_fold(reader, condition, before.use == NULL);
    const struct condition_fold fold = {.json = condition,
                                        .root = root,
                                        .reads_event = reader->reads_event,
                                        .several_types = reader->several_types,
                                        .event = reader->event,
                                        .preferred = reader->preferred,
                                        .events = events_of(reader),
                                        .reads_time = reader->reads_time,
                                        .count = reader->count - before.count,
                                        .height = reader->deepest - reader->depth};
    if (root != NO_NODE && !reader->stopped)
        keep_fold(reader, &fold, before.settings.count);
    reader->folds = before.folds;
    reader->use = before.use;
    reader->inside = before.inside;
    reader->reads_event = reader->reads_event || before.reads_event;
    reader->reads_time = reader->reads_time || before.reads_time;
    reader->several_types = reader->several_types || before.several_types;
    if (reader->deepest < before.deepest)
        reader->deepest = before.deepest;
    return reader->stopped ? NO_NODE : root;
}

node_index reader_fold(struct condition_reader *reader, const cJSON *name, const cJSON *condition)
{
    if (comes_round(reader, name, condition))
        return NO_NODE;
    const struct condition_fold *known = find_fold(reader, condition);
    if (known != NULL)
        return share_fold(reader, known);
    return fold_anew(reader, name, condition);
}
