"""Frozen facts as plain data and back: what a document keeps of its figures, so that it can be made again."""

import json
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from decimal import Decimal
from enum import Enum
from functools import cache
from types import NoneType, UnionType
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

from cspdesk.errors import UserError

T = TypeVar("T")


def to_json(figures: object, *, document: str, form: int) -> str:
    """Return a frozen value as JSON: days in ISO, money in whole pence, years by their first; only ASCII."""
    data = {"document": document, "format": form, "figures": _plain(figures)}
    return json.dumps(data, ensure_ascii=True, separators=(",", ":"))


def from_json(kind: type[T], text: str, *, document: str, form: int) -> T:
    """Return the value that `to_json` wrote. Raises UserError when it is another document's or of a newer cspdesk."""
    data = json.loads(text)
    if data.get("document") != document:
        raise UserError(f"These figures are not those of a {document}.")
    if data.get("format") != form:
        raise UserError(f"This {document} was kept by another version of cspdesk. Open it with that.")
    made: T = _read(kind, data["figures"])
    return made


def _plain(value: Any) -> Any:
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return str(value)
    if is_dataclass(value):
        return {field.name: _plain(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, Mapping):
        return {str(key): _plain(each) for key, each in value.items()}
    if isinstance(value, tuple | list | frozenset):
        return [_plain(each) for each in value]
    return value


def _read(kind: Any, data: Any) -> Any:
    origin = get_origin(kind)
    if origin in (Union, UnionType):
        return None if data is None else _read(_only(kind, data), data)
    if origin is tuple:
        inner = get_args(kind)
        if len(inner) == 2 and inner[1] is ...:
            return tuple(_read(inner[0], each) for each in data)
        return tuple(_read(each, one) for each, one in zip(inner, data, strict=True))
    if isinstance(kind, type):
        return _read_one(kind, data)
    return data


def _read_one(kind: type, data: Any) -> Any:
    if is_dataclass(kind):
        hints = _hints(kind)
        known = (field.name for field in fields(kind) if field.name in data)  # what was added since has its default
        return kind(**{name: _read(hints[name], data[name]) for name in known})
    if issubclass(kind, Enum):
        return kind(data)
    if kind is date:
        return date.fromisoformat(data)
    if kind is Decimal:
        return Decimal(data)
    return float(data) if kind is float else data


def _only(kind: Any, data: Any) -> Any:
    """Return which of several kinds data is of: those of facts are told apart by the names of their fields."""
    known = [each for each in get_args(kind) if each is not NoneType]
    if len(known) == 1 or not isinstance(data, dict):
        return known[0]
    return next(each for each in known if is_dataclass(each) and {f.name for f in fields(each)} >= set(data))


@cache
def _hints(kind: type) -> Mapping[str, Any]:
    return get_type_hints(kind)
