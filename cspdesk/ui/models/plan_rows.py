"""What the Plan tab shows of one priority and year: its actions, who leads each, what was last said."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import field
from datetime import date

from cspdesk.domain.audience import Audience, may_see
from cspdesk.domain.milestones import late_days
from cspdesk.domain.periods import FinancialYear, long_date
from cspdesk.domain.plans import Action, ActionStatus, ActionUpdate, is_overdue
from cspdesk.domain.proof import counted
from cspdesk.domain.ratings import ComputedRating, lacks_reason, rate_action
from cspdesk.domain.records import dataclass
from cspdesk.domain.whole_action import WholeAction
from cspdesk.store.store import Store

RECENT_DAYS = 60  # beyond this, "412 days ago" says less than the date


@dataclass(frozen=True, slots=True)
class PlanRow:
    """One action as the table shows it; days_late is None unless it is open and past its due date."""

    whole: WholeAction
    lead: str
    partners: tuple[str, ...]
    proofs: int
    days_late: int | None
    computed: ComputedRating

    @property
    def action(self) -> Action:
        """The action itself."""
        return self.whole.action

    @property
    def id(self) -> str:
        """The action's id."""
        return self.whole.action.id

    @property
    def updated(self) -> ActionUpdate | None:
        """What was reported last."""
        return self.whole.last_update

    @property
    def differs(self) -> bool:
        """Whether the rating stated is another than the one computed."""
        return self.action.stated_rating is not self.computed.rating

    @property
    def lacks_reason(self) -> bool:
        """Whether they differ and nobody says why."""
        return lacks_reason(self.action, self.computed)


@dataclass(frozen=True, slots=True)
class PlanReading:
    """A priority's actions of a year that the audience may see, how many it may not, and the titles they refer to."""

    rows: tuple[PlanRow, ...]
    withheld: int
    titles: Mapping[str, str] = field(default_factory=dict)


def read_plan(store: Store, priority_id: str, year: FinancialYear, audience: Audience, today: date) -> PlanReading:
    """Return the actions of a priority that run in a year, by due date, as this audience may see them."""
    actions = store.plans.actions_in(year, priority_id)
    shown = [a for a in actions if may_see(audience, a.marking)]
    wholes, rule = store.plans.whole(shown), store.plans.rating_rule()
    people = {p.id: p.name for p in store.partnership.all_people()}
    organisations = {o.id: o.name for o in store.partnership.all_organisations()}
    proofs = Counter(link.action_id for link in store.evidence.action_links(priority_id))
    rows = tuple(
        PlanRow(
            whole,
            people.get(whole.action.lead_id or "", ""),
            tuple(sorted(organisations[i] for i in whole.partner_ids if i in organisations)),
            proofs[whole.action.id],
            days_late(whole.action, today),
            rate_action(whole, today, rule),
        )
        for whole in wholes
    )
    return PlanReading(rows, len(actions) - len(shown), _titles(store, rows, audience))


def _titles(store: Store, rows: tuple[PlanRow, ...], audience: Audience) -> dict[str, str]:
    """Return the titles of the rows, and of what they wait for in other plans as far as the audience may see it."""
    titles = {row.id: row.action.title for row in rows}
    beyond = {i for row in rows for i in row.whole.needs_ids} - titles.keys()
    found = (store.plans.actions.find(i) for i in sorted(beyond))
    return titles | {a.id: a.title for a in found if a is not None and may_see(audience, a.marking)}


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


def milestones_words(whole: WholeAction, today: date) -> str:
    """Return how many milestones are reached and how many late: “2 of 4, 1 late”; empty without any."""
    reached = sum(m.actual_on is not None for m in whole.milestones)
    late = sum(late_days(m, today) > 0 for m in whole.milestones)
    if not whole.milestones:
        return ""
    return f"{reached} of {len(whole.milestones)}" + (f", {late} late" if late else "")


def plan_sentence(rows: tuple[PlanRow, ...]) -> str:
    """Return what a plan amounts to: “12 actions: 3 late, 5 complete”."""
    late = sum(r.days_late is not None for r in rows)
    complete = sum(r.action.status is ActionStatus.COMPLETE for r in rows)
    parts = [f"{n:,} {word}" for n, word in ((late, "late"), (complete, "complete")) if n]
    return counted(len(rows), "action") + (f": {', '.join(parts)}" if parts else "")
