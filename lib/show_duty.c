/* Duties as sentences: when one arises, who does what by when, and what counts as done. */
#include "show.h"

#include <string.h>

/* -------------------------------------------------------------------------------------------------------- who does */

/* Who a duty falls to: whether the acts of visiting staff, or those of school, are their own. */
struct doer {
    const char *name;
    bool staff, school;
};

static struct doer doer_of(const struct duty *duty)
{
    const homevisit_word by =
        duty->by != NULL ? word_find_in(IN(CALLER) | IN(ROLE), duty->by, strlen(duty->by)) : HOMEVISIT_WORD_none;
    if (by == HOMEVISIT_WORD_none) {
        bool staff = false;
        for (homevisit_word event = 1; event <= HOMEVISIT_EVENT_LAST; event++)
            staff = staff || (word_set_has(&duty->todo, event) && event_english(event)->actor != ACTOR_SCHOOL);
        return staff ? (struct doer){"staff", true, false} : (struct doer){"school", false, true};
    }
    const bool visitor = by == HOMEVISIT_WORD_visitor;
    return (struct doer){word_phrase(IN(CALLER) | IN(ROLE), by, NULL), visitor, !visitor};
}

static bool is_own(const struct doer *doer, const struct event_english *event)
{
    return event->actor == ACTOR_EITHER || (event->actor == ACTOR_STAFF && doer->staff) ||
           (event->actor == ACTOR_SCHOOL && doer->school);
}

/* ----------------------------------------------------------------------------------------------------- what is done */

/* An event that discharges the duty, and what else has to be so for it to count. */
struct deed {
    homevisit_word event;
    const char *modifiers;
    bool replaced;           /* they take the object's place */
    struct thought *only_if; /* ALWAYS: nothing */
};

struct deeds {
    struct deed items[EVENT_COUNT];
    size_t count;
};

static void find_deeds(struct english *english, const struct duty *duty, struct deeds *deeds)
{
    deeds->count = 0;
    for (homevisit_word event = 1; event <= HOMEVISIT_EVENT_LAST; event++) {
        if (!word_set_has(&duty->todo, event))
            continue;
        struct deed *deed = &deeds->items[deeds->count];
        *deed = (struct deed){event, "", false, condition_think(english, duty->where, event, true)};
        if (deed->only_if == NULL)
            deed->only_if = thought_new(english, THOUGHT_ALWAYS);
        if (deed->only_if->kind == THOUGHT_NEVER)
            continue;
        if (show_says(deed->only_if))
            deed->modifiers = thought_modifiers(english, deed->only_if, &deed->only_if, &deed->replaced);
        deeds->count++;
    }
}

/* "phone the staff, getting an answer (`staff_called`)", as an act or as what happens. */
static const char *deed_text(struct english *english, const struct deed *deed, bool act)
{
    const struct event_english *event = event_english(deed->event);
    const char *object = act ? event->act_object : event->object;
    const bool bare = deed->replaced || *object == '\0';
    return english_join(english, act ? "" : event->subject, act ? "" : " ", act ? event->act : event->present,
                        bare ? "" : " ", bare ? "" : object, deed->modifiers, show_event_code(english, deed->event),
                        (char *)NULL);
}

/* The deeds that are (or are not) the doer's own, joined by "or"; "" where there are none. */
static const char *deeds_text(struct english *english, const struct deeds *deeds, const struct doer *doer, bool own)
{
    struct english_texts texts = {0};
    for (size_t i = 0; i < deeds->count; i++)
        if (is_own(doer, event_english(deeds->items[i].event)) == own)
            english_texts_add(english, &texts, deed_text(english, &deeds->items[i], own));
    return english_list(english, texts.items, texts.count, "or");
}

/* --------------------------------------------------------------------------------------------------------- by when */

/* "the return to school or of that moment, whichever is later", the joint as what stands before asks for it. */
static const char *clocks_text(struct english *english, const struct duty *duty, const char *joint)
{
    const char *text = clock_phrase(duty->clocks[0]);
    for (size_t i = 1; i < duty->clock_count; i++)
        text = english_join(english, text, i + 1 == duty->clock_count ? joint : ", ", clock_phrase(duty->clocks[i]),
                            (char *)NULL);
    return duty->clock_count > 1 ? english_join(english, text, ", whichever is later", (char *)NULL) : text;
}

