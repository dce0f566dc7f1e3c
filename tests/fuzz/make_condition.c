/* Conditions made from bytes: see make_condition.h. */
#include "make_condition.h"

#include <string.h>

static void add_number(struct steer *steer, const struct pool *pool, unsigned depth, struct text *out);

/* ---- leaves ----------------------------------------------------------------------------------------------------- */

static void add_constant_number(struct steer *steer, struct text *out)
{
    static const char *const numbers[] = {"0",    "1",    "2",  "3",  "-1", "7",   "0.5", "20",
                                          "1080", "1439", "-0", "10", "4",  "1e2", "2.5", "9007199254740992",
                                          NULL};
    text_add(out, "%s", steer_text(steer, numbers));
}

static void add_word(struct steer *steer, const char *const *words, struct text *out)
{
    static const char *const strangers[] = {"", "x", "dsl", "in_contact", NULL};
    text_add(out, "\"%s\"", steer_text(steer, words != NULL ? words : strangers));
}

static void add_words(struct steer *steer, const char *const *words, struct text *out)
{
    const unsigned count = 1 + steer_below(steer, 3);
    text_add(out, "[");
    for (unsigned i = 0; i < count; i++) {
        text_add(out, i > 0 ? "," : "");
        add_word(steer, words, out);
    }
    text_add(out, "]");
}

/* Something of a type, whether it fits there or not. */
static void add_constant(struct steer *steer, homevisit_type type, const char *const *words, struct text *out)
{
    switch (type) {
    case HOMEVISIT_TYPE_BOOLEAN: text_add(out, steer_below(steer, 2) ? "true" : "false"); break;
    case HOMEVISIT_TYPE_INTEGER: add_constant_number(steer, out); break;
    case HOMEVISIT_TYPE_NAME:
    case HOMEVISIT_TYPE_TEXT: add_word(steer, words, out); break;
    case HOMEVISIT_TYPE_NAMES:
    case HOMEVISIT_TYPE_IDS: add_words(steer, words, out); break;
    default: text_add(out, "null"); break;
    }
}

static void add_var(struct steer *steer, const struct pool_fact *fact, struct text *out)
{
    const bool can_default = fact->type != HOMEVISIT_TYPE_TIME && fact->type != HOMEVISIT_TYPE_STAFF;
    if (can_default && steer_chance(steer, 40)) {
        text_add(out, "{\"var\":[\"%s\",", fact->name);
        add_constant(steer, fact->type, fact->words, out);
        text_add(out, "]}");
    } else {
        text_add(out, steer_chance(steer, 30) ? "{\"var\":[\"%s\"]}" : "{\"var\":\"%s\"}", fact->name);
    }
}

static const char *add_operator(struct steer *steer, const char *const *names, struct text *out)
{
    const char *name = steer_text(steer, names);
    text_add(out, "{\"%s\":[", name);
    return name;
}

/* ---- numbers ---------------------------------------------------------------------------------------------------- */

static void add_arithmetic(struct steer *steer, const struct pool *pool, unsigned depth, struct text *out)
{
    static const char *const names[] = {"+", "-", "*", "/", "%", "min", "max", NULL};
    const char *name = add_operator(steer, names, out);
    const bool two = *name == '/' || *name == '%';
    const unsigned count = two ? 2 : *name == '-' ? 1 + steer_below(steer, 2) : 1 + steer_below(steer, 3);
    for (unsigned i = 0; i < count; i++) {
        text_add(out, i > 0 ? "," : "");
        add_number(steer, pool, depth - 1, out);
    }
    text_add(out, "]}");
}

static void add_number(struct steer *steer, const struct pool *pool, unsigned depth, struct text *out)
{
    char room[64];
    if (depth > 0 && steer_chance(steer, 60)) {
        add_arithmetic(steer, pool, depth, out);
    } else if (depth > 0 && steer_chance(steer, 25)) {
        text_add(out, "{\"if\":[");
        make_condition(steer, pool, depth - 1, out);
        text_add(out, ",");
        add_number(steer, pool, depth - 1, out);
        text_add(out, ",");
        add_number(steer, pool, depth - 1, out);
        text_add(out, "]}");
    } else if (steer_chance(steer, 100)) {
        add_constant_number(steer, out);
    } else {
        const struct pool_fact fact = pool_pick_type(steer, pool, HOMEVISIT_TYPE_INTEGER, room);
        add_var(steer, &fact, out);
    }
}

