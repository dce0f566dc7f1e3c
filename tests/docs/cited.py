#!/usr/bin/env python3
"""Whether the tests and commands that a page of the documentation cites exist.

usage: cited.py BUILD PAGE…

BUILD is the folder of the build, with tests/tests.tsv. Of each page are read what stands between backticks, and the lines
of its code blocks:

  - `part.name`, where `part` is a part of the tests, has to be a test; `unit.*` has to be the beginning of one;
  - a word in a table's column "part" has to be a part, and one in its column "test" or "tests" a test, part or file;
  - a command (sh, python3, ctest, or a program below build/tests): the files and programs it names exist, `--only` and
    `-L` name parts, `-R` names tests, and each other option stands in the script that it is given to.

A page that cites nothing is wrong as well.
"""

import pathlib
import re
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
sys.path.insert(0, str(ROOT / "tests" / "tools"))

from summary import read_labels, read_parts  # noqa: E402

COMMAND = re.compile(r"^(?:[A-Z_]+=\S* )*(sh|python3|ctest|build/tests/\S+)\b")


class Checker:
    def __init__(self, build):
        self.build = pathlib.Path(build)
        self.tests = set(read_labels(self.build / "tests" / "tests.tsv"))
        self.parts = {part.label for part in read_parts()}
        self.wrong, self.cited = [], 0

    def expect(self, page, there, text):
        self.cited += 1
        if not there:
            self.wrong.append("%s: %s" % (page, text))

    def is_test(self, name):
        return name in self.tests or (name.endswith("*") and any(test.startswith(name[:-1]) for test in self.tests))

    def span(self, page, text):
        """What stands between backticks anywhere."""
        name = re.match(r"^([a-z_]+)\.[a-z0-9_]*\*?$", text)
        if name and name.group(1) in self.parts:
            self.expect(page, self.is_test(text), "no test %s" % text)
        elif COMMAND.match(text):
            self.command(page, text)

    def cell(self, page, column, text):
        """What stands between backticks in a column that is for parts, or for tests."""
        if column == "part":
            self.expect(page, text in self.parts, "no part %s" % text)
        elif column in ("test", "tests"):
            there = self.is_test(text) or text in self.parts or (ROOT / text).exists() or COMMAND.match(text)
            self.expect(page, there, "neither a test nor a part nor a file: %s" % text)

    def exists(self, word):
        if word.startswith("build/tests/"):
            return (self.build / word[len("build/tests/"):]).exists()
        return (ROOT / word).exists()

    def command(self, page, text):
        # What is in capitals or in brackets is for the reader to fill in; quotes are the shell's.
        words = [word.strip("'\"") for word in text.split("   ")[0].split()]
        script = next((ROOT / word for word in words if word.startswith(("tests/", "examples/")) and (ROOT / word).is_file()),
                      None)
        for before, word in zip([""] + words, words):
            if before in ("--only", "-L") and not word.isupper():
                self.expect(page, set(re.findall(r"[a-z_]+", word)) <= self.parts, "%s: no part %s" % (text, word))
            elif before == "-R":
                self.expect(page, any(re.search(word, test) for test in self.tests), "%s: no test %s" % (text, word))
            elif word.startswith(("tests/", "docs/", "examples/", "build/tests/")) and script != self.build / word:
                self.expect(page, self.exists(word), "%s: there is no %s" % (text, word))
            elif word.startswith("--") and script:
                self.expect(page, word in script.read_text(encoding="utf-8"), "%s: no option %s" % (text, word))

    def page(self, path):
        columns, before = [], self.cited
        for line in (ROOT / path).read_text(encoding="utf-8").splitlines():
            if line.startswith("    ") and COMMAND.match(line.strip()):
                self.command(path, line.strip())
            for text in re.findall(r"`([^`]+)`", line):
                self.span(path, text.replace("\\|", "|"))
            if not line.startswith("|"):
                columns = []
                continue
            cells = [cell.strip().replace("\\|", "|") for cell in re.split(r"(?<!\\)\|", line.strip("|"))]
            columns = columns or cells
            for column, cell in zip(columns, cells):
                for text in re.findall(r"`([^`]+)`", cell):
                    self.cell(path, column, text)
        if self.cited == before:
            self.wrong.append("%s cites nothing" % path)


def main():
    checker = Checker(sys.argv[1])
    for page in sys.argv[2:]:
        checker.page(page)
    print("\n".join(checker.wrong) or "%d citations of tests and commands, all there" % checker.cited)
    return 1 if checker.wrong else 0


if __name__ == "__main__":
    sys.exit(main())
