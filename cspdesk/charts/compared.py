"""Charts of comparisons: areas as dots with intervals or in a funnel, before and after, two indicators over time."""

from collections.abc import Callable, Sequence

from cspdesk.charts.chart import DataTable
from cspdesk.charts.results import Extent, ResultChart
from cspdesk.charts.results_words import Written
from cspdesk.domain.data_periods import Period
from cspdesk.domain.indicators import Indicator
from cspdesk.domain.records import dataclass
from cspdesk.domain.series import named

NO_INTERVAL = "none: count not held"


@dataclass(frozen=True, slots=True)
class AreaValue:
    """One area's figure for a period, in the indicator's unit; own: the area that is spoken of.

    standing: where it lies by the limits of a funnel, in words; empty where there is none.
    """

    name: str
    value: float
    interval: Extent | None
    count: int | None = None
    base: float | None = None
    own: bool = False
    standing: str = ""


@dataclass(frozen=True, slots=True)
class Dot:
    """One figure at a place of the x axis, with its interval where it has one, and what is said of it."""

    place: int
    value: float
    interval: Extent | None
    text: str


@dataclass(frozen=True, slots=True)
class DotRow:
    """Dots of one kind. own: of the area spoken of, drawn full; others are hollow. joined: with a line between."""

    name: str
    dots: tuple[Dot, ...]
    own: bool
    joined: bool = False


@dataclass(frozen=True, slots=True)
class DotChart:
    """Dots with intervals over named places; level is a line across, its name and value."""

    title: str
    y_title: str
    places: tuple[str, ...]
    rows: tuple[DotRow, ...]
    level: tuple[str, float] | None
    alt_text: str
    table: DataTable
    notes: tuple[str, ...]
    mark: Callable[[float], str]


@dataclass(frozen=True, slots=True)
class FunnelDot:
    """One area by its size and its value."""

    name: str
    size: float
    value: float
    own: bool
    outside: bool
    text: str


@dataclass(frozen=True, slots=True)
class FunnelCurve:
    """The limits of one level at each size: size, lower and upper."""

    name: str
    points: tuple[tuple[float, float, float], ...]


@dataclass(frozen=True, slots=True)
class FunnelChart:
    """Areas by size against what chance allows around their average; dots are in alphabetical order."""

    title: str
    x_title: str
    y_title: str
    dots: tuple[FunnelDot, ...]
    curves: tuple[FunnelCurve, ...]
    average: tuple[str, float]
    alt_text: str
    table: DataTable
    notes: tuple[str, ...]
    mark: Callable[[float], str]


@dataclass(frozen=True, slots=True)
class PairChart:
    """Two indicators over the same places, each with an axis of its own."""

    title: str
    panels: tuple[ResultChart, ResultChart]
    alt_text: str
    table: DataTable
    notes: tuple[str, ...]


def areas_chart(
    indicator: Indicator, period: Period, areas: Sequence[AreaValue], says: str, notes: Sequence[str] = ()
) -> DotChart:
    """Return areas as dots with their intervals, in alphabetical order: no order of merit is drawn."""
    written, ordered = Written(indicator), alphabetical(areas)
    rows = tuple(
        DotRow(name, dots, own)
        for name, own in ((next((a.name for a in ordered if a.own), ""), True), ("Other areas", False))
        if (dots := tuple(_dot(place, area, written) for place, area in enumerate(ordered) if area.own is own))
    )
    title = f"{indicator.name}, {named(period)}, by area"
    return DotChart(
        title,
        written.axis,
        tuple(area.name for area in ordered),
        rows,
        None,
        _alt(title, [_area_text(area, written) for area in ordered], says),
        _areas_table(ordered, written),
        tuple(notes),
        written.mark,
    )


def funnel_chart(
    indicator: Indicator,
    period: Period,
    areas: Sequence[AreaValue],
    curves: Sequence[FunnelCurve],
    average: float,
    says: str,
    notes: Sequence[str] = (),
) -> FunnelChart:
    """Return areas by size against the limits that chance sets; every area has a base."""
    written, ordered = Written(indicator), alphabetical(areas)
    title = f"{indicator.name}, {named(period)}, by size of area"
    dots = tuple(
        FunnelDot(
            area.name, float(area.base or 0), area.value, area.own, "within" not in area.standing,
            f"{_area_text(area, written)}; {area.standing}",
        )
        for area in ordered
    )  # fmt: skip
    return FunnelChart(
        title,
        f"Out of how many {indicator.denominator}".rstrip(),
        written.axis,
        dots,
        tuple(curves),
        ("Average of these areas", average),
        _alt(title, [dot.text for dot in dots], says),
        _areas_table(ordered, written),
        tuple(notes),
        written.mark,
    )


