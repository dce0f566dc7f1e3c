#!/usr/bin/env python3
"""
How much of lib/ the tests reach, from what gcov counted, and whether uncovered.tsv says so of the rest.

    coverage.py BUILD [--update]

BUILD is a build folder of the preset `coverage` in which tests were run. The table of all files goes to standard
output. It fails where lines or branches fall below their share, where a row of uncovered.tsv has no reason that
reasons.tsv explains, where a reason explains no row, and where more is uncovered and not listed than DRIFT allows.
Rows that are listed and covered by now, or gone, are told.

--update writes the list anew, with the reasons that it had; new rows get none, and somebody has to find it.
--strict allows no drift, and no row that is covered or gone.
"""
import argparse
import collections
import json
import pathlib
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2]
LIST = pathlib.Path(__file__).resolve().parent / "uncovered.tsv"
REASONS = pathlib.Path(__file__).resolve().parent / "reasons.tsv"
SHARES = {"lines": 98.0, "branches": 95.0}
# Rows that may be uncovered without being listed, so that a change of a few lines does not need a new list.
DRIFT = 40
# A compiler makes jumps in its own way, so the list is held to the one it was made with.
LIST_COMPILER = "12."
# What lib/ is compiled to: as it is, and with arenas that keep nothing back (tests/oom).
OBJECTS = ("homevisit_objects", "homevisit_tight")
FILES_AT_ONCE = 40

# What is uncovered: `what` is "line", or "N/M" where N of a line's M branches were never taken. No line numbers: they
# move with every change above.
Row = collections.namedtuple("Row", "file function what text")
# Why: a name of reasons.tsv, and of this very row in words, which reasons.tsv asks for where its own do not say it.
Reason = collections.namedtuple("Reason", "name exact")


class Line:
    """A line of a function, with how often it ran and how often each of its branches was taken."""

    def __init__(self):
        self.count = 0
        self.branches = []

    def add(self, counted):
        """Adds what one object counted; a line of a header is in several."""
        self.count += counted["count"]
        taken = [branch["count"] for branch in counted["branches"]]
        if len(taken) > len(self.branches):
            self.branches += [0] * (len(taken) - len(self.branches))
        for index, count in enumerate(taken):
            self.branches[index] += count

    def never_taken(self):
        return self.branches.count(0)


def gcov_documents(build):
    """What gcov says of each object of the library, as parsed JSON."""
    notes = sorted(note for kind in OBJECTS for note in build.glob(f"**/{kind}.dir/**/*.c.gcno"))
    if not notes:
        sys.exit(f"coverage: {build} was not built with --coverage")
    for start in range(0, len(notes), FILES_AT_ONCE):
        command = ["gcov", "--json-format", "--branch-probabilities", "--stdout"]
        command += [str(note) for note in notes[start:start + FILES_AT_ONCE]]
        said = subprocess.run(command, cwd=build, check=True, capture_output=True, text=True).stdout
        for document in said.splitlines():
            yield json.loads(document)


def count_lines(build):
    """The lines of lib/ by (file, function, line number), and the compiler's version."""
    lines = collections.defaultdict(Line)
    version = ""
    for document in gcov_documents(build):
        version = document["gcc_version"]
        for file in document["files"]:
            path = pathlib.Path(document["current_working_directory"], file["file"]).resolve()
            if path.parent != ROOT / "lib":
                continue
            for counted in file["lines"]:
                lines[path.name, counted.get("function_name", ""), counted["line_number"]].add(counted)
    return lines, version


def uncovered_rows(lines):
    """What is uncovered, in the order of files and lines."""
    texts = {}
    for (file, function, number), line in sorted(lines.items(), key=lambda item: (item[0][0], item[0][2])):
        if file not in texts:
            texts[file] = (ROOT / "lib" / file).read_text(encoding="utf-8").splitlines()
        text = " ".join(texts[file][number - 1].split())
        if line.count == 0:
            yield Row(file, function, "line", text)
        elif line.never_taken():
            yield Row(file, function, f"{line.never_taken()}/{len(line.branches)}", text)


def data_rows(path):
    """The rows of a table, without its comments."""
    if not path.exists():
        return []
    lines = path.read_text(encoding="utf-8").splitlines()
    return [line.split("\t") for line in lines if line and not line.startswith("#")]


