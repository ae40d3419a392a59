"""How a verdict's figures and sentences are worded; the same on screen and paper."""

from cspdesk.analysis.comparability import ComparablePair
from cspdesk.analysis.findings import Finding, figure
from cspdesk.analysis.indicator_change import PERCENT, IndicatorChange
from cspdesk.analysis.rates import Blank, Interval
from cspdesk.domain.data_periods import Period
from cspdesk.domain.indicators import Better, Indicator, Measure
from cspdesk.domain.periods import long_date
from cspdesk.domain.series import Reading, named
from cspdesk.domain.variation import LimitSpan, Mark, Variation, variation

NO_CLEAR_CHANGE = "no clear change"
NOT_HELD = "count not held, so no interval"
DECIDES = "the signal decides"
_EVERY = {1: " in a month", 3: " in a quarter", 12: " in a year"}  # what a count is for, by its months
BY_CHANCE = "which chance alone could explain"


def amount(value: float, indicator: Indicator) -> str:
    """Return a value with its unit: 1,523 crimes, 24.1%, 212 per 100,000 people."""
    if indicator.measure is Measure.PROPORTION:
        return f"{figure(value)}%"
    if indicator.measure is Measure.RATE:
        return f"{figure(value)} per {indicator.per:,}{f' {indicator.denominator}' if indicator.denominator else ''}"
    unit = one_of(indicator.unit) if value == 1 else indicator.unit
    return f"{figure(value)}{f' {unit}' if unit else ''}"


def one_of(unit: str) -> str:
    """Return a unit for a single one: crimes as crime, burglaries as burglary, young people as young person."""
    for many, one in (("people", "person"), ("ies", "y"), ("s", "")):
        if unit.endswith(many):
            return unit.removesuffix(many) + one
    return unit


def short_amount(value: float, indicator: Indicator) -> str:
    """Return a value with no more than a percent sign, where its unit is said elsewhere."""
    if indicator.measure is Measure.COUNT and abs(value) >= 10:
        return figure(round(value))  # an end of an interval may fall between two whole events
    return f"{figure(value)}{'%' if indicator.measure is Measure.PROPORTION else ''}"


def in_period(period: Period) -> str:
    """Return a period as it follows on a figure: in May 2016, in the year to June 2016."""
    return f"in {named(period)}"


def latest_sentence(
    reading: Reading, found: Interval | Blank, indicator: Indicator, span: LimitSpan | None, mark: Mark | None
) -> str:
    """Return the newest figure with its period, and how far chance reaches: its limits or its own interval."""
    says = f"{indicator.name}: {amount(float(reading.value or 0), indicator)} {in_period(reading.period)}"
    if span is None:
        return f"{says} ({interval_words(found, indicator)})."
    if span.lower is None or span.upper is None:
        return f"{says} ({interval_words(found, indicator)}), {too_early(span)}."
    limits = f"{short_amount(span.lower, indicator)} to {short_amount(span.upper, indicator)}"
    return f"{says}, {limits_words(f'the {span.name} of {limits} that {span.points} points set', mark)}."


def too_early(span: LimitSpan) -> str:
    """Return why the newest stretch of a control chart has no limits."""
    points = "1 point" if span.points == 1 else f"{span.points} points"
    return f"too early for limits ({points} counted this way; 6 are needed)"


def limits_words(limits: str, mark: Mark | None) -> str:
    """Return where the newest point of a control chart lies by its limits, which are given in words."""
    if mark is None:
        return f"within {limits}"
    means = "" if mark.variation is Variation.CHANGED else f", {mark.variation}"
    return f"{mark.rule} ({limits}): a signal of change{means}"


def mark_sentence(mark: Mark, moved: int | None) -> str:
    """Return what the newest point says by its own limits, and whether a verdict rests on that.

    moved: where the comparison points, 0 where it is not clear or there is none; None where nothing is judged.
    """
    says = f"Set against its own limits: the newest point is {mark.rule}"
    if moved is None:
        return f"{says}."
    same = "says the same" if moved == mark.direction else "goes the other way"
    return f"{says}, which {same if moved else 'decides'}."


