"""Results as figures that sentences can be bound to: an indicator's newest figure, its baseline, its changes."""

from collections.abc import Iterator
from dataclasses import replace

from cspdesk.analysis import verdict_words as words
from cspdesk.analysis.comparability import Answer, Forbidden, Why, with_baseline, with_year_before
from cspdesk.analysis.findings import Finding, NotComputed
from cspdesk.analysis.indicator_change import IndicatorChange, change_of, interval_of
from cspdesk.analysis.rates import Blank
from cspdesk.analysis.verdict_notes import stale
from cspdesk.domain.audience import DisclosureRule
from cspdesk.domain.bound_figures import BoundFigure, Marked, marked_figure, narrowest
from cspdesk.domain.periods import long_date
from cspdesk.domain.series import Reading, Series, named, span_of, together
from cspdesk.domain.series_marking import series_marking

GROUP = "Results"
OLD = "the data end there, and nothing can be said of what came after"
NUMBERS_NOT_HELD = "of how many is not known"
COUNTED_OTHERWISE = "counted in another way than what came later, so the two are not compared"


def subject_key(indicator_id: str) -> str:
    """Return what the keys of all figures of an indicator begin with."""
    return f"indicator.{indicator_id}"


def result_figures(series: Series, marked: Marked, small: DisclosureRule) -> tuple[BoundFigure, ...]:
    """Return the figures of an indicator for an area, as known on the series' day.

    Keys end in latest, latest_interval, baseline, since_baseline, since_baseline_interval, on_year, on_year_interval
    and target. Changes are those of the indicator's verdict: what the gate forbids has no text, and says why.
    """
    own = narrowest(series_marking(series, small), marked)
    found = (
        *_latest(series),
        *_baseline(series),
        *_change(series, "since_baseline", "change since the baseline", with_baseline(series)),
        *_change(series, "on_year", "change on the year before", with_year_before(series)),
        *_target(series),
    )
    return tuple(marked_figure(figure, own) for figure in found)


def _figure(series: Series, name: str, label: str, text: str = "", forbidden: str = "") -> BoundFigure:
    indicator = series.indicator
    source = f"{indicator.name}, {series.area.name}"
    return BoundFigure(
        key=f"{subject_key(indicator.id)}.{name}",
        label=f"{indicator.name}: {label}",
        text=text,
        source=f"{source} ({indicator.source})" if indicator.source else source,
        group=GROUP,
        unit=indicator.unit,
        forbidden=forbidden,
        reach=series.reach,
        illustrative=indicator.illustrative,
        subject=subject_key(indicator.id),
    )


def _latest(series: Series) -> Iterator[BoundFigure]:
    latest = series.latest
    if latest is None:
        yield _figure(series, "latest", "newest figure", forbidden="No figures for a whole period are held.")
        return
    caveats = [OLD] * stale(series) + [NUMBERS_NOT_HELD] * series.indicator.count_not_held
    if latest.back_dated:
        caveats.append(f"{latest.back_dated:,} of them are records of an earlier time")
    made = _reading(series, "latest", "newest figure", latest)
    yield replace(made, caveat=", and ".join(caveats))
    found = interval_of(latest, series.indicator)
    interval = words.interval_words(found, series.indicator)
    label, covers = "interval of the newest figure", (made.key,)
    if isinstance(found, Blank):
        yield _figure(series, "latest_interval", label, forbidden=f"No interval can be given: {interval}.")
    else:
        whole = _figure(series, "latest_interval", label, interval)
        yield replace(whole, period=named(latest.period), covers=covers)


def _reading(series: Series, name: str, label: str, reading: Reading) -> BoundFigure:
    value = float(reading.value or 0)
    text = f"{words.amount(value, series.indicator)} {words.in_period(reading.period)}"
    return replace(_figure(series, name, label, text), value=value, period=named(reading.period))


def _baseline(series: Series) -> Iterator[BoundFigure]:
    first, last = series.indicator.baseline_from, series.indicator.baseline_to
    if first is None or last is None:
        return
    answer = with_baseline(series)
    if not isinstance(answer, Forbidden):
        yield _reading(series, "baseline", "baseline", answer.pair.earlier)
        return
    readings = series.within(first, last)
    whole = readings[0] if len(readings) == 1 else together(series.indicator.measure, readings)
    if whole is not None:
        caveat = COUNTED_OTHERWISE if answer.why is Why.BREAK else ""
        yield replace(_reading(series, "baseline", "baseline", whole), caveat=caveat)
        return
    why = f"No one figure of the baseline, {span_of(first, last)}, can be given. {answer.reason}"
    yield _figure(series, "baseline", "baseline", forbidden=why)


def _change(series: Series, name: str, label: str, answer: Answer) -> Iterator[BoundFigure]:
    found = _sized(answer)
    interval = f"interval of the {label}"
    if isinstance(found, str):
        yield _figure(series, name, label, forbidden=found)
        yield _figure(series, f"{name}_interval", interval, forbidden=found)
        return
    pair = found.pair
    clear = found.finding is not Finding.CANNOT_TELL
    caveats = [] if clear else [words.BY_CHANCE]
    caveats += [pair.caveat] if pair.caveat else []
    caveats += [OLD] * stale(series)
    made = replace(
        _figure(series, name, label, words.change_words(found)),
        period=f"{named(pair.later.period)} against {named(pair.earlier.period)}",
        unit=found.unit.strip(),
        finding=found.finding.value,
    )
    yield replace(made, value=found.estimate, caveat=", ".join(caveats))
    whole = _figure(series, f"{name}_interval", interval, words.spread_words(found))
    yield replace(whole, period=made.period, unit=made.unit, finding=made.finding, covers=(made.key,))


def _sized(answer: Answer) -> IndicatorChange | str:
    """Return a change, or the sentence that says why there is none."""
    if isinstance(answer, Forbidden):
        return answer.reason
    change = change_of(answer.pair)
    if isinstance(change, NotComputed):
        pair = answer.pair
        return f"{named(pair.later.period)} cannot be set against {named(pair.earlier.period)}: {change.says}."
    return change


def _target(series: Series) -> Iterator[BoundFigure]:
    indicator = series.indicator
    if indicator.target is None or indicator.target_on is None:
        return
    text = f"{words.amount(float(indicator.target), indicator)} by {long_date(indicator.target_on)}"
    made = _figure(series, "target", "target", text)
    yield replace(made, value=float(indicator.target), period=f"by {long_date(indicator.target_on)}", reach=None)
