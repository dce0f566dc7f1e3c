/*
 * Compact JSON into a buffer, and the buffer itself.
 *
 * The bytes depend on the calls alone: no locale takes part, and numbers are written with the fewest digits that read
 * back the same, in the form that JavaScript gives them.
 */
#include "json_write.h"

#include "json_number.h"
#include "json_text.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

/* ------------------------------------------------------------------------------------------------------- buffers */

void buffer_init(homevisit_buffer *buffer, const homevisit_allocator *allocator)
{
    *buffer = (homevisit_buffer){.allocator = memory_allocator(allocator)};
}

void homevisit_buffer_free(homevisit_buffer *buffer)
{
    if (buffer == NULL) {
        return;
    }
    if (buffer->data != NULL) {
        memory_release(&buffer->allocator, buffer->data);
    }
    buffer->data = NULL;
    buffer->length = 0;
    buffer->capacity = 0;
}

void buffer_use(homevisit_buffer *buffer, const homevisit_allocator *allocator)
{
    homevisit_allocator wanted = memory_allocator(allocator);
    if (buffer->data == NULL || buffer->allocator.allocate != wanted.allocate ||
        buffer->allocator.release != wanted.release || buffer->allocator.user != wanted.user) {
        homevisit_buffer_free(buffer);
        buffer_init(buffer, &wanted);
    }
    buffer->length = 0;
}

/* Makes room for `length` bytes and a NUL behind them. */
static bool buffer_reserve(homevisit_buffer *buffer, size_t length)
{
    if (length >= SIZE_MAX / 2 - buffer->length) {
        return false;
    }
    size_t wanted = buffer->length + length + 1;
    if (wanted <= buffer->capacity) {
        return true;
    }
    size_t capacity = buffer->capacity < 128 ? 256 : buffer->capacity * 2;
    capacity = capacity < wanted ? wanted : capacity;
    char *data = memory_allocate(&buffer->allocator, capacity);
    if (data == NULL) {
        return false;
    }
    if (buffer->length != 0) {
        memcpy(data, buffer->data, buffer->length);
    }
    memory_release(&buffer->allocator, buffer->data);
    buffer->data = data;
    buffer->capacity = capacity;
    return true;
}

bool buffer_append(homevisit_buffer *buffer, const char *text, size_t length)
{
    if (!buffer_reserve(buffer, length)) {
        return false;
    }
    if (length != 0) {
        memcpy(buffer->data + buffer->length, text, length);
        buffer->length += length;
    }
    buffer->data[buffer->length] = '\0';
    return true;
}

bool buffer_append_text(homevisit_buffer *buffer, const char *text)
{
    return buffer_append(buffer, text, strlen(text));
}

/* ----------------------------------------------------------------------------------------------------- structure */

void json_write_begin(struct json_writer *writer, homevisit_buffer *buffer)
{
    *writer = (struct json_writer){.buffer = buffer};
    buffer->length = 0;
}

homevisit_code json_write_end(struct json_writer *writer)
{
    if (!writer->failed && buffer_append(writer->buffer, "", 0)) {
        return HOMEVISIT_OK;
    }
    writer->failed = true;
    homevisit_buffer_free(writer->buffer);
    return HOMEVISIT_E_MEMORY;
}

static void put(struct json_writer *writer, const char *text, size_t length)
{
    if (!writer->failed && !buffer_append(writer->buffer, text, length)) {
        writer->failed = true;
    }
}

/* Before each value and key: the comma that parts it from what came before; `after`: whether the next wants one. */
static void part(struct json_writer *writer, bool after)
{
    if (writer->comma) {
        put(writer, ",", 1);
    }
    writer->comma = after;
}

void json_write_object(struct json_writer *writer)
{
    part(writer, false);
    put(writer, "{", 1);
}

void json_write_object_end(struct json_writer *writer)
{
    put(writer, "}", 1);
    writer->comma = true;
}

void json_write_array(struct json_writer *writer)
{
    part(writer, false);
    put(writer, "[", 1);
}

void json_write_array_end(struct json_writer *writer)
{
    put(writer, "]", 1);
    writer->comma = true;
}

void json_write_key(struct json_writer *writer, const char *key)
{
    part(writer, false);
    put(writer, "\"", 1);
    put(writer, key, strlen(key));
    put(writer, "\":", 2);
}

/* --------------------------------------------------------------------------------------------------------- texts */

static void put_escape(struct json_writer *writer, unsigned char c)
{
    static const char digits[] = "0123456789abcdef";
    static const char shorts[] = "\"\"\\\\\bb\ff\nn\rr\tt"; /* pairs: the character, its letter */
    for (const char *pair = shorts; *pair != '\0'; pair += 2) {
        if ((unsigned char)*pair == c) {
            put(writer, (const char[]){'\\', pair[1]}, 2);
            return;
        }
    }
    put(writer, (const char[]){'\\', 'u', '0', '0', digits[c >> 4], digits[c & 15]}, 6);
}

/* How far the text can be copied as it is. */
static size_t plain_length(const char *text, size_t length)
{
    size_t at = 0;
    while (at < length) {
        unsigned char c = (unsigned char)text[at];
        if (c < 0x20 || c == '"' || c == '\\') {
            break;
        }
        bool valid = true;
        size_t step = c < 0x80 ? 1 : utf8_step((const unsigned char *)text + at, length - at, &valid);
        if (!valid) {
            break;
        }
        at += step;
    }
    return at;
}

