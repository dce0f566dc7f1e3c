"""A profile's cases (docs/cases.md): reading them, and making each case's record of events."""

import copy
import re

from case_match import LIST_WORDS
from policy import Policy, merge_patch
from vocabulary import EVENTS

ROOT = {"format", "policy", "visits", "cases"}
CASE = {"name", "note", "clauses", "visit", "drop", "change", "add", "settings", "ask", "event", "at", "fires",
        "unknown", "spares", "only", "expect"}
ASKS = ("audit", "status", "check")
# What a question never tells of, so that neither `fires` nor `spares` can mean anything there.
UNTOLD = {"audit": ("checklist", "advice"), "status": ("guard",), "check": ()}

_NTH = re.compile(r"(.*)#([1-9]\d*)\Z")


class Profile:
    """A policy's text with those it extends, from which it is loaded again for each set of a case's settings."""

    def __init__(self, data, resolve):
        self.data, self.resolve, self._loaded = data, resolve, {}
        self.policy = self.under({})
        self.clauses, base = {}, data
        chain = [data]
        while "extends" in base:
            base = resolve(base["extends"])
            chain.insert(0, base)
        for one in chain:
            self.clauses.update(one.get("clauses", {}))

    def under(self, settings):
        key = repr(settings)
        if key not in self._loaded:
            laid = copy.deepcopy(self.data)
            for name, value in settings.items():
                laid.setdefault("settings", {})[name] = {"value": value}
            self._loaded[key] = Policy(laid, self.resolve)
        return self._loaded[key]


def free(name):
    return name.startswith("x_")


def nth(key):
    """"NAME#N" is the N-th, NAME the first."""
    match = _NTH.match(key)
    return (match.group(1), int(match.group(2))) if match else (key, 1)


def find(events, name, number):
    """The place of the number-th event of that name; None where there is none."""
    places = [place for place, event in enumerate(events) if event.get("event") == name]
    return places[number - 1] if number <= len(places) else None


def dropped(events, drops):
    gone = set()
    for drop in drops:
        if isinstance(drop, str):
            places = [place for place, event in enumerate(events) if event.get("event") == drop]
        else:
            places = [find(events, drop["event"], drop["nth"])]
        if not places or None in places:
            raise ValueError("drop: the visit has no such event: %r" % (drop,))
        gone.update(places)
    return [event for place, event in enumerate(events) if place not in gone]


def record(case, visits):
    """The events of a case: "`drop` is done first, then `change`, then `add`"."""
    start = case["visit"]
    events = dropped(visits[start] if isinstance(start, str) else start, case.get("drop", []))
    changed = {}
    for key, patch in case.get("change", {}).items():
        place = find(events, *nth(key))
        if place is None:
            raise ValueError("change: the visit has no event %r" % key)
        if place in changed:
            raise ValueError("change: %r is changed twice" % key)
        changed[place] = patch
    events = [merge_patch(event, changed[place]) if place in changed else event
              for place, event in enumerate(events)]
    return {"format": "homevisit-visit/1", "id": case["name"], "events": events + case.get("add", [])}


class Checker:
    """Gathers what is wrong with a file of cases, in plain words."""

    def __init__(self, data, profile):
        self.data, self.profile, self.problems = data, profile, []
        self.rules = {rule.id: rule for rule in profile.policy.rules}
        self.disabled = {name for name, rule in profile.policy.all_rules.items() if rule.get("disabled", False)}

    def problem(self, where, text):
        self.problems.append("%s: %s" % (where, text))

    def keys(self, where, data, known):
        for key in data:
            if key not in known and not free(key):
                self.problem(where, "unknown key %r" % key)

    def run(self):
        data = self.data
        self.keys("the file", data, ROOT)
        if data.get("format") != "homevisit-cases/1":
            self.problem("the file", "`format` is not homevisit-cases/1")
        if data.get("policy") != self.profile.policy.id:
            self.problem("the file", "the cases are for %r" % data.get("policy"))
        names = set()
        for number, case in enumerate(data.get("cases", [])):
            where = "case %d, %r" % (number, case.get("name"))
            if not case.get("name") or case["name"] in names:
                self.problem(where, "no name, or one that another case has")
            names.add(case.get("name"))
            self.case(where, case)
        return self.problems

    def case(self, where, case):
        self.keys(where, case, CASE)
        start = case.get("visit")
        if not (isinstance(start, list) or (isinstance(start, str) and start in self.data.get("visits", {}))):
            self.problem(where, "unknown visit %r" % (start,))
        for clause in case.get("clauses", []):
            if clause not in self.profile.clauses:
                self.problem(where, "unknown clause %r" % clause)
        for name in case.get("settings", {}):
            if name not in self.profile.policy.settings:
                self.problem(where, "unknown setting %r" % name)
        ask = case.get("ask", "audit")
        if ask not in ASKS:
            self.problem(where, "unknown question %r" % ask)
        elif (ask == "check") != ("event" in case) or (ask == "check" and "at" in case):
            self.problem(where, "a check has `event` and no `at`; the others have no `event`")
        else:
            self.listed(where, case, ask)
        self.names(where, case)
        self.expected(where, case.get("expect", {}))

    def listed(self, where, case, ask):
        seen = set()
        for key in ("fires", "unknown", "spares"):
            for name in case.get(key, []):
                rule = self.rules.get(name)
                if name in self.disabled:
                    self.problem(where, "rule %r in %s is disabled" % (name, key))
                elif rule is None:
                    self.problem(where, "unknown rule %r in %s" % (name, key))
                elif rule.form in UNTOLD[ask] or (key == "unknown" and rule.form in ("checklist", "advice")):
                    self.problem(where, "a %s never tells of %r, which is %s" % (ask, name, rule.form))
                if name in seen and key == "spares":
                    self.problem(where, "rule %r is to fire or be unknown, and to be spared" % name)
                seen.add(name)

    def names(self, where, case):
        changed = [nth(key)[0] for key in case.get("change", {})]
        drops = [drop if isinstance(drop, str) else drop.get("event") for drop in case.get("drop", [])]
        for name in changed + drops:
            if name not in EVENTS:
                self.problem(where, "unknown event %r" % (name,))

    def expected(self, where, part):
        if isinstance(part, list):
            for one in part:
                self.expected(where, one)
        elif isinstance(part, dict):
            if any(word in part for word in LIST_WORDS) and not set(part) <= set(LIST_WORDS):
                self.problem(where, "contains, lacks and count stand with no other key")
            for key, one in part.items():
                if key in ("contains", "lacks") and not isinstance(one, list):
                    self.problem(where, "%s in expect is a list of parts" % key)
                self.expected(where, one)
