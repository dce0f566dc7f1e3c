/* lib/visit_read.c, visit_event.c, visit_attributes.c, visit_values.c: what of a record's JSON is refused, and how. */
#include "visit_trials.h"

#include <criterion/criterion.h>

#define HEAD "{'format':'homevisit-visit/1','id':'V','events':["
#define AT "'at':'2026-03-02T08:30:00Z'"

#define COUNT(table) (sizeof(table) / sizeof *(table))
static const homevisit_options named = {.struct_size = sizeof named, .document = "visit.json"};

static const struct visit_refusal of_documents[] = {
    {"",
     {
         {SYNTAX, "unexpected_end", "", 1, 1,
          "the text ends too early; what was opened is not closed, or a value is missing", NULL},
     }},
    {"[]",
     {
         {SCHEMA, "root_not_object", "", 1, 1, "the document has to be an object: { … }", NULL},
     }},
    {"{}",
     {
         {SCHEMA, "missing_key", "", 1, 1, "a visit needs 'format'", NULL},
         {SCHEMA, "missing_key", "", 1, 1, "a visit needs 'id'", NULL},
         {SCHEMA, "missing_key", "", 1, 1, "a visit needs 'events'", NULL},
     }},
    {"{'format':'homevisit-visit/2','id':7,'events':{}}",
     {
         {SCHEMA, "unknown_format", "/format", 1, 11, "this is no document of the format homevisit-visit/1",
          "homevisit-visit/1"},
         {TYPE, "wrong_type", "/id", 1, 36, "'id' must be a text, not a number", NULL},
         {TYPE, "wrong_type", "/events", 1, 47, "'events' must be a list, not an object", NULL},
     }},
    {"{'format':'','id':'','events':''}",
     {
         {SCHEMA, "missing_key", "", 1, 1, "a visit needs 'format'", NULL},
         {SCHEMA, "missing_key", "", 1, 1, "a visit needs 'id'", NULL},
         {SCHEMA, "missing_key", "", 1, 1, "a visit needs 'events'", NULL},
     }},
    {"{'format':'homevisit-policy/1','ids':'V','id':null,'events':[]}",
     {
         {SCHEMA, "unknown_format", "/format", 1, 11, "this is no document of the format homevisit-visit/1",
          "homevisit-visit/1"},
         {NAME, "unknown_key", "/ids", 1, 32, "a visit has no 'ids'", "id"},
         {TYPE, "wrong_type", "/id", 1, 47, "'id' must be a text, not null", NULL},
     }},
    {HEAD "]} x",
     {
         {SYNTAX, "trailing_text", "", 1, 53, "the document ends before this; take out what follows it", NULL},
     }},
    {HEAD "{" AT ",'event':'closed'},7,null,[[{}]],",
     {
         {TYPE, "wrong_type", "/events/1", 1, 97, "'events' must hold objects only, not a number", NULL},
         {TYPE, "wrong_type", "/events/2", 1, 99, "'events' must hold objects only, not null", NULL},
         {TYPE, "wrong_type", "/events/3", 1, 104, "'events' must hold objects only, not a list", NULL},
         {SYNTAX, "unexpected_end", "/events/3", 1, 111,
          "the text ends too early; what was opened is not closed, or a value is missing", NULL},
     }},
    {"{'format':'homevisit-visit/1','id':'V','events':[],'events':[7]}",
     {
         {SYNTAX, "duplicate_key", "/events", 1, 52, "this key stands in the object already; keep one of them", NULL},
     }},
};

