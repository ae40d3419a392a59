"""The window: everything that imports Qt."""

import builtins
import sys

import PySide6  # noqa: F401 -- it puts the import below in place


def _keep_alive() -> None:
    """Have None, True and False never be thrown away, as Python itself has since 3.12.

    PySide6 6.12.0 takes that for granted and gives one reference to None too few with each call that returns
    nothing; under an older Python the program would end after some thousand such calls, whatever it was doing.
    """
    import ctypes

    for lasting in (None, True, False):
        ctypes.c_ssize_t.from_address(id(lasting)).value += 1 << 40


if sys.version_info < (3, 12) and sys.implementation.name == "cpython":
    _keep_alive()


def _import_plainly() -> None:
    """Have Python import as it always does.

    PySide6 puts an import of its own in its place, which reads the source of every module imported from then on, to
    offer its `__feature__`; nothing here uses that, and it takes 0.1 ms a module.
    """
    builtins.__import__ = getattr(builtins, "__orig_import__", builtins.__import__)


_import_plainly()
