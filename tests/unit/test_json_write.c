/* lib/json_write.c: the same bytes for the same calls, and the buffer they go into. */
#include "json_write.h"
#include "trial_memory.h"

#include <criterion/criterion.h>
#include <float.h>
#include <locale.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static homevisit_buffer buffer;

static struct json_writer begin(void)
{
    struct json_writer writer;
    buffer_use(&buffer, NULL);
    json_write_begin(&writer, &buffer);
    return writer;
}

static void expect_written(struct json_writer *writer, const char *wanted)
{
    cr_expect_eq(json_write_end(writer), HOMEVISIT_OK);
    cr_expect_str_eq(buffer.data, wanted);
    cr_expect_eq(buffer.length, strlen(wanted));
    homevisit_buffer_free(&buffer);
}

/* ----------------------------------------------------------------------------------------------------------- structure */

Test(write, puts_commas_where_they_belong)
{
    struct json_writer writer = begin();
    json_write_object(&writer);
    json_write_key(&writer, "a");
    json_write_array(&writer);
    json_write_array_end(&writer);
    json_write_key(&writer, "b");
    json_write_array(&writer);
    json_write_integer(&writer, 1);
    json_write_object(&writer);
    json_write_object_end(&writer);
    json_write_object(&writer);
    json_write_key(&writer, "c");
    json_write_null(&writer);
    json_write_object_end(&writer);
    json_write_boolean(&writer, true);
    json_write_boolean(&writer, false);
    json_write_array_end(&writer);
    json_write_key(&writer, "d");
    json_write_text(&writer, NULL);
    json_write_key(&writer, "e");
    json_write_time(&writer, 1772442600);
    json_write_object_end(&writer);
    expect_written(&writer,
                   "{\"a\":[],\"b\":[1,{},{\"c\":null},true,false],\"d\":null,\"e\":\"2026-03-02T09:10:00Z\"}");
}

Test(write, of_nothing_is_the_empty_text)
{
    struct json_writer writer = begin();
    expect_written(&writer, "");
}

Test(write, begins_anew_in_a_buffer_used_before)
{
    struct json_writer writer = begin();
    json_write_text(&writer, "a long text that was there before");
    cr_expect_eq(json_write_end(&writer), HOMEVISIT_OK);
    const char *memory = buffer.data;
    writer = begin();
    json_write_integer(&writer, 5);
    cr_expect_eq(buffer.data, memory, "its memory is kept");
    expect_written(&writer, "5");
}

/* --------------------------------------------------------------------------------------------------------------- texts */

static const struct {
    const char *text;
    size_t length;
    const char *written;
} texts[] = {
#define TEXT(text, written)                                                                                            \
    {                                                                                                                  \
        text, sizeof text - 1, written                                                                                 \
    }
    TEXT("", "\"\""),
    TEXT("plain", "\"plain\""),
    TEXT("\"\\/", "\"\\\"\\\\/\""),
    TEXT("\b\f\n\r\t", "\"\\b\\f\\n\\r\\t\""),
    TEXT("\x01\x0B\x1F\x7F", "\"\\u0001\\u000b\\u001f\x7F\""),
    TEXT("a\0b", "\"a\\u0000b\""),
    TEXT("\xC3\xA5 \xE2\x82\xAC \xF0\x9F\x98\x80", "\"\xC3\xA5 \xE2\x82\xAC \xF0\x9F\x98\x80\""),
    TEXT("a\xFF\xC3(\xE2\x82", "\"a\xEF\xBF\xBD\xEF\xBF\xBD(\xEF\xBF\xBD\""),
    TEXT("\xED\xA0\x80", "\"\xEF\xBF\xBD\""),
};

Test(write, escapes_texts_no_more_than_needed)
{
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
        struct json_writer writer = begin();
        json_write_text_length(&writer, texts[i].text, texts[i].length);
        expect_written(&writer, texts[i].written);
    }
}

/* ------------------------------------------------------------------------------------------------------------- numbers */

Test(write, gives_integers_of_any_size)
{
    static const struct {
        int64_t value;
        const char *written;
    } integers[] = {{0, "0"},
                    {-1, "-1"},
                    {1234567890, "1234567890"},
                    {INT64_MAX, "9223372036854775807"},
                    {INT64_MIN, "-9223372036854775808"}};
    for (size_t i = 0; i < sizeof integers / sizeof integers[0]; i++) {
        struct json_writer writer = begin();
        json_write_integer(&writer, integers[i].value);
        expect_written(&writer, integers[i].written);
    }
}

/* As ECMAScript writes them. */
static const struct {
    double value;
    const char *written;
} numbers[] = {
    {0.0, "0"},
    {-0.0, "0"},
    {3.0, "3"},
    {-17.0, "-17"},
    {9007199254740992.0, "9007199254740992"},
    {0.1, "0.1"},
    {0.1 + 0.2, "0.30000000000000004"},
    {3.3000000000000003, "3.3000000000000003"},
    {-2.5, "-2.5"},
    {123456.789, "123456.789"},
    {1.0 / 3.0, "0.3333333333333333"},
    {1e-5, "0.00001"},
    {0.000001, "0.000001"},
    {1e-7, "1e-7"},
    {1.5e-10, "1.5e-10"},
    {1e20, "100000000000000000000"},
    {123456789012345680000.0, "123456789012345680000"},
    {1e21, "1e+21"},
    {-1.25e30, "-1.25e+30"},
    {DBL_MAX, "1.7976931348623157e+308"},
    {DBL_MIN, "2.2250738585072014e-308"},
    {4.9406564584124654e-324, "5e-324"},
    {5.684341886080802e-14, "5.684341886080802e-14"}, /* 2^-44, whose neighbours are unequally far */
    {9.5367431640625e-07, "9.5367431640625e-7"},
    {INFINITY, "null"},
    {-INFINITY, "null"},
    {NAN, "null"},
};

