"""What is wrong with a document: problems as data, and the exceptions that carry them."""

from __future__ import annotations

import json as _json
from dataclasses import dataclass
from typing import Any, Callable, Optional, Tuple

from .words import ProblemKind, Severity

__all__ = ["DocumentError", "PolicyError", "Problem", "VisitError"]

_NO_PROBLEMS = '{"problems":[]}'
_SHOWN_IN_MESSAGE = 10


@dataclass(frozen=True)
class Problem:
    """One thing that is wrong with a document.

    ``line`` and ``column`` count from 1, in characters; they are None where the document was no text.
    """

    kind: ProblemKind
    code: str
    """A stable word for this message, listed in docs/problems.md."""
    message: str
    """One sentence, without a full stop."""
    file: Optional[str] = None
    """The name that was given to the document, or a bundled policy's id."""
    line: Optional[int] = None
    column: Optional[int] = None
    pointer: str = ""
    """A JSON Pointer (RFC 6901); "" is the whole document."""
    suggestion: Optional[str] = None
    """The nearest right name."""
    severity: Severity = Severity.ERROR

    def __str__(self) -> str:
        place = [str(part) for part in (self.file, self.line, self.column) if part is not None]
        nearest = " (did you mean '%s'?)" % self.suggestion if self.suggestion else ""
        return "%s%s: %s%s" % (":".join(place) + ": " if place else "", self.kind, self.message, nearest)


def read_problems(text: str, is_warning: Callable[[int], Any] = lambda index: False) -> Tuple[Problem, ...]:
    """The problems of the library's ``{"problems": […]}``."""
    return tuple(
        Problem(
            kind=ProblemKind(data["kind"]),
            code=data["code"],
            message=data["message"],
            file=data["file"],
            line=data["line"],
            column=data["column"],
            pointer=data["pointer"],
            suggestion=data["suggestion"],
            severity=Severity.WARNING if is_warning(index) else Severity.ERROR,
        )
        for index, data in enumerate(_json.loads(text)["problems"])
    )


class DocumentError(ValueError):
    """A document cannot be used. All that is wrong with it stands in ``problems``, in the order of the places."""

    def __init__(self, message: str, problems: Tuple[Problem, ...] = (), json: str = _NO_PROBLEMS) -> None:
        super().__init__(message)
        self.problems: Tuple[Problem, ...] = tuple(problems)
        self.json: str = json
        """The problems as the library writes them: ``{"problems": […]}``."""

    @classmethod
    def of(cls, message: str, problems: Tuple[Problem, ...], json: str, hint: str = "") -> "DocumentError":
        """The error for a list of problems; ``message`` is for one that has none."""
        errors = [problem for problem in problems if problem.severity is Severity.ERROR]
        lines = [str(problem) for problem in errors[:_SHOWN_IN_MESSAGE]] or [message]
        if len(errors) > _SHOWN_IN_MESSAGE:
            lines.append("… and %d more" % (len(errors) - _SHOWN_IN_MESSAGE))
        if hint:
            lines.append(hint)
        return cls("\n".join(lines), problems, json)

    def __reduce__(self) -> Tuple[Any, ...]:
        return type(self), (str(self), self.problems, self.json)

    @property
    def first(self) -> Optional[Problem]:
        """The first error; None where there is none."""
        return next((problem for problem in self.problems if problem.severity is Severity.ERROR), None)

    @property
    def line(self) -> Optional[int]:
        """The first problem's line, from 1."""
        return self.first.line if self.first else None

    @property
    def column(self) -> Optional[int]:
        """The first problem's column, in characters from 1."""
        return self.first.column if self.first else None

    @property
    def pointer(self) -> str:
        """The first problem's JSON Pointer."""
        return self.first.pointer if self.first else ""

    @property
    def code(self) -> Optional[str]:
        """The first problem's stable word."""
        return self.first.code if self.first else None

    @property
    def suggestion(self) -> Optional[str]:
        """The nearest right name for the first problem."""
        return self.first.suggestion if self.first else None


class PolicyError(DocumentError):
    """A policy profile, or one that it extends, is not sound."""


class VisitError(DocumentError):
    """A visit record, an event, or the time of a question is not sound."""
