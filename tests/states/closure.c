/*
 * Every event in every reachable state: the states are those of the model (model.c), found by enumeration from an empty
 * record, each with the shortest sequence that leads to it. At each of them every letter of the alphabet is tried:
 *
 *   - what is possible, where it moves and who is there afterwards is what the model says;
 *   - nobody comes inside but by `entered`, and a `left` of all who are there always ends being inside;
 *   - an impossible event changes nothing: all facts, duties and the whole status have the same bytes as before it, and
 *     an audit differs in its step and what that counts for, never in its duties and state;
 *   - a record that grew event by event, one that was read whole, a session that went along and one opened afterwards
 *     answer with the same bytes.
 *
 * usage: closure [--broken]     with --broken, an event is left out of one of the two records each time, to see that
 *                               the comparisons can fail
 */
#include "model.h"
#include "witness.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { STATES_MOST = 1 << 14, RECORD_SIZE = SEQUENCE_MOST * 256, POLICIES_MOST = 16 };

struct state {
    struct model model;
    int sequence[SEQUENCE_MOST];
    int length;
};

struct trial {
    struct letters letters;
    homevisit_policy *policies[POLICIES_MOST]; /* the witness first, then the bundled ones */
    int policy_count;
    struct state *states;
    int count;
    bool broken;
    long edges, impossible, longest;
};

/* What is asked of a record that ends before an event, and of the same record after it. */
struct answers {
    homevisit_buffer facts, status[POLICIES_MOST], tail; /* the tail: duties and state of an audit */
};

static homevisit_visit *grown(const struct trial *trial, const int *sequence, int length)
{
    homevisit_visit *visit = NULL;
    bool sound = homevisit_visit_new("V", 1, NULL, &visit) == HOMEVISIT_OK;
    for (int i = 0; sound && i < length; i++) {
        char text[256];
        const int size = letter_write(&trial->letters.items[sequence[i]], i, text, sizeof text);
        sound = homevisit_visit_append(visit, text, (size_t)size, NULL) == HOMEVISIT_OK;
    }
    if (!sound)
        wrong(&trial->letters, sequence, length, "an event is refused");
    return visit;
}

static homevisit_visit *read_whole(const struct trial *trial, const int *sequence, int length)
{
    static char text[RECORD_SIZE];
    homevisit_visit *visit = NULL;
    const int size = record_write(&trial->letters, sequence, length, text, sizeof text);
    if (homevisit_visit_load(text, (size_t)size, NULL, &visit, NULL) != HOMEVISIT_OK)
        wrong(&trial->letters, sequence, length, "the record is refused");
    return visit;
}

static homevisit_buffer json_of(const homevisit_report *report)
{
    homevisit_buffer out = {0};
    if (homevisit_report_json(report, &out) != HOMEVISIT_OK)
        exit(2);
    return out;
}

static homevisit_buffer status_of(const homevisit_policy *policy, const homevisit_visit *visit, int64_t at)
{
    homevisit_report *report = NULL;
    if (homevisit_status(policy, visit, &at, &report, NULL) != HOMEVISIT_OK)
        exit(2);
    homevisit_buffer out = json_of(report);
    homevisit_report_free(report);
    return out;
}

/* Of an audit, what an impossible last event must not change. */
static homevisit_buffer tail_of(const homevisit_buffer *audit)
{
    const char *duties = strstr(audit->data, "],\"duties\":"), *summary = strstr(audit->data, ",\"summary\":");
    homevisit_buffer tail = {0};
    tail.length = (size_t)(summary - duties);
    tail.data = malloc(tail.length + 1);
    memcpy(tail.data, duties, tail.length);
    tail.data[tail.length] = '\0';
    return tail;
}

static homevisit_buffer audit_of(const homevisit_policy *policy, const homevisit_visit *visit, int64_t at,
                                 homevisit_decision *last)
{
    homevisit_report *report = NULL;
    if (homevisit_audit(policy, visit, &at, &report, NULL) != HOMEVISIT_OK)
        exit(2);
    const homevisit_result *result = homevisit_report_result(report);
    *last = result->step_count ? result->steps[result->step_count - 1].decision : HOMEVISIT_DECISION_ALLOW;
    homevisit_buffer audit = json_of(report), tail = tail_of(&audit);
    homevisit_buffer_free(&audit);
    homevisit_report_free(report);
    return tail;
}

static bool same(const homevisit_buffer *one, const homevisit_buffer *other)
{
    return one->length == other->length && memcmp(one->data, other->data, one->length) == 0;
}

static void free_tail(homevisit_buffer *tail)
{
    free(tail->data);
    *tail = (homevisit_buffer){0};
}

