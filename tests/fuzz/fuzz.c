/* What every fuzz target uses: see fuzz.h. */
#include "fuzz.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void fuzz_fail(const char *file, int line, const char *format, ...)
{
    va_list arguments;
    fprintf(stderr, "%s:%d: ", file, line);
    va_start(arguments, format);
    vfprintf(stderr, format, arguments);
    va_end(arguments);
    fputc('\n', stderr);
    fflush(stderr);
    abort();
}

/* ---- bytes that steer ------------------------------------------------------------------------------------------- */

static unsigned next_byte(struct steer *steer)
{
    if (steer->left == 0)
        return 0;
    steer->left--;
    return *steer->bytes++;
}

unsigned steer_below(struct steer *steer, unsigned count)
{
    const unsigned first = next_byte(steer);
    return (count > 256 ? first << 8 | next_byte(steer) : first) % count;
}

bool steer_chance(struct steer *steer, unsigned in_256)
{
    return steer->left > 0 && 255 - next_byte(steer) < in_256;
}

struct steer steer_half(struct steer *steer)
{
    const struct steer half = {steer->bytes, steer->left / 2};
    steer->bytes += half.left;
    steer->left -= half.left;
    return half;
}

const char *steer_text(struct steer *steer, const char *const *texts)
{
    unsigned count = 0;
    while (texts[count] != NULL)
        count++;
    return texts[steer_below(steer, count)];
}

/* ---- text ------------------------------------------------------------------------------------------------------- */

static char *reserve(struct text *text, size_t more)
{
    if (text->length + more + 1 > text->capacity) {
        text->capacity = (text->length + more + 1) * 2;
        text->data = realloc(text->data, text->capacity);
        REQUIRE(text->data != NULL, "the test itself ran out of memory");
    }
    return text->data + text->length;
}

void text_add_bytes(struct text *text, const char *bytes, size_t length)
{
    char *place = reserve(text, length);
    if (length > 0)
        memcpy(place, bytes, length);
    text->length += length;
    text->data[text->length] = '\0';
}

void text_add(struct text *text, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    const int length = vsnprintf(NULL, 0, format, arguments);
    va_end(arguments);
    char *place = reserve(text, (size_t)length);
    va_start(arguments, format);
    vsnprintf(place, (size_t)length + 1, format, arguments);
    va_end(arguments);
    text->length += (size_t)length;
}

void text_add_quoted(struct text *text, const char *bytes, size_t length)
{
    text_add(text, "\"");
    for (size_t i = 0; i < length; i++) {
        const unsigned char byte = (unsigned char)bytes[i];
        if (byte < 0x20)
            text_add(text, "\\u%04x", byte);
        else
            text_add(text, byte == '"' || byte == '\\' ? "\\%c" : "%c", byte);
    }
    text_add(text, "\"");
}

void text_clear(struct text *text)
{
    text->length = 0;
    *reserve(text, 0) = '\0';
}

void text_free(struct text *text)
{
    free(text->data);
    *text = (struct text){0};
}

homevisit_text text_view(const struct text *text)
{
    return (homevisit_text){text->data, text->length};
}

/* ---- profiles and reports --------------------------------------------------------------------------------------- */

const homevisit_policy *bundled_policy(unsigned number)
{
    enum { MOST = 64 };
    static homevisit_policy *loaded[MOST];
    unsigned count = 0;
    while (homevisit_bundled_id(count) != NULL)
        count++;
    REQUIRE(count > 0 && count <= MOST, "%u bundled profiles", count);
    homevisit_policy **place = &loaded[number % count];
    if (*place == NULL)
        REQUIRE(homevisit_policy_bundled(homevisit_bundled_id(number % count), NULL, place, NULL) == HOMEVISIT_OK,
                "a bundled profile does not load");
    return *place;
}

homevisit_buffer report_bytes(const homevisit_report *report)
{
    homevisit_buffer out = {0};
    REQUIRE(homevisit_report_json(report, &out) == HOMEVISIT_OK, "a report cannot be written");
    return out;
}

cJSON *report_tree(const homevisit_report *report)
{
    homevisit_buffer out = report_bytes(report);
    cJSON *tree = cJSON_ParseWithLength(out.data, out.length);
    REQUIRE(tree != NULL, "a report is no JSON: %s", out.data);
    homevisit_buffer_free(&out);
    return tree;
}

static int by_code_and_pointer(const void *one, const void *other)
{
    const homevisit_problem *a = *(const homevisit_problem *const *)one;
    const homevisit_problem *b = *(const homevisit_problem *const *)other;
    const int codes = strcmp(a->code, b->code);
    return codes != 0 ? codes : strcmp(a->pointer, b->pointer);
}

void problems_text(const homevisit_problems *problems, struct text *out)
{
    const size_t count = homevisit_problems_count(problems);
    const homevisit_problem **sorted = calloc(count + 1, sizeof *sorted);
    REQUIRE(sorted != NULL, "the test itself ran out of memory");
    text_clear(out);
    for (size_t i = 0; i < count; i++)
        sorted[i] = homevisit_problems_get(problems, i);
    qsort(sorted, count, sizeof *sorted, by_code_and_pointer);
    for (size_t i = 0; i < count; i++)
        text_add(out, "%s %s %s\n", homevisit_kind_text(sorted[i]->kind), sorted[i]->code, sorted[i]->pointer);
    free(sorted);
}

static void require_sound_words(const char *words, const char *what)
{
    for (const char *at = words; *at != '\0'; at++)
        REQUIRE((unsigned char)*at >= 0x20, "a control character in a problem's %s: %s", what, words);
}

void problems_require(homevisit_code code, const homevisit_problems *problems, size_t length)
{
    size_t errors = 0;
    for (size_t i = 0; i < homevisit_problems_count(problems); i++) {
        const homevisit_problem *problem = homevisit_problems_get(problems, i);
        errors += problem->severity == HOMEVISIT_SEVERITY_ERROR;
        REQUIRE(*problem->code != '\0' && *problem->message != '\0', "a problem without words");
        REQUIRE(*problem->pointer == '\0' || *problem->pointer == '/', "no pointer: %s", problem->pointer);
        require_sound_words(problem->message, "message");
        REQUIRE(problem->offset <= length || strcmp(problem->document, "") != 0, "%s lies beyond the text",
                problem->code);
        REQUIRE(length == 0 || problem->line == 0 || problem->column > 0, "%s has a line and no column", problem->code);
    }
    REQUIRE((code != HOMEVISIT_OK) == (errors > 0), "code %d with %zu errors", (int)code, errors);
}
