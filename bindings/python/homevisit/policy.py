"""Policies: loading a school's profile, and asking what it says of a visit."""

from __future__ import annotations

import json
import os
from types import TracebackType
from typing import Any, Callable, Dict, Iterable, List, Mapping, Optional, Tuple, Type, TypeVar, Union

from . import _html, _surface
from ._call import Document, document_bytes, document_name, make_options, path_hint, raise_for
from .errors import PolicyError, VisitError
from .report import AuditReport, CheckReport, Report, StatusReport
from .times import Moment, optional_seconds, seconds_of
from .visit import Event, Visit, as_visit, event_bytes
from .words import Decision

__all__ = ["Policy"]

R = TypeVar("R", bound=Report)


def _is_text(source: Document) -> bool:
    """Whether a text is a profile rather than the id of a bundled one."""
    return not isinstance(source, str) or source.lstrip(" \t\r\n").startswith("{")


def _extended(text: bytes) -> Optional[str]:
    """The id of the profile that one extends, as far as can be seen before the library reads it."""
    try:
        found = json.loads(text).get("extends")
    except (ValueError, AttributeError, RecursionError):
        return None
    return found if isinstance(found, str) else None


def _bases_beside(path: str, text: bytes) -> List[bytes]:
    """The profiles that lie beside a file as ``../ID/policy.json``, along the line of ``extends``."""
    found: Dict[str, bytes] = {}
    id = _extended(text)
    while id and id not in found and os.path.basename(id) == id and id not in (".", "..") and "\0" not in id:
        beside = os.path.join(os.path.dirname(path), "..", id, "policy.json")
        if not os.path.isfile(beside):
            break
        with open(beside, "rb") as file:
            found[id] = file.read()
        id = _extended(found[id])
    return list(found.values())


