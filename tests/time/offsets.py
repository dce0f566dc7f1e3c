#!/usr/bin/env python3
"""Offsets from -12:00 to +14:00 in every place where a record or a question holds a time.

usage: offsets.py BATCH_PROGRAM [MINUTES]

A record that holds a time in each attribute of that type is written with every quarter of an hour (or every so many
MINUTES) that a clock may differ from UTC, place by place and in all places at once, about moments at which the written
date is another one than UTC's: the ends of years, leap days, the changes of summer time. The instants are the same, so
the reports have to be the same to the byte. What is no time of the calendar, or no offset, is refused at each place.
"""

import copy
import datetime
import json
import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "laws"))

from engine import Library, refused  # noqa: E402
import vocabulary as words  # noqa: E402

FIRST, LAST = -12 * 60, 14 * 60
MOMENTS = ("2026-12-31T23:50:00Z", "2027-01-01T00:00:00Z", "2028-02-28T23:59:59Z", "2028-02-29T12:00:00Z",
           "2100-02-28T23:59:00Z", "2000-02-29T00:00:00Z", "2026-03-29T00:59:59Z", "2026-10-25T01:00:00Z",
           "1999-12-31T23:59:59Z", "0001-01-01T12:00:00Z", "9999-12-30T12:00:00Z")
# No such date, time, offset, or not written as a time is.
REFUSED = ("2026-02-29T08:00:00Z", "2100-02-29T08:00:00Z", "1900-02-29T08:00:00+00:00", "2026-04-31T08:00:00Z",
           "2026-13-01T08:00:00Z", "2026-00-01T08:00:00Z", "2026-01-00T08:00:00Z", "2026-01-01T24:00:00Z",
           "2026-01-01T08:60:00Z", "2026-12-31T23:59:60Z", "2026-01-01T08:00:00+24:00", "2026-01-01T08:00:00-12:60",
           "2026-01-01T08:00:00+1400", "2026-01-01T08:00:00+14", "2026-01-01T08:00:00", "2026-01-01T08:00:00.5Z",
           "2026-01-01 08:00:00Z", "2026-1-1T08:00:00Z", "26-01-01T08:00:00Z", "2026-01-01T08:00Z")


def written(moment, offset):
    """An instant as a clock at that offset shows it."""
    local = moment + datetime.timedelta(minutes=offset)
    sign = "-" if offset < 0 else "+"
    return "%04d%s%s%02d:%02d" % (local.year, local.strftime("-%m-%dT%H:%M:%S"), sign, abs(offset) // 60,
                                  abs(offset) % 60)


def filled(name, near):
    """An event with what it needs, and with a time in each attribute of that type."""
    event = {"event": name}
    for attribute, kind in words.EVENTS[name].items():
        if kind == "t":
            near.append(datetime.timedelta(minutes=20 * len(near)))
            event[attribute] = ("time", near[-1])
        elif attribute in words.REQUIRED.get(name, ()):
            event[attribute] = kind[0] if isinstance(kind, tuple) else True if kind == "b" else {
                "[FIELD]": list(words.FIELDS[:1]), "facts": {words.ITEMS[0]: True}}[kind]
    return event


def record():
    """Every event that holds a time, and what moves the clocks, twenty minutes apart; times as ("time", from the start)."""
    near, events = [], []
    for name, attributes in words.EVENTS.items():
        if "t" in attributes.values() or name in ("departed", "arrived", "entered", "left", "returned"):
            events.append(dict(filled(name, near), at=("time", datetime.timedelta(minutes=10 * len(events)))))
    return {"format": "homevisit-visit/1", "id": "V", "events": events}


def policy():
    """Rules that read the record's times, so that the reports tell each of them."""
    rules = [{"id": "by-%s" % clock, "clauses": [], "force": "must", "message": "m", "on": ["planned"],
              "do": ["noted"], "from": clock, "within_minutes": 1440} for clock in words.CLOCKS]
    local = {"<": [{"var": "time.minute"}, 1500]}
    rules += [{"id": "local", "clauses": [], "force": "must", "message": "m", "on": list(words.EVENTS), "when": {
        "and": [local, {"<": [{"var": "time.weekday"}, 8]}]}}]
    for name, attributes in words.EVENTS.items():
        for attribute in (one for one, kind in attributes.items() if kind == "t"):
            rules.append({"id": "%s-%s" % (name, attribute), "clauses": [], "force": "should", "message": "m",
                          "on": [name], "when": {">": [{"var": "event." + attribute},
                                                       {"var": "plan.expected_start"}]}})
    return {"format": "homevisit-policy/1", "id": "p", "title": "P", "version": "1", "rules": rules}


def places(node, path=()):
    """The paths of all times."""
    if isinstance(node, tuple):
        yield path
    elif isinstance(node, (dict, list)):
        for key, value in (node.items() if isinstance(node, dict) else enumerate(node)):
            yield from places(value, path + (key,))


def put(node, path, value):
    for key in path[:-1]:
        node = node[key]
    node[path[-1]] = value


def at(node, path):
    for key in path:
        node = node[key]
    return node


def questions():
    """The three questions about the record, with times still to be written."""
    base = {"policy": policy(), "bases": [], "visit": record()}
    hour = ("time", datetime.timedelta(hours=5))
    return [dict(base, ask="audit", at=hour), dict(base, ask="status", at=hour),
            dict(base, ask="check", event=dict(filled("appointment_changed", []), at=hour))]


def said(question, start, offset_of):
    result = copy.deepcopy(question)
    for path in places(question):
        put(result, path, written(start + at(question, path)[1], offset_of(path)))
    return result


def main():
    library, wrong, tried = Library(sys.argv[1]), 0, 0
    offsets = sorted({*range(FIRST, LAST, int(sys.argv[2]) if len(sys.argv) > 2 else 15), LAST})
    for question in questions():
        paths = list(places(question))
        for moment in MOMENTS:
            start = datetime.datetime.strptime(moment, "%Y-%m-%dT%H:%M:%SZ")
            asked = [said(question, start, lambda path: 0)]
            # In all places one offset; and in each place another, so that each place has had each.
            for number, offset in enumerate(offsets):
                asked.append(said(question, start, lambda path: offset))
                if moment in MOMENTS[:4]:
                    asked.append(said(question, start,
                                      lambda path: offsets[(paths.index(path) + number) % len(offsets)]))
            reports = library.ask(asked)
            tried += len(reports) - 1
            for one, report in zip(asked[1:], reports[1:]):
                if refused(report) or report != reports[0]:
                    wrong += 1
                    if wrong <= 5:
                        print("%s about %s: %s differs: %s" % (question["ask"], moment, json.dumps(one)[:600],
                                                               str(report)[:300]))
        sound = said(question, datetime.datetime(2026, 3, 2, 8), lambda path: 0)
        asked = []
        for path in paths:
            for text in REFUSED:
                asked.append(copy.deepcopy(sound))
                put(asked[-1], path, text)
        for one, report in zip(asked, library.ask(asked)):
            tried += 1
            if not refused(report):
                wrong += 1
                print("%s: taken: %s" % (question["ask"], json.dumps(one)[:600]))
    everywhere = set(path for question in questions() for path in places(question))
    print("%d offsets in %d places, %d moments: %d reports compared, %d wrong" % (
        len(offsets), len(everywhere), len(MOMENTS), tried, wrong))
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
