/*
 * Strings of a JSON text: passing over them, what is wrong inside, their values.
 */
#include "json_parts.h"

#include <string.h>

static const unsigned char *bytes_at(const struct json_reader *reader, size_t offset)
{
    return (const unsigned char *)reader->text + offset;
}

/*
 * A fault inside changes nothing about where the string ends: no character that json_character_read() takes goes over a
 * quote that is not escaped.
 */
bool json_string_pass(struct json_reader *reader, size_t start)
{
    size_t at = start + 1;
    reader->start = start;
    reader->escaped = false;
    reader->flawed = false;
    for (;;) {
        at += json_plain_length_short(bytes_at(reader, at), reader->length - at);
        if (at == reader->length) {
            return false;
        }
        unsigned char c = *bytes_at(reader, at);
        if (c == '"') {
            break;
        }
        struct json_character character;
        json_character_read(bytes_at(reader, at), reader->length - at, &character);
        at += character.taken;
        reader->escaped = reader->escaped || c == '\\' || character.fault != JSON_SOUND;
        reader->flawed = reader->flawed || character.fault != JSON_SOUND;
    }
    reader->end = at + 1;
    reader->position = at + 1;
    return true;
}

void json_string_faults(struct json_reader *reader)
{
    size_t at = reader->start + 1;
    size_t end = reader->end - 1;
    while (at < end) {
        struct json_character character;
        json_character_read(bytes_at(reader, at), end - at, &character);
        if (character.fault != JSON_SOUND) {
            json_report(reader, character.fault, at, at + character.taken, reader->frames.count);
        }
        at += character.taken;
    }
}

bool json_string(struct json_reader *reader, struct arena *arena, homevisit_text *out)
{
    size_t at = reader->start + 1;
    size_t end = reader->end - 1;
    *out = (homevisit_text){reader->text + at, end - at};
    if (!reader->escaped) {
        return true;
    }
    /* Only a faulty byte grows, to the three of U+FFFD. */
    size_t room = end - at;
    room = room > SIZE_MAX / 4 ? SIZE_MAX : reader->flawed ? room * 3 + 1 : room + 1;
    char *value = arena_allocate(arena, room);
    if (value == NULL) {
        *out = (homevisit_text){"", 0};
        problems_out_of_memory(reader->problems);
        return false;
    }
    size_t length = 0;
    while (at < end) {
        struct json_character character;
        json_character_read(bytes_at(reader, at), end - at, &character);
        memcpy(value + length, character.bytes, character.length);
        length += character.length;
        at += character.taken;
    }
    value[length] = '\0';
    *out = (homevisit_text){value, length};
    return true;
}

bool json_is(const struct json_reader *reader, const char *name)
{
    size_t at = reader->start + 1;
    size_t end = reader->end - 1;
    size_t length = strlen(name);
    if (!reader->escaped) {
        return length == end - at && memcmp(reader->text + at, name, length) == 0;
    }
    size_t matched = 0;
    while (at < end) {
        struct json_character character;
        json_character_read(bytes_at(reader, at), end - at, &character);
        if (length - matched < character.length || memcmp(name + matched, character.bytes, character.length) != 0) {
            return false;
        }
        matched += character.length;
        at += character.taken;
    }
    return matched == length;
}
