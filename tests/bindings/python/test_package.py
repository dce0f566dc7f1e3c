"""The package as a user meets it: sources, reports, times, vocabulary, tools, tables."""

import json
import pathlib
import tempfile
import unittest
from datetime import date, datetime, timedelta, timezone
from unittest import mock

from support import EVENT, POLICY_TEXT, ROOT, SAMPLES, VISIT_TEXT, LeakTestCase, homevisit
from homevisit import Decision, DutyStatus, Force, Outcome

NINE = datetime(2026, 3, 2, 9, 0, tzinfo=timezone.utc)


class Sources(LeakTestCase):
    def test_a_policy_from_everything(self):
        data = json.loads(POLICY_TEXT)
        for source in (POLICY_TEXT, POLICY_TEXT.encode(), bytearray(POLICY_TEXT.encode()),
                       memoryview(POLICY_TEXT.encode()), data, SAMPLES / "policy.json", "\n" + POLICY_TEXT):  # fmt: skip
            policy = homevisit.Policy(source)
            self.assertEqual((policy.id, policy.version, policy.rule_count), ("small-🏫", "2026-03", 2))
        self.assertEqual(homevisit.Policy.from_file(str(SAMPLES / "policy.json")).id, "small-🏫")

    def test_a_visit_from_everything(self):
        data = json.loads(VISIT_TEXT)
        for source in (VISIT_TEXT, VISIT_TEXT.encode(), data, SAMPLES / "visit.json"):
            self.assertEqual(len(homevisit.Visit(source)), 3)
            self.assertEqual(homevisit.audit(POLICY_TEXT, source).decision, "deny")
        self.assertEqual(homevisit.Visit.from_file(SAMPLES / "visit.json").id, "V-🏠")

    def test_what_a_policy_extends(self):
        own = {
            "format": "homevisit-policy/1",
            "id": "own",
            "title": "Own",
            "version": "1",
            "extends": "small-🏫",
            "rules": [],
        }
        with self.assertRaises(homevisit.PolicyError):
            homevisit.Policy(own)
        self.assertEqual(homevisit.Policy(own, bases=[POLICY_TEXT]).rule_count, 2)
        self.assertEqual(homevisit.Policy(own, bases=iter([SAMPLES / "policy.json"])).rule_count, 2)
        with tempfile.TemporaryDirectory() as folder:
            for name, text in (("own", json.dumps(own)), ("small-🏫", POLICY_TEXT)):
                (pathlib.Path(folder) / name).mkdir()
                (pathlib.Path(folder) / name / "policy.json").write_text(text, encoding="utf-8")
            path = pathlib.Path(folder) / "own" / "policy.json"
            self.assertEqual(homevisit.Policy(path).rule_count, 2)
            self.assertEqual(homevisit.Policy.from_file(path).rule_count, 2)

    def test_an_extends_is_no_way_to_other_folders(self):
        with tempfile.TemporaryDirectory() as folder:
            (pathlib.Path(folder) / "own").mkdir()
            path = pathlib.Path(folder) / "own" / "policy.json"
            for id in ("../own", "..", ".", "a/b", "\0", 7):
                own = {
                    "format": "homevisit-policy/1",
                    "id": "o",
                    "title": "O",
                    "version": "1",
                    "extends": id,
                    "rules": [],
                }
                path.write_text(json.dumps(own), encoding="utf-8")
                with self.assertRaises(homevisit.PolicyError):
                    homevisit.Policy(path)

    def test_every_bundled_policy(self):
        ids = homevisit.bundled_policies()
        self.assertIn("hsp", ids)
        for id in ids:
            policy = homevisit.Policy.bundled(id)
            self.assertEqual((policy.id, homevisit.Policy(homevisit.bundled_text(id)).id), (id, id))

    def test_building_a_visit(self):
        visit = homevisit.Visit.new("V-1")
        self.assertEqual((len(visit), visit.last_at, bool(visit)), (0, None, True))
        visit.add("planned", at=NINE, reason="school_work", expected_start=NINE + timedelta(hours=1))
        visit.add("appointment_made", "2026-03-02T09:05:00+00:00", for_=NINE + timedelta(hours=1))
        visit.append('{"at": "2026-03-02T09:30:00Z", "event": "departed"}')
        visit.append(EVENT)
        self.assertEqual((len(visit), visit.last_at), (4, NINE + timedelta(minutes=30)))
        self.assertEqual([step.event for step in homevisit.audit(POLICY_TEXT, visit).steps],
                         ["planned", "appointment_made", "checked_in", "departed"])  # fmt: skip


