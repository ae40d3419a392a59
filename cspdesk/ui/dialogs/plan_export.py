"""A plan out of the window: as a document that is seen before it is kept, as a workbook, or as a calendar."""

from pathlib import Path

from PySide6.QtWidgets import QButtonGroup, QRadioButton, QVBoxLayout, QWidget

from cspdesk.app.plans import PlanMade, PlanRequest, plan_record, register_plan, write_plan
from cspdesk.domain.audience import Audience
from cspdesk.domain.partnership import Priority
from cspdesk.domain.periods import FinancialYear
from cspdesk.domain.plan_record import PlanRecord
from cspdesk.errors import UserError
from cspdesk.ui.dialogs.closing import show_until_closed
from cspdesk.ui.dialogs.document_dialog import DocumentDialog
from cspdesk.ui.jobs import Report
from cspdesk.ui.models.plan_export import FORMS, Form, stem_of, title_of, version_words
from cspdesk.ui.session import Session
from cspdesk.ui.theme import SPACE
from cspdesk.ui.widgets.fields import ChoiceBox, DateEdit
from cspdesk.ui.widgets.text import label


def open_plan_export(session: Session, parent: QWidget | None, priority_id: str | None = None) -> None:
    """Let the person give a plan out, of a priority if one is given."""
    if not session.store.partnership.all_priorities():
        session.show_error(UserError("There is no priority whose plan could be given out. Add one first."))
        return
    show_until_closed(PlanExportDialog(session, priority_id, parent))


class PlanExportDialog(DocumentDialog):
    """Asks and makes; a document is shown and enters the register, workbooks and calendars are saved at once."""

    def __init__(self, session: Session, priority_id: str | None = None, parent: QWidget | None = None) -> None:
        super().__init__(session, "Export a plan", parent)
        self.made: PlanMade | None = None
        self._build_fields(priority_id)
        self._build(self._build_form(), height=700)
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
        request, self._made_of = self._request(), record
        if self.form.ending == ".pdf":
            path: Path | None = Path(self._folder.name) / "plan.pdf"
        else:
            path = self._place_for(record)
            if path is not None and not self.may_publish():
                return
        if path is None:
            return
        target, source = path, self._session.store.path

        def work(report: Report) -> PlanMade:
            return write_plan(record, request, target, report, source=source)

        self._run(work, self._show_made)

    def called(self) -> str:
        """Return the title under which what is asked for is kept."""
        return title_of(self._made_of)

    def keep(self) -> bool:
        """Keep the document in the register, as one step."""
        made, record = self.made, self._made_of
        assert made is not None
        title = self.called()
        return self._session.do(
            f"Produced {title}",
            lambda: register_plan(self._session.store, record, self.audience, made, title),
        )

    def place(self) -> Path | None:
        """Ask where to save the document."""
        return self._place_for(self._made_of)

    def back(self) -> None:
        """Change what is asked for."""
        self.made = None
        super().back()

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
        self.forms = QButtonGroup(self)
        for place, form in enumerate(FORMS):
            choice = QRadioButton(form.words)
            choice.setChecked(place == 0)
            self.forms.addButton(choice, place)
        self.forms.idToggled.connect(lambda *_: self._show_form())
        self.priority.currentIndexChanged.connect(self._show_form)
        self.year.currentIndexChanged.connect(self._show_form)

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
        form = self._fields(
            (
                ("&Priority", self.priority),
                ("&Year", self.year),
                ("W&hose dates", self.person),
                ("&Date on it", self.day),
            )
        )
        self._rows = form
        column.addSpacing(SPACE)
        column.addLayout(form)
        column.addSpacing(SPACE)
        column.addWidget(label("Who is it for?", "strong"))
        self._add_audiences(column, below=0)
        column.addStretch(1)
        return page

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
        self._offer([version_words(record, audience) for audience in Audience])

    def _request(self) -> PlanRequest:
        person = self.person.value() if self.form.ending == ".ics" else None
        return PlanRequest(self.priority.value().name, self.year.value().label, self.audience.value, person)

    def _record_now(self) -> PlanRecord:
        day = self.day.day()
        if day is None:
            raise UserError("A plan needs the date on which it says what it says.")
        store, name = self._session.store, self.priority.value().name
        return plan_record(store, name, self.year.value().label, day, self.audience)

    def _place_for(self, record: PlanRecord) -> Path | None:
        form = self.form
        name = f"{stem_of(record, self.audience)}{form.ending}"
        path = self._ask_for_place("Save the plan", name, f"{form.filter} (*{form.ending})")
        if path is None or path.suffix.lower() == form.ending:
            return path
        return path.with_name(path.name + form.ending)

    def _show_made(self, made: PlanMade) -> None:
        if not made.pages:
            self._session.message.emit(f"Saved {made.path.name}")
            self.accept()
            return
        self.made = made
        self._show_document(made.path)
