#!/usr/bin/env python3
"""Writes the questions of the conformance tests, one JSON object a line: `make_cases.py > cases.ndjson`.

Three kinds: random policies and records from tests/reference/generate.py; the example records against every bundled
school; documents that cannot be used (refused_cases.py). Documents stand in them as texts, so that no language has to
write JSON as another does. The same tree gives the same bytes.
"""
import json
import pathlib
import sys

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parent.parent
sys.dont_write_bytecode = True
sys.path.insert(0, str(HERE.parent / "reference"))

import generate  # noqa: E402
from refused_cases import MISTAKES, SOUND, SOUND_ASKS  # noqa: E402

SCHOOLS = ["maghull-high", "alumwell-infant", "hunsbury-park-primary", "hsp", "school-home-support"]
RANDOM_CASES = 150
LONGEST_RANDOM_CASE = 5000
# The states in which the example events are asked about.
BEDROOM_RECORDS = ["bedroom-asked", "bedroom-asked-alone"]


def compact(value):
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def line(name, policy, visit, ask, bases=(), event=None, at=None):
    return {"name": name, "policy": policy, "bases": list(bases), "visit": visit, "ask": ask, "event": event, "at": at}


def random_cases():
    """The first so many random questions that are short, every third of them with the format's corners."""
    found = number = 0
    while found < RANDOM_CASES:
        seed = "conformance/%d" % number
        question = generate.case(seed, corners=number % 3 == 0)
        number += 1
        texts = {key: compact(question[key]) for key in ("policy", "visit", "event") if key in question}
        bases = [compact(base) for base in question["bases"]]
        if sum(map(len, bases)) + sum(map(len, texts.values())) > LONGEST_RANDOM_CASE:
            continue
        found += 1
        yield line("random " + seed, texts["policy"], texts["visit"], question["ask"], bases, texts.get("event"),
                   question.get("at"))


def compact_file(path):
    return compact(json.loads(path.read_text(encoding="utf-8")))


def example_cases():
    records = sorted((ROOT / "examples/visits").glob("*.json"))
    events = sorted((ROOT / "examples/events").glob("*.json"))
    for path in records:
        for school in SCHOOLS:
            for ask in ("audit", "status"):
                yield line("example %s %s %s" % (path.stem, school, ask), school, compact_file(path), ask)
    for number, path in enumerate(events):
        for record in BEDROOM_RECORDS:
            school = SCHOOLS[number % len(SCHOOLS)] if record == BEDROOM_RECORDS[1] else "alumwell-infant"
            yield line("example %s after %s %s" % (path.stem, record, school), school,
                       compact_file(ROOT / "examples/visits" / (record + ".json")), "check", event=compact_file(path))


def spoilt(mistake, document, there, instead):
    if there is None:
        return instead
    if SOUND[document].count(there) != 1:
        raise ValueError("%s: %r stands %d times in the %s" % (mistake, there, SOUND[document].count(there), document))
    return SOUND[document].replace(there, instead)


def refused_cases():
    for ask in SOUND_ASKS:
        event = SOUND["event"] if ask == "check" else None
        at = SOUND["at"] if ask == "status" else None
        yield line("sound " + ask, SOUND["policy"], SOUND["visit"], ask, [SOUND["base"]], event, at)
    for mistake, document, there, instead in MISTAKES:
        texts = dict(SOUND)
        texts[document] = spoilt(mistake, document, there, instead)
        ask = "check" if document == "event" else "audit"
        yield line("refused: " + mistake, texts["policy"], texts["visit"], ask, [texts["base"]],
                   texts["event"] if ask == "check" else None, texts["at"] if ask == "audit" else None)


def main():
    sys.stdout.reconfigure(encoding="utf-8", newline="\n")
    for cases in (random_cases(), example_cases(), refused_cases()):
        for case in cases:
            print(compact(case))
    return 0


if __name__ == "__main__":
    sys.exit(main())
