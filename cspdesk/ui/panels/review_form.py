"""The form in which a review is held, and in which one held earlier is looked at and its decisions ticked off."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from PySide6.QtWidgets import QWidget

from cspdesk.domain.periods import long_date
from cspdesk.domain.reviews import Review, ReviewDecision, checked_decision, checked_review
from cspdesk.errors import UserError
from cspdesk.store.ids import new_id
from cspdesk.ui.models.review_rows import DecisionRow, scope_words
from cspdesk.ui.panels.action_fields import Abreast
from cspdesk.ui.panels.growing import GrowingBox
from cspdesk.ui.panels.marking_fields import MarkingFields
from cspdesk.ui.panels.open_decisions import OpenDecisions
from cspdesk.ui.panels.record_form import RecordForm
from cspdesk.ui.panels.single_fields import SingleFields
from cspdesk.ui.panels.task_list import Task, TaskList, TaskWords
from cspdesk.ui.session import Session
from cspdesk.ui.widgets.fields import ChoiceBox, DateEdit
from cspdesk.ui.widgets.side_panel import SidePanel
from cspdesk.ui.widgets.text import label

WORDS = TaskWords("decision", "Who", "What was decided, in a sentence")
HELD = "The review keeps the plan as it stands now. Its dates are for every reader; the marking is for what it says."


class ReviewForm(RecordForm[Review]):
    """Holds, changes and removes one review."""

    def __init__(
        self,
        session: Session,
        panel: SidePanel,
        saved: Callable[[str], object],
        scoped: Callable[[str | None], object],
    ) -> None:
        """scoped is called with the priority, or None for the whole plan, when the scope of a new one is chosen."""
        super().__init__(session, panel, saved)
        self._scoped = scoped
        self._waiting: tuple[DecisionRow, ...] = ()
        self._priority_id = ""

    @property
    def is_holding(self) -> bool:
        """Whether a new review is being written."""
        return self._is_new and self.shown_id is not None

    def hold(self, priority_id: str, last: Review | None, waiting: Sequence[DecisionRow]) -> bool:
        """Begin a review of a priority. last: the one before; waiting: decisions still open from earlier ones."""
        today = self._session.today
        next_on = None if last is None or last.next_on is None else today + (last.next_on - last.held_on)
        self._priority_id, self._waiting = priority_id, tuple(waiting)
        return self.edit(Review(new_id(), priority_id, self._session.year, today, 0, "{}", next_on), is_new=True)

    def _fill(self, record: Review) -> None:
        session, reviews = self._session, self._session.store.reviews
        self._before = reviews.decisions_of(record.id)
        people = [(p.name, p.id) for p in session.store.partnership.all_people()]
        tasks = [Task(d.id, d.text, d.owner_id, d.due_on, d.done_on) for d in self._before]
        self.held = DateEdit(record.held_on)
        self.scope: ChoiceBox[str | None] = ChoiceBox(
            [(scope_words(self._priority_id), self._priority_id), (scope_words(None), None)]
        )
        self.scope.currentIndexChanged.connect(lambda _: self._scoped(self.scope.value()))
        self.summary = GrowingBox(record.summary, 3)
        self.summary.setPlaceholderText("What was said, in a few sentences")
        self.decisions = TaskList(tasks, WORDS, people, session.today, read_only=session.read_only)
        self.next = DateEdit(record.next_on)
        self.marking = MarkingFields(record.marking, record.marking_reason)
        self.waiting = OpenDecisions(self._waiting if self._is_new else ())
        day = long_date(record.held_on)
        removed = (f"Removed the review of {day}", lambda: reviews.remove(record.id))
        self._show(
            f"Review of the plan for {record.year.label}" if self._is_new else f"Review of {day}",
            self._rows(),
            "Held a review" if self._is_new else f"Changed the review of {day}",
            self._check,
            self._hold if self._is_new else self._keep,
            None if self._is_new else removed,
        )
        self._panel.save_button.setText("Hold the &review" if self._is_new else "&Save")
        self.summary.setFocus()

    def _rows(self) -> list[tuple[str, QWidget]]:
        shared: list[tuple[str, QWidget]] = [
            ("S&ummary", self.summary),
            ("Decisions", self.decisions),
            ("&Next review", self.next),
            ("", self.marking),
        ]
        if not self._is_new:
            assert self.shown is not None
            return [*shared, ("", SingleFields(self._session, self._session.store.reviews.reviews, self.shown.id))]
        first: list[tuple[str, QWidget]] = [("", Abreast(("Hel&d on", self.held), ("&Looks at", self.scope)))]
        if self._waiting:
            first.append(("Still open from earlier reviews: tick what is done", self.waiting))
        return [*first, *shared, ("", label(HELD, "quiet", wrap=True))]

    def filled(self) -> Review:
        """Return the review as the fields have it. Raises UserError when a date cannot be read or cannot stand."""
        assert self.shown is not None
        filled = replace(
            self.shown,
            summary=self.summary.text(),
            next_on=self.next.day(),
            marking=self.marking.audience(),
            marking_reason=self.marking.reason(),
        )
        if self._is_new:
            held_on = self.held.day()
            if held_on is None or held_on > self._session.today:
                raise UserError("Give the day the review is held: today, or an earlier day.")
            filled = replace(filled, held_on=held_on, priority_id=self.scope.value())
        return checked_review(filled)

    def decided(self) -> tuple[ReviewDecision, ...]:
        """Return the decisions in order. Raises UserError when one says nothing or cannot be read."""
        assert self.shown is not None
        found = enumerate(self.decisions.tasks())
        return tuple(
            checked_decision(ReviewDecision(t.id, self.shown.id, place, t.text, t.who_id, t.due_on, t.done_on))
            for place, t in found
        )

    def _check(self) -> None:
        self.filled()
        self.decided()

    def _hold(self) -> None:
        reviews, review, done = self._session.store.reviews, self.filled(), self.waiting.done()
        reviews.hold(review, self.decided())
        for row in self._waiting:
            if row.id in done:
                reviews.decisions.save(replace(row.decision, done_on=review.held_on))

    def _keep(self) -> None:
        self._session.store.reviews.save(self.filled(), self.decided())

    def _read(self, id_: str) -> Review | None:
        return self._session.store.reviews.reviews.find(id_)

    def _differs(self, now: Review) -> bool:
        return now != self.shown or self._session.store.reviews.decisions_of(now.id) != self._before
