"""The fields of one milestone, in the place where it stands."""

from dataclasses import replace
from datetime import date

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from cspdesk.domain.milestones import Milestone
from cspdesk.domain.periods import long_date, short_date
from cspdesk.errors import UserError
from cspdesk.ui.panels.action_fields import Abreast, Captioned
from cspdesk.ui.panels.telling import column_of, problem_label
from cspdesk.ui.theme import SPACE
from cspdesk.ui.widgets.fields import DateEdit
from cspdesk.ui.widgets.text import button, label

KEYS = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Escape)


class RowEditor(QWidget):
    """Fields in a row's place: Enter saves them (`wanted`), Escape leaves them as they were (`left`)."""

    wanted = Signal()
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.column = column_of(self, SPACE // 2)
        self.problem = problem_label()

    def finish(self, save_text: str) -> None:
        """Add what stands below the fields: what is wrong, Save and Cancel."""
        row = QHBoxLayout()
        row.addWidget(self.problem, 1)
        row.addStretch(0)
        cancel, save = button("Cancel"), button(save_text, tip="Save (Enter)")
        cancel.clicked.connect(self.left)
        save.clicked.connect(self.wanted)
        row.addWidget(cancel, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(save, 0, Qt.AlignmentFlag.AlignTop)
        self.column.addLayout(row)

    def event(self, event: QEvent) -> bool:
        """Take Enter and Escape before the panel does: they are about these fields alone."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and event.key() in KEYS:
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        elif event.key() in KEYS:
            self.wanted.emit()
        else:
            super().keyPressEvent(event)


class MilestoneEditor(RowEditor):
    """Title, days and share of one milestone. The day first agreed is given once, when it is added."""

    def __init__(self, milestone: Milestone, *, is_new: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.milestone = milestone
        self.is_new = is_new
        self.name = QLineEdit(milestone.title)
        self.name.setMaxLength(10_000)
        self.baseline = DateEdit(None if is_new else milestone.baseline_on)
        self.current = DateEdit(None if is_new else milestone.current_on)
        self.actual = DateEdit(milestone.actual_on)
        self.share = QLineEdit("" if milestone.percent is None else f"{milestone.percent}%")
        self.share.setPlaceholderText("even share")
        self.column.addWidget(Captioned("Milestone", self.name))
        if is_new:
            self.current.setPlaceholderText("the same day")
            self.column.addWidget(Abreast(("First agreed for", self.baseline), ("Now planned for", self.current)))
        else:
            self.column.addWidget(Abreast(("Now planned for", self.current), ("Reached", self.actual)))
            agreed = label(f"First agreed for {long_date(milestone.baseline_on)}; that day stays.", "quiet", wrap=True)
            self.column.addWidget(agreed)
        self.column.addWidget(Captioned("Share of the action done by then (optional)", self.share))
        self.finish("Add" if is_new else "Save")
        self.setFocusProxy(self.name)
        self._begun = self._values()

    def is_changed(self) -> bool:
        """Return whether anything was typed."""
        return self._values() != self._begun

    def filled(self, today: date) -> Milestone:
        """Return the milestone as the fields have it. Raises UserError naming what cannot be."""
        baseline = self.baseline.day() if self.is_new else self.milestone.baseline_on
        current, actual = self.current.day(), self.actual.day()
        if baseline is None or (current is None and not self.is_new):
            raise UserError("A milestone needs the day it is planned for.")
        if actual is not None and actual > today:
            raise UserError(f"{short_date(actual)} is still to come. Give the day it was reached.")
        return replace(
            self.milestone,
            title=self.name.text().strip(),
            baseline_on=baseline,
            current_on=current or baseline,
            actual_on=actual,
            percent=_typed_share(self.share.text()),
        )

    def _values(self) -> tuple[str, ...]:
        return tuple(f.text() for f in (self.name, self.baseline, self.current, self.actual, self.share))


def _typed_share(text: str) -> int | None:
    """Return the whole per cent typed; None when nothing is."""
    number = text.strip().removesuffix("%").strip()
    if not number:
        return None
    if not number.isdecimal() or int(number) > 100:
        raise UserError(f"“{text.strip()}” is not a share. Write a whole number from 0 to 100, or nothing.")
    return int(number)
