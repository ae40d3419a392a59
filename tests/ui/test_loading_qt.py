"""Qt is loaded by a shorter way than PySide6's own, and is the same afterwards."""

import copy
import enum
import os
import subprocess
import sys
from types import ModuleType
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6 import QtCore, QtGui, QtWidgets

from cspdesk.ui import quick_enums

KINDS = (enum.Enum, enum.IntEnum, enum.Flag, enum.IntFlag)
NUMBERS = st.one_of(st.sampled_from((0, 1, 2, 4, 8, 7, 255, 1 << 20, 0xFFFFFFFF)), st.integers(0, 99))
ONCE_ASKED = """
import builtins, sys
import cspdesk.ui
from PySide6.QtWidgets import QApplication, QLabel
application = QApplication([])
print(builtins.__import__.__name__ == "__feature_import__", "inspect" in sys.modules)
try:
    QLabel().setText(3)
except TypeError as error:
    print(error)
print(QLabel.setText.__doc__)
from shibokensupport.signature import get_signature
print(get_signature(QLabel.setText))
"""


def seen(made: Any) -> dict[str, object]:
    """Return all that stands in an enum, its members as their own name and value with all they hold."""

    def plain(value: object) -> object:
        if isinstance(value, dict):
            return [(key, plain(each)) for key, each in value.items()]
        if type(value) is made:
            own = {name: held for name, held in vars(value).items() if name != "__objclass__"}
            return repr(value), own, vars(value)["__objclass__"] is made
        if isinstance(value, enum.property):
            return vars(value).get("name")
        return getattr(value, "__func__", value)

    return {name: plain(value) for name, value in vars(made).items() if name not in ("__dict__", "__weakref__")}


def both(kind: Any, name: str, members: list[tuple[str, int]], boundary: Any) -> tuple[Any, Any]:
    """Return an enum as it is made here and as the standard library makes it."""
    words = {"module": __name__, "qualname": f"Here.{name}", "boundary": boundary}
    plainly: Any = quick_enums._plainly(kind, name, copy.copy(members), **words)
    return quick_enums._create(kind, name, members, **words), plainly


@given(
    kind=st.sampled_from(KINDS),
    numbers=st.lists(NUMBERS, max_size=8),
    boundary=st.sampled_from((None, enum.FlagBoundary.KEEP)),
)
def test_an_enum_is_what_the_standard_library_makes_of_it(kind: Any, numbers: list[int], boundary: Any) -> None:
    ours, plain = both(kind, "Made", [(f"M{i}", number) for i, number in enumerate(numbers)], boundary)
    assert seen(ours) == seen(plain)
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
    assert seen(ours) == seen(plain)


@pytest.mark.parametrize("module", [QtCore, QtGui, QtWidgets], ids=lambda module: module.__name__)
def test_every_enum_of_qt_is_made_as_the_standard_library_would(module: ModuleType) -> None:
    classes = [each for each in vars(module).values() if isinstance(each, type)]
    enums = {each for kind in classes for each in vars(kind).values() if isinstance(each, enum.EnumType)}
    assert enums
    for each in enums:
        members = [(name, member._value_) for name, member in each.__members__.items()]
        ours, plain = both(each.__bases__[0], each.__name__, members, getattr(each, "_boundary_", None))
        assert seen(ours) == seen(plain), each


def test_what_describes_qts_functions_is_loaded_when_it_is_asked_for() -> None:
    done = subprocess.run(
        [sys.executable, "-c", ONCE_ASKED],
        env=os.environ | {"QT_QPA_PLATFORM": "offscreen"},
        check=True,
        timeout=60,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert done.stdout.splitlines() == [
        "False False",
        "'PySide6.QtWidgets.QLabel.setText' called with wrong argument types:",
        "  PySide6.QtWidgets.QLabel.setText(int)",
        "Supported signatures:",
        "  PySide6.QtWidgets.QLabel.setText(arg__1: str, /)",
        "setText(self, arg__1: str, /) -> None",
        "(self, arg__1: str, /) -> None",
    ]
