#!/usr/bin/env python3
"""Runs profiles' cases with the library and with the reference model: both outcomes have to be equal.

    compare_cases.py CASES_OUTCOME [POLICY.json CASES.json]

CASES_OUTCOME is the program of cases_outcome.c. Without files the cases of every bundled profile are run, which are read
from rules/. What the library adds to say why something differs is left aside.
"""

import subprocess
import sys
from xml.etree import ElementTree

import homevisit_reference as reference
from case_files import Checker
from run_cases import read_file, read_profile, run


def library(program, *arguments):
    """What the library prints."""
    done = subprocess.run([program] + list(arguments), stdout=subprocess.PIPE, stderr=subprocess.PIPE, check=False)
    # A sanitizer may speak and go on.
    if done.returncode != 0 or done.stderr:
        raise ValueError("the library refuses: %s" % done.stderr.decode("utf-8", "replace"))
    return done.stdout.decode("utf-8")


def check_junit(outcome, text):
    """JUnit's XML has to be well-formed, and to tell of the same cases and rules."""
    suite = ElementTree.fromstring(text.encode("utf-8")).find("testsuite")
    tests = [(test.get("name"), test.find("failure") is None) for test in suite.findall("testcase")]
    expected = [(case["name"], case["passed"]) for case in outcome["cases"]]
    expected += [(rule["rule"], rule["fired"] > 0 and rule["spared"] > 0) for rule in outcome["rules"]]
    counted = (int(suite.get("tests")), int(suite.get("failures")))
    if tests != expected or counted != (len(expected), sum(not passed for _, passed in expected)):
        raise ValueError("JUnit's XML tells of other tests")


def outcome_of(program, *arguments):
    """The library's outcome as the model writes its own."""
    outcome = reference.loads(library(program, "json", *arguments))
    check_junit(outcome, library(program, "junit", *arguments))
    for case in outcome["cases"]:
        for difference in case["differences"]:
            del difference["why"]
    return outcome


def compare(policy, cases, theirs):
    """Prints what is unlike, and returns whether nothing is."""
    profile, data = read_profile(policy), read_file(cases)
    problems = Checker(data, profile).run()
    if problems:
        raise ValueError("the model refuses: %s" % "; ".join(problems))
    ours = run(profile, data)
    if reference.text(ours) == reference.text(theirs):
        print("%s: %d cases, %d differences, %d rules: the same" % (
            cases, len(ours["cases"]), sum(len(case["differences"]) for case in ours["cases"]), len(ours["rules"])))
        return True
    print("%s: the outcomes differ: %d cases by the model, %d by the library (built from other files?)" % (
        cases, len(ours["cases"]), len(theirs["cases"])))
    rows = [zip(ours[key], theirs[key]) for key in ("cases", "rules", "clauses")]
    unlike = [(one, other) for pairs in rows for one, other in pairs if one != other]
    for one, other in unlike[:5]:
        print("  model   %s\n  library %s" % (reference.text(one), reference.text(other)))
    return False


def main(program, *files):
    if files:
        return 0 if compare(*files, outcome_of(program, *files)) else 1
    names = library(program, "list").split()
    print("%d bundled profiles have cases" % len(names))
    same = [compare("rules/%s/policy.json" % name, "rules/%s/cases.json" % name, outcome_of(program, name))
            for name in names]
    return 0 if same and all(same) else 1


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
