"""A step whose refusal is said beside the field it is about, not in a box; and text that is left for the parts."""

from collections.abc import Callable, Iterator
from itertools import pairwise

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QLabel, QLayout, QScrollArea, QVBoxLayout, QWidget

from cspdesk.errors import UserError
from cspdesk.ui.session import Session
from cspdesk.ui.theme import SPACE
from cspdesk.ui.widgets.text import label


class _Refused(Exception):
    """What a person can act on, on its way through the step that it undoes."""


def told_step(session: Session, label: str, work: Callable[[], object], problem: QLabel) -> bool:
    """Take one step; what stands in its way is said in the label, and nothing is changed. Return whether it was."""

    def guarded() -> None:
        try:
            work()
        except UserError as error:
            raise _Refused(str(error)) from error

    say(problem, "")
    try:
        return session.do(label, guarded)
    except _Refused as refused:
        say(problem, str(refused))
        return False


def problem_label() -> QLabel:
    """Return a label for what is wrong; it takes no room until something is."""
    made = label("", "danger", wrap=True)
    made.hide()
    return made


def say(problem: QLabel, text: str) -> None:
    """Say what is wrong, and bring it into sight; empty takes it away."""
    problem.setText(text)
    problem.setVisible(bool(text))
    if text and problem.isVisible():
        QTimer.singleShot(0, problem, lambda: bring_into_sight(problem))


def bring_into_sight(widget: QWidget) -> None:
    """Scroll what a widget stands in until it is seen, as far as there is room."""
    around = widget.parentWidget()
    while around is not None and not isinstance(around, QScrollArea):
        around = around.parentWidget()
    if around is not None:
        around.ensureWidgetVisible(widget, 0, SPACE)


def only_if(widget: QWidget, wanted: bool) -> None:
    """Hide a widget that is not wanted; one that is stands in no parent yet, and showing it would make it a window."""
    if not wanted:
        widget.hide()


def clear(layout: QLayout, *keep: QWidget) -> None:
    """Take everything out of a layout; what is not kept goes for good."""
    while (item := layout.takeAt(0)) is not None:
        widget = item.widget()
        if widget is not None and widget not in keep:
            widget.hide()
            widget.deleteLater()


def tab_in_order(root: QWidget | None) -> None:
    """Have Tab go through a part as it is seen; what was made later would else come after the whole panel."""
    for before, after in pairwise(_stops(root) if root is not None else ()):
        QWidget.setTabOrder(before, after)


def _stops(root: QWidget) -> Iterator[QWidget]:
    """Give the widgets that Tab stops at, from top to bottom and from left to right."""
    if root.focusPolicy() & Qt.FocusPolicy.TabFocus and root.focusProxy() is None:
        yield root
    layout = root.layout()
    if layout is not None:
        yield from _stops_in(layout)


def _stops_in(layout: QLayout) -> Iterator[QWidget]:
    items = (layout.itemAt(place) for place in range(layout.count()))
    for item in (each for each in items if each is not None):
        widget: QWidget | None = item.widget()
        inner: QLayout | None = item.layout()
        if widget is not None:
            yield from _stops(widget)
        elif inner is not None:
            yield from _stops_in(inner)


def column_of(widget: QWidget, spacing: int = SPACE // 2) -> QVBoxLayout:
    """Give a widget a column without margins."""
    column = QVBoxLayout(widget)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(spacing)
    return column
