"""Reports: what a policy says of a visit, as typed objects that are mappings too."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Optional, Tuple

from . import _html
from ._record import Record, anything, count, flag, many, moment, one, optional_moment, optional_text, text, texts, word
from .words import Contact, Decision, DutyStatus, Force, Outcome, Phase, Place

__all__ = [
    "Advice",
    "AuditReport",
    "Because",
    "CheckReport",
    "ChecklistEntry",
    "Duty",
    "Finding",
    "Notice",
    "Option",
    "PolicyReference",
    "Report",
    "State",
    "StatusReport",
    "Step",
    "Summary",
]

# ---- the parts -------------------------------------------------------------------------------------------------------


class PolicyReference(Record):
    """Which policy a report is of."""

    __slots__ = ()
    id = text("The profile's id.")
    version = text("The profile's version.")


class State(Record):
    """Where a visit stands."""

    __slots__ = ()
    phase = word(Phase, "How far the visit is.")
    place = word(Place, "Where the staff are.")
    contact = word(Contact, "How contact with them stands.")


class Because(Record):
    """A fact on which a finding rests."""

    __slots__ = ()
    fact = text("The fact's name.")
    value = anything("Its value as it stood; None where it is not known.")


class Finding(Record):
    """A rule that is broken, or hangs on facts that are not known."""

    __slots__ = ()
    rule = text("The rule's id.")
    clauses = texts("The ids of the clauses of the school's own document.")
    force = word(Force, "Must or should.")
    outcome = word(Outcome, "Broken, or unknown.")
    message = text("What a member of staff reads.")
    assumed = flag("Whether the rule, or a setting that it reads, is assumed rather than the school's own word.")
    because = many(Because, "The facts on which it rests.")
    missing = texts("The facts that are not known and on which it hangs.")


class Duty(Record):
    """Something that has to be done, in time."""

    __slots__ = ()
    rule = text("The rule's id.")
    clauses = texts("The ids of the clauses of the school's own document.")
    force = word(Force, "Must or should.")
    message = text("What a member of staff reads.")
    do = texts("The events of which one discharges it.")
    by = optional_text("Who is to do it: visitor, office or a role; None where the policy does not say.")
    since = optional_moment("When it arose, in UTC; None for one of which it is not known whether it arose.")
    due = optional_moment("When it is due, in UTC; met at that second is met. None where there is no time yet.")
    status = word(DutyStatus, "How it stands.")
    met_at = optional_moment("When it was done, in UTC.")
    assumed = flag("Whether the rule, or a setting that it reads, is assumed rather than the school's own word.")
    missing = texts("The facts that are not known and on which it hangs.")


class ChecklistEntry(Record):
    """Something to see to before an event."""

    __slots__ = ()
    rule = text("The rule's id.")
    clauses = texts("The ids of the clauses of the school's own document.")
    force = word(Force, "Must or should.")
    message = text("What a member of staff reads.")
    item = text("What is declared once it is done.")
    before = text("The event before which it is to be done.")


class Advice(Record):
    """Words to show while a visit is in a state."""

    __slots__ = ()
    rule = text("The rule's id.")
    clauses = texts("The ids of the clauses of the school's own document.")
    force = word(Force, "Must, should or may.")
    message = text("What a member of staff reads.")


class Notice(Record):
    """Something to know of the policy itself."""

    __slots__ = ()
    kind = text("review_overdue or assumed.")

    @property
    def review_due(self) -> Optional[str]:
        """Of a review_overdue: the date by which the policy was to be reviewed."""
        return self._data.get("review_due")

    @property
    def setting(self) -> Optional[str]:
        """Of an assumed: the setting that is not the school's own word."""
        return self._data.get("setting")


class Step(Record):
    """One event of a record that was audited."""

    __slots__ = ()
    index = count("The event's place in the record's events, from 0.")
    at = moment("When it was, in UTC.")
    event = text("What happened.")
    decision = word(Decision, "What the policy says of it.")
    findings = many(Finding, "What was broken or hung on what is not known.")
    missing = texts("The facts that are not known and on which a finding hangs.")
    silent = flag("Whether the policy does not speak of it at all: allow is no permission then.")


