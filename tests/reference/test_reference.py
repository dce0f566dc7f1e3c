"""Worked cases for the reference model: times, the record, facts and conditions; test_reference_rules.py has rules and
reports. Each expected value was worked out by hand from FORMAT.md's sentences, never by running the model."""

import os
import sys
import unittest

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))

import homevisit_reference as reference  # noqa: E402
from conditions import UNKNOWN, Scope, because, evaluate, missing  # noqa: E402
from timezone import Instant, Zone, parse_instant  # noqa: E402

DAY = "2026-03-02T"  # a Monday, in winter time


def at(clock):
    return "%s%sZ" % (DAY, clock if clock.count(":") == 2 else clock + ":00")


def event(clock, name, **attributes):
    return dict({"at": at(clock), "event": name}, **{key.rstrip("_"): value for key, value in attributes.items()})


def visit(*events):
    return {"format": "homevisit-visit/1", "id": "V", "events": list(events)}


def policy(*rules, **head):
    data = {"format": "homevisit-policy/1", "id": "p", "title": "P", "version": "1",
            "rules": [dict({"force": "must", "message": "m"}, **rule) for rule in rules]}
    bases = head.pop("bases", ())
    return reference.load_policy(dict(data, **head), bases)


def var(name, *default):
    return {"var": [name] + list(default)} if default else {"var": name}


def guard(name, needs, **more):
    return dict({"id": "g", "on": [name], "needs": needs}, **more)


SILENT = policy()
SETTING_OUT = (event("08:00", "planned", reason="other"), event("09:00", "departed"))
AT_THE_DOOR = SETTING_OUT + (event("09:30", "arrived", staff=["a"]),)


def audit(rules, events, **more):
    return reference.audit(rules, visit(*events), **more)


class Times(unittest.TestCase):
    def test_an_offset_is_taken_off(self):
        self.assertEqual(str(parse_instant("2026-03-02T09:10:00+01:00")), "2026-03-02T08:10:00Z")
        self.assertEqual(str(parse_instant("2024-02-28T23:30:00-00:45")), "2024-02-29T00:15:00Z")
        self.assertEqual(int(parse_instant("1970-01-02T00:00:01Z")), 86401)

    def test_years_long_ago_count_back(self):
        # 1600 to 1970 is 370 years of 365 days and 90 leap days, 1600 being one; 1700, 1800 and 1900 are none.
        self.assertEqual(int(parse_instant("1600-01-01T00:00:00Z")), -(370 * 365 + 90) * 86400)
        self.assertEqual(str(Instant(-(370 * 365 + 90) * 86400)), "1600-01-01T00:00:00Z")

    def test_whole_seconds_00_to_59(self):
        for text in ("2026-03-02T09:10:60Z", "2026-03-02T09:10:00.5Z", "2026-02-29T09:10:00Z", "2026-03-02T09:10:00"):
            with self.assertRaises(ValueError):
                parse_instant(text)

    def test_british_summer_time_starts_and_ends_at_one_utc(self):
        zone = Zone("GMT0BST,M3.5.0/1,M10.5.0")
        # The last Sundays of 2026 are 29 March and 25 October. 01:00 GMT, and 02:00 BST (the default time) = 01:00 UTC.
        for text, minute in (("2026-03-29T00:59:59Z", 59), ("2026-03-29T01:00:00Z", 120),
                             ("2026-10-25T00:59:59Z", 119), ("2026-10-25T01:00:00Z", 60)):
            self.assertEqual(zone.local(parse_instant(text))[1], minute, text)

    def test_a_southern_summer_runs_over_new_year(self):
        zone = Zone("AEST-10AEDT,M10.1.0,M4.1.0/3")
        self.assertEqual(zone.offset(parse_instant("2026-01-01T00:00:00Z")), 11 * 3600)
        self.assertEqual(zone.offset(parse_instant("2026-07-01T00:00:00Z")), 10 * 3600)
        # The first Sunday of April 2026 is the 5th; 03:00 summer time is 16:00 UTC on the 4th.
        self.assertEqual(zone.offset(parse_instant("2026-04-04T15:59:59Z")), 11 * 3600)
        self.assertEqual(zone.offset(parse_instant("2026-04-04T16:00:00Z")), 10 * 3600)

    def test_day_numbers_with_and_without_the_leap_day(self):
        # J60 is 1 March in every year; 59 (counted from 0) is 29 February in a leap year.
        for text, rule in (("2024-03-01", "J60"), ("2023-03-01", "J60"), ("2024-02-29", "59"), ("2023-03-01", "59")):
            zone = Zone("STD0DST,%s/0,J300/0" % rule)
            day = int(parse_instant(text + "T00:00:00Z"))
            self.assertEqual([zone.offset(day - 1), zone.offset(day)], [0, 3600], (text, rule))

    def test_a_zone_whose_clock_no_time_can_write_is_refused(self):
        for text in ("AAA24", "AAA-24:59:59", "LMT0:01:15", "AAA-23BBB,J1,J2", "AAA0BBB24,J1,J2"):
            with self.assertRaises(ValueError, msg=text):
                Zone(text)
        self.assertEqual([Zone("AAA23:59").standard, Zone("AAA-23:59").standard], [-86340, 86340])


