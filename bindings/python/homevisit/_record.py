"""Records: objects over a JSON object, with attributes of Python's own types and keys as the JSON has them."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any, Callable, Dict, Generic, Iterator, Mapping, Optional, Tuple, Type, TypeVar, Union, overload

from .times import parsed
from .words import Word

T = TypeVar("T")
R = TypeVar("R", bound="Record")
W = TypeVar("W", bound=Word)


class Field(Generic[T]):
    """An attribute that is read from the key of its own name, once, and converted."""

    def __init__(self, convert: Callable[[Any], T], doc: str) -> None:
        self.convert = convert
        self.__doc__ = doc
        self.key = ""

    def __set_name__(self, owner: type, name: str) -> None:
        self.key = name

    @overload
    def __get__(self, record: None, owner: type) -> "Field[T]": ...

    @overload
    def __get__(self, record: "Record", owner: type) -> T: ...

    def __get__(self, record: "Optional[Record]", owner: type) -> "Union[Field[T], T]":
        if record is None:
            return self
        value: T
        try:
            value = record._converted[self.key]
        except KeyError:
            value = record._converted[self.key] = self.convert(record._data[self.key])
        return value

    def __set__(self, record: "Record", value: T) -> None:
        raise AttributeError("%s of a report cannot be set" % self.key)


class Record(Mapping[str, Any]):
    """A part of a report.

    Attributes are Python's own types (enumerations, aware datetimes, tuples, records); keys give what stands in the
    JSON (texts, lists, dicts), in its order, so that ``json.dumps(dict(record))`` writes it again. Records are equal
    where their JSON is.
    """

    __slots__ = ("_converted", "_data")

    def __init__(self, data: Mapping[str, Any]) -> None:
        self._data: Dict[str, Any] = dict(data)
        self._converted: Dict[str, Any] = {}

    def __getitem__(self, key: str) -> Any:
        return self._data[key]

    def __iter__(self) -> Iterator[str]:
        return iter(self._data)

    def __len__(self) -> int:
        return len(self._data)

    def __eq__(self, other: object) -> bool:
        return self._data == (other._data if isinstance(other, Record) else other)

    def __hash__(self) -> int:
        return hash(json.dumps(self._data, sort_keys=True))

    def __reduce__(self) -> Tuple[Any, ...]:
        return type(self), (self._data,)

    def __repr__(self) -> str:
        return "%s(%s)" % (type(self).__name__, ", ".join("%s=%r" % pair for pair in self._data.items()))

    def __dir__(self) -> Any:
        return sorted(set(super().__dir__()))


# ---- kinds of field --------------------------------------------------------------------------------------------------


def text(doc: str) -> Field[str]:
    return Field(str, doc)


def optional_text(doc: str) -> Field[Optional[str]]:
    return Field(lambda value: value, doc)


def texts(doc: str) -> Field[Tuple[str, ...]]:
    return Field(tuple, doc)


def flag(doc: str) -> Field[bool]:
    return Field(bool, doc)


def count(doc: str) -> Field[int]:
    return Field(int, doc)


def anything(doc: str) -> Field[Any]:
    return Field(lambda value: value, doc)


def word(kind: Type[W], doc: str) -> Field[W]:
    return Field(kind, doc)


def moment(doc: str) -> Field[datetime]:
    def convert(value: str) -> datetime:
        at = parsed(value)
        assert at is not None
        return at

    return Field(convert, doc)


def optional_moment(doc: str) -> Field[Optional[datetime]]:
    return Field(parsed, doc)


def one(kind: Type[R], doc: str) -> Field[R]:
    return Field(kind, doc)


def many(kind: Type[R], doc: str) -> Field[Tuple[R, ...]]:
    return Field(lambda values: tuple(kind(value) for value in values), doc)
