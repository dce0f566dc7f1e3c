"""All cases of tests/conformance through the package, byte for byte: with objects, and in one call.

Run by itself it prints how many are equal, and shows those that are not.
"""

import json
import sys
import unittest

from support import ROOT, LeakTestCase, homevisit

CASES = ROOT / "tests/conformance/cases.ndjson"
EXPECTED = ROOT / "tests/conformance/expected.ndjson"


def ask(case):
    """Answers a case as a user of the package would."""
    try:
        policy = homevisit.Policy(case["policy"], bases=case["bases"])
        visit = homevisit.Visit(case["visit"])
        if case["ask"] == "check":
            report = policy.check(visit, case["event"])
        elif case["ask"] == "status":
            report = policy.status(visit, case["at"])
        else:
            report = policy.audit(visit, case["at"])
    except homevisit.DocumentError as error:
        return error.json
    return report.json


def ask_at_once(case):
    """Answers a case in the one call from text to text."""
    return homevisit.answer(
        case["ask"], case["policy"], case["visit"], event=case["event"], at=case["at"], bases=case["bases"]
    )


def read():
    cases = [json.loads(line) for line in CASES.read_bytes().split(b"\n") if line]
    expected = [line for line in EXPECTED.read_bytes().split(b"\n") if line]
    return cases, expected


class Conformance(LeakTestCase):
    def test_there_are_as_many_answers_as_cases(self):
        cases, expected = read()
        self.assertGreater(len(cases), 400)
        self.assertEqual(len(cases), len(expected))

    def test_objects(self):
        for case, expected in zip(*read()):
            with self.subTest(case["name"]):
                self.assertEqual(ask(case).encode("utf-8"), expected)

    def test_one_call(self):
        for case, expected in zip(*read()):
            if case["at"] == "":
                continue  # the one call takes an empty time for none
            with self.subTest(case["name"]):
                self.assertEqual(ask_at_once(case).encode("utf-8"), expected)

    def test_dicts_give_the_same_reports(self):
        for case, expected in zip(*read()):
            if '"problems"' in expected[:12].decode() or not case["policy"].startswith("{"):
                continue
            data = {key: json.loads(case[key]) for key in ("policy", "visit")}
            data["event"] = case["event"] and json.loads(case["event"])
            with self.subTest(case["name"]):
                self.assertEqual(ask({**case, **data}).encode("utf-8"), expected)

    def test_reports_read_as_the_json_has_it(self):
        for case, expected in zip(*read()):
            report = json.loads(expected)
            if "problems" in report or case["ask"] != "audit":
                continue
            with self.subTest(case["name"]):
                got = homevisit.AuditReport(expected.decode("utf-8"))
                self.assertEqual(got, report)
                self.assertEqual(list(got), list(report))
                self.assertEqual(str(got.decision), report["decision"])
                self.assertEqual([step.decision for step in got.steps], [step["decision"] for step in report["steps"]])
                self.assertEqual(
                    [str(duty.status) for duty in got.duties], [duty["status"] for duty in report["duties"]]
                )


def main():
    cases, expected = read()
    equal = 0
    for case, line in zip(cases, expected):
        got = ask(case).encode("utf-8")
        equal += got == line
        if got != line:
            print("%s:\n  expected %s\n  got      %s" % (case["name"], line.decode(), got.decode()))
    print("conformance: %d cases, %d equal" % (len(cases), equal))
    return 0 if cases and equal == len(cases) == len(expected) else 1


if __name__ == "__main__":
    sys.exit(main())