class Reports(LeakTestCase):
    def setUp(self):
        super().setUp()
        self.policy, self.visit = homevisit.Policy(POLICY_TEXT), homevisit.Visit(VISIT_TEXT)

    def tearDown(self):
        del self.policy, self.visit
        super().tearDown()

    def test_an_audit(self):
        report = self.policy.audit(self.visit, at="2026-03-02T09:31:00Z")
        self.assertIs(report.decision, Decision.DENY)
        self.assertEqual((report["decision"], report.decision), ("deny", "deny"))
        self.assertEqual(report.at, NINE + timedelta(minutes=31))
        self.assertEqual((report.policy.id, report["policy"]["id"]), ("small-🏫", "small-🏫"))
        step = report.steps[1]
        self.assertEqual((step.index, step.at, step.event, step.decision), (1, NINE, "departed", Decision.DENY))
        finding = step.findings[0]
        self.assertEqual((finding.rule, finding.clauses, finding.force), ("pair", ("S-1",), Force.MUST))
        self.assertIs(finding.outcome, Outcome.BROKEN)
        self.assertEqual((finding.because[0].fact, finding.because[0].value), ("staff.count", 1))
        duty = report.duties[0]
        self.assertEqual(
            (duty.status, duty.due, duty.do, duty.by),
            (DutyStatus.OVERDUE, NINE + timedelta(minutes=30), ("checked_in",), "visitor"),
        )
        self.assertEqual((duty.met_at, report.summary.broken, report.summary.overdue), (None, 1, 1))
        self.assertEqual(
            (report.state.phase, report.state.place, report.state.contact), ("under_way", "outside", "overdue")
        )

    def test_a_check(self):
        report = self.policy.check(self.visit, {"at": NINE + timedelta(minutes=15), "event": "entered"})
        self.assertEqual((report.event, report.decision, report.silent), ("entered", Decision.ALLOW, True))
        self.assertTrue(report.decision.permits)
        self.assertEqual((report.findings, report.missing, report.checklist, report.advice), ((), (), (), ()))

    def test_a_status(self):
        report = self.policy.status(self.visit, NINE + timedelta(minutes=15))
        self.assertEqual(report.next_due, NINE + timedelta(minutes=30))
        self.assertIn("checked_in", [option.event for option in report.options])
        self.assertNotIn("decision", report)
        self.assertFalse(hasattr(report, "decision"))
        with self.assertRaises(KeyError):
            report["decision"]

    def test_notices(self):
        data = json.loads(POLICY_TEXT)
        data["review_due"] = "2026-03-01"
        notices = homevisit.Policy(data).audit(self.visit).notices
        self.assertEqual([(n.kind, n.review_due, n.setting) for n in notices], [("review_overdue", "2026-03-01", None)])

    def test_a_mapping_of_the_json(self):
        for report in (
            self.policy.audit(self.visit),
            self.policy.status(self.visit),
            self.policy.check(self.visit, EVENT),
        ):
            self.assertEqual(json.dumps(dict(report), ensure_ascii=False, separators=(",", ":")), report.json)
            self.assertEqual(report.to_dict(), json.loads(report.json))
            self.assertEqual(report, report.to_dict())
            self.assertEqual(len({report, type(report)(report.json)}), 1)
            self.assertEqual(str(report), report.json)
            self.assertIn(report.visit, repr(report))
            for key in report:
                self.assertIsNotNone(getattr(type(report), key).__doc__, key)
                getattr(report, key)

    def test_reports_do_not_change(self):
        report = self.policy.audit(self.visit)
        with self.assertRaises(AttributeError):
            report.decision = Decision.ALLOW
        with self.assertRaises(AttributeError):
            report.verdict = 1
        with self.assertRaises(AttributeError):
            report.verdict
        with self.assertRaises(TypeError):
            report["decision"] = "allow"

    def test_html_escapes(self):
        visit = homevisit.Visit.new("<script>alert(1)</script>")
        visit.add("planned", NINE, reason="school_work", staff=[{"id": "S", "role": "teacher"}])
        for report in (
            self.policy.audit(visit),
            self.policy.status(visit),
            self.policy.check(visit, {"at": NINE, "event": "departed"}),
        ):
            html = report._repr_html_()
            self.assertNotIn("<script>", html)
            self.assertIn("&lt;script&gt;", html)
        self.assertIn("Go in a pair", self.policy.audit(VISIT_TEXT)._repr_html_())
        data = dict(json.loads(POLICY_TEXT), title="<b>")
        self.assertIn("&lt;b&gt;", homevisit.Policy(data)._repr_html_())

    def test_the_words_are_the_library_s(self):
        """The enumerations against the library's own schema and vocabulary."""
        text = json.dumps(homevisit.schema("report"))
        for words in (Decision, DutyStatus, Force, Outcome):
            for word in words:
                self.assertIn('"%s"' % word, text)
        for words, name in ((homevisit.Phase, "phase"), (homevisit.Place, "place"), (homevisit.Contact, "contact")):
            self.assertEqual({str(word) for word in words}, set(homevisit.vocabulary(name)))
        enums = [set(found) for found in _enums(homevisit.schema("report"))]
        for words in (Decision, DutyStatus):
            self.assertIn({str(word) for word in words}, enums)
        self.assertEqual([word.rank for word in Decision], [0, 1, 2, 3, 4])
        self.assertEqual([word.permits for word in Decision], [True, True, False, False, False])
        self.assertEqual("%s %s {}".format(Decision.DENY) % (Decision.DENY, DutyStatus.MET), "deny met deny")

    def test_the_fields_are_the_schema_s(self):
        """Each key that the schema gives to a report is an attribute of its class, and the other way round."""
        found = {}
        _objects(homevisit.schema("report"), found)
        for kind in (homevisit.CheckReport, homevisit.StatusReport, homevisit.AuditReport, homevisit.Duty,
                     homevisit.Finding, homevisit.Step, homevisit.Option, homevisit.ChecklistEntry, homevisit.Advice,
                     homevisit.Summary, homevisit.State, homevisit.PolicyReference, homevisit.Because):  # fmt: skip
            fields = {name for name in dir(kind) if type(getattr(kind, name)).__name__ == "Field"}
            self.assertIn(frozenset(fields), found, kind.__name__)


