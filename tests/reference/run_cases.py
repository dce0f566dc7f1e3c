#!/usr/bin/env python3
"""Runs a profile's cases (docs/cases.md) against the reference model.

    run_cases.py rules/hsp/policy.json [CASES.json] [--json]

CASES.json is the profile's own cases.json where left out. Prints what failed and which rules never fired or were never
spared; exit status 1 where there is anything of either, 2 where the file cannot be used. `--json` prints the outcome
as `homevisit test --format json` does, its `why` left out, so that both can be compared.
"""

import argparse
import os
import sys

import homevisit_reference as reference
from case_files import Checker, Profile, record
from case_match import differences
from decide import Replay
from timezone import parse_instant
from visit import read_events


class Verdicts:
    """What one report says of each rule: the ids of those that fired, are unknown, and were asked at all."""

    def __init__(self, policy, ask, report, visit, event):
        self.fired, self.unknown, self.asked = set(), set(), set()
        rules = {rule.id: rule for rule in policy.rules}
        steps = report.get("steps", [report] if ask == "check" else [])
        for finding in [finding for step in steps for finding in step["findings"]]:
            (self.fired if finding["outcome"] == "broken" else self.unknown).add(finding["rule"])
        for duty in report["duties"]:
            rule = rules[duty["rule"]]
            if duty["status"] == "unknown":
                self.unknown.add(rule.id)
            elif duty["status"] in ("late", "overdue", "missed") or (rule.within is None and not rule.before):
                self.fired.add(rule.id)
        for row in report.get("checklist", []) + report.get("advice", []):
            self.fired.add(row["rule"])
        self._asked(policy, ask, report, visit, event, {step["event"] for step in steps})

    def _asked(self, policy, ask, report, visit, event, decided):
        happened, anything = self._happened(policy, ask, report, visit)
        for rule in policy.rules:
            if rule.form == "guard":
                asked = bool(decided & set(rule.on))
            elif rule.form == "duty":
                asked = bool(happened & set(rule.on)) if rule.on else anything
            else:
                asked = ask != "audit"
            if asked or rule.id in self.fired or rule.id in self.unknown:
                self.asked.add(rule.id)

    @staticmethod
    def _happened(policy, ask, report, visit):
        """The events that took place, impossible ones and a `left` that leaves somebody there aside."""
        replay, names, anything = Replay(policy), set(), False
        at = None if report["at"] is None else parse_instant(report["at"])
        for event in read_events(visit):
            if ask != "audit" and event.at > at:
                break
            if replay.record.possible(event.name):
                anything = True
                if not replay.record.leaves_somebody(event):
                    names.add(event.name)
                replay.record.take(event)
        return names, anything

    def of(self, rule):
        """One word for a rule, for a difference."""
        return ("fires" if rule in self.fired else "unknown" if rule in self.unknown
                else "spares" if rule in self.asked else "not asked")

    def spared(self, rule, listed):
        """Asked, or listed in the case's `spares`, and silent."""
        return (rule in self.asked or rule in listed) and rule not in self.fired and rule not in self.unknown


def ask_case(profile, case, visits):
    """The report of a case and what it says of each rule."""
    policy, visit, ask = profile.under(case.get("settings", {})), record(case, visits), case.get("ask", "audit")
    if ask == "check":
        report = reference.check(policy, visit, case["event"])
    else:
        report = (reference.status if ask == "status" else reference.audit)(policy, visit, case.get("at"))
    return report, Verdicts(policy, ask, report, visit, case.get("event"))


def told(kind, rule, wanted, found):
    return {"kind": kind, "rule": rule, "path": None, "wanted": wanted, "found": found}


def compared(case, report, verdicts, rules):
    """What differs from what the case asks for."""
    rows = [told("fires", rule, "fires", verdicts.of(rule)) for rule in case.get("fires", [])
            if rule not in verdicts.fired]
    rows += [told("unknown", rule, "unknown", verdicts.of(rule)) for rule in case.get("unknown", [])
             if rule not in verdicts.unknown]
    rows += [told("spares", rule, "spares", verdicts.of(rule)) for rule in case.get("spares", [])
             if rule in verdicts.fired or rule in verdicts.unknown]
    if case.get("only"):
        named = set(case.get("fires", []) + case.get("unknown", []) + case.get("spares", []))
        rows += [told("only", rule.id, "spares", verdicts.of(rule.id)) for rule in rules
                 if rule.form in ("guard", "duty") and rule.id not in named
                 and (rule.id in verdicts.fired or rule.id in verdicts.unknown)]
    rows += [dict({"kind": "expect", "rule": None}, **one) for one in differences(case.get("expect", {}), report)]
    return rows


