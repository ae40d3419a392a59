"""The one gate between two figures and a comparison of them: allowed, with caution, or not at all."""

from collections.abc import Sequence
from enum import StrEnum

from cspdesk.domain.data_periods import Period
from cspdesk.domain.indicators import Break, BreakEffect, Indicator
from cspdesk.domain.periods import long_date
from cspdesk.domain.records import dataclass
from cspdesk.domain.series import ADDS_UP, Reading, Series, month_of, named, span_of, together

SHORT = 12  # months: shorter periods are put together into years before they are set against a year


class Why(StrEnum):
    """What stands in the way of a comparison."""

    BREAK = "break"
    PERIODS = "periods"
    REACH = "reach"
    NOT_HELD = "not held"


@dataclass(frozen=True, slots=True)
class Forbidden:
    """No comparison, so no number: the reason, in a sentence."""

    why: Why
    reason: str


@dataclass(frozen=True, slots=True)
class ComparablePair:
    """Two figures of one indicator for one area that may be compared; what computes a change takes nothing else.

    Raises ValueError when they may not: a pair cannot be made past the gate, whoever makes it.
    """

    indicator: Indicator
    earlier: Reading
    later: Reading
    breaks: tuple[Break, ...]

    def __post_init__(self) -> None:
        found = _obstacle(self.earlier, self.later, self.breaks, self.indicator)
        if found is not None:
            raise ValueError(found.reason)

    @property
    def caveat(self) -> str:
        """What has to stand in the same sentence as the change, without a full stop; empty where nothing has."""
        between = _between(self.earlier, self.later, self.breaks, self.indicator)
        return "; ".join(_caveat(b) for b in between if b.effect is not BreakEffect.NONE)


@dataclass(frozen=True, slots=True)
class Allowed:
    """The two may be compared."""

    pair: ComparablePair


@dataclass(frozen=True, slots=True)
class Caution:
    """The two may be compared if the caveat stands in the same sentence."""

    pair: ComparablePair
    sentence: str


Answer = Allowed | Caution | Forbidden


def comparable(earlier: Reading, later: Reading, breaks: Sequence[Break], indicator: Indicator) -> Answer:
    """Return whether two figures of an indicator for an area may be compared, and if not, why.

    breaks: those of the indicator; those of any other are passed over. A break between the two periods, or within
    either, that makes them not comparable forbids it, unless a person has overridden it with a reason: then both
    are in the caveat.
    """
    found = _obstacle(earlier, later, breaks, indicator)
    if found is not None:
        return found
    pair = ComparablePair(indicator, earlier, later, tuple(breaks))
    return Caution(pair, pair.caveat) if pair.caveat else Allowed(pair)


def with_baseline(series: Series) -> Answer:
    """Return whether the newest figures may be compared with those of the baseline period, and if not, why.

    Months and quarters are put together: the newest twelve months against a baseline of twelve.
    """
    first, last = series.indicator.baseline_from, series.indicator.baseline_to
    if series.latest is None:
        return nothing_held(series)
    if first is None or last is None:
        return Forbidden(Why.NOT_HELD, "No baseline is set.")
    if series.latest.period.ends_on <= last:
        return Forbidden(Why.REACH, f"The data do not reach beyond the baseline, {span_of(first, last)}.")
    readings = series.within(first, last)
    base = _whole(series, readings)
    if base is None and len(readings) > 1 and series.indicator.measure not in ADDS_UP:
        return Forbidden(Why.PERIODS, f"Figures that cannot be added up are not set against {span_of(first, last)}.")
    if base is None:
        return Forbidden(Why.NOT_HELD, f"There are no whole figures for the baseline, {span_of(first, last)}.")
    later = _newest(series, base)
    if later is None:
        return Forbidden(
            Why.NOT_HELD, f"The figures since the baseline are not enough to set against {named(base.period)}."
        )
    return comparable(base, later, series.breaks, series.indicator)


