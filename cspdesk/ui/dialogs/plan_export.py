"""A plan out of the window: as a document that is seen before it is kept, as a workbook, or as a calendar."""

import tempfile
from pathlib import Path

from PySide6.QtWidgets import (
    QButtonGroup,
    QFileDialog,
    QFormLayout,
    QHBoxLayout,
    QRadioButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from cspdesk.app.plans import PlanMade, PlanRequest, plan_record, register_plan, write_plan
from cspdesk.domain.audience import Audience
from cspdesk.domain.partnership import Priority
from cspdesk.domain.periods import FinancialYear
from cspdesk.domain.plan_record import PlanRecord
from cspdesk.errors import UserError
from cspdesk.ui.dialogs.export_evidence import FOR_WHOM
from cspdesk.ui.dialogs.job_dialog import JobDialog
from cspdesk.ui.jobs import Report
from cspdesk.ui.models.document_rows import save_copy
from cspdesk.ui.models.plan_export import FORMS, Form, stem_of, title_of, version_words
from cspdesk.ui.panels.document_preview import DocumentPreview
from cspdesk.ui.panels.scrolling import scrolling
from cspdesk.ui.session import Session
from cspdesk.ui.theme import SPACE
from cspdesk.ui.widgets.fields import ChoiceBox, DateEdit
from cspdesk.ui.widgets.text import button, label


def open_plan_export(session: Session, parent: QWidget | None, priority_id: str | None = None) -> None:
    """Let the person give a plan out, of a priority if one is given."""
    if not session.store.partnership.all_priorities():
        session.show_error(UserError("There is no priority whose plan could be given out. Add one first."))
        return
    PlanExportDialog(session, priority_id, parent).exec()


class PlanExportDialog(JobDialog):
    """Asks and makes; a document is shown and enters the register, workbooks and calendars are saved at once."""

    def __init__(self, session: Session, priority_id: str | None = None, parent: QWidget | None = None) -> None:
        super().__init__(session, "Export a plan", parent)
        self._folder = tempfile.TemporaryDirectory(prefix="cspdesk-", ignore_cleanup_errors=True)
        self.made: PlanMade | None = None
        self._build_fields(priority_id)
        self._build()
        self._show_form()

    @property
    def form(self) -> Form:
        """What it is to be made as."""
        return FORMS[self.forms.checkedId()]

    def make(self) -> None:
        """Make the document and show it, or ask for a place and write the workbook or calendar there."""
        try:
            record = self._record_now()
        except UserError as error:
            self.problem.setText(str(error))
            return
        request = self._request()
        if self.form.ending == ".pdf":
            path: Path | None = Path(self._folder.name) / "plan.pdf"
        else:
            path = self._ask_for_place(record, self.form)
        if path is None:
            return
        self._made_of = record
        target = path

        def work(report: Report) -> PlanMade:
            return write_plan(record, request, target, report)

        self._run(work, self._show_made)

    def keep(self) -> bool:
        """Keep the document in the register, as one step."""
        made, record = self.made, self._made_of
        assert made is not None
        title = title_of(record)
        return self._session.do(
            f"Produced {title}",
            lambda: register_plan(self._session.store, record, self._audience(), made, title),
        )

    def keep_and_close(self) -> None:
        """Keep the document and close."""
        if self.keep():
            self.accept()

    def keep_and_save(self) -> None:
        """Ask for a place, keep the document, and write a copy there."""
        assert self.made is not None
        path = self._ask_for_place(self._made_of, self.form)
        if path is None:
            return
        try:
            save_copy(self.made.path.read_bytes(), path)
        except UserError as error:
            self._session.show_error(error)
            return
        self.keep_and_close()

    def back(self) -> None:
        """Change what is asked for; what was made is thrown away."""
        self.made = None
        self.preview.show_bytes(b"")
        self.pages.setCurrentIndex(0)
        self._update()

    def done(self, result: int) -> None:
        """Let go of the files."""
        self.preview.show_bytes(b"")
        super().done(result)
        self._folder.cleanup()

    def _build_fields(self, priority_id: str | None) -> None:
        store = self._session.store
        priorities = store.partnership.all_priorities()
        self.priority: ChoiceBox[Priority] = ChoiceBox([(p.name, p) for p in priorities])
        chosen = next((p for p in priorities if p.id == priority_id), None)
        if chosen is not None:
            self.priority.set_value(chosen)
        years = [FinancialYear(self._session.year.first + n) for n in (-2, -1, 0, 1, 2)]
        self.year: ChoiceBox[FinancialYear] = ChoiceBox([(y.label, y) for y in years])
        self.year.set_value(self._session.year)
        self.person: ChoiceBox[str | None] = ChoiceBox(
            [("Everyone", None), *((p.name, p.name) for p in store.partnership.all_people())]
        )
        self.day = DateEdit(self._session.today)
        self.forms, self.audiences = QButtonGroup(self), QButtonGroup(self)
        for place, form in enumerate(FORMS):
            choice = QRadioButton(form.words)
            choice.setChecked(place == 0)
            self.forms.addButton(choice, place)
        self.audience_words = {audience: label("", "quiet", wrap=True) for audience in Audience}
        for place, audience in enumerate(Audience):
            choice = QRadioButton(FOR_WHOM[audience])
            choice.setChecked(audience is Audience.PUBLIC)
            self.audiences.addButton(choice, place)
        self.forms.idToggled.connect(lambda *_: self._show_form())
        self.priority.currentIndexChanged.connect(self._show_form)
        self.year.currentIndexChanged.connect(self._show_form)

    def _build(self) -> None:
        self.pages = QStackedWidget()
        self.pages.addWidget(scrolling(self._build_form()))
        self.preview = DocumentPreview()
        self.pages.addWidget(self.preview)
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE * 3, SPACE * 2, SPACE * 3, SPACE * 2)
        column.setSpacing(SPACE * 2)
        column.addWidget(self.pages, 1)
        column.addLayout(self._build_foot())
        self._fit(860, 700)

    def _build_form(self) -> QWidget:
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE)
        column.addWidget(label("Export a plan", "title"))
        for place in range(len(FORMS)):
            column.addWidget(self.forms.button(place))
        self.about = label("", "quiet", wrap=True)
        column.addWidget(self.about)
        form = QFormLayout()
        form.setHorizontalSpacing(SPACE * 3)
        form.setVerticalSpacing(SPACE)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        for words, field in (
            ("&Priority", self.priority),
            ("&Year", self.year),
            ("W&hose dates", self.person),
            ("&Date on it", self.day),
        ):
            form.addRow(words, field)
        self._rows = form
        column.addSpacing(SPACE)
        column.addLayout(form)
        column.addSpacing(SPACE)
        column.addWidget(label("Who is it for?", "strong"))
        for place, audience in enumerate(Audience):
            column.addWidget(self.audiences.button(place))
            words_row = QHBoxLayout()
            words_row.setContentsMargins(SPACE * 4, 0, 0, 0)
            words_row.addWidget(self.audience_words[audience])
            column.addLayout(words_row)
        column.addStretch(1)
        return page

    def _build_foot(self) -> QHBoxLayout:
        self.problem = label("", "danger", wrap=True)
        self.print_button = button("Pri&nt…", icon="printer")
        self.print_button.clicked.connect(self.preview.print)
        self.keep_button = button("&Keep in the register")
        self.keep_button.clicked.connect(self.keep_and_close)
        self.save_button = button("Keep and &save a copy…", "primary", icon="save")
        self.save_button.clicked.connect(self.keep_and_save)
        self.make_button = button("&Make the document", "primary")
        self.make_button.clicked.connect(self.make)
        return self._foot(self.problem, self.print_button, self.keep_button, self.save_button, self.make_button)

    def _show_form(self) -> None:
        """Say what is made, and for each audience what its version leaves out."""
        self.about.setText(self.form.about)
        self._rows.setRowVisible(self.person, self.form.ending == ".ics")
        self.make_button.setText("&Make the document" if self.form.ending == ".pdf" else "&Save…")
        try:
            record = self._record_now()
        except UserError as error:
            self.problem.setText(str(error))
            return
        allowed = []
        for place, audience in enumerate(Audience):
            can, words = version_words(record, audience)
            self.audience_words[audience].setText(words)
            self.audiences.button(place).setEnabled(can)
            self.audiences.button(place).setAccessibleDescription(words)
            allowed.append(can)
        if not allowed[self.audiences.checkedId()]:
            self.audiences.button(len(allowed) - 1).setChecked(True)
        self._update()

    def _update(self) -> None:
        busy, asking = self.is_busy, self.pages.currentIndex() == 0
        self.progress.setVisible(busy)
        self.problem.setText("")
        self.pages.setEnabled(not busy)
        self.make_button.setVisible(asking)
        self.make_button.setEnabled(not busy)
        for widget in (self.back_button, self.print_button, self.keep_button, self.save_button):
            widget.setVisible(not asking)
        for widget in (self.keep_button, self.save_button):
            widget.setDisabled(self._session.read_only)

    def _audience(self) -> Audience:
        return tuple(Audience)[self.audiences.checkedId()]

    def _request(self) -> PlanRequest:
        person = self.person.value() if self.form.ending == ".ics" else None
        return PlanRequest(self.priority.value().name, self.year.value().label, self._audience().value, person)

    def _record_now(self) -> PlanRecord:
        day = self.day.day()
        if day is None:
            raise UserError("A plan needs the date on which it says what it says.")
        return plan_record(self._session.store, self.priority.value().name, self.year.value().label, day)

    def _ask_for_place(self, record: PlanRecord, form: Form) -> Path | None:
        folder = Path(self._session.settings.text("export_folder"))
        wanted = str(folder / f"{stem_of(record, self._audience())}{form.ending}")
        name, _ = QFileDialog.getSaveFileName(self, "Save the plan", wanted, f"{form.filter} (*{form.ending})")
        if not name:
            return None
        self._session.settings.keep("export_folder", str(Path(name).parent))
        path = Path(name)
        return path if path.suffix.lower() == form.ending else path.with_name(path.name + form.ending)

    def _show_made(self, made: PlanMade) -> None:
        if not made.pages:
            self._session.message.emit(f"Saved {made.path.name}")
            self.accept()
            return
        self.made = made
        self.preview.show_bytes(made.path.read_bytes())
        self.pages.setCurrentIndex(1)
        self._update()
        self.preview.view.setFocus()
