"""The replay: guards before each event, then the event itself, and what the policy says of both."""

from conditions import UNKNOWN, Scope, because, evaluate, missing, truthy
from duties import Duties
from facts import Facts
from visit import Record

# "`decision`, from best to worst"
DECISIONS = ("allow", "warn", "unknown", "deny", "impossible")


def worst(decisions):
    return max(decisions, key=DECISIONS.index, default="allow")


def gathered(lists):
    """The names of several lists, each once, in order of first appearance."""
    return list(dict.fromkeys(name for names in lists for name in names))


def kleene(value):
    return value if value is UNKNOWN else truthy(value)


class Verdict:
    """What is said of one event: a step, an option, or the answer to a check."""

    def __init__(self, decision, findings, silent):
        self.decision, self.findings, self.silent = decision, findings, silent
        self.missing = gathered(finding["missing"] for finding in findings)


class Replay:
    """A policy's view of a record, event by event."""

    def __init__(self, policy):
        self.policy, self.record, self.duties = policy, Record(), Duties(policy)

    def facts(self, event, at):
        return Facts(self.record, self.policy.zone, event, at, self.duties.contact_overdue(self.record, at))

    def value(self, condition, facts):
        return evaluate(condition, Scope(self.policy, facts))

    # -- deciding ---------------------------------------------------------------------------------------------------

    def decide(self, event, at):
        """Guards, and the standing duties of which the event is the `before`, over the facts before it."""
        facts = self.facts(event, at)
        possible = self.record.possible(event.name)
        undone = self._undone(event, facts, possible)
        findings = []
        for rule in self.policy.rules:
            finding = None
            if rule.form == "guard" and event.name in rule.on:
                finding = self._guard(rule, facts)
            elif rule.form == "duty" and any(duty.rule is rule for duty in undone):
                # "a broken finding of that duty's rule (one a rule, `because` and `missing` empty)"
                finding = self._finding(rule, "broken", [], [])
            if finding:
                findings.append(finding)
        # "true where no enabled guard of the profile is on that event and no duty has it as `before`"
        silent = not any((rule.form == "guard" and event.name in rule.on)
                         or (rule.form == "duty" and event.name in rule.before) for rule in self.policy.rules)
        decision = worst(map(self._weight, findings)) if possible else "impossible"
        return Verdict(decision, findings, silent)

    def _undone(self, event, facts, possible):
        if possible:
            return self.duties.missed_by(event, self.record, facts)
        # An impossible event discharges nothing, so it leaves undone all of which it is the `before`.
        return [duty for duty in self.duties.standing() if event.name in duty.rule.before]

    def _guard(self, rule, facts):
        """"broken when `when` holds, `needs` does not, and `unless` does not (left out: true, false, false ...)"."""
        parts = [self.value(rule.condition(key, default), facts)
                 for key, default in (("when", True), ("needs", False), ("unless", False))]
        when, needs, unless = [kleene(part.value) for part in parts]
        if when is False or needs is True or unless is True:
            return None
        outcome = "unknown" if any(part is UNKNOWN for part in (when, needs, unless)) else "broken"
        # "`when` before `needs` before `unless`"
        rests = [rest._replace(path=(i,) + rest.path) for i, part in enumerate(parts) for rest in part.rests]
        return self._finding(rule, outcome, because(rests), missing(rests))

    @staticmethod
    def _finding(rule, outcome, reasons, unsaid):
        head = rule.head()
        return {"rule": head["rule"], "clauses": head["clauses"], "force": head["force"], "outcome": outcome,
                "message": head["message"], "assumed": rule.assumed, "because": reasons, "missing": unsaid}

    @staticmethod
    def _weight(finding):
        if finding["force"] == "must":
            return "deny" if finding["outcome"] == "broken" else "unknown"
        return "warn"  # "a should is broken or hangs on unknown facts"

    # -- replaying --------------------------------------------------------------------------------------------------

    def take(self, event):
        """Replays one event and returns its verdict."""
        verdict = self.decide(event, event.at)
        if not self.record.possible(event.name):
            # "it is reported, changes no fact and raises, discharges and misses nothing"
            return verdict
        # "(1) guards and `where` see the facts before it; (2) ... (3) ..."
        counts = not self.record.leaves_somebody(event)
        discharged = self.duties.before_event(event, self.record, self.facts(event, event.at))
        # "(4) the event is folded and the clocks move; (5) every `when` is decided, at the event's time"
        self.record.take(event)
        self.duties.after_event(event, self.record, self.facts(event, event.at), counts, discharged)
        return verdict

    # -- what stands ------------------------------------------------------------------------------------------------

    def state(self, at):
        return {"phase": self.record.phase, "place": self.record.place, "contact": self.facts(None, at).contact()}

    def duty_rows(self, at):
        record = self.record
        rows = [self._row(duty.rule, duty.since, duty.due(record), duty.status_at(record, at), duty.met_at, [])
                for duty in self.duties.all()]
        facts = self.facts(None, at)
        for rule in self.policy.duties():
            # "a must duty without `on` whose `when` is unknown and did not hold last; `missing` names the facts"
            if rule.force != "must" or rule.on or self.duties.held[rule.id]:
                continue
            when = self.value(rule.condition("when", True), facts)
            if when.value is UNKNOWN:
                rows.append(self._row(rule, None, None, "unknown", None, missing(when.rests)))
        return rows

    @staticmethod
    def _row(rule, since, due, status, met_at, unsaid):
        def text(time):
            return None if time is None else str(time)
        return dict(rule.head(), do=rule.do, by=rule.data.get("by"), since=text(since), due=text(due), status=status,
                    met_at=text(met_at), assumed=rule.assumed, missing=unsaid)

    def _shown(self, rule, facts):
        """"while `when` is true or unknown"."""
        return kleene(self.value(rule.condition("when", True), facts).value) is not False

    def checklist(self, at):
        """"listed while `when` is true or unknown, until declared true or `before` has happened"."""
        facts = self.facts(None, at)
        rows = []
        for rule in self.policy.rules:
            if rule.form != "checklist" or facts.happened(rule.before[0]):
                continue
            item = rule.data["item"]
            if facts.lookup(item if item.startswith("x.") else "declared." + item) is True:
                continue
            if self._shown(rule, facts):
                rows.append(dict(rule.head(), item=item, before=rule.before[0]))
        return rows

    def advice(self, at):
        """"words to show while there and `when` is true or unknown"."""
        facts = self.facts(None, at)
        return [rule.head() for rule in self.policy.rules
                if rule.form == "advice" and {self.record.phase, self.record.place} & set(rule.data["during"])
                and self._shown(rule, facts)]