def _enums(node):
    if isinstance(node, dict):
        if isinstance(node.get("enum"), list):
            yield node["enum"]
        for value in node.values():
            yield from _enums(value)
    elif isinstance(node, list):
        for value in node:
            yield from _enums(value)


def _objects(node, found):
    if isinstance(node, dict):
        if isinstance(node.get("properties"), dict):
            found[frozenset(key for key in node["properties"] if not key.startswith("x_"))] = True
        for value in node.values():
            _objects(value, found)
    elif isinstance(node, list):
        for value in node:
            _objects(value, found)


class Times(LeakTestCase):
    def test_there_and_back(self):
        for text, moment in (
            ("2026-03-02T09:00:00Z", NINE),
            ("2026-03-02T10:00:00+01:00", NINE),
            ("1970-01-01T00:00:00Z", datetime(1970, 1, 1, tzinfo=timezone.utc)),
            ("1969-12-31T23:59:59Z", datetime(1969, 12, 31, 23, 59, 59, tzinfo=timezone.utc)),
            ("9999-12-31T23:59:59Z", datetime(9999, 12, 31, 23, 59, 59, tzinfo=timezone.utc)),
            ("0001-01-01T00:00:00Z", datetime(1, 1, 1, tzinfo=timezone.utc)),
        ):
            self.assertEqual(homevisit.read_time(text), moment)
            self.assertEqual(homevisit.read_time(homevisit.write_time(moment)), moment)
        self.assertIs(homevisit.read_time("2026-03-02T09:00:00Z").tzinfo, timezone.utc)

    def test_any_offset(self):
        policy, visit = homevisit.Policy(POLICY_TEXT), homevisit.Visit(VISIT_TEXT)
        for hours in (-11.5, 0, 5.75, 14):
            at = NINE.astimezone(timezone(timedelta(hours=hours)))
            self.assertEqual(policy.status(visit, at).json, policy.status(visit, "2026-03-02T09:00:00Z").json)
            self.assertEqual(homevisit.write_time(at), "2026-03-02T09:00:00Z")

    def test_the_policy_s_clock(self):
        policy = homevisit.Policy("hsp")
        self.assertEqual(policy.local_time("2026-03-29T00:59:59Z"), "2026-03-29T00:59:59+00:00")
        self.assertEqual(policy.local_time("2026-03-29T01:00:00Z"), "2026-03-29T02:00:00+01:00")

    def test_datetimes_in_documents(self):
        visit = homevisit.Visit({"format": "homevisit-visit/1", "id": "V", "events": [
            {"at": NINE, "event": "planned", "reason": "school_work", "expected_start": NINE}]})  # fmt: skip
        self.assertEqual(visit.last_at, NINE)
        data = dict(json.loads(POLICY_TEXT), issued=date(2026, 3, 1))
        self.assertEqual(homevisit.Policy(data).id, "small-🏫")


