"""What an indicator's figures come to: its verdict and its chart, from one look at the series; for screen and paper."""

from collections.abc import Callable, Sequence

from cspdesk.analysis.areas import AreaComparison, compare_areas, latest_shared
from cspdesk.analysis.indicator_change import intervals_of
from cspdesk.analysis.signals import signals
from cspdesk.analysis.verdicts import Verdict, verdict
from cspdesk.charts.results import ResultChart, results_chart
from cspdesk.domain.area_levels import apart
from cspdesk.domain.records import dataclass
from cspdesk.domain.series import Series


@dataclass(frozen=True, slots=True)
class Judged:
    """A series with what it says and the chart that shows it."""

    series: Series
    verdict: Verdict
    chart: ResultChart


def judged(series: Series, others: Sequence[Series] = ()) -> Judged:
    """Return what a series says, beside the same indicator in other areas where their figures may be compared.

    Areas that contain its own, or are parts of it, are left out: they would hold the same people twice.
    """
    allowed = {area.id for area in apart(series.area, [other.area for other in others])}
    others = tuple(other for other in others if other.area.id in allowed)
    found = signals(series)
    said = verdict(series, found, _beside(series, others))
    chart = results_chart(series, found, intervals=intervals_of(series), comparators=others, says=said.says)
    return Judged(series, said, chart)


def all_judged(series: Sequence[Series], progress: Callable[[int, int], None]) -> tuple[Judged, ...]:
    """Return what each series says; touches no file, so it may run off the window's thread."""
    made = []
    for place, each in enumerate(series):
        progress(place, len(series))
        made.append(judged(each))
    return tuple(made)


def _beside(series: Series, others: Sequence[Series]) -> AreaComparison | None:
    areas = [series, *others]
    period = latest_shared(areas) if len(areas) > 1 else None
    found = None if period is None else compare_areas(areas, period)
    return found if isinstance(found, AreaComparison) else None
