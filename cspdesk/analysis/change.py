"""What changed between two figures, how sure that is, and what it allows to be said."""

from collections.abc import Sequence
from math import exp, inf, log, sqrt
from typing import overload

from cspdesk.analysis.findings import (
    EvidenceGrade,
    Finding,
    NotComputed,
    between,
    checked_base,
    checked_count,
    figure,
    percent,
    tail_area,
    z_value,
)
from cspdesk.analysis.rates import Blank, proportion_interval
from cspdesk.domain.records import dataclass
from cspdesk.errors import UserError

PLACES = ("the treated area", "the comparison area", "the displacement area", "its comparison area")
CRIME_DISPERSION = 2.0  # counts of crime vary about twice as much as independent events would

INDEPENDENT_ONLY = (
    "Events are taken as independent; repeat victims or one police operation make chance wider than this."
)
NO_COUNTS = "The counts behind the percentages are not held, so their difference cannot be told from chance."
NO_CAUSE = "It does not show why they differ."
AREAS_DIFFER = (
    "Chance is allowed for; other differences between the areas are not, so this does not prove what caused the change."
)

NO_MOVE = (
    "What the displacement area adds is counted in; it does not show that any event moved there, and events may have"
    " moved elsewhere."
)

Pair = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Change:
    """An estimate of a difference with its interval, what that allows to be said, and what it does not show."""

    estimate: float
    lower: float
    upper: float
    confidence: float
    method: str
    finding: Finding
    says: str
    does_not_show: str


@dataclass(frozen=True, slots=True)
class BeforeAfter:
    """A treated area before and after, set against a comparison area: both measures of it, and one sentence.

    finding: LOWER when the treated area went down against the comparison area by more than chance explains, which
    is said only where both measures agree.
    """

    relative_effect: Change | NotComputed
    displacement_difference: Change
    finding: Finding
    grade: EvidenceGrade
    says: str
    does_not_show: str


def rate_ratio(
    count: float,
    population: float,
    compared_count: float,
    compared_population: float,
    confidence: float = 0.95,
    *,
    dispersion: float = 1.0,
) -> Change | NotComputed:
    """Return how many times as high one rate is as another, with exact limits.

    Of all the events, those that fall on the first side are binomial once their total is given (Przyborowski &
    Wilenski 1940, Biometrika 31: 313–323); the limits of that share are Clopper & Pearson's (1934). A population may
    be any base that both sides share the unit of: people, person-years, months. dispersion: how many times as much
    the counts vary as independent events would; the limits are those of counts so many times smaller (quasi-Poisson).
    Raises UserError when a count is negative or a population is not above 0, ValueError for a dispersion below 1.
    """
    count, compared_count = checked_count(count), checked_count(compared_count)
    population, compared_population = checked_base(population), checked_base(compared_population)
    if not compared_count:
        return NotComputed("There were none on the side it is compared with, so no ratio can be given.")
    scale, fewer = compared_population / population, _checked_dispersion(dispersion)
    odds = _exact_odds(count / fewer, compared_count / fewer, tail_area(confidence))
    estimate, lower, upper = (value * scale for value in (count / compared_count, *odds))
    finding = Finding.of(lower, upper, no_difference=1)
    says = (
        f"{figure(estimate)} times the rate it is compared with ({_range(lower, upper, confidence)}): {_told(finding)}."
    )
    method = "exact, given the total" + (f", dispersion {dispersion:g}" if dispersion > 1 else "")
    does_not_show = NO_CAUSE if dispersion > 1 else INDEPENDENT_ONLY
    return Change(estimate, lower, upper, confidence, method, finding, says, does_not_show)


