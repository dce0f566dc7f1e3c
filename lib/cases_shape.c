/*
 * The shape of a file of cases: which keys its objects have and need, and what each value has to be, by the table of
 * cases_keys.def. What the values name is looked up in cases_names.c; events are read when the records are built.
 */
#include "cases.h"

#include <string.h>

/* ------------------------------------------------------------------------------------------------------------ table */

enum case_object {
#define CASE_OBJECT(name, label) CASE_##name,
#include "cases_keys.def"
    CASE_OBJECT_COUNT
};

enum case_shape {
    SHAPE_OF_FORMAT,
    SHAPE_OF_TEXT,
    SHAPE_OF_NOTE,
    SHAPE_OF_BOOLEAN,
    SHAPE_OF_NAMES,
    SHAPE_OF_EVENTS,
    SHAPE_OF_VISITS,
    SHAPE_OF_VISIT,
    SHAPE_OF_DROPS,
    SHAPE_OF_CHANGES,
    SHAPE_OF_SETTINGS,
    SHAPE_OF_QUESTION,
    SHAPE_OF_EVENT,
    SHAPE_OF_WORD,
    SHAPE_OF_NUMBER,
    SHAPE_OF_TIME,
    SHAPE_OF_PART,
    SHAPE_OF_CASES
};

struct case_key {
    enum case_object object;
    const char *name;
    enum case_shape shape;
    bool required;
};

static const struct case_key keys[] = {
#define CASE_KEY(object, key, shape, required, doc) {CASE_##object, #key, SHAPE_OF_##shape, required},
#include "cases_keys.def"
};
enum { KEY_COUNT = sizeof keys / sizeof *keys };

static const char *const labels[CASE_OBJECT_COUNT] = {
#define CASE_OBJECT(name, label) label,
#include "cases_keys.def"
};

static const struct {
    const char *word;
    homevisit_question question;
} questions[] = {
#define CASE_QUESTION(word, question, doc) {#word, HOMEVISIT_QUESTION_##question},
#include "cases_keys.def"
};
enum { QUESTION_COUNT = sizeof questions / sizeof *questions };

static const struct case_key *find_key(enum case_object object, const char *name)
{
    for (size_t i = 0; i < KEY_COUNT; i++)
        if (keys[i].object == object && strcmp(keys[i].name, name) == 0)
            return &keys[i];
    return NULL;
}

static const char *nearest_key(enum case_object object, const char *name)
{
    struct nearest nearest;
    nearest_init(&nearest, name, strlen(name));
    for (size_t i = 0; i < KEY_COUNT; i++)
        if (keys[i].object == object)
            nearest_offer(&nearest, keys[i].name, strlen(keys[i].name));
    return nearest.best;
}

/* ----------------------------------------------------------------------------------------------------------- values */

static void check_object(struct cases *cases, enum case_object object, const cJSON *node);

static void wrong_type(struct cases *cases, const cJSON *value, const char *name, const char *wanted)
{
    FAULT_AT(cases, value, TYPE, "wrong_type", NULL, "'%s' has to be %s, not %s", name, wanted, json_kind_label(value));
}

static bool is_text(const cJSON *value)
{
    return cJSON_IsString(value) && *value->valuestring != '\0';
}

static bool check_text(struct cases *cases, const char *name, const cJSON *value)
{
    if (is_text(value))
        return true;
    if (cJSON_IsString(value))
        FAULT_AT(cases, value, SCHEMA, "empty_text", NULL, "'%s' must not be empty", name);
    else
        wrong_type(cases, value, name, "a text");
    return false;
}

static void check_format(struct cases *cases, const char *name, const cJSON *value)
{
    if (check_text(cases, name, value) && strcmp(value->valuestring, CASES_FORMAT) != 0)
        FAULT_AT(cases, value, SCHEMA, "unknown_format", CASES_FORMAT, "the format of cases is " CASES_FORMAT);
}

static bool check_list(struct cases *cases, const char *name, const cJSON *value, const char *wanted)
{
    if (!cJSON_IsArray(value))
        wrong_type(cases, value, name, wanted);
    return cJSON_IsArray(value);
}

static bool check_map(struct cases *cases, const char *name, const cJSON *value)
{
    if (!cJSON_IsObject(value))
        wrong_type(cases, value, name, "an object");
    return cJSON_IsObject(value);
}

