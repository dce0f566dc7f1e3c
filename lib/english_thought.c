/* Thoughts: put together so that they say nothing twice, and written as a clause or as lists. */
#include "condition_english.h"

#include <string.h>

enum {
    SHORT_PARTS = 4,   /* clauses of one sentence */
    SHORT_LENGTH = 230 /* its bytes */
};

/* ---------------------------------------------------------------------------------------------------------- making */

void english_open(struct english *english, const homevisit_policy *policy, struct arena *arena)
{
    *english = (struct english){.policy = policy, .arena = arena};
    english->spare = arena_allocate_zeroed(arena, sizeof *english->spare);
    english->failed = english->spare == NULL;
}

/* Where memory has run out everything is the spare one, which nobody adds to and whose texts are empty. */
struct thought *thought_new(struct english *english, enum thought_kind kind)
{
    struct thought *thought = english->failed ? NULL : arena_allocate_zeroed(english->arena, sizeof *thought);
    if (thought == NULL) {
        english->failed = true;
        thought = english->spare;
        kind = THOUGHT_LEAF;
    }
    *thought =
        (struct thought){.kind = kind, .text = "", .modifier = "", .joint = "or", .joins = THOUGHT_LEAF, .suffix = ""};
    return thought;
}

struct thought *thought_leaf(struct english *english, const char *text)
{
    struct thought *leaf = thought_new(english, THOUGHT_LEAF);
    leaf->text = text;
    return leaf;
}

struct thought *thought_unknown(struct english *english)
{
    struct thought *thought = thought_new(english, THOUGHT_NEVER);
    thought->unknown = true;
    return thought;
}

/* ---------------------------------------------------------------------------------------------------------- adding */

static bool same_values(const struct thought *first, const struct thought *second)
{
    bool same = first->values.count == second->values.count;
    for (size_t i = 0; i < first->values.count && same; i++)
        same = strcmp(first->values.items[i], second->values.items[i]) == 0;
    return same;
}

/* Whether a part says what another says already, or can be said together with it. */
static bool joins_in(struct english *english, const struct thought *whole, const struct thought *part)
{
    if (part->kind != THOUGHT_LEAF)
        return false;
    for (struct thought *other = whole->first; other != NULL; other = other->next) {
        if (other->kind != THOUGHT_LEAF || strcmp(other->text, part->text) != 0 ||
            strcmp(other->suffix, part->suffix) != 0)
            continue;
        const bool likes = part->joins == whole->kind && other->joins == whole->kind;
        for (size_t i = 0; i < part->values.count && likes; i++)
            english_texts_add_once(english, &other->values, part->values.items[i]);
        if (likes || same_values(other, part))
            return true;
    }
    return false;
}

void thought_append(struct english *english, struct thought *whole, struct thought *part)
{
    if (english->failed)
        return;
    *(whole->last != NULL ? &whole->last->next : &whole->first) = part;
    whole->last = part;
    whole->count++;
}

static void add_parts(struct english *english, struct thought *whole, struct thought *parts)
{
    for (struct thought *part = parts, *next; part != NULL; part = next) {
        next = part->next;
        part->next = NULL;
        thought_add(english, whole, part);
    }
}

void thought_add(struct english *english, struct thought *whole, struct thought *part)
{
    const enum thought_kind deciding = whole->kind == THOUGHT_ALL ? THOUGHT_NEVER : THOUGHT_ALWAYS;
    if (english->failed)
        return;
    if (part->kind == deciding) {
        whole->unknown = part->unknown && (whole->unknown || !whole->decided);
        whole->decided = true;
    } else if (part->kind == THOUGHT_NEVER) {
        whole->unknown = whole->unknown || part->unknown;
    }
    if (part->kind == THOUGHT_ALWAYS || part->kind == whole->kind)
        add_parts(english, whole, whole->kind == THOUGHT_ANY || part->kind != THOUGHT_ALWAYS ? part->first : NULL);
    else if (part->kind != THOUGHT_NEVER && !joins_in(english, whole, part))
        thought_append(english, whole, part);
}

struct thought *thought_settle(struct thought *whole)
{
    if (whole->kind == THOUGHT_ALL && (whole->decided || whole->count == 0)) {
        whole->kind = whole->decided ? THOUGHT_NEVER : THOUGHT_ALWAYS;
        whole->first = whole->last = NULL;
        whole->count = 0;
    } else if (whole->kind == THOUGHT_ANY && (whole->decided || whole->count == 0)) {
        whole->kind = whole->decided ? THOUGHT_ALWAYS : THOUGHT_NEVER;
    } else if (whole->count == 1) {
        return whole->first;
    }
    whole->unknown = whole->unknown && whole->kind == THOUGHT_NEVER;
    return whole;
}

/* ------------------------------------------------------------------------------------------------------- one clause */

