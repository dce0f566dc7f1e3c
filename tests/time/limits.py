#!/usr/bin/env python3
"""The first and last second of every limit of the bundled profiles, as they are and over what time does to a calendar.

usage: limits.py BATCH_PROGRAM

No number of a profile stands here. The records are those of the profiles' own cases, cut off where a duty arises; a status
tells which duties are pending then, and until when. For each duty that has a due time:

  - at its due second it is pending, and a second later overdue;
  - discharged at its due second it is met, and a second later late;
  - where it must not be done early, what is done a second before its clock's time discharges nothing.

The same once more with the whole record moved so that a change of summer time, a leap day, the end of a year or the end
of February of a year that is no leap year lies between the two ends of the limit: a limit is so many seconds, whatever
the clock on the wall does. (Where a rule reads the local time, the duty may not arise there; those are counted.)
"""

import collections
import json
import pathlib
import sys

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "laws"))

from engine import Library, refused  # noqa: E402
from case_files import record  # noqa: E402
from law_weeks import TIME  # noqa: E402
from run_cases import read_file, read_profile  # noqa: E402
from timezone import Instant, parse_instant  # noqa: E402
import vocabulary as words  # noqa: E402

RULES = HERE.parent.parent / "rules"
# What lies amid a limit: both changes of summer time, the end of a year, a leap day, and none.
MOMENTS = ("2026-03-29T01:00:00Z", "2026-10-25T01:00:00Z", "2027-01-01T00:00:00Z", "2028-02-29T00:00:00Z",
           "2100-03-01T00:00:00Z")
MOST_PLACES = 2  # how many records each limit is tried in


def moved(node, seconds):
    """The same JSON with every time moved, written in UTC."""
    if isinstance(node, list):
        return [moved(item, seconds) for item in node]
    if isinstance(node, dict):
        return {key: moved(value, seconds) for key, value in node.items()}
    return str(Instant(parse_instant(node) + seconds)) if isinstance(node, str) and TIME.match(node) else node


