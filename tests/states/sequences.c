/*
 * Every sequence of possible events up to a length, over the events that move a visit, in each way that they can be
 * said. The properties are read off an audit alone: a guard on every event is always broken, and says before each event
 * where the visit stands (its reasons). No model and no table of the state machine is asked.
 *
 *   - nobody is inside unless an `entered` led there, from outside, and nothing but a `left` led away since;
 *   - a `left` that says nobody in particular always ends being inside, and so does one after which nobody is there;
 *   - an impossible event leaves phase, place and people as they were.
 *
 * usage: sequences LENGTH
 */
#include "letters.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { PLACE, PHASE, PRESENT, SEEN_FACTS };

/* Where the visit stands before a step. */
struct seen {
    homevisit_word place, phase;
    bool present_known;
    int64_t present;
};

struct walk {
    struct letters letters;
    homevisit_policy *policy;
    int sequence[SEQUENCE_MOST];
    int longest;
    long sequences, steps, inside, impossible;
};

static void put_words(char *text, size_t size, const char *vocabulary)
{
    const char *name;
    for (size_t i = 0; (name = homevisit_vocabulary_name(vocabulary, i)) != NULL; i++) {
        const size_t length = strlen(text);
        snprintf(text + length, size - length, "%s\"%s\"", i ? "," : "", name);
    }
}

/* What is asked of every event: always broken, and it rests on place, phase and who is there. */
static homevisit_policy *telling_policy(void)
{
    static char text[8192];
    homevisit_policy *policy = NULL;
    homevisit_problems *problems = NULL;
    strcpy(
        text,
        "{\"format\":\"homevisit-policy/1\",\"id\":\"t\",\"title\":\"T\",\"version\":\"1\",\"rules\":[{\"id\":\"all\","
        "\"clauses\":[],\"force\":\"must\",\"message\":\"m\",\"when\":{\"and\":["
        "{\"in\":[{\"var\":\"place\"},[");
    put_words(text, sizeof text, "place");
    strcat(text, "]]},{\"in\":[{\"var\":\"phase\"},[");
    put_words(text, sizeof text, "phase");
    strcat(text,
           "]]},{\"or\":[{\"!\":{\"missing\":[\"staff.present\"]}},{\"!!\":{\"missing\":[\"staff.present\"]}}]}]},"
           "\"on\":[");
    put_words(text, sizeof text, "event");
    strcat(text, "]}]}");
    if (homevisit_policy_load(text, strlen(text), NULL, &policy, &problems) != HOMEVISIT_OK) {
        fprintf(stderr, "the profile is refused: %s\n", homevisit_problems_get(problems, 0)->message);
        exit(2);
    }
    return policy;
}

static struct seen seen_before(const homevisit_step *step)
{
    if (step->finding_count != 1 || step->findings[0].because_count != SEEN_FACTS) {
        fputs("a step does not say where the visit stands\n", stderr);
        exit(2);
    }
    const homevisit_because *because = step->findings[0].because;
    return (struct seen){.place = because[PLACE].value.word,
                         .phase = because[PHASE].value.word,
                         .present_known = because[PRESENT].value.type == HOMEVISIT_TYPE_INTEGER,
                         .present = because[PRESENT].value.integer};
}

static bool same_seen(const struct seen *one, const struct seen *other)
{
    return one->place == other->place && one->phase == other->phase && one->present_known == other->present_known &&
           one->present == other->present;
}

static void judge_step(struct walk *walk, int number, const struct seen *before, const struct seen *after,
                       bool possible)
{
    const struct letter *letter = &walk->letters.items[walk->sequence[number]];
    const bool was = before->place == HOMEVISIT_WORD_inside, is = after->place == HOMEVISIT_WORD_inside;
    const bool left = letter->event == HOMEVISIT_WORD_left;
    walk->steps++;
    walk->inside += is;
    walk->impossible += !possible;
    if (!possible && !same_seen(before, after))
        wrong(&walk->letters, walk->sequence, number + 1, "an impossible event moves the visit");
    if (is && !was && !(letter->event == HOMEVISIT_WORD_entered && before->place == HOMEVISIT_WORD_outside))
        wrong(&walk->letters, walk->sequence, number + 1, "somebody is inside who did not enter");
    if (was && !is && !left)
        wrong(&walk->letters, walk->sequence, number + 1, "nobody is inside any more, and nobody left");
    if (is && left && possible && (!letter->names_staff || (after->present_known && after->present == 0)))
        wrong(&walk->letters, walk->sequence, number + 1, "all have left and somebody is inside");
}

/* A last `noted`, which is always possible, tells where the sequence ended. Returns whether its last event is possible. */
static bool judge(struct walk *walk, int length)
{
    static char text[SEQUENCE_MOST * 256];
    static int noted = -1;
    for (int i = 0; noted < 0 && i < walk->letters.count; i++)
        if (walk->letters.items[i].event == HOMEVISIT_WORD_noted)
            noted = i;
    walk->sequence[length] = noted;
    homevisit_visit *visit = NULL;
    homevisit_report *report = NULL;
    const int size = record_write(&walk->letters, walk->sequence, length + 1, text, sizeof text);
    if (homevisit_visit_load(text, (size_t)size, NULL, &visit, NULL) != HOMEVISIT_OK ||
        homevisit_audit(walk->policy, visit, NULL, &report, NULL) != HOMEVISIT_OK)
        exit(2);
    const homevisit_result *result = homevisit_report_result(report);
    bool possible = true;
    /* The steps before the last were judged with the shorter sequence; that they are the same is closure's concern. */
    for (int i = length > 0 ? length - 1 : 0; i < length; i++) {
        const struct seen before = seen_before(&result->steps[i]), after = seen_before(&result->steps[i + 1]);
        possible = result->steps[i].decision != HOMEVISIT_DECISION_IMPOSSIBLE;
        judge_step(walk, i, &before, &after, possible);
    }
    walk->sequences++;
    homevisit_report_free(report);
    homevisit_visit_free(visit);
    return possible;
}

/* An impossible event changes nothing (which is judged), so what follows it follows without it as well. */
static void walk_from(struct walk *walk, int length)
{
    if (!judge(walk, length) || length == walk->longest || wrongs >= 20)
        return;
    for (int letter = 0; letter < walk->letters.moving; letter++) {
        walk->sequence[length] = letter;
        walk_from(walk, length + 1);
    }
}

int main(int count, char **arguments)
{
    struct walk walk = {.letters = letters_make(), .policy = telling_policy()};
    walk.longest = count > 1 ? atoi(arguments[1]) : 5;
    if (walk.longest < 1 || walk.longest >= SEQUENCE_MOST - 1)
        return 2;
    walk_from(&walk, 0);
    printf("%ld sequences of up to %d events: %ld last steps, %ld of them inside, %ld impossible; %d wrong\n",
           walk.sequences, walk.longest, walk.steps, walk.inside, walk.impossible, wrongs);
    homevisit_policy_free(walk.policy);
    if (walk.longest >= 6 && walk.inside == 0) {
        puts("nobody was ever inside: the sequences are too short to tell anything");
        return 1;
    }
    return wrongs != 0;
}
