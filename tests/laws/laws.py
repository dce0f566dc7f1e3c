#!/usr/bin/env python3
"""The logic laws, as property tests over random profiles and records: README.md says each in full.

usage: laws.py BATCH_PROGRAM LAW [--seed S] [--count N] [--only X_SEED]

BATCH_PROGRAM is tests/differential/batch.c, built. A law that fails shows the seed that makes the case again.
"""

import argparse
import collections
import random
import sys

from engine import Library, refused
from law_facts import added_facts, either_way
from law_musts import musts
from law_order import orders
from law_weeks import weeks

# The law's maker of trials, and what a run must have met for its silence to mean anything: the least share of trials.
LAWS = {
    "added_facts": (added_facts, {"unknown": 1, "resolved": 0.3}),
    "either_way": (either_way, {"unknown": 1, "resolved": 0.3}),
    "orders": (orders, {"listed in another order": 0.2}),
    "musts": (musts, {"worse": 0.5}),
    "weeks": (weeks, {"reports": 1}),
}


def trials(law, seeds):
    for seed in seeds:
        trial = LAWS[law][0](random.Random("%s of %s" % (law, seed)), seed)
        if trial:
            yield trial


def failures(engine, law, seeds):
    """([(seed, wrong)…], tally): asks for all trials at once and judges each."""
    made = list(trials(law, seeds))
    answers = iter(engine.ask([question for trial in made for question in trial.questions]))
    found, tally = [], collections.Counter()
    for trial in made:
        reports = [next(answers) for _ in trial.questions]
        if any(map(refused, reports)):
            # By chance a random condition is one that can never be true; then the profile is refused however it is put.
            tally["refused"] += 1
            if not all(map(refused, reports)) and law != "musts":
                found.append((trial.seed, "refused, and not refused: %s" % str(reports)[:300]))
            continue
        tally["trials"] += 1
        found += [(trial.seed, wrong) for wrong in trial.judge(reports, tally)]
    return found, tally


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("batch")
    parser.add_argument("law", choices=LAWS)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--count", type=int, default=1000)
    parser.add_argument("--only")
    options = parser.parse_args()
    seeds = [options.only] if options.only else ["%d/%d" % (options.seed, number) for number in range(options.count)]
    found, tally = failures(Library(options.batch), options.law, seeds)
    for seed, wrong in found[:10]:
        print("case %s: %s" % (seed, wrong))
    print("%s: %d wrong; %s" % (options.law, len(found), ", ".join("%d %s" % (n, name) for name, n in tally.items())))
    idle = [name for name, share in LAWS[options.law][1].items() if tally[name] < share * tally["trials"]]
    if (idle or tally["trials"] < 0.6 * len(seeds)) and not options.only:
        print("the cases hardly meet what the law is about: %s" % (", ".join(idle) or "trials"))
        return 1
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
