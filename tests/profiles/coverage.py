#!/usr/bin/env python3
"""Prints, for each of the five profiles, the clauses that ask for a rule and those that an enabled rule cites.

usage: coverage.py HOMEVISIT_PROGRAM

Fails where they are not the same, where a clause is missing from the profile's `clauses`, where a rule's form or force is
not what the clause asks for, or where the profile's own cases fail or leave a rule untried (`homevisit test`).
"""
import collections
import csv
import json
import pathlib
import subprocess
import sys

HERE = pathlib.Path(__file__).resolve().parent
RULES = HERE.parent.parent / "rules"

# A clause that a profile enforces in another form than its own says, or with another force, each with the reason.
FORCES = {"must": {"must", "should"}, "must_not": {"must", "should"}, "should": {"should"}, "should_not": {"should"},
          "may": {"may", "should"}}


def clauses():
    lines = (HERE / "clauses.tsv").read_text(encoding="utf-8").splitlines()
    rows = csv.DictReader((line for line in lines if not line.startswith("#")), delimiter="\t")
    by_policy = collections.OrderedDict()
    for row in rows:
        by_policy.setdefault(row["policy"], []).append(row)
    return by_policy


def form_of(rule):
    for key, form in (("item", "checklist"), ("during", "advice"), ("do", "duty")):
        if key in rule:
            return form
    return "guard"


def merged_rules(policy):
    """The profile's rules over its base's, by RFC 7396 as far as this test needs it."""
    rules = collections.OrderedDict()
    document = json.loads((RULES / policy / "policy.json").read_text(encoding="utf-8"))
    if "extends" in document:
        rules.update((key, dict(rule)) for key, rule in merged_rules(document["extends"]).items())
    for rule in document["rules"]:
        merged = rules.setdefault(rule["id"], {})
        for key, value in rule.items():
            if value is None:
                merged.pop(key, None)
            else:
                merged[key] = value
    return rules


def check(policy, rows, program):
    faults = []
    enabled = [rule for rule in merged_rules(policy).values() if not rule.get("disabled")]
    named = json.loads((RULES / policy / "policy.json").read_text(encoding="utf-8"))["clauses"]
    asked = [row for row in rows if row["form"] not in ("definition", "context")]
    cited = {clause for rule in enabled for clause in rule["clauses"]}
    for row in rows:
        clause = named.get(row["clause"])
        if not clause or not clause.get("section") or not clause.get("summary"):
            faults.append("%s lacks a section and a summary" % row["clause"])
    for row in asked:
        citing = [rule for rule in enabled if row["clause"] in rule["clauses"]]
        if not citing:
            faults.append("no rule cites %s" % row["clause"])
            continue
        if row["form"] not in {form_of(rule) for rule in citing}:
            faults.append("no %s cites %s" % (row["form"], row["clause"]))
        if not {rule["force"] for rule in citing} & FORCES[row["force"]]:
            faults.append("no rule with the force of %s cites %s" % (row["force"], row["clause"]))
    for clause in cited - {row["clause"] for row in asked}:
        faults.append("%s asks for no rule, but a rule cites it" % clause)
    run = subprocess.run([program, "test", policy], capture_output=True, text=True, check=False)
    if run.returncode != 0:
        faults.append("homevisit test %s: exit %d\n%s" % (policy, run.returncode, run.stdout[-2000:] + run.stderr[-2000:]))
    count = len([row for row in asked if row["clause"] in cited])
    print("%-24s clauses that ask for a rule: %3d   cited by one: %3d   rules: %3d" %
          (policy, len(asked), count, len(enabled)))
    for fault in faults:
        print("    " + fault)
    return not faults and count == len(asked)


def main():
    results = [check(policy, rows, sys.argv[1]) for policy, rows in clauses().items()]
    print("%d passed, %d failed" % (results.count(True), results.count(False)))
    return 0 if all(results) else 1


if __name__ == "__main__":
    sys.exit(main())
