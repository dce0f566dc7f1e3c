"""Worked cases for the reference model: rules of every form, duties with their clocks, what a profile extends, and the
reports. Each expected value was worked out by hand from FORMAT.md's sentences, never by running the model."""

import io
import json
import os
import subprocess
import sys
import tempfile
import unittest

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))

import homevisit_reference as reference  # noqa: E402
from policy import merge_patch  # noqa: E402
from test_reference import AT_THE_DOOR, SETTING_OUT, at, audit, event, guard, policy, var, visit  # noqa: E402

UNDER_WAY = {"==": [var("phase"), "under_way"]}
OUTSIDE = {"==": [var("place"), "outside"]}


def duty(**more):
    return dict({"id": "d", "do": ["checked_in"]}, **more)


def duty_states(report):
    """(since, due, status, met_at) of each duty listed, without the date."""
    return [tuple(value[11:-1] if value and value.endswith("Z") else value for value in
                  (row["since"], row["due"], row["status"], row["met_at"])) for row in report["duties"]]


def check_in(clock):
    return event(clock, "checked_in", with_="office")


def appointment(clock, time, name="appointment_made"):
    return event(clock, name, for_=at(time))


class Guards(unittest.TestCase):
    def outcome(self, rule, *events, **head):
        report = audit(policy(rule, **head), AT_THE_DOOR + events + (event("12:00", "entered"),))
        step = report["steps"][-1]
        return step["decision"], [(row["outcome"], row["missing"]) for row in step["findings"]]

    def test_broken_when_needs_and_unless_do_not_hold(self):
        needs = var("parents.reached")
        self.assertEqual(self.outcome(guard("entered", needs)), ("deny", [("broken", [])]))
        self.assertEqual(self.outcome(guard("entered", needs, force="should")), ("warn", [("broken", [])]))
        self.assertEqual(self.outcome(guard("entered", needs, when=var("child.seen"))), ("allow", []))
        self.assertEqual(self.outcome(guard("entered", needs, unless=var("child.seen"))), ("deny", [("broken", [])]))
        self.assertEqual(self.outcome(guard("entered", needs), event("10:00", "parents_informed")), ("allow", []))

    def test_left_out_needs_is_false(self):
        rule = {"id": "g", "on": ["entered"], "when": OUTSIDE}
        self.assertEqual(self.outcome(rule), ("deny", [("broken", [])]))

    def test_unknown_facts_are_named_and_a_should_only_warns(self):
        rule = guard("entered", var("parents.present"), when=var("plan.entry"), unless=var("event.necessary"))
        named = ["plan.entry", "parents.present", "event.necessary"]
        self.assertEqual(self.outcome(rule), ("unknown", [("unknown", named)]))
        self.assertEqual(self.outcome(dict(rule, force="should")), ("warn", [("unknown", named)]))
        self.assertEqual(self.outcome(rule, event("10:00", "parent_arrived")), ("allow", []))

    def test_guards_see_the_facts_before_the_event(self):
        self.assertEqual(self.outcome(guard("entered", var("happened.entered")))[0], "deny")

    def test_a_finding_is_assumed_by_its_rule_or_a_setting_that_it_reads(self):
        head = {"settings": {"n": {"value": 1, "assumed": True}},
                "conditions": {"c": {"<": [var("calls.unanswered"), var("settings.n")]}}}
        rules = policy(guard("noted", {"!": var("conditions.c")}), guard("noted", var("child.seen"), id="h"), **head)
        step = audit(rules, [event("08:00", "noted")])["steps"][0]
        self.assertEqual([row["assumed"] for row in step["findings"]], [True, False])
        self.assertEqual(audit(rules, [event("08:00", "noted")])["notices"], [{"kind": "assumed", "setting": "n"}])
        self.assertEqual(audit(rules, [event("08:00", "threatened")])["notices"], [])


