"""What the tests of the Python package share: the samples, and a test case that looks for leaks."""

import gc
import pathlib
import sys
import unittest

sys.dont_write_bytecode = True

import homevisit  # noqa: E402

ROOT = pathlib.Path(__file__).resolve().parents[3]
SAMPLES = ROOT / "tests/bindings/samples"
POLICY_TEXT = (SAMPLES / "policy.json").read_text(encoding="utf-8")
VISIT_TEXT = (SAMPLES / "visit.json").read_text(encoding="utf-8")
EVENT = {"at": "2026-03-02T09:20:00Z", "event": "checked_in", "with": "office"}


def live():
    """The library's allocations that are not released, once Python has let go of what it can."""
    gc.collect()
    return homevisit.live_allocations()


class LeakTestCase(unittest.TestCase):
    """A test after which the library holds as much memory as before it."""

    def setUp(self):
        self.live_before = live()

    def tearDown(self):
        self.assertEqual(live(), self.live_before, "the library's memory after the test")
