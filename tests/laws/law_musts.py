"""Law 4: a profile that only adds `must` rules never decides better.

Every decision of an audit, a check and a status's options is at least as bad under the addition; what the first profile's
own rules say stays the same to the letter; and what was not silent stays so.

The addition is a profile that extends the first. One addition can lawfully lead to a better decision, and is left out
where the first profile reads `contact`: a duty to check in makes `contact` overdue once it is past due, and a rule of the
first profile may hang on that. (It is a fact about the staff, not a rule, that has changed.)
"""

import copy
import random

import generate_policy
from generate_visit import Walk, moment, rfc3339
from generate import proposed
from law_facts import ORDER
from profiles import conditions_of, facts_read, layers


def reads_contact(question):
    conditions = conditions_of(question)
    return any("contact" in facts_read(rule, conditions) for layer in layers(question) for rule in layer["rules"])


def addition(source, pool, first):
    """A profile that extends the first with nothing but new rules, all of them `must`."""
    maker = generate_policy.Maker(source, pool, False, first)
    profile = maker.policy()
    settings = first.data["settings"]
    profile["settings"] = {name: one for name, one in profile["settings"].items() if name not in settings}
    profile["rules"] = [dict(rule, force="must") for rule in profile["rules"] if rule["id"].startswith("o-")]
    for key in ("time_zone", "review_due"):
        profile.pop(key, None)
    if "review_due" in first.data:
        profile["review_due"] = first.data["review_due"]
    return profile, maker.conditions.own


def question_of(source):
    """The same question under the first profile and under the addition."""
    pool = generate_policy.Pool(source)
    first = generate_policy.Maker(source, pool, False)
    first.policy()
    added, own = addition(source, pool, first)
    walk = Walk(source, pool, own)
    visit = walk.visit()
    plain = {"policy": first.data, "bases": [], "visit": visit, "ask": source.choice(["audit", "status", "check"])}
    if plain["ask"] == "check":
        plain["event"] = proposed(source, walk, visit)
    elif source.random() < 0.7:
        plain["at"] = rfc3339(source, moment(source, visit))
    if reads_contact(plain):
        added["rules"] = [rule for rule in added["rules"] if "checked_in" not in rule.get("do", ())]
    return plain, dict(copy.deepcopy(plain), policy=added, bases=[first.data])


def own_rules(report, ids):
    """What the first profile's rules say in a report, and where the visit stands (`contact` may have changed)."""
    def of(rows):
        return [row for row in rows if row["rule"] in ids]

    if "steps" in report:
        told = [of(step["findings"]) for step in report["steps"]]
    else:
        told = [of(report["findings"])] if "findings" in report else []
    return told, [of(report[key]) for key in ("duties", "checklist", "advice") if key in report], [
        report["state"][key] for key in ("phase", "place")]


def decided(report):
    """[(name, decision, silent)…]"""
    for key, name in (("steps", "index"), ("options", "event")):
        if key in report:
            rows = [("%s %s" % (key, row[name]), row["decision"], row["silent"]) for row in report[key]]
            return rows + ([("audit", report["decision"], False)] if key == "steps" else [])
    return [("check", report["decision"], report["silent"])]


class Trial:
    def __init__(self, seed, plain, added):
        self.seed, self.questions = seed, [plain, added]
        self.ids = {rule["id"] for rule in plain["policy"]["rules"]}

    def judge(self, reports, tally):
        wrongs = []
        for (name, was, silent), (_, now, silent_now) in zip(*map(decided, reports)):
            tally["decisions"] += 1
            tally["worse"] += was != now
            if ORDER.index(now) < ORDER.index(was):
                wrongs.append("%s: %s becomes %s" % (name, was, now))
            if silent_now and not silent:
                wrongs.append("%s: has become silent" % name)
        if own_rules(reports[0], self.ids) != own_rules(reports[1], self.ids):
            wrongs.append("the first profile's own rules say something else")
        return wrongs


def musts(source, seed):
    return Trial(seed, *question_of(random.Random(seed)))