class Policy:
    """A school's policy, loaded: everything that can be refused has been refused.

    Args:
        source: a profile as a mapping, JSON text (str or bytes) or a path to a file of it; or, as a str, the id of a
            built-in profile (``bundled_policies()`` lists them).
        bases: profiles that it may extend, beside the built-in ones; each a mapping, text, or path.
        name: what problems call it; a file's name by itself.
        limits: other limits than the library's, by name: ``{"max_rules": 500}``.

    Raises:
        PolicyError: it is not sound, or there is none of that id; all that is wrong is in its ``problems``.
        OSError: a file cannot be read.

    A policy never changes. Any number of threads may ask it at once: Python's lock is given up while it decides. It may
    be used in ``with``, pickled, and is closed by itself when nothing holds it.
    """

    __slots__ = ("__weakref__", "_bases", "_handle", "_limits", "_name", "_source")

    def __init__(
        self,
        source: Document,
        *,
        bases: Iterable[Document] = (),
        name: Optional[str] = None,
        limits: Optional[Mapping[str, int]] = None,
    ) -> None:
        if isinstance(bases, (str, bytes, Mapping)):
            raise TypeError("bases are a list of profiles")
        self._source: Union[str, bytes] = source if isinstance(source, str) else document_bytes(source, "a policy")
        self._bases: Tuple[bytes, ...] = tuple(document_bytes(base, "a base") for base in bases)
        if isinstance(source, os.PathLike):
            self._bases += tuple(_bases_beside(os.fspath(source), document_bytes(self._source, "a policy")))
        self._name = document_name(source, name)
        self._limits = dict(limits or {})
        load: Callable[..., _surface.OutcomeHandle]
        load = _surface.surface_policy_load if _is_text(source) else _surface.surface_policy_bundled
        outcome = load(document_bytes(self._source, "a policy"), make_options(self._name, self._bases, self._limits))
        raise_for(outcome, PolicyError, path_hint(source))
        self._handle: Optional[_surface.PolicyHandle] = outcome.take_policy()

    @classmethod
    def bundled(cls, id: str) -> "Policy":
        """Loads one of the profiles that are built into the library."""
        if not isinstance(id, str):
            raise TypeError("an id is a text, not %s" % type(id).__name__)
        if _is_text(id):
            raise ValueError("this is no id of a built-in profile")
        return cls(id)

    @classmethod
    def from_file(cls, path: "Union[str, os.PathLike[str]]", *, bases: Iterable[Document] = ()) -> "Policy":
        """Loads a profile from a file. What it extends is looked for among ``bases``, beside it as
        ``../ID/policy.json``, and among the built-in profiles."""
        with open(path, "rb") as file:
            text = file.read()
        name = os.fspath(path)
        return cls(text, bases=[*bases, *_bases_beside(name, text)], name=name)

    @property
    def handle(self) -> "_surface.PolicyHandle":
        """The library's own handle; for this package."""
        if self._handle is None:
            raise ValueError("the policy is closed")
        return self._handle

    @property
    def id(self) -> str:
        """The profile's id."""
        return self.handle.id()

    @property
    def version(self) -> str:
        """The profile's version."""
        return self.handle.version()

    @property
    def title(self) -> str:
        """The profile's title."""
        return self.handle.title()

    @property
    def rule_count(self) -> int:
        """How many rules it has, disabled ones not counted."""
        return self.handle.rule_count()

    # ---- the questions -----------------------------------------------------------------------------------------------

    def check(self, visit: Union[Visit, Document], event: Event) -> CheckReport:
        """Decides whether an event may happen now.

        Args:
            visit: the record so far, as a Visit or what makes one. It is not changed.
            event: the proposed event, as a mapping or JSON text.

        Raises:
            VisitError: the record or the event is not sound.
        """
        outcome = _surface.surface_check(self.handle, as_visit(visit).handle, event_bytes(event))
        return _report(outcome, CheckReport)

    def status(self, visit: Union[Visit, Document], at: Optional[Moment] = None) -> StatusReport:
        """Says where a visit stands.

        Args:
            visit: the record, as a Visit or what makes one.
            at: an aware datetime or RFC 3339 text; the last event's time where left out. Later events are left out.

        Raises:
            VisitError: the record or the time is not sound. ValueError: a datetime is naive.
        """
        outcome = _surface.surface_status(self.handle, as_visit(visit).handle, *optional_seconds(at))
        return _report(outcome, StatusReport)

    def audit(self, visit: Union[Visit, Document], at: Optional[Moment] = None) -> AuditReport:
        """Replays a whole record.

        Args:
            visit: the record, as a Visit or what makes one.
            at: when the duties are looked at; the last event's time where left out or earlier.

        Raises:
            VisitError: the record or the time is not sound. ValueError: a datetime is naive.
        """
        outcome = _surface.surface_audit(self.handle, as_visit(visit).handle, *optional_seconds(at))
        return _report(outcome, AuditReport)

    def show(self, format: str = "markdown") -> str:
        """Writes the policy as a document for people: ``markdown``, ``html`` (a whole page) or ``json``."""
        outcome = _surface.surface_policy_show(self.handle, format)
        raise_for(outcome, PolicyError)
        return outcome.text()

    def local_time(self, at: Moment) -> str:
        """A time as the policy's own clock shows it: ``2026-03-30T10:10:00+01:00``."""
        return _surface.surface_time_write_local(self.handle, seconds_of(at)).text()

    # ---- its life ----------------------------------------------------------------------------------------------------

    def close(self) -> None:
        """Lets the policy go; reports do not need it, and what other threads are being answered goes on."""
        self._handle = None

    @property
    def closed(self) -> bool:
        """Whether it was closed."""
        return self._handle is None

    def __enter__(self) -> "Policy":
        self.handle
        return self

    def __exit__(
        self, kind: Optional[Type[BaseException]], error: Optional[BaseException], trace: Optional[TracebackType]
    ) -> None:
        self.close()

    def __reduce__(self) -> Tuple[Any, ...]:
        return _reload, (self._source, self._bases, self._name, self._limits)

    def __repr__(self) -> str:
        if self._handle is None:
            return "<Policy, closed>"
        return "<Policy %s %s: %d rules>" % (self.id, self.version, self.rule_count)

    def _repr_html_(self) -> str:
        return _html.policy_html(self)


def _reload(source: Union[str, bytes], bases: Tuple[bytes, ...], name: Optional[str], limits: Dict[str, int]) -> Policy:
    """For pickle: a policy is sent as its text."""
    return Policy(source, bases=bases, name=name, limits=limits)


def _report(outcome: "_surface.OutcomeHandle", kind: Type[R]) -> R:
    raise_for(outcome, VisitError)
    report = outcome.take_report()
    written = _surface.surface_report_json(report)
    raise_for(written, VisitError)
    # A status decides nothing as a whole.
    decision = None if kind is StatusReport else Decision(report.decision())
    return kind(written.text(), decision)


def as_policy(source: Union[Policy, Document]) -> Policy:
    """A policy, loaded where it is not one yet."""
    return source if isinstance(source, Policy) else Policy(source)
