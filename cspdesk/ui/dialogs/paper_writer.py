"""A paper while it is written: its sections, the one at hand, and beside it what was found and what it still lacks."""

from dataclasses import replace

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QWidget

from cspdesk.analysis.claim_findings import ClaimFinding
from cspdesk.app.paper_writing import (
    changed_bodies,
    keep_bodies,
    keep_option,
    keeping_label,
    read_writing,
)
from cspdesk.domain.bound_figures import Figures
from cspdesk.domain.paper_progress import SectionProgress, progress_of
from cspdesk.domain.papers import FundingLevel, FundingOption, Overruling
from cspdesk.errors import UserError
from cspdesk.ui.dialogs import messages
from cspdesk.ui.dialogs.overrule import ask_overruling
from cspdesk.ui.dialogs.paper_frame import FOUND, LACKS, PaperFrame
from cspdesk.ui.dialogs.records import follow_undo
from cspdesk.ui.icons import icon
from cspdesk.ui.models.paper_checking import Checked, PaperChecking
from cspdesk.ui.models.paper_saving import PaperSaving
from cspdesk.ui.panels.paper_preview import Written
from cspdesk.ui.panels.paper_request import PaperRequest
from cspdesk.ui.panels.paper_section import PaperSectionPage
from cspdesk.ui.session import Session

PAUSE_MS = 400  # after the last letter typed, before the texts are checked again


