/* Plain text for people into a buffer, with columns counted in characters. */
#include "text_write.h"

#include "json_write.h"
#include "report.h"

#include <stdarg.h>
#include <string.h>

void text_begin(struct text_writer *writer, homevisit_buffer *buffer)
{
    *writer = (struct text_writer){.buffer = buffer};
    buffer->length = 0;
}

homevisit_code text_end(struct text_writer *writer)
{
    if (!writer->failed && buffer_append(writer->buffer, "", 0))
        return HOMEVISIT_OK;
    writer->failed = true;
    homevisit_buffer_free(writer->buffer);
    return HOMEVISIT_E_MEMORY;
}

void text_put(struct text_writer *writer, const char *text)
{
    if (!writer->failed && !buffer_append_text(writer->buffer, text))
        writer->failed = true;
}

void text_put_all(struct text_writer *writer, ...)
{
    va_list texts;
    va_start(texts, writer);
    for (const char *text = va_arg(texts, const char *); text != NULL; text = va_arg(texts, const char *))
        text_put(writer, text);
    va_end(texts);
}

static const char *digits_of(size_t count, char digits[24])
{
    size_t at = 23;
    digits[at] = '\0';
    do {
        digits[--at] = (char)('0' + count % 10);
        count /= 10;
    } while (count != 0);
    return digits + at;
}

void text_put_count(struct text_writer *writer, size_t count)
{
    char digits[24];
    text_put(writer, digits_of(count, digits));
}

void text_put_time(struct text_writer *writer, int64_t at)
{
    char text[21];
    homevisit_time_write(at, text);
    text_put(writer, text);
}

void text_put_moment(struct text_writer *writer, homevisit_moment moment)
{
    if (moment.known)
        text_put_time(writer, moment.at);
    else
        text_put(writer, "unknown");
}

void text_put_names(struct text_writer *writer, homevisit_names names)
{
    for (size_t i = 0; i < names.count; i++)
        text_put_all(writer, i != 0 ? ", " : "", names.items[i], NULL);
}

void text_put_value(struct text_writer *writer, const homevisit_value *value)
{
    if (value->type == HOMEVISIT_TYPE_NOTHING) {
        text_put(writer, "unknown");
    } else if (value->type == HOMEVISIT_TYPE_NAME) {
        text_put(writer, homevisit_word_text(value->word));
    } else if (!writer->failed) {
        struct json_writer json = {.buffer = writer->buffer};
        report_write_value(&json, value);
        writer->failed = json.failed;
    }
}

size_t text_columns(const char *text)
{
    size_t count = 0;
    for (; *text != '\0'; text++)
        count += ((unsigned char)*text & 0xC0) != 0x80;
    return count;
}

static void put_spaces(struct text_writer *writer, size_t count)
{
    for (; count != 0 && !writer->failed; count--)
        text_put(writer, " ");
}

void text_put_padded(struct text_writer *writer, const char *text, size_t width)
{
    size_t columns = text_columns(text);
    text_put(writer, text);
    put_spaces(writer, columns < width ? width - columns : 0);
}

void text_put_count_padded(struct text_writer *writer, size_t count, size_t width)
{
    char digits[24];
    const char *text = digits_of(count, digits);
    size_t length = strlen(text);
    put_spaces(writer, length < width ? width - length : 0);
    text_put(writer, text);
}
