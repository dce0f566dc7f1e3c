#!/usr/bin/env python3
"""Random cases over random profiles and records: the library's outcome has to be the reference model's.

    random_cases.py CASES_OUTCOME [--seed SEED] [--count COUNT]

What either refuses the other has to refuse too. Most of the cases fail, which is as good as passing here: what differs is
compared as well.
"""

import argparse
import json
import os
import random
import sys
import tempfile

import generate
import generate_policy
import homevisit_reference as reference
from case_files import UNTOLD, Checker, Profile
from compare_cases import outcome_of
from generate_visit import Walk, moment, rfc3339
from run_cases import run


def some(source, items, most):
    return source.sample(items, min(len(items), source.randrange(most + 1)))


def changes(source, visit):
    """`drop`, `change` and `add` that the visit can bear, mostly."""
    names = sorted({event["event"] for event in visit["events"]})
    case, dropped = {}, some(source, names, 2)
    case["drop"] = [name if source.random() < 0.5 else {"event": name, "nth": 1} for name in dropped]
    kept = [name for name in names if name not in dropped]
    patches = [{"x_mark": {"a": None}}, {"at": rfc3339(source, moment(source, visit))}]
    case["change"] = {name + source.choice(["", "#1"]): source.choice(patches) for name in some(source, kept, 2)}
    return case


def part(source, rules):
    """Something to expect of a report, right or wrong."""
    member = {"rule": source.choice(rules).id} if rules else {}
    return source.choice([
        {}, {"decision": source.choice(["allow", "warn", "unknown", "deny"])},
        {"state": {"phase": "planned", "place": source.choice(["school", "inside"])}},
        {"steps": {"contains": [{"findings": {"contains": [member]}}], "count": source.randrange(9)}},
        {"duties": {"lacks": [dict(member, status=source.choice(["met", "pending", "overdue"]))]}},
        {"duties": [dict(member)], "notices": {"count": 0}}])


def one_case(source, name, visit, walk, rules):
    case = dict({"name": name, "visit": visit["events"]}, **changes(source, visit))
    case["ask"] = source.choice(["audit", "audit", "status", "check"])
    if case["ask"] == "check":
        case["event"] = generate.proposed(source, walk, visit)
    elif source.random() < 0.5 or not visit["events"]:
        case["at"] = rfc3339(source, moment(source, visit))
    told = [rule for rule in rules if rule.form not in UNTOLD[case["ask"]]]
    case["fires"] = [rule.id for rule in some(source, told, 4)]
    case["unknown"] = [rule.id for rule in some(source, [rule for rule in told if rule.form in ("guard", "duty")], 2)]
    case["spares"] = [rule.id for rule in some(source, told, 4) if rule.id not in case["fires"] + case["unknown"]]
    case["only"] = source.random() < 0.3
    case["expect"] = part(source, rules)
    return case


def one_file(seed):
    """A profile, its bases, and a file of cases for it."""
    source = random.Random(seed)
    data, bases, pool, own = generate_policy.make(source)
    profile = Profile(data, {base["id"]: base for base in bases}.__getitem__)
    cases = []
    for number in range(4):
        walk = Walk(source, pool, own)
        visit = walk.visit()
        cases.append(one_case(source, "case %d" % number, visit, walk, profile.policy.rules))
    return profile, bases, {"format": "homevisit-cases/1", "policy": data["id"], "cases": cases}


def tried(function, *arguments):
    try:
        return function(*arguments)
    except (ValueError, KeyError, TypeError) as error:
        return {"refused": str(error)}


def ours(profile, data):
    problems = Checker(data, profile).run()
    if problems:
        raise ValueError("; ".join(problems))
    return run(profile, data)


def compare(program, folder, seed):
    """Whether both say the same; prints what they say where they do not."""
    profile, bases, data = one_file(seed)
    paths = []
    for number, text in enumerate([profile.data, data] + bases):
        paths.append(os.path.join(folder, "%d.json" % number))
        with open(paths[-1], "w", encoding="utf-8") as file:
            json.dump(text, file, ensure_ascii=False)
    model, theirs = tried(ours, profile, data), tried(outcome_of, program, *paths)
    if reference.text(model) == reference.text(theirs) or ("refused" in model and "refused" in theirs):
        return True, "refused" in model
    print("%s: the outcomes differ\n  model   %s\n  library %s" % (seed, reference.text(model), reference.text(theirs)))
    return False, False


def main(arguments=None):
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("program")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--count", type=int, default=100)
    options = parser.parse_args(arguments)
    rows = []
    with tempfile.TemporaryDirectory() as folder:
        for number in range(options.count):
            rows.append(compare(options.program, folder, "%d/%d" % (options.seed, number)))
    refused = sum(was for _, was in rows)
    print("%d files of cases, %d of them refused by both, %d differ" % (
        len(rows), refused, sum(not same for same, _ in rows)))
    return 0 if all(same for same, _ in rows) and refused * 2 < len(rows) else 1


if __name__ == "__main__":
    sys.exit(main())