class Option(Record):
    """An event that the visit's state makes possible now, with what it would meet."""

    __slots__ = ()
    event = text("The event.")
    decision = word(Decision, "What the policy would say, all attributes unknown.")
    rules = texts("The ids of the rules that would be broken or unknown.")
    missing = texts("The facts that are not known and on which that hangs.")
    silent = flag("Whether the policy does not speak of it at all: allow is no permission then.")


class Summary(Record):
    """An audit in numbers."""

    __slots__ = ()
    broken = count("Findings of a must that is broken.")
    warned = count("Findings of a should that is broken.")
    unknown = count("Findings that hang on what is not known.")
    overdue = count("Duties past due and not done.")
    late = count("Duties done too late.")
    missed = count("Duties that can no longer be done.")
    impossible = count("Events that the visit's state could not take.")


# ---- reports ---------------------------------------------------------------------------------------------------------


class Report(Record):
    """An answer. ``json`` is the text as the library writes it: the same input gives the same bytes everywhere."""

    __slots__ = ("json",)
    policy = one(PolicyReference, "Which policy it is of.")
    visit = text("The visit's id.")
    state = one(State, "Where the visit stands.")
    duties = many(Duty, "What has to be done, in the order of the policy's rules.")
    notices = many(Notice, "What to know of the policy itself.")

    def __init__(self, json_text: str, decision: Optional[Decision] = None) -> None:
        # The text is read when something in it is asked for; over thousands of visits that is often the decision alone.
        self.json: str = json_text
        self._converted = {} if decision is None else {"decision": decision}

    if not TYPE_CHECKING:  # where a slot is still empty

        def __getattr__(self, name: str) -> Any:
            if name != "_data":
                raise AttributeError("%s has no %r" % (type(self).__name__, name))
            self._data = json.loads(self.json)
            return self._data

    def __reduce__(self) -> Tuple[Any, ...]:
        return type(self), (self.json,)

    def __str__(self) -> str:
        return self.json

    def to_dict(self) -> "dict[str, Any]":
        """A new dict with all that stands in the JSON."""
        data: "dict[str, Any]" = json.loads(self.json)
        return data

    def _repr_html_(self) -> str:
        return _html.report_html(self)


class CheckReport(Report):
    """Whether a proposed event may happen now."""

    __slots__ = ()
    at = moment("The proposed event's time, in UTC.")
    event = text("The proposed event.")
    decision = word(Decision, "What the policy says of it.")
    findings = many(Finding, "What would be broken, or hangs on what is not known.")
    missing = texts("The facts that are not known and on which a finding hangs.")
    silent = flag("Whether the policy does not speak of the event at all: allow is no permission then.")
    checklist = many(ChecklistEntry, "What to see to before.")
    advice = many(Advice, "Words to show now.")

    def __repr__(self) -> str:
        return "<CheckReport %s of %s, visit %s: %s>" % (self.event, self.policy.id, self.visit, self.decision)


class StatusReport(Report):
    """Where a visit stands: what is due, and what may happen next."""

    __slots__ = ()
    at = optional_moment(
        "The time for which it is said, in UTC; None for a record without an event, asked without a time."
    )
    next_due = optional_moment("The earliest due time not yet past, in UTC.")
    options = many(Option, "Every event that is possible now, and what it would meet.")
    checklist = many(ChecklistEntry, "What to see to before.")
    advice = many(Advice, "Words to show now.")

    def __repr__(self) -> str:
        return "<StatusReport of %s, visit %s: %s, %s>" % (
            self.policy.id,
            self.visit,
            self.state.phase,
            self.state.place,
        )


class AuditReport(Report):
    """A whole record replayed."""

    __slots__ = ()
    at = optional_moment(
        "When the duties were looked at, in UTC; None for a record without an event, asked without a time."
    )
    decision = word(Decision, "The worst of the steps and the duties.")
    steps = many(Step, "The events in order.")
    summary = one(Summary, "The same in numbers.")

    def __repr__(self) -> str:
        return "<AuditReport of %s, visit %s: %s>" % (self.policy.id, self.visit, self.decision)
