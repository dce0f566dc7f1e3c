/* A plain evaluator of conditions: see slow_condition.h. */
#include "slow_condition.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { MOST_OPERANDS = 4096 };

/* ---- values ----------------------------------------------------------------------------------------------------- */

static cJSON *boolean(bool value)
{
    return cJSON_CreateBool(value);
}

static cJSON *copy(const cJSON *value)
{
    return value != NULL ? cJSON_Duplicate(value, true) : NULL;
}

static cJSON *ill(struct slow_scope *scope)
{
    scope->ill = true;
    return NULL;
}

/* Only what is true or false, and lists, have a truth. */
static enum slow_truth truth(struct slow_scope *scope, const cJSON *value)
{
    if (value == NULL)
        return SLOW_UNKNOWN;
    if (cJSON_IsArray(value))
        return value->child != NULL ? SLOW_TRUE : SLOW_FALSE;
    if (!cJSON_IsBool(value))
        scope->ill = true;
    return cJSON_IsTrue(value) ? SLOW_TRUE : SLOW_FALSE;
}

static cJSON *of_truth(enum slow_truth value)
{
    return value == SLOW_UNKNOWN ? NULL : boolean(value == SLOW_TRUE);
}

static enum slow_truth negated(enum slow_truth value)
{
    return value == SLOW_UNKNOWN ? value : value == SLOW_TRUE ? SLOW_FALSE : SLOW_TRUE;
}

/* By Kleene: one that is `deciding` decides; else one that is unknown leaves it so. */
struct kleene {
    enum slow_truth deciding;
    bool decided, open;
};

static void kleene_add(struct kleene *sum, enum slow_truth value)
{
    sum->decided |= value == sum->deciding;
    sum->open |= value == SLOW_UNKNOWN;
}

static enum slow_truth kleene_end(const struct kleene *sum)
{
    return sum->decided ? sum->deciding : sum->open ? SLOW_UNKNOWN : negated(sum->deciding);
}

static bool same(struct slow_scope *scope, const cJSON *one, const cJSON *other)
{
    if (cJSON_IsBool(one) != cJSON_IsBool(other) || (!cJSON_IsBool(one) && one->type != other->type)) {
        scope->ill = true;
        return false;
    }
    if (cJSON_IsBool(one))
        return cJSON_IsTrue(one) == cJSON_IsTrue(other);
    if (cJSON_IsNumber(one))
        return one->valuedouble <= other->valuedouble && one->valuedouble >= other->valuedouble;
    if (cJSON_IsString(one))
        return strcmp(one->valuestring, other->valuestring) == 0;
    if (cJSON_IsObject(one))
        return cJSON_Compare(one, other, true);
    const cJSON *a = one->child, *b = other->child;
    for (; a != NULL && b != NULL; a = a->next, b = b->next)
        if (!same(scope, a, b))
            return false;
    return a == b;
}

/* ---- names ------------------------------------------------------------------------------------------------------ */

static const cJSON *along(const cJSON *data, const char *name)
{
    while (data != NULL) {
        const char *point = strchr(name, '.');
        const size_t length = point != NULL ? (size_t)(point - name) : strlen(name);
        const cJSON *member = NULL, *found = NULL;
        cJSON_ArrayForEach(member, data)
        {
            if (member->string != NULL && strlen(member->string) == length && memcmp(member->string, name, length) == 0)
                found = member;
        }
        if (point == NULL)
            return found;
        data = cJSON_IsObject(found) ? found : NULL;
        name = point + 1;
    }
    return NULL;
}

/* A time of day is minutes since midnight. */
static cJSON *setting_value(const cJSON *setting)
{
    const cJSON *value = cJSON_GetObjectItemCaseSensitive(setting, "value");
    const char *text = cJSON_IsString(value) ? value->valuestring : "";
    if (strlen(text) == 5 && text[2] == ':')
        return cJSON_CreateNumber(atoi(text) * 60 + atoi(text + 3));
    return copy(value);
}

