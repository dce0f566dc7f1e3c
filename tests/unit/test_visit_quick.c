/*
 * lib/visit_quick.c, visit_quick_values.c: what is read quickly is what the careful way reads; whatever that would refuse
 * is given up. A key of the host's own whose value is an object is never read quickly, so that one at the end of a text
 * sends it the careful way and changes nothing else.
 */
#include "visit_quick.h"
#include "visit_trials.h"

#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define HEAD "{'format':'homevisit-visit/1','id':'V','events':["
#define AT "'at':'2026-03-02T08:30:00Z'"
#define OWN ",\"x_careful\":{}"

static homevisit_visit *make_visit(const homevisit_options *options)
{
    const struct settled_options settled = options_settle(options);
    homevisit_visit *visit = visit_make(&settled);
    cr_assert_not_null(visit);
    return visit;
}

/* NULL where it is given up. */
static homevisit_visit *read_quickly(homevisit_text text, const homevisit_options *options)
{
    homevisit_visit *visit = make_visit(options);
    const enum quick_result result = visit_read_quickly(visit, text);
    cr_assert_neq(result, QUICK_NO_MEMORY);
    if (result == QUICK_READ) {
        visit_sort(visit);
        return visit;
    }
    homevisit_visit_free(visit);
    return NULL;
}

/* The same text, with what sends it the careful way before its last bracket. */
static homevisit_buffer made_careful(homevisit_text text)
{
    homevisit_buffer out;
    size_t last = text.length;
    buffer_init(&out, NULL);
    while (last > 0 && text.data[last - 1] != '}')
        last--;
    cr_assert_neq(last, 0);
    cr_assert(buffer_append(&out, text.data, last - 1) && buffer_append_text(&out, OWN) &&
              buffer_append(&out, text.data + last - 1, text.length - last + 1));
    return out;
}

/* NULL where it is refused. */
static homevisit_visit *read_carefully(homevisit_text text, const homevisit_options *options)
{
    homevisit_visit *visit = NULL;
    homevisit_buffer careful = made_careful(text);
    cr_assert_null(read_quickly((homevisit_text){careful.data, careful.length}, options));
    homevisit_visit_load(careful.data, careful.length, options, &visit, NULL);
    homevisit_buffer_free(&careful);
    return visit;
}

static void expect_same_places(const homevisit_visit *first, const homevisit_visit *second)
{
    cr_assert_eq(first->declared_own.count, second->declared_own.count);
    for (size_t i = 0; i < first->declared_own.count; i++) {
        const struct declared_value *a = *(const struct declared_value **)list_at(&first->declared_own, i);
        const struct declared_value *b = *(const struct declared_value **)list_at(&second->declared_own, i);
        cr_expect_str_eq(a->name, b->name);
        cr_expect_str_eq(a->place->pointer, b->place->pointer);
        cr_expect_str_eq(a->place->document, b->place->document);
        cr_expect(a->place->offset == b->place->offset && a->place->line == b->place->line &&
                      a->place->column == b->place->column && a->place->span == b->place->span,
                  "%s: %zu %zu:%zu+%zu and %zu %zu:%zu+%zu", a->place->pointer, a->place->offset, a->place->line,
                  a->place->column, a->place->span, b->place->offset, b->place->line, b->place->column, b->place->span);
    }
}

/* Returns whether the text was read quickly; then the careful way has to read the same. */
static bool expect_agreement(homevisit_text text, const homevisit_options *options)
{
    homevisit_visit *quick = read_quickly(text, options);
    if (quick == NULL)
        return false;
    homevisit_visit *careful = read_carefully(text, options);
    cr_assert_not_null(careful, "read quickly, and refused by the careful way: %.*s", (int)text.length, text.data);
    expect_same_visit(quick, careful, "read quickly and carefully");
    expect_same_places(quick, careful);
    homevisit_visit_free(quick);
    homevisit_visit_free(careful);
    return true;
}

/* ---- records at random, whole and broken -------------------------------------------------------------------------- */

static homevisit_buffer random_record(uint64_t seed, size_t count)
{
    homevisit_buffer record;
    buffer_init(&record, NULL);
    struct random_events events = make_events(seed, count);
    write_record(&record, &events);
    drop_events(&events);
    return record;
}

