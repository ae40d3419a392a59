"""The words of a chart of results: values as people write them, its text for those who do not see it, its table."""

from collections.abc import Iterator, Mapping, Sequence

from cspdesk.charts.chart import DataTable
from cspdesk.domain.data_periods import Period
from cspdesk.domain.indicators import Annotation, Break, BreakEffect, Indicator, Measure
from cspdesk.domain.periods import long_date
from cspdesk.domain.records import dataclass
from cspdesk.domain.series import Reading, Series, month_of, named
from cspdesk.domain.variation import LimitSpan, Mark, Signals, Variation

NONE_HELD = "none held"
HEADINGS = ("Period", "Value", "Count", "Out of", "95% interval", "Limits", "Stands out", "Published", "Note")


@dataclass(frozen=True, slots=True)
class Written:
    """How an indicator's values are written: on its axis, and in full."""

    indicator: Indicator

    @property
    def axis(self) -> str:
        """What the y axis measures."""
        match self.indicator.measure:
            case Measure.PROPORTION:
                return "Percent"
            case Measure.RATE:
                of = f" {self.indicator.denominator}" if self.indicator.denominator else ""
                return f"Per {self.indicator.per:,}{of}"
        unit = self.indicator.unit
        return unit[:1].upper() + unit[1:] if unit else "Number"

    def value(self, value: float) -> str:
        """Return a value with no more than a percent sign: 1,523, 24.6%, 0.4, 0.03."""
        size, measure = abs(value), self.indicator.measure
        if 0 < size < 0.1:
            text = f"{value:.1g}"
        elif measure is Measure.COUNT and size >= 10:
            text = f"{round(value):,}"
        else:
            text = f"{value:,.0f}" if size >= 100 or float(value).is_integer() else f"{value:,.1f}"
        sign = "%" if measure is Measure.PROPORTION else ""
        return f"{text.replace('-', '−')}{sign}"

    def mark(self, value: float) -> str:
        """Return a value as an axis is marked with it, to its last figure: 0.25, 1,500, 20%."""
        return f"{value:,.10g}{'%' if self.indicator.measure is Measure.PROPORTION else ''}".replace("-", "−")

    def span(self, ends: tuple[float, float] | None) -> str:
        """Return a range of values; empty without one."""
        return f"{self.value(ends[0])} to {self.value(ends[1])}" if ends else ""


def point_text(reading: Reading, mark: Mark | None, written: Written) -> str:
    """Return what is said of one point when it is looked at."""
    says = f"{reading.period}: {written.value(float(reading.value or 0))}"
    return says if mark is None else f"{says}, {mark.rule}{_meaning(mark)}"


def break_text(broken: Break) -> str:
    """Return all that is known of a break, in a sentence."""
    size = f", {broken.size}" if broken.size else ""
    effect = "no effect on comparisons" if broken.effect is BreakEffect.NONE else broken.effect.value
    says = f"{long_date(broken.on_day)}: {broken.title}{size}; {effect}"
    if broken.override_by:
        says += f", set aside by {broken.override_by}: {broken.override_reason}"
    return f"{says}."


def event_text(told: Annotation) -> str:
    """Return what is told beside the figures, with its days."""
    until = f" to {long_date(told.ends_on)}" if told.ends_on and told.ends_on != told.starts_on else ""
    return f"{long_date(told.starts_on)}{until}: {told.text.rstrip('.')}."


def alt_text(series: Series, says: str) -> str:
    """Return the chart in words: how far it goes, its extremes, its breaks, and what it comes to."""
    written, readings = Written(series.indicator), series.complete
    head = f"{series.indicator.name}, {series.area.name}"
    if not readings:
        return f"{head}: no figures. {says}".rstrip()
    first, last = readings[0], readings[-1]
    parts = [f"{head}, {named(first.period)} to {named(last.period)}: {_extremes(series, written)}."]
    parts += [f"Break on {break_text(b)}" for b in series.breaks]
    parts += [event_text(a) for a in series.annotations]
    return " ".join([*parts, *([says] if says else [])])


def notes(series: Series, signals: Signals) -> tuple[str, ...]:
    """Return what is printed under the chart."""
    return tuple(_notes(series, signals))


