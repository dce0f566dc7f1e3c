"""What is refused, and how: problems as data, zero characters, broken UTF-8, wrong types, a hundred cut texts."""

import json
import pathlib
import tempfile
import unittest
from datetime import datetime, timezone

from support import EVENT, POLICY_TEXT, SAMPLES, VISIT_TEXT, LeakTestCase, homevisit
from homevisit import DocumentError, PolicyError, ProblemKind, Severity, VisitError


class Problems(LeakTestCase):
    def test_all_problems_with_their_places(self):
        text = POLICY_TEXT.replace('"must"', '"msut"', 1).replace('"visitor"', '"vistor"')
        with self.assertRaises(PolicyError) as caught:
            homevisit.Policy(text, name="small.json")
        error = caught.exception
        self.assertIsInstance(error, ValueError)
        self.assertEqual([problem.pointer for problem in error.problems], ["/rules/0/force", "/rules/1/by"])
        problem = error.problems[0]
        self.assertEqual(
            (problem.kind, problem.code, problem.file, problem.line, problem.suggestion, problem.severity),
            (ProblemKind.NAME, "unknown_force", "small.json", 4, "must", Severity.ERROR),
        )
        self.assertEqual(text.splitlines()[problem.line - 1][problem.column - 1 :][:6], '"msut"')
        self.assertEqual((error.line, error.column, error.pointer), (problem.line, problem.column, problem.pointer))
        self.assertEqual((error.code, error.suggestion, error.first), ("unknown_force", "must", problem))
        self.assertEqual(
            str(error).splitlines()[0],
            "small.json:4:%d: name: unknown force 'msut' (did you mean 'must'?)" % problem.column,
        )
        self.assertEqual(
            [data["pointer"] for data in json.loads(error.json)["problems"]], ["/rules/0/force", "/rules/1/by"]
        )

    def test_columns_count_characters_behind_emoji(self):
        with self.assertRaises(VisitError) as caught:
            homevisit.Visit('{"format": "homevisit-visit/1", "id": "👩‍🏫🏠", "events": 7}')
        line = '{"format": "homevisit-visit/1", "id": "👩‍🏫🏠", "events": 7}'
        self.assertEqual(line[caught.exception.column - 1], "7")

    def test_many_problems_are_told_shortly(self):
        events = [{"at": "2026-03-02T08:30:00Z", "event": "vanished"}] * 50
        with self.assertRaises(VisitError) as caught:
            homevisit.Visit({"format": "homevisit-visit/1", "id": "V", "events": events})
        self.assertEqual(len(caught.exception.problems), 50)
        self.assertEqual(len(str(caught.exception).splitlines()), 11)
        self.assertTrue(str(caught.exception).endswith("… and 40 more"))

    def test_a_bundled_policy_that_is_none(self):
        with self.assertRaises(PolicyError) as caught:
            homevisit.Policy("hspp")
        self.assertEqual((caught.exception.suggestion, caught.exception.line), ("hsp", None))
        with self.assertRaises(PolicyError):
            homevisit.Policy.bundled("hspp")
        with self.assertRaisesRegex(ValueError, "no id"):
            homevisit.Policy.bundled(POLICY_TEXT)

    def test_an_event_leaves_the_record_as_it_was(self):
        visit = homevisit.Visit(VISIT_TEXT)
        with self.assertRaises(VisitError) as caught:
            visit.append({"at": "2026-03-02T09:20:00Z", "event": "checked_inn", "with": "office"})
        self.assertEqual((caught.exception.suggestion, len(visit)), ("checked_in", 3))


