"""The words that reports use, as enumerations. Each member is also the str that stands in the JSON."""

from __future__ import annotations

from enum import Enum

__all__ = ["Contact", "Decision", "DutyStatus", "Force", "Outcome", "Phase", "Place", "ProblemKind", "Severity", "Word"]


class Word(str, Enum):
    """A word of the vocabulary: equal to its text, and printed as it."""

    def __str__(self) -> str:
        return str(self.value)

    def __format__(self, spec: str) -> str:
        return format(str(self.value), spec)


class Decision(Word):
    """What a policy says of an event or a visit, from best to worst."""

    ALLOW = "allow"
    """Nothing is broken."""
    WARN = "warn"
    """A should is broken, or hangs on facts that are not known."""
    UNKNOWN = "unknown"
    """A must hangs on facts that are not known; to be taken as deny until they have been said."""
    DENY = "deny"
    """A must is broken."""
    IMPOSSIBLE = "impossible"
    """The visit is in no state in which this can happen."""

    @property
    def permits(self) -> bool:
        """Whether it may go ahead: allow and warn. Unknown does not."""
        return self in (Decision.ALLOW, Decision.WARN)

    @property
    def rank(self) -> int:
        """The place from best (0) to worst (4); as texts, decisions have no order that means anything."""
        return list(Decision).index(self)


class DutyStatus(Word):
    """How a duty stands."""

    PENDING = "pending"
    """Not done, not past due."""
    MET = "met"
    """Done by the due second."""
    LATE = "late"
    """Done after it."""
    OVERDUE = "overdue"
    """Past due, not done, can still be done."""
    MISSED = "missed"
    """Not done in time, and too late now."""
    VOID = "void"
    """It ceased before it was due."""
    UNKNOWN = "unknown"
    """Whether there is such a duty hangs on facts that are not known."""


class Force(Word):
    """How strong a rule is."""

    MUST = "must"
    SHOULD = "should"
    MAY = "may"


class Outcome(Word):
    """What became of a rule that is a finding."""

    BROKEN = "broken"
    UNKNOWN = "unknown"


class Phase(Word):
    """How far a visit is."""

    DRAFT = "draft"
    PLANNED = "planned"
    AUTHORISED = "authorised"
    UNDER_WAY = "under_way"
    ENDED = "ended"
    CLOSED = "closed"
    CANCELLED = "cancelled"


class Place(Word):
    """Where the staff are."""

    SCHOOL = "school"
    TRAVELLING = "travelling"
    OUTSIDE = "outside"
    INSIDE = "inside"
    LEFT = "left"


class Contact(Word):
    """How contact with the staff stands."""

    IN_CONTACT = "in_contact"
    OVERDUE = "overdue"
    UNREACHABLE = "unreachable"
    ESCALATED = "escalated"
    DURESS = "duress"


class ProblemKind(Word):
    """What kind of thing is wrong with a document."""

    SYNTAX = "syntax"
    SCHEMA = "schema"
    NAME = "name"
    TYPE = "type"
    LIMIT = "limit"
    MEMORY = "memory"
    IO = "io"


class Severity(Word):
    """Whether a problem makes a document unusable, or is only doubtful."""

    ERROR = "error"
    WARNING = "warning"
