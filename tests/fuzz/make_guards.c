/* Guards made from bytes: see make_guards.h. */
#include "make_guards.h"

#include "pool.h"

#include <stdio.h>

const int guarded_minutes[GUARDED_MINUTES] = {0, 1, 59, 510, 600, 720, 1020, 1080, 1439, 1440};

/* ---- comparisons ------------------------------------------------------------------------------------------------------- */

static void add_time(struct steer *steer, struct text *out)
{
    static const char *const names[] = {"<", "<=", ">", ">=", NULL};
    const char *name = steer_text(steer, names);
    if (steer_chance(steer, 60))
        text_add(out, "{\"%s\":[{\"var\":\"time.weekday\"},%u]}", name, 1 + steer_below(steer, 7));
    else
        text_add(out, "{\"%s\":[{\"var\":\"time.minute\"},%d%s]}", name,
                 guarded_minutes[steer_below(steer, GUARDED_MINUTES)], steer_chance(steer, 20) ? ".5" : "");
}

static void add_name(struct steer *steer, const char *fact, const char *const *words, struct text *out)
{
    const char *word = steer_text(steer, words);
    if (steer_chance(steer, 80))
        text_add(out, "{\"in\":[{\"var\":\"%s\"},[\"%s\",\"%s\"]]}", fact, word, steer_text(steer, words));
    else
        text_add(out, "{\"%s\":[{\"var\":\"%s\"},\"%s\"]}", steer_below(steer, 2) ? "==" : "!=", fact, word);
}

/* What an attribute of the event says; false where it is of a type that guards do not ask here. */
static bool add_attribute(struct steer *steer, homevisit_word event, struct text *out)
{
    char fact[64];
    size_t count = 0;
    while (homevisit_event_attribute(event, count) != NULL)
        count++;
    const homevisit_attribute_info *info =
        count > 0 ? homevisit_event_attribute(event, steer_below(steer, (unsigned)count)) : NULL;
    if (info == NULL)
        return false;
    snprintf(fact, sizeof fact, "event.%s", homevisit_attribute_text(info->name));
    switch (info->type) {
    case HOMEVISIT_TYPE_BOOLEAN:
        if (steer_chance(steer, 60))
            text_add(out, "{\"var\":[\"%s\",%s]}", fact, steer_below(steer, 2) ? "true" : "false");
        else
            text_add(out, "{\"var\":\"%s\"}", fact);
        return true;
    case HOMEVISIT_TYPE_NAME: add_name(steer, fact, pool_words(info->vocabularies), out); return true;
    case HOMEVISIT_TYPE_INTEGER:
        text_add(out, "{\"<\":[{\"var\":\"%s\"},%u]}", fact, steer_below(steer, 24));
        return true;
    default: return false;
    }
}

static void add_record(struct steer *steer, struct text *out)
{
    char room[64];
    if (steer_chance(steer, 80)) {
        text_add(out, "{\"%s\":[{\"var\":\"contact\"},\"overdue\"]}", steer_below(steer, 2) ? "==" : "!=");
        return;
    }
    struct pool pool = {.event = HOMEVISIT_WORD_none};
    pool.facts = pool_record_facts(&pool.count);
    text_add(out, "{\"var\":\"%s\"}", pool_pick_type(steer, &pool, HOMEVISIT_TYPE_BOOLEAN, room).name);
}

/* ---- conditions -------------------------------------------------------------------------------------------------------- */

static void add_condition(struct steer *steer, homevisit_word event, unsigned depth, struct text *out)
{
    const unsigned form = steer_below(steer, depth > 0 ? 12 : 8);
    if (form >= 11) {
        text_add(out, "{\"!\":");
        add_condition(steer, event, depth - 1, out);
        text_add(out, "}");
    } else if (form >= 8) {
        text_add(out, "{\"%s\":[", form == 8 ? "or" : "and");
        for (unsigned i = 0, count = 2 + steer_below(steer, 3); i < count; i++) {
            text_add(out, i > 0 ? "," : "");
            add_condition(steer, event, depth - 1, out);
        }
        text_add(out, "]}");
    } else if (form < 3) {
        add_time(steer, out);
    } else if (form == 3 || !add_attribute(steer, event, out)) {
        add_record(steer, out);
    }
}

