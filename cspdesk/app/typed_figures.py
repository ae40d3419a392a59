"""Figures typed by hand: read as those of files are, checked by the same rules, and kept as vintages."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal

from cspdesk.app.indicators import observation_of, population_of
from cspdesk.domain.data_periods import Period, parse_period
from cspdesk.domain.figures import Figure, Place, Series, below_nought, fault_of
from cspdesk.domain.indicators import Area, Indicator, Measure, Observation
from cspdesk.domain.periods import long_date
from cspdesk.domain.records import dataclass
from cspdesk.domain.vintages import KnownSeries, sort_figures
from cspdesk.errors import UserError
from cspdesk.exchange.amounts import Unreadable
from cspdesk.exchange.indicator_numbers import read_count, read_number
from cspdesk.store.store import Store

ROUNDED = {Measure.PROPORTION: Decimal("0.55"), Measure.RATE: Decimal("0.01")}  # points; a share of the rate


class FigureFault(UserError):
    """What was typed in a field cannot be kept; field is its name in TypedFigure."""

    def __init__(self, field: str, text: str) -> None:
        super().__init__(text)
        self.field = field


@dataclass(frozen=True, slots=True)
class TypedFigure:
    """One figure as a person typed it. A mark such as * in count or value is one that its source withheld."""

    period: str
    published: date | None
    count: str = ""
    denominator: str = ""
    value: str = ""
    lower: str = ""
    upper: str = ""
    back_dated: str = ""
    note: str = ""


def read_typed(
    typed: TypedFigure, indicator: Indicator, area: Area, known: Sequence[Observation], today: date
) -> Observation:
    """Return what was typed as it would be kept, without an id yet.

    known: all vintages held of the indicator, without one that is being corrected. Raises FigureFault with the field
    when a number or the period does not parse, the figures cannot be right, or another is published that day.
    """
    period = _period(typed.period, indicator)
    published = _published(typed.published, period, today)
    figure = Figure(indicator.id, area.id, period, Place("typed by hand"), published, note=" ".join(typed.note.split()))
    figure = _with_numbers(figure, typed)
    series = Series(indicator.id, indicator.name, indicator.measure, per=indicator.per)
    fault = fault_of(figure, series) or below_nought(figure) or _missing(figure, indicator) or _off(figure, indicator)
    if fault:
        raise FigureFault(fault[0], _sentence(fault[1]))
    _check_vintage(figure, indicator, known, published)
    return observation_of(figure, indicator.id, published)


def keep_typed(store: Store, observation: Observation, area: Area, replacing: Observation | None = None) -> None:
    """Keep a figure, in place of one that was typed wrongly if one is given; to be done within a step."""
    store.results.save_area(area, population_of(area.id))
    if replacing is None:
        store.results.add_observations((observation,))
    else:
        store.results.observations.update(replace(observation, id=replacing.id))


def _period(text: str, indicator: Indicator) -> Period:
    if not text.strip():
        raise FigureFault("period", "Say which period the figure is for.")
    try:
        period = parse_period(text)
    except UserError as error:
        raise FigureFault("period", str(error)) from None
    if period.kind is not indicator.frequency:
        raise FigureFault(
            "period",
            f"{period} is of the sort “{period.kind.value}”, but this indicator’s figures are of the sort "
            f"“{indicator.frequency.value}”. The two are never mixed.",
        )
    return period


def _published(day: date | None, period: Period, today: date) -> date:
    if day is None:
        raise FigureFault("published", "Say when the figure was published: it stands as known from that day.")
    if day > today:
        raise FigureFault("published", f"{long_date(day)} is still to come, so nothing was published then.")
    if day < period.starts_on:
        raise FigureFault("published", f"{period} had not begun on {long_date(day)}, so no figure of it was published.")
    return day


def _with_numbers(figure: Figure, typed: TypedFigure) -> Figure:
    (count, count_mark), (value, value_mark) = _count(typed, "count"), _number(typed, "value")
    return replace(
        figure,
        count=count,
        denominator=_plain(typed, "denominator"),
        value=value,
        lower=_plain(typed, "lower"),
        upper=_plain(typed, "upper"),
        back_dated=_count(typed, "back_dated")[0],
        suppressed=count_mark or value_mark,
    )


def _count(typed: TypedFigure, field: str) -> tuple[int | None, str]:
    try:
        return read_count(getattr(typed, field))
    except Unreadable as error:
        raise FigureFault(field, _sentence(str(error))) from None


def _number(typed: TypedFigure, field: str) -> tuple[Decimal | None, str]:
    try:
        return read_number(getattr(typed, field))
    except Unreadable as error:
        raise FigureFault(field, _sentence(str(error))) from None


def _plain(typed: TypedFigure, field: str) -> Decimal | None:
    """Return a number that no mark may stand for."""
    number, mark = _number(typed, field)
    if mark:
        raise FigureFault(field, f"“{mark}” marks a figure that was withheld; put it under the count or the value.")
    return number


def _missing(figure: Figure, indicator: Indicator) -> tuple[str, str] | None:
    """Return what a figure of this measure lacks; a withheld one lacks nothing."""
    if figure.suppressed:
        return None
    if figure.count is None and figure.value is None:
        return ("count" if indicator.measure is Measure.COUNT else "value"), (
            "there is no figure; write the mark its source gives, such as *, where it was withheld"
        )
    if indicator.measure is Measure.COUNT and figure.count is None:
        return "count", "this indicator is a count, so a count is needed"
    shares = indicator.measure in (Measure.PROPORTION, Measure.RATE)
    if shares and figure.value is None and figure.denominator is None:
        return "denominator", "say of how many the count is, or give the value"
    if (figure.lower is None) != (figure.upper is None):
        return ("upper" if figure.upper is None else "lower"), "an interval has both ends"
    return None


def _off(figure: Figure, indicator: Indicator) -> tuple[str, str] | None:
    """Return where a value is not what its count and denominator make, by more than rounding."""
    value, count, base = figure.value, figure.count, figure.denominator
    if indicator.measure not in ROUNDED or value is None or count is None or not base:
        return None
    share = indicator.measure is Measure.PROPORTION
    made = Decimal(count) * (100 if share else indicator.per) / base
    slack = ROUNDED[indicator.measure] if share else abs(made) * ROUNDED[indicator.measure]
    if abs(value - made) <= slack:
        return None
    told = f"{made:.1f}{'%' if share else f' per {indicator.per:,}'}"
    return "value", f"{count:,} of {base:,} is {told}, not {value}"


def _check_vintage(figure: Figure, indicator: Indicator, known: Sequence[Observation], published: date) -> None:
    held = {indicator.id: KnownSeries(indicator.id, indicator.frequency, tuple(known))}
    plan = sort_figures([figure], held, published)
    same_day = [o for o in known if (o.area_id, o.period, o.published_on) == (figure.area, figure.period, published)]
    if same_day:
        raise FigureFault(
            "published",
            f"There is a figure for {figure.period} published on {long_date(published)} already. A later figure needs "
            "the day it was published; a slip of typing is put right with Correct.",
        )
    if plan.rejected:
        raise FigureFault("period", _sentence(plan.rejected[0].reason))
    if plan.unchanged:
        raise FigureFault("value", f"The record has this very figure for {figure.period} already.")


def _sentence(text: str) -> str:
    return f"{text[:1].upper()}{text[1:].rstrip('.')}."