@overload
def difference_of_proportions(
    count: float, denominator: float, compared_count: float, compared_denominator: float, confidence: float = 0.95
) -> Change: ...
@overload
def difference_of_proportions(
    count: float | None,
    denominator: float | None,
    compared_count: float | None,
    compared_denominator: float | None,
    confidence: float = 0.95,
) -> Change | NotComputed: ...
def difference_of_proportions(
    count: float | None,
    denominator: float | None,
    compared_count: float | None,
    compared_denominator: float | None,
    confidence: float = 0.95,
) -> Change | NotComputed:
    """Return one proportion less another, between −1 and 1, with Newcombe's hybrid score limits.

    Newcombe (1998, Statistics in Medicine 17: 873–890), method 10: the distances to Wilson's limits of the two
    proportions, squared and added. The two must be of different people. Where one of the four is None, the answer is
    that the counts are not held.
    Raises UserError when a count is negative or above its denominator, or a denominator is not above 0.
    """
    one = proportion_interval(count, denominator, confidence)
    other = proportion_interval(compared_count, compared_denominator, confidence)
    if isinstance(one, Blank) or isinstance(other, Blank):
        return NotComputed(NO_COUNTS)
    estimate = one.value - other.value
    lower = estimate - sqrt((one.value - one.lower) ** 2 + (other.upper - other.value) ** 2)
    upper = estimate + sqrt((one.upper - one.value) ** 2 + (other.value - other.lower) ** 2)
    finding = Finding.of(lower, upper, no_difference=0)
    says = (
        f"{figure(one.value * 100)}% against {figure(other.value * 100)}%, a difference of {figure(estimate * 100)}"
        f" percentage points ({_range(lower, upper, confidence, 100)}): {_told(finding)}."
    )
    return Change(estimate, lower, upper, confidence, "Newcombe hybrid score", finding, says, NO_CAUSE)


def relative_effect_size(
    treated: Pair, comparison: Pair, *, dispersion: float = CRIME_DISPERSION, confidence: float = 0.95
) -> Change | NotComputed:
    """Return the relative effect size: above 1 where the treated area fared better than the comparison area.

    (treated before × comparison after) ÷ (treated after × comparison before); the variance of its logarithm is the
    sum of 1 ÷ each count, times the dispersion, since crimes cluster; 2 is what Farrington, Gill, Waples & Argomaniz
    (2007, J. Experimental Criminology 3: 21–38) settle on. Pairs are counts before and after, over periods of equal
    length. finding is LOWER where the treated area went down against the comparison area.
    Raises UserError when a count is negative, ValueError for a dispersion below 1.
    """
    counts = _checked_counts(treated, comparison)
    if not all(counts):
        return NotComputed("One of the counts is 0, so no relative effect size can be given.")
    before, after, compared_before, compared_after = counts
    estimate = before * compared_after / (after * compared_before)
    reach = z_value(confidence) * sqrt(_checked_dispersion(dispersion) * sum(1 / count for count in counts))
    lower, upper = exp(log(estimate) - reach), exp(log(estimate) + reach)
    finding = Finding.of(-upper, -lower, no_difference=-1)
    says = (
        f"Relative effect size {figure(estimate)} ({_range(lower, upper, confidence)}; above 1 is a fall against the"
        f" comparison area): {_told(finding)}."
    )
    method = f"relative effect size, dispersion {dispersion:g}"
    return Change(estimate, lower, upper, confidence, method, finding, says, AREAS_DIFFER)


def weighted_displacement_difference(
    treated: Pair,
    comparison: Pair,
    displacement: Pair | None = None,
    displacement_comparison: Pair | None = None,
    *,
    dispersion: float = 1.0,
    confidence: float = 0.95,
) -> Change:
    """Return how many more events there were than if all areas had changed alike; below 0 is fewer.

    Wheeler & Ratcliffe (2018, Crime Science 7: 11): the change in the treated area less that in the comparison area,
    plus the same for the area that crime may have moved to. Its variance is the sum of all the counts, here times the
    dispersion; 1 is the paper's own. Pairs are counts before and after, over periods of equal length.
    Raises UserError when a count is negative or only one of the two displacement areas is given, ValueError for a
    dispersion below 1.
    """
    if (displacement is None) != (displacement_comparison is None):
        raise UserError("A displacement area needs a comparison area of its own; give both or neither.")
    counts = _checked_counts(treated, comparison, displacement or (0, 0), displacement_comparison or (0, 0))
    pairs = zip(counts[::2], counts[1::2], strict=True)
    treated_change, comparison_change, moved, moved_comparison = (after - before for before, after in pairs)
    estimate = treated_change - comparison_change + moved - moved_comparison
    reach = z_value(confidence) * sqrt(_checked_dispersion(dispersion) * sum(counts))
    lower, upper = estimate - reach, estimate + reach
    finding = Finding.of(lower, upper, no_difference=0)
    says = f"{_alike(estimate, lower, upper, confidence)}: {_told(finding)}."
    method = f"weighted displacement difference, dispersion {dispersion:g}"
    return Change(estimate, lower, upper, confidence, method, finding, says, AREAS_DIFFER)