Test(visit_quick, reads_records_as_the_careful_way_does)
{
    size_t quick = 0, all = 400;
    for (size_t seed = 0; seed < all; seed++) {
        homevisit_buffer record = random_record(seed, 1 + seed % 12);
        quick += expect_agreement((homevisit_text){record.data, record.length}, NULL);
        homevisit_buffer_free(&record);
    }
    cr_expect_gt(quick, all / 2, "%zu", quick); /* the others hold an empty text among a profile's own facts */
}

/* Changes one place of a text; `out` has room for some bytes more. Returns the length. */
static size_t spoil(uint64_t *state, homevisit_text text, char *out)
{
    static const char bytes[] = "\"\\{}[],:0123456789.eE-+tfnaxZT_/ \t\n\r\x01\x7f\x80\xC3\xA9";
    size_t at = next_random(state, text.length), taken = next_random(state, 3), put = next_random(state, 3);
    taken = at + taken > text.length ? text.length - at : taken;
    if (next_random(state, 8) == 0) { /* a piece from elsewhere: keys twice, values of another type */
        const size_t from = next_random(state, text.length);
        put = next_random(state, 24);
        put = from + put > text.length ? text.length - from : put;
        memcpy(out + at, text.data + from, put);
    } else {
        for (size_t i = 0; i < put; i++)
            out[at + i] = bytes[next_random(state, sizeof bytes)]; /* its NUL too */
    }
    memcpy(out, text.data, at);
    memcpy(out + at + put, text.data + at + taken, text.length - at - taken);
    return text.length - taken + put;
}

Test(visit_quick, takes_nothing_that_the_careful_way_refuses)
{
    uint64_t state = 7;
    size_t quick = 0, given_up = 0;
    for (size_t seed = 0; seed < 60; seed++) {
        homevisit_buffer record = random_record(seed, 1 + seed % 3);
        for (size_t round = 0; round < 400; round++) {
            /* In memory of its own, so that a sanitizer sees what is read beyond its end. */
            char *room = malloc(record.length + 32);
            cr_assert_not_null(room);
            const size_t length = spoil(&state, (homevisit_text){record.data, record.length}, room);
            char *text = malloc(length + (length == 0));
            cr_assert_not_null(text);
            memcpy(text, room, length);
            free(room);
            const bool read = expect_agreement((homevisit_text){text, length}, NULL);
            quick += read;
            given_up += !read;
            free(text);
        }
        homevisit_buffer_free(&record);
    }
    cr_expect(quick > 1000 && given_up > 1000, "%zu and %zu", quick, given_up);
}

/* ---- what is read and what is not --------------------------------------------------------------------------------- */

static const char *const plain[] = {
    HEAD "]}",
    " \t\r\n{ 'events' : [ ] , 'id' : 'V' , 'format' : 'homevisit-visit/1' } \n",
    HEAD "{" AT ",'event':'left'}]}",
    HEAD "{" AT ",'event':'left','staff':['a','b','a'],'returning':true},{" AT ",'event':'left','staff':[]}]}",
    HEAD "{'answered':false,'method':'phone','event':'contact_attempted'," AT "}]}", /* `event` behind others */
    HEAD "{'event':'noted','at':'2026-07-01T10:00:00+01:00','text':'\\u00e9 \\\"\xC3\xA9\\\" \\ud83d\\ude00\\n'}]}",
    HEAD "{" AT ",'event':'noted','text':'','id':''}]}",
    HEAD "{" AT ",'event':'planned','reason':'safeguarding','days_absent':-3,'expected_start':'2026-03-02T08:30:00Z',"
         "'staff':[{'id':'a','role':'dsl','trained':''},{'trained':false,'x_':1,'role':'teacher','id':'b'}]}]}",
    HEAD
    "{" AT ",'event':'declared','facts':{'x.b':1,'phone_carried':true,'x.a':'t\\n','x.~/':true,'id_carried':false}},"
    "\r\n\r{" AT ",'event':'declared',\n'facts':{'x.d':'\xC3\xA9',\t'x.long_enough':false,'x.long_enough_too':0}}]}",
    HEAD "{" AT ",'event':'form_completed','fields':['comments','job_role','comments']}]}",
    HEAD "{" AT ",'event':'left','id':'1'},{" AT ",'event':'left','id':'1'}]}", /* a repeat */
    HEAD "],'x_a':'\\u00e9\xC3\xA9','x_b':-1.5e3,'x_c':null,'x_d':true,'x_e':false,'x_f':''}",
};

