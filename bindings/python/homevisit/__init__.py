"""homevisit: a school's written policy for home visits as data, and what it says of a visit.

    >>> import homevisit
    >>> policy = homevisit.Policy("alumwell-infant")
    >>> visit = homevisit.Visit.new("V-0142")
    >>> visit.add("planned", at="2026-03-02T08:30:00Z", reason="school_work")
    >>> report = policy.check(visit, {"at": "2026-03-02T09:00:00Z", "event": "departed"})
    >>> report.decision
    <Decision.DENY: 'deny'>

A broken rule is a finding in a report. An exception (PolicyError, VisitError) means that the question could not be
answered. Nothing here reads a clock, the environment or a locale: the same arguments give the same bytes everywhere.
"""

from __future__ import annotations

from .errors import DocumentError, PolicyError, Problem, VisitError
from .many import audit_many, rows, to_dataframe
from .policy import Policy
from .report import (
    Advice,
    AuditReport,
    Because,
    CheckReport,
    ChecklistEntry,
    Duty,
    Finding,
    Notice,
    Option,
    PolicyReference,
    Report,
    State,
    StatusReport,
    Step,
    Summary,
)
from .stream import StreamOutcome, audit_stream
from .times import read_time, write_time
from .tools import (
    CasesResult,
    answer,
    audit,
    bundled_cases,
    bundled_policies,
    bundled_text,
    check,
    compare,
    compare_text,
    format_range,
    live_allocations,
    new_policy,
    run_cases,
    schema,
    status,
    validate,
    version,
    vocabulary,
)
from .visit import Visit
from .words import Contact, Decision, DutyStatus, Force, Outcome, Phase, Place, ProblemKind, Severity

__version__ = version()

__all__ = [
    "Advice",
    "AuditReport",
    "Because",
    "CasesResult",
    "CheckReport",
    "ChecklistEntry",
    "Contact",
    "Decision",
    "DocumentError",
    "Duty",
    "DutyStatus",
    "Finding",
    "Force",
    "Notice",
    "Option",
    "Outcome",
    "Phase",
    "Place",
    "Policy",
    "PolicyError",
    "PolicyReference",
    "Problem",
    "ProblemKind",
    "Report",
    "Severity",
    "State",
    "StatusReport",
    "Step",
    "StreamOutcome",
    "Summary",
    "Visit",
    "VisitError",
    "answer",
    "audit",
    "audit_many",
    "audit_stream",
    "bundled_cases",
    "bundled_policies",
    "bundled_text",
    "check",
    "compare",
    "compare_text",
    "format_range",
    "live_allocations",
    "new_policy",
    "read_time",
    "rows",
    "run_cases",
    "schema",
    "status",
    "to_dataframe",
    "validate",
    "version",
    "vocabulary",
    "write_time",
]