class Many(LeakTestCase):
    def test_it_streams(self):
        taken = []

        def visits():
            for number in range(1000):
                taken.append(number)
                yield VISIT_TEXT.replace("V-🏠", "V-%d" % number)

        for workers, ahead in ((1, 1), (2, 8)):
            del taken[:]
            reports = homevisit.audit_many(POLICY_TEXT, visits(), workers=workers)
            self.assertEqual([next(reports).visit for _ in range(3)], ["V-0", "V-1", "V-2"])
            self.assertLessEqual(len(taken), 3 + ahead)
            del reports

    def test_threads_keep_the_order(self):
        visits = [VISIT_TEXT.replace("V-🏠", "V-%d" % number) for number in range(200)]
        one = [report.json for report in homevisit.audit_many(POLICY_TEXT, visits)]
        self.assertEqual([report.json for report in homevisit.audit_many(POLICY_TEXT, visits, workers=4)], one)

    def test_errors(self):
        visits = [VISIT_TEXT, "{}", VISIT_TEXT]
        for workers in (1, 3):
            kinds = [type(r) for r in homevisit.audit_many(POLICY_TEXT, visits, workers=workers, on_error="yield")]
            self.assertEqual(kinds, [homevisit.AuditReport, homevisit.VisitError, homevisit.AuditReport])
            reports = homevisit.audit_many(POLICY_TEXT, visits, workers=workers)
            next(reports)
            with self.assertRaises(homevisit.VisitError):
                next(reports)
            del reports
        with self.assertRaises(homevisit.PolicyError):
            homevisit.audit_many("no-such-policy", [])

    def test_rows(self):
        reports = list(homevisit.audit_many(POLICY_TEXT, [VISIT_TEXT] * 2, at="2026-03-02T10:00:00Z"))
        duties = list(homevisit.rows(reports))
        self.assertEqual(
            [(row["visit"], row["rule"], row["status"]) for row in duties], [("V-🏠", "ring", "overdue")] * 2
        )
        self.assertEqual(duties[0]["due"], NINE + timedelta(minutes=30))
        findings = list(homevisit.rows(reports, "findings"))
        self.assertEqual([(row["event"], row["rule"]) for row in findings], [("departed", "pair")] * 2)
        self.assertEqual(len(list(homevisit.rows(reports, "steps"))), 6)
        self.assertEqual(next(homevisit.rows(reports[0], "reports"))["overdue"], 1)
        check = homevisit.check(POLICY_TEXT, VISIT_TEXT, EVENT)
        self.assertEqual(len(list(homevisit.rows(check, "findings"))), len(check.findings))
        status = homevisit.status(POLICY_TEXT, VISIT_TEXT)
        self.assertEqual(len(list(homevisit.rows([status], "options"))), len(status.options))

    def test_a_data_frame_without_pandas(self):
        with mock.patch.dict("sys.modules", {"pandas": None}):
            with self.assertRaisesRegex(ImportError, r"homevisit\[pandas\]"):
                homevisit.to_dataframe([])

    def test_a_data_frame(self):
        try:
            import pandas
        except ImportError:
            pandas = mock.MagicMock()
        with mock.patch.dict("sys.modules", {"pandas": pandas}):
            report = homevisit.audit(POLICY_TEXT, VISIT_TEXT)
            frame = homevisit.to_dataframe(report, "steps")
        if isinstance(pandas, mock.MagicMock):
            rows = pandas.DataFrame.from_records.call_args[0][0]
            self.assertEqual([row["event"] for row in rows], ["planned", "departed", "arrived"])
        else:
            self.assertEqual(list(frame["event"]), ["planned", "departed", "arrived"])
            self.assertEqual(str(frame["at"].dt.tz), "UTC")


