"""Evidence of spend from the window: what is wanted, the document made beside the window, seen before it is kept."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from PySide6.QtWidgets import QVBoxLayout, QWidget

from cspdesk.app.documents import EvidenceRequest, Made, evidence_of_spend, register, spend_record
from cspdesk.domain.audience import may_see
from cspdesk.domain.funding import Agreement
from cspdesk.domain.partnership import Priority
from cspdesk.domain.periods import FinancialYear
from cspdesk.errors import UserError
from cspdesk.ui.dialogs.closing import show_until_closed
from cspdesk.ui.dialogs.document_dialog import DocumentDialog
from cspdesk.ui.jobs import Report
from cspdesk.ui.models.document_export import title_of, versions, years_of
from cspdesk.ui.models.document_rows import FORMS
from cspdesk.ui.session import Session
from cspdesk.ui.theme import SPACE
from cspdesk.ui.widgets.fields import ChoiceBox, DateEdit
from cspdesk.ui.widgets.text import label


def open_export(session: Session, parent: QWidget | None) -> None:
    """Let the person make an evidence of spend."""
    if not _agreements_seen(session):
        session.show_error(UserError("There is no agreement to give evidence for. Add one in Funding first."))
        return
    show_until_closed(ExportDialog(session, parent))


def _agreements_seen(session: Session) -> list[Agreement]:
    return [a for a in session.store.funding.all_agreements() if may_see(session.audience, a.marking)]


class ExportDialog(DocumentDialog):
    """Asks for agreement, year and readers."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, "Evidence of spend", parent)
        self.made: Made | None = None
        self._agreements = _agreements_seen(session)
        self._build_fields()
        self._build(self._build_form(), height=660)
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
        path, source = Path(self._folder.name) / "evidence.pdf", self._session.store.path

        def work(report: Report) -> Made:
            return evidence_of_spend(record, path, day, report, source=source)

        self._run(work, self._show_made)

    def called(self) -> str:
        """Return the title under which what is asked for is kept."""
        return title_of(self.agreement.value(), self.year.value(), self._priority_name())

    def keep(self) -> bool:
        """Keep the document in the register, as one step."""
        made = self.made
        assert made is not None
        title = self.called()
        return self._session.do(
            f"Produced {title}", lambda: register(self._session.store, self._record, made, title, self._made_on)
        )

    def place(self) -> Path | None:
        """Ask where to save the document."""
        record = self._record
        stem = f"evidence-of-spend-{record.agreement.reference}-{record.year.label.replace('/', '-')}"
        return self._ask_for_place(
            "Save the document", f"{stem}-{record.audience.value}.pdf", ";;".join(FORMS.values())
        )

    def write_copy(self, path: Path, report: Report) -> Made:
        """Write the same figures as a web page or a word-processor file, searched as the PDF was."""
        return evidence_of_spend(self._record, path, self._made_on, report, source=self._session.store.path)

    def back(self) -> None:
        """Change what is asked for."""
        self.made = None
        super().back()

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
        self.agreement.currentIndexChanged.connect(self._show_years)
        self.year.currentIndexChanged.connect(self._show_versions)
        self.priority.currentIndexChanged.connect(self._show_versions)
        self.audiences.idToggled.connect(lambda *_: self._update())

    def _build_form(self) -> QWidget:
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE)
        column.addWidget(label("Evidence of spend", "title"))
        column.addWidget(
            label("Every pound of an agreement in a year, what proves it, and what is not evidenced yet.", "quiet")
        )
        form = self._fields(
            (
                ("&Agreement", self.agreement),
                ("&Year", self.year),
                ("&Priority", self.priority),
                ("&Date on the document", self.day),
            )
        )
        column.addSpacing(SPACE)
        column.addLayout(form)
        column.addSpacing(SPACE)
        column.addWidget(label("Who is it for?", "strong"))
        column.addWidget(
            label("Where a payment is withheld, its reason and sum are printed; the payment itself is not.", "quiet")
        )
        self._add_audiences(column, below=SPACE)
        column.addStretch(1)
        return page

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
        self._offer([(version.allowed, version.words()) for version in found])

    def _request(self) -> EvidenceRequest:
        return EvidenceRequest(
            agreement=self.agreement.value().reference,
            year=self.year.value().label,
            priority=self._priority_name() or None,
            audience=self.audience.value,
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
        self._show_document(made.path)
