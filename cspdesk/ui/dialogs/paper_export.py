"""The two papers from the window: what is wanted, the paper made beside the window, seen before it is kept."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QButtonGroup, QCheckBox, QRadioButton, QVBoxLayout, QWidget

from cspdesk.app.paper_made import ALL, PaperMade, PaperRequest, Shape
from cspdesk.app.paper_reading import paper_record
from cspdesk.app.paper_templates import likely_template, paper_templates
from cspdesk.app.papers import make_paper, register_paper
from cspdesk.domain.audience import Audience
from cspdesk.domain.paper_templates import PaperTemplate
from cspdesk.domain.papers import Paper, PaperKind
from cspdesk.domain.partnership import Priority, PriorityStatus
from cspdesk.domain.periods import FinancialYear
from cspdesk.errors import UserError
from cspdesk.store.store import open_store
from cspdesk.ui.dialogs.closing import show_until_closed
from cspdesk.ui.dialogs.document_dialog import DocumentDialog
from cspdesk.ui.jobs import Report
from cspdesk.ui.models.document_rows import FORMS
from cspdesk.ui.models.paper_export import ABOUT, NAMES, WAYS, stem_of, title_of, version_words
from cspdesk.ui.session import Session
from cspdesk.ui.theme import SPACE
from cspdesk.ui.widgets.fields import ChoiceBox, DateEdit
from cspdesk.ui.widgets.text import label

if TYPE_CHECKING:
    from cspdesk.reports.paper_record import PaperRecord


def open_paper_export(
    session: Session,
    parent: QWidget | None,
    kind: PaperKind,
    paper: Paper | None = None,
    audience: Audience | None = None,
) -> None:
    """Let the person make a paper; of one that is being written, for readers, if they are given."""
    if not session.store.partnership.all_priorities():
        session.show_error(UserError("There is no priority that a paper could be about. Add one first."))
        return
    try:
        dialog = PaperExportDialog(session, kind, parent)
    except UserError as error:  # a template of one's own that cannot be used
        session.show_error(error)
        return
    if paper is not None:
        dialog.choose(paper, audience)
    show_until_closed(dialog)


class PaperExportDialog(DocumentDialog):
    """Asks for template, priority, year, layout and readers."""

    def __init__(self, session: Session, kind: PaperKind, parent: QWidget | None = None) -> None:
        super().__init__(session, NAMES[kind], parent)
        self.kind = kind
        self.made: PaperMade | None = None
        self._paper: Paper | None = None
        self._build_fields()
        self._build(self._build_form(), height=700)
        usual = Audience.PARTNER if kind is PaperKind.BID else Audience.PUBLIC
        self.audiences.button(tuple(Audience).index(usual)).setChecked(True)
        self._show_versions()

    @property
    def shape(self) -> Shape:
        """How it is to be laid out."""
        way = WAYS[self.kind][max(self.ways.checkedId(), 0)]
        return replace(way.shape, draft=self.draft.isChecked())

    def choose(self, paper: Paper, audience: Audience | None) -> None:
        """Ask for a paper that is being written, for readers where they are given."""
        self._paper = paper
        for template in self._templates:
            if template.name == paper.template:
                self.template.set_value(template)
        self.year.set_value(paper.year)
        known = [p for p in self._priorities if p.id == paper.priority_id]
        self.priority.set_value(known[0] if known else None)
        if audience is not None:
            self.audiences.button(tuple(Audience).index(audience)).setChecked(True)
        self._show_versions()

    def make(self) -> None:
        """Read the record as it is kept now and make the paper, both beside the window."""
        try:
            day = self._day()
        except UserError as error:
            self.problem.setText(str(error))
            return
        self._made_on, shape, request = day, self.shape, self._request()
        file, path = self._session.store.path, Path(self._folder.name) / "paper.pdf"

        def work(report: Report) -> tuple[PaperRecord, PaperMade]:
            with open_store(file, read_only=True, thorough=False) as store:
                record = paper_record(store, request, day)
            return record, make_paper(record, path, day, shape, report)

        self._run(work, self._show_made)

    def called(self) -> str:
        """Return the title under which what is asked for is kept."""
        return title_of(self.kind, self.year.value(), self._priority_name(), self.shape)

    def keep(self) -> bool:
        """Keep the document in the register, as one step."""
        made = self.made
        assert made is not None
        title = self.called()
        return self._session.do(
            f"Produced {title}",
            lambda: register_paper(self._session.store, self._record, made, title, self._made_on),
        )

    def place(self) -> Path | None:
        """Ask where to save the document."""
        stem = stem_of(self.kind, self.year.value(), self._priority_name(), self.audience, self.shape)
        kinds = FORMS[".pdf"] if self.shape.booklet else ";;".join(FORMS.values())
        return self._ask_for_place("Save the document", f"{stem}.pdf", kinds)

    def write_copy(self, path: Path, report: Report) -> PaperMade:
        """Write the same figures as a web page or a word-processor file, searched as the PDF was."""
        assert self.made is not None
        return make_paper(self._record, path, self._made_on, self.made.shape, report)

    def back(self) -> None:
        """Change what is asked for."""
        self.made = None
        super().back()

    def _build_fields(self) -> None:
        store = self._session.store
        self._templates = paper_templates(store.path, self.kind)
        self.template: ChoiceBox[PaperTemplate] = ChoiceBox(
            [(f"{t.title} ({t.funder})" if t.funder else t.title, t) for t in self._templates]
        )
        if (meant := likely_template(store, self._templates, self.kind)) is not None:
            self.template.set_value(meant)
        self._priorities = [p for p in store.partnership.all_priorities() if p.status is not PriorityStatus.RETIRED]
        self.priority: ChoiceBox[Priority | None] = ChoiceBox(
            [("All priorities", None), *((p.name, p) for p in self._priorities)]
        )
        years = [FinancialYear(self._session.year.first + n) for n in (-2, -1, 0, 1, 2)]
        self.year: ChoiceBox[FinancialYear] = ChoiceBox([(y.label, y) for y in years])
        self.year.set_value(self._session.year)
        self.day = DateEdit(self._session.today)
        self.draft = QCheckBox("&Draft: marked so on every page, with what is still missing in front")
        self.ways = QButtonGroup(self)
        for place, way in enumerate(WAYS[self.kind]):
            choice = QRadioButton(way.words)
            choice.setAccessibleDescription(way.about)
            choice.setChecked(place == 0)
            self.ways.addButton(choice, place)
        self.ways.idToggled.connect(lambda *_: self._show_way())
        self.priority.currentIndexChanged.connect(self._show_versions)

    def _build_form(self) -> QWidget:
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE)
        column.addWidget(label(NAMES[self.kind], "title"))
        column.addWidget(label(ABOUT[self.kind], "quiet", wrap=True))
        several = len(WAYS[self.kind]) > 1
        for place in range(len(WAYS[self.kind])):
            column.addWidget(self.ways.button(place))
            self.ways.button(place).setVisible(several)
        self.about = label("", "quiet", wrap=True)
        self.about.setVisible(several)
        column.addWidget(self.about)
        form = self._fields(
            (
                ("&Template", self.template),
                ("&Priority", self.priority),
                ("&Year", self.year),
                ("Date &on the document", self.day),
            )
        )
        self._rows = form
        column.addSpacing(SPACE)
        column.addLayout(form)
        column.addWidget(self.draft)
        column.addSpacing(SPACE)
        column.addWidget(label("Who is it for?", "strong"))
        self._add_audiences(column, below=0)
        column.addStretch(1)
        self._show_way()
        return page

    def _show_way(self) -> None:
        """Say what a layout is good for; only pages of priorities can be of one priority in a committee's summary."""
        self.about.setText(WAYS[self.kind][max(self.ways.checkedId(), 0)].about)
        self._rows.setRowVisible(self.priority, self.kind is PaperKind.BID or self.shape.one_page)

    def _show_versions(self) -> None:
        self._offer([version_words(audience, self._chosen()) for audience in Audience])

    def _chosen(self) -> Priority | None:
        """Return the one priority that it is of; None for all."""
        one = self.kind is PaperKind.BID or self.shape.one_page
        return self.priority.value() if one else None

    def _priority_name(self) -> str:
        chosen = self._chosen()
        return "" if chosen is None else chosen.name

    def _request(self) -> PaperRequest:
        return PaperRequest(
            self.kind,
            self.year.value().label,
            self._priority_name() or ALL,
            self.audience.value,
            self.template.value().name,
            self._paper.id if self._paper is not None and self._is_of(self._paper) else "",
        )

    def _is_of(self, paper: Paper) -> bool:
        """Return whether what is asked for is still the paper that was chosen."""
        chosen = self._chosen()
        return (paper.year, paper.priority_id) == (self.year.value(), chosen.id if chosen else None)

    def _day(self) -> date:
        day = self.day.day()
        if day is None:
            raise UserError("The document needs a date.")
        return day

    def _show_made(self, found: tuple[PaperRecord, PaperMade]) -> None:
        self._record, made = found
        self.made = made
        self._show_document(made.path)
