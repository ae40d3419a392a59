"""What a chart of results says at one place, which of its parts are shown, and the names under its axis."""

from collections.abc import Iterator
from dataclasses import replace

from cspdesk.charts.chart import DataTable
from cspdesk.charts.results import Limits, ResultChart, ResultPoint
from cspdesk.charts.results_words import HEADINGS
from cspdesk.domain.records import dataclass

REACH = 0.5  # of a place on each side of its middle


@dataclass(frozen=True, slots=True)
class Parts:
    """Which parts of a chart a person wants to see besides the figures and their breaks, which always stand."""

    limits: bool = True
    levels: bool = True
    events: bool = True
    others: bool = False


def with_parts(chart: ResultChart, parts: Parts) -> ResultChart:
    """Return the chart with only these parts, in its drawing and in its table."""
    table = chart.table
    if not parts.others:
        kept = len(HEADINGS)
        table = DataTable(table.headings[:kept], tuple(row[:kept] for row in table.rows))
    return replace(
        chart,
        limits=chart.limits if parts.limits else (),
        levels=chart.levels if parts.levels else (),
        events=chart.events if parts.events else (),
        others=chart.others if parts.others else (),
        table=table,
    )


def reading_at(chart: ResultChart, place: int) -> str:
    """Return all that a chart shows at one place, in words: the figure, its limits, breaks, what happened."""
    return " ".join(_readings(chart, place))


def _readings(chart: ResultChart, place: int) -> Iterator[str]:
    write = chart.written.value
    point = _point_at(chart, place)
    said = f"{_opening(chart, place) if point is None else point.text}{_around(chart, place, point)}"
    beside = [f"{other.name} {write(value)}" for other in chart.others for at, value in other.points if at == place]
    yield f"{'; '.join([said, *([', '.join(beside)] if beside else [])])}."
    for broken in chart.breaks:
        if place - REACH <= broken.x < place + REACH:
            yield f"Break on {broken.text}"
    for event in chart.events:
        if event.first < place + REACH and event.last >= place - REACH:
            yield f"{event.text.rstrip('.')}."


def _opening(chart: ResultChart, place: int) -> str:
    """Return what stands in the table where no point is drawn: withheld, none held; or that it is still to come."""
    if place >= chart.to_come:
        return f"{chart.places[place]}: still to come"
    row = chart.table.rows[place]
    return f"{row[0]}: {row[1]}"


def _around(chart: ResultChart, place: int, point: ResultPoint | None) -> str:
    if point is not None and point.interval is not None:
        return f"; 95% interval {chart.written.span(point.interval)}"
    found = next((limits for limits in chart.limits if limits.first <= place <= limits.last), None)
    return "" if found is None or point is None else f"; {_limits_words(chart, found)}"


def _limits_words(chart: ResultChart, limits: Limits) -> str:
    if limits.lower is None or limits.upper is None:
        return limits.name
    return f"{limits.name} {chart.written.span((limits.lower, limits.upper))}"


def _point_at(chart: ResultChart, place: int) -> ResultPoint | None:
    points = (point for stretch in chart.stretches for point in stretch.points)
    return next((point for point in points if point.place == place), None)


def axis_lines(name: str) -> tuple[str, ...]:
    """Return a period's name in lines, so that it is narrow under an axis: September / 2016, year to / June 2016."""
    if name.startswith("year to "):
        return "year to", name.removeprefix("year to ")
    head, _, last = name.rpartition(" ")
    if " to " in name:
        first, _, second = name.partition(" to ")
        return f"{first} to", second
    return (head, last) if head else (name,)
