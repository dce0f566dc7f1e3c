/* lib/visit_read.c, visit_event.c, visit_attributes.c, visit_peek.c: what a record's JSON comes to. */
#include "trial_memory.h"
#include "visit_trials.h"

#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define HEAD "{'format':'homevisit-visit/1','id':'V','events':["
#define AT "'at':'2026-03-02T08:30:00Z'"

/* ---- what is read ------------------------------------------------------------------------------------------------- */

/* A value as it may be written, and as it is kept. */
struct sample {
    const char *given, *kept;
};

static const struct sample booleans[] = {{"true", "true"}, {"false", "false"}, {NULL, NULL}};
static const struct sample integers[] = {
    {"0", "0"},
    {"-3", "-3"},
    {"3.0", "3"},
    {"12e1", "120"},
    {"9007199254740992", "9007199254740992"},
    {"-9007199254740992", "-9007199254740992"},
    {NULL, NULL},
};
static const struct sample times[] = {
    {"\"2026-03-02T10:00:00Z\"", "\"2026-03-02T10:00:00Z\""},
    {"\"2026-07-02T00:30:00+01:00\"", "\"2026-07-01T23:30:00Z\""},
    {NULL, NULL},
};
static const struct sample texts[] = {
    {"\"why\"", "\"why\""},
    {"\"\\u00e9\\t\\ud83d\\ude00\\/\"", "\"\xC3\xA9\\t\xF0\x9F\x98\x80/\""},
    {NULL, NULL},
};
static const struct sample ids[] = {
    {"[]", "[]"},
    {"[\"b\", \"a\"]", "[\"b\",\"a\"]"},
    {"[\"b\",\"a\",\"b\",\"c\",\"a\",\"b\"]", "[\"b\",\"a\",\"c\"]"},
    {"[\"\\u0061\",\"a\"]", "[\"a\"]"},
    {NULL, NULL},
};
static const struct sample staff[] = {
    {"[]", "[]"},
    {"[{\"id\":\"a\",\"role\":\"dsl\"}]", "[{\"id\":\"a\",\"role\":\"dsl\"}]"},
    {"[{\"trained\":false,\"x_name\":[1],\"role\":\"teacher\",\"id\":\"\\u0062\"},"
     "{\"id\":\"a\",\"role\":\"other\",\"trained\":true}]",
     "[{\"id\":\"b\",\"role\":\"teacher\",\"trained\":false},{\"id\":\"a\",\"role\":\"other\",\"trained\":true}]"},
    {"[{\"id\":\"a\",\"role\":\"dsl\",\"trained\":\"\"}]", "[{\"id\":\"a\",\"role\":\"dsl\"}]"},
    {NULL, NULL},
};
static const struct sample facts[] = {
    {"{}", "{}"},
    {"{\"phone_carried\":true,\"x.a\":-1,\"torch_carried\":false}",
     "{\"phone_carried\":true,\"torch_carried\":false,\"x.a\":-1}"},
    {"{\"x.t\":\"\\u0074\",\"x.b\":false,\"x.a\":2.0,\"x.\\u0063\":true}",
     "{\"x.a\":2,\"x.b\":false,\"x.c\":true,\"x.t\":\"t\"}"},
    {"{\"x.a\":\"\",\"phone_carried\":\"\"}", "{}"},
    {NULL, NULL},
};

static const struct sample *samples_of(homevisit_type type)
{
    switch (type) {
    case HOMEVISIT_TYPE_BOOLEAN: return booleans;
    case HOMEVISIT_TYPE_INTEGER: return integers;
    case HOMEVISIT_TYPE_TIME: return times;
    case HOMEVISIT_TYPE_TEXT: return texts;
    case HOMEVISIT_TYPE_IDS: return ids;
    case HOMEVISIT_TYPE_STAFF: return staff;
    case HOMEVISIT_TYPE_FACTS: return facts;
    default: return NULL;
    }
}

