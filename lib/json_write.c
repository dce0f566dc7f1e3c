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

/* Many reports are of one or two thousand bytes. */
enum { FIRST_CAPACITY = 2048 };

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
    size_t capacity = buffer->capacity < FIRST_CAPACITY / 2 ? FIRST_CAPACITY : buffer->capacity * 2;
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

char *json_write_grow(struct json_writer *writer, size_t length)
{
    if (writer->failed || !buffer_reserve(writer->buffer, length)) {
        writer->failed = true;
        return NULL;
    }
    return writer->buffer->data + writer->buffer->length;
}

/* Before a value that is put together piece by piece: the comma that parts it from what came before. */
static void part(struct json_writer *writer)
{
    if (writer->comma) {
        put(writer, ",", 1);
    }
    writer->comma = true;
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

/* A character that may not stand for itself, or is more than a byte. Returns how many bytes it is. */
static size_t put_special(struct json_writer *writer, const char *text, size_t length)
{
    if ((unsigned char)*text < 0x80) {
        put_escape(writer, (unsigned char)*text);
        return 1;
    }
    /* Typed events may hold what is no UTF-8; a report never does. */
    bool valid;
    const size_t step = utf8_step((const unsigned char *)text, length, &valid);
    put(writer, valid ? text : UTF8_REPLACEMENT, valid ? step : 3);
    return step;
}

/* The rest of a text from its first character that is not plain on, and the quote that ends it. */
static void put_rest(struct json_writer *writer, const char *text, size_t length)
{
    while (length != 0) {
        const size_t step = put_special(writer, text, length);
        text += step;
        length -= step;
        const size_t plain = json_plain_length((const unsigned char *)text, length);
        put(writer, text, plain);
        text += plain;
        length -= plain;
    }
    put(writer, "\"", 1);
}

void json_write_text_length(struct json_writer *writer, const char *text, size_t length)
{
    char *at = json_write_room(writer, length < SIZE_MAX - 3 ? length + 3 : length);
    if (at == NULL) {
        return;
    }
    const size_t plain = json_plain_length((const unsigned char *)text, length);
    at = json_write_part(writer, at);
    *at++ = '"';
    if (plain != 0) {
        memcpy(at, text, plain);
        at += plain;
    }
    if (plain == length) {
        *at++ = '"';
        json_write_done(writer, at, true);
        return;
    }
    json_write_done(writer, at, true);
    put_rest(writer, text + plain, length - plain);
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
    char *out = json_write_room(writer, TIME_SIZE + 3);
    if (out == NULL) {
        return;
    }
    out = json_write_part(writer, out);
    *out++ = '"';
    time_write_on(time_day_of(&writer->days, at), at, out);
    out += TIME_SIZE;
    *out++ = '"';
    json_write_done(writer, out, true);
}

/* ------------------------------------------------------------------------------------------------ numbers, words */

void json_write_raw(struct json_writer *writer, const char *text, size_t length)
{
    char *at = json_write_room(writer, length + 1);
    if (at == NULL) {
        return;
    }
    at = json_write_part(writer, at);
    memcpy(at, text, length);
    json_write_done(writer, at + length, true);
}

void json_write_boolean(struct json_writer *writer, bool value)
{
    json_write_raw(writer, value ? "true" : "false", value ? 4 : 5);
}

void json_write_null(struct json_writer *writer)
{
    json_write_raw(writer, "null", 4);
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
    json_write_raw(writer, digits + at, sizeof digits - at);
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
    part(writer);
    if (value < 0) {
        put(writer, "-", 1);
        value = -value;
    }
    shortest(value, &decimal);
    put_decimal(writer, &decimal);
}