static const struct visit_refusal of_events[] = {
    {HEAD "{}]}",
     {
         {SCHEMA, "missing_key", "/events/0", 1, 50, "an event needs 'at'", NULL},
         {SCHEMA, "missing_key", "/events/0", 1, 50, "an event needs 'event'", NULL},
     }},
    {HEAD "\n{'at':'','event':''}]}",
     {
         {SCHEMA, "missing_key", "/events/0", 2, 1, "an event needs 'at'", NULL},
         {SCHEMA, "missing_key", "/events/0", 2, 1, "an event needs 'event'", NULL},
     }},
    {HEAD "{'at':'2026-03-02T08:30:00','event':'departd'}]}",
     {
         {TYPE, "bad_time", "/events/0/at", 1, 56,
          "'at' is no time as RFC 3339 writes it, with an offset and whole seconds", NULL},
         {NAME, "unknown_event", "/events/0/event", 1, 86, "unknown event 'departd'", "departed"},
     }},
    {HEAD "{'at':1772438400,'event':['noted'],'id':7}]}",
     {
         {TYPE, "wrong_type", "/events/0/at", 1, 56, "'at' must be a time, not a number", NULL},
         {TYPE, "wrong_type", "/events/0/event", 1, 75, "'event' must be a name, not a list", NULL},
         {TYPE, "wrong_type", "/events/0/id", 1, 90, "'id' must be a text, not a number", NULL},
     }},
    {HEAD "{'at':'2026-03-02 08:30:00Z','event':'Noted','id':null}]}",
     {
         {TYPE, "bad_time", "/events/0/at", 1, 56,
          "'at' is no time as RFC 3339 writes it, with an offset and whole seconds", NULL},
         {NAME, "unknown_event", "/events/0/event", 1, 87, "unknown event 'Noted'", "noted"},
         {TYPE, "wrong_type", "/events/0/id", 1, 100, "'id' must be a text, not null", NULL},
     }},
    {HEAD "{'at':'2026-02-29T08:30:00Z','event':'overdue'}]}",
     {
         {TYPE, "bad_time", "/events/0/at", 1, 56,
          "'at' is no time as RFC 3339 writes it, with an offset and whole seconds", NULL},
         {NAME, "unknown_event", "/events/0/event", 1, 87, "unknown event 'overdue'", NULL},
     }},
    {HEAD
     "{" AT
     ",'event':'a_name_that_is_longer_than_any_name_of_the_format_is_and_so_is_not_said_again_when_it_is_refused'}]}",
     {
         {NAME, "unknown_event", "/events/0/event", 1, 87, "unknown event '…'", NULL},
     }},
    {HEAD "{" AT ",'event':'Dear Sir, I write to say'}]}",
     {
         {NAME, "unknown_event", "/events/0/event", 1, 87, "unknown event '…'", NULL},
     }},
    {HEAD "{" AT ",'event':'moved','rom':'bedroom','role':'dsl','safe':'yes'}]}",
     {
         {SCHEMA, "missing_attribute", "/events/0", 1, 50, "the event 'moved' needs 'room'", NULL},
         {NAME, "unknown_attribute", "/events/0/rom", 1, 95, "the event 'moved' has no attribute 'rom'", "room"},
         {NAME, "misplaced_attribute", "/events/0/role", 1, 111,
          "the event 'moved' has no attribute 'role'; it belongs to authorised, senior_sent", NULL},
         {TYPE, "wrong_type", "/events/0/safe", 1, 131, "'safe' must be true or false, not a text", NULL},
     }},
    {HEAD "{'rom':'bedroom','room':'bedroom'," AT ",'event':'mvoed'}]}",
     {
         {NAME, "unknown_attribute", "/events/0/rom", 1, 51, "no event has an attribute 'rom'", "room"},
         {NAME, "unknown_event", "/events/0/event", 1, 120, "unknown event 'mvoed'", "moved"},
     }},
    {HEAD "{'room':'bed\xC3\xA9room','saef':true," AT ",'event':'moved'}]}",
     {
         {NAME, "unknown_name", "/events/0/room", 1, 58, "unknown room '…'", "bedroom"},
         {NAME, "unknown_attribute", "/events/0/saef", 1, 69, "the event 'moved' has no attribute 'saef'", "safe"},
     }},
    {HEAD "{" AT ",'event':'moved','Mrs Smith of number 4':1,'room':''}]}",
     {
         {SCHEMA, "missing_attribute", "/events/0", 1, 50, "the event 'moved' needs 'room'", NULL},
         {NAME, "unknown_attribute", "/events/0/Mrs Smith of number 4", 1, 95, "the event 'moved' has no attribute '…'",
          NULL},
     }},
    {HEAD "{" AT ",'event':'planned','written':true,'reason':'first_day_absence'}]}",
     {
         {NAME, "misplaced_attribute", "/events/0/written", 1, 97,
          "the event 'planned' has no attribute 'written'; it belongs to risk_assessed, reported", NULL},
     }},
    {HEAD "{" AT ",'event':'reported'}]}",
     {
         {SCHEMA, "missing_attribute", "/events/0", 1, 50, "the event 'reported' needs 'to'", NULL},
         {SCHEMA, "missing_attribute", "/events/0", 1, 50, "the event 'reported' needs 'about'", NULL},
     }},
    {HEAD "{" AT ",'evnt':'noted','At':1,'ID':'e'}]}",
     {
         {SCHEMA, "missing_key", "/events/0", 1, 50, "an event needs 'event'", NULL},
         {NAME, "unknown_attribute", "/events/0/evnt", 1, 79, "no event has an attribute 'evnt'", "event"},
         {NAME, "unknown_attribute", "/events/0/At", 1, 94, "no event has an attribute 'At'", "at"},
         {NAME, "unknown_attribute", "/events/0/ID", 1, 101, "no event has an attribute 'ID'", "id"},
     }},
};

