/*
 * Promises of a session that is kept open: whatever was asked of it before, and in whatever order events come, are asked
 * about, asked about again with another value or at another time, checked in full or seen in a status: it says of each
 * question what a fresh check says, and refuses what that refuses. What the record alone settles of an event's rules is kept
 * from question to question, so most questions here are like the one before.
 */
#include "make_event.h"
#include "make_guards.h"
#include "make_policy.h"

#include <string.h>

enum { MOST_STEPS = 90, PROPOSALS = GUARDED_EVENTS };

struct kept {
    const homevisit_policy *policy;
    homevisit_visit *visit;
    homevisit_session *session;
    struct made_event proposals[PROPOSALS]; /* the questions that come again */
    struct earlier {
        homevisit_attribute attributes[MADE_ATTRIBUTES];
        size_t count;
        int64_t at;
    } earlier[PROPOSALS]; /* … and how they were asked before */
};

/* ---- the same question to both --------------------------------------------------------------------------------------- */

static void require_rules(const homevisit_result *check, homevisit_outcome outcome, homevisit_names rules)
{
    size_t at = 0;
    for (size_t i = 0; i < check->finding_count; i++) {
        if (check->findings[i].outcome != outcome)
            continue;
        REQUIRE(at < rules.count && strcmp(rules.items[at], check->findings[i].rule) == 0, "the verdict's %s lacks %s",
                homevisit_outcome_text(outcome), check->findings[i].rule);
        at++;
    }
    REQUIRE(at == rules.count, "%s: %zu in the verdict, %zu in the check", homevisit_outcome_text(outcome), rules.count,
            at);
}

static void require_told_alike(const homevisit_problems *one, const homevisit_problems *other)
{
    struct text told = {0}, also = {0};
    problems_text(one, &told);
    problems_text(other, &also);
    REQUIRE(strcmp(told.data, also.data) == 0, "a check refuses:\n%sa session:\n%s", told.data, also.data);
    text_free(&told);
    text_free(&also);
}

static void decide(struct kept *kept, const homevisit_event *event, const homevisit_report *report, homevisit_code code,
                   const homevisit_problems *problems)
{
    const homevisit_verdict *verdict = NULL;
    homevisit_problems *own = NULL;
    const homevisit_code decided = homevisit_session_decide(kept->session, event, &verdict, &own);
    REQUIRE(decided == code, "%s at %lld: the check is %d, the session %d", homevisit_word_text(event->event),
            (long long)event->at, (int)code, (int)decided);
    REQUIRE((verdict != NULL) == (code == HOMEVISIT_OK), "a verdict and the code %d", (int)code);
    require_told_alike(problems, own);
    if (verdict != NULL) {
        const homevisit_result *check = homevisit_report_result(report);
        REQUIRE(verdict->decision == check->decision, "%s at %lld: the check says %s, the session %s",
                homevisit_word_text(event->event), (long long)event->at, homevisit_decision_text(check->decision),
                homevisit_decision_text(verdict->decision));
        REQUIRE(verdict->silent == check->silent, "%s: silent differs", homevisit_word_text(event->event));
        require_rules(check, HOMEVISIT_OUTCOME_BROKEN, verdict->broken);
        require_rules(check, HOMEVISIT_OUTCOME_UNKNOWN, verdict->unknown);
    }
    homevisit_problems_free(own);
}

static void compare_bytes(const homevisit_report *fresh, const homevisit_report *own, const char *question)
{
    homevisit_buffer one = report_bytes(fresh), other = report_bytes(own);
    REQUIRE(strcmp(one.data, other.data) == 0, "a fresh %s says %s\na session %s", question, one.data, other.data);
    homevisit_buffer_free(&one);
    homevisit_buffer_free(&other);
}

