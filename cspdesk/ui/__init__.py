"""The window: everything that imports Qt."""

import sys

from cspdesk.ui.quick_enums import make_enums_quickly
from cspdesk.ui.signatures_later import import_qt

make_enums_quickly()
import_qt()


def _keep_alive() -> None:
    """Have None, True and False never be thrown away, as Python itself has since 3.12.

    PySide6 6.12.0 takes that for granted and gives one reference to None too few with each call that returns
    nothing; under an older Python the program would end after some thousand such calls, whatever it was doing.
    """
    from _ctypes import _SimpleCData  # alone: the rest of ctypes takes 3 ms more to load

    class Count(_SimpleCData):  # type: ignore[type-arg]
        _type_ = "q" if sys.maxsize > 1 << 32 else "l"  # as wide as Python counts references

    for lasting in (None, True, False):
        Count.from_address(id(lasting)).value += 1 << 40


if sys.version_info < (3, 12) and sys.implementation.name == "cpython":
    _keep_alive()
