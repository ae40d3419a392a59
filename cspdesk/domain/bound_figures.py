"""A figure that a sentence is bound to: what it is, where it comes from, and what must be said beside it."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date

from cspdesk.domain.audience import Audience, DisclosureRule, Reason, may_see
from cspdesk.domain.narrative import BOUND
from cspdesk.domain.periods import FinancialYear, long_date
from cspdesk.domain.records import dataclass


@dataclass(frozen=True, slots=True)
class BoundFigure:
    """One figure of the record, by a key that lasts, made of ids: `money.agreement.<id>.2015.paid`.

    text is how it is written in a sentence; label how a list offers it. source says where it comes from. caveat must
    stand in the same sentence; forbidden says why there is no figure, and then text is empty. period is what it is of,
    reach the last day its data cover (None: the record itself). covers holds the keys of what it was worked out from.
    subject is the key of what it is of, which several figures share. finding is what an interval says of a change:
    higher, lower, cannot tell; empty for what is no change. within names the priority that a part is of: priority.<id>.
    """

    key: str
    label: str
    text: str
    source: str
    group: str = ""
    value: float | None = None
    unit: str = ""
    caveat: str = ""
    forbidden: str = ""
    period: str = ""
    reach: date | None = None
    marking: Audience = Audience.PUBLIC
    marking_reason: str = ""
    illustrative: bool = False
    covers: tuple[str, ...] = ()
    subject: str = ""
    finding: str = ""
    within: str = ""


Figures = Mapping[str, BoundFigure]


@dataclass(frozen=True, slots=True)
class Marked:
    """Who may see something, and why not others."""

    marking: Audience = Audience.PUBLIC
    reason: str = ""


def figures_seen(figures: Figures, audience: Audience) -> dict[str, BoundFigure]:
    """Return the figures that an audience may see, in their order; none that rests on what it may not see."""
    hidden = {key for key, figure in figures.items() if not may_see(audience, figure.marking)}
    return {
        key: figure
        for key, figure in figures.items()
        if key not in hidden and not any(each in hidden for each in figure.covers)
    }


def by_key(figures: Iterable[BoundFigure]) -> dict[str, BoundFigure]:
    """Return figures by their keys, in order."""
    return {figure.key: figure for figure in figures}


def narrowest(*marked: Marked) -> Marked:
    """Return the marking that fewest may see; of equal ones the first."""
    return min(marked, key=lambda m: sum(may_see(audience, m.marking) for audience in Audience), default=Marked())


def marked_figure(figure: BoundFigure, marked: Marked) -> BoundFigure:
    """Return a figure for no more readers than a marking allows."""
    found = narrowest(Marked(figure.marking, figure.marking_reason), marked)
    return replace(figure, marking=found.marking, marking_reason=found.reason)


def filled(text: str, figures: Figures) -> str:
    """Return a text with its bound figures as they stand, for whoever only reads it."""

    def words(found: re.Match[str]) -> str:
        figure = figures.get(found[1])
        return figure.text if figure is not None and figure.text else "[no figure]"

    return BOUND.sub(words, text)


def small_number(count: int, rule: DisclosureRule) -> Marked:
    """Return who may be told a count of people: it may be so small that it tells who they are."""
    told = (audience for audience in Audience if count == 0 or count >= rule.least(audience))
    widest = next(told, Audience.RESTRICTED)
    return Marked() if widest is Audience.PUBLIC else Marked(widest, Reason.SMALL_NUMBERS.value)


def so_far(year: FinancialYear, today: date) -> str:
    """Return a year as the period of what is recorded of it: 2015/16, or how far it has come."""
    return f"{year.label}, to {long_date(today)}" if today in year and today != year.ends_on else year.label
