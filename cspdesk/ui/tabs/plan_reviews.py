"""The reviews of a priority's plan: held, looked at again, their decisions ticked off, and what changed since."""

from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QWidget

from cspdesk.domain.frozen_plan import FrozenPlan, freeze, read_frozen
from cspdesk.domain.periods import long_date
from cspdesk.domain.reviews import Review
from cspdesk.store.reviews import ReviewHeading
from cspdesk.ui.models.review_rows import (
    DecisionRow,
    ReviewsReading,
    read_reviews,
    review_title,
    reviews_sentence,
    unread_words,
)
from cspdesk.ui.panels.review_form import ReviewForm
from cspdesk.ui.panels.review_lists import ReviewLists
from cspdesk.ui.panels.review_look import SINCE, THEN, Looking, ReviewLook
from cspdesk.ui.panels.room import SharedRoom
from cspdesk.ui.panels.scrolling import scrolling
from cspdesk.ui.session import Place, Session
from cspdesk.ui.widgets.side_panel import SidePanel


class ReviewsTab(QWidget):
    """All reviews, or one of them beside the panel in which it is written."""

    def __init__(self, session: Session, priority_id: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._priority_id = priority_id
        self._reading = ReviewsReading((), (), ())
        self._wanted: str | None = None  # the review to select once it is read
        self.panel = SidePanel(self)
        self.form = ReviewForm(session, self.panel, self._want, self._scope_chosen)
        self.pages = QStackedWidget(self)
        self.lists = ReviewLists(session)
        self._look: ReviewLook | None = None
        self._list_page = scrolling(self.lists, self.pages)
        self.pages.addWidget(self._list_page)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.pages, 1)
        row.addWidget(self.panel)
        self._room = SharedRoom(self, self.pages, self.panel, ())
        self._join()
        self.reload()

    def _join(self) -> None:
        lists = self.lists
        lists.hold_wanted.connect(self.hold)
        lists.since_wanted.connect(lambda: self.show_since())
        lists.review_opened.connect(self.open_review)
        lists.review_removed.connect(self.remove_review)
        lists.decision_opened.connect(self.open_decision)
        lists.decisions_turned.connect(self.turn_decisions)
        self.panel.closed.connect(self._panel_closed)
        self._back = QShortcut(QKeySequence(Qt.Key.Key_Escape), self.pages)
        self._back.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        self._back.activated.connect(self.leave)
        self._back.setEnabled(False)
        self.panel.opened.connect(lambda: self._back.setEnabled(False))  # Esc then closes the panel first

    @property
    def look(self) -> ReviewLook:
        """One review; made when the first is looked at, since the list of all does without."""
        if self._look is None:
            self._look = ReviewLook(self._session, self._priority_id, self.pages)
            self._look.left.connect(self.leave)
            self._look.chosen.connect(self.show_since)
            self.pages.addWidget(self._look)
        return self._look

    @property
    def is_looking(self) -> bool:
        """Whether one review is shown, not the list of all."""
        return self._look is not None and self.pages.currentWidget() is self._look

    def reload(self) -> None:
        """Read the record and show it; what is being typed in the panel stays."""
        session = self._session
        self._reading = read_reviews(session.store, self._priority_id, session.year, session.audience, session.today)
        sentence = reviews_sentence(self._reading, session.today)
        self.lists.show_reading(self._reading, sentence, unread_words(self._reading, session.audience))
        self._leave_withheld()
        self.form.refresh()
        if self.is_looking:
            self.look.reload()
        if self._wanted is not None:
            self.lists.reviews.table.select_key(self._wanted)
            self._wanted = None

    def _leave_withheld(self) -> None:
        """Close the panel on a review that the audience chosen may not read."""
        seen = {r.id for r in self._reading.reviews} - self._reading.withheld
        if self.form.withheld_id(seen) is not None and not self.panel.is_dirty:
            self.panel.leave()

    def _want(self, id_: str) -> None:
        self._wanted = id_

    def hold(self) -> None:
        """Begin a review: what changed since the last one at the left, what is decided in the panel."""
        if self._session.read_only:
            return
        waiting = [row for row in self._reading.decisions if row.decision.done_on is None]
        last = self._newest(self._priority_id)
        if self.form.hold(self._priority_id, last, waiting):
            self._look_while_holding(self._priority_id)

    def _scope_chosen(self, priority_id: str | None) -> None:
        self._look_while_holding(priority_id)

    def _look_while_holding(self, priority_id: str | None) -> None:
        last = self._newest(priority_id)
        what = "the plan" if priority_id is None else "this plan"
        since = "" if last is None else f", last reviewed on {long_date(last.held_on)}"
        looking = Looking(
            f"Review of {what}{since}",
            last,
            self._plan_now(priority_id),
            "The plan today",
            "What changed since",
            THEN if last is None else SINCE,
            whole=priority_id is None,
        )
        self._show_look(looking)

    def _newest(self, priority_id: str | None) -> Review | None:
        """Return the newest review that a review of a priority, or of the whole plan, is to be compared with."""
        fit = (r for r in self._reading.reviews if priority_id is not None or r.priority_id is None)
        newest = next(fit, None)
        return None if newest is None else self._session.store.reviews.reviews.find(newest.id)

    def _plan_now(self, priority_id: str | None) -> FrozenPlan:
        session, plans = self._session, self._session.store.plans
        actions = plans.actions_in(session.year, priority_id)
        return freeze(plans.whole(actions), session.today, session.year, plans.rating_rule())

    def show_since(self, review_id: str | None = None) -> None:
        """Show what changed since a review, the newest unless another is named, without holding one."""
        if not self._reading.reviews:
            return
        review = self._session.store.reviews.reviews.find(review_id or self._reading.reviews[0].id)
        if review is None:
            return
        others = [(f"since {long_date(r.held_on)}", r.id) for r in self._reading.reviews]
        self._show_look(Looking("What changed since a review", review), others)
        self._back.setEnabled(self.panel.isHidden())
        self.look.since.table.setFocus()

    def open_review(self, heading: ReviewHeading) -> None:
        """Show what the plan said at a review, and in the panel what it decided, for those who may read that."""
        review = self._session.store.reviews.reviews.find(heading.id)
        withheld = heading.id in self._reading.withheld
        if review is None or not (self._leave_form() if withheld else self.form.edit(review)):
            return
        self.lists.reviews.table.select_key(heading.id)
        names = {p.id: p.name for p in self._session.store.partnership.all_priorities()}
        plan = read_frozen(review.frozen)
        self._show_look(
            Looking(review_title(review, names), review, plan, f"The plan on {long_date(plan.on)}",
                    first=THEN)
        )  # fmt: skip
        if withheld:
            self._say_withheld()
            self._back.setEnabled(True)
            self.look.frozen.table.setFocus()

    def _leave_form(self) -> bool:
        """Close the panel; return whether it could be."""
        if not self.panel.isHidden():
            self.panel.leave()
        return self.panel.isHidden()

    def _say_withheld(self) -> None:
        audience = self._session.audience.value
        self._session.message.emit(f"What this review said and decided is withheld from the {audience} version")

    def open_decision(self, row: DecisionRow) -> None:
        """Show the review that made a decision, with the cursor on it."""
        heading = next((r for r in self._reading.reviews if r.id == row.decision.review_id), None)
        if heading is not None:
            self.open_review(heading)
            self.form.decisions.show_task(row.id)

    def turn_decisions(self, rows: tuple[DecisionRow, ...]) -> None:
        """Mark decisions as done today; if all of them are done already, as open again."""
        if self._session.read_only or not rows:
            return
        done_on = None if all(r.decision.done_on for r in rows) else self._session.today
        changed = [
            replace(r.decision, done_on=done_on) for r in rows if (r.decision.done_on is None) != (done_on is None)
        ]
        what = "a decision" if len(changed) == 1 else f"{len(changed)} decisions"
        kept = self._session.store.reviews.decisions

        def turn() -> None:
            for decision in changed:
                kept.save(decision)

        self._session.do(f"Marked {what} as {'open again' if done_on is None else 'done'}", turn)

    def remove_review(self, heading: ReviewHeading) -> None:
        """Remove a review with its decisions; Ctrl+Z brings all back. One that may not be read here stays."""
        if heading.id in self._reading.withheld:
            self._say_withheld()
            return
        kept = self._session.store.reviews
        self._session.do(f"Removed the review of {long_date(heading.held_on)}", lambda: kept.remove(heading.id))

    def _show_look(self, looking: Looking, others: list[tuple[str, str]] | None = None) -> None:
        self.look.look_at(looking, others or [])
        self.pages.setCurrentWidget(self.look)

    def leave(self) -> None:
        """Go back to all reviews, unless the panel holds something that is still to be saved."""
        if self.panel.isHidden():
            self._show_lists()
        else:
            self.panel.leave()

    def _panel_closed(self) -> None:
        self.form.forget()
        self._show_lists()

    def _show_lists(self) -> None:
        self._back.setEnabled(False)
        self.pages.setCurrentWidget(self._list_page)
        self.lists.take_focus()

    def focus_record(self, place: Place) -> None:
        """Open a review, or the review that made a decision."""
        if place.record_id is None:
            self.lists.take_focus()
            return
        decision = next((r for r in self._reading.decisions if r.id == place.record_id), None)
        if decision is not None:
            self.open_decision(decision)
            return
        heading = next((r for r in self._reading.reviews if r.id == place.record_id), None)
        if heading is not None:
            self.open_review(heading)
