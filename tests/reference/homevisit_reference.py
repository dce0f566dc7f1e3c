#!/usr/bin/env python3
"""A slow, plain reference model of homevisit's three documents, written from FORMAT.md alone.

    homevisit_reference.py audit  -p POLICY.json [--base FILE]... [--at TIME] VISIT.json
    homevisit_reference.py check  -p POLICY.json [--base FILE]... -e EVENT_JSON VISIT.json
    homevisit_reference.py status -p POLICY.json [--base FILE]... [--at TIME] VISIT.json
    homevisit_reference.py batch      NDJSON on standard input, one report a line on standard output

It assumes sound input: clear nonsense raises ValueError, nothing is explained. Its reports are compared with the
library's byte for byte. A `batch` line is {"policy": PATH or profile, "bases": [PATH or profile...], "visit": {...},
"ask": "check" | "status" | "audit", "event": {...}, "at": TIME}; one that cannot be used gives {"refused": MESSAGE}.

In a program: load_policy(), then check(), status() or audit(), and text() for the bytes.
"""

import argparse
import json
import math
import os
import sys

from policy import Policy
from reports import audit, check, status

__all__ = ["audit", "check", "load_policy", "loads", "status", "text"]


def _object(pairs):
    data = dict(pairs)
    if len(data) != len(pairs):
        raise ValueError("duplicate keys")
    return data


def _number(literal):
    """"3.0 is the whole number 3"."""
    value = float(literal)
    if math.isinf(value):
        _refuse(literal)
    return int(value) if value == int(value) else value


def _refuse(literal):
    raise ValueError("no JSON: %s" % literal)


def loads(source):
    return json.loads(source, object_pairs_hook=_object, parse_float=_number, parse_constant=_refuse)


def text(report):
    """"compact JSON, `/` and non-ASCII unescaped"."""
    return json.dumps(report, ensure_ascii=False, separators=(",", ":"))


def load_policy(data, bases=()):
    """A policy from its parsed text; `bases` are the parsed profiles among which `extends` is looked for."""
    return Policy(data, {base["id"]: base for base in bases}.__getitem__)


def _read(path):
    if path == "-":
        return loads(sys.stdin.read())
    with open(path, encoding="utf-8") as file:
        return loads(file.read())


def read_policy(path, bases=()):
    """A policy from its file: `extends` "is looked for among the files given by `--base FILE`, then beside it as
    `../ID/policy.json`"."""
    given = {base["id"]: base for base in bases}

    def resolve(name):
        beside = os.path.join(os.path.dirname(os.path.abspath(path)), "..", name, "policy.json")
        return given[name] if name in given else _read(beside)

    return Policy(_read(path), resolve)


_ASKS = {"check": lambda policy, visit, event, at: check(policy, visit, event),
         "status": lambda policy, visit, event, at: status(policy, visit, at),
         "audit": lambda policy, visit, event, at: audit(policy, visit, at)}


def answer(case, cache):
    """The report of one line of a batch. Policies given by path are kept in `cache`."""
    key = json.dumps([case["policy"], case.get("bases", [])], sort_keys=True)
    if key not in cache:
        cache.clear()
        bases = [base if isinstance(base, dict) else _read(base) for base in case.get("bases", [])]
        source = case["policy"]
        cache[key] = load_policy(source, bases) if isinstance(source, dict) else read_policy(source, bases)
    return _ASKS[case["ask"]](cache[key], case["visit"], case.get("event"), case.get("at"))


def batch(lines, out):
    cache = {}
    for line in lines:
        if not line.strip():
            continue
        try:
            report = answer(loads(line), cache)
        except (ValueError, KeyError, TypeError) as error:
            report = {"refused": "%s: %s" % (type(error).__name__, error)}
        out.write(text(report) + "\n")
        out.flush()


def main(arguments=None):
    parser = argparse.ArgumentParser(description="reference model of homevisit")
    commands = parser.add_subparsers(dest="ask", required=True)
    commands.add_parser("batch")
    for name in ("audit", "check", "status"):
        command = commands.add_parser(name)
        command.add_argument("-p", dest="policy", required=True)
        command.add_argument("--base", action="append", default=[])
        command.add_argument("visit")
        if name == "check":
            command.add_argument("-e", dest="event", required=True)
        else:
            command.add_argument("--at")
    options = parser.parse_args(arguments)
    sys.stdout.reconfigure(encoding="utf-8", newline="\n")
    sys.stdin.reconfigure(encoding="utf-8")
    if options.ask == "batch":
        batch(sys.stdin, sys.stdout)
        return 0
    policy = read_policy(options.policy, [_read(base) for base in options.base])
    event = loads(options.event) if options.ask == "check" else None
    print(text(_ASKS[options.ask](policy, _read(options.visit), event, getattr(options, "at", None))))
    return 0


if __name__ == "__main__":
    sys.exit(main())
