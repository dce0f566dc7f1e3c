/* The alphabet of the sequences, from the library's own vocabulary. */
#include "letters.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int wrongs;

/* In which ways the events that move a visit are said: the event, and who (0: not said). The rest of the events move
 * nothing, whatever they say. */
static const struct {
    homevisit_word event;
    bool names_staff;
    unsigned staff;
} ways[] = {
    {HOMEVISIT_WORD_planned, false, NOBODY},
    {HOMEVISIT_WORD_planned, true, PERSON_A},
    {HOMEVISIT_WORD_planned, true, PERSON_A | PERSON_B},
    {HOMEVISIT_WORD_replanned, true, PERSON_B},
    {HOMEVISIT_WORD_authorised, false, NOBODY},
    {HOMEVISIT_WORD_departed, false, NOBODY},
    {HOMEVISIT_WORD_arrived, false, NOBODY},
    {HOMEVISIT_WORD_arrived, true, PERSON_A},
    {HOMEVISIT_WORD_arrived, true, PERSON_C},
    {HOMEVISIT_WORD_entered, false, NOBODY},
    {HOMEVISIT_WORD_moved, false, NOBODY},
    {HOMEVISIT_WORD_left, false, NOBODY},
    {HOMEVISIT_WORD_left, true, PERSON_A},
    {HOMEVISIT_WORD_left, true, PERSON_B | PERSON_C},
    {HOMEVISIT_WORD_returned, false, NOBODY},
    {HOMEVISIT_WORD_cancelled, false, NOBODY},
    {HOMEVISIT_WORD_closed, false, NOBODY},
};
enum { WAYS = sizeof ways / sizeof *ways };

static void add(char *text, const char *format, const char *key, const char *value)
{
    const size_t length = strlen(text);
    const int written = snprintf(text + length, LETTER_SIZE - length, format, key, value);
    if (written < 0 || (size_t)written >= LETTER_SIZE - length) {
        fputs("a letter is too long\n", stderr);
        exit(2);
    }
}

/* The first word of the first vocabulary in which the attribute's words stand. */
static const char *first_word(uint32_t vocabularies)
{
    for (size_t i = 0; i < 32; i++)
        if (vocabularies >> i & 1)
            return homevisit_vocabulary_name(homevisit_vocabulary_name("vocabularies", i), 0);
    return "";
}

static void add_required(char *text, const homevisit_attribute_info *info)
{
    const char *key = homevisit_attribute_text(info->name);
    switch (info->type) {
    case HOMEVISIT_TYPE_BOOLEAN: add(text, ",\"%s\":%s", key, "true"); return;
    case HOMEVISIT_TYPE_TIME: add(text, ",\"%s\":\"%s\"", key, "2026-03-02T10:30:00Z"); return;
    case HOMEVISIT_TYPE_NAME: add(text, ",\"%s\":\"%s\"", key, first_word(info->vocabularies)); return;
    case HOMEVISIT_TYPE_NAMES: add(text, ",\"%s\":[\"%s\"]", key, first_word(info->vocabularies)); return;
    case HOMEVISIT_TYPE_FACTS: add(text, ",\"%s\":{\"%s\":true}", key, homevisit_vocabulary_name("item", 0)); return;
    default: fprintf(stderr, "no letter is made for a required %s\n", key); exit(2);
    }
}

static void add_staff(char *text, homevisit_word event, unsigned staff)
{
    const bool plan = event == HOMEVISIT_WORD_planned || event == HOMEVISIT_WORD_replanned;
    const char *comma = "";
    add(text, ",\"%s\":%s", "staff", "[");
    for (unsigned i = 0; i < 3; i++) {
        static const char *const ids[] = {"a", "b", "c"};
        if (!(staff >> i & 1))
            continue;
        add(text, plan ? "%s{\"id\":\"%s\",\"role\":\"teacher\"}" : "%s\"%s\"", comma, ids[i]);
        comma = ",";
    }
    add(text, "%s%s", "", "]");
}

static struct letter letter_of(homevisit_word event, bool names_staff, unsigned staff)
{
    struct letter letter = {.event = event, .names_staff = names_staff, .staff = staff};
    const homevisit_attribute_info *info;
    for (size_t i = 0; (info = homevisit_event_attribute(event, i)) != NULL; i++)
        if (info->required)
            add_required(letter.attributes, info);
    if (names_staff)
        add_staff(letter.attributes, event, staff);
    return letter;
}

struct letters letters_make(void)
{
    struct letters letters = {.count = 0};
    bool seen[HOMEVISIT_EVENT_LAST + 1] = {false};
    for (int i = 0; i < WAYS; i++) {
        letters.items[letters.count++] = letter_of(ways[i].event, ways[i].names_staff, ways[i].staff);
        seen[ways[i].event] = true;
    }
    letters.moving = letters.count;
    for (unsigned event = 1; event <= HOMEVISIT_EVENT_LAST; event++)
        if (!seen[event])
            letters.items[letters.count++] = letter_of((homevisit_word)event, false, NOBODY);
    return letters;
}

int64_t letter_time(int at)
{
    return INT64_C(1772438400) + 600 * (int64_t)at; /* 2026-03-02T08:00:00Z */
}

int letter_write(const struct letter *letter, int at, char *text, size_t size)
{
    char time[21];
    homevisit_time_write(letter_time(at), time);
    return snprintf(text, size, "{\"at\":\"%s\",\"event\":\"%s\"%s}", time, homevisit_word_text(letter->event),
                    letter->attributes);
}

int record_write(const struct letters *letters, const int *sequence, int length, char *text, size_t size)
{
    int used = snprintf(text, size, "{\"format\":\"homevisit-visit/1\",\"id\":\"V\",\"events\":[");
    for (int i = 0; i < length; i++) {
        used += snprintf(text + used, size - (size_t)used, "%s", i ? "," : "");
        used += letter_write(&letters->items[sequence[i]], i, text + used, size - (size_t)used);
    }
    return used + snprintf(text + used, size - (size_t)used, "]}");
}

void wrong(const struct letters *letters, const int *sequence, int length, const char *what)
{
    if (wrongs++ >= 20)
        return;
    fprintf(stderr, "%s after", what);
    for (int i = 0; i < length; i++)
        fprintf(stderr, " %s%s", homevisit_word_text(letters->items[sequence[i]].event),
                letters->items[sequence[i]].attributes);
    fputc('\n', stderr);
}
