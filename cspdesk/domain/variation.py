"""What a control chart adds to a series: limits for each stretch counted one way, and points that stand out."""

from enum import StrEnum

from cspdesk.domain.data_periods import Period
from cspdesk.domain.indicators import Better, Break, BreakEffect
from cspdesk.domain.records import dataclass


class Variation(StrEnum):
    """What a point that stands out means; never told by colour alone."""

    BETTER = "better"
    WORSE = "worse"
    CHANGED = "changed"
    NOISE = "noise"


def cuts(broken: Break) -> bool:
    """Return whether a series starts anew at a break: one that asks for caution, or forbids and is not overridden."""
    return broken.forbids or (broken.effect is BreakEffect.CAUTION and not broken.override_by)


def variation(direction: int, better: Better) -> Variation:
    """Return what a move means, up (1), down (−1) or none (0), by which way is an improvement."""
    if direction == 0:
        return Variation.NOISE
    if better is Better.NEITHER:
        return Variation.CHANGED
    return Variation.BETTER if (direction > 0) == (better is Better.HIGHER) else Variation.WORSE


@dataclass(frozen=True, slots=True)
class LimitSpan:
    """The mean and limits of a stretch of the series; limits are None where its points are too few for any.

    trial: they rest on fewer than 13 points and are called so wherever they are shown.
    """

    first: Period
    last: Period
    points: int
    mean: float
    lower: float | None
    upper: float | None
    trial: bool

    @property
    def name(self) -> str:
        """What its limits are called."""
        if self.lower is None:
            return "too few points for limits"
        return "trial limits" if self.trial else "limits"


@dataclass(frozen=True, slots=True)
class Mark:
    """A point that is more than noise: in which direction, by which rule in words, and what that means."""

    period: Period
    direction: int
    rule: str
    variation: Variation


@dataclass(frozen=True, slots=True)
class Signals:
    """Limits and the points that stand out; without any, no_limits says why in a sentence."""

    spans: tuple[LimitSpan, ...]
    marks: tuple[Mark, ...]
    no_limits: str = ""

    @property
    def limited(self) -> bool:
        """Whether any stretch has limits."""
        return any(span.lower is not None for span in self.spans)

    @property
    def by_period(self) -> dict[Period, Mark]:
        """The marks by their periods; a period that is not among them has a point within the noise."""
        return {mark.period: mark for mark in self.marks}

    def at(self, period: Period) -> Mark | None:
        """Return the mark of a period, None where its point is within the noise."""
        return next((mark for mark in self.marks if mark.period == period), None)