class Replaying(unittest.TestCase):
    def test_equal_times_keep_their_order_and_late_events_find_theirs(self):
        report = audit(SILENT, [event("09:00", "departed"), event("09:30", "noted", text="second"),
                                event("09:30", "threatened"), event("08:00", "planned", reason="other")])
        self.assertEqual([step["index"] for step in report["steps"]], [3, 0, 1, 2])

    def test_a_second_of_the_same_id_is_ignored_or_refused(self):
        first = {"id": "7", "at": "2026-03-02T09:00:00Z", "event": "noted", "text": "t"}
        again = {"id": "7", "at": "2026-03-02T10:00:00+01:00", "event": "noted", "text": "t", "x_host": 1}
        self.assertEqual([step["index"] for step in audit(SILENT, [first, again])["steps"]], [0])
        with self.assertRaises(ValueError):
            audit(SILENT, [first, dict(again, text="u")])

    def test_an_impossible_event_is_reported_and_changes_nothing(self):
        report = audit(SILENT, [event("08:00", "departed"), event("08:01", "entered")])
        self.assertEqual([step["decision"] for step in report["steps"]], ["impossible", "impossible"])
        self.assertEqual(report["state"], {"phase": "draft", "place": "school", "contact": "in_contact"})
        self.assertEqual((report["decision"], report["summary"]["impossible"]), ("impossible", 2))

    def test_the_guards_of_an_impossible_event_are_still_decided(self):
        report = audit(policy(guard("entered", var("parents.reached"))), [event("08:01", "entered")])
        self.assertEqual([row["outcome"] for row in report["steps"][0]["findings"]], ["broken"])
        self.assertEqual((report["summary"]["broken"], report["decision"]), (1, "impossible"))

    def test_arriving_again_after_leaving_takes_the_visit_up(self):
        events = AT_THE_DOOR + (event("09:40", "left"),)
        self.assertEqual(audit(SILENT, events)["state"]["phase"], "ended")
        report = audit(SILENT, events + (event("09:50", "arrived"),))
        self.assertEqual(report["state"], {"phase": "under_way", "place": "outside", "contact": "in_contact"})

    def test_a_cancelled_visit_keeps_its_place(self):
        report = audit(SILENT, AT_THE_DOOR + (event("09:40", "cancelled", cause="other"), event("09:41", "left")))
        self.assertEqual(report["state"], {"phase": "cancelled", "place": "left", "contact": "in_contact"})

    def test_an_audit_at_an_earlier_time_takes_the_last_event(self):
        self.assertEqual(audit(SILENT, SETTING_OUT, at=at("08:30"))["at"], at("09:00"))
        self.assertIsNone(audit(SILENT, [])["at"])