static const struct visit_refusal of_values[] = {
    {HEAD "{" AT ",'event':'planned','reason':'abscence_no_contact','entry':'true','days_absent':1.5,'vehicle':null}]}",
     {
         {NAME, "unknown_name", "/events/0/reason", 1, 106, "unknown reason 'abscence_no_contact'",
          "absence_no_contact"},
         {TYPE, "wrong_type", "/events/0/entry", 1, 136, "'entry' must be true or false, not a text", NULL},
         {TYPE, "wrong_type", "/events/0/days_absent", 1, 157,
          "'days_absent' must be a whole number, not a number with a fraction", NULL},
         {TYPE, "wrong_type", "/events/0/vehicle", 1, 171, "'vehicle' must be true or false, not null", NULL},
     }},
    {HEAD "{" AT ",'event':'planned','reason':['other'],'purpose':7,'expected_start':'10:00','expected_end':7}]}",
     {
         {TYPE, "wrong_type", "/events/0/reason", 1, 106, "'reason' must be a name, not a list", NULL},
         {TYPE, "wrong_type", "/events/0/purpose", 1, 126, "'purpose' must be a text, not a number", NULL},
         {TYPE, "bad_time", "/events/0/expected_start", 1, 145,
          "'expected_start' is no time as RFC 3339 writes it, with an offset and whole seconds", NULL},
         {TYPE, "wrong_type", "/events/0/expected_end", 1, 168, "'expected_end' must be a time, not a number", NULL},
     }},
    {HEAD "{" AT ",'event':'planned','reason':'other','days_absent':9007199254740993,'staff':'a'}]}",
     {
         {LIMIT, "number_too_large", "/events/0/days_absent", 1, 128,
          "numbers go from -9007199254740992 to 9007199254740992 (2^53)", NULL},
         {TYPE, "wrong_type", "/events/0/staff", 1, 153, "'staff' must be a list of objects, not a text", NULL},
     }},
    {HEAD "{" AT ",'event':'reported','to':'headmaster','about':'planned'}]}",
     {
         {NAME, "unknown_name", "/events/0/to", 1, 103, "unknown role 'headmaster'", NULL},
         {NAME, "unknown_name", "/events/0/about", 1, 124, "unknown topic 'planned'", NULL},
     }},
    {HEAD "{" AT
          ",'event':'reported','to':'ofice','about':'a child called something long, of the family over there'}]}",
     {
         {NAME, "unknown_name", "/events/0/to", 1, 103, "unknown role 'ofice'", "office"},
         {NAME, "unknown_name", "/events/0/about", 1, 119, "unknown topic '…'", NULL},
     }},
    {HEAD "{" AT ",'event':'noted','text':'a\x01z'},{" AT ",'event':'moved','room':'\\ud800'}]}",
     {
         {SYNTAX, "control_character", "/events/0/text", 1, 104,
          "control characters, tabs and line ends in strings are written as \\n, \\t or \\u00XX", NULL},
         {SYNTAX, "lone_surrogate", "/events/1/room", 1, 162,
          "this is half of a surrogate pair; write both halves, or the character itself", NULL},
     }},
    {HEAD "{" AT ",'event':'form_completed','fields':['visitor','adress','',null,7]}]}",
     {
         {NAME, "unknown_name", "/events/0/fields/1", 1, 124, "unknown field 'adress'", "address"},
         {SCHEMA, "empty_text", "/events/0/fields/2", 1, 133, "'fields' holds an empty text", NULL},
         {TYPE, "wrong_type", "/events/0/fields/3", 1, 136, "'fields' must hold names only, not null", NULL},
         {TYPE, "wrong_type", "/events/0/fields/4", 1, 141, "'fields' must hold names only, not a number", NULL},
     }},
    {HEAD "{" AT ",'event':'form_completed','fields':'visitor'}]}",
     {
         {TYPE, "wrong_type", "/events/0/fields", 1, 113, "'fields' must be a list of names, not a text", NULL},
     }},
    {HEAD "{" AT ",'event':'arrived','staff':['a','',null,[],{'id':'a'}]}]}",
     {
         {SCHEMA, "empty_text", "/events/0/staff/1", 1, 110, "'staff' holds an empty text", NULL},
         {TYPE, "wrong_type", "/events/0/staff/2", 1, 113, "'staff' must hold ids only, not null", NULL},
         {TYPE, "wrong_type", "/events/0/staff/3", 1, 118, "'staff' must hold ids only, not a list", NULL},
         {TYPE, "wrong_type", "/events/0/staff/4", 1, 121, "'staff' must hold ids only, not an object", NULL},
     }},
    {HEAD "{" AT ",'event':'arrived','staff':'a'}]}",
     {
         {TYPE, "wrong_type", "/events/0/staff", 1, 105, "'staff' must be a list of ids, not a text", NULL},
     }},
    {HEAD "{" AT ",'event':'checked_in','with':'reception'}]}",
     {
         {NAME, "unknown_name", "/events/0/with", 1, 107, "unknown role 'reception'", NULL},
     }},
};