static void add_small_number(struct steer *steer, struct text *out)
{
    text_add(out, "%u", steer_below(steer, 4));
}

static void add_order(struct steer *steer, const struct pool *pool, unsigned depth, const struct pool_fact *fact,
                      struct text *out)
{
    static const char *const names[] = {"<", "<=", ">", ">=", "==", "!=", "===", "!==", "<", "<=", NULL};
    const unsigned which = steer_below(steer, 10);
    text_add(out, "{\"%s\":[", names[which]);
    if (which >= 8) { /* between */
        add_number(steer, pool, 0, out);
        text_add(out, ",");
    }
    add_var(steer, fact, out);
    text_add(out, ",");
    if (steer_chance(steer, 110)) /* the form that most rules have */
        add_small_number(steer, out);
    else
        add_number(steer, pool, depth, out);
    text_add(out, "]}");
}

/* ---- comparisons ------------------------------------------------------------------------------------------------ */

static void add_of_word(struct steer *steer, const struct pool_fact *fact, struct text *out)
{
    static const char *const names[] = {"==", "!=", "===", "!==", "in", "in", NULL};
    const char *name = add_operator(steer, names, out);
    add_var(steer, fact, out);
    text_add(out, ",");
    if (*name == 'i')
        add_words(steer, fact->words, out);
    else
        add_word(steer, fact->words, out);
    text_add(out, "]}");
}

static void add_of_list(struct steer *steer, const struct pool_fact *fact, struct text *out)
{
    static const char *const names[] = {"in", "all", "some", "none", "!", "!!", "==", "!=", NULL};
    const char *name = add_operator(steer, names, out);
    if (*name == 'i') {
        add_word(steer, fact->words, out);
        text_add(out, ",");
    }
    add_var(steer, fact, out);
    if (*name == '=' || strcmp(name, "!=") == 0) {
        text_add(out, ",");
        add_words(steer, fact->words, out);
    } else if (*name != '!' && *name != 'i') {
        static const struct pool_fact member = {"", HOMEVISIT_TYPE_NAME, NULL};
        text_add(out, ",");
        const struct pool_fact typed = {member.name, member.type, fact->words};
        add_of_word(steer, &typed, out);
    }
    text_add(out, "]}");
}

static void add_of_member(struct steer *steer, const struct pool *pool, unsigned depth, struct text *out)
{
    static const char *const ids[] = {"s1", "s2", "s3", NULL};
    static const char *const roles[] = {"headteacher", "dsl", "teacher", "other", NULL};
    static const struct pool_fact members[] = {{"trained", HOMEVISIT_TYPE_BOOLEAN, NULL},
                                               {"role", HOMEVISIT_TYPE_NAME, roles},
                                               {"id", HOMEVISIT_TYPE_NAME, ids},
                                               {"", HOMEVISIT_TYPE_NAME, ids}};
    const unsigned which = steer_chance(steer, pool->ill) ? 3 : steer_below(steer, 3);
    if (depth > 0 && steer_chance(steer, 80)) {
        static const char *const names[] = {"and", "or", "!", NULL};
        const char *name = add_operator(steer, names, out);
        add_of_member(steer, pool, depth - 1, out);
        if (*name != '!') {
            text_add(out, ",");
            add_of_member(steer, pool, depth - 1, out);
        }
        text_add(out, "]}");
    } else if (which == 0) {
        add_var(steer, &members[0], out);
    } else {
        add_of_word(steer, &members[which], out);
    }
}

static void add_of_staff(struct steer *steer, const struct pool *pool, unsigned depth, const struct pool_fact *fact,
                         struct text *out)
{
    static const char *const names[] = {"all", "some", "none", "!", "!!", NULL};
    const char *name = add_operator(steer, names, out);
    add_var(steer, fact, out);
    if (*name != '!') {
        text_add(out, ",");
        add_of_member(steer, pool, depth, out);
    }
    text_add(out, "]}");
}