def interval_words(found: Interval | Blank, indicator: Indicator) -> str:
    """Return an interval in words, or that the count behind a figure is not held."""
    if isinstance(found, Blank):
        return NOT_HELD if indicator.measure is not Measure.VALUE else "its source gives no interval"
    lower, upper = (short_amount(end, indicator) for end in (found.lower, found.upper))
    return f"95% interval {lower} to {upper}"


def change_sentence(change: IndicatorChange, *, judged: bool = True) -> str:
    """Return a change with its interval, any caveat and what it means by which way is better, in one sentence.

    judged: whether it ends with what it means; not where the figures are old, or a control chart already told it.
    """
    pair = change.pair
    opening = f"{_start(pair.later.period)} was {change_words(change)} than {named(pair.earlier.period)}"
    clear = change.finding is not Finding.CANNOT_TELL
    if not clear and not _rounded(change.estimate, change.unit):
        opening = f"{_start(pair.later.period)} was much as {named(pair.earlier.period)}"
    chance = "" if clear else f", {BY_CHANCE}"
    means = meaning(change.finding, pair.indicator) if clear else NO_CLEAR_CHANGE
    return with_caveat(f"{opening}{chance} ({spread_words(change)}){f': {means}' if judged else ''}", pair) + "."


def with_caveat(words: str, pair: ComparablePair) -> str:
    """Return words about a change with the caveat that has to stand beside them, if there is one."""
    return f"{words}, {pair.caveat}" if pair.caveat else words


def change_words(change: IndicatorChange) -> str:
    """Return how much a figure changed, without its interval: 15% higher."""
    return _step(change.estimate, change.unit)


def meaning(finding: Finding, indicator: Indicator) -> str:
    """Return what a clear change means: better, worse, or what more of it does and does not tell."""
    up = finding is Finding.HIGHER
    if indicator.better is not Better.NEITHER:
        return variation(1 if up else -1, indicator.better).value
    what = indicator.unit or "of it"
    if indicator.measure is not Measure.COUNT:
        return f"a {'higher' if up else 'lower'} figure, which is neither better nor worse"
    fewer, less = ("more", "more") if up else ("fewer", "less")
    return f"{fewer} {what}, which does not tell whether {less} happened or {less} came to be known"


def target_words(indicator: Indicator, newest: Reading, *, met: bool) -> str:
    """Return a target, its day and whether the newest figure meets it, or would if the target's day had come."""
    if indicator.target is None or indicator.target_on is None:
        return ""
    within = f", give or take {figure(float(indicator.target_tolerance))}" if indicator.target_tolerance else ""
    period, day = newest.period, indicator.target_on
    every = _EVERY.get(period.months, "") if indicator.measure is Measure.COUNT else ""
    aimed, value = f"{amount(float(indicator.target), indicator)}{every}", float(newest.value or 0)
    due = period.ends_on >= day
    stands = ("meets" if met else "does not meet") if due else f"would{'' if met else ' not'} meet"
    reached = f"{short_amount(value, indicator)} {in_period(period)}"
    return f"Target {aimed} by {long_date(day)}{within}: {reached} {stands} it."


def _start(period: Period) -> str:
    words = named(period)
    return words[0].upper() + words[1:]


def _rounded(size: float, unit: str) -> int | float:
    return round(size) if unit == PERCENT else float(f"{size:.2g}")


def _step(size: float, unit: str) -> str:
    """Return a difference in words: 15% higher, 3.2 percentage points lower."""
    way = "higher" if size > 0 else "lower"
    if unit != PERCENT:
        return f"{figure(abs(float(f'{size:.2g}')))}{unit} {way}"
    if size == float("inf"):
        return "higher without limit"
    share = abs(round(size))
    return f"{share:,}% {way}" if share else f"less than 1% {way}"


def spread_words(change: IndicatorChange) -> str:
    """Return the interval of a change; its unit stands beside the change, so only the percent sign is repeated."""
    shown = change.unit if change.unit == PERCENT else ""
    lower, upper = _step(change.lower, shown), _step(change.upper, shown)
    if lower.split()[-1] == upper.split()[-1]:
        lower = lower.rsplit(" ", 1)[0]
    return f"95% interval {lower} to {upper}"
