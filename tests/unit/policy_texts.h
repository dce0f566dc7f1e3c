/* Policies written down in C, and what is told of them. Shared by the unit tests of lib/policy_*.c. */
#ifndef HOMEVISIT_POLICY_TEXTS_H
#define HOMEVISIT_POLICY_TEXTS_H

#include "policy_read.h"

/* Texts are written with ' for ", so that they can be read; none of them needs a ' of its own. */
#define TEXT_FORMAT "'format': 'homevisit-policy/1'"
/* A sound head on line 1; what follows it begins on line 2. */
#define TEXT_HEAD "{" TEXT_FORMAT ", 'id': 'p', 'title': 'P', 'version': '1',\n"
/* The same of a profile that extends the policy 'base'. */
#define TEXT_HEAD_ON_BASE "{" TEXT_FORMAT ", 'id': 'p', 'title': 'P', 'version': '1', 'extends': 'base',\n"
/* A policy of nothing but rules; the first begins at line 3, column 1. */
#define TEXT_RULES(rules) TEXT_HEAD "'rules': [\n" rules "]}"
/* The beginning of a rule, the form still to come. */
#define TEXT_RULE(id) "{'id': '" id "', 'clauses': [], 'force': 'must', 'message': 'm', "

enum { MOST_TEXTS = 24, MOST_TOLD = 20 };

/* A problem, whole. */
struct told {
    homevisit_kind kind;
    const char *code, *document, *pointer;
    size_t line, column;
    const char *message, *suggestion; /* suggestion NULL: none */
};
#define SYNTAX HOMEVISIT_KIND_SYNTAX
#define SCHEMA HOMEVISIT_KIND_SCHEMA
#define NAME HOMEVISIT_KIND_NAME
#define TYPE HOMEVISIT_KIND_TYPE
#define LIMIT HOMEVISIT_KIND_LIMIT

/* A policy that is refused, and all that is told of it, in order. */
struct refusal {
    const char *name;
    const char *texts[MOST_TEXTS]; /* the profile, then what it may extend */
    struct told told[MOST_TOLD];
};

/* Asserts that each is refused, for exactly these reasons; every case is tried. */
void assert_refused(const struct refusal *refusals, size_t count);

/* A text with " for its ', in memory that the next test does away with. */
homevisit_text text_of(const char *quoted);
/* Loads a sound policy; `bases` end with NULL, and may be NULL. To be released with homevisit_policy_free(). */
homevisit_policy *load_sound(const char *quoted, const char *const *bases);

/* The rule of that id among the enabled ones; the test fails where there is none. */
const struct rule *rule_of(const homevisit_policy *policy, const char *id);
/* Its place in the index, or -1. */
int place_in(const struct rule_index *index, const struct rule *rule);

#endif
