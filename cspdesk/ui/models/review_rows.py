"""What the Reviews page of a priority shows: its reviews, what they decided, and what became of it at a year's end."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from cspdesk.domain.audience import Audience, may_see
from cspdesk.domain.periods import FinancialYear, long_date, short_date
from cspdesk.domain.proof import counted
from cspdesk.domain.records import dataclass
from cspdesk.domain.reviews import Review, ReviewDecision, YearEnd, YearEndDecision
from cspdesk.store.reviews import ReviewHeading
from cspdesk.store.store import Store
from cspdesk.ui.models.away import away_words
from cspdesk.ui.models.late import late_words
from cspdesk.ui.models.table import Column

FAR = date.max


@dataclass(frozen=True, slots=True)
class DecisionRow:
    """A decision with its owner's name and the day of its review; days_late is None unless open and past its day."""

    decision: ReviewDecision
    owner: str
    held_on: date
    days_late: int | None

    @property
    def id(self) -> str:
        """The decision's id."""
        return self.decision.id


@dataclass(frozen=True, slots=True)
class YearEndRow:
    """What was decided of one action at the end of a year."""

    decision: YearEndDecision
    title: str

    @property
    def id(self) -> str:
        """The decision's id."""
        return self.decision.id


@dataclass(frozen=True, slots=True)
class ReviewsReading:
    """The reviews, newest first, their decisions, and the ends of the year looked at and of the one before."""

    reviews: tuple[ReviewHeading, ...]
    decisions: tuple[DecisionRow, ...]
    year_ends: tuple[YearEndRow, ...]
    withheld: frozenset[str] = frozenset()  # ids of the reviews of which the audience may read the dates alone


def read_reviews(
    store: Store, priority_id: str, year: FinancialYear, audience: Audience, today: date
) -> ReviewsReading:
    """Return what the Reviews page shows an audience; the open decisions come first, by due date."""
    reviews = tuple(_as_seen(r, audience) for r in store.reviews.headings(priority_id))
    people = {p.id: p.name for p in store.partnership.all_people()}
    rows = (
        DecisionRow(d, people.get(d.owner_id or "", ""), heading.held_on, _days_late(d, today))
        for heading in reviews
        if heading.decisions
        for d in store.reviews.decisions_of(heading.id)
    )
    return ReviewsReading(
        reviews,
        tuple(sorted(rows, key=lambda r: (r.decision.done_on is not None, r.decision.due_on or FAR, r.id))),
        _year_ends(store, priority_id, year, audience),
        frozenset(r.id for r in reviews if not may_see(audience, r.marking)),
    )


def _as_seen(heading: ReviewHeading, audience: Audience) -> ReviewHeading:
    """Return a review without what it said and decided, when the audience may not read that."""
    if may_see(audience, heading.marking):
        return heading
    return replace(heading, summary=f"Withheld from the {audience.value} version", decisions=0, done=0)


def _year_ends(store: Store, priority_id: str, year: FinancialYear, audience: Audience) -> tuple[YearEndRow, ...]:
    decided = [d for y in (year, FinancialYear(year.first - 1)) for d in store.reviews.year_end_of(y)]
    if not decided:
        return ()
    titles = {a.id: a.title for a in store.plans.actions_of(priority_id) if may_see(audience, a.marking)}
    found = (YearEndRow(d, titles[d.action_id]) for d in decided if d.action_id in titles)
    return tuple(sorted(found, key=lambda r: (-r.decision.year.first, r.decision.decision.value, r.title)))


def _days_late(decision: ReviewDecision, today: date) -> int | None:
    if decision.done_on is not None or decision.due_on is None or decision.due_on >= today:
        return None
    return (today - decision.due_on).days


def scope_words(priority_id: str | None) -> str:
    """Return what a review looked at."""
    return "Whole plan" if priority_id is None else "This priority"


def review_title(review: Review | ReviewHeading, names: Mapping[str, str]) -> str:
    """Return what a review is called: “Review of Domestic violence, 12 October 2016”."""
    of = "the whole plan" if review.priority_id is None else names.get(review.priority_id, "a priority")
    return f"Review of {of}, {long_date(review.held_on)}"


def reviews_sentence(reading: ReviewsReading, today: date) -> str:
    """Return when the next review is and how many decisions wait, in a line."""
    newest = next(iter(reading.reviews), None)
    parts = []
    if newest is not None and newest.next_on is not None:
        parts.append(f"Next: {long_date(newest.next_on)}, {away_words(newest.next_on, today)}")
    elif newest is not None:
        parts.append("No next review is planned")
    return "   ·   ".join(parts)


