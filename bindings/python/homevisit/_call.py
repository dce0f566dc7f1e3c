"""Between Python and the library: documents become bytes, and an outcome that failed becomes an exception."""

from __future__ import annotations

import json
import os
from datetime import date, datetime
from enum import Enum
from typing import Any, Callable, Iterable, Mapping, Optional, Type, Union

from . import _surface
from .errors import DocumentError, read_problems

Document = Union[Mapping[str, Any], str, bytes, bytearray, memoryview, "os.PathLike[str]"]
"""A document as functions take it: a mapping, JSON text as str or bytes, or a path to a file of it."""

_E_MEMORY, _E_IO, _E_ARGUMENT = -6, -7, -8
_PATH_HINT = "(a file is given as a pathlib.Path, or read by from_file)"


def raise_for(outcome: "_surface.OutcomeHandle", error: Type[DocumentError], hint: str = "") -> None:
    """Does nothing where the outcome is a success; else raises what it says."""
    code = outcome.code()
    if code == 0:
        return
    if code == _E_MEMORY:
        raise MemoryError(outcome.message())
    if code == _E_ARGUMENT:
        raise ValueError(outcome.message())
    text = outcome.problems()
    raise error.of(outcome.message(), read_problems(text, outcome.is_warning), text, hint)


# ---- documents -------------------------------------------------------------------------------------------------------


def _plain(value: Any) -> Any:
    """What json cannot write by itself."""
    from .times import write_time  # times are read by calls as well

    if isinstance(value, datetime):
        return write_time(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, Mapping):
        return dict(value)
    raise TypeError("a document holds no %s" % type(value).__name__)


def json_bytes(value: Mapping[str, Any]) -> bytes:
    """A mapping as compact JSON. NaN and lone surrogates go through, for the library to refuse with their place."""
    text = json.dumps(dict(value), ensure_ascii=False, separators=(",", ":"), default=_plain)
    return text.encode("utf-8", "surrogatepass")


def document_bytes(source: Document, what: str) -> bytes:
    """A document's text. A file that cannot be read is an OSError."""
    if isinstance(source, str):
        return source.encode("utf-8", "surrogatepass")
    if isinstance(source, (bytes, bytearray, memoryview)):
        return bytes(source)
    if isinstance(source, Mapping):
        return json_bytes(source)
    if isinstance(source, os.PathLike):
        with open(source, "rb") as file:
            return file.read()
    raise TypeError("%s is a mapping, a text, bytes or a path, not %s" % (what, type(source).__name__))


def document_name(source: Document, name: Optional[str]) -> Optional[str]:
    """What problems call a document: the name that is given, else the file's."""
    if name is None and isinstance(source, os.PathLike):
        return os.fspath(source)
    return name


def path_hint(source: Document) -> str:
    """A word of help where somebody gave a file's name as a text."""
    return _PATH_HINT if isinstance(source, str) and "\n" not in source and source.strip().endswith(".json") else ""


# ---- options ---------------------------------------------------------------------------------------------------------


def _told(code: int, what: str) -> None:
    if code == _E_MEMORY:
        raise MemoryError("out of memory")
    if code != 0:
        raise ValueError("%s: %s" % (what, _surface.surface_code_text(code)))


def make_options(
    name: Optional[str], bases: Iterable[bytes] = (), limits: Optional[Mapping[str, int]] = None
) -> "_surface.OptionsHandle":
    """How a document is read."""
    options = _surface.OptionsHandle()
    if name is not None:
        _told(options.document(name.encode("utf-8", "replace")), "the document's name")
    for base in bases:
        _told(options.add_base(base), "a base")
    for limit, value in (limits or {}).items():
        _told(options.limit(limit, value), "the limit %r" % limit)
    return options


def taken(
    outcome: "_surface.OutcomeHandle", take: Callable[[], Any], error: Type[DocumentError], hint: str = ""
) -> Any:
    """What a call made, or the exception for its failure."""
    raise_for(outcome, error, hint)
    return take()