void json_write_text_length(struct json_writer *writer, const char *text, size_t length)
{
    part(writer, true);
    put(writer, "\"", 1);
    while (length != 0) {
        size_t plain = plain_length(text, length);
        put(writer, text, plain);
        text += plain;
        length -= plain;
        if (length != 0) {
            size_t step = 1;
            if ((unsigned char)*text < 0x80) {
                put_escape(writer, (unsigned char)*text);
            } else {
                /* Typed events may hold what is no UTF-8; a report never does. */
                bool valid;
                step = utf8_step((const unsigned char *)text, length, &valid);
                put(writer, UTF8_REPLACEMENT, 3);
            }
            text += step;
            length -= step;
        }
    }
    put(writer, "\"", 1);
}

void json_write_text(struct json_writer *writer, const char *text)
{
    if (text == NULL) {
        json_write_null(writer);
    } else {
        json_write_text_length(writer, text, strlen(text));
    }
}

void json_write_time(struct json_writer *writer, int64_t at)
{
    char text[21];
    homevisit_time_write(at, text);
    json_write_text(writer, text);
}

/* ------------------------------------------------------------------------------------------------ numbers, words */

void json_write_boolean(struct json_writer *writer, bool value)
{
    part(writer, true);
    put(writer, value ? "true" : "false", value ? 4 : 5);
}

void json_write_null(struct json_writer *writer)
{
    part(writer, true);
    put(writer, "null", 4);
}

void json_write_integer(struct json_writer *writer, int64_t value)
{
    char digits[24];
    size_t at = sizeof digits;
    uint64_t rest = value < 0 ? 0 - (uint64_t)value : (uint64_t)value;
    do {
        digits[--at] = (char)('0' + rest % 10);
        rest /= 10;
    } while (rest != 0);
    if (value < 0) {
        digits[--at] = '-';
    }
    part(writer, true);
    put(writer, digits + at, sizeof digits - at);
}

/* A positive number as 0.DIGITS × 10^point, with no zero at either end of the digits. */
struct decimal {
    char digits[20];
    int count, point;
};

/* `count` digits, correctly rounded. Only ASCII digits are taken from snprintf(), as its point is the locale's. */
static void round_to(double value, int count, struct decimal *decimal)
{
    char text[64];
    snprintf(text, sizeof text, "%.*e", count - 1, value);
    const char *at = text;
    decimal->count = 0;
    for (; *at != 'e'; at++) {
        if (*at >= '0' && *at <= '9' && decimal->count < count) {
            decimal->digits[decimal->count++] = *at;
        }
    }
    int exponent = 0;
    bool negative = at[1] == '-';
    for (at += 2; *at >= '0' && *at <= '9'; at++) {
        exponent = exponent * 10 + (*at - '0');
    }
    decimal->point = (negative ? -exponent : exponent) + 1;
}

static bool reads_back(const struct decimal *decimal, double value)
{
    double back = json_decimal_value(decimal->digits, (size_t)decimal->count, decimal->point - decimal->count);
    return !(back < value) && !(back > value);
}

/* The next decimal of as many digits. Where a power of two lies between unequal neighbours, it may read back although
 * the nearest does not. */
static void step_up(struct decimal *decimal)
{
    for (int at = decimal->count; at-- > 0;) {
        if (decimal->digits[at] != '9') {
            decimal->digits[at]++;
            return;
        }
        decimal->digits[at] = '0';
    }
    decimal->digits[0] = '1';
    decimal->point++;
}

static void shortest(double value, struct decimal *decimal)
{
    for (int count = 1; count <= 17; count++) {
        round_to(value, count, decimal);
        if (reads_back(decimal, value)) {
            break;
        }
        step_up(decimal);
        if (reads_back(decimal, value)) {
            break;
        }
    }
    while (decimal->count > 1 && decimal->digits[decimal->count - 1] == '0') {
        decimal->count--;
    }
}

static void put_zeros(struct json_writer *writer, int count)
{
    for (; count > 0; count--) {
        put(writer, "0", 1);
    }
}

/* As ECMA-262's Number::toString does, which JsonLogic's own answers come from. */
static void put_decimal(struct json_writer *writer, const struct decimal *decimal)
{
    int count = decimal->count;
    int point = decimal->point;
    if (point > 21 || point < -5) {
        char exponent[16];
        put(writer, decimal->digits, 1);
        if (count > 1) {
            put(writer, ".", 1);
            put(writer, decimal->digits + 1, (size_t)count - 1);
        }
        snprintf(exponent, sizeof exponent, "e%c%d", point > 0 ? '+' : '-', point > 0 ? point - 1 : 1 - point);
        put(writer, exponent, strlen(exponent));
    } else if (point <= 0) {
        put(writer, "0.", 2);
        put_zeros(writer, -point);
        put(writer, decimal->digits, (size_t)count);
    } else if (count <= point) {
        put(writer, decimal->digits, (size_t)count);
        put_zeros(writer, point - count);
    } else {
        put(writer, decimal->digits, (size_t)point);
        put(writer, ".", 1);
        put(writer, decimal->digits + point, (size_t)(count - point));
    }
}

void json_write_number(struct json_writer *writer, double value)
{
    if (!isfinite(value)) {
        json_write_null(writer);
        return;
    }
    if (value >= -9007199254740992.0 && value <= 9007199254740992.0 && !(value < (double)(int64_t)value) &&
        !(value > (double)(int64_t)value)) {
        json_write_integer(writer, (int64_t)value);
        return;
    }
    struct decimal decimal;
    part(writer, true);
    if (value < 0) {
        put(writer, "-", 1);
        value = -value;
    }
    shortest(value, &decimal);
    put_decimal(writer, &decimal);
}