static struct answers ask(const struct trial *trial, const homevisit_visit *visit, int64_t at)
{
    struct answers answers = {.facts = witness_facts(trial->policies[0], visit, at)};
    homevisit_decision last;
    for (int i = 0; i < trial->policy_count; i++)
        answers.status[i] = status_of(trial->policies[i], visit, at);
    answers.tail = audit_of(trial->policies[0], visit, at, &last);
    return answers;
}

static void free_answers(struct answers *answers)
{
    homevisit_buffer_free(&answers->facts);
    for (int i = 0; i < POLICIES_MOST; i++)
        homevisit_buffer_free(&answers->status[i]);
    free_tail(&answers->tail);
}

/* ---- one edge ----------------------------------------------------------------------------------------------------- */

static void compare_state(const struct trial *trial, const struct state *next, const homevisit_policy *policy,
                          const homevisit_visit *visit, int64_t at)
{
    homevisit_report *report = NULL;
    if (homevisit_status(policy, visit, &at, &report, NULL) != HOMEVISIT_OK)
        exit(2);
    const homevisit_result *result = homevisit_report_result(report);
    if (result->phase != next->model.phase || result->place != next->model.place)
        wrong(&trial->letters, next->sequence, next->length, "phase and place are not the model's");
    homevisit_report_free(report);
}

/* Who is there: the two counts, as the reasons of the guard on `noted` tell them. */
static void compare_people(const struct trial *trial, const struct state *next, const homevisit_buffer *facts)
{
    char wanted[2][64];
    const int present = model_count(next->model.present),
              unplanned = model_count(next->model.present & ~next->model.plan);
    if (next->model.unresolved) {
        snprintf(wanted[0], sizeof *wanted, "\"staff.present\",\"value\":null}");
        snprintf(wanted[1], sizeof *wanted, "\"staff.unplanned\",\"value\":null}");
    } else {
        snprintf(wanted[0], sizeof *wanted, "\"staff.present\",\"value\":%d}", present);
        snprintf(wanted[1], sizeof *wanted, "\"staff.unplanned\",\"value\":%d}", unplanned);
    }
    if (!strstr(facts->data, wanted[0]) || !strstr(facts->data, wanted[1]))
        wrong(&trial->letters, next->sequence, next->length, "who is there is not whom the model says");
}

/* An impossible event: everything is as it was. */
static void compare_unchanged(const struct trial *trial, const struct state *next, const struct answers *before,
                              const homevisit_visit *visit, int64_t at)
{
    struct answers after = ask(trial, visit, at);
    if (!same(&before->facts, &after.facts))
        wrong(&trial->letters, next->sequence, next->length, "an impossible event changes a fact");
    if (!same(&before->tail, &after.tail))
        wrong(&trial->letters, next->sequence, next->length, "an impossible event changes the audit's duties or state");
    for (int i = 0; i < trial->policy_count; i++)
        if (!same(&before->status[i], &after.status[i]))
            wrong(&trial->letters, next->sequence, next->length, "an impossible event changes a status");
    free_answers(&after);
}

/* The session that went along, one opened afterwards, and a record read whole. */
static void compare_ways(const struct trial *trial, const struct state *next, const homevisit_policy *policy,
                         const homevisit_visit *visit, homevisit_session *along, int64_t at)
{
    const int left_out = trial->broken ? 1 : 0;
    homevisit_visit *whole = read_whole(trial, next->sequence, next->length - left_out);
    homevisit_session *afterwards = NULL;
    const homevisit_report *report[2] = {NULL, NULL};
    homevisit_buffer texts[4];
    if (homevisit_session_new(policy, visit, &afterwards, NULL) != HOMEVISIT_OK ||
        homevisit_session_status(along, &at, &report[0], NULL) != HOMEVISIT_OK ||
        homevisit_session_status(afterwards, &at, &report[1], NULL) != HOMEVISIT_OK)
        exit(2);
    texts[0] = json_of(report[0]);
    texts[1] = json_of(report[1]);
    texts[2] = status_of(policy, visit, at);
    texts[3] = status_of(policy, whole, at);
    for (int i = 1; i < 4; i++)
        if (!same(&texts[0], &texts[i]))
            wrong(&trial->letters, next->sequence, next->length, "appending and replaying differ");
    for (int i = 0; i < 4; i++)
        homevisit_buffer_free(&texts[i]);
    homevisit_session_free(afterwards);
    homevisit_visit_free(whole);
}

