"""Nothing leaks and nothing crashes: ten thousand rounds, objects dropped in every order, or in the middle."""

import gc
import itertools
import json
import os
import pickle
import unittest
import weakref

from support import EVENT, POLICY_TEXT, VISIT_TEXT, LeakTestCase, homevisit, live
from homevisit import _surface

# Fewer where every piece of memory is watched, or where the same was run in another Python.
ROUNDS = int(os.environ.get("HOMEVISIT_TEST_ROUNDS", "10000"))


class Rounds(LeakTestCase):
    def settled(self, work):
        """Lets Python fill its own caches, then runs all rounds."""
        work()
        before = live()
        for _ in range(ROUNDS):
            work()
        self.assertEqual(live(), before)

    def test_success(self):
        def work():
            policy = homevisit.Policy(POLICY_TEXT)
            visit = homevisit.Visit(VISIT_TEXT)
            report = policy.audit(visit)
            assert report.decision is homevisit.Decision.DENY

        self.settled(work)

    def test_questions_on_kept_objects(self):
        policy, visit = homevisit.Policy(POLICY_TEXT), homevisit.Visit(VISIT_TEXT)

        def work():
            policy.check(visit, EVENT)
            policy.status(visit, "2026-03-02T10:00:00Z")

        self.settled(work)

    def test_failure_of_policies(self):
        broken = POLICY_TEXT.replace('"must"', '"msut"')

        def work():
            try:
                homevisit.Policy(broken)
            except homevisit.PolicyError as error:
                assert error.suggestion == "must"
            else:
                raise AssertionError("it was loaded")

        self.settled(work)

    def test_failure_of_visits_and_events(self):
        policy, visit = homevisit.Policy(POLICY_TEXT), homevisit.Visit(VISIT_TEXT)

        def work():
            for call in (
                lambda: homevisit.Visit(VISIT_TEXT[:-3]),
                lambda: visit.append({"at": "2026-03-02T09:30:00Z", "event": "vanished"}),
                lambda: policy.check(visit, {"event": "departed"}),
                lambda: policy.status(visit, "yesterday"),
            ):
                try:
                    call()
                except homevisit.VisitError:
                    continue
                raise AssertionError("it was taken")

        self.settled(work)


class Orders(LeakTestCase):
    def test_every_order_of_dropping(self):
        for order in itertools.permutations(["policy", "visit", "report"]):
            held = {"policy": homevisit.Policy(POLICY_TEXT), "visit": homevisit.Visit(VISIT_TEXT)}
            held["report"] = held["policy"].audit(held["visit"])
            for name in order:
                del held[name]
                gc.collect()
                for thing in held.values():
                    repr(thing)
                if "report" in held:
                    self.assertEqual([step.event for step in held["report"].steps], ["planned", "departed", "arrived"])

    def test_every_order_of_dropping_handles(self):
        """The library's own report, which retains its policy."""
        for order in itertools.permutations(["policy", "visit", "report", "outcome"]):
            held = {
                "policy": _surface.surface_policy_load(POLICY_TEXT, None).take_policy(),
                "visit": _surface.surface_visit_load(VISIT_TEXT, None).take_visit(),
            }
            held["outcome"] = _surface.surface_audit(held["policy"], held["visit"], 0, 0)
            held["report"] = held["outcome"].take_report()
            for name in order:
                del held[name]
                if "report" in held:
                    text = _surface.surface_report_json(held["report"]).text()
                    self.assertEqual(json.loads(text)["decision"], held["report"].decision())

    def test_report_dropped_while_iterating(self):
        report = homevisit.Policy(POLICY_TEXT).audit(homevisit.Visit(VISIT_TEXT))
        steps, seen = iter(report.steps), []
        seen.append(next(steps).event)
        del report
        gc.collect()
        seen += [step.event for step in steps]
        self.assertEqual(seen, ["planned", "departed", "arrived"])

    def test_stream_dropped_in_the_middle(self):
        for workers in (1, 2):
            reports = homevisit.audit_many(POLICY_TEXT, (VISIT_TEXT for _ in range(100)), workers=workers)
            next(reports)
            del reports

    def test_taking_twice_gives_nothing(self):
        outcome = _surface.surface_policy_load(POLICY_TEXT, None)
        self.assertIsNotNone(outcome.take_policy())
        self.assertIsNone(outcome.take_policy())
        self.assertIsNone(outcome.take_visit())

    def test_what_is_not_taken_goes_with_the_outcome(self):
        for _ in range(100):
            _surface.surface_policy_load(POLICY_TEXT, None)
            _surface.surface_visit_load(VISIT_TEXT, None)

    def test_cycles_are_collected(self):
        class Host:
            pass

        host = Host()
        host.policy, host.self = homevisit.Policy(POLICY_TEXT), host
        gone = weakref.ref(host.policy)
        del host
        gc.collect()
        self.assertIsNone(gone())


class Life(LeakTestCase):
    def test_with_closes(self):
        with homevisit.Policy(POLICY_TEXT) as policy, homevisit.Visit(VISIT_TEXT) as visit:
            report = policy.audit(visit)
            self.assertFalse(policy.closed or visit.closed)
        self.assertTrue(policy.closed and visit.closed)
        self.assertEqual(report.visit, "V-🏠")
        for call in (
            lambda: policy.id,
            lambda: visit.id,
            lambda: policy.audit(VISIT_TEXT),
            lambda: homevisit.audit(POLICY_TEXT, visit),
            lambda: visit.append(EVENT),
            lambda: policy.__enter__(),
            lambda: visit.__enter__(),
            lambda: homevisit.compare([policy, POLICY_TEXT], VISIT_TEXT),
        ):
            with self.assertRaisesRegex(ValueError, "is closed$"):
                call()
        self.assertEqual(repr(policy), "<Policy, closed>")
        self.assertEqual(repr(visit), "<Visit, closed>")
        policy.close()
        visit.close()

    def test_an_object_whose_making_failed(self):
        policy = homevisit.Policy.__new__(homevisit.Policy)
        with self.assertRaises(AttributeError):
            policy.id
        del policy

    def test_pickle(self):
        policy = pickle.loads(pickle.dumps(homevisit.Policy(POLICY_TEXT)))
        report = policy.audit(VISIT_TEXT)
        again = pickle.loads(pickle.dumps(report))
        self.assertEqual((again, again.json, type(again)), (report, report.json, homevisit.AuditReport))
        self.assertEqual(pickle.loads(pickle.dumps(report.steps[0])), report.steps[0])
        with self.assertRaisesRegex(TypeError, "not pickled"):
            pickle.dumps(homevisit.Visit(VISIT_TEXT))
        try:
            homevisit.Policy("{}")
        except homevisit.PolicyError as error:
            copy = pickle.loads(pickle.dumps(error))
            self.assertEqual((str(copy), copy.problems, copy.json), (str(error), error.problems, error.json))


if __name__ == "__main__":
    unittest.main()