def run(profile, data):
    """The outcome of all cases."""
    rules = profile.policy.rules
    rows, counts = [], {rule.id: {"fired": 0, "unknown": 0, "spared": 0} for rule in rules}
    for case in data["cases"]:
        try:
            report, verdicts = ask_case(profile, case, data.get("visits", {}))
        except (ValueError, KeyError, TypeError) as error:
            raise ValueError("case %r: %s: %s" % (case["name"], type(error).__name__, error)) from error
        different = compared(case, report, verdicts, rules)
        for rule in rules:
            counts[rule.id]["fired"] += rule.id in verdicts.fired
            counts[rule.id]["unknown"] += rule.id in verdicts.unknown
            counts[rule.id]["spared"] += verdicts.spared(rule.id, case.get("spares", []))
        in_order = [rule.id for rule in rules]
        rows.append({"name": case["name"], "ask": case.get("ask", "audit"), "clauses": case.get("clauses", []),
                     "passed": not different,
                     "fired": [one for one in in_order if one in verdicts.fired],
                     "unknown": [one for one in in_order if one in verdicts.unknown], "differences": different})
    return outcome(profile, rows, counts)


def outcome(profile, cases, counts):
    policy = profile.policy
    rules = [dict({"rule": rule.id, "form": rule.form, "force": rule.force,
                   "clauses": rule.data.get("clauses", [])}, **counts[rule.id]) for rule in policy.rules]
    clauses = [{"clause": name, "rules": sum(name in rule["clauses"] for rule in rules),
                "cases": sum(name in case["clauses"] for case in cases)} for name in profile.clauses]
    summary = {"passed": sum(case["passed"] for case in cases), "failed": sum(not case["passed"] for case in cases),
               "rules": len(rules), "never_fired": sum(not rule["fired"] for rule in rules),
               "never_spared": sum(not rule["spared"] for rule in rules)}
    passed = not (summary["failed"] or summary["never_fired"] or summary["never_spared"])
    return {"policy": {"id": policy.id, "version": policy.version}, "passed": passed, "summary": summary,
            "cases": cases, "rules": rules, "clauses": clauses}


def show(result, out):
    """The outcome for a person."""
    for case in result["cases"]:
        for one in case["differences"]:
            found = reference.text(one["found"]) if "found" in one else "no such key"
            out.write("FAILED %s\n    %s %s: wanted %s, found %s\n" % (
                case["name"], one["kind"], one["path"] or one["rule"], reference.text(one["wanted"]), found))
    for rule in result["rules"]:
        lacks = [word for word in ("fired", "spared") if not rule[word]]
        if lacks:
            out.write("never %s: %s (%s %s)\n" % (" and never ".join(lacks), rule["rule"], rule["form"],
                                                 ", ".join(rule["clauses"])))
    untried = [row["clause"] for row in result["clauses"] if row["rules"] and not row["cases"]]
    if untried:
        out.write("cited by a rule and named by no case: %s\n" % ", ".join(untried))
    out.write("%(passed)d passed, %(failed)d failed; of %(rules)d rules %(never_fired)d never fired, "
              "%(never_spared)d were never spared\n" % result["summary"])


def read_file(path):
    with open(path, encoding="utf-8") as file:
        return reference.loads(file.read())


def read_profile(path):
    """The profile with what it extends, looked for "beside it as `../ID/policy.json`"."""
    def resolve(name):
        return read_file(os.path.join(os.path.dirname(os.path.abspath(path)), "..", name, "policy.json"))
    return Profile(read_file(path), resolve)


def main(arguments=None):
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("policy")
    parser.add_argument("cases", nargs="?")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args(arguments)
    sys.stdout.reconfigure(encoding="utf-8", newline="\n")
    cases = options.cases or os.path.join(os.path.dirname(os.path.abspath(options.policy)), "cases.json")
    try:
        profile, data = read_profile(options.policy), read_file(cases)
        problems = Checker(data, profile).run()
        result = run(profile, data) if not problems else None
    except ValueError as error:
        problems = [str(error)]
    if problems:
        sys.stderr.write("".join("%s\n" % problem for problem in problems))
        return 2
    if options.json:
        print(reference.text(result))
    else:
        show(result, sys.stdout)
    return 0 if result["passed"] else 1


if __name__ == "__main__":
    sys.exit(main())
