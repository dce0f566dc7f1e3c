/*
 * A starting point for a school's own profile: one of each thing that a profile may hold, with words on what it is for.
 * JSON has no comments; keys that begin with x_ are free, and stand in for them here.
 */
#include "json_text.h"
#include "json_write.h"
#include "text_write.h"

#include <string.h>

/* Written with ' for ", and with @id and @base where those names go. No text in it needs a ' or @ of its own. */
static const char *const lines[] = {
    "{",
    "  'format': 'homevisit-policy/1',",
    "  'x_help': [",
    "    'A starting point. Change every part of it, and take away what you do not need.',",
    "    'Keys that begin with x_, as this one does, are passed over: write in them what you like, or delete them.',",
    "    'homevisit validate FILE says what is wrong or doubtful; homevisit show FILE writes it all in English.',",
    "    'docs/policy-authoring.md leads from a page of prose to a profile; docs/format.md is the whole format.'",
    "  ],",
    "  'id': @id,",
    "  'title': 'Home visit policy of (name of the school)',",
    "  'version': 'draft 1',",
    "  'source': 'The document that these rules come from: what it is called and where it is kept.',",
    "  'x_dates': 'Add issued and review_due, as YYYY-MM-DD, where your document says them.',",
    "  'extends': @base,",
    "  'settings': {",
    "    'authorising_roles': {",
    "      'value': ['headteacher', 'deputy_headteacher', 'dsl'],",
    "      'clauses': ['2'],",
    "      'x_help': 'This takes the place of the setting of that name in the base. Name the clause that says it.'",
    "    },",
    "    'latest_end': {",
    "      'value': '17:30',",
    "      'clauses': ['3'],",
    "      'x_help': 'A setting of your own. A time of day is local time, and counts as minutes since midnight.'",
    "    },",
    "    'write_up_minutes': {",
    "      'value': 1440,",
    "      'clauses': ['4'],",
    "      'assumed': true,",
    "      'note': 'The document says promptly, and no number: a day.',",
    "      'x_help': 'A number that your document does not give is assumed; the note says what it fills in.'",
    "    }",
    "  },",
    "  'x_facts': 'What the format has no name for, declared by staff as x.NAME: boolean, integer or string.',",
    "  'facts': {'x.interpreter_arranged': 'boolean'},",
    "  'x_conditions': 'Conditions that several rules share, by name.',",
    "  'conditions': {",
    "    'urgent': {'or': [{'var': ['plan.emergency', false]}, {'==': [{'var': 'plan.reason'}, 'safeguarding']}]}",
    "  },",
    "  'x_clauses': 'The clauses of your document, by number, each in a line of your own words.',",
    "  'clauses': {",
    "    '1': {'section': 'Before the visit', 'summary': 'The risks of every visit are assessed.'},",
    "    '2': {'section': 'Before the visit', 'summary': 'The headteacher, a deputy or the DSL authorises visits.'},",
    "    '3': {'section': 'Before the visit', 'summary': 'Visits end by half past five, urgent ones excepted.'},",
    "    '4': {'section': 'After the visit', 'summary': 'Visits are written up promptly.'},",
    "    '5': {'section': 'Before the visit', 'summary': 'An interpreter is arranged where one is needed.'},",
    "    '6': {'section': 'During the visit', 'summary': 'Staff are guests in the home.'}",
    "  },",
    "  'rules': [",
    "    {",
    "      'x_help': 'A rule of the base is switched on by its id, with the clause of your own document.',",
    "      'id': 'risk-assessed', 'disabled': false, 'clauses': ['1']",
    "    },",
    "    {",
    "      'x_help': 'Any part of it may be said anew; what is left out stays as it is.',",
    "      'id': 'authorised', 'disabled': false, 'clauses': ['2'],",
    "      'message': 'Do not set out until the headteacher, a deputy or the DSL has authorised the visit.'",
    "    },",
    "    {",
    "      'x_help': [",
    "        'A guard: on these events, when this holds, what it needs has to hold, unless that does.',",
    "        'must forbids where it is broken, should warns.'",
    "      ],",
    "      'id': 'own-latest-end', 'clauses': ['3'], 'force': 'should',",
    "      'message': 'Plan the visit so that it ends earlier.',",
    "      'on': ['departed'],",
    "      'when': {'>': [{'var': 'plan.end_minute'}, {'var': 'settings.latest_end'}]},",
    "      'unless': {'var': 'conditions.urgent'}",
    "    },",
    "    {",
    "      'x_help': 'A duty: something has to be done in time. It arises on an event, or when something comes true.',",
    "      'id': 'own-write-up', 'clauses': ['4'], 'force': 'must',",
    "      'message': 'Complete the home visit form.',",
    "      'note': 'A note says why a rule reads as it does; the document for governors shows it.',",
    "      'on': ['left'], 'do': ['form_completed'], 'within_minutes': {'var': 'settings.write_up_minutes'},",
    "      'by': 'visitor'",
    "    },",
    "    {",
    "      'x_help': 'A checklist entry: listed until staff confirm it or the event happens. It forbids nothing.',",
    "      'id': 'own-interpreter', 'clauses': ['5'], 'force': 'should',",
    "      'message': 'Arrange an interpreter if the family needs one.',",
    "      'item': 'x.interpreter_arranged', 'before': 'departed'",
    "    },",
    "    {",
    "      'x_help': 'Advice: words to show in these phases and places. Its force may be may.',",
    "      'id': 'own-guests', 'clauses': ['6'], 'force': 'must',",
    "      'message': 'Remember that you are a guest in the home.',",
    "      'during': ['outside', 'inside']",
    "    }",
    "  ]",
    "}",
};

/* A name as JSON writes it. */
static void put_name(struct text_writer *writer, const char *name)
{
    struct json_writer json = {.buffer = writer->buffer, .failed = writer->failed};
    json_write_text(&json, name);
    writer->failed = json.failed;
}

static void put_line(struct text_writer *writer, const char *line, const char *id, const char *base)
{
    while (*line != '\0') {
        const size_t length = strcspn(line, "'@");
        if (!writer->failed)
            writer->failed = !buffer_append(writer->buffer, line, length);
        line += length;
        if (*line == '\'') {
            text_put(writer, "\"");
            line++;
        } else if (*line == '@') {
            const bool is_id = strncmp(line, "@id", 3) == 0;
            put_name(writer, is_id ? id : base);
            line += is_id ? strlen("@id") : strlen("@base");
        }
    }
    text_put(writer, "\n");
}

/* Whether a profile of that name can be: some text, all of it UTF-8, and no built-in one's, which might be below it. */
static bool is_name(const char *id)
{
    homevisit_text taken;
    bool valid = *id != '\0' && !homevisit_bundled_text(id, &taken);
    size_t left = strlen(id);
    for (const unsigned char *at = (const unsigned char *)id; left != 0 && valid;) {
        const size_t step = utf8_step(at, left, &valid);
        at += step;
        left -= step;
    }
    return valid;
}

homevisit_code homevisit_policy_new(const char *id, const char *extends, homevisit_buffer *out)
{
    const char *base = extends != NULL ? extends : "standard";
    homevisit_text text;
    struct text_writer writer;
    if (id == NULL || out == NULL || !is_name(id))
        return HOMEVISIT_E_ARGUMENT;
    if (!homevisit_bundled_text(base, &text))
        return HOMEVISIT_E_NAME;
    buffer_use(out, &out->allocator);
    text_begin(&writer, out);
    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++)
        put_line(&writer, lines[i], id, base);
    return text_end(&writer);
}
