/* Hostile texts, put together piece by piece. */
#include "trap.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void make_room(struct text *text, size_t extra)
{
    if (text->capacity - text->length > extra)
        return;
    while (text->capacity - text->length <= extra)
        text->capacity = text->capacity == 0 ? 4096 : text->capacity * 2;
    text->data = realloc(text->data, text->capacity);
    if (text->data == NULL)
        abort();
}

void put(struct text *text, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    const int length = vsnprintf(NULL, 0, format, arguments);
    va_end(arguments);
    make_room(text, (size_t)length);
    va_start(arguments, format);
    vsnprintf(text->data + text->length, (size_t)length + 1, format, arguments);
    va_end(arguments);
    text->length += (size_t)length;
}

void put_times(struct text *text, const char *part, size_t count)
{
    const size_t length = strlen(part);
    make_room(text, length * count);
    for (size_t i = 0; i < count; i++, text->length += length)
        memcpy(text->data + text->length, part, length);
    text->data[text->length] = '\0';
}

void text_free(struct text *text)
{
    free(text->data);
    *text = (struct text){.data = NULL};
}

const char *second(size_t number)
{
    static char at[21];
    homevisit_time_write(INT64_C(1772438400) + (int64_t)number, at); /* 2026-03-02T08:00:00Z */
    return at;
}