class Duties(unittest.TestCase):
    def test_due_after_its_clock_and_met_at_the_due_second(self):
        rules = policy(duty(on=["departed"], within_minutes=30))
        for clock, status in (("09:30:00", "met"), ("09:30:01", "late")):
            self.assertEqual(duty_states(audit(rules, SETTING_OUT + (check_in(clock),))),
                             [("09:00:00", "09:30:00", status, clock)])
        self.assertEqual(duty_states(audit(rules, SETTING_OUT, at=at("09:30:01")))[0][2], "overdue")
        self.assertEqual(duty_states(audit(rules, SETTING_OUT, at=at("09:30:00")))[0][2], "pending")

    def test_forces_of_what_is_not_done_in_time(self):
        for force, decision in (("must", "deny"), ("should", "warn")):
            report = audit(policy(duty(on=["departed"], within_minutes=30, force=force)), SETTING_OUT, at=at("10:00"))
            self.assertEqual((report["decision"], report["summary"]["overdue"]), (decision, 1))

    def test_it_arises_when_when_becomes_true_and_ceases_when_false(self):
        rules = policy(duty(when=OUTSIDE, within_minutes=30))
        self.assertEqual(duty_states(audit(rules, AT_THE_DOOR + (event("10:00", "entered"),))),
                         [("09:30:00", "10:00:00", "void", None)])
        self.assertEqual(duty_states(audit(rules, AT_THE_DOOR + (event("10:00:01", "entered"),))),
                         [("09:30:00", "10:00:00", "missed", None)])

    def test_a_duty_done_does_not_arise_again_while_when_holds(self):
        report = audit(policy(duty(when=OUTSIDE)), AT_THE_DOOR + (check_in("09:40"), event("09:50", "noted")))
        self.assertEqual(duty_states(report), [("09:30:00", None, "met", "09:40:00")])

    def test_unknown_leaves_things_as_they_were(self):
        rules = policy(duty(when=var("parents.present")))
        knock = event("10:00", "knocked", answered=False)
        report = audit(rules, AT_THE_DOOR)
        self.assertEqual((duty_states(report), report["duties"][0]["missing"], report["decision"]),
                         ([(None, None, "unknown", None)], ["parents.present"], "unknown"))
        self.assertEqual(duty_states(audit(rules, AT_THE_DOOR + (knock,))), [])
        self.assertEqual(duty_states(audit(policy(duty(when=var("parents.present"), force="should")), AT_THE_DOOR)), [])

    def test_its_before_going_by_is_a_finding_and_a_miss(self):
        rules = policy(duty(on=["departed"], before="arrived"))
        report = audit(rules, AT_THE_DOOR)
        self.assertEqual(duty_states(report), [("09:00:00", None, "missed", None)])
        self.assertEqual([(row["outcome"], row["because"]) for row in report["steps"][2]["findings"]], [("broken", [])])
        self.assertEqual([step["silent"] for step in report["steps"]], [True, True, False])
        self.assertEqual(report["decision"], "deny")
        report = audit(rules, SETTING_OUT + (check_in("09:10"), event("09:30", "arrived")))
        self.assertEqual((duty_states(report), report["decision"]), ([("09:00:00", None, "met", "09:10:00")], "allow"))

    def test_where_must_be_true_to_discharge(self):
        rules = policy(duty(on=["departed"], do=["reported"], where={"==": [var("event.to"), "office"]}))
        told = event("09:10", "reported", to="dsl", about="visit")
        self.assertEqual(duty_states(audit(rules, SETTING_OUT + (told,)))[0][2], "pending")
        self.assertEqual(duty_states(audit(rules, SETTING_OUT + (dict(told, to="office"),)))[0][2], "met")

    def test_an_event_never_discharges_a_duty_that_it_raises(self):
        report = audit(policy(duty(on=["checked_in"])), SETTING_OUT + (check_in("09:10"), check_in("09:20")))
        self.assertEqual(duty_states(report), [("09:10:00", None, "met", "09:20:00"),
                                               ("09:20:00", None, "pending", None)])

    def test_waiting_is_the_later_of_appointment_and_arrival(self):
        rules = policy(duty(when=OUTSIDE, do=["cancelled"], within_minutes=20, **{"from": "waiting"}))
        self.assertEqual(duty_states(audit(rules, AT_THE_DOOR))[0][1], "09:50:00")
        self.assertEqual(duty_states(audit(rules, AT_THE_DOOR + (appointment("07:00", "10:00"),)))[0][1], "10:20:00")
        self.assertEqual(duty_states(audit(rules, AT_THE_DOOR + (appointment("07:00", "09:00"),)))[0][1], "09:50:00")

    def test_while_pending_the_due_time_follows_its_clock_and_once_past_it_stands(self):
        rules = policy(duty(on=["departed"], within_minutes=5, **{"from": "appointment"}))
        first = SETTING_OUT + (appointment("08:30", "10:00"),)
        later = "appointment_changed"
        for clock, due in (("10:05:00", "11:05:00"), ("10:05:01", "10:05:00")):
            report = audit(rules, first + (appointment(clock, "11:00", later),))
            self.assertEqual(duty_states(report)[0][1], due, clock)

    def test_a_clock_with_no_time_yet_gives_no_due_time(self):
        rules = policy(duty(on=["departed"], within_minutes=5, **{"from": ["departed", "arrived"]}))
        self.assertEqual(duty_states(audit(rules, SETTING_OUT))[0][1], None)
        # "of several the latest"; arrived is the first arrival
        self.assertEqual(duty_states(audit(rules, AT_THE_DOOR + (event("10:00", "arrived"),)))[0][1], "09:35:00")

    def test_a_due_time_at_discharge_uses_the_clocks_before_the_event(self):
        rules = policy(duty(when=UNDER_WAY, within_minutes=60, **{"from": "last_contact"}))
        report = audit(rules, SETTING_OUT + (check_in("10:00:01"),))
        self.assertEqual(duty_states(report), [("09:00:00", "10:00:00", "late", "10:00:01")])

    def test_repeat_raises_it_again_from_the_discharge(self):
        rules = policy(duty(when=UNDER_WAY, within_minutes=120, repeat=True, **{"from": "last_contact"}))
        report = audit(rules, SETTING_OUT + (check_in("10:00"), check_in("12:00:01")))
        self.assertEqual(duty_states(report), [("09:00:00", "11:00:00", "met", "10:00:00"),
                                               ("10:00:00", "12:00:00", "late", "12:00:01"),
                                               ("12:00:01", "14:00:01", "pending", None)])
        rules = policy(duty(when=UNDER_WAY, within_minutes=60, repeat=True, **{"from": "departed"}))
        self.assertEqual(duty_states(audit(rules, SETTING_OUT + (check_in("09:30"),)))[1],
                         ("09:30:00", "10:30:00", "pending", None))

    def test_too_early_discharges_nothing(self):
        rules = policy(duty(on=["departed"], early=False, within_minutes=30, **{"from": "appointment"}))
        self.assertEqual(duty_states(audit(rules, SETTING_OUT + (check_in("09:10"),)))[0][2], "pending")
        booked = SETTING_OUT + (appointment("08:30", "10:00"),)
        self.assertEqual(duty_states(audit(rules, booked + (check_in("09:59:59"),)))[0][2], "pending")
        self.assertEqual(duty_states(audit(rules, booked + (check_in("10:00"),)))[0][2], "met")

    def test_an_impossible_event_raises_and_discharges_nothing_but_is_found_as_a_before(self):
        rules = policy(duty(on=["departed"], do=["returned"], before="moved"), duty(id="e", on=["closed"]))
        report = audit(rules, SETTING_OUT + (event("09:10", "moved", room="shared"), event("09:20", "closed")))
        self.assertEqual(duty_states(report), [("09:00:00", None, "pending", None)])
        self.assertEqual([row["rule"] for row in report["steps"][2]["findings"]], ["d"])

    def test_they_are_listed_in_order_of_rules_then_since_then_the_unknown_ones(self):
        rules = policy(duty(id="u", when=var("plan.entry")), duty(id="d", on=["arrived"]),
                       duty(id="e", on=["departed"]))
        report = audit(rules, AT_THE_DOOR + (event("10:00", "arrived"),))
        self.assertEqual([(row["rule"], row["since"] and row["since"][11:16]) for row in report["duties"]],
                         [("d", "09:30"), ("d", "10:00"), ("e", "09:00"), ("u", None)])