static cJSON *fact(const struct slow_scope *scope, const char *name)
{
    const cJSON *found = scope->flat ? cJSON_GetObjectItemCaseSensitive(scope->facts, name) : along(scope->facts, name);
    return cJSON_IsNull(found) ? NULL : copy(found);
}

static cJSON *member_value(struct slow_scope *scope, const char *name)
{
    if (*name == '\0')
        return copy(scope->member);
    if (!cJSON_IsObject(scope->member))
        return ill(scope);
    return copy(cJSON_GetObjectItemCaseSensitive(scope->member, name));
}

static cJSON *variable(struct slow_scope *scope, const char *name)
{
    if (scope->flat && strncmp(name, "settings.", 9) == 0)
        return setting_value(cJSON_GetObjectItemCaseSensitive(scope->settings, name + 9));
    if (scope->flat && strncmp(name, "conditions.", 11) == 0) {
        struct slow_scope outside = *scope;
        outside.member = NULL;
        cJSON *value = slow_evaluate(cJSON_GetObjectItemCaseSensitive(scope->conditions, name + 11), &outside);
        scope->ill |= outside.ill;
        return value;
    }
    return scope->member != NULL ? member_value(scope, name) : fact(scope, name);
}

/* ---- operators -------------------------------------------------------------------------------------------------- */

/* An operand alone may stand without its list. */
static const cJSON *first_operand(const cJSON *operands)
{
    return cJSON_IsArray(operands) ? operands->child : operands;
}

static cJSON *var(struct slow_scope *scope, const cJSON *operands)
{
    const cJSON *name = first_operand(operands);
    if (!cJSON_IsString(name))
        return ill(scope);
    cJSON *value = variable(scope, name->valuestring);
    const bool has_default = cJSON_IsArray(operands) && name->next != NULL;
    return value == NULL && has_default ? slow_evaluate(name->next, scope) : value;
}

static cJSON *missing(struct slow_scope *scope, const cJSON *operands)
{
    const cJSON *name = first_operand(operands);
    if (cJSON_IsArray(name))
        name = name->child;
    cJSON *names = cJSON_CreateArray();
    for (; name != NULL; name = name == operands ? NULL : name->next) {
        if (!cJSON_IsString(name)) {
            scope->ill = true;
            continue;
        }
        cJSON *value = variable(scope, name->valuestring);
        if (value == NULL || (cJSON_IsString(value) && *value->valuestring == '\0'))
            cJSON_AddItemToArray(names, cJSON_CreateString(name->valuestring));
        cJSON_Delete(value);
    }
    return names;
}

static cJSON *and_or(struct slow_scope *scope, const cJSON *operands, bool is_or)
{
    struct kleene sum = {.deciding = is_or ? SLOW_TRUE : SLOW_FALSE};
    const cJSON *operand = first_operand(operands);
    for (; operand != NULL; operand = operand == operands ? NULL : operand->next) {
        cJSON *value = slow_evaluate(operand, scope);
        kleene_add(&sum, truth(scope, value));
        cJSON_Delete(value);
    }
    return of_truth(kleene_end(&sum));
}

/* From a test on; the last operand is the value otherwise. */
static cJSON *if_from(struct slow_scope *scope, const cJSON *operand)
{
    if (operand == NULL || operand->next == NULL)
        return operand != NULL ? slow_evaluate(operand, scope) : ill(scope);
    cJSON *tested = slow_evaluate(operand, scope);
    const enum slow_truth test = truth(scope, tested);
    cJSON_Delete(tested);
    if (test == SLOW_TRUE)
        return slow_evaluate(operand->next, scope);
    cJSON *otherwise = if_from(scope, operand->next->next);
    if (test == SLOW_FALSE)
        return otherwise;
    /* With an unknown test it has a value where both branches agree. */
    cJSON *then = slow_evaluate(operand->next, scope);
    const bool agree = then != NULL && otherwise != NULL && same(scope, then, otherwise);
    cJSON_Delete(otherwise);
    if (agree)
        return then;
    cJSON_Delete(then);
    return NULL;
}

