/* Sound profiles made from bytes: see make_policy.h. */
#include "make_policy.h"
#include "make_condition.h"

#include <stdlib.h>
#include <string.h>

enum { MOST_RULES = 12, CONDITIONS = 2 };

static const char *const condition_names[] = {"one", "two", NULL};

static const struct pool_fact own_facts[] = {{"x.flag", HOMEVISIT_TYPE_BOOLEAN, NULL},
                                             {"x.count", HOMEVISIT_TYPE_INTEGER, NULL},
                                             {"settings.minutes", HOMEVISIT_TYPE_INTEGER, NULL},
                                             {"settings.evening", HOMEVISIT_TYPE_INTEGER, NULL},
                                             {"settings.strict", HOMEVISIT_TYPE_BOOLEAN, NULL}};

/* A profile's parts, each a text that may be left out of the whole. */
struct parts {
    struct text head;
    struct text conditions[CONDITIONS];
    struct text rules[MOST_RULES];
    unsigned rule_count;
};

/* ---- parts ------------------------------------------------------------------------------------------------------ */

static struct pool a_pool(homevisit_word event, bool timed, bool named)
{
    struct pool pool = {.more = own_facts,
                        .more_count = sizeof own_facts / sizeof own_facts[0],
                        .event = event,
                        .timed = timed,
                        .conditions = named ? condition_names : NULL};
    pool.facts = pool_record_facts(&pool.count);
    return pool;
}

static void add_head(struct steer *steer, struct text *out)
{
    static const char *const zones[] = {"GMT0BST,M3.5.0/1,M10.5.0", "UTC0", "<+1030>-10:30<+11>-11,M10.1.0,M4.1.0",
                                        "EST5EDT,M3.2.0,M11.1.0", NULL};
    static const char *const minutes[] = {"0", "1", "10", "20", "60", "1440", NULL};
    static const char *const evenings[] = {"18:00", "00:00", "23:59", NULL};
    text_add(out, "{\"format\":\"homevisit-policy/1\",\"id\":\"made\",\"title\":\"Made\",\"version\":\"1\"");
    if (steer_chance(steer, 60))
        text_add(out, ",\"review_due\":\"2026-03-02\"");
    text_add(out, ",\"time_zone\":\"%s\"", steer_text(steer, zones));
    text_add(out, ",\"facts\":{\"x.flag\":\"boolean\",\"x.count\":\"integer\",\"x.word\":\"string\"}");
    text_add(out, ",\"settings\":{\"minutes\":{\"value\":%s%s}", steer_text(steer, minutes),
             steer_chance(steer, 60) ? ",\"assumed\":true" : "");
    text_add(out, ",\"evening\":{\"value\":\"%s\"},\"strict\":{\"value\":%s}}", steer_text(steer, evenings),
             steer_below(steer, 2) ? "true" : "false");
}

static const char *any_event(struct steer *steer)
{
    static const homevisit_word likely[] = {HOMEVISIT_WORD_departed, HOMEVISIT_WORD_arrived, HOMEVISIT_WORD_entered,
                                            HOMEVISIT_WORD_left,     HOMEVISIT_WORD_moved,   HOMEVISIT_WORD_checked_in,
                                            HOMEVISIT_WORD_planned,  HOMEVISIT_WORD_returned};
    const unsigned which = steer_below(steer, HOMEVISIT_EVENT_LAST + 64);
    return homevisit_word_text(which < HOMEVISIT_EVENT_LAST ? (homevisit_word)(which + 1) : likely[which % 8]);
}

static void add_events(struct steer *steer, const char *key, const char *first, unsigned most, struct text *out)
{
    const unsigned count = 1 + steer_below(steer, most);
    text_add(out, ",\"%s\":[\"%s\"", key, first);
    for (unsigned i = 1; i < count; i++) {
        const char *event = any_event(steer);
        if (strcmp(event, first) != 0)
            text_add(out, ",\"%s\"", event);
    }
    text_add(out, "]");
}

