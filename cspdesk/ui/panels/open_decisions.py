"""Decisions of earlier reviews that are still open, each with a tick for done."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QWidget

from cspdesk.domain.periods import short_date
from cspdesk.ui.models.review_rows import DecisionRow, state_words
from cspdesk.ui.panels.telling import column_of
from cspdesk.ui.theme import SPACE
from cspdesk.ui.widgets.text import label


class OpenDecisions(QWidget):
    """A tick beside each decision; `edited` when one is put or taken off."""

    edited = Signal()

    def __init__(self, rows: Sequence[DecisionRow]) -> None:
        super().__init__()
        self._ticks: dict[str, QCheckBox] = {}
        column = column_of(self, SPACE)
        for row in rows:
            column.addWidget(self._row(row))
        if self._ticks:
            self.setFocusProxy(next(iter(self._ticks.values())))

    def done(self) -> frozenset[str]:
        """Return the ids of the decisions ticked."""
        return frozenset(id_ for id_, tick in self._ticks.items() if tick.isChecked())

    def tick(self, decision_id: str) -> None:
        """Tick one."""
        self._ticks[decision_id].setChecked(True)

    def _row(self, row: DecisionRow) -> QWidget:
        made = QWidget()
        layout = QHBoxLayout(made)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(SPACE)
        tick = QCheckBox()
        due = f"due {short_date(row.decision.due_on)}" if row.decision.due_on else "no due date"
        told = ", ".join((row.owner or "Nobody yet", due, state_words(row).lower()))
        tick.setAccessibleName(f"Done: {row.decision.text}")
        tick.toggled.connect(self.edited)
        self._ticks[row.id] = tick
        words = QWidget()
        column = column_of(words, 0)
        said = label(row.decision.text, wrap=True)
        said.setBuddy(tick)
        column.addWidget(said)
        column.addWidget(label(told, "danger" if row.days_late is not None else "caption", wrap=True))
        layout.addWidget(tick, 0, Qt.AlignmentFlag.AlignTop)
        layout.addWidget(words, 1)
        return made
