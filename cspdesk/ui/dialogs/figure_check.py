"""Second step of taking in published figures: what would be taken, what is wrong where, and what is left out."""

from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QFileDialog, QHBoxLayout, QStackedWidget, QTabBar, QVBoxLayout, QWidget

from cspdesk.app.indicators import ComparedFigures, write_problems_of
from cspdesk.errors import UserError
from cspdesk.ui.dialogs import messages
from cspdesk.ui.models import figure_import as words
from cspdesk.ui.models.table import Column, TableModel
from cspdesk.ui.session import Session
from cspdesk.ui.theme import SPACE
from cspdesk.ui.widgets.table import TableView
from cspdesk.ui.widgets.text import button, label

LISTED = 2_000  # rows of one list in sight; the counts are of all
_PROBLEMS, _SHEET = 2, 1  # which of the lists, and which of its columns


class FigureCheckPage(QWidget):
    """`edited`: what is taken was chosen anew."""

    edited = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._found: ComparedFigures | None = None
        self._build()

    @property
    def problem(self) -> str:
        """Why the figures cannot be taken yet, or nothing."""
        found = self._found
        if found is None:
            return "The files are not read yet."
        if found.rejected and not self.part.isChecked():
            rows = "1 row is" if found.rejected == 1 else f"{found.rejected:,} rows are"
            return f"{rows} rejected: correct the file, or take the good rows."
        if not found.plan.added and not found.plan.revised:
            none = not found.reading.figures
            return (
                "There is no figure in these files for the areas chosen." if none else "There is nothing new in them."
            )
        return ""

    def show_found(self, found: ComparedFigures) -> None:
        """Show what taking the figures would do."""
        self._found = found
        self.summary.setText(words.summary_words(found))
        notes = list(dict.fromkeys(found.reading.notes))
        self.notes.setText(" ".join(f"{note.rstrip('.')}." for note in notes))
        self.notes.setVisible(bool(notes))
        lists: tuple[list[Any], ...] = (
            words.series_rows(found),
            words.figure_rows(found, LISTED),
            found.problems,
            words.left_out_rows(found),
        )
        plan = found.plan
        figures = len(plan.added) + len(plan.revised) + len(plan.unchanged)
        counts = (len(lists[0]), figures, len(lists[2]), sum(n for _, n in lists[3]))
        for place, (rows, count) in enumerate(zip(lists, counts, strict=True)):
            self._models[place].show(rows[:LISTED])
            self.tabs.setTabText(place, f"{self._titles[place]} ({count:,})")
        self.tabs.setCurrentIndex(_PROBLEMS if lists[_PROBLEMS] else 0)
        self._views[_PROBLEMS].setColumnHidden(_SHEET, not any(each.place.sheet for each in found.problems))
        for widget in (self.part, self.save):
            widget.setVisible(bool(found.problems))
        self.part.setVisible(bool(found.rejected))
        self.part.setText(f"Take the good rows and leave out what is rejected ({found.rejected:,})")

    def begin(self) -> None:
        """Forget what was chosen for the files before."""
        self.part.setChecked(False)

    def _build(self) -> None:
        self.summary = label("", "strong", wrap=True)
        self.notes = label("", "caption", wrap=True)
        self.part = QCheckBox("Take the good rows")
        self.part.toggled.connect(self.edited)
        self.save = button("Save what is wrong as &CSV…", icon="download")
        self.save.clicked.connect(self._save)
        choice = QHBoxLayout()
        choice.addWidget(self.part)
        choice.addStretch(1)
        choice.addWidget(self.save, 0, Qt.AlignmentFlag.AlignRight)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE)
        column.addWidget(self.summary)
        column.addWidget(self.notes)
        column.addLayout(choice)
        self._build_lists(column)

    def _build_lists(self, column: QVBoxLayout) -> None:
        self.tabs = QTabBar()
        self.tabs.setDrawBase(False)
        self.tabs.setExpanding(False)
        self.tabs.setAccessibleName("What the files hold")
        self._stack = QStackedWidget()
        kinds: tuple[tuple[str, tuple[Column[Any], ...]], ...] = (
            ("I&ndicators", words.series_columns()),
            ("&Figures", words.figure_columns()),
            ("&Problems", words.problem_columns()),
            ("&Left out", words.left_out_columns()),
        )
        self._titles = [title for title, _ in kinds]
        self._models: list[TableModel[Any]] = []
        self._views: list[TableView] = []
        for title, columns in kinds:
            model: TableModel[Any] = TableModel(columns, key=id)
            view = TableView(model, self._session, f"Figures taken in: {title.replace('&', '').lower()}")
            view.say_when_empty("None.")
            self.tabs.addTab(title)
            self._stack.addWidget(view)
            self._views.append(view)
            self._models.append(model)
        self.tabs.currentChanged.connect(self._stack.setCurrentIndex)
        column.addWidget(self.tabs)
        column.addWidget(self._stack, 1)

    def _save(self) -> None:
        assert self._found is not None
        source = self._found.request.sources[0]
        wanted = str(source.with_name(f"{source.stem} problems.csv"))
        name, _ = QFileDialog.getSaveFileName(self, "Save what is wrong", wanted, "CSV (*.csv)")
        if not name:
            return
        try:
            write_problems_of(self._found, Path(name))
        except UserError as error:
            messages.tell_error(self, error)
