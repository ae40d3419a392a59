"""What of a plan is wanted: words, lead, partner, status, rating, due date and lateness, all of them together."""

from datetime import date, timedelta
from enum import StrEnum

from cspdesk.domain.periods import Quarter
from cspdesk.domain.plans import DUE_SOON_DAYS, Action, ActionStatus, Rating, is_due_soon, is_overdue
from cspdesk.domain.records import dataclass
from cspdesk.ui.models.plan_rows import PlanRow


class Due(StrEnum):
    """When an action is due, as people ask for it."""

    OVERDUE = "Overdue"
    SOON = f"Within {DUE_SOON_DAYS} days"
    MONTH = "This month"
    NEXT_MONTH = "Next month"
    QUARTER = "This quarter"
    NEXT_QUARTER = "Next quarter"
    MOVED = "Due date moved"


class Rated(StrEnum):
    """How the two ratings stand to each other."""

    DIFFERS = "Ratings differ"
    UNEXPLAINED = "Differ, no reason"


@dataclass(frozen=True, slots=True)
class RatingWanted:
    """One rating, stated by the lead or computed from the dates."""

    rating: Rating
    computed: bool


@dataclass(frozen=True, slots=True)
class PlanFilter:
    """What of a plan is wanted on a day; an empty or None part asks for nothing. An empty lead asks for nobody's."""

    text: str = ""
    lead: str | None = None
    partner: str | None = None
    status: ActionStatus | None = None
    rating: RatingWanted | Rated | None = None
    due: Due | None = None
    late_only: bool = False
    today: date = date.min

    @property
    def takes_all(self) -> bool:
        """Whether nothing is filtered out."""
        choices = (self.lead, self.partner, self.status, self.rating, self.due)
        return not self.text and not self.late_only and all(choice is None for choice in choices)

    def takes(self, row: PlanRow) -> bool:
        """Return whether a row is wanted; each word must be in its titles, description, lead or partners."""
        return (
            self._text_in(row)
            and (self.lead is None or row.lead == self.lead)
            and (self.partner is None or self.partner in row.partners)
            and (self.status is None or row.action.status is self.status)
            and self._rated(row)
            and (self.due is None or is_due(row.action, self.due, self.today))
            and (not self.late_only or row.days_late is not None)
        )

    def _text_in(self, row: PlanRow) -> bool:
        words = self.text.casefold().split()
        milestones = " ".join(m.title for m in row.whole.milestones)
        parts = (row.action.title, row.action.description, row.lead, *row.partners, milestones)
        heard = " ".join(parts).casefold() if words else ""
        return all(word in heard for word in words)

    def _rated(self, row: PlanRow) -> bool:
        if self.rating is None:
            return True
        if isinstance(self.rating, RatingWanted):
            held = row.computed.rating if self.rating.computed else row.action.stated_rating
            return held is self.rating.rating
        return row.lacks_reason if self.rating is Rated.UNEXPLAINED else row.differs


def is_due(action: Action, due: Due, today: date) -> bool:
    """Return whether an action is due when it is asked for; only what is open is due at all."""
    if due is Due.MOVED:
        return action.agreed_due_on != action.due_on
    if due is Due.OVERDUE:
        return is_overdue(action, today)
    if due is Due.SOON:
        return is_due_soon(action, today)
    first, last = _span(due, today)
    return action.status.is_open and first <= action.due_on <= last


def _span(due: Due, today: date) -> tuple[date, date]:
    """Return the first and the last day of what is asked for."""
    if due in (Due.MONTH, Due.NEXT_MONTH):
        first = today.replace(day=1)
        first = _after_month(first) if due is Due.NEXT_MONTH else first
        return first, _after_month(first) - timedelta(days=1)
    quarter = Quarter.of(today)
    if due is Due.NEXT_QUARTER:
        quarter = Quarter.of(quarter.ends_on + timedelta(days=1))
    return quarter.starts_on, quarter.ends_on


def _after_month(first: date) -> date:
    return (first + timedelta(days=31)).replace(day=1)
