/*
 * The values of a policy profile's keys: each has to be of the shape that its row of policy_keys.def says.
 *
 * Every name of the vocabulary in a profile is looked up here for the first time; what reads the values afterwards passes
 * over those that this file has refused.
 */
#include "policy_read.h"

#include <string.h>

/* ---------------------------------------------------------------------------------------------------------- telling */

static bool wrong_type(struct policy_reader *reader, const struct policy_key *row, const cJSON *value,
                       const char *wanted)
{
    const char *text = cJSON_IsString(value) ? value->valuestring : "";
    bool is_literal = row->shape == SHAPE_BOOLEAN && (strcmp(text, "true") == 0 || strcmp(text, "false") == 0);
    FAULT_AT(reader, value, TYPE, "wrong_type", is_literal ? text : NULL, "'%s' has to be %s, not %s", row->name,
             wanted, json_kind_label(value));
    return false;
}

/* What the words of a row are called ("phase or place"). */
static void words_label(vocabularies in, char *out, size_t size)
{
    size_t used = 0;
    *out = '\0';
    for (unsigned i = 0; i < VOCABULARY_COUNT; i++) {
        const char *label = in >> i & 1u ? vocabularies_label(UINT32_C(1) << i) : "";
        const char *joint = used != 0 ? " or " : "";
        size_t room = strlen(joint) + strlen(label) + 1;
        if (*label == '\0' || used + room > size)
            continue;
        memcpy(out + used, joint, strlen(joint));
        memcpy(out + used + strlen(joint), label, strlen(label) + 1);
        used += room - 1;
    }
}

static const char *unknown_code(vocabularies in)
{
    if (in & IN(EVENT))
        return "unknown_event";
    return in & IN(PLACE) ? "unknown_state" : "unknown_role";
}

/* ------------------------------------------------------------------------------------------------------------ texts */

static bool check_text(struct policy_reader *reader, const struct policy_key *row, const cJSON *value)
{
    if (!cJSON_IsString(value))
        return wrong_type(reader, row, value, "a text");
    if (*value->valuestring != '\0' || row->shape == SHAPE_NOTE)
        return true;
    FAULT_AT(reader, value, SCHEMA, "empty_text", NULL, "'%s' must not be empty", row->name);
    return false;
}

static bool check_format(struct policy_reader *reader, const struct policy_key *row, const cJSON *value)
{
    if (!cJSON_IsString(value))
        return wrong_type(reader, row, value, "a text");
    if (strcmp(value->valuestring, POLICY_FORMAT) == 0)
        return true;
    FAULT_AT(reader, value, SCHEMA, "unknown_format", POLICY_FORMAT, "a policy's format is " POLICY_FORMAT);
    return false;
}

/* Where none is near, the message says which there are. */
static void tell_unknown_choice(struct policy_reader *reader, const cJSON *value, bool is_force, const char *best)
{
    if (is_force)
        FAULT_AT(reader, value, NAME, "unknown_force", best,
                 best != NULL ? "unknown force '%s'" : "unknown force '%s': it is must, should or may",
                 value->valuestring);
    else
        FAULT_AT(reader, value, NAME, "unknown_type", best,
                 best != NULL ? "unknown type '%s'" : "unknown type '%s': it is boolean, integer or string",
                 value->valuestring);
}

static bool check_choice(struct policy_reader *reader, const struct policy_key *row, const cJSON *value)
{
    const bool is_force = row->of == CHOICES_FORCE;
    if (!cJSON_IsString(value))
        return wrong_type(reader, row, value, is_force ? "must, should or may" : "boolean, integer or string");
    if (policy_choice_find(row->of, value->valuestring) >= 0)
        return true;
    struct nearest nearest;
    nearest_init(&nearest, value->valuestring, strlen(value->valuestring));
    nearest_offer_choices(&nearest, row->of);
    tell_unknown_choice(reader, value, is_force, nearest.best);
    return false;
}

/* ------------------------------------------------------------------------------------------------------------ dates */

