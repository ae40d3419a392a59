"""What the Plan tab shows of one priority and year: its actions, who leads each, what was last said."""

from collections import Counter
from dataclasses import dataclass
from datetime import date

from cspdesk.domain.audience import Audience, may_see
from cspdesk.domain.periods import FinancialYear, long_date
from cspdesk.domain.plans import Action, ActionStatus, ActionUpdate, Rating, is_overdue
from cspdesk.domain.proof import counted
from cspdesk.store.store import Store

RECENT_DAYS = 60  # beyond this, "412 days ago" says less than the date


@dataclass(frozen=True, slots=True)
class PlanRow:
    """One action as the table shows it; days_late is None unless it is open and past its due date."""

    action: Action
    lead: str
    updated: ActionUpdate | None
    proofs: int
    days_late: int | None

    @property
    def id(self) -> str:
        """The action's id."""
        return self.action.id


@dataclass(frozen=True, slots=True)
class PlanReading:
    """A priority's actions of a year that the audience may see, and how many it may not."""

    rows: tuple[PlanRow, ...]
    withheld: int


def read_plan(store: Store, priority_id: str, year: FinancialYear, audience: Audience, today: date) -> PlanReading:
    """Return the actions of a priority that run in a year, by due date, as this audience may see them."""
    actions = store.plans.actions_in(year, priority_id)
    shown = [a for a in actions if may_see(audience, a.marking)]
    names = {p.id: p.name for p in store.partnership.all_people()}
    updates = store.plans.last_updates(priority_id)
    proofs = Counter(link.action_id for link in store.evidence.action_links(priority_id))
    rows = tuple(
        PlanRow(a, names.get(a.lead_id or "", ""), updates.get(a.id), proofs[a.id], days_late(a, today)) for a in shown
    )
    return PlanReading(rows, len(actions) - len(shown))


def days_late(action: Action, today: date) -> int | None:
    """Return by how many days an open action is past its due date; None when it is not."""
    return (today - action.due_on).days if is_overdue(action, today) else None


def ago_words(day: date, today: date) -> str:
    """Return when something was said, as people say it: “today”, “12 days ago”, or the date when it is long past."""
    days = (today - day).days
    if days == 0:
        return "today"
    if days == 1:
        return "yesterday"
    return f"{days} days ago" if 1 < days <= RECENT_DAYS else long_date(day)


def withheld_words(count: int, one: str, audience: Audience, many: str | None = None) -> str:
    """Return the quiet line for what an audience may not see: “3 actions are withheld from the public version”."""
    if count == 0:
        return ""
    return f"{counted(count, one, many)} {'is' if count == 1 else 'are'} withheld from the {audience.value} version"


@dataclass(frozen=True, slots=True)
class PlanFilter:
    """What of a plan is wanted; an empty or None part asks for nothing."""

    text: str = ""
    lead: str | None = None
    status: ActionStatus | None = None
    rating: Rating | None = None
    late_only: bool = False

    def takes(self, row: PlanRow) -> bool:
        """Return whether a row is wanted; every word of the text must be in its title, description or lead."""
        action = row.action
        words = self.text.casefold().split()
        heard = f"{action.title} {action.description} {row.lead}".casefold()
        return (
            all(word in heard for word in words)
            and (self.lead is None or row.lead == self.lead)
            and (self.status is None or action.status is self.status)
            and (self.rating is None or action.stated_rating is self.rating)
            and (not self.late_only or row.days_late is not None)
        )


def plan_sentence(rows: tuple[PlanRow, ...]) -> str:
    """Return what a plan amounts to: “12 actions: 3 late, 5 complete”."""
    late = sum(r.days_late is not None for r in rows)
    complete = sum(r.action.status is ActionStatus.COMPLETE for r in rows)
    parts = [f"{n:,} {word}" for n, word in ((late, "late"), (complete, "complete")) if n]
    return counted(len(rows), "action") + (f": {', '.join(parts)}" if parts else "")