def before_after_comparison(
    treated: Pair,
    comparison: Pair,
    displacement: Pair | None = None,
    displacement_comparison: Pair | None = None,
    *,
    dispersion: float = CRIME_DISPERSION,
    confidence: float = 0.95,
    names: Sequence[str] = PLACES,
) -> BeforeAfter:
    """Return what a comparison area says of a change: relative effect size and weighted displacement difference.

    Sources as of relative_effect_size and weighted_displacement_difference; both are given the same dispersion, so
    that they cannot disagree merely because one takes crimes to be independent. Pairs are counts before and after,
    over periods of equal length. A displacement area, with its comparison, enters the second measure alone. names: what
    the sentence calls the areas, in the order given. Raises as those two do.
    """
    size = relative_effect_size(treated, comparison, dispersion=dispersion, confidence=confidence)
    difference = weighted_displacement_difference(
        treated, comparison, displacement, displacement_comparison, dispersion=dispersion, confidence=confidence
    )
    agreed = difference.finding
    if isinstance(size, NotComputed) or size.finding is not agreed:
        agreed = Finding.CANNOT_TELL
    says = (
        f"{_went(names, (treated, comparison, displacement, displacement_comparison))}:"
        f" {_alike(difference.estimate, difference.lower, difference.upper, confidence)}; {_told(agreed)}."
    )
    not_shown = AREAS_DIFFER if displacement is None else f"{AREAS_DIFFER} {NO_MOVE}"
    return BeforeAfter(size, difference, agreed, EvidenceGrade.COMPARISON_AREA, says, not_shown)


def _went(names: Sequence[str], counts: Sequence[Pair | None]) -> str:
    """Return from what to what each area went that is looked at: `A went from 9 to 7, B from 8 to 8`."""
    moves = [
        f"{name} {'' if place else 'went '}from {figure(pair[0])} to {figure(pair[1])}"
        for place, (name, pair) in enumerate(zip(names, counts, strict=False))
        if pair is not None
    ]
    said = f"{', '.join(moves[:-1])} and {moves[-1]}" if len(moves) > 2 else ", ".join(moves)
    return f"{said[0].upper()}{said[1:]}"


def _exact_odds(count: float, compared: float, tail: float) -> tuple[float, float]:
    """Return Clopper and Pearson's limits of count ÷ compared, each being odds of a binomial share."""
    from scipy import special

    below = float(special.betaincinv(count, compared + 1, tail)) if count else 0.0
    beyond = float(special.betaincinv(compared, count + 1, tail))
    return below / (1 - below), (1 - beyond) / beyond if beyond else inf


def _checked_counts(*pairs: Pair) -> list[float]:
    return [checked_count(count) for pair in pairs for count in pair]


def _checked_dispersion(dispersion: float) -> float:
    if dispersion < 1:
        raise ValueError("a dispersion below 1 would claim less than chance")
    return dispersion


def _range(lower: float, upper: float, confidence: float, scale: float = 1) -> str:
    return f"{percent(confidence)} interval {between(lower, upper, scale)}"


def _told(finding: Finding) -> str:
    if finding is Finding.CANNOT_TELL:
        return "this cannot be told from chance"
    return f"{finding} by more than chance alone explains"


def _alike(estimate: float, lower: float, upper: float, confidence: float) -> str:
    against = f"{_fewer(estimate)} than" if estimate else "as many as"
    interval = f"{percent(confidence)} interval {_fewer(lower)} to {_fewer(upper)}"
    return f"{against} if the areas had changed alike ({interval})"


def _fewer(difference: float) -> str:
    """Return a difference in whole events, as people say it: 3 fewer, 12 more."""
    return f"{abs(round(difference)):,} {'fewer' if difference < 0 else 'more'}"