class Presence(unittest.TestCase):
    PAIR = [{"id": "a", "role": "teacher"}, {"id": "b", "role": "dsl", "trained": True}]

    def present(self, *events):
        """(staff.present, staff.unplanned, place) after the events, None for unknown."""
        rules = policy(guard("noted", {"==": [var("staff.present"), -1]}, id="p"),
                       guard("noted", {"==": [var("staff.unplanned"), -1]}, id="u"))
        report = audit(rules, list(events) + [event("12:00", "noted")])
        rows = report["steps"][-1]["findings"]
        values = [row["because"][0]["value"] if row["because"] else None for row in rows]
        return tuple(values) + (report["state"]["place"],)

    def start(self, **plan):
        return (event("08:00", "planned", reason="other", **plan), event("09:00", "departed"))

    def test_all_planned_arrive_where_nobody_is_named(self):
        self.assertEqual(self.present(*self.start(staff=self.PAIR), event("09:30", "arrived")), (2, 0, "outside"))

    def test_ids_outside_the_plan_count(self):
        self.assertEqual(self.present(*self.start(staff=self.PAIR), event("09:30", "arrived", staff=["a", "c"])),
                         (2, 1, "outside"))

    def test_a_plan_without_staff_leaves_it_unknown_until_all_have_left(self):
        start = self.start() + (event("09:30", "arrived"),)
        self.assertEqual(self.present(*start), (None, None, "outside"))
        self.assertEqual(self.present(*start, event("09:40", "left", staff=["a"])), (None, None, "outside"))
        self.assertEqual(self.present(*start, event("09:40", "left")), (0, 0, "left"))

    def test_a_later_plan_says_who_they_were(self):
        start = self.start() + (event("09:30", "arrived"), event("09:35", "left", staff=["a"]))
        self.assertEqual(self.present(*start, event("09:40", "replanned", staff=self.PAIR)), (1, 0, "outside"))

    def test_a_left_that_leaves_somebody_there_is_no_left(self):
        rules = policy({"id": "d", "on": ["left"], "do": ["debriefed"]},
                       guard("noted", var("happened.left")))
        start = self.start(staff=self.PAIR) + (event("09:30", "arrived"), event("09:40", "left", staff=["b"]))
        report = audit(rules, start + (event("10:00", "noted"),))
        self.assertEqual((report["duties"], report["state"]["place"]), ([], "outside"))
        self.assertEqual(report["steps"][-1]["decision"], "deny")
        report = audit(rules, start + (event("09:50", "left", staff=["a"]), event("10:00", "noted")))
        self.assertEqual([row["since"] for row in report["duties"]], [at("09:50")])
        self.assertEqual(report["state"]["place"], "left")
        self.assertEqual(report["steps"][-1]["decision"], "allow")


class Contact(unittest.TestCase):
    def contact(self, *events, **more):
        return audit(more.pop("rules", SILENT), AT_THE_DOOR + events, **more)["state"]["contact"]

    def test_the_first_that_fits(self):
        calls = (event("10:00", "staff_called", result="voicemail"), event("10:05", "staff_called", result="no_answer"))
        self.assertEqual(self.contact(*calls[:1]), "in_contact")
        self.assertEqual(self.contact(*calls), "unreachable")
        self.assertEqual(self.contact(*calls, event("10:06", "checked_in", with_="office")), "in_contact")
        self.assertEqual(self.contact(*calls, event("10:06", "senior_sent", role="dsl")), "escalated")
        self.assertEqual(self.contact(*calls, event("10:06", "emergency_called", service="fire")), "unreachable")
        self.assertEqual(self.contact(*calls, event("10:06", "emergency_called", service="police")), "escalated")
        self.assertEqual(self.contact(*calls, event("10:06", "code_word_used")), "duress")

    def test_duress_stays_until_located(self):
        used = event("10:00", "code_word_used")
        self.assertEqual(self.contact(used, event("10:06", "checked_in", with_="office")), "duress")
        self.assertEqual(self.contact(used, event("10:06", "located")), "in_contact")

    def test_overdue_is_past_due_not_at_the_due_second(self):
        rules = policy({"id": "d", "force": "should", "when": {"==": [var("phase"), "under_way"]},
                        "do": ["checked_in"], "from": "departed", "within_minutes": 120})
        self.assertEqual(self.contact(rules=rules, at=at("11:00")), "in_contact")
        self.assertEqual(self.contact(rules=rules, at=at("11:00:01")), "overdue")


