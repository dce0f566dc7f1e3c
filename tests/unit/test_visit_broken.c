/* lib/visit_attributes.c, visit_event.c, visit_read.c, visit_keep.c: values whose JSON breaks off or is flawed; events
 * of one id that differ in the least. */
#include "visit_trials.h"

#include <criterion/criterion.h>

#define HEAD "{'format':'homevisit-visit/1','id':'V','events':["
#define AT "'at':'2026-03-02T08:30:00Z'"
#define COUNT(table) (sizeof(table) / sizeof *(table))
static const homevisit_options named = {.struct_size = sizeof named, .document = "visit.json"};

/* JSON that breaks off or is flawed within a value: told once, and nothing is guessed from what is left of it. */
static const struct visit_refusal of_broken_values[] = {
    {HEAD "{" AT ",'event':'form_completed','fields':['date','\\q',7]}]}",
     {
         {SYNTAX, "bad_escape", "/events/0/fields/1", 1, 122,
          "there is no such escape; a backslash itself is written \\\\", NULL},
         {TYPE, "wrong_type", "/events/0/fields/2", 1, 126, "'fields' must hold names only, not a number", NULL},
     }},
    {HEAD "{" AT ",'event':'form_completed','fields':['date'",
     {
         {SYNTAX, "unexpected_end", "/events/0/fields", 1, 120,
          "the text ends too early; what was opened is not closed, or a value is missing", NULL},
     }},
    {HEAD "{" AT ",'event':'form_completed','fields':[,'date']}]}",
     {
         {SYNTAX, "value_expected", "/events/0/fields/0", 1, 114, "a value is missing here", NULL},
     }},
    {HEAD "{" AT ",'event':'arrived','staff':['a','\\q']}]}",
     {
         {SYNTAX, "bad_escape", "/events/0/staff/1", 1, 111,
          "there is no such escape; a backslash itself is written \\\\", NULL},
     }},
    {HEAD "{" AT ",'event':'arrived','staff':['a',",
     {
         {SYNTAX, "unexpected_end", "/events/0/staff/0", 1, 110,
          "the text ends too early; what was opened is not closed, or a value is missing", NULL},
     }},
    {HEAD "{" AT ",'event':'planned','reason':'other','staff':[{'id':'a','role':'dsl'},'\\q']}]}",
     {
         {SYNTAX, "bad_escape", "/events/0/staff/1", 1, 148,
          "there is no such escape; a backslash itself is written \\\\", NULL},
     }},
    {HEAD "{" AT ",'event':'planned','reason':'other','staff':[{'id':'a','role':'dsl'},",
     {
         {SYNTAX, "unexpected_end", "/events/0/staff/0", 1, 147,
          "the text ends too early; what was opened is not closed, or a value is missing", NULL},
     }},
    {HEAD "{" AT ",'event':'planned','reason':'other','staff':[{'id':'a','role':'dsl'",
     {
         {SYNTAX, "unexpected_end", "/events/0/staff/0", 1, 145,
          "the text ends too early; what was opened is not closed, or a value is missing", NULL},
     }},
    {HEAD "{" AT ",'event':'planned','reason':'other','staff':[{'id':'\\q','role':'dsl'}]}]}",
     {
         {SYNTAX, "bad_escape", "/events/0/staff/0/id", 1, 130,
          "there is no such escape; a backslash itself is written \\\\", NULL},
     }},
    {HEAD "{" AT ",'event':'planned','reason':'other','staff':[{'id':'a','role':}]}]}",
     {
         {SYNTAX, "value_expected", "/events/0/staff/0/role", 1, 140, "a value is missing here", NULL},
     }},
    {HEAD "{" AT ",'event':'planned','reason':'other','staff':[{'id':'a','role':true}]}]}",
     {
         {TYPE, "wrong_type", "/events/0/staff/0/role", 1, 140, "'role' must be a name, not true or false", NULL},
     }},
    {HEAD "{" AT ",'event':'declared','facts':{'phone_carried':tru,'x.a':}}]}",
     {
         {SYNTAX, "unknown_word", "/events/0/facts/phone_carried", 1, 123,
          "only true, false and null stand without quotes; a text stands in double quotes", NULL},
         {SYNTAX, "value_expected", "/events/0/facts/x.a", 1, 133, "a value is missing here", NULL},
     }},
    {HEAD "{" AT ",'event':'declared','facts':{'phone_carried':true",
     {
         {SYNTAX, "unexpected_end", "/events/0/facts", 1, 127,
          "the text ends too early; what was opened is not closed, or a value is missing", NULL},
     }},
    {HEAD "{" AT ",'event':'planned','reason':'other','purpose':false,'expected_start':true}]}",
     {
         {TYPE, "wrong_type", "/events/0/purpose", 1, 124, "'purpose' must be a text, not true or false", NULL},
         {TYPE, "wrong_type", "/events/0/expected_start", 1, 147, "'expected_start' must be a time, not true or false",
          NULL},
     }},
    {HEAD "{" AT ",'event':'noted','text':'\\q'},'\\q',{" AT ",'event':'closed'}]}",
     {
         {SYNTAX, "bad_escape", "/events/0/text", 1, 103, "there is no such escape; a backslash itself is written \\\\",
          NULL},
         {SYNTAX, "bad_escape", "/events/1", 1, 109, "there is no such escape; a backslash itself is written \\\\",
          NULL},
     }},
};