static const struct visit_refusal of_staff[] = {
    {HEAD
     "{" AT
     ",'event':'replanned','staff':[{'id':'a','role':'dsl'},{'id':'b','role':'teacher'},{'id':'a','role':'dsl'}]}]}",
     {
         {SCHEMA, "duplicate_staff_id", "/events/0/staff/2/id", 1, 166, "the plan names 'a' already", NULL},
     }},
    {HEAD "{" AT ",'event':'replanned','staff':[{},{'id':'','role':''},{'id':7,'role':'head'},{'id':'a','role':null,'"
          "trained':1,'rolle':1}]}]}",
     {
         {SCHEMA, "missing_key", "/events/0/staff/0", 1, 108, "a member of staff needs 'id'", NULL},
         {SCHEMA, "missing_key", "/events/0/staff/0", 1, 108, "a member of staff needs 'role'", NULL},
         {SCHEMA, "missing_key", "/events/0/staff/1", 1, 111, "a member of staff needs 'id'", NULL},
         {SCHEMA, "missing_key", "/events/0/staff/1", 1, 111, "a member of staff needs 'role'", NULL},
         {TYPE, "wrong_type", "/events/0/staff/2/id", 1, 137, "'id' must be a text, not a number", NULL},
         {NAME, "unknown_name", "/events/0/staff/2/role", 1, 146, "unknown role 'head'", "headteacher"},
         {TYPE, "wrong_type", "/events/0/staff/3/role", 1, 171, "'role' must be a name, not null", NULL},
         {TYPE, "wrong_type", "/events/0/staff/3/trained", 1, 186, "'trained' must be true or false, not a number",
          NULL},
         {NAME, "unknown_key", "/events/0/staff/3/rolle", 1, 188, "a member of staff has no 'rolle'", "role"},
     }},
    {HEAD "{" AT ",'event':'replanned','staff':['a',null,[]]}]}",
     {
         {TYPE, "wrong_type", "/events/0/staff/0", 1, 108, "'staff' must hold objects only, not a text", NULL},
         {TYPE, "wrong_type", "/events/0/staff/1", 1, 112, "'staff' must hold objects only, not null", NULL},
         {TYPE, "wrong_type", "/events/0/staff/2", 1, 117, "'staff' must hold objects only, not a list", NULL},
     }},
    {HEAD "{" AT ",'event':'replanned','staff':[{'id':'the boy next door','role':'dsl'},{'role':'dsl','id':'the boy "
          "next door'}]}]}",
     {
         {SCHEMA, "duplicate_staff_id", "/events/0/staff/1/id", 1, 167, "the plan names '…' already", NULL},
     }},
};

