"""Reviews of plans as kept, their decisions, and what became of open actions at a year's end."""

from sqlite3 import Connection

from cspdesk.domain.periods import FinancialYear
from cspdesk.domain.reviews import Review, ReviewDecision, YearEndDecision, checked_decision, checked_review
from cspdesk.store.journal import Journal
from cspdesk.store.rows import Table


class ReviewStore:
    """Every dated look at a plan."""

    def __init__(self, db: Connection, journal: Journal) -> None:
        self.reviews = Table(db, journal, Review, "reviews")
        self.decisions = Table(db, journal, ReviewDecision, "review_decisions")
        self.year_ends = Table(db, journal, YearEndDecision, "year_end_decisions")

    def of_priority(self, priority_id: str) -> tuple[Review, ...]:
        """Return the reviews that looked at a priority, its own and those of the whole plan, newest first."""
        return self.reviews.where("priority_id is null or priority_id = ?", priority_id, order="held_on desc, id desc")

    def all_reviews(self) -> tuple[Review, ...]:
        """Return every review, newest first."""
        return self.reviews.where(order="held_on desc, id desc")

    def decisions_of(self, review_id: str) -> tuple[ReviewDecision, ...]:
        """Return what a review decided, in order."""
        return self.decisions.where("review_id = ?", review_id, order="position, id")

    def open_decisions(self) -> tuple[ReviewDecision, ...]:
        """Return every decision not yet carried out, by due date."""
        return self.decisions.where("done_on is null", order="coalesce(due_on, '9999'), id")

    def year_end_of(self, year: FinancialYear) -> tuple[YearEndDecision, ...]:
        """Return what was decided of open actions at the end of a year."""
        return self.year_ends.where("year = ?", year.first, order="action_id")

    def save(self, review: Review, decisions: tuple[ReviewDecision, ...]) -> None:
        """Keep a review with exactly these decisions. Raises UserError when one says nothing or a date is wrong."""
        self.reviews.save(checked_review(review))
        wanted = {d.id: checked_decision(d) for d in decisions}
        self.decisions.delete(*(d.id for d in self.decisions_of(review.id) if d.id not in wanted))
        for decision in wanted.values():
            self.decisions.save(decision)

    def remove(self, review_id: str) -> None:
        """Remove a review with its decisions; undo brings all back."""
        self.decisions.delete(*(d.id for d in self.decisions_of(review_id)))
        self.reviews.delete(review_id)