def before_after_chart(
    indicator: Indicator,
    periods: tuple[Period, Period],
    areas: Sequence[tuple[str, int, int, float | None, Extent | None]],
    says: str,
    notes: Sequence[str] = (),
) -> DotChart:
    """Return two areas with the earlier count of each as 100, so that areas of different size can be seen together.

    areas: the one spoken of first; of each its name, both counts, and the later one with its interval as a percentage
    of the earlier (None where that was nought).
    """
    labels = tuple(period.label for period in periods)
    title = f"{indicator.name}: {named(periods[0])} and {named(periods[1])}, with a comparison area"
    rows = []
    for place, (name, before, after, index, interval) in enumerate(areas):
        dots = [Dot(0, 100.0, None, f"{name}, {labels[0]}: {before:,}")]
        if index is not None:
            of = f"; {index:,.0f} where {labels[0]} is 100"
            dots.append(Dot(1, index, interval, f"{name}, {labels[1]}: {after:,}{of}{_span(interval)}"))
        rows.append(DotRow(name, tuple(dots), own=place == 0, joined=True))
    table = DataTable(
        ("Period", *(words for name, *_ in areas for words in (name, f"{name}, index"))),
        tuple(
            (
                labels[at],
                *(
                    cell
                    for _, before, after, index, _ in areas
                    for cell in (f"{(before, after)[at]:,}", "100" if at == 0 else _index(index))
                ),
            )
            for at in (0, 1)
        ),
    )
    texts = [dot.text for row in rows for dot in row.dots]
    level = (f"{labels[0]} of each area", 100.0)
    return DotChart(
        title, f"{labels[0]} is 100", labels, tuple(rows), level, _alt(title, texts, says), table, tuple(notes),
        lambda value: f"{value:,.10g}",
    )  # fmt: skip


def pair_chart(panels: tuple[ResultChart, ResultChart], says: str, notes: Sequence[str] = ()) -> PairChart:
    """Return two indicators over the same places. Raises ValueError when their places differ."""
    one, other = panels
    if one.places != other.places:
        raise ValueError("both charts need the same places")
    title = f"{one.title}; and {other.title}"
    values = [{row[0]: row[1] for row in chart.table.rows} for chart in panels]
    table = DataTable(
        ("Period", *(_headed(chart) for chart in panels)),
        tuple((place, *(known.get(place, "none held") for known in values)) for place in one.places),
    )
    alt = f"Two charts one above the other over the same periods. {one.alt_text} {other.alt_text} {says}".rstrip()
    return PairChart(title, panels, alt, table, tuple(dict.fromkeys((*notes, *one.notes, *other.notes))))


def alphabetical(areas: Sequence[AreaValue]) -> list[AreaValue]:
    """Return areas by name, whatever their figures."""
    return sorted(areas, key=lambda area: area.name.casefold())


def dots_extent(chart: DotChart) -> Extent:
    """Return the lowest and highest value to be drawn; nought is always among them."""
    values = [0.0] if chart.level is None else [0.0, chart.level[1]]
    for dot in (dot for row in chart.rows for dot in row.dots):
        values += [dot.value, *(dot.interval or ())]
    return min(values), max(values)


def funnel_extent(chart: FunnelChart) -> Extent:
    """Return the lowest and highest value to be drawn; limits far beyond every area are cut off."""
    values = [0.0, chart.average[1], *(dot.value for dot in chart.dots)]
    ends = [end for curve in chart.curves for _, lower, upper in curve.points for end in (lower, upper)]
    most = max(values) * 1.5
    return min(values), max([*values, *(end for end in ends if end <= most)])


def _dot(place: int, area: AreaValue, written: Written) -> Dot:
    return Dot(place, area.value, area.interval, _area_text(area, written))


def _area_text(area: AreaValue, written: Written) -> str:
    interval = f"95% interval {written.span(area.interval)}" if area.interval else "count not held, so no interval"
    return f"{area.name}: {written.value(area.value)}; {interval}"


def _areas_table(areas: Sequence[AreaValue], written: Written) -> DataTable:
    headings = ("Area", "Value", "By the limits", "95% interval", "Count", "Out of")
    return DataTable(
        headings,
        tuple(
            (
                area.name,
                written.value(area.value),
                area.standing.replace(" the limits", ""),
                written.span(area.interval) or NO_INTERVAL,
                "" if area.count is None else f"{area.count:,}",
                "" if area.base is None else f"{area.base:,.0f}",
            )
            for area in areas
        ),
    )


def _alt(title: str, texts: Sequence[str], says: str) -> str:
    return " ".join(filter(None, (f"{title}.", *(f"{text}." for text in texts), says)))


def _span(interval: Extent | None) -> str:
    return f" (95% interval {interval[0]:,.0f} to {interval[1]:,.0f})" if interval else ""


def _index(index: float | None) -> str:
    return "none: nought before" if index is None else f"{index:,.0f}"


def _headed(chart: ResultChart) -> str:
    name = chart.written.indicator.name
    return f"{name}, {chart.y_title.lower()}"