Test(visit_quick, reads_what_is_plain)
{
    for (size_t i = 0; i < sizeof plain / sizeof *plain; i++)
        cr_expect(expect_agreement(quoted(plain[i]), NULL), "%s", plain[i]);
}

/* What the careful way refuses, and some that it takes. */
static const char *const others[] = {
    "",
    "{",
    "[]",
    "\xEF\xBB\xBF" HEAD "]}",
    HEAD "]}{}",
    HEAD "]},",
    HEAD "],}",
    "{'format':'homevisit-visit/2','id':'V','events':[]}",
    "{'format':'homevisit-visit/1','id':'','events':[]}",
    "{'format':'homevisit-visit/1','events':[]}",
    HEAD "],'id':'V'}",
    HEAD "],'events':[]}",
    HEAD "],'note':1}",
    HEAD "],'x_a':1,'x_a':1}",
    HEAD "],'x_a':01}",
    HEAD "],'x_a':9007199254740993}",
    HEAD "],'x_a':'\\ud800'}",
    HEAD "],'x_a':nul}",
    HEAD "],'x_a':[]}",
    HEAD "{" AT ",'event':'left'},]}",
    HEAD "{" AT "," AT ",'event':'left'}]}",
    HEAD "{" AT ",'event':'left','event':'left'}]}",
    HEAD "{" AT ",'event':'left','returning':true,'returning':true}]}",
    HEAD "{" AT ",'event':'left','returning':'','returning':true}]}",
    HEAD "{" AT ",'event':'left','id':'a','id':'a'}]}",
    HEAD "{" AT ",'event':'left','method':'phone'}]}",
    HEAD "{" AT ",'event':'gone'}]}",
    HEAD "{" AT ",'event':'safeguarding'}]}",
    HEAD "{'event':'left'}]}",
    HEAD "{" AT "}]}",
    HEAD "{'at':'2026-02-30T08:30:00Z','event':'left'}]}",
    HEAD "{'at':'2026-03-02T24:30:00Z','event':'left'}]}",
    HEAD "{'at':'2026-03-02t08:30:00Z','event':'left'}]}",
    HEAD "{" AT ",'event':'contact_attempted'}]}",
    HEAD "{" AT ",'event':'contact_attempted','answered':''}]}",
    HEAD "{" AT ",'event':'contact_attempted','answered':'true'}]}",
    HEAD "{" AT ",'event':'contact_attempted','answered':truely}]}",
    HEAD "{" AT ",'event':'contact_attempted','answered':null}]}",
    HEAD "{" AT ",'event':'planned','reason':'safeguarding','days_absent':1.5}]}",
    HEAD "{" AT ",'event':'planned','reason':'safeguarding','days_absent':007}]}",
    HEAD "{" AT ",'event':'planned','reason':'dsl'}]}",
    HEAD "{" AT ",'event':'planned','reason':'safeguarding','staff':[{'id':'a'}]}]}",
    HEAD "{" AT ",'event':'planned','reason':'safeguarding','staff':[{'role':'dsl'}]}]}",
    HEAD "{" AT ",'event':'planned','reason':'safeguarding','staff':[{'id':'','role':'dsl'}]}]}",
    HEAD "{" AT ",'event':'planned','reason':'safeguarding','staff':[{'id':'a','id':'b','role':'dsl'}]}]}",
    HEAD "{" AT
         ",'event':'planned','reason':'safeguarding','staff':[{'id':'a','role':'dsl'},{'id':'a','role':'dsl'}]}]}",
    HEAD "{" AT ",'event':'planned','reason':'safeguarding','staff':[{'id':'a','role':'dsl','trained':1}]}]}",
    HEAD "{" AT ",'event':'left','staff':['']}]}",
    HEAD "{" AT ",'event':'left','staff':[1]}]}",
    HEAD "{" AT ",'event':'left','staff':['a',]}]}",
    HEAD "{" AT ",'event':'form_completed','fields':['comments','']}]}",
    HEAD "{" AT ",'event':'form_completed','fields':'comments'}]}",
    HEAD "{" AT ",'event':'declared','facts':{'phone_carried':true,'phone_carried':true}}]}",
    HEAD "{" AT ",'event':'declared','facts':{'phone_carried':1}}]}",
    HEAD "{" AT ",'event':'declared','facts':{'x.a':1,'x.a':1}}]}",
    HEAD "{" AT ",'event':'declared','facts':{'x.a':1.5}}]}",
    HEAD "{" AT ",'event':'declared','facts':{'x.a':null}}]}",
    HEAD "{" AT ",'event':'declared','facts':{'x.':1}}]}",
    HEAD "{" AT ",'event':'declared','facts':{'x_a':1}}]}",
    HEAD "{" AT ",'event':'noted','text':'\x01'}]}",
    HEAD "{" AT ",'event':'noted','text':'\\q'}]}",
    HEAD "{" AT ",'event':'noted','text':'\xC3'}]}",
    HEAD "{" AT ",'event':'noted','text':'\\u0000'}]}",
    HEAD "{" AT ",'event':'noted','text':'a}]}",
    HEAD "{" AT ",'event':'left','id':'1'},{" AT ",'event':'left','returning':true,'id':'1'}]}",
};

