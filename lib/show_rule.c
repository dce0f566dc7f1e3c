/* Guards, checklists and advice as sentences, each made from the rule's own form. show_duty.c has the duties. */
#include "show.h"

#include <string.h>

/* ---------------------------------------------------------------------------------------------------------- shared */

const char *show_event_code(struct english *english, homevisit_word event)
{
    return english_join(english, " (", english_code(english, homevisit_word_text(event)), ")", (char *)NULL);
}

const char *show_force(const struct rule *rule, bool negated)
{
    switch (rule->force) {
    case HOMEVISIT_FORCE_MUST: return negated ? "must not" : "must";
    case HOMEVISIT_FORCE_SHOULD: return negated ? "should not" : "should";
    default: return "may";
    }
}

bool show_says(const struct thought *thought)
{
    return thought != NULL && thought->kind != THOUGHT_ALWAYS;
}

/* ---------------------------------------------------------------------------------------------------------- guards */

/* A guard as it is decided on one event. */
struct decided {
    homevisit_word event;
    struct thought *when, *needs, *unless;
    const char *joint;     /* before what it needs: "unless", or "when" where that is turned round */
    const char *signature; /* equal for events of which the same is said */
};

static const char *signature_of(struct english *english, const struct thought *thought)
{
    return thought == NULL ? "-" : thought_flat(english, thought);
}

/* Whether the guard can be broken on the event at all. */
static bool decide(struct english *english, const struct guard *guard, homevisit_word event, struct decided *decided)
{
    /* "must not unless it is not so" is "must not when it is so": of a fact or attribute, which no event decides. */
    const bool turned = guard->needs != NO_NODE && condition_is_negated(english, guard->needs);
    *decided = (struct decided){.event = event,
                                .when = condition_think(english, guard->when, event, true),
                                .needs = condition_think(english, guard->needs, event, !turned),
                                .joint = turned ? " when " : " unless ",
                                .unless = condition_think(english, guard->unless, event, true)};
    if (decided->needs != NULL && decided->needs->kind == THOUGHT_NEVER)
        decided->needs = NULL;
    else if (decided->needs != NULL && decided->needs->kind == THOUGHT_ALWAYS)
        return false;
    if (decided->unless != NULL && decided->unless->kind == THOUGHT_NEVER)
        decided->unless = NULL;
    decided->signature =
        english_join(english, signature_of(english, decided->when), "\n", signature_of(english, decided->needs), "\n",
                     signature_of(english, decided->unless), (char *)NULL);
    const bool excused = decided->unless != NULL && decided->unless->kind == THOUGHT_ALWAYS;
    return !excused && (decided->when == NULL || decided->when->kind != THOUGHT_NEVER);
}

/* Several of one subject: "staff must not knock at the door, speak to anybody or go inside". */
static const char *prohibition(struct english *english, const struct rule *rule, const struct decided *const *group,
                               size_t count, const char *modifiers, bool replaced)
{
    struct english_texts clauses = {0}, verbs = {0};
    const char *subject = "";
    for (size_t i = 0; i <= count; i++) {
        const struct event_english *event = i < count ? event_english(group[i]->event) : NULL;
        if (verbs.count != 0 && (event == NULL || strcmp(event->subject, subject) != 0)) {
            english_texts_add(english, &clauses,
                              english_join(english, subject, " ", show_force(rule, true), " ",
                                           english_list(english, verbs.items, verbs.count, "or"), (char *)NULL));
            verbs.count = 0;
        }
        if (event == NULL)
            break;
        subject = event->subject;
        const bool bare = replaced || *event->object == '\0';
        english_texts_add(english, &verbs,
                          english_join(english, event->infinitive, bare ? "" : " ", bare ? "" : event->object,
                                       modifiers, show_event_code(english, group[i]->event), (char *)NULL));
    }
    return english_list(english, clauses.items, clauses.count, "and");
}

/* "above all when": what holds anyhow, and yet names cases. */
static const char *above_all(struct english *english, const struct thought *when)
{
    if (when == NULL || when->kind != THOUGHT_ALWAYS || when->first == NULL)
        return "";
    struct thought cases = *when;
    cases.kind = when->count == 1 ? THOUGHT_LEAF : THOUGHT_ANY;
    return english_join(english, ", above all when ", thought_flat(english, when->count == 1 ? when->first : &cases),
                        (char *)NULL);
}

static void say_unless(struct english *english, const struct thought *unless, struct lines *lines)
{
    if (unless != NULL)
        lines_say(english, lines, "This does not apply when ", unless, ".");
}

/* What is said of the events of a group, of which the same is said. */
static void say_group(struct english *english, const struct rule *rule, const struct decided *const *group,
                      size_t count, struct lines *lines)
{
    const char *modifiers = "";
    bool replaced = false;
    struct thought *when = group[0]->when;
    const char *particular = above_all(english, when);
    if (show_says(when) && count == 1)
        modifiers = thought_modifiers(english, when, &when, &replaced);
    const char *core = prohibition(english, rule, group, count, modifiers, replaced);
    const char *sentence = english_capital(english, core);
    const bool when_says = show_says(when);
    if (group[0]->needs == NULL && when_says) {
        lines_say(english, lines, english_join(english, sentence, " when ", (char *)NULL), when, ".");
    } else if (group[0]->needs == NULL) {
        line_add(english, lines, english_join(english, sentence, particular, ".", (char *)NULL));
    } else if (when_says && thought_is_short(english, when)) {
        const char *before =
            english_join(english, "When ", thought_flat(english, when), ", ", core, group[0]->joint, (char *)NULL);
        lines_say(english, lines, before, group[0]->needs, ".");
    } else {
        if (when_says)
            lines_say(english, lines, "When ", when, "");
        const char *before = when_says ? english_join(english, "Then ", core, group[0]->joint, (char *)NULL)
                                       : english_join(english, sentence, group[0]->joint, (char *)NULL);
        const bool in_one = thought_is_short(english, group[0]->needs);
        const char *after = english_join(english, in_one ? particular : "", ".", (char *)NULL);
        lines_say(english, lines, before, group[0]->needs, after);
        if (!in_one && *particular != '\0') /* behind a list it is a sentence of its own, without the comma */
            line_add(english, lines, english_join(english, "This holds", particular + 1, ".", (char *)NULL));
    }
    say_unless(english, group[0]->unless, lines);
}

