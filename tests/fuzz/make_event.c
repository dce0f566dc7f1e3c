/* Events made from bytes: see make_event.h. */
#include "make_event.h"

#include <stdio.h>
#include <string.h>

/* ---- time ------------------------------------------------------------------------------------------------------- */

static bool is_leap(int64_t year)
{
    return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
}

#define LAST_WRITABLE INT64_C(253402210800) /* 9999-12-30T23:00:00Z */

/* Counted on from 1970 year by year and month by month: slow and plain. */
void time_json(int64_t at, int offset_minutes, char out[40])
{
    static const int lengths[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    if (at > LAST_WRITABLE) /* local time would be in the year 10000 */
        offset_minutes = 0;
    int64_t local = at + offset_minutes * INT64_C(60), year = 1970;
    int64_t days = local / 86400, seconds = local % 86400;
    int month = 0;
    if (seconds < 0) {
        seconds += 86400;
        days--;
    }
    for (; days < 0; year--)
        days += is_leap(year - 1) ? 366 : 365;
    for (; days >= (is_leap(year) ? 366 : 365); year++)
        days -= is_leap(year) ? 366 : 365;
    while (days >= lengths[month] + (month == 1 && is_leap(year))) {
        days -= lengths[month] + (month == 1 && is_leap(year));
        month++;
    }
    const int length = snprintf(out, 40, "%04d-%02d-%02dT%02d:%02d:%02d", (int)year, month + 1, (int)days + 1,
                                (int)(seconds / 3600), (int)(seconds / 60 % 60), (int)(seconds % 60));
    const int east = offset_minutes < 0 ? -offset_minutes : offset_minutes;
    if (offset_minutes == 0)
        snprintf(out + length, 40 - (size_t)length, "Z");
    else
        snprintf(out + length, 40 - (size_t)length, "%c%02d:%02d", offset_minutes < 0 ? '-' : '+', east / 60,
                 east % 60);
}

void event_maker_start(struct event_maker *maker, struct steer *steer)
{
    static const int64_t starts[] = {
        1772440200,  /* 2026-03-02T08:30:00Z */
        1774738200,  /* 2026-03-28T22:50:00Z: the night in which summer time begins */
        1774744800,  /* 2026-03-29T00:40:00Z */
        1792887600,  /* 2026-10-25T00:20:00Z: it ends */
        1798759800,  /* 2026-12-31T23:30:00Z */
        1709160900,  /* 2024-02-28T22:55:00Z: before a leap day */
        946684500,   /* 1999-12-31T23:55:00Z */
        4102444000,  /* 2099-12-31T23:46:40Z */
        -3600,       /* 1969-12-31T23:00:00Z */
        253402214400 /* 9999-12-31T00:00:00Z */
    };
    maker->steer = steer;
    maker->now = starts[steer_below(steer, sizeof starts / sizeof starts[0])];
}

static int64_t near(struct event_maker *maker)
{
    static const int minutes[] = {0, 5, 10, 30, 60, 120, -1, -30, -60, 240, 20, 1};
    return maker->now + minutes[steer_below(maker->steer, 12)] * 60;
}

static void move_on(struct event_maker *maker)
{
    static const int seconds[] = {0, 60, 300, 600, 601, 1200, 1201, 1800, 3600, 7200, 1, 59, 86400, -60, -3600, 599};
    maker->now += seconds[steer_below(maker->steer, 16)];
}

/* ---- values ----------------------------------------------------------------------------------------------------- */

static homevisit_text as_text(const char *text)
{
    return (homevisit_text){text, strlen(text)};
}

static homevisit_word any_word(struct event_maker *maker, uint32_t vocabularies)
{
    homevisit_word found = HOMEVISIT_WORD_none;
    const unsigned wanted = steer_below(maker->steer, 65536);
    const bool ill = steer_chance(maker->steer, maker->ill);
    unsigned count = 0;
    if (ill) { /* any word; a number that is none is the caller's mistake, which JSON cannot make */
        found = (homevisit_word)(wanted % HOMEVISIT_WORD_COUNT);
        return *homevisit_word_text(found) != '\0' ? found : HOMEVISIT_WORD_planned;
    }
    /* The vocabularies' names in the order of the bits. */
    for (int counting = 1; counting >= 0; counting--) {
        unsigned at = 0;
        for (unsigned bit = 0; bit < 32; bit++) {
            const char *name = homevisit_vocabulary_name("vocabularies", bit), *text;
            for (size_t i = 0; (vocabularies >> bit & 1) && (text = homevisit_vocabulary_name(name, i)) != NULL; i++)
                if (at++ == (count > 0 ? wanted % count : 0))
                    found = homevisit_word_find(text, strlen(text));
        }
        count = at;
    }
    return found;
}

static void make_staff(struct event_maker *maker, struct made_event *out, homevisit_attribute *attribute)
{
    static const char *const ids[] = {"s1", "s2", "s3", "d \xC3\xA9", NULL};
    static const homevisit_word roles[] = {HOMEVISIT_WORD_headteacher, HOMEVISIT_WORD_dsl, HOMEVISIT_WORD_teacher,
                                           HOMEVISIT_WORD_attendance_officer};
    const unsigned count = steer_below(maker->steer, MADE_MEMBERS), first = steer_below(maker->steer, 4);
    for (unsigned i = 0; i < count; i++) {
        const unsigned step = steer_chance(maker->steer, maker->ill) ? 0 : i;
        out->staff[i] = (homevisit_staff){.id = as_text(ids[(first + step) % 4]),
                                          .role = roles[steer_below(maker->steer, 4)],
                                          .trained_said = steer_below(maker->steer, 3) > 0,
                                          .trained = steer_below(maker->steer, 2) == 1};
    }
    attribute->value.staff.items = out->staff;
    attribute->value.staff.count = count;
}

static void make_ids(struct event_maker *maker, struct made_event *out, homevisit_attribute *attribute)
{
    static const char *const ids[] = {"s1", "s2", "s3", "nobody", NULL};
    const unsigned count = steer_below(maker->steer, MADE_MEMBERS);
    for (unsigned i = 0; i < count; i++)
        out->ids[i] = as_text(steer_text(maker->steer, ids));
    attribute->value.ids.items = out->ids;
    attribute->value.ids.count = count;
}

static void make_names(struct event_maker *maker, uint32_t vocabularies, struct made_event *out,
                       homevisit_attribute *attribute)
{
    const unsigned count = steer_below(maker->steer, MADE_MEMBERS);
    for (unsigned i = 0; i < count; i++)
        out->words[i] = any_word(maker, vocabularies);
    attribute->value.names.items = out->words;
    attribute->value.names.count = count;
}

static const char *const free_texts[] = {"to bring the work", "x", "\xE2\x80\x9Cquoted\xE2\x80\x9D \"and\" \\",
                                         "line\nand\ttab",    "",  NULL};

static void make_declared(struct event_maker *maker, struct made_event *out, homevisit_attribute *attribute)
{
    static const char *const names[] = {"phone_carried", "phone_charged", "x.flag",     "x.count",
                                        "x.word",        "x.nobody",      "id_carried", NULL};
    const unsigned count = 1 + steer_below(maker->steer, MADE_MEMBERS), first = steer_below(maker->steer, 7);
    static const homevisit_type types[] = {HOMEVISIT_TYPE_BOOLEAN, HOMEVISIT_TYPE_INTEGER, HOMEVISIT_TYPE_TEXT};
    for (unsigned i = 0; i < count; i++) {
        const char *name = names[(first + i) % 7];
        homevisit_declared *said = &out->declared[i];
        *said = (homevisit_declared){.name = as_text(name), .type = HOMEVISIT_TYPE_BOOLEAN};
        if (strcmp(name, "x.count") == 0)
            said->type = HOMEVISIT_TYPE_INTEGER;
        else if (strcmp(name, "x.word") == 0)
            said->type = HOMEVISIT_TYPE_TEXT;
        if (steer_chance(maker->steer, maker->ill))
            said->type = types[steer_below(maker->steer, 3)];
        said->boolean = steer_below(maker->steer, 2) == 1;
        said->integer = (int64_t)steer_below(maker->steer, 8) - 2;
        said->text = as_text(steer_text(maker->steer, free_texts));
    }
    attribute->value.facts.items = out->declared;
    attribute->value.facts.count = count;
}

static void make_value(struct event_maker *maker, const homevisit_attribute_info *info, struct made_event *out,
                       homevisit_attribute *attribute)
{
    *attribute = (homevisit_attribute){.name = info->name, .type = info->type};
    switch (info->type) {
    case HOMEVISIT_TYPE_BOOLEAN: attribute->value.boolean = steer_below(maker->steer, 2) == 1; break;
    case HOMEVISIT_TYPE_INTEGER: attribute->value.integer = (int64_t)steer_below(maker->steer, 24) - 1; break;
    case HOMEVISIT_TYPE_TIME: attribute->value.integer = near(maker); break;
    case HOMEVISIT_TYPE_NAME: attribute->value.word = any_word(maker, info->vocabularies); break;
    case HOMEVISIT_TYPE_TEXT: attribute->value.text = as_text(steer_text(maker->steer, free_texts)); break;
    case HOMEVISIT_TYPE_NAMES: make_names(maker, info->vocabularies, out, attribute); break;
    case HOMEVISIT_TYPE_IDS: make_ids(maker, out, attribute); break;
    case HOMEVISIT_TYPE_STAFF: make_staff(maker, out, attribute); break;
    default: make_declared(maker, out, attribute); break;
    }
}

/* ---- events ----------------------------------------------------------------------------------------------------- */

static homevisit_word choose_event(struct event_maker *maker)
{
    static const homevisit_word onwards[] = {
        HOMEVISIT_WORD_planned, HOMEVISIT_WORD_authorised, HOMEVISIT_WORD_departed,
        HOMEVISIT_WORD_arrived, HOMEVISIT_WORD_entered,    HOMEVISIT_WORD_moved,
        HOMEVISIT_WORD_left,    HOMEVISIT_WORD_returned,   HOMEVISIT_WORD_checked_in};
    if (steer_below(maker->steer, 2) == 0)
        return onwards[steer_below(maker->steer, sizeof onwards / sizeof onwards[0])];
    return (homevisit_word)(1 + steer_below(maker->steer, HOMEVISIT_EVENT_LAST));
}

static bool has_attribute(homevisit_word event, homevisit_attribute_name name)
{
    const homevisit_attribute_info *info;
    for (size_t i = 0; (info = homevisit_event_attribute(event, i)) != NULL; i++)
        if (info->name == name)
            return true;
    return false;
}

/* An attribute that the event does not have. */
static void add_stray(struct event_maker *maker, struct made_event *out)
{
    const homevisit_word other = (homevisit_word)(1 + steer_below(maker->steer, HOMEVISIT_EVENT_LAST));
    const homevisit_attribute_info *info = homevisit_event_attribute(other, 0);
    if (info != NULL && !has_attribute(out->event.event, info->name))
        make_value(maker, info, out, &out->attributes[out->event.attribute_count++]);
}

void make_event(struct event_maker *maker, homevisit_word word, struct made_event *out)
{
    static const int offsets[] = {0, 0, 0, 60, -330, 825, 840, -720};
    memset(out, 0, sizeof *out);
    if (word == HOMEVISIT_WORD_none)
        word = choose_event(maker);
    move_on(maker);
    out->event = (homevisit_event){.struct_size = sizeof out->event, .at = maker->now, .event = word};
    out->event.attributes = out->attributes;
    out->offset = offsets[steer_below(maker->steer, 8)];
    if (steer_chance(maker->steer, maker->named)) {
        snprintf(out->id, sizeof out->id, "e%u", steer_below(maker->steer, 6));
        out->event.id = as_text(out->id);
    }
    const homevisit_attribute_info *info;
    for (size_t i = 0; (info = homevisit_event_attribute(word, i)) != NULL; i++) {
        const bool needed = info->required && !steer_chance(maker->steer, maker->ill);
        if (needed || steer_chance(maker->steer, 130))
            make_value(maker, info, out, &out->attributes[out->event.attribute_count++]);
    }
    if (steer_chance(maker->steer, maker->ill))
        add_stray(maker, out);
}

/* ---- the same as JSON ------------------------------------------------------------------------------------------- */

static void add_text(struct text *out, homevisit_text text)
{
    text_add_quoted(out, text.data, text.length);
}

static void add_time(const struct made_event *made, int64_t at, struct text *out)
{
    char time[40];
    time_json(at, made->offset, time);
    text_add(out, "\"%s\"", time);
}

static void add_staff(const homevisit_staff *member, struct text *out)
{
    text_add(out, "{\"id\":");
    add_text(out, member->id);
    text_add(out, ",\"role\":\"%s\"", homevisit_word_text(member->role));
    if (member->trained_said)
        text_add(out, ",\"trained\":%s", member->trained ? "true" : "false");
    text_add(out, "}");
}

static void add_declared(const homevisit_declared *said, struct text *out)
{
    add_text(out, said->name);
    text_add(out, ":");
    if (said->type == HOMEVISIT_TYPE_BOOLEAN)
        text_add(out, said->boolean ? "true" : "false");
    else if (said->type == HOMEVISIT_TYPE_INTEGER)
        text_add(out, "%lld", (long long)said->integer);
    else
        add_text(out, said->text);
}

static void add_list(const homevisit_attribute *attribute, struct text *out)
{
    const size_t count = attribute->type == HOMEVISIT_TYPE_NAMES ? attribute->value.names.count
                         : attribute->type == HOMEVISIT_TYPE_IDS ? attribute->value.ids.count
                                                                 : attribute->value.staff.count;
    text_add(out, "[");
    for (size_t i = 0; i < count; i++) {
        text_add(out, i > 0 ? "," : "");
        if (attribute->type == HOMEVISIT_TYPE_NAMES)
            add_text(out, as_text(homevisit_word_text(attribute->value.names.items[i])));
        else if (attribute->type == HOMEVISIT_TYPE_IDS)
            add_text(out, attribute->value.ids.items[i]);
        else
            add_staff(&attribute->value.staff.items[i], out);
    }
    text_add(out, "]");
}

static void add_value(const struct made_event *made, const homevisit_attribute *attribute, struct text *out)
{
    switch (attribute->type) {
    case HOMEVISIT_TYPE_BOOLEAN: text_add(out, attribute->value.boolean ? "true" : "false"); break;
    case HOMEVISIT_TYPE_INTEGER: text_add(out, "%lld", (long long)attribute->value.integer); break;
    case HOMEVISIT_TYPE_TIME: add_time(made, attribute->value.integer, out); break;
    case HOMEVISIT_TYPE_NAME: add_text(out, as_text(homevisit_word_text(attribute->value.word))); break;
    case HOMEVISIT_TYPE_TEXT: add_text(out, attribute->value.text); break;
    case HOMEVISIT_TYPE_FACTS:
        text_add(out, "{");
        for (size_t i = 0; i < attribute->value.facts.count; i++) {
            text_add(out, i > 0 ? "," : "");
            add_declared(&attribute->value.facts.items[i], out);
        }
        text_add(out, "}");
        break;
    default: add_list(attribute, out); break;
    }
}

void event_json(const struct made_event *made, struct text *out)
{
    text_add(out, "{\"at\":");
    add_time(made, made->event.at, out);
    text_add(out, ",\"event\":\"%s\"", homevisit_word_text(made->event.event));
    if (made->event.id.length > 0)
        text_add(out, ",\"id\":\"%s\"", made->id);
    for (size_t i = 0; i < made->event.attribute_count; i++) {
        text_add(out, ",\"%s\":", homevisit_attribute_text(made->attributes[i].name));
        add_value(made, &made->attributes[i], out);
    }
    text_add(out, "}");
}
