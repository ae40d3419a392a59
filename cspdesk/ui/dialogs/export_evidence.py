"""Evidence of spend from the window: what is wanted, the document made beside the window, seen before it is kept."""

import tempfile
from collections.abc import Sequence
from datetime import date
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

from cspdesk.app.documents import EvidenceRequest, Made, evidence_of_spend, register, spend_record
from cspdesk.domain.audience import Audience
from cspdesk.domain.funding import Agreement
from cspdesk.domain.partnership import Priority
from cspdesk.domain.periods import FinancialYear
from cspdesk.errors import UserError
from cspdesk.ui.dialogs.job_dialog import JobDialog
from cspdesk.ui.jobs import Report
from cspdesk.ui.models.document_export import title_of, versions, years_of
from cspdesk.ui.models.document_rows import save_copy
from cspdesk.ui.panels.document_preview import DocumentPreview
from cspdesk.ui.panels.scrolling import scrolling
from cspdesk.ui.session import Session
from cspdesk.ui.theme import SPACE
from cspdesk.ui.widgets.fields import ChoiceBox, DateEdit
from cspdesk.ui.widgets.text import button, label

FOR_WHOM = {
    Audience.PUBLIC: "Public: may be published",
    Audience.PARTNER: "Partner: for members of the partnership",
    Audience.RESTRICTED: "Restricted: for the few who may see everything",
}


def open_export(session: Session, parent: QWidget | None) -> None:
    """Let the person make an evidence of spend."""
    if not session.store.funding.agreements.count():
        session.show_error(UserError("There is no agreement to give evidence for. Add one in Funding first."))
        return
    ExportDialog(session, parent).exec()


class ExportDialog(JobDialog):
    """Asks, makes, shows; the document is kept in the register only when that is chosen, as one step."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, "Evidence of spend", parent)
        self._folder = tempfile.TemporaryDirectory(prefix="cspdesk-", ignore_cleanup_errors=True)
        self.made: Made | None = None
        self._agreements = session.store.funding.all_agreements()
        self._build_fields()
        self._build()
        self._show_years()

    def make(self) -> None:
        """Read the record at this moment and make the document beside the window."""
        try:
            day = self._day()
            record = spend_record(self._session.store, self._request(), day)
        except UserError as error:
            self.problem.setText(str(error))
            return
        self._record, self._made_on = record, day
        path = Path(self._folder.name) / "evidence.pdf"

        def work(report: Report) -> Made:
            return evidence_of_spend(record, path, day, report)

        self._run(work, self._show_made)

    def keep(self) -> bool:
        """Keep the document in the register, as one step."""
        made = self.made
        assert made is not None
        title = title_of(self.agreement.value(), self.year.value(), self._priority_name())
        return self._session.do(
            f"Produced {title}", lambda: register(self._session.store, self._record, made, title, self._made_on)
        )

    def keep_and_close(self) -> None:
        """Keep the document and close."""
        if self.keep():
            self.accept()

    def keep_and_save(self) -> None:
        """Ask for a place, keep the document, and write a copy there."""
        assert self.made is not None
        record = self._record
        stem = f"evidence-of-spend-{record.agreement.reference}-{record.year.label.replace('/', '-')}"
        wanted = Path(self._session.settings.text("export_folder")) / f"{stem}-{record.audience.value}.pdf"
        name, _ = QFileDialog.getSaveFileName(self, "Save the document", str(wanted), "PDF (*.pdf)")
        if not name:
            return
        self._session.settings.keep("export_folder", str(Path(name).parent))
        try:
            save_copy(self.made.path.read_bytes(), Path(name))
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

    def _build_fields(self) -> None:
        self.agreement: ChoiceBox[Agreement] = ChoiceBox([(f"{a.reference}, {a.title}", a) for a in self._agreements])
        of_year = [a for a in self._agreements if self._session.year in years_of(a)]
        if of_year:
            self.agreement.set_value(max(of_year, key=lambda a: a.awarded_pence))
        self.year: ChoiceBox[FinancialYear] = ChoiceBox()
        priorities: Sequence[Priority] = self._session.store.partnership.all_priorities()
        self.priority: ChoiceBox[Priority | None] = ChoiceBox(
            [("All priorities", None), *((p.name, p) for p in priorities)]
        )
        self.day = DateEdit(self._session.today)
        self.audiences = QButtonGroup(self)
        self.audience_words = {audience: label("", "quiet", wrap=True) for audience in Audience}
        for place, audience in enumerate(Audience):
            choice = QRadioButton(FOR_WHOM[audience])
            choice.setChecked(audience is Audience.PUBLIC)
            self.audiences.addButton(choice, place)
        self.agreement.currentIndexChanged.connect(self._show_years)
        self.year.currentIndexChanged.connect(self._show_versions)
        self.priority.currentIndexChanged.connect(self._show_versions)
        self.audiences.idToggled.connect(lambda *_: self._update())

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
        self._fit(860, 660)

    def _build_form(self) -> QWidget:
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE)
        column.addWidget(label("Evidence of spend", "title"))
        column.addWidget(
            label("Every pound of an agreement in a year, what proves it, and what is not evidenced yet.", "quiet")
        )
        form = QFormLayout()
        form.setHorizontalSpacing(SPACE * 3)
        form.setVerticalSpacing(SPACE)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        form.addRow("&Agreement", self.agreement)
        form.addRow("&Year", self.year)
        form.addRow("&Priority", self.priority)
        form.addRow("&Date on the document", self.day)
        column.addSpacing(SPACE)
        column.addLayout(form)
        column.addSpacing(SPACE)
        column.addWidget(label("Who is it for?", "strong"))
        column.addWidget(
            label("Where a payment is withheld, its reason and sum are printed; the payment itself is not.", "quiet")
        )
        for place, audience in enumerate(Audience):
            column.addWidget(self.audiences.button(place))
            words = QHBoxLayout()
            words.setContentsMargins(SPACE * 4, 0, 0, SPACE)
            words.addWidget(self.audience_words[audience])
            column.addLayout(words)
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

    def _show_years(self) -> None:
        years = years_of(self.agreement.value())
        self.year.set_options([(year.label, year) for year in years])
        if self._session.year in years:
            self.year.set_value(self._session.year)
        self._show_versions()

    def _show_versions(self) -> None:
        """Answer, for each audience, what its version would show."""
        priority = self.priority.value()
        found = versions(
            self._session.store, self.agreement.value(), self.year.value(), None if priority is None else priority.id
        )
        for place, version in enumerate(found):
            self.audience_words[version.audience].setText(version.words())
            self.audiences.button(place).setEnabled(version.allowed)
            self.audiences.button(place).setAccessibleDescription(version.words())
        if not found[self.audiences.checkedId()].allowed:
            self.audiences.button(len(found) - 1).setChecked(True)
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

    def _request(self) -> EvidenceRequest:
        audience = tuple(Audience)[self.audiences.checkedId()]
        return EvidenceRequest(
            agreement=self.agreement.value().reference,
            year=self.year.value().label,
            priority=self._priority_name() or None,
            audience=audience.value,
        )

    def _priority_name(self) -> str:
        priority = self.priority.value()
        return "" if priority is None else priority.name

    def _day(self) -> date:
        day = self.day.day()
        if day is None:
            raise UserError("The document needs a date.")
        return day

    def _show_made(self, made: Made) -> None:
        self.made = made
        self.preview.show_bytes(made.path.read_bytes())
        self.pages.setCurrentIndex(1)
        self._update()
        self.preview.view.setFocus()