static void add_of_boolean(struct steer *steer, const struct pool *pool, unsigned depth, const struct pool_fact *fact,
                           struct text *out)
{
    static const char *const names[] = {"==", "!=", "===", "!==", NULL};
    if (!steer_chance(steer, 60)) {
        add_var(steer, fact, out);
        return;
    }
    add_operator(steer, names, out);
    add_var(steer, fact, out);
    text_add(out, ",");
    if (depth > 0 && steer_chance(steer, 100))
        make_condition(steer, pool, depth - 1, out);
    else
        add_constant(steer, HOMEVISIT_TYPE_BOOLEAN, NULL, out);
    text_add(out, "]}");
}

static void add_missing(struct steer *steer, const struct pool *pool, struct text *out)
{
    char room[64];
    const unsigned count = 1 + steer_below(steer, 3);
    text_add(out, steer_below(steer, 2) ? "{\"!\":{\"missing\":[" : "{\"!!\":[{\"missing\":[");
    const bool listed = out->data[out->length - 13] == '[';
    for (unsigned i = 0; i < count; i++)
        text_add(out, i > 0 ? ",\"%s\"" : "\"%s\"", pool_pick(steer, pool, room).name);
    text_add(out, listed ? "]}]}" : "]}}");
}

static void add_comparison(struct steer *steer, const struct pool *pool, unsigned depth, struct text *out)
{
    static const char *const orders[] = {"<", "<=", ">", ">=", "==", "!=", NULL};
    char room[64], other_room[64];
    struct pool_fact fact = pool_pick(steer, pool, room);
    if (steer_chance(steer, 12)) {
        add_missing(steer, pool, out);
        return;
    }
    if (steer_chance(steer, pool->ill))
        fact.type = (homevisit_type)(1 + steer_below(steer, 8));
    switch (fact.type) {
    case HOMEVISIT_TYPE_INTEGER: add_order(steer, pool, depth, &fact, out); break;
    case HOMEVISIT_TYPE_NAME:
    case HOMEVISIT_TYPE_TEXT: add_of_word(steer, &fact, out); break;
    case HOMEVISIT_TYPE_NAMES:
    case HOMEVISIT_TYPE_IDS: add_of_list(steer, &fact, out); break;
    case HOMEVISIT_TYPE_STAFF: add_of_staff(steer, pool, depth, &fact, out); break;
    case HOMEVISIT_TYPE_TIME: {
        const struct pool_fact other = pool_pick_type(steer, pool, HOMEVISIT_TYPE_TIME, other_room);
        add_operator(steer, orders, out);
        add_var(steer, &fact, out);
        text_add(out, ",");
        add_var(steer, &other, out);
        text_add(out, "]}");
        break;
    }
    default: add_of_boolean(steer, pool, depth, &fact, out); break;
    }
}

/* ---- operators over conditions ---------------------------------------------------------------------------------- */

static void add_operands(struct steer *steer, const struct pool *pool, unsigned depth, unsigned count, struct text *out)
{
    for (unsigned i = 0; i < count; i++) {
        text_add(out, i > 0 ? "," : "");
        make_condition(steer, pool, depth - 1, out);
    }
    text_add(out, "]}");
}

void make_condition(struct steer *steer, const struct pool *pool, unsigned depth, struct text *out)
{
    const unsigned which = depth > 0 ? steer_below(steer, 16) : 15;
    if (which < 5) {
        text_add(out, which % 2 ? "{\"and\":[" : "{\"or\":[");
        add_operands(steer, pool, depth, 2 + steer_below(steer, 3), out);
    } else if (which < 7) {
        text_add(out, which == 5 ? "{\"!\":[" : "{\"!!\":[");
        add_operands(steer, pool, depth, 1, out);
    } else if (which == 7) {
        text_add(out, "{\"if\":[");
        add_operands(steer, pool, depth, steer_chance(steer, 40) ? 5 : 3, out);
    } else if (which == 8 && pool->conditions != NULL && *pool->conditions != NULL) {
        text_add(out, "{\"var\":\"conditions.%s\"}", steer_text(steer, pool->conditions));
    } else {
        add_comparison(steer, pool, depth, out);
    }
}
