/*
 * Promises of the state machine over random walks, under bundled and made profiles, against a table of its own here:
 * an event is impossible exactly where the table says so; an impossible event moves nothing; after every event the state
 * is the table's; nobody is inside without an `entered` since the last time all had left; a status offers exactly the
 * events that are possible, in the vocabulary's order, each with the decision that a check of that event without
 * attributes gives; the decision of an audit is no better than any step's; and its summary counts its findings.
 */
#include "make_event.h"
#include "make_policy.h"

#include <string.h>

enum { MOST_EVENTS = 24 };

/* ---- the table, from docs/format.md, section 1 ------------------------------------------------------------------- */

static bool among(const char *word, const char *words)
{
    const char *found = strstr(words, word);
    const size_t length = strlen(word);
    return found != NULL && (found == words || found[-1] == ' ') && (found[length] == ' ' || found[length] == '\0');
}

static const struct possibility {
    const char *event, *phases, *places;
} possibilities[] = {
    {"planned", "draft", NULL},
    {"authorised", "planned authorised", NULL},
    {"departed", "planned authorised", "school"},
    {"arrived", NULL, "travelling outside inside left"},
    {"entered", NULL, "outside"},
    {"moved", NULL, "inside"},
    {"left", NULL, "outside inside"},
    {"returned", NULL, "travelling left"},
    {"cancelled", "planned authorised under_way", NULL},
    {"closed", "ended cancelled", "school left"},
};

static bool is_possible(const char *phase, const char *place, const char *event)
{
    for (size_t i = 0; i < sizeof possibilities / sizeof possibilities[0]; i++) {
        const struct possibility *row = &possibilities[i];
        if (strcmp(row->event, event) == 0)
            return (row->phases == NULL || among(phase, row->phases)) &&
                   (row->places == NULL || among(place, row->places));
    }
    return true;
}

/* Where a possible event leads. Who is there is the library's to count: `left` is told by the place it gives. */
static bool is_move(const char *event, const char *phase, const char *place, const char *next_phase,
                    const char *next_place)
{
    const char *to_phase = phase, *to_place = place;
    if (strcmp(event, "planned") == 0 || strcmp(event, "authorised") == 0 || strcmp(event, "cancelled") == 0 ||
        strcmp(event, "closed") == 0)
        to_phase = event;
    if (strcmp(event, "departed") == 0)
        to_phase = "under_way", to_place = "travelling";
    if (strcmp(event, "arrived") == 0 && strcmp(phase, "ended") == 0)
        to_phase = "under_way";
    if (strcmp(event, "arrived") == 0 && among(place, "travelling left"))
        to_place = "outside";
    if (strcmp(event, "entered") == 0)
        to_place = "inside";
    if (strcmp(event, "returned") == 0)
        to_place = "school";
    if (strcmp(event, "left") == 0 && strcmp(next_place, place) != 0)
        to_place = "left";
    const bool ends = strcmp(event, "returned") == 0 || strcmp(to_place, "left") == 0;
    if (ends && among(event, "returned left") && strcmp(phase, "under_way") == 0)
        to_phase = "ended";
    return strcmp(to_phase, next_phase) == 0 && strcmp(to_place, next_place) == 0;
}

/* ---- what is asked ------------------------------------------------------------------------------------------------ */

struct walk {
    const homevisit_policy *policy;
    homevisit_visit *visit;
    const char *phase, *place;
    bool entered; /* since all were out */
};

static void compare_options(const struct walk *walk, const homevisit_result *status)
{
    size_t at = 0;
    for (int word = 1; word <= (int)HOMEVISIT_EVENT_LAST; word++) {
        const char *event = homevisit_word_text((homevisit_word)word);
        if (!is_possible(walk->phase, walk->place, event))
            continue;
        REQUIRE(at < status->option_count && status->options[at].event == (homevisit_word)word,
                "in %s, %s: %s is possible and not offered", walk->phase, walk->place, event);
        at++;
    }
    REQUIRE(at == status->option_count, "in %s, %s: %zu options, %zu events are possible", walk->phase, walk->place,
            status->option_count, at);
}

/* Of events without required attributes: nothing is known of an option's, nothing is said of such an event's. */
static void compare_option(const struct walk *walk, const homevisit_option *option, int64_t at)
{
    const homevisit_attribute_info *info;
    for (size_t i = 0; (info = homevisit_event_attribute(option->event, i)) != NULL; i++)
        if (info->required)
            return;
    const homevisit_event event = {.struct_size = sizeof event, .at = at, .event = option->event};
    homevisit_report *report = NULL;
    REQUIRE(homevisit_check(walk->policy, walk->visit, &event, &report, NULL) == HOMEVISIT_OK, "no check");
    const homevisit_result *check = homevisit_report_result(report);
    REQUIRE(check->decision == option->decision && check->silent == option->silent, "%s: an option %s, a check %s",
            homevisit_word_text(option->event), homevisit_decision_text(option->decision),
            homevisit_decision_text(check->decision));
    homevisit_report_free(report);
}

