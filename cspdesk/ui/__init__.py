"""The window: everything that imports Qt."""

import sys


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
