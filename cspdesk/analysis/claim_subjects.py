"""What the record says of an indicator, as claims are held against it; and which indicators a sentence speaks of."""

import re
from collections.abc import Iterable, Sequence
from datetime import date
from functools import lru_cache

from cspdesk.analysis.comparability import Forbidden, Why, with_baseline, with_year_before
from cspdesk.analysis.findings import EvidenceGrade
from cspdesk.analysis.verdict_notes import stale
from cspdesk.analysis.verdicts import Verdict, VerdictKind, verdict
from cspdesk.domain.indicators import Better, BreakEffect
from cspdesk.domain.records import dataclass
from cspdesk.domain.series import Series

_PLAIN = frozenset(
    (  # noqa: SIM905
        "the a an of to for in on at by and or with who that which are is be not from as per all people person number"
        " numbers rate rates recorded proven report reports reported police related total share percentage level"
        " levels success successful first second third last next"
    ).split()
)
_SAME = {"asb": "antisocial behaviour", "dv": "domestic violence", "dva": "domestic violence"}
_DOMESTIC = re.compile(r"\bdomestic abuse\b")  # said of the same thing as domestic violence
LONG = 7
STEM = 5  # letters: offending, offended and offender are one word; admission and admitted are two


@dataclass(frozen=True, slots=True)
class Subject:
    """One indicator as its verdict leaves it.

    stems are the words of its name, lead the one it may be shortened to (empty: none).
    direction: up (1), down (-1) or that no change can be told (0). broken: the first days of what is counted another
    way, each with the reason why nothing is compared across it. caveat has to stand beside any change of it.
    """

    key: str
    name: str
    stems: frozenset[str]
    lead: str
    kind: VerdictKind
    direction: int
    better: Better
    says: str
    grade: EvidenceGrade
    reach: date | None = None
    stale: bool = False
    counts_held: bool = True
    newest: float | None = None
    broken: tuple[tuple[date, str], ...] = ()
    caveat: str = ""
    compared_from: date | None = None

    @property
    def not_compared(self) -> str:
        """Why nothing of it is compared at all; empty where something is."""
        return self.broken[-1][1] if self.kind is VerdictKind.NOT_COMPARABLE and self.broken else ""


def subject_of(series: Series) -> Subject:
    """Return what claims about an indicator are held against, as known on the series' day."""
    indicator, found = series.indicator, verdict(series)
    change = next((figure for figure in found.figures if figure.name == "change"), None)
    answers = (with_baseline(series), with_year_before(series))
    forbidden = next((a.reason for a in answers if isinstance(a, Forbidden) and a.why is Why.BREAK), "")
    caveat = "; ".join(dict.fromkeys(a.pair.caveat for a in answers if not isinstance(a, Forbidden) and a.pair.caveat))
    latest = series.latest
    return Subject(
        f"indicator.{indicator.id}",
        indicator.name,
        stems_of(indicator.name),
        _lead(indicator.name),
        found.kind,
        _direction(found, change.value if change else None, indicator.better),
        indicator.better,
        found.says,
        found.grade,
        series.reach,
        stale(series),
        not indicator.count_not_held,
        float(latest.value) if latest is not None and latest.value is not None else None,
        tuple((b.on_day, forbidden) for b in series.breaks if b.effect is BreakEffect.NOT_COMPARABLE and b.forbids),
        caveat,
        max((a.pair.later.period.starts_on for a in answers if not isinstance(a, Forbidden)), default=None),
    )


def _direction(found: Verdict, change: float | None, better: Better) -> int:
    if found.kind in (VerdictKind.BETTER, VerdictKind.WORSE):
        up_is_better = better is Better.HIGHER
        return 1 if up_is_better == (found.kind is VerdictKind.BETTER) else -1
    if found.kind is VerdictKind.CHANGED and change:
        return 1 if change > 0 else -1
    return 0


@lru_cache(maxsize=4096)
def stems_of(text: str) -> frozenset[str]:
    """Return the beginnings of the words that tell one indicator from another."""
    return frozenset(map(_stem, telling_words(text)))


def _lead(name: str) -> str:
    """Return the beginning of the word that a name is shortened to, if it is long enough: burglary of homes."""
    first = next(iter(telling_words(name)), "")
    return _stem(first) if len(first) >= LONG else ""


def telling_words(text: str) -> list[str]:
    """Return the words that tell one thing from another, in order; all of them where none does."""
    plain = _DOMESTIC.sub("domestic violence", text.casefold())
    words = re.findall(r"[a-z]+", re.sub(r"(?<=\w)[-’'](?=\w)", "", plain))
    spread = [each for word in words for each in _SAME.get(word, word).split()]
    return [word for word in spread if word not in _PLAIN] or spread


def _stem(word: str) -> str:
    return word[:STEM] if len(word) > STEM else word.removesuffix("s")


def spoken_of(
    words: str, subjects: Sequence[Subject], keys: Iterable[str] = (), values: Iterable[float] = ()
) -> tuple[Subject, ...]:
    """Return the indicators that words speak of: those bound in them, else those named in full by the most words.

    Where none is named in full, one that shares most of its name, the word it begins with or a figure and a word.
    """
    bound = [s for s in subjects if any(key.startswith(f"{s.key}.") for key in keys)]
    if bound:
        return tuple(bound)
    stems, known = stems_of(words), frozenset(values)
    named = [s for s in subjects if s.stems <= stems]
    if named:
        most = max(len(s.stems) for s in named)
        return tuple(s for s in named if len(s.stems) == most)
    return tuple(s for s in subjects if _likely(s, stems, known, subjects))


def _likely(subject: Subject, stems: frozenset[str], values: frozenset[float], all_: Sequence[Subject]) -> bool:
    shared = len(subject.stems & stems)
    if shared and subject.newest is not None and subject.newest in values:
        return True
    if subject.lead in stems and not any(subject.lead in other.stems for other in all_ if other is not subject):
        return True
    return shared >= 2 and 3 * shared >= 2 * len(subject.stems)
