"""Puts the benchmark's figures into tables, and the tables into the document's template.

usage: tables.py FOLDER TARGETS TEMPLATE

FOLDER holds figures.tsv (TABLE, ROW, COLUMN, VALUE; measure.h) and callgrind's dumps, each named by TABLE|ROW|COLUMN|STEPS,
and receives the data of the pictures. A line @NAME@ of the template becomes what NAME gives; the rest is as it stands.
"""

import fnmatch
import glob
import json
import os
import platform
import re
import subprocess
import sys

NAMES = {
    "hand": "the 24 rules by hand in C (text: by cJSON)",
    "homevisit": "**libhomevisit** (`homevisit_session_decide`, typed event)",
    "homevisit-changed": "**libhomevisit**, each question unlike the one before",
    "json-logic-engine": "json-logic-engine 5, compiled",
    "lua": "Lua 5.4 in C",
    "clips": "CLIPS 6.30 in C",
    "json-logic-js": "json-logic-js 2",
    "cjson-document": "cJSON only parses the document",
    "cjson-record": "cJSON only parses our record",
    "check-model": "`check` of each step of the model visit",
    "check-broken": "`check` of each step of a visit that breaks rules",
    "decide-model": "`decide` of each step of the model visit",
    "live-model": "the model visit lived through: each event decided, then appended",
    "status-model": "`status` at each step of the model visit",
    "cjson": "cJSON parses the record and drops it",
    "scan": "the strict scan alone",
    "load": "the record is loaded and dropped",
    "check": "`check`, from text to text",
    "audit-structure": "`audit` of a text, the report as a structure",
    "audit": "`audit`, from text to text",
}


class Figures:
    """All that was measured, by (table, row, column)."""

    def __init__(self, folder):
        self.values = {}
        with open(os.path.join(folder, "figures.tsv"), encoding="utf-8") as lines:
            for line in lines:
                table, row, column, value = line.rstrip("\n").split("\t")
                self.values[table, row, column] = float(value)
        for path in glob.glob(os.path.join(folder, "callgrind.*")):
            self.read_count(path)
        self.derive()

    def read_count(self, path):
        with open(path, encoding="utf-8") as dump:
            text = dump.read()
        name = re.search(r"^desc: Trigger: Client Request: (.*)$", text, re.M)
        if name:
            table, row, column, steps = name[1].split("|")
            total = int(re.search(r"^totals: (\d+)", text, re.M)[1])
            self.values[table, row, column] = total / int(steps)

    def derive(self):
        """What follows from the rest: speed by size, and what one of many costs."""
        for (table, row, column), value in list(self.values.items()):
            size = self.get(table, row, "bytes")
            if table == "text" and column == "time":
                self.values[table, row, "per-kb"] = value / (size / 1024)
            if table.startswith("growth-") and column == "time.instructions" and int(row):
                self.values[table, row, "each"] = value / int(row)
            if table == "memory-loop" and column == "late":
                self.values[table, row, "grown"] = value / self.get(table, row, "early")

    def get(self, table, row, column):
        return self.values.get((table, row, column))

    def find(self, path):
        """The values of TABLE/ROW/COLUMN, where ROW may be a pattern."""
        table, row, column = path.split("/")
        return [value for (t, r, c), value in self.values.items()
                if (t, c) == (table, column) and fnmatch.fnmatch(r, row)]

    def rows(self, table):
        return list(dict.fromkeys(row for t, row, _ in self.values if t == table))


def number(value, digits=3):
    """A figure with `digits` digits that count, and commas between thousands."""
    if value is None:
        return "–"
    if value == 0:
        return "0"
    places = max(0, digits - 1 - int(f"{abs(value):e}".split("e")[1]))
    return f"{value:,.{places}f}"


def whole(value):
    return "–" if value is None else f"{value:,.0f}"


def ratio(value, base):
    return None if value is None or not base else value / base


def table(head, rows):
    lines = ["| " + " | ".join(head) + " |", "| --- |" + " ---: |" * (len(head) - 1)]
    return "\n".join(lines + ["| " + " | ".join(row) + " |" for row in rows])


# ---- the tables ------------------------------------------------------------------------------------------------------

def visits(f):
    get = lambda column: f.get("visits", "all", column)
    return (f"{whole(get('count'))} visits, seed {get('seed'):.0f}; {number(get('fired'))} rules fire in a visit, and every "
            f"rule in some.\nIn text: {number(get('document') / 1024)} KB of document for the others, "
            f"{number(get('record') / 1024)} KB of record and event for us.")