Test(write, gives_numbers_the_fewest_digits_that_read_back)
{
    static const char *const locales[] = {"C", "de_DE.UTF-8", "fr_FR.UTF-8", "ps_AF.UTF-8", "fa_IR.UTF-8"};
    for (size_t l = 0; l < sizeof locales / sizeof locales[0]; l++) {
        if (setlocale(LC_ALL, locales[l]) == NULL) {
            continue; /* not installed */
        }
        for (size_t i = 0; i < sizeof numbers / sizeof numbers[0]; i++) {
            struct json_writer writer = begin();
            json_write_number(&writer, numbers[i].value);
            expect_written(&writer, numbers[i].written);
        }
    }
    setlocale(LC_ALL, "C");
}

Test(write, gives_random_numbers_that_read_back)
{
    uint64_t state = 7;
    for (int i = 0; i < 5000; i++) {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        uint64_t bits = state;
        double value, back;
        memcpy(&value, &bits, sizeof value);
        if (!isfinite(value)) {
            continue;
        }
        struct json_writer writer = begin();
        json_write_number(&writer, value);
        cr_assert_eq(json_write_end(&writer), HOMEVISIT_OK);
        back = strtod(buffer.data, NULL);
        cr_assert(memcmp(&back, &value, sizeof value) == 0, "%a is written %s", value, buffer.data);
        size_t digits = 0;
        for (const char *at = buffer.data; *at != '\0' && *at != 'e'; at++) {
            digits += *at >= '0' && *at <= '9';
        }
        if (digits > 1 && fabs(value) >= 1e21) { /* one digit fewer would not do */
            char shorter[64];
            snprintf(shorter, sizeof shorter, "%.*e", (int)digits - 2, value);
            back = strtod(shorter, NULL);
            cr_assert(memcmp(&back, &value, sizeof value) != 0, "%s would do for %s", shorter, buffer.data);
        }
        homevisit_buffer_free(&buffer);
    }
}

/* -------------------------------------------------------------------------------------------------------------- buffers */

Test(buffer, grows_as_needed_and_always_ends_with_a_nul)
{
    struct trial_memory trial = {0};
    homevisit_allocator allocator = trial_allocator(&trial);
    homevisit_buffer own;
    buffer_init(&own, &allocator);
    cr_expect(buffer_append(&own, NULL, 0));
    cr_expect_str_eq(own.data, "");
    for (size_t i = 0; i < 3000; i++) {
        cr_assert(buffer_append_text(&own, "ab"));
        cr_assert_eq(own.data[own.length], '\0');
    }
    cr_expect_eq(own.length, 6000);
    cr_expect_lt(trial.asked, 20, "it doubles");
    cr_expect_eq(trial.held, 1);
    homevisit_buffer_free(&own);
    cr_expect_eq(trial.held, 0);
    cr_expect_null(own.data);
    cr_expect_eq(own.capacity, 0);
    homevisit_buffer_free(&own);
    homevisit_buffer_free(NULL);
}

Test(buffer, refuses_what_no_memory_holds)
{
    homevisit_buffer own;
    buffer_init(&own, NULL);
    cr_expect(buffer_append_text(&own, "abc"));
    cr_expect(!buffer_append(&own, "", SIZE_MAX));
    cr_expect(!buffer_append(&own, "", SIZE_MAX / 2));
    cr_expect_str_eq(own.data, "abc", "what was there stays");
    homevisit_buffer_free(&own);
}

Test(buffer, zeroed_by_a_caller_is_ready_to_use)
{
    homevisit_buffer own = {0};
    homevisit_buffer_free(&own);
    buffer_use(&own, NULL);
    cr_expect(buffer_append_text(&own, "abc"));
    struct trial_memory trial = {0};
    homevisit_allocator allocator = trial_allocator(&trial);
    buffer_use(&own, &allocator);
    cr_expect_null(own.data, "memory of another allocator is given back to it");
    cr_expect(buffer_append_text(&own, "abc"));
    cr_expect_eq(trial.held, 1);
    homevisit_buffer_free(&own);
    cr_expect_eq(trial.held, 0);
}

/* --------------------------------------------------------------------------------------------------------------- memory */

static bool write_with(const homevisit_allocator *allocator)
{
    homevisit_buffer own;
    struct json_writer writer;
    buffer_init(&own, allocator);
    json_write_begin(&writer, &own);
    json_write_array(&writer);
    for (int i = 0; i < 300; i++) {
        json_write_text(&writer, "some text");
        json_write_number(&writer, i / 7.0);
    }
    json_write_array_end(&writer);
    homevisit_code code = json_write_end(&writer);
    cr_expect(code == HOMEVISIT_OK || (code == HOMEVISIT_E_MEMORY && own.data == NULL));
    homevisit_buffer_free(&own);
    return code == HOMEVISIT_OK;
}

Test(memory, may_run_out_at_any_time)
{
    trial_run(write_with, false);
}
