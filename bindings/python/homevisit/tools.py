"""Questions in one call, tools for who writes a policy, and what the library says of itself."""

from __future__ import annotations

import json
from datetime import date, datetime, time, timezone
from typing import Any, Dict, Iterable, List, NamedTuple, Optional, Tuple, Union

from . import _surface
from ._call import Document, document_bytes, document_name, make_options, raise_for
from .errors import PolicyError, Problem, VisitError, read_problems
from .policy import Policy, as_policy
from .report import AuditReport, CheckReport, StatusReport
from .times import Moment, optional_seconds
from .visit import Event, Visit, as_visit, event_bytes

__all__ = [
    "CasesResult",
    "answer",
    "audit",
    "bundled_cases",
    "bundled_policies",
    "bundled_text",
    "check",
    "compare",
    "compare_text",
    "format_range",
    "live_allocations",
    "new_policy",
    "run_cases",
    "schema",
    "status",
    "validate",
    "version",
    "vocabulary",
]

# ---- questions in one call -------------------------------------------------------------------------------------------


def check(policy: Union[Policy, Document], visit: Union[Visit, Document], event: Event) -> CheckReport:
    """Decides whether an event may happen now: Policy.check() of a policy, or of what makes one."""
    return as_policy(policy).check(visit, event)


def status(policy: Union[Policy, Document], visit: Union[Visit, Document], at: Optional[Moment] = None) -> StatusReport:
    """Says where a visit stands: Policy.status() of a policy, or of what makes one."""
    return as_policy(policy).status(visit, at)


def audit(policy: Union[Policy, Document], visit: Union[Visit, Document], at: Optional[Moment] = None) -> AuditReport:
    """Replays a whole record: Policy.audit() of a policy, or of what makes one."""
    return as_policy(policy).audit(visit, at)


def answer(
    question: str,
    policy: Document,
    visit: Document,
    *,
    event: Optional[Event] = None,
    at: Optional[str] = None,
    bases: Iterable[Document] = (),
) -> str:
    """From text to text in one call: the report's JSON or, where the input cannot be used, ``{"problems": […]}``.

    Args:
        question: "check", which needs an event, "status" or "audit".
        policy: a profile, or the id of a built-in one.
        visit: the record.
        event: the proposed event, for a check.
        at: a time in RFC 3339, for the others; the last event's time where left out.
        bases: profiles that the policy may extend.
    """
    options = make_options(None, [document_bytes(base, "a base") for base in bases])
    outcome = _surface.surface_answer(
        question,
        document_bytes(policy, "a policy"),
        document_bytes(visit, "a visit"),
        b"" if event is None else event_bytes(event),
        at or "",
        options,
    )
    if not outcome.text():
        raise_for(outcome, VisitError)
    return outcome.text()


# ---- several policies ------------------------------------------------------------------------------------------------


def _compared(policies: Iterable[Any], visit: Union[Visit, Document], at: Optional[Moment], format: str) -> str:
    handles = _surface.PoliciesHandle()
    for policy in policies:
        if handles.add(as_policy(policy).handle) != 0:
            raise MemoryError("out of memory")
    outcome = _surface.surface_compare(handles, as_visit(visit).handle, *optional_seconds(at), format)
    raise_for(outcome, VisitError)
    return outcome.text()


def compare(
    policies: Iterable[Union[Policy, Document]], visit: Union[Visit, Document], at: Optional[Moment] = None
) -> Dict[str, Any]:
    """Says where policies decide differently on one visit (docs/compare.md), as a dict.

    Raises:
        VisitError: a policy cannot audit the visit. ValueError: there are fewer than two policies.
    """
    data: Dict[str, Any] = json.loads(_compared(policies, visit, at, "json"))
    return data


def compare_text(
    policies: Iterable[Union[Policy, Document]], visit: Union[Visit, Document], at: Optional[Moment] = None
) -> str:
    """Says the same as compare(), as text for people."""
    return _compared(policies, visit, at, "text")


# ---- writing a policy ------------------------------------------------------------------------------------------------


def _day(today: Union[date, Moment, None]) -> Optional[Moment]:
    """A date is taken at noon in UTC, which is that day wherever the policy's clock is."""
    if isinstance(today, date) and not isinstance(today, datetime):
        return datetime.combine(today, time(12), timezone.utc)
    return today


def _profile(source: Document) -> bytes:
    """A profile's text, also for the id of a built-in one."""
    if isinstance(source, str) and not source.lstrip().startswith("{") and source in bundled_policies():
        return bundled_text(source).encode("utf-8")
    return document_bytes(source, "a policy")