def decision(f):
    rows = []
    hand, hand_text = f.get("decision", "hand", "ready"), f.get("decision", "hand", "text")
    order = ["hand", "homevisit", "homevisit-changed", "json-logic-engine", "lua", "clips", "json-logic-js",
             "cjson-document", "cjson-record"]
    for row in order:
        ready, text = f.get("decision", row, "ready"), f.get("decision", row, "text")
        if ready is None and text is None:
            rows.append([NAMES[row] + ": could not be had here"] + ["–"] * 6)
            continue
        rows.append([NAMES[row], number(ready), number(ratio(ready, hand)),
                     whole(f.get("decision", row, "ready.instructions")), number(text), number(ratio(text, hand_text)),
                     whole(f.get("decision", row, "text.instructions"))])
    return table(["engine", "facts ready, µs", "times by hand", "instructions", "text in, text out, µs",
                  "times by hand", "instructions"], rows)


def session(f):
    rows = [[NAMES[row], number(f.get("session", row, "time")), whole(f.get("session", row, "time.instructions"))]
            for row in ("decide-model", "live-model", "check-model", "check-broken", "status-model")]
    return table(["what", "µs", "instructions"], rows)


def text(f):
    rows = []
    for row in ("cjson", "scan", "load", "check", "audit-structure", "audit"):
        rows.append([NAMES[row], number(f.get("text", row, "bytes") / 1024),
                     number(ratio(f.get("text", row, "out"), 1024)), number(f.get("text", row, "time")),
                     number(f.get("text", row, "per-kb")), number(f.get("text", row, "time.ratio")),
                     whole(f.get("text", row, "time.instructions"))])
    return table(["what", "KB in", "KB out", "µs", "µs a KB", "times cJSON's parse", "instructions"], rows)


def text_parts(f):
    """Where a check from text to text spends its time: what has no row of its own is a difference of two."""
    def row(name, figure):
        return [name, number(figure("time")), whole(figure("time.instructions")),
                number(ratio(figure("time.instructions"), f.get("text", "check", "time.instructions")))]

    def less(whole_one, part):
        return None if whole_one is None or part is None else whole_one - part

    return table(["part", "µs", "instructions", "of the check's"], [
        row("the record is loaded and dropped", lambda c: f.get("text", "load", c)),
        row("its events are replayed", lambda c: f.get("parts", "replay", c)),
        row("the event is read and decided, the report made and dropped",
            lambda c: less(f.get("parts", "check-loaded", c), f.get("parts", "replay", c))),
        row("the report is written", lambda c: f.get("parts", "write", c)),
        row("`check`, from text to text", lambda c: f.get("text", "check", c)),
    ])


def loading(f):
    rows = [[row, whole(f.get("loading", row, "rules")), number(f.get("loading", row, "bytes") / 1024),
             number(f.get("loading", row, "json")), whole(f.get("loading", row, "json.instructions")),
             number(f.get("loading", row, "built-in")), whole(f.get("loading", row, "built-in.instructions"))]
            for row in f.rows("loading")]
    return table(["profile", "rules", "KB of JSON", "from JSON, µs", "instructions", "built in, µs", "instructions"], rows)


def growth(f, name, what, unit, scale):
    rows = [[f"{int(row):,}", number(f.get(name, row, "time") / scale), whole(f.get(name, row, "time.instructions"))]
            for row in f.rows(name)]
    head = [what, unit, "instructions"]
    if name != "growth-decision":  # whose sizes are of what it has nothing to do with
        rows = [row + [whole(f.get(name, size, "each"))] for row, size in zip(rows, f.rows(name))]
        head.append("for each")
    return table(head, rows)


def memory(f):
    rows = []
    for row in f.rows("memory-json"):
        rows.append([f"a loaded profile: {row}"] + [whole(f.get(name, row, column)) for name in
                    ("memory-json", "memory-built-in") for column in ("held", "most")])
    return table(["what", "from JSON: bytes held", "at most while loading", "built in: bytes held", "at most"], rows)


def memory_objects(f):
    names = {"visit": f"the model visit, {whole(f.get('memory', 'visit', 'events'))} events", "session": "a session on it",
             "check": "the report of a check", "status": "the report of a status", "audit": "the report of an audit"}
    rows = [[name, whole(f.get("memory", row, "held")), whole(f.get("memory", row, "most")),
             whole(f.get("memory", row, "json"))] for row, name in names.items()]
    rows += [[f"a visit of {int(row):,} events without text", whole(f.get("memory-visit", row, "held")),
              whole(f.get("memory-visit", row, "most")), "–"] for row in f.rows("memory-visit")]
    return table(["what", "bytes held", "at most while it is made", "bytes as JSON"], rows)


def memory_loops(f):
    names = {"text": "load, check, report, all dropped", "audit": "audit, dropped",
             "session": "one session: decide, check, status", "load": "a profile loaded and dropped, both ways"}
    rows = [[name, whole(f.get("memory-loop", row, "early")), whole(f.get("memory-loop", row, "late")),
             whole(f.get("memory-loop", row, "left"))] for row, name in names.items()]
    return table(["1,000 rounds of", "peak of the first 8, bytes", "peak of all", "left behind"], rows)


