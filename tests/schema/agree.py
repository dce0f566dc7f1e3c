#!/usr/bin/python3
"""The schemas and the library judge documents alike, wherever a schema can judge.

usage: agree.py HOMEVISIT_PROGRAM

The documents are the bundled profiles and their cases, the example visits, and each of them changed in one place: a key
left out, misspelt or added, a value of another type, a misspelt name. What the library takes, the schema takes; what the
library refuses for a reason that a schema can judge (JUDGED), the schema refuses. Reports are held against theirs.
The validator is python3-jsonschema, from Debian.
"""
import copy
import json
import pathlib
import random
import subprocess
import sys
import tempfile

import jsonschema

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
SCHOOLS = ["maghull-high", "alumwell-infant", "hunsbury-park-primary", "hsp", "school-home-support"]

# What a schema can see by looking at one place. It cannot know which rules, clauses, settings and own facts there are, what
# types go together, what is true of two places at once, and whether a date exists.
JUDGED = {"unknown_key", "missing_key", "wrong_type", "unknown_force", "unknown_event", "unknown_clock", "unknown_role",
          "unknown_item", "unknown_name", "unknown_attribute", "misplaced_attribute", "missing_attribute", "bad_time",
          "unknown_format", "unknown_operator", "unknown_state", "unknown_type", "fact_name", "unknown_question"}


def places(value, path=()):
    """Every place of a document, as the path to it."""
    yield path
    if isinstance(value, dict):
        for key in value:
            yield from places(value[key], path + (key,))
    elif isinstance(value, list):
        for index, item in enumerate(value):
            yield from places(item, path + (index,))


def changed(document, path, change):
    """A copy with one change; None where the change does not fit the place."""
    copied = copy.deepcopy(document)
    parent = copied
    for step in path[:-1]:
        parent = parent[step]
    key, value = path[-1], parent[path[-1]]
    if change == "drop":
        del parent[key]
    elif change == "misspell key" and isinstance(parent, dict) and not str(key).startswith("x"):
        parent[key + "z"] = parent.pop(key)
    elif change == "misspell value" and isinstance(value, str) and value:
        parent[key] = value[:-1] + ("y" if value[-1] != "y" else "z")
    elif change == "number":
        parent[key] = -7
    elif change == "list":
        parent[key] = [value]
    elif change == "object":
        parent[key] = {"a": value}
    elif change == "null":
        parent[key] = None
    elif change == "extra" and isinstance(value, dict):
        value["unheard_of"] = 1
    elif change == "own" and isinstance(value, dict):
        value["x_own"] = {"anything": 1}
    else:
        return None
    return copied


CHANGES = ["drop", "misspell key", "misspell value", "number", "list", "object", "null", "extra", "own"]


def variants(document, count, seed):
    chooser = random.Random(seed)
    all_places = [path for path in places(document) if path]
    yield document
    for _ in range(count):
        variant = changed(document, chooser.choice(all_places), chooser.choice(CHANGES))
        if variant is not None:
            yield variant


def judge(program, document, base):
    """The library's problems with a document."""
    with tempfile.TemporaryDirectory() as folder:
        path = pathlib.Path(folder) / "document.json"
        path.write_text(json.dumps(document), encoding="utf-8")
        command = [program, "validate", "--format", "json"] + (["--base", str(base)] if base else []) + [str(path)]
        run = subprocess.run(command, capture_output=True, text=True, check=False)
    return json.loads(run.stdout)["problems"]


def compare(program, kind, validator, documents, base=None):
    faults = counted = refused = 0
    for document in documents:
        counted += 1
        problems = judge(program, document, base)
        errors = sorted(validator.iter_errors(document), key=str)
        refused += bool(problems)
        codes = {problem["code"] for problem in problems}
        if not problems and errors:
            faults += 1
            print("%s: the library takes what the schema refuses: %s at %s" %
                  (kind, errors[0].message[:200], list(errors[0].absolute_path)))
        elif problems and codes <= JUDGED and not errors:
            faults += 1
            print("%s: the schema takes what the library refuses: %s" % (kind, json.dumps(problems[0])[:400]))
    print("%-8s documents: %4d, refused by the library: %4d, judged otherwise by the schema: %d" %
          (kind, counted, refused, faults))
    return faults


def reports(program):
    visits = sorted(str(path) for path in (ROOT / "examples" / "visits").glob("*.json"))
    for school in SCHOOLS:
        for visit in visits:
            for ask in (["audit"], ["status"], ["check", "-e", '{"at":"2026-03-02T10:00:00Z","event":"entered"}']):
                run = subprocess.run([program, ask[0], "-p", school, "--format", "json"] + ask[1:] + [visit],
                                     capture_output=True, text=True, check=False)
                yield json.loads(run.stdout)


def main():
    program = sys.argv[1]
    schemas = {}
    for kind in ("policy", "visit", "report", "cases"):
        text = subprocess.run([program, "schema", kind], capture_output=True, text=True, check=True).stdout
        schema = json.loads(text)
        jsonschema.Draft202012Validator.check_schema(schema)
        schemas[kind] = jsonschema.Draft202012Validator(schema)
    faults = 0
    policies = [json.loads((ROOT / "rules" / name / "policy.json").read_text(encoding="utf-8"))
                for name in SCHOOLS + ["standard"]]
    for number, policy in enumerate(policies):
        faults += compare(program, "policy", schemas["policy"], variants(policy, 60, number))
    for number, path in enumerate(sorted((ROOT / "examples" / "visits").glob("*.json"))):
        faults += compare(program, "visit", schemas["visit"],
                          variants(json.loads(path.read_text(encoding="utf-8")), 25, 100 + number))
    for name in SCHOOLS:
        document = json.loads((ROOT / "rules" / name / "cases.json").read_text(encoding="utf-8"))
        errors = list(schemas["cases"].iter_errors(document))
        faults += len(errors)
        print("cases    %s: %d refused by the schema" % (name, len(errors)))
    counted = wrong = 0
    for report in reports(program):
        counted += 1
        errors = list(schemas["report"].iter_errors(report))
        if errors:
            wrong += 1
            print("report: %s at %s" % (errors[0].message[:200], list(errors[0].absolute_path)))
    print("report   documents: %4d, refused by the schema: %d" % (counted, wrong))
    faults += wrong
    print("%d passed, %d failed" % (1 if not faults else 0, faults))
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
