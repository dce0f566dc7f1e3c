/*
 * The words of a problem: a printf of its own.
 *
 * It exists for two reasons. It looks at no locale; and it keeps free text out of messages: what a format puts in
 * quotes, or gives with %.*s, comes from a document, and is echoed only where it is a name or an operator.
 */
#include "problem.h"

#include <string.h>

struct message {
    char *text;
    size_t room, length;
};

static void put(struct message *message, const char *text, size_t length)
{
    size_t left = message->room - message->length;
    if (length > left) {
        length = left;
        /* Never half a character. */
        while (length > 0 && ((unsigned char)text[length] & 0xC0) == 0x80) {
            length--;
        }
        message->room = message->length + length;
    }
    if (length != 0) {
        memcpy(message->text + message->length, text, length);
        message->length += length;
    }
}

static void put_number(struct message *message, bool negative, unsigned long long value)
{
    char digits[24];
    size_t at = sizeof digits;
    do {
        digits[--at] = (char)('0' + value % 10);
        value /= 10;
    } while (value != 0);
    if (negative) {
        digits[--at] = '-';
    }
    put(message, digits + at, sizeof digits - at);
}

static bool is_name_character(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '.' ||
           c == '-';
}

static bool is_operator_character(char c)
{
    return c != '\0' && strchr("=!<>+-*/%", c) != NULL;
}

static bool all(const char *text, size_t length, bool (*test)(char))
{
    for (size_t i = 0; i < length; i++) {
        if (!test(text[i])) {
            return false;
        }
    }
    return true;
}

bool problem_may_echo(const char *text, size_t length)
{
    return (length <= 3 && all(text, length, is_operator_character)) ||
           (length <= PROBLEM_ECHO_LIMIT && all(text, length, is_name_character));
}

static void put_echo(struct message *message, const char *text, size_t length)
{
    if (problem_may_echo(text, length)) {
        put(message, text, length);
    } else {
        put(message, "\xE2\x80\xA6", 3); /* … */
    }
}

/* A %s is the library's own word unless it stands in quotes. */
static void put_text(struct message *message, const char *text, bool quoted)
{
    if (text == NULL) {
        text = "";
    }
    if (quoted) {
        put_echo(message, text, strlen(text));
    } else {
        put(message, text, strlen(text));
    }
}

enum width { WIDTH_INT, WIDTH_LONG, WIDTH_LONG_LONG, WIDTH_SIZE };

static const char *read_width(const char *format, enum width *width)
{
    *width = WIDTH_INT;
    if (*format == 'z') {
        *width = WIDTH_SIZE;
        return format + 1;
    }
    if (*format == 'l') {
        format++;
        *width = WIDTH_LONG;
        if (*format == 'l') {
            format++;
            *width = WIDTH_LONG_LONG;
        }
    }
    return format;
}

static void put_signed(struct message *message, long long value)
{
    put_number(message, value < 0, value < 0 ? 0ULL - (unsigned long long)value : (unsigned long long)value);
}

size_t problem_message(char *text, size_t size, const char *format, va_list arguments)
{
    struct message message = {text, size - 1, 0};
    const char *start = format;
    for (const char *plain = format; *plain != '\0'; plain = format) {
        format = plain + strcspn(plain, "%");
        put(&message, plain, (size_t)(format - plain));
        if (*format == '\0') {
            break;
        }
        bool quoted = format > start && format[-1] == '\'';
        format++;
        if (strncmp(format, ".*s", 3) == 0) {
            int length = va_arg(arguments, int);
            const char *echo = va_arg(arguments, const char *);
            put_echo(&message, echo, echo != NULL && length > 0 ? (size_t)length : 0);
            format += 3;
            continue;
        }
        enum width width;
        format = read_width(format, &width);
        switch (*format) {
        case 's': put_text(&message, va_arg(arguments, const char *), quoted); break;
        case 'c': put(&message, &(char){(char)va_arg(arguments, int)}, 1); break;
        case 'd':
        case 'i':
            put_signed(&message, width == WIDTH_INT    ? va_arg(arguments, int)
                                 : width == WIDTH_LONG ? va_arg(arguments, long)
                                 : width == WIDTH_SIZE ? (long long)va_arg(arguments, size_t)
                                                       : va_arg(arguments, long long));
            break;
        case 'u':
            put_number(&message, false,
                       width == WIDTH_INT    ? va_arg(arguments, unsigned)
                       : width == WIDTH_LONG ? va_arg(arguments, unsigned long)
                       : width == WIDTH_SIZE ? va_arg(arguments, size_t)
                                             : va_arg(arguments, unsigned long long));
            break;
        default: put(&message, "%", 1); break;
        }
        format += *format != '\0';
    }
    text[message.length] = '\0';
    return message.length;
}
