#!/usr/bin/env python3
"""Random questions for the differential tests, as lines for `homevisit_reference.py batch`.

    generate.py [--seed SEED] [--count COUNT] [--corners]
    generate.py --only X_SEED [--corners]

Each line holds a profile (with its bases), a visit record and a question, and under `x_seed` what `--only` makes that
one line from again; one seed gives the same lines every time.
`--corners` adds what FORMAT.md leaves most room in: a between over two facts, and a duty whose `before` it also does.
"""

import argparse
import json
import random
import sys

import generate_policy
from generate_visit import Walk, moment, rfc3339
from timezone import parse_instant


def case(seed, corners=False):
    """One line's question."""
    source = random.Random(seed)
    profile, bases, pool, own = generate_policy.make(source, corners)
    walk = Walk(source, pool, own)
    visit = walk.visit()
    ask = source.choice(["audit", "audit", "status", "check"])
    question = {"policy": profile, "bases": bases, "visit": visit, "ask": ask}
    if ask == "check":
        question["event"] = proposed(source, walk, visit)
    elif source.random() < 0.7:
        question["at"] = rfc3339(source, moment(source, visit))
    return question


def proposed(source, walk, visit):
    """An event to check: mostly after the record, at times amid it."""
    if source.random() < 0.4:
        walk.now = moment(source, visit)
    elif visit["events"]:
        walk.now = max(parse_instant(data["at"]) for data in visit["events"])
    return walk.event(walk.name())


def main(arguments=None):
    parser = argparse.ArgumentParser(description="random questions for the differential tests")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--count", type=int, default=100)
    parser.add_argument("--only")
    parser.add_argument("--corners", action="store_true")
    options = parser.parse_args(arguments)
    sys.stdout.reconfigure(encoding="utf-8", newline="\n")
    seeds = ["%d/%d" % (options.seed, number) for number in range(options.count)]
    for seed in [options.only] if options.only else seeds:
        question = dict(case(seed, options.corners), x_seed=seed)
        print(json.dumps(question, ensure_ascii=False, separators=(",", ":")))
    return 0


if __name__ == "__main__":
    sys.exit(main())
