/*
 * Strings, numbers and words as values: the tokens that open nothing.
 */
#include "json_number.h"
#include "json_parts.h"

#include <string.h>

/* What a number or a word goes on with, well- or ill-formed. */
static bool is_run(char c)
{
    return json_is_digit(c) || json_is_letter(c) || c == '+' || c == '-' || c == '.';
}

size_t json_run_end(const struct json_reader *reader, size_t at)
{
    while (at < reader->length && is_run(reader->text[at])) {
        at++;
    }
    return at;
}

enum json_token json_give_string(struct json_reader *reader)
{
    if (!json_string_pass(reader, reader->position)) {
        return json_fail(reader, JSON_FAULT_unterminated_string, reader->position, reader->position + 1,
                         reader->frames.count);
    }
    if (reader->flawed) {
        json_string_faults(reader);
    }
    return json_give(reader, JSON_STRING);
}

/* Of few digits and nothing else; false where it is not so simple. */
static bool read_small_integer(struct json_reader *reader)
{
    const char *text = reader->text;
    size_t at = reader->position;
    bool negative = text[at] == '-';
    at += negative;
    size_t first = at;
    int64_t value = 0;
    while (at < reader->length && json_is_digit(text[at]) && at - first < 15) {
        value = value * 10 + (text[at++] - '0');
    }
    if (at == first || (text[first] == '0' && at - first > 1) || (at < reader->length && is_run(text[at]))) {
        return false;
    }
    reader->end = at;
    reader->integral = true;
    reader->integer = negative ? -value : value;
    reader->number = (double)reader->integer;
    reader->flawed = false;
    return true;
}

enum json_token json_give_number(struct json_reader *reader)
{
    reader->start = reader->position;
    if (!read_small_integer(reader)) {
        struct json_number number;
        reader->end = json_run_end(reader, reader->start);
        enum json_fault_name fault =
            json_number_read(reader->text + reader->start, reader->end - reader->start, &number);
        reader->integral = number.integral;
        reader->integer = number.integer;
        reader->number = number.number;
        reader->flawed = fault != JSON_SOUND;
        if (reader->flawed) {
            json_report(reader, fault, reader->start, reader->end, reader->frames.count);
        }
    }
    reader->position = reader->end;
    return json_give(reader, JSON_NUMBER);
}

static bool is_word(const char *text, size_t length, const char *word)
{
    return length == strlen(word) && memcmp(text, word, length) == 0;
}

/* Words that other languages use, and what was meant. */
static enum json_token meant_word(const char *text, size_t length, const char **suggestion)
{
    static const struct {
        const char *word, *meant;
        enum json_token token;
    } known[] = {{"True", "true", JSON_TRUE},    {"TRUE", "true", JSON_TRUE}, {"False", "false", JSON_FALSE},
                 {"FALSE", "false", JSON_FALSE}, {"None", "null", JSON_NULL}, {"Null", "null", JSON_NULL},
                 {"NULL", "null", JSON_NULL},    {"nil", "null", JSON_NULL},  {"undefined", "null", JSON_NULL}};
    for (size_t i = 0; i < sizeof known / sizeof known[0]; i++) {
        if (is_word(text, length, known[i].word)) {
            *suggestion = known[i].meant;
            return known[i].token;
        }
    }
    return JSON_NULL;
}

enum json_token json_give_word(struct json_reader *reader)
{
    reader->start = reader->position;
    reader->end = json_run_end(reader, reader->start);
    reader->position = reader->end;
    reader->flawed = false;
    const char *text = reader->text + reader->start;
    size_t length = reader->end - reader->start;
    if (is_word(text, length, "true")) {
        return json_give(reader, JSON_TRUE);
    }
    if (is_word(text, length, "false")) {
        return json_give(reader, JSON_FALSE);
    }
    if (is_word(text, length, "null")) {
        return json_give(reader, JSON_NULL);
    }
    const char *suggestion = NULL;
    enum json_token meant = meant_word(text, length, &suggestion);
    struct json_number number;
    bool not_a_number = json_number_read(text, length, &number) == JSON_FAULT_not_a_number;
    json_report_suggesting(reader, not_a_number ? JSON_FAULT_not_a_number : JSON_FAULT_unknown_word, reader->start,
                           reader->end, reader->frames.count, suggestion);
    reader->flawed = true;
    return json_give(reader, meant);
}