class Tools(LeakTestCase):
    def test_what_the_library_says_of_itself(self):
        header = (ROOT / "include/homevisit/homevisit.h").read_text(encoding="utf-8")
        for part, number in zip(("MAJOR", "MINOR", "PATCH"), homevisit.version().split(".")):
            self.assertIn("#define HOMEVISIT_VERSION_%s %s\n" % (part, number), header)
        self.assertEqual((homevisit.__version__, homevisit.format_range()), (homevisit.version(), (1, 1)))
        self.assertIn("departed", homevisit.vocabulary("event"))
        self.assertIn("role", homevisit.vocabulary("vocabularies"))
        self.assertEqual(homevisit.vocabulary("colours"), {})
        for document in ("policy", "visit", "report", "cases"):
            self.assertIn("$schema", homevisit.schema(document))
        with self.assertRaises(homevisit.PolicyError):
            homevisit.bundled_cases("no-such-policy")

    def test_one_call(self):
        text = homevisit.answer("audit", POLICY_TEXT, VISIT_TEXT, at="2026-03-02T10:00:00Z")
        self.assertEqual(text, homevisit.audit(POLICY_TEXT, VISIT_TEXT, "2026-03-02T10:00:00Z").json)
        text = homevisit.answer("check", POLICY_TEXT, VISIT_TEXT, event=EVENT)
        self.assertEqual(text, homevisit.check(POLICY_TEXT, VISIT_TEXT, EVENT).json)
        self.assertEqual(list(json.loads(homevisit.answer("audit", "hspp", VISIT_TEXT))), ["problems"])

    def test_compare(self):
        schools = ["hsp", homevisit.Policy("maghull-high")]
        record = ROOT / "examples/visits/silent-police-late.json"
        data = homevisit.compare(schools, record)
        self.assertEqual([policy["id"] for policy in data["policies"]], ["hsp", "maghull-high"])
        self.assertIn("maghull-high", homevisit.compare_text(schools, record))

    def test_cases(self):
        result = homevisit.run_cases("maghull-high", format="json")
        self.assertEqual(type(json.loads(result.text)), dict)
        self.assertEqual(bool(result), result.passed)
        samples = ROOT / "tests/cases/sample"
        self.assertTrue(homevisit.run_cases(samples / "policy.json", samples / "passing.json"))
        failing = homevisit.run_cases(samples / "policy.json", samples / "failing.json", format="junit")
        self.assertFalse(failing)
        self.assertIn("<failure", failing.text)
        with self.assertRaises(homevisit.PolicyError):
            homevisit.run_cases(POLICY_TEXT, "{}")

    def test_validate(self):
        self.assertEqual(homevisit.validate(POLICY_TEXT), ())
        data = dict(json.loads(POLICY_TEXT), review_due="2026-03-01")
        for today in (date(2026, 3, 2), NINE, "2026-03-02T09:00:00Z"):
            warnings = homevisit.validate(data, today=today)
            self.assertEqual([(w.severity, w.pointer) for w in warnings], [(homevisit.Severity.WARNING, "/review_due")])
        self.assertEqual(homevisit.validate(data, today=date(2026, 3, 1)), ())
        self.assertEqual(homevisit.validate(data), ())
        with self.assertRaises(homevisit.PolicyError):
            homevisit.validate(POLICY_TEXT[:-5])

    def test_a_new_policy(self):
        text = homevisit.new_policy("our-school", "hsp")
        self.assertEqual(homevisit.Policy(text).id, "our-school")
        self.assertEqual(homevisit.Policy(homevisit.new_policy("our-school")).id, "our-school")
        with self.assertRaises(ValueError):
            homevisit.new_policy("our-school", "hspp")

    def test_show(self):
        policy = homevisit.Policy(POLICY_TEXT)
        self.assertIn("Go in a pair 👩‍🏫👨‍🏫", policy.show())
        self.assertIn("<html", policy.show("html"))
        self.assertEqual(type(json.loads(policy.show("json"))), dict)


if __name__ == "__main__":
    unittest.main()
