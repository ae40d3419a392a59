"""One section of a paper while it is written: what belongs there, what would be asked of it, and the field for it."""

from collections.abc import Callable, Mapping

from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from cspdesk.app.paper_writing import Writing
from cspdesk.domain.bound_figures import Figures
from cspdesk.domain.paper_progress import narrative_words
from cspdesk.domain.paper_templates import PARTS, PaperSection, written_places
from cspdesk.domain.paper_templates import Writing as Written
from cspdesk.ui.narrative.editor import NarrativeEditor
from cspdesk.ui.panels.paper_people import Beneficiaries, CaseStudies
from cspdesk.ui.panels.paper_request import PaperRequest
from cspdesk.ui.panels.single_fields import SingleFields
from cspdesk.ui.session import Session
from cspdesk.ui.theme import SPACE
from cspdesk.ui.widgets.text import button, label

LINES, FEWEST_LINES = 12, 6  # of a field that is alone, and of one beside others or a form
FORMS = frozenset(("request", "benefited", "case_study"))


class PaperSectionPage(QWidget):
    """Shows a section; `told` is called whenever something in it is changed."""

    def __init__(self, session: Session, writing: Writing, section: PaperSection, told: Callable[[], object]) -> None:
        super().__init__()
        self._session, self._writing, self.section, self._told = session, writing, section, told
        self.editors: dict[str, NarrativeEditor] = {}
        self.lines: dict[str, QLineEdit] = {}
        self.request: PaperRequest | None = None
        self._counts: dict[str, Callable[[], None]] = {}
        self.seen_by: dict[str, SingleFields] = {}
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, SPACE, 0)
        self._column.setSpacing(SPACE)
        self._column.addWidget(label(section.title, "title", wrap=True))
        if section.help:
            self._column.addWidget(label(section.help, "quiet", wrap=True))
        self._add_asks()
        places = [(p, key) for each, p, key in written_places(writing.template, writing.priorities) if each is section]
        crowded = len(places) > 1 or not FORMS.isdisjoint(section.parts)
        lines = FEWEST_LINES if crowded else LINES
        for priority, key in places:
            if priority is not None:
                self._column.addWidget(label(priority.name, "strong", wrap=True))
            self._add_field(key, f"{section.title}, {priority.name}" if priority else section.title, lines)
            if crowded and key in self.editors:
                self.editors[key].setMaximumHeight(self.editors[key].minimumHeight())
        self._add_forms()
        self._add_parts()
        if section.write is not Written.TEXT:
            self._column.addStretch(1)

    @property
    def keys(self) -> tuple[str, ...]:
        """The keys of its texts."""
        return (*self.editors, *self.lines)

    def bodies(self) -> dict[str, str]:
        """Return what is written in it now, by key."""
        texts = {key: editor.body() for key, editor in self.editors.items()}
        return texts | {key: field.text() for key, field in self.lines.items()}

    def set_figures(self, figures: Figures) -> None:
        """Show the bound figures as they stand, and offer these."""
        for editor in self.editors.values():
            editor.set_figures(figures)

    def take(self, writing: Writing, unsaved: Mapping[str, str]) -> None:
        """Take in what is kept now; fields with something unsaved in them stay."""
        self._writing = writing
        for key, told in self.seen_by.items():
            told.show_record(self._text_id(key))
        for key, body in self.bodies().items():
            kept = writing.bodies.get(key, "")
            if key not in unsaved and body.strip() != kept.strip():
                if key in self.editors:
                    self.editors[key].set_body(kept)
                else:
                    self.lines[key].setText(kept)
                self._count(key)

    def _add_asks(self) -> None:
        if not self.section.asks:
            return
        self._column.addWidget(label("What an assessor would ask", "caption"))
        self._column.addWidget(label("\n".join(f"•  {asked}" for asked in self.section.asks), "body", wrap=True))

    def _add_field(self, key: str, name: str, lines: int) -> None:
        kept = self._writing.bodies.get(key, "")
        if self.section.write is Written.LINE:
            field = QLineEdit(kept)
            field.setAccessibleName(name)
            field.setReadOnly(self._session.read_only)
            field.textEdited.connect(lambda _: self._told())
            self.lines[key] = field
            self._column.addWidget(field)
            self._add_seen_by(key)
            return
        editor = NarrativeEditor(name, lines)
        editor.set_body(kept)
        editor.setReadOnly(self._session.read_only)
        self.editors[key] = editor
        self._column.addWidget(editor, 1)
        foot = QHBoxLayout()
        figure = button("Put in a figure", icon="link", tip="Or type @ in the text")
        figure.clicked.connect(editor.look_for_figure)
        figure.setDisabled(self._session.read_only)
        count, told = label("", "caption"), label("", "caption", wrap=True)
        foot.addWidget(figure)
        foot.addWidget(told, 1)
        foot.addWidget(count)
        self._column.addLayout(foot)
        self._add_seen_by(key)
        editor.at_figure.connect(told.setText)

        def recount() -> None:
            words = narrative_words(editor.body())
            limit = self.section.max_words
            over = bool(limit) and words > limit
            count.setText(
                f"{words:,} of {limit:,} words{': too many' if over else ''}" if limit else f"{words:,} words"
            )

        self._counts[key] = recount
        recount()
        editor.edited.connect(recount)
        editor.edited.connect(self._told)

    def _add_seen_by(self, key: str) -> None:
        """Tell quietly who may see a text, once it is kept, and let it be marked."""
        made = SingleFields(self._session, self._session.store.papers.texts, self._text_id(key), whole=True)
        self.seen_by[key] = made
        self._column.addWidget(made)

    def _text_id(self, key: str) -> str:
        text = self._writing.texts.get(key)
        return text.id if text is not None else ""

    def _count(self, key: str) -> None:
        if key in self._counts:
            self._counts[key]()

    def _add_forms(self) -> None:
        session, year = self._session, self._writing.paper.year
        if "request" in self.section.parts:
            writable = not session.read_only
            self.request = PaperRequest(self._writing.options, self._told, writable=writable)
            self._column.addWidget(label("The request", "strong"))
            self._column.addWidget(self.request)
        for part, form in (("benefited", Beneficiaries), ("case_study", CaseStudies)):
            if part in self.section.parts:
                for priority in self._writing.priorities:
                    self._column.addWidget(form(session, priority, year))

    def _add_parts(self) -> None:
        told = PARTS[self._writing.paper.kind]
        added = [told[part] for part in self.section.parts if part in told]
        if added:
            self._column.addWidget(label("The record adds", "caption"))
            told_words = "\n".join(f"•  {words[0].upper()}{words[1:]}" for words in added)
            self._column.addWidget(label(told_words, "quiet", wrap=True))