static void ask(struct kept *kept, const homevisit_event *event, bool in_full)
{
    homevisit_report *report = NULL;
    homevisit_problems *problems = NULL;
    const homevisit_code code = homevisit_check(kept->policy, kept->visit, event, &report, &problems);
    if (kept->session == NULL &&
        homevisit_session_new(kept->policy, kept->visit, &kept->session, NULL) != HOMEVISIT_OK) {
        REQUIRE(code != HOMEVISIT_OK, "a check, and no session");
    } else if (in_full) {
        const homevisit_report *own = NULL;
        const homevisit_code checked = homevisit_session_check(kept->session, event, &own, NULL);
        REQUIRE(checked == code, "the check is %d, the session's %d", (int)code, (int)checked);
        if (code == HOMEVISIT_OK)
            compare_bytes(report, own, "check");
    } else {
        decide(kept, event, report, code, problems);
    }
    homevisit_problems_free(problems);
    homevisit_report_free(report);
}

static void see(struct kept *kept, const int64_t *at)
{
    homevisit_report *report = NULL;
    const homevisit_report *own = NULL;
    const homevisit_code code = homevisit_status(kept->policy, kept->visit, at, &report, NULL);
    if (kept->session != NULL) {
        const homevisit_code seen = homevisit_session_status(kept->session, at, &own, NULL);
        REQUIRE(seen == code, "the status is %d, the session's %d", (int)code, (int)seen);
        if (code == HOMEVISIT_OK)
            compare_bytes(report, own, "status");
    }
    homevisit_report_free(report);
}

/* ---- questions like the one before ------------------------------------------------------------------------------------- */

/* Some time on or back; or to a second about one of the minutes with which guards compare, by one clock or another. */
static void change_time(struct steer *steer, struct made_event *made)
{
    static const int64_t by[] = {1, 1, 1, 59, 60, 600, 3540, 3600, 12 * 3600, 86399, 86400, 6 * 86400, 31 * 86400};
    static const int east[] = {0, 0, 3600, 37800, 39600};
    if (steer_chance(steer, 120)) {
        const int64_t seconds = by[steer_below(steer, sizeof by / sizeof by[0])];
        made->event.at += steer_chance(steer, 128) ? -seconds : seconds;
    } else {
        const int64_t day = (made->event.at % 86400 + 86400) % 86400;
        made->event.at += guarded_minutes[steer_below(steer, GUARDED_MINUTES)] * INT64_C(60) - day -
                          east[steer_below(steer, 5)] + steer_below(steer, 3) - 1;
    }
}

/* Another value of an attribute, sound or not, or the attribute gone. */
static void change_value(struct steer *steer, struct made_event *made)
{
    if (made->event.attribute_count == 0)
        return;
    homevisit_attribute *attribute = &made->attributes[steer_below(steer, (unsigned)made->event.attribute_count)];
    if (steer_chance(steer, 30)) {
        *attribute = made->attributes[--made->event.attribute_count];
        return;
    }
    const unsigned other = steer_below(steer, 256);
    switch (attribute->type) {
    case HOMEVISIT_TYPE_BOOLEAN: attribute->value.boolean = !attribute->value.boolean; break;
    case HOMEVISIT_TYPE_INTEGER: attribute->value.integer = (int64_t)other - 2; break;
    case HOMEVISIT_TYPE_TIME: attribute->value.integer += ((int64_t)other - 128) * 60; break;
    case HOMEVISIT_TYPE_NAME: attribute->value.word = (homevisit_word)(attribute->value.word + other % 5 - 2); break;
    case HOMEVISIT_TYPE_TEXT: attribute->value.text.length = other % 2 ? 0 : attribute->value.text.length; break;
    case HOMEVISIT_TYPE_NAMES: attribute->value.names.count -= attribute->value.names.count > other % 3; break;
    case HOMEVISIT_TYPE_IDS: attribute->value.ids.count -= attribute->value.ids.count > other % 3; break;
    case HOMEVISIT_TYPE_STAFF: attribute->value.staff.count -= attribute->value.staff.count > other % 3; break;
    default: attribute->value.facts.count -= attribute->value.facts.count > other % 3; break;
    }
}

static void keep(const struct made_event *made, struct earlier *earlier)
{
    memcpy(earlier->attributes, made->attributes, sizeof made->attributes);
    earlier->count = made->event.attribute_count;
    earlier->at = made->event.at;
}

/* Asks again as it was asked before, and before that. */
static void turn_back(struct made_event *made, struct earlier *earlier)
{
    const struct earlier now = *earlier;
    keep(made, earlier);
    memcpy(made->attributes, now.attributes, sizeof made->attributes);
    made->event.attribute_count = now.count;
    made->event.at = now.at;
}