class PaperWriter(PaperFrame):
    """Texts are kept with Save, many as one step; they are checked as the person types, beside the window."""

    def __init__(self, session: Session, paper_id: str, parent: QWidget | None = None) -> None:
        super().__init__(session, read_writing(session.store, paper_id), parent)
        self.checking = PaperChecking(session, self)
        self.saving = PaperSaving(session, self, self._say)
        self.checking.read.connect(self._take_ground)
        self.checking.checked.connect(self._take_checked)
        self._pages: dict[str, PaperSectionPage] = {}
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE_MS)
        self._pause.timeout.connect(self.check_again)
        self._session.changed.connect(self._record_changed)
        self.nav.setCurrentRow(0)
        self.nav.setFocus()
        follow_undo(self, session)
        self._read_ground()

    # --- sections

    @property
    def page(self) -> PaperSectionPage:
        """The section that is looked at."""
        return self._pages[self.writing.template.sections[max(self.nav.currentRow(), 0)].key]

    def _show_section(self, row: int) -> None:
        if row < 0:
            return
        section = self.writing.template.sections[row]
        if section.key not in self._pages:
            page = PaperSectionPage(self._session, self.writing, section, self._edited)
            if self.checking.ground is not None:
                page.set_figures(self.figures)
            self._pages[section.key] = page
            self.add_page(section.key, page)
        self.show_page(section.key)
        self.preview.look_at(section.title)
        self._show_state()
        self.check_again()

    def go_to_section(self, key: str) -> None:
        """Go to a section by its key."""
        sections = self.writing.template.sections
        self.nav.setCurrentRow(next(place for place, section in enumerate(sections) if section.key == key))
        first = next(iter((*self.page.editors.values(), *self.page.lines.values())), None)
        if first is not None:
            first.setFocus()

    def go_to(self, finding: ClaimFinding) -> None:
        """Go to the words of a finding."""
        section = self.writing.sections.get(finding.section)
        if section is None:
            return
        self.go_to_section(section.key)
        if finding.section in self.page.editors:
            self.page.editors[finding.section].go_to(finding)

    # --- what is written

    def bodies(self) -> dict[str, str]:
        """Return every text as it is written now."""
        kept = {key: body for key, body in self.writing.bodies.items() if key in self.writing.sections}
        return kept | {key: body for page in self._pages.values() for key, body in page.bodies().items()}

    def options(self) -> tuple[FundingOption, ...]:
        """Return the request as it is written now; what is no amount stands as kept."""
        form, kept = self._request, self.writing.options
        return kept if form is None else form.options(kept, self.writing.paper.id)

    @property
    def _request(self) -> PaperRequest | None:
        return next((page.request for page in self._pages.values() if page.request is not None), None)

    @property
    def is_dirty(self) -> bool:
        """Whether something is written that is not kept."""
        texts = changed_bodies(self.writing, self.bodies())
        titled = self.title.text().strip() != self.writing.paper.title
        asked = self._told(self.options()) != self._told(self.writing.options)
        return bool(texts) or titled or asked or (self._request is not None and self._request.fault() is not None)

    @staticmethod
    def _told(options: tuple[FundingOption, ...]) -> set[tuple[FundingLevel, int, str]]:
        return {(o.level, o.amount_pence, o.what_happens) for o in options}

    def save(self) -> bool:
        """Keep what is written, as one step; return whether nothing is left unsaved."""
        if self._session.read_only or not self.is_dirty:
            return True
        form = self._request
        try:
            asked = form.asked() if form is not None else {}
        except UserError as error:
            self._session.show_error(error)
            self._go_to_fault()
            return False
        writing, store = self.writing, self._session.store
        changed = changed_bodies(writing, self.bodies())
        title = self.title.text().strip() or writing.paper.title

        def work() -> None:
            store.papers.papers.save(replace(writing.paper, title=title))
            keep_bodies(store, writing, changed)
            for level, (pence, words) in asked.items():
                keep_option(store, writing, level, pence, words)

        done = keeping_label(writing, changed) if changed else f"Changed “{title}”"
        return self._session.do(done, work) and self._read_again()

    def _go_to_fault(self) -> None:
        for key, page in self._pages.items():
            if page.request is not None and (field := page.request.fault()) is not None:
                self.go_to_section(key)
                field.setFocus()

    def _read_again(self) -> bool:
        """Take in the record as it is now; return True, since it is saved."""
        self.writing = read_writing(self._session.store, self.writing.paper.id)
        self._show_state()
        return True

    def written_now(self) -> Written:
        """Return the paper as it is written now, and for whom."""
        return Written(self.writing, self.bodies(), self.options(), self.readers.value())

    def make_paper(self) -> None:
        """Keep what is written, then let the paper be made for its readers: seen, kept in the register, printed."""
        from cspdesk.ui.dialogs.paper_export import open_paper_export

        if self.save():
            paper = self.writing.paper
            open_paper_export(self._session, self, paper.kind, paper, self.readers.value())

    def save_a_copy(self) -> None:
        """Keep what is written, then save the paper for its readers in one of its forms."""
        from cspdesk.ui.dialogs.publicity import may_publish

        if self.save() and may_publish(self._session, self.readers.value(), f"“{self.writing.paper.title}”", self):
            self.saving.save_as(self.writing, self.readers.value())

    def _say(self, words: str) -> None:
        self.state.setText(words)

    def _edited(self) -> None:
        self._show_state()
        self._pause.start()
        self.preview.follow()

    def _record_changed(self) -> None:
        """Take in what was changed elsewhere, undone or done again; what is unsaved stays."""
        unsaved = changed_bodies(self.writing, self.bodies())
        try:
            self.writing = read_writing(self._session.store, self.writing.paper.id)
        except UserError:
            super().reject()
            return
        for page in self._pages.values():
            page.take(self.writing, unsaved)
        self._show_state()
        self._read_ground()

    # --- what is found

    def _read_ground(self) -> None:
        self.preview.follow()
        self.checking.read_record(self.writing.paper, self.readers.value())

    def _take_ground(self) -> None:
        for page in self._pages.values():
            page.set_figures(self.figures)
        self.check_again()
        self.preview.read_ahead()

    @property
    def figures(self) -> Figures:
        """The figures that the texts are bound to; none while they are read."""
        return self.checking.ground.figures if self.checking.ground is not None else {}

    def check_again(self) -> None:
        """Check every text as it is written now."""
        self.checking.check(self.bodies(), self.writing.overrulings)

    def _take_checked(self, made: Checked) -> None:
        titles = {key: section.title for key, section in self.writing.sections.items()}
        self.found.show_findings(made.findings, made.overruled, self.figures, titles, self.page.keys)
        for page in self._pages.values():
            for key, editor in page.editors.items():
                if made.bodies.get(key) == editor.body():
                    editor.show_findings([f for f in made.findings if f.section == key])
        count = len(made.findings)
        self.beside.setTabText(FOUND, f"&Claims ({count})" if count else "&Claims")

    def accept_finding(self, finding: ClaimFinding) -> None:
        """Put what is safe to say in the place of the sentence."""
        self.go_to(finding)
        editor = self.page.editors.get(finding.section)
        if editor is not None:
            editor.replace_body(finding.accepted(editor.body()))

    def overrule(self, finding: ClaimFinding) -> None:
        """Ask who sets a finding aside and why, and keep it as one step."""
        stays = ask_overruling(self._session, self.writing, finding, self.figures, self)
        self.go_to(finding)
        if stays and finding.section in self.page.editors:
            self.page.editors[finding.section].stand_behind(finding)

    def take_back(self, made: Overruling) -> None:
        """Show a finding again that was set aside."""
        label_ = f"Took back the overruling of “{made.finding}”"
        self._session.do(label_, lambda: self._session.store.papers.overrulings.delete(made.id))

    # --- how far it has come

    def progress(self) -> tuple[SectionProgress, ...]:
        """Return how far each section has come, with what is written now."""
        return progress_of(self.writing.template, self.writing.priorities, self.bodies(), self.options())

    def _show_state(self) -> None:
        progress = self.progress()
        for row, each in enumerate(progress):
            item = self.nav.item(row)
            done = each.is_complete and (each.words > 0 or not each.section.is_written)
            item.setIcon(icon("circle-check", "good") if done else icon("circle", "warning" if each.lacks else "quiet"))
            state = "complete" if each.is_complete else f"{len(each.lacks)} still missing"
            item.setToolTip("\n".join((each.section.title, *(each.lacks or (state,)))))
            item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{each.section.title}, {state}")
        self.lacks.show_progress(progress)
        missing = sum(len(each.lacks) for each in progress)
        self.beside.setTabText(LACKS, f"&To complete ({missing})" if missing else "&To complete")
        self.save_button.setEnabled(self.is_dirty and not self._session.read_only)
        self.state.setText("Not saved yet." if self.is_dirty else "")

    # --- leaving

    def _may_leave(self) -> bool:
        if not self.is_dirty or self._session.read_only:
            return True
        reply = messages.ask(self, "Save your changes?", "What you wrote is not saved.", ("Save", "Discard"))
        return reply == "Discard" or (reply == "Save" and self.save())

    def reject(self) -> None:
        """Leave, once what is written is saved or given up."""
        if self._may_leave():
            super().reject()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Leave only when that may be."""
        event.setAccepted(not self.isVisible())
        if self.isVisible():
            self.reject()

    def done(self, result: int) -> None:
        """Take no more notice of the record."""
        self._session.changed.disconnect(self._record_changed)
        self.checking.stop()
        super().done(result)