/* Reads up to `most` digits; NULL where there is none. */
static const char *read_digits(const char *text, int most, int *value)
{
    *value = 0;
    int count = 0;
    while (count < most && *text >= '0' && *text <= '9') {
        *value = *value * 10 + (*text++ - '0');
        count++;
    }
    return count != 0 ? text : NULL;
}

/* A date as people write it, 1/4/2022 or 2022-4-1, as a full date; false where it cannot be told. */
static bool suggest_date(const char *text, char out[11])
{
    int parts[3], lengths[3];
    for (int i = 0; i < 3; i++) {
        const char *begin = text;
        if (i != 0 && (*text == '\0' || strchr("-/.", *text) == NULL))
            return false;
        text = read_digits(text + (i != 0), 4, &parts[i]);
        if (text == NULL)
            return false;
        lengths[i] = (int)(text - begin) - (i != 0);
    }
    bool year_first = lengths[0] == 4;
    if (*text != '\0' || year_first == (lengths[2] == 4))
        return false;
    int year = parts[year_first ? 0 : 2], month = parts[1], day = parts[year_first ? 2 : 0];
    if (month > 99 || day > 99)
        return false;
    for (int i = 3; i >= 0; i--, year /= 10)
        out[i] = (char)('0' + year % 10);
    out[4] = out[7] = '-';
    out[5] = (char)('0' + month / 10);
    out[6] = (char)('0' + month % 10);
    out[8] = (char)('0' + day / 10);
    out[9] = (char)('0' + day % 10);
    out[10] = '\0';
    int64_t days;
    return date_read(out, 10, &days);
}

static bool check_date(struct policy_reader *reader, const struct policy_key *row, const cJSON *value)
{
    int64_t days;
    char meant[11];
    if (!cJSON_IsString(value))
        return wrong_type(reader, row, value, "a date, YYYY-MM-DD");
    if (date_read(value->valuestring, strlen(value->valuestring), &days))
        return true;
    FAULT_AT(reader, value, TYPE, "bad_date", suggest_date(value->valuestring, meant) ? meant : NULL,
             "'%s' has to be a date of the calendar, as YYYY-MM-DD", row->name);
    return false;
}

static bool check_zone(struct policy_reader *reader, const struct policy_key *row, const cJSON *value)
{
    struct zone zone;
    if (!cJSON_IsString(value))
        return wrong_type(reader, row, value, "a POSIX TZ string");
    if (!zone_read(value->valuestring, strlen(value->valuestring), &zone)) {
        FAULT_AT(reader, value, TYPE, "bad_zone", POLICY_DEFAULT_ZONE,
                 "'%s' has to be a POSIX TZ string, in which a name for summer time comes with its rule", row->name);
        return false;
    }
    if (zone_fits_times(&zone))
        return true;
    FAULT_AT(reader, value, TYPE, "zone_offset", NULL,
             "'%s' has to be whole minutes and less than a day from UTC, in summer too: no other time can be written",
             row->name);
    return false;
}

/* ------------------------------------------------------------------------------------------------------------ names */

static bool check_word(struct policy_reader *reader, const struct policy_key *row, const cJSON *value)
{
    char label[64];
    words_label(row->of, label, sizeof label);
    if (!cJSON_IsString(value)) {
        FAULT_AT(reader, value, TYPE, "wrong_type", NULL, "'%s' names one %s, not %s", row->name, label,
                 json_kind_label(value));
        return false;
    }
    size_t length = strlen(value->valuestring);
    if (word_find_in(row->of, value->valuestring, length) != HOMEVISIT_WORD_none)
        return true;
    struct nearest nearest;
    nearest_init(&nearest, value->valuestring, length);
    nearest_offer_words(&nearest, row->of);
    FAULT_AT(reader, value, NAME, unknown_code(row->of), nearest.best, "unknown %s '%s'", label, value->valuestring);
    return false;
}