class Limits:
    """The limits of one profile."""

    def __init__(self, library, folder):
        self.library, self.id = library, folder.name
        cases = read_file(str(folder / "cases.json"))
        self.records = [record(case, cases["visits"]) for case in cases["cases"] if not case.get("settings")]
        self.rules = {rule.id: rule for rule in read_profile(str(folder / "policy.json")).policy.rules}
        self.sample = {}  # events by name, as the cases say them
        for one in self.records:
            for event in one["events"]:
                known = self.sample.setdefault(event["event"], [])
                if event not in known and len(known) < 6:
                    known.append(event)

    def status(self, asked):
        """The reports of [(record, time)…], all asked at once."""
        reports = self.library.ask([{"policy": self.id, "visit": visit, "ask": "status", "at": str(at)}
                                    for visit, at in asked])
        for report in reports:
            if refused(report):
                raise SystemExit("%s: %s" % (self.id, report))
        return reports

    def cut(self):
        """The records, each cut off after the event at which a duty with a limit arose; some for each rule."""
        audits = self.library.ask([{"policy": self.id, "visit": one, "ask": "audit"} for one in self.records])
        found, taken = {}, collections.Counter()
        for one, audit in zip(self.records, audits):
            for duty in audit["duties"]:
                if duty["due"] is None or taken[duty["rule"]] == 4 * MOST_PLACES:
                    continue
                events = [event for event in one["events"] if parse_instant(event["at"]) <= parse_instant(duty["since"])]
                taken[duty["rule"]] += json.dumps(events) not in found
                found.setdefault(json.dumps(events), dict(one, events=events))
        return list(found.values())

    def pending(self):
        """[(record, rule, since, due)…]: some for each rule, each with a record that ends before the due time."""
        cut = self.cut()
        ends = [max(parse_instant(event["at"]) for event in one["events"]) for one in cut]
        found, seen = [], {}
        for one, end, report in zip(cut, ends, self.status(list(zip(cut, ends)))):
            for duty in report["duties"]:
                if duty["status"] != "pending" or duty["due"] is None or parse_instant(duty["due"]) <= end:
                    continue
                rule, since, due = duty["rule"], parse_instant(duty["since"]), parse_instant(duty["due"])
                lengths = seen.setdefault(rule, [])
                # Limits that are counted from another clock, or set otherwise, are as good as other rules.
                if lengths.count(due - since) < MOST_PLACES and len(lengths) < 2 * MOST_PLACES:
                    lengths.append(due - since)
                    found.append((one, rule, since, due))
        return found

    def doings(self, rule):
        """The events that may discharge a duty, as the cases say them and as briefly as can be."""
        for name in self.rules[rule].do:
            yield from self.sample.get(name, [])
            if not words.REQUIRED.get(name):
                yield {"event": name}

    def ways(self, found):
        """For each limit, an event that discharges its duty at the due second; None where none does."""
        tries = [(number, event) for number, (_, rule, _, _) in enumerate(found) for event in self.doings(rule)]
        reports = self.status([(with_event(found[number][0], event, found[number][3]), found[number][3])
                               for number, event in tries])
        ways = [None] * len(found)
        for (number, event), report in zip(tries, reports):
            _, rule, since, due = found[number]
            if ways[number] is None and standing(report, rule, since, due) == "met":
                ways[number] = event
        return ways

    def edges(self, found, ways):
        """What each limit is asked: [(name of the limit, what, record, time, rule, since, wanted)…]."""
        for (one, rule, since, due), way in zip(found, ways):
            for seconds in [0] + [parse_instant(moment) - (since + due + 1) // 2 for moment in MOMENTS]:
                there, start, end = dict(one, events=moved(one["events"], seconds)), since + seconds, due + seconds
                clock = end - 60 * (self.rules[rule].within or 0)
                times = [("is pending at its due second", None, end, "pending"),
                         ("is overdue a second later", None, end + 1, "overdue")]
                if way:
                    times += [("is met at its due second", way, end, "met"), ("is late a second later", way, end + 1, "late")]
                if way and not self.rules[rule].early and clock > max(map(parse_instant, [event["at"] for event in there["events"]])) + 1:
                    times += [("is not met a second early", way, clock - 1, "not met"),
                              ("is met when its clock's time has come", way, clock, "met")]
                name = "%s of %s, since %s" % (rule, one["id"], Instant(start))
                for what, event, at, wanted in times:
                    asked = with_event(there, event, at) if event else there
                    yield name, what, asked, Instant(at), rule, Instant(start), wanted


def with_event(one, event, at):
    return dict(one, events=one["events"] + [dict(event, at=str(Instant(at)), id="done")])


def standing(report, rule, since, at):
    """The status of a duty; "met" only where it was met just then. None where there is no such duty."""
    for duty in report["duties"]:
        if duty["rule"] == rule and duty["since"] == str(since):
            return duty["status"] if duty["met_at"] in (None, str(at)) else "met before"
    return None


def main():
    library, wrong, total = Library(sys.argv[1]), 0, collections.Counter()
    for folder in sorted(RULES.iterdir()):
        if not (folder / "cases.json").exists():
            continue
        limits = Limits(library, folder)
        found = limits.pending()
        edges = list(limits.edges(found, limits.ways(found)))
        tally = collections.Counter()
        for (name, what, _, at, rule, since, wanted), report in zip(edges, limits.status([edge[2:4] for edge in edges])):
            got = standing(report, rule, since, at)
            tally["the duty is not raised there" if got is None else what] += 1
            # What is done too early discharges nothing, but may end what the duty hangs on.
            if got not in (None, wanted) and not (wanted == "not met" and got in ("pending", "void")):
                wrong += 1
                print("%s: %s: %s" % (folder.name, name, "%s: it is %s" % (what, got)))
        print("%s: %d limits of %d rules: %s" % (folder.name, len(found), len({rule for _, rule, _, _ in found}),
                                                 ", ".join("%d %s" % (n, what) for what, n in tally.items())))
        total += tally
    if len(total) < 6 or total["the duty is not raised there"] * 4 > sum(total.values()):
        print("hardly a limit was tried")
        wrong += 1
    print("%d asked, %d wrong" % (sum(total.values()), wrong))
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
