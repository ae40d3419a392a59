"""The form of an indicator: what it is, its figures, breaks, what is told beside, areas compared, and its actions."""

from collections.abc import Callable
from functools import partial

from PySide6.QtGui import QCloseEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QHBoxLayout, QTabWidget, QVBoxLayout, QWidget

from cspdesk.app.indicator_edits import next_to, remove_indicator
from cspdesk.domain.audience import may_see
from cspdesk.domain.data_periods import PeriodKind
from cspdesk.domain.indicators import Better, Indicator, Measure
from cspdesk.domain.proof import counted
from cspdesk.errors import UserError
from cspdesk.store.ids import new_id
from cspdesk.ui.dialogs import messages
from cspdesk.ui.dialogs.closing import show_until_closed
from cspdesk.ui.dialogs.records import follow_undo
from cspdesk.ui.lazy_pages import LazyPages
from cspdesk.ui.models.indicator_order import shift_indicator
from cspdesk.ui.models.result_detail import areas_seen
from cspdesk.ui.panels.indicator_details import IndicatorDetails
from cspdesk.ui.panels.indicator_lists import Lists
from cspdesk.ui.panels.telling import column_of
from cspdesk.ui.session import Session
from cspdesk.ui.theme import SPACE
from cspdesk.ui.widgets.text import button, label

WIDTH, HEIGHT = 1060, 660  # pixels at 100%
PARTS: tuple[tuple[str, Callable[[Lists], QWidget]], ...] = (
    ("&Figures", Lists.figures),
    ("&Breaks", Lists.breaks),
    ("&Told beside", Lists.annotations),
    ("Compared &with", Lists.sets),
    ("Acti&ons", Lists.actions),
)


def open_indicator_form(
    session: Session, parent: QWidget | None, indicator_id: str | None, priority_id: str | None = None
) -> None:
    """Show the form of an indicator, or of a new one for a priority, until it is closed."""
    if session.read_only:
        session.show_error(UserError("This file is open for reading only, so its indicators cannot be changed."))
        return
    known = None if indicator_id is None else session.store.results.indicators.find(indicator_id)
    if indicator_id is not None and (known is None or not _seen(session, known)):
        session.show_error(UserError("This indicator is not in the record any more, or is withheld from this view."))
        return
    dialog = IndicatorDialog(session, known, priority_id, parent)
    show_until_closed(dialog)