static void compare_status(struct walk *walk, struct steer *steer)
{
    homevisit_report *report = NULL;
    int64_t at;
    if (homevisit_status(walk->policy, walk->visit, NULL, &report, NULL) != HOMEVISIT_OK)
        return; /* a fact was declared with another type */
    const homevisit_result *status = homevisit_report_result(report);
    compare_options(walk, status);
    if (status->option_count > 0 && homevisit_visit_last_at(walk->visit, &at))
        compare_option(walk, &status->options[steer_below(steer, (unsigned)status->option_count)], at);
    homevisit_report_free(report);
}

/* Whether the decision of the whole is no better than a step's, and the summary counts what there is. */
static void require_sum(const homevisit_result *audit)
{
    size_t broken = 0, warned = 0, unknown = 0, impossible = 0;
    for (size_t i = 0; i < audit->step_count; i++) {
        const homevisit_step *step = &audit->steps[i];
        REQUIRE(step->decision <= audit->decision, "the audit is better than step %zu", i);
        impossible += step->decision == HOMEVISIT_DECISION_IMPOSSIBLE;
        for (size_t k = 0; k < step->finding_count; k++) {
            const homevisit_finding *finding = &step->findings[k];
            unknown += finding->outcome == HOMEVISIT_OUTCOME_UNKNOWN;
            broken += finding->outcome == HOMEVISIT_OUTCOME_BROKEN && finding->force == HOMEVISIT_FORCE_MUST;
            warned += finding->outcome == HOMEVISIT_OUTCOME_BROKEN && finding->force == HOMEVISIT_FORCE_SHOULD;
        }
    }
    const homevisit_summary *summary = &audit->summary;
    REQUIRE(summary->broken == broken && summary->warned == warned && summary->unknown == unknown &&
                summary->impossible == impossible,
            "the summary says %zu %zu %zu %zu, there are %zu %zu %zu %zu", summary->broken, summary->warned,
            summary->unknown, summary->impossible, broken, warned, unknown, impossible);
}

/* ---- a step ------------------------------------------------------------------------------------------------------- */

static void compare_move(struct walk *walk, const homevisit_result *audit, const char *event)
{
    const char *phase = homevisit_word_text(audit->phase), *place = homevisit_word_text(audit->place);
    const bool possible = is_possible(walk->phase, walk->place, event);
    const homevisit_step *last = &audit->steps[audit->step_count - 1];
    REQUIRE(possible == (last->decision != HOMEVISIT_DECISION_IMPOSSIBLE), "%s in %s, %s: possible %d", event,
            walk->phase, walk->place, possible);
    if (possible)
        REQUIRE(is_move(event, walk->phase, walk->place, phase, place), "%s leads from %s, %s to %s, %s", event,
                walk->phase, walk->place, phase, place);
    else
        REQUIRE(strcmp(walk->phase, phase) == 0 && strcmp(walk->place, place) == 0, "an impossible %s leads to %s, %s",
                event, phase, place);
    walk->entered = possible && strcmp(event, "entered") == 0 ? true
                    : strcmp(place, "inside") != 0            ? false
                                                              : walk->entered;
    REQUIRE(strcmp(place, "inside") != 0 || walk->entered, "inside without having entered, after %s", event);
    walk->phase = phase;
    walk->place = place;
}

/* Returns whether the walk can go on. */
static bool step(struct walk *walk, const struct made_event *made)
{
    homevisit_report *report = NULL;
    const size_t before = homevisit_visit_event_count(walk->visit);
    if (homevisit_visit_append_event(walk->visit, &made->event, NULL) != HOMEVISIT_OK)
        return true;
    REQUIRE(homevisit_visit_event_count(walk->visit) == before + 1, "an event was not counted");
    if (homevisit_audit(walk->policy, walk->visit, NULL, &report, NULL) != HOMEVISIT_OK)
        return false;
    const homevisit_result *audit = homevisit_report_result(report);
    require_sum(audit);
    compare_move(walk, audit, homevisit_word_text(made->event.event));
    homevisit_report_free(report);
    return true;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct steer steer = {data, size};
    struct text profile = {0};
    const unsigned which = steer_below(&steer, 16);
    struct steer half = steer_half(&steer);
    homevisit_policy *made_policy = which < 8 ? make_policy(&half, 6, 2, &profile) : NULL;
    struct walk walk = {
        .policy = made_policy != NULL ? made_policy : bundled_policy(which), .phase = "draft", .place = "school"};
    struct event_maker maker = {.ill = 0};
    event_maker_start(&maker, &steer);
    REQUIRE(homevisit_visit_new("V", 1, NULL, &walk.visit) == HOMEVISIT_OK, "no record");
    int64_t latest = maker.now;
    bool goes_on = true;
    for (unsigned i = 0; i < MOST_EVENTS && steer.left > 0 && goes_on; i++) {
        struct made_event made;
        make_event(&maker, HOMEVISIT_WORD_none, &made);
        if (made.event.at < latest) /* the last event of the record has to be this one */
            made.event.at = maker.now = latest;
        latest = made.event.at;
        goes_on = step(&walk, &made);
        if (goes_on)
            compare_status(&walk, &steer);
    }
    homevisit_visit_free(walk.visit);
    homevisit_policy_free(made_policy);
    text_free(&profile);
    return 0;
}
