"""Second step of taking in a plan: what would change, conflicts side by side with a choice each, what is wrong."""

from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QFormLayout, QHBoxLayout, QStackedWidget, QTabBar, QVBoxLayout, QWidget

from cspdesk.app.plan_imports import PlanComparison
from cspdesk.app.plan_outcome import rejected_rows
from cspdesk.domain.plan_writes import PlanWrites
from cspdesk.ui.models import plan_import as words
from cspdesk.ui.models.table import Column, TableModel
from cspdesk.ui.panels.scrolling import scrolling
from cspdesk.ui.session import Session
from cspdesk.ui.theme import SPACE
from cspdesk.ui.widgets.fields import ChoiceBox
from cspdesk.ui.widgets.table import TableView
from cspdesk.ui.widgets.text import button, label

LISTED = 2_000  # rows of one list in sight; the counts are of all
_LONGEST = 400  # characters of a text that stands beside another
_CONFLICTS, _COLUMNS = 1, 5
FIELD_WORDS = {
    "reference": "Reference",
    "title": "Action",
    "description": "Description",
    "objective": "Objective",
    "lead": "Lead",
    "partners": "Partners",
    "start": "Start date",
    "due": "Due date",
    "finished": "Finished",
    "status": "Status",
    "rating": "Rating (RAG)",
    "percent": "Percent complete",
    "milestones": "Milestones",
    "update": "Progress, update",
}


