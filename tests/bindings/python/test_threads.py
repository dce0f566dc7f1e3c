"""Threads: many ask at once, append, close and load, and nothing is torn."""

import threading
import time
import unittest

from support import EVENT, POLICY_TEXT, VISIT_TEXT, LeakTestCase, homevisit
from homevisit import _surface


def in_threads(works):
    """Runs each work in a thread of its own, all at once; raises what one of them raised."""
    errors, ready = [], threading.Barrier(len(works))

    def run(work):
        try:
            ready.wait()
            work()
        except BaseException as error:
            errors.append(error)

    threads = [threading.Thread(target=run, args=(work,)) for work in works]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if errors:
        raise errors[0]


def big_visit(count):
    """A record that takes the library a while, and Python no time."""
    moments = ((2 + n // 86400, n // 3600 % 24, n // 60 % 60, n % 60) for n in range(count))
    events = [{"at": "2026-03-%02dT%02d:%02d:%02dZ" % moment, "event": "noted"} for moment in moments]
    return homevisit.Visit({"format": "homevisit-visit/1", "id": "big", "events": events})


def turns_beside(call):
    """What the call gives in another thread, and how often this one comes to its turn while the call lasts."""
    turns, result = [0], []

    def run():
        try:
            before = turns[0]
            given = call()
            result.append((given, turns[0] - before))
        except BaseException as error:
            result.append((error, 0))
            raise

    thread = threading.Thread(target=run)
    thread.start()
    while not result:
        time.sleep(0.0005)
        turns[0] += 1
    thread.join()
    return result[0]


class Threads(LeakTestCase):
    def test_one_policy_and_one_visit_for_all(self):
        policy, visit = homevisit.Policy(POLICY_TEXT), homevisit.Visit(VISIT_TEXT)
        expected = policy.audit(visit).json, policy.check(visit, EVENT).json, policy.status(visit).json

        def ask():
            for _ in range(200):
                got = policy.audit(visit).json, policy.check(visit, EVENT).json, policy.status(visit).json
                assert got == expected

        in_threads([ask] * 8)

    def test_appending_while_others_ask(self):
        policy, visit = homevisit.Policy(POLICY_TEXT), homevisit.Visit(VISIT_TEXT)

        def append():
            for number in range(300):
                visit.add("noted", "2026-03-02T10:%02d:%02dZ" % (number // 60, number % 60), text="n%d" % number)

        def ask():
            for _ in range(100):
                report = policy.audit(visit)
                assert sorted(step.index for step in report.steps) == list(range(len(report.steps)))
                assert [step.at for step in report.steps] == sorted(step.at for step in report.steps)

        in_threads([append, append, ask, ask])
        self.assertEqual(len(visit), 3 + 600)

    def test_closing_while_others_ask(self):
        for _ in range(50):
            policy, visit = homevisit.Policy(POLICY_TEXT), homevisit.Visit(VISIT_TEXT)

            def ask():
                try:
                    for _ in range(20):
                        policy.audit(visit)
                except ValueError as error:
                    assert str(error).endswith("is closed")

            in_threads([ask, ask, policy.close, visit.close])

    def test_python_goes_on_while_the_library_decides(self):
        """One long call in a thread, and this thread is not held up by it: beside a call that keeps the interpreter's
        lock it stands still. The middle of some tries, since a busy machine makes a turn more or less at either end."""
        policy, visit = homevisit.Policy("maghull-high"), big_visit(90000)
        handles, turns = (policy.handle, visit.handle), []
        for _ in range(9):
            report, beside = turns_beside(lambda: _surface.surface_audit(*handles, 0, 0))
            self.assertEqual(report.code(), 0)
            turns.append(beside)
        self.assertGreater(sorted(turns)[4], 1)

    def test_loading_in_threads(self):
        def load():
            for _ in range(50):
                homevisit.Policy(POLICY_TEXT)
                try:
                    homevisit.Policy(POLICY_TEXT[:-9])
                except homevisit.PolicyError:
                    pass

        in_threads([load] * 6)


if __name__ == "__main__":
    unittest.main()