class Bytes(LeakTestCase):
    """Text goes in whole: a zero character is refused where it stands, never taken for the end."""

    def test_zero_characters(self):
        for text in (POLICY_TEXT + "\0", POLICY_TEXT.replace("small", "sm\0all"), " \0" + POLICY_TEXT):
            for source in (text, text.encode("utf-8"))[text[1] == "\0" :]:  # a str that begins so is no profile
                with self.assertRaises(PolicyError) as caught:
                    homevisit.Policy(source)
                self.assertIs(caught.exception.problems[0].kind, ProblemKind.SYNTAX)
        for text in (VISIT_TEXT + "\0", VISIT_TEXT.replace("books", "bo\0oks")):
            with self.assertRaises(VisitError):
                homevisit.Visit(text)
        with self.assertRaises(VisitError) as caught:
            homevisit.Visit({"format": "homevisit-visit/1", "id": "V\0", "events": []})
        self.assertEqual(caught.exception.code, "zero_character")

    def test_zero_characters_in_names(self):
        for call in (
            lambda: homevisit.Policy("hsp\0"),
            lambda: homevisit.Policy.bundled("h\0sp"),
            lambda: homevisit.Visit.new("V\x00142"),
            lambda: homevisit.Policy(POLICY_TEXT, name="a\0b"),
            lambda: homevisit.new_policy("a\0b"),
            lambda: homevisit.bundled_text("hsp\0"),
            lambda: homevisit.schema("policy\0"),
            lambda: homevisit.read_time("2026-03-02T09:10:00Z\0"),
            lambda: homevisit.Policy(POLICY_TEXT).show("json\0"),
            lambda: homevisit.Policy(POLICY_TEXT, limits={"max_rules\0": 3}),
            lambda: homevisit.answer("audit\0", POLICY_TEXT, VISIT_TEXT),
        ):
            with self.assertRaises(ValueError):
                call()
        self.assertEqual(homevisit.vocabulary("event\0"), {})

    def test_broken_utf_8(self):
        for broken in (b"\xff", b"\xc3(", b"\xed\xa0\x80", b"\xf4\x90\x80\x80", b"\xe2\x82"):
            with self.assertRaises(VisitError) as caught:
                homevisit.Visit(VISIT_TEXT.encode("utf-8").replace(b"books", broken))
            self.assertEqual(caught.exception.code, "bad_utf8")

    def test_lone_surrogates(self):
        for text in (VISIT_TEXT.replace("books", "\ud83c"), VISIT_TEXT.replace("books", "\\udfeb")):
            with self.assertRaises(VisitError) as caught:
                homevisit.Visit(text)
            self.assertIs(caught.exception.problems[0].kind, ProblemKind.SYNTAX)
        with self.assertRaises(VisitError):
            homevisit.Visit({"format": "homevisit-visit/1", "id": "\udfeb", "events": []})
        with self.assertRaises(ValueError):
            homevisit.Visit.new("\ud83c")

    def test_emoji_come_back_whole(self):
        for id in ("🏠", "👩‍🏫👨‍🏫", "e\u0301", "\U0010ffff", "\u007f", '"\\', "\u2028", "z" * 100000):
            visit = homevisit.Visit.new(id)
            self.assertEqual(visit.id, id)
            report = homevisit.Policy(POLICY_TEXT).audit(visit)
            self.assertEqual((report.visit, json.loads(report.json)["visit"]), (id, id))
        policy = homevisit.Policy(POLICY_TEXT)
        self.assertEqual((policy.id, policy.title), ("small-🏫", "A small policy, “naïve” 🏠"))
        self.assertEqual(policy.audit(VISIT_TEXT).steps[1].findings[0].message, "Go in a pair 👩‍🏫👨‍🏫.")