static bool counts_from_trigger(const struct duty *duty)
{
    return duty->clock_count == 1 && duty->clocks[0] == CLOCK_trigger;
}

static const char *within_text(struct english *english, const struct duty *duty)
{
    const bool at_once = duty->within_seconds == 0, trigger = counts_from_trigger(duty);
    const struct setting *setting =
        duty->within_setting != 0 ? &english->policy->settings[duty->within_setting - 1] : NULL;
    const char *code = setting != NULL ? english_setting(english, setting) : "";
    if (!duty->has_within)
        return "";
    if (at_once)
        return trigger ? english_join(english, " at once", code, (char *)NULL)
                       : english_join(english, " by ", clocks_text(english, duty, " or "), code, (char *)NULL);
    return english_join(english, " within ", english_minutes(english, duty->within_seconds / 60), code,
                        trigger ? "" : " of ", trigger ? "" : clocks_text(english, duty, " or of "), (char *)NULL);
}

static const char *before_text(struct english *english, const struct duty *duty, const struct doer *doer)
{
    struct english_texts events = {0};
    for (homevisit_word event = 1; event <= HOMEVISIT_EVENT_LAST; event++) {
        if (!word_set_has(&duty->before, event))
            continue;
        const char *clause = event_present(english, event);
        english_texts_add(english, &events,
                          english_join(english, doer->staff ? english_they(english, clause) : clause,
                                       show_event_code(english, event), (char *)NULL));
    }
    if (events.count == 0)
        return "";
    return english_join(english, duty->has_within ? ", and before " : " before ",
                        english_list(english, events.items, events.count, "or"), (char *)NULL);
}

/* ---------------------------------------------------------------------------------------------------- the sentence */

/* "staff must check in … within 2 hours."; where staff have been spoken of just before, "they must". */
static const char *core_text(struct english *english, const struct rule *rule, const struct deeds *deeds,
                             const struct doer *doer, bool they)
{
    const struct duty *duty = &rule->as.duty;
    const char *own = deeds_text(english, deeds, doer, true);
    const bool others = *own == '\0';
    return english_join(english, they && doer->staff ? "they" : doer->name, " ", show_force(rule, false),
                        others ? " see to it that " : " ", others ? deeds_text(english, deeds, doer, false) : own,
                        within_text(english, duty), before_text(english, duty, doer), ".", (char *)NULL);
}

/* An event at which a duty arises, if something more is so. */
struct trigger {
    homevisit_word event;
    struct thought *when;  /* NULL, ALWAYS: nothing more */
    const char *signature; /* the same of events with which the same is asked; NULL: was said */
};

static size_t find_triggers(struct english *english, const struct duty *duty, struct trigger *triggers)
{
    size_t count = 0;
    for (homevisit_word event = 1; event <= HOMEVISIT_EVENT_LAST; event++) {
        if (!word_set_has(&duty->on, event))
            continue;
        struct thought *when = condition_think(english, duty->when, event, true);
        if (when == NULL || when->kind != THOUGHT_NEVER)
            triggers[count++] = (struct trigger){event, when, show_says(when) ? thought_flat(english, when) : ""};
    }
    return count;
}

/* "staff leave the address (`left`)", with the modifiers of one that stands alone. */
static const char *trigger_text(struct english *english, struct trigger *trigger, bool alone)
{
    const struct event_english *event = event_english(trigger->event);
    bool replaced = false;
    const char *modifiers = "";
    if (alone && show_says(trigger->when))
        modifiers = thought_modifiers(english, trigger->when, &trigger->when, &replaced);
    const bool bare = replaced || *event->object == '\0';
    return english_join(english, event->subject, " ", event->present, bare ? "" : " ", bare ? "" : event->object,
                        modifiers, show_event_code(english, trigger->event), (char *)NULL);
}

