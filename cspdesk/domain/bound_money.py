"""Money as figures that sentences can be bound to: of an agreement, a priority, a budget line, a whole year."""

from collections.abc import Iterator
from dataclasses import replace

from cspdesk.domain.bound_figures import BoundFigure, Marked, marked_figure
from cspdesk.domain.money import short_pounds
from cspdesk.domain.positions import Position, Traced
from cspdesk.domain.records import dataclass

GROUP = "Money"
PENCE = "pence"


@dataclass(frozen=True, slots=True)
class MoneyOf:
    """Whose money it is: key without the measure, name in labels, source in annexes, period of what was charged."""

    key: str
    name: str
    source: str
    period: str
    marked: Marked
    illustrative: bool = False


def money_figures(
    of: MoneyOf, position: Position, traced: Traced, *, awarded: int | None = None, received: int | None = None
) -> Iterator[BoundFigure]:
    """Give what budget and ledger say of one owner of money, in pence; awarded and received where there is a funder."""
    told = (
        ("awarded", "Awarded", awarded),
        ("received", "Received from the funder", received),
        ("original", "Original budget", position.original),
        ("revised", "Revised budget", position.revised),
        ("paid", "Paid", position.actual),
        ("committed", "Committed and not yet paid", position.committed),
        ("forecast", "Still expected to be spent", position.forecast),
        ("outturn", "Expected outturn", position.outturn),
        ("left", "Left to commit", position.available),
        ("evidenced", "Paid and evidenced", traced.evidenced),
        ("untraced", "Paid and not yet evidenced", traced.untraced),
    )
    for name, label, pence in told:
        if pence is not None:
            yield _figure(of, name, label, short_pounds(pence), pence)
    yield _variance(of, position)
    yield _share(of, traced)
    for name, label, count in (
        ("payments", "Payments", traced.payments),
        ("payments_evidenced", "Payments with proof", traced.payments_evidenced),
    ):
        yield replace(_figure(of, name, label, f"{count:,}", count), unit="payments")


def _figure(of: MoneyOf, name: str, label: str, text: str, value: float | None) -> BoundFigure:
    made = BoundFigure(
        key=f"{of.key}.{name}",
        label=f"{of.name}: {label[0].lower()}{label[1:]}",
        text=text,
        source=of.source,
        group=GROUP,
        value=value,
        unit=PENCE,
        period=of.period,
        illustrative=of.illustrative,
        subject=of.key,
    )
    return marked_figure(made, of.marked)


def _variance(of: MoneyOf, position: Position) -> BoundFigure:
    gap = position.variance
    text = f"{short_pounds(abs(gap))} {'over' if gap > 0 else 'under'} budget" if gap else "on budget"
    covers = (f"{of.key}.outturn", f"{of.key}.revised")
    return replace(_figure(of, "variance", "Outturn against budget", text, gap), covers=covers)


def _share(of: MoneyOf, traced: Traced) -> BoundFigure:
    """Return how much of what was paid is evidenced, rounded down: 100% only when all of it is."""
    made = _figure(of, "evidenced_share", "Share of what was paid that is evidenced", "", None)
    if traced.paid <= 0:
        return replace(made, unit="%", forbidden="Nothing was paid, so no share of it can be given.")
    share = traced.evidenced * 100 // traced.paid
    covers = (f"{of.key}.evidenced", f"{of.key}.paid")
    return replace(made, text=f"{share}%", value=share, unit="%", covers=covers)
