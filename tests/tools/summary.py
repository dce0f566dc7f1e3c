#!/usr/bin/env python3
"""The parts of a run of the tests by name (tests/parts.tsv): how many tests each had, what came of them, how long they took.

usage: summary.py JUNIT_FILE TESTS_TABLE [--whole]

JUNIT_FILE is what `ctest --output-junit` wrote, TESTS_TABLE the build's tests/tests.tsv: each test with its labels. A test
counts for the first of its labels. Seconds are those of the tests added up; with two at a time the run takes about half.
With --whole, a part that has to be there and of which no test ran is shown as missing, and the status is 1.
"""

import argparse
import collections
import pathlib
import sys
import xml.etree.ElementTree

PARTS = pathlib.Path(__file__).resolve().parent.parent / "parts.tsv"
Part = collections.namedtuple("Part", "label must words")


def rows(path):
    for line in path.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            yield line.split("\t")


def read_parts():
    return [Part(label, must == "must", words) for label, must, words in rows(PARTS)]


def read_labels(path):
    return {name: labels.split(",") for name, labels in rows(pathlib.Path(path))}


class Tally:
    def __init__(self):
        self.passed = self.failed = self.skipped = 0
        self.seconds = 0.0

    def add(self, case):
        status = case.get("status")
        if status == "run":
            self.passed += 1
        elif status == "fail":
            self.failed += 1
        else:  # notrun, disabled: a skipped test is no test that ran
            self.skipped += 1
        self.seconds += float(case.get("time") or 0)

    @property
    def count(self):
        return self.passed + self.failed + self.skipped

    @property
    def word(self):
        if self.failed:
            return "FAILED"
        return "passed" if self.passed else "MISSING"


def tallies(junit, labels):
    found = collections.defaultdict(Tally)
    for case in xml.etree.ElementTree.parse(junit).iter("testcase"):
        found[labels.get(case.get("name"), ["?"])[0]].add(case)
    return found


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("junit")
    parser.add_argument("tests")
    parser.add_argument("--whole", action="store_true")
    arguments = parser.parse_args()
    parts, found = read_parts(), tallies(arguments.junit, read_labels(arguments.tests))
    known = {part.label for part in parts}
    parts += [Part(label, False, "(not in tests/parts.tsv)") for label in sorted(found) if label not in known]
    line = "%-14s %-40s %6s %7s %7s %8s %9s  %s"
    print("The parts:\n" + line % ("part", "", "tests", "passed", "failed", "skipped", "seconds", ""))
    missing = []
    for part in parts:
        tally = found.get(part.label, Tally())
        absent = arguments.whole and part.must and not tally.passed + tally.failed
        if absent:
            missing.append(part.label)
        if tally.count or absent:
            print(line % (part.label, part.words, tally.count, tally.passed, tally.failed, tally.skipped,
                          "%.1f" % tally.seconds, tally.word if tally.passed + tally.failed or absent else "skipped"))
    if missing:
        print("No test ran of: %s. A whole run has to have them." % ", ".join(missing))
    return 1 if missing else 0


if __name__ == "__main__":
    sys.exit(main())
