"""Two laws of what is not known (README.md, 1 and 2).

1. Adding a fact never turns a known decision into unknown. Stronger, rule by rule: what was broken stays broken, what
   was not stays so, and only what was unknown may move. So allow stays allow, deny deny; warn may become allow.
2. An unknown resolved either way gives a decision between the two it stood between: the one with all that is unknown
   kept, and the one with all of it broken, in FORMAT.md's order of decisions.

A record is made with everything said; then some of it is forgotten, or said in each other way. Only what is truly
unknown where it is left out may be forgotten: see NO_UNKNOWN. Rules that ask whether something was said (`missing`, a
default) tell a said fact from an unsaid one by their nature, and are left out. So are duties over what is forgotten:
"unknown leaves things as they were" gives a duty a memory, and through `contact` all rules.
"""

import copy
import random

import generate_policy
import vocabulary as words
from generate import proposed
from generate_conditions import Conditions, Context
from generate_policy import PROGRESS
from generate_visit import Walk, moment, rfc3339
from profiles import asks_whether_said, conditions_of, facts_read, without_rules

ORDER = ("allow", "warn", "unknown", "deny", "impossible")
# Left out, these say something (nobody in particular, no text, no decision of that kind); `planned` needs its reason.
NO_UNKNOWN = {("plan", "reason"), ("plan", "staff"), ("plan", "purpose"), ("plan", "unannounced_reason"), ("arrived", "staff"),
              ("left", "staff"), ("authorised", "lone"), ("reported", "written")}
UNSTEADY = ("plan.", "risk.", "declared.", "x.", "danger.", "event.", "invitation.supervised", "code_word.recorded")


def group(event):
    return "plan" if event in ("planned", "replanned") else event


def unfit(rule, form, conditions):
    if asks_whether_said(rule, conditions):
        return True
    if form != "duty":
        return False
    clocks = rule.get("from", [])
    return "expected_end" in (clocks if isinstance(clocks, list) else [clocks]) or any(
        name == "staff" or name.startswith(UNSTEADY) for name in facts_read(rule, conditions))


# -- forgetting and saying otherwise ----------------------------------------------------------------------------------


def sayable(question):
    """What may be forgotten: ("event", group, attribute), ("declared", name), ("trained", id), ("proposed", attribute)."""
    found = set()
    for event in question["visit"]["events"]:
        name = event["event"]
        for attribute in words.EVENTS[name]:
            if attribute in event and attribute not in words.REQUIRED.get(name, ()) and (
                    group(name), attribute) not in NO_UNKNOWN:
                found.add(("event", group(name), attribute))
        found.update(("declared", fact) for fact in event.get("facts", {}) if name == "declared")
        if group(name) == "plan":
            found.update(("trained", member["id"]) for member in event.get("staff", []) if "trained" in member)
    proposed = question.get("event")
    if proposed is not None:
        found.update(("proposed", attribute) for attribute in words.EVENTS[proposed["event"]]
                     if attribute in proposed and attribute not in words.REQUIRED.get(proposed["event"], ()))
    return sorted(found)


def change(question, what, *value):
    """The question with one thing forgotten everywhere, or, given a value, said so wherever it was said."""
    result = copy.deepcopy(question)

    def put(holder, key):
        if key in holder:
            if value:
                holder[key] = value[0]
            else:
                del holder[key]

    if what[0] == "proposed":
        put(result["event"], what[1])
    for event in result["visit"]["events"]:
        if what[0] == "event" and group(event["event"]) == what[1]:
            put(event, what[2])
        elif what[0] == "declared" and event["event"] == "declared":
            put(event["facts"], what[1])
        elif what[0] == "trained" and group(event["event"]) == "plan":
            for member in event.get("staff", []):
                if member["id"] == what[1]:
                    put(member, "trained")
    return result


def values_of(question, what):
    """All values of what is boolean or a name; none for the others."""
    kind = None
    if what[0] == "event":
        kind = words.EVENTS["planned" if what[1] == "plan" else what[1]][what[2]]
    elif what[0] == "proposed":
        kind = words.EVENTS[question["event"]["event"]][what[1]]
    elif what[0] == "trained":
        kind = "b"
    elif all(isinstance(event["facts"].get(what[1], True), bool) for event in question["visit"]["events"]
             if event["event"] == "declared"):
        kind = "b"
    return (False, True) if kind == "b" else kind if isinstance(kind, tuple) else ()


# -- profiles that hang on it --------------------------------------------------------------------------------------


class UnsureConditions(Conditions):
    """Conditions of which every second comparison is of what may be unknown."""

    def comparison(self, context, used):
        makers = [self.maybe] * 3 + [self.staff] + [self.own_fact] + [self.attribute] * 4 * bool(context.attributes)
        facts = set()
        made = self.random.choice(makers)(context, facts) if self.random.random() < 0.5 else None
        if made is None or facts & used:
            return super().comparison(context, used)
        used |= facts
        return made


class Unsure(generate_policy.Maker):
    """Profiles of many guards, most of them on what carries a visit on."""

    def __init__(self, source, pool):
        super().__init__(source, pool, False)
        self.conditions = UnsureConditions(source, pool)

    def policy(self):
        data = super().policy()
        for number in range(20):
            on = self.random.choice([self.events(1), self.events(3), list(PROGRESS)])
            guard = {"id": "u-%d" % number, "clauses": [], "force": self.random.choice(["must", "must", "should"]),
                     "message": "Unsure.", "on": on,
                     "needs": self.conditions.condition(Context.of_guard(on), self.random.randint(0, 2))}
            data["rules"].insert(self.random.randint(0, len(data["rules"])), guard)
        return data


