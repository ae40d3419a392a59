"""Taking in a plan in three steps: choose it, see what it would change, done. Nothing is written before the last."""

from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QFormLayout, QHBoxLayout, QVBoxLayout, QWidget

from cspdesk.app.plan_imports import PlanComparison, PlanOptions, known_plan, read_plan, take_plan
from cspdesk.domain.partnership import Priority
from cspdesk.domain.periods import FinancialYear
from cspdesk.errors import UserError
from cspdesk.ui.dialogs.closing import show_until_closed
from cspdesk.ui.dialogs.import_source import DropArea
from cspdesk.ui.dialogs.plan_import_check import PlanCheckPage
from cspdesk.ui.dialogs.steps_dialog import StepsDialog
from cspdesk.ui.models.plan_import import done_words
from cspdesk.ui.panels.scrolling import scrolling
from cspdesk.ui.session import Session
from cspdesk.ui.theme import SPACE
from cspdesk.ui.widgets.card import Card
from cspdesk.ui.widgets.fields import ChoiceBox
from cspdesk.ui.widgets.text import ElidedLabel, button, label

PLANS = "Plans (*.xlsx *.xlsm *.xls *.ods *.csv);;All files (*)"


def open_plan_import(session: Session, parent: QWidget | None, priority_id: str | None = None) -> None:
    """Let the person take in a plan, into a priority if one is given."""
    if session.read_only:
        session.show_error(UserError("This file is open for reading only, so nothing can be imported."))
        return
    if not session.store.partnership.all_priorities():
        session.show_error(UserError("There is no priority to take a plan into. Add one under Edit, Priorities first."))
        return
    show_until_closed(PlanImportDialog(session, priority_id, parent))


class PlanImportDialog(StepsDialog):
    """Reads beside the window, writes as one step or not at all."""

    names = ("File", "What will happen", "Done")

    def __init__(self, session: Session, priority_id: str | None = None, parent: QWidget | None = None) -> None:
        super().__init__(session, "Import a plan", parent)
        self.path: Path | None = None
        self._comparison: PlanComparison | None = None
        self._told: dict[str, str] = {}
        self.check = PlanCheckPage(session)
        self._build()
        chosen = next((p for p in session.store.partnership.all_priorities() if p.id == priority_id), None)
        if chosen is not None:
            self.priority.set_value(chosen)
        self._show_step(0)

    def take(self, path: Path) -> None:
        """Choose a file."""
        self.path, self._told = path, {}
        self.name.setText(str(path))
        self.drop.say(path.name)
        self._update()

    def next(self) -> None:
        """Go on to the next step."""
        step = self.pages.currentIndex()
        if step == 0:
            self._read()
        elif step == 1:
            self._write()
        else:
            self.accept()

    def back(self) -> None:
        """Go back one step."""
        self._show_step(0)

    def _read(self) -> None:
        path = self.path
        assert path is not None
        known = known_plan(self._session.store, self.priority.value().name, self._session.today)
        options = PlanOptions(self.year.value().label, self._told, year_must_agree=False)
        self._run(lambda report: read_plan(path, known, options, report), self._show_comparison)

    def _show_comparison(self, comparison: PlanComparison) -> None:
        self._comparison = comparison
        self.check.show_plan(comparison)
        self._show_step(1)

    def _map_again(self) -> None:
        self._told = self.check.told()
        if "title" in self._told and not self.is_busy:
            self._read()

    def _write(self) -> None:
        comparison, writes = self._comparison, self.check.writes
        assert comparison is not None
        removed: list[int] = []
        remove = self.check.remove.isChecked()
        done = self._session.do(
            f"Imported the plan of {comparison.known.priority.name} from {comparison.source.name}",
            lambda: removed.append(len(take_plan(self._session.store, comparison, writes, remove_missing=remove))),
        )
        if done:
            self.done_title.setText(done_words(writes, removed[0]))
            self._show_step(2)
            self.next_button.setFocus()

    def _undo(self) -> None:
        self._session.undo()
        self.accept()

    def _build(self) -> None:
        self.lay_out([scrolling(page) for page in (self._build_source(), self.check, self._build_done())])
        self.check.edited.connect(self._update)
        self.check.mapped.connect(self._map_again)
        self._fit(1080, 660)

    def _build_source(self) -> QWidget:
        page = QWidget()
        self.drop = DropArea(
            self.take, "Drop a plan here", "The workbook you sent round, or any table of actions. Nothing is saved yet."
        )
        browse = button("&Choose a file…", "primary", icon="folder-open")
        browse.clicked.connect(self._browse)
        self.drop.add(browse)
        self.name = ElidedLabel("", "quiet")
        priorities = self._session.store.partnership.all_priorities()
        self.priority: ChoiceBox[Priority] = ChoiceBox([(p.name, p) for p in priorities])
        years = [FinancialYear(self._session.year.first + n) for n in (-2, -1, 0, 1, 2)]
        self.year: ChoiceBox[FinancialYear] = ChoiceBox([(y.label, y) for y in years])
        self.year.set_value(self._session.year)
        form = QFormLayout()
        form.setHorizontalSpacing(SPACE * 2)
        form.setVerticalSpacing(SPACE)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        form.addRow("Into &priority", self.priority)
        form.addRow("Plan of the &year", self.year)
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE * 2)
        for widget in (self.drop, self.name):
            column.addWidget(widget)
        column.addLayout(form)
        column.addStretch(1)
        return page

    def _build_done(self) -> QWidget:
        page = QWidget()
        self.done_title = label("", "title", wrap=True)
        undo = button("&Undo this import", icon="undo-2")
        undo.clicked.connect(self._undo)
        row = QHBoxLayout()
        row.addWidget(undo)
        row.addStretch(1)
        card = Card()
        card.body.setSpacing(SPACE * 2)
        card.body.setContentsMargins(SPACE * 3, SPACE * 2, SPACE * 3, SPACE * 2)
        card.body.addWidget(self.done_title)
        card.body.addLayout(row)
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(card)
        column.addStretch(1)
        return page

    def _browse(self) -> None:
        folder = self._session.settings.text("import_folder")
        name, _ = QFileDialog.getOpenFileName(self, "Choose a plan", folder, PLANS)
        if name:
            self._session.settings.keep("import_folder", str(Path(name).parent))
            self.take(Path(name))

    def _problem(self, step: int) -> str:
        return ("" if self.path else "Choose the file that holds the plan.", self.check.problem, "")[step]
