"""Periods in which publicity is restricted, before an election say, and what was published in them all the same."""

from collections.abc import Iterable
from datetime import date

from cspdesk.domain.records import dataclass
from cspdesk.errors import UserError


@dataclass(frozen=True, slots=True)
class PublicityPeriod:
    """From starts_on to ends_on, both included; source says who set it."""

    id: str
    title: str
    starts_on: date
    ends_on: date
    source: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class PublicityExport:
    """A document for the public that was made in such a period: who went on, when and why."""

    id: str
    period_id: str
    document: str
    went_on_by: str
    went_on_on: date
    reason: str


def restricting(periods: Iterable[PublicityPeriod], day: date) -> PublicityPeriod | None:
    """Return the period that a day lies in, or None; of several the one that ends last."""
    found = [p for p in periods if p.starts_on <= day <= p.ends_on]
    return max(found, key=lambda p: (p.ends_on, p.id), default=None)


def checked_period(period: PublicityPeriod) -> PublicityPeriod:
    """Return the period if it can be kept. Raises UserError naming what is wrong."""
    if not period.title.strip():
        raise UserError("A period of restricted publicity needs a name, such as “Commissioner’s election”.")
    if period.ends_on < period.starts_on:
        raise UserError("A period of restricted publicity ends on or after its first day. Check its dates.")
    return period