class Facts(unittest.TestCase):
    def value(self, name, *events, **head):
        """The fact's value as a finding prints it; UNKNOWN where it stands in `missing`."""
        rules = policy(guard("noted", {"and": [{"!": {"missing": name}}, {"===": [var(name), "no such"]}]}), **head)
        row = audit(rules, AT_THE_DOOR + events + (event("12:00", "noted"),))["steps"][-1]["findings"][0]
        return UNKNOWN if row["because"][0]["value"] is None else row["because"][0]["value"]

    def test_told(self):
        told = event("10:00", "reported", to="social_care", about="danger", written=True)
        self.assertIs(self.value("told.social_care.danger", told), True)
        self.assertIs(self.value("told_in_writing.social_care.danger", told), True)
        self.assertIs(self.value("told.anyone.danger", told), False)  # "anyone but social_care"
        self.assertIs(self.value("told.anyone.danger", dict(told, to="office")), True)
        self.assertIs(self.value("told.office.risk", dict(told, to="office")), False)

    def test_danger_is_unknown_where_an_open_concern_leaves_it_out(self):
        unsaid = event("10:00", "concern_raised", kind="property")
        said = event("10:01", "concern_raised", kind="property", immediate_danger=True)
        self.assertIs(self.value("danger.property"), False)
        self.assertIs(self.value("danger.property", unsaid), UNKNOWN)
        self.assertIs(self.value("danger.any", unsaid, said), True)
        self.assertIs(self.value("danger.any", unsaid, event("10:02", "concern_cleared", kind="property")), False)
        self.assertIs(self.value("danger.safeguarding", unsaid, said), False)

    def test_an_assessment_and_an_invitation_count_whole_from_the_latest(self):
        first = event("10:00", "risk_assessed", written=True, level="low")
        self.assertIs(self.value("risk.level"), UNKNOWN)
        self.assertEqual(self.value("risk.level", first), "low")
        self.assertIs(self.value("risk.level", first, event("10:01", "risk_assessed")), UNKNOWN)
        asked = event("10:00", "invited_in", person="parent", supervised=True)
        self.assertIs(self.value("invitation.supervised", asked, event("10:01", "invited_in", person="child")), UNKNOWN)

    def test_replanned_is_laid_over_the_plan_attribute_by_attribute(self):
        late = event("10:00", "replanned", expected_end="2026-07-01T15:30:00Z", purpose="")
        self.assertEqual(self.value("plan.reason", late), "other")
        self.assertEqual(self.value("plan.end_minute", late), 16 * 60 + 30)  # summer time
        self.assertIs(self.value("plan.start_minute", late), UNKNOWN)
        self.assertIs(self.value("plan.purpose", late), False)  # an empty text counts as missing
        self.assertIs(self.value("plan.purpose", dict(late, purpose="talk")), True)

    def test_contacted_since_asks_for_a_contact_after_the_latest_such_event(self):
        entered, call = event("10:00", "entered"), event("10:05", "staff_called", result="spoke")
        self.assertIs(self.value("contacted_since.entered", call), False)
        self.assertIs(self.value("contacted_since.entered", entered, call), True)
        self.assertIs(self.value("contacted_since.staff_called", entered, call), False)

    def test_animals_parents_and_rooms(self):
        dog = event("10:00", "animal_seen", dangerous=True)
        away = event("10:01", "animal_separated")
        self.assertIs(self.value("animals.separated", dog, away), True)
        self.assertIs(self.value("animals.separated", dog, away, dict(dog, at=at("10:02"))), UNKNOWN)
        knock = event("10:00", "knocked", answered=False)
        self.assertIs(self.value("parents.present", knock), False)
        self.assertIs(self.value("parents.present", knock, event("10:01", "spoke", person="parent")), True)
        self.assertIs(self.value("parents.present", dict(knock, answered=True)), UNKNOWN)
        inside = (event("10:00", "entered"), event("10:01", "moved", room="bedroom"))
        self.assertEqual(self.value("room", *inside), "bedroom")
        self.assertIs(self.value("room", *inside, event("10:02", "left")), UNKNOWN)

    def test_threatened_ends_when_personal_safety_is_cleared(self):
        threat, cleared = event("10:00", "threatened"), event("10:01", "concern_cleared", kind="property")
        self.assertIs(self.value("threatened", threat, cleared), True)
        self.assertIs(self.value("threatened", threat, dict(cleared, kind="personal_safety")), False)

    def test_local_time_of_the_event_being_decided(self):
        self.assertEqual(self.value("time.minute"), 12 * 60)
        self.assertEqual(self.value("time.weekday"), 1)
        self.assertEqual(self.value("time.minute", time_zone="XXX-13:30"), 90)
        self.assertEqual(self.value("time.weekday", time_zone="XXX-13:30"), 2)

    def test_a_declared_fact_is_checked_by_the_profiles_own_types(self):
        said = event("10:00", "declared", facts={"x.count": 3, "x.other": "ignored", "phone_carried": True})
        self.assertEqual(self.value("x.count", said, facts={"x.count": "integer"}), 3)
        self.assertIs(self.value("declared.phone_carried", said), True)
        with self.assertRaises(ValueError):
            self.value("x.count", said, facts={"x.count": "boolean"})


class _Names:
    """A record whose facts are given, for conditions alone."""

    def __init__(self, **values):
        self.values = values

    def lookup(self, name):
        return self.values.get(name, UNKNOWN)


class _Conditions:
    settings = {"n": {"value": 3}, "roles": {"value": ["dsl"]}}
    conditions = {"a_or_b": {"or": [var("a"), var("b")]}}


