"""Times: aware datetimes on Python's side, RFC 3339 and whole seconds on the library's."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone
from typing import Optional, Union

from . import _surface
from ._call import raise_for
from .errors import VisitError

__all__ = ["Moment", "read_time", "write_time"]

Moment = Union[datetime, str]
"""A time as functions take it: an aware datetime of whole seconds, or RFC 3339 text with an offset."""

EPOCH = datetime(1970, 1, 1, tzinfo=timezone.utc)
_SECOND = timedelta(seconds=1)


def seconds_of(at: Moment) -> int:
    """Seconds since 1970-01-01T00:00:00Z.

    Raises:
        ValueError: a datetime is naive, or has a fraction of a second. VisitError: a text is no such time.
        TypeError: it is neither.
    """
    if isinstance(at, datetime):
        if at.tzinfo is None or at.utcoffset() is None:
            raise ValueError("a naive datetime does not say when; give it a tzinfo: %r" % at)
        since, fraction = divmod(at - EPOCH, _SECOND)
        if fraction:
            raise ValueError("times are whole seconds; drop the fraction with .replace(microsecond=0): %r" % at)
        return since
    if isinstance(at, str):
        outcome = _surface.surface_time_read(at.encode("utf-8", "surrogatepass"))
        raise_for(outcome, VisitError)
        return outcome.number()
    raise TypeError("a time is an aware datetime or a text in RFC 3339, not %s" % type(at).__name__)


def read_time(text: str) -> datetime:
    """Reads a time in RFC 3339, with an offset and whole seconds, as a datetime in UTC.

    Raises:
        VisitError: the text is no such time.
    """
    return EPOCH + timedelta(seconds=seconds_of(text))


def write_time(at: Moment) -> str:
    """Writes a time as reports do: ``2026-03-02T09:10:00Z``."""
    return _surface.surface_time_write(seconds_of(at)).text()


def optional_seconds(at: Optional[Moment]) -> "tuple[int, int]":
    """A time as the library's questions take it: whether there is one, and its seconds."""
    return (0, 0) if at is None else (1, seconds_of(at))


def parsed(text: Optional[str]) -> Optional[datetime]:
    """A time as it stands in a report."""
    return None if text is None else datetime.strptime(text, "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=timezone.utc)