static void check_names(struct cases *cases, const char *name, const cJSON *value)
{
    if (check_list(cases, name, value, "a list of names"))
        for (const cJSON *item = value->child; item != NULL; item = item->next)
            if (!is_text(item))
                FAULT_AT(cases, item, TYPE, "wrong_type", NULL, "each of '%s' has to be a name, not %s", name,
                         cJSON_IsString(item) ? "an empty text" : json_kind_label(item));
}

static void check_events(struct cases *cases, const char *name, const cJSON *value)
{
    if (check_list(cases, name, value, "a list of events"))
        for (const cJSON *item = value->child; item != NULL; item = item->next)
            if (!cJSON_IsObject(item))
                FAULT_AT(cases, item, TYPE, "wrong_type", NULL, "an event has to be an object, not %s",
                         json_kind_label(item));
}

static void check_visits(struct cases *cases, const char *name, const cJSON *value)
{
    if (check_map(cases, name, value))
        for (const cJSON *item = value->child; item != NULL; item = item->next) {
            if (*item->string == '\0')
                FAULT_AT_KEY(cases, item, SCHEMA, "empty_name", NULL, "a visit needs a name");
            check_events(cases, name, item);
        }
}

static void check_visit(struct cases *cases, const char *name, const cJSON *value)
{
    if (cJSON_IsArray(value))
        check_events(cases, name, value);
    else if (!cJSON_IsString(value))
        wrong_type(cases, value, name, "the name of a visit or a list of events");
}

static void tell_event(struct cases *cases, const cJSON *node, bool at_key, const char *name, size_t length)
{
    struct nearest nearest;
    nearest_init(&nearest, name, length);
    nearest_offer_words(&nearest, IN(EVENT));
    if (at_key)
        FAULT_AT_KEY(cases, node, NAME, "unknown_event", nearest.best, "unknown event '%.*s'", (int)length, name);
    else
        FAULT_AT(cases, node, NAME, "unknown_event", nearest.best, "unknown event '%.*s'", (int)length, name);
}

static bool is_event(const char *name, size_t length)
{
    return word_find_in(IN(EVENT), name, length) != HOMEVISIT_WORD_none;
}

static void check_word(struct cases *cases, const char *name, const cJSON *value)
{
    if (!is_text(value))
        wrong_type(cases, value, name, "the name of an event");
    else if (!is_event(value->valuestring, strlen(value->valuestring)))
        tell_event(cases, value, false, value->valuestring, strlen(value->valuestring));
}

static void check_drops(struct cases *cases, const char *name, const cJSON *value)
{
    if (!check_list(cases, name, value, "a list of events' names"))
        return;
    for (const cJSON *item = value->child; item != NULL; item = item->next) {
        if (cJSON_IsObject(item))
            check_object(cases, CASE_DROP, item);
        else
            check_word(cases, name, item);
    }
}

/* "NAME#N": where the name ends, and N (0: it is not well-formed). */
static size_t split_key(const char *key, size_t *nth)
{
    const char *sign = strchr(key, '#');
    *nth = 1;
    if (sign == NULL)
        return strlen(key);
    *nth = 0;
    size_t digits = strspn(sign + 1, "0123456789");
    if (digits != 0 && digits <= 9 && sign[1] != '0' && sign[1 + digits] == '\0')
        for (size_t i = 1; i <= digits; i++)
            *nth = *nth * 10 + (size_t)(sign[i] - '0');
    return (size_t)(sign - key);
}

bool cases_read_change_key(const char *key, homevisit_word *word, size_t *nth)
{
    *word = word_find_in(IN(EVENT), key, split_key(key, nth));
    return *word != HOMEVISIT_WORD_none && *nth != 0;
}

static void check_changes(struct cases *cases, const char *name, const cJSON *value)
{
    if (!check_map(cases, name, value))
        return;
    for (const cJSON *item = value->child; item != NULL; item = item->next) {
        size_t nth, length = split_key(item->string, &nth);
        if (!is_event(item->string, length))
            tell_event(cases, item, true, item->string, length);
        else if (nth == 0)
            FAULT_AT_KEY(cases, item, SCHEMA, "bad_nth", NULL, "which '%.*s' is meant is said as #1, #2 and so on",
                         (int)length, item->string);
        if (!cJSON_IsObject(item))
            FAULT_AT(cases, item, TYPE, "wrong_type", NULL, "a change has to be an object, not %s",
                     json_kind_label(item));
    }
}

