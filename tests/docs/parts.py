#!/usr/bin/env python3
"""Whether tests/parts.tsv names the parts of the tests: each label that a test carries, once.

usage: parts.py TESTS_TABLE

TESTS_TABLE is the build's tests/tests.tsv. A part without tests is none of this test's business: a build may leave one out
for want of a tool, and run.sh shows the parts that must be there and are not.
"""

import collections
import pathlib
import sys

TESTS = pathlib.Path(__file__).resolve().parent.parent
sys.path.insert(0, str(TESTS / "tools"))

from summary import read_labels, read_parts, rows, PARTS  # noqa: E402


def main():
    wrong = ["tests/parts.tsv: not a label, must or may, and words: %s" % row for row in rows(PARTS)
             if len(row) != 3 or row[1] not in ("must", "may") or not row[2].strip()]
    labels = [part.label for part in read_parts()] if not wrong else []
    wrong += ["tests/parts.tsv: %s stands there twice" % label
              for label, count in collections.Counter(labels).items() if count > 1]
    carried = {label for names in read_labels(sys.argv[1]).values() for label in names}
    wrong += ["tests/parts.tsv has no row for the label %s" % label for label in sorted(carried - set(labels))]
    print("\n".join(wrong) if wrong else "%d parts" % len(labels))
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
