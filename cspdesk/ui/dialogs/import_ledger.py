"""Import of a ledger in four steps: choose, check the columns, see what will happen, done."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QEventLoop
from PySide6.QtWidgets import QApplication, QHBoxLayout, QVBoxLayout, QWidget

from cspdesk.app.importing import Compared, KnownRecord, LedgerOptions, Taken, known, read_and_compare, take
from cspdesk.errors import Cancelled, UserError
from cspdesk.exchange.amounts import DecimalSign
from cspdesk.exchange.ledgers import LedgerPreview, preview
from cspdesk.ui.dialogs.closing import show_until_closed
from cspdesk.ui.dialogs.import_check import CheckPage
from cspdesk.ui.dialogs.import_columns import ColumnsPage
from cspdesk.ui.dialogs.import_source import SourcePage
from cspdesk.ui.dialogs.steps_dialog import StepsDialog
from cspdesk.ui.jobs import Report
from cspdesk.ui.models.money_import import done_words, full_mapping
from cspdesk.ui.models.money_rows import payments
from cspdesk.ui.panels.scrolling import scrolling
from cspdesk.ui.session import Place, Session
from cspdesk.ui.theme import SPACE
from cspdesk.ui.widgets.card import Card
from cspdesk.ui.widgets.text import button, label


def open_import(session: Session, parent: QWidget | None, path: Path | None = None) -> None:
    """Let the person import a ledger, beginning with a file if one is given."""
    if session.read_only:
        session.show_error(UserError("This file is open for reading only, so nothing can be imported."))
        return
    show_until_closed(ImportDialog(session, path, parent))


class ImportDialog(StepsDialog):
    """Nothing is written before the last button; then all of it, as one step, or nothing."""

    names = ("File", "Columns", "What will happen", "Done")

    def __init__(self, session: Session, path: Path | None = None, parent: QWidget | None = None) -> None:
        super().__init__(session, "Import a ledger", parent)
        self._writing = False
        self._stop = False
        self._preview: LedgerPreview | None = None
        self._compared: Compared | None = None
        self.source = SourcePage(session, path)
        self.columns = ColumnsPage()
        self.check = CheckPage(session)
        self.done_page = _DonePage()
        self._build()
        self._show_step(0)

    def next(self) -> None:
        """Go on to the next step."""
        step = self.pages.currentIndex()
        if step == 0:
            self.columns.begin()
            self._preview_file(first=True)
        elif step == 1:
            self._compare()
        elif step == 2:
            self._take()
        else:
            self.accept()

    def back(self) -> None:
        """Go back one step."""
        self._show_step(max(0, self.pages.currentIndex() - 1))

    @property
    def is_busy(self) -> bool:
        """Whether a ledger is read, or rows are written."""
        return self._writing or super().is_busy

    def _stop_work(self) -> None:
        self._stop = True
        super()._stop_work()

    def _build(self) -> None:
        self.lay_out([scrolling(page) for page in (self.source, self.columns, self.check, self.done_page)])
        self.source.changed.connect(self._update)
        self.columns.changed.connect(lambda: self._preview_file(first=False))
        self.columns.edited.connect(self._update)
        self.check.changed.connect(self._compare)
        self.check.edited.connect(self._update)
        self.done_page.assign.clicked.connect(self._assign)
        self.done_page.undo.clicked.connect(self._undo)
        self._fit(1160, 660)

    def _import_words(self) -> str:
        return f"&Import {payments(len(self._compared.plan.added))}" if self._compared is not None else "&Import"

    def _problem(self, step: int) -> str:
        try:
            checks: tuple[Callable[[], str], ...] = (
                lambda: self.source.problem,
                self.columns.problem,
                self.check.problem,
                str,
            )
            return checks[step]()
        except UserError as error:
            return str(error)

    def _options(self) -> LedgerOptions:
        assert self._preview is not None
        decimal = "comma" if self.columns.decimal.value() == "comma" else "point"
        return LedgerOptions(
            mapping=full_mapping(self._preview),
            sheet=self._preview.sheet or None,
            date_order=self.columns.date_order(),
            default_date=self.columns.default_day(),
            decimal="comma" if decimal == "comma" else "point",
            allow_outside=self.check.outside.isChecked(),
        )

    def _preview_file(self, *, first: bool) -> None:
        path, told = self.source.path, dict(self.columns.told)
        assert path is not None
        sheet = None if first or not self._preview or not self._preview.sheet else self.columns.sheet.value()
        if self._preview is not None and sheet not in (None, self._preview.sheet):
            told = {}
        order = self.columns.date_order()
        sign: DecimalSign = "," if self.columns.decimal.value() == "comma" else "."
        remembered = self._session.store.imports.remembered_mappings() if not told else {}

        def work(report: Report) -> tuple[LedgerPreview, dict[str, str]]:
            shown = preview(path, sheet=sheet, mapping=told, date_order=order, decimal=sign, progress=report)
            last = remembered.get(shown.layout_key, {})
            if last:
                shown = preview(path, sheet=sheet, mapping=last, date_order=order, decimal=sign, progress=report)
            return shown, last or told

        self._run(work, self._show_preview)

    def _show_preview(self, read: tuple[LedgerPreview, dict[str, str]]) -> None:
        shown, self.columns.told = read
        self._preview = shown
        self.columns.show_preview(shown)
        self._show_step(1)

    def _compare(self) -> None:
        path, options = self.source.path, self._options()
        record: KnownRecord = known(self._session.store, self.source.agreement.value())
        assert path is not None
        self._run(lambda report: read_and_compare(path, record, options, report), self._show_plan)

    def _show_plan(self, compared: Compared) -> None:
        self._compared = compared
        self.check.show_plan(compared)
        self._show_step(2)

    def _take(self) -> None:
        """Write, on this thread, which owns the file; every few thousand rows the window comes to its turn."""
        compared, line = self._compared, self.source.line.value()
        assert compared is not None
        taken: list[Taken] = []
        label_ = f"Imported {payments(len(compared.plan.added))} from {compared.source.name}"
        self._writing, self._stop = True, False
        self._update()
        self.cancel_button.setFocus()
        try:
            self._session.do(
                label_, lambda: taken.append(take(self._session.store, compared, line, self._between_rows))
            )
        except Cancelled:
            self._session.message.emit("The import was cancelled: nothing was imported.")
        finally:
            self._writing = False
            self._update()
        if taken:
            self._show_done(compared, taken[0], has_line=line is not None)

    def _between_rows(self, done: int, total: int) -> None:
        self._show_progress(done, total)
        QApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 20)
        if self._stop:
            raise Cancelled

    def _show_done(self, compared: Compared, taken: Taken, *, has_line: bool) -> None:
        self.done_page.say(*done_words(compared, taken.assigned, has_line=has_line))
        self._show_step(3)
        self.next_button.setFocus()

    def _assign(self) -> None:
        self.accept()
        section = "unassigned"
        agreement = self.source.agreement.value()
        self._session.go_to.emit(Place("funding", section=section, record_id=agreement.id))

    def _undo(self) -> None:
        self._session.undo()
        self.accept()


class _DonePage(QWidget):
    """What was imported, and where to go from here."""

    def __init__(self) -> None:
        super().__init__()
        self.title = label("", "title", wrap=True)
        self.todo = label("", "body", wrap=True)
        self.assign = button("&Review and assign…", icon="list-checks")
        self.undo = button("&Undo this import", icon="undo-2")
        buttons = QHBoxLayout()
        buttons.setSpacing(SPACE)
        for made in (self.assign, self.undo):
            buttons.addWidget(made)
        buttons.addStretch(1)
        card = Card()
        card.body.setSpacing(SPACE * 2)
        card.body.setContentsMargins(SPACE * 3, SPACE * 2, SPACE * 3, SPACE * 2)
        for part in (self.title, self.todo):
            card.body.addWidget(part)
        card.body.addLayout(buttons)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(card)
        column.addStretch(1)

    def say(self, done: str, todo: str) -> None:
        """Show both sentences."""
        self.title.setText(done)
        self.todo.setText(todo)
        self.todo.setVisible(bool(todo))
        self.assign.setVisible(bool(todo))