static bool check_clock(struct policy_reader *reader, const struct policy_key *row, const cJSON *value)
{
    if (!cJSON_IsString(value))
        return wrong_type(reader, row, value, "a clock or a list of clocks");
    size_t length = strlen(value->valuestring);
    if (clock_find(value->valuestring, length) != CLOCK_COUNT)
        return true;
    struct nearest nearest;
    nearest_init(&nearest, value->valuestring, length);
    nearest_offer_clocks(&nearest);
    FAULT_AT(reader, value, NAME, "unknown_clock", nearest.best, "unknown clock '%s'", value->valuestring);
    return false;
}

static bool check_clause(struct policy_reader *reader, const struct policy_key *row, const cJSON *value)
{
    if (!cJSON_IsString(value))
        return wrong_type(reader, row, value, "a list of clauses' ids");
    if (*value->valuestring != '\0')
        return true;
    FAULT_AT(reader, value, SCHEMA, "empty_text", NULL, "a clause's id must not be empty");
    return false;
}

/* Every element by itself. Returns whether all are sound. */
static bool check_list(struct policy_reader *reader, const struct policy_key *row, const cJSON *list,
                       bool (*check)(struct policy_reader *, const struct policy_key *, const cJSON *))
{
    bool sound = true;
    for (const cJSON *item = list->child; item != NULL && !problems_full(reader->problems); item = item->next)
        sound = check(reader, row, item) && sound;
    return sound;
}

static bool is_not_empty(struct policy_reader *reader, const struct policy_key *row, const cJSON *list)
{
    if (list->child != NULL)
        return true;
    FAULT_AT(reader, list, SCHEMA, "empty_list", NULL, "'%s' must not be an empty list", row->name);
    return false;
}

static bool check_names(struct policy_reader *reader, const struct policy_key *row, const cJSON *value)
{
    if (row->shape == SHAPE_CLAUSES)
        return cJSON_IsArray(value) ? check_list(reader, row, value, check_clause)
                                    : wrong_type(reader, row, value, "a list of clauses' ids");
    bool is_clock = row->shape == SHAPE_CLOCKS;
    if (cJSON_IsArray(value))
        return is_not_empty(reader, row, value) && check_list(reader, row, value, is_clock ? check_clock : check_word);
    if (row->shape == SHAPE_WORDS) {
        bool is_name = cJSON_IsString(value) && word_find_in(row->of, value->valuestring, strlen(value->valuestring));
        FAULT_AT(reader, value, TYPE, "wrong_type", NULL, "'%s' has to be a list%s, not %s", row->name,
                 is_name ? ", also for one name" : "", json_kind_label(value));
        return false;
    }
    return is_clock ? check_clock(reader, row, value) : check_word(reader, row, value);
}

/* ---------------------------------------------------------------------------------------------- minutes and settings */

/* A number as a text ("20"), which somebody put into quotes. */
static bool is_number_text(const char *text)
{
    size_t length = strspn(text, "0123456789");
    return length != 0 && length < 16 && text[length] == '\0';
}

static bool check_minutes(struct policy_reader *reader, const struct policy_key *row, const cJSON *value)
{
    if (cJSON_IsObject(value)) {
        const cJSON *name = member(value, "var");
        shape_check_keys(reader, OBJECT_BIT(MINUTES), OBJECT_MINUTES, value);
        shape_check_required(reader, OBJECT_MINUTES, OBJECT_BIT(MINUTES), value);
        return name != NULL && shape_check_value(reader, policy_key_find(OBJECT_BIT(MINUTES), "var"), name);
    }
    if (is_whole(value) && value->valuedouble >= 0)
        return true;
    const char *text = cJSON_IsString(value) && is_number_text(value->valuestring) ? value->valuestring : NULL;
    FAULT_AT(reader, value, TYPE, "bad_minutes", text,
             "'%s' has to be a whole number from 0 on, or {\"var\": \"settings.NAME\"}", row->name);
    return false;
}

