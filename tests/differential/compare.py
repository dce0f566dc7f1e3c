#!/usr/bin/env python3
"""Asks the library and the reference model the same random questions, and compares their reports byte for byte.

usage: compare.py BATCH_PROGRAM [--seed S] [--count N] [--corners] [--show N]

The cases come from tests/reference/generate.py. A case that the library refuses counts as a difference unless the model
refuses it too. Each difference is shown with the seed that makes the case again.
"""
import argparse
import io
import json
import pathlib
import subprocess
import sys

HERE = pathlib.Path(__file__).resolve().parent
REFERENCE = HERE.parent / "reference"
sys.path.insert(0, str(REFERENCE))
sys.dont_write_bytecode = True


def first_difference(a, b, path=""):
    """Where two JSON values differ first, as (path, left, right); None where they are the same."""
    if type(a) is not type(b):
        return path, a, b
    if isinstance(a, dict):
        if list(a) != list(b):
            return path + "/(keys)", list(a), list(b)
        for key in a:
            found = first_difference(a[key], b[key], path + "/" + key)
            if found:
                return found
        return None
    if isinstance(a, list):
        for index, (left, right) in enumerate(zip(a, b)):
            found = first_difference(left, right, "%s/%d" % (path, index))
            if found:
                return found
        return None if len(a) == len(b) else (path + "/(length)", len(a), len(b))
    return None if a == b else (path, a, b)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("batch")
    parser.add_argument("--seed", default="1")
    parser.add_argument("--count", default="1000")
    parser.add_argument("--corners", action="store_true")
    parser.add_argument("--show", type=int, default=10)
    options = parser.parse_args()

    command = [sys.executable, "-B", str(REFERENCE / "generate.py"), "--seed", options.seed, "--count", options.count]
    cases = subprocess.run(command + (["--corners"] if options.corners else []), check=True, capture_output=True).stdout
    got = subprocess.run([options.batch], input=cases, check=True, capture_output=True).stdout.decode().splitlines()
    import homevisit_reference
    wanted = io.StringIO()
    homevisit_reference.batch(io.StringIO(cases.decode()), wanted)
    wanted = wanted.getvalue().splitlines()
    lines = cases.decode().splitlines()

    refused = differing = 0
    for line, left, right in zip(lines, got, wanted):
        if left == right:
            continue
        if '"problems"' in left[:14] and '"refused"' in right[:12]:
            refused += 1
            continue
        differing += 1
        if differing > options.show:
            continue
        print("case", json.loads(line).get("x_seed"), json.loads(line)["ask"])
        if '"problems"' in left[:14]:
            print("  the library refuses:", left[:600])
        else:
            print("  differs at %s\n    library %r\n    model   %r" % first_difference(json.loads(left), json.loads(right))
                  if first_difference(json.loads(left), json.loads(right)) else "  differs in its bytes only")
    missing = len(lines) != len(got)
    print("%d passed, %d failed" % (len(lines) - differing - (len(lines) - len(got)), differing + (len(lines) - len(got))))
    print("refused by both: %d" % refused)
    return 1 if differing or missing else 0


if __name__ == "__main__":
    sys.exit(main())
