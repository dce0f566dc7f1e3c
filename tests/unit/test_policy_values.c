/* lib/policy_values.c: the values of a profile's keys. */
#include "policy_texts.h"

#include <criterion/criterion.h>

#define FAR_ZONE                                                                                                       \
    "'time_zone' has to be whole minutes and less than a day from UTC, in summer too: no other time can be written"

#define DUTY(id) TEXT_RULE(id) "'do': ['checked_in'], 'on': ['arrived'], "

static const struct refusal refusals[] = {
    {"texts of the head",
     {"{'format': 1, 'id': '', 'title': null, 'version': 2, 'extends': [],\n"
      "'source': 3, 'issued': 20220401, 'review_due': true, 'time_zone': 0, 'rules': []}"},
     {{TYPE, "wrong_type", "", "/format", 1, 12, "'format' has to be a text, not a number", NULL},
      {SCHEMA, "empty_text", "", "/id", 1, 21, "'id' must not be empty", NULL},
      {TYPE, "wrong_type", "", "/title", 1, 34, "'title' has to be a text, not null", NULL},
      {TYPE, "wrong_type", "", "/version", 1, 51, "'version' has to be a text, not a number", NULL},
      {TYPE, "wrong_type", "", "/extends", 1, 65, "'extends' has to be a text, not a list", NULL},
      {TYPE, "wrong_type", "", "/source", 2, 11, "'source' has to be a text, not a number", NULL},
      {TYPE, "wrong_type", "", "/issued", 2, 24, "'issued' has to be a date, YYYY-MM-DD, not a number", NULL},
      {TYPE, "wrong_type", "", "/review_due", 2, 48, "'review_due' has to be a date, YYYY-MM-DD, not true or false",
       NULL},
      {TYPE, "wrong_type", "", "/time_zone", 2, 67, "'time_zone' has to be a POSIX TZ string, not a number", NULL}}},
    {"a format that is none",
     {"{'format': 'policy', 'id': 'p', 'title': 'P', 'version': '1', 'rules': []}"},
     {{SCHEMA, "unknown_format", "", "/format", 1, 12, "a policy's format is homevisit-policy/1",
       "homevisit-policy/1"}}},
    {"dates as people write them",
     {TEXT_HEAD "'issued': '1/4/2022', 'review_due': '2023-4-30', 'rules': []}"},
     {{TYPE, "bad_date", "", "/issued", 2, 11, "'issued' has to be a date of the calendar, as YYYY-MM-DD",
       "2022-04-01"},
      {TYPE, "bad_date", "", "/review_due", 2, 37, "'review_due' has to be a date of the calendar, as YYYY-MM-DD",
       "2023-04-30"}}},
    {"dates that there are not",
     {TEXT_HEAD "'issued': '2022-02-30', 'review_due': '30.2.2022', 'rules': []}"},
     {{TYPE, "bad_date", "", "/issued", 2, 11, "'issued' has to be a date of the calendar, as YYYY-MM-DD", NULL},
      {TYPE, "bad_date", "", "/review_due", 2, 39, "'review_due' has to be a date of the calendar, as YYYY-MM-DD",
       NULL}}},
    {"dates of which nothing can be made",
     {TEXT_HEAD "'issued': 'April 2022', 'review_due': '22-04-01', 'rules': []}"},
     {{TYPE, "bad_date", "", "/issued", 2, 11, "'issued' has to be a date of the calendar, as YYYY-MM-DD", NULL},
      {TYPE, "bad_date", "", "/review_due", 2, 39, "'review_due' has to be a date of the calendar, as YYYY-MM-DD",
       NULL}}},
    {"dates that are broken off or of too many digits",
     {TEXT_HEAD "'issued': '2022-4', 'review_due': '2022-100-1', 'rules': []}"},
     {{TYPE, "bad_date", "", "/issued", 2, 11, "'issued' has to be a date of the calendar, as YYYY-MM-DD", NULL},
      {TYPE, "bad_date", "", "/review_due", 2, 35, "'review_due' has to be a date of the calendar, as YYYY-MM-DD",
       NULL}}},
    {"a zone by its city",
     {TEXT_HEAD "'time_zone': 'Europe/London', 'rules': []}"},
     {{TYPE, "bad_zone", "", "/time_zone", 2, 14,
       "'time_zone' has to be a POSIX TZ string, in which a name for summer time comes with its rule",
       "GMT0BST,M3.5.0/1,M10.5.0"}}},
    {"a zone whose summer has no rule",
     {TEXT_HEAD "'time_zone': 'GMT0BST', 'rules': []}"},
     {{TYPE, "bad_zone", "", "/time_zone", 2, 14,
       "'time_zone' has to be a POSIX TZ string, in which a name for summer time comes with its rule",
       "GMT0BST,M3.5.0/1,M10.5.0"}}},
    {"zones of which no time can be written: a day from UTC",
     {TEXT_HEAD "'time_zone': 'AAA24', 'rules': []}"},
     {{TYPE, "zone_offset", "", "/time_zone", 2, 14, FAR_ZONE, NULL}}},
    {"zones of which no time can be written: an hour's summer time leads beyond the day",
     {TEXT_HEAD "'time_zone': 'AAA-23BBB,M3.5.0,M10.5.0', 'rules': []}"},
     {{TYPE, "zone_offset", "", "/time_zone", 2, 14, FAR_ZONE, NULL}}},
    {"zones of which no time can be written: seconds",
     {TEXT_HEAD "'time_zone': 'LMT0:01:15', 'rules': []}"},
     {{TYPE, "zone_offset", "", "/time_zone", 2, 14, FAR_ZONE, NULL}}},
    {"values of settings",
     {TEXT_HEAD "'settings': {\n"
                "'fraction': {'value': 2.5},\n"
                "'nothing': {'value': null},\n"
                "'object': {'value': {}},\n"
                "'mixed': {'value': ['dsl', 3, '', ['x']]}}, 'rules': []}"},
     {{TYPE, "setting_value", "", "/settings/fraction/value", 3, 23,
       "a setting is true or false, a whole number, a name, a list of names or \"HH:MM\", not a fraction", NULL},
      {TYPE, "setting_value", "", "/settings/nothing/value", 4, 22,
       "a setting is true or false, a whole number, a name, a list of names or \"HH:MM\", not null", NULL},
      {TYPE, "setting_value", "", "/settings/object/value", 5, 21,
       "a setting is true or false, a whole number, a name, a list of names or \"HH:MM\", not an object", NULL},
      {TYPE, "setting_value", "", "/settings/mixed/value/1", 6, 28, "a setting's list holds names, not a number", NULL},
      {TYPE, "setting_value", "", "/settings/mixed/value/2", 6, 31, "a setting's list holds names, not an empty text",
       NULL},
      {TYPE, "setting_value", "", "/settings/mixed/value/3", 6, 35, "a setting's list holds names, not a list", NULL}}},
    {"times of day",
     {TEXT_HEAD "'settings': {\n"
                "'late': {'value': '24:00'},\n"
                "'short': {'value': '8:00'},\n"
                "'odd': {'value': '8:60'}}, 'rules': []}"},
     {{TYPE, "bad_time_of_day", "", "/settings/late/value", 3, 19, "a time of day goes from \"00:00\" to \"23:59\"",
       NULL},
      {TYPE, "bad_time_of_day", "", "/settings/short/value", 4, 20, "a time of day goes from \"00:00\" to \"23:59\"",
       "08:00"},
      {TYPE, "bad_time_of_day", "", "/settings/odd/value", 5, 18, "a time of day goes from \"00:00\" to \"23:59\"",
       NULL}}},
    {"what else a setting says",
     {TEXT_HEAD "'settings': {'a': {'value': 1, 'clauses': 'A', 'assumed': 'true', 'note': 1}}, 'rules': []}"},
     {{TYPE, "wrong_type", "", "/settings/a/clauses", 2, 43, "'clauses' has to be a list of clauses' ids, not a text",
       NULL},
      {TYPE, "wrong_type", "", "/settings/a/assumed", 2, 59, "'assumed' has to be true or false, not a text", "true"},
      {TYPE, "wrong_type", "", "/settings/a/note", 2, 75, "'note' has to be a text, not a number", NULL}}},
    {"types of facts",
     {TEXT_HEAD "'facts': {'x.a': 'bool', 'x.b': 1}, 'rules': []}"},
     {{NAME, "unknown_type", "", "/facts/x.a", 2, 18, "unknown type 'bool'", "boolean"},
      {TYPE, "wrong_type", "", "/facts/x.b", 2, 33, "'x.b' has to be boolean, integer or string, not a number", NULL}}},
    {"what all rules say",
     {TEXT_RULES("{'id': 'r', 'clauses': ['', 1], 'force': 'msut', 'message': '', 'assumed': 1, 'note': 2,\n"
                 "'disabled': 'no', 'locked': null, 'during': ['inside']},\n"
                 "{'id': 's', 'clauses': {}, 'force': true, 'message': [], 'during': ['inside']}")},
     {{SCHEMA, "empty_text", "", "/rules/0/clauses/0", 3, 25, "a clause's id must not be empty", NULL},
      {TYPE, "wrong_type", "", "/rules/0/clauses/1", 3, 29, "'clauses' has to be a list of clauses' ids, not a number",
       NULL},
      {NAME, "unknown_force", "", "/rules/0/force", 3, 42, "unknown force 'msut'", "must"},
      {SCHEMA, "empty_text", "", "/rules/0/message", 3, 61, "'message' must not be empty", NULL},
      {TYPE, "wrong_type", "", "/rules/0/assumed", 3, 76, "'assumed' has to be true or false, not a number", NULL},
      {TYPE, "wrong_type", "", "/rules/0/note", 3, 87, "'note' has to be a text, not a number", NULL},
      {TYPE, "wrong_type", "", "/rules/0/disabled", 4, 13, "'disabled' has to be true or false, not a text", NULL},
      {TYPE, "wrong_type", "", "/rules/0/locked", 4, 29, "'locked' has to be true or false, not null", NULL},
      {TYPE, "wrong_type", "", "/rules/1/clauses", 5, 24, "'clauses' has to be a list of clauses' ids, not an object",
       NULL},
      {TYPE, "wrong_type", "", "/rules/1/force", 5, 37, "'force' has to be must, should or may, not true or false",
       NULL},
      {TYPE, "wrong_type", "", "/rules/1/message", 5, 54, "'message' has to be a text, not a list", NULL}}},
    {"lists of events",
     {TEXT_RULES(TEXT_RULE("r") "'on': 'departed', 'when': {'var': 'duress'}},\n" TEXT_RULE(
         "s") "'on': [], 'when': {'var': 'duress'}},\n" TEXT_RULE("t") "'on': ['departs', 'left', 5], 'when': {'var': "
                                                                       "'duress'}}")},
     {{TYPE, "wrong_type", "", "/rules/0/on", 3, 67, "'on' has to be a list, also for one name, not a text", NULL},
      {SCHEMA, "empty_list", "", "/rules/1/on", 4, 67, "'on' must not be an empty list", NULL},
      {NAME, "unknown_event", "", "/rules/2/on/0", 5, 68, "unknown event 'departs'", "departed"},
      {TYPE, "wrong_type", "", "/rules/2/on/2", 5, 87, "'on' names one event, not a number", NULL}}},
    {"one event or a list of them",
     {TEXT_RULES(DUTY("r") "'before': 'depart'},\n" DUTY("s") "'before': []},\n" DUTY(
         "t") "'before': ['left', 'home']},\n" DUTY("u") "'before': {}}")},
     {{NAME, "unknown_event", "", "/rules/0/before", 3, 112, "unknown event 'depart'", "departed"},
      {SCHEMA, "empty_list", "", "/rules/1/before", 4, 112, "'before' must not be an empty list", NULL},
      {NAME, "unknown_event", "", "/rules/2/before/1", 5, 121, "unknown event 'home'", NULL},
      {TYPE, "wrong_type", "", "/rules/3/before", 6, 112, "'before' names one event, not an object", NULL}}},
    {"clocks",
     {TEXT_RULES(DUTY("r") "'from': 'departure'},\n" DUTY("s") "'from': []},\n" DUTY(
         "t") "'from': ['arrived', 'waitng', 1]},\n" DUTY("u") "'from': 5}")},
     {{NAME, "unknown_clock", "", "/rules/0/from", 3, 110, "unknown clock 'departure'", "departed"},
      {SCHEMA, "empty_list", "", "/rules/1/from", 4, 110, "'from' must not be an empty list", NULL},
      {NAME, "unknown_clock", "", "/rules/2/from/1", 5, 122, "unknown clock 'waitng'", "waiting"},
      {TYPE, "wrong_type", "", "/rules/2/from/2", 5, 132, "'from' has to be a clock or a list of clocks, not a number",
       NULL},
      {TYPE, "wrong_type", "", "/rules/3/from", 6, 110, "'from' has to be a clock or a list of clocks, not a number",
       NULL}}},
    {"minutes",
     {TEXT_RULES(DUTY("r") "'within_minutes': -1},\n" DUTY("s") "'within_minutes': '20'},\n" DUTY(
         "t") "'within_minutes': 2.5},\n" DUTY("u") "'within_minutes': [20]},\n" DUTY("v") "'within_minutes': {'var': "
                                                                                           "'plan.days_absent'}},"
                                                                                           "\n" DUTY("w") "'within_"
                                                                                                          "minutes': "
                                                                                                          "{'var': "
                                                                                                          "20}}")},
     {{TYPE, "bad_minutes", "", "/rules/0/within_minutes", 3, 120,
       "'within_minutes' has to be a whole number from 0 on, or {\"var\": \"settings.NAME\"}", NULL},
      {TYPE, "bad_minutes", "", "/rules/1/within_minutes", 4, 120,
       "'within_minutes' has to be a whole number from 0 on, or {\"var\": \"settings.NAME\"}", "20"},
      {TYPE, "bad_minutes", "", "/rules/2/within_minutes", 5, 120,
       "'within_minutes' has to be a whole number from 0 on, or {\"var\": \"settings.NAME\"}", NULL},
      {TYPE, "bad_minutes", "", "/rules/3/within_minutes", 6, 120,
       "'within_minutes' has to be a whole number from 0 on, or {\"var\": \"settings.NAME\"}", NULL},
      {TYPE, "not_a_setting", "", "/rules/4/within_minutes/var", 7, 128,
       "'var' has to name a setting here: settings.NAME", NULL},
      {TYPE, "not_a_setting", "", "/rules/5/within_minutes/var", 8, 128,
       "'var' has to name a setting here: settings.NAME", NULL}}},
    {"who",
     {TEXT_RULES(DUTY("r") "'by': 'deputy', 'early': 1, 'repeat': 'yes'},\n" DUTY("s") "'by': ['dsl']}")},
     {{NAME, "unknown_role", "", "/rules/0/by", 3, 108, "unknown role or caller 'deputy'", "deputy_headteacher"},
      {TYPE, "wrong_type", "", "/rules/0/early", 3, 127, "'early' has to be true or false, not a number", NULL},
      {TYPE, "wrong_type", "", "/rules/0/repeat", 3, 140, "'repeat' has to be true or false, not a text", NULL},
      {TYPE, "wrong_type", "", "/rules/1/by", 4, 108, "'by' names one role or caller, not a list", NULL}}},
    {"phases and places",
     {TEXT_RULES(TEXT_RULE("r") "'during': ['underway', 'left', 'upstairs']},\n" TEXT_RULE("s") "'during': 'inside'}")},
     {{NAME, "unknown_state", "", "/rules/0/during/0", 3, 72, "unknown phase or place 'underway'", "under_way"},
      {NAME, "unknown_state", "", "/rules/0/during/2", 3, 92, "unknown phase or place 'upstairs'", NULL},
      {TYPE, "wrong_type", "", "/rules/1/during", 4, 71, "'during' has to be a list, also for one name, not a text",
       NULL}}},
    {"items and their event",
     {TEXT_RULES(
         TEXT_RULE("r") "'item': 5, 'before': ['departed']},\n" TEXT_RULE("s") "'item': '', 'before': 'depart'}")},
     {{TYPE, "wrong_type", "", "/rules/0/item", 3, 69, "'item' has to be a text, not a number", NULL},
      {TYPE, "wrong_type", "", "/rules/0/before", 3, 82, "'before' names one event, not a list", NULL},
      {SCHEMA, "empty_text", "", "/rules/1/item", 4, 69, "'item' must not be empty", NULL},
      {NAME, "unknown_event", "", "/rules/1/before", 4, 83, "unknown event 'depart'", "departed"}}},
    {"a year alone",
     {TEXT_HEAD "'issued': '2026', 'rules': []}"},
     {{TYPE, "bad_date", "", "/issued", 2, 11, "'issued' has to be a date of the calendar, as YYYY-MM-DD", NULL}}},
    {"a date without marks",
     {TEXT_HEAD "'issued': '2026x01x02', 'rules': []}"},
     {{TYPE, "bad_date", "", "/issued", 2, 11, "'issued' has to be a date of the calendar, as YYYY-MM-DD", NULL}}},
    {"a date that goes on",
     {TEXT_HEAD "'issued': '1.2.2026 at noon', 'rules': []}"},
     {{TYPE, "bad_date", "", "/issued", 2, 11, "'issued' has to be a date of the calendar, as YYYY-MM-DD", NULL}}},
    {"a year at both ends",
     {TEXT_HEAD "'issued': '2026-02-2026', 'rules': []}"},
     {{TYPE, "bad_date", "", "/issued", 2, 11, "'issued' has to be a date of the calendar, as YYYY-MM-DD", NULL}}},
    {"no such day",
     {TEXT_HEAD "'issued': '2026.100.01', 'review_due': '01/100/2026', 'rules': []}"},
     {{TYPE, "bad_date", "", "/issued", 2, 11, "'issued' has to be a date of the calendar, as YYYY-MM-DD", NULL},
      {TYPE, "bad_date", "", "/review_due", 2, 40, "'review_due' has to be a date of the calendar, as YYYY-MM-DD",
       NULL}}},
    {"flags and maps that are none",
     {TEXT_HEAD "'conditions': [], 'rules': [\n"
                "{'id': 'r', 'clauses': [], 'force': 'must', 'message': 'm', 'on': ['departed'], 'needs': {'var': "
                "'risk.assessed'}, 'disabled': 'yes'}]}"},
     {{TYPE, "wrong_type", "", "/conditions", 2, 15, "'conditions' has to be an object, not a list", NULL},
      {TYPE, "wrong_type", "", "/rules/0/disabled", 3, 128, "'disabled' has to be true or false, not a text", NULL}}},
    {"a flag that is a number",
     {TEXT_HEAD "'settings': {'a': {'value': 1, 'assumed': 1}}, 'rules': []}"},
     {{TYPE, "wrong_type", "", "/settings/a/assumed", 2, 43, "'assumed' has to be true or false, not a number", NULL}}},
    {"rules that are no list",
     {TEXT_HEAD "'rules': {}}"},
     {{TYPE, "wrong_type", "", "/rules", 2, 10, "'rules' has to be a list, not an object", NULL}}},
    {"minutes as texts",
     {TEXT_HEAD "'rules': [\n"
                "{'id': 'r', 'clauses': [], 'force': 'must', 'message': 'm', 'on': ['departed'], 'do': ['logged'], "
                "'within_minutes': ''},\n"
                "{'id': 's', 'clauses': [], 'force': 'must', 'message': 'm', 'on': ['departed'], 'do': ['logged'], "
                "'within_minutes': '1234567890123456'},\n"
                "{'id': 't', 'clauses': [], 'force': 'must', 'message': 'm', 'on': ['departed'], 'do': ['logged'], "
                "'within_minutes': '12a'},\n"
                "{'id': 'u', 'clauses': [], 'force': 'must', 'message': 'm', 'on': ['departed'], 'do': ['logged'], "
                "'within_minutes': '12'}]}"},
     {{TYPE, "bad_minutes", "", "/rules/0/within_minutes", 3, 117,
       "'within_minutes' has to be a whole number from 0 on, or {\"var\": \"settings.NAME\"}", NULL},
      {TYPE, "bad_minutes", "", "/rules/1/within_minutes", 4, 117,
       "'within_minutes' has to be a whole number from 0 on, or {\"var\": \"settings.NAME\"}", NULL},
      {TYPE, "bad_minutes", "", "/rules/2/within_minutes", 5, 117,
       "'within_minutes' has to be a whole number from 0 on, or {\"var\": \"settings.NAME\"}", NULL},
      {TYPE, "bad_minutes", "", "/rules/3/within_minutes", 6, 117,
       "'within_minutes' has to be a whole number from 0 on, or {\"var\": \"settings.NAME\"}", "12"}}},
    {"a name in place of a list",
     {TEXT_HEAD
      "'rules': [\n"
      "{'id': 'r', 'clauses': [], 'force': 'must', 'message': 'm', 'on': 'departed', 'needs': {'var': "
      "'risk.assessed'}},\n"
      "{'id': 's', 'clauses': [], 'force': 'must', 'message': 'm', 'on': 'dprted', 'needs': {'var': "
      "'risk.assessed'}},\n"
      "{'id': 't', 'clauses': [], 'force': 'must', 'message': 'm', 'on': 7, 'needs': {'var': 'risk.assessed'}}]}"},
     {{TYPE, "wrong_type", "", "/rules/0/on", 3, 67, "'on' has to be a list, also for one name, not a text", NULL},
      {TYPE, "wrong_type", "", "/rules/1/on", 4, 67, "'on' has to be a list, not a text", NULL},
      {TYPE, "wrong_type", "", "/rules/2/on", 5, 67, "'on' has to be a list, not a number", NULL}}},
    {"times of day that are none",
     {TEXT_HEAD "'settings': {'a': {'value': '7:75'}, 'b': {'value': '7.30'}, 'c': {'value': '18:0x'}, 'd': {'value': "
                "'7:30'}, 'e': {'value': '25:00'}},\n"
                "'rules': [\n"
                "{'id': 'r', 'clauses': [], 'force': 'must', 'message': 'm', 'on': ['departed'], 'when': {'or': [{'<': "
                "[{'var': 'time.minute'}, {'var': 'settings.a'}]}, {'<': [{'var': 'time.minute'}, {'var': "
                "'settings.b'}]}, {'<': [{'var': 'time.minute'}, {'var': 'settings.c'}]}, {'<': [{'var': "
                "'time.minute'}, {'var': 'settings.d'}]}, {'<': [{'var': 'time.minute'}, {'var': 'settings.e'}]}]}}]}"},
     {{TYPE, "bad_time_of_day", "", "/settings/a/value", 2, 29, "a time of day goes from \"00:00\" to \"23:59\"", NULL},
      {TYPE, "bad_time_of_day", "", "/settings/d/value", 2, 102, "a time of day goes from \"00:00\" to \"23:59\"",
       "07:30"},
      {TYPE, "bad_time_of_day", "", "/settings/e/value", 2, 126, "a time of day goes from \"00:00\" to \"23:59\"",
       NULL},
      {TYPE, "operand_type", "", "/rules/0/when/or/1/</1", 4, 184, "'<' takes a number here, this is a text", NULL},
      {TYPE, "operand_type", "", "/rules/0/when/or/2/</1", 4, 240, "'<' takes a number here, this is a text", NULL}}},
    {"a force that is like none",
     {TEXT_HEAD "'rules': [\n{'id': 'r', 'clauses': [], 'message': 'm', 'on': ['left'], 'needs': {'var': 'duress'}, "
                "'force': 'zzzzzzzz'}]}"},
     {{NAME, "unknown_force", "", "/rules/0/force", 3, 97, "unknown force 'zzzzzzzz': it is must, should or may",
       NULL}}},
    {"dates and times of day that are nearly so",
     {TEXT_HEAD "'issued': '2022-1-100', 'review_due': '2022-123-1', 'settings': {'a': {'value': '9:75'}, 'b': "
                "{'value': '9:5'}, 'c': {'value': '18:3'}}, 'rules': []}"},
     {{TYPE, "bad_date", "", "/issued", 2, 11, "'issued' has to be a date of the calendar, as YYYY-MM-DD", NULL},
      {TYPE, "bad_date", "", "/review_due", 2, 39, "'review_due' has to be a date of the calendar, as YYYY-MM-DD",
       NULL},
      {TYPE, "bad_time_of_day", "", "/settings/a/value", 2, 81, "a time of day goes from \"00:00\" to \"23:59\"", NULL},
      {TYPE, "bad_time_of_day", "", "/settings/b/value", 2, 105, "a time of day goes from \"00:00\" to \"23:59\"",
       NULL},
      {TYPE, "bad_time_of_day", "", "/settings/c/value", 2, 128, "a time of day goes from \"00:00\" to \"23:59\"",
       NULL}}},
    {"a note that is empty beside a message that is",
     {TEXT_HEAD "'rules': [\n{'id': 'r', 'clauses': [], 'force': 'must', 'message': '', 'note': '', 'on': ['left'], "
                "'needs': {'var': 'duress'}}]}"},
     {{SCHEMA, "empty_text", "", "/rules/0/message", 3, 56, "'message' must not be empty", NULL}}},
};

Test(policy_values, tells_what_is_wrong)
{
    assert_refused(refusals, sizeof refusals / sizeof *refusals);
}

Test(policy_values, takes_whole_numbers_however_they_are_written)
{
    homevisit_policy *policy = load_sound(TEXT_HEAD "'settings': {'a': {'value': 3.0}, 'b': {'value': -2e1}},\n"
                                                    "'rules': [" DUTY("r") "'within_minutes': 2e1}]}",
                                          NULL);
    cr_expect_eq(policy->settings[0].number, 3);
    cr_expect_eq(policy->settings[1].number, -20);
    cr_expect_eq(rule_of(policy, "r")->as.duty.within_seconds, 1200);
    homevisit_policy_free(policy);
}