class PlanCheckPage(QWidget):
    """`edited`: a choice was made; `mapped`: columns were told anew, so the plan must be read again."""

    edited = Signal()
    mapped = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._comparison: PlanComparison | None = None
        self._theirs: set[words.Cell] = set()
        self.writes = PlanWrites()
        self._build()

    def show_plan(self, comparison: PlanComparison) -> None:
        """Show what importing would do; every conflict keeps ours until something else is chosen."""
        self._comparison, self._theirs = comparison, set()
        said = words.PlanWords(comparison)
        self._put(0, said.changes())
        self._put(2, said.added())
        self._put(3, said.missing())
        self.notes.setText(" ".join(comparison.notes))
        self.notes.setVisible(bool(comparison.notes))
        self.remove.setVisible(bool(comparison.merged.missing))
        self.remove.setChecked(False)
        self._show_mapping(comparison)
        self._judge()
        filled = (n for n in (_CONFLICTS, 4, 0, 2, 3) if self._models[n].total)
        self.tabs.setCurrentIndex(next(filled, 0))

    @property
    def problem(self) -> str:
        """What stands in the way, or nothing."""
        if self._comparison is None:
            return "The plan is not read yet."
        rejected = len(rejected_rows(self.writes))
        if rejected and not self.part.isChecked():
            rows = "1 row is" if rejected == 1 else f"{rejected:,} rows are"
            return f"{rows} rejected: correct the workbook, or take the good rows."
        if self.writes.empty and not self.remove.isChecked():
            return "There is nothing to take."
        return ""

    def told(self) -> dict[str, str]:
        """Return the columns as chosen, by field."""
        return {name: box.value() for name, box in self._boxes.items() if box.value()}

    def take(self, theirs: bool) -> None:
        """Decide the selected conflicts, or all when none is selected."""
        view = self._views[_CONFLICTS]
        chosen = {d.key for d in view.selected_records() or self._models[_CONFLICTS].records}
        self._theirs = self._theirs | chosen if theirs else self._theirs - chosen
        self._judge()

    def _judge(self) -> None:
        """Work out what is written with the choices as they stand."""
        comparison = self._comparison
        assert comparison is not None
        theirs = [c for c in comparison.merged.conflicts if words.cell_of(c) in self._theirs]
        self.writes = comparison.writes(theirs)
        self._put(_CONFLICTS, words.PlanWords(comparison).conflicts(self._theirs))
        self._views[_CONFLICTS].select_key(self._picked_key())
        self._show_picked()
        self._put(4, words.in_order(self.writes.problems))
        self.summary.setText(words.summary_words(comparison, self.writes))
        rejected = len(rejected_rows(self.writes))
        self.part.setVisible(bool(rejected))
        self.part.setText(f"Take the good rows and leave out what is rejected ({rejected:,})")
        self.edited.emit()

    def _picked_key(self) -> object:
        """Return the conflict to show: the one selected, else the first."""
        picked = self._views[_CONFLICTS].selected_records() or self._models[_CONFLICTS].records
        return picked[0].key if picked else None

    def _put(self, place: int, rows: list[Any]) -> None:
        self._models[place].show(rows[:LISTED])
        self.tabs.setTabText(place, f"{self._titles[place]} ({len(rows):,})")

    def _build(self) -> None:
        self.summary = label("", "strong", wrap=True)
        self.notes = label("", "caption", wrap=True)
        self.part = QCheckBox("Take the good rows")
        self.part.toggled.connect(self.edited)
        self.remove = QCheckBox("Remove here too what is no longer in the workbook")
        self.remove.toggled.connect(self.edited)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE)
        for widget in (self.summary, self.notes, self.part, self.remove):
            column.addWidget(widget)
        self._build_lists(column)

    def _build_lists(self, column: QVBoxLayout) -> None:
        self.tabs = QTabBar()
        self.tabs.setDrawBase(False)
        self.tabs.setExpanding(False)
        self.tabs.setAccessibleName("What would change")
        self._stack = QStackedWidget()
        kinds: tuple[tuple[str, tuple[Column[Any], ...]], ...] = (
            ("&Changed there", words.change_columns()),
            ("Changed on &both sides", words.conflict_columns()),
            ("Ne&w", words.new_columns()),
            ("No &longer there", words.gone_columns()),
            ("&Problems", words.problem_columns()),
        )
        self._titles = [title for title, _ in kinds]
        self._models: list[TableModel[Any]] = []
        self._views: list[TableView] = []
        for title, columns in kinds:
            model: TableModel[Any] = TableModel(columns, key=lambda r: getattr(r, "key", id(r)))
            view = TableView(model, self._session, f"Plan: {title.replace('&', '').lower()}")
            view.say_when_empty("None.")
            self._models.append(model)
            self._views.append(view)
            self.tabs.addTab(title)
            self._stack.addWidget(self._with_choice(view) if len(self._views) - 1 == _CONFLICTS else view)
        self._views[_CONFLICTS].picked.connect(self._show_picked)
        self._views[_CONFLICTS].opened.connect(lambda d: self.take(d.taken == "Ours"))
        self.tabs.addTab("C&olumns")
        self._stack.addWidget(scrolling(self._build_columns()))
        self.tabs.currentChanged.connect(self._stack.setCurrentIndex)
        column.addWidget(self.tabs)
        column.addWidget(self._stack, 1)

    def _with_choice(self, view: TableView) -> QWidget:
        page = QWidget()
        self.take_ours = button("&Keep ours")
        self.take_ours.clicked.connect(lambda: self.take(False))
        self.take_theirs = button("Take &theirs")
        self.take_theirs.clicked.connect(lambda: self.take(True))
        row = QHBoxLayout()
        row.addWidget(label("Ours stays unless you say so. Enter changes one; Ctrl+A selects all.", "quiet"))
        row.addStretch(1)
        for widget in (self.take_ours, self.take_theirs):
            row.addWidget(widget)
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(view, 1)
        column.addLayout(self._build_side_by_side())
        column.addLayout(row)
        return page

    def _build_side_by_side(self) -> QHBoxLayout:
        """Return the place where the three texts of the selected cell stand whole."""
        row = QHBoxLayout()
        row.setSpacing(SPACE * 2)
        self.sides = [label("", "body", wrap=True) for _ in range(3)]
        for heading, text in zip(("As exported", "Ours", "Theirs"), self.sides, strict=True):
            text.setAccessibleName(heading)
            part = QVBoxLayout()
            part.addWidget(label(heading, "caption"))
            part.addWidget(text)
            part.addStretch(1)
            row.addLayout(part, 1)
        return row

    def _show_picked(self) -> None:
        picked = self._views[_CONFLICTS].selected_records()
        texts = (picked[0].exported, picked[0].ours, picked[0].theirs) if len(picked) == 1 else ("", "", "")
        for side, text in zip(self.sides, texts, strict=True):
            side.setText(text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…")

    def _build_columns(self) -> QWidget:
        page = QWidget()
        form = QFormLayout(page)
        form.setHorizontalSpacing(SPACE * 2)
        self._boxes: dict[str, ChoiceBox[str]] = {}
        for name, said in FIELD_WORDS.items():
            box: ChoiceBox[str] = ChoiceBox([("not in this file", "")])
            box.currentIndexChanged.connect(self.mapped)
            self._boxes[name] = box
            form.addRow(said, box)
        return page

    def _show_mapping(self, comparison: PlanComparison) -> None:
        self.tabs.setTabVisible(_COLUMNS, bool(comparison.layout))
        for name, box in self._boxes.items():
            box.blockSignals(True)
            box.set_options([("not in this file", ""), *((h, h) for h in comparison.headers)])
            box.set_value(comparison.mapping.get(name, ""))
            box.blockSignals(False)
