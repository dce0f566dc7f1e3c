/*
 * Which event an object is, read ahead. What an attribute means depends on its event, and a key may come before the one
 * that names the event; most writers put `event` first, and then nothing here is ever called.
 *
 * The text has not been judged yet at this place. Nothing is refused here: whatever is not as it should be ends the
 * search, and the scan will say why when it comes there. An event's object is searched once at most, so reading stays
 * linear.
 */
#include "json_text.h"
#include "visit_reading.h"

#include <string.h>

struct peek {
    const char *at, *end;
};

static bool is_here(const struct peek *peek, char wanted)
{
    return peek->at < peek->end && *peek->at == wanted;
}

static void skip_space(struct peek *peek)
{
    while (is_here(peek, ' ') || is_here(peek, '\t') || is_here(peek, '\n') || is_here(peek, '\r'))
        peek->at++;
}

/* Passes a string; `inside` receives what stands between its quotes. */
static bool take_string(struct peek *peek, homevisit_text *inside)
{
    if (!is_here(peek, '"'))
        return false;
    const char *start = ++peek->at;
    while (peek->at < peek->end && *peek->at != '"')
        peek->at += *peek->at == '\\' && peek->end - peek->at > 1 ? 2 : 1;
    if (peek->at == peek->end)
        return false;
    *inside = (homevisit_text){start, (size_t)(peek->at - start)};
    peek->at++;
    return true;
}

/* Passes a value up to the comma or bracket after it. */
static bool take_value(struct peek *peek)
{
    size_t depth = 0;
    while (peek->at < peek->end) {
        homevisit_text inside;
        switch (*peek->at) {
        case '"':
            if (!take_string(peek, &inside))
                return false;
            continue;
        case '{':
        case '[': depth++; break;
        case '}':
        case ']':
            if (depth == 0)
                return true;
            depth--;
            break;
        case ',':
            if (depth == 0)
                return true;
            break;
        default: break;
        }
        peek->at++;
    }
    return false;
}

/* What stands between quotes, without its escapes; it is cut where there is no room, which no name needs. */
static homevisit_text decode(homevisit_text inside, char *room, size_t size)
{
    if (inside.length == 0 || memchr(inside.data, '\\', inside.length) == NULL)
        return inside;
    homevisit_text text = {room, 0};
    const unsigned char *at = (const unsigned char *)inside.data;
    for (size_t left = inside.length; left > 0;) {
        struct json_character character;
        json_character_read(at, left, &character);
        if (text.length + character.length > size)
            break;
        memcpy(room + text.length, character.bytes, character.length);
        text.length += character.length;
        at += character.taken;
        left -= character.taken;
    }
    return text;
}

homevisit_word peek_event(homevisit_text text, size_t position)
{
    struct peek peek = {text.data + position, text.data + text.length};
    for (;;) {
        char room[64];
        homevisit_text inside;
        skip_space(&peek);
        if (!take_string(&peek, &inside))
            return HOMEVISIT_WORD_none;
        const bool found = text_is(decode(inside, room, sizeof room), "event");
        skip_space(&peek);
        if (!is_here(&peek, ':'))
            return HOMEVISIT_WORD_none;
        peek.at++;
        skip_space(&peek);
        if (found) {
            if (!take_string(&peek, &inside))
                return HOMEVISIT_WORD_none;
            const homevisit_text name = decode(inside, room, sizeof room);
            return word_find_in(IN(EVENT), name.data, name.length);
        }
        if (!take_value(&peek) || !is_here(&peek, ','))
            return HOMEVISIT_WORD_none;
        peek.at++;
    }
}
