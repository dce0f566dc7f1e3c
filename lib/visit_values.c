/* Keys and values of a visit's JSON, one by one, with what is said where they are not as they should be. */
#include "visit_reading.h"

#include <string.h>

bool value_begins(struct json_reader *json)
{
    if (json_next(json) != JSON_FAILED && !json->flawed)
        return true;
    json_skip(json);
    return false;
}

static const char *token_name(enum json_token token)
{
    switch (token) {
    case JSON_OBJECT_BEGIN: return "an object";
    case JSON_ARRAY_BEGIN: return "a list";
    case JSON_STRING: return "a text";
    case JSON_NUMBER: return "a number";
    case JSON_TRUE:
    case JSON_FALSE: return "true or false";
    default: return "null";
    }
}

static const char *at_hand(const struct json_reader *json)
{
    return json->token == JSON_NUMBER && !json->integral ? "a number with a fraction" : token_name(json->token);
}

void value_refuse_type(struct json_reader *json, const char *name, const char *expected)
{
    json_fault(json, HOMEVISIT_KIND_TYPE, "wrong_type", NULL, "'%s' must be %s, not %s", name, expected, at_hand(json));
    json_skip(json);
}

void value_refuse_member(struct json_reader *json, const char *name, const char *expected)
{
    json_fault(json, HOMEVISIT_KIND_TYPE, "wrong_type", NULL, "'%s' must hold %s only, not %s", name, expected,
               at_hand(json));
    json_skip(json);
}

enum json_token key_next(struct json_reader *json, struct arena *arena, homevisit_text *key)
{
    const enum json_token token = json_next(json);
    if (token == JSON_KEY && !token_text(json, arena, key))
        return JSON_FAILED;
    return token;
}

void key_refuse(struct json_reader *json, homevisit_text key, const char *holder, const char *const *known,
                size_t count)
{
    struct nearest nearest;
    nearest_init(&nearest, key.data, key.length);
    for (size_t i = 0; i < count && is_worth_a_suggestion(json->problems); i++)
        nearest_offer(&nearest, known[i], strlen(known[i]));
    json_fault(json, HOMEVISIT_KIND_NAME, "unknown_key", nearest.best, "%s has no '%.*s'", holder, echo_length(key),
               key.data);
    json_skip(json);
}

homevisit_word value_word(struct json_reader *json, struct arena *arena, vocabularies in)
{
    homevisit_text text;
    if (!token_text(json, arena, &text))
        return HOMEVISIT_WORD_none;
    const homevisit_word word = word_find_in(in, text.data, text.length);
    if (word == HOMEVISIT_WORD_none) {
        struct nearest nearest;
        nearest_init(&nearest, text.data, text.length);
        if (is_worth_a_suggestion(json->problems))
            nearest_offer_words(&nearest, in);
        json_fault(json, HOMEVISIT_KIND_NAME, in == IN(EVENT) ? "unknown_event" : "unknown_name", nearest.best,
                   "unknown %s '%.*s'", vocabularies_label(in), echo_length(text), text.data);
    }
    return word;
}