/* Appends a member to an object that is being written. */
static void put(homevisit_buffer *out, const char *key, const char *value)
{
    cr_assert(buffer_append_text(out, ",\"") && buffer_append_text(out, key) && buffer_append_text(out, "\":") &&
              buffer_append_text(out, value));
}

/* The value of number `which` that an attribute takes; false past the last. Names come from the vocabulary. */
static bool sample_value(const homevisit_attribute_info *info, size_t which, homevisit_buffer *given,
                         homevisit_buffer *kept)
{
    const char *key = homevisit_attribute_text(info->name);
    const struct sample *samples = samples_of(info->type);
    if (samples != NULL) {
        size_t count = 0;
        while (samples[count].given != NULL)
            count++;
        put(given, key, samples[which % count].given);
        put(kept, key, samples[which % count].kept);
        return which < count;
    }
    homevisit_word words[HOMEVISIT_WORD_COUNT];
    const size_t count = vocabulary_words(info->vocabularies, words, HOMEVISIT_WORD_COUNT);
    const char *word = homevisit_word_text(words[which % count]);
    const char *next = homevisit_word_text(words[(which + 1) % count]);
    char value[200];
    const char *list = info->type == HOMEVISIT_TYPE_NAMES ? "[\"%s\",\"%s\",\"%s\"]" : "\"%s\"";
    snprintf(value, sizeof value, list, word, next, word);
    put(given, key, value);
    snprintf(value, sizeof value, info->type == HOMEVISIT_TYPE_NAMES ? "[\"%s\",\"%s\"]" : "\"%s\"", word, next);
    put(kept, key, value);
    return which < count;
}

/* An event with the samples of number `which` of all its attributes, as given (keys first or last) and as kept. */
static bool sample_event(homevisit_word event, size_t which, homevisit_buffer *given, homevisit_buffer *kept)
{
    const homevisit_attribute_info *info;
    const char *name = homevisit_word_text(event);
    const bool keys_last = which % 2 == 1;
    bool fresh = which < 2;
    char head[100];
    snprintf(head, sizeof head, "\"at\":\"2026-03-02T08:30:00Z\",\"event\":\"%s\"", name);
    cr_assert(
        buffer_append_text(given, "{\"format\":\"homevisit-visit/1\",\"id\":\"V\",\"events\":[{\"x_\":{\"event\":1}"));
    cr_assert(buffer_append_text(kept, "{\"format\":\"homevisit-visit/1\",\"id\":\"V\",\"events\":[{\"x_index\":0,"));
    cr_assert(buffer_append_text(kept, head));
    if (!keys_last)
        cr_assert(buffer_append_text(given, ",") && buffer_append_text(given, head));
    for (size_t i = 0; (info = homevisit_event_attribute(event, i)) != NULL; i++)
        fresh = sample_value(info, which, given, kept) || fresh;
    if (keys_last)
        cr_assert(buffer_append_text(given, ",") && buffer_append_text(given, head));
    cr_assert(buffer_append_text(given, "}]}") && buffer_append_text(kept, "}]}"));
    return fresh;
}

static homevisit_visit *load_sound(homevisit_text text)
{
    homevisit_visit *visit = NULL;
    homevisit_problems *problems = NULL;
    const homevisit_code code = homevisit_visit_load(text.data, text.length, NULL, &visit, &problems);
    expect_told("a sound record", problems, "", (const struct visit_told[MOST_VISIT_TOLD]){{.code = NULL}});
    cr_assert_eq(code, HOMEVISIT_OK);
    cr_assert_null(problems);
    return visit;
}

static void expect_image(const homevisit_visit *visit, homevisit_text image)
{
    homevisit_buffer found;
    buffer_init(&found, NULL);
    write_image(&found, visit);
    cr_expect(found.length == image.length && memcmp(found.data, image.data, found.length) == 0,
              "%s is not what was expected: %.*s", found.data, (int)image.length, image.data);
    homevisit_buffer_free(&found);
}

