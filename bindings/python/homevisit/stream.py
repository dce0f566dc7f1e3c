"""A stream of records, a line each, audited inside the library by as many threads as there are."""

from __future__ import annotations

import json
import os
from typing import Any, Callable, Dict, Iterable, Iterator, Mapping, Optional, Protocol, Sequence, Union, cast

from . import _surface
from ._call import Document, document_bytes, make_options, raise_for
from .errors import VisitError, read_problems
from .policy import Policy, as_policy
from .report import AuditReport
from .times import Moment, optional_seconds

__all__ = ["StreamOutcome", "audit_stream"]


class Readable(Protocol):
    """A file that was opened for reading bytes."""

    def read(self, size: int) -> bytes: ...


Source = Union[Readable, "os.PathLike[str]", Iterable[Union[Mapping[str, Any], str, bytes]]]


class StreamOutcome:
    """What came of one line under one policy. Reports are read from their JSON when they are asked for."""

    __slots__ = ("code", "json", "line", "policy")

    def __init__(self, line: int, policy: Policy, code: int, text: str) -> None:
        self.line = line
        """From 1."""
        self.policy = policy
        """Of a line that is bad whatever the policy, the first."""
        self.code = code
        """0, or what kind of problem the line has."""
        self.json = text
        """The report, or ``{"problems": […]}``, as the library writes it."""

    @property
    def report(self) -> AuditReport:
        """The report. VisitError: the line is a bad one; its problems' ``line`` is that in the stream."""
        if self.code:
            raise self.error
        return AuditReport(self.json)

    @property
    def error(self) -> VisitError:
        """What is wrong with a bad line, as an exception. ValueError: nothing is."""
        if not self.code:
            raise ValueError("nothing is wrong with line %d" % self.line)
        problems = read_problems(self.json)
        return VisitError(str(problems[0]), problems, self.json)

    def __repr__(self) -> str:
        return "StreamOutcome(line=%d, policy=%r, json=%r)" % (self.line, self.policy.id, self.json)


class _Lines:
    """Records as bytes, a line each."""

    def __init__(self, records: Iterable[Union[Mapping[str, Any], str, bytes]]) -> None:
        self._records: Iterator[Union[Mapping[str, Any], str, bytes]] = iter(records)
        self._rest = b""

    def read(self, size: int) -> bytes:
        parts, length = [self._rest], len(self._rest)
        while length < size:
            record = next(self._records, None)
            if record is None:
                break
            parts.append(document_bytes(record, "a record").rstrip(b"\r\n") + b"\n")
            length += len(parts[-1])
        whole = b"".join(parts)
        self._rest = whole[size:]
        return whole[:size]


def audit_stream(
    policies: Union[Policy, Document, Sequence[Union[Policy, Document]]],
    source: Source,
    write: Optional[Callable[[StreamOutcome], Any]] = None,
    *,
    at: Optional[Moment] = None,
    threads: int = 1,
    name: Optional[str] = None,
    limits: Optional[Mapping[str, int]] = None,
) -> Dict[str, Any]:
    """Audits any number of records, each under each policy; memory does not grow with them.

    Args:
        policies: a Policy or what makes one, or a list of them.
        source: a path, a file open for reading bytes, or an iterable of records (mappings, or texts of one line).
        write: called with each StreamOutcome, in the order of lines and policies; what is true stops the stream. Left
            out, no report is made at all, which is much faster.
        at: as with Policy.audit().
        threads: how many threads audit; ``write`` is called by the caller's alone. The outcomes are the same for any.
        name: what problems call the source; a path by itself.
        limits: other limits than the library's, by name.

    Returns:
        The summary, as docs/streams.md has it: visits, bad lines, decisions, and in how many visits of each month each
        clause was broken.

    Raises:
        PolicyError: at once. What reading or ``write`` raises. A bad line raises nothing: it is an outcome.
    """
    if threads < 1:
        raise ValueError("there has to be one thread at least")
    one = isinstance(policies, (Policy, str, bytes, bytearray, memoryview, Mapping, os.PathLike))
    given = cast("Iterable[Any]", [policies] if one else policies)
    loaded = [as_policy(policy) for policy in given]
    if not loaded:
        raise ValueError("there has to be one policy at least")
    handles = _surface.PoliciesHandle()
    for policy in loaded:
        handles.add(policy.handle)

    def told(line: int, policy: int, code: int, text: str) -> Any:
        assert write is not None
        return write(StreamOutcome(line, loaded[policy], code, text))

    def run(readable: Readable) -> Dict[str, Any]:
        options = make_options(name, (), limits)
        outcome = _surface.surface_audit_stream(
            handles, write is not None, threads, *optional_seconds(at), options,
            (readable.read, told if write is not None else None),
        )  # fmt: skip
        raise_for(outcome, VisitError)
        summary: Dict[str, Any] = json.loads(outcome.text())
        return summary

    if isinstance(source, os.PathLike):
        name = os.fspath(source) if name is None else name
        with open(source, "rb") as file:
            return run(file)
    if isinstance(source, (str, bytes, Mapping)):
        raise TypeError("a source is a path, a file, or an iterable of records, not %s" % type(source).__name__)
    return run(source if hasattr(source, "read") else _Lines(source))  # type: ignore[arg-type]