static void check_question(struct cases *cases, const char *name, const cJSON *value)
{
    if (!cJSON_IsString(value)) {
        wrong_type(cases, value, name, "audit, status or check");
        return;
    }
    struct nearest nearest;
    nearest_init(&nearest, value->valuestring, strlen(value->valuestring));
    for (size_t i = 0; i < QUESTION_COUNT; i++) {
        if (strcmp(questions[i].word, value->valuestring) == 0)
            return;
        nearest_offer(&nearest, questions[i].word, strlen(questions[i].word));
    }
    FAULT_AT(cases, value, NAME, "unknown_question", nearest.best, "unknown question '%s'", value->valuestring);
}

static void check_number(struct cases *cases, const char *name, const cJSON *value)
{
    if (!is_whole(value) || value->valuedouble < 1)
        FAULT_AT(cases, value, TYPE, "wrong_type", NULL, "'%s' has to be a whole number from 1 on", name);
}

static void check_time(struct cases *cases, const char *name, const cJSON *value)
{
    int64_t at;
    if (!cJSON_IsString(value))
        wrong_type(cases, value, name, "a time");
    else if (!homevisit_time_read(value->valuestring, strlen(value->valuestring), &at))
        FAULT_AT(cases, value, TYPE, "bad_time", NULL, "the time is not of the form 2026-03-02T09:10:00Z");
}

/* ------------------------------------------------------------------------------------------------ parts of a report */

static bool is_list_word(const char *key)
{
    return strcmp(key, "contains") == 0 || strcmp(key, "lacks") == 0 || strcmp(key, "count") == 0;
}

static void check_list_word(struct cases *cases, const cJSON *item)
{
    if (!is_list_word(item->string))
        FAULT_AT_KEY(cases, item, SCHEMA, "mixed_part", NULL,
                     "'contains', 'lacks' and 'count' ask about a list, which has no key '%s'", item->string);
    else if (strcmp(item->string, "count") == 0 && (!is_whole(item) || item->valuedouble < 0))
        FAULT_AT(cases, item, TYPE, "wrong_type", NULL, "'count' has to be a whole number from 0 on");
    else if (strcmp(item->string, "count") != 0 && !cJSON_IsArray(item))
        wrong_type(cases, item, item->string, "a list of parts");
}

/* Goes as deep as the text, which the scan has limited. */
static void check_part(struct cases *cases, const cJSON *part)
{
    bool asks_list = false;
    for (const cJSON *item = part->child; item != NULL && cJSON_IsObject(part); item = item->next)
        asks_list = asks_list || is_list_word(item->string);
    for (const cJSON *item = part->child; item != NULL; item = item->next) {
        if (asks_list)
            check_list_word(cases, item);
        check_part(cases, item);
    }
}

/* ---------------------------------------------------------------------------------------------------------- objects */

static void check_cases(struct cases *cases, const char *name, const cJSON *value)
{
    if (!check_list(cases, name, value, "a list of cases"))
        return;
    for (const cJSON *item = value->child; item != NULL; item = item->next)
        check_object(cases, CASE_CASE, item);
}

static void check_value(struct cases *cases, const struct case_key *row, const cJSON *value)
{
    switch (row->shape) {
    case SHAPE_OF_FORMAT: check_format(cases, row->name, value); break;
    case SHAPE_OF_TEXT: check_text(cases, row->name, value); break;
    case SHAPE_OF_NOTE:
        if (!cJSON_IsString(value))
            wrong_type(cases, value, row->name, "a text");
        break;
    case SHAPE_OF_BOOLEAN:
        if (!cJSON_IsBool(value))
            wrong_type(cases, value, row->name, "true or false");
        break;
    case SHAPE_OF_NAMES: check_names(cases, row->name, value); break;
    case SHAPE_OF_EVENTS: check_events(cases, row->name, value); break;
    case SHAPE_OF_VISITS: check_visits(cases, row->name, value); break;
    case SHAPE_OF_VISIT: check_visit(cases, row->name, value); break;
    case SHAPE_OF_DROPS: check_drops(cases, row->name, value); break;
    case SHAPE_OF_CHANGES: check_changes(cases, row->name, value); break;
    case SHAPE_OF_QUESTION: check_question(cases, row->name, value); break;
    case SHAPE_OF_WORD: check_word(cases, row->name, value); break;
    case SHAPE_OF_NUMBER: check_number(cases, row->name, value); break;
    case SHAPE_OF_TIME: check_time(cases, row->name, value); break;
    case SHAPE_OF_CASES: check_cases(cases, row->name, value); break;
    case SHAPE_OF_SETTINGS:
    case SHAPE_OF_EVENT: check_map(cases, row->name, value); break;
    case SHAPE_OF_PART:
        if (check_map(cases, row->name, value))
            check_part(cases, value);
        break;
    }
}

