/* Texts put together from phrases: joined, listed, counted. All are in the arena of whoever writes. */
#include "english.h"

#include "json_write.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

static char *take(struct english *english, size_t length)
{
    char *text = english->failed ? NULL : arena_allocate(english->arena, length + 1);
    if (text == NULL)
        english->failed = true;
    return text;
}

/* ----------------------------------------------------------------------------------------------------------- texts */

const char *english_join(struct english *english, ...)
{
    va_list texts;
    size_t length = 0;
    va_start(texts, english);
    for (const char *text = va_arg(texts, const char *); text != NULL; text = va_arg(texts, const char *))
        length += strlen(text);
    va_end(texts);
    char *joined = take(english, length);
    if (joined == NULL)
        return "";
    char *end = joined;
    va_start(texts, english);
    for (const char *text = va_arg(texts, const char *); text != NULL; text = va_arg(texts, const char *)) {
        length = strlen(text);
        memcpy(end, text, length);
        end += length;
    }
    va_end(texts);
    *end = '\0';
    return joined;
}

static const char *copy(struct english *english, const char *text, size_t length)
{
    char *copied = take(english, length);
    if (copied == NULL)
        return "";
    memcpy(copied, text, length);
    copied[length] = '\0';
    return copied;
}

const char *english_fill(struct english *english, const char *pattern, const char *value)
{
    const char *slot = strstr(pattern, "{}");
    if (slot == NULL)
        return pattern;
    return english_join(english, copy(english, pattern, (size_t)(slot - pattern)), value, slot + 2, (char *)NULL);
}

const char *english_capital(struct english *english, const char *text)
{
    if (*text < 'a' || *text > 'z')
        return text;
    char *capital = (char *)copy(english, text, strlen(text));
    if (*capital != '\0')
        *capital = (char)(*capital - 'a' + 'A');
    return capital;
}

bool english_speaks_of_staff(const char *text)
{
    return strncmp(text, "staff ", 6) == 0;
}

const char *english_they(struct english *english, const char *text)
{
    return english_speaks_of_staff(text) ? english_join(english, "they ", text + 6, (char *)NULL) : text;
}

/* With one character in the place of another, and spaces in the place of control characters. */
static const char *with_replaced(struct english *english, const char *text, char from, char to)
{
    char *changed = take(english, strlen(text));
    if (changed == NULL)
        return "";
    char *end = changed;
    for (; *text != '\0'; text++) {
        char character = *text;
        if (character == from)
            character = to;
        else if ((unsigned char)character < ' ' || character == 0x7f)
            character = ' ';
        *end++ = character;
    }
    *end = '\0';
    return changed;
}

const char *english_foreign(struct english *english, const char *text)
{
    return text != NULL ? with_replaced(english, text, ' ', ' ') : NULL;
}

const char *english_code(struct english *english, const char *name)
{
    return english_join(english, ENGLISH_CODE, english_foreign(english, name), ENGLISH_CODE_END, (char *)NULL);
}

const char *english_setting(struct english *english, const struct setting *setting)
{
    return english_join(english, " (", english_code(english, setting->name), setting->assumed ? ", assumed)" : ")",
                        (char *)NULL);
}

const char *english_humanised(struct english *english, const char *name)
{
    return with_replaced(english, name, '_', ' ');
}

/* ----------------------------------------------------------------------------------------------------------- lists */

void english_texts_add(struct english *english, struct english_texts *texts, const char *text)
{
    if (texts->count == texts->capacity) {
        const size_t capacity = texts->capacity != 0 ? texts->capacity * 2 : 4;
        const char **items = english->failed ? NULL : arena_array(english->arena, capacity, sizeof *items);
        if (items == NULL) {
            english->failed = true;
            return;
        }
        if (texts->count != 0)
            memcpy(items, texts->items, texts->count * sizeof *items);
        texts->items = items;
        texts->capacity = capacity;
    }
    texts->items[texts->count++] = text;
}

void english_texts_add_once(struct english *english, struct english_texts *texts, const char *text)
{
    for (size_t i = 0; i < texts->count; i++)
        if (strcmp(texts->items[i], text) == 0)
            return;
    english_texts_add(english, texts, text);
}