static void add_guard(struct steer *steer, const homevisit_word words[GUARDED_EVENTS], unsigned number,
                      struct text *out)
{
    static const char *const keys[] = {"when", "needs", "unless"};
    const homevisit_word word = words[steer_below(steer, GUARDED_EVENTS)];
    text_add(out, "%s{\"id\":\"g%u\",\"clauses\":[],\"force\":\"%s\",\"message\":\"m\",\"on\":[\"%s\"]",
             number > 0 ? "," : "", number, steer_below(steer, 2) ? "must" : "should", homevisit_word_text(word));
    const unsigned said = 1 + steer_below(steer, 7);
    for (unsigned i = 0; i < 3; i++) {
        if ((said >> i & 1) == 0)
            continue;
        text_add(out, ",\"%s\":", keys[i]);
        add_condition(steer, word, 2, out);
    }
    text_add(out, "}");
}

/* Contact that is overdue, and a duty that is late, come with time alone. */
static void add_duty(struct steer *steer, unsigned number, struct text *out)
{
    static const char *const contacts[] = {"checked_in", "left", "returned", NULL};
    static const char *const from[] = {"departed", "arrived", "entered", "planned", NULL};
    text_add(out,
             "%s{\"id\":\"g%u\",\"clauses\":[],\"force\":\"must\",\"message\":\"m\",\"on\":[\"%s\"],\"do\":[\"%s\"],"
             "\"from\":\"trigger\",\"within_minutes\":%d}",
             number > 0 ? "," : "", number, steer_text(steer, from), steer_text(steer, contacts),
             guarded_minutes[steer_below(steer, 4)]);
}

static void add_rule(struct steer *steer, const homevisit_word words[GUARDED_EVENTS], unsigned number, struct text *out)
{
    if (steer_chance(steer, 40))
        add_duty(steer, number, out);
    else
        add_guard(steer, words, number, out);
}

/* ---- the whole --------------------------------------------------------------------------------------------------------- */

homevisit_policy *make_guards(struct steer *steer, const homevisit_word words[GUARDED_EVENTS], unsigned most_rules)
{
    static const char *const zones[] = {"GMT0BST,M3.5.0/1,M10.5.0", "UTC0", "<+1030>-10:30<+11>-11,M10.1.0,M4.1.0",
                                        NULL};
    struct text text = {0};
    homevisit_policy *policy = NULL;
    text_add(&text,
             "{\"format\":\"homevisit-policy/1\",\"id\":\"g\",\"title\":\"G\",\"version\":\"1\",\"time_zone\":\"%s\","
             "\"rules\":[",
             steer_text(steer, zones));
    const unsigned rules = 1 + steer_below(steer, most_rules);
    for (unsigned i = 0, taken = 0; i <= rules; i++) { /* the first round adds none: a profile without rules is sound */
        const size_t before = text.length;
        homevisit_policy *with = NULL;
        if (i > 0)
            add_rule(steer, words, taken, &text);
        const size_t after = text.length;
        text_add(&text, "]}");
        const homevisit_code code = homevisit_policy_load(text.data, text.length, NULL, &with, NULL);
        REQUIRE(code == HOMEVISIT_OK || i > 0, "a profile without rules is refused: %s", text.data);
        text.length = code == HOMEVISIT_OK ? after : before;
        taken += code == HOMEVISIT_OK && i > 0;
        if (with != NULL) {
            homevisit_policy_free(policy);
            policy = with;
        }
    }
    text_free(&text);
    return policy;
}