Test(visit_read, every_event_with_every_attribute_and_every_word)
{
    size_t tried = 0;
    for (unsigned event = 1; event <= EVENT_COUNT; event++) {
        bool fresh = true;
        for (size_t which = 0; fresh; which++) {
            homevisit_buffer given, kept;
            buffer_init(&given, NULL);
            buffer_init(&kept, NULL);
            fresh = sample_event((homevisit_word)event, which, &given, &kept);
            homevisit_visit *visit = load_sound((homevisit_text){given.data, given.length});
            expect_image(visit, (homevisit_text){kept.data, kept.length});
            homevisit_visit_free(visit);
            homevisit_buffer_free(&given);
            homevisit_buffer_free(&kept);
            tried++;
        }
    }
    cr_expect_gt(tried, 3 * EVENT_COUNT);
}

Test(visit_read, an_empty_text_counts_as_missing_whatever_the_type)
{
    for (size_t i = 0; i < event_attribute_count; i++) {
        const homevisit_attribute_info *info = &event_attributes[i];
        char text[300];
        snprintf(text, sizeof text, HEAD "{" AT ",'event':'%s','%s':'','id':''}]}", homevisit_word_text(info->event),
                 homevisit_attribute_text(info->name));
        const homevisit_text json = quoted(text);
        homevisit_visit *visit;
        homevisit_problems *problems;
        const homevisit_code code = homevisit_visit_load(json.data, json.length, NULL, &visit, &problems);
        size_t missing = 0;
        for (size_t p = 0; p < homevisit_problems_count(problems); p++)
            missing += strcmp(homevisit_problems_get(problems, p)->code, "missing_attribute") == 0;
        cr_expect_eq(missing, homevisit_problems_count(problems), "%s", text);
        if (code == HOMEVISIT_OK) {
            const struct visit_event *event = list_at(&visit->events, 0);
            cr_expect_eq(event->mask, 0);
            cr_expect_null(event->id);
        }
        cr_expect(code == HOMEVISIT_OK ? !info->required : missing >= 1, "%s", text);
        homevisit_problems_free(problems);
        homevisit_visit_free(visit);
    }
}

Test(visit_read, keys_stand_in_any_order_and_may_be_written_with_escapes)
{
    static const char *const orders[] = {
        "{'events':[{'room':'bedroom','safe':true," AT ",'event':'moved'}],'id':'V','format':'homevisit-visit/1'}",
        "{'x_a':{'events':[]},'id':'\\u0056','\\u0065vents':[{'safe':true,'r\\u006fom':'bedroom','\\u0065\\u0076ent'"
        ":'mov\\u0065d','x_\\\\':'}],{\\\\\\'\\'', " AT "}],'format':'homevisit-visit\\/1'}",
        "{'format':'homevisit-visit/1','id':'V','events' : [ {\n'room' : 'bedroom' ,\t'x_e':['event',{'event':"
        "'planned'}] , 'event' : 'moved','safe':true, " AT " } ] }\r\n",
    };
    for (size_t i = 0; i < sizeof orders / sizeof *orders; i++) {
        homevisit_visit *visit = load_sound(quoted(orders[i]));
        expect_image(visit, quoted(HEAD "{'x_index':0," AT ",'event':'moved','room':'bedroom','safe':true}]}"));
        homevisit_visit_free(visit);
    }
}