const char *english_string(struct english *english, const struct english_texts *texts)
{
    size_t length = 0;
    for (size_t i = 0; i < texts->count; i++)
        length += strlen(texts->items[i]);
    char *string = take(english, length);
    if (string == NULL)
        return "";
    char *end = string;
    for (size_t i = 0; i < texts->count; i++) {
        length = strlen(texts->items[i]);
        memcpy(end, texts->items[i], length);
        end += length;
    }
    *end = '\0';
    return string;
}

const char *english_list(struct english *english, const char *const *texts, size_t count, const char *joint)
{
    size_t length = 0;
    for (size_t i = 0; i < count; i++)
        length += strlen(texts[i]) + strlen(joint) + 2;
    char *list = take(english, length);
    if (list == NULL)
        return "";
    char *end = list;
    for (size_t i = 0; i < count; i++) {
        const bool last = i + 1 == count;
        const char *parts[] = {i == 0 ? ""
                               : last ? " "
                                      : ", ",
                               i != 0 && last ? joint : "", i != 0 && last ? " " : "", texts[i]};
        for (size_t j = 0; j < sizeof parts / sizeof *parts; j++) {
            const size_t size = strlen(parts[j]);
            memcpy(end, parts[j], size);
            end += size;
        }
    }
    *end = '\0';
    return list;
}

/* --------------------------------------------------------------------------------------------------------- numbers */

const char *english_number(struct english *english, double number)
{
    homevisit_buffer buffer;
    struct json_writer writer;
    buffer_init(&buffer, &english->arena->allocator);
    json_write_begin(&writer, &buffer);
    json_write_number(&writer, number);
    if (json_write_end(&writer) != HOMEVISIT_OK) {
        english->failed = true;
        return "";
    }
    const char *text = copy(english, buffer.data, buffer.length);
    homevisit_buffer_free(&buffer);
    return text;
}

const char *english_minutes(struct english *english, int64_t minutes)
{
    const bool hours = minutes >= 60 && minutes % 60 == 0;
    const int64_t count = hours ? minutes / 60 : minutes;
    return english_join(english, english_number(english, (double)count), hours ? " hour" : " minute",
                        count == 1 ? "" : "s", (char *)NULL);
}

const char *english_time_of_day(struct english *english, double minute)
{
    char text[16];
    const int whole = minute >= 0 && minute < 1440 ? (int)minute : -1;
    if (whole < 0 || (double)whole < minute)
        return NULL;
    snprintf(text, sizeof text, "%02d:%02d", whole / 60, whole % 60);
    return copy(english, text, strlen(text));
}

const char *english_weekday(struct english *english, double day)
{
    static const char *const days[] = {"a Monday", "a Tuesday",  "a Wednesday", "a Thursday",
                                       "a Friday", "a Saturday", "a Sunday"};
    (void)english;
    for (int i = 0; i < 7; i++)
        if (day >= i + 1 && day <= i + 1)
            return days[i];
    return NULL;
}

const char *english_date(struct english *english, const char *date)
{
    static const char *const months[] = {"January", "February", "March",     "April",   "May",      "June",
                                         "July",    "August",   "September", "October", "November", "December"};
    const int month = strlen(date) == 10 ? (date[5] - '0') * 10 + (date[6] - '0') : 0;
    if (month < 1 || month > 12)
        return english_foreign(english, date);
    return english_join(english, date[8] == '0' ? date + 9 : date + 8, " ", months[month - 1], " ",
                        copy(english, date, 4), (char *)NULL);
}

/* ---------------------------------------------------------------------------------------------------------- events */

static const char *clause(struct english *english, const struct event_english *event, const char *verb)
{
    return english_join(english, event->subject, " ", verb, *event->object != '\0' ? " " : "", event->object,
                        (char *)NULL);
}

const char *event_present(struct english *english, homevisit_word event)
{
    return clause(english, event_english(event), event_english(event)->present);
}

const char *event_past(struct english *english, homevisit_word event)
{
    return clause(english, event_english(event), event_english(event)->past);
}

const char *event_happened(struct english *english, homevisit_word event, bool wanted)
{
    const struct event_english *row = event_english(event);
    const char *verb =
        english_join(english, row->many ? "have " : "has ", wanted ? "" : "not ", row->participle, (char *)NULL);
    return clause(english, row, verb);
}
