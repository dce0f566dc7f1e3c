#!/usr/bin/env python3
"""Writes docs/problems.md from the sources: every code, its kind, and the messages that carry it.

usage: problems.py [--check]

With --check compares what is committed with what the sources say.
"""
import collections
import pathlib
import re
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
CALL = re.compile(r'\b(?:HOMEVISIT_KIND_)?(SYNTAX|SCHEMA|NAME|TYPE|LIMIT|MEMORY|IO),\s*"([a-z_]+)"')
WARNING = re.compile(r'WARN_AT\((?:[^()]|\([^()]*\))*?,\s*"([a-z_]+)"')
FILE = re.compile(r'session_note_io\([^;]*?"([a-z_]+)"|note_io\([^;]*?"([a-z_]+)"')
TABLE = re.compile(r'^FAULT\((\w+), (\w+), "((?:[^"\\]|\\.)*)"\)', re.M)
TEXT = re.compile(r'"((?:[^"\\]|\\.)*)"((?:\s*"(?:[^"\\]|\\.)*")*)')
HEAD = """# Problems

What is wrong with a document is told as a list of problems, each with its kind, a stable code, the place (line, column,
JSON Pointer), a message, and the nearest right name where there is one. The codes are public: they do not change their
meaning. Warnings are told by `homevisit validate` only; a document with nothing but warnings is sound.

Made from the sources by `python3 tests/docs/problems.py`; `…` stands for what a message fills in.

| code | kind | messages |
| --- | --- | --- |
"""


def plain(literal):
    text = literal.encode().decode("unicode_escape").encode("latin-1", "ignore").decode("utf-8", "ignore")
    return re.sub(r"%(?:\.\*)?(?:l*z*)[sduc]", "…", text)


def message_after(source, position):
    """The next text in the same call: the message, unless it is a table's or a variable's."""
    end = source.find(";", position)
    for match in TEXT.finditer(source, position, end if end > 0 else len(source)):
        pieces = [match.group(1)] + re.findall(r'"((?:[^"\\]|\\.)*)"', match.group(2))
        text = plain("".join(pieces))
        if " " in text:
            return text
    return None


def collect():
    problems = collections.OrderedDict()

    def add(code, kind, message):
        entry = problems.setdefault(code, [set(), []])
        entry[0].add(kind)
        if message and message not in entry[1]:
            entry[1].append(message)

    for path in sorted((ROOT / "lib").glob("*.c")) + sorted((ROOT / "bindings" / "cli").glob("*.c")):
        source = path.read_text(encoding="utf-8")
        for match in CALL.finditer(source):
            add(match.group(2), match.group(1).lower(), message_after(source, match.end()))
        for match in WARNING.finditer(source):
            add(match.group(1), "warning", message_after(source, match.end()))
        for match in FILE.finditer(source):
            add(match.group(1) or match.group(2), "io", message_after(source, match.end()))
    table = (ROOT / "lib" / "json_faults.def").read_text(encoding="utf-8")
    for code, kind, message in TABLE.findall(table):
        add(code, kind.lower(), plain(message))
    return problems


def main():
    lines = []
    for code, (kinds, messages) in sorted(collect().items()):
        shown = "; ".join(message.replace("|", "\\|") for message in messages)
        lines.append("| `%s` | %s | %s |" % (code, ", ".join(sorted(kinds)), shown))
    text = HEAD + "\n".join(lines) + "\n"
    page = ROOT / "docs" / "problems.md"
    if "--check" not in sys.argv:
        page.write_text(text, encoding="utf-8")
        return 0
    committed = page.read_text(encoding="utf-8")
    different = sorted(set(committed.splitlines()) ^ set(text.splitlines()))
    for line in different:
        print(line)
    print("%d codes" % len(lines))
    if different:
        print("write it anew: python3 tests/docs/problems.py")
    return 1 if different else 0


if __name__ == "__main__":
    sys.exit(main())
