"""When reviews were held and are due, and what they decided that is still to do: all that the Desk asks of them.

Apart from ReviewStore, so that opening a window does not load what freezes and compares plans.
"""

from datetime import date
from sqlite3 import Connection

from cspdesk.domain.audience import Audience
from cspdesk.domain.records import dataclass
from cspdesk.domain.reviews import ReviewDecision
from cspdesk.store.journal import Journal
from cspdesk.store.rows import Table


@dataclass(frozen=True, slots=True)
class ReviewDate:
    """When a review was held and when the next is due, and who may read what it decided, without the plan it froze."""

    id: str
    priority_id: str | None
    held_on: date
    next_on: date | None
    marking: Audience = Audience.PARTNER


class ReviewDates:
    """The dates of every review."""

    def __init__(self, db: Connection, journal: Journal) -> None:
        self._db = db
        self._decisions = Table(db, journal, ReviewDecision, "review_decisions")

    def dates(self) -> tuple[ReviewDate, ...]:
        """Return when every review was held and when the next is due, newest first."""
        rows = self._db.execute(
            "select id, priority_id, held_on, next_on, marking from reviews order by held_on desc, id desc"
        )
        return tuple(
            ReviewDate(id_, of, date.fromisoformat(held), date.fromisoformat(due) if due else None, Audience(marking))
            for id_, of, held, due, marking in rows
        )

    def open_decisions(self) -> tuple[ReviewDecision, ...]:
        """Return every decision that has a day and is not yet carried out, by that day."""
        return self._decisions.where("done_on is null and due_on is not null", order="due_on, id")
