/* What a policy leaves open: silence, assumed rules, clauses that nobody enforces, rules that are switched off. */
#include "show.h"

#include <string.h>

static void *take(struct english *english, size_t count, size_t size)
{
    void *items = english->failed ? NULL : arena_array(english->arena, count, size);
    if (items == NULL)
        english->failed = true;
    return items;
}

/* ---------------------------------------------------------------------------------------------------------- silence */

/* Reports call these silent. What people choose to do is told apart from what only tells what happened. */
static void make_silent(struct english *english, struct show_document *document)
{
    document->silent_choices.items = take(english, EVENT_COUNT, sizeof(struct show_point));
    document->silent_events.items = take(english, EVENT_COUNT, sizeof(struct show_point));
    for (homevisit_word event = 1; event <= HOMEVISIT_EVENT_LAST && !english->failed; event++) {
        struct show_points *list = event_english(event)->chosen ? &document->silent_choices : &document->silent_events;
        if (!word_set_has(&english->policy->spoken_of, event))
            list->items[list->count++] =
                (struct show_point){.id = homevisit_word_text(event), .text = event_present(english, event)};
    }
}

/* ---------------------------------------------------------------------------------------------------------- clauses */

static void mark_cited(const homevisit_policy *policy, const homevisit_names *names, bool *cited)
{
    for (size_t i = 0; i < names->count; i++) {
        const size_t place = policy_find_clause(policy, names->items[i]);
        if (place != SIZE_MAX)
            cited[place] = true;
    }
}

static void make_uncited(struct english *english, struct show_document *document)
{
    const homevisit_policy *policy = english->policy;
    const struct clause **clauses = take(english, policy->clause_count, sizeof *clauses);
    bool *cited = take(english, policy->clause_count, sizeof *cited);
    if (clauses == NULL || cited == NULL)
        return;
    for (size_t i = 0; i < policy->rule_count; i++)
        mark_cited(policy, &policy->rules[i].clauses, cited);
    for (size_t i = 0; i < document->setting_count; i++)
        mark_cited(policy, &document->settings[i].setting->clauses, cited);
    for (size_t i = 0; i < policy->clause_count; i++)
        if (!cited[i])
            clauses[document->uncited_count++] = &policy->clauses[i];
    document->uncited = clauses;
}

/* ------------------------------------------------------------------------------------------------------------ rules */

static void add_rule(struct english *english, struct show_points *points, const struct rule *rule)
{
    struct show_point *point = &points->items[points->count++];
    *point = (struct show_point){.id = english_foreign(english, rule->id),
                                 .text = english_foreign(english, rule->message),
                                 .origin = english_foreign(english, rule->origin)};
    show_rule_lines(english, rule, &point->lines);
}

static void make_rules(struct english *english, struct show_document *document)
{
    const homevisit_policy *policy = english->policy;
    document->assumed_rules.items = take(english, policy->rule_count, sizeof(struct show_point));
    document->disabled.items = take(english, policy->disabled_count, sizeof(struct show_point));
    for (size_t i = 0; i < policy->rule_count && !english->failed; i++)
        if (policy->rules[i].own_assumed)
            add_rule(english, &document->assumed_rules, &policy->rules[i]);
    for (size_t i = 0; i < policy->disabled_count && !english->failed; i++)
        add_rule(english, &document->disabled, &policy->disabled[i]);
}

void show_open_make(struct english *english, struct show_document *document)
{
    make_silent(english, document);
    make_uncited(english, document);
    make_rules(english, document);
}