def judged(condition, **facts):
    """(value, facts in because, facts in missing)."""
    result = evaluate(condition, Scope(_Conditions, _Names(**facts)))
    reasons = [(row["fact"], row["value"]) for row in because(result.rests)]
    return result.value, reasons, missing(result.rests)


class Conditions(unittest.TestCase):
    def test_a_false_and_rests_on_its_false_operands(self):
        both = {"and": [var("a"), var("b"), var("c")]}
        self.assertEqual(judged(both, a=True, b=False), (False, [("b", False)], []))
        self.assertEqual(judged(both, a=True, c=True), (UNKNOWN, [("a", True), ("c", True)], ["b"]))
        self.assertEqual(judged(both, a=True, b=True, c=True), (True, [("a", True), ("b", True), ("c", True)], []))

    def test_a_true_or_rests_on_its_true_operands(self):
        either = {"or": [var("a"), var("b"), var("c")]}
        self.assertEqual(judged(either, a=False, b=True), (True, [("b", True)], []))
        self.assertEqual(judged(either, a=False, b=False), (UNKNOWN, [("a", False), ("b", False)], ["c"]))

    def test_an_if_rests_on_its_test_and_the_chosen_branch(self):
        choice = {"if": [var("t"), var("a"), var("u"), var("b"), var("c")]}
        self.assertEqual(judged(choice, t=True, a=1, b=2), (1, [("t", True), ("a", 1)], []))
        self.assertEqual(judged(choice, t=False, u=False, c=5), (5, [("t", False), ("u", False), ("c", 5)], []))
        self.assertEqual(judged(choice, u=True, a=1, b=2)[0], UNKNOWN)
        self.assertEqual(judged(choice, u=True, a=2, b=2)[0], 2)  # both branches agree

    def test_a_default_stands_in_for_an_unknown_and_leaves_null(self):
        self.assertEqual(judged({"!": var("a", False)}), (True, [("a", None)], []))
        self.assertEqual(judged({"!": var("a", False)}, a=True), (False, [("a", True)], []))

    def test_missing_is_never_unknown(self):
        asked = {"!": {"missing": ["a", "b"]}}
        self.assertEqual(judged(asked, a=False), (False, [("a", False), ("b", None)], []))
        self.assertEqual(judged(asked, a=False, b=0), (True, [("a", False), ("b", 0)], []))

    def test_order_of_first_appearance_goes_through_conditions(self):
        folded = {"and": [{"==": [var("c"), 1]}, var("conditions.a_or_b"), {"!": var("c")}]}
        self.assertEqual(judged(folded, c=1, a=False)[1:], ([("c", 1)], []))
        self.assertEqual(judged({"or": [var("conditions.a_or_b"), var("c")]}, c=False, a=False),
                         (UNKNOWN, [("a", False), ("c", False)], ["b"]))

    def test_settings_are_folded_in_and_stand_in_no_because(self):
        self.assertEqual(judged({"<": [var("a"), var("settings.n")]}, a=2), (True, [("a", 2)], []))

    def test_lists(self):
        self.assertEqual(judged({"all": [var("l"), True]}, l=[])[0], False)
        self.assertEqual(judged({"none": [var("l"), True]}, l=[])[0], True)
        self.assertEqual(judged({"some": [var("l"), {"in": [var(""), var("settings.roles")]}]}, l=["dsl"])[0], True)
        self.assertEqual(judged({"!!": var("l")}, l=[])[0], False)
        self.assertEqual(judged({"in": ["x", var("l")]}, l=["y", "x"])[0], True)

    def test_what_one_member_does_not_say_may_decide_nothing(self):
        trained = {"all": [var("staff"), var("trained")]}
        unsaid = {"id": "a", "role": "dsl", "trained": None}
        self.assertEqual(judged(trained, staff=[unsaid]), (UNKNOWN, [("staff", [unsaid])], ["staff"]))
        staff = [unsaid, dict(unsaid, trained=False)]
        self.assertEqual(judged(trained, staff=staff), (False, [("staff", staff)], []))

    def test_numbers(self):
        self.assertIs(judged({"/": [var("a"), 0]}, a=1)[0], UNKNOWN)
        self.assertEqual(judged({"%": [-7, 3]})[0], -1)  # JavaScript's remainder has the dividend's sign
        self.assertEqual(judged({"-": [5]})[0], -5)
        self.assertEqual(judged({"max": [1, {"+": [2, 3]}, 4]})[0], 5)
        self.assertEqual([judged({"<=": [1, var("a"), 3]}, a=a)[0] for a in (0, 1, 3, 4)], [False, True, True, False])


if __name__ == "__main__":
    unittest.main()
