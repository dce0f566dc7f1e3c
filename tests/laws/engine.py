"""Who answers the laws' questions: the library through tests/differential/batch.c, or the reference model.

Both are asked whole lists of questions at once, as generate.py makes them, and give one report (a dict) for each; what
cannot be used gives a dict with `problems` or `refused`.
"""

import io
import json
import pathlib
import subprocess
import sys

REFERENCE = pathlib.Path(__file__).resolve().parent.parent / "reference"
sys.path.insert(0, str(REFERENCE))

import homevisit_reference  # noqa: E402


def lines_of(questions):
    return "".join(json.dumps(one, ensure_ascii=False, separators=(",", ":")) + "\n" for one in questions)


class Library:
    def __init__(self, program):
        self.program = program

    def ask(self, questions):
        out = subprocess.run([self.program], input=lines_of(questions).encode(), check=True, capture_output=True).stdout
        reports = [json.loads(line) for line in out.decode().splitlines()]
        if len(reports) != len(questions):
            raise RuntimeError("%d questions, %d reports" % (len(questions), len(reports)))
        return reports


class Model:
    """The reference model, in this process, so that the self-test can plant a wrong in it."""

    def ask(self, questions):
        out = io.StringIO()
        homevisit_reference.batch(io.StringIO(lines_of(questions)), out)
        return [json.loads(line) for line in out.getvalue().splitlines()]


def refused(report):
    return "problems" in report or "refused" in report
