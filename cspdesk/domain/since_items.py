"""What is told of a plan since its last review: one thing that changed, and what is needed to say it."""

from collections.abc import Mapping
from dataclasses import field
from datetime import date
from enum import StrEnum
from typing import Any

from cspdesk.domain.audience import Audience
from cspdesk.domain.periods import FinancialYear, long_date
from cspdesk.domain.plans import Rating
from cspdesk.domain.rating_rule import ComputedRating, days_text
from cspdesk.domain.records import dataclass

Row = Mapping[str, Any]  # one row by column, as the journal keeps it: days as ISO text


class SinceKind(StrEnum):
    """In what way something changed, in the order in which a review is told of it."""

    ADDED = "added"
    REMOVED = "removed"
    BEGUN = "begun"
    REACHED = "milestone reached"
    FINISHED = "finished"
    STOPPED = "stopped"
    CARRIED = "carried forward"
    CLOSED = "closed at the end of the year"
    REOPENED = "opened again"
    SLIPPED = "slipped"
    EARLIER = "brought forward"
    RERATED = "re-rated"
    REFUNDED = "re-funded"
    REWORDED = "re-worded"
    HANDED_OVER = "handed over"
    COUNTED = "counted"
    REPORTED = "reported"


@dataclass(frozen=True, slots=True)
class RowSince:
    """One row by column, as it was at a place of the journal and as it is now; None: was not, is no more."""

    table: str
    row_id: str
    before: Row | None
    after: Row | None

    @property
    def known(self) -> Row:
        """The row as it is, or as it last was."""
        row = self.before if self.after is None else self.after
        return row or {}

    def changed(self, *columns: str) -> bool:
        """Return whether a row that was there and is there differs in any of these columns."""
        if self.before is None or self.after is None:
            return False
        return any(self.before[c] != self.after[c] for c in columns if c in self.before)


@dataclass(frozen=True, slots=True)
class SinceItem:
    """One thing that changed about one action: in a sentence; days is by how many it slipped, 0 where none did.

    marking says who may read it: the stricter of the action's before and after.
    """

    kind: SinceKind
    action_id: str
    priority_id: str
    title: str
    sentence: str
    marking: Audience
    marking_reason: str = ""
    days: int = 0


@dataclass(frozen=True, slots=True)
class SinceNames:
    """What the journal's rows point at, as it is now, and which plan the review is of (priority_id None: all).

    paid_from gives the actions each budget line pays for; then and now the computed ratings at the review and today;
    outputs the action and the title of each output.
    """

    year: FinancialYear
    priority_id: str | None
    actions: Mapping[str, Row]
    people: Mapping[str, str] = field(default_factory=dict)
    lines: Mapping[str, str] = field(default_factory=dict)
    paid_from: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    then: Mapping[str, Rating] = field(default_factory=dict)
    now: Mapping[str, ComputedRating] = field(default_factory=dict)
    outputs: Mapping[str, tuple[str, str]] = field(default_factory=dict)

    def covers(self, action: Row) -> bool:
        """Return whether an action belongs to the plan that was reviewed."""
        if self.priority_id is not None and action["priority_id"] != self.priority_id:
            return False
        last = max(action["due_on"], action["finished_on"] or action["due_on"])
        return bool(action["starts_on"] <= self.year.ends_on.isoformat() and last >= self.year.starts_on.isoformat())


def item(kind: SinceKind, action: Row, sentence: str, *, was: Row | None = None, days: int = 0) -> SinceItem:
    """Return what is to be told of an action; was is the row before, where that may be marked more strictly."""
    shown = max((row for row in (action, was) if row is not None), key=_strictness)
    return SinceItem(
        kind,
        str(action["id"]),
        str(action["priority_id"]),
        str(action["title"]),
        sentence,
        Audience(shown["marking"]),
        str(shown["marking_reason"]),
        days,
    )


def _strictness(row: Row) -> int:
    return tuple(Audience).index(Audience(row["marking"]))


def said(day: str) -> str:
    """Return a day of a row as people write it."""
    return long_date(date.fromisoformat(day))


def days_between(first: str, last: str) -> int:
    """Return how many days lie between two days of rows."""
    return (date.fromisoformat(last) - date.fromisoformat(first)).days


def against(day: str, agreed: str) -> str:
    """Return how a day lies to the one first agreed: “, 12 days later than first agreed”; nothing when on it."""
    late = days_between(agreed, day)
    if not late:
        return ""
    return f", {days_text(abs(late))} {'later' if late > 0 else 'earlier'} than first agreed"
