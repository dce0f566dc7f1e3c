"""Visit records: loaded as a whole, or built event by event."""

from __future__ import annotations

import os
from datetime import datetime, timedelta
from types import TracebackType
from typing import Any, Mapping, Optional, Type, Union

from . import _surface
from ._call import Document, document_bytes, document_name, json_bytes, make_options, path_hint, raise_for
from .errors import VisitError
from .times import EPOCH, Moment, write_time

__all__ = ["Event", "Visit"]

Event = Union[Mapping[str, Any], str, bytes]
"""An event as functions take it: a mapping, or JSON text."""


def event_bytes(event: Event) -> bytes:
    """An event's text, for the library."""
    if isinstance(event, (str, bytes, bytearray, memoryview, Mapping)):
        return document_bytes(event, "an event")
    raise TypeError("an event is a mapping or a text, not %s" % type(event).__name__)


class Visit:
    """A visit record: what happened, as events in order.

    Args:
        source: the record as a mapping, JSON text (str or bytes), or a path to a file of it. A mapping may hold aware
            datetimes.
        name: what problems call it; a file's name by itself.
        limits: other limits than the library's, by name: ``{"max_events": 5000}``.

    Raises:
        VisitError: the record is not sound; all that is wrong is in its ``problems``.
        OSError: the file cannot be read. ValueError: a datetime is naive.

    Any thread may use it; an append waits for the questions that are being answered. It may be used in ``with``, and
    is closed at its end.
    """

    __slots__ = ("__weakref__", "_handle")

    def __init__(
        self, source: Document, *, name: Optional[str] = None, limits: Optional[Mapping[str, int]] = None
    ) -> None:
        options = make_options(document_name(source, name), limits=limits)
        outcome = _surface.surface_visit_load(document_bytes(source, "a visit"), options)
        raise_for(outcome, VisitError, path_hint(source))
        self._handle: Optional[_surface.VisitHandle] = outcome.take_visit()

    @classmethod
    def from_file(cls, path: "Union[str, os.PathLike[str]]", *, limits: Optional[Mapping[str, int]] = None) -> "Visit":
        """Loads a record from a file."""
        with open(path, "rb") as file:
            return cls(file.read(), name=os.fspath(path), limits=limits)

    @classmethod
    def new(cls, id: str, *, limits: Optional[Mapping[str, int]] = None) -> "Visit":
        """Makes an empty record.

        Raises:
            ValueError: the id is empty, or holds a zero character.
        """
        if not isinstance(id, str):
            raise TypeError("an id is a text, not %s" % type(id).__name__)
        outcome = _surface.surface_visit_new(id, make_options(None, limits=limits))
        raise_for(outcome, VisitError)
        visit = cls.__new__(cls)
        visit._handle = outcome.take_visit()
        return visit

    @property
    def handle(self) -> "_surface.VisitHandle":
        """The library's own handle; for this package."""
        if self._handle is None:
            raise ValueError("the visit is closed")
        return self._handle

    @property
    def id(self) -> str:
        """The record's id."""
        return self.handle.id()

    @property
    def last_at(self) -> Optional[datetime]:
        """The last event's time, in UTC; None where there is none."""
        handle = self.handle
        return EPOCH + timedelta(seconds=handle.last_at()) if handle.event_count() else None

    def __len__(self) -> int:
        """How many events the record holds; repeats that were ignored are not counted."""
        return self.handle.event_count()

    def __bool__(self) -> bool:
        """Always true: a record without events is one all the same."""
        return True

    def append(self, event: Event) -> None:
        """Adds an event, as a mapping or JSON text. It is put in order of its time.

        Raises:
            VisitError: the event is not sound; the record is as it was.
        """
        raise_for(_surface.surface_visit_append(self.handle, event_bytes(event)), VisitError)

    def add(self, event: str, at: Moment, **attributes: Any) -> None:
        """Adds an event by its name: ``visit.add("checked_in", at=now, with_="office")``.

        Attributes that are words of Python's own get an underscore (``for_``, ``with_``).
        """
        named = {(key[:-1] if key.endswith("_") else key): value for key, value in attributes.items()}
        time = at if isinstance(at, str) else write_time(at)
        self.append(json_bytes({"at": time, "event": event, **named}))

    def close(self) -> None:
        """Lets the record go; what other threads are being answered goes on."""
        self._handle = None

    @property
    def closed(self) -> bool:
        """Whether it was closed."""
        return self._handle is None

    def __enter__(self) -> "Visit":
        self.handle
        return self

    def __exit__(
        self, kind: Optional[Type[BaseException]], error: Optional[BaseException], trace: Optional[TracebackType]
    ) -> None:
        self.close()

    def __repr__(self) -> str:
        if self._handle is None:
            return "<Visit, closed>"
        return "<Visit %s: %d events>" % (self.id, len(self))

    def __reduce__(self) -> Any:
        raise TypeError("a Visit is not pickled; send its text, and load it there")


def as_visit(source: "Union[Visit, Document]") -> Visit:
    """A visit, loaded where it is not one yet."""
    return source if isinstance(source, Visit) else Visit(source)
