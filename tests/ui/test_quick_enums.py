"""Enums that are made quickly are what the standard library makes, or are left to it."""

import copy
import enum
from types import ModuleType
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6 import QtCore, QtGui, QtWidgets

from cspdesk.ui import quick_enums
from cspdesk.ui.quick_enums import described

KINDS = (enum.Enum, enum.IntEnum, enum.Flag, enum.IntFlag)
NUMBERS = st.one_of(st.sampled_from((0, 1, 2, 4, 8, 7, 255, 1 << 20, 0xFFFFFFFF)), st.integers(0, 99))


def both(kind: Any, name: str, members: Any, boundary: Any) -> tuple[Any, Any]:
    """Return an enum as it is made here and as the standard library makes it."""
    words: Any = {"module": __name__, "qualname": f"Here.{name}", "boundary": boundary}
    plain = quick_enums._plainly(kind, name, copy.copy(members), **words)
    return quick_enums._create(kind, name, members, **words), plain


def test_qts_enums_are_made_quickly_in_this_python() -> None:
    assert vars(enum.EnumType)["_create_"] is quick_enums._create


def test_a_python_that_makes_enums_otherwise_is_left_to_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(enum.EnumType, "_create_", "as it was")
    monkeypatch.setattr(quick_enums, "_finish_flag", lambda *_: None)
    quick_enums.make_enums_quickly()
    assert vars(enum.EnumType)["_create_"] == "as it was"


@given(
    kind=st.sampled_from(KINDS),
    numbers=st.lists(NUMBERS, max_size=8),
    boundary=st.sampled_from((None, enum.FlagBoundary.KEEP)),
)
def test_an_enum_is_what_the_standard_library_makes_of_it(kind: Any, numbers: list[int], boundary: Any) -> None:
    ours, plain = both(kind, "Made", [(f"M{i}", number) for i, number in enumerate(numbers)], boundary)
    assert described(ours) == described(plain)
    assert repr(ours) == repr(plain)
    assert list(map(repr, ours)) == list(map(repr, plain))
    for number in numbers:
        assert repr(ours(number)) == repr(plain(number))
        if issubclass(kind, enum.Flag):
            assert repr(~ours(number)) == repr(~plain(number))
            assert repr(ours(number) | ours(numbers[0])) == repr(plain(number) | plain(numbers[0]))


@pytest.mark.parametrize(
    ("kind", "members"),
    [
        (enum.Enum, [("name", 1), ("value", 2)]),
        (enum.Enum, [("text", "a")]),
        (enum.IntEnum, [("below", -1)]),
        (enum.Enum, ["one", "two"]),
        (enum.Enum, "one two"),
        (enum.StrEnum, [("a", "b")]),
    ],
)
def test_an_enum_that_is_not_plain_is_left_to_the_standard_library(kind: Any, members: Any) -> None:
    ours, plain = both(kind, "Made", members, None)
    assert described(ours) == described(plain)


@pytest.mark.parametrize("module", [QtCore, QtGui, QtWidgets], ids=lambda module: module.__name__)
def test_every_enum_of_qt_is_made_as_the_standard_library_would(module: ModuleType) -> None:
    classes = [each for name in dir(module) if isinstance(each := getattr(module, name), type)]
    enums = {each for kind in classes for each in vars(kind).values() if isinstance(each, enum.EnumType)}
    assert len(enums) > 30
    for each in enums:
        members = [(name, member._value_) for name, member in each.__members__.items()]
        ours, plain = both(each.__bases__[0], each.__name__, members, getattr(each, "_boundary_", None))
        assert described(ours) == described(plain), each
