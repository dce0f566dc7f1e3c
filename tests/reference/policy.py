"""A policy profile with what it extends laid under it: settings, conditions and rules ready to be decided."""

import copy
import re

from conditions import settings_read
from timezone import DEFAULT_ZONE, Zone, parse_date
from vocabulary import EVENTS

WHOLE = ("when", "needs", "unless", "where")


def merge_patch(target, patch):
    """JSON Merge Patch, RFC 7396, section 2."""
    if not isinstance(patch, dict):
        return copy.deepcopy(patch)
    merged = dict(target) if isinstance(target, dict) else {}
    for key, value in patch.items():
        if value is None:
            merged.pop(key, None)
        else:
            merged[key] = merge_patch(merged.get(key), value)
    return merged


def patch_rule(base, patch):
    """"A rule of the same id is merged as JSON Merge Patch, except that `when`, `needs`, `unless`, `where` and settings
    are replaced whole"."""
    if base.get("locked") is True:
        raise ValueError("rule %r is locked" % base["id"])
    merged = merge_patch(base, {key: value for key, value in patch.items() if key not in WHOLE})
    for key in WHOLE:
        if key in patch:
            merged[key] = copy.deepcopy(patch[key])
            if patch[key] is None:
                del merged[key]
    return merged


def listed(value):
    """What may be one name or a list of names, as a list."""
    return list(value) if isinstance(value, list) else [] if value is None else [value]


def form_of(rule):
    if "do" in rule:
        return "duty"
    if "item" in rule:
        return "checklist"
    if "during" in rule:
        return "advice"
    return "guard"


_CLOCK = re.compile(r"([01]\d|2[0-3]):([0-5]\d)\Z", re.ASCII)


def setting_value(value):
    """`"HH:MM"` is minutes since midnight."""
    match = _CLOCK.match(value) if isinstance(value, str) else None
    return int(match.group(1)) * 60 + int(match.group(2)) if match else value


class Rule:
    """One enabled rule."""

    def __init__(self, data, policy):
        self.data, self.id, self.form, self.force = data, data["id"], form_of(data), data["force"]
        self.on, self.before = listed(data.get("on")), listed(data.get("before"))
        self.do, self.clocks = listed(data.get("do")), listed(data.get("from")) or ["trigger"]
        self.early, self.repeat = data.get("early", True), data.get("repeat", False)
        self.within = data.get("within_minutes")
        self.settings = set()
        for key in WHOLE:
            self.settings |= settings_read(data.get(key), policy)
        if isinstance(self.within, dict):
            name = self.within["var"][9:]
            self.settings.add(name)
            self.within = policy.settings[name]["value"]
        for name in self.on + self.before + self.do:
            if name not in EVENTS:
                raise ValueError("unknown event %r" % name)
        # "`assumed` (of a finding or duty): the rule or a setting that it reads is assumed"
        self.assumed = data.get("assumed", False) or any(policy.settings[name]["assumed"] for name in self.settings)

    def condition(self, key, default):
        return self.data.get(key, default)

    def head(self):
        """The first keys that everything listed of a rule has."""
        return {"rule": self.id, "clauses": self.data.get("clauses", []), "force": self.force,
                "message": self.data.get("message")}


class Policy:
    """A loaded profile."""

    def __init__(self, data, resolve=None, _above=()):
        if data.get("format") != "homevisit-policy/1" or data.get("id") in _above:
            raise ValueError("not a policy, or one that extends itself: %r" % data.get("id"))
        base = None
        if "extends" in data:
            base = Policy(resolve(data["extends"]), resolve, _above + (data["id"],))
        # "nothing else of the head is inherited"
        self.id, self.version = data["id"], data["version"]
        self.review_due = data.get("review_due")
        if self.review_due is not None:
            parse_date(self.review_due)
        # "`time_zone` is the base's where left out"
        self.time_zone = data.get("time_zone", base.time_zone if base else DEFAULT_ZONE)
        self.zone = Zone(self.time_zone)
        # "Settings, facts, clauses and conditions of one name are replaced whole"
        self.settings = dict(base.settings) if base else {}
        for name, setting in data.get("settings", {}).items():
            self.settings[name] = {"value": setting_value(setting["value"]), "assumed": setting.get("assumed", False)}
        self.facts = dict(base.facts if base else {}, **data.get("facts", {}))
        self.conditions = dict(base.conditions if base else {}, **data.get("conditions", {}))
        # "The base's rules come first, new ones follow."
        self.all_rules = {rule["id"]: rule for rule in base.all_rules.values()} if base else {}
        own = set()
        for rule in data["rules"]:
            if rule["id"] in own:
                raise ValueError("two rules %r" % rule["id"])
            own.add(rule["id"])
            known = self.all_rules.get(rule["id"])
            self.all_rules[rule["id"]] = patch_rule(known, rule) if known else rule
        self.rules = [Rule(rule, self) for rule in self.all_rules.values() if not rule.get("disabled", False)]

    def duties(self):
        return [rule for rule in self.rules if rule.form == "duty"]

    def guards(self):
        return [rule for rule in self.rules if rule.form == "guard"]

    def check_declared(self, events):
        """"A declared x.NAME is boolean, whole number or text; one that the profile types otherwise is refused (`type`)
        before the replay, one that it does not know is ignored". An ITEM is boolean."""
        types = {"boolean": bool, "integer": int, "string": str}
        for event in events:
            for name, value in (event.get("facts") or {}).items():
                wanted = self.facts.get(name) if name.startswith("x.") else "boolean"
                if wanted is not None and type(value) is not types[wanted]:
                    raise ValueError("%s is declared as %r, not %s" % (name, value, wanted))
