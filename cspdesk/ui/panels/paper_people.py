"""Who benefited and their stories, as a paper's section shows them: listed, added, changed, each as one step."""

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from cspdesk.domain.audience import Audience, may_see
from cspdesk.domain.disclosure import MARK
from cspdesk.domain.papers import Beneficiary, CaseStudy, parts_as_text, typed_parts
from cspdesk.domain.partnership import Priority
from cspdesk.domain.periods import FinancialYear, long_date
from cspdesk.domain.proof import counted
from cspdesk.errors import UserError
from cspdesk.store.ids import new_id
from cspdesk.ui.dialogs.form import FieldError, FormDialog
from cspdesk.ui.models.plan_rows import withheld_words
from cspdesk.ui.panels.marking_fields import MarkingFields
from cspdesk.ui.panels.single_fields import SingleFields
from cspdesk.ui.panels.telling import clear
from cspdesk.ui.session import Session
from cspdesk.ui.theme import SPACE
from cspdesk.ui.widgets.fields import DateEdit, TextBox
from cspdesk.ui.widgets.text import button, label

EACH_A_LINE = "one a line, like 18 to 24: 30"


class _Records(QWidget):
    """Rows of a priority's records of a year, and a button that adds one."""

    def __init__(self, session: Session, priority: Priority, year: FinancialYear, adding: str) -> None:
        super().__init__()
        self._session, self._priority, self._year = session, priority, year
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE // 2)
        column.addWidget(label(priority.name, "strong", wrap=True))
        self._rows = QVBoxLayout()
        self._rows.setSpacing(SPACE // 2)
        column.addLayout(self._rows)
        self.add_button = button(adding, icon="plus")
        self.add_button.clicked.connect(self.add)
        self.add_button.setDisabled(session.read_only)
        foot = QHBoxLayout()
        foot.addWidget(self.add_button)
        foot.addStretch(1)
        column.addLayout(foot)
        self.reload()

    def add(self) -> None:
        """Ask for another one."""
        raise NotImplementedError

    def reload(self) -> None:
        """Show what the record holds."""
        raise NotImplementedError

    def _say(self, words: str, edit: QWidget | None = None, remove: QWidget | None = None) -> None:
        row = QHBoxLayout()
        row.addWidget(label(words, "body", wrap=True), 1)
        for each in (edit, remove):
            if each is not None:
                each.setDisabled(self._session.read_only)
                row.addWidget(each)
        holder = QWidget()
        row.setContentsMargins(0, 0, 0, 0)
        holder.setLayout(row)
        self._rows.addWidget(holder)


class Beneficiaries(_Records):
    """How many people of which age, place or whatever is counted; small numbers are withheld when it is printed."""

    def __init__(self, session: Session, priority: Priority, year: FinancialYear) -> None:
        super().__init__(session, priority, year, "Add a breakdown…")

    def reload(self) -> None:
        """Show every breakdown with its parts."""
        clear(self._rows)
        found = self._session.store.papers.beneficiaries_of(self._priority.id, self._year)
        if self._session.audience is not Audience.RESTRICTED:
            self._show_told(found)
            return
        by_breakdown: dict[str, list[Beneficiary]] = {}
        for each in found:
            by_breakdown.setdefault(each.breakdown, []).append(each)
        for breakdown, parts in by_breakdown.items():
            edit = button("Change…", "flat")
            edit.clicked.connect(lambda _=False, name=breakdown, kept=tuple(parts): self._ask(name, kept))
            made_up = " (illustrative)" if any(p.illustrative for p in parts) else ""
            told = "; ".join(f"{p.part}: {p.people:,}" for p in parts)
            self._say(f"{breakdown}{made_up}. {told}", edit)
        if not by_breakdown:
            self._say("Nobody has counted yet whom the work reached.")

    def _show_told(self, found: Sequence[Beneficiary]) -> None:
        """Show what the readers looked as would be told, as it is printed for them."""
        from cspdesk.domain.benefited import told_of  # only where fewer look

        rule, audience = self._session.store.markings.rule(), self._session.audience
        told, _ = told_of(found, rule.least(audience), audience)
        for each in told:
            parts = "; ".join(f"{part}: {MARK if people is None else f'{people:,}'}" for part, people in each.parts)
            self._say(f"{each.name}. {parts}")
        if not found:
            self._say("Nobody has counted yet whom the work reached.")

    def add(self) -> None:
        """Ask for another breakdown."""
        self._ask("", ())

    def _ask(self, breakdown: str, kept: Sequence[Beneficiary]) -> None:
        name, source = QLineEdit(breakdown), QLineEdit(kept[0].source if kept else "")
        name.setPlaceholderText("Age, sex, place…")
        parts = TextBox(parts_as_text(kept))
        parts.setPlaceholderText(EACH_A_LINE)

        def save() -> bool:
            if not name.text().strip():
                raise FieldError(name, "Say by what people are told apart: age, for instance.")
            try:
                typed = typed_parts(parts.text())
            except UserError as error:
                raise FieldError(parts, str(error)) from None
            now = self._session.store.papers.beneficiaries.named([each.id for each in kept])  # as marked since
            wanted = self._wanted(name.text().strip(), source.text().strip(), typed, now)
            words = f"Recorded who benefited by {name.text().strip().casefold()}"
            return self._session.do(words, lambda: self._session.store.papers.save_breakdown(kept, wanted))

        form = FormDialog("Who benefited", save, self.window())
        form.add("&Told apart by", name)
        form.add("&People in each part", parts)
        form.add("&Source", source)
        table = self._session.store.papers.beneficiaries
        for each in kept:
            form.add(each.part, SingleFields(self._session, table, each.id, whole=True))
        if form.ask():
            self.reload()

    def _wanted(
        self, breakdown: str, source: str, typed: Sequence[tuple[str, int]], kept: Sequence[Beneficiary]
    ) -> list[Beneficiary]:
        known = {each.part.casefold(): each for each in kept}
        made = []
        for place, (part, people) in enumerate(typed):
            base = known.get(part.casefold()) or Beneficiary(
                new_id(), self._priority.id, self._year, breakdown, part, people
            )
            made.append(replace(base, breakdown=breakdown, part=part, people=people, position=place, source=source))
        return made


class CaseStudies(_Records):
    """One person's or one place's story; only what may be told reaches a document."""

    def __init__(self, session: Session, priority: Priority, year: FinancialYear) -> None:
        super().__init__(session, priority, year, "Add a case study…")

    def reload(self) -> None:
        """Show every story with whether it may be told."""
        clear(self._rows)
        every = self._session.store.papers.case_studies_of(self._priority.id, self._year)
        found = [study for study in every if may_see(self._session.audience, study.marking)]
        if words := withheld_words(len(every) - len(found), "case study", self._session.audience, "case studies"):
            self._say(words)
        for study in found:
            edit, remove = button("Change…", "flat"), button("Remove", "flat", tip="Ctrl+Z brings it back")
            edit.clicked.connect(lambda _=False, kept=study: self._ask(kept))
            remove.clicked.connect(lambda _=False, kept=study: self._remove(kept))
            self._say(f"{study.title}: {told_words(study)}", edit, remove)
        if not every:
            self._say("No story is recorded yet. It needs the person’s consent, and nothing that tells who it is.")

    def add(self) -> None:
        """Ask for another story."""
        self._ask(CaseStudy(new_id(), self._priority.id, self._year, "", ""))

    def _remove(self, study: CaseStudy) -> None:
        label_ = f"Removed the case study “{study.title}”"
        if self._session.do(label_, lambda: self._session.store.papers.case_studies.delete(study.id)):
            self.reload()

    def _kept_id(self, study: CaseStudy) -> str:
        return study.id if self._session.store.papers.case_studies.find(study.id) else ""

    def _ask(self, study: CaseStudy) -> None:
        title, body = QLineEdit(study.title), TextBox(study.body, 6)
        consent, note = DateEdit(study.consented_on), QLineEdit(study.consent_note)
        note.setPlaceholderText("to what, in what words, kept where")
        anonymised = QCheckBox("Nothing in it tells &who it is")
        anonymised.setChecked(study.anonymised)
        marking = MarkingFields(study.marking, study.marking_reason)

        def save() -> bool:
            try:
                day = consent.day()
            except UserError as error:
                raise FieldError(consent, str(error)) from None
            made = replace(
                study,
                title=title.text().strip(),
                body=body.text(),
                consented_on=day,
                consent_note=note.text().strip(),
                anonymised=anonymised.isChecked(),
                marking=marking.audience(),
                marking_reason=marking.reason(),
            )
            if not made.title:
                raise FieldError(title, "A case study needs a title.")
            return self._session.do(
                f"Wrote the case study “{made.title}”", lambda: self._session.store.papers.save_case_study(made)
            )

        form = FormDialog("Case study", save, self.window())
        form.add("&Title", title)
        form.add("What &happened", body)
        form.add("The person &agreed on", consent)
        form.add("&What was agreed to", note)
        form.add("", anonymised)
        form.add("", marking)
        form.add("", SingleFields(self._session, self._session.store.papers.case_studies, self._kept_id(study)))
        if form.ask():
            self.reload()


def told_words(study: CaseStudy) -> str:
    """Return whether a story may be told, or what stands in the way."""
    if study.may_be_told:
        agreed = f"agreed on {long_date(study.consented_on)}" if study.consented_on else ""
        return f"may be told to {study.marking.value} readers, {agreed}, {counted(len(study.body.split()), 'word')}."
    lacking = [] if study.consented_on else ["the person’s consent"]
    lacking += [] if study.anonymised else ["the check that nobody can be told from it"]
    return f"may not be told yet: {' and '.join(lacking)} is missing."