/* The triggers that ask the same as the first, in one sentence. */
static void say_triggers(struct english *english, const struct rule *rule, const struct deeds *deeds,
                         const struct doer *doer, struct trigger *triggers, size_t count, struct lines *lines)
{
    struct english_texts texts = {0};
    const char *signature = triggers[0].signature;
    size_t likes = 0;
    for (size_t i = 0; i < count; i++)
        likes += triggers[i].signature != NULL && strcmp(triggers[i].signature, signature) == 0;
    for (size_t i = 0; i < count; i++) {
        if (triggers[i].signature == NULL || strcmp(triggers[i].signature, signature) != 0)
            continue;
        english_texts_add(english, &texts, trigger_text(english, &triggers[i], likes == 1));
        if (i != 0)
            triggers[i].signature = NULL;
    }
    const char *events = english_list(english, texts.items, texts.count, "or");
    const bool they = english_speaks_of_staff(events), more = show_says(triggers[0].when);
    const char *core =
        english_join(english, ", ", core_text(english, rule, deeds, doer, they && likes == 1), (char *)NULL);
    const char *start =
        english_join(english, "When ", events, more ? likes > 1 ? ", and " : " and " : core, (char *)NULL);
    if (!more)
        line_add(english, lines, start);
    else if (thought_is_short(english, triggers[0].when))
        lines_say(english, lines, start, triggers[0].when, core);
    else
        lines_say(english, lines, start, triggers[0].when, core_text(english, rule, deeds, doer, false));
}

static void say_on(struct english *english, const struct rule *rule, const struct deeds *deeds, const struct doer *doer,
                   struct lines *lines)
{
    struct trigger triggers[EVENT_COUNT];
    const size_t count = find_triggers(english, &rule->as.duty, triggers);
    for (size_t i = 0; i < count; i++)
        if (triggers[i].signature != NULL)
            say_triggers(english, rule, deeds, doer, &triggers[i], count - i, lines);
    if (count == 0)
        line_add(english, lines, "As it stands, this rule never applies.");
}

static void say_when(struct english *english, const struct rule *rule, const struct deeds *deeds,
                     const struct doer *doer, struct lines *lines)
{
    const struct duty *duty = &rule->as.duty;
    const struct thought *when = condition_think(english, duty->when, HOMEVISIT_WORD_none, true);
    if (!show_says(when) || when->kind == THOUGHT_NEVER) {
        line_add(english, lines,
                 english_join(english, "On every visit ", core_text(english, rule, deeds, doer, false), (char *)NULL));
        return;
    }
    const bool they = thought_speaks_of_staff(english, when);
    lines_say(english, lines, duty->repeat ? "While " : "When ", when,
              english_join(english, ", ", core_text(english, rule, deeds, doer, they), (char *)NULL));
}

/* ---------------------------------------------------------------------------------------------------- what counts */

static void say_what_counts(struct english *english, const struct deeds *deeds, const struct doer *doer,
                            struct lines *lines)
{
    const char *others = deeds_text(english, deeds, doer, false);
    if (*others != '\0' && *deeds_text(english, deeds, doer, true) != '\0')
        line_add(english, lines, english_join(english, "It is done, too, if ", others, ".", (char *)NULL));
    for (size_t i = 0; i < deeds->count; i++) {
        const struct deed *deed = &deeds->items[i];
        const char *before =
            deeds->count == 1 ? "It counts only if "
                              : english_join(english, "That ", event_present(english, deed->event),
                                             show_event_code(english, deed->event), " counts only if ", (char *)NULL);
        if (show_says(deed->only_if))
            lines_say(english, lines, before, deed->only_if, ".");
    }
}

static void say_manner(struct english *english, const struct duty *duty, const struct doer *doer, struct lines *lines)
{
    if (!duty->has_within && *before_text(english, duty, doer) == '\0')
        line_add(english, lines, "No time is set for it.");
    if (!duty->early && !counts_from_trigger(duty))
        line_add(english, lines,
                 english_join(english, "What is done before ", clocks_text(english, duty, " or "), " does not count.",
                              (char *)NULL));
    if (duty->repeat)
        line_add(english, lines, "Once done it falls due again, for as long as this is so.");
}

void show_duty_lines(struct english *english, const struct rule *rule, struct lines *lines)
{
    const struct duty *duty = &rule->as.duty;
    const struct doer doer = doer_of(duty);
    struct deeds deeds;
    find_deeds(english, duty, &deeds);
    if (deeds.count == 0) {
        line_add(english, lines, "As it stands, nothing can be done that counts.");
        return;
    }
    if (duty->has_on)
        say_on(english, rule, &deeds, &doer, lines);
    else
        say_when(english, rule, &deeds, &doer, lines);
    say_what_counts(english, &deeds, &doer, lines);
    say_manner(english, duty, &doer, lines);
}
