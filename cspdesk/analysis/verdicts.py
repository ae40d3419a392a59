"""What an indicator says, in one or two plain sentences that claim no more than its figures allow."""

from collections.abc import Iterator
from enum import StrEnum

from cspdesk.analysis import verdict_words as words
from cspdesk.analysis.areas import AreaComparison
from cspdesk.analysis.comparability import (
    Answer,
    ComparablePair,
    Forbidden,
    Why,
    nothing_held,
    with_baseline,
    with_year_before,
)
from cspdesk.analysis.findings import EvidenceGrade, Finding, NotComputed
from cspdesk.analysis.indicator_change import CONFIDENCE, IndicatorChange, change_of, interval_of
from cspdesk.analysis.rates import Blank
from cspdesk.analysis.signals import signals
from cspdesk.analysis.verdict_notes import caveats, reach_words, stale
from cspdesk.domain.indicators import Better, Measure
from cspdesk.domain.records import dataclass
from cspdesk.domain.series import Reading, Series
from cspdesk.domain.variation import Mark, Signals

ONE_TIME = "It does not show any change."
NO_FIGURE = "no figure that may be used"
NOTHING = "Nothing can be said of how things stand, nor of any change."
OTHERWISE = "the baseline was counted in another way and is not compared"
CLUSTERS = (
    "Intervals reckoned here take counts of events to vary twice as much as chance alone, as they come in clusters."
)
SEASON = "Limits and runs take no account of the time of year."
NO_CAUSE = "It does not show what made the difference, nor what would have been without the work."


class VerdictKind(StrEnum):
    """What a verdict comes to, in words that always stand beside its colour."""

    BETTER = "better"
    WORSE = "worse"
    CHANGED = "changed, neither better nor worse"
    NO_CLEAR_CHANGE = "no clear change"
    CANNOT_TELL = "cannot tell"
    NOT_COMPARABLE = "not comparable"


@dataclass(frozen=True, slots=True)
class Figure:
    """One number that a verdict's sentences use: as printed, as it is, and the observations it comes from."""

    name: str
    text: str
    value: float
    lower: float | None
    upper: float | None
    unit: str
    method: str
    observation_ids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Verdict:
    """What an indicator says of an area on a day.

    sentences: one or two, to be shown with the footing. caveats: what else must be known, shown with them on paper and
    behind a click on screen. why: how it was arrived at. reach: how far the data go and when more are due. target:
    whether it is met; beside: how the area stands by others; both may be empty. evidence: what it rests on where that
    is not even one figure, which no grade says.
    """

    kind: VerdictKind
    sentences: tuple[str, ...]
    caveats: tuple[str, ...]
    why: tuple[str, ...]
    reach: str
    target: str
    beside: str
    figures: tuple[Figure, ...]
    grade: EvidenceGrade
    does_not_show: str
    evidence: str = ""

    @property
    def says(self) -> str:
        """Its sentences as one text."""
        return " ".join(self.sentences)

    @property
    def footing(self) -> str:
        """The sentence that stands under it everywhere: its evidence, and what that does not show."""
        words = self.evidence or self.grade.words
        return f"{words[0].upper()}{words[1:]}: {self.does_not_show[0].lower()}{self.does_not_show[1:]}"


@dataclass(frozen=True, slots=True)
class _Compared:
    """The comparison that a verdict rests on, or the reason why there is none; what was tried before it."""

    change: IndicatorChange | None
    why_not: Forbidden | None
    tried: tuple[str, ...]


