"""Duties (FORMAT.md, section 3): how they arise, are discharged, missed and cease, and when they are due."""

from conditions import UNKNOWN, Scope, evaluate, truthy
from timezone import Instant


class Duty:
    """One duty that has arisen."""

    def __init__(self, rule, since, raised_again=False):
        self.rule, self.since, self.raised_again = rule, since, raised_again
        self.frozen = None   # the due time, "once past it stands"
        self.status = None   # met, late, missed or void, once it stands no more
        self.met_at = None
        self.due_then = None  # the due time as its status was settled

    def clock(self, record):
        """The time from which the minutes are counted: "of several the latest", None while any has no time."""
        times = [self.since if name == "trigger" else record.clock(name) for name in self.rule.clocks]
        if any(time is None for time in times):
            return None
        # "`repeat`: ... counted from the discharge or its clock, whichever is later"
        return max(times + [self.since]) if self.raised_again else max(times)

    def due(self, record):
        """When it is due, by the clocks as they stand; None where no time is set."""
        if self.status is not None:
            return self.due_then
        if self.frozen is not None:
            return self.frozen
        clock = self.clock(record)
        if self.rule.within is None or clock is None:
            return None
        return Instant(clock + 60 * self.rule.within)

    def is_past(self, record, at):
        """Past due is later than the due second: "met at the due second is met"."""
        due = self.due(record)
        return due is not None and at is not None and at > due

    def settle(self, status, record, met_at=None):
        self.due_then = self.due(record)
        self.status, self.met_at = status, met_at

    def status_at(self, record, at):
        """"pending: not done, not past due", "overdue: past due, not done, can still be done"."""
        return self.status or ("overdue" if self.is_past(record, at) else "pending")


class Duties:
    """All duties of one replay, rule by rule."""

    def __init__(self, policy):
        self.policy = policy
        self.rules = policy.duties()
        self.raised = {rule.id: [] for rule in self.rules}
        self.held = {rule.id: False for rule in self.rules}  # whether `when` held when it was last known

    def standing(self):
        return [duty for rule in self.rules for duty in self.raised[rule.id] if duty.status is None]

    def all(self):
        """"all that have arisen, in order of rules, then `since`"."""
        return [duty for rule in self.rules for duty in self.raised[rule.id]]

    def contact_overdue(self, record, at):
        return any("checked_in" in duty.rule.do and duty.is_past(record, at) for duty in self.standing())

    def _when(self, rule, facts):
        result = evaluate(rule.condition("when", True), Scope(self.policy, facts))
        return result.value if result.value is UNKNOWN else truthy(result.value)

    def discharges(self, duty, event, record, facts):
        """Whether an event would discharge a standing duty; `facts` are those before it."""
        rule = duty.rule
        if event.name not in rule.do or record.leaves_somebody(event):
            return False
        where = evaluate(rule.condition("where", True), Scope(self.policy, facts)).value
        if where is UNKNOWN or not truthy(where):
            return False  # "unknown does not discharge"
        if rule.early is False:
            # "a `do` before the clock's time, or while it has none, discharges nothing"
            clock = duty.clock(record)
            return clock is not None and event.at is not None and event.at >= clock
        return True

    def missed_by(self, event, record, facts):
        """The standing duties that an event leaves undone as their `before`."""
        if record.leaves_somebody(event):
            return []  # "for duties ... it is no `left`"
        return [duty for duty in self.standing()
                if event.name in duty.rule.before and not self.discharges(duty, event, record, facts)]

    def before_event(self, event, record, facts):
        """Steps (2) and (3), and the due times that are past by now. Returns the duties discharged."""
        for duty in self.standing():
            if duty.is_past(record, event.at):
                duty.frozen = duty.due(record)
        discharged = [duty for duty in self.standing() if self.discharges(duty, event, record, facts)]
        missed = self.missed_by(event, record, facts)
        for duty in discharged:
            duty.settle("late" if duty.is_past(record, event.at) else "met", record, event.at)
        for duty in missed:
            duty.settle("missed", record)
        return discharged

    def after_event(self, event, record, facts, counts, discharged):
        """Step (5): "every `when` is decided, at the event's time". `counts` is false for a `left` that leaves
        somebody there: for duties it is no `left`."""
        for rule in self.rules:
            if rule.on:
                # "one duty arises at each such event at which `when` (default true) holds; it never ceases"
                if counts and event.name in rule.on and self._when(rule, facts) is True:
                    self.raised[rule.id].append(Duty(rule, event.at))
                continue
            when = self._when(rule, facts)
            if when is False:
                for duty in self.raised[rule.id]:
                    if duty.status is None:
                        # void "ceased no later than its due time, or without one", missed "ceased after [it] undone"
                        duty.settle("missed" if duty.is_past(record, event.at) else "void", record)
            elif rule.repeat and any(duty.rule is rule for duty in discharged):
                # "a discharge after which `when` is not false raises it again"
                self.raised[rule.id].append(Duty(rule, event.at, raised_again=True))
            elif when is True and not self.held[rule.id]:
                # "each time `when` becomes true after not holding (unknown leaves things as they were)"
                self.raised[rule.id].append(Duty(rule, event.at))
            if when is not UNKNOWN:
                self.held[rule.id] = when