static void append(struct steer *steer, struct kept *kept, const struct made_event *made)
{
    struct text json = {0};
    if (steer_chance(steer, 128)) {
        homevisit_visit_append_event(kept->visit, &made->event, NULL);
    } else {
        event_json(made, &json);
        homevisit_visit_append(kept->visit, json.data, json.length, NULL);
    }
    text_free(&json);
}

static void step(struct steer *steer, struct event_maker *maker, struct kept *kept)
{
    const unsigned which = steer_chance(steer, 100) ? steer_below(steer, PROPOSALS) : 0, what = steer_below(steer, 32);
    struct made_event made, *proposal = &kept->proposals[which];
    switch (what) {
    case 0:
        make_event(maker, proposal->event.event, proposal);
        keep(proposal, &kept->earlier[which]);
        break;
    case 1:
        make_event(maker, HOMEVISIT_WORD_none, &made);
        append(steer, kept, &made);
        return;
    case 2: append(steer, kept, proposal); break;
    case 3: see(kept, steer_chance(steer, 128) ? NULL : &proposal->event.at); return;
    case 4: ask(kept, &proposal->event, true); return;
    case 5:
    case 6:
    case 7:
    case 8: turn_back(proposal, &kept->earlier[which]); break;
    case 9: keep(proposal, &kept->earlier[which]); break;
    default: (what < 20 ? change_time : change_value)(steer, proposal);
    }
    ask(kept, &proposal->event, false);
}

/* A visit on its way, so that time alone makes contact overdue. */
static void set_out(struct steer *steer, struct event_maker *maker, struct kept *kept)
{
    static const homevisit_word way[] = {HOMEVISIT_WORD_planned, HOMEVISIT_WORD_departed, HOMEVISIT_WORD_arrived,
                                         HOMEVISIT_WORD_entered};
    for (unsigned i = 0, count = steer_below(steer, 5); i < count; i++) {
        struct made_event made;
        make_event(maker, way[i], &made);
        append(steer, kept, &made);
    }
}

static homevisit_word some_event(struct steer *steer)
{
    static const homevisit_word likely[] = {HOMEVISIT_WORD_planned,    HOMEVISIT_WORD_departed, HOMEVISIT_WORD_moved,
                                            HOMEVISIT_WORD_checked_in, HOMEVISIT_WORD_left,     HOMEVISIT_WORD_arrived,
                                            HOMEVISIT_WORD_authorised, HOMEVISIT_WORD_entered};
    const unsigned which = steer_below(steer, HOMEVISIT_EVENT_LAST + 24);
    return which < HOMEVISIT_EVENT_LAST ? (homevisit_word)(which + 1) : likely[which % 8];
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct steer steer = {data, size};
    struct text profile = {0};
    static struct kept kept;
    kept = (struct kept){0};
    homevisit_word words[GUARDED_EVENTS];
    const unsigned which = steer_below(&steer, 16);
    for (unsigned i = 0; i < GUARDED_EVENTS; i++)
        words[i] = some_event(&steer);
    struct steer half = steer_half(&steer);
    homevisit_policy *made_policy = which < 8    ? make_guards(&half, words, 6)
                                    : which < 12 ? make_policy(&half, 8, 2, &profile)
                                                 : NULL;
    kept.policy = made_policy != NULL ? made_policy : bundled_policy(which);
    struct event_maker maker = {.ill = steer_below(&steer, 3) * 3, .named = steer_below(&steer, 2) * 60};
    event_maker_start(&maker, &steer);
    REQUIRE(homevisit_visit_new("V", 1, NULL, &kept.visit) == HOMEVISIT_OK, "no record");
    set_out(&steer, &maker, &kept);
    for (unsigned i = 0; i < PROPOSALS; i++) {
        make_event(&maker, words[i], &kept.proposals[i]);
        keep(&kept.proposals[i], &kept.earlier[i]);
    }
    for (unsigned i = 0; i < MOST_STEPS && steer.left > 0; i++)
        step(&steer, &maker, &kept);
    homevisit_session_free(kept.session);
    homevisit_visit_free(kept.visit);
    homevisit_policy_free(made_policy);
    text_free(&profile);
    return 0;
}