def verdict(series: Series, charted: Signals | None = None, beside: AreaComparison | None = None) -> Verdict:
    """Return what an indicator says, as known on the series' day; the same words for the same figures.

    charted: its control chart where that is at hand already (signals.signals). beside: how the area stands by others
    (areas.compare_areas), told in a sentence of its own, since it says nothing of any change.
    The newest figure is set against the baseline, or where the gate forbids that, against the year before; months and
    quarters also against their own limits. Where the two disagree, where the newest data are more than two years old,
    or where nothing can be compared, it says so and the kind is that it cannot be told.
    """
    latest = series.latest
    if latest is None:
        return _nothing(series)
    found = charted if charted is not None else signals(series)
    mark, compared = found.at(latest.period), _compared(series)
    kind = _kind(series, found, mark, compared)
    change = compared.change
    grade = EvidenceGrade.BEFORE_AND_AFTER if change or mark else EvidenceGrade.AT_ONE_TIME
    return Verdict(
        kind,
        (_latest(series, latest, found, mark), _second(series, compared, mark)),
        (*_not_baseline(compared), *caveats(series), *([SEASON] if found.limited else [])),
        tuple(_why(series, found, mark, compared)),
        reach_words(series),
        _target(series, latest),
        f"{beside.says} {beside.does_not_show}" if beside else "",
        tuple(_figures(series, latest, change)),
        grade,
        NO_CAUSE if change or mark else ONE_TIME,
    )


def _nothing(series: Series) -> Verdict:
    reason = nothing_held(series).reason
    sentence = f"{series.indicator.name}: cannot tell. {reason}"
    none = EvidenceGrade.AT_ONE_TIME
    kind, reach = VerdictKind.CANNOT_TELL, reach_words(series)
    return Verdict(kind, (sentence,), caveats(series), (), reach, "", "", (), none, NOTHING, NO_FIGURE)


def _compared(series: Series) -> _Compared:
    """Try the baseline, then the year before; the first that the gate lets through and that has a size stands."""
    why_not: Forbidden | None = None
    tried: list[str] = []
    for against, answer in (("the baseline", with_baseline(series)), ("the year before", with_year_before(series))):
        change, reason = _change(answer)
        if change is not None:
            return _Compared(change, why_not, (*tried, f"Set against {against} (method: {change.method})."))
        if reason is not None:
            tried.append(f"Not set against {against}: {reason.reason}")
            why_not = _graver(why_not, reason)
    return _Compared(None, why_not, tuple(tried))


def _change(answer: Answer) -> tuple[IndicatorChange | None, Forbidden | None]:
    if isinstance(answer, Forbidden):
        return None, answer
    change = change_of(answer.pair)
    if isinstance(change, NotComputed):
        return None, Forbidden(Why.NOT_HELD, _unsized(answer.pair, change))
    return change, None


def _unsized(pair: ComparablePair, reason: NotComputed) -> str:
    earlier, later, indicator = pair.earlier, pair.later, pair.indicator
    both = (f"{words.amount(float(r.value or 0), indicator)} {words.in_period(r.period)}" for r in (later, earlier))
    return f"{' against '.join(both)}: {reason.says}."


def _graver(one: Forbidden | None, other: Forbidden) -> Forbidden:
    """Return the reason to print: a break before all else, then the last one met, which is of the year before."""
    return one if one is not None and one.why is Why.BREAK else other


def _kind(series: Series, found: Signals, mark: Mark | None, compared: _Compared) -> VerdictKind:
    if stale(series):
        return VerdictKind.CANNOT_TELL
    change = compared.change
    moved = 0 if change is None else _direction(change.finding)
    pointed = mark.direction if mark else 0
    if moved and pointed and moved != pointed:
        return VerdictKind.CANNOT_TELL
    direction = moved or pointed
    if direction:
        return _meant(direction, series.indicator.better)
    if change is not None:
        return VerdictKind.NO_CLEAR_CHANGE
    if _by_break(compared):
        return VerdictKind.NOT_COMPARABLE
    judged = bool(found.spans) and found.spans[-1].lower is not None
    return VerdictKind.NO_CLEAR_CHANGE if judged else VerdictKind.CANNOT_TELL


def _meant(direction: int, better: Better) -> VerdictKind:
    if better is Better.NEITHER:
        return VerdictKind.CHANGED
    return VerdictKind.BETTER if (direction > 0) == (better is Better.HIGHER) else VerdictKind.WORSE


def _direction(finding: Finding) -> int:
    return {Finding.HIGHER: 1, Finding.LOWER: -1, Finding.CANNOT_TELL: 0}[finding]