def with_year_before(series: Series) -> Answer:
    """Return whether the newest figures may be compared with those a year before, and if not, why.

    Months and quarters are put together: the newest twelve months against the twelve before them or, where a break
    forbids that, the longest run since the break against the same months a year before. What cannot be added up is
    set against its own month or quarter a year before; rolling years against the last that shares no month.
    """
    latest = series.latest
    if latest is None:
        return nothing_held(series)
    if latest.period.months < SHORT:
        found = _same_months(series, SHORT // latest.period.months)
        if found is not None:
            return found
    apart = [r for r in series.complete if r.period.ends_on < latest.period.starts_on]
    same = [r for r in apart if latest.period.months >= SHORT or _a_year_before(r, latest)]
    if not same:
        return Forbidden(Why.NOT_HELD, f"There is nothing a year before {named(latest.period)} to compare it with.")
    return comparable(same[-1], latest, series.breaks, series.indicator)


def between_periods(series: Series, earlier: Period, later: Period) -> Answer:
    """Return whether what is said of two periods can be compared: the check of a claim such as “down since 2015”.

    Months and quarters are put together where a period is longer than they are.
    """
    for period in (earlier, later):
        beyond = beyond_reach(series, period)
        if beyond:
            return Forbidden(Why.REACH, beyond)
    first, second = (over(series, period) for period in (earlier, later))
    if first is None or second is None:
        missing = earlier if first is None else later
        return Forbidden(Why.NOT_HELD, f"There is no figure for {named(missing)}.")
    return comparable(first, second, series.breaks, series.indicator)


def beyond_reach(series: Series, period: Period) -> str:
    """Return the sentence that says that a period lies beyond the data, whole or in part; empty where it does not."""
    if series.reach is None:
        return f"{nothing_held(series).reason} Nothing can be said of {named(period)}."
    if period.ends_on <= series.reach:
        return ""
    part = "" if period.starts_on > series.reach else "the whole of "
    return f"Data reach to {month_of(series.reach)}; nothing can be said of {part}{named(period)}."


def nothing_held(series: Series) -> Forbidden:
    """Return the reason that a series without a single whole figure gives."""
    withheld = any(r.suppressed for r in series.readings)
    reason = (
        "Its source withholds every figure." if withheld else "No figures of this area for a whole period are held."
    )
    return Forbidden(Why.NOT_HELD, reason)


def _obstacle(earlier: Reading, later: Reading, breaks: Sequence[Break], indicator: Indicator) -> Forbidden | None:
    """Return what forbids a comparison, the gravest first; None where nothing does."""
    of = {(o.indicator_id, o.area_id) for reading in (earlier, later) for o in reading.observations}
    if len(of) > 1 or any(indicator_id != indicator.id for indicator_id, _ in of):
        return Forbidden(Why.PERIODS, "These are figures of two indicators or two areas, so no change is between them.")
    forbidding = [b for b in _between(earlier, later, breaks, indicator) if b.forbids]
    if forbidding:
        return Forbidden(Why.BREAK, _not_alike(earlier, later, forbidding))
    return _mismatch(earlier.period, later.period) or _unusable(earlier) or _unusable(later)


def _mismatch(first: Period, second: Period) -> Forbidden | None:
    if first.kind is not second.kind or first.months != second.months:
        return Forbidden(Why.PERIODS, f"{_both(first, second)} are not periods of one sort, so they are not compared.")
    if second.starts_on <= first.ends_on:
        shared = "are the same period" if first == second else "share months"
        if second.ends_on < first.starts_on:
            shared = "are given in the wrong order"
        return Forbidden(Why.PERIODS, f"{_both(first, second)} {shared}, so no change is between them.")
    return None


def _unusable(reading: Reading) -> Forbidden | None:
    if reading.value is None:
        what = "is withheld by its source" if reading.suppressed else "is not held"
        return Forbidden(Why.NOT_HELD, f"The figure for {named(reading.period)} {what}.")
    if not reading.complete:
        return Forbidden(
            Why.REACH, f"The figure for {named(reading.period)} was published before that period had ended."
        )
    return None


def _between(earlier: Reading, later: Reading, breaks: Sequence[Break], indicator: Indicator) -> list[Break]:
    """Return the breaks after which not all of what the two cover is counted one way, whichever comes first."""
    starts_on = min(earlier.period.starts_on, later.period.starts_on)
    ends_on = max(earlier.period.ends_on, later.period.ends_on)
    return [b for b in breaks if b.indicator_id == indicator.id and starts_on < b.on_day <= ends_on]


def _not_alike(earlier: Reading, later: Reading, breaks: Sequence[Break]) -> str:
    what = "; ".join(_told(b) for b in breaks)
    return (
        f"{_both(earlier.period, later.period)} are not counted alike ({what}), so no change between them can be given."
    )


def _both(first: Period, second: Period) -> str:
    words = f"{named(first)} and {named(second)}"
    return words[0].upper() + words[1:]


def _told(broken: Break) -> str:
    size = f", {broken.size.strip().rstrip('.')}" if broken.size.strip() else ""
    return f"{broken.title.strip().rstrip('.')}, from {long_date(broken.on_day)}{size}"


def _caveat(broken: Break) -> str:
    if broken.override_by:
        reason = broken.override_reason.strip().rstrip(".")
        return f"compared across a break ({_told(broken)}) by decision of {broken.override_by.strip()}: {reason}"
    return f"with caution: {_told(broken)}"


def _run(series: Series, end: int, count: int) -> Reading | None:
    """Return so many readings before a place as one; None where they do not follow on or cannot be added up."""
    return _whole(series, series.complete[end - count : end]) if end >= count else None


def _whole(series: Series, readings: Sequence[Reading]) -> Reading | None:
    """Return readings as one figure: a single one as it is, several only where they are counts of events."""
    if len(readings) == 1:
        return readings[0]
    return together(series.indicator.measure, readings)


def _same_months(series: Series, year: int) -> Answer | None:
    """Return the gate's answer to the newest year and the one before, or to as much of both as lies after a break.

    None where not even the newest figure and the one a year before it are both held and can be added up.
    """
    end, first = len(series.complete), None
    for count in range(year, 0, -1):
        later, earlier = _run(series, end, count), _run(series, end - year, count)
        if later is None or earlier is None or not _a_year_before(earlier, later):
            continue
        answer = comparable(earlier, later, series.breaks, series.indicator)
        if not (isinstance(answer, Forbidden) and answer.why is Why.BREAK):
            return answer
        first = first or answer
    return first


def _newest(series: Series, base: Reading) -> Reading | None:
    """Return the newest figure of a length with the baseline's."""
    latest = series.latest
    if latest is None or latest.period.months == base.period.months:
        return latest
    return _run(series, len(series.complete), base.period.months // latest.period.months)


def over(series: Series, period: Period) -> Reading | None:
    """Return the figure of a period, put together from shorter ones where it is longer than they are."""
    exact = series.at(period)
    if exact is not None:
        return exact
    found = _whole(series, series.within(period.starts_on, period.ends_on))
    covers = found and (found.period.starts_on, found.period.ends_on) == (period.starts_on, period.ends_on)
    return found if covers else None


def _a_year_before(earlier: Reading, later: Reading) -> bool:
    first, second = earlier.period.starts_on, later.period.starts_on
    return (first.year + 1, first.month) == (second.year, second.month)