class WrongInput(LeakTestCase):
    def test_a_hundred_cut_texts(self):
        for text, load in ((POLICY_TEXT, homevisit.Policy), (VISIT_TEXT, homevisit.Visit)):
            whole = text.encode("utf-8").rstrip()
            for number in range(100):
                with self.assertRaises(DocumentError) as caught:
                    load(whole[: len(whole) * number // 100])
                self.assertTrue(caught.exception.problems)
                self.assertTrue(str(caught.exception))

    def test_wrong_types(self):
        policy, visit = homevisit.Policy(POLICY_TEXT), homevisit.Visit(VISIT_TEXT)
        for call in (
            lambda: homevisit.Policy(None),
            lambda: homevisit.Policy(7),
            lambda: homevisit.Policy([POLICY_TEXT]),
            lambda: homevisit.Policy(POLICY_TEXT, bases=POLICY_TEXT),
            lambda: homevisit.Policy(POLICY_TEXT, bases=[7]),
            lambda: homevisit.Policy(POLICY_TEXT, limits={"max_rules": "many"}),
            lambda: homevisit.Policy.bundled(b"hsp"),
            lambda: homevisit.Visit(None),
            lambda: homevisit.Visit([]),
            lambda: homevisit.Visit.new(b"V"),
            lambda: visit.append(None),
            lambda: visit.append([("at", "x")]),
            lambda: visit.append({"at": object(), "event": "departed"}),
            lambda: visit.append({"at": {1, 2}, "event": "departed"}),
            lambda: policy.check(visit, 7),
            lambda: policy.check(None, EVENT),
            lambda: policy.audit(policy),
            lambda: policy.status(visit, 1772438400),
            lambda: policy.show(7),
            lambda: homevisit.vocabulary(None),
            lambda: homevisit.compare(7, visit),
        ):
            with self.assertRaises(TypeError):
                call()

    def test_wrong_values(self):
        policy = homevisit.Policy(POLICY_TEXT)
        circle = {}
        circle["self"] = circle
        for call in (
            lambda: homevisit.Policy(POLICY_TEXT, limits={"max_rulse": 3}),
            lambda: homevisit.Policy(POLICY_TEXT, limits={"max_rules": -1}),
            lambda: homevisit.Visit.new(""),
            lambda: homevisit.Visit(circle),
            lambda: policy.show("pdf"),
            lambda: policy.show("junit"),
            lambda: homevisit.answer("audits", POLICY_TEXT, VISIT_TEXT),
            lambda: homevisit.compare([policy], VISIT_TEXT),
            lambda: homevisit.bundled_text("hspp"),
            lambda: homevisit.schema("polcy"),
            lambda: list(homevisit.rows([], "duty")),
            lambda: homevisit.audit_many(policy, [], on_error="ignore"),
            lambda: homevisit.audit_many(policy, [], workers=0),
        ):
            with self.assertRaises(ValueError):
                call()

    def test_numbers_that_json_cannot_hold(self):
        for number in (float("nan"), float("inf"), 2**53 + 1, -(2**70), 1.5):
            event = {"at": "2026-03-02T08:30:00Z", "event": "planned", "reason": "school_work", "days_absent": number}
            with self.assertRaises(VisitError):
                homevisit.Visit.new("V").append(event)

    def test_limits(self):
        with self.assertRaises(PolicyError) as caught:
            homevisit.Policy(POLICY_TEXT, limits={"max_rules": 1})
        self.assertIs(caught.exception.problems[0].kind, ProblemKind.LIMIT)
        with self.assertRaises(VisitError) as caught:
            homevisit.Visit(VISIT_TEXT, limits={"max_events": 2})
        self.assertIs(caught.exception.problems[0].kind, ProblemKind.LIMIT)
        self.assertEqual(len(homevisit.Visit(VISIT_TEXT, limits={"max_events": 3})), 3)

    def test_files(self):
        with self.assertRaises(FileNotFoundError):
            homevisit.Policy(pathlib.Path("no/such/policy.json"))
        with self.assertRaises(FileNotFoundError):
            homevisit.Visit.from_file("no/such/visit.json")
        with self.assertRaises(IsADirectoryError):
            homevisit.Visit(SAMPLES)
        with tempfile.TemporaryDirectory() as folder:
            path = pathlib.Path(folder) / "broken 🏠.json"
            path.write_text(VISIT_TEXT[:-4], encoding="utf-8")
            with self.assertRaises(VisitError) as caught:
                homevisit.Visit(path)
            self.assertEqual(caught.exception.problems[0].file, str(path))
        with self.assertRaisesRegex(VisitError, "pathlib.Path"):
            homevisit.Visit("visits/today.json")

    def test_a_naive_datetime(self):
        policy, visit = homevisit.Policy(POLICY_TEXT), homevisit.Visit(VISIT_TEXT)
        naive = datetime(2026, 3, 2, 9, 20)
        for call in (
            lambda: policy.status(visit, naive),
            lambda: policy.audit(visit, at=naive),
            lambda: visit.add("checked_in", naive, with_="office"),
            lambda: visit.append({"at": naive, "event": "knocked", "answered": True}),
            lambda: policy.check(visit, {**EVENT, "at": naive}),
            lambda: homevisit.write_time(naive),
            lambda: homevisit.audit_many(policy, [visit], at=naive).__next__(),
        ):
            with self.assertRaisesRegex(ValueError, "naive"):
                call()
        with self.assertRaisesRegex(ValueError, "whole seconds"):
            policy.status(visit, datetime(2026, 3, 2, 9, 20, 0, 5, tzinfo=timezone.utc))
        self.assertEqual(len(visit), 3)


if __name__ == "__main__":
    unittest.main()