Test(visit_read, events_come_in_order_of_time_and_ties_in_that_of_the_file)
{
    homevisit_visit *visit = load_sound(quoted(HEAD "{'at':'2026-03-02T09:00:00Z','event':'noted','text':'c'},"
                                                    "{'at':'2026-03-02T09:00:00+01:00','event':'noted','text':'a'},"
                                                    "{'at':'2026-03-02T09:00:00Z','event':'noted','text':'d'},"
                                                    "{'at':'2026-03-02T08:59:59Z','event':'noted','text':'b'}]}"));
    expect_image(visit, quoted(HEAD "{'x_index':1,'at':'2026-03-02T08:00:00Z','event':'noted','text':'a'},"
                                    "{'x_index':3,'at':'2026-03-02T08:59:59Z','event':'noted','text':'b'},"
                                    "{'x_index':0,'at':'2026-03-02T09:00:00Z','event':'noted','text':'c'},"
                                    "{'x_index':2,'at':'2026-03-02T09:00:00Z','event':'noted','text':'d'}]}"));
    int64_t at = 0;
    cr_expect(homevisit_visit_last_at(visit, &at));
    cr_expect_eq(at, 1772442000);
    homevisit_visit_free(visit);
}

Test(visit_read, a_repeat_of_an_event_is_ignored_however_it_is_written)
{
    homevisit_visit *visit =
        load_sound(quoted(HEAD "{" AT ",'event':'declared','id':'e','facts':{'x.a':1,'phone_carried':true}},"
                               "{'id':'e','event':'declared','facts':{'phone_carried':true,'x.b':'','x.a':1.0},'at':'"
                               "2026-03-02T09:30:00+01:00'},"
                               "{" AT ",'event':'arrived','staff':['a','b'],'id':'f'},"
                               "{" AT ",'event':'arrived','staff':['a','b','a'],'id':'f','x_late':true},"
                               "{" AT ",'event':'child_seen'},"
                               "{" AT ",'event':'child_seen'}]}"));
    expect_image(visit,
                 quoted(HEAD "{'x_index':0," AT ",'event':'declared','id':'e','facts':{'phone_carried':true,'x.a':1}},"
                             "{'x_index':2," AT ",'event':'arrived','id':'f','staff':['a','b']},"
                             "{'x_index':4," AT ",'event':'child_seen'},"
                             "{'x_index':5," AT ",'event':'child_seen'}]}"));
    cr_expect_eq(visit->next_index, 6);
    cr_expect_eq(visit->declared_own.count, 1);
    homevisit_visit_free(visit);
}

/* ---- whole records at random -------------------------------------------------------------------------------------- */

Test(visit_read, what_is_held_reads_back_as_the_same)
{
    for (uint64_t seed = 1; seed <= 60; seed++) {
        struct random_events events = make_events(seed, 60);
        homevisit_buffer record, image, again;
        buffer_init(&record, NULL);
        buffer_init(&image, NULL);
        buffer_init(&again, NULL);
        write_record(&record, &events);
        homevisit_visit *visit = load_sound((homevisit_text){record.data, record.length});
        write_image(&image, visit);
        homevisit_visit *same = load_sound((homevisit_text){image.data, image.length});
        cr_expect_leq(homevisit_visit_event_count(visit), events.count);
        /* The image's own order is that of time, so only the indexes differ. */
        for (size_t i = 0; i < homevisit_visit_event_count(same); i++) {
            struct visit_event *event = list_at(&same->events, i);
            cr_expect_eq(event->index, i);
            event->index = ((const struct visit_event *)list_at(&visit->events, i))->index;
        }
        write_image(&again, same);
        cr_expect_str_eq(image.data, again.data, "seed %llu", (unsigned long long)seed);
        homevisit_visit_free(visit);
        homevisit_visit_free(same);
        homevisit_buffer_free(&record);
        homevisit_buffer_free(&image);
        homevisit_buffer_free(&again);
        drop_events(&events);
    }
}