static void add_condition(struct steer *steer, const char *key, const struct pool *pool, unsigned depth,
                          struct text *out)
{
    text_add(out, ",\"%s\":", key);
    make_condition(steer, pool, depth, out);
}

static void add_guard(struct steer *steer, unsigned depth, struct text *out)
{
    const char *event = any_event(steer);
    const homevisit_word word = homevisit_word_find(event, strlen(event));
    const bool alone = steer_below(steer, 4) > 0;
    const struct pool pool = a_pool(alone ? word : HOMEVISIT_WORD_none, true, true);
    const unsigned parts = 1 + steer_below(steer, 7);
    add_events(steer, "on", event, alone ? 1 : 3, out);
    if (parts & 1 || (parts & 2) == 0)
        add_condition(steer, "when", &pool, depth, out);
    if (parts & 2)
        add_condition(steer, "needs", &pool, depth, out);
    if (parts & 4)
        add_condition(steer, "unless", &pool, depth, out);
}

static void add_deadline(struct steer *steer, struct text *out)
{
    static const char *const clocks[] = {"trigger",     "departed",     "arrived",      "entered",
                                         "left",        "cancelled",    "returned",     "waiting",
                                         "appointment", "expected_end", "last_contact", NULL};
    static const char *const minutes[] = {"0", "1", "10", "20", "60", "{\"var\":\"settings.minutes\"}", NULL};
    text_add(out, ",\"within_minutes\":%s", steer_text(steer, minutes));
    if (steer_chance(steer, 170))
        text_add(out, ",\"from\":\"%s\"", steer_text(steer, clocks));
    if (steer_chance(steer, 40))
        text_add(out, ",\"early\":%s", steer_below(steer, 2) ? "true" : "false");
}

static void add_duty(struct steer *steer, unsigned depth, struct text *out)
{
    const char *does = any_event(steer);
    const bool on = steer_below(steer, 2) == 1;
    const struct pool pool = a_pool(HOMEVISIT_WORD_none, false, false);
    if (on)
        add_events(steer, "on", any_event(steer), 2, out);
    if (!on || steer_below(steer, 2))
        add_condition(steer, "when", &pool, depth, out);
    add_events(steer, "do", does, 2, out);
    if (steer_chance(steer, 60)) {
        const struct pool of_do = a_pool(homevisit_word_find(does, strlen(does)), true, false);
        add_condition(steer, "where", &of_do, 1, out);
    }
    if (steer_chance(steer, 190))
        add_deadline(steer, out);
    if (!on && steer_chance(steer, 80))
        text_add(out, ",\"repeat\":true");
    if (steer_chance(steer, 100))
        text_add(out, ",\"before\":\"%s\"", any_event(steer));
}

static void add_rule(struct steer *steer, unsigned number, unsigned depth, struct text *out)
{
    static const char *const items[] = {"phone_carried", "id_carried", "x.flag", "signed_out", NULL};
    static const char *const states[] = {"draft", "planned", "under_way", "ended", "inside", "outside", "school", NULL};
    const unsigned form = steer_below(steer, 10);
    const struct pool pool = a_pool(HOMEVISIT_WORD_none, false, false);
    text_add(out, "{\"id\":\"r%u\",\"clauses\":[],\"force\":\"%s\",\"message\":\"m\"", number,
             form == 9               ? "may"
             : steer_below(steer, 3) ? "must"
                                     : "should");
    if (form < 5) {
        add_guard(steer, depth, out);
    } else if (form < 8) {
        add_duty(steer, depth, out);
    } else if (form == 8) {
        text_add(out, ",\"item\":\"%s\",\"before\":\"%s\"", steer_text(steer, items), any_event(steer));
        add_condition(steer, "when", &pool, depth, out);
    } else {
        text_add(out, ",\"during\":[\"%s\"]", steer_text(steer, states));
        add_condition(steer, "when", &pool, depth, out);
    }
    text_add(out, "}");
}

