"""What is known of an indicator besides its figures: breaks, notes, definition and source, history; each unfolds."""

from collections.abc import Iterable, Sequence

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from cspdesk.domain.periods import long_date
from cspdesk.domain.proof import counted
from cspdesk.ui.models.result_detail import Detail, break_facts, facts
from cspdesk.ui.models.result_history import indicator_history
from cspdesk.ui.panels.folding import FoldingPart
from cspdesk.ui.panels.record_history import HistoryPart
from cspdesk.ui.panels.telling import clear
from cspdesk.ui.session import Session
from cspdesk.ui.theme import SPACE
from cspdesk.ui.widgets.card import Card
from cspdesk.ui.widgets.text import button, label

WEB = ("http://", "https://")


class ResultFacts(Card):
    """Parts under headings that say what is in them; breaks stand open, since they decide what may be said."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._breaks, self._notes, self._facts, self._source = (QVBoxLayout() for _ in range(4))
        self.breaks = FoldingPart("Breaks", _holder(self._breaks))
        self.notes = FoldingPart("Notes", _holder(self._notes))
        self.definition = FoldingPart("Definition", _holder(self._facts))
        self.source = FoldingPart("Source", _holder(self._source))
        self.moments = HistoryPart(session, "", read=indicator_history)
        inside = QVBoxLayout()
        inside.addWidget(self.moments)
        self.history = FoldingPart("History", _holder(inside))
        self.history.say("What was said of it, and which figures came in")
        self.history.folded.connect(lambda is_open: self.moments.show_moments() if is_open else None)
        self._detail: Detail | None = None
        self.body.setSpacing(0)
        for part in (self.breaks, self.notes, self.definition, self.source, self.history):
            self.body.addWidget(part)

    def show_detail(self, detail: Detail) -> None:
        """Show what is known of an indicator."""
        another = self._detail is None or self._detail.indicator.id != detail.indicator.id
        self._detail = detail
        self._show_breaks(detail, another)
        clear(self._facts)
        self._facts.addWidget(_pairs(facts(detail)))
        self.definition.say(detail.indicator.definition)
        self._show_source(detail)
        self.moments.show_record(detail.indicator.id)
        if another:
            self.history.unfold(False)
        elif not self.history.is_folded:
            self.moments.show_moments()

    def show_notes(self, notes: Sequence[str]) -> None:
        """Show what is printed under the chart, and what a person noted."""
        clear(self._notes)
        own = self._detail.indicator.note if self._detail else ""
        for note in (*([own] if own else []), *notes):
            self._notes.addWidget(_said(note))
        self.notes.say(own or (notes[0] if notes else ""))

    def _show_breaks(self, detail: Detail, another: bool) -> None:
        clear(self._breaks)
        breaks = detail.series.breaks
        for broken in breaks:
            self._breaks.addWidget(label(long_date(broken.on_day), "strong"))
            self._breaks.addWidget(_pairs(break_facts(broken)))
        if not breaks:
            self._breaks.addWidget(_said("Nothing is known that would break this series."))
        self.breaks.say(counted(len(breaks), "break") if breaks else "none known")
        if another:
            self.breaks.unfold(bool(breaks))

    def _show_source(self, detail: Detail) -> None:
        clear(self._source)
        one = detail.indicator
        told = (("Source", one.source or "not said"), ("Licence", one.licence))
        self._source.addWidget(_pairs((name, words) for name, words in told if words))
        if one.source_link.startswith(WEB):
            link = button(one.source_link, "link", icon="link", tip="Open in the browser")
            link.clicked.connect(lambda: QDesktopServices.openUrl(QUrl(one.source_link)))
            self._source.addWidget(link, 0, Qt.AlignmentFlag.AlignLeft)
        elif one.source_link:
            self._source.addWidget(_said(one.source_link))
        self.source.say(", ".join(filter(None, (one.source or "not said", one.licence))))


def _holder(layout: QVBoxLayout) -> QWidget:
    holder = QWidget()
    layout.setContentsMargins(SPACE * 3, 0, 0, 0)
    layout.setSpacing(SPACE // 2)
    holder.setLayout(layout)
    return holder


def _said(text: str) -> QWidget:
    made = label(text, wrap=True)
    made.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return made


def _pairs(told: Iterable[tuple[str, str]]) -> QWidget:
    """Return headings with their words beside them."""
    holder = QWidget()
    grid = QGridLayout(holder)
    grid.setContentsMargins(0, 0, 0, SPACE)
    grid.setHorizontalSpacing(SPACE * 2)
    grid.setVerticalSpacing(SPACE // 2)
    grid.setColumnStretch(1, 1)
    for row, (name, words) in enumerate(told):
        grid.addWidget(label(name, "quiet"), row, 0, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(_said(words[:1].upper() + words[1:]), row, 1)
    return holder