/* Every beginning of a text is refused and none is read beyond its end (which a sanitizer sees). */
Test(visit_read, a_text_that_ends_early_is_refused)
{
    static const char whole[] =
        "{'format':'homevisit-visit/1','id':'V','events':[{'staff':[{'id':'a','role':'dsl'}],'x_a':{'b\\\\':[1]},"
        "'purpose':'\\u00e9 \\'it\\'', 'event':'replanned','at':'2026-03-02T08:30:00Z'},{'facts':{'x.a':-1.0e1,"
        "'phone_carried':true},'\\u0061t':'2026-03-02T08:30:00Z','event':'declared'}]}";
    for (size_t length = 0; length < sizeof whole; length++) {
        char text[sizeof whole];
        memcpy(text, whole, sizeof text);
        text[length] = '\0';
        const homevisit_text json = quoted(text);
        homevisit_visit *visit = NULL;
        const homevisit_code code = homevisit_visit_load(json.data, json.length, NULL, &visit, NULL);
        cr_expect_eq(code, length < sizeof whole - 1 ? HOMEVISIT_E_SYNTAX : HOMEVISIT_OK, "of %zu bytes", length);
        homevisit_visit_free(visit);
    }
}

/* ---- memory and time ---------------------------------------------------------------------------------------------- */

static bool load_with(const homevisit_allocator *allocator, const char *text, homevisit_code expected)
{
    const homevisit_options options = {.struct_size = sizeof options, .allocator = allocator};
    const homevisit_text json = quoted(text);
    homevisit_visit *visit = NULL;
    homevisit_problems *problems = NULL;
    const homevisit_code code = homevisit_visit_load(json.data, json.length, &options, &visit, &problems);
    cr_expect(code == expected || code == HOMEVISIT_E_MEMORY, "%d of %s", code, text);
    cr_expect_eq(visit != NULL, code == HOMEVISIT_OK);
    homevisit_problems_free(problems);
    homevisit_visit_free(visit);
    return code == expected;
}

#define SOUND                                                                                                          \
    HEAD "{" AT ",'event':'planned','id':'e','reason':'other','staff':[{'id':'a','role':'dsl'}],'purpose':'\\n'},"     \
         "{" AT ",'event':'declared','facts':{'x.a':'b','x.b':1,'phone_carried':true}},"                               \
         "{" AT ",'event':'form_completed','fields':['visitor','date'],'id':'f'},"                                     \
         "{" AT ",'event':'arrived','staff':['c','d','\\u0065','f','g','h','i','j','k','l','m','n','o','p','q','r']},"

static bool load_sound_with(const homevisit_allocator *allocator)
{
    return load_with(allocator,
                     SOUND "{" AT ",'event':'planned','id':'e','reason':'other','staff':[{'id':'a',"
                           "'role':'dsl'}],'purpose':'\\n'}]}",
                     HOMEVISIT_OK);
}

static bool load_unsorted_with(const homevisit_allocator *allocator)
{
    return load_with(allocator, SOUND "{'at':'2026-03-02T08:29:00Z','event':'noted'}]}", HOMEVISIT_OK);
}

static bool load_unsound_with(const homevisit_allocator *allocator)
{
    return load_with(allocator,
                     SOUND "{" AT ",'event':'noted','id':'e'},{'event':'arived','x':1,'room':''},"
                           "{'room':'bed'," AT ",'event':'moved','role':'dsl'}]}",
                     HOMEVISIT_E_SCHEMA);
}

Test(visit_read, every_end_of_memory_is_survived_and_told)
{
    trial_run(load_sound_with, false);
    trial_run(load_unsound_with, false);
}

/* Without memory for a second list, the events are put in order where they are. */
Test(visit_read, events_are_put_in_order_without_memory_too)
{
    trial_run(load_unsorted_with, true);
}

Test(visit_read, wrong_calls_are_told_from_wrong_texts)
{
    homevisit_visit *visit = (homevisit_visit *)1;
    homevisit_problems *problems = (homevisit_problems *)1;
    cr_expect_eq(homevisit_visit_load("{}", 2, NULL, NULL, &problems), HOMEVISIT_E_ARGUMENT);
    cr_expect_null(problems);
    cr_expect_eq(homevisit_visit_load(NULL, 2, NULL, &visit, NULL), HOMEVISIT_E_ARGUMENT);
    cr_expect_null(visit);
    cr_expect_eq(homevisit_visit_load(NULL, 0, NULL, &visit, NULL), HOMEVISIT_E_SYNTAX);
}