Test(visit_broken, a_value_whose_json_is_broken_is_told_once)
{
    expect_visit_refusals(of_broken_values, COUNT(of_broken_values), &named);
}

/* Of two events with one id, what differs is one member of a list, one of its keys, or one value. */
static const struct visit_refusal of_near_repeats[] = {
    {HEAD
     "{" AT ",'event':'replanned','id':'e0','staff':[{'id':'a','role':'dsl'}]},{" AT
     ",'event':'replanned','id':'e0','staff':[{'id':'a','role':'teacher'}]},{" AT
     ",'event':'replanned','id':'e1','staff':[{'id':'a','role':'dsl','trained':true}]},{" AT
     ",'event':'replanned','id':'e1','staff':[{'id':'a','role':'dsl','trained':false}]},{" AT
     ",'event':'replanned','id':'e2','staff':[{'id':'a','role':'dsl'}]},{" AT
     ",'event':'replanned','id':'e2','staff':[{'id':'a','role':'dsl'},{'id':'b','role':'dsl'}]},{" AT
     ",'event':'declared','id':'e3','facts':{'x.a':'s'}},{" AT ",'event':'declared','id':'e3','facts':{'x.a':'t'}},{" AT
     ",'event':'declared','id':'e4','facts':{'x.a':1}},{" AT ",'event':'declared','id':'e4','facts':{'x.a':2}},{" AT
     ",'event':'declared','id':'e5','facts':{'x.a':1}},{" AT
     ",'event':'declared','id':'e5','facts':{'x.a':1,'x.b':1}},{" AT
     ",'event':'form_completed','id':'e6','fields':['time']},{" AT
     ",'event':'form_completed','id':'e6','fields':['time','date']},{" AT
     ",'event':'left','id':'e7','staff':['a']},{" AT ",'event':'left','id':'e7','staff':['a','b']}]}",
     {{SCHEMA, "duplicate_event_id", "/events/1/id", 1, 198,
       "another event has the id 'e0' already, and differs from this one", NULL},
      {SCHEMA, "duplicate_event_id", "/events/3/id", 1, 405,
       "another event has the id 'e1' already, and differs from this one", NULL},
      {SCHEMA, "duplicate_event_id", "/events/5/id", 1, 609,
       "another event has the id 'e2' already, and differs from this one", NULL},
      {SCHEMA, "duplicate_event_id", "/events/7/id", 1, 805,
       "another event has the id 'e3' already, and differs from this one", NULL},
      {SCHEMA, "duplicate_event_id", "/events/9/id", 1, 961,
       "another event has the id 'e4' already, and differs from this one", NULL},
      {SCHEMA, "duplicate_event_id", "/events/11/id", 1, 1115,
       "another event has the id 'e5' already, and differs from this one", NULL},
      {SCHEMA, "duplicate_event_id", "/events/13/id", 1, 1289,
       "another event has the id 'e6' already, and differs from this one", NULL},
      {SCHEMA, "duplicate_event_id", "/events/15/id", 1, 1438,
       "another event has the id 'e7' already, and differs from this one", NULL}}},
    {"{'format':7,'id':'V','events':[]}",
     {{TYPE, "wrong_type", "/format", 1, 11, "'format' must be a text, not a number", NULL}}},
};

Test(visit_broken, the_least_difference_of_repeats_is_told)
{
    expect_visit_refusals(of_near_repeats, COUNT(of_near_repeats), &named);
}