/* What only some questions have. */
static void check_question_keys(struct cases *cases, const cJSON *test)
{
    const cJSON *event = member(test, "event"), *at = member(test, "at");
    homevisit_question question = cases_question(test);
    if (question == HOMEVISIT_QUESTION_CHECK && event == NULL)
        FAULT_AT(cases, test, SCHEMA, "missing_key", NULL, "a case that asks a check needs the key 'event'");
    if (question == HOMEVISIT_QUESTION_CHECK && at != NULL)
        FAULT_AT_KEY(cases, at, SCHEMA, "misplaced_key", NULL,
                     "a check looks when its event is: 'at' is for the others");
    if (question != HOMEVISIT_QUESTION_CHECK && question != 0 && event != NULL)
        FAULT_AT_KEY(cases, event, SCHEMA, "misplaced_key", NULL, "only a case that asks a check has an 'event'");
}

homevisit_question cases_question(const cJSON *test)
{
    const cJSON *ask = member(test, "ask");
    if (ask == NULL)
        return HOMEVISIT_QUESTION_AUDIT;
    for (size_t i = 0; i < QUESTION_COUNT; i++)
        if (cJSON_IsString(ask) && strcmp(questions[i].word, ask->valuestring) == 0)
            return questions[i].question;
    return 0;
}

static void check_required(struct cases *cases, enum case_object object, const cJSON *node)
{
    for (size_t i = 0; i < KEY_COUNT; i++) {
        if (keys[i].object != object || !keys[i].required || member(node, keys[i].name) != NULL)
            continue;
        bool misspelt = false;
        for (const cJSON *item = node->child; item != NULL && !misspelt; item = item->next) {
            const char *meant = find_key(object, item->string) == NULL ? nearest_key(object, item->string) : NULL;
            misspelt = meant != NULL && strcmp(meant, keys[i].name) == 0;
        }
        if (!misspelt)
            FAULT_AT(cases, node, SCHEMA, "missing_key", NULL, "%s needs the key '%s'", labels[object], keys[i].name);
    }
}

static void check_object(struct cases *cases, enum case_object object, const cJSON *node)
{
    if (!cJSON_IsObject(node)) {
        FAULT_AT(cases, node, TYPE, "wrong_type", NULL, "%s has to be an object, not %s", labels[object],
                 json_kind_label(node));
        return;
    }
    for (const cJSON *item = node->child; item != NULL; item = item->next) {
        const struct case_key *row = find_key(object, item->string);
        if (row != NULL)
            check_value(cases, row, item);
        else if (!policy_key_is_free(item->string))
            FAULT_AT_KEY(cases, item, NAME, "unknown_key", nearest_key(object, item->string), "%s has no key '%s'",
                         labels[object], item->string);
    }
    check_required(cases, object, node);
    if (object == CASE_CASE)
        check_question_keys(cases, node);
}

/* A document of another kind, or of a later format, cannot be judged by this table: that one problem says it all. */
static bool is_foreign(struct cases *cases)
{
    static const char ours[] = "homevisit-cases/", any[] = "homevisit-";
    const char *text = member_text(cases->root, "format");
    if (text == NULL || strncmp(text, any, strlen(any)) != 0 || strcmp(text, CASES_FORMAT) == 0)
        return false;
    bool is_cases = strncmp(text, ours, strlen(ours)) == 0;
    if (!is_cases && strchr(text, '/') == NULL)
        return false;
    FAULT_AT(cases, member(cases->root, "format"), SCHEMA, "unknown_format", CASES_FORMAT,
             is_cases ? "this library reads cases of the format " CASES_FORMAT
                      : "these are no cases: the format of cases is " CASES_FORMAT);
    return true;
}

bool cases_check_shape(struct cases *cases)
{
    if (is_foreign(cases))
        return false;
    check_object(cases, CASE_FILE, cases->root);
    return true;
}