class ChecklistsAndAdvice(unittest.TestCase):
    RULES = policy({"id": "c", "item": "phone_carried", "before": "departed", "when": var("plan.vehicle")},
                   {"id": "a", "force": "may", "during": ["travelling", "draft"], "when": var("child.seen")},
                   {"id": "b", "force": "may", "during": ["travelling", "draft"]})

    def listed(self, *events):
        report = reference.status(self.RULES, visit(*events), at("12:00"))
        return [row["rule"] for row in report["checklist"] + report["advice"]]

    def test_listed_until_declared_true_or_before_has_happened(self):
        plan = event("08:00", "planned", reason="other")
        said = event("08:10", "declared", facts={"phone_carried": True})
        self.assertEqual(self.listed(), ["c", "b"])
        self.assertEqual(self.listed(plan), ["c"])
        self.assertEqual(self.listed(dict(plan, vehicle=False)), [])
        self.assertEqual(self.listed(plan, said), [])
        self.assertEqual(self.listed(plan, said, event("08:20", "declared", facts={"phone_carried": False})), ["c"])
        self.assertEqual(self.listed(*SETTING_OUT), ["b"])


class Extending(unittest.TestCase):
    BASE = {"format": "homevisit-policy/1", "id": "base", "title": "B", "version": "9", "review_due": "2020-01-01",
            "time_zone": "XXX-2", "settings": {"n": {"value": 10, "assumed": True}, "m": {"value": "08:30"}},
            "rules": [guard("entered", {"and": [var("child.seen"), var("threatened")]}, force="must", message="base"),
                      duty(id="off", on=["departed"], disabled=True, within_minutes=var("settings.n"), force="must",
                           message="m")]}

    def extended(self, *rules, **head):
        data = dict({"format": "homevisit-policy/1", "id": "own", "title": "O", "version": "1", "extends": "base",
                     "rules": list(rules)}, **head)
        return reference.load_policy(data, [self.BASE])

    def test_merge_patch_of_rfc_7396(self):
        self.assertEqual(merge_patch({"a": 1, "b": {"c": 2, "d": 3}}, {"a": None, "b": {"c": 4}}),
                         {"b": {"c": 4, "d": 3}})
        self.assertEqual(merge_patch(["a"], {"b": {"c": None}}), {"b": {}})
        self.assertEqual(merge_patch({"a": {"b": 1}}, {"a": [1]}), {"a": [1]})

    def test_a_condition_is_replaced_whole_and_the_rest_merged(self):
        own = self.extended({"id": "g", "needs": {"or": [var("child.seen"), True]}, "force": "should"})
        rule = own.all_rules["g"]
        self.assertEqual((rule["needs"], rule["message"], rule["force"], rule["on"]),
                         ({"or": [var("child.seen"), True]}, "base", "should", ["entered"]))

    def test_base_rules_come_first_and_a_patch_keeps_its_place(self):
        own = self.extended(guard("left", var("child.seen"), id="new", force="must"), {"id": "g", "message": "own"})
        self.assertEqual([rule.id for rule in own.rules], ["g", "new"])

    def test_a_disabled_rule_is_turned_on(self):
        own = self.extended({"id": "off", "disabled": False}, settings={"n": {"value": 20}})
        report = audit(own, SETTING_OUT)
        self.assertEqual((duty_states(report)[0][1], report["duties"][0]["assumed"]), ("09:20:00", False))
        self.assertEqual(audit(self.extended(), SETTING_OUT)["duties"], [])

    def test_the_zone_is_inherited_and_nothing_else_of_the_head(self):
        own = self.extended()
        self.assertEqual((own.time_zone, own.review_due, own.settings["m"]["value"]), ("XXX-2", None, 510))
        self.assertEqual(self.extended(time_zone="YYY1").time_zone, "YYY1")

    def test_a_locked_rule_may_not_be_patched(self):
        locked = dict(self.BASE, rules=[dict(self.BASE["rules"][0], locked=True)])
        data = {"format": "homevisit-policy/1", "id": "own", "title": "O", "version": "1", "extends": "base",
                "rules": [{"id": "g", "force": "should"}]}
        with self.assertRaises(ValueError):
            reference.load_policy(data, [locked])


