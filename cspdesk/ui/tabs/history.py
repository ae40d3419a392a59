"""The History: every step, newest first, what it changed, and undoing any of them."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QSplitter, QVBoxLayout, QWidget

from cspdesk.domain.audience import Audience
from cspdesk.domain.proof import counted
from cspdesk.store.journal import BEGINNING, Step
from cspdesk.ui.models.change_words import ChangeWords, Told, person_words, step_words
from cspdesk.ui.models.table import Column, TableModel
from cspdesk.ui.session import HISTORY_KEPT, Place, Session
from cspdesk.ui.theme import SPACE
from cspdesk.ui.widgets.card import Card
from cspdesk.ui.widgets.filter_bar import FilterBar
from cspdesk.ui.widgets.page_header import PageHeader
from cspdesk.ui.widgets.table import TableView
from cspdesk.ui.widgets.text import button, label, line

PAGE = 200  # steps read at a time
SPELLED_OUT = 25  # records of one step that are told field by field

COLUMNS: tuple[Column[Step], ...] = (
    Column("When", lambda s: f"{s.at.astimezone():%d/%m/%Y %H:%M}", sort=lambda s: s.seq, width=132),
    Column("Who", person_words, colour=lambda s: "warning" if s.kind == "outside" else None, width=130),
    Column("What", step_words, width=320, stretch=True, colour=lambda s: "quiet" if s.undone else None),
    Column("Records", lambda s: f"{s.size:,}", sort=lambda s: s.size, align="right", width=80),
)


class HistoryTab(QWidget):
    """Steps at the left, the one chosen in words at the right."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.setProperty("role", "page")
        self.steps = TableModel[Step](COLUMNS, session, key=lambda step: step.seq)
        self._loaded: tuple[Step, ...] = ()
        self._all_loaded = False
        outer = QVBoxLayout(self)
        outer.setContentsMargins(SPACE * 2, SPACE * 2, SPACE * 2, SPACE * 2)
        outer.setSpacing(SPACE)
        outer.addWidget(PageHeader("History", "Every change, by whom and when. Nothing here is ever rewritten."))
        self.filter = FilterBar("Filter by what, who or date")
        self.filter.changed.connect(self._filter)
        outer.addWidget(self.filter)
        split = QSplitter(Qt.Orientation.Horizontal)
        split.setChildrenCollapsible(False)
        split.setHandleWidth(SPACE * 2)
        split.addWidget(self._list())
        split.addWidget(self._details())
        split.setStretchFactor(0, 3)
        split.setStretchFactor(1, 2)
        outer.addWidget(split, 1)
        self.reload()

    def _list(self) -> QWidget:
        box = QWidget()
        column = QVBoxLayout(box)
        column.setContentsMargins(0, 0, 0, 0)
        self.view = TableView(self.steps, self._session, "Steps")
        self.view.say_when_empty("No step matches. Clear the filter to see them all.")
        self.view.selectionModel().currentRowChanged.connect(lambda *_: self._tell())
        self.more = button("Show earlier steps", "link")
        self.more.clicked.connect(self._load_more)
        column.addWidget(self.view, 1)
        column.addWidget(self.more, 0, Qt.AlignmentFlag.AlignLeft)
        return box

    def _details(self) -> Card:
        card = Card()
        self.heading = label("", "lead", wrap=True)
        self.note = label("", "quiet", wrap=True)
        card.body.addWidget(self.heading)
        card.body.addWidget(self.note)
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setProperty("role", "clear")
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        card.body.addWidget(self._scroll, 1)
        row = QHBoxLayout()
        self.undo = button("&Undo this step", icon="undo-2")
        self.redo = button("&Redo this step", icon="redo-2")
        self.undo.clicked.connect(lambda: self._change_back(self._session.undo_step))
        self.redo.clicked.connect(lambda: self._change_back(self._session.redo_step))
        row.addStretch(1)
        row.addWidget(self.redo)
        row.addWidget(self.undo)
        card.body.addLayout(row)
        return card

    def reload(self) -> None:
        """Read the newest steps anew, as many as were shown."""
        limit = max(PAGE, len(self._loaded))
        told = self._session.audience is Audience.RESTRICTED
        steps = self._session.store.journal.steps(limit=limit) if told else ()
        if steps and steps == self._loaded:
            return  # no step was taken, so that all that is told of those before still holds: only the year is another
        self._loaded = steps
        self._all_loaded = len(self._loaded) < limit
        self.view.say_when_empty("No step matches. Clear the filter to see them all." if told else HISTORY_KEPT)
        self._words = ChangeWords(self._session.store)
        self._show()
        if not self.view.currentIndex().isValid() and self.steps.records:
            self.view.selectRow(0)
        self._tell()

    def _show(self) -> None:
        self.steps.show(self._loaded)
        self.more.setVisible(not self._all_loaded)
        self.filter.say_count(len(self.steps.records), self.steps.total, "step")

    def _load_more(self) -> None:
        before = self._loaded[-1].seq if self._loaded else None
        page = self._session.store.journal.steps(limit=PAGE, before=before)
        self._loaded = (*self._loaded, *page)
        self._all_loaded = len(page) < PAGE
        self._show()

    def _filter(self) -> None:
        text = self.filter.text
        while text and not self._all_loaded:
            self._load_more()
        self.steps.set_filter((lambda step: text in _searched(step)) if text else None)
        self._show()

    def focus_record(self, place: Place) -> None:
        """Show the step whose number is the place's record."""
        if place.record_id is not None:
            self.view.select_key(int(place.record_id))
        self.view.setFocus()

    def _change_back(self, change: object) -> None:
        step = self.view.current_record()
        if step is not None and callable(change):
            change(step)

    def _tell(self) -> None:
        step = self.view.current_record()
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(0, 0, SPACE, 0)
        column.setSpacing(SPACE // 2)
        self.heading.setText(step_words(step) if step else "")
        self.note.setText(_when_and_who(step) if step else self._nothing_chosen())
        for told in self._told(step) if step else ():
            _add_told(column, told)
        if step and step.size > SPELLED_OUT:
            column.addWidget(label(f"and {counted(step.size - SPELLED_OUT, 'record')} more", "quiet"))
        column.addStretch(1)
        self._scroll.setWidget(body)
        self._offer(step)

    def _nothing_chosen(self) -> str:
        told = self._session.audience is Audience.RESTRICTED
        return "Choose a step to see what it changed." if told else ""  # the list beside it says why

    def _offer(self, step: Step | None) -> None:
        work = step is not None and step.kind in ("do", "outside") and step.seq != BEGINNING
        can, undone = work and not self._session.read_only, step is not None and step.undone
        self.undo.setVisible(can and not undone)
        self.redo.setVisible(can and undone)

    def _told(self, step: Step) -> tuple[Told, ...]:
        return tuple(self._words.tell(c) for c in self._session.store.journal.changes(step, limit=SPELLED_OUT))


def _add_told(column: QVBoxLayout, told: Told) -> None:
    column.addWidget(line())
    column.addWidget(label(told.heading, "strong", wrap=True))
    if told.fields:
        shown = label("\n".join(_field_words(*field) for field in told.fields), wrap=True)
        shown.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        column.addWidget(shown)


def _field_words(field: str, before: str, after: str) -> str:
    change = after if before == "nothing" else f"{before} → {after}"
    return f"{field[0].upper()}{field[1:]}: {change}"


def _when_and_who(step: Step) -> str:
    at = f"{step.at.astimezone():%d/%m/%Y at %H:%M}"
    if step.kind == "outside":
        return f"{at}. Another program wrote to this file; cspdesk's journal took it down."
    return f"{at}, by {person_words(step)}"


def _searched(step: Step) -> str:
    return f"{step.label} {person_words(step)} {step.at.astimezone():%d/%m/%Y}".casefold()