def read_list():
    """The rows of uncovered.tsv, each with its reasons (the same text may stand twice in a function)."""
    reasons = collections.defaultdict(list)
    for file, function, what, text, reason, exact in data_rows(LIST):
        reasons[Row(file, function, what, text)].append(Reason(reason, exact))
    return reasons


def reason_of(row, reasons):
    """The reason that a row had; of one whose counts have changed, that of the same text."""
    if reasons.get(row):
        return reasons[row].pop(0)
    alike = [said for other, said in reasons.items() if said and (other.file, other.text) == (row.file, row.text)]
    return alike[0][0] if alike else Reason("", "")


def write_list(rows, reasons):
    kept = {row: list(said) for row, said in reasons.items()}
    with LIST.open("w", encoding="utf-8") as out:
        out.write("# What no test reaches, and why: see README.md. file, function, what, text of the line, reason, and "
                  "the reason of this row.\n")
        for row in rows:
            out.write("\t".join((*row, *reason_of(row, kept))) + "\n")


def table(lines):
    """Prints the figures of each file and of all; gives the two shares of all."""
    files = collections.defaultdict(lambda: [0, 0, 0, 0])
    for (file, _, _), line in lines.items():
        for figures in (files[file], files["lib/"]):
            figures[0] += line.count > 0
            figures[1] += 1
            figures[2] += len(line.branches) - line.never_taken()
            figures[3] += len(line.branches)
    whole = files.pop("lib/")
    print(f"{'file':<28} {'lines':>13} {'%':>6} {'branches':>13} {'%':>6}")
    for file, figures in [*sorted(files.items()), ("lib/", whole)]:
        print(f"{file:<28} {figures[0]:>6}/{figures[1]:<6} {percent(*figures[:2]):>6.2f}"
              f" {figures[2]:>6}/{figures[3]:<6} {percent(*figures[2:]):>6.2f}")
    return {"lines": percent(*whole[:2]), "branches": percent(*whole[2:])}


def percent(part, whole):
    return 100.0 * part / whole if whole else 100.0


def reason_faults(reasons):
    """In words, where rows have no reason that is explained or leave out what it asks for, or a reason no rows."""
    asks = {reason: of == "each" for reason, of, _ in data_rows(REASONS)}
    given = collections.Counter()
    for row, all_said in reasons.items():
        for said in all_said:
            given[said.name] += 1
            if said.name not in asks:
                yield f"listed without a reason of reasons.tsv: {'  '.join(row)}"
            elif asks[said.name] and not said.exact:
                yield f"listed as '{said.name}' without saying why: {'  '.join(row)}"
    for reason in asks.keys() - given.keys():
        yield f"no row has the reason '{reason}'"
    print("coverage:", ", ".join(f"{count} {reason}" for reason, count in given.most_common()))


def list_faults(rows, reasons, strict):
    """In words, where the list and the counts differ by more than they may; what they may is printed."""
    found = collections.Counter(rows)
    listed = collections.Counter({row: len(said) for row, said in reasons.items()})
    unlisted = [f"not covered and not listed: {'  '.join(row)}" for row in (found - listed).elements()]
    stale = [f"listed, and covered or gone: {'  '.join(row)}" for row in (listed - found).elements()]
    for told in unlisted + stale:
        print(f"coverage: {told}")
    if len(unlisted) > (0 if strict else DRIFT):
        yield f"{len(unlisted)} rows are not covered and not listed"
    if stale and strict:
        yield f"{len(stale)} rows are listed, and covered or gone"


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("build", type=pathlib.Path)
    parser.add_argument("--update", action="store_true", help="write the list anew, keeping its reasons")
    parser.add_argument("--strict", action="store_true", help="the list has to be the counts', row by row")
    arguments = parser.parse_args()

    lines, version = count_lines(arguments.build.resolve())
    shares = table(lines)
    faults = [f"{share:.2f} % of {what}, and {SHARES[what]} % are asked for"
              for what, share in shares.items() if share < SHARES[what]]
    rows = list(uncovered_rows(lines))
    if arguments.update:
        write_list(rows, read_list())
    if version.startswith(LIST_COMPILER):
        faults += list_faults(rows, read_list(), arguments.strict)
    else:
        print(f"coverage: gcc {version} makes other branches than {LIST_COMPILER}x: the list is not compared")
    faults += reason_faults(read_list())
    for fault in faults:
        print(f"coverage: {fault}", file=sys.stderr)
    print(f"coverage: {shares['lines']:.2f} % of lines, {shares['branches']:.2f} % of branches; {len(rows)} rows uncovered")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
