/*
 * Plain English: the phrases of english.def by name, and texts put together from them.
 *
 * Texts are in an arena, and marked up a little: what stands between ENGLISH_CODE and ENGLISH_CODE_END is a name that
 * the policy or the record is written in (a setting, an event), which a page sets apart. Text of a policy never holds
 * these marks: english_foreign() takes them out.
 */
#ifndef HOMEVISIT_ENGLISH_H
#define HOMEVISIT_ENGLISH_H

#include "policy.h"

#define ENGLISH_CODE "\x0e" /* shift out, and in: control characters that no phrase has */
#define ENGLISH_CODE_END "\x0f"
enum { ENGLISH_CODE_MARK = '\x0e', ENGLISH_CODE_END_MARK = '\x0f' };

struct thought;

/* Who writes, and what is written of. After `failed` all texts are "". */
struct english {
    const homevisit_policy *policy;
    struct arena *arena;
    struct thought *spare; /* what there is where memory ran out: condition_english.h */
    bool failed;           /* memory ran out */
};

/* ---- phrases: english_words.c ----------------------------------------------------------------------------------- */

enum english_actor { ACTOR_STAFF, ACTOR_SCHOOL, ACTOR_EITHER, ACTOR_NOBODY };

/* The columns of ENGLISH_EVENT, `act` filled in. */
struct event_english {
    enum english_actor actor;
    bool chosen;
    const char *subject;
    bool many;
    const char *infinitive, *present, *past, *participle, *object;
    const char *act, *act_object;
};
const struct event_english *event_english(homevisit_word event);

/* What is said of a fact or an attribute: the columns of ENGLISH_FACT and ENGLISH_ATTRIBUTE. */
struct phrase {
    const char *noun, *yes, *no, *with, *without;
    enum english_unit { UNIT_COUNT, UNIT_TIME_OF_DAY, UNIT_WEEKDAY } unit;
};
/* NULL where the event has no such attribute. */
const struct phrase *attribute_phrase(homevisit_word event, homevisit_attribute_name name);
/* A fact with a fixed number and no family. */
const struct phrase *fact_phrase(unsigned fact);

/* A family's fact: patterns, and the word whose phrase goes into them. */
struct family_phrase {
    const char *yes, *no;
    vocabularies words;
    homevisit_word word;
};
/* false where the fact is of no family. */
bool family_phrase_find(unsigned fact, struct family_phrase *found);

/* The clauses of an item; NULL where the word is none. */
struct item_phrase {
    const char *yes, *no;
};
const struct item_phrase *item_phrase(homevisit_word item);

/* The phrase of a word of one of the vocabularies ("the headteacher"), of several the first that holds it; NULL where
 * there is none, and for events, which have clauses. `many` (may be NULL) receives whether it is a plural. */
const char *word_phrase(vocabularies in, homevisit_word word, bool *many);
/* The words of a vocabulary in the order in which english.def has them, in which they read best; HOMEVISIT_WORD_none past
 * the last. */
homevisit_word word_at(enum vocabulary vocabulary, size_t index);
const char *clock_phrase(enum clock clock);

/* ---- texts: english_text.c -------------------------------------------------------------------------------------- */

/* Several texts one behind the other; NULL ends them. */
const char *english_join(struct english *english, ...);
/* A pattern with the value in the place of its {}. */
const char *english_fill(struct english *english, const char *pattern, const char *value);
/* A text that begins with a capital letter. */
const char *english_capital(struct english *english, const char *text);
/* A text of a policy or a record: control characters become spaces. NULL stays NULL. */
const char *english_foreign(struct english *english, const char *text);
/* A name in marks. */
const char *english_code(struct english *english, const char *name);
/* Whether a text begins with "staff", and such a text with "they" in its place. */
bool english_speaks_of_staff(const char *text);
const char *english_they(struct english *english, const char *text);
/* " (`name`)" of a setting, with a word more where it is assumed. */
const char *english_setting(struct english *english, const struct setting *setting);
/* A name in words: "wait_limit" as "wait limit". */
const char *english_humanised(struct english *english, const char *name);

/* "a, b and c"; `joint` is "and" or "or". */
const char *english_list(struct english *english, const char *const *texts, size_t count, const char *joint);

const char *english_number(struct english *english, double number);
/* "20 minutes", "2 hours". */
const char *english_minutes(struct english *english, int64_t minutes);
/* "18:00"; NULL where the number is no minute of a day. */
const char *english_time_of_day(struct english *english, double minute);
/* "a Saturday"; NULL where the number is no day of the week. */
const char *english_weekday(struct english *english, double day);
/* "10 September 2025", of a date that the format has checked. */
const char *english_date(struct english *english, const char *date);

/* A growing list of texts in the arena. */
struct english_texts {
    const char **items;
    size_t count, capacity;
};
void english_texts_add(struct english *english, struct english_texts *texts, const char *text);
/* The same, unless it is there already. */
void english_texts_add_once(struct english *english, struct english_texts *texts, const char *text);
/* All of them, one behind the other. */
const char *english_string(struct english *english, const struct english_texts *texts);

/* ---- clauses of events: english_text.c -------------------------------------------------------------------------- */

/* "staff go inside", "staff went inside", "staff have gone inside", "staff have not gone inside". */
const char *event_present(struct english *english, homevisit_word event);
const char *event_past(struct english *english, homevisit_word event);
const char *event_happened(struct english *english, homevisit_word event, bool wanted);

#endif