def validate(
    policy: Document,
    *,
    bases: Iterable[Document] = (),
    today: Union[date, Moment, None] = None,
    name: Optional[str] = None,
) -> Tuple[Problem, ...]:
    """Looks a profile through for what is sound but doubtful.

    Args:
        policy: a profile as a mapping, text or path, or the id of a built-in one.
        bases: profiles that it may extend.
        today: for the review date: a date or a time; not looked at where left out.
        name: what problems call it.

    Returns:
        The warnings.

    Raises:
        PolicyError: the profile is not sound; its problems hold errors and warnings.
    """
    options = make_options(document_name(policy, name), [document_bytes(base, "a base") for base in bases])
    outcome = _surface.surface_policy_validate(_profile(policy), *optional_seconds(_day(today)), options)
    raise_for(outcome, PolicyError)
    return read_problems(outcome.problems(), outcome.is_warning)


class CasesResult(NamedTuple):
    """How a profile's cases went."""

    passed: bool
    """Whether every case passed, and every rule fired in one and not in another."""
    text: str
    """The outcome, in the format that was asked for."""

    def __bool__(self) -> bool:
        return self.passed


def run_cases(
    policy: Document,
    cases: Optional[Document] = None,
    *,
    bases: Iterable[Document] = (),
    format: str = "text",
) -> CasesResult:
    """Runs a profile's cases (docs/cases.md).

    Args:
        policy: a profile as a mapping, text or path, or the id of a built-in one.
        cases: the cases as a mapping, text or path; the built-in ones of the profile's id where left out.
        bases: profiles that it may extend.
        format: "text", "json" or "junit".

    Raises:
        PolicyError: the profile or the cases are not sound, or there are no cases.
    """
    told = b"" if cases is None else document_bytes(cases, "cases")
    options = make_options(document_name(policy, None), [document_bytes(base, "a base") for base in bases])
    outcome = _surface.surface_policy_test(_profile(policy), told, format, options)
    raise_for(outcome, PolicyError)
    return CasesResult(outcome.number() != 0, outcome.text())


def new_policy(id: str, extends: str = "standard") -> str:
    """A starting point for a school's own profile: a sound document with notes that explain it.

    Raises:
        PolicyError: there is no built-in profile to extend of that id. ValueError: the id is empty.
    """
    outcome = _surface.surface_policy_new(id, extends)
    raise_for(outcome, PolicyError)
    return outcome.text()


# ---- what the library says of itself ---------------------------------------------------------------------------------


def version() -> str:
    """The library's version, "MAJOR.MINOR.PATCH"."""
    return _surface.surface_version()


def format_range() -> Tuple[int, int]:
    """The lowest and the highest format number of documents that the library reads."""
    return _surface.surface_format_first(), _surface.surface_format_last()


def bundled_policies() -> Tuple[str, ...]:
    """The ids of the built-in profiles."""
    found: List[str] = []
    while True:
        id = _surface.surface_bundled_id(len(found))
        if not id:
            return tuple(found)
        found.append(id)


def _text(outcome: "_surface.OutcomeHandle") -> str:
    raise_for(outcome, PolicyError)
    return outcome.text()


def bundled_text(id: str) -> str:
    """The JSON text of a built-in profile. Raises PolicyError where there is none of that id."""
    return _text(_surface.surface_bundled_text(id))


def bundled_cases(id: str) -> str:
    """The cases of a built-in profile, as JSON text. Raises PolicyError where there are none."""
    return _text(_surface.surface_bundled_cases(id))


def schema(document: str) -> Dict[str, Any]:
    """The JSON Schema (draft 2020-12) of a document: "policy", "visit", "report" or "cases"."""
    data: Dict[str, Any] = json.loads(_text(_surface.surface_schema(document)))
    return data


def vocabulary(name: str) -> Dict[str, str]:
    """The names of a vocabulary in its own order, each with a sentence on it ("" where there is none).

    Args:
        name: "event", "role", "reason", "fact", …; "vocabularies" lists them. An unknown one is empty.
    """
    size = _surface.surface_vocabulary_count(name)
    return {
        _surface.surface_vocabulary_name(name, index): _surface.surface_vocabulary_doc(name, index)
        for index in range(size)
    }


def live_allocations() -> int:
    """How many pieces of the library's memory are not released yet: for tests that look for leaks."""
    return _surface.surface_live_allocations()