Test(visit_quick, gives_up_what_is_not)
{
    for (size_t i = 0; i < sizeof others / sizeof *others; i++)
        cr_expect_null(read_quickly(quoted(others[i]), NULL), "%s", others[i]);
}

/* Names are compared with what the library's table has behind them, which is NULs. */
Test(visit_quick, a_name_with_a_nul_behind_it_is_none)
{
    static const char *const names[] = {"left", "staff",         "safeguarding",
                                        "dsl",  "phone_carried", "2026-03-02T08:30:00Z"};
    const char *text =
        "{\"format\":\"homevisit-visit/1\",\"id\":\"V\",\"events\":["
        "{\"at\":\"2026-03-02T08:30:00Z\",\"event\":\"planned\",\"reason\":\"safeguarding\",\"entry\":true,\"staff\":["
        "{\"id\":\"a\",\"role\":\"dsl\",\"trained\":true}],\"expected_start\":\"2026-03-02T08:30:00Z\"},"
        "{\"at\":\"2026-03-02T08:30:00Z\",\"event\":\"declared\",\"facts\":{\"phone_carried\":true,\"id_carried\":true}"
        "},"
        "{\"at\":\"2026-03-02T08:30:00Z\",\"event\":\"left\"}],\"x_room_for_the_widest_comparison\":true}";
    const size_t length = strlen(text);
    cr_assert(expect_agreement((homevisit_text){text, length}, NULL));
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        const char *place = strstr(text, names[i]);
        cr_assert_not_null(place);
        for (size_t nuls = 1; nuls < 32; nuls++) {
            char *spoilt = calloc(1, length + nuls);
            cr_assert_not_null(spoilt);
            const size_t before = (size_t)(place - text) + strlen(names[i]);
            memcpy(spoilt, text, before);
            memcpy(spoilt + before + nuls, text + before, length - before);
            cr_expect_not(expect_agreement((homevisit_text){spoilt, length + nuls}, NULL), "%s", names[i]);
            free(spoilt);
        }
    }
}

/* The way that most records take looks at many bytes at once: never beyond the end. */
Test(visit_quick, gives_up_every_beginning_of_a_usual_record)
{
    const char *text =
        "{\"format\":\"homevisit-visit/1\",\"id\":\"V\",\"events\":["
        "{\"at\":\"2026-03-02T08:30:00Z\",\"event\":\"planned\",\"reason\":\"safeguarding\",\"staff\":["
        "{\"id\":\"a\",\"role\":\"dsl\",\"trained\":true},{\"id\":\"longer_than_sixteen\",\"role\":\"dsl\",\"trained\":"
        "false}],"
        "\"entry\":true,\"expected_start\":\"2026-03-02T08:30:00Z\",\"emergency\":false},"
        "{\"at\":\"2026-03-02T08:30:00Z\",\"event\":\"declared\",\"facts\":{\"phone_carried\":true,\"id_carried\":"
        "false}},"
        "{\"at\":\"2026-03-02T08:31:00Z\",\"event\":\"form_completed\",\"fields\":[\"comments\",\"date\"]}]}";
    const size_t whole = strlen(text);
    cr_assert(expect_agreement((homevisit_text){text, whole}, NULL));
    for (size_t length = 0; length < whole; length++) {
        char *part = malloc(length + (length == 0));
        cr_assert_not_null(part);
        memcpy(part, text, length);
        cr_expect_not(expect_agreement((homevisit_text){part, length}, NULL), "%zu", length);
        free(part);
    }
}