def table(
    series: Series,
    signals: Signals,
    intervals: Mapping[Period, tuple[float, float]],
    others: Sequence[Series] = (),
) -> DataTable:
    """Return every figure of the chart as people would write it, gaps and withheld ones too; the newest last."""
    written = Written(series.indicator)
    held = {reading.period: reading for reading in series.readings}
    beside = [{reading.period: _shown(reading, written) for reading in other.readings} for other in others]
    periods = sorted({*held, *series.gaps}, key=lambda p: (p.ends_on, p.starts_on))
    nothing = (NONE_HELD, *[""] * (len(HEADINGS) - 2))
    marks, limits = signals.by_period, _limits(signals, written)
    rows = (
        (
            period.label,
            *(_row(held[period], marks, intervals.get(period), limits, written) if period in held else nothing),
            *(area.get(period, NONE_HELD) for area in beside),
        )
        for period in periods
    )
    return DataTable((*HEADINGS, *(other.area.name for other in others)), tuple(rows))


def _row(
    reading: Reading,
    marks: Mapping[Period, Mark],
    interval: tuple[float, float] | None,
    limits: Sequence[tuple[LimitSpan, str]],
    written: Written,
) -> tuple[str, ...]:
    period, mark = reading.period, marks.get(reading.period)
    return (
        _shown(reading, written),
        "" if reading.count is None else f"{reading.count:,}",
        "" if reading.denominator is None else f"{reading.denominator:,}",
        written.span(interval),
        next((text for span, text in limits if span.first <= period <= span.last), ""),
        "" if mark is None else f"{mark.rule}{_meaning(mark)}",
        long_date(reading.published_on),
        "; ".join(_told(reading)),
    )


def _shown(reading: Reading, written: Written) -> str:
    if reading.suppressed:
        return f"withheld ({reading.suppressed})"
    return NONE_HELD if reading.value is None else written.value(float(reading.value))


def _told(reading: Reading) -> Iterator[str]:
    if not reading.complete:
        yield "published before the period had ended"
    if reading.back_dated:
        yield f"{reading.back_dated:,} are of an earlier time, entered since"
    if reading.earlier:
        yield f"first published {long_date(reading.earlier[0].published_on)}, revised since"
    if reading.note:
        yield reading.note


def _limits(signals: Signals, written: Written) -> list[tuple[LimitSpan, str]]:
    """Return each stretch that has limits with their words."""
    return [
        (span, f"{written.span((span.lower, span.upper))}{' (trial)' if span.trial else ''}")
        for span in signals.spans
        if span.lower is not None and span.upper is not None
    ]


def _notes(series: Series, signals: Signals) -> Iterator[str]:
    if series.reach is not None:
        yield f"Data to {month_of(series.reach)}, as known on {long_date(series.known_on)}."
    if signals.no_limits:
        yield signals.no_limits
    for span in signals.spans:
        if span.lower is None or span.trial:
            yield f"{span.first} to {span.last}: {span.name} ({span.points} points)."
    yield from (break_text(b) for b in series.breaks)
    yield from (event_text(a) for a in series.annotations)
    if series.indicator.baseline_note:
        yield series.indicator.baseline_note
    if series.indicator.count_not_held:
        yield "Count not held: of how many the percentages are is not known."
    yield from origin(series.indicator)


def origin(indicator: Indicator) -> Iterator[str]:
    """Say where an indicator's figures come from, and whether they are made up: beneath whatever shows them."""
    if indicator.source:
        yield f"Source: {indicator.source.rstrip('.')}."
    if indicator.illustrative:
        yield "Illustrative: these figures are made up."


def _extremes(series: Series, written: Written) -> str:
    """Return the lowest, highest and newest figure; not across a break that forbids comparing them."""
    newest = f"newest {_at(series.complete[-1], written)}"
    days = [b.on_day for b in series.breaks if b.forbids and b.on_day <= series.complete[-1].period.ends_on]
    alike = [r for r in series.complete if r.period.starts_on >= max(days, default=r.period.starts_on)]
    if len(alike) < 2:
        return newest
    low, high = (choose(alike, key=lambda r: r.value or 0) for choose in (min, max))
    since = f"since {long_date(max(days))} " if days else ""
    return f"{since}lowest {_at(low, written)}, highest {_at(high, written)}, {newest}"


def _at(reading: Reading, written: Written) -> str:
    return f"{written.value(float(reading.value or 0))} in {named(reading.period)}"


def _meaning(mark: Mark) -> str:
    return "" if mark.variation is Variation.CHANGED else f" ({mark.variation})"