# -- judging ----------------------------------------------------------------------------------------------------------


def sayings(report):
    """All that a report decides: [(name, decision, findings by rule or None)…]."""
    if "steps" in report:
        return [("step %d" % step["index"], step["decision"], by_rule(step)) for step in report["steps"]]
    if "options" in report:
        return [("option " + option["event"], option["decision"], None) for option in report["options"]]
    return [("check", report["decision"], by_rule(report))]


def by_rule(saying):
    return {finding["rule"]: finding for finding in saying["findings"]}


def span(findings):
    """The best and the worst that the findings can become: the unknown ones kept, or broken."""
    ends = []
    for counted in (("broken",), ("broken", "unknown")):
        forces = {finding["force"] for finding in findings.values() if finding["outcome"] in counted}
        ends.append(ORDER.index("deny" if "must" in forces else "warn" if "should" in forces else "allow"))
    return ends


MAY_BECOME = {"allow": ("allow",), "warn": ("warn", "allow"), "deny": ("deny",), "impossible": ("impossible",),
              "unknown": ("unknown", "deny", "warn", "allow")}


def less_known(before, after):
    """What is wrong where `after` is told more than `before`; None where nothing is."""
    name, was, found = before
    _, now, found_now = after
    if now not in MAY_BECOME[was]:
        return "%s: %s becomes %s" % (name, was, now)
    if found is None:
        return None
    for rule in {**found, **found_now}:
        outcome, outcome_now = (side[rule]["outcome"] if rule in side else "kept" for side in (found, found_now))
        if outcome != "unknown" and outcome_now != outcome:
            return "%s: rule %s was %s and becomes %s" % (name, rule, outcome, outcome_now)
    best, worst = span(found)
    if was != "impossible" and not best <= ORDER.index(was) <= worst:
        return "%s: %s does not stand between %s and %s" % (name, was, ORDER[best], ORDER[worst])
    if was != "impossible" and not best <= ORDER.index(now) <= worst:
        return "%s: %s is not between %s and %s" % (name, now, ORDER[best], ORDER[worst])
    return None


def shorter(before, after, key):
    """"listed while `when` is true or unknown": who is told more lists no more."""
    if key not in before:
        return None
    more = {row["rule"] for row in after[key]} - {row["rule"] for row in before[key]}
    return "%s: %s is listed anew" % (key, sorted(more)) if more else None


class Trial:
    """One question asked with something forgotten, and with it said, once or in each way."""

    def __init__(self, seed, forgotten, said):
        self.seed, self.questions = seed, [forgotten] + said

    def judge(self, reports, tally):
        before, wrongs = reports[0], []
        for after in reports[1:]:
            pairs = list(zip(sayings(before), sayings(after)))
            tally["decisions"] += len(pairs)
            tally["resolved"] += sum(was[1] != now[1] for was, now in pairs)
            tally["unknown"] += sum(was[1] == "unknown" for was, _ in pairs)
            wrongs += [less_known(was, now) for was, now in pairs]
            wrongs += [shorter(before, after, key) for key in ("checklist", "advice")]
        return [wrong for wrong in wrongs if wrong]


def made_unsure(seed):
    """A random question whose rules are fit for the laws, and speak of what may be forgotten more often than others do."""
    source = random.Random(seed)
    pool = generate_policy.Pool(source)
    maker = Unsure(source, pool)
    maker.policy()
    walk = Walk(source, pool, maker.conditions.own)
    visit = walk.visit()
    question = {"policy": maker.data, "bases": [], "visit": visit, "ask": source.choice(["audit", "audit", "status", "check"])}
    if question["ask"] == "check":
        question["event"] = proposed(source, walk, visit)
    elif source.random() < 0.7:
        question["at"] = rfc3339(source, moment(source, visit))
    return without_rules(question, unfit)


def read_here(question):
    """What the rules read, as the facts' names."""
    conditions = conditions_of(question)
    return set().union(*[facts_read(rule, conditions) for rule in question["policy"]["rules"]])


def facts_of(what):
    """The facts that one thing said is heard in, by the beginnings of their names."""
    if what[0] == "event":
        families = {"plan": "plan.", "risk_assessed": "risk.", "invited_in": "invitation.", "code_word_agreed": "code_word.",
                    "concern_raised": "danger."}
        own = families.get(what[1], "event.")
        ends = {"expected_start": "start_minute", "expected_end": "end_minute"}.get(what[2], what[2])
        return "event." + what[2], own if own == "danger." else own + what[2], own + ends
    if what[0] == "declared":
        return (what[1] if what[1].startswith("x.") else "declared." + what[1],)
    return ("staff", "plan.staff") if what[0] == "trained" else ("event." + what[1],)


def heard(question):
    """What may be forgotten, and some rule reads."""
    read = read_here(question)
    return [what for what in sayable(question) if any(name.startswith(facts_of(what)) for name in read)]


def added_facts(source, seed):
    """Law 1: some of what was said is forgotten."""
    said = made_unsure(seed)
    may = heard(said)
    if not may:
        return None
    forgotten = said
    for what in source.sample(may, source.randint(1, min(6, len(may)))):
        forgotten = change(forgotten, what)
    return Trial(seed, forgotten, [said])


def either_way(source, seed):
    """Law 2: one thing is forgotten, and said in each way there is."""
    said = made_unsure(seed)
    may = [what for what in heard(said) if values_of(said, what)]
    if not may:
        return None
    what = source.choice(may)
    return Trial(seed, change(said, what), [change(said, what, value) for value in values_of(said, what)])