def unread_words(reading: ReviewsReading, audience: Audience) -> str:
    """Return the quiet line for the reviews of which an audience may read the dates alone; empty when there is none."""
    count = len(reading.withheld)
    return f"What {counted(count, 'review')} decided is withheld from the {audience.value} version" if count else ""


def decisions_sentence(rows: tuple[DecisionRow, ...]) -> str:
    """Return how many decisions are open and late."""
    waiting = [r for r in rows if r.decision.done_on is None]
    late = sum(r.days_late is not None for r in waiting)
    if not rows:
        return ""
    return (f"{len(waiting)} open" if waiting else "all done") + (f", {late} late" if late else "")


def review_columns() -> tuple[Column[ReviewHeading], ...]:
    """Return the columns of the reviews."""
    return (
        Column(
            "Held on",
            lambda r: long_date(r.held_on),
            sort=lambda r: r.held_on,
            width=156,
        ),
        Column("Looked at", lambda r: scope_words(r.priority_id), width=104),
        Column("Year", lambda r: r.year.label, sort=lambda r: r.year, width=72),
        Column(
            "What was said",
            lambda r: " ".join(r.summary.split()) or "–",
            tooltip=lambda r: r.summary,
            width=320,
            stretch=True,
        ),
        Column(
            "Decisions",
            lambda r: f"{r.done} of {r.decisions} done" if r.decisions else "–",
            sort=lambda r: r.decisions - r.done,
            width=112,
        ),
        Column(
            "Next planned",
            lambda r: short_date(r.next_on) if r.next_on else "–",
            sort=lambda r: r.next_on or FAR,
            width=112,
        ),
        Column("Seen by", lambda r: r.marking.label, sort=lambda r: tuple(Audience).index(r.marking), width=88),
    )


def decision_columns() -> tuple[Column[DecisionRow], ...]:
    """Return the columns of the decisions."""
    return (
        Column("Decision", lambda r: " ".join(r.decision.text.split()), width=320, stretch=True),
        Column("Who", lambda r: r.owner or "Nobody yet", colour=lambda r: None if r.owner else "quiet", width=216),
        Column(
            "Due",
            lambda r: short_date(r.decision.due_on) if r.decision.due_on else "–",
            sort=lambda r: r.decision.due_on or FAR,
            width=96,
        ),
        Column(
            "State",
            state_words,
            sort=lambda r: (r.decision.done_on is not None, r.decision.due_on or FAR),
            colour=lambda r: "danger" if r.days_late is not None else "good" if r.decision.done_on else None,
            strong=lambda r: r.days_late is not None,
            width=144,
        ),
        Column("Decided on", lambda r: short_date(r.held_on), sort=lambda r: r.held_on, width=96),
    )


def state_words(row: DecisionRow) -> str:
    """Return where a decision stands: “done 12/09/2016”, “12 days late”, “open”."""
    if row.decision.done_on is not None:
        return f"Done {short_date(row.decision.done_on)}"
    return late_words(row.days_late) if row.days_late is not None else "Open"


def year_end_columns() -> tuple[Column[YearEndRow], ...]:
    """Return the columns of what was decided at the end of a year."""
    return (
        Column("Action", lambda r: r.title, width=280, stretch=True),
        Column("End of", lambda r: r.decision.year.label, sort=lambda r: r.decision.year, width=80),
        Column("What became of it", lambda r: r.decision.decision.value.capitalize(), width=136),
        Column(
            "Due before", lambda r: short_date(r.decision.due_before), sort=lambda r: r.decision.due_before, width=100
        ),
        Column(
            "Due now",
            lambda r: short_date(r.decision.due_after) if r.decision.decision is YearEnd.CARRIED else "–",
            sort=lambda r: r.decision.due_after,
            width=96,
        ),
        Column("Why", lambda r: r.decision.reason, width=280, stretch=True),
    )


def year_end_sentence(rows: tuple[YearEndRow, ...]) -> str:
    """Return how many actions were carried forward and how many closed."""
    carried = sum(r.decision.decision is YearEnd.CARRIED for r in rows)
    return f"{counted(carried, 'action')} carried forward, {len(rows) - carried} closed" if rows else ""