def stream(f):
    names = {"scan": "the strict scan alone", "load": "each record loaded and dropped",
             "audit": "`homevisit_audit_stream`: decisions and summary",
             "audit-json": "`homevisit_audit_stream`: with every report as JSON",
             "audit-apart": "decisions and summary by one process, and by two at once, each on one thread"}
    scan = [f.get("stream", "scan", column) for column in ("j1", "j2")]
    rows = []
    for row, name in names.items():
        one, two = f.get("stream", row, "j1"), f.get("stream", row, "j2")
        if one is not None:
            rows.append([name, whole(one), whole(two), number(f.get("stream", row, "scaling")),
                         whole(100 * one / scan[0]) + " %", whole(100 * two / scan[1]) + " %",
                         whole(f.get("stream", row, "whole"))])
    return table(["what", "visits/s, one thread", "two threads", "scaling", "of the scan, one thread", "two threads",
                  f"all {whole(f.get('stream', 'all', 'visits'))} once, two threads"], rows)


# ---- targets and machine --------------------------------------------------------------------------------------------

def judge(f, target, wanted):
    """The worst of the figures that a target speaks of, and whether that is as wanted; None where it was not measured."""
    values = f.find(target["figure"])
    if "over" in wanted:
        base = f.find(wanted["over"])
        values = [value / base[0] for value in values] if base else []
    if not values:
        return None, False
    if "most" in wanted:
        return max(values), max(values) <= wanted["most"]
    return min(values), min(values) >= wanted["least"]


def bound(wanted):
    return ("at most " + number(wanted["most"]) if "most" in wanted else "at least " + number(wanted["least"])) + " " + wanted["unit"]


def targets(f, wanted):
    rows = []
    for target in wanted:
        value, met = judge(f, target, target)
        said, seen = bound(target), number(value)
        if "or" in target:
            other, other_met = judge(f, target, target["or"])
            said += ", or " + bound(target["or"])
            seen += " (" + number(other) + ")"
            met = met or other_met
        rows.append([target["what"], said, seen, "not measured" if value is None else "met" if met else "**not met**"])
    return table(["what", "target", "measured", ""], rows)


def first_line(*command):
    try:
        return subprocess.run(command, capture_output=True, text=True, check=True).stdout.splitlines()[0]
    except (OSError, subprocess.CalledProcessError, IndexError):
        return "unknown"


def machine(folder):
    """What was measured on, and what else it did, as run.sh noted it when it began."""
    model = "unknown processor"
    try:
        with open("/proc/cpuinfo", encoding="utf-8") as lines:
            model = next((line.split(":")[1].strip() for line in lines if line.startswith("model name")), model)
    except OSError:
        pass
    system = platform.freedesktop_os_release().get("PRETTY_NAME", platform.system())
    with open(os.path.join(folder, "began"), encoding="utf-8") as note:
        began = note.read().strip()
    return (f"{model}, {os.cpu_count()} cores, {system}, {first_line('cc', '--version')}, "
            f"Node {first_line('node', '--version')}.\n{began}")


def write_data(f, folder):
    """What the pictures are drawn from: size, microseconds, instructions."""
    for name in ("growth-decision", "growth-audit", "growth-loading"):
        with open(os.path.join(folder, name + ".dat"), "w", encoding="utf-8") as out:
            for row in f.rows(name):
                out.write(f"{row} {f.get(name, row, 'time')} {f.get(name, row, 'time.instructions') or 'NaN'}\n")


def main():
    folder, target_path, template = sys.argv[1:]
    f = Figures(folder)
    with open(target_path, encoding="utf-8") as lines:
        wanted = json.load(lines)
    parts = {
        "machine": lambda: machine(folder), "targets": lambda: targets(f, wanted), "visits": lambda: visits(f),
        "decision": lambda: decision(f), "session": lambda: session(f), "text": lambda: text(f),
        "text-parts": lambda: text_parts(f),
        "loading": lambda: loading(f), "stream": lambda: stream(f), "memory": lambda: memory(f),
        "memory-objects": lambda: memory_objects(f), "memory-loops": lambda: memory_loops(f),
        "growth-decision": lambda: growth(f, "growth-decision", "rules of other events", "µs a decision", 1),
        "growth-audit": lambda: growth(f, "growth-audit", "events", "ms an audit", 1000),
        "growth-visit": lambda: growth(f, "growth-visit", "events", "ms to load the record", 1000),
        "growth-loading": lambda: growth(f, "growth-loading", "rules", "ms a load", 1000),
    }
    write_data(f, folder)
    with open(template, encoding="utf-8") as lines:
        for line in lines:
            name = re.fullmatch(r"@([a-z-]+)@\n", line)
            sys.stdout.write(parts[name[1]]() + "\n" if name else line)


main()