static const struct visit_refusal of_facts[] = {
    {HEAD "{" AT ",'event':'declared'}]}",
     {
         {SCHEMA, "missing_attribute", "/events/0", 1, 50, "the event 'declared' needs 'facts'", NULL},
     }},
    {HEAD "{" AT ",'event':'declared','facts':{'phone_caried':true,'torch_carried':1,'x.':true,'x_note':1,'X.a':1}}]}",
     {
         {NAME, "unknown_item", "/events/0/facts/phone_caried", 1, 107,
          "unknown item 'phone_caried'; a fact of the profile's own begins with x.", "phone_carried"},
         {TYPE, "wrong_type", "/events/0/facts/torch_carried", 1, 143,
          "'torch_carried' must be true or false, not a number", NULL},
         {NAME, "unknown_item", "/events/0/facts/x.", 1, 145,
          "unknown item 'x.'; a fact of the profile's own begins with x.", NULL},
         {NAME, "unknown_item", "/events/0/facts/x_note", 1, 155,
          "unknown item 'x_note'; a fact of the profile's own begins with x.", NULL},
         {NAME, "unknown_item", "/events/0/facts/X.a", 1, 166,
          "unknown item 'X.a'; a fact of the profile's own begins with x.", NULL},
     }},
    {HEAD "{" AT ",'event':'declared','facts':{'x.a':null,'x.b':[],'x.c':{},'x.d':0.5,'phone_carried':'yes'}}]}",
     {
         {TYPE, "wrong_type", "/events/0/facts/x.a", 1, 113,
          "'x.a' must be true or false, a whole number or a text, not null", NULL},
         {TYPE, "wrong_type", "/events/0/facts/x.b", 1, 124,
          "'x.b' must be true or false, a whole number or a text, not a list", NULL},
         {TYPE, "wrong_type", "/events/0/facts/x.c", 1, 133,
          "'x.c' must be true or false, a whole number or a text, not an object", NULL},
         {TYPE, "wrong_type", "/events/0/facts/x.d", 1, 142,
          "'x.d' must be a whole number, not a number with a fraction", NULL},
         {TYPE, "wrong_type", "/events/0/facts/phone_carried", 1, 162,
          "'phone_carried' must be true or false, not a text", NULL},
     }},
    {HEAD "{" AT ",'event':'declared','facts':{'x.a/b~':null,'x.a b':[]}}]}",
     {
         {TYPE, "wrong_type", "/events/0/facts/x.a~1b~0", 1, 116,
          "'…' must be true or false, a whole number or a text, not null", NULL},
         {TYPE, "wrong_type", "/events/0/facts/x.a b", 1, 129,
          "'…' must be true or false, a whole number or a text, not a list", NULL},
     }},
    {HEAD "{" AT ",'event':'declared','facts':[]}]}",
     {
         {TYPE, "wrong_type", "/events/0/facts", 1, 106, "'facts' must be an object, not a list", NULL},
     }},
    {HEAD "{" AT ",'event':'declared','facts':{'x.a':1,'x.a':1}}]}",
     {
         {SYNTAX, "duplicate_key", "/events/0/facts/x.a", 1, 115,
          "this key stands in the object already; keep one of them", NULL},
     }},
};

static const struct visit_refusal of_repeats[] = {
    {HEAD "{" AT ",'event':'replanned','id':'e','staff':[{'id':'a','role':'dsl'}]},\n {'id':'e'," AT
          ",'event':'replanned','staff':[{'id':'b','role':'dsl'}]}]}",
     {
         {SCHEMA, "duplicate_event_id", "/events/1/id", 2, 8,
          "another event has the id 'e' already, and differs from this one", NULL},
     }},
    {HEAD "{" AT ",'event':'noted','id':'e'},\n {'id':'e'," AT ",'event':'closed'}]}",
     {
         {SCHEMA, "duplicate_event_id", "/events/1/id", 2, 8,
          "another event has the id 'e' already, and differs from this one", NULL},
     }},
    {HEAD "{" AT ",'event':'noted','id':'e','text':'a'},{" AT ",'event':'noted','id':'e','text':'b'}]}",
     {
         {SCHEMA, "duplicate_event_id", "/events/1/id", 1, 166,
          "another event has the id 'e' already, and differs from this one", NULL},
     }},
    {HEAD "{" AT ",'event':'noted','id':'e'},{'at':'2026-03-02T08:30:01Z','event':'noted','id':'e'}]}",
     {
         {SCHEMA, "duplicate_event_id", "/events/1/id", 1, 155,
          "another event has the id 'e' already, and differs from this one", NULL},
     }},
    {HEAD "{" AT ",'event':'noted','id':'e'},{" AT ",'event':'noted','id':'e','text':'a'}]}",
     {
         {SCHEMA, "duplicate_event_id", "/events/1/id", 1, 155,
          "another event has the id 'e' already, and differs from this one", NULL},
     }},
    {HEAD "{" AT ",'event':'left','id':'\xC3\xA9','staff':['a','b']},{" AT
          ",'event':'left','id':'\xC3\xA9','staff':['b','a']}]}",
     {
         {SCHEMA, "duplicate_event_id", "/events/1/id", 1, 171,
          "another event has the id '…' already, and differs from this one", NULL},
     }},
    {HEAD
     "{" AT ",'event':'declared','id':'e','facts':{'x.a':1}},{" AT ",'event':'declared','id':'e','facts':{'x.a':true}},"
     "{" AT ",'event':'declared','id':'e','facts':{'x.b':1}},{" AT ",'event':'declared','id':'e','facts':{'x.a':1}}]}",
     {
         {SCHEMA, "duplicate_event_id", "/events/1/id", 1, 179,
          "another event has the id 'e' already, and differs from this one", NULL},
         {SCHEMA, "duplicate_event_id", "/events/2/id", 1, 258,
          "another event has the id 'e' already, and differs from this one", NULL},
     }},
    {HEAD "{" AT ",'event':'replanned','id':'e','staff':[{'id':'a','role':'dsl'}]},{" AT
          ",'event':'replanned','id':'e','staff':[{'id':'a','role':'dsl','trained':false}]}]}",
     {
         {SCHEMA, "duplicate_event_id", "/events/1/id", 1, 197,
          "another event has the id 'e' already, and differs from this one", NULL},
     }},
    {HEAD "{" AT ",'event':'form_completed','id':'e','fields':['time','date']},{" AT
          ",'event':'form_completed','id':'e','fields':['date','time']}]}",
     {
         {SCHEMA, "duplicate_event_id", "/events/1/id", 1, 198,
          "another event has the id 'e' already, and differs from this one", NULL},
     }},
};

