"""The generator's own promises: one seed gives the same lines, the model answers every one, and over a few hundred of
them every kind of answer comes up, so that a comparison with the library compares something."""

import json
import os
import sys
import unittest

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))

import generate  # noqa: E402
import homevisit_reference as reference  # noqa: E402


class Generated(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.cases = [generate.case("test/%d" % number) for number in range(400)]
        cls.reports = [reference.answer(case, {}) for case in cls.cases]

    def test_one_seed_gives_the_same_case(self):
        self.assertEqual(json.dumps(generate.case("test/7")), json.dumps(self.cases[7]))
        self.assertNotEqual(json.dumps(self.cases[7]), json.dumps(self.cases[8]))

    def test_every_answer_comes_up(self):
        findings = [finding for report in self.reports for step in report.get("steps", [report])
                    for finding in step.get("findings", [])]
        self.assertEqual({(row["force"], row["outcome"]) for row in findings},
                         {(force, outcome) for force in ("must", "should") for outcome in ("broken", "unknown")})
        self.assertEqual({report["decision"] for report in self.reports if "decision" in report},
                         {"allow", "warn", "unknown", "deny", "impossible"})
        duties = [row for report in self.reports for row in report["duties"]]
        self.assertEqual({row["status"] for row in duties},
                         {"pending", "met", "late", "overdue", "missed", "void", "unknown"})
        self.assertEqual({report["state"]["contact"] for report in self.reports},
                         {"duress", "escalated", "unreachable", "overdue", "in_contact"})

    def test_cases_survive_their_text(self):
        for case, report in zip(self.cases[:100], self.reports):
            again = reference.answer(reference.loads(json.dumps(case, ensure_ascii=False)), {})
            self.assertEqual(reference.text(again), reference.text(report))

    def test_corners_are_answered_too(self):
        for number in range(100):
            self.assertIn("policy", reference.answer(generate.case("corner/%d" % number, True), {}))


if __name__ == "__main__":
    unittest.main()
