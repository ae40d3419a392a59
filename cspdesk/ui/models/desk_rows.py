"""What the Desk shows: what needs somebody, where each priority stands, what was done lately."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from cspdesk.domain.audience import Audience, may_see
from cspdesk.domain.funding import TransactionKind
from cspdesk.domain.partnership import Priority, PriorityStatus
from cspdesk.domain.periods import FinancialYear
from cspdesk.domain.plans import Action, is_due_soon, is_overdue
from cspdesk.domain.positions import Position, Traced, total
from cspdesk.store.funding import Sum
from cspdesk.store.journal import Step
from cspdesk.store.store import Store
from cspdesk.ui.models.money_rows import LineRow, lines_of_year, traced_of, traced_total

RECENT_STEPS = 8


@dataclass(frozen=True, slots=True)
class DueRow:
    """An open action that is late or due soon."""

    id: str
    action: Action
    priority: str
    lead: str
    late: bool


@dataclass(frozen=True, slots=True)
class PriorityRow:
    """Where one priority stands: its money of the year, its open actions whatever their year, its next date."""

    id: str
    priority: Priority
    lead: str
    position: Position
    traced: Traced
    open_actions: int
    overdue: int
    next_due: date | None


@dataclass(frozen=True, slots=True)
class Unassigned:
    """Payments of one agreement that no budget line has yet; in pence."""

    agreement_id: str
    reference: str
    count: int
    pence: int


@dataclass(frozen=True, slots=True)
class DeskReading:
    """Everything the Desk shows; withheld counts the priorities and actions that the audience may not see."""

    due: tuple[DueRow, ...]
    priorities: tuple[PriorityRow, ...]
    traced: Traced
    unassigned: tuple[Unassigned, ...]
    recent: tuple[Step, ...]
    withheld: int

    @property
    def overdue(self) -> int:
        """How many actions are late."""
        return sum(row.late for row in self.due)


def read_desk(store: Store, sums: Sequence[Sum], year: FinancialYear, audience: Audience, today: date) -> DeskReading:
    """Read what needs somebody; sums are of the year."""
    every = store.partnership.all_priorities(retired=False)
    shown = {p.id: p for p in every if may_see(audience, p.marking)}
    running = [a for a in store.plans.open_actions() if a.priority_id in {p.id for p in every}]
    actions = [a for a in running if a.priority_id in shown and may_see(audience, a.marking)]
    people = {p.id: p.name for p in store.partnership.all_people()}
    lines = lines_of_year(store, sums, year)
    return DeskReading(
        due=due_rows(actions, shown, people, today),
        priorities=tuple(priority_row(p, lines, actions, people, today) for p in shown.values()),
        traced=traced_of(sums),
        unassigned=unassigned(store, sums),
        recent=store.journal.steps(limit=RECENT_STEPS),
        withheld=len(every) - len(shown) + len(running) - len(actions),
    )


def due_rows(
    actions: Iterable[Action], priorities: dict[str, Priority], people: dict[str, str], today: date
) -> tuple[DueRow, ...]:
    """Return the actions that are late or due soon, the longest late first."""
    wanted = [a for a in actions if is_overdue(a, today) or is_due_soon(a, today)]
    return tuple(
        DueRow(a.id, a, priorities[a.priority_id].name, people.get(a.lead_id or "", ""), is_overdue(a, today))
        for a in sorted(wanted, key=lambda a: (a.due_on, a.title))
    )


def priority_row(
    priority: Priority, lines: Iterable[LineRow], actions: Iterable[Action], people: dict[str, str], today: date
) -> PriorityRow:
    """Return where a priority stands."""
    own = [row for row in lines if row.line.priority_id == priority.id]
    its = [a for a in actions if a.priority_id == priority.id]
    coming = [a.due_on for a in its if a.due_on >= today]
    return PriorityRow(
        id=priority.id,
        priority=priority,
        lead=people.get(priority.lead_id or "", ""),
        position=total(row.position for row in own),
        traced=traced_total(row.traced for row in own),
        open_actions=len(its),
        overdue=sum(is_overdue(a, today) for a in its),
        next_due=min(coming, default=None),
    )


def unassigned(store: Store, sums: Iterable[Sum]) -> tuple[Unassigned, ...]:
    """Return the payments that no budget line has, by agreement."""
    pence: Counter[str] = Counter()
    count: Counter[str] = Counter()
    for each in sums:
        if each.line_id is None and each.kind is TransactionKind.ACTUAL:
            pence[each.agreement_id] += each.amount_pence
            count[each.agreement_id] += each.count
    names = {a.id: a.reference for a in store.funding.all_agreements()} if count else {}
    return tuple(Unassigned(i, names[i], count[i], pence[i]) for i in sorted(count, key=lambda i: names[i]))


def is_proposed(row: PriorityRow) -> bool:
    """Return whether a priority is only proposed."""
    return row.priority.status is PriorityStatus.PROPOSED