class Reports(unittest.TestCase):
    def test_check_leaves_out_what_came_later_and_has_its_keys_in_order(self):
        rules = policy(guard("entered", var("parents.informed"), clauses=["X-1"], message="é / \"q\""))
        record = visit(*AT_THE_DOOR, event("10:01", "parents_informed"))
        report = reference.check(rules, record, event("10:00", "entered"))
        self.assertEqual(reference.text(report), (
            '{"policy":{"id":"p","version":"1"},"visit":"V","at":"2026-03-02T10:00:00Z","event":"entered",'
            '"decision":"deny","state":{"phase":"under_way","place":"outside","contact":"in_contact"},'
            '"findings":[{"rule":"g","clauses":["X-1"],"force":"must","outcome":"broken","message":"é / \\"q\\"",'
            '"assumed":false,"because":[{"fact":"parents.informed","value":false}],"missing":[]}],"missing":[],'
            '"silent":false,"duties":[],"checklist":[],"advice":[],"notices":[]}'))
        self.assertEqual(reference.check(rules, record, event("10:01", "entered"))["decision"], "allow")

    def test_status_lists_what_can_happen_with_all_attributes_unknown(self):
        rules = policy(guard("left", var("event.returning")), duty(on=["departed"], within_minutes=30),
                       duty(id="e", on=["departed"], within_minutes=60))
        report = reference.status(rules, visit(*AT_THE_DOOR), at("09:45"))
        self.assertEqual(list(report), ["policy", "visit", "at", "state", "duties", "next_due", "options", "checklist",
                                        "advice", "notices"])
        self.assertEqual(report["next_due"], at("10:00"))
        options = {row["event"]: row for row in report["options"]}
        self.assertEqual(options["left"], {"event": "left", "decision": "unknown", "rules": ["g"],
                                           "missing": ["event.returning"], "silent": False})
        self.assertFalse({"planned", "authorised", "departed", "moved", "returned", "closed"} & set(options))
        self.assertEqual([row["event"] for row in report["options"]][-2:], ["policy_reviewed", "noted"])

    def test_the_due_second_is_not_yet_past(self):
        rules = policy(duty(on=["departed"], within_minutes=30))
        self.assertEqual(reference.status(rules, visit(*SETTING_OUT), at("09:30"))["next_due"], at("09:30"))
        self.assertIsNone(reference.status(rules, visit(*SETTING_OUT), at("09:30:01"))["next_due"])

    def test_the_review_is_overdue_by_the_local_date(self):
        # 23:30 UTC on 30 June is 00:30 on 1 July in summer time.
        rules = policy(review_due="2026-06-30")
        noted = {"at": "2026-06-30T23:30:00Z", "event": "noted"}
        self.assertEqual(audit(rules, [noted])["notices"], [{"kind": "review_overdue", "review_due": "2026-06-30"}])
        self.assertEqual(audit(rules, [dict(noted, at="2026-06-30T22:59:59Z")])["notices"], [])

    def test_staff_and_times_in_because(self):
        rules = policy(guard("planned", {"and": [{"all": [var("event.staff"), var("trained")]},
                                                 {"<": [var("event.expected_end"), var("event.expected_start")]}]}))
        plan = event("08:00", "planned", reason="other", staff=[{"id": "a", "role": "dsl", "trained": False}],
                     expected_start="2026-03-02T10:00:00+01:00", expected_end="2026-03-02T09:30:00Z")
        self.assertEqual(audit(rules, [plan])["steps"][0]["findings"][0]["because"], [
            {"fact": "event.staff", "value": [{"id": "a", "role": "dsl", "trained": False}]},
            {"fact": "event.expected_end", "value": at("09:30")},
            {"fact": "event.expected_start", "value": at("09:00")}])

    def test_the_summary_counts_findings_by_force(self):
        rules = policy(guard("noted", var("child.seen"), id="a"),
                       guard("noted", var("child.seen"), id="b", force="should"),
                       guard("noted", var("plan.entry"), id="c", force="should"))
        report = audit(rules, [event("08:00", "noted"), event("09:00", "noted")])
        self.assertEqual(report["summary"], {"broken": 2, "warned": 2, "unknown": 2, "overdue": 0, "late": 0,
                                             "missed": 0, "impossible": 0})