static bool has_comma(const struct thought *leaf)
{
    bool comma = strchr(leaf->text, ',') != NULL || strchr(leaf->suffix, ',') != NULL || leaf->values.count > 2;
    for (size_t i = 0; i < leaf->values.count; i++)
        comma = comma || strchr(leaf->values.items[i], ',') != NULL;
    return comma;
}

static bool is_compound(const struct thought *thought)
{
    return thought->kind == THOUGHT_ALL || thought->kind == THOUGHT_ANY || thought->kind == THOUGHT_CASES;
}

static const char *filled(struct english *english, const struct thought *leaf, const char *pattern)
{
    const char *value =
        leaf->values.count != 0 ? english_list(english, leaf->values.items, leaf->values.count, leaf->joint) : "";
    return english_join(english, english_fill(english, pattern, value), leaf->suffix, (char *)NULL);
}

/* A part among others: in brackets where it is itself made of parts that are. */
static const char *flat_part(struct english *english, const struct thought *whole, const struct thought *part)
{
    const char *text = thought_flat(english, part);
    bool deep = part->kind == THOUGHT_CASES || (whole->kind == THOUGHT_CASES && is_compound(part));
    for (const struct thought *inner = part->first; inner != NULL; inner = inner->next)
        deep = deep || is_compound(inner);
    if (!is_compound(part))
        return text;
    if (deep)
        return english_join(english, "(", text, ")", (char *)NULL);
    return english_join(english, part->kind == THOUGHT_ANY ? "either " : "", text, (char *)NULL);
}

static bool is_parted(const struct thought *whole)
{
    bool parted = false;
    for (const struct thought *part = whole->first; part != NULL; part = part->next)
        parted = parted || is_compound(part) || has_comma(part);
    return parted;
}

/* Whoever is spoken of in one part need not be named again in the next. */
static const char *flat_parts(struct english *english, const struct thought *whole)
{
    const bool all = whole->kind == THOUGHT_ALL, parted = is_parted(whole);
    const char *comma = parted && whole->count > 2 ? ";" : parted || whole->count > 2 || !all ? "," : "";
    if (whole->first == NULL)
        return "";
    struct english_texts pieces = {0};
    const char *before = flat_part(english, whole, whole->first);
    english_texts_add(english, &pieces, before);
    for (const struct thought *part = whole->first->next; part != NULL; part = part->next) {
        const char *next = flat_part(english, whole, part);
        english_texts_add(english, &pieces, comma);
        english_texts_add(english, &pieces, part->next != NULL ? " " : all ? " and " : " or ");
        english_texts_add(english, &pieces, english_speaks_of_staff(before) ? english_they(english, next) : next);
        before = next;
    }
    return english_string(english, &pieces);
}

static const char *flat_cases(struct english *english, const struct thought *cases)
{
    const struct thought *test = cases->first, *then = test != NULL ? test->next : NULL;
    if (then == NULL || then->next == NULL)
        return ""; /* memory ran out while they were put together */
    return english_join(english, flat_part(english, cases, then), " (where ", thought_flat(english, test), ") or ",
                        flat_part(english, cases, then->next), " (otherwise)", (char *)NULL);
}

const char *thought_flat(struct english *english, const struct thought *thought)
{
    switch (english->failed ? THOUGHT_NEVER : thought->kind) {
    case THOUGHT_ALWAYS: return "it is so in any case";
    case THOUGHT_NEVER: return "it is so in no case";
    case THOUGHT_LEAF: return filled(english, thought, thought->text);
    case THOUGHT_CASES: return flat_cases(english, thought);
    default: return flat_parts(english, thought);
    }
}

bool thought_is_short(struct english *english, const struct thought *thought)
{
    size_t compounds = 0;
    if (!is_compound(thought))
        return true;
    for (const struct thought *part = thought->first; part != NULL; part = part->next) {
        compounds += is_compound(part);
        for (const struct thought *inner = part->first; inner != NULL; inner = inner->next)
            if (is_compound(inner) || part->count > (part->kind == THOUGHT_ANY ? 3 : 2))
                return false;
    }
    if (thought->count > SHORT_PARTS || compounds > 1 || (thought->count > 2 && is_parted(thought)))
        return false;
    return strlen(thought_flat(english, thought)) <= SHORT_LENGTH;
}

bool thought_speaks_of_staff(struct english *english, const struct thought *thought)
{
    bool speaks = thought->kind == THOUGHT_LEAF ? english_speaks_of_staff(thought_flat(english, thought))
                                                : is_compound(thought) && thought_is_short(english, thought);
    for (const struct thought *part = thought->first; part != NULL; part = part->next)
        speaks = speaks && part->kind == THOUGHT_LEAF && english_speaks_of_staff(thought_flat(english, part));
    return speaks;
}

/* -------------------------------------------------------------------------------------------------------- modifiers */