class IndicatorDialog(QDialog):
    """Details are saved with their own button; all else in a small form each, as steps of their own."""

    def __init__(
        self, session: Session, known: Indicator | None, priority_id: str | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._session = session
        self.tabs = QTabWidget()
        self._columns: list[QVBoxLayout] = []
        self._pages = LazyPages()
        self.tabs.currentChanged.connect(self._show_page)
        self.title = label("", "title", wrap=True)
        self.remove = button("Remove this indicator…", "flat", icon="trash-2")
        self.remove.clicked.connect(self._remove)
        close = button("Close")
        close.clicked.connect(self.reject)
        foot = QHBoxLayout()
        foot.addWidget(self.remove)
        self.up = button("Move up", "flat", icon="arrow-up", tip="Before the indicator above it (Alt+Up)")
        self.down = button("Move down", "flat", icon="arrow-down", tip="After the indicator below it (Alt+Down)")
        for made, step, keys in ((self.up, -1, "Alt+Up"), (self.down, 1, "Alt+Down")):
            made.setShortcut(QKeySequence(keys))
            made.clicked.connect(partial(self._shift, step))
            foot.addWidget(made)
        foot.addStretch(1)
        foot.addWidget(close)
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE * 3, SPACE * 2, SPACE * 3, SPACE * 2)
        column.setSpacing(SPACE)
        column.addWidget(self.title)
        column.addWidget(self.tabs, 1)
        column.addLayout(foot)
        begun = known or _begun(session, priority_id)
        column = self._add_tab("&Indicator")
        self.details = IndicatorDetails(session, begun, column.parentWidget(), is_new=known is None)
        column.addWidget(self.details)
        self.details.saved.connect(self._add_rest)
        session.changed.connect(self.reload)
        follow_undo(self, session)
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(keys), self).activated.connect(self._save)
        if known is not None:
            self._add_rest()
        self.reload()
        self._fit()

    def reload(self) -> None:
        """Take in what changed; an indicator that is gone closes its form."""
        if not self.details.is_new and self._session.store.results.indicators.find(self.details.shown.id) is None:
            self.accept()
            return
        self.details.reload()
        self._pages.make_stale()
        self._pages.freshen(self.tabs.currentIndex())
        new = self.details.is_new
        self.setWindowTitle("A new indicator" if new else "Indicator")
        self.title.setText("A new indicator" if new else self.details.shown.name)
        self.remove.setVisible(not new)
        for made, step in ((self.up, -1), (self.down, 1)):
            made.setVisible(not new)
            beside = None if new else next_to(self._session.store, self.details.shown, step, self._session.audience)
            made.setEnabled(beside is not None)

    def reject(self) -> None:
        """Close; what is typed and not saved is asked about."""
        if self._may_leave():
            super().reject()

    def closeEvent(self, event: QCloseEvent) -> None:
        event.ignore()
        self.reject()

    def _may_leave(self) -> bool:
        if not self.details.is_dirty:
            return True
        answer = messages.ask(self, "Save the indicator?", "It has changes that are not saved.", ("Save", "Discard"))
        return answer == "Discard" or (answer == "Save" and self.details.save())

    def _save(self) -> None:
        if self.tabs.currentIndex() == 0:
            self.details.save()

    def _add_tab(self, words: str) -> QVBoxLayout:
        """Add a page without anything yet and return its column: what is moved to its place later is made up anew."""
        holder = QWidget(self.tabs)
        self.tabs.addTab(holder, words)
        self._columns.append(column_of(holder))
        return self._columns[-1]

    def _add_rest(self) -> None:
        """Add what only a kept indicator can have."""
        if self.tabs.count() == 1:
            for words, _ in PARTS:
                self._add_tab(words)
        self.reload()

    def page(self, place: int) -> QWidget:
        """Return a page; all but the first are built when they are first shown."""
        made = self._pages.get(place)
        if made is None:
            made = PARTS[place - 1][1](Lists(self._session, self.details.shown.id, self))
            self._pages.add(place, made)
            self._columns[place].addWidget(made)
        self._pages.freshen(place)
        return made

    def _show_page(self, place: int) -> None:
        if place > 0:
            self.page(place)

    def _shift(self, step: int) -> None:
        shift_indicator(self._session, self.details.shown.id, step)

    def _remove(self) -> None:
        one = self.details.shown
        figures = len(self._session.store.results.vintages_of(one.id))
        text = f"Its {counted(figures, 'figure')}, breaks and annotations go with it. " if figures else ""
        if not messages.confirm(self, f"Remove “{one.name}”?", f"{text}Ctrl+Z brings all back.", "Remove", danger=True):
            return
        self._session.do(f"Removed the indicator “{one.name}”", lambda: remove_indicator(self._session.store, one.id))

    def _fit(self) -> None:
        screen = self.screen().availableSize()
        scale = self.fontMetrics().height() / 18
        self.resize(min(round(WIDTH * scale), screen.width() - 40), min(round(HEIGHT * scale), screen.height() - 60))


def _seen(session: Session, one: Indicator) -> bool:
    """Return whether the form may be shown: it lists the figures of every area."""
    held = session.store.results.areas_held([one.id])[one.id]
    seen = areas_seen(session.store, one, session.audience, session.today)
    return may_see(session.audience, one.marking) and seen is not None and len(seen) == len(held)


def _begun(session: Session, priority_id: str | None) -> Indicator:
    position = session.store.results.indicators.count() + 1
    return Indicator(new_id(), "", Measure.COUNT, Better.LOWER, PeriodKind.QUARTER, priority_id, position=position)