class CommandLine(unittest.TestCase):
    PROGRAM = os.path.join(os.path.dirname(os.path.abspath(__file__)), "homevisit_reference.py")

    def test_a_base_is_found_beside_the_policy(self):
        own = {"format": "homevisit-policy/1", "id": "own", "title": "O", "version": "1", "extends": "base",
               "rules": []}
        with tempfile.TemporaryDirectory() as folder:
            for name, data in (("own", own), ("base", Extending.BASE)):
                os.mkdir(os.path.join(folder, name))
                with open(os.path.join(folder, name, "policy.json"), "w", encoding="utf-8") as file:
                    json.dump(data, file)
            path = os.path.join(folder, "own", "policy.json")
            run = subprocess.run(
                [sys.executable, self.PROGRAM, "check", "-p", path, "-e", json.dumps(event("10:00", "entered")), "-"],
                input=json.dumps(visit(*AT_THE_DOOR)), stdout=subprocess.PIPE, universal_newlines=True, check=True)
        self.assertEqual([row["message"] for row in json.loads(run.stdout)["findings"]], ["base"])

    def test_a_batch_gives_one_line_a_case_and_goes_on_after_one_refused(self):
        own = {"format": "homevisit-policy/1", "id": "own", "title": "O", "version": "1", "rules": []}
        case = {"policy": own, "visit": visit(*SETTING_OUT), "ask": "audit"}
        out = io.StringIO()
        reference.batch([json.dumps(dict(case, visit={})), json.dumps(case)], out)
        first, second = out.getvalue().splitlines()
        self.assertEqual(list(json.loads(first)), ["refused"])
        self.assertEqual(json.loads(second)["decision"], "allow")


if __name__ == "__main__":
    unittest.main()