static cJSON *over_members(struct slow_scope *scope, const cJSON *operands, const char *name)
{
    const bool all = strcmp(name, "all") == 0;
    struct kleene sum = {.deciding = all ? SLOW_FALSE : SLOW_TRUE};
    const cJSON *source = first_operand(operands), *member;
    if (!cJSON_IsArray(operands) || source == NULL || source->next == NULL)
        return ill(scope);
    cJSON *list = slow_evaluate(source, scope);
    if (list != NULL && !cJSON_IsArray(list))
        scope->ill = true;
    const bool open = list == NULL, empty = !open && list->child == NULL;
    cJSON_ArrayForEach(member, list)
    {
        struct slow_scope inside = *scope;
        inside.member = member;
        cJSON *value = slow_evaluate(source->next, &inside);
        kleene_add(&sum, truth(&inside, value));
        scope->ill |= inside.ill;
        cJSON_Delete(value);
    }
    cJSON_Delete(list);
    if (open)
        return NULL;
    if (all && empty)
        return boolean(false); /* as in JsonLogic */
    const enum slow_truth value = kleene_end(&sum);
    return of_truth(strcmp(name, "none") == 0 ? negated(value) : value);
}

/* ---- operators over the values of all operands ------------------------------------------------------------------ */

struct values {
    cJSON **items;
    size_t count;
    bool open; /* one of them is unknown */
};

static struct values values_of(struct slow_scope *scope, const cJSON *operands)
{
    struct values values = {calloc(MOST_OPERANDS, sizeof(cJSON *)), 0, false};
    const cJSON *operand = first_operand(operands);
    for (; operand != NULL && values.count < MOST_OPERANDS; operand = operand == operands ? NULL : operand->next) {
        cJSON *value = slow_evaluate(operand, scope);
        values.open |= value == NULL;
        values.items[values.count++] = value;
    }
    return values;
}

static enum slow_truth ordered(struct slow_scope *scope, const char *name, const cJSON *one, const cJSON *other)
{
    if (one == NULL || other == NULL)
        return SLOW_UNKNOWN;
    if (!cJSON_IsNumber(one) || !cJSON_IsNumber(other))
        scope->ill = true;
    const double a = one->valuedouble, b = other->valuedouble;
    const bool or_equal = name[1] == '=';
    const bool holds = name[0] == '<' ? (or_equal ? a <= b : a < b) : (or_equal ? a >= b : a > b);
    return holds ? SLOW_TRUE : SLOW_FALSE;
}

/* Of three: the conjunction of its halves. */
static cJSON *order(struct slow_scope *scope, const char *name, const struct values *values)
{
    struct kleene sum = {.deciding = SLOW_FALSE};
    for (size_t i = 0; i + 1 < values->count; i++)
        kleene_add(&sum, ordered(scope, name, values->items[i], values->items[i + 1]));
    return of_truth(kleene_end(&sum));
}

static double joined(char name, double a, double b)
{
    switch (name) {
    case '+': return a + b;
    case '-': return a - b;
    case '*': return a * b;
    case '/': return a / b;
    case '%': return fmod(a, b);
    default: break;
    }
    if (isnan(a) || isnan(b))
        return NAN;
    return name == 'i' ? (a < b ? a : b) : (a > b ? a : b); /* m-i-n, m-a-x */
}