static void say_guard(struct english *english, const struct rule *rule, struct lines *lines)
{
    struct decided decided[EVENT_COUNT];
    size_t count = 0;
    for (homevisit_word event = 1; event <= HOMEVISIT_EVENT_LAST; event++)
        if (word_set_has(&rule->as.guard.on, event))
            count += decide(english, &rule->as.guard, event, &decided[count]);
    for (size_t i = 0; i < count; i++) {
        const struct decided *group[EVENT_COUNT];
        size_t size = 0;
        if (decided[i].signature == NULL)
            continue;
        for (size_t j = i; j < count; j++)
            if (decided[j].signature != NULL && strcmp(decided[j].signature, decided[i].signature) == 0)
                group[size++] = &decided[j];
        say_group(english, rule, group, size, lines);
        for (size_t j = size; j-- > 0;)
            decided[group[j] - decided].signature = NULL;
    }
    if (count == 0)
        line_add(english, lines, "As it stands, this rule never applies.");
}

/* -------------------------------------------------------------------------------------------- checklist and advice */

static void say_checklist(struct english *english, const struct rule *rule, struct lines *lines)
{
    const struct checklist *checklist = &rule->as.checklist;
    const bool own = strncmp(checklist->item, "x.", 2) == 0;
    const struct item_phrase *item = own ? NULL : item_phrase((homevisit_word)(checklist->fact - FACT_DECLARED_BASE));
    struct thought *when = condition_think(english, checklist->when, HOMEVISIT_WORD_none, true);
    const char *what =
        item != NULL
            ? english_join(english, "it ", show_force(rule, false), " be confirmed that ", item->yes, (char *)NULL)
            : english_join(english, "\xE2\x80\x9C",
                           english_foreign(english, english_humanised(english, checklist->item + 2)), "\xE2\x80\x9D ",
                           show_force(rule, false), " be confirmed", (char *)NULL);
    const bool staff = english_speaks_of_staff(event_present(english, checklist->before));
    const char *before = english_join(english, "before ", event_present(english, checklist->before),
                                      show_event_code(english, checklist->before), (char *)NULL);
    const char *rest =
        english_join(english, ", ", what, " (", english_code(english, checklist->item), ").", (char *)NULL);
    if (!show_says(when) || when->kind == THOUGHT_NEVER)
        line_add(english, lines, english_join(english, english_capital(english, before), rest, (char *)NULL));
    else if (thought_is_short(english, when))
        line_add(english, lines,
                 english_join(english, english_capital(english, before), ", when ",
                              staff ? english_they(english, thought_flat(english, when)) : thought_flat(english, when),
                              rest, (char *)NULL));
    else
        lines_say(english, lines, "When ", when, english_join(english, before, rest, (char *)NULL));
}

/* "the visit is planned or authorised", "staff are outside the home"; "" where none of the vocabulary is among them. */
static const char *states_text(struct english *english, const struct word_set *during, enum vocabulary vocabulary,
                               unsigned fact)
{
    struct english_texts states = {0};
    homevisit_word word;
    for (size_t i = 0; (word = word_at(vocabulary, i)) != HOMEVISIT_WORD_none; i++)
        if (word_set_has(during, word))
            english_texts_add(english, &states, word_phrase(UINT32_C(1) << vocabulary, word, NULL));
    if (states.count == 0)
        return "";
    return english_fill(english, fact_phrase(fact)->yes, english_list(english, states.items, states.count, "or"));
}

static void say_advice(struct english *english, const struct rule *rule, struct lines *lines)
{
    const struct advice *advice = &rule->as.advice;
    const char *phases = states_text(english, &advice->during, VOCABULARY_PHASE, FACT_PHASE);
    const char *places = states_text(english, &advice->during, VOCABULARY_PLACE, FACT_PLACE);
    struct thought *when = condition_think(english, advice->when, HOMEVISIT_WORD_none, true);
    const char *verb = rule->force == HOMEVISIT_FORCE_MAY ? " make use of this" : " keep to this";
    const char *sentence = english_join(english, "Staff ", show_force(rule, false), verb, " while ", phases,
                                        *phases != '\0' && *places != '\0' ? ", or while " : "",
                                        english_they(english, places), (char *)NULL);
    if (show_says(when) && when->kind != THOUGHT_NEVER)
        lines_say(english, lines, english_join(english, sentence, ", when ", (char *)NULL), when, ".");
    else
        line_add(english, lines, english_join(english, sentence, ".", (char *)NULL));
}

void show_rule_lines(struct english *english, const struct rule *rule, struct lines *lines)
{
    switch (rule->form) {
    case RULE_GUARD: say_guard(english, rule, lines); break;
    case RULE_DUTY: show_duty_lines(english, rule, lines); break;
    case RULE_CHECKLIST: say_checklist(english, rule, lines); break;
    case RULE_ADVICE: say_advice(english, rule, lines); break;
    }
}