/* What a thought says behind a verb, as far as it is made of nothing else; NULL where it is not. */
static const char *modifier_of(struct english *english, const struct thought *thought, bool *replaced)
{
    if (thought->kind == THOUGHT_LEAF) {
        const bool replaces = *thought->modifier == '=';
        *replaced = *replaced || replaces;
        return *thought->modifier != '\0' ? filled(english, thought, thought->modifier + replaces) : NULL;
    }
    if (thought->kind != THOUGHT_ALL && thought->kind != THOUGHT_ANY)
        return NULL;
    struct english_texts pieces = {0};
    bool nested = false;
    for (const struct thought *part = thought->first; part != NULL; part = part->next)
        nested = nested || is_compound(part);
    for (const struct thought *part = thought->first; part != NULL; part = part->next) {
        const char *joint = thought->kind == THOUGHT_ALL ? " " : nested ? ", or " : " or ";
        const char *modifier = modifier_of(english, part, replaced);
        if (modifier == NULL || (thought->kind == THOUGHT_ALL && part->kind == THOUGHT_ANY))
            return NULL;
        english_texts_add(english, &pieces, pieces.count != 0 ? joint : "");
        english_texts_add(english, &pieces, modifier);
    }
    return thought->first != NULL ? english_string(english, &pieces) : NULL;
}

static const char *behind_verb(struct english *english, const char *modifier)
{
    return english_join(english, *modifier == ',' ? "" : " ", modifier, (char *)NULL);
}

const char *thought_modifiers(struct english *english, struct thought *thought, struct thought **rest, bool *replaced)
{
    *replaced = false;
    const char *whole = modifier_of(english, thought, replaced);
    *rest = thought;
    if (whole != NULL) {
        *rest = thought_new(english, THOUGHT_ALWAYS);
        return behind_verb(english, whole);
    }
    *replaced = false;
    if (thought->kind != THOUGHT_ALL)
        return "";
    struct english_texts pieces = {0};
    struct thought *others = thought_new(english, THOUGHT_ALL);
    for (struct thought *part = thought->first, *next; part != NULL; part = next) {
        const char *modifier = part->kind == THOUGHT_LEAF ? modifier_of(english, part, replaced) : NULL;
        next = part->next;
        part->next = NULL;
        if (modifier != NULL)
            english_texts_add(english, &pieces, behind_verb(english, modifier));
        else
            thought_append(english, others, part);
    }
    *rest = thought_settle(others);
    return english_string(english, &pieces);
}

/* ------------------------------------------------------------------------------------------------------------ lines */

struct line *line_add(struct english *english, struct lines *lines, const char *text)
{
    struct line *line = english->failed ? NULL : arena_allocate_zeroed(english->arena, sizeof *line);
    if (line == NULL) {
        english->failed = true;
        return NULL;
    }
    line->text = text;
    *(lines->last != NULL ? &lines->last->next : &lines->first) = line;
    lines->last = line;
    return line;
}

static void add_point(struct english *english, struct lines *points, const char *before, const struct thought *thought);

static void add_points(struct english *english, struct line *line, const struct thought *thought)
{
    if (line == NULL)
        return;
    const struct thought *test = thought->first, *then = test != NULL ? test->next : NULL;
    if (thought->kind != THOUGHT_CASES || then == NULL || then->next == NULL) {
        for (const struct thought *part = thought->first; part != NULL; part = part->next)
            add_point(english, &line->points, "", part);
        return;
    }
    const char *where = english_join(english, "where ", thought_flat(english, test), ": ", (char *)NULL);
    add_point(english, &line->points, where, then);
    add_point(english, &line->points, "otherwise: ", then->next);
}

static void add_point(struct english *english, struct lines *points, const char *before, const struct thought *thought)
{
    if (thought_is_short(english, thought)) {
        const char *either = thought->kind == THOUGHT_ANY ? "either " : "";
        line_add(english, points, english_join(english, before, either, thought_flat(english, thought), (char *)NULL));
        return;
    }
    const char *intro = thought->kind == THOUGHT_ALL   ? "all of these:"
                        : thought->kind == THOUGHT_ANY ? "any of these:"
                                                       : "as the case may be:";
    add_points(english, line_add(english, points, english_join(english, before, intro, (char *)NULL)), thought);
}

void lines_say(struct english *english, struct lines *lines, const char *before, const struct thought *thought,
               const char *after)
{
    if (thought_is_short(english, thought)) {
        line_add(english, lines, english_join(english, before, thought_flat(english, thought), after, (char *)NULL));
        return;
    }
    const char *intro =
        thought->kind == THOUGHT_ALL   ? thought->count == 2 ? "both of these hold:" : "all of these hold:"
        : thought->kind == THOUGHT_ANY ? thought->count == 2 ? "either of these holds:" : "any of these holds:"
                                       : "this holds, as the case may be:";
    add_points(english, line_add(english, lines, english_join(english, before, intro, (char *)NULL)), thought);
    while (*after == ',' || *after == ' ')
        after++;
    if (*after != '\0' && strcmp(after, ".") != 0)
        line_add(english, lines, english_join(english, "Then ", after, (char *)NULL));
}