def _latest(series: Series, latest: Reading, found: Signals, mark: Mark | None) -> str:
    indicator = series.indicator
    span = found.spans[-1] if found.spans else None
    sentence = words.latest_sentence(latest, interval_of(latest, indicator), indicator, span, mark)
    if not stale(series):
        return sentence
    return f"{sentence[:-1]}; the data end there, and nothing can be said of what came after."


def _second(series: Series, compared: _Compared, mark: Mark | None) -> str:
    change = compared.change
    if change is None:
        return _why_not(compared.why_not) if compared.why_not else ""
    opposed = bool(mark) and _direction(change.finding) not in (0, mark.direction if mark else 0)
    unclear = change.finding is Finding.CANNOT_TELL
    sentence = words.change_sentence(change, judged=not (stale(series) or opposed or (mark and unclear)))
    if mark and unclear and not stale(series):
        return f"{sentence[:-1]}; {words.DECIDES}."
    if opposed:
        return f"{sentence[:-1]}, but the newest points go the other way: cannot tell."
    return f"{sentence[:-1]}; {OTHERWISE}." if _by_break(compared) else sentence


def _why_not(found: Forbidden) -> str:
    """Return why there is no comparison; a break says it all."""
    if found.why is Why.BREAK:
        return found.reason
    plain = found.reason.startswith(("The", "There", "Its", "No ", "Data"))
    return (
        f"Whether it changed cannot be told: {found.reason[0].lower() if plain else found.reason[0]}{found.reason[1:]}"
    )


def _why(series: Series, found: Signals, mark: Mark | None, compared: _Compared) -> Iterator[str]:
    yield from compared.tried
    if mark is not None:
        yield _by_mark(series, mark, compared)
    if found.no_limits:
        yield found.no_limits
    if series.indicator.measure in (Measure.COUNT, Measure.RATE) and not series.indicator.count_not_held:
        yield CLUSTERS


def _by_mark(series: Series, mark: Mark, compared: _Compared) -> str:
    """Return what the newest point's own limits say, and whether the verdict rests on that."""
    moved = 0 if compared.change is None else _direction(compared.change.finding)
    return words.mark_sentence(mark, None if stale(series) else moved)


def _not_baseline(compared: _Compared) -> list[str]:
    """Return why the baseline gave way to the year before, where a break was the reason."""
    if compared.change is None or compared.why_not is None or not _by_break(compared):
        return []
    return [f"Not set against the baseline: {compared.why_not.reason}"]


def _by_break(compared: _Compared) -> bool:
    return compared.why_not is not None and compared.why_not.why is Why.BREAK


def _target(series: Series, latest: Reading) -> str:
    indicator = series.indicator
    if indicator.target is None or indicator.better is Better.NEITHER or latest.value is None:
        return ""
    against = with_baseline(series)
    if isinstance(against, Forbidden) and against.why is Why.BREAK:
        return "The target was set on figures counted in another way, so the newest are not held against it."
    size, newest = indicator.target, against.pair.later if not isinstance(against, Forbidden) else latest
    slack = indicator.target_tolerance or 0
    value = newest.value or 0
    met = value <= size + slack if indicator.better is Better.LOWER else value >= size - slack
    return words.target_words(indicator, newest, met=met)


def _figures(series: Series, latest: Reading, change: IndicatorChange | None) -> Iterator[Figure]:
    yield _figure("newest", series, latest)
    if change is None:
        return
    pair = change.pair
    yield _figure("earlier", series, pair.earlier)
    if pair.later != latest:
        yield _figure("later", series, pair.later)
    ids = tuple(o.id for reading in (pair.earlier, pair.later) for o in reading.observations)
    text = words.with_caveat(words.change_words(change), pair)
    yield Figure("change", text, change.estimate, change.lower, change.upper, change.unit.strip(), change.method, ids)


def _figure(name: str, series: Series, reading: Reading) -> Figure:
    indicator, value = series.indicator, float(reading.value or 0)
    found = interval_of(reading, indicator)
    method = "" if isinstance(found, Blank) else f"{found.method}, {CONFIDENCE:.0%}"
    text = f"{words.amount(value, indicator)} {words.in_period(reading.period)}"
    return Figure(
        name, text, value, found.lower, found.upper, indicator.unit, method, tuple(o.id for o in reading.observations)
    )
