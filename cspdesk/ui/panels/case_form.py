"""The form of a case review: its reference and never a name, its stage, its dates, and what it recommended."""

from dataclasses import replace

from PySide6.QtWidgets import QLineEdit, QWidget

from cspdesk.domain.naming import reads_like_a_name
from cspdesk.domain.services import CaseRecommendation, CaseReview, CaseReviewStage, checked_case_review
from cspdesk.errors import UserError
from cspdesk.store.ids import new_id
from cspdesk.ui.panels.action_fields import Abreast
from cspdesk.ui.panels.growing import GrowingBox
from cspdesk.ui.panels.marking_fields import MarkingFields
from cspdesk.ui.panels.record_form import RecordForm
from cspdesk.ui.panels.single_fields import SingleFields
from cspdesk.ui.panels.task_list import Task, TaskList, TaskWords
from cspdesk.ui.widgets.fields import ChoiceBox, DateEdit
from cspdesk.ui.widgets.text import label

WORDS = TaskWords("recommendation", "To", "What is recommended, in a sentence")
NOBODY_NAMED = (
    "A reference such as DHR 3. Nobody is named in it, or in the note: not the person the review is about, "
    "nor family, nor staff."
)


class CaseForm(RecordForm[CaseReview]):
    """Adds, changes and removes one case review with its recommendations."""

    def new(self, priority_id: str) -> bool:
        """Begin a case review; it is restricted unless that is changed."""
        return self.edit(CaseReview(new_id(), priority_id, "", self._session.today), is_new=True)

    def _fill(self, record: CaseReview) -> None:
        services = self._session.store.services
        self._before = services.recommendations_of(record.id)
        self._build(record)
        done = "Added a case review" if self._is_new else f"Changed the case review {record.reference}"
        removed = (f"Removed the case review {record.reference}", lambda: services.remove_case_review(record.id))
        self._show(
            "New case review" if self._is_new else record.reference,
            self._rows(record),
            done,
            self._check,
            self._keep,
            None if self._is_new else removed,
        )

    def _build(self, record: CaseReview) -> None:
        session = self._session
        self.reference = QLineEdit(record.reference)
        self.doubt = label("", "notice", wrap=True)
        self.doubt.hide()
        self.reference.textChanged.connect(self._say_doubt)
        self.stage: ChoiceBox[CaseReviewStage] = ChoiceBox([(s.value.capitalize(), s) for s in CaseReviewStage])
        self.stage.set_value(record.stage)
        self.opened = DateEdit(record.opened_on)
        self.stage_due, self.published = DateEdit(record.stage_due_on), DateEdit(record.published_on)
        self.note = GrowingBox(record.note, 2)
        self.marking = MarkingFields(record.marking, record.marking_reason)
        organisations = [(o.name, o.id) for o in session.store.partnership.all_organisations()]
        tasks = [Task(r.id, r.text, r.organisation_id, r.due_on, r.done_on) for r in self._before]
        self.recommended = TaskList(tasks, WORDS, organisations, session.today, read_only=session.read_only)

    def _rows(self, record: CaseReview) -> list[tuple[str, QWidget]]:
        rows: list[tuple[str, QWidget]] = [
            ("&Reference", self.reference),
            ("", label(NOBODY_NAMED, "quiet", wrap=True)),
            ("", self.doubt),
            ("", Abreast(("S&tage", self.stage), ("Opene&d on", self.opened))),
            ("", Abreast(("Ne&xt stage due", self.stage_due), ("&Published on", self.published))),
            ("N&ote", self.note),
            ("Recommendations", self.recommended),
            ("", self.marking),
            (
                "",
                SingleFields(
                    self._session, self._session.store.services.case_reviews, "" if self._is_new else record.id
                ),
            ),
        ]
        return [*rows, ("", label("Illustrative, not a recorded fact", "caption"))] if record.illustrative else rows

    def filled(self) -> CaseReview:
        """Return the case review as the fields have it. Raises UserError when a date cannot be read."""
        assert self.shown is not None
        opened_on = self.opened.day()
        if opened_on is None:
            raise UserError("A case review needs the day it was opened.")
        return replace(
            self.shown,
            reference=self.reference.text().strip(),
            stage=self.stage.value(),
            opened_on=opened_on,
            stage_due_on=self.stage_due.day(),
            published_on=self.published.day(),
            note=self.note.text(),
            marking=self.marking.audience(),
            marking_reason=self.marking.reason(),
        )

    def recommendations(self) -> tuple[CaseRecommendation, ...]:
        """Return what is recommended, in order. Raises UserError when one cannot be read."""
        assert self.shown is not None
        return tuple(
            CaseRecommendation(t.id, self.shown.id, place, t.text, t.who_id, t.due_on, t.done_on)
            for place, t in enumerate(self.recommended.tasks())
        )

    def _check(self) -> None:
        checked_case_review(self.filled())
        self.recommendations()

    def _keep(self) -> None:
        services, wanted = self._session.store.services, self.recommendations()
        services.save_case_review(self.filled())
        kept = {r.id for r in wanted}
        services.recommendations.delete(*(r.id for r in self._before if r.id not in kept))
        for recommendation in wanted:
            services.recommendations.save(recommendation)

    def _say_doubt(self) -> None:
        text = self.reference.text()
        self.doubt.setVisible(reads_like_a_name(text))
        self.doubt.setText(f"“{text.strip()}” reads like a name. It can be saved, but a case review names nobody.")

    def _read(self, id_: str) -> CaseReview | None:
        return self._session.store.services.case_reviews.find(id_)

    def _differs(self, now: CaseReview) -> bool:
        return now != self.shown or self._session.store.services.recommendations_of(now.id) != self._before
