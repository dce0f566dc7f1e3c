/*
 * A glance into a JSON text before the library reads it as a whole: what kind of document is this, what is its id?
 * It never refuses anything. In a broken text it finds what it can, and the library then says what is wrong.
 */
#include "peek.h"

#include <string.h>

/* ---- UTF-8 (RFC 3629) -------------------------------------------------------------------------------------------- */

unsigned long utf8_decode(const char *text, size_t length)
{
    static const unsigned char first_bits[] = {0, 0x7F, 0x1F, 0x0F, 0x07};
    unsigned long character = (unsigned char)text[0] & first_bits[length];
    for (size_t i = 1; i < length; i++)
        character = character << 6 | ((unsigned char)text[i] & 0x3F);
    return character;
}

size_t utf8_length(const char *text, size_t length)
{
    static const unsigned long least[] = {0, 0, 0x80, 0x800, 0x10000};
    const unsigned char first = length ? (unsigned char)text[0] : 0xFF;
    const size_t wanted = first < 0x80    ? 1
                          : first >= 0xF8 ? 0
                          : first >= 0xF0 ? 4
                          : first >= 0xE0 ? 3
                          : first >= 0xC0 ? 2
                                          : 0;
    if (wanted == 0 || wanted > length)
        return 0;
    for (size_t i = 1; i < wanted; i++)
        if (((unsigned char)text[i] & 0xC0) != 0x80)
            return 0;
    const unsigned long character = utf8_decode(text, wanted);
    const bool surrogate = character >= 0xD800 && character <= 0xDFFF;
    return character < least[wanted] || character > 0x10FFFF || surrogate ? 0 : wanted;
}

/* ---- JSON -------------------------------------------------------------------------------------------------------- */

/* The end of the string that begins at the quote at `at`: its closing quote, or the end of the text. */
static size_t string_end(const char *text, size_t length, size_t at)
{
    for (at++; at < length && text[at] != '"'; at++)
        at += text[at] == '\\';
    return at < length ? at : length;
}

static size_t skip_space(const char *text, size_t length, size_t at)
{
    while (at < length && strchr(" \t\r\n", text[at]) && text[at])
        at++;
    return at;
}

/* Where the value of a key of the root object begins; `length` where there is no such key. */
static size_t find_value(const char *text, size_t length, const char *key)
{
    const size_t wanted = strlen(key);
    size_t depth = 0;
    for (size_t at = 0; at < length; at++) {
        if (text[at] == '{' || text[at] == '[')
            depth++;
        if ((text[at] == '}' || text[at] == ']') && depth > 0)
            depth--;
        if (text[at] != '"')
            continue;
        const size_t begin = at + 1, end = string_end(text, length, at);
        const size_t colon = skip_space(text, length, end < length ? end + 1 : length);
        const bool same = end - begin == wanted && memcmp(text + begin, key, wanted) == 0;
        if (depth == 1 && same && colon < length && text[colon] == ':')
            return skip_space(text, length, colon + 1);
        at = end;
    }
    return length;
}

bool peek_has(const char *text, size_t length, const char *key)
{
    return find_value(text, length, key) < length;
}

bool peek_text(const char *text, size_t length, const char *key, char *out, size_t size)
{
    const size_t at = find_value(text, length, key);
    if (at >= length || text[at] != '"')
        return false;
    const size_t end = string_end(text, length, at), count = end - at - 1;
    if (end >= length || count >= size || memchr(text + at, '\\', end - at))
        return false;
    memcpy(out, text + at + 1, count);
    out[count] = '\0';
    return true;
}
