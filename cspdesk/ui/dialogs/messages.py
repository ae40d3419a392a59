"""Boxes that tell and ask, in plain words; what comes from a file is shown as it is, never read as markup."""

import traceback
from collections.abc import Sequence
from typing import TYPE_CHECKING, Literal

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from cspdesk import __version__
from cspdesk.errors import UserError
from cspdesk.ui.dialogs.closing import show_until_closed

if TYPE_CHECKING:
    from PySide6.QtWidgets import QMessageBox


def _box(
    parent: QWidget | None,
    icon: Literal["Information", "Question", "Warning", "Critical"],
    title: str,
    text: str,
    more: str = "",
) -> "QMessageBox":
    from PySide6.QtWidgets import QMessageBox  # here, since starting needs no box

    box = QMessageBox(parent)
    box.setIcon(QMessageBox.Icon[icon])
    box.setWindowTitle("cspdesk")
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.setText(title)
    box.setInformativeText("\n\n".join(part for part in (text, more) if part))
    return box


def inform(parent: QWidget | None, title: str, text: str = "") -> None:
    """Tell something that is good to know."""
    show_until_closed(_box(parent, "Information", title, text))


def warn(parent: QWidget | None, title: str, text: str = "") -> None:
    """Tell something that did not work, which the person can act on."""
    show_until_closed(_box(parent, "Warning", title, text))


def confirm(parent: QWidget | None, title: str, text: str, yes: str, *, danger: bool = False) -> bool:
    """Ask before doing something; `yes` names the doing (“Remove the line”). Return whether to do it."""
    box = _box(parent, "Warning" if danger else "Question", title, text)
    doing = box.addButton(yes, box.ButtonRole.DestructiveRole if danger else box.ButtonRole.AcceptRole)
    cancel = box.addButton("Cancel", box.ButtonRole.RejectRole)
    box.setDefaultButton(cancel if danger else doing)
    box.setEscapeButton(cancel)
    show_until_closed(box)
    return box.clickedButton() is doing


def ask(parent: QWidget | None, title: str, text: str, answers: Sequence[str]) -> str | None:
    """Ask with several answers, the first being the usual one; return the one taken, None for Cancel."""
    box = _box(parent, "Question", title, text)
    buttons = {answer: box.addButton(answer, box.ButtonRole.ActionRole) for answer in answers}
    cancel = box.addButton("Cancel", box.ButtonRole.RejectRole)
    box.setDefaultButton(buttons[answers[0]])
    box.setEscapeButton(cancel)
    show_until_closed(box)
    return next((answer for answer, made in buttons.items() if made is box.clickedButton()), None)


def tell_error(parent: QWidget | None, error: BaseException) -> None:
    """Tell an error: what the person can act on as its plain sentence, anything else as our own fault."""
    if isinstance(error, UserError):
        warn(parent, "That could not be done", str(error))
    else:
        report_bug(parent, error)


def bug_details(error: BaseException) -> str:
    """Return what somebody who mends cspdesk needs to know, and nothing of the record."""
    import platform

    lines = "".join(traceback.format_exception(error))
    return f"cspdesk {__version__}, Python {platform.python_version()}, {platform.platform()}\n\n{lines}"


def report_bug(parent: QWidget | None, error: BaseException) -> None:
    """Say that cspdesk has made a mistake, with details that can be copied; the log has them already."""
    box = _box(
        parent,
        "Critical",
        "cspdesk has made a mistake",
        "What you were doing was not done. What was saved before is safe: nothing is kept by halves.",
        "The details help whoever mends cspdesk. They are also in its log.",
    )
    box.setDetailedText(bug_details(error))
    copy = box.addButton("Copy details", box.ButtonRole.ActionRole)
    copy.clicked.disconnect()
    copy.clicked.connect(lambda: _copy(bug_details(error)))
    close = box.addButton("Close", box.ButtonRole.AcceptRole)
    box.setEscapeButton(close)
    show_until_closed(box)


def _copy(text: str) -> None:
    from PySide6.QtGui import QGuiApplication

    QGuiApplication.clipboard().setText(text)
