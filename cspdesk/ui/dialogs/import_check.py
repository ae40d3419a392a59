"""Third step of an import: what will become of every row, and the choices that are left."""

from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QFileDialog,
    QGridLayout,
    QHBoxLayout,
    QRadioButton,
    QStackedWidget,
    QTabBar,
    QVBoxLayout,
    QWidget,
)

from cspdesk.app.importing import Compared, write_rejects_of
from cspdesk.domain.money import pounds
from cspdesk.errors import UserError
from cspdesk.ui.dialogs import messages
from cspdesk.ui.models.money_import import (
    change_columns,
    line_columns,
    outside_count,
    problem_columns,
    shares,
    total_words,
)
from cspdesk.ui.models.table import Column, TableModel
from cspdesk.ui.session import Session
from cspdesk.ui.theme import SPACE
from cspdesk.ui.widgets.table import TableView
from cspdesk.ui.widgets.text import button, label

LISTED = 2_000  # rows of one list in sight; the counts and sums are of all


class CheckPage(QWidget):
    """`changed`: the ledger must be read again; `edited`: only what is taken was chosen anew."""

    changed = Signal()
    edited = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._compared: Compared | None = None
        self._build()

    @property
    def takes_part(self) -> bool:
        """Whether the good rows are to be taken although others are rejected."""
        return self.part.isChecked()

    def show_plan(self, compared: Compared) -> None:
        """Show what importing would do."""
        self._compared = compared
        plan = compared.plan
        self._fill_figures(compared)
        self.total.setText(total_words(plan))
        lists: tuple[tuple[Any, ...], ...] = (
            plan.rejected,
            plan.skipped,
            plan.changed,
            plan.added,
            tuple(line for line, _ in plan.duplicates),
        )
        for place, (model, rows) in enumerate(zip(self._models, lists, strict=True)):
            model.show(rows[:LISTED])
            self.tabs.setTabText(place, f"{self._titles[place]} ({len(rows):,})")
        self.tabs.setCurrentIndex(next((i for i, rows in enumerate(lists) if rows and i != 1), 1))
        self.save_rejects.setVisible(bool(plan.rejected))
        self.all_or_none.setVisible(bool(plan.rejected))
        self.part.setVisible(bool(plan.rejected))
        self.part.setText(f"Take the good rows and leave out the {len(plan.rejected):,} rejected")
        outside = outside_count(plan)
        self.outside.setVisible(bool(outside) or self.outside.isChecked())
        self.outside.setText(
            "Take rows dated outside the agreement’s period too, and mark them" + (f" ({outside:,})" if outside else "")
        )
        self.notes.setText(" ".join(compared.reading.notes))

    def problem(self) -> str:
        """Say why the import cannot be made yet, or nothing."""
        if self._compared is None:
            return "The ledger is not read yet."
        plan = self._compared.plan
        if plan.rejected and not self.takes_part:
            rows = "1 row is" if len(plan.rejected) == 1 else f"{len(plan.rejected):,} rows are"
            return f"{rows} rejected: correct the file, or take the good rows."
        if not plan.added and not plan.changed:
            return "There is nothing new in this file."
        return ""

    def _build(self) -> None:
        self._figures = QGridLayout()
        self._figures.setHorizontalSpacing(SPACE * 3)
        self._figures.setVerticalSpacing(SPACE // 2)
        self.total = label("", "strong", wrap=True)
        self.notes = label("", "caption", wrap=True)
        self.outside = QCheckBox()
        self.outside.toggled.connect(self.changed)
        self.all_or_none = QRadioButton("Take all rows or none")
        self.part = QRadioButton("Take the good rows")
        self.all_or_none.setChecked(True)
        self.part.toggled.connect(self.edited)
        self.save_rejects = button("Save rejected rows as &CSV…", icon="download")
        self.save_rejects.clicked.connect(self._save_rejects)
        figures = QHBoxLayout()
        figures.addLayout(self._figures)
        figures.addStretch(1)
        choices = QVBoxLayout()
        for widget in (self.all_or_none, self.part, self.outside):
            choices.addWidget(widget)
        choices.addWidget(self.save_rejects, 0, Qt.AlignmentFlag.AlignLeft)
        choices.addStretch(1)
        figures.addLayout(choices)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE)
        column.addLayout(figures)
        column.addWidget(self.total)
        column.addWidget(self.notes)
        self._build_lists(column)

    def _build_lists(self, column: QVBoxLayout) -> None:
        self.tabs = QTabBar()
        self.tabs.setDrawBase(False)
        self.tabs.setExpanding(False)
        self._stack = QStackedWidget()
        kinds: tuple[tuple[str, tuple[Column[Any], ...]], ...] = (
            ("Rejected", problem_columns()),
            ("Skipped", problem_columns()),
            ("Changed", change_columns()),
            ("To be added", line_columns()),
            ("Already there", line_columns()),
        )
        self._titles = [title for title, _ in kinds]
        self._models: list[TableModel[Any]] = []
        for title, columns in kinds:
            model: TableModel[Any] = TableModel(columns, key=id)
            view = TableView(model, self._session, f"Rows of a ledger: {title.lower()}")
            view.say_when_empty("No rows.")
            self.tabs.addTab(title)
            self._stack.addWidget(view)
            self._models.append(model)
        self.tabs.currentChanged.connect(self._stack.setCurrentIndex)
        column.addWidget(self.tabs)
        column.addWidget(self._stack, 1)

    def _fill_figures(self, compared: Compared) -> None:
        while (item := self._figures.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.deleteLater()
        for row, share in enumerate(shares(compared.plan)):
            alarming = share.words == "Rejected" and share.count > 0
            cells = (f"{share.count:,}", "–" if share.pence is None else pounds(share.pence))
            self._figures.addWidget(label(share.words, "danger" if alarming else "body"), row, 0)
            for place, text in enumerate(cells, start=1):
                figure = label(text, "strong" if share.count else "quiet")
                self._figures.addWidget(figure, row, place, Qt.AlignmentFlag.AlignRight)
            self._figures.addWidget(label(share.means, "quiet"), row, 3)

    def _save_rejects(self) -> None:
        assert self._compared is not None
        source = self._compared.source
        wanted = str(source.with_name(f"{source.stem} rejected.csv"))
        name, _ = QFileDialog.getSaveFileName(self, "Save rejected rows", wanted, "CSV (*.csv)")
        if not name:
            return
        try:
            write_rejects_of(self._compared, Path(name))
        except UserError as error:
            messages.tell_error(self, error)