static void check_moves(const struct trial *trial, const struct state *state, const struct state *next,
                        const struct letter *letter)
{
    const bool was = state->model.place == HOMEVISIT_WORD_inside, is = next->model.place == HOMEVISIT_WORD_inside;
    if (is && !was && letter->event != HOMEVISIT_WORD_entered)
        wrong(&trial->letters, next->sequence, next->length, "somebody is inside who did not enter");
    if (letter->event == HOMEVISIT_WORD_left && is && !model_leaves_somebody(&state->model, letter))
        wrong(&trial->letters, next->sequence, next->length, "all have left and somebody is inside");
}

static bool is_new(const struct trial *trial, const struct state *next)
{
    for (int i = 0; i < trial->count; i++)
        if (model_same(&trial->states[i].model, &next->model))
            return false;
    return true;
}

static void follow(struct trial *trial, const struct state *state, const struct answers *before, int number)
{
    const struct letter *letter = &trial->letters.items[number];
    const int64_t at = letter_time(state->length + 1);
    const homevisit_policy *policy = trial->policies[trial->edges++ % trial->policy_count];
    struct state next = *state;
    homevisit_decision decision;
    homevisit_session *along = NULL;
    const homevisit_report *ignored = NULL;
    char text[256];
    next.sequence[next.length++] = number;
    homevisit_visit *visit = grown(trial, state->sequence, state->length);
    const int64_t then = letter_time(state->length);
    if (homevisit_session_new(policy, visit, &along, NULL) != HOMEVISIT_OK ||
        homevisit_session_status(along, &then, &ignored, NULL) != HOMEVISIT_OK)
        exit(2);
    const int size = letter_write(letter, state->length, text, sizeof text);
    if (homevisit_visit_append(visit, text, (size_t)size, NULL) != HOMEVISIT_OK)
        wrong(&trial->letters, next.sequence, next.length, "an event is refused");
    homevisit_buffer tail = audit_of(trial->policies[0], visit, at, &decision);
    free_tail(&tail);
    const bool possible = model_possible(&state->model, letter->event);
    if ((decision != HOMEVISIT_DECISION_IMPOSSIBLE) != possible)
        wrong(&trial->letters, next.sequence, next.length,
              possible ? "a possible event is refused" : "an impossible event is taken");
    if (possible)
        model_take(&next.model, letter);
    check_moves(trial, state, &next, letter);
    compare_state(trial, &next, policy, visit, at);
    compare_ways(trial, &next, policy, visit, along, at);
    if (!possible) {
        trial->impossible++;
        compare_unchanged(trial, &next, before, visit, at);
    } else if (number < trial->letters.moving && is_new(trial, &next)) {
        homevisit_buffer facts = witness_facts(trial->policies[0], visit, at);
        compare_people(trial, &next, &facts);
        homevisit_buffer_free(&facts);
        if (trial->count == STATES_MOST || next.length == SEQUENCE_MOST) {
            fputs("there are more states than the test has room for\n", stderr);
            exit(2);
        }
        trial->states[trial->count++] = next;
        trial->longest = next.length;
    }
    homevisit_session_free(along);
    homevisit_visit_free(visit);
}

/* ---- all of them -------------------------------------------------------------------------------------------------- */

static void load_policies(struct trial *trial)
{
    const char *id;
    trial->policies[trial->policy_count++] = witness_policy(&trial->letters);
    for (size_t i = 0; (id = homevisit_bundled_id(i)) != NULL && trial->policy_count < POLICIES_MOST; i++)
        if (homevisit_policy_bundled(id, NULL, &trial->policies[trial->policy_count++], NULL) != HOMEVISIT_OK)
            exit(2);
}

int main(int count, char **arguments)
{
    struct trial trial = {.letters = letters_make(), .states = calloc(STATES_MOST, sizeof *trial.states)};
    trial.broken = count > 1 && strcmp(arguments[1], "--broken") == 0;
    load_policies(&trial);
    trial.states[trial.count++].model = model_start();
    for (int i = 0; i < trial.count && wrongs < 20; i++) {
        homevisit_visit *visit = grown(&trial, trial.states[i].sequence, trial.states[i].length);
        struct answers before = ask(&trial, visit, letter_time(trial.states[i].length + 1));
        for (int letter = 0; letter < trial.letters.count; letter++)
            follow(&trial, &trial.states[i], &before, letter);
        free_answers(&before);
        homevisit_visit_free(visit);
    }
    printf("%d letters, %d states, the farthest after %ld events; %ld events tried, %ld of them impossible; %d wrong\n",
           trial.letters.count, trial.count, trial.longest, trial.edges, trial.impossible, wrongs);
    for (int i = 0; i < trial.policy_count; i++)
        homevisit_policy_free(trial.policies[i]);
    free(trial.states);
    return wrongs != 0;
}
