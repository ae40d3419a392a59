"""What the Desk shows: what needs somebody, where each priority stands, what was done lately."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from cspdesk.domain.audience import Audience, may_see
from cspdesk.domain.funding import TransactionKind
from cspdesk.domain.money import pounds
from cspdesk.domain.partnership import Priority, PriorityStatus
from cspdesk.domain.periods import FinancialYear
from cspdesk.domain.plans import Action, ActionStatus, Rating, is_overdue
from cspdesk.domain.positions import Position, Traced, total
from cspdesk.domain.proof import counted, untraced_sentence
from cspdesk.domain.ratings import ComputedRating, forecast_action, rate_action, rate_priority
from cspdesk.domain.records import dataclass
from cspdesk.store.funding_sums import Sum
from cspdesk.store.journal import Step
from cspdesk.store.review_dates import ReviewDate
from cspdesk.store.store import Store
from cspdesk.store.year_lines import LineRow, lines_of_year, traced_total
from cspdesk.ui.models.desk_needs import (
    WHOLE_PLAN,
    Context,
    Need,
    NeedRow,
    Rated,
    needs_of_actions,
    needs_of_cases,
    needs_of_reviews,
    needs_of_services,
    only,
    reviews_to_come,
)
from cspdesk.ui.models.desk_results import needs_of_results
from cspdesk.ui.models.desk_returns import needs_of_returns
from cspdesk.ui.session import Place

RECENT_STEPS = 8


@dataclass(frozen=True, slots=True)
class PriorityRow:
    """Where one priority stands: its money of the year, its open actions whatever their year, its ratings.

    computed: what the dates say of its actions of the year; stated: what their leads say; forecast: what the dates
    say of the year's end. review_on: when its plan is next reviewed.
    """

    id: str
    priority: Priority
    lead: str
    position: Position
    traced: Traced
    open_actions: int
    overdue: int
    next_due: date | None
    computed: ComputedRating
    stated: ComputedRating
    forecast: ComputedRating
    review_on: date | None = None
    mine: frozenset[str] = frozenset()


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

    needs: tuple[NeedRow, ...]
    priorities: tuple[PriorityRow, ...]
    recent: tuple[Step, ...]
    withheld: int
    silent_days: int

    def count(self, need: Need) -> int:
        """Return how many things need somebody for one reason."""
        return sum(row.need is need for row in self.needs)

    def of(self, me: frozenset[str]) -> "DeskReading":
        """Return what is of one person alone: what they lead or own, and the priorities that is in."""
        needs = tuple(row for row in self.needs if row.mine & me)
        within = {row.place.priority_id for row in needs if row.where != WHOLE_PLAN}
        priorities = tuple(row for row in self.priorities if row.mine & me or row.id in within)
        return DeskReading(needs, priorities, self.recent, self.withheld, self.silent_days)


def read_desk(store: Store, sums: Sequence[Sum], year: FinancialYear, audience: Audience, today: date) -> DeskReading:
    """Read what needs somebody; sums are of the year."""
    with store.reading():
        every = store.partnership.all_priorities(retired=False)
        shown = {p.id: p for p in every if may_see(audience, p.marking)}
        told = _context(store, shown, year, audience, today)
        found = [a for a in _actions_of(store, year) if a.priority_id in {p.id for p in every}]
        actions = [a for a in found if a.priority_id in shown and may_see(audience, a.marking)]
        rated = [Rated(w, rate_action(w, today, told.rule)) for w in store.plans.with_dates(actions)]
        lines, dates = lines_of_year(store, sums, year), store.review_dates.dates()
        rows = tuple(priority_row(p, lines, rated, dates, told) for p in shown.values())
        needs = [
            *needs_of_actions((r for r in rated if r.whole.action.status.is_open), told),
            *needs_of_reviews(store, dates, told),
            *needs_of_services(store, told),
            *needs_of_cases(store, told),
            *needs_of_returns(store, told),
            *_needs_of_scrutiny(store, told),
            *needs_of_results(store, told),
            *_needs_of_money(rows, unassigned(store, sums), told),
        ]
        is_told = audience is Audience.RESTRICTED  # a step is named by what it changed
        recent = store.journal.steps(limit=RECENT_STEPS) if is_told else ()
    withheld = len(every) - len(shown) + sum(a.status.is_open for a in found) - sum(a.status.is_open for a in actions)
    needs.sort(key=lambda row: (row.need, row.day, row.what))
    return DeskReading(tuple(needs), rows, recent, withheld, told.rule.update_stale_days)


def read_priority(
    store: Store, priority: Priority, sums: Sequence[Sum], year: FinancialYear, audience: Audience, today: date
) -> PriorityRow:
    """Return where one priority stands."""
    told = _context(store, {priority.id: priority}, year, audience, today)
    found = _actions_of(store, year, priority.id)
    actions = [a for a in found if may_see(audience, a.marking)]
    rated = [Rated(w, rate_action(w, today, told.rule)) for w in store.plans.with_dates(actions)]
    return priority_row(
        priority, lines_of_year(store, sums, year, priority.id), rated, store.review_dates.dates(), told
    )


def _context(
    store: Store, priorities: dict[str, Priority], year: FinancialYear, audience: Audience, today: date
) -> Context:
    people = {p.id: p for p in store.partnership.all_people()}
    organisations = {o.id: o.name for o in store.partnership.all_organisations()}
    return Context(today, year, audience, store.plans.rating_rule(), priorities, people, organisations)


def _actions_of(store: Store, year: FinancialYear, priority_id: str | None = None) -> tuple[Action, ...]:
    """Return the actions that run in a year and those still open, whatever their year."""
    still_open = (a for a in store.plans.open_actions() if priority_id in (None, a.priority_id))
    found = {a.id: a for a in (*store.plans.actions_in(year, priority_id), *still_open)}
    return tuple(found.values())


def priority_row(
    priority: Priority, lines: Iterable[LineRow], rated: Iterable[Rated], dates: Iterable[ReviewDate], told: Context
) -> PriorityRow:
    """Return where a priority stands."""
    own = [row for row in lines if row.line.priority_id == priority.id]
    its = [r for r in rated if r.whole.action.priority_id == priority.id]
    still_open = [r.whole.action for r in its if r.whole.action.status.is_open]
    of_year = [r for r in its if _counts(r.whole.action, told.year)]
    ahead = (forecast_action(r.whole, told.today, told.year, told.rule).rating for r in of_year)
    reviews = reviews_to_come(dates)
    review = reviews.get(priority.id) or reviews.get(None)
    return PriorityRow(
        id=priority.id,
        priority=priority,
        lead=told.name(priority.lead_id),
        position=total(row.position for row in own),
        traced=traced_total(row.traced for row in own),
        open_actions=len(still_open),
        overdue=sum(is_overdue(a, told.today) for a in still_open),
        next_due=min((day for r in its for day in _days_ahead(r, told.today)), default=None),
        computed=rate_priority((r.computed.rating for r in of_year), told.rule),
        stated=rate_priority((_stated(r.whole.action) for r in of_year), told.rule),
        forecast=rate_priority(ahead, told.rule),
        review_on=review.next_on if review else None,
        mine=only(priority.lead_id),
    )


def _counts(action: Action, year: FinancialYear) -> bool:
    """Return whether an action is rated with its priority's year: not stopped, agreed, begun by the year's end."""
    return action.status.rates_priority and action.starts_on <= year.ends_on


def _stated(action: Action) -> Rating:
    return Rating.COMPLETE if action.status is ActionStatus.COMPLETE else action.stated_rating


def _days_ahead(rated: Rated, today: date) -> Iterator[date]:
    if rated.whole.action.status.is_open:
        days = (m.current_on for m in rated.whole.milestones if m.actual_on is None)
        yield from (day for day in (rated.whole.action.due_on, *days) if day >= today)


def _needs_of_scrutiny(store: Store, told: Context) -> Iterator[NeedRow]:
    if store.has_meetings:
        from cspdesk.ui.models.desk_scrutiny import needs_of_scrutiny  # only for a record that has any: a quick start

        yield from needs_of_scrutiny(store, told)


def _needs_of_money(rows: Iterable[PriorityRow], loose: Iterable[Unassigned], told: Context) -> Iterator[NeedRow]:
    label, last = told.year.label, told.year.ends_on
    for row in rows:
        if row.traced.payments > row.traced.payments_evidenced:
            place = Place("priority", row.id, "evidence")
            missing = counted(row.traced.payments - row.traced.payments_evidenced, "payment")
            yield NeedRow(
                f"untraced {row.id}", Need.MONEY, untraced_sentence(row.traced), "Evidence",
                f"{missing} in {label}", last, row.priority.name, place, row.lead, row.mine, "paperclip",
            )  # fmt: skip
    for each in loose:
        what = f"{pounds(each.pence)} paid without a budget line"
        place = Place("funding", None, "unassigned", each.agreement_id)
        yield NeedRow(
            f"unassigned {each.agreement_id}", Need.MONEY, what, "Budget line",
            f"{counted(each.count, 'payment')} in {label}", last, each.reference, place, icon="archive",
        )  # fmt: skip


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