Test(visit_refused, refuses_documents)
{
    expect_visit_refusals(of_documents, COUNT(of_documents), &named);
}

Test(visit_refused, refuses_events)
{
    expect_visit_refusals(of_events, COUNT(of_events), &named);
}

Test(visit_refused, refuses_values)
{
    expect_visit_refusals(of_values, COUNT(of_values), &named);
}

Test(visit_refused, refuses_staff)
{
    expect_visit_refusals(of_staff, COUNT(of_staff), &named);
}

Test(visit_refused, refuses_facts)
{
    expect_visit_refusals(of_facts, COUNT(of_facts), &named);
}

Test(visit_refused, refuses_what_differs_under_one_id)
{
    expect_visit_refusals(of_repeats, COUNT(of_repeats), &named);
}

/* ---- limits ------------------------------------------------------------------------------------------------------- */

static const homevisit_options small = {
    .struct_size = sizeof small, .document = "visit.json", .max_events = 2, .max_staff = 2, .max_depth = 5};

/* A repeat counts for nothing; what is behind the limit is not looked at, save as JSON. */
static const struct visit_refusal of_limits[] = {
    {HEAD "{" AT ",'event':'noted','id':'e'},{" AT ",'event':'noted','id':'e'},{" AT ",'event':'closed'},\n"
          "{" AT ",'event':'noted','id':'e'},{" AT ",'event':'noted'},{'event':'unlooked at'},7]}",
     {{LIMIT, "too_many_events", "/events/4", 2, 56, "a visit holds at most 2 events", NULL}}},
    {HEAD "{" AT ",'event':'replanned','staff':[{'id':'a','role':'dsl'},{'id':'b','role':'dsl'},{},7]}]}",
     {{LIMIT, "too_many_staff", "/events/0/staff/2", 1, 156, "a plan names at most 2 members of staff", NULL}}},
    {HEAD "{" AT ",'event':'declared','facts':{'x.a':[[]]}}]}",
     {{TYPE, "wrong_type", "/events/0/facts/x.a", 1, 113,
       "'x.a' must be true or false, a whole number or a text, not a list", NULL},
      {LIMIT, "too_deep", "/events/0/facts/x.a/0", 1, 114,
       "objects and lists are nested more deeply than the limit allows", NULL}}},
};

Test(visit_refused, refuses_what_is_over_the_limits)
{
    expect_visit_refusals(of_limits, COUNT(of_limits), &small);
}

Test(visit_refused, takes_what_is_at_the_limits)
{
    const homevisit_text text = quoted(
        HEAD "{" AT ",'event':'replanned','id':'e','staff':[{'id':'a','role':'dsl'},{'id':'b','role':'dsl'}]},"
             "{" AT ",'event':'arrived','staff':['a','b','c']},"
             "{" AT ",'event':'replanned','id':'e','staff':[{'id':'a','role':'dsl'},{'id':'b','role':'dsl'}]}]}");
    homevisit_visit *visit = NULL;
    homevisit_problems *problems = NULL;
    cr_expect_eq(homevisit_visit_load(text.data, text.length, &small, &visit, &problems), HOMEVISIT_OK);
    cr_expect_eq(homevisit_visit_event_count(visit), 2);
    cr_expect_null(problems);
    homevisit_visit_free(visit);
}
