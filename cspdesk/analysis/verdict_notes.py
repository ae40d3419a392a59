"""What has to be known beside a verdict: how far the data reach, what is missing, revised or entered late."""

from collections.abc import Iterator

from cspdesk.domain.indicators import Level
from cspdesk.domain.periods import long_date
from cspdesk.domain.series import Series, month_of

ALL_WITHHELD = "Every figure is withheld by its source"
STALE_MONTHS = 24  # newest data older than this say nothing of how things stand


def stale(series: Series) -> bool:
    """Return whether the newest data are so old that nothing can be said of how things stand."""
    if series.reach is None:
        return False
    days = series.known_on, series.reach
    return (days[0].year - days[1].year) * 12 + days[0].month - days[1].month > STALE_MONTHS


def reach_words(series: Series) -> str:
    """Return how far the data reach and when more are due: data to December 2013; next due 31 October 2016."""
    due, reach = series.indicator.next_due_on, series.reach
    says = _none(series) if reach is None else f"Data to {month_of(reach)}"
    if due is None:
        return f"{says}."
    if due < series.known_on:
        return f"{says}; more were due on {long_date(due)} and are not here."
    return f"{says}; next due {long_date(due)}."


def _none(series: Series) -> str:
    """Return that there are no data, or that there are but none that may be used."""
    return ALL_WITHHELD if _all_withheld(series) else "No data yet"


def _all_withheld(series: Series) -> bool:
    return bool(series.readings) and all(reading.suppressed for reading in series.readings)


def caveats(series: Series) -> tuple[str, ...]:
    """Return what else must be known, gravest first, each a sentence."""
    return tuple(_caveats(series))


def _caveats(series: Series) -> Iterator[str]:
    indicator = series.indicator
    if indicator.count_not_held and series.reach is not None:  # else there is no percentage of which to say it
        yield "Percentages were published without the numbers behind them; of how many is not known."
    if indicator.level is Level.SERVICE:
        yield "It is of the people a service saw, not of everybody in the area."
    yield from _of_the_figures(series)
    if indicator.illustrative:
        yield "Illustrative: these figures are made up."


def _of_the_figures(series: Series) -> Iterator[str]:
    withheld = [r for r in series.readings if r.suppressed]
    if withheld and not _all_withheld(series):
        yield f"Withheld by the source, and not nought: {_list(r.period.label for r in withheld)}."
    if series.gaps:
        yield f"No figures for {_list(p.label for p in series.gaps)}."
    late = [r for r in series.complete if r.back_dated]
    for reading in late[-1:]:
        yield f"{reading.back_dated:,} of those of {reading.period} are records of an earlier time, entered since."
    if series.revised:
        yield f"Revised since first published: {_list(r.period.label for r in series.revised)}."
    if series.left_out:
        yield f"{len(series.left_out)} of its figures are for another sort of period and are left out."


def _list(labels: Iterator[str]) -> str:
    """Return a few labels as a list; of many only the first and how many more."""
    found = list(labels)
    shown = found if len(found) <= 4 else [*found[:3], f"{len(found) - 3} more"]
    return shown[0] if len(shown) == 1 else f"{', '.join(shown[:-1])} and {shown[-1]}"
