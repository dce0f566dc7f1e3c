"""Streams of records: the bytes of single audits, bad lines among them, stopping, and what is raised on the way."""

import io
import json
import pathlib
import tempfile
import unittest

from support import VISIT_TEXT, LeakTestCase, homevisit

SOUND = json.dumps(json.loads(VISIT_TEXT))
BAD = '{"format": "homevisit-visit/1", "id": "B", "events": [{"at": "2026-03-02T09:20:00Z", "event": "flwn"}]}'


class Stream(LeakTestCase):
    def test_each_line_under_each_policy(self):
        policies = [homevisit.Policy("hsp"), homevisit.Policy("maghull-high")]
        text = ("%s\n\n%s\n%s" % (SOUND, BAD, SOUND)).encode()
        alone = [policy.audit(SOUND) for policy in policies]
        for threads in (1, 2, 5):
            told = []
            summary = homevisit.audit_stream(policies, io.BytesIO(text), told.append, threads=threads, name="n")
            self.assertEqual([(o.line, o.policy.id, bool(o.code)) for o in told], [
                (1, "hsp", False), (1, "maghull-high", False), (3, "hsp", True), (4, "hsp", False),
                (4, "maghull-high", False)])  # fmt: skip
            self.assertEqual([o.report for o in told if not o.code], alone * 2)
            error = told[2].error
            self.assertIsInstance(error, homevisit.VisitError)
            self.assertEqual((error.problems[0].file, error.problems[0].line, error.problems[0].column), ("n", 3, 95))
            with self.assertRaises(homevisit.VisitError):
                told[2].report
            with self.assertRaises(ValueError):
                told[0].error
            self.assertEqual((summary["visits"], summary["bad_lines"], summary["reports"]), (2, 1, 4))
            self.assertEqual([p["policy"]["id"] for p in summary["policies"]], ["hsp", "maghull-high"])

    def test_sources(self):
        wanted = homevisit.audit_stream("hsp", io.BytesIO(SOUND.encode()))
        self.assertEqual(wanted["visits"], 1)
        self.assertEqual(homevisit.audit_stream("hsp", [SOUND + "\n"]), wanted)
        self.assertEqual(homevisit.audit_stream("hsp", iter([json.loads(SOUND)])), wanted)
        with tempfile.TemporaryDirectory() as folder:
            path = pathlib.Path(folder, "visits.ndjson")
            path.write_text(SOUND + "\n" + BAD, encoding="utf-8")
            told = []
            homevisit.audit_stream(["hsp"], path, told.append)
            self.assertEqual(told[1].error.problems[0].file, str(path))
        many = homevisit.audit_stream("hsp", (SOUND for _ in range(3000)), threads=2)
        self.assertEqual((many["visits"], many["decisions"]),
                         (3000, {word: 3000 * n for word, n in wanted["decisions"].items()}))  # fmt: skip

    def test_stopping(self):
        told = []

        def write(outcome):
            told.append(outcome.line)
            return outcome.line == 3

        summary = homevisit.audit_stream("hsp", [SOUND] * 10, write, threads=2)
        self.assertEqual((told, summary["visits"], summary["stopped"]), ([1, 2, 3], 3, True))

    def test_what_is_raised(self):
        def broken(outcome):
            raise KeyError("write")

        def records():
            yield SOUND
            raise RuntimeError("read")

        class Greedy:
            def read(self, size):
                return b" " * (size + 1)

        class Text:
            def read(self, size):
                return ""

        for error, source, write in (
            (KeyError, [SOUND] * 9, broken), (RuntimeError, records(), None), (ValueError, Greedy(), None),
            (TypeError, Text(), None), (TypeError, SOUND, None), (TypeError, [3], None),
            (FileNotFoundError, pathlib.Path("no-such-file"), None),
        ):  # fmt: skip
            with self.assertRaises(error):
                homevisit.audit_stream("hsp", source, write, threads=2)
        for policies, error in (("no-such", homevisit.PolicyError), ([], ValueError)):
            with self.assertRaises(error):
                homevisit.audit_stream(policies, [SOUND])
        with self.assertRaises(ValueError):
            homevisit.audit_stream("hsp", [SOUND], threads=0)


if __name__ == "__main__":
    unittest.main()