Test(visit_quick, keeps_to_the_limits)
{
    const homevisit_text text =
        quoted(HEAD "{" AT ",'event':'planned','reason':'safeguarding','staff':["
                    "{'id':'a','role':'dsl'},{'id':'b','role':'dsl'}]},{" AT ",'event':'left'}]}");
    homevisit_options options = {.struct_size = sizeof options, .max_events = 2, .max_staff = 2, .max_depth = 5};
    options.max_bytes = text.length;
    cr_expect(expect_agreement(text, &(homevisit_options){.struct_size = sizeof options, .max_staff = 2}));
    homevisit_visit *visit = read_quickly(text, &options);
    cr_expect_not_null(visit);
    homevisit_visit_free(visit);
    for (size_t which = 0; which < 4; which++) {
        homevisit_options less = options;
        less.max_events -= which == 0;
        less.max_staff -= which == 1;
        less.max_depth -= which == 2;
        less.max_bytes -= which == 3;
        cr_expect_null(read_quickly(text, &less), "limit %zu", which);
    }
}

/* ---- one event ---------------------------------------------------------------------------------------------------- */

Test(visit_quick, reads_an_event_as_the_careful_way_does)
{
    homevisit_visit *visit = make_visit(NULL);
    const homevisit_text text =
        quoted(" {" AT ",'event':'declared', 'id':'\xC3\xA9' ,'facts':{'x.a':\n'\xC3\xA9','x.b':2}}");
    homevisit_buffer careful = made_careful(text);
    struct visit_event events[2];
    struct event_span spans[2];
    struct new_ids ids;
    new_ids_init(&ids, visit, &visit->arena);
    cr_assert_eq(visit_read_event_quickly(&ids, text, &visit->arena, &events[0], &spans[0]), QUICK_READ);
    homevisit_problems *problems = problems_new(NULL);
    cr_assert(visit_read_event_text(&ids, (homevisit_text){careful.data, careful.length}, "", &visit->arena, &events[1],
                                    &spans[1], problems));
    cr_expect(visit_event_same(&events[0], &events[1]));
    cr_expect_str_eq(events[0].id, events[1].id);
    cr_expect(memcmp(&spans[0], &spans[1], sizeof spans[0]) == 0);
    for (uint32_t i = 0; i < 2; i++) {
        const struct place *a = event_value(&events[0], HOMEVISIT_ATTRIBUTE_facts)->facts->items[i].place;
        const struct place *b = event_value(&events[1], HOMEVISIT_ATTRIBUTE_facts)->facts->items[i].place;
        cr_expect(a->offset == b->offset && a->line == b->line && a->column == b->column && a->span == b->span);
        cr_expect_str_eq(a->pointer, b->pointer);
    }
    homevisit_problems_free(problems);
    new_ids_free(&ids);
    homevisit_buffer_free(&careful);
    homevisit_visit_free(visit);
}

Test(visit_quick, an_event_that_is_given_up_leaves_no_ids)
{
    homevisit_visit *visit = make_visit(NULL);
    struct new_ids ids;
    struct visit_event event;
    new_ids_init(&ids, visit, &visit->arena);
    cr_expect_eq(visit_read_event_quickly(&ids, quoted("{" AT ",'event':'left','staff':['a'],'x':1}"), &visit->arena,
                                          &event, NULL),
                 QUICK_GIVEN_UP);
    cr_expect_eq(ids.texts.count, 0);
    cr_expect_eq(visit_read_event_quickly(&ids, quoted("{" AT ",'event':'left','staff':['b','a']}"), &visit->arena,
                                          &event, NULL),
                 QUICK_READ);
    cr_expect_eq(ids.texts.count, 2);
    cr_expect_str_eq(new_ids_text(&ids, event_value(&event, HOMEVISIT_ATTRIBUTE_staff)->ids->items[0]), "b");
    new_ids_free(&ids);
    homevisit_visit_free(visit);
}

/* What an event needs, gathered from the rows. */
Test(visit_quick, knows_what_each_event_needs)
{
    for (unsigned word = 0; word < HOMEVISIT_WORD_COUNT; word++) {
        uint64_t bits = 0;
        for (size_t i = 0; i < event_attribute_count; i++)
            bits |= (uint64_t)(event_attributes[i].required && event_attributes[i].event == word)
                    << event_attributes[i].name;
        cr_expect_eq(event_requires((homevisit_word)word), bits, "%s", homevisit_word_text((homevisit_word)word));
    }
}