static bool check_setting_name(struct policy_reader *reader, const struct policy_key *row, const cJSON *value)
{
    static const char prefix[] = "settings.";
    if (cJSON_IsString(value) && strncmp(value->valuestring, prefix, sizeof prefix - 1) == 0)
        return true;
    FAULT_AT(reader, value, TYPE, "not_a_setting", NULL, "'%s' has to name a setting here: settings.NAME", row->name);
    return false;
}

bool policy_bad_time_of_day(const char *text, char meant[6])
{
    int hour, minute;
    int64_t minutes;
    const char *colon = read_digits(text, 2, &hour);
    const char *end = colon != NULL && *colon == ':' ? read_digits(colon + 1, 2, &minute) : NULL;
    *meant = '\0';
    if (end == NULL || *end != '\0' || time_of_day_read(text, strlen(text), &minutes))
        return false;
    if (colon - text == 1 && end - colon == 3 && minute < 60) {
        meant[0] = '0';
        memcpy(meant + 1, text, 5);
    }
    return true;
}

static bool check_setting_list(struct policy_reader *reader, const cJSON *list)
{
    bool sound = true;
    for (const cJSON *item = list->child; item != NULL; item = item->next) {
        if (cJSON_IsString(item) && *item->valuestring != '\0')
            continue;
        FAULT_AT(reader, item, TYPE, "setting_value", NULL, "a setting's list holds names, not %s",
                 cJSON_IsString(item) ? "an empty text" : json_kind_label(item));
        sound = false;
    }
    return sound;
}

static bool check_setting_value(struct policy_reader *reader, const cJSON *value)
{
    char meant[6];
    if (cJSON_IsBool(value) || is_whole(value))
        return true;
    if (cJSON_IsArray(value))
        return check_setting_list(reader, value);
    if (cJSON_IsString(value)) {
        if (!policy_bad_time_of_day(value->valuestring, meant))
            return true;
        FAULT_AT(reader, value, TYPE, "bad_time_of_day", *meant != '\0' ? meant : NULL,
                 "a time of day goes from \"00:00\" to \"23:59\"");
        return false;
    }
    FAULT_AT(reader, value, TYPE, "setting_value", NULL,
             "a setting is true or false, a whole number, a name, a list of names or \"HH:MM\", not %s",
             cJSON_IsNumber(value) ? "a fraction" : json_kind_label(value));
    return false;
}

/* -------------------------------------------------------------------------------------------------------------- all */

bool shape_check_value(struct policy_reader *reader, const struct policy_key *row, const cJSON *value)
{
    if (problems_full(reader->problems))
        return false;
    switch (row->shape) {
    case SHAPE_FORMAT: return check_format(reader, row, value);
    case SHAPE_TEXT:
    case SHAPE_NOTE:
    case SHAPE_ITEM: return check_text(reader, row, value);
    case SHAPE_DATE: return check_date(reader, row, value);
    case SHAPE_ZONE: return check_zone(reader, row, value);
    case SHAPE_BOOLEAN: return cJSON_IsBool(value) || wrong_type(reader, row, value, "true or false");
    case SHAPE_CHOICE: return check_choice(reader, row, value);
    case SHAPE_WORD: return check_word(reader, row, value);
    case SHAPE_CLAUSES:
    case SHAPE_WORDS:
    case SHAPE_WORD_OR_WORDS:
    case SHAPE_CLOCKS: return check_names(reader, row, value);
    case SHAPE_MINUTES: return check_minutes(reader, row, value);
    case SHAPE_VALUE: return check_setting_value(reader, value);
    case SHAPE_CONDITION: return true; /* condition_read() checks it whole */
    case SHAPE_SETTING_NAME: return check_setting_name(reader, row, value);
    case SHAPE_MAP:
    case SHAPE_MAP_OF_TYPES:
    case SHAPE_MAP_OF_CONDITIONS: return cJSON_IsObject(value) || wrong_type(reader, row, value, "an object");
    case SHAPE_RULES: return cJSON_IsArray(value) || wrong_type(reader, row, value, "a list");
    }
    return true;
}