/* ---- the whole -------------------------------------------------------------------------------------------------- */

/* Lists that are left out are empty texts. Rules keep their order, so that the n-th said is known: see `places`. */
static void write_whole(const struct parts *parts, struct text *out, unsigned places[MOST_RULES])
{
    unsigned said = 0;
    text_clear(out);
    text_add_bytes(out, parts->head.data, parts->head.length);
    text_add(out, ",\"conditions\":{");
    for (unsigned i = 0; i < CONDITIONS; i++)
        text_add(out, "%s\"%s\":%s", i > 0 ? "," : "", condition_names[i], parts->conditions[i].data);
    text_add(out, "},\"rules\":[");
    for (unsigned i = 0; i < parts->rule_count; i++) {
        if (parts->rules[i].length == 0)
            continue;
        text_add(out, "%s%s", said > 0 ? "," : "", parts->rules[i].data);
        places[said++] = i;
    }
    text_add(out, "]}");
}

/* Takes out what the problems point to. A condition is replaced by one that is always sound. */
static void take_out(struct parts *parts, const homevisit_problems *problems, const unsigned places[MOST_RULES],
                     const char *whole)
{
    for (size_t i = 0; i < homevisit_problems_count(problems); i++) {
        const homevisit_problem *problem = homevisit_problems_get(problems, i);
        if (strncmp(problem->pointer, "/rules/", 7) == 0) {
            text_clear(&parts->rules[places[atoi(problem->pointer + 7)]]);
        } else {
            REQUIRE(strncmp(problem->pointer, "/conditions/", 12) == 0, "%s at %s of %s", problem->message,
                    problem->pointer, whole);
            struct text *condition = &parts->conditions[problem->pointer[12] == 'o' ? 0 : 1];
            text_clear(condition);
            text_add(condition, "{\"var\":\"threatened\"}");
        }
    }
}

static homevisit_policy *load_what_is_sound(struct parts *parts, struct text *out)
{
    /* Each round takes out a rule or mends a condition at least; a mended condition may spoil what reads it. */
    for (unsigned round = 0; round <= MOST_RULES + CONDITIONS; round++) {
        unsigned places[MOST_RULES] = {0};
        homevisit_policy *policy = NULL;
        homevisit_problems *problems = NULL;
        write_whole(parts, out, places);
        const homevisit_code code = homevisit_policy_load(out->data, out->length, NULL, &policy, &problems);
        problems_require(code, problems, out->length);
        if (code != HOMEVISIT_OK)
            take_out(parts, problems, places, out->data);
        homevisit_problems_free(problems);
        if (code == HOMEVISIT_OK)
            return policy;
    }
    fuzz_fail(__FILE__, __LINE__, "nothing sound is left of %s", out->data);
}

homevisit_policy *make_policy(struct steer *steer, unsigned most_rules, unsigned depth, struct text *out)
{
    struct parts parts = {.rule_count = 1 + steer_below(steer, most_rules < MOST_RULES ? most_rules : MOST_RULES)};
    add_head(steer, &parts.head);
    for (unsigned i = 0; i < CONDITIONS; i++) {
        const struct pool pool = a_pool(HOMEVISIT_WORD_none, false, false);
        make_condition(steer, &pool, 1, &parts.conditions[i]);
    }
    for (unsigned i = 0; i < parts.rule_count; i++)
        add_rule(steer, i, depth, &parts.rules[i]);
    homevisit_policy *policy = load_what_is_sound(&parts, out);
    text_free(&parts.head);
    for (unsigned i = 0; i < CONDITIONS; i++)
        text_free(&parts.conditions[i]);
    for (unsigned i = 0; i < parts.rule_count; i++)
        text_free(&parts.rules[i]);
    return policy;
}