static cJSON *arithmetic(struct slow_scope *scope, const char *name, const struct values *values)
{
    const char which = name[0] == 'm' ? name[1] : name[0];
    for (size_t i = 0; i < values->count; i++)
        if (!values->open && !cJSON_IsNumber(values->items[i]))
            return ill(scope);
    if (values->open)
        return NULL;
    if (values->count == 0)
        return ill(scope);
    double sum = values->items[0]->valuedouble;
    if (which == '-' && values->count == 1)
        return cJSON_CreateNumber(-sum);
    for (size_t i = 1; i < values->count; i++) {
        const double next = values->items[i]->valuedouble;
        if ((which == '/' || which == '%') && next <= 0 && next >= 0)
            return NULL; /* by zero: unknown */
        sum = joined(which, sum, next);
    }
    return cJSON_CreateNumber(sum);
}

static cJSON *member_of(struct slow_scope *scope, const cJSON *one, const cJSON *list)
{
    const cJSON *item;
    if (!cJSON_IsArray(list))
        return ill(scope);
    cJSON_ArrayForEach(item, list)
    {
        if (same(scope, one, item))
            return boolean(true);
    }
    return boolean(false);
}

static cJSON *over_values(struct slow_scope *scope, const char *name, const struct values *values)
{
    cJSON *const *items = values->items;
    if (strchr("+-*/%m", name[0]) != NULL)
        return arithmetic(scope, name, values);
    if (name[0] == '<' || name[0] == '>')
        return values->count >= 2 ? order(scope, name, values) : ill(scope);
    if (strcmp(name, "!") == 0 || strcmp(name, "!!") == 0) {
        if (values->count != 1)
            return ill(scope);
        const enum slow_truth value = truth(scope, items[0]);
        return of_truth(name[1] == '!' ? value : negated(value));
    }
    if (values->count != 2)
        return ill(scope);
    if (values->open)
        return NULL;
    if (strcmp(name, "in") == 0)
        return member_of(scope, items[0], items[1]);
    if (strncmp(name, "==", 2) != 0 && strncmp(name, "!=", 2) != 0)
        return ill(scope);
    return boolean(same(scope, items[0], items[1]) == (name[0] == '='));
}

static cJSON *operation(struct slow_scope *scope, const char *name, const cJSON *operands)
{
    if (strcmp(name, "var") == 0)
        return var(scope, operands);
    if (strcmp(name, "missing") == 0)
        return missing(scope, operands);
    if (strcmp(name, "and") == 0 || strcmp(name, "or") == 0)
        return and_or(scope, operands, *name == 'o');
    if (strcmp(name, "if") == 0)
        return if_from(scope, cJSON_IsArray(operands) ? operands->child : NULL);
    if (strcmp(name, "all") == 0 || strcmp(name, "some") == 0 || strcmp(name, "none") == 0)
        return over_members(scope, operands, name);
    struct values values = values_of(scope, operands);
    cJSON *value = over_values(scope, name, &values);
    for (size_t i = 0; i < values.count; i++)
        cJSON_Delete(values.items[i]);
    free(values.items);
    return value;
}

static cJSON *list_of_values(struct slow_scope *scope, const cJSON *list)
{
    const cJSON *item;
    cJSON *values = cJSON_CreateArray();
    cJSON_ArrayForEach(item, list)
    {
        cJSON *value = slow_evaluate(item, scope);
        if (value == NULL)
            scope->ill = true;
        else
            cJSON_AddItemToArray(values, value);
    }
    return values;
}

cJSON *slow_evaluate(const cJSON *condition, struct slow_scope *scope)
{
    if (cJSON_IsArray(condition))
        return list_of_values(scope, condition);
    if (!cJSON_IsObject(condition))
        return condition != NULL && !cJSON_IsNull(condition) ? cJSON_Duplicate(condition, false) : ill(scope);
    const cJSON *only = condition->child;
    if (only == NULL || only->next != NULL)
        return ill(scope);
    return operation(scope, only->string, only);
}

enum slow_truth slow_decide(const cJSON *condition, struct slow_scope *scope)
{
    cJSON *value = slow_evaluate(condition, scope);
    const enum slow_truth decided = truth(scope, value);
    cJSON_Delete(value);
    return decided;
}
