/*
 * A policy as a document for people: what homevisit_policy_show() writes, made once and printed three ways.
 *
 *   show_sections.c   which section a rule belongs to
 *   show_rule.c       guards, checklists and advice as sentences; show_duty.c duties
 *   show_document.c   the whole: head, settings, rules by section; show_open.c what is left open
 *   show_markdown.c, show_html.c, show_json.c   the document as text
 */
#ifndef HOMEVISIT_SHOW_H
#define HOMEVISIT_SHOW_H

#include "condition_english.h"
#include "text_write.h"

enum show_section {
#define SHOW_SECTION(id, name, title) SECTION_##id,
#include "show_sections.def"
    SECTION_COUNT,
    SECTION_NONE
};
enum show_section show_section_of(const homevisit_policy *policy, const struct rule *rule);

/* Texts in here are marked up as english.h says; texts of the policy have no marks and no control characters. */
struct show_rule {
    const struct rule *rule;
    const char *id, *message, *note;
    const char *word; /* "Must not" */
    struct lines lines;
    const struct clause *const *clauses; /* in the rule's order; those that the policy does not list have no section */
    size_t clause_count;
};

struct show_rules {
    struct show_rule *items;
    size_t count;
};

/* A base's settings are here only where a rule of the policy reads them. */
struct show_setting {
    const struct setting *setting;
    const char *name, *label; /* "wait_limit_minutes", "Wait limit" */
    const char *value;        /* "20 minutes" */
    const char *note;
    bool read;     /* by a rule that is on */
    bool read_off; /* by one that is off */
    const struct clause *const *clauses;
    size_t clause_count;
};

/* A row of the head: "Version", "2022-04". `code` (may be NULL): the same as the policy writes it. */
struct show_fact {
    const char *key, *label, *value, *code;
};

/* Something that is left open: a text, or a rule of a base with its message. */
struct show_point {
    const char *id; /* of a rule or an event */
    const char *text;
    const char *origin; /* of a rule: the base that it stands in */
    struct lines lines; /* of a rule: what it says */
};
struct show_points {
    struct show_point *items;
    size_t count;
};

struct show_document {
    const char *title;
    struct show_fact *head;
    size_t head_count;
    struct english_texts reading; /* how to read it, a sentence or two each */
    struct show_setting *settings;
    size_t setting_count;
    struct show_rules sections[SECTION_COUNT];
    /* What is left open: */
    struct show_points silent_choices,
        silent_events;                   /* on which the policy is silent: what people choose, what happens */
    const struct clause *const *uncited; /* clauses that no rule and no setting cites */
    size_t uncited_count;
    struct show_points assumed_rules; /* that say so themselves */
    struct show_points disabled;
};

/* Words that the printed pages share. */
#define SHOW_OPEN_TITLE "What is left open"
#define SHOW_SILENT_TITLE "Steps on which the policy is silent"
#define SHOW_SILENT_CHOICES                                                                                            \
    "Nothing is said of when this may happen. It is not forbidden, and it is not permitted either:"
#define SHOW_SILENT_EVENTS "Checks of these are silent too, since they tell what happened rather than ask what may:"
#define SHOW_ASSUMED_TITLE "Settings that were assumed"
#define SHOW_ASSUMED_INTRO "The source does not give these. They were filled in, and are the governors' to settle."
#define SHOW_ASSUMED_RULES_TITLE "Rules that were assumed"
#define SHOW_ASSUMED_RULES_INTRO "The source does not say these so. They are a reading of it."
#define SHOW_UNCITED_TITLE "Clauses that no rule puts into effect"
#define SHOW_UNCITED_INTRO "Definitions and context, and what is left to people."
#define SHOW_DISABLED_TITLE "Rules that are switched off"
#define SHOW_DISABLED_INTRO "They ask nothing of anybody until they are switched on."

#define SHOW_UNREAD "No rule reads it."
#define SHOW_READ_OFF "Only rules that are switched off read it."

const char *show_section_id(enum show_section section);
const char *show_section_title(enum show_section section);

/* false where memory ran out. The document is in the arena of `english`. */
bool show_document_make(struct english *english, struct show_document *document);
void show_open_make(struct english *english, struct show_document *document);

void show_rule_lines(struct english *english, const struct rule *rule, struct lines *lines);
void show_duty_lines(struct english *english, const struct rule *rule, struct lines *lines);

/* What the two that make sentences share: show_rule.c. */
const char *show_event_code(struct english *english, homevisit_word event); /* " (`entered`)" */
const char *show_force(const struct rule *rule, bool negated);              /* "must not" */
/* A condition that is not there, or always holds, says nothing. */
bool show_says(const struct thought *thought);

void show_markdown(struct text_writer *writer, struct english *english, const struct show_document *document);
void show_html(struct text_writer *writer, struct english *english, const struct show_document *document);
homevisit_code show_json(homevisit_buffer *out, struct english *english, const struct show_document *document);

#endif
