#!/usr/bin/env python3
"""Nothing that somebody wrote about a family comes out again: marks in every place of a record are looked for.

usage: privacy.py BATCH_PROGRAM HOMEVISIT

A mark is put, one at a time, into every place of a record where somebody may type: values of every attribute (the right
type and wrong ones), keys, words that are none, times, ids of events, facts of the profile, and a document that breaks
off there. The record is asked about under every bundled profile through the library, and under one by the command line in
both formats. What is said must not hold the mark. The one exception is an opaque id, see is_id.
"""

import copy
import json
import pathlib
import re
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "laws"))

from engine import Library  # noqa: E402
import vocabulary as words  # noqa: E402

MARK = "Zzyx Qwopf, 7 Vrelk Lane"
# What stands here is told, as an opaque id: the record's own, and those of staff (docs/security.md).
def is_id(path):
    return path == ("id",) or (len(path) > 2 and path[2] == "staff" and (path[-1] == "id" or len(path) == 4))


def record():
    """Every event, with every attribute said as it should be."""
    events = []
    for number, (name, attributes) in enumerate(words.EVENTS.items()):
        event = {"at": "2026-03-02T%02d:%02d:00Z" % (8 + number // 60, number % 60), "event": name}
        for attribute, kind in attributes.items():
            event[attribute] = value_of(kind)
        events.append(event)
    return {"format": "homevisit-visit/1", "id": "V-1", "events": events}


def value_of(kind):
    if isinstance(kind, tuple):
        return kind[0]
    return {"b": True, "i": 3, "s": "a text", "t": "2026-03-02T10:00:00Z", "[FIELD]": [words.FIELDS[0]],
            "[id]": ["a"], "[STAFF]": [{"id": "a", "role": words.ROLES[0], "trained": True}],
            "facts": {words.ITEMS[0]: True, "x.said": "word"}}[kind]


def places(node, path=()):
    for key, value in (node.items() if isinstance(node, dict) else enumerate(node)):
        yield path + (key,), value
        if isinstance(value, (dict, list)):
            yield from places(value, path + (key,))


def changed(root, path, value):
    result = copy.deepcopy(root)
    node = result
    for key in path[:-1]:
        node = node[key]
    node[path[-1]] = value
    return result


def marked(root):
    """(what, record's text, mark) for every place."""
    for path, value in places(root):
        where = "/".join(map(str, path))
        for mark in (MARK, MARK + "\n" + MARK):
            for wrong in (mark, [mark], {mark: mark}, {"x_": mark}, [[mark]]):
                if is_id(path) and wrong == mark:
                    continue
                if len(path) == 3 and path[2] == "staff" and wrong == [mark]:
                    continue
                yield "%s: %s" % (where, type(wrong).__name__), json.dumps(
                    changed(root, path, wrong), ensure_ascii=False)
        if isinstance(value, dict):
            yield where + ": a key", json.dumps(changed(root, path, dict(value, **{MARK: 1})), ensure_ascii=False)
            yield where + ": a free key", json.dumps(changed(root, path, dict(value, **{"x_" + MARK: MARK})))
    text = json.dumps(changed(root, ("events", 0, "purpose"), MARK), ensure_ascii=False)
    for end in range(text.index(MARK), text.index(MARK) + len(MARK) + 2):
        yield "cut off in a text", text[:end]
    for put in ("\\q", "\u0001", "\\u0000", "\\ud800", "\"", "' "):
        yield "a fault in a text", text.replace(MARK, MARK + put + MARK)
    yield "said twice", text.replace('"purpose"', '"purpose": "%s", "purpose"' % MARK, 1)
    last = [number for number, event in enumerate(root["events"]) if event["event"] == "noted"][0]
    two = changed(changed(root, ("events", 0, "id"), MARK), ("events", last, "id"), MARK)
    yield "two events of one id", json.dumps(two)
    yield "a sound note", json.dumps(changed(root, ("events", last, "text"), MARK))


PARTS = [part.strip(",").lower() for part in MARK.split() if len(part) > 4]
POINTER = re.compile(r'"pointer":"(?:[^"\\]|\\.)*"')


def tells(said):
    """The parts of the mark that are told; a JSON Pointer leads through a record's keys, which are names, and is left
    out, as the exception that docs/security.md states."""
    low = POINTER.sub("", said).lower()
    return [part for part in PARTS if part in low]


def library_says(program, policies, texts):
    """What the library says of each text under each profile, in every question."""
    lines = []
    for policy in policies:
        for text in texts:
            for ask in ("audit", "status"):
                lines.append(json.dumps({"policy": policy, "ask": ask, "visit": text}, ensure_ascii=False))
    out = subprocess.run([program], input=("\n".join(lines) + "\n").encode(), check=True, capture_output=True)
    return out.stdout.decode().splitlines()


def cli_says(program, text, folder):
    path = pathlib.Path(folder) / "visit.json"
    path.write_text(text, encoding="utf-8")
    said = ""
    for arguments in (["audit", "-p", "hsp"], ["status", "-p", "hsp"], ["audit", "--format", "json", "-p", "hsp"],
                      ["validate"]):
        run = subprocess.run([program] + arguments + [str(path)], capture_output=True, check=False)
        said += run.stdout.decode("utf-8", "replace")
        # Under a problem's line stands the file's own, with a caret: the writer's place to look at, on a terminal only.
        said += "".join(line for line in run.stderr.decode("utf-8", "replace").split("\n") if not line.startswith(" "))
    return said


def vocabulary_asks(schema):
    """Names of the format by which a person could be asked for; `address` is only the name of a field of a form."""
    personal = ("name", "surname", "forename", "address", "postcode", "birth", "dob", "phone_number", "email", "gender")
    attributes = {attribute for event in words.EVENTS.values() for attribute in event}
    keys = {key for path, value in places(json.loads(schema)) if path[-1:] and "properties" in path[:-1]
            and path[-2] == "properties" for key in (path[-1],)}
    declared = set(words.ITEMS)
    return sorted(key for key in attributes | (keys - declared)
                  if any(part == key or part in key.split("_") for part in personal))


def main():
    batch, homevisit = sys.argv[1:3]
    wrong, root = 0, record()
    asked = vocabulary_asks(subprocess.run([homevisit, "schema", "visit"], check=True, capture_output=True).stdout)
    if asked:
        print("the format asks for %s" % asked)
        wrong += 1
    texts = list(marked(root))
    policies = ["hsp", "maghull-high"]
    answers = library_says(batch, policies, [text for _, text in texts])
    refused = 0
    for number, said in enumerate(answers):
        refused += said.startswith('{"problems"')
        found = tells(said)
        if found:
            wrong += 1
            if wrong <= 20:
                what = texts[number // 2 % len(texts)][0]
                at = said.lower().index(found[0])
                print("%s: told: …%s…" % (what, said[max(0, at - 120):at + 60]))
    with tempfile.TemporaryDirectory() as folder:
        for what, text in texts[::101] + texts[-12:]:
            if tells(cli_says(homevisit, text, folder)):
                wrong += 1
                print("%s: told by the command line" % what)
    print("%d marks, %d answers, %d of them refusals; %d told" % (len(texts), len(answers), refused, wrong))
    if not refused or refused == len(answers):
        return 1
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
